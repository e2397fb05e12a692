//! The brief of every shipped case, as text, JSON and HTML: a change that a reader would see shows in review.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files fails loudly")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// Few, so that the test is quick. The numbers are those of 500 draws, not of the shipped default.
const DRAWS: &str = "500";

fn brief(name: &str, more: &[&str]) -> String {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(name);
    let run = Command::cargo_bin("kadesh").unwrap().arg("brief").arg(case).args(["--draws", DRAWS]).args(more).output();
    let output = run.unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn html(name: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("snapshots");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{name}.html"));
    brief(name, &["--html", file.to_str().unwrap()]);
    fs::read_to_string(file).unwrap()
}

#[test]
fn brief_of_camp_david_1978() {
    let name = "camp-david-1978";
    insta::assert_snapshot!("camp_david_text", brief(name, &[]));
    insta::assert_snapshot!("camp_david_json", brief(name, &["--format", "json"]));
    insta::assert_snapshot!("camp_david_html", html(name));
}

#[test]
fn brief_of_ukraine_2025() {
    let name = "ukraine-2025";
    insta::assert_snapshot!("ukraine_text", brief(name, &[]));
    insta::assert_snapshot!("ukraine_json", brief(name, &["--format", "json"]));
    insta::assert_snapshot!("ukraine_html", html(name));
}
