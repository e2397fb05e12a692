//! What no source supports: assumptions with author and reason, rival hypotheses, and the changes they make to a case.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Basis, BodyId, ConditionId, IssueId, LeverId, OptionId, PartyId, Quantity, Stance, StatementId, Truth};

/// An input that no source supports, or a claim that results rest on.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Assumption {
    /// The id in the case file, or the place of the `because` that made it.
    pub id: String,
    /// What is assumed.
    pub text: String,
    /// Why.
    pub reason: String,
    /// Who assumes it: the analyst, or a party whose claim it is.
    pub author: String,
    /// The party that claims it, where it is a claim.
    pub claimed_by: Option<PartyId>,
    /// What would be true instead if it is rejected.
    pub if_rejected: Vec<Change>,
    /// The statements that make the claim.
    pub basis: Basis,
}

/// A named set of changes: one lens on the same case.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "scenario")]
pub struct Hypothesis {
    /// The id in the case file.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// What it holds.
    pub sets: Vec<Change>,
    /// What it rests on.
    pub basis: Basis,
}

/// One change to one input of a case. What-if, hypotheses, framings and rejected assumptions are all made of these.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// `lever.ID = QUANTITY`
    Lever(LeverId, Quantity),
    /// `stance.BODY.PARTY = STANCE`: on everything the body decides.
    Stance(BodyId, PartyId, Stance),
    /// `condition.ID = TRUTH`
    Condition(ConditionId, Truth),
    /// `seat.PARTY = true|false`: at the table where the deal is made.
    Seat(PartyId, bool),
    /// `weight.PARTY.ISSUE = QUANTITY`
    Weight(PartyId, IssueId, Quantity),
    /// `value.PARTY.ISSUE.OPTION = QUANTITY`
    Value(PartyId, IssueId, usize, Quantity),
    /// `walk-away.PARTY = QUANTITY`: its base.
    WalkAway(PartyId, Quantity),
    /// `red-line.PARTY.ISSUE.OPTION = true|false`
    RedLine(PartyId, IssueId, usize, bool),
    /// `loss-aversion = QUANTITY`
    LossAversion(Quantity),
    /// `option-weight.PARTY.OPTION = QUANTITY`: of an option of the conflict.
    OptionWeight(PartyId, OptionId, Quantity),
    /// `priority.PARTY.N = QUANTITY`: of the party's statement at this place, from nought; users count from one.
    Priority(PartyId, usize, Quantity),
    /// `bonus.N = QUANTITY`: what options are worth together, by its place in the case, from nought; users count from one.
    Bonus(usize, Quantity),
    /// `signatories = "PARTY, PARTY"`: these, and all of them, must agree.
    Signatories(Vec<PartyId>),
}

/// Rival explanations of one fact, and how each piece of evidence fits each.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "analysis of competing hypotheses")]
pub struct Explanation {
    /// The question that they answer.
    pub question: String,
    /// The explanation.
    pub text: String,
    /// How the evidence fits.
    pub evidence: Vec<Evidence>,
    /// Who offers it.
    pub basis: Basis,
}

/// How one statement fits one explanation.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Evidence {
    /// The statement.
    pub statement: StatementId,
    /// How it fits.
    pub fit: Fit,
}

/// How evidence fits an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// It is what one would see.
    Consistent,
    /// It is what one would not see.
    Inconsistent,
    /// It does not tell.
    Neutral,
}
