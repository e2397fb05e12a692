//! Blind mode: every name of a party, person, body or agreement gives way to a neutral label, in every text of a case.

use std::collections::BTreeMap;

use crate::model::{Case, Conflict, Feature, WrittenIds};

/// The case with neutral labels. Answers about it are the same answers; only the words differ.
///
/// Names are replaced wherever they stand as whole words: in names, ids, questions, excerpts, reasons. A person's surname
/// alone counts as the name.
pub fn blind(case: &Case) -> Case {
    let labels = Labels::of(case);
    let mut blind = case.clone();
    blind.written_ids = WrittenIds::of(case);
    for (index, party) in blind.parties.iter_mut().enumerate() {
        party.name = format!("Party {}", letters(index));
        party.id = format!("party-{}", letters(index).to_lowercase());
        party.also.clear();
    }
    for (index, person) in blind.persons.iter_mut().enumerate() {
        person.name = format!("Speaker {}", index + 1);
        person.id = format!("speaker-{}", index + 1);
    }
    for (index, body) in blind.bodies.iter_mut().enumerate() {
        body.name = format!("Body {}", index + 1);
        body.id = format!("body-{}", index + 1);
    }
    for (index, agreement) in blind.agreements.iter_mut().enumerate() {
        agreement.name = format!("Agreement {}", index + 1);
        agreement.id = format!("agreement-{}", index + 1);
    }
    blind.hide.clear();
    texts(&mut blind, &mut |text| *text = labels.replace(text));
    blind
}

/// Words to replace, longest first, with their labels.
struct Labels(Vec<(String, String)>);

impl Labels {
    fn of(case: &Case) -> Labels {
        let mut words: Vec<(String, String)> = Vec::new();
        let mut add = |word: &str, label: &str| {
            if word.chars().any(char::is_alphanumeric) {
                words.push((word.to_lowercase(), label.to_owned()));
            }
        };
        for (index, party) in case.parties.iter().enumerate() {
            let label = format!("Party {}", letters(index));
            for word in [&party.id, &party.name].into_iter().chain(&party.also) {
                add(word, &label);
            }
        }
        for (index, person) in case.persons.iter().enumerate() {
            let label = format!("Speaker {}", index + 1);
            for word in [&person.id, &person.name] {
                add(word, &label);
            }
            for part in person.name.split_whitespace().filter(|part| part.chars().count() > 2) {
                add(part, &label);
            }
        }
        for (index, body) in case.bodies.iter().enumerate() {
            let label = format!("Body {}", index + 1);
            for word in [&body.id, &body.name] {
                add(word, &label);
            }
        }
        for (index, agreement) in case.agreements.iter().enumerate() {
            let label = format!("Agreement {}", index + 1);
            for word in [&agreement.id, &agreement.name] {
                add(word, &label);
            }
        }
        for word in &case.hide {
            add(word, "[hidden]");
        }
        // Longest first, so that a full name goes before its parts; first declared first among equals.
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
        Labels(words)
    }

    fn replace(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut at_start = true;
        while let Some(next) = rest.chars().next() {
            if at_start
                && let Some((length, label)) =
                    self.0.iter().find_map(|(word, label)| Some((starts(rest, word)?, label)))
            {
                out.push_str(label);
                rest = &rest[length..];
                at_start = false;
                continue;
            }
            out.push(next);
            at_start = !next.is_alphanumeric();
            rest = &rest[next.len_utf8()..];
        }
        out
    }
}

/// The bytes of `text` that make up `word` (in lower case) as a whole word at its start.
fn starts(text: &str, word: &str) -> Option<usize> {
    let mut length = 0;
    let mut letters = text.chars();
    for expected in word.chars() {
        let found = letters.next()?;
        // One letter may have a longer lower case; names where that matters are compared letter by letter.
        if !found.to_lowercase().eq(std::iter::once(expected)) && found != expected {
            return None;
        }
        length += found.len_utf8();
    }
    (!text[length..].chars().next().is_some_and(char::is_alphanumeric)).then_some(length)
}

/// A, B, …, Z, AA, AB, …
fn letters(index: usize) -> String {
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
        source.file.iter_mut().for_each(&mut *visit);
        source.corrections.iter_mut().for_each(|one| {
            [&mut one.says, &mut one.held, &mut one.because].into_iter().for_each(&mut *visit);
        });
    }
    case.persons.iter_mut().for_each(|person| visit(&mut person.role));
    for issue in &mut case.issues {
        [&mut issue.id, &mut issue.question].into_iter().for_each(&mut *visit);
        for option in &mut issue.options {
            visit(&mut option.id);
            option.definition.iter_mut().for_each(&mut *visit);
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
