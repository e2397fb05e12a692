//! `trace`: from the sentences of the case's source to the commands that answer them.

use std::path::Path;

use anyhow::{Result, bail};
use kadesh::model::Basis;
use kadesh::report::block::{Block, Cell, Row};
use kadesh::report::page::{Entry, Page};
use kadesh::report::{json, text};

use super::shared::{faulty, pretty};
use crate::args::{Format, Outside};
use crate::load::load;
use crate::output::Output;

pub(super) fn trace(path: &Path, outside: &Outside, format: Format, width: usize) -> Result<Output> {
    let loaded = load(path, outside)?;
    let Some(case) = &loaded.checked.case else { return faulty(&loaded, format, width) };
    if format == Format::Json {
        return Ok(Output::ok(pretty(&json::trace(&case.trace))?));
    }
    if case.trace.is_empty() {
        bail!("the case traces no sentences; name a table of them: `[tables] trace = \"trace.csv\"`");
    }
    let rows = case.trace.iter().map(|row| {
        let answered = match &row.open {
            Some(open) => format!("OPEN: {open}"),
            None => format!("kadesh {}", with_case(&row.command, path)),
        };
        let cells = [&row.sentence, &row.requirement, &row.says, &answered].map(Cell::text);
        Row::new(cells.to_vec(), Basis::new())
    });
    let heads = ["sentence", "requirement", "says", "answered by"];
    let blocks = Block::table("", &heads, rows.collect()).into_iter().collect();
    let entry = Entry {
        id: "trace".to_owned(),
        title: "From sentence to answer".to_owned(),
        model: None,
        blocks,
        notes: Vec::new(),
    };
    Ok(Output::ok(text::render(&Page::of(case, "Trace", entry), case, width)))
}

/// The command of a trace with the case in its place: first after the command's own word.
fn with_case(command: &str, case: &Path) -> String {
    match command.split_once(' ') {
        Some(("models", _)) | None if command == "models" => command.to_owned(),
        Some((word, rest)) => format!("{word} {} {rest}", case.display()),
        None => format!("{command} {}", case.display()),
    }
}
