//! Somebody's words as every answer shows them: who said what, for whom, where, when, in which source.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Audience, Basis, Case, Ground, Hedge, Kind, Modality, PartyId, Ref, SourceId, Statement, StatementId, Voice, When,
};

/// One statement, ready to be shown.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Words {
    /// The statement's id in the case file.
    pub statement: String,
    /// Whose words.
    pub by: Ref,
    /// The party it is said for. None for the reporter's own voice.
    pub party: Option<Ref>,
    /// Verbatim, paraphrase, or the reporter's own voice.
    pub kind: Kind,
    /// How the source weakens the claim.
    pub hedge: Option<Hedge>,
    /// How firm a promise or threat is.
    pub modality: Option<Modality>,
    /// One or two words only: weak evidence of intensity.
    pub fragment: bool,
    /// The anchored words, to the letter.
    pub quote: String,
    /// Where it was said.
    pub room: Option<Ref>,
    /// Who was meant to hear it.
    pub audience: Audience,
    /// When it was said. None is a gap.
    pub at: Option<When>,
    /// The source that reports it.
    pub source: Ref,
    /// The statement itself.
    pub basis: Basis,
}

/// For whom a voice speaks: person, office, party, and the larger parties and bodies that the party belongs to.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Chain {
    /// Whose voice.
    pub by: Ref,
    /// The person's public office.
    pub role: Option<String>,
    /// The party spoken for.
    pub party: Option<Ref>,
    /// The larger parties it is part of, nearest first.
    pub part_of: Vec<Ref>,
    /// The bodies it is a member of.
    pub member_of: Vec<Ref>,
}

/// A statement, ready to be shown. O(1).
pub fn words(case: &Case, id: StatementId) -> Words {
    let statement = case.statement(id);
    Words {
        statement: statement.id.clone(),
        by: voices_ref(case, statement),
        party: parties_ref(case, statement),
        kind: statement.kind,
        hedge: statement.hedge,
        modality: statement.modality,
        fragment: statement.fragment,
        quote: statement.excerpt.exact.clone(),
        room: statement.room.map(|room| case.room_ref(room)),
        audience: statement.audience,
        at: statement.at.clone(),
        source: source_ref(case, statement.source),
        basis: Basis::of(Ground::Statement(id)),
    }
}

/// A voice as an answer shows it.
pub fn voice_ref(case: &Case, voice: Voice) -> Ref {
    let id = match voice {
        Voice::Person(id) => case.person(id).id.clone(),
        Voice::Party(id) => case.party(id).id.clone(),
        Voice::Reporter => "reporter".to_owned(),
    };
    Ref { id, name: case.voice_name(voice) }
}

/// All whose words a statement is, as one: their ids joined by `+`.
pub fn voices_ref(case: &Case, statement: &Statement) -> Ref {
    let ids: Vec<String> = statement.voices().map(|voice| voice_ref(case, voice).id).collect();
    Ref { id: ids.join("+"), name: case.voice_names(statement) }
}

/// All parties that a statement is said for, as one. None: the reporter's own voice.
pub fn parties_ref(case: &Case, statement: &Statement) -> Option<Ref> {
    let refs: Vec<Ref> = statement.parties().map(|party| case.party_ref(party)).collect();
    let (ids, names): (Vec<&str>, Vec<&str>) = refs.iter().map(|one| (one.id.as_str(), one.name.as_str())).unzip();
    (!refs.is_empty()).then(|| Ref { id: ids.join("+"), name: names.join(" and ") })
}

/// For whom the speaker of a statement speaks. O(parties + members).
pub fn chain(case: &Case, id: StatementId) -> Chain {
    let statement = case.statement(id);
    let role = match statement.by {
        Voice::Person(person) => Some(case.person(person).role.clone()).filter(|role| !role.is_empty()),
        Voice::Party(_) | Voice::Reporter => None,
    };
    let (mut part_of, mut member_of) = (Vec::new(), Vec::new());
    for party in statement.parties() {
        let wholes = case.party_refs(&wholes_of(case, party));
        part_of.extend(wholes.into_iter().filter(|whole| !part_of.contains(whole)).collect::<Vec<Ref>>());
        let bodies = bodies_with(case, party).into_iter();
        member_of.extend(bodies.filter(|body| !member_of.contains(body)).collect::<Vec<Ref>>());
    }
    let party = parties_ref(case, statement);
    Chain { by: voices_ref(case, statement), role, party, part_of, member_of }
}

/// A source as an answer shows it: by its title, or by its id when it has none.
pub(super) fn source_ref(case: &Case, id: SourceId) -> Ref {
    let source = case.source(id);
    let name = if source.title.is_empty() { source.id.clone() } else { source.title.clone() };
    Ref { id: source.id.clone(), name }
}

/// The larger parties that a party is part of, at any remove, nearest first.
pub(super) fn wholes_of(case: &Case, party: PartyId) -> Vec<PartyId> {
    let mut found: Vec<PartyId> = Vec::new();
    let mut next = vec![party];
    while !next.is_empty() {
        let mut wholes = Vec::new();
        for whole in next.iter().flat_map(|part| &case.party(*part).part_of) {
            if *whole != party && !found.contains(whole) {
                found.push(*whole);
                wholes.push(*whole);
            }
        }
        next = wholes;
    }
    found
}

/// Whether one party is the other, is part of it, or is a member of a body that decides for it.
pub(super) fn within(case: &Case, party: PartyId, whole: PartyId) -> bool {
    let decides_for = |id: PartyId| {
        case.bodies.iter().any(|body| body.party == Some(whole) && body.members.iter().any(|member| member.party == id))
    };
    party == whole || wholes_of(case, party).contains(&whole) || decides_for(party)
}

/// The part of a basis that is on record at the case's date: later statements are left out.
pub(super) fn on_record(case: &Case, basis: &Basis) -> Basis {
    case.basis_on_record(basis)
}

/// The words of every statement in a basis that is on record, in file order.
pub(super) fn words_of(case: &Case, basis: &Basis) -> Vec<Words> {
    on_record(case, basis).statements().map(|id| words(case, id)).collect()
}

/// The parties that the case declares, and those known only as members that one of the sets names, in file order.
pub(super) fn parties_with(case: &Case, named: &BTreeSet<PartyId>) -> Vec<PartyId> {
    (0..case.parties.len()).map(PartyId).filter(|id| !case.party(*id).member_only || named.contains(id)).collect()
}

fn bodies_with(case: &Case, party: PartyId) -> Vec<Ref> {
    (0..case.bodies.len())
        .map(crate::model::BodyId)
        .filter(|id| case.body(*id).members.iter().any(|member| member.party == party))
        .map(|id| case.body_ref(id))
        .collect()
}
