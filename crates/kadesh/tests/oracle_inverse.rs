//! The inverse questions against all rankings and all orders, one by one.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod conflicts;
#[path = "oracle/conflict.rs"]
mod oracle;

use conflicts::{Draw, Form, Written, any};
use kadesh::conflict::inverse::{MOST_RANKED, least_swaps, least_swaps_of_ranks, rankings, ranks, with_ranks};
use kadesh::conflict::{DEFINITIONS, Preferences, State};
use oracle::{Concept, Conflict};

/// Every order of so many places, in lexicographic order.
fn orders(size: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..size {
        let longer = |order: Vec<usize>| {
            (0..size).filter(move |place| !order.contains(place)).map(|place| [place].into()).collect::<Vec<Vec<_>>>()
        };
        all = all
            .into_iter()
            .flat_map(|order| longer(order.clone()).into_iter().map(move |last| [order.clone(), last].concat()))
            .collect();
    }
    all
}

/// How many pairs of an order are the other way round: the swaps that make it.
fn away(order: &[usize]) -> usize {
    (0..order.len()).map(|at| order[at..].iter().filter(|later| **later < order[at]).count()).sum()
}

/// The least number of swaps of an order that turns, and the first such order.
fn by_all_orders(size: usize, turns: impl Fn(&[usize]) -> bool) -> Option<(usize, Vec<usize>)> {
    orders(size).into_iter().filter(|order| away(order) > 0 && turns(order)).map(|order| (away(&order), order)).min()
}

#[test]
fn counts_are_those_of_all_rankings_one_by_one() {
    let (mut compared, mut some) = (0, 0);
    let mut seed = 0;
    while compared < 320 {
        seed += 1;
        let written = any(seed);
        let truth = Conflict::of(&written);
        if truth.states.len() > if seed % 16 == 0 { 6 } else { 5 } {
            continue;
        }
        let space = written.space();
        let party = seed as usize % truth.parties();
        let state = truth.states[seed as usize % truth.states.len()];
        let found = rankings(&space, &written.preferences, party, state as State).unwrap();
        assert_eq!(found.rankings, (1..=truth.states.len() as u64).product::<u64>(), "seed {seed}");
        let listed = matches!(written.form, Form::Listed(_));
        assert_eq!(found.stable.len(), DEFINITIONS.len() - usize::from(listed), "seed {seed}");
        for (definition, count) in found.stable {
            let expected = truth.rankings_that_hold(Concept::named(definition.short).unwrap(), party, state);
            assert_eq!(count, expected as u64, "seed {seed}, {}, party {party}, state {state}", definition.short);
            some += usize::from(count > 0 && count < found.rankings);
        }
        compared += 1;
    }
    assert!(some > 400, "{some}");
}

#[test]
fn more_states_than_are_counted_are_refused() {
    let large = (1..).map(any).find(|written| written.space().states().len() > MOST_RANKED).unwrap();
    assert!(rankings(&large.space(), &large.preferences, 0, large.space().states()[0]).is_none());
    let small = any(1);
    assert!(rankings(&small.space(), &small.preferences, 9, 0).is_none());
    assert!(rankings(&small.space(), &small.preferences, 0, 1_000_000).is_none());
}

/// The same conflict with a party's levels changed.
fn with_levels(written: &Written, party: usize, levels: Vec<u32>) -> Conflict {
    let mut other = written.clone();
    other.preferences[party] = Preferences::Levels(levels);
    Conflict::of(&other)
}

#[test]
fn the_fewest_swaps_of_ranks_are_those_of_all_orders() {
    let (mut compared, mut turned, mut never) = (0, 0, 0);
    let mut seed = 0;
    while compared < 320 {
        seed += 1;
        let written = any(seed);
        let truth = Conflict::of(&written);
        let party = seed as usize % truth.parties();
        let Preferences::Levels(levels) = &written.preferences[party] else { continue };
        let known = ranks(levels).len();
        if known > 5 || truth.states.len() > 12 {
            continue;
        }
        let space = written.space();
        let arena = space.with(&written.preferences);
        let state = truth.states[seed as usize % truth.states.len()];
        let definition = DEFINITIONS[seed as usize % DEFINITIONS.len()];
        let concept = Concept::named(definition.short).unwrap();
        let now = truth.holds(concept, party, state);
        let turns = |order: &[usize]| {
            let other = with_levels(&written, party, with_ranks(levels, order));
            other.holds(concept, party, state) != now
        };
        let found = least_swaps_of_ranks(&arena, definition, party, state as State, 1_000).unwrap();
        let expected = by_all_orders(known, turns);
        let what = format!("seed {seed}, {}, party {party}, state {state}: {found:?}", definition.short);
        assert_eq!(found.fewest, expected.as_ref().map(|(swaps, _)| *swaps), "{what}");
        assert_eq!(found.order, expected.map(|(_, order)| order).unwrap_or_default(), "{what}");
        assert_eq!(found.all, found.fewest.is_none(), "{what}");
        let (some, none) = (found.fewest.is_some(), found.fewest.is_none() && known > 1);
        (turned, never) = (turned + usize::from(some), never + usize::from(none));
        compared += 1;
    }
    assert!(turned > 60 && never > 60, "{turned} {never}");
}

#[test]
fn the_fewest_swaps_of_ranks_are_those_of_orders_of_any_items() {
    let (mut compared, mut far) = (0, 0);
    let mut seed = 0;
    while compared < 120 {
        seed += 1;
        let written = any(seed);
        let space = written.space();
        let party = seed as usize % written.parties();
        let Preferences::Levels(levels) = &written.preferences[party] else { continue };
        let known = ranks(levels).len();
        if !(6..=7).contains(&known) {
            continue;
        }
        let arena = space.with(&written.preferences);
        let states = space.states();
        let state = states[seed as usize % states.len()];
        let definition = DEFINITIONS[seed as usize % DEFINITIONS.len()];
        let verdict = |order: &[usize]| {
            let mut preferences = written.preferences.clone();
            preferences[party] = Preferences::Levels(with_ranks(levels, order));
            (definition.verdict)(&space.with(&preferences), party, state).is_stable()
        };
        let as_it_is: Vec<usize> = (0..known).collect();
        let now = verdict(&as_it_is);
        let expected = least_swaps(&as_it_is, 6_000, &mut |order| verdict(order) != now);
        let found = least_swaps_of_ranks(&arena, definition, party, state, 6_000).unwrap();
        let what = format!("seed {seed}, {}, party {party}, state {state}", definition.short);
        assert_eq!((found.fewest, &found.order), (expected.fewest, &expected.order), "{what}");
        assert_eq!((found.up_to, found.all), (expected.up_to, expected.all), "{what}");
        assert!(found.looked_at <= expected.looked_at, "{what}");
        far += usize::from(found.fewest.is_some_and(|swaps| swaps > 2));
        compared += 1;
    }
    assert!(far > 10, "{far}");
}

#[test]
fn the_fewest_swaps_of_any_items_are_those_of_all_orders() {
    for seed in 0..400 {
        let mut draw = Draw::new(seed);
        let size = draw.from(0, 5);
        let items: Vec<usize> = draw.shuffled(size + 3).into_iter().take(size).collect();
        // Some orders turn, drawn by their items; few, so that they are far away at times.
        let share = draw.from(0, 8);
        let turns = |order: &[usize]| {
            let mix = order.iter().fold(seed, |mix, item| mix.wrapping_mul(31).wrapping_add(*item as u64));
            Draw::new(mix).chance(share, 40)
        };
        let of = |places: &[usize]| -> Vec<usize> { places.iter().map(|place| items[*place]).collect() };
        let expected = by_all_orders(size, |places| turns(&of(places)));
        let found = least_swaps(&items, usize::MAX, &mut |order| turns(order));
        assert_eq!(found.fewest, expected.as_ref().map(|(swaps, _)| *swaps), "seed {seed}");
        assert_eq!(found.order, expected.map(|(_, order)| of(&order)).unwrap_or_default(), "seed {seed}");
        // The swaps, made one after another, exchange neighbours and lead to the order.
        let mut order = items.clone();
        for (up, down) in &found.swaps {
            let at = order.windows(2).position(|pair| pair == [*down, *up]).unwrap();
            order.swap(at, at + 1);
        }
        assert!(found.fewest.is_none() || order == found.order, "seed {seed}: {found:?}");
        assert_eq!(found.swaps.len(), found.fewest.unwrap_or(0), "seed {seed}");
        // A bound finds the same or nothing.
        let most = draw.below(20);
        let cut = least_swaps(&items, most, &mut |order| turns(order));
        assert!(cut.looked_at <= most, "seed {seed}");
        assert!(cut.fewest == found.fewest && cut.order == found.order || cut.fewest.is_none(), "seed {seed}");
    }
}

/// `cargo test --release -p kadesh --test oracle_inverse -- --ignored --nocapture how_long`
#[test]
#[ignore = "a measurement"]
fn how_long_the_inverse_questions_take() {
    let largest = (0..4_000).map(any).filter(|written| written.space().states().len() == MOST_RANKED);
    for written in largest.take(8) {
        let space = written.space();
        let state = space.states()[0];
        let start = std::time::Instant::now();
        let found = rankings(&space, &written.preferences, 0, state).unwrap();
        println!("{} states, {} parties: {:.2?}", MOST_RANKED, written.parties(), start.elapsed());
        assert_eq!(found.rankings, 479_001_600);
    }
    let many =
        (0..4_000).map(any).filter(|written| written.levels().is_some_and(|levels| ranks(&levels[0]).len() > 30));
    for written in many.take(8) {
        let space = written.space();
        let arena = space.with(&written.preferences);
        for definition in DEFINITIONS.iter().take(2) {
            let known = ranks(&written.levels().unwrap()[0]).len();
            let start = std::time::Instant::now();
            let found = least_swaps_of_ranks(&arena, definition, 0, space.states()[1], 20_000);
            let told = found.map(|found| (found.fewest, found.looked_at, found.up_to, found.all));
            println!("{known} ranks, {}: {told:?}, {:.2?}", definition.short, start.elapsed());
        }
    }
}
