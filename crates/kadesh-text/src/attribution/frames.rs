//! The constructions by which a report ascribes words: each finds its statements, and here they become one list.

mod according;
mod clause;
mod content;
mod noun;
mod object;
mod perspective;
mod preposition;
mod quotation;
mod stance;
mod subject;
mod transcript;

use std::collections::BTreeMap;

use super::words::Words;
use super::{Construction, Modality};
use crate::Span;

/// A statement as a construction found it, before it is known who is meant.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The word that ascribes.
    pub token: usize,
    /// All words that ascribe, as first and last tokens.
    pub cue: Vec<(usize, usize)>,
    pub source: Source,
    pub pieces: Vec<Span>,
    pub construction: Construction,
    /// Why, in plain words.
    pub why: String,
    /// Whether the construction by itself is sure.
    pub sure: bool,
    pub modality: Modality,
    pub superseded: bool,
    pub addressee: Option<(usize, usize)>,
}

/// Who is said to have said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A phrase: its noun, its first and its last token.
    Phrase { head: usize, first: usize, last: usize },
    /// Whoever spoke before.
    Before,
    /// Nobody is named.
    Nobody,
}

impl Draft {
    fn new(words: &Words, token: usize, construction: Construction) -> Self {
        Draft {
            token,
            cue: vec![(token, token)],
            source: Source::Nobody,
            pieces: Vec::new(),
            construction,
            why: String::new(),
            sure: true,
            modality: modality(words, token),
            superseded: false,
            addressee: None,
        }
    }
}

/// All statements, in the order of the words that ascribe them.
pub(super) fn drafts(words: &Words) -> Vec<Draft> {
    let mut found: BTreeMap<usize, Draft> = BTreeMap::new();
    let mut add = |drafts: Vec<Draft>| {
        for draft in drafts.into_iter().filter(|draft| !draft.pieces.is_empty()) {
            match found.get_mut(&draft.token) {
                // The first construction that sees a word explains it; a later one may add to what was said.
                Some(known) if adds(words, known, &draft) => known.pieces = content::union(words.text, &known.pieces, &draft.pieces),
                Some(_) => {}
                None => {
                    found.insert(draft.token, draft);
                }
            }
        }
    };
    let mut taken = quotation::Taken::new(words);
    let transcript = transcript::drafts(words, &mut taken);
    let quoted = quotation::drafts(words, &mut taken);
    add(transcript);
    add(quoted);
    add(clause::drafts(words));
    add(according::drafts(words));
    add(perspective::drafts(words));
    add(preposition::drafts(words));
    add(object::drafts(words));
    add(noun::drafts(words));
    add(stance::drafts(words));
    let mut all: Vec<Draft> = found.into_values().collect();
    all = quotation::carried(words, all);
    all.sort_by_key(|draft| draft.token);
    all
}

/// Whether a later construction adds to the words of an earlier one: not what stands before a quotation that has a lead-in
/// of its own.
fn adds(words: &Words, known: &Draft, draft: &Draft) -> bool {
    let verb = words.span(known.token, known.token).start;
    let after = draft.pieces.iter().all(|piece| piece.start > verb);
    known.construction == Construction::Quotation && draft.construction == Construction::Clause && after
}

/// How the verb `token` is put.
fn modality(words: &Words, token: usize) -> Modality {
    let child = |test: &dyn Fn(usize) -> bool| words.children(token).iter().any(|&c| test(c));
    if words.lemma(token) == "deny" || child(&|c| words.dep(c) == "neg") {
        Modality::Denied
    } else if child(&|c| words.tag(c) == "MD" && !matches!(words.low(c), "will" | "'ll" | "’ll"))
        || child(&|c| words.dep(c) == "mark" && words.low(c) == "if")
    {
        Modality::Conditional
    } else if matches!(words.lemma(token), "ask" | "inquire" | "enquire" | "wonder" | "question") {
        Modality::Asked
    } else {
        Modality::Asserted
    }
}
