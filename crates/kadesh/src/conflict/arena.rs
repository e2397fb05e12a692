//! States, moves and preferences together: what every definition of stability asks about.
//!
//! # Definition
//!
//! A party has an *improvement* from one state to another when it can move there and prefers it. A *legal sequence* of
//! several parties is a chain of their moves in which nobody moves twice running; a party may move again later. A legal
//! sequence of improvements is one in which each mover prefers the state that it moves to over the one that it moves from.
//!
//! # Source
//!
//! [fang1993] for sequences; nobody twice running as in [inohara2008]. Departures: none.
//!
//! # Complexity
//!
//! A search goes over pairs of a state and its last mover: O(states × movers × (movers + moves)).

use std::collections::{HashMap, VecDeque};

use schemars::JsonSchema;
use serde::Serialize;

use super::space::{Space, State};
use crate::model::Compared;

/// One step of a legal sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema, Serialize)]
pub struct Step {
    /// Who moves, by its place among the parties of the conflict.
    pub by: usize,
    /// Where to.
    pub to: State,
}

/// What one party makes of the states.
#[derive(Debug, Clone, PartialEq)]
pub enum Preferences {
    /// A level for every state number, the greater the better; 0 where the state is not possible.
    Levels(Vec<u32>),
    /// How every state compares with every other: row × size + column.
    Pairs(Vec<Compared>),
}

/// A space with the preferences of its parties.
#[derive(Debug, Clone, Copy)]
pub struct Arena<'a> {
    /// States and moves.
    pub space: &'a Space,
    /// By party.
    pub preferences: &'a [Preferences],
}

/// Which moves a legal sequence may be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moves {
    /// Any.
    Any,
    /// Those that the mover prefers to where it moves from.
    Improvements,
    /// Those that the mover prefers, or of which it is not known that it does not.
    Possible,
}

impl Preferences {
    /// The level of every state; none where pairs are told apart one by one.
    pub fn levels(&self) -> Option<&[u32]> {
        match self {
            Preferences::Levels(levels) => Some(levels),
            Preferences::Pairs(_) => None,
        }
    }
}

impl Space {
    /// The space with the preferences that its parties have.
    pub fn with<'a>(&'a self, preferences: &'a [Preferences]) -> Arena<'a> {
        Arena { space: self, preferences }
    }
}

impl Arena<'_> {
    /// How many parties.
    pub fn parties(&self) -> usize {
        self.space.parties()
    }

    /// How the first state compares with the second to a party.
    pub fn compare(&self, party: usize, one: State, other: State) -> Compared {
        match &self.preferences[party] {
            Preferences::Levels(levels) => match levels[one as usize].cmp(&levels[other as usize]) {
                std::cmp::Ordering::Less => Compared::Worse,
                std::cmp::Ordering::Equal => Compared::Equal,
                std::cmp::Ordering::Greater => Compared::Better,
            },
            Preferences::Pairs(pairs) => pairs[one as usize * self.space.size() + other as usize],
        }
    }

    /// Whether a party prefers the first state to the second, mildly or much.
    pub fn prefers(&self, party: usize, one: State, other: State) -> bool {
        self.compare(party, one, other).is_better()
    }

    /// A party's improvements, ascending.
    pub fn improvements(&self, party: usize, from: State) -> Vec<State> {
        let moves = self.space.moves(party, from);
        moves.into_iter().filter(|to| self.prefers(party, *to, from)).collect()
    }

    /// All parties but one.
    pub fn others(&self, party: usize) -> Vec<usize> {
        (0..self.parties()).filter(|other| *other != party).collect()
    }

    fn steps(&self, moves: Moves, by: usize, from: State) -> Vec<State> {
        let mut targets = self.space.moves(by, from);
        match moves {
            Moves::Any => {}
            Moves::Improvements => targets.retain(|to| self.prefers(by, *to, from)),
            Moves::Possible => targets.retain(|to| {
                let compared = self.compare(by, *to, from);
                compared.is_better() || compared == Compared::Unknown
            }),
        }
        targets
    }

    /// The shortest legal sequence of these movers, of at least one move, to a state that meets the goal. Of several, the
    /// one whose states have the least numbers, so that it does not hang on the order of the parties.
    pub fn legal_path(
        &self,
        movers: &[usize],
        moves: Moves,
        from: State,
        mut goal: impl FnMut(State) -> bool,
    ) -> Option<Vec<Step>> {
        let mut walk = Walk::default();
        let next = |by: &usize, at: State| self.steps(moves, *by, at);
        let end = walk.search(movers, from, next, &mut goal)?;
        Some(walk.back(end).into_iter().map(|(by, to)| Step { by: movers[by], to }).collect())
    }

    /// Every state that a legal sequence of these movers reaches, of at least one move, ascending.
    pub fn reach(&self, movers: &[usize], moves: Moves, from: State) -> Vec<State> {
        let mut walk = Walk::default();
        walk.search(movers, from, |by, at| self.steps(moves, *by, at), &mut |_| false);
        walk.reached()
    }
}

/// A search over pairs of a state and its last mover, with the way back. Movers are places in the caller's list, and may be
/// coalitions.
#[derive(Debug, Default)]
pub(super) struct Walk {
    came: HashMap<(State, usize), Option<(State, usize)>>,
    order: Vec<(State, usize)>,
}

impl Walk {
    /// Goes on until a state meets the goal. O(pairs × moves).
    pub fn search<M>(
        &mut self,
        movers: &[M],
        from: State,
        next: impl Fn(&M, State) -> Vec<State>,
        goal: &mut impl FnMut(State) -> bool,
    ) -> Option<(State, usize)> {
        let mut open: VecDeque<(State, Option<(State, usize)>)> = VecDeque::from([(from, None)]);
        while let Some((at, node)) = open.pop_front() {
            let others = movers.iter().enumerate().filter(|(place, _)| node.is_none_or(|(_, last)| last != *place));
            let mut steps: Vec<(State, usize)> =
                others.flat_map(|(place, mover)| next(mover, at).into_iter().map(move |to| (to, place))).collect();
            steps.sort_unstable();
            for step in steps {
                if self.came.contains_key(&step) {
                    continue;
                }
                self.came.insert(step, node);
                self.order.push(step);
                if goal(step.0) {
                    return Some(step);
                }
                open.push_back((step.0, Some(step)));
            }
        }
        None
    }

    /// The steps that lead to a node: mover and state.
    pub fn back(&self, end: (State, usize)) -> Vec<(usize, State)> {
        let mut steps = vec![(end.1, end.0)];
        let mut at = end;
        while let Some(Some(before)) = self.came.get(&at) {
            steps.push((before.1, before.0));
            at = *before;
        }
        steps.reverse();
        steps
    }

    /// Every state that was reached, ascending.
    pub fn reached(&self) -> Vec<State> {
        let mut states: Vec<State> = self.order.iter().map(|(state, _)| *state).collect();
        states.sort_unstable();
        states.dedup();
        states
    }
}
