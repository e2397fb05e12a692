//! How far a long piece of work is, and whether somebody has stopped it.
//!
//! The library reads no clock and prints nothing, so it only counts: every loop that takes long says how many steps it has,
//! takes them one by one, and ends at the next step when it was stopped. A shell looks at the counts from another thread and
//! shows them as it likes. Nothing that is answered depends on them.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Counts of what is to be done and what is done, and the wish to stop. Shared by all threads of one piece of work.
#[derive(Debug, Default)]
pub struct Progress {
    questions: Count,
    weight: Count,
    open_weight: AtomicUsize,
    steps: Count,
    stopped: AtomicBool,
}

/// Somebody stopped the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// The counts at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// How many questions are answered, and of how many.
    pub questions: (usize, usize),
    /// The same, a question counting as much as it is heavy.
    pub weight: (usize, usize),
    /// What those count that were begun and are not answered.
    pub open_weight: usize,
    /// How many steps of long loops are taken, and of how many so far known.
    pub steps: (usize, usize),
}

#[derive(Debug, Default)]
struct Count {
    done: AtomicUsize,
    of: AtomicUsize,
}

impl Progress {
    /// Nothing to do yet, and nobody has stopped it.
    pub fn new() -> Progress {
        Progress::default()
    }

    /// Asks the work to end at its next step.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }

    /// Whether somebody asked for that.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// What is counted now.
    pub fn seen(&self) -> Seen {
        Seen {
            questions: self.questions.seen(),
            weight: self.weight.seen(),
            open_weight: self.open_weight.load(Ordering::Relaxed),
            steps: self.steps.seen(),
        }
    }

    /// A question, as heavy as this, will be asked.
    pub fn expect_question(&self, weight: usize) {
        self.questions.expect(1);
        self.weight.expect(weight);
    }

    /// A question of that weight is begun.
    pub fn begin_question(&self, weight: usize) {
        self.open_weight.fetch_add(weight, Ordering::Relaxed);
    }

    /// It is answered.
    pub fn end_question(&self, weight: usize) {
        self.questions.add(1);
        self.weight.add(weight);
        self.open_weight.fetch_sub(weight, Ordering::Relaxed);
    }

    /// A loop of so many steps begins.
    pub fn expect(&self, steps: usize) {
        self.steps.expect(steps);
    }

    /// One step is taken. The error: the work was stopped.
    pub fn step(&self) -> Result<(), Stopped> {
        self.steps.add(1);
        self.go_on()
    }

    /// The error: the work was stopped.
    pub fn go_on(&self) -> Result<(), Stopped> {
        if self.is_stopped() { Err(Stopped) } else { Ok(()) }
    }
}

impl Count {
    fn seen(&self) -> (usize, usize) {
        // What was taken before it was expected is not more than all.
        let done = self.done.load(Ordering::Relaxed);
        (done, self.of.load(Ordering::Relaxed).max(done))
    }

    fn expect(&self, more: usize) {
        self.of.fetch_add(more, Ordering::Relaxed);
    }

    fn add(&self, more: usize) {
        self.done.fetch_add(more, Ordering::Relaxed);
    }
}

impl Seen {
    /// How much is done, 0 to 1: the answered questions by weight, and of those begun what the steps say. It can fall a little
    /// when a loop begins that nobody knew of.
    pub fn share(&self) -> f64 {
        let part = |(done, of): (usize, usize)| if of == 0 { 0.0 } else { done as f64 / of as f64 };
        let begun = self.open_weight as f64 * part(self.steps);
        match self.weight {
            (_, 0) => 0.0,
            (done, of) => ((done as f64 + begun) / of as f64).min(1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_questions_by_weight_and_the_open_ones_by_their_steps() {
        let progress = Progress::new();
        assert_eq!(progress.seen().share(), 0.0);
        progress.expect_question(1);
        progress.expect_question(3);
        progress.begin_question(1);
        progress.end_question(1);
        assert_eq!((progress.seen().questions, progress.seen().share()), ((1, 2), 0.25));
        progress.begin_question(3);
        progress.expect(4);
        assert_eq!(progress.seen().share(), 0.25);
        assert_eq!(progress.step(), Ok(()));
        assert_eq!(progress.step(), Ok(()));
        assert_eq!(progress.seen().share(), 0.625);
        progress.end_question(3);
        assert_eq!(progress.seen().share(), 1.0);
    }

    #[test]
    fn steps_that_nobody_expected_are_not_more_than_all() {
        let progress = Progress::new();
        progress.expect_question(1);
        progress.begin_question(1);
        assert_eq!(progress.step(), Ok(()));
        assert_eq!((progress.seen().steps, progress.seen().share()), ((1, 1), 1.0));
    }

    #[test]
    fn a_stop_is_told_at_the_next_step_and_stays() {
        let progress = Progress::new();
        progress.stop();
        assert_eq!((progress.step(), progress.go_on(), progress.is_stopped()), (Err(Stopped), Err(Stopped), true));
    }
}
