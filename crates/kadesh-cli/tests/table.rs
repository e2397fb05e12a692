//! `kadesh table`: what it prints and writes, what it refuses, and that a case reads what it wrote.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod shell;

use std::fs;
use std::path::{Path, PathBuf};

use shell::{ends_with, passes, path};

/// A fresh folder with the example in it.
fn scratch(name: &str) -> PathBuf {
    let case = shell::scratch("table", name).join("harbour");
    passes(&["new", path(&case)]);
    case
}

#[test]
fn a_table_is_printed_as_csv() {
    let case = scratch("printed");
    let shown = passes(&["table", path(&case), "stakes"]);
    let mut lines = shown.lines();
    assert_eq!(lines.next(), Some("party,issue,option,value,weight,points,red_line,rests_on,because"));
    assert!(lines.any(|line| line == "southland,fees,halved,0.4..0.7,,,,reyes-fees,"), "{shown}");
    let seats = passes(&["table", path(&case), "seats"]);
    assert!(seats.starts_with("room,party,seat,rests_on,because\n") && seats.contains(",seated,"), "{seats}");
}

#[test]
fn a_table_is_written_and_read_in_the_place_of_what_it_holds() {
    let case = scratch("written");
    for ending in ["csv", "tsv", "xlsx", "ods"] {
        let file = case.join(format!("stakes.{ending}"));
        let shown = passes(&["table", path(&case), "stakes", "-o", path(&file)]);
        assert!(shown.contains(&format!("stakes = \"stakes.{ending}\"")), "{shown}");
        let main = case.join("case.toml");
        let text = fs::read_to_string(&main).unwrap();
        // With both, every stake is told twice.
        fs::write(&main, format!("{text}\n[tables]\nstakes = \"stakes.{ending}\"\n")).unwrap();
        assert!(ends_with(&["check", path(&case)], 1).contains("is told twice"));
        fs::write(&main, &text).unwrap();
    }
    assert!(fs::read_dir(&case).unwrap().all(|file| !path(&file.unwrap().path()).ends_with(".part")));
}

#[test]
fn a_file_that_is_there_is_not_written_over_unasked() {
    let case = scratch("there");
    let file = case.join("s.csv");
    fs::write(&file, "mine").unwrap();
    let refused = ends_with(&["table", path(&case), "statements", "-o", path(&file)], 1);
    assert!(refused.contains("exists already; `--force` writes over it"), "{refused}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    passes(&["table", path(&case), "statements", "-o", path(&file), "--force"]);
    assert!(fs::read_to_string(&file).unwrap().starts_with("id,by,for,source,exact,"));
}

#[test]
fn wrong_usage_says_what_there_is() {
    let case = scratch("usage");
    assert!(ends_with(&["table", path(&case), "steaks"], 2).contains("stakes"));
    assert!(
        ends_with(&["table", path(&case), "stakes", "-o", "x.pdf"], 2)
            .contains("end it with .csv, .tsv, .xlsx or .ods")
    );
    assert!(ends_with(&["table", path(&case), "stakes", "--body", "x"], 2).contains("`--body` goes with `members`"));
    assert!(ends_with(&["table", path(&case), "members", "--body", "x"], 2).contains("`x` is no body of the case"));
    assert!(ends_with(&["table", "no-such-case", "stakes"], 1).contains("cannot read"));
    let ukraine = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/ukraine-2025");
    assert!(ends_with(&["table", path(&ukraine), "members"], 2).contains("several bodies"));
    let members = passes(&["table", path(&ukraine), "members", "--body", "nato"]);
    assert!(members.lines().count() > 30, "{members}");
    let acts = passes(&["table", path(&ukraine), "acts"]);
    assert!(acts.contains("has rival descriptions, which a table cannot hold: it stays in the case"), "{acts}");
}

#[test]
fn what_no_table_can_hold_is_a_fault_at_its_place_and_nothing_is_written() {
    let case = scratch("refused");
    let main = case.join("case.toml");
    let text = fs::read_to_string(&main).unwrap();
    let act = "\n[[act]]\nid = \"odd\"\nkind = \"offer\"\nby = \"southland\"\ngoal = \" with space before\"\nbecause = \"x\"\n";
    fs::write(&main, format!("{text}{act}")).unwrap();
    let file = case.join("acts.xlsx");
    let shown = ends_with(&["table", path(&case), "acts", "-o", path(&file)], 1);
    assert!(shown.contains("white space at an end of `with space before`") && shown.contains("odd"), "{shown}");
    assert!(!file.exists());
    // A case with faults is not written from: what is cut away would be lost.
    fs::write(&main, text.replacen("weight = ", "wieght = ", 1)).unwrap();
    assert!(ends_with(&["table", path(&case), "stakes"], 1).contains("wieght"));
}
