//! Everything that can be asked of a session and everything that it answers, as plain data: read this first.
//!
//! A shell moves these as JSON and decides nothing. [`schema`] describes both. What a user does is in `action.rs`.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Deserializer;
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use super::action::{Action, Fields, Place, Say, Seat};
pub use super::proposal::{Proposed, Standing};
pub use super::sheet::Sheet;
use crate::case::{Link, Name, Splice, Unreadable};
use crate::diagnostic::{Diagnostic, Span};

/// What is asked of a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "ask", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Request {
    /// Begins anew with these files.
    Open {
        /// By the name that the case has for each; the case itself is `case.toml`.
        files: BTreeMap<String, Content>,
        /// Why files that the case names could not be read.
        #[serde(default)]
        unreadable: Unreadable,
    },
    /// Brings in files that were changed elsewhere, or that the case names since an edit. Not undone by `undo`.
    Bring {
        /// By the name that the case has for each.
        files: BTreeMap<String, Content>,
        /// Why files could not be read.
        #[serde(default)]
        unreadable: Unreadable,
        /// Files that are there no longer.
        #[serde(default)]
        gone: Vec<String>,
    },
    /// Changes texts.
    Edit {
        /// The version that the splices are of. Where it is not the newest, nothing is changed.
        version: u64,
        /// In any order; none may touch another.
        splices: Vec<Splice>,
    },
    /// What an action would change; changes nothing.
    Plan {
        /// The action.
        action: Action,
    },
    /// Plans an action and carries it out.
    Do {
        /// The version that the user saw.
        version: u64,
        /// The action.
        action: Action,
    },
    /// Takes back the last change.
    Undo {
        /// The version that the user saw.
        version: u64,
    },
    /// Makes the last change that was taken back once more.
    Redo {
        /// The version that the user saw.
        version: u64,
    },
    /// What is wrong, unlikely or missing.
    Faults,
    /// Everything that the case names, and what it has nothing of.
    Outline,
    /// The case as the screens of a workbench show it; where it has faults, as it was before it had them, or else without the
    /// entries that have them.
    Sheet,
    /// A text of the case as it is.
    Text {
        /// The file, by the name that the case has for it.
        file: String,
    },
    /// An entry as a form: every key that it can have.
    Form {
        /// Which entry; one that is not written yet has an empty form.
        place: Place,
    },
    /// What was left blank, and what the draws take for it.
    Blanks,
    /// What could be otherwise, for a reader to try: levers, walk-aways, seats that a red line asks for, rival descriptions and
    /// lenses, assumptions.
    Tries,
    /// What was proposed for the case, and what became of it.
    Proposals,
    /// Answers to questions.
    Ask {
        /// A question, a section or a family, as `kadesh ask` takes it.
        question: String,
        /// How to look at the case.
        #[serde(default)]
        view: View,
    },
    /// The brief as parts of a page.
    Brief {
        /// How to look at the case.
        #[serde(default)]
        view: View,
    },
    /// What a reader sees who tries something, as parts of a page: the sentences of the first page and three pictures.
    WhatIf {
        /// How to look at the case, with what is tried.
        view: View,
        /// Whether something is still being moved: what would change the sentences is told once it is let go.
        #[serde(default)]
        moving: bool,
    },
    /// What a sentence of the first page hangs on.
    Why {
        /// Its number.
        sentence: usize,
        /// Whether all of its grounds are told.
        #[serde(default)]
        all: bool,
        /// Whether it is told as plain text, and not as parts of a page.
        #[serde(default)]
        plain: bool,
        /// How to look at the case.
        #[serde(default)]
        view: View,
    },
    /// What the changes of a view do to the answers.
    Compare {
        /// With the changes.
        view: View,
    },
    /// What could be written at a place.
    Complete(Point),
    /// What stands at a place, in words.
    Hover(Point),
    /// Where the name at a place is given.
    Definition(Point),
    /// Everywhere that the name at a place stands.
    References(Point),
    /// What giving the name at a place another id would change; changes nothing.
    Rename {
        /// A place where the name stands.
        at: Point,
        /// The new id.
        to: String,
    },
    /// The brief as a file.
    Export {
        /// What kind of file.
        format: Format,
        /// How to look at the case.
        #[serde(default)]
        view: View,
    },
}

/// What a session answers.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Response {
    /// The texts are as they are.
    Opened {
        /// Where the session stands.
        state: State,
    },
    /// The texts were changed.
    Changed {
        /// Where the session stands.
        state: State,
        /// What was changed, in the texts as they were before.
        splices: Vec<Splice>,
        /// The names that the case has since, in the order of the files.
        made: Vec<Name>,
    },
    /// What an action would change.
    Planned {
        /// In the texts as they are.
        splices: Vec<Splice>,
        /// What goes along with it, in words.
        along: Vec<String>,
    },
    /// What is wrong, unlikely or missing.
    Faults {
        /// In the order of the files.
        faults: Vec<Diagnostic>,
        /// The line of each, counted from 1. None: it is of no place in a text.
        lines: Vec<Option<usize>>,
    },
    /// Everything that the case names.
    Outline {
        /// In the order of the files.
        entries: Vec<Entry>,
        /// What it has nothing of yet, in words.
        missing: Vec<String>,
    },
    /// The case as the screens show it.
    Sheet {
        /// The version of the texts.
        version: u64,
        /// Whether the texts as they are can be asked; else this is as they were before, or what is left without their faults.
        sound: bool,
        /// Sources, parties, statements, and so on.
        sheet: Box<Sheet>,
    },
    /// An entry as a form.
    Form {
        /// In the order of the format.
        fields: Vec<Field>,
    },
    /// What was left blank.
    Blanks {
        /// In the order of the texts.
        blanks: Vec<Blank>,
    },
    /// What could be otherwise.
    Tries {
        /// Numbers first, then switches.
        tries: Vec<Trial>,
    },
    /// What was proposed for the case.
    Proposals {
        /// In the order in which they came.
        proposals: Vec<Proposed>,
    },
    /// Answers as `kadesh ask --format json` gives them.
    Answers {
        /// As `kadesh schema answers` says.
        document: Value,
    },
    /// A page in parts.
    Page {
        /// In the order of the page.
        parts: Vec<Part>,
    },
    /// Words that could be written.
    Completions {
        /// What they would take the place of.
        place: Span,
        /// The likeliest first.
        words: Vec<Completion>,
    },
    /// What stands at a place.
    Told {
        /// The place.
        place: Span,
        /// In words, as Markdown.
        text: String,
    },
    /// Places in the texts.
    Places {
        /// In the order of the files.
        places: Vec<Link>,
    },
    /// A file to keep.
    File {
        /// Its kind, such as `text/html`.
        media_type: String,
        /// Its text.
        text: String,
    },
    /// There is nothing to say, and why.
    Nothing {
        /// In words.
        because: String,
    },
    /// It was not done, and why.
    Refused {
        /// Why not, with the place where there is one.
        because: Diagnostic,
    },
}

/// Where a session stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct State {
    /// Counts every change of a text.
    pub version: u64,
    /// Whether there is a change to take back.
    pub can_undo: bool,
    /// Whether there is one to make once more.
    pub can_redo: bool,
    /// Whether the case can be asked: it has no fault.
    pub sound: bool,
    /// Files that the case names and that nobody brought.
    pub wanted: Vec<String>,
}

/// How to look at a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct View {
    /// Changes that are tried out, such as `lever.loan` to `0.5`; the texts keep what they have.
    pub changes: Vec<Try>,
    /// Parties that are given a seat.
    pub seats: Vec<String>,
    /// Nothing later than this is on record.
    pub as_of: Option<String>,
    /// Whether names give way to labels.
    pub blind: bool,
    /// The seed of the draws.
    pub seed: u64,
    /// How many draws.
    pub draws: usize,
}

/// One change that is tried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Try {
    /// What, as `kadesh what-if` takes it.
    pub key: String,
    /// To what.
    pub value: String,
}

/// The bytes of a file: a text, or anything as base64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content(pub Vec<u8>);

/// A name of the case, and what is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Entry {
    /// Its name.
    pub name: Name,
    /// The words that reports have for it.
    pub words: String,
    /// Where it is given.
    pub place: Span,
    /// How often it is used elsewhere.
    pub uses: usize,
}

/// A number that is not there, and what the draws take for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Blank {
    /// Where its entry is.
    pub place: Span,
    /// The key that it would have there.
    pub key: String,
    /// What is taken.
    pub taken: String,
    /// Why that.
    pub why: String,
}

/// Something that a reader can try: a number that is moved, or a switch that sets several at once.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Trial {
    /// What tells it from the others: for a number, what `kadesh what-if` calls it.
    pub key: String,
    /// In words.
    pub words: String,
    /// What kind of thing it is.
    pub kind: TrialKind,
    /// Of a number: the least that it can be.
    pub low: f64,
    /// Of a number: the greatest.
    pub high: f64,
    /// Of a number: where it stands in the case. None: it is left open.
    pub now: Option<String>,
    /// Of a switch: what it sets where it is on. Where two switches set one thing, the later one counts.
    pub sets: Vec<Try>,
}

/// What kind of thing can be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TrialKind {
    /// A number: a lever.
    Lever,
    /// A number or a range: what no deal is worth to a party, before any lever.
    WalkAway,
    /// A switch: a seat at the table.
    Seat,
    /// A switch: a rival description of something that was done.
    Framing,
    /// A switch: a rival lens on the case.
    Hypothesis,
    /// A switch: an assumption is left out, and what the case says holds without it is taken.
    Assumption,
}

/// A part of a page: drawn anew only where its text differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Part {
    /// The same from one answer to the next.
    pub id: String,
    /// HTML.
    pub html: String,
}

/// A word that could be written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Completion {
    /// What would be written.
    pub text: String,
    /// What it is, in a few words.
    pub detail: String,
}

/// A key of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Field {
    /// The key; a dot leads further in: `rule.kind`.
    pub key: String,
    /// What it is for.
    pub meaning: String,
    /// What it takes.
    pub takes: Takes,
    /// Whether the entry cannot be without it; of a table by names, without one of them.
    pub needed: bool,
    /// What stands there, as one types it. None: nothing.
    pub value: Option<String>,
    /// How many items it has, where each is an entry of its own.
    pub items: usize,
    /// Words and names that it could be, each with what it means.
    pub choices: Vec<Completion>,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Takes {
    /// Yes or no.
    Flag,
    /// A number, or a range as `0.3..0.6`.
    Number,
    /// Words.
    Text,
    /// Several, with commas between.
    List,
    /// Entries without a name, each with keys of its own.
    Items,
    /// Values by name, as the file writes them.
    Table,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The file, by the name that the case has for it.
    pub file: String,
    /// A byte of it.
    pub at: usize,
}

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// One HTML file.
    Html,
    /// Text as a terminal shows it.
    Text,
    /// Markdown.
    Markdown,
    /// Comma-separated values.
    Csv,
    /// JSON.
    Json,
}

/// The JSON Schemas of requests and responses.
pub fn schema() -> Value {
    let mut schemas = serde_json::Map::new();
    schemas.insert("request".to_owned(), schemars::schema_for!(Request).to_value());
    schemas.insert("response".to_owned(), schemars::schema_for!(Response).to_value());
    Value::Object(schemas)
}

impl Default for View {
    fn default() -> View {
        View { changes: Vec::new(), seats: Vec::new(), as_of: None, blind: false, seed: 1, draws: 10_000 }
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Content {
        Content(text.as_bytes().to_vec())
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => BTreeMap::from([("base64", STANDARD.encode(&self.0))]).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Content, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Text(String),
            Bytes { base64: String },
        }
        match Form::deserialize(deserializer)? {
            Form::Text(text) => Ok(Content(text.into_bytes())),
            Form::Bytes { base64 } => STANDARD.decode(base64).map(Content).map_err(serde::de::Error::custom),
        }
    }
}

impl JsonSchema for Content {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Content".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The bytes of a file: a text, or anything as base64.",
            "anyOf": [
                { "type": "string" },
                { "type": "object", "properties": { "base64": { "type": "string" } }, "required": ["base64"] },
            ],
        })
    }
}
