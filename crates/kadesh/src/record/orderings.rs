//! Which events came first: what the dates decide, what they leave open, and which dates are missing.
//!
//! # Definition
//!
//! Each date is an interval. One event is *certainly before* another when the last moment of its interval is before the
//! first moment of the other's; the order is *open* when neither is certainly before. Compared are each act with the
//! opening of each room marked `talks`, each claim of knowledge with the opening of each room, and each room's opening
//! with each other's.
//!
//! # Source
//!
//! [iso8601_2_2019] for imprecise dates; the interval order of [fishburn1970].
//!
//! # Complexity
//!
//! O((acts + claims + rooms) × rooms).

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{ActId, Basis, Card, Case, Family, Ground, Ordering, Ref, RoomId, SourceId, Standing, When};

use super::knowledge::claims_on_record;
use super::rooms::rooms_on_record;
use super::words::{on_record, source_ref};

/// The question in short.
pub const CARD: Card = Card {
    id: "record.orderings",
    family: Family::Record,
    name: "certain and open orderings",
    question: "Which orderings of events are certain?",
    definition: "A is certainly before B when the last moment that A can have been is before the first that B can have been.",
    sources: &["iso8601_2_2019", "fishburn1970"],
    assumes: &["the dates of different events do not depend on each other"],
    departures: "`~` (about) is read as one unit of the written precision on either side; the standard leaves it open.",
    standing: Standing::Experimental,
};

/// The pairs of events, and what has no date.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Orderings {
    /// The pairs compared.
    pub pairs: Vec<Pair>,
    /// Pairs whose order the dates decide.
    pub certain: usize,
    /// Pairs whose order they do not.
    pub open: usize,
    /// What has no date, in the order source, statement, room, act, claim.
    pub missing: Vec<MissingDate>,
    /// What it all rests on.
    pub basis: Basis,
}

/// Two events and their order.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Pair {
    /// One event.
    pub first: Event,
    /// The other.
    pub second: Event,
    /// Whether the first is certainly before, certainly after, or neither.
    pub order: Ordering,
    /// What it rests on.
    pub basis: Basis,
}

/// Something that happened at a time.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Event {
    /// What kind of event.
    pub kind: EventKind,
    /// What happened: the act, the room, or the topic of the claim with who makes it.
    pub what: Ref,
    /// When.
    pub at: When,
    /// What it rests on.
    pub basis: Basis,
}

/// What kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// An act was done.
    Act,
    /// Somebody began to know, or did not know then.
    Knowledge,
    /// A room opened.
    Opening,
}

/// Something that has no date.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct MissingDate {
    /// What kind of thing.
    pub kind: Undated,
    /// Which.
    pub what: Ref,
    /// What it rests on; nothing for a source.
    pub basis: Basis,
}

/// What kind of thing has no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Undated {
    /// A source with no date of publication: relative dates in it hang in the air.
    Source,
    /// A statement.
    Statement,
    /// A room with no opening.
    Room,
    /// An act.
    Act,
    /// A claim of knowledge.
    Knowledge,
}

/// Compares acts, claims and rooms by their dates, and lists what has none.
pub fn orderings(case: &Case) -> Orderings {
    let talks: Vec<Event> = openings(case, |id| case.room(id).talks);
    let rooms: Vec<Event> = openings(case, |_| true);
    let mut pairs = Vec::new();
    pairs.extend(acts(case).iter().flat_map(|act| talks.iter().map(move |room| pair(act, room))));
    pairs.extend(claims(case).iter().flat_map(|claim| rooms.iter().map(move |room| pair(claim, room))));
    for (place, room) in rooms.iter().enumerate() {
        pairs.extend(rooms[place + 1..].iter().map(|later| pair(room, later)));
    }
    let open = pairs.iter().filter(|pair| pair.order == Ordering::Open).count();
    let basis = pairs.iter().map(|pair| &pair.basis).collect();
    Orderings { certain: pairs.len() - open, open, missing: missing(case), pairs, basis }
}

fn pair(first: &Event, second: &Event) -> Pair {
    let basis = first.basis.clone().and(&second.basis);
    Pair { first: first.clone(), second: second.clone(), order: first.at.order(&second.at), basis }
}

fn openings(case: &Case, wanted: impl Fn(RoomId) -> bool) -> Vec<Event> {
    let event = |id: RoomId| {
        let room = case.room(id);
        let basis = on_record(case, &room.basis);
        Some(Event { kind: EventKind::Opening, what: case.room_ref(id), at: room.opened.clone()?, basis })
    };
    rooms_on_record(case).into_iter().filter(|id| wanted(*id)).filter_map(event).collect()
}

fn acts(case: &Case) -> Vec<Event> {
    let event = |act: &crate::model::Act| {
        let what = Ref { id: act.id.clone(), name: act.name.clone() };
        Some(Event { kind: EventKind::Act, what, at: act.at.clone()?, basis: on_record(case, &act.basis) })
    };
    case.acts.iter().filter(|act| case.on_record(act.at.as_ref())).filter_map(event).collect()
}

fn claims(case: &Case) -> Vec<Event> {
    let event = |claim: &crate::model::Knows| {
        let basis = Basis::of(Ground::Statement(claim.according_to));
        Some(Event { kind: EventKind::Knowledge, what: claim_ref(case, claim), at: claim.since.clone()?, basis })
    };
    claims_on_record(case).filter_map(event).collect()
}

/// A claim in a few words: who knew or did not, and what.
fn claim_ref(case: &Case, claim: &crate::model::Knows) -> Ref {
    let mut who: Vec<String> = claim.who.iter().map(|id| case.party(*id).name.clone()).collect();
    who.extend(claim.in_room.map(|room| format!("those in {}", case.room(room).name)));
    let verb = if claim.knew { "knew" } else { "did not know" };
    let id = case.statement(claim.according_to).id.clone();
    Ref { id, name: format!("{} {verb}: {}", who.join(", "), claim.topic) }
}

fn missing(case: &Case) -> Vec<MissingDate> {
    let sources = (0..case.sources.len()).map(SourceId).filter(|id| case.source(*id).published.is_none());
    let statements = case.statements_on_record().filter(|id| case.statement(*id).at.is_none());
    let rooms = rooms_on_record(case).into_iter().filter(|id| case.room(*id).opened.is_none());
    let acts = (0..case.acts.len()).map(ActId).filter(|id| case.act(*id).at.is_none());
    let claims = claims_on_record(case).filter(|claim| claim.since.is_none());
    let row = |kind, what, basis| MissingDate { kind, what, basis };
    let mut rows: Vec<MissingDate> =
        sources.map(|id| row(Undated::Source, source_ref(case, id), Basis::new())).collect();
    rows.extend(statements.map(|id| {
        let statement = case.statement(id);
        let what = Ref { id: statement.id.clone(), name: case.voice_names(statement) };
        row(Undated::Statement, what, Basis::of(Ground::Statement(id)))
    }));
    rows.extend(rooms.map(|id| row(Undated::Room, case.room_ref(id), on_record(case, &case.room(id).basis))));
    rows.extend(acts.map(|id| {
        let act = case.act(id);
        row(Undated::Act, Ref { id: act.id.clone(), name: act.name.clone() }, on_record(case, &act.basis))
    }));
    rows.extend(claims.map(|claim| {
        row(Undated::Knowledge, claim_ref(case, claim), Basis::of(Ground::Statement(claim.according_to)))
    }));
    rows
}
