//! Scoring sheets: parties whose stakes are in points, as teaching exercises have them, and what their points add up to.

use super::{Checker, Scale};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{PartyId, Quantity, Stake};

/// What points add up to where nothing else is said.
const USUAL_TOTAL: f64 = 100.0;

/// What points may be, before it is known what they add up to.
pub(super) const POINTS: (f64, f64) = (0.0, 1e9);

/// Sums that people add up by hand agree to so much.
const CLOSE: f64 = 1e-9;

impl Checker<'_> {
    /// Notes on which scale a party's stake is written.
    pub(super) fn on_scale(&mut self, party: PartyId, scale: Scale, place: Span) {
        self.scales.entry((party, scale)).or_insert(place);
    }

    /// Every party with points has points only, and its best options add up to what they should.
    pub(super) fn scoring_sheets(&mut self) {
        let in_points: Vec<(PartyId, Span)> = self
            .scales
            .iter()
            .filter(|((_, scale), _)| *scale == Scale::Points)
            .map(|((party, _), place)| (*party, place.clone()))
            .collect();
        for (party, place) in in_points {
            if let Some(other) = self.scales.get(&(party, Scale::Shares)).cloned() {
                let id = &self.case.party(party).id;
                let message = format!("the stakes of `{id}` are in points, and by weights and values");
                self.fault_with(
                    Diagnostic::fault("two-scales", message)
                        .at(other, "a weight or values")
                        .at(place.clone(), "points")
                        .hint("write all stakes of a party on one scale"),
                );
            }
            let total = self.total_points(party).unwrap_or(USUAL_TOTAL);
            self.case.parties[party.0].points = Some(total);
            self.adds_up(party, total, place);
        }
        self.idle_totals();
    }

    /// What the case says that a party's points add up to.
    fn total_points(&mut self, party: PartyId) -> Option<f64> {
        let total = self.file.party.0.get(party.0)?.1.total_points.as_ref()?;
        let good = total.value.is_finite() && total.value > 0.0;
        if !good {
            self.fault("bad-quantity", "points add up to more than 0", total, "this value");
        }
        good.then_some(total.value)
    }

    fn adds_up(&mut self, party: PartyId, total: f64, place: Span) {
        let (mut least, mut most) = (0.0, 0.0);
        for stake in self.case.stakes.iter().filter(|stake| stake.party == party) {
            let (low, high) = best(stake);
            (least, most) = (least + low, most + high);
        }
        let close = CLOSE * total;
        if least > total + close || most < total - close {
            let id = self.case.party(party).id.clone();
            let sum = if least == most { format!("{least}") } else { format!("{least} to {most}") };
            let message = format!("the best options of `{id}` add up to {sum} points, and not to {total}");
            let hint = format!("mend the points, or say under `[party.{id}]` what they add up to: `total_points = …`");
            self.fault_with(Diagnostic::fault("points-total", message).at(place, "this scoring sheet").hint(hint));
        } else if let Some(over) = self.above(party, total) {
            let id = &self.case.party(party).id;
            let message = format!("an option may be worth {over} points to `{id}`, more than all {total}");
            self.fault_with(Diagnostic::fault("points-total", message).at(place, "this scoring sheet"));
        }
    }

    /// Points of one option that are more than all.
    fn above(&self, party: PartyId, total: f64) -> Option<f64> {
        let own = self.case.stakes.iter().filter(|stake| stake.party == party);
        own.flat_map(|stake| stake.values.iter().flatten()).map(|points| points.high()).find(|points| *points > total)
    }

    /// A total says nothing of a party without points.
    fn idle_totals(&mut self) {
        let file = self.file;
        for (place, (id, party)) in file.party.iter().enumerate() {
            let Some(total) = &party.total_points else { continue };
            if !self.scales.contains_key(&(PartyId(place), Scale::Points)) {
                let message = format!("`{}` has no stakes in points", id.value);
                let fault = Diagnostic::warning("idle-total", message).at(total.span(), "counts for nothing");
                self.fault_with(fault.hint("leave it out, or give its stakes `points`"));
            }
        }
    }
}

/// The points of the best option of an issue, at least and at most. An option without points may be worth anything.
fn best(stake: &Stake) -> (f64, f64) {
    let most = |of: fn(Quantity) -> f64| stake.values.iter().flatten().map(|points| of(*points)).fold(0.0, f64::max);
    let blank = stake.values.iter().any(Option::is_none);
    (most(Quantity::low), if blank { f64::INFINITY } else { most(Quantity::high) })
}
