//! What each party would take rather than no deal, in words and as a table.

use crate::ensemble::Outcome;
use crate::model::Case;
use crate::num;
use crate::report::block::{Block, Cell, Row};
use crate::report::view::worth::worth_cell;

/// Acceptance sets and floors: which packages each party would have to prefer to no deal.
pub fn acceptance(case: &Case, answer: &Outcome) -> Vec<Block> {
    let numbers = &answer.numbers;
    let reachable = numbers.robust + numbers.possible + numbers.never;
    let shares = answer.parties.iter().map(|party| match (party.refuses, party.share) {
        (true, _) => format!("{} not asked: no seat", party.party.name),
        (false, Some(share)) => format!("{} {}", party.party.name, share.median_percent()),
        (false, None) => format!("{} none, for none is within reach", party.party.name),
    });
    let text = format!(
        "Of {} packages within reach, each prefers so many to no deal, as a median with the range of the middle 90 % of draws: {}.",
        num::grouped(reachable),
        shares.collect::<Vec<_>>().join("; ")
    );
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    blocks.extend(acceptance_table(case, answer));
    let about = "To prefer more packages to no deal is a weaker hand, not a better one: the walk-away is worth less.";
    blocks.push(Block::caution(about, answer.basis.clone()));
    blocks
}

fn acceptance_table(case: &Case, answer: &Outcome) -> Option<Block> {
    let rows = answer.parties.iter().map(|party| {
        let note = match (party.signs, party.refuses) {
            (_, true) => "a red line about a seat stops every package",
            (true, false) => "yes",
            (false, false) => "no",
        };
        let cells = vec![
            Cell::text(&party.party.name),
            party.share.map_or(Cell::Blank, |share| Cell::number(share.median_percent())),
            worth_cell(case, &party.party, party.floor),
            Cell::number(num::grouped(party.none)),
            Cell::text(note),
        ];
        Row::new(cells, party.basis.clone())
    });
    let heads = ["party", "packages it prefers to no deal", "floor", "draws in which it prefers none", "must sign"];
    let title = "What each prefers to no deal, and its floor, the worst package it would still prefer: median (range of the middle \
                 90 % of draws)";
    Block::table(title, &heads, rows.collect())
}
