//! Breaks many cases in random ways and tells how reading and asking them went: `cargo run --release -p kadesh --example
//! fuzz_cases -- COUNT FOLDER…`, where each folder is a case.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a program for developers that says what it finds")]

#[path = "../tests/broken/mod.rs"]
mod broken;

use std::path::Path;
use std::time::{Duration, Instant};

use broken::{Outcome, Random, broken, check};
use kadesh::case::{self, Files};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().map_or(1_000, |count| count.parse().unwrap());
    for folder in arguments {
        let (text, files) = load(Path::new(&folder));
        run(&folder, count, &text, &files);
    }
}

fn load(folder: &Path) -> (String, Files) {
    let text = std::fs::read_to_string(folder.join(case::MAIN_FILE)).unwrap();
    let names = case::read(&text).files_named().into_iter();
    let files = names.map(|name| (name.clone(), std::fs::read(folder.join(name)).unwrap())).collect();
    (text, files)
}

fn run(name: &str, count: u64, text: &str, files: &Files) {
    let (mut whole, mut faults, mut stopped) = (0u64, 0u64, 0u64);
    let mut slowest = (Duration::ZERO, 0);
    for seed in 0..count {
        let text = broken(text, &mut Random::new(seed));
        let started = Instant::now();
        match std::panic::catch_unwind(|| check(&text, files)) {
            Ok(Outcome::Whole) => whole += 1,
            Ok(Outcome::Faults) => faults += 1,
            Err(_) => {
                stopped += 1;
                println!("{name} {seed} stopped the program");
            }
        }
        slowest = slowest.max((started.elapsed(), seed));
    }
    let (time, seed) = slowest;
    println!("{name}: {whole} whole, {faults} with faults, {stopped} stopped; slowest {time:?} ({seed})");
}
