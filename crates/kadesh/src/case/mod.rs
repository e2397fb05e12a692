//! From the text that the user wrote to a checked case, with every fault at once.
//!
//! [`read`] takes the text as written and never fails; [`Written::check`] says what it means. Only this module knows the
//! file format.

mod added;
mod anchor;
mod beside;
mod blind;
mod blind_text;
mod check;
mod composed;
mod conflict;
mod contested;
mod edit;
mod example;
mod file;
mod folded;
mod formula;
mod given;
mod layout;
mod links;
mod needs;
mod number;
mod paths;
mod quotation;
mod rows;
mod schema;
mod shape;
mod syntax;
mod table;
mod text;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::de::DeTable;

pub use added::{NewSource, Original, id_for, is_id, with_source};
pub use anchor::{find_words, words_around};
use beside::Beside;
pub use beside::{Files, Unread, Unreadable};
pub use blind::{alike, blind, blind_beside};
pub use blind_text::{blind_party, blind_text};
pub use check::change;
pub use composed::composed;
pub use contested::{Contested, with_contested};
pub use edit::{Draft, NoPlace, Splice};
pub use example::{EXAMPLE, SKELETON};
use file::CaseFile;
pub use formula::JOINING;
pub use given::{Given, key_spelt};
pub use layout::{Block, Inside, Layout, Way, keys};
pub use links::{Link, Name, NameKind};
pub use paths::{WayOut, way_out};
pub use quotation::is_quoted;
pub use rows::{Sheet, SheetForm, TableKind, written};
pub use schema::{Kinds, describe, is_required, kinds, schema};
pub use shape::Step;
pub use text::sha256;
use written::At;
pub use written::MAIN_FILE;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Case;

/// The largest case file that is read, in bytes. The largest known case is some 60 kB.
pub const MOST_BYTES: u64 = 16 << 20;

/// The largest source or table that is read, in bytes.
pub const MOST_FILE_BYTES: u64 = 16 << 20;

/// A case after checking: the case, unless a fault stopped it, and everything worth saying.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The case as meant. None when there is a fault.
    pub case: Option<Case>,
    /// Faults, warnings and gaps, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// Where names stand and what is meant, as far as it is known, in the order of the files.
    pub links: Vec<Link>,
}

impl Checked {
    /// How many of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// A case as written, as far as it could be read, and what is wrong with its syntax and shape.
#[derive(Debug, Clone)]
pub struct Written {
    /// What was written, without the misshapen parts. None when nothing sensible is left.
    pub file: Option<CaseFile>,
    /// Faults of syntax and shape.
    pub faults: Vec<Diagnostic>,
    /// The ids that went with the misshapen parts: they are not reported missing a second time.
    gone: Vec<String>,
    /// Some words are not the user's: what hangs on them is not reported.
    stood_in: bool,
    /// The text itself, to find places inside its values.
    text: String,
}

impl Written {
    /// Checks what could be read, with the files beside it. With faults of syntax or shape there is no case, and still every
    /// other fault is reported.
    pub fn check(&self, files: &Files) -> Checked {
        self.check_beside(files, &Unreadable::new())
    }

    /// The same, where some of the files are there and cannot be read.
    pub fn check_beside(&self, files: &Files, unreadable: &Unreadable) -> Checked {
        let mut diagnostics = self.faults.clone();
        let Some(file) = &self.file else { return Checked { case: None, diagnostics, links: Vec::new() } };
        let beside = Beside { files, unreadable };
        let mut told = Vec::new();
        let joined = rows::joined(file, &beside, &mut told);
        let checked = check::check(&joined, beside, &self.text, told);
        // What hangs on a misshapen part is wrong only because of it.
        let gone: BTreeSet<&str> = self.gone.iter().map(String::as_str).collect();
        let known_gone = |one: &Diagnostic| {
            let stands_in = self.stood_in && STANDING_IN.contains(&one.code);
            let idle = !self.faults.is_empty() && one.code.starts_with("idle-");
            let hangs = !gone.is_empty() && HANGING.contains(&one.code);
            stands_in
                || stands_nowhere(one)
                || idle
                || hangs
                || not_known(&one.message).is_some_and(|id| gone.contains(id))
        };
        diagnostics.extend(checked.diagnostics.into_iter().filter(|one| !known_gone(one)));
        Checked { case: checked.case.filter(|_| self.faults.is_empty()), diagnostics, links: checked.links }
    }

    /// The ids of the sources, in the order of the file.
    pub fn source_ids(&self) -> Vec<String> {
        let sources = self.file.iter().flat_map(|file| file.source.iter());
        sources.map(|(id, _)| id.value.clone()).collect()
    }

    /// A table of the case with all that it has of it, in whichever file that stands, as it was written; or what of it no table
    /// can hold. Read in the place of what it holds, it says the same.
    pub fn table(&self, kind: TableKind<'_>, files: &Files) -> Result<Sheet, Vec<Diagnostic>> {
        let beside = Beside { files, unreadable: &Unreadable::new() };
        let empty = || Err(self.faults.clone());
        self.file.as_ref().map_or_else(empty, |file| rows::whole(kind, file, &beside))
    }

    /// The ids of the bodies, in the order of the file.
    pub fn body_ids(&self) -> Vec<&str> {
        self.file.iter().flat_map(|file| file.body.iter()).map(|(id, _)| id.value.as_str()).collect()
    }

    /// The file that has the text of a source, and the encoding that the case states for it.
    pub fn source_file(&self, id: &str) -> Option<(&str, Option<&str>)> {
        let (_, source) = self.file.as_ref()?.source.iter().find(|(own, _)| own.value == id)?;
        Some((&source.file.as_ref()?.value, source.encoding.as_ref().map(|label| label.value.as_str())))
    }

    /// The file of the table of this name: `seats`, `stakes`.
    pub fn table_file(&self, name: &str) -> Option<&str> {
        let tables = &self.file.as_ref()?.tables;
        let table = match name {
            "stakes" => &tables.stakes,
            "salience" => &tables.salience,
            "statements" => &tables.statements,
            "seats" => &tables.seats,
            "acts" => &tables.acts,
            "positions" => &tables.positions,
            _ => &None,
        };
        table.as_ref().map(|table| table.file.value.as_str())
    }

    /// The encodings that the case states, by file.
    pub fn encodings(&self) -> BTreeMap<String, String> {
        let of = |file: &At<String>, encoding: &Option<At<String>>| {
            encoding.as_ref().map(|encoding| (file.value.clone(), encoding.value.clone()))
        };
        let sources = self.file.iter().flat_map(|file| &file.source);
        let sources = sources.filter_map(|(_, source)| of(source.file.as_ref()?, &source.encoding));
        let tables = self.file.iter().flat_map(|file| file.tables.all());
        sources.chain(tables.filter_map(|table| of(&table.file, &table.encoding))).collect()
    }

    /// The files that the case names, beside itself. Those that [lead out](way_out) of its folder too: nothing of them is to be
    /// read, unless the user said so.
    pub fn files_named(&self) -> Vec<String> {
        self.file.as_ref().map(files_named).unwrap_or_default()
    }
}

/// Reads the text of a case. Never fails: what is wrong is in the faults.
pub fn read(text: &str) -> Written {
    let stop = |faults| Written { file: None, faults, gone: Vec::new(), stood_in: false, text: String::new() };
    if text.len() as u64 > MOST_BYTES {
        let message = format!("the case file has {} bytes; the most is {MOST_BYTES}", text.len());
        return stop(vec![Diagnostic::fault("too-large", message)]);
    }
    let (mut table, mut errors) = DeTable::parse_recoverable(text);
    // Ids may be written in the letters of any script.
    errors.retain(|error| !syntax::is_id_of_letters(error, text));
    if !errors.is_empty() {
        return stop(syntax::faults(&errors, text));
    }
    let mut faults = composed::compose(table.get_mut());
    let mut gone = Vec::new();
    let mut stood_in = false;
    // Cutting a wrong value may leave its table without a key that it needs; then that table is cut in turn.
    for pass in 0.. {
        let found = shape::faults(schema(), &table);
        if found.is_empty() {
            break;
        }
        let is_lost = |fault: &shape::ShapeFault| fault.way.is_empty() && fault.stand_in.is_none();
        if found.iter().any(is_lost) || pass == MOST_CUTS {
            faults.extend(found.into_iter().filter(|_| pass == 0).map(|fault| fault.diagnostic));
            return stop(faults);
        }
        for fault in found {
            match &fault.stand_in {
                Some(word) => shape::stand_in(table.get_mut(), &fault.way, word),
                None => gone.extend(shape::cut(table.get_mut(), &fault.way)),
            }
            stood_in |= fault.stand_in.is_some();
            faults.extend((pass == 0).then_some(fault.diagnostic));
        }
        shape::sweep(table.get_mut());
    }
    match CaseFile::deserialize(toml::Deserializer::from(table)) {
        Ok(file) => Written { file: Some(file), faults, gone, stood_in, text: text.to_owned() },
        Err(error) => {
            faults.extend(syntax::faults([&error], text));
            stop(faults)
        }
    }
}

/// Faults that a part cut away for its shape may bring about elsewhere.
const HANGING: [&str; 3] = ["no-basis", "bad-pattern", "unranked-states"];

/// Faults that a word in the place of another may bring about.
const STANDING_IN: [&str; 3] = ["voice-and-kind", "editorial-position", "unquoted-verbatim"];

/// The id of which a message says that it is not, or neither, something.
fn not_known(message: &str) -> Option<&str> {
    let (id, says) = message.strip_prefix('`')?.split_once("` is ")?;
    (says.starts_with("not ") || says.starts_with("neither ")).then_some(id)
}

/// Whether a fault is about a word that only stands in for one.
fn stands_nowhere(one: &Diagnostic) -> bool {
    one.labels.iter().any(|(span, _)| span.start == shape::NOWHERE.start)
}

/// How often what is left is cut again: a case nests no deeper than this.
const MOST_CUTS: usize = 8;

fn files_named(file: &CaseFile) -> Vec<String> {
    let sources = file.source.iter().flat_map(|(_, source)| source.file.iter().chain(&source.original));
    let members =
        file.body.iter().flat_map(|(_, body)| body.members.0.iter()).filter(|name| table::is_table(&name.value));
    let mut names: Vec<String> = file
        .tables
        .all()
        .map(|table| &table.file)
        .chain(sources)
        .chain(members)
        .map(|name| name.value.clone())
        .collect();
    names.sort();
    names.dedup();
    names
}
