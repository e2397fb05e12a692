//! A plain baseline: the option of each issue that half of the parties would go as far as.

use crate::deals::payoff::{Payoff, kept};

/// The option of each issue that half of the parties would go as far as, from either end.
///
/// On an ordered issue: the median of the parties' best options (the middle of them where several are best); between two
/// options, the one nearer to the status quo. On an unordered issue, which has no median: the option that is best for most
/// parties; the status quo when several are.
pub fn median_package(payoffs: &[Payoff], ordered: &[bool], status_quo: &[usize]) -> Vec<usize> {
    let option = |(issue, (ordered, quo)): (usize, (&bool, &usize))| match ordered {
        true => median_option(payoffs, issue, *quo),
        false => favourite_option(payoffs, issue, *quo),
    };
    ordered.iter().zip(status_quo).enumerate().map(option).collect()
}

/// The options that are best for a party.
fn favourites(payoff: &Payoff, issue: usize) -> Vec<usize> {
    let parts = &payoff.parts[issue];
    let best = parts.iter().map(|part| kept(*part)).fold(f64::NEG_INFINITY, f64::max);
    (0..parts.len()).filter(|option| kept(parts[*option]) == best).collect()
}

fn median_option(payoffs: &[Payoff], issue: usize, status_quo: usize) -> usize {
    // Twice the place, so that the middle of two favourites is whole; the median of two is then four times the place.
    let middle = |payoff: &Payoff| {
        let best = favourites(payoff, issue);
        best.first().zip(best.last()).map(|(first, last)| first + last)
    };
    let mut doubled: Vec<usize> = payoffs.iter().filter_map(middle).collect();
    doubled.sort_unstable();
    let Some(last) = doubled.len().checked_sub(1) else {
        return status_quo;
    };
    let fourfold = doubled[last / 2] + doubled[last - last / 2];
    let (below, beyond) = (fourfold / 4, fourfold % 4);
    match beyond {
        0 | 1 => below,
        3 => below + 1,
        _ => below + usize::from(status_quo > below),
    }
}

fn favourite_option(payoffs: &[Payoff], issue: usize, status_quo: usize) -> usize {
    let Some(size) = payoffs.first().map(|payoff| payoff.parts[issue].len()) else {
        return status_quo;
    };
    let mut backers = vec![0usize; size];
    for payoff in payoffs {
        favourites(payoff, issue).into_iter().for_each(|option| backers[option] += 1);
    }
    let most = backers.iter().copied().max();
    let mut first = (0..size).filter(|option| Some(backers[*option]) == most);
    match (first.next(), first.next()) {
        (Some(only), None) => only,
        _ => status_quo,
    }
}
