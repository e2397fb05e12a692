//! Who has to agree for a deal: all of some parties, any of several groups, or a body by its own rule.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Basis, BodyId, PartyId, Quantity};

/// Who must accept a deal, and the settings that the bargaining models need.
#[derive(Debug, Clone, Default, JsonSchema, Serialize)]
pub struct Deal {
    /// The parties whose acceptance can make a deal.
    pub signatories: Vec<PartyId>,
    /// Whether the case says so, or every party with stakes was taken.
    pub signatories_stated: bool,
    /// Which of them are enough.
    pub rule: DealRule,
    /// Who sits where the deal is made: the seats of the room marked `talks`, and changes by `--seat`.
    pub seated: BTreeSet<PartyId>,
    /// How many times a loss weighs as much as the same gain, in the reference-point model. None: not stated.
    pub loss_aversion: Option<Quantity>,
    /// What the above rests on.
    pub basis: Basis,
}

/// Whose acceptance is enough for a deal.
#[derive(Debug, Clone, Default, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DealRule {
    /// That of all signatories together.
    #[default]
    All,
    /// That of any of these groups: the minimal winning coalitions.
    #[doc(alias = "minimal winning coalitions")]
    // INVARIANT: no group holds another, and there are at least two.
    Groups(Vec<BTreeSet<PartyId>>),
    /// That of a body by its own rule; members without stakes never agree.
    Body(BodyId),
}

/// The groups that hold no other, each once, the smallest first.
pub fn minimal_groups(groups: impl IntoIterator<Item = BTreeSet<PartyId>>) -> Vec<BTreeSet<PartyId>> {
    let mut all: Vec<BTreeSet<PartyId>> = groups.into_iter().collect();
    all.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
    let mut minimal: Vec<BTreeSet<PartyId>> = Vec::new();
    for group in all {
        if !minimal.iter().any(|smaller| smaller.is_subset(&group)) {
            minimal.push(group);
        }
    }
    minimal
}
