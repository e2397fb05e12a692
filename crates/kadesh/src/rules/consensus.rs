//! How far a body is from consensus on each issue: how many members would have to move, and how far.
//!
//! # Definition
//!
//! A member's line on an issue is the set of options of its latest position. A member is at an option when its line contains
//! it, when the body has recorded that it agrees, or when it has recorded that it abstains or stays away. Otherwise it moves to
//! the option by the least number of steps from the nearest option of its line along the ordered options. Members with no
//! line on record are counted apart and move nothing. Where the dates leave open which line of a member is the latest, its line
//! is all of them, and the steps are a lower bound. The option at least cost is the one with the fewest steps in total, then
//! the fewest movers; on an issue without order, the fewest movers.
//!
//! # Source
//!
//! Our own. The distance from a set is the usual one of a point from a set.
//!
//! # Complexity
//!
//! O(bodies × issues × options × members).

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Basis, BodyId, Card, Case, Choice, Family, IssueId, PartyId, Position, Ref, Refusal, Stance, Standing,
};

use super::blockers::Limits;
use super::decision::{Refused, refuse, rule_grounds};
use super::movers::moving;
use super::panel::Panel;

/// The description of this model.
pub const CARD: Card = Card {
    id: "rules.consensus",
    family: Family::Rules,
    name: "distance to consensus",
    question: "How many members would have to move, and how far, for all to meet on one option?",
    definition: "For each option: the members whose line does not contain it, and the sum of their steps along the ordered \
                 options from the nearest option of their line.",
    sources: &[],
    assumes: &["a member's latest position is its line", "steps between neighbouring options count the same"],
    departures: "Our own definition. Members with no known line are counted apart.",
    standing: Standing::Experimental,
};

/// One set of movers is enough here: the search ends at the smallest size that has any.
const FIRST: Limits = Limits { listed: 1, steps: 10_000 };

/// How far each body is from consensus on each issue.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Consensus {
    /// By body and issue; only where some member's line is known.
    pub rows: Vec<Distance>,
    /// By body: issues on which no member's line is known.
    pub silent: Vec<Silent>,
    /// Bodies whose rule cannot be applied.
    pub refused: Vec<Refused>,
    /// What all of it rests on.
    pub basis: Basis,
}

/// A body none of whose members has a known line on some issues.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Silent {
    /// The body.
    pub body: Ref,
    /// The issues.
    pub issues: Vec<Ref>,
}

/// How far one body is from consensus on one issue.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Distance {
    /// The body.
    pub body: Ref,
    /// The issue.
    pub issue: Ref,
    /// Whether steps along the options mean something.
    pub ordered: bool,
    /// How many members vote.
    pub members: usize,
    /// Members with no line on record.
    pub unknown: Vec<Ref>,
    /// Each option, in order.
    pub options: Vec<OptionCost>,
    /// The options at least cost, as places in `options`: more than one when they tie.
    pub least: Vec<usize>,
    /// What it rests on.
    pub basis: Basis,
}

/// What it would take to meet on one option.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct OptionCost {
    /// The option.
    pub option: String,
    /// Who would have to move, and how far.
    pub movers: Vec<Mover>,
    /// Steps in total. None on an issue without order.
    pub steps: Option<usize>,
    /// Whether some mover's line is known only by what it opposes, so that `steps` is a lower bound.
    pub at_least: bool,
    /// The fewest members whose agreement would pass it under the body's own rule if every unknown member agreed. None when
    /// no set of members is enough, or the search was cut short.
    pub fewest_to_pass: Option<usize>,
    /// What it rests on.
    pub basis: Basis,
}

/// A member who would have to move.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Mover {
    /// Who.
    pub member: Ref,
    /// How many steps. None on an issue without order.
    pub steps: Option<usize>,
    /// What its line rests on.
    pub basis: Basis,
}

/// What is known of where a member stands on an issue.
struct Line {
    member: Ref,
    party: PartyId,
    body: BodyId,
    options: BTreeSet<usize>,
    /// Whether the dates leave open which of several lines is its latest.
    open: bool,
    recorded: BTreeMap<usize, Stance>,
    basis: Basis,
}

/// How far each body is from consensus on each issue.
pub fn consensus(case: &Case) -> Consensus {
    let mut answer = Consensus { rows: Vec::new(), silent: Vec::new(), refused: Vec::new(), basis: Basis::new() };
    for body in (0..case.bodies.len()).map(BodyId) {
        let panel = match Panel::of(case, body) {
            Ok(panel) => panel,
            Err(refusal) => {
                answer.refused.push(refuse(case, body, refusal));
                continue;
            }
        };
        let mut issues = Vec::new();
        for issue in case.issue_ids() {
            match known_distance(case, body, &panel, issue) {
                Some(row) => answer.rows.push(row),
                None => issues.push(case.issue_ref(issue)),
            }
        }
        if !issues.is_empty() {
            answer.silent.push(Silent { body: case.body_ref(body), issues });
        }
    }
    answer.basis = answer.rows.iter().map(|row| &row.basis).collect();
    answer
}

/// How far a body is from consensus on one issue. None when no member's line is known; refuses when the body's rule cannot be
/// applied.
pub fn distance(case: &Case, body: BodyId, issue: IssueId) -> Result<Option<Distance>, Refusal> {
    Ok(known_distance(case, body, &Panel::of(case, body)?, issue))
}

fn known_distance(case: &Case, body: BodyId, panel: &Panel, issue: IssueId) -> Option<Distance> {
    let lines: Vec<Line> = (0..panel.seats().len()).map(|seat| line(case, panel, seat, issue)).collect();
    if lines.iter().all(|line| !line.is_known()) {
        return None;
    }
    let held = case.issue(issue);
    let rule = rule_grounds(case, panel, body);
    let options: Vec<OptionCost> = (0..held.options.len())
        .map(|option| cost(case, panel, &lines, held.ordered, Choice { issue, option }, &rule))
        .collect();
    let price = |cost: &OptionCost| (cost.steps.unwrap_or(0), cost.movers.len());
    let cheapest = options.iter().map(price).min();
    Some(Distance {
        body: case.body_ref(body),
        issue: case.issue_ref(issue),
        ordered: held.ordered,
        members: lines.len(),
        unknown: lines.iter().filter(|line| !line.is_known()).map(|line| line.member.clone()).collect(),
        least: (0..options.len()).filter(|option| Some(price(&options[*option])) == cheapest).collect(),
        basis: options.iter().map(|cost| &cost.basis).collect::<Basis>().and(&rule),
        options,
    })
}

fn line(case: &Case, panel: &Panel, at: usize, issue: IssueId) -> Line {
    let seat = panel.seats()[at];
    let position = case.position(seat.party, issue);
    let mut basis = position.as_ref().map(Position::basis).unwrap_or_default();
    let open = position.as_ref().is_some_and(Position::is_open);
    let mut recorded = BTreeMap::new();
    let own = |party: PartyId, choice: Choice| party == seat.party && choice.issue == issue;
    for on in case.stances_on_record(seat.body).filter(|on| own(on.party, on.choice)) {
        recorded.insert(on.choice.option, on.stance);
        basis.extend(&on.basis);
    }
    let mut options = position.map(|position| position.options).unwrap_or_default();
    for (option, stance) in &recorded {
        match stance {
            Stance::Agree => options.insert(*option),
            Stance::Oppose => options.remove(option),
            Stance::Abstain | Stance::Absent | Stance::Unknown => false,
        };
    }
    Line { member: panel.seat_ref(case, at), party: seat.party, body: seat.body, options, open, recorded, basis }
}

impl Line {
    fn is_known(&self) -> bool {
        !self.options.is_empty() || self.recorded.values().any(|stance| *stance != Stance::Unknown)
    }

    /// Steps to an option, and whether that is only a lower bound. None when the member need not move or is not known.
    fn steps_to(&self, option: usize) -> Option<(usize, bool)> {
        let nearest = || self.options.iter().map(|own| own.abs_diff(option)).min();
        match self.recorded.get(&option) {
            Some(Stance::Agree | Stance::Abstain | Stance::Absent) => None,
            Some(Stance::Oppose) => Some(nearest().map_or((1, true), |steps| (steps, self.open))),
            Some(Stance::Unknown) => None,
            None if self.options.contains(&option) => None,
            None => nearest().map(|steps| (steps, self.open)),
        }
    }
}

fn cost(case: &Case, panel: &Panel, lines: &[Line], ordered: bool, choice: Choice, rule: &Basis) -> OptionCost {
    let moves: Vec<(&Line, usize, bool)> = lines
        .iter()
        .filter_map(|line| line.steps_to(choice.option).map(|(steps, at_least)| (line, steps, at_least)))
        .collect();
    let stances: Vec<Stance> = lines.iter().map(|line| case.stance(line.body, line.party, choice).0).collect();
    let fewest = moving(case, panel, &stances, Stance::Agree, FIRST);
    let basis: Basis = lines.iter().map(|line| &line.basis).collect();
    OptionCost {
        option: case.option(choice).id.clone(),
        steps: ordered.then(|| moves.iter().map(|(_, steps, _)| steps).sum()),
        at_least: ordered
            && (moves.iter().any(|(_, _, at_least)| *at_least)
                || lines.iter().any(|line| line.open && !line.recorded.contains_key(&choice.option))),
        fewest_to_pass: fewest.sets.first().filter(|_| !fewest.example_only).map(|set| set.size),
        movers: moves
            .iter()
            .map(|(line, steps, _)| Mover {
                member: line.member.clone(),
                steps: ordered.then_some(*steps),
                basis: line.basis.clone(),
            })
            .collect(),
        basis: basis.and(rule),
    }
}
