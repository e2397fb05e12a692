//! What the parties can do, one by one, and what each makes of it: the graph model of a conflict, as a case states it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Basis, Formula, IssueId, LeverId, OptionId, PartyId, Quantity, StateId, Truth};

/// The most options of a conflict: a state is one bit an option of a 64-bit word, and one bit is kept free.
pub const MOST_OPTIONS: usize = 63;

/// The conflict of a case. With options, states are what combinations of them are possible; without, they are listed,
/// and so are the moves. A case with neither has no conflict.
#[derive(Debug, Clone, Default, JsonSchema, Serialize)]
#[doc(alias = "graph model")]
#[doc(alias = "GMCR")]
pub struct Conflict {
    /// What each party can do or leave, in file order.
    pub options: Vec<ConflictOption>,
    /// What must hold in every state that is possible.
    pub rules: Vec<StateRule>,
    /// States with a name. All of them, where there are no options.
    pub states: Vec<NamedState>,
    /// The moves between listed states, where there are no options.
    pub moves: Vec<Move>,
    /// States that are taken as one.
    pub merges: Vec<Merge>,
    /// What each party makes of the states. At most one a party.
    pub preferences: Vec<Preference>,
    /// The state things stand in. None: not stated.
    #[doc(alias = "status quo")]
    pub now: Option<StateId>,
    /// What is in force where, for preferences that come from the stakes. The first that applies counts.
    pub outcomes: Vec<Outcome>,
    /// Questions about where the conflict could come to rest.
    pub goals: Vec<Goal>,
}

/// Something that one party can do or leave.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "action")]
pub struct ConflictOption {
    /// The id in the case file.
    pub id: String,
    /// What taking it means.
    pub name: String,
    /// The party that decides on it, alone.
    pub by: PartyId,
    /// Whether it can be taken back.
    pub direction: Direction,
    /// The settings of levers while it is taken; while it is not, they stand at nought.
    pub sets: Vec<(LeverId, Quantity)>,
    /// What it rests on.
    pub basis: Basis,
}

/// Which way an option can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// It can be taken and dropped.
    BothWays,
    /// Once taken it cannot be dropped.
    OnceTaken,
    /// Once dropped it cannot be taken.
    OnceDropped,
}

/// A condition on possible states.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "infeasible pattern")]
pub struct StateRule {
    /// What must hold.
    pub holds: Formula,
    /// What it rests on.
    pub basis: Basis,
}

/// A state that is spoken of.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct NamedState {
    /// The id in the case file.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// Which options are taken, one bit each. None: the case lists its states and has no options.
    pub taken: Option<u64>,
    /// Whether it is a deal whose keeping is asked about.
    pub deal: bool,
    /// What it rests on.
    pub basis: Basis,
}

/// A move between listed states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
pub struct Move {
    /// Who can make it.
    pub by: PartyId,
    /// From here.
    pub from: StateId,
    /// To there.
    pub to: StateId,
}

/// States that differ in nothing that matters and are taken as one.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "coalescing")]
pub struct Merge {
    /// The id of the one state, for rankings and answers.
    pub id: String,
    /// Its name to print.
    pub name: String,
    /// The states that become one.
    pub when: Formula,
    /// What it rests on.
    pub basis: Basis,
}

/// What one party makes of the states.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Preference {
    /// Whose.
    pub party: PartyId,
    /// How the states are ordered.
    pub order: Order,
    /// What it rests on.
    pub basis: Basis,
    /// The address of the draws of its ranges, as [`Party::address`](super::Party::address).
    pub address: u64,
}

/// How a party's states are ordered.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Every state by rank.
    #[doc(alias = "direct ranking")]
    Ranking(Ranking),
    /// Statements about options, the most important first: of two states, the one that meets the first statement on which
    /// they differ is preferred.
    #[doc(alias = "option prioritising")]
    Statements(Vec<Wish>),
    /// A sum: a weight for each option that is taken, and where `stakes` is set, what the package in force is worth to the
    /// party, or its walk-away where none is.
    #[doc(alias = "option weighting")]
    Worth {
        /// By option; an option without a weight counts for nought.
        weights: Vec<(OptionId, Quantity)>,
        /// Whether the stakes count.
        stakes: bool,
    },
}

/// Every state by rank, with what is not known about single pairs.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Ranking {
    /// Ranks, the best first; the states of one rank are equal.
    pub ranks: Vec<Vec<Ranked>>,
    /// By rank but the last: whether it is much preferred to the next.
    #[doc(alias = "strength of preference")]
    pub much: Vec<bool>,
    /// Pairs that go another way than the ranks say.
    pub pairs: Vec<Pair>,
}

/// A state in a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ranked {
    /// Which options are taken.
    Taken(u64),
    /// A listed state.
    Listed(StateId),
    /// The one state that others are merged into, by its place in [`Conflict::merges`].
    Merged(usize),
}

/// How two single states compare, whatever the ranks say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Pair {
    /// One.
    pub one: Ranked,
    /// The other.
    pub other: Ranked,
    /// How the first compares with the second.
    pub like: Compared,
}

/// How one state compares with another to a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compared {
    /// Much less preferred.
    MuchWorse,
    /// Less preferred.
    Worse,
    /// Equal.
    Equal,
    /// Not known.
    Unknown,
    /// Preferred.
    Better,
    /// Much preferred.
    MuchBetter,
}

/// A statement that a party would see met.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
#[doc(alias = "preference statement")]
pub struct Wish {
    /// What it asks for.
    pub holds: Formula,
    /// How important it is, the greater the more; statements of equal importance keep their order. None: its place in
    /// the list says so. Either all statements of a party have one or none has.
    pub priority: Option<Quantity>,
}

/// What is in force in some states.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Outcome {
    /// In these.
    pub when: Formula,
    /// The package in force; issues left out keep their status quo. None: no deal.
    pub package: Option<BTreeMap<IssueId, usize>>,
    /// What it rests on.
    pub basis: Basis,
}

/// A question: is there a state of rest like this?
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Goal {
    /// The id in the case file.
    pub id: String,
    /// The question in words.
    pub text: String,
    /// What must hold in the state. None: anything.
    pub holds: Option<Formula>,
    /// It must be better for this party …
    pub better_for: Option<PartyId>,
    /// … than this state.
    pub than: Option<StateId>,
}

impl Conflict {
    /// A formula in words, options by their ids.
    pub fn words(&self, formula: &Formula) -> String {
        formula.words(&|option| self.option_name(option).to_owned())
    }

    /// A formula within a sentence: options by what taking them means.
    pub fn told(&self, formula: &Formula) -> String {
        let name = |id: OptionId| self.options.get(id.0).map_or("", |option| option.name.as_str());
        formula.words(&|option| format!("‘{}’", name(option)))
    }

    /// The id of an option in the case file; nothing where there is none.
    pub fn option_name(&self, id: OptionId) -> &str {
        self.options.get(id.0).map_or("", |option| &option.id)
    }

    /// Whether the case has none.
    pub fn is_empty(&self) -> bool {
        self.options.is_empty() && self.states.is_empty()
    }

    /// The options of a party, one bit each.
    pub fn owned(&self, party: PartyId) -> u64 {
        let own = self.options.iter().enumerate().filter(|(_, option)| option.by == party);
        own.fold(0, |mask, (place, _)| mask | 1 << place)
    }

    /// Whether a combination of options is possible.
    pub fn is_possible(&self, taken: u64) -> bool {
        self.rules.iter().all(|rule| rule.holds.holds(taken))
    }

    /// The combinations of options that are possible, ascending, or none when there are more than `most` or when finding
    /// them takes more than 64 times as many steps.
    ///
    /// Settles one option after another and turns back as soon as a rule is broken: O(steps × length of the rules).
    pub fn possible(&self, most: usize) -> Option<Vec<u64>> {
        let mut found = Vec::new();
        let mut steps = most.saturating_mul(64).saturating_add(64);
        self.extend(self.options.len(), 0, most, &mut steps, &mut found).then_some(found)
    }

    /// Settles the options below `open`, from the highest down. False: a bound was passed.
    fn extend(&self, open: usize, taken: u64, most: usize, steps: &mut usize, found: &mut Vec<u64>) -> bool {
        let known = !0 << open;
        if self.rules.iter().any(|rule| rule.holds.so_far(known, taken) == Truth::False) {
            return true;
        }
        if *steps == 0 {
            return false;
        }
        *steps -= 1;
        let Some(next) = open.checked_sub(1) else {
            found.push(taken);
            return found.len() <= most;
        };
        self.extend(next, taken, most, steps, found) && self.extend(next, taken | 1 << next, most, steps, found)
    }

    /// The parties that can do something or that have preferences here, in file order.
    pub fn parties(&self) -> Vec<PartyId> {
        let mut parties: Vec<PartyId> = self.options.iter().map(|option| option.by).collect();
        parties.extend(self.moves.iter().map(|one| one.by));
        parties.extend(self.preferences.iter().map(|preference| preference.party));
        parties.sort_unstable();
        parties.dedup();
        parties
    }

    /// Gives an option another weight. Without effect where the party's preference has no weights.
    pub fn set_weight(&mut self, party: PartyId, option: OptionId, to: Quantity) {
        if let Some(Order::Worth { weights, .. }) = self.order_mut(party) {
            match weights.iter_mut().find(|(known, _)| *known == option) {
                Some((_, weight)) => *weight = to,
                None => weights.push((option, to)),
            }
        }
    }

    /// Gives a statement another priority. Without effect where the party's preference has no such statement.
    pub fn set_priority(&mut self, party: PartyId, place: usize, to: Quantity) {
        if let Some(Order::Statements(wishes)) = self.order_mut(party)
            && place < wishes.len()
        {
            number_priorities(wishes);
            wishes[place].priority = Some(to);
        }
    }

    fn order_mut(&mut self, party: PartyId) -> Option<&mut Order> {
        self.preferences.iter_mut().find(|preference| preference.party == party).map(|preference| &mut preference.order)
    }

    /// What a party makes of the states, if the case says.
    pub fn preference(&self, party: PartyId) -> Option<&Preference> {
        self.preferences.iter().find(|preference| preference.party == party)
    }
}

/// Turns places in the list into priorities where a statement has none: the last counts 1, the one before it 2, and so on.
pub fn number_priorities(wishes: &mut [Wish]) {
    for (place, wish) in wishes.iter_mut().rev().enumerate() {
        wish.priority.get_or_insert(Quantity::Point((place + 1) as f64));
    }
}

impl Compared {
    /// The same pair, seen from the other state.
    pub fn reversed(self) -> Compared {
        match self {
            Compared::MuchWorse => Compared::MuchBetter,
            Compared::Worse => Compared::Better,
            Compared::Equal => Compared::Equal,
            Compared::Unknown => Compared::Unknown,
            Compared::Better => Compared::Worse,
            Compared::MuchBetter => Compared::MuchWorse,
        }
    }

    /// Whether the first is preferred, mildly or much.
    pub fn is_better(self) -> bool {
        matches!(self, Compared::Better | Compared::MuchBetter)
    }
}
