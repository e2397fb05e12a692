//! The traps of the requirements that concern deals, each by name, on invented numbers.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod deals;

use deals::payoff;
use kadesh::deals::acceptance::{acceptance, count};
use kadesh::deals::concession::{Theory, value_of};
use kadesh::deals::points::{Lines, PointRule, nash_product, solve};
use kadesh::deals::{Bargain, Payoff, frontier, rational_frontier};
use kadesh::model::PartyId;

/// A number from 0 to 1 that depends on its address alone.
fn draw(address: [u64; 4]) -> f64 {
    let mixed = address.into_iter().fold(0x9E37_79B9_7F4A_7C15u64, |state, part| {
        let state = (state ^ part).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (state ^ (state >> 29)).wrapping_mul(0x94D0_49BB_1331_11EB) ^ (state >> 32)
    });
    (mixed >> 11) as f64 / (1u64 << 53) as f64
}

/// Three parties, five issues of three options (243 packages), random weights and values, walk-aways from 0 to 0.4.
fn toy(seed: u64, red_lines: bool) -> Bargain {
    let party = |party: u64| {
        let weights: Vec<f64> = (0..5).map(|issue| 0.2 + draw([seed, party, issue, 9])).collect();
        let all: f64 = weights.iter().sum();
        let value = |issue: u64, option: u64| draw([seed, party, issue, option]);
        let parts: Vec<Vec<f64>> = (0..5u64)
            .map(|issue| (0..3).map(|option| weights[issue as usize] / all * value(issue, option)).collect())
            .collect();
        // A red line on the worst option of each issue, as often as not.
        let barred = (0..5u64)
            .map(|issue| {
                let worst = (0..3u64).min_by(|a, b| value(issue, *a).total_cmp(&value(issue, *b))).unwrap();
                (0..3).map(|option| red_lines && option == worst && draw([seed, party, issue, 7]) < 0.8).collect()
            })
            .collect();
        let walk_away = 0.4 * draw([seed, party, 99, 0]);
        Payoff { party: PartyId(party as usize), parts, bonuses: Vec::new(), barred, refuses: false, walk_away }
    };
    Bargain::open((0..3).map(party).collect(), Vec::new(), &[3; 5], &[0; 5]).unwrap()
}

#[test]
fn t1_additive_utilities_alone_almost_never_say_no_deal() {
    let no_deals =
        |red_lines: bool| (0..1000).filter(|seed| count(&toy(*seed, red_lines).accepted_by_all()) == 0).count();
    let (without, with) = (no_deals(false), no_deals(true));
    assert!(without < 10, "{without} of 1000 draws have no deal without red lines");
    assert!(with > 100, "{with} of 1000 draws have no deal with red lines");
    // "No deal" is an outcome of its own: no point is picked, and each party has its walk-away.
    let stuck = (0..1000).map(|seed| toy(seed, true)).find(|bargain| count(&bargain.accepted_by_all()) == 0).unwrap();
    let settled = stuck.settle();
    assert!(settled.packages.is_empty());
    assert_eq!(settled.utilities, stuck.signatories.iter().map(Payoff::line).collect::<Vec<_>>());
    let lines = Lines::of(&stuck.space, &stuck.signatories, &stuck.allowed, &[]);
    assert!(solve(PointRule::Nash, &[], &lines).unwrap_err().because.contains("no deal"));
}

#[test]
fn t2_cutting_support_raises_the_gain_of_the_weaker_party_while_its_floor_falls() {
    // The weaker party's walk-away falls from 0.6 to 0.2 as support is cut; nothing else moves.
    let at = |walk_away: f64| {
        let strong = payoff(0, &[&[0.5, 0.3, 0.0], &[0.5, 0.2, 0.0]], 0.2);
        let weak = payoff(1, &[&[0.0, 0.3, 0.5], &[0.0, 0.3, 0.5]], walk_away);
        Bargain::open(vec![strong, weak], Vec::new(), &[3, 3], &[0, 0]).unwrap()
    };
    let (supported, cut) = (at(0.6), at(0.2));
    let (before, after) = (supported.settle(), cut.settle());
    let gain = |bargain: &Bargain, utility: f64| utility - bargain.signatories[1].walk_away;
    assert!(gain(&cut, after.utilities[1]) > gain(&supported, before.utilities[1]), "the gain rises");
    assert!(after.utilities[1] <= before.utilities[1], "although what it gets does not");
    let accepts = |bargain: &Bargain| acceptance(&bargain.signatories[1], &bargain.space, &bargain.allowed);
    assert!(accepts(&cut).accepted > accepts(&supported).accepted, "it has to prefer more packages to no deal");
    assert!(accepts(&cut).floor < accepts(&supported).floor, "and its floor falls");
}

#[test]
fn t2_acceptance_is_monotone_in_the_walk_away() {
    for seed in 0..50 {
        let bargain = toy(seed, true);
        let at = |step: u32| {
            let payoff = Payoff { walk_away: f64::from(step) / 50.0, ..bargain.signatories[0].clone() };
            acceptance(&payoff, &bargain.space, &bargain.allowed)
        };
        for step in 0..50 {
            let (lower, higher) = (at(step), at(step + 1));
            assert!(lower.accepted >= higher.accepted);
            assert!(higher.floor.is_none() || lower.floor <= higher.floor);
        }
    }
}

#[test]
fn t3_a_settlement_only_model_cannot_see_a_concession() {
    // Each side holds an issue that matters most to itself, so the status quo is the best deal. The giver gives its issue
    // away beforehand; a third party that does not sign cares about the same issue.
    let giver = payoff(0, &[&[0.7, 0.0], &[0.0, 0.3]], 0.1);
    let receiver = payoff(1, &[&[0.0, 0.3], &[0.7, 0.0]], 0.1);
    let concerned = payoff(2, &[&[0.8, 0.0], &[0.2, 0.0]], 0.0);
    let bargain = Bargain::open(vec![giver, receiver], vec![concerned], &[2, 2], &[0, 0]).unwrap();
    let changes = |theory: Theory| {
        let valued = value_of(&bargain, &[(0, 1)], theory);
        let change = |party: usize| valued.after.utilities[party] - valued.before.utilities[party];
        (valued.theory.sees(), [change(0), change(1), change(2)])
    };
    assert_eq!(changes(Theory::SettlementOnly), (false, [0.0; 3]), "free by construction, whatever the numbers");
    let near = |found: [f64; 3], expected: [f64; 3]| found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9);
    // Only (given, full) is left: 0.3, 0.3 and nothing for the third.
    let (sees, traded) = changes(Theory::IssueTrading);
    assert!(sees && near(traded, [-0.4, -0.4, -1.0]), "{traded:?}");
    // The receiver now counts taking the gift back as a loss, and rejects the old deal: no deal, the walk-aways.
    let (sees, referred) = changes(Theory::ReferencePoint { loss_aversion: 3.5 });
    assert!(sees && near(referred, [-0.6, -0.6, -1.0]), "{referred:?}");
}

#[test]
fn t4_silence_means_the_status_quo() {
    // A "peace agreement" with one article. The party gains on it and would lose nothing by silence on the other issues if
    // silence were free; but silence keeps their status quo, which is what it counts.
    let party = payoff(0, &[&[0.0, 0.2], &[0.1, 0.4], &[0.1, 0.4]], 0.5);
    let bargain = Bargain::open(vec![party], Vec::new(), &[2, 2, 2], &[0, 0, 0]).unwrap();
    let mut one_article = bargain.status_quo.clone();
    one_article[0] = 1;
    let judge = &bargain.signatories[0];
    // The average over the articles chosen is the best possible, and the package is rejected all the same.
    assert!((judge.utility(&one_article) - 0.4).abs() < 1e-9);
    assert!(!judge.accepts(&one_article));
    // The share is counted over whole packages, each of which has an option on every issue.
    let answer = acceptance(judge, &bargain.space, &bargain.allowed);
    assert_eq!((answer.accepted, answer.packages), (6, 8));
}

#[test]
fn t8_two_losses_make_no_gain() {
    let walk_away = [0.5, 0.5, 0.5];
    assert_eq!(nash_product(&[0.0, 0.0, 1.0], &walk_away), None);
    assert!(nash_product(&[0.6, 0.6, 0.6], &walk_away).is_some());
    // The package worth (0, 0, 1) is on the frontier; a product of gains without a check would take it.
    let parts = |good: f64, other: f64| vec![vec![other, good]];
    let party = |party: usize, first: f64, second: f64| Payoff {
        party: PartyId(party),
        parts: parts(second, first),
        bonuses: Vec::new(),
        barred: vec![vec![false, false]],
        refuses: false,
        walk_away: 0.5,
    };
    let parties = vec![party(0, 0.0, 0.6), party(1, 0.0, 0.6), party(2, 1.0, 0.6)];
    let bargain = Bargain::open(parties, Vec::new(), &[2], &[0]).unwrap();
    assert_eq!(frontier(&bargain.space, &bargain.signatories, &bargain.allowed).len(), 2);
    assert_eq!(rational_frontier(&bargain.space, &bargain.signatories, &bargain.allowed).len(), 1);
    assert_eq!(bargain.settle().packages, [1]);
}
