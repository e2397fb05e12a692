//! How firmly it would hold: stability where a party may prefer one state mildly or much to another.
//!
//! # Definition
//!
//! A state is stable under GMR, SMR or SEQ as usual, an improvement being a state that is preferred mildly or much. It is
//! *strongly* stable when every improvement has an answer that ends in a state that is much less preferred, and, in SMR, from
//! which every move on does so too; *weakly* stable when it is stable but not strongly.
//!
//! # Source
//!
//! [hamouda2004]. Departures: none known; written from memory of the source. Strong sequential stability is not symmetric
//! sequential stability, though both are written SSEQ.
//!
//! # Complexity
//!
//! Twice the search of each definition.

use schemars::JsonSchema;
use serde::Serialize;

use super::arena::{Arena, Moves};
use super::definition::{Reading, judge};
use super::space::State;
use super::unknown::Version;
use crate::model::{Card, Compared, Family, Standing};

/// What it is.
pub const CARD: Card = Card {
    id: "conflict.strength",
    family: Family::Conflict,
    name: "stability with strength of preference",
    question: "Is a party deterred by something much worse, or only by something a little worse?",
    definition: "Stable as under GMR, SMR or SEQ; strongly stable when every improvement has an answer that ends at a state much \
                 less preferred (in SMR, with every move on from there too), else weakly.",
    sources: &["hamouda2004"],
    assumes: &["two degrees of preference, mild and strong"],
    departures: "Written from memory of the source: experimental.",
    standing: Standing::Experimental,
};

/// How firmly a state is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Firmness {
    /// Not stable.
    Unstable,
    /// Stable, but not strongly.
    Weak,
    /// Strongly stable.
    Strong,
}

/// How firmly a state is stable for a party. A state that has no improvement is strongly stable.
pub fn firmness(arena: &Arena, version: Version, party: usize, state: State) -> Firmness {
    let much_worse = |compared: Compared| compared == Compared::MuchWorse;
    let not_much_worse = |compared: Compared| compared != Compared::MuchWorse;
    let readings = |answers: Moves, looks_on: bool| match looks_on {
        false => (Reading::plain(answers), Reading { sanction: much_worse, ..Reading::plain(answers) }),
        true => (
            Reading::with_escape(answers),
            Reading { sanction: much_worse, escape: Some(not_much_worse), ..Reading::plain(answers) },
        ),
    };
    let (general, strong) = match version {
        Version::Nash => {
            let stays = arena.improvements(party, state).is_empty();
            return if stays { Firmness::Strong } else { Firmness::Unstable };
        }
        Version::Gmr => readings(Moves::Any, false),
        Version::Smr => readings(Moves::Any, true),
        Version::Seq => readings(Moves::Improvements, false),
    };
    if judge(arena, party, state, &strong).is_stable() {
        Firmness::Strong
    } else if judge(arena, party, state, &general).is_stable() {
        Firmness::Weak
    } else {
        Firmness::Unstable
    }
}
