//! The pages of the conflict family: whole, at one with their cases, with the engine, and with the recorded answers in
//! `../shared`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod conflict_pages;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use conflict_pages::{Page, States, pages};
use kadesh::conflict::coalition::{COALITION_DEFINITIONS, Joining, coalitions};
use kadesh::conflict::foresight::foresight;
use kadesh::conflict::inverse::rankings;
use kadesh::conflict::replay::replay;
use kadesh::conflict::{Arena, DEFINITIONS, Preferences, State};
use kadesh::ensemble::Hold;
use kadesh::model::{Case, Ranked, StateId};
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

/// A case of a page as the engine takes it, with the number that the page gives to each state.
struct Taken<'a> {
    hold: Hold<'a>,
    preferences: Vec<Preferences>,
    numbers: BTreeMap<State, usize>,
}

impl<'a> Taken<'a> {
    fn new(case: &'a Case) -> Taken<'a> {
        let hold = Hold::new(case, 1, 1).unwrap();
        let preferences = hold.central().unwrap();
        let (conflict, frame) = (&case.conflict, &hold.frame);
        let ids = 0..conflict.states.len();
        let named =
            ids.map(|id| (frame.named(conflict, StateId(id)).unwrap(), conflict.states[id].id.parse().unwrap()));
        let merged = frame.merges().map(|(merge, state, _)| (state, conflict.merges[merge].id.parse().unwrap()));
        let numbers = named.chain(merged).collect();
        Taken { preferences, numbers, hold }
    }

    fn arena(&self) -> Arena<'_> {
        Arena { space: self.hold.frame.space.as_ref().unwrap(), preferences: &self.preferences }
    }

    fn where_true(&self, holds: impl Fn(State) -> bool) -> States {
        self.numbers.iter().filter(|(state, _)| holds(**state)).map(|(_, number)| *number).collect()
    }
}

#[test]
fn the_engine_gives_every_table_of_stability() {
    for page in pages() {
        let case = page.case();
        let taken = Taken::new(&case);
        let arena = taken.arena();
        assert_eq!(taken.numbers.len(), page.states.len(), "{}", page.name);
        for definition in DEFINITIONS.iter().filter(|definition| CONCEPTS.contains(&definition.short)) {
            for (place, party) in page.parties.iter().enumerate() {
                let holds = |state| {
                    let verdict = (definition.verdict)(&arena, place, state);
                    replay(&arena, definition, place, state, &verdict).unwrap();
                    verdict.is_stable()
                };
                let expected = &page.stable[&(definition.short.to_owned(), party.clone())];
                assert_eq!(&taken.where_true(holds), expected, "{} {} {party}", page.name, definition.short);
            }
        }
    }
}

#[test]
fn the_engine_gives_every_table_of_coalitions() {
    for page in pages() {
        let case = page.case();
        let taken = Taken::new(&case);
        let arena = taken.arena();
        let all = coalitions(&(0..page.parties.len()).collect::<Vec<_>>());
        for ((concept, who), expected) in &page.coalitions {
            let definition = COALITION_DEFINITIONS.iter().find(|definition| definition.short == concept).unwrap();
            let named = |members: &&Vec<usize>| {
                let ids: Vec<&str> = members.iter().map(|member| page.parties[*member].as_str()).collect();
                who == "every" || ids.join("+") == *who
            };
            let asked: Vec<&Vec<usize>> = all.iter().filter(named).collect();
            assert!(!asked.is_empty(), "{} {who}", page.name);
            let holds = |state| {
                asked.iter().all(|members| definition.verdict(&arena, members, state, Joining::Sequences).is_stable())
            };
            assert_eq!(&taken.where_true(holds), expected, "{} {concept} {who}", page.name);
        }
    }
}

#[test]
fn the_engine_gives_every_table_of_limited_moves() {
    let mut compared = 0;
    for page in pages().iter().filter(|page| !page.limited.is_empty()) {
        let case = page.case();
        let taken = Taken::new(&case);
        let found = foresight(&taken.arena()).unwrap();
        for ((horizon, party), expected) in &page.limited {
            let place = page.parties.iter().position(|known| known == party).unwrap();
            // Past the last horizon the sets come round.
            let round = found.rounds[place];
            let at = if *horizon < round.from { *horizon } else { round.from + (horizon - round.from) % round.period };
            let ours = taken.where_true(|state| found.horizons[at - 1][place].contains(&state));
            assert_eq!(&ours, expected, "{} {horizon} {party}", page.name);
            compared += 1;
        }
    }
    assert!(compared >= 20, "{compared}");
}

#[test]
fn the_engine_gives_every_table_of_inverse_counts() {
    let mut compared = 0;
    for page in pages() {
        let case = page.case();
        let taken = Taken::new(&case);
        let space = taken.hold.frame.space.as_ref().unwrap();
        for ((party, number, concept), expected) in &page.inverse {
            let place = page.parties.iter().position(|known| known == party).unwrap();
            let state = *taken.numbers.iter().find(|(_, known)| *known == number).unwrap().0;
            let found = rankings(space, &taken.preferences, place, state).unwrap();
            let (_, count) = found.stable.iter().find(|(definition, _)| definition.short == concept).unwrap();
            let ours = (found.rankings as usize, *count as usize);
            assert_eq!(ours, *expected, "{} {party} {number} {concept}", page.name);
            compared += 1;
        }
    }
    assert!(compared >= 5, "{compared}");
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
