//! From what a party says it prefers to an order of all states: rankings, prioritised statements, weights.
//!
//! # Definition
//!
//! A *ranking* gives every state a rank. *Statements* are met or not; of two states the better is the one that meets the most
//! important statement on which they differ. *Weights* add up over the options taken, with what the state is worth otherwise.
//! Each gives a level, the greater the better; equal states have equal levels.
//!
//! # Source
//!
//! Rankings and prioritised statements [fang2003]; statements as bits compared from the first, never as sums of powers of two,
//! so that any number of them works. Weights: [fang2003]. Departures: sums are kept to a step of 2^-36, so that they agree in
//! any order of the options.
//!
//! # Complexity
//!
//! O(states × statements), and a sort of the states for every further 31 statements.

use super::frame::Frame;
use super::space::{Cube, Space};
use super::{Preferences, State};
use crate::model::{Compared, Conflict, Formula, OptionId, Order, PartyId, Ranking, Refusal};
use crate::num::{self, STEP};

/// The numbers that a party's order depends on, in one draw.
pub struct Numbers<'a> {
    /// The places of the party's statements, the most important first.
    pub statements: Vec<usize>,
    /// The weight of each option.
    pub weights: &'a dyn Fn(OptionId) -> f64,
    /// What a state is worth otherwise. None: nothing.
    pub worth: Option<&'a dyn Fn(u64) -> f64>,
    /// Which statements are met where, from [`truths`], so that many draws need not ask again.
    pub truths: Option<&'a [u32]>,
}

/// By combination of a cube's options, one bit for each of a party's statements that is met there, in the order of the case.
/// None: it has none or more than fit, or states are listed. O(2^options × statements).
pub fn truths(frame: &Frame, conflict: &Conflict, party: PartyId) -> Option<Vec<u32>> {
    let (Some(Space::Cube(cube)), Some(Order::Statements(wishes))) =
        (&frame.space, conflict.preference(party).map(|preference| &preference.order))
    else {
        return None;
    };
    let met = |taken: u32| {
        let bits = wishes.iter().enumerate();
        bits.fold(0, |met, (place, wish)| met | u32::from(wish.holds.holds(u64::from(taken))) << place)
    };
    (wishes.len() <= AT_ONCE).then(|| (0..cube.size() as u32).map(met).collect())
}

/// The preferences of a party over the states of a frame. A party of which nothing is said is indifferent.
///
/// Refuses a merge of states that the party tells apart, and a ranking that leaves out a state.
pub fn preferences(
    frame: &Frame,
    conflict: &Conflict,
    party: PartyId,
    numbers: &Numbers,
) -> Result<Preferences, Refusal> {
    let Some(space) = &frame.space else { return Ok(Preferences::Levels(Vec::new())) };
    match conflict.preference(party).map(|preference| &preference.order) {
        None => {
            let mut levels = vec![0; space.size()];
            frame.states().into_iter().for_each(|state| levels[state as usize] = 1);
            Ok(Preferences::Levels(levels))
        }
        Some(Order::Ranking(ranking)) => ranked(frame, space, ranking),
        Some(Order::Statements(wishes)) => {
            if let (Space::Cube(cube), Some(truths)) = (space, numbers.truths) {
                return Ok(by_truths(cube, truths, &numbers.statements));
            }
            let order = numbers.statements.iter().filter_map(|place| Some(&wishes.get(*place)?.holds));
            by_statements(frame, space, &order.collect::<Vec<_>>())
        }
        Some(Order::Worth { weights, .. }) => {
            let weights: Vec<(u64, i128)> =
                weights.iter().map(|(option, _)| (1 << option.0, steps((numbers.weights)(*option)))).collect();
            let worth = |taken: u64| {
                let counted = weights.iter().filter(|(mask, _)| taken & mask != 0).map(|(_, weight)| *weight);
                counted.sum::<i128>() + numbers.worth.map_or(0, |worth| steps(worth(taken)))
            };
            by_worth(frame, space, worth)
        }
    }
}

fn ranked(frame: &Frame, space: &Space, ranking: &Ranking) -> Result<Preferences, Refusal> {
    let mut levels = vec![0u32; space.size()];
    let ranks = ranking.ranks.len();
    for (rank, states) in ranking.ranks.iter().enumerate() {
        for state in states.iter().filter_map(|ranked| frame.ranked(*ranked)) {
            levels[state as usize] = (ranks - rank) as u32;
        }
    }
    if let Some(left_out) = frame.states().into_iter().find(|state| levels[*state as usize] == 0) {
        let because = format!("a ranking leaves out state {}", frame.number(left_out));
        return Err(Refusal::new(&super::frame::CARD, because).hint("rank every possible state"));
    }
    if ranking.pairs.is_empty() && !ranking.much.contains(&true) {
        return Ok(Preferences::Levels(levels));
    }
    // How many strong steps lie at or below each level, so that two states differ much when one lies between them.
    let steps: Vec<usize> = (0..=ranks)
        .map(|level| ranking.much.iter().enumerate().filter(|(rank, much)| **much && ranks - rank <= level).count())
        .collect();
    let compare = |one: u32, other: u32| match one.cmp(&other) {
        std::cmp::Ordering::Equal => Compared::Equal,
        std::cmp::Ordering::Greater if steps[one as usize] > steps[other as usize] => Compared::MuchBetter,
        std::cmp::Ordering::Greater => Compared::Better,
        std::cmp::Ordering::Less if steps[one as usize] < steps[other as usize] => Compared::MuchWorse,
        std::cmp::Ordering::Less => Compared::Worse,
    };
    let mut pairs: Vec<Compared> =
        levels.iter().flat_map(|one| levels.iter().map(move |other| compare(*one, *other))).collect();
    for pair in &ranking.pairs {
        if let (Some(one), Some(other)) = (frame.ranked(pair.one), frame.ranked(pair.other)) {
            let size = space.size();
            pairs[one as usize * size + other as usize] = pair.like;
            pairs[other as usize * size + one as usize] = pair.like.reversed();
        }
    }
    Ok(Preferences::Pairs(pairs))
}

/// The bits of the statements put in the order of their importance.
fn by_truths(cube: &Cube, truths: &[u32], order: &[usize]) -> Preferences {
    let bits = |met: u32| order.iter().fold(0, |bits, place| bits << 1 | met >> place & 1);
    // With few statements many states meet the same ones.
    let known: Vec<u32> =
        if 1 << order.len() < cube.size() { (0..1 << order.len()).map(bits).collect() } else { Vec::new() };
    let level = |(taken, met): (u32, &u32)| match cube.is_possible(taken) {
        true => known.get(*met as usize).copied().unwrap_or_else(|| bits(*met)) + 1,
        false => 0,
    };
    Preferences::Levels((0..).zip(truths).map(level).collect())
}

/// Statements are taken 31 at a time: the levels so far and the next bits make one number, which sorting makes a level again.
fn by_statements(frame: &Frame, space: &Space, statements: &[&Formula]) -> Result<Preferences, Refusal> {
    let bits =
        |taken: u64, some: &[&Formula]| some.iter().fold(0u64, |bits, one| bits << 1 | u64::from(one.holds(taken)));
    if let (Space::Cube(cube), true) = (space, statements.len() <= AT_ONCE) {
        let level =
            |taken: u32| if cube.is_possible(taken) { bits(u64::from(taken), statements) as u32 + 1 } else { 0 };
        return Ok(Preferences::Levels((0..cube.size() as u32).map(level).collect()));
    }
    let states = frame.states();
    let mut levels = vec![1u32; states.len()];
    for some in statements.chunks(AT_ONCE) {
        let key = |taken: u64, level: u32| u64::from(level) << AT_ONCE | bits(taken, some);
        let keys: Vec<u64> = states
            .iter()
            .zip(&levels)
            .map(|(state, level)| Ok(key(one_of(frame, *state, |taken| bits(taken, some))?, *level)))
            .collect::<Result<_, Refusal>>()?;
        levels = dense(&keys);
    }
    Ok(spread(space, &states, &levels))
}

fn by_worth(frame: &Frame, space: &Space, worth: impl Fn(u64) -> i128) -> Result<Preferences, Refusal> {
    let states = frame.states();
    let keys: Vec<i128> =
        states.iter().map(|state| Ok(worth(one_of(frame, *state, &worth)?))).collect::<Result<_, Refusal>>()?;
    Ok(spread(space, &states, &dense(&keys)))
}

/// A combination that stands for a state; all that it merges must come to the same.
fn one_of<K: PartialEq>(frame: &Frame, state: State, comes_to: impl Fn(u64) -> K) -> Result<u64, Refusal> {
    let combinations = frame.combinations(state);
    let first = combinations.first().copied().unwrap_or(0);
    match combinations.iter().find(|other| comes_to(**other) != comes_to(first)) {
        None => Ok(first),
        Some(_) => {
            let because = format!("a party tells apart states that are merged into state {}", frame.number(state));
            Err(Refusal::new(&super::frame::CARD, because)
                .hint("take the merge back, or rank the merged state by its id"))
        }
    }
}

/// Levels from 1 in the order of the keys; equal keys have equal levels.
fn dense<K: Ord + Copy>(keys: &[K]) -> Vec<u32> {
    let mut sorted = keys.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    keys.iter().map(|key| sorted.partition_point(|below| below < key) as u32 + 1).collect()
}

fn spread(space: &Space, states: &[State], levels: &[u32]) -> Preferences {
    let mut all = vec![0; space.size()];
    states.iter().zip(levels).for_each(|(state, level)| all[*state as usize] = *level);
    Preferences::Levels(all)
}

/// So many statements are taken at a time.
const AT_ONCE: usize = 31;

/// A number in whole steps, so that sums are exact and agree in any order.
fn steps(value: f64) -> i128 {
    num::round(value / STEP) as i128
}
