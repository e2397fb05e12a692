//! Transcripts: a line that begins with a name and a colon, and a quotation that ends with a dash and a name.

use super::super::Construction;
use super::super::words::Words;
use super::content::piece;
use super::quotation::Taken;
use super::{Draft, Modality, Source};

/// The longest name at the head of a line, in tokens.
const LONGEST: usize = 6;

pub(super) fn drafts(words: &Words, taken: &mut Taken) -> Vec<Draft> {
    let lines = lines(words);
    let mut all: Vec<Draft> = lines.iter().filter_map(|&(first, last)| by_line(words, first, last)).collect();
    // Names before colons that are not in capitals may be anything; three of them are a transcript.
    if all.len() >= 3 {
        all.iter_mut().for_each(|draft| draft.sure = true);
    }
    for quote in 0..words.quotes.len() {
        if let Some(draft) = by_dash(words, quote) {
            if let Some(own) = taken.by.get_mut(quote) {
                *own = true;
            }
            all.push(draft);
        }
    }
    for draft in &all {
        for quote in draft
            .pieces
            .iter()
            .filter_map(|p| words.tokens_in(p))
            .flat_map(|(first, last)| [words.quote(first), words.quote(last)])
            .flatten()
        {
            if let Some(own) = taken.by.get_mut(quote) {
                *own = true;
            }
        }
    }
    all
}

/// The first and last token of each paragraph.
fn lines(words: &Words) -> Vec<(usize, usize)> {
    words.paragraphs.iter().filter_map(|span| words.tokens_in(span)).collect()
}

/// “SPEAKER: words”. The name stands in capitals, or is a name and nothing else, and its line is not the only such.
fn by_line(words: &Words, first: usize, last: usize) -> Option<Draft> {
    let colon = (first + 1..=last.min(first + LONGEST)).find(|&t| words.word(t) == ":")?;
    let name = words.words(&words.span(first, colon - 1));
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.len() > 1 && letters.iter().all(|c| c.is_uppercase());
    let plain = (first..colon).all(|t| words.is_name(t) || matches!(words.word(t), "." | "-"));
    if !capitals && !plain || colon == last || words.quote(first).is_some() {
        return None;
    }
    let mut draft = Draft::new(words, first, Construction::Transcript);
    draft.cue = vec![(colon, colon)];
    draft.source = Source::Phrase { head: colon - 1, first, last: colon - 1 };
    draft.pieces.extend(piece(words, colon + 1, last).map(|span| span.start..words.span(last, last).end.max(span.end)));
    draft.modality = Modality::Asserted;
    draft.why = "a line that begins with a name and a colon".to_owned();
    draft.sure = capitals;
    Some(draft)
}

/// “…” — Name, at the end of a paragraph.
fn by_dash(words: &Words, quote: usize) -> Option<Draft> {
    let depth = words.quotes.get(quote)?.depth;
    let after = words.quotes.get(quote)?.spans.last()?.end;
    let rest = words.text.get(after..)?;
    let dashes = rest.trim_start_matches([' ', '\u{a0}']);
    let name = dashes.trim_start_matches(['—', '–', '―', '-']);
    if depth > 0 || name.len() == dashes.len() {
        return None;
    }
    let start = words.text.len() - name.trim_start_matches([' ', '\u{a0}']).len();
    let (first, _) = words.tokens_in(&(start..start + 1))?;
    if !words.is_name(first) {
        return None;
    }
    let dash = first.saturating_sub(1);
    let mut end = first;
    while words.is_name(end + 1) && words.paragraph(end + 1) == words.paragraph(first) {
        end += 1;
    }
    let over = end + 1 >= words.len()
        || words.paragraph(end + 1) != words.paragraph(end)
        || matches!(words.word(end + 1), "," | "(");
    let mut draft = Draft::new(words, dash, Construction::Transcript);
    draft.source = Source::Phrase { head: end, first, last: end };
    draft.pieces = words.quotes.get(quote)?.spans.clone();
    draft.modality = Modality::Asserted;
    draft.why = "a quotation that ends with a dash and a name".to_owned();
    over.then_some(draft)
}
