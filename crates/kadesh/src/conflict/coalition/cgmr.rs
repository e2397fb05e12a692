//! Coalition general metarationality: a coalition stays when the others could answer any joint improvement.
//!
//! # Definition
//!
//! A state `s` is stable for a coalition when for each of its improvements the others have a legal sequence of moves to a state
//! that some member does not prefer to `s`.
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
    id: "conflict.cgmr",
    family: Family::Conflict,
    name: "coalition general metarationality (CGMR)",
    question: "Would parties who act together stay for fear of any answer?",
    definition: "Stable when for every joint improvement the others can move to a state that some member does not prefer.",
    sources: &["kilgour2001", "inohara2008"],
    assumes: &["members move together only where all of them gain", "the others answer even where they lose by it"],
    departures: "Formulas written from memory of the sources: experimental. A coalition that moves as one is a named variant.",
    standing: Standing::Experimental,
};

/// How every engine knows it.
pub static DEFINITION: CoalitionDefinition =
    CoalitionDefinition { card: &CARD, short: "CGMR", answers: CoalitionAnswers::Moves { escape: false } };
