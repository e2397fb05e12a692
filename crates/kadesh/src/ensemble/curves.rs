//! How each party's acceptance and floor move with each lever, and how far one lever stands in for another that it needs.
//!
//! # Definition
//!
//! A lever is set to eleven evenly spaced points of its range; everything else stays as drawn. At each point the spread of
//! the party's acceptance share and of its floor is taken over the draws. For a lever that needs another, the same is taken
//! with the other at the top, the middle and the bottom of its range, and with the other at the bottom and the lever itself
//! at the top.
//!
//! # Source
//!
//! Our own. The floor is a walk-away in the sense of [fisher1981]. A gain over a walk-away is never reported, because the
//! walk-away is what moves.
//!
//! # Complexity
//!
//! Eleven counts of the parties that the lever feeds, for each lever.

use schemars::JsonSchema;
use serde::Serialize;

use super::accept::Acceptance;
use super::run::Run;
use crate::model::{self, Basis, Card, Case, Change, Family, LeverId, PartyId, Quantity, Ref, Refusal, Spread};
use crate::num;

/// What the curves are.
pub const CARD: Card = Card {
    id: "ensemble.curves",
    family: Family::Ensemble,
    name: "acceptance and floor against levers",
    question: "How does each party's acceptance set move when a lever moves?",
    definition: "The lever is set to eleven points of its range, all else as drawn; the spread over draws of each party's \
                 acceptance share and floor is taken at each.",
    sources: &["fisher1981"],
    assumes: &["the lever can be set without moving any other input"],
    departures: "Our own definition.",
    standing: model::Standing::Experimental,
};

/// Points of a curve.
const POINTS: usize = 11;

/// The curves of one lever.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Curves {
    /// The lever.
    pub lever: Ref,
    /// Who can move it.
    pub held_by: Option<Ref>,
    /// One curve for each party whose walk-away the lever feeds, in file order.
    pub curves: Vec<Curve>,
    /// Parties with stakes that it does not touch.
    pub untouched: Vec<Ref>,
    /// How many draws.
    pub draws: usize,
    /// What this rests on.
    pub basis: Basis,
}

/// One party's curve.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Curve {
    /// Who.
    pub party: Ref,
    /// From the least to the greatest setting.
    pub points: Vec<CurvePoint>,
    /// What it rests on.
    pub basis: Basis,
}

/// One setting of a lever, and what a party accepts there.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct CurvePoint {
    /// The setting.
    pub setting: f64,
    /// The party's acceptance share; none when no package is reachable.
    pub share: Option<Spread>,
    /// Its floor.
    pub floor: Spread,
}

/// A lever that needs another one: how far it stands in for it.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Dependence {
    /// The lever that needs the other.
    pub lever: Ref,
    /// Who can move it.
    pub held_by: Option<Ref>,
    /// The lever that it needs.
    pub needs: Ref,
    /// Who can move that one.
    pub needs_held_by: Option<Ref>,
    /// The share of the first lever's effect that is lost when the second is at nought.
    pub lost: Quantity,
    /// One row for each party whose walk-away either lever feeds, in file order.
    pub rows: Vec<DependenceRow>,
    /// How many draws.
    pub draws: usize,
    /// What this rests on.
    pub basis: Basis,
}

/// One party under the settings of a pair of levers.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct DependenceRow {
    /// Who.
    pub party: Ref,
    /// The needed lever at the top of its range; the other as drawn.
    pub full: Setting,
    /// The needed lever in the middle of its range; the other as drawn.
    pub half: Setting,
    /// The needed lever at the bottom of its range; the other as drawn.
    pub none: Setting,
    /// The needed lever at the bottom, the lever that needs it at the top: how far it stands in alone.
    pub alone: Setting,
    /// What it rests on.
    pub basis: Basis,
}

/// What a party accepts under one setting.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Setting {
    /// Its acceptance share; none when no package is reachable.
    pub share: Option<Spread>,
    /// Its floor.
    pub floor: Spread,
}

/// The curves of every lever, in file order. A lever that feeds no party's walk-away has no curve.
pub fn curves(run: &Run) -> Result<Vec<Curves>, Refusal> {
    (0..run.case.levers.len()).map(|lever| lever_curves(run, LeverId(lever))).collect()
}

/// Every pair of levers of which one needs the other, in file order.
pub fn dependences(run: &Run) -> Result<Vec<Dependence>, Refusal> {
    let pairs = (0..run.case.levers.len())
        .map(LeverId)
        .flat_map(|lever| run.case.lever(lever).depends_on.iter().map(move |(other, lost)| (lever, *other, *lost)));
    pairs.map(|(lever, needs, lost)| dependence(run, lever, needs, lost)).collect()
}

fn lever_curves(run: &Run, lever: LeverId) -> Result<Curves, Refusal> {
    let (touched, untouched) = split(run.case, &[lever]);
    let settings = grid(run.case, lever, POINTS);
    let at_each: Vec<Acceptance> = if touched.is_empty() {
        Vec::new()
    } else {
        run.progress.expect(settings.len());
        settings.iter().map(|setting| run.with_lever(lever, *setting)).collect::<Result<_, _>>()?
    };
    let curve = |party: &PartyId| {
        let points = settings.iter().zip(&at_each).filter_map(|(setting, acceptance)| {
            let Setting { share, floor } = setting_of(acceptance, *party)?;
            Some(CurvePoint { setting: *setting, share, floor })
        });
        let basis = run.case.party_basis(*party).and(&run.case.lever_basis(lever));
        Curve { party: run.case.party_ref(*party), points: points.collect(), basis }
    };
    let curves: Vec<Curve> = touched.iter().map(curve).collect();
    let mut basis = run.case.lever_basis(lever);
    curves.iter().for_each(|curve| basis.extend(&curve.basis));
    Ok(Curves {
        lever: run.case.lever_ref(lever),
        held_by: holder(run.case, lever),
        curves,
        untouched: run.case.party_refs(&untouched),
        draws: run.draws.len(),
        basis,
    })
}

fn dependence(run: &Run, lever: LeverId, needs: LeverId, lost: Quantity) -> Result<Dependence, Refusal> {
    let (low, high) = run.case.lever(needs).range;
    let top = run.case.lever(lever).range.1;
    let set = |id, setting| Change::Lever(id, Quantity::Point(setting));
    run.progress.expect(4);
    let full = run.changed(&[set(needs, high)])?;
    let half = run.changed(&[set(needs, low + (high - low) / 2.0)])?;
    let none = run.changed(&[set(needs, low)])?;
    let alone = run.changed(&[set(needs, low), set(lever, top)])?;
    let (touched, _) = split(run.case, &[lever, needs]);
    let row = |party: &PartyId| {
        Some(DependenceRow {
            party: run.case.party_ref(*party),
            full: setting_of(&full, *party)?,
            half: setting_of(&half, *party)?,
            none: setting_of(&none, *party)?,
            alone: setting_of(&alone, *party)?,
            basis: run.case.party_basis(*party),
        })
    };
    let rows: Vec<DependenceRow> = touched.iter().filter_map(row).collect();
    let mut basis = run.case.lever_basis(lever).and(&run.case.lever_basis(needs));
    rows.iter().for_each(|row| basis.extend(&row.basis));
    Ok(Dependence {
        lever: run.case.lever_ref(lever),
        held_by: holder(run.case, lever),
        needs: run.case.lever_ref(needs),
        needs_held_by: holder(run.case, needs),
        lost,
        rows,
        draws: run.draws.len(),
        basis,
    })
}

/// So many evenly spaced settings of a lever, its two ends among them.
pub(super) fn grid(case: &Case, lever: LeverId, points: usize) -> Vec<f64> {
    let (low, high) = case.lever(lever).range;
    let steps = points.max(2) - 1;
    (0..=steps).map(|step| low + (high - low) * num::count(step) / num::count(steps)).collect()
}

pub(super) fn holder(case: &Case, lever: LeverId) -> Option<Ref> {
    case.lever(lever).held_by.map(|party| case.party_ref(party))
}

/// The parties with stakes whose walk-away one of the levers feeds, and the others.
fn split(case: &Case, levers: &[LeverId]) -> (Vec<PartyId>, Vec<PartyId>) {
    let fed = |party: &PartyId| levers.iter().any(|lever| case.levers_of(*party).contains(lever));
    case.stakeholders().into_iter().partition(fed)
}

fn setting_of(acceptance: &Acceptance, party: PartyId) -> Option<Setting> {
    let floor = Spread::of(acceptance.floors(party)?.to_vec())?;
    Some(Setting { share: acceptance.share(party), floor })
}
