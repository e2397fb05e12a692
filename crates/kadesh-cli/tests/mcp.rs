//! `kadesh mcp` as an assistant uses it, one that also lies: a scripted client over standard input and output.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod shell;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use shell::{ends_with, passes, path, scratch, words};

/// An assistant that is connected to one case.
struct Assistant {
    server: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    asked: u64,
}

impl Assistant {
    /// Connects under a name.
    fn connect(case: &Path, name: &str) -> Assistant {
        let program = assert_cmd::cargo::cargo_bin("kadesh");
        let mut server =
            Command::new(program).arg("mcp").arg(case).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, from) = (server.stdin.take(), BufReader::new(server.stdout.take().unwrap()));
        let mut assistant = Assistant { server, to, from, asked: 0 };
        let about = assistant.ask(
            "initialize",
            json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": name, "version": "1" } }),
        );
        assert_eq!(about["result"]["serverInfo"]["name"], "kadesh", "{about}");
        assistant.tell(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
        assistant
    }

    fn tell(&mut self, message: &Value) {
        writeln!(self.to.as_mut().unwrap(), "{message}").unwrap();
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        self.tell(&json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params }));
        loop {
            let mut line = String::new();
            assert!(self.from.read_line(&mut line).unwrap() > 0, "{method}: it ended");
            let answer: Value = serde_json::from_str(&line).unwrap();
            if answer["id"] == self.asked {
                return answer;
            }
        }
    }

    /// What a tool says, and whether it did what was asked.
    fn call(&mut self, tool: &str, arguments: Value) -> (bool, String) {
        let answer = self.ask("tools/call", json!({ "name": tool, "arguments": arguments }));
        let result = &answer["result"];
        let text = result["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{tool}: {answer}")).to_owned();
        (result["isError"] != json!(true), text)
    }

    fn does(&mut self, tool: &str, arguments: Value) -> Value {
        let (done, text) = self.call(tool, arguments);
        assert!(done, "{tool}: {text}");
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    }

    fn refused(&mut self, tool: &str, arguments: Value) -> String {
        let (done, text) = self.call(tool, arguments);
        assert!(!done, "{tool}: {text}");
        text
    }
}

impl Drop for Assistant {
    fn drop(&mut self) {
        drop(self.to.take());
        assert!(self.server.wait().unwrap().success(), "it ends well when the client goes");
    }
}

/// A new case of its own.
fn harbour(name: &str) -> PathBuf {
    let folder = scratch("mcp", name).join("harbour");
    passes(&["new", path(&folder)]);
    folder
}

fn case_of(folder: &Path) -> String {
    fs::read_to_string(folder.join("case.toml")).unwrap()
}

fn brief(folder: &Path) -> String {
    passes(&["brief", path(folder), "--full", "--draws", "200"])
}

fn statement(exact: &str) -> Value {
    json!({ "source": "report", "exact": exact, "by": ["berg"], "because": "she says so there" })
}

#[test]
fn the_tools_say_what_they_take_and_none_accepts() {
    let folder = harbour("tools");
    let mut assistant = Assistant::connect(&folder, "tester");
    let answer = assistant.ask("tools/list", json!({}));
    let tools = answer["result"]["tools"].as_array().unwrap();
    assert!(tools.len() >= 12, "{answer}");
    for tool in tools {
        let (name, schema) = (tool["name"].as_str().unwrap(), &tool["inputSchema"]);
        assert_eq!(schema["type"], "object", "{name}");
        assert!(jsonschema::draft202012::new(schema).is_ok(), "{name}");
        assert!(tool["description"].as_str().unwrap().len() > 40, "{name}");
        let writes = ["propose", "propose_statement", "withdraw"].contains(&name);
        assert_eq!(tool["annotations"]["readOnlyHint"], json!(!writes), "{name}");
        for never in ["accept", "reject", "rename", "add-source"] {
            assert!(!schema.to_string().contains(&format!("\"const\":\"{never}\"")), "{name}: {never}");
        }
    }
    for tool in ["accept", "accept_proposal", "review", ""] {
        assert!(assistant.refused(tool, json!({ "proposal": "p1" })).contains("there is no tool"));
    }
}

#[test]
fn a_case_is_read_asked_and_explained() {
    let folder = harbour("reads");
    let before = case_of(&folder);
    let mut assistant = Assistant::connect(&folder, "tester");
    let overview = assistant.does("overview", json!({}));
    assert_eq!(overview["title"], "Talks on a shared harbour");
    let source = assistant.does("read_source", json!({ "source": "report" }));
    assert!(source["text"].as_str().unwrap().contains("will not give up the pilot service"));
    assert_eq!(source["next"], Value::Null);
    let statements = assistant.does("statements", json!({}));
    assert_eq!(statements[0]["id"], "berg-pilots");
    let stake = json!({ "stake": { "party": "northland", "issue": "fees" } });
    let form = assistant.does("form", json!({ "place": stake }));
    assert!(form["fields"].as_array().unwrap().iter().any(|field| field["key"] == "weight"));
    assert_eq!(assistant.does("check", json!({}))["answer"], "faults");
    let (page, full) = (assistant.does("brief", json!({ "draws": 200 })), brief(&folder));
    assert!(full.starts_with(page.as_str().unwrap().lines().next().unwrap()));
    let answer = assistant.does("ask", json!({ "question": "ledger", "look": { "draws": 200 } }));
    let printed: Value =
        serde_json::from_str(&passes(&["ask", path(&folder), "ledger", "--draws", "200", "--format", "json"])).unwrap();
    assert_eq!(answer, printed);
    assert!(
        assistant
            .does("explain", json!({ "sentence": 1, "look": { "draws": 200 } }))
            .as_str()
            .unwrap()
            .contains("rests on")
    );
    assert!(assistant.does("questions", json!({})).as_array().unwrap().len() > 20);
    assert!(assistant.refused("ask", json!({ "question": "who wins" })).contains("no question"));
    assert!(assistant.refused("read_source", json!({ "source": "../case.toml" })).contains("is no source"));
    assert!(assistant.refused("overview", json!({ "everything": true })).contains("unknown field"));
    assert_eq!(case_of(&folder), before);
    assert!(!folder.join("proposals.toml").exists());
}

#[test]
fn what_is_proposed_waits_for_a_person() {
    let folder = harbour("waits");
    let (before, told) = (case_of(&folder), brief(&folder));
    let mut assistant = Assistant::connect(&folder, "tester");
    let done = assistant.does("propose_statement", statement("was ready to look at the fees"));
    assert_eq!(done["proposed"], "p1");
    let cell = json!({ "do": "write", "place": { "stake": { "party": "northland", "issue": "fees" } }, "key": "weight", "words": "2..3" });
    let guild = json!({ "do": "add", "name": { "kind": "party", "id": "" }, "typed": { "name": "Pilots' guild" } });
    assert_eq!(
        assistant.does("propose", json!({ "because": "a closer look", "actions": [cell, guild] }))["proposed"],
        "p2"
    );
    assert_eq!((case_of(&folder), brief(&folder)), (before.clone(), told.clone()));
    let listed = passes(&["review", path(&folder), "--list"]);
    assert!(
        listed.contains("p1  proposed by tester 1") && listed.contains("“was ready to look at the fees”"),
        "{listed}"
    );

    // A person accepts one while the assistant stays connected, and rejects the other.
    let accepted = passes(&["review", path(&folder), "--accept", "p1", "--by", "M. Keller"]);
    assert!(accepted.contains("Accepted p1: a statement `berg-1`."), "{accepted}");
    passes(&["review", path(&folder), "--reject", "p2", "--because", "not now"]);
    assert_ne!(brief(&folder), told);
    let proposals = assistant.does("proposals", json!({}));
    let standing = |at: usize| proposals["proposals"][at]["standing"].as_str().unwrap().to_owned();
    assert_eq!((standing(0), standing(1)), ("accepted".to_owned(), "rejected".to_owned()));
    assert!(assistant.refused("withdraw", json!({ "proposal": "p1" })).contains("accepted already"));
    let own = assistant.does("propose", json!({ "because": "once more", "actions": [{ "do": "seat", "room": "table", "party": "fishermen", "seat": "seated" }] }));
    assert_eq!(own["proposed"], "p3");
    assistant.does("withdraw", json!({ "proposal": "p3" }));
    assert_eq!(case_of(&folder).matches("berg-1").count(), 1);
}

#[test]
fn an_assistant_that_lies_gets_nowhere() {
    let folder = harbour("lies");
    let before = case_of(&folder);
    let mut honest = Assistant::connect(&folder, "another");
    honest.does("propose_statement", statement("was ready to look at the fees"));
    let mut liar = Assistant::connect(&folder, "liar");
    let kept = fs::read_to_string(folder.join("proposals.toml")).unwrap();
    // Words that are not there, or elsewhere.
    let told = liar.refused("propose_statement", statement("will give up the pilot service"));
    assert!(told.contains("these words are not in `report`") && told.contains("the nearest words"), "{told}");
    let moved = json!({ "source": "report", "start": 0, "end": 7, "exact": "a wall in the water", "by": ["reyes"], "because": "x" });
    assert!(liar.refused("propose_statement", moved).contains("other words stand at this place"));
    let beyond = json!({ "source": "report", "start": 0, "end": 99_999_999, "by": ["reyes"], "because": "x" });
    assert!(liar.refused("propose_statement", beyond).contains("not in the source"));
    // Ids of others, and names of others.
    let taken = json!({ "id": "berg-fees", "source": "report", "exact": "a wall in the water", "by": ["reyes"], "because": "x" });
    assert!(liar.refused("propose_statement", taken).contains("`berg-fees` is there already"));
    assert!(
        liar.refused("withdraw", json!({ "proposal": "p1" }))
            .contains("a proposal of another 1, who alone can take it back")
    );
    assert!(liar.refused("withdraw", json!({ "proposal": "p1", "by": "another 1" })).contains("unknown field"));
    let signed = json!({ "source": "report", "exact": "was ready to look", "by": ["berg"], "because": "x", "standing": "accepted" });
    assert!(liar.refused("propose_statement", signed).contains("unknown field"));
    // A proposal that accepts itself, or brings its own source.
    for action in [
        json!({ "do": "accept", "proposal": "p1" }),
        json!({ "do": "accept", "proposal": "p2" }),
        json!({ "do": "reject", "proposal": "p1" }),
        json!({ "do": "propose", "by": "M. Keller", "because": "x", "actions": [] }),
        json!({ "do": "add-source", "id": "", "title": "Memoirs", "text": "we surrender" }),
        json!({ "do": "put", "place": { "single": "case" }, "fields": { "title": "Mine" } }),
        json!({ "do": "add", "name": { "kind": "statement", "id": "x" }, "fields": { "by": "berg", "source": "report", "exact": "we surrender" } }),
        json!({ "do": "write", "place": { "named": { "kind": "source", "id": "report" } }, "key": "file", "words": "../../secret" }),
    ] {
        liar.refused("propose", json!({ "because": "x", "actions": [action] }));
    }
    // Not what the protocol is made of.
    liar.tell(&json!({ "jsonrpc": "2.0", "id": 7_000, "method": "nothing/such" }));
    liar.tell(&json!("nonsense"));
    liar.tell(&json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 1 } }));
    assert!(liar.refused("propose", json!({ "because": "x", "actions": "all" })).contains("not what the tool takes"));
    assert_eq!(case_of(&folder), before);
    assert_eq!(fs::read_to_string(folder.join("proposals.toml")).unwrap(), kept);
}

#[test]
fn a_person_goes_through_what_was_proposed() {
    let folder = harbour("review");
    assert_eq!(passes(&["review", path(&folder)]), "Nothing was proposed for this case.\n");
    let mut assistant = Assistant::connect(&folder, "tester");
    for exact in ["was ready to look at the fees", "her government", "Delegations of Northland"] {
        assistant.does("propose_statement", statement(exact));
    }
    let review = |typed: &str, more: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("kadesh").unwrap();
        words(
            &command
                .args(["review", path(&folder), "--by", "M. Keller"])
                .args(more)
                .env("EDITOR", "sed -i s/her.government/Observers/")
                .write_stdin(typed)
                .output()
                .unwrap(),
        )
    };
    let told = review("what\nn\nr said before\n", &[]);
    assert!(told.contains("1 of 3") && told.contains("a, r, e, n or q") && told.contains("Rejected p2."), "{told}");
    assert!(told.ends_with("Accepted 0, rejected 1; 2 wait.\n"), "{told}");
    let told = review("a\na\n", &[]);
    assert!(
        told.contains("Accepted p1: a statement `berg-1`.") && told.ends_with("Accepted 2, rejected 0; 0 wait.\n"),
        "{told}"
    );
    assert_eq!(
        passes(&["review", path(&folder)]),
        "Nothing waits: 3 proposals are decided. `--list --all` shows them.\n"
    );
    assert!(passes(&["review", path(&folder), "--list", "--all"]).contains("; rejected by M. Keller: said before"));
    passes(&["check", path(&folder)]);

    // Changed before it is accepted.
    assistant.does("propose_statement", statement("her government"));
    let told = review("e\n", &[]);
    assert!(told.contains("Accepted p4"), "{told}");
    assert!(case_of(&folder).contains("exact = \"Observers\""), "{}", case_of(&folder));
    assert!(ends_with(&["review", path(&folder), "--accept", "p4"], 1).contains("`p4` is accepted already"));
    assert!(ends_with(&["review", path(&folder), "--accept", "p9"], 1).contains("there is no proposal `p9`"));
    let list: Value = serde_json::from_str(&passes(&["review", path(&folder), "--all", "--format", "json"])).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 4);
}

/// An assistant goes on proposing while a person accepts: each is accepted once.
#[test]
fn what_is_accepted_is_done_once_whoever_writes_meanwhile() {
    let folder = harbour("busy");
    let mut assistant = Assistant::connect(&folder, "tester");
    assistant.does("propose_statement", statement("was ready to look at the fees"));
    let person = {
        let folder = folder.clone();
        std::thread::spawn(move || shell::kadesh(&["review", path(&folder), "--accept", "p1"]))
    };
    let mut count = 0;
    while !person.is_finished() && count < 150 {
        let seat = json!({ "do": "write", "place": { "single": "case" }, "key": "question", "words": format!("What of {count}?") });
        assistant.call("propose", json!({ "because": format!("try {count}"), "actions": [seat] }));
        count += 1;
    }
    let told = person.join().unwrap();
    assert_eq!(case_of(&folder).matches("exact = \"was ready to look at the fees\"").count(), 1, "{}", words(&told));
}

#[test]
fn proposals_are_not_written_through_a_link() {
    let folder = harbour("link");
    fs::write(folder.join("notes.md"), "# notes\n").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("notes.md", folder.join("proposals.toml")).unwrap();
        let mut assistant = Assistant::connect(&folder, "tester");
        assert!(assistant.refused("propose_statement", statement("was ready to look")).contains("is a link"));
        assert_eq!(fs::read_to_string(folder.join("notes.md")).unwrap(), "# notes\n");
    }
}
