//! From draws to what each package is worth to each party in one draw, and what it could walk away to.
//!
//! # Definition
//!
//! A party's weights are divided by their sum. The worth of an option is that share times the option's value; a package's
//! worth is the sum over issues. In points, the worth of an option is its points divided by what the best options add up to.
//! Where a package holds options that are worth more or less together, that is added. The walk-away is `base + Σ effect × effective setting`, kept within 0 and 1; the base may be the worth of a package in the
//! same draw. A lever's effective setting is `setting × Π (1 − share × (1 − effective setting of the lever it needs))`.
//!
//! # Source
//!
//! Weighted additive worth with a reservation value: [raiffa1982]. The levers are our own.
//!
//! # Complexity
//!
//! O(options + levers) for each party and draw.

use std::collections::BTreeMap;

use super::sample::{About, Column, Draws};
use super::variable::Variable;
use crate::deals::{Payoff, Together};
use crate::model::{Case, Choice, IssueId, LeverId, PartyId, Refusal};
use crate::num;

/// How many draws are worked on side by side: one bit each of a word.
pub(super) const LANES: usize = 64;

/// One number in each of so many draws.
pub(super) type Lanes = [f64; LANES];

/// What every package is worth to every party with stakes, in one draw. In the order of [`Case::stakeholders`].
///
/// `draw` is below `draws.len()`, and the draws are of this case.
pub fn payoffs(case: &Case, draws: &Draws, draw: usize) -> Vec<Payoff> {
    case.stakeholders().into_iter().map(|party| PartyInputs::of(case, draws, party).payoff(draw)).collect()
}

/// The same with every input at its central value. Refuses what the draws would refuse.
pub fn central(case: &Case) -> Result<Vec<Payoff>, Refusal> {
    Ok(payoffs(case, &Draws::lanes(case, About::Bargain, &[None])?, 0))
}

/// How far a lever reaches in one draw, after what it loses through the levers that it needs.
pub fn effective_setting(case: &Case, draws: &Draws, lever: LeverId, draw: usize) -> f64 {
    LeverInputs::of(case, draws, lever, &mut Vec::new()).effective(draw)
}

/// Everything that decides what one party accepts, over all draws. Equal inputs give equal acceptance.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PartyInputs {
    pub(super) party: PartyId,
    /// By issue. None: no stake.
    weights: Vec<Option<Column>>,
    /// By issue and option. Empty where there is no stake.
    values: Vec<Vec<Column>>,
    /// By issue and option.
    pub(super) barred: Vec<Vec<bool>>,
    pub(super) refuses: bool,
    /// What a worth of 1 is in points. None: weights and values from 0 to 1.
    points: Option<f64>,
    /// What options, by issue and option, are worth only together.
    pub(super) bonuses: Vec<Extra>,
    base: Base,
    effects: Vec<(Column, LeverInputs)>,
}

/// What no deal is worth with every lever at nought.
#[derive(Debug, Clone, PartialEq)]
enum Base {
    /// A number of its own.
    Number(Column),
    /// What a package is worth, by the option of each issue.
    Package(Vec<usize>),
}

/// What options, by issue and option, are worth only together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Extra {
    pub(super) holding: Vec<(usize, usize)>,
    worth: Column,
}

#[derive(Debug, Clone, PartialEq)]
struct LeverInputs {
    id: LeverId,
    setting: Column,
    needs: Vec<(Column, LeverInputs)>,
}

impl PartyInputs {
    pub(super) fn of(case: &Case, draws: &Draws, party: PartyId) -> PartyInputs {
        let mut weights = Vec::new();
        let mut values = Vec::new();
        let mut barred = Vec::new();
        for issue in case.issue_ids() {
            let options = case.issue(issue).options.len();
            let stake = case.stake(party, issue);
            weights.push(stake.and_then(|_| weight_column(case, draws, party, issue)));
            values.push(stake.map_or_else(Vec::new, |_| value_columns(draws, party, issue, options)));
            barred
                .push((0..options).map(|option| stake.is_some_and(|stake| stake.red_line.contains(&option))).collect());
        }
        let walk_away = case.walk_away(party);
        let from = walk_away.into_iter().flat_map(|walk_away| &walk_away.from);
        let effects = from.map(|(lever, _)| {
            let effect = draws.kept(Variable::Effect(party, *lever)).unwrap_or(Column::Same(0.0));
            (effect, LeverInputs::of(case, draws, *lever, &mut Vec::new()))
        });
        PartyInputs {
            party,
            weights,
            values,
            barred,
            refuses: refuses(case, party),
            points: case.party(party).points,
            bonuses: bonus_columns(case, draws, party),
            base: match walk_away.and_then(|walk_away| walk_away.package.clone()) {
                Some(package) => Base::Package(package),
                None => Base::Number(draws.kept(Variable::Base(party)).unwrap_or(Column::Same(0.0))),
            },
            effects: effects.collect(),
        }
    }

    /// Whether every package is worth the same to the same party in every draw, whatever its walk-away and who is seated.
    pub(super) fn is_worth_the_same(&self, other: &PartyInputs) -> bool {
        let PartyInputs { party, weights, values, barred, points, bonuses, refuses: _, base: _, effects: _ } = self;
        (party, weights, values) == (&other.party, &other.weights, &other.values)
            && (barred, points, bonuses) == (&other.barred, &other.points, &other.bonuses)
    }

    /// By issue and option: the weight's share times the value, in one draw.
    fn parts(&self, draw: usize) -> Vec<Vec<f64>> {
        let total = self.total(draw);
        let part = |(column, values, barred): (&Option<Column>, &Vec<Column>, &Vec<bool>)| match column {
            None => vec![0.0; barred.len()],
            Some(own) => values.iter().map(|value| self.share(own, total, draw) * value.at(draw)).collect(),
        };
        self.by_issue().map(part).collect()
    }

    /// The same in the draws from `first` on, side by side. Lanes past the last draw hold nought.
    pub(super) fn lanes(&self, first: usize, lanes: usize) -> Vec<Vec<Lanes>> {
        let each = |value: &dyn Fn(usize) -> f64| -> Lanes {
            let mut row = [0.0; LANES];
            row.iter_mut().take(lanes).enumerate().for_each(|(lane, cell)| *cell = value(first + lane));
            row
        };
        let totals = each(&|draw| self.total(draw));
        let part = |(column, values, barred): (&Option<Column>, &Vec<Column>, &Vec<bool>)| match column {
            None => vec![[0.0; LANES]; barred.len()],
            Some(own) => {
                let shares = each(&|draw| self.share(own, totals[draw - first], draw));
                values.iter().map(|value| each(&|draw| shares[draw - first] * value.at(draw))).collect()
            }
        };
        self.by_issue().map(part).collect()
    }

    fn by_issue(&self) -> impl Iterator<Item = (&Option<Column>, &Vec<Column>, &Vec<bool>)> {
        self.weights
            .iter()
            .zip(&self.values)
            .zip(&self.barred)
            .map(|((weight, values), barred)| (weight, values, barred))
    }

    /// What the weights add up to; in points, what stands for a worth of 1.
    fn total(&self, draw: usize) -> f64 {
        if let Some(points) = self.points {
            return points;
        }
        self.weights.iter().flatten().fold(0.0, |total, column| total + column.at(draw))
    }

    /// Weights that are all nought in one draw tell nothing apart: they are taken as equal there.
    fn share(&self, own: &Column, total: f64, draw: usize) -> f64 {
        if total > 0.0 { own.at(draw) / total } else { 1.0 / num::count(self.weights.iter().flatten().count()) }
    }

    /// What no deal is worth.
    pub(super) fn walk_away(&self, draw: usize) -> f64 {
        self.walk_away_under(draw, &BTreeMap::new())
    }

    /// The same where some levers are held at other settings.
    pub(super) fn walk_away_under(&self, draw: usize, held: &BTreeMap<LeverId, f64>) -> f64 {
        let scale = self.points.unwrap_or(1.0);
        let base = match &self.base {
            Base::Number(column) => column.at(draw) / scale,
            Base::Package(package) => self.worth_of(package, draw),
        };
        let worth = self
            .effects
            .iter()
            .fold(base, |sum, (effect, lever)| sum + effect.at(draw) / scale * lever.effective_under(draw, held));
        match self.base {
            Base::Number(_) => worth.clamp(0.0, 1.0),
            // A package is worth what it is worth, so that it ties with itself.
            Base::Package(_) => worth,
        }
    }

    /// What a package is worth, as utilities are kept, so that the package itself ties with what is worth the same.
    fn worth_of(&self, package: &[usize], draw: usize) -> f64 {
        self.payoff_at(draw, 0.0).utility(package)
    }

    pub(super) fn payoff(&self, draw: usize) -> Payoff {
        self.payoff_at(draw, self.walk_away(draw))
    }

    fn payoff_at(&self, draw: usize, walk_away: f64) -> Payoff {
        let together = |(place, extra): (usize, &Extra)| Together {
            holding: extra.holding.clone(),
            worth: self.bonus(place, draw),
        };
        Payoff {
            party: self.party,
            parts: self.parts(draw),
            bonuses: self.bonuses.iter().enumerate().map(together).collect(),
            barred: self.barred.clone(),
            refuses: self.refuses,
            walk_away,
        }
    }

    /// What the options of one bonus are worth together in a draw, from 0 to 1 like all worth.
    pub(super) fn bonus(&self, place: usize, draw: usize) -> f64 {
        self.bonuses[place].worth.at(draw) / self.points.unwrap_or(1.0)
    }
}

/// Whether a red line about process stops every package: somebody who must be seated is not.
pub(super) fn refuses(case: &Case, party: PartyId) -> bool {
    case.red_lines.iter().any(|line| line.party == party && !case.deal.seated.contains(&line.needs_seat))
}

impl LeverInputs {
    /// `path` holds the levers above this one. The checker rejects circles; here one is cut rather than followed.
    fn of(case: &Case, draws: &Draws, lever: LeverId, path: &mut Vec<LeverId>) -> LeverInputs {
        path.push(lever);
        let mut needs = Vec::new();
        for (other, _) in &case.lever(lever).depends_on {
            if let Some(share) = draws.kept(Variable::Dependence(lever, *other))
                && !path.contains(other)
            {
                needs.push((share, LeverInputs::of(case, draws, *other, path)));
            }
        }
        path.pop();
        LeverInputs { id: lever, setting: draws.kept(Variable::Setting(lever)).unwrap_or(Column::Same(0.0)), needs }
    }

    fn effective(&self, draw: usize) -> f64 {
        self.effective_under(draw, &BTreeMap::new())
    }

    /// The same where some levers, this one or those that it needs, are held at other settings.
    fn effective_under(&self, draw: usize, held: &BTreeMap<LeverId, f64>) -> f64 {
        let setting = held.get(&self.id).copied().unwrap_or_else(|| self.setting.at(draw));
        self.needs.iter().fold(setting, |setting, (share, other)| {
            setting * (1.0 - share.at(draw) * (1.0 - other.effective_under(draw, held)))
        })
    }
}

fn bonus_columns(case: &Case, draws: &Draws, party: PartyId) -> Vec<Extra> {
    let own = case.bonuses.iter().enumerate().filter(|(_, bonus)| bonus.party == party);
    let column = |place| draws.kept(Variable::Bonus(place)).unwrap_or(Column::Same(0.0));
    own.map(|(place, bonus)| Extra { holding: by_place(&bonus.when), worth: column(place) }).collect()
}

/// Options by issue as places.
pub(super) fn by_place(options: &BTreeMap<IssueId, usize>) -> Vec<(usize, usize)> {
    options.iter().map(|(issue, option)| (issue.0, *option)).collect()
}

/// Points hold how much an issue matters: each counts as it is.
fn weight_column(case: &Case, draws: &Draws, party: PartyId, issue: IssueId) -> Option<Column> {
    match case.party(party).points {
        Some(_) => Some(Column::Same(1.0)),
        None => draws.kept(Variable::Weight(party, issue)),
    }
}

fn value_columns(draws: &Draws, party: PartyId, issue: IssueId, options: usize) -> Vec<Column> {
    (0..options)
        .map(|option| draws.kept(Variable::Value(party, Choice { issue, option })).unwrap_or(Column::Same(0.0)))
        .collect()
}
