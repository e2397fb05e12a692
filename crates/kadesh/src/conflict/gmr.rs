//! General metarationality: a party stays when any better move could be answered, at whatever cost to those who answer.
//!
//! # Definition
//!
//! A state `s` is stable for party `i` when for every improvement `t` of `i` from `s` the others have a legal sequence of moves
//! from `t` to a state that `i` does not prefer to `s`.
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
    id: "conflict.gmr",
    family: Family::Conflict,
    name: "general metarationality (GMR)",
    question: "Would the party stay for fear of any answer, however costly to those who give it?",
    definition: "Stable when for every improvement t the others can move from t to a state that the party does not prefer.",
    sources: &["howard1971", "fang1993"],
    assumes: &["the party looks two moves ahead", "the others answer even where they lose by it"],
    departures: "None.",
    standing: Standing::Experimental,
};

/// How every engine knows it.
pub static DEFINITION: Definition = Definition {
    card: &CARD,
    short: "GMR",
    means: "every better move can be answered, at whatever cost to the others",
    answers: Answers::Sequence { moves: Moves::Any, escape: false },
    verdict: |arena, party, state| judge(arena, party, state, &Reading::plain(Moves::Any)),
    worst: Some(|engine, party| {
        let mut values = engine.values(party);
        engine.least_by_moves(party, &mut values);
        values
    }),
};
