//! House rules that no lint knows: which module may use which, what every file begins with, how long it may be.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Left may be used by right, never the reverse; modules of one layer do not use one another.
const LAYERS: &[&[&str]] = &[
    &["num", "diagnostic", "progress"],
    &["model"],
    &["case", "record", "rules", "deals", "conflict"],
    &["ensemble"],
    &["ask"],
    &["report"],
];

const MOST_LINES: usize = 800;

/// What would let the library touch the world.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::io",
    "SystemTime",
    "Instant::now",
    "println!",
    "eprintln!",
];

#[test]
fn modules_use_only_what_stands_to_their_left() {
    for file in library_files() {
        let text = fs::read_to_string(&file).unwrap();
        let Some(own) = layer_of(&module_of(&file)) else { continue };
        for used in used_modules(&text) {
            let Some(layer) = layer_of(&used) else { continue };
            let same_module = used == module_of(&file);
            assert!(layer < own || same_module, "{}: `{}` may not use `{used}`", file.display(), module_of(&file));
        }
    }
}

#[test]
fn every_file_says_first_what_it_is_for() {
    for file in library_files().into_iter().chain(rust_files(&crates().join("kadesh-cli/src"))) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//! "), "{} does not begin with a `//!` line", file.display());
    }
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    for file in library_files().into_iter().chain(rust_files(&crates().join("kadesh-cli/src"))) {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.split("#[cfg(test)]\nmod tests").next().unwrap().lines().count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines before its tests", file.display());
    }
}

#[test]
fn the_library_does_not_touch_the_world() {
    for file in library_files() {
        let text = fs::read_to_string(&file).unwrap();
        for word in WORLD {
            assert!(!text.contains(word), "{} mentions {word}", file.display());
        }
    }
}

#[test]
fn waived_lints_give_a_reason() {
    for file in library_files().into_iter().chain(rust_files(&crates().join("kadesh-cli/src"))) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains("#[allow("), "{}: use #[expect(…, reason = …)]", file.display());
    }
}

#[test]
fn every_citation_of_a_card_is_in_the_bibliography() {
    let bibliography = fs::read_to_string(crates().join("../references.bib")).unwrap();
    let keys: BTreeSet<&str> = bibliography
        .lines()
        .filter_map(|line| line.strip_prefix('@')?.split_once('{'))
        .map(|(_, key)| key.trim_end_matches(','))
        .collect();
    for entry in kadesh::ask::QUESTIONS {
        for card in entry.cards {
            for source in card.sources {
                assert!(keys.contains(source), "{} cites {source}, which references.bib has not", card.id);
            }
            for text in [card.name, card.question, card.definition, card.departures] {
                assert!(!text.is_empty(), "{} has a blank", card.id);
            }
        }
    }
}

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn library_files() -> Vec<PathBuf> {
    rust_files(&crates().join("kadesh/src"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The module of the library that a file belongs to: `src/rules/gate.rs` and `src/rules/mod.rs` to `rules`.
fn module_of(file: &Path) -> String {
    let inside = file.strip_prefix(crates().join("kadesh/src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn used_modules(text: &str) -> BTreeSet<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.match_indices("crate::").map(|(at, found)| &line[at + found.len()..]).collect::<Vec<_>>())
        .map(|rest| rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect())
        .collect()
}

#[test]
fn the_schema_beside_the_shipped_cases_is_the_one_that_checks_them() {
    let kept = fs::read_to_string(crates().join("../cases/case.schema.json")).unwrap();
    let made = serde_json::to_string_pretty(kadesh::case::schema()).unwrap();
    assert_eq!(kept.trim_end(), made, "write it anew: kadesh schema > cases/case.schema.json");
}
