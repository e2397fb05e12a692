//! Words marked in a source become a statement: to the letter, with words around them only where that is needed.

use std::ops::Range;

use kadesh_documents::decode;
use serde::Serialize;

use super::{Planner, refused};
use crate::case::{Given, Name, NameKind, Step, find_words, is_quoted, keys, words_around, written};
use crate::diagnostic::Diagnostic;
use crate::model::{Kind, When};
use crate::session::action::{Fields, Say};
use crate::session::texts::Texts;

impl Planner<'_> {
    pub(super) fn say(&mut self, said: &Say) -> Result<(), Diagnostic> {
        self.is_known(&Name::new(NameKind::Source, &said.source))?;
        let text = source_text(self.texts, &said.source)?;
        let place = place_of(said, &text)?;
        let exact = &text[place.clone()];
        let is_reporter = said.by.iter().any(|by| by == REPORTER);
        let kind = said.kind.unwrap_or(match (is_reporter, is_quoted(&text, &place)) {
            (true, _) => Kind::Reporter,
            (false, true) => Kind::Verbatim,
            (false, false) => Kind::Paraphrase,
        });
        for by in said.by.iter().filter(|by| *by != REPORTER) {
            let person = self.is_known(&Name::new(NameKind::Person, by));
            person.or_else(|_| self.is_known(&Name::new(NameKind::Party, by)))?;
        }
        if let Some(at) = &said.at {
            When::parse(at).map_err(refused)?;
        }
        let Some(first) = said.by.first() else { return Err(refused("nobody says it")) };
        let id = match said.id.is_empty() {
            true => self.numbered(first),
            false => self.new_id(NameKind::Statement, &said.id, "")?,
        };
        let by = if said.by.len() == 1 { Given::text(first) } else { Given::texts(&said.by) };
        let mut fields = vec![
            ("id", Given::text(id)),
            ("by", by),
            ("source", Given::text(&said.source)),
            ("exact", Given::text(exact)),
        ];
        let (prefix, suffix) = words_around(&text, &place);
        fields.extend(prefix.map(|prefix| ("prefix", Given::text(prefix))));
        fields.extend(suffix.map(|suffix| ("suffix", Given::text(suffix))));
        fields.push(("kind", word(&kind)));
        let optional = [
            ("for", said.on_behalf.as_deref().map(Given::from)),
            ("hedge", said.hedge.as_ref().map(word)),
            ("modality", said.modality.as_ref().map(word)),
            ("room", said.room.as_deref().map(Given::from)),
            ("audience", said.audience.as_ref().map(word)),
            ("at", said.at.as_deref().map(Given::from)),
            ("takes", Some(table(&said.takes)).filter(|table| *table != Given::Table(Vec::new()))),
        ];
        fields.extend(optional.into_iter().filter_map(|(key, value)| Some((key, value?))));
        let list: Vec<Step> = keys(&["statement"]);
        Ok(self.draft.add(&list, true, &fields)?)
    }

    /// An id for one more statement of somebody: `berg-1`, `berg-2`.
    fn numbered(&self, by: &str) -> String {
        let is_free = |id: &String| !self.checked.links.iter().any(|link| link.declares && link.name.id == *id);
        (1..).map(|number: u32| format!("{by}-{number}")).find(is_free).unwrap_or_default()
    }
}

/// The text of a source as excerpts are looked for in it.
pub(in crate::session) fn source_text(texts: &Texts, id: &str) -> Result<String, Diagnostic> {
    let none = || refused(format!("the source `{id}` has no text that can be read"));
    let written = crate::case::read(&texts.main);
    let (file, encoding) = written.source_file(id).ok_or_else(none)?;
    let bytes = texts.files.get(file).ok_or_else(none)?;
    decode(bytes, encoding).map(|decoded| decoded.text).map_err(|_| none())
}

/// Where the words stand in the text of their source.
pub(in crate::session) fn place_of(said: &Say, text: &str) -> Result<Range<usize>, Diagnostic> {
    let marked = said.start.zip(said.end).map(|(start, end)| marked(text, start..end)).transpose()?;
    let words = said.exact.as_deref().map(str::trim).filter(|exact| !exact.is_empty());
    match (marked, words) {
        (Some(place), None) => Ok(place),
        (None, None) => Err(refused("no words are marked")),
        (marked, Some(exact)) => {
            // Of words that stand there more than once, the place tells which.
            if let Some(place) = marked.clone().filter(|place| text[place.clone()] == *exact) {
                return Ok(place);
            }
            let (prefix, suffix) = (said.prefix.as_deref(), said.suffix.as_deref());
            let (first, last) = find_words(text, &said.source, exact, (prefix, suffix))?.bytes;
            match marked.is_some_and(|place| place != (first..last)) {
                true => {
                    Err(refused("other words stand at this place of the source")
                        .hint("leave the place out, or the words"))
                }
                false => Ok(first..last),
            }
        }
    }
}

/// A place without the blanks at its ends.
fn marked(text: &str, place: Range<usize>) -> Result<Range<usize>, Diagnostic> {
    let marked = text.get(place.clone()).ok_or_else(|| refused("these words are not in the source"))?;
    let exact = marked.trim();
    if exact.is_empty() {
        return Err(refused("no words are marked"));
    }
    let start = place.start + (marked.len() - marked.trim_start().len());
    Ok(start..start + exact.len())
}

/// Who speaks where the author of the source does.
const REPORTER: &str = "reporter";

/// The word that a case has for a value.
fn word(value: &impl Serialize) -> Given {
    Given::text(written(value))
}

fn table(fields: &Fields) -> Given {
    Given::Table(fields.0.iter().filter_map(|(key, value)| Some((key.clone(), value.clone()?))).collect())
}
