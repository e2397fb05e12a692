//! The settings of a lever at which an answer turns into its opposite.
//!
//! # Definition
//!
//! Two kinds of yes-or-no answers are watched with every other input central: whether some package is taken by all
//! signatories, and whether a party takes at least half of the reachable packages. A lever goes over 33 evenly spaced
//! settings of its range; wherever the answer differs between neighbours, the piece is cut in sixteen again and again,
//! until the setting is known to a millionth of the range. The answer is then counted over the draws at that setting.
//!
//! # Source
//!
//! Threshold (break-even) analysis as in [howard1988]. Two turns within one thirty-second of the range can be missed.
//!
//! # Complexity
//!
//! A hundred central counts and one count over the draws for each tipping value.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use super::curves::{grid, holder};
use super::lanes::{Lane, Measured, measure, results, shares};
use super::run::Run;
use super::tornado::spaced;
use super::variable::Variable;
use crate::model::{self, Basis, Card, Family, LeverId, PartyId, Ref, Refusal};

/// What tipping values are.
pub const CARD: Card = Card {
    id: "ensemble.tipping",
    family: Family::Ensemble,
    name: "tipping values of levers",
    question: "At which setting of a lever does a yes-or-no answer turn?",
    definition: "All other inputs central; the lever goes over 33 settings, and each turn of the answer is narrowed down by \
                 cutting its piece in sixteen.",
    sources: &["howard1988"],
    assumes: &["the lever can be set without moving any other input"],
    departures: "Each tipping value carries the count of draws in which the answer is yes at that setting.",
    standing: model::Standing::Experimental,
};

/// Settings first looked at.
const SETTINGS: usize = 33;
/// Pieces of each refinement, and how many refinements.
const PIECES: usize = 16;
const ROUNDS: usize = 4;

/// The tipping values of one lever.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct LeverTips {
    /// The lever.
    pub lever: Ref,
    /// Who can move it.
    pub held_by: Option<Ref>,
    /// The settings looked at.
    pub range: (f64, f64),
    /// One for each answer that the lever can touch.
    pub answers: Vec<Tip>,
    /// How many draws the counts are out of.
    pub draws: usize,
    /// What this rests on.
    pub basis: Basis,
}

/// One yes-or-no answer along a lever.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Tip {
    /// The answer that is watched.
    pub predicate: Predicate,
    /// The party it is about, where it is about one.
    pub party: Option<Ref>,
    /// Whether it is yes at the least setting, every other input central.
    pub yes_at_low: bool,
    /// Draws in which it is yes at the least setting.
    pub draws_at_low: usize,
    /// Draws in which it is yes at the greatest setting.
    pub draws_at_high: usize,
    /// The settings at which it turns, from low to high, each with the draws in which it is yes there. Empty: it never
    /// turns in the range.
    pub at: Vec<(f64, usize)>,
    /// What it rests on.
    pub basis: Basis,
}

/// A yes-or-no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Predicate {
    /// Some package is taken by all signatories.
    SomeDeal,
    /// The party takes at least half of the reachable packages.
    TakesHalf(#[serde(skip)] PartyId),
}

/// Whose it is stands beside it in an answer.
impl JsonSchema for Predicate {
    fn schema_name() -> Cow<'static, str> {
        "Predicate".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": ["some-deal", "takes-half"] })
    }
}

/// The tipping values of every lever, in file order. A lever that feeds nobody's walk-away has no answers.
pub fn tipping(run: &Run) -> Result<Vec<LeverTips>, Refusal> {
    (0..run.case.levers.len()).map(|lever| lever_tips(run, LeverId(lever))).collect()
}

fn lever_tips(run: &Run, lever: LeverId) -> Result<LeverTips, Refusal> {
    let touched: Vec<PartyId> =
        run.case.stakeholders().into_iter().filter(|party| run.case.levers_of(*party).contains(&lever)).collect();
    let range = run.case.lever(lever).range;
    let mut answers = Vec::new();
    if !touched.is_empty() {
        run.progress.expect(3 + touched.len());
        answers.push(tip(run, lever, Predicate::SomeDeal)?);
        for party in touched {
            answers.push(tip(run, lever, Predicate::TakesHalf(party))?);
        }
    }
    let mut basis = run.case.lever_basis(lever);
    answers.iter().for_each(|tip| basis.extend(&tip.basis));
    Ok(LeverTips {
        lever: run.case.lever_ref(lever),
        held_by: holder(run.case, lever),
        range,
        answers,
        draws: run.draws.len(),
        basis,
    })
}

fn tip(run: &Run, lever: LeverId, predicate: Predicate) -> Result<Tip, Refusal> {
    let (low, high) = run.case.lever(lever).range;
    let settings = grid(run.case, lever, SETTINGS);
    let yes = answers(run, lever, predicate, &settings)?;
    let mut at = Vec::new();
    for place in (1..settings.len()).filter(|place| yes[*place] != yes[place - 1]) {
        let setting = narrowed(run, lever, predicate, (settings[place - 1], settings[place]), yes[place])?;
        at.push((setting, draws_at(run, lever, setting, predicate)?));
    }
    let (party, basis) = match predicate {
        Predicate::TakesHalf(party) => (Some(run.case.party_ref(party)), run.case.party_basis(party)),
        Predicate::SomeDeal => (None, run.case.bargain_basis(run.case.stakeholders())),
    };
    Ok(Tip {
        predicate,
        party,
        yes_at_low: yes[0],
        draws_at_low: draws_at_end(run, lever, low, predicate)?,
        draws_at_high: draws_at_end(run, lever, high, predicate)?,
        at,
        basis,
    })
}

/// The first setting of a piece at which the answer is `after`, the piece's far end having it.
fn narrowed(run: &Run, lever: LeverId, predicate: Predicate, piece: (f64, f64), after: bool) -> Result<f64, Refusal> {
    run.progress.expect(ROUNDS + 1);
    let (mut from, mut to) = piece;
    for _ in 0..ROUNDS {
        let settings = spaced(from, to, PIECES);
        let yes = answers(run, lever, predicate, &settings)?;
        if let Some(first) = (1..settings.len()).find(|place| yes[*place] == after) {
            (from, to) = (settings[first - 1], settings[first]);
        }
    }
    Ok(to)
}

/// The answer at each setting, every other input central.
fn answers(run: &Run, lever: LeverId, predicate: Predicate, settings: &[f64]) -> Result<Vec<bool>, Refusal> {
    let lanes: Vec<Lane> = settings.iter().map(|setting| Some((Variable::Setting(lever), *setting))).collect();
    Ok(results(run, predicate.measured(), &lanes)?.into_iter().map(|result| predicate.is_met(result)).collect())
}

/// In how many draws the answer is yes at a setting. Of an answer about one party that party alone is counted.
fn draws_at(run: &Run, lever: LeverId, setting: f64, predicate: Predicate) -> Result<usize, Refusal> {
    match predicate {
        Predicate::SomeDeal => draws_at_end(run, lever, setting, predicate),
        Predicate::TakesHalf(party) => {
            let counts = run.counts_with_lever(lever, setting, party)?;
            Ok(predicate.draws(&shares(&counts, run.acceptance.reachable_packages())))
        }
    }
}

/// The same at an end of the range, where everybody is counted for other questions too.
fn draws_at_end(run: &Run, lever: LeverId, setting: f64, predicate: Predicate) -> Result<usize, Refusal> {
    Ok(predicate.draws(&measure(&run.with_lever(lever, setting)?, predicate.measured())))
}

impl Predicate {
    /// The result that it is about.
    fn measured(self) -> Measured {
        match self {
            Predicate::SomeDeal => Measured::Deals,
            Predicate::TakesHalf(party) => Measured::Acceptance(party),
        }
    }

    /// Whether the answer is yes where the result is this.
    fn is_met(self, result: f64) -> bool {
        match self {
            Predicate::SomeDeal => result > 0.0,
            Predicate::TakesHalf(_) => result >= 0.5,
        }
    }

    /// In how many draws it is, of the result in each.
    fn draws(self, results: &[f64]) -> usize {
        results.iter().filter(|result| self.is_met(**result)).count()
    }
}
