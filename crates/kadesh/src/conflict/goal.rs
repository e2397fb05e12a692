//! Is there a place for the conflict to rest where something wanted holds, even when its states are far too many to list.
//!
//! # Definition
//!
//! Preferences are prioritised statements. Asked is a possible state that is Nash stable for every party, in which a formula
//! holds, and which, if asked, one party prefers to a given state; or the proof that there is none.
//!
//! The search goes by counterexamples. A solver proposes a state where the wanted formula holds. For every party, statement
//! after statement, its best move from there is looked for. Where some party has a better move, "this setting of its options
//! cannot be moved to from here, or is not possible, or is not preferred" is asked of all further proposals. A setting is ruled
//! on once, so the search ends; a state that nobody leaves is an answer, and no more proposal is the proof.
//!
//! # Source
//!
//! Nash stability as in [nash1950a]; statements as in [fang2003]. Searching by counterexamples is the usual way with two
//! quantifiers; the combination here is our own, compared with a list of all states in `tests/oracle_goal.rs`.
//!
//! # Complexity
//!
//! A round has one question for a proposal, and for each party at most one for each of its statements. At most `2^options` rounds
//! for a party's own options, few as a rule; each question is exponential at worst, so rounds and questions have bounds.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::Stated;
use super::circuit::{Answer, Circuit, Wire};
use crate::model::{Card, Family, Formula, Standing};
use crate::progress::Progress;

/// What it is.
pub const CARD: Card = Card {
    id: "conflict.goals",
    family: Family::Conflict,
    name: "goal search",
    question: "Is there a state that every party would stay at, and where what is wanted holds?",
    definition: "A possible state where the wanted formula holds, that no party could leave by its own move for one that it \
                 prefers, and which, if asked, one party prefers to a given state; or the proof that there is none.",
    sources: &["nash1950a", "fang2003"],
    assumes: &["preferences are prioritised statements", "every party looks one move ahead"],
    departures: "Nash stability only: answers of others are not looked at. Which of several such states is shown has no \
                 meaning.",
    standing: Standing::Experimental,
};

/// A party with at most so many options has all its moves made again, one by one, before a state is shown.
const MOST_OWN_LISTED: u32 = 12;

/// The search came to its bound: neither a state nor the proof that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Unsettled {
    /// After so many proposals.
    pub rounds: usize,
}

/// A state that every party would stay at where `wanted` holds, and, with `better`, which that party prefers to that state;
/// none when there is none. Gives up after so many proposals. See the module for what it costs.
pub fn resting_state(
    stated: &Stated,
    wanted: &Formula,
    better: Option<(usize, u64)>,
    most_rounds: usize,
) -> Result<Option<u64>, Unsettled> {
    Goals::new(stated).find(wanted, better, most_rounds)
}

/// A conflict made ready to be asked several goals: what one question shows of the parties' moves serves the next.
pub struct Goals<'a> {
    stated: &'a Stated,
    /// States that are proposed, and by party the wires of its statements.
    here: Circuit,
    met_here: Vec<Vec<Wire>>,
    /// States that are moved to, likewise.
    there: Circuit,
    met_there: Vec<Vec<Wire>>,
    progress: Arc<Progress>,
}

impl<'a> Goals<'a> {
    /// A conflict made ready. O(size of its formulas).
    pub fn new(stated: &'a Stated) -> Goals<'a> {
        let (here, met_here) = possible_states(stated);
        let (there, met_there) = possible_states(stated);
        Goals { stated, here, met_here, there, met_there, progress: Arc::default() }
    }

    /// The same; a search that is stopped ends unsettled.
    pub fn watched(self, progress: Arc<Progress>) -> Goals<'a> {
        Goals { progress, ..self }
    }

    /// As [`resting_state`].
    pub fn find(
        &mut self,
        wanted: &Formula,
        better: Option<(usize, u64)>,
        most_rounds: usize,
    ) -> Result<Option<u64>, Unsettled> {
        let mut asked = vec![self.here.formula(wanted, 0, 0)];
        if let Some((party, than)) = better {
            let own = self.met_here.get(party).cloned().unwrap_or_default();
            let old: Vec<Wire> =
                statements(self.stated, party).iter().map(|one| Wire::Fixed(one.holds(than))).collect();
            asked.push(self.here.comes_first(&own, &old));
        }
        for rounds in 0..most_rounds {
            if self.progress.is_stopped() {
                return Err(Unsettled { rounds });
            }
            let state = match self.here.ask(&asked) {
                Answer::Yes(state) => state,
                Answer::No => return Ok(None),
                Answer::GivenUp => return Err(Unsettled { rounds }),
            };
            let mut stays = true;
            for party in 0..self.stated.owned.len() {
                if let Some(to) = self.best_move(party, state).map_err(|GivenUp| Unsettled { rounds })? {
                    stays = false;
                    self.rule_out(party, to);
                }
            }
            if stays {
                let holds = is_resting(self.stated, state)
                    && wanted.holds(state)
                    && better.is_none_or(|(party, than)| prefers(self.stated, party, state, than));
                debug_assert!(holds, "{state} is no answer");
                return if holds { Ok(Some(state)) } else { Err(Unsettled { rounds }) };
            }
        }
        Err(Unsettled { rounds: most_rounds })
    }

    /// Where a party would best move from a possible state, if it prefers that to staying. Of equally good moves any.
    fn best_move(&mut self, party: usize, from: u64) -> Result<Option<u64>, GivenUp> {
        let (own, wires) = match (self.stated.owned.get(party), self.met_there.get(party)) {
            (Some(own), Some(wires)) if *own != 0 && !wires.is_empty() => (*own, wires),
            _ => return Ok(None),
        };
        let free = own & !(from & self.stated.once_taken) & !(!from & self.stated.once_dropped);
        let stays = (0..self.stated.options).filter(|option| free >> option & 1 == 0);
        let mut asked: Vec<Wire> = stays
            .map(|option| if from >> option & 1 == 1 { self.there.option(option) } else { !self.there.option(option) })
            .collect();
        // Statement after statement, the most important first: met if it can be. What is the best so far may show it.
        let mut best = from;
        for (statement, wire) in statements(self.stated, party).iter().zip(wires) {
            asked.push(*wire);
            if statement.holds(best) {
                continue;
            }
            match self.there.ask(&asked) {
                Answer::Yes(to) => best = to,
                Answer::No => {
                    asked.pop();
                    asked.push(!*wire);
                }
                Answer::GivenUp => return Err(GivenUp),
            }
        }
        Ok((best != from).then_some(best))
    }

    /// Has every further proposal be one from which the party would not move its options to how they are in `to`.
    fn rule_out(&mut self, party: usize, to: u64) {
        let Some(own) = self.stated.owned.get(party).copied() else { return };
        let mut moves = Vec::new();
        for option in (0..self.stated.options).filter(|option| own >> option & 1 == 1) {
            let bit = 1 << option;
            if to & bit == 0 && self.stated.once_taken & bit != 0 {
                moves.push(!self.here.option(option));
            }
            if to & bit != 0 && self.stated.once_dropped & bit != 0 {
                moves.push(self.here.option(option));
            }
        }
        moves.extend(self.stated.rules.iter().map(|rule| self.here.formula(rule, own, to)));
        let met: Vec<Wire> = statements(self.stated, party).iter().map(|one| self.here.formula(one, own, to)).collect();
        let now = self.met_here.get(party).cloned().unwrap_or_default();
        moves.push(self.here.comes_first(&met, &now));
        let leaves = self.here.all(&moves);
        self.here.fix(!leaves);
    }
}

/// A question was given up.
struct GivenUp;

/// A circuit where every rule holds, and by party the wires of its statements.
fn possible_states(stated: &Stated) -> (Circuit, Vec<Vec<Wire>>) {
    let mut circuit = Circuit::new(stated.options);
    for rule in &stated.rules {
        let wire = circuit.formula(rule, 0, 0);
        circuit.fix(wire);
    }
    let mut wires = |party: &Vec<Formula>| party.iter().map(|one| circuit.formula(one, 0, 0)).collect();
    let met = stated.statements.iter().map(&mut wires).collect();
    (circuit, met)
}

fn statements(stated: &Stated, party: usize) -> &[Formula] {
    stated.statements.get(party).map_or(&[], Vec::as_slice)
}

/// Whether a party prefers one state to another, by the first statement on which they differ.
fn prefers(stated: &Stated, party: usize, one: u64, other: u64) -> bool {
    let differs = statements(stated, party).iter().find(|statement| statement.holds(one) != statement.holds(other));
    differs.is_some_and(|statement| statement.holds(one))
}

/// Whether a state is possible and no party prefers one that it can move to, every move made one by one; a party that has too
/// many moves for that is taken at the solver's word.
fn is_resting(stated: &Stated, state: u64) -> bool {
    let possible = |state: u64| stated.rules.iter().all(|rule| rule.holds(state));
    let stays = |(party, own): (usize, &u64)| {
        let free = own & !(state & stated.once_taken) & !(!state & stated.once_dropped);
        if free.count_ones() > MOST_OWN_LISTED {
            return true;
        }
        let mut choice = 0u64;
        loop {
            let to = state & !free | choice;
            if possible(to) && prefers(stated, party, to, state) {
                return false;
            }
            choice = choice.wrapping_sub(free) & free;
            if choice == 0 {
                return true;
            }
        }
    };
    possible(state) && stated.owned.iter().enumerate().all(stays)
}
