//! What the page and the desk tell one another about opening, saving and settling: every message, in one place.
//!
//! What the case means and how it is changed are messages of the session; these are about its files.

use std::time::SystemTime;

use jiff::Timestamp;
use kadesh::diagnostic::Diagnostic;
use serde::{Deserialize, Serialize};

/// How things stand on the desk: `GET /desk`, the event `desk`, and the answer to every change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Whether a case is open.
    pub mode: Mode,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// The folder of the case; before one is open, that in which cases are looked for and made.
    pub folder: String,
    /// The last part of that folder, with the name of the case file where that is not `case.toml`.
    pub name: String,
    /// Counts every change of a text. 0: no case is open.
    pub version: u64,
    /// Whether the files have what the page shows.
    pub saved: OnDisk,
    /// Why they have not, in words.
    pub because: Option<String>,
    /// The last thing worth telling, in words.
    pub notice: Option<String>,
    /// What was changed here and elsewhere in the same place.
    pub conflict: Option<Vec<Conflict>>,
    /// Text that a server before this one had not saved when it broke off.
    pub draft: Option<Offered>,
    /// The cases that can be opened. `GET /desk` alone tells them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<Found>>,
}

/// Whether a case is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// None yet.
    Start,
    /// One is.
    Case,
}

/// Whether the files have what the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OnDisk {
    /// They have.
    Saved,
    /// Not yet.
    Unsaved,
    /// Not before the user has said which of two changes is to stay.
    Conflict,
    /// They could not be written; it is tried again with the next change.
    Failed,
}

/// A file that was changed here and elsewhere in the same places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// By the name that the case has for it; the case itself is `case.toml`.
    pub file: String,
    /// The places, from the top.
    pub hunks: Vec<Hunk>,
}

/// A place that was changed in two ways. Each text is of whole lines, with their ends; an empty one has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hunk {
    /// The line of the text on the page where it begins, counted from 1.
    pub line: usize,
    /// As it was before both.
    pub base: String,
    /// As it is on the page.
    pub mine: String,
    /// As it is on disk.
    pub theirs: String,
}

/// A draft that can be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offered {
    /// When it was written, as `2026-11-30T16:50:00Z`.
    pub written: String,
    /// The files of which it has text.
    pub files: Vec<String>,
}

/// A case in the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Its folder, from the one of the server.
    pub folder: String,
    /// Its title; that of one without is its folder.
    pub title: String,
    /// When its file was last changed, as `2026-11-30T16:50:00Z`.
    pub changed: String,
}

/// How a case is begun: `POST /start`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Start {
    /// From documents.
    Files(Vec<Document>),
    /// From the example.
    Example(bool),
    /// One that is there: its folder, from the one of the server.
    Open(String),
    /// From a text, such as an article.
    #[serde(untagged)]
    Text(Pasted),
}

/// A text to begin with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pasted {
    /// The text, which becomes the first source.
    pub text: String,
    /// Its title; the first line of the text where there is none.
    #[serde(default)]
    pub title: Option<String>,
}

/// Documents for the case that is open: `POST /source`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Documents {
    /// One or several.
    pub files: Vec<Document>,
}

/// A document that the page brings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The name of its file, without a folder.
    pub name: String,
    /// Its bytes, as base64.
    pub content: String,
}

/// What becomes of the draft: `POST /draft`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// Whether it is taken; else it is dropped.
    pub take: bool,
}

/// The sources of the case are read, and who says what in them is proposed: `POST /read`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadSources {}

/// What stays of a file that was changed here and elsewhere: `POST /settle`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    /// By the name that the case has for it.
    pub file: String,
    /// For each place, from the top.
    pub choices: Vec<Choice>,
}

/// What stays at a place.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Choice {
    /// One of the two texts, or one after the other.
    Take(Side),
    /// Another text.
    Text(String),
}

/// Which text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// That of the page.
    Mine,
    /// That on disk.
    Theirs,
    /// That of the page, and then that on disk.
    Both,
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// In words.
    pub message: String,
    /// What else there is to do.
    pub hint: Option<String>,
}

/// A time as messages have it, to the second, in UTC.
pub fn moment(time: SystemTime) -> String {
    let second = Timestamp::try_from(time).map(Timestamp::as_second).and_then(Timestamp::from_second);
    second.unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

impl Refused {
    /// With nothing else to do.
    pub fn new(message: impl Into<String>) -> Refused {
        Refused { message: message.into(), hint: None }
    }

    /// With something else to do.
    pub fn hint(self, hint: impl Into<String>) -> Refused {
        Refused { hint: Some(hint.into()), ..self }
    }
}

impl From<anyhow::Error> for Refused {
    fn from(error: anyhow::Error) -> Refused {
        Refused::new(format!("{error:#}"))
    }
}

impl From<Diagnostic> for Refused {
    fn from(because: Diagnostic) -> Refused {
        Refused { message: because.message, hint: because.hint }
    }
}

impl From<Refused> for Diagnostic {
    fn from(refused: Refused) -> Diagnostic {
        let fault = Diagnostic::fault("refused", refused.message);
        match refused.hint {
            Some(hint) => fault.hint(hint),
            None => fault,
        }
    }
}
