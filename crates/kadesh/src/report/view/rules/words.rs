//! Rules, stances, outcomes and lists of names in words.

use crate::model::{BodyId, Case, Measure, PartyId, Ratio, Ref, Rule, RuleBasis, Stance, Truth, Whole};
use crate::num::grouped;
use crate::report::view::words::listed;
use crate::rules::decision::Outcome;

/// A rule in words.
pub fn rule_words(case: &Case, rule: &Rule) -> String {
    match rule {
        Rule::Unanimity { abstention_blocks: true } => {
            "unanimity: every member agrees; an abstention or an absence stops it".to_owned()
        }
        Rule::Unanimity { abstention_blocks: false } => {
            "unanimity: no member opposes; an abstention or an absence does not stop it".to_owned()
        }
        Rule::Consensus => "consensus: no member opposes; silence is consent".to_owned(),
        Rule::ConstructiveAbstention { under } => {
            let share = ratio(*under);
            format!(
                "unanimity with constructive abstention: no member opposes, and those who abstain are under {share} of the \
                 members or under {share} of the population"
            )
        }
        Rule::Majority { quota, strict, of, by } => {
            let bound = if *strict { "more than" } else { "at least" };
            format!("{bound} {} {} in favour", ratio(*quota), whole_words(*of, *by))
        }
        Rule::Votes { quota, by } => match by {
            Measure::Members => format!("at least {quota} members in favour"),
            Measure::Weight => format!("at least {} votes in favour", grouped(*quota)),
            Measure::Population => format!("members with at least {} inhabitants in favour", grouped(*quota)),
        },
        Rule::NoVeto { holders } => {
            let who: Vec<Ref> = case.party_refs(holders.iter().collect::<Vec<&PartyId>>());
            format!("no opposition from {}", every_name(&who))
        }
        Rule::FewerAgainst { than } => format!("fewer than {than} members not in favour"),
        Rule::All(parts) => parts.iter().map(|part| inner(case, part)).collect::<Vec<_>>().join(", and "),
        Rule::Any(parts) => parts.iter().map(|part| inner(case, part)).collect::<Vec<_>>().join(", or "),
        Rule::Stages(stages) => {
            let name = |stage: &BodyId| case.body(*stage).name.clone();
            format!("in stages: {}", stages.iter().map(name).collect::<Vec<_>>().join(", then "))
        }
    }
}

fn inner(case: &Case, rule: &Rule) -> String {
    match rule {
        Rule::All(_) | Rule::Any(_) => format!("({})", rule_words(case, rule)),
        Rule::Unanimity { .. }
        | Rule::Consensus
        | Rule::ConstructiveAbstention { .. }
        | Rule::Majority { .. }
        | Rule::Votes { .. }
        | Rule::NoVeto { .. }
        | Rule::FewerAgainst { .. }
        | Rule::Stages(_) => rule_words(case, rule),
    }
}

fn whole_words(of: Whole, by: Measure) -> String {
    let what = match by {
        Measure::Members => "members",
        Measure::Weight => "votes",
        Measure::Population => "population",
    };
    match of {
        Whole::All => format!("of the {what}"),
        Whole::Present => format!("of the {what} present"),
        Whole::Voting => match by {
            Measure::Members => "of the members voting for or against".to_owned(),
            Measure::Weight => "of the votes cast for or against".to_owned(),
            Measure::Population => "of the population of those voting for or against".to_owned(),
        },
    }
}

/// What a rule rests on, in words: `treaty: Harbour Treaty, Article 10`.
pub fn rule_basis_words(basis: RuleBasis, cite: Option<&str>) -> String {
    let kind = match basis {
        RuleBasis::Treaty => "treaty",
        RuleBasis::AdoptedProcedure => "adopted procedure",
        RuleBasis::Practice => "practice",
        RuleBasis::Assumption => "assumption of the analyst",
    };
    cite.map_or_else(|| kind.to_owned(), |cite| format!("{kind}: {cite}"))
}

fn ratio(share: Ratio) -> String {
    match share.of {
        100 => format!("{} %", share.part),
        of => format!("{}/{of}", share.part),
    }
}

pub(super) fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Blocked => "blocked",
        Outcome::Open => "open",
    }
}

pub(super) fn stance_words(stance: Stance) -> &'static str {
    match stance {
        Stance::Agree => "agrees",
        Stance::Abstain => "abstains",
        Stance::Absent => "absent",
        Stance::Oppose => "opposes",
        Stance::Unknown => "not known",
    }
}

pub(super) fn truth_words(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "not known",
    }
}

pub(super) fn reach_words(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "reachable",
        Truth::False => "not reachable",
        Truth::Unknown => "not known to be reachable",
    }
}

pub(super) fn members(count: usize) -> &'static str {
    if count == 1 { "member" } else { "members" }
}

pub(super) fn bodies(count: usize) -> &'static str {
    if count == 1 { "body" } else { "bodies" }
}

/// Names written out in a sentence before they are counted instead.
pub(super) const MOST_NAMES: usize = 8;

/// Members in a sentence; a count when there are many.
pub(super) fn names(of: &[Ref]) -> String {
    if of.len() > MOST_NAMES { format!("{} members", of.len()) } else { every_name(of) }
}

pub(super) fn every_name(of: &[Ref]) -> String {
    join(&of.iter().map(|one| one.name.clone()).collect::<Vec<_>>())
}

/// "A, B and C"; nothing when there is none.
pub(super) fn join(parts: &[String]) -> String {
    if parts.is_empty() { String::new() } else { listed(parts) }
}
