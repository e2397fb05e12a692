//! The names that a case declares, by kind.

use std::collections::BTreeMap;

use super::super::links::NameKind;
use crate::diagnostic::Span;

/// Where each name of one kind stands in its list.
pub(super) type Index = BTreeMap<String, usize>;

/// A kind of name, and the names of this kind.
pub(super) type Kind = fn(&Names) -> (NameKind, &Index);

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
    pub act: Index,
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
    pub fn source(&self) -> (NameKind, &Index) {
        (NameKind::Source, &self.source)
    }
    pub fn party(&self) -> (NameKind, &Index) {
        (NameKind::Party, &self.party)
    }
    pub fn issue(&self) -> (NameKind, &Index) {
        (NameKind::Issue, &self.issue)
    }
    pub fn statement(&self) -> (NameKind, &Index) {
        (NameKind::Statement, &self.statement)
    }
    pub fn room(&self) -> (NameKind, &Index) {
        (NameKind::Room, &self.room)
    }
    pub fn body(&self) -> (NameKind, &Index) {
        (NameKind::Body, &self.body)
    }
    pub fn condition(&self) -> (NameKind, &Index) {
        (NameKind::Condition, &self.condition)
    }
    pub fn lever(&self) -> (NameKind, &Index) {
        (NameKind::Lever, &self.lever)
    }
    pub fn norm(&self) -> (NameKind, &Index) {
        (NameKind::Norm, &self.norm)
    }
    pub fn option(&self) -> (NameKind, &Index) {
        (NameKind::Option, &self.option)
    }
    pub fn state(&self) -> (NameKind, &Index) {
        (NameKind::State, &self.state)
    }
    pub fn agreement(&self) -> (NameKind, &Index) {
        (NameKind::Agreement, &self.agreement)
    }
}
