//! Edits of the text of a case: each finds its place in the text as it lies and changes no more than it must, so that comments,
//! order, alignment and line ends stay as their author had them.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::given::{Given, key_spelt};
use super::layout::{Block, Entry, Inside, Layout, Value};
use super::shape::Step;

/// A stretch of a text and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Splice {
    /// The file, by the name that the case has for it.
    pub file: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What stands there afterwards.
    pub text: String,
}

impl Splice {
    /// What makes one text of another: the stretch between what they begin and what they end with. None: they are the same.
    pub fn between(file: &str, old: &str, new: &str) -> Option<Splice> {
        let same = |(one, other): &(char, char)| one == other;
        let start: usize = old.chars().zip(new.chars()).take_while(same).map(|(sign, _)| sign.len_utf8()).sum();
        let rest = old[start..].chars().rev().zip(new[start..].chars().rev());
        let end: usize = rest.take_while(same).map(|(sign, _)| sign.len_utf8()).sum();
        let text = new[start..new.len() - end].to_owned();
        let splice = Splice { file: file.to_owned(), start, end: old.len() - end, text };
        (old != new).then_some(splice)
    }
}

/// A text in the making: edits one after another, told as splices of the text that it began with.
#[derive(Debug, Clone)]
pub struct Draft {
    text: String,
    /// The length of the text that it began with.
    old_length: usize,
    pieces: Vec<Piece>,
}

/// A part of a text in the making.
#[derive(Debug, Clone)]
enum Piece {
    /// A stretch of the text that it began with.
    Old(Range<usize>),
    /// What was written since.
    New(String),
}

/// Why an edit has no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPlace {
    /// A value stands where the way would lead further.
    InTheWay,
    /// There is no item of a list to change.
    NoItem,
}

/// The order in which a case is usually written: a new kind of entry stands behind those before it.
#[rustfmt::skip]
const ORDER: &[&str] = &[
    "case", "tables", "source", "party", "person", "room", "statement", "knows", "issue", "stake", "exclude", "bonus",
    "moves_with", "red_line", "lever", "walk_away", "deal", "body", "condition", "gate", "norm", "act", "agreement", "lesson",
    "assumption", "hypothesis", "explanation", "option", "conflict", "state", "move", "preference", "contested",
];

impl Draft {
    /// A text as it is.
    pub fn new(text: &str) -> Draft {
        let whole = Piece::Old(0..text.len());
        Draft { text: text.to_owned(), old_length: text.len(), pieces: vec![whole] }
    }

    /// The text as it is by now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the text as it is by now lies.
    pub fn layout(&self) -> Layout {
        Layout::new(&self.text)
    }

    /// What was changed, as splices of the text that it began with: in order, none touching another.
    pub fn splices(&self, file: &str) -> Vec<Splice> {
        let mut splices: Vec<Splice> = Vec::new();
        let (mut at, mut written) = (0, String::new());
        let mut close = |from: usize, to: usize, written: &mut String| {
            if from < to || !written.is_empty() {
                let text = std::mem::take(written);
                splices.push(Splice { file: file.to_owned(), start: from, end: to, text });
            }
        };
        for piece in &self.pieces {
            match piece {
                Piece::New(text) => written.push_str(text),
                Piece::Old(range) => {
                    close(at, range.start, &mut written);
                    at = range.end;
                }
            }
        }
        close(at, self.old_length, &mut written);
        splices
    }

    /// Puts other words in the place of a stretch of the text as it is by now.
    pub fn splice(&mut self, place: Range<usize>, words: &str) {
        self.text.replace_range(place.clone(), words);
        let mut pieces = Vec::new();
        let (mut at, mut is_in) = (0, false);
        for piece in std::mem::take(&mut self.pieces) {
            let length = match &piece {
                Piece::Old(range) => range.len(),
                Piece::New(text) => text.len(),
            };
            let (before, after) =
                (place.start.saturating_sub(at).min(length), place.end.saturating_sub(at).min(length));
            let is_here = !is_in && place.start <= at + length;
            pieces.extend(piece.part(0..before));
            if is_here {
                pieces.push(Piece::New(words.to_owned()));
                is_in = true;
            }
            pieces.extend(piece.part(after..length));
            at += length;
        }
        // There was nothing left of the text.
        pieces.extend((!is_in).then(|| Piece::New(words.to_owned())));
        self.pieces = pieces;
    }

    /// Writes a value at the end of a way: in the place of the one that is there, else where its table is, else under a heading
    /// of its own.
    pub fn set(&mut self, way: &[Step], value: &Given) -> Result<(), NoPlace> {
        let layout = self.layout();
        match layout.value(way) {
            Some(there) => {
                let range = there.range.clone();
                self.replace(range, &value.spelt());
                Ok(())
            }
            None => {
                if layout.holds(way) {
                    self.remove(way);
                }
                self.insert(way, value)
            }
        }
    }

    /// Puts one more item at the end of a list. A single text becomes a list of two.
    pub fn push(&mut self, list: &[Step], item: &Given) -> Result<(), NoPlace> {
        let layout = self.layout();
        let Some(value) = layout.value(list) else {
            return self.set(list, &Given::List(vec![item.clone()]));
        };
        match &value.inside {
            Inside::List(items) => {
                let places: Vec<Range<usize>> = items.iter().map(|item| item.range.clone()).collect();
                self.append(&value.range.clone(), &places, &item.spelt());
            }
            Inside::Plain => {
                let both = format!("[{}, {}]", &self.text[value.range.clone()], item.spelt());
                let range = value.range.clone();
                self.splice(range, &both);
            }
            Inside::Table(_) => return Err(NoPlace::InTheWay),
        }
        Ok(())
    }

    /// Puts one more item before one of a list that is written as a value.
    pub fn push_before(&mut self, list: &[Step], index: usize, item: &Given) -> Result<(), NoPlace> {
        let layout = self.layout();
        let Some(Value { inside: Inside::List(items), .. }) = layout.value(list) else { return Err(NoPlace::NoItem) };
        let next = items.get(index).ok_or(NoPlace::NoItem)?;
        let before = &self.text[..next.range.start];
        let indent = before.rfind('\n').map(|end| &before[end + 1..]).filter(|indent| indent.trim().is_empty());
        let gap = indent.map_or_else(|| " ".to_owned(), |indent| format!("{}{indent}", self.new_line()));
        let at = next.range.start;
        self.splice(at..at, &format!("{},{gap}", item.spelt()));
        Ok(())
    }

    /// Writes an entry under a heading of its own: `[party.north]`, or `[[statement]]` for one more item of a list. Where its kind
    /// is written as a value in braces, it goes there.
    pub fn add(&mut self, heading: &[Step], is_list: bool, fields: &[(&str, Given)]) -> Result<(), NoPlace> {
        let layout = self.layout();
        let above = heading.get(..heading.len().saturating_sub(1)).unwrap_or_default();
        let whole = || Given::Table(fields.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect());
        if is_list && layout.value(heading).is_some() {
            return self.push(heading, &whole());
        }
        if !is_list && (1..=above.len()).any(|depth| layout.value(&above[..depth]).is_some()) {
            return self.insert(heading, &whole());
        }
        let names: Vec<String> = heading.iter().filter_map(name_of).collect();
        let names = names.join(".");
        let mut block = if is_list { format!("[[{names}]]\n") } else { format!("[{names}]\n") };
        for (key, value) in fields {
            block.push_str(&format!("{} = {}\n", key_spelt(key), value.spelt()));
        }
        self.add_block(&layout, heading, &block);
        Ok(())
    }

    /// Takes away what stands at the end of a way, and all beyond it. Comments of its own lines go with it; those before and
    /// behind it stay.
    pub fn remove(&mut self, way: &[Step]) {
        if let Some(Step::Item(index)) = way.last() {
            let layout = self.layout();
            let list = layout.value(&way[..way.len() - 1]);
            if let Some(Value { inside: Inside::List(items), range }) = list {
                let places: Vec<Range<usize>> = items.iter().map(|item| item.range.clone()).collect();
                let range = range.clone();
                self.cut_item(&range, &places, *index);
            } else {
                self.remove_blocks(&layout, way);
            }
            return;
        }
        // Each pass takes away one thing or more, so there are no more passes than entries.
        for _ in 0..=self.layout().entries().count() {
            let layout = self.layout();
            if !layout.holds(way) {
                break;
            }
            self.remove_once(&layout, way);
        }
    }

    /// Another value in the place of one, unless they say the same.
    fn replace(&mut self, range: Range<usize>, words: &str) {
        if !is_same(&self.text[range.clone()], words) {
            self.splice(range, words);
        }
    }

    fn insert(&mut self, way: &[Step], value: &Given) -> Result<(), NoPlace> {
        let layout = self.layout();
        for depth in (0..way.len()).rev() {
            let (above, rest) = way.split_at(depth);
            if let Some(holder) = layout.value(above) {
                let Inside::Table(entries) = &holder.inside else { return Err(NoPlace::InTheWay) };
                let places: Vec<Range<usize>> = entries.iter().map(|entry| entry.whole.clone()).collect();
                let words = format!("{} = {}", dotted(rest)?, value.spelt());
                self.append(&holder.range.clone(), &places, &words);
                return Ok(());
            }
            let beside = |entry: &&Entry| entry.names.iter().any(|(own, _)| own == above);
            if let Some(entry) = layout.entries().filter(beside).last().filter(|_| depth > 0) {
                return self.beside(&layout, entry, way, value);
            }
            if let Some(block) = layout.block(above).filter(|_| depth > 0) {
                let block = &layout.blocks[block];
                let line = format!("{}{} = {}", self.indent(block.entries.last()), dotted(rest)?, value.spelt());
                self.add_lines(block.end(), &format!("{line}\n"));
                return Ok(());
            }
        }
        let (heading, rest) = way.split_at(heading_length(way).min(way.len() - 1));
        if heading.iter().any(|step| matches!(step, Step::Item(_))) {
            return Err(NoPlace::NoItem);
        }
        let names: Vec<String> = heading.iter().filter_map(name_of).collect();
        let block = format!("[{}]\n{} = {}\n", names.join("."), dotted(rest)?, value.spelt());
        self.add_block(&layout, heading, &block);
        Ok(())
    }

    /// Behind an entry that has the same first names: `values.high` goes behind `values.low`.
    fn beside(&mut self, layout: &Layout, entry: &Entry, way: &[Step], value: &Given) -> Result<(), NoPlace> {
        let own = layout.blocks.iter().find(|block| block.entries.iter().any(|one| one.way == entry.way));
        if let Some(block) = own {
            let line =
                format!("{}{} = {}\n", self.indent(Some(entry)), dotted(&way[block.way.len()..])?, value.spelt());
            self.add_lines(entry.whole.end, &line);
            return Ok(());
        }
        // It stands in braces.
        let first = entry.names.first().map_or(0, |(own, _)| own.len() - 1);
        let words = format!(", {} = {}", dotted(&way[first..])?, value.spelt());
        self.splice(entry.whole.end..entry.whole.end, &words);
        Ok(())
    }

    fn remove_once(&mut self, layout: &Layout, way: &[Step]) {
        let own = |entry: &&Entry| entry.way.starts_with(way);
        let in_blocks = layout.blocks.iter().flat_map(|block| &block.entries).filter(own);
        let lines: Vec<Range<usize>> = in_blocks.map(|entry| entry.whole.clone()).collect();
        let headings = layout.blocks.iter().any(|block| block.way.starts_with(way) && !block.way.is_empty());
        if headings {
            self.remove_blocks(layout, way);
        } else if !lines.is_empty() {
            lines.into_iter().rev().for_each(|line| self.splice(line, ""));
        } else if let Some((range, places, index)) = in_braces(layout, way) {
            self.cut_item(&range, &places, index);
        }
    }

    /// Takes away all blocks of a way, each with the blank lines behind it; at the end of the text, with those before it.
    fn remove_blocks(&mut self, layout: &Layout, way: &[Step]) {
        let own = layout.blocks.iter().filter(|block| block.way.starts_with(way) && !block.way.is_empty());
        let mut cuts: Vec<Range<usize>> = Vec::new();
        for block in own {
            let (start, mut end) = (block.line.start, block.end());
            while let Some(line) = blank_line(&self.text[end..]) {
                end += line;
            }
            match cuts.last_mut().filter(|cut| cut.end == start) {
                Some(cut) => cut.end = end,
                None => cuts.push(start..end),
            }
        }
        if let Some(last) = cuts.last_mut().filter(|cut| cut.end == self.text.len()) {
            last.start = self.text[..last.start].rfind(|sign: char| !sign.is_whitespace()).map_or(last.start, |end| {
                let line = self.text[end..last.start].find('\n').map(|line| end + line + 1);
                line.unwrap_or(last.start)
            });
        }
        cuts.into_iter().rev().for_each(|cut| self.splice(cut, ""));
    }

    /// One more item or entry inside of brackets or braces, in the manner of those that are there.
    fn append(&mut self, range: &Range<usize>, places: &[Range<usize>], words: &str) {
        let Some(last) = places.last() else { return self.append_first(range, words) };
        let before = places.len().checked_sub(2).map_or(range.start + 1, |place| places[place].end);
        let gap = &self.text[before..last.start];
        let gap = gap.rfind('\n').map(|at| gap[at + 1..].to_owned()).filter(|indent| indent.trim().is_empty());
        let Some(indent) = gap else { return self.splice(last.end..last.end, &format!(", {words}")) };
        match self.rest_of_line(last.end, range.end) {
            // The last one ends its line, perhaps with a comment: the new one stands on the next.
            Some((end, has_comma)) => {
                let comma = if has_comma { "," } else { "" };
                self.splice(end..end, &format!("{}{indent}{words}{comma}", self.new_line()));
                if !has_comma {
                    self.splice(last.end..last.end, ",");
                }
            }
            None => self.splice(last.end..last.end, &format!(",{}{indent}{words}", self.new_line())),
        }
    }

    /// The first item or entry inside of brackets or braces, where there may be a comment.
    fn append_first(&mut self, range: &Range<usize>, words: &str) {
        let inside = &self.text[range.start + 1..range.end - 1];
        if let (true, Some(line)) = (inside.contains('#'), inside.rfind('\n')) {
            let before = &inside[..line];
            let own = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
            let indent: String = own.chars().take_while(|sign| matches!(sign, ' ' | '\t')).collect();
            let at = range.start + 1 + before.trim_end_matches('\r').len();
            return self.splice(at..at, &format!("{}{indent}{words},", self.new_line()));
        }
        let open = &self.text[range.start..=range.start];
        let inside = if open == "{" { format!("{{ {words} }}") } else { format!("[{words}]") };
        self.splice(range.clone(), &inside);
    }

    /// Where a line ends behind an item, before the closing bracket, if nothing follows there but a comma and a comment; and
    /// whether there is a comma.
    fn rest_of_line(&self, from: usize, close: usize) -> Option<(usize, bool)> {
        let rest = &self.text[from..close];
        let line = &rest[..rest.find('\n')?];
        let line = line.strip_suffix('\r').unwrap_or(line);
        let after = line.trim_start();
        let has_comma = after.starts_with(',');
        let after = after.strip_prefix(',').unwrap_or(after).trim_start();
        (after.is_empty() || after.starts_with('#')).then_some((from + line.len(), has_comma))
    }

    /// Takes one of several things with a comma between out of brackets or braces: one that has lines of its own with these, and
    /// with the comment that ends them.
    fn cut_item(&mut self, range: &Range<usize>, places: &[Range<usize>], index: usize) {
        let Some(own) = places.get(index) else { return };
        let line = self.text[..own.start].rfind('\n').map(|end| end + 1);
        let begins = line.filter(|start| *start > range.start && self.text[*start..own.start].trim().is_empty());
        if let (Some(start), Some((end, _))) = (begins, self.rest_of_line(own.end, range.end)) {
            let end = end + line_end(&self.text[end..]);
            return self.splice(start..end, "");
        }
        let cut = match (index.checked_sub(1).and_then(|before| places.get(before)), places.get(index + 1)) {
            (_, Some(next)) => own.start..next.start,
            (Some(before), None) => before.end..own.end,
            (None, None) => range.start + 1..range.end - 1,
        };
        self.splice(cut, "");
    }

    /// A block behind the last one of its kind, or behind the kinds that usually stand before it.
    fn add_block(&mut self, layout: &Layout, heading: &[Step], block: &str) {
        let alike = (1..=heading.len()).rev().find_map(|depth| {
            layout.blocks.iter().rposition(|block| block.way.starts_with(&heading[..depth]) && !block.way.is_empty())
        });
        let order = |way: &[Step]| {
            let name = way.first().and_then(|step| if let Step::Key(key) = step { Some(key.as_str()) } else { None });
            ORDER.iter().position(|known| Some(*known) == name).unwrap_or(ORDER.len())
        };
        let before = |block: &Block| !block.way.is_empty() && order(&block.way) <= order(heading);
        let place = alike.or_else(|| layout.blocks.iter().rposition(before));
        let at = place.map_or(self.text.len(), |place| layout.blocks[place].end());
        let is_first = self.text[..at].trim_matches(['\u{feff}', '\n', '\r', ' ']).is_empty();
        self.add_lines(at, &format!("{}{block}", if is_first { "" } else { "\n" }));
    }

    /// Whole lines at the beginning of a line, or behind the last one.
    fn add_lines(&mut self, at: usize, lines: &str) {
        let lines = lines.replace('\n', self.new_line());
        let before = &self.text[..at];
        if before.is_empty() || before.ends_with('\n') || before == "\u{feff}" {
            self.splice(at..at, &lines);
        } else {
            // The text ends without the end of a line, and goes on doing so.
            let lines = format!("{}{}", self.new_line(), lines.trim_end());
            self.splice(at..at, &lines);
        }
    }

    /// The white space before an entry.
    fn indent(&self, entry: Option<&Entry>) -> String {
        let Some((_, name)) = entry.and_then(|entry| entry.names.first()) else { return String::new() };
        let line = &self.text[..name.start];
        let start = line.rfind('\n').map_or(0, |end| end + 1);
        line[start..].chars().filter(|sign| *sign != '\u{feff}').collect()
    }

    fn new_line(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }
}

impl Piece {
    fn part(&self, part: Range<usize>) -> Option<Piece> {
        match self {
            Piece::New(text) => (!part.is_empty()).then(|| Piece::New(text[part].to_owned())),
            Piece::Old(range) => {
                let part = range.start + part.start..range.start + part.end;
                (!part.is_empty()).then_some(Piece::Old(part))
            }
        }
    }
}

/// The braces that an entry stands in, the entries there, and which one it is.
fn in_braces(layout: &Layout, way: &[Step]) -> Option<(Range<usize>, Vec<Range<usize>>, usize)> {
    (0..way.len()).rev().find_map(|depth| {
        let holder = layout.value(&way[..depth])?;
        let Inside::Table(entries) = &holder.inside else { return None };
        let index = entries.iter().position(|entry| entry.way.starts_with(way))?;
        Some((holder.range.clone(), entries.iter().map(|entry| entry.whole.clone()).collect(), index))
    })
}

/// How many names the heading has under which a way is usually written.
fn heading_length(way: &[Step]) -> usize {
    match way.first() {
        Some(Step::Key(key)) if key == "stake" => 3,
        Some(Step::Key(key)) if ["case", "deal", "conflict", "tables"].contains(&key.as_str()) => 1,
        _ => 2,
    }
}

fn name_of(step: &Step) -> Option<String> {
    match step {
        Step::Key(key) => Some(key_spelt(key)),
        Step::Item(_) => None,
    }
}

/// Keys as they are spelt before the sign: `values.low`.
fn dotted(way: &[Step]) -> Result<String, NoPlace> {
    let name = |step: &Step| name_of(step).ok_or(NoPlace::NoItem);
    Ok(way.iter().map(name).collect::<Result<Vec<_>, _>>()?.join("."))
}

/// Whether two values say the same.
fn is_same(one: &str, other: &str) -> bool {
    let read = |value: &str| format!("k = {value}").parse::<toml::Table>().ok();
    one == other || read(one).is_some_and(|one| read(other) == Some(one))
}

/// The length of a blank line at the beginning, if there is one.
fn blank_line(text: &str) -> Option<usize> {
    let end = text.find('\n')?;
    text[..end].trim().is_empty().then_some(end + 1)
}

/// The length of the end of a line at the beginning.
fn line_end(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with('\n')) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use toml::{Table, Value as Toml};

    use super::*;
    use crate::case::EXAMPLE;
    use crate::case::layout::keys;

    const TEXT: &str = "\u{feff}# A case\r\n[case]\r\ntitle = \"x\"   # why\r\n\r\n# Parties\r\n[party.a]\r\n\r\n[stake.a.dam]\r\n\
                        values = { low = 1 }   # so\r\nrests_on = [\r\n  \"one\",   # first\r\n  \"two\",\r\n]\r\n";

    fn edited(text: &str, edit: impl FnOnce(&mut Draft)) -> String {
        let mut draft = Draft::new(text);
        edit(&mut draft);
        assert_eq!(applied(text, &draft.splices("f")), draft.text());
        draft.text().to_owned()
    }

    fn applied(text: &str, splices: &[Splice]) -> String {
        let mut out = text.to_owned();
        splices.iter().rev().for_each(|splice| out.replace_range(splice.start..splice.end, &splice.text));
        out
    }

    #[test]
    fn an_edit_changes_no_more_than_it_must() {
        let set = |way: &[&str], value: Given| edited(TEXT, |draft| draft.set(&keys(way), &value).unwrap());
        assert_eq!(set(&["case", "title"], "y".into()), TEXT.replace("\"x\"", "\"y\""));
        assert_eq!(
            set(&["stake", "a", "dam", "values", "high"], Given::Number(0.5)),
            TEXT.replace("low = 1 }", "low = 1, high = 0.5 }")
        );
        assert_eq!(
            set(&["party", "a", "name"], "A".into()),
            TEXT.replace("[party.a]\r\n", "[party.a]\r\nname = \"A\"\r\n")
        );
        let new = set(&["party", "b", "name"], "B".into());
        assert_eq!(new, TEXT.replace("[party.a]\r\n", "[party.a]\r\n\r\n[party.b]\r\nname = \"B\"\r\n"));
        let list = keys(&["stake", "a", "dam", "rests_on"]);
        let pushed = edited(TEXT, |draft| draft.push(&list, &"three".into()).unwrap());
        assert_eq!(set(&["case", "title"], "x".into()), TEXT);
        assert_eq!(pushed, TEXT.replace("\"two\",", "\"two\",\r\n  \"three\","));
        let mut first = list.clone();
        first.push(Step::Item(0));
        assert_eq!(edited(TEXT, |draft| draft.remove(&first)), TEXT.replace("  \"one\",   # first\r\n", ""));
        assert_eq!(edited(TEXT, |draft| draft.remove(&keys(&["party", "a"]))), TEXT.replace("[party.a]\r\n\r\n", ""));
    }

    #[test]
    fn a_text_without_a_last_line_end_goes_on_without() {
        let text = "[case]\ntitle = \"x\"";
        let added = edited(text, |draft| draft.add(&keys(&["party", "a"]), false, &[("name", "A".into())]).unwrap());
        assert_eq!(added, "[case]\ntitle = \"x\"\n\n[party.a]\nname = \"A\"");
        assert_eq!(edited(&added, |draft| draft.remove(&keys(&["party", "a"]))), "[case]\ntitle = \"x\"\n");
        assert_eq!(
            edited("", |draft| draft.set(&keys(&["case", "title"]), &"x".into()).unwrap()),
            "[case]\ntitle = \"x\"\n"
        );
    }

    #[test]
    fn comments_in_lists_stay_with_their_items() {
        let text = "[a]\nl = [\n  \"one\", # said in May\n  \"two\" # said in June\n]\ne = [\n  # none yet\n]\n";
        let list = |key: &str| keys(&["a", key]);
        let item = |index: usize| [list("l"), vec![Step::Item(index)]].concat();
        let push = |key: &str| edited(text, |draft| draft.push(&list(key), &"three".into()).unwrap());
        assert_eq!(push("l"), text.replace("\"two\" # said in June\n", "\"two\", # said in June\n  \"three\"\n"));
        assert_eq!(push("e"), text.replace("# none yet\n", "# none yet\n  \"three\",\n"));
        assert_eq!(edited(text, |draft| draft.remove(&item(0))), text.replace("  \"one\", # said in May\n", ""));
        assert_eq!(edited(text, |draft| draft.remove(&item(1))), text.replace("  \"two\" # said in June\n", ""));
    }

    #[test]
    fn the_last_blocks_go_with_the_blank_lines_before_them_and_nothing_else() {
        let text = "[issue.a]\nx = 1  \n\n[issue.a.name]\ny = 2\n";
        assert_eq!(edited(text, |draft| draft.remove(&keys(&["issue", "a"]))), "");
        let text = "[b]\nx = 1  \n\n[issue.a.name]\ny = 2\n\n[issue.a]\nz = 3\n";
        assert_eq!(edited(text, |draft| draft.remove(&keys(&["issue", "a"]))), "[b]\nx = 1  \n");
        let text = "[issue.a]\nx = 1\n\n[b]\n\n[issue.a.name]\ny = 2\n\n";
        assert_eq!(edited(text, |draft| draft.remove(&keys(&["issue", "a"]))), "[b]\n");
    }

    #[test]
    fn what_is_in_the_way_is_left_alone() {
        let mut draft = Draft::new("a = 1\n");
        assert_eq!(draft.set(&keys(&["a", "b"]), &Given::Flag(true)), Err(NoPlace::InTheWay));
        assert!(draft.splices("f").is_empty());
    }

    // --- The same edits made of the values themselves -----------------------------------------------------------------

    fn plain(given: &Given) -> Toml {
        match given {
            Given::Flag(flag) => Toml::Boolean(*flag),
            Given::Number(number) if number.fract() == 0.0 => Toml::Integer(*number as i64),
            Given::Number(number) => Toml::Float(*number),
            Given::Text(text) => Toml::String(text.clone()),
            Given::List(items) => Toml::Array(items.iter().map(plain).collect()),
            Given::Table(entries) => {
                Toml::Table(entries.iter().map(|(key, value)| (key.clone(), plain(value))).collect())
            }
        }
    }

    fn plain_set(table: &mut Toml, way: &[Step], value: Toml) {
        match (way, table) {
            ([Step::Key(key)], Toml::Table(table)) => drop(table.insert(key.clone(), value)),
            ([Step::Key(key), rest @ ..], Toml::Table(table)) => {
                let inner = table.entry(key.clone()).or_insert_with(|| Toml::Table(Table::new()));
                plain_set(inner, rest, value);
            }
            ([Step::Item(index)], Toml::Array(items)) => items[*index] = value,
            ([Step::Item(index), rest @ ..], Toml::Array(items)) => plain_set(&mut items[*index], rest, value),
            (way, other) => panic!("{way:?} {other:?}"),
        }
    }

    fn plain_remove(table: &mut Toml, way: &[Step]) {
        match (way, table) {
            ([Step::Key(key)], Toml::Table(table)) => drop(table.remove(key)),
            ([Step::Item(index)], Toml::Array(items)) => drop(items.remove(*index)),
            ([Step::Key(key), rest @ ..], Toml::Table(table)) => plain_remove(table.get_mut(key).unwrap(), rest),
            ([Step::Item(index), rest @ ..], Toml::Array(items)) => plain_remove(&mut items[*index], rest),
            (way, other) => panic!("{way:?} {other:?}"),
        }
    }

    /// Every way in a value, those to its items too.
    fn ways(value: &Toml, own: &[Step], all: &mut Vec<Vec<Step>>) {
        let inner: Vec<(Step, &Toml)> = match value {
            Toml::Table(table) => table.iter().map(|(key, value)| (Step::Key(key.clone()), value)).collect(),
            Toml::Array(items) => items.iter().enumerate().map(|(index, item)| (Step::Item(index), item)).collect(),
            _ => Vec::new(),
        };
        for (step, value) in inner {
            let way = [own, &[step]].concat();
            all.push(way.clone());
            ways(value, &way, all);
        }
    }

    /// Empty tables and lists are as good as none: a heading may go with its last entry.
    fn pruned(value: &mut Toml) {
        match value {
            Toml::Table(table) => {
                table.iter_mut().for_each(|(_, inner)| pruned(inner));
                let is_empty = |inner: &Toml| match inner {
                    Toml::Table(table) => table.is_empty(),
                    Toml::Array(items) => items.is_empty(),
                    _ => false,
                };
                table.retain(|_, inner| !is_empty(inner));
            }
            Toml::Array(items) => items.iter_mut().for_each(pruned),
            _ => {}
        }
    }

    const STYLES: [&str; 2] = [
        "a.b.c = 1\na.b.d = 2\n[e]\nf = { g = 1, h.i = 2, h.j = 3 }\nk = [{ l = 1 }, { l = 2 }]\nm.n.o = 1\nm.n.p = 2\n\n[[q]]\nr = 1\n\
         [q.s]\nt = 1\n[[q.u]]\nv = 1\n[[q]]\nr = 2\n[w.x.y]\n[w]\nz = []\n",
        EXAMPLE[0].1,
    ];

    proptest! {
        /// Each edit does to the text what it says it does to the values; what was written before it stays to the byte.
        #[test]
        fn edits_mean_what_they_say(style in 0..STYLES.len(), picks in prop::collection::vec((any::<prop::sample::Index>(), 0..4u8), 1..6)) {
            let mut draft = Draft::new(STYLES[style]);
            let mut model: Toml = Toml::Table(STYLES[style].parse().unwrap());
            for (pick, kind) in picks {
                let mut all = Vec::new();
                ways(&model, &[], &mut all);
                if all.is_empty() { continue; }
                let way = pick.get(&all).clone();
                let new = |name: &str| [way.clone(), vec![Step::Key(name.to_owned())]].concat();
                let is_table = draft.layout().value(&way).is_none_or(|value| matches!(value.inside, Inside::Table(_)));
                match kind {
                    0 if draft.layout().value(&way).is_some() => {
                        draft.set(&way, &Given::text("new")).unwrap();
                        plain_set(&mut model, &way, Toml::String("new".to_owned()));
                    }
                    1 if is_table && !(matches!(way.last(), Some(Step::Key(_))) && draft.layout().count(&way) > 0) => {
                        let value = Given::Table(vec![("one".to_owned(), Given::Number(1.0)), ("two".to_owned(), Given::texts(["x"]))]);
                        draft.set(&new("fresh"), &value).unwrap();
                        plain_set(&mut model, &new("fresh"), plain(&value));
                    }
                    2 => {
                        draft.remove(&way);
                        plain_remove(&mut model, &way);
                    }
                    3 if draft.layout().value(&way).is_some_and(|value| matches!(value.inside, Inside::List(_))) => {
                        let count = draft.layout().count(&way);
                        draft.push(&way, &Given::Flag(true)).unwrap();
                        let mut table = model.clone();
                        let mut at = &mut table;
                        for step in &way {
                            at = match step { Step::Key(key) => &mut at[key.as_str()], Step::Item(index) => &mut at[*index] };
                        }
                        at.as_array_mut().unwrap().push(Toml::Boolean(true));
                        model = table;
                        prop_assert_eq!(draft.layout().count(&way), count + 1);
                    }
                    _ => {}
                }
                let mut got: Toml = Toml::Table(draft.text().parse().unwrap_or_else(|error| panic!("{error}\n{}", draft.text())));
                pruned(&mut got);
                pruned(&mut model);
                prop_assert_eq!(&got, &model, "{:?}\n{}", way, draft.text());
            }
            prop_assert_eq!(applied(STYLES[style], &draft.splices("f")), draft.text());
        }
    }
}
