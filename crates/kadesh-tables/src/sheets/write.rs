//! Writes a table as a workbook of Excel.

use std::sync::Arc;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::collect::number_text;
use crate::heads::{Column, Holds};
use crate::place::Place;

/// The most letters that Excel keeps in a cell, in units of UTF-16.
const MOST_LETTERS: usize = 32_767;

/// Why a table cannot be written as a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CannotWrite {
    /// The name is none for a sheet.
    SheetName(String),
    /// A cell has more letters than a spreadsheet keeps.
    TooLong {
        /// How many.
        letters: usize,
        /// The cell.
        place: Place,
    },
    /// A cell has a character that the format cannot hold.
    Character {
        /// Its number in Unicode.
        character: u32,
        /// The cell.
        place: Place,
    },
    /// More rows or columns than a spreadsheet has.
    TooMany,
    /// The file cannot be put together, in the words of the library that writes it.
    Library(String),
}

impl CannotWrite {
    /// What is wrong.
    pub fn message(&self) -> String {
        match self {
            CannotWrite::SheetName(name) => format!("`{name}` cannot be the name of a sheet"),
            CannotWrite::TooLong { letters, .. } => {
                format!("a cell has {letters} letters, and a spreadsheet keeps {MOST_LETTERS}")
            }
            CannotWrite::Character { character, .. } => {
                format!("a cell has the control character U+{character:04X}, which the format cannot hold")
            }
            CannotWrite::TooMany => "the table has more rows or columns than a spreadsheet".to_owned(),
            CannotWrite::Library(words) => format!("the spreadsheet cannot be written: {words}"),
        }
    }

    /// The cell, where it is one cell's fault.
    pub fn place(&self) -> Option<&Place> {
        match self {
            CannotWrite::TooLong { place, .. } | CannotWrite::Character { place, .. } => Some(place),
            CannotWrite::SheetName(_) | CannotWrite::TooMany | CannotWrite::Library(_) => None,
        }
    }

    /// What would mend it.
    pub fn hint(&self) -> String {
        match self {
            CannotWrite::SheetName(_) => {
                "at most 31 letters, none of `[ ] : * ? / \\`, and no apostrophe at its ends".to_owned()
            }
            CannotWrite::TooLong { .. } | CannotWrite::TooMany => "write it as `.csv`".to_owned(),
            CannotWrite::Character { .. } => "take it out, or write the table as `.csv`".to_owned(),
            CannotWrite::Library(_) => "write it as `.csv`".to_owned(),
        }
    }
}

/// Writes a table as a workbook of Excel with one sheet. Plain numbers in columns of numbers become numbers, all else
/// text, so that `007` and `=1+1` stay as they are. The same table gives the same bytes.
pub fn write_xlsx<R, C>(sheet: &str, columns: &[Column], rows: &[R]) -> Result<Vec<u8>, CannotWrite>
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    check_size(sheet, columns, rows)?;
    let library = |error: XlsxError| CannotWrite::Library(error.to_string());
    let mut workbook = Workbook::new();
    // The date of the first day of the format; the day of writing would make each file another.
    let created = ExcelDateTime::from_ymd(2007, 1, 1).map_err(library)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let page = workbook.add_worksheet();
    page.set_name(sheet).map_err(|_| CannotWrite::SheetName(sheet.to_owned()))?;
    for (column, head) in (0_u16..).zip(columns) {
        page.write_string(0, column, head.name).map_err(library)?;
    }
    for (row, cells) in (1_u32..).zip(rows) {
        for (index, (column, cell)) in (0_u16..).zip(cells.as_ref()).enumerate() {
            write_cell(page, (row, column), columns.get(index), cell.as_ref()).map_err(library)?;
        }
    }
    workbook.save_to_buffer().map_err(library)
}

fn write_cell(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    head: Option<&Column>,
    cell: &str,
) -> Result<(), XlsxError> {
    if cell.is_empty() {
        return Ok(());
    }
    match plain_number(head, cell) {
        Some(number) => page.write_number(row, column, number)?,
        None => page.write_string(row, column, cell)?,
    };
    Ok(())
}

/// The number that a cell in a column of numbers is, if it would be read back as the same words.
pub(super) fn plain_number(head: Option<&Column>, cell: &str) -> Option<f64> {
    let is_number = head.is_some_and(|head| head.holds == Holds::Number);
    let same = is_number && number_text(cell).as_deref() == Some(cell);
    cell.parse().ok().filter(|_| same)
}

/// Refuses what no spreadsheet holds.
pub(super) fn check_size<R, C>(sheet: &str, columns: &[Column], rows: &[R]) -> Result<(), CannotWrite>
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    const MOST_ROWS: usize = (1 << 20) - 1;
    const MOST_COLUMNS: usize = 1 << 14;
    let widest = rows.iter().map(|row| row.as_ref().len()).max().unwrap_or(0);
    if rows.len() > MOST_ROWS || widest.max(columns.len()) > MOST_COLUMNS {
        return Err(CannotWrite::TooMany);
    }
    let name: Arc<str> = Arc::from(sheet);
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u32..).zip(cells.as_ref()) {
            let letters = cell.as_ref().encode_utf16().count();
            if cell.as_ref().len() > MOST_LETTERS && letters > MOST_LETTERS {
                let place = Place::Sheet { sheet: Arc::clone(&name), row, column };
                return Err(CannotWrite::TooLong { letters, place });
            }
        }
    }
    Ok(())
}
