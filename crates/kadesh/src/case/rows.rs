//! Rows of tables beside a case that are entries of the case: they join those of the case file, and one checker serves both.

mod acts;
mod cells;
mod codings;
mod line;
mod seats;
mod sheet;
mod statements;
mod whole;

use std::borrow::Cow;

use kadesh_tables::Column;

use super::beside::Beside;
use super::file::{CaseFile, StatementFile, TableFile};
use super::table::{self, TableRow};
use crate::diagnostic::Diagnostic;

pub use cells::said_twice;
pub use line::written;
pub use sheet::{Sheet, SheetForm};
pub use whole::{TableKind, whole};

/// The case with the statements, acts and seats of its tables after its own.
pub fn joined<'f>(file: &'f CaseFile, beside: &Beside<'_>, out: &mut Vec<Diagnostic>) -> Cow<'f, CaseFile> {
    let tables = &file.tables;
    if [&tables.statements, &tables.acts, &tables.seats].iter().all(|table| table.is_none()) {
        return Cow::Borrowed(file);
    }
    let mut joined = file.clone();
    joined.statement.extend(tables.statements.iter().flat_map(|table| statements(table, file, beside, out)));
    for row in rows(tables.acts.as_ref(), acts::COLUMNS, beside, out) {
        joined.act.push(acts::read(&row, out));
    }
    let rows = rows(tables.seats.as_ref(), seats::COLUMNS, beside, out);
    seats::read(&mut joined.room, &rows, out);
    Cow::Owned(joined)
}

/// The statements of a table, whether a person keeps it or a program for coding texts wrote it.
fn statements(
    table: &TableFile,
    file: &CaseFile,
    beside: &Beside<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<StatementFile> {
    let Some(bytes) = beside.file(&table.file, out) else { return Vec::new() };
    let mut told = Vec::new();
    let rows = table::read_foreign(table, bytes, codings::COLUMNS, &mut told);
    if codings::are_of_a_program(&rows) {
        out.extend(told);
        return codings::read((&table.file, &rows), file, beside, out);
    }
    let rows = table::read(table, bytes, statements::COLUMNS, out);
    rows.iter().map(|row| statements::read(row, out)).collect()
}

fn rows(
    table: Option<&TableFile>,
    columns: &[Column],
    beside: &Beside<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<TableRow> {
    let read = |table: &TableFile| Some(table::read(table, beside.file(&table.file, out)?, columns, out));
    table.and_then(read).unwrap_or_default()
}
