//! At which settings of a lever an answer turns, in words and as a table.

use super::numbers::in_draws;
use crate::ensemble::{LeverTips, Predicate, Tip};
use crate::model::Case;
use crate::report::block::{Block, Cell, Row};

/// The settings of one lever at which an answer turns.
pub fn tipping(case: &Case, answer: &LeverTips) -> Vec<Block> {
    if answer.answers.is_empty() {
        let text = format!("{} moves nobody's walk-away, so no answer turns on it.", answer.lever.name);
        return vec![Block::line(text, answer.basis.clone())];
    }
    let turning = answer.answers.iter().filter_map(|tip| {
        let turns = turns(answer, tip);
        (!turns.is_empty()).then(|| format!("{} turns at {}", answer_words(case, tip), turns.join(" and ")))
    });
    let turning: Vec<String> = turning.collect();
    let text = if turning.is_empty() {
        format!("{}: no tipping value between {} and {}.", answer.lever.name, answer.range.0, answer.range.1)
    } else {
        format!("{}: whether {}.", answer.lever.name, turning.join("; whether "))
    };
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    let rows = answer.answers.iter().map(|tip| tip_row(case, answer, tip)).collect();
    let heads = ["answer", "turns at", "yes at the least setting", "yes at the greatest setting"];
    blocks.extend(Block::table(format!("Tipping values of {}", answer.lever.name), &heads, rows));
    blocks
}

fn tip_row(case: &Case, answer: &LeverTips, tip: &Tip) -> Row {
    let turns = turns(answer, tip);
    let turns = match (turns.is_empty(), tip.yes_at_low) {
        (false, _) => turns.join(", "),
        (true, true) => "no tipping value in range: yes throughout".to_owned(),
        (true, false) => "no tipping value in range: no throughout".to_owned(),
    };
    let cells = vec![
        Cell::text(answer_words(case, tip)),
        Cell::text(turns),
        Cell::number(in_draws(tip.draws_at_low, answer.draws)),
        Cell::number(in_draws(tip.draws_at_high, answer.draws)),
    ];
    Row::new(cells, tip.basis.clone())
}

fn answer_words(case: &Case, tip: &Tip) -> String {
    let name = tip.party.as_ref().map_or("", |party| party.name.as_str());
    match tip.predicate {
        Predicate::SomeDeal => format!("some package beats no deal for {}", case.whom()),
        Predicate::TakesHalf(_) => format!("{name} prefers at least half of the packages to no deal"),
    }
}

fn turns(answer: &LeverTips, tip: &Tip) -> Vec<String> {
    tip.at
        .iter()
        .map(|(setting, draws)| format!("{setting:.2} (yes there in {})", in_draws(*draws, answer.draws)))
        .collect()
}
