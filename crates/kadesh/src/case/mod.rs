//! From the text that the user wrote to a checked case, with every fault at once.
//!
//! [`read`] takes the text as written and never fails; [`check`] says what it means. Only this module knows the file format.

mod anchor;
mod blind;
mod check;
mod example;
mod file;
mod needs;
mod schema;
mod shape;
mod table;
mod written;

use std::collections::BTreeMap;

use toml::de::DeTable;

pub use blind::blind;
pub use check::{change, check};
pub use example::EXAMPLE;
pub use file::CaseFile;
pub use schema::schema;
pub use written::MAIN_FILE;

use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::Case;

/// The largest case file that is read, in bytes. The largest known case is some 60 kB.
pub const MOST_BYTES: u64 = 4 << 20;

/// The largest source or table that is read, in bytes.
pub const MOST_FILE_BYTES: u64 = 16 << 20;

/// The files beside a case, by the name that the case uses.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A case after checking: the case, unless a fault stopped it, and everything worth saying.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The case as meant. None when there is a fault.
    pub case: Option<Case>,
    /// Faults, warnings and gaps, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// How many of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// Reads the text of a case: what was written, or every fault of syntax and shape.
pub fn read(text: &str) -> Result<CaseFile, Vec<Diagnostic>> {
    if text.len() as u64 > MOST_BYTES {
        return Err(vec![Diagnostic::fault(
            "too-large",
            format!("the case file has {} bytes; the most is {MOST_BYTES}", text.len()),
        )]);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let syntax: Vec<Diagnostic> = errors.iter().map(|error| syntax_fault(error, text.len())).collect();
    if !syntax.is_empty() {
        return Err(syntax);
    }
    let shape = shape::faults(schema(), &table);
    if !shape.is_empty() {
        return Err(shape);
    }
    toml::from_str(text).map_err(|error| vec![syntax_fault(&error, text.len())])
}

/// The files that a case names, beside itself.
pub fn files_named(file: &CaseFile) -> Vec<String> {
    let tables = [&file.tables.stakes, &file.tables.positions, &file.tables.trace];
    let sources = file.source.iter().filter_map(|(_, source)| source.file.as_ref());
    let members = file.body.iter().flat_map(|(_, body)| body.members.0.iter()).filter(|name| table::is_csv(&name.value));
    let mut names: Vec<String> =
        tables.into_iter().flatten().chain(sources).chain(members).map(|name| name.value.clone()).collect();
    names.sort();
    names.dedup();
    names
}

fn syntax_fault(error: &toml::de::Error, length: usize) -> Diagnostic {
    let range = error.span().unwrap_or(0..length.min(1));
    let span = Span { file: MAIN_FILE.to_owned(), start: range.start, end: range.end };
    Diagnostic::fault("syntax", error.message().trim().to_lowercase()).at(span, "here")
}
