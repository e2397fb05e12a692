//! Broken tables are read or refused, and never stop the program.
#![cfg(feature = "sheets")]
#![expect(clippy::unwrap_used, reason = "what makes the broken tables may panic")]

mod mutate;

use mutate::{Kind, Outcome, Random, Seeds, check};

#[test]
fn broken_tables_are_read_or_refused() {
    let seeds = Seeds::new();
    let mut outcomes = Vec::new();
    for (kind, count) in [(Kind::Csv, 1000), (Kind::Xlsx, 150), (Kind::Ods, 200)] {
        for seed in 0..count {
            outcomes.push(check(kind, &seeds.broken(kind, &mut Random::new(seed))));
        }
    }
    for outcome in [Outcome::Whole, Outcome::Faults, Outcome::Refused] {
        assert!(outcomes.iter().filter(|other| **other == outcome).count() > 50, "too few are {outcome:?}");
    }
}
