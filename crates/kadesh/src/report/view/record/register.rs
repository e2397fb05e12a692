//! How the register of issues and parties is worded.

use super::{counted, date_cell, names_cell};
use crate::model::{Basis, Case};
use crate::num;
use crate::record::{IssueEntry, Register};
use crate::report::block::{Block, Cell, Row};

/// Issues with their options, then parties.
pub fn register(_case: &Case, answer: &Register) -> Vec<Block> {
    let packages = answer.issues.iter().fold(1u128, |all, issue| all.saturating_mul(issue.options.len() as u128));
    let text = format!(
        "{} with {}; {}.",
        counted(answer.issues.len(), "issue", "issues"),
        match usize::try_from(packages) {
            Ok(1) => "1 package".to_owned(),
            Ok(packages) => format!("{} packages", num::grouped(packages)),
            Err(_) => format!("{packages} packages"),
        },
        counted(answer.parties.len(), "party", "parties")
    );
    let all: Basis = answer.issues.iter().map(|issue| &issue.basis).collect();
    let mut blocks = vec![Block::headline(text, all)];
    blocks.extend(answer.issues.iter().filter_map(issue_table));
    let rows = answer.parties.iter().map(|party| {
        let speakers = Cell::text(party.speakers.join("; "));
        let proxy = party.proxy_of.as_ref().map_or(Cell::Blank, |other| Cell::text(&other.name));
        let cells = vec![
            Cell::text(&party.party.name),
            names_cell(&party.part_of),
            proxy,
            names_cell(&party.votes_in),
            speakers,
        ];
        Row::new(cells, party.basis.clone())
    });
    blocks.extend(Block::table(
        "Parties",
        &["party", "part of", "proxy of", "votes in", "spoken for by"],
        rows.collect(),
    ));
    blocks
}

fn issue_table(issue: &IssueEntry) -> Option<Block> {
    let rows = issue.options.iter().map(|option| {
        let mark = if option.status_quo { "status quo" } else { "" };
        let date = option.cut_off.as_ref().map_or(Cell::Blank, |date| date_cell(Some(date)));
        let words = option.definition.as_deref().map_or(Cell::Blank, Cell::text);
        Row::new(vec![Cell::text(&option.option), words, date, Cell::text(mark)], issue.basis.clone())
    });
    let order = if issue.ordered { "in order" } else { "in no order" };
    let title = format!("{}: {} ({order})", issue.issue.id, issue.question);
    Block::table(title, &["option", "definition", "as of", "holds now"], rows.collect())
}
