//! How long the deals kernels take: 10^6 packages for 2 and 5 parties, and the acceptance sets of 10,000 draws.
//!
//! The peer (NegMAS 0.16) takes 4.9 s for 10^6 packages and 2 parties and 11.7 s for 5, load, enumeration, frontier and
//! points together. `cargo bench --bench deals`; the scenarios make themselves, those of `../shared` are used if present.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark is no part of the library")]

#[path = "../tests/deals/mod.rs"]
mod deals;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use kadesh::deals::acceptance::{accepted_into, counts_at_least};
use kadesh::deals::points::{Lines, PointRule, nash_by_frontier, nash_by_scan, solve};
use kadesh::deals::{Payoff, Space, Utilities, frontier_of, rational_frontier};
use kadesh::model::PartyId;

/// A number from 0 to 1 that depends on its address alone.
fn draw(address: [u64; 4]) -> f64 {
    let mixed = address.into_iter().fold(0x9E37_79B9_7F4A_7C15u64, |state, part| {
        let state = (state ^ part).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (state ^ (state >> 29)).wrapping_mul(0x94D0_49BB_1331_11EB) ^ (state >> 32)
    });
    (mixed >> 11) as f64 / (1u64 << 53) as f64
}

fn invented(seed: u64, party: usize, sizes: &[usize]) -> Payoff {
    let place = party as u64;
    let weights: Vec<f64> = (0..sizes.len()).map(|issue| 0.1 + draw([seed, place, issue as u64, 1000])).collect();
    let all: f64 = weights.iter().sum();
    let value = |issue: usize, option: usize| draw([seed, place, issue as u64, option as u64]);
    let parts: Vec<Vec<f64>> = sizes
        .iter()
        .enumerate()
        .map(|(issue, size)| (0..*size).map(|option| weights[issue] / all * value(issue, option)).collect())
        .collect();
    let barred = sizes.iter().map(|size| vec![false; *size]).collect();
    Payoff { party: PartyId(party), parts, bonuses: Vec::new(), barred, refuses: false, walk_away: 0.0 }
}

/// The frontier and every point, from the issue tables: what the peer does by enumerating.
fn all_points(payoffs: &[Payoff]) -> usize {
    let sizes: Vec<usize> = payoffs[0].parts.iter().map(Vec::len).collect();
    let space = Space::new(&sizes).unwrap();
    let allowed: Vec<Vec<bool>> = sizes.iter().map(|size| vec![true; *size]).collect();
    let points = rational_frontier(&space, payoffs, &allowed);
    let lines = Lines::of(&space, payoffs, &allowed, &points);
    PointRule::ALL.iter().map(|rule| solve(*rule, &points, &lines).unwrap().ties.len()).sum()
}

/// The same by enumeration, without using that utilities add up.
fn all_points_enumerated(payoffs: &[Payoff]) -> usize {
    let sizes: Vec<usize> = payoffs[0].parts.iter().map(Vec::len).collect();
    let space = Space::new(&sizes).unwrap();
    let allowed: Vec<Vec<bool>> = sizes.iter().map(|size| vec![true; *size]).collect();
    let points = frontier_of(&Utilities::of(&space, payoffs), None);
    let lines = Lines::of(&space, payoffs, &allowed, &points);
    PointRule::ALL.iter().map(|rule| solve(*rule, &points, &lines).unwrap().ties.len()).sum()
}

fn frontiers(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("frontier and all points, 10^6 packages");
    group.sample_size(10);
    for parties in [2, 3, 5] {
        let payoffs: Vec<Payoff> = (0..parties).map(|party| invented(1, party, &[10; 6])).collect();
        group.bench_function(format!("invented, {parties} parties, by issue"), |b| {
            b.iter(|| all_points(black_box(&payoffs)));
        });
        group.bench_function(format!("invented, {parties} parties, enumerated"), |b| {
            b.iter(|| all_points_enumerated(black_box(&payoffs)));
        });
    }
    let Some(path) = deals::shared() else {
        return;
    };
    for parties in [2, 3, 5] {
        let folder = path.join(format!("generated/gen_p{parties}_e6"));
        group.bench_function(format!("gen_p{parties}_e6, reading the files included, by issue"), |b| {
            b.iter(|| all_points(black_box(&deals::scenario(&folder))));
        });
        group.bench_function(format!("gen_p{parties}_e6, reading the files included, enumerated"), |b| {
            b.iter(|| all_points_enumerated(black_box(&deals::scenario(&folder))));
        });
    }
}

fn acceptance_sets(bench: &mut Criterion) {
    let sizes = [4, 4, 4, 4, 3, 2];
    let space = Space::new(&sizes).unwrap();
    let allowed: Vec<Vec<bool>> = sizes.iter().map(|size| vec![true; *size]).collect();
    let draws: Vec<Payoff> = (0..40_000)
        .map(|index| Payoff {
            walk_away: 0.5 * draw([7, index, 0, 0]),
            ..invented(index, (index % 4) as usize, &sizes)
        })
        .collect();
    let mut group = bench.benchmark_group("acceptance, 10,000 draws, 4 parties, 1,536 packages");
    group.sample_size(10);
    group.bench_function("sets", |b| {
        let mut set = Vec::new();
        b.iter(|| {
            for payoff in &draws {
                accepted_into(&space, payoff, &allowed, &mut set);
                black_box(&set);
            }
        });
    });
    let bargains: Vec<&[Payoff]> = draws.chunks(4).collect();
    group.bench_function("Nash points by scan", |b| {
        b.iter(|| bargains.iter().map(|four| nash_by_scan(&space, four, &allowed).len()).sum::<usize>());
    });
    group.bench_function("Nash points by the frontier", |b| {
        b.iter(|| bargains.iter().map(|four| nash_by_frontier(&space, four, &allowed).len()).sum::<usize>());
    });
    let thresholds: Vec<f64> = (0..=20).map(|step| f64::from(step) / 20.0).collect();
    group.bench_function("counts at 21 thresholds", |b| {
        b.iter(|| {
            for payoff in &draws {
                black_box(counts_at_least(payoff, &space, &allowed, &thresholds));
            }
        });
    });
}

criterion_group!(benches, frontiers, acceptance_sets);
criterion_main!(benches);
