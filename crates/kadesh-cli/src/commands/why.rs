//! `why`: a sentence or a finding down to what it rests on, strongest first, and how it was made.

use anyhow::{Result, bail};
use kadesh::ask::first::{self, first_page};
use kadesh::ask::said::Headline;
use kadesh::ask::why::why as ranked;
use kadesh::ask::{Bench, Finding};
use kadesh::model::Case;
use kadesh::report::{json, present, text, why as hanging};

use super::shared::{case_for, drawn, mark_partial, output, pretty, questions, settings, shown_case, unfinished};
use crate::args::{PageFormat, View};
use crate::output::{Output, wrong_usage};
use crate::watch::watched;

pub(super) fn why(view: &View, word: &str, all: bool, width: usize) -> Result<Output> {
    let sentence = word.strip_prefix("in-short.");
    let questions = if sentence.is_some() { Vec::new() } else { questions(word)? };
    let case = match case_for(view, width)? {
        Ok(case) => shown_case(&case, view),
        Err(output) => return Ok(output),
    };
    let questions = if sentence.is_some() { first::questions(&case) } else { questions };
    watched(|progress| {
        let bench = Bench::new(&case, settings(view)).watched(progress.clone());
        let findings = bench.ask(&questions);
        match sentence {
            Some(number) => of_sentence(&bench, &findings, number, all, (view.format, width)),
            None => of_finding(&bench, &findings, all, (view.format, width)),
        }
    })
}

/// Opens the answers to a question, a section or a family.
fn of_finding(bench: &Bench, findings: &[Finding], all: bool, (format, width): (PageFormat, usize)) -> Result<Output> {
    let unfinished = unfinished(&findings.iter().collect::<Vec<_>>());
    if format == PageFormat::Json {
        let why = match findings {
            [only] => only.said.headlines.first().and_then(|headline| ranked(bench, only, headline)),
            _ => None,
        };
        return Ok(output(pretty(&json::findings_and_why(bench, findings, why.as_ref()))?, unfinished));
    }
    let headline = findings.first().filter(|_| !all && findings.len() == 1);
    if let Some((finding, headline)) = headline.and_then(|finding| Some((finding, finding.said.headlines.first()?))) {
        return Ok(Output::ok(shown(bench, finding, headline, false, (format, width))));
    }
    let mut page = present::page(bench, findings);
    for (entry, finding) in page.sections.iter_mut().flat_map(|section| &mut section.entries).zip(findings) {
        entry.blocks.extend(finding.cards.iter().flat_map(|card| hanging::card_blocks(card)));
    }
    page.not_modelled.clear();
    mark_partial(&mut page, unfinished.as_ref());
    let shown = drawn(&page, bench.case(), format, || text::render(&page, bench.case(), width));
    Ok(output(shown, unfinished))
}

/// Opens a numbered sentence of the first page.
fn of_sentence(
    bench: &Bench,
    findings: &[Finding],
    number: &str,
    all: bool,
    (format, width): (PageFormat, usize),
) -> Result<Output> {
    let page = first_page(bench.case(), findings);
    let wanted = number.parse::<usize>().ok();
    let Some(sentence) = page.in_short.iter().find(|sentence| Some(sentence.number) == wanted) else {
        let there = match page.in_short.len() {
            0 => "the first page of this case has no sentence yet; `kadesh brief CASE` says why".to_owned(),
            1 => "the first page has one sentence, in-short.1".to_owned(),
            count => format!("the first page has {count} sentences, in-short.1 to in-short.{count}"),
        };
        return Err(wrong_usage(format!("`in-short.{number}`: {there}")));
    };
    let Some(finding) = findings.iter().find(|finding| finding.id == sentence.finding) else {
        bail!("`in-short.{number}` has no finding");
    };
    if format == PageFormat::Json {
        let why = ranked(bench, finding, &sentence.headline);
        return Ok(Output::ok(pretty(&json::findings_and_why(bench, std::slice::from_ref(finding), why.as_ref()))?));
    }
    Ok(Output::ok(shown(bench, finding, &sentence.headline, all, (format, width))))
}

/// A sentence with its grounds ranked, and the model behind it.
fn shown(
    bench: &Bench,
    finding: &Finding,
    headline: &Headline,
    all: bool,
    (format, width): (PageFormat, usize),
) -> String {
    let case: &Case = bench.case();
    let page = hanging::page(case, finding, ranked(bench, finding, headline).as_ref(), all);
    drawn(&page, case, format, || text::render_without_grounds(&page, case, width))
}
