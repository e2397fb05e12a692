//! The register: what is to be settled, which line or text each option means, and who belongs to or acts for whom.
//!
//! # Definition
//!
//! Read from the case as it stands: no model, no judgement. Territory is a list of options with definitions, never a map.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Basis, Card, Case, Family, Ground, IssueId, PartyId, Ref, Standing, When};

/// What this answer is.
pub const CARD: Card = Card {
    id: "record.register",
    family: Family::Record,
    name: "register of issues and parties",
    question: "What is to be settled, what exactly does each option mean, and who belongs to or acts for whom?",
    definition: "The issues with their options, definitions and cut-off dates; the parties with what they are part of, whose \
                 proxy they are, where they have a vote, and who speaks for them.",
    sources: &[],
    assumes: &["the case names what matters"],
    departures: "The register is our own: it has no source.",
    standing: Standing::Experimental,
};

/// Issues and parties.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Register {
    /// In file order.
    pub issues: Vec<IssueEntry>,
    /// In file order, without those known only as members of a body.
    pub parties: Vec<PartyEntry>,
}

/// An issue.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct IssueEntry {
    /// Which.
    pub issue: Ref,
    /// The question in words.
    pub question: String,
    /// Whether the options stand in an order.
    pub ordered: bool,
    /// The party whose seat it settles.
    pub seat_of: Option<Ref>,
    /// The options.
    pub options: Vec<OptionEntry>,
    /// The stakes in it, and the statements of positions on it.
    pub basis: Basis,
}

/// An option.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct OptionEntry {
    /// Its id.
    pub option: String,
    /// What exactly it means.
    pub definition: Option<String>,
    /// The day that the definition refers to.
    pub cut_off: Option<When>,
    /// Whether it holds when nothing is agreed.
    pub status_quo: bool,
}

/// A party.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PartyEntry {
    /// Who.
    pub party: Ref,
    /// What it is part of.
    pub part_of: Vec<Ref>,
    /// Whose proxy it is.
    pub proxy_of: Option<Ref>,
    /// The bodies in which it has a vote.
    pub votes_in: Vec<Ref>,
    /// Who speaks for it, with their office.
    pub speakers: Vec<String>,
    /// Its statements.
    pub basis: Basis,
}

/// The register of a case. O(parties × bodies + issues × statements).
pub fn register(case: &Case) -> Register {
    Register {
        issues: case.issue_ids().map(|id| issue_entry(case, id)).collect(),
        parties: case.main_parties().map(|id| party_entry(case, id)).collect(),
    }
}

fn issue_entry(case: &Case, id: IssueId) -> IssueEntry {
    let issue = case.issue(id);
    let options = issue.options.iter().enumerate().map(|(index, option)| OptionEntry {
        option: option.id.clone(),
        definition: option.definition.clone(),
        cut_off: option.cut_off.clone(),
        status_quo: index == issue.status_quo,
    });
    let mut basis: Basis = case.stakes.iter().filter(|stake| stake.issue == id).map(|stake| &stake.basis).collect();
    let positions = case.statements_on_record().filter(|one| case.statement(*one).takes.contains_key(&id));
    positions.for_each(|one| basis.add(Ground::Statement(one)));
    IssueEntry {
        issue: case.issue_ref(id),
        question: issue.question.clone(),
        ordered: issue.ordered,
        seat_of: issue.about_seat_of.map(|party| case.party_ref(party)),
        options: options.collect(),
        basis,
    }
}

fn party_entry(case: &Case, id: PartyId) -> PartyEntry {
    let party = case.party(id);
    let votes = case.bodies.iter().filter(|body| body.members.iter().any(|member| member.party == id));
    let speakers = case.persons.iter().filter(|person| person.speaks_for == id);
    let said = case.statements_on_record().filter(|one| case.statement(*one).is_for(id));
    PartyEntry {
        party: case.party_ref(id),
        part_of: case.party_refs(&party.part_of),
        proxy_of: party.proxy_of.map(|other| case.party_ref(other)),
        votes_in: votes.map(|body| Ref { id: body.id.clone(), name: body.name.clone() }).collect(),
        speakers: speakers
            .map(|person| match person.role.as_str() {
                "" => person.name.clone(),
                role => format!("{} ({role})", person.name),
            })
            .collect(),
        basis: said.map(Ground::Statement).collect(),
    }
}
