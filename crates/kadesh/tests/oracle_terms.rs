//! The terms of a deal against their definition: package by package on random cases, a page by hand, neutrality, odd cases.

#![allow(
    clippy::unwrap_used,
    clippy::unreachable,
    clippy::needless_range_loop,
    reason = "a test that cannot go on fails"
)]

mod random_cases;

use std::collections::{BTreeMap, BTreeSet};

use kadesh::deals::Space;
use kadesh::ensemble::*;
use kadesh::model::*;
use kadesh::report::block::Block;
use kadesh::report::view;
use proptest::prelude::*;
use random_cases::*;

type Pair = (Choice, Choice);

/// What the definition says, with sets of packages and no bits.
#[derive(Default)]
struct Slow {
    with_deal: usize,
    essential: BTreeMap<Choice, usize>,
    possible: BTreeMap<Choice, usize>,
    trades: BTreeMap<Pair, usize>,
}

fn choices(case: &Case) -> Vec<Choice> {
    let of = |issue: IssueId| (0..case.issue(issue).options.len()).map(move |option| Choice { issue, option });
    case.issue_ids().flat_map(of).collect()
}

fn has(package: &[usize], choice: Choice) -> bool {
    package[choice.issue.0] == choice.option
}

fn packages(case: &Case) -> Vec<Vec<usize>> {
    let sizes: Vec<usize> = case.issues.iter().map(|issue| issue.options.len()).collect();
    let space = Space::new(&sizes).unwrap();
    (0..space.len()).map(|number| space.package(number)).collect()
}

fn slow(case: &Case, draws: &Draws, reach: &Reach) -> Slow {
    let mut slow = Slow::default();
    let (all, choices) = (packages(case), choices(case));
    let signs = |party: &PartyId| case.deal.signatories.is_empty() || case.deal.signatories.contains(party);
    for draw in 0..draws.len() {
        let payoffs = payoffs(case, draws, draw);
        let open = |package: &&Vec<usize>| (0..package.len()).all(|issue| reach[issue][package[issue]] != Truth::False);
        let takes = |party: &PartyId, package: &[usize]| {
            payoffs.iter().any(|payoff| payoff.party == *party && payoff.accepts(package))
        };
        let taken = |package: &&Vec<usize>| match &case.deal.rule {
            DealRule::Groups(groups) => groups.iter().any(|group| group.iter().all(|party| takes(party, package))),
            _ => payoffs.iter().filter(|payoff| signs(&payoff.party)).all(|payoff| payoff.accepts(package)),
        };
        let can_be = |package: &&Vec<usize>| case.is_possible(package);
        let deals: Vec<&Vec<usize>> = all.iter().filter(open).filter(can_be).filter(taken).collect();
        if deals.is_empty() {
            continue;
        }
        slow.with_deal += 1;
        let every = |choice: Choice| deals.iter().all(|package| has(package, choice));
        let some = |choice: Choice| deals.iter().any(|package| has(package, choice));
        for first in choices.iter().copied() {
            *slow.essential.entry(first).or_default() += usize::from(every(first));
            *slow.possible.entry(first).or_default() += usize::from(some(first));
            for second in choices.iter().copied().filter(|second| second.issue != first.issue) {
                let together = deals.iter().filter(|package| has(package, first)).all(|package| has(package, second));
                if some(first) && together && !every(second) {
                    *slow.trades.entry((first, second)).or_default() += 1;
                }
            }
        }
    }
    slow
}

/// A trade's strength: draws, then how few its first option is possible in.
fn strength(slow: &Slow, pair: &Pair) -> (usize, std::cmp::Reverse<usize>) {
    (slow.trades[pair], std::cmp::Reverse(slow.possible[&pair.0]))
}

/// Whether no package of options that are possible somewhere keeps all trades, has the first and lacks the second.
fn entailed(case: &Case, slow: &Slow, pair: &Pair, by: &[Pair]) -> bool {
    let somewhere = |package: &&Vec<usize>| {
        (0..package.len()).all(|issue| slow.possible[&Choice { issue: IssueId(issue), option: package[issue] }] > 0)
    };
    let keeps = |package: &&Vec<usize>| by.iter().all(|(first, second)| !has(package, *first) || has(package, *second));
    !packages(case).iter().filter(somewhere).filter(keeps).any(|package| has(package, pair.0) && !has(package, pair.1))
}

/// Whether the second is met on the way along the others from the first.
fn chained(pair: &Pair, by: &[Pair]) -> bool {
    let mut met = BTreeSet::from([pair.0]);
    while let Some((_, next)) = by.iter().find(|(first, second)| met.contains(first) && !met.contains(second)) {
        met.insert(*next);
    }
    met.contains(&pair.1)
}

fn agrees(case: &Case, run: &Run, reach: &Reach) {
    let (answer, slow) = (terms(run), slow(case, &run.draws, reach));
    assert_eq!(answer.with_deal, slow.with_deal);
    assert_eq!((answer.trade_draws, answer.trade_draws_with_deal), (run.draws.len(), slow.with_deal));
    assert_eq!(answer.options.iter().map(|term| term.place).collect::<Vec<_>>(), choices(case));
    let count = |counts: &BTreeMap<Choice, usize>, choice| counts.get(&choice).copied().unwrap_or(0);
    for term in &answer.options {
        let expected = (count(&slow.essential, term.place), count(&slow.possible, term.place));
        assert_eq!((term.essential, term.possible), expected, "{}", term.choice);
        assert_eq!(term.excluded, slow.with_deal - term.possible);
        assert_eq!(term.reach, reach[term.place.issue.0][term.place.option]);
        match term.decided_by {
            DecidedBy::Worth => {
                assert!(term.reach != Truth::False);
                assert!(term.red_lines.is_empty() || case.deal.rule != DealRule::All);
            }
            DecidedBy::Exclusion => {
                let with = packages(case).into_iter().filter(|package| has(package, term.place));
                let open =
                    |package: &Vec<usize>| (0..package.len()).all(|issue| reach[issue][package[issue]] != Truth::False);
                assert!(!with.filter(open).any(|package| case.is_possible(&package)));
            }
            DecidedBy::Rules => assert!([term.essential, term.excluded].contains(&slow.with_deal)),
            DecidedBy::RedLine => assert!(term.possible == 0 && !term.red_lines.is_empty()),
        }
    }
    let most: Vec<Pair> =
        slow.trades.iter().filter(|((first, _), n)| 2 * **n > slow.possible[first]).map(|(pair, _)| *pair).collect();
    assert_eq!(answer.trades_found, most.len());
    if answer.trades_weighed < answer.trades_found {
        return;
    }
    let kept: Vec<Pair> = answer.trades.iter().map(|trade| trade.places).collect();
    for trade in &answer.trades {
        assert_eq!((trade.draws, trade.of), (slow.trades[&trade.places], slow.possible[&trade.places.0]));
    }
    assert!(kept.windows(2).all(|two| strength(&slow, &two[0]) >= strength(&slow, &two[1])));
    for pair in &most {
        let strong = |other: &&Pair| *other != pair && strength(&slow, other) >= strength(&slow, pair);
        let others: Vec<Pair> = kept.iter().filter(strong).copied().collect();
        if kept.contains(pair) {
            // Neither a chain nor the same the other way round: "not the second, so not the first".
            assert!(!chained(pair, &others), "{pair:?} of {kept:?}");
        } else {
            assert!(entailed(case, &slow, pair, &others), "{pair:?} does not follow from {others:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn terms_agree_with_the_definition(seed in any::<u64>(), draws in 1usize..60) {
        let (case, reach) = random_case(seed);
        let reach_of = |_: &Case| reach.clone();
        let Ok(run) = Run::new(&case, seed, draws, &reach_of) else { return Ok(()) };
        agrees(&case, &run, &reach);
    }

    #[test]
    fn n1_reversing_a_scale_mirrors_the_terms(seed in any::<u64>()) {
        let (case, reach) = random_case(seed);
        let mut mirrored = case.clone();
        mirrored.issues[0].options.reverse();
        let last = case.issues[0].options.len() - 1;
        mirrored.issues[0].status_quo = last - case.issues[0].status_quo;
        for stake in mirrored.stakes.iter_mut().filter(|stake| stake.issue == IssueId(0)) {
            stake.values.reverse();
            stake.red_line = stake.red_line.iter().map(|option| last - option).collect();
        }
        let turn = |options: &mut BTreeMap<IssueId, usize>| {
            options.entry(IssueId(0)).and_modify(|option| *option = last - *option);
        };
        for own in &mut mirrored.walk_aways {
            own.package.iter_mut().for_each(|package| package[0] = last - package[0]);
        }
        mirrored.exclusions.iter_mut().for_each(|one| (turn(&mut one.package), turn(&mut one.unless)).0);
        mirrored.bonuses.iter_mut().for_each(|one| turn(&mut one.when));
        let mut turned = reach.clone();
        turned[0].reverse();
        let (reach_of, turned_of) = (|_: &Case| reach.clone(), |_: &Case| turned.clone());
        let Ok(one) = Run::new(&case, 7, 40, &reach_of) else { return Ok(()) };
        let two = Run::new(&mirrored, 7, 40, &turned_of).unwrap();
        let said = |answer: &Terms| {
            let mut options: Vec<_> =
                answer.options.iter().map(|term| (term.choice.clone(), term.essential, term.possible, term.excluded)).collect();
            options.sort();
            let trades: Vec<_> = answer.trades.iter().map(|one| (one.first.clone(), one.only_with.clone(), one.draws, one.of)).collect();
            (options, trades, answer.with_deal)
        };
        prop_assert_eq!(said(&terms(&one)), said(&terms(&two)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(25))]

    #[test]
    fn many_packages_agree_too(seed in any::<u64>(), draws in 1usize..12) {
        let (case, reach) = wide_case(seed);
        prop_assume!(case.issues.iter().map(|issue| issue.options.len()).product::<usize>() <= 600);
        let reach_of = |_: &Case| reach.clone();
        let Ok(run) = Run::new(&case, seed, draws, &reach_of) else { return Ok(()) };
        agrees(&case, &run, &reach);
    }
}

fn walk_away(party: usize, base: &str) -> WalkAway {
    WalkAway { party: PartyId(party), base: Some(q(base)), package: None, from: Vec::new(), basis: Basis::new() }
}

/// The case of `golden/ensemble/terms.md`, and its reach.
fn by_hand() -> (Case, Reach) {
    let mut case = Case::blank("by hand");
    case.parties = vec![party("a"), party("b")];
    case.issues = vec![issue("x", 2), issue("y", 2), issue("z", 2), issue("w", 2)];
    case.stakes = vec![
        stake(0, 0, Some("4"), &["0", "1"]),
        stake(0, 1, Some("2"), &["1", "0"]),
        stake(0, 2, Some("1"), &["1", "0"]),
        stake(0, 3, Some("1"), &["1", "0"]),
        stake(1, 1, Some("3"), &["0", "1"]),
        stake(1, 2, Some("1"), &["0", "1"]),
    ];
    case.walk_aways = vec![walk_away(0, "0.625"), walk_away(1, "0..1")];
    case.deal.signatories = vec![PartyId(0), PartyId(1)];
    let case = addressed(case);
    let mut reach = all_reachable(&case);
    reach[3][1] = Truth::False;
    (case, reach)
}

#[test]
fn golden_terms() {
    let path = format!("{}/tests/golden/ensemble/terms.md", env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(path).unwrap();
    let lines: Vec<(&str, &str)> =
        page.split("```").nth(1).unwrap().lines().filter_map(|line| line.split_once(" = ")).collect();
    assert_eq!(lines.len(), 13);
    let (case, reach) = by_hand();
    let reach_of = |_: &Case| reach.clone();
    let run = Run::new(&case, 1, 1000, &reach_of).unwrap();
    let answer = terms(&run);
    for (key, ends) in lines {
        let (above, upto): (f64, f64) =
            ends.split_once(' ').map(|(one, two)| (one.parse().unwrap(), two.parse().unwrap())).unwrap();
        let drawn = (0..1000).map(|draw| run.draws.value(Variable::Base(PartyId(1)), draw).unwrap());
        let expected = drawn.filter(|value| above < *value && *value <= upto).count();
        let words: Vec<&str> = key.split('.').collect();
        let term = |id: &str| answer.options.iter().find(|term| term.option == id).unwrap();
        let found = match words[..] {
            ["deal"] => answer.with_deal,
            [option, "essential"] => term(option).essential,
            [option, "possible"] => term(option).possible,
            [option, "excluded"] => term(option).excluded,
            _ => {
                let [trade] = &answer.trades[..] else { unreachable!("{:?}", answer.trades) };
                assert_eq!((trade.first.as_str(), trade.only_with.as_str(), trade.of), ("y = y0", "z = z1", expected));
                trade.draws
            }
        };
        assert_eq!(found, expected, "{key}");
    }
    let rules: Vec<&str> = answer
        .options
        .iter()
        .filter(|term| term.decided_by == DecidedBy::Rules)
        .map(|term| term.option.as_str())
        .collect();
    assert_eq!(rules, ["w0", "w1"]);
    let Block::Line(line) = &view::terms::terms(&case, &answer)[0] else { unreachable!() };
    assert_eq!(
        line.text,
        "There is a deal in 1,000 of 1,000 draws. In each of these every deal has x = x1 and none has x = x0. The rules shut w = w1."
    );
}

#[test]
fn a_chain_leaves_out_what_follows_from_it() {
    // One party; x1 takes y1 and y1 takes z1: the worth of y0 with x1 and of z0 with y1 is too low.
    let mut case = Case::blank("chain");
    case.parties = vec![party("a"), party("b")];
    case.issues = vec![issue("x", 2), issue("y", 2), issue("z", 2)];
    // a: 3y - 2x >= 0 bars x1 y0; b: 3z - 2y >= 0 bars y1 z0.
    case.stakes = vec![
        stake(0, 0, Some("2"), &["1", "0"]),
        stake(0, 1, Some("2"), &["0", "1"]),
        stake(1, 1, Some("2"), &["1", "0"]),
        stake(1, 2, Some("2"), &["0", "1"]),
    ];
    case.walk_aways = vec![walk_away(0, "0.5"), walk_away(1, "0.5")];
    case.deal.signatories = vec![PartyId(0), PartyId(1)];
    let case = addressed(case);
    let run = Run::new(&case, 1, 20, &all_reachable).unwrap();
    let answer = terms(&run);
    // x1 → y1 → z1 and x1 → z1, and each the other way round.
    assert_eq!((answer.trades_found, answer.trades.len()), (6, 2));
    agrees(&case, &run, &all_reachable(&case));
}

#[test]
fn no_deal_in_any_draw_judges_no_term() {
    let (mut case, reach) = by_hand();
    case.walk_aways[0].base = Some(q("1"));
    case.walk_aways[1].base = Some(q("1"));
    let reach_of = |_: &Case| reach.clone();
    let run = Run::new(&case, 1, 50, &reach_of).unwrap();
    let answer = terms(&run);
    assert_eq!((answer.with_deal, answer.trades.len()), (0, 0));
    let blocks = view::terms::terms(&case, &answer);
    assert!(matches!(&blocks[0], Block::Line(line) if line.text.starts_with("No deal in any of 50 draws")));
    assert!(!blocks.iter().any(|block| matches!(block, Block::Bars(_))));
}

#[test]
fn one_option_is_in_every_deal_by_the_rules_and_no_stake_is_refused() {
    let mut case = Case::blank("one");
    case.parties = vec![party("a")];
    case.issues = vec![issue("x", 1)];
    case.stakes = vec![stake(0, 0, Some("1"), &["1"])];
    case.walk_aways = vec![walk_away(0, "0.5")];
    case.deal.signatories = vec![PartyId(0)];
    let case = addressed(case);
    let run = Run::new(&case, 1, 10, &all_reachable).unwrap();
    let answer = terms(&run);
    assert_eq!((answer.options[0].essential, answer.options[0].decided_by), (10, DecidedBy::Rules));
    let mut bare = case.clone();
    bare.stakes.clear();
    assert!(Run::new(&bare, 1, 10, &all_reachable).is_err());
}

#[test]
fn n10_one_thread_and_four_give_the_same_bytes() {
    let (case, reach) = by_hand();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let reach_of = |_: &Case| reach.clone();
        pool.install(|| serde_json::to_string(&terms(&Run::new(&case, 1, 1000, &reach_of).unwrap())).unwrap())
    };
    assert_eq!(on(1), on(4));
}
