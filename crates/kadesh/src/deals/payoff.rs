//! What each package is worth to a party, and what it could walk away to: the numbers that every bargaining model reads.
//!
//! # Definition
//!
//! A package's utility is the sum of its parts, and of what options are worth only together where it has them all, kept to a
//! step of 2⁻³⁶ (about 1.5e-11). Each part is first kept to a
//! step of 2⁻⁴⁸, so that the sum is exact in whatever order it is taken. Two utilities tie when they are equal after
//! this; a package that ties with the walk-away is taken. Every count, frontier and point uses this one definition, so
//! that a shortcut and a brute-force count agree to the last bit, and decimals that tie on paper tie here.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{MOST_PACKAGES, PartyId};
use crate::num::STEP;

/// The step that the parts of a utility are kept to: 2⁻⁴⁸.
const PART_STEP: f64 = 1.0 / 281_474_976_710_656.0;

/// All packages: one option per issue. Numbered from 0, the last issue changing fastest.
// INVARIANT: every size >= 1 and their product is at most MOST_PACKAGES.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Space {
    sizes: Vec<usize>,
    len: usize,
    /// Which of the packages cannot be. They keep their numbers.
    excluded: Vec<Excluded>,
}

/// Packages that hold some options, by issue and option, and cannot be.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Excluded {
    /// All of these.
    pub holding: Vec<(usize, usize)>,
    /// Packages that hold all of these too can be had. Empty: none can.
    pub unless: Vec<(usize, usize)>,
}

/// What some options, by issue and option, are worth to a party only together.
#[derive(Debug, Clone, PartialEq)]
pub struct Together {
    /// All of these.
    pub holding: Vec<(usize, usize)>,
    /// What is added to the utility of a package that holds them.
    pub worth: f64,
}

/// There are more packages than can be enumerated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyPackages {
    /// How many there are; `u128::MAX` when even that overflows.
    pub packages: u128,
}

/// One party's numbers in one draw.
#[derive(Debug, Clone, PartialEq)]
#[doc(alias = "utility function")]
pub struct Payoff {
    /// Whose.
    pub party: PartyId,
    /// By issue and option: the party's weight share of the issue times its value of the option, or its share of all points.
    pub parts: Vec<Vec<f64>>,
    /// What options are worth only together.
    pub bonuses: Vec<Together>,
    /// By issue and option: rejected whatever the rest.
    pub barred: Vec<Vec<bool>>,
    /// A red line about process is crossed, so the party rejects every package.
    pub refuses: bool,
    /// What no deal is worth.
    pub walk_away: f64,
}

impl Space {
    /// The space of packages of issues with so many options each.
    pub fn new(sizes: &[usize]) -> Result<Space, TooManyPackages> {
        let packages =
            sizes.iter().try_fold(1u128, |product, size| product.checked_mul(*size as u128)).unwrap_or(u128::MAX);
        if packages > MOST_PACKAGES {
            return Err(TooManyPackages { packages });
        }
        Ok(Space { sizes: sizes.to_vec(), len: packages as usize, excluded: Vec::new() })
    }

    /// The same space without some packages. The numbers stay.
    pub fn excluding(mut self, excluded: Vec<Excluded>) -> Space {
        self.excluded = excluded;
        self
    }

    /// Which packages cannot be.
    pub fn excluded(&self) -> &[Excluded] {
        &self.excluded
    }

    /// Whether every package can be.
    pub fn is_whole(&self) -> bool {
        self.excluded.is_empty()
    }

    /// Whether a package, one option an issue, can be.
    pub fn holds(&self, package: &[usize]) -> bool {
        let has = |options: &[(usize, usize)]| options.iter().all(|(issue, option)| package[*issue] == *option);
        let out = |one: &Excluded| has(&one.holding) && (one.unless.is_empty() || !has(&one.unless));
        !self.excluded.iter().any(out)
    }

    /// The packages that can be, one bit each: package `n` is bit `n % 64` of word `n / 64`. O(N / 64 + excluded).
    pub fn possible(&self) -> Vec<u64> {
        let mut bits = vec![u64::MAX; self.len.div_ceil(64)];
        let beyond = bits.len() * 64 - self.len;
        bits.last_mut().into_iter().for_each(|last| *last >>= beyond);
        self.each_excluded(|number| bits[number / 64] &= !(1 << (number % 64)));
        bits
    }

    /// Every package that cannot be, by number; some more than once.
    pub(super) fn each_excluded(&self, mut see: impl FnMut(usize)) {
        for one in &self.excluded {
            self.each_holding(&one.holding, |number| {
                let kept = !one.unless.is_empty()
                    && one.unless.iter().all(|(issue, option)| self.option(number, *issue) == *option);
                if !kept {
                    see(number);
                }
            });
        }
    }

    /// Every package that holds some options, by number, whether it can be or not.
    pub(crate) fn each_holding(&self, options: &[(usize, usize)], mut see: impl FnMut(usize)) {
        let mut numbers = vec![0];
        for (issue, size) in self.sizes.iter().enumerate() {
            let fixed = options.iter().filter(|(other, _)| *other == issue).map(|(_, option)| *option);
            let choices: Vec<usize> =
                fixed.chain((0..*size).filter(|_| !options.iter().any(|(other, _)| *other == issue))).collect();
            numbers =
                numbers.iter().flat_map(|number| choices.iter().map(move |option| number * size + option)).collect();
        }
        numbers.into_iter().for_each(&mut see);
    }

    /// How many packages there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none: some issue has no option.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many options each issue has.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The package with this number: one option per issue.
    pub fn package(&self, mut number: usize) -> Vec<usize> {
        let mut options = vec![0; self.sizes.len()];
        for (option, size) in options.iter_mut().zip(&self.sizes).rev() {
            *option = number % size;
            number /= size;
        }
        options
    }

    /// The option of one issue in the package with this number.
    pub fn option(&self, number: usize, issue: usize) -> usize {
        let later: usize = self.sizes[issue + 1..].iter().product();
        number / later % self.sizes[issue]
    }

    /// The number of a package.
    pub fn number(&self, package: &[usize]) -> usize {
        package.iter().zip(&self.sizes).fold(0, |number, (option, size)| number * size + option)
    }
}

impl Payoff {
    /// The utility of a package: its parts summed, kept to [`STEP`].
    pub fn utility(&self, package: &[usize]) -> f64 {
        let parts = self.parts.iter().zip(package).fold(0.0, |total, (parts, option)| total + fine(parts[*option]));
        kept(parts + self.together(package))
    }

    /// What the options of a package are worth only together.
    pub fn together(&self, package: &[usize]) -> f64 {
        let has = |one: &&Together| one.holding.iter().all(|(issue, option)| package[*issue] == *option);
        self.bonuses.iter().filter(has).fold(0.0, |total, one| total + fine(one.worth))
    }

    /// The same party without its red lines.
    pub(super) fn without_red_lines(&self) -> Payoff {
        let barred = self.barred.iter().map(|options| vec![false; options.len()]).collect();
        Payoff { barred, refuses: false, ..self.clone() }
    }

    /// Whether a red line stops the package.
    pub fn bars(&self, package: &[usize]) -> bool {
        self.refuses || self.barred.iter().zip(package).any(|(barred, option)| barred[*option])
    }

    /// Whether the party would take the package rather than no deal. A tie is taken.
    pub fn accepts(&self, package: &[usize]) -> bool {
        !self.bars(package) && self.utility(package) >= self.line()
    }

    /// The walk-away, kept to [`STEP`]: the least utility that the party takes.
    pub fn line(&self) -> f64 {
        kept(self.walk_away)
    }

    /// The parts as kernels add them up, and minus infinity where an option is closed, barred or refused.
    pub(super) fn open_parts(&self, allowed: &[Vec<bool>]) -> Vec<Vec<f64>> {
        let open = |part: f64, barred: bool, allowed: bool| match allowed && !barred && !self.refuses {
            true => fine(part),
            false => f64::NEG_INFINITY,
        };
        let issue = |((parts, barred), allowed): ((&Vec<f64>, &Vec<bool>), &Vec<bool>)| {
            parts
                .iter()
                .zip(barred)
                .zip(allowed)
                .map(|((part, barred), allowed)| open(*part, *barred, *allowed))
                .collect()
        };
        self.parts.iter().zip(&self.barred).zip(allowed).map(issue).collect()
    }
}

/// A utility kept to [`STEP`], the nearest; the even one when two are equally near.
pub fn kept(value: f64) -> f64 {
    // Next to 1.5 × 2^16 the machine's own step is 2^-36, so the addition rounds.
    (value + 98_304.0) - 98_304.0
}

/// A part kept to 2⁻⁴⁸. Sums of parts are then exact in any order, as long as they stay below 32.
pub(crate) fn fine(part: f64) -> f64 {
    (part + 24.0) - 24.0
}

/// A sum of parts as a whole number of the steps that they are kept to; the least number for minus infinity.
pub(crate) fn part_steps(sum: f64) -> i64 {
    (sum / PART_STEP) as i64
}

/// The least exact sum of parts whose utility reaches the threshold: one comparison then stands for rounding and comparing.
pub(crate) fn least_sum(threshold: f64) -> f64 {
    let threshold = kept(threshold);
    let halfway = threshold - STEP / 2.0;
    let least = if kept(halfway) >= threshold { halfway } else { halfway + PART_STEP };
    // A barred option sums to minus infinity and must stay below any threshold.
    least.max(f64::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_that_tie_on_paper_tie_here() {
        assert_eq!(kept(fine(0.1) + fine(0.2)), kept(0.3));
        assert_eq!(kept(fine(1.0 / 6.0) + fine(1.0 / 6.0)), kept(fine(1.0 / 3.0)));
        assert_eq!(kept(-1e-20).to_bits(), 0.0f64.to_bits());
    }

    #[test]
    fn least_sum_is_the_edge_of_rounding() {
        for step in 0..40 {
            let threshold = f64::from(step) * STEP + f64::from(step) / 40.0;
            let edge = least_sum(threshold);
            assert!(kept(edge) >= kept(threshold));
            assert!(kept(edge - PART_STEP) < kept(threshold));
        }
    }

    #[test]
    fn packages_are_numbered_with_the_last_issue_fastest() {
        let space = Space::new(&[2, 3]).unwrap();
        assert_eq!((space.len(), space.package(4), space.number(&[1, 1])), (6, vec![1, 1], 4));
        assert_eq!(Space::new(&[usize::MAX, usize::MAX, 3]), Err(TooManyPackages { packages: u128::MAX }));
    }
}
