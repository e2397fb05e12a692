//! The words of a text, sentence by sentence: kind, base form, and which word each hangs on.

use crate::Span;

/// A text cut into words and sentences, each word with what it is and what it hangs on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The words, in order.
    pub tokens: Vec<Token>,
    /// The sentences, in order: which tokens each holds. Together they hold all.
    pub sentences: Vec<std::ops::Range<usize>>,
}

/// One word, number or mark, or a stretch of blanks that is more than the space after a word, such as the end of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its kind, finely: a tag of the Penn Treebank such as `NNP` or `VBD`.
    pub tag: &'static str,
    /// Its kind, roughly: a part of speech of Universal Dependencies such as `PROPN` or `VERB`.
    pub pos: &'static str,
    /// Its base form: `say` for “said”.
    pub lemma: String,
    /// The number of the token it hangs on; its own number where it is the root of its sentence.
    pub head: usize,
    /// How it hangs on that: a label of the ClearNLP scheme such as `nsubj` or `ccomp`; `ROOT` for the root of a sentence.
    pub dep: &'static str,
}
