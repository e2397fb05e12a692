//! Small random cases for the oracles of the ensemble, each a function of one seed.

use std::collections::{BTreeMap, BTreeSet};

use kadesh::ensemble::{Reach, all_reachable};
use kadesh::model::*;

/// Numbers for random cases: a small generator of our own, so that a case is a function of one seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
    pub fn unit(&mut self) -> f64 {
        self.below(101) as f64 / 100.0
    }
    pub fn quantity(&mut self, top: f64) -> Quantity {
        let mut parts = [self.unit() * top, self.unit() * top, self.unit() * top];
        parts.sort_by(f64::total_cmp);
        let text = match self.below(3) {
            0 => format!("{}", parts[0]),
            1 => format!("{}..{}", parts[0], parts[2]),
            _ => format!("{}..{}..{}", parts[0], parts[1], parts[2]),
        };
        Quantity::parse(&text).unwrap()
    }
}

/// A party with an id and nothing else.
pub fn party(id: &str) -> Party {
    Party {
        id: id.to_owned(),
        name: format!("Party {id}"),
        spoken: None,
        also: Vec::new(),
        part_of: Vec::new(),
        proxy_of: None,
        capability: None,
        points: None,
        member_only: false,
        address: 0,
    }
}

/// An ordered issue with so many options; the first is the status quo.
pub fn issue(id: &str, options: usize) -> Issue {
    let option = |n| IssueOption { id: format!("{id}{n}"), name: None, definition: None, cut_off: None };
    Issue {
        id: id.to_owned(),
        question: format!("Which {id}?"),
        options: (0..options).map(option).collect(),
        status_quo: 0,
        ordered: true,
        about_seat_of: None,
    }
}

/// A lever over the whole range.
pub fn lever(id: &str, now: Option<&str>, depends_on: Vec<(LeverId, Quantity)>) -> Lever {
    Lever {
        id: id.to_owned(),
        name: format!("lever {id}"),
        range: (0.0, 1.0),
        now: now.map(q),
        held_by: None,
        depends_on,
        promised_in: Vec::new(),
        basis: Basis::new(),
    }
}

/// A stake; a blank text is a blank value.
pub fn stake(party: usize, issue: usize, weight: Option<&str>, values: &[&str]) -> Stake {
    let read = |text: &&str| if text.is_empty() { None } else { Some(q(text)) };
    Stake {
        party: PartyId(party),
        issue: IssueId(issue),
        weight: weight.map(q),
        values: values.iter().map(read).collect(),
        red_line: BTreeSet::new(),
        basis: Basis::new(),
    }
}

/// A quantity as a case file writes it.
pub fn q(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

/// The case with the addresses that the checker gives.
pub fn addressed(mut case: Case) -> Case {
    let addresses = party_addresses(&case);
    case.parties.iter_mut().zip(addresses).for_each(|(party, address)| party.address = address);
    case
}

/// At times: options that exclude each other, or are worth more or less together, any of several groups that is enough for a
/// deal, inputs that move together.
fn hang_together(case: &mut Case, dice: &mut Dice) {
    let sizes: Vec<usize> = case.issues.iter().map(|issue| issue.options.len()).collect();
    let holders = case.stakeholders();
    let some = |dice: &mut Dice| -> BTreeMap<IssueId, usize> {
        let first = dice.below(sizes.len() as u64) as usize;
        let issues = (0..2.min(sizes.len())).map(|step| (first + step) % sizes.len());
        issues.map(|issue| (IssueId(issue), dice.below(sizes[issue] as u64) as usize)).collect()
    };
    if dice.below(3) == 0 {
        let unless = if dice.below(2) == 0 { some(dice) } else { BTreeMap::new() };
        case.exclusions.push(Exclusion { package: some(dice), unless, basis: Basis::new() });
    }
    for party in holders.iter().copied() {
        if dice.below(3) == 0 {
            let scale = case.party(party).points.unwrap_or(1.0);
            let worth = dice.quantity(0.3 * scale);
            case.bonuses.push(Bonus { party, when: some(dice), worth, basis: Basis::new() });
        }
    }
    if dice.below(3) == 0 && holders.len() > 2 {
        let pair = |one: usize, other: usize| BTreeSet::from([holders[one], holders[other]]);
        case.deal.rule = DealRule::Groups(vec![pair(0, 1), pair(0, 2), pair(1, 2)]);
        case.deal.signatories = holders.clone();
    }
    let weights: Vec<Variable> = case
        .stakes
        .iter()
        .filter(|stake| case.party(stake.party).points.is_none())
        .map(|stake| Variable::Weight(stake.party, stake.issue))
        .collect();
    if let [one, other, ..] = weights.as_slice()
        && dice.below(3) == 0
    {
        let by = if dice.below(3) == 0 { Closeness::Same } else { Closeness::Rank(2.0 * dice.unit() - 1.0) };
        case.ties.push(Tie { input: *one, of: *other, by, basis: Basis::new() });
    }
}

/// Writes a party's stakes and walk-away in points.
fn in_points(case: &mut Case, party: PartyId, dice: &mut Dice) {
    let mut total = 0.0;
    for stake in case.stakes.iter_mut().filter(|stake| stake.party == party) {
        stake.weight = None;
        stake.values.iter_mut().flatten().for_each(|value| *value = dice.quantity(40.0));
        total += stake.values.iter().flatten().map(|value| value.high()).fold(1.0, f64::max);
    }
    case.parties[party.0].points = (total > 0.0).then_some(total);
    for walk_away in case.walk_aways.iter_mut().filter(|own| own.party == party && total > 0.0) {
        walk_away.base = walk_away.base.map(|_| dice.quantity(0.6 * total));
        walk_away.from.iter_mut().for_each(|(_, effect)| *effect = dice.quantity(0.4 * total));
    }
}

/// A small case and the reach of its options, as a function of the seed.
pub fn random_case(seed: u64) -> (Case, Reach) {
    case_of(seed, |dice| (0..1 + dice.below(3)).map(|_| 2 + dice.below(2) as usize).collect())
}

/// The same with some hundreds of packages, and at times an issue of more options than a word has bits.
#[allow(dead_code, reason = "not every test that has random cases has wide ones")]
pub fn wide_case(seed: u64) -> (Case, Reach) {
    case_of(seed, |dice| {
        let mut sizes: Vec<usize> = (0..2 + dice.below(2)).map(|_| 3 + dice.below(6) as usize).collect();
        if dice.below(3) == 0 {
            let place = dice.below(sizes.len() as u64) as usize;
            sizes[place] = 60 + dice.below(80) as usize;
        }
        sizes
    })
}

fn case_of(seed: u64, sizes: impl Fn(&mut Dice) -> Vec<usize>) -> (Case, Reach) {
    let dice = &mut Dice(seed);
    let mut case = Case::blank("random");
    let parties = 1 + dice.below(3) as usize;
    case.parties = (0..parties).map(|n| party(&format!("p{n}"))).collect();
    case.issues =
        sizes(dice).into_iter().enumerate().map(|(place, options)| issue(&format!("i{place}"), options)).collect();
    for n in 0..dice.below(3) as usize {
        let needs = if n > 0 { vec![(LeverId(n - 1), dice.quantity(1.0))] } else { Vec::new() };
        let now = dice.quantity(1.0).to_string();
        case.levers.push(lever(&format!("l{n}"), (dice.below(4) > 0).then_some(now.as_str()), needs));
    }
    for party in 0..parties {
        for issue in 0..case.issues.len() {
            if issue > 0 && dice.below(5) == 0 {
                continue;
            }
            let mut own = stake(party, issue, Some("1..2"), &[]);
            let weight = dice.quantity(3.0);
            own.weight = (dice.below(6) > 0 && weight.high() > 0.0).then_some(weight);
            own.values =
                case.issues[issue].options.iter().map(|_| (dice.below(8) > 0).then(|| dice.quantity(1.0))).collect();
            if dice.below(4) == 0 {
                own.red_line.insert(dice.below(2) as usize);
            }
            case.stakes.push(own);
        }
        if dice.below(5) > 0 {
            let from = (0..case.levers.len()).map(|n| (LeverId(n), dice.quantity(0.4))).collect();
            let base = (dice.below(5) > 0).then(|| dice.quantity(0.6));
            case.walk_aways.push(WalkAway { party: PartyId(party), base, package: None, from, basis: Basis::new() });
        }
    }
    for party in 0..parties {
        if dice.below(5) == 0 {
            in_points(&mut case, PartyId(party), dice);
        }
        let package = case.issues.iter().map(|issue| dice.below(issue.options.len() as u64) as usize).collect();
        if dice.below(4) == 0
            && let Some(walk_away) = case.walk_aways.iter_mut().find(|own| own.party == PartyId(party))
        {
            (walk_away.base, walk_away.package) = (None, Some(package));
        }
    }
    if dice.below(4) == 0 {
        let needs_seat = PartyId(dice.below(parties as u64) as usize);
        case.red_lines.push(RedLine { party: PartyId(0), needs_seat, basis: Basis::new() });
    }
    if dice.below(2) == 0 {
        case.deal.seated.insert(PartyId(0));
    }
    let all: Vec<PartyId> = (0..parties).map(PartyId).filter(|id| case.stakes.iter().any(|s| s.party == *id)).collect();
    case.deal.signatories = if dice.below(2) == 0 { all } else { vec![PartyId(0)] };
    hang_together(&mut case, dice);
    let mut reach = all_reachable(&case);
    for options in &mut reach {
        for truth in options.iter_mut() {
            *truth = [Truth::True, Truth::True, Truth::True, Truth::Unknown, Truth::False][dice.below(5) as usize];
        }
    }
    (addressed(case), reach)
}
