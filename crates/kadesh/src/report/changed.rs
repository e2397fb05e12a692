//! What changed between two versions of a case, in sentences by kind, and what that does to *In short*.

use serde_json::{Value, json};

use super::block::{Block, Cell, Row};
use super::compare::sentence_row;
use super::json::FORMAT;
use super::page::{Entry, Page, Section};
use crate::ask::compared::Compared;
use crate::ask::words::capital;
use crate::coding::{Changed, How, Part, Renamed};
use crate::model::{Basis, Case};
use crate::num;

/// Two versions of a case, and what is not the same.
#[derive(Debug)]
pub struct Versions<'a> {
    /// The older one.
    pub old: &'a Case,
    /// The newer one, in the ids of the older.
    pub new: &'a Case,
    /// What has another id in the newer one.
    pub renamed: &'a [Renamed],
    /// What changed.
    pub changed: &'a [Changed],
    /// The sentences of *In short* that are not the same.
    pub in_short: &'a [Compared],
}

/// The page of a difference: sections by kind, those without any change left out; ids; then *In short*.
pub fn page(versions: &Versions) -> Page {
    let parts = [
        (Part::Evidence, "Evidence", "Sources, statements, rooms, acts"),
        (Part::Preferences, "What the parties want", "Issues, stakes, red lines, walk-aways, levers"),
        (Part::Rules, "Rules", "Bodies, duties, conditions, gates"),
        (Part::Conflict, "What the parties can do", "Options, states, what each makes of them"),
        (Part::Frame, "Question and lenses", "The question, lenses, explanations, lessons"),
    ];
    let mut sections: Vec<Section> =
        parts.iter().filter_map(|(part, title, holds)| part_section(versions.changed, *part, title, holds)).collect();
    sections.extend(ids_section(versions.renamed));
    sections.push(in_short(versions.in_short));
    let case = |case: &Case| {
        let as_of = case.as_of.as_ref().map(|date| format!(", as of {}", date.text)).unwrap_or_default();
        format!("{}, coded by {}{as_of}", case.title, case.author)
    };
    let count = match versions.changed.len() {
        0 => "none".to_owned(),
        some => num::grouped(some),
    };
    let facts = [("Before", case(versions.old)), ("After", case(versions.new)), ("Changes", count)];
    Page {
        title: versions.new.title.clone(),
        facts: facts.map(|(name, value)| (name.to_owned(), value)).to_vec(),
        first: None,
        unfolded: false,
        sections,
        not_modelled: Vec::new(),
    }
}

/// The same for machines.
pub fn json(versions: &Versions) -> Value {
    let side = |case: &Case| json!({ "case": case.title, "author": case.author, "as_of": case.as_of });
    json!({
        "format": FORMAT,
        "before": side(versions.old),
        "after": side(versions.new),
        "changed": versions.changed,
        "renamed": versions.renamed,
        "in_short": versions.in_short.iter().map(sentence).collect::<Vec<_>>(),
    })
}

/// A sentence that is not the same, for machines.
pub(super) fn sentence(one: &Compared) -> Value {
    let text = |side: &Option<crate::ask::said::Headline>| side.as_ref().map(|headline| headline.text.clone());
    json!({
        "id": one.id,
        "finding": one.finding,
        "claims": one.claims,
        "before": text(&one.before),
        "after": text(&one.after),
    })
}

/// One change as a sentence.
pub fn words(changed: &Changed) -> String {
    let noun = &changed.noun;
    let told = |side: &Option<String>| side.as_ref().map(|told| format!(". {}", capital(told))).unwrap_or_default();
    match (changed.how, &changed.field) {
        (How::Added, _) => format!("New: {noun}{}.", told(&changed.after)),
        (How::Gone, _) => format!("No longer there: {noun}{}.", told(&changed.before)),
        (How::Changed, Some(field)) => {
            let now = changed.after.as_deref().unwrap_or("blank");
            let was = changed.before.as_deref().unwrap_or("left blank");
            format!("{}: {field} is now {now}; it was {was}.", capital(noun))
        }
        (How::Regrounded, _) => {
            let was = changed.before.as_deref().unwrap_or("nothing");
            format!("{} is the same, on other grounds; before, on {was}.", capital(noun))
        }
        (How::Changed, None) => format!("{} is otherwise.", capital(noun)),
    }
}

fn part_section(changed: &[Changed], part: Part, title: &str, holds: &str) -> Option<Section> {
    let own = changed.iter().filter(|one| one.part == part);
    let row = |one: &Changed| Row::new(vec![Cell::text(words(one)), Cell::text(&one.rests_on)], Basis::new());
    let table = Block::table("", &["what changed", "what that rests on"], own.map(row).collect())?;
    let id = match part {
        Part::Evidence => "evidence",
        Part::Preferences => "preferences",
        Part::Rules => "rules",
        Part::Conflict => "conflict",
        Part::Frame => "frame",
    };
    Some(section(id, [title, holds], vec![table]))
}

fn ids_section(renamed: &[Renamed]) -> Option<Section> {
    let row = |one: &Renamed| Row::new([one.what, &one.from, &one.to].map(Cell::text).to_vec(), Basis::new());
    let table = Block::table("", &["what", "id before", "id now"], renamed.iter().map(row).collect())?;
    let told = Block::line("This alone changes no answer.", Basis::new());
    Some(section("ids", ["Other ids", "The same entries under other ids"], vec![told, table]))
}

fn in_short(compared: &[Compared]) -> Section {
    let rows = compared.iter().cloned().map(sentence_row).collect();
    let table = Block::table("", &["sentence", "before", "after"], rows);
    let nothing = || Block::line("No sentence of In short changes.", Basis::new());
    section(
        "in-short",
        ["What follows: In short", "Sentences that are not the same"],
        vec![table.unwrap_or_else(nothing)],
    )
}

/// A section of one answer.
pub(super) fn section(id: &str, [title, holds]: [&str; 2], blocks: Vec<Block>) -> Section {
    let entry = Entry { id: id.to_owned(), title: holds.to_owned(), model: None, blocks, notes: Vec::new() };
    Section { id: id.to_owned(), title: title.to_owned(), question: String::new(), entries: vec![entry] }
}
