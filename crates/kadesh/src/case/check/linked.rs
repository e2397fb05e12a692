//! Keeps where each name stands and what is meant by it, while names are looked up.

use std::ops::Range;

use super::super::file::CaseFile;
use super::super::formula::in_word;
use super::super::links::{Link, Name, NameKind, names_in_path};
use super::super::written::{At, Named};
use super::Checker;
use super::names::Names;

impl Checker<'_> {
    /// Notes that a place uses a name.
    pub(super) fn link(&mut self, at: &At<impl Sized>, name: Name) {
        self.links.push(Link { place: at.span(), name, declares: false });
    }

    /// Notes it where the name is known.
    pub(super) fn link_if(&mut self, is_known: bool, at: &At<impl Sized>, name: impl FnOnce() -> Name) {
        if is_known {
            self.link(at, name());
        }
    }

    /// Notes that a part of a text uses a name.
    pub(super) fn link_part(&mut self, text: &At<String>, part: Range<usize>, name: Name) {
        self.links.push(Link { place: self.inside(text, part), name, declares: false });
    }

    /// Notes what a relative date is relative to: the last word of the text.
    pub(super) fn link_anchor(&mut self, text: &At<String>, anchor: &str) {
        let kinds = [NameKind::Source, NameKind::Room, NameKind::Statement, NameKind::Act];
        let Some(kind) = kinds.into_iter().find(|kind| known(&self.names, *kind, anchor)) else { return };
        let start = text.value.rfind(anchor).unwrap_or_default();
        self.link_part(text, start..start + anchor.len(), Name::new(kind, anchor));
    }

    /// Notes the words of a text that are known names of a kind.
    pub(super) fn link_words(&mut self, text: &At<String>, kind: NameKind) {
        for part in words(&text.value) {
            let id = &text.value[part.clone()];
            if known(&self.names, kind, id) {
                let name = Name::new(kind, id);
                self.link_part(text, part, name);
            }
        }
    }

    /// Notes the names in a dotted path, whose parts may be keys of their own.
    pub(super) fn link_path(&mut self, keys: &[At<String>]) {
        let mut parts: Vec<(&At<String>, Range<usize>)> = Vec::new();
        for key in keys {
            let mut at = 0;
            for part in key.value.split('.') {
                parts.push((key, at..at + part.len()));
                at += part.len() + 1;
            }
        }
        let words: Vec<&str> = parts.iter().map(|(key, part)| &key.value[part.clone()]).collect();
        for (place, name) in names_in_path(&words) {
            let (key, part) = &parts[place];
            match part.len() == key.value.len() {
                true => self.link(key, name),
                false => self.link_part(key, part.clone(), name),
            }
        }
    }

    /// Notes where the names of the case are given.
    pub(super) fn link_declared(&mut self) {
        let file: &CaseFile = self.file;
        self.declared(NameKind::Source, &file.source);
        self.declared(NameKind::Party, &file.party);
        self.declared(NameKind::Person, &file.person);
        self.declared(NameKind::Issue, &file.issue);
        self.declared(NameKind::Room, &file.room);
        self.declared(NameKind::Body, &file.body);
        self.declared(NameKind::Condition, &file.condition);
        self.declared(NameKind::Gate, &file.gate);
        self.declared(NameKind::Lever, &file.lever);
        self.declared(NameKind::Norm, &file.norm);
        self.declared(NameKind::Agreement, &file.agreement);
        self.declared(NameKind::Assumption, &file.assumption);
        self.declared(NameKind::Hypothesis, &file.hypothesis);
        self.declared(NameKind::Option, &file.option);
        self.declared(NameKind::State, &file.state);
        let listed = (file.statement.iter().map(|one| (NameKind::Statement, &one.id)))
            .chain(file.act.iter().map(|one| (NameKind::Act, &one.id)))
            .chain(file.conflict.merge.iter().map(|one| (NameKind::Merge, &one.id)))
            .chain(file.conflict.goal.iter().map(|one| (NameKind::Goal, &one.id)));
        for (kind, id) in listed {
            self.links.push(Link { place: id.span(), name: Name::new(kind, &id.value), declares: true });
        }
        for (issue, written) in &file.issue {
            let options = &written.options.value;
            let link = |option: &At<String>| Link {
                place: option.span(),
                name: Name::option(&issue.value, &option.value),
                declares: true,
            };
            self.links.extend(options.iter().map(link));
        }
    }

    fn declared<T>(&mut self, kind: NameKind, named: &Named<T>) {
        let link = |id: &At<String>| Link { place: id.span(), name: Name::new(kind, &id.value), declares: true };
        self.links.extend(named.iter().map(|(id, _)| link(id)));
    }
}

/// Whether a name of this kind is known.
fn known(names: &Names, kind: NameKind, id: &str) -> bool {
    let index = match kind {
        NameKind::Party => &names.party,
        NameKind::Option => &names.option,
        NameKind::State => &names.state,
        NameKind::Merge => &names.merge,
        NameKind::Source => &names.source,
        NameKind::Room => &names.room,
        NameKind::Statement => &names.statement,
        NameKind::Act => &names.act,
        _ => return false,
    };
    index.contains_key(id)
}

/// The words of a formula or a ranking, each with its place.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| in_word(*letter)) {
        let end = at + letter.len_utf8();
        match words.last_mut().filter(|word| word.end == at) {
            Some(word) => word.end = end,
            // A dash before a word means `not`.
            None if letter == '-' => {}
            None => words.push(at..end),
        }
    }
    words
}
