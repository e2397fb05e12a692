//! The definitions of stability, listed once: every engine, report and test goes over this list.

use super::definition::Definition;
use super::threshold::{Stable, Threshold};
use super::{gmr, nash, seq, sim, smr, sseq};

/// Every definition for single parties, the strictest first where one implies another.
pub const DEFINITIONS: &[&Definition] =
    &[&nash::DEFINITION, &sseq::DEFINITION, &seq::DEFINITION, &smr::DEFINITION, &gmr::DEFINITION, &sim::DEFINITION];

impl Threshold<'_> {
    /// The stable states under one definition; none when the definition has no threshold form.
    pub fn stable(&self, definition: &Definition) -> Option<Stable> {
        let worst = definition.worst?;
        let party = |party: usize| self.held(party, &worst(self, party));
        Some(Stable { by_party: (0..self.parties()).map(party).collect() })
    }

    /// The stable states under every definition that has a threshold form, in their order.
    pub fn all(&self) -> Vec<(&'static Definition, Stable)> {
        DEFINITIONS.iter().filter_map(|definition| Some((*definition, self.stable(definition)?))).collect()
    }
}
