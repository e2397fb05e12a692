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

use serde::Serialize;

use super::acceptance::sums;
use super::bargain::Bargain;
use super::frontier::{FrontierPoint, attained_by, rational_frontier};
use super::payoff::{Payoff, Space, fine, kept, least_sum};
use crate::model::{Basis, Card, Case, Choice, Family, Ref, Refusal, Standing};
use crate::num;

/// Scores closer than this tie. Utilities are kept to 1.5e-11, so nothing finer means anything.
pub const TIE: f64 = 1e-9;

/// How a solution point is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lines {
    /// What no deal is worth.
    pub walk_away: Vec<f64>,
    /// The best among the packages that all accept. Equal to the walk-away when there is none.
    pub best_acceptable: Vec<f64>,
    /// The best among all packages that can be had.
    pub best_overall: Vec<f64>,
}

/// The points that a rule picks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Solution {
    /// The rule.
    pub rule: PointRule,
    /// What it maximises, or minimises, at these points.
    pub value: f64,
    /// Every point that ties, in the order of the frontier.
    pub ties: Vec<FrontierPoint>,
}

/// How many points of a frontier are listed.
pub const MOST_LISTED: usize = 20;

/// The solution points of a case in one set of numbers, beside the plain baselines.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Solutions {
    /// The parties whose acceptance makes a deal.
    pub parties: Vec<Ref>,
    /// What no deal is worth to each.
    pub walk_aways: Vec<f64>,
    /// How many packages can be had.
    pub packages: usize,
    /// How many of them all the parties accept.
    pub acceptable: usize,
    /// How many points the frontier of those has.
    pub frontier: usize,
    /// The first points of the frontier, at most [`MOST_LISTED`]: those with the greatest sum first.
    pub on_frontier: Vec<PackageRow>,
    /// The rules' picks. Empty: no package is accepted by all, which is the outcome "no deal".
    pub rules: Vec<Picked>,
    /// The status quo, and the median option of each issue.
    pub baselines: Vec<Baseline>,
    /// What they rest on.
    pub basis: Basis,
}

/// What one rule picks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picked {
    /// The rule.
    pub rule: PointRule,
    /// Its name.
    pub name: &'static str,
    /// Its formula.
    pub formula: &'static str,
    /// Every package that ties, in the order of the frontier.
    pub packages: Vec<PackageRow>,
    /// What it rests on.
    pub basis: Basis,
}

/// A package that no rule chose.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Baseline {
    /// Its name.
    pub name: &'static str,
    /// The package.
    pub package: PackageRow,
    /// The parties that do not accept it.
    pub not_accepted_by: Vec<Ref>,
    /// What it rests on.
    pub basis: Basis,
}

/// A package with what it is worth to each party.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PackageRow {
    /// Its options, `issue = option`, in the order of the issues.
    pub options: Vec<String>,
    /// The option of each issue.
    #[serde(skip)]
    pub package: Vec<usize>,
    /// Its utility to each party, in the order of the parties.
    pub utilities: Vec<f64>,
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
    pub fn of(payoffs: &[Payoff], allowed: &[Vec<bool>], points: &[FrontierPoint]) -> Lines {
        let walk_away: Vec<f64> = payoffs.iter().map(Payoff::line).collect();
        let best = |party: usize| points.iter().map(|point| point.utilities[party]).fold(walk_away[party], f64::max);
        Lines {
            best_acceptable: (0..payoffs.len()).map(best).collect(),
            best_overall: payoffs.iter().map(|payoff| best_overall(payoff, allowed)).collect(),
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

/// The packages that Nash's rule picks, all that tie, by number; empty when no package is accepted by all. By a scan of
/// the packages where they are few, else by the frontier; both give the same packages.
pub fn nash_packages(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>]) -> Vec<usize> {
    /// About where the two take the same time.
    const FEW: usize = 50_000;
    if space.len() <= FEW { nash_by_scan(space, payoffs, allowed) } else { nash_by_frontier(space, payoffs, allowed) }
}

/// The same by the frontier, for any number of packages.
pub fn nash_by_frontier(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>]) -> Vec<usize> {
    let points = rational_frontier(space, payoffs, allowed);
    let ties = solve(PointRule::Nash, &points, &Lines::of(payoffs, allowed, &points)).map(|solution| solution.ties);
    let mut packages: Vec<usize> = ties
        .unwrap_or_default()
        .iter()
        .flat_map(|point| attained_by(space, payoffs, allowed, &point.utilities))
        .collect();
    packages.sort_unstable();
    packages
}

/// The same by looking at each package once, without a frontier. O(N × parties).
///
/// Whatever beats a package has at least its product, so only those that tie for the greatest need comparing.
pub fn nash_by_scan(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>]) -> Vec<usize> {
    let columns: Vec<Vec<f64>> = payoffs.iter().map(|payoff| sums(&payoff.open_parts(allowed))).collect();
    let tied = greatest_products(&columns, space.len(), payoffs);
    // Where somebody can gain nothing, every product is nought and everything ties; the frontier is then quicker.
    if tied.len() > 1_000 {
        return nash_by_frontier(space, payoffs, allowed);
    }
    unbeaten(&columns, tied)
}

/// The places of columns of exact sums, one column a party, at which all accept and the product of gains is greatest; all
/// that tie, in rising order.
pub(super) fn greatest_products(columns: &[Vec<f64>], len: usize, payoffs: &[Payoff]) -> Vec<usize> {
    let lines: Vec<(f64, f64)> = payoffs.iter().map(|payoff| (least_sum(payoff.walk_away), payoff.line())).collect();
    let gains = |place: usize| columns.iter().zip(&lines).map(move |(column, (_, line))| kept(column[place]) - line);
    let accepted = |place: &usize| columns.iter().zip(&lines).all(|(column, (least, _))| column[*place] >= *least);
    // In the order of the parties first, which may change the last bits.
    let rough: Vec<(usize, f64)> = (0..len)
        .filter(accepted)
        .map(|place| (place, gains(place).fold(1.0, |product, gain| product * gain)))
        .collect();
    let parties = num::count(payoffs.len().max(1));
    let mean = |product: f64| num::pow(product, 1.0 / parties);
    // A little lower than the tolerance, to spare an ordered product and a root for every package.
    let near = |best: f64| num::pow((mean(best) - 2.0 * TIE).max(0.0), parties) * (1.0 - ROUGH);
    let least = Some(greatest(&rough)).filter(|best| *best > TINY).map_or(0.0, near);
    let mut own = Vec::with_capacity(payoffs.len());
    let mut exact = |place: usize| {
        own.clear();
        own.extend(gains(place));
        product(&mut own)
    };
    let close = rough.iter().filter(|(_, product)| *product >= least);
    let mut products: Vec<(usize, f64)> = close.map(|(place, _)| (*place, exact(*place))).collect();
    let best = mean(greatest(&products));
    products.retain(|(_, product)| mean(*product) >= best - TIE);
    products.into_iter().map(|(place, _)| place).collect()
}

/// More than products of the same numbers in another order differ by, as a share.
const ROUGH: f64 = 1e-9;

/// Below this a product may lose digits.
const TINY: f64 = 1e-290;

fn greatest(products: &[(usize, f64)]) -> f64 {
    products.iter().map(|(_, product)| *product).fold(0.0, f64::max)
}

/// The places, of those given, at which nobody has more than at another of them without somebody having less. In the order
/// given; equal rows stay together. O(places × those that are left).
pub(super) fn unbeaten(columns: &[Vec<f64>], places: Vec<usize>) -> Vec<usize> {
    if places.len() < 2 {
        return places;
    }
    let parties = columns.len();
    let rows: Vec<f64> = places.iter().flat_map(|place| columns.iter().map(|column| kept(column[*place]))).collect();
    let row = |order: usize| &rows[order * parties..][..parties];
    // What beats a row has the greater sum, and sums of so few kept numbers are exact: it comes first.
    let mut orders: Vec<(f64, usize)> =
        (0..places.len()).map(|order| (num::sum(row(order).iter().copied()), order)).collect();
    orders.sort_unstable_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(&two.1)));
    let mut unlike: Vec<&[f64]> = Vec::new();
    let mut left: Vec<usize> = Vec::new();
    for (_, order) in orders {
        let row = row(order);
        match unlike.iter().find(|own| own.iter().zip(row).all(|(own, row)| own >= row)) {
            None => unlike.push(row),
            Some(own) if *own == row => {}
            Some(_) => continue,
        }
        left.push(order);
    }
    left.sort_unstable();
    left.into_iter().map(|order| places[order]).collect()
}

/// The option of each issue that half of the parties would go as far as, from either end.
///
/// On an ordered issue: the median of the parties' best options (the middle of them where several are best); between two
/// options, the one nearer to the status quo. On an unordered issue, which has no median: the option that is best for most
/// parties; the status quo when several are.
pub fn median_package(payoffs: &[Payoff], ordered: &[bool], status_quo: &[usize]) -> Vec<usize> {
    let option = |(issue, (ordered, quo)): (usize, (&bool, &usize))| match ordered {
        true => median_option(payoffs, issue, *quo),
        false => favourite_option(payoffs, issue, *quo),
    };
    ordered.iter().zip(status_quo).enumerate().map(option).collect()
}

/// The solution points of a case, beside the status quo and the median options.
pub fn solutions(case: &Case, bargain: &Bargain) -> Solutions {
    let payoffs = &bargain.signatories;
    let points = rational_frontier(&bargain.space, payoffs, &bargain.allowed);
    let lines = Lines::of(payoffs, &bargain.allowed, &points);
    let basis = bargain.basis(case);
    let row = |package: &[usize]| PackageRow {
        options: option_names(case, package),
        package: package.to_vec(),
        utilities: payoffs.iter().map(|payoff| payoff.utility(package)).collect(),
    };
    let attaining = |point: &FrontierPoint| {
        let packages = attained_by(&bargain.space, payoffs, &bargain.allowed, &point.utilities);
        packages.into_iter().map(|package| row(&bargain.space.package(package))).collect::<Vec<_>>()
    };
    let picked = |rule: PointRule| {
        let solution = solve(rule, &points, &lines).ok()?;
        let packages = in_order(case, solution.ties.iter().flat_map(&attaining).collect());
        Some(Picked { rule, name: rule.card().name, formula: rule.formula(), packages, basis: basis.clone() })
    };
    let baseline = |name: &'static str, package: Vec<usize>| {
        let refusers = payoffs.iter().filter(|payoff| !payoff.accepts(&package));
        let not_accepted_by = refusers.map(|payoff| case.party_ref(payoff.party)).collect();
        Baseline { name, package: row(&package), not_accepted_by, basis: basis.clone() }
    };
    let ordered: Vec<bool> = case.issues.iter().map(|issue| issue.ordered).collect();
    Solutions {
        parties: payoffs.iter().map(|payoff| case.party_ref(payoff.party)).collect(),
        walk_aways: lines.walk_away.clone(),
        packages: bargain.packages(),
        acceptable: super::acceptance::count(&bargain.accepted_by_all()),
        frontier: points.len(),
        on_frontier: in_order(case, foremost(&points).iter().flat_map(&attaining).collect()),
        rules: PointRule::ALL.into_iter().filter_map(picked).collect(),
        baselines: vec![
            baseline("status quo", bargain.status_quo.clone()),
            baseline("median option of each issue", median_package(payoffs, &ordered, &bargain.status_quo)),
        ],
        basis: basis.clone(),
    }
}

/// The points with the greatest sums: as many as are listed, and all that tie with the last of them.
fn foremost(points: &[FrontierPoint]) -> &[FrontierPoint] {
    let Some(last) = points.get(MOST_LISTED - 1).map(|point| ordered_sum(&point.utilities)) else { return points };
    let end = points.iter().position(|point| ordered_sum(&point.utilities) < last).unwrap_or(points.len());
    &points[..end]
}

/// The greatest sum first; equal sums by the options' ids, so that neither the order of parties nor that of options counts.
fn in_order(case: &Case, mut rows: Vec<PackageRow>) -> Vec<PackageRow> {
    let ids = |row: &PackageRow| -> Vec<String> {
        let choices = case.issue_ids().zip(&row.package);
        choices.map(|(issue, option)| case.option_address(Choice { issue, option: *option }).to_owned()).collect()
    };
    rows.sort_by(|one, two| {
        ordered_sum(&two.utilities).total_cmp(&ordered_sum(&one.utilities)).then_with(|| ids(one).cmp(&ids(two)))
    });
    rows.truncate(MOST_LISTED);
    rows
}

/// The sum in an order of its own, so that the order of the parties does not matter.
fn ordered_sum(utilities: &[f64]) -> f64 {
    let mut utilities = utilities.to_vec();
    utilities.sort_by(f64::total_cmp);
    num::sum(utilities)
}

/// A package in words, one text an issue.
pub(super) fn option_names(case: &Case, package: &[usize]) -> Vec<String> {
    let name =
        |(issue, option): (&crate::model::Issue, &usize)| format!("{} = {}", issue.id, issue.options[*option].id);
    case.issues.iter().zip(package).map(name).collect()
}

fn best_overall(payoff: &Payoff, allowed: &[Vec<bool>]) -> f64 {
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

/// The options that are best for a party.
fn favourites(payoff: &Payoff, issue: usize) -> Vec<usize> {
    let parts = &payoff.parts[issue];
    let best = parts.iter().map(|part| kept(*part)).fold(f64::NEG_INFINITY, f64::max);
    (0..parts.len()).filter(|option| kept(parts[*option]) == best).collect()
}

fn median_option(payoffs: &[Payoff], issue: usize, status_quo: usize) -> usize {
    // Twice the place, so that the middle of two favourites is whole; the median of two is then four times the place.
    let middle = |payoff: &Payoff| {
        let best = favourites(payoff, issue);
        best.first().zip(best.last()).map(|(first, last)| first + last)
    };
    let mut doubled: Vec<usize> = payoffs.iter().filter_map(middle).collect();
    doubled.sort_unstable();
    let Some(last) = doubled.len().checked_sub(1) else {
        return status_quo;
    };
    let fourfold = doubled[last / 2] + doubled[last - last / 2];
    let (below, beyond) = (fourfold / 4, fourfold % 4);
    match beyond {
        0 | 1 => below,
        3 => below + 1,
        _ => below + usize::from(status_quo > below),
    }
}

fn favourite_option(payoffs: &[Payoff], issue: usize, status_quo: usize) -> usize {
    let Some(size) = payoffs.first().map(|payoff| payoff.parts[issue].len()) else {
        return status_quo;
    };
    let mut backers = vec![0usize; size];
    for payoff in payoffs {
        favourites(payoff, issue).into_iter().for_each(|option| backers[option] += 1);
    }
    let most = backers.iter().copied().max();
    let mut first = (0..size).filter(|option| Some(backers[*option]) == most);
    match (first.next(), first.next()) {
        (Some(only), None) => only,
        _ => status_quo,
    }
}

const FINITE: &str = "the packages are finite in number, with no lotteries between them";
const COMPARABLE: &str = "a step of utility means the same to every party";

/// Nash's rule.
pub const NASH: Card = Card {
    id: "deals.nash",
    family: Family::Deals,
    name: "Nash",
    question: "Which acceptable package has the greatest product of gains over no deal?",
    definition: "max Π (u_i(x) − d_i) over the packages with u_i(x) >= d_i for every i.",
    sources: &["nash1950"],
    assumes: &["the parties judge packages by utility alone, and know each other's", FINITE],
    departures: "Nash's set is convex and has one answer; ours is finite and all ties are given. Gains are checked to be \
                 non-negative before they are multiplied.",
    standing: Standing::Experimental,
};

/// Kalai and Smorodinsky's rule.
pub const KALAI_SMORODINSKY: Card = Card {
    id: "deals.kalai-smorodinsky",
    family: Family::Deals,
    name: "Kalai–Smorodinsky",
    question: "Which acceptable package gives every party the most even share of the best that it could gain?",
    definition: "max min_i (u_i(x) − d_i) / (b_i − d_i), b_i the best for i among the packages that all accept.",
    sources: &["kalai1975"],
    assumes: &["what a party could at best have gained is a claim", FINITE],
    departures: "On a finite set the shares are rarely equal: the least share is maximised. A party that can gain nothing \
                 is left out.",
    standing: Standing::Experimental,
};

/// The same with another ideal point.
pub const KALAI_SMORODINSKY_OVERALL: Card = Card {
    id: "deals.kalai-smorodinsky-overall",
    family: Family::Deals,
    name: "Kalai–Smorodinsky, best overall",
    question: "The same, when the best is taken over all packages, accepted or not?",
    definition: "max min_i (u_i(x) − d_i) / (M_i − d_i), M_i the best for i among all packages that can be had.",
    sources: &["kalai1975"],
    assumes: &["a party measures itself by packages that others would never accept", FINITE],
    departures: "The ideal point is NegMAS's, not the paper's. A party that can gain nothing is left out.",
    standing: Standing::Experimental,
};

/// What NegMAS computes under the name of Kalai–Smorodinsky.
pub const LEAST_SPREAD: Card = Card {
    id: "deals.least-spread",
    family: Family::Deals,
    name: "least spread",
    question: "At which acceptable package do the parties' shares of their best gain differ least?",
    definition: "min (max_i a_i − min_i a_i), a_i = (u_i(x) − d_i) / (M_i − d_i), M_i the best for i among all packages.",
    sources: &[],
    assumes: &["evenness counts, even where everybody could have more", FINITE],
    departures: "Our name. NegMAS 0.16 calls it Kalai–Smorodinsky; it can leave the worst-off party with less than the \
                 textbook rule. A party that can gain nothing is left out; NegMAS then returns the whole frontier.",
    standing: Standing::Experimental,
};

/// Kalai's proportional rule with equal weights.
pub const EGALITARIAN: Card = Card {
    id: "deals.egalitarian",
    family: Family::Deals,
    name: "egalitarian",
    question: "Which acceptable package gives the party that gains least the most?",
    definition: "max min_i (u_i(x) − d_i).",
    sources: &["kalai1977"],
    assumes: &[COMPARABLE, FINITE],
    departures: "On a finite set the gains are rarely equal: the least is maximised. NegMAS calls it Kalai.",
    standing: Standing::Experimental,
};

/// The greatest sum.
pub const UTILITARIAN: Card = Card {
    id: "deals.utilitarian",
    family: Family::Deals,
    name: "utilitarian",
    question: "Which acceptable package has the greatest sum of utilities?",
    definition: "max Σ u_i(x) over the packages with u_i(x) >= d_i for every i.",
    sources: &["harsanyi1955"],
    assumes: &[COMPARABLE, FINITE],
    departures: "Every party counts once.",
    standing: Standing::Experimental,
};
