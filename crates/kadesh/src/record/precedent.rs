//! Does a candidate deal share the features of one that failed, and who draws which lesson from it?
//!
//! # Definition
//!
//! Each candidate agreement is compared with each past one, feature by feature over all that either names. Two features
//! are the *same* when both have a class and the classes are equal, *differ* when both have one and they are not equal,
//! and are otherwise not known, in the candidate or in the past agreement. Counts are not weighted, and likeness says
//! nothing of causes.
//!
//! # Source
//!
//! A structured, focused comparison in the sense of [george2005]. Departures: classes are compared for equality only.
//!
//! # Complexity
//!
//! O(candidates × past agreements × features).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Agreement, AgreementId, Basis, Card, Case, Family, Feature, Ground, Lesson, Ref, Standing, When};

use super::Words;
use super::words::{on_record, words};

/// The question in short.
pub const CARD: Card = Card {
    id: "record.precedent",
    family: Family::Record,
    name: "precedent check",
    question: "Does this deal share the features of past agreements, and who draws which lesson?",
    definition: "Feature by feature: the same class, a different class, or not known in one of the two.",
    sources: &["george2005"],
    assumes: &["two texts with one class for a feature are alike in what matters about it"],
    departures: "Classes are compared for equality; no weights and no score.",
    standing: Standing::Experimental,
};

/// Candidates beside past agreements, and the lessons drawn.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Precedent {
    /// Each candidate with each past agreement, in file order.
    pub checks: Vec<PrecedentCheck>,
    /// The lessons, by agreement.
    pub lessons: Vec<LessonGroup>,
    /// What it all rests on.
    pub basis: Basis,
}

/// One candidate beside one past agreement.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PrecedentCheck {
    /// The candidate.
    pub candidate: Ref,
    /// The past agreement.
    pub past: Ref,
    /// When that was signed.
    pub signed: Option<When>,
    /// How it turned out.
    pub outcome: Option<String>,
    /// Feature by feature, by name.
    pub features: Vec<FeatureRow>,
    /// Features of the same class.
    pub same: usize,
    /// Features of different classes.
    pub differs: usize,
    /// Features not known in one of the two.
    pub not_known: usize,
    /// What it rests on.
    pub basis: Basis,
}

/// One feature in both.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct FeatureRow {
    /// Which feature.
    pub feature: String,
    /// What the past agreement provides: in words, else its class. None: not known.
    pub past: Option<String>,
    /// What the candidate provides: in words, else its class. None: not known.
    pub candidate: Option<String>,
    /// How they compare.
    pub likeness: Likeness,
    /// What it rests on.
    pub basis: Basis,
}

/// How a feature of two agreements compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Likeness {
    /// The same class.
    Same,
    /// Different classes.
    Differs,
    /// The candidate's class is not known.
    NotKnownInCandidate,
    /// The candidate's class is known, the past agreement's is not.
    NotKnownInPast,
}

/// The lessons drawn from one past agreement.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct LessonGroup {
    /// From what.
    pub agreement: Ref,
    /// How many different speakers draw one.
    pub speakers: usize,
    /// The lessons, in file order.
    pub rows: Vec<LessonRow>,
    /// What it rests on.
    pub basis: Basis,
}

/// One lesson.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct LessonRow {
    /// Who draws it.
    pub speaker: Ref,
    /// The lesson in words.
    pub lesson: String,
    /// The feature that it is about.
    pub implies: Option<String>,
    /// In which words it is drawn.
    pub words: Words,
    /// What it rests on.
    pub basis: Basis,
}

/// Compares every candidate with every past agreement, and lists the lessons on record.
pub fn precedent(case: &Case) -> Precedent {
    let on_record = |id: &AgreementId| {
        let agreement = case.agreement(*id);
        case.on_record(agreement.signed.as_ref()) && case.is_grounded(&agreement.basis)
    };
    let ids = || (0..case.agreements.len()).map(AgreementId).filter(on_record);
    let past = || ids().filter(|id| !case.agreement(*id).candidate);
    let checks: Vec<PrecedentCheck> = ids()
        .filter(|id| case.agreement(*id).candidate)
        .flat_map(|candidate| past().map(move |past| check(case, candidate, past)))
        .collect();
    let lessons: Vec<LessonGroup> = ids().map(|id| lessons(case, id)).filter(|group| !group.rows.is_empty()).collect();
    let basis = checks.iter().map(|check| &check.basis).chain(lessons.iter().map(|group| &group.basis)).collect();
    Precedent { checks, lessons, basis }
}

fn check(case: &Case, candidate: AgreementId, past: AgreementId) -> PrecedentCheck {
    let (new, old) = (case.agreement(candidate), case.agreement(past));
    let names: BTreeSet<&String> = new.features.keys().chain(old.features.keys()).collect();
    let features: Vec<FeatureRow> = names.into_iter().map(|name| feature(case, name, new, old)).collect();
    let count = |likeness| features.iter().filter(|feature| feature.likeness == likeness).count();
    let mut basis: Basis = features.iter().map(|feature| &feature.basis).collect();
    basis.add(Ground::Agreement(past));
    basis.extend(&on_record(case, &new.basis));
    basis.extend(&on_record(case, &old.basis));
    PrecedentCheck {
        candidate: agreement_ref(new),
        past: agreement_ref(old),
        signed: old.signed.clone(),
        outcome: old.outcome.clone(),
        same: count(Likeness::Same),
        differs: count(Likeness::Differs),
        not_known: count(Likeness::NotKnownInCandidate) + count(Likeness::NotKnownInPast),
        features,
        basis,
    }
}

fn feature(case: &Case, name: &str, new: &Agreement, old: &Agreement) -> FeatureRow {
    let (mine, theirs) = (new.features.get(name), old.features.get(name));
    let class = |feature: Option<&Feature>| feature.and_then(|feature| feature.class.clone());
    let shown = |feature: Option<&Feature>| {
        feature.and_then(|feature| feature.provides.clone().or_else(|| feature.class.clone()))
    };
    let likeness = match (class(mine), class(theirs)) {
        (None, _) => Likeness::NotKnownInCandidate,
        (Some(_), None) => Likeness::NotKnownInPast,
        (Some(mine), Some(theirs)) if mine == theirs => Likeness::Same,
        (Some(_), Some(_)) => Likeness::Differs,
    };
    let bases = [mine, theirs].into_iter().flatten().map(|feature| on_record(case, &feature.basis));
    FeatureRow {
        feature: name.to_owned(),
        past: shown(theirs),
        candidate: shown(mine),
        likeness,
        basis: bases.fold(Basis::new(), |all, one| all.and(&one)),
    }
}

fn lessons(case: &Case, id: AgreementId) -> LessonGroup {
    let drawn =
        |lesson: &&Lesson| lesson.agreement == id && case.on_record(case.statement(lesson.statement).at.as_ref());
    let rows: Vec<LessonRow> = case.lessons.iter().filter(drawn).map(|lesson| lesson_row(case, lesson)).collect();
    let speakers: BTreeSet<&Ref> = rows.iter().map(|row| &row.speaker).collect();
    LessonGroup {
        agreement: agreement_ref(case.agreement(id)),
        speakers: speakers.len(),
        basis: rows.iter().map(|row| &row.basis).collect(),
        rows,
    }
}

fn lesson_row(case: &Case, lesson: &Lesson) -> LessonRow {
    let words = words(case, lesson.statement);
    LessonRow {
        speaker: words.by.clone(),
        lesson: lesson.lesson.clone(),
        implies: lesson.implies.clone(),
        basis: words.basis.clone(),
        words,
    }
}

fn agreement_ref(agreement: &Agreement) -> Ref {
    Ref { id: agreement.id.clone(), name: agreement.name.clone() }
}
