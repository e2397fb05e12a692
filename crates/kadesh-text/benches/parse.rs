//! How fast English is read: the texts of the tests, 3,300 words, on one thread.
//!
//! `cargo bench -p kadesh-text --bench parse`

#![allow(missing_docs, reason = "a benchmark")]

use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kadesh_text::Pipeline;

const TEXTS: &str = include_str!("../tests/golden/english.txt");

fn parse(criterion: &mut Criterion) {
    let words = Pipeline::english().parse(TEXTS).tokens.len();
    let mut group = criterion.benchmark_group("parse");
    group.measurement_time(Duration::from_secs(10)).sample_size(20).throughput(Throughput::Elements(words as u64));
    group.bench_function("texts of the tests", |bencher| bencher.iter(|| Pipeline::english().parse(TEXTS)));
    group.finish();
}

criterion_group!(benches, parse);
criterion_main!(benches);
