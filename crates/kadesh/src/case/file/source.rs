//! The record as written: documents and statements, who disputes them, and what is known by whom.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::case::written::{At, Few, Named};
use crate::model::{Audience, Division, Hedge, Kind, Modality, Trend};

/// `[source.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// The document's title.
    pub title: Option<String>,
    /// The text, in a file beside the case.
    pub file: Option<At<String>>,
    /// The encoding of that file, such as `windows-1252`; recognised when left out.
    pub encoding: Option<At<String>>,
    /// SHA-256 of that file, so that a changed text is noticed.
    pub sha256: Option<At<String>>,
    /// The document that the text was made from, in a file beside the case. `kadesh source add` writes these four.
    pub original: Option<At<String>>,
    /// SHA-256 of the original.
    pub original_sha256: Option<At<String>>,
    /// What made the text of it, with its version.
    pub converter: Option<String>,
    /// What of the original is not in the text as it was.
    #[serde(default)]
    pub lost: Vec<String>,
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

/// `[[statement]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementFile {
    /// The id.
    pub id: At<String>,
    /// A person, a party, or `reporter`; several persons and parties who say it together.
    pub by: Few,
    /// The party spoken for, where it is not that of the first person named.
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
