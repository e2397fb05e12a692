//! Writes a table as a workbook of Excel.

use std::borrow::Cow;
use std::sync::Arc;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::collect::number_text;
use crate::dialect::Mark;
use crate::heads::{Column, Holds};
use crate::numbers::{is_ambiguous, with_mark};
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
    let settled = is_settled(columns, rows);
    for (row, cells) in (1_u32..).zip(rows) {
        for (index, (column, cell)) in (0_u16..).zip(cells.as_ref()).enumerate() {
            let entry = Entry::of(columns.get(index), cell.as_ref(), settled);
            write_entry(page, (row, column), &entry).map_err(library)?;
        }
    }
    workbook.save_to_buffer().map_err(library)
}

fn write_entry(page: &mut Worksheet, (row, column): (u32, u16), entry: &Entry<'_>) -> Result<(), XlsxError> {
    match entry {
        Entry::Blank => {}
        Entry::Number(number, _) => drop(page.write_number(row, column, *number)?),
        Entry::Words(words) => drop(page.write_string(row, column, words.as_ref())?),
    }
    Ok(())
}

/// What is written into a cell.
#[derive(Debug)]
pub(super) enum Entry<'a> {
    Blank,
    /// A number in a column of numbers that is read back as the same words.
    Number(f64, &'a str),
    Words(Cow<'a, str>),
}

impl<'a> Entry<'a> {
    /// A number that cannot be kept as one, such as `1.960`, is ambiguous as words if it stands alone; then it gets a
    /// nought more, as in a text.
    pub(super) fn of(head: Option<&Column>, cell: &'a str, settled: bool) -> Entry<'a> {
        let is_number = head.is_some_and(|head| head.holds == Holds::Number);
        if cell.is_empty() {
            return Entry::Blank;
        }
        match plain_number(cell).filter(|_| is_number) {
            Some(number) => Entry::Number(number, cell),
            None if is_number && !settled => Entry::Words(Cow::Owned(with_mark(cell, Mark::Point, false))),
            None => Entry::Words(Cow::Borrowed(cell)),
        }
    }
}

/// Whether the numbers that are written as words can be read in one way only.
pub(super) fn is_settled<R, C>(columns: &[Column], rows: &[R]) -> bool
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    let words = rows.iter().flat_map(|row| row.as_ref().iter().zip(columns)).filter_map(|(cell, column)| {
        let is_words = column.holds == Holds::Number && plain_number(cell.as_ref()).is_none();
        is_words.then(|| cell.as_ref().to_owned())
    });
    !is_ambiguous(words)
}

/// The number that the words are, if it is read back as the same words.
fn plain_number(words: &str) -> Option<f64> {
    let same = number_text(words).as_deref() == Some(words);
    words.parse().ok().filter(|_| same)
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
