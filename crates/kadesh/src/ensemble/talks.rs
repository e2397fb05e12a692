//! Every draw as a bargain: what a bargaining model would answer in each, worked out draw by draw and collected in order.

use rayon::prelude::*;

use super::accept::{Acceptance, excluded, who_must_sign};
use super::payoffs::PartyInputs;
use super::run::Run;
use crate::deals::{Bargain, Known, Space};
use crate::model::{Case, Ref, Refusal, Spread, Truth};
use crate::progress::Progress;

/// The most accepted packages that are looked at, over all draws. When there are more, only the first draws are used.
pub const MOST_ACCEPTED: usize = 3_000_000;

/// A change smaller than this counts as nothing: two decimals carry all the information in guessed values.
pub const LEAST_CHANGE: f64 = 0.005;

/// The bargains of a run's draws.
pub(super) struct Talks<'a> {
    acceptance: &'a Acceptance,
    inputs: Vec<&'a PartyInputs>,
    signatories: usize,
    /// Everything but the numbers of a draw.
    blank: Bargain,
    /// By number in the acceptance: a package's number in the bargains. Empty: they are the same.
    numbers: Vec<u32>,
    draws: usize,
    progress: &'a Progress,
}

/// So many draws are one step.
const STEP: usize = 256;

impl<'a> Talks<'a> {
    /// Refuses a space that is too large, as the acceptance does.
    pub(super) fn of(run: &'a Run<'a>) -> Result<Talks<'a>, Refusal> {
        who_must_sign(run.case)?;
        let sizes: Vec<usize> = run.case.issues.iter().map(|issue| issue.options.len()).collect();
        let space = Space::new(&sizes).map_err(|error| {
            Refusal::new(&super::accept::CARD, format!("{} packages are too many to go through", error.packages))
        })?;
        let acceptance = &run.acceptance;
        let space = space.excluding(excluded(run.case));
        let number = |place: usize| space.number(&acceptance.package(place)) as u32;
        let open = acceptance.layout().space.len();
        let numbers = if open == space.len() { Vec::new() } else { (0..open).map(number).collect() };
        let (inputs, signatories) = acceptance.inputs();
        let blank = Bargain {
            allowed: allowed(run, &sizes),
            space,
            signatories: Vec::new(),
            others: Vec::new(),
            status_quo: run.case.status_quo(),
        };
        let draws = affordable(acceptance.deals_by_draw());
        Ok(Talks { acceptance, inputs, signatories, blank, numbers, draws, progress: &run.progress })
    }

    /// How many packages can be had.
    pub(super) fn packages(&self) -> usize {
        self.blank.packages()
    }

    /// The parties, signatories first.
    pub(super) fn parties(&self, case: &Case) -> Vec<Ref> {
        self.inputs.iter().map(|inputs| case.party_ref(inputs.party)).collect()
    }

    /// How many of the parties, from the first, sign.
    pub(super) fn signatories(&self) -> usize {
        self.signatories
    }

    /// One draw's bargain, without what is accepted in it.
    pub(super) fn bargain(&self, draw: usize) -> Bargain {
        let mut bargain = self.blank.clone();
        self.fill(&mut bargain, draw);
        bargain
    }

    /// Asks every draw, on all cores; the answers are in the order of the draws. Ends when the work is stopped.
    pub(super) fn each<T: Send>(&self, ask: impl Fn(usize, &Known) -> T + Sync) -> Result<Vec<T>, Refusal> {
        self.progress.expect(self.draws.div_ceil(STEP));
        let sets = self.acceptance.joint().sets();
        let one = |bargain: &mut Bargain, draw: usize| {
            if draw.is_multiple_of(STEP) {
                self.progress.step()?
            } else {
                self.progress.go_on()?
            }
            self.fill(bargain, draw);
            Ok(ask(draw, &Known { bargain, accepted: &self.listed(sets.of_draw(draw)) }))
        };
        (0..self.draws).into_par_iter().map_init(|| self.blank.clone(), one).collect()
    }

    /// The packages of one bit each.
    fn listed(&self, words: &[u64]) -> Vec<usize> {
        let mut accepted = Vec::new();
        for (place, mut word) in words.iter().copied().enumerate() {
            while word != 0 {
                let own = place * 64 + word.trailing_zeros() as usize;
                accepted.push(self.numbers.get(own).map_or(own, |number| *number as usize));
                word &= word - 1;
            }
        }
        accepted
    }

    fn fill(&self, bargain: &mut Bargain, draw: usize) {
        let (signing, others) = self.inputs.split_at(self.signatories);
        bargain.signatories.clear();
        bargain.signatories.extend(signing.iter().map(|inputs| inputs.payoff(draw)));
        bargain.others.clear();
        bargain.others.extend(others.iter().map(|inputs| inputs.payoff(draw)));
    }
}

/// The spread of one number over the draws; nought when there are none.
pub(super) fn spread(values: impl Iterator<Item = f64>) -> Spread {
    Spread::of(values.collect()).unwrap_or(Spread::constant(0.0))
}

/// How many of the first draws hold no more accepted packages than can be looked at; at least one.
///
/// The first draw is used whatever it holds. That keeps an answer where there is one, and it is safe: one draw accepts at
/// most `MOST_PACKAGES`, a few times the limit, which is on the sum over draws. The answer says that one draw was used.
fn affordable(accepted: &[u32]) -> usize {
    let mut total = 0;
    let within = |count: &&u32| {
        total += **count as usize;
        total <= MOST_ACCEPTED
    };
    accepted.iter().take_while(within).count().max(1)
}

fn allowed(run: &Run, sizes: &[usize]) -> Vec<Vec<bool>> {
    let reach = run.acceptance.reach();
    let open = |issue: usize, option: usize| {
        reach.get(issue).and_then(|options| options.get(option)).is_none_or(|truth| *truth != Truth::False)
    };
    sizes.iter().enumerate().map(|(issue, size)| (0..*size).map(|option| open(issue, option)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_the_first_draws_that_it_can_afford() {
        assert_eq!(affordable(&[1, 2, 3]), 3);
        assert_eq!(affordable(&[2_000_000, 1_000_000, 1]), 2);
        assert_eq!(affordable(&[4_000_000, 1]), 1);
    }
}
