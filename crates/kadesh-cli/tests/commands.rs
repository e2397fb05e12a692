//! Every command on every shipped case, wrong words, bad input and hostile input: the exit code, the message, the bounds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use kadesh::case::{self, EXAMPLE, Files};
use kadesh::model::{Case, TraceRow};
use serde_json::Value;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases")
}

fn shipped() -> Vec<PathBuf> {
    let entries = fs::read_dir(cases()).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.join("case.toml").is_file()).collect();
    folders.sort();
    folders
}

fn case(folder: &Path) -> Case {
    let written = case::read(&fs::read_to_string(folder.join("case.toml")).unwrap());
    let files: Files =
        written.files_named().into_iter().map(|name| (name.clone(), fs::read(folder.join(&name)).unwrap())).collect();
    written.check(&files).case.unwrap()
}

fn kadesh(arguments: &[&str]) -> Output {
    Command::cargo_bin("kadesh").unwrap().args(arguments).output().unwrap()
}

fn on(folder: &Path, arguments: &[&str]) -> Output {
    let mut all = vec![arguments[0], folder.to_str().unwrap()];
    all.extend(&arguments[1..]);
    kadesh(&all)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn passes(output: &Output, what: &str) -> String {
    assert_eq!(output.status.code(), Some(0), "{what}: {}{}", text(&output.stdout), text(&output.stderr));
    let shown = text(&output.stdout);
    assert!(shown.trim().len() > 20, "{what}: {shown}");
    shown
}

/// A fresh folder for one test.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("commands").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A case file with this text, and the source of the new case beside it.
fn written(name: &str, text: &str) -> PathBuf {
    let folder = scratch(name);
    fs::create_dir_all(folder.join("sources")).unwrap();
    fs::write(folder.join(EXAMPLE[1].0), EXAMPLE[1].1).unwrap();
    fs::write(folder.join("case.toml"), text).unwrap();
    folder
}

// --- Looking at a case otherwise -------------------------------------------------------------------------------------

#[test]
fn what_was_said_later_is_left_out_of_stances_framings_and_candidates() {
    let folder = cases().join("ukraine-2025");
    let shown = |question| passes(&on(&folder, &["ask", question, "--draws", "50", "--as-of", "2024-08-01"]), question);
    let gates = shown("gates");
    assert!(!gates.contains("United States opposes") && gates.contains("32 members"), "{gates}");
    assert!(!shown("consensus").contains("2025-02-1"));
    assert!(!shown("framings").contains("a gift"));
    assert!(!shown("precedent").contains("outline of 12 February"));
    assert!(shown("voices").contains("carry no date and stay as they are written"));
}

#[test]
fn a_row_that_the_first_column_names_is_found_again_when_its_other_words_change() {
    let folder = written("what-if-rows", EXAMPLE[0].1);
    let shown = passes(&on(&folder, &["what-if", "lever.loan=0", "--draws", "500"]), "what-if");
    assert!(!shown.lines().any(|line| line.contains("least spread") && line.contains("gone")), "{shown}");
    assert!(shown.contains("standing:"), "{shown}");
    assert!(!shown.lines().any(|line| line.contains("halved · northern") && line.contains("gone")), "{shown}");
}

#[test]
fn a_seat_given_on_the_command_line_is_named_and_an_idle_one_says_so() {
    let folder = written("idle-seat", EXAMPLE[0].1);
    let shown = passes(&on(&folder, &["brief", "--seat", "fishermen", "--draws", "50"]), "brief").replace('\n', " ");
    assert!(shown.contains("seat for: ") && shown.contains("no red line asks for this seat"), "{shown}");
}

#[test]
fn why_tells_the_weightiest_grounds_of_a_sentence_on_one_screen() {
    for folder in shipped() {
        for number in 1..=5 {
            let sentence = format!("in-short.{number}");
            let run = on(&folder, &["why", &sentence, "--draws", "50"]);
            // Not every first page has five.
            if run.status.code() == Some(2) {
                continue;
            }
            let shown = passes(&run, &sentence);
            assert!(shown.lines().count() <= 25, "{}: {shown}", folder.display());
        }
        let beyond = on(&folder, &["why", "in-short.99", "--draws", "50"]);
        let told = String::from_utf8_lossy(&beyond.stderr).into_owned();
        assert!(beyond.status.code() == Some(2) && told.contains("in-short.1"), "{told}");
    }
}

#[test]
fn a_table_that_is_cut_says_so_and_all_rows_are_had_in_every_other_way() {
    let folder = cases().join("ukraine-2025");
    let run =
        |more: &[&str]| passes(&on(&folder, &[&["ask", "outcomes", "--draws", "100"], more].concat()), "outcomes");
    let (short, whole) = (run(&[]), run(&["--all"]));
    let told = short.split("(the first 20 of ").nth(1).unwrap();
    let rows: usize = told.split(';').next().unwrap().replace(',', "").parse().unwrap();
    assert!(rows > 20 && short.contains("`--all` shows more") && !whole.contains("(the first"), "{rows}");
    let json: Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    assert_eq!(json["findings"][0]["answer"]["listed"].as_array().unwrap().len(), rows);
    let csv = run(&["--format", "csv"]);
    let packages = csv.split("# ").find(|table| table.contains("Packages that")).unwrap();
    assert_eq!(packages.trim_end().lines().count(), rows + 2, "a line that names the table, its heads, its rows");
    let markdown = run(&["--format", "md", "--all"]);
    assert!(markdown.starts_with("# Talks over Ukraine") && markdown.matches("\n| ").count() > rows, "{markdown}");
}

// --- Every command ---------------------------------------------------------------------------------------------------

#[test]
fn every_command_answers_on_every_shipped_case_in_text_and_in_json() {
    for folder in shipped() {
        let mut commands: Vec<Vec<&str>> = vec![
            vec!["check"],
            vec!["brief", "--draws", "300"],
            vec!["brief", "--draws", "300", "--blind"],
            vec!["why", "acceptance", "--draws", "300"],
            vec!["why", "record.ledger", "--draws", "300"],
            vec!["what-if", "loss-aversion=2", "--draws", "300"],
        ];
        let words = kadesh::ask::words();
        commands.extend(words.iter().map(|word| vec!["ask", *word, "--draws", "300"]));
        let room = case(&folder).rooms[0].id.clone();
        commands.push(vec!["ask", "statements", "--room", &room]);
        if !case(&folder).trace.is_empty() {
            commands.push(vec!["trace"]);
        }
        for command in commands {
            let what = format!("{} {command:?}", folder.display());
            passes(&on(&folder, &command), &what);
            let json = passes(&on(&folder, &[&command[..], &["--format", "json"]].concat()), &what);
            assert!(serde_json::from_str::<Value>(&json).is_ok(), "{what}");
        }
    }
    passes(&kadesh(&["models"]), "models");
    for command in [&["models", "--format", "json"][..], &["schema"]] {
        assert!(serde_json::from_str::<Value>(&passes(&kadesh(command), "json")).is_ok());
    }
}

#[test]
fn a_new_case_passes_and_is_never_written_over() {
    let folder = scratch("new").join("harbour");
    let name = folder.to_str().unwrap();
    passes(&kadesh(&["new", name]), "new");
    let checked = passes(&kadesh(&["check", name, "--format", "json"]), "check");
    assert_eq!(serde_json::from_str::<Value>(&checked).unwrap()["faults"], 0);
    passes(&kadesh(&["brief", name, "--draws", "200"]), "brief");
    let before = fs::read(folder.join("case.toml")).unwrap();
    let again = kadesh(&["new", name]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("exists already"));
    assert_eq!(fs::read(folder.join("case.toml")).unwrap(), before);
    // The file itself and the folder mean the same.
    let (folder_answer, file_answer) =
        (kadesh(&["ask", name, "gates"]), kadesh(&["ask", &format!("{name}/case.toml"), "gates"]));
    assert_eq!(folder_answer.stdout, file_answer.stdout);
}

#[test]
fn html_is_one_whole_file_with_nothing_to_fetch() {
    let file = scratch("html").join("brief.html");
    for folder in shipped() {
        passes(&on(&folder, &["brief", "--draws", "200", "--html", file.to_str().unwrap()]), "html");
        let html = fs::read_to_string(&file).unwrap();
        assert!(html.starts_with("<!doctype html>") && html.trim_end().ends_with("</html>"));
        for fetched in ["src=\"http", "href=\"http", "url(http", "<link", "@import"] {
            assert!(!html.contains(fetched), "{fetched}");
        }
    }
    let left: Vec<_> = fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["brief.html"], "no half-written file stays behind");
}

#[test]
fn a_run_needs_no_network() {
    let binary = assert_cmd::cargo::cargo_bin("kadesh");
    let run = |prefix: &[&str]| {
        let mut command = std::process::Command::new(prefix.first().copied().unwrap_or(binary.to_str().unwrap()));
        if !prefix.is_empty() {
            command.args(&prefix[1..]).arg(&binary);
        }
        command.args(["brief", "--draws", "100"]).arg(&shipped()[0]).output()
    };
    let unshare = ["unshare", "--user", "--map-root-user", "--net"];
    let able = std::process::Command::new(unshare[0]).args(&unshare[1..]).arg("true").status();
    if !able.is_ok_and(|status| status.success()) {
        println!("skipped: this machine cannot take the network away from one command");
        return;
    }
    let (denied, open) = (run(&unshare).unwrap(), run(&[]).unwrap());
    assert_eq!(denied.status.code(), Some(0), "{}", text(&denied.stderr));
    assert_eq!(denied.stdout, open.stdout);
}

// --- The trace -------------------------------------------------------------------------------------------------------

/// The command of a row with the case in its place, as the command line prints it.
fn traced(row: &TraceRow, folder: &Path) -> Vec<String> {
    let mut words: Vec<String> = row.command.split_whitespace().map(str::to_owned).collect();
    if words.first().is_some_and(|word| word != "models" && word != "schema") {
        words.insert(1, folder.to_str().unwrap().to_owned());
    }
    words
}

#[test]
fn every_command_of_a_trace_answers() {
    for folder in shipped() {
        let mut done = BTreeSet::new();
        for row in case(&folder).trace {
            let words = traced(&row, &folder);
            if words.is_empty() {
                assert!(row.open.is_some(), "{}: neither a command nor a reason", row.requirement);
                continue;
            }
            if done.insert(words.clone()) {
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let shown = passes(&kadesh(&words), &format!("{}: {words:?}", row.requirement));
                // An earlier date can leave a part of the brief with nothing to answer; one question alone is answered.
                let empty =
                    shown.contains("The case holds nothing to answer this with.") || shown.contains("No answer:");
                assert!(words[0] != "ask" || !empty, "{}: {words:?}: {shown}", row.requirement);
            }
        }
    }
}

#[test]
fn the_trace_names_every_sentence_and_requirement_and_says_what_is_open() {
    let folder = cases().join("ukraine-2025");
    let rows = case(&folder).trace;
    let named = |name: String| rows.iter().any(|row| row.requirement == name || row.sentence == name);
    (1..=48).for_each(|number| assert!(named(format!("R{number:02}")), "R{number:02}"));
    (1..=22).for_each(|number| assert!(named(format!("S{number}")), "S{number}"));
    ["H1", "H2"].iter().for_each(|head| assert!(named((*head).to_owned()), "{head}"));
    let shown = passes(&on(&folder, &["trace"]), "trace");
    let open = rows.iter().filter(|row| row.open.is_some()).count();
    assert_eq!(shown.matches("OPEN:").count(), open);
}

// --- Wrong words -----------------------------------------------------------------------------------------------------

#[test]
fn wrong_words_are_told_with_what_was_meant() {
    let folder = cases().join("ukraine-2025");
    let wrong: &[(&[&str], i32, &str)] = &[
        (&["ask", "leger"], 2, "did you mean `ledger`"),
        (&["ask", "zzzzzz"], 2, "kadesh questions"),
        (&["why", "record.leger"], 2, "did you mean `record.ledger`"),
        (&["ask", "statements", "--room", "cal"], 2, "did you mean `call`"),
        (&["brief", "--seat", "ukrain"], 2, "did you mean `ukraine`"),
        (&["brief", "--as-of", "yesterday"], 2, "not a date"),
        (&["what-if", "lever.us-help"], 2, "KEY=VALUE"),
        (&["what-if", "lever.us-help=0", "lever.us-help=1"], 2, "`lever.us-help` is changed twice"),
        (&["what-if", "lever.us-hlp=0"], 2, "did you mean `us-help`"),
        (&["what-if", "lever.us-help=2"], 2, "0"),
        (&["what-if", "lever.us-help=nan"], 2, "finite"),
        (&["what-if", "colour=blue"], 2, "lever.ID"),
        (&["what-if"], 2, "KEY=VALUE"),
        (&["brief", "--draws", "0"], 2, "draws"),
        (&["brief", "--draws", "10000000"], 2, "draws"),
        (&["brief", "--format", "xml"], 2, "text"),
        (&["breif"], 2, "brief"),
    ];
    for (arguments, code, hint) in wrong {
        let output = on(&folder, arguments);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(*code), "{arguments:?}: {error}");
        assert!(error.contains(hint), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_report_that_cannot_be_written_leaves_what_was_there() {
    let folder = scratch("unwritable");
    let file = folder.join("brief.html");
    fs::write(&file, "mine").unwrap();
    // A folder in the place of the file, a file in the place of the folder: nobody can write there, not even root.
    for place in [folder.clone(), file.join("brief.html"), folder.join("nowhere/brief.html")] {
        let output = on(&shipped()[0], &["brief", "--draws", "100", "--html", place.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1), "{}", place.display());
        assert!(text(&output.stderr).contains("cannot write"), "{}", text(&output.stderr));
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "no half-written file stays behind");
}

#[test]
fn a_report_takes_the_place_of_no_other_kind_of_file() {
    let folder = scratch("not_a_report");
    let file = folder.join("case.toml");
    fs::write(&file, "mine").unwrap();
    let output = on(&shipped()[0], &["brief", "--draws", "100", "--html", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("no HTML file"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_printed_is_an_error() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let binary = assert_cmd::cargo::cargo_bin("kadesh");
    let output = std::process::Command::new(binary).arg("schema").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cannot print"), "{}", text(&output.stderr));
}

// --- Bad input -------------------------------------------------------------------------------------------------------

fn fails(folder: &Path, message: &str) {
    for command in ["check", "brief"] {
        let started = Instant::now();
        let output = on(folder, &[command]);
        let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(1), "{command}: {said}");
        // A path as long as the folder of the checkout decides where a fault is wrapped.
        let unwrapped = said.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(unwrapped.contains(message), "{command}: no `{message}` in {said}");
        assert!(started.elapsed() < Duration::from_secs(10), "{command}: {:?}", started.elapsed());
    }
}

#[test]
fn files_that_are_no_cases_are_refused_with_a_reason() {
    let folder = scratch("none");
    fails(&folder.join("nowhere"), "cannot read");
    fails(&folder, "cannot read");
    fs::write(folder.join("case.toml"), b"[case]\ntitle = \"\xff\xfe\"\n").unwrap();
    fails(&folder, "UTF-8");
    fs::write(folder.join("case.toml"), "").unwrap();
    fails(&folder, "case");
    fs::write(folder.join("case.toml"), "\u{0}\u{1}\u{2}").unwrap();
    fails(&folder, "syntax");
}

#[test]
fn two_hundred_megabytes_on_one_line_are_not_read() {
    let folder = scratch("huge");
    let file = fs::File::create(folder.join("case.toml")).unwrap();
    // Nothing is on the disk: the file only says that it is so long.
    file.set_len(200 << 20).unwrap();
    fails(&folder, "larger than 16 MiB");
    fs::remove_dir_all(&folder).unwrap();
    let folder = written("huge-source", EXAMPLE[0].1);
    fs::File::create(folder.join(EXAMPLE[1].0)).unwrap().set_len(200 << 20).unwrap();
    fails(&folder, "larger than 16 MiB");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn deep_nesting_and_long_lists_end_in_a_message() {
    let deep = 10_000;
    let nested = [
        ("brackets", format!("[case]\ntitle = \"x\"\nloaded_words = {}{}\n", "[".repeat(deep), "]".repeat(deep))),
        ("open-brackets", format!("[case]\ntitle = {}\n", "[".repeat(deep))),
        ("tables", format!("[case]\ntitle = \"x\"\nx = {}1{}\n", "{ a = ".repeat(deep), " }".repeat(deep))),
        ("keys", format!("[case]\ntitle = \"x\"\n{}x = 1\n", "a.".repeat(deep))),
        ("head", format!("[case]\ntitle = \"x\"\n[{}x]\n", "a.".repeat(deep))),
        (
            "not",
            format!("[case]\ntitle = \"x\"\n[gate.g]\nneeds = {}\"c\"{}\n", "{ not = ".repeat(deep), " }".repeat(deep)),
        ),
    ];
    for (name, text) in nested {
        fails(&written(name, &text), "");
    }
    let many: String = (0..20_000).map(|at| format!("[party.p{at}]\nnme = 1\n")).collect();
    fails(&written("many-faults", &format!("[case]\ntitle = \"x\"\n{many}")), "nme");
}

#[test]
fn every_kind_of_wrong_number_and_name_is_a_fault() {
    let spoilt = [
        ("duplicate", "id = \"berg-fees\"", "id = \"berg-pilots\"", "berg-pilots"),
        ("cycle", "name = \"Northland\"", "name = \"Northland\"\npart_of = \"northland\"", "northland"),
        ("upside-down", "weight = \"1..3\"", "weight = \"3..1\"", "upside down"),
        ("nan", "weight = \"1..3\"", "weight = nan", "finite"),
        ("infinite", "weight = \"1..3\"", "weight = inf", "finite"),
        ("overflow", "weight = \"1..3\"", "weight = \"1..9e999\"", "finite"),
        ("negative", "weight = \"1..3\"", "weight = -1", "weight"),
        ("nought", "weight = \"1..3\"", "weight = 0", "nought"),
        ("one-option", "[\"northern\", \"joint\"]", "[\"northern\"]", "option"),
        ("no-quota", "kind = \"unanimity\"", "kind = \"majority\", quota = \"1/0\"", "quota"),
        ("outside", "file = \"sources/report.txt\"", "file = \"../../../../../../../../../etc/hostname\"", ""),
    ];
    for (name, from, to, message) in spoilt {
        let mut text = EXAMPLE[0].1.replacen(from, to, 1);
        assert_ne!(text, EXAMPLE[0].1, "{name}");
        if name == "nought" {
            text = text.replacen("weight = 2\n", "weight = 0\n", 1);
        }
        fails(&written(&format!("spoilt-{name}"), &text), message);
    }
}

// --- Large cases -----------------------------------------------------------------------------------------------------

/// A case of so many issues and options, two parties, every cell a range.
fn large(issues: usize, options: usize) -> String {
    let mut text =
        "[case]\ntitle = \"large\"\n[party.a]\n[party.b]\n[deal]\nsignatories = [\"a\", \"b\"]\nbecause = \"x\"\n"
            .to_owned();
    for issue in 0..issues {
        let names: Vec<String> = (0..options).map(|option| format!("\"o{option}\"")).collect();
        text.push_str(&format!(
            "[issue.i{issue}]\noptions = [{}]\nstatus_quo = \"o0\"\nordered = true\n",
            names.join(", ")
        ));
        for party in ["a", "b"] {
            let values: Vec<String> =
                (0..options).map(|option| format!("o{option} = \"0.1..0.{}\"", 2 + option % 8)).collect();
            text.push_str(&format!(
                "[stake.{party}.i{issue}]\nweight = \"1..2\"\nvalues = {{ {} }}\nbecause = \"x\"\n",
                values.join(", ")
            ));
        }
    }
    text
}

/// Runs within two gigabytes of address space, and says how long it took.
fn bounded(arguments: &[&str]) -> (Output, Duration) {
    let binary = assert_cmd::cargo::cargo_bin("kadesh");
    let started = Instant::now();
    let output = std::process::Command::new("sh")
        .args(["-c", "ulimit -v 2000000; exec \"$0\" \"$@\""])
        .arg(binary)
        .args(arguments)
        .output()
        .unwrap();
    (output, started.elapsed())
}

#[test]
fn a_million_million_packages_are_refused_and_the_rest_is_answered() {
    let folder = written("packages", &large(12, 10));
    let name = folder.to_str().unwrap();
    let (checked, _) = bounded(&["check", name, "--format", "json"]);
    let diagnostics: Value = serde_json::from_str(&passes(&checked, "check")).unwrap();
    assert!(diagnostics["warnings"].as_u64().unwrap() > 0, "{diagnostics:#}");
    let (brief, took) = bounded(&["brief", name, "--full"]);
    // The brief is made: what cannot be answered says so in its place, which is no fault of the case.
    let shown = passes(&brief, "brief");
    assert!(shown.contains("record.coverage") && shown.contains("No answer:"), "{shown}");
    assert!(shown.contains("1,000,000,000,000") || shown.contains("1000000000000"), "{shown}");
    assert!(took < Duration::from_secs(20), "{took:?}");
    let (deals, _) = bounded(&["ask", name, "points", "--format", "json"]);
    let answer: Value = serde_json::from_str(&passes(&deals, "points")).unwrap();
    assert!(answer["findings"][0]["refusal"]["hint"].is_string(), "{answer:#}");
}

#[test]
fn a_million_draws_of_a_large_case_are_refused_within_bounds() {
    let folder = written("draws", &large(6, 8));
    let name = folder.to_str().unwrap();
    let (output, took) = bounded(&["ask", name, "outcomes", "--draws", "1000000"]);
    let shown = passes(&output, "outcomes");
    assert!(shown.contains("No answer:") && shown.contains("draws"), "{shown}");
    assert!(took < Duration::from_secs(30), "{took:?}");
}

#[test]
fn the_largest_run_that_is_allowed_keeps_within_two_gigabytes() {
    let folder = written("allowed", &large(4, 5));
    let (output, took) = bounded(&["ask", folder.to_str().unwrap(), "outcomes", "--draws", "1000000"]);
    passes(&output, "outcomes");
    assert!(took < Duration::from_secs(120), "{took:?}");
}
