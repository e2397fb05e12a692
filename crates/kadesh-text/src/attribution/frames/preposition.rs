//! Verbs with a preposition: called for talks, warned of a flood, insisted on a seat.

use super::super::lexicon::{self, has};
use super::super::words::Words;
use super::super::Construction;
use super::content::piece;
use super::{Draft, subject};

pub(super) fn drafts(words: &Words) -> Vec<Draft> {
    (0..words.len()).filter(|&token| words.is_verb(token) && words.quote(token).is_none()).filter_map(|verb| draft(words, verb)).collect()
}

fn draft(words: &Words, verb: usize) -> Option<Draft> {
    let lemma = words.lemma(verb);
    let (_, prepositions) = lexicon::PREPOSITION.iter().find(|(known, _)| *known == lemma)?;
    if words.child(verb, &["dobj", "ccomp"]).is_some_and(|o| o > verb) || words.dep(verb) == "amod" {
        return None;
    }
    let preposition = words.children(verb).iter().copied().find(|&c| c > verb && c <= verb + 4 && words.dep(c) == "prep" && has(prepositions, words.low(c)))?;
    let (_, last) = words.edges(preposition);
    let mut draft = Draft::new(words, verb, Construction::Preposition);
    draft.source = subject::source(words, verb);
    draft.cue = vec![(verb, preposition)];
    draft.pieces.extend(piece(words, preposition + 1, last));
    draft.why = format!("‘{} {}’", words.word(verb), words.word(preposition));
    draft.sure = has(lexicon::SURE_PREPOSITION, lemma);
    Some(draft)
}
