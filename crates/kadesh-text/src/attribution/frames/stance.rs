//! Stances: is opposed to …, is ready to …, is in favour of …, is confident that …

use super::super::lexicon::{self, has};
use super::super::words::Words;
use super::super::Construction;
use super::content::{clause_end, piece};
use super::{Draft, Source, subject};

pub(super) fn drafts(words: &Words) -> Vec<Draft> {
    (0..words.len()).filter(|&token| words.quote(token).is_none()).filter_map(|token| adjective(words, token).or_else(|| in_favour(words, token))).collect()
}

fn adjective(words: &Words, token: usize) -> Option<Draft> {
    let word = words.low(token);
    let predicate = matches!(words.dep(token), "acomp" | "ROOT" | "conj" | "ccomp" | "xcomp" | "oprd" | "relcl" | "advcl");
    if !has(lexicon::STANCE, word) || !predicate {
        return None;
    }
    let verb = if words.is_verb(token) && words.child(token, &["auxpass", "nsubjpass"]).is_some() { token } else { words.head(token) };
    let complement = words.children(token).iter().copied().find(|&c| {
        c > token && (matches!(words.dep(c), "ccomp" | "xcomp") || words.dep(c) == "prep" && has(&["to", "of", "about", "on", "over", "with", "against", "by", "for", "at", "in"], words.low(c)))
    })?;
    let (first, last) = words.edges(complement);
    let preposition = words.dep(complement) == "prep";
    let mut draft = Draft::new(words, token, Construction::Stance);
    draft.source = subject::source(words, verb);
    let from = if verb < token && token - verb < 4 && words.lemma(verb) == "be" { verb } else { token };
    draft.cue = vec![(from, if preposition { complement } else { token })];
    draft.pieces.extend(piece(words, if preposition { complement + 1 } else { first.max(token + 1) }, clause_end(words, first, last)));
    draft.modality = super::modality(words, verb);
    draft.why = format!("the stance ‘{}’", words.words(&words.span(from, token)));
    draft.sure = has(lexicon::POSITION, word) && draft.source != Source::Nobody;
    Some(draft)
}

/// “in favour of”, “in support of”.
fn in_favour(words: &Words, token: usize) -> Option<Draft> {
    let noun = token + 1;
    let of = token + 2;
    let fits = words.low(token) == "in" && has(&["favour", "favor", "support", "opposition"], words.low(noun)) && has(&["of", "to"], words.low(of));
    if !fits || of + 1 >= words.len() {
        return None;
    }
    let verb = words.head(token);
    let is = words.lemma(verb) == "be" || has(&["speak", "argue", "vote", "come", "stand"], words.lemma(verb));
    let (_, last) = words.edges(token);
    let mut draft = Draft::new(words, noun, Construction::Stance);
    draft.cue = vec![(token, of)];
    draft.source = subject::source(words, verb);
    draft.pieces.extend(piece(words, of + 1, last.max(of + 1)));
    draft.modality = super::modality(words, verb);
    draft.why = format!("the stance ‘{}’", words.words(&words.span(token, of)));
    is.then_some(draft)
}
