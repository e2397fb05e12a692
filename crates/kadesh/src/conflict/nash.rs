//! Nash stability: a party stays where it can move to nothing that it prefers.
//!
//! # Definition
//!
//! A state `s` is stable for party `i` when it has no improvement from `s`: no move to a state that it prefers.
//!
//! # Source
//!
//! [nash1950a] for games, [fang1993] for graphs. Departures: none.
//!
//! # Complexity
//!
//! O(moves) for one state; O(states × options) for all, by a sweep.

use super::definition::{Answers, Definition, Verdict, tempting};
use crate::model::{Card, Compared, Family, Standing};

/// What it is.
pub const CARD: Card = Card {
    id: "conflict.nash",
    family: Family::Conflict,
    name: "Nash stability (R)",
    question: "Would the party stay if it looked no further than its own move?",
    definition: "Stable when the party can move to no state that it prefers.",
    sources: &["nash1950a", "fang1993"],
    assumes: &["the party looks one move ahead", "the others do not answer"],
    departures: "None.",
    standing: Standing::Experimental,
};

/// How every engine knows it.
pub static DEFINITION: Definition = Definition {
    card: &CARD,
    short: "Nash",
    means: "it has nothing better to move to",
    answers: Answers::None,
    verdict: |arena, party, state| match tempting(arena, party, state, Compared::is_better) {
        Ok(better) => better.first().map_or(Verdict::NoImprovement, |to| Verdict::Breaks(*to)),
        Err(stable) => stable,
    },
    worst: Some(|engine, party| engine.values(party)),
};
