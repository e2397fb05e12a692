//! How long it takes to judge every state of a conflict under Nash, SSEQ, SEQ, SMR and GMR, on one thread.
//!
//! Random strict rankings, as the peer was timed on, and prioritised statements. `cargo bench -p kadesh --bench conflict`;
//! add `-- 2^24` for one size.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

#[path = "../tests/dice/mod.rs"]
mod dice;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use dice::Dice;
use kadesh::conflict::{Cube, Threshold};

fn owned(parties: usize, each: usize) -> Vec<u64> {
    (0..parties).map(|party| ((1u64 << each) - 1) << (party * each)).collect()
}

/// A strict ranking: the levels from 1 in random order.
fn ranking(size: usize, dice: &mut Dice) -> Vec<u32> {
    let mut levels: Vec<u32> = (1..=size as u32).collect();
    for last in (1..size).rev() {
        levels.swap(last, (dice.next() % (last as u64 + 1)) as usize);
    }
    levels
}

/// Levels from random statements of one to three literals.
fn stated(options: usize, statements: usize, dice: &mut Dice) -> Vec<u32> {
    let mut statement = |_| -> Vec<(u32, bool)> {
        let literals = 1 + dice.next() % 3;
        (0..literals).map(|_| ((dice.next() % options as u64) as u32, dice.next().is_multiple_of(2))).collect()
    };
    let statements: Vec<_> = (0..statements).map(&mut statement).collect();
    let met = |state: u32| statements.iter().map(move |one| one.iter().any(|(bit, on)| (state >> bit & 1 == 1) == *on));
    (0..1u32 << options).map(|state| met(state).fold(0, |all, one| all << 1 | u32::from(one)) + 1).collect()
}

fn judge(c: &mut Criterion, name: &str, cube: &Cube, levels: &[Vec<u32>], samples: usize) {
    let mut group = c.benchmark_group("all five definitions");
    group.sample_size(samples);
    group.bench_function(BenchmarkId::from_parameter(name), |b| {
        b.iter(|| black_box(Threshold::new(cube, levels).unwrap().all()));
    });
    group.finish();
}

fn conflicts(c: &mut Criterion) {
    for (options, parties, samples) in [(14, 2, 50), (20, 4, 10), (24, 4, 10)] {
        let owned = owned(parties, options / parties);
        let cube = Cube::new(options, &owned, 0, 0).unwrap();
        let mut dice = Dice(1);
        let levels: Vec<Vec<u32>> = owned.iter().map(|_| ranking(cube.size(), &mut dice)).collect();
        judge(c, &format!("2^{options} states, {parties} parties, random rankings"), &cube, &levels, samples);
        if options > 20 {
            continue;
        }
        let first_of_each = owned.iter().fold(0, |mask, own| mask | own & own.wrapping_neg());
        let one_way = Cube::new(options, &owned, first_of_each, 0).unwrap();
        let name = format!("2^{options} states, {parties} parties, one irreversible option each");
        judge(c, &name, &one_way, &levels, samples);
        let levels: Vec<Vec<u32>> = owned.iter().map(|_| stated(options, 12, &mut dice)).collect();
        judge(c, &format!("2^{options} states, {parties} parties, 12 statements"), &cube, &levels, samples);
    }
}

criterion_group!(benches, conflicts);
criterion_main!(benches);
