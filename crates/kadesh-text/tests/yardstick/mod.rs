//! How well statements were read out of texts: the gold answers, the comparison with them, and the numbers it gives.
//!
//! Shared by the tests and by `examples/score.rs`. Definitions stand in `articles/README.md`; the figures can be held against
//! those of other programs on the corpus PolNeAR, since the match is theirs: one to one, by shared characters of the content.

// Neither the tests nor the example need every number.
#![allow(dead_code, reason = "one module for two programs")]

pub mod gold;
pub mod json;
pub mod metric;
pub mod report;
pub mod resample;

use std::path::Path;

use kadesh_text::{Attribution, Day, Form, Span, Speaker};

/// A text with its gold answers.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The name of its file.
    pub name: String,
    pub text: String,
    /// Its date and whatever else stands at the top of the gold file.
    pub head: Vec<(String, String)>,
    pub gold: Vec<Gold>,
    /// Words that look like a statement and are none.
    pub traps: Vec<Span>,
}

impl Article {
    /// Its date, where the gold gives one.
    pub fn day(&self) -> Option<Day> {
        self.head.iter().find(|(key, _)| key == "date").and_then(|(_, date)| Day::parse(date))
    }

    /// Whether it is kept from those who tune the rules: one of ours whose number is a multiple of three.
    pub fn is_held_out(&self) -> bool {
        let number = self.name.split('-').next().and_then(|number| number.parse::<usize>().ok());
        number.is_some_and(|number| number.is_multiple_of(3))
    }
}

/// What is compared of a statement.
#[derive(Clone, Debug)]
pub struct Said {
    pub source: Option<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
    pub form: Form,
    pub speaker: Option<Speaker>,
    pub addressee: Option<Span>,
    pub time: Option<Span>,
}

impl From<&Attribution> for Said {
    fn from(read: &Attribution) -> Self {
        Self {
            source: read.source.clone(),
            cue: read.cue.clone(),
            content: read.content.clone(),
            form: read.form,
            speaker: read.speaker.clone(),
            addressee: read.addressee.clone(),
            time: read.when.as_ref().map(|when| when.words.clone()),
        }
    }
}

/// One gold answer.
#[derive(Clone, Debug)]
pub struct Gold {
    pub said: Said,
    pub tier: Tier,
    /// Further names under which the speaker may be given.
    pub also: Vec<String>,
}

/// Whether a reader that leaves it out has missed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// It is counted.
    Core,
    /// It is neither asked for nor held against a reader.
    Secondary,
}

/// What our reader finds in an article; with what it is not sure of where `unsure`.
pub fn read(article: &Article, unsure: bool) -> Vec<Said> {
    let reading = kadesh_text::read_english(&article.text, article.day());
    let rest = reading.unsure.iter().filter(|_| unsure);
    reading.attributions.iter().chain(rest).map(Said::from).collect()
}

/// All texts of a folder that have gold answers, by name.
pub fn load(folder: &Path) -> Result<Vec<Article>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let (mut articles, mut faults) = (Vec::new(), Vec::new());
    for read in texts.filter_map(|path| one(path).transpose()) {
        match read {
            Ok(article) => articles.push(article),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(articles) } else { Err(faults.join("\n")) }
}

/// The text of a file with its gold answers; none where it has no gold file.
fn one(path: &Path) -> Result<Option<Article>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let written = path.with_extension("gold");
    if written.exists() {
        return gold::read(&name, &text, &contents(&written)?).map(Some);
    }
    let beside = [path.with_extension("gold.json"), path.with_file_name("gold.json")];
    match beside.iter().find(|path| path.exists()) {
        Some(made) => json::read(&name, &text, &contents(made)?).map(Some),
        None => Ok(None),
    }
}

fn contents(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
