//! Stability where it is not known which of two states a party prefers: four attitudes to what is not known.
//!
//! # Definition
//!
//! A party may or may not leave for a state of which it is not known whether it prefers it, and may or may not be deterred by
//! an answer that leads to one: `a` leaves and is not deterred, `b` stays and is not deterred, `c` leaves and is deterred, `d`
//! stays and is deterred. Looking one move further, `a` and `b` would escape to such a state, `c` and `d` would not. In
//! sequential stability the others answer by moves that they prefer or may prefer.
//!
//! # Source
//!
//! [li2004], in the form in which a later program codes it. Departures: none known; not checked against the paper itself.
//!
//! # Complexity
//!
//! As the search of each definition.

use schemars::JsonSchema;
use serde::Serialize;

use super::arena::{Arena, Moves};
use super::definition::{Reading, Verdict, judge};
use super::space::State;
use crate::model::{Card, Compared, Family, Standing};

/// What it is.
pub const CARD: Card = Card {
    id: "conflict.unknown",
    family: Family::Conflict,
    name: "stability with unknown preference",
    question: "Does it matter which of two states a party prefers, where that is not known?",
    definition: "Nash, GMR, SMR and SEQ under four attitudes: (a) leaves for what is not known and is not deterred by it, (b) stays \
                 and is not deterred, (c) leaves and is deterred, (d) stays and is deterred.",
    sources: &["li2004"],
    assumes: &["a party has one attitude to everything that is not known"],
    departures: "Taken from how a later program codes it, not from the paper: experimental.",
    standing: Standing::Experimental,
};

/// What a party makes of what is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attitude {
    /// Leaves for it, and is not deterred by it.
    A,
    /// Does not leave for it, and is not deterred by it.
    B,
    /// Leaves for it, and is deterred by it.
    C,
    /// Does not leave for it, and is deterred by it.
    D,
}

impl Attitude {
    /// All four.
    pub const ALL: [Attitude; 4] = [Attitude::A, Attitude::B, Attitude::C, Attitude::D];

    /// In a few words.
    pub const fn means(self) -> &'static str {
        match self {
            Attitude::A => "would leave for a state not known to be better, and is not deterred by one",
            Attitude::B => "would stay, and is not deterred by a state not known to be worse",
            Attitude::C => {
                "would leave for a state not known to be better, and is deterred by one not known to be worse"
            }
            Attitude::D => "would stay, and is deterred by a state not known to be worse",
        }
    }

    const fn leaves(self) -> fn(Compared) -> bool {
        match self {
            Attitude::A | Attitude::C => better_or_unknown,
            Attitude::B | Attitude::D => Compared::is_better,
        }
    }

    const fn deterred(self) -> fn(Compared) -> bool {
        match self {
            Attitude::A | Attitude::B => |compared| !better_or_unknown(compared),
            Attitude::C | Attitude::D => |compared| !compared.is_better(),
        }
    }

    const fn escapes(self) -> fn(Compared) -> bool {
        match self {
            Attitude::A | Attitude::B => better_or_unknown,
            Attitude::C | Attitude::D => Compared::is_better,
        }
    }
}

/// The definitions that have these versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
pub enum Version {
    /// Nash.
    Nash,
    /// General metarationality.
    Gmr,
    /// Symmetric metarationality.
    Smr,
    /// Sequential stability.
    Seq,
}

impl Version {
    /// All of them.
    pub const ALL: [Version; 4] = [Version::Nash, Version::Seq, Version::Smr, Version::Gmr];

    /// As the literature writes it.
    pub const fn short(self) -> &'static str {
        match self {
            Version::Nash => "Nash",
            Version::Gmr => "GMR",
            Version::Smr => "SMR",
            Version::Seq => "SEQ",
        }
    }
}

/// The verdict on one state for a party of one attitude.
pub fn verdict(arena: &Arena, version: Version, attitude: Attitude, party: usize, state: State) -> Verdict {
    let (leave, sanction) = (attitude.leaves(), attitude.deterred());
    let reading = |answers: Moves, escape| Reading { leave, sanction, escape, answers };
    match version {
        Version::Nash => judge(arena, party, state, &Reading { sanction: |_| false, ..reading(Moves::Any, None) }),
        Version::Gmr => judge(arena, party, state, &reading(Moves::Any, None)),
        Version::Smr => judge(arena, party, state, &reading(Moves::Any, Some(attitude.escapes()))),
        Version::Seq => judge(arena, party, state, &reading(Moves::Possible, None)),
    }
}

fn better_or_unknown(compared: Compared) -> bool {
    compared.is_better() || compared == Compared::Unknown
}
