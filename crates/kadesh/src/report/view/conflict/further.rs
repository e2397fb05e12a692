//! How the further questions about a conflict are worded: coalitions, looking ahead, ways, what is unknown or strong.

use super::{MOST_ROWS, called, in_file_order, several, state};
use crate::ask::conflict::{CoalitionView, ForesightView, PathsView, ReadingsView, StateView};
use crate::conflict::strength::Firmness;
use crate::conflict::unknown::Attitude;
use crate::model::{Basis, Case, Ref};
use crate::num::grouped;
use crate::report::block::{Block, Cell, Row};
use crate::report::view::words::names;

/// Stability against parties that act together.
pub fn coalitions(_case: &Case, answer: &CoalitionView) -> Vec<Block> {
    let universal = answer.definitions.iter().zip(&answer.universal);
    let words: Vec<String> = universal.map(|(short, states)| format!("{short}: {}", several(states))).collect();
    let text =
        format!("States that are stable against every coalition, single parties among them: {}.", words.join("; "));
    let left = answer.rows.iter().filter(|row| row.stable.contains(&false) || row.as_one.contains(&Some(false)));
    let rows: Vec<Row> = left
        .map(|row| {
            let mut cells = vec![Cell::text(state(&row.state)), Cell::text(names(&row.members))];
            let verdicts = row.stable.iter().zip(&row.as_one);
            cells.extend(verdicts.map(|(apart, as_one)| {
                let word = |stable: bool| if stable { "stays" } else { "leaves" };
                Cell::text(match as_one {
                    Some(one) if one != apart => format!("{} (as one mover: {})", word(*apart), word(*one)),
                    Some(_) | None => word(*apart).to_owned(),
                })
            }));
            cells.push(row.improvement.as_ref().map_or(Cell::Blank, |to| Cell::text(state(to))));
            Row::new(cells, row.basis.clone())
        })
        .collect();
    let told = match rows.len() {
        0 => format!(
            "No coalition of two or more would leave any state that is stable for every single party ({} asked).",
            answer.rows.len()
        ),
        left => format!(
            "Of {} pairs of a coalition and a state that is stable for every single party, {left} are such that it would leave.",
            grouped(answer.rows.len())
        ),
    };
    let mut columns = vec!["state", "coalition"];
    columns.extend(answer.definitions.iter().copied());
    columns.push("leaves it for");
    let title = "Coalitions that would leave a state that is stable for every single party";
    let table = Block::table(title, &columns, rows).map(|table| table.short(MOST_ROWS));
    let lines = [Block::headline(text, answer.basis.clone()), Block::line(told, answer.basis.clone())];
    lines.into_iter().chain(in_file_order(&answer.ties, "")).chain(table).collect()
}

/// Stability for parties that look ahead.
pub fn foresight(_case: &Case, answer: &ForesightView) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (place, ((party, round), lasting)) in answer.parties.iter().zip(&answer.rounds).zip(&answer.lasting).enumerate()
    {
        let text = match round.period {
            1 => format!(
                "{}: from {} moves ahead on, looking farther changes nothing; it stays in {}.",
                party.name,
                round.from,
                several(lasting)
            ),
            period => format!(
                "{}: its stable states come round every {period} horizons, from {} on, and do not settle: there is no \
                 non-myopic answer, only {} at every horizon.",
                party.name,
                round.from,
                several(lasting)
            ),
        };
        blocks.push(match place {
            0 => Block::headline(text, answer.basis.clone()),
            _ => Block::line(text, answer.basis.clone()),
        });
    }
    blocks.extend(in_file_order(&answer.ties, ""));
    let rows = answer.horizons.iter().map(|row| {
        let mut cells = vec![Cell::number(row.horizon)];
        cells.extend(row.stable.iter().map(|states| Cell::text(several(states))));
        Row::new(cells, answer.basis.clone())
    });
    let mut columns = vec!["moves ahead"];
    columns.extend(answer.parties.iter().map(|party| party.name.as_str()));
    blocks.extend(Block::table("Where each party stays, by how far it looks", &columns, rows.collect()));
    blocks
}

/// The ways from where things stand.
pub fn paths(_case: &Case, answer: &PathsView) -> Vec<Block> {
    let reached = answer.rows.iter().filter(|row| row.by_improvements.is_some()).count();
    let text = format!(
        "From {}, {} of {} states asked about can be reached by moves that each mover gains by.",
        called(&answer.now),
        reached,
        answer.rows.len()
    );
    let steps = |steps: &Option<Vec<(Ref, StateView)>>| match steps.as_deref() {
        None => Cell::text("no way"),
        Some([]) => Cell::Blank,
        Some(steps) => {
            let words: Vec<String> = steps.iter().map(|(who, to)| format!("{} to {}", who.name, called(to))).collect();
            Cell::text(words.join(", then "))
        }
    };
    let rows = answer.rows.iter().map(|row| {
        let cells = vec![Cell::text(state(&row.to)), steps(&row.by_moves), steps(&row.by_improvements)];
        Row::new(cells, row.basis.clone())
    });
    let columns = ["to", "shortest way", "shortest way that each mover gains by"];
    let table = Block::table("", &columns, rows.collect()).map(|table| table.leaving_out(answer.left_out));
    let lines = [Block::headline(text, answer.basis.clone())].into_iter().chain(in_file_order(&answer.ties, ""));
    lines.chain(table).collect()
}

/// Stability under every attitude to what is unknown, and how firm it is.
pub fn readings(_case: &Case, answer: &ReadingsView) -> Vec<Block> {
    let mut blocks = Vec::new();
    if answer.unknown > 0 {
        let text = format!("Of {} pairs of states it is not known which a party prefers.", grouped(answer.unknown));
        blocks.push(Block::headline(text, answer.basis.clone()));
    } else {
        let text = "Every preference is known, and some are strong.";
        blocks.push(Block::headline(text, answer.basis.clone()));
    }
    let attitudes = answer.attitudes.iter().map(|row| {
        let mut cells = vec![Cell::text(state(&row.state)), Cell::text(row.definition)];
        let holds = |attitude: &Attitude| if row.stable.contains(attitude) { "stable" } else { "not stable" };
        cells.extend(Attitude::ALL.iter().map(|attitude| Cell::text(holds(attitude))));
        Row::new(cells, row.basis.clone())
    });
    let mut columns = vec!["state", "under"];
    columns.extend(Attitude::ALL.iter().map(|attitude| attitude.means()));
    let title = "Whether a state is stable for all, by what parties make of what they do not know";
    blocks.extend(Block::table(title, &columns, attitudes.collect()).map(|table| table.short(MOST_ROWS)));
    let firm = answer.firm.iter().map(|row| {
        let word = match row.firmness {
            Firmness::Unstable => "not stable",
            Firmness::Weak => "stable, but not by strong preferences",
            Firmness::Strong => "strongly stable",
        };
        Row::new(vec![Cell::text(state(&row.state)), Cell::text(row.definition), Cell::text(word)], row.basis.clone())
    });
    let table = Block::table("How firmly a state is stable for all", &["state", "under", "how"], firm.collect());
    blocks.extend(table.map(|table| table.short(MOST_ROWS)));
    if answer.attitudes.is_empty() && answer.firm.is_empty() {
        blocks.push(Block::caution("No state is asked about.", Basis::new()));
    }
    blocks
}
