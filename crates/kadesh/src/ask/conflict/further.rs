//! Further questions about a conflict: coalitions, looking ahead, the ways to rest, what is unknown and what is strong.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Contest, StateView, Tie};
use crate::conflict::coalition::{COALITION_DEFINITIONS, Joining, JointVerdict, coalitions as all_coalitions};
use crate::conflict::foresight::{NoForesight, Round, foresight as look_ahead};
use crate::conflict::strength::{Firmness, firmness};
use crate::conflict::unknown::{Attitude, Version};
use crate::conflict::{Engine, Preferences, Space, State, Step, coalition, frame, paths as ways, strength, unknown};
use crate::model::{Basis, Compared, LONGEST_LIST, Ref, Refusal};

/// With more states than this the further questions are not asked.
const MOST_STATES: usize = 1_024;

/// With more parties than this there are too many coalitions.
const MOST_PARTIES: usize = 6;

/// Stability against parties that act together.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct CoalitionView {
    /// The definitions, in short.
    pub definitions: Vec<&'static str>,
    /// State by state.
    pub rows: Vec<CoalitionRow>,
    /// By definition: the states that are stable for every coalition.
    pub universal: Vec<Vec<StateView>>,
    /// What the order of the case decides, since importance does not.
    pub ties: Vec<Tie>,
    /// What it rests on.
    pub basis: Basis,
}

/// What coalitions make of a state that is stable for every single party.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct CoalitionRow {
    /// The state.
    pub state: StateView,
    /// The coalition.
    pub members: Vec<Ref>,
    /// By definition: whether it is stable for the coalition.
    pub stable: Vec<bool>,
    /// By definition: the same where the coalition moves as one mover. Blank where states are listed.
    pub as_one: Vec<Option<bool>>,
    /// Where the members would move to.
    pub improvement: Option<StateView>,
    /// What it rests on.
    pub basis: Basis,
}

/// Stability for parties that look ahead.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct ForesightView {
    /// The two parties.
    pub parties: Vec<Ref>,
    /// Horizon by horizon, until the sets come round.
    pub horizons: Vec<HorizonRow>,
    /// By party: when they come round.
    pub rounds: Vec<Round>,
    /// By party: the states that are stable at every horizon from some one on.
    pub lasting: Vec<Vec<StateView>>,
    /// What the order of the case decides, since importance does not.
    pub ties: Vec<Tie>,
    /// What it rests on.
    pub basis: Basis,
}

/// One horizon.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct HorizonRow {
    /// How many moves ahead.
    pub horizon: usize,
    /// By party: the stable states.
    pub stable: Vec<Vec<StateView>>,
}

/// The ways from where things stand.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PathsView {
    /// Where things stand.
    pub now: StateView,
    /// State by state.
    pub rows: Vec<PathRow>,
    /// How many possible states are left out.
    pub left_out: u64,
    /// What the order of the case decides, since importance does not.
    pub ties: Vec<Tie>,
    /// What it rests on.
    pub basis: Basis,
}

/// The ways to one state.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PathRow {
    /// Where to.
    pub to: StateView,
    /// The shortest by any moves: who, and where to. None: there is none.
    pub by_moves: Option<Vec<(Ref, StateView)>>,
    /// The shortest by moves that their movers gain by. None: there is none.
    pub by_improvements: Option<Vec<(Ref, StateView)>>,
    /// What it rests on.
    pub basis: Basis,
}

/// Stability where preferences are not known or differ in strength.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct ReadingsView {
    /// How many pairs of states are not known.
    pub unknown: usize,
    /// By state, party and definition: under which attitudes it is stable. Empty where everything is known.
    pub attitudes: Vec<ReadingRow>,
    /// By state, party and definition: how firmly. Empty where no preference is strong.
    pub firm: Vec<FirmRow>,
    /// What it rests on.
    pub basis: Basis,
}

/// The attitudes to what is unknown under which a state is stable for all.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct ReadingRow {
    /// The state.
    pub state: StateView,
    /// The definition, in short.
    pub definition: &'static str,
    /// The attitudes.
    pub stable: Vec<Attitude>,
    /// What it rests on.
    pub basis: Basis,
}

/// How firmly a state is stable for all.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct FirmRow {
    /// The state.
    pub state: StateView,
    /// The definition, in short.
    pub definition: &'static str,
    /// For the party for which it is least firm.
    pub firmness: Firmness,
    /// What it rests on.
    pub basis: Basis,
}

/// Stability against coalitions of two or more. Refuses large conflicts.
pub fn coalitions(contest: &Contest) -> Result<CoalitionView, Refusal> {
    let states = few_states(contest, &coalition::cnash::CARD)?;
    let parties: Vec<usize> = (0..contest.parties().len()).collect();
    if parties.len() > MOST_PARTIES {
        let because = format!("{} parties make too many coalitions", parties.len());
        return Err(Refusal::new(&coalition::cnash::CARD, because).hint(format!("at most {MOST_PARTIES} parties")));
    }
    let arena = contest.arena()?;
    let all = all_coalitions(&parties);
    let universal = COALITION_DEFINITIONS.iter().map(|definition| {
        let holds = |state: &&State| {
            all.iter().all(|members| definition.verdict(&arena, members, **state, Joining::Sequences).is_stable())
        };
        states.iter().filter(holds).map(|state| contest.view(*state)).collect()
    });
    let universal = universal.collect();
    let refs = contest.party_refs();
    let mut rows = Vec::new();
    for state in contest.all_states().into_iter().filter(|state| contest.rests(*state)) {
        for members in all.iter().filter(|members| members.len() > 1) {
            contest.progress().go_on()?;
            rows.push(coalition_row(contest, &refs, state, members)?);
        }
    }
    let definitions = COALITION_DEFINITIONS.iter().map(|definition| definition.short).collect();
    Ok(CoalitionView { definitions, rows, universal, ties: contest.ties(), basis: contest.basis(None) })
}

fn coalition_row(contest: &Contest, refs: &[Ref], state: State, members: &[usize]) -> Result<CoalitionRow, Refusal> {
    let arena = contest.arena()?;
    let verdict = |joining: Joining| {
        COALITION_DEFINITIONS.iter().map(move |definition| definition.verdict(&arena, members, state, joining))
    };
    let apart: Vec<JointVerdict> = verdict(Joining::Sequences).collect();
    let as_one = match arena.space {
        Space::Cube(_) => verdict(Joining::OneMover).map(|one| Some(one.is_stable())).collect(),
        Space::Graph(_) => vec![None; apart.len()],
    };
    let improvement = apart.iter().find_map(|one| match one {
        JointVerdict::Breaks(to) => Some(contest.view(*to)),
        JointVerdict::NoMove | JointVerdict::NoImprovement | JointVerdict::Deterred(_) => None,
    });
    Ok(CoalitionRow {
        state: contest.view(state),
        members: members.iter().filter_map(|member| refs.get(*member).cloned()).collect(),
        stable: apart.iter().map(JointVerdict::is_stable).collect(),
        as_one,
        improvement,
        basis: contest.basis(None),
    })
}

/// Stability at every horizon. Refuses more than two parties, ties, and preferences that go round in a circle.
pub fn foresight(contest: &Contest) -> Result<ForesightView, Refusal> {
    let card = &crate::conflict::foresight::CARD;
    few_states(contest, card)?;
    let refs = contest.party_refs();
    let name = |party: &usize| refs.get(*party).map(|party| party.name.as_str()).unwrap_or_default();
    let label = |state: &State| contest.view(*state).label();
    let found = look_ahead(&contest.arena()?).map_err(|why| match why {
        NoForesight::Parties(parties) => {
            Refusal::new(card, format!("it is defined for two parties, and there are {parties}"))
        }
        NoForesight::Ties(ties) => {
            let each = ties.iter().map(|(party, one, other)| {
                format!(
                    "{} holds two states equal, or it is not known which it prefers: ‘{}’ and ‘{}’",
                    name(party),
                    label(one),
                    label(other)
                )
            });
            Refusal::new(card, each.collect::<Vec<_>>().join("; "))
                .hint("what a party expects between equals is not defined: rank them apart")
        }
        NoForesight::Circles(circles) => {
            let each = circles.iter().map(|(party, states)| {
                let [one, other, third] = states.each_ref().map(label);
                format!("{} prefers ‘{one}’ to ‘{other}’, that to ‘{third}’, and that to ‘{one}’", name(party))
            });
            Refusal::new(card, each.collect::<Vec<_>>().join("; "))
                .hint("which is the best of a circle is not defined: take out one of its pairs")
        }
        NoForesight::Unsettled(horizons) => Refusal::new(card, format!("nothing comes round in {horizons} horizons")),
    })?;
    let views = |states: &[State]| states.iter().map(|state| contest.view(*state)).collect::<Vec<_>>();
    let horizons = found.horizons.iter().enumerate().map(|(place, both)| HorizonRow {
        horizon: place + 1,
        stable: both.iter().map(|states| views(states)).collect(),
    });
    Ok(ForesightView {
        parties: refs,
        horizons: horizons.collect(),
        rounds: found.rounds.to_vec(),
        lasting: found.lasting.iter().map(|states| views(states)).collect(),
        ties: contest.ties(),
        basis: contest.basis(None),
    })
}

/// The shortest ways from where things stand to every state asked about. Refuses a case that does not say where that is.
pub fn paths(contest: &Contest) -> Result<PathsView, Refusal> {
    contest.space()?;
    let Some(now) = contest.now() else {
        let hint = "add `now` to `[conflict]`";
        return Err(Refusal::new(&ways::CARD, "the case does not say where things stand").hint(hint));
    };
    if !contest.can_search() {
        return Err(Refusal::new(&ways::CARD, "its states are too many to search"));
    }
    let refs = contest.party_refs();
    let steps = |steps: &Vec<Step>| {
        steps.iter().filter_map(|step| Some((refs.get(step.by)?.clone(), contest.view(step.to)))).collect()
    };
    let (mut to, left_out) = contest.listed(LONGEST_LIST);
    to.retain(|state| *state != now);
    let rows = ways::ways(&contest.arena()?, now, &to).into_iter().map(|way| PathRow {
        to: contest.view(way.to),
        by_moves: way.by_moves.as_ref().map(steps),
        by_improvements: way.by_improvements.as_ref().map(steps),
        basis: contest.basis(None),
    });
    let (rows, basis) = (rows.collect(), contest.basis(None));
    Ok(PathsView { now: contest.view(now), rows, left_out, ties: contest.ties(), basis })
}

/// Verdicts under every attitude to what is unknown, and how firm they are. Refuses where everything is known and mild.
pub fn readings(contest: &Contest) -> Result<ReadingsView, Refusal> {
    contest.space()?;
    let has = |like: fn(&Compared) -> bool| {
        contest.preferences.iter().any(|one| match one {
            Preferences::Pairs(pairs) => pairs.iter().any(like),
            Preferences::Levels(_) => false,
        })
    };
    let unknown_pairs: usize = contest
        .preferences
        .iter()
        .map(|one| match one {
            Preferences::Pairs(pairs) => pairs.iter().filter(|like| **like == Compared::Unknown).count() / 2,
            Preferences::Levels(_) => 0,
        })
        .sum();
    let strong = has(|like| *like == Compared::MuchBetter);
    if unknown_pairs == 0 && !strong {
        let hint = "write `a ? b` among a preference's `pairs`, or `>>` in its ranking";
        return Err(Refusal::new(&unknown::CARD, "every preference is known and none is strong").hint(hint));
    }
    few_states(contest, if strong { &strength::CARD } else { &unknown::CARD })?;
    let arena = contest.arena()?;
    let parties = 0..arena.parties();
    let (mut attitudes, mut firm) = (Vec::new(), Vec::new());
    for state in contest.all_states() {
        for version in Version::ALL {
            contest.progress().go_on()?;
            let holds = |attitude: &Attitude| {
                parties.clone().all(|party| unknown::verdict(&arena, version, *attitude, party, state).is_stable())
            };
            let basis = contest.basis(None);
            let (view, definition) = (contest.view(state), version.short());
            if unknown_pairs > 0 {
                let stable = Attitude::ALL.into_iter().filter(holds).collect();
                attitudes.push(ReadingRow { state: view.clone(), definition, stable, basis: basis.clone() });
            }
            let least = parties.clone().map(|party| firmness(&arena, version, party, state)).min();
            if let Some(firmness) = least.filter(|_| strong) {
                firm.push(FirmRow { state: view, definition, firmness, basis });
            }
        }
    }
    Ok(ReadingsView { unknown: unknown_pairs, attitudes, firm, basis: contest.basis(None) })
}

fn few_states(contest: &Contest, card: &crate::model::Card) -> Result<Vec<State>, Refusal> {
    let states = contest.hold.frame.states();
    if states.len() > MOST_STATES || contest.hold.frame.engine == Engine::Symbolic {
        let because = format!("{} states are too many for this question", states.len());
        return Err(Refusal::new(card, because).hint(format!("at most {MOST_STATES} states are")));
    }
    contest.space().map_err(|refusal| Refusal { model: frame::CARD.id, ..refusal })?;
    Ok(states)
}
