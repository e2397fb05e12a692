//! How long a session takes from a gesture to what the user sees, on the case of the talks over Ukraine: the middle, and the time
//! that 95 of 100 stay under. `cargo bench -p kadesh --bench session`

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    reason = "a benchmark may stop and print"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use kadesh::case::{self, MAIN_FILE, Splice};
use kadesh::session::Session;
use kadesh::session::message::{Content, Request, Response, Try, View};

const RUNS: usize = 60;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/ukraine-2025");
    let text = std::fs::read_to_string(folder.join(MAIN_FILE)).unwrap();
    let mut files: BTreeMap<String, Content> = BTreeMap::from([(MAIN_FILE.to_owned(), Content::from(text.as_str()))]);
    for name in case::read(&text).files_named() {
        files.insert(name.clone(), Content(std::fs::read(folder.join(&name)).unwrap()));
    }
    let mut session = Session::new();
    session.handle(Request::Open { files, unreadable: BTreeMap::new() });

    let title = text.find("title = \"").unwrap() + "title = \"".len();
    told("key press in the text to faults", &mut |run| {
        typed(&mut session, title + run % 2, "x");
        matches!(session.handle(Request::Faults), Response::Faults { .. })
    });
    let view = View::default();
    session.handle(Request::Brief { view: view.clone() });
    told("key press in a title to the brief, 10,000 draws", &mut |run| {
        typed(&mut session, title + run % 2, "x");
        matches!(session.handle(Request::Brief { view: view.clone() }), Response::Page { .. })
    });
    let lever = session_lever(&mut session);
    for draws in [1_000, 10_000] {
        let mut at = 0;
        told(&format!("a lever moved to the brief, {draws} draws"), &mut |_| {
            at = (at + 7) % 101;
            let value = format!("{}", f64::from(at) / 100.0);
            let changes = vec![Try { key: lever.clone(), value }];
            let view = View { changes, draws, ..View::default() };
            matches!(session.handle(Request::Brief { view }), Response::Page { .. })
        });
        for (what, moving) in [("is being moved", true), ("was let go", false)] {
            told(&format!("a lever {what}, {draws} draws"), &mut |_| {
                at = (at + 7) % 101;
                let value = format!("{}", f64::from(at) / 100.0);
                let view = View { changes: vec![Try { key: lever.clone(), value }], draws, ..View::default() };
                matches!(session.handle(Request::WhatIf { view, moving }), Response::Page { .. })
            });
        }
    }
}

fn typed(session: &mut Session, at: usize, text: &str) {
    let splice = Splice { file: MAIN_FILE.to_owned(), start: at, end: at, text: text.to_owned() };
    let version = session.version();
    session.handle(Request::Edit { version, splices: vec![splice] });
}

fn session_lever(session: &mut Session) -> String {
    let case = session.texts().check().case.unwrap();
    format!("lever.{}", case.levers[0].id)
}

fn told(what: &str, once: &mut dyn FnMut(usize) -> bool) {
    let runs = if what.contains("lever") { RUNS / 3 } else { RUNS };
    let mut times: Vec<Duration> = (0..runs)
        .map(|run| {
            let begin = Instant::now();
            assert!(once(run), "{what}");
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!("{what:<52} p50 {:>8.1} ms   p95 {:>8.1} ms", at(50), at(95));
}
