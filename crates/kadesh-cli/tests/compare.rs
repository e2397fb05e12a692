//! `diff` and `agree` as people use them: two versions, two dates, two readings, a merged case, and the slips.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use kadesh::case::EXAMPLE;
use serde_json::Value;

fn kadesh(arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("kadesh").unwrap();
    command.args(arguments).env_remove("COLUMNS").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn passes(arguments: &[&str]) -> String {
    let output = kadesh(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

fn fails(arguments: &[&str], code: i32, message: &str) {
    let output = kadesh(arguments);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}{said}", text(&output.stdout));
    let unwrapped = said.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(unwrapped.contains(message), "{arguments:?}: {said}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
}

/// One line, whatever the width it was wrapped to.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compare").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The new case in a folder, with some words replaced.
fn written(folder: &Path, name: &str, edits: &[(&str, &str)]) -> String {
    let folder = folder.join(name);
    fs::create_dir_all(folder.join("sources")).unwrap();
    fs::write(folder.join(EXAMPLE[1].0), EXAMPLE[1].1).unwrap();
    let case = edits.iter().fold(EXAMPLE[0].1.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    });
    fs::write(folder.join("case.toml"), case).unwrap();
    folder.to_str().unwrap().to_owned()
}

const OTHERWISE: &[(&str, &str)] = &[
    ("author = \"your name\"", "author = \"a second reader\""),
    ("berg-fees", "b2"),
    ("halved = \"0.4..0.7\"", "halved = \"0.2..0.3\""),
    ("base = \"0.1..0.3\"", "base = \"0.5..0.7\""),
    ("takes = { fees = [\"halved\", \"set-by-others\"] }", "takes = { fees = \"set-by-others\" }"),
];

#[test]
fn a_difference_is_told_by_kind_and_then_what_follows() {
    let folder = scratch("diff");
    let (old, new) = (written(&folder, "old", &[]), written(&folder, "new", OTHERWISE));
    let shown = passes(&["diff", &old, &new, "--draws", "300"]);
    let order: Vec<usize> =
        ["\nEvidence\n", "\nWhat the parties want\n", "\nOther ids\n", "\nWhat follows: In short\n"]
            .iter()
            .map(|head| shown.find(head).unwrap_or_else(|| panic!("{head}: {shown}")))
            .collect();
    assert!(order.is_sorted(), "{shown}");
    assert!(!shown.contains("\nRules\n"), "what has not changed has no section: {shown}");
    let line = unwrapped(&shown);
    assert!(line.contains("berg-fees b2"), "{shown}");
    assert!(line.contains("it was 0.1..0.3"), "{shown}");
    let json: Value =
        serde_json::from_str(&passes(&["diff", &old, &new, "--draws", "300", "--format", "json"])).unwrap();
    let paths: Vec<&str> =
        json["changed"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["statement.reyes-fees", "stake.southland.fees", "walk-away.southland", "case"]);
    assert_eq!(json["renamed"][0]["to"], "b2");
    assert!(!json["in_short"].as_array().unwrap().is_empty());
    let same = passes(&["diff", &old, &written(&folder, "same", &[]), "--draws", "300"]);
    assert!(unwrapped(&same).contains("Changes none") && same.contains("No sentence of In short changes."), "{same}");
}

#[test]
fn one_case_at_two_dates_is_two_versions() {
    let folder = scratch("dates");
    let case = written(&folder, "case", &[]);
    let shown = passes(&["diff", &case, "--as-of", "2024-05-06", "2024-05-08", "--draws", "300"]);
    assert!(unwrapped(&shown).contains("New: “could lend for a terminal next year”"), "{shown}");
    assert!(shown.contains("as of 2024-05-06"), "{shown}");
}

#[test]
fn two_readings_are_measured_listed_and_merged() {
    let folder = scratch("agree");
    let (one, other) = (written(&folder, "one", &[]), written(&folder, "other", OTHERWISE));
    let into = folder.join("merged").to_str().unwrap().to_owned();
    let shown = passes(&["agree", &one, &other, "--draws", "300", "--into", &into]);
    for words in ["option taken", "worth of an option", "Disagreements", "walk-away", "contested entries", "alone"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    // Unsettled, each is a fault at its place; settled, none is.
    let checked = kadesh(&["check", &into]);
    assert_eq!(checked.status.code(), Some(1));
    let said = text(&checked.stdout);
    assert_eq!(said.matches("two readings differ on").count(), 3, "{said}");
    assert!(said.contains("settled = \"\"") && said.contains("not settled"), "{said}");
    let file = Path::new(&into).join("case.toml");
    let open = fs::read_to_string(&file).unwrap();
    fs::write(&file, open.replace("settled = \"\"", "settled = \"as the first has it\"")).unwrap();
    passes(&["check", &into]);
    assert!(Path::new(&into).join(EXAMPLE[1].0).is_file());
    let left = fs::read_dir(&into).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(left.into_iter().all(|name| !name.ends_with(".part")), "no half-written file stays behind");
    // It is never written over.
    fails(&["agree", &one, &other, "--into", &into], 1, "exists already");
    let json: Value =
        serde_json::from_str(&passes(&["agree", &one, &other, "--draws", "300", "--format", "json"])).unwrap();
    assert_eq!(json["disagreements"].as_array().unwrap().len(), 3);
    assert_eq!(json["in_short"][0]["least"]["makes_it"].as_array().map(Vec::is_empty), Some(false), "{json:#}");
}

#[test]
fn a_second_reading_may_lie_in_the_folder_of_the_first() {
    let folder = scratch("beside");
    let one = written(&folder, "one", &[]);
    written(&folder.join("one"), "second", OTHERWISE);
    assert!(passes(&["agree", &one, "second", "--draws", "100"]).contains("a second reader"));
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_a_blind_page_no_name() {
    let folder = scratch("again");
    let (one, other) = (written(&folder, "one", &[]), written(&folder, "other", OTHERWISE));
    for command in ["agree", "diff"] {
        let run = |more: &[&str]| passes(&[&[command, &one, &other, "--draws", "200"], more].concat());
        assert_eq!(run(&[]), run(&[]));
        for format in ["text", "json"] {
            let shown = run(&["--blind", "--format", format]);
            for name in ["Northland", "Southland", "southland", "Reyes", "reyes", "Berg"] {
                // Ids of statements stay, as in every blind page.
                let shown = shown.replace("reyes-fees", "").replace("Party", "");
                assert!(!shown.contains(name), "{command} {format} {name}: {shown}");
            }
        }
    }
}

#[test]
fn slips_are_told_with_what_was_meant() {
    let folder = scratch("slips");
    let (one, other) = (written(&folder, "one", &[]), written(&folder, "other", OTHERWISE));
    let bad = written(&folder, "bad", &[("by = \"berg\"", "by = \"brg\"")]);
    fails(&["diff", &one], 2, "a newer version is missing");
    fails(&["diff", &one, &one], 2, "is given twice");
    fails(&["diff", &one, &format!("{one}/case.toml")], 2, "is given twice");
    fails(&["agree", &one, &one], 2, "is given twice");
    fails(&["agree", &one], 2, "SECOND");
    fails(&["diff", &one, &folder.join("nowhere").to_string_lossy()], 1, "cannot read");
    fails(&["agree", &folder.join("nowhere").to_string_lossy(), &one], 1, "cannot read");
    fails(&["diff", &one, "--as-of", "yesterday", "2024-05-08"], 2, "--as-of");
    fails(&["diff", &one, "--as-of", "2024-05-08", "2024-05-06"], 2, "the older date goes first");
    fails(&["diff", &one, "--as-of", "2024-05-08"], 2, "2 values");
    fails(&["agree", &one, &other, "--into", &other], 1, "exists already");
    fails(&["agree", &one, &other, "--into", "x", "--blind"], 2, "--blind");
    fails(&["agree", &one, &bad], 1, "bad` has faults");
    fails(&["diff", &bad, &one], 1, "bad` has faults");
}
