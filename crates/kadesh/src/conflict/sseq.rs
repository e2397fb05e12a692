//! Symmetric sequential stability: a party stays when any better move would be answered by moves that the others gain by, and
//! it could not escape the answer.
//!
//! # Definition
//!
//! As sequential stability, and `i` can move from the state that the answer leads to, to no state that it prefers to `s`.
//!
//! # Source
//!
//! [rego2017]. Departures: none. The name is also used for sequential stability under strong preference, which is another
//! definition (`strength.rs`).
//!
//! # Complexity
//!
//! One state: a search from each improvement. All states: O(rounds × parties × states), after sorting every row.

use super::arena::Moves;
use super::definition::{Answers, Definition, Reading, judge};
use crate::model::{Card, Family, Standing};

/// What it is.
pub const CARD: Card = Card {
    id: "conflict.sseq",
    family: Family::Conflict,
    name: "symmetric sequential stability (SSEQ)",
    question: "Would the party stay for fear of answers that the others gain by and that it cannot escape?",
    definition: "Stable when for every improvement t the others can move from t, each step an improvement of its mover, to a \
                 state u that the party does not prefer, and from which it can move to none that it prefers.",
    sources: &["rego2017"],
    assumes: &["the party looks three moves ahead", "the others answer only where they gain by it"],
    departures: "None.",
    standing: Standing::Experimental,
};

/// How every engine knows it.
pub static DEFINITION: Definition = Definition {
    card: &CARD,
    short: "SSEQ",
    means: "every better move would be answered by moves that the others gain by, and it cannot escape the answer",
    answers: Answers::Sequence { moves: Moves::Improvements, escape: true },
    verdict: |arena, party, state| judge(arena, party, state, &Reading::with_escape(Moves::Improvements)),
    worst: Some(|engine, party| {
        let mut values = engine.best(party);
        engine.least_by_improvements(party, &mut values);
        values
    }),
};
