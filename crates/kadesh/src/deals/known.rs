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
//! O((accepted + √packages) × parties) an outcome of Nash's rule where the issues can be halved; O(accepted × parties) for
//! all rules, and as much for each package that is held against the others, mostly a few.

use std::borrow::Cow;

use super::acceptance::middle;
use super::bargain::{Bargain, Settled, Settles};
use super::payoff::{Payoff, Space, fine, kept};
use super::points::{Beaten, Lines, PointRule, TIE, greatest_products, scores, unbeaten};
use super::sums::sums;

/// A bargain with the packages that all its signatories accept.
// INVARIANT: `accepted` holds every reachable package that all signatories accept, once each, in rising order.
pub struct Known<'a> {
    /// The numbers.
    pub bargain: &'a Bargain,
    /// The packages, by their numbers in the bargain's space.
    pub accepted: &'a [usize],
}

impl Known<'_> {
    /// The packages that each rule picks, all that tie, in the order of [`PointRule::ALL`]. Empty: no deal.
    pub fn picks(&self) -> Vec<Vec<usize>> {
        let payoffs = &self.bargain.signatories;
        let columns = columns(&self.bargain.space, payoffs, self.accepted);
        let kept = |place: usize| columns.iter().map(move |column| kept(column[place]));
        let mut beaten = Beaten::of(payoffs.len(), (0..self.accepted.len()).flat_map(kept).collect());
        // The best for a party among all that are accepted is the best on their frontier too.
        let lines = Lines::among(&self.bargain.space, payoffs, &self.bargain.allowed, beaten.rows());
        let picked = |rule: PointRule| -> Vec<usize> {
            let places = match rule {
                PointRule::Nash => greatest_products(&columns, self.accepted.len(), payoffs),
                PointRule::KalaiSmorodinsky
                | PointRule::KalaiSmorodinskyOverall
                | PointRule::LeastSpread
                | PointRule::Egalitarian
                | PointRule::Utilitarian => foremost(&scores(rule, &beaten, &lines), &mut beaten),
            };
            places.into_iter().filter(|place| !beaten.is_beaten(*place)).map(|place| self.accepted[place]).collect()
        };
        PointRule::ALL.into_iter().map(picked).collect()
    }
}

/// The places whose scores tie with the greatest of one that is not beaten.
fn foremost(scores: &[f64], beaten: &mut Beaten) -> Vec<usize> {
    let falling = |one: &usize, two: &usize| scores[*two].total_cmp(&scores[*one]);
    let mut order: Vec<usize> = (0..beaten.len()).collect();
    // Mostly the greatest of all is not beaten, and nothing need be sorted.
    let first = order.iter().copied().min_by(falling).filter(|place| !beaten.is_beaten(*place));
    let best = first.or_else(|| {
        order.sort_unstable_by(falling);
        order.iter().copied().find(|place| !beaten.is_beaten(*place))
    });
    let least = best.map_or(f64::INFINITY, |best| scores[best] - TIE);
    (0..beaten.len()).filter(|place| scores[*place] >= least).collect()
}

impl Settles for Known<'_> {
    fn bargain(&self) -> &Bargain {
        self.bargain
    }

    fn settle_given(&self, judges: &[Payoff], given: &[(usize, usize)]) -> Settled {
        let space = &self.bargain.space;
        let holds = |number: &usize| given.iter().all(|(issue, option)| space.option(*number, *issue) == *option);
        let open: Cow<[usize]> = match given {
            [] => Cow::Borrowed(self.accepted),
            _ => self.accepted.iter().copied().filter(holds).collect(),
        };
        let columns = columns(space, judges, &open);
        let places = unbeaten(&columns, greatest_products(&columns, open.len(), judges));
        self.bargain.settled_on(places.into_iter().map(|place| open[place]).collect())
    }
}

/// The exact sum of each package's parts, one column a party. A package is taken apart into a head and a tail, so that its parts
/// need not be added up again for every package.
fn columns(space: &Space, payoffs: &[Payoff], packages: &[usize]) -> Vec<Vec<f64>> {
    let cut = middle(space.sizes());
    let tails: usize = space.sizes()[cut..].iter().product();
    let places: Vec<(usize, usize)> = packages.iter().map(|number| (number / tails, number % tails)).collect();
    let column = |payoff: &Payoff| {
        let fine = |parts: &Vec<f64>| parts.iter().map(|part| fine(*part)).collect();
        let parts: Vec<Vec<f64>> = payoff.parts.iter().map(fine).collect();
        let (heads, tails) = (sums(&parts[..cut]), sums(&parts[cut..]));
        let mut column: Vec<f64> = places.iter().map(|(head, tail)| heads[*head] + tails[*tail]).collect();
        if !payoff.bonuses.is_empty() {
            let packages = packages.iter().map(|number| payoff.together(&space.package(*number)));
            column.iter_mut().zip(packages).for_each(|(sum, together)| *sum += together);
        }
        column
    };
    payoffs.iter().map(column).collect()
}
