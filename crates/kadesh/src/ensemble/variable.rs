//! The uncertain inputs of a case: which there are, what each one is drawn from, and what was taken where the case is blank.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Act, ActKind, Basis, Card, Case, Choice, Family, IssueId, LeverId, Modality, OptionId, Order, PartyId, Quantity,
    Ref, Refusal, Standing,
};

/// What addressed draws are.
pub const CARD: Card = Card {
    id: "ensemble.draws",
    family: Family::Ensemble,
    name: "addressed random draws",
    question: "Which values can the uncertain inputs take together?",
    definition: "Each input has its own ChaCha8 stream, keyed by the seed and the input's address; draw d is its d-th word, put \
                 through the inverse of the input's distribution (point, even range, or PERT with lambda 4).",
    sources: &["malcolm1959", "bernstein2008", "salmon2011", "kahn1953"],
    assumes: &["the inputs vary independently of one another", "a range is even and a guess is a PERT distribution"],
    departures: "A blank input is drawn from a range that the report prints.",
    standing: Standing::Experimental,
};

/// One number of a case that draws, swings and tipping values can move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Variable {
    /// How much an issue weighs to a party, before the party's weights are made to sum to one.
    Weight(PartyId, IssueId),
    /// What an option is worth to a party.
    Value(PartyId, Choice),
    /// What no deal is worth to a party with every lever at nought.
    Base(PartyId),
    /// What a lever at full setting adds to a party's walk-away.
    Effect(PartyId, LeverId),
    /// Where a lever stands.
    Setting(LeverId),
    /// The share of the first lever's effect that is lost when the second is at nought.
    Dependence(LeverId, LeverId),
    /// How many times a loss weighs as much as the same gain.
    LossAversion,
    /// How important a statement of a party about the conflict is, by its place in the party's list.
    Priority(PartyId, usize),
    /// What an option of the conflict counts for to a party.
    OptionWeight(PartyId, OptionId),
    /// Where a lever stands while an option of the conflict is taken.
    OptionSetting(OptionId, LeverId),
}

/// An input and what it is drawn from.
#[derive(Debug, Clone, Copy, PartialEq, JsonSchema, Serialize)]
pub struct Input {
    /// Which.
    pub variable: Variable,
    /// What it is drawn from: the case's own quantity, or what was taken for a blank.
    pub quantity: Quantity,
    /// Whether the case is blank here, so that the quantity is one that was taken.
    pub blank: bool,
}

/// A blank of the case, and what was taken for it.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
#[doc(alias = "imputation")]
pub struct DefaultTaken {
    /// The input in words.
    pub what: String,
    /// What it was drawn from.
    pub taken: String,
    /// Why that.
    pub why: String,
    /// What the rest of the cell rests on.
    pub basis: Basis,
}

/// A party with no stake in an issue: the issue weighs nothing to it.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Silence {
    /// Who.
    pub party: Ref,
    /// On what.
    pub issue: Ref,
}

/// Every input of a case, in a fixed order: points, ranges, guesses, and what was taken for blanks.
///
/// Refuses a weight below nought, a party whose weights are all nought, and a value, setting or share outside 0 and 1.
pub fn inputs(case: &Case) -> Result<Vec<Input>, Refusal> {
    let mut inputs = Vec::new();
    for party in case.stakeholders() {
        add_stakes(case, party, &mut inputs)?;
        add_walk_away(case, party, &mut inputs);
    }
    for lever in (0..case.levers.len()).map(LeverId) {
        add_lever(case, lever, &mut inputs);
    }
    if let Some(quantity) = case.deal.loss_aversion {
        inputs.push(Input { variable: Variable::LossAversion, quantity, blank: false });
    }
    none_outside(case, inputs)
}

fn none_outside(case: &Case, inputs: Vec<Input>) -> Result<Vec<Input>, Refusal> {
    match inputs.iter().find(|input| outside(input)) {
        None => Ok(inputs),
        Some(bad) => {
            let because = format!("the {} is `{}`, outside what it can be", bad.variable.name(case), bad.quantity);
            Err(Refusal::new(&CARD, because).hint("a weight is nought or more; every other such number is from 0 to 1"))
        }
    }
}

/// The inputs of the conflict, which no bargaining answer depends on: how statements are ordered, what options count for.
///
/// Refuses a setting outside 0 and 1.
pub fn conflict_inputs(case: &Case) -> Result<Vec<Input>, Refusal> {
    let mut inputs = Vec::new();
    let mut add = |variable, quantity| inputs.push(Input { variable, quantity, blank: false });
    for preference in &case.conflict.preferences {
        match &preference.order {
            Order::Statements(wishes) => wishes.iter().enumerate().for_each(|(place, wish)| {
                if let Some(priority) = wish.priority {
                    add(Variable::Priority(preference.party, place), priority);
                }
            }),
            Order::Worth { weights, .. } => weights
                .iter()
                .for_each(|(option, weight)| add(Variable::OptionWeight(preference.party, *option), *weight)),
            Order::Ranking(_) => {}
        }
    }
    for (place, option) in case.conflict.options.iter().enumerate() {
        option.sets.iter().for_each(|(lever, setting)| add(Variable::OptionSetting(OptionId(place), *lever), *setting));
    }
    none_outside(case, inputs)
}

/// The parties with stakes that have none in some issue.
pub fn silences(case: &Case) -> Vec<Silence> {
    let mut silences = Vec::new();
    for party in case.stakeholders() {
        for issue in case.issue_ids().filter(|issue| case.stake(party, *issue).is_none()) {
            silences.push(Silence { party: case.party_ref(party), issue: case.issue_ref(issue) });
        }
    }
    silences
}

impl Variable {
    /// The input in words: `weight of fees to Northland`.
    pub fn name(self, case: &Case) -> String {
        let party = |id| &case.party(id).name;
        let lever = |id| &case.lever(id).name;
        match self {
            Variable::Weight(who, issue) => format!("weight of {} to {}", case.issue(issue).id, party(who)),
            Variable::Value(who, choice) => format!("value of {} to {}", case.choice_text(choice), party(who)),
            Variable::Base(who) => format!("base of the walk-away of {}", party(who)),
            Variable::Effect(who, id) => format!("effect of {} on the walk-away of {}", lever(id), party(who)),
            Variable::Setting(id) => format!("setting of {}", lever(id)),
            Variable::Dependence(id, other) => format!("share of {} lost without {}", lever(id), lever(other)),
            Variable::LossAversion => "loss aversion".to_owned(),
            Variable::Priority(who, place) => format!("importance of statement {} of {}", place + 1, party(who)),
            Variable::OptionWeight(who, id) => {
                format!("weight of the option {} to {}", case.conflict.options[id.0].id, party(who))
            }
            Variable::OptionSetting(id, on) => {
                format!("setting of {} while the option {} is taken", lever(on), case.conflict.options[id.0].id)
            }
        }
    }

    /// What the input rests on.
    pub fn basis(self, case: &Case) -> Basis {
        match self {
            Variable::Weight(party, issue) | Variable::Value(party, Choice { issue, .. }) => {
                case.stake(party, issue).map(|stake| stake.basis.clone()).unwrap_or_default()
            }
            Variable::Base(party) | Variable::Effect(party, _) => {
                case.walk_away(party).map(|walk_away| walk_away.basis.clone()).unwrap_or_default()
            }
            Variable::Setting(lever) | Variable::Dependence(lever, _) => case.lever_basis(lever),
            Variable::LossAversion => case.deal.basis.clone(),
            Variable::Priority(party, _) | Variable::OptionWeight(party, _) => {
                case.conflict.preference(party).map(|preference| preference.basis.clone()).unwrap_or_default()
            }
            Variable::OptionSetting(option, lever) => {
                case.conflict.options[option.0].basis.clone().and(&case.lever_basis(lever))
            }
        }
    }

    /// How far the input can go at all: where a search for the next step ends.
    ///
    /// A weight has no upper end of its own; ten times the party's greatest stated weight is taken.
    pub fn bounds(self, case: &Case) -> (f64, f64) {
        match self {
            Variable::Weight(party, _) => (0.0, 10.0 * greatest_weight(case, party)),
            Variable::Effect(..) => (-1.0, 1.0),
            Variable::LossAversion => (1.0, 10.0),
            Variable::Priority(..) | Variable::OptionWeight(..) => (-1e9, 1e9),
            Variable::Value(..)
            | Variable::Base(_)
            | Variable::Setting(_)
            | Variable::Dependence(..)
            | Variable::OptionSetting(..) => (0.0, 1.0),
        }
    }

    /// The text that the input's draws are addressed by. No party's name and no place in the file enters it.
    pub(super) fn address(self, case: &Case) -> String {
        let party = |id| format!("{:016x}", case.party(id).address);
        let prefers = |id| case.conflict.preference(id).map_or_else(String::new, |own| format!("{:016x}", own.address));
        let issue = |id: IssueId| case.issue_address(id);
        let lever = |id: LeverId| case.lever_address(id);
        match self {
            Variable::Weight(who, on) => format!("weight\n{}\n{}", party(who), issue(on)),
            Variable::Value(who, choice) => {
                format!("value\n{}\n{}\n{}", party(who), issue(choice.issue), case.option_address(choice))
            }
            Variable::Base(who) => format!("base\n{}", party(who)),
            Variable::Effect(who, id) => format!("effect\n{}\n{}", party(who), lever(id)),
            Variable::Setting(id) => format!("setting\n{}", lever(id)),
            Variable::Dependence(id, other) => format!("dependence\n{}\n{}", lever(id), lever(other)),
            Variable::LossAversion => "loss-aversion".to_owned(),
            Variable::Priority(who, place) => format!("priority\n{}\n{place}", prefers(who)),
            Variable::OptionWeight(who, id) => {
                format!("option-weight\n{}\n{}", prefers(who), case.conflict_option_address(id))
            }
            Variable::OptionSetting(id, on) => {
                format!("option-setting\n{}\n{}", case.conflict_option_address(id), lever(on))
            }
        }
    }
}

impl Input {
    /// What was taken, if the case is blank here.
    pub fn default_taken(&self, case: &Case) -> Option<DefaultTaken> {
        if !self.blank {
            return None;
        }
        let why = match self.variable {
            Variable::Weight(..) => "no weight is given: anything up to the party's greatest weight",
            Variable::Value(..) => "no value is given: anything from worst to best",
            Variable::Base(_) => "nothing is said of what no deal is worth: anything from worst to best",
            Variable::Setting(id) if pledged(case, id) => {
                "no setting is given and it is pledged: the upper half of its range"
            }
            Variable::Setting(_) => "no setting is given and it is not pledged: its whole range",
            Variable::Effect(..)
            | Variable::Dependence(..)
            | Variable::LossAversion
            | Variable::Priority(..)
            | Variable::OptionWeight(..)
            | Variable::OptionSetting(..) => "no value is given",
        };
        Some(DefaultTaken {
            what: self.variable.name(case),
            taken: self.quantity.to_string(),
            why: why.to_owned(),
            basis: self.variable.basis(case),
        })
    }
}

/// Parties whose weights may all be drawn as nought at once: what is taken in such a draw.
pub(super) fn equal_shares(case: &Case) -> Vec<DefaultTaken> {
    let own = |party: PartyId| case.stakes.iter().filter(move |stake| stake.party == party);
    // A blank weight is drawn from nought up.
    let may_be_nought =
        |party: &PartyId| own(*party).all(|stake| stake.weight.is_none_or(|weight| weight.low() <= 0.0));
    let taken = |party: PartyId| DefaultTaken {
        what: format!("weights of {}", case.party(party).name),
        taken: "equal shares".to_owned(),
        why: "only in a draw in which all of them are nought, which leaves nothing to tell the issues apart by"
            .to_owned(),
        basis: own(party).map(|stake| &stake.basis).collect(),
    };
    case.stakeholders().into_iter().filter(may_be_nought).map(taken).collect()
}

fn add_stakes(case: &Case, party: PartyId, inputs: &mut Vec<Input>) -> Result<(), Refusal> {
    let greatest = greatest_weight(case, party);
    let mut all_nought = true;
    for stake in case.stakes.iter().filter(|stake| stake.party == party) {
        let quantity = stake.weight.unwrap_or(Quantity::Range(0.0, greatest));
        all_nought &= quantity.high() <= 0.0;
        inputs.push(Input { variable: Variable::Weight(party, stake.issue), quantity, blank: stake.weight.is_none() });
        for option in 0..case.issue(stake.issue).options.len() {
            let value = stake.values.get(option).copied().flatten();
            inputs.push(Input {
                variable: Variable::Value(party, Choice { issue: stake.issue, option }),
                quantity: value.unwrap_or(Quantity::Range(0.0, 1.0)),
                blank: value.is_none(),
            });
        }
    }
    if all_nought {
        let because =
            format!("every weight of {} is nought, so nothing tells its options apart", case.party(party).name);
        return Err(Refusal::new(&CARD, because).hint("give at least one of its stakes a weight above nought"));
    }
    Ok(())
}

fn add_walk_away(case: &Case, party: PartyId, inputs: &mut Vec<Input>) {
    let walk_away = case.walk_away(party);
    let base = walk_away.and_then(|walk_away| walk_away.base);
    inputs.push(Input {
        variable: Variable::Base(party),
        quantity: base.unwrap_or(Quantity::Range(0.0, 1.0)),
        blank: base.is_none(),
    });
    for (lever, quantity) in walk_away.into_iter().flat_map(|walk_away| &walk_away.from) {
        inputs.push(Input { variable: Variable::Effect(party, *lever), quantity: *quantity, blank: false });
    }
}

fn add_lever(case: &Case, id: LeverId, inputs: &mut Vec<Input>) {
    let lever = case.lever(id);
    let quantity = lever.now.unwrap_or_else(|| unstated_setting(case, id));
    inputs.push(Input { variable: Variable::Setting(id), quantity, blank: lever.now.is_none() });
    for (other, quantity) in &lever.depends_on {
        inputs.push(Input { variable: Variable::Dependence(id, *other), quantity: *quantity, blank: false });
    }
}

/// Where a lever may stand when the case does not say: the upper half of its range if it is pledged, else all of it.
fn unstated_setting(case: &Case, id: LeverId) -> Quantity {
    let (low, high) = case.lever(id).range;
    let from = if pledged(case, id) { low + (high - low) / 2.0 } else { low };
    if from < high { Quantity::Range(from, high) } else { Quantity::Point(high) }
}

/// Whether a statement or an act of promise says that the lever *will* be moved.
fn pledged(case: &Case, id: LeverId) -> bool {
    let statements = case.lever(id).promised_in.iter().map(|statement| case.statement(*statement));
    let said = statements.filter(|one| case.on_record(one.at.as_ref())).map(|one| one.modality);
    let promises = |act: &&Act| act.kind == ActKind::Promise && act.moves == Some(id);
    let done = case.acts.iter().filter(promises).filter(|act| case.on_record(act.at.as_ref()));
    said.chain(done.map(|act| act.modality)).any(|modality| modality == Some(Modality::Will))
}

/// The greatest weight that a party's stakes name, or one where they name none above nought.
fn greatest_weight(case: &Case, party: PartyId) -> f64 {
    let weights = case.stakes.iter().filter(|stake| stake.party == party).filter_map(|stake| stake.weight);
    let greatest = weights.map(Quantity::high).fold(0.0, f64::max);
    if greatest > 0.0 { greatest } else { 1.0 }
}

fn outside(input: &Input) -> bool {
    let (low, high) = (input.quantity.low(), input.quantity.high());
    match input.variable {
        Variable::Weight(..) => low < 0.0,
        Variable::Value(..)
        | Variable::Base(_)
        | Variable::Setting(_)
        | Variable::Dependence(..)
        | Variable::OptionSetting(..) => low < 0.0 || high > 1.0,
        Variable::Effect(..) | Variable::LossAversion | Variable::Priority(..) | Variable::OptionWeight(..) => false,
    }
}
