//! The words that were said: from the tokens of a clause to a span, whole quotations included and loose punctuation left out.

use super::super::lexicon::{self, has};
use super::super::words::Words;
use crate::Span;

/// The span of the tokens `first` to `last`: a quotation of which it holds a part is taken whole, and the marks of the
/// sentence around it are left out. None where nothing is left.
pub(super) fn piece(words: &Words, mut first: usize, mut last: usize) -> Option<Span> {
    if first > last || last >= words.len() {
        return None;
    }
    for quote in [first, last].map(|token| words.quote(token)).into_iter().flatten() {
        for &(from, to) in words.quote_tokens.get(quote).into_iter().flatten() {
            if from <= last && to >= first {
                first = first.min(from);
                last = last.max(to);
            }
        }
    }
    // The closing mark may hang on a word outside.
    if words.quote(last + 1).is_some() && words.quote(last + 1) == words.quote(last) {
        last += 1;
    }
    while first < last && words.is_punctuation(first) && words.quote(first).is_none() && !opens_bracket(words, first) {
        first += 1;
    }
    while last > first && words.is_punctuation(last) && words.quote(last).is_none() && !closes(words, last) {
        last -= 1;
    }
    let plain = words.is_punctuation(first) && first == last;
    (!plain).then(|| words.span(first, last))
}

fn opens_bracket(words: &Words, token: usize) -> bool {
    matches!(words.word(token), "(" | "[" | "$" | "#" | "@" | "£" | "€")
}

fn closes(words: &Words, token: usize) -> bool {
    matches!(words.word(token), ")" | "]" | "%")
}

/// No clause of a report is longer, in tokens; so a text that is one endless sentence still costs linear time.
pub(super) const LONGEST_CLAUSE: usize = 200;

/// The last token of a clause, before a participle with which the speaker goes on: “…, adding that …”.
pub(super) fn clause_end(words: &Words, first: usize, last: usize) -> usize {
    for token in first + 1..=last.min(first + LONGEST_CLAUSE) {
        let goes_on = words.tag(token) == "VBG"
            && words.word(token - 1) == ","
            && words.quote(token).is_none()
            && has(lexicon::SAY, words.lemma(token))
            && (words.child(token, &["ccomp"]).is_some_and(|c| c > token)
                || words.quote(token + 1).is_some()
                || words.low(token + 1) == "that");
        if goes_on {
            return token - 2.min(token);
        }
    }
    last
}

/// Two lists of pieces as one, in order, without overlaps; what only white space parts stays two pieces.
pub(super) fn union(text: &str, a: &[Span], b: &[Span]) -> Vec<Span> {
    let mut all: Vec<Span> = a.iter().chain(b).filter(|span| text.get((*span).clone()).is_some()).cloned().collect();
    all.sort_by_key(|span| (span.start, span.end));
    let mut merged: Vec<Span> = Vec::new();
    for span in all {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// The first token of the words that ascribe: the verb, its helpers, and its subject where that stands before it.
pub(super) fn ascribes_from(words: &Words, verb: usize) -> usize {
    let before = |child: usize| {
        child < verb
            && matches!(words.dep(child), "nsubj" | "nsubjpass" | "aux" | "auxpass" | "neg" | "advmod" | "cc" | "mark")
    };
    let first =
        words.children(verb).iter().copied().filter(|&c| before(c)).map(|c| words.edges(c).0).min().unwrap_or(verb);
    first.min(verb)
}

/// The last token of the words that ascribe: the verb, a subject after it, whom it is told to, where and when.
pub(super) fn ascribes_to(words: &Words, verb: usize) -> usize {
    let after = |child: usize| {
        child > verb
            && matches!(
                words.dep(child),
                "nsubj" | "nsubjpass" | "prt" | "dative" | "npadvmod" | "prep" | "advmod" | "agent"
            )
    };
    let told = |child: usize| words.dep(child) == "dobj" && has(lexicon::TOLD, words.lemma(verb));
    let mut last = verb;
    for &child in words.children(verb).iter().filter(|&&c| after(c) || c > verb && told(c)) {
        let (first, end) = words.edges(child);
        if first > last + 2 || words.quote(first).is_some() {
            break;
        }
        last = last.max(end);
    }
    last
}
