//! Krippendorff's α: how far coders agree, beside what their values would give if they were dealt out at random.
//!
//! # Definition
//!
//! A unit that `m` coders have valued holds `m (m − 1)` ordered pairs of values, each counted `1/(m − 1)`; a unit with fewer
//! than two values holds none. The counts of all units make the coincidence matrix `o_ck`, its margins `n_c`, and `n` the number
//! of values that can be paired. With `δ²_ck` the difference of two values,
//!
//! `α = 1 − D_o / D_e`, `D_o = Σ o_ck δ²_ck / n`, `D_e = Σ n_c n_k δ²_ck / (n (n − 1))`.
//!
//! Nominal: `δ² = 1` for unlike values. Ordinal: `(n_c/2 + the n between + n_k/2)²`. Interval: `(c − k)²`.
//! Ratio: `((c − k)/(c + k))²`.
//!
//! The interval: whole units are drawn anew, as many as there are, with replacement, and α is computed from each such set; the
//! middle 95 % of [`RESAMPLES`] sets. A set in which every value is the same has no α and is left out; where more than one in
//! twenty is, or where nothing differs, there is no interval.
//!
//! # Source
//!
//! [krippendorff2011]; [krippendorff2018, chapter 12]. Departure: the source's interval draws deviations from the matrix,
//! which keeps the expected disagreement fixed; ours draws units, which does not.
//!
//! # Complexity
//!
//! O(values + distinct values²) for α, the same again for each set of the interval.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::model::{Card, Family, Refusal, Standing};
use crate::num;

/// The card of the model.
pub const CARD: Card = Card {
    id: "coding.alpha",
    family: Family::Coding,
    name: "Krippendorff's alpha",
    question: "How far do two readings of one source agree, beyond what their values dealt out at random would give?",
    definition: "One less the observed disagreement over the expected one, both from the coincidence matrix: every pair of values \
                 within a unit, beside every pair of values at all. 1: they agree throughout. 0: no more than the same values dealt out at random would.",
    sources: &["krippendorff2011", "krippendorff2018"],
    assumes: &[
        "the readers did not see one another's coding",
        "the units are of one kind, and a unit that only one reader coded tells nothing",
    ],
    departures: "the interval draws whole units anew, 1,000 times, where the source draws deviations from the matrix",
    standing: Standing::Experimental,
};

/// How many sets of units the interval is made of.
pub const RESAMPLES: usize = 1_000;

/// What is left out at each end of the interval.
const TAIL: f64 = 0.025;

/// At most one set in so many may be without α.
const FEW: usize = 20;

/// How two values differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    /// They are alike or not.
    Nominal,
    /// They are so many ranks apart.
    Ordinal,
    /// They are so far apart.
    Interval,
    /// They are so far apart, as a share of their sum. The values are not negative.
    Ratio,
}

/// One unit: the value that each coder gave it. None: that coder left it blank.
pub type Unit = Vec<Option<f64>>;

/// How far coders agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alpha {
    /// α: at most 1.
    pub alpha: f64,
    /// How values were compared.
    pub metric: Metric,
    /// How many units two coders or more have valued.
    pub units: usize,
    /// How many values these hold.
    pub values: usize,
    /// The middle 95 % of α over units drawn anew, low end first. None: it would say nothing.
    pub interval: Option<(f64, f64)>,
}

/// How far coders agree about some units, all in the same order of coders.
///
/// The interval draws from the stream at `seed` and `address`, in the order of the units. Refuses when no unit has two values,
/// and when all values are the same, since then nothing tells agreement from accident.
pub fn alpha(units: &[Unit], metric: Metric, seed: u64, address: &str) -> Result<Alpha, Refusal> {
    let pairable: Vec<Vec<f64>> = units.iter().filter_map(pairable).collect();
    if pairable.is_empty() {
        return Err(Refusal::new(&CARD, "no unit is valued by two readers"));
    }
    let Some(alpha) = alpha_of(pairable.iter(), metric) else {
        let same = "every value is the same, and with nothing that varies agreement cannot be told from accident";
        return Err(Refusal::new(&CARD, same));
    };
    let interval = interval(&pairable, metric, alpha, seed, address);
    let values = pairable.iter().map(Vec::len).sum();
    Ok(Alpha { alpha, metric, units: pairable.len(), values, interval })
}

/// The values of a unit, where there are two at least.
fn pairable(unit: &Unit) -> Option<Vec<f64>> {
    let values: Vec<f64> = unit.iter().copied().flatten().filter(|value| value.is_finite()).collect();
    (values.len() > 1).then_some(values)
}

/// α, or none when all values are the same.
fn alpha_of<'a>(units: impl Iterator<Item = &'a Vec<f64>> + Clone, metric: Metric) -> Option<f64> {
    let mut values: Vec<f64> = units.clone().flatten().copied().collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    let place = |value: &f64| values.partition_point(|known| known < value);
    let mut matrix = vec![vec![0.0; values.len()]; values.len()];
    for unit in units {
        let own: Vec<usize> = unit.iter().map(place).collect();
        let share = 1.0 / num::count(own.len() - 1);
        for (at, first) in own.iter().enumerate() {
            let others = own.iter().enumerate().filter(|(other, _)| *other != at);
            others.for_each(|(_, second)| matrix[*first][*second] += share);
        }
    }
    from_matrix(&values, &matrix, metric)
}

/// `o_ck` for values in rising order.
fn from_matrix(values: &[f64], matrix: &[Vec<f64>], metric: Metric) -> Option<f64> {
    let margins: Vec<f64> = matrix.iter().map(|row| num::sum(row.iter().copied())).collect();
    let total = num::sum(margins.iter().copied());
    let pairs = || (0..values.len()).flat_map(|c| (0..c).map(move |k| (c, k)));
    let difference = |(c, k): (usize, usize)| difference(values, &margins, metric, c, k);
    let observed = num::sum(pairs().map(|(c, k)| matrix[c][k] * difference((c, k))));
    let expected = num::sum(pairs().map(|(c, k)| margins[c] * margins[k] * difference((c, k))));
    (expected > 0.0 && expected.is_finite()).then(|| 1.0 - (total - 1.0) * observed / expected)
}

/// `δ²_ck` of the values at two places.
fn difference(values: &[f64], margins: &[f64], metric: Metric, c: usize, k: usize) -> f64 {
    let square = |x: f64| x * x;
    let (low, high) = (c.min(k), c.max(k));
    match metric {
        Metric::Nominal => f64::from(u8::from(c != k)),
        Metric::Ordinal => {
            let between = num::sum(margins.iter().take(high + 1).skip(low).copied());
            square(between - (margins[low] + margins[high]) / 2.0)
        }
        Metric::Interval => square(values[c] - values[k]),
        Metric::Ratio if values[c] + values[k] == 0.0 => 0.0,
        Metric::Ratio => square((values[c] - values[k]) / (values[c] + values[k])),
    }
}

/// The middle of α over units drawn anew.
fn interval(units: &[Vec<f64>], metric: Metric, alpha: f64, seed: u64, address: &str) -> Option<(f64, f64)> {
    // What nobody disputes is not disputed in any set either.
    if alpha >= 1.0 {
        return None;
    }
    let mut stream = stream(seed, address);
    let mut drawn: Vec<f64> = (0..RESAMPLES)
        .filter_map(|_| {
            let set: Vec<&Vec<f64>> = (0..units.len()).map(|_| &units[below(stream.next_u64(), units.len())]).collect();
            alpha_of(set.into_iter(), metric)
        })
        .collect();
    if (RESAMPLES - drawn.len()) * FEW > RESAMPLES {
        return None;
    }
    drawn.sort_by(f64::total_cmp);
    Some((quantile(&drawn, TAIL)?, quantile(&drawn, 1.0 - TAIL)?))
}

/// The least value that the share `share` of the sorted values does not exceed.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let wanted = share * num::count(sorted.len());
    sorted.iter().enumerate().find(|(place, _)| num::count(place + 1) >= wanted).map(|(_, value)| *value)
}

fn stream(seed: u64, address: &str) -> ChaCha8Rng {
    let key = Sha256::digest(format!("kadesh coding 1\n{seed}\n{address}").as_bytes());
    ChaCha8Rng::from_seed(key.into())
}

/// A place below `length` from a random word: its share of all words, off by less than one word in 2^64 / `length`.
fn below(word: u64, length: usize) -> usize {
    let place = (u128::from(word) * length as u128) >> 64;
    usize::try_from(place).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_told_from_accident_is_refused() {
        let same: Vec<Unit> = vec![vec![Some(1.0), Some(1.0)]; 3];
        assert!(alpha(&same, Metric::Nominal, 1, "x").is_err());
        let alone: Vec<Unit> = vec![vec![Some(1.0), None], vec![None, Some(2.0)]];
        assert!(alpha(&alone, Metric::Nominal, 1, "x").is_err());
        assert!(alpha(&[], Metric::Ordinal, 1, "x").is_err());
    }

    #[test]
    fn the_same_seed_draws_the_same_interval() {
        let units: Vec<Unit> = (0..20).map(|at| vec![Some(f64::from(at % 3)), Some(f64::from(at % 4))]).collect();
        let [one, again, other] =
            [(1, "x"), (1, "x"), (2, "x")].map(|(seed, at)| alpha(&units, Metric::Nominal, seed, at));
        assert_eq!(one, again);
        assert_ne!(one, other);
    }
}
