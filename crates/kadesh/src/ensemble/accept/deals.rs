//! How often each package is a deal, and in how many draws there is one.

use std::ops::Range;

use rayon::prelude::*;

use super::joint::{Joint, size};
use crate::ensemble::payoffs::LANES;

/// The deals of all draws, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deals {
    /// By package: in how many draws it is a deal.
    pub by_package: Vec<u32>,
    /// By draw: how many packages are deals.
    pub by_draw: Vec<u32>,
    /// In how many draws no deal can surely be had.
    pub none_sure: usize,
}

/// Draws are counted so many at a time.
const BLOCK: usize = 8 * LANES;

impl Deals {
    /// Counts what all signatories take. `sure` holds the packages that can surely be had, of so many in all.
    pub fn of(joint: &Joint, sure: &[u64], packages: usize) -> Deals {
        joint.prepare();
        let block = |block: usize| Deals::of_block(joint, sure, block * BLOCK..joint.draws().min((block + 1) * BLOCK));
        let found: Vec<Deals> = (0..joint.draws().div_ceil(BLOCK)).into_par_iter().map(block).collect();
        let mut all = Deals { by_package: vec![0; packages], by_draw: Vec::new(), none_sure: 0 };
        for one in found {
            all.by_package.iter_mut().zip(one.by_package).for_each(|(all, one)| *all += one);
            all.by_draw.extend(one.by_draw);
            all.none_sure += one.none_sure;
        }
        all
    }

    /// In how many draws there is none.
    pub fn none(&self) -> usize {
        self.by_draw.iter().filter(|deals| **deals == 0).count()
    }

    fn of_block(joint: &Joint, sure: &[u64], block: Range<usize>) -> Deals {
        let mut counters = vec![Counter::new(); joint.words()];
        let mut deals = Deals { by_package: Vec::new(), by_draw: Vec::with_capacity(block.len()), none_sure: 0 };
        for start in block.clone().step_by(LANES) {
            joint.each(start..block.end.min(start + LANES), |set| {
                counters.iter_mut().zip(set).for_each(|(counter, word)| counter.add(*word));
                deals.by_draw.push(size(set));
                deals.none_sure += usize::from(set.iter().zip(sure).all(|(word, surely)| word & surely == 0));
            });
        }
        deals.by_package = counters.iter().flat_map(Counter::totals).collect();
        deals
    }
}

/// Counts the draws of 64 packages at once: plane `k` holds bit `k` of every package's count.
#[derive(Clone)]
struct Counter {
    planes: [u64; BLOCK.ilog2() as usize + 1],
}

impl Counter {
    fn new() -> Counter {
        Counter { planes: [0; BLOCK.ilog2() as usize + 1] }
    }

    fn add(&mut self, word: u64) {
        let mut carry = word;
        for plane in &mut self.planes {
            if carry == 0 {
                break;
            }
            (*plane, carry) = (*plane ^ carry, *plane & carry);
        }
    }

    fn totals(&self) -> [u32; 64] {
        let mut totals = [0; 64];
        for (bit, total) in totals.iter_mut().enumerate() {
            *total =
                (0u32..).zip(&self.planes).fold(0, |sum, (power, plane)| sum | (((plane >> bit) & 1) as u32) << power);
        }
        totals
    }
}
