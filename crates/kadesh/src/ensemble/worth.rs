//! What one party's options are worth in each draw, sorted so that a walk-away is compared with few of the packages.
//!
//! # Definition
//!
//! In a draw the more numerous of the heads and the tails of [`Layout`] are sorted by what they are worth. Each of the others
//! lacks something of the walk-away; those of the sorted that make up for it are the last of them, from a place that is found
//! by halving.
//!
//! # Source
//!
//! Meeting in the middle is folklore. Compared with going through all packages (`tests/oracle_ensemble.rs`).
//!
//! # Complexity
//!
//! With `n` heads and `m` tails, `n` the more: O(n log n) once for each draw, then O(m log n) to count the packages at a
//! walk-away, and O(m log n + words) to tell which they are.

use std::ops::Range;

use super::layout::{HEADS, Layout, TAILS};
use super::payoffs::{LANES, Lanes, PartyInputs};
use crate::deals::{add_issue, fine, part_steps};

/// What a party's options are worth in a block of draws: all that a moved walk-away leaves as it was.
#[derive(Debug, Default)]
pub(super) struct Worth {
    /// By draw: the open options, one issue after another; minus infinity where the party bars one.
    parts: Vec<f64>,
    /// By draw and chunk: the places in the chunk of what is sorted, its worth rising.
    places: Vec<u8>,
    /// The same: the worths in coarse steps.
    coarse: Vec<i16>,
}

/// One draw's worths against a walk-away.
pub(super) struct Against<'a> {
    layout: &'a Layout,
    chunks: Chunks<'a>,
    /// By number of those that are not sorted: what they lack of the walk-away.
    lacks: &'a [f64],
}

/// What is sorted in one draw.
struct Chunks<'a> {
    layout: &'a Layout,
    parts: &'a [f64],
    places: &'a [u8],
    coarse: &'a [i16],
    most: usize,
}

/// So many of them in the order of their worth.
struct Chunk<'a> {
    layout: &'a Layout,
    parts: &'a [f64],
    /// The number of the one at place nought.
    first: usize,
    places: &'a [u8],
    coarse: &'a [i16],
    /// The greatest of every whole row of coarse worths; past the last the greatest there is.
    rows: [i16; HEADS / ROW],
}

/// Coarse worths are compared a row at a time.
const ROW: usize = 16;

impl Worth {
    /// How many bytes a draw takes.
    pub fn bytes(layout: &Layout) -> usize {
        8 * layout.options() + 3 * layout.sorted().0
    }

    /// In a block of at most [`LANES`] draws.
    pub fn of(inputs: &PartyInputs, layout: &Layout, block: Range<usize>) -> Worth {
        let lanes = block.len();
        let columns = open_parts(inputs, layout, block.start, lanes);
        let (options, (sorted, most)) = (layout.options(), layout.sorted());
        let mut worth = Worth {
            parts: Vec::with_capacity(lanes * options),
            places: Vec::with_capacity(lanes * sorted),
            coarse: Vec::with_capacity(lanes * sorted),
        };
        let (mut sums, mut keys) = (Vec::new(), Vec::new());
        for lane in 0..lanes {
            worth.parts.extend(columns.iter().map(|column| column[lane]));
            sum(layout, &worth.parts[lane * options..], layout.sorted_issues(), &mut sums);
            sums.chunks(most).for_each(|chunk| worth.sort(chunk, &mut keys));
        }
        worth
    }

    /// One draw of the block against the least sum that is taken. `lacks` is used again from draw to draw.
    pub fn against<'a>(&'a self, layout: &'a Layout, lane: usize, least: f64, lacks: &'a mut Vec<f64>) -> Against<'a> {
        let parts = self.lane(layout, lane);
        sum(layout, parts, layout.other_issues(), lacks);
        lacks.iter_mut().for_each(|sum| *sum = least - *sum);
        let (sorted, most) = layout.sorted();
        let range = lane * sorted..(lane + 1) * sorted;
        let chunks = Chunks { layout, parts, places: &self.places[range.clone()], coarse: &self.coarse[range], most };
        Against { layout, chunks, lacks }
    }

    /// The exact sum of a package's parts in one draw of the block; minus infinity where the party bars one.
    pub fn package(&self, layout: &Layout, lane: usize, number: usize) -> f64 {
        layout.sum(self.lane(layout, lane), number)
    }

    fn lane(&self, layout: &Layout, lane: usize) -> &[f64] {
        let options = layout.options();
        &self.parts[lane * options..][..options]
    }

    fn sort(&mut self, chunk: &[f64], keys: &mut Vec<i64>) {
        keys.clear();
        keys.extend(chunk.iter().zip(0..=u8::MAX).map(|(worth, place)| key(*worth, place)));
        keys.sort_unstable();
        self.places.extend(keys.iter().map(|key| place(*key)));
        self.coarse.extend(keys.iter().map(|key| coarse(chunk[usize::from(place(*key))])));
    }
}

impl Against<'_> {
    /// How many packages are worth enough.
    pub fn count(&self) -> usize {
        let enough =
            |chunk: Chunk| -> usize { self.lacks.iter().map(|lack| chunk.coarse.len() - chunk.below(*lack)).sum() };
        self.chunks.each().map(enough).sum()
    }

    /// Leaves in a set of packages only those that are worth enough.
    pub fn keep(&self, set: &mut [u64]) {
        let tails = self.layout.tails();
        for chunk in self.chunks.each() {
            if self.layout.sorts_heads() {
                for (place, lacks) in self.lacks.chunks(TAILS).enumerate() {
                    chunk.each_head(lacks, |head, some| keep(set, head * tails + place * TAILS, lacks.len(), some));
                }
            } else {
                let from = chunk.best_from();
                for (head, lack) in self.lacks.iter().enumerate() {
                    keep(set, head * tails + chunk.first, chunk.places.len(), from[chunk.below(*lack)]);
                }
            }
        }
    }
}

impl<'a> Chunks<'a> {
    fn each(&self) -> impl Iterator<Item = Chunk<'a>> {
        let &Chunks { layout, parts, places, coarse, most } = self;
        let chunks = places.chunks(most).zip(coarse.chunks(most)).enumerate();
        chunks.map(move |(place, (places, coarse))| {
            let mut rows = [i16::MAX; HEADS / ROW];
            rows.iter_mut().zip(coarse.chunks_exact(ROW)).for_each(|(greatest, row)| *greatest = row[ROW - 1]);
            Chunk { layout, parts, first: place * most, places, coarse, rows }
        })
    }
}

impl Chunk<'_> {
    /// How many are worth less than what is needed.
    ///
    /// Two rows of comparisons with nothing to guess wrong are quicker than halving.
    #[inline]
    fn below(&self, needed: f64) -> usize {
        let wanted = coarse(needed);
        let whole = ROW * less(&self.rows, wanted);
        let rest = &self.coarse[whole..];
        let below = whole
            + match rest.first_chunk() {
                Some(row) => less(row, wanted),
                None => rest.partition_point(|worth| *worth < wanted),
            };
        if self.coarse.get(below) == Some(&wanted) { self.below_among_level(below, needed) } else { below }
    }

    /// The same where coarse steps cannot tell them apart from some place on.
    #[cold]
    fn below_among_level(&self, from: usize, needed: f64) -> usize {
        let level = self.coarse[from..].partition_point(|worth| *worth == self.coarse[from]);
        let worth = |place: &u8| self.layout.sum_sorted(self.parts, self.first + usize::from(*place));
        from + self.places[from..][..level].partition_point(|place| worth(place) < needed)
    }

    /// For heads: told of each head which of at most 64 tails go with it, one bit each.
    fn each_head(&self, lacks: &[f64], mut told: impl FnMut(usize, u64)) {
        let mut begin = [0; HEADS + 1];
        lacks.iter().enumerate().for_each(|(bit, lack)| begin[self.below(*lack)] |= 1 << bit);
        let mut some = 0;
        for (place, begin) in self.places.iter().zip(begin) {
            some |= begin;
            told(self.first + usize::from(*place), some);
        }
    }

    /// For tails: by place in the order, the bits of those from there on.
    fn best_from(&self) -> [u64; TAILS + 1] {
        let mut bits = [0; TAILS + 1];
        for (at, place) in self.places.iter().enumerate().rev() {
            bits[at] = bits[at + 1] | 1 << place;
        }
        bits
    }
}

/// How many of a row are less. Half a row beside the other half, so that the machine adds up eight at a time.
#[inline]
fn less(row: &[i16; ROW], than: i16) -> usize {
    let (one, two) = row.split_at(ROW / 2);
    let mut both = [0; ROW / 2];
    for ((both, one), two) in both.iter_mut().zip(one).zip(two) {
        *both = i16::from(*one < than) + i16::from(*two < than);
    }
    both.iter().sum::<i16>() as usize
}

/// Leaves, of so many packages from a number on, only those of the bits.
fn keep(set: &mut [u64], from: usize, many: usize, bits: u64) {
    let (word, shift) = (from / 64, from % 64);
    let gone = (u64::MAX >> (64 - many)) & !bits;
    set[word] &= !(gone << shift);
    if shift > 0
        && let Some(next) = set.get_mut(word + 1)
    {
        *next &= !(gone >> (64 - shift));
    }
}

/// The sums of one option for each of some issues, the last issue changing fastest.
fn sum(layout: &Layout, parts: &[f64], issues: Range<usize>, sums: &mut Vec<f64>) {
    let sizes = layout.space.sizes();
    let mut from = sizes[..issues.start].iter().sum();
    sums.clear();
    sums.push(0.0);
    for size in &sizes[issues] {
        add_issue(sums, &parts[from..from + size]);
        from += size;
    }
}

/// A worth and a place in a chunk as one whole number, which sorts faster than the two: the worth in the steps that parts are
/// kept to, and below it the place. Minus infinity comes first.
fn key(worth: f64, place: u8) -> i64 {
    const FARTHEST: i64 = 1 << 54;
    part_steps(worth).clamp(-FARTHEST, FARTHEST) << u8::BITS | i64::from(place)
}

fn place(key: i64) -> u8 {
    (key & i64::from(u8::MAX)) as u8
}

/// A worth in coarse steps; what is out of their reach is the last. Where two differ in it, the worths differ the same way.
fn coarse(worth: f64) -> i16 {
    (worth * 32_000.0) as i16
}

/// By open option: what it is worth in the draws from `first` on; minus infinity where the party bars it.
fn open_parts(inputs: &PartyInputs, layout: &Layout, first: usize, lanes: usize) -> Vec<Lanes> {
    let all = inputs.lanes(first, lanes);
    let mut parts = Vec::with_capacity(layout.options());
    for ((row, barred), options) in all.iter().zip(&inputs.barred).zip(&layout.open) {
        let part = |option: &usize| {
            if barred[*option] { [f64::NEG_INFINITY; LANES] } else { row[*option].map(fine) }
        };
        parts.extend(options.iter().map(part));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_bits_across_words() {
        let mut set = [u64::MAX; 2];
        keep(&mut set, 60, 8, 0b1010_0101);
        assert_eq!(set, [u64::MAX >> 4 | 0b0101 << 60, u64::MAX << 4 | 0b1010]);
        keep(&mut set, 0, 64, 0);
        assert_eq!(set[0], 0);
    }
}
