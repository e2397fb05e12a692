//! A page as plain text, for a terminal, a pipe or a mail: no colour, no control characters.
//!
//! Every line and row ends in a mark such as `[b3]`; what it rests on is printed under that number at the end.

use comfy_table::{CellAlignment, ColumnConstraint, LineStyle, TableStyle, Width};

use super::bars;
use super::bidi::isolated;
use super::block::{Block, Cell, Line, Row, Table, Tone};
use super::first;
use super::grounds::{self, Grounds, Item, WHOLE_CASE, mark};
use super::page::{Entry, Page, Section};
use super::text_chart;
use super::wrap::{clean, cut, pad, width_of, wrap};
use crate::model::{Card, Case, Standing};

/// The narrowest page that can be read.
const NARROWEST: usize = 48;

/// The page as text of at most `width` columns, 48 at the least. Only a word longer than a line stands out.
///
/// The numbers of the marks are those of [`super::html::render`].
pub fn render(page: &Page, case: &Case, width: usize) -> String {
    render_with(page, case, &Grounds::of(page), width)
}

/// The same with no marks, no methods and no list of grounds: `kadesh why` tells all that of one finding.
pub fn render_without_grounds(page: &Page, case: &Case, width: usize) -> String {
    render_with(page, case, &Grounds::left_out(), width)
}

fn render_with(page: &Page, case: &Case, grounds: &Grounds, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut lines = first::lines(page, width);
    if page.first.is_none() {
        lines.extend(wrap(&page.title, "", "", width));
        lines.push("═".repeat(width));
        lines.extend(facts(page, width));
    }
    for section in &page.sections {
        lines.extend(section_lines(section, grounds, width));
    }
    if !page.not_modelled.is_empty() {
        lines.extend(heading("Not modelled", width));
        lines.extend(page.not_modelled.iter().flat_map(|text| wrap(text, "– ", "  ", width)));
    }
    lines.extend(appendix(case, grounds, width));
    finished(&lines)
}

/// The first page of a brief alone, with where to open more.
pub fn render_first(page: &Page, more: &str, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut lines = first::lines(page, width);
    lines.extend(wrap(more, "More: ", "      ", width));
    finished(&lines)
}

fn finished(lines: &[String]) -> String {
    let mut text = lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n");
    text.push('\n');
    isolated(&text).into_owned()
}

fn facts(page: &Page, width: usize) -> Vec<String> {
    let name_width = page.facts.iter().map(|(name, _)| width_of(name)).max().unwrap_or(0);
    let rest = " ".repeat(name_width + 2);
    page.facts
        .iter()
        .flat_map(|(name, value)| wrap(value, &format!("{}  ", pad(name, name_width)), &rest, width))
        .collect()
}

fn heading(title: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    lines.extend(wrap(title, "", "", width));
    lines.push("─".repeat(width));
    lines
}

fn section_lines(section: &Section, grounds: &Grounds, width: usize) -> Vec<String> {
    let mut lines = heading(&section.title, width);
    for (at, entry) in section.entries.iter().enumerate() {
        if at > 0 {
            lines.push(String::new());
        }
        lines.extend(entry_lines(entry, grounds, width));
    }
    lines
}

fn entry_lines(entry: &Entry, grounds: &Grounds, width: usize) -> Vec<String> {
    let mut lines = wrap(&entry.title, "", "", width);
    let last = lines.last().map_or(0, |line| width_of(line));
    let id_width = width_of(&entry.id);
    if let Some(line) = lines.last_mut().filter(|_| last + 2 + id_width <= width) {
        *line = format!("{}{}", pad(line, width - id_width), entry.id);
    } else {
        lines.push(format!("{}{}", " ".repeat(width.saturating_sub(id_width)), entry.id));
    }
    let mut after_drawing = false;
    for block in &entry.blocks {
        let sentence = matches!(block, Block::Line(_));
        if after_drawing && sentence {
            lines.push(String::new());
        }
        after_drawing = !sentence;
        let body = block_lines(block, grounds, width - 2);
        lines.extend(body.into_iter().map(|line| if line.is_empty() { line } else { format!("  {line}") }));
    }
    lines.extend(entry.notes.iter().flat_map(|note| wrap(note, "  Default taken: ", "    ", width)));
    let card = entry.model.filter(|_| !grounds.are_left_out());
    lines.extend(card.map(|card| wrap(&method(card), "  Method: ", "    ", width)).unwrap_or_default());
    lines
}

fn method(card: &Card) -> String {
    let sources = if card.sources.is_empty() { "own definition".to_owned() } else { card.sources.join(", ") };
    let standing = match card.standing {
        Standing::Experimental => "experimental",
        Standing::Vetted => "vetted",
    };
    format!("{} ({}; {sources}; {standing}).", card.name, card.id)
}

fn block_lines(block: &Block, grounds: &Grounds, width: usize) -> Vec<String> {
    match block {
        Block::Line(line) => line_lines(line, grounds, width),
        Block::Table(table) => table_lines(table, grounds, width),
        Block::Grid(grid) => text_chart::grid(grid, grounds, width),
        Block::Curves(curves) => text_chart::curves(curves, grounds, width),
        Block::Tornado(tornado) => text_chart::tornado(tornado, grounds, width),
        Block::Bars(bars) => bars::text(bars, grounds, width),
        Block::Scale(scale) => text_chart::scale(scale, grounds, width),
        Block::Tree(tree) => text_chart::tree(tree, grounds, width),
        Block::Graph(graph) => text_chart::graph(graph, grounds, width),
    }
}

fn line_lines(line: &Line, grounds: &Grounds, width: usize) -> Vec<String> {
    let (first, rest) = match line.tone {
        Tone::Headline => ("» ", "  "),
        Tone::Plain => ("", ""),
        Tone::Caution => ("! ", "  "),
    };
    let mark = mark(grounds, &line.basis, grounds::has_number(&line.text));
    wrap(&format!("{} {mark}", line.text), first, rest, width)
}

/// A table with its rule under the head; rows one below another as a list when the columns do not fit side by side.
fn table_lines(table: &Table, grounds: &Grounds, width: usize) -> Vec<String> {
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row_cells(table, row, grounds)).collect();
    let mut heads: Vec<String> = table.columns.iter().map(|head| clean(head)).collect();
    heads.push(String::new());
    let mut lines = vec![String::new()];
    if !table.title.is_empty() {
        lines.extend(wrap(&table.title, "", "", width));
    }
    match widths(&heads, &rows, width) {
        Some(widths) => lines.extend(columns(table, &heads, &rows, &widths)),
        None => lines.extend(stacked(&heads, &rows, width)),
    }
    lines
}

fn row_cells(table: &Table, row: &Row, grounds: &Grounds) -> Vec<String> {
    let numeric = row.cells.iter().any(|cell| matches!(cell, Cell::Number(_)));
    let cells = (0..table.columns.len()).map(|at| row.cells.get(at).map_or("·".to_owned(), cell_text));
    cells.chain([mark(grounds, &row.basis, numeric)]).collect()
}

fn cell_text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Number(text) => clean(text),
        Cell::Quote(text) => format!("“{}”", clean(text)),
        Cell::Blank => "·".to_owned(),
    }
}

/// The columns' widths, without the two blanks between them; none when some column would have to break a word.
fn widths(heads: &[String], rows: &[Vec<String>], width: usize) -> Option<Vec<usize>> {
    let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at)).chain(heads.get(at));
    let natural: Vec<usize> =
        (0..heads.len()).map(|at| cells(at).map(|text| width_of(text)).max().unwrap_or(0)).collect();
    let least: Vec<usize> = (0..heads.len())
        .map(|at| cells(at).flat_map(|text| text.split(' ')).map(width_of).max().unwrap_or(0))
        .collect();
    let room = width.checked_sub(2 * heads.len().saturating_sub(1))?;
    let capped = |cap: usize| -> Vec<usize> {
        natural.iter().zip(&least).map(|(natural, least)| (*natural).min(cap).max(*least)).collect()
    };
    (1..=room).rev().map(capped).find(|widths| widths.iter().sum::<usize>() <= room)
}

fn columns(table: &Table, heads: &[String], rows: &[Vec<String>], widths: &[usize]) -> Vec<String> {
    const RULE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
    const RULES: TableStyle = RULE.row_separator(LineStyle::none().fill('╌').junction('╌'));
    let mut drawn = comfy_table::Table::new();
    let wraps = rows.iter().flatten().enumerate().any(|(at, text)| width_of(text) > widths[at % widths.len()]);
    drawn.load_style(if wraps { RULES } else { RULE });
    drawn.set_header(heads.iter().cloned());
    for row in rows {
        drawn.add_row(row.iter().cloned());
    }
    for (at, column) in drawn.column_iter_mut().enumerate() {
        let last = at + 1 == widths.len();
        // The rule under the head takes one more column between two.
        column.set_padding((0, u16::from(!last)));
        let own = widths.get(at).copied().unwrap_or(1).max(1) + usize::from(!last);
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(u16::try_from(own).unwrap_or(u16::MAX))));
        if is_numeric(table, at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    drawn.lines().collect()
}

/// Whether a column holds numbers and nothing but numbers and blanks.
pub(super) fn is_numeric(table: &Table, at: usize) -> bool {
    let mut cells = table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| **cell != Cell::Blank);
    cells.clone().next().is_some() && cells.all(|cell| matches!(cell, Cell::Number(_)))
}

/// Each row as a list of `head: cell`.
fn stacked(heads: &[String], rows: &[Vec<String>], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        let mut bullet = "• ";
        // The mark, in the last column, belongs to the whole row: it stands beside the first cell.
        let (cells, mut mark) = row.split_last().map_or((&[][..], ""), |(mark, cells)| (cells, mark.as_str()));
        for (head, text) in heads.iter().zip(cells) {
            let text = format!("{head}: {text} {}", std::mem::take(&mut mark));
            lines.extend(wrap(&text, bullet, "    ", width));
            bullet = "  ";
        }
    }
    lines
}

fn appendix(case: &Case, grounds: &Grounds, width: usize) -> Vec<String> {
    let listed = grounds.listed(case);
    let mark_width = format!("b{}", listed.len()).len() + 2;
    let indent = " ".repeat(mark_width);
    let mut lines = Vec::new();
    if !listed.is_empty() || grounds.whole_case() {
        lines.extend(heading("What this rests on", width));
    }
    if grounds.whole_case() {
        lines.extend(wrap(WHOLE_CASE, &pad("b0", mark_width), &indent, width));
    }
    for basis in listed {
        let mut first = pad(&format!("b{}", basis.number), mark_width);
        let (shown, named) = basis.parts();
        for item in shown {
            lines.extend(wrap(&words(item), &first, &format!("{indent}  "), width));
            first.clone_from(&indent);
            for below in &item.below {
                let text = format!("rests on {}", words(below));
                lines.extend(wrap(&text, &format!("{indent}  "), &format!("{indent}    "), width));
            }
        }
        if !named.is_empty() {
            let names: Vec<String> = named.iter().map(|item| reference(item)).collect();
            lines.extend(wrap(&names.join("; "), &first, &format!("{indent}  "), width));
        }
    }
    lines
}

/// A ground in full where it comes first, in brief afterwards.
fn words(item: &Item) -> String {
    let words = &item.words;
    match item.before {
        Some(_) => {
            let what = words.quote.as_ref().map_or(cut(&words.text, 44), |quote| format!("“{}”", cut(quote, 40)));
            format!("{what} ({})", reference(item))
        }
        None => {
            let what = words.quote.as_ref().map_or(words.text.clone(), |quote| format!("“{quote}”"));
            if words.origin.is_empty() { what } else { format!("{what} — {}", words.origin) }
        }
    }
}

fn reference(item: &Item) -> String {
    item.before.map_or(item.words.id.clone(), |number| format!("{}, see b{number}", item.words.id))
}
