//! Breaks many tables in random ways and tells how reading them went: `cargo run --release -p kadesh-tables --example
//! fuzz_tables -- COUNT`, with a first number to begin from as a second argument.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a program for developers that says what it finds")]

#[path = "../tests/mutate/mod.rs"]
mod mutate;

use mutate::{Kind, Outcome, Random, Seeds, check};
use std::time::{Duration, Instant};

fn main() {
    let mut arguments = std::env::args().skip(1).map(|word| word.parse::<u64>().unwrap());
    let count = arguments.next().unwrap_or(10_000);
    let first = arguments.next().unwrap_or(0);
    let seeds = Seeds::new();
    for kind in [Kind::Csv, Kind::Xlsx, Kind::Ods] {
        run(kind, first, count, &seeds);
    }
    println!("peak memory: {}", peak());
}

fn run(kind: Kind, first: u64, count: u64, seeds: &Seeds) {
    let mut slowest = (Duration::ZERO, 0);
    let mut counts = [0_u64; 3];
    let mut panicked = 0;
    for seed in first..first + count {
        let bytes = seeds.broken(kind, &mut Random::new(seed));
        let started = Instant::now();
        match std::panic::catch_unwind(|| check(kind, &bytes)) {
            Ok(Outcome::Whole) => counts[0] += 1,
            Ok(Outcome::Faults) => counts[1] += 1,
            Ok(Outcome::Refused) => counts[2] += 1,
            Err(_) => {
                panicked += 1;
                println!("{kind:?} {seed} stopped the program");
            }
        }
        slowest = slowest.max((started.elapsed(), seed));
    }
    let [whole, faults, refused] = counts;
    let (time, seed) = slowest;
    println!(
        "{kind:?}: {whole} whole, {faults} with faults, {refused} refused, {panicked} stopped; slowest {time:?} ({seed})"
    );
}

/// The most memory that the program has had, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .map_or("unknown".to_owned(), |peak| peak.trim().to_owned())
}
