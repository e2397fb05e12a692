//! Where one might expect a deal if the parties were even-handed: solution points on the frontier, each by its formula.
//!
//! # Definition
//!
//! All rules look at the frontier of the packages that every party accepts. With gains gᵢ = uᵢ − dᵢ over the walk-aways:
//! Nash takes max Π gᵢ; Kalai–Smorodinsky max minᵢ gᵢ / (bᵢ − dᵢ), where bᵢ is the best that i can have among the packages
//! that all accept; the egalitarian rule max minᵢ gᵢ; the utilitarian rule max Σ uᵢ. Two more are in use under the name of
//! Kalai–Smorodinsky and are kept apart: the same ratio with bᵢ over all packages, and the least spread
//! min (maxᵢ − minᵢ) of those ratios. Every package that ties with the best is given.
//!
//! # Source
//!
//! [nash1950], [kalai1975], [kalai1977], [harsanyi1955]. The two variants are NegMAS's. Departures: the sets here are
//! finite, so axioms that need a convex set (a single answer; exact equality of gains) need not hold. A party that can gain
//! nothing at all is left out of ratios.
//!
//! # Complexity
//!
//! O(points × parties log parties) a rule, after the frontier. Nash's rule alone, over few packages, by a scan: O(N × parties).

mod beaten;
mod cards;
mod median;
mod nash;
mod solution;

use schemars::JsonSchema;
use serde::Serialize;

use super::frontier::FrontierPoint;
use super::payoff::{Payoff, Space, fine, kept};
use super::sums::{self, hangs_together};
use crate::model::{Card, Refusal};
use crate::num;

pub(super) use beaten::Beaten;
pub use cards::{EGALITARIAN, KALAI_SMORODINSKY, KALAI_SMORODINSKY_OVERALL, LEAST_SPREAD, NASH, UTILITARIAN};
pub use median::median_package;
pub(super) use nash::{greatest_products, unbeaten};
pub use nash::{nash_by_frontier, nash_by_scan, nash_packages};
pub(super) use solution::option_names;
pub use solution::{Baseline, PackageRow, Picked, Solutions, solutions};

/// Scores closer than this tie. Utilities are kept to 1.5e-11, so nothing finer means anything.
pub const TIE: f64 = 1e-9;

/// How a solution point is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PointRule {
    /// The greatest product of gains.
    Nash,
    /// The greatest least share of the best gain among packages that all accept.
    KalaiSmorodinsky,
    /// The same, with the best gain over all packages.
    KalaiSmorodinskyOverall,
    /// The least spread of the shares of the best gain over all packages.
    LeastSpread,
    /// The greatest least gain.
    Egalitarian,
    /// The greatest sum of utilities.
    Utilitarian,
}

/// What the rules measure gains from and against, in the order of the parties.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Lines {
    /// What no deal is worth.
    pub walk_away: Vec<f64>,
    /// The best among the packages that all accept. Equal to the walk-away when there is none.
    pub best_acceptable: Vec<f64>,
    /// The best among all packages that can be had.
    pub best_overall: Vec<f64>,
}

/// The points that a rule picks.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Solution {
    /// The rule.
    pub rule: PointRule,
    /// What it maximises, or minimises, at these points.
    pub value: f64,
    /// Every point that ties, in the order of the frontier.
    pub ties: Vec<FrontierPoint>,
}

impl PointRule {
    /// All rules, in the order shown.
    pub const ALL: [PointRule; 6] = [
        PointRule::Nash,
        PointRule::KalaiSmorodinsky,
        PointRule::KalaiSmorodinskyOverall,
        PointRule::LeastSpread,
        PointRule::Egalitarian,
        PointRule::Utilitarian,
    ];

    /// What this rule is.
    pub const fn card(self) -> &'static Card {
        match self {
            PointRule::Nash => &NASH,
            PointRule::KalaiSmorodinsky => &KALAI_SMORODINSKY,
            PointRule::KalaiSmorodinskyOverall => &KALAI_SMORODINSKY_OVERALL,
            PointRule::LeastSpread => &LEAST_SPREAD,
            PointRule::Egalitarian => &EGALITARIAN,
            PointRule::Utilitarian => &UTILITARIAN,
        }
    }

    /// Its formula, to print beside its name.
    pub const fn formula(self) -> &'static str {
        match self {
            PointRule::Nash => "max Π (u − d)",
            PointRule::KalaiSmorodinsky => "max min (u − d) / (best acceptable − d)",
            PointRule::KalaiSmorodinskyOverall => "max min (u − d) / (best overall − d)",
            PointRule::LeastSpread => "min (max a − min a), a = (u − d) / (best overall − d)",
            PointRule::Egalitarian => "max min (u − d)",
            PointRule::Utilitarian => "max Σ u",
        }
    }
}

impl Lines {
    /// The lines of parties whose acceptable frontier is `points`.
    pub fn of(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>], points: &[FrontierPoint]) -> Lines {
        Lines::among(space, payoffs, allowed, points.iter().map(|point| point.utilities.as_slice()))
    }

    /// The same where the utilities are given of all packages that are accepted, or of those on the frontier.
    pub(super) fn among<'a>(
        space: &Space,
        payoffs: &[Payoff],
        allowed: &[Vec<bool>],
        accepted: impl Iterator<Item = &'a [f64]>,
    ) -> Lines {
        let walk_away: Vec<f64> = payoffs.iter().map(Payoff::line).collect();
        let mut best_acceptable = walk_away.clone();
        for row in accepted {
            best_acceptable.iter_mut().zip(row).for_each(|(best, utility)| *best = best.max(*utility));
        }
        Lines {
            best_acceptable,
            best_overall: payoffs.iter().map(|payoff| best_overall(space, payoff, allowed)).collect(),
            walk_away,
        }
    }
}

/// What a rule picks among points of the frontier. Points at which somebody has less than its walk-away are left out.
///
/// # Errors
///
/// No point leaves every party with at least its walk-away: there is no deal to choose.
pub fn solve(rule: PointRule, points: &[FrontierPoint], lines: &Lines) -> Result<Solution, Refusal> {
    let mut gains = Vec::new();
    let mut scored: Vec<(f64, f64, &FrontierPoint)> = Vec::with_capacity(points.len());
    for point in points {
        if gains_into(&point.utilities, &lines.walk_away, &mut gains) {
            let (score, value) = score(rule, &point.utilities, &mut gains, lines);
            scored.push((score, value, point));
        }
    }
    let best = scored.iter().copied().reduce(|best, next| if next.0 > best.0 { next } else { best });
    let Some((most, value, _)) = best else {
        return Err(Refusal::new(rule.card(), "no package is accepted by every party: no deal")
            .hint("the acceptance sets show which parties share none"));
    };
    let ties = scored.iter().filter(|(score, ..)| *score >= most - TIE).map(|(.., point)| (*point).clone()).collect();
    Ok(Solution { rule, value, ties })
}

/// How much a rule likes each of some packages that all accept.
pub(super) fn scores(rule: PointRule, beaten: &Beaten, lines: &Lines) -> Vec<f64> {
    let mut gains = Vec::new();
    let mut one = |utilities: &[f64]| {
        let accepted = gains_into(utilities, &lines.walk_away, &mut gains);
        if accepted { score(rule, utilities, &mut gains, lines).0 } else { f64::NEG_INFINITY }
    };
    beaten.rows().map(&mut one).collect()
}

/// What each party has above its walk-away; none when somebody has less, since two losses must not multiply to a gain.
pub fn gains(utilities: &[f64], walk_away: &[f64]) -> Option<Vec<f64>> {
    let mut gains = Vec::with_capacity(utilities.len());
    gains_into(utilities, walk_away, &mut gains).then_some(gains)
}

/// The same into a list that is used again; whether nobody has less.
fn gains_into(utilities: &[f64], walk_away: &[f64], gains: &mut Vec<f64>) -> bool {
    gains.clear();
    gains.extend(utilities.iter().zip(walk_away).map(|(utility, line)| utility - line));
    gains.iter().all(|gain| *gain >= 0.0)
}

/// The product of gains, in an order of its own so that the order of the parties does not matter; none when one is a loss.
pub fn nash_product(utilities: &[f64], walk_away: &[f64]) -> Option<f64> {
    gains(utilities, walk_away).map(|mut gains| product(&mut gains))
}

fn best_overall(space: &Space, payoff: &Payoff, allowed: &[Vec<bool>]) -> f64 {
    if hangs_together(space, std::slice::from_ref(payoff)) {
        return sums::best(space, payoff, allowed).unwrap_or_else(|| payoff.line());
    }
    let best = |(parts, allowed): (&Vec<f64>, &Vec<bool>)| {
        let had = parts.iter().zip(allowed).filter(|(_, allowed)| **allowed);
        had.map(|(part, _)| fine(*part)).fold(f64::NEG_INFINITY, f64::max)
    };
    let best = payoff.parts.iter().zip(allowed).map(best).fold(0.0, |total, best| total + best);
    if best.is_finite() { kept(best) } else { payoff.line() }
}

/// What is compared (the more, the better), and what is reported. The gains may come back in another order.
fn score(rule: PointRule, utilities: &[f64], gains: &mut [f64], lines: &Lines) -> (f64, f64) {
    match rule {
        PointRule::Nash => {
            let parties = num::count(gains.len().max(1));
            let product = product(gains);
            // The geometric mean is on the scale of a gain, which is what the tolerance is for.
            (num::pow(product, 1.0 / parties), product)
        }
        PointRule::KalaiSmorodinsky => twice(least(ratios(gains, &lines.walk_away, &lines.best_acceptable))),
        PointRule::KalaiSmorodinskyOverall => twice(least(ratios(gains, &lines.walk_away, &lines.best_overall))),
        PointRule::LeastSpread => {
            let ratios = || ratios(gains, &lines.walk_away, &lines.best_overall);
            let spread = ratios().reduce(f64::max).unwrap_or(0.0) - least(ratios());
            (-spread, spread)
        }
        PointRule::Egalitarian => twice(least(gains.iter().copied())),
        // Exact: utilities are kept to a step.
        PointRule::Utilitarian => twice(num::sum(utilities.iter().copied())),
    }
}

fn least(values: impl Iterator<Item = f64>) -> f64 {
    values.reduce(f64::min).unwrap_or(0.0)
}

fn twice(value: f64) -> (f64, f64) {
    (value, value)
}

/// The share of its best gain that each party has; those that can gain nothing are left out.
fn ratios(gains: &[f64], walk_away: &[f64], best: &[f64]) -> impl Iterator<Item = f64> {
    let ratio = |(gain, (line, best)): (&f64, (&f64, &f64))| (best > line).then(|| gain / (best - line));
    gains.iter().zip(walk_away.iter().zip(best)).filter_map(ratio)
}

/// In rising order, so that the order of the parties does not matter.
fn product(gains: &mut [f64]) -> f64 {
    gains.sort_unstable_by(f64::total_cmp);
    gains.iter().fold(1.0, |product, gain| product * gain)
}
