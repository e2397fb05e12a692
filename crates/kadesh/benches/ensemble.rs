//! How long it takes to count anew after one lever moves: 10,000 draws, 1,296 packages, 4 parties.

#![expect(clippy::expect_used, reason = "a bench that cannot run has no result")]

use std::collections::BTreeSet;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use kadesh::ensemble::{Draws, Run, all_reachable};
use kadesh::model::*;

fn case() -> Case {
    let mut case = Case::blank("bench");
    for id in ["a", "b", "c", "d"] {
        case.parties.push(Party {
            id: id.to_owned(),
            name: id.to_uppercase(),
            spoken: None,
            also: Vec::new(),
            part_of: Vec::new(),
            proxy_of: None,
            capability: None,
            points: None,
            member_only: false,
            address: 0,
        });
    }
    for (number, options) in [6, 6, 6, 6].into_iter().enumerate() {
        let option = |n| IssueOption { id: format!("o{n}"), name: None, definition: None, cut_off: None };
        case.issues.push(Issue {
            id: format!("i{number}"),
            question: String::new(),
            options: (0..options).map(option).collect(),
            status_quo: 0,
            ordered: true,
            about_seat_of: None,
        });
    }
    case.levers.push(Lever {
        id: "support".to_owned(),
        name: "support".to_owned(),
        range: (0.0, 1.0),
        now: Some(Quantity::Range(0.0, 1.0)),
        held_by: None,
        depends_on: Vec::new(),
        promised_in: Vec::new(),
        basis: Basis::new(),
    });
    for party in 0..4 {
        for issue in 0..4 {
            let value = |option: usize| {
                let middle = 0.1 + 0.8 * ((option * (party + 1) + issue) % 6) as f64 / 5.0;
                Some(Quantity::Guess(middle - 0.1, middle, middle + 0.1))
            };
            case.stakes.push(Stake {
                party: PartyId(party),
                issue: IssueId(issue),
                weight: Some(Quantity::Range(1.0, 3.0 + party as f64)),
                values: (0..6).map(value).collect(),
                red_line: BTreeSet::new(),
                basis: Basis::new(),
            });
        }
        // The lever touches every party: the worst case.
        case.walk_aways.push(WalkAway {
            party: PartyId(party),
            base: Some(Quantity::Range(0.2, 0.4)),
            package: None,
            from: vec![(LeverId(0), Quantity::Range(0.0, 0.3))],
            basis: Basis::new(),
        });
    }
    let addresses = party_addresses(&case);
    case.parties.iter_mut().zip(addresses).for_each(|(party, address)| party.address = address);
    case
}

fn lever_recount(bench: &mut Criterion) {
    let case = case();
    let run = Run::new(&case, 1, 10_000, &all_reachable).expect("the case is sound");
    let mut setting = 0.0;
    bench.bench_function("recount after one lever moves, all four parties touched", |timer| {
        timer.iter(|| {
            setting = if setting > 0.9 { 0.0 } else { setting + 0.1 };
            let moved = run.changed(&[Change::Lever(LeverId(0), Quantity::Point(setting))]).expect("the case is sound");
            black_box(moved.numbers(&case))
        });
    });
    bench.bench_function("draw every input anew", |timer| {
        timer.iter(|| black_box(Draws::new(&case, 1, 10_000).expect("the case is sound")));
    });
}

criterion_group! { name = benches; config = Criterion::default().sample_size(20); targets = lever_recount }
criterion_main!(benches);
