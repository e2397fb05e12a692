//! How long it takes to find every stable state where states are too many to list: up to 2^60 of them, on one thread.
//!
//! Each of twelve parties has five options and twenty prioritised statements of one to three literals, drawn over the options
//! of all. `cargo bench -p kadesh --bench symbolic`; add `-- 2^60` for the largest. Building the diagrams is part of the time.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use kadesh::conflict::{Concept, Limit, Stated, Symbolic};
use kadesh::model::{Formula, OptionId};

/// A small generator, so that a size and a seed always mean the same conflict.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn literal(&mut self, options: usize) -> Formula {
        let taken = Formula::Taken(OptionId(self.below(options)));
        if self.below(2) == 0 { taken } else { Formula::Not(Box::new(taken)) }
    }

    fn statement(&mut self, options: usize) -> Formula {
        Formula::Any((0..1 + self.below(3)).map(|_| self.literal(options)).collect())
    }
}

/// Every combination is possible, every option can change both ways.
fn conflict(parties: usize, each: usize, statements: usize, dice: &mut Dice) -> Stated {
    let options = parties * each;
    Stated {
        options,
        owned: (0..parties).map(|party| ((1 << each) - 1) << (party * each)).collect(),
        once_taken: 0,
        once_dropped: 0,
        rules: Vec::new(),
        statements: (0..parties).map(|_| (0..statements).map(|_| dice.statement(options)).collect()).collect(),
    }
}

/// How many equilibria each definition has. None: refused.
fn judge(stated: &Stated, concepts: &[Concept]) -> Vec<Option<u64>> {
    let symbolic = Symbolic::new(stated, Limit::USUAL).unwrap();
    concepts.iter().map(|concept| Some(symbolic.stable(*concept).ok()?.equilibria.count())).collect()
}

fn conflicts(c: &mut Criterion) {
    let mut group = c.benchmark_group("stable states as diagrams");
    group.sample_size(10);
    let by_moves: &[Concept] = &[Concept::Nash, Concept::Gmr, Concept::Smr];
    let by_improvements: &[Concept] = &[Concept::Seq, Concept::Sseq];
    for (parties, each, statements, concepts) in
        [(4, 5, 12, by_moves), (12, 5, 20, by_moves), (4, 5, 12, by_improvements), (12, 5, 20, by_improvements)]
    {
        for seed in 1..=3 {
            let stated = conflict(parties, each, statements, &mut Dice(seed));
            let found = judge(&stated, concepts);
            let short: Vec<&str> = concepts.iter().map(|concept| concept.short()).collect();
            let end = if found.iter().all(Option::is_some) { "found" } else { "refused" };
            let options = stated.options;
            let name = format!(
                "2^{options} states, {parties} parties, {statements} statements, draw {seed}, {}, {end}",
                short.join(" ")
            );
            group.bench_function(BenchmarkId::from_parameter(name), |b| {
                b.iter(|| black_box(judge(&stated, concepts)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, conflicts);
criterion_main!(benches);
