//! Why a state holds or does not, move by move: what each party would gain by leaving, and who would answer how.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Contest, StateView, Tie};
use crate::conflict::replay::replay;
use crate::conflict::{Answers, State, Verdict, frame};
use crate::model::{Basis, Ref, Refusal};

/// Verdicts with the moves that make them.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Witnesses {
    /// State by state, party by party.
    pub rows: Vec<Witness>,
    /// How many possible states are left out.
    pub left_out: u64,
    /// How many verdicts were checked by making every move again.
    pub replayed: usize,
    /// What the order of the case decides, since importance does not.
    pub ties: Vec<Tie>,
    /// What it rests on.
    pub basis: Basis,
}

/// Why a state is stable for a party under some definitions, or not.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Witness {
    /// The state.
    pub state: StateView,
    /// The party.
    pub party: Ref,
    /// The definitions that this shows the verdict of, in short.
    pub definitions: Vec<&'static str>,
    /// Whether the state is stable.
    pub stable: bool,
    /// Why, if there is nothing to answer: it cannot move, or would not.
    pub stays: Option<&'static str>,
    /// The improvement that nobody answers.
    pub breaks: Option<StateView>,
    /// Every improvement with its answer.
    pub answers: Vec<AnswerPath>,
    /// What it rests on.
    pub basis: Basis,
}

/// An improvement and the moves that answer it.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct AnswerPath {
    /// What the party would move to.
    pub improvement: StateView,
    /// The moves that follow.
    pub steps: Vec<WitnessStep>,
    /// Whether they are made at the same time as the improvement.
    pub together: bool,
}

/// One move.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct WitnessStep {
    /// Who.
    pub by: Ref,
    /// Where to.
    pub to: StateView,
}

/// The most states whose verdicts are shown.
const MOST_STATES: usize = 4_096;

/// Why each state asked about holds or not. Refuses a conflict with too many states to search.
pub fn witnesses(contest: &Contest) -> Result<Witnesses, Refusal> {
    if !contest.can_search() {
        let hint = "the verdicts themselves are in `stability`";
        return Err(Refusal::new(&frame::CARD, "its states are too many to search from each").hint(hint));
    }
    let mut rows = Vec::new();
    let mut replayed = 0;
    let (listed, left_out) = contest.listed(MOST_STATES);
    for state in listed {
        for party in 0..contest.parties().len() {
            contest.progress().go_on()?;
            let (found, checked) = witnesses_of(contest, state, party)?;
            rows.extend(found);
            replayed += checked;
        }
    }
    Ok(Witnesses { rows, left_out, replayed, ties: contest.ties(), basis: contest.basis(None) })
}

/// The verdicts of one party on one state; definitions that give the same one share a row.
fn witnesses_of(contest: &Contest, state: State, party: usize) -> Result<(Vec<Witness>, usize), Refusal> {
    let arena = contest.arena()?;
    let mut rows: Vec<(Verdict, Witness)> = Vec::new();
    let mut replayed = 0;
    for definition in contest.definitions() {
        let verdict = (definition.verdict)(&arena, party, state);
        if let Err(broken) = replay(&arena, definition, party, state, &verdict) {
            // A verdict that does not bear replaying is a defect of ours; it is told rather than shown.
            let because = format!("a verdict of {} could not be replayed: {broken:?}", definition.short);
            return Err(Refusal::new(definition.card, because));
        }
        replayed += 1;
        let together = definition.answers == Answers::Together;
        match rows
            .iter_mut()
            .find(|(known, row)| *known == verdict && row.answers.iter().all(|one| one.together == together))
        {
            Some((_, row)) => row.definitions.push(definition.short),
            None => {
                let row = witness(contest, (state, party), &verdict, (definition.short, together));
                rows.push((verdict, row));
            }
        }
    }
    Ok((rows.into_iter().map(|(_, row)| row).collect(), replayed))
}

fn witness(
    contest: &Contest,
    (state, party): (State, usize),
    verdict: &Verdict,
    (short, together): (&'static str, bool),
) -> Witness {
    let parties = contest.party_refs();
    let view = |state: &State| contest.view(*state);
    let path = |path: &[crate::conflict::Step]| {
        path.iter()
            .filter_map(|step| Some(WitnessStep { by: parties.get(step.by)?.clone(), to: view(&step.to) }))
            .collect()
    };
    let answers = match verdict {
        Verdict::Deterred(answers) => answers
            .iter()
            .map(|one| AnswerPath { improvement: view(&one.improvement), steps: path(&one.path), together })
            .collect(),
        Verdict::NoMove | Verdict::NoImprovement | Verdict::Breaks(_) => Vec::new(),
    };
    let (stays, breaks) = match verdict {
        Verdict::NoMove => (Some("it has no move here, whatever it prefers"), None),
        Verdict::NoImprovement => (Some("it prefers nothing that it can move to"), None),
        Verdict::Breaks(to) => (None, Some(view(to))),
        Verdict::Deterred(_) => (None, None),
    };
    Witness {
        state: view(&state),
        party: parties.get(party).cloned().unwrap_or_else(|| Ref { id: String::new(), name: String::new() }),
        definitions: vec![short],
        stable: verdict.is_stable(),
        stays,
        breaks,
        answers,
        basis: if stays.is_some() || short == "Nash" { contest.basis(Some(party)) } else { contest.basis(None) },
    }
}
