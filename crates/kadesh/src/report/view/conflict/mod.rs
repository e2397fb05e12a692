//! How answers about a conflict are worded: states, who holds what, who would leave and for what.

mod backwards;
mod further;
mod stability;

pub use backwards::{goals, inverse};
pub use further::{coalitions, foresight, paths, readings};
pub use stability::{breach, robustness, stability, witnesses};

use super::words::{listed, names};
use crate::ask::conflict::{PartyOptions, StateView, States, Tie};
use crate::conflict::Engine;
use crate::model::{Basis, Case, Direction};
use crate::num::grouped;
use crate::report::block::{Block, Cell, Row};

/// So many rows of a table are shown at first where it has several for each state.
const MOST_ROWS: usize = 48;

/// What the parties can do and what they prefer.
pub fn states(_case: &Case, answer: &States) -> Vec<Block> {
    let acts = |own: &&PartyOptions| answer.options.is_none() || !own.options.is_empty();
    let parties: Vec<_> = answer.parties.iter().filter(acts).map(|own| own.party.clone()).collect();
    let text = match answer.options {
        Some(options) => format!(
            "{} hold {options} options between them; {} of {} combinations are possible.",
            names(&parties),
            grouped(answer.possible),
            grouped(1u128 << options.min(100)),
        ),
        None => format!("{} move between {} states that the case lists.", names(&parties), grouped(answer.possible)),
    };
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    if let Some(now) = &answer.now {
        blocks.push(Block::line(format!("Things stand at {}.", called(now)), answer.basis.clone()));
    }
    let options = answer.parties.iter().flat_map(|own| {
        own.options.iter().map(|option| {
            let cells = [own.party.name.as_str(), &option.id, &option.name, direction(option.direction)];
            Row::new(cells.into_iter().map(Cell::text).collect(), option.basis.clone())
        })
    });
    blocks.extend(Block::table(
        "Options",
        &["whose", "option", "what taking it means", "can it be undone"],
        options.collect(),
    ));
    blocks.extend(answer.parties.iter().map(written_as));
    let rows = answer.parties.iter().flat_map(preferences).collect();
    let columns = ["party", "what it prefers", "importance or weight", "what-if key"];
    blocks.extend(Block::table("Preferences", &columns, rows));
    let rules = answer.rules.iter().map(|(words, basis)| Row::new(vec![Cell::text(words)], basis.clone()));
    blocks.extend(Block::table("What holds in every state", &["rule"], rules.collect()));
    let merged = answer.merged.iter().map(|merged| {
        let cells = vec![Cell::text(state(&merged.state)), Cell::text(&merged.when), Cell::number(merged.combinations)];
        Row::new(cells, merged.basis.clone())
    });
    blocks.extend(Block::table(
        "Combinations taken as one state",
        &["state", "when", "combinations"],
        merged.collect(),
    ));
    blocks.push(Block::line(engine(answer.engine), Basis::new()));
    blocks
}

fn written_as(own: &PartyOptions) -> Block {
    let varies = if own.varies { "; some of it is a range, and varies over the draws" } else { "" };
    Block::line(format!("Preferences of {}: {}{varies}.", own.party.name, own.by), own.basis.clone())
}

fn preferences(own: &PartyOptions) -> impl Iterator<Item = Row> + '_ {
    let or_blank = |text: &Option<String>| text.as_ref().map_or(Cell::Blank, Cell::text);
    own.prefers.iter().map(move |wanted| {
        let cells = vec![
            Cell::text(&own.party.name),
            Cell::text(&wanted.words),
            or_blank(&wanted.counts),
            or_blank(&wanted.key),
        ];
        Row::new(cells, own.basis.clone())
    })
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::BothWays => "yes",
        Direction::OnceTaken => "no: once taken it stays",
        Direction::OnceDropped => "no: once dropped it is gone",
    }
}

fn engine(engine: Engine) -> &'static str {
    match engine {
        Engine::Threshold => "All states are judged at once, by the worst that can follow each (the threshold engine).",
        Engine::Search => "Every state is judged by a search of the moves from it (the search engine).",
        Engine::Symbolic => {
            "The states are too many to list: sets of them are kept as decision diagrams (the symbolic engine)."
        }
    }
}

/// Where the order of the case decides at central numbers: it is said, since the draws may go either way.
fn in_file_order(ties: &[Tie], tried: &str) -> Option<Block> {
    let pairs = match ties.len() {
        0 => return None,
        1 => "1 pair of neighbouring statements is".to_owned(),
        count => format!("{count} pairs of neighbouring statements are"),
    };
    let text = format!(
        "At central numbers {pairs} equally important, and the first in the case goes first.{tried} The draws go either \
         way: `conflict.robustness` counts them."
    );
    Some(Block::caution(text, ties.iter().map(|tie| &tie.basis).collect()))
}

/// Where a table has several rows for each state: how many states have none.
fn states_left_out(count: u64) -> Option<Block> {
    let text = match count {
        0 => return None,
        1 => "1 more possible state is not listed; `--all` lists more.".to_owned(),
        count => format!("{} more possible states are not listed; `--all` lists more.", grouped(count)),
    };
    Some(Block::line(text, Basis::new()))
}

/// A state by its name, or by what is taken in it.
fn state(view: &StateView) -> String {
    view.label()
}

/// A state in a sentence: a name in quotation marks, so that it reads as one.
fn called(view: &StateView) -> String {
    format!("‘{}’", view.label())
}

/// Several states, at most so many by name.
fn several(views: &[StateView]) -> String {
    const MOST: usize = 6;
    if views.is_empty() {
        return "none".to_owned();
    }
    let mut words: Vec<String> = views.iter().take(MOST).map(called).collect();
    if views.len() > MOST {
        words.push(format!("{} more", views.len() - MOST));
    }
    listed(&words)
}
