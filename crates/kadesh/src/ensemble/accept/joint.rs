//! The packages that all signatories take, draw by draw.
//!
//! The parties are asked one after another, those that take the fewest packages first, and only where some package is left:
//! with many parties most draws are soon done. Most questions only count the packages; for those that look at them, they are
//! kept.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::ensemble::payoffs::LANES;
use crate::ensemble::taken::{Taken, blocks};
use crate::progress::Progress;

/// What some parties take together, in every draw. Of no use when the work is stopped.
#[derive(Debug)]
// INVARIANT: `given` has `words` words, `kept` as many for each draw.
pub(in crate::ensemble) struct Joint {
    /// Those that take the fewest packages first.
    parties: Vec<Arc<Taken>>,
    draws: usize,
    words: usize,
    /// The packages that they choose from, one bit each.
    given: Vec<u64>,
    progress: Arc<Progress>,
    kept: OnceLock<Vec<u64>>,
}

impl Joint {
    /// What these parties take of some packages.
    pub fn of(mut parties: Vec<Arc<Taken>>, given: Vec<u64>, draws: usize, progress: Arc<Progress>) -> Joint {
        parties.sort_by_cached_key(|taken| taken.total());
        Joint { parties, draws, words: given.len(), given, progress, kept: OnceLock::new() }
    }

    /// The packages of a draw: number `n` is bit `n % 64` of word `n / 64`. Not to be asked for the first time from inside a
    /// loop over several cores.
    pub fn of_draw(&self, draw: usize) -> &[u64] {
        let kept =
            self.kept.get_or_init(|| blocks(self.draws).map(|block| self.made(block)).collect::<Vec<_>>().concat());
        &kept[draw * self.words..][..self.words]
    }

    /// How many draws.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// How many words the bits of a draw take.
    pub fn words(&self) -> usize {
        self.words
    }

    /// By draw: how many packages.
    pub fn counts(&self) -> Vec<u32> {
        let in_block = |block| {
            let mut counts = Vec::with_capacity(LANES);
            self.each(block, |set| counts.push(size(set)));
            counts
        };
        blocks(self.draws).map(in_block).collect::<Vec<_>>().concat()
    }

    /// Shows the packages of each draw of a block in turn; none is a set too.
    pub fn each(&self, block: Range<usize>, mut see: impl FnMut(&[u64])) {
        let (draws, words) = (block.len(), self.words);
        let sets = match self.kept.get() {
            Some(kept) => Cow::Borrowed(&kept[block.start * words..block.end * words]),
            None => Cow::Owned(self.made(block)),
        };
        (0..draws).for_each(|draw| see(&sets[draw * words..][..words]));
    }

    fn made(&self, block: Range<usize>) -> Vec<u64> {
        let mut sets = self.given.repeat(block.len());
        for taken in self.parties.iter().take_while(|_| !self.progress.is_stopped()) {
            taken.keep(block.clone(), &mut sets);
        }
        sets
    }
}

/// How many packages a set holds.
pub(super) fn size(set: &[u64]) -> u32 {
    set.iter().map(|word| word.count_ones()).sum()
}
