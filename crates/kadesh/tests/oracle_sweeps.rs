//! Concessions and solution points over draws against their definition: one draw, one package at a time.

#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_range_loop, reason = "a test that cannot go on fails")]

mod random_cases;

use std::collections::{BTreeMap, BTreeSet};

use kadesh::deals::opponent::{Gift, Reply, reply_to};
use kadesh::deals::points::PointRule;
use kadesh::deals::{Bargain, Excluded, Payoff};
use kadesh::ensemble::*;
use kadesh::model::*;
use kadesh::report::block::{Block, Cell};
use kadesh::report::view;
use proptest::prelude::*;
use random_cases::*;

/// Outcomes again, from the definitions.
mod oracle {
    use kadesh::deals::points::PointRule;
    use kadesh::deals::{Bargain, Payoff};

    /// Every package that can be had, with its number.
    pub fn packages(bargain: &Bargain) -> Vec<(usize, Vec<usize>)> {
        let all = (0..bargain.space.len()).map(|number| (number, bargain.space.package(number)));
        all.filter(|(_, package)| package.iter().enumerate().all(|(issue, option)| bargain.allowed[issue][*option]))
            .filter(|(_, package)| bargain.space.holds(package))
            .collect()
    }

    /// Utilities by package that all accept.
    fn rows(bargain: &Bargain, judges: &[Payoff], given: &[(usize, usize)]) -> Vec<(usize, Vec<f64>)> {
        packages(bargain)
            .into_iter()
            .filter(|(_, package)| given.iter().all(|(issue, option)| package[*issue] == *option))
            .filter(|(_, package)| judges.iter().all(|judge| judge.accepts(package)))
            .map(|(number, package)| (number, judges.iter().map(|judge| judge.utility(&package)).collect()))
            .collect()
    }

    fn frontier(rows: Vec<(usize, Vec<f64>)>) -> Vec<(usize, Vec<f64>)> {
        let beats = |one: &Vec<f64>, two: &Vec<f64>| one != two && one.iter().zip(two).all(|(one, two)| one >= two);
        rows.iter().filter(|(_, row)| !rows.iter().any(|(_, other)| beats(other, row))).cloned().collect()
    }

    /// What a rule picks, all that tie.
    pub fn picks(bargain: &Bargain, judges: &[Payoff], given: &[(usize, usize)], rule: PointRule) -> Vec<usize> {
        let front = frontier(rows(bargain, judges, given));
        let lines: Vec<f64> = judges.iter().map(Payoff::line).collect();
        let acceptable = |party: usize| front.iter().map(|(_, row)| row[party]).fold(lines[party], f64::max);
        let overall = |party: usize| {
            let judge = &judges[party];
            packages(bargain).iter().map(|(_, package)| judge.utility(package)).fold(f64::NEG_INFINITY, f64::max)
        };
        let shares = |row: &[f64], best: &dyn Fn(usize) -> f64| -> Vec<f64> {
            (0..row.len())
                .filter(|party| best(*party) > lines[*party])
                .map(|party| (row[party] - lines[party]) / (best(party) - lines[party]))
                .collect()
        };
        let least =
            |values: Vec<f64>| if values.is_empty() { 0.0 } else { values.into_iter().fold(f64::INFINITY, f64::min) };
        let gains =
            |row: &[f64]| -> Vec<f64> { row.iter().zip(&lines).map(|(utility, line)| utility - line).collect() };
        let score = |row: &[f64]| match rule {
            PointRule::Nash => {
                let mut gains = gains(row);
                gains.sort_by(f64::total_cmp);
                kadesh::num::pow(gains.iter().product(), 1.0 / gains.len() as f64)
            }
            PointRule::KalaiSmorodinsky => least(shares(row, &acceptable)),
            PointRule::KalaiSmorodinskyOverall => least(shares(row, &overall)),
            PointRule::LeastSpread => {
                let shares = shares(row, &overall);
                let most = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                if shares.is_empty() { 0.0 } else { least(shares) - most }
            }
            PointRule::Egalitarian => least(gains(row)),
            PointRule::Utilitarian => row.iter().sum(),
        };
        let best = front.iter().map(|(_, row)| score(row)).fold(f64::NEG_INFINITY, f64::max);
        front.iter().filter(|(_, row)| score(row) >= best - 1e-9).map(|(number, _)| *number).collect()
    }

    /// Nash's packages and what they are worth to each party; the walk-aways when there are none.
    pub fn settle(bargain: &Bargain, judges: &[Payoff], given: &[(usize, usize)]) -> (Vec<usize>, Vec<f64>) {
        let picks = picks(bargain, judges, given, PointRule::Nash);
        let worth = |payoff: &Payoff| {
            let utilities = picks.iter().map(|package| payoff.utility(&bargain.space.package(*package)));
            if picks.is_empty() { payoff.line() } else { utilities.sum::<f64>() / picks.len() as f64 }
        };
        (picks.clone(), bargain.signatories.iter().chain(&bargain.others).map(worth).collect())
    }

    /// Each part short of the reference counts so many times.
    pub fn judges(bargain: &Bargain, reference: &[usize], times: f64) -> Vec<Payoff> {
        let mut judges = bargain.signatories.clone();
        for judge in &mut judges {
            for (issue, parts) in judge.parts.iter_mut().enumerate() {
                let had = parts[reference[issue]];
                parts.iter_mut().for_each(|part| *part -= (times - 1.0) * (had - *part).max(0.0));
            }
        }
        judges
    }
}

/// The bargain of one draw.
fn bargain(case: &Case, run: &Run, reach: &Reach, draw: usize) -> Bargain {
    let signs = |payoff: &Payoff| case.deal.signatories.contains(&payoff.party);
    let (mut signing, others): (Vec<Payoff>, Vec<Payoff>) =
        payoffs(case, &run.draws, draw).into_iter().partition(signs);
    let place = |payoff: &Payoff| case.deal.signatories.iter().position(|party| *party == payoff.party);
    signing.sort_by_key(place);
    let sizes: Vec<usize> = case.issues.iter().map(|issue| issue.options.len()).collect();
    let mut bargain = Bargain::open(signing, others, &sizes, &case.status_quo()).unwrap();
    let options = |some: &BTreeMap<IssueId, usize>| some.iter().map(|(issue, option)| (issue.0, *option)).collect();
    let excluded = case.exclusions.iter();
    let excluded = excluded.map(|one| Excluded { holding: options(&one.package), unless: options(&one.unless) });
    bargain.space = bargain.space.excluding(excluded.collect());
    bargain.allowed = reach.iter().map(|row| row.iter().map(|truth| *truth != Truth::False).collect()).collect();
    bargain
}

fn count(values: &[f64], holds: impl Fn(f64) -> bool) -> usize {
    values.iter().filter(|value| holds(**value)).count()
}

/// The packages and utilities without the concession, and those with it.
type Outcomes = (Vec<usize>, Vec<f64>, Vec<usize>, Vec<f64>);

fn same_changes(found: &TheoryDraws, rows: &[Outcomes]) {
    assert_eq!(found.no_deal_before, rows.iter().filter(|row| row.0.is_empty()).count(), "{}", found.name);
    assert_eq!(found.no_deal_after, rows.iter().filter(|row| row.2.is_empty()).count(), "{}", found.name);
    for (party, change) in found.changes.iter().enumerate() {
        let values: Vec<f64> = rows.iter().map(|row| row.3[party] - row.1[party]).collect();
        assert_eq!(change.losses, count(&values, |value| value <= -LEAST_CHANGE), "{}", found.name);
        assert_eq!(change.gains, count(&values, |value| value >= LEAST_CHANGE), "{}", found.name);
        assert_eq!(change.losses + change.nothing + change.gains, rows.len());
        let spread = Spread::of(values).unwrap();
        for (found, expected) in
            [(change.change.low, spread.low), (change.change.middle, spread.middle), (change.change.high, spread.high)]
        {
            assert!((found - expected).abs() < 1e-9);
        }
    }
}

/// A random case whose loss aversion is sometimes stated, and in which all signatories must agree: bargaining rules are about
/// such.
fn random(seed: u64) -> (Case, Reach) {
    let (mut case, reach) = random_case(seed);
    let dice = &mut Dice(seed ^ 77);
    if dice.below(2) == 0 {
        case.deal.loss_aversion = Some(q("1.2..3"));
    }
    case.deal.rule = DealRule::All;
    (case, reach)
}

fn random_given(case: &Case, seed: u64) -> Vec<Choice> {
    let dice = &mut Dice(seed ^ 99);
    let mut given: Vec<Choice> = Vec::new();
    for issue in case.issue_ids() {
        if given.is_empty() || dice.below(3) == 0 {
            given.push(Choice { issue, option: dice.below(case.issue(issue).options.len() as u64) as usize });
        }
    }
    given
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn concessions_agree_with_direct_evaluation(seed in any::<u64>(), draws in 1usize..90) {
        let (case, reach) = random(seed);
        let shut = reach.clone();
        let of = move |_: &Case| shut.clone();
        let run = Run::new(&case, seed, draws, &of).unwrap();
        let given = random_given(&case, seed);
        let found = concession_draws(&run, &given, 2.25).unwrap();
        prop_assert_eq!((found.draws, found.of_draws), (draws, draws));
        let pairs: Vec<(usize, usize)> = given.iter().map(|choice| (choice.issue.0, choice.option)).collect();
        let mut rows = vec![Vec::new(); 3];
        for draw in 0..draws {
            let bargain = bargain(&case, &run, &reach, draw);
            let own = &bargain.signatories;
            let (before, without) = oracle::settle(&bargain, own, &[]);
            let (after, with) = oracle::settle(&bargain, own, &pairs);
            rows[0].push((before.clone(), without.clone(), before.clone(), without.clone()));
            rows[1].push((before, without, after, with));
            let times = run.draws.value(Variable::LossAversion, draw).unwrap_or(2.25);
            let mut reference = bargain.status_quo.clone();
            let (before, without) = oracle::settle(&bargain, &oracle::judges(&bargain, &reference, times), &[]);
            pairs.iter().for_each(|(issue, option)| reference[*issue] = *option);
            let (after, with) = oracle::settle(&bargain, &oracle::judges(&bargain, &reference, times), &[]);
            rows[2].push((before, without, after, with));
        }
        prop_assert!(!found.theories[0].sees && found.theories[0].differs == 0);
        found.theories.iter().zip(&rows).for_each(|(theory, rows)| same_changes(theory, rows));
    }

    #[test]
    fn replies_agree_with_one_bargain_a_draw(seed in any::<u64>(), draws in 1usize..90) {
        let (case, reach) = random(seed);
        let shut = reach.clone();
        let of = move |_: &Case| shut.clone();
        let run = Run::new(&case, seed, draws, &of).unwrap();
        let [giver, receiver, ..] = case.stakeholders()[..] else { return Ok(()) };
        let gift = Gift { giver, receiver, given: random_given(&case, seed) };
        let found = opponent_draws(&run, &gift, 0.25).unwrap();
        for (place, reply) in [Reply::Reciprocates, Reply::Pockets, Reply::Hardens { share: 0.25 }].into_iter().enumerate() {
            let (mut rows, mut nothing) = (Vec::new(), 0);
            for draw in 0..draws {
                let bargain = bargain(&case, &run, &reach, draw);
                let (before, without) = oracle::settle(&bargain, &bargain.signatories, &[]);
                let replied = reply_to(&bargain, &gift, reply).unwrap();
                nothing += usize::from(replied.returned.is_empty());
                rows.push((before, without, replied.after.packages, replied.after.utilities));
            }
            same_changes(&found.replies[place].theory, &rows);
            prop_assert_eq!(found.replies[place].nothing_back, nothing);
        }
    }

    #[test]
    fn points_agree_with_direct_evaluation(seed in any::<u64>(), draws in 1usize..90) {
        let (case, reach) = random(seed);
        let shut = reach.clone();
        let of = move |_: &Case| shut.clone();
        let run = Run::new(&case, seed, draws, &of).unwrap();
        let found = point_draws(&run, Listing::Short).unwrap();
        let picks: Vec<Vec<BTreeSet<usize>>> = (0..draws)
            .map(|draw| {
                let bargain = bargain(&case, &run, &reach, draw);
                let pick = |rule| oracle::picks(&bargain, &bargain.signatories, &[], rule).into_iter().collect();
                PointRule::ALL.into_iter().map(pick).collect()
            })
            .collect();
        let deals: Vec<&Vec<BTreeSet<usize>>> = picks.iter().filter(|rules| !rules[0].is_empty()).collect();
        prop_assert_eq!(found.no_deal, draws - deals.len());
        let common = |rules: &[BTreeSet<usize>]| rules[0].iter().any(|package| rules.iter().all(|own| own.contains(package)));
        prop_assert_eq!(found.disagree, deals.iter().filter(|rules| !common(rules)).count());
        let bargain = bargain(&case, &run, &reach, 0);
        for (place, rule) in found.rules.iter().enumerate() {
            let all: BTreeSet<usize> = deals.iter().flat_map(|rules| &rules[place]).copied().collect();
            prop_assert_eq!(rule.packages, all.len());
            prop_assert_eq!(rule.utilities[0].is_none(), deals.is_empty());
            let alone = |rules: &&&Vec<BTreeSet<usize>>| {
                (0..6).all(|other| other == place || rules[other].is_disjoint(&rules[place]))
            };
            prop_assert_eq!(rule.alone, deals.iter().filter(alone).count());
            for package in all {
                let options: Vec<String> = bargain.space.package(package).iter().enumerate()
                    .map(|(issue, option)| case.choice_text(Choice { issue: IssueId(issue), option: *option })).collect();
                if let Some(row) = found.picked.iter().find(|row| row.options == options) {
                    prop_assert_eq!(row.draws[place], deals.iter().filter(|rules| rules[place].contains(&package)).count());
                }
            }
        }
    }

    #[test]
    fn views_never_advise_and_every_row_fits(seed in any::<u64>()) {
        let (case, reach) = random(seed);
        let of = move |_: &Case| reach.clone();
        let run = Run::new(&case, seed, 40, &of).unwrap();
        let given = random_given(&case, seed);
        let mut blocks = view::deals::points(&case, &point_draws(&run, Listing::Short).unwrap());
        blocks.extend(view::deals::conceded(&case, &concession_draws(&run, &given, 2.0).unwrap()));
        if let [giver, receiver, ..] = case.stakeholders()[..] {
            let gift = Gift { giver, receiver, given };
            blocks.extend(view::deals::received(&case, &opponent_draws(&run, &gift, 0.5).unwrap()));
        }
        for block in &blocks {
            if let Block::Table(table) = block {
                prop_assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
            }
        }
        let text = format!("{blocks:?}");
        for word in ["should", "NaN", "inf", "likely", "probab", "better off"] {
            prop_assert!(!text.contains(word), "{}", text);
        }
    }
}

/// Two parties, two issues; each prefers the other end of both. A range on one weight.
fn two() -> (Case, Reach) {
    let mut case = Case::blank("two");
    case.parties = vec![party("a"), party("b")];
    case.issues = vec![issue("x", 3), issue("y", 3)];
    case.stakes = vec![
        stake(0, 0, Some("1..3"), &["0", "0.6", "1"]),
        stake(0, 1, Some("2"), &["1", "0.7", "0"]),
        stake(1, 0, Some("2"), &["1", "0.5", "0"]),
        stake(1, 1, Some("1..3"), &["0", "0.4", "1"]),
    ];
    case.deal.signatories = vec![PartyId(0), PartyId(1)];
    for party in 0..2 {
        let base = Some(q("0.1..0.4"));
        case.walk_aways.push(WalkAway {
            party: PartyId(party),
            base,
            package: None,
            from: Vec::new(),
            basis: Basis::new(),
        });
    }
    let reach = all_reachable(&case);
    (addressed(case), reach)
}

fn headline(blocks: &[Block]) -> String {
    match blocks.first() {
        Some(Block::Line(line)) => line.text.clone(),
        _ => panic!("no headline"),
    }
}

#[test]
fn t7_a_range_in_gives_a_range_out() {
    let (case, reach) = two();
    let of = move |_: &Case| reach.clone();
    let run = Run::new(&case, 1, 500, &of).unwrap();
    let found = concession_draws(&run, &[Choice { issue: IssueId(0), option: 2 }], 2.0).unwrap();
    let traded = &found.theories[1].changes[0];
    assert!(traded.change.low < traded.change.high, "{traded:?}");
    let points = point_draws(&run, Listing::Short).unwrap();
    assert!(points.rules.iter().all(|rule| rule.utilities[0].is_some_and(|spread| spread.low < spread.high)));
    let blocks = view::deals::points(&case, &points);
    let ranged = |cell: &Cell| matches!(cell, Cell::Number(text) if text.contains('–'));
    assert!(blocks.iter().any(|block| matches!(block, Block::Table(table) if table.rows[0].cells.iter().any(&ranged))));
}

#[test]
fn t3_the_headline_says_who_sees_a_difference_and_who_cannot() {
    let (case, reach) = two();
    let of = move |_: &Case| reach.clone();
    let run = Run::new(&case, 1, 500, &of).unwrap();
    let found = concession_draws(&run, &[Choice { issue: IssueId(0), option: 2 }], 2.0).unwrap();
    let text = headline(&view::deals::conceded(&case, &found));
    assert!(text.contains("settlement only cannot see a difference, by construction"), "{text}");
    assert!(text.contains(&format!("issue trading in {} of 500 draws", found.theories[1].differs)), "{text}");
    assert!(found.theories[1].differs > 0);
}

#[test]
fn n5_when_the_rules_disagree_that_is_the_headline() {
    let (case, reach) = two();
    let of = move |_: &Case| reach.clone();
    let run = Run::new(&case, 1, 500, &of).unwrap();
    let found = point_draws(&run, Listing::Short).unwrap();
    assert!(found.disagree > 0);
    let text = headline(&view::deals::points(&case, &found));
    assert!(text.starts_with(&format!("The rules disagree: in {} of the", found.disagree)), "{text}");
}

#[test]
fn bargaining_rules_refuse_a_deal_that_not_all_must_sign() {
    let (mut case, reach) = two();
    case.deal.rule = DealRule::Groups(vec![BTreeSet::from([PartyId(0)]), BTreeSet::from([PartyId(1)])]);
    let of = move |_: &Case| reach.clone();
    let run = Run::new(&case, 1, 10, &of).unwrap();
    let refusal = point_draws(&run, Listing::Short).unwrap_err();
    assert!(refusal.because.contains("any of several groups") && refusal.hint.unwrap().contains("signatories="));
}

#[test]
fn n10_one_thread_and_four_give_the_same_bytes() {
    let (case, reach) = two();
    let answer = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let reach = reach.clone();
        pool.install(|| {
            let of = move |_: &Case| reach.clone();
            let run = Run::new(&case, 3, 1000, &of).unwrap();
            let gift =
                Gift { giver: PartyId(0), receiver: PartyId(1), given: vec![Choice { issue: IssueId(0), option: 0 }] };
            format!(
                "{:?}{:?}{:?}",
                point_draws(&run, Listing::Short).unwrap(),
                concession_draws(&run, &gift.given, 2.0).unwrap(),
                opponent_draws(&run, &gift, 0.25).unwrap()
            )
        })
    };
    assert_eq!(answer(1), answer(4));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The counts of one package are those of going through all draws by the definition.
    #[test]
    fn a_package_is_taken_in_as_many_draws_as_going_through_them_says(seed in any::<u64>(), pick in any::<usize>()) {
        let (case, reach) = random_case(seed);
        let draws = Draws::new(&case, seed, 70).unwrap();
        let acceptance = Acceptance::of(&case, &draws, reach.clone()).unwrap();
        let sizes: Vec<usize> = case.issues.iter().map(|issue| issue.options.len()).collect();
        let space = kadesh::deals::Space::new(&sizes).unwrap();
        let package = space.package(pick % space.len());
        let shut = package.iter().enumerate().any(|(issue, option)| reach[issue][*option] == Truth::False)
            || !case.is_possible(&package);
        let takes = |party: PartyId, draw: usize| {
            payoffs(&case, &draws, draw).iter().find(|payoff| payoff.party == party).unwrap().accepts(&package)
        };
        for party in case.stakeholders() {
            let slow = (0..70).filter(|draw| takes(party, *draw)).count();
            prop_assert_eq!(acceptance.taken_by(party, &package), (!shut).then_some(slow));
        }
        let agreed = |draw: &usize| match &case.deal.rule {
            DealRule::Groups(groups) => groups.iter().any(|group| group.iter().all(|party| takes(*party, *draw))),
            _ => case.deal.signatories.iter().all(|party| takes(*party, *draw)),
        };
        let all = (0..70).filter(agreed).count();
        prop_assert_eq!(acceptance.deal_in(&package), (!shut).then_some(all));
    }
}
