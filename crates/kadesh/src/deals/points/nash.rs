//! The packages that Nash's rule picks, all that tie: by a scan where they are few, else by the frontier.

use super::{Lines, PointRule, TIE, product, solve};
use crate::deals::frontier::{attained_by, rational_frontier};
use crate::deals::payoff::{Payoff, Space, kept, least_sum};
use crate::deals::sums::open_sums;
use crate::num;

/// The packages that Nash's rule picks, all that tie, by number; empty when no package is accepted by all. By a scan of
/// the packages where they are few, else by the frontier; both give the same packages.
pub fn nash_packages(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>]) -> Vec<usize> {
    /// About where the two take the same time.
    const FEW: usize = 50_000;
    if space.len() <= FEW { nash_by_scan(space, payoffs, allowed) } else { nash_by_frontier(space, payoffs, allowed) }
}

/// The same by the frontier, for any number of packages.
pub fn nash_by_frontier(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>]) -> Vec<usize> {
    let points = rational_frontier(space, payoffs, allowed);
    let ties =
        solve(PointRule::Nash, &points, &Lines::of(space, payoffs, allowed, &points)).map(|solution| solution.ties);
    let mut packages: Vec<usize> = ties
        .unwrap_or_default()
        .iter()
        .flat_map(|point| attained_by(space, payoffs, allowed, &point.utilities))
        .collect();
    packages.sort_unstable();
    packages
}

/// The same by looking at each package once, without a frontier. O(N × parties).
///
/// Whatever beats a package has at least its product, so only those that tie for the greatest need comparing.
pub fn nash_by_scan(space: &Space, payoffs: &[Payoff], allowed: &[Vec<bool>]) -> Vec<usize> {
    let columns: Vec<Vec<f64>> = payoffs.iter().map(|payoff| open_sums(space, payoff, allowed)).collect();
    let tied = greatest_products(&columns, space.len(), payoffs);
    // Where somebody can gain nothing, every product is nought and everything ties; the frontier is then quicker.
    if tied.len() > 1_000 {
        return nash_by_frontier(space, payoffs, allowed);
    }
    unbeaten(&columns, tied)
}

/// The places of columns of exact sums, one column a party, at which all accept and the product of gains is greatest; all
/// that tie, in rising order.
pub(in crate::deals) fn greatest_products(columns: &[Vec<f64>], len: usize, payoffs: &[Payoff]) -> Vec<usize> {
    let lines: Vec<(f64, f64)> = payoffs.iter().map(|payoff| (least_sum(payoff.walk_away), payoff.line())).collect();
    let gains = |place: usize| columns.iter().zip(&lines).map(move |(column, (_, line))| kept(column[place]) - line);
    let accepted = |place: &usize| columns.iter().zip(&lines).all(|(column, (least, _))| column[*place] >= *least);
    // In the order of the parties first, which may change the last bits.
    let rough: Vec<(usize, f64)> = (0..len)
        .filter(accepted)
        .map(|place| (place, gains(place).fold(1.0, |product, gain| product * gain)))
        .collect();
    let parties = num::count(payoffs.len().max(1));
    let mean = |product: f64| num::pow(product, 1.0 / parties);
    // A little lower than the tolerance, to spare an ordered product and a root for every package.
    let near = |best: f64| num::pow((mean(best) - 2.0 * TIE).max(0.0), parties) * (1.0 - ROUGH);
    let least = Some(greatest(&rough)).filter(|best| *best > TINY).map_or(0.0, near);
    let mut own = Vec::with_capacity(payoffs.len());
    let mut exact = |place: usize| {
        own.clear();
        own.extend(gains(place));
        product(&mut own)
    };
    let close = rough.iter().filter(|(_, product)| *product >= least);
    let mut products: Vec<(usize, f64)> = close.map(|(place, _)| (*place, exact(*place))).collect();
    let best = mean(greatest(&products));
    products.retain(|(_, product)| mean(*product) >= best - TIE);
    products.into_iter().map(|(place, _)| place).collect()
}

/// More than products of the same numbers in another order differ by, as a share.
const ROUGH: f64 = 1e-9;

/// Below this a product may lose digits.
const TINY: f64 = 1e-290;

fn greatest(products: &[(usize, f64)]) -> f64 {
    products.iter().map(|(_, product)| *product).fold(0.0, f64::max)
}

/// The places, of those given, at which nobody has more than at another of them without somebody having less. In the order
/// given; equal rows stay together. O(places × those that are left).
pub(in crate::deals) fn unbeaten(columns: &[Vec<f64>], places: Vec<usize>) -> Vec<usize> {
    if places.len() < 2 {
        return places;
    }
    let parties = columns.len();
    let rows: Vec<f64> = places.iter().flat_map(|place| columns.iter().map(|column| kept(column[*place]))).collect();
    let row = |order: usize| &rows[order * parties..][..parties];
    // What beats a row has the greater sum, and sums of so few kept numbers are exact: it comes first.
    let mut orders: Vec<(f64, usize)> =
        (0..places.len()).map(|order| (num::sum(row(order).iter().copied()), order)).collect();
    orders.sort_unstable_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(&two.1)));
    let mut unlike: Vec<&[f64]> = Vec::new();
    let mut left: Vec<usize> = Vec::new();
    for (_, order) in orders {
        let row = row(order);
        match unlike.iter().find(|own| own.iter().zip(row).all(|(own, row)| own >= row)) {
            None => unlike.push(row),
            Some(own) if *own == row => {}
            Some(_) => continue,
        }
        left.push(order);
    }
    left.sort_unstable();
    left.into_iter().map(|order| places[order]).collect()
}
