//! Cuts a text into rows and cells at a given separator, and keeps the exact bytes of each cell.
//!
//! Own code where crates exist (`csv`, `csv-core`): they tell neither the bytes of a cell nor that a quotation mark was
//! never closed, and then swallow the rest of the file. The tests hold it against `csv` on well-formed texts.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

use crate::table::MOST_CELLS;

/// A text cut into cells.
#[derive(Debug, Default)]
pub(crate) struct Split {
    pub(crate) cells: Vec<Span>,
    pub(crate) rows: Vec<RowSpan>,
    /// The cells whose quotation mark is never closed; they are read as if it were a letter.
    pub(crate) unclosed: Vec<Span>,
}

/// The bytes of a cell, its quotation marks included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
    quoted: bool,
}

/// A row: its cells, by their number in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowSpan {
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// How a cell ends.
enum End {
    Cell,
    Row(usize),
    Text,
}

/// Cuts `text` from the byte `from` on into at most so many rows. It stops, too, where there are more cells than a table
/// may have, so that a text of separators alone does not fill the memory.
pub(crate) fn split(text: &str, from: usize, separator: u8, rows: usize) -> Split {
    let bytes = text.as_bytes();
    let mut split = Split::default();
    let (mut at, mut first) = (from, 0);
    let mut in_row = false;
    while split.rows.len() < rows && split.cells.len() <= MOST_CELLS && (at < bytes.len() || in_row) {
        let (span, unclosed) = cell(bytes, at, separator);
        split.cells.push(span);
        if unclosed {
            split.unclosed.push(span);
        }
        match end_of(bytes, span, separator) {
            End::Cell => {
                at = resume(bytes, span, separator) + 1;
                in_row = true;
            }
            End::Row(next) => {
                split.close_row(&mut first);
                (at, in_row) = (next, false);
            }
            End::Text => {
                split.close_row(&mut first);
                break;
            }
        }
    }
    if in_row && split.cells.len() > MOST_CELLS {
        split.close_row(&mut first);
    }
    split
}

impl Split {
    fn close_row(&mut self, first: &mut usize) {
        let last = self.cells.len();
        self.rows.push(RowSpan { first: *first, last });
        *first = last;
    }

    /// The cells of a row.
    pub(crate) fn row(&self, row: RowSpan) -> &[Span] {
        self.cells.get(row.first..row.last).unwrap_or_default()
    }
}

impl Span {
    /// What the cell holds: the bytes, without the quotation marks of the format.
    pub(crate) fn content<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let whole = text.get(self.start..self.end).unwrap_or_default();
        if !self.quoted {
            return Cow::Borrowed(whole);
        }
        let inner = whole.get(1..whole.len().saturating_sub(1)).unwrap_or_default();
        match memchr(b'"', inner.as_bytes()) {
            None => Cow::Borrowed(inner),
            Some(_) => Cow::Owned(inner.replace("\"\"", "\"")),
        }
    }
}

/// The cell that begins at `start`, and whether it opens a quotation mark that is never closed.
fn cell(bytes: &[u8], start: usize, separator: u8) -> (Span, bool) {
    let opens = bytes.get(start) == Some(&b'"');
    if opens && let Some(end) = closing(bytes, start, separator) {
        return (Span { start, end, quoted: true }, false);
    }
    let rest = bytes.get(start..).unwrap_or_default();
    let end = memchr3(separator, b'\n', b'\r', rest).map_or(bytes.len(), |length| start + length);
    (Span { start, end, quoted: false }, opens)
}

/// One past the quotation mark that closes the one at `start`. None when there is none, or when words follow it: then a
/// mark was left open here, and the one found opens another cell further down.
///
/// The search passes only over doubled marks, so all searches together pass over each byte a few times at most.
fn closing(bytes: &[u8], start: usize, separator: u8) -> Option<usize> {
    let mut at = start + 1;
    loop {
        let mark = at + memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(mark + 1) == Some(&b'"') {
            at = mark + 2;
            continue;
        }
        let after = past_spaces(bytes, mark + 1, separator);
        let ends = bytes.get(after).is_none_or(|byte| *byte == separator || matches!(byte, b'\n' | b'\r'));
        return ends.then_some(mark + 1);
    }
}

fn end_of(bytes: &[u8], span: Span, separator: u8) -> End {
    let at = resume(bytes, span, separator);
    match bytes.get(at) {
        None => End::Text,
        Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => End::Row(at + 2),
        Some(b'\r' | b'\n') => End::Row(at + 1),
        Some(_) => End::Cell,
    }
}

/// Where the mark after a cell stands: spaces after a closing quotation mark belong to nothing.
fn resume(bytes: &[u8], span: Span, separator: u8) -> usize {
    if span.quoted { past_spaces(bytes, span.end, separator) } else { span.end }
}

fn past_spaces(bytes: &[u8], from: usize, separator: u8) -> usize {
    let is_space = |byte: &u8| (*byte == b' ' || *byte == b'\t') && *byte != separator;
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| is_space(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, separator: u8) -> Vec<Vec<String>> {
        let split = split(text, 0, separator, usize::MAX);
        let row = |row: &RowSpan| split.row(*row).iter().map(|span| span.content(text).into_owned()).collect();
        split.rows.iter().map(row).collect()
    }

    #[test]
    fn quoted_cells_hold_separators_new_lines_and_doubled_marks() {
        let text = "a,\"b,\n\"\"c\"\"\"\r\n\"\",d\re";
        assert_eq!(read(text, b','), [vec!["a", "b,\n\"c\""], vec!["", "d"], vec!["e"]]);
    }

    #[test]
    fn the_bytes_of_a_cell_include_its_quotation_marks() {
        let text = "a,\"b c\" ,d\n";
        let spans = split(text, 0, b',', usize::MAX).cells;
        let words: Vec<&str> = spans.iter().map(|span| &text[span.start..span.end]).collect();
        assert_eq!(words, ["a", "\"b c\"", "d"]);
    }

    #[test]
    fn a_mark_inside_an_unquoted_cell_is_a_letter() {
        assert_eq!(read("a\"b,5\" c\n", b','), [vec!["a\"b", "5\" c"]]);
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_cell() {
        let text = "a,\"b,c\nd,\"e\",f\ng,\"h\n";
        let split = split(text, 0, b',', usize::MAX);
        assert_eq!(split.unclosed.iter().map(|span| span.start).collect::<Vec<_>>(), [2, 17]);
        assert_eq!(read(text, b','), [vec!["a", "\"b", "c"], vec!["d", "e", "f"], vec!["g", "\"h"]]);
    }

    #[test]
    fn the_last_cell_may_be_empty_and_the_last_line_end_missing() {
        assert_eq!(read("a,", b','), [vec!["a", ""]]);
        assert_eq!(read("a,\n", b','), [vec!["a", ""]]);
        assert_eq!(read("a\n\nb", b','), [vec!["a"], vec![""], vec!["b"]]);
        assert_eq!(read("", b','), Vec::<Vec<String>>::new());
    }
}
