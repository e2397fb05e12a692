//! A case as written: the tables and keys of `case.toml`. The JSON Schema and the reader both come from these types.

use schemars::JsonSchema;
use serde::Deserialize;

use super::conflict::{ConflictFile, MoveFile, OptionFile, PreferenceFile, StateFile};
use super::needs::NeedsFile;
use super::written::{Amount, At, Few, Named, Setting};
use crate::model::{
    ActKind, Audience, Division, Fit, Hedge, Kind, Mandate, Measure, Modality, RuleBasis, Stance, Trend, Truth, Whole,
};

/// The whole file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// The case's title, question and date.
    pub case: HeadFile,
    /// CSV tables kept beside the case.
    #[serde(default)]
    pub tables: TablesFile,
    /// Documents that statements are taken from: `[source.ID]`.
    #[serde(default)]
    pub source: Named<SourceFile>,
    /// Who negotiates: `[party.ID]`.
    #[serde(default)]
    pub party: Named<PartyFile>,
    /// Who speaks for them: `[person.ID]`.
    #[serde(default)]
    pub person: Named<PersonFile>,
    /// What is to be settled: `[issue.ID]`.
    #[serde(default)]
    pub issue: Named<IssueFile>,
    /// Who said what: `[[statement]]`.
    #[serde(default)]
    pub statement: Vec<StatementFile>,
    /// What each party wants: `[stake.PARTY.ISSUE]`.
    #[serde(default)]
    pub stake: Named<Named<StakeFile>>,
    /// Red lines about who is seated: `[[red_line]]`.
    #[serde(default)]
    pub red_line: Vec<RedLineFile>,
    /// What no deal is worth: `[walk_away.PARTY]`.
    #[serde(default)]
    pub walk_away: Named<WalkAwayFile>,
    /// What can be moved: `[lever.ID]`.
    #[serde(default)]
    pub lever: Named<LeverFile>,
    /// Where things are said: `[room.ID]`.
    #[serde(default)]
    pub room: Named<RoomFile>,
    /// Who knew what: `[[knows]]`.
    #[serde(default)]
    pub knows: Vec<KnowsFile>,
    /// Who decides, by which rule: `[body.ID]`.
    #[serde(default)]
    pub body: Named<BodyFile>,
    /// What gates refer to: `[condition.ID]`.
    #[serde(default)]
    pub condition: Named<ConditionFile>,
    /// Conditional commitments: `[gate.ID]`.
    #[serde(default)]
    pub gate: Named<GateFile>,
    /// A say that a party should have had: `[norm.ID]`.
    #[serde(default)]
    pub norm: Named<NormFile>,
    /// What was done: `[[act]]`.
    #[serde(default)]
    pub act: Vec<ActFile>,
    /// Past agreements and candidates: `[agreement.ID]`.
    #[serde(default)]
    pub agreement: Named<AgreementFile>,
    /// What somebody concludes from a past agreement: `[[lesson]]`.
    #[serde(default)]
    pub lesson: Vec<LessonFile>,
    /// Inputs that no source supports, and claims that results rest on: `[assumption.ID]`.
    #[serde(default)]
    pub assumption: Named<AssumptionFile>,
    /// Rival lenses: `[hypothesis.ID]`.
    #[serde(default)]
    pub hypothesis: Named<HypothesisFile>,
    /// Rival explanations: `[[explanation]]`.
    #[serde(default)]
    pub explanation: Vec<ExplanationFile>,
    /// Who must accept a deal.
    #[serde(default)]
    pub deal: DealFile,
    /// What each party can do, one by one: `[option.ID]`.
    #[serde(default)]
    pub option: Named<OptionFile>,
    /// Which combinations of options are possible, and which one holds now.
    #[serde(default)]
    pub conflict: ConflictFile,
    /// Combinations of options that have a name: `[state.ID]`.
    #[serde(default)]
    pub state: Named<StateFile>,
    /// Moves between states, in a case without options: `[[move]]`.
    #[serde(default, rename = "move")]
    pub moves: Vec<MoveFile>,
    /// What each party makes of the states: `[preference.PARTY]`.
    #[serde(default)]
    pub preference: Named<PreferenceFile>,
}

/// `[case]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadFile {
    /// The title.
    pub title: At<String>,
    /// The question that the analyst asks.
    #[serde(default)]
    pub question: String,
    /// The questions that together answer it, in order: `["seats", "outcomes"]`. `kadesh questions` lists them.
    #[serde(default)]
    pub answered_by: Vec<At<String>>,
    /// Who wrote the case. The author of every `because`.
    pub author: Option<String>,
    /// Nothing later than this is on record. EDTF.
    pub as_of: Option<At<String>>,
    /// Words to flag beside the built-in list.
    #[serde(default)]
    pub loaded_words: Vec<String>,
    /// Words that blind mode hides beside the names: places, peoples, treaties that give a party away.
    #[serde(default)]
    pub hide: Vec<String>,
}

/// `[tables]`
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TablesFile {
    /// Columns: party, issue, option, value, weight, red_line, rests_on, because.
    pub stakes: Option<At<String>>,
    /// Columns: statement, issue, options (several with `|`).
    pub positions: Option<At<String>>,
    /// Columns: sentence, says, requirement, command, open.
    pub trace: Option<At<String>>,
}

/// `[source.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// The document's title.
    pub title: Option<String>,
    /// The text, in a file beside the case.
    pub file: Option<At<String>>,
    /// SHA-256 of that file, so that a changed text is noticed.
    pub sha256: Option<At<String>>,
    /// When it was published. EDTF. Relative dates in it need this.
    pub published: Option<At<String>>,
    /// Admiralty code, reliability A to F and credibility 1 to 6; `F6` when left out.
    pub reliability: Option<At<String>>,
    /// Who disputes it, and in which statements.
    #[serde(default)]
    pub challenged: Vec<ChallengeFile>,
    /// What it says and what is held instead.
    #[serde(default)]
    pub note: Vec<CorrectionFile>,
}

/// An entry of `source.ID.challenged`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChallengeFile {
    /// The party that disputes the source.
    pub by: At<String>,
    /// The statements in which it does.
    pub rests_on: Few,
}

/// An entry of `source.ID.note`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionFile {
    /// The source's words.
    pub says: String,
    /// What is held instead.
    pub held: String,
    /// Why.
    pub because: String,
}

/// `[party.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyFile {
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// The name within a sentence, where that is another: `"the United Kingdom"`.
    pub spoken: Option<String>,
    /// Other words for it in the sources. Blind mode replaces them too.
    #[serde(default)]
    pub also: Vec<String>,
    /// Larger parties that it is part of.
    #[serde(default)]
    pub part_of: Few,
    /// The party that it acts as a proxy of.
    pub proxy_of: Option<At<String>>,
    /// What it can bring to bear, on the case's own scale.
    pub capability: Option<At<Amount>>,
}

/// `[person.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonFile {
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// The public office.
    #[serde(default)]
    pub role: String,
    /// The party spoken for.
    pub speaks_for: At<String>,
}

/// `[issue.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueFile {
    /// The question in words.
    #[serde(default)]
    pub question: String,
    /// At least two options.
    pub options: At<Vec<At<String>>>,
    /// The option that holds when nothing is agreed.
    pub status_quo: At<String>,
    /// Whether the options stand in an order.
    #[serde(default)]
    pub ordered: bool,
    /// Each option in the words of a sentence: `name.OPTION = "a fixed timetable"`. Its id when left out.
    #[serde(default)]
    pub name: Named<At<String>>,
    /// What each option means exactly: `define.OPTION = "…"`.
    #[serde(default)]
    pub define: Named<At<String>>,
    /// The day that a definition refers to: `cut_off.OPTION = "2014-02"`.
    #[serde(default)]
    pub cut_off: Named<At<String>>,
    /// The party whose seat at the table it settles.
    pub seat_of: Option<At<String>>,
}

/// `[[statement]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementFile {
    /// The id.
    pub id: At<String>,
    /// A person, a party, or `reporter`.
    pub by: At<String>,
    /// The party spoken for, where it is not the person's own.
    #[serde(rename = "for")]
    pub on_behalf: Option<At<String>>,
    /// The source that reports it.
    pub source: At<String>,
    /// The words, to the letter.
    pub exact: At<String>,
    /// Words just before, where the exact ones occur twice.
    pub prefix: Option<String>,
    /// Words just after.
    pub suffix: Option<String>,
    /// Verbatim, paraphrase, or the reporter's own voice.
    pub kind: Kind,
    /// How the source weakens it.
    pub hedge: Option<Hedge>,
    /// How firm a promise or threat is.
    pub modality: Option<Modality>,
    /// The room it was said in.
    pub room: Option<At<String>>,
    /// Who was meant to hear it; public when left out.
    pub audience: Option<Audience>,
    /// When. EDTF, or `2..3 days before ROOM`.
    pub at: Option<At<String>>,
    /// The options, by issue, that it is compatible with.
    #[serde(default)]
    pub takes: Named<Few>,
    /// Firmer or softer than before, by issue.
    #[serde(default)]
    pub trend: Named<Trend>,
    /// Statements with the same content in another channel.
    #[serde(default)]
    pub same_as: Few,
    /// Whether it admits or denies that its side is divided.
    pub division: Option<Division>,
}

/// `[stake.PARTY.ISSUE]`
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StakeFile {
    /// How much the issue matters beside the party's others.
    pub weight: Option<At<Amount>>,
    /// What each option is worth, from 0 to 1.
    #[serde(default)]
    pub values: Named<At<Amount>>,
    /// Options rejected whatever the rest.
    #[serde(default)]
    pub red_line: Few,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so: makes an assumption.
    pub because: Option<At<String>>,
}

/// `[[red_line]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RedLineFile {
    /// Who draws it.
    pub party: At<String>,
    /// Who must be seated.
    pub needs_seat: At<String>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[walk_away.PARTY]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WalkAwayFile {
    /// What no deal is worth with every lever at nought, from 0 to 1.
    pub base: Option<At<Amount>>,
    /// What each lever adds at full setting: `from.LEVER = "0..0.25"`.
    #[serde(default)]
    pub from: Named<At<Amount>>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[lever.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeverFile {
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// The least and greatest setting, within 0 and 1: `"0..1"`, also when left out.
    pub range: Option<At<Amount>>,
    /// Where it stands now. Left out: anywhere that its promises allow.
    pub now: Option<At<Amount>>,
    /// The party that can move it.
    pub held_by: Option<At<String>>,
    /// The share of its effect lost without another lever: `needs.LEVER = "0.3..0.7"`.
    #[serde(default)]
    pub needs: Named<At<Amount>>,
    /// Statements that promise to move it.
    #[serde(default)]
    pub promised_in: Few,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[room.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomFile {
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// Who sits in it.
    #[serde(default)]
    pub seats: Few,
    /// Who is told without a seat.
    #[serde(default)]
    pub informed: Few,
    /// Who is talked about.
    #[serde(default)]
    pub about: Few,
    /// Whether it is known in public that it meets; yes when left out.
    pub public: Option<bool>,
    /// When it opened. EDTF.
    pub opened: Option<At<String>>,
    /// When it closed. EDTF.
    pub closed: Option<At<String>>,
    /// Whether the deal is negotiated here.
    #[serde(default)]
    pub talks: bool,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[[knows]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnowsFile {
    /// Whose knowledge.
    #[serde(default)]
    pub who: Few,
    /// Or everybody seated in this room.
    pub in_room: Option<At<String>>,
    /// What is known, in a few words.
    pub topic: At<String>,
    /// Known, or not known.
    pub knew: bool,
    /// From when on, or at what time. EDTF, or `2..3 days before ROOM`.
    pub since: Option<At<String>>,
    /// The statement that says so.
    pub according_to: At<String>,
    /// How the claim is weakened.
    pub hedge: Option<Hedge>,
}

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

/// `[[act]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActFile {
    /// The id.
    pub id: At<String>,
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// What kind of act.
    pub kind: ActKind,
    /// Who did it.
    pub by: At<String>,
    /// On whose behalf, when not its own.
    #[serde(rename = "for")]
    pub on_behalf: Option<At<String>>,
    /// Whether that party gave it the right to; `none-recorded` when left out and `for` is given.
    pub mandate: Option<Mandate>,
    /// Towards whom.
    #[serde(default)]
    pub to: Few,
    /// The options given, asked or offered: `package.ISSUE = "OPTION"`.
    #[serde(default)]
    pub package: Named<At<String>>,
    /// Whether they come only together.
    #[serde(default)]
    pub linked: bool,
    /// The aim that they are said to serve.
    pub goal: Option<String>,
    /// What came back for it.
    #[serde(default)]
    pub in_return: Vec<String>,
    /// When. EDTF, or `2..3 days before ROOM`.
    pub at: Option<At<String>>,
    /// Where.
    pub room: Option<At<String>>,
    /// A promise: when it holds.
    pub on_condition: Option<String>,
    /// A promise or threat: how firm.
    pub modality: Option<Modality>,
    /// A promise or threat: the lever that it would move.
    pub moves: Option<At<String>>,
    /// The norms that it passes over.
    #[serde(default)]
    pub skips: Few,
    /// Whether the parties dispute what it was.
    #[serde(default)]
    pub contested: bool,
    /// Rival descriptions: `[[act.framing]]`.
    #[serde(default)]
    pub framing: Vec<FramingFile>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[[act.framing]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FramingFile {
    /// The description in a few words.
    pub name: String,
    /// What would be true if it is right.
    #[serde(default)]
    pub sets: Named<At<Setting>>,
    /// Who describes it so.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[agreement.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreementFile {
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// When it was signed. EDTF.
    pub signed: Option<At<String>>,
    /// Whether it is only under discussion.
    #[serde(default)]
    pub candidate: bool,
    /// How it turned out.
    pub outcome: Option<String>,
    /// Its features: `[agreement.ID.feature.NAME]`.
    #[serde(default)]
    pub feature: Named<FeatureFile>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[agreement.ID.feature.NAME]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeatureFile {
    /// What the text provides.
    pub provides: Option<String>,
    /// A short class that two texts are compared by.
    pub class: Option<String>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[[lesson]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LessonFile {
    /// Where it is drawn.
    pub statement: At<String>,
    /// From what.
    pub agreement: At<String>,
    /// The lesson in words.
    pub lesson: String,
    /// The feature that it is about.
    pub implies: Option<At<String>>,
}

/// `[assumption.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssumptionFile {
    /// What is assumed.
    pub text: String,
    /// Why.
    pub reason: String,
    /// Who assumes it; the case's author when left out.
    pub author: Option<String>,
    /// The party that claims it.
    pub claimed_by: Option<At<String>>,
    /// What would be true instead: `if_rejected."lever.ID" = 0.5`.
    #[serde(default)]
    pub if_rejected: Named<At<Setting>>,
    /// The statements that make the claim.
    #[serde(default)]
    pub rests_on: Few,
}

/// `[hypothesis.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HypothesisFile {
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// What it holds.
    pub sets: Named<At<Setting>>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[[explanation]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExplanationFile {
    /// The question that the rival explanations answer.
    pub question: String,
    /// This explanation.
    pub text: String,
    /// How each statement fits: `evidence.STATEMENT = "consistent"`.
    #[serde(default)]
    pub evidence: Named<Fit>,
    /// Who offers it.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[deal]`
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DealFile {
    /// The parties whose acceptance makes a deal; every party with stakes when left out.
    #[serde(default)]
    pub signatories: Few,
    /// How many times a loss weighs as much as the same gain, at least 1.
    pub loss_aversion: Option<At<Amount>>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}
