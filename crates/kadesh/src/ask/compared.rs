//! *In short* of two cases side by side, and the fewest codings that make a sentence of the one that of the other.
//!
//! # Definition
//!
//! Sentences are paired by what they claim. For one that differs, the first case is asked again with some of the other's codings
//! in the place of its own, in the same draws: first one coding at a time, then two, then all that change the sentence alone,
//! of which each that can be left is left. The smallest set that makes the sentence the other case's, to the letter, is told;
//! where none of the sets tried does, the single codings that change it at all.
//!
//! # Complexity
//!
//! The questions behind the sentences that differ, once for each set tried: at most [`MOST_TRIED`] of one or two, and for a
//! sentence that these leave open one for each coding of a set that makes it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::first::FirstPage;
use super::said::{Claim, Headline};
use super::{Bench, Finding, QUESTIONS, Question};
use crate::coding::{Cell, adopt_all};
use crate::model::Case;
use crate::progress::Progress;

/// The most sets of codings that are taken over.
pub const MOST_TRIED: usize = 48;

/// A sentence of *In short* that two cases do not tell alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Its id in the first case, such as `in-short.2`; `new` where only the second tells it.
    pub id: String,
    /// The finding that it is part of.
    pub finding: &'static str,
    /// What it is about.
    pub claims: Vec<Claim>,
    /// As the first case tells it.
    pub before: Option<Headline>,
    /// As the second does.
    pub after: Option<Headline>,
}

/// The codings that make a sentence differ, by their places in the list given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Least {
    /// With these alone the first case tells the sentence as the second does: no smaller set that was tried does.
    Makes(Vec<usize>),
    /// No set that was tried makes it the second's; each of these alone changes it.
    Moves(Vec<usize>),
}

/// What was found, and how far the search went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// By sentence, in the order given.
    pub least: Vec<Least>,
    /// How many sets were tried.
    pub tried: usize,
    /// How many sets of one or two were left.
    pub untried: usize,
}

/// The sentences that are not the same in two first pages, those of the first in their order, then what only the second tells.
pub fn in_short(old: &FirstPage, new: &FirstPage) -> Vec<Compared> {
    let mut all = Vec::new();
    for sentence in &old.in_short {
        let now = new.in_short.iter().find(|other| other.headline.claims == sentence.headline.claims);
        if now.is_none_or(|now| now.headline.text != sentence.headline.text) {
            all.push(Compared {
                id: sentence.id(),
                finding: sentence.finding,
                claims: sentence.headline.claims.clone(),
                before: Some(sentence.headline.clone()),
                after: now.map(|now| now.headline.clone()),
            });
        }
    }
    let told = |claims: &[Claim]| old.in_short.iter().any(|other| other.headline.claims == claims);
    all.extend(new.in_short.iter().filter(|sentence| !told(&sentence.headline.claims)).map(|sentence| Compared {
        id: "new".to_owned(),
        finding: sentence.finding,
        claims: sentence.headline.claims.clone(),
        before: None,
        after: Some(sentence.headline.clone()),
    }));
    all
}

/// The fewest codings of the second case that make each sentence of the first the second's.
///
/// The second case must be [aligned](crate::coding::align) to the first.
pub fn smallest(
    bench: &Bench,
    theirs: &Case,
    sentences: &[Compared],
    cells: &[&Cell],
    progress: &Arc<Progress>,
) -> Search {
    let mut search = Search { least: vec![Least::Moves(Vec::new()); sentences.len()], tried: 0, untried: 0 };
    let all = cells.len() + cells.len() * cells.len().saturating_sub(1) / 2;
    let singles = (0..cells.len()).map(|one| vec![one]);
    for set in singles.take(MOST_TRIED) {
        try_set(bench, theirs, (sentences, cells), &set, progress, &mut search);
    }
    for set in pairs(cells.len(), &search.least) {
        if search.tried >= MOST_TRIED || search.least.iter().all(|least| matches!(least, Least::Makes(_))) {
            break;
        }
        try_set(bench, theirs, (sentences, cells), &set, progress, &mut search);
    }
    search.untried = all - search.tried;
    for at in 0..sentences.len() {
        together(bench, theirs, (sentences, cells), at, progress, &mut search);
    }
    search
}

/// Tries all codings that change a sentence alone, then all there are; of those that make it, leaves what can be left.
fn together(
    bench: &Bench,
    theirs: &Case,
    (sentences, cells): (&[Compared], &[&Cell]),
    at: usize,
    progress: &Arc<Progress>,
    search: &mut Search,
) {
    let Some(Least::Moves(moving)) = search.least.get(at).cloned() else { return };
    let Some(sentence) = sentences.get(at) else { return };
    // Asked about this sentence alone: the others keep what they have.
    let mut makes = |set: &[usize]| {
        let mut trial = Search { least: vec![Least::Moves(Vec::new())], tried: 0, untried: 0 };
        try_set(bench, theirs, (std::slice::from_ref(sentence), cells), set, progress, &mut trial);
        search.tried += trial.tried;
        matches!(trial.least.as_slice(), [Least::Makes(_)])
    };
    let every: Vec<usize> = (0..cells.len()).collect();
    let Some(mut set) = [moving, every].into_iter().find(|set| set.len() > 2 && makes(set)) else { return };
    for one in set.clone() {
        let fewer: Vec<usize> = set.iter().copied().filter(|other| *other != one).collect();
        if makes(&fewer) {
            set = fewer;
        }
    }
    search.least[at] = Least::Makes(set);
}

/// Every two codings, those first that move an unsettled sentence both, then those of which one does.
fn pairs(count: usize, least: &[Least]) -> Vec<Vec<usize>> {
    let moving: BTreeSet<usize> = least
        .iter()
        .filter_map(|least| match least {
            Least::Moves(moving) => Some(moving),
            Least::Makes(_) => None,
        })
        .flatten()
        .copied()
        .collect();
    let mut pairs: Vec<Vec<usize>> =
        (0..count).flat_map(|one| (one + 1..count).map(move |other| vec![one, other])).collect();
    // Stable: among equals the order of the list stays.
    pairs.sort_by_key(|pair| pair.iter().filter(|one| !moving.contains(one)).count());
    pairs
}

/// Asks the first case with a set of the second's codings, and keeps what that does to the sentences still open.
fn try_set(
    bench: &Bench,
    theirs: &Case,
    (sentences, cells): (&[Compared], &[&Cell]),
    set: &[usize],
    progress: &Arc<Progress>,
    search: &mut Search,
) {
    search.tried += 1;
    // What one case alone tells and the other has no stakes for is not a matter of single codings.
    let own: Vec<&Cell> = set.iter().filter_map(|place| cells.get(*place).copied()).collect();
    let Some(case) = adopt_all(bench.case(), theirs, &own) else { return };
    let like = bench.case().stakes.is_empty() == theirs.stakes.is_empty();
    let sought = |one: &Compared| like || (one.before.is_some() && one.after.is_some());
    let open: Vec<usize> = (0..sentences.len())
        .filter(|at| sentences.get(*at).is_some_and(sought))
        .filter(|at| matches!(search.least.get(*at), Some(Least::Moves(_))))
        .collect();
    let wanted: BTreeSet<&str> = open.iter().filter_map(|at| sentences.get(*at)).map(|one| one.finding).collect();
    if open.is_empty() {
        return;
    }
    let questions: Vec<&'static Question> = QUESTIONS.iter().filter(|one| wanted.contains(one.id)).collect();
    let findings = Bench::new(&case, bench.settings()).watched(progress.clone()).ask(&questions);
    if findings.iter().any(Finding::is_stopped) {
        return;
    }
    for at in open {
        let (Some(sentence), Some(least)) = (sentences.get(at), search.least.get_mut(at)) else { continue };
        let finding = findings.iter().find(|finding| finding.id == sentence.finding);
        let headlines = finding.map(|finding| finding.said.headlines.as_slice()).unwrap_or_default();
        let now = headlines.iter().find(|one| one.claims == sentence.claims).map(|one| one.text.as_str());
        let text = |side: &'_ Option<Headline>| side.as_ref().map(|one| one.text.clone());
        if now == text(&sentence.after).as_deref() {
            *least = Least::Makes(set.to_vec());
        } else if let (Least::Moves(moving), [one]) = (least, set)
            && now != text(&sentence.before).as_deref()
        {
            moving.push(*one);
        }
    }
}
