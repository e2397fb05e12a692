//! Asked backwards: what a party would have to prefer instead for the verdict on a state to turn, and how little that is.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Contest, StateView, Tie};
use crate::conflict::inverse::{self, CARD, least_swaps, least_swaps_of_ranks, rankings, ranks};
use crate::conflict::{Arena, Definition, Preferences, State, Swaps};
use crate::model::{Basis, Order, Ref, Refusal};

/// So many other orders are looked at for each verdict.
const MOST_ORDERS: usize = 400;

/// The most states that a report asks about, and the most that are asked about at all.
const SHORT: usize = 8;
const MOST_STATES: usize = 64;

/// Least changes of preferences.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Inverse {
    /// By state and definition: whose preferences have to change least.
    pub least: Vec<LeastChange>,
    /// State by state, party by party.
    pub rows: Vec<ChangeRow>,
    /// How many states are left out: deals, or possible states where the case names no deal.
    pub left_out: u64,
    /// How many orders were looked at for each, at most.
    pub most_orders: usize,
    /// What the order of the case decides, since importance does not.
    pub ties: Vec<Tie>,
    /// What it rests on.
    pub basis: Basis,
}

/// What turns the verdict on a state for all with the fewest swaps by a single party.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct LeastChange {
    /// The state.
    pub state: StateView,
    /// The definition, in short.
    pub definition: &'static str,
    /// Whether it holds for all now.
    pub holds: bool,
    /// The parties that each turn it alone with the fewest swaps, and those swaps.
    pub by: Vec<(Ref, Vec<Swap>)>,
    /// What it rests on.
    pub basis: Basis,
}

/// The least change of one party's preferences that turns its own verdict.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct ChangeRow {
    /// The state.
    pub state: StateView,
    /// The party.
    pub party: Ref,
    /// The definitions, in short, for which it is the same.
    pub definitions: Vec<&'static str>,
    /// Whether it is stable for the party now.
    pub stable: bool,
    /// The swaps of neighbours, one after another. None: none was found.
    pub swaps: Option<Vec<Swap>>,
    /// Where none was found: whether there is none.
    pub never: bool,
    /// Every order within so many swaps was looked at.
    pub up_to: usize,
    /// Of so many strict rankings of all states, so many make it stable, by definition. Blank where there are too many.
    pub rankings: Vec<(u64, u64)>,
    /// What it rests on.
    pub basis: Basis,
}

/// Two neighbours of an order that change places.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Swap {
    /// What becomes more important, or better.
    pub up: String,
    /// What it goes before.
    pub down: String,
}

/// The least changes that turn verdicts on the deals; without deals, on the states asked about.
pub fn inverse(contest: &Contest) -> Result<Inverse, Refusal> {
    if !contest.can_search() {
        return Err(Refusal::new(&CARD, "its states are too many to search from each")
            .hint("ask `robustness`, which counts draws instead"));
    }
    let (mut states, mut left_out) = contest.deals_or_listed(MOST_STATES);
    let most = contest.listing.most(SHORT, MOST_STATES);
    left_out += states.len().saturating_sub(most) as u64;
    states.truncate(most);
    let (mut least, mut rows) = (Vec::new(), Vec::new());
    for state in states {
        let changes = (0..contest.parties().len()).map(|party| changes_of(contest, state, party));
        let changes: Vec<Vec<Change>> = changes.collect::<Result<_, Refusal>>()?;
        for (place, definition) in contest.definitions().enumerate() {
            least.push(least_of(contest, state, (place, definition), &changes));
        }
        for (party, own) in changes.into_iter().enumerate() {
            rows.extend(grouped(contest, state, party, own));
        }
    }
    let (ties, basis) = (contest.ties(), contest.basis(None));
    Ok(Inverse { least, rows, left_out, most_orders: MOST_ORDERS, ties, basis })
}

/// What was found for one definition.
struct Change {
    short: &'static str,
    stable: bool,
    swaps: Swaps,
    words: Vec<Swap>,
}

fn changes_of(contest: &Contest, state: State, party: usize) -> Result<Vec<Change>, Refusal> {
    let arena = contest.arena()?;
    let mut changes = Vec::new();
    contest.progress().expect(contest.stable.len());
    for definition in contest.definitions() {
        contest.progress().step()?;
        let stable = (definition.verdict)(&arena, party, state).is_stable();
        let found = match statements(contest, party) {
            Some((order, words)) => {
                let swaps = swaps_of_statements(contest, &arena, definition, (party, state), &order);
                Some((swaps, words))
            }
            None => least_swaps_of_ranks(&arena, definition, party, state, MOST_ORDERS)
                .map(|swaps| (swaps, rank_words(contest, party))),
        };
        let Some((swaps, words)) = found else { continue };
        let word = |place: usize| words.get(place).cloned().unwrap_or_default();
        let words = swaps.swaps.iter().map(|(up, down)| Swap { up: word(*up), down: word(*down) }).collect();
        changes.push(Change { short: definition.short, stable, swaps, words });
    }
    Ok(changes)
}

/// A party's statements, the most important first, and the words of each by its place in the case.
fn statements(contest: &Contest, party: usize) -> Option<(Vec<usize>, Vec<String>)> {
    let id = *contest.parties().get(party)?;
    let conflict = contest.conflict();
    let Order::Statements(wishes) = &conflict.preference(id)?.order else { return None };
    Some((contest.hold.central_statements(id), wishes.iter().map(|wish| conflict.told(&wish.holds)).collect()))
}

fn swaps_of_statements(
    contest: &Contest,
    arena: &Arena,
    definition: &Definition,
    (party, state): (usize, State),
    order: &[usize],
) -> Swaps {
    let now = (definition.verdict)(arena, party, state).is_stable();
    let mut preferences = arena.preferences.to_vec();
    let mut turns = |order: &[usize]| {
        if contest.progress().is_stopped() {
            return false;
        }
        let id = contest.parties().get(party);
        let other = id.and_then(|id| contest.hold.with_statements(*id, order).ok());
        let (Some(slot), Some(other)) = (preferences.get_mut(party), other) else { return false };
        *slot = other;
        (definition.verdict)(&Arena { space: arena.space, preferences: &preferences }, party, state).is_stable() != now
    };
    least_swaps(order, MOST_ORDERS, &mut turns)
}

/// The words of every rank of a party, the best first.
fn rank_words(contest: &Contest, party: usize) -> Vec<String> {
    const MOST: usize = 3;
    let Some(Preferences::Levels(levels)) = contest.preferences.get(party) else { return Vec::new() };
    let words = |level: &u32| {
        let equal = (0..)
            .zip(levels)
            .filter(|(_, own)| *own == level)
            .map(|(state, _)| format!("‘{}’", contest.view(state).told));
        let mut equal: Vec<String> = equal.take(MOST + 1).collect();
        if equal.len() > MOST {
            equal.truncate(MOST);
            equal.push("…".to_owned());
        }
        equal.join(" ~ ")
    };
    ranks(levels).iter().map(words).collect()
}

/// A state that holds for all is broken by any one party; one that does not is mended by the one that leaves it, if it is one.
fn least_of(
    contest: &Contest,
    state: State,
    (place, definition): (usize, &Definition),
    changes: &[Vec<Change>],
) -> LeastChange {
    let holds = contest.is_equilibrium(place, state);
    let own = |party: usize| changes.get(party)?.iter().find(|change| change.short == definition.short);
    let leaving: Vec<usize> = (0..changes.len()).filter(|party| !contest.is_stable(place, *party, state)).collect();
    let turning: Vec<usize> = match (holds, leaving.as_slice()) {
        (true, _) => (0..changes.len()).collect(),
        (false, [only]) => vec![*only],
        (false, _) => Vec::new(),
    };
    let fewest = turning.iter().filter_map(|party| own(*party)?.swaps.fewest).min();
    let refs = contest.party_refs();
    let by = turning.iter().filter_map(|party| {
        let change = own(*party).filter(|change| change.swaps.fewest.is_some() && change.swaps.fewest == fewest)?;
        Some((refs.get(*party)?.clone(), change.words.clone()))
    });
    LeastChange {
        state: contest.view(state),
        definition: definition.short,
        holds,
        by: by.collect(),
        basis: contest.basis(None),
    }
}

/// One row for all definitions with the same change.
fn grouped(contest: &Contest, state: State, party: usize, changes: Vec<Change>) -> Vec<ChangeRow> {
    let counts = contest.space().ok().and_then(|space| rankings(space, &contest.preferences, party, state));
    let count = |short: &str| {
        let counts: &inverse::Counts = counts.as_ref()?;
        let (_, stable) = counts.stable.iter().find(|(definition, _)| definition.short == short)?;
        Some((*stable, counts.rankings))
    };
    let Some(own) = contest.party_refs().into_iter().nth(party) else { return Vec::new() };
    let mut rows: Vec<ChangeRow> = Vec::new();
    for change in changes {
        let swaps = change.swaps.fewest.map(|_| change.words);
        let same = |row: &&mut ChangeRow| row.swaps == swaps && row.stable == change.stable;
        match rows.iter_mut().find(same) {
            Some(row) => {
                row.definitions.push(change.short);
                row.rankings.extend(count(change.short));
                row.never &= change.swaps.all;
                row.up_to = row.up_to.min(change.swaps.up_to);
            }
            None => rows.push(ChangeRow {
                state: contest.view(state),
                party: own.clone(),
                definitions: vec![change.short],
                stable: change.stable,
                swaps,
                never: change.swaps.all,
                up_to: change.swaps.up_to,
                rankings: count(change.short).into_iter().collect(),
                basis: contest.basis(None),
            }),
        }
    }
    rows
}
