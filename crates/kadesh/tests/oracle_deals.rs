//! The deals family against brute force: every package looked at, every pair compared, from the definitions.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod deals;

use deals::bargains;
use kadesh::deals::acceptance::{acceptance, accepted_set, count, counts_at_least};
use kadesh::deals::concession::{Theory, judged_from, value_of};
use kadesh::deals::linked::unbundle;
use kadesh::deals::opponent::{Gift, Reply, reply_to};
use kadesh::deals::points::{Lines, PointRule, TIE, median_package, nash_by_frontier, nash_by_scan, solve};
use kadesh::deals::{
    Bargain, Excluded, Payoff, Space, Together, Utilities, attained_by, frontier, frontier_of, kept, rational_frontier,
};
use kadesh::model::{Case, Choice, Issue, IssueId, IssueOption, Party, PartyId};
use proptest::prelude::*;

mod oracle {
    use super::*;

    pub type Point = (usize, Vec<f64>);

    /// Every package made of allowed options.
    pub fn packages(bargain: &Bargain) -> Vec<usize> {
        (0..bargain.space.len())
            .filter(|number| {
                let package = bargain.space.package(*number);
                let open = bargain.allowed.iter().zip(&package).all(|(allowed, option)| allowed[*option]);
                open && bargain.space.holds(&package)
            })
            .collect()
    }

    pub fn accepted(bargain: &Bargain, payoff: &Payoff) -> Vec<usize> {
        packages(bargain).into_iter().filter(|number| payoff.accepts(&bargain.space.package(*number))).collect()
    }

    fn beats(one: &[f64], other: &[f64]) -> bool {
        one.iter().zip(other).all(|(a, b)| a >= b) && one != other
    }

    /// The points that no other beats: greatest sum first, then least package.
    pub fn frontier(bargain: &Bargain, judges: &[Payoff], keep: impl Fn(&[usize]) -> bool) -> Vec<Point> {
        let all: Vec<Point> = packages(bargain)
            .into_iter()
            .filter(|number| keep(&bargain.space.package(*number)))
            .map(|number| {
                let package = bargain.space.package(number);
                (number, judges.iter().map(|judge| judge.utility(&package)).collect())
            })
            .collect();
        let mut points: Vec<Point> = Vec::new();
        for (number, utilities) in &all {
            let beaten = all.iter().any(|(_, other)| beats(other, utilities));
            if !beaten && !points.iter().any(|(_, other)| other == utilities) {
                points.push((*number, utilities.clone()));
            }
        }
        let sum = |point: &Point| point.1.iter().sum::<f64>();
        points.sort_by(|a, b| sum(b).total_cmp(&sum(a)).then(a.0.cmp(&b.0)));
        points
    }

    pub fn rational(bargain: &Bargain, judges: &[Payoff]) -> Vec<Point> {
        frontier(bargain, judges, |package| judges.iter().all(|judge| judge.accepts(package)))
    }

    /// The points that a rule picks, by its formula.
    pub fn solve(bargain: &Bargain, judges: &[Payoff], rule: PointRule) -> Vec<Point> {
        let points = rational(bargain, judges);
        let line: Vec<f64> = judges.iter().map(|judge| kept(judge.walk_away)).collect();
        let acceptable: Vec<Vec<f64>> = packages(bargain)
            .into_iter()
            .map(|number| bargain.space.package(number))
            .filter(|package| judges.iter().all(|judge| judge.accepts(package)))
            .map(|package| judges.iter().map(|judge| judge.utility(&package)).collect())
            .collect();
        let overall: Vec<Vec<f64>> = packages(bargain)
            .into_iter()
            .map(|number| judges.iter().map(|judge| judge.utility(&bargain.space.package(number))).collect())
            .collect();
        let best = |rows: &[Vec<f64>], party: usize| rows.iter().map(|row| row[party]).fold(f64::MIN, f64::max);
        let shares = |point: &Point, rows: &[Vec<f64>]| -> Vec<f64> {
            (0..judges.len())
                .filter(|party| best(rows, *party) > line[*party])
                .map(|party| (point.1[party] - line[party]) / (best(rows, party) - line[party]))
                .collect()
        };
        let least = |values: Vec<f64>| values.into_iter().reduce(f64::min).unwrap_or(0.0);
        let most = |values: Vec<f64>| values.into_iter().reduce(f64::max).unwrap_or(0.0);
        let score = |point: &Point| match rule {
            PointRule::Nash => {
                let product: f64 = point.1.iter().zip(&line).map(|(u, d)| u - d).product();
                kadesh::num::pow(product, 1.0 / judges.len() as f64)
            }
            PointRule::KalaiSmorodinsky => least(shares(point, &acceptable)),
            PointRule::KalaiSmorodinskyOverall => least(shares(point, &overall)),
            PointRule::LeastSpread => least(shares(point, &overall)) - most(shares(point, &overall)),
            PointRule::Egalitarian => least(point.1.iter().zip(&line).map(|(u, d)| u - d).collect()),
            PointRule::Utilitarian => point.1.iter().sum(),
        };
        let top = points.iter().map(score).fold(f64::MIN, f64::max);
        points.iter().filter(|point| score(point) >= top - TIE).cloned().collect()
    }

    /// Nash's outcome: mean plain utilities over all packages that tie, or the walk-aways.
    pub fn settle(bargain: &Bargain, judges: &[Payoff]) -> (Vec<usize>, Vec<f64>) {
        let ties = solve(bargain, judges, PointRule::Nash);
        let chosen: Vec<usize> = packages(bargain)
            .into_iter()
            .filter(|number| {
                let package = bargain.space.package(*number);
                let utilities: Vec<f64> = judges.iter().map(|judge| judge.utility(&package)).collect();
                judges.iter().all(|judge| judge.accepts(&package)) && ties.iter().any(|tie| tie.1 == utilities)
            })
            .collect();
        let utilities = bargain
            .payoffs()
            .map(|payoff| {
                if chosen.is_empty() {
                    return kept(payoff.walk_away);
                }
                let total: f64 = chosen.iter().map(|number| payoff.utility(&bargain.space.package(*number))).sum();
                total / chosen.len() as f64
            })
            .collect();
        (chosen, utilities)
    }
}

#[test]
fn what_cannot_be_and_what_is_worth_more_together_is_as_defined() {
    let space = Space::new(&[3, 2, 2]).unwrap().excluding(vec![
        Excluded { holding: vec![(0, 2), (1, 1)], unless: vec![] },
        Excluded { holding: vec![(1, 0)], unless: vec![(2, 1)] },
    ]);
    let cannot = |package: &[usize]| (package[0] == 2 && package[1] == 1) || (package[1] == 0 && package[2] != 1);
    let possible = space.possible();
    for number in 0..space.len() {
        let package = space.package(number);
        assert_eq!(space.holds(&package), !cannot(&package), "{package:?}");
        assert_eq!(possible[0] >> number & 1 == 1, !cannot(&package), "{package:?}");
    }
    let mut payoff = deals::payoff(0, &[&[0.0, 0.125, 0.5], &[0.25, 0.0], &[0.0, 0.25]], 0.5);
    payoff.bonuses = vec![
        Together { holding: vec![(0, 1), (2, 1)], worth: 0.125 },
        Together { holding: vec![(0, 1), (1, 0), (2, 1)], worth: -0.5 },
    ];
    let utility = |package: [usize; 3]| payoff.utility(&package);
    assert_eq!(
        [utility([1, 1, 1]), utility([1, 0, 1]), utility([1, 0, 0]), utility([2, 0, 1])],
        [0.5, 0.25, 0.375, 1.0]
    );
    assert!(payoff.accepts(&[1, 1, 1]) && !payoff.accepts(&[1, 0, 1]));
}

fn issues(bargain: &Bargain) -> usize {
    bargain.space.sizes().len()
}

/// A case with as many issues and parties as a bargain has.
fn case(bargain: &Bargain) -> Case {
    let mut case = Case::blank("test");
    for (issue, size) in bargain.space.sizes().iter().enumerate() {
        let option =
            |option: usize| IssueOption { id: format!("o{option}"), name: None, definition: None, cut_off: None };
        case.issues.push(Issue {
            id: format!("i{issue}"),
            question: String::new(),
            options: (0..*size).map(option).collect(),
            status_quo: bargain.status_quo[issue],
            ordered: true,
            about_seat_of: None,
        });
    }
    for party in 0..bargain.payoffs().count() {
        case.parties.push(Party {
            id: format!("p{party}"),
            name: format!("Party {party}"),
            spoken: None,
            also: Vec::new(),
            part_of: Vec::new(),
            proxy_of: None,
            capability: None,
            points: None,
            member_only: false,
            address: 0,
        });
    }
    case
}

fn reversed(bargain: &Bargain) -> Bargain {
    let mut mirror = bargain.clone();
    let turn = |payoff: &mut Payoff| {
        payoff.parts.iter_mut().for_each(|parts| parts.reverse());
        payoff.barred.iter_mut().for_each(|barred| barred.reverse());
    };
    mirror.signatories.iter_mut().chain(&mut mirror.others).for_each(turn);
    mirror.allowed.iter_mut().for_each(|allowed| allowed.reverse());
    let sizes = bargain.space.sizes().to_vec();
    let turn = |options: &[(usize, usize)]| -> Vec<(usize, usize)> {
        options.iter().map(|(issue, option)| (*issue, sizes[*issue] - 1 - option)).collect()
    };
    let excluded = bargain.space.excluded().iter();
    let excluded = excluded.map(|one| Excluded { holding: turn(&one.holding), unless: turn(&one.unless) });
    mirror.space = Space::new(&sizes).unwrap().excluding(excluded.collect());
    for payoff in mirror.signatories.iter_mut().chain(&mut mirror.others) {
        payoff.bonuses.iter_mut().for_each(|one| one.holding = turn(&one.holding));
    }
    mirror.status_quo = turned(bargain, &bargain.status_quo);
    mirror
}

fn turned(bargain: &Bargain, package: &[usize]) -> Vec<usize> {
    package.iter().zip(bargain.space.sizes()).map(|(option, size)| size - 1 - option).collect()
}

fn bits(set: &[u64]) -> Vec<usize> {
    (0..set.len() * 64).filter(|bit| set[bit / 64] >> (bit % 64) & 1 == 1).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn acceptance_is_brute_force(bargain in bargains(), thresholds in prop::collection::vec(0.0..1.0f64, 0..5)) {
        for payoff in bargain.payoffs() {
            let expected = oracle::accepted(&bargain, payoff);
            let answer = acceptance(payoff, &bargain.space, &bargain.allowed);
            prop_assert_eq!(answer.accepted, expected.len());
            prop_assert_eq!(answer.packages, oracle::packages(&bargain).len());
            let floor = expected.iter().map(|n| payoff.utility(&bargain.space.package(*n))).reduce(f64::min);
            prop_assert_eq!(answer.floor, floor);
            let set = accepted_set(&bargain.space, payoff, &bargain.allowed);
            prop_assert_eq!(bits(&set), expected);
            prop_assert_eq!(count(&set), answer.accepted);
            // Thresholds that some package has exactly are the hard ones.
            let exact = oracle::packages(&bargain).into_iter().map(|n| payoff.utility(&bargain.space.package(n)));
            let thresholds: Vec<f64> = thresholds.iter().copied().chain(exact).collect();
            let counts = counts_at_least(payoff, &bargain.space, &bargain.allowed, &thresholds);
            for (threshold, found) in thresholds.iter().zip(counts) {
                let moved = Payoff { walk_away: *threshold, ..payoff.clone() };
                prop_assert_eq!(found, oracle::accepted(&bargain, &moved).len());
            }
        }
    }

    #[test]
    fn utility_is_the_plain_sum(bargain in bargains()) {
        for payoff in bargain.payoffs() {
            for number in 0..bargain.space.len() {
                let package = bargain.space.package(number);
                let parts: f64 = payoff.parts.iter().zip(&package).map(|(parts, option)| parts[*option]).sum();
                let held = |one: &&Together| one.holding.iter().all(|(issue, option)| package[*issue] == *option);
                let plain = parts + payoff.bonuses.iter().filter(held).map(|one| one.worth).sum::<f64>();
                prop_assert!((payoff.utility(&package) - plain).abs() < 2e-11);
            }
        }
    }

    #[test]
    fn frontier_is_brute_force(bargain in bargains()) {
        let judges = &bargain.signatories;
        let free = oracle::frontier(&bargain, judges, |package| !judges.iter().any(|judge| judge.bars(package)));
        let found = frontier(&bargain.space, judges, &bargain.allowed);
        prop_assert_eq!(found.iter().map(|p| (p.package, p.utilities.clone())).collect::<Vec<_>>(), free);

        let rational = oracle::rational(&bargain, judges);
        let found = rational_frontier(&bargain.space, judges, &bargain.allowed);
        prop_assert_eq!(found.iter().map(|p| (p.package, p.utilities.clone())).collect::<Vec<_>>(), rational);

        let general = frontier_of(&Utilities::of(&bargain.space, judges), Some(&bargain.accepted_by_all()));
        prop_assert_eq!(&general, &found);

        for point in &found {
            let all = attained_by(&bargain.space, judges, &bargain.allowed, &point.utilities);
            let expected: Vec<usize> = oracle::packages(&bargain)
                .into_iter()
                .filter(|n| {
                    let package = bargain.space.package(*n);
                    let same = judges.iter().zip(&point.utilities).all(|(judge, u)| judge.utility(&package) == *u);
                    same && !judges.iter().any(|judge| judge.bars(&package))
                })
                .collect();
            prop_assert_eq!(all, expected);
        }
    }

    #[test]
    fn points_are_brute_force(bargain in bargains()) {
        let judges = &bargain.signatories;
        let points = rational_frontier(&bargain.space, judges, &bargain.allowed);
        let lines = Lines::of(&bargain.space, judges, &bargain.allowed, &points);
        for rule in PointRule::ALL {
            let expected = oracle::solve(&bargain, judges, rule);
            match solve(rule, &points, &lines) {
                Ok(solution) => {
                    let ties: Vec<_> = solution.ties.into_iter().map(|p| (p.package, p.utilities)).collect();
                    prop_assert_eq!(ties, expected, "{:?}", rule);
                }
                Err(refusal) => {
                    prop_assert!(expected.is_empty());
                    prop_assert_eq!(refusal.model, rule.card().id);
                }
            }
        }
    }

    #[test]
    fn both_ways_to_nash_agree(bargain in bargains()) {
        let (space, judges, allowed) = (&bargain.space, &bargain.signatories, &bargain.allowed);
        let expected = oracle::settle(&bargain, judges).0;
        prop_assert_eq!(nash_by_scan(space, judges, allowed), expected.clone());
        prop_assert_eq!(nash_by_frontier(space, judges, allowed), expected);
    }

    #[test]
    fn concessions_are_brute_force(bargain in bargains(), pick in any::<prop::sample::Index>(), loss_aversion in 1.0..4.0f64) {
        let issue = pick.index(issues(&bargain));
        let given = [(issue, pick.index(bargain.space.sizes()[issue]))];
        let judges = &bargain.signatories;
        let mut restricted = bargain.clone();
        for (option, allowed) in restricted.allowed[issue].iter_mut().enumerate() {
            *allowed = *allowed && option == given[0].1;
        }
        let plain = oracle::settle(&bargain, judges);

        let valued = value_of(&bargain, &given, Theory::SettlementOnly);
        prop_assert_eq!(&valued.before, &valued.after);
        same(&valued.before, &plain)?;

        let valued = value_of(&bargain, &given, Theory::IssueTrading);
        same(&valued.before, &plain)?;
        same(&valued.after, &oracle::settle(&restricted, judges))?;

        let mut reference = bargain.status_quo.clone();
        let from = |reference: &[usize]| -> Vec<Payoff> {
            judges.iter().map(|judge| judged_from(judge, reference, loss_aversion)).collect()
        };
        let valued = value_of(&bargain, &given, Theory::ReferencePoint { loss_aversion });
        same(&valued.before, &oracle::settle(&bargain, &from(&reference)))?;
        // By the definition: plain utility less (λ − 1) times what falls short of the reference.
        for (judge, judged) in judges.iter().zip(from(&reference)) {
            for number in oracle::packages(&bargain) {
                let package = bargain.space.package(number);
                let short: f64 = (0..package.len())
                    .map(|i| (judge.parts[i][reference[i]] - judge.parts[i][package[i]]).max(0.0))
                    .sum();
                let expected = judge.utility(&package) - (loss_aversion - 1.0) * short;
                prop_assert!((judged.utility(&package) - expected).abs() < 1e-10);
            }
        }
        reference[issue] = given[0].1;
        same(&valued.after, &oracle::settle(&bargain, &from(&reference)))?;
    }

    #[test]
    fn replies_are_brute_force(bargain in bargains(), pick in any::<prop::sample::Index>(), share in 0.0..2.0f64) {
        let parties = bargain.payoffs().count();
        if parties < 2 {
            return Ok(());
        }
        let issue = pick.index(issues(&bargain));
        let option = pick.index(bargain.space.sizes()[issue]);
        let (giver, receiver) = (pick.index(parties), (pick.index(parties) + 1) % parties);
        let given = vec![Choice { issue: IssueId(issue), option }];
        let gift = Gift { giver: PartyId(giver), receiver: PartyId(receiver), given };
        let numbers: Vec<Payoff> = bargain.payoffs().cloned().collect();
        let quo = &bargain.status_quo;
        let alone = |party: usize, i: usize, o: usize| kept(kept(numbers[party].parts[i][o]) - kept(numbers[party].parts[i][quo[i]]));
        let mut with_gift = quo.clone();
        with_gift[issue] = option;
        let together = |party: usize, before: &[usize], i: usize, o: usize| {
            let mut after = before.to_vec();
            after[i] = o;
            kept(numbers[party].together(&after) - numbers[party].together(before))
        };
        let gain = |party: usize, i: usize, o: usize| alone(party, i, o) + together(party, &with_gift, i, o);
        let worth = (alone(receiver, issue, option) + together(receiver, quo, issue, option)).max(0.0);
        let mut settled = bargain.clone();
        for (place, allowed) in settled.allowed[issue].iter_mut().enumerate() {
            *allowed = *allowed && place == option;
        }

        let pockets = reply_to(&bargain, &gift, Reply::Pockets).unwrap();
        same(&pockets.after, &oracle::settle(&settled, &settled.signatories))?;

        let mut harder = settled.signatories.clone();
        harder.iter_mut().filter(|p| p.party == gift.receiver).for_each(|p| p.walk_away += share * worth);
        let hardens = reply_to(&bargain, &gift, Reply::Hardens { share }).unwrap();
        same(&hardens.after, &oracle::settle(&settled, &harder))?;

        let mut moves: Vec<(f64, f64, usize, usize)> = Vec::new();
        for i in (0..issues(&bargain)).filter(|i| *i != issue) {
            for o in 0..bargain.space.sizes()[i] {
                let mut package = with_gift.clone();
                package[i] = o;
                let barred = bargain.signatories.iter().any(|p| p.barred[i][o]);
                let stopped = !bargain.allowed[i][o] || barred || !bargain.space.holds(&package);
                if !stopped && gain(giver, i, o) > 0.0 && -gain(receiver, i, o) <= worth {
                    moves.push((gain(giver, i, o), -gain(receiver, i, o), i, o));
                }
            }
        }
        let most = moves.iter().map(|m| m.0).fold(0.0, f64::max);
        moves.retain(|m| m.0 == most);
        let cheapest = moves.iter().map(|m| m.1).fold(f64::MAX, f64::min);
        moves.retain(|m| m.1 == cheapest);
        let reciprocates = reply_to(&bargain, &gift, Reply::Reciprocates).unwrap();
        prop_assert_eq!(&reciprocates.returned, &moves.iter().map(|m| (m.2, m.3)).collect::<Vec<_>>());
        if let [only] = moves.as_slice() {
            let back = settled.restricted(&[(only.2, only.3)]);
            same(&reciprocates.after, &oracle::settle(&back, &back.signatories))?;
        }
    }

    #[test]
    fn bundles_are_brute_force(bargain in bargains(), seed in any::<prop::sample::Index>()) {
        let demand: Vec<Choice> = (0..issues(&bargain))
            .map(|i| Choice { issue: IssueId(i), option: seed.index(bargain.space.sizes()[i]) })
            .collect();
        let answer = unbundle(&case(&bargain), &bargain, &demand);
        if demand.len() < 2 {
            prop_assert!(answer.is_err());
            return Ok(());
        }
        let answer = answer.unwrap();
        prop_assert_eq!(answer.bundles.len(), 1 << demand.len());
        for bundle in &answer.bundles {
            let package: Vec<usize> = (0..issues(&bargain))
                .map(|i| if bundle.items.contains(&i) { demand[i].option } else { bargain.status_quo[i] })
                .collect();
            for (payoff, answer) in bargain.payoffs().zip(&bundle.answers) {
                prop_assert_eq!(answer.utility, payoff.utility(&package));
                prop_assert_eq!(answer.accepts, payoff.accepts(&package));
                prop_assert_eq!(answer.barred, payoff.bars(&package));
            }
            let number = bargain.space.number(&package);
            let all = bits(&bargain.accepted_by_all());
            prop_assert_eq!(bundle.deal, all.contains(&number));
        }
    }

    #[test]
    fn order_of_parties_permutes_the_answers(bargain in bargains(), turn in 0usize..4, pick in any::<prop::sample::Index>()) {
        let parties = bargain.signatories.len();
        let order: Vec<usize> = (0..parties).map(|index| (index * (parties - 1) + turn) % parties).collect();
        let mut other = bargain.clone();
        other.signatories = order.iter().map(|index| bargain.signatories[*index].clone()).collect();
        let move_back = |utilities: &[f64]| -> Vec<f64> { order.iter().map(|index| utilities[*index]).collect() };

        let points = rational_frontier(&bargain.space, &bargain.signatories, &bargain.allowed);
        let turned = rational_frontier(&other.space, &other.signatories, &other.allowed);
        prop_assert_eq!(points.len(), turned.len());
        for (point, turned) in points.iter().zip(&turned) {
            prop_assert_eq!(point.package, turned.package);
            prop_assert_eq!(move_back(&point.utilities), turned.utilities.clone());
        }
        let lines = Lines::of(&bargain.space, &bargain.signatories, &bargain.allowed, &points);
        let turned_lines = Lines::of(&other.space, &other.signatories, &other.allowed, &turned);
        for rule in PointRule::ALL {
            match (solve(rule, &points, &lines), solve(rule, &turned, &turned_lines)) {
                (Ok(one), Ok(two)) => {
                    prop_assert_eq!(one.value.to_bits(), two.value.to_bits());
                    let packages = |s: &kadesh::deals::Solution| s.ties.iter().map(|t| t.package).collect::<Vec<_>>();
                    prop_assert_eq!(packages(&one), packages(&two));
                }
                (one, two) => prop_assert_eq!(one.is_err(), two.is_err()),
            }
        }
        let issue = pick.index(issues(&bargain));
        let given = [(issue, pick.index(bargain.space.sizes()[issue]))];
        for theory in [Theory::SettlementOnly, Theory::IssueTrading, Theory::ReferencePoint { loss_aversion: 2.25 }] {
            let (one, two) = (value_of(&bargain, &given, theory), value_of(&other, &given, theory));
            prop_assert_eq!(move_back(&one.after.utilities[..parties]), two.after.utilities[..parties].to_vec());
            prop_assert_eq!(&one.after.packages, &two.after.packages);
        }
        let ordered = vec![true; issues(&bargain)];
        prop_assert_eq!(
            median_package(&bargain.signatories, &ordered, &bargain.status_quo),
            median_package(&other.signatories, &ordered, &other.status_quo)
        );
    }

    #[test]
    fn reversing_the_options_mirrors_the_answers(bargain in bargains(), pick in any::<prop::sample::Index>()) {
        let mirror = reversed(&bargain);
        let sorted = |bargain: &Bargain| {
            let points = rational_frontier(&bargain.space, &bargain.signatories, &bargain.allowed);
            let mut rows: Vec<Vec<u64>> =
                points.iter().map(|p| p.utilities.iter().map(|u| u.to_bits()).collect()).collect();
            rows.sort();
            rows
        };
        prop_assert_eq!(sorted(&bargain), sorted(&mirror));
        let issue = pick.index(issues(&bargain));
        let option = pick.index(bargain.space.sizes()[issue]);
        let turned_option = bargain.space.sizes()[issue] - 1 - option;
        for theory in [Theory::IssueTrading, Theory::ReferencePoint { loss_aversion: 2.0 }] {
            let one = value_of(&bargain, &[(issue, option)], theory);
            let two = value_of(&mirror, &[(issue, turned_option)], theory);
            prop_assert_eq!(&one.before.utilities, &two.before.utilities);
            prop_assert_eq!(&one.after.utilities, &two.after.utilities);
        }
        if let [giver, receiver, ..] = bargain.payoffs().map(|p| p.party).collect::<Vec<_>>()[..] {
            let gift = |option| Gift { giver, receiver, given: vec![Choice { issue: IssueId(issue), option }] };
            for reply in [Reply::Reciprocates, Reply::Pockets, Reply::Hardens { share: 0.5 }] {
                let one = reply_to(&bargain, &gift(option), reply).unwrap();
                let two = reply_to(&mirror, &gift(turned_option), reply).unwrap();
                prop_assert_eq!(&one.after.utilities, &two.after.utilities);
            }
        }
        for ordered in [true, false] {
            let ordered = vec![ordered; issues(&bargain)];
            prop_assert_eq!(
                turned(&bargain, &median_package(&bargain.signatories, &ordered, &bargain.status_quo)),
                median_package(&mirror.signatories, &ordered, &mirror.status_quo)
            );
        }
    }
}

fn same(found: &kadesh::deals::Settled, expected: &(Vec<usize>, Vec<f64>)) -> Result<(), TestCaseError> {
    prop_assert_eq!(&found.packages, &expected.0);
    for (found, expected) in found.utilities.iter().zip(&expected.1) {
        prop_assert!((found - expected).abs() < 1e-12);
    }
    Ok(())
}

#[test]
fn what_ties_after_rounding_is_one_point_with_all_its_packages() {
    // Option 1 of the first issue is ahead by less than a step: a tie, which the least package stands for.
    for parties in 1..=6 {
        let party = |party: usize| deals::payoff(party, &[&[0.1, 0.1 + 2e-14], &[0.0, 0.3]], 0.0);
        let bargain = Bargain::open((0..parties).map(party).collect(), Vec::new(), &[2, 2], &[0, 0]).unwrap();
        let judges = &bargain.signatories;
        let points = frontier(&bargain.space, judges, &bargain.allowed);
        assert_eq!(points.iter().map(|point| point.package).collect::<Vec<_>>(), [1]);
        assert_eq!(attained_by(&bargain.space, judges, &bargain.allowed, &points[0].utilities), [1, 3]);
        assert_eq!(points, frontier_of(&Utilities::of(&bargain.space, judges), None));
    }
}

#[test]
fn larger_spaces_agree_with_the_general_frontier() {
    let mut state = 7u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1u64 << 53) as f64
    };
    for parties in 1..=6 {
        let sizes = [9, 8, 70, 5];
        let payoffs: Vec<Payoff> = (0..parties)
            .map(|party| {
                let parts = sizes.iter().map(|size| (0..*size).map(|_| next() / 4.0).collect()).collect();
                let barred = sizes.iter().map(|size| vec![false; *size]).collect();
                Payoff { party: PartyId(party), parts, bonuses: Vec::new(), barred, refuses: false, walk_away: 0.35 }
            })
            .collect();
        let bargain = Bargain::open(payoffs, Vec::new(), &sizes, &[0; 4]).unwrap();
        let judges = &bargain.signatories;
        let utilities = Utilities::of(&bargain.space, judges);
        assert_eq!(frontier(&bargain.space, judges, &bargain.allowed), frontier_of(&utilities, None));
        assert_eq!(
            rational_frontier(&bargain.space, judges, &bargain.allowed),
            frontier_of(&utilities, Some(&bargain.accepted_by_all()))
        );
        assert_eq!(
            nash_by_scan(&bargain.space, judges, &bargain.allowed),
            nash_by_frontier(&bargain.space, judges, &bargain.allowed)
        );
        for payoff in judges {
            let set = accepted_set(&bargain.space, payoff, &bargain.allowed);
            assert_eq!(count(&set), acceptance(payoff, &bargain.space, &bargain.allowed).accepted);
            assert_eq!(bits(&set), oracle::accepted(&bargain, payoff));
        }
    }
}
