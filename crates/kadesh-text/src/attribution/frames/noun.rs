//! Nouns that ascribe: an appeal that …, his call for …, their refusal to …, his once insistent “no talks without us”.

use super::super::lexicon::{self, has};
use super::super::people;
use super::super::words::Words;
use super::super::Construction;
use super::content::{clause_end, piece};
use super::{Draft, Modality, Source, subject};

/// Words by which a text says that something no longer holds.
const SUPERSEDED: &[&str] = &["abandoned", "earlier", "erstwhile", "former", "formerly", "once", "one-time", "onetime", "original", "previous", "previously"];

pub(super) fn drafts(words: &Words) -> Vec<Draft> {
    let mut all: Vec<Draft> = (0..words.len())
        .filter(|&token| words.tag(token).starts_with("NN") && words.quote(token).is_none())
        .filter_map(|noun| draft(words, noun))
        .collect();
    all.extend((0..words.quotes.len()).filter_map(|quote| before_a_quotation(words, quote)));
    all
}

fn draft(words: &Words, noun: usize) -> Option<Draft> {
    let lemma = words.lemma(noun);
    if !has(lexicon::NOUN, lemma) || words.dep(noun) == "compound" {
        return None;
    }
    let (clause, what) = complement(words, noun)?;
    let (first, last) = words.edges(clause);
    let first = first.max(noun + 1);
    let mut draft = Draft::new(words, noun, Construction::Noun);
    draft.source = holder(words, noun);
    let preposition = what == What::Preposition;
    if preposition {
        draft.cue = vec![(noun, clause)];
    }
    draft.pieces.extend(piece(words, if preposition { clause + 1 } else { first }, clause_end(words, first, last)));
    draft.modality = if has(&["denial", "refusal", "rejection"], lemma) {
        Modality::Denied
    } else if lemma == "question" {
        Modality::Asked
    } else {
        Modality::Asserted
    };
    draft.superseded = words.children(noun).iter().any(|&c| has(SUPERSEDED, words.low(c)) || words.children(c).iter().any(|&d| has(SUPERSEDED, words.low(d))));
    let word = words.word(noun);
    draft.why = match what {
        What::Clause => format!("the noun ‘{word}’ with a clause"),
        What::Infinitive => format!("the noun ‘{word}’ with what is to be done"),
        What::Preposition => format!("the noun ‘{word}’ with ‘{}’", words.word(clause)),
    };
    let exact = what != What::Preposition || has(&["for", "to", "against"], words.low(clause));
    draft.sure = has(lexicon::NOUN_STATEMENT, lemma) && exact;
    (draft.source != Source::Nobody || what == What::Clause && has(lexicon::NOUN_STATEMENT, lemma)).then_some(draft)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Clause,
    Infinitive,
    Preposition,
}

fn complement(words: &Words, noun: usize) -> Option<(usize, What)> {
    let after = || words.children(noun).iter().copied().filter(|&c| c > noun);
    let that = |c: usize| words.low(words.edges(c).0) == "that" && words.edges(c).0 == noun + 1 && words.child(c, &["mark"]).is_some();
    let clause = after().find(|&c| matches!(words.dep(c), "acl" | "ccomp" | "relcl" | "advcl") && that(c));
    let to = |c: usize| words.child(c, &["aux"]).is_some_and(|a| words.low(a) == "to" && a == noun + 1);
    let infinitive = || after().find(|&c| matches!(words.dep(c), "acl" | "relcl" | "xcomp") && to(c));
    let preposition = || after().find(|&c| c == noun + 1 && words.dep(c) == "prep" && has(lexicon::NOUN_PREPOSITION, words.low(c)) && (words.low(c) != "of" || holder_is_possessor(words, noun)));
    clause.map(|c| (c, What::Clause)).or_else(|| infinitive().map(|c| (c, What::Infinitive))).or_else(|| preposition().map(|c| (c, What::Preposition)))
}

fn holder_is_possessor(words: &Words, noun: usize) -> bool {
    words.child(noun, &["poss"]).is_some()
}

/// Whose appeal it is: the possessor, or the subject of the verb that the noun hangs on.
fn holder(words: &Words, noun: usize) -> Source {
    if let Some(owner) = words.child(noun, &["poss"]) {
        let (first, last) = words.edges(owner);
        // “downgraded his appeal”: the subject of the sentence, where it has one, is more than a pronoun.
        let last = if words.tag(last) == "POS" { last - 1 } else { last };
        return Source::Phrase { head: owner, first: first.min(owner), last: last.max(owner) };
    }
    let verb = governor(words, noun);
    if let Some(by) = words.children(noun).iter().copied().find(|&c| matches!(words.low(c), "by" | "from") && words.dep(c) == "prep") {
        if let Some(owner) = words.child(by, &["pobj"]) {
            let (first, last) = people::short_phrase(words, owner);
            return Source::Phrase { head: owner, first, last };
        }
    }
    match verb {
        Some(verb) if gives(words, verb) => subject::source(words, verb),
        _ => Source::Nobody,
    }
}

/// The verb above a noun that stands in its object or behind a preposition.
fn governor(words: &Words, noun: usize) -> Option<usize> {
    let mut at = noun;
    for _ in 0..4 {
        if !matches!(words.dep(at), "dobj" | "pobj" | "prep" | "conj" | "attr" | "oprd") {
            return None;
        }
        at = words.head(at);
        if words.is_verb(at) {
            return Some(at);
        }
    }
    None
}

/// Verbs whose subject makes the appeal that is their object.
fn gives(words: &Words, verb: usize) -> bool {
    const GIVES: &[&str] = &[
        "abandon", "air", "bring", "deliver", "downgrade", "drop", "express", "file", "give", "harden", "have", "hold", "issue", "launch", "level", "make", "offer", "place", "present", "publish", "put", "raise", "reaffirm", "reiterate", "release", "renew",
        "repeat", "restate", "retract", "revise", "send", "share", "shift", "signal", "soften", "sound", "state", "submit", "table", "tone", "turn", "upgrade", "voice", "water", "withdraw", "announce", "reverse", "show", "announce", "join", "float", "pitch", "unveil", "lodge", "register", "double", "back",
    ];
    has(GIVES, words.lemma(verb))
}

/// His once insistent “no talks without us”: words of insistence right before a quotation.
fn before_a_quotation(words: &Words, quote: usize) -> Option<Draft> {
    let (first, last) = super::quotation::ends(words, quote)?;
    let cue = first.checked_sub(1).filter(|&t| words.paragraph(t) == words.paragraph(first) && words.quote(t).is_none())?;
    let word = words.low(cue);
    let stance = has(lexicon::STANCE, word) || has(lexicon::NOUN_STATEMENT, words.lemma(cue)) && words.tag(cue).starts_with("NN");
    if words.quotes.get(quote).is_none_or(|q| q.depth > 0) || !stance {
        return None;
    }
    let mut start = cue;
    while start > 0 && cue - start < 5 && matches!(words.tag(start - 1), "RB" | "JJ" | "NN" | "JJR" | "RBR") {
        start -= 1;
    }
    let owner = start.checked_sub(1).filter(|&t| matches!(words.tag(t), "PRP$" | "POS"))?;
    let superseded = (start..=cue).any(|t| has(SUPERSEDED, words.low(t)));
    let mut draft = Draft::new(words, cue, Construction::Noun);
    draft.cue = vec![(start, cue)];
    draft.source = owner_of(words, owner);
    draft.pieces = words.quotes.get(quote)?.spans.clone();
    draft.modality = Modality::Asserted;
    draft.superseded = superseded;
    draft.why = format!("‘{}’ before a quotation", words.words(&words.span(start, cue)));
    if superseded {
        draft.why.push_str(", which the text says no longer holds");
    }
    (last > first).then_some(draft)
}

/// The name before “'s”, or the subject of the sentence that “his” goes back to.
fn owner_of(words: &Words, owner: usize) -> Source {
    if words.tag(owner) == "POS" {
        let head = words.head(owner);
        let head = if head < owner { head } else { owner.saturating_sub(1) };
        return Source::Phrase { head, first: words.edges(head).0.min(head), last: head };
    }
    let mut verb = words.head(owner);
    for _ in 0..6 {
        if words.is_verb(verb) {
            break;
        }
        verb = words.head(verb);
    }
    match subject::subject(words, verb) {
        Some(subject) if subject < owner && words.is_verb(verb) => subject::phrase(words, subject, verb),
        _ => Source::Phrase { head: owner, first: owner, last: owner },
    }
}
