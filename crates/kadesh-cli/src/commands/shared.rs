//! What several commands need: the case as the user wants to look at it, what a word means, how values are written.

use std::path::Path;

use anyhow::{Result, bail};
use kadesh::ask::{self, Finding, Question, Settings};
use kadesh::case;
use kadesh::model::{Case, Change, When};
use kadesh::report::page::Page;
use kadesh::report::{csv, json, markdown};

use crate::args::{Format, PageFormat, View};
use crate::faults;
use crate::load::{Loaded, load};
use crate::output::{Exit, Output, write_new_file, wrong_usage};
use crate::style;

/// A checked case as the user wants to look at it, or what is wrong with it.
pub(super) fn case_for(view: &View, width: usize) -> Result<Result<Case, Output>> {
    seen(&load(&view.case, &view.outside)?, view, width)
}

/// The same of a case that is loaded.
pub(super) fn seen(loaded: &Loaded, view: &View, width: usize) -> Result<Result<Case, Output>> {
    let Some(case) = loaded.checked.case.clone() else {
        return Ok(Err(faulty(loaded, simple(view.format), width)?));
    };
    looked_at(case, view, &view.seat).map(Ok)
}

/// A case with its date and its seats, which are given by the ids that it has.
pub(super) fn looked_at(mut case: Case, view: &View, seats: &[String]) -> Result<Case> {
    if let Some(date) = &view.as_of {
        case.as_of = Some(When::parse(date).map_err(|why| wrong_usage(format!("--as-of: {why}")))?);
    }
    for id in seats {
        let change = change(&case, &format!("seat.{id}=true"))?;
        case = case.with(&[change]);
    }
    Ok(case)
}

pub(super) fn shown_case(case: &Case, view: &View) -> Case {
    if view.blind { case::blind(case) } else { case.clone() }
}

/// How to print what is no report.
pub(super) fn simple(format: PageFormat) -> Format {
    if format == PageFormat::Json { Format::Json } else { Format::Text }
}

/// A page in the form asked for; `text` draws it for people.
pub(super) fn drawn(page: &Page, case: &Case, format: PageFormat, text: impl FnOnce() -> String) -> String {
    match format {
        PageFormat::Csv => csv::render(page, case),
        PageFormat::Md => markdown::render(page, case),
        PageFormat::Text | PageFormat::Json => text(),
    }
}

pub(super) fn faulty(loaded: &Loaded, format: Format, width: usize) -> Result<Output> {
    let (text, errors) = match format {
        Format::Json => (pretty(&json::diagnostics(&loaded.checked.diagnostics))?, String::new()),
        Format::Text => (String::new(), faults::text(loaded, width, style::on_errors())),
    };
    Ok(Output { text, errors, exit: Exit::Faults })
}

pub(super) fn settings(view: &View) -> Settings {
    Settings { seed: view.seed, draws: view.draws as usize }
}

pub(super) fn questions(word: &str) -> Result<Vec<&'static Question>> {
    ask::find(word).map_err(|near| {
        let near: Vec<String> = near.iter().map(|near| format!("`{near}`")).collect();
        let hint = match near.split_last() {
            None => String::new(),
            Some((only, [])) => format!("; did you mean {only}?"),
            Some((last, others)) => format!("; did you mean {} or {last}?", others.join(", ")),
        };
        wrong_usage(format!("`{word}` is no question{hint}\n`kadesh questions` lists all, one a line"))
    })
}

/// What a stop left undone, in words. None: nothing.
pub(super) fn unfinished(findings: &[&Finding]) -> Option<String> {
    let words: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.is_stopped())
        .map(|finding| finding.id.split_once('.').map_or(finding.id, |(_, word)| word))
        .collect();
    let have = if words.len() == 1 { "question has" } else { "questions have" };
    let shown = format!("{} of {} {have} no answer yet: {}", words.len(), findings.len(), words.join(", "));
    (!words.is_empty()).then(|| format!("stopped by Ctrl-C; {shown}"))
}

/// Marks a page as partial, if it is.
pub(super) fn mark_partial(page: &mut Page, unfinished: Option<&String>) {
    page.facts.splice(0..0, unfinished.map(|text| ("PARTIAL".to_owned(), text.clone())));
}

/// An answer, or what there is of it, which standard error and the exit code tell too.
pub(super) fn output(text: String, unfinished: Option<String>) -> Output {
    match unfinished {
        None => Output::ok(text),
        Some(unfinished) => Output { text, errors: format!("{unfinished}\n"), exit: Exit::Partial },
    }
}

pub(super) fn change(case: &Case, written: &str) -> Result<Change> {
    let Some((key, value)) = written.split_once('=') else {
        return Err(wrong_usage(format!("`{written}` is not a change; write KEY=VALUE, such as lever.loan=0.5")));
    };
    case::change(case, key.trim(), value.trim()).map_err(|fault| {
        let hint = fault.hint.map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
        wrong_usage(format!("{}{hint}", fault.message))
    })
}

pub(super) fn pretty(value: &serde_json::Value) -> Result<String> {
    Ok(format!("{}\n", serde_json::to_string_pretty(value)?))
}

/// Refuses to write where something is already.
pub(super) fn is_free(name: &Path) -> Result<()> {
    if name.exists() {
        bail!("`{}` exists already; choose another name, nothing was written", name.display());
    }
    Ok(())
}

/// Writes the schema that editors read beside a new case.
pub(super) fn write_schema(folder: &Path) -> Result<()> {
    write_new_file(&folder.join("case.schema.json"), &pretty(case::schema())?)
}

/// Words without signs that would steer the terminal or begin a line of their own.
pub fn plain(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

/// A line of a card, without such signs, that goes on further in.
pub fn wrapped(first: &'static str, text: &str, width: usize) -> String {
    let options = textwrap::Options::new(width).initial_indent(first).subsequent_indent("      ");
    format!("{}\n", textwrap::fill(&plain(text), options))
}
