//! A whole report before it is drawn: what was asked, the answers in their order, and what was left out.
//!
//! `ask` fills a page from views; `text` and `html` draw it and know no family of answers.

use super::block::Block;
use crate::ask::first::FirstPage;
use crate::model::{Card, Case};

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// What the reader needs before the first answer, as name and value: question, as of, seed, draws, version.
    pub facts: Vec<(String, String)>,
    /// The first page, where the page is a brief.
    pub first: Option<FirstPage>,
    /// Whether the sections below a first page are open, and printed.
    pub unfolded: bool,
    /// The sections, in the order shown.
    pub sections: Vec<Section>,
    /// What no answer above takes into account, one sentence each.
    pub not_modelled: Vec<String>,
}

impl Page {
    /// A page of one answer.
    pub fn of(case: &Case, title: &str, entry: Entry) -> Page {
        let section =
            Section { id: "answer".to_owned(), title: title.to_owned(), question: String::new(), entries: vec![entry] };
        Page {
            title: case.title.clone(),
            facts: Vec::new(),
            first: None,
            unfolded: false,
            sections: vec![section],
            not_modelled: Vec::new(),
        }
    }

    /// The case's question, where it is among the facts.
    pub(super) fn question(&self) -> Option<&str> {
        self.facts.iter().find(|(name, _)| name == "Question").map(|(_, value)| value.as_str())
    }
}

/// A group of answers to one kind of question.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// A short id, such as `evidence`: the address of the section within the page.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The question it answers, in words.
    pub question: String,
    /// The answers.
    pub entries: Vec<Entry>,
}

/// One answer with the model that gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The finding's id, such as `record.voices`: what `kadesh why` asks for.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The model's card. None: the answer is read from the case without a model.
    pub model: Option<&'static Card>,
    /// What it shows, headline first.
    pub blocks: Vec<Block>,
    /// The defaults that were taken, one sentence each.
    pub notes: Vec<String>,
}
