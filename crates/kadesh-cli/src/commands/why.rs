//! `why`: a finding down to what it rests on, and how it was made.

use anyhow::Result;
use kadesh::ask::Bench;
use kadesh::model::{Basis, Card};
use kadesh::report::block::Block;
use kadesh::report::{json, present, text};

use super::shared::{case_for, listed, mark_partial, output, pretty, questions, settings, shown_case, unfinished};
use crate::args::{Format, View};
use crate::output::Output;
use crate::watch::watched;

pub(super) fn why(view: &View, word: &str, width: usize) -> Result<Output> {
    let questions = questions(word)?;
    let case = match case_for(view, width)? {
        Ok(case) => shown_case(&case, view),
        Err(output) => return Ok(output),
    };
    let (bench, findings) = watched(|progress| {
        let bench = Bench::new(&case, settings(view)).watched(progress.clone());
        let findings = bench.ask(&questions);
        (bench, findings)
    });
    let unfinished = unfinished(&findings.iter().collect::<Vec<_>>());
    if view.format == Format::Json {
        return Ok(output(pretty(&json::findings(&bench, &findings))?, unfinished));
    }
    let mut page = present::page(&bench, &findings);
    for (entry, finding) in page.sections.iter_mut().flat_map(|section| &mut section.entries).zip(&findings) {
        entry.blocks.extend(finding.cards.iter().flat_map(|card| card_blocks(card)));
    }
    page.not_modelled.clear();
    mark_partial(&mut page, unfinished.as_ref());
    Ok(output(text::render(&page, &case, width), unfinished))
}

/// How the answer was made, after the answer.
fn card_blocks(card: &Card) -> Vec<Block> {
    let plain = |text: String| Block::line(text, Basis::new());
    vec![
        plain(format!("Model {}: {}. {}", card.id, card.name, card.definition)),
        plain(format!("It assumes: {}.", card.assumes.join("; "))),
        plain(format!("Sources: {}. Departures: {}", listed(card.sources), card.departures)),
    ]
}
