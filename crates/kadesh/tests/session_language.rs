//! What an editor asks of a session: completion, hover, definition, references, rename.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod cases;
mod sessions;

use cases::{all, conflicts, example};
use kadesh::case::{MAIN_FILE, Name, NameKind};
use kadesh::session::Session;
use serde_json::{Value, json};
use sessions::{done, opened, refusal, sent};

/// What is answered about the place where `|` stands in `marked`, a piece of the example.
fn about(ask: &str, marked: &str) -> Value {
    let mut session = opened(&example());
    let at = place(&session, marked);
    sent(&mut session, json!({ "ask": ask, "file": MAIN_FILE, "at": at }))
}

fn place(session: &Session, marked: &str) -> usize {
    let (before, after) = marked.split_once('|').unwrap();
    let text = &session.texts().main;
    text.find(&format!("{before}{after}")).unwrap_or_else(|| panic!("{marked}")) + before.len()
}

/// What could be written where `|` stands, when the line before the mark is new at the end of an entry.
fn completed(after: &str, line: &str) -> Vec<String> {
    let mut session = opened(&example());
    let at = session.texts().main.find(after).unwrap() + after.len();
    let splice = json!({ "file": MAIN_FILE, "start": at, "end": at, "text": format!("\n{line}") });
    let version = session.version();
    sent(&mut session, json!({ "ask": "edit", "version": version, "splices": [splice] }));
    let answer = sent(&mut session, json!({ "ask": "complete", "file": MAIN_FILE, "at": at + 1 + line.len() }));
    let words = answer["words"].as_array().unwrap_or_else(|| panic!("{answer}"));
    words.iter().map(|word| word["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn hover_tells_what_a_name_or_a_key_is() {
    let told = |marked: &str| about("hover", marked)["text"].as_str().unwrap_or_default().to_owned();
    assert_eq!(told("by = \"be|rg\""), "**Ada Berg**, a person `berg`");
    assert_eq!(told("[stake.north|land.fees]"), "**Northland**, a party `northland`");
    // The second heading with the same name.
    assert_eq!(told("[stake.north|land.pilots]"), "**Northland**, a party `northland`");
    let said = told("rests_on = [\"berg-|fees\"]");
    assert!(said.starts_with("**“ready to look at the fees”**, a statement `berg-fees`"), "{said}");
    assert!(said.contains("Ada Berg, in Harbour talks resume"), "{said}");
    assert_eq!(told("halv|ed = \"0.4..0.8\""), "**fees halved**, `halved`: an option of `fees`");
    assert_eq!(told("loss_aver|sion = "), "How many times a loss weighs as much as the same gain, at least 1.");
    assert_eq!(about("hover", "# A case: one| nego")["answer"], "nothing");
}

#[test]
fn definition_and_references_find_every_place() {
    let given = about("definition", "needs = \"commis|sion agrees\"");
    let places = given["places"].as_array().unwrap();
    assert_eq!(places.len(), 1);
    let (start, end) = (places[0]["place"]["start"].as_u64().unwrap(), places[0]["place"]["end"].as_u64().unwrap());
    assert_eq!(&example().text[start as usize..end as usize], "commission");
    let text = example().text;
    let all = about("references", "[party.north|land]\nname");
    assert_eq!(all["answer"], "places", "{all}");
    let words: Vec<&str> = all["places"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| {
            let at = |key: &str| link["place"][key].as_u64().unwrap() as usize;
            &text[at("start")..at("end")]
        })
        .collect();
    let bare = |word: &&&str| word.trim_matches('"') == "northland";
    assert_eq!(words.iter().filter(bare).count(), words.len(), "{words:?}");
    // Every `northland` of the file that is a word of its own and not in a comment.
    let lines = text.lines().map(|line| line.split('#').next().unwrap());
    let is_word = |sign: char| !(sign.is_alphanumeric() || sign == '-' || sign == '_');
    let count: usize = lines.map(|line| line.split(is_word).filter(|word| *word == "northland").count()).sum();
    assert_eq!(words.len(), count);
}

#[test]
fn completion_knows_the_format_and_the_case() {
    let speaks = completed("role = \"envoy\"", "speaks_for = \"");
    assert_eq!(speaks, ["bank", "fishermen", "northland", "southland"]);
    assert_eq!(completed("role = \"envoy\"", "speaks_for = \"so"), ["southland"]);
    assert_eq!(completed("role = \"envoy\"", "speaks_for = so"), ["\"southland\""]);
    let quoted = completed("role = \"envoy\"", "speaks_for = ");
    assert!(quoted.contains(&"\"southland\"".to_owned()), "{quoted:?}");
    assert_eq!(completed("exact = \"ready to look at the fees\"", "kind = \""), ["paraphrase", "reporter", "verbatim"]);
    assert_eq!(completed("exact = \"ready to look at the fees\"", "mod"), ["modality"]);
    assert!(completed("role = \"envoy\"", "").contains(&"name".to_owned()));
    assert_eq!(completed("role = \"minister\"\nspeaks_for = \"southland\"", "\n[le"), ["lesson", "lever"]);
    assert_eq!(completed("role = \"minister\"\nspeaks_for = \"southland\"", "\n[stake.b"), ["bank"]);
    assert_eq!(completed("role = \"minister\"\nspeaks_for = \"southland\"", "\n[stake.bank.f"), ["fees"]);
    let rests = completed("values = { northern = 1, joint = \"0..0.3\" }", "rests_on = [\"berg-fees\", \"berg-p");
    assert_eq!(rests, ["berg-pilots"]);
    assert_eq!(completed("exact = \"ready to look at the fees\"", "takes = { fees = \"h"), ["halved"]);
    assert_eq!(completed("exact = \"ready to look at the fees\"", "takes = { p"), ["pilots"]);
    assert_eq!(completed("status_quo = \"northern\"", "name.j"), ["joint"]);
}

/// Renaming is the identity on the meaning: with the old name put back in its words, the case is the one that it was.
#[test]
fn a_rename_changes_the_name_everywhere_and_nothing_else() {
    const NEW: &str = "qqxzq";
    for raw in all().into_iter().chain(conflicts()) {
        let before = format!("{:?}", raw.case());
        let names: Vec<Name> =
            raw.check().links.into_iter().filter(|link| link.declares).map(|link| link.name).collect();
        let mut told: Vec<Name> = Vec::new();
        let (mut renamed, mut refused) = (0, Vec::new());
        for name in names {
            if told.contains(&name) {
                continue;
            }
            told.push(name.clone());
            let mut session = opened(&raw);
            let action = json!({ "do": "rename", "name": name, "to": NEW });
            let answer = sent(&mut session, json!({ "ask": "plan", "action": action }));
            if answer["answer"] == "refused" {
                refused.push((name, answer["because"]["message"].clone()));
                continue;
            }
            done(&mut session, action);
            let case = session.texts().check().case.unwrap_or_else(|| panic!("{name:?}"));
            let after = format!("{case:?}").replace(NEW, &name.id);
            if let Some(differs) = first_difference(&normal(&before), &normal(&after)) {
                panic!("{}: {name:?}: {differs}", raw.name);
            }
            renamed += 1;
        }
        assert!(renamed > 0, "{}", raw.name);
        assert_eq!(refused, [], "{}: {renamed} renamed", raw.name);
    }
}

/// The meaning of a case without its addresses: a party's draws are addressed by what it wants, and so by the ids of issues.
fn normal(case: &str) -> String {
    let mut parts = case.split("address: ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + "address" + part.trim_start_matches(|sign: char| sign.is_ascii_digit()))
}

fn first_difference(one: &str, other: &str) -> Option<String> {
    let at = one.bytes().zip(other.bytes()).position(|(one, other)| one != other);
    let at = at.or_else(|| (one.len() != other.len()).then(|| one.len().min(other.len())))?;
    let around = |text: &str| {
        let bytes = &text.as_bytes()[at.saturating_sub(120)..(at + 120).min(text.len())];
        String::from_utf8_lossy(bytes).into_owned()
    };
    Some(format!("\n{}\n{}", around(one), around(other)))
}

#[test]
fn a_rename_that_would_mean_something_else_is_refused() {
    let mut session = opened(&example());
    let mut rename = |kind: NameKind, id: &str, to: &str| {
        let action = json!({ "do": "rename", "name": Name::new(kind, id), "to": to });
        refusal(&mut session, json!({ "ask": "plan", "action": action }))
    };
    assert_eq!(
        rename(NameKind::Party, "northland", "southland"),
        "`northland` cannot become `southland`: `[party.southland]` is written twice"
    );
    assert!(rename(NameKind::Statement, "berg-fees", "berg-pilots").starts_with("`berg-fees` cannot become"));
    assert_eq!(rename(NameKind::Party, "northland", "two words"), "`two words` cannot be an id");
    assert_eq!(rename(NameKind::Option, "southland-builds", "and"), "`and` cannot be an id");
    assert_eq!(rename(NameKind::Party, "nordland", "x"), "`nordland` is not a party");
    let at = place(&session, "by = \"be|rg\"");
    let answer = sent(&mut session, json!({ "ask": "rename", "at": { "file": MAIN_FILE, "at": at }, "to": "ada" }));
    assert_eq!(answer["splices"].as_array().map(Vec::len), Some(3), "{answer}");
}
