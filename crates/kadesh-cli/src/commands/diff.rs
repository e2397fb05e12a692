//! `diff`: what changed from one version of a case to another, in words, and what that does to *In short*.

use std::path::{Path, PathBuf};

use anyhow::Result;
use kadesh::coding::difference;
use kadesh::model::{Case, Ordering, When};
use kadesh::report::changed::{self, Versions};
use kadesh::report::things;

use super::shared::output;
use super::two::{Two, load_two, printed, same_case, settings};
use crate::args::Pair;
use crate::output::{Output, wrong_usage};
use crate::watch::watched;

pub(super) fn diff(old: &Path, new: Option<&PathBuf>, dates: &[String], pair: &Pair, width: usize) -> Result<Output> {
    let dates = both_dates(dates)?;
    let new = match (new, &dates) {
        (Some(new), None) if same_case(old, new) => {
            return Err(wrong_usage(format!("`{}` is given twice; {TWO_DATES}", old.display())));
        }
        (Some(new), _) => new.as_path(),
        (None, Some(_)) => old,
        (None, None) => return Err(wrong_usage(format!("a newer version is missing; {TWO_DATES}"))),
    };
    let [one, other] = match load_two(old, new, pair, width)? {
        Ok(both) => both,
        Err(faulty) => return Ok(faulty),
    };
    let (Some(mut before), Some(mut after)) = (one.checked.case, other.checked.case) else {
        return Err(wrong_usage("a case has faults"));
    };
    if let Some([from, to]) = dates {
        (before.as_of, after.as_of) = (Some(from), Some(to));
    }
    told(&before, &after, pair, width)
}

/// What a reader who gave one case is told.
const TWO_DATES: &str =
    "give an older and a newer version, or two dates of one: kadesh diff CASE --as-of 2024-08 2025-02";

fn both_dates(dates: &[String]) -> Result<Option<[When; 2]>> {
    let [from, to] = dates else { return Ok(None) };
    let date = |text: &str| When::parse(text).map_err(|why| wrong_usage(format!("--as-of: {why}")));
    let both = [date(from)?, date(to)?];
    if both[1].order(&both[0]) == Ordering::CertainlyBefore {
        return Err(wrong_usage(format!("--as-of: `{from}` is later than `{to}`; the older date goes first")));
    }
    Ok(Some(both))
}

fn told(before: &Case, after: &Case, pair: &Pair, width: usize) -> Result<Output> {
    let two = Two::new(before, after, pair);
    let list = difference(&things::things(&two.first), &things::things(&two.second));
    let (in_short, unfinished) = watched(|progress| two.in_short(settings(pair), progress));
    let versions =
        Versions { old: &two.first, new: &two.second, renamed: &two.renamed, changed: &list, in_short: &in_short };
    let told = (changed::json(&versions), changed::page(&versions));
    let shown = printed(told, &two.second, pair, width, unfinished.as_ref())?;
    Ok(output(shown, unfinished))
}
