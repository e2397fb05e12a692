//! Where it could come to rest with something that the case asks for: under these options, or better for a party.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Contest, SHORT, StateView, Tie};
use crate::conflict::State;
use crate::conflict::goal::CARD;
use crate::model::{Basis, Goal, LONGEST_LIST, Ref, Refusal};

/// Goal by goal.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct GoalsView {
    /// The definitions, in short.
    pub definitions: Vec<&'static str>,
    /// The goals.
    pub goals: Vec<GoalRow>,
    /// Whether all states of rest were counted; else one was searched for.
    pub counted: bool,
    /// What the order of the case decides, since importance does not.
    pub ties: Vec<Tie>,
    /// What it rests on.
    pub basis: Basis,
}

/// One goal.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct GoalRow {
    /// The question in the words of the case.
    pub text: String,
    /// What is asked of the state, in options. None: nothing.
    pub holds: Option<String>,
    /// For whom it is to be better, and than what.
    pub better: Option<(Ref, StateView)>,
    /// By definition: how many states of rest there are.
    pub counts: Vec<u64>,
    /// Those under the strictest definition that has any, or the first of them.
    pub states: Vec<StateView>,
    /// What it rests on.
    pub basis: Basis,
}

/// The goals that the case asks for. Refuses a case without any.
pub(super) fn asked<'a>(contest: &Contest<'a>) -> Result<&'a [Goal], Refusal> {
    let goals = &contest.conflict().goals;
    if goals.is_empty() {
        return Err(Refusal::new(&CARD, "the case asks for nothing of a state of rest").hint("add `[[conflict.goal]]`"));
    }
    Ok(goals)
}

/// Which states of rest meet each goal, where states can be listed. Refuses a case without goals, and a goal that compares
/// with nothing.
pub(super) fn listed(contest: &Contest) -> Result<GoalsView, Refusal> {
    let goals = asked(contest)?;
    Ok(GoalsView {
        definitions: contest.definitions().map(|definition| definition.short).collect(),
        goals: goals.iter().map(|goal| row(contest, goal)).collect::<Result<_, Refusal>>()?,
        counted: true,
        ties: contest.ties(),
        basis: contest.basis(None),
    })
}

fn row(contest: &Contest, goal: &Goal) -> Result<GoalRow, Refusal> {
    let conflict = contest.conflict();
    let than = goal.than.or(conflict.now).and_then(|id| contest.hold.frame.named(conflict, id));
    let better = better_party(contest, goal, than)?;
    let arena = contest.arena()?;
    let meets = |state: State| {
        let combinations = contest.hold.frame.combinations(state);
        let holds = goal.holds.as_ref().is_none_or(|holds| combinations.iter().all(|taken| holds.holds(*taken)));
        holds && better.is_none_or(|(party, than)| arena.prefers(party, state, than))
    };
    let found: Vec<Vec<State>> = contest
        .stable
        .iter()
        .map(|(_, stable)| {
            stable.equilibria().ones().map(|state| state as State).filter(|state| meets(*state)).collect()
        })
        .collect();
    let first = found.iter().find(|states| !states.is_empty()).cloned().unwrap_or_default();
    Ok(GoalRow {
        text: goal.text.clone(),
        holds: goal.holds.as_ref().map(|holds| conflict.words(holds)),
        better: better.and_then(|(party, than)| Some((contest.party_refs().get(party)?.clone(), contest.view(than)))),
        counts: found.iter().map(|states| states.len() as u64).collect(),
        states: first
            .into_iter()
            .take(contest.listing.most(SHORT, LONGEST_LIST))
            .map(|state| contest.view(state))
            .collect(),
        basis: contest.basis(None),
    })
}

/// The party, by place, for which the state is to be better, and than which.
pub(super) fn better_party<S>(contest: &Contest, goal: &Goal, than: Option<S>) -> Result<Option<(usize, S)>, Refusal> {
    let Some(id) = goal.better_for else { return Ok(None) };
    let party = contest.parties().iter().position(|party| *party == id);
    match (party, than) {
        (Some(party), Some(than)) => Ok(Some((party, than))),
        (None, _) => Err(Refusal::new(&CARD, format!("`{}` asks for a party that has no part in it", goal.id))),
        (_, None) => Err(Refusal::new(&CARD, format!("`{}` asks for something better, and not than what", goal.id))
            .hint("add `than` to the goal, or `now` to `[conflict]`")),
    }
}
