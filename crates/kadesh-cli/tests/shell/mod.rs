//! The program as a test runs it: fresh folders, the words it prints, how it ends.

#![allow(dead_code, reason = "each test uses a part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

/// A fresh, empty folder of one test of a file of tests.
pub fn scratch(tests: &str, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(tests).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

pub fn kadesh(arguments: &[&str]) -> Output {
    Command::cargo_bin("kadesh").unwrap().args(arguments).output().unwrap()
}

/// Everything that it printed.
pub fn words(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

pub fn passes(arguments: &[&str]) -> String {
    ends_with(arguments, 0)
}

/// It ends with this code; what it printed.
pub fn ends_with(arguments: &[&str], code: i32) -> String {
    let output = kadesh(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", words(&output));
    words(&output)
}

pub fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}
