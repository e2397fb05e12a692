//! Questions about the conflict of a case: what the parties can do, where it would hold, who would break it and what for.

mod breach;
mod further;
mod stability;
mod states;
mod witness;

use std::collections::BTreeSet;

use serde::Serialize;

pub use breach::{Breach, Breaker, DealBreach, Gain, Turn};
pub use further::{
    CoalitionRow, CoalitionView, FirmRow, ForesightView, HorizonRow, PathRow, PathsView, ReadingRow, ReadingsView,
    coalitions, foresight, paths, readings,
};
pub use stability::{Arc, Counts, Graph, Mark, Node, Stability, StateRow};
pub use states::{PartyOptions, States, Taking};
pub use witness::{AnswerPath, Witness, WitnessStep, Witnesses};

pub(super) use breach::breach;
pub(super) use stability::stability;
pub(super) use states::states;
pub(super) use witness::witnesses;

use crate::conflict::frame::{MOST_LISTED, rules_basis};
use crate::conflict::{
    Arena, DEFINITIONS, Definition, Engine, Preferences, Space, Stable, State, Threshold, Verdict, frame,
};
use crate::ensemble::Hold;
use crate::model::{Basis, Case, Conflict, PartyId, Ref, Refusal, StateId};

/// The most states that an answer lists.
pub const MOST_SHOWN: usize = 24;

/// Up to so many states a verdict is shown with the moves that make it.
const MOST_WITNESSED: usize = 1 << 16;

/// A conflict at central numbers, and which of its states are stable for whom: what every answer starts from.
pub struct Contest<'a> {
    hold: Hold<'a>,
    preferences: Vec<Preferences>,
    stable: Vec<(&'static Definition, Stable)>,
}

/// A state as an answer shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct StateView {
    /// Its number among the possible states, from 1.
    pub number: usize,
    /// Its name in the case. None: it has none.
    pub name: Option<String>,
    /// The options that are taken in it, by id.
    pub taken: Vec<String>,
    /// How many combinations of options are merged in it, if several.
    pub merges: usize,
    /// Whether the case asks whether it would be kept.
    pub deal: bool,
    /// Whether it is where things stand.
    pub now: bool,
}

impl StateView {
    /// Its name, or what is taken in it.
    pub fn label(&self) -> String {
        match (&self.name, self.taken.as_slice()) {
            (Some(name), _) => name.clone(),
            (None, []) => format!("state {}", self.number),
            (None, taken) => taken.join(" · "),
        }
    }
}

impl<'a> Contest<'a> {
    /// Refuses what [`Hold::new`] refuses, and a conflict that is only taken symbolically.
    pub(super) fn new(case: &'a Case, seed: u64, draws: usize) -> Result<Contest<'a>, Refusal> {
        let hold = Hold::new(case, seed, draws)?;
        let preferences = hold.central()?;
        let stable = stable_sets(&hold, &preferences)?;
        Ok(Contest { hold, preferences, stable })
    }

    fn case(&self) -> &'a Case {
        self.hold.case
    }

    fn conflict(&self) -> &'a Conflict {
        &self.hold.case.conflict
    }

    fn parties(&self) -> &[PartyId] {
        &self.hold.frame.parties
    }

    fn party_refs(&self) -> Vec<Ref> {
        self.case().party_refs(self.parties())
    }

    fn space(&self) -> Result<&Space, Refusal> {
        self.hold.frame.space.as_ref().ok_or_else(|| {
            Refusal::new(&frame::CARD, "its states are too many to list")
                .hint("ask `stability`, which needs no list, or leave out options")
        })
    }

    fn arena(&self) -> Result<Arena<'_>, Refusal> {
        Ok(Arena { space: self.space()?, preferences: &self.preferences })
    }

    /// The definitions that were applied to every state.
    fn definitions(&self) -> impl Iterator<Item = &'static Definition> + '_ {
        self.stable.iter().map(|(definition, _)| *definition)
    }

    /// Whether verdicts can be shown with the moves that make them.
    fn can_search(&self) -> bool {
        self.hold.frame.space.as_ref().is_some_and(|space| space.size() <= MOST_WITNESSED)
    }

    fn verdict(&self, definition: &Definition, party: usize, state: State) -> Option<Verdict> {
        if !self.can_search() {
            return None;
        }
        Some((definition.verdict)(&self.arena().ok()?, party, state))
    }

    fn is_stable(&self, definition: usize, party: usize, state: State) -> bool {
        self.stable
            .get(definition)
            .and_then(|(_, stable)| stable.by_party.get(party))
            .is_some_and(|set| set.contains(state as usize))
    }

    fn is_equilibrium(&self, definition: usize, state: State) -> bool {
        (0..self.parties().len()).all(|party| self.is_stable(definition, party, state))
    }

    /// The states that the case names, the deals first, then where things stand, each once.
    fn named(&self) -> Vec<State> {
        let conflict = self.conflict();
        let ids = |deals: bool| {
            let of_kind = move |id: &StateId| conflict.states.get(id.0).is_some_and(|state| state.deal == deals);
            (0..conflict.states.len()).map(StateId).filter(of_kind)
        };
        let mut seen = BTreeSet::new();
        let now = conflict.now.into_iter();
        ids(true)
            .chain(now)
            .chain(ids(false))
            .filter_map(|id| self.hold.frame.named(conflict, id))
            .filter(|state| seen.insert(*state))
            .collect()
    }

    /// The deals whose keeping the case asks about.
    fn deals(&self) -> Vec<State> {
        let deals = self.named().into_iter();
        deals.filter(|state| self.view(*state).deal).collect()
    }

    /// The states that answers speak of: those that the case names if they are few, then where it could come to rest.
    fn asked(&self) -> Vec<State> {
        let mut asked = self.named();
        if asked.len() > MOST_SHOWN {
            asked.retain(|state| self.view(*state).deal || self.view(*state).now || self.rests(*state));
        }
        let mut seen: BTreeSet<State> = asked.iter().copied().collect();
        let resting = self.hold.frame.states().into_iter().filter(|state| self.rests(*state));
        asked.extend(resting.filter(|state| seen.insert(*state)).take(MOST_SHOWN));
        asked.truncate(MOST_SHOWN);
        asked
    }

    /// Whether a state is an equilibrium under some definition.
    fn rests(&self, state: State) -> bool {
        (0..self.stable.len()).any(|definition| self.is_equilibrium(definition, state))
    }

    fn now(&self) -> Option<State> {
        let now = self.conflict().now?;
        self.hold.frame.named(self.conflict(), now)
    }

    fn view(&self, state: State) -> StateView {
        let conflict = self.conflict();
        let frame = &self.hold.frame;
        let combinations = frame.combinations(state);
        let merge = frame.merges().find(|(_, merged, _)| *merged == state).map(|(merge, _, _)| &conflict.merges[merge]);
        let named = (0..conflict.states.len()).map(StateId);
        let named = named.filter(|id| frame.named(conflict, *id) == Some(state)).map(|id| &conflict.states[id.0]);
        let named: Vec<_> = named.collect();
        let taken = combinations.first().copied().unwrap_or(0);
        let taken = conflict.options.iter().enumerate().filter(|(place, _)| taken >> place & 1 == 1);
        StateView {
            number: frame.number(state),
            name: merge.map(|merge| merge.name.clone()).or_else(|| named.first().map(|state| state.name.clone())),
            taken: if merge.is_some() { Vec::new() } else { taken.map(|(_, option)| option.id.clone()).collect() },
            merges: combinations.len().max(1),
            deal: named.iter().any(|state| state.deal),
            now: self.now() == Some(state),
        }
    }

    /// What a verdict on a party rests on: the rules and its own preferences, and those of the others where they answer.
    fn basis(&self, party: Option<usize>) -> Basis {
        let mut basis = rules_basis(self.conflict());
        for (place, id) in self.parties().iter().enumerate() {
            if party.is_none_or(|party| party == place) {
                basis.extend(&self.preference_basis(*id));
            }
        }
        basis
    }

    /// What a party's preferences rest on; its stakes too, where they count.
    fn preference_basis(&self, party: PartyId) -> Basis {
        let Some(preference) = self.conflict().preference(party) else { return Basis::new() };
        let mut basis = preference.basis.clone();
        if matches!(preference.order, crate::model::Order::Worth { stakes: true, .. }) {
            basis.extend(&self.case().party_basis(party));
            self.conflict().outcomes.iter().for_each(|outcome| basis.extend(&outcome.basis));
        }
        basis
    }
}

/// The stable states under every definition that applies.
fn stable_sets(hold: &Hold, preferences: &[Preferences]) -> Result<Vec<(&'static Definition, Stable)>, Refusal> {
    let Some(space) = &hold.frame.space else {
        return Err(Refusal::new(&frame::CARD, "its states are too many to list"));
    };
    let levels: Option<Vec<Vec<u32>>> = preferences
        .iter()
        .map(|one| match one {
            Preferences::Levels(levels) => Some(levels.clone()),
            Preferences::Pairs(_) => None,
        })
        .collect();
    let mut sets = match (hold.frame.engine, space, &levels) {
        (Engine::Threshold, Space::Cube(cube), Some(levels)) => {
            let engine = Threshold::new(cube, levels)
                .ok_or_else(|| Refusal::new(&frame::CARD, "the levels of its states do not fit its possible states"))?;
            engine.all()
        }
        _ => Vec::new(),
    };
    let arena = Arena { space, preferences };
    let states = space.states();
    for definition in DEFINITIONS {
        let is_done = sets.iter().any(|(done, _)| done.short == definition.short);
        let applies = definition.worst.is_some() || matches!(space, Space::Cube(_));
        if is_done || !applies || states.len() > MOST_LISTED {
            continue;
        }
        let party = |party: usize| {
            states
                .iter()
                .filter(|state| (definition.verdict)(&arena, party, **state).is_stable())
                .map(|state| *state as usize)
                .collect()
        };
        sets.push((definition, Stable { by_party: (0..arena.parties()).map(party).collect() }));
    }
    if sets.is_empty() {
        let because = format!("{} states with preferences by single pairs are too many to search", states.len());
        return Err(
            Refusal::new(&frame::CARD, because).hint("write preferences as rankings without pairs, or as statements")
        );
    }
    // In the order of the list, the strictest first.
    sets.sort_by_key(|(definition, _)| DEFINITIONS.iter().position(|known| known.short == definition.short));
    Ok(sets)
}
