//! The files beside a case, by the names that the case uses, and why one is not there.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::paths::way_out;
use super::written::At;
use crate::diagnostic::Diagnostic;

/// The files beside a case, by the name that the case uses.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Why a file beside a case was not read, by the name that the case uses.
pub type Unreadable = BTreeMap<String, Unread>;

/// Why a file beside a case was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unread {
    /// A link leads out of the folder of the case.
    Outside,
    /// In words.
    Because(String),
}

/// The files beside a case.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'f> {
    /// Those that were read.
    pub files: &'f Files,
    /// Those that are there and could not be read.
    pub unreadable: &'f Unreadable,
}

impl<'f> Beside<'f> {
    /// The bytes of a file, or a fault.
    pub fn file(&self, name: &At<String>, out: &mut Vec<Diagnostic>) -> Option<&'f Vec<u8>> {
        let found = self.files.get(&name.value);
        if found.is_none() {
            out.push(match (way_out(&name.value), self.unreadable.get(&name.value)) {
                (Some(way), _) => outside(name, way.in_words()),
                (None, Some(Unread::Outside)) => outside(name, "is a link that leads out of the folder of the case"),
                (None, Some(Unread::Because(because))) => {
                    Diagnostic::fault("unreadable-file", format!("`{}` cannot be read: {because}", name.value))
                        .at(name.span(), "this file")
                }
                (None, None) => Diagnostic::fault("missing-file", format!("`{}` cannot be found", name.value))
                    .at(name.span(), "no such file beside the case"),
            });
        }
        found
    }
}

/// A fault for a file that is not of the case: nothing of it was opened.
fn outside(name: &At<String>, says: &str) -> Diagnostic {
    Diagnostic::fault("outside-file", format!("`{}` {says}", name.value)).at(name.span(), "was not opened").hint(
        "put a copy into the folder of the case and name that; whoever trusts the case can read it as it is with \
         `--allow-outside`",
    )
}
