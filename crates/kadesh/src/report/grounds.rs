//! What a page rests on: the distinct bases in the order in which the reader meets them, each with a number, and the
//! words of every ground.
//!
//! Text and HTML share this numbering, so `b3` is the same basis in both.

use std::collections::BTreeMap;

use super::block::{Block, Cell, Tornado, Tree};
use super::page::Page;
use super::view::record::date;
use super::view::rules::{rule_basis_words, rule_words};
use crate::ask::first::FirstPage;
use crate::model::{
    AgreementId, AssumptionId, Basis, Body, BodyId, Case, GateId, Ground, Hedge, Kind, Modality, Needs, NormId,
    PartyId, Statement, StatementId, Voice,
};

/// The words for basis number 0.
pub const WHOLE_CASE: &str = "the case as a whole: the number counts what the case holds or lacks, and no single statement or assumption supports it";

/// The numbered bases of a page. Equal bases share a number; numbers run from 1 in order of first appearance.
///
/// Number 0 stands for [`WHOLE_CASE`]: a number that counts what is missing has nothing else to point at.
#[derive(Debug, Clone, PartialEq)]
pub struct Grounds {
    numbers: BTreeMap<Basis, usize>,
    order: Vec<Basis>,
    whole_case: bool,
    left_out: bool,
}

/// The sentences of a first page, in the order shown, with what they rest on.
fn sentences(first: &FirstPage) -> impl Iterator<Item = (&Basis, &str)> {
    let evidence = first.evidence.iter().map(|one| (&one.basis, one.text.as_str()));
    let short = first.in_short.iter().map(|one| (&one.headline.basis, one.headline.text.as_str()));
    let about = first.changes.iter().chain(&first.disagreements).map(|one| (&one.basis, one.text.as_str()));
    evidence.chain(short).chain(about)
}

/// A ground in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The ground's id in the case file.
    pub id: String,
    /// Words of a source, to the letter.
    pub quote: Option<String>,
    /// What is assumed, ruled or agreed, in our words; empty for a statement.
    pub text: String,
    /// Who says so, where and when; or why it is assumed.
    pub origin: String,
    /// What the ground itself rests on.
    pub rests_on: Basis,
}

/// A basis as the list at the end of a page shows it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listed {
    /// Its number.
    pub number: usize,
    /// Its grounds.
    pub items: Vec<Item>,
}

/// A ground in a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// The ground.
    pub ground: Ground,
    /// Its words.
    pub words: Words,
    /// The number under which it was written out before. None: it is written out here.
    pub before: Option<usize>,
    /// What it rests on itself; only where it is written out.
    pub below: Vec<Item>,
}

/// With more grounds than this written out before, a basis names them in one line.
const MOST_REPEATED: usize = 4;

impl Listed {
    /// The grounds to show one by one, and those to name in one line. Long lists of grounds differ by one or two.
    pub fn parts(&self) -> (Vec<&Item>, Vec<&Item>) {
        let (fresh, repeated): (Vec<&Item>, Vec<&Item>) = self.items.iter().partition(|item| item.before.is_none());
        if repeated.len() > MOST_REPEATED { (fresh, repeated) } else { (self.items.iter().collect(), Vec::new()) }
    }
}

impl Grounds {
    /// The bases of a page. O(n log n) in the number of rows shown.
    pub fn of(page: &Page) -> Grounds {
        let mut grounds = Grounds { numbers: BTreeMap::new(), order: Vec::new(), whole_case: false, left_out: false };
        for (basis, text) in page.first.iter().flat_map(sentences) {
            grounds.add(basis, has_number(text));
        }
        let entries = page.sections.iter().flat_map(|section| &section.entries);
        for block in entries.flat_map(|entry| &entry.blocks) {
            grounds.add_block(block);
        }
        grounds
    }

    /// No numbers and no list, for a page whose reader is sent elsewhere.
    pub fn left_out() -> Grounds {
        Grounds { numbers: BTreeMap::new(), order: Vec::new(), whole_case: false, left_out: true }
    }

    /// Whether the reader is sent elsewhere for what the page rests on.
    pub fn are_left_out(&self) -> bool {
        self.left_out
    }

    /// The number of a basis. An empty basis has number 0 beside a number, and none beside words.
    pub fn number(&self, basis: &Basis, beside_number: bool) -> Option<usize> {
        match basis.is_empty() {
            true => (beside_number && !self.left_out).then_some(0),
            false => self.numbers.get(basis).copied(),
        }
    }

    /// Whether some number has the case as a whole for its basis.
    pub fn whole_case(&self) -> bool {
        self.whole_case
    }

    /// The bases with their numbers, from 1.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Basis)> {
        self.order.iter().enumerate().map(|(at, basis)| (at + 1, basis))
    }

    /// The bases with the words of their grounds, each ground written out where it comes first.
    pub(super) fn listed(&self, case: &Case) -> Vec<Listed> {
        let mut written = BTreeMap::new();
        let list = |(number, basis): (usize, &Basis)| {
            let items = basis.0.iter().map(|ground| item(case, *ground, number, &mut written));
            Listed { number, items: items.collect() }
        };
        self.iter().map(list).collect()
    }

    fn add_block(&mut self, block: &Block) {
        match block {
            Block::Line(line) => self.add(&line.basis, has_number(&line.text)),
            Block::Table(table) => {
                for row in &table.rows {
                    self.add(&row.basis, row.cells.iter().any(|cell| matches!(cell, Cell::Number(_))));
                }
            }
            Block::Grid(grid) => grid.rows.iter().for_each(|row| self.add(&row.basis, false)),
            Block::Curves(curves) => curves.series.iter().for_each(|series| self.add(&series.basis, true)),
            Block::Tornado(tornado) => {
                self.add(&centre_basis(tornado), true);
                tornado.bars.iter().for_each(|bar| self.add(&bar.basis, true));
            }
            Block::Bars(bars) => bars.rows.iter().for_each(|row| self.add(&row.basis, true)),
            Block::Scale(scale) => scale.tracks.iter().for_each(|track| self.add(&track.basis, false)),
            Block::Tree(tree) => self.add_tree(tree),
            Block::Graph(graph) => graph.nodes.iter().for_each(|node| self.add(&node.basis, true)),
        }
    }

    fn add_tree(&mut self, tree: &Tree) {
        self.add(&tree.basis, false);
        tree.branches.iter().for_each(|branch| self.add_tree(branch));
    }

    fn add(&mut self, basis: &Basis, beside_number: bool) {
        if basis.is_empty() {
            self.whole_case |= beside_number;
        } else if !self.numbers.contains_key(basis) {
            self.order.push(basis.clone());
            self.numbers.insert(basis.clone(), self.order.len());
        }
    }
}

fn item(case: &Case, ground: Ground, number: usize, written: &mut BTreeMap<Ground, usize>) -> Item {
    let words = words(case, ground);
    let before = written.get(&ground).copied();
    if before.is_some() {
        return Item { ground, words, before, below: Vec::new() };
    }
    written.insert(ground, number);
    let mut below = Vec::new();
    for own in words.rests_on.0.iter().filter(|own| **own != ground) {
        let before = written.get(own).copied();
        written.entry(*own).or_insert(number);
        below.push(Item { ground: *own, words: self::words(case, *own), before, below: Vec::new() });
    }
    Item { ground, words, before, below }
}

/// What the centre of a tornado rests on: all that its bars rest on.
pub(super) fn centre_basis(tornado: &Tornado) -> Basis {
    tornado.bars.iter().map(|bar| &bar.basis).collect()
}

/// The mark of a basis: ` [b3]`, or nothing where there is nothing to point at.
pub(super) fn mark(grounds: &Grounds, basis: &Basis, beside_number: bool) -> String {
    grounds.number(basis, beside_number).map(|number| format!("[b{number}]")).unwrap_or_default()
}

/// Whether a sentence holds a number.
pub(super) fn has_number(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// A ground in words, with its quote, its origin and what it rests on itself.
pub fn words(case: &Case, ground: Ground) -> Words {
    match ground {
        Ground::Statement(id) => statement_words(case, id),
        Ground::Assumption(id) => assumption_words(case, id),
        Ground::Rule(id) => body_words(case, id),
        Ground::Gate(id) => gate_words(case, id),
        Ground::Norm(id) => norm_words(case, id),
        Ground::Agreement(id) => agreement_words(case, id),
    }
}

fn statement_words(case: &Case, id: StatementId) -> Words {
    let statement = case.statement(id);
    let source = case.source(statement.source);
    let mut parts = match statement.by {
        Voice::Reporter => Vec::new(),
        Voice::Person(_) | Voice::Party(_) => vec![voices_words(case, statement)],
    };
    parts.push(kind_words(statement.kind).to_owned());
    parts.extend(statement.hedge.map(|hedge| hedge_words(hedge).to_owned()));
    parts.extend(statement.modality.map(|modality| modality_words(modality).to_owned()));
    if statement.fragment {
        parts.push("a fragment of one or two words".to_owned());
    }
    let disputed: Vec<PartyId> = source.challenges.iter().map(|challenge| challenge.by).collect();
    let dispute =
        if disputed.is_empty() { String::new() } else { format!(" (disputed by {})", names(case, &disputed)) };
    parts.push(format!("{}{dispute}", source.title));
    parts.push(statement.at.as_ref().map_or("undated".to_owned(), date));
    Words {
        id: statement.id.clone(),
        quote: Some(statement.excerpt.exact.clone()),
        text: String::new(),
        origin: parts.join("; "),
        rests_on: Basis::new(),
    }
}

/// Whose words they are and for whom; of a joint statement, all of them.
fn voices_words(case: &Case, statement: &Statement) -> String {
    let first = voice_words(case, statement.by, statement.party);
    if !statement.is_joint() {
        return first;
    }
    let others = statement.with.iter().map(|other| voice_words(case, other.voice, Some(other.party)));
    format!("jointly {}", std::iter::once(first).chain(others).collect::<Vec<_>>().join(" and "))
}

fn voice_words(case: &Case, voice: Voice, party: Option<PartyId>) -> String {
    let name = case.voice_name(voice);
    let role = match voice {
        Voice::Person(id) if !case.person(id).role.is_empty() => format!(" ({})", case.person(id).role),
        Voice::Person(_) | Voice::Party(_) | Voice::Reporter => String::new(),
    };
    match party.map(|id| &case.party(id).name) {
        Some(party) if *party != name => format!("{name}{role}, for {party}"),
        Some(_) | None => format!("{name}{role}"),
    }
}

fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Verbatim => "the speaker's own words",
        Kind::Paraphrase => "paraphrased by the reporter",
        Kind::Reporter => "the reporter's own voice",
    }
}

fn hedge_words(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Appears => "the source says “appears”",
        Hedge::Reported => "the source says “reported”",
        Hedge::Possibly => "the source says “possibly”",
    }
}

fn modality_words(modality: Modality) -> &'static str {
    match modality {
        Modality::Can => "said to be possible",
        Modality::May => "said to be considered",
        Modality::Will => "pledged",
    }
}

fn assumption_words(case: &Case, id: AssumptionId) -> Words {
    let assumption = case.assumption(id);
    let (label, by) = match assumption.claimed_by {
        Some(party) => ("claimed", case.party(party).name.as_str()),
        None => ("assumed", assumption.author.as_str()),
    };
    let because = if assumption.reason.is_empty() {
        "no reason given".to_owned()
    } else {
        format!("because {}", assumption.reason)
    };
    Words {
        id: assumption.id.clone(),
        quote: None,
        text: format!("{label}: {}", assumption.text),
        origin: format!("by {by}, {because}"),
        rests_on: assumption.basis.clone(),
    }
}

fn body_words(case: &Case, id: BodyId) -> Words {
    let body: &Body = case.body(id);
    Words {
        id: body.id.clone(),
        quote: None,
        text: format!("rule of {}: {}", body.name, rule_words(case, &body.rule)),
        origin: rule_basis_words(body.rule_basis, body.cite.as_deref()),
        rests_on: body.basis.clone(),
    }
}

fn gate_words(case: &Case, id: GateId) -> Words {
    let gate = case.gate(id);
    let opens: Vec<String> = gate.opens.iter().map(|choice| case.choice_text(*choice)).collect();
    Words {
        id: gate.id.clone(),
        quote: None,
        text: format!("gate: {} only when {}", opens.join(", "), needs_words(case, &gate.needs)),
        origin: String::new(),
        rests_on: gate.basis.clone(),
    }
}

fn norm_words(case: &Case, id: NormId) -> Words {
    let norm = case.norm(id);
    let holders =
        if norm.holders.is_empty() { String::new() } else { format!(" (for {})", names(case, &norm.holders)) };
    Words {
        id: norm.id.clone(),
        quote: None,
        text: format!("norm: {}{holders}", norm.text),
        origin: rule_basis_words(norm.norm_basis, norm.cite.as_deref()),
        rests_on: norm.basis.clone(),
    }
}

fn agreement_words(case: &Case, id: AgreementId) -> Words {
    let agreement = case.agreement(id);
    let signed = match (&agreement.signed, agreement.candidate) {
        (Some(when), _) => format!("signed {}", date(when)),
        (None, true) => "under discussion".to_owned(),
        (None, false) => "date of signing not recorded".to_owned(),
    };
    let outcome = agreement.outcome.as_ref().map(|outcome| format!("; outcome: {outcome}")).unwrap_or_default();
    Words {
        id: agreement.id.clone(),
        quote: None,
        text: format!("agreement: {}", agreement.name),
        origin: format!("{signed}{outcome}"),
        rests_on: agreement.basis.clone(),
    }
}

fn names(case: &Case, parties: &[PartyId]) -> String {
    parties.iter().map(|id| case.party(*id).name.as_str()).collect::<Vec<_>>().join(", ")
}

fn needs_words(case: &Case, needs: &Needs) -> String {
    let inner = |needs: &Needs| match needs {
        Needs::All(_) | Needs::Any(_) | Needs::AtLeast(..) => format!("({})", needs_words(case, needs)),
        Needs::Not(_) | Needs::Agrees(..) | Needs::Holds(_) | Needs::After(_) => needs_words(case, needs),
    };
    match needs {
        Needs::All(parts) => joined(parts.iter().map(inner), " and "),
        Needs::Any(parts) => joined(parts.iter().map(inner), " or "),
        Needs::AtLeast(least, parts) => {
            format!("at least {least} of: {}", joined(parts.iter().map(inner), ", "))
        }
        Needs::Not(part) => format!("not ({})", needs_words(case, part)),
        Needs::Agrees(body, choice) => format!("{} agrees to {}", case.body(*body).name, case.choice_text(*choice)),
        Needs::Holds(condition) => case.condition(*condition).text.clone(),
        Needs::After(when) => format!("{when} has passed"),
    }
}

fn joined(parts: impl Iterator<Item = String>, by: &str) -> String {
    parts.collect::<Vec<_>>().join(by)
}
