//! The command line as people use it: a case alone, lists, completions, manual pages, colour, width, a bar, Ctrl-C.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use kadesh::ask::{QUESTIONS, Section};
use serde_json::Value;

fn case(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(name).to_str().unwrap().to_owned()
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("kadesh").unwrap();
    command.args(arguments);
    for variable in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    command
}

fn kadesh(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn passes(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command_line").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

// --- Words -----------------------------------------------------------------------------------------------------------

#[test]
fn a_case_alone_is_its_brief_and_a_slip_is_still_a_slip() {
    let folder = case("ukraine-2025");
    let brief = passes(&kadesh(&["brief", &folder, "--draws", "50"]));
    assert_eq!(passes(&kadesh(&[&folder, "--draws", "50"])), brief);
    // The same but for the path in the commands at its foot.
    let by_file = passes(&kadesh(&[&format!("{folder}/case.toml"), "--draws", "50"]));
    let above_foot = |page: &str| page.split("\nMore: ").next().unwrap().to_owned();
    assert_eq!(above_foot(&by_file), above_foot(&brief));
    // A folder beside, by its bare name; and one that is called like a command.
    let beside = scratch("bare");
    fs::create_dir(beside.join("check")).unwrap();
    for (file, content) in kadesh::case::EXAMPLE {
        for name in ["harbour", "check"] {
            let path = beside.join(name).join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }
    let there = |arguments: &[&str]| command(arguments).current_dir(&beside).output().unwrap();
    assert!(passes(&there(&["harbour", "--draws", "50"])).contains("50 draws, seed 1"));
    assert_eq!(there(&["check"]).status.code(), Some(2), "a command goes before a folder of its name");
    let slip = there(&["breif"]);
    assert_eq!(slip.status.code(), Some(2));
    assert!(text(&slip.stderr).contains("'brief'"), "{}", text(&slip.stderr));
    let nowhere = there(&["./nowhere"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(text(&nowhere.stderr).contains("cannot read"), "{}", text(&nowhere.stderr));
}

#[test]
fn every_question_is_listed_on_one_line_with_the_word_that_asks_it() {
    let shown = passes(&kadesh(&["questions"]));
    let lines: Vec<&str> = shown.lines().filter(|line| line.starts_with("  ")).collect();
    assert_eq!(lines.len(), QUESTIONS.len());
    for (line, question) in lines.iter().zip(QUESTIONS) {
        let (word, answers) = line.trim().split_once("  ").unwrap();
        let found = kadesh::ask::find(word).unwrap();
        assert_eq!((found.len(), found[0].id), (1, question.id), "{line}");
        assert!(answers.trim().len() > 3, "{line}");
    }
    for section in Section::ALL {
        assert!(shown.contains(&format!("({}): {}", section.id(), section.question())), "{}", section.id());
    }
    let json: Vec<Value> = serde_json::from_str(&passes(&kadesh(&["questions", "--format", "json"]))).unwrap();
    let ids: Vec<&str> = json.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, QUESTIONS.iter().map(|question| question.id).collect::<Vec<_>>());
    assert!(json.iter().all(|one| one["answers"].is_string() && one["models"].is_array()));
}

#[test]
fn a_slip_in_a_question_is_told_with_at_most_three_that_are_near() {
    let folder = case("ukraine-2025");
    for command in ["ask", "why"] {
        let output = kadesh(&[command, &folder, "record.leger"]);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{error}");
        let first = error.lines().next().unwrap();
        assert!(first.contains("did you mean `record.ledger`, `") && first.contains(" or `"), "{error}");
        assert_eq!(first.matches('`').count(), 8, "the word and three others: {error}");
        assert!(error.contains("kadesh questions"), "{error}");
        let stranger = text(&kadesh(&[command, &folder, "zzzzzzzz"]).stderr);
        assert!(!stranger.contains("did you mean") && stranger.contains("kadesh questions"), "{stranger}");
    }
}

#[test]
fn help_tells_the_exit_codes() {
    let help = passes(&kadesh(&["--help"]));
    for part in
        ["kadesh <CASE>", "Exit codes:", "0    done", "1    the case has faults", "2    wrong usage", "130  ended"]
    {
        assert!(help.contains(part), "{part}: {help}");
    }
}

// --- Shells and manuals ----------------------------------------------------------------------------------------------

#[test]
fn completions_know_every_command_and_question() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = passes(&kadesh(&["completions", shell]));
        for word in ["brief", "what-if", "questions", "completions", "--draws"] {
            assert!(script.contains(word.trim_start_matches('-')), "{shell}: {word}");
        }
        if matches!(shell, "bash" | "zsh") {
            for question in QUESTIONS {
                assert!(script.contains(question.word()), "{shell}: {}", question.word());
            }
        }
    }
    assert_eq!(kadesh(&["completions", "tcsh"]).status.code(), Some(2));
    // Bash takes the script, and offers what begins so.
    let script = passes(&kadesh(&["completions", "bash"]));
    let tried = format!(
        "{script}\nCOMP_WORDS=(kadesh ask harbour torn); COMP_CWORD=3; _kadesh kadesh torn harbour; echo \"${{COMPREPLY[@]}}\""
    );
    if let Ok(output) = std::process::Command::new("bash").args(["--norc", "-c", &tried]).output() {
        assert_eq!(text(&output.stdout).trim(), "tornado", "{}", text(&output.stderr));
    }
}

#[test]
fn there_is_a_manual_page_for_every_command() {
    let main = passes(&kadesh(&["man"]));
    assert!(
        main.contains(".TH kadesh 1") && main.contains("Exit codes") && main.contains("kadesh\\-brief(1)"),
        "{main}"
    );
    let folder = scratch("man").join("man1");
    passes(&kadesh(&["man", folder.to_str().unwrap()]));
    let mut files: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    let help = passes(&kadesh(&["-h"]));
    let commands = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let names = commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.map(|line| line.split_whitespace().next().unwrap()).filter(|name| *name != "help");
    let mut expected: Vec<String> = names.map(|name| format!("kadesh-{name}.1")).collect();
    expected.push("kadesh.1".to_owned());
    expected.sort();
    assert!(expected.len() > 10, "{help}");
    assert_eq!(files, expected, "and no half-written file");
    let page = fs::read_to_string(folder.join("kadesh-what-if.1")).unwrap();
    assert!(page.contains("what\\-if") && page.contains("KEY=VALUE"), "{page}");
}

// --- Colour and width ------------------------------------------------------------------------------------------------

#[test]
fn a_pipe_has_no_colour_and_no_control_characters_and_colour_changes_nothing_else() {
    let folder = case("camp-david-1978");
    let plain = passes(&kadesh(&["why", &folder, "ledger"]));
    assert!(plain.chars().all(|letter| letter == '\n' || !letter.is_control()));
    let coloured = passes(&command(&["why", &folder, "ledger"]).env("CLICOLOR_FORCE", "1").output().unwrap());
    assert!(coloured.contains("\u{1b}[1m") && coloured.contains("\u{1b}[2m[b"), "{coloured}");
    assert_eq!(stripped(&coloured), plain);
    let forced = command(&["why", &folder, "ledger"]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap();
    assert_eq!(passes(&forced), plain);
    let json = command(&["ask", &folder, "ledger", "--format", "json"]).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(serde_json::from_str::<Value>(&passes(&json)).is_ok(), "JSON is never coloured");
}

/// Without the codes that begin with an escape and end with a letter.
fn stripped(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |all, part| all + part.split_once('m').unwrap().1)
}

#[test]
fn the_width_is_what_columns_says_within_what_can_be_read() {
    let folder = case("camp-david-1978");
    let widest = |columns: &str| {
        let output = command(&["ask", &folder, "ledger"]).env("COLUMNS", columns).output().unwrap();
        passes(&output).lines().map(|line| line.chars().filter(|letter| *letter == '═').count()).max().unwrap()
    };
    for (columns, width) in [("80", 80), ("1", 60), ("100000", 140), ("0", 100), ("", 100), ("wide", 100), ("-7", 100)]
    {
        assert_eq!(widest(columns), width, "{columns}");
    }
}

// --- Ctrl-C and the bar ----------------------------------------------------------------------------------------------

#[cfg(unix)]
mod stopped {
    use std::process::{Child, Stdio};
    use std::thread;
    use std::time::{Duration, Instant};

    use super::*;

    /// What takes long enough to be stopped.
    const MANY: &str = "300000";

    /// A running command that Ctrl-C reaches even where the tests run in the background with the signal ignored.
    fn running(arguments: &[&str]) -> Child {
        let binary = assert_cmd::cargo::cargo_bin("kadesh");
        let able = std::process::Command::new("env").args(["--default-signal=INT", "true"]).status();
        let mut command = std::process::Command::new("env");
        if able.is_ok_and(|status| status.success()) {
            command.arg("--default-signal=INT");
        }
        command.arg(binary).args(arguments).env_remove("COLUMNS").stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    fn interrupt(child: &Child) {
        let status = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(status.success());
    }

    fn stopped(arguments: &[&str]) -> (Output, Duration) {
        let child = running(arguments);
        thread::sleep(Duration::from_secs(2));
        interrupt(&child);
        let since = Instant::now();
        (child.wait_with_output().unwrap(), since.elapsed())
    }

    #[test]
    fn ctrl_c_shows_what_is_done_names_the_rest_and_writes_no_file() {
        let file = scratch("partial").join("brief.html");
        fs::write(&file, "whole").unwrap();
        let folder = case("ukraine-2025");
        let (output, took) = stopped(&["brief", &folder, "--full", "--draws", MANY, "--html", file.to_str().unwrap()]);
        let (shown, error) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(130), "{shown}{error}");
        assert!(took < Duration::from_secs(30), "{took:?}");
        assert!(shown.contains("PARTIAL") && error.contains("stopped by Ctrl-C; "), "{shown}{error}");
        assert!(error.contains("questions have no answer yet: ") && error.contains("tornado"), "{error}");
        assert!(shown.contains("No answer: it was stopped before it was finished."), "{shown}");
        // What was done is there as in a whole run.
        let voices = passes(&kadesh(&["ask", &folder, "voices"]));
        let headline = voices.lines().find(|line| line.trim_start().starts_with('»')).unwrap();
        let sentence = headline.split(" [b").next().unwrap().trim();
        assert!(shown.contains(&sentence[..40]), "{sentence}: {shown}");
        assert!(shown.contains("was not written"), "{shown}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "whole");
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn json_says_whether_it_is_partial() {
        let folder = case("ukraine-2025");
        let (output, _) = stopped(&["brief", &folder, "--draws", MANY, "--format", "json"]);
        assert_eq!(output.status.code(), Some(130), "{}", text(&output.stderr));
        let json: Value = serde_json::from_str(&text(&output.stdout)).unwrap();
        assert_eq!(json["partial"], true);
        let findings = json["findings"].as_array().unwrap();
        let is_stopped = |finding: &&Value| finding["refusal"]["model"] == "stopped";
        let count = findings.iter().filter(is_stopped).count();
        assert!(count > 0 && count < findings.len(), "{count} of {}", findings.len());
        let whole: Value =
            serde_json::from_str(&passes(&kadesh(&["ask", &folder, "voices", "--format", "json"]))).unwrap();
        assert_eq!(whole["partial"], false);
        let voices = findings.iter().find(|finding| finding["id"] == "record.voices").unwrap();
        assert_eq!(*voices, whole["findings"][0]);
    }

    #[test]
    fn a_comparison_that_was_stopped_compares_only_what_is_answered_on_both_sides() {
        let folder = case("ukraine-2025");
        let arguments = ["what-if", &folder, "loss-aversion=2", "--draws", MANY];
        let (output, _) = stopped(&arguments);
        assert_eq!(output.status.code(), Some(130));
        let shown = text(&output.stdout);
        assert!(shown.contains("PARTIAL"), "{shown}");
        assert!(!shown.contains("it was stopped before"), "a missing answer is no difference: {shown}");
        let (output, _) = stopped(&[&arguments[..], &["--format", "json"]].concat());
        let json: Value = serde_json::from_str(&text(&output.stdout)).unwrap();
        assert_eq!((&json["partial"], &json["after"]["partial"]), (&Value::Bool(true), &Value::Bool(true)));
    }

    #[test]
    fn a_second_ctrl_c_ends_at_once() {
        let child = running(&["brief", &case("ukraine-2025"), "--draws", "1000000"]);
        // In the middle of the first count, which takes longer than a step.
        thread::sleep(Duration::from_secs(3));
        interrupt(&child);
        thread::sleep(Duration::from_millis(100));
        interrupt(&child);
        let since = Instant::now();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{}", text(&output.stderr));
        assert!(since.elapsed() < Duration::from_secs(2), "{:?}", since.elapsed());
    }

    #[test]
    fn a_bar_is_drawn_on_a_terminal_and_wiped_away_and_never_in_a_pipe() {
        let binary = assert_cmd::cargo::cargo_bin("kadesh");
        let folder = case("ukraine-2025");
        let on_terminal = |command: &str, colour: Option<&str>| {
            let mut script = std::process::Command::new("script");
            script.args(["-qec", command, "/dev/null"]).stdin(Stdio::null()).env("TERM", "xterm").env_remove("COLUMNS");
            script.env_remove("NO_COLOR").envs(colour.map(|value| ("NO_COLOR", value)));
            script.output().ok().filter(|output| !output.stdout.is_empty()).map(|output| text(&output.stdout))
        };
        // One signal to the command alone: without `--foreground` its group gets a second one, which ends it at once.
        let long = format!("timeout --foreground -s INT 3 {} brief {folder} --draws {MANY}", binary.display());
        let Some(shown) = on_terminal(&long, None) else {
            println!("skipped: this machine has no `script`");
            return;
        };
        assert!(shown.contains(" questions answered") && shown.contains('█') && shown.contains('%'), "{shown}");
        let after = shown.rsplit(" questions answered").next().unwrap();
        assert!(after.contains("PARTIAL") && after.contains("\u{1b}[2K"), "wiped away before the page: {after}");
        let short = format!("{} ask {folder} voices", binary.display());
        let quick = on_terminal(&short, None).unwrap();
        assert!(!quick.contains("answered") && quick.contains("\u{1b}[1m"), "no bar for what takes no time: {quick}");
        let plain = on_terminal(&short, Some("1")).unwrap();
        assert!(!plain.contains('\u{1b}'), "{plain}");
        let piped = kadesh(&["ask", &folder, "acceptance", "--draws", "100000"]);
        assert_eq!((piped.status.code(), text(&piped.stderr).as_str()), (Some(0), ""));
    }
}
