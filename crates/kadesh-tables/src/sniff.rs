//! Finds out what separates the cells of a text.
//!
//! The rule. What the caller states holds; else Excel's first line `sep=;`. Else the one separator whose reading has the most
//! known headings: two or more in one of the first ten rows, or one in the first. Else, among those that give the
//! first row two cells or more, the one by which every row has as many cells as the first; if none does, the one by
//! which most rows do. If two fit equally well, that is a fault that shows both readings. The bar (`|`) also lists
//! several inside a cell, so it is considered only when no other separator fits. If none gives the first row two cells,
//! the table has one column.

use crate::dialect::Separator;
use crate::fault::{Fault, Faults, shortened};
use crate::heads::Wanted;
use crate::place::Place;
use crate::split::{RowSpan, Split, split};

/// A text cut into cells, with what was found out on the way.
#[derive(Debug)]
pub(crate) struct Sniffed {
    pub(crate) separator: Option<Separator>,
    pub(crate) sep_line: bool,
    pub(crate) byte_order_mark: bool,
    pub(crate) split: Split,
}

/// How well a separator fits.
struct Candidate {
    separator: Separator,
    split: Split,
    /// How many cells the first row has.
    columns: usize,
    /// How many rows have as many cells as the first, and how many there are.
    alike: (usize, usize),
}

/// Cuts a text into cells. None when two separators fit; then a fault says so.
pub(crate) fn sniff(text: &str, wanted: &Wanted<'_>, faults: &mut Faults) -> Option<Sniffed> {
    let byte_order_mark = text.starts_with('\u{feff}');
    let from = if byte_order_mark { '\u{feff}'.len_utf8() } else { 0 };
    let line = sep_line(text, from, faults);
    let (said, from, sep_line) = match line {
        Some((separator, next)) => (separator, next, true),
        None => (None, from, false),
    };
    let (separator, split) = match wanted.separator.or(said) {
        Some(separator) => (Some(separator), split(text, from, separator.byte(), usize::MAX)),
        None => guess(text, from, wanted, faults)?,
    };
    Some(Sniffed { separator, sep_line, byte_order_mark, split })
}

/// What Excel's first line says, and where the next begins.
fn sep_line(text: &str, from: usize, faults: &mut Faults) -> Option<(Option<Separator>, usize)> {
    let rest = text.get(from..)?;
    let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let line = rest.get(..end)?;
    let bare = line.trim_matches('"');
    let named = bare.get(..4).filter(|sep| sep.eq_ignore_ascii_case("sep=")).and_then(|_| bare.get(4..))?;
    let mut characters = named.chars();
    let (first, None | Some('"')) = (characters.next()?, characters.next()) else { return None };
    let separator = Separator::of(first);
    if separator.is_none() {
        let place = Place::Bytes { start: from, end: from + end };
        faults.push(Fault::SepLine { named: named.to_owned(), place });
    }
    let line_end = if rest.get(end..).is_some_and(|rest| rest.starts_with("\r\n")) { 2 } else { 1 };
    Some((separator, (from + end + line_end).min(text.len())))
}

fn guess(text: &str, from: usize, wanted: &Wanted<'_>, faults: &mut Faults) -> Option<(Option<Separator>, Split)> {
    if let Some(separator) = by_headings(text, from, wanted) {
        return Some((Some(separator), split(text, from, separator.byte(), usize::MAX)));
    }
    for group in [&[Separator::Comma, Separator::Semicolon, Separator::Tab][..], &[Separator::Bar][..]] {
        let candidates = group.iter().filter_map(|separator| Candidate::new(text, from, *separator)).collect();
        match best(candidates) {
            Best::None => {}
            Best::One(found) => return Some((Some(found.separator), found.split)),
            Best::Several(found) => {
                faults.push(ambiguous(text, &found));
                return None;
            }
        }
    }
    Some((None, one_column(text, from)))
}

/// The one separator whose reading has the most known headings: two or more in a row, or the only one in the first row.
fn by_headings(text: &str, from: usize, wanted: &Wanted<'_>) -> Option<Separator> {
    let mut counts = Separator::ALL.map(|separator| (known_headings(text, from, separator, wanted), separator));
    counts.sort_unstable_by_key(|(count, _)| std::cmp::Reverse(*count));
    let [(most, separator), (second, _), ..] = counts;
    (most > second).then_some(separator)
}

/// The most known headings in one row. A single one counts in the first row only: further down it may be a word.
fn known_headings(text: &str, from: usize, separator: Separator, wanted: &Wanted<'_>) -> usize {
    const ROWS: usize = 10;
    const MOST_HEADINGS: usize = 1000;
    let split = split(text, from, separator.byte(), ROWS);
    let in_row = |row: &RowSpan| {
        let contents: Vec<_> = split.row(*row).iter().take(MOST_HEADINGS).map(|span| span.content(text)).collect();
        wanted.known(contents.iter().map(AsRef::as_ref))
    };
    let known = split.rows.iter().map(in_row).enumerate();
    known.map(|(index, known)| if index == 0 || known >= 2 { known } else { 0 }).max().unwrap_or(0)
}

enum Best {
    None,
    One(Candidate),
    Several(Vec<Candidate>),
}

fn best(mut candidates: Vec<Candidate>) -> Best {
    let share = |candidate: &Candidate| {
        let (alike, rows) = candidate.alike;
        alike * 1_000_000 / rows.max(1)
    };
    let most = candidates.iter().map(share).max();
    candidates.retain(|candidate| Some(share(candidate)) == most);
    match candidates.len() {
        0 => Best::None,
        1 => candidates.pop().map_or(Best::None, Best::One),
        _ => Best::Several(candidates),
    }
}

impl Candidate {
    /// None when the separator gives the first row fewer than two cells.
    fn new(text: &str, from: usize, separator: Separator) -> Option<Candidate> {
        let split = split(text, from, separator.byte(), usize::MAX);
        let is_blank = |row: &&RowSpan| split.row(**row).iter().all(|span| span.content(text).trim().is_empty());
        let first = split.rows.iter().find(|row| !is_blank(row))?;
        let columns = first.last - first.first;
        if columns < 2 {
            return None;
        }
        let filled = split.rows.iter().filter(|row| !is_blank(row));
        let alike =
            filled.fold((0, 0), |(alike, rows), row| (alike + usize::from(row.last - row.first == columns), rows + 1));
        Some(Candidate { separator, split, columns, alike })
    }
}

fn ambiguous(text: &str, candidates: &[Candidate]) -> Fault {
    let reading = |candidate: &Candidate| {
        let first = candidate.split.rows.iter().find(|row| row.last - row.first == candidate.columns);
        let cells = first.map(|row| candidate.split.row(*row)).unwrap_or_default();
        let cells = cells.iter().take(10).map(|span| shortened(span.content(text).trim())).collect();
        (candidate.separator.in_words(), cells)
    };
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    Fault::Separators { readings: candidates.iter().map(reading).collect(), place: Place::Bytes { start: 0, end } }
}

/// One column: cut by a separator that makes no row longer than one cell, if there is one. A text of nothing but
/// separators is cut by those, so that it is seen to be empty.
fn one_column(text: &str, from: usize) -> Split {
    let mut splits = [Separator::Comma, Separator::Tab, Separator::Semicolon]
        .map(|separator| split(text, from, separator.byte(), usize::MAX));
    let is_filled = |split: &Split| split.cells.iter().any(|span| !span.content(text).trim().is_empty());
    splits.sort_by_key(|split| (is_filled(split), split.cells.len() - split.rows.len()));
    let [fewest, ..] = splits;
    fewest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heads::Column;

    const COLUMNS: &[Column] = &[Column::text("party"), Column::text("options"), Column::number("value")];

    fn found(text: &str) -> (Option<Separator>, Vec<Fault>) {
        let mut faults = Faults::default();
        let sniffed = sniff(text, &Wanted::columns(COLUMNS), &mut faults);
        (sniffed.and_then(|sniffed| sniffed.separator), faults.finish())
    }

    fn separator(text: &str) -> Option<Separator> {
        let (separator, faults) = found(text);
        assert_eq!(faults, []);
        separator
    }

    #[test]
    fn known_headings_decide() {
        assert_eq!(separator("party;value\nnorth;0,5\nsouth;1,5\n"), Some(Separator::Semicolon));
        assert_eq!(separator("party,value\nnorth;a,b;c\n"), Some(Separator::Comma));
        assert_eq!(separator("party\tvalue\n"), Some(Separator::Tab));
        assert_eq!(separator("party;b,c\n1;2,3\n"), Some(Separator::Semicolon));
        assert_eq!(separator("party|options|value\nnorth|a;b|1\n"), Some(Separator::Bar));
        assert_eq!(separator("a title\n\nparty;value\nnorth;0,5\n"), Some(Separator::Semicolon));
    }

    #[test]
    fn without_known_headings_the_rows_decide() {
        assert_eq!(separator("a;b;c\n1,5;2;3\n4;5,5,6;6\n"), Some(Separator::Semicolon));
        assert_eq!(separator("a,b\n1|2,3|4\n"), Some(Separator::Comma));
        assert_eq!(separator("a|b\n1|2\n"), Some(Separator::Bar));
    }

    #[test]
    fn one_column_needs_no_separator() {
        assert_eq!(separator("party\nnorth\nsouth, the\n"), None);
        assert_eq!(separator("options\nhigh|low\n"), None);
        assert_eq!(separator(""), None);
    }

    #[test]
    fn two_readings_are_a_fault_that_shows_both() {
        let (_, faults) = found("a;b,c\n1;2,3\n");
        assert_eq!(faults[0].message(), "the table can be read as separated by commas or by semicolons");
        assert!(faults[0].hint().unwrap().starts_with("by commas: `a;b`, `c`; by semicolons: `a`, `b,c`"));
    }

    #[test]
    fn the_line_of_excel_is_obeyed() {
        assert_eq!(separator("\u{feff}sep=;\r\na,b;c\r\n"), Some(Separator::Semicolon));
        assert_eq!(separator("SEP=\t\na;b\tc,d\n"), Some(Separator::Tab));
        let (_, faults) = found("sep=#\nparty#value\n");
        assert_eq!(faults[0].message(), "the first line names `#` as separator");
    }
}
