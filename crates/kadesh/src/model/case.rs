//! A negotiation as meant: every name resolved, every number checked, immutable.

mod change;
mod derived;
mod lookup;
mod record;

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Act, Agreement, Assumption, Body, Bonus, Condition, Conflict, Deal, Exclusion, Explanation, Gate, Hypothesis,
    Issue, Knows, Lesson, Lever, Norm, Party, Person, RedLine, Room, Source, Stake, Statement, Tie, WalkAway, When,
    WrittenIds,
};

pub use record::Position;

/// How many packages may be gone through one by one.
pub const MOST_PACKAGES: u128 = 20_000_000;

/// A checked case. Only the checker makes one, so every id in it points at something, every issue has at least two
/// options, and every number is finite.
// INVARIANT: every id, option index and span inside was resolved by `case::check`.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Case {
    /// The case's title.
    pub title: String,
    /// The question that the analyst asks.
    pub question: String,
    /// The questions that together answer the analyst's, in order, by the word that asks each. Empty: the usual order.
    pub answered_by: Vec<String>,
    /// Who wrote the case; the author of every inline `because`.
    pub author: String,
    /// Nothing later than this is on record.
    pub as_of: Option<When>,
    /// Documents.
    pub sources: Vec<Source>,
    /// Parties, in file order; those known only as members of a body come last.
    pub parties: Vec<Party>,
    /// Persons who speak for them.
    pub persons: Vec<Person>,
    /// Issues.
    pub issues: Vec<Issue>,
    /// Statements.
    pub statements: Vec<Statement>,
    /// The filled cells of party × issue.
    pub stakes: Vec<Stake>,
    /// Packages that nobody can have.
    pub exclusions: Vec<Exclusion>,
    /// What options are worth only together.
    pub bonuses: Vec<Bonus>,
    /// Inputs that move together.
    pub ties: Vec<Tie>,
    /// Red lines about process.
    pub red_lines: Vec<RedLine>,
    /// What no deal is worth, by party.
    pub walk_aways: Vec<WalkAway>,
    /// What can be moved.
    pub levers: Vec<Lever>,
    /// Rooms.
    pub rooms: Vec<Room>,
    /// Claims of knowledge.
    pub knowledge: Vec<Knows>,
    /// Bodies.
    pub bodies: Vec<Body>,
    /// Conditions that gates refer to.
    pub conditions: Vec<Condition>,
    /// Conditional commitments.
    pub gates: Vec<Gate>,
    /// Duties to consult and the like.
    pub norms: Vec<Norm>,
    /// What was done.
    pub acts: Vec<Act>,
    /// Past and candidate agreements.
    pub agreements: Vec<Agreement>,
    /// Lessons drawn from them.
    pub lessons: Vec<Lesson>,
    /// Assumptions, the inline ones included.
    pub assumptions: Vec<Assumption>,
    /// Rival lenses.
    pub hypotheses: Vec<Hypothesis>,
    /// Rival explanations.
    pub explanations: Vec<Explanation>,
    /// Who must accept a deal, and other settings of the bargaining models.
    pub deal: Deal,
    /// What the parties can do, and what they make of it.
    pub conflict: Conflict,
    /// Words to flag beside the built-in list.
    pub loaded_words: Vec<String>,
    /// Words that blind mode hides beside the names: places, peoples, treaties that give a party away.
    pub hide: Vec<String>,
    /// The sentences of a source, and what answers each.
    pub trace: Vec<TraceRow>,
    /// The ids that draws are addressed by, where the case shows others.
    #[serde(skip)]
    pub written_ids: WrittenIds,
}

/// A sentence of a source, the requirement it makes, and the command that answers it.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct TraceRow {
    /// The sentence's number in the source.
    pub sentence: String,
    /// What it says, in our words.
    pub says: String,
    /// The requirement's id.
    pub requirement: String,
    /// The command, without `kadesh` and the case: `ask rooms`.
    pub command: String,
    /// Why no command answers it yet. None: one does.
    pub open: Option<String>,
}

impl Case {
    /// A case with nothing in it but a title.
    pub fn blank(title: &str) -> Case {
        Case {
            title: title.to_owned(),
            question: String::new(),
            answered_by: Vec::new(),
            author: "the analyst".to_owned(),
            as_of: None,
            sources: Vec::new(),
            parties: Vec::new(),
            persons: Vec::new(),
            issues: Vec::new(),
            statements: Vec::new(),
            stakes: Vec::new(),
            exclusions: Vec::new(),
            bonuses: Vec::new(),
            ties: Vec::new(),
            red_lines: Vec::new(),
            walk_aways: Vec::new(),
            levers: Vec::new(),
            rooms: Vec::new(),
            knowledge: Vec::new(),
            bodies: Vec::new(),
            conditions: Vec::new(),
            gates: Vec::new(),
            norms: Vec::new(),
            acts: Vec::new(),
            agreements: Vec::new(),
            lessons: Vec::new(),
            assumptions: Vec::new(),
            hypotheses: Vec::new(),
            explanations: Vec::new(),
            deal: Deal::default(),
            conflict: Conflict::default(),
            loaded_words: Vec::new(),
            hide: Vec::new(),
            trace: Vec::new(),
            written_ids: WrittenIds::default(),
        }
    }
}
