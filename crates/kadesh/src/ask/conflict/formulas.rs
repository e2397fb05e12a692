//! A conflict whose states are too many to list, as formulas.

use crate::conflict::{Limit, Stated, Symbolic, frame};
use crate::ensemble::Hold;
use crate::model::Refusal;

/// A conflict as formulas. Sets of states are made only where an answer needs them: goals are searched for without.
pub(super) struct Vast {
    stated: Stated,
}

impl Vast {
    /// Refuses preferences that are no statements.
    pub fn new(hold: &Hold) -> Result<Vast, Refusal> {
        let stated = frame::stated(&hold.case.conflict, &hold.frame.parties, |party| hold.central_statements(party));
        Ok(Vast { stated: stated.ok_or_else(too_large)? })
    }

    /// The statements of the parties.
    pub fn stated(&self) -> &Stated {
        &self.stated
    }

    /// How many states are possible. Refuses rules that hang together too much.
    pub fn possible(&self) -> Result<u64, Refusal> {
        Ok(self.symbolic()?.possible().count())
    }

    pub(super) fn symbolic(&self) -> Result<Symbolic, Refusal> {
        Symbolic::new(&self.stated, Limit::USUAL).map_err(|_| too_large())
    }
}

pub(super) fn too_large() -> Refusal {
    let because = "its states are too many, and its statements hang together too much, for every engine";
    Refusal::new(&frame::CARD, because).hint("leave out options or statements; `goals` is answered by another search")
}
