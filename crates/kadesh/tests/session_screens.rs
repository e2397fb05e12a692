//! What the screens of a workbench are given: the sheet of a case, and entries as forms. What a form shows, typed again, changes
//! nothing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod cases;
mod sessions;

use cases::{Raw, all, conflicts, example};
use kadesh::case::MAIN_FILE;
use kadesh::session::Session;
use kadesh::session::message;
use serde_json::{Value, json};
use sessions::{done, opened, refusal, sent};

fn sheet(session: &mut Session) -> Value {
    let answer = sent(session, json!({ "ask": "sheet" }));
    assert_eq!(answer["answer"], "sheet", "{answer}");
    answer
}

fn form(session: &mut Session, place: &Value) -> Vec<Value> {
    let answer = sent(session, json!({ "ask": "form", "place": place }));
    answer["fields"].as_array().unwrap_or_else(|| panic!("{place}: {answer}")).clone()
}

fn field(fields: &[Value], key: &str) -> Value {
    fields.iter().find(|field| field["key"] == key).unwrap_or_else(|| panic!("{key}")).clone()
}

fn named(kind: &str, id: &str) -> Value {
    json!({ "named": { "kind": kind, "id": id } })
}

fn write(session: &mut Session, place: &Value, key: &str, words: &str) {
    done(session, json!({ "do": "write", "place": place, "key": key, "words": words }));
}

#[test]
fn a_sheet_has_the_words_where_they_stand() {
    for raw in all().into_iter().chain(conflicts()) {
        let answer = sheet(&mut opened(&raw));
        let (sheet, case) = (&answer["sheet"], raw.case());
        assert_eq!(sheet["statements"].as_array().unwrap().len(), case.statements.len());
        for statement in sheet["statements"].as_array().unwrap() {
            let source =
                sheet["sources"].as_array().unwrap().iter().find(|own| own["id"] == statement["source"]).unwrap();
            let text = source["text"].as_str().unwrap();
            let place = |key: &str| statement[key].as_u64().unwrap() as usize;
            if !text.is_empty() {
                assert_eq!(&text[place("start")..place("end")], statement["exact"], "{}", raw.name);
            }
        }
        let cells = sheet["cells"].as_array().unwrap();
        assert_eq!(cells.len(), case.main_parties().count() * case.issues.len(), "{}", raw.name);
        let blank = |cell: &&Value| cell["support"] == "blank";
        assert!(cells.iter().filter(blank).all(|cell| cell["weight"].is_null() && cell["rests_on"] == json!([])));
    }
}

#[test]
fn sheets_and_forms_are_as_the_schema_says() {
    let schema = message::schema();
    let responses = jsonschema::draft202012::new(&schema["response"]).unwrap();
    let mut session = opened(&example());
    let place = named("body", "commission");
    for request in [
        json!({ "ask": "sheet" }),
        json!({ "ask": "form", "place": place }),
        json!({ "ask": "text", "file": MAIN_FILE }),
        json!({ "ask": "text", "file": "nothing.txt" }),
    ] {
        let answer = sent(&mut session, request.clone());
        let error = responses.iter_errors(&answer).next().map(|error| error.to_string());
        assert_eq!(error, None, "{request}: {answer}");
    }
}

#[test]
fn a_case_with_faults_is_shown_as_it_was() {
    let mut session = opened(&example());
    let before = sheet(&mut session);
    assert_eq!(before["sound"], true);
    let at = session.texts().main.find("[case]").unwrap();
    let version = session.version();
    let splice = json!({ "file": MAIN_FILE, "start": at, "end": at + 6, "text": "[case" });
    sent(&mut session, json!({ "ask": "edit", "version": version, "splices": [splice] }));
    let after = sheet(&mut session);
    assert_eq!((&after["sound"], &after["sheet"]), (&json!(false), &before["sheet"]));
    // One that never was sound has nothing to show but what is left of it.
    let broken = sheet(&mut opened(&Raw { text: "[case".to_owned(), ..example() }));
    assert_eq!((&broken["sound"], &broken["sheet"]["statements"]), (&json!(false), &json!([])));
}

#[test]
fn a_case_that_is_opened_with_faults_is_shown_without_their_entries() {
    let whole = sheet(&mut opened(&example()));
    let text = example().text.replacen("weight = \"1..3\"", "weight = \"lots\"", 1);
    let text = text.replacen("by = \"reyes\"", "by = \"nobody\"", 1).replacen("signatories = [", "signatoris = [", 1);
    let answer = sheet(&mut opened(&Raw { text, ..example() }));
    assert_eq!(answer["sound"], false);
    let (own, all) = (&answer["sheet"], &whole["sheet"]);
    assert_eq!((&own["sources"], &own["parties"], &own["issues"]), (&all["sources"], &all["parties"], &all["issues"]));
    let ids = |sheet: &Value| -> Vec<String> {
        sheet["statements"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    let kept: Vec<String> = ids(all).into_iter().filter(|id| id != "reyes-fees").collect();
    assert_eq!(ids(own), kept);
    let cell = |sheet: &Value| sheet["cells"].as_array().unwrap()[0].clone();
    assert_eq!((&cell(own)["weight"], &cell(own)["party"]), (&Value::Null, &cell(all)["party"]));
}

/// Whatever single line of a case is lost, its sources are still shown where its writing can be read at all.
#[test]
fn the_texts_are_shown_whatever_else_is_wrong() {
    let mut dark = Vec::new();
    for raw in all().into_iter().chain(conflicts()) {
        let lines: Vec<&str> = raw.text.lines().collect();
        let known = raw.case().sources.len();
        // Some forty lines of each, and each in turn.
        for at in (0..lines.len()).step_by(lines.len() / 40 + 1) {
            let mut left = lines.clone();
            left.remove(at);
            let mut session = opened(&Raw { text: left.join("\n"), ..raw.clone() });
            let answer = sent(&mut session, json!({ "ask": "sheet" }));
            if answer["answer"] == "refused" {
                let is_readable = toml::from_str::<toml::Table>(&session.texts().main).is_ok();
                dark.extend(is_readable.then(|| format!("{}: without `{}`", raw.name, lines[at])));
                continue;
            }
            let shown = answer["sheet"]["sources"].as_array().unwrap().len();
            assert!(shown + 1 >= known, "{}: without `{}`: {shown} of {known}", raw.name, lines[at]);
        }
    }
    // Without its heading nothing says where the keys of the case itself belong.
    dark.retain(|told| !told.ends_with("without `[case]`"));
    assert_eq!(dark, Vec::<String>::new());
}

#[test]
fn a_case_that_breaks_off_anywhere_is_shown_or_refused() {
    let text = example().text;
    for at in (0..text.len()).step_by(61).filter(|at| text.is_char_boundary(*at)) {
        let answer = sent(&mut opened(&Raw { text: text[..at].to_owned(), ..example() }), json!({ "ask": "sheet" }));
        assert!(["sheet", "refused"].contains(&answer["answer"].as_str().unwrap()), "{at}: {answer}");
    }
}

#[test]
fn a_form_has_every_key_with_what_it_is_for_and_what_it_could_be() {
    let mut session = opened(&example());
    let body = form(&mut session, &named("body", "commission"));
    assert!(body.iter().all(|field| field["meaning"].as_str().is_some_and(|text| !text.is_empty())), "{body:?}");
    let kind = field(&body, "rule.kind");
    assert_eq!((&kind["value"], &kind["takes"]), (&json!("unanimity"), &json!("text")));
    assert!(kind["choices"].as_array().unwrap().iter().any(|choice| choice["text"] == "consensus"));
    let members = field(&body, "members");
    assert_eq!((&members["value"], &members["takes"]), (&json!("northland, southland"), &json!("list")));
    assert!(members["choices"].as_array().unwrap().iter().any(|choice| choice["text"] == "bank"));
    // A table by names has a field for each name that there is and that there could be.
    let stake = form(&mut session, &json!({ "stake": { "party": "northland", "issue": "fees" } }));
    assert_eq!(field(&stake, "values.halved")["value"], "0.4..0.8");
    let walk_away = form(&mut session, &json!({ "walk-away": "northland" }));
    assert_eq!(
        (&field(&walk_away, "from.loan")["value"], &field(&walk_away, "base")["value"]),
        (&json!(null), &json!("0.3..0.5"))
    );
    // One that is not written yet has no values.
    let bank = form(&mut session, &json!({ "stake": { "party": "bank", "issue": "fees" } }));
    assert!(bank.iter().all(|field| field["value"].is_null()));
    let room = form(&mut session, &named("room", "table"));
    assert_eq!((&field(&room, "talks")["value"], &field(&room, "talks")["takes"]), (&json!("yes"), &json!("flag")));
}

#[test]
fn what_is_typed_is_read_by_what_the_key_takes() {
    let mut session = opened(&example());
    let stake = json!({ "stake": { "party": "northland", "issue": "fees" } });
    write(&mut session, &stake, "weight", " 0.25 ");
    write(&mut session, &stake, "values.halved", "0.2..0.3");
    write(&mut session, &stake, "rests_on", "berg-fees, berg-pilots");
    write(&mut session, &named("room", "table"), "talks", "no");
    write(&mut session, &named("lever", "loan"), "now", "0.5");
    write(&mut session, &named("lever", "loan"), "because", "[a word in brackets]");
    write(&mut session, &json!({ "walk-away": "northland" }), "from.loan", "0.1");
    write(&mut session, &named("body", "commission"), "rule", "{ kind = \"consensus\", basis = \"practice\" }");
    let text = session.texts().main.clone();
    for line in [
        "weight = 0.25",
        "values = { as-now = 1, halved = \"0.2..0.3\", set-by-others = \"0..0.4\" }",
        "rests_on = [\"berg-fees\", \"berg-pilots\"]",
        "talks = false                             # the deal is negotiated here",
        "now = 0.5",
        "because = \"[a word in brackets]\"",
        "from.loan = 0.1",
        // Values by name are read as sets are: in the order of the alphabet.
        "rule = { basis = \"practice\", kind = \"consensus\" }",
    ] {
        assert!(
            text.contains(line),
            "{line}\n{}",
            text.lines().filter(|own| own.starts_with(&line[..4])).collect::<String>()
        );
    }
    write(&mut session, &named("lever", "loan"), "now", "  ");
    assert!(!session.texts().main.contains("now = 0.5"));
    let version = session.version();
    let mut refused = |place: &Value, key: &str, words: &str| {
        let action = json!({ "do": "write", "place": place, "key": key, "words": words });
        refusal(&mut session, json!({ "ask": "do", "version": version, "action": action }))
    };
    assert_eq!(
        refused(&named("room", "table"), "talks", "maybe"),
        "`maybe` is not what stands here: it takes `yes` or `no`"
    );
    // What is wrong about a value is told, and nothing is written.
    assert!(refused(&stake, "weight", "heavy").contains("number"));
    assert!(refused(&stake, "values.halved", "1.5").contains("1.5"));
    assert!(refused(&stake, "rests_on", "burg-fees").contains("`burg-fees`"));
    assert!(refused(&named("room", "table"), "opened", "Monday").starts_with("`Monday` is not a date"));
    let open = refused(&named("body", "commission"), "rule", "{ kind = ");
    assert!(open.ends_with("brackets or quotation marks do not close"), "{open}");
    let several = refused(&named("body", "commission"), "rule", "{ kind = \"consensus\" }\nmembers = [\"bank\"]");
    assert!(several.contains("cannot be read"), "{several}");
}

#[test]
fn what_is_new_is_typed_with_the_keys_that_it_cannot_be_without() {
    let mut session = opened(&example());
    let next = json!({ "in": { "entry": { "single": "gate" }, "key": "new" } });
    let fields = form(&mut session, &next);
    let needed: Vec<&str> =
        fields.iter().filter(|field| field["needed"] == true).filter_map(|field| field["key"].as_str()).collect();
    assert_eq!(needed, ["needs", "opens.fees", "opens.pilots"]);
    let body = form(&mut session, &json!({ "in": { "entry": { "single": "body" }, "key": "new" } }));
    let needed = body.iter().filter(|field| field["needed"] == true).filter_map(|field| field["key"].as_str());
    assert_eq!(needed.collect::<Vec<_>>(), ["members", "rule.kind"]);
    done(
        &mut session,
        json!({
            "do": "add", "name": { "kind": "gate", "id": "pilots" }, "fields": { "because": "a guess" },
            "typed": { "opens.pilots": "joint", "needs": "commission agrees" }
        }),
    );
    let text = &session.texts().main;
    assert!(text.contains("[gate.pilots]\n") && text.contains("needs = \"commission agrees\""), "{text}");
    let gates = &opened_again(&session)["gates"];
    assert_eq!(gates[1], json!({ "id": "pilots", "opens": ["a joint pilot service"] }));
}

#[test]
fn items_without_a_name_are_entries_of_their_own() {
    let mut session = opened(&example());
    let preference = json!({ "preference": "northland" });
    let statements = field(&form(&mut session, &preference), "statements");
    assert_eq!((&statements["takes"], &statements["items"]), (&json!("items"), &json!(3)));
    let list = json!({ "in": { "entry": preference, "key": "statements" } });
    let item = |index: usize| json!({ "item": { "list": list, "index": index } });
    assert_eq!(field(&form(&mut session, &item(1)), "holds")["value"], "northland-raises-fees");
    assert_eq!(field(&form(&mut session, &item(3)), "holds")["needed"], true);
    write(&mut session, &item(1), "priority", "2..3");
    let typed = json!({ "holds": "not northland-signs", "priority": "0.5" });
    done(&mut session, json!({ "do": "add-item", "list": list, "typed": typed }));
    let text = session.texts().main.clone();
    assert!(text.contains("{ holds = \"northland-raises-fees\", priority = \"2..3\" }"), "{text}");
    assert!(text.contains("{ holds = \"not northland-signs\", priority = 0.5 }"), "{text}");
    done(&mut session, json!({ "do": "remove", "place": item(0) }));
    assert_eq!(field(&form(&mut session, &json!({ "preference": "northland" })), "statements")["items"], 3);
    assert_eq!(sheet(&mut session)["sound"], true);
}

/// The sheet of the texts as they are now.
fn opened_again(session: &Session) -> Value {
    let raw = Raw { text: session.texts().main.clone(), ..example() };
    sheet(&mut opened(&raw))["sheet"].clone()
}

/// The law of forms: every value that is shown, typed again, leaves the case as it is.
#[test]
fn what_a_form_shows_is_typed_again_without_a_change() {
    let mut typed = 0;
    for raw in all().into_iter().chain(conflicts().into_iter().take(2)) {
        let mut session = opened(&raw);
        let before = serde_json::to_value(raw.case()).unwrap();
        let outline = sent(&mut session, json!({ "ask": "outline" }));
        let mut places: Vec<Value> =
            outline["entries"].as_array().unwrap().iter().map(|entry| json!({ "named": entry["name"] })).collect();
        places.extend(before["parties"].as_array().unwrap().iter().flat_map(|party| {
            let id = &party["id"];
            [json!({ "walk-away": id }), json!({ "preference": id })]
        }));
        places.extend(["case", "deal", "conflict"].map(|name| json!({ "single": name })));
        let places_are_many = places.len() > 80;
        for place in places {
            let answer = sent(&mut session, json!({ "ask": "form", "place": place }));
            // An option is an item of its issue, and a row of a table has no keys here.
            let Some(fields) = answer["fields"].as_array() else { continue };
            // Of a long case, every seventh.
            let step = if places_are_many { 7 } else { 1 };
            for field in fields.iter().filter(|field| field["value"].is_string()).step_by(step) {
                let action = json!({ "do": "write", "place": place, "key": field["key"], "words": field["value"] });
                done(&mut session, action);
                typed += 1;
            }
        }
        let raw = Raw { text: session.texts().main.clone(), ..raw };
        assert!(serde_json::to_value(raw.case()).unwrap() == before, "{}", raw.name);
    }
    assert!(typed > 500, "{typed}");
}
