//! What is on record at the case's date, and what each party has said it would take.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Basis, BodyId, Case, Choice, Ground, IssueId, Ordering, PartyId, Stance, StanceOn, StatementId, When,
};

/// What a party has said it would take on an issue.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Position {
    /// The options that the line is compatible with; those of every candidate where the dates leave the latest open.
    pub options: BTreeSet<usize>,
    /// The statement that says so.
    pub statement: StatementId,
    /// Other statements with other options that may as well be the latest, as far as the dates tell.
    pub or_else: Vec<StatementId>,
}

impl Position {
    /// Whether the dates do not decide which of several lines is the latest.
    pub fn is_open(&self) -> bool {
        !self.or_else.is_empty()
    }

    /// All statements that it rests on.
    pub fn basis(&self) -> Basis {
        self.or_else.iter().chain([&self.statement]).map(|id| Ground::Statement(*id)).collect()
    }
}

impl Case {
    /// Whether something dated so is on record at the case's `as_of`. What has no date is on record.
    pub fn on_record(&self, at: Option<&When>) -> bool {
        match (at, &self.as_of) {
            (Some(at), Some(limit)) => at.possibly_by(limit),
            _ => true,
        }
    }

    /// The part of a basis that is on record: statements that came later are left out.
    pub fn basis_on_record(&self, basis: &Basis) -> Basis {
        let kept = |ground: &&Ground| match ground {
            Ground::Statement(id) => self.on_record(self.statement(*id).at.as_ref()),
            Ground::Assumption(_) | Ground::Rule(_) | Ground::Gate(_) | Ground::Norm(_) | Ground::Agreement(_) => true,
        };
        basis.0.iter().filter(kept).copied().collect()
    }

    /// The statements on record, in file order.
    pub fn statements_on_record(&self) -> impl Iterator<Item = StatementId> + '_ {
        (0..self.statements.len()).map(StatementId).filter(|id| self.on_record(self.statement(*id).at.as_ref()))
    }

    /// Whether something that rests on this is on record: it names no statement, or one of those it names is on record.
    pub fn is_grounded(&self, basis: &Basis) -> bool {
        basis.statements().next().is_none() || self.basis_on_record(basis).statements().next().is_some()
    }

    /// The stances recorded for a body that are on record, in file order.
    pub fn stances_on_record(&self, body: BodyId) -> impl Iterator<Item = &StanceOn> {
        self.body(body).stances.iter().filter(|on| self.is_grounded(&on.basis))
    }

    /// Everything a party has said on an issue, oldest first where the dates decide, else in file order.
    pub fn positions(&self, party: PartyId, issue: IssueId) -> Vec<Position> {
        let mut positions: Vec<Position> = self
            .statements_on_record()
            .filter(|id| self.statement(*id).is_for(party))
            .filter_map(|id| {
                let options = self.statement(id).takes.get(&issue)?.clone();
                Some(Position { options, statement: id, or_else: Vec::new() })
            })
            .collect();
        // Stable: what has no date keeps its place in the file among what has the same date.
        positions.sort_by_key(|position| {
            let at = self.statement(position.statement).at.as_ref();
            // A date with no upper bound is later than any that has one.
            at.map(|at| (at.latest.is_none(), at.latest, at.earliest))
        });
        positions
    }

    /// What may be a party's latest position on an issue: whatever is not certainly earlier than another, oldest first.
    ///
    /// What has no date may be the latest too.
    pub fn candidates(&self, party: PartyId, issue: IssueId) -> Vec<Position> {
        let positions = self.positions(party, issue);
        let at = |position: &Position| self.statement(position.statement).at.as_ref();
        let passed = |position: &Position| {
            let later = |other: &Position| match (at(position), at(other)) {
                (Some(own), Some(other)) => own.order(other) == Ordering::CertainlyBefore,
                _ => false,
            };
            positions.iter().any(later)
        };
        positions.iter().filter(|position| !passed(position)).cloned().collect()
    }

    /// A party's latest position on an issue. Where the dates leave open which it is, the options of all that it may be.
    pub fn position(&self, party: PartyId, issue: IssueId) -> Option<Position> {
        let mut candidates = self.candidates(party, issue);
        let mut latest = candidates.pop()?;
        if candidates.iter().any(|other| other.options != latest.options) {
            latest.options.extend(candidates.iter().flat_map(|other| &other.options));
            latest.or_else = candidates.iter().map(|other| other.statement).collect();
        }
        Some(latest)
    }

    /// How a member of a body stands towards an option, and what that rests on.
    ///
    /// A stance recorded for the body counts first, unless all statements that it rests on came after `as_of`; else the member's latest position on the issue, where a line that is
    /// compatible with the option and with others too leaves the stance unknown; else it is unknown.
    pub fn stance(&self, body: BodyId, party: PartyId, choice: Choice) -> (Stance, Basis) {
        let own = |on: &&StanceOn| on.party == party && on.choice == choice;
        let recorded = self.stances_on_record(body).filter(own).last();
        if let Some(on) = recorded {
            return (on.stance, self.basis_on_record(&on.basis));
        }
        match self.position(party, choice.issue) {
            None => (Stance::Unknown, Basis::new()),
            Some(position) => {
                let stance = match (position.options.contains(&choice.option), position.options.len()) {
                    (true, 1) => Stance::Agree,
                    (true, _) => Stance::Unknown,
                    (false, _) => Stance::Oppose,
                };
                (stance, position.basis())
            }
        }
    }
}
