//! Simultaneous stability: a party stays when any better move, made while others make theirs, would leave it no better off.
//!
//! # Definition
//!
//! Option form. A state `s` is stable for party `i` when for every improvement `t` of `i` from `s` there are improvements of one
//! or more others from `s` such that all these changes together make a possible state that `i` does not prefer to `s`.
//!
//! # Source
//!
//! As in the program GMCR+ [kinsara2015]; the idea of simultaneous sanctions is in [fraser1984]. Departures: a listed graph has
//! no options to change together, so there the definition does not apply and every verdict is that of Nash stability; the
//! report says so.
//!
//! # Complexity
//!
//! O(moves × product over the others of (improvements + 1)) for one state.

use super::arena::{Arena, Step};
use super::definition::{Answers, Definition, Deterrent, Verdict, tempting};
use super::space::{Cube, Space, State};
use crate::model::{Card, Compared, Family, Standing};

/// What it is.
pub const CARD: Card = Card {
    id: "conflict.sim",
    family: Family::Conflict,
    name: "simultaneous stability (SIM)",
    question: "Would the party stay because others, moving at the same time, could spoil its move?",
    definition: "Stable when for every improvement t some improvements of others from the same state, made together with it, \
                 give a possible state that the party does not prefer.",
    sources: &["kinsara2015", "fraser1984"],
    assumes: &["parties may move at the same time, each by what it sees from the same state"],
    departures: "Needs options: in a listed graph no answer is given. Improvements of at least one other party count as an \
                 answer. Checked against the description only: experimental.",
    standing: Standing::Experimental,
};

/// How every engine knows it.
pub static DEFINITION: Definition = Definition {
    card: &CARD,
    short: "SIM",
    means: "every better move could be spoiled by others who move at the same time",
    answers: Answers::Together,
    verdict,
    worst: None,
};

fn verdict(arena: &Arena, party: usize, state: State) -> Verdict {
    let better = match tempting(arena, party, state, Compared::is_better) {
        Ok(better) => better,
        Err(verdict) => return verdict,
    };
    let Space::Cube(cube) = arena.space else {
        return better.first().map_or(Verdict::NoImprovement, |to| Verdict::Breaks(*to));
    };
    let mut others: Vec<(usize, Vec<State>)> =
        arena.others(party).into_iter().map(|other| (other, arena.improvements(other, state))).collect();
    // In the order of their options, so that the answer found does not hang on the order of the parties.
    others.sort_by_key(|(other, _)| cube.owned(*other));
    let mut deterrents = Vec::new();
    for improvement in better {
        let spoils = |at: State| cube.is_possible(at) && !arena.prefers(party, at, state);
        match spoiled(cube, &others, improvement, &mut Vec::new(), &spoils) {
            Some((path, at)) => deterrents.push(Deterrent { improvement, path, at }),
            None => return Verdict::Breaks(improvement),
        }
    }
    Verdict::Deterred(deterrents)
}

/// Adds the moves of the others one party after another, or leaves a party out. Each step leads to where all so far lead.
fn spoiled(
    cube: &Cube,
    others: &[(usize, Vec<State>)],
    at: State,
    path: &mut Vec<Step>,
    spoils: &dyn Fn(State) -> bool,
) -> Option<(Vec<Step>, State)> {
    let Some(((other, improvements), rest)) = others.split_first() else {
        return (!path.is_empty() && spoils(at)).then(|| (path.clone(), at));
    };
    if let Some(found) = spoiled(cube, rest, at, path, spoils) {
        return Some(found);
    }
    for to in improvements {
        let own = cube.owned(*other);
        let together = at & !own | to & own;
        path.push(Step { by: *other, to: together });
        let found = spoiled(cube, rest, together, path, spoils);
        path.pop();
        if found.is_some() {
            return found;
        }
    }
    None
}
