//! The packages of open options, where they lie among the bits of a draw, and how they are cut in two.
//!
//! Package `n` is bit `n % 64` of word `n / 64`. The issues are cut in two, so that a package is a *head*, one option for each
//! of the first issues, and a *tail*, one for each of the rest. The more numerous of the two are sorted by worth, draw by draw
//! (`worth.rs`), a chunk at a time.

use std::ops::Range;

use crate::deals::{Excluded, Space, TooManyPackages};

/// Tails are sorted so many at a time: one bit each of a word.
pub(super) const TAILS: usize = 64;

/// Heads are sorted so many at a time: one byte names each.
pub(super) const HEADS: usize = 256;

/// The packages of open options, numbered with the last issue changing fastest.
#[derive(Debug, Clone, PartialEq, Eq)]
// INVARIANT: `open` and `space` agree; `cut` is at most the number of issues; `heads` and `tails` are the products of the sizes
// before and behind it.
pub(super) struct Layout {
    /// By issue: the options that the rules do not shut.
    pub open: Vec<Vec<usize>>,
    /// The packages of these options.
    pub space: Space,
    /// How many of them can be.
    packages: usize,
    /// The same, one bit each.
    possible: Vec<u64>,
    cut: usize,
    heads: usize,
    tails: usize,
    /// By head: the places of its options among all open options.
    in_heads: Vec<u32>,
    /// The same of the tails.
    in_tails: Vec<u32>,
}

impl Layout {
    /// The packages of open options but for those that are excluded, whose options are by place in the case. The error says how
    /// many packages there would be.
    pub fn new(open: Vec<Vec<usize>>, excluded: &[Excluded]) -> Result<Layout, TooManyPackages> {
        let sizes: Vec<usize> = open.iter().map(Vec::len).collect();
        let excluded = excluded.iter().filter_map(|one| among_open(&open, one)).collect();
        let (space, cut) = (Space::new(&sizes)?.excluding(excluded), cut(&sizes));
        let possible = space.possible();
        let (heads, tails) = sizes.split_at(cut);
        let before = heads.iter().sum();
        Ok(Layout {
            in_heads: options_of(heads, 0),
            in_tails: options_of(tails, before),
            heads: heads.iter().product(),
            tails: tails.iter().product(),
            packages: possible.iter().map(|word| word.count_ones() as usize).sum(),
            possible,
            space,
            cut,
            open,
        })
    }

    /// The sum of a package's parts, which are given by open option. Parts are on a grid where sums are exact in any order.
    pub fn sum(&self, parts: &[f64], package: usize) -> f64 {
        let (head, tail) = (package / self.tails, package % self.tails);
        added(parts, of_row(&self.in_heads, head, self.cut)) + added(parts, self.tail(tail))
    }

    /// The same of one of those that are sorted.
    pub fn sum_sorted(&self, parts: &[f64], number: usize) -> f64 {
        added(parts, if self.sorts_heads() { of_row(&self.in_heads, number, self.cut) } else { self.tail(number) })
    }

    /// How many words the bits of a draw take.
    pub fn words(&self) -> usize {
        self.space.len().div_ceil(64)
    }

    /// How many packages can be.
    pub fn packages(&self) -> usize {
        self.packages
    }

    /// The bits of a draw in which every package is in that can be.
    pub fn all(&self) -> &[u64] {
        &self.possible
    }

    /// The options of the case as the space of open options knows them. None: one of them is shut.
    pub fn places(&self, options: &[(usize, usize)]) -> Option<Vec<(usize, usize)>> {
        places(&self.open, options)
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

    fn tail(&self, tail: usize) -> &[u32] {
        of_row(&self.in_tails, tail, self.open.len() - self.cut)
    }

    /// How many tails each head goes with.
    pub fn tails(&self) -> usize {
        self.tails
    }

    /// How many open options there are in all.
    pub fn options(&self) -> usize {
        self.space.sizes().iter().sum()
    }

    /// Whether heads are sorted and tails looked up among them, or the other way round.
    pub fn sorts_heads(&self) -> bool {
        self.heads > self.tails
    }

    /// How many are sorted, and how many at a time.
    pub fn sorted(&self) -> (usize, usize) {
        if self.sorts_heads() { (self.heads, HEADS) } else { (self.tails, TAILS) }
    }

    /// The issues of those that are sorted.
    pub fn sorted_issues(&self) -> Range<usize> {
        if self.sorts_heads() { 0..self.cut } else { self.cut..self.open.len() }
    }

    /// The issues of those that are looked up.
    pub fn other_issues(&self) -> Range<usize> {
        if self.sorts_heads() { self.cut..self.open.len() } else { 0..self.cut }
    }
}

/// What is excluded, by the places of open options. None: one of its options is shut, so that nothing is left to exclude.
fn among_open(open: &[Vec<usize>], excluded: &Excluded) -> Option<Excluded> {
    let holding = places(open, &excluded.holding)?;
    // What is excepted by an option that is shut is not there.
    let unless = places(open, &excluded.unless).unwrap_or_default();
    Some(Excluded { holding, unless })
}

fn places(open: &[Vec<usize>], options: &[(usize, usize)]) -> Option<Vec<(usize, usize)>> {
    let place = |(issue, option): &(usize, usize)| Some((*issue, open[*issue].iter().position(|one| one == option)?));
    options.iter().map(place).collect()
}

/// One row for each package of some issues: the places of its options, the first option of all at `from`.
fn options_of(sizes: &[usize], from: usize) -> Vec<u32> {
    let mut rows: Vec<Vec<u32>> = vec![Vec::new()];
    let mut from = from as u32;
    for size in sizes.iter().map(|size| *size as u32) {
        rows =
            rows.iter().flat_map(|row| (from..from + size).map(|place| [row.as_slice(), &[place]].concat())).collect();
        from += size;
    }
    rows.concat()
}

fn of_row(rows: &[u32], number: usize, width: usize) -> &[u32] {
    &rows[number * width..][..width]
}

fn added(parts: &[f64], places: &[u32]) -> f64 {
    places.iter().fold(0.0, |sum, place| sum + parts[*place as usize])
}

/// Where the tails begin: enough issues that their chunks are at least half full, and few enough that going through them stays
/// cheap.
fn cut(sizes: &[usize]) -> usize {
    const MOST_TAILS: usize = 512;
    let mut tails = 1;
    let mut cut = sizes.len();
    while cut > 0 && tails <= TAILS / 2 && (tails * sizes[cut - 1] <= MOST_TAILS || tails == 1) {
        cut -= 1;
        tails *= sizes[cut];
    }
    cut
}
