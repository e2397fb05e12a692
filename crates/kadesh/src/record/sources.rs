//! How the record is spread over its sources, how they are rated, who disputes them, and what we hold instead.
//!
//! # Definition
//!
//! Statements per source by kind, with the source's Admiralty code as the case gives it (reliability A to F, credibility
//! 1 to 6, rated apart). An answer rests only on challenged sources when it rests on at least one statement, every one of
//! them is from a source that some party disputes, and no rule, gate, norm or agreement supports it beside them.
//!
//! # Source
//!
//! The code is the Admiralty's [ajp21]. Departures: none; it is never inferred.
//!
//! # Complexity
//!
//! O(sources × statements).

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Basis, Card, Case, Family, Ground, Kind, PartyId, Ref, SourceId, Standing, StatementId, When};

use super::words::{on_record, source_ref};

/// The question in short.
pub const CARD: Card = Card {
    id: "record.sources",
    family: Family::Record,
    name: "source balance",
    question: "Which sources does the case rest on, how are they rated, and who disputes them?",
    definition: "Statements per source by kind, its Admiralty code, and the parties that dispute it.",
    sources: &["ajp21"],
    assumes: &["a source's code was given by a person; F6 means that it cannot be judged"],
    departures: "None.",
    standing: Standing::Experimental,
};

/// The sources of the case.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Sources {
    /// In file order.
    pub rows: Vec<SourceRow>,
    /// What a source says and what the case holds instead, side by side.
    pub corrections: Vec<CorrectionRow>,
    /// The stakes that rest only on challenged sources.
    pub only_challenged: Vec<WeakCell>,
    /// What it all rests on.
    pub basis: Basis,
}

/// One source.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct SourceRow {
    /// Which.
    pub source: Ref,
    /// Statements in a speaker's own words.
    pub quoted: usize,
    /// Statements in the reporter's words for what a speaker meant.
    pub paraphrased: usize,
    /// Statements in the reporter's own voice.
    pub reporter: usize,
    /// The Admiralty code.
    pub reliability: String,
    /// When it was published. None is a gap.
    pub published: Option<When>,
    /// Whether the case keeps its text.
    pub text_kept: bool,
    /// What of the document that the text was made from is not in the text as it was.
    pub lost: Vec<String>,
    /// Who disputes it.
    pub challenged_by: Vec<Ref>,
    /// Its statements, and those that dispute it.
    pub basis: Basis,
}

/// What a source says, and what the case holds instead.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct CorrectionRow {
    /// Which source.
    pub source: Ref,
    /// Its own words.
    pub says: String,
    /// What the case holds.
    pub held: String,
    /// Why.
    pub because: String,
    /// The statements whose words contain those of the source.
    pub basis: Basis,
}

/// A stake that rests only on challenged sources.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct WeakCell {
    /// Whose.
    pub party: Ref,
    /// In what.
    pub issue: Ref,
    /// What it rests on.
    pub basis: Basis,
}

/// The sources, their corrections, and the stakes that rest only on challenged ones.
pub fn sources(case: &Case) -> Sources {
    let ids = || (0..case.sources.len()).map(SourceId);
    let rows: Vec<SourceRow> = ids().map(|id| row(case, id)).collect();
    let weak = case.stakes.iter().filter(|stake| rests_only_on_challenged(case, &stake.basis)).map(|stake| WeakCell {
        party: case.party_ref(stake.party),
        issue: case.issue_ref(stake.issue),
        basis: on_record(case, &stake.basis),
    });
    Sources {
        corrections: ids().flat_map(|id| corrections(case, id)).collect(),
        only_challenged: weak.collect(),
        basis: rows.iter().map(|row| &row.basis).collect(),
        rows,
    }
}

/// Whether all that the record offers for an answer is statements from sources that some party disputes.
///
/// Assumptions are no support from the record, so they change nothing; a rule, gate, norm or agreement does.
pub fn rests_only_on_challenged(case: &Case, basis: &Basis) -> bool {
    let challenged = |id: &StatementId| !case.source(case.statement(*id).source).challenges.is_empty();
    let independent = |ground: &Ground| match ground {
        Ground::Statement(id) => !challenged(id),
        Ground::Rule(_) | Ground::Gate(_) | Ground::Norm(_) | Ground::Agreement(_) => true,
        Ground::Assumption(_) => false,
    };
    basis.statements().next().is_some() && !basis.0.iter().any(independent)
}

fn row(case: &Case, id: SourceId) -> SourceRow {
    let source = case.source(id);
    let own: Vec<StatementId> = case.statements_on_record().filter(|one| case.statement(*one).source == id).collect();
    let count = |kind| own.iter().filter(|one| case.statement(**one).kind == kind).count();
    let mut challengers: Vec<PartyId> = source.challenges.iter().map(|challenge| challenge.by).collect();
    challengers.sort_unstable();
    challengers.dedup();
    let mut basis: Basis = own.iter().map(|one| Ground::Statement(*one)).collect();
    for challenge in &source.challenges {
        basis.extend(&on_record(case, &challenge.basis));
    }
    SourceRow {
        source: source_ref(case, id),
        quoted: count(Kind::Verbatim),
        paraphrased: count(Kind::Paraphrase),
        reporter: count(Kind::Reporter),
        reliability: source.reliability.clone(),
        published: source.published.clone(),
        text_kept: !source.text.is_empty(),
        lost: source.lost.clone(),
        challenged_by: case.party_refs(&challengers),
        basis,
    }
}

fn corrections(case: &Case, id: SourceId) -> Vec<CorrectionRow> {
    let saying = |words: &str| -> Basis {
        case.statements_on_record()
            .filter(|one| case.statement(*one).source == id && case.statement(*one).excerpt.exact.contains(words))
            .map(Ground::Statement)
            .collect()
    };
    let row = |correction: &crate::model::Correction| CorrectionRow {
        source: source_ref(case, id),
        says: correction.says.clone(),
        held: correction.held.clone(),
        because: correction.because.clone(),
        basis: saying(&correction.says),
    };
    case.source(id).corrections.iter().map(row).collect()
}
