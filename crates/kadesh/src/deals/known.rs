//! A bargain whose accepted packages are known already: what the rules pick is then quickly found, draw after draw.
//!
//! # Definition
//!
//! The same outcomes as [`Bargain::settle_judged_by`] and [`solve`], from a list of the packages that all signatories
//! accept. Whatever beats an accepted package is accepted too, so the list holds all that a rule can pick.
//!
//! # Source
//!
//! The rules' own; see `points.rs`. Departures: none.
//!
//! # Complexity
//!
//! O((accepted + √packages) × parties) an outcome of Nash's rule where the issues can be halved; O(accepted × frontier × parties) for all rules.

use super::acceptance::{middle, sums};
use super::bargain::{Bargain, Settled, Settles};
use super::frontier::FrontierPoint;
use super::payoff::{Payoff, Space, fine, kept};
use super::points::{Lines, PointRule, greatest_products, solve, unbeaten};

/// A package: its number in the bargain's space, and its options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The number.
    pub number: usize,
    /// One option an issue.
    pub options: Vec<usize>,
}

/// A bargain with the packages that all its signatories accept.
// INVARIANT: `accepted` holds every reachable package that all signatories accept, once each, in rising order.
pub struct Known<'a> {
    /// The numbers.
    pub bargain: &'a Bargain,
    /// The packages.
    pub accepted: &'a [&'a Listed],
}

impl AsRef<[usize]> for Listed {
    fn as_ref(&self) -> &[usize] {
        &self.options
    }
}

impl Known<'_> {
    /// The places in `accepted` that each rule picks, all that tie, in the order of [`PointRule::ALL`]. Empty: no deal.
    pub fn picks(&self) -> Vec<Vec<usize>> {
        let payoffs = &self.bargain.signatories;
        let columns = columns(&self.bargain.space, payoffs, self.accepted);
        let row = |place: usize| -> Vec<f64> { columns.iter().map(|column| kept(column[place])).collect() };
        let left = unbeaten(&columns, (0..self.accepted.len()).collect());
        let points: Vec<FrontierPoint> =
            left.iter().map(|place| FrontierPoint { package: *place, utilities: row(*place) }).collect();
        let lines = Lines::of(payoffs, &self.bargain.allowed, &points);
        let picked = |rule: PointRule| match solve(rule, &points, &lines) {
            Ok(solution) => solution.ties.iter().map(|point| point.package).collect(),
            Err(_) => Vec::new(),
        };
        PointRule::ALL.into_iter().map(picked).collect()
    }
}

impl Settles for Known<'_> {
    fn bargain(&self) -> &Bargain {
        self.bargain
    }

    fn settle_given(&self, judges: &[Payoff], given: &[(usize, usize)]) -> Settled {
        let holds = |listed: &&&Listed| given.iter().all(|(issue, option)| listed.options[*issue] == *option);
        let open: Vec<&Listed> = self.accepted.iter().filter(holds).copied().collect();
        let columns = columns(&self.bargain.space, judges, &open);
        let places = unbeaten(&columns, greatest_products(&columns, open.len(), judges));
        let picked: Vec<&Listed> = places.into_iter().map(|place| open[place]).collect();
        self.bargain.settled_on(picked.iter().map(|listed| listed.number).collect(), &picked)
    }
}

/// The exact sum of each package's parts, one column a party. A package is taken apart into a head and a tail, so that its parts
/// need not be added up again for every package.
fn columns(space: &Space, payoffs: &[Payoff], packages: &[&Listed]) -> Vec<Vec<f64>> {
    let cut = middle(space.sizes());
    let tails: usize = space.sizes()[cut..].iter().product();
    let places: Vec<(usize, usize)> =
        packages.iter().map(|listed| (listed.number / tails, listed.number % tails)).collect();
    let column = |payoff: &Payoff| {
        let fine = |parts: &Vec<f64>| parts.iter().map(|part| fine(*part)).collect();
        let parts: Vec<Vec<f64>> = payoff.parts.iter().map(fine).collect();
        let (heads, tails) = (sums(&parts[..cut]), sums(&parts[cut..]));
        places.iter().map(|(head, tail)| heads[*head] + tails[*tail]).collect()
    };
    payoffs.iter().map(column).collect()
}
