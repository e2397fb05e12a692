//! The symbolic engine against the engine that lists every state: the same stable states, counts and order.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test may panic")]

mod dice;
mod stated;

use dice::Dice;
use kadesh::conflict::{Concept, Cube, DEFINITIONS, Limit, Stated, Symbolic, Threshold};
use kadesh::model::{Formula, OptionId};
use stated::possible;

fn levels(stated: &Stated) -> Vec<Vec<u32>> {
    let level = |statements: &Vec<Formula>, state: u64| match possible(stated, state) {
        true => statements.iter().fold(0, |all, one| all << 1 | u32::from(one.holds(state))) + 1,
        false => 0,
    };
    let states = 0..1u64 << stated.options;
    stated.statements.iter().map(|one| states.clone().map(|state| level(one, state)).collect()).collect()
}

fn cube(stated: &Stated) -> Cube {
    let cube = Cube::new(stated.options, &stated.owned, stated.once_taken, stated.once_dropped).unwrap();
    cube.only(|state| possible(stated, state))
}

#[test]
fn diagrams_and_lists_agree_on_random_conflicts() {
    let mut dice = Dice(7);
    let (mut full, mut partly, mut none) = (0, 0, 0);
    for case in 0..600 {
        let stated = dice.stated();
        let cube = cube(&stated);
        let levels = levels(&stated);
        let listed = Threshold::new(&cube, &levels).unwrap();
        let symbolic = Symbolic::new(&stated, Limit::USUAL).unwrap();
        assert_eq!(symbolic.possible().count(), cube.states().count() as u64);
        match (cube.is_full(), symbolic.possible().is_empty()) {
            (true, _) => full += 1,
            (_, false) => partly += 1,
            (_, true) => none += 1,
        }
        for definition in DEFINITIONS {
            let (Some(concept), Some(stable)) = (Concept::of(definition), listed.stable(definition)) else { continue };
            let sets = symbolic.stable(concept).unwrap();
            let pairs = sets.by_party.iter().chain([&sets.equilibria]);
            let equilibria = stable.equilibria();
            for (party, (set, expected)) in pairs.zip(stable.by_party.iter().chain([&equilibria])).enumerate() {
                let expected: Vec<u64> = expected.ones().map(|state| state as u64).collect();
                let what = format!("case {case}, {}, party {party}: {stated:?}", concept.short());
                assert_eq!(set.first(usize::MAX), expected, "{what}");
                assert_eq!(set.count(), expected.len() as u64, "{what}");
                let contained = (0..2u64 << stated.options).filter(|state| set.contains(*state));
                assert_eq!(contained.collect::<Vec<_>>(), expected, "{what}");
            }
        }
    }
    assert!(full > 50 && partly > 200 && none > 10, "{full} {partly} {none}");
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

#[test]
fn counts_of_a_large_conflict_are_those_of_the_list() {
    let each = if cfg!(debug_assertions) { 4 } else { 5 };
    let stated = large(4, each, 12, &mut Dice(11));
    let cube = cube(&stated);
    let levels = levels(&stated);
    let listed = Threshold::new(&cube, &levels).unwrap();
    let symbolic = Symbolic::new(&stated, Limit::USUAL).unwrap();
    for (definition, stable) in listed.all() {
        let sets = symbolic.stable(Concept::of(definition).unwrap()).unwrap();
        let counts: Vec<u64> = sets.by_party.iter().map(|set| set.count()).collect();
        let expected: Vec<u64> = stable.by_party.iter().map(|set| set.count_ones(..) as u64).collect();
        assert_eq!(counts, expected, "{}", definition.short);
        assert_eq!(sets.equilibria.count(), stable.equilibria().count_ones(..) as u64, "{}", definition.short);
        let first: Vec<u64> = stable.equilibria().ones().take(20).map(|state| state as u64).collect();
        assert_eq!(sets.equilibria.first(20), first, "{}", definition.short);
    }
}

#[test]
fn a_formula_is_met_where_it_holds_and_the_state_is_possible() {
    let mut dice = Dice(5);
    for _ in 0..200 {
        let stated = dice.stated();
        let formula = dice.formula(stated.options, 3);
        let found = Symbolic::new(&stated, Limit::USUAL).unwrap().states_where(&formula).unwrap();
        let met = |state: &u64| possible(&stated, *state) && formula.holds(*state);
        let expected: Vec<u64> = (0..1 << stated.options).filter(met).collect();
        assert_eq!(found.first(usize::MAX), expected, "{formula:?} in {stated:?}");
        assert_eq!(found.is_empty(), expected.is_empty());
    }
}

/// The definitions imply one another, and nobody can improve on what is stable under the strictest.
#[test]
fn what_is_found_among_2_to_the_60_states_is_stable() {
    let stated = large(12, 5, 20, &mut Dice(3));
    let symbolic = Symbolic::new(&stated, Limit::USUAL).unwrap();
    let found = [Concept::Nash, Concept::Smr, Concept::Gmr].map(|concept| symbolic.stable(concept).unwrap().equilibria);
    assert!(found.is_sorted_by_key(|set| set.count()));
    assert!(found[0].first(50).iter().all(|state| found.iter().all(|set| set.contains(*state))));
    let nash = symbolic.stable(Concept::Nash).unwrap();
    let mut dice = Dice(4);
    for _ in 0..2_000 {
        let state = dice.next() >> 4;
        let mut nobody_improves = true;
        for ((party, own), statements) in stated.owned.iter().enumerate().zip(&stated.statements) {
            let level = |state: u64| statements.iter().map(|one| one.holds(state)).collect::<Vec<_>>();
            let now = level(state);
            let improves = (0..32).any(|setting| level(state & !own | setting << (5 * party)) > now);
            assert_eq!(nash.by_party[party].contains(state), !improves, "party {party} in {state:b}");
            nobody_improves &= !improves;
        }
        assert_eq!(nash.equilibria.contains(state), nobody_improves, "{state:b}");
    }
}

#[test]
fn what_is_too_large_is_refused() {
    let stated = large(12, 5, 20, &mut Dice(3));
    let tiny = Limit { steps: 1_000, at_once: 1_000 };
    assert_eq!(Symbolic::new(&stated, tiny).unwrap_err().limit, tiny);
    let small = Limit { steps: 20_000_000, at_once: 400_000 };
    let symbolic = Symbolic::new(&stated, small).unwrap();
    assert!(symbolic.stable(Concept::Seq).is_err());
    assert_eq!(symbolic.possible().count(), 1 << 60);
    assert!(symbolic.stable(Concept::Nash).unwrap().equilibria.count() > 0);
}
