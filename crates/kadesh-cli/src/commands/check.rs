//! `check`: all faults and gaps of a case, and how much of it is sourced.

use std::path::Path;

use anyhow::Result;
use kadesh::record;
use kadesh::report::page::Entry;
use kadesh::report::{json, text};

use super::shared::{one_entry, pretty};
use crate::args::Format;
use crate::faults;
use crate::load::load;
use crate::output::Output;

pub(super) fn check(path: &Path, format: Format, width: usize) -> Result<Output> {
    let loaded = load(path)?;
    let failed = loaded.checked.case.is_none();
    let shown = match format {
        Format::Json => pretty(&json::diagnostics(&loaded.checked.diagnostics))?,
        Format::Text => {
            let mut shown = faults::text(&loaded);
            if let Some(case) = &loaded.checked.case {
                let blocks = kadesh::report::view::record::coverage(case, &record::coverage(case));
                let id = "record.coverage".to_owned();
                let entry = Entry { id, title: "Coverage".to_owned(), model: None, blocks, notes: Vec::new() };
                shown.push('\n');
                shown.push_str(&text::render_without_grounds(&one_entry(case, "Evidence", entry), case, width));
            }
            shown
        }
    };
    Ok(Output { text: shown, errors: String::new(), failed })
}
