//! Who can stop a body: the smallest groups of members that block when all others agree.
//!
//! # Definition
//!
//! A set of members blocks when the rule fails with the set opposed and everybody else agreeing. It is minimal when no member
//! of it can be left out. Minimal blocking sets are listed by rising size; members that the rule cannot tell apart are shown
//! as "any so many of these".
//!
//! # Source
//!
//! Blocking coalitions of a simple game [taylor1999]. Departures: none; a list that is cut short says so.
//!
//! # Complexity
//!
//! Up to Π (members of each kind + 1) profiles, stopped at [`LIMITS`]. One kind of member: O(members).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Basis, BodyId, Card, Case, DealRule, Family, PartyId, Ref, Refusal, Stance, Standing};

use super::decision::{Refused, refuse, rule_grounds};
use super::panel::Panel;

pub use super::minimal::{Coalition, Coalitions, LIMITS, Limits, Part};

/// The description of this model.
pub const CARD: Card = Card {
    id: "rules.blockers",
    family: Family::Rules,
    name: "minimal blocking coalitions",
    question: "Which members, at the least, can stop the body when all others agree?",
    definition: "A set blocks when the rule fails with it opposed and all others agreeing; it is minimal when no member can \
                 be left out.",
    sources: &["taylor1999"],
    assumes: &["the rule of the case is the rule that is applied"],
    departures: "Listed by rising size up to a stated limit.",
    standing: Standing::Experimental,
};

/// Who can stop a body.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Blockers {
    /// The body.
    pub body: Ref,
    /// Whether it is no body but the making of a deal, for which one of several groups of parties is enough.
    pub of_deal: bool,
    /// How many members vote.
    pub members: usize,
    /// The minimal blocking coalitions.
    pub blocking: Coalitions,
    /// What it rests on.
    pub basis: Basis,
}

/// Who can stop each body.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct AllBlockers {
    /// By body.
    pub bodies: Vec<Blockers>,
    /// Bodies whose rule cannot be applied.
    pub refused: Vec<Refused>,
    /// What all of it rests on.
    pub basis: Basis,
}

/// Who can stop each body of the case.
pub fn all_blockers(case: &Case) -> AllBlockers {
    let (mut bodies, mut refused) = (Vec::new(), Vec::new());
    for body in (0..case.bodies.len()).map(BodyId) {
        match blockers(case, body, LIMITS) {
            Ok(answer) => bodies.push(answer),
            Err(refusal) => refused.push(refuse(case, body, refusal)),
        }
    }
    bodies.extend(deal_blockers(case, LIMITS));
    let basis = bodies.iter().map(|answer: &Blockers| &answer.basis).collect();
    AllBlockers { bodies, refused, basis }
}

/// Who can keep a deal from being made, where any of several groups of parties is enough. None: all signatories are needed, and
/// each of them can; or a body decides, which has an answer of its own.
pub fn deal_blockers(case: &Case, limits: Limits) -> Option<Blockers> {
    let DealRule::Groups(groups) = &case.deal.rule else { return None };
    let members: Vec<PartyId> = case.deal.signatories.clone();
    let classes = alike(&members, groups);
    let blocking = super::minimal::coalitions(&|place| case.party_ref(members[place]), &classes, limits, |take| {
        let opposed = classes.iter().zip(take).flat_map(|(class, take)| class.iter().take(*take));
        let opposed: BTreeSet<PartyId> = opposed.map(|place| members[*place]).collect();
        groups.iter().all(|group| !group.is_disjoint(&opposed))
    });
    let body = Ref { id: "deal".to_owned(), name: "the making of a deal".to_owned() };
    Some(Blockers { body, of_deal: true, members: members.len(), blocking, basis: case.deal.basis.clone() })
}

/// Places of parties that can be exchanged in every group.
fn alike(members: &[PartyId], groups: &[BTreeSet<PartyId>]) -> Vec<Vec<usize>> {
    let all: BTreeSet<&BTreeSet<PartyId>> = groups.iter().collect();
    let exchanged = |one: PartyId, other: PartyId| {
        let swap = |party: &PartyId| match *party {
            own if own == one => other,
            own if own == other => one,
            own => own,
        };
        groups.iter().all(|group| all.contains(&group.iter().map(swap).collect::<BTreeSet<PartyId>>()))
    };
    let mut classes: Vec<Vec<usize>> = Vec::new();
    for (place, party) in members.iter().enumerate() {
        match classes.iter_mut().find(|class| class.first().is_some_and(|own| exchanged(members[*own], *party))) {
            Some(class) => class.push(place),
            None => classes.push(vec![place]),
        }
    }
    classes
}

/// Who can stop a body. Refuses when the rule cannot be applied.
pub fn blockers(case: &Case, body: BodyId, limits: Limits) -> Result<Blockers, Refusal> {
    let panel = Panel::of(case, body)?;
    let classes = panel.classes(|_| Some(0));
    let mut stances = vec![Stance::Agree; panel.seats().len()];
    let blocking = super::minimal::coalitions(&|seat| panel.seat_ref(case, seat), &classes, limits, |take| {
        for (class, take) in classes.iter().zip(take) {
            for (at, seat) in class.iter().enumerate() {
                stances[*seat] = if at < *take { Stance::Oppose } else { Stance::Agree };
            }
        }
        !panel.passes(&stances, Stance::Oppose)
    });
    let basis = rule_grounds(case, &panel, body);
    Ok(Blockers { body: case.body_ref(body), of_deal: false, members: panel.seats().len(), blocking, basis })
}
