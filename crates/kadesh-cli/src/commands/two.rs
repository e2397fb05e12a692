//! What `diff` and `agree` share: two cases from disk, in the ids of the first, and *In short* of both in the same draws.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use kadesh::ask::compared::{Compared, in_short};
use kadesh::ask::first::{first_page, questions};
use kadesh::ask::{Bench, Finding, Settings};
use kadesh::case::{blind, blind_beside};
use kadesh::coding::{Renamed, align};
use kadesh::model::Case;
use kadesh::progress::Progress;
use kadesh::report::page::Page;
use kadesh::report::{brief, json, text};
use serde_json::Value;

use super::shared::{drawn, faulty, mark_partial, pretty, simple, unfinished};
use crate::args::{PageFormat, Pair};
use crate::load::{Loaded, load};
use crate::output::{Exit, Output};

/// Two checked cases, the second in the ids of the first.
pub(super) struct Two {
    pub first: Case,
    pub second: Case,
    pub renamed: Vec<Renamed>,
}

impl Two {
    /// Aligns two cases, and blinds both alike where that is asked for.
    pub fn new(first: &Case, second: &Case, pair: &Pair) -> Two {
        let aligned = align(first, second);
        if pair.blind {
            // The ids that were given anew may be names.
            return Two { first: blind(first), second: blind_beside(&aligned.theirs, first), renamed: Vec::new() };
        }
        Two { first: first.clone(), second: aligned.theirs, renamed: aligned.renamed }
    }

    /// The sentences of *In short* that are not the same, and what a stop left undone.
    pub fn in_short(&self, settings: Settings, progress: &Arc<Progress>) -> (Vec<Compared>, Option<String>) {
        let asked = (questions(&self.first), questions(&self.second));
        let before = Bench::new(&self.first, settings).watched(progress.clone());
        let after = Bench::new(&self.second, settings).watched(progress.clone());
        before.announce(&asked.0);
        after.announce(&asked.1);
        let (old, new) = (before.ask_announced(&asked.0), after.ask_announced(&asked.1));
        let unfinished = unfinished(&old.iter().chain(&new).collect::<Vec<&Finding>>());
        // Of a part, what has no answer yet would look like a difference.
        let compared = match unfinished {
            Some(_) => Vec::new(),
            None => in_short(&first_page(&self.first, &old), &first_page(&self.second, &new)),
        };
        (compared, unfinished)
    }
}

/// Two cases from disk, or what is wrong with either, each named.
pub(super) fn load_two(first: &Path, second: &Path, pair: &Pair, width: usize) -> Result<Result<[Loaded; 2], Output>> {
    let (one, other) = (load(first, &pair.outside)?, load(second, &pair.outside)?);
    if one.checked.case.is_some() && other.checked.case.is_some() {
        return Ok(Ok([one, other]));
    }
    let faulty_ones = [(first, &one), (second, &other)].into_iter().filter(|(_, loaded)| loaded.checked.case.is_none());
    let mut output = Output { text: String::new(), errors: String::new(), exit: Exit::Faults };
    let mut list = Vec::new();
    for (path, loaded) in faulty_ones {
        let shown = path.display().to_string();
        let own = faulty(loaded, simple(pair.format), width)?;
        output.errors.push_str(&format!("`{shown}` has faults:\n\n{}", own.errors));
        let mut value = json::diagnostics(&loaded.checked.diagnostics);
        value["case"] = shown.into();
        list.push(value);
    }
    if pair.format == PageFormat::Json {
        output = Output { text: pretty(&list.into())?, errors: String::new(), exit: Exit::Faults };
    }
    Ok(Err(output))
}

pub(super) fn settings(pair: &Pair) -> Settings {
    Settings { seed: pair.seed, draws: pair.draws as usize }
}

/// A comparison as it is to be printed: for machines, or as a page with how it was made and what a stop left undone.
pub(super) fn printed(
    (mut value, mut page): (Value, Page),
    case: &Case,
    pair: &Pair,
    width: usize,
    unfinished: Option<&String>,
) -> Result<String> {
    if pair.format == PageFormat::Json {
        value["partial"] = unfinished.is_some().into();
        return pretty(&value);
    }
    page.facts.push(draws_fact(pair));
    page.facts.extend(pair.blind.then(brief::blind_fact));
    mark_partial(&mut page, unfinished);
    Ok(drawn(&page, case, pair.format, || text::render_without_grounds(&page, case, width)))
}

/// How the draws were made.
fn draws_fact(pair: &Pair) -> (String, String) {
    let draws = kadesh::num::grouped(pair.draws);
    ("Draws".to_owned(), format!("{draws} with seed {}, the same on both sides", pair.seed))
}

/// Whether two paths name one case.
pub(super) fn same_case(one: &Path, other: &Path) -> bool {
    let file = |path: &Path| {
        let path = if path.is_dir() { path.join(kadesh::case::MAIN_FILE) } else { path.to_path_buf() };
        path.canonicalize().unwrap_or(path)
    };
    file(one) == file(other)
}
