//! Who decides, and by what rule.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Basis, BodyId, Choice, PartyId};

/// Members who decide together by a rule.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "institution")]
pub struct Body {
    /// The id in the case file.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// The party that this body decides for, where it is one.
    pub party: Option<PartyId>,
    /// The members, at least one.
    pub members: Vec<Member>,
    /// How it decides.
    pub rule: Rule,
    /// What the rule rests on.
    pub rule_basis: RuleBasis,
    /// The article, decision or practice.
    pub cite: Option<String>,
    /// Stances that are not in a statement of a position, such as a vote held back.
    pub stances: Vec<StanceOn>,
    /// What else it rests on.
    pub basis: Basis,
}

/// A member of a body.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Member {
    /// Who.
    pub party: PartyId,
    /// Votes, where they are weighted.
    pub weight: u64,
    /// Inhabitants, where they count.
    pub population: u64,
}

/// A member's stance on one option.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct StanceOn {
    /// Who.
    pub party: PartyId,
    /// On what.
    pub choice: Choice,
    /// For or against.
    pub stance: Stance,
    /// What it rests on.
    pub basis: Basis,
}

/// How a member stands towards a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Would agree.
    Agree,
    /// Would abstain.
    Abstain,
    /// Would not take part.
    Absent,
    /// Would oppose.
    Oppose,
    /// Not known. Legal: the answer is then open, with the members it hangs on.
    Unknown,
}

impl Stance {
    /// Every stance with the word that a case has for it.
    pub const WORDS: [(&str, Stance); 5] = [
        ("agree", Stance::Agree),
        ("abstain", Stance::Abstain),
        ("absent", Stance::Absent),
        ("oppose", Stance::Oppose),
        ("unknown", Stance::Unknown),
    ];

    /// The word that a case has for it.
    pub fn word(self) -> &'static str {
        Stance::WORDS.iter().find(|(_, stance)| *stance == self).map_or("unknown", |(word, _)| word)
    }
}

/// What a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleBasis {
    /// The text of a treaty.
    Treaty,
    /// A procedure that the body has adopted.
    AdoptedProcedure,
    /// What the body does, with no text that says so.
    Practice,
    /// The analyst's assumption.
    Assumption,
}

/// A share as a fraction of whole numbers, such as 2/3: quotas are compared exactly.
// INVARIANT: of > 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Ratio {
    /// Numerator.
    pub part: u64,
    /// Denominator, above nought.
    pub of: u64,
}

/// How a body's members' stances make a decision. Rules compose.
///
/// Every rule is monotone: nobody's agreeing can block what would pass if that member opposed.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Every member agrees.
    Unanimity {
        /// Whether an abstention or an absence stops it.
        abstention_blocks: bool,
    },
    /// No member opposes: silence is consent.
    Consensus,
    /// No member opposes, and the abstainers stay under a bound of members and of population.
    ConstructiveAbstention {
        /// The abstainers fail it when they are at least this share of the members and hold at least this share of
        /// the population.
        under: Ratio,
    },
    /// Enough of the votes are in favour.
    Majority {
        /// The share needed.
        quota: Ratio,
        /// More than the share, or at least the share.
        strict: bool,
        /// Share of what.
        of: Whole,
        /// What each member counts for.
        by: Measure,
    },
    /// At least so many votes in favour.
    Votes {
        /// How many.
        quota: u64,
        /// What each member counts for.
        by: Measure,
    },
    /// None of the named members opposes.
    NoVeto {
        /// Who can veto.
        holders: Vec<PartyId>,
    },
    /// Fewer than so many members fail to agree: a blocking minority needs at least this many.
    #[doc(alias = "blocking minority")]
    FewerAgainst {
        /// The least number of members that can block.
        than: u64,
    },
    /// All of the rules hold.
    All(Vec<Rule>),
    /// At least one of the rules holds.
    Any(Vec<Rule>),
    /// Each of the bodies in turn decides in favour: ratification.
    Stages(Vec<BodyId>),
}

/// What a quota is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whole {
    /// Everybody who takes part and is not absent.
    Present,
    /// Everybody who votes for or against.
    Voting,
    /// The whole membership.
    All,
}

/// What each member counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// One each.
    Members,
    /// Its votes.
    Weight,
    /// Its inhabitants.
    Population,
}

impl Rule {
    /// The bodies that the rule asks as its stages.
    pub fn stages(&self) -> Vec<BodyId> {
        match self {
            Rule::Stages(stages) => stages.clone(),
            Rule::All(parts) | Rule::Any(parts) => parts.iter().flat_map(Rule::stages).collect(),
            Rule::Unanimity { .. }
            | Rule::Consensus
            | Rule::ConstructiveAbstention { .. }
            | Rule::Majority { .. }
            | Rule::Votes { .. }
            | Rule::NoVeto { .. }
            | Rule::FewerAgainst { .. } => Vec::new(),
        }
    }
}
