//! One case, its draws, and what is accepted in them: what every question of this family starts from.

use std::sync::Arc;

use super::accept::Acceptance;
use super::reach::{Reach, Reaches};
use super::sample::{About, Draws};
use crate::model::{Case, Change, Refusal};
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
        Ok(Run { case, draws, acceptance, reach, progress })
    }

    /// What is accepted when some inputs change, in the same draws. Parties that the changes leave alone are not recounted.
    pub fn changed(&self, changes: &[Change]) -> Result<Acceptance, Refusal> {
        self.progress.step()?;
        let case = self.case.with(changes);
        let reach =
            if changes.iter().any(may_change_reach) { (self.reach)(&case) } else { self.acceptance.reach().clone() };
        self.acceptance.moved(&case, &self.draws.again(&case)?, reach)
    }

    /// Which options of a changed case can be had.
    pub fn reach_of(&self, case: &Case) -> Reach {
        (self.reach)(case)
    }

    /// One lane for each entry: central values but for the one input that the lane moves. The reach is the run's own.
    pub(super) fn lanes(&self, lanes: &[Option<(super::Variable, f64)>]) -> Result<Acceptance, Refusal> {
        self.progress.step()?;
        Acceptance::of(self.case, &Draws::lanes(self.case, About::Bargain, lanes)?, self.acceptance.reach().clone())
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
        | Change::Priority(..) => false,
    }
}
