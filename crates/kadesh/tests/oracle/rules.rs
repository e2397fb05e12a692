//! The rules family again, slowly: every completion, every subset, straight from the definitions.

use std::collections::BTreeSet;

use kadesh::model::*;

/// One seat: the body and the party.
pub type Seat = (BodyId, PartyId);

/// The seats that a body's rule asks, in any order.
pub fn seats(case: &Case, body: BodyId) -> Vec<Seat> {
    fn visit(case: &Case, body: BodyId, rule: &Rule, into: &mut BTreeSet<Seat>) {
        match rule {
            Rule::All(parts) | Rule::Any(parts) => parts.iter().for_each(|part| visit(case, body, part, into)),
            Rule::Stages(stages) => stages.iter().for_each(|id| visit(case, *id, &case.body(*id).rule, into)),
            _ => into.extend(case.body(body).members.iter().map(|member| (body, member.party))),
        }
    }
    let mut found = BTreeSet::new();
    visit(case, body, &case.body(body).rule, &mut found);
    found.into_iter().collect()
}

/// Whether a body passes it, every stance being known.
pub fn passes(case: &Case, body: BodyId, stance: &dyn Fn(Seat) -> Stance) -> bool {
    rule_passes(case, body, &case.body(body).rule, stance)
}

fn rule_passes(case: &Case, body: BodyId, rule: &Rule, stance: &dyn Fn(Seat) -> Stance) -> bool {
    let members = &case.body(body).members;
    let size = |member: &Member, by: Measure| match by {
        Measure::Members => 1,
        Measure::Weight => member.weight,
        Measure::Population => member.population,
    };
    let total = |by: Measure, wanted: &[Stance]| -> u64 {
        let counted = |member: &&Member| wanted.contains(&stance((body, member.party)));
        members.iter().filter(counted).map(|member| size(member, by)).sum()
    };
    let number = |wanted: &[Stance]| total(Measure::Members, wanted);
    let all = [Stance::Agree, Stance::Abstain, Stance::Absent, Stance::Oppose];
    match rule {
        Rule::Unanimity { abstention_blocks: true } => number(&[Stance::Agree]) == members.len() as u64,
        Rule::Unanimity { abstention_blocks: false } | Rule::Consensus => number(&[Stance::Oppose]) == 0,
        Rule::ConstructiveAbstention { under } => {
            let reached = |by| under.of * total(by, &[Stance::Abstain]) >= under.part * total(by, &all);
            number(&[Stance::Oppose]) == 0 && !(reached(Measure::Members) && reached(Measure::Population))
        }
        Rule::Majority { quota, strict, of, by } => {
            let whole = match of {
                Whole::Present => total(*by, &[Stance::Agree, Stance::Abstain, Stance::Oppose]),
                Whole::Voting => total(*by, &[Stance::Agree, Stance::Oppose]),
                Whole::All => total(*by, &all),
            };
            let votes = total(*by, &[Stance::Agree]);
            let enough =
                if *strict { votes * quota.of > quota.part * whole } else { votes * quota.of >= quota.part * whole };
            votes > 0 && enough
        }
        Rule::Votes { quota, by } => total(*by, &[Stance::Agree]) >= *quota,
        Rule::NoVeto { holders } => members
            .iter()
            .all(|member| !holders.contains(&member.party) || stance((body, member.party)) != Stance::Oppose),
        Rule::FewerAgainst { than } => number(&[Stance::Abstain, Stance::Absent, Stance::Oppose]) < *than,
        Rule::All(parts) => parts.iter().all(|part| rule_passes(case, body, part, stance)),
        Rule::Any(parts) => parts.iter().any(|part| rule_passes(case, body, part, stance)),
        Rule::Stages(stages) => stages.iter().all(|stage| passes(case, *stage, stance)),
    }
}

/// Whether each completion of the unknown stances passes, and the unknown seats on which it can turn.
pub fn decide(case: &Case, body: BodyId, choice: Choice) -> (BTreeSet<bool>, BTreeSet<Seat>) {
    let seats = seats(case, body);
    let fixed = |seat: Seat| case.stance(seat.0, seat.1, choice).0;
    let unknown: Vec<Seat> = seats.into_iter().filter(|seat| fixed(*seat) == Stance::Unknown).collect();
    let four = [Stance::Agree, Stance::Abstain, Stance::Absent, Stance::Oppose];
    let result = |code: usize| {
        passes(case, body, &|seat| match unknown.iter().position(|other| *other == seat) {
            Some(at) => four[code >> (2 * at) & 3],
            None => fixed(seat),
        })
    };
    let results: Vec<bool> = (0..1 << (2 * unknown.len())).map(result).collect();
    let turns = |at: usize| {
        (0..results.len())
            .any(|code| (0..4).any(|new| results[code] != results[code & !(3 << (2 * at)) | new << (2 * at)]))
    };
    let hangs = (0..unknown.len()).filter(|at| turns(*at)).map(|at| unknown[at]).collect();
    (results.into_iter().collect(), hangs)
}

/// The minimal subsets of `of` for which `holds`, by trying them all.
pub fn minimal(of: &[Seat], holds: impl Fn(&BTreeSet<Seat>) -> bool) -> BTreeSet<BTreeSet<Seat>> {
    let set = |code: usize| -> BTreeSet<Seat> {
        of.iter().enumerate().filter(|(at, _)| code >> at & 1 == 1).map(|(_, seat)| *seat).collect()
    };
    let good: Vec<usize> = (0..1usize << of.len()).filter(|code| holds(&set(*code))).collect();
    let least = |code: &&usize| !good.iter().any(|other| other != *code && other & **code == *other);
    good.iter().filter(least).map(|code| set(*code)).collect()
}

/// Kleene's truth of a tree, by cases.
pub fn kleene(needs: &Needs, leaf: &dyn Fn(&Needs) -> Truth) -> Truth {
    let count = |parts: &[Needs], value| parts.iter().filter(|part| kleene(part, leaf) == value).count();
    match needs {
        Needs::All(parts) => kleene(&Needs::AtLeast(parts.len(), parts.clone()), leaf),
        Needs::Any(parts) => kleene(&Needs::AtLeast(1, parts.clone()), leaf),
        Needs::AtLeast(least, parts) if count(parts, Truth::True) >= *least => Truth::True,
        Needs::AtLeast(least, parts) if parts.len() - count(parts, Truth::False) < *least => Truth::False,
        Needs::AtLeast(..) => Truth::Unknown,
        Needs::Not(part) => match kleene(part, leaf) {
            Truth::True => Truth::False,
            Truth::Unknown => Truth::Unknown,
            Truth::False => Truth::True,
        },
        _ => leaf(needs),
    }
}

/// The minimal sets of new definite values for conditions, numbered, that give the tree the wanted truth.
pub fn flips(needs: &Needs, now: &[Truth], used: &[usize], wanted: Truth) -> BTreeSet<BTreeSet<(usize, Truth)>> {
    let mut good: Vec<BTreeSet<(usize, Truth)>> = Vec::new();
    for mut code in 0..3usize.pow(used.len() as u32) {
        let mut set = BTreeSet::new();
        for at in used {
            match code % 3 {
                1 if now[*at] != Truth::True => set.insert((*at, Truth::True)),
                2 if now[*at] != Truth::False => set.insert((*at, Truth::False)),
                _ => false,
            };
            code /= 3;
        }
        let value = |leaf: &Needs| match leaf {
            Needs::Holds(id) => set.iter().find(|(at, _)| *at == id.0).map_or(now[id.0], |(_, to)| *to),
            _ => Truth::Unknown,
        };
        if kleene(needs, &value) == wanted {
            good.push(set);
        }
    }
    good.iter().filter(|set| !good.iter().any(|other| other != *set && other.is_subset(set))).cloned().collect()
}
