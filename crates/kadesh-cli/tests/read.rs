//! `kadesh read`: what a text says that somebody said, shown or proposed; nothing of it counts before a person accepts it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod shell;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use shell::{ends_with, passes, path};

/// The mayor is the speaker of “she said”, though the minister is named just before; the harbour master of “he added”.
const REPORT: &str = "\
Northbank and Southbank opened talks on their shared harbour on Tuesday.

Ana Reyes, the mayor of Northbank, warned that the quay could not wait. \u{201c}We have waited for ten years,\" she said. \u{201c}Ten years \
is enough.\u{201d}

Southbank's trade minister Otto Lind told reporters that his city would pay for half of the quay. \u{201c}Not a penny more,\u{201d} he \
added.

Southbank rejected a joint harbour authority. Officials said a decision was near.
";

fn scratch(name: &str) -> PathBuf {
    shell::scratch("read", name)
}

fn report(folder: &Path) -> PathBuf {
    let file = folder.join("report.txt");
    fs::write(&file, REPORT).unwrap();
    file
}

fn read_json(arguments: &[&str]) -> Value {
    serde_json::from_str(&passes(&[&["read", "--format", "json"], arguments].concat())).unwrap()
}

#[test]
fn a_text_is_read_aloud() {
    let file = report(&scratch("text"));
    let told = passes(&["read", path(&file), "--date", "2024-05-09"]);
    for line in [
        "Ana Reyes (Northbank), own words",
        "“We have waited for ten years,\" … “Ten years is enough.”",
        "why: a quotation with ‘said’ after it; ‘she’ is read as Ana Reyes",
        "Otto Lind (Southbank), in other words",
        "‘he’ is read as Otto Lind",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
}

#[test]
fn what_a_machine_is_told_lies_where_it_says() {
    let file = report(&scratch("json"));
    let texts = read_json(&[path(&file), "--unsure"]);
    let statements = texts[0]["statements"].as_array().unwrap();
    assert!(statements.len() >= 4, "{texts:#}");
    let mut spans = Vec::new();
    collect(&texts, &mut spans);
    assert!(spans.len() > 10, "{texts:#}");
    for (start, end, words) in spans {
        assert_eq!(&REPORT[start..end], words);
    }
}

fn collect(value: &Value, spans: &mut Vec<(usize, usize, String)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, spans)),
        Value::Object(entries) => {
            if let (Some(start), Some(end), Some(words)) =
                (value["start"].as_u64(), value["end"].as_u64(), value["words"].as_str())
            {
                spans.push((usize::try_from(start).unwrap(), usize::try_from(end).unwrap(), words.to_owned()));
            }
            entries.values().for_each(|inner| collect(inner, spans));
        }
        _ => {}
    }
}

/// A new case from the report, read.
fn new_case(name: &str) -> (PathBuf, String) {
    let folder = scratch(name);
    let (file, case) = (report(&folder), folder.join("harbour"));
    let told = passes(&["new", path(&case), "--from", path(&file), "--read"]);
    (case, told)
}

fn proposals(case: &Path) -> Vec<Value> {
    let listed = passes(&["review", path(case), "--list", "--format", "json"]);
    serde_json::from_str::<Value>(&listed).unwrap().as_array().unwrap().clone()
}

fn ids(proposals: &[Value]) -> Vec<String> {
    proposals.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_new_case_begins_with_a_list_to_confirm() {
    let (case, told) = new_case("new");
    assert!(told.contains("Nothing of it counts before somebody accepts it"), "{told}");
    let text = fs::read_to_string(case.join("case.toml")).unwrap();
    assert!(!text.contains("Reyes"), "nothing is in the case yet");
    let waiting = proposals(&case);
    assert!(waiting.iter().all(|one| one["by"] == "kadesh read"));
    let all = ids(&waiting);
    let accept: Vec<&str> = all.iter().map(String::as_str).collect();
    passes(&[&["review", path(&case), "--by", "M. Keller", "--accept"], accept.as_slice()].concat());
    passes(&["check", path(&case)]);
    let text = fs::read_to_string(case.join("case.toml")).unwrap();
    for line in [
        "[party.northbank]",
        "[person.ana-reyes]",
        "speaks_for = \"northbank\"",
        "exact = \"We have waited for ten years\"",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    // What is in the case, and what was decided, is not proposed once more.
    assert!(passes(&["read", path(&case)]).contains("Nothing new is proposed."));
}

#[test]
fn what_was_rejected_is_not_proposed_again() {
    let (case, _) = new_case("rejected");
    let all = ids(&proposals(&case));
    let reject: Vec<&str> = all.iter().map(String::as_str).collect();
    passes(&[&["review", path(&case), "--because", "no", "--reject"], reject.as_slice()].concat());
    let told = passes(&["read", path(&case)]);
    assert!(told.contains("Nothing new is proposed.") && told.contains("proposed before"), "{told}");
    assert!(proposals(&case).is_empty());
}

#[test]
fn voices_without_a_name_wait_until_they_are_asked_for() {
    let (case, told) = new_case("officials");
    let said = |one: &Value| one.to_string().to_lowercase().contains("officials");
    assert!(told.contains("not proposed, since who says it, or what exactly, is not sure"), "{told}");
    assert!(!proposals(&case).iter().any(|one| said(&one["actions"])));
    let listed = passes(&["read", path(&case), "--list", "--unsure"]);
    assert!(listed.contains("a decision was near"), "{listed}");
}

#[test]
fn another_language_is_told_with_the_way_by_hand() {
    let folder = scratch("german");
    let file = folder.join("bericht.txt");
    let text = "Die Ministerin sagte, die Verhandlungen über den gemeinsamen Hafen würden am Dienstag beginnen und nicht vor dem \
                Herbst enden. Der Bürgermeister widersprach ihr und nannte den Vorschlag einen Fehler.";
    fs::write(&file, text).unwrap();
    let told = passes(&["read", path(&file)]);
    assert!(told.contains("seems to be in German, and only English can be read"), "{told}");
}

#[test]
fn whose_weights_these_are_is_told() {
    for arguments in [vec!["--version", "--licences"], vec!["--licences"]] {
        let told = passes(&arguments);
        assert!(
            told.contains("ExplosionAI GmbH") && told.contains("WordNet") && told.contains("Porimol Chandro"),
            "{told}"
        );
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    let folder = scratch("wrong");
    let file = report(&folder);
    let (case, _) = new_case("wrong-case");
    for (arguments, code, words) in [
        (vec![path(&folder)], 2, "a folder without a case"),
        (vec![path(&file), "--date", "soon"], 2, "is no day"),
        (vec![path(&file), "--source", "report"], 2, "goes with a case"),
        (vec![path(&case), "--source", "dispatch"], 2, "the case has no source `dispatch`"),
        (vec![path(&case), path(&file)], 2, "give one case, or texts"),
        (vec!["nowhere.txt"], 1, "cannot read `nowhere.txt`"),
    ] {
        let told = ends_with(&[&["read"], arguments.as_slice()].concat(), code);
        assert!(told.contains(words), "{words}\n{told}");
    }
}
