//! What a model is: the question it answers, where it comes from, what it assumes, when it declines.

use schemars::JsonSchema;
use serde::Serialize;

use crate::progress::Stopped;

/// A model's description. The command line, the report and the docs all print this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Card {
    /// Short id, such as `deals.nash`.
    pub id: &'static str,
    /// The family it belongs to.
    pub family: Family,
    /// The name in the literature.
    pub name: &'static str,
    /// The question it answers.
    pub question: &'static str,
    /// The definition in one or two sentences, with its formula.
    pub definition: &'static str,
    /// Keys of `references.bib`. Empty when the definition is our own, which `departures` then says.
    pub sources: &'static [&'static str],
    /// What must be true of the world for the answer to mean something.
    pub assumes: &'static [&'static str],
    /// Where it departs from its sources.
    pub departures: &'static str,
    /// Whether somebody other than its author has checked it.
    pub standing: Standing,
}

/// The families of questions, in the order of the brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Who said what.
    Record,
    /// Who has a say.
    Rules,
    /// What could be agreed.
    Deals,
    /// Would it hold.
    Conflict,
    /// What it turns on.
    Ensemble,
    /// How far two readings agree.
    Coding,
}

/// How far a model has been checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Tested against its definition by its author only.
    Experimental,
    /// Checked by somebody else: definition against source, oracle against definition, code against oracle.
    Vetted,
}

/// Stands for the model where none is to blame: somebody stopped the work.
const STOPPED: &str = "stopped";

/// A model does not apply to this case, and says which of its assumptions the case breaks.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Refusal {
    /// The model's id.
    pub model: &'static str,
    /// Which assumption, and by what in the case.
    pub because: String,
    /// What would make it apply.
    pub hint: Option<String>,
}

impl Card {
    /// Where it comes from.
    pub fn sources_in_words(&self) -> String {
        if self.sources.is_empty() { "our own".to_owned() } else { self.sources.join(", ") }
    }
}

impl Refusal {
    /// A refusal with no hint.
    pub fn new(card: &Card, because: impl Into<String>) -> Refusal {
        Refusal { model: card.id, because: because.into(), hint: None }
    }

    /// The same, with a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Refusal {
        self.hint = Some(hint.into());
        self
    }

    /// Whether there is no answer only because the work was stopped.
    pub fn is_stopped(&self) -> bool {
        self.model == STOPPED
    }
}

impl From<Stopped> for Refusal {
    fn from(_: Stopped) -> Refusal {
        Refusal { model: STOPPED, because: "it was stopped before it was finished".to_owned(), hint: None }
    }
}
