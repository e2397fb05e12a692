//! The generated scenarios of `../shared` against the answers recorded for NegMAS 0.16.0: frontier, hash, points.
//!
//! Skipped, with a message, where `../shared` is absent.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod deals;

use deals::{scenario, shared};
use kadesh::deals::points::{Lines, PointRule, solve};
use kadesh::deals::{FrontierPoint, Payoff, rational_frontier};
use serde_json::Value;
use sha2::{Digest, Sha256};

fn close(one: &[f64], other: &[f64]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| (a - b).abs() < 1e-9)
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// SHA-256 over the utilities to 9 decimals: `,` between parties, lines sorted as text, no newline at the end.
fn hash(payoffs: &[Payoff], sizes: &[usize], points: &[FrontierPoint]) -> String {
    let space = kadesh::deals::Space::new(sizes).unwrap();
    let mut lines: Vec<Vec<String>> = points
        .iter()
        .map(|point| {
            let package = space.package(point.package);
            let plain = |payoff: &Payoff| -> f64 { payoff.parts.iter().zip(&package).map(|(p, o)| p[*o]).sum() };
            payoffs.iter().map(|payoff| format!("{:.9}", plain(payoff))).collect()
        })
        .collect();
    lines.sort();
    let text = lines.iter().map(|line| line.join(",")).collect::<Vec<_>>().join("\n");
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn generated_scenarios_agree_with_the_recorded_answers() {
    let Some(path) = shared() else {
        println!("skipped: ../shared/data/deals is not there, so the recorded answers cannot be compared");
        return;
    };
    let recorded = std::fs::read_to_string(path.join("results_stats.jsonl")).unwrap();
    let (mut scenarios, mut max_min_differs) = (0, 0);
    for line in recorded.lines().filter(|line| !line.trim().is_empty()) {
        let row: Value = serde_json::from_str(line).unwrap();
        let name = row["scenario"].as_str().unwrap();
        let mut payoffs = scenario(&path.join("generated").join(name));
        assert_eq!(payoffs.len(), row["parties"].as_u64().unwrap() as usize, "{name}");
        let sizes: Vec<usize> = payoffs[0].parts.iter().map(Vec::len).collect();
        let space = kadesh::deals::Space::new(&sizes).unwrap();
        let allowed: Vec<Vec<bool>> = sizes.iter().map(|size| vec![true; *size]).collect();

        let reserved: Vec<f64> = payoffs.iter().map(|payoff| payoff.walk_away).collect();
        assert!(close(&reserved, &numbers(&row["reserved"])), "{name}");
        // Their disagreement point: the reservation value where it can bind, else the least utility.
        for (payoff, range) in payoffs.iter_mut().zip(row["ranges"].as_array().unwrap()) {
            let least: f64 = payoff.parts.iter().map(|p| p.iter().copied().fold(f64::MAX, f64::min)).sum();
            assert!((least - numbers(range)[0]).abs() < 1e-9, "{name}");
            if payoff.walk_away < least {
                payoff.walk_away = least;
            }
        }
        let points = rational_frontier(&space, &payoffs, &allowed);
        assert_eq!(points.len(), row["frontier_size"].as_u64().unwrap() as usize, "{name}");
        assert_eq!(hash(&payoffs, &sizes, &points), row["frontier_sha256_utils9"].as_str().unwrap(), "{name}");

        let lines = Lines::of(&space, &payoffs, &allowed, &points);
        let ours = |rule| solve(rule, &points, &lines).unwrap().ties;
        for (theirs, rule) in [
            ("nash", PointRule::Nash),
            ("kalai", PointRule::Egalitarian),
            ("ks", PointRule::LeastSpread),
            ("welfare", PointRule::Utilitarian),
        ] {
            let theirs: Vec<Vec<f64>> =
                row["points"][theirs].as_array().unwrap().iter().map(|point| numbers(&point["utils"])).collect();
            let found = ours(rule);
            assert_eq!(found.len(), theirs.len(), "{name} {rule:?}");
            assert!(found.iter().all(|tie| theirs.iter().any(|other| close(&tie.utilities, other))), "{name} {rule:?}");
        }
        let (spread, max_min) = (ours(PointRule::LeastSpread), ours(PointRule::KalaiSmorodinskyOverall));
        let worst = |point: &FrontierPoint| {
            let gains = point.utilities.iter().zip(&lines.walk_away).zip(&lines.best_overall);
            gains.map(|((u, d), best)| (u - d) / (best - d)).fold(f64::MAX, f64::min)
        };
        if spread[0].package != max_min[0].package {
            max_min_differs += 1;
            assert!(worst(&spread[0]) < worst(&max_min[0]), "{name}: max-min leaves the worst-off with more");
        }
        scenarios += 1;
    }
    assert_eq!(scenarios, 18);
    // reference/deals.md, section 4.2, says 12 of 18. We count 11, and so does a plain enumeration apart from this code:
    // in the other seven the recorded point and the max-min point have the same utilities.
    assert_eq!(max_min_differs, 11);
}
