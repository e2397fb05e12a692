//! How far ahead two parties look: where each expects to end up if they move in turn, and whether looking farther settles it.
//!
//! # Definition
//!
//! Two parties. `G(i, h, s)` is the state that party `i`, to move at `s` and looking `h` moves ahead, expects to end in: `s` if
//! `h = 0` or it has no move; else the best for `i`, over its moves `t`, of `G(j, h − 1, t)`, if it prefers that to `s`, and `s`
//! if not. A state is *limited-move* stable with horizon `h` when `G(i, h, s) = s`, and *non-myopically* stable when that holds
//! for every horizon from some one on. What a party expects at one horizon follows from the last horizon alone, so the
//! expectations must come round again; where they come round with a period above one and the stable sets differ, the
//! non-myopic limit does not exist.
//!
//! # Source
//!
//! [kilgour1985]. Departures: needs strict preferences without circles, since what to expect between equals, and which is the
//! best of a circle, is left open there; for more than two parties two older definitions are disputed and two newer ones
//! exist, so no answer is given.
//!
//! # Complexity
//!
//! O(horizons × moves × log states) time, O(horizons × states) space.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::arena::{Arena, Preferences};
use super::space::State;
use crate::model::{Card, Compared, Family, Standing};

/// What it is.
pub const CARD: Card = Card {
    id: "conflict.foresight",
    family: Family::Conflict,
    name: "limited-move stability (L_h) and non-myopic stability",
    question: "Which states are stable for parties that look h moves ahead, and does looking farther settle it?",
    definition: "G(i, h, s) is where party i expects to end from s with h moves to come; s is stable when G(i, h, s) = s.",
    sources: &["kilgour1985"],
    assumes: &[
        "two parties that move in turn",
        "each knows what the other prefers",
        "no two states are equal to a party, and what it prefers does not go round in a circle",
    ],
    departures: "Refused with ties, with circles and with more than two parties. Written from memory of the source: \
                 experimental.",
    standing: Standing::Experimental,
};

/// Stable sets by horizon, until they come round.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Foresight {
    /// By horizon from 1, by party: the stable states, ascending.
    pub horizons: Vec<[Vec<State>; 2]>,
    /// By party: when the stable sets begin to come round, and after how many horizons.
    pub rounds: [Round; 2],
    /// By party: the states that are stable at every horizon from some one on.
    pub lasting: [Vec<State>; 2],
}

/// When a sequence of sets begins to repeat itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Round {
    /// The first horizon of the part that repeats.
    pub from: usize,
    /// Its length; 1 means that the sets have settled.
    pub period: usize,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoForesight {
    /// There are more or fewer than two parties.
    Parties(usize),
    /// By party that has any: two states that it holds equal, or of which it is not known which it prefers.
    Ties(Vec<(usize, State, State)>),
    /// By party that has any: three states of which it prefers the first to the second, that to the third, and that to the first.
    Circles(Vec<(usize, [State; 3])>),
    /// They have not come round within the bound.
    Unsettled(usize),
}

/// The greatest horizon that is looked at.
pub const MOST_HORIZONS: usize = 1_000;

/// The stable sets at every horizon until the expectations come round.
pub fn foresight(arena: &Arena) -> Result<Foresight, NoForesight> {
    if arena.parties() != 2 {
        return Err(NoForesight::Parties(arena.parties()));
    }
    let states = arena.space.states();
    no_ties(arena, &states)?;
    no_circles(arena, &states)?;
    let mut expected = vec![[states.clone(), states.clone()]];
    for horizon in 1..=MOST_HORIZONS {
        let [first, second] = &expected[horizon - 1];
        let next = [look(arena, 0, &states, second), look(arena, 1, &states, first)];
        if let Some(from) = expected.iter().skip(1).position(|earlier| *earlier == next) {
            return Ok(summary(&expected, &states, from + 1));
        }
        expected.push(next);
    }
    Err(NoForesight::Unsettled(MOST_HORIZONS))
}

/// What a party expects from every state when the other expects `theirs` after its move, by the places of the states.
fn look(arena: &Arena, party: usize, states: &[State], theirs: &[State]) -> Vec<State> {
    let end = |to: State| states.binary_search(&to).map_or(to, |place| theirs[place]);
    let best = |state: &State| {
        let ends = arena.space.moves(party, *state).into_iter().map(end);
        ends.fold(*state, |best, end| if arena.prefers(party, end, best) { end } else { best })
    };
    states.iter().map(best).collect()
}

fn no_ties(arena: &Arena, states: &[State]) -> Result<(), NoForesight> {
    let level = |party: usize, state: State| match &arena.preferences[party] {
        Preferences::Levels(levels) => levels[state as usize],
        // Pairs need have no order; every pair is looked at below.
        Preferences::Pairs(_) => 0,
    };
    let first_tie = |party: usize| {
        let mut sorted = states.to_vec();
        sorted.sort_by_key(|state| level(party, *state));
        let tied =
            |one: State, other: State| matches!(arena.compare(party, one, other), Compared::Equal | Compared::Unknown);
        sorted.iter().enumerate().find_map(|(place, one)| {
            let mut equals = sorted[place + 1..].iter().take_while(|other| level(party, **other) == level(party, *one));
            equals.find(|other| tied(*one, **other)).map(|other| (party, *one, *other))
        })
    };
    let ties: Vec<_> = (0..2).filter_map(first_tie).collect();
    if ties.is_empty() { Ok(()) } else { Err(NoForesight::Ties(ties)) }
}

/// Without ties, preferences are free of circles exactly where every state is preferred to another number of states. O(states³)
/// where there is a circle, to show one.
fn no_circles(arena: &Arena, states: &[State]) -> Result<(), NoForesight> {
    let prefers = |party: usize, one: &State, other: &State| arena.prefers(party, *one, *other);
    let first_circle = |party: usize| {
        let Preferences::Pairs(_) = &arena.preferences[party] else { return None };
        let count = |one: &State| states.iter().filter(|other| prefers(party, one, other)).count();
        let counts: BTreeSet<usize> = states.iter().map(count).collect();
        if counts.len() == states.len() {
            return None;
        }
        let pairs = states.iter().flat_map(|one| states.iter().map(move |other| (one, other)));
        let closed = |(one, other): (&State, &State)| {
            let third = states.iter().find(|third| prefers(party, other, third) && prefers(party, third, one));
            third.map(|third| (party, [*one, *other, *third]))
        };
        pairs.filter(|(one, other)| prefers(party, one, other)).find_map(closed)
    };
    let circles: Vec<_> = (0..2).filter_map(first_circle).collect();
    if circles.is_empty() { Ok(()) } else { Err(NoForesight::Circles(circles)) }
}

/// `expected` at horizon 0 and on, by the places of the states; the one after the last equals that at `from`.
fn summary(expected: &[[Vec<State>; 2]], states: &[State], from: usize) -> Foresight {
    let stable = |expected: &Vec<State>| -> Vec<State> {
        states.iter().zip(expected).filter(|(state, end)| state == end).map(|(state, _)| *state).collect()
    };
    let horizons: Vec<[Vec<State>; 2]> =
        expected.iter().skip(1).map(|[first, second]| [stable(first), stable(second)]).collect();
    let of = |party: usize| {
        let sets: Vec<&Vec<State>> = horizons.iter().map(|both| &both[party]).collect();
        let lasting = |state: &State| sets[from - 1..].iter().all(|set| set.contains(state));
        (round(&sets, from), states.iter().copied().filter(lasting).collect::<Vec<State>>())
    };
    let ((first_round, first), (second_round, second)) = (of(0), of(1));
    Foresight { horizons, rounds: [first_round, second_round], lasting: [first, second] }
}

/// The shortest period of the sets, whose part from `from` on repeats as a whole, and where it begins.
fn round(sets: &[&Vec<State>], from: usize) -> Round {
    let cycle = &sets[from - 1..];
    let repeats = |period: &usize| (0..cycle.len()).all(|at| cycle[at] == cycle[(at + period) % cycle.len()]);
    let period = (1..=cycle.len()).find(repeats).unwrap_or(cycle.len());
    // What stands at horizon `h` if the part that repeats is carried on backwards.
    let carried = |horizon: usize| cycle[(horizon + cycle.len() * from - from) % cycle.len()];
    let begin = (1..from).rev().take_while(|horizon| sets[horizon - 1] == carried(*horizon)).last().unwrap_or(from);
    Round { from: begin, period }
}
