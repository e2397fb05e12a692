//! Room to shape: what the set of outcomes becomes when one lever, one stance or one seat moves.
//!
//! # Definition
//!
//! One thing moves at a time: a lever to the bottom or the top of its range; a member of a body to agreeing or opposing,
//! where that changes which options can be had; a party to the table or away from it. The outcomes are counted anew in the
//! same draws and set beside the ones before.
//!
//! # Source
//!
//! Our own, with common draws as in [kahn1953]. One thing at a time: what two moves do together is not shown.
//!
//! # Complexity
//!
//! One count for each move; moves of stances that open and shut the same options share one.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::accept::{Numbers, PartyAcceptance};
use super::change::change_text;
use super::curves::holder;
use super::reach::Reach;
use super::run::Run;
use crate::model::{
    self, Basis, BodyId, Card, Case, Change, Family, Ground, LeverId, Listing, PartyId, Quantity, Ref, Refusal, Stance,
};

/// What room to shape is.
pub const CARD: Card = Card {
    id: "ensemble.shape",
    family: Family::Ensemble,
    name: "room to shape",
    question: "What changes in the set of outcomes if a lever, a stance or a seat moves?",
    definition: "Each lever to each end of its range, each stance that opens or shuts an option, each seat taken or left: the \
                 outcomes are counted anew in the same draws.",
    sources: &["kahn1953"],
    assumes: &["one thing moves and the others stay"],
    departures: "Our own definition.",
    standing: model::Standing::Experimental,
};

/// What each move changes.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Shape {
    /// The numbers before any move.
    pub before: Numbers,
    /// The moves: levers, stances, seats, each in file order.
    pub moves: Vec<ShapeRow>,
    /// Stances looked at that change no option's reach, alone.
    pub idle_stances: usize,
    /// What this rests on.
    pub basis: Basis,
}

/// One move and the numbers after it.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct ShapeRow {
    /// The move in words.
    pub what: String,
    /// What kind of move.
    pub kind: ShapeKind,
    /// Who can make it.
    pub by: Option<Ref>,
    /// The numbers after it.
    pub after: Numbers,
    /// Whether any number differs from before.
    pub changes: bool,
    /// What it rests on.
    pub basis: Basis,
}

/// What kind of move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShapeKind {
    /// A lever to an end of its range.
    Lever,
    /// A member's stance in a body.
    Stance,
    /// A seat taken.
    SeatTaken,
    /// A seat left.
    SeatLeft,
}

/// A red line about process: the same packages with the seat and without.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct SeatRow {
    /// Who draws the red line.
    pub party: Ref,
    /// Who must be seated.
    pub needs: Ref,
    /// Whether it is seated now.
    pub seated: bool,
    /// The numbers with the seat.
    pub with: Numbers,
    /// What the party accepts with the seat.
    pub party_with: PartyAcceptance,
    /// The numbers without it.
    pub without: Numbers,
    /// What the party accepts without it.
    pub party_without: PartyAcceptance,
    /// What it rests on.
    pub basis: Basis,
}

/// What every lever, stance and seat changes in the set of outcomes.
pub fn room_to_shape(run: &Run) -> Result<Shape, Refusal> {
    let before = run.acceptance.numbers(run.case);
    let mut moves = lever_moves(run)?;
    let (stances, idle_stances) = stance_moves(run)?;
    moves.extend(stances);
    moves.extend(seat_moves(run)?);
    for entry in &mut moves {
        entry.changes = entry.after != before;
    }
    let mut basis = run.case.deal.basis.clone();
    moves.iter().for_each(|entry| basis.extend(&entry.basis));
    Ok(Shape { before, moves, idle_stances, basis })
}

/// Every red line about process of a party with stakes, with the seat and without, in file order.
pub fn seats(run: &Run) -> Result<Vec<SeatRow>, Refusal> {
    run.progress.expect(2 * run.case.red_lines.len());
    let mut rows = Vec::new();
    for line in &run.case.red_lines {
        let count = |seated| run.changed(&[Change::Seat(line.needs_seat, seated)]);
        let (with, without) = (count(true)?, count(false)?);
        let own = |outcome: super::Outcome| {
            outcome.parties.into_iter().find(|row| row.party.id == run.case.party(line.party).id)
        };
        let case_with = run.case.with(&[Change::Seat(line.needs_seat, true)]);
        let (Some(party_with), Some(party_without)) =
            (own(with.outcome(&case_with, Listing::Short)?), own(without.outcome(&case_with, Listing::Short)?))
        else {
            continue;
        };
        rows.push(SeatRow {
            party: run.case.party_ref(line.party),
            needs: run.case.party_ref(line.needs_seat),
            seated: run.case.deal.seated.contains(&line.needs_seat),
            with: with.numbers(run.case),
            without: without.numbers(run.case),
            basis: line.basis.clone().and(&party_with.basis),
            party_with,
            party_without,
        });
    }
    Ok(rows)
}

fn lever_moves(run: &Run) -> Result<Vec<ShapeRow>, Refusal> {
    run.progress.expect(2 * run.case.levers.len());
    let mut moves = Vec::new();
    for lever in (0..run.case.levers.len()).map(LeverId) {
        let (low, high) = run.case.lever(lever).range;
        for setting in [low, high] {
            let change = Change::Lever(lever, Quantity::Point(setting));
            let mut basis = run.case.lever_basis(lever);
            for walk_away in run.case.walk_aways.iter().filter(|own| run.case.levers_of(own.party).contains(&lever)) {
                basis.extend(&walk_away.basis);
            }
            moves.push(ShapeRow {
                what: change_text(run.case, &change),
                kind: ShapeKind::Lever,
                by: holder(run.case, lever),
                after: run.with_lever(lever, setting)?.numbers(run.case),
                changes: false,
                basis,
            });
        }
    }
    Ok(moves)
}

/// The moves of stances that open or shut some option, and how many do not.
fn stance_moves(run: &Run) -> Result<(Vec<ShapeRow>, usize), Refusal> {
    let mut counted: BTreeMap<Reach, Numbers> = BTreeMap::new();
    let mut moves = Vec::new();
    let mut idle = 0;
    for (body, member, stance, standing) in possible_stances(run.case) {
        let change = Change::Stance(body, member, stance);
        let case = run.case.with(std::slice::from_ref(&change));
        let reach = run.reach_of(&case);
        if reach == *run.acceptance.reach() {
            idle += 1;
            continue;
        }
        let after = match counted.get(&reach) {
            Some(numbers) => numbers.clone(),
            None => {
                run.progress.step()?;
                run.acceptance.moved(&case, &run.draws.again(&case)?, reach.clone())?.numbers(&case)
            }
        };
        counted.insert(reach, after.clone());
        let mut basis = standing;
        basis.add(Ground::Rule(body));
        moves.push(ShapeRow {
            what: change_text(run.case, &change),
            kind: ShapeKind::Stance,
            by: Some(run.case.party_ref(member)),
            after,
            changes: false,
            basis,
        });
    }
    Ok((moves, idle))
}

/// Each member of a body that a gate asks, with each stance, for or against, that it does not hold on everything asked.
fn possible_stances(case: &Case) -> Vec<(BodyId, PartyId, Stance, Basis)> {
    let mut found = Vec::new();
    for body in (0..case.bodies.len()).map(BodyId) {
        let asked = case.asked_of(body);
        for member in &case.body(body).members {
            let held: Vec<(Stance, Basis)> =
                asked.iter().map(|choice| case.stance(body, member.party, *choice)).collect();
            for stance in [Stance::Agree, Stance::Oppose] {
                if held.iter().any(|(now, _)| *now != stance) {
                    found.push((body, member.party, stance, held.iter().map(|(_, basis)| basis).collect()));
                }
            }
        }
    }
    found
}

fn seat_moves(run: &Run) -> Result<Vec<ShapeRow>, Refusal> {
    let mut moves = Vec::new();
    let parties: Vec<PartyId> = run.case.main_parties().collect();
    run.progress.expect(parties.len());
    for party in parties {
        let leaves = run.case.deal.seated.contains(&party);
        let change = Change::Seat(party, !leaves);
        let lines = run.case.red_lines.iter().filter(|line| line.needs_seat == party);
        let basis: Basis = lines.map(|line| &line.basis).chain([&run.case.deal.basis]).collect();
        moves.push(ShapeRow {
            what: change_text(run.case, &change),
            kind: if leaves { ShapeKind::SeatLeft } else { ShapeKind::SeatTaken },
            by: Some(run.case.party_ref(party)),
            after: run.changed(&[change])?.numbers(run.case),
            changes: false,
            basis,
        });
    }
    Ok(moves)
}
