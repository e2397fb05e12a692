//! The solution points of a case as an answer, beside the status quo and the median options.

use schemars::JsonSchema;
use serde::Serialize;

use super::median::median_package;
use super::{Lines, PointRule, solve};
use crate::deals::acceptance::count;
use crate::deals::bargain::Bargain;
use crate::deals::frontier::{FrontierPoint, attained_by, rational_frontier};
use crate::model::{Basis, Case, Choice, LONGEST_LIST, Listing, Ref};
use crate::num;

/// How many points of a frontier a report lists.
const SHORT: usize = 20;

/// The solution points of a case in one set of numbers, beside the plain baselines.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
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
    /// The packages on the frontier, those with the greatest sum first.
    pub on_frontier: Vec<PackageRow>,
    /// How many points of the frontier are left out.
    pub left_out: usize,
    /// The rules' picks. Empty: no package is accepted by all, which is the outcome "no deal".
    pub rules: Vec<Picked>,
    /// The status quo, and the median option of each issue.
    pub baselines: Vec<Baseline>,
    /// What they rest on.
    pub basis: Basis,
}

/// What one rule picks.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
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
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
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
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PackageRow {
    /// Its options, `issue = option`, in the order of the issues.
    pub options: Vec<String>,
    /// The option of each issue.
    #[serde(skip)]
    pub package: Vec<usize>,
    /// Its utility to each party, in the order of the parties.
    pub utilities: Vec<f64>,
}

/// The solution points of a case, beside the status quo and the median options, with as many packages as the listing says.
pub fn solutions(case: &Case, bargain: &Bargain, listing: Listing) -> Solutions {
    let most = listing.most(SHORT, LONGEST_LIST);
    let payoffs = &bargain.signatories;
    let points = rational_frontier(&bargain.space, payoffs, &bargain.allowed);
    let lines = Lines::of(&bargain.space, payoffs, &bargain.allowed, &points);
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
        let packages = in_order(case, solution.ties.iter().flat_map(&attaining).collect(), most);
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
        acceptable: count(&bargain.accepted_by_all()),
        frontier: points.len(),
        on_frontier: in_order(case, foremost(&points, most).iter().flat_map(&attaining).collect(), most),
        left_out: points.len().saturating_sub(most),
        rules: PointRule::ALL.into_iter().filter_map(picked).collect(),
        baselines: vec![
            baseline("status quo", bargain.status_quo.clone()),
            baseline("median option of each issue", median_package(payoffs, &ordered, &bargain.status_quo)),
        ],
        basis: basis.clone(),
    }
}

/// The points with the greatest sums: as many as are listed, and all that tie with the last of them.
fn foremost(points: &[FrontierPoint], most: usize) -> &[FrontierPoint] {
    let Some(last) = points.get(most - 1).map(|point| ordered_sum(&point.utilities)) else { return points };
    let end = points.iter().position(|point| ordered_sum(&point.utilities) < last).unwrap_or(points.len());
    &points[..end]
}

/// The greatest sum first; equal sums by the options' ids, so that neither the order of parties nor that of options counts.
fn in_order(case: &Case, mut rows: Vec<PackageRow>, most: usize) -> Vec<PackageRow> {
    let ids = |row: &PackageRow| -> Vec<String> {
        let choices = case.issue_ids().zip(&row.package);
        choices.map(|(issue, option)| case.option_address(Choice { issue, option: *option }).to_owned()).collect()
    };
    rows.sort_by(|one, two| {
        ordered_sum(&two.utilities).total_cmp(&ordered_sum(&one.utilities)).then_with(|| ids(one).cmp(&ids(two)))
    });
    rows.truncate(most);
    rows
}

/// The sum in an order of its own, so that the order of the parties does not matter.
fn ordered_sum(utilities: &[f64]) -> f64 {
    let mut utilities = utilities.to_vec();
    utilities.sort_by(f64::total_cmp);
    num::sum(utilities)
}

/// A package in words, one text an issue.
pub(in crate::deals) fn option_names(case: &Case, package: &[usize]) -> Vec<String> {
    let name =
        |(issue, option): (&crate::model::Issue, &usize)| format!("{} = {}", issue.id, issue.options[*option].id);
    case.issues.iter().zip(package).map(name).collect()
}
