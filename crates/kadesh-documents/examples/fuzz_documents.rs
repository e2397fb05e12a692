//! Damages documents at random for a long time and converts them: `cargo run --release -p kadesh-documents --features
//! convert --example fuzz_documents -- 120s [KIND]`, or a count in place of the seconds.
//!
//! It reports how many there were, the slowest and the most memory. A panic, a hang or a fault without words ends it.

#![expect(clippy::print_stdout, clippy::panic, reason = "a tool for people")]

#[path = "../tests/convert/damage.rs"]
mod damage;
#[path = "../tests/convert/make.rs"]
#[expect(clippy::unwrap_used, reason = "what cannot be made cannot be damaged")]
mod make;

use std::time::{Duration, Instant};

use damage::{Dice, damage, documents, from_damaged_parts, grown};
use kadesh_documents::{Limits, Refusal, convert};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let much = arguments.next().unwrap_or_else(|| "10s".to_owned());
    let wanted = arguments.next();
    let seconds = much.strip_suffix('s').and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
    let most = much.parse().unwrap_or(u64::MAX);
    let mut all: Vec<(String, Vec<u8>)> =
        documents().into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).chain(fixtures()).collect();
    all.retain(|(name, _)| wanted.as_ref().is_none_or(|wanted| name.contains(wanted.as_str())));
    let seed = Instant::now().elapsed().as_nanos() as u64 ^ u64::from(std::process::id()) << 32 | 1;
    let (start, mut dice) = (Instant::now(), Dice(seed));
    let (mut count, mut texts, mut refusals, mut late) = (0_u64, 0_u64, 0_u64, 0_u64);
    let mut slowest = (Duration::ZERO, String::new());
    while count < most && seconds.is_none_or(|seconds| start.elapsed() < seconds) {
        let (name, whole) = &all[dice.roll(all.len())];
        let bytes = match name.as_str() {
            kind @ ("docx" | "odt" | "html") if dice.roll(2) > 0 => grown(kind, &mut dice),
            kind @ ("docx" | "odt") if dice.roll(4) > 0 => from_damaged_parts(kind, &mut dice),
            _ => damage(whole, &mut dice),
        };
        let began = Instant::now();
        match convert(&bytes, &Limits::default()) {
            Ok(_) => texts += 1,
            Err(Refusal::TooMuch { limit: kadesh_documents::Limit::Seconds, .. }) => late += 1,
            Err(refusal) if refusal.message().is_empty() || refusal.hint().is_empty() => panic!("{refusal:?}"),
            Err(_) => refusals += 1,
        }
        count += 1;
        if began.elapsed() > slowest.0 {
            slowest = (began.elapsed(), format!("{name}, {} bytes", bytes.len()));
            if slowest.0.as_secs() >= 1 {
                let _ = std::fs::write(format!("/tmp/slow-{count}.bin"), &bytes);
            }
        }
    }
    println!(
        "seed {seed:#x}: {count} documents in {:?}: {texts} texts, {refusals} refusals, {late} given up",
        start.elapsed()
    );
    println!("slowest {:?} ({}); most memory {}", slowest.0, slowest.1, most_memory());
}

/// The PDFs of several programs.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = format!("{}/tests/fixtures", env!("CARGO_MANIFEST_DIR"));
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_name().to_string_lossy().ends_with(".pdf"));
    let mut all: Vec<_> = files
        .filter_map(|entry| Some((entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).ok()?)))
        .collect();
    all.sort();
    all
}

fn most_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown", str::trim).to_owned()
}
