//! Proposals: nothing of one counts before a person accepts it, whatever whoever proposes it says; accepted, it is what a person
//! would have done.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod cases;
mod sessions;

use cases::example;
use kadesh::session::message::{self, Request};
use kadesh::session::{PROPOSALS_FILE, Session};
use serde_json::{Value, json};
use sessions::{done, opened, refusal, sent};

const BY: &str = "an assistant";

fn proposal(actions: &[Value]) -> Value {
    json!({ "do": "propose", "by": BY, "because": "the report says so", "actions": actions })
}

/// Words of Ada Berg's that the example does not have yet.
fn words(exact: &str) -> Value {
    json!({ "do": "say", "source": "report", "exact": exact, "by": ["berg"] })
}

fn propose(session: &mut Session, actions: &[Value]) -> String {
    done(session, proposal(actions));
    listed(session).last().unwrap()["id"].as_str().unwrap().to_owned()
}

fn refused(session: &mut Session, actions: &[Value]) -> String {
    let version = session.version();
    let before = session.texts().clone();
    let why = refusal(session, json!({ "ask": "do", "version": version, "action": proposal(actions) }));
    assert_eq!(session.texts(), &before);
    why
}

fn listed(session: &mut Session) -> Vec<Value> {
    let answer = sent(session, json!({ "ask": "proposals" }));
    answer["proposals"].as_array().unwrap_or_else(|| panic!("{answer}")).clone()
}

fn cannot(session: &mut Session, action: Value) -> String {
    let version = session.version();
    refusal(session, json!({ "ask": "do", "version": version, "action": action }))
}

fn accept(id: &str) -> Value {
    json!({ "do": "accept", "proposal": id, "by": "M. Keller" })
}

/// Everything that the case answers, in every form.
fn answers(session: &mut Session) -> Vec<String> {
    let forms = ["html", "text", "markdown", "csv", "json"];
    let file = |form: &str| {
        let answer = sent(session, json!({ "ask": "export", "format": form, "view": { "draws": 200 } }));
        answer["text"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    };
    forms.map(file).to_vec()
}

#[test]
fn nothing_of_a_proposal_counts_before_a_person_accepts_it() {
    let mut session = opened(&example());
    let (before, texts) = (answers(&mut session), session.texts().clone());
    let id = propose(&mut session, &[words("was ready to look at the fees")]);
    assert_eq!(session.texts().main, texts.main);
    assert_eq!(answers(&mut session), before);
    let shown = &listed(&mut session)[0];
    assert_eq!((&shown["by"], &shown["standing"]), (&json!(BY), &json!("open")));
    assert_eq!(shown["trouble"], Value::Null);
    let report = session.texts().text("sources/report.txt").unwrap().to_owned();
    let place = |key: &str| shown["marks"][0][key].as_u64().unwrap() as usize;
    assert_eq!(&report[place("start")..place("end")], "was ready to look at the fees");
    assert!(
        shown["marks"][0]["before"]
            .as_str()
            .unwrap()
            .ends_with("“will not give up the pilot service” but ".replace(['“', '”'], "\"").as_str())
    );
    assert!(shown["marks"][0]["after"].as_str().unwrap().starts_with(". Southland's minister"));
    assert_eq!(shown["words"][0], "Ada Berg in “Harbour talks resume”: “was ready to look at the fees”");

    done(&mut session, accept(&id));
    assert_ne!(answers(&mut session), before);
    let case = session.texts().check().case.unwrap();
    assert!(case.statements.iter().any(|one| one.excerpt.exact == "was ready to look at the fees"));
    let shown = &listed(&mut session)[0];
    assert_eq!((&shown["standing"], &shown["decided_by"]), (&json!("accepted"), &json!("M. Keller")));

    // One step takes both back: the entry, and that it was accepted; one more the proposal.
    session.handle(Request::Undo { version: session.version() });
    assert_eq!((answers(&mut session), &listed(&mut session)[0]["standing"]), (before, &json!("open")));
    session.handle(Request::Undo { version: session.version() });
    assert_eq!(session.texts(), &texts);
}

#[test]
fn what_is_accepted_is_what_a_person_would_have_done() {
    let gestures = [
        words("was ready to look at the fees"),
        json!({ "do": "say", "source": "report", "exact": "asked that an outside body set them", "by": ["reyes"], "at": "2024-05-06",
                "hedge": null, "takes": { "fees": ["set-by-others"] } }),
        json!({ "do": "write", "place": { "stake": { "party": "northland", "issue": "fees" } }, "key": "weight", "words": "2..3" }),
        json!({ "do": "write", "place": { "stake": { "party": "northland", "issue": "fees" } }, "key": "rests_on", "words": "berg-fees, berg-pilots" }),
        json!({ "do": "red-line", "party": "southland", "issue": "pilots", "option": "northern", "drawn": true }),
        json!({ "do": "seat", "room": "table", "party": "fishermen", "seat": "informed" }),
        json!({ "do": "add", "name": { "kind": "party", "id": "" }, "typed": { "name": "Pilots' guild" } }),
        json!({ "do": "add", "name": { "kind": "lever", "id": "" }, "fields": { "name": "a tax", "held_by": "northland" },
                "typed": { "because": "one could be raised" } }),
        json!({ "do": "add-option", "issue": "fees", "words": "fees waived", "before": "halved" }),
        json!({ "do": "order-options", "issue": "pilots", "options": ["joint", "northern"] }),
        json!({ "do": "remove", "place": { "named": { "kind": "gate", "id": "outside-fees" } } }),
    ];
    for gesture in &gestures {
        let mut by_hand = opened(&example());
        let version = by_hand.version();
        let own = sent(&mut by_hand, json!({ "ask": "do", "version": version, "action": gesture }));
        let mut session = opened(&example());
        let id = propose(&mut session, std::slice::from_ref(gesture));
        done(&mut session, accept(&id));
        assert_eq!(own["answer"], "changed", "{own}");
        assert_eq!(session.texts().main, by_hand.texts().main, "{gesture}");
    }
}

#[test]
fn whoever_proposes_may_lie() {
    let mut session = opened(&example());
    let lies = [
        (words("will give up the pilot service"), "these words are not in `report`"),
        (words(""), "no words are marked"),
        (words("the"), "these words stand in `report` more than once"),
        (
            json!({ "do": "say", "source": "report", "exact": "the harbour", "prefix": "sold ", "by": ["berg"] }),
            "these words are not in",
        ),
        (
            json!({ "do": "say", "source": "report", "start": 0, "end": 12, "exact": "a wall in the water", "by": ["reyes"] }),
            "other words stand at this place",
        ),
        (
            json!({ "do": "say", "source": "report", "start": 5, "end": 900_000, "by": ["reyes"] }),
            "these words are not in the source",
        ),
        (
            json!({ "do": "say", "source": "memoirs", "exact": "a wall in the water", "by": ["reyes"] }),
            "`memoirs` has no text",
        ),
        (json!({ "do": "say", "source": "report", "exact": "was ready to look", "by": ["nobody"] }), "`nobody` is not"),
        (
            json!({ "do": "say", "id": "berg-fees", "source": "report", "exact": "was ready to look", "by": ["berg"] }),
            "`berg-fees` is there already",
        ),
        (
            json!({ "do": "say", "source": "report", "exact": "was ready to look", "by": ["berg"], "at": "someday" }),
            "someday",
        ),
        (
            json!({ "do": "add", "name": { "kind": "statement", "id": "x" }, "fields": { "by": "berg", "source": "report", "exact": "we surrender" } }),
            "by its words in a source",
        ),
        (
            json!({ "do": "add", "name": { "kind": "source", "id": "x" }, "fields": { "title": "Memoirs" } }),
            "brought in by a person",
        ),
        (json!({ "do": "add-source", "id": "", "title": "Memoirs", "text": "we surrender" }), "bringing in sources"),
        (
            json!({ "do": "write", "place": { "named": { "kind": "statement", "id": "berg-fees" } }, "key": "exact", "words": "a wall in the water" }),
            "`statement.exact` is not proposed",
        ),
        (
            json!({ "do": "write", "place": { "named": { "kind": "source", "id": "report" } }, "key": "file", "words": "proposals.toml" }),
            "`source.report.file` is not proposed",
        ),
        (
            json!({ "do": "put", "place": { "single": "case" }, "fields": { "title": "Mine" } }),
            "as a person types them",
        ),
        (json!({ "do": "rename", "name": { "kind": "party", "id": "bank" }, "to": "mine" }), "done by a person"),
        (
            json!({ "do": "write", "place": { "item": { "list": { "list": "statement" }, "index": 0 } }, "key": "by", "words": "reyes" }),
            "has no name",
        ),
        (accept("p1"), "cannot propose, accept or reject"),
        (json!({ "do": "reject", "proposal": "p1" }), "cannot propose, accept or reject"),
        (proposal(&[words("was ready to look")]), "cannot propose, accept or reject"),
        // It would leave a case that cannot be asked.
        (
            json!({ "do": "add", "name": { "kind": "person", "id": "x" }, "fields": { "name": "X", "speaks_for": "nobody" } }),
            "nobody",
        ),
        (
            json!({ "do": "write", "place": { "stake": { "party": "northland", "issue": "fees" } }, "key": "weight", "words": "lots" }),
            "lots",
        ),
    ];
    for (lie, why) in lies {
        let told = refused(&mut session, std::slice::from_ref(&lie));
        assert!(told.contains(why), "{lie}: {told}");
    }
    assert_eq!(refused(&mut session, &[]), "a proposal has between one and 20 changes");
    let nobody = json!({ "do": "propose", "by": " ", "because": "so", "actions": [words("was ready to look")] });
    assert_eq!(cannot(&mut session, nobody), "a proposal says who proposes");
    let no_reason = json!({ "do": "propose", "by": BY, "because": "", "actions": [words("was ready to look")] });
    assert_eq!(cannot(&mut session, no_reason), "a proposal says why");
    assert_eq!(listed(&mut session), Vec::<Value>::new());
}

/// The same places by other names.
#[test]
fn no_way_around_leads_to_sources_and_the_words_of_statements() {
    let mut session = opened(&example());
    let ways_around = [
        json!({ "do": "write", "place": { "single": "source" }, "key": "memoirs.title", "words": "Memoirs" }),
        json!({ "do": "write", "place": { "single": "source" }, "key": "report.file", "words": "proposals.toml" }),
        json!({ "do": "write", "place": { "in": { "entry": { "single": "source" }, "key": "report" } }, "key": "sha256", "words": "" }),
        json!({ "do": "add-item", "list": { "list": "statement" }, "fields": { "id": "x", "by": "berg", "source": "report", "exact": "we surrender", "kind": "verbatim" } }),
        json!({ "do": "add-item", "list": { "in": { "entry": { "single": "statement" }, "key": "x" } }, "fields": { "by": "berg" } }),
        json!({ "do": "remove", "place": { "in": { "entry": { "named": { "kind": "source", "id": "report" } }, "key": "sha256" } } }),
        json!({ "do": "remove", "place": { "named": { "kind": "source", "id": "report" } } }),
        json!({ "do": "remove", "place": { "single": "statement" } }),
        json!({ "do": "write", "place": { "single": "tables" }, "key": "positions.file", "words": "proposals.toml" }),
    ];
    // A statement of the proposal itself keeps its words.
    let said = json!({ "do": "say", "id": "new", "source": "report", "exact": "was ready to look", "by": ["berg"] });
    let turned = json!({ "do": "write", "place": { "named": { "kind": "statement", "id": "new" } }, "key": "exact", "words": "her government" });
    assert_eq!(refused(&mut session, &[said, turned]), "`new` is not a statement");
    for lie in ways_around {
        let told = refused(&mut session, std::slice::from_ref(&lie));
        assert!(told.ends_with("is not proposed") || told.contains("is not a key"), "{lie}: {told}");
    }
}

#[test]
fn the_nearest_words_are_told() {
    let mut session = opened(&example());
    let version = session.version();
    let action = proposal(&[words("will not give up its pilot service")]);
    let answer = sent(&mut session, json!({ "ask": "do", "version": version, "action": action }));
    let hint = answer["because"]["hint"].as_str().unwrap();
    assert!(hint.contains("the nearest words") && hint.contains("pilot service"), "{hint}");
}

#[test]
fn a_proposal_is_decided_once_and_taken_back_by_its_owner_alone() {
    let mut session = opened(&example());
    let id = propose(&mut session, &[words("was ready to look")]);
    assert_eq!(refused(&mut session, &[words("was ready to look")]), format!("this is proposed already, as `{id}`"));
    let other = json!({ "do": "withdraw", "proposal": id, "by": "another assistant" });
    assert_eq!(cannot(&mut session, other), format!("`{id}` is a proposal of {BY}, who alone can take it back"));
    assert_eq!(cannot(&mut session, accept("p9")), "there is no proposal `p9`");
    done(&mut session, json!({ "do": "reject", "proposal": id, "by": "M. Keller", "because": "said before" }));
    assert_eq!(cannot(&mut session, accept(&id)), format!("`{id}` is rejected already"));
    assert_eq!(listed(&mut session)[0]["decided_because"], "said before");
    // Its number is not given to another.
    let next = propose(&mut session, &[words("was ready to look")]);
    assert_eq!(next, "p2");
    done(&mut session, json!({ "do": "withdraw", "proposal": next, "by": BY }));
    assert_eq!(cannot(&mut session, accept(&next)), "`p2` is withdrawn already");
    assert_eq!(session.texts().main, example().text);
}

#[test]
fn proposals_may_rest_on_one_another() {
    let mut session = opened(&example());
    let person = json!({ "do": "add", "name": { "kind": "person", "id": "" }, "typed": { "name": "Kim Observer", "speaks_for": "fishermen" } });
    let first = propose(&mut session, &[person]);
    let id = listed(&mut session)[0]["actions"][0]["name"]["id"].as_str().unwrap().to_owned();
    let second = propose(
        &mut session,
        &[json!({ "do": "say", "source": "report", "exact": "Observers noted", "by": [id], "kind": "paraphrase" })],
    );
    assert_eq!(listed(&mut session)[1]["after"], json!([first]));
    assert_eq!(cannot(&mut session, accept(&second)), format!("`{second}` rests on `{first}`"));
    done(&mut session, accept(&first));
    assert_eq!(listed(&mut session)[1]["after"], json!([]));
    done(&mut session, accept(&second));
    assert!(session.texts().check().case.is_some());
}

#[test]
fn what_a_person_changes_in_it_is_what_is_done() {
    let mut session = opened(&example());
    let id = propose(&mut session, &[words("was ready to look")]);
    let instead = json!({ "do": "accept", "proposal": id, "instead": [words("was ready to look at the fees")] });
    done(&mut session, instead);
    let case = session.texts().check().case.unwrap();
    assert!(case.statements.iter().any(|one| one.excerpt.exact == "was ready to look at the fees"));
    assert_eq!(listed(&mut session)[0]["decided_because"], "with changes");
}

#[test]
fn the_case_may_move_on_under_a_proposal() {
    let mut session = opened(&example());
    let id = propose(
        &mut session,
        &[json!({
            "do": "write", "place": { "stake": { "party": "southland", "issue": "pilots" } }, "key": "weight", "words": "2"
        })],
    );
    done(&mut session, json!({ "do": "remove", "place": { "named": { "kind": "issue", "id": "pilots" } } }));
    let trouble = &listed(&mut session)[0]["trouble"];
    assert_eq!(trouble["message"], "`pilots` is not an issue", "{trouble}");
    assert_eq!(cannot(&mut session, accept(&id)), "`pilots` is not an issue");
}

#[test]
fn a_file_of_proposals_that_cannot_be_read_leaves_the_case_alone() {
    for broken in [
        "[[proposal]]\nid = \"p1\"\n",
        "[[proposal",
        "\u{feff}[[proposal]]",
        "proposal = 3",
        "[[proposal]]\nid=\"p1\"\nby=\"x\"\nbecause=\"y\"\naction=[{ do = \"explode\" }]\n",
    ] {
        let mut raw = example();
        raw.files.insert(PROPOSALS_FILE.to_owned(), broken.as_bytes().to_vec());
        let mut session = opened(&raw);
        let why = refusal(&mut session, json!({ "ask": "proposals" }));
        assert!(why.contains("`proposals.toml` cannot be read"), "{why}");
        assert_eq!(answers(&mut session), answers(&mut opened(&example())));
    }
    let mut raw = example();
    raw.files.insert(PROPOSALS_FILE.to_owned(), vec![0xff, 0xfe]);
    assert!(refusal(&mut opened(&raw), json!({ "ask": "proposals" })).contains("not plain text"));
}

/// A file of proposals may come from anybody.
#[test]
fn what_no_proposal_may_do_is_not_done_because_its_file_says_so() {
    let forged = [
        "do = \"put\"\nplace = { named = { kind = \"statement\", id = \"berg-fees\" } }\nfields = { by = \"reyes\" }",
        "do = \"rename\"\nname = { kind = \"party\", id = \"bank\" }\nto = \"mine\"",
        "do = \"add-source\"\ntitle = \"Memoirs\"\ntext = \"we surrender\"",
        "do = \"accept\"\nproposal = \"p1\"",
    ];
    for action in forged {
        let mut raw = example();
        let text = format!("[[proposal]]\nid = \"p1\"\nby = \"x\"\nbecause = \"y\"\n\n[[proposal.action]]\n{action}\n");
        raw.files.insert(PROPOSALS_FILE.to_owned(), text.into_bytes());
        let mut session = opened(&raw);
        assert!(!listed(&mut session)[0]["trouble"].is_null(), "{action}");
        cannot(&mut session, accept("p1"));
        assert_eq!(session.texts().main, raw.text);
    }
}

#[test]
fn what_cannot_be_read_again_is_not_proposed() {
    let mut place = json!({ "named": { "kind": "party", "id": "bank" } });
    for _ in 0..60 {
        place = json!({ "in": { "entry": place, "key": "a" } });
    }
    let mut session = opened(&example());
    refused(&mut session, &[json!({ "do": "write", "place": place, "key": "b", "words": "" })]);
    propose(&mut session, &[words("was ready to look")]);
    let odd = json!({ "do": "propose", "by": "x\n\n[[proposal]]", "because": "a\u{1b}[2J b\n\nc", "actions": [words("her government")] });
    done(&mut session, odd);
    let shown = &listed(&mut session)[1];
    assert_eq!((&shown["by"], &shown["because"]), (&json!("x [[proposal]]"), &json!("a [2J b c")));
    let mut raw = example();
    let last = "[[proposal]]\nid = \"p4294967295\"\nby = \"x\"\nbecause = \"y\"\naction = []\n";
    raw.files.insert(PROPOSALS_FILE.to_owned(), last.as_bytes().to_vec());
    assert_eq!(refused(&mut opened(&raw), &[words("was ready to look")]), "there is no number left for a proposal");
}

#[test]
fn what_goes_along_is_told_before() {
    let mut session = opened(&example());
    propose(
        &mut session,
        &[
            json!({ "do": "remove", "place": { "named": { "kind": "person", "id": "berg" } } }),
            json!({
                "do": "write", "place": { "stake": { "party": "northland", "issue": "fees" } }, "key": "because", "words": "so it is"
            }),
            json!({
                "do": "write", "place": { "stake": { "party": "northland", "issue": "pilots" } }, "key": "because", "words": "so it is"
            }),
        ],
    );
    let along = listed(&mut session)[0]["along"].as_array().unwrap().clone();
    assert!(along.iter().any(|one| one.as_str().unwrap().contains("berg-fees")), "{along:?}");
}

#[test]
fn what_is_new_is_named_in_the_answer() {
    let mut session = opened(&example());
    let version = session.version();
    let action = json!({ "do": "add", "name": { "kind": "party", "id": "" }, "typed": { "name": "Pilots' guild" } });
    let answer = sent(&mut session, json!({ "ask": "do", "version": version, "action": action }));
    assert_eq!(answer["made"], json!([{ "kind": "party", "id": "pilots-guild" }]));
    let version = session.version();
    let undone = sent(&mut session, json!({ "ask": "undo", "version": version }));
    assert_eq!(undone["made"], json!([]));
}

#[test]
fn proposals_are_as_the_schema_says() {
    let schema = message::schema();
    let responses = jsonschema::draft202012::new(&schema["response"]).unwrap();
    let requests = jsonschema::draft202012::new(&schema["request"]).unwrap();
    let mut session = opened(&example());
    let request =
        json!({ "ask": "do", "version": session.version(), "action": proposal(&[words("was ready to look")]) });
    assert_eq!(requests.iter_errors(&request).next().map(|error| error.to_string()), None);
    sent(&mut session, request);
    let answer = sent(&mut session, json!({ "ask": "proposals" }));
    assert_eq!(responses.iter_errors(&answer).next().map(|error| error.to_string()), None, "{answer}");
}

/// A text of proposals as somebody may look at it in an editor.
#[test]
fn the_file_can_be_read_by_a_person() {
    let mut session = opened(&example());
    propose(&mut session, &[words("was ready to look at the fees")]);
    let text = session.texts().text(PROPOSALS_FILE).unwrap();
    let wanted = "# Changes that were proposed for this case. Nothing here counts in an answer before a person accepts it:\n\
                  # `kadesh review`, or the text in `kadesh serve`.\n\n\
                  [[proposal]]\nid = \"p1\"\nby = \"an assistant\"\nbecause = \"the report says so\"\n\n\
                  [[proposal.action]]\ndo = \"say\"\n";
    assert!(text.starts_with(wanted), "{text}");
}
