//! How things could come to rest from where they stand: the shortest ways from one state to others.
//!
//! # Definition
//!
//! The shortest legal sequence, in which no party moves twice running, from the state things stand in to each of some other
//! states: by any moves, and by improvements of their movers.
//!
//! # Source
//!
//! Status quo analysis [li2005]; as shortest paths whose colours change [xu2010]. Departures: none.
//!
//! # Complexity
//!
//! One search over pairs of a state and its last mover: O(states × parties × moves).

use schemars::JsonSchema;
use serde::Serialize;

use super::arena::{Arena, Moves, Step};
use super::space::State;
use crate::model::{Card, Family, Standing};

/// What it is.
pub const CARD: Card = Card {
    id: "conflict.paths",
    family: Family::Conflict,
    name: "status quo analysis",
    question: "By which moves could things get from where they stand to a state of rest?",
    definition: "The shortest legal sequence from the status quo to each equilibrium, by any moves and by improvements only.",
    sources: &["li2005", "xu2010"],
    assumes: &["parties move one at a time, none twice running"],
    departures: "None.",
    standing: Standing::Experimental,
};

/// The ways to one state.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Way {
    /// Where to.
    pub to: State,
    /// By any moves. None: there is no way.
    pub by_moves: Option<Vec<Step>>,
    /// By improvements only. None: there is no way.
    pub by_improvements: Option<Vec<Step>>,
}

/// The shortest ways from one state to each of others; to itself it takes no step.
pub fn ways(arena: &Arena, from: State, to: &[State]) -> Vec<Way> {
    let movers: Vec<usize> = (0..arena.parties()).collect();
    let way = |moves: Moves, to: State| match to == from {
        true => Some(Vec::new()),
        false => arena.legal_path(&movers, moves, from, |at| at == to),
    };
    to.iter()
        .map(|to| Way { to: *to, by_moves: way(Moves::Any, *to), by_improvements: way(Moves::Improvements, *to) })
        .collect()
}
