//! Inputs that move together: the draws of one put in an order that follows the order of another's.
//!
//! # Definition
//!
//! The uniform numbers of the following input are its own, in another order: score both inputs' draws by the normal quantiles
//! `a(k) = Φ⁻¹(k / (n + 1))` of their ranks; take from the follower's scores what they have in common with the other's by
//! chance, so that the two are uncorrelated; mix `s = r a + √(1 − r²) b`; and give the follower's draws the ranks of `s`. With
//! `r = 2 sin(π ρ / 6)` the rank correlation of two normal variables is ρ.
//!
//! # Source
//!
//! [iman1982]. Departures: one other input at a time; `r` is chosen so that the rank correlation, not that of the scores, is the
//! one asked for.
//!
//! # Complexity
//!
//! O(n log n) for n draws.

use crate::num;

/// The follower's draws in the order that gives the rank correlation with the other's. Both of one length.
pub fn following(of: &[f64], own: &[f64], correlation: f64) -> Vec<f64> {
    let len = own.len();
    if len < 2 {
        return own.to_vec();
    }
    let scores: Vec<f64> = (1..=len).map(|rank| num::normal_quantile(num::count(rank) / num::count(len + 1))).collect();
    let scored = |values: &[f64]| -> Vec<f64> { ranks(values).into_iter().map(|rank| scores[rank]).collect() };
    let (lead, free) = (scored(of), scored(own));
    let square = num::sum(scores.iter().map(|score| score * score));
    let chance = num::sum(lead.iter().zip(&free).map(|(one, other)| one * other)) / square;
    let rest = num::root((1.0 - chance * chance).max(0.0));
    let free = |place: usize| if rest > 0.0 { (free[place] - chance * lead[place]) / rest } else { free[place] };
    // The sine of π ρ / 6, which is the twelfth part of a turn for a correlation of 1.
    let r = 2.0 * num::turn(correlation / 12.0).0;
    let own_part = num::root((1.0 - r * r).max(0.0));
    let mixed: Vec<f64> = (0..len).map(|place| r * lead[place] + own_part * free(place)).collect();
    let mut sorted = own.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    ranks(&mixed).into_iter().map(|rank| sorted[rank]).collect()
}

/// The rank of each value from the least, from nought; of equals the first stands first.
fn ranks(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut ranks = vec![0; values.len()];
    order.into_iter().enumerate().for_each(|(rank, place)| ranks[place] = rank);
    ranks
}
