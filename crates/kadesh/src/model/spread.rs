//! An answer that ranges over draws: where its middle nine tenths lie. A count of draws, never a probability.

use schemars::JsonSchema;
use serde::Serialize;

use crate::num::{self, two_decimals};

/// The 5th, 50th and 95th hundredth of a result over the draws.
#[derive(Debug, Clone, Copy, PartialEq, JsonSchema, Serialize)]
pub struct Spread {
    /// One draw in twenty lies below.
    pub low: f64,
    /// Half of the draws lie below.
    pub middle: f64,
    /// One draw in twenty lies above.
    pub high: f64,
}

impl Spread {
    /// Over the values of all draws, in any order; none when there are none. O(n).
    ///
    /// The value at rank `⌈share × n⌉`, so that every part of a spread is a value that some draw had.
    pub fn of(mut values: Vec<f64>) -> Option<Spread> {
        let mut at = |twentieths: usize| {
            let rank = (twentieths * values.len()).div_ceil(20).max(1);
            let is_there = rank <= values.len();
            is_there.then(|| *values.select_nth_unstable_by(rank - 1, f64::total_cmp).1)
        };
        Some(Spread { low: at(1)?, middle: at(10)?, high: at(19)? })
    }

    /// The same value in every draw.
    pub fn constant(value: f64) -> Spread {
        Spread { low: value, middle: value, high: value }
    }

    /// As whole hundredths: `12–34 % (middle 20 %)`, or `20 %` when the ends agree.
    pub fn percent(self) -> String {
        let whole = |share: f64| num::round(share * 100.0);
        let (low, middle, high) = (whole(self.low), whole(self.middle), whole(self.high));
        if low == high { format!("{middle} %") } else { format!("{low}–{high} % (middle {middle} %)") }
    }

    /// The median as whole hundredths, and the range of the middle nine tenths: `20 % (12–34)`, or `20 %` when its ends agree.
    pub fn median_percent(self) -> String {
        let whole = |share: f64| num::round(share * 100.0);
        let (low, middle, high) = (whole(self.low), whole(self.middle), whole(self.high));
        if low == high { format!("{middle} %") } else { format!("{middle} % ({low}–{high})") }
    }

    /// The median to two decimals, and the range of the middle nine tenths: `0.20 (0.12–0.34)`.
    pub fn median_decimal(self) -> String {
        let (low, middle, high) = (two_decimals(self.low), two_decimals(self.middle), two_decimals(self.high));
        if low == high { middle } else { format!("{middle} ({low}–{high})") }
    }

    /// As whole hundredths in a cell whose head says "low–middle–high": `12–20–34 %`, or `20 %` when the ends agree.
    pub fn percent_cell(self) -> String {
        let whole = |share: f64| num::round(share * 100.0);
        let (low, middle, high) = (whole(self.low), whole(self.middle), whole(self.high));
        if low == high { format!("{middle} %") } else { format!("{low}–{middle}–{high} %") }
    }

    /// To two decimals in a cell whose head says "low–middle–high": `0.12–0.20–0.34`.
    pub fn decimal_cell(self) -> String {
        let (low, middle, high) = (two_decimals(self.low), two_decimals(self.middle), two_decimals(self.high));
        if low == high { middle } else { format!("{low}–{middle}–{high}") }
    }

    /// To two decimals, which is all that guessed inputs can carry: `0.12–0.34 (middle 0.20)`.
    pub fn decimal(self) -> String {
        let (low, middle, high) = (two_decimals(self.low), two_decimals(self.middle), two_decimals(self.high));
        if low == high { middle } else { format!("{low}–{high} (middle {middle})") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_values_that_some_draw_had() {
        let spread = Spread::of((1..=100).map(f64::from).collect()).unwrap();
        assert_eq!((spread.low, spread.middle, spread.high), (5.0, 50.0, 95.0));
        assert_eq!(Spread::of(vec![7.0]), Some(Spread::constant(7.0)));
        assert_eq!(Spread::of(vec![]), None);
    }
}
