//! From a parsed text to its statements: who said each, to whom, when, and whether the reading is sure.

use super::frames::{Draft, Source, drafts};
use super::lexicon::{self, has};
use super::people::{People, Resolver, Who};
use super::when::{Day, expressions};
use super::words::{Words, solid};
use super::{Attribution, Construction, Form, Reading, When};
use crate::{Parsed, Pipeline, Quote, Span, quotes};

/// Reads the statements of `text`, whose words are `parsed`. `today` is the date of the document; without it, weekdays and
/// months stay words.
///
/// Nothing fails: a parse that does not fit the text gives the quotations only. All spans lie on borders of characters.
/// Cost: O(n) for n words, but for a sentence that one construction crosses several times.
#[must_use]
pub fn read(parsed: &Parsed, text: &str, today: Option<Day>) -> Reading {
    let quotes = quotes(text);
    let parsed = &solid(parsed);
    let Some(words) = Words::new(text, parsed, &quotes) else {
        return Reading { quotes, ..Reading::default() };
    };
    let people = People::new(&words);
    let mut resolver = Resolver::new(&words, &people);
    let mut found: Vec<(Attribution, bool)> = Vec::new();
    for draft in drafts(&words) {
        let (who, sure) = speaker(&draft, &mut resolver);
        found.push((attribution(&words, draft, who, today), sure));
    }
    let people = people.all.into_iter().map(|entity| entity.person).filter(|person| !person.mentions.is_empty()).collect();
    let (attributions, unsure) = part(found);
    Reading { people, attributions, unsure, quotes }
}

/// Parses an English text and reads its statements: [`read`] with the words of [`Pipeline::english`].
///
/// ```
/// let reading = kadesh_text::read_english("“We will come,” said Ana Reyes, the mayor of Northbank. She was tired.", None);
/// let said = &reading.attributions[0];
/// assert_eq!(said.speaker.as_ref().map(|speaker| speaker.name.as_str()), Some("Ana Reyes"));
/// assert_eq!(said.why, "a quotation with ‘said’ after it");
/// ```
#[must_use]
pub fn read_english(text: &str, today: Option<Day>) -> Reading {
    read(&Pipeline::english().parse(text), text, today)
}

/// Who said it, and whether that and the construction are sure.
fn speaker(draft: &Draft, resolver: &mut Resolver) -> (Who, bool) {
    match draft.source {
        Source::Phrase { head, .. } => {
            let who = resolver.source(head, draft.token);
            let sure = who.sure && draft.sure && who.speaker.is_some();
            resolver.spoke(&who, head, draft.token, draft.construction);
            (who, sure)
        }
        Source::Before => match resolver.carries_on(draft.token) {
            Some(who) => {
                let sure = who.sure && draft.sure;
                (who, sure)
            }
            None => (Who::unknown(), false),
        },
        Source::Nobody => (Who::unknown(), false),
    }
}

fn attribution(words: &Words, draft: Draft, who: Who, today: Option<Day>) -> Attribution {
    let source = match draft.source {
        Source::Phrase { first, last, .. } => Some(words.span(first, last)),
        Source::Before | Source::Nobody => None,
    };
    let form = form(words.quotes, &draft.pieces);
    let around = Around::new(words, &draft);
    Attribution {
        source,
        cue: draft.cue.iter().map(|&(first, last)| words.span(first, last)).collect(),
        form,
        speaker: who.speaker,
        found: who.found,
        rests_on: who.rests_on,
        construction: draft.construction,
        why: draft.why.clone(),
        addressee: draft.addressee.map(|(first, last)| words.span(first, last)),
        place: around.place(words, &draft),
        when: around.when(words, &draft, today),
        modality: draft.modality,
        hedges: around.hedges(words),
        superseded: draft.superseded,
        within: None,
        content: draft.pieces,
    }
}

/// Direct where quotations hold all of the pieces, mixed where they hold some, indirect where none.
fn form(quotes: &[Quote], pieces: &[Span]) -> Form {
    let mut quoted = 0;
    let mut all = 0;
    for piece in pieces {
        all += piece.len();
        let from = quotes.partition_point(|q| q.spans.first().is_none_or(|s| s.start < piece.start)).saturating_sub(4);
        let near = quotes.get(from..).unwrap_or_default().iter().take_while(|q| q.spans.first().is_some_and(|s| s.start < piece.end));
        for span in near.filter(|q| q.depth == 0).flat_map(|q| &q.spans) {
            quoted += span.end.min(piece.end).saturating_sub(span.start.max(piece.start));
        }
    }
    match quoted {
        0 => Form::Indirect,
        _ if quoted >= all => Form::Direct,
        _ => Form::Mixed,
    }
}

/// The words of the sentence around what was said: where its time, place and hedges stand.
struct Around {
    tokens: Vec<usize>,
}

/// A sentence longer than this is searched only this far, in tokens.
const LONGEST_SENTENCE: usize = 120;

impl Around {
    fn new(words: &Words, draft: &Draft) -> Self {
        let sentence = words.sentence_range(draft.token);
        let from = sentence.start.max(draft.token.saturating_sub(LONGEST_SENTENCE));
        let to = sentence.end.min(draft.token + LONGEST_SENTENCE);
        let outside = |token: usize| {
            let span = words.span(token, token);
            words.quote(token).is_none() && draft.pieces.iter().all(|piece| span.end <= piece.start || span.start >= piece.end)
        };
        Around { tokens: (from..to).filter(|&token| outside(token) && words.paragraph(token) == words.paragraph(draft.token)).collect() }
    }

    /// The expression of time that stands nearest to the words that ascribe.
    fn when(&self, words: &Words, draft: &Draft, today: Option<Day>) -> Option<When> {
        let mut nearest: Option<(usize, When)> = None;
        for run in self.tokens.chunk_by(|a, b| a + 1 == *b) {
            let (Some(&first), Some(&last)) = (run.first(), run.last()) else { continue };
            for (from, to, when) in expressions(words, first..last + 1, today) {
                let distance = if to < draft.token { draft.token - to } else { from.saturating_sub(draft.token) };
                if nearest.as_ref().is_none_or(|(known, _)| distance < *known) {
                    nearest = Some((distance, when));
                }
            }
        }
        nearest.map(|(_, when)| when)
    }

    /// Where it was said: “at a meeting in …” behind the verb or before it.
    fn place(&self, words: &Words, draft: &Draft) -> Option<Span> {
        if !matches!(draft.construction, Construction::Quotation | Construction::Clause | Construction::Object | Construction::Infinitive | Construction::Preposition) {
            return None;
        }
        let preposition = |token: usize| words.dep(token) == "prep" && has(&["at", "in", "during", "from", "on"], words.low(token));
        let held = |token: usize| words.head(token) == draft.token || draft.addressee.is_some_and(|(_, last)| words.head(token) == last);
        self.tokens.iter().copied().filter(|&token| preposition(token) && held(token)).find_map(|token| {
            let object = words.child(token, &["pobj"])?;
            let (first, last) = words.edges(object);
            let timed = !expressions(words, first..last + 1, None).is_empty() && last - first < 4;
            let outside = self.tokens.binary_search(&first).is_ok() && self.tokens.binary_search(&last).is_ok();
            (!timed && outside && words.tag(object).starts_with("NN")).then(|| words.span(first, last))
        })
    }

    fn hedges(&self, words: &Words) -> Vec<Span> {
        self.tokens.iter().filter(|&&t| has(lexicon::HEDGES, words.low(t)) && words.tag(t) != "NNP").map(|&t| words.span(t, t)).collect()
    }
}

/// The sure and the unsure statements, each in the order of their first words; nested ones know what holds them.
fn part(mut found: Vec<(Attribution, bool)>) -> (Vec<Attribution>, Vec<Attribution>) {
    let start = |one: &Attribution| one.content.first().map_or(0, |span| span.start);
    let end = |one: &Attribution| one.content.last().map_or(0, |span| span.end);
    found.sort_by_key(|(one, _)| (start(one), std::cmp::Reverse(end(one))));
    let mut sure: Vec<Attribution> = Vec::new();
    let mut unsure = Vec::new();
    let mut holding: Vec<usize> = Vec::new();
    for (mut one, is_sure) in found {
        let at = one.cue.first().or(one.content.first()).map_or(0, |span| span.start);
        holding.retain(|&outer| sure.get(outer).is_some_and(|o| end(o) > start(&one)));
        let inside = |outer: &&usize| sure.get(**outer).is_some_and(|o| o.content.iter().any(|p| p.start <= at && at < p.end));
        one.within = holding.iter().rev().find(inside).copied();
        if is_sure {
            sure.push(one);
            holding.push(sure.len() - 1);
        } else {
            unsure.push(one);
        }
    }
    (sure, unsure)
}
