//! Blind mode: every name of a party, person, body or agreement gives way to a neutral label, in every text of a case.

use std::collections::{BTreeMap, BTreeSet};

use super::MAIN_FILE;
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Case, Conflict, Feature, WrittenIds};

/// The case with neutral labels. Answers about it are the same answers; only the words differ.
///
/// Names are replaced wherever they stand as whole words: in names, ids, questions, excerpts, reasons. A person's surname
/// alone counts as the name, and so does a word that only goes on where a name ends, such as a name with the ending of its people;
/// [`alike`] lists what is left that begins like a name. Ids are replaced where they stand alone or in other ids, not in sentences. Public offices are
/// left out: they tell who it is.
pub fn blind(case: &Case) -> Case {
    blind_beside(case, case)
}

/// The same with the labels that a first case has, found by ids; what only this case has is numbered after all of those.
pub fn blind_beside(case: &Case, first: &Case) -> Case {
    let numbers = Numbers::of(case, first);
    let labels = Labels::of(case, &numbers);
    let mut blind = case.clone();
    blind.written_ids = WrittenIds::of(case);
    for (party, index) in blind.parties.iter_mut().zip(numbers.parties) {
        party.name = format!("Party {}", letters(index));
        party.id = format!("party-{}", letters(index).to_lowercase());
        party.spoken = None;
        party.also.clear();
    }
    for (index, source) in blind.sources.iter_mut().enumerate() {
        source.file = source.file.as_ref().map(|_| format!("file-{}", index + 1));
    }
    for (person, index) in blind.persons.iter_mut().zip(numbers.persons) {
        person.name = format!("Speaker {}", index + 1);
        person.id = format!("speaker-{}", index + 1);
        person.role.clear();
    }
    for (body, index) in blind.bodies.iter_mut().zip(numbers.bodies) {
        body.name = format!("Body {}", index + 1);
        body.id = format!("body-{}", index + 1);
    }
    for (agreement, index) in blind.agreements.iter_mut().zip(numbers.agreements) {
        agreement.name = format!("Agreement {}", index + 1);
        agreement.id = format!("agreement-{}", index + 1);
    }
    blind.hide.clear();
    texts(&mut blind, &mut |text| *text = labels.replace(text));
    blind
}

/// The number of each label, from nought.
pub(super) struct Numbers {
    parties: Vec<usize>,
    persons: Vec<usize>,
    bodies: Vec<usize>,
    agreements: Vec<usize>,
}

impl Numbers {
    pub(super) fn of(case: &Case, first: &Case) -> Numbers {
        fn places<T>(own: &[T], first: &[T], id: fn(&T) -> &str) -> Vec<usize> {
            let place = |(at, one): (usize, &T)| {
                first.iter().position(|other| id(other) == id(one)).unwrap_or(first.len() + at)
            };
            own.iter().enumerate().map(place).collect()
        }
        Numbers {
            parties: places(&case.parties, &first.parties, |one| &one.id),
            persons: places(&case.persons, &first.persons, |one| &one.id),
            bodies: places(&case.bodies, &first.bodies, |one| &one.id),
            agreements: places(&case.agreements, &first.agreements, |one| &one.id),
        }
    }
}

/// Words to replace, longest first, with their labels.
pub(super) struct Labels {
    /// Names, and ids that stand for nothing else.
    names: Vec<(String, String)>,
    /// The same with every id: an id may be a common word, and a sentence that uses the word does not mean the party.
    all: Vec<(String, String)>,
    /// The ids of other things, which are ids in a sentence too.
    ids: BTreeSet<String>,
}

impl Labels {
    pub(super) fn of(case: &Case, numbers: &Numbers) -> Labels {
        let mut names: Vec<(String, String)> = Vec::new();
        let mut ids: Vec<(String, String)> = Vec::new();
        let put = |words: &mut Vec<(String, String)>, word: &str, label: &str| {
            if word.chars().any(char::is_alphanumeric) {
                words.push((word.to_lowercase(), label.to_owned()));
            }
        };
        for (party, index) in case.parties.iter().zip(&numbers.parties) {
            let label = format!("Party {}", letters(*index));
            put(&mut ids, &party.id, &label);
            let words = [&party.name].into_iter().chain(&party.spoken).chain(&party.also);
            words.for_each(|word| put(&mut names, word, &label));
        }
        for (person, index) in case.persons.iter().zip(&numbers.persons) {
            let label = format!("Speaker {}", index + 1);
            put(&mut ids, &person.id, &label);
            put(&mut names, &person.name, &label);
            for part in person.name.split_whitespace().filter(|part| part.chars().count() > 2) {
                put(&mut names, part, &label);
            }
        }
        for (body, index) in case.bodies.iter().zip(&numbers.bodies) {
            let label = format!("Body {}", index + 1);
            put(&mut ids, &body.id, &label);
            put(&mut names, &body.name, &label);
        }
        for (agreement, index) in case.agreements.iter().zip(&numbers.agreements) {
            let label = format!("Agreement {}", index + 1);
            put(&mut ids, &agreement.id, &label);
            put(&mut names, &agreement.name, &label);
        }
        case.hide.iter().for_each(|word| put(&mut names, word, "[hidden]"));
        let mut all: Vec<(String, String)> = ids.into_iter().chain(names.iter().cloned()).collect();
        // Longest first, so that a full name goes before its parts; first declared first among equals.
        [&mut names, &mut all]
            .into_iter()
            .for_each(|words| words.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count())));
        Labels { names, all, ids: other_ids(case) }
    }

    /// The text with labels in the place of names alone, whatever else is in it.
    pub(super) fn without_names(&self, text: &str) -> String {
        replaced(text, &self.names, starts_or_goes_on, |_| None)
    }

    /// The text with labels in the place of names, and of ids where it is one.
    pub(super) fn replace(&self, text: &str) -> String {
        // What is one word is an id or made of ids; a sentence is not, but may name some.
        if !text.trim().contains(char::is_whitespace) {
            return replaced(text, &self.all, starts, |_| None);
        }
        replaced(text, &self.names, starts_or_goes_on, |rest| {
            let length = rest.find(|next: char| !(next.is_alphanumeric() || "-_".contains(next))).unwrap_or(rest.len());
            let id = rest.get(..length).filter(|word| self.ids.contains(*word))?;
            Some((length, replaced(id, &self.all, starts, |_| None)))
        })
    }
}

/// The text with words replaced where `starts` finds them; `first` may replace a longer piece at the start of a word.
fn replaced(
    text: &str,
    words: &[(String, String)],
    starts: fn(&str, &str) -> Option<usize>,
    first: impl Fn(&str) -> Option<(usize, String)>,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut at_start = true;
    while let Some(next) = rest.chars().next() {
        let word = || words.iter().find_map(|(word, label)| Some((starts(rest, word)?, label.clone())));
        // Some scripts write words without blanks between them: a name may stand anywhere.
        let may_begin = at_start || is_unspaced(next);
        if let Some((length, label)) = may_begin.then(|| first(rest).or_else(word)).flatten() {
            out.push_str(&label);
            rest = &rest[length..];
            at_start = false;
            continue;
        }
        out.push(next);
        at_start = !next.is_alphanumeric() || is_unspaced(next);
        rest = &rest[next.len_utf8()..];
    }
    out
}

/// The ids of everything that has no label of its own.
fn other_ids(case: &Case) -> BTreeSet<String> {
    let issues = case
        .issues
        .iter()
        .flat_map(|issue| std::iter::once(&issue.id).chain(issue.options.iter().map(|option| &option.id)));
    let conflict = &case.conflict;
    let conflict =
        conflict.options.iter().map(|option| &option.id).chain(conflict.states.iter().map(|state| &state.id));
    let record = case.statements.iter().map(|one| &one.id).chain(case.sources.iter().map(|one| &one.id));
    let levers = case.levers.iter().map(|one| &one.id).chain(case.rooms.iter().map(|one| &one.id));
    let rules = case.gates.iter().map(|one| &one.id).chain(case.conditions.iter().map(|one| &one.id));
    let deeds = case.norms.iter().map(|one| &one.id).chain(case.acts.iter().map(|one| &one.id));
    let others = case.hypotheses.iter().map(|one| &one.id).chain(case.assumptions.iter().map(|one| &one.id));
    issues.chain(conflict).chain(record).chain(levers).chain(rules).chain(deeds).chain(others).cloned().collect()
}

/// The bytes of `text` that make up `word` (in lower case) as a whole word at its start.
fn starts(text: &str, word: &str) -> Option<usize> {
    let length = begins(text, word)?;
    let goes_on = text[length..].chars().next().is_some_and(|next| next.is_alphanumeric() && !is_unspaced(next));
    (!goes_on || word.chars().all(is_unspaced)).then_some(length)
}

/// The same for a word that goes on where a name of one word ends, if it is written like a name: `Northbankers`.
fn starts_or_goes_on(text: &str, word: &str) -> Option<usize> {
    let length = begins(text, word)?;
    let rest = &text[length..];
    let more = rest.find(|next: char| !next.is_alphanumeric()).unwrap_or(rest.len());
    let is_long = word.chars().count() >= SHORTEST_STEM && !word.contains(char::is_whitespace);
    let is_capital = text.chars().next().is_some_and(|first| !first.is_lowercase());
    match word.chars().all(is_unspaced) {
        true => Some(length),
        false => (more == 0 || (is_long && is_capital)).then_some(length + more),
    }
}

/// The bytes of `text` that make up `word` (in lower case) at its start.
fn begins(text: &str, word: &str) -> Option<usize> {
    let mut length = 0;
    for expected in word.chars() {
        // The blank of a name may be the end of a line, or one that does not break.
        if expected.is_whitespace() {
            let rest = &text[length..];
            let blanks = rest.len() - rest.trim_start().len();
            if blanks == 0 {
                return None;
            }
            length += blanks;
            continue;
        }
        let found = text[length..].chars().next()?;
        // One letter may have a longer lower case; names where that matters are compared letter by letter.
        if !found.to_lowercase().eq(std::iter::once(expected)) && found != expected {
            return None;
        }
        length += found.len_utf8();
    }
    Some(length)
}

/// Words as short as this may begin like another word by chance.
const SHORTEST_STEM: usize = 4;

/// The words of a case that blind mode leaves and that begin like the name of a party or a person: whether they tell who it is, a
/// person has to decide. `text` is the case file's, for their places.
pub fn alike(case: &Case, text: &str) -> Vec<Diagnostic> {
    let parties =
        case.parties.iter().flat_map(|party| std::iter::once(&party.name).chain(&party.spoken).chain(&party.also));
    let names = parties.chain(case.persons.iter().map(|person| &person.name)).flat_map(|name| words_of(name));
    let stems: BTreeSet<(String, String)> = names.filter_map(|name| Some((stem(name)?, name.to_owned()))).collect();
    let mut blind = blind(case);
    // What is kept of the sources is shown in excerpts only.
    blind.sources.iter_mut().for_each(|source| source.text.clear());
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    texts(&mut blind, &mut |text| {
        for word in words_of(text) {
            let like = |(stem, _): &&(String, String)| word.to_lowercase().starts_with(stem.as_str());
            if let Some((_, name)) = stems.iter().find(like).filter(|_| !is_label(word)) {
                found.entry(word.to_owned()).or_insert_with(|| name.clone());
            }
        }
    });
    found.iter().map(|(word, name)| told(word, name, text)).collect()
}

fn told(word: &str, name: &str, text: &str) -> Diagnostic {
    let message = format!("`{word}` begins like the name `{name}`, and a blind page shows it");
    let hint = format!(
        "if it tells who it is: `also = [\"{word}\"]` in the `[party]`, or `hide = [\"{word}\"]` in `[case]`; if not, all is well"
    );
    let warning = Diagnostic::warning("like-a-name", message).hint(hint);
    match text.match_indices(word).map(|(start, _)| start).find(|start| stands_alone(text, *start, word)) {
        Some(start) => warning.at(Span { file: MAIN_FILE.to_owned(), start, end: start + word.len() }, "here"),
        None => warning,
    }
}

/// Whether the word at a place is no part of a longer one, nor of the heading of a table.
fn stands_alone(text: &str, start: usize, word: &str) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[start + word.len()..].chars().next();
    let line = text[..start].rsplit('\n').next().unwrap_or_default();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric) && !line.starts_with('[')
}

/// Most of a name, which its adjectives and its people mostly begin with. None: the name is too short to tell.
fn stem(name: &str) -> Option<String> {
    let letters: Vec<char> = name.to_lowercase().chars().collect();
    let kept = (letters.len() * 3).div_ceil(5).max(SHORTEST_STEM);
    (letters.len() >= SHORTEST_STEM).then(|| letters.iter().take(kept).collect())
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST_STEM)
}

/// Letters of scripts that write words without blanks between them: Han, kana, Thai, Lao, Khmer, Burmese, Tibetan.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{0e00}'..='\u{0fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The words of the labels themselves.
fn is_label(word: &str) -> bool {
    ["party", "speaker", "body", "agreement"].contains(&word.to_lowercase().as_str())
}

/// A, B, …, Z, AA, AB, …
pub(super) fn letters(index: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    if index < 26 { letter.to_string() } else { format!("{}{letter}", letters(index / 26 - 1)) }
}

/// Visits every text of a case but the names that have labels of their own.
fn texts(case: &mut Case, visit: &mut impl FnMut(&mut String)) {
    for text in [&mut case.title, &mut case.question, &mut case.author] {
        visit(text);
    }
    for source in &mut case.sources {
        [&mut source.id, &mut source.title, &mut source.text].into_iter().for_each(&mut *visit);
        source.lost.iter_mut().for_each(&mut *visit);
        source.corrections.iter_mut().for_each(|one| {
            [&mut one.says, &mut one.held, &mut one.because].into_iter().for_each(&mut *visit);
        });
    }
    for issue in &mut case.issues {
        [&mut issue.id, &mut issue.question].into_iter().for_each(&mut *visit);
        for option in &mut issue.options {
            visit(&mut option.id);
            option.name.iter_mut().chain(&mut option.definition).for_each(&mut *visit);
        }
    }
    for statement in &mut case.statements {
        [&mut statement.id, &mut statement.excerpt.exact].into_iter().for_each(&mut *visit);
    }
    for lever in &mut case.levers {
        [&mut lever.id, &mut lever.name].into_iter().for_each(&mut *visit);
    }
    for room in &mut case.rooms {
        [&mut room.id, &mut room.name].into_iter().for_each(&mut *visit);
    }
    case.knowledge.iter_mut().for_each(|claim| visit(&mut claim.topic));
    case.bodies.iter_mut().flat_map(|body| body.cite.iter_mut()).for_each(&mut *visit);
    for condition in &mut case.conditions {
        [&mut condition.id, &mut condition.text].into_iter().for_each(&mut *visit);
    }
    case.gates.iter_mut().for_each(|gate| visit(&mut gate.id));
    for norm in &mut case.norms {
        [&mut norm.id, &mut norm.text].into_iter().for_each(&mut *visit);
        norm.cite.iter_mut().for_each(&mut *visit);
    }
    deeds(case, visit);
    conflict(&mut case.conflict, visit);
    judgements(case, visit);
    times(case, visit);
}

fn deeds(case: &mut Case, visit: &mut impl FnMut(&mut String)) {
    for act in &mut case.acts {
        [&mut act.id, &mut act.name].into_iter().for_each(&mut *visit);
        act.goal.iter_mut().chain(&mut act.on_condition).chain(&mut act.in_return).for_each(&mut *visit);
        act.framings.iter_mut().for_each(|framing| visit(&mut framing.name));
    }
    for agreement in &mut case.agreements {
        agreement.outcome.iter_mut().for_each(&mut *visit);
        for (mut name, mut feature) in std::mem::take(&mut agreement.features) {
            visit(&mut name);
            feature.provides.iter_mut().chain(&mut feature.class).for_each(&mut *visit);
            agreement.features.insert(unused(name, &agreement.features), feature);
        }
    }
    for lesson in &mut case.lessons {
        visit(&mut lesson.lesson);
        lesson.implies.iter_mut().for_each(&mut *visit);
    }
}

fn conflict(conflict: &mut Conflict, visit: &mut impl FnMut(&mut String)) {
    let options = conflict.options.iter_mut().flat_map(|option| [&mut option.id, &mut option.name]);
    let states = conflict.states.iter_mut().flat_map(|state| [&mut state.id, &mut state.name]);
    let merges = conflict.merges.iter_mut().flat_map(|merge| [&mut merge.id, &mut merge.name]);
    let goals = conflict.goals.iter_mut().flat_map(|goal| [&mut goal.id, &mut goal.text]);
    options.chain(states).chain(merges).chain(goals).for_each(visit);
}

/// The name, or the name with a number where two names have become the same.
fn unused(name: String, features: &BTreeMap<String, Feature>) -> String {
    let numbered = (2..).map(|number| format!("{name} {number}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !features.contains_key(name)).unwrap_or(name)
}

fn judgements(case: &mut Case, visit: &mut impl FnMut(&mut String)) {
    for one in &mut case.assumptions {
        [&mut one.id, &mut one.text, &mut one.reason, &mut one.author].into_iter().for_each(&mut *visit);
    }
    for one in &mut case.hypotheses {
        [&mut one.id, &mut one.name].into_iter().for_each(&mut *visit);
    }
    for one in &mut case.explanations {
        [&mut one.question, &mut one.text].into_iter().for_each(&mut *visit);
    }
    case.trace.iter_mut().for_each(|row| visit(&mut row.says));
}

/// Relative dates name rooms and statements.
fn times(case: &mut Case, visit: &mut impl FnMut(&mut String)) {
    let rooms = case.rooms.iter_mut().flat_map(|room| room.opened.iter_mut().chain(&mut room.closed));
    let statements = case.statements.iter_mut().filter_map(|one| one.at.as_mut());
    let acts = case.acts.iter_mut().filter_map(|act| act.at.as_mut());
    let knowledge = case.knowledge.iter_mut().filter_map(|claim| claim.since.as_mut());
    rooms.chain(statements).chain(acts).chain(knowledge).for_each(|when| visit(&mut when.text));
}
