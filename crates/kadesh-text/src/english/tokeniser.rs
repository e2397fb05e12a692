//! Cuts a text into words, numbers and marks.
//!
//! Follows spaCy's `Tokenizer` for English (MIT): a text is cut at its blanks; of each stretch, marks are cut off the front
//! and the end, exceptions such as “don't” are cut as listed, addresses are left whole, and the rest is cut inside, at
//! hyphens and the like. The rules that spaCy writes as regular expressions are spelt out here; `weights/convert.py` checks
//! that the package still has them. O(length), but for a stretch without blanks that is all marks: then each mark costs one
//! look at the exceptions.

use std::collections::HashMap;
use std::ops::Range;

use super::address::is_address;
use super::characters::{Characters, Kind};
use super::file::File;

/// A word where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub span: Range<usize>,
    /// What it stands for, where an exception says so: “not” for “n't”.
    pub norm: Option<&'static str>,
}

/// The rules.
pub struct Tokeniser {
    /// What follows a number as its unit.
    units: Vec<&'static str>,
    currencies: Vec<&'static str>,
    /// Words that are cut as listed: the words they give, with what these stand for.
    exceptions: HashMap<&'static str, Vec<(&'static str, Option<&'static str>)>>,
    /// The longest exception in bytes.
    longest: usize,
    /// Runs of words that are joined again when they spell an exception, by the first.
    joined: HashMap<&'static str, Vec<Vec<&'static str>>>,
}

impl Tokeniser {
    /// From the next sections of the file: units and currencies.
    pub fn read_signs(file: &mut File) -> (Vec<&'static str>, Vec<&'static str>) {
        (file.text().lines().collect(), file.text().lines().collect())
    }

    /// With these units and currencies, and from the next sections of the file.
    pub fn read(file: &mut File, (units, currencies): (Vec<&'static str>, Vec<&'static str>)) -> Tokeniser {
        let exceptions: HashMap<_, _> = file.text().lines().map(exception).collect();
        let longest = exceptions.keys().map(|key| key.len()).max().unwrap_or(0);
        let mut joined: HashMap<_, Vec<Vec<_>>> = HashMap::new();
        for line in file.text().lines() {
            let words: Vec<_> = line.split('\t').collect();
            joined.entry(words[0]).or_default().push(words);
        }
        Tokeniser { units, currencies, exceptions, longest, joined }
    }

    /// The words of a text, in order; every character but single spaces after a word is in one.
    pub fn words(&self, text: &str, characters: &Characters) -> Vec<Word> {
        let mut cut = Cut { text, rules: self, characters, words: Vec::new() };
        cut.stretches();
        self.join(text, cut.words)
    }

    fn exception(&self, word: &str) -> Option<&Vec<(&'static str, Option<&'static str>)>> {
        if word.len() > self.longest { None } else { self.exceptions.get(word) }
    }

    /// Joins runs of words that spell an exception with marks in it, such as “:)”, the longest and first before others.
    fn join(&self, text: &str, words: Vec<Word>) -> Vec<Word> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (place, word) in words.iter().enumerate() {
            for run in self.joined.get(&text[word.span.clone()]).into_iter().flatten() {
                let there = words[place..].iter().map(|word| &text[word.span.clone()]);
                if words.len() - place >= run.len() && run.iter().copied().eq(there.take(run.len())) {
                    runs.push(place..place + run.len());
                }
            }
        }
        if runs.is_empty() { words } else { self.replace(text, &words, &longest_first(runs, words.len())) }
    }

    fn replace(&self, text: &str, words: &[Word], runs: &[Range<usize>]) -> Vec<Word> {
        let mut replaced = Vec::with_capacity(words.len());
        let mut done = 0;
        for run in runs {
            replaced.extend_from_slice(&words[done..run.start]);
            let start = words[run.start].span.start;
            match self.exception(&text[start..words[run.end - 1].span.end]) {
                Some(pieces) => push_pieces(&mut replaced, start, pieces),
                None => replaced.extend_from_slice(&words[run.clone()]),
            }
            done = run.end;
        }
        replaced.extend_from_slice(&words[done..]);
        replaced
    }
}

fn exception(line: &'static str) -> (&'static str, Vec<(&'static str, Option<&'static str>)>) {
    let mut parts = line.split('\t');
    let key = parts.next().unwrap_or_default();
    let mut pieces = Vec::new();
    while let (Some(word), Some(norm)) = (parts.next(), parts.next()) {
        pieces.push((word, Some(norm).filter(|norm| !norm.is_empty())));
    }
    (key, pieces)
}

/// Of runs that share words, the longer is kept, and of two as long the earlier; in order.
fn longest_first(mut runs: Vec<Range<usize>>, words: usize) -> Vec<Range<usize>> {
    runs.sort_by_key(|run| (std::cmp::Reverse(run.len()), run.start));
    let mut taken = vec![false; words];
    runs.retain(|run| {
        let free = !taken[run.start] && !taken[run.end - 1];
        taken[run.clone()].fill(true);
        free
    });
    runs.sort_by_key(|run| run.start);
    runs
}

fn push_pieces(words: &mut Vec<Word>, mut start: usize, pieces: &[(&'static str, Option<&'static str>)]) {
    for &(piece, norm) in pieces {
        words.push(Word { span: start..start + piece.len(), norm });
        start += piece.len();
    }
}

/// A text being cut.
struct Cut<'a> {
    text: &'a str,
    rules: &'a Tokeniser,
    characters: &'a Characters,
    words: Vec<Word>,
}

impl Cut<'_> {
    /// Cuts at the border of blanks and others. The first space after a word belongs to no stretch.
    fn stretches(&mut self) {
        let mut start = 0;
        let mut blank = self.text.chars().next().is_some_and(|first| self.characters.is(first, Kind::Blank));
        for (place, character) in self.text.char_indices() {
            if self.characters.is(character, Kind::Blank) == blank {
                continue;
            }
            self.stretch(start..place, blank);
            start = if character == ' ' { place + 1 } else { place };
            blank = !blank;
        }
        self.stretch(start..self.text.len(), blank);
    }

    fn stretch(&mut self, span: Range<usize>, blank: bool) {
        if span.is_empty() {
            return;
        }
        if blank {
            self.push(span);
        } else if let Some(pieces) = self.rules.exception(&self.text[span.clone()]) {
            push_pieces(&mut self.words, span.start, pieces);
        } else {
            self.affixes(span);
        }
    }

    fn push(&mut self, span: Range<usize>) {
        self.words.push(Word { span, norm: None });
    }

    /// Cuts marks off both ends until an exception or nothing more is left.
    fn affixes(&mut self, Range { mut start, mut end }: Range<usize>) {
        let mut suffixes = Vec::new();
        let listed = |span: Range<usize>| !span.is_empty() && self.rules.exception(&self.text[span]).is_some();
        let mut prefixes = Vec::new();
        while start < end && !listed(start..end) {
            let prefix = self.prefix(&self.text[start..end]);
            if prefix > 0 && listed(start + prefix..end) {
                prefixes.push(start..start + prefix);
                start += prefix;
                break;
            }
            let suffix = self.suffix(&self.text[start + prefix..end]);
            if suffix > 0 && listed(start..end - suffix) {
                suffixes.push(end - suffix..end);
                end -= suffix;
                break;
            }
            if prefix == 0 && suffix == 0 {
                break;
            }
            if prefix > 0 {
                prefixes.push(start..start + prefix);
            }
            if suffix > 0 {
                suffixes.push(end - suffix..end);
            }
            (start, end) = (start + prefix, end - suffix);
        }
        prefixes.into_iter().for_each(|span| self.push(span));
        if start < end {
            self.middle(start..end);
        }
        suffixes.into_iter().rev().for_each(|span| self.push(span));
    }

    /// What is left between the marks: an exception, an address, or words with signs between them.
    fn middle(&mut self, span: Range<usize>) {
        let word = &self.text[span.clone()];
        if let Some(pieces) = self.rules.exception(word) {
            push_pieces(&mut self.words, span.start, pieces);
            return;
        }
        if is_address(word, self.characters) {
            self.push(span);
            return;
        }
        let mut start = span.start;
        let mut place = 0;
        let mut before = None;
        while let Some(character) = word[place..].chars().next() {
            let length = self.infix(before, &word[place..]);
            if length > 0 {
                let infix = span.start + place..span.start + place + length;
                // A sign at the very front stays.
                if place > 0 {
                    if infix.start > start {
                        self.push(start..infix.start);
                    }
                    self.push(infix.clone());
                    start = infix.end;
                }
                place += length;
                before = word[..place].chars().next_back();
            } else {
                place += character.len_utf8();
                before = Some(character);
            }
        }
        if start < span.end {
            self.push(start..span.end);
        }
    }

    /// The length of the mark at the front of a word, in bytes; 0 for none.
    fn prefix(&self, word: &str) -> usize {
        let mut rest = word.chars();
        let Some(first) = rest.next() else { return 0 };
        match first {
            '+' if !rest.next().is_some_and(|next| next.is_ascii_digit()) => 1,
            '.' => dots(word),
            _ if self.characters.is(first, Kind::Prefix) => first.len_utf8(),
            'U' | 'C' | 'A' => {
                let currencies = self.rules.currencies.iter().filter(|sign| word.starts_with(**sign));
                currencies.map(|sign| sign.len()).next().unwrap_or(0)
            }
            _ => 0,
        }
    }

    /// The length of the longest mark at the end of a word, in bytes; 0 for none.
    fn suffix(&self, word: &str) -> usize {
        let Some(last) = word.chars().next_back() else { return 0 };
        let mut longest = if self.characters.is(last, Kind::Suffix) { last.len_utf8() } else { 0 };
        let before = |length: usize| word[..word.len() - length].chars().next_back();
        match last {
            '.' => {
                let run = word.len() - word.trim_end_matches('.').len();
                longest = longest.max(if run > 1 { run } else { self.stop(word) });
            }
            '+' if before(1).is_some_and(|sign| sign.is_ascii_digit()) => longest = longest.max(1),
            's' | 'S' => match before(1) {
                Some('\'') => longest = 2,
                Some('’') => longest = 1 + '’'.len_utf8(),
                _ => (),
            },
            '…' if word.ends_with("……") => longest = 2 * last.len_utf8(),
            _ => (),
        }
        // Only what ends in a sign of money or a letter of a unit needs the lists: nothing much longer than a few letters.
        if word.chars().rev().take(8).any(|sign| sign.is_ascii_digit()) {
            for sign in self.rules.units.iter().chain(&self.rules.currencies) {
                let fits = sign.len() > longest && word.ends_with(sign);
                if fits && before(sign.len()).is_some_and(|digit| digit.is_ascii_digit()) {
                    longest = sign.len();
                }
            }
        }
        longest
    }

    /// Whether the full stop at the end of a word is cut off: 1 or 0.
    fn stop(&self, word: &str) -> usize {
        let mut back = word.chars().rev().skip(1);
        let (Some(last), before) = (back.next(), back.next()) else { return 0 };
        let degrees = before == Some('°') && "FfCcKk".contains(last);
        let capitals =
            self.characters.is(last, Kind::Upper) && before.is_some_and(|sign| self.characters.is(sign, Kind::Upper));
        usize::from(degrees || capitals || self.characters.is(last, Kind::BeforeStop))
    }

    /// The length of the sign inside a word at which it is cut, in bytes; 0 for none.
    fn infix(&self, before: Option<char>, rest: &str) -> usize {
        let mut signs = rest.chars();
        let (Some(sign), after) = (signs.next(), signs.next()) else { return 0 };
        let is = |character: Option<char>, kind| character.is_some_and(|sign| self.characters.is(sign, kind));
        let digit = |character: Option<char>| character.is_some_and(|sign| sign.is_ascii_digit());
        if dots(rest) > 0 {
            return dots(rest);
        }
        if sign == '…' || is(Some(sign), Kind::Icon) {
            return sign.len_utf8();
        }
        let word_before = is(before, Kind::Alpha) || digit(before);
        let cut = match sign {
            '+' | '-' | '*' | '^' if digit(before) && (digit(after) || after == Some('-')) => true,
            '.' => {
                (is(before, Kind::Lower) || is(before, Kind::Quote))
                    && (is(after, Kind::Upper) || is(after, Kind::Quote))
            }
            ',' => is(before, Kind::Alpha) && is(after, Kind::Alpha),
            ':' | '<' | '>' | '=' | '/' => word_before && is(after, Kind::Alpha),
            '-' | '–' | '—' | '~' if word_before => return self.hyphen(rest),
            _ => false,
        };
        if cut { sign.len_utf8() } else { 0 }
    }

    /// The length of the hyphen or dash at the front, in bytes, where a letter follows; 0 otherwise.
    fn hyphen(&self, rest: &str) -> usize {
        let letter = |rest: &str| rest.chars().next().is_some_and(|sign| self.characters.is(sign, Kind::Alpha));
        let hyphens = ["-", "–", "—", "--", "---", "——", "~"];
        hyphens.into_iter().find(|hyphen| rest.strip_prefix(hyphen).is_some_and(letter)).map_or(0, str::len)
    }
}

/// The length of a run of two or more full stops at the front; 0 for fewer.
fn dots(word: &str) -> usize {
    let run = word.len() - word.trim_start_matches('.').len();
    if run > 1 { run } else { 0 }
}
