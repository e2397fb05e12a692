//! Writes a table as a text that spreadsheets open, in the way in which it was kept.

use crate::dialect::{Dialect, Form, Mark, Separator};
use crate::heads::{Column, Holds};
use crate::numbers::{is_ambiguous, with_mark};

/// Writes a table as CSV. What is written is read back as the same cells, with two exceptions: rows of blank cells alone
/// are left out by the reader, and `1.234` is written as `1.2340` where nothing else in the table tells that the mark
/// is a decimal mark. Numbers in columns of numbers get the decimal mark of the dialect; no other cell is changed. For
/// the dialect of a spreadsheet, commas and decimal points are taken.
pub fn write_csv<R, C>(columns: &[Column], rows: &[R], dialect: &Dialect) -> String
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    let (separator, sep_line, byte_order_mark) = match dialect.form {
        Form::Csv { separator, sep_line, byte_order_mark } => (separator, sep_line, byte_order_mark),
        Form::Xlsx { .. } | Form::Ods | Form::Unread => (None, false, false),
    };
    let separator = separator.unwrap_or(Separator::Comma).character();
    let mark = dialect.decimal.mark.unwrap_or(Mark::Point);
    let settled = is_settled(columns, rows, mark);
    let mut out = String::new();
    if byte_order_mark {
        out.push('\u{feff}');
    }
    if sep_line {
        out.push_str(&format!("sep={separator}\n"));
    }
    write_row(&mut out, separator, columns.iter().map(|column| column.name.to_owned()));
    for row in rows {
        let cells = row.as_ref().iter().enumerate().map(|(index, cell)| {
            let is_number = columns.get(index).is_some_and(|column| column.holds == Holds::Number);
            if is_number { with_mark(cell.as_ref(), mark, settled) } else { cell.as_ref().to_owned() }
        });
        write_row(&mut out, separator, cells);
    }
    out
}

/// Whether some number tells the decimal mark, or none needs it.
fn is_settled<R, C>(columns: &[Column], rows: &[R], mark: Mark) -> bool
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    let numbers = rows.iter().flat_map(|row| {
        let cells = row.as_ref().iter().zip(columns);
        cells.filter(|(_, column)| column.holds == Holds::Number).map(|(cell, _)| with_mark(cell.as_ref(), mark, true))
    });
    !is_ambiguous(numbers)
}

fn write_row(out: &mut String, separator: char, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(separator);
        }
        let needs_marks = cell.contains([separator, '"', '\n', '\r']) || cell.starts_with('\u{feff}');
        if needs_marks {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push('\n');
}
