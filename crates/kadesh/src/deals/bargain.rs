//! One set of numbers for a bargaining model: who must accept, who else is concerned, which options can be had, what holds
//! without an agreement.

use schemars::JsonSchema;
use serde::Serialize;

use super::acceptance::{accepted_into, reachable};
use super::payoff::{Payoff, Space, TooManyPackages};
use super::points::nash_packages;
use crate::model::{Basis, Case, PartyId};
use crate::num;

/// Who bargains over what, in one set of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Bargain {
    /// All packages.
    pub space: Space,
    /// The parties whose acceptance makes a deal.
    pub signatories: Vec<Payoff>,
    /// Other parties whose utility is reported.
    pub others: Vec<Payoff>,
    /// By issue and option: whether it can be had at all.
    pub allowed: Vec<Vec<bool>>,
    /// The package in which every issue keeps its status quo.
    pub status_quo: Vec<usize>,
}

/// What comes of a bargain under one solution rule.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Settled {
    /// The packages that the rule picks, by number; empty when the signatories find no package that all accept.
    pub packages: Vec<usize>,
    /// What it is worth to each party, signatories first: the mean over the packages, or the walk-away when there is none.
    pub utilities: Vec<f64>,
}

/// Something that Nash's rule settles: a bargain, or one whose accepted packages are known already.
pub trait Settles {
    /// The numbers.
    fn bargain(&self) -> &Bargain;

    /// What the Nash rule picks when on each issue in `given` only that option can be had, and the signatories judge by
    /// `judges`: the same parties, none of which takes a package by these numbers that it does not take by its own.
    fn settle_given(&self, judges: &[Payoff], given: &[(usize, usize)]) -> Settled;
}

impl Settles for Bargain {
    fn bargain(&self) -> &Bargain {
        self
    }

    fn settle_given(&self, judges: &[Payoff], given: &[(usize, usize)]) -> Settled {
        if given.is_empty() { self.settle_judged_by(judges) } else { self.restricted(given).settle_judged_by(judges) }
    }
}

impl Bargain {
    /// A bargain in which every option can be had. The error says how many packages there would be.
    pub fn open(
        signatories: Vec<Payoff>,
        others: Vec<Payoff>,
        sizes: &[usize],
        status_quo: &[usize],
    ) -> Result<Bargain, TooManyPackages> {
        let allowed = sizes.iter().map(|size| vec![true; *size]).collect();
        Ok(Bargain { space: Space::new(sizes)?, signatories, others, allowed, status_quo: status_quo.to_vec() })
    }

    /// Every party with numbers, signatories first.
    pub fn payoffs(&self) -> impl Iterator<Item = &Payoff> {
        self.signatories.iter().chain(&self.others)
    }

    /// The numbers of one party. None: the bargain holds none for it.
    pub fn payoff(&self, party: PartyId) -> Option<&Payoff> {
        self.payoffs().find(|payoff| payoff.party == party)
    }

    /// The same bargain with issues settled beforehand: on each, only the given option can be had.
    pub fn restricted(&self, given: &[(usize, usize)]) -> Bargain {
        let mut bargain = self.clone();
        for (issue, only) in given {
            let options = bargain.allowed[*issue].iter_mut().enumerate();
            options.for_each(|(option, allowed)| *allowed &= option == *only);
        }
        bargain
    }

    /// What the Nash rule picks, and what that is worth to every party.
    ///
    /// Packages that tie are all picked and their utilities averaged, so that the order of parties and options does not
    /// matter. Without a package that all signatories accept, each party has its walk-away.
    pub fn settle(&self) -> Settled {
        self.settle_judged_by(&self.signatories)
    }

    /// The same when the signatories judge packages by other numbers than those that are reported.
    pub fn settle_judged_by(&self, judges: &[Payoff]) -> Settled {
        self.settled_on(nash_packages(&self.space, judges, &self.allowed))
    }

    /// What a choice of packages is worth to every party. None chosen: the walk-aways.
    pub(super) fn settled_on(&self, packages: Vec<usize>) -> Settled {
        let options: Vec<Vec<usize>> = packages.iter().map(|package| self.space.package(*package)).collect();
        let worth = |payoff: &Payoff| match options.as_slice() {
            [] => payoff.line(),
            [only] => payoff.utility(only),
            tied => mean(tied.iter().map(|package| payoff.utility(package)).collect()),
        };
        Settled { utilities: self.payoffs().map(worth).collect(), packages }
    }

    /// How many packages can be had.
    pub fn packages(&self) -> usize {
        reachable(&self.space, &self.allowed)
    }

    /// The packages that every signatory accepts, one bit each.
    pub fn accepted_by_all(&self) -> Vec<u64> {
        let mut all = Vec::new();
        let mut own = Vec::new();
        for (index, payoff) in self.signatories.iter().enumerate() {
            accepted_into(&self.space, payoff, &self.allowed, &mut own);
            if index == 0 {
                std::mem::swap(&mut all, &mut own);
            } else {
                all.iter_mut().zip(&own).for_each(|(all, own)| *all &= own);
            }
        }
        all
    }

    /// What everything in the bargain rests on.
    pub fn basis(&self, case: &Case) -> Basis {
        case.bargain_basis(self.payoffs().map(|payoff| payoff.party))
    }
}

/// The mean, in an order of its own so that the order of the values does not matter; nought of none.
pub(super) fn mean(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let len = num::count(values.len().max(1));
    num::sum(values) / len
}
