//! Results with every input at its central value but one: what swings and tipping values ask over and over.
//!
//! Each lane moves one input. Only the parties that the input feeds are counted in it, and held against what all others take at
//! central values, which is worked out once.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use super::accept::Acceptance;
use super::payoffs::PartyInputs;
use super::run::Run;
use super::sample::{About, Draws};
use super::taken::Taken;
use super::variable::Variable;
use crate::model::{Case, Closeness, LeverId, PartyId, Refusal};
use crate::num;

/// A result whose swings are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measured {
    /// The share of reachable packages that a party takes, 0 to 1.
    Acceptance(#[serde(skip)] PartyId),
    /// How many packages all signatories take.
    Deals,
}

/// Whose it is stands beside it in an answer.
impl JsonSchema for Measured {
    fn schema_name() -> Cow<'static, str> {
        "Measured".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": ["acceptance", "deals"] })
    }
}

/// The central values but for one input, which has this value.
pub(super) type Lane = Option<(Variable, f64)>;

/// The result in each lane.
pub(super) fn results(run: &Run, measured: Measured, lanes: &[Lane]) -> Result<Vec<f64>, Refusal> {
    run.progress.step()?;
    let centre = run.centre()?;
    let mut results = vec![measure(centre, measured).first().copied().unwrap_or(0.0); lanes.len()];
    for (moved, places) in by_moved(run.case, measured, centre, lanes) {
        let own: Vec<Lane> = places.iter().map(|place| lanes[*place]).collect();
        let found = moved_results(run, measured, &moved, &own)?;
        places.into_iter().zip(found).for_each(|(place, result)| results[place] = result);
    }
    Ok(results)
}

/// The result in each draw.
pub(super) fn measure(acceptance: &Acceptance, measured: Measured) -> Vec<f64> {
    match measured {
        Measured::Deals => acceptance.deals_by_draw().iter().copied().map(f64::from).collect(),
        Measured::Acceptance(party) => match acceptance.counts(party) {
            Some(counts) => shares(counts, acceptance.reachable_packages()),
            None => vec![0.0; acceptance.draws()],
        },
    }
}

/// The parties with stakes that an input feeds.
pub(super) fn fed(case: &Case, variable: Variable) -> Vec<PartyId> {
    let same = case.ties.iter().filter(|tie| tie.by == Closeness::Same && case.same_as(tie.input) == variable);
    let with = same.map(|tie| tie.input).chain([variable]).flat_map(|input| fed_alone(case, input));
    let with: BTreeSet<PartyId> = with.collect();
    // In the order of the parties with stakes.
    case.stakeholders().into_iter().filter(|party| with.contains(party)).collect()
}

/// The same without what is tied to it.
fn fed_alone(case: &Case, variable: Variable) -> Vec<PartyId> {
    let by =
        |lever: LeverId| case.stakeholders().into_iter().filter(move |party| case.levers_of(*party).contains(&lever));
    match variable {
        Variable::Weight(party, _) | Variable::Value(party, _) | Variable::Base(party) | Variable::Effect(party, _) => {
            case.stakeholders().into_iter().filter(|other| *other == party).collect()
        }
        Variable::Bonus(place) => {
            let own = case.bonuses[place].party;
            case.stakeholders().into_iter().filter(|other| *other == own).collect()
        }
        Variable::Setting(lever) | Variable::Dependence(lever, _) => by(lever).collect(),
        // They belong to models of concessions and of conflict, and no acceptance reads them.
        Variable::LossAversion | Variable::Priority(..) | Variable::OptionWeight(..) | Variable::OptionSetting(..) => {
            Vec::new()
        }
    }
}

/// The places of the lanes by the parties that move in them; without the lanes in which nobody moves that the result is about.
fn by_moved(
    case: &Case,
    measured: Measured,
    centre: &Acceptance,
    lanes: &[Lane],
) -> BTreeMap<Vec<PartyId>, Vec<usize>> {
    let counts = |party: &PartyId| match measured {
        Measured::Deals => centre.signing().any(|other| other == *party),
        Measured::Acceptance(other) => other == *party,
    };
    let mut by_variable: BTreeMap<Variable, Vec<usize>> = BTreeMap::new();
    for (place, lane) in lanes.iter().enumerate() {
        lane.iter().for_each(|(variable, _)| by_variable.entry(*variable).or_default().push(place));
    }
    let mut by_moved: BTreeMap<Vec<PartyId>, Vec<usize>> = BTreeMap::new();
    for (variable, places) in by_variable {
        let moved: Vec<PartyId> = fed(case, variable).into_iter().filter(counts).collect();
        by_moved.entry(moved).or_default().extend(places);
    }
    by_moved.remove(&Vec::new());
    by_moved
}

/// The result in lanes in which only some parties differ from the centre.
fn moved_results(run: &Run, measured: Measured, moved: &[PartyId], lanes: &[Lane]) -> Result<Vec<f64>, Refusal> {
    let centre = run.centre()?;
    let draws = Draws::lanes(run.case, About::Bargain, lanes)?;
    centre.affordable(lanes.len(), moved.len())?;
    let count = |party: &PartyId| {
        let inputs = PartyInputs::of(run.case, &draws, *party);
        Taken::count(inputs, centre.layout(), lanes.len(), None, &run.progress).map(Arc::new)
    };
    let taken: Vec<Arc<Taken>> = moved.iter().map(count).collect::<Result<_, _>>()?;
    Ok(match measured {
        Measured::Deals => {
            let joint = centre.with_moved(taken, &run.progress);
            joint.counts().into_iter().map(f64::from).collect()
        }
        Measured::Acceptance(_) => {
            taken.iter().flat_map(|taken| shares(&taken.counts, centre.reachable_packages())).collect()
        }
    })
}

/// By draw: the share of so many packages.
pub(super) fn shares(counts: &[u32], whole: usize) -> Vec<f64> {
    counts.iter().map(|count| num::share(*count as usize, whole).unwrap_or(0.0)).collect()
}
