//! `what-if`: what changes in the brief when inputs change, and only that.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use kadesh::ask::Bench;
use kadesh::ensemble;
use kadesh::model::Change;
use kadesh::report::{brief, compare, json, text};

use super::shared::{case_for, change, pretty, settings, shown_case};
use crate::args::{Format, View};
use crate::output::Output;

pub(super) fn what_if(view: &View, written: &[String], width: usize) -> Result<Output> {
    let case = match case_for(view)? {
        Ok(case) => case,
        Err(output) => return Ok(output),
    };
    only_once(written)?;
    let shown = shown_case(&case, view);
    // In blind mode the keys that answers show are those of the labels.
    let changes = written.iter().map(|one| change(&shown, one).or_else(|_| change(&case, one)));
    let changes = changes.collect::<Result<Vec<Change>>>()?;
    let changed = shown_case(&case.with(&changes), view);
    let case = shown;
    let words: Vec<String> = changes.iter().map(|change| ensemble::change_text(&case, change)).collect();
    let before = Bench::new(&case, settings(view));
    let after = Bench::new(&changed, settings(view));
    let (old, new) = (before.ask(&brief::questions(&case)), after.ask(&brief::questions(&changed)));
    if view.format == Format::Json {
        let both = serde_json::json!({
            "changes": words,
            "before": json::findings(&before, &old),
            "after": json::findings(&after, &new),
        });
        return Ok(Output::ok(pretty(&both)?));
    }
    let page = compare::compare(&brief::page(&before, &old), &brief::page(&after, &new), &words);
    Ok(Output::ok(text::render_without_grounds(&page, &case, width)))
}

/// What is set twice has no one value; the last would win in silence.
fn only_once(written: &[String]) -> Result<()> {
    let mut seen = BTreeSet::new();
    for key in written.iter().filter_map(|one| Some(one.split_once('=')?.0.trim())) {
        if !seen.insert(key) {
            bail!("`{key}` is changed twice; give it one value");
        }
    }
    Ok(())
}
