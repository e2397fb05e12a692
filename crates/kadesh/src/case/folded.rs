//! When two texts are the same to a reader: line ends, no-break spaces, soft hyphens, kinds of quotation marks make no difference;
//! letters, digits, case and accents do.
//!
//! # Definition
//!
//! A text is folded into its *letters*: canonically decomposed (Unicode NFD), ligatures and presentation forms taken apart
//! (NFKD), any run of white space as one space, invisible signs dropped, all quotation marks and apostrophes as one, `…` as
//! three points. Dashes of all kinds are taken out and noted as *joints* before the letter that follows: a dash is a plain
//! joint; one between two words or parts of a word that is followed by white space, as at the end of a line, is a loose joint,
//! which equals a dash and nothing alike. Two texts are the same when their letters are and their joints fit.
//!
//! # Source
//!
//! Canonical and compatibility decomposition: Unicode Standard Annex 15. The classes of signs are our own.
//!
//! # Complexity
//!
//! O(length) to fold, with four bytes beside each byte of letters; O(length) for each search.

use std::ops::Range;

use memchr::memmem;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

/// A text as readers compare it, with the way back to its bytes.
#[derive(Debug, Clone, Default)]
// INVARIANT: `marks` has one entry for each byte of `letters`.
pub(super) struct Folded {
    letters: String,
    marks: Vec<Mark>,
    /// What stands behind the last letter.
    end: Joint,
    /// The text begins with a dash and a space, of which the first letter may be the end of a broken word.
    may_be_broken: bool,
}

/// Where a letter comes from, in the first 28 bits, and how it hangs together with its neighbours in the others.
#[derive(Debug, Clone, Copy)]
struct Mark(u32);

/// What stands between a letter and the one before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Joint {
    /// Nothing.
    #[default]
    None,
    /// A dash.
    Dash,
    /// A dash and white space, as where a word is broken at the end of a line.
    Loose,
}

/// Words that stand in more places than this are told by no few words before them.
pub(super) const MOST_PLACES: usize = 10_000;

const OFFSET: u32 = (1 << 28) - 1;
const MAY_BEGIN: u32 = 1 << 31;
const MAY_END: u32 = 1 << 30;
const DASH: u32 = 1 << 28;
const LOOSE: u32 = 1 << 29;

impl Folded {
    /// Folds a text of at most 256 MiB; what is beyond is left out.
    pub fn new(text: &str) -> Folded {
        let mut folding = Folding::default();
        let mut at = 0;
        while let Some(sign) = text[at..].chars().next().filter(|_| at < OFFSET as usize) {
            let end = at + segment(&text[at..]);
            folding.segment(sign, &text[at..end], at);
            at = end;
        }
        folding.done()
    }

    /// Every place in `text`, which this was folded from, where a folded needle stands, as bytes. They may overlap; at most [`MOST_PLACES`].
    pub fn places(&self, text: &str, needle: &Folded) -> Vec<Range<usize>> {
        let mut found = self.places_as_written(text, needle);
        if needle.may_be_broken {
            found.extend(self.places_as_written(text, &needle.broken()));
            found.sort_by_key(|place| (place.start, place.end));
            found.dedup();
        }
        found
    }

    /// Whether the text before a byte ends with these words, or the text from a byte on begins with them.
    pub fn is_between(text: &str, place: &Range<usize>, before: Option<&str>, after: Option<&str>) -> bool {
        let letters = |words: &str| Folded::new(words).letters.trim().to_owned();
        // So much more text than letters that what folds away does not matter.
        let reach = |words: &str| 64 + 8 * words.len();
        let ends = |words: &str| {
            let mut from = place.start.saturating_sub(reach(words));
            while !text.is_char_boundary(from) {
                from -= 1;
            }
            letters(&text[from..place.start]).ends_with(&letters(words))
        };
        let begins = |words: &str| {
            let mut to = text.len().min(place.end + reach(words));
            while !text.is_char_boundary(to) {
                to += 1;
            }
            letters(&text[place.end..to]).starts_with(&letters(words))
        };
        before.is_none_or(ends) && after.is_none_or(begins)
    }

    fn places_as_written(&self, text: &str, needle: &Folded) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        if needle.letters.is_empty() {
            return places;
        }
        let finder = memmem::Finder::new(&needle.letters);
        let mut from = 0;
        while let Some(found) = finder.find(&self.letters.as_bytes()[from..]) {
            let start = from + found;
            if self.fits(start, needle) {
                places.push(self.place(text, start, needle));
            }
            if places.len() == MOST_PLACES {
                break;
            }
            from = start + 1;
        }
        // Two letters of one ligature have one place.
        places.dedup();
        places
    }

    /// Whether the joints of a needle fit where its letters stand, and no letter is cut in two.
    fn fits(&self, start: usize, needle: &Folded) -> bool {
        let end = start + needle.letters.len();
        let whole = self.marks[start].0 & MAY_BEGIN != 0 && self.marks[end - 1].0 & MAY_END != 0;
        let own = self.marks[start..end].iter().zip(&needle.marks).skip(1);
        whole
            && own.clone().all(|(one, other)| one.joint().fits(other.joint()))
            && (needle.marks[0].joint() == Joint::None || self.marks[start].joint() != Joint::None)
            && (needle.end == Joint::None || self.joint_at(end) != Joint::None)
    }

    fn joint_at(&self, byte: usize) -> Joint {
        self.marks.get(byte).map_or(self.end, |mark| mark.joint())
    }

    /// The bytes of the text that the letters from a byte on come from, with the dashes that the needle begins or ends with.
    fn place(&self, text: &str, start: usize, needle: &Folded) -> Range<usize> {
        let last = self.marks[start + needle.letters.len() - 1].offset();
        let (mut from, mut to) = (self.marks[start].offset(), last + segment(&text[last..]));
        let between = |sign: &char| sign.is_whitespace() || is_invisible(*sign) || is_dash(*sign);
        if needle.marks[0].joint() != Joint::None {
            let gap = text[..from].char_indices().rev().take_while(|(_, sign)| between(sign));
            from = gap.filter(|(_, sign)| is_dash(*sign)).last().map_or(from, |(at, _)| at);
        }
        if needle.end != Joint::None {
            let gap = text[to..].char_indices().take_while(|(_, sign)| between(sign));
            to += gap.filter(|(_, sign)| is_dash(*sign)).last().map_or(0, |(at, sign)| at + sign.len_utf8());
        }
        from..to
    }

    /// The same where the dash and the space at the beginning break a word.
    fn broken(&self) -> Folded {
        let mut broken = self.clone();
        broken.letters.remove(0);
        broken.marks.remove(0);
        broken.marks.first_mut().into_iter().for_each(|mark| mark.0 |= LOOSE);
        broken.may_be_broken = false;
        broken
    }
}

impl Mark {
    fn offset(self) -> usize {
        (self.0 & OFFSET) as usize
    }

    fn joint(self) -> Joint {
        match (self.0 & LOOSE != 0, self.0 & DASH != 0) {
            (true, _) => Joint::Loose,
            (false, true) => Joint::Dash,
            (false, false) => Joint::None,
        }
    }
}

impl Joint {
    fn fits(self, other: Joint) -> bool {
        self == other || self == Joint::Loose || other == Joint::Loose
    }
}

/// A text half folded.
#[derive(Default)]
struct Folding {
    folded: Folded,
    /// White space that was met since the last letter, before any dash: where.
    space: Option<usize>,
    /// A dash that was met since the last letter, and white space behind it.
    dash: Option<Option<usize>>,
    /// The last letter is one of a word.
    in_word: bool,
}

impl Folding {
    /// Takes a sign with the marks that belong to it.
    fn segment(&mut self, sign: char, segment: &str, at: usize) {
        if sign.is_whitespace() {
            match &mut self.dash {
                Some(behind) => *behind = behind.or(Some(at)),
                None => self.space = self.space.or(Some(at)),
            }
        } else if is_dash(sign) {
            self.dash = self.dash.or(Some(None));
        } else if is_invisible(sign) {
            self.accents_behind(&segment[sign.len_utf8()..], at + sign.len_utf8());
        } else {
            self.letters(sign, segment, at);
        }
    }

    /// Accents behind an invisible sign belong to the letter before it.
    fn accents_behind(&mut self, accents: &str, at: usize) {
        if !accents.is_empty() {
            self.folded.marks.last_mut().into_iter().for_each(|mark| mark.0 &= !MAY_END);
            self.accents(accents, at);
        }
    }

    fn letters(&mut self, sign: char, segment: &str, at: usize) {
        let is_first = self.folded.letters.is_empty();
        let in_word = sign.is_alphanumeric();
        let mut joint = 0;
        match (self.space.take(), self.dash.take()) {
            (None, Some(Some(_))) if self.in_word && in_word => joint = LOOSE,
            (before, dash) => {
                if let Some(space) = before.filter(|_| !is_first) {
                    self.push(' ', space, MAY_BEGIN | MAY_END);
                }
                joint = if dash.is_some() { DASH } else { joint };
                if let Some(Some(space)) = dash {
                    self.folded.may_be_broken |= is_first && in_word;
                    self.push(' ', space, MAY_BEGIN | MAY_END | joint);
                    joint = 0;
                }
            }
        }
        self.in_word = in_word;
        self.taken_apart(sign, segment, at, joint);
    }

    /// A sign as readers compare it: one letter, the letters of a ligature, or a letter and its accents in their order.
    fn taken_apart(&mut self, sign: char, segment: &str, at: usize, joint: u32) {
        let mut joint = Some(joint);
        if is_quotation_mark(sign) {
            self.push('"', at, MAY_BEGIN | MAY_END | joint.unwrap_or(0));
        } else if segment.len() == 1 {
            self.push(sign, at, MAY_BEGIN | MAY_END | joint.unwrap_or(0));
        } else if is_several(sign) {
            // Part of a ligature may be asked for: the place is then that of all of it.
            decompose_compatible(sign, |letter| self.push(letter, at, MAY_BEGIN | MAY_END | joint.take().unwrap_or(0)));
            self.accents(&segment[sign.len_utf8()..], at);
        } else {
            let start = self.folded.marks.len();
            if segment.len() == sign.len_utf8() {
                decompose_canonical(sign, |letter| self.push(letter, at, joint.take().unwrap_or(0)));
            } else {
                segment.nfd().filter(|sign| !is_invisible(*sign)).for_each(|letter| {
                    self.push(letter, at, joint.take().unwrap_or(0));
                });
            }
            self.folded.marks.get_mut(start).into_iter().for_each(|mark| mark.0 |= MAY_BEGIN);
            self.folded.marks.last_mut().into_iter().for_each(|mark| mark.0 |= MAY_END);
        }
    }

    fn accents(&mut self, accents: &str, at: usize) {
        accents.nfd().filter(|sign| !is_invisible(*sign)).for_each(|accent| self.push(accent, at, MAY_END));
    }

    fn push(&mut self, letter: char, at: usize, flags: u32) {
        self.folded.letters.push(letter);
        let (first, at) = (self.folded.marks.len(), at as u32 & OFFSET);
        self.folded.marks.resize(self.folded.letters.len(), Mark(at));
        // A letter of several bytes begins with the first and ends with the last of them.
        self.folded.marks[first].0 |= flags & !MAY_END;
        self.folded.marks.last_mut().into_iter().for_each(|mark| mark.0 |= flags & MAY_END);
    }

    fn done(mut self) -> Folded {
        if self.dash.is_some() {
            if let Some(space) = self.space.filter(|_| !self.folded.letters.is_empty()) {
                self.push(' ', space, MAY_BEGIN | MAY_END);
            }
            self.folded.end = Joint::Dash;
        }
        self.folded
    }
}

/// How many bytes the first sign of a text takes with the accents and parts of a syllable that follow it.
fn segment(text: &str) -> usize {
    let mut signs = text.chars();
    let first = signs.next().map_or(0, char::len_utf8);
    // What is not ASCII takes more than one byte, and only such signs join the one before.
    if text.as_bytes().get(first).is_none_or(u8::is_ascii) {
        return first;
    }
    let joins = |sign: &char| is_combining_mark(*sign) || matches!(*sign, '\u{1160}'..='\u{11ff}');
    first + signs.take_while(joins).map(char::len_utf8).sum::<usize>()
}

/// Signs that nobody sees.
pub(super) fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

fn is_dash(sign: char) -> bool {
    matches!(
        sign,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{2e3b}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// Quotation marks of all languages and apostrophes: one sign serves as both in many a text.
pub(super) fn is_quotation_mark(sign: char) -> bool {
    matches!(
        sign,
        '"' | '\'' | '`' | '´' | '«' | '»' | '‹' | '›'
            | '\u{2018}'..='\u{201f}'
            | '\u{2032}'..='\u{2037}'
            | '\u{2b9}'..='\u{2bd}'
            | '\u{300a}'..='\u{300f}'
            | '\u{3008}'
            | '\u{3009}'
            | '\u{301d}'..='\u{301f}'
            | '\u{5f3}'
            | '\u{5f4}'
            | '\u{ff02}'
            | '\u{ff07}'
    )
}

/// One sign that readers take for several letters: ligatures, presentation forms, the three points.
fn is_several(sign: char) -> bool {
    matches!(
        sign,
        '\u{132}' | '\u{133}' | '\u{1c4}'..='\u{1cc}' | '\u{1f1}'..='\u{1f3}' | '…' | '\u{fb00}'..='\u{fb1c}'
            | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same for a reader, one row a kind of thing: letters first, then what stands between them.
    const ALIKE: &[&[&str]] = &[
        &["a"],
        &["B"],
        &["4"],
        &["ß"],
        &["é", "e\u{301}"],
        &["ậ", "a\u{323}\u{302}", "a\u{302}\u{323}", "ạ\u{302}"],
        &["й", "и\u{306}"],
        &["Я"],
        &["가", "\u{1100}\u{1161}"],
        &["각", "\u{1100}\u{1161}\u{11a8}", "가\u{11a8}"],
        &["fi", "ﬁ"],
        &["ffi", "ﬃ"],
        &["水"],
        &["لا", "ﻻ"],
        &[" ", "  ", "\n", "\r\n", "\u{a0}", "\u{200b} ", "\t", "\u{202f}", " \n\n ", "\u{feff}\u{2009}"],
        &["\"", "“", "”", "„", "«", "»", "'", "’", "‘", "`", "＂", "「"],
        &["-", "–", "—", "‑", "−"],
        &["...", "…"],
        &["."],
    ];

    /// What may stand within a word and make no difference.
    const BREAKS: &[&str] = &["", "\u{ad}", "-\n", "\u{200b}", "‐\r\n", "-  ", "\u{200d}"];

    const LETTERS: usize = 14;

    /// A text of things written in one of their ways, with the byte at which each begins, and the end.
    fn written(things: &[usize], ways: &[usize]) -> (String, Vec<usize>) {
        let (mut text, mut begins) = (String::new(), Vec::new());
        for (place, thing) in things.iter().enumerate() {
            let way = ways[place % ways.len()];
            if place > 0 && *thing < LETTERS && things[place - 1] < LETTERS {
                text.push_str(BREAKS[way / 16 % BREAKS.len()]);
            }
            begins.push(text.len());
            text.push_str(ALIKE[*thing][way % ALIKE[*thing].len()]);
        }
        begins.push(text.len());
        (text, begins)
    }

    /// Several dashes in a row are one, of which no part is asked for.
    fn one_dash_at_a_time(things: Vec<usize>) -> Vec<usize> {
        let mut last = 0;
        let is_dash = |thing: usize| ALIKE[thing][0] == "-";
        let keep = |thing: &usize| {
            let again = is_dash(*thing) && is_dash(last);
            last = if is_space(*thing) || again { last } else { *thing };
            !again
        };
        things.into_iter().filter(keep).collect()
    }

    fn is_space(thing: usize) -> bool {
        ALIKE[thing][0] == " "
    }

    /// Some thousand, or as many as `PROPTEST_CASES` says, which the library of the tests reads itself.
    fn as_many_as_asked() -> ProptestConfig {
        let asked = ProptestConfig::default();
        ProptestConfig { cases: asked.cases.max(4_000), ..asked }
    }

    proptest! {
        #![proptest_config(as_many_as_asked())]

        /// The law: every part of a text, written otherwise in ways that a reader does not see, is found at its place.
        #[test]
        fn a_part_is_found_however_it_is_written(
            things in prop::collection::vec(0..ALIKE.len(), 1..24),
            (from, many) in (0usize..24, 1usize..24),
            ways in prop::collection::vec(0usize..512, 1..24),
            others in prop::collection::vec(0usize..512, 1..24),
        ) {
            let things = one_dash_at_a_time(things);
            let from = from % things.len();
            let to = (from + many).min(things.len());
            let Some(first) = (from..to).find(|place| !is_space(things[*place])) else { return Ok(()) };
            let last = (from..to).rev().find(|place| !is_space(things[*place])).unwrap();
            // Signs alone say nothing that could be anchored.
            if !things[first..=last].iter().any(|thing| *thing < LETTERS) {
                return Ok(());
            }
            let (text, begins) = written(&things, &ways);
            let (needle, _) = written(&things[from..to], &others);
            let place = begins[first]..{
                let thing = things[last];
                begins[last] + ALIKE[thing][ways[last % ways.len()] % ALIKE[thing].len()].len()
            };
            let found = Folded::new(&text).places(&text, &Folded::new(&needle));
            prop_assert!(found.iter().any(|one| one.start <= place.start && one.end >= place.end && text[one.clone()].trim() == text[place.clone()].trim()),
                "{needle:?} in {text:?}: {found:?}, not {place:?}");
        }

        /// What differs in a letter, a digit or an accent is not the same.
        #[test]
        fn another_letter_is_another_text(
            things in prop::collection::vec(0..ALIKE.len(), 1..16),
            (changed, into) in (0usize..16, 0..LETTERS),
            ways in prop::collection::vec(0usize..512, 1..16),
            others in prop::collection::vec(0usize..512, 1..16),
        ) {
            let things = one_dash_at_a_time(things);
            let changed = changed % things.len();
            let mut else_where = things.clone();
            else_where[changed] = into;
            // The parts of a ligature may stand for one another.
            let alone = |thing: usize| thing < LETTERS && !ALIKE[thing][0].contains('f');
            if !alone(things[changed]) || !alone(into) || things[changed] == into {
                return Ok(());
            }
            let ((text, _), (needle, _)) = (written(&things, &ways), written(&else_where, &others));
            prop_assert!(Folded::new(&text).places(&text, &Folded::new(&needle)).is_empty(), "{needle:?} in {text:?}");
        }
    }

    fn found(text: &str, needle: &str) -> Vec<String> {
        let places = Folded::new(text).places(text, &Folded::new(needle));
        places.into_iter().map(|place| text[place].to_owned()).collect()
    }

    #[test]
    fn a_hyphen_of_a_word_counts_and_one_at_the_end_of_a_line_may_be_either() {
        assert!(found("They re-sign it.", "resign").is_empty() && found("They resign.", "re-sign").is_empty());
        assert_eq!(found("They re-\nsign it.", "resign"), ["re-\nsign"]);
        assert_eq!(found("They re-\nsign it.", "re-sign"), ["re-\nsign"]);
        assert_eq!(found("A well-\nknown nego-\ntiator", "well-known negotiator"), ["well-\nknown nego-\ntiator"]);
        assert_eq!(found("pre- and post-war", "pre- and post-war"), ["pre- and post-war"]);
        assert!(found("pre- and post-war", "pre and post").is_empty());
        assert!(found("a - b", "a-b").is_empty() && found("a -b", "a- b").is_empty());
    }

    #[test]
    fn no_letter_is_cut_from_its_accent() {
        // Bengali joins by signs that nobody sees, and the letters differ with what stands behind them.
        assert!(found("র\u{200d}\u{9cd}যাব", "রযাব").is_empty());
        assert_eq!(found("র\u{200d}\u{9cd}যাব", "র\u{200d}\u{9cd}যাব"), ["র\u{200d}\u{9cd}যাব"]);
        assert!(found("a cafe\u{301} here", "cafe").is_empty());
        assert!(found("한국", "하").is_empty());
        assert_eq!(found("the oﬃce", "office"), ["oﬃce"]);
        assert_eq!(found("the oﬃce", "of"), ["oﬃ"]);
    }

    #[test]
    fn what_looks_alike_and_is_not_the_same_is_told_apart() {
        assert!(found("the dаm", "the dam").is_empty(), "a Cyrillic letter");
        assert!(found("Peace", "peace").is_empty(), "case counts");
        assert!(found("in 2O24", "2024").is_empty());
    }

    #[test]
    fn words_around_are_compared_alike() {
        let text = "He said: “peace”.\nShe  said: ‘peace’!";
        let between = |at: usize, before, after| Folded::is_between(text, &(at..at + 5), before, after);
        let (one, two) = (text.find("peace").unwrap(), text.rfind("peace").unwrap());
        assert!(between(two, Some("She said: \""), Some("\"!")) && !between(one, Some("She said: '"), None));
        assert!(between(one, Some("He said: '"), None) && !between(one, None, Some("'!")));
    }

    #[test]
    fn an_empty_needle_is_nowhere() {
        for needle in ["", " ", "\u{200b}", "-"] {
            assert!(found("a - b", needle).is_empty());
        }
    }
}
