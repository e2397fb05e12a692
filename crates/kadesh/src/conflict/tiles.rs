//! The inner loops of the threshold engine: going over a cube row by row of one party's options, a cache's worth at a time.
//!
//! A *row* of a party holds the states that differ in its own options alone: where it can move from one to another, it does
//! so inside the row. A *tile* holds a few rows side by side, `2^own` cells long and `2^lanes` wide, so that cells which lie
//! far apart in memory are fetched once and worked on together.

use super::space::Cube;

/// Marks an entry of [`Tiles::order`] that is strictly worse than the one before it.
const FRESH: u32 = 1 << 31;

/// Marks an entry of [`Tiles::order`] in the higher class, where the party has a single option that changes one way only.
const HIGHER: u32 = 1 << 30;

/// The part of an entry that says which of the row's states it is.
const CHOICE: u32 = HIGHER - 1;

/// Marks the end of a row's possible states.
const END: u32 = u32::MAX;

/// A tile is at most this many cells wide, as a power of two; wider rows are worked on one by one.
const MOST_LANES: usize = 4;

/// A tile is at most this many cells in all, as a power of two, unless one row is longer.
const MOST_CELLS: usize = 14;

/// How a party's rows lie in a cube.
#[derive(Debug)]
pub(super) struct Tiles {
    /// How many options the party has.
    own: usize,
    lanes: usize,
    /// From a tile's base to each of its cells: by own options, then lane.
    offsets: Vec<u32>,
    /// The bits that tell tiles apart.
    rest: u32,
    /// How many lanes lie side by side in memory, as a power of two.
    run: usize,
    /// By own option: which way it can change.
    ways: Vec<Way>,
    /// By combination of own options: those that can change one way only, turned so that a party can move to a class that
    /// holds every bit of its own.
    classes: Vec<u32>,
    /// How many of them there are.
    one_way: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Both,
    OnceTaken,
    OnceDropped,
}

impl Tiles {
    pub fn new(cube: &Cube, party: usize) -> Tiles {
        let own_mask = cube.owned(party);
        let all = (cube.size() - 1) as u32;
        let own = own_mask.count_ones() as usize;
        let room = MOST_CELLS.saturating_sub(own).min(MOST_LANES);
        let mut lane_mask = 0u32;
        for bit in (0..cube.options()).map(|bit| 1 << bit).filter(|bit| own_mask & bit == 0).take(room) {
            lane_mask |= bit;
        }
        let lanes = lane_mask.count_ones() as usize;
        let offsets = (0..1u32 << own)
            .flat_map(|choice| (0..1u32 << lanes).map(move |lane| spread(choice, own_mask) | spread(lane, lane_mask)))
            .collect();
        let (once_taken, once_dropped) = cube.one_way();
        let one_way_mask = gathered((once_taken | once_dropped) & own_mask, own_mask);
        let dropped = gathered(once_dropped & own_mask, own_mask);
        let way = |bit: usize| match (one_way_mask >> bit & 1, dropped >> bit & 1) {
            (0, _) => Way::Both,
            (_, 0) => Way::OnceTaken,
            (_, _) => Way::OnceDropped,
        };
        Tiles {
            own,
            lanes,
            offsets,
            rest: all & !own_mask & !lane_mask,
            run: lane_mask.trailing_ones() as usize,
            ways: (0..own).map(way).collect(),
            classes: (0..1u32 << own).map(|choice| gathered((choice ^ dropped) & one_way_mask, one_way_mask)).collect(),
            one_way: one_way_mask.count_ones() as usize,
        }
    }

    /// How many cells a tile has.
    pub fn cells(&self) -> usize {
        self.offsets.len()
    }

    /// Whether the party can move at all.
    pub fn is_idle(&self) -> bool {
        self.own == 0
    }

    /// Where each tile begins.
    pub fn bases(&self) -> impl Iterator<Item = u32> + use<> {
        let rest = self.rest;
        let mut next = Some(0u32);
        std::iter::from_fn(move || {
            let base = next?;
            next = (base != rest).then(|| base.wrapping_sub(rest) & rest);
            Some(base)
        })
    }

    /// The states of a tile's cells.
    pub fn states(&self, base: u32) -> impl Iterator<Item = usize> + '_ {
        self.offsets.iter().map(move |offset| (base | offset) as usize)
    }

    /// Copies a tile out of an array.
    pub fn gather(&self, array: &[u32], base: u32, tile: &mut [u32]) {
        if self.run > 1 {
            let length = 1 << self.run;
            for (cells, offset) in tile.chunks_exact_mut(length).zip(self.offsets.iter().step_by(length)) {
                let start = (base | offset) as usize;
                cells.copy_from_slice(&array[start..start + length]);
            }
        } else {
            for (cell, offset) in tile.iter_mut().zip(&self.offsets) {
                *cell = array[(base | offset) as usize];
            }
        }
    }

    /// Copies a tile back into an array.
    pub fn scatter(&self, tile: &[u32], array: &mut [u32], base: u32) {
        if self.run > 1 {
            let length = 1 << self.run;
            for (cells, offset) in tile.chunks_exact(length).zip(self.offsets.iter().step_by(length)) {
                let start = (base | offset) as usize;
                array[start..start + length].copy_from_slice(cells);
            }
        } else {
            for (cell, offset) in tile.iter().zip(&self.offsets) {
                array[(base | offset) as usize] = *cell;
            }
        }
    }

    /// Gives every cell the best, by `pick`, of itself and all that the party can move to from there.
    pub fn sweep(&self, tile: &mut [u32], pick: impl Fn(u32, u32) -> u32) {
        for (bit, way) in self.ways.iter().enumerate() {
            let half = 1 << (bit + self.lanes);
            for pair in tile.chunks_exact_mut(2 * half) {
                let (dropped, taken) = pair.split_at_mut(half);
                for (dropped, taken) in dropped.iter_mut().zip(taken) {
                    let picked = pick(*dropped, *taken);
                    if *way != Way::OnceDropped {
                        *dropped = picked;
                    }
                    if *way != Way::OnceTaken {
                        *taken = picked;
                    }
                }
            }
        }
    }

    /// Every row's own combinations, the most preferred first, in the order of tiles and lanes. O(states × log row).
    pub fn order(&self, levels: &[u32]) -> Vec<u32> {
        let mut order = Vec::with_capacity(levels.len());
        let mut tile = vec![0; self.cells()];
        let mut row: Vec<u64> = Vec::new();
        for base in self.bases() {
            self.gather(levels, base, &mut tile);
            for lane in 0..1usize << self.lanes {
                row.clear();
                let own = tile.iter().skip(lane).step_by(1 << self.lanes);
                row.extend(own.enumerate().map(|(choice, level)| u64::from(!level) << 32 | choice as u64));
                row.sort_unstable();
                let mut before = None;
                for entry in &row {
                    let (level, choice) = (!(entry >> 32) as u32, *entry as u32);
                    let fresh = before.is_some_and(|before| before != level);
                    before = Some(level);
                    let higher = self.one_way == 1 && self.classes[choice as usize] == 1;
                    let marks = if fresh { FRESH } else { 0 } | if higher { HIGHER } else { 0 };
                    order.push(if level == 0 { END } else { choice | marks });
                }
            }
        }
        order
    }

    /// Lowers every cell of a tile to the least cell that the party would improve to. `order` is the tile's part of
    /// [`Tiles::order`]. Whether anything was lowered.
    pub fn relax(&self, tile: &mut [u32], order: &[u32], classes: &mut Classes) -> bool {
        let mut lowered = false;
        for (lane, row) in order.chunks_exact(1 << self.own).enumerate() {
            lowered |= match self.one_way {
                0 => self.relax_row(tile, lane, row),
                1 => self.relax_halved_row(tile, lane, row),
                _ => self.relax_one_way_row(tile, lane, row, classes),
            };
        }
        lowered
    }

    /// From the best down, each cell takes the least of all strictly better ones.
    fn relax_row(&self, tile: &mut [u32], lane: usize, row: &[u32]) -> bool {
        let (mut least_above, mut least) = (u32::MAX, u32::MAX);
        let mut lowered = false;
        for entry in row.iter().take_while(|entry| **entry != END) {
            if entry & FRESH != 0 {
                least_above = least;
            }
            let cell = &mut tile[((entry & CHOICE) as usize) << self.lanes | lane];
            if least_above < *cell {
                *cell = least_above;
                lowered = true;
            }
            least = least.min(*cell);
        }
        lowered
    }

    /// The same, where one option changes one way only: from the higher half of the row the lower cannot be reached.
    fn relax_halved_row(&self, tile: &mut [u32], lane: usize, row: &[u32]) -> bool {
        let (mut any_above, mut higher_above, mut any, mut higher) = (u32::MAX, u32::MAX, u32::MAX, u32::MAX);
        let mut lowered = false;
        for entry in row.iter().take_while(|entry| **entry != END) {
            if entry & FRESH != 0 {
                (any_above, higher_above) = (any, higher);
            }
            let is_higher = entry & HIGHER != 0;
            let cell = &mut tile[((entry & CHOICE) as usize) << self.lanes | lane];
            let above = if is_higher { higher_above } else { any_above };
            if above < *cell {
                *cell = above;
                lowered = true;
            }
            any = any.min(*cell);
            higher = if is_higher { higher.min(*cell) } else { higher };
        }
        lowered
    }

    /// The same, where only classes that hold every bit of a cell's own can be moved to: a dominance sweep.
    fn relax_one_way_row(&self, tile: &mut [u32], lane: usize, row: &[u32], classes: &mut Classes) -> bool {
        let mut lowered = false;
        let mut equals = 0;
        classes.least.fill(u32::MAX);
        for (place, entry) in row.iter().enumerate().take_while(|(_, entry)| **entry != END) {
            if entry & FRESH != 0 {
                for equal in &row[equals..place] {
                    let choice = (equal & CHOICE) as usize;
                    classes.insert(self.classes[choice], tile[choice << self.lanes | lane]);
                }
                equals = place;
            }
            let choice = (entry & CHOICE) as usize;
            let cell = &mut tile[choice << self.lanes | lane];
            let least = classes.least[self.classes[choice] as usize];
            if least < *cell {
                *cell = least;
                lowered = true;
            }
        }
        lowered
    }

    /// Room for the classes of one row.
    pub fn classes(&self) -> Classes {
        Classes { least: vec![u32::MAX; 1 << self.one_way] }
    }
}

/// By class: the least value seen so far in any class that can be moved to from there.
#[derive(Debug)]
pub(super) struct Classes {
    least: Vec<u32>,
}

impl Classes {
    /// Every class whose bits the class holds can move to it.
    fn insert(&mut self, class: u32, value: u32) {
        let mut below = class;
        loop {
            let least = &mut self.least[below as usize];
            *least = value.min(*least);
            if below == 0 {
                break;
            }
            below = (below - 1) & class;
        }
    }
}

/// Puts the low bits of `bits` into the places of the mask, lowest first.
fn spread(bits: u32, mask: u32) -> u32 {
    let places = (0..32).map(|place| 1u32 << place).filter(|place| mask & place != 0);
    places.enumerate().filter(|(bit, _)| bits >> bit & 1 == 1).fold(0, |all, (_, place)| all | place)
}

/// The reverse of [`spread`]: the bits of the mask's places, side by side.
fn gathered(bits: u32, mask: u32) -> u32 {
    let places = (0..32).map(|place| 1u32 << place).filter(|place| mask & place != 0);
    places.enumerate().filter(|(_, place)| bits & place != 0).fold(0, |all, (bit, _)| all | 1 << bit)
}
