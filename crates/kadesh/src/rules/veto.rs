//! Formal veto and leverage: what the rules give each member, and apart from it what each party holds.
//!
//! # Definition
//!
//! Formal veto: a member has one when it blocks the body alone while all others agree. Leverage: the levers that a party holds,
//! those of others that need them, the conditions that it controls, and its capability as the case gives it. The two are
//! listed apart and never made into one number: a rule that gives 32 members the same veto says nothing of who pays for what.
//!
//! # Source
//!
//! Veto players in Tsebelis [tsebelis2002]. Leverage here is a list of what the case records, our own.
//!
//! # Complexity
//!
//! O(members × parts of the rule) a body; O(levers + conditions) a party.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Basis, BodyId, Card, Case, Controller, Family, Ground, LeverId, PartyId, Quantity, Ref, Refusal, Rule, RuleBasis,
    Stance, Standing,
};

use super::decision::{Refused, refuse, rule_grounds};
use super::panel::Panel;

/// The description of the formal veto.
pub const VETO_CARD: Card = Card {
    id: "rules.formal-veto",
    family: Family::Rules,
    name: "formal veto",
    question: "Which members can stop the body alone, by its rule?",
    definition: "A member can when the rule fails with it opposed and all others agreeing.",
    sources: &["tsebelis2002", "taylor1999"],
    assumes: &["the rule of the case is the rule that is applied"],
    departures: "Says nothing of leverage.",
    standing: Standing::Experimental,
};

/// The description of leverage.
pub const LEVERAGE_CARD: Card = Card {
    id: "rules.leverage",
    family: Family::Rules,
    name: "leverage on record",
    question: "What does each party hold that others need: levers, conditions, capability?",
    definition: "A list, by party, of the levers it holds, the levers of others that depend on them, the conditions it \
                 controls and its capability as the case gives it.",
    sources: &[],
    assumes: &["the case records who holds what"],
    departures: "Our own list; no index. Says nothing of votes.",
    standing: Standing::Experimental,
};

/// Who can stop each body alone, by its rule.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct FormalVeto {
    /// By body.
    pub bodies: Vec<BodyVeto>,
    /// Bodies whose rule cannot be applied.
    pub refused: Vec<Refused>,
    /// What all of it rests on.
    pub basis: Basis,
}

/// Who can stop one body alone.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct BodyVeto {
    /// The body.
    pub body: Ref,
    /// The rule.
    pub rule: Rule,
    /// What the rule rests on.
    pub rule_basis: RuleBasis,
    /// The article, decision or practice.
    pub cite: Option<String>,
    /// Each member, and whether it can stop the body alone.
    pub members: Vec<MemberVeto>,
    /// How many can.
    pub alone: usize,
    /// Whether votes or inhabitants play a part in the rule.
    pub size_counts: bool,
    /// What it rests on.
    pub basis: Basis,
}

/// Whether a member can stop a body alone.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct MemberVeto {
    /// Who.
    pub member: Ref,
    /// Whether it can.
    pub alone: bool,
}

/// What each party holds.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Leverage {
    /// Parties that hold something on record, in file order.
    pub parties: Vec<PartyLeverage>,
    /// Other parties of the case: nothing on record.
    pub nothing: Vec<Ref>,
    /// What all of it rests on.
    pub basis: Basis,
}

/// What one party holds.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PartyLeverage {
    /// Who.
    pub party: Ref,
    /// The levers it holds.
    pub levers: Vec<HeldLever>,
    /// The conditions it controls.
    pub conditions: Vec<HeldCondition>,
    /// What it can bring to bear, on the case's own scale.
    pub capability: Option<Quantity>,
    /// What it rests on.
    pub basis: Basis,
}

/// A lever that a party holds.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct HeldLever {
    /// The lever.
    pub lever: Ref,
    /// The parties whose walk-away it moves.
    pub moves: Vec<Ref>,
    /// Levers held by others that need it.
    pub needed_by: Vec<Ref>,
}

/// A condition that a party controls.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct HeldCondition {
    /// The condition's id.
    pub id: String,
    /// In words.
    pub text: String,
}

/// Who can stop each body alone.
pub fn formal_veto(case: &Case) -> FormalVeto {
    let (mut bodies, mut refused) = (Vec::new(), Vec::new());
    for body in (0..case.bodies.len()).map(BodyId) {
        match body_veto(case, body) {
            Ok(answer) => bodies.push(answer),
            Err(refusal) => refused.push(refuse(case, body, refusal)),
        }
    }
    let basis = bodies.iter().map(|answer: &BodyVeto| &answer.basis).collect();
    FormalVeto { bodies, refused, basis }
}

/// Who can stop a body alone. Refuses when the rule cannot be applied.
pub fn body_veto(case: &Case, body: BodyId) -> Result<BodyVeto, Refusal> {
    let panel = Panel::of(case, body)?;
    let members: Vec<MemberVeto> = alone(&panel)
        .into_iter()
        .enumerate()
        .map(|(seat, alone)| MemberVeto { member: panel.seat_ref(case, seat), alone })
        .collect();
    let held = case.body(body);
    Ok(BodyVeto {
        body: case.body_ref(body),
        rule: held.rule.clone(),
        rule_basis: held.rule_basis,
        cite: held.cite.clone(),
        alone: members.iter().filter(|member| member.alone).count(),
        members,
        size_counts: panel.size_counts(),
        basis: rule_grounds(case, &panel, body),
    })
}

/// Whether each seat of a panel blocks alone while all others agree, in seat order. Nobody does under a rule that never passes.
pub fn alone(panel: &Panel) -> Vec<bool> {
    let mut stances = vec![Stance::Agree; panel.seats().len()];
    let can_pass = panel.passes(&stances, Stance::Oppose);
    let mut blocks = |seat: usize| {
        stances[seat] = Stance::Oppose;
        let blocks = can_pass && !panel.passes(&stances, Stance::Oppose);
        stances[seat] = Stance::Agree;
        blocks
    };
    (0..panel.seats().len()).map(&mut blocks).collect()
}

/// What each party holds, from the levers, conditions and capabilities on record.
pub fn leverage(case: &Case) -> Leverage {
    let (mut parties, mut nothing) = (Vec::new(), Vec::new());
    for id in (0..case.parties.len()).map(PartyId) {
        let held = party_leverage(case, id);
        if !held.levers.is_empty() || !held.conditions.is_empty() || held.capability.is_some() {
            parties.push(held);
        } else if !case.party(id).member_only {
            nothing.push(held.party);
        }
    }
    let basis = parties.iter().map(|party| &party.basis).collect();
    Leverage { parties, nothing, basis }
}

fn party_leverage(case: &Case, id: PartyId) -> PartyLeverage {
    let mut basis = Basis::new();
    let (mut levers, mut conditions) = (Vec::new(), Vec::new());
    for lever in (0..case.levers.len()).map(LeverId).filter(|lever| case.lever(*lever).held_by == Some(id)) {
        basis.extend(&case.lever(lever).basis);
        basis.0.extend(case.lever(lever).promised_in.iter().map(|statement| Ground::Statement(*statement)));
        levers.push(held_lever(case, id, lever));
    }
    for condition in case.conditions.iter().filter(|on| on.controllers.contains(&Controller::Party(id))) {
        basis.extend(&condition.basis);
        conditions.push(HeldCondition { id: condition.id.clone(), text: condition.text.clone() });
    }
    PartyLeverage { party: case.party_ref(id), levers, conditions, capability: case.party(id).capability, basis }
}

fn held_lever(case: &Case, holder: PartyId, id: LeverId) -> HeldLever {
    let moves =
        |party: &PartyId| case.walk_away(*party).is_some_and(|own| own.from.iter().any(|(lever, _)| *lever == id));
    let needs = |other: &LeverId| {
        let lever = case.lever(*other);
        lever.held_by != Some(holder) && lever.depends_on.iter().any(|(needed, _)| *needed == id)
    };
    HeldLever {
        lever: case.lever_ref(id),
        moves: case.main_parties().filter(moves).map(|party| case.party_ref(party)).collect(),
        needed_by: (0..case.levers.len()).map(LeverId).filter(needs).map(|lever| case.lever_ref(lever)).collect(),
    }
}
