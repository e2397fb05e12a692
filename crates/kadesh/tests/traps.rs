//! The traps T1 to T9 through the whole pipeline: a case as text, every question, the report as a reader sees it.
//!
//! | trap | here | on one model, in other files |
//! |---|---|---|
//! | T1 additive utilities never say "no deal" | `t1_…` | `traps_deals.rs`, `oracle_ensemble.rs` |
//! | T2 a gain over a walk-away that moved | `t2_…` | `traps_deals.rs`, `oracle_ensemble.rs` |
//! | T3 a concession that a model cannot see | `t3_…` | `traps_deals.rs`, `oracle_ensemble.rs`, `oracle_sweeps.rs` |
//! | T4 silence costs nothing | `t4_…` | `traps_deals.rs` |
//! | T5 formal power read as leverage | `t5_…` | `rules.rs` |
//! | T6 draws worded as probability | `t6_…` | `oracle_ensemble.rs`, and N6 in `neutrality.rs` |
//! | T7 a point where the input was a range | `t7_…` | `oracle_ensemble.rs`, `oracle_sweeps.rs` |
//! | T8 two losses multiplied to a gain | `t8_…` | `traps_deals.rs`, `golden_deals.rs` |
//! | T9 a locked input read as "does not matter" | `t9_…` | `oracle_ensemble.rs` |

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod cases;

use cases::{Answered, Raw, ask, whole_words};
use kadesh::ask::{Answer, Settings};
use kadesh::case::{self, Files};
use kadesh::ensemble::Outcome;
use kadesh::model::Case;
use kadesh::report::present;

/// Two parties over two issues. `extra` is added to the end, `red` to the first party's stake in the first issue.
fn pair(red: &str, base: &str, extra: &str) -> Case {
    let text = format!(
        "[case]\ntitle = \"pair\"\n[party.left]\n[party.right]\n[party.mere]\n\
         [issue.one]\noptions = [\"none\", \"half\", \"full\"]\nstatus_quo = \"none\"\nordered = true\n\
         [issue.two]\noptions = [\"none\", \"half\", \"full\"]\nstatus_quo = \"none\"\nordered = true\n\
         [stake.left.one]\nweight = \"1..2\"\nvalues = {{ none = 1, half = \"0.4..0.7\", full = 0 }}\n{red}\nbecause = \"x\"\n\
         [stake.left.two]\nweight = \"1..2\"\nvalues = {{ none = 0, half = \"0.4..0.7\", full = 1 }}\nbecause = \"x\"\n\
         [stake.right.one]\nweight = \"1..3\"\nvalues = {{ none = 0, half = \"0.3..0.6\", full = 1 }}\nbecause = \"x\"\n\
         [stake.right.two]\nweight = \"1..2\"\nvalues = {{ none = 1, half = \"0.3..0.6\", full = 0 }}\nbecause = \"x\"\n\
         [lever.help]\nbecause = \"x\"\n\
         [walk_away.left]\nbase = 0.3\nbecause = \"x\"\n\
         [walk_away.right]\nbase = \"{base}\"\nfrom.help = 0.4\nbecause = \"x\"\n\
         [deal]\nsignatories = [\"left\", \"right\"]\nloss_aversion = \"1.5..2.5\"\nbecause = \"x\"\n{extra}"
    );
    Raw { name: "pair".to_owned(), text, files: Files::new() }.case()
}

fn asked(case: &Case) -> Answered {
    ask(case, Settings { seed: 3, draws: 400 })
}

fn outcome(answered: &Answered) -> &Outcome {
    let outcome = answered.findings.iter().find_map(|finding| match &finding.answer {
        Ok(Answer::Outcomes(outcome)) => Some(outcome),
        _ => None,
    });
    outcome.unwrap()
}

/// What one question shows, as text.
fn shown(case: &Case, id: &str) -> String {
    let answered = asked(case);
    let finding = answered.findings.into_iter().find(|finding| finding.id == id).unwrap();
    let bench = kadesh::ask::Bench::new(case, Settings { seed: 3, draws: 400 });
    kadesh::report::text::render(&present::page(&bench, &[finding]), case, 300)
}

fn changed(case: &Case, key: &str, value: &str) -> Case {
    case.with(&[case::change(case, key, value).unwrap()])
}

#[test]
fn t1_no_deal_is_counted_and_a_red_line_is_not_traded_away() {
    let free = pair("", "0.1..0.2", "");
    let barred = pair("red_line = [\"half\", \"full\"]", "0.5..0.7", "");
    // Without red lines, "no deal" comes up in under one draw of a hundred.
    assert!(outcome(&asked(&free)).numbers.no_deal < 4);
    let answered = asked(&barred);
    let numbers = &outcome(&answered).numbers;
    assert!(numbers.no_deal > 100, "{numbers:?}");
    assert!(shown(&barred, "ensemble.outcomes").contains(&format!("{} of 400 draws", numbers.no_deal)));
    // However much the other side offers on the second issue, no listed package crosses the line.
    assert!(outcome(&answered).listed.iter().all(|row| row.options.contains(&"one = none".to_owned())));
}

#[test]
fn t2_cut_support_widens_the_acceptance_set_and_is_not_called_better() {
    let case = pair("", "0.2..0.3", "");
    let (cut, full) = (changed(&case, "lever.help", "0"), changed(&case, "lever.help", "1"));
    let right = |case: &Case| {
        let answered = asked(case);
        let row = outcome(&answered).parties.iter().find(|row| row.party.id == "right").unwrap().clone();
        (row.share.unwrap().middle, row.floor.middle)
    };
    let ((wide, low), (narrow, high)) = (right(&cut), right(&full));
    assert!(wide > narrow && low < high, "{wide} {narrow} {low} {high}");
    for case in [cut, full] {
        let text = asked(&case).text;
        for word in ["better off", "worse off", "gains more", "benefits"] {
            assert!(whole_words(&text, word).is_empty(), "{word}");
        }
    }
}

const CONCESSION: &str = "[[act]]\nid = \"gift\"\nname = \"gift\"\nkind = \"concession\"\nby = \"left\"\nto = \"right\"\n\
                          package.one = \"full\"\nbecause = \"x\"\n";

#[test]
fn t3_the_models_that_cannot_see_a_concession_are_named() {
    let case = pair("", "0.1..0.2", CONCESSION);
    let text = shown(&case, "deals.concessions");
    assert!(text.contains("cannot see"), "{text}");
    for theory in ["settlement", "trad", "reference"] {
        assert!(text.to_lowercase().contains(theory), "{theory}: {text}");
    }
}

#[test]
fn t4_a_party_with_no_stake_in_an_issue_and_an_issue_left_open_keep_the_status_quo() {
    let case = pair("", "0.1..0.2", "");
    let answered = asked(&case);
    // Every listed package names an option on every issue: there is no package with one article.
    assert!(outcome(&answered).listed.iter().all(|row| row.options.len() == 2));
    let points = answered.json["findings"].as_array().unwrap().iter().find(|one| one["id"] == "deals.points").unwrap();
    let baseline = &points["answer"]["baselines"][0];
    assert_eq!(baseline["name"], "status quo");
    assert_eq!(baseline["options"], serde_json::json!(["one = none", "two = none"]));
}

const ASSEMBLY: &str = "[party.large]\ncapability = 900\n[party.small]\ncapability = 1\n\
                        [body.all]\nname = \"Assembly\"\nmembers = [\"large\", \"small\"]\n\
                        rule = { kind = \"unanimity\", basis = \"practice\" }\nbecause = \"x\"\n\
                        [gate.open]\nopens.one = \"full\"\nneeds = \"all agrees\"\nbecause = \"x\"\n";

#[test]
fn t5_the_vote_of_a_large_member_and_of_a_small_one_weigh_the_same_and_leverage_is_told_apart() {
    let case = pair("", "0.1..0.2", ASSEMBLY);
    let answered = asked(&case);
    let ids: Vec<&str> = answered.findings.iter().map(|finding| finding.id).collect();
    assert!(ids.contains(&"rules.veto") && ids.contains(&"rules.leverage"));
    let veto = shown(&case, "rules.veto");
    // Capability enters leverage alone.
    assert!(!veto.contains("900"), "{veto}");
    assert!(shown(&case, "rules.leverage").contains("900"));
    let swapped = pair("", "0.1..0.2", &ASSEMBLY.replace("capability = 900", "capability = 1"));
    assert_eq!(veto, shown(&swapped, "rules.veto"));
}

#[test]
fn t6_a_share_of_draws_is_told_as_draws() {
    let case = pair("red_line = [\"half\", \"full\"]", "0.5..0.7", "");
    let answered = asked(&case);
    assert!(answered.text.contains("of 400 draws"));
    for word in ["probability", "probable", "likely", "unlikely", "chance", "odds are", "confidence"] {
        assert!(whole_words(&answered.text, word).is_empty(), "{word}");
    }
}

#[test]
fn t7_a_range_in_gives_a_range_out_with_no_more_than_two_decimals() {
    let case = pair("", "0.1..0.4", "");
    let answered = asked(&case);
    let floor = outcome(&answered).parties.iter().find(|row| row.party.id == "right").unwrap().floor;
    assert!(floor.low < floor.middle && floor.middle < floor.high);
    let long = |word: &str| {
        let word = word.trim_end_matches(['.', ',', ';', ')']);
        word.parse::<f64>().is_ok() && word.split_once('.').is_some_and(|(_, decimals)| decimals.len() > 2)
    };
    for word in answered.text.split(|letter: char| letter.is_whitespace() || "–(…".contains(letter)) {
        assert!(!long(word), "{word}");
    }
}

#[test]
fn t8_a_package_that_is_worse_than_no_deal_for_two_is_picked_by_no_rule() {
    // Both sides reject everything but what the other rejects too: the product of two losses would be a gain.
    let case = changed(&pair("", "0.9", ""), "walk-away.left", "0.95");
    let answered = asked(&case);
    assert_eq!(outcome(&answered).numbers.no_deal, 400);
    let text = shown(&case, "deals.points");
    assert!(text.contains("No deal in any draw"), "{text}");
}

#[test]
fn t9_an_input_that_moves_nothing_in_its_range_is_called_locked_and_not_idle() {
    let case = pair("", "0.1..0.12", "");
    let text = shown(&case, "ensemble.tornado");
    assert!(text.contains("locked"), "{text}");
    assert!(text.contains("does not mean that it does not matter"), "{text}");
}
