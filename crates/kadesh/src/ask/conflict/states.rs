//! What the parties can do, what they prefer, and how many states that makes.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Contest, StateView};
use crate::conflict::Engine;
use crate::model::{Basis, Direction, Order, PartyId, Ranked, Ranking, Ref, Refusal};

/// The parties of a conflict and its states.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct States {
    /// The parties, in file order.
    pub parties: Vec<PartyOptions>,
    /// How many combinations of options there are, as a power of two. None: states are listed.
    pub options: Option<usize>,
    /// How many states are possible.
    pub possible: u64,
    /// The engine that takes them.
    pub engine: Engine,
    /// What rules out a state, in words.
    pub rules: Vec<(String, Basis)>,
    /// States that are taken as one.
    pub merged: Vec<Merged>,
    /// Where things stand.
    pub now: Option<StateView>,
    /// What it rests on.
    pub basis: Basis,
}

/// Combinations of options that are taken as one state.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Merged {
    /// The state.
    pub state: StateView,
    /// Which combinations, in words.
    pub when: String,
    /// How many of them are possible.
    pub combinations: usize,
    /// What it rests on.
    pub basis: Basis,
}

/// What one party can do and what it prefers.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PartyOptions {
    /// The party.
    pub party: Ref,
    /// Its options.
    pub options: Vec<Taking>,
    /// What it prefers, the most important or the best first.
    pub prefers: Vec<Wanted>,
    /// How that is written down.
    pub by: &'static str,
    /// Whether some of it is a range.
    pub varies: bool,
    /// What it rests on.
    pub basis: Basis,
}

/// One statement, rank or weight of a party's preferences.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Wanted {
    /// In words.
    pub words: String,
    /// Its importance or weight, where one is written.
    pub counts: Option<String>,
    /// The key by which a what-if changes that. None: it has none.
    pub key: Option<String>,
}

/// Something that a party can do or leave.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Taking {
    /// Its id.
    pub id: String,
    /// What it means.
    pub name: String,
    /// Whether it can be taken back.
    pub direction: Direction,
    /// What it rests on.
    pub basis: Basis,
}

/// The states of a conflict, its parties and what they prefer.
pub fn states(contest: &Contest) -> Result<States, Refusal> {
    let conflict = contest.conflict();
    let frame = &contest.hold.frame;
    let merged = frame.merges().filter_map(|(merge, state, count)| {
        let merge = conflict.merges.get(merge)?;
        let (state, when) = (contest.view(state), conflict.words(&merge.when));
        Some(Merged { state, when, combinations: count, basis: merge.basis.clone() })
    });
    Ok(States {
        parties: contest.parties().iter().map(|party| party_options(contest, *party)).collect(),
        options: (!conflict.options.is_empty()).then_some(conflict.options.len()),
        possible: contest.possible()?,
        engine: frame.engine,
        rules: conflict.rules.iter().map(|rule| (conflict.words(&rule.holds), rule.basis.clone())).collect(),
        merged: merged.collect(),
        now: contest.now_view(),
        basis: contest.basis(None),
    })
}

fn party_options(contest: &Contest, party: PartyId) -> PartyOptions {
    let conflict = contest.conflict();
    let own = conflict.options.iter().filter(|option| option.by == party);
    let taking = own.map(|option| Taking {
        id: option.id.clone(),
        name: option.name.clone(),
        direction: option.direction,
        basis: option.basis.clone(),
    });
    let owner = contest.case().party_ref(party);
    let plain = |words: String| Wanted { words, counts: None, key: None };
    let (prefers, by) = match conflict.preference(party).map(|preference| &preference.order) {
        None => (Vec::new(), "nothing is said, and every state is taken as equal"),
        Some(Order::Ranking(ranking)) => {
            (ranks(contest, ranking).into_iter().map(plain).collect(), "a ranking, the best first")
        }
        Some(Order::Statements(wishes)) => {
            let order = contest.hold.central_statements(party);
            let wanted = order.into_iter().filter_map(|place| Some((place, wishes.get(place)?)));
            let wanted = wanted.map(|(place, wish)| Wanted {
                words: conflict.words(&wish.holds),
                counts: wish.priority.map(|priority| priority.to_string()),
                key: Some(format!("priority.{}.{}", owner.id, place + 1)),
            });
            (wanted.collect(), "statements, the most important first")
        }
        Some(Order::Worth { weights, stakes }) => {
            let stakes = stakes.then(|| plain("what is in force, by its stakes".to_owned()));
            let weights = weights.iter().map(|(option, weight)| Wanted {
                words: conflict.option_name(*option).to_owned(),
                counts: Some(weight.to_string()),
                key: conflict.options.get(option.0).map(|one| format!("option-weight.{}.{}", owner.id, one.id)),
            });
            (stakes.into_iter().chain(weights).collect(), "a sum of worth")
        }
    };
    PartyOptions {
        party: owner,
        options: taking.collect(),
        prefers,
        by,
        varies: contest.hold.varies(party),
        basis: contest.preference_basis(party),
    }
}

/// The ranks in words, the states of one rank joined.
fn ranks(contest: &Contest, ranking: &Ranking) -> Vec<String> {
    let label = |ranked: &Ranked| {
        contest.hold.frame.ranked(*ranked).map_or_else(String::new, |state| contest.view(state).label())
    };
    ranking.ranks.iter().map(|states| states.iter().map(label).collect::<Vec<_>>().join(" ~ ")).collect()
}
