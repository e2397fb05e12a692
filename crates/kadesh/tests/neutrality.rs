//! The neutrality rules N1 to N10, each through the whole pipeline: case text, answers, reports.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod cases;

use std::collections::BTreeSet;

use cases::{FEW, Raw, all, around, ask, example, shipped, whole_words};
use kadesh::ask::{Answer, Bench, QUESTIONS, Settings};
use kadesh::case;
use kadesh::diagnostic::Severity;
use kadesh::model::{Case, DealRule, Order};
use kadesh::report::block::{Block, Cell, Tone};
use kadesh::report::{brief, html, json, present, text};
use serde_json::Value;

// --- N1 --------------------------------------------------------------------------------------------------------------

/// The party blocks `[party.…]` of a case file, in another order.
fn reorder_parties(text: &str, turn: usize) -> String {
    let is_party = |block: &str| block.trim_start().starts_with("[party.");
    let blocks: Vec<String> = blocks(text);
    let mut parties: Vec<String> = blocks.iter().filter(|block| is_party(block)).cloned().collect();
    assert!(parties.len() > 1);
    parties.reverse();
    let length = parties.len();
    parties.rotate_left(turn % length);
    let mut parties = parties.into_iter();
    blocks.into_iter().map(|block| if is_party(&block) { parties.next().unwrap() } else { block }).collect()
}

/// A file cut before each table head; comment lines go with what follows them.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') {
            blocks.push(String::new());
        }
        blocks.last_mut().unwrap().push_str(line);
    }
    blocks
}

/// The lists of signatories, members and seats the other way round.
fn reorder_lists(text: &str) -> String {
    let reversed = |line: &str| {
        let listed =
            ["signatories = [", "members = [", "seats = [", "holders = ["].iter().any(|key| line.starts_with(key));
        if listed { reverse_list(line) } else { line.to_owned() }
    };
    text.split_inclusive('\n').map(reversed).collect()
}

fn reverse_list(line: &str) -> String {
    let (open, close) = (line.find('[').unwrap(), line.find(']').unwrap());
    let mut items: Vec<&str> = line[open + 1..close].split(',').map(str::trim).collect();
    items.reverse();
    format!("{}{}{}", &line[..=open], items.join(", "), &line[close..])
}

/// The ids and names of parties and persons replaced by made-up ones, in the case and in the tables beside it.
struct Renaming(Vec<(String, String)>);

impl Renaming {
    fn of(case: &Case) -> Renaming {
        let mut words: BTreeSet<String> = BTreeSet::new();
        for party in &case.parties {
            words.extend([party.id.clone(), party.name.clone()]);
        }
        words.extend(case.persons.iter().map(|person| person.name.clone()));
        let mut words: Vec<String> = words.into_iter().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        // Letters only, and in an order that is not the order of the names.
        let letters =
            |at: usize| -> String { [at % 7, at / 7, at % 3].map(|at| char::from(b'a' + at as u8)).iter().collect() };
        // A name that begins a sentence has a capital already, so that it is found again.
        let first = |word: &str| if word.starts_with(char::is_uppercase) { 'Q' } else { 'q' };
        let made = words.iter().enumerate();
        let made = made.map(|(at, word)| (word.clone(), format!("{}z{}x{at}", first(word), letters(words.len() - at))));
        Renaming(made.collect())
    }

    fn forth(&self, raw: &Raw) -> Raw {
        let quoted = ["exact = ", "prefix = ", "suffix = ", "says = ", "loaded_words = "];
        let line = |line: &str| {
            if quoted.iter().any(|key| line.starts_with(key)) { line.to_owned() } else { self.replace(line, false) }
        };
        let text = raw.text.split_inclusive('\n').map(line).collect();
        let table = |(name, bytes): (&String, &Vec<u8>)| {
            let content = String::from_utf8(bytes.clone()).unwrap();
            let content = if name.ends_with(".csv") { self.replace(&content, false) } else { content };
            (name.clone(), content.into_bytes())
        };
        Raw { name: raw.name.clone(), text, files: raw.files.iter().map(table).collect() }
    }

    fn back(&self, text: &str) -> String {
        self.replace(text, true)
    }

    /// Whole words; a hyphen is a letter, so that the ids of other things stay.
    fn replace(&self, text: &str, back: bool) -> String {
        let letter = |letter: char| letter.is_alphanumeric() || (letter == '-' || letter == '_');
        let mut out = String::new();
        let mut rest = text;
        let mut at_start = true;
        'text: while let Some(next) = rest.chars().next() {
            for (word, other) in self.0.iter().filter(|_| at_start) {
                let (word, other) = if back { (other, word) } else { (word, other) };
                if let Some(after) = rest.strip_prefix(word.as_str())
                    && !after.chars().next().is_some_and(letter)
                {
                    out.push_str(other);
                    rest = after;
                    at_start = false;
                    continue 'text;
                }
            }
            out.push(next);
            at_start = !letter(next);
            rest = &rest[next.len_utf8()..];
        }
        out
    }
}

/// The answers without what legitimately follows the order of the file: lists sorted, the words of each text sorted.
fn normal(value: &Value, back: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(|item| normal(item, back)).collect();
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(key, value)| (back(key), normal(value, back))).collect())
        }
        Value::String(text) => {
            let text = back(text);
            let bare = text.split([' ', ',', ';']).map(|word| word.trim_end_matches(['.', ':']));
            let mut words: Vec<&str> = bare.filter(|word| !word.is_empty()).collect();
            words.sort_unstable();
            Value::String(words.join(" "))
        }
        other => other.clone(),
    }
}

/// The first page, then each finding alone, so that a difference names the question.
fn same_answers(name: &str, left: &Value, right: &Value, back: &dyn Fn(&str) -> String) {
    for part in ["evidence", "in_short", "what_would_change_this", "disagreements"] {
        let told = |value: &Value| value[part].as_array().unwrap().iter().map(|one| one["text"].clone()).collect();
        let (left, right): (Vec<Value>, Vec<Value>) = (told(left), told(right));
        assert_eq!(left.len(), right.len(), "{name}: {part}");
        for (left, right) in left.iter().zip(&right) {
            assert_eq!(normal(left, &str::to_owned), normal(right, back), "{name}: {part}: {left} {right}");
        }
    }
    let list = |value: &Value| value["findings"].as_array().unwrap().clone();
    for (left, right) in list(left).iter().zip(list(right)) {
        let id = left["id"].as_str().unwrap();
        // The bytes at which a loaded word stands move with the length of the names.
        if id == "record.loaded" {
            continue;
        }
        let (left, right) = (normal(left, &str::to_owned), normal(&right, back));
        if left != right {
            let (left, right) = (format!("{left:#}"), format!("{right:#}"));
            let differ = left.lines().zip(right.lines()).find(|(left, right)| left != right);
            panic!("{name}, {id}: {differ:#?}");
        }
    }
}

#[test]
fn n1_reordering_parties_permutes_answers() {
    for raw in all() {
        let before = ask(&raw.case(), FEW).json;
        for turn in 0..2 {
            let text = reorder_lists(&reorder_parties(&raw.text, turn));
            assert_ne!(text, raw.text);
            let after = ask(&Raw { text, ..raw.clone() }.case(), FEW).json;
            same_answers(&raw.name, &before, &after, &str::to_owned);
        }
    }
}

#[test]
fn n1_renaming_parties_and_persons_changes_nothing_else() {
    for raw in all() {
        let case = raw.case();
        let renaming = Renaming::of(&case);
        let renamed = renaming.forth(&raw).case();
        assert!(renamed.parties.iter().zip(&case.parties).all(|(new, old)| new.id != old.id));
        same_answers(&raw.name, &ask(&case, FEW).json, &ask(&renamed, FEW).json, &|text| renaming.back(text));
    }
}

/// The options of every ordered issue the other way round. Everything else names options by their ids.
fn mirrored(text: &str) -> String {
    let mirror = |block: String| {
        if !block.contains("\nordered = true") {
            return block;
        }
        let line = |line: &str| if line.starts_with("options = [") { reverse_list(line) } else { line.to_owned() };
        block.split_inclusive('\n').map(line).collect()
    };
    blocks(text).into_iter().map(mirror).collect()
}

#[test]
fn n1_reversing_a_scale_mirrors_the_answers() {
    for raw in all() {
        let text = mirrored(&raw.text);
        assert_ne!(text, raw.text);
        let mirror = Raw { text, ..raw.clone() }.case();
        let (before, after) = (ask(&raw.case(), FEW), ask(&mirror, FEW));
        for (left, right) in before.findings.iter().zip(&after.findings) {
            let id = left.id;
            let (left, right) = match (&left.answer, &right.answer) {
                // Who moved, and from which options to which, is the same; which end is called the first is not.
                (Ok(Answer::Drift(_) | Answer::Positions(_) | Answer::Consensus(_) | Answer::Cohesion(_)), Ok(_)) => {
                    continue;
                }
                (Ok(left), Ok(right)) => (serde_json::to_value(left).unwrap(), serde_json::to_value(right).unwrap()),
                (Err(left), Err(right)) => {
                    assert_eq!(left, right);
                    continue;
                }
                (left, right) => panic!("{}: {left:?} {right:?}", raw.name),
            };
            let (left, right) = (normal(&left, &str::to_owned), normal(&right, &str::to_owned));
            if left != right {
                let (left, right) = (format!("{left:#}"), format!("{right:#}"));
                let differ = left.lines().zip(right.lines()).find(|(left, right)| left != right);
                panic!("{}, {id}: {differ:#?}", raw.name);
            }
        }
    }
}

#[test]
fn n1_no_word_of_a_shipped_case_is_in_the_code() {
    let mut words: BTreeSet<String> = BTreeSet::new();
    for raw in shipped() {
        let case = raw.case();
        for party in case.parties {
            words.extend(std::iter::once(party.name).chain(party.also));
        }
        words.extend(case.bodies.into_iter().map(|body| body.name));
        words.extend(case.persons.into_iter().flat_map(|person| {
            let surname = person.name.split(' ').next_back().unwrap().to_owned();
            [person.name, surname]
        }));
    }
    // English words that are also names.
    let english = ["union", "begin", "alignment"];
    for file in rust_files() {
        // What a session of tests says of the cases is not what the program says.
        let code = std::fs::read_to_string(&file).unwrap();
        // The folder of a shipped case stands in an example of usage.
        let code = shipped().iter().fold(code.split("#[cfg(test)]").next().unwrap().to_owned(), |code, raw| {
            code.replace(&format!("cases/{}", raw.name), "")
        });
        for word in words.iter().filter(|word| !english.contains(&word.to_lowercase().as_str())) {
            let found = whole_words(&code, word);
            assert!(found.is_empty(), "{}: {word}: {}", file.display(), around(&code, found[0]));
        }
    }
}

fn rust_files() -> Vec<std::path::PathBuf> {
    let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders: Vec<_> = ["kadesh/src", "kadesh-cli/src"].iter().map(|name| crates.join(name)).collect();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Of statements that are equally important, which stands first in the file decides nothing that is said of a deal.
#[test]
fn n1_the_order_of_equal_statements_decides_nothing_about_a_deal() {
    let said = |case: &Case| {
        let bench = Bench::new(case, FEW);
        let question = QUESTIONS.iter().find(|question| question.id == "conflict.stability").unwrap();
        let Ok(Answer::Stability(answer)) = question.ask(&bench).answer else { panic!() };
        assert!(answer.ties_tried);
        let deals = answer.rows.into_iter().filter(|row| row.state.deal);
        let sure = |row: kadesh::ask::conflict::StateRow| {
            let holds: Vec<&str> = row.holds.into_iter().filter(|short| !row.either.contains(short)).collect();
            (row.state.name, holds, row.either)
        };
        deals.map(sure).collect::<Vec<_>>()
    };
    let case = shipped().into_iter().find(|raw| raw.name == "ukraine-2025").unwrap().case();
    let mut turned = case.clone();
    for preference in &mut turned.conflict.preferences {
        if let Order::Statements(wishes) = &mut preference.order {
            wishes.reverse();
        }
    }
    let before = said(&case);
    assert!(before.iter().any(|(_, _, either)| !either.is_empty()));
    assert_eq!(before, said(&turned));
}

/// Inputs that move a result equally far are not ranked by their names.
#[test]
fn n1_no_input_is_named_first_among_equals() {
    let headlines = |text: &str| {
        let case = Raw { text: text.to_owned(), ..example() }.case();
        let bench = Bench::new(&case, FEW);
        let question = QUESTIONS.iter().find(|question| question.id == "ensemble.tornado").unwrap();
        let page = present::page(&bench, &[question.ask(&bench)]);
        text::render(&page, &case, cases::WIDTH).lines().filter(|line| line.contains("move")).collect::<String>()
    };
    let text = example().text;
    let renamed = text.replace("name = \"Northland\"", "name = \"Zorthland\"");
    assert_eq!(headlines(&text).replace("Northland", "Zorthland"), headlines(&renamed));
}

// --- N2 --------------------------------------------------------------------------------------------------------------

/// Every word by which a reader could tell who is meant.
fn names(case: &Case) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for party in &case.parties {
        names.insert(party.name.clone());
        names.extend(party.also.iter().cloned());
    }
    for person in &case.persons {
        names.insert(person.name.clone());
        names.extend(person.name.split(' ').filter(|part| part.len() > 2).map(str::to_owned));
    }
    names.extend(case.bodies.iter().map(|body| body.name.clone()));
    names.extend(case.agreements.iter().map(|agreement| agreement.name.clone()));
    names.extend(case.hide.iter().cloned());
    names
}

/// The ids of those that have labels. They may be common words, such as `commission`, which a sentence may use.
fn ids(case: &Case) -> BTreeSet<String> {
    let parties = case.parties.iter().map(|party| &party.id).chain(case.persons.iter().map(|person| &person.id));
    let bodies = case.bodies.iter().map(|body| &body.id);
    parties.chain(bodies).chain(case.agreements.iter().map(|agreement| &agreement.id)).cloned().collect()
}

/// Where a word stands as an id or a part of one, and not as a word of a sentence.
fn as_ids(text: &str, id: &str) -> Vec<usize> {
    let marks = |letter: Option<char>| letter.is_some_and(|letter| "-_`\":".contains(letter));
    let text = text.to_lowercase();
    let is_id = |at: &usize| marks(text[..*at].chars().next_back()) || marks(text[*at + id.len()..].chars().next());
    whole_words(&text, id).into_iter().filter(is_id).collect()
}

/// HTML without the styles and the script, which are the same for every case.
fn without_dress(html: &str) -> String {
    let html = html.replace("class=\"mark\"", "");
    let html = html.as_str();
    let cut = |html: &str, tag: &str| {
        let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
        let mut parts = html.split(&open);
        let mut out = parts.next().unwrap().to_owned();
        parts.for_each(|part| out.push_str(part.split_once(&close).map_or("", |(_, rest)| rest)));
        out
    };
    cut(&cut(html, "style"), "script")
}

#[test]
fn n2_no_name_leaks_from_a_blind_report_in_any_format() {
    for raw in all() {
        let case = raw.case();
        let (names, ids) = (names(&case), ids(&case));
        let blind = case::blind(&case);
        let bench = Bench::new(&blind, FEW);
        for question in QUESTIONS {
            let finding = [question.ask(&bench)];
            let page = present::page(&bench, &finding);
            let formats = [
                ("text", text::render(&page, &blind, cases::WIDTH)),
                ("html", without_dress(&html::render(&page, &blind))),
                ("json", format!("{:#}", json::findings(&bench, &finding))),
            ];
            for (format, shown) in &formats {
                let found_names = names.iter().map(|name| (name, whole_words(shown, name)));
                for (name, found) in found_names.chain(ids.iter().map(|id| (id, as_ids(shown, id)))) {
                    let place = found.first().map(|at| around(shown, *at));
                    assert!(found.is_empty(), "{}, {}, {format}: {name}: {place:?}", raw.name, question.id);
                }
            }
        }
    }
}

#[test]
fn n2_a_blind_report_has_the_same_numbers() {
    for raw in all() {
        let case = raw.case();
        let numbers = |case: &Case| {
            let answered = ask(case, FEW);
            // A loaded word is told by its bytes, which move with the length of the names.
            let entries = answered.page.sections.into_iter().flat_map(|section| section.entries);
            let blocks = entries.filter(|one| one.id != "record.loaded").flat_map(|one| one.blocks);
            let cells = blocks.filter_map(|block| match block {
                Block::Table(table) => Some(table.rows.into_iter().flat_map(|row| row.cells)),
                _ => None,
            });
            let mut numbers: Vec<String> = cells
                .flatten()
                .filter_map(|cell| match cell {
                    Cell::Number(number) => Some(number),
                    _ => None,
                })
                .collect();
            numbers.sort();
            numbers
        };
        let (open, blind) = (numbers(&case), numbers(&case::blind(&case)));
        let only = |left: &[String], right: &[String]| {
            left.iter().filter(|number| !right.contains(number)).cloned().collect::<Vec<_>>()
        };
        assert!(open == blind, "{}: {:?} {:?}", raw.name, only(&open, &blind), only(&blind, &open));
    }
}

#[test]
fn n2_names_of_features_are_blinded_too() {
    let mut raw = example();
    raw.text.push_str(
        "\n[agreement.old]\nbecause = \"x\"\n[agreement.old.feature.southland-guard]\nprovides = \"Southland guards\"\n\
         [agreement.new]\ncandidate = true\nbecause = \"x\"\n[agreement.new.feature.southland-guard]\nclass = \"none\"\n",
    );
    let blind = case::blind(&raw.case());
    let answered = ask(&blind, FEW);
    for shown in [answered.text, without_dress(&answered.html), answered.json.to_string()] {
        assert_eq!(whole_words(&shown, "southland"), Vec::<usize>::new());
    }
}

// --- N3 --------------------------------------------------------------------------------------------------------------

const CONTESTED: &str = "
[[act]]
id = \"hint\"
name = \"a hint at the fees\"
kind = \"concession\"
by = \"northland\"
to = \"southland\"
package = { fees = \"halved\" }
contested = true
because = \"x\"
";

#[test]
fn n3_a_contested_act_with_one_framing_is_a_fault() {
    for framings in ["", "\n[[act.framing]]\nname = \"a gift\"\nrests_on = [\"berg-fees\"]\n"] {
        let mut raw = example();
        raw.text.push_str(&format!("{CONTESTED}{framings}"));
        let checked = raw.check();
        assert!(checked.case.is_none());
        let faults = checked.diagnostics.iter().filter(|one| one.severity == Severity::Fault);
        assert_eq!(faults.map(|fault| fault.code).collect::<Vec<_>>(), ["one-framing"]);
    }
}

#[test]
fn n3_every_framing_is_shown_alike_and_in_the_order_of_the_file() {
    let mut long = example();
    // One side has three statements to quote, the other has one.
    long.text.push_str(&format!(
        "{CONTESTED}\n[[act.framing]]\nname = \"a gift\"\nrests_on = [\"reyes-fees\", \"reyes-terminal\", \"bank-loan\"]\n\
         [[act.framing]]\nname = \"a fact\"\nrests_on = [\"berg-fees\"]\n"
    ));
    let mut seen = 0;
    for raw in shipped().into_iter().chain([long]) {
        let case = raw.case();
        let answered = ask(&case, FEW);
        let entry = |id: &str| {
            answered.page.sections.iter().flat_map(|section| &section.entries).find(|entry| entry.id == id).unwrap()
        };
        for act in case.acts.iter().filter(|act| act.framings.len() > 1) {
            seen += 1;
            let names: Vec<&str> = act.framings.iter().map(|framing| framing.name.as_str()).collect();
            let holds = |cell: &Cell| matches!(cell, Cell::Text(text) if names.contains(&text.as_str()));
            let mut tables = 0;
            for block in entry("record.ledger").blocks.iter().chain(&entry("ensemble.framings").blocks) {
                let Block::Table(table) = block else { continue };
                let rows: Vec<_> = table.rows.iter().filter(|row| row.cells.iter().any(holds)).collect();
                if rows.is_empty() {
                    continue;
                }
                tables += 1;
                let shown: Vec<&str> = rows
                    .iter()
                    .flat_map(|row| &row.cells)
                    .filter_map(|cell| match cell {
                        Cell::Text(text) if names.contains(&text.as_str()) => Some(text.as_str()),
                        _ => None,
                    })
                    .collect();
                assert_eq!(shown, names, "{}: {}", raw.name, act.id);
                let filled =
                    |row: &kadesh::report::block::Row| row.cells.iter().filter(|cell| **cell != Cell::Blank).count();
                assert!(rows.iter().all(|row| filled(row) == filled(rows[0])), "{}: {}: {rows:#?}", raw.name, act.id);
            }
            assert_eq!(tables, 2, "{}: {}", raw.name, act.id);
            // The differing outputs have one column a framing, in the same order.
            for block in &entry("ensemble.framings").blocks {
                let Block::Table(table) = block else { continue };
                let heads: Vec<&str> =
                    table.columns.iter().map(String::as_str).filter(|head| names.contains(head)).collect();
                assert!(heads.is_empty() || heads == names);
            }
        }
    }
    assert!(seen >= 2);
}

// --- N4 --------------------------------------------------------------------------------------------------------------

#[test]
fn n4_coverage_and_missing_voices_come_before_any_result() {
    let first_result = |ids: &[String]| {
        let result = |id: &String| ["rules.", "deals.", "ensemble."].iter().any(|family| id.starts_with(family));
        ids.iter().position(result).unwrap()
    };
    let evidence_first = |ids: &[String]| {
        for id in ["record.coverage", "record.voices"] {
            let place = ids.iter().position(|known| known == id).unwrap();
            assert!(place < first_result(ids), "{id} at {place} of {ids:?}");
        }
    };
    for raw in all() {
        let case = raw.case();
        let bench = Bench::new(&case, FEW);
        let short: Vec<_> = brief::questions(&case).into_iter().map(|question| question.ask(&bench)).collect();
        let long: Vec<_> = QUESTIONS.iter().map(|question| question.ask(&bench)).collect();
        let pages = [brief::page(&bench, &short), present::page(&bench, &long)];
        for (page, findings) in pages.iter().zip([&short, &long]) {
            let entries = page.sections.iter().flat_map(|section| &section.entries);
            evidence_first(&entries.map(|entry| entry.id.clone()).collect::<Vec<_>>());
            let json = json::findings(&bench, findings);
            let listed = json["findings"].as_array().unwrap().iter();
            evidence_first(&listed.map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>());
            let (text, html) = (text::render(page, &case, cases::WIDTH), html::render(page, &case));
            for (shown, before, after) in [(&text, " ", "\n"), (&html, "id=\"", "\"")] {
                let first = |id: &str| shown.find(&format!("{before}{id}{after}")).unwrap();
                assert!(
                    first("record.coverage") < first("rules.gates") && first("record.voices") < first("rules.gates")
                );
            }
            if page.first.is_some() {
                assert!(text.find("EVIDENCE").unwrap() < text.find("IN SHORT").unwrap());
                assert!(html.find(">Evidence<").unwrap() < html.find(">In short<").unwrap());
            }
        }
    }
}

// --- N5 --------------------------------------------------------------------------------------------------------------

#[test]
fn n5_every_result_names_its_model_and_what_it_rests_on() {
    for question in QUESTIONS {
        assert!(!question.cards.is_empty(), "{}", question.id);
        assert!(question.cards.iter().all(|card| !card.assumes.is_empty()), "{}", question.id);
    }
    for raw in all() {
        for section in ask(&raw.case(), FEW).page.sections {
            assert!(section.entries.iter().all(|entry| entry.model.is_some()));
        }
    }
}

#[test]
fn n5_solution_points_stand_beside_the_plain_baselines() {
    for raw in all().into_iter().filter(all_must_agree) {
        let answered = ask(&raw.case(), FEW);
        let points = answered.findings.iter().find_map(|finding| match &finding.answer {
            Ok(Answer::Points(points)) => Some(points),
            _ => None,
        });
        let names: Vec<&str> = points.unwrap().baselines.iter().map(|baseline| baseline.name).collect();
        assert!(names.iter().any(|name| name.contains("status quo")), "{names:?}");
        assert!(names.iter().any(|name| name.contains("median")), "{names:?}");
        // Nor does the brief cut them away.
        let case = raw.case();
        let bench = Bench::new(&case, FEW);
        let findings: Vec<_> = brief::questions(&case).into_iter().map(|question| question.ask(&bench)).collect();
        let shown = text::render(&brief::page(&bench, &findings), &case, 400);
        assert!(names.iter().all(|name| shown.contains(name)), "{names:?}");
    }
}

/// Whether the rules of bargaining are about the case: they refuse one in which not all must agree.
fn all_must_agree(raw: &Raw) -> bool {
    let case = raw.case();
    let all = case.deal.rule == DealRule::All;
    let bench = Bench::new(&case, FEW);
    let points = QUESTIONS.iter().find(|question| question.id == "deals.points").unwrap().ask(&bench);
    assert_eq!(points.answer.is_ok(), all, "{}", raw.name);
    all
}

#[test]
fn n5_disagreement_of_models_is_the_headline() {
    let mut disagreed = 0;
    for raw in all().into_iter().filter(all_must_agree) {
        let answered = ask(&raw.case(), FEW);
        let finding = answered.findings.iter().find(|finding| finding.id == "deals.points").unwrap();
        let Ok(Answer::Points(points)) = &finding.answer else { panic!("{}", raw.name) };
        let blocks = present::blocks(&raw.case(), finding);
        let Some(Block::Line(headline)) = blocks.first() else { panic!("{blocks:#?}") };
        assert_eq!(headline.tone, Tone::Headline);
        disagreed += points.disagree;
        assert_eq!(headline.text.starts_with("The rules disagree"), points.disagree > 0, "{}", headline.text);
    }
    assert!(disagreed > 0, "no case on which the rules disagree");
}

// --- N6 --------------------------------------------------------------------------------------------------------------

/// Words of advice and of likelihood. `must` is allowed where a body's rule or the deal's own terms say so.
const FORBIDDEN: &[&str] = &[
    "should",
    "shouldn't",
    "ought",
    "recommend",
    "recommends",
    "recommended",
    "recommendation",
    "advise",
    "advises",
    "advised",
    "advice",
    "advisable",
    "had better",
    "must",
    "probability",
    "probabilities",
    "probable",
    "probably",
    "likely",
    "unlikely",
    "likelihood",
    "chance",
    "chances",
    "predicts",
    "prediction",
    "forecast",
];

/// A case with every kind of entry, written in words that no template has.
fn made_up() -> Raw {
    let source = "Zorbo mipt kelv. Drang ulti fesk. Wimbo tarn oxl. Plim ject harv. Quon belt risk aloud.";
    let text = include_str!("cases/made_up.toml").to_owned();
    Raw {
        name: "made up".to_owned(),
        text,
        files: case::Files::from([("s.txt".to_owned(), source.as_bytes().to_vec())]),
    }
}

#[test]
fn n6_no_advice_and_no_words_of_likelihood_in_what_the_program_writes() {
    for raw in all().into_iter().chain([made_up()]) {
        let own = raw.all_text();
        let case = raw.case();
        let answered = ask(&case, FEW);
        let diagnostics = format!("{:?}", raw.check().diagnostics);
        for shown in [&answered.text, &without_dress(&answered.html), &answered.json.to_string(), &diagnostics] {
            // What the author of the case wrote, or somebody said, is not ours to change.
            // In a column of a text two words may stand on two lines; the file has the same words on one.
            let wrapped = |word: &&&str| **word == "must" && std::ptr::eq(shown, &answered.text);
            let words = FORBIDDEN.iter().filter(|word| whole_words(&own, word).is_empty());
            for word in words.filter(|word| !wrapped(word)) {
                // Who has to accept, to sign or to move under a rule is a fact of the case.
                let facts = ["must accept", "must sign", "must move"];
                let told = facts.iter().fold(shown.to_string(), |told, fact| told.replace(fact, ""));
                let found = whole_words(&told, word);
                let place = found.first().map(|at| around(&told, *at));
                assert!(found.is_empty(), "{}: {word}: {place:?}", raw.name);
            }
        }
    }
}

#[test]
fn n6_no_advice_in_the_texts_of_the_code() {
    for file in rust_files() {
        let code = std::fs::read_to_string(&file).unwrap();
        let code = code.split("#[cfg(test)]").next().unwrap();
        for (number, line) in code.lines().enumerate() {
            let line = line.trim();
            if line.starts_with("//") || !line.contains('"') {
                continue;
            }
            for literal in line.split('"').skip(1).step_by(2) {
                for word in FORBIDDEN.iter().filter(|word| **word != "must" && **word != "advise") {
                    let found = whole_words(literal, word);
                    assert!(found.is_empty(), "{}:{}: {word}: {literal}", file.display(), number + 1);
                }
            }
        }
    }
}

// --- N7, N8, N9 ------------------------------------------------------------------------------------------------------

/// Crates that call others.
const CLIENTS: [&str; 17] = [
    "reqwest",
    "ureq",
    "curl",
    "curl-sys",
    "isahc",
    "attohttpc",
    "rustls",
    "native-tls",
    "openssl",
    "async-std",
    "smol",
    "tungstenite",
    "h2",
    "quinn",
    "sentry",
    "opentelemetry",
    "posthog-rs",
];

/// Crates that are called: of the page of `kadesh serve`, and of nothing else.
const SERVERS: [&str; 5] = ["axum", "hyper", "hyper-util", "tokio", "open"];

#[test]
fn n7_nothing_reaches_a_network() {
    let lock = include_str!("../../../Cargo.lock");
    let names: Vec<&str> = lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).collect();
    assert!(names.contains(&"kadesh"));
    for name in CLIENTS {
        assert!(!names.contains(&name), "{name} is in Cargo.lock");
    }
    let cli = include_str!("../../kadesh-cli/Cargo.toml");
    let others = [
        include_str!("../Cargo.toml"),
        include_str!("../../kadesh-documents/Cargo.toml"),
        include_str!("../../kadesh-tables/Cargo.toml"),
        include_str!("../../kadesh-text/Cargo.toml"),
    ];
    for name in SERVERS {
        let is_named = |manifest: &str| manifest.lines().any(|line| line.starts_with(&format!("{name} = ")));
        assert!(is_named(cli) && !others.into_iter().any(is_named), "{name}");
    }
    let wired = cli.lines().filter(|line| line.starts_with("hyper"));
    assert!(wired.clone().count() == 2 && wired.clone().all(|line| !line.contains("\"client")), "hyper calls nobody");
}

/// The page is for this machine alone, and nothing but the page listens.
#[test]
fn n7_only_the_page_listens_and_only_to_this_machine() {
    let mut listens = 0;
    for file in rust_files() {
        let text = std::fs::read_to_string(&file).unwrap();
        let is_page = file.to_string_lossy().contains("kadesh-cli/src/serve");
        let binds = text.matches("::bind(").count();
        assert!(is_page || !text.contains("std::net") && !text.contains("tokio::net"), "{}", file.display());
        assert!(!text.contains("connect("), "{}", file.display());
        assert_eq!(text.matches("::bind(SocketAddr::from((Ipv").count(), binds, "{}", file.display());
        assert!(binds == 0 || text.matches("LOCALHOST, port").count() == binds, "{}", file.display());
        listens += binds;
    }
    assert_eq!(listens, 2);
}

/// Every key of the schema, wherever it stands.
fn schema_keys(value: &Value, keys: &mut BTreeSet<String>) {
    if let Some(properties) = value.get("properties").and_then(Value::as_object) {
        keys.extend(properties.keys().cloned());
    }
    match value {
        Value::Object(fields) => fields.values().for_each(|inner| schema_keys(inner, keys)),
        Value::Array(items) => items.iter().for_each(|inner| schema_keys(inner, keys)),
        _ => {}
    }
}

fn has_part(key: &str, part: &str) -> bool {
    key.split(['_', '-']).any(|word| word == part)
}

#[test]
fn n8_no_field_for_anything_private() {
    let mut keys = BTreeSet::new();
    schema_keys(case::schema(), &mut keys);
    assert!(keys.contains("speaks_for"));
    let private = [
        "health",
        "family",
        "religion",
        "faith",
        "psychology",
        "personality",
        "character",
        "temperament",
        "trait",
        "traits",
        "ethnicity",
        "race",
        "gender",
        "sex",
        "age",
        "born",
        "birth",
        "spouse",
        "children",
        "persona",
        "illness",
        "mood",
        "photo",
        "address",
        "orientation",
    ];
    for key in &keys {
        assert!(!private.iter().any(|word| has_part(key, word)), "{key}");
    }
    let person: BTreeSet<&String> =
        case::schema()["$defs"]["PersonFile"]["properties"].as_object().unwrap().keys().collect();
    assert_eq!(person.into_iter().collect::<Vec<_>>(), ["name", "role", "speaks_for"]);
}

#[test]
fn n9_no_map_and_no_border() {
    let mut keys = BTreeSet::new();
    schema_keys(case::schema(), &mut keys);
    let geography =
        ["lat", "latitude", "lon", "lng", "longitude", "geojson", "geo", "border", "borders", "polygon", "map", "crs"];
    for key in &keys {
        assert!(!geography.iter().any(|word| has_part(key, word)), "{key}");
    }
}

// --- N10 -------------------------------------------------------------------------------------------------------------

#[test]
fn n10_same_bytes_on_any_number_of_threads_and_every_time() {
    let settings = Settings { seed: 7, draws: 300 };
    for raw in all() {
        let bytes = || {
            let answered = ask(&raw.case(), settings);
            (answered.text, answered.html, answered.json.to_string())
        };
        let first = bytes();
        assert_eq!(first, bytes(), "{}: a second time", raw.name);
        for threads in [1, 2, 4] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            assert!(pool.install(bytes) == first, "{}: {threads} threads", raw.name);
        }
    }
}
