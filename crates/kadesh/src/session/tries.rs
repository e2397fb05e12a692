//! What could be otherwise, for a reader to try.

use super::message::{Trial, TrialKind, Try};
use crate::ensemble::{change_key, change_value};
use crate::model::{Case, Change, WalkAway};

/// What can be tried in a case: its numbers (levers, and what no deal is worth), then its switches (the seats that a red line asks
/// for and that nobody has, rival descriptions, lenses, assumptions).
pub fn tries(case: &Case) -> Vec<Trial> {
    let mut tries: Vec<Trial> = levers(case).collect();
    tries.extend(walk_aways(case));
    tries.extend(seats(case));
    tries.extend(framings(case));
    tries.extend(hypotheses(case));
    tries.extend(assumptions(case));
    tries
}

fn levers(case: &Case) -> impl Iterator<Item = Trial> {
    case.levers.iter().map(|lever| Trial {
        key: format!("lever.{}", lever.id),
        words: lever.name.clone(),
        kind: TrialKind::Lever,
        low: lever.range.0,
        high: lever.range.1,
        now: lever.now.map(|now| now.to_string()),
        sets: Vec::new(),
    })
}

/// Of the parties with stakes: what is worth a package to them moves with the package, and cannot be moved alone.
fn walk_aways(case: &Case) -> impl Iterator<Item = Trial> {
    let holders = case.stakeholders();
    let moved = move |own: &&WalkAway| own.package.is_none() && holders.contains(&own.party);
    case.walk_aways.iter().filter(moved).map(|own| {
        let party = case.party(own.party);
        Trial {
            key: format!("walk-away.{}", party.id),
            words: case.spoken(&case.party_ref(own.party)).to_owned(),
            kind: TrialKind::WalkAway,
            low: 0.0,
            high: party.points.unwrap_or(1.0),
            now: own.base.map(|base| base.to_string()),
            sets: Vec::new(),
        }
    })
}

fn seats(case: &Case) -> impl Iterator<Item = Trial> {
    let holders = case.stakeholders();
    let asked = case.red_lines.iter().filter(|line| holders.contains(&line.party)).map(|line| line.needs_seat);
    let mut asked: Vec<_> = asked.filter(|party| !case.deal.seated.contains(party)).collect();
    asked.sort_unstable();
    asked.dedup();
    asked.into_iter().map(|party| {
        let words = case.spoken(&case.party_ref(party)).to_owned();
        switch(case, format!("seat.{}", case.party(party).id), words, TrialKind::Seat, &[Change::Seat(party, true)])
    })
}

/// Of the acts on record.
fn framings(case: &Case) -> impl Iterator<Item = Trial> {
    let acts = case.acts.iter().filter(|act| case.on_record(act.at.as_ref()));
    acts.flat_map(|act| act.framings.iter().enumerate().map(move |(place, framing)| (act, place, framing)))
        .filter(|(.., framing)| !framing.sets.is_empty())
        .map(|(act, place, framing)| {
            let words = format!("{}: {}", act.name, framing.name);
            switch(case, format!("framing.{}.{}", act.id, place + 1), words, TrialKind::Framing, &framing.sets)
        })
}

fn hypotheses(case: &Case) -> impl Iterator<Item = Trial> {
    case.hypotheses
        .iter()
        .filter(|one| !one.sets.is_empty())
        .map(|one| switch(case, format!("hypothesis.{}", one.id), one.name.clone(), TrialKind::Hypothesis, &one.sets))
}

fn assumptions(case: &Case) -> impl Iterator<Item = Trial> {
    case.assumptions.iter().filter(|one| !one.if_rejected.is_empty()).map(|one| {
        switch(case, format!("assumption.{}", one.id), one.text.clone(), TrialKind::Assumption, &one.if_rejected)
    })
}

fn switch(case: &Case, key: String, words: String, kind: TrialKind, changes: &[Change]) -> Trial {
    let set = |change: &Change| Try { key: change_key(case, change), value: change_value(case, change) };
    Trial { key, words, kind, low: 0.0, high: 1.0, now: None, sets: changes.iter().map(set).collect() }
}
