//! According to somebody, in the words of somebody, as somebody put it.

use super::super::Construction;
use super::super::lexicon::{self, has};
use super::super::words::Words;
use super::content::{LONGEST_CLAUSE, piece};
use super::{Draft, Source, subject};
use crate::Span;

pub(super) fn drafts(words: &Words) -> Vec<Draft> {
    (0..words.len())
        .filter(|&token| words.quote(token).is_none())
        .filter_map(|token| according(words, token).or_else(|| as_said(words, token)))
        .collect()
}

fn according(words: &Words, token: usize) -> Option<Draft> {
    let (last_cue, source) = phrase(words, token)?;
    let Source::Phrase { last, .. } = source else { return None };
    let mut draft = Draft::new(words, token, Construction::According);
    draft.cue = vec![(token, last_cue)];
    draft.source = source;
    draft.pieces = around(words, token, last);
    draft.modality = super::Modality::Asserted;
    draft.why = format!("‘{}’", words.words(&words.span(token, last_cue)));
    Some(draft)
}

/// The words that ascribe and the one they name.
fn phrase(words: &Words, token: usize) -> Option<(usize, Source)> {
    let to = token + 1;
    if words.low(token) == "according" && words.low(to) == "to" {
        return Some((to, noun_after(words, to)?));
    }
    let of = token + 3;
    let words_of = words.low(token) == "in"
        && words.low(token + 1) == "the"
        && has(&["words", "view", "opinion", "eyes"], words.low(token + 2))
        && words.low(of) == "of";
    if words_of {
        return Some((of, noun_after(words, of)?));
    }
    None
}

/// The phrase after a preposition.
fn noun_after(words: &Words, preposition: usize) -> Option<Source> {
    let first = preposition + 1;
    let head = words
        .child(preposition, &["pobj", "pcomp"])
        .filter(|&h| h >= first)
        .or_else(|| (words.tag(first).starts_with("NN") || words.tag(first) == "PRP").then_some(first))?;
    let (_, mut last) = words.edges(head);
    // The phrase ends before a comma after which the sentence goes on with its subject.
    if let Some(comma) = (head..=last).find(|&t| words.word(t) == ",") {
        let apposed = words.children(head).iter().any(|&c| matches!(words.dep(c), "appos" | "relcl") && c > comma);
        if !apposed {
            last = comma - 1;
        }
    }
    // “the mediator, former judge Ana Reyes, the parties …”: a name between commas belongs to the phrase.
    if words.word(last + 1) == "," && words.is_verb(head).eq(&false) {
        let closing = (last + 2..(last + 9).min(words.sentence_range(head).end))
            .find(|&t| words.word(t) == "," || words.is_verb(t));
        if let Some(comma) = closing.filter(|&t| {
            words.word(t) == ","
                && words.is_name(t - 1)
                && words.is_name(t.saturating_sub(2))
                && !words.word(t + 1).is_empty()
        }) && words.low(first) == "the"
            && !words.is_name(head)
        {
            return Some(Source::Phrase { head: comma - 1, first, last: comma - 1 });
        }
    }
    while last > head && (words.is_punctuation(last) || words.quote(last).is_some()) {
        last -= 1;
    }
    Some(Source::Phrase { head, first, last })
}

/// The clause around a phrase: what stands before it in its sentence and what stands after.
fn around(words: &Words, token: usize, last: usize) -> Vec<Span> {
    let sentence = words.sentence_range(token);
    let (mut from, mut to) = (
        sentence.start.max(token.saturating_sub(LONGEST_CLAUSE)),
        sentence.end.saturating_sub(1).min(last + LONGEST_CLAUSE),
    );
    while from < token && words.paragraph(from) != words.paragraph(token) {
        from += 1;
    }
    while to > last && words.paragraph(to) != words.paragraph(token) {
        to -= 1;
    }
    let before = token.checked_sub(1).filter(|&end| end >= from && token > from);
    // A clause that was said by somebody else before a semicolon is not part of it.
    if let Some(end) = before
        && let Some(stop) = (from..end).rev().find(|&t| words.word(t) == ";" && words.quote(t).is_none())
    {
        from = stop + 1;
    }
    let quoted = before.and_then(|end| {
        let end = if words.word(end) == "," { end.saturating_sub(1) } else { end };
        words.quote(end).and_then(|q| super::quotation::ends(words, q))
    });
    if let Some((first, _)) = quoted {
        from = from.min(first);
    }
    let before = before.and_then(|end| piece(words, from, end)).filter(|span| words.words(span).len() > 12);
    let after = (words.word(last + 1) == "," || before.is_none()) && last < to;
    let after =
        after.then(|| piece(words, last + 1, to)).flatten().filter(|_| before.is_none() || words.word(last + 1) == ",");
    before.into_iter().chain(after).collect()
}

/// “as the minister put it”, “as she said on Monday”.
fn as_said(words: &Words, verb: usize) -> Option<Draft> {
    let says = has(lexicon::SAY, words.lemma(verb)) && matches!(words.tag(verb), "VBD" | "VBZ" | "VBP");
    let mark = words
        .children(verb)
        .iter()
        .copied()
        .find(|&c| c < verb && words.low(c) == "as" && matches!(words.dep(c), "mark" | "advmod" | "prep"))?;
    let bare = words.child(verb, &["ccomp", "xcomp"]).is_none()
        && words.child(verb, &["dobj"]).is_none_or(|o| words.low(o) == "it");
    let source = subject::source(words, verb);
    if !says || !bare || words.dep(verb) != "advcl" || source == Source::Nobody {
        return None;
    }
    let (_, last) = words.edges(verb);
    let mut draft = Draft::new(words, verb, Construction::According);
    draft.source = source;
    draft.pieces = around(words, mark, last);
    draft.why = format!("‘as … {}’", words.word(verb));
    draft.sure = words.word(mark.saturating_sub(1)) == "," || words.word(last + 1) == ",";
    Some(draft)
}
