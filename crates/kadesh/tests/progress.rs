//! Work that is counted, and work that is stopped: what is finished is whole, and the rest is named.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use kadesh::ask::{Bench, Finding, QUESTIONS, Question, Settings};
use kadesh::case::{self, Files};
use kadesh::model::Case;
use kadesh::progress::Progress;

fn shipped(name: &str) -> Case {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(name);
    let written = case::read(&fs::read_to_string(folder.join("case.toml")).unwrap());
    let files: Files =
        written.files_named().into_iter().map(|name| (name.clone(), fs::read(folder.join(&name)).unwrap())).collect();
    written.check(&files).case.unwrap()
}

fn all() -> Vec<&'static Question> {
    QUESTIONS.iter().collect()
}

/// Asks everything, and stops it when so many steps are taken.
fn stopped_after(case: &Case, settings: Settings, steps: usize) -> (Vec<Finding>, Arc<Progress>) {
    let progress = Arc::new(Progress::new());
    let bench = Bench::new(case, settings).watched(progress.clone());
    let findings = thread::scope(|scope| {
        scope.spawn(|| {
            let seen = || progress.seen();
            while seen().steps.0 < steps && (seen().questions.1 == 0 || seen().questions.0 < seen().questions.1) {
                thread::yield_now();
            }
            progress.stop();
        });
        bench.ask(&all())
    });
    (findings, progress)
}

#[test]
fn whole_work_is_counted_to_its_end_and_answers_as_if_nobody_had_looked() {
    let case = shipped("ukraine-2025");
    let settings = Settings { seed: 1, draws: 60 };
    let progress = Arc::new(Progress::new());
    let watched = Bench::new(&case, settings).watched(progress.clone()).ask(&all());
    let alone = Bench::new(&case, settings).ask(&all());
    for (one, other) in watched.iter().zip(&alone) {
        assert_eq!((one.id, &one.answer), (other.id, &other.answer));
    }
    let seen = progress.seen();
    assert_eq!((seen.questions, seen.open_weight), ((QUESTIONS.len(), QUESTIONS.len()), 0));
    assert_eq!(seen.share(), 1.0);
    assert!(seen.steps.0 > 50 && seen.steps.0 <= seen.steps.1, "{seen:?}");
}

#[test]
fn what_is_stopped_is_whole_or_named_as_not_finished() {
    for name in ["ukraine-2025", "conflicts/elmira-1991"] {
        let case = shipped(name);
        let settings = Settings { seed: 1, draws: 2_000 };
        let whole = Bench::new(&case, settings).ask(&all());
        for steps in [0, 1, 3, 10, 40] {
            let (findings, progress) = stopped_after(&case, settings, steps);
            assert_eq!(findings.len(), whole.len());
            for (one, other) in findings.iter().zip(&whole) {
                assert!(one.is_stopped() || one.answer == other.answer, "{name} after {steps}: {}", one.id);
            }
            assert!(progress.is_stopped());
        }
    }
}

#[test]
fn nothing_is_asked_once_the_work_is_stopped() {
    let case = shipped("ukraine-2025");
    let progress = Arc::new(Progress::new());
    progress.stop();
    let findings = Bench::new(&case, Settings { seed: 1, draws: 1_000_000 }).watched(progress.clone()).ask(&all());
    assert!(findings.iter().all(Finding::is_stopped));
    assert_eq!(progress.seen().steps.0, 0);
}
