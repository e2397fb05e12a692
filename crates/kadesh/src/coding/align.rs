//! Which entries of two cases are the same thing: statements by the words that they anchor, the rest by id, then by content.
//!
//! # Definition
//!
//! Two statements are the same when their excerpts overlap in the same source text by at least half of the shorter one; the
//! greatest overlap (shared letters over all letters of the two) is paired first, one to one, those of one id first among
//! equals. Where no text is kept, or not the same one, words are counted instead of letters. Everything else is the same when its id is; what is left over is
//! the same when its content is (a party's or a room's name, an issue's question, a gate's conditions) and no other entry on
//! either side has that content: it was given another id.
//!
//! The other case then gets the ids of the first, and its parties the addresses of the first one's draws, so that the two are
//! asked in the same draws. Where one id means two things, the other case's gets a number behind it.
//!
//! # Complexity
//!
//! O(statements of one × of the other), and O(n log n) for the rest.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{Case, Excerpt, Gate, Issue, IssueOption, Needs, Source, SourceId, Statement};
use crate::num;

/// A second case in the ids of a first one.
#[derive(Debug, Clone)]
pub struct Aligned {
    /// The other case, with the first one's ids wherever it means the same.
    pub theirs: Case,
    /// What it calls otherwise.
    pub renamed: Vec<Renamed>,
}

/// Something that has another id in the second case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// What it is, such as `statement`.
    pub what: &'static str,
    /// Its id in the first case.
    pub from: String,
    /// Its id in the second.
    pub to: String,
}

/// An id, and the content by which an entry is known under another one. No content: only the id tells.
type Entry = (String, Option<String>);

/// One kind of entry: how it is called, how to list ids with their content, how to give an id.
struct Kind {
    what: &'static str,
    /// Every entry, in the order of the file.
    list: fn(&Case) -> Vec<Entry>,
    set: fn(&mut Case, usize, String),
}

/// Every kind, those that others name first.
const KINDS: &[Kind] = &[
    Kind {
        what: "source",
        list: |case| case.sources.iter().map(|one| (one.id.clone(), text(&one.text))).collect(),
        set: |case, at, id| case.sources[at].id = id,
    },
    Kind {
        what: "party",
        list: |case| case.parties.iter().map(|one| (one.id.clone(), named(&one.id, &one.name))).collect(),
        set: |case, at, id| case.parties[at].id = id,
    },
    Kind {
        what: "person",
        list: |case| case.persons.iter().map(|one| (one.id.clone(), named(&one.id, &one.name))).collect(),
        set: |case, at, id| case.persons[at].id = id,
    },
    Kind {
        what: "issue",
        list: |case| case.issues.iter().map(|one| (one.id.clone(), text(&one.question))).collect(),
        set: |case, at, id| case.issues[at].id = id,
    },
    Kind {
        what: "room",
        list: |case| case.rooms.iter().map(|one| (one.id.clone(), named(&one.id, &one.name))).collect(),
        set: |case, at, id| case.rooms[at].id = id,
    },
    Kind {
        what: "body",
        list: |case| case.bodies.iter().map(|one| (one.id.clone(), named(&one.id, &one.name))).collect(),
        set: |case, at, id| case.bodies[at].id = id,
    },
    Kind {
        what: "lever",
        list: |case| case.levers.iter().map(|one| (one.id.clone(), named(&one.id, &one.name))).collect(),
        set: |case, at, id| case.levers[at].id = id,
    },
    Kind {
        what: "condition",
        list: |case| case.conditions.iter().map(|one| (one.id.clone(), text(&one.text))).collect(),
        set: |case, at, id| case.conditions[at].id = id,
    },
    Kind {
        what: "norm",
        list: |case| case.norms.iter().map(|one| (one.id.clone(), text(&one.text))).collect(),
        set: |case, at, id| case.norms[at].id = id,
    },
    Kind {
        what: "act",
        list: |case| case.acts.iter().map(|one| (one.id.clone(), named(&one.id, &one.name))).collect(),
        set: |case, at, id| case.acts[at].id = id,
    },
    Kind {
        what: "agreement",
        list: |case| case.agreements.iter().map(|one| (one.id.clone(), named(&one.id, &one.name))).collect(),
        set: |case, at, id| case.agreements[at].id = id,
    },
    Kind {
        what: "assumption",
        // What stands as a `because` beside a cell has the cell's place for its id, and goes with it.
        list: |case| case.assumptions.iter().map(|one| (one.id.clone(), text(&one.text))).collect(),
        set: |case, at, id| case.assumptions[at].id = id,
    },
    Kind {
        what: "hypothesis",
        list: |case| case.hypotheses.iter().map(|one| (one.id.clone(), named(&one.id, &one.name))).collect(),
        set: |case, at, id| case.hypotheses[at].id = id,
    },
    Kind {
        what: "option of the conflict",
        list: |case| case.conflict.options.iter().map(|one| (one.id.clone(), named(&one.id, &one.name))).collect(),
        set: |case, at, id| case.conflict.options[at].id = id,
    },
    Kind {
        what: "state",
        list: |case| case.conflict.states.iter().map(|one| (one.id.clone(), named(&one.id, &one.name))).collect(),
        set: |case, at, id| case.conflict.states[at].id = id,
    },
    Kind {
        what: "goal",
        list: |case| case.conflict.goals.iter().map(|one| (one.id.clone(), text(&one.text))).collect(),
        set: |case, at, id| case.conflict.goals[at].id = id,
    },
];

/// The second case in the ids of the first.
pub fn align(ours: &Case, theirs: &Case) -> Aligned {
    let mut aligned = Aligned { theirs: theirs.clone(), renamed: Vec::new() };
    for kind in KINDS {
        let own = (kind.list)(&aligned.theirs);
        aligned.rename_alike(kind.what, &(kind.list)(ours), &own, kind.set);
    }
    // A `because` has the place of its entry for an id, and is told with the entry.
    aligned.renamed.retain(|one| one.what != "assumption" || !one.from.contains('.'));
    aligned.options(ours);
    aligned.gates(ours);
    aligned.statements(ours);
    for party in &mut aligned.theirs.parties {
        if let Some(same) = ours.parties.iter().find(|one| one.id == party.id) {
            party.address = same.address;
        }
    }
    aligned.preferences(ours);
    aligned
}

impl Aligned {
    /// Renames entries that are paired by id, then by content.
    fn rename_alike(
        &mut self,
        what: &'static str,
        ours: &[Entry],
        own: &[Entry],
        set: impl Fn(&mut Case, usize, String),
    ) {
        let ids = |list: &[Entry]| list.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
        self.rename(what, &ids(ours), &ids(own), &by_id_then_content(ours, own), set);
    }

    /// Gives what is paired the first case's id, and what is not another one where its id is taken.
    fn rename(
        &mut self,
        what: &'static str,
        ours: &[String],
        own: &[String],
        pairs: &[(usize, usize)],
        set: impl Fn(&mut Case, usize, String),
    ) {
        let mut taken: BTreeSet<String> = ours.iter().chain(own).cloned().collect();
        for (at, id) in own.iter().enumerate() {
            match pairs.iter().find(|(_, theirs)| *theirs == at).and_then(|(place, _)| ours.get(*place)) {
                Some(known) if known == id => {}
                Some(known) => {
                    self.renamed.push(Renamed { what, from: known.clone(), to: id.clone() });
                    set(&mut self.theirs, at, known.clone());
                }
                None if ours.contains(id) => {
                    let numbered = (2..).map(|number| format!("{id}-{number}"));
                    let Some(fresh) = numbered.into_iter().find(|id| !taken.contains(id)) else { continue };
                    taken.insert(fresh.clone());
                    set(&mut self.theirs, at, fresh);
                }
                None => {}
            }
        }
    }

    /// The options of issues that are the same.
    fn options(&mut self, ours: &Case) {
        for issue in &ours.issues {
            let Some(at) = self.theirs.issues.iter().position(|one| one.id == issue.id) else { continue };
            let list = |issue: &Issue| {
                let content = |option: &IssueOption| option.name.clone().or(option.definition.clone());
                issue.options.iter().map(|option| (option.id.clone(), content(option))).collect::<Vec<_>>()
            };
            let (known, own) = (list(issue), list(&self.theirs.issues[at]));
            let set = |case: &mut Case, option: usize, id| case.issues[at].options[option].id = id;
            self.rename_alike("option", &known, &own, set);
        }
    }

    /// Gates, by what they open and need.
    fn gates(&mut self, ours: &Case) {
        let list = |case: &Case| {
            let gates = case.gates.iter().map(|gate| (gate.id.clone(), Some(gate_content(case, gate))));
            gates.collect::<Vec<_>>()
        };
        let (known, own) = (list(ours), list(&self.theirs));
        self.rename_alike("gate", &known, &own, |case, at, id| case.gates[at].id = id);
    }

    /// Statements, by the words that they anchor.
    fn statements(&mut self, ours: &Case) {
        let pairs = by_overlap(ours, &self.theirs);
        let ids = |case: &Case| case.statements.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
        let (known, own) = (ids(ours), ids(&self.theirs));
        self.rename("statement", &known, &own, &pairs, |case, at, id| case.statements[at].id = id);
    }

    /// The addresses of the draws of preferences in the conflict.
    fn preferences(&mut self, ours: &Case) {
        let of: BTreeMap<&str, u64> =
            (ours.conflict.preferences.iter()).map(|one| (ours.party(one.party).id.as_str(), one.address)).collect();
        for place in 0..self.theirs.conflict.preferences.len() {
            let party = self.theirs.conflict.preferences[place].party;
            if let Some(address) = of.get(self.theirs.party(party).id.as_str()) {
                self.theirs.conflict.preferences[place].address = *address;
            }
        }
    }
}

/// Pairs of places with the same id; then of those left, with the same content and no other entry like it.
fn by_id_then_content(ours: &[Entry], theirs: &[Entry]) -> Vec<(usize, usize)> {
    let same_id =
        |(at, (id, _)): (usize, &Entry)| theirs.iter().position(|(other, _)| other == id).map(|other| (at, other));
    let mut pairs: Vec<(usize, usize)> = ours.iter().enumerate().filter_map(same_id).collect();
    let left = |list: &[Entry], paired: &dyn Fn(usize) -> bool| {
        let mut by_content: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, (_, content)) in list.iter().enumerate().filter(|(at, _)| !paired(*at)) {
            if let Some(content) = content {
                by_content.entry(content.clone()).or_default().push(at);
            }
        }
        by_content
    };
    let own = left(ours, &|at| pairs.iter().any(|(one, _)| *one == at));
    let other = left(theirs, &|at| pairs.iter().any(|(_, other)| *other == at));
    for (content, places) in own {
        if let ([one], Some([other])) = (places.as_slice(), other.get(&content).map(Vec::as_slice)) {
            pairs.push((*one, *other));
        }
    }
    pairs
}

/// Statements paired by the overlap of their excerpts, the greatest first.
fn by_overlap(ours: &Case, theirs: &Case) -> Vec<(usize, usize)> {
    let mut found: Vec<(f64, bool, usize, usize)> = Vec::new();
    for (at, one) in ours.statements.iter().enumerate() {
        for (place, other) in theirs.statements.iter().enumerate() {
            if let Some(overlap) = overlap((ours, one), (theirs, other)) {
                found.push((overlap, one.id != other.id, at, place));
            }
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2, one.3).cmp(&(other.1, other.2, other.3))));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, _, at, place) in found {
        if pairs.iter().all(|(one, other)| *one != at && *other != place) {
            pairs.push((at, place));
        }
    }
    pairs
}

/// The share of all letters of two excerpts that both hold. None: too little is shared, or they are from other texts.
fn overlap((ours, one): (&Case, &Statement), (theirs, other): (&Case, &Statement)) -> Option<f64> {
    let (own, their) = (source_of(ours, one.source)?, source_of(theirs, other.source)?);
    if own.id != their.id {
        return None;
    }
    let share = |shared: usize, shorter: usize, all: usize| {
        (shared > 0 && 2 * shared >= shorter).then(|| num::count(shared) / num::count(all))
    };
    if own.text.is_empty() || own.text != their.text {
        let words =
            |excerpt: &Excerpt| excerpt.exact.split_whitespace().map(str::to_lowercase).collect::<BTreeSet<_>>();
        let (own, their) = (words(&one.excerpt), words(&other.excerpt));
        let shared = own.intersection(&their).count();
        return share(shared, own.len().min(their.len()), own.len() + their.len() - shared);
    }
    let ((from, to), (start, end)) = (one.excerpt.chars, other.excerpt.chars);
    let shared = to.min(end).saturating_sub(from.max(start));
    share(shared, (to - from).min(end - start), to.max(end) - from.min(start))
}

fn source_of(case: &Case, id: SourceId) -> Option<&Source> {
    case.sources.get(id.0)
}

/// What a gate opens and needs, by ids.
fn gate_content(case: &Case, gate: &Gate) -> String {
    let opens: Vec<String> = gate.opens.iter().map(|choice| case.choice_text(*choice)).collect();
    format!("{} if {}", opens.join(", "), needs_content(case, &gate.needs))
}

fn needs_content(case: &Case, needs: &Needs) -> String {
    let parts = |parts: &[Needs]| parts.iter().map(|part| needs_content(case, part)).collect::<Vec<_>>().join(", ");
    match needs {
        Needs::All(all) => format!("all({})", parts(all)),
        Needs::Any(any) => format!("any({})", parts(any)),
        Needs::AtLeast(least, some) => format!("{least} of({})", parts(some)),
        Needs::Not(part) => format!("not({})", needs_content(case, part)),
        Needs::Agrees(body, choice) => format!("{} agrees to {}", case.body(*body).id, case.choice_text(*choice)),
        Needs::Holds(condition) => case.condition(*condition).id.clone(),
        Needs::After(when) => format!("after {}", when.text),
    }
}

fn text(words: &str) -> Option<String> {
    (!words.trim().is_empty()).then(|| words.to_owned())
}

/// A name that is more than the id.
fn named(id: &str, name: &str) -> Option<String> {
    (name != id).then(|| name.to_owned())
}
