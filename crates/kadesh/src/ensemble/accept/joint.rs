//! The packages that all signatories take, draw by draw.
//!
//! The parties are asked one after another, those that take the fewest packages first, and only where some package is left:
//! with many parties most draws are soon done.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::ensemble::layout::Layout;
use crate::ensemble::taken::{Taken, blocks};
use crate::progress::Progress;

/// Packages in each draw, one bit each.
// INVARIANT: `words` words for each draw.
#[derive(Debug)]
pub(in crate::ensemble) struct Joint {
    words: usize,
    bits: Vec<u64>,
}

impl Joint {
    /// The packages that all of these parties take. Of no use when the work is stopped.
    pub fn of(parties: &[&Arc<Taken>], layout: &Layout, draws: usize, progress: &Progress) -> Joint {
        let mut order = parties.to_vec();
        order.sort_by_cached_key(|taken| taken.total());
        let all = layout.all();
        let in_block = |block: Range<usize>| {
            let mut sets = all.repeat(block.len());
            for taken in order.iter().take_while(|_| !progress.is_stopped()) {
                taken.keep(block.clone(), &mut sets);
            }
            sets
        };
        Joint { words: all.len(), bits: blocks(draws).map(in_block).collect::<Vec<_>>().concat() }
    }

    /// Those of a draw: package `n` is bit `n % 64` of word `n / 64`.
    pub fn of_draw(&self, draw: usize) -> &[u64] {
        &self.bits[draw * self.words..][..self.words]
    }
}
