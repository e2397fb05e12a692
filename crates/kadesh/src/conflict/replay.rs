//! Checks a verdict from what it shows: every step of an answer is made again, by the rules, without the search that found it.
//!
//! An answer must consist of moves that their movers can make, none twice running and none by the party itself; where the
//! definition asks for it each must be an improvement; it must end where it says, at a state that the party does not prefer,
//! and from which, where the definition asks, it cannot move on to one that it prefers. An improvement that is said to have no
//! answer must be one, and no state that the others can reach from it, found by going over all states until nothing is
//! added, may be an answer.

use std::collections::BTreeSet;

use super::arena::{Arena, Moves, Step};
use super::definition::{Answers, Definition, Deterrent, Verdict};
use super::space::{Space, State};

/// What is wrong with a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// It says that there is no move, or no improvement, and there is one.
    Overlooked(State),
    /// It says that this is an improvement, and it is none.
    NoImprovement(State),
    /// It gives no answer to this improvement.
    Unanswered(State),
    /// This step cannot be made.
    Step(Step),
    /// The answer ends where it does not deter.
    End(State),
    /// It says that there is no answer, and this is one.
    Answered(State),
}

/// Whether a verdict is what it says. O(states × parties × moves) for a verdict that there is no answer.
pub fn replay(
    arena: &Arena,
    definition: &Definition,
    party: usize,
    state: State,
    verdict: &Verdict,
) -> Result<(), Broken> {
    let improvements = arena.improvements(party, state);
    match verdict {
        Verdict::NoMove => arena.space.moves(party, state).first().map_or(Ok(()), |to| Err(Broken::Overlooked(*to))),
        Verdict::NoImprovement => improvements.first().map_or(Ok(()), |to| Err(Broken::Overlooked(*to))),
        Verdict::Deterred(answers) => {
            let answered: BTreeSet<State> = answers.iter().map(|answer| answer.improvement).collect();
            if let Some(open) = improvements.iter().find(|to| !answered.contains(to)) {
                return Err(Broken::Unanswered(*open));
            }
            answers.iter().try_for_each(|answer| deters(arena, definition, party, state, answer))
        }
        Verdict::Breaks(to) if !improvements.contains(to) => Err(Broken::NoImprovement(*to)),
        Verdict::Breaks(to) => unanswered(arena, definition, party, state, *to),
    }
}

fn deters(
    arena: &Arena,
    definition: &Definition,
    party: usize,
    state: State,
    answer: &Deterrent,
) -> Result<(), Broken> {
    if !arena.prefers(party, answer.improvement, state) {
        return Err(Broken::NoImprovement(answer.improvement));
    }
    let mut at = answer.improvement;
    let mut last = None;
    for step in &answer.path {
        let legal = match definition.answers {
            Answers::None => false,
            Answers::Sequence { moves, .. } => {
                let improves = moves != Moves::Improvements || arena.prefers(step.by, step.to, at);
                last != Some(step.by) && improves && arena.space.moves(step.by, at).contains(&step.to)
            }
            Answers::Together => changes_as_an_improvement(arena, state, at, *step),
        };
        if !legal || step.by == party {
            return Err(Broken::Step(*step));
        }
        (at, last) = (step.to, Some(step.by));
    }
    let ends = at == answer.at && !answer.path.is_empty();
    if ends && is_answer(arena, definition, party, state, at) { Ok(()) } else { Err(Broken::End(answer.at)) }
}

/// Whether a step changes a party's own options as one of its improvements from the first state does.
fn changes_as_an_improvement(arena: &Arena, state: State, at: State, step: Step) -> bool {
    let Space::Cube(cube) = arena.space else { return false };
    let own = cube.owned(step.by);
    let alone = state & !own | step.to & own;
    at & !own == step.to & !own && arena.improvements(step.by, state).contains(&alone)
}

/// Whether ending in `at` keeps the party from leaving `state`.
fn is_answer(arena: &Arena, definition: &Definition, party: usize, state: State, at: State) -> bool {
    let possible = match arena.space {
        Space::Cube(cube) => cube.is_possible(at),
        Space::Graph(graph) => (at as usize) < graph.size(),
    };
    let caught = match definition.answers {
        Answers::None => false,
        Answers::Sequence { escape, .. } => {
            !escape || arena.space.moves(party, at).iter().all(|on| !arena.prefers(party, *on, state))
        }
        Answers::Together => true,
    };
    possible && caught && !arena.prefers(party, at, state)
}

fn unanswered(arena: &Arena, definition: &Definition, party: usize, state: State, to: State) -> Result<(), Broken> {
    let ends: Vec<State> = match definition.answers {
        Answers::None => Vec::new(),
        Answers::Sequence { moves, .. } => all_ends(arena, moves, party, to),
        Answers::Together => together(arena, party, state, to),
    };
    let answer = ends.into_iter().find(|at| is_answer(arena, definition, party, state, *at));
    answer.map_or(Ok(()), |at| Err(Broken::Answered(at)))
}

/// Every state with a last mover that legal sequences reach, by going over all of them until nothing is added.
fn all_ends(arena: &Arena, moves: Moves, party: usize, from: State) -> Vec<State> {
    let allowed = |by: usize, at: State| {
        let mut targets = arena.space.moves(by, at);
        targets.retain(|to| moves != Moves::Improvements || arena.prefers(by, *to, at));
        targets
    };
    let mut reached: BTreeSet<(State, Option<usize>)> = BTreeSet::from([(from, None)]);
    loop {
        let more: Vec<(State, Option<usize>)> = reached
            .iter()
            .flat_map(|(at, last)| {
                let movers = (0..arena.parties()).filter(|by| *by != party && Some(*by) != *last);
                movers.flat_map(|by| allowed(by, *at).into_iter().map(move |to| (to, Some(by)))).collect::<Vec<_>>()
            })
            .filter(|node| !reached.contains(node))
            .collect();
        if more.is_empty() {
            break;
        }
        reached.extend(more);
    }
    reached.into_iter().filter(|(_, last)| last.is_some()).map(|(at, _)| at).collect()
}

/// Every state that improvements of others from `state`, made together with the move to `to`, could give.
fn together(arena: &Arena, party: usize, state: State, to: State) -> Vec<State> {
    let Space::Cube(cube) = arena.space else { return Vec::new() };
    let mut ends = vec![to];
    for other in arena.others(party) {
        let own = cube.owned(other);
        let moved: Vec<State> = arena
            .improvements(other, state)
            .into_iter()
            .flat_map(|alone| ends.iter().map(move |end| end & !own | alone & own).collect::<Vec<_>>())
            .collect();
        ends.extend(moved);
    }
    ends.into_iter().skip(1).collect()
}
