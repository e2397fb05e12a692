//! Reads English: words, sentences, kinds, base forms, and what hangs on what.
//!
//! The small English pipeline of spaCy 3.8 (MIT) without its recogniser of names, in the project's own code: the same
//! rules, and the same networks with the same weights, which `weights/README.md` describes. Nothing is loaded at run time.

mod address;
mod arcs;
mod characters;
mod file;
mod kinds;
mod lemmas;
mod matrix;
mod parser;
mod tagger;
mod tokeniser;
mod vectors;
mod words;

use std::ops::Range;
use std::sync::OnceLock;

use self::characters::{Characters, Kind};
use self::file::File;
use self::kinds::{Kinds, Seen};
use self::lemmas::Lemmas;
use self::parser::{Parser, Tree};
use self::tagger::Tagger;
use self::tokeniser::{Tokeniser, Word};
use self::vectors::{Known, REACH, Vectors, WIDTH};
use self::words::Lines;
use crate::{Parsed, Token};

static WEIGHTS: &[u8] = include_bytes!("../weights/english.bin");

/// How many words are read at once: more than nearly every report has. A longer text is read piece by piece.
const PIECE: usize = 2048;

/// How many words before the end of a piece are read again with the next.
const UNSURE: usize = 128;

/// Reads English texts.
pub struct Pipeline {
    characters: Characters,
    tokeniser: Tokeniser,
    kinds: Kinds,
    lemmas: Lemmas,
    vectors: Vectors,
    tagger: Tagger,
    parser: Parser,
}

impl Pipeline {
    /// The one for English. Made at the first call, in some milliseconds.
    #[must_use]
    pub fn english() -> &'static Pipeline {
        static ENGLISH: OnceLock<Pipeline> = OnceLock::new();
        ENGLISH.get_or_init(|| Pipeline::read(&mut File::new(WEIGHTS)))
    }

    fn read(file: &mut File) -> Pipeline {
        let characters = Characters::read(file);
        let signs = Tokeniser::read_signs(file);
        let (names, norms) = (Lines(file.text()), Lines(file.text()));
        let tokeniser = Tokeniser::read(file, signs);
        let (kinds, lemmas) = (Kinds::read(file), Lemmas::read(file));
        let vectors = Vectors::read(file, names, norms);
        Pipeline {
            characters,
            tokeniser,
            kinds,
            lemmas,
            vectors,
            tagger: Tagger::read(file),
            parser: Parser::read(file),
        }
    }

    /// The words and sentences of a text.
    ///
    /// Every character but single spaces after words lies in a token; blanks that are more than that, such as the end of a
    /// line, are tokens of their own with the kind `SPACE`. A head lies in the sentence of its word.
    ///
    /// O(length) in time. A text of more than 2048 words is read in pieces of that many, each from the start of the
    /// sentence that the last one left unfinished; a sentence of more than half a piece may be cut. What is kept besides
    /// the answer does not grow with the text, but for 40 bytes a word.
    #[must_use]
    pub fn parse(&self, text: &str) -> Parsed {
        let words = self.tokeniser.words(text, &self.characters);
        let mut parsed = Parsed { tokens: Vec::with_capacity(words.len()), sentences: Vec::new() };
        let mut known = Known::default();
        let mut start = 0;
        while start < words.len() {
            start = self.parse_piece(text, &words, start, &mut known, &mut parsed);
        }
        parsed
    }

    /// Reads on from the word `start`; returns where the next piece begins.
    fn parse_piece<'a>(
        &self,
        text: &'a str,
        words: &[Word],
        start: usize,
        known: &mut Known<'a>,
        parsed: &mut Parsed,
    ) -> usize {
        let end_of_text = words.len();
        let end = end_of_text.min(start + PIECE);
        // Neighbours on both sides, so that words at the borders have the vectors that they have in the whole.
        let around = start.saturating_sub(REACH)..end_of_text.min(end + REACH);
        let vectors = self.vectors.of(text, &words[around.clone()], &self.characters, known);
        let vectors = &vectors[(start - around.start) * WIDTH..(end - around.start) * WIDTH];
        let words = &words[start..end];
        let blank: Vec<bool> =
            words.iter().map(|word| self.characters.all(&text[word.span.clone()], Kind::Blank)).collect();
        let tree = self.parser.tree(vectors, &blank);
        let whole = if start + words.len() == end_of_text { words.len() } else { whole(&tree.starts, words.len()) };
        let tags = self.tagger.tags(&vectors[..whole * WIDTH]);
        self.push(text, &words[..whole], &tags, &tree, &blank, parsed);
        start + whole
    }

    fn push(
        &self,
        text: &str,
        words: &[Word],
        tags: &[&'static str],
        tree: &Tree,
        blank: &[bool],
        parsed: &mut Parsed,
    ) {
        let small: Vec<String> = words.iter().map(|word| text[word.span.clone()].to_lowercase()).collect();
        let seen = |place: usize| Seen {
            word: &small[place],
            tag: tags[place],
            label: tree.labels[place],
            blank: blank[place],
        };
        let seen: Vec<Seen> = (0..words.len()).map(seen).collect();
        let first = parsed.tokens.len();
        for (place, (word, said)) in words.iter().zip(self.kinds.of(&seen)).enumerate() {
            let lemma = match said.lemma {
                Some(lemma) => lemma.to_owned(),
                None => self.lemmas.of(&text[word.span.clone()], said.pos, said.form, &self.characters),
            };
            parsed.tokens.push(Token {
                span: word.span.clone(),
                tag: said.tag.unwrap_or(seen[place].tag),
                pos: said.pos,
                lemma,
                head: first + tree.heads[place],
                dep: said.label.unwrap_or(seen[place].label),
            });
        }
        parsed.sentences.extend(sentences(&tree.starts, words.len()).map(|span| first + span.start..first + span.end));
    }
}

/// Up to which word a piece of `words` words that goes on is taken as read: up to the last sentence that begins well before
/// its end, where what was cut off could still have a say.
fn whole(starts: &[usize], words: usize) -> usize {
    let last = |most: usize| starts.iter().copied().rfind(|&start| words / 2 <= start && start <= most);
    last(words.saturating_sub(UNSURE)).or_else(|| last(words)).unwrap_or(words)
}

/// From where sentences begin to their spans, up to the word `end`.
fn sentences(starts: &[usize], end: usize) -> impl Iterator<Item = Range<usize>> {
    let ends = starts.iter().skip(1).copied().chain([end]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .filter(move |&(start, _)| start < end)
        .map(move |(start, next)| start..next.min(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        let mut file = File::new(WEIGHTS);
        Pipeline::read(&mut file);
        assert!(file.is_done());
        assert!(!File::new(WEIGHTS).is_done());
    }
}
