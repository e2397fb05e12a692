//! Input as people have it: encodings, copied words, tables of every dialect, numbers, slips; what is understood and what is told.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use kadesh::case::{self, Checked, Files};
use kadesh::diagnostic::{Diagnostic, Severity};
use kadesh::ensemble::{Acceptance, Draws, all_reachable};
use kadesh::model::{Case, Closeness, DealRule, Listing, PartyId, Quantity, StatementId};
use kadesh_tables::{Column, Dialect, Mark, Separator, write_csv, write_ods, write_xlsx};

const HEAD: &str = "[case]\ntitle = \"Two towns and a well\"\nas_of = \"2024-05-08\"\n[party.hill]\n[party.vale]\n\
    [issue.pump]\noptions = [\"old\", \"shared\", \"new\"]\nstatus_quo = \"old\"\n";

/// A stake of each party, so that no party stands alone.
const STAKES: &str = "[stake.hill.pump]\nweight = 2\nvalues = { old = 1, shared = 0.5, new = 0 }\nbecause = \"x\"\n\
    [stake.vale.pump]\nweight = 3\nvalues = { old = 0, shared = 0.5, new = 1 }\nbecause = \"x\"\n";

fn check(text: &str, files: &[(&str, &[u8])]) -> Checked {
    let files: Files = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    case::read(text).check(&files)
}

/// The codes of one severity, in the order of the file.
fn codes(checked: &Checked, severity: Severity) -> Vec<&'static str> {
    checked.diagnostics.iter().filter(|one| one.severity == severity).map(|one| one.code).collect()
}

fn faults(text: &str, files: &[(&str, &[u8])]) -> Vec<&'static str> {
    codes(&check(text, files), Severity::Fault)
}

fn passes(text: &str, files: &[(&str, &[u8])]) -> (Case, Vec<Diagnostic>) {
    let checked = check(text, files);
    let case = checked.case.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    (case, checked.diagnostics)
}

fn told(diagnostics: &[Diagnostic], code: &str) -> String {
    let own = diagnostics.iter().find(|one| one.code == code);
    own.map(|one| format!("{} {}", one.message, one.hint.clone().unwrap_or_default())).unwrap_or_default()
}

// --- Sources ---------------------------------------------------------------------------------------------------------

/// A case with one source and one statement that quotes it.
fn quoting(exact: &str, more: &str) -> String {
    format!(
        "{HEAD}{STAKES}[source.note]\nfile = \"note.txt\"\npublished = \"2024-05-07\"\n{more}\
         [[statement]]\nid = \"s\"\nby = \"hill\"\nsource = \"note\"\nkind = \"paraphrase\"\nexact = \"{exact}\"\nat = \"2024-05\"\n"
    )
}

#[test]
fn a_source_is_read_in_its_encoding_which_is_told() {
    let words = "Der Bürgermeister sagt: „Der Brunnen gehört uns.“";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(words.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin: Vec<u8> = words
        .chars()
        .map(|sign| match sign {
            '„' => 0x84,
            '“' => 0x93,
            other => u8::try_from(u32::from(other)).unwrap(),
        })
        .collect();
    let text = quoting("Der Brunnen gehört uns", "");
    let (case, notes) = passes(&text, &[("note.txt", &utf16)]);
    assert!(told(&notes, "encoding-read").contains("UTF-16"), "{notes:#?}");
    assert_eq!(case.sources[0].text, words);
    let (_, notes) = passes(&text, &[("note.txt", &latin)]);
    assert!(told(&notes, "encoding-read").contains("`encoding = \"windows-1252\"` beside it settles it"), "{notes:#?}");
    let stated = quoting("Der Brunnen gehört uns", "encoding = \"windows-1252\"\n");
    let (_, notes) = passes(&stated, &[("note.txt", &latin)]);
    assert_eq!(told(&notes, "encoding-read"), "");
    let (_, notes) = passes(&text, &[("note.txt", words.as_bytes())]);
    assert_eq!(told(&notes, "encoding-read"), "");
}

#[test]
fn what_is_no_text_is_told_with_a_next_step() {
    let text = quoting("uns", "");
    let checked = check(&text, &[("note.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n")]);
    assert_eq!(codes(&checked, Severity::Fault), ["not-text"]);
    assert!(told(&checked.diagnostics, "not-text").contains("kadesh source add CASE note.txt"), "{checked:#?}");
    let wrong = quoting("uns", "encoding = \"windows-12522\"\n");
    assert!(told(&check(&wrong, &[("note.txt", b"uns")]).diagnostics, "bad-encoding").contains("windows-1252"));
}

#[test]
fn a_web_page_is_searched_with_its_tags_and_says_so() {
    let page = b"<!DOCTYPE html><html><body><p>The well is ours.</p></body></html>";
    let checked = check(&quoting("The well is ours", ""), &[("note.txt", page)]);
    assert_eq!(codes(&checked, Severity::Warning), ["web-page"]);
}

#[test]
fn the_original_of_a_text_is_watched_too() {
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let text =
        quoting("uns", &format!("original = \"note.odt\"\noriginal_sha256 = \"{hash}\"\nlost = [\"1 table\"]\n"));
    assert_eq!(faults(&text, &[("note.txt", b"uns"), ("note.odt", b"abc")]), [""; 0]);
    assert_eq!(faults(&text, &[("note.txt", b"uns"), ("note.odt", b"abd")]), ["changed-source"]);
    assert_eq!(faults(&text, &[("note.txt", b"uns")]), ["missing-file"]);
}

#[test]
fn an_excerpt_has_its_offsets_in_the_text_as_it_is() {
    let source = "She said: “we won’t\r\n give up the\u{a0}well—ever”.";
    let (case, _) = passes(&quoting("we won't give up the well-ever", ""), &[("note.txt", source.as_bytes())]);
    let excerpt = &case.statements[0].excerpt;
    let words = "we won’t\r\n give up the\u{a0}well—ever";
    assert_eq!(&source[excerpt.bytes.0..excerpt.bytes.1], words);
    assert_eq!((excerpt.chars.0, excerpt.chars.1), (11, 11 + words.chars().count()));
    assert_eq!(excerpt.exact, "we won't give up the well-ever");
}

#[test]
fn excerpts_in_doubt_say_what_settles_them() {
    let source = "The well is ours. Tomorrow, they said, the well is ours again.".as_bytes();
    let twice = check(&quoting("well is ours", ""), &[("note.txt", source)]);
    let hint = told(&twice.diagnostics, "broken-anchor");
    assert!(hint.contains("prefix = \"The\"") && hint.contains("prefix = \"the\""), "{hint}");
    let slip = check(&quoting("the wel is ours", ""), &[("note.txt", source)]);
    let hint = told(&slip.diagnostics, "broken-anchor");
    assert!(hint.contains("- ") && hint.contains("+ ") && hint.contains("[l]"), "{hint}");
}

// --- Tables ----------------------------------------------------------------------------------------------------------

const COLUMNS: &[Column] = &[
    Column::text("party").needed(),
    Column::text("issue").needed(),
    Column::text("option"),
    Column::number("value"),
    Column::number("weight"),
    Column::text("because"),
];

const ROWS: &[[&str; 6]] = &[
    ["hill", "pump", "old", "1", "2", "as told"],
    ["hill", "pump", "shared", "0.4", "2", "as told"],
    ["hill", "pump", "new", "0", "2", "as told"],
    ["vale", "pump", "old", "0", "3", "as told"],
    ["vale", "pump", "shared", "0.25..0.5", "3", "as told"],
    ["vale", "pump", "new", "1", "3", "as told"],
];

fn with_table(name: &str, more: &str) -> String {
    format!("{HEAD}[tables]\nstakes = {{ file = \"{name}\"{more} }}\n")
}

fn are_the_stakes(case: &Case) {
    let point = |value| Some(Quantity::Point(value));
    assert_eq!(case.stakes.len(), 2);
    assert_eq!((case.stakes[0].weight, case.stakes[1].weight), (point(2.0), point(3.0)));
    assert_eq!(case.stakes[0].values, [point(1.0), point(0.4), point(0.0)]);
    assert_eq!(case.stakes[1].values, [point(0.0), Some(Quantity::Range(0.25, 0.5)), point(1.0)]);
}

#[test]
fn a_table_tells_the_same_in_every_form() {
    for separator in Separator::ALL {
        for mark in [Mark::Point, Mark::Comma] {
            let table = write_csv(COLUMNS, ROWS, &Dialect::csv(separator, mark));
            let (case, notes) = passes(&with_table("s.csv", ""), &[("s.csv", table.as_bytes())]);
            are_the_stakes(&case);
            let plain = separator == Separator::Comma && mark == Mark::Point;
            assert_eq!(told(&notes, "table-read").is_empty(), plain, "{separator:?} {mark:?}: {notes:#?}");
            let utf16: Vec<u8> =
                [0xfe, 0xff].into_iter().chain(table.encode_utf16().flat_map(u16::to_be_bytes)).collect();
            are_the_stakes(&passes(&with_table("s.csv", ""), &[("s.csv", &utf16)]).0);
        }
    }
    let book = write_xlsx("Wishes", COLUMNS, ROWS).unwrap();
    are_the_stakes(&passes(&with_table("s.xlsx", ""), &[("s.xlsx", &book)]).0);
    are_the_stakes(&passes(&with_table("s.xlsx", ", sheet = \"Wishes\""), &[("s.xlsx", &book)]).0);
    assert_eq!(faults(&with_table("s.xlsx", ", sheet = \"Other\""), &[("s.xlsx", &book)]), ["no-such-sheet"]);
    let sheet = write_ods("Wishes", COLUMNS, ROWS).unwrap();
    are_the_stakes(&passes(&with_table("s.ods", ""), &[("s.ods", &sheet)]).0);
}

#[test]
fn a_fault_in_a_cell_of_a_workbook_names_its_address() {
    let mut rows: Vec<Vec<&str>> = ROWS.iter().map(|row| row.to_vec()).collect();
    rows[4][3] = "~0.4";
    let book = write_xlsx("Wishes", COLUMNS, &rows).unwrap();
    let checked = check(&with_table("s.xlsx", ""), &[("s.xlsx", &book)]);
    let fault = checked.diagnostics.iter().find(|one| one.severity == Severity::Fault).unwrap();
    assert_eq!(fault.labels[0].0.file, "s.xlsx, Wishes!D6");
    assert!(fault.hint.as_ref().unwrap().starts_with("how far from 0.4?"), "{fault:?}");
}

#[test]
fn headings_percents_and_what_the_case_states_are_understood() {
    let table = "Country\tTopic\tChoice\tUtility (%)\tImportance\tReason\n\
                 hill\tpump\told\t100\t2\tx\nhill\tpump\tshared\t40\t2\tx\nhill\tpump\tnew\t0\t2\tx\n\
                 vale\tpump\told\t0\t3\tx\nvale\tpump\tshared\t25..50\t3\tx\nvale\tpump\tnew\t100\t3\tx\n";
    let (case, notes) = passes(&with_table("s.tsv", ""), &[("s.tsv", table.as_bytes())]);
    are_the_stakes(&case);
    assert!(notes.iter().any(|one| one.message.contains("`Country` as `party`")), "{notes:#?}");
    // Only the case can tell how this is meant.
    let doubt = "party;issue;option;value;weight;because\nhill;pump;old;1;1,500;x\nvale;pump;old;0;3;x\n";
    assert_eq!(faults(&with_table("s.csv", ""), &[("s.csv", doubt.as_bytes())]), ["ambiguous-number"]);
    let weight = |decimal: &str| {
        let text = with_table("s.csv", &format!(", decimal = \"{decimal}\""));
        passes(&text, &[("s.csv", doubt.as_bytes())]).0.stakes[0].weight
    };
    assert_eq!((weight(","), weight(".")), (Some(Quantity::Point(1.5)), Some(Quantity::Point(1500.0))));
    assert_eq!(faults(&with_table("s.csv", ", separator = \"x\""), &[("s.csv", doubt.as_bytes())]), ["unknown-word"]);
}

#[test]
fn nothing_is_told_twice() {
    let row = |more: &str| {
        let table =
            format!("party,issue,option,value,weight,because\nhill,pump,old,1,2,x\nvale,pump,old,0,3,x\n{more}");
        check(&with_table("s.csv", ""), &[("s.csv", table.as_bytes())])
    };
    assert_eq!(codes(&row(""), Severity::Fault), [""; 0]);
    let again = row("hill,pump,old,1,2,x\n");
    assert_eq!(codes(&again, Severity::Fault), ["said-twice"]);
    let fault = again.diagnostics.iter().find(|one| one.code == "said-twice").unwrap();
    assert_eq!(fault.labels.len(), 2, "{fault:?}");
    assert_eq!(codes(&row("hill,pump,new,0,4,x\n"), Severity::Fault), ["said-twice"]);
    // A weight that every row of an issue repeats is one weight.
    assert_eq!(codes(&row("hill,pump,new,0,2,x\n"), Severity::Fault), [""; 0]);
}

// --- Numbers ---------------------------------------------------------------------------------------------------------

#[test]
fn how_a_number_was_read_is_told_once_a_kind() {
    let text = format!("{HEAD}{STAKES}").replacen("0.5", "\"0.4 to 0.6\"", 1).replacen("0.5", "\"40–60 %\"", 1);
    let (case, notes) = passes(&text, &[]);
    assert_eq!(case.stakes[0].values[1], Some(Quantity::Range(0.4, 0.6)));
    assert_eq!(case.stakes[1].values[1], Some(Quantity::Range(0.4, 0.6)));
    let read: Vec<&str> =
        notes.iter().filter(|one| one.code == "number-read").map(|one| one.message.as_str()).collect();
    assert_eq!(read, ["`0.4 to 0.6` is 0.4..0.6", "`40–60 %` is 0.4..0.6"]);
    let doubt = format!("{HEAD}{STAKES}").replacen("weight = 2", "weight = \"1,000\"", 1);
    let checked = check(&doubt, &[]);
    assert!(
        told(&checked.diagnostics, "bad-quantity").contains("write 1000 if the comma groups thousands"),
        "{checked:#?}"
    );
}

// --- Entries ---------------------------------------------------------------------------------------------------------

#[test]
fn entries_that_can_change_nothing_are_pointed_out() {
    let warnings = |more: &str| codes(&check(&format!("{HEAD}{STAKES}{more}"), &[]), Severity::Warning);
    assert_eq!(warnings(""), [""; 0]);
    assert_eq!(warnings("[party.idle]\n"), ["idle-party"]);
    assert_eq!(warnings("[party.part]\npart_of = \"hill\"\n"), [""; 0]);
    assert_eq!(warnings("[lever.loan]\nbecause = \"x\"\n"), ["idle-lever"]);
    assert_eq!(warnings("[hypothesis.same]\nsets = { weight.hill.pump = 2 }\nbecause = \"x\"\n"), ["idle-hypothesis"]);
    assert_eq!(warnings("[hypothesis.other]\nsets = { weight.hill.pump = 1 }\nbecause = \"x\"\n"), [""; 0]);
    let more = "[issue.b]\noptions = [\"x\", \"y\"]\nstatus_quo = \"x\"\n[issue.c]\noptions = [\"x\", \"y\"]\nstatus_quo = \"x\"\n\
        [stake.hill.b]\nweight = 1\nvalues = { x = 1, y = 0 }\nbecause = \"x\"\n\
        [stake.vale.c]\nweight = WEIGHT\nvalues = { x = 1, y = 0 }\nbecause = \"x\"\n";
    assert_eq!(warnings(&more.replace("WEIGHT", "300")), ["weight-out-of-line"]);
    assert_eq!(warnings(&more.replace("WEIGHT", "0")), ["weight-nought"]);
    assert_eq!(warnings(&more.replace("WEIGHT", "5")), [""; 0]);
    assert_eq!(warnings("[source.s]\npublished = \"2205-05-07\"\n"), ["date-out-of-line"]);
}

#[test]
fn a_slip_does_not_hide_the_other_faults_of_its_entry() {
    let statement = |lines: &str| faults(&format!("{HEAD}{STAKES}[source.note]\n[[statement]]\n{lines}"), &[]);
    let sound = "id = \"s\"\nby = \"hill\"\nsource = \"note\"\nkind = \"verbatim\"\nexact = \"x\"\ntakes = { pump = \"old\" }\n";
    assert_eq!(statement(sound), [""; 0]);
    let spoilt = sound.replace("verbatim", "qoute").replace("\"old\"", "\"odl\"").replace("hill", "hlil");
    assert_eq!(statement(&spoilt), ["unknown-word", "unknown-name", "unknown-name"]);
    let without = sound.replace("exact = \"x\"\n", "").replace("\"old\"", "\"odl\"");
    assert_eq!(statement(&without), ["missing-key", "unknown-name"]);
    let no_source = sound.replace("source = \"note\"\n", "").replace("\"old\"", "\"odl\"");
    assert_eq!(statement(&no_source), ["missing-key", "unknown-name"]);
    // The stand-in for a kind brings no fault of its own.
    assert_eq!(statement(&sound.replace("verbatim", "comment").replace("\"hill\"", "\"reporter\"")), ["unknown-word"]);
}

// --- Worth -----------------------------------------------------------------------------------------------------------

/// Two towns, the pump and who pays for it.
fn two_issues(more: &str) -> String {
    let issues = "[issue.cost]\noptions = [\"hill\", \"both\", \"vale\"]\nstatus_quo = \"hill\"\n";
    let cost = "[stake.hill.cost]\nweight = 2\nvalues = { hill = 0, both = 0.5, vale = 1 }\nbecause = \"x\"\n\
        [stake.vale.cost]\nweight = \"1..2\"\nvalues = { hill = 1, both = 0.5, vale = 0 }\nbecause = \"x\"\n";
    format!("{HEAD}{issues}{STAKES}{cost}{more}")
}

/// The hill's scoring sheet, the vale's weights.
fn with_sheet(pump: &str, more: &str) -> String {
    let vale = STAKES.split_once("[stake.vale").unwrap().1;
    format!("{HEAD}[stake.hill.pump]\npoints = {{ {pump} }}\nbecause = \"x\"\n[stake.vale{vale}{more}")
}

#[test]
fn scoring_sheets_in_points_add_up_and_stand_alone() {
    let (case, _) = passes(&with_sheet("old = 100, shared = \"30 to 40\", new = 0", ""), &[]);
    assert_eq!((case.parties[0].points, case.parties[1].points), (Some(100.0), None));
    assert_eq!(case.stakes[0].values[1], Some(Quantity::Range(30.0, 40.0)));
    let total =
        with_sheet("old = 100, shared = 40, new = 0", "").replace("[party.hill]", "[party.hill]\ntotal_points = 100");
    passes(&total, &[]);
    let other = total.replace("total_points = 100", "total_points = 120");
    assert_eq!(faults(&other, &[]), ["points-total"]);
    let why = check(&with_sheet("old = 90, shared = 40, new = 0", ""), &[]).diagnostics;
    assert!(told(&why, "points-total").contains("add up to 90 points, and not to 100"), "{why:?}");
    assert!(told(&why, "points-total").contains("total_points ="), "{why:?}");
    // A blank option may be the best one.
    passes(&with_sheet("old = 90, shared = 40", ""), &[]);
    assert_eq!(faults(&with_sheet("old = 100, shared = \"10..300\", new = 0", ""), &[]), ["points-total"]);
    let mixed = with_sheet("old = 100, shared = 40, new = 0", "").replace("points = {", "weight = 2\npoints = {");
    assert_eq!(faults(&mixed, &[]), ["two-scales"]);
    let idle = format!("{HEAD}{STAKES}").replace("[party.hill]", "[party.hill]\ntotal_points = 100");
    assert!(codes(&check(&idle, &[]), Severity::Warning).contains(&"idle-total"));
    let table = "party,issue,option,points,because\nhill,pump,old,100,x\nhill,pump,new,0,x\n";
    let from_table =
        format!("{HEAD}[tables]\nstakes = \"s.csv\"\n[stake.vale{}", STAKES.split_once("[stake.vale").unwrap().1);
    let (case, _) = passes(&from_table, &[("s.csv", table.as_bytes())]);
    assert_eq!(case.parties[0].points, Some(100.0));
}

#[test]
fn a_walk_away_is_on_the_scale_of_the_stakes_or_a_package() {
    let sheet = |own: &str| {
        with_sheet("old = 100, shared = 40, new = 0", &format!("[walk_away.hill]\n{own}\nbecause = \"x\"\n"))
    };
    let (case, _) = passes(&sheet("points = 45"), &[]);
    assert_eq!(case.walk_aways[0].base, Some(Quantity::Point(45.0)));
    assert_eq!(faults(&sheet("base = 0.45"), &[]), ["two-scales"]);
    assert_eq!(faults(&sheet("points = 145"), &[]), ["bad-quantity"]);
    let shares = |own: &str| two_issues(&format!("[walk_away.hill]\n{own}\nbecause = \"x\"\n"));
    assert_eq!(faults(&shares("points = 45"), &[]), ["two-scales"]);
    let package = |own: &str| passes(&shares(own), &[]).0.walk_aways[0].package.clone();
    assert_eq!(package("package = \"status quo\""), Some(vec![0, 0]));
    assert_eq!(
        package("package = { cost = \"both\" }"),
        Some(vec![0, 1]),
        "an issue that is left out keeps its status quo"
    );
    assert_eq!(faults(&shares("package = { cost = \"nobody\" }"), &[]), ["unknown-name"]);
    assert_eq!(faults(&shares("package = \"the deal\""), &[]), ["unknown-word"]);
    assert_eq!(faults(&shares("package = \"status quo\"\nbase = 0.2"), &[]), ["said-twice"]);
}

#[test]
fn options_that_hang_together_name_two_issues_and_leave_what_holds_now() {
    let case = |entry: &str| two_issues(&format!("{entry}\nbecause = \"x\"\n"));
    let (read, _) = passes(&case("[[exclude]]\npackage = { pump = \"new\", cost = \"vale\" }"), &[]);
    assert!(!read.is_possible(&[2, 2]) && read.is_possible(&[2, 1]));
    assert_eq!(faults(&case("[[exclude]]\npackage = { pump = \"new\" }"), &[]), ["one-option"]);
    assert_eq!(
        faults(&case("[[exclude]]\npackage = { pump = \"old\", cost = \"hill\" }"), &[]),
        ["status-quo-excluded"]
    );
    assert_eq!(faults(&two_issues("[[exclude]]\npackage = { pump = \"new\", cost = \"vale\" }\n"), &[]), ["no-basis"]);
    let bonus = "[[bonus]]\nparty = \"hill\"\nwhen = { pump = \"new\", cost = \"vale\" }\nworth = ";
    let (read, _) = passes(&case(&format!("{bonus}\"-0.2 to 0.1\"")), &[]);
    assert_eq!(read.bonuses[0].worth, Quantity::Range(-0.2, 0.1));
    assert_eq!(faults(&case(&format!("{bonus}3")), &[]), ["bad-quantity"]);
    let twice = case(&format!("{bonus}0.1\nbecause = \"x\"\n{bonus}0.1"));
    assert_eq!(faults(&twice, &[]), ["said-twice"]);
    let exclude = "[[exclude]]\npackage = { pump = \"new\", cost = \"vale\" }\nbecause = \"x\"\n";
    assert_eq!(faults(&two_issues(&exclude.repeat(2)), &[]), ["said-twice"]);
    let warned = |more: &str| codes(&check(&two_issues(more), &[]), Severity::Warning);
    assert!(warned(&exclude.replace("because", "unless = { pump = \"old\" }\nbecause")).contains(&"idle-unless"));
    assert!(warned(&format!("{bonus}0\nbecause = \"x\"\n")).contains(&"idle-bonus"));
}

#[test]
fn who_is_enough_is_a_formula_so_many_of_several_or_a_body() {
    let lake =
        "[party.lake]\n[stake.lake.pump]\nweight = 1\nvalues = { old = 0, shared = 1, new = 1 }\nbecause = \"x\"\n";
    let deal = |needs: &str| format!("{HEAD}{STAKES}{lake}[deal]\n{needs}\nbecause = \"x\"\n");
    let groups = |needs: &str| -> Vec<Vec<String>> {
        let (case, _) = passes(&deal(needs), &[]);
        let ids = |group: &mut dyn Iterator<Item = PartyId>| group.map(|party| case.party(party).id.clone()).collect();
        match &case.deal.rule {
            DealRule::Groups(groups) => groups.iter().map(|group| ids(&mut group.iter().copied())).collect(),
            _ => vec![ids(&mut case.deal.signatories.iter().copied())],
        }
    };
    let pairs = vec![vec!["hill", "vale"], vec!["hill", "lake"], vec!["vale", "lake"]];
    assert_eq!(groups("needs = { at_least = 2, of = [\"hill\", \"vale\", \"lake\"] }"), pairs);
    assert_eq!(groups("needs = \"hill and (vale or lake)\""), pairs[..2]);
    assert_eq!(groups("needs = \"hill or hill and vale\""), [["hill"]]);
    assert_eq!(groups("needs = { all = [\"hill\", { any = [\"vale\", \"lake\"] }] }"), pairs[..2]);
    assert_eq!(groups("needs = \"all\""), [["hill", "vale", "lake"]]);
    assert_eq!(faults(&deal("needs = \"hill and not vale\""), &[]), ["bad-formula"]);
    assert_eq!(faults(&deal("needs = \"hill and vael\""), &[]), ["unknown-name"]);
    assert_eq!(faults(&deal("needs = { at_least = 4, of = [\"hill\", \"vale\"] }"), &[]), ["bad-number"]);
    assert_eq!(faults(&deal("needs = \"hill\"\nsignatories = [\"vale\"]"), &[]), ["said-twice"]);
    let stranger = deal("needs = \"hill and sea\"").replace("[party.lake]", "[party.sea]\n[party.lake]");
    assert_eq!(faults(&stranger, &[]), ["no-stake"]);
    for empty in ["{ all = [] }", "{ any = [] }"] {
        assert_eq!(faults(&deal(&format!("needs = {empty}")), &[]), ["bad-formula"]);
    }
    let twice = deal("needs = { at_least = 2, of = [\"hill\", \"hill\", \"vale\"] }");
    assert_eq!(faults(&twice, &[]), ["named-twice"]);
}

#[test]
fn a_body_that_decides_needs_the_members_that_its_rule_needs() {
    let lake = "[party.lake]\n[stake.lake.pump]\nweight = 1\nvalues = { old = 0, shared = 0, new = 1 }\nbecause = \"x\"\n\
        [walk_away.lake]\nbase = 0.9\nbecause = \"x\"\n";
    let council = |rule: &str, members: &str| {
        format!(
            "{HEAD}{STAKES}{lake}[party.sea]\n[body.council]\nmembers = [{members}]\nbecause = \"x\"\n\
             rule = {{ kind = \"{rule}\", basis = \"practice\" }}\n[deal]\nbody = \"council\"\nbecause = \"x\"\n"
        )
    };
    let outcome = |text: &str| {
        let (case, told) = passes(text, &[]);
        let draws = Draws::new(&case, 1, 20).unwrap();
        let acceptance = Acceptance::of(&case, &draws, all_reachable(&case));
        (acceptance.map(|acceptance| acceptance.outcome(&case, Listing::Short).unwrap()), told)
    };
    // By agreement of two members: the third party, which is no member, is not asked.
    let (two, told) = outcome(&council("unanimity", "\"hill\", \"vale\""));
    let two = two.unwrap();
    assert_eq!((two.signatories.len(), two.groups.len()), (2, 0));
    assert_eq!(two.parties.iter().filter(|party| party.signs).count(), 2);
    assert!(!told.iter().any(|one| one.code == "no-stake"));
    let all = council("majority", "\"hill\", \"vale\", \"lake\"");
    let majority = all.replace("basis =", "quota = \"1/2\", strict = true, basis =");
    assert_eq!(outcome(&majority).0.unwrap().groups.len(), 3);
    // A member without stakes counts as opposed: that is said, and stops all where all are needed.
    let (none, told) = outcome(&council("unanimity", "\"hill\", \"vale\", \"sea\""));
    assert!(none.unwrap_err().because.contains("cannot pass anything without the others"));
    assert!(told.iter().any(|one| one.code == "no-stake" && one.message.contains("`sea`")), "{told:?}");
    assert_eq!(faults(&council("unanimity", "\"sea\""), &[]), ["no-stake"]);
}

#[test]
fn inputs_that_move_together_are_named_as_the_file_has_them() {
    let tie =
        |tie: &str| two_issues("").replace("weight = \"1..2\"", &format!("weight = \"1..2\"\nmoves_with = {tie}"));
    let (case, _) = passes(&tie("{ of = \"stake.hill.pump.weight\", by = 0.8 }"), &[]);
    assert_eq!(case.ties[0].by, Closeness::Rank(0.8));
    assert!(!case.ties[0].basis.is_empty(), "it rests on what the stake rests on");
    assert!(
        codes(&check(&tie("{ of = \"stake.hill.pump.weight\", by = 0.8 }"), &[]), Severity::Warning)
            .contains(&"idle-tie")
    );
    assert_eq!(faults(&tie("{ of = \"stake.hill.pumps.weight\", by = 0.8 }"), &[]), ["unknown-name"]);
    assert_eq!(faults(&tie("{ of = \"stake.hill.pump.weight\", by = 1.8 }"), &[]), ["bad-quantity"]);
    assert_eq!(faults(&tie("{ of = \"stake.vale.cost.weight\", by = 0.8 }"), &[]), ["cycle"]);
    assert_eq!(faults(&tie("{ of = \"stake.hill.pump.weight\", by = \"same\" }"), &[]), ["said-twice"]);
    let same = tie("{ of = \"stake.hill.pump.weight\", by = \"same\" }").replace("weight = \"1..2\"\n", "");
    assert_eq!(passes(&same, &[]).0.ties[0].by, Closeness::Same);
    let entry = "[[moves_with]]\ninput = \"stake.vale.cost.values.both\"\nof = \"stake.vale.cost.weight\"\nby = -0.5\n";
    assert_eq!(faults(&two_issues(entry), &[]), ["no-basis"]);
    passes(&two_issues(&format!("{entry}because = \"x\"\n")), &[]);
}

#[test]
fn one_value_for_two_inputs_is_for_inputs_of_one_kind_and_scale() {
    let tie = |of: &str| {
        let text = two_issues("[walk_away.hill]\nbase = 0.3\nbecause = \"x\"\n[walk_away.vale]\nbecause = \"x\"\n");
        let moves = format!("[walk_away.vale]\nmoves_with = {{ of = \"{of}\", by = \"same\" }}");
        text.replace("[walk_away.vale]", &moves)
    };
    passes(&tie("walk_away.hill.base"), &[]);
    passes(&tie("stake.hill.pump.values.old"), &[]);
    assert_eq!(faults(&tie("stake.hill.pump.weight"), &[]), ["two-scales"]);
}

#[test]
fn a_bonus_that_falls_keeps_its_place() {
    let bonus = |party: &str, cost: &str| {
        let when = format!("{{ pump = \"new\", cost = \"{cost}\" }}");
        format!("[[bonus]]\nparty = \"{party}\"\nwhen = {when}\nworth = \"0.1..0.2\"\nbecause = \"{cost}\"\n")
    };
    let (case, _) = passes(&two_issues(&(bonus("hill", "vale") + &bonus("vale", "hill"))), &[]);
    let change = case::change(&case, "bonus.2", "0.15").unwrap();
    let without = case.without(&case.bonuses[0].basis).with(&[change]);
    let worth: Vec<Quantity> = without.bonuses.iter().map(|bonus| bonus.worth).collect();
    assert_eq!(worth, [Quantity::Point(0.0), Quantity::Point(0.15)]);
}

#[test]
fn a_joint_statement_is_of_all_who_make_it() {
    let joint = |by: &str| quoting("the well", "").replace("by = \"hill\"", &format!("by = {by}"));
    let note: &[(&str, &[u8])] = &[("note.txt", b"They spoke of the well.")];
    let (case, _) = passes(&joint("[\"hill\", \"vale\"]"), note);
    let parties: Vec<&str> = case.statements[0].parties().map(|party| case.party(party).id.as_str()).collect();
    assert_eq!(parties, ["hill", "vale"]);
    assert_eq!(case.voice_names(&case.statements[0]), "hill and vale");
    assert_eq!(faults(&joint("[\"hill\", \"hill\"]"), note), ["named-twice"]);
    assert_eq!(faults(&joint("[\"hill\", \"reporter\"]"), note), ["voice-and-kind"]);
    assert_eq!(faults(&joint("[]"), note), ["no-voice"]);
    assert_eq!(faults(&joint("[\"hill\", \"vale\"]\nfor = \"vale\""), note), ["voice-and-kind"]);
    assert_eq!(kadesh::record::words(&case, StatementId(0)).party.unwrap().name, "hill and vale");
}

// --- Blind -----------------------------------------------------------------------------------------------------------

#[test]
fn words_made_of_a_name_are_hidden_and_words_like_one_are_listed() {
    let head = HEAD
        .replace(
            "[party.hill]",
            "question = \"Will the Hillesians and the Hilarious talk of Valencia?\"\n[party.hill]\nname = \"Hillesia\"",
        )
        .replace("[party.vale]", "[party.vale]\nname = \"Valentia\"\nalso = [\"Lowlanders\"]");
    let text = format!("{head}{STAKES}");
    let (case, _) = passes(&text, &[]);
    let blind = case::blind(&case);
    assert_eq!(blind.question, "Will the Party A and the Hilarious talk of Valencia?");
    let alike = case::alike(&case, &text);
    let words: Vec<&str> = alike.iter().map(|one| one.message.split('`').nth(1).unwrap()).collect();
    assert_eq!(words, ["Valencia"], "{alike:?}");
    let han = text.replace("Hillesians", "日本は").replace("Hillesia", "日本");
    let (case, _) = passes(&han, &[]);
    assert!(!case::blind(&case).question.contains("日本"), "{}", case::blind(&case).question);
    assert!(alike[0].labels.len() == 1 && alike[0].hint.as_ref().unwrap().contains("also = [\"Valencia\"]"));
}

// --- Languages -------------------------------------------------------------------------------------------------------

#[test]
fn ids_are_of_the_letters_of_any_script_however_they_are_typed() {
    let text = "[case]\ntitle = \"Порт\"\n[party.украина]\nname = \"Україна\"\n[party.日本]\n[issue.порт]\n\
        options = [\"так\", \"ні\"]\nstatus_quo = \"ні\"\n[stake.украина.порт]\nweight = 1\nvalues = { так = 1, ні = 0 }\n\
        because = \"x\"\n[stake.日本.порт]\nweight = 1\nvalues = { так = 0, ні = 1 }\nbecause = \"x\"\n[deal]\n\
        needs = \"украина and 日本\"\nbecause = \"x\"\n";
    let (case, _) = passes(text, &[]);
    assert_eq!((case.parties[0].id.as_str(), case.parties[1].id.as_str()), ("украина", "日本"));
    let change = case::change(&case, "value.украина.порт.так", "0.5").unwrap();
    assert_eq!(case.with(&[change]).stakes[0].values[0], Some(Quantity::Point(0.5)));
    // The accent of й as a sign of its own, in one place.
    let apart = text.replace("[party.украина]", "[party.краи\u{306}]").replace("украина", "край");
    assert_eq!(passes(&apart, &[]).0.parties[0].id, "край");
    let twice = format!("{apart}[party.край]\n");
    assert_eq!(faults(&twice, &[])[0], "duplicate-id");
    let table = "party,issue,option,value,weight,because\nкраи\u{306},порт,так,1,1,x\nкраи\u{306},порт,ні,0,1,x\n";
    let (before, after) = (apart.find("[stake.край").unwrap(), apart.find("[stake.日本").unwrap());
    let tabled = format!("{}[tables]\nstakes = \"s.csv\"\n{}", &apart[..before], &apart[after..]);
    assert_eq!(passes(&tabled, &[("s.csv", table.as_bytes())]).0.stakes.len(), 2);
    let why = check("[party.ab$c]\n", &[]).diagnostics;
    assert!(told(&why, "syntax").contains("letters of any script"), "{why:?}");
    assert_eq!(faults("[case]\ntitle = \"x\"\n[party.\u{202e}abc]\n", &[]), ["syntax"]);
}

#[test]
fn words_from_right_to_left_are_set_apart_for_people_and_stay_as_they_are_for_machines() {
    use kadesh::ask::{Bench, QUESTIONS, Settings};
    use kadesh::report::{csv, html, json, present, text};
    let head = HEAD
        .replace("[party.hill]", "[party.hill]\nname = \"منظمة الجبل\"")
        .replace("[party.vale]", "[party.vale]\nname = \"העמק\"");
    let (case, _) = passes(&format!("{head}{STAKES}"), &[]);
    let bench = Bench::new(&case, Settings { seed: 1, draws: 50 });
    let findings: Vec<_> = QUESTIONS.iter().map(|question| question.ask(&bench)).collect();
    let page = present::page(&bench, &findings);
    let apart = "\u{2068}منظمة الجبل\u{2069}";
    assert!(text::render(&page, &case, 100).contains(apart) && html::render(&page, &case).contains(apart));
    let whole = serde_json::to_string(&json::findings(&bench, &findings)).unwrap() + &csv::render(&page, &case);
    assert!(whole.contains("منظمة الجبل") && !whole.contains('\u{2068}'));
}

#[test]
fn what_was_lost_when_a_document_became_text_is_told_with_the_sources() {
    let lost = "lost = [\"2 tables\", \"1 footnote\"]\n";
    let (case, _) = passes(&quoting("the well", lost), &[("note.txt", b"They spoke of the well.")]);
    let answer = kadesh::record::sources::sources(&case);
    assert_eq!(answer.rows[0].lost, ["2 tables", "1 footnote"]);
    let blocks = format!("{:?}", kadesh::report::view::record::sources(&case, &answer));
    assert!(blocks.contains("is not in it as it was: 2 tables; 1 footnote."), "{blocks}");
}

// --- Broken cases ----------------------------------------------------------------------------------------------------

mod broken;

#[test]
fn a_broken_case_is_read_or_refused_in_words() {
    let text = two_issues(
        "[walk_away.hill]\nbase = 0.2\nbecause = \"x\"\n[deal]\nneeds = \"hill and vale\"\nbecause = \"x\"\n",
    );
    let files = Files::new();
    let seeds = 0..600;
    let whole = seeds.filter(|seed| {
        let text = broken::broken(&text, &mut broken::Random::new(*seed));
        broken::check(&text, &files) == broken::Outcome::Whole
    });
    assert!(whole.count() > 10, "some are broken where it does no harm");
}
