//! Who decides, as written: bodies, their rules, conditions, gates and norms.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::case::needs::NeedsFile;
use crate::case::written::{Amount, At, Few, Named};
use crate::model::{Measure, RuleBasis, Stance, Truth, Whole};

/// `[body.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BodyFile {
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// The party that it decides for.
    pub party: Option<At<String>>,
    /// A list of parties, or a CSV file with the columns id, name, weight, population.
    pub members: Few,
    /// How it decides.
    pub rule: At<RuleFile>,
    /// Stances that no statement of a position gives.
    #[serde(default)]
    pub stance: Vec<StanceFile>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `body.ID.rule`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// Which rule.
    pub kind: RuleKind,
    /// What the rule rests on. Needed on the outermost rule.
    pub basis: Option<RuleBasis>,
    /// The article, decision or practice.
    pub cite: Option<String>,
    /// Unanimity: whether an abstention or absence stops it; yes when left out.
    pub abstention_blocks: Option<bool>,
    /// Majority: a fraction such as `"2/3"`. Votes: a number. Constructive abstention: the bound.
    pub quota: Option<At<Amount>>,
    /// Majority: more than the quota, instead of at least.
    #[serde(default)]
    pub strict: bool,
    /// Majority: of whom; `all` when left out.
    pub of: Option<Whole>,
    /// Majority, votes: what each member counts for; `members` when left out.
    pub by: Option<Measure>,
    /// No veto: who holds one.
    #[serde(default)]
    pub holders: Few,
    /// Fewer against: the least number of members that can block.
    pub than: Option<u64>,
    /// All, any: the rules that are combined.
    #[serde(default)]
    pub rules: Vec<At<RuleFile>>,
    /// Stages: the bodies, in turn.
    #[serde(default)]
    pub stages: Few,
}

/// Which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// Every member agrees.
    Unanimity,
    /// No member opposes.
    Consensus,
    /// No member opposes, and abstainers stay under a bound.
    ConstructiveAbstention,
    /// A share of the votes.
    Majority,
    /// A number of votes.
    Votes,
    /// None of the named members opposes.
    NoVeto,
    /// Fewer than a number of members fail to agree.
    FewerAgainst,
    /// All of the rules hold.
    All,
    /// At least one of the rules holds.
    Any,
    /// Bodies in turn.
    Stages,
}

/// `[[body.ID.stance]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StanceFile {
    /// Which member.
    pub party: At<String>,
    /// On what: `on.ISSUE = "OPTION"`.
    pub on: Named<At<String>>,
    /// For or against.
    pub stance: Stance,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[condition.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConditionFile {
    /// The condition in words.
    pub text: String,
    /// Whether it holds; unknown when left out.
    pub holds: Option<Truth>,
    /// Parties or bodies that control it.
    #[serde(default)]
    pub controller: Few,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[gate.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GateFile {
    /// The options behind it: `opens.ISSUE = "OPTION"`.
    pub opens: Named<Few>,
    /// What must be true: a condition's id, `BODY agrees`, `after DATE`, or a table of `all`, `any`, `not`, `at_least` with `of`.
    pub needs: At<NeedsFile>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[norm.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NormFile {
    /// The duty in words.
    pub text: String,
    /// Whom it protects.
    pub holders: Few,
    /// On which issues; all when left out.
    #[serde(default)]
    pub issues: Few,
    /// What it rests on.
    pub basis: RuleBasis,
    /// The article, decision or practice.
    pub cite: Option<String>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}
