//! How answers over draws are worded and laid out: counts of draws, spreads, curves, swings, tipping values.

mod acceptance;
mod curves;
mod framings;
mod hypotheses;
mod numbers;
mod outcomes;
mod shape;
mod tipping;
mod tornado;

pub use acceptance::acceptance;
pub use curves::{curves, dependences};
pub use framings::framings;
pub use hypotheses::{ranked, side_by_side};
pub(super) use numbers::in_draws;
pub use outcomes::outcome;
pub use shape::{seats, shape};
pub use tipping::tipping;
pub use tornado::tornado;
