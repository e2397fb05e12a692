//! A case without the entries that have faults, so that the screens show the rest of it while somebody mends them.

use std::collections::BTreeSet;

use super::texts::Texts;
use crate::case::{Checked, Draft, Given, Layout, MAIN_FILE, Step, Way, keys};
use crate::diagnostic::{Diagnostic, Severity};

/// What is left out may leave other entries without what they name; these are left out next. So often at most.
const MOST_ROUNDS: usize = 40;

/// What is left of a case that has faults. None: its faults are of no entry, such as writing that cannot be read.
pub fn without_faults(texts: &Texts) -> Option<Checked> {
    let mut left = texts.clone();
    for _ in 0..MOST_ROUNDS {
        let checked = left.check();
        if checked.case.is_some() {
            return Some(checked);
        }
        let layout = Layout::new(&left.main);
        let of = |fault| entry_of(&left.main, &layout, fault);
        let entries: BTreeSet<Way> = checked.diagnostics.iter().filter_map(of).collect();
        if entries.is_empty() {
            return None;
        }
        let mut draft = Draft::new(&left.main);
        // From the last to the first, so that the numbers of the others stay.
        for way in entries.iter().rev() {
            match way.as_slice() == keys(&["case"]) {
                // There is no case without it, and all that it cannot lack is a title.
                true => draft.set(&keys(&["case", "title"]), &Given::text("No title yet")).ok()?,
                false => draft.remove(way),
            }
        }
        left.main = draft.text().to_owned();
    }
    None
}

/// The entry that a fault is of; of a fault in a file beside the case, the one that names the file.
fn entry_of(text: &str, layout: &Layout, fault: &Diagnostic) -> Option<Way> {
    let (place, _) = fault.labels.first().filter(|_| fault.severity == Severity::Fault)?;
    let way = if place.file == MAIN_FILE {
        // What an entry lacks is told at the whole of it.
        let below =
            || layout.blocks.iter().rev().find(|block| block.line.start <= place.start).map(|block| block.way.clone());
        layout.way_at(&(place.start..place.end)).or_else(below)
    } else {
        let names_it = |value: &str| value.trim_matches(['"', '\'']) == place.file;
        layout.entries().find(|entry| names_it(&text[entry.value.range.clone()])).map(|entry| entry.way.clone())
    };
    let mut way = way.filter(|way| !way.is_empty())?;
    // What a party wants in an issue is an entry; anything else has a kind and a name, or a kind and a number.
    let depth = if way.first() == Some(&Step::Key("stake".to_owned())) { 3 } else { 2 };
    way.truncate(depth);
    Some(way)
}
