//! Asked backwards: what a party's order of preference has to be for a state to hold, and how little would turn that round.
//!
//! # Definition
//!
//! *Rankings*: of all strict rankings of the states, if they were one party's while the others keep theirs, how many make a
//! state stable for that party. *Least swaps*: an order is a list, the best or the most important first, and a swap exchanges
//! two neighbours of it; asked is the least number of swaps after which a state that was stable for the party is so no more,
//! or one that was not has become so. An order can be one of statements, or one of ranks, where equal states stay equal.
//!
//! Whether a state is stable for a party, under every definition for single parties, depends on that party's preferences only
//! through the set of states that it prefers to that state. Of `n` states so many strict rankings have just the set `B` above a
//! state: `|B|! × (n - 1 - |B|)!`. So the rankings are counted by sets and never made one by one.
//!
//! # Source
//!
//! The inverse question of the program GMCR+ [kinsara2015]. Departures: the program keeps only the verdict on the last
//! improvement, so it counts 420 rankings where the definition of sequential stability has 384; here every improvement counts.
//! Counting by sets, and swaps, are our own; compared with all rankings one by one in `tests/oracle_inverse.rs`.
//!
//! # Complexity
//!
//! Rankings: `2^(states - 1)` verdicts a definition. Swaps: one question an order; there are about `length^swaps` orders within
//! so many swaps, so the search has a bound and says how far it came. Of ranks only those orders count that differ in what is
//! above the state, far fewer.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::arena::{Arena, Preferences};
use super::definition::Definition;
use super::definitions::DEFINITIONS;
use super::space::{Space, State};
use crate::model::{Card, Family, Standing};

/// What it is.
pub const CARD: Card = Card {
    id: "conflict.inverse",
    family: Family::Conflict,
    name: "inverse stability",
    question: "What would a party have to prefer for the state to hold, and how little would change that?",
    definition: "Of all strict rankings of the states by one party, the number that make the state stable for it; and the \
                 fewest exchanges of neighbours in the party's own order that turn the verdict round.",
    sources: &["kinsara2015"],
    assumes: &[
        "the other parties keep their preferences",
        "every ranking counts as one, whether or not anybody would hold it",
    ],
    departures: "Every improvement needs an answer; the program GMCR+ keeps the verdict on the last one. Exchanges of \
                 neighbours are our own measure of a small change.",
    standing: Standing::Experimental,
};

/// The most states whose rankings are counted.
pub const MOST_RANKED: usize = 12;

/// The most ranks that are exchanged.
pub const MOST_RANKS: usize = 256;

/// How many rankings make a state stable.
#[derive(Debug, Clone)]
pub struct Counts {
    /// How many rankings there are.
    pub rankings: u64,
    /// By definition that applies, in their order: how many of them make the state stable.
    pub stable: Vec<(&'static Definition, u64)>,
}

/// What was found on the fewest swaps.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Swaps {
    /// The fewest swaps that turn the verdict. None: none was found within the bound.
    pub fewest: Option<usize>,
    /// The order that they lead to: of several the one that comes first, read by places in the order that was given. Empty
    /// where none was found.
    pub order: Vec<usize>,
    /// The swaps that lead there, one after another: what moves up, and what moves down.
    pub swaps: Vec<(usize, usize)>,
    /// How many other orders were looked at.
    pub looked_at: usize,
    /// Every order within so many swaps was looked at.
    pub up_to: usize,
    /// Whether every order there is was looked at: where none was found there is none.
    pub all: bool,
}

/// Of all strict rankings of a party's states, how many make a state stable for it, under every definition that applies. What
/// the party prefers in `preferences` does not matter. None when there are more than [`MOST_RANKED`] states, or no such party
/// or state. `2^(states - 1)` verdicts a definition.
pub fn rankings(space: &Space, preferences: &[Preferences], party: usize, state: State) -> Option<Counts> {
    let states = space.states();
    if states.len() > MOST_RANKED || !states.contains(&state) || party >= preferences.len() {
        return None;
    }
    let others: Vec<State> = states.iter().copied().filter(|other| *other != state).collect();
    let mut preferences = preferences.to_vec();
    let applies = |definition: &&&Definition| definition.worst.is_some() || matches!(space, Space::Cube(_));
    let mut stable: Vec<(&'static Definition, u64)> =
        DEFINITIONS.iter().filter(applies).map(|definition| (*definition, 0)).collect();
    for above in 0..1u64 << others.len() {
        let mut levels = vec![0; space.size()];
        levels[state as usize] = 1;
        for (place, other) in others.iter().enumerate() {
            levels[*other as usize] = if above >> place & 1 == 1 { 2 } else { 1 };
        }
        if let Some(own) = preferences.get_mut(party) {
            *own = Preferences::Levels(levels);
        }
        let arena = Arena { space, preferences: &preferences };
        let better = above.count_ones() as usize;
        let weight = factorial(better) * factorial(others.len() - better);
        for (definition, count) in &mut stable {
            *count += if (definition.verdict)(&arena, party, state).is_stable() { weight } else { 0 };
        }
    }
    Some(Counts { rankings: factorial(states.len()), stable })
}

/// The fewest swaps of neighbours in a party's ranks that turn the verdict on a state under a definition; equal states stay
/// equal. Items of the orders are places in [`ranks`]. Of orders with the same ranks above the state only the nearest is looked
/// at, for the others give the same verdict and are further away. None when the party's preferences are not levels, it has more
/// than [`MOST_RANKS`] ranks, or the state is not possible. One verdict an order that is looked at.
pub fn least_swaps_of_ranks(
    arena: &Arena,
    definition: &Definition,
    party: usize,
    state: State,
    most_orders: usize,
) -> Option<Swaps> {
    let Preferences::Levels(levels) = arena.preferences.get(party)? else { return None };
    let known = ranks(levels);
    let level = levels.get(state as usize)?;
    let own = known.iter().position(|rank| rank == level)?;
    if known.len() > MOST_RANKS {
        return None;
    }
    let now = (definition.verdict)(arena, party, state).is_stable();
    let mut preferences = arena.preferences.to_vec();
    let mut turns = |order: &[usize]| {
        if let Some(slot) = preferences.get_mut(party) {
            *slot = Preferences::Levels(with_ranks(levels, order));
        }
        (definition.verdict)(&Arena { space: arena.space, preferences: &preferences }, party, state).is_stable() != now
    };
    let size = known.len();
    let mut across = Across { own, above: Crossing::new(own), below: Crossing::new(size - own - 1) };
    let ring = |swaps: usize, room: usize| (swaps <= size * (size - 1) / 2).then(|| across.ring(swaps, room));
    Some(ring_by_ring(&(0..size).collect::<Vec<_>>(), most_orders, ring, &mut turns))
}

/// The levels that possible states have, the greatest first: each is one rank.
pub fn ranks(levels: &[u32]) -> Vec<u32> {
    let distinct: BTreeSet<u32> = levels.iter().copied().filter(|level| *level > 0).collect();
    distinct.into_iter().rev().collect()
}

/// The same levels with the ranks in another order, the best first: items of `order` are places in [`ranks`]. States that were
/// equal still are. O(states × log ranks).
pub fn with_ranks(levels: &[u32], order: &[usize]) -> Vec<u32> {
    let known = ranks(levels);
    let pairs = order.iter().zip(&known).filter_map(|(rank, level)| Some((*known.get(*rank)?, *level)));
    let new: BTreeMap<u32, u32> = pairs.collect();
    levels.iter().map(|level| new.get(level).copied().unwrap_or(*level)).collect()
}

/// The fewest swaps of neighbours after which an order turns the verdict, by going over all orders one swap away, then two,
/// and so on, until `most_orders` were looked at. `turns` says whether an order gives another verdict than the order as it is;
/// it is asked of each other order at most once. O(orders × length) memory, O(orders × length²) beside the questions.
pub fn least_swaps(order: &[usize], most_orders: usize, turns: &mut dyn FnMut(&[usize]) -> bool) -> Swaps {
    let mut ring = Ring::from([(0..order.len()).collect()]);
    // An order is so many swaps away as it has pairs the other way round; one swap of a pair that is still in its first order
    // adds one, so the next ring is made from the last one and nothing is made that is nearer.
    let next = |_: usize, room: usize| {
        let mut next = Ring::new();
        ring.iter().flat_map(|places| one_further(places)).for_each(|other| keep(&mut next, other, room));
        ring.clone_from(&next);
        (!next.is_empty()).then_some(next)
    };
    ring_by_ring(order, most_orders, next, turns)
}

/// Orders that are equally far away, as places in the order that was given, so that the first of them is the same whatever the
/// items are.
type Ring = BTreeSet<Vec<usize>>;

/// Looks at the ring of so many swaps, one after another. `ring` is told how many swaps away, and how many orders are of use;
/// it gives none when there is no further ring.
fn ring_by_ring(
    order: &[usize],
    most_orders: usize,
    mut ring: impl FnMut(usize, usize) -> Option<Ring>,
    turns: &mut dyn FnMut(&[usize]) -> bool,
) -> Swaps {
    let mut found = Swaps { fewest: None, order: Vec::new(), swaps: Vec::new(), looked_at: 0, up_to: 0, all: false };
    // What the bound lets be looked at, and one more that shows that there is more.
    while let Some(ring) = ring(found.up_to + 1, (most_orders - found.looked_at).saturating_add(1)) {
        for places in &ring {
            if found.looked_at == most_orders {
                return found;
            }
            found.looked_at += 1;
            let other: Vec<usize> = places.iter().filter_map(|place| order.get(*place).copied()).collect();
            if turns(&other) {
                let named = |(up, down): (usize, usize)| Some((*order.get(up)?, *order.get(down)?));
                let swaps = swaps_to(places).into_iter().filter_map(named).collect();
                return Swaps { fewest: Some(found.up_to + 1), order: other, swaps, ..found };
            }
        }
        found.up_to += 1;
    }
    Swaps { all: true, ..found }
}

/// Adds an order to a ring of which only the first so many are of use.
fn keep(ring: &mut Ring, order: Vec<usize>, room: usize) {
    ring.insert(order);
    if ring.len() > room {
        ring.pop_last();
    }
}

/// The orders that are nearest among those with the same ranks above one rank.
struct Across {
    /// The place of that rank.
    own: usize,
    above: Crossing,
    below: Crossing,
}

/// Which ranks of one side may cross, by what that takes: sets of distances from the rank in the middle.
struct Crossing {
    /// The greatest distance.
    most: usize,
    /// By number of swaps, then by how many cross: the distances, ascending.
    sets: Vec<Vec<Vec<Vec<usize>>>>,
}

impl Across {
    /// The orders that take so many swaps. When `a` ranks go down and `c` go up, each passes the rank in the middle and those
    /// between that stay; and each that goes up passes each that goes down.
    fn ring(&mut self, swaps: usize, room: usize) -> Ring {
        self.above.extend(swaps);
        self.below.extend(swaps);
        let mut ring = Ring::new();
        for (taken, by_count) in self.above.sets.iter().enumerate() {
            for (down, sets) in by_count.iter().enumerate() {
                for (up, left) in (0..).map_while(|up| Some((up, (swaps - taken).checked_sub(down * up)?))) {
                    let Some(others) = self.below.sets.get(left).and_then(|by_count| by_count.get(up)) else { break };
                    for set in sets {
                        others.iter().for_each(|other| keep(&mut ring, self.order(set, other), room));
                    }
                }
            }
        }
        ring
    }

    /// The places with ranks at these distances above moved below, and at these distances below moved above.
    fn order(&self, down: &[usize], up: &[usize]) -> Vec<usize> {
        let falls = |place: &usize| down.binary_search(&(self.own - place)).is_ok();
        let rises = |place: &usize| up.binary_search(&(place - self.own)).is_ok();
        let (above, below) = (0..self.own, self.own + 1..=self.own + self.below.most);
        let mut order: Vec<usize> = above.clone().filter(|place| !falls(place)).collect();
        order.extend(below.clone().filter(rises));
        order.push(self.own);
        order.extend(above.filter(falls));
        order.extend(below.filter(|place| !rises(place)));
        order
    }
}

impl Crossing {
    fn new(most: usize) -> Crossing {
        Crossing { most, sets: Vec::new() }
    }

    /// Makes the sets that take up to so many swaps: a rank passes the middle and those nearer to it that stay, so the `k`th
    /// nearest that crosses, from a distance `d`, takes `d - k + 1`.
    fn extend(&mut self, swaps: usize) {
        while self.sets.len() <= swaps {
            let total = self.sets.len();
            let mut by_count = vec![Vec::new(); total.min(self.most) + 1];
            sets_that_take(total, self.most, &mut Vec::new(), &mut by_count);
            self.sets.push(by_count);
        }
    }
}

/// Adds every longer set of distances whose further swaps are so many.
fn sets_that_take(left: usize, most: usize, set: &mut Vec<usize>, by_count: &mut [Vec<Vec<usize>>]) {
    if left == 0 {
        if let Some(sets) = by_count.get_mut(set.len()) {
            sets.push(set.clone());
        }
        return;
    }
    let nearest = set.last().map_or(1, |last| last + 1);
    for distance in nearest..=most.min(left + set.len()) {
        let takes = distance - set.len();
        set.push(distance);
        sets_that_take(left - takes, most, set, by_count);
        set.pop();
    }
}

/// Every order that one more swap makes of this one.
fn one_further(places: &[usize]) -> Vec<Vec<usize>> {
    let ascents = places.windows(2).enumerate().filter(|(_, pair)| pair.is_sorted());
    let swapped = |(at, _): (usize, _)| {
        let mut other = places.to_vec();
        other.swap(at, at + 1);
        other
    };
    ascents.map(swapped).collect()
}

/// Swaps that lead from the places in order to these, as few as can be: what moves up, and what moves down.
fn swaps_to(places: &[usize]) -> Vec<(usize, usize)> {
    let mut back = places.to_vec();
    let mut swaps = Vec::new();
    while let Some(at) = back.windows(2).position(|pair| !pair.is_sorted()) {
        swaps.extend(back.get(at).copied().zip(back.get(at + 1).copied()));
        back.swap(at, at + 1);
    }
    swaps.reverse();
    swaps
}

fn factorial(of: usize) -> u64 {
    (1..=of as u64).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swaps_are_the_fewest_and_lead_to_the_order() {
        let found = least_swaps(&[7, 8, 9, 4], 1_000, &mut |order| order[0] == 9);
        assert_eq!((found.fewest, found.order), (Some(2), vec![9, 7, 8, 4]));
        assert_eq!(found.swaps, [(9, 8), (9, 7)]);
        assert_eq!((found.up_to, found.all), (1, false));
    }

    #[test]
    fn a_bound_is_told() {
        let none = least_swaps(&[0, 1, 2, 3], 1_000, &mut |_| false);
        assert_eq!((none.fewest, none.looked_at, none.up_to, none.all), (None, 23, 6, true));
        let cut = least_swaps(&[0, 1, 2, 3], 5, &mut |_| false);
        assert_eq!((cut.fewest, cut.looked_at, cut.up_to, cut.all), (None, 5, 1, false));
        assert!(least_swaps(&[], 5, &mut |_| true).all);
    }

    #[test]
    fn ranks_keep_equal_states_equal() {
        let levels = [0, 5, 2, 5, 9];
        assert_eq!(ranks(&levels), [9, 5, 2]);
        assert_eq!(with_ranks(&levels, &[0, 1, 2]), levels);
        assert_eq!(with_ranks(&levels, &[1, 0, 2]), [0, 9, 2, 9, 5]);
    }
}
