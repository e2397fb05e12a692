//! What could be otherwise, for a reader to try.

use super::message::{Trial, TrialKind};
use crate::model::Case;

/// The levers of a case, then the seats that a red line asks for and that nobody has.
pub fn tries(case: &Case) -> Vec<Trial> {
    let levers = case.levers.iter().map(|lever| Trial {
        key: format!("lever.{}", lever.id),
        words: lever.name.clone(),
        kind: TrialKind::Lever,
        low: lever.range.0,
        high: lever.range.1,
        now: lever.now.map(|now| now.to_string()),
    });
    let holders = case.stakeholders();
    let asked = case.red_lines.iter().filter(|line| holders.contains(&line.party)).map(|line| line.needs_seat);
    let mut asked: Vec<_> = asked.filter(|party| !case.deal.seated.contains(party)).collect();
    asked.sort_unstable();
    asked.dedup();
    let seats = asked.into_iter().map(|party| Trial {
        key: format!("seat.{}", case.party(party).id),
        words: case.spoken(&case.party_ref(party)).to_owned(),
        kind: TrialKind::Seat,
        low: 0.0,
        high: 1.0,
        now: None,
    });
    levers.chain(seats).collect()
}
