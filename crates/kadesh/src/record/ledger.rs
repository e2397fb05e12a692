//! What was given, by whom, on whose behalf, to whom, for what, and whether before the talks; with every rival description.
//!
//! # Definition
//!
//! One row an act. Its timing compares its date with the openings of the rooms marked `talks`: *before* when it is
//! certainly before all of them, *after* when it is certainly after one, *in the talks* when the dates are open and it was
//! done in one of them, else *open*. An empty return reads "nothing recorded", which is a statement about the record.
//!
//! # Source
//!
//! Our own definition; dates as in [iso8601_2_2019].
//!
//! # Complexity
//!
//! O(acts × rooms).

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Act, ActId, ActKind, Basis, Card, Case, Choice, Family, Framing, Mandate, Modality, Ordering, Ref, RoomId,
    Standing, When,
};

use super::Words;
use super::rooms::rooms_on_record;
use super::words::{on_record, words_of};

/// The question in short.
pub const CARD: Card = Card {
    id: "record.ledger",
    family: Family::Record,
    name: "concession ledger",
    question: "What was given, by whom, on whose behalf, to whom, for what, and before the talks opened?",
    definition: "One row an act; it was before the talks when its date is certainly before every opening of the talks.",
    sources: &["iso8601_2_2019"],
    assumes: &["what came back for an act was recorded if a source reports it"],
    departures: "Our own definition.",
    standing: Standing::Experimental,
};

/// Every act on record.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Ledger {
    /// The acts, in file order.
    pub acts: Vec<LedgerRow>,
    /// The acts with at least one description, each with all of them.
    pub framed: Vec<FramedAct>,
    /// The rooms marked `talks`.
    pub talks: Vec<Ref>,
    /// What it all rests on.
    pub basis: Basis,
}

/// One act.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct LedgerRow {
    /// Which act.
    pub act: Ref,
    /// What kind.
    pub kind: ActKind,
    /// Who did it.
    pub by: Ref,
    /// On whose behalf, when not its own.
    pub on_behalf_of: Option<Ref>,
    /// Whether that party gave it the right to.
    pub mandate: Mandate,
    /// Towards whom.
    pub to: Vec<Ref>,
    /// The options given, asked or offered, in words such as `membership = deferred`.
    pub package: Vec<String>,
    /// Whether the options come only together.
    pub linked: bool,
    /// The aim that the package is said to serve.
    pub goal: Option<String>,
    /// What came back. Empty: nothing recorded.
    pub in_return: Vec<String>,
    /// When.
    pub at: Option<When>,
    /// Where.
    pub room: Option<Ref>,
    /// When, as against the opening of the talks.
    pub timing: Timing,
    /// A promise: the condition under which it holds.
    pub on_condition: Option<String>,
    /// A promise or a threat: how firm.
    pub modality: Option<Modality>,
    /// A promise or a threat: the lever it would move.
    pub moves: Option<Ref>,
    /// Whether the parties dispute what it was.
    pub contested: bool,
    /// How many descriptions of it are on record.
    pub framings: usize,
    /// The statements that report it.
    pub words: Vec<Words>,
    /// What it rests on.
    pub basis: Basis,
}

/// An act's date as against the opening of the talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// Certainly before every opening.
    Before,
    /// Certainly after an opening.
    After,
    /// Done in the talks; the dates alone do not decide.
    InTheTalks,
    /// The dates do not decide.
    Open,
    /// No room is marked `talks`.
    NoTalks,
}

/// An act with all its descriptions.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct FramedAct {
    /// Which act.
    pub act: Ref,
    /// Whether the parties dispute what it was.
    pub contested: bool,
    /// The descriptions, in file order.
    pub framings: Vec<FramingRow>,
    /// What it rests on.
    pub basis: Basis,
}

/// One description of an act.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct FramingRow {
    /// The description in a few words.
    pub framing: String,
    /// Who describes it so.
    pub by: Vec<Ref>,
    /// In which words.
    pub words: Vec<Words>,
    /// What it rests on.
    pub basis: Basis,
}

/// Every act on record, with its timing and its descriptions.
pub fn ledger(case: &Case) -> Ledger {
    let talks: Vec<RoomId> = rooms_on_record(case).into_iter().filter(|id| case.room(*id).talks).collect();
    let acts: Vec<&Act> = acts_on_record(case).map(|id| case.act(id)).collect();
    let rows: Vec<LedgerRow> = acts.iter().map(|act| row(case, act, &talks)).collect();
    let framed: Vec<FramedAct> =
        acts.iter().filter(|act| !act.framings.is_empty()).map(|act| framed(case, act)).collect();
    Ledger {
        talks: talks.iter().map(|id| case.room_ref(*id)).collect(),
        basis: rows.iter().map(|row| &row.basis).chain(framed.iter().map(|act| &act.basis)).collect(),
        acts: rows,
        framed,
    }
}

/// The acts on record, in file order.
pub(super) fn acts_on_record(case: &Case) -> impl Iterator<Item = ActId> + '_ {
    (0..case.acts.len()).map(ActId).filter(|id| case.on_record(case.act(*id).at.as_ref()))
}

pub(super) fn act_ref(act: &Act) -> Ref {
    Ref { id: act.id.clone(), name: act.name.clone() }
}

fn row(case: &Case, act: &Act, talks: &[RoomId]) -> LedgerRow {
    let choice =
        |(issue, option): (&crate::model::IssueId, &usize)| case.choice_text(Choice { issue: *issue, option: *option });
    LedgerRow {
        act: act_ref(act),
        kind: act.kind,
        by: case.party_ref(act.by),
        on_behalf_of: act.on_behalf_of.map(|party| case.party_ref(party)),
        mandate: act.mandate,
        to: case.party_refs(&act.to),
        package: act.package.iter().map(choice).collect(),
        linked: act.linked && act.package.len() > 1,
        goal: act.goal.clone(),
        in_return: act.in_return.clone(),
        at: act.at.clone(),
        room: act.room.map(|room| case.room_ref(room)),
        timing: timing(case, act, talks),
        on_condition: act.on_condition.clone(),
        modality: act.modality,
        moves: act.moves.map(|lever| case.lever_ref(lever)),
        contested: act.contested,
        framings: act.framings.len(),
        words: words_of(case, &act.basis),
        basis: on_record(case, &act.basis),
    }
}

fn timing(case: &Case, act: &Act, talks: &[RoomId]) -> Timing {
    if talks.is_empty() {
        return Timing::NoTalks;
    }
    let order = |id: &RoomId| match (&act.at, &case.room(*id).opened) {
        (Some(at), Some(opened)) => at.order(opened),
        _ => Ordering::Open,
    };
    if talks.iter().any(|id| order(id) == Ordering::CertainlyAfter) {
        Timing::After
    } else if talks.iter().all(|id| order(id) == Ordering::CertainlyBefore) {
        Timing::Before
    } else if act.room.is_some_and(|room| talks.contains(&room)) {
        Timing::InTheTalks
    } else {
        Timing::Open
    }
}

fn framed(case: &Case, act: &Act) -> FramedAct {
    let framings: Vec<FramingRow> = act.framings.iter().map(|framing| framing_row(case, framing)).collect();
    let basis = framings.iter().map(|framing| &framing.basis).collect();
    FramedAct { act: act_ref(act), contested: act.contested, framings, basis }
}

fn framing_row(case: &Case, framing: &Framing) -> FramingRow {
    let words = words_of(case, &framing.basis);
    let mut by: Vec<Ref> = Vec::new();
    for words in &words {
        if !by.contains(&words.by) {
            by.push(words.by.clone());
        }
    }
    FramingRow { framing: framing.name.clone(), by, words, basis: on_record(case, &framing.basis) }
}
