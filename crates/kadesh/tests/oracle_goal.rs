//! The goal search against a list of all states: it finds a state exactly where there is one.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod dice;
mod stated;

use dice::Dice;
use kadesh::conflict::{Cube, Goals, Stated, Threshold, Unsettled, nash, resting_state};
use kadesh::model::{Formula, OptionId};
use stated::possible;

const ROUNDS: usize = 10_000;

fn level(stated: &Stated, party: usize, state: u64) -> u32 {
    stated.statements[party].iter().fold(0, |all, one| all << 1 | u32::from(one.holds(state))) + 1
}

/// The states that every party would stay at, from the engine that lists all states.
fn resting(stated: &Stated) -> Vec<u64> {
    let cube = Cube::new(stated.options, &stated.owned, stated.once_taken, stated.once_dropped).unwrap();
    let cube = cube.only(|state| possible(stated, state));
    let levels: Vec<Vec<u32>> = (0..stated.owned.len())
        .map(|party| {
            let states = 0..1u64 << stated.options;
            states.map(|state| if possible(stated, state) { level(stated, party, state) } else { 0 }).collect()
        })
        .collect();
    let stable = Threshold::new(&cube, &levels).unwrap().stable(&nash::DEFINITION).unwrap();
    stable.equilibria().ones().map(|state| state as u64).collect()
}

#[test]
fn a_state_is_found_exactly_where_the_list_has_one() {
    let mut dice = Dice(5);
    let (mut found, mut none, mut none_of_some) = (0, 0, 0);
    for case in 0..700 {
        let stated = dice.stated();
        let resting = resting(&stated);
        let mut goals = Goals::new(&stated);
        for _ in 0..4 {
            let wanted = dice.formula(stated.options, 3);
            let than = dice.next() & ((1 << stated.options) - 1);
            let better = (dice.below(2) == 0).then(|| (dice.below(stated.owned.len()), than));
            let fits = |state: &&u64| {
                let above = |(party, than)| level(&stated, party, **state) > level(&stated, party, than);
                wanted.holds(**state) && better.is_none_or(above)
            };
            let what = format!("case {case}, {wanted:?}, {better:?}: {stated:?}");
            let answer = goals.find(&wanted, better, ROUNDS).unwrap();
            let is_one = answer.is_none_or(|state| resting.iter().filter(fits).any(|one| *one == state));
            assert!(is_one, "{answer:?}, {what}");
            assert_eq!(answer.is_some(), resting.iter().any(|state| fits(&state)), "{what}");
            // Asked anew, without what earlier questions showed.
            let again = resting_state(&stated, &wanted, better, ROUNDS).unwrap();
            assert_eq!(again, resting_state(&stated, &wanted, better, ROUNDS).unwrap(), "{what}");
            assert_eq!(again.is_some(), answer.is_some(), "{what}");
            match answer {
                Some(_) => found += 1,
                None if resting.is_empty() => none += 1,
                None => none_of_some += 1,
            }
        }
    }
    assert!(found > 500 && none > 100 && none_of_some > 300, "{found} {none} {none_of_some}");
}

#[test]
fn a_search_that_comes_to_its_bound_says_so() {
    // Matching pennies: nobody rests anywhere, and that takes more than one proposal to show.
    let taken = |option| Box::new(Formula::Taken(OptionId(option)));
    let same = Formula::Iff(taken(0), taken(1));
    let stated = Stated {
        options: 2,
        owned: vec![1, 2],
        once_taken: 0,
        once_dropped: 0,
        rules: Vec::new(),
        statements: vec![vec![same.clone()], vec![Formula::Not(Box::new(same))]],
    };
    let anything = Formula::All(Vec::new());
    assert_eq!(resting_state(&stated, &anything, None, 1), Err(Unsettled { rounds: 1 }));
    assert_eq!(resting_state(&stated, &anything, None, 10), Ok(None));
}

/// Statements of one to three literals, each option with one of so many parties.
fn large(parties: usize, each: usize, statements: usize, dice: &mut Dice) -> Stated {
    let options = parties * each;
    let mut statement = |_| {
        let literal = |dice: &mut Dice| match (Formula::Taken(OptionId(dice.below(options))), dice.below(2)) {
            (taken, 0) => taken,
            (taken, _) => Formula::Not(Box::new(taken)),
        };
        Formula::Any((0..1 + dice.below(3)).map(|_| literal(dice)).collect())
    };
    Stated {
        options,
        owned: (0..parties).map(|party| ((1 << each) - 1) << (party * each)).collect(),
        once_taken: 0,
        once_dropped: 0,
        rules: Vec::new(),
        statements: (0..parties).map(|_| (0..statements).map(&mut statement).collect()).collect(),
    }
}

/// What a large conflict is asked: anything, each option taken and not, something better for each party than what was found.
/// Gives how many goals were met, and how many were shown to be out of reach.
fn ask_much(stated: &Stated) -> (usize, usize) {
    let mut goals = Goals::new(stated);
    let (mut met, mut none) = (0, 0);
    let mut count = |answer: Option<u64>| match answer {
        Some(_) => met += 1,
        None => none += 1,
    };
    let first = goals.find(&Formula::All(Vec::new()), None, ROUNDS).unwrap();
    count(first);
    for option in 0..stated.options {
        let taken = Formula::Taken(OptionId(option));
        count(goals.find(&taken, None, ROUNDS).unwrap());
        count(goals.find(&Formula::Not(Box::new(taken)), None, ROUNDS).unwrap());
    }
    for party in 0..stated.owned.len() {
        let better = first.map(|state| (party, state));
        count(goals.find(&Formula::All(Vec::new()), better, ROUNDS).unwrap());
    }
    (met, none)
}

#[test]
fn many_options_are_asked_about_without_a_list() {
    // 42 and 60 options; the last with 15 options a party, more than are listed.
    for (parties, each, statements) in [(6, 7, 15), (12, 5, 20), (4, 15, 20)] {
        let stated = large(parties, each, statements, &mut Dice(11));
        let (met, none) = ask_much(&stated);
        assert_eq!(met + none, 1 + 2 * stated.options + parties);
        assert!(met > 0 && none > 0, "{met} {none}");
    }
}

/// `cargo test --release -p kadesh --test oracle_goal -- --ignored --nocapture how_long`
#[test]
#[ignore = "a measurement"]
fn how_long_a_goal_takes() {
    for (parties, each, statements) in
        [(6, 7, 15), (12, 5, 20), (4, 15, 20), (3, 21, 20), (6, 10, 30), (21, 3, 30), (12, 5, 60)]
    {
        let stated = large(parties, each, statements, &mut Dice(11));
        let start = std::time::Instant::now();
        let (met, none) = ask_much(&stated);
        let took = start.elapsed();
        let options = stated.options;
        println!(
            "{options} options, {parties} parties, {statements} statements each: {met} met, {none} not, {took:.2?} in all, \
             {:.2?} each",
            took / (met + none) as u32
        );
    }
}
