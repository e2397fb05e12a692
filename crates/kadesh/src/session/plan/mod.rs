//! From what the user wants to the smallest change of the texts. Every gesture, in whichever shell, is planned here.

mod entry;
mod order;
mod remove;
mod rename;
mod say;
mod seat;

use std::ops::Range;

use super::action::{Action, Place};
use super::texts::Texts;
use crate::case::{self, Checked, Draft, Layout, Link, MAIN_FILE, Name, NameKind, NoPlace, Splice, Step, Way, keys};
use crate::diagnostic::{Diagnostic, Severity, nearest};

pub(super) use rename::rename;
pub(super) use say::{place_of, source_text};

/// What an action changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The changes of the texts.
    pub splices: Vec<Splice>,
    /// What goes along, in words.
    pub along: Vec<String>,
}

/// An action carried out on a copy of the texts.
pub(super) struct Carried {
    pub(super) plan: Plan,
    /// The texts afterwards.
    pub(super) texts: Texts,
    /// What they mean.
    pub(super) checked: Checked,
}

/// Plans an action on texts that were read and checked. Refuses what the case could not hold.
///
/// # Errors
///
/// Why not, in words.
pub fn plan(texts: &Texts, checked: &Checked, action: &Action) -> Result<Plan, Diagnostic> {
    carry(texts, checked, action).map(|carried| carried.plan)
}

/// Plans an action, and carries it out on a copy of the texts.
pub(super) fn carry(texts: &Texts, checked: &Checked, action: &Action) -> Result<Carried, Diagnostic> {
    let before = case::read(&texts.main);
    if before.file.is_none() {
        let first = before.faults.first().map(|fault| format!(": {}", fault.message)).unwrap_or_default();
        return Err(refused(format!("the writing of the case has to be mended first{first}")));
    }
    let plan = planned(texts, checked, action)?;
    let mut after = texts.clone();
    after.apply(&plan.splices)?;
    let written = case::read(&after.main);
    let now = written.check_beside(&after.files, &after.unreadable);
    let typed = typed_at(&after.main, texts, checked, action);
    // What a new id is given to is checked where it is planned, and more strictly.
    let is_judged = !matches!(action, Action::Rename { .. });
    let brought_in = new_fault(&before.faults, &written.faults, |_| is_judged).or_else(|| {
        let is_typed = |fault: &Diagnostic| fault.severity == Severity::Fault && lies_in(fault, typed.as_ref());
        let is_meant = |fault: &Diagnostic| is_judged && (NOT_MEANT.contains(&fault.code) || is_typed(fault));
        new_fault(&checked.diagnostics, &now.diagnostics, is_meant)
    });
    match brought_in {
        Some(fault) => Err(Diagnostic { labels: Vec::new(), ..fault }),
        None => Ok(Carried { plan, texts: after, checked: now }),
    }
}

fn planned(texts: &Texts, checked: &Checked, action: &Action) -> Result<Plan, Diagnostic> {
    if let Action::Rename { name, to } = action {
        return Ok(Plan { splices: rename(texts, checked, name, to)?, along: Vec::new() });
    }
    let mut planner = Planner { texts, checked, draft: Draft::new(&texts.main), others: Vec::new(), along: Vec::new() };
    planner.act(action)?;
    let mut splices = planner.draft.splices(MAIN_FILE);
    splices.extend(planner.others);
    Ok(Plan { splices, along: planner.along })
}

/// The way to an entry in the text of a case, written or not.
///
/// # Errors
///
/// The case has no such name.
pub fn way(texts: &Texts, checked: &Checked, place: &Place) -> Result<Way, Diagnostic> {
    let layout = Layout::new(&texts.main);
    let planner = Planner { texts, checked, draft: Draft::new(""), others: Vec::new(), along: Vec::new() };
    match place {
        // The item that would come next.
        Place::Item { list, index } if planner.way(&layout, list).is_ok_and(|list| layout.count(&list) == *index) => {
            Ok([planner.way(&layout, list)?, vec![Step::Item(*index)]].concat())
        }
        _ => planner.way(&layout, place),
    }
}

/// What no action means: to say again what is said already, here or in a table. Other faults may follow from an action, such as a
/// name that is given only later, and are for the user to see to.
const NOT_MEANT: [&str; 1] = ["said-twice"];

/// Where the value lies that somebody typed: what is wrong about it is told at once, and nothing is written.
fn typed_at(main: &str, texts: &Texts, checked: &Checked, action: &Action) -> Option<Range<usize>> {
    let Action::Write { place, key, .. } = action else { return None };
    let entry = way(texts, checked, place).ok()?;
    Layout::new(main).value(&further(&entry, key)).map(|value| value.range.clone())
}

fn lies_in(fault: &Diagnostic, place: Option<&Range<usize>>) -> bool {
    let label = fault.labels.first().map(|(span, _)| span).filter(|span| span.file == MAIN_FILE);
    label.zip(place).is_some_and(|(span, place)| place.start <= span.start && span.end <= place.end)
}

/// A fault that was not there before. Items are counted, so their numbers say nothing.
pub(super) fn new_fault(
    before: &[Diagnostic],
    after: &[Diagnostic],
    is_meant: impl Fn(&Diagnostic) -> bool,
) -> Option<Diagnostic> {
    let words = |fault: &Diagnostic| {
        let outside = |(place, part): (usize, &str)| match part.split_once(']') {
            Some((number, rest)) if place > 0 && number.bytes().all(|sign| sign.is_ascii_digit()) => rest.to_owned(),
            _ => part.to_owned(),
        };
        fault.message.split('[').enumerate().map(outside).collect::<Vec<_>>().join("[")
    };
    let known: Vec<String> = before.iter().map(words).collect();
    after.iter().find(|fault| is_meant(fault) && !known.contains(&words(fault))).cloned()
}

/// A plan in the making.
struct Planner<'t> {
    texts: &'t Texts,
    checked: &'t Checked,
    /// The text of the case.
    draft: Draft,
    /// Changes of other files.
    others: Vec<Splice>,
    along: Vec<String>,
}

impl Planner<'_> {
    fn act(&mut self, action: &Action) -> Result<(), Diagnostic> {
        match action {
            Action::Add { name, fields, typed } => self.add(name, fields, typed),
            Action::AddItem { list, fields, typed } => self.add_item(list, fields, typed),
            Action::Put { place, fields } => self.put(place, fields),
            Action::Write { place, key, words } => self.write_typed(place, key, words),
            Action::Remove { place } => self.remove(place),
            // Planned without a draft.
            Action::Rename { .. } => Ok(()),
            Action::AddSource { id, title, published, text } => {
                self.add_source(id, title.as_deref(), published.as_deref(), text)
            }
            Action::Say(said) => self.say(said),
            Action::RedLine { party, issue, option, drawn } => self.red_line(party, (issue, option), *drawn),
            Action::Seat { room, party, seat } => self.seat(room, party, *seat),
            Action::AddOption { issue, id, words, before } => {
                self.add_option(issue, id, words.as_deref(), before.as_deref())
            }
            Action::OrderOptions { issue, options } => self.order_options(issue, options),
            Action::Propose { .. } | Action::Accept { .. } | Action::Reject { .. } | Action::Withdraw { .. } => {
                Err(refused("a proposal is made of changes of the case, and not of proposals"))
            }
        }
    }

    /// Where a name is given.
    fn declaration(&self, name: &Name) -> Result<&Link, Diagnostic> {
        let given = |link: &&Link| link.declares && link.name == *name;
        self.checked.links.iter().find(given).ok_or_else(|| {
            let alike = self.checked.links.iter().filter(|link| link.declares && link.name.kind == name.kind);
            let near = nearest(&name.id, alike.map(|link| link.name.id.as_str()));
            let fault = refused(format!("`{}` is not {}", name.id, name.kind.in_words()));
            near.map(|near| fault.clone().hint(format!("did you mean `{near}`?"))).unwrap_or(fault)
        })
    }

    /// Refuses a name that the case does not have.
    fn is_known(&self, name: &Name) -> Result<(), Diagnostic> {
        self.declaration(name).map(|_| ())
    }

    /// The way to an entry in the text of the case. That of something without a name may lead to where it would stand.
    fn way(&self, layout: &Layout, place: &Place) -> Result<Way, Diagnostic> {
        use crate::case::NameKind::{Issue, Party};
        match place {
            Place::Named(name) => {
                let link = self.declaration(name)?;
                if link.place.file != MAIN_FILE {
                    return Err(elsewhere(name, &link.place.file));
                }
                let mut way = layout.way_at(&(link.place.start..link.place.end)).unwrap_or_default();
                if matches!(name.kind.entries(), Some((_, true))) {
                    way.pop();
                }
                Ok(way)
            }
            Place::Stake { party, issue } => {
                self.is_known(&Name::new(Party, party))?;
                self.is_known(&Name::new(Issue, issue))?;
                Ok(keys(&["stake", party, issue]))
            }
            Place::WalkAway(party) => {
                self.is_known(&Name::new(Party, party))?;
                Ok(keys(&["walk_away", party]))
            }
            Place::Preference(party) => {
                self.is_known(&Name::new(Party, party))?;
                Ok(keys(&["preference", party]))
            }
            Place::Single(name) | Place::List(name) => Ok(keys(&[name])),
            Place::In { entry, key } => Ok(further(&self.way(layout, entry)?, key)),
            Place::Item { list, index } => {
                let list = self.way(layout, list)?;
                let known = layout.count(&list);
                if *index >= known {
                    return Err(refused(format!("there is no item {}; there are {known}", index.saturating_add(1))));
                }
                Ok([list, vec![Step::Item(*index)]].concat())
            }
        }
    }
}

/// A way that leads further: `values.low`.
fn further(way: &[Step], key: &str) -> Way {
    let parts = key.split('.').map(|part| Step::Key(part.to_owned()));
    way.iter().cloned().chain(parts).collect()
}

/// A refusal with no place.
fn refused(message: impl Into<String>) -> Diagnostic {
    Diagnostic::fault("refused", message)
}

/// Refuses what cannot be the id of something.
fn can_be_id(kind: NameKind, id: &str) -> Result<(), Diagnostic> {
    let fault = || refused(format!("`{id}` cannot be an id"));
    if !case::is_id(id) {
        return Err(fault().hint("letters, digits, `-` and `_`, without spaces"));
    }
    if kind == NameKind::Option && case::JOINING.contains(&id) {
        return Err(fault().hint(format!("formulas are made with `{}`", case::JOINING.join("`, `"))));
    }
    Ok(())
}

fn elsewhere(name: &Name, file: &str) -> Diagnostic {
    refused(format!("`{}` stands in `{file}`", name.id)).hint("change it in that table")
}

impl From<NoPlace> for Diagnostic {
    fn from(why: NoPlace) -> Diagnostic {
        refused(match why {
            NoPlace::InTheWay => "there is a value where this would have to go further in",
            NoPlace::NoItem => "there is no such item in that list",
        })
    }
}
