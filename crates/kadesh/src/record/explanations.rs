//! Rival explanations of one fact: which of them has the least evidence against it.
//!
//! # Definition
//!
//! For each question, a matrix of evidence by explanation. Explanations are put in the order of how many pieces of
//! evidence are inconsistent with each, the fewest first; equals share a place. Evidence that fits every explanation alike
//! tells nothing between them and is marked so. Evidence in favour is shown and never counted towards the order.
//!
//! # Source
//!
//! Analysis of competing hypotheses [heuer1999, chapter 8]. Departures: the steps that are judgement (refining the
//! explanations, weighing the evidence) are left to the analyst; all evidence counts alike.
//!
//! # Complexity
//!
//! O(explanations × evidence).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Basis, Card, Case, Explanation, Family, Fit, Ground, Standing, StatementId};

use super::Words;
use super::words::{on_record, words};

/// The question in short.
pub const CARD: Card = Card {
    id: "record.explanations",
    family: Family::Record,
    name: "analysis of competing hypotheses",
    question: "What else explains it, and what speaks against each explanation?",
    definition: "Evidence by explanation; the explanation with the fewest inconsistent pieces of evidence comes first.",
    sources: &["heuer1999"],
    assumes: &["the pieces of evidence do not depend on each other", "the true explanation is in the list"],
    departures: "All evidence counts alike; refining and weighing are left to the analyst.",
    standing: Standing::Experimental,
};

/// All questions with rival explanations.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Explanations {
    /// In the order in which the file first asks them.
    pub questions: Vec<Matrix>,
    /// What it all rests on.
    pub basis: Basis,
}

/// One question: evidence by explanation.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Matrix {
    /// The question.
    pub question: String,
    /// The columns, the fewest inconsistent first; ties in file order.
    pub explanations: Vec<RivalExplanation>,
    /// The rows, in the order of the statements.
    pub evidence: Vec<EvidenceRow>,
    /// What it rests on.
    pub basis: Basis,
}

/// One explanation and its counts.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct RivalExplanation {
    /// The explanation.
    pub text: String,
    /// Its place: 1 for the fewest inconsistent; equals share it.
    pub place: usize,
    /// Pieces of evidence that one would not see if it were true.
    pub inconsistent: usize,
    /// Pieces of evidence that one would see.
    pub consistent: usize,
    /// Pieces of evidence that do not tell.
    pub neutral: usize,
    /// Pieces of evidence that nobody rated for it.
    pub not_rated: usize,
    /// Who offers it.
    pub basis: Basis,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct EvidenceRow {
    /// The statement.
    pub words: Words,
    /// How it fits, in the order of the matrix's explanations. None: not rated.
    pub fits: Vec<Option<Fit>>,
    /// Whether it fits some explanations otherwise than others.
    pub tells: bool,
    /// What it rests on.
    pub basis: Basis,
}

/// The matrix of every question.
pub fn explanations(case: &Case) -> Explanations {
    let mut asked: Vec<&str> = Vec::new();
    for explanation in &case.explanations {
        if !asked.contains(&explanation.question.as_str()) {
            asked.push(&explanation.question);
        }
    }
    let questions: Vec<Matrix> = asked.into_iter().map(|question| matrix(case, question)).collect();
    let basis = questions.iter().map(|matrix| &matrix.basis).collect();
    Explanations { questions, basis }
}

fn matrix(case: &Case, question: &str) -> Matrix {
    let mut rivals: Vec<&Explanation> = case.explanations.iter().filter(|one| one.question == question).collect();
    let evidence: BTreeSet<StatementId> = rivals
        .iter()
        .flat_map(|rival| &rival.evidence)
        .map(|evidence| evidence.statement)
        .filter(|id| case.on_record(case.statement(*id).at.as_ref()))
        .collect();
    rivals.sort_by_key(|rival| count(rival, &evidence, Some(Fit::Inconsistent)));
    let explanations: Vec<RivalExplanation> = rivals
        .iter()
        .map(|rival| {
            let against = count(rival, &evidence, Some(Fit::Inconsistent));
            let better = rivals.iter().filter(|other| count(other, &evidence, Some(Fit::Inconsistent)) < against);
            RivalExplanation {
                text: rival.text.clone(),
                place: 1 + better.count(),
                inconsistent: against,
                consistent: count(rival, &evidence, Some(Fit::Consistent)),
                neutral: count(rival, &evidence, Some(Fit::Neutral)),
                not_rated: count(rival, &evidence, None),
                basis: on_record(case, &rival.basis),
            }
        })
        .collect();
    let rows: Vec<EvidenceRow> = evidence.iter().map(|id| evidence_row(case, *id, &rivals)).collect();
    let basis = explanations.iter().map(|one| &one.basis).chain(rows.iter().map(|row| &row.basis)).collect();
    Matrix { question: question.to_owned(), explanations, evidence: rows, basis }
}

fn count(rival: &Explanation, evidence: &BTreeSet<StatementId>, wanted: Option<Fit>) -> usize {
    evidence.iter().filter(|id| fit(rival, **id) == wanted).count()
}

/// How a statement fits; the last rating counts when the file rates it twice.
fn fit(rival: &Explanation, statement: StatementId) -> Option<Fit> {
    rival.evidence.iter().rev().find(|evidence| evidence.statement == statement).map(|evidence| evidence.fit)
}

fn evidence_row(case: &Case, id: StatementId, rivals: &[&Explanation]) -> EvidenceRow {
    let fits: Vec<Option<Fit>> = rivals.iter().map(|rival| fit(rival, id)).collect();
    let different: BTreeSet<Fit> = fits.iter().flatten().copied().collect();
    EvidenceRow { words: words(case, id), tells: different.len() > 1, fits, basis: Basis::of(Ground::Statement(id)) }
}
