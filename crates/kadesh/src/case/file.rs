//! A case as written: the tables and keys of `case.toml`. The JSON Schema and the reader both come from these types.

mod act;
mod assumption;
mod body;
mod contested;
mod package;
mod party;
mod source;
mod stake;
mod table;
mod tie;

use schemars::JsonSchema;
use serde::Deserialize;

use super::conflict::{ConflictFile, MoveFile, OptionFile, PreferenceFile, StateFile};
use super::written::{At, Named};

pub use act::{ActFile, AgreementFile, LessonFile};
pub use assumption::{AssumptionFile, ExplanationFile, HypothesisFile};
pub use body::{BodyFile, ConditionFile, GateFile, NormFile, RuleFile, RuleKind, StanceFile};
pub use contested::ContestedFile;
pub use package::{BonusFile, ExcludeFile, PackageFile, STATUS_QUO};
pub use party::{PartyFile, PersonFile};
pub use source::{KnowsFile, RoomFile, SourceFile, StatementFile};
pub use stake::{DealFile, IssueFile, LeverFile, RedLineFile, StakeFile, WalkAwayFile};
pub use table::TableFile;
pub use tie::{MovesWithFile, TieFile};

/// The whole file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// The case's title, question and date.
    pub case: HeadFile,
    /// Tables kept in a spreadsheet beside the case: CSV, XLSX or ODS.
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
    /// Packages that nobody can have: `[[exclude]]`.
    #[serde(default)]
    pub exclude: Vec<ExcludeFile>,
    /// What options are worth only together: `[[bonus]]`.
    #[serde(default)]
    pub bonus: Vec<BonusFile>,
    /// Inputs that move together: `[[moves_with]]`.
    #[serde(default)]
    pub moves_with: Vec<TieFile>,
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
    /// What two readings of the source code otherwise, each with why it is settled: `[[contested]]`. `kadesh agree` writes them.
    #[serde(default)]
    pub contested: Vec<ContestedFile>,
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
    /// Columns: party, issue, option, value, weight, points, red_line, rests_on, because.
    pub stakes: Option<TableFile>,
    /// Columns: statement, issue, options (several with `|`).
    pub positions: Option<TableFile>,
    /// How much each issue matters to each party. Columns: party, issue, weight, rests_on, because.
    pub salience: Option<TableFile>,
    /// Columns: id, by, for, source, exact, prefix, suffix, kind, hedge, modality, room, audience, at, takes
    /// (`issue = option | issue = option`), trend, same_as, division. Or a table of codings from QualCoder, Taguette or
    /// Discourse Network Analyzer, with a column that says who speaks.
    pub statements: Option<TableFile>,
    /// Who sits in which room. Columns: room, party, seat (`seated`, `informed` or `about`), rests_on, because.
    pub seats: Option<TableFile>,
    /// Columns: id, name, kind, by, for, mandate, to, package (`issue = option | issue = option`), linked, goal, in_return, at,
    /// room, on_condition, modality, moves, skips, contested, rests_on, because.
    pub acts: Option<TableFile>,
    /// Columns: sentence, says, requirement, command, open.
    pub trace: Option<TableFile>,
}

impl TablesFile {
    /// Those that the case has.
    pub fn all(&self) -> impl Iterator<Item = &TableFile> {
        // Every one by its name, so that a new one cannot be forgotten here.
        let TablesFile { stakes, positions, salience, statements, seats, acts, trace } = self;
        [stakes, positions, salience, statements, seats, acts, trace].into_iter().flatten()
    }
}
