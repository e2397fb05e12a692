//! The pairs of quotation marks in a text, whatever their glyphs.
//!
//! Reports mix their marks: one opens with “ and closes with ", another language closes with the mark that ours opens with,
//! and an apostrophe looks like a closing mark. So a mark is read by what stands beside it: one after a space and before a
//! word opens, one after a word and before a space closes. Only where that does not decide, the glyph does, and at last
//! whether something is open. A pair lies in one paragraph, unless the next paragraph opens again: then the quotation goes
//! on, opened at each paragraph and closed once. A mark without a partner gives no quotation.
//!
//! # Cost
//!
//! O(n) time and space for n bytes, whatever the text.

mod marks;

use crate::Span;
use marks::{Mark, Role, marks};

/// Words between a pair of quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// With the marks; where a quotation goes on over paragraphs, one span for each.
    pub spans: Vec<Span>,
    /// How deep it lies in other quotations: 0 for one that lies in none.
    pub depth: usize,
}

/// All quotations of `text`, in the order in which they open.
///
/// ```
/// let text = "It was “a dirty\" deal, said the minister of the '90s.";
/// let quotes = kadesh_text::quotes(text);
/// assert_eq!(quotes.len(), 1);
/// assert_eq!(&text[quotes[0].spans[0].clone()], "“a dirty\"");
/// ```
#[must_use]
pub fn quotes(text: &str) -> Vec<Quote> {
    let mut pairing = Pairing::default();
    let mut rest = marks(text).into_iter().peekable();
    for paragraph in paragraphs(text) {
        let mut own = Vec::new();
        while let Some(mark) = rest.next_if(|mark| mark.span.start < paragraph.end) {
            own.push(mark);
        }
        pairing.paragraph(text, &paragraph, &own);
    }
    nested(pairing.finish())
}

/// The paragraphs of `text`, in order, without the white space around them; none is empty.
///
/// A line is a paragraph, unless the text looks wrapped: most lines are followed by a line, all are short, and empty lines
/// part the paragraphs.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let wrapped = is_wrapped(text, &lines);
    let mut all: Vec<Span> = Vec::new();
    let mut gap = true;
    for line in lines {
        let Some(line) = trimmed(text, line) else {
            gap = true;
            continue;
        };
        match all.last_mut() {
            Some(last) if wrapped && !gap => last.end = line.end,
            _ => all.push(line),
        }
        gap = false;
    }
    all
}

/// Lines longer than this, in bytes, are no lines of a text that was wrapped for a screen.
const WRAPPED_LINE: usize = 110;

fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let blank: Vec<bool> = lines.iter().map(|line| trimmed(text, line.clone()).is_none()).collect();
    let full = blank.iter().filter(|blank| !**blank).count();
    let followed = blank.windows(2).filter(|pair| pair == &[false, false]).count();
    let has_gap = blank.windows(3).any(|three| three == [false, true, false]);
    has_gap && followed * 2 > full && lines.iter().all(|line| line.len() <= WRAPPED_LINE)
}

fn lines(text: &str) -> Vec<Span> {
    let mut all = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}') {
            // A return and a feed end one line, not two.
            if !(c == '\n' && text.as_bytes().get(at.wrapping_sub(1)) == Some(&b'\r')) {
                all.push(start..at);
            }
            start = at + c.len_utf8();
        }
    }
    all.push(start..text.len());
    all
}

fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = text.get(span.clone())?;
    let start = span.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    (start < end).then_some(start..end)
}

/// What is open and what was paired, from paragraph to paragraph.
#[derive(Default)]
struct Pairing {
    paired: Vec<Vec<Span>>,
    /// A quotation that its paragraph did not close: its pieces so far and the mark it opened with.
    going_on: Option<(Vec<Span>, Mark)>,
}

impl Pairing {
    fn paragraph(&mut self, text: &str, paragraph: &Span, marks: &[Mark]) {
        let mut open = Open::default();
        let mut marks = marks;
        if let Some((pieces, opener)) = self.going_on.take() {
            match marks {
                // It opens again where the paragraph begins.
                [first, rest @ ..] if first.span.start == paragraph.start && first.family == opener.family => {
                    if first.role != Role::Closes {
                        open.push(first.clone(), pieces);
                        marks = rest;
                    }
                }
                // Or it was left open and closes here, before anything else opens.
                [first, rest @ ..]
                    if first.role == Role::Closes && first.family == opener.family && !first.is_single() =>
                {
                    self.paired.push(with(pieces, paragraph.start..first.span.end));
                    marks = rest;
                }
                _ => {
                    if pieces.len() > 1 {
                        self.paired.push(pieces);
                    }
                }
            }
        }
        for mark in marks {
            self.mark(text, &mut open, mark);
        }
        self.going_on = open.unclosed(paragraph.end);
    }

    fn mark(&mut self, text: &str, open: &mut Open, mark: &Mark) {
        if open.closes(mark) {
            match open.take(mark.family) {
                Some((opener, pieces)) => {
                    open.last = Some((self.paired.len(), mark.clone()));
                    self.paired.push(with(pieces, opener.span.start..mark.span.end));
                }
                None => self.stretch(text, open, mark),
            }
        } else {
            open.push(mark.clone(), Vec::new());
        }
    }

    /// A mark that closes nothing: if the pair before it closed after a number, that was a mark of inches or feet.
    fn stretch(&mut self, text: &str, open: &mut Open, mark: &Mark) {
        let Some((pair, closed)) = open.last.take() else { return };
        let after_a_number = text.get(..closed.span.start).is_some_and(|s| s.ends_with(|c: char| c.is_ascii_digit()));
        let before_a_word = text.get(closed.span.end..).is_some_and(|s| {
            let mut next = s.chars();
            next.next() == Some(' ') && next.next().is_some_and(char::is_lowercase)
        });
        if closed.family == mark.family && after_a_number && before_a_word {
            if let Some(last) = self.paired.get_mut(pair).and_then(|pieces| pieces.last_mut()) {
                last.end = mark.span.end;
            }
        }
    }

    fn finish(mut self) -> Vec<Vec<Span>> {
        if let Some((pieces, _)) = self.going_on.take() {
            if pieces.len() > 1 {
                self.paired.push(pieces);
            }
        }
        self.paired
    }
}

fn with(mut pieces: Vec<Span>, last: Span) -> Vec<Span> {
    pieces.push(last);
    pieces
}

/// The marks that are open in a paragraph.
#[derive(Default)]
struct Open {
    stack: Vec<(Mark, Vec<Span>)>,
    // INVARIANT: how many marks of each family the stack holds, so that a mark that closes nothing costs nothing.
    held: [usize; marks::FAMILIES],
    /// The pair that closed last and the mark that closed it, while nothing has opened since.
    last: Option<(usize, Mark)>,
}

impl Open {
    fn push(&mut self, mark: Mark, pieces: Vec<Span>) {
        if let Some(held) = self.held.get_mut(mark.family) {
            *held += 1;
        }
        self.last = None;
        self.stack.push((mark, pieces));
    }

    fn holds(&self, family: usize) -> bool {
        self.held.get(family).is_some_and(|held| *held > 0)
    }

    fn closes(&self, mark: &Mark) -> bool {
        match mark.role {
            Role::Closes => true,
            Role::Opens => false,
            Role::Either(lean) => {
                let low = self.stack.iter().next_back().is_some_and(|(top, _)| top.is_low());
                self.holds(mark.family) && (low || lean != Some(true))
            }
        }
    }

    /// Takes out the last open mark of a family; what opened after it stays without a partner.
    fn take(&mut self, family: usize) -> Option<(Mark, Vec<Span>)> {
        if !self.holds(family) {
            return None;
        }
        while let Some((mark, pieces)) = self.stack.pop() {
            if let Some(held) = self.held.get_mut(mark.family) {
                *held = held.saturating_sub(1);
            }
            if mark.family == family {
                return Some((mark, pieces));
            }
        }
        None
    }

    /// The quotation that goes on after this paragraph, if one may: the first mark that is still open.
    fn unclosed(self, end: usize) -> Option<(Vec<Span>, Mark)> {
        let (mark, pieces) = self.stack.into_iter().find(|(mark, _)| !mark.is_single())?;
        let start = mark.span.start;
        Some((with(pieces, start..end), mark))
    }
}

/// The quotations in the order in which they open, each with its depth.
fn nested(mut paired: Vec<Vec<Span>>) -> Vec<Quote> {
    let hull = |pieces: &[Span]| pieces.first().map_or(0, |s| s.start)..pieces.last().map_or(0, |s| s.end);
    paired.sort_by_key(|pieces| {
        let whole = hull(pieces);
        (whole.start, std::cmp::Reverse(whole.end))
    });
    let mut ends: Vec<usize> = Vec::new();
    let mut quotes = Vec::with_capacity(paired.len());
    for spans in paired {
        let whole = hull(&spans);
        while ends.last().is_some_and(|end| *end <= whole.start) {
            ends.pop();
        }
        quotes.push(Quote { spans, depth: ends.len() });
        ends.push(whole.end);
    }
    quotes
}

#[cfg(test)]
#[path = "quotes/tests.rs"]
mod tests;
