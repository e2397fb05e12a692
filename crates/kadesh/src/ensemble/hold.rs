//! What each party makes of the states of the conflict, at central numbers and in every draw, and in how many draws it holds.
//!
//! # Definition
//!
//! In each draw every range in a party's preferences takes a value: how important a statement is, what an option counts for,
//! and where its stakes count, what the package in force in a state is worth to it, or its walk-away where none is, with the
//! levers set as the options taken in that state set them. A package that a red line bars is worth −1: less than anything that
//! is not barred. A state's verdicts in the draw are those of its preferences there.
//!
//! # Source
//!
//! Our own. Draws as in [`super::sample`]; a state's worth as in [`super::payoffs`].
//!
//! # Complexity
//!
//! O(draws × one round of the engine); parties whose numbers are all points are ordered once.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::payoffs::PartyInputs;
use super::sample::{About, Column, Draws};
use super::variable::Variable;
use crate::conflict::frame::Frame;
use crate::conflict::order::{self, Numbers};
use crate::conflict::{Definition, Judge, Preferences, Space, State};
use crate::deals::Payoff;
use crate::model::{Card, Case, Conflict, Family, LeverId, OptionId, Order, PartyId, Refusal, Standing};
use crate::num;
use crate::progress::Progress;

/// What robustness over the draws is.
pub const CARD: Card = Card {
    id: "conflict.robustness",
    family: Family::Conflict,
    name: "robustness of stability over the draws",
    question: "In how many draws of the preferences is a state stable, and for whom?",
    definition: "A count of draws, definition by definition and party by party; in each draw all ranges of the preferences take values.",
    sources: &["lempert2003"],
    assumes: &[
        "the inputs vary independently of one another",
        "the parties know one another's preferences in every draw",
    ],
    departures: "Draws are counted, and none weighs more than another. A package that a red line bars is worth less than anything that is not barred.",
    standing: Standing::Experimental,
};

/// The greatest number of states times draws that are ordered: minutes of work.
const MOST_ORDERED: u128 = 1 << 33;

/// The conflict of a case, ready to be judged in every draw.
pub struct Hold<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its states and moves.
    pub frame: Frame,
    draws: Draws,
    centre: Draws,
    /// The work on it, counted.
    pub progress: Arc<Progress>,
}

/// The draws are this many steps.
const STEPS: usize = 100;

/// In how many draws a state is stable.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct StableDraws {
    /// Which state.
    pub state: State,
    /// By definition, then by party in the order of the frame.
    pub by_party: Vec<Vec<usize>>,
    /// By definition: for all parties.
    pub for_all: Vec<usize>,
}

impl<'a> Hold<'a> {
    /// Refuses what [`Frame::of`] and [`Draws::of_conflict`] refuse.
    pub fn new(case: &'a Case, seed: u64, draws: usize) -> Result<Hold<'a>, Refusal> {
        let frame = Frame::of(case)?;
        Ok(Hold {
            case,
            frame,
            draws: Draws::of_conflict(case, seed, draws)?,
            centre: Draws::lanes(case, About::Conflict, &[None])?,
            progress: Arc::default(),
        })
    }

    /// The same, with its work counted. The draws end at the next step when the work is stopped.
    pub fn watched(self, progress: Arc<Progress>) -> Hold<'a> {
        Hold { progress, ..self }
    }

    /// How many draws.
    pub fn draws(&self) -> usize {
        self.draws.len()
    }

    /// Every party's preferences with every number at its central value.
    pub fn central(&self) -> Result<Vec<Preferences>, Refusal> {
        self.parties().map(|party| self.inputs(party, &self.centre).preferences(0)).collect()
    }

    /// A party's statements at central values, the most important first.
    pub fn central_statements(&self, party: PartyId) -> Vec<usize> {
        ordered(&importance(&self.case.conflict, party, &self.centre), 0)
    }

    /// A party's preferences with its statements in another order, the most important first.
    pub fn with_statements(&self, party: PartyId, order: &[usize]) -> Result<Preferences, Refusal> {
        let numbers = Numbers { statements: order.to_vec(), weights: &|_| 0.0, worth: None, truths: None };
        order::preferences(&self.frame, &self.case.conflict, party, &numbers)
    }

    /// Pairs of a party's statements that are equally important at central values, by their places: there the first in the
    /// case goes first, and in the draws either may.
    pub fn central_ties(&self, party: PartyId) -> Vec<(usize, usize)> {
        let order = self.central_statements(party);
        let value = |place: usize| self.centre.value(Variable::Priority(party, place), 0);
        let pairs = order.windows(2).filter_map(|pair| match pair {
            [one, other] if value(*one).is_some() && value(*one) == value(*other) => Some((*one, *other)),
            _ => None,
        });
        pairs.collect()
    }

    /// Every order of a party's statements that their importance at central values allows, that of the case first. None: there
    /// are more than so many. The only one is empty where the party has no statements.
    pub fn central_orders(&self, party: PartyId, most: usize) -> Option<Vec<Vec<usize>>> {
        let order = self.central_statements(party);
        let ties = self.central_ties(party);
        let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
        for group in order.chunk_by(|one, other| ties.contains(&(*one, *other))) {
            let arranged = arrangements(group, most / orders.len())?;
            let longer =
                |own: &Vec<usize>| arranged.iter().map(|next| [own.as_slice(), next].concat()).collect::<Vec<_>>();
            orders = orders.iter().flat_map(longer).collect();
        }
        Some(orders)
    }

    /// What a party's states are worth to it at central values, where that is a sum. None: it is not.
    pub fn central_worth(&self, party: PartyId) -> Option<Box<dyn Fn(u64) -> f64 + '_>> {
        let Some(Order::Worth { weights, .. }) = self.case.conflict.preference(party).map(|one| &one.order) else {
            return None;
        };
        let inputs = self.inputs(party, &self.centre);
        let payoff = inputs.payoff(0);
        Some(Box::new(move |taken| {
            let counted = weights.iter().filter(|(option, _)| taken >> option.0 & 1 == 1);
            let weights = counted.map(|(option, _)| option_weight(&self.centre, party, *option, 0));
            num::sum(weights) + payoff.as_ref().map_or(0.0, |payoff| inputs.worth(payoff, 0, taken))
        }))
    }

    /// Whether any number of a party's preferences is a range.
    pub fn varies(&self, party: PartyId) -> bool {
        let conflict = &self.case.conflict;
        match conflict.preference(party).map(|preference| &preference.order) {
            None | Some(Order::Ranking(_)) => false,
            Some(Order::Statements(wishes)) => {
                wishes.iter().any(|wish| wish.priority.is_some_and(|priority| !priority.is_point()))
            }
            Some(Order::Worth { weights, stakes }) => *stakes || weights.iter().any(|(_, weight)| !weight.is_point()),
        }
    }

    /// In how many draws each state is stable under each of some definitions.
    ///
    /// Refuses the symbolic engine: with so many states one draw takes as long as a whole answer.
    pub fn robustness(&self, states: &[State], definitions: &[&Definition]) -> Result<Vec<StableDraws>, Refusal> {
        let Some(space) = &self.frame.space else {
            let because = "with so many states a single draw takes as long as a whole answer";
            return Err(Refusal::new(&CARD, because).hint("leave out options"));
        };
        // Where nothing varies one draw stands for all.
        let varied = self.parties().any(|party| self.varies(party));
        let draws = if varied { self.draws.len() } else { 1 };
        self.within_reach(space.size(), draws)?;
        let parties: Vec<Prepared> =
            self.parties().map(|party| self.prepared(party)).collect::<Result<_, Refusal>>()?;
        let step = draws.div_ceil(STEPS);
        self.progress.expect(draws.div_ceil(step));
        let tables: Vec<Vec<bool>> = (0..draws)
            .into_par_iter()
            .map(|draw| {
                if draw.is_multiple_of(step) {
                    self.progress.step()?
                } else {
                    self.progress.go_on()?
                }
                verdicts(space, &parties, draw, (definitions, states))
            })
            .collect::<Result<_, Refusal>>()?;
        let times = if varied { 1 } else { self.draws.len() };
        Ok(counted(&tables, states, (definitions.len(), parties.len()), times))
    }

    /// Every draw goes over all states once for each party, and over sums much more slowly than over statements.
    fn within_reach(&self, states: usize, draws: usize) -> Result<(), Refusal> {
        let sums = |party: PartyId| {
            let order = self.case.conflict.preference(party).map(|preference| &preference.order);
            self.varies(party) && matches!(order, Some(Order::Worth { .. }))
        };
        let slow = if self.parties().any(sums) { 64 } else { 1 };
        if (states as u128) * (draws as u128) * slow <= MOST_ORDERED {
            return Ok(());
        }
        let because = format!(
            "ordering {} combinations in {} draws would take too long",
            num::grouped(states),
            num::grouped(draws)
        );
        Err(Refusal::new(&CARD, because).hint("ask for fewer draws with `--draws`, or leave out options"))
    }

    fn prepared(&self, party: PartyId) -> Result<Prepared<'_>, Refusal> {
        if !self.varies(party) {
            return self.inputs(party, &self.centre).preferences(0).map(Prepared::Fixed);
        }
        let truths = order::truths(&self.frame, &self.case.conflict, party);
        Ok(Prepared::Drawn(Box::new(Inputs { truths, ..self.inputs(party, &self.draws) })))
    }

    fn parties(&self) -> impl Iterator<Item = PartyId> + '_ {
        self.frame.parties.iter().copied()
    }

    fn inputs<'b>(&'b self, party: PartyId, draws: &'b Draws) -> Inputs<'b> {
        let stakes = match self.case.conflict.preference(party).map(|preference| &preference.order) {
            Some(Order::Worth { stakes: true, .. }) => Some(PartyInputs::of(self.case, draws, party)),
            Some(Order::Worth { .. } | Order::Statements(_) | Order::Ranking(_)) | None => None,
        };
        let importance = importance(&self.case.conflict, party, draws);
        Inputs { hold: self, party, draws, importance, stakes, truths: None }
    }
}

/// What is known of a party before the draws.
enum Prepared<'a> {
    /// Its preferences, where nothing of them varies.
    Fixed(Preferences),
    /// What they are made of in each draw.
    Drawn(Box<Inputs<'a>>),
}

impl Prepared<'_> {
    fn preferences(&self, draw: usize) -> Result<Preferences, Refusal> {
        match self {
            Prepared::Fixed(fixed) => Ok(fixed.clone()),
            Prepared::Drawn(inputs) => inputs.preferences(draw),
        }
    }
}

/// What a party's preferences are made of, over all draws.
struct Inputs<'a> {
    hold: &'a Hold<'a>,
    party: PartyId,
    draws: &'a Draws,
    /// Of its statements, in the order of the case.
    importance: Vec<Column>,
    /// Where its stakes count.
    stakes: Option<PartyInputs>,
    /// Which of its statements are met where, kept when there are many draws.
    truths: Option<Vec<u32>>,
}

impl Inputs<'_> {
    /// Its preferences in one draw.
    fn preferences(&self, draw: usize) -> Result<Preferences, Refusal> {
        let payoff = self.payoff(draw);
        let worth = payoff.as_ref().map(|payoff| move |taken: u64| self.worth(payoff, draw, taken));
        let weights = |option: OptionId| option_weight(self.draws, self.party, option, draw);
        let numbers = Numbers {
            statements: ordered(&self.importance, draw),
            weights: &weights,
            worth: worth.as_ref().map(|worth| worth as &dyn Fn(u64) -> f64),
            truths: self.truths.as_deref(),
        };
        order::preferences(&self.hold.frame, &self.hold.case.conflict, self.party, &numbers)
    }

    /// Its stakes in one draw, where they count.
    fn payoff(&self, draw: usize) -> Option<Payoff> {
        self.stakes.as_ref().map(|stakes| stakes.payoff(draw))
    }

    /// What is in force in a state is worth, or the walk-away where nothing is.
    fn worth(&self, payoff: &Payoff, draw: usize, taken: u64) -> f64 {
        let case = self.hold.case;
        let outcome = case.conflict.outcomes.iter().find(|outcome| outcome.when.holds(taken));
        let Some(chosen) = outcome.and_then(|outcome| outcome.package.as_ref()) else {
            let held = settings(&case.conflict, self.draws, draw, taken);
            return self.stakes.as_ref().map_or(0.0, |stakes| stakes.walk_away_under(draw, &held));
        };
        let mut package = case.status_quo();
        for (issue, option) in chosen {
            if let Some(slot) = package.get_mut(issue.0) {
                *slot = *option;
            }
        }
        // Below all that a package can be worth, also with what options take from each other.
        let barred = -1.0 - num::count(payoff.bonuses.len());
        if payoff.bars(&package) { barred } else { payoff.utility(&package) }
    }
}

/// The levers that options set, as the options of a state set them: several add up, none is above one.
fn settings(conflict: &Conflict, draws: &Draws, draw: usize, taken: u64) -> BTreeMap<LeverId, f64> {
    let mut settings = BTreeMap::new();
    for (place, option) in conflict.options.iter().enumerate() {
        for (lever, _) in &option.sets {
            let on = taken >> place & 1 == 1;
            let setting = draws.value(Variable::OptionSetting(OptionId(place), *lever), draw).unwrap_or(0.0);
            *settings.entry(*lever).or_insert(0.0) += if on { setting } else { 0.0 };
        }
    }
    settings.values_mut().for_each(|setting: &mut f64| *setting = setting.min(1.0));
    settings
}

/// How important each of a party's statements is in a draw, in the order of the case. A statement of no stated importance
/// counts as its place from the end of the list.
fn importance(conflict: &Conflict, party: PartyId, draws: &Draws) -> Vec<Column> {
    let Some(Order::Statements(wishes)) = conflict.preference(party).map(|preference| &preference.order) else {
        return Vec::new();
    };
    let column = |place: usize| draws.kept(Variable::Priority(party, place));
    (0..wishes.len()).map(|place| column(place).unwrap_or(Column::Same(num::count(wishes.len() - place)))).collect()
}

/// The places of statements, the most important first; of equals, the first in the list goes first.
fn ordered(importance: &[Column], draw: usize) -> Vec<usize> {
    let values: Vec<f64> = importance.iter().map(|column| column.at(draw)).collect();
    let mut places: Vec<usize> = (0..values.len()).collect();
    places.sort_by(|one, other| values[*other].total_cmp(&values[*one]));
    places
}

/// Every arrangement of a group, its own first; none when there are more than so many.
fn arrangements(group: &[usize], most: usize) -> Option<Vec<Vec<usize>>> {
    let Some((first, rest)) = group.split_first() else { return Some(vec![Vec::new()]) };
    let without = arrangements(rest, most)?;
    let count = without.len() * group.len();
    let put_in = |place: usize| without.iter().map(move |rest| [&rest[..place], &[*first], &rest[place..]].concat());
    (count <= most).then(|| (0..group.len()).flat_map(put_in).collect())
}

fn option_weight(draws: &Draws, party: PartyId, option: OptionId, draw: usize) -> f64 {
    draws.value(Variable::OptionWeight(party, option), draw).unwrap_or(0.0)
}

/// By state, definition and party, whether it is stable in a draw.
fn verdicts(
    space: &Space,
    parties: &[Prepared],
    draw: usize,
    (definitions, states): (&[&Definition], &[State]),
) -> Result<Vec<bool>, Refusal> {
    let preferences: Vec<Preferences> =
        parties.iter().map(|party| party.preferences(draw)).collect::<Result<_, Refusal>>()?;
    let mut judge = Judge::new(space.with(&preferences));
    let mut table = Vec::with_capacity(states.len() * definitions.len() * parties.len());
    for state in states {
        let by_party: Vec<Vec<bool>> =
            (0..parties.len()).map(|party| judge.stable(party, *state, definitions)).collect();
        for place in 0..definitions.len() {
            table.extend(by_party.iter().map(|stable| stable[place]));
        }
    }
    Ok(table)
}

/// Adds up tables of verdicts by state, definition and party.
fn counted(
    tables: &[Vec<bool>],
    states: &[State],
    (definitions, parties): (usize, usize),
    times: usize,
) -> Vec<StableDraws> {
    let mut rows: Vec<StableDraws> = states
        .iter()
        .map(|state| StableDraws {
            state: *state,
            by_party: vec![vec![0; parties]; definitions],
            for_all: vec![0; definitions],
        })
        .collect();
    if parties == 0 {
        return rows;
    }
    for table in tables {
        let mut cells = table.chunks_exact(parties);
        for row in &mut rows {
            for (counts, all) in row.by_party.iter_mut().zip(&mut row.for_all) {
                let Some(stable) = cells.next() else { continue };
                counts.iter_mut().zip(stable).for_each(|(count, stable)| *count += if *stable { times } else { 0 });
                *all += if stable.contains(&false) { 0 } else { times };
            }
        }
    }
    rows
}
