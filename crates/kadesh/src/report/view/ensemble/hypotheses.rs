//! Lenses side by side, and what rejecting each assumption flips.

use super::numbers::{NumbersRow, in_draws, numbers_table, percent};
use crate::ensemble::{Flip, Headline, Numbers, Rank, SideBySide};
use crate::model::{Basis, Case};
use crate::num;
use crate::report::block::Block;

/// The case and its hypotheses side by side.
pub fn side_by_side(case: &Case, answer: &SideBySide) -> Vec<Block> {
    let text = match answer.sides.len() {
        0 => return Vec::new(),
        1 => "The case has no rival hypothesis.".to_owned(),
        2 => "1 hypothesis beside the case as it stands, in the same draws.".to_owned(),
        sides => format!("{} hypotheses beside the case as it stands, in the same draws.", sides - 1),
    };
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    let sides = answer.sides.iter();
    let rows: Vec<NumbersRow> =
        sides.map(|side| NumbersRow::new(side.name.clone(), &side.numbers, &side.basis)).collect();
    for side in answer.sides.iter().filter(|side| !side.sets.is_empty()) {
        blocks.push(Block::line(format!("{} holds: {}.", side.name, side.sets.join("; ")), side.basis.clone()));
    }
    blocks.extend(numbers_table(case, "Lenses", "lens", &rows));
    blocks
}

/// The assumptions, ranked by what rejecting each one flips, and a line for each headline that says what flips it.
pub fn ranked(case: &Case, answer: &[Rank]) -> Vec<Block> {
    let Some(first) = answer.first() else {
        let text = "No assumption of the case says what holds if it is rejected, so none could be tested.";
        return vec![Block::caution(text, Basis::new())];
    };
    let all: Basis = answer.iter().map(|rank| &rank.basis).collect();
    let flipping = answer.iter().filter(|rank| !rank.flips.is_empty()).count();
    let text = match flipping {
        0 => format!("None of {} assumptions, rejected alone, flips a headline.", answer.len()),
        _ => format!("{flipping} of {}, rejected alone, would flip a headline.", of_assumptions(answer.len())),
    };
    let mut blocks = vec![Block::headline(text, all)];
    for rank in answer {
        for flip in &rank.flips {
            let text = format!(
                "{} This flips without the assumption that {}: {}",
                sentence(case, flip, !flip.to, &rank.before),
                rank.text.trim_end_matches('.'),
                sentence(case, flip, flip.to, &rank.after)
            );
            blocks.push(Block::line(text, rank.basis.clone()));
        }
    }
    let mut rows = vec![NumbersRow::new("none rejected", &first.before, &first.basis)];
    rows.extend(answer.iter().map(|rank| {
        NumbersRow::new(format!("{}: instead {}", rank.text, rank.instead.join("; ")), &rank.after, &rank.basis)
    }));
    blocks.extend(numbers_table(case, "Assumptions, those that flip the most first", "rejected assumption", &rows));
    blocks
}

/// A headline as a sentence, true or not, with the number behind it.
fn sentence(case: &Case, flip: &Flip, holds: bool, numbers: &Numbers) -> String {
    match (&flip.headline, holds) {
        (Headline::SomeRobust, true) => {
            format!("{} packages beat no deal for {} in every draw.", num::grouped(numbers.robust), case.whom())
        }
        (Headline::SomeRobust, false) => format!("No package beats no deal for {} in every draw.", case.whom()),
        (Headline::MostlyNoDeal, true) => {
            format!("More than half of the draws end in no deal ({}).", in_draws(numbers.no_deal, numbers.draws))
        }
        (Headline::MostlyNoDeal, false) => {
            format!("Half of the draws or more hold a deal (no deal in {}).", in_draws(numbers.no_deal, numbers.draws))
        }
        (Headline::TakesHalf(party), holds) => {
            let size = if holds { "at least half" } else { "less than half" };
            let middle = numbers.acceptance.iter().find(|row| row.party == *party).and_then(|row| row.middle);
            let middle = middle.map_or_else(String::new, |middle| format!(" (median {})", percent(middle)));
            format!("{} prefers {size} of the packages to no deal{middle}.", party.name)
        }
    }
}

fn of_assumptions(count: usize) -> String {
    if count == 1 { "1 assumption".to_owned() } else { format!("{count} assumptions") }
}
