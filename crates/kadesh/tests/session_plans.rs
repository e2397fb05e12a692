//! The laws of plans: each means what was asked and changes nothing else; taken back, nothing is left of it; plans of different
//! entries do not mind one another; and a whole case can be made of gestures.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod cases;
mod sessions;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cases::{Raw, all, conflicts, example};
use kadesh::case::{self, Layout, MAIN_FILE, Name, NameKind, Splice, Step};
use kadesh::diagnostic::Severity;
use kadesh::session::Session;
use kadesh::session::message::Request;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use sessions::{done, opened, refusal, sent};
use toml::Value as Toml;

static CASES: LazyLock<Vec<Raw>> = LazyLock::new(|| all().into_iter().chain(conflicts()).collect());

// --- What was asked, made of the values themselves ---------------------------------------------------------------------

fn values(text: &str) -> Toml {
    Toml::Table(text.parse().unwrap_or_else(|error| panic!("{error}\n{text}")))
}

/// A JSON value as the case has it.
fn plain(value: &Value) -> Toml {
    match value {
        Value::Bool(flag) => Toml::Boolean(*flag),
        Value::Number(number) => match number.as_f64().unwrap() {
            whole if whole.fract() == 0.0 => Toml::Integer(whole as i64),
            number => Toml::Float(number),
        },
        Value::String(text) => Toml::String(text.clone()),
        Value::Array(items) => Toml::Array(items.iter().map(plain).collect()),
        Value::Object(entries) => Toml::Table(entries.iter().map(|(key, value)| (key.clone(), plain(value))).collect()),
        Value::Null => panic!("nothing"),
    }
}

/// The table at the end of a way, made where it is not.
fn table_at<'t>(top: &'t mut Toml, way: &[&str]) -> &'t mut toml::Table {
    let mut own = top;
    for key in way {
        let table = own.as_table_mut().unwrap();
        own = table.entry((*key).to_owned()).or_insert_with(|| Toml::Table(toml::Table::new()));
    }
    own.as_table_mut().unwrap()
}

fn put(table: &mut toml::Table, fields: &Value) {
    for (key, value) in fields.as_object().unwrap() {
        let way: Vec<&str> = key.split('.').collect();
        let (last, above) = way.split_last().unwrap();
        let mut own = Toml::Table(std::mem::take(table));
        let inner = table_at(&mut own, above);
        match value {
            Value::Null => drop(inner.remove(*last)),
            value => drop(inner.insert((*last).to_owned(), plain(value))),
        }
        *table = own.as_table().unwrap().clone();
    }
}

/// Puts a name into a list or takes it out. A list of one may be a text.
fn belongs(table: &mut toml::Table, key: &str, id: &str, is_in: bool) {
    let mut list: Vec<Toml> = match table.get(key) {
        Some(Toml::Array(items)) => items.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    };
    let there = list.iter().any(|one| one.as_str() == Some(id));
    match (is_in, there) {
        (true, false) => list.push(Toml::String(id.to_owned())),
        (false, true) => list.retain(|one| one.as_str() != Some(id)),
        _ => return,
    }
    table.insert(key.to_owned(), Toml::Array(list));
}

fn expected(before: &Toml, action: &Value) -> Toml {
    let mut after = before.clone();
    let word = |key: &str| action[key].as_str().unwrap_or_default();
    match word("do") {
        "add" => {
            let (kind, id) = (action["name"]["kind"].as_str().unwrap(), action["name"]["id"].as_str().unwrap());
            put(table_at(&mut after, &[kind, id]), &action["fields"]);
        }
        "add-item" => {
            let list = action["list"]["list"].as_str().unwrap();
            let mut item = toml::Table::new();
            put(&mut item, &action["fields"]);
            let items = table_at(&mut after, &[]).entry(list.to_owned()).or_insert_with(|| Toml::Array(Vec::new()));
            items.as_array_mut().unwrap().push(Toml::Table(item));
        }
        "put" => {
            let place = &action["place"];
            let way: Vec<String> = match place.as_object().unwrap().iter().next().unwrap() {
                (key, at) if key == "stake" => vec!["stake".into(), text(&at["party"]), text(&at["issue"])],
                (key, at) if key == "walk-away" => vec!["walk_away".into(), text(at)],
                (key, at) if key == "single" => vec![text(at)],
                (_, at) => vec![text(&at["kind"]), text(&at["id"])],
            };
            let way: Vec<&str> = way.iter().map(String::as_str).collect();
            put(table_at(&mut after, &way), &action["fields"]);
        }
        "red-line" => {
            let table = table_at(&mut after, &["stake", word("party"), word("issue")]);
            belongs(table, "red_line", word("option"), action["drawn"].as_bool().unwrap());
        }
        "seat" => {
            let table = table_at(&mut after, &["room", word("room")]);
            for (key, seat) in [("seats", "seated"), ("informed", "informed"), ("about", "about")] {
                belongs(table, key, word("party"), action["seat"].as_str() == Some(seat));
            }
        }
        "add-option" => {
            let table = table_at(&mut after, &["issue", word("issue")]);
            let options = table["options"].as_array_mut().unwrap();
            let before = options.iter().position(|one| one.as_str() == action["before"].as_str());
            options.insert(before.unwrap_or(options.len()), Toml::String(word("id").to_owned()));
            put(table, &json!({ format!("name.{}", word("id")): action["words"] }));
        }
        "order-options" => {
            let table = table_at(&mut after, &["issue", word("issue")]);
            table.insert("options".to_owned(), plain(&action["options"]));
        }
        other => panic!("{other}"),
    }
    after
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Empty tables and lists are as good as none.
fn pruned(value: Toml) -> Toml {
    match value {
        Toml::Table(table) => {
            let inner = table.into_iter().map(|(key, value)| (key, pruned(value)));
            Toml::Table(inner.filter(|(_, value)| !is_empty(value)).collect())
        }
        Toml::Array(items) => Toml::Array(items.into_iter().map(pruned).collect()),
        other => other,
    }
}

fn is_empty(value: &Toml) -> bool {
    match value {
        Toml::Table(table) => table.is_empty(),
        Toml::Array(items) => items.is_empty(),
        _ => false,
    }
}

// --- Random actions ----------------------------------------------------------------------------------------------------

/// The names of a kind that the case file itself gives.
fn names(raw: &Raw, kind: NameKind) -> Vec<Name> {
    let links = raw.check().links;
    let own = links.into_iter().filter(|link| link.declares && link.name.kind == kind && link.place.file == MAIN_FILE);
    own.map(|link| link.name).collect()
}

fn pick(names: &[Name], at: &Index) -> Option<Name> {
    (!names.is_empty()).then(|| at.get(names).clone())
}

/// An action on a case, as the picks say. None: the case has nothing of what it is about.
fn action(raw: &Raw, kind: u8, picks: &[Index], number: f64) -> Option<Value> {
    let parties = names(raw, NameKind::Party);
    let party = pick(&parties, &picks[0])?.id;
    let issue = pick(&names(raw, NameKind::Issue), &picks[1]);
    let options: Vec<Name> = names(raw, NameKind::IssueOption);
    let of_issue = |issue: &Name| -> Vec<Name> {
        options.iter().filter(|option| option.of.as_ref() == Some(&issue.id)).cloned().collect()
    };
    Some(match kind {
        0 => {
            json!({ "do": "add", "name": { "kind": "party", "id": "brand-new" }, "fields": { "name": "Brand \"New\"" } })
        }
        1 => json!({
            "do": "add", "name": { "kind": "person", "id": "somebody" },
            "fields": { "role": "envoy", "speaks_for": party, "name": "Ωρα\tX" },
        }),
        2 => {
            let issue = issue?;
            let option = pick(&of_issue(&issue), &picks[2])?.id;
            let key = format!("values.{option}");
            json!({
                "do": "put", "place": { "stake": { "party": party, "issue": issue.id } },
                "fields": { key: number, "weight": "1..3", "because": "so it is" },
            })
        }
        3 => {
            let issue = issue?;
            json!({ "do": "put", "place": { "stake": { "party": party, "issue": issue.id } }, "fields": { "weight": null } })
        }
        4 => json!({
            "do": "put", "place": { "walk-away": party },
            "fields": { "base": number, "because": "a guess", "rests_on": null },
        }),
        5 => {
            let issue = issue?;
            let option = pick(&of_issue(&issue), &picks[2])?.id;
            json!({ "do": "red-line", "party": party, "issue": issue.id, "option": option, "drawn": number < 0.5 })
        }
        6 => {
            let room = pick(&names(raw, NameKind::Room), &picks[2])?.id;
            let seat = [json!("seated"), json!("informed"), json!("about"), Value::Null];
            json!({ "do": "seat", "room": room, "party": party, "seat": picks[3].get(&seat) })
        }
        7 => {
            let issue = issue?;
            let known = of_issue(&issue);
            let before = (number < 0.5).then(|| pick(&known, &picks[2]).unwrap().id);
            json!({ "do": "add-option", "issue": issue.id, "id": "brand-new", "words": "something new", "before": before })
        }
        8 => {
            let issue = issue?;
            let mut known: Vec<String> = of_issue(&issue).into_iter().map(|option| option.id).collect();
            let turn = picks[2].index(known.len());
            known.rotate_left(turn);
            json!({ "do": "order-options", "issue": issue.id, "options": known })
        }
        9 => json!({
            "do": "put", "place": { "single": "case" }, "fields": { "question": "What else?", "author": null },
        }),
        10 => json!({
            "do": "add-item", "list": { "list": "red_line" },
            "fields": { "party": party, "needs_seat": pick(&parties, &picks[3])?.id, "because": "so it is" },
        }),
        11 => json!({
            "do": "put", "place": { "named": { "kind": "party", "id": party } },
            "fields": { "spoken": "the \\ \"one\"", "also": ["x", "y"] },
        }),
        _ => json!({
            "do": "add", "name": { "kind": "issue", "id": "brand-new" },
            "fields": { "options": ["one", "two"], "status_quo": "one", "name.two": "the second" },
        }),
    })
}

const KINDS: u8 = 13;

fn planned(session: &mut Session, action: &Value) -> Option<Vec<Splice>> {
    let answer = sent(session, json!({ "ask": "plan", "action": action }));
    (answer["answer"] == "planned").then(|| serde_json::from_value(answer["splices"].clone()).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// A plan carried out means what was asked, and nothing else changed in meaning; taken back, every text is as it was.
    #[test]
    fn a_plan_means_what_was_asked(
        at in any::<Index>(), kind in 0..KINDS, picks in prop::collection::vec(any::<Index>(), 4), number in 0..=100u8,
    ) {
        let raw = at.get(&CASES);
        let Some(action) = action(raw, kind, &picks, f64::from(number) / 100.0) else { return Ok(()) };
        let mut session = opened(raw);
        let before = session.texts().clone();
        let Some(splices) = planned(&mut session, &action) else {
            // Only what is said already in another way is refused: a walk-away as a package, and now as a number.
            let answer = sent(&mut session, json!({ "ask": "plan", "action": action }));
            prop_assert_eq!(&answer["because"]["code"], "said-twice", "{}: {}", raw.name, answer);
            return Ok(());
        };
        prop_assert_eq!(&done(&mut session, action.clone()), &splices);
        let after = session.texts().clone();
        let (wanted, got) = (pruned(expected(&values(&before.main), &action)), pruned(values(&after.main)));
        prop_assert!(wanted == got, "{}: {}\n{}", raw.name, action, difference(&before.main, &after.main));
        prop_assert_eq!(&after.files, &before.files);
        // What lies outside of the splices is as it was: read off the two texts, not off the splices' word for it.
        let mut rest = after.main.as_str();
        let mut from = 0;
        for splice in splices.iter().filter(|splice| splice.file == MAIN_FILE) {
            let kept = &before.main[from..splice.start];
            prop_assert!(rest.starts_with(kept));
            rest = &rest[kept.len() + splice.text.len()..];
            from = splice.end;
        }
        prop_assert_eq!(rest, &before.main[from..]);
        session.handle(Request::Undo { version: session.version() });
        prop_assert_eq!(session.texts(), &before);
    }

    /// What is proposed and accepted is what would have been done; what would leave new faults cannot be proposed.
    #[test]
    fn what_is_accepted_is_what_was_asked(
        at in any::<Index>(), kind in 0..KINDS, picks in prop::collection::vec(any::<Index>(), 4), number in 0..=100u8,
    ) {
        let raw = at.get(&CASES);
        let Some(action) = action(raw, kind, &picks, f64::from(number) / 100.0) else { return Ok(()) };
        if action["do"] == "put" { return Ok(()) }
        let (mut by_hand, mut session) = (opened(raw), opened(raw));
        let Some(_) = planned(&mut by_hand, &action) else { return Ok(()) };
        done(&mut by_hand, action.clone());
        let faults = |session: &Session| session.texts().check().count(Severity::Fault);
        let version = session.version();
        let proposal = json!({ "do": "propose", "by": "somebody", "because": "so", "actions": [action] });
        let answer = sent(&mut session, json!({ "ask": "do", "version": version, "action": proposal }));
        if faults(&by_hand) > faults(&session) {
            prop_assert_eq!(&answer["answer"], "refused", "{}: {}", raw.name, answer);
            return Ok(());
        }
        prop_assert_eq!(&answer["answer"], "changed", "{}: {}", raw.name, answer);
        prop_assert_eq!(&session.texts().main, &raw.text);
        done(&mut session, json!({ "do": "accept", "proposal": "p1" }));
        prop_assert_eq!(&session.texts().main, &by_hand.texts().main, "{}", raw.name);
    }

    /// Plans of different entries, made of the same text, can be carried out together, and in either order.
    #[test]
    fn plans_of_different_entries_commute(
        at in any::<Index>(), picks in prop::collection::vec(any::<Index>(), 4), kinds in (0..3u8, 0..3u8),
    ) {
        let raw = at.get(&CASES);
        let parties = names(raw, NameKind::Party);
        let change = |kind: u8, party: &Name| match kind {
            0 => json!({ "do": "put", "place": { "named": party }, "fields": { "spoken": format!("the {}", party.id) } }),
            1 => json!({ "do": "put", "place": { "named": party }, "fields": { "also": ["x"], "name": "X" } }),
            _ => json!({ "do": "rename", "name": party, "to": format!("{}-too", party.id) }),
        };
        let (one, other) = (picks[0].get(&parties), picks[1].get(&parties));
        if one == other { return Ok(()) }
        // A rename changes the names by which other actions find their entries, and not their places.
        let (first, second) = (change(kinds.0, one), change(kinds.1, other));
        let mut session = opened(raw);
        let plans = (planned(&mut session, &first), planned(&mut session, &second));
        let (Some(a), Some(b)) = plans else { return Ok(()) };
        let both = {
            let mut session = opened(raw);
            let version = session.version();
            let splices = [a, b].concat();
            let answer = sent(&mut session, json!({ "ask": "edit", "version": version, "splices": splices }));
            prop_assert_eq!(&answer["answer"], "changed", "{}", answer);
            session.texts().clone()
        };
        for order in [[&first, &second], [&second, &first]] {
            let mut session = opened(raw);
            order.iter().for_each(|action| drop(done(&mut session, (*action).clone())));
            prop_assert_eq!(session.texts(), &both);
        }
    }

    /// What is taken away is named nowhere any more; what is left was there before, and keeps its shape.
    #[test]
    fn what_is_removed_is_gone_with_what_hangs_on_it(at in any::<Index>(), pick in any::<Index>()) {
        let raw = at.get(&CASES);
        let checked = raw.check();
        let declared: Vec<&Name> = checked.links.iter().filter(|link| link.declares).map(|link| &link.name).collect();
        let name = (*pick.get(&declared)).clone();
        let mut session = opened(raw);
        let before = session.texts().clone();
        let action = json!({ "do": "remove", "place": { "named": name } });
        let answer = sent(&mut session, json!({ "ask": "plan", "action": action }));
        if answer["answer"] == "refused" {
            let why = answer["because"]["message"].as_str().unwrap();
            let known = why.contains("is the status quo of") || why.contains("is named in `") || why.contains("stands in `");
            prop_assert!(known, "{}: {name:?}: {why}", raw.name);
            return Ok(());
        }
        done(&mut session, action);
        let after = session.texts().check();
        prop_assert!(!after.links.iter().any(|link| link.name == name), "{}: {name:?}", raw.name);
        let unknown: Vec<_> =
            after.diagnostics.iter().filter(|one| one.severity == Severity::Fault && one.message.contains(&format!("`{}` is not", name.id))).collect();
        prop_assert!(unknown.is_empty(), "{unknown:?}");
        prop_assert!(case::read(&session.texts().main).faults.is_empty());
        prop_assert!(is_part(&values(&session.texts().main), &values(&before.main)), "{}: {name:?}", raw.name);
        session.handle(Request::Undo { version: session.version() });
        prop_assert_eq!(session.texts(), &before);
    }

    /// Words marked anywhere in a source become a statement that is found at that place.
    #[test]
    fn marked_words_are_found_where_they_were_marked(
        at in any::<Index>(), source in any::<Index>(), ends in (any::<Index>(), 1..120usize), by in any::<Index>(),
    ) {
        let raw = at.get(&CASES);
        let case = raw.case();
        let sources: Vec<_> = case.sources.iter().filter(|source| !source.text.trim().is_empty()).collect();
        if sources.is_empty() { return Ok(()) }
        let source = source.get(&sources);
        let letters: Vec<usize> = source.text.char_indices().map(|(at, _)| at).chain([source.text.len()]).collect();
        let first = ends.0.index(letters.len() - 1);
        let (start, end) = (letters[first], letters[(first + ends.1).min(letters.len() - 1)]);
        let marked = &source.text[start..end];
        let voices: Vec<Name> = [names(raw, NameKind::Person), names(raw, NameKind::Party)].concat();
        let action = json!({ "do": "say", "source": source.id, "start": start, "end": end, "by": [by.get(&voices).id] });
        let mut session = opened(raw);
        if !marked.chars().any(char::is_alphanumeric) { return Ok(()) }
        done(&mut session, action);
        let checked = session.texts().check();
        let Some(case) = checked.case else {
            return Err(TestCaseError::fail(format!("{}: {marked:?}: {:?}", raw.name, checked.diagnostics.first())));
        };
        let own = case.statements.iter().any(|one| {
            let place = &source.text[one.excerpt.bytes.0..one.excerpt.bytes.1.min(source.text.len())];
            one.excerpt.bytes.0 >= start && one.excerpt.bytes.1 <= end && place == marked.trim()
        });
        prop_assert!(own, "{}: {marked:?}", raw.name);
    }
}

/// Whether one value is the other with some of it taken away.
fn is_part(one: &Toml, other: &Toml) -> bool {
    match (one, other) {
        (Toml::Table(one), Toml::Table(other)) => {
            one.iter().all(|(key, value)| other.get(key).is_some_and(|whole| is_part(value, whole)))
        }
        (Toml::Array(one), Toml::Array(other)) => {
            let mut rest = other.iter();
            one.iter().all(|item| rest.any(|whole| is_part(item, whole)))
        }
        (one, other) => one == other,
    }
}

fn difference(one: &str, other: &str) -> String {
    let mine: Vec<&str> = one.lines().collect();
    let new = other.lines().filter(|line| !mine.contains(line));
    new.collect::<Vec<_>>().join("\n")
}

// --- A whole case ------------------------------------------------------------------------------------------------------

/// The harbour, made of gestures alone from nothing but a title: the same case, and so the same brief.
#[test]
fn the_harbour_is_made_of_gestures() {
    let raw = example();
    let report = String::from_utf8(raw.files["sources/report.txt"].clone()).unwrap();
    let top = values(&raw.text);
    let bare =
        Raw { name: "bare".to_owned(), text: "[case]\ntitle = \"Untitled\"\n".to_owned(), files: BTreeMap::new() };
    let mut session = opened(&bare);
    let mut gestures = 0;
    for block in &Layout::new(&raw.text).blocks {
        let Some(action) = gesture(&top, block, &report) else { continue };
        gestures += 1;
        done(&mut session, action.clone());
        if action["do"] == "add-source" {
            // What only the shipped text has, or has not.
            let fields = json!({ "reliability": "C3", "sha256": null });
            let place = json!({ "named": { "kind": "source", "id": "report" } });
            done(&mut session, json!({ "do": "put", "place": place, "fields": fields }));
        }
    }
    let made = session.texts().check();
    let faults: Vec<_> = made.diagnostics.iter().filter(|one| one.severity == Severity::Fault).collect();
    assert!(faults.is_empty(), "{faults:#?}\n{}", session.texts().main);
    assert_eq!(gestures, Layout::new(&raw.text).blocks.len() - 1);
    let (wanted, got) = (format!("{:#?}", raw.case()), format!("{:#?}", made.case.unwrap()));
    let differs = wanted.lines().zip(got.lines()).find(|(one, other)| one != other);
    assert!(wanted == got, "{differs:?}\n{}", session.texts().main);
    // And all the way back.
    while session.texts().main != bare.text {
        let version = session.version();
        let answer = sent(&mut session, json!({ "ask": "undo", "version": version }));
        assert_eq!(answer["answer"], "changed");
    }
    assert!(session.texts().files.is_empty());
}

/// The gesture that makes an entry of the harbour.
fn gesture(top: &Toml, block: &kadesh::case::Block, report: &str) -> Option<Value> {
    let key = |place: usize| match block.way.get(place) {
        Some(Step::Key(key)) => key.as_str(),
        _ => "",
    };
    let first = block.way.first().map(|_| key(0))?;
    let value = block.way.iter().fold(top, |own, step| match step {
        Step::Key(key) => &own[key.as_str()],
        Step::Item(index) => &own[*index],
    });
    let mut fields = serde_json::Map::new();
    for entry in &block.entries {
        let inner: Vec<String> = entry.way[block.way.len()..]
            .iter()
            .map(|step| match step {
                Step::Key(key) => key.clone(),
                Step::Item(_) => panic!("an entry has keys"),
            })
            .collect();
        let own = inner.iter().fold(value, |own, key| &own[key.as_str()]);
        fields.insert(inner.join("."), serde_json::to_value(own).unwrap());
    }
    let words = |key: &str| fields.get(key).cloned().unwrap_or_default();
    Some(match first {
        "case" | "deal" | "conflict" => json!({ "do": "put", "place": { "single": first }, "fields": fields }),
        "stake" => json!({
            "do": "put", "place": { "stake": { "party": key(1), "issue": key(2) } }, "fields": fields,
        }),
        "walk_away" => json!({ "do": "put", "place": { "walk-away": key(1) }, "fields": fields }),
        "preference" => json!({ "do": "put", "place": { "preference": key(1) }, "fields": fields }),
        "source" => json!({
            "do": "add-source", "id": key(1), "title": words("title"), "published": words("published"), "text": report,
        }),
        "statement" => {
            let exact = fields["exact"].as_str().unwrap();
            let start = report.find(exact).unwrap();
            json!({
                "do": "say", "id": words("id"), "source": "report", "start": start, "end": start + exact.len(),
                "by": [words("by")], "kind": words("kind"), "modality": words("modality"), "room": words("room"),
                "at": words("at"), "takes": fields.get("takes").cloned().unwrap_or(json!({})),
            })
        }
        kind => json!({ "do": "add", "name": { "kind": kind, "id": key(1) }, "fields": fields }),
    })
}

// --- Single gestures ---------------------------------------------------------------------------------------------------

#[test]
fn ids_are_made_of_names() {
    let mut session = opened(&example());
    done(
        &mut session,
        json!({ "do": "add", "name": { "kind": "party", "id": "" }, "fields": { "name": "Île de Nord" } }),
    );
    done(
        &mut session,
        json!({ "do": "add", "name": { "kind": "party", "id": "" }, "fields": { "name": "Île de Nord" } }),
    );
    done(&mut session, json!({ "do": "add-option", "issue": "pilots", "words": "Pilots by turns" }));
    let text = &session.texts().main;
    assert!(text.contains("[party.\"île-de-nord\"]\nname = \"Île de Nord\"\n"), "{text}");
    assert!(text.contains("[party.\"île-de-nord-2\"]"));
    assert!(text.contains("options = [\"northern\", \"joint\", \"pilots-by-turns\"]"));
    assert!(text.contains("name.joint = \"a joint pilot service\"\nname.pilots-by-turns = \"Pilots by turns\"\n"));
}

#[test]
fn what_a_case_cannot_hold_is_refused_in_words() {
    let mut session = opened(&example());
    let stake = json!({ "stake": { "party": "northland", "issue": "fees" } });
    let cases = [
        (
            json!({ "do": "put", "place": stake, "fields": { "wait": 1 } }),
            "`wait` is not a key of stake.northland.fees",
        ),
        (
            json!({ "do": "put", "place": stake, "fields": { "weight": ["x"] } }),
            "`stake.northland.fees.weight` wants a number or a text in quotation marks",
        ),
        (
            json!({ "do": "put", "place": stake, "fields": { "weight.low": 1 } }),
            "there is a value where this would have to go further in",
        ),
        (json!({ "do": "put", "place": stake, "fields": { "": 1 } }), "`` is no key"),
        (json!({ "do": "put", "place": { "walk-away": "nobody" }, "fields": {} }), "`nobody` is not a party"),
        (json!({ "do": "add", "name": { "kind": "party", "id": "bank" } }), "`bank` is there already"),
        (
            json!({ "do": "add", "name": { "kind": "person", "id": "bank" }, "fields": { "speaks_for": "bank" } }),
            "`bank` is there already",
        ),
        (json!({ "do": "add", "name": { "kind": "person", "id": "x" } }), "`person.x` has no `speaks_for`"),
        (json!({ "do": "add", "name": { "kind": "party", "id": "a b" } }), "`a b` cannot be an id"),
        (json!({ "do": "remove", "place": { "walk-away": "bank" } }), "there is nothing of it to take away"),
        (
            json!({ "do": "remove", "place": { "item": { "list": { "list": "red_line" }, "index": 0 } } }),
            "there is no item 1; there are 0",
        ),
        (
            json!({ "do": "remove", "place": { "named": { "kind": "issue-option", "id": "as-now", "of": "fees" } } }),
            "`as-now` is the status quo of `fees`",
        ),
        (
            json!({ "do": "say", "source": "report", "start": 5, "end": 9, "by": ["berg"], "at": "Monday" }),
            "`Monday` is not a date such as 2025-02-12, 2025-02, 2025 or 2025-02-12~",
        ),
        (json!({ "do": "say", "source": "report", "start": 5, "end": 5, "by": ["berg"] }), "no words are marked"),
        (
            json!({ "do": "say", "source": "report", "start": 5, "end": 50000, "by": ["berg"] }),
            "these words are not in the source",
        ),
        (json!({ "do": "say", "source": "report", "start": 5, "end": 9, "by": ["burg"] }), "`burg` is not a party"),
        (
            json!({ "do": "order-options", "issue": "fees", "options": ["as-now", "halved"] }),
            "these are not the options of `fees`",
        ),
        (json!({ "do": "add-option", "issue": "fees", "id": "halved" }), "`halved` is an option of `fees` already"),
    ];
    let texts = session.texts().clone();
    for (action, wanted) in cases {
        assert_eq!(refusal(&mut session, json!({ "ask": "plan", "action": action })), wanted, "{action}");
    }
    assert_eq!(session.texts(), &texts);
}

#[test]
fn what_stands_in_a_table_is_changed_there() {
    let table = "room,party,seat,rests_on,because\ntable,fishermen,informed,,so it is\n";
    let mut raw = example();
    raw.text = format!("{}\n[tables]\nseats = \"seats.csv\"\n", raw.text.replace("about = [\"fishermen\"]\n", ""));
    raw.files.insert("seats.csv".to_owned(), table.as_bytes().to_vec());
    let mut session = opened(&raw);
    assert!(session.texts().check().case.is_some(), "{:?}", session.texts().check().diagnostics.first());
    for seat in [json!("seated"), Value::Null] {
        let action = json!({ "do": "seat", "room": "table", "party": "fishermen", "seat": seat });
        assert_eq!(
            refusal(&mut session, json!({ "ask": "plan", "action": action })),
            "`fishermen` stands in `seats.csv`"
        );
    }
}

#[test]
fn an_old_fault_does_not_stop_a_new_gesture() {
    let mut raw = example();
    raw.text = raw.text.replace("kind = \"reporter\"", "kind = \"reportr\"");
    let mut session = opened(&raw);
    done(&mut session, json!({ "do": "remove", "place": { "named": { "kind": "statement", "id": "berg-pilots" } } }));
    assert!(!session.texts().main.contains("id = \"berg-pilots\""));
}

#[test]
fn removing_a_party_says_what_goes_along() {
    let mut session = opened(&example());
    let action = json!({ "do": "remove", "place": { "named": { "kind": "party", "id": "southland" } } });
    let answer = sent(&mut session, json!({ "ask": "plan", "action": action }));
    assert_eq!(answer["answer"], "planned", "{answer}");
    let along: Vec<&str> = answer["along"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(along.contains(&"a person, `reyes`") && along.contains(&"a statement, `reyes-fees`"), "{along:?}");
    for unnamed in
        ["what `southland` wants", "what no deal is worth to `southland`", "what `southland` makes of the states"]
    {
        assert!(along.contains(&unnamed), "{along:?}");
    }
    done(&mut session, action);
    assert!(!session.texts().main.lines().any(|line| !line.starts_with('#') && line.contains("southland\"")));
}

#[test]
fn an_act_gets_its_framings_behind_it() {
    let raw = cases::shipped().into_iter().find(|raw| raw.name == "ukraine-2025").unwrap();
    let mut session = opened(&raw);
    let acts = names(&raw, NameKind::Act);
    let (first, place) = (&acts[0], json!({ "in": { "entry": { "named": acts[0] }, "key": "framing" } }));
    let action =
        json!({ "do": "add-item", "list": place, "fields": { "name": "a rival view", "because": "so it is" } });
    done(&mut session, action);
    let values = values(&session.texts().main);
    let act = values["act"].as_array().unwrap().iter().find(|act| act["id"].as_str() == Some(&first.id)).unwrap();
    assert_eq!(act["framing"].as_array().unwrap().last().unwrap()["name"].as_str(), Some("a rival view"));
}
