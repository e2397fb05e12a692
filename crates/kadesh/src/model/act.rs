//! What was done: offers, demands, concessions, promises, threats; and the say that was passed over.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Basis, Change, IssueId, LeverId, Modality, NormId, PartyId, RoomId, RuleBasis, When};

/// Something a party did in the negotiation.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "move")]
pub struct Act {
    /// The id in the case file.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// What kind of act.
    pub kind: ActKind,
    /// Who did it.
    pub by: PartyId,
    /// On whose behalf, when not its own.
    pub on_behalf_of: Option<PartyId>,
    /// Whether that party gave it the right to.
    pub mandate: Mandate,
    /// Towards whom.
    pub to: Vec<PartyId>,
    /// The options given (concession), asked (demand) or offered.
    pub package: BTreeMap<IssueId, usize>,
    /// Whether the options of the package come only together.
    pub linked: bool,
    /// The aim that the package is said to serve.
    pub goal: Option<String>,
    /// What came back for it. Empty: nothing recorded.
    pub in_return: Vec<String>,
    /// When.
    pub at: Option<When>,
    /// Where.
    pub room: Option<RoomId>,
    /// A promise: the condition under which it holds.
    pub on_condition: Option<String>,
    /// A promise or a threat: how firm.
    pub modality: Option<Modality>,
    /// A promise or a threat: the lever it would move.
    pub moves: Option<LeverId>,
    /// The duties that it passes over.
    pub skips: Vec<NormId>,
    /// Whether the parties dispute what it was.
    pub contested: bool,
    /// Rival descriptions, each with its source. A contested act has at least two.
    pub framings: Vec<Framing>,
    /// What it rests on.
    pub basis: Basis,
}

/// What kind of act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActKind {
    /// Puts a package on the table.
    Offer,
    /// Asks for a package.
    Demand,
    /// Gives something up.
    Concession,
    /// Says that it will help or give, if.
    Promise,
    /// Says that it will harm or withhold, if.
    Threat,
    /// Weakens an earlier line.
    Downgrade,
    /// Opens, moves or closes a room, or passes somebody over.
    Procedure,
}

/// Whether somebody who acts for another was given the right to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mandate {
    /// Acts for itself.
    Own,
    /// Was given one.
    Given,
    /// The record holds none.
    NoneRecorded,
    /// One side says so, another denies it.
    Disputed,
}

/// A rival description of one act.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Framing {
    /// The description in a few words.
    pub name: String,
    /// What would be true if it is right, as changes to the case.
    pub sets: Vec<Change>,
    /// Who describes it so.
    pub basis: Basis,
}

/// A say that a party should have had.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Norm {
    /// The id in the case file.
    pub id: String,
    /// The duty in words.
    pub text: String,
    /// Whom it protects.
    pub holders: Vec<PartyId>,
    /// On which issues. Empty: on all.
    pub issues: Vec<IssueId>,
    /// What the norm rests on.
    pub norm_basis: RuleBasis,
    /// The article, decision or practice.
    pub cite: Option<String>,
    /// What else it rests on.
    pub basis: Basis,
}
