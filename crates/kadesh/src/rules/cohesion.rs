//! How united a body or a bloc is on each issue, and who admits or denies that it is divided.
//!
//! # Definition
//!
//! The groups are the bodies, and the parties that at least two other parties are part of. On an issue, members with the same
//! line (the same set of options in their latest position) hold together. The group is united when every member's line is
//! known and some option is in all of them; divided when no option is in all the known lines; open otherwise. Where the dates
//! leave open which line of a member is the latest, all of them count together, and the group is not called united.
//!
//! # Source
//!
//! Our own: a count of what is on record, with no index.
//!
//! # Complexity
//!
//! O(groups × issues × members × statements).

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Basis, BodyId, Card, Case, Division, Family, Ground, IssueId, PartyId, Ref, Standing, StatementId, Truth,
};

/// The description of this model.
pub const CARD: Card = Card {
    id: "rules.cohesion",
    family: Family::Rules,
    name: "cohesion on record",
    question: "How many members hold which line on each issue, and who says that they are divided?",
    definition: "Members counted by the set of options in their latest position; united when one option is in every \
                 member's line, divided when none is in all the known lines.",
    sources: &[],
    assumes: &["a member's latest position is its line"],
    departures: "Our own count; no index. Members with no known line are counted apart.",
    standing: Standing::Experimental,
};

/// How united each group is.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Cohesion {
    /// Bodies, then blocs that are not a body.
    pub groups: Vec<GroupCohesion>,
    /// Statements on division by nobody who is in a group.
    pub others: Vec<OnDivision>,
    /// What all of it rests on.
    pub basis: Basis,
}

/// How united one group is.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct GroupCohesion {
    /// The body or the bloc.
    pub group: Ref,
    /// Whether it is a body that decides.
    pub decides: bool,
    /// Its members.
    pub members: Vec<Ref>,
    /// Issues on which some member's line is known.
    pub issues: Vec<IssueCohesion>,
    /// Issues on which no member's line is known.
    pub silent: Vec<Ref>,
    /// What its members say of division.
    pub on_division: Vec<OnDivision>,
    /// What it rests on.
    pub basis: Basis,
}

/// How united a group is on one issue.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct IssueCohesion {
    /// The issue.
    pub issue: Ref,
    /// Whether its options stand in an order.
    pub ordered: bool,
    /// Its options.
    pub options: Vec<String>,
    /// Members by line: the line held by most first.
    pub lines: Vec<HeldLine>,
    /// How many members' lines are known.
    pub known: usize,
    /// Members with no line on record.
    pub unknown: Vec<Ref>,
    /// Options in every known line, as places in `options`.
    pub common: Vec<usize>,
    /// United (true), divided (false), or open.
    pub united: Truth,
    /// What it rests on.
    pub basis: Basis,
}

/// A line, and who holds it.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct HeldLine {
    /// The options it is compatible with, as places in the issue's options.
    pub options: Vec<usize>,
    /// Who holds it.
    pub held_by: Vec<Ref>,
    /// What it rests on.
    pub basis: Basis,
}

/// Somebody says that a side is divided, or that it is not.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct OnDivision {
    /// Who says so.
    pub voice: String,
    /// For whom. None: in the reporter's own voice.
    pub party: Option<Ref>,
    /// Admits or denies.
    pub division: Division,
    /// The words.
    pub quote: String,
    /// The statement.
    pub basis: Basis,
}

/// How united each body and bloc is on each issue.
pub fn cohesion(case: &Case) -> Cohesion {
    let mut groups = Vec::new();
    for id in (0..case.bodies.len()).map(BodyId) {
        let members = unique(case.body(id).members.iter().map(|member| member.party));
        groups.push(group(case, case.body_ref(id), true, case.body(id).party, &members));
    }
    for id in (0..case.parties.len()).map(PartyId) {
        let members: Vec<PartyId> =
            (0..case.parties.len()).map(PartyId).filter(|part| case.party(*part).part_of.contains(&id)).collect();
        let is_body = case.bodies.iter().any(|body| body.party == Some(id));
        if members.len() > 1 && !is_body {
            groups.push(group(case, case.party_ref(id), false, Some(id), &members));
        }
    }
    let placed: BTreeSet<StatementId> =
        groups.iter().flat_map(|group| group.on_division.iter()).flat_map(|on| on.basis.statements()).collect();
    let others: Vec<OnDivision> =
        case.statements_on_record().filter(|id| !placed.contains(id)).filter_map(|id| on_division(case, id)).collect();
    let basis = groups.iter().map(|group| &group.basis).chain(others.iter().map(|on| &on.basis)).collect();
    Cohesion { groups, others, basis }
}

fn unique(parties: impl Iterator<Item = PartyId>) -> Vec<PartyId> {
    let mut seen = BTreeSet::new();
    parties.filter(|party| seen.insert(*party)).collect()
}

fn group(case: &Case, group: Ref, decides: bool, party: Option<PartyId>, members: &[PartyId]) -> GroupCohesion {
    let (mut issues, mut silent) = (Vec::new(), Vec::new());
    for issue in case.issue_ids() {
        match issue_cohesion(case, members, issue) {
            Some(row) => issues.push(row),
            None => silent.push(case.issue_ref(issue)),
        }
    }
    let speaks = |id: &StatementId| {
        case.statement(*id).parties().any(|speaker| Some(speaker) == party || members.contains(&speaker))
    };
    let on_division: Vec<OnDivision> =
        case.statements_on_record().filter(speaks).filter_map(|id| on_division(case, id)).collect();
    let basis = issues.iter().map(|row| &row.basis).chain(on_division.iter().map(|on| &on.basis)).collect();
    GroupCohesion { group, decides, members: case.party_refs(members), issues, silent, on_division, basis }
}

fn issue_cohesion(case: &Case, members: &[PartyId], issue: IssueId) -> Option<IssueCohesion> {
    let mut by_line: BTreeMap<BTreeSet<usize>, (Vec<Ref>, Basis)> = BTreeMap::new();
    let mut unknown = Vec::new();
    let mut open = false;
    for member in members {
        match case.position(*member, issue) {
            None => unknown.push(case.party_ref(*member)),
            Some(position) => {
                open |= position.is_open();
                let (held_by, basis) = by_line.entry(position.options.clone()).or_default();
                held_by.push(case.party_ref(*member));
                basis.extend(&position.basis());
            }
        }
    }
    let held = case.issue(issue);
    let in_all = |option: &usize| by_line.keys().all(|line| line.contains(option));
    let common: Vec<usize> = (0..held.options.len()).filter(in_all).collect();
    let known: usize = by_line.values().map(|(held_by, _)| held_by.len()).sum();
    let mut lines: Vec<HeldLine> = by_line
        .into_iter()
        .map(|(options, (held_by, basis))| HeldLine { options: options.into_iter().collect(), held_by, basis })
        .collect();
    // Stable: lines held by as many members stay in the order of their options.
    lines.sort_by_key(|line| std::cmp::Reverse(line.held_by.len()));
    (known > 0).then(|| IssueCohesion {
        issue: case.issue_ref(issue),
        ordered: held.ordered,
        options: held.options.iter().map(|option| option.id.clone()).collect(),
        basis: lines.iter().map(|line| &line.basis).collect(),
        united: match (common.is_empty(), unknown.is_empty() && !open) {
            (true, _) => Truth::False,
            (false, true) => Truth::True,
            (false, false) => Truth::Unknown,
        },
        lines,
        known,
        unknown,
        common,
    })
}

fn on_division(case: &Case, id: StatementId) -> Option<OnDivision> {
    let statement = case.statement(id);
    Some(OnDivision {
        voice: case.voice_names(statement),
        party: statement.party.map(|party| case.party_ref(party)),
        division: statement.division?,
        quote: statement.excerpt.exact.clone(),
        basis: Basis::of(Ground::Statement(id)),
    })
}
