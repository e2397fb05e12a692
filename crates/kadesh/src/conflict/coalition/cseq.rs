//! Coalition sequential stability: a coalition stays when others, alone or together, would gain by answering any joint improvement.
//!
//! # Definition
//!
//! A state `s` is stable for a coalition when for each of its improvements there is a legal sequence of coalition improvements by
//! coalitions among the others, none twice running, to a state that some member does not prefer to `s`.
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
    id: "conflict.cseq",
    family: Family::Conflict,
    name: "coalition sequential stability (CSEQ)",
    question: "Would parties who act together stay for fear of answers that others, alone or together, gain by?",
    definition: "Stable when for every joint improvement coalitions among the others can move, each step a coalition improvement, to a state that some member does not prefer.",
    sources: &["kilgour2001", "inohara2008"],
    assumes: &[
        "members move together only where all of them gain",
        "the others too may act together, where all who do gain by it",
    ],
    departures: "Formulas written from memory of the sources: experimental. A coalition that moves as one is a named variant.",
    standing: Standing::Experimental,
};

/// How every engine knows it.
pub static DEFINITION: CoalitionDefinition =
    CoalitionDefinition { card: &CARD, short: "CSEQ", answers: CoalitionAnswers::Improvements };
