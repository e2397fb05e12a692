//! The real article, coded: every excerpt has its one place, and the count of quoted spans by speaker is the known one.
//!
//! The article is not part of the project. Where it is not at hand, the test says so and passes.

#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::collections::BTreeMap;
use std::path::Path;

use kadesh::case;
use kadesh::diagnostic::Severity;
use kadesh::model::{Case, Kind};

const CASE: &str = include_str!("seed/case.toml");

/// The checked case with its number of faults, or nothing when the article is not at hand.
fn seed() -> Option<case::Checked> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed/article.txt");
    let Ok(article) = std::fs::read(&path) else {
        println!("skipped: no article at {}", path.display());
        return None;
    };
    Some(case::read(CASE).check(&case::Files::from([("article.txt".to_owned(), article)])))
}

fn quoted_by_speaker(case: &Case) -> BTreeMap<String, usize> {
    let quoted = case.statements.iter().filter(|statement| statement.kind == Kind::Verbatim);
    quoted.fold(BTreeMap::new(), |mut counts, statement| {
        *counts.entry(case.voice_name(statement.by)).or_default() += 1;
        counts
    })
}

#[test]
fn every_excerpt_of_the_article_has_its_one_place() {
    let Some(checked) = seed() else { return };
    assert_eq!(checked.count(Severity::Fault), 0, "{:#?}", checked.diagnostics);
}

#[test]
fn fifteen_spans_are_quoted_and_three_voices_are_missing() {
    let Some(case) = seed().and_then(|checked| checked.case) else { return };
    let counts = quoted_by_speaker(&case);
    let expected = [("Boris Pistorius", 2), ("Kaja Kallas", 3), ("Mark Rutte", 4), ("NATO", 1), ("Pete Hegseth", 5)];
    assert_eq!(counts, expected.map(|(name, count)| (name.to_owned(), count)).into());
    for missing in ["Ukraine", "Russia", "Donald Trump", "Vladimir Putin"] {
        assert!(!counts.contains_key(missing), "{missing}");
    }
}

#[test]
fn the_missing_dateline_is_asked_for() {
    let Some(checked) = seed() else { return };
    let asked = checked.diagnostics.iter().filter(|one| one.severity == Severity::Gap && one.code == "no-dateline");
    assert!(asked.count() >= 1, "{:#?}", checked.diagnostics);
}
