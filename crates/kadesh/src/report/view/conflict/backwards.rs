//! How questions asked backwards are worded: the least change that turns a verdict, and where it could rest as the case asks.

use super::{called, in_file_order, several, state, states_left_out};
use crate::ask::conflict::{ChangeRow, GoalRow, GoalsView, Inverse, LeastChange, Swap};
use crate::model::{Basis, Case};
use crate::num::grouped;
use crate::report::block::{Block, Cell, Row};

/// The least change of preferences that turns a verdict.
pub fn inverse(_case: &Case, answer: &Inverse) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut known: Vec<(&LeastChange, Vec<&str>)> = Vec::new();
    for one in &answer.least {
        let same = |other: &LeastChange| other.state == one.state && other.holds == one.holds && other.by == one.by;
        match known.iter_mut().find(|(other, _)| same(other)) {
            Some((_, shorts)) => shorts.push(one.definition),
            None => known.push((one, vec![one.definition])),
        }
    }
    for (place, (one, shorts)) in known.iter().enumerate() {
        let (text, basis) = (least(one, shorts), one.basis.clone());
        blocks.push(if place == 0 { Block::headline(text, basis) } else { Block::line(text, basis) });
    }
    blocks.extend(in_file_order(&answer.ties, ""));
    let rows = answer.rows.iter().map(change).collect();
    let columns = ["state", "party", "under", "now", "the fewest swaps that turn it", "rankings that make it stable"];
    blocks.extend(Block::table("Each party's least change that turns its own verdict", &columns, rows));
    let text = format!(
        "A swap exchanges two neighbours in a party's order of statements, or of ranks where it has no statements. At most \
         {} orders were looked at for each verdict. The preferences of the others stay as they are. Under SEQ, SSEQ and SIM a \
         change can also turn the verdict of another party, whose fear it takes away or brings; that is not looked for.",
        answer.most_orders
    );
    blocks.push(Block::line(text, Basis::new()));
    blocks.extend(states_left_out(answer.left_out));
    blocks
}

fn least(one: &LeastChange, shorts: &[&str]) -> String {
    let verdict = if one.holds { "is stable" } else { "is not stable" };
    let lead = format!("{} {verdict} for all under {}", called(&one.state), shorts.join(", "));
    if one.by.is_empty() {
        return format!("{lead}; no party was found that turns this by turning its own verdict.");
    }
    let who = one.by.iter().map(|(party, swaps)| format!("{}, {}", party.name, words(swaps)));
    format!(
        "{lead}; of the changes by which a party turns its own verdict, the least that turns this is by {}.",
        who.collect::<Vec<_>>().join("; or by ")
    )
}

fn words(swaps: &[Swap]) -> String {
    let each = swaps.iter().map(|swap| format!("{} before {}", swap.up, swap.down)).collect::<Vec<_>>();
    let count = if swaps.len() == 1 { "1 swap".to_owned() } else { format!("{} swaps", swaps.len()) };
    format!("{count} ({})", each.join(", then "))
}

fn change(row: &ChangeRow) -> Row {
    let fewest = match (&row.swaps, row.never) {
        (Some(swaps), _) => words(swaps),
        (None, true) => "none turns it, whatever its order".to_owned(),
        (None, false) => format!("more than {}", row.up_to),
    };
    let shares = row.definitions.iter().zip(&row.rankings);
    let shares: Vec<String> = shares.map(|(short, (stable, _))| format!("{short} {}", grouped(*stable))).collect();
    let all = row
        .rankings
        .first()
        .map_or_else(String::new, |(_, all)| format!("of {}: {}", grouped(*all), shares.join(", ")));
    let cells = vec![
        Cell::text(state(&row.state)),
        Cell::text(&row.party.name),
        Cell::text(row.definitions.join(", ")),
        Cell::text(if row.stable { "stays" } else { "leaves" }),
        Cell::text(fewest),
        Cell::text(all),
    ];
    Row::new(cells, row.basis.clone())
}

/// Where it could come to rest as the case asks.
pub fn goals(_case: &Case, answer: &GoalsView) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (place, goal) in answer.goals.iter().enumerate() {
        let (text, basis) = (found(goal, answer), goal.basis.clone());
        blocks.push(if place == 0 { Block::headline(text, basis) } else { Block::line(text, basis) });
    }
    blocks.extend(in_file_order(&answer.ties, ""));
    let rows = answer.goals.iter().map(|goal| {
        let mut cells = vec![Cell::text(&goal.text), Cell::text(asked(goal))];
        cells.extend(goal.counts.iter().map(|count| match (answer.counted, count) {
            (true, count) => Cell::number(grouped(*count)),
            (false, 0) => Cell::text("none"),
            (false, _) => Cell::text("found"),
        }));
        Row::new(cells, goal.basis.clone())
    });
    let mut columns = vec!["question", "asked of the state"];
    columns.extend(answer.definitions.iter().copied());
    let title = if answer.counted {
        "How many states of rest meet it, by definition"
    } else {
        "Whether a state of rest meets it"
    };
    blocks.extend(Block::table(title, &columns, rows.collect()));
    blocks
}

fn found(goal: &GoalRow, answer: &GoalsView) -> String {
    let any = goal.counts.iter().zip(&answer.definitions).find(|(count, _)| **count > 0);
    match any {
        Some((count, short)) => {
            let count = if answer.counted { grouped(*count) } else { "At least one".to_owned() };
            format!("{} {count} under {short}: {}.", goal.text, several(&goal.states))
        }
        None => format!("{} None, under any definition asked.", goal.text),
    }
}

fn asked(goal: &GoalRow) -> String {
    let holds = goal.holds.iter().cloned();
    let better = goal.better.iter().map(|(party, than)| format!("better for {} than {}", party.name, called(than)));
    holds.chain(better).collect::<Vec<_>>().join("; ")
}
