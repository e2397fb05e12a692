//! A case that names files outside its own folder: nothing of them is opened, shown or told, by whatever way it gets there.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod shell;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Output;

use kadesh::case::EXAMPLE;
use shell::{path, words};

/// What stands outside and must never be shown.
const SECRET: &str = "the password of the archive is nightingale";

/// A folder with a case that names `file` as its source, a file inside it, and a secret beside it.
fn hostile(test: &str, file: &str) -> PathBuf {
    let around = shell::scratch("outside", test);
    let folder = around.join("case");
    fs::create_dir_all(folder.join("sources")).unwrap();
    fs::write(around.join("secret.txt"), SECRET).unwrap();
    let (source, words) = EXAMPLE[1];
    fs::write(folder.join(source), words).unwrap();
    let text = EXAMPLE[0].1;
    let named = format!("file = \"{source}\"");
    assert!(text.contains(&named));
    let hash = text.lines().find(|line| line.starts_with("sha256")).unwrap_or_default();
    let text = text.replace(&named, &format!("file = '{file}'")).replace(hash, "");
    fs::write(folder.join("case.toml"), text).unwrap();
    folder
}

fn run(folder: &Path, command: &str, more: &[&str]) -> Output {
    shell::kadesh(&[&[command, path(folder)], more].concat())
}

/// Every way of looking at the case tells the fault, and no word of what lies outside.
fn refuses(folder: &Path, says: &str) {
    for (command, more) in [
        ("check", vec![]),
        ("check", vec!["--format", "json"]),
        ("brief", vec!["--draws", "50"]),
        ("ask", vec!["statements"]),
        ("trace", vec![]),
    ] {
        let output = run(folder, command, &more);
        let shown = words(&output);
        assert_eq!(output.status.code(), Some(1), "{command}: {shown}");
        let plain = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains("outside-file") && plain.contains(says), "{command}: {shown}");
        assert!(!shown.contains("nightingale") && !shown.contains("these words"), "{command}: {shown}");
    }
}

#[test]
fn a_name_that_leads_out_is_not_opened() {
    let secret = Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside/absolute/secret.txt");
    refuses(&hostile("absolute", secret.to_str().unwrap()), "begins at the root of a disk");
    refuses(&hostile("above", "../secret.txt"), "leads out of the folder of the case");
    refuses(&hostile("above-below", "sources/../../secret.txt"), "leads out of the folder of the case");
    refuses(&hostile("own-folder", "../case/sources/report.txt"), "leads out of the folder of the case");
    refuses(&hostile("drive", "C:\\secret.txt"), "begins at the root of a disk");
    refuses(&hostile("network", "file:///etc/hostname"), "is an address on the network");
}

#[test]
fn what_lies_outside_is_not_even_told_to_be_there() {
    let told = |file: &str| {
        let shown = words(&run(&hostile("being-there", file), "check", &["--format", "json"]));
        shown.replace(file, "FILE")
    };
    assert_eq!(told("../secret.txt"), told("../absent.txt"));
    let linked = |to: &str| {
        let folder = hostile("linked-being-there", "sources/link.txt");
        symlink(to, folder.join("sources/link.txt")).unwrap();
        words(&run(&folder, "check", &["--format", "json"]))
    };
    assert_eq!(linked("../../secret.txt"), linked("../../no-such.txt"));
    assert!(linked("../../secret.txt").contains("outside-file"));
}

#[test]
fn a_link_that_leads_out_is_not_followed() {
    let is_link = "is a link that leads out of the folder of the case";
    let folder = hostile("link", "sources/link.txt");
    symlink(folder.parent().unwrap().join("secret.txt"), folder.join("sources/link.txt")).unwrap();
    refuses(&folder, is_link);
    let folder = hostile("link-up", "sources/link.txt");
    symlink("../../secret.txt", folder.join("sources/link.txt")).unwrap();
    refuses(&folder, is_link);
    let folder = hostile("link-folder", "elsewhere/secret.txt");
    symlink("..", folder.join("elsewhere")).unwrap();
    refuses(&folder, is_link);
    let folder = hostile("link-to-link", "one.txt");
    symlink("two.txt", folder.join("one.txt")).unwrap();
    symlink("../secret.txt", folder.join("two.txt")).unwrap();
    refuses(&folder, is_link);
    let folder = hostile("device", "zero.txt");
    symlink("/dev/zero", folder.join("zero.txt")).unwrap();
    refuses(&folder, is_link);
}

#[test]
fn a_case_file_that_is_a_link_out_of_its_folder_is_not_shown() {
    let folder = hostile("main-link", "sources/report.txt");
    let secret = folder.parent().unwrap().join("secret.txt");
    fs::remove_file(folder.join("case.toml")).unwrap();
    symlink(&secret, folder.join("case.toml")).unwrap();
    for case in [folder.clone(), folder.join("case.toml")] {
        for command in ["check", "brief"] {
            let output = run(&case, command, &[]);
            let shown = words(&output);
            assert!(
                output.status.code() == Some(1) && shown.contains("is a link that leads out of its folder"),
                "{shown}"
            );
            assert!(!shown.contains("nightingale"), "{shown}");
        }
        assert!(words(&run(&case, "check", &["--allow-outside"])).contains("syntax"));
    }
}

#[test]
fn documents_are_not_written_through_a_link() {
    let folder = hostile("written-through", "report.txt");
    let elsewhere = folder.parent().unwrap().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::remove_dir_all(folder.join("sources")).unwrap();
    symlink(&elsewhere, folder.join("sources")).unwrap();
    let note = folder.parent().unwrap().join("note.txt");
    fs::write(&note, "a note").unwrap();
    let output = shell::kadesh(&["source", "add", path(&folder), path(&note)]);
    assert!(output.status.code() == Some(1) && words(&output).contains("is a link"), "{}", words(&output));
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
}

#[test]
fn a_link_that_stays_inside_is_a_file_like_any_other() {
    let folder = hostile("link-inside", "link.txt");
    symlink(EXAMPLE[1].0, folder.join("link.txt")).unwrap();
    let output = run(&folder, "check", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", words(&output));
    let folder = hostile("up-and-down", "sources/../sources/report.txt");
    let output = run(&folder, "check", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", words(&output));
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let folder = hostile("pipe", "pipe.txt");
    let made = std::process::Command::new("mkfifo").arg(folder.join("pipe.txt")).status().unwrap();
    assert!(made.success());
    let output = run(&folder, "check", &[]);
    assert!(output.status.code() == Some(1) && words(&output).contains("it is not a file"), "{}", words(&output));
    let folder = hostile("folder", "sources");
    let output = run(&folder, "check", &[]);
    assert!(output.status.code() == Some(1) && words(&output).contains("it is not a file"), "{}", words(&output));
}

#[test]
fn whoever_trusts_a_case_may_read_what_it_names() {
    let folder = hostile("allowed", "../report.txt");
    fs::write(folder.parent().unwrap().join("report.txt"), EXAMPLE[1].1).unwrap();
    for (command, more) in [("check", vec![]), ("ask", vec!["voices"])] {
        let more: Vec<&str> = more.into_iter().chain(["--allow-outside"]).collect();
        let output = run(&folder, command, &more);
        assert_eq!(output.status.code(), Some(0), "{}", words(&output));
    }
}
