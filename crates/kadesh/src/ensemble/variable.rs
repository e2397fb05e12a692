//! The uncertain inputs of a case: which there are, what each one is drawn from, and what was taken where the case is blank.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

pub use crate::model::Variable;
use crate::model::{
    Act, ActKind, Basis, Card, Case, Choice, Closeness, Family, IssueId, LeverId, Modality, OptionId, Order, PartyId,
    Quantity, Ref, Refusal, Stake, Standing, Tie,
};

/// What addressed draws are.
pub const CARD: Card = Card {
    id: "ensemble.draws",
    family: Family::Ensemble,
    name: "addressed random draws",
    question: "Which values can the uncertain inputs take together?",
    definition: "Each input has its own ChaCha8 stream, keyed by the seed and the input's address; draw d is its d-th word, put \
                 through the inverse of the input's distribution (point, even range, or PERT with lambda 4).",
    sources: &["malcolm1959", "bernstein2008", "salmon2011", "kahn1953", "iman1982"],
    assumes: &[
        "the inputs vary independently of one another, but for those that the case ties together",
        "a range is even and a guess is a PERT distribution",
    ],
    departures: "A blank input is drawn from a range that the report prints.",
    standing: Standing::Experimental,
};

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

/// Two inputs that move together.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Tied {
    /// The one that follows, in words.
    pub input: String,
    /// What it moves with, in words.
    pub of: String,
    /// How closely.
    pub by: Closeness,
    /// What that rests on.
    pub basis: Basis,
}

/// The inputs that do not vary independently of one another, in the order of the case.
pub(super) fn tied(case: &Case) -> Vec<Tied> {
    let row =
        |tie: &Tie| Tied { input: tie.input.name(case), of: tie.of.name(case), by: tie.by, basis: tie.basis.clone() };
    case.ties.iter().map(row).collect()
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
    let holders = case.stakeholders();
    for (place, bonus) in case.bonuses.iter().enumerate().filter(|(_, bonus)| holders.contains(&bonus.party)) {
        inputs.push(Input { variable: Variable::Bonus(place), quantity: bonus.worth, blank: false });
    }
    for lever in (0..case.levers.len()).map(LeverId) {
        add_lever(case, lever, &mut inputs);
    }
    if let Some(quantity) = case.deal.loss_aversion {
        inputs.push(Input { variable: Variable::LossAversion, quantity, blank: false });
    }
    share_quantities(case, &mut inputs);
    none_outside(case, inputs)
}

/// What is the same as another input is drawn from what the other is.
fn share_quantities(case: &Case, inputs: &mut [Input]) {
    let of: BTreeMap<Variable, Quantity> = inputs.iter().map(|input| (input.variable, input.quantity)).collect();
    for input in inputs {
        let same = case.same_as(input.variable);
        if let Some(quantity) = of.get(&same).filter(|_| same != input.variable) {
            (input.quantity, input.blank) = (*quantity, false);
        }
    }
}

fn none_outside(case: &Case, inputs: Vec<Input>) -> Result<Vec<Input>, Refusal> {
    match inputs.iter().find(|input| outside(case, input)) {
        None => Ok(inputs),
        Some(bad) => {
            let because = format!("the {} is `{}`, outside what it can be", bad.variable.name(case), bad.quantity);
            Err(Refusal::new(&CARD, because).hint(
                "a weight is nought or more; every other such number is from 0 to 1, or to all of the party's points",
            ))
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
            Variable::Bonus(place) => {
                let bonus = &case.bonuses[place];
                format!("worth of {} together to {}", case.choices_text(bonus.choices()), party(bonus.party))
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
            Variable::Bonus(place) => case.bonuses[place].basis.clone(),
        }
    }

    /// How far the input can go at all: where a search for the next step ends.
    ///
    /// A weight has no upper end of its own; ten times the party's greatest stated weight is taken.
    pub fn bounds(self, case: &Case) -> (f64, f64) {
        match self {
            Variable::Weight(party, _) => (0.0, 10.0 * greatest_weight(case, party)),
            Variable::Value(party, _) | Variable::Base(party) => (0.0, whole(case, party)),
            Variable::Effect(party, _) => (-whole(case, party), whole(case, party)),
            Variable::Bonus(place) => {
                let whole = whole(case, case.bonuses[place].party);
                (-whole, whole)
            }
            Variable::LossAversion => (1.0, 10.0),
            Variable::Priority(..) | Variable::OptionWeight(..) => (-1e9, 1e9),
            Variable::Setting(_) | Variable::Dependence(..) | Variable::OptionSetting(..) => (0.0, 1.0),
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
            Variable::Bonus(place) => {
                let bonus = &case.bonuses[place];
                let choice = |choice: Choice| format!("{} {}", issue(choice.issue), case.option_address(choice));
                let mut when: Vec<String> = bonus.choices().map(choice).collect();
                when.sort();
                format!("bonus\n{}\n{}", party(bonus.party), when.join("\n"))
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
            Variable::Value(party, _) if case.party(party).points.is_some() => {
                "no points are given: anything up to the greatest in the issue"
            }
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
            | Variable::OptionSetting(..)
            | Variable::Bonus(_) => "no value is given",
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
    let may_be_nought = |party: &PartyId| {
        case.party(*party).points.is_none()
            && own(*party).all(|stake| stake.weight.is_none_or(|weight| weight.low() <= 0.0))
    };
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
    let in_points = case.party(party).points.is_some();
    let mut all_nought = !in_points;
    for stake in case.stakes.iter().filter(|stake| stake.party == party) {
        if !in_points {
            let quantity = stake.weight.unwrap_or(Quantity::Range(0.0, greatest));
            all_nought &= quantity.high() <= 0.0;
            let blank = stake.weight.is_none();
            inputs.push(Input { variable: Variable::Weight(party, stake.issue), quantity, blank });
        }
        let most = if in_points { most_points(case, stake) } else { 1.0 };
        for option in 0..case.issue(stake.issue).options.len() {
            let value = stake.values.get(option).copied().flatten();
            inputs.push(Input {
                variable: Variable::Value(party, Choice { issue: stake.issue, option }),
                quantity: value.unwrap_or(Quantity::Range(0.0, most)),
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
    // A package that tells it has no number of its own.
    if walk_away.is_none_or(|walk_away| walk_away.package.is_none()) {
        inputs.push(Input {
            variable: Variable::Base(party),
            quantity: base.unwrap_or(Quantity::Range(0.0, whole(case, party))),
            blank: base.is_none(),
        });
    }
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

/// What a worth of 1 is to a party: 1, or what its points add up to.
fn whole(case: &Case, party: PartyId) -> f64 {
    case.party(party).points.unwrap_or(1.0)
}

/// The greatest points that a stake names, or all of the party's where it names none.
fn most_points(case: &Case, stake: &Stake) -> f64 {
    let named = stake.values.iter().flatten().map(|points| points.high()).reduce(f64::max);
    named.unwrap_or_else(|| whole(case, stake.party))
}

fn outside(case: &Case, input: &Input) -> bool {
    let (low, high) = (input.quantity.low(), input.quantity.high());
    match input.variable {
        Variable::Weight(..) => low < 0.0,
        Variable::Value(party, _) | Variable::Base(party) => low < 0.0 || high > whole(case, party),
        Variable::Setting(_) | Variable::Dependence(..) | Variable::OptionSetting(..) => low < 0.0 || high > 1.0,
        Variable::Effect(..)
        | Variable::LossAversion
        | Variable::Priority(..)
        | Variable::OptionWeight(..)
        | Variable::Bonus(_) => false,
    }
}
