//! What a body decides on a proposal, given how its members stand: passed, blocked, or open.
//!
//! # Definition
//!
//! Every rule is monotone, so a proposal has *passed* when it passes although every unknown member opposes, is *blocked* when
//! it fails although every unknown member agrees, and is *open* otherwise. An open decision hangs on an unknown member when,
//! for some stances of the other unknown members, agreeing passes it and opposing blocks it.
//!
//! # Source
//!
//! Monotone simple games [taylor1999], with abstention [freixas2003]. Departures: see [`panel`](super::panel).
//!
//! # Complexity
//!
//! The outcome: two passes over the rule. Whom it hangs on: a search for each kind of unknown member, which stops after 2,000
//! steps and then counts the member in.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Basis, BodyId, Case, Choice, Ground, Ref, Refusal, Rule, RuleBasis, Stance, Truth};

pub use super::panel::CARD;
use super::panel::Panel;

const MOST_STEPS: usize = 2_000;

/// What becomes of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It fails whatever the unknown members do.
    Blocked,
    /// It turns on unknown members.
    Open,
    /// It passes whatever the unknown members do.
    Passed,
}

impl Outcome {
    /// The truth of "the body agrees".
    pub fn truth(self) -> Truth {
        match self {
            Outcome::Blocked => Truth::False,
            Outcome::Open => Truth::Unknown,
            Outcome::Passed => Truth::True,
        }
    }
}

/// A decision, and the unknown members that it hangs on.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Decision {
    /// Passed, blocked or open.
    pub outcome: Outcome,
    /// Seats of the panel whose unknown stance can matter, in order. Empty unless open.
    pub hangs_on: Vec<usize>,
    /// Whether each was shown to matter. If not, some are counted in because the search was stopped.
    pub settled: bool,
}

/// An option put to a body: how each member stands, and what follows.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Proposal {
    /// The body.
    pub body: Ref,
    /// The option in words: `membership = timetable`.
    pub choice: String,
    /// The rule.
    pub rule: Rule,
    /// What the rule rests on.
    pub rule_basis: RuleBasis,
    /// The article, decision or practice.
    pub cite: Option<String>,
    /// Each member that votes, in the order of the stages and then of the case file.
    pub members: Vec<MemberStance>,
    /// Passed, blocked or open.
    pub outcome: Outcome,
    /// Members whose unknown stance can matter.
    pub hangs_on: Vec<Ref>,
    /// Whether each of them was shown to matter.
    pub settled: bool,
    /// Where the body decides in stages: each stage on its own, in turn.
    pub stages: Vec<Stage>,
    /// What the outcome rests on.
    pub basis: Basis,
}

/// A member and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct MemberStance {
    /// Who.
    pub member: Ref,
    /// For or against.
    pub stance: Stance,
    /// What the stance rests on. Empty: nothing on record.
    pub basis: Basis,
}

/// One stage of a body that decides in turn.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Stage {
    /// The body asked at this stage.
    pub body: Ref,
    /// What it decides.
    pub outcome: Outcome,
}

/// The proposals of a case.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Proposals {
    /// Every option that a gate puts to a body or on which a stance is recorded, by body and then by option.
    pub asked: Vec<Proposal>,
    /// Bodies whose rule cannot be applied.
    pub refused: Vec<Refused>,
    /// What all of it rests on.
    pub basis: Basis,
}

/// A body whose rule cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Refused {
    /// The body.
    pub body: Ref,
    /// Why.
    pub because: String,
    /// The body's rule.
    pub basis: Basis,
}

/// Passed, blocked or open, for one stance a seat. Two passes over the rule, no allocation.
pub fn outcome(panel: &Panel, stances: &[Stance]) -> Outcome {
    if panel.passes(stances, Stance::Oppose) {
        Outcome::Passed
    } else if panel.passes(stances, Stance::Agree) {
        Outcome::Open
    } else {
        Outcome::Blocked
    }
}

/// The outcome and the unknown members that it hangs on, for one stance a seat.
pub fn decide(panel: &Panel, stances: &[Stance]) -> Decision {
    let outcome = outcome(panel, stances);
    if outcome != Outcome::Open {
        return Decision { outcome, hangs_on: Vec::new(), settled: true };
    }
    let unknown = |seat: usize| stances.get(seat).is_none_or(|stance| *stance == Stance::Unknown);
    let low: Vec<Stance> =
        (0..panel.seats().len()).map(|seat| if unknown(seat) { Stance::Oppose } else { stances[seat] }).collect();
    let (hangs_on, settled) = pivots(panel, &low, true, unknown);
    Decision { outcome, hangs_on, settled }
}

/// The seats that stop a blocked proposal: known not to agree, and in some minimal set of movers if every unknown member
/// agrees. Empty when no change of stance could pass it.
pub fn stoppers(panel: &Panel, stances: &[Stance]) -> Vec<usize> {
    let low: Vec<Stance> = (0..panel.seats().len())
        .map(|seat| match stances.get(seat) {
            None | Some(Stance::Unknown) => Stance::Agree,
            Some(known) => *known,
        })
        .collect();
    pivots(panel, &low, false, |seat| low[seat] != Stance::Agree).0
}

/// Every option that a gate puts to a body, or on which the case records a stance for it.
pub fn proposals(case: &Case) -> Proposals {
    let (mut asked, mut refused) = (Vec::new(), Vec::new());
    for body in (0..case.bodies.len()).map(BodyId) {
        for choice in choices_before(case, body) {
            match proposal(case, body, choice) {
                Ok(proposal) => asked.push(proposal),
                Err(refusal) => refused.push(refuse(case, body, refusal)),
            }
        }
    }
    refused.dedup();
    let basis = asked.iter().map(|proposal: &Proposal| &proposal.basis).collect();
    Proposals { asked, refused, basis }
}

/// How a body decides on one option. Refuses when the rule cannot be applied.
pub fn proposal(case: &Case, body: BodyId, choice: Choice) -> Result<Proposal, Refusal> {
    let panel = Panel::of(case, body)?;
    let members = member_stances(case, &panel, choice);
    let stances: Vec<Stance> = members.iter().map(|member| member.stance).collect();
    let decision = decide(&panel, &stances);
    let held = case.body(body);
    let mut basis = rule_grounds(case, &panel, body);
    members.iter().for_each(|member| basis.extend(&member.basis));
    Ok(Proposal {
        body: case.body_ref(body),
        choice: case.choice_text(choice),
        rule: held.rule.clone(),
        rule_basis: held.rule_basis,
        cite: held.cite.clone(),
        outcome: decision.outcome,
        hangs_on: decision.hangs_on.iter().map(|seat| panel.seat_ref(case, *seat)).collect(),
        settled: decision.settled,
        members,
        stages: stages(case, &held.rule, choice)?,
        basis,
    })
}

/// The options on which a body is asked: by gates, as a stage of a body that is asked, or by a recorded stance.
pub fn choices_before(case: &Case, body: BodyId) -> BTreeSet<Choice> {
    let asking = case.bodies_asking(body);
    let mut choices = case.asked_of(body);
    choices.extend(asking.iter().flat_map(|id| case.stances_on_record(*id).map(|on| on.choice)));
    choices
}

fn stages(case: &Case, rule: &Rule, choice: Choice) -> Result<Vec<Stage>, Refusal> {
    let Rule::Stages(stages) = rule else { return Ok(Vec::new()) };
    stages
        .iter()
        .map(|stage| {
            let panel = Panel::of(case, *stage)?;
            Ok(Stage { body: case.body_ref(*stage), outcome: outcome(&panel, &panel.stances(case, choice)) })
        })
        .collect()
}

/// How each seat of a panel stands on an option.
pub(super) fn member_stances(case: &Case, panel: &Panel, choice: Choice) -> Vec<MemberStance> {
    let of = |at: usize| {
        let seat = panel.seats()[at];
        let (stance, basis) = case.stance(seat.body, seat.party, choice);
        MemberStance { member: panel.seat_ref(case, at), stance, basis }
    };
    (0..panel.seats().len()).map(of).collect()
}

/// What the rules of a body and of its stages rest on.
pub(super) fn rule_grounds(case: &Case, panel: &Panel, body: BodyId) -> Basis {
    let mut basis = rule_ground(case, body);
    panel.bodies().for_each(|stage| basis.extend(&rule_ground(case, stage)));
    basis
}

/// What a body's own rule rests on.
pub(super) fn rule_ground(case: &Case, body: BodyId) -> Basis {
    Basis::of(Ground::Rule(body)).and(&case.body(body).basis)
}

/// A refusal as an answer keeps it.
pub(super) fn refuse(case: &Case, body: BodyId, refusal: Refusal) -> Refused {
    Refused { body: case.body_ref(body), because: refusal.because, basis: rule_ground(case, body) }
}

/// The seats among those `in_play` that decide for some stances of the others in play, and whether each was shown to. A seat
/// in play agrees or keeps its stance in `low`, or takes any stance if `any_stance`; all other seats keep theirs.
fn pivots(panel: &Panel, low: &[Stance], any_stance: bool, in_play: impl Fn(usize) -> bool) -> (Vec<usize>, bool) {
    let classes = panel.classes(|seat| in_play(seat).then(|| low[seat] as u8));
    let mut swing = Swing { panel, low, any_stance, stances: low.to_vec(), others: Vec::new(), steps: 0 };
    let (mut found, mut settled) = (Vec::new(), true);
    for class in &classes {
        let Some(&seat) = class.first() else { continue };
        swing.others = classes.iter().flatten().copied().filter(|other| *other != seat).collect();
        swing.steps = 0;
        if swing.matters(seat, 0) {
            found.extend(class);
        }
        settled &= swing.steps <= MOST_STEPS;
    }
    found.sort_unstable();
    (found, settled)
}

/// A search for stances of the others in play under which one member decides.
struct Swing<'a> {
    panel: &'a Panel,
    low: &'a [Stance],
    // Whether the others may abstain or be absent too: a rule with "any" can turn on that.
    any_stance: bool,
    stances: Vec<Stance>,
    others: Vec<usize>,
    steps: usize,
}

impl Swing<'_> {
    /// Whether `seat` decides for some stances of the others from `at` on, those before it being set.
    fn matters(&mut self, seat: usize, at: usize) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return true;
        }
        if !self.passes(seat, true, at, true) || self.passes(seat, false, at, false) {
            return false;
        }
        if self.passes(seat, true, at, false) || !self.passes(seat, false, at, true) {
            return true;
        }
        let Some(&other) = self.others.get(at) else { return false };
        let between: &[Stance] = if self.any_stance { &[Stance::Absent, Stance::Abstain] } else { &[] };
        [Stance::Agree, self.low[other]].iter().chain(between).any(|&stance| {
            self.stances[other] = stance;
            self.matters(seat, at + 1)
        })
    }

    fn passes(&mut self, seat: usize, agrees: bool, at: usize, rest_agrees: bool) -> bool {
        for other in &self.others[at..] {
            self.stances[*other] = if rest_agrees { Stance::Agree } else { self.low[*other] };
        }
        self.stances[seat] = if agrees { Stance::Agree } else { self.low[seat] };
        self.panel.passes(&self.stances, Stance::Oppose)
    }
}
