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
//! Our own. On a listed graph, and where answers are given at the same time, the definition's own search. Compared with a
//! transcription of the definitions on random conflicts (`tests/oracle_conflict.rs`).
//!
//! # Complexity
//!
//! One state: O(improvements × states reached × moves), less where an answer is found on the way. Space: one bit a state.

use fixedbitset::FixedBitSet;

use super::arena::{Arena, Moves, Preferences};
use super::definition::{Answers, Definition};
use super::space::{Cube, Space, State};

/// Preferences, asked about one state at a time.
#[derive(Debug)]
pub struct Judge<'a> {
    arena: Arena<'a>,
    /// Where the moves are those of a cube, and the preferences levels.
    local: Option<Local<'a>>,
}

// INVARIANT: one slice of levels a party, one level a state; 0 exactly where the state is not possible. Between two searches
// no state is marked as seen.
#[derive(Debug)]
struct Local<'a> {
    cube: &'a Cube,
    levels: Vec<&'a [u32]>,
    seen: FixedBitSet,
    reached: Vec<State>,
}

impl<'a> Judge<'a> {
    /// Levels, where preferences are such, have one for every state of the space by party, 0 exactly where it is not possible.
    pub fn new(arena: Arena<'a>) -> Judge<'a> {
        let levels: Option<Vec<&[u32]>> = arena.preferences.iter().map(Preferences::levels).collect();
        let local = match (arena.space, levels) {
            (Space::Cube(cube), Some(levels)) => {
                debug_assert!(levels.iter().all(|levels| levels.len() == cube.size()));
                let seen = FixedBitSet::with_capacity(cube.size());
                Some(Local { cube, levels, seen, reached: Vec::new() })
            }
            (Space::Cube(_) | Space::Graph(_), _) => None,
        };
        Judge { arena, local }
    }

    /// Whether a state is stable for a party under each of some definitions. What implies another and holds spares it, so the
    /// strictest come first.
    pub fn stable(&mut self, party: usize, state: State, definitions: &[&Definition]) -> Vec<bool> {
        let better: Vec<State> = self.arena.improvements(party, state);
        let mut verdicts: Vec<bool> = Vec::with_capacity(definitions.len());
        for definition in definitions {
            let mut earlier = definitions.iter().zip(&verdicts);
            let implied = earlier.any(|(other, holds)| *holds && other.answers.implies(definition.answers));
            let holds = match (definition.answers, &mut self.local) {
                _ if implied => true,
                (Answers::None, _) => better.is_empty(),
                (Answers::Sequence { moves, escape }, Some(local)) => {
                    let had = local.levels[party][state as usize];
                    better.iter().all(|to| local.is_deterred(*to, &Deterrence { party, had, moves, escape }))
                }
                (Answers::Sequence { .. } | Answers::Together, _) => {
                    better.is_empty() || (definition.verdict)(&self.arena, party, state).is_stable()
                }
            };
            verdicts.push(holds);
        }
        verdicts
    }
}

impl Local<'_> {
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
}

/// What would keep a party from a better move: an answer by such moves, to a state of no greater level than it had, from which
/// it cannot escape where it looks for a way out.
struct Deterrence {
    party: usize,
    had: u32,
    moves: Moves,
    escape: bool,
}
