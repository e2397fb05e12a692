//! Quotations and the verb of saying beside them: “…,” she said. “…” She said: “…”

use super::super::lexicon::{self, has};
use super::super::words::Words;
use super::super::{Construction, Modality};
use super::content::{ascribes_to, piece};
use super::{Draft, Source, subject};

/// Which quotations are somebody's words already, and which are none: titles of books and broadcasts.
pub(super) struct Taken {
    pub by: Vec<bool>,
}

impl Taken {
    pub fn new(words: &Words) -> Self {
        Taken { by: (0..words.quotes.len()).map(|quote| title_like(words, quote)).collect() }
    }
}

/// How far from a quotation its verb may stand, in tokens.
const REACH: usize = 28;

/// The statements made of quotations with a verb of saying beside them.
pub(super) fn drafts(words: &Words, taken: &mut Taken) -> Vec<Draft> {
    let mut all: Vec<Draft> = Vec::new();
    for quote in 0..words.quotes.len() {
        let free = words.quotes.get(quote).is_some_and(|q| q.depth == 0) && taken.by.get(quote) == Some(&false);
        let Some((first, last)) = ends(words, quote).filter(|_| free) else { continue };
        if let Some(draft) = all.last_mut().filter(|draft| carries_on_at(words, draft, first))
            && right_cue(words, last).is_none()
        {
            draft.pieces.extend(pieces(words, quote));
            continue;
        }
        let Some((verb, side)) = beside(words, first, last) else { continue };
        match all.iter_mut().rev().take(3).find(|draft| draft.token == verb) {
            Some(known) => known.pieces.extend(pieces(words, quote)),
            None => all.push(draft(words, verb, side, quote)),
        }
        if let Some(own) = taken.by.get_mut(quote) {
            *own = true;
        }
    }
    all
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The verb stands after the quotation.
    After,
    Before,
    /// Before it, with a colon and no verb of saying: “invoked history: …”.
    Colon,
}

fn draft(words: &Words, verb: usize, side: Side, quote: usize) -> Draft {
    let mut draft = Draft::new(words, verb, Construction::Quotation);
    draft.source = match subject::source(words, verb) {
        Source::Nobody => inverted(words, verb),
        found => found,
    };
    draft.pieces = pieces(words, quote);
    if side == Side::After {
        draft.pieces = with_what_leads_in(words, quote, &draft.pieces);
    } else if let Some((first, last)) = ends(words, quote) {
        draft.pieces = from_the_clause(words, verb, first, last).unwrap_or(draft.pieces);
    }
    let word = words.word(verb);
    draft.why = match side {
        Side::After => format!("a quotation with ‘{word}’ after it"),
        Side::Before => format!("a quotation with ‘{word}’ before it"),
        Side::Colon => "a quotation after a sentence that ends with a colon".to_owned(),
    };
    draft.addressee = super::clause::addressee(words, verb);
    if draft.modality == Modality::Asked && !has(&["ask", "wonder"], words.lemma(verb)) {
        draft.modality = Modality::Asserted;
    }
    draft
}

/// “said X” where the parse sees no subject: the noun right after the verb.
fn inverted(words: &Words, verb: usize) -> Source {
    let mut at = verb + 1;
    let end = words.sentence_range(verb).end.min(verb + 8);
    while at < end
        && matches!(words.tag(at), "DT" | "JJ" | "NN" | "NNP" | "NNS" | "POS" | "PRP$")
        && !(words.tag(at + 1) != words.tag(at)
            && words.tag(at).starts_with("NN")
            && !words.tag(at + 1).starts_with("NN"))
    {
        at += 1;
    }
    if at < end && words.tag(at).starts_with("NN") && words.quote(at).is_none() && inverts(words, verb) {
        return Source::Phrase { head: at, first: verb + 1, last: at };
    }
    Source::Nobody
}

/// Verbs that stand before their subject after a quotation; “said” does so anywhere.
fn inverts(words: &Words, verb: usize) -> bool {
    let after_a_quotation = verb > 0 && words.quote(verb - 1).is_some();
    words.lemma(verb) == "say" || after_a_quotation && matches!(words.tag(verb), "VBD" | "VBZ")
}

/// The first and last token of a quotation, with its marks.
pub(super) fn ends(words: &Words, quote: usize) -> Option<(usize, usize)> {
    let pieces = words.quote_tokens.get(quote)?;
    Some((pieces.first()?.0, pieces.last()?.1))
}

fn pieces(words: &Words, quote: usize) -> Vec<crate::Span> {
    words.quotes.get(quote).map(|q| q.spans.clone()).unwrap_or_default()
}

/// The verb of saying beside a quotation, and on which side.
fn beside(words: &Words, first: usize, last: usize) -> Option<(usize, Side)> {
    let left = left_cue(words, first);
    let right = right_cue(words, last);
    let after = |verb| Some((verb, Side::After));
    match (left, right) {
        // “Who is that?” he asked. But: He asked, “Who is that?” She said no.
        (Some((verb, side)), Some(_)) if side == Side::Before && ends_sentence(words, last) => Some((verb, side)),
        (_, Some(verb)) => after(verb),
        (Some(found), None) => Some(found),
        (None, None) => None,
    }
}

fn ends_sentence(words: &Words, last: usize) -> bool {
    last > 0 && matches!(words.word(last - 1), "." | "?" | "!")
}

/// The verb after a quotation: “…,” said X; “…,” X said; “…,” X, the Y of Z, said.
fn right_cue(words: &Words, last: usize) -> Option<usize> {
    let mut at = last + 1;
    let inside =
        last.checked_sub(1).is_some_and(|t| matches!(words.word(t), "," | "?" | "!" | "—" | "…" | "..." | "-" | "--"));
    let outside = matches!(words.word(at), "," | "—" | "–" | "-" | "--");
    if outside {
        at += 1;
    }
    let same = |token: usize| {
        token < words.len() && words.paragraph(token) == words.paragraph(last) && words.quote(token).is_none()
    };
    if last > 0 && words.word(last - 1) == "." && !(words.is_verb(at) && words.word(at).starts_with(char::is_lowercase))
    {
        return None;
    }
    while same(at)
        && matches!(words.tag(at), "RB" | "CC" | "IN")
        && at < last + 4
        && !has(&["but", "or"], words.low(at))
    {
        if words.tag(at) == "IN" && words.low(at) != "as" {
            return None;
        }
        at += 1;
    }
    let start = at;
    let mut clause = false;
    while same(at) && at < start + REACH {
        let word = words.low(at);
        if matches!(word, "." | ":" | ";" | "?" | "!") || word == "that" && !clause {
            return None;
        }
        clause |= matches!(word, "who" | "which" | "whose");
        if words.is_verb(at) {
            let says = says(words, at) && has(&["VBD", "VBZ", "VBP", "VBN", "VBG"], words.tag(at));
            let subject = words.child(at, &["nsubj"]);
            let fits = subject.is_none_or(|s| s > at || words.edges(s).0 <= start + 1);
            if says && fits && (!matches!(words.tag(at), "VBG" | "VBN") || at == start && (inside || outside)) {
                return Some(at);
            }
            // Another verb: only inside “X, who leads the party, said”.
            if !clause && !matches!(words.dep(at), "relcl" | "acl" | "amod" | "aux") {
                return None;
            }
        }
        at += 1;
    }
    None
}

fn says(words: &Words, verb: usize) -> bool {
    let lemma = words.lemma(verb);
    has(lexicon::SAY, lemma)
        || has(lexicon::ONLY_WITH_QUOTATION, lemma)
        || matches!(lemma, "think" | "call" | "believe")
}

/// The verb before a quotation: X said, “…”; X told journalists in Y: “…”.
fn left_cue(words: &Words, first: usize) -> Option<(usize, Side)> {
    let end = first.checked_sub(1)?;
    let colon = words.word(end) == ":";
    if words.paragraph(end) != words.paragraph(first) && !colon {
        return None;
    }
    let mut at = end + 1;
    let mut main = None;
    while at > 0 && at + REACH > end {
        at -= 1;
        let here = words.paragraph(at) == words.paragraph(end) && words.quote(at).is_none();
        if !here || matches!(words.word(at), "." | ";" | "?" | "!") || words.word(at) == ":" && at != end {
            break;
        }
        if !words.is_verb(at) {
            continue;
        }
        if says(words, at) && !matches!(words.dep(at), "relcl" | "amod") {
            return reaches(words, at, first).then_some((at, Side::Before));
        }
        if matches!(words.tag(at), "VBD" | "VBZ" | "VBP") {
            main = main.or(Some(at));
            if !colon && !matches!(words.dep(at), "relcl" | "acl") {
                break;
            }
        }
    }
    main.filter(|&verb| {
        colon && subject::subject(words, verb).is_some_and(|s| words.is_name(s) || words.tag(s) == "PRP")
    })
    .map(|verb| (verb, Side::Colon))
}

/// Whether only the words that belong to the verb part it from the quotation: whom it was said to, where and when.
fn reaches(words: &Words, verb: usize, first: usize) -> bool {
    let own = ascribes_to(words, verb) + 1;
    if own >= first {
        return true;
    }
    let gap = own..first;
    let comma = words.word(first - 1) == "," || words.word(first - 1) == ":";
    let clause = gap.clone().any(|t| matches!(words.tag(t), "VBD" | "VBZ" | "VBP" | "MD"));
    if comma {
        return !clause || words.word(first - 1) == ":";
    }
    // The clause of what was said leads in: the clause's construction sees to that.
    gap.clone().all(|t| {
        words.is_punctuation(t)
            || has(&["that", "how", "why", "of", "about", "on"], words.low(t))
            || words.tag(t) == "RB"
            || words.dep(t) == "npadvmod"
    })
}

/// What stands in the sentence before a quotation that its speaker's verb follows: The deal is “dirty,” she said.
fn with_what_leads_in(words: &Words, quote: usize, pieces: &[crate::Span]) -> Vec<crate::Span> {
    let Some((first, last)) = ends(words, quote) else { return pieces.to_vec() };
    let mut start = first;
    while start > 0 && first - start < 60 && words.paragraph(start - 1) == words.paragraph(first) {
        let before = start - 1;
        if matches!(words.word(before), "." | ":" | "?" | "!" | ";") && words.quote(before).is_none()
            || ends_another(words, before)
        {
            break;
        }
        start = before;
    }
    let says =
        (start..first).any(|t| words.is_verb(t) && has(lexicon::SAY, words.lemma(t)) && words.quote(t).is_none());
    if start < first
        && !says
        && first - start < 60
        && let Some(span) = piece(words, start, last)
    {
        return super::content::union(words.text, &[span], pieces);
    }
    pieces.to_vec()
}

/// Whether a quotation that ends a sentence ends at this token.
fn ends_another(words: &Words, token: usize) -> bool {
    words.quote(token).is_some() && words.quote(token + 1) != words.quote(token) && ends_sentence(words, token)
}

/// What leads in to a quotation inside the clause of the verb before it: said the deal was “dirty”.
fn from_the_clause(words: &Words, verb: usize, first: usize, last: usize) -> Option<Vec<crate::Span>> {
    let clause = words.child(verb, &["ccomp"]).filter(|&c| c > verb)?;
    let (from, to) = words.edges(clause);
    let within = from > verb && from < first && to >= first;
    let that = words.low(first.saturating_sub(1)) == "that" || words.low(from) == "that";
    (within && (that || from + 1 < first))
        .then(|| piece(words, from, last.max(super::content::clause_end(words, from, to))).into_iter().collect())
}

/// Whether a quotation that begins at `first` goes on with the statement: it follows the sentence of its verb, or its last
/// quotation, with nothing between.
fn carries_on_at(words: &Words, draft: &Draft, first: usize) -> bool {
    let Some(before) = first.checked_sub(1) else { return false };
    if words.paragraph(draft.token) != words.paragraph(first) || draft.construction != Construction::Quotation {
        return false;
    }
    let end = draft.pieces.last().map_or(0, |piece| piece.end);
    let after_piece = words.span(before, before).end <= end;
    let own = match draft.source {
        Source::Phrase { last, .. } => last,
        Source::Before | Source::Nobody => 0,
    };
    // “…,” she said. “…”
    let after_verb = matches!(words.word(before), "." | "?" | "!" | ":")
        && words.quote(before).is_none()
        && (draft.token..before).all(|t| !matches!(words.word(t), "." | "?" | "!"))
        && words.span(draft.token, draft.token).start >= end
        && (draft.token + 1..before).all(|t| {
            !matches!(words.tag(t), "VBD" | "VBZ" | "MD")
                || t <= own
                || words.dep(t) == "relcl"
                || words.dep(t) == "conj" && words.child(t, &["ccomp", "dobj"]).is_none()
        });
    after_piece && words.quote(before).is_some() || after_verb
}

/// Whether a quotation is the title of something: on “Morning News,” they said.
pub(in super::super) fn title_like(words: &Words, quote: usize) -> bool {
    let Some((first, last)) = ends(words, quote) else { return true };
    let inner: Vec<usize> = (first..=last).filter(|&t| !words.is_punctuation(t)).collect();
    let capital = |t: usize| words.word(t).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let small = |t: usize| matches!(words.tag(t), "DT" | "IN" | "CC" | "TO");
    let capitals = inner.iter().all(|&t| capital(t) || small(t)) && inner.first().is_some_and(|&t| capital(t));
    let before = first.checked_sub(1).filter(|&t| words.paragraph(t) == words.paragraph(first));
    let introduced = before.is_some_and(|t| {
        has(
            &[
                "on", "in", "of", "'s", "’s", "the", "titled", "entitled", "called", "named", "and", "from", "with",
                "to", "for",
            ],
            words.low(t),
        ) || has(
            &[
                "song",
                "book",
                "show",
                "program",
                "programme",
                "film",
                "movie",
                "novel",
                "play",
                "series",
                "essay",
                "article",
                "album",
                "podcast",
                "memoir",
                "host",
                "broadcast",
            ],
            words.low(t),
        )
    });
    let ends_itself = last > 0
        && matches!(words.word(last - 1), "." | "!" | "?")
        && !words.is_punctuation(first + 1)
        && inner.len() > 6;
    inner.is_empty() || capitals && introduced && inner.len() <= 8 && !ends_itself
}

/// The quotations that nobody's verb ascribes and that fill their paragraphs: they carry on the speaker before.
pub(super) fn carried(words: &Words, mut all: Vec<Draft>) -> Vec<Draft> {
    let mut covered: Vec<crate::Span> = all.iter().flat_map(|draft| draft.pieces.iter().cloned()).collect();
    covered.sort_by_key(|span| span.start);
    let held = |span: &crate::Span| {
        let at = covered.partition_point(|piece| piece.start <= span.start);
        covered.get(at.saturating_sub(3)..at).unwrap_or_default().iter().any(|piece| piece.end >= span.end)
    };
    let mut new: Vec<Draft> = Vec::new();
    for (number, quote) in words.quotes.iter().enumerate() {
        let Some((first, last)) = ends(words, number) else { continue };
        let (Some(from), Some(to)) = (quote.spans.first(), quote.spans.last()) else { continue };
        let span = from.start..to.end;
        if has_by_line(words.text, span.end)
            || quote.depth > 0
            || held(&span)
            || title_like(words, number)
            || !stands_alone(words, first, last)
        {
            continue;
        }
        if let Some(known) = new.last_mut().filter(|known| {
            known.pieces.last().is_some_and(|p| words.tokens_in(p).is_some_and(|(_, t)| t + 1 == first))
                && words.paragraph(first) == words.paragraph(known.token)
        }) {
            known.pieces.extend(quote.spans.clone());
            continue;
        }
        let mut draft = Draft::new(words, first, Construction::CarriesOn);
        draft.modality = Modality::Asserted;
        draft.cue.clear();
        draft.source = Source::Before;
        draft.pieces.clone_from(&quote.spans);
        draft.why = "a quotation that carries on the speaker before".to_owned();
        draft.sure = goes_on(words, &all, first, last);
        new.push(draft);
    }
    all.extend(new);
    all
}

/// Whether a paragraph that is one quotation goes on with the speaker of the paragraph before: that one ended with their
/// words or with “she said”.
fn goes_on(words: &Words, all: &[Draft], first: usize, last: usize) -> bool {
    let Some(end) = first.checked_sub(1).filter(|&t| words.paragraph(t) != words.paragraph(first)) else {
        return false;
    };
    let whole = last + 1 >= words.len() || words.paragraph(last + 1) != words.paragraph(last);
    let before = all.get(..all.partition_point(|d| d.token < first)).unwrap_or_default();
    let before = before.iter().rev().take(8).find(|d| d.construction == Construction::Quotation);
    before.is_some_and(|draft| {
        let theirs = draft.pieces.last().is_some_and(|piece| piece.end >= words.span(end, end).end);
        let said = words.sentence(draft.token) == words.sentence(end);
        whole && words.paragraph(draft.token) == words.paragraph(end) && (theirs || said)
    })
}

/// Whether a dash follows, and a name: somebody else's words then, whether or not the name was read.
fn has_by_line(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default().trim_start();
    let name = rest.trim_start_matches(['—', '–', '―', '-']);
    name.len() < rest.len() && name.trim_start().starts_with(char::is_uppercase)
}

/// Whether a quotation is a sentence of its own.
fn stands_alone(words: &Words, first: usize, last: usize) -> bool {
    let begins = first == 0
        || words.paragraph(first - 1) != words.paragraph(first)
        || matches!(words.word(first - 1), "." | "?" | "!" | ":")
        || words.quote(first - 1).is_some();
    let ends =
        ends_sentence(words, last) || last + 1 >= words.len() || words.paragraph(last + 1) != words.paragraph(last);
    begins && ends && (first..=last).filter(|&t| !words.is_punctuation(t)).count() > 2
}
