//! Reads a table from a spreadsheet: a workbook of Excel (`.xlsx`, `.xlsm`) or one of LibreOffice (`.ods`).
//!
//! Both are containers of XML, read here as a stream under limits. The crate `calamine` would be the usual choice and is
//! the oracle of the tests. It is not the reader, because one number in a broken file makes it set memory aside without
//! end, it holds the whole rectangle of cells at once, and of ODS it tells no percent, merged cell or error.

mod collect;
mod dates;
mod ods;
mod parts;
mod styles;
mod write;
mod write_ods;
mod xlsx;

pub use write::{CannotWrite, write_xlsx};
pub use write_ods::write_ods;

use std::sync::Arc;

use crate::cell::{Cell, CellKind};
use crate::dialect::Form;
use crate::fault::{Fault, Faults, FileTrouble};
use crate::heads::{Heads, Holds, Wanted};
use crate::table::{Grid, Reading, Table, understand};
use collect::Collected;
use parts::Parts;

/// What keeps a file from being read.
type Told<T> = Result<T, FileTrouble>;

/// How many rows of each sheet are looked at to find the one that is meant, and of how many sheets.
const ROWS_LOOKED_AT: usize = 10;
const SHEETS_LOOKED_AT: usize = 50;

/// Reads a table from the bytes of a spreadsheet.
pub fn read_spreadsheet(bytes: &[u8], wanted: &Wanted<'_>) -> Reading {
    let mut faults = Faults::default();
    let grid = match open(bytes).and_then(|mut book| book.grid(wanted, &mut faults)) {
        Ok(grid) => grid,
        Err(trouble) => {
            faults.push(Fault::File(trouble));
            None
        }
    };
    let table = match grid {
        Some(grid) => {
            let table = understand(grid, wanted, &mut faults);
            name_kinds(&table, &mut faults);
            table
        }
        None => Table::unread(),
    };
    Reading { table, faults: faults.finish() }
}

/// A spreadsheet that is open.
struct Book<'a> {
    parts: Parts<'a>,
    format: Format,
    sheets: Vec<Sheet>,
}

enum Format {
    Xlsx(xlsx::Workbook),
    Ods,
}

/// A sheet: its name, and whether people see it.
struct Sheet {
    name: String,
    hidden: bool,
}

fn open(bytes: &[u8]) -> Told<Book<'_>> {
    let mut parts = Parts::open(bytes)?;
    match parts.text("mimetype")?.as_deref().map(str::trim) {
        Some(kind) if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") => {
            let sheets = ods::sheets(&mut parts)?;
            return Ok(Book { parts, format: Format::Ods, sheets });
        }
        Some(kind) if kind.starts_with("application/vnd.oasis.opendocument") => {
            return Err(FileTrouble::OtherDocument("a document of LibreOffice"));
        }
        Some(_) | None => {}
    }
    let others = [
        ("word/document.xml", FileTrouble::OtherDocument("a text document of Word")),
        ("ppt/presentation.xml", FileTrouble::OtherDocument("a set of slides")),
        ("xl/workbook.bin", FileTrouble::BinaryExcel),
    ];
    if let Some((_, trouble)) = others.into_iter().find(|(part, _)| parts.has(part)) {
        return Err(trouble);
    }
    let (workbook, sheets) = xlsx::open(&mut parts)?;
    Ok(Book { parts, format: Format::Xlsx(workbook), sheets })
}

impl Book<'_> {
    /// The cells of the sheet that is meant; none when that cannot be told, and then a fault says so.
    fn grid(&mut self, wanted: &Wanted<'_>, faults: &mut Faults) -> Told<Option<Grid>> {
        let Some(index) = self.choose(wanted, faults)? else { return Ok(None) };
        let collected = self.read(index, usize::MAX)?;
        collected.merged_faults().for_each(|fault| faults.push(fault));
        let form = match &self.format {
            Format::Xlsx(_) => Form::Xlsx { macros: self.parts.has("xl/vbaProject.bin") },
            Format::Ods => Form::Ods,
        };
        collected.into_grid(form).map(Some)
    }

    fn names(&self) -> Vec<String> {
        self.sheets.iter().take(SHEETS_LOOKED_AT).map(|sheet| sheet.name.clone()).collect()
    }

    fn read(&mut self, index: usize, rows: usize) -> Told<Collected> {
        let name = self.sheets.get(index).map_or("", |sheet| sheet.name.as_str());
        let collected = Collected::new(Arc::from(name), rows);
        match &self.format {
            Format::Xlsx(workbook) => workbook.read(&mut self.parts, index, collected),
            Format::Ods => ods::read(&mut self.parts, index, collected),
        }
    }

    /// The sheet by its name; else the only one that people see; else the one with the most known headings.
    fn choose(&mut self, wanted: &Wanted<'_>, faults: &mut Faults) -> Told<Option<usize>> {
        if let Some(asked) = wanted.sheet {
            let index = self.sheets.iter().position(|sheet| sheet.name == asked);
            let index = index.or_else(|| {
                self.sheets.iter().position(|sheet| sheet.name.trim().to_lowercase() == asked.trim().to_lowercase())
            });
            if index.is_none() {
                faults.push(Fault::NoSuchSheet { asked: asked.to_owned(), sheets: self.names() });
            }
            return Ok(index);
        }
        let seen = self.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden).map(|(index, _)| index);
        let seen: Vec<usize> = seen.collect();
        if let [only] = seen[..] {
            return Ok(Some(only));
        }
        let mut best = None;
        for index in seen.into_iter().take(SHEETS_LOOKED_AT) {
            let known = self.read(index, ROWS_LOOKED_AT)?.known_headings(wanted);
            if known > best.map_or(1, |(most, _)| most) {
                best = Some((known, index));
            }
        }
        if best.is_none() {
            faults.push(Fault::WhichSheet { sheets: self.names() });
        }
        Ok(best.map(|(_, index)| index))
    }
}

/// Says which cells hold something else than their column should, or nothing that can be read.
fn name_kinds(table: &Table, faults: &mut Faults) {
    for row in &table.rows {
        for (index, cell) in row.cells().iter().enumerate() {
            if let Some(fault) = fault_of(&table.heads, index, cell) {
                faults.push(fault);
            }
        }
    }
}

fn fault_of(heads: &Heads, index: usize, cell: &Cell) -> Option<Fault> {
    let place = || cell.place().clone();
    let column = heads.headings().get(index).and_then(|heading| heading.column);
    let (text, name) = (|| cell.text().to_owned(), column.map_or("", |column| column.name));
    match (cell.kind(), column.map(|column| column.holds)) {
        (CellKind::FormulaWithoutValue, _) => Some(Fault::FormulaWithoutValue { place: place() }),
        (CellKind::Error, _) => Some(Fault::ErrorCell { error: text(), place: place() }),
        (CellKind::Date, Some(Holds::Number)) => {
            Some(Fault::DateForNumber { date: text(), column: name, place: place() })
        }
        (CellKind::Number | CellKind::Percent, Some(Holds::Date)) => {
            let date = cell.text().parse().ok().and_then(|serial| dates::date(serial, false));
            Some(Fault::NumberForDate { number: text(), date, column: name, place: place() })
        }
        (CellKind::Blank | CellKind::Text | CellKind::Number | CellKind::Percent, _)
        | (CellKind::Date | CellKind::Bool | CellKind::Unclear | CellKind::MergedInto(_), _) => None,
    }
}
