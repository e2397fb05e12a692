//! Coalition Nash stability: a coalition stays where it can reach nothing that all its members prefer.
//!
//! # Definition
//!
//! A state is stable for a coalition when it has no coalition improvement from it.
//!
//! # Source
//!
//! [kilgour2001]. Departures: none known; written from memory of the source.
//!
//! # Complexity
//!
//! As in [`super`].

use super::{CoalitionAnswers, CoalitionDefinition};
use crate::model::{Card, Family, Standing};

/// What it is.
pub const CARD: Card = Card {
    id: "conflict.cnash",
    family: Family::Conflict,
    name: "coalition Nash stability (CNash)",
    question: "Would parties who act together stay, if they looked no further than their own moves?",
    definition: "Stable when the members can reach no state that all of them prefer.",
    sources: &["kilgour2001", "inohara2008"],
    assumes: &["members move together only where all of them gain", "the others do not answer"],
    departures: "Formulas written from memory of the sources: experimental. A coalition that moves as one is a named variant.",
    standing: Standing::Experimental,
};

/// How every engine knows it.
pub static DEFINITION: CoalitionDefinition =
    CoalitionDefinition { card: &CARD, short: "CNash", answers: CoalitionAnswers::None };
