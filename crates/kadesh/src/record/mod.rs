//! Who said what: voices, coverage, rooms, knowledge, drift, the concession ledger.
//!
//! One file a question. Each answers from a checked case alone, reads only what is on record at the case's date, and says
//! on which statements every row rests. Nothing here judges: conflicts are shown, not resolved.

pub mod bypass;
pub mod coverage;
pub mod drift;
pub mod explanations;
pub mod knowledge;
pub mod ledger;
pub mod loaded;
pub mod orderings;
pub mod precedent;
pub mod register;
pub mod rooms;
pub mod sources;
pub mod voices;
mod words;

use crate::model::Card;

pub use bypass::{Bypass, BypassRow, bypass};
pub use coverage::{Coverage, CoverageCell, CoverageRow, Support, coverage};
pub use drift::{Band, Channels, Drift, Line, Movement, PositionMap, Shift, drift, interval_distance, movement};
pub use explanations::{EvidenceRow, Explanations, Matrix, RivalExplanation, explanations};
pub use knowledge::{Claim, Conflict, Knowledge, Topic, knowledge};
pub use ledger::{FramedAct, FramingRow, Ledger, LedgerRow, Timing, ledger};
pub use loaded::{BUILT_IN, Loaded, LoadedWord, Place, find_loaded, loaded};
pub use orderings::{Event, EventKind, MissingDate, Orderings, Pair, Undated, orderings};
pub use precedent::{FeatureRow, LessonGroup, LessonRow, Likeness, Precedent, PrecedentCheck, precedent};
pub use register::{IssueEntry, OptionEntry, PartyEntry, Register, register};
pub use rooms::{
    Known, Moment, OpenRoom, Presence, RoomRow, RoomStatements, Rooms, SeatCell, SeatRow, Spoken, presence, rooms,
    statements, statements_in,
};
pub use sources::{CorrectionRow, SourceRow, Sources, WeakCell, rests_only_on_challenged, sources};
pub use voices::{PartyVoice, Speaker, Voices, voices};
pub use words::{Chain, Words, chain, parties_ref, voice_ref, voices_ref, words};

/// The cards of the family, in the order in which the brief asks its questions.
pub const CARDS: &[&Card] = &[
    &voices::CARD,
    &coverage::CARD,
    &sources::CARD,
    &loaded::CARD,
    &rooms::CARD,
    &knowledge::CARD,
    &orderings::CARD,
    &bypass::CARD,
    &ledger::CARD,
    &drift::CARD,
    &precedent::CARD,
    &explanations::CARD,
    &register::CARD,
];
