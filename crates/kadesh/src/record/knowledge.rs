//! Who knew what, since when, and who says so; claims that cannot both be right are set side by side.
//!
//! # Definition
//!
//! Claims with one topic are one timeline. Two claims conflict when one says that a party knew, the other that the very same
//! party did not, and the second speaks of a time that is not certainly before the first; a claim about a room is about each
//! party seated there. The conflict is *certain* when the dates alone make it so, and *possible* when some reading of the
//! dates lets both stand. An organisation may know what one of its parts does not, and the reverse: a claim about a party
//! and one about a larger party that it is part of, or whose body it is a member of, are a possible conflict and no more.
//! Nothing is resolved.
//!
//! # Source
//!
//! Our own definition; dates as in [iso8601_2_2019].
//!
//! # Complexity
//!
//! O(claims² × parties²) within a topic.

use std::collections::BTreeSet;

use jiff::civil::DateTime;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Basis, Card, Case, Family, Ground, Hedge, Knows, Ordering, PartyId, Ref, Standing, When};

use super::Words;
use super::words::{within, words};

/// The question in short.
pub const CARD: Card = Card {
    id: "record.knowledge",
    family: Family::Record,
    name: "knowledge timeline",
    question: "Who knew what, since when, and who says so?",
    definition: "Claims on one topic side by side; knowing and not knowing of one party conflict unless the second is \
                 certainly earlier; of an organisation and its part, possibly.",
    sources: &["iso8601_2_2019"],
    assumes: &["the claims were given one topic because they speak of one thing"],
    departures: "Our own definition.",
    standing: Standing::Experimental,
};

/// All claims of knowledge on record, by topic.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Knowledge {
    /// In the order in which the file first names them.
    pub topics: Vec<Topic>,
    /// What it all rests on.
    pub basis: Basis,
}

/// One topic.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Topic {
    /// What is known or not known.
    pub topic: String,
    /// The claims, oldest first where they have a date; ties in file order.
    pub claims: Vec<Claim>,
    /// Pairs of claims that cannot both be right, or may not.
    pub conflicts: Vec<Conflict>,
    /// What it rests on.
    pub basis: Basis,
}

/// One claim.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Claim {
    /// Whose knowledge.
    pub who: Vec<Ref>,
    /// Everybody seated in this room is meant.
    pub in_room: Option<Ref>,
    /// Known, or not known.
    pub knew: bool,
    /// From when on (known) or at what time (not known).
    pub since: Option<When>,
    /// How the claim is weakened.
    pub hedge: Option<Hedge>,
    /// Who says so.
    pub according_to: Words,
    /// What it rests on.
    pub basis: Basis,
}

/// Two claims at odds.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Conflict {
    /// The place of the claim of knowing in the topic's claims.
    pub knew: usize,
    /// The place of the claim of not knowing.
    pub did_not: usize,
    /// About whom they are at odds; the part where one speaks of an organisation and the other of its part.
    pub over: Vec<Ref>,
    /// Whether both speak of the very same party. An organisation and its part need not know the same.
    pub same_party: bool,
    /// Whether both speak of the very same party and the dates rule out that both are right.
    pub certain: bool,
    /// What it rests on.
    pub basis: Basis,
}

/// The timeline of every topic, with its conflicts.
pub fn knowledge(case: &Case) -> Knowledge {
    let mut names: Vec<&str> = Vec::new();
    for claim in claims_on_record(case) {
        if !names.contains(&claim.topic.as_str()) {
            names.push(&claim.topic);
        }
    }
    let topics: Vec<Topic> = names.into_iter().map(|name| topic(case, name)).collect();
    let basis = topics.iter().map(|topic| &topic.basis).collect();
    Knowledge { topics, basis }
}

/// The claims whose statement is on record, in file order.
pub(super) fn claims_on_record(case: &Case) -> impl Iterator<Item = &Knows> + '_ {
    case.knowledge.iter().filter(|claim| case.on_record(case.statement(claim.according_to).at.as_ref()))
}

/// Everybody a claim is about: those named, and those seated in its room.
pub(super) fn meant_by(case: &Case, claim: &Knows) -> BTreeSet<PartyId> {
    let seated = claim.in_room.map(|room| case.room(room).seats.as_slice()).unwrap_or_default();
    claim.who.iter().chain(seated).copied().collect()
}

fn topic(case: &Case, name: &str) -> Topic {
    let mut claims: Vec<&Knows> = claims_on_record(case).filter(|claim| claim.topic == name).collect();
    // Stable. What has no date comes last, and what is only known to be later than a time comes after what has an end.
    claims.sort_by_key(|claim| {
        let since = claim.since.as_ref();
        let bound = |time: Option<DateTime>| (time.is_none(), time);
        (bound(since.and_then(|since| since.latest)), since.is_none(), since.and_then(|since| since.earliest))
    });
    let conflicts = conflicts(case, &claims);
    let claims: Vec<Claim> = claims.into_iter().map(|claim| shown(case, claim)).collect();
    let basis = claims.iter().map(|claim| &claim.basis).collect();
    Topic { topic: name.to_owned(), claims, conflicts, basis }
}

fn shown(case: &Case, claim: &Knows) -> Claim {
    Claim {
        who: case.party_refs(&claim.who),
        in_room: claim.in_room.map(|room| case.room_ref(room)),
        knew: claim.knew,
        since: claim.since.clone(),
        hedge: claim.hedge,
        according_to: words(case, claim.according_to),
        basis: Basis::of(Ground::Statement(claim.according_to)),
    }
}

fn conflicts(case: &Case, claims: &[&Knows]) -> Vec<Conflict> {
    let numbered = |knew: bool| claims.iter().enumerate().filter(move |(_, claim)| claim.knew == knew);
    numbered(true)
        .flat_map(|known| numbered(false).map(move |unknown| (known, unknown)))
        .filter_map(|((knew, known), (did_not, unknown))| {
            let by_dates = at_odds(known, unknown)?;
            let (left, right) = (meant_by(case, known), meant_by(case, unknown));
            let same: BTreeSet<PartyId> = left.intersection(&right).copied().collect();
            let same_party = !same.is_empty();
            let over = if same_party { same } else { parts(case, &left, &right) };
            let basis = [known, unknown].map(|claim| Ground::Statement(claim.according_to)).into_iter().collect();
            let over = case.party_refs(&over);
            let certain = same_party && by_dates;
            (!over.is_empty()).then_some(Conflict { knew, did_not, over, same_party, certain, basis })
        })
        .collect()
}

/// Whether knowing since one time clashes with not knowing at another: for certain, possibly, or (none) not at all.
fn at_odds(known: &Knows, unknown: &Knows) -> Option<bool> {
    let (Some(since), Some(at)) = (&known.since, &unknown.since) else { return Some(false) };
    match at.order(since) {
        Ordering::CertainlyBefore => None,
        Ordering::Open => Some(false),
        Ordering::CertainlyAfter => Some(true),
    }
}

/// The parties of either side that are part of a party of the other.
fn parts(case: &Case, left: &BTreeSet<PartyId>, right: &BTreeSet<PartyId>) -> BTreeSet<PartyId> {
    let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (*one, *other)));
    pairs
        .filter_map(|(one, other)| match (within(case, one, other), within(case, other, one)) {
            (true, _) => Some(one),
            (false, true) => Some(other),
            (false, false) => None,
        })
        .collect()
}
