//! Published and hand-worked examples of the deals family, read from their pages.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod deals;

use std::collections::BTreeMap;

use deals::payoff;
use kadesh::deals::acceptance::{acceptance, counts_at_least};
use kadesh::deals::concession::{Theory, value_of};
use kadesh::deals::opponent::{Gift, Reply, reply_to};
use kadesh::deals::points::{Lines, PointRule, nash_product, solve};
use kadesh::deals::{Bargain, FrontierPoint, Settled, Space, Utilities, frontier_of};
use kadesh::model::{Choice, IssueId, PartyId};

/// The `name = value` lines of a page's code block.
struct Page(BTreeMap<String, String>);

impl Page {
    fn read(name: &str) -> Page {
        let path = format!("{}/tests/golden/deals/{name}.md", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let block = text.split("```").nth(1).unwrap();
        let line = |line: &str| {
            let (name, value) = line.split_once(" = ")?;
            Some((name.trim().to_owned(), value.trim().to_owned()))
        };
        Page(block.lines().filter_map(line).collect())
    }

    fn rows(&self, name: &str) -> Vec<Vec<f64>> {
        let row = |row: &str| row.split_whitespace().map(|number| number.parse().unwrap()).collect();
        self.0.get(name).unwrap_or_else(|| panic!("no line `{name}`")).split(';').map(row).collect()
    }

    fn row(&self, name: &str) -> Vec<f64> {
        self.rows(name).remove(0)
    }

    fn counts(&self, name: &str) -> Vec<usize> {
        self.row(name).into_iter().map(|number| number as usize).collect()
    }

    fn number(&self, name: &str) -> f64 {
        self.row(name)[0]
    }

    fn agrees(&self, name: &str, found: &[f64]) {
        let (expected, tolerance) = (self.row(name), self.number("tolerance"));
        assert_eq!(found.len(), expected.len(), "{name}");
        for (found, expected) in found.iter().zip(&expected) {
            assert!((found - expected).abs() <= tolerance, "{name}: {found} is not {expected}");
        }
    }
}

#[test]
fn nash1950() {
    let page = Page::read("nash1950");
    let (before, after) = (page.counts("owner-before"), page.counts("owner-after"));
    let owner = |person: usize, name: &str| {
        let goods = page.row(name);
        let total: f64 = goods.iter().sum();
        let parts: Vec<Vec<f64>> = goods
            .iter()
            .map(|good| (0..2).map(|option| if option == person { good / total } else { 0.0 }).collect())
            .collect();
        let kept = |owners: &[usize]| -> f64 {
            owners.iter().zip(&goods).filter(|(owner, _)| **owner == person).map(|(_, good)| good).sum()
        };
        let parts: Vec<&[f64]> = parts.iter().map(Vec::as_slice).collect();
        (payoff(person, &parts, kept(&before) / total), total)
    };
    let ((bill, all_bill), (jack, all_jack)) = (owner(0, "bill"), owner(1, "jack"));
    let bargain = Bargain::open(vec![bill, jack], Vec::new(), &[2; 9], &before).unwrap();
    let settled = bargain.settle();
    assert_eq!(settled.packages, [bargain.space.number(&after)]);
    let gain = |party: usize| settled.utilities[party] - bargain.signatories[party].walk_away;
    page.agrees("gain-of-bill", &[gain(0) * all_bill]);
    page.agrees("gain-of-jack", &[gain(1) * all_jack]);
}

#[test]
fn kalai_smorodinsky1975() {
    let page = Page::read("kalai-smorodinsky1975");
    for set in ["small", "large"] {
        let corners = page.rows(set);
        let points: Vec<Vec<f64>> = corners
            .windows(2)
            .flat_map(|edge| {
                (0..=1300).map(|step| {
                    let along = f64::from(step) / 1300.0;
                    edge[0].iter().zip(&edge[1]).map(|(a, b)| a + along * (b - a)).collect()
                })
            })
            .collect();
        let column = |party: usize| points.iter().map(|point| point[party]).collect();
        let points = frontier_of(&Utilities::from_columns(&[column(0), column(1)]).unwrap(), None);
        let lines = lines(&[0.0, 0.0], &points);
        let pick = |rule| solve(rule, &points, &lines).unwrap().ties[0].utilities.clone();
        page.agrees(&format!("nash-{set}"), &pick(PointRule::Nash));
        page.agrees(&format!("kalai-smorodinsky-{set}"), &pick(PointRule::KalaiSmorodinsky));
    }
}

#[test]
fn t8() {
    let page = Page::read("t8");
    let points: Vec<FrontierPoint> = page
        .rows("points")
        .into_iter()
        .enumerate()
        .map(|(package, utilities)| FrontierPoint { package, utilities })
        .collect();
    let walk_away = page.row("walk-away");
    let solution = solve(PointRule::Nash, &points, &lines(&walk_away, &points)).unwrap();
    assert_eq!(solution.ties.len(), 1);
    page.agrees("nash", &solution.ties[0].utilities);
    page.agrees("product", &[solution.value]);
    assert_eq!(nash_product(&points[0].utilities, &walk_away), None);
}

fn lines(walk_away: &[f64], points: &[FrontierPoint]) -> Lines {
    let best = |party: usize| points.iter().map(|point| point.utilities[party]).fold(f64::MIN, f64::max);
    let best: Vec<f64> = (0..walk_away.len()).map(best).collect();
    Lines { walk_away: walk_away.to_vec(), best_acceptable: best.clone(), best_overall: best }
}

#[test]
fn acceptance_by_hand() {
    let page = Page::read("acceptance");
    let mut party = payoff(0, &[&page.row("first"), &page.row("second")], page.number("walk-away"));
    let (space, allowed) = (Space::new(&[3, 2]).unwrap(), [vec![true; 3], vec![true; 2]]);
    let answer = acceptance(&party, &space, &allowed);
    assert_eq!(vec![answer.accepted, answer.packages], [page.counts("accepted"), page.counts("packages")].concat());
    page.agrees("floor", &[answer.floor.unwrap()]);
    let thresholds = page.row("thresholds");
    assert_eq!(counts_at_least(&party, &space, &allowed, &thresholds), page.counts("counts"));
    party.barred[0][2] = true;
    let answer = acceptance(&party, &space, &allowed);
    assert_eq!(vec![answer.accepted], page.counts("accepted-with-red-line"));
    page.agrees("floor-with-red-line", &[answer.floor.unwrap()]);
    assert_eq!(counts_at_least(&party, &space, &allowed, &thresholds), page.counts("counts-with-red-line"));
}

#[test]
fn concession_by_hand() {
    let page = Page::read("concession");
    let lines = page.row("walk-away");
    let giver = payoff(0, &[&page.row("giver-first"), &page.row("giver-second")], lines[0]);
    let receiver = payoff(1, &[&page.row("receiver-first"), &page.row("receiver-second")], lines[1]);
    let bargain = Bargain::open(vec![giver, receiver], Vec::new(), &[2, 2], &[0, 0]).unwrap();
    let change = |before: &Settled, after: &Settled| -> Vec<f64> {
        before.utilities.iter().zip(&after.utilities).map(|(before, after)| after - before).collect()
    };
    for (name, theory) in [
        ("settlement-only", Theory::SettlementOnly),
        ("issue-trading", Theory::IssueTrading),
        ("reference-point", Theory::ReferencePoint { loss_aversion: page.number("loss-aversion") }),
    ] {
        let valued = value_of(&bargain, &[(0, 1)], theory);
        page.agrees(name, &change(&valued.before, &valued.after));
    }
    let given = vec![Choice { issue: IssueId(0), option: 1 }];
    let gift = Gift { giver: PartyId(0), receiver: PartyId(1), given };
    for (name, reply) in [
        ("reciprocates", Reply::Reciprocates),
        ("pockets", Reply::Pockets),
        ("hardens", Reply::Hardens { share: page.number("hardening") }),
    ] {
        page.agrees(name, &change(&bargain.settle(), &reply_to(&bargain, &gift, reply).unwrap().after));
    }
}
