//! Which packages one party takes in each draw: how many, and which of those that others take too.
//!
//! # Definition
//!
//! That of [`accept`](super::accept).
//!
//! # Source
//!
//! Our own; compared with going through all packages (`tests/oracle_ensemble.rs`).
//!
//! # Complexity
//!
//! That of `worth.rs` for each draw; what options are worth is worked out once for all walk-aways. At most [`MOST_KEPT`] bytes
//! are kept for each version of a party.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::layout::Layout;
use super::payoffs::{LANES, PartyInputs};
use super::worth::Worth;
use crate::deals::{fine, least_sum};
use crate::model::Spread;
use crate::num;
use crate::progress::{Progress, Stopped};

/// A party's worth is kept for the next walk-away up to so many bytes; beyond, it is worked out anew.
const MOST_KEPT: usize = 64 << 20;

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
    /// The packages that hold options which are worth more or less together.
    together: Together,
    share: OnceLock<Option<Spread>>,
}

impl Taken {
    /// Counts in all draws. `before` is what was found for a party in the same draws and layout, and spares the sorting where
    /// only the walk-away is another. The error: the work was stopped.
    pub fn count(
        inputs: PartyInputs,
        layout: &Arc<Layout>,
        draws: usize,
        before: Option<&Taken>,
        progress: &Progress,
    ) -> Result<Taken, Stopped> {
        let worth = match before.filter(|before| before.inputs.is_worth_the_same(&inputs)) {
            Some(before) => before.worth.clone(),
            None if draws.saturating_mul(Worth::bytes(layout)) > MOST_KEPT => Arc::default(),
            None => {
                let of = |block| progress.go_on().map(|()| Worth::of(&inputs, layout, block));
                blocks(draws).map(of).collect::<Result<Vec<_>, _>>()?.into()
            }
        };
        let floors = (0..draws).into_par_iter().map(|draw| inputs.walk_away(draw)).collect();
        let together = Together::of(&inputs, layout);
        let (layout, share) = (layout.clone(), OnceLock::new());
        let mut taken = Taken { inputs, counts: Vec::new(), floors, layout, worth, together, share };
        let counted = blocks(draws).map(|block| progress.go_on().map(|()| taken.count_in(block)));
        taken.counts = counted.collect::<Result<Vec<_>, _>>()?.concat();
        Ok(taken)
    }

    /// The spread of the share of packages; none when there are none.
    pub fn share(&self) -> Option<Spread> {
        let whole = self.layout.packages();
        let shares = || self.counts.iter().map(|count| num::share(*count as usize, whole)).collect::<Option<_>>();
        *self.share.get_or_init(|| Spread::of(shares()?))
    }

    /// How many packages in all draws.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|count| u64::from(*count)).sum()
    }

    /// In how many draws a package is taken, by its number.
    pub fn draws_with(&self, package: usize) -> usize {
        let in_block = |block: Range<usize>| {
            self.with_worth(block.clone(), |worth| {
                let takes = |(lane, floor): &(usize, &f64)| {
                    let together = self.together.worth(&self.inputs, package, block.start + lane);
                    worth.package(&self.layout, *lane, package) + together >= least_sum(**floor)
                };
                self.floors[block.clone()].iter().enumerate().filter(takes).count()
            })
        };
        if self.inputs.refuses { 0 } else { blocks(self.floors.len()).map(in_block).sum() }
    }

    /// Leaves, of some packages in each draw of a block, only those that are taken. The sets stand one behind the other.
    pub fn keep(&self, block: Range<usize>, sets: &mut [u64]) {
        if self.inputs.refuses {
            return sets.fill(0);
        }
        let (mut lacks, mut few) = (Vec::new(), Vec::new());
        self.with_worth(block.clone(), |worth| {
            let sets = sets.chunks_mut(self.layout.words().max(1)).zip(&self.floors[block.clone()]).enumerate();
            for (lane, (set, floor)) in sets {
                let least = least_sum(*floor);
                let draw = block.start + lane;
                if is_few(set, &mut few) {
                    let own = |package| {
                        worth.package(&self.layout, lane, package) + self.together.worth(&self.inputs, package, draw)
                    };
                    few.retain(|package| own(*package) < least);
                    few.iter().for_each(|package| set[package / 64] &= !(1 << (package % 64)));
                } else {
                    self.keep_most((worth, lane), (least, draw), set, &mut lacks);
                }
            }
        });
    }

    /// The same for one draw with many packages: all by their options one by one, then those again whose options are worth more
    /// or less together.
    fn keep_most(
        &self,
        (worth, lane): (&Worth, usize),
        (least, draw): (f64, usize),
        set: &mut [u64],
        lacks: &mut Vec<f64>,
    ) {
        let tied: Vec<usize> = self.together.among(set).collect();
        worth.against(&self.layout, lane, least, lacks).keep(set);
        if tied.is_empty() {
            return;
        }
        let bonuses = self.together.bonuses(&self.inputs, draw);
        for package in tied {
            let own = worth.package(&self.layout, lane, package) + self.together.sum(&bonuses, package);
            let bit = 1 << (package % 64);
            if own >= least { set[package / 64] |= bit } else { set[package / 64] &= !bit }
        }
    }

    /// The same for one draw.
    pub fn keep_in(&self, draw: usize, set: &mut [u64]) {
        let start = draw / LANES * LANES;
        let block = start..self.floors.len().min(start + LANES);
        if self.inputs.refuses {
            return set.fill(0);
        }
        self.with_worth(block, |worth| {
            let least = least_sum(self.floors[draw]);
            self.keep_most((worth, draw - start), (least, draw), set, &mut Vec::new());
        });
    }

    fn count_in(&self, block: Range<usize>) -> Vec<u32> {
        if self.inputs.refuses {
            return vec![0; block.len()];
        }
        let mut lacks = Vec::new();
        let adds_up = self.together.is_empty() && self.layout.space.is_whole();
        if !adds_up && self.layout.words() > 0 {
            let mut sets = self.layout.all().repeat(block.len());
            self.keep(block, &mut sets);
            let count = |set: &[u64]| set.iter().map(|word| word.count_ones()).sum();
            return sets.chunks(self.layout.words()).map(count).collect();
        }
        self.with_worth(block.clone(), |worth| {
            let floors = self.floors[block].iter().enumerate();
            let mut count =
                |lane, floor| worth.against(&self.layout, lane, least_sum(floor), &mut lacks).count() as u32;
            floors.map(|(lane, floor)| count(lane, *floor)).collect()
        })
    }

    /// What options are worth in a block of draws: what was kept, or worked out anew.
    fn with_worth<T>(&self, block: Range<usize>, ask: impl FnOnce(&Worth) -> T) -> T {
        match self.worth.get(block.start / LANES) {
            Some(kept) => ask(kept),
            None => ask(&Worth::of(&self.inputs, &self.layout, block)),
        }
    }
}

/// The packages of open options in which options are worth more or less together.
#[derive(Debug)]
struct Together {
    /// By package: which bonuses it gets, as places among the party's. Only those that get any.
    held: BTreeMap<usize, Vec<usize>>,
}

impl Together {
    fn of(inputs: &PartyInputs, layout: &Layout) -> Together {
        let mut held: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, extra) in inputs.bonuses.iter().enumerate() {
            let Some(options) = layout.places(&extra.holding) else { continue };
            layout.space.each_holding(&options, |package| held.entry(package).or_default().push(place));
        }
        Together { held }
    }

    fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// Those in a set.
    fn among<'a>(&'a self, set: &'a [u64]) -> impl Iterator<Item = usize> + 'a {
        self.held.keys().copied().filter(|package| set[package / 64] >> (package % 64) & 1 == 1)
    }

    /// What each bonus is worth in a draw.
    fn bonuses(&self, inputs: &PartyInputs, draw: usize) -> Vec<f64> {
        (0..inputs.bonuses.len()).map(|place| fine(inputs.bonus(place, draw))).collect()
    }

    /// What a package gets of them. Sums of parts are exact in any order.
    fn sum(&self, bonuses: &[f64], package: usize) -> f64 {
        self.held.get(&package).into_iter().flatten().fold(0.0, |sum, place| sum + bonuses[*place])
    }

    /// The same for one package of one draw.
    fn worth(&self, inputs: &PartyInputs, package: usize, draw: usize) -> f64 {
        let held = self.held.get(&package).into_iter().flatten();
        held.fold(0.0, |sum, place| sum + fine(inputs.bonus(*place, draw)))
    }
}

/// Up to so many packages are quicker looked at one by one.
const FEW: usize = 64;

/// Whether a set holds few packages, and if so which.
fn is_few(set: &[u64], few: &mut Vec<usize>) -> bool {
    few.clear();
    for (place, mut word) in set.iter().copied().enumerate() {
        while word != 0 {
            if few.len() == FEW {
                return false;
            }
            few.push(place * 64 + word.trailing_zeros() as usize);
            word &= word - 1;
        }
    }
    true
}

/// The draws in blocks.
pub(super) fn blocks(draws: usize) -> impl IndexedParallelIterator<Item = Range<usize>> {
    (0..draws.div_ceil(LANES)).into_par_iter().map(move |block| block * LANES..draws.min((block + 1) * LANES))
}
