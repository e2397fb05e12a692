//! One statement as a report gives it: the words, who is said to have said them, and by which words we know it.

use crate::{Quote, Span};

/// What was read out of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Its quotations.
    pub quotes: Vec<Quote>,
    /// Its statements, in the order of their first words.
    pub attributions: Vec<Attribution>,
}

/// One statement that a text ascribes to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words that name who said it: “she”, “the minister”. None where the text names nobody here.
    pub source: Option<Span>,
    /// The words by which it is ascribed: “said”, “an appeal”.
    pub cue: Vec<Span>,
    /// What was said, piece by piece, with its quotation marks.
    pub content: Vec<Span>,
    /// Whether its words stand in quotation marks.
    pub form: Form,
    /// Who that is, where the text tells.
    pub speaker: Option<Speaker>,
}

/// Whether the words of a statement stand in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// All of them.
    Direct,
    /// Some of them.
    Mixed,
    /// None of them.
    Indirect,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The fullest name that the text gives: “Mark Rutte”.
    pub name: String,
    /// The country or organisation the text ties them to: “NATO”.
    pub party: Option<String>,
}
