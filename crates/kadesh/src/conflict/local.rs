//! Whether one state is stable, without going over all the others: what is asked in every draw.
//!
//! # Definition
//!
//! The definitions' own. Where a party moves by changing any of its own options at once, two moves of one party running are one
//! move, or none, and two improvements are one improvement; so the states that legal sequences reach are found by going from
//! state to state, and who moved last does not matter.
//!
//! # Source
//!
//! Our own. Compared with a transcription of the definitions on random conflicts (`tests/oracle_conflict.rs`).
//!
//! # Complexity
//!
//! One state: O(improvements × states reached × moves), less where an answer is found on the way. Space: one bit a state.

use fixedbitset::FixedBitSet;

use super::arena::{Moves, State};
use super::definition::{Answers, Definition};
use super::space::Cube;

/// A cube with every party's levels, asked about one state at a time.
#[derive(Debug)]
// INVARIANT: one slice of levels a party, one level a state; 0 exactly where the state is not possible. Between two searches
// no state is marked as seen.
pub struct Local<'a> {
    cube: &'a Cube,
    levels: &'a [&'a [u32]],
    seen: FixedBitSet,
    reached: Vec<State>,
}

impl<'a> Local<'a> {
    /// `levels` has a level for every state of the cube by party, 0 exactly where the state is not possible.
    pub fn new(cube: &'a Cube, levels: &'a [&'a [u32]]) -> Local<'a> {
        debug_assert!(levels.iter().all(|levels| levels.len() == cube.size()));
        Local { cube, levels, seen: FixedBitSet::with_capacity(cube.size()), reached: Vec::new() }
    }

    /// Whether a state is stable for a party under each of some definitions; none when one of them asks about answers given at
    /// the same time. What implies another and holds spares it, so the strictest come first.
    pub fn stable(&mut self, party: usize, state: State, definitions: &[&Definition]) -> Option<Vec<bool>> {
        let better: Vec<State> = self.improvements(party, state).collect();
        let mut verdicts: Vec<bool> = Vec::with_capacity(definitions.len());
        for definition in definitions {
            let mut earlier = definitions.iter().zip(&verdicts);
            let implied = earlier.any(|(other, holds)| *holds && other.answers.implies(definition.answers));
            let holds = match definition.answers {
                _ if implied => true,
                Answers::None => better.is_empty(),
                Answers::Sequence { moves, escape } => {
                    let had = self.levels[party][state as usize];
                    better.iter().all(|to| self.is_deterred(*to, &Deterrence { party, had, moves, escape }))
                }
                Answers::Together => return None,
            };
            verdicts.push(holds);
        }
        Some(verdicts)
    }

    /// Whether the others can go on from an improvement to a state that deters the party from it.
    fn is_deterred(&mut self, improvement: State, by: &Deterrence) -> bool {
        self.see(improvement);
        let mut next = 0;
        let mut found = false;
        while let (false, Some(from)) = (found, self.reached.get(next).copied()) {
            found = self.goes_on(from, by);
            next += 1;
        }
        for state in self.reached.drain(..) {
            self.seen.remove(state as usize);
        }
        found
    }

    /// Sees the states that the others can move to from one, until one of them deters the party.
    fn goes_on(&mut self, from: State, by: &Deterrence) -> bool {
        for other in (0..self.levels.len()).filter(|other| *other != by.party) {
            let (cube, levels) = (self.cube, self.levels[other]);
            for to in cube.targets_of(other, from) {
                let answers = by.moves == Moves::Any || levels[to as usize] > levels[from as usize];
                if answers && self.see(to) && self.deters(to, by) {
                    return true;
                }
            }
        }
        false
    }

    fn deters(&self, at: State, by: &Deterrence) -> bool {
        let own = self.levels[by.party];
        let escapes = || self.cube.targets_of(by.party, at).any(|on| own[on as usize] > by.had);
        own[at as usize] <= by.had && !(by.escape && escapes())
    }

    /// Whether a state had not been seen in this search.
    fn see(&mut self, state: State) -> bool {
        let fresh = !self.seen.put(state as usize);
        if fresh {
            self.reached.push(state);
        }
        fresh
    }

    fn improvements(&self, party: usize, from: State) -> impl Iterator<Item = State> {
        let levels = self.levels[party];
        self.cube.targets_of(party, from).filter(move |to| levels[*to as usize] > levels[from as usize])
    }
}

/// What would keep a party from a better move: an answer by such moves, to a state of no greater level than it had, from which
/// it cannot escape where it looks for a way out.
struct Deterrence {
    party: usize,
    had: u32,
    moves: Moves,
    escape: bool,
}
