//! The same answers before and after a change, and only what differs.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{BarsRow, Block, Cell, CurvePoint, Curves, Grid, Row, Series, Shade, Table};
use super::page::{Entry, Page, Section};
use crate::ask::compared::{self, Compared};
use crate::ask::said::Headline;
use crate::model::Basis;
use crate::num;

/// A page of the differences between two pages of the same questions. Sections without any are left out.
pub fn compare(before: &Page, after: &Page, changes: &[String]) -> Page {
    let sections: Vec<Section> = before
        .sections
        .iter()
        .filter_map(|section| {
            let other = after.sections.iter().find(|other| other.id == section.id)?;
            let entries: Vec<Entry> = section.entries.iter().filter_map(|entry| differing(entry, other)).collect();
            (!entries.is_empty()).then(|| Section { entries, ..section.clone() })
        })
        .collect();
    let mut sections = sections;
    sections.extend(in_short(before, after));
    let mut facts = before.facts.clone();
    facts.insert(1, ("What if".to_owned(), changes.join("; ")));
    if sections.iter().all(|section| section.id == "in-short") {
        facts.push(("Difference".to_owned(), "none: no answer changes".to_owned()));
    }
    Page {
        title: before.title.clone(),
        facts,
        first: None,
        unfolded: false,
        sections,
        not_modelled: before.not_modelled.clone(),
    }
}

/// What the change does to the sentences of the first page, by what each is about.
fn in_short(before: &Page, after: &Page) -> Option<Section> {
    let rows = compared::in_short(before.first.as_ref()?, after.first.as_ref()?).into_iter().map(sentence_row);
    let table = Block::table("", &["sentence", "before", "after"], rows.collect());
    let nothing = || Block::line("No sentence of In short changes.", Basis::new());
    let entry = Entry {
        id: "in-short".to_owned(),
        title: "What it does to In short".to_owned(),
        model: None,
        blocks: vec![table.unwrap_or_else(nothing)],
        notes: Vec::new(),
    };
    let (id, title) = ("in-short".to_owned(), "In short".to_owned());
    Some(Section { id, title, question: String::new(), entries: vec![entry] })
}

/// A sentence that is not the same before and after.
pub(super) fn sentence_row(sentence: Compared) -> Row {
    let told = |side: &Option<Headline>| side.as_ref().map_or("no such sentence".to_owned(), |one| one.text.clone());
    let basis: Basis = [&sentence.before, &sentence.after].into_iter().flatten().map(|one| &one.basis).collect();
    row(&sentence.id, &told(&sentence.before), &told(&sentence.after), basis)
}

fn differing(before: &Entry, others: &Section) -> Option<Entry> {
    let after = others.entries.iter().find(|other| other.id == before.id)?;
    let (old, new) = (numbered(pieces(&before.blocks)), numbered(pieces(&after.blocks)));
    let mut rows = Vec::new();
    for piece in &old {
        match new.iter().find(|other| other.place == piece.place) {
            Some(other) if piece.sentence && other.sentence => rows.extend(piece.reworded(other)),
            Some(other) => rows.extend(piece.against(other)),
            None => rows.push(row(&piece.place, &piece.all(), "gone", piece.basis.clone())),
        }
    }
    for piece in new.iter().filter(|piece| !old.iter().any(|other| other.place == piece.place)) {
        rows.push(row(&piece.place, "not there", &piece.all(), piece.basis.clone()));
    }
    let table = Block::table("", &["where", "before", "after"], rows)?;
    Some(Entry { blocks: vec![table], ..before.clone() })
}

fn row(place: &str, before: &str, after: &str, basis: Basis) -> Row {
    Row::new(vec![Cell::text(place), Cell::text(before), Cell::text(after)], basis)
}

/// A piece of an answer: the place by which it is found again, and its values by name.
struct Piece {
    place: String,
    values: Vec<(String, String)>,
    /// Whether it is text to be read, of which only the clauses that differ are shown.
    sentence: bool,
    basis: Basis,
}

impl Piece {
    fn one(place: impl Into<String>, value: impl Into<String>, basis: &Basis) -> Piece {
        let values = vec![(String::new(), value.into())];
        Piece { place: place.into(), values, sentence: false, basis: basis.clone() }
    }

    fn all(&self) -> String {
        in_words(self.values.iter())
    }

    /// The values that differ, before and after; nothing when none does.
    fn against(&self, after: &Piece) -> Option<Row> {
        let changed = |value: &&(String, String), others: &[(String, String)]| !others.contains(value);
        let old = in_words(self.values.iter().filter(|value| changed(value, &after.values)));
        let new = in_words(after.values.iter().filter(|value| changed(value, &self.values)));
        (old != new).then(|| row(&self.place, &old, &new, self.basis.clone().and(&after.basis)))
    }

    /// The clauses that differ, before and after; all of the text where the clauses cannot be set side by side.
    fn reworded(&self, after: &Piece) -> Option<Row> {
        let (old, new) = (self.all(), after.all());
        let (old_clauses, new_clauses) = (clauses(&old), clauses(&new));
        if old == new {
            return None;
        }
        let (old, new) = match old_clauses.len() == new_clauses.len() {
            true => (changed(&old_clauses, &new_clauses), changed(&new_clauses, &old_clauses)),
            false => (old.clone(), new.clone()),
        };
        Some(row(&self.place, &old, &new, self.basis.clone().and(&after.basis)))
    }
}

/// A text cut after each sentence and each part that ends in `;`, or in `:` before a list of such parts.
fn clauses(text: &str) -> Vec<&str> {
    let ends = text.match_indices(' ').map(|(at, _)| at).filter(|at| text[..*at].ends_with(['.', ';', ':']));
    let mut from = 0;
    let mut found = Vec::new();
    for end in ends.chain([text.len()]) {
        found.push(text[from..end].trim());
        from = end;
    }
    found
}

/// The clauses that are not the same in the other text, with `…` for what is left out.
fn changed(own: &[&str], other: &[&str]) -> String {
    let mut shown: Vec<&str> = Vec::new();
    for (clause, theirs) in own.iter().zip(other) {
        match clause == theirs {
            false => shown.push(clause),
            true if shown.last() == Some(&"…") => {}
            true => shown.push("…"),
        }
    }
    shown.join(" ")
}

fn in_words<'a>(values: impl Iterator<Item = &'a (String, String)>) -> String {
    let word = |(name, value): &(String, String)| match name.is_empty() {
        true => value.clone(),
        false => format!("{name}: {value}"),
    };
    values.map(word).collect::<Vec<_>>().join("; ")
}

/// Tells pieces at one place apart by their order.
fn numbered(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let number = |mut piece: Piece| {
        let times = met.entry(piece.place.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            piece.place = format!("{} ({times})", piece.place);
        }
        piece
    };
    pieces.into_iter().map(number).collect()
}

fn pieces(blocks: &[Block]) -> Vec<Piece> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Line(line) => {
                found.push(Piece { sentence: true, ..Piece::one("in words", &line.text, &line.basis) });
            }
            Block::Table(table) => {
                let named = names_its_rows(table);
                found.extend(table.rows.iter().map(|row| table_piece(table, row, named)));
            }
            Block::Grid(grid) => found.extend(grid.rows.iter().map(|row| {
                let cells = grid.columns.iter().zip(&row.cells);
                let values = cells.map(|(column, shade)| (column.clone(), shade_word(grid, *shade))).collect();
                Piece { place: row.head.clone(), values, sentence: false, basis: row.basis.clone() }
            })),
            Block::Curves(curves) => found.extend(curves.series.iter().map(|series| curve_piece(curves, series))),
            Block::Tornado(tornado) => found.extend(tornado.bars.iter().map(|bar| {
                let swing = format!("{} → {}", tornado.figures.show(bar.at_low), tornado.figures.show(bar.at_high));
                Piece::one(&bar.name, swing, &bar.basis)
            })),
            Block::Bars(bars) => found.extend(bars.rows.iter().map(|row| {
                let counts = bars.parts.iter().zip(&row.counts);
                let values = counts.map(|(part, count)| (part.head.clone(), num::grouped(*count))).collect();
                Piece { place: bars_place(row), values, sentence: false, basis: row.basis.clone() }
            })),
            Block::Scale(scale) => found.extend(scale.tracks.iter().map(|track| {
                let options = track.to.iter().filter_map(|to| scale.options.get(*to)).cloned();
                let place = format!("{}: {}", scale.title, track.name);
                Piece::one(place, options.collect::<Vec<_>>().join(" or "), &track.basis)
            })),
            Block::Tree(tree) => found.push(Piece::one(&tree.label, &tree.value, &tree.basis)),
            Block::Graph(graph) => found.extend(graph.nodes.iter().enumerate().map(|(at, node)| {
                let moves = Some(graph.moves(at)).filter(|moves| !moves.is_empty());
                let moves = moves.unwrap_or_else(|| "nobody gains by leaving it".to_owned());
                Piece::one(&node.name, moves, &node.basis)
            })),
        }
    }
    found
}

/// Whether the first column alone tells the rows of a table apart.
fn names_its_rows(table: &Table) -> bool {
    let mut met = BTreeSet::new();
    table.rows.iter().all(|row| match row.cells.first() {
        Some(Cell::Text(text) | Cell::Quote(text)) => met.insert(text),
        Some(Cell::Number(_) | Cell::Blank) | None => false,
    })
}

/// A row is found again by its name where the first column names the rows, else by all its words. The rest may differ.
fn table_piece(table: &Table, row: &Row, named: bool) -> Piece {
    let mut words = Vec::new();
    let mut values = Vec::new();
    for (column, cell) in table.columns.iter().zip(&row.cells) {
        match cell {
            Cell::Text(text) | Cell::Quote(text) if named && !words.is_empty() => {
                values.push((column.clone(), text.clone()));
            }
            Cell::Text(text) | Cell::Quote(text) => words.push(text.as_str()),
            Cell::Number(number) => values.push((column.clone(), number.clone())),
            Cell::Blank => {}
        }
    }
    if values.is_empty() {
        values.push((String::new(), "there".to_owned()));
    }
    Piece { place: words.join(", "), values, sentence: false, basis: row.basis.clone() }
}

/// A band is compared at its ends and its middle.
fn curve_piece(curves: &Curves, series: &Series) -> Piece {
    let last = series.points.len().saturating_sub(1);
    let points = [0, last / 2, last].into_iter().filter_map(|index| series.points.get(index));
    let value = |point: &CurvePoint| {
        (format!("at {}", point.x), format!("{:.2}–{:.2}–{:.2}", point.low, point.middle, point.high))
    };
    let place = format!("{}: {} against {}", series.name, curves.y, curves.x);
    Piece { place, values: points.map(value).collect(), sentence: false, basis: series.basis.clone() }
}

fn bars_place(row: &BarsRow) -> String {
    if row.group.is_empty() { row.name.clone() } else { format!("{}: {}", row.group, row.name) }
}

fn shade_word(grid: &Grid, shade: Shade) -> String {
    let meaning = grid.legend.iter().find(|(known, _)| *known == shade);
    meaning.map_or_else(String::new, |(_, word)| word.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_reworded_text_only_the_clauses_that_differ_are_shown() {
        let piece = |text: &str| Piece { sentence: true, ..Piece::one("in words", text, &Basis::new()) };
        let shown = |before: &str, after: &str| {
            let row = piece(before).reworded(&piece(after))?;
            Some(row.cells[1..].iter().map(|cell| format!("{cell:?}")).collect::<Vec<_>>().join(" | "))
        };
        assert_eq!(shown("Same.", "Same."), None);
        assert_eq!(
            shown(
                "Each would take: North 1 %; South 2 %; East 3 %. All sign.",
                "Each would take: North 1 %; South 7 %; East 3 %. All sign."
            ),
            Some("Text(\"… South 2 %; …\") | Text(\"… South 7 %; …\")".to_owned())
        );
        let whole = shown("One thing. Another.", "Nothing.").unwrap();
        assert!(whole.contains("One thing. Another.") && whole.contains("Nothing."));
    }
}
