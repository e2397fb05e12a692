//! The base form of a word.
//!
//! spaCy's `EnglishLemmatizer` by rules (MIT): endings are replaced by rule, and what is a word in the lists of WordNet is
//! taken; exceptions come first. O(log of the lists).

use super::characters::{Characters, Kind};
use super::file::File;
use super::words::Lines;

/// The lists.
pub struct Lemmas {
    adjectives: Lists,
    adverbs: Lists,
    nouns: Lists,
    verbs: Lists,
    marks: Lists,
}

/// The lists for one kind of words.
struct Lists {
    /// Endings and what replaces them.
    endings: Vec<(&'static str, &'static str)>,
    exceptions: Lines,
    words: Lines,
}

impl Lemmas {
    /// From the next sections of the file.
    pub fn read(file: &mut File) -> Lemmas {
        let mut lists =
            || Lists { endings: endings(file.text()), exceptions: Lines(file.text()), words: Lines(file.text()) };
        let (adjectives, adverbs, nouns, verbs) = (lists(), lists(), lists(), lists());
        let marks = Lists { endings: endings(file.text()), exceptions: Lines(""), words: Lines("") };
        Lemmas { adjectives, adverbs, nouns, verbs, marks }
    }

    /// The base form of `word` of the rough kind `pos`; `form` as in [`super::kinds::Said`].
    pub fn of(&self, word: &str, pos: &str, form: &str, characters: &Characters) -> String {
        let lists = match pos {
            "ADJ" => &self.adjectives,
            "ADV" => &self.adverbs,
            "NOUN" => &self.nouns,
            "VERB" => &self.verbs,
            "PUNCT" => &self.marks,
            "PROPN" if !is_base(pos, form) => return word.to_owned(),
            _ => return word.to_lowercase(),
        };
        if is_base(pos, form) { word.to_lowercase() } else { lists.of(word, characters) }
    }
}

/// Whether a word is known to be its own base form.
fn is_base(pos: &str, form: &str) -> bool {
    form.contains(['i', 'd']) || (pos == "NOUN" && form.contains('s')) || (pos == "VERB" && form.contains('p'))
}

fn endings(text: &'static str) -> Vec<(&'static str, &'static str)> {
    text.lines().filter_map(|line| line.split_once('\t')).collect()
}

impl Lists {
    fn of(&self, word: &str, characters: &Characters) -> String {
        let small = word.to_lowercase();
        // Of the exceptions, each goes before those before it, but for one that the rules give too.
        let (known, unknown) = self.by_rule(&small, characters);
        let exceptions = self.exceptions.find(&small).unwrap_or_default();
        let first = exceptions.split('\t').rfind(|form| !form.is_empty() && !known.iter().any(|other| other == form));
        let first = first.map(str::to_owned);
        first.or_else(|| known.into_iter().next()).or(unknown).unwrap_or_else(|| word.to_owned())
    }

    /// What the rules make of a word: the forms that are in the lists or not of letters only, the best first, and the first
    /// of the others.
    fn by_rule(&self, small: &str, characters: &Characters) -> (Vec<String>, Option<String>) {
        let (mut known, mut unknown) = (Vec::new(), None);
        for (ending, other) in &self.endings {
            let Some(stem) = small.strip_suffix(ending) else { continue };
            let form = format!("{stem}{other}");
            if form.is_empty() {
                continue;
            }
            if self.words.holds(&form) {
                known.insert(0, form);
            } else if !characters.all(&form, Kind::Letter) {
                known.push(form);
            } else {
                unknown = unknown.or(Some(form));
            }
        }
        (known, unknown)
    }
}
