//! Long tables cut to what a report shows at first, and every cut table told as one.

use super::block::{Block, Table};
use super::page::Page;
use crate::num::grouped;

/// Cuts the long tables of a page, unless all rows are wanted, and tells of each table that is cut how many rows there are.
pub fn finish(page: &mut Page, all: bool) {
    let blocks = page.sections.iter_mut().flat_map(|section| &mut section.entries).flat_map(|entry| &mut entry.blocks);
    for block in blocks {
        if let Block::Table(table) = block {
            let most = table.short.filter(|_| !all).unwrap_or(usize::MAX);
            keep(table, most);
            tell(table, all);
        }
    }
}

/// Keeps the first rows of a table.
pub(super) fn keep(table: &mut Table, most: usize) {
    table.left_out += table.rows.len().saturating_sub(most) as u64;
    table.rows.truncate(most);
}

/// `Packages (the first 20 of 1,204; `--all` shows more)`
fn tell(table: &mut Table, all: bool) {
    if table.left_out > 0 {
        let more = if all { "" } else { "; `--all` shows more" };
        let told = told(table.rows.len(), table.rows.len() as u64 + table.left_out, more);
        table.title = format!("{} {told}", table.title).trim_start().to_owned();
    }
}

/// That so many of so many are shown.
pub(super) fn told(shown: usize, of: u64, more: &str) -> String {
    format!("(the first {} of {}{more})", grouped(shown), grouped(of))
}
