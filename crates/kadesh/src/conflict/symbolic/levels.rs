//! How much a party likes every state, as one row of yes-or-no answers: the row that says yes first is the better one.
//!
//! # Definition
//!
//! The *level* of a state is the vector of answers to a party's statements, the most important first, compared as words in a
//! dictionary are. A leading answer says that the state is not possible, which stands above every level where the least is
//! sought. Each answer is kept as a diagram over the states, so that a vector of diagrams holds the level of every state.
//!
//! # Source
//!
//! Our own. The least (or greatest) level over some options is found by narrowing: the first answer is "no" exactly where some
//! choice makes it "no"; only those choices stay, and the next answer is found among them.
//!
//! # Complexity
//!
//! Two joinings a statement for any number of options that can change both ways; five a statement for each that can change one
//! way only.

use biodivine_lib_bdd::{Bdd, BddVariable};

use super::diagram::{TooLarge, Work, mask_of, moved_up};

/// Which level is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pick {
    Least,
    Greatest,
}

/// What a party can change, as variables.
#[derive(Debug, Clone, Default)]
pub(super) struct Movable {
    /// Options that can change both ways, one bit a variable.
    pub both: u128,
    /// Options that can change one way only.
    pub one_way: Vec<OneWay>,
}

/// An option that changes one way only.
#[derive(Debug, Clone)]
pub(super) struct OneWay {
    pub variable: BddVariable,
    pub taken: Bdd,
    pub dropped: Bdd,
    /// Where it can still change.
    pub open: Bdd,
}

impl Movable {
    /// The same together with another's.
    pub fn with(mut self, other: &Movable) -> Movable {
        self.both |= other.both;
        self.one_way.extend(other.one_way.iter().cloned());
        self
    }

    /// Everything that is movable, one bit a variable.
    pub fn own(&self) -> u128 {
        self.one_way.iter().fold(self.both, |mask, option| mask | mask_of(option.variable))
    }

    pub fn is_nothing(&self) -> bool {
        self.own() == 0
    }
}

impl Work {
    /// Where the first level is not above the second.
    pub fn not_above(&self, one: &[Bdd], other: &[Bdd], always: &Bdd) -> Result<Bdd, TooLarge> {
        let mut holds = always.clone();
        for (one, other) in one.iter().zip(other).rev() {
            holds = self.choose(&self.iff(one, other)?, &holds, other)?;
        }
        Ok(holds)
    }

    /// The first level where the condition holds, the second elsewhere.
    pub fn choose_level(&self, given: &Bdd, then: &[Bdd], otherwise: &[Bdd]) -> Result<Vec<Bdd>, TooLarge> {
        then.iter().zip(otherwise).map(|(then, otherwise)| self.choose(given, then, otherwise)).collect()
    }

    /// The lesser or greater of two levels.
    pub fn pick(&self, pick: Pick, one: &[Bdd], other: &[Bdd], always: &Bdd) -> Result<Vec<Bdd>, TooLarge> {
        let not_above = self.not_above(one, other, always)?;
        match pick {
            Pick::Least => self.choose_level(&not_above, one, other),
            Pick::Greatest => self.choose_level(&not_above, other, one),
        }
    }

    /// The least or greatest level over every setting of the free variables within the condition. Where no setting is within
    /// it, the least is above and the greatest below everything.
    pub fn narrowed(&self, pick: Pick, levels: &[Bdd], free: u128, within: &Bdd) -> Result<Vec<Bdd>, TooLarge> {
        let mut within = within.clone();
        let mut picked = Vec::with_capacity(levels.len());
        for (place, level) in levels.iter().enumerate() {
            let best = match pick {
                Pick::Least => self.always(&within, level, free)?,
                Pick::Greatest => self.somewhere(&within, level, free)?,
            };
            if place + 1 < levels.len() {
                within = self.where_alike(&within, level, &best)?;
            }
            picked.push(best);
        }
        Ok(picked)
    }

    /// The least or greatest level that can be had from every state by staying or by one move over what is movable.
    pub fn swept(&self, pick: Pick, levels: &[Bdd], movable: &Movable, always: &Bdd) -> Result<Vec<Bdd>, TooLarge> {
        let mut levels = levels.to_vec();
        if movable.both != 0 {
            levels = self.narrowed(pick, &levels, movable.both, always)?;
        }
        for option in &movable.one_way {
            let set = |literal| levels.iter().map(|level| self.with(level, literal, option.variable)).collect();
            let (taken, dropped): (Result<Vec<Bdd>, _>, Result<Vec<Bdd>, _>) =
                (set(&option.taken), set(&option.dropped));
            let picked = self.pick(pick, &taken?, &dropped?, always)?;
            levels = self.choose_level(&option.open, &picked, &levels)?;
        }
        Ok(levels)
    }
}

/// Every level with the variables of the mask exchanged for the next.
pub(super) fn levels_moved_up(levels: &[Bdd], mask: u128) -> Vec<Bdd> {
    levels.iter().map(|level| moved_up(level, mask)).collect()
}
