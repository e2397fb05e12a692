//! How much of the case came from its sources: for each party and issue, whether it is quoted, inferred, assumed or blank.
//!
//! # Definition
//!
//! A cell exists for each declared party and each issue. Its grounds are the basis of the party's stake in the issue, if
//! the case has one, and the party's own statements of a position on it. The cell is *quoted* when the party's own words are
//! among them, to the letter; else *inferred* when anything else on record is, such as a paraphrase, another's words or the
//! text of a norm; else *assumed* when there is a stake that rests on the analyst; else *blank*: there is no stake, or all that
//! it rests on was said after the case's date. A party's preferences in a conflict are sorted the same way by their basis.
//!
//! # Source
//!
//! Our own definition.
//!
//! # Complexity
//!
//! O(parties × issues × statements).

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Basis, Card, Case, Family, Ground, IssueId, Kind, PartyId, Ref, Standing};

use super::words::on_record;

/// The question in short.
pub const CARD: Card = Card {
    id: "record.coverage",
    family: Family::Record,
    name: "evidence coverage",
    question: "How much of this case came from the sources?",
    definition: "A cell of party and issue is quoted, inferred, assumed or blank, by the firmest ground of its stake or position.",
    sources: &[],
    assumes: &["a party's quoted statement in a cell's basis is about that cell"],
    departures: "Our own definition.",
    standing: Standing::Experimental,
};

/// The coverage of every cell.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Coverage {
    /// The columns, in file order.
    pub issues: Vec<Ref>,
    /// One row a declared party, in file order.
    pub rows: Vec<CoverageRow>,
    /// Quoted cells.
    pub quoted: usize,
    /// Inferred cells.
    pub inferred: usize,
    /// Assumed cells.
    pub assumed: usize,
    /// Blank cells.
    pub blank: usize,
    /// All cells: parties times issues.
    pub total: usize,
    /// How the preferences of parties with a part in the conflict are supported, in the order of the parties. A party of which
    /// the case says nothing is blank, and taken as indifferent.
    pub preferences: Vec<(Ref, CoverageCell)>,
    /// What all cells rest on.
    pub basis: Basis,
}

/// One party's cells.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct CoverageRow {
    /// Whose.
    pub party: Ref,
    /// One cell an issue.
    pub cells: Vec<CoverageCell>,
    /// What they rest on.
    pub basis: Basis,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct CoverageCell {
    /// How it is supported.
    pub support: Support,
    /// By what.
    pub basis: Basis,
}

/// How a cell is supported, the firmest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Support {
    /// By the party's own words.
    Quoted,
    /// By a paraphrase, by another's words, by the reporter, or by a text such as a norm.
    Inferred,
    /// By the analyst alone.
    Assumed,
    /// By nothing: the cell is empty.
    Blank,
}

/// Sorts every cell of party and issue by its firmest ground.
pub fn coverage(case: &Case) -> Coverage {
    let rows: Vec<CoverageRow> = case.main_parties().map(|party| row(case, party)).collect();
    let count = |support| rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.support == support).count();
    Coverage {
        issues: case.issue_ids().map(|id| case.issue_ref(id)).collect(),
        quoted: count(Support::Quoted),
        inferred: count(Support::Inferred),
        assumed: count(Support::Assumed),
        blank: count(Support::Blank),
        total: rows.iter().map(|row| row.cells.len()).sum(),
        preferences: case.conflict.parties().into_iter().map(|party| preference(case, party)).collect(),
        basis: rows.iter().map(|row| &row.basis).collect(),
        rows,
    }
}

fn row(case: &Case, party: PartyId) -> CoverageRow {
    let cells: Vec<CoverageCell> = case.issue_ids().map(|issue| cell(case, party, issue)).collect();
    let basis = cells.iter().map(|cell| &cell.basis).collect();
    CoverageRow { party: case.party_ref(party), cells, basis }
}

fn cell(case: &Case, party: PartyId, issue: IssueId) -> CoverageCell {
    let stake = case.stake(party, issue);
    let mut basis = stake.map(|stake| on_record(case, &stake.basis)).unwrap_or_default();
    for position in case.positions(party, issue) {
        basis.add(Ground::Statement(position.statement));
    }
    let unsupported = match stake {
        Some(stake) if stake.basis.0.is_empty() => Support::Assumed,
        Some(_) | None => Support::Blank,
    };
    CoverageCell { support: firmest(case, party, &basis).unwrap_or(unsupported), basis }
}

fn preference(case: &Case, party: PartyId) -> (Ref, CoverageCell) {
    let basis = case.conflict.preference(party).map(|own| on_record(case, &own.basis)).unwrap_or_default();
    let support = firmest(case, party, &basis).unwrap_or(Support::Blank);
    (case.party_ref(party), CoverageCell { support, basis })
}

fn firmest(case: &Case, party: PartyId, basis: &Basis) -> Option<Support> {
    basis.0.iter().map(|ground| support(case, party, *ground)).min()
}

fn support(case: &Case, party: PartyId, ground: Ground) -> Support {
    match ground {
        Ground::Statement(id) => match case.statement(id).kind {
            Kind::Verbatim if case.statement(id).is_for(party) => Support::Quoted,
            Kind::Verbatim | Kind::Paraphrase | Kind::Reporter => Support::Inferred,
        },
        Ground::Rule(_) | Ground::Gate(_) | Ground::Norm(_) | Ground::Agreement(_) => Support::Inferred,
        Ground::Assumption(_) => Support::Assumed,
    }
}
