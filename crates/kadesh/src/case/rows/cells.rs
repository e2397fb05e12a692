//! What a cell of a table may say beside plain words: a word of a list, yes or no, pairs such as `dam = high | dam = low`.

use std::fmt;

use serde::Deserialize;
use serde::de::value::StrDeserializer;

use super::super::shape::NOWHERE;
use super::super::table::TableRow;
use super::super::written::{At, Few, Named};
use crate::diagnostic::{Diagnostic, Span, nearest};

/// What stands between the two parts of a pair.
pub const EQUALS: char = '=';

impl TableRow {
    /// The cell of a column that must be filled, or an empty one that stands nowhere, so that the rest of the row is checked
    /// all the same.
    pub fn needed(&self, column: &str, out: &mut Vec<Diagnostic>) -> At<String> {
        self.need(column, out).cloned().unwrap_or(At::new(String::new(), NOWHERE))
    }

    /// What a cell says.
    pub fn words(&self, column: &str) -> Option<String> {
        self.get(column).map(|cell| cell.value.clone())
    }

    /// Yes or no; no where the cell is blank.
    pub fn is_ticked(&self, column: &str, out: &mut Vec<Diagnostic>) -> bool {
        let Some(cell) = self.get(column) else { return false };
        match cell.value.to_lowercase().as_str() {
            "yes" | "true" | "1" => true,
            "no" | "false" | "0" => false,
            _ => {
                let message = format!("`{}` is neither `yes` nor `no`", cell.value);
                out.push(
                    Diagnostic::fault("unknown-word", message).at(cell.span(), format!("in the column `{column}`")),
                );
                false
            }
        }
    }

    /// One of the words that a column may have.
    pub fn word<T: for<'de> Deserialize<'de>>(&self, column: &str, out: &mut Vec<Diagnostic>) -> Option<T> {
        one_of(self.get(column)?, column, out)
    }

    /// The pairs of a cell: `dam = high | water = low`.
    pub fn pairs(&self, column: &str, out: &mut Vec<Diagnostic>) -> Vec<(At<String>, At<String>)> {
        let mut pairs = Vec::new();
        for part in self.list(column) {
            match part.value.split_once(EQUALS) {
                Some((left, right)) => {
                    pairs.push((part.with(left.trim().to_owned()), part.with(right.trim().to_owned())));
                }
                None => out.push(
                    Diagnostic::fault("not-a-pair", format!("`{}` is not of the form `issue = option`", part.value))
                        .at(part.span(), format!("in the column `{column}`"))
                        .hint("write `dam = high`; several stand beside one another: `dam = high | water = low`"),
                ),
            }
        }
        pairs
    }

    /// The pairs of a cell with all that is said of one name together: `dam = high | dam = low`.
    pub fn several_by_name(&self, column: &str, out: &mut Vec<Diagnostic>) -> Named<Few> {
        let mut named: Named<Few> = Named::default();
        for (name, value) in self.pairs(column, out) {
            match named.0.iter_mut().find(|(known, _)| known.value == name.value) {
                Some((_, few)) => few.0.push(value),
                None => named.0.push((name, Few(vec![value]))),
            }
        }
        named
    }

    /// The pairs of a cell that says one thing of each name.
    pub fn one_by_name(&self, column: &str, out: &mut Vec<Diagnostic>) -> Named<At<String>> {
        let mut named: Named<At<String>> = Named::default();
        for (name, value) in self.pairs(column, out) {
            if named.iter().any(|(known, _)| known.value == name.value) {
                out.push(
                    Diagnostic::fault("said-twice", format!("`{}` is told twice in one cell", name.value))
                        .at(name.span(), format!("in the column `{column}`"))
                        .hint("keep one of the two"),
                );
            } else {
                named.0.push((name, value));
            }
        }
        named
    }
}

/// One of the words that there are for something, however it is spelt in capitals and spaces.
pub fn one_of<T: for<'de> Deserialize<'de>>(cell: &At<String>, column: &str, out: &mut Vec<Diagnostic>) -> Option<T> {
    let spelt = cell.value.to_lowercase().replace([' ', '_'], "-");
    match T::deserialize(StrDeserializer::<OtherWord>::new(&spelt)) {
        Ok(word) => Some(word),
        Err(OtherWord(known)) => {
            let hint = match nearest(&spelt, known.iter().copied()) {
                Some(word) => format!("did you mean `{word}`? Known: {}", known.join(", ")),
                None => format!("known: {}", known.join(", ")),
            };
            out.push(
                Diagnostic::fault("unknown-word", format!("`{column}` cannot be `{}`", cell.value))
                    .at(cell.span(), "not one of the known words")
                    .hint(hint),
            );
            None
        }
    }
}

/// A fault of something told a second time, with both places: also when both say the same, since one of them would be forgotten
/// when the other is changed.
pub fn said_twice(words: &str, place: Span, earlier: Span) -> Diagnostic {
    Diagnostic::fault("said-twice", format!("{words} is told twice"))
        .at(place, "again here")
        .at(earlier, "first here")
        .hint("keep one of the two")
}

/// A word that is none of the known ones, with these.
#[derive(Debug)]
struct OtherWord(&'static [&'static str]);

impl fmt::Display for OtherWord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "not one of {}", self.0.join(", "))
    }
}

impl std::error::Error for OtherWord {}

impl serde::de::Error for OtherWord {
    fn custom<T: fmt::Display>(_: T) -> OtherWord {
        OtherWord(&[])
    }

    fn unknown_variant(_: &str, known: &'static [&'static str]) -> OtherWord {
        OtherWord(known)
    }
}
