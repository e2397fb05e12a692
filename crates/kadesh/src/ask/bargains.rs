//! Questions that set a bargaining model on the acts of a case: concessions, framings, linked demands, solution points.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Bench, reach};
use crate::deals::concession::{concession, stated_loss_aversion};
use crate::deals::linked::{Unbundled, unbundle};
use crate::deals::opponent::Gift;
use crate::deals::points::{PackageRow, Solutions, solutions};
use crate::deals::{Bargain, Payoff};
use crate::ensemble::{self, Conceded, Framings, Received, concession_draws, opponent_draws};
use crate::model::{Act, ActKind, Case, Choice, PartyId, Ref, Refusal, Truth};

/// How many times a loss counts as much as the same gain, where the case states nothing: the median that Tversky and
/// Kahneman found (1992, p. 311).
pub const LOSS_AVERSION: f64 = 2.25;

/// The share of what it was given by which a receiver that hardens raises its walk-away. A setting of ours, printed.
pub const HARDENING: f64 = 0.25;

/// A concession and its value under each theory, over draws.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct ActValues {
    /// The act.
    pub act: Ref,
    /// Its value.
    pub value: Conceded,
    /// The loss aversion taken because the case states none.
    pub default_loss_aversion: Option<f64>,
}

/// A concession and what comes of it under each theory of the receiver, over draws.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct ActOpponents {
    /// The act.
    pub act: Ref,
    /// The answers.
    pub received: Received,
    /// The share by which a hardening receiver raises its walk-away.
    pub hardening: f64,
}

/// The frontier at central numbers with the points on it.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct FrontierView {
    /// The frontier, the points that rules pick on it with their ties, and the plain baselines.
    pub solutions: Solutions,
    /// In how many draws all signatories take each listed package, in the order of [`Solutions::on_frontier`].
    pub deals: Vec<usize>,
    /// How many draws.
    pub draws: usize,
}

/// A linked demand and its parts.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct DemandParts {
    /// The act.
    pub act: Ref,
    /// Its parts, at central numbers.
    pub parts: Unbundled,
    /// The same parts over the draws, in the same order.
    pub counts: Vec<PartCounts>,
    /// How many draws.
    pub draws: usize,
}

/// In how many draws a part of a demand is taken.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct PartCounts {
    /// By party, in the order of [`Unbundled::parties`]. None: it cannot be had.
    pub taken: Vec<Option<usize>>,
    /// By all signatories together. None: it cannot be had.
    pub deal: Option<usize>,
}

/// The value of every concession on record, in file order.
pub(super) fn concessions(bench: &Bench) -> Result<Vec<ActValues>, Refusal> {
    let run = bench.run()?;
    let stated = stated_loss_aversion(bench.case());
    let value = |act: &Act| {
        let value = concession_draws(run, &choices(act), LOSS_AVERSION)?;
        let default_loss_aversion = stated.is_none().then_some(LOSS_AVERSION);
        Ok(ActValues { act: act_ref(act), value, default_loss_aversion })
    };
    given(bench.case()).map(value).collect()
}

/// Every concession between two parties with stakes, under each theory of the receiver.
pub(super) fn opponents(bench: &Bench) -> Result<Vec<ActOpponents>, Refusal> {
    let mut views = Vec::new();
    for act in given(bench.case()).filter(|act| bench.has_stakes(act.by)) {
        for receiver in act.to.iter().filter(|party| bench.has_stakes(**party) && **party != act.by) {
            let gift = Gift { giver: act.by, receiver: *receiver, given: choices(act) };
            let received = opponent_draws(bench.run()?, &gift, HARDENING)?;
            views.push(ActOpponents { act: act_ref(act), received, hardening: HARDENING });
        }
    }
    Ok(views)
}

/// Every linked demand or offer, unbundled.
pub(super) fn linked(bench: &Bench) -> Result<Vec<DemandParts>, Refusal> {
    let case = bench.case();
    let acceptance = &bench.run()?.acceptance;
    let bargain = central_bargain(case)?;
    let parties: Vec<PartyId> = bargain.payoffs().map(|payoff| payoff.party).collect();
    // One item alone has no parts, and the parts of more than five are more than can be read.
    let apart = |act: &&Act| act.linked && (2..=5).contains(&act.package.len());
    let acts = case.acts.iter().filter(apart).filter(|act| case.on_record(act.at.as_ref()));
    acts.map(|act| {
        let parts = unbundle(case, &bargain, &choices(act))?;
        let count = |package: &[usize]| PartCounts {
            taken: parties.iter().map(|party| acceptance.taken_by(*party, package)).collect(),
            deal: acceptance.deal_in(package),
        };
        let counts = parts.bundles.iter().map(|bundle| count(&bundle.package)).collect();
        Ok(DemandParts { act: act_ref(act), parts, counts, draws: acceptance.draws() })
    })
    .collect()
}

/// The frontier at central numbers, and in how many draws each of its packages is a deal.
pub(super) fn frontier(bench: &Bench) -> Result<FrontierView, Refusal> {
    let acceptance = &bench.run()?.acceptance;
    let solutions = solutions(bench.case(), &central_bargain(bench.case())?, bench.listing);
    let deal_in = |row: &PackageRow| acceptance.deal_in(&row.package).unwrap_or(0);
    let deals = solutions.on_frontier.iter().map(deal_in).collect();
    Ok(FrontierView { solutions, deals, draws: acceptance.draws() })
}

/// What the rival descriptions of each act turn on.
pub(super) fn framings(bench: &Bench) -> Result<Vec<Framings>, Refusal> {
    let run = bench.run()?;
    bench.framed_acts().map(|act| ensemble::framings(run, act, &|case| concession_outputs(case, act.0))).collect()
}

/// The bargain at central numbers: an option that the rules shut cannot be had; one of unknown reach can.
fn central_bargain(case: &Case) -> Result<Bargain, Refusal> {
    let signing = ensemble::who_must_sign(case)?;
    let (signatories, others): (Vec<Payoff>, Vec<Payoff>) =
        ensemble::central(case)?.into_iter().partition(|payoff| signing.contains(&payoff.party));
    if signatories.is_empty() {
        return Err(Refusal {
            model: "deals",
            because: "no signatory has stakes".to_owned(),
            hint: Some("add `[stake.PARTY.ISSUE]` for the parties that must accept a deal".to_owned()),
        });
    }
    let sizes: Vec<usize> = case.issues.iter().map(|issue| issue.options.len()).collect();
    let mut bargain = Bargain::open(signatories, others, &sizes, &case.status_quo()).map_err(|many| Refusal {
        model: "deals",
        because: format!("{} packages are too many to go through", many.packages),
        hint: Some("leave out issues or options".to_owned()),
    })?;
    bargain.space = bargain.space.excluding(ensemble::excluded(case));
    bargain.allowed = reach(case)
        .into_iter()
        .map(|options| options.into_iter().map(|truth| truth != Truth::False).collect())
        .collect();
    Ok(bargain)
}

/// What a concession is worth under each theory, in words that can be compared between framings. At central numbers, which
/// the output's name says: framings are compared many times over.
fn concession_outputs(case: &Case, act: usize) -> BTreeMap<String, String> {
    let act = &case.acts[act];
    let loss_aversion = stated_loss_aversion(case).unwrap_or(LOSS_AVERSION);
    let valued = central_bargain(case).and_then(|bargain| concession(case, &bargain, &choices(act), loss_aversion));
    let Ok(valued) = valued else { return BTreeMap::new() };
    valued
        .theories
        .iter()
        .flat_map(|theory| {
            theory.changes.iter().map(|change| {
                // Two decimals carry all the information in guessed values; a smaller difference is none.
                let name = format!("value to {} at central numbers ({})", change.party.name, theory.name);
                (name, format!("{:+.2}", change.change).replace("-0.00", "+0.00"))
            })
        })
        .collect()
}

fn given(case: &Case) -> impl Iterator<Item = &Act> {
    case.acts
        .iter()
        .filter(|act| act.kind == ActKind::Concession && !act.package.is_empty() && case.on_record(act.at.as_ref()))
}

fn choices(act: &Act) -> Vec<Choice> {
    act.package.iter().map(|(issue, option)| Choice { issue: *issue, option: *option }).collect()
}

fn act_ref(act: &Act) -> Ref {
    Ref { id: act.id.clone(), name: act.name.clone() }
}
