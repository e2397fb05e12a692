//! `read`: who is said to have said what, in the sources of a case or in any text; for a case it is proposed, for a person to accept.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use kadesh::case::MAIN_FILE;
use kadesh::model::Source;
use kadesh::session::message::{Action, Response};
use kadesh_text::{Attribution, Day, Form, Reading, read_english};
use serde_json::{Value, json};

use super::shared::{plain, wrapped};
use super::source::text_of;
use crate::args::{Format, Outside};
use crate::held::{Held, PROPOSING, in_words};
use crate::load::load;
use crate::output::{Output, wrong_usage};
use crate::reading::{Outcome, because, counted, one_line, readable, reading_of};

/// What is read, and what becomes of it.
#[derive(Default)]
pub struct Wanted<'a> {
    /// The source of the case that is read; none: all.
    pub source: Option<&'a str>,
    /// The day of a text; of a source the case has it.
    pub date: Option<&'a str>,
    /// With what is not sure.
    pub unsure: bool,
    /// Only shown.
    pub list: bool,
    pub format: Format,
    pub width: usize,
}

/// Reads the sources of a case, or texts.
pub(super) fn read(paths: &[PathBuf], wanted: &Wanted) -> Result<Output> {
    let day = wanted.date.map(|date| {
        Day::parse(date).ok_or_else(|| wrong_usage(format!("`{date}` is no day; write it as `2024-05-07`")))
    });
    match paths {
        [case] if is_case(case) => read_case(case, wanted),
        _ if paths.iter().any(|path| is_case(path)) => Err(wrong_usage("give one case, or texts")),
        _ if wanted.source.is_some() => Err(wrong_usage("`--source` goes with a case")),
        texts => read_texts(texts, day.transpose()?, wanted),
    }
}

fn is_case(path: &Path) -> bool {
    path.join(MAIN_FILE).is_file() || path.extension().is_some_and(|ending| ending == "toml")
}

// --- A case --------------------------------------------------------------------------------------------------------

pub(super) fn read_case(path: &Path, wanted: &Wanted) -> Result<Output> {
    let loaded = load(path, &Outside { allow_outside: false })?;
    let Some(case) = &loaded.checked.case else {
        bail!("the case has faults; `kadesh check {}` shows them", path.display());
    };
    let is_wanted = |source: &&Source| wanted.source.is_none_or(|id| source.id == id);
    let sources: Vec<&Source> =
        case.sources.iter().filter(is_wanted).filter(|source| !source.text.is_empty()).collect();
    if sources.is_empty() {
        return match wanted.source {
            Some(id) => Err(wrong_usage(format!("the case has no source `{id}` with a text"))),
            None => Err(wrong_usage("the case keeps no text of a source").context("`kadesh source add` brings one in")),
        };
    }
    let read = sources.into_iter().map(|source| (source, reading_of(source)));
    let read: Vec<(&Source, Result<Reading, String>)> = read.collect();
    if wanted.list {
        let day = |source: &Source| source.published.as_ref().map(ToString::to_string);
        let texts: Vec<Text> = read
            .iter()
            .map(|(source, reading)| Text { name: &source.id, words: &source.text, day: day(source), reading })
            .collect();
        return Ok(shown(&texts, wanted));
    }
    let mut held = Held::new(path)?;
    let before = held.proposals()?;
    let mut propose = |action: Action| match held.change(&action, PROPOSING)? {
        Response::Changed { .. } => Ok(None),
        Response::Refused { because } => Ok(Some(in_words(&because))),
        _ => bail!("it could not be proposed"),
    };
    let mut outcome = Outcome::default();
    for (source, reading) in &read {
        outcome.propose(case, source, (reading, wanted.unsure), &before, &mut propose)?;
    }
    if wanted.format == Format::Json {
        return Ok(Output::ok(format!("{:#}\n", outcome.json())));
    }
    Ok(Output::ok(told(&outcome, path)))
}

fn told(outcome: &Outcome, case: &Path) -> String {
    let case = case.display();
    let mut told = format!("{}\n", outcome.in_words());
    if outcome.is_new() {
        told.push_str(&format!("`kadesh review {case}` goes through them, or the text in `kadesh serve {case}`.\n"));
    }
    if outcome.unsure > 0 {
        told.push_str(&format!("`kadesh read {case} --unsure --list` shows all.\n"));
    }
    for why in &outcome.refused {
        told.push_str(&format!("Not proposed: {}\n", plain(why)));
    }
    told
}

// --- Texts ---------------------------------------------------------------------------------------------------------

/// A text and what was read in it.
struct Text<'a> {
    name: &'a str,
    words: &'a str,
    day: Option<String>,
    reading: &'a Result<Reading, String>,
}

fn read_texts(paths: &[PathBuf], day: Option<Day>, wanted: &Wanted) -> Result<Output> {
    let mut read = Vec::new();
    for path in paths {
        if path.is_dir() {
            return Err(wrong_usage(format!("`{}` is a folder without a case; give texts", path.display())));
        }
        let name = path.display().to_string();
        let text = text_of(path)?;
        let reading = readable(&name, &text).map(|()| read_english(&text, day));
        read.push((name, text, reading));
    }
    let day = wanted.date.map(str::to_owned);
    let texts = read.iter().map(|(name, words, reading)| Text { name, words, day: day.clone(), reading });
    Ok(shown(&texts.collect::<Vec<_>>(), wanted))
}

fn shown(texts: &[Text], wanted: &Wanted) -> Output {
    if wanted.format == Format::Json {
        let all: Value = texts.iter().map(|text| text.json(wanted.unsure)).collect();
        return Output::ok(format!("{all:#}\n"));
    }
    Output::ok(texts.iter().map(|text| text.told(wanted)).collect::<Vec<_>>().join("\n"))
}

impl Text<'_> {
    fn told(&self, wanted: &Wanted) -> String {
        let reading = match self.reading {
            Ok(reading) => reading,
            Err(why) => return format!("{why}\n"),
        };
        let mut told =
            format!("{}: {}\n", plain(self.name), counted(reading.attributions.len(), "statement", "statements"));
        for said in &reading.attributions {
            told.push_str(&self.card(said, wanted.width));
        }
        match (wanted.unsure, reading.unsure.len()) {
            (_, 0) => {}
            (false, count) => told
                .push_str(&format!("\n{} not sure: `--unsure` shows them.\n", counted(count, "more is", "more are"))),
            (true, count) => {
                told.push_str(&format!("\nNot sure: {}\n", counted(count, "statement", "statements")));
                reading.unsure.iter().for_each(|said| told.push_str(&self.card(said, wanted.width)));
            }
        }
        told
    }

    /// A statement as a person reads it: who, the words, why.
    fn card(&self, said: &Attribution, width: usize) -> String {
        let wrapped = |first, text: &str| wrapped(first, text, width);
        let who = match &said.speaker {
            Some(speaker) => match speaker.party.as_ref().filter(|party| **party != speaker.name) {
                Some(party) => format!("{} ({party})", speaker.name),
                None => speaker.name.clone(),
            },
            None => {
                said.source.as_ref().and_then(|span| self.words.get(span.clone())).unwrap_or("nobody named").to_owned()
            }
        };
        let form = match said.form {
            Form::Direct => "own words",
            Form::Mixed => "partly own words",
            Form::Indirect => "in other words",
        };
        let when = said.when.as_ref().and_then(|when| when.date.as_ref().map(|date| format!(", {date}")));
        let pieces: Vec<String> =
            said.content.iter().filter_map(|span| self.words.get(span.clone())).map(one_line).collect();
        let mut told = wrapped("\n  ", &format!("{who}, {form}{}", when.unwrap_or_default()));
        told.push_str(&wrapped("    ", &pieces.join(" … ")));
        told.push_str(&wrapped("    why: ", &because(said, self.words)));
        told
    }

    fn json(&self, with_unsure: bool) -> Value {
        match self.reading {
            Err(why) => json!({ "text": self.name, "not_read": why }),
            Ok(reading) => {
                let list = |some: &[Attribution]| some.iter().map(|said| self.statement(said)).collect::<Value>();
                let mut told = json!({
                    "text": self.name,
                    "date": self.day,
                    "statements": list(&reading.attributions),
                    "not_sure": reading.unsure.len(),
                });
                if with_unsure {
                    told["not_sure"] = list(&reading.unsure);
                }
                told
            }
        }
    }

    fn statement(&self, said: &Attribution) -> Value {
        let span = |span: &std::ops::Range<usize>| json!({ "start": span.start, "end": span.end, "words": self.words.get(span.clone()) });
        let spans = |some: &[std::ops::Range<usize>]| some.iter().map(span).collect::<Value>();
        json!({
            "speaker": said.speaker.as_ref().map(|speaker| &speaker.name),
            "party": said.speaker.as_ref().and_then(|speaker| speaker.party.as_ref()),
            "source": said.source.as_ref().map(span),
            "cue": spans(&said.cue),
            "content": spans(&said.content),
            "form": format!("{:?}", said.form).to_lowercase(),
            "modality": format!("{:?}", said.modality).to_lowercase(),
            "superseded": said.superseded,
            "within": said.within,
            "addressee": said.addressee.as_ref().map(span),
            "place": said.place.as_ref().map(span),
            "time": said.when.as_ref().map(|when| json!({ "words": span(&when.words), "date": when.date })),
            "why": because(said, self.words),
        })
    }
}
