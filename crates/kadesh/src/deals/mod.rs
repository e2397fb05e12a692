//! What could be agreed: packages, walk-aways, acceptance, frontier, solution points, the value of a concession.
//!
//! Everything here works on one set of numbers; the ensemble draws many and counts.

pub mod acceptance;
mod bargain;
pub mod concession;
pub mod frontier;
mod known;
pub mod linked;
pub mod opponent;
mod payoff;
pub mod points;
mod sums;

pub use acceptance::{Acceptance, acceptance, accepted_into, accepted_set, counts_at_least};
pub use bargain::{Bargain, Settled, Settles};
pub use concession::concession;
pub use frontier::{FrontierPoint, Utilities, attained_by, frontier, frontier_of, rational_frontier};
pub use known::Known;
pub use linked::unbundle;
pub use payoff::{Excluded, Payoff, Space, Together, TooManyPackages, kept};
pub(crate) use payoff::{fine, least_sum, part_steps};
pub use points::{Lines, PointRule, Solution, TIE, solutions, solve};
pub(crate) use sums::add_issue;

use crate::model::Card;

/// The models of this family, in the order of its questions.
pub const CARDS: [&Card; 11] = [
    &acceptance::CARD,
    &frontier::CARD,
    &points::NASH,
    &points::KALAI_SMORODINSKY,
    &points::KALAI_SMORODINSKY_OVERALL,
    &points::LEAST_SPREAD,
    &points::EGALITARIAN,
    &points::UTILITARIAN,
    &concession::CARD,
    &opponent::CARD,
    &linked::CARD,
];
