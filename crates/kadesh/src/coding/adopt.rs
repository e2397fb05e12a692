//! A case with one of the other reader's codings in the place of its own.

use std::collections::BTreeSet;

use super::variable::{self, Cell, Variable};
use crate::model::{
    Basis, BodyId, Case, Change, Choice, CoSpeaker, IssueId, PartyId, PersonId, RedLine, Stake, Stance, StanceOn,
    Truth, Voice,
};

/// The first case with the second one's coding of a cell. None: nothing to take over, or nowhere to put it.
///
/// Everything else stays, the addresses of the draws too, so that the two compare like with like. The second case must be
/// [aligned](super::align).
pub fn adopt(ours: &Case, theirs: &Case, cell: &Cell) -> Option<Case> {
    let mut case = ours.clone();
    let of: Vec<&str> = cell.of.iter().map(String::as_str).collect();
    match (cell.variable, of.as_slice()) {
        (Variable::Speaker | Variable::SpokenFor | Variable::Kind, [id]) => statement(&mut case, theirs, cell, id)?,
        (Variable::OptionTaken, [id, on]) => takes(&mut case, theirs, id, on)?,
        (Variable::Value | Variable::Weight | Variable::WalkAway, [who, ..]) if !same_scale(ours, theirs, who)? => {
            return None;
        }
        (Variable::Value | Variable::Weight | Variable::RedLine, [who, on, option @ ..]) => {
            stake(&mut case, theirs, cell.variable, (who, on), option.first().copied())?;
        }
        (Variable::NeedsSeat, [who, whose]) => {
            let asked = cell.coded(theirs)?.key == "a condition";
            needs_seat(&mut case, who, whose, asked)?;
        }
        (Variable::Seat, [at, who]) => seat(&mut case, theirs, at, who)?,
        (Variable::WalkAway, [who]) => walk_away(&mut case, theirs, who)?,
        (Variable::Effect, [who, of]) => effect(&mut case, theirs, who, of)?,
        (Variable::Lever, [id]) => {
            let now = theirs.lever(variable::lever(theirs, id)?).now;
            let own = variable::lever(&case, id)?;
            case.levers.get_mut(own.0)?.now = now;
        }
        (Variable::Condition, [id]) => {
            let holds: Truth = theirs.conditions.iter().find(|one| one.id == *id)?.holds;
            case.conditions.iter_mut().find(|one| one.id == *id)?.holds = holds;
        }
        (Variable::Stance, [of, who, on, option]) => stance(&mut case, theirs, (of, who), (on, option))?,
        // A rank follows from values.
        _ => return None,
    }
    Some(case)
}

/// The first case with several of the second one's codings.
pub fn adopt_all(ours: &Case, theirs: &Case, cells: &[&Cell]) -> Option<Case> {
    cells.iter().try_fold(ours.clone(), |case, cell| adopt(&case, theirs, cell))
}

/// The party of the second case as the first one has it.
fn same_party(case: &Case, theirs: &Case, id: PartyId) -> Option<PartyId> {
    variable::party(case, &theirs.party(id).id)
}

/// Whether both have the party's stakes by weights and values, or both in points that add up to the same.
fn same_scale(case: &Case, theirs: &Case, who: &str) -> Option<bool> {
    Some(case.party(variable::party(case, who)?).points == theirs.party(variable::party(theirs, who)?).points)
}

fn statement(case: &mut Case, theirs: &Case, cell: &Cell, id: &str) -> Option<()> {
    let their = variable::statement(theirs, id)?;
    let by = same_voice(case, theirs, their.by)?;
    let co_speaker = |other: &CoSpeaker| {
        let (voice, party) = (same_voice(case, theirs, other.voice)?, same_party(case, theirs, other.party)?);
        Some(CoSpeaker { voice, party })
    };
    let with: Vec<CoSpeaker> = their.with.iter().map(co_speaker).collect::<Option<_>>()?;
    let party = match their.party {
        None => None,
        Some(party) => Some(same_party(case, theirs, party)?),
    };
    let own = case.statements.iter_mut().find(|one| one.id == id)?;
    match cell.variable {
        Variable::Speaker => {
            // Who speak together speak for their own parties.
            if !with.is_empty() || own.is_joint() {
                own.party = party;
            }
            (own.by, own.with) = (by, with);
        }
        Variable::SpokenFor => own.party = party,
        _ => own.kind = their.kind,
    }
    Some(())
}

/// A voice of the second case as the first one has it.
fn same_voice(case: &Case, theirs: &Case, voice: Voice) -> Option<Voice> {
    Some(match voice {
        Voice::Reporter => Voice::Reporter,
        Voice::Party(party) => Voice::Party(same_party(case, theirs, party)?),
        Voice::Person(person) => {
            let wanted = &theirs.person(person).id;
            Voice::Person(PersonId(case.persons.iter().position(|one| one.id == *wanted)?))
        }
    })
}

fn takes(case: &mut Case, theirs: &Case, id: &str, on: &str) -> Option<()> {
    let (issue, their) = (variable::issue(case, on)?, variable::issue(theirs, on)?);
    let taken = variable::statement(theirs, id)?.takes.get(&their);
    let options = taken.into_iter().flatten().map(|option| {
        let option = &theirs.option(Choice { issue: their, option: *option }).id;
        variable::place(case, issue, option)
    });
    let options = options.collect::<Option<BTreeSet<usize>>>()?;
    let own = case.statements.iter_mut().find(|one| one.id == id)?;
    match options.is_empty() {
        true => own.takes.remove(&issue),
        false => own.takes.insert(issue, options),
    };
    Some(())
}

/// The weight, the worth of an option, or the red line of a cell of party and issue.
fn stake(case: &mut Case, theirs: &Case, of: Variable, (who, on): (&str, &str), option: Option<&str>) -> Option<()> {
    let (party, issue) = (variable::party(case, who)?, variable::issue(case, on)?);
    let their_issue = variable::issue(theirs, on)?;
    let their: Option<&Stake> = theirs.stake(variable::party(theirs, who)?, their_issue);
    let place = option.and_then(|option| {
        Some((variable::place(case, issue, option)?, variable::place(theirs, their_issue, option)?))
    });
    if !case.stakes.iter().any(|stake| stake.party == party && stake.issue == issue) {
        let values = vec![None; case.issue(issue).options.len()];
        let red_line = BTreeSet::new();
        case.stakes.push(Stake { party, issue, weight: None, values, red_line, basis: Basis::new() });
    }
    let own = case.stakes.iter_mut().find(|stake| stake.party == party && stake.issue == issue)?;
    match (of, place) {
        (Variable::Weight, _) => own.weight = their.and_then(|stake| stake.weight),
        (Variable::Value, Some((place, there))) => {
            *own.values.get_mut(place)? = their.and_then(|stake| stake.values.get(there).copied().flatten());
        }
        (_, Some((place, there))) => {
            match their.is_some_and(|stake| stake.red_line.contains(&there)) {
                true => own.red_line.insert(place),
                false => own.red_line.remove(&place),
            };
        }
        (_, None) => return None,
    }
    Some(())
}

fn needs_seat(case: &mut Case, who: &str, whose: &str, asked: bool) -> Option<()> {
    let (party, needs_seat) = (variable::party(case, who)?, variable::party(case, whose)?);
    case.red_lines.retain(|line| line.party != party || line.needs_seat != needs_seat);
    if asked {
        case.red_lines.push(RedLine { party, needs_seat, basis: Basis::new() });
    }
    Some(())
}

/// The place in a room, and with a room of the talks the seat where the deal is made.
fn seat(case: &mut Case, theirs: &Case, at: &str, who: &str) -> Option<()> {
    let (room, party) = (variable::room(case, at)?, variable::party(case, who)?);
    let (there, same) = (theirs.room(variable::room(theirs, at)?), variable::party(theirs, who)?);
    let (seated, informed, about) =
        (there.seats.contains(&same), there.informed.contains(&same), there.about.contains(&same));
    let own = case.rooms.get_mut(room.0)?;
    for (list, is_in) in [(&mut own.seats, seated), (&mut own.informed, informed), (&mut own.about, about)] {
        list.retain(|one| *one != party);
        list.extend(is_in.then_some(party));
    }
    if own.talks {
        match seated {
            true => case.deal.seated.insert(party),
            false => case.deal.seated.remove(&party),
        };
    }
    Some(())
}

fn walk_away(case: &mut Case, theirs: &Case, who: &str) -> Option<()> {
    let party = variable::party(case, who)?;
    let their = theirs.walk_away(variable::party(theirs, who)?);
    let package = match their.and_then(|their| their.package.as_ref()) {
        Some(package) => Some(same_package(case, theirs, package)?),
        None => None,
    };
    let base = their.and_then(|their| their.base);
    match (case.walk_aways.iter_mut().find(|one| one.party == party), base) {
        (Some(own), base) => (own.base, own.package) = (base, package),
        (None, Some(base)) => *case = case.with(&[Change::WalkAway(party, base)]),
        (None, None) => return None,
    }
    Some(())
}

/// A package of the second case by the places of the first; its issues all there, their options too.
fn same_package(case: &Case, theirs: &Case, package: &[usize]) -> Option<Vec<usize>> {
    let option = |issue: IssueId| {
        let id = case.issue(issue).id.as_str();
        let there = theirs.issue_ids().find(|other| theirs.issue(*other).id == id)?;
        let chosen = &theirs.option(Choice { issue: there, option: *package.get(there.0)? }).id;
        variable::place(case, issue, chosen)
    };
    case.issue_ids().map(option).collect()
}

fn effect(case: &mut Case, theirs: &Case, who: &str, of: &str) -> Option<()> {
    let (party, lever) = (variable::party(case, who)?, variable::lever(case, of)?);
    let there = variable::lever(theirs, of)?;
    let effect = theirs.walk_away(variable::party(theirs, who)?)?.from.iter().find(|(one, _)| *one == there);
    let own = case.walk_aways.iter_mut().find(|one| one.party == party)?;
    match (own.from.iter_mut().find(|(one, _)| *one == lever), effect) {
        (Some(known), Some((_, effect))) => known.1 = *effect,
        (None, Some((_, effect))) => own.from.push((lever, *effect)),
        (_, None) => own.from.retain(|(one, _)| *one != lever),
    }
    Some(())
}

fn stance(case: &mut Case, theirs: &Case, (of, who): (&str, &str), (on, option): (&str, &str)) -> Option<()> {
    let find = |case: &Case| {
        let body = case.bodies.iter().position(|body| body.id == of)?;
        let issue = variable::issue(case, on)?;
        let choice = Choice { issue, option: variable::place(case, issue, option)? };
        Some((body, variable::party(case, who)?, choice))
    };
    let (body, party, choice) = find(case)?;
    let (there, same, asked) = find(theirs)?;
    let recorded = theirs.stances_on_record(BodyId(there)).filter(|on| on.party == same && on.choice == asked);
    let stance: Option<Stance> = recorded.last().map(|on| on.stance);
    let own = case.bodies.get_mut(body)?;
    own.stances.retain(|on| on.party != party || on.choice != choice);
    own.stances.extend(stance.map(|stance| StanceOn { party, choice, stance, basis: Basis::new() }));
    Some(())
}
