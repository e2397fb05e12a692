//! What a package or no deal is worth to a party, in words: from 0 to 1, or in points where its stakes are in points.

use crate::model::{Case, Ref, Spread};
use crate::num::{round, two_decimals, written};
use crate::report::block::Cell;

/// `0.45`, or `45 points`.
pub fn worth(case: &Case, party: &Ref, value: f64) -> String {
    match case.points(party) {
        Some(total) => format!("{} points", points(value, total)),
        None => two_decimals(value),
    }
}

/// The median and the range of the middle nine tenths: `0.45 (0.40–0.50)`, or `45 points (40–50)`.
pub fn median_worth(case: &Case, party: &Ref, spread: Spread) -> String {
    let Some(total) = case.points(party) else { return spread.median_decimal() };
    let [low, middle, high] = [spread.low, spread.middle, spread.high].map(|value| points(value, total));
    if low == high { format!("{middle} points") } else { format!("{middle} points ({low}–{high})") }
}

/// The same as a cell of numbers.
pub fn worth_cell(case: &Case, party: &Ref, spread: Spread) -> Cell {
    Cell::number(median_worth(case, party, spread))
}

/// To a tenth of a point, which is all that a scoring sheet carries.
fn points(value: f64, total: f64) -> String {
    written(round(value * total * 10.0) / 10.0)
}
