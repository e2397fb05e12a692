//! A table: headings that are understood, and rows whose cells are asked for by column.

use std::borrow::Cow;
use std::sync::Arc;

use crate::cell::{Cell, CellKind, Part};
use crate::dialect::{Decimal, Dialect, Form};
use crate::fault::{Fault, Faults, FileTrouble, shortened};
use crate::heads::{Heads, Holds, Wanted};
use crate::numbers;
use crate::place::Place;
use crate::sniff::sniff;
use crate::sums;

/// The most cells of one table. Nobody keeps more by hand, and each takes about a hundred bytes.
pub const MOST_CELLS: usize = 2_000_000;

/// The most columns, as in a spreadsheet.
const MOST_COLUMNS: usize = 1 << 14;

/// A table as it was understood, and all that is wrong with it. With faults the rows are what could be made of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The table.
    pub table: Table,
    /// What is wrong with it, in the order of the reading.
    pub faults: Vec<Fault>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The headings.
    pub heads: Arc<Heads>,
    /// The rows that are filled, without rows of sums.
    pub rows: Vec<Row>,
    /// How many empty rows stand between filled ones.
    pub blank_rows: usize,
    /// How the table is kept.
    pub dialect: Dialect,
    /// The sheet, for a spreadsheet.
    pub sheet: Option<Arc<str>>,
}

/// A row. Cells beyond the last that is written are blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    heads: Arc<Heads>,
    cells: Vec<Cell>,
    place: Place,
    number: usize,
}

/// The cells of a file before they are understood; rows may differ in length.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) form: Form,
    pub(crate) sheet: Option<Arc<str>>,
    pub(crate) rows: Vec<GridRow>,
    /// What to point at when there are no rows.
    pub(crate) beginning: Place,
}

/// A row of a grid, with its number as a spreadsheet counts.
#[derive(Debug)]
pub(crate) struct GridRow {
    pub(crate) number: usize,
    pub(crate) cells: Vec<Cell>,
}

#[cfg(feature = "sheets")]
impl Table {
    /// A table that could not be read.
    pub(crate) fn unread() -> Table {
        let dialect = Dialect { form: Form::Unread, decimal: Decimal::UNSEEN };
        Table { heads: Arc::default(), rows: Vec::new(), blank_rows: 0, dialect, sheet: None }
    }
}

/// Reads a table from a text. Bytes are decoded before; a byte order mark may still be there.
pub fn read_csv(text: &str, wanted: &Wanted<'_>) -> Reading {
    let mut faults = Faults::default();
    let grid = csv_grid(text, wanted, &mut faults);
    let table = understand(grid, wanted, &mut faults);
    Reading { table, faults: faults.finish() }
}

impl Row {
    /// The cell of a column; none when the column is not there or the cell is blank.
    pub fn get(&self, column: &str) -> Option<&Cell> {
        self.cells.get(self.heads.index(column)?).filter(|cell| !cell.is_blank())
    }

    /// The cell of a column that must be filled.
    pub fn need(&self, column: &'static str, faults: &mut Vec<Fault>) -> Option<&Cell> {
        let cell = self.get(column);
        if cell.is_none() {
            faults.push(Fault::MissingCell { column, place: self.place.clone() });
        }
        cell
    }

    /// The parts of a cell that lists several with `|`; none when it is blank.
    pub fn list(&self, column: &str) -> Vec<Part<'_>> {
        self.get(column).map(Cell::parts).unwrap_or_default()
    }

    /// The cells in the order of the file.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Where the row stands: in a text all its bytes, in a spreadsheet its first filled cell.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The number of the row as a spreadsheet shows it, from 1.
    pub fn number(&self) -> usize {
        self.number
    }
}

/// Understands a grid: headings, numbers, rows of sums.
pub(crate) fn understand(grid: Grid, wanted: &Wanted<'_>, faults: &mut Faults) -> Table {
    let Grid { form, sheet, rows, beginning } = grid;
    let last = rows.iter().rposition(|row| !row.is_blank());
    let first = rows.iter().position(|row| !row.is_blank());
    let (Some(first), Some(last)) = (first, last) else {
        if faults.is_empty() {
            faults.push(Fault::Empty { place: beginning });
        }
        let dialect = Dialect { form, decimal: Decimal::UNSEEN };
        return Table { heads: Arc::default(), rows: Vec::new(), blank_rows: 0, dialect, sheet };
    };
    let at = headings_row(&rows, first, wanted, faults);
    let mut filled = rows.into_iter().take(last + 1).skip(at);
    let (heads, headings_number) = match filled.next() {
        Some(row) => (Heads::read(&row.cells, &row.place(), wanted, faults), row.number),
        None => (Arc::default(), 0),
    };
    let mut rows = Vec::with_capacity(last.saturating_sub(at));
    let mut blank_rows = 0;
    let mut above = headings_number;
    // A spreadsheet leaves empty rows out; their numbers tell.
    for row in filled.filter(|row| !row.is_blank()) {
        blank_rows += row.number - above - 1;
        above = row.number;
        rows.push(row.under(&heads, faults));
    }
    let decimal = settle_numbers(&mut rows, &heads, wanted, faults);
    let (rows, sums) = sums::take_out(rows, &heads);
    sums.into_iter().for_each(|fault| faults.push(fault));
    Table { heads, rows, blank_rows, dialect: Dialect { form, decimal }, sheet }
}

/// The row of headings: the first, unless a later one has known headings and the first none.
fn headings_row(rows: &[GridRow], first: usize, wanted: &Wanted<'_>, faults: &mut Faults) -> usize {
    const ROWS: usize = 10;
    let known = |row: &GridRow| wanted.known(row.cells.iter().take(1000).map(Cell::text));
    let Some(row) = rows.get(first).filter(|row| known(row) == 0) else { return first };
    let lower = rows.iter().enumerate().skip(first + 1).take(ROWS).find(|(_, row)| known(row) >= 2);
    let Some((at, headings)) = lower else { return first };
    let above = rows.iter().take(at).filter(|row| !row.is_blank()).count();
    faults.push(Fault::HeadingsLower { above, place: row.place(), headings: headings.place() });
    at
}

fn settle_numbers(rows: &mut [Row], heads: &Heads, wanted: &Wanted<'_>, faults: &mut Faults) -> Decimal {
    let columns: Vec<usize> =
        (0..heads.headings().len()).filter(|index| heads.holds(*index) == Some(Holds::Number)).collect();
    let mut visit_all = |visit: &mut dyn FnMut(&mut Cell)| {
        for row in &mut *rows {
            for index in &columns {
                if let Some(cell) = row.cells.get_mut(*index).filter(|cell| *cell.kind() == CellKind::Text) {
                    visit(cell);
                }
            }
        }
    };
    numbers::settle(&mut visit_all, wanted.decimal, faults)
}

impl GridRow {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }

    fn place(&self) -> Place {
        let filled = self.cells.iter().find(|cell| !cell.is_blank()).or(self.cells.first());
        let first = self.cells.first().map(Cell::place);
        match (first, self.cells.last().map(Cell::place)) {
            (Some(Place::Bytes { start, .. }), Some(Place::Bytes { end, .. })) => {
                Place::Bytes { start: *start, end: *end }
            }
            _ => filled.map_or(Place::Bytes { start: 0, end: 0 }, |cell| cell.place().clone()),
        }
    }

    /// The row under its headings; what stands under no heading is a fault.
    fn under(mut self, heads: &Arc<Heads>, faults: &mut Faults) -> Row {
        let width = heads.headings().len();
        for (index, cell) in self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
            let headless = heads.headings().get(index).is_none_or(|heading| heading.written.is_empty());
            if headless {
                let (words, place) = (shortened(cell.text()), cell.place().clone());
                faults.push(Fault::ExtraCell { words, headings: width, beyond: index >= width, place });
            }
        }
        let place = self.place();
        self.cells.truncate(width);
        Row { heads: Arc::clone(heads), cells: self.cells, place, number: self.number }
    }
}

fn csv_grid(text: &str, wanted: &Wanted<'_>, faults: &mut Faults) -> Grid {
    let beginning = Place::Bytes { start: 0, end: text.chars().next().map_or(0, char::len_utf8) };
    let Some(sniffed) = sniff(text, wanted, faults) else {
        let form = Form::Csv { separator: None, sep_line: false, byte_order_mark: false };
        return Grid { form, sheet: None, rows: Vec::new(), beginning };
    };
    for span in &sniffed.split.unclosed {
        let words = shortened(text.get(span.start..span.end).unwrap_or_default());
        faults.push(Fault::UnclosedQuote { words, place: Place::Bytes { start: span.start, end: span.end } });
    }
    let form = Form::Csv {
        separator: sniffed.separator,
        sep_line: sniffed.sep_line,
        byte_order_mark: sniffed.byte_order_mark,
    };
    let is_wide = sniffed.split.rows.iter().any(|row| row.last - row.first > MOST_COLUMNS);
    if is_wide || sniffed.split.cells.len() > MOST_CELLS {
        let (what, most) = if is_wide { ("columns", MOST_COLUMNS) } else { ("cells", MOST_CELLS) };
        faults.push(Fault::File(FileTrouble::TooLarge { what, most: most as u64 }));
        return Grid { form, sheet: None, rows: Vec::new(), beginning };
    }
    let mut rows = Vec::with_capacity(sniffed.split.rows.len());
    for (index, row) in sniffed.split.rows.iter().enumerate() {
        let cell = |span: &crate::split::Span| {
            let content: Cow<'_, str> = span.content(text);
            Cell::new(&content, Place::Bytes { start: span.start, end: span.end })
        };
        let cells = sniffed.split.row(*row).iter().map(cell).collect();
        rows.push(GridRow { number: index + 1, cells });
    }
    Grid { form, sheet: None, rows, beginning }
}
