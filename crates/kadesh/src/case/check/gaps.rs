//! What a case leaves blank: legal, counted, and never silently zero.

use std::collections::BTreeMap;

use super::super::file::CaseFile;
use super::super::written::{At, Named};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Case, DealRule, MOST_PACKAGES, Order, PartyId, Preference, Stake, Stance, Variable};

/// Adds a gap for each kind of blank, with its count, and warnings for what looks unintended.
pub(super) fn find(file: &CaseFile, case: &Case, out: &mut Vec<Diagnostic>) {
    let places = Places::new(file);
    record(case, &mut Gaps { places: &places, out });
    bargain(case, &mut Gaps { places: &places, out });
    no_outcome(case, out);
    cells(case, &places, out);
    stances(case, &places, out);
    too_many_packages(case, out);
}

/// What is blank in the record.
fn record(case: &Case, gaps: &mut Gaps) {
    gaps.add(
        "no-dateline",
        "source",
        ("source", "sources", "with no date of publication"),
        case.sources.iter().filter(|source| source.published.is_none()).map(|source| source.id.as_str()).collect(),
        "add `published`: relative dates in the source need it",
    );
    gaps.add(
        "no-text",
        "source",
        ("source", "sources", "with no text kept"),
        case.sources.iter().filter(|source| source.text.is_empty()).map(|source| source.id.as_str()).collect(),
        "add `file`: without the text no excerpt can be checked",
    );
    gaps.add(
        "no-hash",
        "source",
        ("source", "sources", "with no hash on record"),
        case.sources
            .iter()
            .filter(|source| source.file.is_some() && source.sha256.is_none())
            .map(|source| source.id.as_str())
            .collect(),
        "add `sha256`, so that a changed text is noticed",
    );
    gaps.add(
        "no-date",
        "statement",
        ("statement", "statements", "with no date"),
        case.statements.iter().filter(|one| one.at.is_none()).map(|one| one.id.as_str()).collect(),
        "add `at`, as loose as need be: 2025-02, ../2025-02-12",
    );
    gaps.add(
        "no-opening",
        "room",
        ("room", "rooms", "with no date of opening"),
        case.rooms.iter().filter(|room| room.opened.is_none()).map(|room| room.id.as_str()).collect(),
        "add `opened`: what is given before the talks needs it",
    );
    gaps.add(
        "after-as-of",
        "statement",
        ("statement", "statements", "dated after `as_of`, which every answer leaves out"),
        later(case),
        "legal: a later `as_of`, in the case or with `--as-of`, takes them in",
    );
}

/// What is blank about what parties want and could walk away to.
fn bargain(case: &Case, gaps: &mut Gaps) {
    gaps.add(
        "no-walk-away",
        "party",
        ("signatory", "signatories", "with no walk-away"),
        missing_walk_aways(case),
        "add `[walk_away.PARTY]`: without it no deal is worth anything from 0 to 1",
    );
    gaps.add(
        "idle-walk-away",
        "party",
        ("walk-away", "walk-aways", "of a party with no stakes, which no answer reads"),
        idle_walk_aways(case),
        "add `[stake.PARTY.ISSUE]`, or leave the walk-away out",
    );
    gaps.add(
        "no-stake",
        "party",
        ("member", "members", "of the body that decides on a deal with no stakes, who count as opposed to every deal"),
        opposed_members(case),
        "add `[stake.PARTY.ISSUE]` for each, or say with `[deal] needs` who is enough",
    );
    gaps.add(
        "no-preference",
        "party",
        ("party", "parties", "with options and no preference among the states"),
        indifferent(case),
        "add `[preference.PARTY]`: without it every state is equal to the party",
    );
    gaps.add(
        "idle-red-line",
        "party",
        ("red line", "red lines", "about a seat, of a party with no stakes, which no answer reads"),
        idle_red_lines(case),
        "add `[stake.PARTY.ISSUE]` for the party of the red line, or leave the line out",
    );
}

/// Gaps that are told by the names of what has them.
struct Gaps<'g> {
    places: &'g Places<'g>,
    out: &'g mut Vec<Diagnostic>,
}

impl Gaps<'_> {
    /// One gap for all things of a kind that have it. The words: one, many, and what they lack.
    fn add(
        &mut self,
        code: &'static str,
        kind: &'static str,
        (one, many, rest): (&str, &str, &str),
        ids: Vec<&str>,
        hint: &str,
    ) {
        if ids.is_empty() {
            return;
        }
        let what = if ids.len() == 1 { one } else { many };
        let names: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
        let message = format!("{} {what} {rest}: {}", ids.len(), names.join(", "));
        let mut gap = Diagnostic::gap(code, message).hint(hint.to_owned());
        gap.labels.extend(ids.iter().filter_map(|id| Some((self.places.of(kind, id)?, "here".to_owned()))));
        self.out.push(gap);
    }
}

/// Where the things of a case are declared, by kind and id: there, or beside them, an entry would go.
struct Places<'f>(BTreeMap<(&'static str, &'f str), Span>);

impl<'f> Places<'f> {
    fn new(file: &'f CaseFile) -> Places<'f> {
        fn of<'f, T>(kind: &'static str, named: &'f Named<T>) -> impl Iterator<Item = (&'static str, &'f At<String>)> {
            named.iter().map(move |(id, _)| (kind, id))
        }
        let statements = file.statement.iter().map(|statement| ("statement", &statement.id));
        let all = of("source", &file.source)
            .chain(of("room", &file.room))
            .chain(of("party", &file.party))
            .chain(of("body", &file.body))
            .chain(statements);
        Places(all.map(|(kind, id)| ((kind, id.value.as_str()), id.span())).collect())
    }

    fn of(&self, kind: &'static str, id: &str) -> Option<Span> {
        self.0.get(&(kind, id)).cloned()
    }
}

fn missing_walk_aways(case: &Case) -> Vec<&str> {
    let missing = |party: &&PartyId| case.walk_away(**party).is_none();
    case.deal.signatories.iter().filter(missing).map(|party| case.party(*party).id.as_str()).collect()
}

/// Members without stakes of the body whose decision a deal is.
fn opposed_members(case: &Case) -> Vec<&str> {
    let DealRule::Body(body) = case.deal.rule else { return Vec::new() };
    let members = case.body(body).members.iter().map(|member| member.party);
    members.filter(|party| !case.deal.signatories.contains(party)).map(|party| case.party(party).id.as_str()).collect()
}

fn idle_red_lines(case: &Case) -> Vec<&str> {
    let holders = case.stakeholders();
    let idle = case.red_lines.iter().filter(|line| !holders.contains(&line.party));
    idle.map(|line| case.party(line.party).id.as_str()).collect()
}

fn later(case: &Case) -> Vec<&str> {
    let later = case.statements.iter().filter(|statement| !case.on_record(statement.at.as_ref()));
    later.map(|statement| statement.id.as_str()).collect()
}

fn indifferent(case: &Case) -> Vec<&str> {
    let silent = case.conflict.parties().into_iter().filter(|party| case.conflict.preference(*party).is_none());
    silent.map(|party| case.party(party).id.as_str()).collect()
}

/// Where stakes count, a state that no outcome covers counts as no deal.
fn no_outcome(case: &Case, out: &mut Vec<Diagnostic>) {
    let conflict = &case.conflict;
    let by_stakes = |one: &Preference| matches!(one.order, Order::Worth { stakes: true, .. });
    if !conflict.preferences.iter().any(by_stakes) {
        return;
    }
    let Some(possible) = conflict.possible(MOST_STATES_COUNTED) else { return };
    let bare = |state: &&u64| !conflict.outcomes.iter().any(|outcome| outcome.when.holds(**state));
    let silent = possible.iter().filter(bare).count();
    if silent > 0 {
        let message = format!("{silent} of {} possible states have no outcome", possible.len());
        out.push(
            Diagnostic::gap("no-outcome", message).hint("they count as no deal; `[[conflict.outcome]]` says more"),
        );
    }
}

/// Beyond this the states without an outcome are not counted.
const MOST_STATES_COUNTED: usize = 4_096;

fn idle_walk_aways(case: &Case) -> Vec<&str> {
    let holders = case.stakeholders();
    let idle = case.walk_aways.iter().filter(|walk_away| !holders.contains(&walk_away.party));
    idle.map(|walk_away| case.party(walk_away.party).id.as_str()).collect()
}

fn cells(case: &Case, places: &Places, out: &mut Vec<Diagnostic>) {
    let holders = case.stakeholders();
    let all = holders.len() * case.issues.len();
    let blank = all.saturating_sub(case.stakes.len());
    let is_drawn = |stake: &&Stake| {
        let own = Variable::Weight(stake.party, stake.issue);
        case.party(stake.party).points.is_none() && case.same_as(own) == own
    };
    let weightless = case.stakes.iter().filter(|stake| stake.weight.is_none()).filter(is_drawn).count();
    let values: usize =
        case.stakes.iter().map(|stake| stake.values.iter().filter(|value| value.is_none()).count()).sum();
    if blank > 0 {
        let message = format!(
            "{blank} of {all} cells of an issue and a party with stakes are blank: {}",
            blank_cells(case, &holders).join(", ")
        );
        let mut told =
            Diagnostic::gap("blank-cells", message).hint("a blank issue is silent for the party: it is left out");
        let without = holders.iter().filter(|party| case.issue_ids().any(|issue| case.stake(**party, issue).is_none()));
        told.labels
            .extend(without.filter_map(|party| Some((places.of("party", &case.party(*party).id)?, "here".to_owned()))));
        out.push(told);
    }
    if weightless > 0 {
        let message = match weightless {
            1 => "1 stake has no weight".to_owned(),
            count => format!("{count} stakes have no weight"),
        };
        out.push(Diagnostic::gap("blank-weights", message).hint("each is drawn from 0 to the party's greatest weight"));
    }
    if values > 0 {
        let message = match values {
            1 => "1 option has no value to a party with a stake in the issue".to_owned(),
            count => format!("{count} options have no value to a party with a stake in the issue"),
        };
        out.push(
            Diagnostic::gap("blank-values", message)
                .hint("each is drawn from 0 to 1, or to the issue's greatest points"),
        );
    }
}

/// The headings under which the blank cells would stand.
fn blank_cells(case: &Case, holders: &[PartyId]) -> Vec<String> {
    let cells = holders.iter().flat_map(|party| case.issue_ids().map(move |issue| (*party, issue)));
    let blank = cells.filter(|(party, issue)| case.stake(*party, *issue).is_none());
    blank.map(|(party, issue)| format!("`[stake.{}.{}]`", case.party(party).id, case.issue(issue).id)).collect()
}

fn stances(case: &Case, places: &Places, out: &mut Vec<Diagnostic>) {
    for (index, body) in case.bodies.iter().enumerate() {
        let id = crate::model::BodyId(index);
        let mut proposals: Vec<_> = case.gates.iter().flat_map(|gate| gate.needs.proposals(id)).collect();
        proposals.sort();
        proposals.dedup();
        for choice in proposals {
            let unknown = body.members.iter().filter(|m| case.stance(id, m.party, choice).0 == Stance::Unknown).count();
            if unknown > 0 {
                let all = body.members.len();
                let proposal = case.choice_text(choice);
                let message = format!("{unknown} of {all} members of `{}` have no known stance on {proposal}", body.id);
                let hint = format!(
                    "the answer is then open; `takes` of a statement or `[[body.{}.stance]]` tells a stance",
                    body.id
                );
                let mut told = Diagnostic::gap("unknown-stances", message).hint(hint);
                told.labels.extend(places.of("body", &body.id).map(|place| (place, "here".to_owned())));
                out.push(told);
            }
        }
    }
}

fn too_many_packages(case: &Case, out: &mut Vec<Diagnostic>) {
    let packages = case
        .issues
        .iter()
        .try_fold(1u128, |product, issue| product.checked_mul(issue.options.len() as u128))
        .unwrap_or(u128::MAX);
    if packages > MOST_PACKAGES {
        out.push(
            Diagnostic::warning(
                "too-many-packages",
                format!(
                    "the issues make {packages} packages; the most that are gone through one by one is {MOST_PACKAGES}"
                ),
            )
            .hint("leave out issues or options, or ask questions that need no packages: record, rules"),
        );
    }
}
