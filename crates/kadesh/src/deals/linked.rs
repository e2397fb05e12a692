//! A demand whose items are said to come only together: what each part alone would be worth, and who would take it.
//!
//! # Definition
//!
//! A demand of 2 to 5 items, each an option on an issue. For every subset of the items the package has those options and
//! the status quo on every other issue. Each party's utility is shown beside its walk-away, and whether it accepts.
//!
//! # Source
//!
//! Our own; [raiffa1982] for packages and linkage in general. Departures: none.
//!
//! # Complexity
//!
//! O(2^items × parties × issues).

use schemars::JsonSchema;
use serde::Serialize;

use super::bargain::Bargain;
use super::concession::pairs;
use super::payoff::Payoff;
use crate::model::{Basis, Card, Case, Choice, Family, Ref, Refusal, Standing};

/// What this model is.
pub const CARD: Card = Card {
    id: "deals.linked",
    family: Family::Deals,
    name: "unbundled view of a linked demand",
    question: "Could one item of a linked demand be had without the others?",
    definition: "For every subset of the items: u_i(the subset, all else at the status quo) beside the walk-away of i.",
    sources: &["raiffa1982"],
    assumes: &["issues outside the demand keep their status quo"],
    departures: "The view is our own.",
    standing: Standing::Experimental,
};

/// A linked demand taken apart.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Unbundled {
    /// The items, `issue = option`.
    pub items: Vec<String>,
    /// The parties of each row, signatories first.
    pub parties: Vec<Ref>,
    /// How many of the parties, from the first, make a deal by accepting.
    pub signatories: usize,
    /// What no deal is worth to each.
    pub walk_aways: Vec<f64>,
    /// Every part of the demand, the fewest items first: nothing, each item, …, the whole.
    pub bundles: Vec<Bundle>,
    /// What it rests on.
    pub basis: Basis,
}

/// Part of a demand, with the status quo on everything else.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Bundle {
    /// Which items it holds, as places in the demand.
    pub items: Vec<usize>,
    /// The option of each issue.
    #[serde(skip)]
    pub package: Vec<usize>,
    /// Whether every option of it can be had at all.
    pub reachable: bool,
    /// Party by party.
    pub answers: Vec<BundleAnswer>,
    /// Whether it can be had and every signatory accepts it.
    pub deal: bool,
    /// What it rests on.
    pub basis: Basis,
}

/// What a bundle is to one party.
#[derive(Debug, Clone, Copy, PartialEq, JsonSchema, Serialize)]
pub struct BundleAnswer {
    /// Its utility.
    pub utility: f64,
    /// Whether a red line stops it.
    pub barred: bool,
    /// Whether the party would take it rather than no deal.
    pub accepts: bool,
}

/// Every part of a linked demand, with each party's answer to it.
///
/// # Errors
///
/// The demand has fewer than 2 or more than 5 items, or two items on one issue.
pub fn unbundle(case: &Case, bargain: &Bargain, demand: &[Choice]) -> Result<Unbundled, Refusal> {
    if !(2..=5).contains(&demand.len()) {
        return Err(Refusal::new(
            &CARD,
            format!("a linked demand has 2 to 5 items, and this one has {}", demand.len()),
        ));
    }
    let items = pairs(demand);
    let repeats = |(place, item): (usize, &(usize, usize))| items[..place].iter().any(|other| other.0 == item.0);
    if items.iter().enumerate().any(repeats) {
        return Err(Refusal::new(&CARD, "two items of the demand are about the same issue"));
    }
    let basis = bargain.basis(case);
    let mut subsets: Vec<Vec<usize>> = (0..1usize << items.len())
        .map(|mask| (0..items.len()).filter(|item| mask >> item & 1 == 1).collect())
        .collect();
    subsets.sort_by(|a: &Vec<usize>, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    Ok(Unbundled {
        items: demand.iter().map(|choice| case.choice_text(*choice)).collect(),
        parties: bargain.payoffs().map(|payoff| case.party_ref(payoff.party)).collect(),
        signatories: bargain.signatories.len(),
        walk_aways: bargain.payoffs().map(Payoff::line).collect(),
        bundles: subsets.into_iter().map(|subset| bundle(bargain, &items, subset, &basis)).collect(),
        basis,
    })
}

fn bundle(bargain: &Bargain, items: &[(usize, usize)], subset: Vec<usize>, basis: &Basis) -> Bundle {
    let mut package = bargain.status_quo.clone();
    subset.iter().for_each(|item| package[items[*item].0] = items[*item].1);
    let open = bargain.allowed.iter().zip(&package).all(|(allowed, option)| allowed[*option]);
    let reachable = open && bargain.space.holds(&package);
    let answer = |payoff: &Payoff| BundleAnswer {
        utility: payoff.utility(&package),
        barred: payoff.bars(&package),
        accepts: payoff.accepts(&package),
    };
    let answers: Vec<BundleAnswer> = bargain.payoffs().map(answer).collect();
    let deal = reachable && answers.iter().take(bargain.signatories.len()).all(|answer| answer.accepts);
    Bundle { items: subset, package, reachable, answers, deal, basis: basis.clone() }
}
