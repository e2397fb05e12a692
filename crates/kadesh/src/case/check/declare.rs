//! Gives every declared thing its place, and finds the faults of declaring one twice.

use std::collections::BTreeMap;

use kadesh_tables::Column;

use super::super::file::TableFile;
use super::super::links::{Link, Name, NameKind};
use super::super::table::{self, TableRow};
use super::super::written::{At, Named};
use super::Checker;
use super::names::{Declared, Index, Lookup};
use crate::diagnostic::{Diagnostic, Span};

/// The columns of a table of members.
pub(in crate::case) const MEMBER_COLUMNS: &[Column] =
    &[Column::text("id").needed(), Column::text("name"), Column::number("weight"), Column::number("population")];

impl Checker<'_> {
    /// Gives every declared thing its place, so that references may run forwards.
    pub(super) fn declare(&mut self) {
        let file = self.file;
        self.names.source = index(&file.source);
        self.names.party = index(&file.party);
        self.names.person = index(&file.person);
        self.names.issue = index(&file.issue);
        self.names.room = index(&file.room);
        self.names.body = index(&file.body);
        self.names.condition = index(&file.condition);
        self.names.lever = index(&file.lever);
        self.names.norm = index(&file.norm);
        self.names.agreement = index(&file.agreement);
        self.names.option = index(&file.option);
        self.names.assumption = index(&file.assumption);
        self.names.statement = self.index_list(file.statement.iter().map(|statement| &statement.id));
        self.names.act = self.index_list(file.act.iter().map(|act| &act.id));
        let from_tables = self.declare_members();
        self.link_declared();
        self.one_namespace_for_grounds();
        self.shared_ids(&from_tables);
    }

    fn index_list<'a>(&mut self, ids: impl Iterator<Item = &'a At<String>>) -> Index {
        let mut index = Index::new();
        let mut first: BTreeMap<&str, &At<String>> = BTreeMap::new();
        for (place, id) in ids.enumerate() {
            if let Some(earlier) = first.insert(&id.value, id) {
                self.fault_with(
                    Diagnostic::fault("duplicate-id", format!("`{}` is declared twice", id.value))
                        .at(id.span(), "again here")
                        .at(earlier.span(), "first here"),
                );
            }
            index.entry(id.value.clone()).or_insert(place);
        }
        index
    }

    /// A body's table of members may name parties that the case says nothing else of; they come after all others.
    /// Their ids, at their first place.
    fn declare_members(&mut self) -> Vec<At<String>> {
        let file = self.file;
        let mut fresh = Vec::new();
        for (_, body) in &file.body {
            let tables = body.members.0.iter().filter(|name| table::is_table(&name.value));
            let rows: Vec<TableRow> = tables.flat_map(|name| self.member_rows(name)).collect();
            for row in rows {
                let Some(id) = row.get("id") else { continue };
                if row.get("name").is_some() && !self.names.party.contains_key(&id.value) {
                    let next = self.names.party.len();
                    self.names.party.insert(id.value.clone(), next);
                    let name = Name::new(NameKind::Party, &id.value);
                    self.links.push(Link { place: id.span(), name, declares: true });
                    fresh.push(id.clone());
                }
            }
        }
        fresh
    }

    /// The rows of a members table, quietly: its faults are reported when the body itself is checked.
    pub(super) fn member_rows(&self, name: &At<String>) -> Vec<TableRow> {
        let bytes = self.beside.files.get(&name.value).map(Vec::as_slice).unwrap_or_default();
        table::read(&TableFile::plain(name.clone()), bytes, MEMBER_COLUMNS, &mut Vec::new())
    }

    /// An id that one reference may find in two kinds is worth a warning; such a reference is a fault.
    fn shared_ids(&mut self, from_tables: &[At<String>]) {
        let file = self.file;
        let parties: Vec<&At<String>> = ids(&file.party).into_iter().chain(from_tables).collect();
        let statements = file.statement.iter().map(|statement| &statement.id).collect();
        let acts = file.act.iter().map(|act| &act.id).collect();
        // A body may have the id of the party that it decides for: they are one controller.
        let decides_for = |party: Option<&At<String>>, id: &str| party.is_some_and(|party| party.value == id);
        let bodies =
            file.body.iter().filter(|(id, body)| !decides_for(body.party.as_ref(), &id.value)).map(|(id, _)| id);
        self.share(Lookup::Voice, [("a person", ids(&file.person)), ("a party", parties.clone())]);
        self.share(
            Lookup::Anchor,
            [
                ("a source", ids(&file.source)),
                ("a room", ids(&file.room)),
                ("a statement", statements),
                ("an act", acts),
            ],
        );
        self.share(Lookup::Controller, [("a party", parties.clone()), ("a body", bodies.collect())]);
        for id in ids(&file.person).into_iter().chain(parties).filter(|id| id.value == "reporter") {
            self.fault_with(
                Diagnostic::fault("shared-id", "`reporter` is the reporter's own voice")
                    .at(id.span(), "no person and no party may have this id")
                    .hint("give it another id"),
            );
        }
    }

    /// The names that reports print: none is empty, and two parties or two persons of one name could not be told apart.
    pub(super) fn names_to_print(&mut self) {
        let file = self.file;
        let parties: Vec<_> = file.party.iter().map(|(id, party)| (id, party.name.as_deref())).collect();
        let persons: Vec<_> = file.person.iter().map(|(id, person)| (id, person.name.as_deref())).collect();
        let others = (file.lever.iter().map(|(id, lever)| (id, lever.name.as_deref())))
            .chain(file.room.iter().map(|(id, room)| (id, room.name.as_deref())))
            .chain(file.body.iter().map(|(id, body)| (id, body.name.as_deref())))
            .chain(file.agreement.iter().map(|(id, agreement)| (id, agreement.name.as_deref())))
            .chain(file.source.iter().map(|(id, source)| (id, source.title.as_deref())));
        let all = parties.iter().chain(&persons).copied().chain(others);
        for (id, _) in all.filter(|(_, name)| name.is_some_and(|name| name.trim().is_empty())) {
            self.fault_with(
                Diagnostic::fault("empty-name", format!("`{}` has an empty name", id.value))
                    .at(id.span(), "nothing to print")
                    .hint("leave the name out to print the id"),
            );
        }
        for (kind, own) in [("parties", parties), ("persons", persons)] {
            self.same_names(kind, &own);
        }
    }

    fn same_names(&mut self, kind: &str, named: &[(&At<String>, Option<&str>)]) {
        let mut first: BTreeMap<&str, &At<String>> = BTreeMap::new();
        for (id, name) in named {
            let name = name.map_or(id.value.as_str(), str::trim);
            let Some(earlier) = first.get(name) else {
                first.insert(name, id);
                continue;
            };
            self.fault_with(
                Diagnostic::warning(
                    "same-name",
                    format!("two {kind} are called “{name}”: reports cannot tell them apart"),
                )
                .at(id.span(), "also called so")
                .at(earlier.span(), "called so"),
            );
        }
    }

    fn share<const N: usize>(&mut self, lookup: Lookup, kinds: [(&'static str, Vec<&At<String>>); N]) {
        let mut places: BTreeMap<&str, Declared> = BTreeMap::new();
        for (kind, id) in kinds.iter().flat_map(|(kind, ids)| ids.iter().map(move |id| (*kind, *id))) {
            let known = places.entry(&id.value).or_default();
            // Twice within one kind is a fault of its own.
            if !known.iter().any(|(other, _)| *other == kind) {
                known.push((kind, id.span()));
            }
        }
        for (id, mut known) in places.into_iter().filter(|(_, known)| known.len() > 1) {
            known.sort_by(|(_, one), (_, other)| one.cmp(other));
            let all: Vec<&str> = known.iter().map(|(kind, _)| *kind).collect();
            let mut warning = Diagnostic::warning("shared-id", format!("`{id}` is {}", all.join(" and ")));
            for (kind, span) in known.iter().rev() {
                warning = warning.at(span.clone(), format!("declared here as {kind}"));
            }
            self.fault_with(warning.hint("rename one of them, so that a reference has one meaning"));
            self.names.shared.insert((lookup, id.to_owned()), known);
        }
    }

    /// A fault when a reference means more than one thing. Whether it does.
    pub(super) fn ambiguous(&mut self, lookup: Lookup, id: &str, at: Span) -> bool {
        let Some(known) = self.names.shared.get(&(lookup, id.to_owned())) else { return false };
        let all: Vec<&str> = known.iter().map(|(kind, _)| *kind).collect();
        let mut fault =
            Diagnostic::fault("ambiguous-name", format!("`{id}` may mean {}", all.join(" or "))).at(at, "which?");
        for (kind, span) in known {
            fault = fault.at(span.clone(), format!("declared here as {kind}"));
        }
        self.fault_with(fault.hint("rename one of them, so that this has one meaning"));
        true
    }

    /// `rests_on` takes statements and assumptions alike, so no id may be both.
    fn one_namespace_for_grounds(&mut self) {
        let file = self.file;
        for (id, _) in &file.assumption {
            if self.names.statement.contains_key(&id.value) {
                self.fault(
                    "duplicate-id",
                    format!("`{}` is both a statement and an assumption", id.value),
                    id,
                    "also the id of a statement",
                );
            }
        }
    }
}

fn ids<T>(named: &Named<T>) -> Vec<&At<String>> {
    named.iter().map(|(id, _)| id).collect()
}

fn index<T>(named: &Named<T>) -> Index {
    named.iter().enumerate().map(|(place, (id, _))| (id.value.clone(), place)).collect()
}
