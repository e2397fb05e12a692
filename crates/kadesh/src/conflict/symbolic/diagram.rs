//! Sets of states as decision diagrams: how very many states are worked on at once without a list of them.
//!
//! # Definition
//!
//! A decision diagram asks for one option after another, always in the same order, and shares what is asked alike; it holds a
//! yes-or-no answer for every state. Two diagrams are joined by going down both at once, each pair of places once.
//!
//! # Source
//!
//! [bryant1986]. Departures: none. The crate `biodivine-lib-bdd` does the work; here its steps are counted and bounded.
//!
//! # Complexity
//!
//! Joining two diagrams takes at most the product of their sizes. What a size will be is not known before, so every step is
//! counted, and past a bound every pair of places counts as settled: the work ends at once and its result is thrown away.

use std::cell::Cell;
use std::sync::Arc;

use biodivine_lib_bdd::{Bdd, BddNode, BddPointer, BddVariable, BddVariableSet, op_function};

use crate::progress::Progress;

/// A diagram numbers its places in 32 bits.
const MOST_PLACES: u64 = 1 << 31;

/// How much work a question may take. What is kept at once needs at most 12 bytes for every step of the whole question and 100
/// for every step of one joining.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Steps in all: five to ten million a second.
    pub steps: u64,
    /// Steps of one joining of two diagrams; more than 2^31 count as that.
    pub at_once: u64,
}

/// More work than the limit allows: no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge {
    /// The limit that was passed.
    pub limit: Limit,
}

/// An answer by the answers of two parts, where they are known.
type Table = fn(Option<bool>, Option<bool>) -> Option<bool>;

/// An answer by the answers of three.
type Table3 = fn(Option<bool>, Option<bool>, Option<bool>) -> Option<bool>;

/// Joins diagrams and counts the steps.
#[derive(Debug)]
pub(super) struct Work {
    limit: Limit,
    spent: Cell<u64>,
    progress: Arc<Progress>,
}

/// The steps of one joining.
struct Meter {
    allowed: u64,
    taken: Cell<u64>,
}

impl Limit {
    /// About ten seconds and a few hundred megabytes.
    pub const USUAL: Limit = Limit { steps: 100_000_000, at_once: 4_000_000 };
}

impl Work {
    pub fn new(limit: Limit) -> Work {
        Work { limit, spent: Cell::new(0), progress: Arc::default() }
    }

    /// The same; when the work is stopped, no further joining is made.
    pub fn watched(limit: Limit, progress: &Arc<Progress>) -> Work {
        Work { progress: progress.clone(), ..Work::new(limit) }
    }

    pub fn and(&self, one: &Bdd, other: &Bdd) -> Result<Bdd, TooLarge> {
        self.both(one, other, op_function::and)
    }

    pub fn or(&self, one: &Bdd, other: &Bdd) -> Result<Bdd, TooLarge> {
        self.both(one, other, op_function::or)
    }

    pub fn if_then(&self, one: &Bdd, other: &Bdd) -> Result<Bdd, TooLarge> {
        self.both(one, other, op_function::imp)
    }

    pub fn iff(&self, one: &Bdd, other: &Bdd) -> Result<Bdd, TooLarge> {
        self.both(one, other, op_function::iff)
    }

    /// The second where the first holds, the third elsewhere.
    pub fn choose(&self, given: &Bdd, then: &Bdd, otherwise: &Bdd) -> Result<Bdd, TooLarge> {
        self.three([given, then, otherwise], |given, then, otherwise| match given {
            Some(true) => then,
            Some(false) => otherwise,
            None => then.filter(|_| then == otherwise),
        })
    }

    /// Where the first holds and the others agree.
    pub fn where_alike(&self, within: &Bdd, one: &Bdd, other: &Bdd) -> Result<Bdd, TooLarge> {
        self.three([within, one, other], |within, one, other| match (within, one, other) {
            (Some(false), _, _) => Some(false),
            (_, Some(one), Some(other)) if one != other => Some(false),
            (_, Some(_), Some(_)) => within,
            (_, _, _) => None,
        })
    }

    /// Where the second holds whenever the first does, whatever the variables of the mask are.
    pub fn always(&self, given: &Bdd, holds: &Bdd, free: u128) -> Result<Bdd, TooLarge> {
        self.quantified(given, holds, |variable| free & mask_of(variable) != 0, op_function::imp, op_function::and)
    }

    /// Where both hold for some setting of the variables of the mask.
    pub fn somewhere(&self, one: &Bdd, other: &Bdd, free: u128) -> Result<Bdd, TooLarge> {
        self.quantified(one, other, |variable| free & mask_of(variable) != 0, op_function::and, op_function::or)
    }

    /// The diagram with a variable set as the second diagram says, which may speak of the variable itself.
    pub fn with(&self, diagram: &Bdd, setting: &Bdd, variable: BddVariable) -> Result<Bdd, TooLarge> {
        self.quantified(diagram, setting, |other| other == variable, op_function::and, op_function::or)
    }

    fn both(&self, one: &Bdd, other: &Bdd, table: Table) -> Result<Bdd, TooLarge> {
        let meter = self.meter(one.size() + other.size());
        let made = Bdd::binary_op(one, other, |one, other| meter.step(|| table(one, other)));
        self.done(made, &meter)
    }

    fn three(&self, [one, two, three]: [&Bdd; 3], table: Table3) -> Result<Bdd, TooLarge> {
        let meter = self.meter(one.size() + two.size() + three.size());
        let made = Bdd::ternary_op(one, two, three, |one, two, three| meter.step(|| table(one, two, three)));
        self.done(made, &meter)
    }

    fn quantified(
        &self,
        one: &Bdd,
        other: &Bdd,
        is_free: impl Fn(BddVariable) -> bool,
        join: Table,
        fold: Table,
    ) -> Result<Bdd, TooLarge> {
        let meter = self.meter(one.size() + other.size());
        let join = |one, other| meter.step(|| join(one, other));
        let fold = |one, other| meter.step(|| fold(one, other));
        self.done(Bdd::binary_op_nested(one, other, is_free, join, fold), &meter)
    }

    fn meter(&self, sizes: usize) -> Meter {
        let left = if self.progress.is_stopped() { 0 } else { self.limit.steps.saturating_sub(self.spent.get()) };
        let allowed = left.min(self.limit.at_once).min(MOST_PLACES);
        Meter { allowed, taken: Cell::new(sizes as u64) }
    }

    fn done(&self, made: Bdd, meter: &Meter) -> Result<Bdd, TooLarge> {
        self.spent.set(self.spent.get().saturating_add(meter.taken.get()));
        if meter.taken.get() > meter.allowed { Err(TooLarge { limit: self.limit }) } else { Ok(made) }
    }
}

impl Meter {
    /// Takes a step; past the bound, everything is settled.
    fn step(&self, answer: impl FnOnce() -> Option<bool>) -> Option<bool> {
        self.taken.set(self.taken.get() + 1);
        if self.taken.get() > self.allowed { Some(false) } else { answer() }
    }
}

/// The bit of an option's variable, two for each of at most 63 options.
pub(super) fn mask_of(variable: BddVariable) -> u128 {
    1u128.checked_shl(variable.to_index() as u32).unwrap_or(0)
}

/// The diagram with every variable of the mask exchanged for the next, which it must not speak of. The order of what is asked
/// stays as it was.
pub(super) fn moved_up(diagram: &Bdd, mask: u128) -> Bdd {
    let mut nodes: Vec<BddNode> = diagram.clone().to_nodes();
    for node in nodes.iter_mut().skip(2) {
        if mask & mask_of(node.var) != 0 {
            node.var = BddVariable::from_index(node.var.to_index() + 1);
        }
    }
    let moved = Bdd::from_nodes(&nodes);
    debug_assert!(moved.is_ok(), "the order of what is asked stays as it was");
    moved.unwrap_or_else(|_| diagram.clone())
}

/// Whether some state of the diagram has these variables set so; the others are open. O(size).
pub(super) fn is_met(diagram: &Bdd, known: u128, taken: u128) -> bool {
    let mut met: Vec<bool> = Vec::with_capacity(diagram.size());
    for place in diagram.pointers() {
        let below = |pointer: BddPointer| met.get(pointer.to_index()).copied().unwrap_or(false);
        let bit = if place.is_terminal() { 0 } else { mask_of(diagram.var_of(place)) };
        met.push(match (place.as_bool(), known & bit != 0, taken & bit != 0) {
            (Some(end), _, _) => end,
            (None, true, true) => below(diagram.high_link_of(place)),
            (None, true, false) => below(diagram.low_link_of(place)),
            (None, false, _) => below(diagram.low_link_of(place)) || below(diagram.high_link_of(place)),
        });
    }
    met.last().copied().unwrap_or(false)
}

/// How many settings of the even variables, so many of them, meet a diagram that speaks of no others. O(size).
pub(super) fn count(diagram: &Bdd, variables: usize) -> u64 {
    let level = |place: BddPointer| match place.is_terminal() {
        true => variables,
        false => diagram.var_of(place).to_index() / 2,
    };
    let mut counts: Vec<u64> = Vec::with_capacity(diagram.size());
    for place in diagram.pointers() {
        let below = |pointer: BddPointer| {
            let skipped = level(pointer).saturating_sub(level(place) + 1);
            counts.get(pointer.to_index()).map_or(0, |count| count << skipped)
        };
        counts.push(match place.as_bool() {
            Some(end) => u64::from(end),
            None => below(diagram.low_link_of(place)) + below(diagram.high_link_of(place)),
        });
    }
    counts.last().map_or(0, |count| count << level(diagram.root_pointer()))
}

/// The variables of so many options, two each: the second is for where an option is moved to.
pub(super) fn variables(options: usize) -> BddVariableSet {
    BddVariableSet::new_anonymous((2 * options).min(usize::from(u16::MAX)) as u16)
}
