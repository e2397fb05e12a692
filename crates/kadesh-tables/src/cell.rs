//! One cell of a table: what it says, what stood in the file, and where.

use std::sync::Arc;

use crate::place::Place;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellKind {
    /// Nothing, or white space only.
    Blank,
    /// Words.
    Text,
    /// A number or a range of numbers; the text has a decimal point and no grouping.
    Number,
    /// The same with a per cent sign, which the text keeps: `40%`.
    Percent,
    /// A date or time that the spreadsheet keeps as such; the text is as in ISO 8601.
    Date,
    /// A truth value that the spreadsheet keeps as such; the text is `true` or `false`.
    Bool,
    /// A number that can be read in two ways, or against the rest of the table. A fault says so; the text is as it stands.
    Unclear,
    /// A formula whose result is not in the file. A fault says so.
    FormulaWithoutValue,
    /// An error such as `#REF!`. A fault says so.
    Error,
    /// Covered by a cell that spans several; the address is that of the range.
    MergedInto(Arc<str>),
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    text: Box<str>,
    // None when the file has the same words as `text`.
    raw: Option<Box<str>>,
    place: Place,
    kind: CellKind,
}

impl Cell {
    pub(crate) fn new(raw: &str, place: Place) -> Cell {
        let text = raw.trim();
        let kind = if text.is_empty() { CellKind::Blank } else { CellKind::Text };
        Cell { text: Box::from(text), raw: differing(text, raw), place, kind }
    }

    /// A cell of a spreadsheet, which tells what it holds.
    #[cfg(feature = "sheets")]
    pub(crate) fn stored(text: &str, raw: &str, kind: CellKind, place: Place) -> Cell {
        let text = text.trim();
        let kind = if text.is_empty() { CellKind::Blank } else { kind };
        Cell { text: Box::from(text), raw: differing(text, raw), place, kind }
    }

    pub(crate) fn set_kind(&mut self, kind: CellKind) {
        self.kind = kind;
    }

    /// Takes the cell to say `text`; what stands in the file is kept.
    pub(crate) fn set_understood(&mut self, text: &str, kind: CellKind) {
        if *text != *self.text {
            if self.raw.is_none() {
                self.raw = Some(std::mem::take(&mut self.text));
            }
            self.text = Box::from(text);
        }
        self.kind = kind;
    }

    /// What the cell says: without white space around it, numbers with a decimal point and no grouping.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands in the file: for a text without the quotation marks of the format, for a spreadsheet as it is stored.
    pub fn raw(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.text)
    }

    /// Where it stands.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What it holds.
    pub fn kind(&self) -> &CellKind {
        &self.kind
    }

    /// Whether a fault says already what is wrong with it, so that its words are not worth a second one.
    pub fn is_faulty(&self) -> bool {
        match self.kind {
            CellKind::Unclear | CellKind::FormulaWithoutValue | CellKind::Error => true,
            CellKind::Blank
            | CellKind::Text
            | CellKind::Number
            | CellKind::Percent
            | CellKind::Date
            | CellKind::Bool
            | CellKind::MergedInto(_) => false,
        }
    }

    /// Whether it says nothing.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The parts of a cell that lists several with `|`, each with its own place where the file shows it.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let mut at = 0;
        let mut parts = Vec::new();
        for piece in self.text.split('|') {
            let text = piece.trim();
            let start = at + (piece.len() - piece.trim_start().len());
            parts.push(Part { text, place: self.place_within(start, text.len()) });
            at += piece.len() + 1;
        }
        parts
    }

    /// The place of `length` bytes of the text from `start`; that of the whole cell where a quotation mark or a decimal
    /// mark stands between the text and the file.
    fn place_within(&self, start: usize, length: usize) -> Place {
        let Place::Bytes { start: first, end } = self.place else { return self.place.clone() };
        let raw = self.raw();
        let Some(before) = raw.find(&*self.text) else { return self.place.clone() };
        let quotes = match (end - first).checked_sub(raw.len()) {
            Some(0) => 0,
            Some(2) if !raw.contains('"') => 1,
            _ => return self.place.clone(),
        };
        let start = first + quotes + before + start;
        Place::Bytes { start, end: start + length }
    }
}

/// One of several things that a cell lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// The words, without white space around them.
    pub text: &'a str,
    /// Where they stand.
    pub place: Place,
}

fn differing(text: &str, raw: &str) -> Option<Box<str>> {
    (text != raw).then(|| Box::from(raw))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_point_at_their_own_words() {
        let text = "x,\" half | two-thirds\",y";
        let cell = Cell::new(" half | two-thirds", Place::Bytes { start: 2, end: 22 });
        let parts = cell.parts();
        let words = |part: &Part<'_>| text[part.place.bytes().unwrap()].to_owned();
        assert_eq!(parts.iter().map(words).collect::<Vec<_>>(), ["half", "two-thirds"]);
    }

    #[test]
    fn what_stood_in_the_file_is_kept() {
        let place = Place::Bytes { start: 0, end: 5 };
        let mut cell = Cell::new(" 0,4 ", place);
        cell.set_understood("0.4", CellKind::Number);
        assert_eq!((cell.text(), cell.raw()), ("0.4", " 0,4 "));
    }
}
