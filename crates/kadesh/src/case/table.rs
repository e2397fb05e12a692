//! Tables kept in a spreadsheet beside the case, such as stakes or statements. What they look like is understood by
//! `kadesh-tables`; here its cells get the places that faults of a case have.

use std::sync::Arc;

use kadesh_documents::decode;
use kadesh_tables::{Cell, CellKind, Column, Fault, Form, Mark, Place, Reading, Row, Separator, Table, Wanted};
use kadesh_tables::{read_csv, read_spreadsheet};

use super::composed::composed;
use super::file::TableFile;
use super::written::At;
use crate::diagnostic::{Diagnostic, Span};

/// A row with its cells by column.
#[derive(Debug, Clone)]
pub struct TableRow {
    cells: Vec<(&'static str, Filled)>,
    place: Span,
}

/// A cell that is not blank.
#[derive(Debug, Clone)]
enum Filled {
    /// What it says.
    Says(At<String>),
    /// A fault tells already what is wrong with it.
    Faulty,
}

/// Whether a name is that of a table rather than an id.
pub fn is_table(name: &str) -> bool {
    let name = name.to_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// What stands between the parts of a cell that lists several.
pub const BETWEEN: char = '|';

const ENDINGS: [&str; 6] = [".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods"];

/// Reads a table with the columns named. What is wrong, and how it was understood where that is not the plain form, is told.
pub fn read(table: &TableFile, bytes: &[u8], columns: &[Column], out: &mut Vec<Diagnostic>) -> Vec<TableRow> {
    read_with(table, bytes, (columns, &Others::Wrong), out)
}

/// The same for a table of another program, which has columns of its own: they are not used, and a note says so.
pub fn read_foreign(table: &TableFile, bytes: &[u8], columns: &[Column], out: &mut Vec<Diagnostic>) -> Vec<TableRow> {
    read_with(table, bytes, (columns, &Others::NotUsed), out)
}

/// What other columns than the known ones are.
enum Others {
    /// Each is a fault.
    Wrong,
    /// They are of another program.
    NotUsed,
}

fn read_with(
    table: &TableFile,
    bytes: &[u8],
    (columns, others): (&[Column], &Others),
    out: &mut Vec<Diagnostic>,
) -> Vec<TableRow> {
    let name = &table.file;
    let file: Arc<str> = Arc::from(name.value.as_str());
    let wanted = match wanted(table, columns) {
        Ok(wanted) => wanted,
        Err(fault) => {
            out.push(fault);
            return Vec::new();
        }
    };
    let is_sheet = [".xlsx", ".xlsm", ".ods"].iter().any(|ending| name.value.to_lowercase().ends_with(ending));
    let reading = if is_sheet { Some(read_spreadsheet(bytes, &wanted)) } else { from_text(table, bytes, &wanted, out) };
    let Some(Reading { table: read, faults }) = reading else { return Vec::new() };
    let (unknown, faults): (Vec<Fault>, Vec<Fault>) = match others {
        Others::Wrong => (Vec::new(), faults),
        Others::NotUsed => faults.into_iter().partition(|fault| matches!(fault, Fault::UnknownColumn { .. })),
    };
    out.extend(faults.iter().map(|fault| diagnostic(fault, name, &file)));
    if !unknown.is_empty() {
        let headings = read.heads.headings().iter().filter(|heading| heading.column.is_none());
        let headings: Vec<String> = headings.map(|heading| format!("`{}`", heading.written)).collect();
        let message = format!("columns of `{}` that are not used: {}", name.value, headings.join(", "));
        out.push(Diagnostic::note("column-not-used", message).at(name.span(), "this table"));
    }
    out.extend(notes(&read, name));
    let headings = read.heads.headings().iter().filter(|heading| heading.unit.as_deref() == Some("%"));
    let percents: Vec<&str> = headings.filter_map(|heading| Some(heading.column?.name)).collect();
    let missing = columns.iter().filter(|column| column.needed && read.heads.index(column.name).is_none());
    let missing: Vec<&str> = missing.map(|column| column.name).collect();
    read.rows.iter().map(|row| TableRow::new(row, columns, (&percents, &missing), &file)).collect()
}

impl TableRow {
    fn new(row: &Row, columns: &[Column], (percents, missing): (&[&str], &[&str]), file: &Arc<str>) -> TableRow {
        let filled = |column: &Column, cell: &Cell| match cell.kind() {
            _ if cell.is_faulty() => Filled::Faulty,
            // The sign stands in the heading: `Value (%)`.
            CellKind::Number if percents.contains(&column.name) => {
                Filled::Says(at(&format!("{}%", cell.text()), cell.place(), file))
            }
            _ => Filled::Says(at(cell.text(), cell.place(), file)),
        };
        let cell = |column: &Column| match row.get(column.name) {
            Some(cell) => Some((column.name, filled(column, cell))),
            // That the whole column is missing is told once, not in each row.
            None => missing.contains(&column.name).then_some((column.name, Filled::Faulty)),
        };
        let cells = columns.iter().filter_map(cell).collect();
        TableRow { cells, place: span(row.place(), file) }
    }

    /// The cell of a column; none when the column is not there or the cell is blank.
    pub fn get(&self, column: &str) -> Option<&At<String>> {
        match self.filled(column)? {
            Filled::Says(cell) => Some(cell),
            Filled::Faulty => None,
        }
    }

    /// Whether something stands in a column.
    pub fn is_filled(&self, column: &str) -> bool {
        self.filled(column).is_some()
    }

    /// The cell of a column that must be filled.
    pub fn need(&self, column: &str, faults: &mut Vec<Diagnostic>) -> Option<&At<String>> {
        if self.filled(column).is_none() {
            faults.push(
                Diagnostic::fault("missing-cell", format!("a row has no `{column}`"))
                    .at(self.place.clone(), format!("the column `{column}` is blank in this row")),
            );
        }
        self.get(column)
    }

    /// The parts of a cell that lists several.
    pub fn list(&self, column: &str) -> Vec<At<String>> {
        let parts = |cell: &At<String>| {
            cell.value.split(BETWEEN).map(|part| cell.with(part.trim().to_owned())).collect::<Vec<_>>()
        };
        self.get(column).map(parts).unwrap_or_default()
    }

    fn filled(&self, column: &str) -> Option<&Filled> {
        self.cells.iter().find(|(name, _)| *name == column).map(|(_, cell)| cell)
    }
}

/// What is asked of the table, with what the case says of its form.
fn wanted<'t>(table: &'t TableFile, columns: &'t [Column]) -> Result<Wanted<'t>, Diagnostic> {
    let one = |word: &str| {
        let mut signs = word.chars();
        signs.next().filter(|_| signs.next().is_none())
    };
    let mut wanted =
        Wanted { sheet: table.sheet.as_ref().map(|sheet| sheet.value.as_str()), ..Wanted::columns(columns) };
    if let Some(separator) = &table.separator {
        let known = if separator.value == "tab" { Some('\t') } else { one(&separator.value) };
        wanted.separator = known.and_then(Separator::of);
        if wanted.separator.is_none() {
            return Err(not_known("separates no table", separator, "`,`, `;`, `|` or `tab`"));
        }
    }
    if let Some(decimal) = &table.decimal {
        wanted.decimal =
            [Mark::Point, Mark::Comma].into_iter().find(|mark| Some(mark.character()) == one(&decimal.value));
        if wanted.decimal.is_none() {
            return Err(not_known("is no decimal mark", decimal, "`.` or `,`"));
        }
    }
    Ok(wanted)
}

fn not_known(says: &str, word: &At<String>, known: &str) -> Diagnostic {
    Diagnostic::fault("unknown-word", format!("`{}` {says}", word.value))
        .at(word.span(), "not one of the known signs")
        .hint(format!("known: {known}"))
}

fn from_text(table: &TableFile, bytes: &[u8], wanted: &Wanted<'_>, out: &mut Vec<Diagnostic>) -> Option<Reading> {
    let name = &table.file;
    match decode(bytes, table.encoding.as_ref().map(|label| label.value.as_str())) {
        Ok(decoded) => {
            out.extend(super::text::note(name, &decoded));
            Some(read_csv(&decoded.text, wanted))
        }
        Err(why) => {
            out.push(super::text::fault(name, table.encoding.as_ref(), &why));
            None
        }
    }
}

/// How the table was understood, where that is not the plain form: separated by commas, decimal points, columns by their names.
fn notes(table: &Table, name: &At<String>) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let note = |words: String| Diagnostic::note("table-read", words).at(name.span(), "this table");
    let plain_form = matches!(
        table.dialect.form,
        Form::Unread | Form::Csv { separator: None | Some(Separator::Comma), sep_line: false, .. }
    );
    if !plain_form || table.dialect.decimal.mark == Some(Mark::Comma) {
        let sheet = table.sheet.as_ref().map(|sheet| format!(", sheet `{sheet}`")).unwrap_or_default();
        notes.push(note(format!("`{}` is read as {}{sheet}", name.value, table.dialect.in_words())));
    }
    let renamed = table.heads.headings().iter().filter_map(|heading| {
        let column = heading.column?.name;
        let written = heading.written.trim().to_lowercase().replace([' ', '-'], "_");
        (written != column).then(|| format!("`{}` as `{column}`", heading.written.trim()))
    });
    let renamed: Vec<String> = renamed.collect();
    if !renamed.is_empty() {
        notes.push(note(format!("headings of `{}` are read so: {}", name.value, renamed.join(", "))));
    }
    notes
}

fn diagnostic(fault: &Fault, name: &At<String>, file: &Arc<str>) -> Diagnostic {
    let message = fault.message();
    let mut told = match fault.place() {
        Some(_) => Diagnostic::fault(fault.code(), message),
        None => Diagnostic::fault(fault.code(), format!("`{}`: {message}", name.value)).at(name.span(), "this table"),
    };
    told.labels.extend(fault.labels().iter().map(|(place, words)| (span(place, file), words.clone())));
    told.hint = fault.hint();
    told
}

fn at(text: &str, place: &Place, file: &Arc<str>) -> At<String> {
    let Span { file: own, start, end } = span(place, file);
    let file = if *own == **file { Arc::clone(file) } else { Arc::from(own) };
    At { value: composed(text), range: start..end, file: Some(file) }
}

/// A cell of a spreadsheet has no bytes: its address stands behind the name of the file.
fn span(place: &Place, file: &Arc<str>) -> Span {
    match place.bytes() {
        Some(bytes) => Span { file: file.to_string(), start: bytes.start, end: bytes.end },
        None => Span { file: format!("{file}, {place}"), start: 0, end: 0 },
    }
}
