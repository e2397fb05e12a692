//! House rules that no lint knows: which module may use which, what every file begins with, how long it may be.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Left may be used by right, never the reverse; modules of one layer do not use one another.
const LAYERS: &[&[&str]] = &[
    &["num", "diagnostic", "progress"],
    &["model"],
    &["case", "record", "rules", "deals", "conflict", "coding"],
    &["ensemble"],
    &["ask"],
    &["report"],
    &["session"],
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

#[test]
fn no_files_of_one_module_import_one_another_in_a_circle() {
    let source = crates().join("kadesh/src");
    let name = |file: &PathBuf| file.strip_prefix(&source).unwrap().to_string_lossy().replace('\\', "/");
    let files: BTreeMap<String, String> =
        library_files().iter().map(|file| (name(file), fs::read_to_string(file).unwrap())).collect();
    let graph = imports::imports(&files);
    // The graph sees imports by the file's own name, through a folder and written out in full.
    assert!(graph["conflict/gmr.rs"].contains("conflict/definition.rs"));
    assert!(graph["ensemble/hypotheses.rs"].contains("ensemble/accept/outcome.rs"));
    let circles = imports::circles(&graph);
    assert!(circles.is_empty(), "these files import one another in a circle: {circles:#?}");
}

#[test]
fn no_file_imports_names_that_it_does_not_spell_out() {
    for file in library_files() {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let own = |line: &&str| line.contains("super::") || line.contains("crate::") || line.contains("self::");
        let globs = code.lines().filter(|line| line.trim_end().ends_with("::*;")).find(own);
        assert_eq!(globs, None, "{}: name what is used", file.display());
    }
}

#[test]
fn a_circle_is_found_through_re_exports_and_full_paths_and_only_where_there_is_one() {
    let circle = |files: &[(&str, &str)]| {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        imports::circles(&imports::imports(&files))
    };
    let two = [vec!["room/left.rs".to_owned(), "room/right.rs".to_owned()]];
    let left = ("room/left.rs", "use super::right::Right;\npub struct Left(Right);\n");
    let right = "pub struct Right;\npub fn turn(_: &Left) {}\n";
    let root =
        ("room/mod.rs", "mod left;\nmod right;\npub use left::Left;\npub use right::{\n    Right,\n    turn,\n};\n");

    // One way: no circle, though the folder's own file names both.
    assert!(circle(&[root, left, ("room/right.rs", "pub struct Right;\n")]).is_empty());
    // Back by name; through the folder; through the folder under another name; in full.
    for back in [
        "use super::left::Left;\n",
        "use super::Left;\n",
        "use crate::room::{Left};\n",
        "use super::{\n    Left as Other,\n};\n",
        "fn other() -> super::Left {}\n",
    ] {
        assert_eq!(circle(&[root, left, ("room/right.rs", &format!("{back}{right}"))]), two, "{back}");
    }
    // What only tests, comments and visibilities name is no import.
    for back in [
        "// use super::Left;\n",
        "pub(in crate::room::left) fn own() {}\n",
        "#[cfg(test)]\nmod tests {\n    use crate::room::Left;\n}\n",
    ] {
        assert!(circle(&[root, left, ("room/right.rs", &format!("pub struct Right;\n{back}"))]).is_empty(), "{back}");
    }
    // A folder's own file that imports what is in the folder, and is used there, is in the circle; one that only shows it is not.
    let file = ("room/left.rs", "use super::Shared;\npub struct Left(Shared);\n");
    let uses = ("room/mod.rs", "mod left;\nuse left::Left;\npub struct Shared;\nfn of(_: Left) {}\n");
    assert_eq!(circle(&[uses, file]), [vec!["room/left.rs".to_owned(), "room/mod.rs".to_owned()]]);
    let hands_on = ("room/mod.rs", "mod left;\npub use left::Left;\npub struct Shared;\n");
    assert!(circle(&[hands_on, file]).is_empty());
    // Three in a row; and another module is not this one's business.
    let three = [
        ("room/one.rs", "use super::two::Two;\n"),
        ("room/two.rs", "use super::three::Three;\n"),
        ("room/three.rs", "use super::one::One;\nuse crate::hall::Hall;\n"),
        ("hall.rs", "use crate::room::one::One;\n"),
    ];
    assert_eq!(circle(&three), [vec!["room/one.rs".to_owned(), "room/three.rs".to_owned(), "room/two.rs".to_owned()]]);
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
