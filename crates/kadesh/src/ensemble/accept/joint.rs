//! The packages that all signatories take, draw by draw.
//!
//! The parties are asked one after another, those that take the fewest packages first, and only where some package is left:
//! with many parties most draws are soon done. Where one of several groups is enough, every party is asked once and the groups
//! are put together. Most questions only count the packages; for those that look at them, they are kept.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::ensemble::payoffs::LANES;
use crate::ensemble::taken::{Taken, blocks};
use crate::progress::Progress;

/// What some parties take together, in every draw. Of no use when the work is stopped.
#[derive(Debug)]
// INVARIANT: `kept` has `words` words for each draw.
pub(in crate::ensemble) struct Joint {
    /// Those that take the fewest packages first.
    parties: Vec<Arc<Taken>>,
    draws: usize,
    words: usize,
    from: Source,
    /// Where one of several groups is enough: each. Empty: all parties are needed.
    groups: Vec<Group>,
    progress: Arc<Progress>,
    kept: OnceLock<Vec<u64>>,
}

/// Parties that are enough together.
#[derive(Debug)]
pub(in crate::ensemble) struct Group {
    /// The packages that others of the group take, the same in every draw, one bit each.
    pub given: Vec<u64>,
    /// Places among the parties.
    pub parties: Vec<usize>,
}

/// The packages that some parties choose from.
#[derive(Debug)]
enum Source {
    /// The same in every draw, one bit each.
    Given(Vec<u64>),
    /// What others take together, which serves many a question.
    Others(Arc<Joint>),
}

impl Joint {
    /// What these parties take of some packages.
    pub fn of(mut parties: Vec<Arc<Taken>>, given: Vec<u64>, draws: usize, progress: Arc<Progress>) -> Joint {
        parties.sort_by_cached_key(|taken| taken.total());
        let (words, from) = (given.len(), Source::Given(given));
        Joint { parties, draws, words, from, groups: Vec::new(), progress, kept: OnceLock::new() }
    }

    /// What one of these groups takes of what is given to it.
    pub fn of_groups(
        parties: Vec<Arc<Taken>>,
        groups: Vec<Group>,
        (draws, words): (usize, usize),
        progress: Arc<Progress>,
    ) -> Joint {
        let mut whole = vec![0; words];
        groups.iter().for_each(|group| whole.iter_mut().zip(&group.given).for_each(|(all, own)| *all |= own));
        Joint { parties, draws, words, from: Source::Given(whole), groups, progress, kept: OnceLock::new() }
    }

    /// What these parties take of what others take together.
    pub fn of_others(mut parties: Vec<Arc<Taken>>, others: Arc<Joint>) -> Joint {
        parties.sort_by_cached_key(|taken| taken.total());
        let (draws, words, progress) = (others.draws, others.words, others.progress.clone());
        let (from, groups) = (Source::Others(others), Vec::new());
        Joint { parties, draws, words, from, groups, progress, kept: OnceLock::new() }
    }

    /// What other parties take of the same packages. None: what these choose from is what others take, or groups are enough.
    pub fn again(&self, parties: Vec<Arc<Taken>>) -> Option<Joint> {
        match &self.from {
            Source::Given(given) if self.groups.is_empty() => {
                Some(Joint::of(parties, given.clone(), self.draws, self.progress.clone()))
            }
            Source::Given(_) | Source::Others(_) => None,
        }
    }

    /// How much memory its sets take.
    pub fn bytes(&self) -> usize {
        self.draws.saturating_mul(self.words).saturating_mul(size_of::<u64>())
    }

    /// The packages of every draw, each draw by itself: number `n` is bit `n % 64` of word `n / 64`. They are kept from now on.
    ///
    /// Not to be asked from inside a loop over several cores: a core that waits for them could take up another turn of the
    /// loop, which waits for the same.
    pub fn sets(&self) -> Sets<'_> {
        let all = self.kept.get_or_init(|| {
            self.prepare();
            blocks(self.draws).map(|block| self.made(block)).collect::<Vec<_>>().concat()
        });
        Sets { all, words: self.words }
    }

    /// Keeps what the packages are chosen from, before a loop over several cores asks for them block by block.
    pub fn prepare(&self) {
        if let Source::Others(others) = &self.from {
            others.sets();
        }
    }

    /// How many draws.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// How many words the bits of a draw take.
    pub fn words(&self) -> usize {
        self.words
    }

    /// By draw: how many packages. Not to be asked from inside a loop over several cores.
    pub fn counts(&self) -> Vec<u32> {
        self.prepare();
        let in_block = |block| {
            let mut counts = Vec::with_capacity(LANES);
            self.each(block, |set| counts.push(size(set)));
            counts
        };
        blocks(self.draws).map(in_block).collect::<Vec<_>>().concat()
    }

    /// Shows the packages of each draw of a block in turn; none is a set too. After [`Joint::prepare`].
    pub fn each(&self, block: Range<usize>, mut see: impl FnMut(&[u64])) {
        let (draws, words) = (block.len(), self.words);
        let sets = match self.kept.get() {
            Some(kept) => Cow::Borrowed(&kept[block.start * words..block.end * words]),
            None => Cow::Owned(self.made(block)),
        };
        (0..draws).for_each(|draw| see(&sets[draw * words..][..words]));
    }

    fn made(&self, block: Range<usize>) -> Vec<u64> {
        let mut sets = match &self.from {
            Source::Given(given) => given.repeat(block.len()),
            Source::Others(others) => others.sets().of_draws(block.clone()).to_vec(),
        };
        if !self.groups.is_empty() {
            return self.made_of_groups(block, &sets);
        }
        for taken in self.parties.iter().take_while(|_| !self.progress.is_stopped()) {
            taken.keep(block.clone(), &mut sets);
        }
        sets
    }

    fn made_of_groups(&self, block: Range<usize>, whole: &[u64]) -> Vec<u64> {
        let own = |taken: &Arc<Taken>| {
            let mut sets = whole.to_vec();
            taken.keep(block.clone(), &mut sets);
            sets
        };
        let by_party: Vec<Vec<u64>> =
            self.parties.iter().take_while(|_| !self.progress.is_stopped()).map(own).collect();
        let mut any = vec![0; whole.len()];
        for group in &self.groups {
            let mut all = group.given.repeat(block.len());
            let members = group.parties.iter().filter_map(|place| by_party.get(*place));
            members.for_each(|sets| all.iter_mut().zip(sets).for_each(|(all, own)| *all &= own));
            any.iter_mut().zip(all).for_each(|(any, all)| *any |= all);
        }
        any
    }

    pub fn progress(&self) -> &Arc<Progress> {
        &self.progress
    }
}

/// The packages of every draw.
#[derive(Clone, Copy)]
pub(in crate::ensemble) struct Sets<'a> {
    all: &'a [u64],
    words: usize,
}

impl<'a> Sets<'a> {
    /// Those of one draw.
    pub fn of_draw(self, draw: usize) -> &'a [u64] {
        self.of_draws(draw..draw + 1)
    }

    fn of_draws(self, draws: Range<usize>) -> &'a [u64] {
        &self.all[draws.start * self.words..draws.end * self.words]
    }
}

/// How many packages a set holds.
pub(super) fn size(set: &[u64]) -> u32 {
    set.iter().map(|word| word.count_ones()).sum()
}
