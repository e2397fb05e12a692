//! The same answers before and after a change, and only what differs.

use super::block::{Block, Cell, Row, Table};
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
    let (old, new) = (lines(&before.blocks), lines(&after.blocks));
    let mut rows = Vec::new();
    for line in &old {
        match new.iter().find(|other| other.place == line.place) {
            Some(other) if other.text == line.text => {}
            Some(other) => rows.push(row(&line.place, &line.text, &other.text, &line.basis, &other.basis)),
            None => rows.push(row(&line.place, &line.text, "gone", &line.basis, &Basis::new())),
        }
    }
    for line in new.iter().filter(|line| !old.iter().any(|other| other.place == line.place)) {
        rows.push(row(&line.place, "not there", &line.text, &Basis::new(), &line.basis));
    }
    let table = Block::table("", &["where", "before", "after"], rows)?;
    Some(Entry { blocks: vec![table], ..before.clone() })
}

/// A piece of an answer with the place by which it is found again.
struct Piece {
    place: String,
    text: String,
    basis: Basis,
}

fn row(place: &str, before: &str, after: &str, old: &Basis, new: &Basis) -> Row {
    let cells = vec![Cell::text(place), Cell::number(before), Cell::number(after)];
    Row::new(cells, old.clone().and(new))
}

fn lines(blocks: &[Block]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        match block {
            Block::Line(line) => pieces.push(Piece {
                place: if index == 0 { "in short".to_owned() } else { format!("line {}", index + 1) },
                text: line.text.clone(),
                basis: line.basis.clone(),
            }),
            Block::Table(table) => table_pieces(table, &mut pieces),
            Block::Grid(grid) => pieces.extend(grid.rows.iter().map(|row| Piece {
                place: format!("{}: {}", grid.title, row.head),
                text: row.cells.iter().map(|shade| format!("{shade:?}")).collect::<Vec<_>>().join(" "),
                basis: row.basis.clone(),
            })),
            Block::Curves(curves) => {
                for series in &curves.series {
                    pieces.extend(series.points.iter().map(|point| Piece {
                        place: format!("{}, {}: {} {}", curves.y, series.name, curves.x, point.x),
                        text: format!("{:.2}–{:.2} (middle {:.2})", point.low, point.high, point.middle),
                        basis: series.basis.clone(),
                    }));
                }
            }
            Block::Tornado(tornado) => pieces.extend(tornado.bars.iter().map(|bar| Piece {
                place: format!("{}: {}", tornado.result, bar.name),
                text: format!("{} to {}", tornado.figures.show(bar.at_low), tornado.figures.show(bar.at_high)),
                basis: bar.basis.clone(),
            })),
            Block::Scale(scale) => pieces.extend(scale.tracks.iter().map(|track| Piece {
                place: format!("{}: {}", scale.title, track.name),
                text: track.to.iter().filter_map(|to| scale.options.get(*to)).cloned().collect::<Vec<_>>().join(" or "),
                basis: track.basis.clone(),
            })),
            Block::Tree(tree) => {
                pieces.push(Piece { place: tree.label.clone(), text: tree.value.clone(), basis: tree.basis.clone() })
            }
        }
    }
    pieces
}

/// A row is found again by its words; its numbers are what may differ.
fn table_pieces(table: &Table, pieces: &mut Vec<Piece>) {
    for row in &table.rows {
        let words: Vec<&str> = row
            .cells
            .iter()
            .filter_map(|cell| match cell {
                Cell::Text(text) | Cell::Quote(text) => Some(text.as_str()),
                Cell::Number(_) | Cell::Blank => None,
            })
            .collect();
        let head = [&[table.title.as_str()], words.as_slice()].concat();
        let place: Vec<&str> = head.into_iter().filter(|part| !part.is_empty()).collect();
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            if let Cell::Number(number) = cell {
                pieces.push(Piece {
                    place: format!("{}: {column}", place.join(", ")),
                    text: number.clone(),
                    basis: row.basis.clone(),
                });
            }
        }
        if !row.cells.iter().any(|cell| matches!(cell, Cell::Number(_))) {
            pieces.push(Piece { place: place.join(", "), text: "there".to_owned(), basis: row.basis.clone() });
        }
    }
}
