//! Whether an option can be reached under the rules as things stand, with the line of proof.
//!
//! # Definition
//!
//! An option is reachable when every gate in front of it is open, not reachable when some gate is shut, and open when neither
//! is known; an option with no gate is reachable. Red lines are named beside it and do not enter: they say what a signatory
//! rejects, not what a rule forbids.
//!
//! # Source
//!
//! Our own, on the gates' Kleene truth [kleene1952].
//!
//! # Complexity
//!
//! That of the gates in front of the option.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Basis, Card, Case, Choice, Family, PartyId, Ref, Standing, Truth};

use super::gate::{GateAnswer, gate_answer};

/// The description of this model.
pub const CARD: Card = Card {
    id: "rules.reach",
    family: Family::Rules,
    name: "reach of an option under the rules",
    question: "Can the option be had as things stand, and which rule and whose stance says so?",
    definition: "Kleene's \"all\" over the gates in front of the option.",
    sources: &["kleene1952"],
    assumes: &["the case records every gate in front of the option"],
    departures: "Red lines are named beside the answer and do not enter it.",
    standing: Standing::Experimental,
};

/// Every option of every issue.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct AllReach {
    /// By issue and option.
    pub options: Vec<Reach>,
    /// What all of it rests on.
    pub basis: Basis,
}

/// Whether one option can be reached.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Reach {
    /// The issue.
    pub issue: Ref,
    /// The option's id.
    pub option: String,
    /// The two in words: `membership = timetable`.
    pub choice: String,
    /// Whether it is the option that holds when nothing is agreed.
    pub status_quo: bool,
    /// Reachable (true), not reachable (false), or open.
    pub truth: Truth,
    /// The proof: every gate in front of it. Empty: no gate.
    pub gates: Vec<GateAnswer>,
    /// Signatories that reject it whatever the rest.
    pub red_lines: Vec<RedLineOn>,
    /// What it rests on.
    pub basis: Basis,
}

/// A signatory that rejects an option whatever the rest.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct RedLineOn {
    /// Who.
    pub party: Ref,
    /// What the red line rests on.
    pub basis: Basis,
}

/// Whether each option of the case can be reached.
pub fn all_reach(case: &Case) -> AllReach {
    let choices = case
        .issue_ids()
        .flat_map(|issue| (0..case.issue(issue).options.len()).map(move |option| Choice { issue, option }));
    let options: Vec<Reach> = choices.map(|choice| reach(case, choice)).collect();
    let basis = options.iter().map(|answer| &answer.basis).collect();
    AllReach { options, basis }
}

/// Whether one option can be reached.
pub fn reach(case: &Case, choice: Choice) -> Reach {
    let gates: Vec<GateAnswer> = case.gates_before(choice).map(|gate| gate_answer(case, gate)).collect();
    let red_lines: Vec<RedLineOn> =
        case.deal.signatories.iter().filter_map(|party| red_line(case, *party, choice)).collect();
    let mut basis: Basis = gates.iter().map(|gate| &gate.basis).collect();
    red_lines.iter().for_each(|line| basis.extend(&line.basis));
    Reach {
        issue: case.issue_ref(choice.issue),
        option: case.option(choice).id.clone(),
        choice: case.choice_text(choice),
        status_quo: case.issue(choice.issue).status_quo == choice.option,
        truth: gates.iter().fold(Truth::True, |all, gate| all.and(gate.truth)),
        gates,
        red_lines,
        basis,
    }
}

fn red_line(case: &Case, party: PartyId, choice: Choice) -> Option<RedLineOn> {
    let stake = case.stake(party, choice.issue)?;
    stake
        .red_line
        .contains(&choice.option)
        .then(|| RedLineOn { party: case.party_ref(party), basis: stake.basis.clone() })
}
