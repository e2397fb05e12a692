//! One case, its draws, and what is accepted in them: what every question of this family starts from.

use std::sync::{Arc, OnceLock};

use super::accept::Acceptance;
use super::reach::{Reach, Reaches};
use super::sample::{About, Draws};
use crate::model::{Case, Change, LeverId, PartyId, Quantity, Refusal};
use crate::progress::Progress;

/// A case with its draws, counted once. Every what-if starts from it and counts anew only what changed.
pub struct Run<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its draws.
    pub draws: Draws,
    /// What is accepted in them.
    pub acceptance: Acceptance,
    reach: Reaches<'a>,
    centre: OnceLock<Result<Acceptance, Refusal>>,
    /// By lever: at the bottom and at the top of its range.
    ends: Vec<[OnceLock<Result<Acceptance, Refusal>>; 2]>,
    /// Every count is a step.
    pub(super) progress: Arc<Progress>,
}

impl<'a> Run<'a> {
    /// Draws and counts. `reach` tells which options of a case can be had under its rules.
    ///
    /// Refuses what [`Draws::new`] and [`Acceptance::of`] refuse.
    pub fn new(case: &'a Case, seed: u64, draws: usize, reach: Reaches<'a>) -> Result<Run<'a>, Refusal> {
        Run::watched(case, seed, draws, reach, Arc::default())
    }

    /// The same, with its work counted. Every question of this family ends at the next step when the work is stopped.
    pub fn watched(
        case: &'a Case,
        seed: u64,
        draws: usize,
        reach: Reaches<'a>,
        progress: Arc<Progress>,
    ) -> Result<Run<'a>, Refusal> {
        progress.expect(2);
        let draws = Draws::watched(case, seed, draws, progress.clone())?;
        progress.step()?;
        let acceptance = Acceptance::of(case, &draws, reach(case))?;
        progress.step()?;
        let ends = case.levers.iter().map(|_| Default::default()).collect();
        Ok(Run { case, draws, acceptance, reach, centre: OnceLock::new(), ends, progress })
    }

    /// What is accepted when some inputs change, in the same draws. Parties that the changes leave alone are not recounted.
    pub fn changed(&self, changes: &[Change]) -> Result<Acceptance, Refusal> {
        self.progress.step()?;
        let case = self.case.with(changes);
        let reach =
            if changes.iter().any(may_change_reach) { (self.reach)(&case) } else { self.acceptance.reach().clone() };
        self.acceptance.moved(&case, &self.draws.again(&case)?, reach)
    }

    /// What is accepted with a lever at some setting. Several questions ask it at the ends of the lever's range.
    pub fn with_lever(&self, lever: LeverId, setting: f64) -> Result<Acceptance, Refusal> {
        let moved = || self.changed(&[Change::Lever(lever, Quantity::Point(setting))]);
        let (low, high) = self.case.lever(lever).range;
        match [low, high].iter().position(|end| *end == setting) {
            Some(end) => self.ends[lever.0][end].get_or_init(moved).clone(),
            None => moved(),
        }
    }

    /// By draw: how many packages one party with stakes takes with a lever at some setting.
    pub(super) fn counts_with_lever(&self, lever: LeverId, setting: f64, party: PartyId) -> Result<Vec<u32>, Refusal> {
        self.progress.step()?;
        let case = self.case.with(&[Change::Lever(lever, Quantity::Point(setting))]);
        self.acceptance.counts_moved(&case, &self.draws.again(&case)?, party)
    }

    /// Which options of a changed case can be had.
    pub fn reach_of(&self, case: &Case) -> Reach {
        (self.reach)(case)
    }

    /// What is accepted with every input at its central value, as one draw. The reach is the run's own.
    pub(super) fn centre(&self) -> Result<&Acceptance, Refusal> {
        let count = || {
            let draws = Draws::lanes(self.case, About::Bargain, &[None])?;
            Acceptance::of(self.case, &draws, self.acceptance.reach().clone())
        };
        self.centre.get_or_init(count).as_ref().map_err(Clone::clone)
    }
}

/// Rules read stances, conditions and seats, never a party's weights, values or levers, and nothing of the conflict.
fn may_change_reach(change: &Change) -> bool {
    match change {
        Change::Stance(..) | Change::Condition(..) | Change::Seat(..) => true,
        Change::Lever(..)
        | Change::Weight(..)
        | Change::Value(..)
        | Change::WalkAway(..)
        | Change::RedLine(..)
        | Change::LossAversion(_)
        | Change::OptionWeight(..)
        | Change::Priority(..)
        | Change::Bonus(..)
        | Change::Signatories(_) => false,
    }
}
