//! What `kadesh table` writes, read in the place of what it holds, gives the same case: for every case that ships, and for cells of
//! every kind.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

use kadesh::case::{self, EXAMPLE, Files, SheetForm, TableKind};
use kadesh::model::Case;
use proptest::prelude::*;

const FORMS: [(SheetForm, &str); 4] = [
    (SheetForm::Csv, "new.csv"),
    (SheetForm::Tsv, "new.tsv"),
    (SheetForm::Xlsx, "new.xlsx"),
    (SheetForm::Ods, "new.ods"),
];

/// A case as text, and the files beside it.
type Told = (String, Files);

fn case_of((text, files): &Told) -> Case {
    let checked = case::read(text).check(files);
    checked.case.unwrap_or_else(|| panic!("{:#?}\n{text}", checked.diagnostics))
}

/// The table of a case, put in the place of what it holds; `rest` is the case without that.
fn swapped(told: &Told, kind: TableKind<'_>, rest: &str, form: (SheetForm, &str)) -> Case {
    let sheet = case::read(&told.0).table(kind, &told.1).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let bytes = sheet.bytes(form.0).unwrap_or_else(|why| panic!("{why}"));
    let mut files = told.1.clone();
    files.insert(form.1.to_owned(), bytes);
    case_of(&(rest.replace("TABLE", form.1), files))
}

fn is_the_same(told: &Told, kind: TableKind<'_>, rest: &str, wanted: &Case) {
    for form in FORMS {
        let got = swapped(told, kind, rest, form);
        let (got, wanted) = (format!("{got:#?}"), format!("{wanted:#?}"));
        let differs = got.lines().zip(wanted.lines()).find(|(one, other)| one != other);
        assert!(got == wanted, "{kind:?} {form:?}: {differs:?}");
    }
}

// --- The text of a case, by its blocks ---------------------------------------------------------------------------------

/// The blocks of a case: each begins with a line in brackets.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for line in text.lines() {
        if line.starts_with('[') {
            blocks.push(String::new());
        }
        blocks.last_mut().unwrap().push_str(&format!("{line}\n"));
    }
    blocks
}

/// The text without some of its blocks.
fn without(text: &str, is_out: impl Fn(&str) -> bool) -> String {
    blocks(text).into_iter().filter(|block| !is_out(block)).collect()
}

/// The text without some keys of some blocks. A value that goes over several lines is indented.
fn without_keys(text: &str, is_block: impl Fn(&str) -> bool, keys: &[&str]) -> String {
    let mut out = String::new();
    for block in blocks(text) {
        let mut dropping = false;
        for line in block.lines() {
            let key = line.split(['=', '.', ' ']).next().unwrap_or_default();
            dropping = is_block(&block) && (keys.contains(&key) || dropping && line.starts_with([' ', ']']));
            if !dropping {
                out.push_str(&format!("{line}\n"));
            }
        }
    }
    out
}

/// The text with one more table, and without some that it has.
fn with_table(text: &str, kind: &str, gone: &[&str]) -> String {
    let text = without_keys(text, |block| block.starts_with("[tables]"), gone);
    let line = format!("{kind} = \"TABLE\"\n");
    match text.contains("[tables]\n") {
        true => text.replacen("[tables]\n", &format!("[tables]\n{line}"), 1),
        false => format!("{text}\n[tables]\n{line}"),
    }
}

// --- The cases that ship -----------------------------------------------------------------------------------------------

fn shipped() -> Vec<Told> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let inside = |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = inside(cases.clone())
        .chain(inside(cases.join("conflicts")))
        .chain([cases.join("ukraine-2025/second-reading")])
        .filter(|path| path.join("case.toml").is_file())
        .collect();
    folders.sort();
    assert!(folders.len() >= 12, "{folders:?}");
    let read = |folder: &PathBuf| {
        let text = fs::read_to_string(folder.join("case.toml")).unwrap();
        let file = |name: String| (name.clone(), fs::read(folder.join(&name)).unwrap());
        let files = case::read(&text).files_named().into_iter().map(file).collect();
        (text, files)
    };
    let example = EXAMPLE.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec()));
    let example: Files = example.collect();
    let text = String::from_utf8(example["case.toml"].clone()).unwrap();
    folders.iter().map(read).chain([(text, example)]).collect()
}

#[test]
fn every_table_of_every_shipped_case_says_what_it_was_written_from() {
    for told in shipped() {
        let (text, wanted) = (&told.0, case_of(&told));
        let stake = |block: &str| block.starts_with("[stake.");
        let statement = |block: &str| block.starts_with("[[statement");
        let room = |block: &str| block.starts_with("[room.");
        let same = |kind, rest: String| is_the_same(&told, kind, &rest, &wanted);
        same(TableKind::Stakes, with_table(&without(text, stake), "stakes", &["stakes", "salience"]));
        same(TableKind::Salience, with_table(&without_keys(text, stake, &["weight"]), "salience", &["salience"]));
        same(TableKind::Positions, with_table(&without_keys(text, statement, &["takes"]), "positions", &["positions"]));
        same(TableKind::Statements, with_table(&without(text, statement), "statements", &["statements", "positions"]));
        let keys = ["seats", "informed", "about", "rests_on", "because"];
        same(TableKind::Seats, with_table(&without_keys(text, room, &keys), "seats", &["seats"]));
        same(TableKind::Trace, with_table(text, "trace", &["trace"]));
        let written = case::read(text);
        for body in written.body_ids() {
            let own = |block: &str| block.starts_with(&format!("[body.{body}]"));
            let head = format!("[body.{body}]\n");
            let rest = without_keys(text, own, &["members"]).replace(&head, &format!("{head}members = \"TABLE\"\n"));
            same(TableKind::Members(body), rest);
        }
    }
}

/// Acts with rival descriptions stay in the case, and come before those of the table.
#[test]
fn acts_of_the_shipped_cases_are_the_same_beside_those_that_stay() {
    let mut stayed = 0;
    for told in shipped() {
        let (text, files) = &told;
        let of_act = |block: &str| block.starts_with("[[act") || block.starts_with("[act");
        let rest = without(text, of_act);
        let mut acts: Vec<String> = Vec::new();
        for block in blocks(text).into_iter().filter(|block| of_act(block)) {
            match acts.last_mut().filter(|_| !block.starts_with("[[act]]")) {
                Some(act) => act.push_str(&block),
                None => acts.push(block),
            }
        }
        let (framed, plain): (Vec<String>, Vec<String>) =
            acts.into_iter().partition(|act| act.contains("[[act.framing]]"));
        stayed += framed.len();
        let framed = format!("{rest}\n{}", framed.concat());
        let wanted = case_of(&(format!("{framed}\n{}", plain.concat()), files.clone()));
        let told_of = case::read(text).table(TableKind::Acts, files).unwrap().stays.len();
        assert_eq!(told_of, framed.matches("[[act]]").count());
        is_the_same(&told, TableKind::Acts, &with_table(&framed, "acts", &["acts"]), &wanted);
    }
    assert!(stayed >= 2, "{stayed}");
}

// --- Cells of every kind -------------------------------------------------------------------------------------------------

const HEAD: &str = "[case]\ntitle = \"t\"\nquestion = \"q\"\n[party.hill]\n[party.vale]\n\
    [issue.pump]\noptions = [\"old\", \"new\"]\nstatus_quo = \"old\"\n";

/// An act with texts in all that an act may say freely.
fn act(texts: &[String; 5]) -> String {
    let quoted = |text: &String| toml::Value::String(text.clone()).to_string();
    let [name, goal, back, condition, because] = texts.each_ref().map(quoted);
    format!(
        "[[act]]\nid = \"a\"\nkind = \"promise\"\nby = \"hill\"\nname = {name}\ngoal = {goal}\nin_return = [{back}, \"x\"]\n\
         on_condition = {condition}\nbecause = {because}\n"
    )
}

fn odd_text() -> impl Strategy<Value = String> {
    let known = [
        "=1+1",
        "=HYPERLINK(\"x\")",
        "+1",
        "-1",
        "@x",
        "'x",
        "007",
        "1.234",
        "1,234",
        "1 234",
        "1e5",
        "TRUE",
        "2024-05-07",
        "7/8/2024",
        "#REF!",
        "a;b",
        "a,b",
        "a\tb",
        "a\nb",
        "a\n\n b",
        "\"",
        "\"a\"",
        "a\"b",
        "\u{feff}a",
        "ä ß",
        "漢字",
        "مرحبا",
        "🎉",
        "a\u{a0}b",
        "total",
        "sum",
        "a  b",
        "sep=;",
        "x\u{200b}",
        "A&B <i>",
        "%",
        "50%",
        "_x000A_",
        "--",
        "a\r\nb",
        "null",
    ];
    prop_oneof![prop::sample::select(known.to_vec()).prop_map(str::to_owned), "[ -~\n\t=\"';,äß漢]{0,12}"]
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.trim() == text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn odd_texts_come_back_or_are_refused(texts in prop::array::uniform5(odd_text())) {
        let text = format!("{HEAD}{}", act(&texts));
        let told = (text, Files::new());
        let wanted = case_of(&told);
        let refused = texts.iter().any(|text| !is_plain(text)) || texts[2].contains('|');
        match case::read(&told.0).table(TableKind::Acts, &told.1) {
            Err(faults) => prop_assert!(refused, "{faults:#?}"),
            Ok(sheet) => {
                prop_assert!(!refused, "{texts:?}");
                for (form, name) in FORMS {
                    match sheet.bytes(form) {
                        // One kind of line end is all that the format has.
                        Err(_) => prop_assert!(form == SheetForm::Ods && texts.iter().any(|text| text.contains('\r')), "{form:?} {texts:?}"),
                        Ok(bytes) => {
                            let files = Files::from([(name.to_owned(), bytes)]);
                            let got = case_of(&(format!("{HEAD}[tables]\nacts = \"{name}\"\n"), files));
                            prop_assert_eq!(format!("{got:#?}"), format!("{wanted:#?}"), "{:?}", name);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn numbers_come_back_as_they_were_written(
        weight in prop::sample::select(vec!["2", "0.1", "1.25", "1.234", "12345.678", "\"2..4\"", "\"1..1.5..2\"", "\"5±1\"", "\"3 to 4\"", "\"2–3\"", "1e3"]),
        value in prop::sample::select(vec!["0", "1", "0.4", "0.125", "\"40%\"", "\"0.3..0.6\"", "\"30–40 %\"", "\"0.4±0.1\"", "\"between 0.3 and 0.5\""]),
    ) {
        let stakes = format!(
            "[stake.hill.pump]\nweight = {weight}\nvalues = {{ old = {value} }}\nred_line = \"new\"\nbecause = \"x\"\n\
             [stake.vale.pump]\nbecause = \"y\"\n"
        );
        let told = (format!("{HEAD}{stakes}"), Files::new());
        is_the_same(&told, TableKind::Stakes, &format!("{HEAD}[tables]\nstakes = \"TABLE\"\n"), &case_of(&told));
    }
}
