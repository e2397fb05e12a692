//! Who has a say: decision rules, gates, blockers, movers, distance to consensus, reach, cohesion.
//!
//! Formal power and leverage are two answers, never one number: see [`veto`].

pub mod blockers;
pub mod cohesion;
pub mod consensus;
pub mod decision;
pub mod gate;
mod minimal;
pub mod movers;
pub mod panel;
pub mod reach;
pub mod veto;

use crate::model::Card;

/// The cards of this family's models.
pub const CARDS: &[Card] = &[
    decision::CARD,
    blockers::CARD,
    movers::CARD,
    consensus::CARD,
    gate::CARD,
    veto::VETO_CARD,
    veto::LEVERAGE_CARD,
    reach::CARD,
    cohesion::CARD,
];
