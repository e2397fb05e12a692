//! Which states are stable for whom under which definition, with the graph of the moves that parties would gain by.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Contest, MOST_SHOWN, StateView};
use crate::conflict::{Definition, Engine, State, Verdict};
use crate::model::{Basis, Ref, Refusal};

/// Verdicts on the states that matter, and counts over all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stability {
    /// The parties.
    pub parties: Vec<Ref>,
    /// How many states are possible.
    pub possible: usize,
    /// The engine that gave the verdicts.
    pub engine: Engine,
    /// By definition: counts and equilibria.
    pub definitions: Vec<Counts>,
    /// The states that the case names, then where it could rest.
    pub rows: Vec<StateRow>,
    /// The moves that parties would gain by.
    pub graph: Graph,
    /// What it rests on.
    pub basis: Basis,
}

/// How many states are stable under one definition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Counts {
    /// The definition, in short.
    pub short: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What keeps a party where it is.
    pub means: &'static str,
    /// By party: how many states are stable for it.
    pub by_party: Vec<usize>,
    /// How many are stable for all.
    pub for_all: usize,
    /// The first of those.
    pub equilibria: Vec<StateView>,
}

/// The verdicts on one state.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StateRow {
    /// The state.
    pub state: StateView,
    /// By party, then by definition.
    pub marks: Vec<Vec<Mark>>,
    /// The definitions under which it is stable for all, in short.
    pub holds: Vec<&'static str>,
    /// What it rests on.
    pub basis: Basis,
}

/// One verdict in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Not stable.
    Breaks,
    /// Stable because every improvement has an answer.
    Deterred,
    /// Stable because nothing is better.
    NoImprovement,
    /// Stable because the party cannot move: preferences play no part.
    NoMove,
    /// Stable; why is not looked into with so many states.
    Stable,
}

/// States and the moves between them that their movers gain by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Graph {
    /// The states shown.
    pub nodes: Vec<Node>,
    /// The moves.
    pub arcs: Vec<Arc>,
    /// Whether every possible state is shown.
    pub whole: bool,
}

/// A state of the graph.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Node {
    /// The state.
    pub state: StateView,
    /// The definitions under which it is stable for all, in short.
    pub holds: Vec<&'static str>,
}

/// A move that its mover gains by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arc {
    /// The mover, by its place among the parties.
    pub by: usize,
    /// From this node.
    pub from: usize,
    /// To that.
    pub to: usize,
}

/// Up to so many states the graph shows all of them.
const WHOLE_GRAPH: usize = 12;

/// Up to so many nodes a graph is still read.
const MOST_NODES: usize = 16;

/// Which states hold.
pub fn stability(contest: &Contest) -> Result<Stability, Refusal> {
    let definitions: Vec<Counts> = contest
        .stable
        .iter()
        .map(|(definition, stable)| {
            let equilibria = stable.equilibria();
            Counts {
                short: definition.short,
                name: definition.card.name,
                means: definition.means,
                by_party: stable.by_party.iter().map(|set| set.count_ones(..)).collect(),
                for_all: equilibria.count_ones(..),
                equilibria: equilibria.ones().take(MOST_SHOWN).map(|state| contest.view(state as State)).collect(),
            }
        })
        .collect();
    Ok(Stability {
        parties: contest.party_refs(),
        possible: contest.hold.frame.possible.unwrap_or(0),
        engine: contest.hold.frame.engine,
        definitions,
        rows: contest.asked().into_iter().map(|state| row(contest, state)).collect(),
        graph: graph(contest)?,
        basis: contest.basis(None),
    })
}

pub(super) fn row(contest: &Contest, state: State) -> StateRow {
    let mark = |place: usize, definition: &Definition, party: usize| match contest.verdict(definition, party, state) {
        Some(Verdict::NoMove) => Mark::NoMove,
        Some(Verdict::NoImprovement) => Mark::NoImprovement,
        Some(Verdict::Deterred(_)) => Mark::Deterred,
        Some(Verdict::Breaks(_)) => Mark::Breaks,
        None if contest.is_stable(place, party, state) => Mark::Stable,
        None => Mark::Breaks,
    };
    let marks = |party: usize| {
        contest.definitions().enumerate().map(|(place, definition)| mark(place, definition, party)).collect()
    };
    StateRow {
        state: contest.view(state),
        marks: (0..contest.parties().len()).map(marks).collect(),
        holds: holds(contest, state),
        basis: contest.basis(None),
    }
}

/// The definitions under which a state is stable for all.
pub(super) fn holds(contest: &Contest, state: State) -> Vec<&'static str> {
    let all = contest.definitions().enumerate();
    all.filter(|(place, _)| contest.is_equilibrium(*place, state)).map(|(_, definition)| definition.short).collect()
}

/// Every state where they are few; else the states asked about and the ones that they would be left for.
fn graph(contest: &Contest) -> Result<Graph, Refusal> {
    let arena = contest.arena()?;
    let possible = contest.hold.frame.possible.unwrap_or(0);
    let whole = possible <= WHOLE_GRAPH;
    let mut shown = if whole { contest.hold.frame.states() } else { contest.asked() };
    if !whole {
        shown.truncate(MOST_NODES);
        let mut left_for: Vec<State> = shown
            .iter()
            .flat_map(|state| (0..arena.parties()).filter_map(|party| best_improvement(&arena, party, *state)))
            .collect();
        left_for.retain(|state| !shown.contains(state));
        left_for.sort_unstable();
        left_for.dedup();
        shown.extend(left_for.into_iter().take(MOST_NODES - shown.len().min(MOST_NODES)));
    }
    let places: BTreeMap<State, usize> = shown.iter().enumerate().map(|(place, state)| (*state, place)).collect();
    let mut arcs = Vec::new();
    for (from, state) in shown.iter().enumerate() {
        for by in 0..arena.parties() {
            let to = arena.improvements(by, *state).into_iter().filter_map(|to| places.get(&to));
            arcs.extend(to.map(|to| Arc { by, from, to: *to }));
        }
    }
    let node = |state: &State| Node { state: contest.view(*state), holds: holds(contest, *state) };
    Ok(Graph { nodes: shown.iter().map(node).collect(), arcs, whole })
}

/// What a party would most like to move to; of equals the one with the least number.
fn best_improvement(arena: &crate::conflict::Arena, party: usize, from: State) -> Option<State> {
    let improvements = arena.improvements(party, from);
    let best = |best: State, to: &State| if arena.prefers(party, *to, best) { *to } else { best };
    let first = *improvements.first()?;
    Some(improvements.iter().fold(first, best))
}
