//! The set of outcomes over all draws as an answer: counts, shares by party, and the packages most often taken.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::Acceptance;
use super::groups::GroupDeals;
use super::row::{PackageRow, Standing};
use crate::ensemble::taken::Taken;
use crate::ensemble::variable::{DefaultTaken, Silence, Tied, equal_shares, inputs, silences, tied};
use crate::model::{Basis, Case, Choice, Ground, IssueId, LONGEST_LIST, Listing, Ref, Refusal, Spread, Truth};

/// How many packages a report lists by name.
const SHORT: usize = 20;

/// The set of outcomes over all draws.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Outcome {
    /// How many draws.
    pub draws: usize,
    /// Their seed.
    pub seed: u64,
    /// How many packages there are, reachable or not.
    pub packages: usize,
    /// The counts.
    pub numbers: Numbers,
    /// Who must accept.
    pub signatories: Vec<Ref>,
    /// Whether the case names the signatories; if not, every party with stakes is one.
    pub signatories_stated: bool,
    /// Where not all signatories are needed: each group that is enough, and what it could agree on. Empty: all are needed.
    pub groups: Vec<GroupDeals>,
    /// Each party with stakes, in file order.
    pub parties: Vec<PartyAcceptance>,
    /// The packages that all signatories take in some draw, those of the most draws first.
    pub listed: Vec<PackageRow>,
    /// How many more of them there are.
    pub left_out: usize,
    /// The blanks of the case, and what was taken for each.
    pub defaults: Vec<DefaultTaken>,
    /// The cells with no stake: the issue weighs nothing to the party.
    pub silent: Vec<Silence>,
    /// The inputs that do not vary independently of one another.
    pub ties: Vec<Tied>,
    /// What all this rests on.
    pub basis: Basis,
}

/// The headline numbers of a set of outcomes, small enough to stand side by side.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Numbers {
    /// How many draws.
    pub draws: usize,
    /// Packages that all signatories take in every draw and that can surely be had.
    pub robust: usize,
    /// Packages that all signatories take in some draw.
    pub possible: usize,
    /// Packages that they take in no draw.
    pub never: usize,
    /// Packages with an option that the rules shut.
    pub unreachable: usize,
    /// Packages that the rules leave and that cannot be: some of their options exclude each other.
    pub excluded: usize,
    /// Of the robust, possible and never: packages with an option of which it is not known whether it can be had.
    pub reach_unknown: usize,
    /// Draws in which the signatories take no common package.
    pub no_deal: usize,
    /// The same if every option of unknown reach is shut. Never fewer.
    pub no_deal_if_shut: usize,
    /// Each party's middle acceptance share, in file order.
    pub acceptance: Vec<PartyMiddle>,
}

/// One party's middle acceptance share.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PartyMiddle {
    /// Who.
    pub party: Ref,
    /// The middle over the draws of the share of reachable packages taken; none when no package is reachable.
    pub middle: Option<f64>,
}

/// What one party would take rather than no deal.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PartyAcceptance {
    /// Who.
    pub party: Ref,
    /// Whether its acceptance is needed.
    pub signs: bool,
    /// The share of reachable packages that it takes, 0 to 1; none when no package is reachable.
    pub share: Option<Spread>,
    /// The least that a package must be worth to it, 0 to 1: its walk-away.
    pub floor: Spread,
    /// What a worth of 1 is in points. None: its stakes are not in points.
    pub points: Option<f64>,
    /// Draws in which it takes no reachable package.
    pub none: usize,
    /// Whether a red line about process makes it refuse every package.
    pub refuses: bool,
    /// What this rests on.
    pub basis: Basis,
}

impl Acceptance {
    /// The headline numbers.
    pub fn numbers(&self, case: &Case) -> Numbers {
        self.numbers_from(case, self.deals())
    }

    /// The whole answer, its packages as many as the listing says.
    pub fn outcome(&self, case: &Case, listing: Listing) -> Result<Outcome, Refusal> {
        let deals = self.deals();
        let (listed, left_out) = self.listed(case, deals, listing.most(SHORT, LONGEST_LIST));
        let mut basis = self.reach_basis(case);
        basis.extend(&case.deal.basis);
        let parties: Vec<PartyAcceptance> = self.parties.iter().filter_map(|taken| self.party(case, taken)).collect();
        parties.iter().for_each(|party| basis.extend(&party.basis));
        Ok(Outcome {
            draws: self.draws,
            seed: self.seed,
            packages: self.packages,
            numbers: self.numbers_from(case, deals),
            signatories: self
                .signatories
                .iter()
                .map(|place| case.party_ref(self.parties[*place].inputs.party))
                .collect(),
            signatories_stated: case.deal.signatories_stated,
            groups: self.group_deals(case),
            parties,
            listed,
            left_out,
            defaults: inputs(case)?
                .iter()
                .filter_map(|input| input.default_taken(case))
                .chain(equal_shares(case))
                .collect(),
            silent: silences(case),
            ties: tied(case),
            basis,
        })
    }

    fn standing(&self, package: usize, draws: u32) -> Standing {
        match draws {
            0 => Standing::Never,
            all if all as usize == self.draws && self.is_sure(package) => Standing::Robust,
            _ => Standing::Possible,
        }
    }

    fn numbers_from(&self, case: &Case, deals: &[u32]) -> Numbers {
        let count = |wanted: Standing| {
            let possible = deals.iter().enumerate().filter(|(package, _)| self.is_possible(*package));
            possible.filter(|(package, draws)| self.standing(*package, **draws) == wanted).count()
        };
        let middle = |taken: &Arc<Taken>| PartyMiddle {
            party: case.party_ref(taken.inputs.party),
            middle: taken.share().map(|share| share.middle),
        };
        Numbers {
            draws: self.draws,
            robust: count(Standing::Robust),
            possible: count(Standing::Possible),
            never: count(Standing::Never),
            unreachable: self.packages - self.layout.space.len(),
            excluded: self.layout.space.len() - self.layout.packages(),
            reach_unknown: (0..deals.len())
                .filter(|package| self.is_possible(*package) && !self.is_sure(*package))
                .count(),
            no_deal: self.counted().none(),
            no_deal_if_shut: self.counted().none_sure,
            acceptance: self.parties.iter().map(middle).collect(),
        }
    }

    fn party(&self, case: &Case, taken: &Taken) -> Option<PartyAcceptance> {
        let party = taken.inputs.party;
        Some(PartyAcceptance {
            party: case.party_ref(party),
            signs: self.needs_one_of(&[party]),
            share: taken.share(),
            floor: Spread::of(taken.floors.clone())?,
            points: case.party(party).points,
            none: taken.counts.iter().filter(|count| **count == 0).count(),
            refuses: taken.inputs.refuses,
            basis: case.party_basis(party),
        })
    }

    /// The first packages in the order of their draws, and how many are left out.
    pub(super) fn listed(&self, case: &Case, deals: &[u32], most: usize) -> (Vec<PackageRow>, usize) {
        let mut order: Vec<usize> = (0..deals.len()).filter(|package| deals[*package] > 0).collect();
        // Among equals by the options' ids: their places would turn round with the scale.
        let ids = |package: usize| self.choices(package).map(|choice| case.option_address(choice));
        let by_draws =
            |one: &usize, other: &usize| deals[*other].cmp(&deals[*one]).then_with(|| ids(*one).cmp(ids(*other)));
        let left_out = order.len().saturating_sub(most);
        if left_out > 0 {
            order.select_nth_unstable_by(most, by_draws);
            order.truncate(most);
        }
        order.sort_by(by_draws);
        let row = |package: usize| PackageRow {
            options: self.choices(package).map(|choice| case.choice_text(choice)).collect(),
            package: self.package(package),
            draws: deals[package] as usize,
            reach: if self.is_sure(package) { Truth::True } else { Truth::Unknown },
            standing: self.standing(package, deals[package]),
        };
        (order.into_iter().map(row).collect(), left_out)
    }

    fn choices(&self, package: usize) -> impl Iterator<Item = Choice> {
        let options = self.package(package).into_iter().enumerate();
        options.map(|(issue, option)| Choice { issue: IssueId(issue), option })
    }

    /// The gates in front of every option that cannot surely be had, and what options that exclude each other rest on.
    pub(in super::super) fn reach_basis(&self, case: &Case) -> Basis {
        let mut basis = case.exclusion_basis();
        for (issue, truths) in case.issue_ids().zip(&self.reach) {
            for option in (0..truths.len()).filter(|option| truths[*option] != Truth::True) {
                case.gates_before(Choice { issue, option }).for_each(|gate| basis.add(Ground::Gate(gate)));
            }
        }
        basis
    }
}
