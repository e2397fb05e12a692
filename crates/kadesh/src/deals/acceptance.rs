//! Which packages a party would take rather than no deal: how many, what share, and the worst of them.
//!
//! # Definition
//!
//! A party accepts a package when no red line of its own stops it and its utility is at least its walk-away. The share is
//! taken of the packages that can be had; the floor is the least utility among the accepted ones.
//!
//! # Source
//!
//! [raiffa1982] for the walk-away; the share and the floor are our own, in place of "gain over no deal", which rises when
//! the walk-away falls (trap T2).
//!
//! # Complexity
//!
//! Counting: the issues are split in two halves whose sums are sorted once, O(√N log N); each threshold is then one walk
//! along both, O(√N) when the issues split evenly. The set itself: O(N) with one comparison a package. Where issues hang
//! together, O(N log N).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::payoff::{Payoff, Space, kept, least_sum};
use super::sums::{hangs_together, open_sums, sums};
use crate::model::{Card, Family, Standing};
use crate::num;

/// What this model is.
pub const CARD: Card = Card {
    id: "deals.acceptance",
    family: Family::Deals,
    name: "acceptance set and floor",
    question: "Which packages would a party take rather than no deal?",
    definition: "A package is accepted when no red line stops it and u(x) >= walk-away. Share = accepted / reachable; \
                 floor = min u(x) over the accepted packages.",
    sources: &["raiffa1982"],
    assumes: &[
        "a party compares a package with no deal, and takes a tie",
        "utility adds up over issues, except for red lines and what options are worth only together",
    ],
    departures: "Share and floor are our own measures. Utilities are kept to 2^-36.",
    standing: Standing::Experimental,
};

/// What one party accepts, in one set of numbers.
#[derive(Debug, Clone, Copy, PartialEq, JsonSchema, Serialize)]
pub struct Acceptance {
    /// How many packages can be had.
    pub packages: usize,
    /// How many of them the party accepts.
    pub accepted: usize,
    /// The share of the packages that it accepts. None: no package can be had.
    pub share: Option<f64>,
    /// The least utility among the accepted packages. None: it accepts none.
    pub floor: Option<f64>,
}

/// What a party accepts among the packages of allowed options, at its own walk-away. O(√N log N).
pub fn acceptance(payoff: &Payoff, space: &Space, allowed: &[Vec<bool>]) -> Acceptance {
    let packages = reachable(space, allowed);
    let (left, right) = halves(payoff, space, allowed);
    let least = least_sum(payoff.walk_away);
    let accepted = pairs_at_least(&left, &right, least);
    Acceptance {
        packages,
        accepted,
        share: num::share(accepted, packages),
        floor: least_pair(&left, &right, least).map(kept),
    }
}

/// For each threshold, in the order given, how many packages of allowed options the party would accept if that were its
/// walk-away. Red lines hold at every threshold. O(√N log N) once and O(√N) a threshold.
pub fn counts_at_least(payoff: &Payoff, space: &Space, allowed: &[Vec<bool>], thresholds: &[f64]) -> Vec<usize> {
    let (left, right) = halves(payoff, space, allowed);
    thresholds.iter().map(|threshold| pairs_at_least(&left, &right, least_sum(*threshold))).collect()
}

/// The packages that the party accepts, one bit each: package `n` is bit `n % 64` of word `n / 64`. O(N).
pub fn accepted_set(space: &Space, payoff: &Payoff, allowed: &[Vec<bool>]) -> Vec<u64> {
    let mut set = Vec::new();
    accepted_into(space, payoff, allowed, &mut set);
    set
}

/// The same as [`accepted_set`], into a buffer that is used again from draw to draw.
pub fn accepted_into(space: &Space, payoff: &Payoff, allowed: &[Vec<bool>], set: &mut Vec<u64>) {
    set.clear();
    set.resize(space.len().div_ceil(64), 0);
    if space.is_empty() || payoff.refuses {
        return;
    }
    let least = least_sum(payoff.walk_away);
    if hangs_together(space, std::slice::from_ref(payoff)) {
        let sums = open_sums(space, payoff, allowed);
        return sums.chunks(64).zip(set).for_each(|(chunk, word)| *word = bits_at_least(chunk, least));
    }
    let parts = payoff.open_parts(allowed);
    let (head, tail) = parts.split_at(tail_start(space.sizes()));
    let (heads, tails) = (sums(head), sums(tail));
    let best = tails.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let worst = tails.iter().copied().fold(f64::INFINITY, f64::min);
    for (block, head) in heads.iter().enumerate() {
        // Exact: both are on the grid of the parts.
        let needed = least - head;
        if best < needed {
            continue;
        }
        for (part, chunk) in tails.chunks(64).enumerate() {
            let bits = if worst >= needed { u64::MAX >> (64 - chunk.len()) } else { bits_at_least(chunk, needed) };
            put(set, block * tails.len() + part * 64, bits);
        }
    }
}

/// How many packages are in a set.
pub fn count(set: &[u64]) -> usize {
    set.iter().map(|word| word.count_ones() as usize).sum()
}

/// How many packages can be, and are made of allowed options only.
pub fn reachable(space: &Space, allowed: &[Vec<bool>]) -> usize {
    let all: usize = allowed.iter().map(|options| options.iter().filter(|allowed| **allowed).count()).product();
    let mut out: BTreeSet<usize> = BTreeSet::new();
    space.each_excluded(|number| {
        let package = space.package(number);
        out.extend(package.iter().zip(allowed).all(|(option, allowed)| allowed[*option]).then_some(number));
    });
    all - out.len()
}

/// Where the last issues begin whose packages fit one word; at least the last issue is among them.
fn tail_start(sizes: &[usize]) -> usize {
    let mut start = sizes.len().saturating_sub(1);
    let mut block = sizes.last().copied().unwrap_or(1);
    while start > 0 && block * sizes[start - 1] <= 64 {
        start -= 1;
        block *= sizes[start];
    }
    start
}

fn bits_at_least(values: &[f64], needed: f64) -> u64 {
    let octets = values.chunks_exact(8);
    let rest = octets.remainder();
    let mut bits = 0;
    let mut place = 0;
    for octet in octets {
        let mut byte = 0u64;
        for (bit, value) in octet.iter().enumerate() {
            byte |= u64::from(*value >= needed) << bit;
        }
        bits |= byte << place;
        place += 8;
    }
    for value in rest {
        bits |= u64::from(*value >= needed) << place;
        place += 1;
    }
    bits
}

/// Sets bits from an offset on; the bits beyond the set's end are nought.
fn put(set: &mut [u64], offset: usize, bits: u64) {
    let (word, shift) = (offset / 64, offset % 64);
    set[word] |= bits << shift;
    if shift > 0
        && let Some(next) = set.get_mut(word + 1)
    {
        *next |= bits >> (64 - shift);
    }
}

/// Where to cut the issues in two so that neither side has many packages.
pub(super) fn middle(sizes: &[usize]) -> usize {
    let length = |sizes: &[usize]| sizes.iter().fold(1usize, |product, size| product.saturating_mul(*size));
    let cuts = 0..=sizes.len();
    cuts.min_by_key(|cut| length(&sizes[..*cut]).max(length(&sizes[*cut..]))).unwrap_or(0)
}

/// The sorted sums of the open options of the first issues and of the rest, split so that neither is long.
///
/// Where issues hang together one side holds the sums of all packages, and the other nothing but nought.
fn halves(payoff: &Payoff, space: &Space, allowed: &[Vec<bool>]) -> (Vec<f64>, Vec<f64>) {
    if hangs_together(space, std::slice::from_ref(payoff)) {
        let mut all = open_sums(space, payoff, allowed);
        all.retain(|sum| sum.is_finite());
        all.sort_by(f64::total_cmp);
        return (vec![0.0], all);
    }
    let mut parts = payoff.open_parts(allowed);
    parts.iter_mut().for_each(|parts| parts.retain(|part| part.is_finite()));
    let (left, right) = parts.split_at(middle(space.sizes()));
    let sorted = |parts: &[Vec<f64>]| {
        let mut sums = sums(parts);
        sums.sort_by(f64::total_cmp);
        sums
    };
    (sorted(left), sorted(right))
}

/// How many pairs, one of each side, sum to at least `least`. Both sides rise.
fn pairs_at_least(left: &[f64], right: &[f64], least: f64) -> usize {
    let mut first = right.len();
    let mut pairs = 0;
    for a in left {
        while first > 0 && a + right[first - 1] >= least {
            first -= 1;
        }
        pairs += right.len() - first;
    }
    pairs
}

/// The least sum of a pair that is at least `least`. Both sides rise.
fn least_pair(left: &[f64], right: &[f64], least: f64) -> Option<f64> {
    let mut first = right.len();
    let mut floor: Option<f64> = None;
    for a in left {
        while first > 0 && a + right[first - 1] >= least {
            first -= 1;
        }
        if let Some(b) = right.get(first) {
            floor = Some(floor.map_or(a + b, |floor| floor.min(a + b)));
        }
    }
    floor
}
