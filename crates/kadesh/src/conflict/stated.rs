//! A conflict written as formulas alone: what the engines for very many states work on, without a list of states.

use crate::model::Formula;

/// Options, rules and prioritised statements; parties by their place.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// How many options, at most [`crate::model::MOST_OPTIONS`].
    pub options: usize,
    /// By party: its options, one bit each. Every option has one owner.
    pub owned: Vec<u64>,
    /// The options that can only be taken.
    pub once_taken: u64,
    /// The options that can only be dropped.
    pub once_dropped: u64,
    /// What holds in every possible state.
    pub rules: Vec<Formula>,
    /// By party: what it would see met, the most important first. None: it is indifferent.
    pub statements: Vec<Vec<Formula>>,
}
