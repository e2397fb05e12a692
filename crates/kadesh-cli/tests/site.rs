//! `site`: cases as pages in a folder that holds nothing else, the same bytes each time.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod shell;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use shell::{ends_with, passes, path, scratch};

fn case(folder: &Path, name: &str, title: &str) -> PathBuf {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../kadesh/src/case/example");
    let case = folder.join(name);
    fs::create_dir_all(case.join("sources")).unwrap();
    let text = fs::read_to_string(example.join("case.toml")).unwrap();
    fs::write(case.join("case.toml"), text.replacen("Talks on a shared harbour", title, 1)).unwrap();
    fs::copy(example.join("report.txt"), case.join("sources/report.txt")).unwrap();
    case
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

fn names(folder: &Path) -> Vec<String> {
    files(folder).into_keys().collect()
}

#[test]
fn each_case_becomes_a_page_and_the_list_names_them_all() {
    let folder = scratch("site", "whole");
    let cases = folder.join("cases");
    case(&cases, "harbour", "The harbour");
    case(&cases, "more/lake", "The lake <b>& more</b>");
    // What is inside of a case is a part of it, and what is hidden is nobody's.
    case(&cases, "harbour/second", "Not a case of its own");
    case(&cases, ".hidden", "Not to be seen");
    let out = folder.join("out");
    let told = passes(&["site", path(&cases), "-o", path(&out), "--draws", "30"]);
    assert!(told.contains("2 cases"), "{told}");
    assert_eq!(names(&out), [".kadesh-site", "engine.js", "harbour.html", "index.html", "more-lake.html"]);
    let list = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(list.contains("<a href=\"harbour.html\">The harbour</a>"), "{list}");
    assert!(list.contains("The lake &lt;b&gt;&amp; more&lt;/b&gt;") && !list.contains("Not "), "{list}");
    assert_eq!(list.matches("class=\"headline\"").count(), 2);
    let page = fs::read_to_string(out.join("harbour.html")).unwrap();
    assert!(page.contains("<script src=\"engine.js\">") && page.contains("href=\"index.html\""));
    assert!(page.len() < 600_000, "the engine is in the file that the pages share");
}

#[test]
fn the_same_cases_give_the_same_bytes() {
    let folder = scratch("site", "same");
    let cases = folder.join("cases");
    case(&cases, "a", "One");
    case(&cases, "b", "Two");
    let write = |name: &str| {
        passes(&["site", path(&cases), "-o", path(&folder.join(name)), "--draws", "20"]);
        files(&folder.join(name))
    };
    assert_eq!(write("one"), write("two"));
}

#[test]
fn a_site_is_written_anew_and_what_is_gone_goes() {
    let folder = scratch("site", "anew");
    let cases = folder.join("cases");
    case(&cases, "a", "One");
    let gone = case(&cases, "b", "Two");
    let out = folder.join("out");
    let write = || passes(&["site", path(&cases), "-o", path(&out), "--draws", "20"]);
    write();
    // What somebody else put there stays.
    fs::write(out.join("robots.txt"), "mine").unwrap();
    fs::remove_dir_all(gone).unwrap();
    write();
    assert_eq!(names(&out), [".kadesh-site", "a.html", "engine.js", "index.html", "robots.txt"]);
}

#[test]
fn a_mark_that_names_other_places_leads_nowhere() {
    let folder = scratch("site", "mark");
    let cases = folder.join("cases");
    case(&cases, "a", "One");
    let out = folder.join("out");
    fs::create_dir_all(&out).unwrap();
    fs::write(folder.join("outside.html"), "mine").unwrap();
    fs::write(out.join("notes.txt"), "mine").unwrap();
    fs::write(out.join(".kadesh-site"), "../outside.html\n/etc/passwd.html\nnotes.txt\n.html\n").unwrap();
    passes(&["site", path(&cases), "-o", path(&out), "--draws", "20"]);
    assert!(folder.join("outside.html").exists() && out.join("notes.txt").exists());
}

#[test]
fn a_folder_with_other_files_is_not_written_to() {
    let folder = scratch("site", "other");
    let cases = folder.join("cases");
    case(&cases, "a", "One");
    let out = folder.join("out");
    fs::create_dir_all(&out).unwrap();
    fs::write(out.join("thesis.txt"), "mine").unwrap();
    let told = ends_with(&["site", path(&cases), "-o", path(&out)], 1);
    assert!(told.contains("no site that was written before"), "{told}");
    assert_eq!(names(&out), ["thesis.txt"]);
    let told = ends_with(&["site", path(&cases), "-o", path(&out.join("thesis.txt"))], 1);
    assert!(told.contains("is not a folder"), "{told}");
    let told = ends_with(&["site", path(&out), "-o", path(&folder.join("new"))], 1);
    assert!(told.contains("has no case in it"), "{told}");
    assert!(!folder.join("new").exists());
}

#[test]
fn a_case_with_faults_is_told_and_keeps_no_other_back() {
    let folder = scratch("site", "faults");
    let cases = folder.join("cases");
    case(&cases, "a", "One");
    let broken = case(&cases, "b", "Two");
    fs::write(broken.join("case.toml"), "[case]\ntitle = 3\n").unwrap();
    let unreadable = case(&cases, "c", "Three");
    fs::write(unreadable.join("case.toml"), [0xff, 0xfe, 0x00]).unwrap();
    let out = folder.join("out");
    let told = ends_with(&["site", path(&cases), "-o", path(&out), "--draws", "20"], 1);
    assert!(told.contains("title") && told.contains("UTF-8") && told.contains("left out: 2 cases"), "{told}");
    assert_eq!(names(&out), [".kadesh-site", "a.html", "engine.js", "index.html"]);
    fs::remove_dir_all(cases.join("a")).unwrap();
    let told = ends_with(&["site", path(&cases), "-o", path(&folder.join("none"))], 1);
    assert!(told.contains("nothing was written"), "{told}");
    assert!(!folder.join("none").exists());
}

#[test]
fn a_folder_that_is_a_case_becomes_one_page() {
    let folder = scratch("site", "one");
    let case = case(&folder, "harbour", "The harbour");
    let out = folder.join("out");
    passes(&["site", path(&case), "-o", path(&out), "--draws", "20"]);
    assert_eq!(names(&out), [".kadesh-site", "engine.js", "harbour.html", "index.html"]);
}

#[test]
fn a_site_without_names_tells_none_by_its_files() {
    let folder = scratch("site", "blind");
    let cases = folder.join("cases");
    case(&cases, "northland-and-southland", "The harbour of Northland");
    let out = folder.join("out");
    passes(&["site", path(&cases), "-o", path(&out), "--draws", "20", "--blind"]);
    assert_eq!(names(&out), [".kadesh-site", "case-1.html", "engine.js", "index.html"]);
    for file in ["case-1.html", "index.html"] {
        let page = fs::read_to_string(out.join(file)).unwrap();
        assert!(!page.contains("Northland") && !page.contains("Southland"), "{file}");
    }
}
