//! Finds an excerpt in its source: the exact words, told apart by what stands before and after.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::Excerpt;

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
        /// The words around each place.
        around: Vec<String>,
    },
    /// The words are there, with other words around them.
    Context {
        /// The words around each place.
        around: Vec<String>,
    },
}

/// Finds the words in the text. O(length of the text); the nearest match of missing words O(text × words).
pub fn find(text: &str, exact: &str, prefix: Option<&str>, suffix: Option<&str>) -> Result<Excerpt, Broken> {
    if exact.is_empty() {
        return Err(Broken::Missing { nearest: None });
    }
    let places: Vec<usize> = text.match_indices(exact).map(|(start, _)| start).collect();
    let fits = |start: &&usize| {
        let end = **start + exact.len();
        prefix.is_none_or(|words| text[..**start].trim_end().ends_with(words.trim_end()))
            && suffix.is_none_or(|words| text[end..].trim_start().starts_with(words.trim_start()))
    };
    let fitting: Vec<usize> = places.iter().filter(fits).copied().collect();
    let around = |places: &[usize]| places.iter().map(|start| context(text, *start..*start + exact.len())).collect();
    match (fitting.as_slice(), places.as_slice()) {
        ([start], _) => {
            let first = text[..*start].chars().count();
            let chars = (first, first + exact.chars().count());
            Ok(Excerpt { exact: exact.to_owned(), chars, bytes: (*start, start + exact.len()) })
        }
        ([], []) => Err(Broken::Missing { nearest: nearest_words(text, exact) }),
        ([], places) => Err(Broken::Context { around: around(places) }),
        (several, _) => Err(Broken::Ambiguous { around: around(several) }),
    }
}

/// Some 25 characters on either side, cut at character boundaries.
fn context(text: &str, place: Range<usize>) -> String {
    const REACH: usize = 25;
    let from = text[..place.start].char_indices().rev().nth(REACH - 1).map_or(0, |(at, _)| at);
    let to = text[place.end..].char_indices().nth(REACH).map_or(text.len(), |(at, _)| place.end + at);
    text[from..to].split_whitespace().collect::<Vec<_>>().join(" ")
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

    #[test]
    fn finds_the_one_place_by_what_stands_around_it() {
        let excerpt = find(TEXT, "Peace", Some("come. "), None).unwrap();
        assert_eq!(&TEXT[excerpt.bytes.0..excerpt.bytes.1], "Peace");
        assert_eq!(excerpt.chars, (50, 55));
        assert!(matches!(find(TEXT, "Peace", None, None), Err(Broken::Ambiguous { around }) if around.len() == 2));
        assert!(matches!(find(TEXT, "Peace", Some("war "), None), Err(Broken::Context { .. })));
    }

    #[test]
    fn shows_the_nearest_match_of_missing_words() {
        let broken = find(TEXT, "peace will come", None, None);
        assert_eq!(broken.unwrap_err(), Broken::Missing { nearest: Some("peace would come".into()) });
        assert_eq!(find(TEXT, "armistice zone", None, None).unwrap_err(), Broken::Missing { nearest: None });
    }
}
