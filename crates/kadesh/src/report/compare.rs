//! The same answers before and after a change, and only what differs.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{Block, Cell, CurvePoint, Curves, Grid, Row, Series, Shade, Table};
use super::page::{Entry, Page, Section};
use crate::model::Basis;

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
    let mut facts = before.facts.clone();
    facts.insert(1, ("What if".to_owned(), changes.join("; ")));
    if sections.is_empty() {
        facts.push(("Difference".to_owned(), "none: no answer changes".to_owned()));
    }
    Page { title: before.title.clone(), facts, sections, not_modelled: before.not_modelled.clone() }
}

fn differing(before: &Entry, others: &Section) -> Option<Entry> {
    let after = others.entries.iter().find(|other| other.id == before.id)?;
    let (old, new) = (numbered(pieces(&before.blocks)), numbered(pieces(&after.blocks)));
    let mut rows = Vec::new();
    for piece in &old {
        match new.iter().find(|other| other.place == piece.place) {
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
    basis: Basis,
}

impl Piece {
    fn one(place: impl Into<String>, value: impl Into<String>, basis: &Basis) -> Piece {
        Piece { place: place.into(), values: vec![(String::new(), value.into())], basis: basis.clone() }
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
            Block::Line(line) => found.push(Piece::one("in words", &line.text, &line.basis)),
            Block::Table(table) => {
                let named = names_its_rows(table);
                found.extend(table.rows.iter().map(|row| table_piece(table, row, named)));
            }
            Block::Grid(grid) => found.extend(grid.rows.iter().map(|row| {
                let cells = grid.columns.iter().zip(&row.cells);
                let values = cells.map(|(column, shade)| (column.clone(), shade_word(grid, *shade))).collect();
                Piece { place: row.head.clone(), values, basis: row.basis.clone() }
            })),
            Block::Curves(curves) => found.extend(curves.series.iter().map(|series| curve_piece(curves, series))),
            Block::Tornado(tornado) => found.extend(tornado.bars.iter().map(|bar| {
                let swing = format!("{} → {}", tornado.figures.show(bar.at_low), tornado.figures.show(bar.at_high));
                Piece::one(&bar.name, swing, &bar.basis)
            })),
            Block::Scale(scale) => found.extend(scale.tracks.iter().map(|track| {
                let options = track.to.iter().filter_map(|to| scale.options.get(*to)).cloned();
                let place = format!("{}: {}", scale.title, track.name);
                Piece::one(place, options.collect::<Vec<_>>().join(" or "), &track.basis)
            })),
            Block::Tree(tree) => found.push(Piece::one(&tree.label, &tree.value, &tree.basis)),
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
    Piece { place: words.join(", "), values, basis: row.basis.clone() }
}

/// A band is compared at its ends and its middle.
fn curve_piece(curves: &Curves, series: &Series) -> Piece {
    let last = series.points.len().saturating_sub(1);
    let points = [0, last / 2, last].into_iter().filter_map(|index| series.points.get(index));
    let value = |point: &CurvePoint| {
        (format!("at {}", point.x), format!("{:.2}–{:.2}–{:.2}", point.low, point.middle, point.high))
    };
    let place = format!("{}: {} against {}", series.name, curves.y, curves.x);
    Piece { place, values: points.map(value).collect(), basis: series.basis.clone() }
}

fn shade_word(grid: &Grid, shade: Shade) -> String {
    let meaning = grid.legend.iter().find(|(known, _)| *known == shade);
    meaning.map_or_else(String::new, |(_, word)| word.clone())
}
