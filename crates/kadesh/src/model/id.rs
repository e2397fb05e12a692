//! Handles to the things of a case. Only the checker makes them, so each one points at something that exists.

use schemars::JsonSchema;
use serde::Serialize;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema, Serialize)]
        pub struct $name(pub usize);
    )*};
}

ids! {
    /// A source in [`Case::sources`](super::Case).
    SourceId,
    /// A party in [`Case::parties`](super::Case).
    PartyId,
    /// A person in [`Case::persons`](super::Case).
    PersonId,
    /// An issue in [`Case::issues`](super::Case).
    IssueId,
    /// A statement in [`Case::statements`](super::Case).
    StatementId,
    /// A room in [`Case::rooms`](super::Case).
    RoomId,
    /// A body in [`Case::bodies`](super::Case).
    BodyId,
    /// A condition in [`Case::conditions`](super::Case).
    ConditionId,
    /// A gate in [`Case::gates`](super::Case).
    GateId,
    /// A lever in [`Case::levers`](super::Case).
    LeverId,
    /// A norm in [`Case::norms`](super::Case).
    NormId,
    /// An act in [`Case::acts`](super::Case).
    ActId,
    /// A past or candidate agreement in [`Case::agreements`](super::Case).
    AgreementId,
    /// An assumption in [`Case::assumptions`](super::Case).
    AssumptionId,
    /// An option in [`Conflict::options`](super::Conflict).
    OptionId,
    /// A named state in [`Conflict::states`](super::Conflict).
    StateId,
}

/// One option of one issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema, Serialize)]
pub struct Choice {
    /// The issue.
    pub issue: IssueId,
    /// The option's place in the issue's list.
    pub option: usize,
}

/// A thing of the case as an answer shows it: the id that the user typed, and the name to print.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
pub struct Ref {
    /// The id as written in the case file.
    pub id: String,
    /// The name to print.
    pub name: String,
}
