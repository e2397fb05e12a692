//! What depends on which description of a contested act is right, and the assumption that separates the descriptions.
//!
//! # Definition
//!
//! Each framing is a set of changes to the case. Every output is worked out under each; the outputs that differ are listed,
//! and so are those that cannot tell the framings apart. For each pair of framings, each changed input is moved alone from
//! the one's value to the other's. An input that alone turns all of the one's outputs into the other's *separates* them;
//! where none does, the smallest set that does is looked for.
//!
//! # Source
//!
//! Our own. Rival framings side by side: [heuer1999].
//!
//! # Complexity
//!
//! One evaluation for each framing and, for each pair, one for each changed input and one for each set tried: at most 200.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::change::{change_key, change_text};
use super::run::Run;
use crate::model::{self, ActId, Basis, Card, Case, Change, Family, Refusal};
use crate::num;

/// What the framing switch is.
pub const CARD: Card = Card {
    id: "ensemble.framing",
    family: Family::Ensemble,
    name: "framing switch",
    question: "What depends on which description of the act is right?",
    definition: "Outputs under each framing; for each pair, the inputs that alone, or in the smallest set, turn the one's \
                 outputs into the other's.",
    sources: &["heuer1999"],
    assumes: &["a framing is fully said by the inputs that it changes"],
    departures: "Our own definition.",
    standing: model::Standing::Experimental,
};

/// The most sets of inputs tried for one pair.
const TRIALS: usize = 200;

/// The framings of one act, every one at the same length.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Framings {
    /// The act's name.
    pub act: String,
    /// The framings' names, in file order.
    pub names: Vec<String>,
    /// What each framing holds, in words, in the same order.
    pub sets: Vec<Vec<String>>,
    /// The outputs that differ between framings.
    pub differ: Vec<Differs>,
    /// The outputs that cannot tell the framings apart.
    pub same: Vec<String>,
    /// For each pair of framings: what separates them.
    pub separating: Vec<Separating>,
    /// Who describes the act so: one basis a framing.
    pub bases: Vec<Basis>,
    /// What all this rests on.
    pub basis: Basis,
}

/// An output that differs.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Differs {
    /// Which.
    pub output: String,
    /// Its value under each framing, in the framings' order. None: it is missing under that one.
    pub values: Vec<Option<String>>,
}

/// What separates two framings.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Separating {
    /// The places of the two in [`Framings::names`].
    pub between: (usize, usize),
    /// Whether the two give the same outputs, so that nothing separates them.
    pub alike: bool,
    /// Each input in which they differ, moved alone.
    pub toggles: Vec<Toggle>,
    /// The smallest set of inputs that turns the first one's outputs into the second's, in words: the separating assumption.
    pub smallest: Vec<String>,
    /// Whether every smaller set was tried.
    pub proven: bool,
}

/// One input moved alone from the first framing's value to the second's.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Toggle {
    /// The input, as the user types it.
    pub key: String,
    /// What it is moved to, in words.
    pub to: String,
    /// The outputs that it moves.
    pub moves: Vec<String>,
    /// Whether it alone turns all of the first one's outputs into the second's.
    pub separates: bool,
}

type Outputs = BTreeMap<String, String>;

/// The outputs of a run under every framing of an act. `evaluate` adds the caller's own outputs to the headline numbers.
///
/// Refuses an act with fewer than two framings.
pub fn framings(run: &Run, act: ActId, evaluate: &dyn Fn(&Case) -> Outputs) -> Result<Framings, Refusal> {
    let contested = run.case.act(act);
    if contested.framings.len() < 2 {
        let because = format!("`{}` has fewer than two framings", contested.name);
        return Err(Refusal::new(&CARD, because).hint("record a rival description of the act"));
    }
    let sets: Vec<BTreeMap<String, Change>> =
        contested.framings.iter().map(|one| by_key(run.case, &one.sets)).collect();
    run.progress.expect(sets.len());
    let outputs = sets.iter().map(|set| outputs(run, set, evaluate)).collect::<Result<Vec<_>, _>>()?;
    let (differ, same) = compare(&outputs);
    let mut separating = Vec::new();
    for first in 0..sets.len() {
        for second in first + 1..sets.len() {
            let pair = Pair { run, evaluate, from: &sets[first], to: &sets[second] };
            separating.push(pair.separate((first, second), &outputs[first], &outputs[second])?);
        }
    }
    let bases: Vec<Basis> = contested.framings.iter().map(|framing| framing.basis.clone()).collect();
    let words = |set: &BTreeMap<String, Change>| set.values().map(|change| change_text(run.case, change)).collect();
    Ok(Framings {
        act: contested.name.clone(),
        names: contested.framings.iter().map(|framing| framing.name.clone()).collect(),
        sets: sets.iter().map(words).collect(),
        differ,
        same,
        separating,
        basis: bases.iter().fold(contested.basis.clone(), |all, one| all.and(one)),
        bases,
    })
}

/// The changes by the input that they move; the last one of an input counts.
fn by_key(case: &Case, changes: &[Change]) -> BTreeMap<String, Change> {
    changes.iter().map(|change| (change_key(case, change), change.clone())).collect()
}

fn outputs(run: &Run, set: &BTreeMap<String, Change>, evaluate: &dyn Fn(&Case) -> Outputs) -> Result<Outputs, Refusal> {
    let changes: Vec<Change> = set.values().cloned().collect();
    let case = run.case.with(&changes);
    let numbers = run.changed(&changes)?.numbers(&case);
    let mut outputs = evaluate(&case);
    outputs.insert("packages that beat no deal for all in every draw".to_owned(), num::grouped(numbers.robust));
    outputs.insert("packages that do in some draws".to_owned(), num::grouped(numbers.possible));
    outputs.insert("packages that do in no draw".to_owned(), num::grouped(numbers.never));
    outputs.insert("packages shut by the rules".to_owned(), num::grouped(numbers.unreachable));
    outputs.insert(
        "draws with no deal".to_owned(),
        format!("{} of {}", num::grouped(numbers.no_deal), num::grouped(numbers.draws)),
    );
    for row in numbers.acceptance {
        let share = row.middle.map_or_else(|| "none".to_owned(), |middle| format!("{:.0} %", 100.0 * middle));
        outputs.insert(format!("share that {} prefers to no deal, median", row.party.name), share);
    }
    Ok(outputs)
}

fn compare(outputs: &[Outputs]) -> (Vec<Differs>, Vec<String>) {
    let names: BTreeSet<&String> = outputs.iter().flat_map(BTreeMap::keys).collect();
    let (mut differ, mut same) = (Vec::new(), Vec::new());
    for name in names {
        let values: Vec<Option<String>> = outputs.iter().map(|one| one.get(name).cloned()).collect();
        if values.windows(2).all(|pair| pair[0] == pair[1]) {
            same.push(name.clone());
        } else {
            differ.push(Differs { output: name.clone(), values });
        }
    }
    (differ, same)
}

/// Two framings of one act.
struct Pair<'a> {
    run: &'a Run<'a>,
    evaluate: &'a dyn Fn(&Case) -> Outputs,
    from: &'a BTreeMap<String, Change>,
    to: &'a BTreeMap<String, Change>,
}

impl Pair<'_> {
    fn separate(&self, between: (usize, usize), one: &Outputs, two: &Outputs) -> Result<Separating, Refusal> {
        let keys: BTreeSet<&String> = self.from.keys().chain(self.to.keys()).collect();
        let keys: Vec<&String> = keys.into_iter().filter(|key| self.from.get(*key) != self.to.get(*key)).collect();
        self.run.progress.expect(keys.len());
        let mut toggles = Vec::new();
        for key in &keys {
            let moved = self.moved(&[key])?;
            let (differs, _) = compare(&[one.clone(), moved.clone()]);
            let moves = differs.into_iter().map(|output| output.output).collect();
            let separates = one != two && moved == *two;
            toggles.push(Toggle { key: (*key).clone(), to: self.words(key), moves, separates });
        }
        let alike = one == two;
        let (smallest, proven) = if alike { (Vec::new(), true) } else { self.smallest(&keys, &toggles, two)? };
        Ok(Separating { between, alike, toggles, smallest, proven })
    }

    /// The outputs of the first framing with some inputs moved to the second's values.
    fn moved(&self, keys: &[&String]) -> Result<Outputs, Refusal> {
        let mut set = self.from.clone();
        for key in keys {
            match self.to.get(*key) {
                Some(change) => set.insert((*key).clone(), change.clone()),
                None => set.remove(*key),
            };
        }
        outputs(self.run, &set, self.evaluate)
    }

    fn words(&self, key: &String) -> String {
        match self.to.get(key) {
            Some(change) => change_text(self.run.case, change),
            None => format!("{key} as in the case"),
        }
    }

    /// The smallest set of inputs that does it, and whether every smaller one was tried. All of them together always do.
    fn smallest(&self, keys: &[&String], toggles: &[Toggle], two: &Outputs) -> Result<(Vec<String>, bool), Refusal> {
        if let Some(alone) = toggles.iter().find(|toggle| toggle.separates) {
            return Ok((vec![alone.to.clone()], true));
        }
        let words = |set: &[usize]| set.iter().map(|place| self.words(keys[*place])).collect();
        let mut trials = 0;
        for size in 2..keys.len() {
            let mut set: Vec<usize> = (0..size).collect();
            loop {
                if trials == TRIALS {
                    return Ok((words(&(0..keys.len()).collect::<Vec<_>>()), false));
                }
                trials += 1;
                self.run.progress.expect(1);
                let chosen: Vec<&String> = set.iter().map(|place| keys[*place]).collect();
                if self.moved(&chosen)? == *two {
                    return Ok((words(&set), true));
                }
                if !next_set(&mut set, keys.len()) {
                    break;
                }
            }
        }
        Ok((words(&(0..keys.len()).collect::<Vec<_>>()), true))
    }
}

/// The next set of so many places in the order of a dictionary; false after the last.
fn next_set(set: &mut [usize], of: usize) -> bool {
    let size = set.len();
    let Some(place) = (0..size).rev().find(|place| set[*place] < of - size + place) else { return false };
    set[place] += 1;
    for after in place + 1..size {
        set[after] = set[after - 1] + 1;
    }
    true
}
