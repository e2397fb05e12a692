//! Who was passed over, on which issue, by which norm they had a say, and whether they were at least told.
//!
//! # Definition
//!
//! One row for each act, each norm that it passes over, and each holder of that norm other than the actor. The holder's
//! presence is the closest it has to the room of the act, or, when the act has no room, to any room marked `talks` that may have
//! been open when it was done.
//!
//! # Source
//!
//! Our own definition.
//!
//! # Complexity
//!
//! O(acts × norms × holders × rooms).

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Act, Basis, Card, Case, Family, Ground, NormId, Ordering, PartyId, Ref, Room, RoomId, RuleBasis, Standing, When,
};

use super::ledger::{act_ref, acts_on_record};
use super::rooms::rooms_on_record;
use super::words::on_record;
use super::{Presence, presence};

/// The question in short.
pub const CARD: Card = Card {
    id: "record.bypass",
    family: Family::Record,
    name: "bypass report",
    question: "Who was passed over, on which issue, and by which norm did they have a say?",
    definition: "For each act, each norm it passes over and each holder: the issues, the norm's basis, and the holder's presence.",
    sources: &[],
    assumes: &["the case names the norms that an act passes over; none is inferred"],
    departures: "Our own definition.",
    standing: Standing::Experimental,
};

/// Every say that was passed over.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Bypass {
    /// By act, norm and holder, in file order.
    pub rows: Vec<BypassRow>,
    /// What it all rests on.
    pub basis: Basis,
}

/// One holder of one norm that one act passed over.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct BypassRow {
    /// The act.
    pub act: Ref,
    /// Who did it.
    pub by: Ref,
    /// When.
    pub at: Option<When>,
    /// Who was passed over.
    pub holder: Ref,
    /// The norm: its id, and the duty in words.
    pub norm: Ref,
    /// On which issues. Empty: on all.
    pub issues: Vec<Ref>,
    /// What the norm rests on.
    pub norm_basis: RuleBasis,
    /// The article, decision or practice.
    pub cite: Option<String>,
    /// The rooms looked at.
    pub rooms: Vec<Ref>,
    /// The holder's closest presence in them. None: there is no room to look at.
    pub presence: Option<Presence>,
    /// What it rests on.
    pub basis: Basis,
}

/// Who was passed over by the acts on record.
pub fn bypass(case: &Case) -> Bypass {
    let rows: Vec<BypassRow> = acts_on_record(case)
        .map(|id| case.act(id))
        .flat_map(|act| act.skips.iter().map(move |norm| (act, *norm)))
        .flat_map(|(act, norm)| {
            let holders = case.norm(norm).holders.iter().filter(move |holder| **holder != act.by);
            holders.map(move |holder| row(case, act, norm, *holder))
        })
        .collect();
    let basis = rows.iter().map(|row| &row.basis).collect();
    Bypass { rows, basis }
}

/// Whether a room of talks may have been open when the act was done.
fn may_have_met(room: &Room, act: &Act) -> bool {
    let order = |time: &Option<When>| Some(time.as_ref()?.order(act.at.as_ref()?));
    let later = order(&room.opened) == Some(Ordering::CertainlyAfter);
    room.talks && !later && order(&room.closed) != Some(Ordering::CertainlyBefore)
}

fn row(case: &Case, act: &Act, id: NormId, holder: PartyId) -> BypassRow {
    let norm = case.norm(id);
    let rooms: Vec<RoomId> = match act.room {
        Some(room) => vec![room],
        None => rooms_on_record(case).into_iter().filter(|room| may_have_met(case.room(*room), act)).collect(),
    };
    let mut basis = on_record(case, &act.basis).and(&on_record(case, &norm.basis));
    basis.add(Ground::Norm(id));
    for room in &rooms {
        basis.extend(&on_record(case, &case.room(*room).basis));
    }
    BypassRow {
        act: act_ref(act),
        by: case.party_ref(act.by),
        at: act.at.clone(),
        holder: case.party_ref(holder),
        norm: Ref { id: norm.id.clone(), name: norm.text.clone() },
        issues: norm.issues.iter().map(|issue| case.issue_ref(*issue)).collect(),
        norm_basis: norm.norm_basis,
        cite: norm.cite.clone(),
        presence: rooms.iter().map(|room| presence(case.room(*room), holder)).min(),
        rooms: rooms.iter().map(|room| case.room_ref(*room)).collect(),
        basis,
    }
}
