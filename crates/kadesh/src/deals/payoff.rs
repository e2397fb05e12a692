//! What each package is worth to a party, and what it could walk away to: the numbers that every bargaining model reads.

use serde::Serialize;

use crate::model::PartyId;

/// How many packages may be enumerated one by one.
pub const MOST_PACKAGES: u128 = 20_000_000;

/// All packages: one option per issue. Numbered from 0, the last issue changing fastest.
// INVARIANT: every size >= 1 and their product is at most MOST_PACKAGES.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Space {
    sizes: Vec<usize>,
    len: usize,
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
    /// By issue and option: the party's weight share of the issue times its value of the option. A package's utility is the
    /// sum over issues, from 0 to 1.
    pub parts: Vec<Vec<f64>>,
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
        Ok(Space { sizes: sizes.to_vec(), len: packages as usize })
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

    /// The number of a package.
    pub fn number(&self, package: &[usize]) -> usize {
        package.iter().zip(&self.sizes).fold(0, |number, (option, size)| number * size + option)
    }
}

impl Payoff {
    /// The utility of a package, summed in the order of the issues.
    pub fn utility(&self, package: &[usize]) -> f64 {
        self.parts.iter().zip(package).fold(0.0, |total, (parts, option)| total + parts[*option])
    }

    /// Whether a red line stops the package.
    pub fn bars(&self, package: &[usize]) -> bool {
        self.refuses || self.barred.iter().zip(package).any(|(barred, option)| barred[*option])
    }

    /// Whether the party would take the package rather than no deal. A tie is taken.
    pub fn accepts(&self, package: &[usize]) -> bool {
        !self.bars(package) && self.utility(package) >= self.walk_away
    }
}
