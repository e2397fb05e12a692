//! The names that a case declares, by kind, and the faults of declaring one twice.

use std::collections::BTreeMap;

use super::super::table::{self, TableRow};
use super::super::written::{At, Named};
use super::Checker;
use crate::diagnostic::Diagnostic;

/// Where each name of one kind stands in its list.
pub(super) type Index = BTreeMap<String, usize>;

/// A kind of name: its word in messages and its index.
pub(super) type Kind = fn(&Names) -> (&'static str, &Index);

/// All names of a case.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub source: Index,
    pub party: Index,
    pub person: Index,
    pub issue: Index,
    pub statement: Index,
    pub room: Index,
    pub body: Index,
    pub condition: Index,
    pub lever: Index,
    pub norm: Index,
    pub agreement: Index,
    pub assumption: Index,
    pub option: Index,
    pub state: Index,
    pub merge: Index,
}

impl Names {
    pub fn source(&self) -> (&'static str, &Index) {
        ("a source", &self.source)
    }
    pub fn party(&self) -> (&'static str, &Index) {
        ("a party", &self.party)
    }
    pub fn issue(&self) -> (&'static str, &Index) {
        ("an issue", &self.issue)
    }
    pub fn statement(&self) -> (&'static str, &Index) {
        ("a statement", &self.statement)
    }
    pub fn room(&self) -> (&'static str, &Index) {
        ("a room", &self.room)
    }
    pub fn body(&self) -> (&'static str, &Index) {
        ("a body", &self.body)
    }
    pub fn condition(&self) -> (&'static str, &Index) {
        ("a condition", &self.condition)
    }
    pub fn lever(&self) -> (&'static str, &Index) {
        ("a lever", &self.lever)
    }
    pub fn norm(&self) -> (&'static str, &Index) {
        ("a norm", &self.norm)
    }
    pub fn option(&self) -> (&'static str, &Index) {
        ("an option of the conflict", &self.option)
    }
    pub fn state(&self) -> (&'static str, &Index) {
        ("a state", &self.state)
    }
    pub fn agreement(&self) -> (&'static str, &Index) {
        ("an agreement", &self.agreement)
    }
}

/// The columns of a table of members.
pub(super) const MEMBER_COLUMNS: &[&str] = &["id", "name", "weight", "population"];

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
        self.index_list(file.act.iter().map(|act| &act.id));
        self.declare_members();
        self.one_namespace_for_grounds();
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
    fn declare_members(&mut self) {
        let file = self.file;
        for (_, body) in &file.body {
            let tables = body.members.0.iter().filter(|name| table::is_csv(&name.value));
            let rows: Vec<TableRow> = tables.flat_map(|name| self.member_rows(name)).collect();
            for row in rows {
                let Some(id) = row.get("id") else { continue };
                if row.get("name").is_some() && !self.names.party.contains_key(&id.value) {
                    let next = self.names.party.len();
                    self.names.party.insert(id.value.clone(), next);
                }
            }
        }
    }

    /// The rows of a members table, quietly: its faults are reported when the body itself is checked.
    pub(super) fn member_rows(&self, name: &At<String>) -> Vec<TableRow> {
        let bytes = self.files.get(&name.value).map(Vec::as_slice).unwrap_or_default();
        table::read(&name.value, bytes, MEMBER_COLUMNS, &["id"], &mut Vec::new())
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

fn index<T>(named: &Named<T>) -> Index {
    named.iter().enumerate().map(|(place, (id, _))| (id.value.clone(), place)).collect()
}
