//! The small inputs that people bring, from the folder `../shared/data/field`: each does what its README asks.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod shell;

use std::fs;
use std::path::Path;

use kadesh::case::{self, Files};
use kadesh::model::{Case, Quantity};
use serde_json::Value;
use shell::kadesh;

#[test]
fn every_row_of_the_readme_does_what_it_asks() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/field");
    let Ok(readme) = fs::read_to_string(folder.join("README.md")) else {
        println!("skipped: no ../shared on this machine");
        return;
    };
    let names = readme.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let names: Vec<&str> = names.filter(|name| name.starts_with(|sign: char| sign.is_ascii_digit())).collect();
    assert!(names.len() >= 48, "{names:?}");
    for name in names {
        row(name, &folder.join(name));
    }
}

/// What the README asks of a folder.
#[expect(clippy::too_many_lines, reason = "one arm for each row")]
fn row(name: &str, folder: &Path) {
    match name {
        "13-anchor-homoglyph" => faulty(folder, &["broken-anchor", "CYRILLIC SMALL LETTER A (U+0430)", "[а]", "[a]"]),
        "14-source-utf16" => passes_and_says(folder, &["is read as UTF-16"]),
        "15-source-windows-1252" => {
            passes_and_says(folder, &["is read as Windows-1252, which is guessed", "encoding = \"windows-1252\""]);
        }
        "16-source-is-a-word-file" => faulty(folder, &["not-text", "kadesh source add CASE report.docx", "damaged"]),
        "17-source-outside" => faulty(folder, &["outside-file", "leads out of the folder of the case"]),
        "18-table-semicolon-decimal-comma" | "21-table-bom-and-sep-line" => {
            passes_and_says(folder, &["separated by semicolons", "with a decimal comma"]);
            same_stakes(folder);
        }
        "19-table-tab" => {
            passes_and_says(folder, &["separated by tabs"]);
            same_stakes(folder);
        }
        "20-table-utf16" => {
            passes_and_says(folder, &["is read as UTF-16"]);
            same_stakes(folder);
        }
        "22-table-headings" | "23-table-empty-tail" | "25-table-percent" => same_stakes(folder),
        "24-table-sum-row" => faulty(folder, &["sum-row", "this looks like a row of sums"]),
        "26-table-row-twice" => faulty(folder, &["said-twice", "again here", "first here"]),
        "27-stake-in-file-and-table" => {
            faulty(folder, &["said-twice", "again here", "first here", "stakes.csv", "case.toml"])
        }
        "28-number-x-to-y" | "29-number-x-dash-y" | "30-number-plus-minus" => {
            value_of_low(folder, Quantity::Range(0.3, 0.5))
        }
        "31-number-percent" => value_of_low(folder, Quantity::Point(0.4)),
        "32-number-about" => faulty(folder, &["how far from 0.4?"]),
        "33-points-as-in-exercises" => {
            answers(folder, &["ask", "acceptance"], &["45 points"]);
            // Low dam and a third of the water is worth 65, above the 45 of no deal.
            answers(folder, &["ask", "points"], &["no deal: the walk-away", "45 points", "0 points"]);
            answers(folder, &["ask", "frontier"], &["100 points"]);
            answers(folder, &["what-if", "walk-away.north=65"], &["65 points"]);
            answers(folder, &["ask", "outcomes"], &["low, third 10,000 robust"]);
        }
        "34-walk-away-is-a-package" | "35-walk-away-is-the-status-quo" => {
            // The package is no dam and half of the water, which is the status quo too.
            answers(folder, &["ask", "outcomes"], &["none, half"]);
            let case = load(folder);
            let south = case.parties.iter().position(|party| party.id == "south").unwrap();
            let own = case.walk_away(kadesh::model::PartyId(south)).unwrap();
            assert_eq!((own.base, own.package.as_deref()), (None, Some([0, 1].as_slice())));
        }
        "36-two-of-three-suffice" => {
            answers(
                folder,
                &["ask", "outcomes", "--format", "csv"],
                &["Northbank and Southbank", "Northbank and Eastbank", "Southbank and Eastbank", "left out"],
            );
            answers(folder, &["brief"], &["any two of Northbank, Southbank and Eastbank"]);
            answers(folder, &["ask", "blockers"], &["any 2 of Northbank, Southbank and Eastbank"]);
            answers(folder, &["ask", "terms"], &["water = third"]);
        }
        "37-joint-statement" => {
            answers(
                folder,
                &["ask", "voices"],
                &[
                    "1 quoted span: Northbank 1, Southbank 1",
                    "said by several together, and counted once in the total: 1",
                ],
            );
        }
        "38-correlated-inputs" => {
            answers(
                folder,
                &["ask", "outcomes"],
                &["weight of water to Southbank", "weight of dam to Southbank", "0.8"],
            );
        }
        "39-options-that-exclude" => {
            answers(folder, &["ask", "outcomes"], &["Of 8 packages within reach", "1 more cannot be"]);
        }
        "40-worth-of-two-together" => {
            answers(
                folder,
                &["ask", "tornado", "--format", "csv"],
                &["worth of dam = low, water = third together to Northbank"],
            );
            answers(folder, &["ask", "outcomes"], &["together they fill the lake"]);
        }
        "47-blind-derived-name" => {
            let text = answers(folder, &["brief", "--blind"], &["What could the Party A agree on with the others?"]);
            assert!(!text.to_lowercase().contains("northbank") && !text.contains("report.txt"), "{text}");
        }
        "41-lever-that-moves-nothing" => {
            warns(folder, &["idle-lever", "no walk-away and no other lever depends on `loan`"])
        }
        "42-weight-nought" => warns(folder, &["weight-nought", "count for nothing"]),
        "43-weight-out-of-line" => warns(folder, &["weight-out-of-line", "300", "at most 4", "meant as it stands?"]),
        "44-party-nobody-mentions" => {
            warns(folder, &["nothing else in the case mentions `west`", "no statement, no seat, no stake, no option"])
        }
        "45-hypothesis-same-as-base" => warns(folder, &["idle-hypothesis", "calm"]),
        "46-swedish-quotation-marks" => passes_without(folder, "unquoted-verbatim"),
        "48-misspelt-word-hides-fault" => faulty(folder, &["qoute", "hihg"]),
        _ if name.contains("-anchor-") => anchored(folder),
        _ => panic!("{name}: the README asks for something that no test knows"),
    }
}

/// What a command prints on a folder, as one line of words; it holds all that is asked for.
fn answers(folder: &Path, arguments: &[&str], says: &[&str]) -> String {
    let (command, more) = arguments.split_first().unwrap();
    let output = kadesh(&[&[*command, folder.to_str().unwrap()], more].concat());
    assert!(output.status.success(), "{}: {}", folder.display(), String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    for part in says {
        assert!(text.contains(part), "{} {arguments:?}: no {part}: {text}", folder.display());
    }
    text
}

/// What `check` says, as one line of words and as data.
fn check(folder: &Path) -> (Option<i32>, String, Value) {
    let folder = folder.to_str().unwrap();
    let (text, json) = (kadesh(&["check", folder, "--all"]), kadesh(&["check", folder, "--format", "json"]));
    assert_eq!(text.status.code(), json.status.code());
    let words = String::from_utf8(text.stdout).unwrap() + &String::from_utf8(text.stderr).unwrap();
    let data = serde_json::from_slice(&json.stdout).unwrap();
    // Words break over lines, which begin with the drawing of the fault.
    let words: Vec<&str> = words.split_whitespace().filter(|word| !matches!(*word, "│" | "·")).collect();
    (text.status.code(), words.join(" "), data)
}

fn faulty(folder: &Path, says: &[&str]) {
    let (code, words, data) = check(folder);
    assert_eq!(code, Some(1), "{}: {words}", folder.display());
    let told = format!("{words}{data}");
    for part in says {
        assert!(
            told.contains(part) || told.contains(&part.replace('"', "\\\"")),
            "{}: no {part}: {words}",
            folder.display()
        );
    }
}

fn passes_and_says(folder: &Path, says: &[&str]) {
    let (code, words, data) = check(folder);
    assert_eq!(code, Some(0), "{}: {words}", folder.display());
    assert_eq!(data["faults"], 0);
    for part in says {
        assert!(words.contains(part), "{}: no {part}: {words}", folder.display());
    }
}

fn warns(folder: &Path, says: &[&str]) {
    passes_and_says(folder, says);
    let (_, _, data) = check(folder);
    let codes: Vec<&Value> = data["diagnostics"].as_array().unwrap().iter().map(|one| &one["severity"]).collect();
    assert!(codes.iter().any(|severity| *severity == "warning"), "{}: {data}", folder.display());
}

fn passes_without(folder: &Path, code: &str) {
    let (exit, words, data) = check(folder);
    assert!(exit == Some(0) && !data.to_string().contains(code), "{}: {words}", folder.display());
}

fn load(folder: &Path) -> Case {
    let written = case::read(&fs::read_to_string(folder.join("case.toml")).unwrap());
    let read = |name: String| (name.clone(), fs::read(folder.join(&name)).unwrap());
    let files: Files = written.files_named().into_iter().map(read).collect();
    let checked = written.check(&files);
    checked.case.unwrap_or_else(|| panic!("{}: {:#?}", folder.display(), checked.diagnostics))
}

/// The excerpt is found, and its offsets point into the original bytes at the words of the speaker.
fn anchored(folder: &Path) {
    passes_and_says(folder, &[]);
    let case = load(folder);
    let excerpt = &case.statements[0].excerpt;
    let bytes = fs::read(folder.join("report.txt")).unwrap();
    let words = std::str::from_utf8(&bytes[excerpt.bytes.0..excerpt.bytes.1]).unwrap();
    let ends = |text: &str| {
        let letters: Vec<char> = text.chars().filter(|sign| sign.is_alphanumeric()).collect();
        (letters[0], letters[letters.len() - 1])
    };
    assert_eq!(ends(words), ends(&excerpt.exact), "{}: {words}", folder.display());
    let text = std::str::from_utf8(&bytes).unwrap();
    let by_chars: String = text.chars().skip(excerpt.chars.0).take(excerpt.chars.1 - excerpt.chars.0).collect();
    assert_eq!(by_chars, words, "{}", folder.display());
}

/// A party, an issue, a weight and the values of the options.
type Row = (String, String, Option<Quantity>, Vec<Option<Quantity>>);

/// The stakes that the tables of this folder tell, however they are kept.
fn same_stakes(folder: &Path) {
    passes_and_says(folder, &[]);
    let case = load(folder);
    let told: Vec<Row> = case
        .stakes
        .iter()
        .map(|stake| {
            let (party, issue) = (case.party(stake.party).id.clone(), case.issue(stake.issue).id.clone());
            (party, issue, stake.weight, stake.values.clone())
        })
        .collect();
    let point = |value: f64| Some(Quantity::Point(value));
    let row = |party: &str, issue: &str, weight: f64, values: [f64; 3]| {
        (party.to_owned(), issue.to_owned(), point(weight), values.map(point).to_vec())
    };
    let wanted = vec![
        row("north", "dam", 3.0, [0.0, 0.4, 1.0]),
        row("north", "water", 1.0, [1.0, 0.6, 0.0]),
        row("south", "dam", 2.0, [1.0, 0.5, 0.0]),
        row("south", "water", 3.0, [0.0, 0.6, 1.0]),
    ];
    assert_eq!(told, wanted, "{}", folder.display());
}

fn value_of_low(folder: &Path, wanted: Quantity) {
    passes_and_says(folder, &["number-read"]);
    let case = load(folder);
    assert_eq!(case.stakes[0].values[1], Some(wanted), "{}", folder.display());
}
