//! Every kind of fault in a case file, as the user sees it: the case of `kadesh new`, spoilt in one way, and the message.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its files fails loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// A spoilt case: a name, and texts of the case file to be replaced by others.
type Spoilt = (&'static str, &'static [(&'static str, &'static str)]);

const SPOILT: &[Spoilt] = &[
    ("unknown_key", &[("status_quo = \"northern\"", "status_quo = \"northern\"\nstatuss = 1")]),
    ("missing_key", &[("status_quo = \"northern\"\n", "")]),
    ("wrong_kind", &[("ordered = true", "ordered = \"yes\"")]),
    ("bare_date", &[("published = \"2024-05-07\"", "published = 2024-05-07")]),
    ("unknown_word", &[("kind = \"verbatim\"   ", "kind = \"verbatm\"   ")]),
    ("syntax", &[("[party.bank]", "[party.bank"), ("[lever.loan]", "[lever.loan] x")]),
    ("number_with_a_comma", &[("weight = 2\n", "weight = 2,5\n"), ("weight = \"1..3\"", "weight = \"1,5..3\"")]),
    ("typographic_quotes", &[("name = \"Northland\"", "name = “Northland”")]),
    ("words_without_quotes", &[("name = \"Northland\"", "name = Northland"), ("ordered = true", "ordered = True")]),
    ("apostrophe", &[("name = \"Northland\"", "name = 'Northland's coast'")]),
    ("unclosed_words", &[("name = \"Northland\"", "name = \"Northland")]),
    ("duplicate_key", &[("name = \"Northland\"", "name = \"Northland\"\nname = \"North\"")]),
    ("backslash", &[("name = \"Northland\"", "name = \"North\\land\"")]),
    ("key_with_an_accent", &[("[party.bank]", "[party.bänk]")]),
    ("duplicate_statement", &[("id = \"berg-fees\"", "id = \"berg-pilots\"")]),
    ("duplicate_table", &[("[party.fishermen]", "[party.bank]")]),
    ("unknown_party", &[("held_by = \"bank\"", "held_by = \"banc\"")]),
    ("unknown_option", &[("takes = { pilots = \"northern\" }", "takes = { pilots = \"nothern\" }")]),
    ("unknown_ground", &[("rests_on = [\"berg-fees\"]", "rests_on = [\"berg-fee\"]")]),
    ("broken_anchor", &[("exact = \"a wall in the water\"", "exact = \"a wall in the river\"")]),
    ("ambiguous_anchor", &[("exact = \"a wall in the water\"", "exact = \"terminal\"")]),
    ("wrong_context", &[("exact = \"a wall in the water\"", "exact = \"a wall in the water\"\nprefix = \"fees as\"")]),
    ("no_basis", &[("because = \"the harbour earns fees today\"", "")]),
    ("bad_date", &[("opened = \"2024-05-06\"", "opened = \"Monday\"")]),
    ("unknown_anchor", &[("opened = \"2024-05-06\"", "opened = \"2 days before tabel\"")]),
    ("range_upside_down", &[("weight = \"1..3\"", "weight = \"3..1\"")]),
    ("nan", &[("weight = \"1..3\"", "weight = nan")]),
    ("out_of_bounds", &[("as-now = 1, halved", "as-now = 1.5, halved")]),
    ("weights_all_nought", &[("weight = \"1..3\"", "weight = 0"), ("weight = 2\n", "weight = 0\n")]),
    ("one_option", &[("[\"northern\", \"joint\"]", "[\"northern\"]")]),
    (
        "cycle_of_parties",
        &[
            ("name = \"Northland\"", "name = \"Northland\"\npart_of = \"southland\""),
            ("name = \"Southland\"", "name = \"Southland\"\npart_of = \"northland\""),
        ],
    ),
    (
        "cycle_of_proxies",
        &[
            ("name = \"Northland\"", "name = \"Northland\"\nproxy_of = \"southland\""),
            ("name = \"Southland\"", "name = \"Southland\"\nproxy_of = \"northland\""),
        ],
    ),
    (
        "stacked_assumption",
        &[(
            "[issue.fees]",
            "[assumption.one]\ntext = \"x\"\nreason = \"y\"\n\n[assumption.two]\ntext = \"x\"\nreason = \"y\"\nrests_on = \"one\"\n\n[issue.fees]",
        )],
    ),
    ("same_as_itself", &[("kind = \"reporter\"", "kind = \"reporter\"\nsame_as = \"not-invited\"")]),
    ("closed_before_opened", &[("opened = \"2024-05-06\"", "opened = \"2024-05-06\"\nclosed = \"2024-05-05\"")]),
    ("empty_name", &[("name = \"Northland\"", "name = \" \""), ("name = \"Ada Berg\"", "name = \"\"")]),
    ("statement_as_table", &[("[[statement]]\nid = \"berg-fees\"", "[statement.berg-fees]")]),
    (
        "truth_without_quotes",
        &[("[issue.fees]", "[condition.c]\ntext = \"x\"\nholds = false\nbecause = \"x\"\n\n[issue.fees]")],
    ),
    ("needs_as_a_phrase", &[("needs = \"commission agrees\"", "needs = \"commission agrees and talks are held\"")]),
    (
        "number_of_the_deal_without_basis",
        &[(
            "because = \"both governments sign; the range is the usual one in the literature on losses and gains\"",
            "",
        )],
    ),
    (
        "lesson_of_nothing",
        &[(
            "[issue.fees]",
            "[agreement.old]\nbecause = \"x\"\nfeature.monitor = { provides = \"none\" }\n\n[[lesson]]\nstatement = \"berg-fees\"\n\
             agreement = \"old\"\nlesson = \"watch it\"\nimplies = \"monitors\"\n\n[issue.fees]",
        )],
    ),
    (
        "cycle_of_levers",
        &[(
            "promised_in = [\"bank-loan\"]",
            "needs = { aid = 0.5 }\n\n[lever.aid]\nneeds = { loan = 0.5 }\nbecause = \"x\"\n\n[lever.dummy]",
        )],
    ),
    ("editorial_position", &[("kind = \"reporter\"", "kind = \"reporter\"\ntakes = { fees = \"as-now\" }")]),
    ("voice_and_kind", &[("kind = \"reporter\"", "kind = \"paraphrase\"")]),
    ("missing_file", &[("file = \"sources/report.txt\"", "file = \"sources/rapport.txt\"")]),
    ("changed_source", &[("reliability = \"C3\"", "reliability = \"C3\"\nsha256 = \"00\"")]),
    ("bad_reliability", &[("reliability = \"C3\"", "reliability = \"good\"")]),
    (
        "rule_without_basis",
        &[("rule = { kind = \"unanimity\", basis = \"assumption\" }", "rule = { kind = \"unanimity\" }")],
    ),
    ("rule_without_cite", &[("basis = \"assumption\" }", "basis = \"treaty\" }")]),
    (
        "bad_quota",
        &[(
            "rule = { kind = \"unanimity\", basis = \"assumption\" }",
            "rule = { kind = \"majority\", quota = \"3/2\", basis = \"assumption\" }",
        )],
    ),
    ("bad_needs", &[("needs = \"commission agrees\"", "needs = { all = [], any = [] }")]),
    ("signatory_without_stake", &[("signatories = [\"northland\", ", "signatories = [\"bank\", \"northland\", ")]),
    (
        "one_framing",
        &[(
            "[issue.fees]",
            "[[act]]\nid = \"hint\"\nkind = \"concession\"\nby = \"northland\"\ncontested = true\nbecause = \"x\"\n\n[issue.fees]",
        )],
    ),
    (
        "bad_change",
        &[(
            "[issue.fees]",
            "[hypothesis.h]\nsets = { lever.loen = 1, seat.bank = 2, colour = 3 }\nbecause = \"x\"\n\n[issue.fees]",
        )],
    ),
    (
        "all_at_once",
        &[
            ("status_quo = \"northern\"", "status_quo = \"northern\"\nstatuss = 1"),
            ("held_by = \"bank\"", "held_by = \"banc\""),
            ("weight = \"1..3\"", "weight = \"3..1\""),
            ("exact = \"a wall in the water\"", "exact = \"a wall in the river\""),
        ],
    ),
];

#[test]
fn each_fault_is_told_at_its_place_with_a_hint() {
    told(SPOILT, 1);
}

/// What a case may hold, and its author may not have meant.
const LEGAL: &[Spoilt] = &[
    ("same_name", &[("name = \"Southland\"", "name = \"Northland\"")]),
    ("after_as_of", &[("as_of = \"2024-05-08\"", "as_of = \"2024-05-06\"")]),
    (
        "idle_red_line",
        &[(
            "[issue.fees]",
            "[[red_line]]\nparty = \"fishermen\"\nneeds_seat = \"fishermen\"\nbecause = \"x\"\n\n[issue.fees]",
        )],
    ),
    (
        "shared_id",
        &[
            ("[lever.loan]", "[person.bank]\nname = \"Bo Bank\"\nspeaks_for = \"bank\"\n\n[lever.loan]"),
            ("by = \"bank\"", "by = \"berg\""),
        ],
    ),
    ("unquoted_verbatim", &[("kind = \"paraphrase\"", "kind = \"verbatim\"")]),
];

#[test]
fn what_is_legal_and_worth_a_look_is_told_at_its_place() {
    told(LEGAL, 0);
}

/// Each message, and the code that `kadesh check` ends with.
fn told(cases: &[Spoilt], ends: i32) {
    for (name, changes) in cases {
        let (code, shown) = checked(name, changes);
        assert_eq!(code, Some(ends), "{name}");
        insta::assert_snapshot!(*name, shown);
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_once_where_it_is_named() {
    let folder = new_case("unreadable_file");
    fs::remove_file(folder.join("sources/report.txt")).unwrap();
    fs::create_dir(folder.join("sources/report.txt")).unwrap();
    let (code, shown) = check(&folder);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!("unreadable_file", shown);
}

/// The new case with these texts replaced, and what `kadesh check` makes of it.
fn checked(name: &str, changes: &[(&str, &str)]) -> (Option<i32>, String) {
    let folder = new_case(name);
    let path = folder.join("case.toml");
    let mut text = fs::read_to_string(&path).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{name}: `{from}` is not in the new case");
        text = text.replacen(from, to, 1);
    }
    fs::write(&path, text).unwrap();
    check(&folder)
}

fn check(folder: &Path) -> (Option<i32>, String) {
    let output = Command::cargo_bin("kadesh").unwrap().arg("check").arg(folder).output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap().replace(folder.to_str().unwrap(), "CASE");
    (output.status.code(), shown)
}

/// A fresh copy of the case that `kadesh new` writes.
fn new_case(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faults").join(name);
    let _ = fs::remove_dir_all(&folder);
    for (file, text) in kadesh::case::EXAMPLE {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}
