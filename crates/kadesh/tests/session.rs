//! The session: messages as data, undo, refusals, and answers that are kept only while they hold.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod cases;
mod sessions;

use std::collections::{BTreeMap, BTreeSet};

use cases::{FEW, Raw, all, conflicts, example};
use kadesh::ask::part::Reads;
use kadesh::ask::{Bench, Finding, QUESTIONS};
use kadesh::case::{self, MAIN_FILE};
use kadesh::ensemble::{change_key, change_value};
use kadesh::report::{brief, cut, html, json};
use kadesh::session::Session;
use kadesh::session::message::{self, Request, Response, View};
use serde_json::{Value, json};
use sessions::{done, opened, refusal, sent, state};

/// Few draws, for what is not about numbers.
fn few() -> Value {
    json!({ "draws": FEW.draws })
}

fn edit(session: &mut Session, splices: Value) -> Value {
    let version = session.version();
    sent(session, json!({ "ask": "edit", "version": version, "splices": splices }))
}

fn main_text(session: &Session) -> String {
    session.texts().main.clone()
}

/// The splice that puts words in the place of others in the case file.
fn instead(session: &Session, old: &str, new: &str) -> Value {
    let start = session.texts().main.find(old).unwrap_or_else(|| panic!("{old}"));
    json!({ "file": MAIN_FILE, "start": start, "end": start + old.len(), "text": new })
}

// --- Messages ----------------------------------------------------------------------------------------------------------

#[test]
fn requests_and_responses_are_as_their_schema_says() {
    let schema = message::schema();
    let [requests, responses] =
        ["request", "response"].map(|half| jsonschema::draft202012::new(&schema[half]).unwrap());
    let mut session = opened(&example());
    let at = session.texts().main.find("\"berg\"\nsource").unwrap() + 2;
    let point = json!({ "file": MAIN_FILE, "at": at });
    let view = few();
    let asked = [
        json!({ "ask": "faults" }),
        json!({ "ask": "outline" }),
        json!({ "ask": "ask", "question": "voices" }),
        json!({ "ask": "ask", "question": "terms", "view": view }),
        json!({ "ask": "ask", "question": "voicse" }),
        json!({ "ask": "brief", "view": view }),
        json!({ "ask": "tries" }),
        json!({ "ask": "what-if", "view": view, "moving": true }),
        json!({ "ask": "why", "sentence": 1, "view": view }),
        json!({ "ask": "compare", "view": { "draws": 64, "changes": [{ "key": "lever.loan", "value": "0.5" }] } }),
        json!({ "ask": "export", "format": "markdown", "view": view }),
        json!({ "ask": "complete", "file": MAIN_FILE, "at": at }),
        json!({ "ask": "hover", "file": MAIN_FILE, "at": at }),
        json!({ "ask": "definition", "file": MAIN_FILE, "at": at }),
        json!({ "ask": "references", "file": MAIN_FILE, "at": at }),
        json!({ "ask": "rename", "at": point, "to": "ada" }),
        json!({ "ask": "plan", "action": { "do": "seat", "room": "table", "party": "bank", "seat": "informed" } }),
        json!({ "ask": "edit", "version": 99, "splices": [] }),
        json!({ "ask": "undo", "version": session.version() }),
    ];
    let mut kinds = std::collections::BTreeSet::new();
    for request in asked {
        assert!(requests.is_valid(&request), "{request}");
        let answer = sent(&mut session, request.clone());
        let error = responses.iter_errors(&answer).next().map(|error| error.to_string());
        assert_eq!(error, None, "{request}: {answer}");
        kinds.insert(answer["answer"].as_str().unwrap().to_owned());
    }
    assert_eq!(kinds.len(), 11, "{kinds:?}");
    assert!(!requests.is_valid(&json!({ "ask": "edit", "splices": [] })), "a version is needed");
    assert!(!requests.is_valid(&json!({ "ask": "predict" })));
}

#[test]
fn bytes_that_are_no_text_go_through_messages_whole() {
    let files = BTreeMap::from([("a.xlsx".to_owned(), message::Content(vec![0, 159, 146, 150]))]);
    let request = Request::Bring { files, unreadable: BTreeMap::new(), gone: Vec::new() };
    let back: Request = serde_json::from_str(&serde_json::to_string(&request).unwrap()).unwrap();
    assert_eq!(back, request);
}

// --- Texts -------------------------------------------------------------------------------------------------------------

#[test]
fn edits_are_taken_back_and_made_again() {
    let mut session = opened(&example());
    let texts = session.texts().clone();
    let (title, loan) =
        (instead(&session, "Talks on a shared harbour", "Harbour"), instead(&session, "0..0.4", "0..0.5"));
    let answer = edit(&mut session, json!([loan, title]));
    assert_eq!(answer["state"]["can_undo"], true);
    let changed = session.texts().clone();
    assert!(changed.main.contains("title = \"Harbour\"") && changed.main.contains("0..0.5"));
    let undone = session.handle(Request::Undo { version: session.version() });
    assert_eq!((session.texts(), state(&undone).can_redo), (&texts, true));
    session.handle(Request::Redo { version: session.version() });
    assert_eq!(session.texts(), &changed);
    session.handle(Request::Undo { version: session.version() });
    assert_eq!(session.texts(), &texts);
    let version = session.version();
    assert_eq!(refusal(&mut session, json!({ "ask": "undo", "version": version })), "there is no change to take back");
}

#[test]
fn what_is_refused_changes_nothing() {
    let mut session = opened(&example());
    let texts = session.texts().clone();
    let stale = json!({ "ask": "edit", "version": 0, "splices": [instead(&session, "Talks", "Walks")] });
    assert!(refusal(&mut session, stale).starts_with("the case was changed meanwhile"));
    let version = session.version();
    let splice =
        |file: &str, start: usize, end: usize| json!({ "file": file, "start": start, "end": end, "text": "x" });
    let last = texts.main.len();
    for (splices, why) in [
        (vec![splice(MAIN_FILE, 1, 5), splice(MAIN_FILE, 4, 6)], "two changes touch the same place"),
        (vec![splice(MAIN_FILE, 0, 1), splice(MAIN_FILE, last, last + 1)], "there is no such place"),
        (vec![splice("../x.txt", 0, 0)], "a file of the case stays in its folder"),
        (vec![splice("/etc/x.txt", 0, 0)], "a file of the case stays in its folder"),
    ] {
        let request = json!({ "ask": "edit", "version": version, "splices": splices });
        let because = refusal(&mut session, request);
        assert!(because.starts_with(why), "{because}");
    }
    assert_eq!(session.texts(), &texts);
    assert_eq!(session.version(), version);
}

#[test]
fn a_broken_text_is_told_and_taken_back() {
    let mut session = opened(&example());
    let broken = instead(&session, "[case]", "[case");
    let answer = edit(&mut session, json!([broken]));
    assert_eq!(answer["state"]["sound"], false);
    let faults = sent(&mut session, json!({ "ask": "faults" }));
    assert_eq!(faults["faults"][0]["message"], "this heading is not closed");
    let line = example().text.lines().position(|line| line == "[case]").unwrap() + 1;
    assert_eq!(faults["lines"][0], line);
    let because = refusal(&mut session, json!({ "ask": "brief" }));
    assert!(because.starts_with("the case cannot be asked"), "{because}");
    let plan = json!({ "ask": "plan", "action": { "do": "seat", "room": "table", "party": "bank", "seat": "about" } });
    let because = refusal(&mut session, plan);
    assert!(because.starts_with("the writing of the case has to be mended first"), "{because}");
    session.handle(Request::Undo { version: session.version() });
    assert_eq!(sent(&mut session, json!({ "ask": "outline" }))["missing"], json!([]));
}

#[test]
fn a_file_that_is_missing_is_asked_for() {
    let mut raw = example();
    let report = raw.files.remove("sources/report.txt").unwrap();
    let mut session = opened(&raw);
    let answer = sent(&mut session, json!({ "ask": "bring", "files": {} }));
    assert_eq!(answer["state"]["wanted"], json!(["sources/report.txt"]));
    let text = String::from_utf8(report).unwrap();
    let answer = sent(&mut session, json!({ "ask": "bring", "files": { "sources/report.txt": text } }));
    assert_eq!((&answer["state"]["wanted"], &answer["state"]["sound"]), (&json!([]), &json!(true)));
}

#[test]
fn changes_beside_one_another_are_taken_back_as_one() {
    let mut session = opened(&example());
    let texts = session.texts().clone();
    let splice =
        |start: usize, end: usize, text: &str| json!({ "file": MAIN_FILE, "start": start, "end": end, "text": text });
    edit(&mut session, json!([splice(2, 4, ""), splice(4, 6, "xy"), splice(8, 9, "z")]));
    assert_eq!(&session.texts().main[..4], format!("{}xy", &texts.main[..2]));
    let undone = session.handle(Request::Undo { version: session.version() });
    assert!(!state(&undone).can_undo);
    assert_eq!(session.texts(), &texts);
    session.handle(Request::Redo { version: session.version() });
    session.handle(Request::Undo { version: session.version() });
    assert_eq!(session.texts(), &texts);
    // Nothing changed is no change.
    let version = session.version();
    edit(&mut session, json!([]));
    assert_eq!(session.version(), version);
}

#[test]
fn what_comes_from_outside_leaves_the_changes_of_other_files() {
    let mut session = opened(&example());
    let title = instead(&session, "Talks on a shared harbour", "Harbour");
    edit(&mut session, json!([title]));
    let bring = |files: Value| json!({ "ask": "bring", "files": files });
    let version = session.version();
    assert_eq!(sent(&mut session, bring(json!({})))["state"]["can_undo"], true);
    assert_eq!(session.version(), version, "nothing came");
    assert_eq!(sent(&mut session, bring(json!({ "other.txt": "words" })))["state"]["can_undo"], true);
    let same = session.texts().main.clone();
    assert_eq!(sent(&mut session, bring(json!({ MAIN_FILE: same })))["state"]["can_undo"], true);
    assert_eq!(sent(&mut session, bring(json!({ MAIN_FILE: "[case]\ntitle = \"x\"\n" })))["state"]["can_undo"], false);
}

#[test]
fn a_case_that_cannot_be_opened_leaves_the_one_that_is() {
    let mut session = opened(&example());
    let texts = session.texts().clone();
    let open = json!({ "ask": "open", "files": { MAIN_FILE: { "base64": "/w==" } } });
    assert_eq!(refusal(&mut session, open), "the case file is not plain text (UTF-8)");
    assert_eq!(session.texts(), &texts);
}

#[test]
fn a_source_that_is_emptied_is_still_there() {
    let mut session = opened(&example());
    let length = session.texts().files["sources/report.txt"].len();
    edit(&mut session, json!([{ "file": "sources/report.txt", "start": 0, "end": length, "text": "" }]));
    assert!(session.texts().files.contains_key("sources/report.txt"));
    session.handle(Request::Undo { version: session.version() });
    assert_eq!(session.texts().files, example().files);
}

// --- Answers -----------------------------------------------------------------------------------------------------------

/// What the brief of a case is as a file, made without a session.
fn brief_as_file(raw: &Raw) -> String {
    let case = raw.case();
    let bench = Bench::new(&case, FEW);
    let findings = bench.ask(&brief::questions(&case));
    let mut page = brief::page(&bench, &findings);
    cut::finish(&mut page, false);
    html::render(&page, &case)
}

fn exported(session: &mut Session, view: &Value) -> String {
    let answer = sent(session, json!({ "ask": "export", "format": "html", "view": view }));
    answer["text"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

#[test]
fn a_session_gives_the_same_bytes_as_the_library() {
    for raw in all().into_iter().chain(conflicts()) {
        let mut session = opened(&raw);
        assert!(exported(&mut session, &few()) == brief_as_file(&raw), "{}", raw.name);
    }
}

#[test]
fn a_page_in_parts_is_the_page() {
    let mut session = opened(&example());
    let whole = exported(&mut session, &few());
    let answer = sent(&mut session, json!({ "ask": "brief", "view": few() }));
    let parts = answer["parts"].as_array().unwrap();
    let mut at = 0;
    for part in parts {
        let html = part["html"].as_str().unwrap();
        at += whole[at..].find(html).unwrap_or_else(|| panic!("{} is not in its place", part["id"])) + html.len();
    }
    assert!(parts.len() > 10, "{}", parts.len());
}

/// The sentences of a page in parts, without the marks of their grounds, whose numbers are those of the page.
fn sentences(answer: &Value, part: &str) -> Vec<String> {
    let parts = answer["parts"].as_array().unwrap_or_else(|| panic!("{answer}"));
    let html =
        parts.iter().find(|one| one["id"] == part).unwrap_or_else(|| panic!("no {part}"))["html"].as_str().unwrap();
    let bare =
        |html: &str| html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect();
    let marks = |item: &str| item.split("<a class=\"mark").next().map(bare).unwrap_or_default();
    html.split("<li id=\"in-short.").skip(1).map(marks).collect()
}

#[test]
fn what_is_moved_says_what_the_brief_says() {
    for raw in all().into_iter().chain(conflicts()) {
        let mut session = opened(&raw);
        let brief = sent(&mut session, json!({ "ask": "brief", "view": few() }));
        let let_go = sent(&mut session, json!({ "ask": "what-if", "view": few() }));
        let moving = sent(&mut session, json!({ "ask": "what-if", "view": few(), "moving": true }));
        let said = sentences(&brief, "first");
        assert!(!said.is_empty(), "{}", raw.name);
        assert_eq!(sentences(&let_go, "in-short"), said, "{}", raw.name);
        assert_eq!(sentences(&moving, "in-short"), said, "{}", raw.name);
        let has_turning = |answer: &Value| answer["parts"].as_array().unwrap().iter().any(|one| one["id"] == "turning");
        assert!(has_turning(&let_go) && !has_turning(&moving), "{}", raw.name);
    }
}

#[test]
fn a_switch_sets_what_the_case_says_it_does() {
    let mut kinds = BTreeSet::new();
    for raw in all() {
        let (case, mut session) = (raw.case(), opened(&raw));
        let tries = sent(&mut session, json!({ "ask": "tries" }))["tries"].clone();
        let lists =
            case.hypotheses.iter().map(|one| &one.sets).chain(case.assumptions.iter().map(|one| &one.if_rejected));
        let framings = case.acts.iter().flat_map(|act| act.framings.iter().map(|framing| &framing.sets));
        for change in lists.chain(framings).flatten() {
            let (key, value) = (change_key(&case, change), change_value(&case, change));
            assert_eq!(case::change(&case, &key, &value).unwrap(), *change, "{}: {key} = {value}", raw.name);
        }
        for one in tries.as_array().unwrap() {
            kinds.insert(one["kind"].to_string());
            let changes = match one["sets"].as_array().unwrap().as_slice() {
                [] => json!([{ "key": one["key"], "value": one["high"].to_string() }]),
                some => json!(some),
            };
            let view = json!({ "changes": changes, "draws": 20 });
            let answer = sent(&mut session, json!({ "ask": "what-if", "view": view, "moving": true }));
            assert_eq!(answer["answer"], "page", "{}: {one}: {answer}", raw.name);
        }
    }
    assert_eq!(kinds.len(), 6, "{kinds:?}");
}

/// A question reads no more than its part: asked of that alone, it says the same.
#[test]
fn a_question_asked_of_its_part_answers_the_same() {
    for raw in all().into_iter().chain(conflicts()) {
        let case = raw.case();
        let whole = Bench::new(&case, FEW);
        for question in QUESTIONS {
            let part = Reads::of(question).part(&case);
            let apart = Bench::new(&part, FEW);
            let told = |finding: Finding| json::findings(&whole, &[finding]);
            let (one, other) = (told(question.ask(&whole)), told(question.ask(&apart)));
            assert!(one == other, "{}: {}", raw.name, question.id);
        }
    }
}

#[test]
fn what_is_kept_after_an_edit_is_what_would_be_worked_out() {
    let edits: [(&str, &str, bool); 9] = [
        // What is said in the case, what stands there instead, and whether the numbers hang on it.
        ("title = \"Talks on a shared harbour\"", "title = \"Harbour\"", false),
        ("# A case: one negotiation", "# One case", false),
        ("weight = \"1..3\"", "weight = \"1..4\"", true),
        ("name = \"Ada Berg\"", "name = \"A. Berg\"", false),
        ("exact = \"a wall in the water\"", "exact = \"wall in the water\"", false),
        ("name = \"Northland\"", "name = \"The North\"", true),
        ("modality = \"can\"\nat = \"2024-05-07\"", "modality = \"will\"\nat = \"2024-05-07\"", true),
        ("reliability = \"C3\"", "reliability = \"B2\"", false),
        ("base = \"0.1..0.3\"", "base = 0.2", true),
    ];
    let mut session = opened(&example());
    exported(&mut session, &few());
    for (old, new, hangs) in edits {
        let before = session.worked_out();
        let splice = instead(&session, old, new);
        edit(&mut session, json!([splice]));
        let page = exported(&mut session, &few());
        let asked = session.worked_out() - before;
        let raw = Raw { text: main_text(&session), ..example() };
        assert!(page == brief_as_file(&raw), "{old} to {new}");
        let numbers = brief::questions(&raw.case()).iter().filter(|one| !is_of_record(one.id)).count() as u64;
        assert_eq!(asked >= numbers, hangs, "{old} to {new}: {asked} of {numbers}");
    }
    // Everything taken back: nothing is asked anew.
    let before = session.worked_out();
    for _ in edits {
        session.handle(Request::Undo { version: session.version() });
    }
    assert!(exported(&mut session, &few()) == brief_as_file(&example()));
    assert_eq!(session.worked_out(), before);
}

fn is_of_record(id: &str) -> bool {
    id.starts_with("record.") || id.starts_with("rules.")
}

#[test]
fn a_statement_more_leaves_the_numbers_alone() {
    let mut session = opened(&example());
    exported(&mut session, &few());
    let before = session.worked_out();
    let source = &example().files["sources/report.txt"];
    let text = std::str::from_utf8(source).unwrap();
    let start = text.find("Harbour").or_else(|| text.find("harbour")).unwrap();
    let said = json!({ "do": "say", "source": "report", "start": start, "end": start + 7, "by": ["reporter"] });
    done(&mut session, said);
    let page = exported(&mut session, &few());
    let raw = Raw { text: main_text(&session), ..example() };
    assert!(page == brief_as_file(&raw));
    let record = brief::questions(&raw.case()).iter().filter(|one| is_of_record(one.id)).count() as u64;
    assert_eq!(session.worked_out() - before, record);
}

#[test]
fn a_view_changes_the_answers_and_not_the_texts() {
    let mut session = opened(&example());
    let texts = session.texts().clone();
    let plain = exported(&mut session, &few());
    for view in [
        json!({ "draws": FEW.draws, "blind": true }),
        json!({ "draws": FEW.draws, "seats": ["fishermen"] }),
        json!({ "draws": FEW.draws, "as_of": "2024-05-06" }),
        json!({ "draws": FEW.draws, "changes": [{ "key": "lever.loan", "value": "1" }] }),
        json!({ "draws": FEW.draws, "seed": 2 }),
    ] {
        assert!(exported(&mut session, &view) != plain, "{view}");
    }
    assert!(exported(&mut session, &few()) == plain);
    assert_eq!(session.texts(), &texts);
    let wrong = json!({ "ask": "brief", "view": { "changes": [{ "key": "lever.lone", "value": "1" }] } });
    assert_eq!(refusal(&mut session, wrong), "`lone` is not a lever");
}

#[test]
fn a_default_view_is_that_of_the_command() {
    let view: View = serde_json::from_value(json!({})).unwrap();
    assert_eq!((view.seed, view.draws, view.blind), (1, 10_000, false));
    let compared = opened(&example()).handle(Request::Compare { view: View { draws: 64, ..view } });
    let Response::Page { parts } = compared else { panic!("{compared:?}") };
    assert!(parts.iter().any(|part| part.html.contains("none: no answer changes")));
}
