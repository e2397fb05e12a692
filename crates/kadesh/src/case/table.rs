//! Tables kept in a spreadsheet and saved as CSV: stakes, positions, members, the trace.

use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use super::written::At;
use crate::diagnostic::{Diagnostic, Span, nearest};

/// A row with its cells by column.
#[derive(Debug, Clone)]
pub struct TableRow {
    columns: Arc<Vec<String>>,
    cells: Vec<At<String>>,
}

/// Whether a name is that of a CSV file rather than an id.
pub fn is_csv(name: &str) -> bool {
    name.to_lowercase().ends_with(".csv")
}

/// Reads a table with the columns named, some of which must be there.
pub fn read(name: &str, bytes: &[u8], known: &[&str], needed: &[&str], faults: &mut Vec<Diagnostic>) -> Vec<TableRow> {
    let file: Arc<str> = Arc::from(name);
    let mut reader = ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
    let heads = match reader.headers() {
        Ok(heads) => heads.clone(),
        Err(error) => {
            faults.push(Diagnostic::fault("bad-table", format!("`{name}` cannot be read: {error}")));
            return Vec::new();
        }
    };
    check_heads(&heads, name, known, needed, faults);
    let columns = Arc::new(heads.iter().map(str::to_owned).collect::<Vec<_>>());
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => rows.push(row(&record, &columns, &file, bytes)),
            Err(error) => {
                faults.push(Diagnostic::fault("bad-table", format!("`{name}` cannot be read: {error}")));
                break;
            }
        }
    }
    rows
}

impl TableRow {
    /// The cell of a column; none when the column is not there or the cell is blank.
    pub fn get(&self, column: &str) -> Option<&At<String>> {
        let index = self.columns.iter().position(|name| name == column)?;
        self.cells.get(index).filter(|cell| !cell.value.is_empty())
    }

    /// The cell of a column that must be filled.
    pub fn need(&self, column: &str, faults: &mut Vec<Diagnostic>) -> Option<&At<String>> {
        let cell = self.get(column);
        if cell.is_none()
            && let Some(first) = self.cells.first()
        {
            faults.push(
                Diagnostic::fault("missing-cell", format!("a row has no `{column}`"))
                    .at(first.span(), format!("the column `{column}` is blank in this row")),
            );
        }
        cell
    }

    /// The parts of a cell that lists several with `|`.
    pub fn list(&self, column: &str) -> Vec<At<String>> {
        let parts =
            |cell: &At<String>| cell.value.split('|').map(|part| cell.with(part.trim().to_owned())).collect::<Vec<_>>();
        self.get(column).map(parts).unwrap_or_default()
    }
}

fn row(record: &StringRecord, columns: &Arc<Vec<String>>, file: &Arc<str>, bytes: &[u8]) -> TableRow {
    // The reader tells where a record begins, not its cells: the whole line is underlined.
    let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
    let rest = bytes.get(start..).unwrap_or_default();
    let length = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    let at = |cell: &str| At { value: cell.to_owned(), range: start..start + length, file: Some(Arc::clone(file)) };
    TableRow { columns: Arc::clone(columns), cells: record.iter().map(at).collect() }
}

fn check_heads(heads: &StringRecord, name: &str, known: &[&str], needed: &[&str], faults: &mut Vec<Diagnostic>) {
    let place = Span { file: name.to_owned(), start: 0, end: 1 };
    for head in heads.iter().filter(|head| !known.contains(head)) {
        let hint = match nearest(head, known.iter().copied()) {
            Some(column) => format!("did you mean `{column}`?"),
            None => format!("known columns: {}", known.join(", ")),
        };
        faults.push(
            Diagnostic::fault("unknown-column", format!("`{name}` has a column `{head}` that is not known"))
                .at(place.clone(), "in the first line")
                .hint(hint),
        );
    }
    for column in needed.iter().filter(|column| !heads.iter().any(|head| head == **column)) {
        faults.push(
            Diagnostic::fault("missing-column", format!("`{name}` has no column `{column}`"))
                .at(place.clone(), "in the first line"),
        );
    }
}
