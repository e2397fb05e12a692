//! `brief --live`: one file with the case and the engine, whole or not there, and without a name where none is wanted.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod shell;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use shell::{ends_with, passes, path, scratch};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A copy of the harbour.
fn harbour(folder: &Path) -> PathBuf {
    let example = root().join("crates/kadesh/src/case/example");
    let case = folder.join("harbour");
    fs::create_dir_all(case.join("sources")).unwrap();
    fs::copy(example.join("case.toml"), case.join("case.toml")).unwrap();
    fs::copy(example.join("report.txt"), case.join("sources/report.txt")).unwrap();
    case
}

/// A block of the page: what stands in the element with this id.
fn block<'a>(page: &'a str, id: &str) -> &'a str {
    let start = page.find(&format!("id=\"{id}\">")).unwrap() + id.len() + 6;
    let end = page[start..].find("</script>").unwrap();
    &page[start..start + end]
}

/// What a page shows without a script.
fn body(page: &str) -> &str {
    &page[page.find("<header>").unwrap()..page.find("</body>").unwrap()]
}

fn carried(page: &str) -> Value {
    serde_json::from_str(block(page, "live-case")).unwrap()
}

#[test]
fn a_live_file_has_the_brief_the_case_and_the_engine() {
    let folder = scratch("live", "whole");
    let case = harbour(&folder);
    let (live, html) = (folder.join("live.html"), folder.join("plain.html"));
    let told = passes(&["brief", path(&case), "--live", path(&live), "--html", path(&html), "--draws", "100"]);
    assert!(told.contains("live.html") && told.contains("plain.html"), "{told}");
    let (live, html) = (fs::read_to_string(live).unwrap(), fs::read_to_string(html).unwrap());
    // What is read before the engine answers is the brief, to the byte.
    assert!(live.contains(body(&html)));
    let carried = carried(&live);
    assert_eq!(carried["files"]["case.toml"], fs::read_to_string(case.join("case.toml")).unwrap());
    assert_eq!(carried["files"]["sources/report.txt"], fs::read_to_string(case.join("sources/report.txt")).unwrap());
    assert_eq!(carried["view"]["draws"], 100);
    assert!(block(&live, "live-engine").starts_with("H4sI"));
    // The folder has nothing else: no half of a file is left behind.
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["harbour", "live.html", "plain.html"]);
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    let folder = scratch("live", "same");
    let case = harbour(&folder);
    let write = |name: &str| {
        let file = folder.join(name);
        passes(&["brief", path(&case), "--live", path(&file), "--draws", "50", "--seed", "7"]);
        fs::read(file).unwrap()
    };
    assert_eq!(write("a.html"), write("b.html"));
}

#[test]
fn a_file_of_another_kind_is_not_written_over() {
    let folder = scratch("live", "refused");
    let case = harbour(&folder);
    let notes = folder.join("notes.txt");
    fs::write(&notes, "mine").unwrap();
    let told = ends_with(&["brief", path(&case), "--live", path(&notes)], 1);
    assert!(told.contains("is no HTML file"), "{told}");
    assert_eq!(fs::read_to_string(&notes).unwrap(), "mine");
    let page = folder.join("a.html");
    let told = ends_with(&["brief", path(&case), "--live", path(&page), "--html", path(&page)], 2);
    assert!(told.contains("name the same file"), "{told}");
    assert!(!page.exists());
}

#[test]
fn a_case_with_faults_makes_no_file() {
    let folder = scratch("live", "faults");
    let case = harbour(&folder);
    fs::write(case.join("case.toml"), "[case]\ntitle = 3\n").unwrap();
    let file = folder.join("a.html");
    ends_with(&["brief", path(&case), "--live", path(&file)], 1);
    assert!(!file.exists());
}

#[test]
fn no_text_of_a_case_becomes_a_part_of_the_page() {
    let folder = scratch("live", "hostile");
    let case = harbour(&folder);
    let hostile = "</script><script>alert(1)</script><!--<script>";
    let text = fs::read_to_string(case.join("case.toml")).unwrap();
    let title = text.lines().find(|line| line.starts_with("title = ")).unwrap();
    fs::write(case.join("case.toml"), text.replacen(title, &format!("title = \"{hostile}\""), 1)).unwrap();
    let file = folder.join("a.html");
    passes(&["brief", path(&case), "--live", path(&file), "--draws", "20"]);
    let page = fs::read_to_string(file).unwrap();
    assert!(!page.contains("alert(1)</script>"));
    // As many elements as there are without it: the case, the thread, the engine, the script.
    assert_eq!(page.matches("<script").count(), 4);
    assert_eq!(page.matches("</script>").count(), 4);
    assert!(carried(&page)["files"]["case.toml"].as_str().unwrap().contains(hostile));
}

#[test]
fn what_was_asked_for_is_what_the_file_begins_with() {
    let folder = scratch("live", "view");
    let case = harbour(&folder);
    let file = folder.join("a.html");
    let date = "2024-05-07";
    let ask = ["--seed", "3", "--draws", "40", "--as-of", date, "--seat", "fishermen"];
    passes(&[&["brief", path(&case), "--live", path(&file)], ask.as_slice()].concat());
    let view = carried(&fs::read_to_string(file).unwrap())["view"].clone();
    let expected = serde_json::json!({ "changes": [], "seats": ["fishermen"], "as_of": date, "blind": false, "seed": 3, "draws": 40 });
    assert_eq!(view, expected);
}

/// Every case that ships, and the example.
fn shipped(folder: &Path) -> Vec<PathBuf> {
    let mut cases = vec![harbour(folder)];
    let mut look = |folder: PathBuf| {
        for entry in fs::read_dir(folder).unwrap() {
            let place = entry.unwrap().path();
            cases.extend(place.join("case.toml").is_file().then_some(place));
        }
    };
    look(root().join("cases"));
    look(root().join("cases/conflicts"));
    cases.sort();
    cases
}

#[test]
fn without_names_no_name_is_anywhere_in_the_file() {
    let folder = scratch("live", "blind");
    for case in shipped(&folder) {
        let file = folder.join("blind.html");
        passes(&["brief", path(&case), "--live", path(&file), "--blind", "--draws", "20"]);
        let page = fs::read_to_string(&file).unwrap();
        let carried = block(&page, "live-case");
        // What is the program's own is the same in every file.
        let own = &page[page.find("<body>").unwrap()..page.find("<script").unwrap()];
        let words: Vec<&str> = [own, carried].into_iter().flat_map(words).collect();
        for name in names(&case) {
            let parts: Vec<&str> = self::words(&name).collect();
            let is_there = words
                .windows(parts.len())
                .any(|place| place.iter().zip(&parts).all(|(one, other)| one.eq_ignore_ascii_case(other)));
            assert!(!is_there, "{}: `{name}` is in the file", case.display());
        }
        let files = self::carried(&page)["files"].clone();
        assert!(
            files.as_object().unwrap().keys().all(|name| name == "case.toml" || name.starts_with("table-")),
            "{files}"
        );
        let case_text: toml::Table = files["case.toml"].as_str().unwrap().parse().unwrap();
        for (kind, label) in [("party", "party-"), ("person", "speaker-"), ("body", "body-")] {
            let ids = case_text.get(kind).and_then(toml::Value::as_table).into_iter().flat_map(|table| table.keys());
            ids.for_each(|id| assert!(id.starts_with(label), "{}: `{id}`", case.display()));
        }
        // The case that it holds says what the blind brief of the case says.
        let again = folder.join("again");
        let _ = fs::remove_dir_all(&again);
        fs::create_dir_all(&again).unwrap();
        for (name, text) in files.as_object().unwrap() {
            fs::write(again.join(name), text.as_str().unwrap()).unwrap();
        }
        let html = folder.join("again.html");
        passes(&["brief", path(&again), "--html", path(&html), "--blind", "--draws", "20"]);
        assert!(page.contains(body(&fs::read_to_string(&html).unwrap())), "{}", case.display());
        // What hangs on no draw is what the blind brief of the case says.
        let evidence = |case: &Path| {
            let told = passes(&["brief", path(case), "--blind", "--draws", "20"]);
            let lines: Vec<&str> = told.lines().take_while(|line| !line.starts_with("IN SHORT")).collect();
            lines.join("\n")
        };
        assert_eq!(evidence(&again), evidence(&case), "{}", case.display());
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Names and other names of the parties and persons of a case. An id may be a word of every day, such as `bank`.
fn names(case: &Path) -> Vec<String> {
    let text = fs::read_to_string(case.join("case.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let mut names = Vec::new();
    for kind in ["party", "person"] {
        for (_, entry) in table.get(kind).and_then(toml::Value::as_table).into_iter().flatten() {
            for key in ["name", "spoken", "also"] {
                match entry.get(key) {
                    Some(toml::Value::String(name)) => names.push(name.clone()),
                    Some(toml::Value::Array(list)) => {
                        names.extend(list.iter().filter_map(toml::Value::as_str).map(str::to_owned));
                    }
                    _ => {}
                }
            }
        }
    }
    names
}
