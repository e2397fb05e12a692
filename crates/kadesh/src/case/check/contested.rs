//! What two readings code otherwise: a case is not whole before each entry says why it is settled as it is.

use super::super::file::ContestedFile;
use super::Checker;
use crate::diagnostic::Diagnostic;

impl Checker<'_> {
    /// Every entry that is not settled is a fault at its place.
    pub(super) fn contested(&mut self) {
        let file = self.file;
        for entry in &file.contested {
            self.link_path(std::slice::from_ref(&entry.place));
            if entry.settled.as_ref().is_none_or(|why| why.value.trim().is_empty()) {
                self.fault_with(unsettled(entry));
            }
        }
    }
}

fn unsettled(entry: &ContestedFile) -> Diagnostic {
    let told = |value: &str| if value.trim().is_empty() { "nothing".to_owned() } else { format!("`{value}`") };
    let (first, second) = (told(&entry.first), told(&entry.second));
    let message = format!("two readings differ on {}: the first has {first}, the second {second}", entry.what.value);
    let hint = format!("set `{}` to the value that you choose, and write `settled = \"why\"`", entry.place.value);
    let at = entry.settled.as_ref().map_or_else(|| entry.place.span(), |blank| blank.span());
    Diagnostic::fault("contested", message).at(at, "not settled").hint(hint)
}
