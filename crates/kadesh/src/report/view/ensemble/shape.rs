//! What single moves and seats change in the set of outcomes, as tables of counts.

use super::numbers::{NumbersRow, numbers_table};
use crate::ensemble::{SeatRow, Shape, ShapeRow};
use crate::model::Case;
use crate::report::block::Block;

/// What each lever, stance and seat changes in the set of outcomes.
pub fn shape(case: &Case, answer: &Shape) -> Vec<Block> {
    let moving = answer.moves.iter().filter(|entry| entry.changes).count();
    let text = format!("{moving} of {} single moves change the set of outcomes.", answer.moves.len());
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    let mut rows = vec![NumbersRow::new("as it stands", &answer.before, &answer.basis)];
    for entry in answer.moves.iter().filter(|entry| entry.changes) {
        // A lever or stance often names its holder already.
        let holder = entry.by.as_ref().filter(|party| !entry.what.contains(&party.name));
        let by = holder.map_or_else(String::new, |party| format!(" ({})", party.name));
        rows.push(NumbersRow::new(format!("{}{by}", entry.what), &entry.after, &entry.basis));
    }
    blocks.extend(numbers_table(case, "Single moves", "move (who can make it)", &rows));
    let idle: Vec<&ShapeRow> = answer.moves.iter().filter(|entry| !entry.changes).collect();
    if !idle.is_empty() {
        let names: Vec<&str> = idle.iter().map(|entry| entry.what.as_str()).collect();
        let basis = idle.iter().map(|entry| &entry.basis).collect();
        blocks.push(Block::line(format!("Moves that alone change nothing: {}.", names.join("; ")), basis));
    }
    if answer.idle_stances > 0 {
        let text = format!("{} other changes of a member's stance alone open or shut no option.", answer.idle_stances);
        blocks.push(Block::line(text, answer.basis.clone()));
    }
    blocks
}

/// The same packages with and without each seat that a red line asks for.
pub fn seats(case: &Case, answer: &[SeatRow]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for seat in answer {
        let percent = |row: &crate::ensemble::PartyAcceptance| {
            row.share.map_or_else(|| "none".to_owned(), |share| share.percent())
        };
        let text = format!(
            "The same packages: {} takes {} of them with {} seated, and {} without.",
            seat.party.name,
            percent(&seat.party_with),
            seat.needs.name,
            percent(&seat.party_without)
        );
        blocks.push(Block::headline(text, seat.basis.clone()));
        let mark = |seated: bool| if seated == seat.seated { " (now)" } else { "" };
        let rows = [
            NumbersRow::new(format!("with the seat{}", mark(true)), &seat.with, &seat.basis),
            NumbersRow::new(format!("without it{}", mark(false)), &seat.without, &seat.basis),
        ];
        let title = format!("{} and the seat of {}", seat.party.name, seat.needs.name);
        blocks.extend(numbers_table(case, &title, "seat", &rows));
    }
    blocks
}
