//! Counts of draws and packages as words and as tables, shared by all answers over draws.

use crate::ensemble::Numbers;
use crate::model::{Basis, Case, Ref};
use crate::num;
use crate::report::block::{Block, Cell, Row};

/// A row of counts under one set of inputs.
pub(super) struct NumbersRow<'a> {
    head: String,
    numbers: &'a Numbers,
    basis: &'a Basis,
}

impl<'a> NumbersRow<'a> {
    pub(super) fn new(head: impl Into<String>, numbers: &'a Numbers, basis: &'a Basis) -> NumbersRow<'a> {
        NumbersRow { head: head.into(), numbers, basis }
    }
}

/// Counts under several sets of inputs, one row each. A change can give a party its first stake, so the parties of the
/// columns are those of any row.
pub(super) fn numbers_table(case: &Case, title: &str, head: &str, rows: &[NumbersRow]) -> Option<Block> {
    let mut parties: Vec<&Ref> = Vec::new();
    for row in rows.iter().flat_map(|row| &row.numbers.acceptance) {
        if !parties.contains(&&row.party) {
            parties.push(&row.party);
        }
    }
    let draws = rows.first().map_or(0, |row| row.numbers.draws);
    let fixed = [head, "no deal", "in every draw", "in some", "in none", "shut"].map(str::to_owned);
    let heads: Vec<String> = fixed.into_iter().chain(parties.iter().map(|party| party.name.clone())).collect();
    let cells = |row: &NumbersRow| {
        let numbers = row.numbers;
        let takes = |party: &&Ref| {
            let own = numbers.acceptance.iter().find(|own| own.party == **party);
            own.and_then(|own| own.middle).map_or(Cell::Blank, |middle| Cell::number(percent(middle)))
        };
        let counts = [numbers.no_deal, numbers.robust, numbers.possible, numbers.never, numbers.unreachable];
        let counts = counts.map(|count| Cell::number(num::grouped(count)));
        [Cell::text(&row.head)].into_iter().chain(counts).chain(parties.iter().map(takes)).collect()
    };
    let shown = rows.iter().map(|row| Row::new(cells(row), row.basis.clone())).collect();
    let columns = format!(
        "of {} draws, those with no deal; packages that beat no deal for {}, in every draw, in some, in none, or \
         shut by the rules; the median share that each party prefers to no deal",
        num::grouped(draws),
        case.whom()
    );
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    Block::table(format!("{title}: {columns}"), &heads, shown)
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", num::round(100.0 * share))
}

/// `in 3,120 of 10,000 draws` without the first word.
pub(in crate::report::view) fn in_draws(count: usize, draws: usize) -> String {
    format!("{} of {} draws", num::grouped(count), num::grouped(draws))
}
