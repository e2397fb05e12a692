//! The uncertain inputs of a case by name, and which of them move together.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Basis, Choice, IssueId, LeverId, OptionId, PartyId};

/// One number of a case that draws, swings and tipping values can move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Variable {
    /// How much an issue weighs to a party, before the party's weights are made to sum to one.
    Weight(PartyId, IssueId),
    /// What an option is worth to a party.
    Value(PartyId, Choice),
    /// What no deal is worth to a party with every lever at nought.
    Base(PartyId),
    /// What a lever at full setting adds to a party's walk-away.
    Effect(PartyId, LeverId),
    /// Where a lever stands.
    Setting(LeverId),
    /// The share of the first lever's effect that is lost when the second is at nought.
    Dependence(LeverId, LeverId),
    /// How many times a loss weighs as much as the same gain.
    LossAversion,
    /// How important a statement of a party about the conflict is, by its place in the party's list.
    Priority(PartyId, usize),
    /// What an option of the conflict counts for to a party.
    OptionWeight(PartyId, OptionId),
    /// Where a lever stands while an option of the conflict is taken.
    OptionSetting(OptionId, LeverId),
    /// What options are worth to a party only together, by its place in the case.
    Bonus(usize),
}

impl Variable {
    /// The party whose stakes or walk-away it is a number of. None: a lever's, the deal's, the conflict's or a bonus.
    pub fn party(self) -> Option<PartyId> {
        match self {
            Variable::Weight(party, _)
            | Variable::Value(party, _)
            | Variable::Base(party)
            | Variable::Effect(party, _) => Some(party),
            Variable::Setting(_)
            | Variable::Dependence(..)
            | Variable::LossAversion
            | Variable::Priority(..)
            | Variable::OptionWeight(..)
            | Variable::OptionSetting(..)
            | Variable::Bonus(_) => None,
        }
    }
}

/// Two inputs that do not vary independently of one another.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
#[doc(alias = "correlation")]
pub struct Tie {
    /// The input that follows. Each follows one other at most, and none follows itself in the end.
    pub input: Variable,
    /// The input that it moves with.
    pub of: Variable,
    /// How closely.
    pub by: Closeness,
    /// What it rests on.
    pub basis: Basis,
}

/// How closely one input moves with another.
#[derive(Debug, Clone, Copy, PartialEq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closeness {
    /// With this rank correlation, from -1 to 1.
    Rank(f64),
    /// It has the same value in every draw.
    Same,
}
