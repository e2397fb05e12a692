//! Would it hold against parties who act together: stability of a state for a coalition, and for every coalition.
//!
//! # Definition
//!
//! `R_H(s)` is what a coalition `H` can reach from `s` by legal sequences of its members' moves. A *coalition improvement* is
//! a state in `R_H(s)` that every member prefers to `s`. A state is stable for `H` when it has none, or when every one has an
//! answer by the other parties that leaves some member no better off; which answers count is what the four definitions differ
//! in. A state is universally stable when it is stable for every coalition, single parties among them.
//!
//! # Source
//!
//! [kilgour2001], [inohara2008]. Departures: as a named variant, a coalition may be taken as one mover that changes all its
//! options in one step, as the program GMCR+ does [kinsara2015]; where not every combination is possible, such a step can reach
//! what no legal sequence does.
//!
//! # Complexity
//!
//! A search for the coalition, and one for the others from every improvement. Universal: times 2^parties.

pub mod cgmr;
pub mod cnash;
pub mod cseq;
pub mod csmr;

use schemars::JsonSchema;
use serde::Serialize;

use super::arena::{Arena, Moves, Walk};
use super::space::{Space, State};
use crate::model::Card;

/// Every definition for coalitions.
pub const COALITION_DEFINITIONS: &[&CoalitionDefinition] =
    &[&cnash::DEFINITION, &cseq::DEFINITION, &csmr::DEFINITION, &cgmr::DEFINITION];

/// A definition of stability for coalitions.
#[derive(Debug)]
pub struct CoalitionDefinition {
    /// What it is, and where it comes from.
    pub card: &'static Card,
    /// Its name in short.
    pub short: &'static str,
    pub(super) answers: CoalitionAnswers,
}

/// How the parties outside may answer a coalition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CoalitionAnswers {
    /// Not at all.
    None,
    /// By legal sequences of any moves.
    Moves {
        /// Whether the coalition looks for a way out of where that leads.
        escape: bool,
    },
    /// By legal sequences of coalition improvements of coalitions among them.
    Improvements,
}

/// How the members of a coalition move together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Joining {
    /// By legal sequences, one member at a time.
    Sequences,
    /// As one mover that changes all options of its members in one step. Only where states are combinations of options.
    OneMover,
}

/// One step of an answer: who moves, alone or together, and where to.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct JointStep {
    /// The movers, by their place among the parties of the conflict.
    pub by: Vec<usize>,
    /// Where to.
    pub to: State,
}

/// Whether a state is stable for a coalition.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum JointVerdict {
    /// Stable: no member has a move.
    NoMove,
    /// Stable: no state that they can reach is better for all of them.
    NoImprovement,
    /// Stable: each improvement has an answer.
    Deterred(Vec<(State, Vec<JointStep>)>),
    /// Not stable: this improvement has no answer.
    Breaks(State),
}

impl JointVerdict {
    /// Whether the state is stable.
    pub fn is_stable(&self) -> bool {
        !matches!(self, JointVerdict::Breaks(_))
    }
}

impl CoalitionDefinition {
    /// The verdict on one state for a coalition, given by the places of its members, ascending.
    pub fn verdict(&self, arena: &Arena, members: &[usize], state: State, joining: Joining) -> JointVerdict {
        let reached = joint_reach(arena, members, state, joining);
        if reached.is_empty() {
            return JointVerdict::NoMove;
        }
        let better: Vec<State> = reached.into_iter().filter(|to| all_prefer(arena, members, *to, state)).collect();
        if better.is_empty() {
            return JointVerdict::NoImprovement;
        }
        let outside: Vec<usize> = (0..arena.parties()).filter(|party| !members.contains(party)).collect();
        let mut answers = Vec::new();
        for improvement in better {
            match self.answer(arena, members, &outside, state, (improvement, joining)) {
                Some(path) => answers.push((improvement, path)),
                None => return JointVerdict::Breaks(improvement),
            }
        }
        JointVerdict::Deterred(answers)
    }

    fn answer(
        &self,
        arena: &Arena,
        members: &[usize],
        outside: &[usize],
        state: State,
        (improvement, joining): (State, Joining),
    ) -> Option<Vec<JointStep>> {
        let deters = |at: State| !all_prefer(arena, members, at, state);
        match self.answers {
            CoalitionAnswers::None => None,
            CoalitionAnswers::Moves { escape } => {
                let caught = |at: State| {
                    deters(at) && (!escape || joint_reach(arena, members, at, joining).into_iter().all(deters))
                };
                let path = arena.legal_path(outside, Moves::Any, improvement, caught)?;
                Some(path.into_iter().map(|step| JointStep { by: vec![step.by], to: step.to }).collect())
            }
            CoalitionAnswers::Improvements => {
                let coalitions = coalitions(outside);
                let mut walk = Walk::default();
                let next = |by: &Vec<usize>, at: State| joint_improvements(arena, by, at);
                let end = walk.search(&coalitions, improvement, next, &mut |at| deters(at))?;
                let steps = walk.back(end).into_iter();
                Some(steps.map(|(by, to)| JointStep { by: coalitions[by].clone(), to }).collect())
            }
        }
    }
}

/// Every non-empty coalition of the parties given, by size of the number whose bits are its members.
pub fn coalitions(parties: &[usize]) -> Vec<Vec<usize>> {
    (1u32..1 << parties.len().min(31))
        .map(|members| {
            let within = parties.iter().enumerate().filter(|(place, _)| members >> place & 1 == 1);
            within.map(|(_, party)| *party).collect()
        })
        .collect()
}

fn all_prefer(arena: &Arena, members: &[usize], one: State, other: State) -> bool {
    members.iter().all(|member| arena.prefers(*member, one, other))
}

/// The states that a coalition can reach and that all its members prefer.
fn joint_improvements(arena: &Arena, members: &[usize], from: State) -> Vec<State> {
    let mut reached = joint_reach(arena, members, from, Joining::Sequences);
    reached.retain(|to| all_prefer(arena, members, *to, from));
    reached
}

/// The states that a coalition can reach, ascending.
fn joint_reach(arena: &Arena, members: &[usize], from: State, joining: Joining) -> Vec<State> {
    match (joining, arena.space) {
        (Joining::OneMover, Space::Cube(cube)) => cube.joint_targets(members, from),
        (Joining::Sequences, _) | (Joining::OneMover, Space::Graph(_)) => arena.reach(members, Moves::Any, from),
    }
}
