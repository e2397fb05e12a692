//! What the tests of the conflict family share: random conflicts, each made from one seed, and the same conflict with its
//! parties, options or states in another order.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use kadesh::conflict::{Cube, Graph, Preferences, Space};
use kadesh::model::Compared;

/// A conflict as it would be written down, before any engine has seen it.
#[derive(Debug, Clone)]
pub struct Written {
    pub form: Form,
    /// How many numbers states can have.
    pub size: usize,
    /// By party.
    pub preferences: Vec<Preferences>,
}

#[derive(Debug, Clone)]
pub enum Form {
    Options(Options),
    /// Party, from, to.
    Listed(Vec<(usize, usize, usize)>),
}

/// Options by their owners. A state is a combination, bit `n` for option `n`.
#[derive(Debug, Clone)]
pub struct Options {
    pub count: usize,
    /// By party, one bit an option.
    pub owned: Vec<u64>,
    pub once_taken: u64,
    pub once_dropped: u64,
    /// By combination.
    pub possible: Vec<bool>,
}

impl Written {
    pub fn parties(&self) -> usize {
        self.preferences.len()
    }

    /// The space as the library has it.
    pub fn space(&self) -> Space {
        match &self.form {
            Form::Options(_) => Space::Cube(self.cube().unwrap()),
            Form::Listed(moves) => {
                let moves = moves.iter().map(|(party, from, to)| (*party, *from as u32, *to as u32));
                Space::Graph(Graph::new(self.size, self.parties(), moves).unwrap())
            }
        }
    }

    pub fn cube(&self) -> Option<Cube> {
        let Form::Options(options) = &self.form else { return None };
        let cube = Cube::new(options.count, &options.owned, options.once_taken, options.once_dropped).unwrap();
        let full = options.possible.iter().all(|possible| *possible);
        Some(if full { cube } else { cube.only(|state| options.possible[state as usize]) })
    }

    /// Every party's levels, where every party has levels.
    pub fn levels(&self) -> Option<Vec<Vec<u32>>> {
        let levels = |preferences: &Preferences| match preferences {
            Preferences::Levels(levels) => Some(levels.clone()),
            Preferences::Pairs(_) => None,
        };
        self.preferences.iter().map(levels).collect()
    }

    /// The same conflict with party `p` in place `order[p]`.
    pub fn with_parties(&self, order: &[usize]) -> Written {
        let form = match &self.form {
            Form::Options(options) => {
                Form::Options(Options { owned: placed(&options.owned, order), ..options.clone() })
            }
            Form::Listed(moves) => Form::Listed(moves.iter().map(|(by, from, to)| (order[*by], *from, *to)).collect()),
        };
        Written { form, size: self.size, preferences: placed(&self.preferences, order) }
    }

    /// The same conflict with state `s` numbered `order(s)`; in option form, with option `n` in place `options[n]`.
    pub fn with_states(&self, order: &dyn Fn(usize) -> usize, options: &[usize]) -> Written {
        let states: Vec<usize> = (0..self.size).map(order).collect();
        let form = match &self.form {
            Form::Options(old) => {
                let mask = |mask: &u64| turned(*mask as usize, options) as u64;
                Form::Options(Options {
                    count: old.count,
                    owned: old.owned.iter().map(mask).collect(),
                    once_taken: mask(&old.once_taken),
                    once_dropped: mask(&old.once_dropped),
                    possible: placed(&old.possible, &states),
                })
            }
            Form::Listed(moves) => {
                Form::Listed(moves.iter().map(|(by, from, to)| (*by, states[*from], states[*to])).collect())
            }
        };
        let moved = |preferences: &Preferences| match preferences {
            Preferences::Levels(levels) => Preferences::Levels(placed(levels, &states)),
            Preferences::Pairs(pairs) => {
                let pair = |at: usize| states[at / self.size] * self.size + states[at % self.size];
                Preferences::Pairs(placed(pairs, &(0..pairs.len()).map(pair).collect::<Vec<_>>()))
            }
        };
        Written { form, size: self.size, preferences: self.preferences.iter().map(moved).collect() }
    }
}

/// A combination with option `n` in place `order[n]`.
pub fn turned(state: usize, order: &[usize]) -> usize {
    (0..order.len()).map(|option| (state >> option & 1) << order[option]).sum()
}

fn placed<T: Clone>(old: &[T], order: &[usize]) -> Vec<T> {
    let mut new = old.to_vec();
    for (at, value) in old.iter().enumerate() {
        new[order[at]] = value.clone();
    }
    new
}

/// Numbers drawn one after another from a seed (SplitMix64).
pub struct Draw(u64);

impl Draw {
    pub fn new(seed: u64) -> Draw {
        Draw(seed ^ 0x5DEE_CE66)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub fn from(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// True `part` times in `of`.
    pub fn chance(&mut self, part: usize, of: usize) -> bool {
        self.below(of) < part
    }

    pub fn shuffled(&mut self, size: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..size).collect();
        for at in (1..size).rev() {
            order.swap(at, self.below(at + 1));
        }
        order
    }
}

/// Any of the four kinds below, in turn.
pub fn any(seed: u64) -> Written {
    match seed % 4 {
        0 | 2 => cube(seed, seed % 8 == 6),
        _ => graph(seed, seed % 4 == 3),
    }
}

/// A conflict in option form: 2 to 5 parties, up to 8 options, and in some of them combinations that are not possible, or
/// options that change in one direction only. `pairs`: preferences need not be transitive, and may be strong or unknown.
pub fn cube(seed: u64, pairs: bool) -> Written {
    let mut draw = Draw::new(seed);
    let parties = draw.from(2, 5);
    let count = match draw.below(32) {
        0 if !pairs => draw.from(7, 8),
        0..=3 => 6,
        _ => draw.from(2, 5),
    };
    let size = 1 << count;
    let each_has_one = draw.chance(3, 4);
    let mut owned = vec![0u64; parties];
    for option in 0..count {
        let owner = if each_has_one && option < parties { option } else { draw.below(parties) };
        owned[owner] |= 1 << option;
    }
    let (mut once_taken, mut once_dropped) = (0, 0);
    if draw.chance(1, 2) {
        for option in 0..count {
            match draw.below(3) {
                0 => once_taken |= 1 << option,
                1 => once_dropped |= 1 << option,
                _ => {}
            }
        }
    }
    let mut possible = possible(&mut draw, count);
    possible[draw.below(size)] = true;
    let preferences = (0..parties).map(|_| preferences(&mut draw, &possible, pairs)).collect();
    Written { form: Form::Options(Options { count, owned, once_taken, once_dropped, possible }), size, preferences }
}

fn possible(draw: &mut Draw, count: usize) -> Vec<bool> {
    let size = 1usize << count;
    match draw.below(4) {
        0 | 1 => vec![true; size],
        2 => {
            // Patterns that are not possible: some options fixed, the others free.
            let pattern = |draw: &mut Draw| (draw.below(size) & draw.below(size), draw.below(size));
            let number = draw.from(1, 4);
            let patterns: Vec<(usize, usize)> = (0..number).map(|_| pattern(draw)).collect();
            (0..size).map(|state| patterns.iter().all(|(fixed, value)| state & fixed != value & fixed)).collect()
        }
        _ => {
            let share = draw.from(2, 9);
            (0..size).map(|_| draw.chance(share, 10)).collect()
        }
    }
}

/// A conflict of listed moves: 2 to 5 parties, 2 to 12 states, moves not transitive.
pub fn graph(seed: u64, pairs: bool) -> Written {
    let mut draw = Draw::new(seed);
    let (parties, size, density) = (draw.from(2, 5), draw.from(2, 12), draw.from(1, 5));
    let mut moves = Vec::new();
    for party in 0..parties {
        for from in 0..size {
            for to in 0..size {
                if from != to && draw.chance(density, 10) {
                    moves.push((party, from, to));
                }
            }
        }
    }
    let possible = vec![true; size];
    let preferences = (0..parties).map(|_| preferences(&mut draw, &possible, pairs)).collect();
    Written { form: Form::Listed(moves), size, preferences }
}

fn preferences(draw: &mut Draw, possible: &[bool], pairs: bool) -> Preferences {
    let levels = levels(draw, possible);
    if !pairs || draw.chance(1, 5) {
        return Preferences::Levels(levels);
    }
    let size = possible.len();
    // How many pairs of ten do not follow the levels, are strong where they are known, are not known.
    let (loose, strong, unknown) = (draw.below(11), draw.below(8), draw.below(6));
    let mut table = vec![Compared::Equal; size * size];
    for one in 0..size {
        for other in 0..one {
            let order = if draw.chance(loose, 10) {
                draw.below(3)
            } else {
                1 + usize::from(levels[one] > levels[other]) - usize::from(levels[one] < levels[other])
            };
            let strong = draw.chance(strong, 10);
            let (there, back) = match (order, strong) {
                _ if draw.chance(unknown, 10) => (Compared::Unknown, Compared::Unknown),
                (0, true) => (Compared::MuchWorse, Compared::MuchBetter),
                (0, false) => (Compared::Worse, Compared::Better),
                (1, _) => (Compared::Equal, Compared::Equal),
                (_, true) => (Compared::MuchBetter, Compared::MuchWorse),
                (_, false) => (Compared::Better, Compared::Worse),
            };
            table[one * size + other] = there;
            table[other * size + one] = back;
        }
    }
    Preferences::Pairs(table)
}

/// Levels from 1 up: few with many ties, all different, or far apart.
fn levels(draw: &mut Draw, possible: &[bool]) -> Vec<u32> {
    let size = possible.len();
    let few = draw.from(1, 4);
    let levels: Vec<u32> = match draw.below(8) {
        0..=2 => (0..size).map(|_| 1 + draw.below(few) as u32).collect(),
        3 => (0..size).map(|_| 1 + draw.below(size) as u32).collect(),
        4 => (0..size).map(|_| 1 + draw.below(u32::MAX as usize - 1) as u32).collect(),
        _ => draw.shuffled(size).into_iter().map(|level| 1 + level as u32).collect(),
    };
    levels.into_iter().zip(possible).map(|(level, possible)| if *possible { level } else { 0 }).collect()
}
