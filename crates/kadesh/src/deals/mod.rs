//! What could be agreed: packages, walk-aways, acceptance, frontier, solution points, the value of a concession.
//!
//! Everything here works on one set of numbers; the ensemble draws many and counts.

mod payoff;

pub use payoff::{MOST_PACKAGES, Payoff, Space, TooManyPackages};
