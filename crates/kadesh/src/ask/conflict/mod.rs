//! Questions about the conflict of a case: what the parties can do, where it would hold, who would break it and what for.

mod breach;
mod formulas;
mod further;
mod goals;
mod inverse;
mod robustness;
mod stability;
mod states;
mod tie;
mod vast;
mod witness;

use std::collections::BTreeSet;
use std::sync::Arc as Shared;

use schemars::JsonSchema;
use serde::Serialize;

pub use breach::{Breach, Breaker, DealBreach, Gain, Turn};
pub use further::{
    CoalitionRow, CoalitionView, FirmRow, ForesightView, HorizonRow, PathRow, PathsView, ReadingRow, ReadingsView,
    coalitions, foresight, paths, readings,
};
pub use goals::{GoalRow, GoalsView};
pub use inverse::{ChangeRow, Inverse, LeastChange, Swap};
pub use robustness::{RobustRow, Robustness};
pub use stability::{Arc, Counts, Graph, Mark, Node, Stability, StateRow};
pub use states::{Merged, PartyOptions, States, Taking, Wanted};
pub use tie::Tie;
pub use witness::{AnswerPath, Witness, WitnessStep, Witnesses};

pub(super) use breach::breach;
pub(super) use inverse::inverse;
pub(super) use robustness::robustness;
pub(super) use states::states;
pub(super) use witness::witnesses;

use formulas::Vast;

use crate::conflict::frame::{MOST_LISTED, rules_basis};
use crate::conflict::{
    Arena, DEFINITIONS, Definition, Engine, Preferences, Space, Stable, State, Threshold, Verdict, frame,
};
use crate::ensemble::Hold;
use crate::model::{Basis, Case, Conflict, Listing, Order, PartyId, Ref, Refusal, StateId};
use crate::progress::Progress;

/// The most states that a report lists.
const SHORT: usize = 24;

/// The most states without a name that a report adds to those with one.
const MOST_RESTING: usize = 6;

/// A state without a name is told by the nearest that has one, if they differ in no more options than this.
const NEAR: u32 = 2;

/// Up to so many states a verdict is shown with the moves that make it.
const MOST_WITNESSED: usize = 1 << 16;

/// A conflict at central numbers, and which of its states are stable for whom: what every answer starts from.
pub struct Contest<'a> {
    hold: Hold<'a>,
    listing: Listing,
    preferences: Vec<Preferences>,
    stable: Vec<(&'static Definition, Stable)>,
    /// Where the states are too many to list.
    vast: Option<Vast>,
}

/// A state as an answer shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
pub struct StateView {
    /// Its number among the possible states, from 1. None: they are too many to number.
    pub number: Option<usize>,
    /// Its name in the case. None: it has none.
    pub name: Option<String>,
    /// The same within a sentence: its name; or the nearest state's, or none, with what the options mean.
    pub told: String,
    /// The options that are taken in it, by id.
    pub taken: Vec<String>,
    /// Of a state without a name: the nearest that has one, and what is different.
    pub near: Option<Near>,
    /// How many combinations of options are merged in it, if several.
    pub merges: usize,
    /// Whether the case asks whether it would be kept.
    pub deal: bool,
    /// Whether it is where things stand.
    pub now: bool,
}

/// A state by what sets it apart from another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
pub struct Near {
    /// The other's name.
    pub name: String,
    /// Options taken here and not there, by id.
    pub with: Vec<String>,
    /// Options taken there and not here.
    pub without: Vec<String>,
}

impl StateView {
    /// Its name; or the nearest state's with what is different; or what is taken in it.
    pub fn label(&self) -> String {
        match (&self.near, &self.name, self.taken.as_slice()) {
            (Some(near), ..) => near.label(|option| option.to_owned()),
            (None, Some(name), _) => name.clone(),
            (None, None, []) => {
                self.number.map_or_else(|| "nothing taken".to_owned(), |number| format!("state {number}"))
            }
            (None, None, taken) => taken.join(" · "),
        }
    }

    /// With what a sentence says of it.
    fn said(mut self, conflict: &Conflict) -> StateView {
        let words = |id: &str| {
            let option = conflict.options.iter().find(|option| option.id == id);
            option.map_or_else(|| id.to_owned(), |option| format!("‘{}’", option.name))
        };
        self.told = match (&self.near, self.taken.as_slice()) {
            (Some(near), _) => near.label(words),
            (None, [_, ..]) if self.name.is_none() => {
                self.taken.iter().map(|id| words(id)).collect::<Vec<_>>().join(" and ")
            }
            (None, _) => self.label(),
        };
        self
    }
}

impl Near {
    /// "As … but", since the name may say what is not so here.
    fn label(&self, words: impl Fn(&str) -> String) -> String {
        let parts = [("with", &self.with), ("without", &self.without)].into_iter().filter(|(_, some)| !some.is_empty());
        let parts = parts.map(|(how, options)| {
            let options: Vec<String> = options.iter().map(|option| words(option)).collect();
            format!("{how} {}", options.join(", "))
        });
        format!("as {} but {}", self.name, parts.collect::<Vec<_>>().join(" and "))
    }
}

impl<'a> Contest<'a> {
    /// Refuses what [`Hold::new`] refuses, and a conflict that is too large for every engine.
    pub(super) fn new(
        case: &'a Case,
        (seed, draws): (u64, usize),
        listing: Listing,
        progress: Shared<Progress>,
    ) -> Result<Contest<'a>, Refusal> {
        let hold = Hold::new(case, seed, draws)?.watched(progress);
        if hold.frame.engine == Engine::Symbolic {
            let vast = Some(Vast::new(&hold)?);
            return Ok(Contest { hold, listing, preferences: Vec::new(), stable: Vec::new(), vast });
        }
        let preferences = hold.central()?;
        hold.progress.go_on()?;
        let stable = stable_sets(&hold, &preferences)?;
        Ok(Contest { hold, listing, preferences, stable, vast: None })
    }

    fn case(&self) -> &'a Case {
        self.hold.case
    }

    fn progress(&self) -> &Progress {
        &self.hold.progress
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
                .hint("`states`, `stability` and `goals` need no list; or leave out options")
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

    /// The pairs of statements that only the order of the case puts one before the other, party by party.
    fn ties(&self) -> Vec<Tie> {
        let conflict = self.conflict();
        let of_party = |party: &PartyId| {
            let order = conflict.preference(*party).map(|preference| &preference.order);
            let wishes = match order {
                Some(Order::Statements(wishes)) => wishes.as_slice(),
                Some(Order::Ranking(_) | Order::Worth { .. }) | None => &[],
            };
            let words = |place: usize| wishes.get(place).map(|wish| conflict.words(&wish.holds)).unwrap_or_default();
            let party = *party;
            self.hold.central_ties(party).into_iter().map(move |(first, second)| Tie {
                party: self.case().party_ref(party),
                first: words(first),
                second: words(second),
                basis: self.preference_basis(party),
            })
        };
        self.parties().iter().flat_map(of_party).collect()
    }

    /// The deals whose keeping the case asks about.
    fn deals(&self) -> Vec<State> {
        let deals = self.named().into_iter();
        deals.filter(|state| self.view(*state).deal).collect()
    }

    /// The states that a report speaks of: those that the case names if they are few, then where it could come to rest.
    fn asked(&self) -> Vec<State> {
        let mut asked = self.named();
        if asked.len() > SHORT {
            asked.retain(|state| self.view(*state).deal || self.view(*state).now || self.rests(*state));
        }
        let mut seen: BTreeSet<State> = asked.iter().copied().collect();
        // Of those without a name, the ones that hold under the strictest definition under which any does.
        let strictest = self.stable.iter().map(|(_, stable)| stable.equilibria()).find(|rest| !rest.is_clear());
        let resting: Vec<State> = strictest.iter().flat_map(|rest| rest.ones()).map(|state| state as State).collect();
        asked.extend(resting.into_iter().filter(|state| seen.insert(*state)).take(MOST_RESTING));
        asked.truncate(SHORT);
        asked
    }

    /// The states that an answer lists, those that a report speaks of first, and how many of the possible ones are left out.
    /// A whole list has all states, and no more than `whole`.
    fn listed(&self, whole: usize) -> (Vec<State>, u64) {
        let mut listed = self.asked();
        let possible = self.hold.frame.possible.unwrap_or(0);
        let most = self.listing.most(listed.len(), whole);
        if most > listed.len() {
            listed = self.all_states();
            listed.truncate(most);
        }
        let left_out = possible.saturating_sub(listed.len()) as u64;
        (listed, left_out)
    }

    /// Every possible state, those that a report speaks of first, then the others that have a name.
    fn all_states(&self) -> Vec<State> {
        let mut seen = BTreeSet::new();
        let all = self.asked().into_iter().chain(self.named()).chain(self.hold.frame.states());
        all.filter(|state| seen.insert(*state)).collect()
    }

    /// The deals whose keeping the case asks about; where it names none, the states that an answer lists.
    fn deals_or_listed(&self, whole: usize) -> (Vec<State>, u64) {
        match self.deals() {
            deals if deals.is_empty() => self.listed(whole),
            deals => (deals, 0),
        }
    }

    /// Whether a state is an equilibrium under some definition.
    fn rests(&self, state: State) -> bool {
        (0..self.stable.len()).any(|definition| self.is_equilibrium(definition, state))
    }

    fn now(&self) -> Option<State> {
        let now = self.conflict().now?;
        self.hold.frame.named(self.conflict(), now)
    }

    /// Where things stand, also where states are not listed.
    fn now_view(&self) -> Option<StateView> {
        match &self.vast {
            Some(_) => self.conflict().states.get(self.conflict().now?.0)?.taken.map(|taken| self.view_of(taken)),
            None => self.now().map(|now| self.view(now)),
        }
    }

    /// How many states are possible.
    fn possible(&self) -> Result<u64, Refusal> {
        self.vast.as_ref().map_or(Ok(self.hold.frame.possible.unwrap_or(0) as u64), Vast::possible)
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
        let name = merge.map(|merge| merge.name.clone()).or_else(|| named.first().map(|state| state.name.clone()));
        StateView {
            number: Some(frame.number(state)),
            near: if name.is_some() || combinations.len() != 1 { None } else { near(conflict, taken) },
            taken: if merge.is_some() { Vec::new() } else { option_ids(conflict, taken) },
            name,
            told: String::new(),
            merges: combinations.len().max(1),
            deal: named.iter().any(|state| state.deal),
            now: self.now() == Some(state),
        }
        .said(conflict)
    }

    /// A combination of options as an answer shows it.
    fn view_of(&self, taken: u64) -> StateView {
        let conflict = self.conflict();
        let named: Vec<_> = conflict.states.iter().filter(|state| state.taken == Some(taken)).collect();
        let name = named.first().map(|state| state.name.clone());
        StateView {
            number: None,
            near: if name.is_some() { None } else { near(conflict, taken) },
            taken: option_ids(conflict, taken),
            name,
            merges: 1,
            deal: named.iter().any(|state| state.deal),
            now: conflict.now.and_then(|id| conflict.states.get(id.0)?.taken) == Some(taken),
            told: String::new(),
        }
        .said(conflict)
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
        if matches!(preference.order, Order::Worth { stakes: true, .. }) {
            basis.extend(&self.case().party_basis(party));
            self.conflict().outcomes.iter().for_each(|outcome| basis.extend(&outcome.basis));
        }
        basis
    }
}

/// Which states hold.
pub(super) fn stability(contest: &Contest) -> Result<Stability, Refusal> {
    match &contest.vast {
        Some(vast) => vast::stability(contest, vast),
        None => stability::listed(contest),
    }
}

/// Which states of rest meet each goal. Refuses a case without goals, and a goal that compares with nothing.
pub(super) fn goals(contest: &Contest) -> Result<GoalsView, Refusal> {
    match &contest.vast {
        Some(vast) => vast::goals(contest, vast),
        None => goals::listed(contest),
    }
}

/// The ids of the options of a combination.
fn option_ids(conflict: &Conflict, taken: u64) -> Vec<String> {
    let options = conflict.options.iter().enumerate();
    options.filter(|(place, _)| taken >> place & 1 == 1).map(|(_, option)| option.id.clone()).collect()
}

/// The nearest combination that has a name, the first in the file of equally near ones; one in which something is taken, for
/// beside nothing the options say it all. None: none is near.
fn near(conflict: &Conflict, taken: u64) -> Option<Near> {
    let named = conflict.states.iter().filter_map(|state| Some((state, state.taken?))).filter(|(_, other)| *other > 0);
    let (state, other) = named.min_by_key(|(_, other)| (taken ^ other).count_ones())?;
    ((taken ^ other).count_ones() <= NEAR).then(|| Near {
        name: state.name.clone(),
        with: option_ids(conflict, taken & !other),
        without: option_ids(conflict, other & !taken),
    })
}

/// The stable states under every definition that applies.
fn stable_sets(hold: &Hold, preferences: &[Preferences]) -> Result<Vec<(&'static Definition, Stable)>, Refusal> {
    let Some(space) = &hold.frame.space else {
        return Err(Refusal::new(&frame::CARD, "its states are too many to list"));
    };
    let levels: Option<Vec<&[u32]>> = preferences.iter().map(Preferences::levels).collect();
    let mut sets = match (hold.frame.engine, space, &levels) {
        (Engine::Threshold, Space::Cube(cube), Some(levels)) => {
            let engine = Threshold::new(cube, levels)
                .ok_or_else(|| Refusal::new(&frame::CARD, "the levels of its states do not fit its possible states"))?;
            let sets = engine.watched(hold.progress.clone()).all();
            hold.progress.go_on()?;
            sets
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
        hold.progress.step()?;
        let party = |party: usize| {
            states
                .iter()
                .filter(|_| !hold.progress.is_stopped())
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
