//! Every verdict on every state at once, for preferences that are levels and moves that are options.
//!
//! # Definition
//!
//! Let `p` be a party's level of a state, and `K(t)` the worst that it can be brought to after moving to `t`, or `p(t)` where
//! that is less. What it can be brought to depends on the definition: nothing but `t` itself (Nash), the least `p` over the
//! states that the others can reach (GMR) or reach by improvements (SEQ), and the least of the best that the party can move on
//! to from there (SMR, SSEQ). A state `s` is stable exactly when no `t` that the party can move to has `K(t) > p(s)`.
//!
//! Proof: `s` is not stable exactly when some `t` with `p(t) > p(s)` has no sanction, that is, every state that the others
//! reach from `t` is above `p(s)`, itself or after an escape; so the least of them and of `p(t)` is above `p(s)`. That `t`
//! itself is counted among the reached states adds nothing, since `p(t) > p(s)`.
//!
//! # Source
//!
//! Our own; the definitions are those of [fang1993] and [rego2017]. Compared with a transcription of the definitions on
//! random conflicts (`tests/oracle_conflict.rs`).
//!
//! # Complexity
//!
//! Best and least over a row are sweeps over its option bits; moving on by improvements is a running least down each row in
//! its own order of preference, over and over until nothing changes. O(parties × states × (options + rounds × parties)), and
//! `states × (8 × parties + 12)` bytes. No move is ever stored.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use super::space::Cube;
use super::tiles::Tiles;
use crate::progress::Progress;

/// A cube with every party's levels, ready for every definition.
#[derive(Debug)]
// INVARIANT: one slice of levels a party, one level a state; 0 exactly where the state is not possible.
pub struct Threshold<'a> {
    cube: &'a Cube,
    levels: Vec<&'a [u32]>,
    rows: Vec<Rows>,
    progress: Arc<Progress>,
}

#[derive(Debug)]
struct Rows {
    tiles: Tiles,
    order: Vec<u32>,
}

/// Which states are stable for whom, under one definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stable {
    /// By party: the stable states.
    pub by_party: Vec<FixedBitSet>,
}

impl Stable {
    /// The states that are stable for every party.
    pub fn equilibria(&self) -> FixedBitSet {
        let mut parties = self.by_party.iter();
        let mut all = parties.next().cloned().unwrap_or_default();
        parties.for_each(|stable| all.intersect_with(stable));
        all
    }
}

impl<'a> Threshold<'a> {
    /// Sorts every row by its mover's preference. `levels` has a level for every state of the cube by party, 0 exactly where
    /// the state is not possible; none when it has not.
    pub fn new<L: AsRef<[u32]>>(cube: &'a Cube, levels: &'a [L]) -> Option<Threshold<'a>> {
        let levels: Vec<&[u32]> = levels.iter().map(AsRef::as_ref).collect();
        let fits = |levels: &&[u32]| {
            levels.len() == cube.size()
                && levels.iter().zip(0..).all(|(level, state)| (*level > 0) == cube.is_possible(state))
        };
        if !levels.iter().all(fits) {
            return None;
        }
        let rows = levels.iter().enumerate().map(|(party, levels)| {
            let tiles = Tiles::new(cube, party);
            let order = tiles.order(levels);
            Rows { tiles, order }
        });
        let rows = rows.collect();
        Some(Threshold { cube, levels, rows, progress: Arc::default() })
    }

    /// The same, ended when somebody stops the work here. What is found then is no answer.
    pub fn watched(self, progress: Arc<Progress>) -> Threshold<'a> {
        Threshold { progress, ..self }
    }

    /// How many parties.
    pub(super) fn parties(&self) -> usize {
        self.levels.len()
    }

    /// A party's level of every state; the greatest number where a state is not possible, so that it is never the least.
    pub(super) fn values(&self, party: usize) -> Vec<u32> {
        self.levels[party].iter().map(|level| if *level == 0 { u32::MAX } else { *level }).collect()
    }

    /// The best level that a party can have from each state by staying or by one move.
    pub(super) fn best(&self, party: usize) -> Vec<u32> {
        let mut best = self.levels[party].to_vec();
        self.each_tile(party, &mut best, |tiles, tile| tiles.sweep(tile, u32::max));
        self.bar_impossible(&mut best);
        best
    }

    /// Lowers every value to the least that the other parties can reach from there by legal sequences of moves.
    pub(super) fn least_by_moves(&self, party: usize, values: &mut [u32]) {
        let others: Vec<usize> = (0..self.levels.len()).filter(|other| *other != party).collect();
        loop {
            let mut changed = false;
            for other in &others {
                changed |= self.least_by_moves_of(*other, values);
            }
            // Where every combination is possible, the moves of several parties can be made in any order.
            if !changed || self.cube.is_full() || others.len() < 2 {
                break;
            }
        }
    }

    /// Lowers every value to the least that the other parties can reach from there by legal sequences of improvements.
    pub(super) fn least_by_improvements(&self, party: usize, values: &mut [u32]) {
        let others: Vec<usize> = (0..self.levels.len()).filter(|other| *other != party).collect();
        // Goes on round the table until everybody in turn has found nothing to lower.
        let mut idle = 0;
        for other in others.iter().cycle() {
            idle = if self.least_by_improvements_of(*other, values) { 1 } else { idle + 1 };
            if idle >= others.len() {
                break;
            }
        }
    }

    /// The states from which the party can move to none whose worst is above what it has.
    pub(super) fn held(&self, party: usize, worst: &[u32]) -> FixedBitSet {
        let tiles = &self.rows[party].tiles;
        let mut stable = FixedBitSet::with_capacity(self.cube.size());
        let mut own = vec![0; tiles.cells()];
        let mut kept = vec![0; tiles.cells()];
        for base in self.bases(tiles) {
            tiles.gather(self.levels[party], base, &mut own);
            tiles.gather(worst, base, &mut kept);
            kept.iter_mut().zip(&own).for_each(|(kept, own)| *kept = (*kept).min(*own));
            tiles.sweep(&mut kept, u32::max);
            for ((state, own), kept) in tiles.states(base).zip(&own).zip(&kept) {
                if *own > 0 && kept <= own {
                    stable.insert(state);
                }
            }
        }
        stable
    }

    fn least_by_moves_of(&self, mover: usize, values: &mut [u32]) -> bool {
        let tiles = &self.rows[mover].tiles;
        if tiles.is_idle() {
            return false;
        }
        let mut changed = false;
        let mut before = vec![0; tiles.cells()];
        let mut tile = vec![0; tiles.cells()];
        let mut levels = vec![0; tiles.cells()];
        for base in self.bases(tiles) {
            tiles.gather(values, base, &mut tile);
            before.copy_from_slice(&tile);
            tiles.sweep(&mut tile, u32::min);
            if !self.cube.is_full() {
                // A move may pass over what is not possible, but nobody ends there.
                tiles.gather(self.levels[mover], base, &mut levels);
                let impossible = tile.iter_mut().zip(&levels).filter(|(_, level)| **level == 0);
                impossible.for_each(|(cell, _)| *cell = u32::MAX);
            }
            if tile != before {
                changed = true;
                tiles.scatter(&tile, values, base);
            }
        }
        changed
    }

    fn least_by_improvements_of(&self, mover: usize, values: &mut [u32]) -> bool {
        let Rows { tiles, order } = &self.rows[mover];
        if tiles.is_idle() {
            return false;
        }
        let mut changed = false;
        let mut tile = vec![0; tiles.cells()];
        let mut classes = tiles.classes();
        for (base, order) in self.bases(tiles).zip(order.chunks_exact(tiles.cells())) {
            tiles.gather(values, base, &mut tile);
            if tiles.relax(&mut tile, order, &mut classes) {
                changed = true;
                tiles.scatter(&tile, values, base);
            }
        }
        changed
    }

    /// The tiles of a party, as long as nobody stops the work.
    fn bases<'b>(&'b self, tiles: &'b Tiles) -> impl Iterator<Item = u32> + 'b {
        tiles.bases().take_while(|_| !self.progress.is_stopped())
    }

    fn each_tile(&self, party: usize, array: &mut [u32], work: impl Fn(&Tiles, &mut [u32])) {
        let tiles = &self.rows[party].tiles;
        let mut tile = vec![0; tiles.cells()];
        for base in self.bases(tiles) {
            tiles.gather(array, base, &mut tile);
            work(tiles, &mut tile);
            tiles.scatter(&tile, array, base);
        }
    }

    fn bar_impossible(&self, values: &mut [u32]) {
        if let Some(levels) = self.levels.first().filter(|_| !self.cube.is_full()) {
            let impossible = values.iter_mut().zip(*levels).filter(|(_, level)| **level == 0);
            impossible.for_each(|(value, _)| *value = u32::MAX);
        }
    }
}
