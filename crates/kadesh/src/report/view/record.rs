//! How the answers of the record family are worded.
//!
//! Neutral by construction: every name comes from the case, every party's row has the same cells, and rival descriptions
//! of one act stand in one table at equal length.

mod evidence;
mod history;
mod ledger;
mod register;
mod rooms;

use super::words::{listed, names};
use crate::model::{Basis, Hedge, Kind, Ref, When};
use crate::record::Words;
use crate::report::block::{Block, Cell};

pub use evidence::{coverage, loaded, sources, voices};
pub use history::{drift, explanations, positions, precedent};
pub use ledger::{bypass, framings, ledger};
pub use register::register;
pub use rooms::{knowledge, orderings, rooms, statements, statements_in};

/// A cell with names; blank when there is none.
fn names_cell(refs: &[Ref]) -> Cell {
    Cell::text(refs.iter().map(|one| one.name.as_str()).collect::<Vec<&str>>().join(", "))
}

/// "1 room", "2 rooms".
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A date in words: "about 2025-02-12", "by 2025-02-12", "from 2025-02-12 on", "2025-02-10 to 2025-02-12".
pub(in crate::report) fn date(when: &When) -> String {
    let part = |text: &str| text.strip_suffix('~').map_or_else(|| text.to_owned(), |date| format!("about {date}"));
    match when.text.split_once('/') {
        None => part(&when.text),
        Some(("..", to)) => format!("by {}", part(to)),
        Some((from, "..")) => format!("from {} on", part(from)),
        Some((from, to)) => format!("{} to {}", part(from), part(to)),
    }
}

/// A cell with a date; "no date" when there is none.
fn date_cell(when: Option<&When>) -> Cell {
    Cell::text(when.map_or_else(|| "no date".to_owned(), date))
}

/// A statement's words. Only a speaker's own words stand in quotation marks.
fn said(words: &Words) -> Cell {
    match words.kind {
        Kind::Verbatim | Kind::Reporter => said_beside_kind(words),
        Kind::Paraphrase => Cell::text(format!("in the reporter's words: {}", bare(words))),
    }
}

/// The same, beside a cell that names the kind.
fn said_beside_kind(words: &Words) -> Cell {
    match words.kind {
        Kind::Verbatim => Cell::quote(bare(words)),
        Kind::Paraphrase | Kind::Reporter => Cell::text(bare(words)),
    }
}

/// The words without the source's own quotation marks, which the cell brings.
fn bare(words: &Words) -> &str {
    words.quote.trim_matches(['“', '”', '"', '„', '«', '»'])
}

fn hedge(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Appears => "appears",
        Hedge::Reported => "reported",
        Hedge::Possibly => "possibly",
    }
}

/// A section with nothing in it says so in one line.
fn nothing(text: &str) -> Vec<Block> {
    vec![Block::headline(text, Basis::new())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_words() {
        let shown = |text: &str| date(&When::parse(text).unwrap());
        assert_eq!(shown("2025-02-12"), "2025-02-12");
        assert_eq!(shown("2025-02-12~"), "about 2025-02-12");
        assert_eq!(shown("../2025-02-12"), "by 2025-02-12");
        assert_eq!(shown("2025-02-12/.."), "from 2025-02-12 on");
        assert_eq!(shown("2025-02/2025-03~"), "2025-02 to about 2025-03");
    }

    #[test]
    fn lists_read_as_english() {
        let words = |items: &[&str]| listed(&items.iter().map(|&item| item.to_owned()).collect::<Vec<String>>());
        assert_eq!(words(&[]), "nobody");
        assert_eq!(words(&["A"]), "A");
        assert_eq!(words(&["A", "B", "C"]), "A, B and C");
    }
}
