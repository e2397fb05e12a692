//! How long the reader of English takes to start, and how many words it reads in a second on one thread.
//!
//! `cargo run --release -p kadesh-text --example speed -- article.txt`; without a file, the texts of the tests.

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;
use std::time::Instant;

use kadesh_text::Pipeline;

const TEXTS: &str = include_str!("../tests/golden/english.txt");

fn main() -> Result<(), Box<dyn Error>> {
    let text = std::env::args().nth(1).map_or_else(|| Ok(TEXTS.to_owned()), std::fs::read_to_string)?;
    let start = Instant::now();
    let pipeline = Pipeline::english();
    println!("started in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let start = Instant::now();
    let mut words = 0;
    let mut rounds = 0;
    while start.elapsed().as_secs_f64() < 3.0 {
        words += pipeline.parse(&text).tokens.len();
        rounds += 1;
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{:.0} words a second: {rounds} times {} words in {seconds:.1} s", words as f64 / seconds, words / rounds);
    Ok(())
}
