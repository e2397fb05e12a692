//! `site`: a folder of cases as pages for a web server or a memory stick, with a list of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use kadesh::case::{MAIN_FILE, id_for};
use kadesh::progress::Progress;
use kadesh::report::html_live::{self, Listed, Place};

use super::page::{Brief, brief_of};
use super::shared::faulty;
use crate::args::{Format, How, PageFormat, View};
use crate::live::PROGRAM;
use crate::load::{INSIDE, load};
use crate::output::{Exit, Output, write_whole};
use crate::watch::watched;

/// Says that a folder is a site, and which files of it are: those may be written over and taken away.
const MARK: &str = ".kadesh-site";

/// The list of the cases.
const LIST: &str = "index.html";

/// What all pages share.
const ENGINE: &str = "engine.js";

/// How deep cases are looked for.
const DEPTH: usize = 3;

/// A page, and what the list says of it.
struct Made {
    listed: Listed,
    html: String,
}

/// What became of a case.
enum Outcome {
    Made(Box<Made>),
    /// What is wrong with it, in words.
    Left(String),
    /// Ctrl-C came before its answers.
    Stopped,
}

pub(super) fn site(folder: &Path, out: &Path, how: &How, width: usize) -> Result<Output> {
    let before = is_ours(out)?;
    let cases = found(folder)?;
    let outcomes = watched(|progress| pages(folder, &cases, how, (progress, width)))?;
    let (mut made, mut left) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome {
            Outcome::Made(page) => made.push(*page),
            Outcome::Left(why) => left.push(why),
            // Of a part there is no site.
            Outcome::Stopped => {
                let errors = format!("stopped by Ctrl-C; `{}` was left as it was\n", out.display());
                return Ok(Output { text: String::new(), errors, exit: Exit::Partial });
            }
        }
    }
    let count = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let mut errors: String = left.concat();
    if made.is_empty() {
        errors.push_str("no case could be asked; nothing was written\n");
        return Ok(Output { text: String::new(), errors, exit: Exit::Faults });
    }
    write(out, &made, &before)?;
    let text = format!(
        "Wrote {}: {}, the list of them, and the engine that they share\n",
        out.join(LIST).display(),
        count(made.len(), "case", "cases")
    );
    if left.is_empty() {
        return Ok(Output::ok(text));
    }
    errors.push_str(&format!("left out: {}\n", count(left.len(), "case", "cases")));
    Ok(Output { text, errors, exit: Exit::Faults })
}

/// The files of the site that was written there before. A folder with anything else in it is not written to.
fn is_ours(out: &Path) -> Result<Vec<String>> {
    let shown = out.display();
    match fs::read_to_string(out.join(MARK)) {
        Ok(names) => return Ok(names.lines().filter(|name| is_page(name)).map(str::to_owned).collect()),
        Err(_) if !out.exists() => return Ok(Vec::new()),
        Err(_) => {}
    }
    let entries = fs::read_dir(out).with_context(|| format!("`{shown}` is not a folder; nothing was written"))?;
    if entries.count() > 0 {
        bail!(
            "`{shown}` has files in it and is no site that was written before; name another folder, nothing was written"
        );
    }
    Ok(Vec::new())
}

/// Whether a name could be one of ours: a plain one, of a page or of the engine.
fn is_page(name: &str) -> bool {
    let is_plain = !name.starts_with('.') && !name.contains(['/', '\\', ':']) && !name.contains(char::is_control);
    is_plain && (name.ends_with(".html") || name == ENGINE)
}

/// The folders of the cases, in the order of their names. What is inside of a case is part of it; no link is followed.
fn found(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut cases = Vec::new();
    look_into(folder, Path::new(""), DEPTH, &mut cases)
        .with_context(|| format!("cannot look into `{}`", folder.display()))?;
    if cases.is_empty() {
        bail!("`{}` has no case in it: no folder with a `{MAIN_FILE}`", folder.display());
    }
    cases.sort();
    Ok(cases)
}

fn look_into(folder: &Path, inner: &Path, depth: usize, cases: &mut Vec<PathBuf>) -> Result<()> {
    let here = folder.join(inner);
    if here.join(MAIN_FILE).is_file() {
        cases.push(inner.to_path_buf());
        return Ok(());
    }
    for entry in fs::read_dir(here)? {
        let entry = entry?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if depth > 0 && !is_hidden && entry.file_type()?.is_dir() {
            look_into(folder, &inner.join(entry.file_name()), depth - 1, cases)?;
        }
    }
    Ok(())
}

/// A page of each case.
fn pages(
    folder: &Path,
    cases: &[PathBuf],
    how: &How,
    (progress, width): (&Arc<Progress>, usize),
) -> Result<Vec<Outcome>> {
    let mut taken = vec!["index".to_owned(), "engine".to_owned()];
    let mut outcomes = Vec::new();
    for (place, inner) in cases.iter().enumerate() {
        let path = folder.join(inner);
        // The name of a folder may tell who it is about.
        let words = if how.blind { format!("case {}", place + 1) } else { words_of(&path, inner) };
        let name = id_for(&words, "case", &taken);
        taken.push(name.clone());
        let view = view_of(path, how);
        let outcome = match outcome(&view, &format!("{name}.html"), progress, width) {
            Ok(outcome) => outcome,
            // One that cannot be read does not keep the others from being written.
            Err(error) => Outcome::Left(format!("{}: {error:#}\n", view.case.display())),
        };
        let is_last = matches!(outcome, Outcome::Stopped);
        outcomes.push(outcome);
        if is_last {
            break;
        }
    }
    Ok(outcomes)
}

/// Where a case stands, in words.
fn words_of(path: &Path, inner: &Path) -> String {
    let parts: Vec<String> = inner.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if !parts.is_empty() {
        return parts.join(" ");
    }
    let whole = path.canonicalize().unwrap_or_default();
    whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn view_of(case: PathBuf, how: &How) -> View {
    View {
        case,
        seed: how.seed,
        draws: how.draws,
        as_of: None,
        seat: Vec::new(),
        blind: how.blind,
        outside: INSIDE,
        format: PageFormat::Text,
    }
}

fn outcome(view: &View, file: &str, progress: &Arc<Progress>, width: usize) -> Result<Outcome> {
    let loaded = load(&view.case, &view.outside)?;
    if loaded.checked.case.is_none() {
        return Ok(Outcome::Left(faulty(&loaded, Format::Text, width)?.errors));
    }
    let place = Place::Beside { engine: ENGINE, list: LIST };
    let Some(Brief { case, page, html }) = brief_of(&loaded, view, place, progress)? else {
        return Ok(Outcome::Stopped);
    };
    let first = page.first.iter().flat_map(|first| &first.in_short).next();
    let listed = Listed {
        file: file.to_owned(),
        title: case.title,
        question: case.question,
        headline: first.map(|sentence| sentence.headline.text.clone()).unwrap_or_default(),
    };
    Ok(Outcome::Made(Box::new(Made { listed, html })))
}

/// Writes the site, and takes away the pages that it had before and has no more.
fn write(out: &Path, made: &[Made], before: &[String]) -> Result<()> {
    let names: BTreeSet<&str> = made.iter().map(|page| page.listed.file.as_str()).chain([LIST, ENGINE]).collect();
    let marked = |names: &BTreeSet<&str>| names.iter().map(|name| format!("{name}\n")).collect::<String>();
    fs::create_dir_all(out).with_context(|| format!("cannot make `{}`", out.display()))?;
    let is_other =
        |name: &&&str| !before.iter().any(|own| own == **name) && fs::symlink_metadata(out.join(name)).is_ok();
    if let Some(other) = names.iter().find(is_other) {
        bail!("`{}` is there already and is no page of this site; nothing was written", out.join(other).display());
    }
    // First of all: what is written after it can be written over, wherever this ends.
    let both = names.iter().copied().chain(before.iter().map(String::as_str)).collect();
    write_whole(&out.join(MARK), marked(&both))?;
    write_whole(&out.join(ENGINE), html_live::engine_file(&PROGRAM))?;
    for page in made {
        write_whole(&out.join(&page.listed.file), &page.html)?;
    }
    let listed: Vec<Listed> = made.iter().map(|page| page.listed.clone()).collect();
    write_whole(&out.join(LIST), html_live::list(&listed, PROGRAM.style))?;
    for gone in before.iter().filter(|name| !names.contains(name.as_str())) {
        let path = out.join(gone);
        if path.exists() {
            fs::remove_file(&path).with_context(|| format!("cannot take `{}` away", path.display()))?;
        }
    }
    write_whole(&out.join(MARK), marked(&names))
}
