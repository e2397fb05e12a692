//! What a definition of stability is: what keeps a party where it is, and the verdict that shows it.
//!
//! A definition says when a party that could move to something better stays all the same: because the others could answer
//! (any move of theirs, or only moves that they gain by), and because it could not escape the answer by moving on.

use schemars::JsonSchema;
use serde::Serialize;

use super::arena::{Arena, Moves, Step};
use super::space::State;
use super::threshold::Threshold;
use crate::model::{Card, Compared};

/// A definition of stability.
#[derive(Debug)]
pub struct Definition {
    /// What it is, and where it comes from.
    pub card: &'static Card,
    /// Its name in short, as the literature writes it.
    pub short: &'static str,
    /// What keeps a party where it is, in a few words.
    pub means: &'static str,
    /// What the party fears when it moves.
    pub answers: Answers,
    /// The verdict on one state, by the definition, with its witness.
    pub verdict: fn(&Arena, usize, State) -> Verdict,
    /// The worst that a party can be brought to after moving to each state: the threshold form. None: there is none.
    pub worst: Option<fn(&Threshold, usize) -> Vec<u32>>,
}

/// How the others may answer a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// Not at all.
    None,
    /// By a legal sequence.
    Sequence {
        /// Of these moves.
        moves: Moves,
        /// Whether the party looks for a way out of where it leads.
        escape: bool,
    },
    /// By improvements from the same state, made at the same time.
    Together,
}

/// Whether a state is stable for a party, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Stable: the party has no move at all.
    NoMove,
    /// Stable: it has moves, and prefers none of them.
    NoImprovement,
    /// Stable: every improvement has an answer that leaves the party no better off.
    Deterred(Vec<Deterrent>),
    /// Not stable: this improvement has no such answer.
    Breaks(State),
}

/// An improvement, and the answer that deters it.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Deterrent {
    /// What the party would move to.
    pub improvement: State,
    /// The moves of the others that follow.
    pub path: Vec<Step>,
    /// Where that leaves the party.
    pub at: State,
}

/// How a party reads its preferences where a definition asks for them, and which moves the others may answer with.
pub(super) struct Reading {
    /// Whether it would leave the state for one that compares so.
    pub leave: fn(Compared) -> bool,
    /// Whether an answer that leads to a state that compares so deters it.
    pub sanction: fn(Compared) -> bool,
    /// Whether an answer fails because it can move on to a state that compares so. None: it does not look that far.
    pub escape: Option<fn(Compared) -> bool>,
    /// The moves of the others.
    pub answers: Moves,
}

impl Answers {
    /// Whether a state that is stable for fear of these answers is so for fear of the others too: those allow all that these
    /// allow, and the party sees no more of a way out.
    pub(super) fn implies(self, other: Answers) -> bool {
        match (self, other) {
            (Answers::None, _) => true,
            (Answers::Sequence { moves: one, escape: seen }, Answers::Sequence { moves, escape }) => {
                (one == moves || moves == Moves::Any) && (seen || !escape)
            }
            (Answers::Sequence { .. } | Answers::Together, Answers::None | Answers::Together)
            | (Answers::Together, Answers::Sequence { .. }) => false,
        }
    }
}

impl Verdict {
    /// Whether the state is stable.
    pub fn is_stable(&self) -> bool {
        !matches!(self, Verdict::Breaks(_))
    }
}

impl Reading {
    /// Preferences that are known: leave for what is preferred, be deterred by what is not.
    pub const fn plain(answers: Moves) -> Reading {
        Reading { leave: Compared::is_better, sanction: |compared| !compared.is_better(), escape: None, answers }
    }

    /// The same, looking one move further.
    pub const fn with_escape(answers: Moves) -> Reading {
        Reading { escape: Some(Compared::is_better), ..Reading::plain(answers) }
    }
}

/// The states that a party would leave for, by a reading; or that it has none, and why.
pub(super) fn tempting(
    arena: &Arena,
    party: usize,
    state: State,
    leave: fn(Compared) -> bool,
) -> Result<Vec<State>, Verdict> {
    let moves = arena.space.moves(party, state);
    if moves.is_empty() {
        return Err(Verdict::NoMove);
    }
    let better: Vec<State> = moves.into_iter().filter(|to| leave(arena.compare(party, *to, state))).collect();
    if better.is_empty() { Err(Verdict::NoImprovement) } else { Ok(better) }
}

/// The verdict under a reading: every tempting move must have an answer. O(moves × states reached × their moves).
pub(super) fn judge(arena: &Arena, party: usize, state: State, reading: &Reading) -> Verdict {
    let better = match tempting(arena, party, state, reading.leave) {
        Ok(better) => better,
        Err(verdict) => return verdict,
    };
    let others = arena.others(party);
    let deters = |at: State| {
        (reading.sanction)(arena.compare(party, at, state))
            && reading.escape.is_none_or(|escape| {
                !arena.space.moves(party, at).into_iter().any(|on| escape(arena.compare(party, on, state)))
            })
    };
    let mut deterrents = Vec::new();
    for improvement in better {
        match arena.legal_path(&others, reading.answers, improvement, deters) {
            Some(path) => {
                let at = path.last().map_or(improvement, |step| step.to);
                deterrents.push(Deterrent { improvement, path, at });
            }
            None => return Verdict::Breaks(improvement),
        }
    }
    Verdict::Deterred(deterrents)
}
