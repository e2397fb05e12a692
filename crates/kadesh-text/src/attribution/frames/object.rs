//! Verbs that say something about their object: condemned the attack, rejected the plan, described it as “a farce”.

use super::super::lexicon::{self, has};
use super::super::words::Words;
use super::super::{Construction, people};
use super::content::piece;
use super::{Draft, Source, subject};

pub(super) fn drafts(words: &Words) -> Vec<Draft> {
    let verbs = (0..words.len()).filter(|&token| words.is_verb(token) && words.quote(token).is_none());
    verbs.filter_map(|verb| described(words, verb).or_else(|| object(words, verb))).collect()
}

fn object(words: &Words, verb: usize) -> Option<Draft> {
    let lemma = words.lemma(verb);
    if !has(lexicon::OBJECT, lemma) || words.dep(verb) == "amod" {
        return None;
    }
    let object = words.children(verb).iter().copied().find(|&c| c > verb && matches!(words.dep(c), "dobj" | "oprd" | "attr"))?;
    if words.tag(object) == "PRP" && words.low(object) != "it" && !has(&["call", "label", "dub", "brand"], lemma) || words.low(object).ends_with("self") {
        return None;
    }
    let first = words.edges(object).0.max(verb + 1);
    let last = last_of(words, verb, object);
    let mut draft = Draft::new(words, verb, Construction::Object);
    draft.source = subject::source(words, verb);
    draft.pieces.extend(piece(words, first, last));
    draft.why = format!("‘{}’ with its object", words.word(verb));
    let same = lemma == "say" && (first..=last).any(|t| has(&["same", "much", "so", "nothing", "no", "yes"], words.low(t)));
    draft.sure = same || !has(lexicon::WEAK_OBJECT, lemma);
    if lemma == "say" && !same {
        return None;
    }
    Some(draft)
}

/// The last word that the verb says of its object: the object with what hangs on it, and what is said it was for or as.
fn last_of(words: &Words, verb: usize, object: usize) -> usize {
    let mut last = words.edges(object).1;
    for &child in words.children(verb).iter().filter(|&&c| c > object) {
        let (from, to) = words.edges(child);
        let goes_on = matches!(words.dep(child), "ccomp" | "xcomp" | "oprd" | "acl")
            || words.dep(child) == "prep" && has(&["for", "as", "of", "to", "over", "about", "from", "on"], words.low(child));
        if from > last + 2 || !goes_on {
            break;
        }
        last = last.max(to);
    }
    last
}

/// “accused them of lying”, “described it as a farce”.
fn described(words: &Words, verb: usize) -> Option<Draft> {
    let (_, prepositions) = lexicon::OBJECT_PREPOSITION.iter().find(|(lemma, _)| *lemma == words.lemma(verb))?;
    let object = words.child(verb, &["dobj"]).filter(|&o| o > verb)?;
    let preposition = words.children(verb).iter().copied().chain(words.children(object).iter().copied()).find(|&c| c > object && matches!(words.dep(c), "prep" | "mark") && has(prepositions, words.low(c)))?;
    let last = words.edges(preposition).1;
    let first = words.edges(object).0.max(verb + 1);
    let mut draft = Draft::new(words, verb, Construction::Object);
    draft.source = subject::source(words, verb);
    let told = has(&["tell", "ask", "warn", "remind", "inform", "assure", "urge", "commit"], words.lemma(verb));
    if told {
        draft.addressee = Some(people::short_phrase(words, object));
    }
    draft.pieces.extend(piece(words, if told { preposition + 1 } else { first }, last));
    draft.why = format!("‘{} … {}’", words.word(verb), words.word(preposition));
    draft.sure = !has(&["see", "view", "regard", "consider", "ask", "tell", "suspect", "compare", "challenge", "cast", "paint", "cite"], words.lemma(verb)) && draft.source != Source::Nobody;
    if has(&["commit"], words.lemma(verb)) && words.low(object).ends_with("self") || words.low(object) == "themselves" {
        draft.cue = vec![(verb, preposition)];
        draft.addressee = None;
        // A condition in quotation marks right after belongs to it.
        let end = words.quote(last + 1).and_then(|q| super::quotation::ends(words, q)).map_or(last, |(_, end)| end);
        draft.pieces = piece(words, preposition + 1, end).into_iter().collect();
        draft.why = "somebody who commits themselves to something".to_owned();
    }
    Some(draft)
}
