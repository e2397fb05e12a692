//! Who must move: the smallest groups of members whose agreement would pass a proposal as things stand.
//!
//! # Definition
//!
//! Given the present stances, a set of members who do not agree moves when all of it comes to agree and nobody else changes.
//! It is a set of movers when the proposal then passes, and minimal when no member of it can be left out. Members whose stance
//! is not known are counted twice: once as agreeing, once as opposed.
//!
//! # Source
//!
//! Our own, in the terms of a simple game [taylor1999]: the minimal winning coalitions that contain all who agree already.
//!
//! # Complexity
//!
//! As for blockers; members who stand alike and whom the rule cannot tell apart are one kind.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Basis, BodyId, Card, Case, Choice, Family, Ref, Refusal, Stance, Standing};

use super::blockers::{Coalitions, LIMITS, Limits};
use super::decision::{Outcome, Refused, choices_before, member_stances, outcome, refuse, rule_grounds};
use super::panel::Panel;

/// The description of this model.
pub const CARD: Card = Card {
    id: "rules.movers",
    family: Family::Rules,
    name: "minimal sets of movers",
    question: "Which members, at the least, would have to come to agree for the proposal to pass?",
    definition: "The minimal sets of members not in agreement whose change to agreement passes the proposal, all other \
                 stances as they are.",
    sources: &["taylor1999"],
    assumes: &["the rule of the case is the rule that is applied", "others keep their stance when some move"],
    departures: "Unknown members are counted once as agreeing and once as opposed. Listed by rising size up to a stated limit.",
    standing: Standing::Experimental,
};

/// Who must move on a proposal.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Movers {
    /// The body.
    pub body: Ref,
    /// The option in words.
    pub choice: String,
    /// Passed, blocked or open as things stand.
    pub outcome: Outcome,
    /// Members whose stance is not known.
    pub unknown: Vec<Ref>,
    /// Who must move if every unknown member agrees: only members who are known not to.
    pub if_unknown_agree: Coalitions,
    /// Who must move if every unknown member is opposed: unknown members among them.
    pub if_unknown_oppose: Coalitions,
    /// What it rests on.
    pub basis: Basis,
}

/// Who must move on each proposal.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct AllMovers {
    /// By body and option.
    pub proposals: Vec<Movers>,
    /// Bodies whose rule cannot be applied.
    pub refused: Vec<Refused>,
    /// What all of it rests on.
    pub basis: Basis,
}

/// Who must move on every option that is put to a body.
pub fn all_movers(case: &Case) -> AllMovers {
    let (mut proposals, mut refused) = (Vec::new(), Vec::new());
    for body in (0..case.bodies.len()).map(BodyId) {
        for choice in choices_before(case, body) {
            match movers(case, body, choice, LIMITS) {
                Ok(answer) => proposals.push(answer),
                Err(refusal) => refused.push(refuse(case, body, refusal)),
            }
        }
    }
    refused.dedup();
    let basis = proposals.iter().map(|answer: &Movers| &answer.basis).collect();
    AllMovers { proposals, refused, basis }
}

/// Who must move for a body to pass an option. Refuses when the rule cannot be applied.
pub fn movers(case: &Case, body: BodyId, choice: Choice, limits: Limits) -> Result<Movers, Refusal> {
    let panel = Panel::of(case, body)?;
    let members = member_stances(case, &panel, choice);
    let stances: Vec<Stance> = members.iter().map(|member| member.stance).collect();
    let mut basis = rule_grounds(case, &panel, body);
    members.iter().for_each(|member| basis.extend(&member.basis));
    Ok(Movers {
        body: case.body_ref(body),
        choice: case.choice_text(choice),
        outcome: outcome(&panel, &stances),
        unknown: members.iter().filter(|on| on.stance == Stance::Unknown).map(|on| on.member.clone()).collect(),
        if_unknown_agree: moving(case, &panel, &stances, Stance::Agree, limits),
        if_unknown_oppose: moving(case, &panel, &stances, Stance::Oppose, limits),
        basis,
    })
}

/// The minimal sets of movers for one stance a seat, with every unknown stance taken to be `unknown_as`.
pub fn moving(case: &Case, panel: &Panel, stances: &[Stance], unknown_as: Stance, limits: Limits) -> Coalitions {
    let now = |seat: usize| match stances[seat] {
        Stance::Unknown => unknown_as,
        known => known,
    };
    // Unknown members stay apart from members known to be opposed: the two read differently.
    let classes = panel.classes(|seat| match (now(seat), stances[seat]) {
        (Stance::Agree, _) => None,
        (_, Stance::Agree) => None,
        (_, Stance::Oppose) => Some(0),
        (_, Stance::Abstain) => Some(1),
        (_, Stance::Absent) => Some(2),
        (_, Stance::Unknown) => Some(3),
    });
    let mut moved = stances.to_vec();
    super::minimal::coalitions(&|seat| panel.seat_ref(case, seat), &classes, limits, |take| {
        for (class, take) in classes.iter().zip(take) {
            for (at, seat) in class.iter().enumerate() {
                moved[*seat] = if at < *take { Stance::Agree } else { stances[*seat] };
            }
        }
        panel.passes(&moved, unknown_as)
    })
}
