//! What the whole-pipeline tests share: the cases that ship, as text, and every question asked of a case.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};

use kadesh::ask::{Bench, Finding, QUESTIONS, Settings};
use kadesh::case::{self, Checked, EXAMPLE, Files, MAIN_FILE};
use kadesh::model::Case;
use kadesh::report::page::Page;
use kadesh::report::{html, json, present, text};
use serde_json::Value;

/// The width of the text reports.
pub const WIDTH: usize = 100;

/// A case before it is checked: its name, its text, and the files beside it.
#[derive(Debug, Clone)]
pub struct Raw {
    /// The folder's name.
    pub name: String,
    /// The text of the case file.
    pub text: String,
    /// The files that it names.
    pub files: Files,
}

/// Every question asked of one case.
pub struct Answered {
    /// The answers.
    pub findings: Vec<Finding>,
    /// As a page.
    pub page: Page,
    /// As text.
    pub text: String,
    /// As HTML.
    pub html: String,
    /// As JSON.
    pub json: Value,
}

impl Raw {
    /// What the checker makes of it.
    pub fn check(&self) -> Checked {
        case::read(&self.text).check(&self.files)
    }

    /// The checked case, which must be without faults.
    pub fn case(&self) -> Case {
        let checked = self.check();
        checked.case.unwrap_or_else(|| panic!("{}: {:#?}\n{}", self.name, checked.diagnostics, self.text))
    }

    /// The case file and the text files beside it, one after the other.
    pub fn all_text(&self) -> String {
        let files = self.files.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        std::iter::once(self.text.clone()).chain(files).collect::<Vec<_>>().join("\n")
    }
}

/// The folder of the cases that ship.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases")
}

/// The cases that ship, by name.
pub fn shipped() -> Vec<Raw> {
    within(&folder())
}

/// The small conflicts that ship, by name.
pub fn conflicts() -> Vec<Raw> {
    within(&folder().join("conflicts"))
}

fn within(folder: &Path) -> Vec<Raw> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.join(MAIN_FILE).is_file()).collect();
    folders.sort();
    assert!(folders.len() >= 2, "{folders:?}");
    folders.iter().map(|folder| raw(folder)).collect()
}

/// The case that `kadesh new` writes.
pub fn example() -> Raw {
    let files = EXAMPLE[1..].iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    Raw { name: "example".to_owned(), text: EXAMPLE[0].1.to_owned(), files }
}

/// The new case and the shipped ones.
pub fn all() -> Vec<Raw> {
    std::iter::once(example()).chain(shipped()).collect()
}

fn raw(folder: &Path) -> Raw {
    let text = std::fs::read_to_string(folder.join(MAIN_FILE)).unwrap();
    let read = |name: String| (name.clone(), std::fs::read(folder.join(&name)).unwrap());
    let files = case::read(&text).files_named().into_iter().map(read).collect();
    Raw { name: folder.file_name().unwrap().to_string_lossy().into_owned(), text, files }
}

/// Asks every question and renders every format.
pub fn ask(case: &Case, settings: Settings) -> Answered {
    let bench = Bench::new(case, settings);
    let findings: Vec<Finding> = QUESTIONS.iter().map(|question| question.ask(&bench)).collect();
    let page = present::page(&bench, &findings);
    let (text, html) = (text::render(&page, case, WIDTH), html::render(&page, case));
    let json = json::findings(&bench, &findings);
    Answered { findings, page, text, html, json }
}

/// Few draws, for tests that are not about numbers.
pub const FEW: Settings = Settings { seed: 1, draws: 128 };

/// The places at which a word stands as a whole word, whatever its case.
pub fn whole_words(text: &str, word: &str) -> Vec<usize> {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let outside = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
    let whole =
        |at: &usize| outside(text[..*at].chars().next_back()) && outside(text[at + word.len()..].chars().next());
    if word.is_empty() { Vec::new() } else { text.match_indices(&word).map(|(at, _)| at).filter(whole).collect() }
}

/// A few words around a place, for a message.
pub fn around(text: &str, at: usize) -> String {
    let lower = text.to_lowercase();
    let from = lower[..at].char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let to = lower[at..].char_indices().nth(80).map_or(lower.len(), |(more, _)| at + more);
    lower[from..to].replace('\n', " ")
}
