//! Every case that ships is free of faults and warnings, and the trace of the article is whole.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails loudly")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kadesh::case::{self, Checked, Files};
use kadesh::diagnostic::Severity;
use kadesh::ensemble::{Run, Setting, curves, dependences};

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases")
}

fn load(folder: &Path) -> Checked {
    let written = case::read(&std::fs::read_to_string(folder.join("case.toml")).unwrap());
    let named = written.files_named();
    let files: Files =
        named.into_iter().map(|name| (name.clone(), std::fs::read(folder.join(&name)).unwrap())).collect();
    written.check(&files)
}

#[test]
fn every_shipped_case_passes_check() {
    let inside = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let folders: Vec<PathBuf> = inside(cases())
        .chain(inside(cases().join("conflicts")))
        .filter(|path| path.join("case.toml").is_file())
        .collect();
    assert!(folders.len() >= 11, "{folders:?}");
    for folder in folders {
        let checked = load(&folder);
        let loud = checked.diagnostics.iter().filter(|one| one.severity <= Severity::Warning).collect::<Vec<_>>();
        assert!(checked.case.is_some() && loud.is_empty(), "{}: {loud:#?}", folder.display());
    }
}

#[test]
fn the_trace_covers_every_sentence_and_every_requirement() {
    let case = load(&cases().join("ukraine-2025")).case.unwrap();
    let sentences: BTreeSet<&str> = case.trace.iter().map(|row| row.sentence.as_str()).collect();
    let requirements: BTreeSet<&str> = case.trace.iter().map(|row| row.requirement.as_str()).collect();
    let wanted = (1..=22).map(|number| format!("S{number}")).chain(["H1", "H2", "all"].map(str::to_owned));
    wanted.for_each(|sentence| assert!(sentences.contains(sentence.as_str()), "{sentence}"));
    (1..=48).for_each(|number| assert!(requirements.contains(format!("R{number:02}").as_str()), "R{number:02}"));
}

/// The article's last sentences: with less help the party has more to prefer to no deal, and the help of a third party, which
/// itself needs the first one's, wins back only part of the way.
#[test]
fn r38_the_weaker_the_help_the_more_is_preferred_to_no_deal() {
    let case = load(&cases().join("ukraine-2025")).case.unwrap();
    let run = Run::new(&case, 1, 2_000, &kadesh::ask::reach).unwrap();
    let pair = dependences(&run).unwrap().remove(0);
    let row = pair.rows.iter().find(|row| row.party.id == "ukraine").unwrap();
    let middle = |setting: &Setting| setting.share.unwrap().middle;
    let [full, half, none, alone] = [&row.full, &row.half, &row.none, &row.alone].map(middle);
    assert!(full < half && half < none, "{full} {half} {none}");
    assert!(full < alone && alone < none, "help from elsewhere restores a part: {full} {alone} {none}");
    for lever in curves(&run).unwrap().iter().filter(|lever| lever.lever.id.ends_with("-help")) {
        for curve in &lever.curves {
            let shares: Vec<f64> = curve.points.iter().map(|point| point.share.unwrap().middle).collect();
            assert!(shares.is_sorted_by(|less, more| less >= more), "{} {shares:?}", curve.party.id);
            assert!(curve.points.is_sorted_by(|less, more| less.floor.middle <= more.floor.middle));
        }
    }
}

#[test]
fn a_rule_is_worded_alike_in_tables_and_among_the_grounds() {
    use kadesh::model::{BodyId, Ground};
    use kadesh::report::{grounds, view};
    let case = load(&cases().join("ukraine-2025")).case.unwrap();
    assert!(!case.bodies.is_empty());
    for id in (0..case.bodies.len()).map(BodyId) {
        let body = case.body(id);
        let words = grounds::words(&case, Ground::Rule(id));
        assert!(words.text.ends_with(&view::rules::rule_words(&case, &body.rule)), "{}", words.text);
        assert_eq!(words.origin, view::rules::rule_basis_words(body.rule_basis, body.cite.as_deref()));
    }
}
