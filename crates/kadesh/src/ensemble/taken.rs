//! Which packages one party takes in each draw, one bit a package, and how to count them anew when only its walk-away moved.
//!
//! # Definition
//!
//! That of [`accept`](super::accept). The issues are cut in two, so that a package is a *head*, one option for each of the
//! first issues, and a *tail*, one for each of the rest. In a draw the tails are sorted by what they are worth; a head goes with
//! the last of them, those that make up for what it lacks of the walk-away.
//!
//! # Source
//!
//! Our own; compared with going through all packages (`tests/oracle_ensemble.rs`).
//!
//! # Complexity
//!
//! For each draw O(tails × log tails) once, then O(heads × tails) comparisons of two bytes for each walk-away. One bit a package
//! and draw where it is asked which they are, and at most [`MOST_KEPT`] bytes for each version of a party.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::payoffs::{LANES, Lanes, PartyInputs};
use crate::deals::{Space, TooManyPackages, add_issue, fine, least_sum, part_steps, put};

/// Tails are sorted so many at a time: one bit each of a word.
const CHUNK: usize = 64;

/// A party's worth is kept for the next walk-away up to so many bytes; beyond, it is worked out anew.
const MOST_KEPT: usize = 64 << 20;

/// The packages of open options, numbered with the last issue changing fastest, and where they lie in the bits of a draw:
/// package `n` is bit `n % 64` of word `n / 64`.
#[derive(Debug, Clone, PartialEq, Eq)]
// INVARIANT: `open` and `space` agree; `cut` is at most the number of issues.
pub(super) struct Layout {
    /// By issue: the options that the rules do not shut.
    pub open: Vec<Vec<usize>>,
    /// The packages of these options.
    pub space: Space,
    /// The first issue of the tails.
    cut: usize,
}

/// What one party takes.
#[derive(Debug)]
pub(super) struct Taken {
    /// What decides it.
    pub inputs: PartyInputs,
    /// By draw: how many packages.
    pub counts: Vec<u32>,
    /// By draw: the walk-away.
    pub floors: Vec<f64>,
    layout: Arc<Layout>,
    /// By block of draws. Empty where that would be too much to keep.
    worth: Arc<[Worth]>,
    /// By draw and word: one bit a package. Many questions never come to ask which packages are counted.
    bits: OnceLock<Vec<u64>>,
}

/// What a party's options are worth in a block of draws: all that a moved walk-away leaves as it was.
#[derive(Debug, Default)]
struct Worth {
    /// By draw: the options of the heads' issues, one issue after another; minus infinity where the party bars one.
    heads: Vec<f64>,
    /// By draw and chunk: what the tails are worth, rising.
    tails: Vec<f64>,
    /// The same: the places of these tails in their chunk.
    places: Vec<u8>,
    /// By draw and chunk: the same worths in coarse steps; past the last the greatest.
    coarse: Vec<[i16; CHUNK]>,
}

/// What [`Worth::add`] works with, used again from draw to draw.
#[derive(Default)]
struct Scratch {
    own: Vec<f64>,
    sums: Vec<f64>,
    keys: Vec<i64>,
}

impl Layout {
    /// The error says how many packages there would be.
    pub fn new(open: Vec<Vec<usize>>) -> Result<Layout, TooManyPackages> {
        let sizes: Vec<usize> = open.iter().map(Vec::len).collect();
        Ok(Layout { space: Space::new(&sizes)?, cut: cut(&sizes), open })
    }

    /// How many words the bits of a draw take.
    pub fn words(&self) -> usize {
        self.space.len().div_ceil(64)
    }

    /// The options of a package.
    pub fn package(&self, number: usize) -> Vec<usize> {
        self.space.package(number).iter().zip(&self.open).map(|(place, options)| options[*place]).collect()
    }

    /// The number of a package. None: an option of it is not open.
    pub fn number(&self, package: &[usize]) -> Option<usize> {
        let places = self.open.iter().zip(package).map(|(open, option)| open.iter().position(|one| one == option));
        Some(self.space.number(&places.collect::<Option<Vec<usize>>>()?))
    }

    fn tails(&self) -> usize {
        self.space.sizes()[self.cut..].iter().product()
    }

    /// How many bytes a party's worth takes in all draws, about.
    fn kept(&self, draws: usize) -> usize {
        let heads: usize = self.space.sizes()[..self.cut].iter().sum();
        let tails = self.tails();
        draws.saturating_mul(8 * heads + 9 * tails + 2 * tails.next_multiple_of(CHUNK))
    }
}

/// Where the tails begin: enough issues that their chunks are at least half full, and few enough that sorting stays cheap.
fn cut(sizes: &[usize]) -> usize {
    const MOST_TAILS: usize = 512;
    let mut tails = 1;
    let mut cut = sizes.len();
    while cut > 0 && tails <= CHUNK / 2 && (tails * sizes[cut - 1] <= MOST_TAILS || tails == 1) {
        cut -= 1;
        tails *= sizes[cut];
    }
    cut
}

impl Taken {
    /// Counts in all draws. `before` is what was found for a party in the same draws and layout, and spares the sorting where
    /// only the walk-away is another.
    pub fn count(inputs: PartyInputs, layout: &Arc<Layout>, draws: usize, before: Option<&Taken>) -> Taken {
        let worth = match before.filter(|before| before.inputs.is_worth_the_same(&inputs)) {
            Some(before) => before.worth.clone(),
            None if layout.kept(draws) > MOST_KEPT => Arc::default(),
            None => blocks(draws).map(|block| Worth::of(&inputs, layout, block)).collect::<Vec<_>>().into(),
        };
        let floors = (0..draws).into_par_iter().map(|draw| inputs.walk_away(draw)).collect();
        let mut taken =
            Taken { inputs, counts: Vec::new(), floors, layout: layout.clone(), worth, bits: OnceLock::new() };
        let counted = blocks(draws).map(|block| {
            let mut counts = vec![0; block.len()];
            taken.compare(block, |lane, _, some, _| counts[lane] += some);
            counts
        });
        taken.counts = counted.collect::<Vec<_>>().concat();
        taken
    }

    /// The packages that are taken, by draw and word of the layout, one bit each. Not to be asked for the first time from
    /// inside a loop over several cores.
    pub fn bits(&self) -> &[u64] {
        self.bits.get_or_init(|| {
            let words = self.layout.words();
            let found = blocks(self.floors.len()).map(|block| {
                let mut bits = vec![0; block.len() * words];
                self.compare(block, |lane, offset, _, some| put(&mut bits[lane * words..][..words], offset, some));
                bits
            });
            found.collect::<Vec<_>>().concat()
        })
    }

    /// Finds the packages that are taken in a block of draws. Told of each draw, head and chunk of tails: the draw's place in
    /// the block, the number of the first package, how many are taken, and which, one bit each.
    ///
    /// Parts and floors are on the grid of [`Payoff::utility`](crate::deals::Payoff::utility), where sums and differences are
    /// exact: both agree on every tie.
    fn compare(&self, block: Range<usize>, mut found: impl FnMut(usize, usize, u32, u64)) {
        if self.inputs.refuses {
            return;
        }
        let fresh;
        let worth = match self.worth.get(block.start / LANES) {
            Some(kept) => kept,
            None => {
                fresh = Worth::of(&self.inputs, &self.layout, block.clone());
                &fresh
            }
        };
        let tails = self.layout.tails();
        let mut sums = Vec::new();
        for (lane, floor) in self.floors[block].iter().enumerate() {
            let least = least_sum(*floor);
            worth.sum_heads(&self.layout, lane, &mut sums);
            for (place, chunk) in worth.chunks(tails, lane).enumerate() {
                let from = chunk.best_from();
                for (head, sum) in sums.iter().enumerate() {
                    let below = chunk.below(least - sum);
                    found(lane, head * tails + place * CHUNK, (chunk.worths.len() - below) as u32, from[below]);
                }
            }
        }
    }
}

/// The draws in blocks.
fn blocks(draws: usize) -> impl IndexedParallelIterator<Item = Range<usize>> {
    (0..draws.div_ceil(LANES)).into_par_iter().map(move |block| block * LANES..draws.min((block + 1) * LANES))
}

impl Worth {
    fn of(inputs: &PartyInputs, layout: &Layout, block: Range<usize>) -> Worth {
        let lanes = block.len();
        let parts = open_parts(inputs, layout, block.start, lanes);
        let (tails, options) = (layout.tails(), layout.space.sizes()[..layout.cut].iter().sum::<usize>());
        let mut worth = Worth {
            heads: Vec::with_capacity(lanes * options),
            tails: Vec::with_capacity(lanes * tails),
            places: Vec::with_capacity(lanes * tails),
            coarse: Vec::with_capacity(lanes * tails.div_ceil(CHUNK)),
        };
        let mut scratch = Scratch::default();
        (0..lanes).for_each(|lane| worth.add(parts.split_at(layout.cut), lane, &mut scratch));
        worth
    }

    /// Adds one draw.
    fn add(&mut self, (heads, tails): (&[Vec<Lanes>], &[Vec<Lanes>]), lane: usize, scratch: &mut Scratch) {
        let Scratch { own, sums, keys } = scratch;
        self.heads.extend(heads.iter().flatten().map(|part| part[lane]));
        sums.clear();
        sums.push(0.0);
        for parts in tails {
            own.clear();
            own.extend(parts.iter().map(|part| part[lane]));
            add_issue(sums, own);
        }
        for chunk in sums.chunks(CHUNK) {
            keys.clear();
            keys.extend(chunk.iter().zip(0..).map(|(worth, place)| key(*worth, place)));
            keys.sort_unstable();
            let sorted = || keys.iter().map(|key| place(*key));
            self.tails.extend(sorted().map(|place| chunk[usize::from(place)]));
            self.places.extend(sorted());
            let mut coarsely = [i16::MAX; CHUNK];
            coarsely.iter_mut().zip(sorted()).for_each(|(cell, place)| *cell = coarse(chunk[usize::from(place)]));
            self.coarse.push(coarsely);
        }
    }

    /// The tails of one draw.
    fn chunks(&self, tails: usize, lane: usize) -> impl Iterator<Item = Chunk<'_>> {
        let chunks = tails.div_ceil(CHUNK);
        let worths = self.tails[lane * tails..][..tails].chunks(CHUNK);
        let places = self.places[lane * tails..][..tails].chunks(CHUNK);
        let coarse = &self.coarse[lane * chunks..][..chunks];
        worths.zip(places).zip(coarse).map(|((worths, places), coarse)| Chunk { worths, places, coarse })
    }

    fn sum_heads(&self, layout: &Layout, lane: usize, sums: &mut Vec<f64>) {
        let sizes = &layout.space.sizes()[..layout.cut];
        let options: usize = sizes.iter().sum();
        let mut parts = &self.heads[lane * options..][..options];
        sums.clear();
        sums.push(0.0);
        for size in sizes {
            let (own, rest) = parts.split_at(*size);
            add_issue(sums, own);
            parts = rest;
        }
    }
}

/// Tails of one draw, sorted.
struct Chunk<'a> {
    worths: &'a [f64],
    places: &'a [u8],
    coarse: &'a [i16; CHUNK],
}

impl Chunk<'_> {
    /// How many tails are worth less than what is needed.
    ///
    /// Quicker than halving: the coarse numbers are compared eight at a time with nothing to guess wrong, and seldom is there one
    /// that they cannot tell apart.
    fn below(&self, needed: f64) -> usize {
        let wanted = coarse(needed);
        let (mut below, mut level) = (0, 0);
        for worth in self.coarse {
            below += u16::from(*worth < wanted);
            level |= u16::from(*worth == wanted);
        }
        let mut below = usize::from(below);
        while level != 0 && self.worths.get(below).is_some_and(|worth| *worth < needed) {
            below += 1;
        }
        below
    }

    /// By place in the order: the bits of the tails from there on.
    fn best_from(&self) -> [u64; CHUNK + 1] {
        let mut bits = [0; CHUNK + 1];
        for (at, place) in self.places.iter().enumerate().rev() {
            bits[at] = bits[at + 1] | 1 << place;
        }
        bits
    }
}

/// A worth and a place in a chunk as one whole number, which sorts faster than the two: the worth in the steps that parts are
/// kept to, and below it the place. Minus infinity comes first.
fn key(worth: f64, place: u8) -> i64 {
    const FARTHEST: i64 = 1 << 56;
    part_steps(worth).clamp(-FARTHEST, FARTHEST) << PLACE_BITS | i64::from(place)
}

fn place(key: i64) -> u8 {
    (key & ((1 << PLACE_BITS) - 1)) as u8
}

/// A place in a chunk takes so many bits.
const PLACE_BITS: u32 = CHUNK.ilog2();

/// A worth in steps of 2⁻¹⁴; what is out of their reach is the last. Where two differ in it, the worths differ the same way.
fn coarse(worth: f64) -> i16 {
    (worth * 16_384.0) as i16
}

/// By issue and open option: what it is worth in the draws from `first` on; minus infinity where the party bars it.
fn open_parts(inputs: &PartyInputs, layout: &Layout, first: usize, lanes: usize) -> Vec<Vec<Lanes>> {
    let all = inputs.lanes(first, lanes);
    let issue = |((row, barred), options): ((&Vec<Lanes>, &Vec<bool>), &Vec<usize>)| {
        let part = |option: &usize| {
            if barred[*option] { [f64::NEG_INFINITY; LANES] } else { row[*option].map(fine) }
        };
        options.iter().map(part).collect()
    };
    all.iter().zip(&inputs.barred).zip(&layout.open).map(issue).collect()
}
