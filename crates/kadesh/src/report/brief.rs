//! The brief: every question cut to what fits on a page or two, in the order that matters.

use super::block::Block;
use super::cut;
use super::page::{Entry, Page};
use super::present::{self, NOTHING};
use crate::ask::first::{self, first_page};
use crate::ask::{Bench, Finding, QUESTIONS, Question};
use crate::model::{Case, PartyId};

/// What the brief keeps of one answer.
struct Cut {
    /// The question's id.
    id: &'static str,
    /// How many sentences, from the first.
    lines: usize,
    /// Which tables and charts, counted from 0.
    figures: &'static [usize],
    /// How many rows of each.
    rows: usize,
}

const fn cut(id: &'static str, lines: usize, figures: &'static [usize], rows: usize) -> Cut {
    Cut { id, lines, figures, rows }
}

/// The questions of the brief. What is not here is left to `kadesh ask`.
const CUTS: &[Cut] = &[
    cut("record.voices", 3, &[], 0),
    cut("record.coverage", 1, &[0], 12),
    cut("record.rooms", 1, &[0], 12),
    cut("record.knowledge", 1, &[0], 4),
    cut("record.bypass", 1, &[], 0),
    cut("rules.gates", 4, &[], 0),
    cut("rules.veto", 4, &[], 0),
    cut("rules.leverage", 0, &[0], 2),
    cut("record.ledger", 1, &[0, 2], 8),
    cut("deals.concessions", 1, &[], 0),
    cut("ensemble.framings", 2, &[], 0),
    cut("record.drift", 1, &[0, 1, 2], 6),
    cut("ensemble.acceptance", 1, &[], 0),
    cut("ensemble.curves", 0, &[0, 2], 8),
    cut("ensemble.dependences", 1, &[0], 2),
    cut("ensemble.shape", 1, &[0], 12),
    cut("ensemble.seats", 1, &[], 0),
    cut("ensemble.outcomes", 2, &[0], 4),
    cut("ensemble.terms", 2, &[0], 40),
    cut("deals.points", 1, &[0], 9),
    cut("conflict.stability", 4, &[0, 1], 4),
    cut("conflict.breach", 3, &[], 0),
    cut("conflict.robustness", 3, &[], 0),
    cut("record.precedent", 2, &[], 0),
    cut("ensemble.assumptions", 4, &[], 0),
    cut("ensemble.hypotheses", 3, &[0], 4),
    cut("ensemble.tipping", 4, &[], 0),
    cut("ensemble.tornado", 1, &[0], 6),
];

/// The questions that the whole brief asks of a case, in its order: those of its sections that fit the case, and those of
/// its first page.
pub fn questions(case: &Case) -> Vec<&'static Question> {
    let first = first::questions(case);
    let needed = |question: &Question| first.iter().any(|one| one.id == question.id);
    let shown = |question: &Question| cut_of(question.id).is_some() && first::fits(case, question);
    QUESTIONS.iter().filter(|question| needed(question) || shown(question)).collect()
}

/// The first page alone: its sentences, and no section below.
pub fn first_alone(bench: &Bench, findings: &[Finding]) -> Page {
    let first = Some(first_page(bench.case(), findings));
    Page { first, not_modelled: Vec::new(), ..present::page(bench, &[]) }
}

/// The page of a brief: each answer cut, and where the rest is.
pub fn page(bench: &Bench, findings: &[Finding]) -> Page {
    let mut page = whole(bench, findings);
    for entry in page.sections.iter_mut().flat_map(|section| &mut section.entries) {
        shorten(entry);
    }
    let more = "each answer is cut to what fits here; `kadesh ask CASE NAME` shows all of it, `kadesh why CASE NAME` what it rests on";
    page.facts.push(("More".to_owned(), more.to_owned()));
    page
}

/// The page of a brief with its answers whole.
pub fn whole(bench: &Bench, findings: &[Finding]) -> Page {
    let mut page = present::page(bench, findings);
    page.first = Some(first_page(bench.case(), findings));
    // What only the first page needs has no place below it; what the case does not hold is told in one line.
    let mut absent = Vec::new();
    for section in &mut page.sections {
        section.entries.retain(|entry| cut_of(&entry.id).is_some());
        let (there, empty): (Vec<_>, Vec<_>) =
            std::mem::take(&mut section.entries).into_iter().partition(holds_something);
        section.entries = there;
        absent.extend(empty.into_iter().map(|entry| entry.title));
    }
    if !absent.is_empty() {
        page.not_modelled.push(format!("Not in this case: {}.", absent.join("; ")));
    }
    page.sections.retain(|section| !section.entries.is_empty());
    page
}

/// Who was given a seat by the reader, by the ids as written, and whether anything hangs on it. `shown` may have other names.
pub fn seat_fact(written: &Case, shown: &Case, seats: &[String]) -> Option<(String, String)> {
    let told = seats.iter().filter_map(|id| {
        let party = PartyId(written.parties.iter().position(|party| party.id == *id)?);
        let holders = shown.stakeholders();
        let asked = shown.red_lines.iter().any(|line| line.needs_seat == party && holders.contains(&line.party));
        let idle = if asked { "" } else { " (no red line asks for this seat, so no answer hangs on it)" };
        Some(format!("{}{idle}", shown.party(party).name))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| ("Seat for".to_owned(), told.join("; ")))
}

/// What blind mode leaves.
pub fn blind_fact() -> (String, String) {
    let text = "parties, persons, bodies and agreements; names of rooms, acts, levers and sources stay (`hide` of the case \
                takes words out)";
    ("Names replaced".to_owned(), text.to_owned())
}

fn cut_of(id: &str) -> Option<&'static Cut> {
    CUTS.iter().find(|cut| cut.id == id)
}

fn holds_something(entry: &Entry) -> bool {
    !matches!(entry.blocks.as_slice(), [Block::Line(line)] if line.text == NOTHING)
}

/// Cuts an answer to what fits in a brief.
pub(super) fn shorten(entry: &mut Entry) {
    let Some(cut) = cut_of(&entry.id) else { return };
    // A refusal or an empty answer is a sentence or two, and is kept whole.
    let only_lines = entry.blocks.iter().all(|block| matches!(block, Block::Line(_)));
    let most_lines = if only_lines { cut.lines.max(2) } else { cut.lines };
    let (mut lines, mut figures) = (0, 0);
    let blocks = std::mem::take(&mut entry.blocks);
    entry.blocks = blocks
        .into_iter()
        .filter(|block| match block {
            Block::Line(_) => {
                lines += 1;
                lines <= most_lines
            }
            Block::Table(_)
            | Block::Grid(_)
            | Block::Curves(_)
            | Block::Tornado(_)
            | Block::Bars(_)
            | Block::Scale(_)
            | Block::Tree(_)
            | Block::Graph(_) => {
                figures += 1;
                cut.figures.contains(&(figures - 1))
            }
        })
        .map(|block| fewer_rows(block, cut.rows))
        .collect();
}

fn fewer_rows(mut block: Block, most: usize) -> Block {
    match &mut block {
        Block::Table(table) => cut::keep(table, most),
        Block::Tornado(tornado) => fewer(&mut tornado.bars, most, &mut tornado.title),
        Block::Bars(bars) => fewer(&mut bars.rows, most, &mut bars.title),
        Block::Scale(scale) => fewer(&mut scale.tracks, most, &mut scale.title),
        Block::Line(_) | Block::Grid(_) | Block::Curves(_) | Block::Tree(_) | Block::Graph(_) => {}
    }
    block
}

fn fewer<T>(rows: &mut Vec<T>, most: usize, title: &mut String) {
    if rows.len() > most {
        *title = format!("{title} {}", cut::told(most, rows.len() as u64, "; `--all` shows more"));
        rows.truncate(most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cut_is_of_a_question() {
        for cut in CUTS {
            assert!(QUESTIONS.iter().any(|question| question.id == cut.id), "{}", cut.id);
        }
    }
}
