//! Which input moves a result most when each one moves alone over its range, and which are locked and how far.
//!
//! # Definition
//!
//! Every input is at its central value. One input at a time goes over nine evenly spaced points of its range; its swing is
//! the greatest result less the least. A swing of nought is *locked*: the result is a step function of the input, so the
//! nearest value outside the range at which the result changes is looked for, up to the input's natural bounds, on sixteen
//! points and then by cutting the gap in sixteen, down to a millionth of the way.
//!
//! # Source
//!
//! [howard1988], [eschenbach1992]. Departure: a swing of nought is never read as "does not matter".
//!
//! # Complexity
//!
//! Nine counts of the parties that an input feeds for its swing, and about eighty for one that is locked, by the same code as
//! the draws.

use schemars::JsonSchema;
use serde::Serialize;

use super::lanes::{Lane, Measured, fed, results};
use super::run::Run;
use super::variable::{Input, Variable, inputs};
use crate::model::{self, Basis, Card, Case, Family, PartyId, Quantity, Refusal};
use crate::num;

/// What one-at-a-time swings are.
pub const CARD: Card = Card {
    id: "ensemble.tornado",
    family: Family::Ensemble,
    name: "one-at-a-time swings (tornado)",
    question: "Which input moves the result most when it moves alone?",
    definition: "All inputs central; one goes over nine points of its range; swing = greatest result − least. A swing of \
                 nought is locked, with the distance to the nearest value at which the result changes.",
    sources: &["howard1988", "eschenbach1992"],
    assumes: &["the other inputs stay at their central values"],
    departures: "Locked inputs carry the distance to the next step; a step narrower than the search grid can be missed.",
    standing: model::Standing::Experimental,
};

/// Points at which a range is looked at.
const INSIDE: usize = 9;
/// Points of the first search beyond a range, and of each refinement.
const BEYOND: usize = 16;
/// Refinements, each sixteen times finer.
const ROUNDS: usize = 4;

/// The swings of one result.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Swings {
    /// The result.
    pub measured: Measured,
    /// The result in words.
    pub result: String,
    /// The result with every input central.
    pub centre: f64,
    /// One for each uncertain input that feeds the result: the widest first, then by name.
    pub swings: Vec<Swing>,
    /// What this rests on.
    pub basis: Basis,
}

/// One input's swing.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Swing {
    /// The input.
    #[serde(skip)]
    pub variable: Variable,
    /// The input in words.
    pub name: String,
    /// Its range.
    pub range: (f64, f64),
    /// The result at the low end.
    pub at_low: f64,
    /// The result at the high end.
    pub at_high: f64,
    /// The greatest result on the range less the least.
    pub width: f64,
    /// Why the swing is nought; none when it is not.
    pub locked: Option<Locked>,
    /// What it rests on.
    pub basis: Basis,
}

/// A swing of nought: how far the next step is.
#[derive(Debug, Clone, Copy, PartialEq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Locked {
    /// The result changes when the input goes this far beyond its range.
    Step {
        /// The value of the input at which the result is another.
        at: f64,
        /// How far that is from the range.
        distance: f64,
        /// The result there.
        result: f64,
    },
    /// The result is the same up to the input's natural bounds, on the points looked at.
    NoStep {
        /// The bounds.
        bounds: (f64, f64),
    },
}

/// The swings of a result. Only inputs that feed the result and are not points are looked at.
///
/// Refuses a party with no stake.
pub fn tornado(run: &Run, measured: Measured) -> Result<Swings, Refusal> {
    let uncertain: Vec<Input> = inputs(run.case)?
        .into_iter()
        .filter(|input| !input.quantity.is_point() && run.case.same_as(input.variable) == input.variable)
        .filter(|input| feeds(run, input.variable, measured))
        .collect();
    run.progress.expect(ROUNDS + 2);
    let mut lanes = vec![None];
    for input in &uncertain {
        lanes.extend(inside(input.quantity).into_iter().map(|value| Some((input.variable, value))));
    }
    let results = results(run, measured, &lanes)?;
    let centre = results[0];
    let mut swings: Vec<Swing> = uncertain
        .iter()
        .zip(results[1..].chunks(INSIDE))
        .map(|(input, row)| swing(run.case, input, centre, row))
        .collect();
    lock(run, measured, centre, &mut swings)?;
    swings.sort_by(|one, two| two.width.total_cmp(&one.width).then_with(|| one.name.cmp(&two.name)));
    let basis = run.case.bargain_basis(parties_of(run.case, measured));
    Ok(Swings { measured, result: words(run.case, measured), centre, swings, basis })
}

/// The parties whose inputs feed a result.
fn parties_of(case: &Case, measured: Measured) -> Vec<PartyId> {
    match measured {
        Measured::Acceptance(party) => vec![party],
        Measured::Deals if case.deal.signatories.is_empty() => case.stakeholders(),
        Measured::Deals => case.deal.signatories.clone(),
    }
}

fn feeds(run: &Run, variable: Variable, measured: Measured) -> bool {
    let parties = parties_of(run.case, measured);
    fed(run.case, variable).iter().any(|party| parties.contains(party))
}

fn words(case: &Case, measured: Measured) -> String {
    match measured {
        Measured::Acceptance(party) => {
            format!("share of the packages within reach that {} prefers to no deal", case.party(party).name)
        }
        Measured::Deals => format!("number of packages that beat no deal for {}", case.whom()),
    }
}

fn inside(quantity: Quantity) -> Vec<f64> {
    spaced(quantity.low(), quantity.high(), INSIDE - 1)
}

/// `steps + 1` evenly spaced numbers; the ends are exact.
pub(super) fn spaced(from: f64, to: f64, steps: usize) -> Vec<f64> {
    let at = |step: usize| if step == steps { to } else { from + (to - from) * num::count(step) / num::count(steps) };
    (0..=steps).map(at).collect()
}

fn swing(case: &Case, input: &Input, centre: f64, row: &[f64]) -> Swing {
    let least = row.iter().copied().fold(centre, f64::min);
    let greatest = row.iter().copied().fold(centre, f64::max);
    Swing {
        variable: input.variable,
        name: input.variable.name(case),
        range: (input.quantity.low(), input.quantity.high()),
        at_low: row[0],
        at_high: row[row.len() - 1],
        width: greatest - least,
        locked: None,
        basis: input.variable.basis(case),
    }
}

/// A search beyond one end of one locked input's range.
struct Search {
    swing: usize,
    /// The end of the range it began at.
    edge: f64,
    /// No change up to here.
    same: f64,
    /// A change here, or the bound where the search ends.
    far: f64,
    /// The result at `far`, once it is known to differ.
    found: Option<f64>,
}

/// Fills in how far every locked input is from the next step. All searches go on side by side.
fn lock(run: &Run, measured: Measured, centre: f64, swings: &mut [Swing]) -> Result<(), Refusal> {
    let mut searches = Vec::new();
    for (place, swing) in swings.iter().enumerate().filter(|(_, swing)| swing.width == 0.0) {
        let (low, high) = swing.range;
        let (least, most) = swing.variable.bounds(run.case);
        let ends = [(low, least, least < low), (high, most, most > high)];
        for (edge, bound, _) in ends.into_iter().filter(|(_, _, room)| *room) {
            searches.push(Search { swing: place, edge, same: edge, far: bound, found: None });
        }
    }
    for round in 0..=ROUNDS {
        if round > 0 {
            searches.retain(|search| search.found.is_some());
        }
        narrow(run, measured, centre, swings, &mut searches)?;
    }
    for swing in swings.iter_mut().filter(|swing| swing.width == 0.0) {
        swing.locked = Some(Locked::NoStep { bounds: swing.variable.bounds(run.case) });
    }
    searches.sort_by(|one, two| (one.far - one.edge).abs().total_cmp(&(two.far - two.edge).abs()));
    for search in searches.iter().rev() {
        if let Some(result) = search.found {
            let distance = (search.far - search.edge).abs();
            swings[search.swing].locked = Some(Locked::Step { at: search.far, distance, result });
        }
    }
    Ok(())
}

/// Looks at sixteen points of each search and keeps the first piece on which the result changes.
fn narrow(
    run: &Run,
    measured: Measured,
    centre: f64,
    swings: &[Swing],
    searches: &mut [Search],
) -> Result<(), Refusal> {
    if searches.is_empty() {
        return Ok(());
    }
    let points: Vec<Vec<f64>> = searches.iter().map(|search| spaced(search.same, search.far, BEYOND)).collect();
    let lanes: Vec<Lane> = searches
        .iter()
        .zip(&points)
        .flat_map(|(search, row)| row.iter().skip(1).map(|value| Some((swings[search.swing].variable, *value))))
        .collect();
    let results = results(run, measured, &lanes)?;
    for ((search, row), results) in searches.iter_mut().zip(&points).zip(results.chunks(BEYOND)) {
        if let Some(first) = results.iter().position(|result| *result != centre) {
            (search.same, search.far, search.found) = (row[first], row[first + 1], Some(results[first]));
        }
    }
    Ok(())
}
