//! Bars that show how a whole is made up: in characters for a terminal, and as a drawing for a page.
//!
//! Each part has a mark of its own as well as a shade: in characters by how dense it is, in the drawing by how high it stands.

use super::block::{Bars, BarsRow, Shade};
use super::grounds::Grounds;
use super::grounds::mark;
use super::markup::escape;
use super::wrap::{beside, clean, fixed, pad, width_of, wrap};
use crate::num;

/// Fewer columns than this tell nothing, and the numbers stand alone.
const SHORTEST: usize = 6;

/// Bars in characters with their numbers, under a line for each group.
pub(super) fn text(bars: &Bars, grounds: &Grounds, width: usize) -> Vec<String> {
    let columns: Vec<usize> = (0..bars.parts.len()).map(|part| column_width(bars, part)).collect();
    let numbers: usize = columns.iter().map(|column| column + 2).sum();
    let names = bars.rows.iter().map(|row| width_of(&name(row))).max().unwrap_or(0);
    let mark_width = 7;
    let name_width = names.min(width / 3);
    let field = width.saturating_sub(2 + name_width + 2 + numbers + mark_width).min(60);
    let field = if field < SHORTEST { 0 } else { field };
    let mut lines = vec![String::new()];
    lines.extend(if bars.title.is_empty() { Vec::new() } else { wrap(&bars.title, "", "", width) });
    lines.extend(wrap(&key(bars), "", "", width));
    let heads: String =
        bars.parts.iter().zip(&columns).map(|(part, column)| format!("  {:>column$}", clean(&part.head))).collect();
    lines.push(format!("{}{heads}", " ".repeat(2 + name_width + 2 + field)));
    let mut group = "";
    for row in &bars.rows {
        if row.group != group {
            lines.extend(wrap(&row.group, "", "", width));
            group = &row.group;
        }
        let cells: String = (0..bars.parts.len())
            .zip(&columns)
            .map(|(part, column)| format!("  {:>column$}", count(row, part)))
            .collect();
        let right = format!("  {}{cells}  {}", pad(&drawn(bars, row, field), field), mark(grounds, &row.basis, true));
        let own = beside(&name(row), name_width, &right);
        lines.extend(own.into_iter().map(|line| format!("  {line}")));
    }
    lines
        .into_iter()
        .flat_map(|line| if width_of(&line) > width { wrap(&line, "", "    ", width) } else { vec![line] })
        .collect()
}

/// What the parts are, with their marks.
fn key(bars: &Bars) -> String {
    let parts = bars.parts.iter().map(|part| format!("{} {}", character(part.shade), part.meaning));
    parts.collect::<Vec<_>>().join("; ")
}

/// How much of a part a row has, as it is printed.
pub(super) fn count(row: &BarsRow, part: usize) -> String {
    num::grouped(row.counts.get(part).copied().unwrap_or(0))
}

/// One bar that stretches with its column. A full part is a high block, a half a lower one, nothing a thin rule.
pub(super) fn svg(bars: &Bars, row: &BarsRow, id: &str) -> String {
    let words = bars.parts.iter().enumerate().map(|(at, part)| format!("{} {}", part.head, count(row, at)));
    let title = format!("{}: {}", row.name, words.collect::<Vec<_>>().join(", "));
    let mut svg = format!(
        "<svg class=\"parts\" role=\"img\" aria-labelledby=\"{id}t\"><title id=\"{id}t\">{}</title>",
        escape(&title)
    );
    for (shade, (from, to)) in
        bars.parts.iter().map(|part| part.shade).zip(spans(bars, row)).filter(|(_, (from, to))| from < to)
    {
        let class = class(shade);
        let (y, height) = match shade {
            Shade::Full => (0, 100),
            Shade::Half => (18, 64),
            Shade::Light => (34, 32),
            Shade::Empty => (45, 10),
        };
        svg.push_str(&format!(
            "<rect class=\"{class}\" x=\"{}%\" width=\"{}%\" y=\"{y}%\" height=\"{height}%\"/>",
            fixed(100.0 * from, 2),
            fixed(100.0 * (to - from), 2)
        ));
    }
    svg.push_str("</svg>");
    svg
}

/// The class of a part in the style sheet.
pub(super) fn class(shade: Shade) -> &'static str {
    match shade {
        Shade::Full => "part-full",
        Shade::Half => "part-half",
        Shade::Light => "part-light",
        Shade::Empty => "part-empty",
    }
}

/// A row's name with what is to be said of it.
fn name(row: &BarsRow) -> String {
    match row.note.as_str() {
        "" => clean(&row.name),
        note => format!("{} ({})", clean(&row.name), clean(note)),
    }
}

fn column_width(bars: &Bars, part: usize) -> usize {
    let head = bars.parts.get(part).map_or(0, |part| width_of(&clean(&part.head)));
    bars.rows.iter().map(|row| count(row, part).len()).fold(head, usize::max)
}

/// Where each part begins and ends, from 0 to 1. A row of nothing but noughts has no length.
fn spans(bars: &Bars, row: &BarsRow) -> Vec<(f64, f64)> {
    let counts = (0..bars.parts.len()).map(|part| row.counts.get(part).copied().unwrap_or(0));
    let whole: usize = counts.clone().sum();
    let mut before = 0;
    let place = |upto: usize| num::share(upto, whole).unwrap_or(0.0);
    counts
        .map(|count| {
            let from = before;
            before += count;
            (place(from), place(before))
        })
        .collect()
}

fn drawn(bars: &Bars, row: &BarsRow, field: usize) -> String {
    let spans = spans(bars, row);
    // The middle of a cell decides whose it is.
    let cell = |at: usize| {
        let middle = (num::count(at) + 0.5) / num::count(field.max(1));
        let part = spans.iter().position(|(from, to)| *from <= middle && middle < *to)?;
        bars.parts.get(part).map(|part| character(part.shade))
    };
    (0..field).filter_map(cell).collect()
}

fn character(shade: Shade) -> char {
    match shade {
        Shade::Full => '█',
        Shade::Half => '▒',
        Shade::Light => '░',
        Shade::Empty => '·',
    }
}
