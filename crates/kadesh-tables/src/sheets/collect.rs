//! Gathers the cells of a sheet as they come out of its file, under limits, and makes a grid of them.

use std::sync::Arc;

use super::Told;
use crate::cell::{Cell, CellKind};
use crate::dialect::Form;
use crate::fault::{Fault, FileTrouble, shortened};
use crate::heads::Wanted;
use crate::place::{Place, address};
use crate::table::{Grid, GridRow, MOST_CELLS};

/// The most bytes of words in one sheet: the same words can be used in any number of cells.
const MOST_WORDS: usize = 64 << 20;

/// The most rows and columns that a spreadsheet has.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// The most cells that are looked at for merged ranges, and the most ranges.
const MOST_COVERED: usize = 4_000_000;
const MOST_RANGES: usize = 10_000;

/// What a cell holds, as its file tells.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) text: String,
    pub(super) raw: String,
    pub(super) kind: CellKind,
}

/// The filled cells of a sheet.
#[derive(Debug)]
pub(super) struct Collected {
    sheet: Arc<str>,
    cells: Vec<(u32, u32, Cell)>,
    merged: Vec<Range>,
    words: usize,
    rows: usize,
    most_rows: usize,
}

/// A range of merged cells: first and last row, first and last column, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

impl Content {
    pub(super) fn words(words: String) -> Content {
        Content { text: words.clone(), raw: words, kind: CellKind::Text }
    }

    pub(super) fn of(kind: CellKind, text: String, raw: String) -> Content {
        Content { text, raw, kind }
    }
}

impl Collected {
    /// Gathers at most so many filled rows.
    pub(super) fn new(sheet: Arc<str>, most_rows: usize) -> Collected {
        Collected { sheet, cells: Vec::new(), merged: Vec::new(), words: 0, rows: 0, most_rows }
    }

    /// Whether enough rows have been gathered.
    pub(super) fn is_full(&self) -> bool {
        self.rows > self.most_rows
    }

    pub(super) fn push(&mut self, row: u32, column: u32, content: &Content) -> Told<()> {
        if content.text.trim().is_empty() && content.raw.is_empty() {
            return Ok(());
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(FileTrouble::TooLarge { what: "rows or columns", most: MOST_ROWS.into() });
        }
        self.words += content.text.len() + content.raw.len();
        if self.words > MOST_WORDS {
            return Err(FileTrouble::TooLarge { what: "bytes of words", most: MOST_WORDS as u64 });
        }
        if self.cells.len() >= MOST_CELLS {
            return Err(too_many_cells());
        }
        self.rows += usize::from(self.cells.last().is_none_or(|(last, ..)| *last != row));
        let place = Place::Sheet { sheet: Arc::clone(&self.sheet), row, column };
        self.cells.push((row, column, Cell::stored(&content.text, &content.raw, content.kind.clone(), place)));
        Ok(())
    }

    pub(super) fn merge(&mut self, range: Range) -> Told<()> {
        if range.rows.0 == range.rows.1 && range.columns.0 == range.columns.1 {
            return Ok(());
        }
        if self.merged.len() >= MOST_RANGES {
            return Err(FileTrouble::TooLarge { what: "merged cells", most: MOST_RANGES as u64 });
        }
        self.merged.push(range);
        Ok(())
    }

    /// The greatest number of known headings in one of the rows.
    pub(super) fn known_headings(&self, wanted: &Wanted<'_>) -> usize {
        let same_row = |(one, ..): &(u32, u32, Cell), (other, ..): &(u32, u32, Cell)| one == other;
        let rows = self.cells.chunk_by(same_row);
        rows.map(|row| wanted.known(row.iter().map(|(_, _, cell)| cell.text()))).max().unwrap_or(0)
    }

    pub(super) fn merged_faults(&self) -> impl Iterator<Item = Fault> {
        self.merged.iter().map(|range| {
            let place = Place::Sheet { sheet: Arc::clone(&self.sheet), row: range.rows.0, column: range.columns.0 };
            Fault::Merged { range: range.address(), place }
        })
    }

    /// The rows that hold something, each filled up with blank cells to its last.
    pub(super) fn into_grid(mut self, form: Form) -> Told<Grid> {
        self.cells.sort_by_key(|(row, column, _)| (*row, *column));
        let twice = self.cells.windows(2).find_map(|pair| match pair {
            [(row, column, _), (next, other, _)] if (row, column) == (next, other) => Some(address(*row, *column)),
            _ => None,
        });
        if let Some(twice) = twice {
            return Err(FileTrouble::Damaged(format!("it holds the cell `{twice}` twice")));
        }
        let sheet = Arc::clone(&self.sheet);
        let beginning = Place::Sheet { sheet: Arc::clone(&sheet), row: 0, column: 0 };
        let mut rows: Vec<GridRow> = Vec::new();
        let mut cells = 0;
        for (row, column, cell) in self.cells {
            let number = row as usize + 1;
            if rows.last().is_none_or(|last| last.number != number) {
                rows.push(GridRow { number, cells: Vec::new() });
            }
            let Some(last) = rows.last_mut() else { continue };
            cells += column as usize + 1 - last.cells.len();
            if cells > MOST_CELLS {
                return Err(too_many_cells());
            }
            while last.cells.len() < column as usize {
                let column = u32::try_from(last.cells.len()).unwrap_or(u32::MAX);
                last.cells.push(Cell::new("", Place::Sheet { sheet: Arc::clone(&sheet), row, column }));
            }
            last.cells.push(cell);
        }
        mark_merged(&mut rows, &self.merged)?;
        Ok(Grid { form, sheet: Some(sheet), rows, beginning })
    }
}

impl Range {
    /// Reads `A2:A4`; none for anything else.
    pub(super) fn parse(range: &str) -> Option<Range> {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        let (first, last) = (parse_address(first)?, parse_address(last)?);
        let range = Range { rows: (first.0, last.0), columns: (first.1, last.1) };
        (first.0 <= last.0 && first.1 <= last.1).then_some(range)
    }

    fn address(&self) -> String {
        format!("{}:{}", address(self.rows.0, self.columns.0), address(self.rows.1, self.columns.1))
    }
}

/// Row and column, from 0, of an address such as `B7`; none when a spreadsheet has no such cell.
pub(super) fn parse_address(address: &str) -> Option<(u32, u32)> {
    let mut column: u32 = 0;
    let mut row: u32 = 0;
    for byte in address.bytes().filter(|byte| *byte != b'$') {
        match byte {
            b'A'..=b'Z' if row == 0 => column = column.checked_mul(26)?.checked_add(u32::from(byte - b'A') + 1)?,
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            _ => return None,
        }
    }
    let (row, column) = (row.checked_sub(1)?, column.checked_sub(1)?);
    (row < MOST_ROWS && column < MOST_COLUMNS).then_some((row, column))
}

fn mark_merged(rows: &mut [GridRow], merged: &[Range]) -> Told<()> {
    let mut looked_at = 0;
    for range in merged {
        let address: Arc<str> = Arc::from(range.address());
        let (first, last) = (range.rows.0 as usize + 1, range.rows.1 as usize + 1);
        let from = rows.partition_point(|row| row.number < first);
        let covered = rows.iter_mut().skip(from).take_while(|row| row.number <= last);
        for row in covered {
            let is_first_row = row.number == first;
            let columns = range.columns.0 as usize..(range.columns.1 as usize + 1).min(row.cells.len());
            looked_at += columns.len() + 1;
            if looked_at > MOST_COVERED {
                return Err(FileTrouble::TooLarge { what: "merged cells", most: MOST_COVERED as u64 });
            }
            let skip = usize::from(is_first_row);
            let cells = row.cells.iter_mut().take(columns.end).skip(columns.start + skip);
            cells.for_each(|cell| cell.set_kind(CellKind::MergedInto(Arc::clone(&address))));
        }
    }
    Ok(())
}

fn too_many_cells() -> FileTrouble {
    FileTrouble::TooLarge { what: "cells", most: MOST_CELLS as u64 }
}

/// A number as it is stored, as people write it: the fifteen digits that a spreadsheet shows, without an exponent where
/// people use none. None when it is no number.
pub(super) fn number_text(stored: &str) -> Option<String> {
    let number: f64 = stored.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
    let shown: f64 = format!("{number:.14e}").parse().ok()?;
    let size = shown.abs();
    Some(if shown == 0.0 {
        "0".to_owned()
    } else if (1e-9..1e17).contains(&size) {
        shown.to_string()
    } else {
        format!("{shown:e}")
    })
}

/// A number as a percentage: the decimal point is moved in the digits, so that nothing is rounded.
pub(super) fn percent_text(number: &str) -> String {
    if number.contains('e') {
        return match number.parse::<f64>() {
            Ok(number) => format!("{}%", number * 100.0),
            Err(_) => format!("{}%", shortened(number)),
        };
    }
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let decimals = format!("{decimals:0<2}");
    let (moved, rest) = decimals.split_at(2);
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { format!("{sign}{whole}%") } else { format!("{sign}{whole}.{rest}%") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        assert_eq!(parse_address("B7"), Some((6, 1)));
        assert_eq!(parse_address("$XFD$1048576"), Some((1_048_575, 16_383)));
        for wrong in ["", "B", "7", "B0", "b7", "7B", "XFE1", "A1048577", "A99999999999", "ZZZZZZZZZZ1"] {
            assert_eq!(parse_address(wrong), None, "{wrong}");
        }
        assert_eq!(Range::parse("A2:B4").map(|range| range.address()).as_deref(), Some("A2:B4"));
        assert_eq!(Range::parse("B4:A2"), None);
    }

    #[test]
    fn numbers_are_as_a_spreadsheet_shows_them() {
        let read = |stored| number_text(stored).unwrap();
        assert_eq!(read("0.30000000000000004"), "0.3");
        assert_eq!([read("1.0"), read("-0"), read("1e3"), read("0.001")], ["1", "0", "1000", "0.001"]);
        assert_eq!([read("1e300"), read("1.5e-12")], ["1e300", "1.5e-12"]);
        assert_eq!([number_text("inf"), number_text("x"), number_text("1e999")], [None, None, None]);
    }

    #[test]
    fn percents_are_exact() {
        let texts = ["0.4", "1", "0.075", "-0.005", "0", "12.345", "0.29"].map(percent_text);
        assert_eq!(texts, ["40%", "100%", "7.5%", "-0.5%", "0%", "1234.5%", "29%"]);
    }
}
