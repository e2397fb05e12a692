//! `what-if`: what changes in the brief when inputs change, and only that.

use std::collections::BTreeSet;

use anyhow::Result;
use kadesh::ask::{Bench, Finding};
use kadesh::ensemble;
use kadesh::model::Change;
use kadesh::report::{brief, compare, json, text};

use super::shared::{case_for, change, drawn, mark_partial, output, pretty, settings, shown_case, unfinished};
use crate::args::{PageFormat, View};
use crate::output::{Output, wrong_usage};
use crate::watch::watched;

pub(super) fn what_if(view: &View, written: &[String], width: usize) -> Result<Output> {
    let case = match case_for(view, width)? {
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
    let asked = (brief::questions(&case), brief::questions(&changed));
    let (before, after, mut old, mut new) = watched(|progress| {
        let before = Bench::new(&case, settings(view)).watched(progress.clone());
        let after = Bench::new(&changed, settings(view)).watched(progress.clone());
        before.announce(&asked.0);
        after.announce(&asked.1);
        let (old, new) = (before.ask_announced(&asked.0), after.ask_announced(&asked.1));
        (before, after, old, new)
    });
    let unfinished = unfinished(&old.iter().chain(&new).collect::<Vec<_>>());
    if view.format == PageFormat::Json {
        let both = serde_json::json!({
            "format": json::FORMAT,
            "changes": words,
            "partial": unfinished.is_some(),
            "before": json::findings(&before, &old),
            "after": json::findings(&after, &new),
        });
        return Ok(output(pretty(&both)?, unfinished));
    }
    // What is answered on one side only is no difference.
    let answered =
        |side: &[Finding]| side.iter().filter(|one| !one.is_stopped()).map(|one| one.id).collect::<BTreeSet<_>>();
    let both: BTreeSet<&str> = answered(&old).intersection(&answered(&new)).copied().collect();
    if unfinished.is_some() {
        old.retain(|one| both.contains(one.id));
        new.retain(|one| both.contains(one.id));
    }
    let mut page = compare::compare(&brief::page(&before, &old), &brief::page(&after, &new), &words);
    mark_partial(&mut page, unfinished.as_ref());
    let shown = drawn(&page, &case, view.format, || text::render_without_grounds(&page, &case, width));
    Ok(output(shown, unfinished))
}

/// What is set twice has no one value; the last would win in silence.
fn only_once(written: &[String]) -> Result<()> {
    let mut seen = BTreeSet::new();
    for key in written.iter().filter_map(|one| Some(one.split_once('=')?.0.trim())) {
        if !seen.insert(key) {
            return Err(wrong_usage(format!("`{key}` is changed twice; give it one value")));
        }
    }
    Ok(())
}
