//! What depends on which description of an act is right, every description at the same length.

use crate::ensemble::{Differs, Framings, Separating};
use crate::model::Case;
use crate::report::block::{Block, Cell, Row};

/// What depends on which framing of an act is right, every framing at the same length.
pub fn framings(_case: &Case, answer: &Framings) -> Vec<Block> {
    let text = match answer.differ.len() {
        0 => format!("No output differs between the {} framings of “{}”.", answer.names.len(), answer.act),
        differ => {
            let outputs = if differ == 1 { "1 output differs".to_owned() } else { format!("{differ} outputs differ") };
            format!("{outputs} between the {} framings of “{}”.", answer.names.len(), answer.act)
        }
    };
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    let held = answer.names.iter().zip(&answer.sets).zip(&answer.bases).map(|((name, sets), basis)| {
        let holds = if sets.is_empty() { "changes no input".to_owned() } else { sets.join("; ") };
        Row::new(vec![Cell::text(name), Cell::text(holds)], basis.clone())
    });
    blocks.extend(Block::table("The framings", &["framing", "holds"], held.collect()));
    let mut heads = vec!["output"];
    heads.extend(answer.names.iter().map(String::as_str));
    let rows = answer.differ.iter().map(|row| Row::new(differs_cells(row), answer.basis.clone())).collect();
    blocks.extend(Block::table("Outputs that differ", &heads, rows));
    for pair in &answer.separating {
        blocks.push(Block::line(separating_text(answer, pair), answer.basis.clone()));
        blocks.extend(toggle_table(answer, pair));
    }
    if !answer.same.is_empty() {
        let text = format!("Outputs that cannot tell the framings apart: {}.", answer.same.join("; "));
        blocks.push(Block::line(text, answer.basis.clone()));
    }
    blocks
}

fn separating_text(answer: &Framings, pair: &Separating) -> String {
    let name = |place: usize| answer.names.get(place).map_or("", String::as_str);
    let (first, second) = (name(pair.between.0), name(pair.between.1));
    if pair.alike {
        return format!("No output separates “{first}” from “{second}”.");
    }
    let alone: Vec<&str> =
        pair.toggles.iter().filter(|toggle| toggle.separates).map(|toggle| toggle.to.as_str()).collect();
    if alone.is_empty() {
        let proven = if pair.proven { "" } else { " (not every smaller set was tried)" };
        return format!(
            "No single input turns the outputs of “{first}” into those of “{second}”. The smallest set found is: {}{proven}.",
            pair.smallest.join("; ")
        );
    }
    format!("What alone turns the outputs of “{first}” into those of “{second}”: {}.", alone.join("; "))
}

/// What each input moves when it alone goes from the first framing's value to the second's.
fn toggle_table(answer: &Framings, pair: &Separating) -> Option<Block> {
    let name = |place: usize| answer.names.get(place).map_or("", String::as_str);
    let rows = pair.toggles.iter().map(|toggle| {
        let moves = if toggle.moves.is_empty() { "nothing".to_owned() } else { toggle.moves.join("; ") };
        Row::new(vec![Cell::text(&toggle.to), Cell::text(moves)], answer.basis.clone())
    });
    let title = format!("From “{}” to “{}”, one input at a time", name(pair.between.0), name(pair.between.1));
    Block::table(title, &["moved alone", "outputs that it moves"], rows.collect())
}

fn differs_cells(row: &Differs) -> Vec<Cell> {
    let value = |value: &Option<String>| value.as_ref().map_or(Cell::Blank, Cell::number);
    [Cell::text(&row.output)].into_iter().chain(row.values.iter().map(value)).collect()
}
