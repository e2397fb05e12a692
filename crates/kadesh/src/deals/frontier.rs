//! Which packages leave nobody better off without leaving somebody worse off: the Pareto frontier, exactly.
//!
//! # Definition
//!
//! A package is on the frontier when no other is at least as good for every party and better for one. Packages with the
//! same utilities are one point of the frontier; [`attained_by`] lists them all. The order is: the greatest sum of
//! utilities first, then the least package number.
//!
//! # Source
//!
//! [pareto1906]; that the frontier of a sum of independent parts is the frontier of the sums of their frontiers is
//! elementary. Departures: none; utilities are kept to 2⁻³⁶ before they are compared.
//!
//! # Complexity
//!
//! [`frontier`] and [`rational_frontier`] use that utilities add up over issues: they go issue by issue and drop each
//! partial package that another beats whatever the rest. O(options × points × points kept) a step for three parties and
//! more, O(n log n) for two; no package is enumerated. [`frontier_of`] takes any utilities at all: O(N × points), after a
//! filter by a few strong points. It is the check of the former, and what they use where issues hang together.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::payoff::{Payoff, Space, kept, least_sum};
use super::sums::{hangs_together, open_sums};
use crate::model::{Card, Family, Standing};
use crate::num::STEP;

/// What this model is.
pub const CARD: Card = Card {
    id: "deals.frontier",
    family: Family::Deals,
    name: "Pareto frontier",
    question: "Which packages leave nobody better off without leaving somebody worse off?",
    definition: "x is on the frontier when no y has u_i(y) >= u_i(x) for every party i and u_j(y) > u_j(x) for one j.",
    sources: &["pareto1906"],
    assumes: &["red lines stop options one by one"],
    departures: "Utilities are kept to 2^-36 before they are compared. Packages with equal utilities count once.",
    standing: Standing::Experimental,
};

/// A point of the frontier.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct FrontierPoint {
    /// The least number of a package that attains it.
    pub package: usize,
    /// Its utilities, in the order of the parties.
    pub utilities: Vec<f64>,
}

/// The utilities of all packages of a space, one column a party.
// INVARIANT: every column has `len` entries.
#[derive(Debug, Clone, PartialEq)]
pub struct Utilities {
    columns: Vec<Vec<f64>>,
    len: usize,
}

/// The frontier of the packages that no party's red line stops, whatever the walk-aways. Issue by issue where issues do not
/// hang together.
pub fn frontier(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>]) -> Vec<FrontierPoint> {
    above(space, payoffs, allowed, &vec![f64::MIN; payoffs.len()])
}

/// The frontier of the packages that every party accepts. Issue by issue where issues do not hang together.
///
/// It is the part of the frontier that every party accepts: whatever beats an accepted package is accepted too.
pub fn rational_frontier(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>]) -> Vec<FrontierPoint> {
    let least: Vec<f64> = payoffs.iter().map(|payoff| least_sum(payoff.walk_away)).collect();
    above(space, payoffs, allowed, &least)
}

/// The frontier of the packages whose exact sums reach `least`.
fn above(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>], least: &[f64]) -> Vec<FrontierPoint> {
    match hangs_together(space, payoffs) {
        true => frontier_by_package(space, payoffs, allowed, least),
        false => by_issue(space, payoffs, allowed, least),
    }
}

/// The frontier of any utilities, of all packages or of those in a set (one bit a package, as in
/// [`accepted_set`](super::accepted_set)). Runs on all cores; the answer does not depend on how many.
pub fn frontier_of(utilities: &Utilities, among: Option<&[u64]>) -> Vec<FrontierPoint> {
    const SAMPLE: usize = 2048;
    let within = |package: &usize| among.is_none_or(|set| set[package / 64] >> (package % 64) & 1 == 1);
    let stride = utilities.len.div_ceil(SAMPLE).max(1);
    let sample: Rows = utilities.rows((0..utilities.len).step_by(stride).filter(within));
    let strong = sample.prune(Compare::Whole);
    let survivors: Vec<usize> = (0..utilities.len)
        .into_par_iter()
        .filter(|package| within(package))
        .filter(|package| !strong.beats(|party| utilities.columns[party][*package]))
        .collect();
    utilities.rows(survivors.into_iter()).prune(Compare::Whole).points()
}

/// All packages that no red line stops and whose utilities are those of a point, by number.
///
/// Depth first, leaving a branch when some party can no longer end at its utility.
pub fn attained_by(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>], utilities: &[f64]) -> Vec<usize> {
    if hangs_together(space, payoffs) {
        return attained_by_package(space, payoffs, allowed, utilities);
    }
    let parts: Vec<Vec<Vec<f64>>> = payoffs.iter().map(|payoff| payoff.open_parts(allowed)).collect();
    let open = open_options(payoffs, allowed);
    let rest: Vec<(Vec<f64>, Vec<f64>)> = parts.iter().map(|parts| reach(parts, &open)).collect();
    let search = Search { sizes: space.sizes(), parts: &parts, open: &open, rest: &rest, target: utilities };
    let mut found = Vec::new();
    search.descend(0, 0, &vec![0.0; payoffs.len()], &mut found);
    found
}

impl Utilities {
    /// The utilities of every package to every party, red lines apart; minus infinity where it cannot be. O(N × parties).
    pub fn of(space: &Space, payoffs: &[Payoff]) -> Utilities {
        let allowed: Vec<Vec<bool>> = space.sizes().iter().map(|size| vec![true; *size]).collect();
        let column = |payoff: &Payoff| {
            let mut column = open_sums(space, &payoff.without_red_lines(), &allowed);
            column.iter_mut().for_each(|utility| *utility = kept(*utility));
            column
        };
        Utilities { columns: payoffs.par_iter().map(column).collect(), len: space.len() }
    }

    /// Utilities from elsewhere, one column a party, kept to 2⁻³⁶. None when the columns differ in length.
    pub fn from_columns(columns: &[Vec<f64>]) -> Option<Utilities> {
        let len = columns.first().map_or(0, Vec::len);
        let keep = |column: &Vec<f64>| column.iter().map(|utility| kept(*utility)).collect();
        let even = columns.iter().all(|column| column.len() == len);
        even.then(|| Utilities { columns: columns.iter().map(keep).collect(), len })
    }

    /// How many packages.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The utilities of one package, in the order of the parties.
    pub fn at(&self, package: usize) -> Vec<f64> {
        self.columns.iter().map(|column| column[package]).collect()
    }

    fn rows(&self, packages: impl Iterator<Item = usize>) -> Rows {
        let mut rows = Rows::none(self.columns.len());
        for package in packages {
            rows.values.extend(self.columns.iter().map(|column| column[package]));
            rows.numbers.push(package);
        }
        rows
    }
}

/// Packages, or their beginnings, with the utility to each party so far.
struct Rows {
    parties: usize,
    /// Row by row.
    values: Vec<f64>,
    numbers: Vec<usize>,
}

/// When a row makes another needless.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Compare {
    /// Beginnings: the other must fall behind by a whole step somewhere, so that rounding cannot bring a tie.
    Begun,
    /// Whole packages with kept utilities: at least as good everywhere.
    Whole,
}

impl Rows {
    fn none(parties: usize) -> Rows {
        Rows { parties, values: Vec::new(), numbers: Vec::new() }
    }

    fn row(&self, index: usize) -> &[f64] {
        &self.values[index * self.parties..(index + 1) * self.parties]
    }

    /// Whether some row is at least as good for every party and better for one.
    fn beats(&self, value: impl Fn(usize) -> f64) -> bool {
        (0..self.numbers.len()).any(|index| {
            let row = self.row(index);
            let as_good = row.iter().enumerate().all(|(party, own)| *own >= value(party));
            as_good && row.iter().enumerate().any(|(party, own)| *own > value(party))
        })
    }

    /// The rows that no other makes needless: greatest sum first, then least number.
    fn prune(self, compare: Compare) -> Rows {
        // Every sum is exact, so what beats a row has a greater sum and stands before it; equals stand by number.
        let totals: Vec<f64> = (0..self.numbers.len()).map(|index| self.row(index).iter().sum()).collect();
        let mut order: Vec<usize> =
            if self.parties == 2 { self.prune_pairs(compare) } else { (0..totals.len()).collect() };
        order.sort_unstable_by(|a, b| {
            totals[*b].total_cmp(&totals[*a]).then_with(|| self.numbers[*a].cmp(&self.numbers[*b]))
        });
        let mut kept = Rows::none(self.parties);
        for index in order {
            let row = self.row(index);
            if self.parties == 2 || !kept.covers(row, compare) {
                kept.values.extend_from_slice(row);
                kept.numbers.push(self.numbers[index]);
            }
        }
        kept
    }

    /// The same for two parties, in no order: one walk along the falling utility of the first. O(n log n).
    fn prune_pairs(&self, compare: Compare) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.numbers.len()).collect();
        order.sort_unstable_by(|a, b| {
            let (one, other) = (self.row(*a), self.row(*b));
            let falling = other[0].total_cmp(&one[0]).then_with(|| other[1].total_cmp(&one[1]));
            falling.then_with(|| self.numbers[*a].cmp(&self.numbers[*b]))
        });
        // The rows so far whose second utility is greater than any before: the second rises as the first falls.
        let mut stairs: Vec<usize> = Vec::new();
        let mut kept: Vec<usize> = Vec::new();
        for index in order {
            let row = self.row(index);
            // Of those as good in the second, the first stair is furthest ahead in the first; the last, in the second.
            let stair = stairs.partition_point(|stair| self.row(*stair)[1] < row[1]);
            let as_good = [stairs.get(stair), stairs.last().filter(|_| stair < stairs.len()), kept.last()];
            if as_good.into_iter().flatten().any(|own| covers(self.row(*own), row, compare)) {
                continue;
            }
            kept.push(index);
            if stair == stairs.len() {
                stairs.push(index);
            }
        }
        kept
    }

    fn covers(&self, row: &[f64], compare: Compare) -> bool {
        match row.len() {
            0 => !self.numbers.is_empty(),
            3 => covers_fixed::<3>(&self.values, row, compare),
            4 => covers_fixed::<4>(&self.values, row, compare),
            5 => covers_fixed::<5>(&self.values, row, compare),
            parties => self.values.chunks_exact(parties).any(|own| covers(own, row, compare)),
        }
    }

    fn points(self) -> Vec<FrontierPoint> {
        let point = |(index, package): (usize, &usize)| FrontierPoint {
            package: *package,
            utilities: self.row(index).to_vec(),
        };
        self.numbers.iter().enumerate().map(point).collect()
    }
}

fn covers(own: &[f64], other: &[f64], compare: Compare) -> bool {
    let as_good = own.iter().zip(other).all(|(own, other)| own >= other);
    as_good && (compare == Compare::Whole || clearly(own, other))
}

/// Whether the first, which is nowhere worse, is the same or ahead by a whole step somewhere.
fn clearly(own: &[f64], other: &[f64]) -> bool {
    own.iter().zip(other).any(|(own, other)| own - other >= STEP) || own == other
}

/// The same with the number of parties known, and without branches, which is several times as fast.
fn covers_fixed<const N: usize>(values: &[f64], row: &[f64], compare: Compare) -> bool {
    let mut other = [0.0; N];
    other.copy_from_slice(row);
    values.as_chunks::<N>().0.iter().any(|own| {
        let as_good = own.iter().zip(&other).fold(true, |good, (own, other)| good & (own >= other));
        as_good && (compare == Compare::Whole || clearly(own, &other))
    })
}

/// The frontier of the packages whose exact sums reach `least`, where issues hang together: package by package.
fn frontier_by_package(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>], least: &[f64]) -> Vec<FrontierPoint> {
    let columns: Vec<Vec<f64>> = payoffs.iter().map(|payoff| open_sums(space, payoff, allowed)).collect();
    let mut among = space.possible();
    for (column, least) in columns.iter().zip(least) {
        let missing = column.iter().enumerate().filter(|(_, sum)| **sum < *least);
        missing.for_each(|(number, _)| among[number / 64] &= !(1 << (number % 64)));
    }
    Utilities::from_columns(&columns).map(|utilities| frontier_of(&utilities, Some(&among))).unwrap_or_default()
}

/// The packages that can be had, that nobody bars, and whose utilities are those of a point, where issues hang together.
fn attained_by_package(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>], utilities: &[f64]) -> Vec<usize> {
    let columns: Vec<Vec<f64>> = payoffs.iter().map(|payoff| open_sums(space, payoff, allowed)).collect();
    let attains =
        |number: &usize| columns.iter().zip(utilities).all(|(column, utility)| kept(column[*number]) == *utility);
    (0..space.len()).filter(attains).collect()
}

/// The frontier of the packages whose exact sums reach `least`, one issue after the other.
fn by_issue(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>], least: &[f64]) -> Vec<FrontierPoint> {
    let parts: Vec<Vec<Vec<f64>>> = payoffs.iter().map(|payoff| payoff.open_parts(allowed)).collect();
    let open = open_options(payoffs, allowed);
    let rest: Vec<(Vec<f64>, Vec<f64>)> = parts.iter().map(|parts| reach(parts, &open)).collect();
    let hopeless = rest.iter().zip(least).any(|((_, high), least)| high[0] < *least);
    let mut begun = match hopeless {
        true => Rows::none(payoffs.len()),
        false => Rows { parties: payoffs.len(), values: vec![0.0; payoffs.len()], numbers: vec![0] },
    };
    for (issue, size) in space.sizes().iter().enumerate() {
        let mut options = Rows::none(payoffs.len());
        for option in open[issue].iter().copied() {
            options.values.extend(parts.iter().map(|parts| parts[issue][option]));
            options.numbers.push(option);
        }
        let options = options.prune(Compare::Begun);
        let mut longer = Rows::none(payoffs.len());
        for (index, number) in begun.numbers.iter().enumerate() {
            for (choice, option) in options.numbers.iter().enumerate() {
                let start = longer.values.len();
                longer.values.extend(begun.row(index).iter().zip(options.row(choice)).map(|(sum, part)| sum + part));
                let within = |(party, sum): (usize, &f64)| sum + rest[party].1[issue + 1] >= least[party];
                if longer.values[start..].iter().enumerate().all(within) {
                    longer.numbers.push(number * size + option);
                } else {
                    longer.values.truncate(start);
                }
            }
        }
        let last = issue + 1 == space.sizes().len();
        if last {
            longer.values.iter_mut().for_each(|utility| *utility = kept(*utility));
        }
        begun = longer.prune(if last { Compare::Whole } else { Compare::Begun });
    }
    begun.points()
}

/// The options of each issue that can be had and that nobody's red line stops.
fn open_options(payoffs: &[Payoff], allowed: &[Vec<bool>]) -> Vec<Vec<usize>> {
    let free =
        |issue: usize, option: usize| payoffs.iter().all(|payoff| !payoff.refuses && !payoff.barred[issue][option]);
    let issue = |(issue, options): (usize, &Vec<bool>)| {
        (0..options.len()).filter(|option| options[*option] && free(issue, *option)).collect()
    };
    allowed.iter().enumerate().map(issue).collect()
}

/// The least and the greatest that the open options from each issue on can add; nought after the last.
fn reach(parts: &[Vec<f64>], open: &[Vec<usize>]) -> (Vec<f64>, Vec<f64>) {
    let (mut low, mut high) = (vec![0.0; parts.len() + 1], vec![0.0; parts.len() + 1]);
    for issue in (0..parts.len()).rev() {
        let options = open[issue].iter().map(|option| parts[issue][*option]);
        low[issue] = low[issue + 1] + options.clone().fold(f64::INFINITY, f64::min);
        high[issue] = high[issue + 1] + options.fold(f64::NEG_INFINITY, f64::max);
    }
    (low, high)
}

/// Looks for the packages with given utilities.
struct Search<'a> {
    sizes: &'a [usize],
    parts: &'a [Vec<Vec<f64>>],
    open: &'a [Vec<usize>],
    rest: &'a [(Vec<f64>, Vec<f64>)],
    target: &'a [f64],
}

impl Search<'_> {
    fn descend(&self, issue: usize, number: usize, sums: &[f64], found: &mut Vec<usize>) {
        let misses = |(party, sum): (usize, &f64)| {
            let (low, high) = &self.rest[party];
            kept(sum + low[issue]) > self.target[party] || kept(sum + high[issue]) < self.target[party]
        };
        if sums.iter().enumerate().any(misses) {
            return;
        }
        if issue == self.sizes.len() {
            found.push(number);
            return;
        }
        for option in self.open[issue].iter().copied() {
            let longer: Vec<f64> = sums.iter().zip(self.parts).map(|(sum, parts)| sum + parts[issue][option]).collect();
            self.descend(issue + 1, number * self.sizes[issue] + option, &longer, found);
        }
    }
}
