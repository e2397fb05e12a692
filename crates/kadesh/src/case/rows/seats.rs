//! The table of seats: a row for each party in a room, who sits there, is told without a seat, or is talked about.

use std::collections::BTreeMap;

use kadesh_tables::Column;
use serde::{Deserialize, Serialize};

use super::super::check::unknown;
use super::super::file::RoomFile;
use super::super::table::TableRow;
use super::super::written::{At, Few, Named};
use super::cells::said_twice;
use super::line::Line;
use crate::diagnostic::{Diagnostic, Span};

/// The columns.
pub const COLUMNS: &[Column] = &[
    Column::text("room").needed(),
    Column::text("party").needed(),
    Column::text("seat"),
    Column::text("rests_on"),
    Column::text("because"),
];

/// What a party is to a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Seat {
    /// It sits there.
    Seated,
    /// It is told without a seat.
    Informed,
    /// It is talked about.
    About,
}

const SEATS: [Seat; 3] = [Seat::Seated, Seat::Informed, Seat::About];

/// Puts the seats of the rows into their rooms. What a seat rests on, its room rests on.
pub fn read(rooms: &mut Named<RoomFile>, rows: &[TableRow], out: &mut Vec<Diagnostic>) {
    let mut told: BTreeMap<(String, Seat, String), Span> = BTreeMap::new();
    for (id, room) in rooms.iter() {
        for seat in SEATS {
            let own = seat.of(room).0.iter();
            told.extend(own.map(|party| ((id.value.clone(), seat, party.value.clone()), party.span())));
        }
    }
    for row in rows {
        let seat = if row.is_filled("seat") { row.word("seat", out) } else { Some(Seat::Seated) };
        let (room, party) = (row.need("room", out), row.need("party", out));
        let (Some(room), Some(party), Some(seat)) = (room, party, seat) else { continue };
        let known: Vec<String> = rooms.iter().map(|(id, _)| id.value.clone()).collect();
        let Some((_, file)) = rooms.0.iter_mut().find(|(id, _)| id.value == room.value) else {
            out.push(unknown("a room", room, &known.iter().map(String::as_str).collect::<Vec<_>>()));
            continue;
        };
        let earlier = told.insert((room.value.clone(), seat, party.value.clone()), party.span());
        match earlier {
            Some(earlier) => {
                let words = format!("that `{}` {} `{}`", party.value, seat.in_words(), room.value);
                out.push(said_twice(&words, party.span(), earlier));
            }
            None => seat.of_mut(file).0.push(party.clone()),
        }
        add_grounds(file, (room, row), out);
    }
}

/// The rows of a room.
pub fn write(id: &At<String>, room: &RoomFile, out: &mut Vec<Diagnostic>) -> Vec<Vec<String>> {
    let seats = SEATS.into_iter().flat_map(|seat| seat.of(room).0.iter().map(move |party| (seat, party)));
    let row = |(seat, party): (Seat, &At<String>)| {
        Line::new(format!("the room `{}`", id.value), id.span(), out)
            .text(&id.value)
            .text(&party.value)
            .word(Some(seat))
            .few(&room.rests_on)
            .some(room.because.as_ref())
            .done()
    };
    seats.map(row).collect()
}

/// Every row of a room may repeat what the room rests on; another reason is a fault, since a room has one.
fn add_grounds(room: &mut RoomFile, (id, row): (&At<String>, &TableRow), out: &mut Vec<Diagnostic>) {
    for ground in row.list("rests_on") {
        if !room.rests_on.0.iter().any(|known| known.value == ground.value) {
            room.rests_on.0.push(ground);
        }
    }
    match (&room.because, row.get("because")) {
        (None, Some(reason)) => room.because = Some(reason.clone()),
        (Some(first), Some(reason)) if first.value != reason.value => {
            let words = format!("why the seats of `{}` are taken to be so", id.value);
            out.push(said_twice(&words, reason.span(), first.span()));
        }
        (_, None) | (Some(_), Some(_)) => {}
    }
}

impl Seat {
    fn of(self, room: &RoomFile) -> &Few {
        match self {
            Seat::Seated => &room.seats,
            Seat::Informed => &room.informed,
            Seat::About => &room.about,
        }
    }

    fn of_mut(self, room: &mut RoomFile) -> &mut Few {
        match self {
            Seat::Seated => &mut room.seats,
            Seat::Informed => &mut room.informed,
            Seat::About => &mut room.about,
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Seat::Seated => "sits in",
            Seat::Informed => "is informed of",
            Seat::About => "is talked about in",
        }
    }
}
