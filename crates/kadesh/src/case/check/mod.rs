//! What a written case means: names resolved, numbers checked, every fault and every gap reported at once.

pub mod acts;
mod agree;
mod bodies;
mod changes;
mod conflict;
mod contested;
mod deal;
pub mod declare;
mod gaps;
mod idle;
mod linked;
mod names;
mod people;
mod points;
mod quantities;
pub mod statements;
mod ties;
mod together;
pub mod values;

pub use changes::change;

use std::collections::{BTreeMap, BTreeSet};

use kadesh_documents::Decoded;

use self::names::{Lookup, Names};
use super::Checked;
use super::beside::Beside;
use super::file::CaseFile;
use super::links::{Link, Name, NameKind};
use super::number::Form;
use super::written::{At, Few};
use crate::diagnostic::{Diagnostic, Severity, Span, nearest};
use crate::model::{
    Assumption, AssumptionId, Basis, Case, Choice, Ground, IssueId, PartyId, QUESTION_WORDS, StatementId, When,
    party_addresses, preference_addresses,
};

/// Checks a case as written, with the files beside it. Never fails: what is wrong is in the diagnostics, after what is `told`
/// already.
///
/// O(size of the case × length of the sources) for the anchors; the rest is linear in the case.
pub fn check(file: &CaseFile, beside: Beside<'_>, text: &str, told: Vec<Diagnostic>) -> Checked {
    let mut checker = Checker {
        file,
        beside,
        text,
        case: Case::blank(&file.case.title.value),
        names: Names::default(),
        times: BTreeMap::new(),
        understood: Understood::new(),
        scales: Scales::new(),
        recoded: BTreeMap::new(),
        used: Used::new(),
        links: Vec::new(),
        out: told,
    };
    checker.run();
    let Checker { mut case, mut out, understood, used, mut links, .. } = checker;
    links.sort();
    links.dedup();
    out.extend(quantities::notes(understood));
    let faulty = out.iter().any(|diagnostic| diagnostic.severity == Severity::Fault);
    if !faulty {
        for (party, address) in party_addresses(&case).into_iter().enumerate() {
            case.parties[party].address = address;
        }
        for (place, address) in preference_addresses(&case).into_iter().enumerate() {
            case.conflict.preferences[place].address = address;
        }
        gaps::find(file, &case, &mut out);
        idle::find(file, &case, &used, &mut out);
    }
    out.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.severity, d.labels.first().map(|(span, _)| span.clone()));
        key(a).cmp(&key(b))
    });
    Checked { case: (!faulty).then_some(case), diagnostics: out, links }
}

/// Where numbers of each form stand, and how the first was read.
type Understood = BTreeMap<Form, Vec<(Span, String)>>;

/// On which scale a stake is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Scale {
    /// In points.
    Points,
    /// By a weight and values from 0 to 1.
    Shares,
}

/// Where each party's stakes are written on each scale first.
type Scales = BTreeMap<(PartyId, Scale), Span>;

/// The names that something refers to, by their kind and their place.
type Used = BTreeSet<(NameKind, usize)>;

/// A case under construction.
struct Checker<'f> {
    file: &'f CaseFile,
    beside: Beside<'f>,
    /// The text of the case file.
    text: &'f str,
    case: Case,
    names: Names,
    /// The dates that relative dates may refer to, by id: sources, rooms, statements, acts.
    times: BTreeMap<String, Option<When>>,
    /// Numbers that had to be understood.
    understood: Understood,
    scales: Scales,
    /// By source: texts that were made of bytes of another encoding.
    recoded: BTreeMap<String, Decoded>,
    used: Used,
    /// Where names stand, and what is meant.
    links: Vec<Link>,
    out: Vec<Diagnostic>,
}

impl Checker<'_> {
    /// The order matters: what is referred to comes first.
    fn run(&mut self) {
        self.head();
        self.declare();
        self.collect_times();
        self.sources();
        self.parties();
        self.persons();
        self.issues();
        self.names_to_print();
        self.explicit_assumptions();
        self.rooms();
        self.statements();
        self.positions_table();
        self.source_challenges();
        self.assumption_grounds();
        self.room_grounds();
        self.knowledge();
        self.stakes();
        self.stakes_table();
        self.scoring_sheets();
        self.exclusions();
        self.bonuses();
        self.no_weightless_party();
        self.holders_are_main_parties();
        self.red_lines();
        self.levers();
        self.walk_aways();
        self.bodies();
        self.conditions();
        self.gates();
        self.norms();
        self.acts();
        self.agreements();
        self.lessons();
        self.deal();
        self.ties();
        self.conflict();
        self.trace_table();
        // Changes refer to everything above.
        self.hypotheses();
        self.explanations();
        self.framings();
        self.rejections();
        self.contested();
    }

    fn head(&mut self) {
        let head = &self.file.case;
        self.case.question = head.question.clone();
        if let Some(author) = &head.author {
            self.case.author = author.clone();
        }
        self.answered_by();
        self.case.loaded_words = head.loaded_words.clone();
        self.case.hide = head.hide.clone();
        self.case.as_of = head.as_of.as_ref().and_then(|text| self.date(text));
    }

    /// The questions that answer the case's own, each known and named once.
    fn answered_by(&mut self) {
        let file = self.file;
        for word in &file.case.answered_by {
            match QUESTION_WORDS.iter().find(|known| **known == word.value) {
                Some(known) if self.case.answered_by.iter().any(|other| other == known) => {
                    self.fault("named-twice", format!("`{}` is named twice", word.value), word, "again here");
                }
                Some(known) => self.case.answered_by.push((*known).to_owned()),
                None => self.fault_with(unknown("a question", word, QUESTION_WORDS)),
            }
        }
    }

    fn fault(&mut self, code: &'static str, message: impl Into<String>, at: &At<impl Sized>, label: &str) {
        self.out.push(Diagnostic::fault(code, message).at(at.span(), label));
    }

    fn fault_with(&mut self, fault: Diagnostic) {
        self.out.push(fault);
    }

    /// An EDTF date with no reference to anything else.
    fn date(&mut self, text: &At<String>) -> Option<When> {
        match When::parse(&text.value) {
            Ok(when) => Some(when),
            Err(why) => {
                self.fault_with(Diagnostic::fault("bad-date", why).at(text.span(), "not a date").hint(
                    "dates are EDTF: 2025-02-12, 2025-02, 2025-02-12~ (about), 2025-02-10/2025-02-12, ../2025-02-12; a season is \
                     written by its months",
                ));
                None
            }
        }
    }

    /// A date, or so long before or after something that has one.
    fn moment(&mut self, text: &At<String>) -> Option<When> {
        let relative = self.relative(&text.value);
        if let Some((_, _, anchor)) = relative {
            self.ambiguous(Lookup::Anchor, anchor, text.span());
        }
        match relative {
            None => self.date(text),
            Some((from, to, anchor)) => match self.times.get(anchor) {
                Some(Some(time)) => {
                    let shifted = time.shifted(&text.value, from, to);
                    self.link_anchor(text, anchor);
                    Some(shifted)
                }
                Some(None) => {
                    let message = format!("`{}` cannot be placed: `{anchor}` has no date of its own", text.value);
                    self.out.push(
                        Diagnostic::gap("no-dateline", message)
                            .at(text.span(), "relative to something with no date")
                            .hint(format!(
                                "give `{anchor}` a date, such as `published` of a source or `opened` of a room"
                            )),
                    );
                    None
                }
                None => {
                    let known: Vec<String> = self.times.keys().cloned().collect();
                    let mut fault =
                        Diagnostic::fault("unknown-anchor", format!("`{anchor}` is nothing that has a date"))
                            .at(text.span(), "relative to this");
                    if let Some(near) = nearest(anchor, known.iter().map(String::as_str)) {
                        fault = fault.hint(format!("did you mean `{near}`?"));
                    }
                    self.fault_with(fault);
                    None
                }
            },
        }
    }

    /// Reads `2..3 days before ID` into minutes and the id.
    fn relative<'t>(&self, text: &'t str) -> Option<(i64, i64, &'t str)> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [amount, unit, direction, anchor] = words.as_slice() else { return None };
        let minutes = match unit.trim_end_matches('s') {
            "minute" => 1,
            "hour" => 60,
            "day" => 24 * 60,
            "week" => 7 * 24 * 60,
            _ => return None,
        };
        let (least, most) = amount.split_once("..").unwrap_or((amount, amount));
        let (least, most): (u32, u32) = (least.parse().ok()?, most.parse().ok()?);
        let (least, most) = (i64::from(least) * minutes, i64::from(most) * minutes);
        match *direction {
            "before" if least <= most => Some((-most, -least, anchor)),
            "after" if least <= most => Some((least, most, anchor)),
            _ => None,
        }
    }

    /// What something rests on: statements and assumptions by id, and an inline reason, which becomes an assumption.
    fn basis(&mut self, place: &str, what: &str, rests_on: &Few, because: Option<&At<String>>) -> Basis {
        let mut basis = self.grounds(rests_on);
        if let Some(reason) = because {
            let id = AssumptionId(self.case.assumptions.len());
            self.case.assumptions.push(Assumption {
                id: place.to_owned(),
                text: what.to_owned(),
                reason: reason.value.clone(),
                author: self.case.author.clone(),
                claimed_by: None,
                if_rejected: Vec::new(),
                basis: Basis::new(),
            });
            basis.add(Ground::Assumption(id));
        }
        basis
    }

    /// The same for something that has numbers: with no basis it is a fault.
    fn needed_basis(
        &mut self,
        place: &At<String>,
        path: &str,
        what: &str,
        rests_on: &Few,
        because: Option<&At<String>>,
    ) -> Basis {
        let basis = self.basis(path, what, rests_on, because);
        // Grounds that are not known have a fault of their own.
        if basis.is_empty() && rests_on.0.is_empty() {
            self.fault_with(
                Diagnostic::fault("no-basis", format!("`{path}` rests on nothing"))
                    .at(place.span(), "no statement and no reason")
                    .hint("add `rests_on = [\"a-statement\"]`, or `because = \"…\"` to mark it as assumed"),
            );
        }
        basis
    }

    fn grounds(&mut self, rests_on: &Few) -> Basis {
        let mut basis = Basis::new();
        for id in &rests_on.0 {
            if let Some(&index) = self.names.statement.get(&id.value) {
                self.link(id, Name::new(NameKind::Statement, &id.value));
                basis.add(Ground::Statement(StatementId(index)));
            } else if let Some(&index) = self.names.assumption.get(&id.value) {
                self.link(id, Name::new(NameKind::Assumption, &id.value));
                basis.add(Ground::Assumption(AssumptionId(index)));
            } else {
                let known: Vec<&str> =
                    self.names.statement.keys().chain(self.names.assumption.keys()).map(String::as_str).collect();
                let fault = unknown("a statement or an assumption", id, &known);
                self.out.push(fault);
            }
        }
        basis
    }

    /// The statements named; anything else is a fault.
    fn statement_list(&mut self, few: &Few) -> Vec<StatementId> {
        few.0.iter().filter_map(|id| self.find(Names::statement, id)).map(StatementId).collect()
    }

    fn party_list(&mut self, few: &Few) -> Vec<PartyId> {
        few.0.iter().filter_map(|id| self.find(Names::party, id)).map(PartyId).collect()
    }

    fn one_party(&mut self, id: Option<&At<String>>) -> Option<PartyId> {
        id.and_then(|id| self.find(Names::party, id)).map(PartyId)
    }

    /// The index of a name, or a fault with the nearest one.
    fn find(&mut self, kind: names::Kind, id: &At<String>) -> Option<usize> {
        let (kind, index) = kind(&self.names);
        if let Some(found) = index.get(&id.value).copied() {
            self.used.insert((kind, found));
            self.link(id, Name::new(kind, &id.value));
            return Some(found);
        }
        let known: Vec<&str> = index.keys().map(String::as_str).collect();
        let fault = unknown(kind.in_words(), id, &known);
        self.out.push(fault);
        None
    }

    /// `issue = option`, or a fault.
    fn choice(&mut self, issue: &At<String>, option: &At<String>) -> Option<Choice> {
        let issue = IssueId(self.find(Names::issue, issue)?);
        let options: Vec<&str> = self.case.issues.get(issue.0)?.options.iter().map(|o| o.id.as_str()).collect();
        match options.iter().position(|known| *known == option.value) {
            Some(index) => {
                let name = Name::option(&self.case.issues[issue.0].id, &option.value);
                self.link(option, name);
                Some(Choice { issue, option: index })
            }
            None => {
                let fault = unknown(&format!("an option of `{}`", self.case.issues[issue.0].id), option, &options);
                self.out.push(fault);
                None
            }
        }
    }
}

impl<'f> Checker<'f> {
    /// The bytes of a file beside the case, or a fault.
    fn file_named(&mut self, name: &At<String>) -> Option<&'f Vec<u8>> {
        self.beside.file(name, &mut self.out)
    }
}

/// A fault for a name that is not known, with the nearest one or all of a short list.
pub(in crate::case) fn unknown(kind: &str, id: &At<String>, known: &[&str]) -> Diagnostic {
    let fault = Diagnostic::fault("unknown-name", format!("`{}` is not {kind}", id.value)).at(id.span(), "not known");
    match nearest(&id.value, known.iter().copied()) {
        Some(near) => fault.hint(format!("did you mean `{near}`?")),
        None if known.is_empty() => fault.hint("none is declared"),
        None if known.len() <= 12 => fault.hint(format!("known: {}", known.join(", "))),
        None => fault,
    }
}
