//! Who sat where, who was told, who was talked about and absent; and what each room knew at a given time.
//!
//! # Definition
//!
//! Towards a room a party is *at the table* when it has a seat, else *informed* when it is told, else *subject* when it is
//! talked about, else *absent*. A party that is talked about and has no seat carries the flag `subject-not-present`.
//!
//! A room is open from its opening to its closing. Both are known only between bounds, so at a moment a room is
//! *certainly* open when it is for every reading of the dates, and *possibly* open when it is for some. A room with no
//! recorded closing may be open ever after.
//!
//! # Source
//!
//! Our own definition; dates as in [iso8601_2_2019].
//!
//! # Complexity
//!
//! O(rooms² × claims of knowledge × parties).

use std::collections::BTreeSet;

use jiff::civil::DateTime;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Basis, Card, Case, Family, Ground, Hedge, Knows, PartyId, Ref, Room, RoomId, Standing, StatementId, When,
};

use super::words::{chain, on_record, parties_with, words};
use super::{Chain, Words};

/// The question in short.
pub const CARD: Card = Card {
    id: "record.rooms",
    family: Family::Record,
    name: "seat matrix",
    question: "Who sat where, who was talked about and absent, and what did each room know at the time?",
    definition: "At the table, else informed, else subject, else absent; rooms are open certainly or possibly, by their dates.",
    sources: &["iso8601_2_2019"],
    assumes: &["a party is in a room only if the record seats it there"],
    departures: "Our own definition.",
    standing: Standing::Experimental,
};

/// Rooms, seats, and what was open at the same time.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Rooms {
    /// The rooms on record, in file order: the columns of the matrix.
    pub rooms: Vec<RoomRow>,
    /// The seat matrix: one row a party, in file order.
    pub seats: Vec<SeatRow>,
    /// The opening of each dated room.
    pub moments: Vec<Moment>,
    /// What it all rests on.
    pub basis: Basis,
}

/// One room.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct RoomRow {
    /// Which.
    pub room: Ref,
    /// When it opened. None is a gap.
    pub opened: Option<When>,
    /// When it closed. None: still open, or ended the day it opened.
    pub closed: Option<When>,
    /// Whether it is known in public that it meets.
    pub public: bool,
    /// Whether the deal is negotiated here.
    pub talks: bool,
    /// Who sits in it.
    pub seated: Vec<Ref>,
    /// Who is talked about without a seat.
    pub subject_not_present: Vec<Ref>,
    /// How many statements on record were made in it.
    pub statements: usize,
    /// What it rests on.
    pub basis: Basis,
}

/// One party's row of the seat matrix.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct SeatRow {
    /// Which party.
    pub party: Ref,
    /// One cell a room.
    pub cells: Vec<SeatCell>,
    /// What the row rests on.
    pub basis: Basis,
}

/// One cell of the seat matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
pub struct SeatCell {
    /// How the party stands towards the room.
    pub presence: Presence,
    /// Talked about, and not seated.
    pub subject_not_present: bool,
}

/// How a party stands towards a room, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// It has a seat.
    AtTable,
    /// It is told.
    Informed,
    /// It is talked about.
    Subject,
    /// None of these.
    Absent,
}

/// What was open when a room opened.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Moment {
    /// The room that opened.
    pub opening: Ref,
    /// When.
    pub at: When,
    /// That room first, then the others that were certainly or possibly open, in file order.
    pub open: Vec<OpenRoom>,
    /// What it rests on.
    pub basis: Basis,
}

/// A room that was open at a moment.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct OpenRoom {
    /// Which.
    pub room: Ref,
    /// Whether every reading of the dates has it open; else only some has.
    pub certain: bool,
    /// Claims of what those in it knew or did not know at the moment.
    pub knew: Vec<Known>,
    /// What it rests on.
    pub basis: Basis,
}

/// A claim of what somebody in a room knew at a moment.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Known {
    /// Who, of those seated.
    pub who: Vec<Ref>,
    /// What.
    pub topic: String,
    /// Known, or not known.
    pub knew: bool,
    /// Whether the dates put the claim at this moment for certain.
    pub certain: bool,
    /// How the claim is weakened.
    pub hedge: Option<Hedge>,
    /// Who says so.
    pub according_to: Words,
    /// What it rests on.
    pub basis: Basis,
}

/// The statements made in one room.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct RoomStatements {
    /// Which room.
    pub room: Ref,
    /// Who heard them: those seated and those informed.
    pub heard_by: Vec<Ref>,
    /// The statements, in file order.
    pub rows: Vec<Spoken>,
    /// What it rests on.
    pub basis: Basis,
}

/// A statement with the chain of whom its speaker speaks for.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Spoken {
    /// The statement.
    pub words: Words,
    /// For whom the speaker speaks.
    pub chain: Chain,
    /// The statement itself.
    pub basis: Basis,
}

/// The rooms on record, the seat matrix, and what was open when each room opened.
pub fn rooms(case: &Case) -> Rooms {
    let ids = rooms_on_record(case);
    let named: BTreeSet<PartyId> = ids.iter().flat_map(|id| named_in(case.room(*id))).collect();
    let rooms: Vec<RoomRow> = ids.iter().map(|id| room_row(case, *id)).collect();
    let basis: Basis = rooms.iter().map(|room| &room.basis).collect();
    Rooms {
        seats: parties_with(case, &named).into_iter().map(|party| seat_row(case, party, &ids)).collect(),
        moments: ids.iter().filter_map(|id| moment(case, *id, &ids)).collect(),
        rooms,
        basis,
    }
}

/// How a party stands towards a room.
pub fn presence(room: &Room, party: PartyId) -> Presence {
    if room.seats.contains(&party) {
        Presence::AtTable
    } else if room.informed.contains(&party) {
        Presence::Informed
    } else if room.about.contains(&party) {
        Presence::Subject
    } else {
        Presence::Absent
    }
}

/// Every statement on record, in file order.
pub fn statements(case: &Case) -> Vec<Spoken> {
    case.statements_on_record().map(|id| spoken(case, id)).collect()
}

/// The statements on record that were made in one room, in file order.
pub fn statements_in(case: &Case, id: RoomId) -> RoomStatements {
    let room = case.room(id);
    let rows: Vec<Spoken> = said_in(case, id).map(|statement| spoken(case, statement)).collect();
    let hearers: BTreeSet<PartyId> = room.seats.iter().chain(&room.informed).copied().collect();
    let basis = rows.iter().map(|row| &row.basis).collect::<Basis>().and(&on_record(case, &room.basis));
    RoomStatements { room: case.room_ref(id), heard_by: case.party_refs(&hearers), rows, basis }
}

pub(super) fn rooms_on_record(case: &Case) -> Vec<RoomId> {
    (0..case.rooms.len()).map(RoomId).filter(|id| case.on_record(case.room(*id).opened.as_ref())).collect()
}

fn spoken(case: &Case, id: StatementId) -> Spoken {
    Spoken { words: words(case, id), chain: chain(case, id), basis: Basis::of(Ground::Statement(id)) }
}

fn said_in(case: &Case, room: RoomId) -> impl Iterator<Item = StatementId> + '_ {
    case.statements_on_record().filter(move |id| case.statement(*id).room == Some(room))
}

fn named_in(room: &Room) -> impl Iterator<Item = PartyId> + '_ {
    room.seats.iter().chain(&room.informed).chain(&room.about).copied()
}

fn room_row(case: &Case, id: RoomId) -> RoomRow {
    let room = case.room(id);
    let away: Vec<PartyId> = room.about.iter().copied().filter(|party| !room.seats.contains(party)).collect();
    RoomRow {
        room: case.room_ref(id),
        opened: room.opened.clone(),
        closed: room.closed.clone(),
        public: room.public,
        talks: room.talks,
        seated: case.party_refs(&room.seats),
        subject_not_present: case.party_refs(&away),
        statements: said_in(case, id).count(),
        basis: on_record(case, &room.basis),
    }
}

fn seat_row(case: &Case, party: PartyId, rooms: &[RoomId]) -> SeatRow {
    let cell = |id: &RoomId| {
        let room = case.room(*id);
        let presence = presence(room, party);
        SeatCell { presence, subject_not_present: room.about.contains(&party) && presence != Presence::AtTable }
    };
    let near = rooms.iter().filter(|id| presence(case.room(**id), party) != Presence::Absent);
    let basis = near.map(|id| on_record(case, &case.room(*id).basis)).fold(Basis::new(), |all, one| all.and(&one));
    SeatRow { party: case.party_ref(party), cells: rooms.iter().map(cell).collect(), basis }
}

fn moment(case: &Case, opening: RoomId, rooms: &[RoomId]) -> Option<Moment> {
    let at = case.room(opening).opened.clone()?;
    let others = rooms.iter().copied().filter(|id| *id != opening);
    let open: Vec<OpenRoom> = std::iter::once((opening, true))
        .chain(others.filter_map(|id| Some((id, open_at(case.room(id), &at)?))))
        .map(|(id, certain)| open_room(case, id, certain, &at))
        .collect();
    let basis = open.iter().map(|room| &room.basis).collect();
    Some(Moment { opening: case.room_ref(opening), at, open, basis })
}

/// Whether a room was open at a moment: `Some(true)` for certain, `Some(false)` possibly, `None` for certain not.
fn open_at(room: &Room, at: &When) -> Option<bool> {
    let first = room.opened.as_ref().and_then(|opened| opened.earliest).unwrap_or(DateTime::MIN);
    let last_opening = room.opened.as_ref().and_then(|opened| opened.latest).unwrap_or(DateTime::MAX);
    let first_closing = room.closed.as_ref().and_then(|closed| closed.earliest).unwrap_or(DateTime::MIN);
    let last = room.closed.as_ref().and_then(|closed| closed.latest).unwrap_or(DateTime::MAX);
    let (from, to) = (at.earliest.unwrap_or(DateTime::MIN), at.latest.unwrap_or(DateTime::MAX));
    let possibly = first.max(from) <= to.min(last);
    // A room cannot close before it opens, so the first closing is at least the first opening.
    let certainly = last_opening <= from && to <= first_closing.max(first);
    possibly.then_some(certainly)
}

fn open_room(case: &Case, id: RoomId, certain: bool, at: &When) -> OpenRoom {
    let knew: Vec<Known> = case.knowledge.iter().filter_map(|claim| known_in(case, claim, id, at)).collect();
    let basis = knew.iter().map(|known| &known.basis).collect::<Basis>().and(&on_record(case, &case.room(id).basis));
    OpenRoom { room: case.room_ref(id), certain, knew, basis }
}

/// The claim as it bears on those seated in a room at a moment; none when it bears on nobody there or on another time.
fn known_in(case: &Case, claim: &Knows, room: RoomId, at: &When) -> Option<Known> {
    let certain = holds_at(claim, at)?;
    if !case.on_record(case.statement(claim.according_to).at.as_ref()) {
        return None;
    }
    let everybody = claim.in_room == Some(room);
    let who: Vec<PartyId> =
        case.room(room).seats.iter().copied().filter(|seat| everybody || claim.who.contains(seat)).collect();
    if who.is_empty() && !everybody {
        return None;
    }
    Some(Known {
        who: case.party_refs(&who),
        topic: claim.topic.clone(),
        knew: claim.knew,
        certain,
        hedge: claim.hedge,
        according_to: words(case, claim.according_to),
        basis: Basis::of(Ground::Statement(claim.according_to)),
    })
}

/// Knowledge holds from its date on, ignorance at its date. `None`: for certain not at the moment.
fn holds_at(claim: &Knows, at: &When) -> Option<bool> {
    let Some(since) = &claim.since else { return Some(false) };
    let certainly_from = match (since.latest, at.earliest) {
        (Some(known), Some(moment)) => known <= moment,
        _ => false,
    };
    let same_instant = since.earliest.is_some()
        && since.earliest == since.latest
        && (since.earliest, since.latest) == (at.earliest, at.latest);
    let later = at.order(since) == crate::model::Ordering::CertainlyBefore;
    let earlier = since.order(at) == crate::model::Ordering::CertainlyBefore;
    match claim.knew {
        true => (!later).then_some(certainly_from),
        false => (!later && !earlier).then_some(same_instant),
    }
}
