//! Verbs of saying and thinking with a clause or an infinitive: “insisted that …”, “promised to …”.

use super::super::Construction;
use super::super::lexicon::{self, has};
use super::super::words::Words;
use super::content::{LONGEST_CLAUSE, ascribes_from, ascribes_to, clause_end, piece, union};
use super::{Draft, Source, subject};
use crate::Span;

pub(super) fn drafts(words: &Words) -> Vec<Draft> {
    let verbs = (0..words.len())
        .filter(|&token| words.is_verb(token) && words.quote(token).is_none_or(|_| fragment(words, token)));
    verbs
        .filter_map(|verb| {
            with_clause(words, verb)
                .or_else(|| parenthetic(words, verb))
                .or_else(|| infinitive(words, verb))
                .or_else(|| asked(words, verb))
        })
        .collect()
}

/// Whether a word stands in a quotation of a few words that its own sentence takes in: he “regrets” that …
pub(super) fn fragment(words: &Words, token: usize) -> bool {
    let Some(quote) = words.quote(token) else { return false };
    super::quotation::ends(words, quote).is_some_and(|(first, last)| last - first <= 3)
}

fn with_clause(words: &Words, verb: usize) -> Option<Draft> {
    let lemma = words.lemma(verb);
    let thinks = has(lexicon::THINK, lemma);
    let says = has(lexicon::SAY, lemma) && !has(lexicon::ONLY_WITH_QUOTATION, lemma);
    if !says && !thinks {
        return None;
    }
    let clause = words.children(verb).iter().copied().find(|&c| words.dep(c) == "ccomp" && is_clause(words, c));
    let clause = clause.or_else(|| says.then(|| misplaced(words, verb)).flatten())?;
    let (first, last) = words.edges(clause);
    let mut draft = Draft::new(words, verb, Construction::Clause);
    draft.source = subject::source(words, verb);
    draft.addressee = addressee(words, verb);
    let word = words.word(verb);
    if clause > verb {
        let first = begin(words, verb, first.max(verb + 1), clause);
        let last = clause_end(words, first, last);
        draft.pieces.extend(piece(words, first, last));
        let how = if has(&["that"], words.low(first)) {
            "with a clause that begins with ‘that’"
        } else {
            "with a clause after it"
        };
        draft.why = format!("‘{word}’ {how}");
        // “The deal, he said, would …”: the parse takes the rest for the clause.
        draft.pieces = union(words.text, &draft.pieces, &[]);
    } else {
        let end = ascribes_from(words, verb).checked_sub(1)?;
        let first = sentence_start(words, first, end);
        draft.pieces.extend(piece(words, first, end.max(first)));
        draft.why = format!("‘{word}’ after the clause that was said");
        draft.sure &= words.word(end) == "," || words.quote(end).is_some();
    }
    draft.sure &= says || has(&["believe", "think", "doubt", "regret", "hope", "fear", "expect", "want"], lemma);
    Some(draft)
}

/// “told partners at a meeting that …”: a clause with “that” which the parse hung on the noun before it, though that noun
/// takes none.
fn misplaced(words: &Words, verb: usize) -> Option<usize> {
    let end = words.sentence_range(verb).end.min(verb + 25);
    let stop =
        |t: &usize| words.is_verb(*t) && words.dep(*t) != "acl" || words.quote(*t).is_some() || words.word(*t) == ";";
    let that = (verb + 1..end).take_while(|t| !stop(t)).find(|&t| words.low(t) == "that" && words.dep(t) == "mark")?;
    let clause = words.head(that);
    let noun = words.head(clause);
    let hung = matches!(words.dep(clause), "relcl" | "acl" | "advcl" | "ccomp") && noun > verb && noun < that;
    (hung && words.tag(noun).starts_with("NN") && !has(lexicon::NOUN, words.lemma(noun))).then_some(clause)
}

/// Whether a complement is a clause with a verb that says what is so.
fn is_clause(words: &Words, clause: usize) -> bool {
    let finite = matches!(words.tag(clause), "VBD" | "VBZ" | "VBP" | "MD" | "VBN" | "VB" | "VBG");
    let subject =
        words.child(clause, &["nsubj", "nsubjpass", "expl", "csubj", "mark", "aux", "advmod", "auxpass"]).is_some();
    subject || finite && words.child(clause, &["attr", "acomp", "dobj"]).is_some()
}

/// Where the clause begins: at “that” where the parse hung it elsewhere.
fn begin(words: &Words, verb: usize, first: usize, clause: usize) -> usize {
    let that = (verb + 1..first).rev().find(|&t| words.low(t) == "that" && words.quote(t).is_none());
    match that {
        Some(that) if first - that <= 12 && that < clause => that,
        _ => first,
    }
}

/// The words of a sentence before an attribution belong to what was said, as far as they hang together.
fn sentence_start(words: &Words, first: usize, end: usize) -> usize {
    let start = words.sentence_range(end).start.max(end.saturating_sub(LONGEST_CLAUSE));
    let mut at = first.min(end);
    while at > start
        && words.paragraph(at - 1) == words.paragraph(end)
        && words.word(at - 1) != ";"
        && words.word(at - 1) != ":"
    {
        at -= 1;
    }
    at
}

/// “The deal, he said, would fail.” “They will come, officials say.”
fn parenthetic(words: &Words, verb: usize) -> Option<Draft> {
    let lemma = words.lemma(verb);
    let says =
        has(lexicon::SAY, lemma) && !has(lexicon::ONLY_WITH_QUOTATION, lemma) || has(&["believe", "think"], lemma);
    let finite = matches!(words.tag(verb), "VBD" | "VBZ" | "VBP");
    let bare = words.child(verb, &["dobj", "xcomp", "ccomp", "attr", "acomp"]).is_none();
    let subject = words.child(verb, &["nsubj"])?;
    let (from, to) = (ascribes_from(words, verb), ascribes_to(words, verb));
    if !says || !finite || !bare || from == 0 {
        return None;
    }
    let sentence = words.sentence_range(verb);
    let comma_before = words.word(from - 1) == ",";
    let comma_after = words.word(to + 1) == ",";
    let ends = to + 1 >= sentence.end || matches!(words.word(to + 1), "." | "?" | "!");
    let starts = from == sentence.start;
    let apart = matches!(words.dep(verb), "parataxis" | "advcl") && words.head(verb) != verb;
    if !(comma_before && (comma_after || ends) || starts && comma_after && apart) || words.low(from) == "who" {
        return None;
    }
    let mut draft = Draft::new(words, verb, Construction::Clause);
    draft.source = subject::phrase(words, subject, verb);
    let before = (!starts).then(|| piece(words, sentence.start, from - 1)).flatten();
    let rest = clause_end(words, to + 1, sentence.end.saturating_sub(1).max(to + 1));
    let after = comma_after.then(|| piece(words, to + 1, rest)).flatten();
    let pieces: Vec<Span> = before.into_iter().chain(after).collect();
    draft.pieces = pieces;
    draft.why = format!("‘{}’ between commas in what was said", words.word(verb));
    draft.sure &= !comma_after || apart;
    Some(draft)
}

/// “promised to leave”, “refused to comment”.
fn infinitive(words: &Words, verb: usize) -> Option<Draft> {
    let lemma = words.lemma(verb);
    let clause = words.children(verb).iter().copied().find(|&c| {
        c > verb && words.dep(c) == "xcomp" && words.child(c, &["aux"]).is_some_and(|a| words.low(a) == "to")
    })?;
    if !has(lexicon::TO, lemma) {
        return None;
    }
    let (first, last) = words.edges(clause);
    let mut draft = Draft::new(words, verb, Construction::Infinitive);
    draft.source = subject::source(words, verb);
    draft.pieces.extend(piece(words, first.max(verb + 1), clause_end(words, first.max(verb + 1), last)));
    draft.why = format!("‘{}’ with what they will do", words.word(verb));
    if has(&["decline", "refuse"], lemma) {
        draft.modality = super::Modality::Denied;
        draft.why = format!("‘{}’ with what they will not do", words.word(verb));
    }
    draft.sure = has(lexicon::TO_STATEMENT, lemma);
    Some(draft)
}

/// “urged them to stay”: what others are to do.
fn asked(words: &Words, verb: usize) -> Option<Draft> {
    let lemma = words.lemma(verb);
    if !has(lexicon::ASK_TO, lemma) {
        return None;
    }
    let to = |c: usize| words.child(c, &["aux"]).is_some_and(|a| words.low(a) == "to");
    let clause = words
        .children(verb)
        .iter()
        .copied()
        .find(|&c| c > verb && matches!(words.dep(c), "xcomp" | "ccomp" | "advcl") && to(c))?;
    let object = words
        .child(verb, &["dobj", "dative"])
        .filter(|&o| o > verb)
        .or_else(|| words.child(clause, &["nsubj"]))
        .or_else(|| {
            // “called on them to stay”
            words.child(verb, &["prep"]).filter(|&p| p > verb && has(&["on", "upon", "to"], words.low(p)))
        })?;
    let first = words.edges(object).0.max(verb + 1);
    let last = words.edges(clause).1;
    let mut draft = Draft::new(words, verb, Construction::Infinitive);
    draft.source = subject::source(words, verb);
    let on = words.dep(object) == "prep";
    draft.pieces.extend(piece(words, if on { first + 1 } else { first }, clause_end(words, first, last)));
    if on {
        draft.cue = vec![(verb, first)];
    }
    draft.addressee = Some(if on { (first + 1, words.edges(object).1) } else { words.edges(object) });
    draft.why = format!("‘{}’ with what others are to do", words.word(verb));
    draft.sure = !has(
        &["want", "need", "expect", "allow", "require", "push", "challenge", "lobby", "convince", "persuade"],
        lemma,
    ) && draft.source != Source::Nobody;
    Some(draft)
}

/// To whom something is told: “told journalists that …”, “said to reporters”.
pub(super) fn addressee(words: &Words, verb: usize) -> Option<(usize, usize)> {
    let told = has(lexicon::TOLD, words.lemma(verb));
    let object = words
        .children(verb)
        .iter()
        .copied()
        .find(|&c| c > verb && (words.dep(c) == "dative" || told && words.dep(c) == "dobj"));
    let to = || {
        words
            .children(verb)
            .iter()
            .copied()
            .find(|&c| c > verb && words.low(c) == "to" && words.dep(c) == "prep")
            .and_then(|p| words.child(p, &["pobj"]))
    };
    let object =
        object.map(|o| if words.low(o) == "to" { words.child(o, &["pobj"]).unwrap_or(o) } else { o }).or_else(to)?;
    let outside = words.quote(object).is_none() && words.tag(object) != "VB";
    outside.then(|| super::super::people::short_phrase(words, object))
}
