//! Draws of the uncertain inputs: the same number for the same seed, input and draw, whatever else the case holds.
//!
//! # Definition
//!
//! The uniform number of draw `d` of an input is the top 53 bits of the `d`-th 64-bit word of a ChaCha8 stream, divided by
//! 2^53. The stream's key is the SHA-256 of a text that holds the seed and the input's address. The input's value is the
//! inverse of its cumulative distribution there: a point is itself, a range is even, and a three-point guess `a..m..b` is a
//! PERT distribution, `a + (b − a) · Beta(1 + 4 (m − a)/(b − a), 1 + 4 (b − m)/(b − a))`. An input that moves with another has
//! its uniform numbers in the order that this gives them (`ties.rs`); one that is the same as another has the other's.
//!
//! # Source
//!
//! PERT: [malcolm1959]. The stream: [bernstein2008]. Addressed draws: [salmon2011]. The same draws on both sides of a
//! comparison: [kahn1953]. Departures: none.
//!
//! # Complexity
//!
//! O(inputs × draws) time and space, with about two evaluations of the incomplete beta function for each draw of a guess.

use std::collections::BTreeMap;
use std::sync::Arc;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::ties::following;
use super::variable::{CARD, Input, Variable, conflict_inputs, inputs};
use crate::model::{Case, Closeness, Order, Quantity, Refusal, Tie};
use crate::num;
use crate::progress::Progress;

/// The greatest number of draws.
pub const MOST_DRAWS: usize = 1_000_000;

/// The greatest number of drawn values that are kept: uncertain inputs times draws, eight bytes each.
pub const MOST_DRAWN: usize = 50_000_000;

/// Draws of the inputs of a case that its bargain or its conflict takes. A changed case shares the columns of the inputs that
/// did not change.
#[derive(Debug, Clone)]
// INVARIANT: every drawn column has `draws` values; there is a column for each input of `about`.
pub struct Draws {
    seed: u64,
    draws: usize,
    about: About,
    columns: BTreeMap<Variable, (Shaped, Column)>,
    progress: Arc<Progress>,
}

/// What a column was drawn from: the quantity, what it moves with, what that moves with, and so on.
type Shaped = (Quantity, Vec<(Variable, Closeness)>);

/// What an input moves with, what that moves with, and so on.
fn chain(case: &Case, input: Variable) -> Vec<(Variable, Closeness)> {
    let next = |tie: &&Tie| case.tie(tie.of);
    std::iter::successors(case.tie(input), next).take(case.ties.len()).map(|tie| (tie.of, tie.by)).collect()
}

/// Which inputs are drawn. An input has the same draws in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// Those of the bargain.
    Bargain,
    /// Those of the conflict, and those of the bargain where a party's stakes count in it.
    Conflict,
}

/// One input over all draws.
#[derive(Debug, Clone)]
pub(super) enum Column {
    /// The same value in every draw.
    Same(f64),
    /// One value a draw.
    Drawn(Arc<[f64]>),
}

impl Draws {
    /// So many draws of every input of the case's bargain. Refuses what [`inputs`] refuses, and more draws than fit the limits.
    pub fn new(case: &Case, seed: u64, draws: usize) -> Result<Draws, Refusal> {
        Draws::watched(case, seed, draws, Arc::default())
    }

    /// The same, ended when the work is stopped.
    pub(super) fn watched(case: &Case, seed: u64, draws: usize, progress: Arc<Progress>) -> Result<Draws, Refusal> {
        Draws { seed, draws, about: About::Bargain, columns: BTreeMap::new(), progress }.again(case)
    }

    /// The same for the case's conflict.
    pub fn of_conflict(case: &Case, seed: u64, draws: usize) -> Result<Draws, Refusal> {
        let progress = Arc::default();
        Draws { seed, draws, about: About::Conflict, columns: BTreeMap::new(), progress }.again(case)
    }

    /// The same draws for a changed case: only inputs whose quantity changed are drawn anew, from the same uniform numbers.
    ///
    /// The case must come from the first one by [`Case::with`], so that its ids mean the same.
    pub fn again(&self, case: &Case) -> Result<Draws, Refusal> {
        let inputs = self.about.inputs(case)?;
        within_limits(&inputs, self.draws)?;
        let columns: Vec<(Variable, (Shaped, Column))> = inputs
            .par_iter()
            .map(|input| {
                self.progress.go_on()?;
                let shaped = (input.quantity, chain(case, input.variable));
                let kept = self.columns.get(&input.variable).filter(|(before, _)| *before == shaped);
                let column = kept.map_or_else(|| self.column(case, input), |(_, column)| column.clone());
                Ok((input.variable, (shaped, column)))
            })
            .collect::<Result<_, Refusal>>()?;
        Ok(Draws { columns: columns.into_iter().collect(), progress: self.progress.clone(), ..*self })
    }

    /// One draw for each lane, in which every input has its central value but the one that the lane moves.
    pub(super) fn lanes(case: &Case, about: About, lanes: &[Option<(Variable, f64)>]) -> Result<Draws, Refusal> {
        let inputs = about.inputs(case)?;
        within_limits(&inputs, lanes.len())?;
        let mut moved: BTreeMap<Variable, Vec<f64>> = BTreeMap::new();
        let central: BTreeMap<Variable, Quantity> =
            inputs.iter().map(|input| (input.variable, input.quantity)).collect();
        for (place, (variable, value)) in lanes.iter().enumerate().filter_map(|(place, lane)| Some((place, (*lane)?))) {
            let Some(quantity) = central.get(&variable) else { continue };
            let column = moved.entry(variable).or_insert_with(|| vec![quantity.central(); lanes.len()]);
            column[place] = value;
        }
        let columns = central.into_iter().map(|(variable, quantity)| {
            // What is the same as another input moves with it.
            let column = match moved.get(&case.same_as(variable)) {
                Some(values) => Column::Drawn(values.as_slice().into()),
                None => Column::Same(quantity.central()),
            };
            (variable, ((quantity, Vec::new()), column))
        });
        Ok(Draws { seed: 0, draws: lanes.len(), about, columns: columns.collect(), progress: Arc::default() })
    }

    /// How many draws.
    pub fn len(&self) -> usize {
        self.draws
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.draws == 0
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The value of an input in a draw; none when the case has no such input.
    pub fn value(&self, variable: Variable, draw: usize) -> Option<f64> {
        self.columns.get(&variable).map(|(_, column)| column.at(draw))
    }

    pub(super) fn progress(&self) -> &Arc<Progress> {
        &self.progress
    }

    pub(super) fn kept(&self, variable: Variable) -> Option<Column> {
        self.columns.get(&variable).map(|(_, column)| column.clone())
    }

    fn column(&self, case: &Case, input: &Input) -> Column {
        if let Quantity::Point(value) = input.quantity {
            return Column::Same(value);
        }
        let shape = Shape::of(input.quantity);
        Column::Drawn(self.uniforms(case, input.variable).into_iter().map(|u| shape.inverse(u)).collect())
    }

    /// The uniform numbers of an input: its own, in the order that what it moves with gives them.
    fn uniforms(&self, case: &Case, variable: Variable) -> Vec<f64> {
        let own = || {
            let mut stream = stream(self.seed, &variable.address(case));
            (0..self.draws).map(|_| fraction(stream.next_u64())).collect::<Vec<f64>>()
        };
        match case.tie(variable) {
            None => own(),
            Some(Tie { of, by: Closeness::Same, .. }) => self.uniforms(case, *of),
            Some(Tie { of, by: Closeness::Rank(by), .. }) => following(&self.uniforms(case, *of), &own(), *by),
        }
    }
}

/// The uniform number in [0, 1) of one draw at an address, found without the draws before it.
pub fn uniform(seed: u64, address: &str, draw: u32) -> f64 {
    let mut stream = stream(seed, address);
    stream.set_word_pos(2 * u128::from(draw));
    fraction(stream.next_u64())
}

/// The value of a quantity below which the share `u` of its draws lies.
///
/// For a guess: Newton's method kept inside a bracket, until the distribution function is within 1e-9 of `u`, and one step
/// more.
pub fn inverse(quantity: Quantity, u: f64) -> f64 {
    Shape::of(quantity).inverse(u)
}

impl Column {
    pub(super) fn at(&self, draw: usize) -> f64 {
        match self {
            Column::Same(value) => *value,
            Column::Drawn(values) => values[draw],
        }
    }
}

/// Two columns are the same when they are shared, or constant and equal: what decides whether a party is counted anew.
impl PartialEq for Column {
    fn eq(&self, other: &Column) -> bool {
        match (self, other) {
            (Column::Same(one), Column::Same(two)) => one == two,
            (Column::Drawn(one), Column::Drawn(two)) => Arc::ptr_eq(one, two),
            (Column::Same(_), Column::Drawn(_)) | (Column::Drawn(_), Column::Same(_)) => false,
        }
    }
}

impl About {
    fn inputs(self, case: &Case) -> Result<Vec<Input>, Refusal> {
        let stakes = |order: &Order| matches!(order, Order::Worth { stakes: true, .. });
        match self {
            About::Bargain => inputs(case),
            About::Conflict => {
                let mut all = conflict_inputs(case)?;
                if case.conflict.preferences.iter().any(|preference| stakes(&preference.order)) {
                    all.extend(inputs(case)?);
                }
                Ok(all)
            }
        }
    }
}

fn within_limits(inputs: &[Input], draws: usize) -> Result<(), Refusal> {
    let uncertain = inputs.iter().filter(|input| !input.quantity.is_point()).count();
    if draws == 0 || draws > MOST_DRAWS || uncertain.saturating_mul(draws) > MOST_DRAWN {
        let because = format!("{draws} draws of {uncertain} uncertain inputs were asked for");
        let hint = format!("ask for 1 to {MOST_DRAWS} draws, and at most {MOST_DRAWN} drawn values in all");
        return Err(Refusal::new(&CARD, because).hint(hint));
    }
    Ok(())
}

fn stream(seed: u64, address: &str) -> ChaCha8Rng {
    let key = Sha256::digest(format!("kadesh draws 1\n{seed}\n{address}").as_bytes());
    ChaCha8Rng::from_seed(key.into())
}

/// The top 53 bits as a number in [0, 1): every such number is exact.
fn fraction(word: u64) -> f64 {
    (word >> 11) as f64 / (1u64 << 53) as f64
}

/// A quantity ready to be drawn many times.
enum Shape {
    Point(f64),
    Even(f64, f64),
    Pert(Box<Pert>),
}

/// A beta distribution on `low .. low + width`, with its distribution function and its density at evenly spaced knots.
struct Pert {
    low: f64,
    width: f64,
    beta: num::Beta,
    below: Vec<f64>,
    slopes: Vec<f64>,
}

const CELLS: usize = 256;

impl Shape {
    fn of(quantity: Quantity) -> Shape {
        match quantity {
            Quantity::Point(value) => Shape::Point(value),
            Quantity::Range(low, high) => Shape::Even(low, high),
            Quantity::Guess(low, mode, high) => Shape::Pert(Box::new(Pert::new(low, mode, high))),
        }
    }

    fn inverse(&self, u: f64) -> f64 {
        match self {
            Shape::Point(value) => *value,
            Shape::Even(low, high) => (low + u * (high - low)).clamp(*low, *high),
            Shape::Pert(pert) => (pert.low + pert.width * pert.inverse(u)).clamp(pert.low, pert.low + pert.width),
        }
    }
}

impl Pert {
    fn new(low: f64, mode: f64, high: f64) -> Pert {
        let width = high - low;
        let a = 1.0 + 4.0 * (mode - low) / width;
        let b = 1.0 + 4.0 * (high - mode) / width;
        let beta = num::Beta::new(a, b);
        let knots = || (0..=CELLS).map(|knot| num::count(knot) / num::count(CELLS));
        let (below, slopes) = (knots().map(|x| beta.below(x)).collect(), knots().map(|x| beta.density(x)).collect());
        Pert { low, width, beta, below, slopes }
    }

    /// The x in 0..1 below which the share `u` lies.
    fn inverse(&self, u: f64) -> f64 {
        let cell = self.below.partition_point(|below| *below <= u).clamp(1, CELLS) - 1;
        let (mut low, mut high) = (num::count(cell) / num::count(CELLS), num::count(cell + 1) / num::count(CELLS));
        let mut x = self.start(cell, u);
        for _ in 0..60 {
            let off = self.beta.below(x) - u;
            if off > 0.0 {
                high = x;
            } else {
                low = x;
            }
            let slope = self.beta.density(x);
            let step = x - off / slope;
            // Near an end the density can vanish, and Newton's step with it.
            x = if slope > 0.0 && step >= low && step <= high { step } else { low + (high - low) / 2.0 };
            if off.abs() <= 1e-9 {
                break;
            }
        }
        x
    }

    /// A first guess inside the cell: the cubic through the knots with their densities as slopes, solved by three steps.
    fn start(&self, cell: usize, u: f64) -> f64 {
        let width = 1.0 / num::count(CELLS);
        let from = num::count(cell) * width;
        let (below, above) = (self.below[cell], self.below[cell + 1]);
        let (left, right) = (self.slopes[cell] * width, self.slopes[cell + 1] * width);
        let rise = above - below;
        let mut t = if rise > 0.0 { ((u - below) / rise).clamp(0.0, 1.0) } else { 0.5 };
        let (cubic, square) = (left + right - 2.0 * rise, 3.0 * rise - 2.0 * left - right);
        for _ in 0..3 {
            let value = ((cubic * t + square) * t + left) * t + below;
            let slope = (3.0 * cubic * t + 2.0 * square) * t + left;
            if slope > 0.0 {
                t = (t - (value - u) / slope).clamp(0.0, 1.0);
            }
        }
        from + t * width
    }
}
