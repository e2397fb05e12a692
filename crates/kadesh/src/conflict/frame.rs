//! The conflict of a case made ready to be judged: which states there are, how they are numbered, which engine takes them.
//!
//! # Definition
//!
//! With options, a state is a possible combination of them; states are numbered from 1 by the number whose bit `n` says
//! whether option `n` is taken. States that the case merges become one, at the place of their first; a party can move between
//! two such classes where it can move between some states of them. Without options, states are those that the case lists.
//!
//! # Source
//!
//! [fang1993]; merging states as in the published Elmira conflict [kilgour2001]. Departures: none.
//!
//! # Complexity
//!
//! O(2^options) for a cube; O(states²) for a list.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::space::{Cube, Graph, MOST_CUBE_OPTIONS, Space};
use super::{State, Stated};
use crate::model::{
    Basis, Card, Case, Conflict, Direction, Family, Order, PartyId, Ranked, Refusal, Standing, StateId,
};
use crate::num::grouped;

/// What the frame of a conflict is.
pub const CARD: Card = Card {
    id: "conflict.states",
    family: Family::Conflict,
    name: "graph model of a conflict",
    question: "Which states can the conflict be in, and who can move it?",
    definition: "States are possible combinations of options, or listed; a party moves by changing any of its own options at once.",
    sources: &["howard1971", "fang1993"],
    assumes: &[
        "every option is one party's alone to take or leave",
        "what is possible does not depend on how it came about",
    ],
    departures: "None.",
    standing: Standing::Experimental,
};

/// Up to so many options a table of how every combination compares with every other is kept; beyond, of the possible ones.
const MOST_PAIRED_OPTIONS: usize = 12;

/// The most states that are listed one by one.
pub const MOST_LISTED: usize = 4_096;

/// Which engine takes a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Engine {
    /// Thresholds over all combinations of options.
    Threshold,
    /// A search from every state, over states one by one.
    Search,
    /// Decision diagrams, without a list of states.
    Symbolic,
}

/// A conflict made ready.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Its parties, in file order. Everything else speaks of them by their place here.
    pub parties: Vec<PartyId>,
    /// The engine that takes it.
    pub engine: Engine,
    /// States and moves; none for the symbolic engine.
    pub space: Option<Space>,
    /// How many states are possible. None: the symbolic engine counts them.
    pub possible: Option<usize>,
    /// Of a list: by state, the combinations that it stands for. Empty for a cube, and where the case lists its states.
    members: Vec<Vec<u64>>,
    /// Of a list: the state of each combination.
    places: BTreeMap<u64, State>,
    /// By merge of the case, the state that it becomes.
    merged: Vec<Option<State>>,
}

impl Frame {
    /// The frame of a case's conflict. Refuses a conflict that is too large for every engine, with its size.
    pub fn of(case: &Case) -> Result<Frame, Refusal> {
        let conflict = &case.conflict;
        let parties = conflict.parties();
        if conflict.is_empty() {
            let hint = "add `[option.ID]` for what each party can do, and `[preference.PARTY]`";
            return Err(Refusal::new(&CARD, "the case says nothing of what the parties can do").hint(hint));
        }
        if conflict.options.is_empty() {
            return listed(conflict, parties);
        }
        let options = conflict.options.len();
        let pairs = has_pairs(conflict) && options > MOST_PAIRED_OPTIONS;
        let large = options > MOST_CUBE_OPTIONS;
        if !conflict.merges.is_empty() || pairs || large && !all_stated(conflict) {
            return from_combinations(conflict, parties);
        }
        if large { Ok(Frame::bare(parties, Engine::Symbolic)) } else { cube(conflict, parties) }
    }

    /// The states, ascending; none for the symbolic engine.
    pub fn states(&self) -> Vec<State> {
        self.space.as_ref().map_or_else(Vec::new, Space::states)
    }

    /// The state of a combination of options, if it is possible.
    pub fn state_of(&self, taken: u64) -> Option<State> {
        match self.space.as_ref()? {
            Space::Cube(cube) => State::try_from(taken).ok().filter(|state| cube.is_possible(*state)),
            Space::Graph(_) => self.places.get(&taken).copied(),
        }
    }

    /// A state that a ranking names.
    pub fn ranked(&self, ranked: Ranked) -> Option<State> {
        match ranked {
            Ranked::Taken(taken) => self.state_of(taken),
            Ranked::Listed(StateId(place)) => u32::try_from(place).ok(),
            Ranked::Merged(place) => self.merged.get(place).copied().flatten(),
        }
    }

    /// A state that the case names.
    pub fn named(&self, conflict: &Conflict, id: StateId) -> Option<State> {
        match conflict.states.get(id.0)?.taken {
            Some(taken) => self.state_of(taken),
            None => u32::try_from(id.0).ok(),
        }
    }

    /// The combinations of options that a state stands for: one, several where they are merged, none where states are listed.
    pub fn combinations(&self, state: State) -> Vec<u64> {
        match &self.space {
            Some(Space::Graph(_)) => self.members.get(state as usize).cloned().unwrap_or_default(),
            Some(Space::Cube(_)) | None => vec![u64::from(state)],
        }
    }

    /// A state's number among the possible ones, from 1.
    pub fn number(&self, state: State) -> usize {
        match &self.space {
            Some(Space::Cube(cube)) => cube.rank(state) + 1,
            Some(Space::Graph(_)) | None => state as usize + 1,
        }
    }

    /// The merges of the case and the states that they became, with how many combinations each holds.
    pub fn merges(&self) -> impl Iterator<Item = (usize, State, usize)> + '_ {
        let found = self.merged.iter().enumerate().filter_map(|(merge, state)| Some((merge, (*state)?)));
        found.map(|(merge, state)| (merge, state, self.combinations(state).len()))
    }

    fn bare(parties: Vec<PartyId>, engine: Engine) -> Frame {
        Frame {
            parties,
            engine,
            space: None,
            possible: None,
            members: Vec::new(),
            places: BTreeMap::new(),
            merged: Vec::new(),
        }
    }
}

/// What the states, the moves and what is possible rest on.
pub fn rules_basis(conflict: &Conflict) -> Basis {
    let options = conflict.options.iter().map(|option| &option.basis);
    let states = conflict.states.iter().map(|state| &state.basis);
    let merges = conflict.merges.iter().map(|merge| &merge.basis);
    options.chain(conflict.rules.iter().map(|rule| &rule.basis)).chain(states).chain(merges).collect()
}

/// The conflict as formulas, where every party's preferences are statements or nothing; `order` has each party's statements,
/// the most important first.
pub fn stated(conflict: &Conflict, parties: &[PartyId], order: impl Fn(PartyId) -> Vec<usize>) -> Option<Stated> {
    let statements = |party: &PartyId| match conflict.preference(*party).map(|preference| &preference.order) {
        None => Some(Vec::new()),
        Some(Order::Statements(wishes)) => {
            Some(order(*party).into_iter().filter_map(|place| Some(wishes.get(place)?.holds.clone())).collect())
        }
        Some(Order::Ranking(_) | Order::Worth { .. }) => None,
    };
    let (once_taken, once_dropped) = one_way(conflict);
    Some(Stated {
        options: conflict.options.len(),
        owned: parties.iter().map(|party| conflict.owned(*party)).collect(),
        once_taken,
        once_dropped,
        rules: conflict.rules.iter().map(|rule| rule.holds.clone()).collect(),
        statements: parties.iter().map(statements).collect::<Option<_>>()?,
    })
}

fn all_stated(conflict: &Conflict) -> bool {
    conflict.preferences.iter().all(|preference| matches!(preference.order, Order::Statements(_)))
}

fn cube(conflict: &Conflict, parties: Vec<PartyId>) -> Result<Frame, Refusal> {
    let owned: Vec<u64> = parties.iter().map(|party| conflict.owned(*party)).collect();
    let (once_taken, once_dropped) = one_way(conflict);
    let options = conflict.options.len();
    let cube = Cube::new(options, &owned, once_taken, once_dropped).ok_or_else(|| too_large(options))?;
    let cube = if conflict.rules.is_empty() { cube } else { cube.only(|taken| conflict.is_possible(taken)) };
    let possible = cube.count();
    let engine = if has_pairs(conflict) { Engine::Search } else { Engine::Threshold };
    Ok(Frame { space: Some(Space::Cube(cube)), possible: Some(possible), ..Frame::bare(parties, engine) })
}

fn listed(conflict: &Conflict, parties: Vec<PartyId>) -> Result<Frame, Refusal> {
    let place = |party: PartyId| parties.iter().position(|known| *known == party);
    let moves = conflict.moves.iter().filter_map(|one| Some((place(one.by)?, one.from.0 as u32, one.to.0 as u32)));
    let states = conflict.states.len();
    let space = Graph::new(states, parties.len(), moves).filter(|_| states <= MOST_LISTED);
    let space = space.ok_or_else(|| too_many(states))?;
    let graph = Some(Space::Graph(space));
    Ok(Frame { space: graph, possible: Some(states), ..Frame::bare(parties, Engine::Search) })
}

/// A list of the possible combinations, those that are merged as one.
fn from_combinations(conflict: &Conflict, parties: Vec<PartyId>) -> Result<Frame, Refusal> {
    let options = conflict.options.len();
    let possible = conflict.possible(MOST_LISTED).ok_or_else(|| too_large(options))?;
    let mut members: Vec<Vec<u64>> = Vec::new();
    let mut places = BTreeMap::new();
    let mut merged: Vec<Option<State>> = vec![None; conflict.merges.len()];
    for taken in possible {
        let merge = conflict.merges.iter().position(|merge| merge.when.holds(taken));
        let known = merge.and_then(|merge| merged.get(merge).copied().flatten());
        let state = known.unwrap_or(members.len() as u32);
        if known.is_none() {
            members.push(Vec::new());
        }
        if let Some(slot) = merge.and_then(|merge| merged.get_mut(merge)) {
            *slot = Some(state);
        }
        if let Some(own) = members.get_mut(state as usize) {
            own.push(taken);
        }
        places.insert(taken, state);
    }
    let moves = moves_between(conflict, &parties, &places);
    let states = members.len();
    let graph = Graph::new(states, parties.len(), moves).ok_or_else(|| too_many(states))?;
    let space = Some(Space::Graph(graph));
    let frame = Frame::bare(parties, Engine::Search);
    Ok(Frame { space, possible: Some(states), members, places, merged, ..frame })
}

/// Every move between the states of a list. O(states²) in the worst case.
fn moves_between(
    conflict: &Conflict,
    parties: &[PartyId],
    places: &BTreeMap<u64, State>,
) -> Vec<(usize, State, State)> {
    let (once_taken, once_dropped) = one_way(conflict);
    let mut moves = Vec::new();
    for (party, id) in parties.iter().enumerate() {
        let own = conflict.owned(*id);
        let mut rows: BTreeMap<u64, Vec<(u64, State)>> = BTreeMap::new();
        places.iter().for_each(|(taken, state)| rows.entry(taken & !own).or_default().push((*taken, *state)));
        for row in rows.values() {
            for (from, start) in row {
                let allowed = |to: u64| from & !to & once_taken == 0 && to & !from & once_dropped == 0;
                let ends = row.iter().filter(|(to, end)| end != start && allowed(*to));
                moves.extend(ends.map(|(_, end)| (party, *start, *end)));
            }
        }
    }
    moves
}

/// The options that can only be taken, and those that can only be dropped.
fn one_way(conflict: &Conflict) -> (u64, u64) {
    let with = |direction: Direction| {
        let mut places = conflict.options.iter().enumerate().filter(|(_, option)| option.direction == direction);
        places.try_fold(0u64, |mask, (place, _)| Some(mask | 1u64.checked_shl(place as u32)?)).unwrap_or(0)
    };
    (with(Direction::OnceTaken), with(Direction::OnceDropped))
}

/// Whether some preference is not a matter of levels alone.
fn has_pairs(conflict: &Conflict) -> bool {
    conflict.preferences.iter().any(|preference| match &preference.order {
        Order::Ranking(ranking) => !ranking.pairs.is_empty() || ranking.much.contains(&true),
        Order::Statements(_) | Order::Worth { .. } => false,
    })
}

fn too_large(options: usize) -> Refusal {
    let states = 1u128 << options.min(100);
    Refusal::new(&CARD, format!("{options} options make {} combinations, too many to list", grouped(states))).hint(format!(
        "at most {MOST_CUBE_OPTIONS} options can be listed whole, and {MOST_LISTED} states one by one; with preferences \
         written as statements, up to 63 options are taken without listing"
    ))
}

fn too_many(states: usize) -> Refusal {
    Refusal::new(&CARD, format!("{} states are too many to search one by one", grouped(states)))
        .hint(format!("at most {} are", grouped(MOST_LISTED)))
}
