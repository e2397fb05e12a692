//! Finds an excerpt in its source: the same words to a reader, told apart by what stands before and after.

use std::collections::BTreeSet;
use std::ops::Range;

use similar::{Algorithm, ChangeTag, TextDiff};

use super::folded::{Folded, MOST_PLACES};
use crate::diagnostic::Diagnostic;
use crate::model::Excerpt;

/// A text in which excerpts are looked for many times.
#[derive(Debug, Clone)]
pub struct Searched<'t> {
    text: &'t str,
    folded: Folded,
}

/// Why an excerpt has no one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The words are not in the source. The nearest words that are, if any come near.
    Missing {
        /// The nearest words.
        nearest: Option<String>,
    },
    /// The words stand in several places, and prefix and suffix do not tell which.
    Ambiguous {
        /// Each place.
        places: Vec<Around>,
    },
    /// The words are there, with other words around them.
    Context {
        /// Each place.
        places: Vec<Around>,
    },
}

/// One of several places of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// The words with those around them.
    pub words: String,
    /// The words just before, so many that no other place has them. None: the places cannot be told apart so.
    pub prefix: Option<String>,
}

impl Broken {
    /// Why the words have no one place in a source, and what would settle it; with no place yet.
    pub fn fault(&self, source: &str, exact: &str) -> Diagnostic {
        let (message, hint) = match self {
            Broken::Missing { nearest: Some(words) } => {
                let differs = difference(exact, words);
                (
                    format!("these words are not in `{source}`"),
                    format!("the nearest words are (+), what differs in brackets:\n{differs}"),
                )
            }
            Broken::Missing { nearest: None } => (
                format!("these words are not in `{source}`"),
                "nothing like them was found there; copy the words, with their letters, digits and accents".to_owned(),
            ),
            Broken::Ambiguous { places } => (
                format!("these words stand in `{source}` more than once"),
                format!("add what tells which one is meant:\n{}", list(places)),
            ),
            Broken::Context { places } => (
                format!("these words are in `{source}`, but not with this prefix and suffix"),
                format!("they stand here:\n{}", list(places)),
            ),
        };
        Diagnostic::fault("broken-anchor", message).hint(hint)
    }
}

/// Each place on a line, with the prefix that would settle it.
fn list(places: &[Around]) -> String {
    let line = |around: &Around| match &around.prefix {
        Some(prefix) => {
            format!("  “{}”: prefix = \"{}\"", around.words, prefix.replace('\\', "\\\\").replace('"', "\\\""))
        }
        None => format!("  “{}”", around.words),
    };
    places.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Finds words in the text of a source. O(length × words) where they have no one place.
///
/// # Errors
///
/// They have no one place there; why, and what would settle it.
pub fn find_words(
    text: &str,
    source: &str,
    exact: &str,
    (prefix, suffix): (Option<&str>, Option<&str>),
) -> Result<Excerpt, Diagnostic> {
    Searched::new(text).find(exact, prefix, suffix, true).map_err(|broken| broken.fault(source, exact))
}

impl<'t> Searched<'t> {
    /// Folds the text once. O(length).
    pub fn new(text: &'t str) -> Searched<'t> {
        Searched { text, folded: Folded::new(text) }
    }

    /// Finds the words, which are the same where a reader would say so. O(length of the text).
    ///
    /// `explain` looks for what would settle it where there is no one place, which takes O(length × words).
    pub fn find(
        &self,
        exact: &str,
        prefix: Option<&str>,
        suffix: Option<&str>,
        explain: bool,
    ) -> Result<Excerpt, Broken> {
        let places = self.folded.places(self.text, &Folded::new(exact));
        let fitting: Vec<Range<usize>> =
            places.iter().filter(|place| Folded::is_between(self.text, place, prefix, suffix)).cloned().collect();
        match (fitting.as_slice(), places.as_slice()) {
            // There may be more of them than were looked at.
            (_, all) if all.len() == MOST_PLACES => Err(Broken::Ambiguous { places: self.around(all, false) }),
            ([place], _) => {
                let first = self.text[..place.start].chars().count();
                let chars = (first, first + self.text[place.clone()].chars().count());
                Ok(Excerpt { exact: exact.to_owned(), chars, bytes: (place.start, place.end), file_bytes: None })
            }
            ([], []) => {
                let nearest = explain.then(|| nearest_words(self.text, exact)).flatten();
                Err(Broken::Missing { nearest })
            }
            ([], places) => Err(Broken::Context { places: self.around(places, explain) }),
            (several, _) => Err(Broken::Ambiguous { places: self.around(several, explain) }),
        }
    }

    /// Every place where the words stand, as bytes.
    pub fn places(&self, exact: &str) -> Vec<Range<usize>> {
        self.folded.places(self.text, &Folded::new(exact))
    }

    /// The words just before one of several places, as few as tell it from the others.
    pub fn prefix(&self, place: &Range<usize>, places: &[Range<usize>]) -> Option<String> {
        const MOST_WORDS: usize = 32;
        prefix_of(self.text, place, places, MOST_WORDS)
    }

    /// At most so many places are shown.
    fn around(&self, places: &[Range<usize>], explain: bool) -> Vec<Around> {
        const SHOWN: usize = 6;
        const COMPARED: usize = 200;
        const MOST_WORDS: usize = 8;
        let explain = explain && places.len() <= COMPARED;
        let around = |place: &Range<usize>| Around {
            words: context(self.text, place.clone()),
            prefix: explain.then(|| prefix_of(self.text, place, places, MOST_WORDS)).flatten(),
        };
        places.iter().take(SHOWN).map(around).collect()
    }
}

/// The words around a place of a text, as few as tell it from the other places of the same words: those before it, else those
/// behind it. None of both: it has no other, or nothing tells. O(length).
pub fn words_around(text: &str, place: &Range<usize>) -> (Option<String>, Option<String>) {
    let searched = Searched::new(text);
    let places = text.get(place.clone()).map(|exact| searched.places(exact)).unwrap_or_default();
    if places.len() < 2 {
        return (None, None);
    }
    match searched.prefix(place, &places) {
        Some(prefix) => (Some(prefix), None),
        None => (None, suffix_of(text, place, &places)),
    }
}

/// The words just behind a place, as few as tell it from the others.
fn suffix_of(text: &str, place: &Range<usize>, places: &[Range<usize>]) -> Option<String> {
    const MOST_WORDS: usize = 32;
    let words: Vec<&str> = text[place.end..].split_whitespace().take(MOST_WORDS).collect();
    let mut suffixes = (1..=words.len()).map(|many| words[..many].join(" "));
    suffixes.find(|suffix| {
        let fits = |place: &&Range<usize>| Folded::is_between(text, place, None, Some(suffix));
        places.iter().filter(fits).count() == 1
    })
}

/// The words just before a place, as few as tell it from the others; at most so many.
fn prefix_of(text: &str, place: &Range<usize>, places: &[Range<usize>], most: usize) -> Option<String> {
    let words: Vec<&str> = text[..place.start].split_whitespace().rev().take(most).collect();
    let mut prefixes = (1..=words.len()).map(|many| words[..many].iter().rev().copied().collect::<Vec<_>>().join(" "));
    prefixes.find(|prefix| {
        let fits = |place: &&Range<usize>| Folded::is_between(text, place, Some(prefix), None);
        places.iter().filter(fits).count() == 1
    })
}

/// Some 25 characters on either side, cut at character boundaries.
fn context(text: &str, place: Range<usize>) -> String {
    const REACH: usize = 25;
    let from = text[..place.start].char_indices().rev().nth(REACH - 1).map_or(0, |(at, _)| at);
    let to = text[place.end..].char_indices().nth(REACH).map_or(text.len(), |(at, _)| place.end + at);
    text[from..to].split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Two texts that are not quite the same, one below the other, with what differs between `[` and `]`; and the names of signs
/// that look alike or that nobody sees.
pub fn difference(written: &str, found: &str) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (written, found) = (one_line(written), one_line(found));
    let diff = TextDiff::configure().algorithm(Algorithm::Myers).diff_chars(&written, &found);
    let (mut minus, mut plus, mut names) = (Marked::default(), Marked::default(), BTreeSet::new());
    for change in diff.iter_all_changes() {
        let (sign, tag) = (change.value(), change.tag());
        if tag != ChangeTag::Insert {
            minus.push(sign, tag == ChangeTag::Delete);
        }
        if tag != ChangeTag::Delete {
            plus.push(sign, tag == ChangeTag::Insert);
        }
        if tag != ChangeTag::Equal {
            names.extend(sign.chars());
        }
    }
    let mut lines = vec![format!("- {}", minus.done()), format!("+ {}", plus.done())];
    if names.iter().any(|sign| !sign.is_ascii()) && names.len() <= 6 {
        lines.extend(names.into_iter().filter(|sign| !sign.is_whitespace() || !sign.is_ascii()).map(named));
    }
    lines.join("\n")
}

fn named(sign: char) -> String {
    let name = unicode_names2::name(sign).map_or_else(|| "a sign without a name".to_owned(), |name| name.to_string());
    let shown = if sign.is_control() || super::folded::is_invisible(sign) || sign.is_whitespace() {
        String::new()
    } else {
        format!("{sign} ")
    };
    format!("  {shown}is {name} (U+{:04X})", sign as u32)
}

/// A line with the parts that differ between brackets.
#[derive(Default)]
struct Marked {
    line: String,
    open: bool,
}

impl Marked {
    fn push(&mut self, sign: &str, differs: bool) {
        if differs != self.open {
            self.line.push(if differs { '[' } else { ']' });
            self.open = differs;
        }
        self.line.push_str(sign);
    }

    fn done(mut self) -> String {
        if self.open {
            self.line.push(']');
        }
        self.line
    }
}

/// The run of words most like the wanted ones, if at least half alike. Looks at runs of the same number of words, give or
/// take one, in at most the first 200,000 words. A run of more than three words is looked at only when it shares half of
/// them, and nothing is looked for beyond 1,000 characters: comparing letter by letter takes the square of the length.
fn nearest_words(text: &str, wanted: &str) -> Option<String> {
    let starts: Vec<Range<usize>> = word_ranges(text).take(200_000).collect();
    let words: BTreeSet<&str> = wanted.split_whitespace().collect();
    let count = wanted.split_whitespace().count().max(1);
    if wanted.chars().count() > 1_000 {
        return None;
    }
    let shared = |run: &[Range<usize>]| run.iter().filter(|word| words.contains(&text[(*word).clone()])).count();
    let mut best: Option<(f64, Range<usize>)> = None;
    for size in [count, count + 1, count.saturating_sub(1).max(1)] {
        for run in starts.windows(size) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            if count > 3 && 2 * shared(run) < count {
                continue;
            }
            let place = first.start..last.end;
            let likeness = strsim::normalized_damerau_levenshtein(&text[place.clone()], wanted);
            if likeness >= 0.5 && best.as_ref().is_none_or(|(most, _)| likeness > *most) {
                best = Some((likeness, place));
            }
        }
    }
    let edges = |letter: char| letter.is_ascii_punctuation() || matches!(letter, '“' | '”' | '‘' | '’');
    best.map(|(_, place)| text[place].trim_matches(edges).to_owned())
}

fn word_ranges(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_whitespace().map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“Peace,” she said. Then he said peace would come. Peace came.";

    fn find(exact: &str, prefix: Option<&str>) -> Result<Excerpt, Broken> {
        Searched::new(TEXT).find(exact, prefix, None, true)
    }

    #[test]
    fn finds_the_one_place_by_what_stands_around_it() {
        let excerpt = find("Peace", Some("come. ")).unwrap();
        assert_eq!(&TEXT[excerpt.bytes.0..excerpt.bytes.1], "Peace");
        assert_eq!(excerpt.chars, (50, 55));
        assert!(matches!(find("Peace", Some("war ")), Err(Broken::Context { .. })));
    }

    #[test]
    fn tells_the_prefix_that_would_settle_each_of_several_places() {
        let Err(Broken::Ambiguous { places }) = find("Peace", None) else { panic!("it stands twice") };
        for around in places {
            assert!(find("Peace", around.prefix.as_deref()).is_ok(), "{around:?}");
        }
    }

    #[test]
    fn shows_the_nearest_match_of_missing_words() {
        let nearest = |exact| find(exact, None).unwrap_err();
        assert_eq!(nearest("peace will come"), Broken::Missing { nearest: Some("peace would come".into()) });
        assert_eq!(nearest("armistice zone"), Broken::Missing { nearest: None });
    }

    #[test]
    fn marks_what_differs_and_names_what_cannot_be_seen() {
        assert_eq!(difference("a loan by May", "a loan in May"), "- a loan [by] May\n+ a loan [in] May");
        let alike = difference("the dаm", "the dam");
        assert_eq!(
            alike,
            "- the d[а]m\n+ the d[a]m\n  a is LATIN SMALL LETTER A (U+0061)\n  а is CYRILLIC SMALL LETTER A (U+0430)"
        );
    }
}
