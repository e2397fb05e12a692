//! How far a figure would move had other articles been taken: the bootstrap over articles, the same in every run.
//!
//! Efron (1979): articles are drawn anew with replacement, and the middle 95 % of the figures so got are the interval.

use super::metric::Tally;

const TIMES: usize = 1000;

/// The interval of `figure` over the articles' tallies.
pub fn interval(tallies: &[Tally], figure: impl Fn(&Tally) -> f64) -> (f64, f64) {
    if tallies.is_empty() {
        return (0.0, 0.0);
    }
    let mut dice = Dice(0x4b61_6465_7368);
    let draw = |dice: &mut Dice| {
        (0..tallies.len()).fold(Tally::default(), |sum, _| sum.plus(tallies[dice.below(tallies.len())]))
    };
    let mut figures: Vec<f64> = (0..TIMES).map(|_| figure(&draw(&mut dice))).collect();
    figures.sort_by(f64::total_cmp);
    (figures[TIMES / 40], figures[TIMES - 1 - TIMES / 40])
}

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}
