//! The published conflicts of `../shared` against their recorded answers, for the engines and for the slow version.
//!
//! Skipped, with a message, where `../shared` is absent.

#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

mod conflicts;
#[path = "oracle/conflict.rs"]
mod oracle;

use std::path::{Path, PathBuf};

use conflicts::{Form, Options, Written};
use kadesh::conflict::{DEFINITIONS, Deterrent, Preferences, State, Step, Threshold, Verdict};
use oracle::{Concept, Conflict, States};
use serde_json::Value;

const OPTION_FILES: [&str; 5] = ["Prisoners", "SyriaIraq", "Elmira", "Cuban", "Garrison"];
/// The concepts that the answer files record.
const RECORDED: [&str; 5] = ["Nash", "GMR", "SMR", "SEQ", "SSEQ"];

/// A recorded case: its conflict, and what its answers call the states and parties.
struct Case {
    name: String,
    written: Written,
    /// The number that the answers give to a state, less one, is its place here.
    numbers: Vec<usize>,
    parties: Vec<String>,
    answers: Value,
}

impl Case {
    /// A list of states as the answers write it.
    fn states(&self, list: &Value) -> States {
        list.as_array().unwrap().iter().map(|number| self.numbers[count(number) - 1]).collect()
    }

    fn party(&self, name: &str) -> usize {
        self.parties.iter().position(|party| party == name).unwrap()
    }

    /// The state that the answers call so.
    fn state(&self, number: usize) -> usize {
        self.numbers[number - 1]
    }
}

fn count(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn shared() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/conflict");
    if path.join("SyriaIraq.json").exists() {
        return Some(path);
    }
    println!("skipped: ../shared/data/conflict is not there, so the recorded answers cannot be compared");
    None
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A case of options: `both`, `fwd` (can only be taken) and `back` (can only be dropped); patterns with option 0 first.
fn option_case(folder: &Path, name: &str) -> Case {
    let answers = json(&folder.join(format!("{name}.json")));
    let parties = texts(&answers["dms"]);
    let list = answers["options"].as_array().unwrap();
    let mask = |direction: &str| -> u64 {
        list.iter().enumerate().filter(|(_, option)| option[1] == direction).map(|(at, _)| 1 << at).sum()
    };
    // Two parties may have options of one name: the options of the list are in the order of their owners.
    let mut owned = Vec::new();
    let mut next = 0;
    for own in answers["dm_options"].as_array().unwrap() {
        let names = texts(own);
        let own = next..next + names.len();
        assert!(own.clone().zip(&names).all(|(at, name)| list[at][0] == **name), "options are not in order");
        owned.push(own.map(|option| 1 << option).sum());
        next += names.len();
    }
    let patterns = texts(&answers["infeasible_patterns"]);
    let fits = |state: usize, pattern: &str| {
        pattern.chars().enumerate().all(|(at, mark)| match mark {
            'Y' => state >> at & 1 == 1,
            'N' => state >> at & 1 == 0,
            _ => true,
        })
    };
    let size = 1usize << list.len();
    let possible: Vec<bool> = (0..size).map(|state| !patterns.iter().any(|pattern| fits(state, pattern))).collect();
    let numbers: Vec<usize> = (0..size).filter(|state| possible[*state]).collect();
    let listed: Vec<usize> = answers["states"].as_array().unwrap().iter().map(|state| count(&state[1])).collect();
    assert_eq!(numbers, listed, "{name}: feasible states");
    let ranking = |party: &String| levels(&answers["ranking_best_first"][party], &numbers, size);
    let preferences = parties.iter().map(ranking).collect();
    let options = Options { count: list.len(), owned, once_taken: mask("fwd"), once_dropped: mask("back"), possible };
    let written = Written { form: Form::Options(options), size, preferences };
    Case { name: name.into(), written, numbers, parties, answers }
}

/// Levels from a ranking, the best first, states that tie in a list of their own.
fn levels(ranking: &Value, numbers: &[usize], size: usize) -> Preferences {
    let mut levels = vec![0; size];
    for (place, rank) in ranking.as_array().unwrap().iter().rev().enumerate() {
        let tied = rank.as_array().cloned().unwrap_or_else(|| vec![rank.clone()]);
        for number in &tied {
            levels[numbers[count(number) - 1]] = place as u32 + 1;
        }
    }
    assert!(numbers.iter().all(|state| levels[*state] > 0), "a ranking omits a state");
    Preferences::Levels(levels)
}

/// The cases of listed moves.
fn listed_cases(folder: &Path) -> Vec<Case> {
    let file = json(&folder.join("textbook_reencoded.json"));
    let case = |(name, answers): (&String, &Value)| {
        let size = answers["states"].as_object().unwrap().len();
        let numbers: Vec<usize> = (0..size).collect();
        let mut moves = Vec::new();
        for (party, table) in answers["moves"].as_array().unwrap().iter().enumerate() {
            for (from, targets) in table.as_object().unwrap() {
                let from: usize = from.parse().unwrap();
                moves.extend(targets.as_array().unwrap().iter().map(|to| (party, from - 1, count(to) - 1)));
            }
        }
        let rankings = answers["ranking_best_first"].as_array().unwrap();
        let preferences = rankings.iter().map(|ranking| levels(ranking, &numbers, size)).collect();
        let written = Written { form: Form::Listed(moves), size, preferences };
        Case { name: name.clone(), written, numbers, parties: texts(&answers["dms"]), answers: answers.clone() }
    };
    file.as_object().unwrap().iter().map(case).collect()
}

fn cases(folder: &Path) -> Vec<Case> {
    let options = OPTION_FILES.iter().map(|name| option_case(folder, name));
    let all: Vec<Case> = options.chain(listed_cases(folder)).collect();
    assert_eq!(all.len(), 10);
    all
}

#[test]
fn single_parties_agree_with_every_answer_file() {
    let Some(folder) = shared() else { return };
    for case in cases(&folder) {
        let truth = Conflict::of(&case.written);
        let space = case.written.space();
        let arena = space.with(&case.written.preferences);
        for concept in RECORDED {
            let definition = DEFINITIONS.iter().find(|definition| definition.short == concept).unwrap();
            let by_levels = case.written.cube().map(|cube| {
                let levels = case.written.levels().unwrap();
                Threshold::new(&cube, &levels).unwrap().stable(definition).unwrap()
            });
            let mut everyone: States = truth.states.iter().copied().collect();
            for (party, name) in case.parties.iter().enumerate() {
                let what = format!("{}, {concept}, {name}", case.name);
                let recorded = case.states(&case.answers["individual"][concept][name]);
                let stable = |state: &usize| (definition.verdict)(&arena, party, *state as State).is_stable();
                let found: States = truth.states.iter().copied().filter(stable).collect();
                assert_eq!(found, recorded, "{what}: engine");
                assert_eq!(truth.stable(Concept::named(concept).unwrap(), party), recorded, "{what}: oracle");
                if let Some(by_levels) = &by_levels {
                    assert_eq!(by_levels.by_party[party].ones().collect::<States>(), recorded, "{what}: thresholds");
                }
                everyone.retain(|state| found.contains(state));
            }
            let recorded = case.states(&case.answers["equilibria"][concept]);
            assert_eq!(everyone, recorded, "{}, {concept}", case.name);
            if let Some(by_levels) = &by_levels {
                assert_eq!(by_levels.equilibria().ones().collect::<States>(), recorded, "{}, {concept}", case.name);
            }
        }
    }
}

#[test]
fn moves_are_those_of_the_answer_files() {
    let Some(folder) = shared() else { return };
    for name in OPTION_FILES {
        let case = option_case(&folder, name);
        let (truth, space) = (Conflict::of(&case.written), case.written.space());
        for (party, who) in case.parties.iter().enumerate() {
            for (number, targets) in case.answers["one_step_reach"][who].as_object().unwrap() {
                let from = case.state(number.parse().unwrap());
                let recorded = case.states(targets);
                let found: States = space.moves(party, from as State).into_iter().map(|to| to as usize).collect();
                assert_eq!(found, recorded, "{name}, {who} from {number}");
                assert_eq!(truth.moves[party][from].iter().copied().collect::<States>(), recorded, "{name}, {who}");
            }
        }
    }
}

#[test]
fn the_peer_finds_no_simultaneous_stability_that_is_not_there() {
    // Its iterator of joint moves is used up after the first improvement, so it can only miss sanctions (reference, 1.3, D4).
    let Some(folder) = shared() else { return };
    for name in OPTION_FILES {
        let case = option_case(&folder, name);
        let found = Conflict::of(&case.written).equilibria(Concept::Sim);
        let peer = case.states(&case.answers["peer_gmcr_py_0.4.1"]["dense"]["SIM"]);
        assert!(peer.is_subset(&found), "{name}: {peer:?}, {found:?}");
    }
}

#[test]
fn coalitions_agree_with_every_answer_file() {
    let Some(folder) = shared() else { return };
    let mut compared = 0;
    for case in cases(&folder) {
        let truth = Conflict::of(&case.written);
        for (concept, recorded) in case.answers["coalition_by_H"].as_object().unwrap() {
            let individual = Concept::named(concept.strip_prefix('C').unwrap()).unwrap();
            for (who, states) in recorded.as_object().unwrap() {
                let coalition: Vec<usize> = who.split('+').map(|name| case.party(name)).collect();
                let found = truth.stable_for(individual, &coalition).unwrap();
                assert_eq!(found, case.states(states), "{}, {concept}, {who}", case.name);
                compared += 1;
            }
        }
        let Some(universal) = case.answers["coalition_universal"].as_object() else { continue };
        for (concept, states) in universal {
            let individual = Concept::named(concept.strip_prefix('C').unwrap()).unwrap();
            assert_eq!(truth.universal(individual).unwrap(), case.states(states), "{}, {concept}", case.name);
            compared += 1;
        }
    }
    assert_eq!(compared, 4 * (1 + 1 + 4 + 1 + 11) + 4 * 5 + 4 * (1 + 1 + 1 + 1 + 4));
}

#[test]
fn foresight_agrees_with_every_answer_file() {
    let Some(folder) = shared() else { return };
    let mut compared = 0;
    for case in cases(&folder) {
        let Some(recorded) = case.answers["limited_move_h"].as_object() else { continue };
        let truth = Conflict::of(&case.written);
        for (moves, by_party) in recorded {
            for (name, states) in by_party.as_object().unwrap() {
                let found = truth.limited(case.party(name), moves.parse().unwrap());
                assert_eq!(found, case.states(states), "{}, {moves} moves, {name}", case.name);
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 7 * 6 * 2);
}

#[test]
fn syria_s_foresight_goes_round_with_period_four_and_the_cuban_crisis_settles() {
    let Some(folder) = shared() else { return };
    let case = option_case(&folder, "SyriaIraq");
    let truth = Conflict::of(&case.written);
    let set = |numbers: &[usize]| -> States { numbers.iter().map(|number| case.state(*number)).collect() };
    let round = [set(&[1, 6]), set(&[1, 3, 6]), set(&[1, 3]), set(&[1, 3, 6])];
    for moves in 1..=12 {
        assert_eq!(truth.limited(case.party("Syria"), moves), round[(moves - 1) % 4], "{moves} moves");
    }
    let case = option_case(&folder, "Cuban");
    let truth = Conflict::of(&case.written);
    let set = |numbers: &[usize]| -> States { numbers.iter().map(|number| case.state(*number)).collect() };
    for moves in 4..=10 {
        assert_eq!(truth.limited(case.party("US"), moves), set(&[5, 6]), "{moves} moves");
        assert_eq!(truth.limited(case.party("USSR"), moves), set(&[1, 5, 6]), "{moves} moves");
    }
}

#[test]
fn garrison_6_holds_for_the_canadian_opposition_by_an_answer_of_three_moves() {
    let Some(folder) = shared() else { return };
    let case = option_case(&folder, "Garrison");
    let space = case.written.space();
    let arena = space.with(&case.written.preferences);
    let (support, opposition) = (case.party("US Support"), case.party("US Opposition"));
    let at = |number: usize| case.state(number) as State;
    let path =
        vec![Step { by: support, to: at(1) }, Step { by: opposition, to: at(4) }, Step { by: support, to: at(3) }];
    for short in ["GMR", "SMR"] {
        let definition = DEFINITIONS.iter().find(|definition| definition.short == short).unwrap();
        let verdict = (definition.verdict)(&arena, case.party("Canadian Opposition"), at(6));
        let expected = Verdict::Deterred(vec![Deterrent { improvement: at(2), path: path.clone(), at: at(3) }]);
        assert_eq!(verdict, expected, "{short}");
    }
}

#[test]
fn syria_iraq_state_2_holds_under_240_384_and_300_of_720_rankings() {
    let Some(folder) = shared() else { return };
    let case = option_case(&folder, "SyriaIraq");
    let truth = Conflict::of(&case.written);
    let counts = RECORDED
        .map(|concept| truth.rankings_that_hold(Concept::named(concept).unwrap(), case.party("Syria"), case.state(2)));
    // The peer prints 420 for GMR and SEQ: it keeps only the last improvement's verdict (reference, 1.3, D5).
    assert_eq!(counts, [240, 384, 300, 384, 300], "{RECORDED:?}");
}

#[test]
fn elmira_s_deadlock_falls_to_the_ministry_and_the_company_together() {
    let Some(folder) = shared() else { return };
    let case = option_case(&folder, "Elmira");
    let truth = Conflict::of(&case.written);
    let (ministry, company) = (case.party("MoE"), case.party("Uniroyal"));
    let deadlock = case.state(7);
    assert!(truth.equilibria(Concept::Nash).contains(&deadlock));
    assert_eq!(truth.coalition_improvements(&[ministry, company], deadlock), [case.state(10)]);
    for concept in Concept::FOUR {
        assert!(!truth.stable_for(concept, &[ministry, company]).unwrap().contains(&deadlock), "{concept:?}");
    }
}
