//! Who moved on what, how far and towards whom; and which options each party's latest line is compatible with.
//!
//! # Definition
//!
//! A line is a set of options. On an ordered issue it moves *towards the last option* when neither of its ends went down
//! and one went up (the Egli–Milner order on sets), *towards the first* in the mirror case, and gets *wider* or *narrower*
//! when its ends moved apart or together; its steps are those of its low end and of its high end. On an unordered issue it
//! is narrower, wider or changed, with no steps.
//!
//! The distance of two lines is the sum of the distances between their low ends and between their high ends on an ordered
//! issue, and the number of options that only one of them has on an unordered one. A move is *towards* each other party
//! whose latest line is nearer after it.
//!
//! A line may be the latest when no other is certainly later. Where several may be and differ, the latest line is the band of
//! all their options, and the candidates are named.
//!
//! # Source
//!
//! Our own definition; the order on sets is in [plotkin1976].
//!
//! # Complexity
//!
//! O(parties² × issues × positions).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Audience, Basis, Card, Case, Family, Ground, Issue, IssueId, Ordering, PartyId, Position, Ref, RoomId, Standing,
    StatementId, Trend, Voice,
};

use super::Words;
use super::words::{voice_ref, words};

/// The question in short.
pub const CARD: Card = Card {
    id: "record.drift",
    family: Family::Record,
    name: "drift of positions",
    question: "Who moved on what, how far, and towards whom?",
    definition: "A line is a set of options; it moves with its low and its high end, and towards whoever is nearer afterwards.",
    sources: &["plotkin1976"],
    assumes: &["steps between neighbouring options count alike", "all who speak for a party speak for one line"],
    departures: "Distance between lines is our own: low ends plus high ends. Where the dates do not decide which line is the \
                 latest, all that may be count together.",
    standing: Standing::Experimental,
};

/// Movements, and where every party stands now.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Drift {
    /// Each step from one dated position to the next, by party and issue.
    pub moves: Vec<Shift>,
    /// One map an issue, in file order.
    pub maps: Vec<PositionMap>,
    /// What it all rests on.
    pub basis: Basis,
}

/// A step from one dated position to the next.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Shift {
    /// Whose line.
    pub party: Ref,
    /// The speaker, when both statements are the same speaker's.
    pub speaker: Option<Ref>,
    /// On what.
    pub issue: Ref,
    /// The options of the issue.
    pub options: Vec<String>,
    /// The earlier position.
    pub from: Line,
    /// The later one.
    pub to: Line,
    /// Direction and steps.
    pub movement: Movement,
    /// Firmer or softer in tone, where the record says so.
    pub trend: Option<Trend>,
    /// Whether the dates decide which position is the earlier one.
    pub certain: bool,
    /// Other parties whose latest line is nearer after the step.
    pub towards: Vec<Ref>,
    /// Other parties whose latest line is farther after it.
    pub away_from: Vec<Ref>,
    /// What it rests on.
    pub basis: Basis,
}

/// A position with the words that state it.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Line {
    /// The options that the line is compatible with, by their place in the issue.
    pub options: BTreeSet<usize>,
    /// Their names, in the issue's order.
    pub names: Vec<String>,
    /// The words.
    pub words: Words,
}

/// How a line moved. Steps are `(low end, high end)`, positive towards the last option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Movement {
    /// The same options.
    Held,
    /// Towards the issue's first option.
    TowardsFirst(i64, i64),
    /// Towards the issue's last option.
    TowardsLast(i64, i64),
    /// Compatible with less than before.
    Narrower,
    /// Compatible with more than before.
    Wider,
    /// Other options, in no direction.
    Changed,
}

/// Where every party stands on one issue.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PositionMap {
    /// The issue.
    pub issue: Ref,
    /// Whether its options stand in an order.
    pub ordered: bool,
    /// The options.
    pub options: Vec<String>,
    /// The place of the status quo among them.
    pub status_quo: usize,
    /// The parties with a position, in file order.
    pub bands: Vec<Band>,
    /// The declared parties with none.
    pub silent: Vec<Ref>,
    /// What it rests on.
    pub basis: Basis,
}

/// The options that a party's latest line is compatible with.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Band {
    /// Which party.
    pub party: Ref,
    /// The latest line.
    pub line: Line,
    /// The lines that may be the latest, oldest first, where the dates do not decide; else none.
    pub open: Vec<Line>,
    /// Firmer or softer than before, where the record says so.
    pub trend: Option<Trend>,
    /// In how many channels it was said.
    pub channels: Channels,
    /// What it rests on.
    pub basis: Basis,
}

/// In how many rooms or publications the same content was said, the line's own included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Channels {
    /// For anyone to hear.
    pub public: usize,
    /// For those in the room.
    pub private: usize,
}

/// Every step between dated positions, and the map of the latest ones.
pub fn drift(case: &Case) -> Drift {
    let moves: Vec<Shift> = case
        .main_parties()
        .flat_map(|party| case.issue_ids().map(move |issue| (party, issue)))
        .flat_map(|(party, issue)| steps(case, party, issue).into_iter().map(move |step| (party, issue, step)))
        .map(|(party, issue, (from, to))| step(case, party, issue, &from, &to))
        .collect();
    let maps: Vec<PositionMap> = case.issue_ids().map(|issue| map(case, issue)).collect();
    let basis = moves.iter().map(|step| &step.basis).chain(maps.iter().map(|map| &map.basis)).collect();
    Drift { moves, maps, basis }
}

/// Direction and steps from one set of options to another.
pub fn movement(ordered: bool, from: &BTreeSet<usize>, to: &BTreeSet<usize>) -> Movement {
    if from == to {
        return Movement::Held;
    }
    if ordered {
        let (low, high) = end_steps(from, to);
        if low >= 0 && high >= 0 && (low, high) != (0, 0) {
            return Movement::TowardsLast(low, high);
        }
        if low <= 0 && high <= 0 && (low, high) != (0, 0) {
            return Movement::TowardsFirst(low, high);
        }
        if low > 0 {
            return Movement::Narrower;
        }
        if low < 0 {
            return Movement::Wider;
        }
    }
    if to.is_subset(from) {
        Movement::Narrower
    } else if from.is_subset(to) {
        Movement::Wider
    } else {
        Movement::Changed
    }
}

/// How far apart two lines are: their ends on an ordered issue, the options that only one has on an unordered one.
pub fn interval_distance(ordered: bool, left: &BTreeSet<usize>, right: &BTreeSet<usize>) -> usize {
    if !ordered {
        return left.symmetric_difference(right).count();
    }
    let apart = |one: Option<&usize>, other: Option<&usize>| match (one, other) {
        (Some(one), Some(other)) => one.abs_diff(*other),
        _ => 0,
    };
    apart(left.first(), right.first()) + apart(left.last(), right.last())
}

fn end_steps(from: &BTreeSet<usize>, to: &BTreeSet<usize>) -> (i64, i64) {
    let moved = |from: Option<&usize>, to: Option<&usize>| match (from, to) {
        (Some(from), Some(to)) if to >= from => i64::try_from(to - from).unwrap_or(i64::MAX),
        (Some(from), Some(to)) => -i64::try_from(from - to).unwrap_or(i64::MAX),
        _ => 0,
    };
    (moved(from.first(), to.first()), moved(from.last(), to.last()))
}

/// Neighbouring pairs of the party's dated positions, then those of each of its speakers that are not among them.
fn steps(case: &Case, party: PartyId, issue: IssueId) -> Vec<(Position, Position)> {
    let dated: Vec<Position> = case
        .positions(party, issue)
        .into_iter()
        .filter(|position| case.statement(position.statement).at.is_some() && !position.options.is_empty())
        .collect();
    let mut pairs = neighbours(&dated);
    let voice = |position: &Position| case.statement(position.statement).voice_for(party);
    let speakers: BTreeSet<Voice> = dated.iter().map(voice).collect();
    for speaker in speakers {
        let own: Vec<Position> = dated.iter().filter(|position| voice(position) == speaker).cloned().collect();
        for pair in neighbours(&own) {
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
    }
    // The same line in another channel is no step.
    pairs.retain(|(from, to)| {
        from.options != to.options || !same_content(case, party, from.statement).contains(&to.statement)
    });
    pairs
}

fn neighbours(positions: &[Position]) -> Vec<(Position, Position)> {
    positions.iter().zip(positions.iter().skip(1)).map(|(from, to)| (from.clone(), to.clone())).collect()
}

fn step(case: &Case, party: PartyId, issue: IssueId, from: &Position, to: &Position) -> Shift {
    let (before, after) = (case.statement(from.statement), case.statement(to.statement));
    let ordered = case.issue(issue).ordered;
    let mut basis: Basis = [from.statement, to.statement].map(Ground::Statement).into_iter().collect();
    let (mut towards, mut away_from) = (Vec::new(), Vec::new());
    for other in case.main_parties().filter(|other| *other != party) {
        let Some(theirs) = case.position(other, issue) else { continue };
        let was = interval_distance(ordered, &from.options, &theirs.options);
        let is = interval_distance(ordered, &to.options, &theirs.options);
        match is.cmp(&was) {
            std::cmp::Ordering::Less => towards.push(case.party_ref(other)),
            std::cmp::Ordering::Greater => away_from.push(case.party_ref(other)),
            std::cmp::Ordering::Equal => continue,
        }
        basis.extend(&theirs.basis());
    }
    let certain = match (&before.at, &after.at) {
        (Some(before), Some(after)) => before.order(after) == Ordering::CertainlyBefore,
        _ => false,
    };
    Shift {
        party: case.party_ref(party),
        speaker: (before.voice_for(party) == after.voice_for(party)).then(|| voice_ref(case, after.voice_for(party))),
        issue: case.issue_ref(issue),
        options: option_names(case.issue(issue)),
        from: line(case, issue, from),
        to: line(case, issue, to),
        movement: movement(ordered, &from.options, &to.options),
        trend: after.trend.get(&issue).copied(),
        certain,
        towards,
        away_from,
        basis,
    }
}

fn option_names(issue: &Issue) -> Vec<String> {
    issue.options.iter().map(|option| option.id.clone()).collect()
}

fn line(case: &Case, issue: IssueId, position: &Position) -> Line {
    let options = &case.issue(issue).options;
    Line {
        options: position.options.clone(),
        names: position
            .options
            .iter()
            .filter_map(|place| options.get(*place))
            .map(|option| option.id.clone())
            .collect(),
        words: words(case, position.statement),
    }
}

fn map(case: &Case, issue: IssueId) -> PositionMap {
    let latest: Vec<(PartyId, Option<Position>)> =
        case.main_parties().map(|party| (party, case.position(party, issue))).collect();
    let bands: Vec<Band> =
        latest.iter().filter_map(|(party, position)| Some(band(case, *party, issue, position.as_ref()?))).collect();
    let silent = latest.iter().filter(|(_, position)| position.is_none()).map(|(party, _)| case.party_ref(*party));
    PositionMap {
        issue: case.issue_ref(issue),
        ordered: case.issue(issue).ordered,
        options: option_names(case.issue(issue)),
        status_quo: case.issue(issue).status_quo,
        silent: silent.collect(),
        basis: bands.iter().map(|band| &band.basis).collect(),
        bands,
    }
}

fn band(case: &Case, party: PartyId, issue: IssueId, position: &Position) -> Band {
    let open = if position.is_open() { case.candidates(party, issue) } else { Vec::new() };
    let stated = position.or_else.iter().chain([&position.statement]);
    let same: BTreeSet<StatementId> = stated.flat_map(|id| same_content(case, party, *id)).collect();
    // Firmer or softer than what, when the order is open?
    let trend = case.statement(position.statement).trend.get(&issue).filter(|_| !position.is_open());
    Band {
        party: case.party_ref(party),
        line: line(case, issue, position),
        open: open.iter().map(|candidate| line(case, issue, candidate)).collect(),
        trend: trend.copied(),
        channels: channels(case, &same),
        basis: same.into_iter().map(Ground::Statement).collect(),
    }
}

/// The party's statements on record that are linked, at any remove and in either direction, as having the same content.
fn same_content(case: &Case, party: PartyId, start: StatementId) -> BTreeSet<StatementId> {
    let own: Vec<StatementId> = case.statements_on_record().filter(|id| case.statement(*id).is_for(party)).collect();
    let linked = |one: StatementId, other: StatementId| {
        case.statement(one).same_content.contains(&other) || case.statement(other).same_content.contains(&one)
    };
    let mut found = BTreeSet::from([start]);
    let mut next = vec![start];
    while let Some(one) = next.pop() {
        for other in own.iter().copied().filter(|other| linked(one, *other)) {
            if found.insert(other) {
                next.push(other);
            }
        }
    }
    found
}

fn channels(case: &Case, statements: &BTreeSet<StatementId>) -> Channels {
    let channel = |id: &StatementId| (case.statement(*id).audience, case.statement(*id).room);
    let distinct: BTreeSet<(Audience, Option<RoomId>)> = statements.iter().map(channel).collect();
    let count = |audience| distinct.iter().filter(|(heard_by, _)| *heard_by == audience).count();
    Channels { public: count(Audience::Public), private: count(Audience::Private) }
}
