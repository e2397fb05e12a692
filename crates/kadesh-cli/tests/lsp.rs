//! `kadesh lsp` as an editor uses it: a scripted client over standard input and output.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod shell;

use std::collections::BTreeMap;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};
use shell::{passes, path, scratch};

/// An editor with one folder open.
struct Editor {
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    asked: i32,
    /// The newest faults of each document, by its address.
    faults: BTreeMap<String, Value>,
}

impl Editor {
    /// Starts the server, which counts as it is told.
    fn start(encodings: &[&str]) -> Editor {
        let program = assert_cmd::cargo::cargo_bin("kadesh");
        let mut server = Command::new(program).arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, from) = (server.stdin.take().unwrap(), BufReader::new(server.stdout.take().unwrap()));
        let mut editor = Editor { server, to, from, asked: 0, faults: BTreeMap::new() };
        let about =
            editor.ask("initialize", json!({ "capabilities": { "general": { "positionEncodings": encodings } } }));
        assert_eq!(about["serverInfo"]["name"], "kadesh");
        editor.tell("initialized", json!({}));
        editor
    }

    fn tell(&mut self, method: &str, params: Value) {
        Message::Notification(Notification::new(method.to_owned(), params)).write(&mut self.to).unwrap();
    }

    /// Asks, and reads on to the answer.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.answer(method, params);
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    fn answer(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.asked += 1;
        let id = self.asked.into();
        Message::Request(Request::new(id, method.to_owned(), params)).write(&mut self.to).unwrap();
        loop {
            match Message::read(&mut self.from).unwrap().unwrap_or_else(|| panic!("{method}: it ended")) {
                Message::Response(response) => {
                    return response.response_result.map_err(|error| error.message);
                }
                Message::Notification(notice) => self.hear(notice),
                Message::Request(request) => panic!("{request:?}"),
            }
        }
    }

    fn hear(&mut self, notice: Notification) {
        assert_eq!(notice.method, "textDocument/publishDiagnostics");
        let uri = notice.params["uri"].as_str().unwrap().to_owned();
        self.faults.insert(uri, notice.params["diagnostics"].clone());
    }

    /// The faults of a document after what was told so far. Something is asked behind it, so that nothing is waited for that does
    /// not come.
    fn faults_of(&mut self, file: &Path) -> Vec<Value> {
        // Faults are told when nothing more is coming: the first answer may overtake them, the second does not.
        for _ in 0..2 {
            let _ = self.answer("textDocument/hover", at(file, 0, 0));
        }
        self.faults.get(&uri(file)).and_then(Value::as_array).cloned().unwrap_or_default()
    }

    fn open(&mut self, file: &Path) -> String {
        let text = fs::read_to_string(file).unwrap();
        self.show(file, &text);
        text
    }

    fn show(&mut self, file: &Path, text: &str) {
        let document = json!({ "uri": uri(file), "languageId": "toml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn change(&mut self, file: &Path, range: Value, text: &str) {
        let change = json!({ "range": range, "text": text });
        let document = json!({ "uri": uri(file), "version": 2 });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    }

    fn end(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        assert!(self.server.wait().unwrap().success());
    }
}

fn uri(file: &Path) -> String {
    format!("file://{}", path(file))
}

fn at(file: &Path, line: usize, character: usize) -> Value {
    json!({ "textDocument": { "uri": uri(file) }, "position": { "line": line, "character": character } })
}

/// The position behind `before` where it first stands in a text, counted in letters: the texts of these tests are plain.
fn behind(text: &str, before: &str) -> (usize, usize) {
    let end = text.find(before).unwrap_or_else(|| panic!("{before}")) + before.len();
    let start = text[..end].rfind('\n').map_or(0, |end| end + 1);
    (text[..end].matches('\n').count(), text[start..end].chars().count())
}

fn range((line, from): (usize, usize), length: usize) -> Value {
    json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": from + length } })
}

/// A fresh case that `kadesh new` writes.
fn harbour(name: &str) -> PathBuf {
    let folder = scratch("lsp", name).join("harbour");
    passes(&["new", path(&folder)]);
    folder.join("case.toml")
}

#[test]
fn faults_are_told_while_the_user_types_and_go_when_mended() {
    let file = harbour("faults");
    let mut editor = Editor::start(&["utf-8"]);
    let text = editor.open(&file);
    assert!(!editor.faults_of(&file).iter().any(|one| one["severity"] == 1));
    // `northland` loses a letter where a stake names it.
    let (line, end) = behind(&text, "[stake.northland");
    editor.change(&file, range((line, end - 1), 1), "");
    let faults = editor.faults_of(&file);
    let fault = faults.iter().find(|one| one["severity"] == 1).unwrap();
    assert_eq!(fault["message"], "`northlan` is not a party\nhint: did you mean `northland`?");
    assert_eq!(fault["code"], "unknown-name");
    assert_eq!(fault["range"], range((line, 7), 8));
    // What the hint says is an edit.
    let params = json!({
        "textDocument": { "uri": uri(&file) }, "range": fault["range"], "context": { "diagnostics": [fault] },
    });
    let mends = editor.ask("textDocument/codeAction", params);
    assert_eq!(mends[0]["title"], "Change `northlan` to `northland`");
    let edit = &mends[0]["edit"]["changes"][uri(&file)][0];
    assert_eq!((&edit["newText"], &edit["range"]), (&json!("northland"), &range((line, 7), 8)));
    editor.change(&file, edit["range"].clone(), edit["newText"].as_str().unwrap());
    assert!(!editor.faults_of(&file).iter().any(|one| one["severity"] == 1));
    editor.end();
}

#[test]
fn a_broken_text_is_no_end() {
    let file = harbour("broken");
    let mut editor = Editor::start(&["utf-16"]);
    let text = editor.open(&file);
    let (line, end) = behind(&text, "[party.bank]");
    editor.change(&file, range((line, end - 1), 1), "");
    let faults = editor.faults_of(&file);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0]["message"].as_str().unwrap().starts_with("this heading is not closed"));
    editor.change(&file, range((line, end - 1), 0), "]");
    assert!(!editor.faults_of(&file).iter().any(|one| one["severity"] == 1));
    editor.end();
}

#[test]
fn names_are_told_found_and_renamed() {
    let file = harbour("names");
    let mut editor = Editor::start(&["utf-8"]);
    let text = editor.open(&file);
    let (line, end) = behind(&text, "rests_on = [\"berg-fees");
    let hover = editor.ask("textDocument/hover", at(&file, line, end));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("ready to look at the fees"), "{hover}");
    let given = editor.ask("textDocument/definition", at(&file, line, end));
    let (given_line, _) = behind(&text, "id = \"berg-fees");
    assert_eq!(given[0]["range"]["start"]["line"], given_line);
    for (declared, fewer) in [(true, 0), (false, 1)] {
        let mut references = at(&file, line, end);
        references["context"] = json!({ "includeDeclaration": declared });
        let found = editor.ask("textDocument/references", references);
        assert_eq!(found.as_array().unwrap().len() + fewer, text.matches("\"berg-fees\"").count());
    }
    let word = editor.ask("textDocument/prepareRename", at(&file, line, end));
    assert_eq!(word, range((line, end - "berg-fees".len()), "berg-fees".len()));
    let mut rename = at(&file, line, end);
    rename["newName"] = json!("on-fees");
    let edit = editor.ask("textDocument/rename", rename.clone());
    assert_eq!(edit["changes"][uri(&file)].as_array().unwrap().len(), text.matches("\"berg-fees\"").count());
    rename["newName"] = json!("berg-pilots");
    let why = editor.answer("textDocument/rename", rename).unwrap_err();
    assert!(why.starts_with("`berg-fees` cannot become `berg-pilots`"), "{why}");
    // A comment has no name.
    assert_eq!(editor.ask("textDocument/prepareRename", at(&file, 1, 5)), Value::Null);
    let symbols = editor.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri(&file) } }));
    let bank = symbols.as_array().unwrap().iter().find(|one| one["name"] == "bank").unwrap();
    assert_eq!(bank["detail"], "Coastal Bank");
    editor.end();
}

#[test]
fn words_are_completed_from_the_format_and_the_case() {
    let file = harbour("complete");
    let mut editor = Editor::start(&["utf-8"]);
    let text = editor.open(&file);
    let (line, end) = behind(&text, "speaks_for = \"north");
    let answer = editor.ask("textDocument/completion", at(&file, line, end));
    assert_eq!(answer[0]["label"], "northland");
    assert_eq!(answer[0]["detail"], "a party: Northland");
    assert_eq!(answer[0]["textEdit"]["range"], range((line, end - 5), "northland".len()));
    editor.end();
}

#[test]
fn a_case_may_have_another_name_and_be_new() {
    let file = harbour("other-name").with_file_name("talks.toml");
    let text = fs::read_to_string(file.with_file_name("case.toml")).unwrap().replace("Ada Berg", "A. Berg");
    let mut editor = Editor::start(&["utf-8"]);
    editor.show(&file, &text);
    let (line, end) = behind(&text, "[person.ber");
    let hover = editor.ask("textDocument/hover", at(&file, line, end));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("A. Berg"), "{hover}");
    editor.change(&file, range((line, end), 1), "");
    assert!(editor.faults_of(&file).iter().any(|one| one["severity"] == 1));
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&file) } }));
    assert_eq!(editor.faults_of(&file), Vec::<Value>::new());
    editor.end();
}

#[test]
fn blanks_show_what_was_taken_for_them() {
    let file = harbour("blanks");
    let mut editor = Editor::start(&["utf-8"]);
    let text = editor.open(&file);
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 } });
    let params = json!({ "textDocument": { "uri": uri(&file) }, "range": all });
    let hints = editor.ask("textDocument/inlayHint", params.clone());
    let lever = hints.as_array().unwrap().iter().find(|hint| hint["label"] == "now: 0..1");
    let (line, end) = behind(&text, "[lever.loan]");
    assert_eq!(lever.unwrap()["position"], json!({ "line": line, "character": end }), "{hints}");
    // A weight that is taken out is a blank.
    let (weight, _) = behind(&text, "weight = 2\n");
    let line_of = json!({ "start": { "line": weight - 1, "character": 0 }, "end": { "line": weight, "character": 0 } });
    editor.change(&file, line_of, "");
    let hints = editor.ask("textDocument/inlayHint", params);
    let blank = hints.as_array().unwrap().iter().find(|hint| hint["label"] == "weight: 0..3").unwrap();
    assert_eq!(blank["position"]["line"], weight - 2, "{hints}");
    assert!(blank["tooltip"].as_str().unwrap().starts_with("Left blank. No weight is given"));
    editor.end();
}

#[test]
fn letters_are_counted_as_the_editor_counts_them() {
    // Behind a sign of two units of UTF-16 and four bytes, and a letter of one and two.
    for (encoding, column) in [("utf-16", 19), ("utf-8", 22)] {
        let file = harbour(&format!("letters-{encoding}"));
        let mut editor = Editor::start(&[encoding]);
        let text = editor.open(&file);
        let (line, end) = behind(&text, "rests_on = [\"not-invited\"]");
        editor.change(&file, range((line, 0), end), "rests_on = [\"𝄞é\", \"x\"]");
        let faults = editor.faults_of(&file);
        let fault = faults.iter().find(|one| one["message"].as_str().unwrap().starts_with("`x` is not")).unwrap();
        assert_eq!(fault["range"], range((line, column), 3), "{encoding}");
        // And back: the place that the editor names is the place that was told.
        editor.change(&file, fault["range"].clone(), "\"not-invited\"");
        let faults = editor.faults_of(&file);
        let wrong: Vec<_> = faults.iter().filter(|one| one["severity"] == 1).collect();
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        editor.end();
    }
}

#[test]
fn files_beside_the_case_are_followed() {
    let file = harbour("beside");
    let report = file.with_file_name("sources").join("report.txt");
    let mut editor = Editor::start(&["utf-8"]);
    editor.open(&file);
    assert!(!editor.faults_of(&file).iter().any(|one| one["severity"] == 1));
    // Changed in the editor, not yet on disk.
    let words = editor.open(&report);
    editor.change(&report, range(behind(&words, "a wall in "), 0), "XX");
    let faults = editor.faults_of(&file);
    assert!(faults.iter().any(|one| one["code"] == "broken-anchor"), "{faults:?}");
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&report) } }));
    assert!(!editor.faults_of(&file).iter().any(|one| one["severity"] == 1));
    // Changed on disk by somebody else.
    fs::write(&report, words.replace("a wall in the water", "a wall")).unwrap();
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&report), "type": 2 }] }));
    assert!(editor.faults_of(&file).iter().any(|one| one["code"] == "broken-anchor"));
    // And gone.
    fs::remove_file(&report).unwrap();
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": uri(&file) } }));
    assert!(editor.faults_of(&file).iter().any(|one| one["code"] == "missing-file"));
    editor.end();
}

#[test]
fn nothing_outside_of_the_folder_is_opened() {
    let file = harbour("outside");
    let secret = file.parent().unwrap().with_file_name("secret.txt");
    fs::write(&secret, "a wall in the water, and a secret").unwrap();
    let mut editor = Editor::start(&["utf-8"]);
    let text = editor.open(&file);
    let (line, end) = behind(&text, "file = \"sources/report.txt");
    editor.change(&file, range((line, end - "sources/report.txt".len()), "sources/report.txt".len()), "../secret.txt");
    let faults = editor.faults_of(&file);
    assert!(faults.iter().any(|one| one["code"] == "outside-file"), "{faults:?}");
    assert!(!faults.iter().any(|one| one["message"].as_str().unwrap().contains("secret,")));
    editor.end();
}

#[test]
fn what_is_no_case_and_what_is_not_understood_do_no_harm() {
    let folder = scratch("lsp", "no-case");
    let other = folder.join("Cargo.toml");
    fs::write(&other, "[package]\nname = \"x\"\n").unwrap();
    let mut editor = Editor::start(&["utf-8"]);
    editor.open(&other);
    assert_eq!(
        editor.answer("textDocument/hover", at(&other, 0, 0)).unwrap_err(),
        "this is no document of an open case"
    );
    assert!(editor.answer("textDocument/hover", json!({ "no": "place" })).is_err());
    assert_eq!(editor.answer("kadesh/predict", json!({})).unwrap_err(), "`kadesh/predict` is not known here");
    editor.tell("textDocument/didOpen", json!({ "nonsense": true }));
    editor.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "http://elsewhere/case.toml", "version": 1 }, "contentChanges": [] }),
    );
    assert!(editor.faults.is_empty());
    editor.end();
}
