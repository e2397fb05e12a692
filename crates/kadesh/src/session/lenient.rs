//! A case without the entries that have faults, so that the screens show the rest of it while somebody mends them.

use std::collections::BTreeSet;

use super::texts::Texts;
use crate::case::{Checked, Draft, Layout, MAIN_FILE, Step, Way};
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
        let entries: BTreeSet<Way> = checked.diagnostics.iter().filter_map(|fault| entry_of(&layout, fault)).collect();
        if entries.is_empty() {
            return None;
        }
        let mut draft = Draft::new(&left.main);
        // From the last to the first, so that the numbers of the others stay.
        entries.iter().rev().for_each(|way| draft.remove(way));
        left.main = draft.text().to_owned();
    }
    None
}

/// The entry that a fault is of.
fn entry_of(layout: &Layout, fault: &Diagnostic) -> Option<Way> {
    let (place, _) = fault.labels.first().filter(|(place, _)| place.file == MAIN_FILE)?;
    if fault.severity != Severity::Fault {
        return None;
    }
    // What an entry lacks is told at the whole of it.
    let below =
        || layout.blocks.iter().rev().find(|block| block.line.start <= place.start).map(|block| block.way.clone());
    let mut way = layout.way_at(&(place.start..place.end)).or_else(below).filter(|way| !way.is_empty())?;
    // What a party wants in an issue is an entry; anything else has a kind and a name, or a kind and a number.
    let depth = if way.first() == Some(&Step::Key("stake".to_owned())) { 3 } else { 2 };
    way.truncate(depth);
    Some(way)
}
