//! What the options of packages add up to, for all packages at once; with what options are worth only together, and without the
//! packages that cannot be.
//!
//! Where issues hang together, the best of a whole need not be made of the best of its parts: then packages are looked at one by
//! one.

use super::payoff::{Payoff, Space, fine, kept};

/// The sums of one option per issue, the last issue changing fastest.
pub(super) fn sums(parts: &[Vec<f64>]) -> Vec<f64> {
    let mut sums = Vec::with_capacity(parts.iter().map(Vec::len).product::<usize>().max(1));
    sums.push(0.0);
    parts.iter().for_each(|parts| add_issue(&mut sums, parts));
    sums
}

/// Puts one more issue behind those that are summed up, in place: every sum becomes one for each option.
pub(crate) fn add_issue(sums: &mut Vec<f64>, parts: &[f64]) {
    let (before, options) = (sums.len(), parts.len());
    if options == 0 {
        return sums.clear();
    }
    sums.resize(before * options, 0.0);
    // From the back, so that no sum is written over before it is used.
    for place in (0..before).rev() {
        let sum = sums[place];
        sums[place * options..][..options].iter_mut().zip(parts).for_each(|(cell, part)| *cell = sum + part);
    }
}

/// Whether issues hang together, so that utilities do not add up over them or packages are missing.
pub(super) fn hangs_together(space: &Space, payoffs: &[Payoff]) -> bool {
    !space.is_whole() || payoffs.iter().any(|payoff| !payoff.bonuses.is_empty())
}

/// The exact sum of every package's parts to a party, by number; minus infinity where it cannot be had or the party bars it.
pub(super) fn open_sums(space: &Space, payoff: &Payoff, allowed: &[Vec<bool>]) -> Vec<f64> {
    let mut sums = sums(&payoff.open_parts(allowed));
    for bonus in &payoff.bonuses {
        space.each_holding(&bonus.holding, |number| sums[number] += fine(bonus.worth));
    }
    space.each_excluded(|number| sums[number] = f64::NEG_INFINITY);
    sums
}

/// The greatest utility of a package that can be had, red lines apart. None: no package can.
pub(super) fn best(space: &Space, payoff: &Payoff, allowed: &[Vec<bool>]) -> Option<f64> {
    let free = payoff.without_red_lines();
    let best = open_sums(space, &free, allowed).into_iter().fold(f64::NEG_INFINITY, f64::max);
    best.is_finite().then(|| kept(best))
}
