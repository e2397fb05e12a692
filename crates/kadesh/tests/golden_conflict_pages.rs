//! The pages of the conflict family: whole, at one with their cases, and with the recorded answers in `../shared`.
//!
//! The engine is asked elsewhere. Here the pages themselves are checked.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod conflict_pages;

use std::path::{Path, PathBuf};

use conflict_pages::{Page, States, pages};
use kadesh::model::Ranked;
use serde_json::Value;

const CONCEPTS: [&str; 5] = ["Nash", "GMR", "SMR", "SEQ", "SSEQ"];

/// The file of answers behind each page, and the entry in it.
const ANSWERS: [(&str, &str, &str); 9] = [
    ("chicken", "textbook_reencoded", "chicken"),
    ("cuban-missile-crisis-1962", "Cuban", ""),
    ("elmira-1991", "Elmira", ""),
    ("elmira-1991-nine", "textbook_reencoded", "elmira_9state"),
    ("garrison-diversion-1980", "Garrison", ""),
    ("prisoners-dilemma", "Prisoners", ""),
    ("stag-hunt", "textbook_reencoded", "stag_hunt"),
    ("sustainable-development", "textbook_reencoded", "sustainable_development"),
    ("syria-iraq-water-1975", "SyriaIraq", ""),
];

#[test]
fn every_page_is_whole_and_its_equilibria_are_stable_for_all() {
    assert_eq!(pages().iter().map(|page| page.name.as_str()).collect::<Vec<_>>(), ANSWERS.map(|(page, _, _)| page));
    for page in pages() {
        assert!(page.states.iter().map(|(state, _, _)| *state).eq(1..=page.states.len()), "{}", page.name);
        let stable = |concept: &str, party: &String| &page.stable[&(concept.to_owned(), party.clone())];
        for concept in CONCEPTS {
            let each = page.parties.iter().map(|party| stable(concept, party).clone());
            let all = each.reduce(|one, other| &one & &other).unwrap();
            assert_eq!(page.equilibria[concept], all, "{} {concept}", page.name);
        }
        for party in &page.parties {
            for [less, more] in [["Nash", "SSEQ"], ["SSEQ", "SEQ"], ["SEQ", "GMR"], ["SSEQ", "SMR"], ["SMR", "GMR"]] {
                assert!(stable(less, party).is_subset(stable(more, party)), "{} {less} {more} {party}", page.name);
            }
            if let Some(one) = page.limited.get(&(1, party.clone())) {
                assert_eq!(one, stable("Nash", party), "{}: one move is Nash", page.name);
            }
        }
    }
}

#[test]
fn every_page_has_the_states_and_the_parties_of_its_case() {
    for page in pages() {
        let case = page.case();
        let conflict = &case.conflict;
        let pattern = |bits: u64| -> String {
            (0..conflict.options.len()).map(|place| if bits >> place & 1 == 1 { 'Y' } else { 'N' }).collect()
        };
        let named: Vec<(String, String)> =
            conflict.states.iter().map(|state| (state.id.clone(), pattern(state.taken.unwrap()))).collect();
        let merged: Vec<&str> = conflict.merges.iter().map(|merge| merge.id.as_str()).collect();
        let of_page: Vec<(String, String)> =
            page.states.iter().map(|(state, letters, _)| (state.to_string(), letters.clone())).collect();
        assert_eq!(of_page[..named.len()], named, "{}", page.name);
        assert!(of_page[named.len()..].iter().map(|(state, _)| state.as_str()).eq(merged), "{}", page.name);
        let bits: Vec<u64> = conflict.states.iter().map(|state| state.taken.unwrap()).collect();
        assert!(bits.is_sorted(), "{}: numbered by pattern", page.name);
        let parties: Vec<&str> = conflict.parties().iter().map(|party| case.party(*party).id.as_str()).collect();
        assert_eq!(page.parties, parties, "{}", page.name);
    }
}

#[test]
fn the_pages_agree_with_the_recorded_answers() {
    let Some(folder) = shared() else {
        println!("skipped: ../shared/data/conflict is not there, so the recorded answers cannot be compared");
        return;
    };
    for (page, (_, file, entry)) in pages().iter().zip(ANSWERS) {
        let text = std::fs::read_to_string(folder.join(format!("{file}.json"))).unwrap();
        let whole: Value = serde_json::from_str(&text).unwrap();
        let answer = if entry.is_empty() { &whole } else { &whole[entry] };
        let theirs: Vec<&str> = answer["dms"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        assert_eq!(theirs.len(), page.parties.len(), "{}", page.name);
        compare(page, answer, &theirs);
        same_preferences(page, answer, &theirs);
    }
}

fn compare(page: &Page, answer: &Value, theirs: &[&str]) {
    for concept in CONCEPTS {
        assert_eq!(page.equilibria[concept], states(&answer["equilibria"][concept]), "{} {concept}", page.name);
        for (party, their) in page.parties.iter().zip(theirs) {
            let found = &page.stable[&(concept.to_owned(), party.clone())];
            assert_eq!(*found, states(&answer["individual"][concept][their]), "{} {concept} {party}", page.name);
        }
    }
    let id = |their: &str| page.parties[theirs.iter().position(|name| *name == their).unwrap()].clone();
    let mut compared = 0;
    for (concept, coalitions) in answer["coalition_by_H"].as_object().into_iter().flatten() {
        for (coalition, stable) in coalitions.as_object().unwrap() {
            let ours = coalition.split('+').map(id).collect::<Vec<_>>().join("+");
            assert_eq!(page.coalitions[&(concept.clone(), ours)], states(stable), "{} {coalition}", page.name);
            compared += 1;
        }
    }
    for (concept, stable) in answer["coalition_universal"].as_object().into_iter().flatten() {
        assert_eq!(page.coalitions[&(concept.clone(), "every".to_owned())], states(stable), "{} {concept}", page.name);
        compared += 1;
    }
    assert_eq!(compared, page.coalitions.len(), "{}", page.name);
    compared = 0;
    for (moves, parties) in answer["limited_move_h"].as_object().into_iter().flatten() {
        for (their, stable) in parties.as_object().unwrap() {
            let key = (moves.parse().unwrap(), id(their));
            assert_eq!(page.limited[&key], states(stable), "{} {key:?}", page.name);
            compared += 1;
        }
    }
    assert_eq!(compared, page.limited.len(), "{}", page.name);
}

/// The rankings of the case, state number by state number.
fn same_preferences(page: &Page, answer: &Value, theirs: &[&str]) {
    let case = page.case();
    for (place, their) in theirs.iter().enumerate() {
        let recorded = match &answer["ranking_best_first"] {
            Value::Array(list) => list[place].as_array().unwrap(),
            by_name => by_name[their].as_array().unwrap(),
        };
        let recorded: Vec<States> = recorded.iter().map(states).collect();
        let id = case.parties.iter().position(|party| party.id == page.parties[place]).unwrap();
        let preference = case.conflict.preference(kadesh::model::PartyId(id)).unwrap();
        let kadesh::model::Order::Ranking(ranking) = &preference.order else { panic!("{}", page.name) };
        let number = |state: &Ranked| -> usize {
            let id = match state {
                Ranked::Taken(bits) => {
                    let named = case.conflict.states.iter().find(|one| one.taken == Some(*bits));
                    named.unwrap_or_else(|| panic!("{}: {bits}", page.name)).id.clone()
                }
                Ranked::Listed(state) => case.conflict.states[state.0].id.clone(),
                Ranked::Merged(merge) => case.conflict.merges[*merge].id.clone(),
            };
            id.parse().unwrap()
        };
        let ours: Vec<States> = ranking.ranks.iter().map(|rank| rank.iter().map(number).collect()).collect();
        assert_eq!(ours, recorded, "{} {their}", page.name);
    }
}

/// One state or a list of states.
fn states(value: &Value) -> States {
    let number = |one: &Value| usize::try_from(one.as_u64().unwrap()).unwrap();
    value.as_array().map_or_else(|| [number(value)].into(), |list| list.iter().map(number).collect())
}

fn shared() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/conflict");
    path.is_dir().then_some(path)
}
