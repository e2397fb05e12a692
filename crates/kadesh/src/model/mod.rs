//! The words of a negotiation as types: what a case holds once it has been checked.
//!
//! Nothing here knows the file format or how an answer is shown. Lists keep the order of the case file.

mod act;
mod address;
mod agreement;
mod assumption;
mod basis;
mod body;
mod card;
mod case;
mod conflict;
mod deal;
mod formula;
mod gate;
mod id;
mod lever;
mod listing;
mod party;
mod quantity;
mod question;
mod room;
mod source;
mod spread;
mod stake;
mod statement;
mod together;
mod variable;
mod when;
mod without;
mod written;

pub use act::{Act, ActKind, Framing, Mandate, Norm};
pub use address::{party_addresses, preference_addresses};
pub use agreement::{Agreement, Feature, Lesson};
pub use assumption::{Assumption, Change, Evidence, Explanation, Fit, Hypothesis};
pub use basis::{Basis, Ground};
pub use body::{Body, Measure, Member, Ratio, Rule, RuleBasis, Stance, StanceOn, Whole};
pub use card::{Card, Family, Refusal, Standing};
pub use case::{Case, MOST_PACKAGES, Position, TraceRow};
pub use conflict::{
    Compared, Conflict, ConflictOption, Direction, Goal, MOST_OPTIONS, Merge, Move, NamedState, Order, Outcome, Pair,
    Preference, Ranked, Ranking, StateRule, Wish, number_priorities,
};
pub use deal::{Deal, DealRule, minimal_groups};
pub use formula::Formula;
pub use gate::{Condition, Controller, Gate, Needs, Truth};
pub use id::{
    ActId, AgreementId, AssumptionId, BodyId, Choice, ConditionId, GateId, IssueId, LeverId, NormId, OptionId, PartyId,
    PersonId, Ref, RoomId, SourceId, StateId, StatementId,
};
pub use lever::{Lever, WalkAway};
pub use listing::{LONGEST_LIST, Listing};
pub use party::{Party, Person};
pub use quantity::{NotAQuantity, Quantity};
pub use question::QUESTION_WORDS;
pub use room::{Knows, Room};
pub use source::{Challenge, Correction, Excerpt, Source};
pub use spread::Spread;
pub use stake::{Issue, IssueOption, RedLine, Stake};
pub use statement::{Audience, CoSpeaker, Division, Hedge, Kind, Modality, Statement, Trend, Voice};
pub use together::{Bonus, Exclusion};
pub use variable::{Closeness, Tie, Variable};
pub use when::{Ordering, When};
pub use written::WrittenIds;
