//! Which states are stable for whom under which definition, with the graph of the moves that parties would gain by.

use std::collections::BTreeMap;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Contest, SHORT, StateView, Tie};
use crate::conflict::{Definition, Engine, Judge, Preferences, State, Verdict};
use crate::model::{Basis, LONGEST_LIST, Ref, Refusal};

/// Verdicts on the states that matter, and counts over all.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Stability {
    /// The parties.
    pub parties: Vec<Ref>,
    /// How many states are possible.
    pub possible: u64,
    /// The engine that gave the verdicts.
    pub engine: Engine,
    /// By definition: counts and equilibria.
    pub definitions: Vec<Counts>,
    /// The states that the case names, then where it could rest.
    pub rows: Vec<StateRow>,
    /// How many possible states are left out.
    pub left_out: u64,
    /// The moves that parties would gain by.
    pub graph: Graph,
    /// What the order of the case decides, since importance does not.
    pub ties: Vec<Tie>,
    /// Whether every other order of them was gone through for the deals.
    pub ties_tried: bool,
    /// Definitions under which it was too large.
    pub refused: Vec<&'static str>,
    /// What it rests on.
    pub basis: Basis,
}

/// How many states are stable under one definition.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Counts {
    /// The definition, in short.
    pub short: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What keeps a party where it is.
    pub means: &'static str,
    /// By party: how many states are stable for it.
    pub by_party: Vec<u64>,
    /// How many are stable for all.
    pub for_all: u64,
    /// Those, or the first of them.
    pub equilibria: Vec<StateView>,
}

/// The verdicts on one state.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct StateRow {
    /// The state.
    pub state: StateView,
    /// By party, then by definition.
    pub marks: Vec<Vec<Mark>>,
    /// The definitions under which it is stable for all, in short.
    pub holds: Vec<&'static str>,
    /// Of a deal: those under which it is or is not, by which of equally important statements goes first, in short.
    pub either: Vec<&'static str>,
    /// What it rests on.
    pub basis: Basis,
}

/// One verdict in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
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
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Graph {
    /// The states shown.
    pub nodes: Vec<Node>,
    /// The moves.
    pub arcs: Vec<Arc>,
    /// Whether every possible state is shown.
    pub whole: bool,
    /// Whether only the best move of each party from each state is shown.
    pub best: bool,
}

/// A state of the graph.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Node {
    /// The state.
    pub state: StateView,
    /// The definitions under which it is stable for all, in short; of a deal, whichever of equally important statements goes
    /// first.
    pub holds: Vec<&'static str>,
    /// Of a deal: those under which it is or is not, by which goes first.
    pub either: Vec<&'static str>,
}

/// A move that its mover gains by.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Arc {
    /// The mover.
    pub by: Ref,
    /// From this node.
    pub from: usize,
    /// To that.
    pub to: usize,
}

/// Up to so many states the graph shows all of them.
const WHOLE_GRAPH: usize = 12;

/// Up to so many nodes a graph is still read.
const MOST_NODES: usize = 12;

/// With more moves than this only the best of each party is drawn.
const MOST_ARCS: usize = 36;

/// So many orders of equally important statements are gone through.
const MOST_ORDERS: usize = 1_024;

/// Which states hold, where they can be listed.
pub(super) fn listed(contest: &Contest) -> Result<Stability, Refusal> {
    let most = contest.listing.most(SHORT, LONGEST_LIST);
    let definitions: Vec<Counts> = contest
        .stable
        .iter()
        .map(|(definition, stable)| {
            let equilibria = stable.equilibria();
            Counts {
                short: definition.short,
                name: definition.card.name,
                means: definition.means,
                by_party: stable.by_party.iter().map(|set| set.count_ones(..) as u64).collect(),
                for_all: equilibria.count_ones(..) as u64,
                equilibria: equilibria.ones().take(most).map(|state| contest.view(state as State)).collect(),
            }
        })
        .collect();
    let mut rows: Vec<StateRow> = Vec::new();
    let orders = Orders::of(contest)?;
    let (listed, left_out) = contest.listed(LONGEST_LIST);
    for state in listed {
        let mut row = row(contest, state);
        if let (true, Some(orders)) = (row.state.deal, &orders) {
            row.either = orders.either(contest, state)?;
        }
        rows.push(row);
    }
    Ok(Stability {
        parties: contest.party_refs(),
        possible: contest.possible()?,
        engine: contest.hold.frame.engine,
        definitions,
        graph: graph(contest, &rows)?,
        rows,
        left_out,
        ties_tried: orders.is_some(),
        ties: contest.ties(),
        refused: Vec::new(),
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
        either: Vec::new(),
        basis: contest.basis(None),
    }
}

/// By party its preferences under every order of equally important statements, that of the case first. Empty: no statements
/// are equally important, and there is nothing to try.
struct Orders(Vec<Vec<Preferences>>);

impl Orders {
    /// None: there are too many orders, or too many states.
    fn of(contest: &Contest) -> Result<Option<Orders>, Refusal> {
        if contest.parties().iter().all(|party| contest.hold.central_ties(*party).is_empty()) {
            return Ok(Some(Orders(Vec::new())));
        }
        let mut count = 1;
        let mut by_party = Vec::new();
        for (party, central) in contest.parties().iter().zip(&contest.preferences) {
            let Some(orders) = contest.hold.central_orders(*party, MOST_ORDERS / count) else { return Ok(None) };
            count *= orders.len();
            if count > 1 && !contest.can_search() {
                return Ok(None);
            }
            let others = orders.iter().skip(1).map(|order| contest.hold.with_statements(*party, order));
            by_party.push(std::iter::once(Ok(central.clone())).chain(others).collect::<Result<_, Refusal>>()?);
        }
        Ok(Some(Orders(by_party)))
    }

    /// The definitions under which a state is stable for all in some combinations of these orders and not in others.
    fn either(&self, contest: &Contest, state: State) -> Result<Vec<&'static str>, Refusal> {
        if self.0.is_empty() {
            return Ok(Vec::new());
        }
        let space = contest.space()?;
        let definitions: Vec<&Definition> = contest.definitions().collect();
        let count: usize = self.0.iter().map(Vec::len).product();
        contest.progress().expect(count);
        let holds = |number: usize| {
            contest.progress().step()?;
            let preferences = self.number(number);
            let mut judge = Judge::new(space.with(&preferences));
            let by_party: Vec<Vec<bool>> =
                (0..preferences.len()).map(|party| judge.stable(party, state, &definitions)).collect();
            Ok((0..definitions.len()).map(|place| by_party.iter().all(|stable| stable[place])).collect())
        };
        let tables: Vec<Vec<bool>> = (0..count).into_par_iter().map(holds).collect::<Result<_, Refusal>>()?;
        let differs = |place: &usize| tables.iter().any(|table| table[*place] != tables[0][*place]);
        Ok((0..definitions.len()).filter(differs).map(|place| definitions[place].short).collect())
    }

    /// One of the combinations; its number's digits say which order each party takes.
    fn number(&self, mut number: usize) -> Vec<Preferences> {
        let mut digit = |orders: &Vec<Preferences>| {
            let chosen = orders[number % orders.len()].clone();
            number /= orders.len();
            chosen
        };
        self.0.iter().map(&mut digit).collect()
    }
}

/// The definitions under which a state is stable for all.
pub(super) fn holds(contest: &Contest, state: State) -> Vec<&'static str> {
    let all = contest.definitions().enumerate();
    all.filter(|(place, _)| contest.is_equilibrium(*place, state)).map(|(_, definition)| definition.short).collect()
}

/// Every state where they are few; else the states asked about and the ones that they would be left for.
fn graph(contest: &Contest, rows: &[StateRow]) -> Result<Graph, Refusal> {
    let arena = contest.arena()?;
    let possible = contest.hold.frame.possible.unwrap_or(0);
    let whole = possible <= WHOLE_GRAPH;
    let mut shown = if whole { contest.hold.frame.states() } else { contest.named() };
    if !whole {
        shown.truncate(MOST_NODES / 2);
        let mut left_for: Vec<State> = shown
            .iter()
            .flat_map(|state| (0..arena.parties()).filter_map(|party| best_improvement(&arena, party, *state)))
            .collect();
        left_for.retain(|state| !shown.contains(state));
        left_for.sort_unstable();
        left_for.dedup();
        let resting = contest.asked().into_iter().filter(|state| !shown.contains(state) && !left_for.contains(state));
        let others: Vec<State> = left_for.iter().copied().chain(resting).collect();
        shown.extend(others.into_iter().take(MOST_NODES - shown.len().min(MOST_NODES)));
    }
    let places: BTreeMap<State, usize> = shown.iter().enumerate().map(|(place, state)| (*state, place)).collect();
    let parties = contest.party_refs();
    let arcs_to = |to: &dyn Fn(usize, State) -> Vec<State>| {
        let mut arcs = Vec::new();
        for (from, state) in shown.iter().enumerate() {
            for (place, by) in parties.iter().enumerate() {
                let ends = to(place, *state).into_iter().filter_map(|to| places.get(&to).copied());
                arcs.extend(ends.map(|to| Arc { by: by.clone(), from, to }));
            }
        }
        arcs
    };
    let mut arcs = arcs_to(&|by, state| arena.improvements(by, state));
    let best = arcs.len() > MOST_ARCS;
    if best {
        arcs = arcs_to(&|by, state| best_improvement(&arena, by, state).into_iter().collect());
    }
    let node = |state: &State| {
        let view = contest.view(*state);
        let row = rows.iter().find(|row| row.state == view);
        let either = row.map(|row| row.either.clone()).unwrap_or_default();
        let holds = holds(contest, *state).into_iter().filter(|short| !either.contains(short)).collect();
        Node { state: view, holds, either }
    };
    Ok(Graph { nodes: shown.iter().map(node).collect(), arcs, whole, best })
}

/// What a party would most like to move to; of equals the one with the least number.
fn best_improvement(arena: &crate::conflict::Arena, party: usize, from: State) -> Option<State> {
    let improvements = arena.improvements(party, from);
    let best = |best: State, to: &State| if arena.prefers(party, *to, best) { *to } else { best };
    let first = *improvements.first()?;
    Some(improvements.iter().fold(first, best))
}
