//! What the tests of the deals family share: random bargains, and a reader of the generated scenarios.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};

use kadesh::deals::{Bargain, Excluded, Payoff, Together};
use kadesh::model::PartyId;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A payoff with no red lines.
pub fn payoff(party: usize, parts: &[&[f64]], walk_away: f64) -> Payoff {
    let parts: Vec<Vec<f64>> = parts.iter().map(|parts| parts.to_vec()).collect();
    let barred = parts.iter().map(|parts| vec![false; parts.len()]).collect();
    Payoff { party: PartyId(party), parts, bonuses: Vec::new(), barred, refuses: false, walk_away }
}

/// Small bargains: 1 to 4 issues of 1 to 4 options, 1 to 4 signatories, 0 or 1 others. Half of them on a coarse scale with
/// weights such as 1/3, so that ties are common. In half of them issues hang together.
pub fn bargains() -> impl Strategy<Value = Bargain> {
    let shape = (prop::collection::vec(1usize..=4, 1..=4), 1usize..=4, 0usize..=1, any::<bool>());
    shape.prop_flat_map(|(sizes, signatories, others, coarse)| {
        let payoffs = prop::collection::vec(raw_payoff(sizes.clone(), coarse), signatories + others);
        let allowed: Vec<_> =
            sizes.iter().map(|size| prop::collection::vec(prop::bool::weighted(0.9), *size)).collect();
        let status_quo: Vec<_> = sizes.iter().map(|size| 0..*size).collect();
        (payoffs, allowed, status_quo, any::<u64>()).prop_map(move |(mut payoffs, allowed, status_quo, seed)| {
            payoffs.iter_mut().enumerate().for_each(|(index, payoff)| payoff.party = PartyId(index));
            let others = payoffs.split_off(signatories);
            let mut bargain = Bargain::open(payoffs, others, &sizes, &status_quo).unwrap();
            bargain.allowed = allowed;
            if seed % 2 == 0 { hang_together(bargain, seed / 2) } else { bargain }
        })
    })
}

/// The same with packages that cannot be, and options that are worth more or less together.
pub fn hang_together(mut bargain: Bargain, seed: u64) -> Bargain {
    let sizes = bargain.space.sizes().to_vec();
    let mut state = seed;
    let mut below = |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let mut some = |count: usize| -> Vec<(usize, usize)> {
        let first = below(sizes.len() as u64) as usize;
        let issues = (0..count.min(sizes.len())).map(|step| (first + step) % sizes.len());
        issues.map(|issue| (issue, below(sizes[issue] as u64) as usize)).collect()
    };
    let excluded = (0..2).map(|place| Excluded { holding: some(2), unless: some(place) }).collect();
    bargain.space = bargain.space.excluding(excluded);
    for payoff in bargain.signatories.iter_mut().chain(&mut bargain.others) {
        payoff.bonuses = [0.2, -0.3].into_iter().map(|worth| Together { holding: some(2), worth }).collect();
    }
    bargain
}

fn raw_payoff(sizes: Vec<usize>, coarse: bool) -> impl Strategy<Value = Payoff> {
    let unit = move || {
        if coarse { prop::sample::select(vec![0.0, 0.1, 0.25, 0.5, 0.75, 1.0]).boxed() } else { (0.0..=1.0f64).boxed() }
    };
    let weight = if coarse { prop::sample::select(vec![1.0, 2.0, 3.0]).boxed() } else { (0.1..=1.0f64).boxed() };
    let weights = prop::collection::vec(weight, sizes.len());
    let values: Vec<_> = sizes.iter().map(|size| prop::collection::vec(unit(), *size)).collect();
    let barred: Vec<_> = sizes.iter().map(|size| prop::collection::vec(prop::bool::weighted(0.06), *size)).collect();
    (weights, values, barred, prop::bool::weighted(0.03), unit()).prop_map(
        |(weights, values, barred, refuses, line)| {
            let all: f64 = weights.iter().sum();
            let parts = weights
                .iter()
                .zip(&values)
                .map(|(weight, values)| values.iter().map(|value| weight / all * value).collect())
                .collect();
            Payoff { party: PartyId(0), parts, bonuses: Vec::new(), barred, refuses, walk_away: line * 0.8 }
        },
    )
}

/// Where the generated scenarios are, if they are there.
pub fn shared() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/deals");
    path.join("results_stats.jsonl").exists().then_some(path)
}

/// The profiles of a scenario in Genius XML: discrete issues, additive, each issue's evaluations divided by its maximum.
pub fn scenario(folder: &Path) -> Vec<Payoff> {
    (1..)
        .map(|number| folder.join(format!("profile{number}.xml")))
        .take_while(|path| path.exists())
        .enumerate()
        .map(|(party, path)| profile(party, &std::fs::read_to_string(path).unwrap()))
        .collect()
}

fn profile(party: usize, text: &str) -> Payoff {
    let attribute = |tag: &BytesStart, name: &str| {
        tag.attributes()
            .map(|attribute| attribute.unwrap())
            .find(|attribute| attribute.key.as_ref() == name)
            .map(|attribute| attribute.value.to_string())
    };
    let number = |tag: &BytesStart, name: &str| attribute(tag, name).unwrap().parse::<f64>().unwrap();
    let mut values: Vec<Vec<f64>> = Vec::new();
    let mut weights: Vec<f64> = Vec::new();
    let mut walk_away = 0.0;
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "issue" => values.push(Vec::new()),
                "item" => values.last_mut().unwrap().push(number(&tag, "evaluation")),
                "weight" => weights.push(number(&tag, "value")),
                "reservation" => walk_away = number(&tag, "value"),
                _ => {}
            },
            _ => {}
        }
    }
    let parts: Vec<Vec<f64>> = values
        .iter()
        .zip(&weights)
        .map(|(values, weight)| {
            let most = values.iter().copied().fold(0.0, f64::max);
            values.iter().map(|value| weight * (value / most)).collect()
        })
        .collect();
    let barred = parts.iter().map(|parts| vec![false; parts.len()]).collect();
    Payoff { party: PartyId(party), parts, bonuses: Vec::new(), barred, refuses: false, walk_away }
}
