//! The brief of every shipped case, as text, JSON and HTML: a change that a reader would see shows in review.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files fails loudly")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// Few, so that the test is quick. The numbers are those of 500 draws, not of the shipped default.
const DRAWS: &str = "500";

fn brief(name: &str, more: &[&str]) -> String {
    // From the folder of the cases, so that the commands at the foot of the page are the same wherever the project lies.
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut command = Command::cargo_bin("kadesh").unwrap();
    let run = command.current_dir(cases).args(["brief", name, "--draws", DRAWS]).args(more).output();
    let output = run.unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What machines read of the first page. The answers below it are held to their schema and to the text instead.
fn first_page_for_machines(name: &str) -> String {
    let mut document: serde_json::Value = serde_json::from_str(&brief(name, &["--format", "json"])).unwrap();
    let fields = document.as_object_mut().unwrap();
    fields.retain(|name, _| name != "findings" && name != "grounds");
    format!("{document:#}")
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
    insta::assert_snapshot!("camp_david_json", first_page_for_machines(name));
    insta::assert_snapshot!("camp_david_html", html(name));
}

#[test]
fn brief_of_ukraine_2025() {
    let name = "ukraine-2025";
    insta::assert_snapshot!("ukraine_text", brief(name, &[]));
    insta::assert_snapshot!("ukraine_json", first_page_for_machines(name));
    insta::assert_snapshot!("ukraine_html", html(name));
}
