//! The record family against published or hand-made examples, read from the pages in `golden/record`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;
use std::path::Path;

use kadesh::model::{Case, Fit, Ordering, When};
use kadesh::record::{self, Movement};
use kadesh::report::block::Block;
use kadesh::report::view;

#[path = "common_record/mod.rs"]
mod common;

use common::{Builder, Said};

/// The `name = value` lines of a page's code block, in order.
fn page(name: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/record").join(format!("{name}.md"));
    let text = std::fs::read_to_string(path).unwrap();
    let block = text.split("```").nth(1).unwrap();
    block
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

fn all<'a>(page: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    page.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn headline(blocks: &[Block]) -> &str {
    match blocks.first() {
        Some(Block::Line(line)) => &line.text,
        other => panic!("no headline but {other:?}"),
    }
}

#[test]
fn voices_of_the_seed() {
    let page = page("voices");
    let mut build = Builder::new();
    let split = |line: &str| line.split('|').map(|part| part.trim().to_owned()).collect::<Vec<String>>();
    for quote in all(&page, "quote").map(split) {
        let party = build.party(&quote[1]);
        let said = Said { quote: &quote[2], ..Said::default() };
        if quote[0] == quote[1] {
            build.party_says(party, said);
        } else {
            let person = build.person(&quote[0], party);
            build.says(person, said);
        }
    }
    for person in all(&page, "person").map(split) {
        let party = build.party(&person[1]);
        build.person(&person[0], party);
    }
    for party in all(&page, "party") {
        build.party(party);
    }
    let case = build.case;
    let blocks = view::record::voices(&case, &record::voices(&case));
    assert_eq!(Some(headline(&blocks)), all(&page, "headline").next());
}

#[test]
fn explanations_of_heuer() {
    let page = page("explanations");
    let mut build = Builder::new();
    let party = build.party("Observer");
    let mut ids = Vec::new();
    for name in ["E1", "E2", "E3", "E4", "E5", "E6"] {
        ids.push(build.party_says(party, Said { quote: name, ..Said::default() }));
    }
    for (column, name) in ["H1", "H2", "H3"].into_iter().enumerate() {
        let fits = ["E1", "E2", "E3", "E4", "E5", "E6"].map(|evidence| {
            let row = all(&page, evidence).next().unwrap();
            match row.split(' ').nth(column).unwrap() {
                "+" => Fit::Consistent,
                "-" => Fit::Inconsistent,
                other => panic!("{other}"),
            }
        });
        build.explanation("Will Iraq retaliate?", name, ids.iter().copied().zip(fits).collect());
    }
    let answer = record::explanations(&build.case);
    let matrix = &answer.questions[0];
    let order: Vec<&str> = matrix.explanations.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(Some(order.join(" ").as_str()), all(&page, "order").next());
    for one in &matrix.explanations {
        let expected = all(&page, &format!("inconsistent {}", one.text)).next().map(str::to_owned);
        assert_eq!(Some(one.inconsistent.to_string()), expected);
    }
    let silent: Vec<&str> =
        matrix.evidence.iter().filter(|row| !row.tells).map(|row| row.words.quote.as_str()).collect();
    assert_eq!(silent, all(&page, "tells nothing").collect::<Vec<&str>>());
}

#[test]
fn orderings_of_imprecise_dates() {
    for (pair, expected) in page("orderings") {
        let (first, second) = pair.split_once(" ; ").unwrap();
        let mut build = Builder::new();
        build.room("one", Some(When::parse(first).unwrap()), None);
        build.room("two", Some(When::parse(second).unwrap()), None);
        let answer = record::orderings(&build.case);
        let order = match answer.pairs[0].order {
            Ordering::CertainlyBefore => "certainly-before",
            Ordering::Open => "open",
            Ordering::CertainlyAfter => "certainly-after",
        };
        assert_eq!(order, expected, "{pair}");
    }
}

#[test]
fn drift_on_the_seat() {
    let options = |text: &str| text.split(' ').map(|part| part.parse().unwrap()).collect::<BTreeSet<usize>>();
    for (pair, expected) in page("drift") {
        let (from, to) = pair.split_once(" ; ").unwrap();
        let mut build = Builder::new();
        let party = build.party("NATO");
        let person = build.person("Rutte", party);
        let issue = build.issue("seat", 4, true);
        for (day, options) in [("2025-01-10", options(from)), ("2025-02-13", options(to))] {
            let at = Some(When::parse(day).unwrap());
            build.says(person, Said { at, takes: vec![(issue, options)], ..Said::default() });
        }
        let case: Case = build.case;
        let answer = record::drift(&case);
        let shown = match answer.moves[0].movement {
            Movement::Held => "held 0 0".to_owned(),
            Movement::TowardsFirst(low, high) => format!("towards-first {low} {high}"),
            Movement::TowardsLast(low, high) => format!("towards-last {low} {high}"),
            Movement::Narrower => "narrower 0 0".to_owned(),
            Movement::Wider => "wider 0 0".to_owned(),
            Movement::Changed => "changed 0 0".to_owned(),
        };
        assert_eq!(shown, expected, "{pair}");
        assert!(answer.moves[0].certain);
    }
}
