//! Coalition symmetric metarationality: a coalition stays when it could not escape an answer to any joint improvement.
//!
//! # Definition
//!
//! As coalition general metarationality, and from the state that the answer leads to the coalition can reach no state that all its
//! members prefer to `s`.
//!
//! # Source
//!
//! [inohara2008]. Departures: none known; written from memory of the source.
//!
//! # Complexity
//!
//! As in [`super`].

use super::{CoalitionAnswers, CoalitionDefinition};
use crate::model::{Card, Family, Standing};

/// What it is.
pub const CARD: Card = Card {
    id: "conflict.csmr",
    family: Family::Conflict,
    name: "coalition symmetric metarationality (CSMR)",
    question: "Would parties who act together stay for fear of an answer that they cannot escape?",
    definition: "Stable when for every joint improvement the others can move to a state that some member does not prefer, and from which the coalition can reach none that all prefer.",
    sources: &["kilgour2001", "inohara2008"],
    assumes: &["members move together only where all of them gain", "the others answer even where they lose by it"],
    departures: "Formulas written from memory of the sources: experimental. A coalition that moves as one is a named variant.",
    standing: Standing::Experimental,
};

/// How every engine knows it.
pub static DEFINITION: CoalitionDefinition =
    CoalitionDefinition { card: &CARD, short: "CSMR", answers: CoalitionAnswers::Moves { escape: true } };
