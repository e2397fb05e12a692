//! Who sat where, who was talked about, and who knew what.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Basis, Hedge, PartyId, RoomId, StatementId, When};

/// A table, a call, a meeting: where things are said. Not a body: a room has no vote.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "table")]
#[doc(alias = "forum")]
#[doc(alias = "channel")]
pub struct Room {
    /// The id in the case file.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// Who sits in it.
    pub seats: Vec<PartyId>,
    /// Who is told of it without a seat.
    pub informed: Vec<PartyId>,
    /// Who is talked about.
    pub about: Vec<PartyId>,
    /// Whether it is known in public that it meets.
    pub public: bool,
    /// When it opened. None is a gap.
    pub opened: Option<When>,
    /// When it closed; none when it is still open or ended the day it opened.
    pub closed: Option<When>,
    /// Whether the deal is negotiated here: what is given before this room opens is given before the talks.
    pub talks: bool,
    /// What it rests on.
    pub basis: Basis,
}

/// A claim that somebody did or did not know something at a time.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Knows {
    /// Whose knowledge.
    pub who: Vec<PartyId>,
    /// Or everybody seated in this room.
    pub in_room: Option<RoomId>,
    /// What is known, in a few words. Claims on one topic are set side by side.
    pub topic: String,
    /// Known, or not known.
    pub knew: bool,
    /// From when on (known) or at what time (not known).
    pub since: Option<When>,
    /// Who says so.
    pub according_to: StatementId,
    /// How the claim is weakened.
    pub hedge: Option<Hedge>,
}
