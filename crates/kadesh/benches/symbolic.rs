//! How long it takes to find every stable state of 60 options without a list of states, on one thread.
//!
//! 12 parties with 5 options and 20 random statements each: 2^60 states. In the one conflict the statements are about any
//! options, in the other mostly about the party's own and its two neighbours'. One time is for all five seeds together, diagrams
//! built anew. Smaller conflicts show SEQ and SSEQ, which are refused at 60 options. `cargo bench -p kadesh --bench symbolic`.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

#[path = "../tests/dice/mod.rs"]
mod dice;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use dice::Dice;
use kadesh::conflict::{Concept, Limit, Stated, Symbolic};
use kadesh::model::{Formula, OptionId};

/// What the statements of a party are about.
#[derive(Clone, Copy)]
enum About {
    /// Any options.
    Anything,
    /// Nine literals in ten: its own options, or those of the party before or after it.
    Neighbours,
}

/// Statements of one to three literals, joined by "or" and by "and" alike often.
fn conflict(parties: usize, each: usize, statements: usize, about: About, seed: u64) -> Stated {
    let mut dice = Dice(seed);
    let mut statement = |party: usize| {
        let literal = |dice: &mut Dice| {
            let option = match about {
                About::Neighbours if dice.below(10) < 9 => {
                    (party + parties + dice.below(3) - 1) % parties * each + dice.below(each)
                }
                About::Neighbours | About::Anything => dice.below(parties * each),
            };
            let taken = Formula::Taken(OptionId(option));
            if dice.below(2) == 0 { taken } else { Formula::Not(Box::new(taken)) }
        };
        let literals = (0..1 + dice.below(3)).map(|_| literal(&mut dice)).collect();
        if dice.below(2) == 0 { Formula::Any(literals) } else { Formula::All(literals) }
    };
    Stated {
        options: parties * each,
        owned: (0..parties).map(|party| ((1 << each) - 1) << (party * each)).collect(),
        once_taken: 0,
        once_dropped: 0,
        rules: Vec::new(),
        statements: (0..parties).map(|party| (0..statements).map(|_| statement(party)).collect()).collect(),
    }
}

fn judge(c: &mut Criterion, name: &str, conflicts: &[Stated], concepts: &[Concept]) {
    let mut group = c.benchmark_group("stable states without a list");
    group.sample_size(10);
    group.bench_function(BenchmarkId::from_parameter(name), |b| {
        b.iter(|| {
            for stated in conflicts {
                let symbolic = Symbolic::new(stated, Limit::USUAL).unwrap();
                for concept in concepts {
                    black_box(symbolic.stable(*concept).unwrap());
                }
            }
        });
    });
    group.finish();
}

fn conflicts(c: &mut Criterion) {
    let moves = [Concept::Nash, Concept::Gmr, Concept::Smr];
    let improvements = [Concept::Seq, Concept::Sseq];
    for (about, words) in [(About::Anything, "any options"), (About::Neighbours, "neighbours")] {
        let five: Vec<Stated> = (1..=5).map(|seed| conflict(12, 5, 20, about, seed)).collect();
        judge(c, &format!("five of 2^60, 20 statements on {words}, Nash GMR SMR"), &five, &moves);
        let small = [conflict(4, 5, 12, about, 1)];
        judge(c, &format!("one of 2^20, 12 statements on {words}, SEQ SSEQ"), &small, &improvements);
    }
    let middle = [conflict(4, 6, 12, About::Neighbours, 1)];
    judge(c, "one of 2^24, 12 statements on neighbours, SEQ SSEQ", &middle, &improvements);
}

criterion_group!(benches, conflicts);
criterion_main!(benches);
