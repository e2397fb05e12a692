//! The answers for a conflict whose states are too many to list: counts of sets, the named states, and goals by search.

use super::formulas::{Vast, too_large};
use super::goals::{GoalRow, GoalsView, asked, better_party};
use super::stability::{Counts, Graph, Mark, Node, Stability, StateRow};
use super::{Contest, SHORT};
use crate::conflict::goal::{CARD as GOAL_CARD, Goals};
use crate::conflict::{Concept, DEFINITIONS, Definition, Engine, Sets};
use crate::model::{Formula, Goal, LONGEST_LIST, Refusal};

/// After so many proposals a goal is given up.
const MOST_ROUNDS: usize = 10_000;

/// Counts, the named states and where it rests. No moves are drawn. Refuses a conflict that is too large for every definition.
pub(super) fn stability(contest: &Contest, vast: &Vast) -> Result<Stability, Refusal> {
    let symbolic = vast.symbolic()?.watched(contest.hold.progress.clone());
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    for definition in DEFINITIONS {
        let Some(concept) = Concept::of(definition) else { continue };
        contest.progress().go_on()?;
        match symbolic.stable(concept) {
            Ok(sets) => found.push((*definition, sets)),
            Err(_) => refused.push(definition.short),
        }
    }
    if found.is_empty() {
        return Err(too_large());
    }
    let count = |(definition, sets): &(&'static Definition, Sets)| Counts {
        short: definition.short,
        name: definition.card.name,
        means: definition.means,
        by_party: sets.by_party.iter().map(|set| set.count()).collect(),
        for_all: sets.equilibria.count(),
        equilibria: sets
            .equilibria
            .first(contest.listing.most(SHORT, LONGEST_LIST))
            .into_iter()
            .map(|taken| contest.view_of(taken))
            .collect(),
    };
    let named = named(contest);
    let rows: Vec<StateRow> = named.into_iter().map(|taken| row(contest, &found, taken)).collect();
    let possible = symbolic.possible().count();
    let nodes = rows.iter().map(|row| Node { state: row.state.clone(), holds: row.holds.clone(), either: Vec::new() });
    Ok(Stability {
        parties: contest.party_refs(),
        possible,
        engine: Engine::Symbolic,
        definitions: found.iter().map(count).collect(),
        graph: Graph { nodes: nodes.collect(), arcs: Vec::new(), whole: false, best: false },
        left_out: possible.saturating_sub(rows.len() as u64),
        rows,
        ties: contest.ties(),
        ties_tried: false,
        refused,
        basis: contest.basis(None),
    })
}

/// Nash equilibria that meet each goal: one of them, or the proof that there is none.
pub(super) fn goals(contest: &Contest, vast: &Vast) -> Result<GoalsView, Refusal> {
    let mut search = Goals::new(vast.stated()).watched(contest.hold.progress.clone());
    let rows = asked(contest)?.iter().map(|goal| goal_row(contest, &mut search, goal));
    let goals = rows.collect::<Result<_, Refusal>>()?;
    Ok(GoalsView { definitions: vec!["Nash"], goals, counted: false, ties: contest.ties(), basis: contest.basis(None) })
}

fn goal_row(contest: &Contest, search: &mut Goals, goal: &Goal) -> Result<GoalRow, Refusal> {
    let conflict = contest.conflict();
    let than = goal.than.or(conflict.now).and_then(|id| conflict.states.get(id.0)?.taken);
    let better = better_party(contest, goal, than)?;
    let anything = Formula::All(Vec::new());
    let found = search.find(goal.holds.as_ref().unwrap_or(&anything), better, MOST_ROUNDS).map_err(|unsettled| {
        let because = format!("`{}` is not settled after {} proposals", goal.id, unsettled.rounds);
        Refusal::new(&GOAL_CARD, because)
    })?;
    Ok(GoalRow {
        text: goal.text.clone(),
        holds: goal.holds.as_ref().map(|holds| conflict.words(holds)),
        better: better
            .and_then(|(party, than)| Some((contest.party_refs().get(party)?.clone(), contest.view_of(than)))),
        counts: vec![found.map_or(0, |_| 1)],
        states: found.into_iter().map(|taken| contest.view_of(taken)).collect(),
        basis: contest.basis(None),
    })
}

fn row(contest: &Contest, found: &[(&'static Definition, Sets)], taken: u64) -> StateRow {
    let mark = |sets: &Sets, party: usize| match sets.by_party.get(party).is_some_and(|set| set.contains(taken)) {
        true => Mark::Stable,
        false => Mark::Breaks,
    };
    let marks = |party: usize| found.iter().map(|(_, sets)| mark(sets, party)).collect();
    let holds = found.iter().filter(|(_, sets)| sets.equilibria.contains(taken));
    StateRow {
        state: contest.view_of(taken),
        marks: (0..contest.parties().len()).map(marks).collect(),
        holds: holds.map(|(definition, _)| definition.short).collect(),
        either: Vec::new(),
        basis: contest.basis(None),
    }
}

/// The states that the case names, the deals first.
fn named(contest: &Contest) -> Vec<u64> {
    let mut states: Vec<_> = contest.conflict().states.iter().filter(|state| state.taken.is_some()).collect();
    states.sort_by_key(|state| !state.deal);
    let mut taken: Vec<u64> = Vec::new();
    for state in states.iter().filter_map(|state| state.taken) {
        if !taken.contains(&state) {
            taken.push(state);
        }
    }
    taken.truncate(contest.listing.most(SHORT, LONGEST_LIST));
    taken
}
