//! Where even-handed rules would put a deal, over all draws: which packages each picks how often, and when they disagree.
//!
//! # Definition
//!
//! In each draw every rule of [`points`](crate::deals::points) picks among the packages that all signatories accept; packages
//! that tie are all picked. The rules *agree* in a draw when some package is picked by all of them, and disagree when they
//! pick and none is. A rule stands *alone* in a draw when no other rule picks any package that it picks. Utilities are given
//! over the draws with a deal, the mean where several packages tie. Beside them stand the plain baselines, over all draws.
//!
//! # Source
//!
//! Those of the rules; draws compared with draws: [kahn1953]. Departures: none.
//!
//! # Complexity
//!
//! Per draw O(accepted × frontier × parties). At most 3,000,000 accepted packages over all draws; beyond, only the first
//! draws are used, and the answer says how many.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::run::Run;
use super::talks::{Talks, spread};
use crate::deals::points::{PointRule, median_package};
use crate::deals::{Bargain, Known, Payoff};
use crate::model::{self, Basis, Card, Case, Choice, Family, IssueId, LONGEST_LIST, Listing, Ref, Refusal, Spread};
use crate::num;

/// What solution points over draws are.
pub const CARD: Card = Card {
    id: "ensemble.points",
    family: Family::Ensemble,
    name: "solution points over draws",
    question: "Which packages would even-handed rules pick, in how many draws, and do the rules agree?",
    definition: "In each draw each rule picks among the packages with u_i(x) >= d_i for every signatory i. Counted: the draws \
                 in which a package is picked, and those in which no package is picked by all rules.",
    sources: &["kahn1953"],
    assumes: &["the rules' own", "the inputs vary independently of one another"],
    departures: "The count over draws is our own.",
    standing: model::Standing::Experimental,
};

/// How many packages of each rule a report lists.
const SHORT: usize = 3;

/// The solution points over draws, beside the plain baselines.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PointDraws {
    /// How many draws were used: the first ones.
    pub draws: usize,
    /// How many draws there are.
    pub of_draws: usize,
    /// In how many draws no package is accepted by all signatories.
    pub no_deal: usize,
    /// In how many draws with a deal no package is picked by all rules.
    pub disagree: usize,
    /// How many packages can be had.
    pub packages: usize,
    /// The parties, signatories first.
    pub parties: Vec<Ref>,
    /// How many of them, from the first, sign.
    pub signatories: usize,
    /// The rules, in the order shown.
    pub rules: Vec<RuleDraws>,
    /// The packages that some rule picks, by the sum of the rules' counts.
    pub picked: Vec<PickedDraws>,
    /// How many more packages some rule picks.
    pub left_out: usize,
    /// The status quo, and the median option of each issue.
    pub baselines: Vec<BaselineDraws>,
    /// What no deal is worth to each party, over all draws.
    pub walk_aways: Vec<Spread>,
    /// What they rest on.
    pub basis: Basis,
}

/// One rule over draws.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct RuleDraws {
    /// The rule.
    pub rule: PointRule,
    /// Its name.
    pub name: &'static str,
    /// Its formula.
    pub formula: &'static str,
    /// How many packages it picks in some draw.
    pub packages: usize,
    /// In how many draws no other rule picks any package that it picks.
    pub alone: usize,
    /// What its pick is worth to each party, over the draws with a deal; none when there are no such draws.
    pub utilities: Vec<Option<Spread>>,
    /// What it rests on.
    pub basis: Basis,
}

/// A package and in how many draws each rule picks it, alone or in a tie.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PickedDraws {
    /// Its options, `issue = option`, in the order of the issues.
    pub options: Vec<String>,
    /// By rule.
    pub draws: Vec<usize>,
    /// What it rests on.
    pub basis: Basis,
}

/// A package that no rule chose, over draws.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct BaselineDraws {
    /// Its name.
    pub name: &'static str,
    /// The package it most often is.
    pub options: Vec<String>,
    /// In how many draws it is that one.
    pub same: usize,
    /// In how many draws all signatories accept it.
    pub accepted: usize,
    /// What it is worth to each party, over all draws.
    pub utilities: Vec<Spread>,
    /// What it rests on.
    pub basis: Basis,
}

/// What every rule picks over the draws of a run, with as many packages of each rule as the listing says. Refuses what the
/// acceptance refuses.
pub fn point_draws(run: &Run, listing: Listing) -> Result<PointDraws, Refusal> {
    let case = run.case;
    let talks = Talks::of(run)?;
    let ordered: Vec<bool> = case.issues.iter().map(|issue| issue.ordered).collect();
    let rows: Vec<Drawn> = talks.each(|_, known| Drawn::of(known, &ordered))?;
    let bargain = talks.bargain(0);
    let basis = bargain.basis(case);
    let parties = talks.parties(case);
    let counts: Vec<BTreeMap<usize, usize>> = (0..PointRule::ALL.len()).map(|rule| counts(&rows, rule)).collect();
    let rule = |(place, rule): (usize, PointRule)| RuleDraws {
        rule,
        name: rule.card().name,
        formula: rule.formula(),
        packages: counts[place].len(),
        alone: rows.iter().filter(|row| row.alone(place)).count(),
        utilities: (0..parties.len())
            .map(|party| Spread::of(rows.iter().filter_map(|row| Some(row.worth.get(place)?[party])).collect()))
            .collect(),
        basis: basis.clone(),
    };
    let all: BTreeSet<usize> = counts.iter().flat_map(|counts| counts.keys().copied()).collect();
    let picked = picked(case, &bargain, &counts, listing.most(SHORT, LONGEST_LIST), &basis);
    let baseline = |(place, name): (usize, &'static str)| baseline(case, &bargain, &rows, (place, name), &basis);
    Ok(PointDraws {
        draws: rows.len(),
        of_draws: run.draws.len(),
        no_deal: rows.iter().filter(|row| row.picks.is_empty()).count(),
        disagree: rows.iter().filter(|row| row.disagree()).count(),
        packages: talks.packages(),
        signatories: talks.signatories(),
        rules: PointRule::ALL.into_iter().enumerate().map(rule).collect(),
        left_out: all.len() - picked.len(),
        picked,
        baselines: BASELINES.into_iter().enumerate().map(baseline).collect(),
        walk_aways: (0..parties.len()).map(|party| spread(rows.iter().map(|row| row.walk_away[party]))).collect(),
        parties,
        basis: basis.clone(),
    })
}

const BASELINES: [&str; 2] = ["status quo", "median option of each issue"];

/// One draw. Packages by their number.
struct Drawn {
    /// By rule: what it picks. Empty: no deal.
    picks: Vec<Vec<usize>>,
    /// By rule and party: what the picks are worth. Empty: no deal.
    worth: Vec<Vec<f64>>,
    /// By baseline: the package, whether all accept it, what it is worth to each party.
    baselines: Vec<(usize, bool, Vec<f64>)>,
    /// By party.
    walk_away: Vec<f64>,
}

impl Drawn {
    fn of(known: &Known, ordered: &[bool]) -> Drawn {
        let bargain = known.bargain;
        let utilities = |package: &[usize]| bargain.payoffs().map(|payoff| payoff.utility(package)).collect::<Vec<_>>();
        let baseline = |package: Vec<usize>| {
            let accepted = bargain.signatories.iter().all(|payoff| payoff.accepts(&package));
            let open = bargain.allowed.iter().zip(&package).all(|(allowed, option)| allowed[*option]);
            let had = open && bargain.space.holds(&package);
            (bargain.space.number(&package), accepted && had, utilities(&package))
        };
        let median = median_package(&bargain.signatories, ordered, &bargain.status_quo);
        let picks = if known.accepted.is_empty() { Vec::new() } else { known.picks() };
        let worth = |picks: &Vec<usize>| {
            let rows: Vec<Vec<f64>> = picks.iter().map(|number| utilities(&bargain.space.package(*number))).collect();
            let mean = |party: usize| num::sum(rows.iter().map(|row| row[party])) / num::count(rows.len().max(1));
            (0..bargain.payoffs().count()).map(mean).collect()
        };
        Drawn {
            worth: picks.iter().map(worth).collect(),
            picks,
            baselines: vec![baseline(bargain.status_quo.clone()), baseline(median)],
            walk_away: bargain.payoffs().map(Payoff::line).collect(),
        }
    }

    fn disagree(&self) -> bool {
        self.picks
            .split_first()
            .is_some_and(|(first, rest)| !first.iter().any(|package| rest.iter().all(|picks| picks.contains(package))))
    }

    fn alone(&self, rule: usize) -> bool {
        let others = || self.picks.iter().enumerate().filter(|(other, _)| *other != rule);
        self.picks
            .get(rule)
            .is_some_and(|own| !own.iter().any(|package| others().any(|(_, picks)| picks.contains(package))))
    }
}

/// In how many draws a rule picks each package.
fn counts(rows: &[Drawn], rule: usize) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    let picks = rows.iter().filter_map(|row| row.picks.get(rule)).flatten();
    picks.for_each(|package| *counts.entry(*package).or_default() += 1);
    counts
}

/// The packages that each rule picks most often, together.
fn picked(
    case: &Case,
    bargain: &Bargain,
    counts: &[BTreeMap<usize, usize>],
    of_each: usize,
    basis: &Basis,
) -> Vec<PickedDraws> {
    let ids = |package: usize| addresses(case, bargain, package);
    let mut chosen: Vec<usize> = counts.iter().flat_map(|counts| most(counts, of_each, &ids)).collect();
    chosen.sort_unstable();
    chosen.dedup();
    let by_rule = |package: &usize| -> Vec<usize> {
        counts.iter().map(|counts| counts.get(package).copied().unwrap_or(0)).collect()
    };
    chosen.sort_by_cached_key(|package| (std::cmp::Reverse(by_rule(package).iter().sum::<usize>()), ids(*package)));
    let row = |package: usize| PickedDraws {
        options: names(case, &bargain.space.package(package)),
        draws: by_rule(&package),
        basis: basis.clone(),
    };
    chosen.into_iter().map(row).collect()
}

/// The packages of the greatest counts; among equals by their options' ids, since places turn round with a scale.
fn most<'a>(counts: &BTreeMap<usize, usize>, of_each: usize, ids: &impl Fn(usize) -> Vec<&'a str>) -> Vec<usize> {
    let mut packages: Vec<(usize, usize)> = counts.iter().map(|(package, count)| (*package, *count)).collect();
    packages.sort_by_cached_key(|(package, count)| (std::cmp::Reverse(*count), ids(*package)));
    packages.into_iter().take(of_each).map(|(package, _)| package).collect()
}

fn baseline(
    case: &Case,
    bargain: &Bargain,
    rows: &[Drawn],
    (place, name): (usize, &'static str),
    basis: &Basis,
) -> BaselineDraws {
    let mut counts = BTreeMap::<usize, usize>::new();
    rows.iter().for_each(|row| *counts.entry(row.baselines[place].0).or_default() += 1);
    let often = most(&counts, 1, &|package| addresses(case, bargain, package)).first().copied().unwrap_or(0);
    BaselineDraws {
        name,
        options: names(case, &bargain.space.package(often)),
        same: counts.get(&often).copied().unwrap_or(0),
        accepted: rows.iter().filter(|row| row.baselines[place].1).count(),
        utilities: (0..bargain.payoffs().count())
            .map(|party| spread(rows.iter().map(|row| row.baselines[place].2[party])))
            .collect(),
        basis: basis.clone(),
    }
}

/// The ids of a package's options.
fn addresses<'a>(case: &'a Case, bargain: &Bargain, package: usize) -> Vec<&'a str> {
    let options = bargain.space.package(package).into_iter().enumerate();
    options.map(|(issue, option)| case.option_address(Choice { issue: IssueId(issue), option })).collect()
}

/// A package in words, one text an issue.
fn names(case: &Case, package: &[usize]) -> Vec<String> {
    let name = |(issue, option): (usize, &usize)| case.choice_text(Choice { issue: IssueId(issue), option: *option });
    package.iter().enumerate().map(name).collect()
}
