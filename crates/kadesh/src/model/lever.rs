//! What each party could walk away to, and the quantities that somebody can move.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Basis, LeverId, PartyId, Quantity, StatementId};

/// A quantity between 0 and 1 that somebody can move: support, pressure, aid.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Lever {
    /// The id in the case file.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// The least and the greatest setting considered.
    pub range: (f64, f64),
    /// Where it stands now. None: anywhere in the range that its promises allow.
    pub now: Option<Quantity>,
    /// Who can move it.
    pub held_by: Option<PartyId>,
    /// Levers that it needs: the share of its effect that is lost when the other lever is at nought.
    ///
    /// The effective setting is `setting × Π (1 − share × (1 − effective setting of the other))`.
    pub depends_on: Vec<(LeverId, Quantity)>,
    /// Statements that promise or threaten to move it.
    pub promised_in: Vec<StatementId>,
    /// What it rests on.
    pub basis: Basis,
}

/// What no deal is worth to a party: `base + Σ effect × effective setting of the lever`, kept within 0 and 1. Where the
/// party's stakes are in points, so is this.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "BATNA")]
#[doc(alias = "reservation value")]
#[doc(alias = "disagreement point")]
pub struct WalkAway {
    /// Whose.
    pub party: PartyId,
    /// The worth of no deal with every lever at nought. None: not known, or told by a package.
    pub base: Option<Quantity>,
    /// A package, one option for each issue, whose worth to the party stands in place of `base`.
    pub package: Option<Vec<usize>>,
    /// What each lever adds at full setting.
    pub from: Vec<(LeverId, Quantity)>,
    /// What it rests on.
    pub basis: Basis,
}
