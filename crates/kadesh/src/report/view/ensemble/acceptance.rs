//! What each party would take rather than no deal, in words and as a table.

use crate::ensemble::Outcome;
use crate::model::Case;
use crate::num;
use crate::report::block::{Block, Cell, Row};

/// Acceptance sets and floors: which packages each party would have to prefer to no deal.
pub fn acceptance(_case: &Case, answer: &Outcome) -> Vec<Block> {
    let numbers = &answer.numbers;
    let reachable = numbers.robust + numbers.possible + numbers.never;
    let shares = answer.parties.iter().map(|party| match (party.refuses, party.share) {
        (true, _) => format!("{} none, for want of a seat", party.party.name),
        (false, Some(share)) => format!("{} {}", party.party.name, share.percent_cell()),
        (false, None) => format!("{} none, for none is within reach", party.party.name),
    });
    let text = format!(
        "Of {} packages within reach, each would have to prefer to no deal (low–middle–high over the draws): {}.",
        num::grouped(reachable),
        shares.collect::<Vec<_>>().join("; ")
    );
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    blocks.extend(acceptance_table(answer));
    let about =
        "More packages to prefer to no deal means a weaker hand, not a better one: the walk-away is worth less.";
    blocks.push(Block::caution(about, answer.basis.clone()));
    blocks
}

fn acceptance_table(answer: &Outcome) -> Option<Block> {
    let rows = answer.parties.iter().map(|party| {
        let note = match (party.signs, party.refuses) {
            (_, true) => "a red line about a seat stops every package",
            (true, false) => "yes",
            (false, false) => "no",
        };
        let cells = vec![
            Cell::text(&party.party.name),
            party.share.map_or(Cell::Blank, |share| Cell::number(share.percent_cell())),
            Cell::number(party.floor.decimal_cell()),
            Cell::number(num::grouped(party.none)),
            Cell::text(note),
        ];
        Row::new(cells, party.basis.clone())
    });
    let heads = ["party", "packages taken", "floor", "draws with none", "a deal needs it"];
    let title = "Packages that each would take rather than no deal, and its floor: low–middle–high over the draws";
    Block::table(title, &heads, rows.collect())
}
