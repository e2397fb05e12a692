//! What was done and agreed, as written: acts and their rival descriptions, agreements and lessons.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::case::written::{At, Few, Named, Setting};
use crate::model::{ActKind, Mandate, Modality};

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
