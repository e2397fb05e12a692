//! How far two readings agree, variable by variable, and every cell in which they do not.

use serde::Serialize;

use super::alpha::{Alpha, Metric, Unit, alpha};
use super::variable::{Cell, Coded, Variable};
use crate::model::{Case, Refusal};

/// How far two readings agree, and where they do not.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// By variable, those that have units.
    pub measures: Vec<Measure>,
    /// Where both have coded a cell, and not alike.
    pub disagreements: Vec<Disagreement>,
    /// Where only one of them has coded a cell.
    pub alone: Vec<Alone>,
}

/// One variable.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Which.
    pub variable: Variable,
    /// The cells that both have coded.
    pub units: usize,
    /// Of these, those coded alike.
    pub alike: usize,
    /// The cells that one of them has coded and the other left blank.
    pub alone: usize,
    /// Krippendorff's α, or why there is none.
    pub alpha: Result<Alpha, Refusal>,
}

/// A cell that two readers have coded otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Disagreement {
    /// Which.
    pub cell: Cell,
    /// The first reader's coding, in words.
    pub first: String,
    /// The second reader's.
    pub second: String,
}

/// A cell that one reader has coded and the other left blank.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alone {
    /// Which.
    pub cell: Cell,
    /// The first reader's coding, if it is the first.
    pub first: Option<String>,
    /// The second reader's, if it is the second.
    pub second: Option<String>,
}

/// How far two cases agree, the second [aligned](super::align) to the first. The intervals draw from the seed.
///
/// O(cells × entries), and O(1,000 × units) for each interval.
pub fn agreement(ours: &Case, theirs: &Case, seed: u64) -> Agreement {
    let mut all = Agreement { measures: Vec::new(), disagreements: Vec::new(), alone: Vec::new() };
    for variable in Variable::ALL {
        let cells = variable.cells(ours, theirs);
        let codings: Vec<(Cell, Option<Coded>, Option<Coded>)> = cells
            .into_iter()
            .map(|cell| (cell.clone(), cell.coded(ours), cell.coded(theirs)))
            .filter(|(_, first, second)| first.is_some() || second.is_some())
            .collect();
        let both =
            || codings.iter().filter_map(|(cell, first, second)| Some((cell, first.as_ref()?, second.as_ref()?)));
        let (units, alike) = (both().count(), both().filter(|(_, first, second)| first.key == second.key).count());
        let alone = codings.len() - units;
        if codings.is_empty() {
            continue;
        }
        let values: Vec<Unit> = numbers(variable.metric(), both().map(|(_, first, second)| [first, second]));
        let alpha = alpha(&values, variable.metric(), seed, variable.id());
        all.measures.push(Measure { variable, units, alike, alone, alpha });
        if !variable.follows() {
            all.disagreements.extend(both().filter_map(disagreement));
            all.alone.extend(codings.iter().filter_map(one_sided));
        }
    }
    all
}

fn disagreement((cell, first, second): (&Cell, &Coded, &Coded)) -> Option<Disagreement> {
    (first.key != second.key).then(|| Disagreement {
        cell: cell.clone(),
        first: first.words.clone(),
        second: second.words.clone(),
    })
}

fn one_sided((cell, first, second): &(Cell, Option<Coded>, Option<Coded>)) -> Option<Alone> {
    let words = |coded: &Option<Coded>| coded.as_ref().map(|coded| coded.words.clone());
    (first.is_some() != second.is_some()).then(|| Alone {
        cell: cell.clone(),
        first: words(first),
        second: words(second),
    })
}

/// Words become numbers in the order in which they come up, which no name enters.
fn numbers<'a>(metric: Metric, codings: impl Iterator<Item = [&'a Coded; 2]>) -> Vec<Unit> {
    let mut met: Vec<&str> = Vec::new();
    let mut number = |coded: &'a Coded| match (metric, coded.number) {
        (Metric::Nominal, _) => {
            let known = met.iter().position(|key| *key == coded.key);
            let place = known.unwrap_or_else(|| {
                met.push(&coded.key);
                met.len() - 1
            });
            Some(crate::num::count(place))
        }
        (Metric::Ordinal | Metric::Interval | Metric::Ratio, number) => number,
    };
    codings.map(|pair| pair.map(&mut number).to_vec()).collect()
}
