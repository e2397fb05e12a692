//! Every kind of fault in the conflict of a case, as the user sees it: a small case, spoilt in one way, and the message.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its files fails loudly")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// A spoilt case: a name, and texts of the case file to be replaced by others.
type Spoilt = (&'static str, &'static [(&'static str, &'static str)]);

/// Two parties, three options, six possible states of which two become one.
const OPTIONS: &str = r#"[case]
title = "A ceasefire"

[party.north]
[party.south]

[issue.line]
options = ["open", "drawn"]
status_quo = "open"

[option.sign-north]
by = "north"
text = "the north signs"

[option.sign-south]
by = "south"
text = "the south signs"

[option.violate]
by = "south"
text = "the south breaks the ceasefire"
irreversible = "once-taken"

[conflict]
now = "talks"
always = ["if violate then sign-south"]
because = "nobody breaks what nobody signed"

[[conflict.merge]]
id = "broken"
when = "violate"

[[conflict.goal]]
id = "peace"
text = "Is there rest with both signed?"
holds = "sign-north and sign-south"
better_for = "north"

[state.talks]
taken = "NNN"

[state.ceasefire]
name = "ceasefire kept"
taken = ["sign-north", "sign-south"]
deal = true

[preference.north]
ranking = "ceasefire > YNN > NYN ~ talks >> broken"
because = "x"

[preference.south]
statements = ["not violate", { holds = "sign-south and not violate", priority = "2..4" }]
because = "x"
"#;

/// Three states and the moves between them.
const GRAPH: &str = r#"[case]
title = "A graph"

[party.left]
[party.right]

[conflict]
now = "one"
because = "x"

[state.one]
[state.two]
[state.three]

[[move]]
by = "left"
from = "one"
to = ["two", "three"]

[[move]]
by = "right"
from = "two"
to = "three"
both_ways = true

[preference.left]
ranking = ["three", "two ~ one"]
pairs = ["one ? three"]
because = "x"

[preference.right]
ranking = "one > two > three"
because = "x"
"#;

const SPOILT_OPTIONS: &[Spoilt] = &[
    ("unknown_owner", &[("by = \"north\"", "by = \"nort\"")]),
    ("two_owners", &[("by = \"north\"", "by = [\"north\", \"south\"]")]),
    ("no_owner", &[("by = \"north\"\n", "")]),
    ("unknown_lever", &[("irreversible = \"once-taken\"", "sets.help = 1")]),
    ("unknown_direction", &[("\"once-taken\"", "\"once-takn\"")]),
    ("id_is_a_joining_word", &[("[option.violate]", "[option.if]"), ("[option.if]", "[option.if]\n")]),
    ("unknown_option_in_a_formula", &[("if violate then sign-south", "if violate then sing-south")]),
    ("state_in_a_formula", &[("when = \"violate\"", "when = \"talks\"")]),
    ("parenthesis", &[("if violate then sign-south", "if violate then (sign-south or sign-north")]),
    ("missing_and", &[("sign-north and sign-south", "sign-north sign-south")]),
    ("escaped_formula", &[("sign-north and sign-south", "sign-north \\u0061nd sign-suth")]),
    ("short_pattern", &[("always = [", "never = [\"YY\"]\nalways = [")]),
    ("flat_group", &[("always = [", "at_most_one = [\"sign-north\", \"sign-south\"]\nalways = [")]),
    ("rule_never_holds", &[("always = [", "never = [\"---\"]\nalways = [")]),
    (
        "rules_clash",
        &[(
            "always = [",
            "at_least_one = [[\"sign-north\", \"sign-south\"]]\nnever = [\"sign-south\", \"Y--\"]\nalways = [",
        )],
    ),
    ("impossible_state", &[("taken = \"NNN\"", "taken = \"NNY\"")]),
    ("open_state", &[("taken = \"NNN\"", "taken = \"NN-\"")]),
    ("state_without_taken", &[("taken = \"NNN\"\n", "")]),
    ("state_of_unknown_option", &[("[\"sign-north\", \"sign-south\"]", "[\"sign-north\", \"sign-soth\"]")]),
    ("same_state_twice", &[("taken = \"NNN\"", "taken = \"YYN\"")]),
    ("id_reads_as_another_state", &[("[state.ceasefire]", "[state.NNY]"), ("\"ceasefire >", "\"NNY >")]),
    ("unknown_now", &[("now = \"talks\"", "now = \"talk\"")]),
    ("impossible_now", &[("now = \"talks\"", "now = [\"violate\"]")]),
    (
        "empty_merge",
        &[("when = \"violate\"", "when = \"violate and not sign-south\""), (" >> broken", " >> YYY > NYY")],
    ),
    (
        "merges_overlap",
        &[(
            "[[conflict.goal]]",
            "[[conflict.merge]]\nid = \"shared\"\nwhen = \"sign-north and sign-south\"\n\n[[conflict.goal]]",
        )],
    ),
    ("merge_and_state_of_one_id", &[("id = \"broken\"", "id = \"ceasefire\"")]),
    ("merge_told_apart", &[("[\"not violate\",", "[\"not violate\", \"sign-north\",")]),
    ("states_left_out", &[("YNN > NYN ~ talks >> broken", "YNN")]),
    ("state_ranked_twice", &[("NYN ~ talks", "NYN ~ talks > YNN")]),
    ("unknown_state", &[("\"ceasefire >", "\"ceasfire >")]),
    ("impossible_state_ranked", &[("NYN ~ talks", "NYN ~ talks > NNY")]),
    ("part_of_a_merge_ranked", &[(">> broken", ">> broken > YYY")]),
    ("ranking_without_sign", &[("> YNN > NYN", "> YNN NYN")]),
    ("ranking_upside_down", &[("ceasefire > YNN", "ceasefire < YNN")]),
    ("ranking_ends_early", &[(">> broken", ">> broken >")]),
    ("ranking_with_equals", &[("NYN ~ talks", "NYN = talks")]),
    ("pair_of_one", &[("ranking = ", "pairs = [\"talks ~ talks\", \"talks\"]\nranking = ")]),
    ("pair_twice", &[("ranking = ", "pairs = [\"talks ? NYN\", \"NYN > talks\"]\nranking = ")]),
    ("circle", &[("ranking = ", "pairs = [\"broken > ceasefire\"]\nranking = ")]),
    ("pairs_without_ranking", &[("statements = [", "pairs = [\"talks > broken\"]\nstatements = [")]),
    ("two_ways", &[("statements = [", "weights.violate = -1\nstatements = [")]),
    (
        "no_way",
        &[("statements = [\"not violate\", { holds = \"sign-south and not violate\", priority = \"2..4\" }]\n", "")],
    ),
    ("unknown_option_in_statement", &[("\"not violate\"", "\"not violat\"")]),
    ("priority_upside_down", &[("\"2..4\"", "\"4..2\"")]),
    ("statements_of_a_wrong_kind", &[("\"not violate\"", "3")]),
    (
        "stakes_without_stake",
        &[(
            "statements = [\"not violate\", { holds = \"sign-south and not violate\", priority = \"2..4\" }]",
            "stakes = true",
        )],
    ),
    (
        "outcome_of_neither_kind",
        &[("[[conflict.goal]]", "[[conflict.outcome]]\nwhen = \"violate\"\n\n[[conflict.goal]]")],
    ),
    ("goal_better_than_nothing", &[("now = \"talks\"\n", "")]),
    ("preference_of_unknown_party", &[("[preference.south]", "[preference.souht]")]),
    ("preference_without_basis", &[("because = \"x\"\n\n[preference.south]", "\n[preference.south]")]),
    ("conflict_without_basis", &[("because = \"nobody breaks what nobody signed\"\n", "")]),
    (
        "moves_beside_options",
        &[("[state.talks]", "[[move]]\nby = \"north\"\nfrom = \"talks\"\nto = \"ceasefire\"\n\n[state.talks]")],
    ),
    (
        "bad_changes",
        &[(
            "[state.talks]",
            "[hypothesis.h]\nsets.priority.south = { 3 = 1, 1 = -1 }\nsets.option-weight.south.violate = 1\n\
             sets.priority.north.1 = 2\nsets.option-weight.north.violat = 1\nbecause = \"x\"\n\n[state.talks]",
        )],
    ),
    (
        "all_at_once",
        &[
            ("by = \"north\"", "by = \"nort\""),
            ("now = \"talks\"", "now = \"talk\""),
            ("sign-north and sign-south\"", "sign-north sign-south\""),
            ("YNN > NYN ~ talks", "YNN > NYN"),
            ("\"2..4\"", "\"4..2\""),
        ],
    ),
];

const SPOILT_GRAPH: &[Spoilt] = &[
    ("unknown_state_in_a_move", &[("from = \"two\"", "from = \"tow\"")]),
    ("move_to_itself", &[("to = \"three\"", "to = \"two\"")]),
    ("taken_without_options", &[("[state.two]", "[state.two]\ntaken = \"Y\"")]),
    ("rule_without_options", &[("now = \"one\"", "now = \"one\"\nnever = [\"two\"]")]),
    ("listed_states_left_out", &[("\"one > two > three\"", "\"one > two\"")]),
];

#[test]
fn each_fault_of_options_is_told_at_its_place_with_a_hint() {
    told("options", OPTIONS, SPOILT_OPTIONS);
}

#[test]
fn each_fault_of_a_listed_graph_is_told_at_its_place_with_a_hint() {
    told("graph", GRAPH, SPOILT_GRAPH);
}

#[test]
fn the_cases_before_they_are_spoilt_have_no_fault() {
    for (name, text) in [("options", OPTIONS), ("graph", GRAPH)] {
        let (code, shown) = check(name, text);
        assert_eq!(code, Some(0), "{shown}");
    }
}

#[test]
fn preferences_about_nothing_are_told() {
    let preference = "[preference.a]\nranking = \"x\"\nbecause = \"x\"\n";
    let (code, shown) = check("nothing", &format!("[case]\ntitle = \"t\"\n[party.a]\n{preference}"));
    assert_eq!(code, Some(1));
    insta::assert_snapshot!("conflict_preferences_about_nothing", shown);
}

#[test]
fn an_option_too_many_is_told() {
    let option = |number: usize| format!("[option.o{number}]\nby = \"a\"\nbecause = \"x\"\n");
    let options: String = (1..=64).map(option).collect();
    let (code, shown) = check("many", &format!("[case]\ntitle = \"t\"\n[party.a]\n{options}"));
    assert_eq!(code, Some(1));
    insta::assert_snapshot!("conflict_too_many_options", shown);
}

#[test]
fn a_ranking_of_too_many_states_is_told() {
    let option = |number: usize| format!("[option.o{number}]\nby = \"a\"\nbecause = \"x\"\n");
    let options: String = (1..=13).map(option).collect();
    let ranking = "[preference.a]\nranking = \"NNNNNNNNNNNNN\"\nbecause = \"x\"\n";
    let (code, shown) = check("much", &format!("[case]\ntitle = \"t\"\n[party.a]\n{options}{ranking}"));
    assert_eq!(code, Some(1));
    insta::assert_snapshot!("conflict_too_many_states", shown);
}

fn told(kind: &str, base: &str, spoilt: &[Spoilt]) {
    for (name, changes) in spoilt {
        let mut text = base.to_owned();
        for (from, to) in *changes {
            assert!(text.contains(from), "{name}: `{from}` is not in the case");
            text = text.replacen(from, to, 1);
        }
        let (code, shown) = check(&format!("{kind}-{name}"), &text);
        assert_eq!(code, Some(1), "{name}: {shown}");
        insta::assert_snapshot!(format!("conflict_{kind}_{name}"), shown);
    }
}

/// What `kadesh check` says of a case, and how it ends.
fn check(name: &str, text: &str) -> (Option<i32>, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("conflict-faults").join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("case.toml"), text).unwrap();
    let output = Command::cargo_bin("kadesh").unwrap().arg("check").arg(&folder).output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap().replace(folder.to_str().unwrap(), "CASE");
    (output.status.code(), shown)
}
