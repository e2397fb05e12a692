//! A proposal: changes of a case that somebody, mostly an assistant, puts before a person. It counts in no answer until one accepts it.
//!
//! Proposals stand in a file of their own beside the case, which no answer reads. Accepting one writes it into the case.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::action::{Action, Fields};
use crate::case::{Name, NameKind, Splice};
use crate::diagnostic::{Diagnostic, Span};

/// The file of proposals, beside `case.toml`.
pub const PROPOSALS_FILE: &str = "proposals.toml";

/// Written at the top of the file when the first proposal comes.
const HEADING: &str = "# Changes that were proposed for this case. Nothing here counts in an answer before a person accepts it:\n\
                       # `kadesh review`, or the text in `kadesh serve`.\n";

/// What has become of a proposal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It waits for a person.
    #[default]
    Open,
    /// A person accepted it, and it was done.
    Accepted,
    /// A person rejected it.
    Rejected,
    /// Whoever proposed it took it back.
    Withdrawn,
}

impl Standing {
    /// The word of the file.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Open => "open",
            Standing::Accepted => "accepted",
            Standing::Rejected => "rejected",
            Standing::Withdrawn => "withdrawn",
        }
    }
}

/// A proposal as its file has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Its id: `p1`, `p2`, …
    pub id: String,
    /// Who proposes.
    pub by: String,
    /// Why.
    pub because: String,
    /// What has become of it.
    #[serde(default, skip_serializing_if = "is_open")]
    pub standing: Standing,
    /// Who accepted or rejected it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// Why it was rejected, or what was done instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_because: Option<String>,
    /// What would be done, one after the other.
    pub action: Vec<Action>,
}

/// A proposal as a person is shown it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Proposed {
    /// Its id.
    pub id: String,
    /// Who proposes.
    pub by: String,
    /// Why.
    pub because: String,
    /// What has become of it.
    pub standing: Standing,
    /// Who accepted or rejected it.
    pub decided_by: Option<String>,
    /// Why it was rejected, or what was done instead.
    pub decided_because: Option<String>,
    /// What would be done.
    pub actions: Vec<Action>,
    /// The same in words, one for each.
    pub words: Vec<String>,
    /// Words of sources that it marks.
    pub marks: Vec<Marked>,
    /// What goes along with it, in words, such as entries that cannot be without one that is taken away.
    pub along: Vec<String>,
    /// Other proposals that have to be accepted first.
    pub after: Vec<String>,
    /// Why it cannot be accepted as the case is now.
    pub trouble: Option<Diagnostic>,
}

/// Words in the text of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Marked {
    /// The source.
    pub source: String,
    /// First byte of the words.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub words: String,
    /// What stands just before them.
    pub before: String,
    /// What stands just behind them.
    pub after: String,
}

/// The proposals of a file, in their order.
///
/// # Errors
///
/// The file cannot be read as proposals, and where.
pub fn read(text: &str) -> Result<Vec<Proposal>, Diagnostic> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Book {
        #[serde(default)]
        proposal: Vec<Proposal>,
    }
    let book: Result<Book, _> = toml::from_str(text);
    book.map(|book| book.proposal).map_err(|error| {
        let place = error.span().unwrap_or(0..0);
        let span = Span { file: PROPOSALS_FILE.to_owned(), start: place.start, end: place.end };
        let message = format!("`{PROPOSALS_FILE}` cannot be read: {}", error.message().trim().replace('\n', "; "));
        Diagnostic::fault("unreadable-proposals", message)
            .at(span, "here")
            .hint("mend this place, or put the file aside; the case itself is not touched by it")
    })
}

/// Actions as a person can change them in an editor.
///
/// # Errors
///
/// They have a value that cannot be written so.
pub fn actions_written(actions: &[Action]) -> Result<String, Diagnostic> {
    toml::to_string(&Actions { action: actions.to_vec() }).map_err(cannot_hold)
}

/// The actions of a text that a person changed in an editor.
///
/// # Errors
///
/// What is wrong with it.
pub fn actions_read(text: &str) -> Result<Vec<Action>, Diagnostic> {
    let actions: Result<Actions, _> = toml::from_str(text);
    actions.map(|actions| actions.action).map_err(|error| {
        Diagnostic::fault("refused", format!("this cannot be read: {}", error.message().trim().replace('\n', "; ")))
    })
}

/// What the editor has of a proposal.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Actions {
    action: Vec<Action>,
}

fn cannot_hold(error: toml::ser::Error) -> Diagnostic {
    Diagnostic::fault("refused", format!("a proposal cannot hold this: {error}"))
}

/// One more proposal at the end of a file.
///
/// # Errors
///
/// It has a value that the file cannot hold.
pub fn appended(text: &str, proposal: &Proposal) -> Result<Splice, Diagnostic> {
    #[derive(Serialize)]
    struct Book<'p> {
        proposal: [&'p Proposal; 1],
    }
    let block = toml::to_string(&Book { proposal: [proposal] }).map_err(cannot_hold)?;
    let gap = match text {
        "" => HEADING,
        text if text.ends_with('\n') => "",
        _ => "\n",
    };
    let at = text.len();
    Ok(Splice { file: PROPOSALS_FILE.to_owned(), start: at, end: at, text: format!("{gap}\n{block}") })
}

/// The name that an action gives to something new; without an id where one is still to be made.
pub fn gives(action: &Action) -> Option<Name> {
    match action {
        Action::Add { name, .. } => Some(name.clone()),
        Action::AddOption { issue, id, .. } => Some(Name::option(issue, id)),
        Action::Say(said) => Some(Name::new(NameKind::Statement, &said.id)),
        Action::AddItem { .. }
        | Action::Put { .. }
        | Action::Write { .. }
        | Action::Remove { .. }
        | Action::Rename { .. }
        | Action::AddSource { .. }
        | Action::RedLine { .. }
        | Action::Seat { .. }
        | Action::OrderOptions { .. }
        | Action::Propose { .. }
        | Action::Accept { .. }
        | Action::Reject { .. }
        | Action::Withdraw { .. } => None,
    }
}

/// Values without those that clear a key: a file has none of them.
pub fn without_nothing(fields: &mut Fields) {
    fields.0.retain(|(_, value)| value.is_some());
}

fn is_open(standing: &Standing) -> bool {
    *standing == Standing::Open
}
