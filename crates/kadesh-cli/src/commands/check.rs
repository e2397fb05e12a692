//! `check`: all faults and gaps of a case, and how much of it is sourced.

use std::path::Path;

use anyhow::Result;
use kadesh::report::page::{Entry, Page};
use kadesh::report::{json, text};
use kadesh::{case, record};

use super::shared::pretty;
use crate::args::{CheckFormat, Outside};
use crate::faults;
use crate::load::load;
use crate::output::{Exit, Output};
use crate::sarif::sarif;
use crate::style;

pub(super) fn check(
    path: &Path,
    outside: &Outside,
    (all, blind): (bool, bool),
    format: CheckFormat,
    width: usize,
) -> Result<Output> {
    let mut loaded = load(path, outside)?;
    if let Some(case) = loaded.checked.case.as_ref().filter(|_| blind) {
        let alike = case::alike(case, &loaded.text);
        loaded.checked.diagnostics.extend(alike);
    }
    let exit = if loaded.checked.case.is_none() { Exit::Faults } else { Exit::Done };
    let shown = match format {
        CheckFormat::Sarif => pretty(&sarif(&loaded))?,
        CheckFormat::Json => pretty(&json::diagnostics(&loaded.checked.diagnostics))?,
        CheckFormat::Text => {
            let draw = if all { faults::in_full } else { faults::text };
            let mut shown = draw(&loaded, width, style::on_output());
            if let Some(case) = &loaded.checked.case {
                let blocks = kadesh::report::view::record::coverage(case, &record::coverage(case));
                let id = "record.coverage".to_owned();
                let entry = Entry { id, title: "Coverage".to_owned(), model: None, blocks, notes: Vec::new() };
                shown.push('\n');
                let page = text::render_without_grounds(&Page::of(case, "Evidence", entry), case, width);
                shown.push_str(&page);
            }
            shown
        }
    };
    Ok(Output { text: shown, errors: String::new(), exit })
}
