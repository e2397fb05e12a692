//! Loaded words: those that judge while they name. A warning in what the author of the case wrote, a note in a source.
//!
//! # Definition
//!
//! Whole words, whatever their case, from a short list of general English words and from the case's own list. An entry of
//! several words matches when only spaces or hyphens stand between them; the longest entry wins.
//!
//! # Source
//!
//! Our own list. It is short, and its silence proves nothing.
//!
//! # Complexity
//!
//! O(words of the text × entries).

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Basis, Card, Case, Family, Ground, SourceId, Standing};

use super::words::source_ref;

/// The question in short.
pub const CARD: Card = Card {
    id: "record.loaded",
    family: Family::Record,
    name: "loaded words",
    question: "Did a loaded word slip into the case?",
    definition: "Whole words from a short general list and the case's own list, with the place of each.",
    sources: &[],
    assumes: &["the texts are in English"],
    departures: "Our own list.",
    standing: Standing::Experimental,
};

/// The built-in list: general English words that judge while they name. None names a party, a person or a place.
pub const BUILT_IN: &[&str] = &[
    "aggressor",
    "appeasement",
    "appeaser",
    "barbaric",
    "betray",
    "betrayal",
    "betrayed",
    "blackmail",
    "bluster",
    "bombshell",
    "bully",
    "bullying",
    "capitulate",
    "capitulation",
    "cave in",
    "chaos",
    "cowardly",
    "crackdown",
    "crony",
    "cronies",
    "cynical",
    "despot",
    "diktat",
    "dirty",
    "disgraceful",
    "disingenuous",
    "evil",
    "extremist",
    "fanatic",
    "fiasco",
    "fig leaf",
    "freedom fighter",
    "grovel",
    "hardliner",
    "heroic",
    "humiliating",
    "humiliation",
    "hypocrisy",
    "hypocrite",
    "infamous",
    "junta",
    "lackey",
    "land grab",
    "madman",
    "meddling",
    "megalomaniac",
    "naive",
    "notorious",
    "outrage",
    "outrageous",
    "panic",
    "pariah",
    "propaganda",
    "puppet",
    "regime",
    "rogue",
    "ruthless",
    "sabotage",
    "sell out",
    "sellout",
    "shameful",
    "sham",
    "so called",
    "stab in the back",
    "stooge",
    "strongman",
    "surrender",
    "thug",
    "traitor",
    "tyrant",
    "unprovoked",
    "warmonger",
    "witch hunt",
];

/// The loaded words found.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Loaded {
    /// Those that the author of the case wrote: warnings.
    pub warnings: Vec<LoadedWord>,
    /// Those of the sources: notes.
    pub notes: Vec<LoadedWord>,
    /// The statements whose excerpts contain one.
    pub basis: Basis,
}

/// One loaded word.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct LoadedWord {
    /// As it stands in the text.
    pub word: String,
    /// Where.
    pub place: Place,
    /// First byte of the text at that place, and one past the last.
    pub bytes: (usize, usize),
    /// The statements whose excerpts contain it; nothing outside a source.
    pub basis: Basis,
}

/// Where a word stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In a field of the case, named by kind, id and field, such as `issue membership: question`.
    Field(String),
    /// In the text of a source, by the source's name.
    Source(String),
}

/// Loaded words in what the author wrote, and in the texts of the sources.
pub fn loaded(case: &Case) -> Loaded {
    let warnings: Vec<LoadedWord> = authored(case)
        .into_iter()
        .flat_map(|(field, text)| {
            let found = find_loaded(text, &case.loaded_words).into_iter();
            found.map(move |bytes| LoadedWord {
                word: text[bytes.0..bytes.1].to_owned(),
                place: Place::Field(field.clone()),
                bytes,
                basis: Basis::new(),
            })
        })
        .collect();
    let notes: Vec<LoadedWord> = (0..case.sources.len()).map(SourceId).flat_map(|id| in_source(case, id)).collect();
    let basis = notes.iter().map(|note| &note.basis).collect();
    Loaded { warnings, notes, basis }
}

/// The byte spans of loaded words in a text, from left to right: the built-in list and `more`.
pub fn find_loaded(text: &str, more: &[String]) -> Vec<(usize, usize)> {
    let words = split(text);
    let entries: Vec<Vec<String>> = BUILT_IN
        .iter()
        .copied()
        .chain(more.iter().map(String::as_str))
        .map(|entry| split(entry).into_iter().map(|(_, _, word)| word).collect())
        .filter(|entry: &Vec<String>| !entry.is_empty())
        .collect();
    let mut found = Vec::new();
    let mut place = 0;
    while place < words.len() {
        let longest = entries.iter().filter(|entry| stands_at(text, &words[place..], entry)).map(Vec::len).max();
        if let Some(length) = longest {
            found.push((words[place].0, words[place + length - 1].1));
        }
        place += longest.unwrap_or(1);
    }
    found
}

type Word = (usize, usize, String);

/// The words of a text with their byte spans, in lower case.
fn split(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (start, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
        let end = start + letter.len_utf8();
        match words.last_mut() {
            Some((_, last, word)) if *last == start => {
                *last = end;
                word.extend(letter.to_lowercase());
            }
            _ => words.push((start, end, letter.to_lowercase().collect())),
        }
    }
    words
}

fn stands_at(text: &str, words: &[Word], entry: &[String]) -> bool {
    let Some(words) = words.get(..entry.len()) else { return false };
    let joined = words.windows(2).all(|pair| match pair {
        [(_, end, _), (start, _, _)] => text[*end..*start].chars().all(|gap| gap.is_whitespace() || gap == '-'),
        _ => true,
    });
    joined && words.iter().zip(entry).all(|((_, _, word), wanted)| word == wanted)
}

fn in_source(case: &Case, id: SourceId) -> Vec<LoadedWord> {
    let source = case.source(id);
    let containing = |bytes: (usize, usize)| -> Basis {
        let within = |excerpt: (usize, usize)| excerpt.0 <= bytes.0 && bytes.1 <= excerpt.1;
        case.statements_on_record()
            .filter(|one| case.statement(*one).source == id && within(case.statement(*one).excerpt.bytes))
            .map(Ground::Statement)
            .collect()
    };
    let word = |bytes: (usize, usize)| LoadedWord {
        word: source.text[bytes.0..bytes.1].to_owned(),
        place: Place::Source(source_ref(case, id).name),
        bytes,
        basis: containing(bytes),
    };
    find_loaded(&source.text, &case.loaded_words).into_iter().map(word).collect()
}

/// Every text that the author wrote in neutral voice. Rival descriptions of acts are left out: they are meant to judge.
fn authored(case: &Case) -> Vec<(String, &str)> {
    let mut texts: Vec<(String, &str)> =
        vec![("case: title".to_owned(), &case.title), ("case: question".to_owned(), &case.question)];
    let mut add = |kind: &str, id: &str, field: &str, text| texts.push((format!("{kind} {id}: {field}"), text));
    for party in &case.parties {
        add("party", &party.id, "name", &party.name);
    }
    for person in &case.persons {
        add("person", &person.id, "name", &person.name);
        add("person", &person.id, "role", &person.role);
    }
    for issue in &case.issues {
        add("issue", &issue.id, "question", &issue.question);
        for option in &issue.options {
            let id = format!("{} = {}", issue.id, option.id);
            add("option", &id, "name", &option.id);
            add("option", &id, "definition", option.definition.as_deref().unwrap_or_default());
        }
    }
    for lever in &case.levers {
        add("lever", &lever.id, "name", &lever.name);
    }
    for room in &case.rooms {
        add("room", &room.id, "name", &room.name);
    }
    for body in &case.bodies {
        add("body", &body.id, "name", &body.name);
    }
    for condition in &case.conditions {
        add("condition", &condition.id, "text", &condition.text);
    }
    for norm in &case.norms {
        add("norm", &norm.id, "text", &norm.text);
    }
    for act in &case.acts {
        add("act", &act.id, "name", &act.name);
    }
    for agreement in &case.agreements {
        add("agreement", &agreement.id, "name", &agreement.name);
    }
    for hypothesis in &case.hypotheses {
        add("hypothesis", &hypothesis.id, "name", &hypothesis.name);
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, more: &[String]) -> Vec<&'a str> {
        find_loaded(text, more).into_iter().map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn finds_whole_words_whatever_their_case() {
        assert_eq!(found("Panic after the BOMBSHELL; a shamrock is no sham.", &[]), ["Panic", "BOMBSHELL", "sham"]);
        assert_eq!(found("“Panic’s” end; panicked", &[]), ["Panic"]);
        assert!(found("an application puppetry regimen", &[]).is_empty());
    }

    #[test]
    fn finds_phrases_across_spaces_and_hyphens_only() {
        assert_eq!(found("the so-called deal, so called", &[]), ["so-called", "so called"]);
        assert!(found("so, called to order", &[]).is_empty());
        let more = ["puppet state".to_owned(), "Ünlü".to_owned()];
        assert_eq!(found("a Puppet State; ünlü", &more), ["Puppet State", "ünlü"]);
    }

    #[test]
    fn the_list_is_sorted_and_long_enough() {
        assert!(BUILT_IN.len() >= 60 && BUILT_IN.iter().all(|word| word.to_lowercase() == **word));
    }
}
