//! `agree`: how far two readings of one source agree, where they do not, what that does to *In short*; and a merged case.

use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail};
use kadesh::ask::Bench;
use kadesh::ask::compared::smallest;
use kadesh::case::{self, with_contested};
use kadesh::coding::{Cell, agreement, difference};
use kadesh::report::agreed::{self, Readings};
use kadesh::report::things;

use super::shared::{is_free, output, write_schema};
use super::two::{Two, load_two, printed, same_case, settings};
use crate::args::{PageFormat, Pair};
use crate::load::Loaded;
use crate::output::{Output, write_new_bytes, write_new_file, wrong_usage};
use crate::watch::watched;

pub(super) fn agree(first: &Path, second: &Path, into: Option<&Path>, pair: &Pair, width: usize) -> Result<Output> {
    let second = &beside(first, second);
    if same_case(first, second) {
        return Err(wrong_usage(format!("`{}` is given twice; give two readings", first.display())));
    }
    into.map_or(Ok(()), is_free)?;
    let [one, other] = match load_two(first, second, pair, width)? {
        Ok(both) => both,
        Err(faulty) => return Ok(faulty),
    };
    let (Some(ours), Some(theirs)) = (&one.checked.case, &other.checked.case) else {
        return Err(wrong_usage("a case has faults"));
    };
    let two = Two::new(ours, theirs, pair);
    let agreement = agreement(&two.first, &two.second, pair.seed);
    let unpaired = agreed::unpaired(difference(&things::things(&two.first), &things::things(&two.second)));
    let cells: Vec<&Cell> = agreement.disagreements.iter().map(|one| &one.cell).collect();
    let (in_short, search, unfinished) = watched(|progress| {
        let (in_short, unfinished) = two.in_short(settings(pair), progress);
        let bench = Bench::new(&two.first, settings(pair)).watched(progress.clone());
        let search = smallest(&bench, &two.second, &in_short, &cells, progress);
        (in_short, search, unfinished)
    });
    let readings = Readings {
        first: &two.first,
        second: &two.second,
        agreement: &agreement,
        unpaired: &unpaired,
        in_short: &in_short,
        search: &search,
    };
    let wrote = match (into, &unfinished) {
        (Some(into), None) => Some(merge(into, &one, &readings)?),
        (Some(_), Some(_)) | (None, _) => None,
    };
    let told = (agreed::json(&readings), agreed::page(&readings));
    let mut shown = printed(told, &two.first, pair, width, unfinished.as_ref())?;
    shown.extend(wrote.filter(|_| pair.format != PageFormat::Json));
    Ok(output(shown, unfinished))
}

/// The second reading where it is given, or in the folder of the first: readings of one source are kept together.
fn beside(first: &Path, second: &Path) -> PathBuf {
    let folder = if first.is_dir() { Some(first) } else { first.parent() };
    let kept = folder.map(|folder| folder.join(second)).filter(|path| path.exists() && !second.exists());
    kept.unwrap_or_else(|| second.to_path_buf())
}

/// Writes the merged case: the first reading and its files, with every disagreement still to be settled.
fn merge(into: &Path, first: &Loaded, readings: &Readings) -> Result<String> {
    let inside = |name: &str| Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if let Some(name) = first.files.keys().find(|name| !inside(name)) {
        bail!("`{name}` lies outside the folder of the case, and would outside the merged one; nothing was written");
    }
    let contested = agreed::contested(readings);
    let readers = [&readings.first.author, &readings.second.author].map(String::as_str);
    for (name, bytes) in &first.files {
        write_new_bytes(&into.join(name), bytes)?;
    }
    write_schema(into)?;
    write_new_file(&into.join(case::MAIN_FILE), &with_contested(&first.text, readers, &contested))?;
    let (shown, count) = (into.display(), contested.len());
    let entries = if count == 1 { "entry" } else { "entries" };
    Ok(format!(
        "\nWrote {shown}, the first reading with {count} contested {entries}; kadesh check {shown} shows each.\n"
    ))
}
