//! Symmetric metarationality: a party stays when any better move could be answered and it could not escape the answer.
//!
//! # Definition
//!
//! A state `s` is stable for party `i` when for every improvement `t` of `i` from `s` the others have a legal sequence of moves
//! from `t` to a state `u` that `i` does not prefer to `s`, and `i` can move from `u` to no state that it prefers to `s`.
//!
//! # Source
//!
//! [howard1971] for games, [fang1993] for graphs with several parties. Departures: none.
//!
//! # Complexity
//!
//! One state: a search from each improvement. All states: O(states × options), by sweeps.

use super::arena::Moves;
use super::definition::{Answers, Definition, Reading, judge};
use crate::model::{Card, Family, Standing};

/// What it is.
pub const CARD: Card = Card {
    id: "conflict.smr",
    family: Family::Conflict,
    name: "symmetric metarationality (SMR)",
    question: "Would the party stay for fear of an answer that it cannot escape?",
    definition: "Stable when for every improvement t the others can move from t to a state u that the party does not prefer, \
                 and from which it can move to none that it prefers.",
    sources: &["howard1971", "fang1993"],
    assumes: &["the party looks three moves ahead", "the others answer even where they lose by it"],
    departures: "None.",
    standing: Standing::Experimental,
};

/// How every engine knows it.
pub static DEFINITION: Definition = Definition {
    card: &CARD,
    short: "SMR",
    means: "every better move can be answered, and it cannot escape the answer",
    answers: Answers::Sequence { moves: Moves::Any, escape: true },
    verdict: |arena, party, state| judge(arena, party, state, &Reading::with_escape(Moves::Any)),
    worst: Some(|engine, party| {
        let mut values = engine.best(party);
        engine.least_by_moves(party, &mut values);
        values
    }),
};
