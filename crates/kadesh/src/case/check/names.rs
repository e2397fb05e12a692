//! The names that a case declares, by kind.

use std::collections::BTreeMap;

use crate::diagnostic::Span;

/// Where each name of one kind stands in its list.
pub(super) type Index = BTreeMap<String, usize>;

/// A kind of name: its word in messages and its index.
pub(super) type Kind = fn(&Names) -> (&'static str, &Index);

/// The kinds that one reference is looked up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lookup {
    /// `by` of a statement: a person or a party.
    Voice,
    /// The anchor of a relative date: a source, a room, a statement or an act.
    Anchor,
    /// `controller` of a condition: a party or a body.
    Controller,
}

/// Where an id is declared, and as what.
pub(super) type Declared = Vec<(&'static str, Span)>;

/// All names of a case.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The ids that one reference may find in more than one kind, with their places.
    pub shared: BTreeMap<(Lookup, String), Declared>,
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
