//! Sequential stability: a party stays when any better move would be answered by moves that the others gain by.
//!
//! # Definition
//!
//! A state `s` is stable for party `i` when for every improvement `t` of `i` from `s` the others have a legal sequence of
//! improvements from `t` to a state that `i` does not prefer to `s`. Each of their steps is compared with where that step
//! begins; where it ends is compared with `s`.
//!
//! # Source
//!
//! [fraser1984] for games, [fang1993] for graphs with several parties. Departures: none.
//!
//! # Complexity
//!
//! One state: a search from each improvement. All states: O(rounds × parties × states), after sorting every row.

use super::arena::Moves;
use super::definition::{Answers, Definition, Reading, judge};
use crate::model::{Card, Family, Standing};

/// What it is.
pub const CARD: Card = Card {
    id: "conflict.seq",
    family: Family::Conflict,
    name: "sequential stability (SEQ)",
    question: "Would the party stay for fear of answers that the others gain by?",
    definition: "Stable when for every improvement t the others can move from t, each step an improvement of its mover, to a \
                 state that the party does not prefer.",
    sources: &["fraser1984", "fang1993"],
    assumes: &["the party looks two moves ahead", "the others answer only where they gain by it"],
    departures: "None.",
    standing: Standing::Experimental,
};

/// How every engine knows it.
pub static DEFINITION: Definition = Definition {
    card: &CARD,
    short: "SEQ",
    means: "every better move would be answered by moves that the others gain by",
    answers: Answers::Sequence { moves: Moves::Improvements, escape: false },
    verdict: |arena, party, state| judge(arena, party, state, &Reading::plain(Moves::Improvements)),
    worst: Some(|engine, party| {
        let mut values = engine.values(party);
        engine.least_by_improvements(party, &mut values);
        values
    }),
};
