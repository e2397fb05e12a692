//! Where a program for coding texts says that a passage stands: programs count characters in different ways.

use std::ops::Range;

use super::super::super::anchor::Searched;

/// How a program counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// In characters, as Python does.
    Characters,
    /// In units of UTF-16, as Java does: rarer signs count twice.
    Utf16,
    /// In characters, with the two signs of a Windows line end as one.
    CharactersOneLineEnd,
    /// In units of UTF-16, with the same.
    Utf16OneLineEnd,
}

impl Counted {
    /// All but the plainest.
    pub const OTHERS: [Counted; 3] = [Counted::Utf16, Counted::CharactersOneLineEnd, Counted::Utf16OneLineEnd];

    /// In words that follow "are counted".
    pub fn in_words(self) -> &'static str {
        match self {
            Counted::Characters => "in characters",
            Counted::Utf16 => "in units of UTF-16",
            Counted::CharactersOneLineEnd => "in characters, each line end as one",
            Counted::Utf16OneLineEnd => "in units of UTF-16, each line end as one",
        }
    }
}

/// The offsets of a text.
#[derive(Debug, Clone)]
pub struct Offsets {
    /// The byte of each offset, and that of the end.
    bytes: Vec<usize>,
}

impl Offsets {
    /// Counts a text. O(length).
    pub fn new(text: &str, counted: Counted) -> Offsets {
        let (wide, one_end) = match counted {
            Counted::Characters => (false, false),
            Counted::Utf16 => (true, false),
            Counted::CharactersOneLineEnd => (false, true),
            Counted::Utf16OneLineEnd => (true, true),
        };
        let mut bytes = Vec::with_capacity(text.len() + 1);
        let mut before = None;
        for (at, sign) in text.char_indices() {
            if !(one_end && sign == '\n' && before == Some('\r')) {
                let units = if wide { sign.len_utf16() } else { 1 };
                bytes.extend(std::iter::repeat_n(at, units));
            }
            before = Some(sign);
        }
        bytes.push(text.len());
        Offsets { bytes }
    }

    /// Which of the places of the words is the one that offsets tell. Signs that are no letters may lie between.
    pub fn place(&self, text: &str, (start, end): (usize, Option<usize>), places: &[Range<usize>]) -> Option<usize> {
        let start = *self.bytes.get(start)?;
        let end = match end {
            Some(end) => Some(*self.bytes.get(end)?),
            None => None,
        };
        // Places are in the order of the text: those near the start are few.
        let from = places.partition_point(|place| place.start + REACH < start);
        let near = places.iter().enumerate().skip(from).take_while(|(_, place)| place.start <= start + REACH);
        let fits = |place: &Range<usize>| {
            no_letters_between(text, start, place.start)
                && end.is_none_or(|end| no_letters_between(text, end, place.end))
        };
        near.into_iter().find(|(_, place)| fits(place)).map(|(index, _)| index)
    }

    /// The place that offsets tell, where its words are those of a table in which commas stand for semicolons, as Discourse
    /// Network Analyzer writes them.
    pub fn other_words(&self, text: &str, start: usize, end: usize, exact: &str) -> Option<Range<usize>> {
        let (start, end) = (*self.bytes.get(start)?, *self.bytes.get(end)?);
        let words = text.get(start..end)?;
        let (before, words) = (words.len() - words.trim_start().len(), words.trim());
        let written = words.replace(';', ",");
        let is_same = Searched::new(&written).places(exact).iter().any(|place| {
            no_letters_between(&written, 0, place.start) && no_letters_between(&written, place.end, written.len())
        });
        is_same.then_some(start + before..start + before + words.len())
    }

    /// A few words at an offset.
    pub fn words_at<'t>(&self, text: &'t str, start: usize) -> Option<&'t str> {
        const WORDS: usize = 40;
        let rest = text.get(*self.bytes.get(start)?..)?;
        let end = rest.char_indices().nth(WORDS).map_or(rest.len(), |(at, _)| at);
        rest.lines().next().map(|line| line.get(..end).unwrap_or(line).trim())
    }

    /// The offset of a byte.
    pub fn of_byte(&self, byte: usize) -> usize {
        self.bytes.partition_point(|at| *at < byte)
    }
}

/// So many bytes may lie between an offset and the first letter of its words.
const REACH: usize = 64;

fn no_letters_between(text: &str, one: usize, other: usize) -> bool {
    let between = text.get(one.min(other)..one.max(other));
    between.is_some_and(|between| between.len() <= REACH && !between.contains(char::is_alphanumeric))
}
