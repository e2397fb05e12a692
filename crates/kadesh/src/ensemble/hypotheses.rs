//! Rival lenses on one case side by side, and the assumptions ranked by what rejecting each one flips.
//!
//! # Definition
//!
//! A hypothesis, or the rejection of an assumption, is a set of changes to the case. Each is counted in the same draws as
//! the case itself. A headline flips when a yes-or-no answer changes: whether some package is robust; whether more than half
//! of the draws end in no deal; whether a party's middle acceptance share is at least one half.
//!
//! # Source
//!
//! Side-by-side hypotheses: [heuer1999]. Common draws: [kahn1953]. The rank is our own: flips first, then the change in the
//! draws with no deal, then the change in acceptance.
//!
//! # Complexity
//!
//! One count for each hypothesis and each assumption.

use schemars::JsonSchema;
use serde::Serialize;

use super::accept::Numbers;
use super::change::change_text;
use super::run::Run;
use crate::model::{self, AssumptionId, Basis, Card, Change, Family, Ground, Ref, Refusal};

/// What the comparison of hypotheses is.
pub const CARD: Card = Card {
    id: "ensemble.hypotheses",
    family: Family::Ensemble,
    name: "hypotheses side by side",
    question: "What does each lens give, and which assumption overturns which result?",
    definition: "Each hypothesis and each rejected assumption is counted in the same draws; assumptions are ranked by how many \
                 headlines they flip.",
    sources: &["heuer1999", "kahn1953"],
    assumes: &["assumptions are rejected one at a time"],
    departures: "The rank is our own.",
    standing: model::Standing::Experimental,
};

/// The case and its hypotheses in the same draws.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct SideBySide {
    /// The case as it stands, then each hypothesis in file order.
    pub sides: Vec<Side>,
    /// What this rests on.
    pub basis: Basis,
}

/// One lens.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Side {
    /// Its name.
    pub name: String,
    /// What it holds, in words. Empty for the case as it stands.
    pub sets: Vec<String>,
    /// Its numbers.
    pub numbers: Numbers,
    /// What it rests on.
    pub basis: Basis,
}

/// A yes-or-no headline of a set of outcomes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Headline {
    /// Some package is robust.
    SomeRobust,
    /// More than half of the draws end in no deal.
    MostlyNoDeal,
    /// The party's middle acceptance share is at least one half.
    TakesHalf(Ref),
}

/// A headline that a rejected assumption turns.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Flip {
    /// Which.
    pub headline: Headline,
    /// What it turns to.
    pub to: bool,
}

/// An assumption, and what becomes of the numbers when it is rejected.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Rank {
    /// Which.
    pub assumption: AssumptionId,
    /// The assumption in words.
    pub text: String,
    /// Who claims it, where a party does.
    pub claimed_by: Option<Ref>,
    /// What holds instead, in words.
    pub instead: Vec<String>,
    /// The headlines that turn.
    pub flips: Vec<Flip>,
    /// The numbers as the case stands.
    pub before: Numbers,
    /// The numbers when it is rejected.
    pub after: Numbers,
    /// What it rests on.
    pub basis: Basis,
}

/// The case and every hypothesis in the same draws.
pub fn side_by_side(run: &Run) -> Result<SideBySide, Refusal> {
    let of_case = run.case.bargain_basis(run.case.stakeholders());
    run.progress.expect(run.case.hypotheses.len());
    let mut sides = vec![Side {
        name: "the case as it stands".to_owned(),
        sets: Vec::new(),
        numbers: run.acceptance.numbers(run.case),
        basis: of_case.clone(),
    }];
    for hypothesis in &run.case.hypotheses {
        sides.push(Side {
            name: hypothesis.name.clone(),
            sets: hypothesis.sets.iter().map(|change| change_text(run.case, change)).collect(),
            numbers: numbers_under(run, &hypothesis.sets)?,
            basis: of_case.clone().and(&hypothesis.basis),
        });
    }
    let basis = sides.iter().map(|side| &side.basis).collect();
    Ok(SideBySide { sides, basis })
}

/// Every assumption that says what holds if it is rejected: those that flip the most first.
///
/// Ties: by the change in the draws with no deal, then by the sum of the changes in middle acceptance, then by text.
pub fn ranked(run: &Run) -> Result<Vec<Rank>, Refusal> {
    let before = run.acceptance.numbers(run.case);
    let mut ranks = Vec::new();
    let assumed = run.case.assumptions.iter().enumerate();
    let rejectable: Vec<_> = assumed.filter(|(_, one)| !one.if_rejected.is_empty()).collect();
    run.progress.expect(rejectable.len());
    for (place, assumption) in rejectable {
        let after = numbers_under(run, &assumption.if_rejected)?;
        let mut basis = assumption.basis.clone();
        basis.add(Ground::Assumption(AssumptionId(place)));
        ranks.push(Rank {
            assumption: AssumptionId(place),
            text: assumption.text.clone(),
            claimed_by: assumption.claimed_by.map(|party| run.case.party_ref(party)),
            instead: assumption.if_rejected.iter().map(|change| change_text(run.case, change)).collect(),
            flips: flips(&before, &after),
            before: before.clone(),
            after,
            basis,
        });
    }
    ranks.sort_by(|one, two| {
        let (first, second) = (weight(one), weight(two));
        (second.0, second.1).cmp(&(first.0, first.1)).then(second.2.total_cmp(&first.2)).then(one.text.cmp(&two.text))
    });
    Ok(ranks)
}

/// The yes-or-no headlines of some numbers.
pub(super) fn headlines(numbers: &Numbers) -> Vec<(Headline, bool)> {
    let mut headlines =
        vec![(Headline::SomeRobust, numbers.robust > 0), (Headline::MostlyNoDeal, 2 * numbers.no_deal > numbers.draws)];
    for row in &numbers.acceptance {
        headlines.push((Headline::TakesHalf(row.party.clone()), row.middle.is_some_and(|middle| middle >= 0.5)));
    }
    headlines
}

fn flips(before: &Numbers, after: &Numbers) -> Vec<Flip> {
    let was = headlines(before);
    let turned = headlines(after)
        .into_iter()
        .filter(|(headline, to)| was.iter().any(|(other, from)| other == headline && from != to));
    turned.map(|(headline, to)| Flip { headline, to }).collect()
}

fn weight(rank: &Rank) -> (usize, usize, f64) {
    let moved = rank
        .before
        .acceptance
        .iter()
        .zip(&rank.after.acceptance)
        .fold(0.0, |sum, (before, after)| sum + (before.middle.unwrap_or(0.0) - after.middle.unwrap_or(0.0)).abs());
    (rank.flips.len(), rank.before.no_deal.abs_diff(rank.after.no_deal), moved)
}

fn numbers_under(run: &Run, changes: &[Change]) -> Result<Numbers, Refusal> {
    Ok(run.changed(changes)?.numbers(run.case))
}
