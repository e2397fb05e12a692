//! How a case comes onto the desk: made of a text, of documents or of the example, or found in the folder of the server.
//!
//! A new case gets a folder of its own, below that of the server; nothing that is there is written over.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cap_std::ambient_authority;
use cap_std::fs::Dir;
use kadesh::case::{self, MAIN_FILE, MOST_BYTES, MOST_FILE_BYTES, id_for, way_out};

use super::told::{Document, Found, Pasted, Refused, Start, moment};
use crate::commands::{Brought, begin, title_of, write_example};
use crate::load::read_inside;

/// How deep cases are looked for.
const DEPTH: usize = 2;

/// So many cases are shown.
const MOST_FOUND: usize = 50;

/// So many entries of folders are looked at.
const MOST_LOOKED_AT: usize = 20_000;

/// How long a title made of a text is, in letters.
const LONGEST_TITLE: usize = 120;

/// How long the name of a folder or file made of a title is, in letters.
const LONGEST_NAME: usize = 60;

/// How long the name of a document is, in bytes.
const LONGEST_FILE_NAME: usize = 200;

/// The cases of a folder and of those in it, the one that was changed last first. No link is followed.
pub fn found(home: &Path) -> Vec<Found> {
    let Ok(folder) = Dir::open_ambient_dir(home, ambient_authority()) else { return Vec::new() };
    let (mut cases, mut left) = (Vec::new(), MOST_LOOKED_AT);
    look_into(&folder, Path::new(""), DEPTH, &mut left, &mut cases);
    cases.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    cases.truncate(MOST_FOUND);
    let told = |(changed, inner): (SystemTime, PathBuf)| {
        let folder_name = inner.to_string_lossy().into_owned();
        let title = title(&folder, &inner.join(MAIN_FILE)).unwrap_or_else(|| folder_name.clone());
        Found { folder: folder_name, title, changed: moment(changed) }
    };
    cases.into_iter().map(told).collect()
}

/// Begins a case, and gives its path and what there is to tell of it.
pub fn start(home: &Path, start: Start) -> Result<(PathBuf, Option<String>), Refused> {
    match start {
        Start::Text(Pasted { text, title }) => {
            let given = title.as_deref().map(in_a_line).filter(|title| !title.is_empty());
            let title = given.unwrap_or_else(|| first_line(&text));
            if text.trim().is_empty() || title.is_empty() {
                return Err(
                    Refused::new("there is no text").hint("paste an article, or any text that says who wants what")
                );
            }
            let file = format!("{}.txt", slug(&title, "text"));
            make(home, &slug(&title, "case"), |folder| begin(folder, &title, &[Brought::text(&file, &title, text)]))
                .map(|(folder, _)| (folder, None))
        }
        Start::Files(documents) => {
            let brought = read(documents)?;
            let first = brought.first().map(|one| one.stem()).unwrap_or_default();
            let title = title_of(&brought).map_or_else(|| first.clone(), |title| in_a_line(&title));
            make(home, &slug(&title, "case"), |folder| begin(folder, &title, &brought))
                .map(|(folder, told)| (folder, Some(told)))
        }
        Start::Example(true) => make(home, "harbour", |folder| write_example(folder).map(|()| String::new()))
            .map(|(folder, _)| (folder, None)),
        Start::Example(false) => Err(Refused::new("there is nothing to begin with")),
        Start::Open(folder) => there(home, &folder).map(|path| (path, None)),
    }
}

/// Reads documents that the page brings: all of them, before anything is written.
pub fn read(documents: Vec<Document>) -> Result<Vec<Brought>, Refused> {
    if documents.is_empty() {
        return Err(Refused::new("there is no document"));
    }
    documents.into_iter().map(read_one).collect()
}

fn read_one(document: Document) -> Result<Brought, Refused> {
    let name = document.name;
    let is_bare = !name.contains(['/', '\\', ':']) && !name.contains(char::is_control) && !name.starts_with('.');
    if !is_bare || name.trim().is_empty() || name.len() > LONGEST_FILE_NAME {
        return Err(Refused::new(format!("`{}` is not the name of a file", name.escape_debug()))
            .hint("bring it under a plain name"));
    }
    let no_base64 = |_| Refused::new(format!("`{name}` did not arrive whole")).hint("bring it once more");
    let bytes = STANDARD.decode(document.content).map_err(no_base64)?;
    Ok(Brought::read(&name, bytes, None)?)
}

/// A case that is there: its file, which no link leads out of the folder of the server.
fn there(home: &Path, folder: &str) -> Result<PathBuf, Refused> {
    let none = || Refused::new(format!("`{}` is no case of this folder", folder.escape_debug()));
    if way_out(folder).is_some() {
        return Err(none());
    }
    let inside = Dir::open_ambient_dir(home, ambient_authority()).map_err(|_| none())?;
    let place = inside.canonicalize(if folder.is_empty() { "." } else { folder }).map_err(|_| none())?;
    let place = if inside.is_dir(&place) { place.join(MAIN_FILE) } else { place };
    read_inside(&inside, &place, MOST_BYTES).map_err(|_| none())?;
    Ok(home.join(place))
}

/// Makes a folder that was not there, and what is in it; all of it or nothing.
fn make(
    home: &Path,
    name: &str,
    fill: impl FnOnce(&Path) -> anyhow::Result<String>,
) -> Result<(PathBuf, String), Refused> {
    let inside = Dir::open_ambient_dir(home, ambient_authority()).map_err(|error| no_folder(home, &error))?;
    let numbered = (2..1_000).map(|number: u32| format!("{name}-{number}"));
    for name in std::iter::once(name.to_owned()).chain(numbered) {
        match inside.create_dir(&name) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(no_folder(home, &error)),
            Ok(()) => {
                let folder = home.join(&name);
                let filled = fill(&folder).with_context(|| format!("`{name}` was not made"));
                if filled.is_err() {
                    // The folder is ours, made just now.
                    let _ = inside.remove_dir_all(&name);
                }
                return Ok((folder, filled?));
            }
        }
    }
    Err(Refused::new(format!("no name like `{name}` is free in this folder")))
}

fn no_folder(home: &Path, error: &std::io::Error) -> Refused {
    Refused::new(format!("no folder can be made in `{}`: {error}", home.display()))
        .hint("start `kadesh serve` in another folder")
}

/// A name of letters, digits and hyphens, not too long for any disk.
fn slug(title: &str, otherwise: &str) -> String {
    let whole = id_for(title, otherwise, &[]);
    let short: String = whole.chars().take(LONGEST_NAME).collect();
    let is_cut = short.len() < whole.len();
    // At the end of a word, where there is one.
    let at = short.rfind('-').filter(|at| is_cut && *at > 0).unwrap_or(short.len());
    short[..at].to_owned()
}

/// The first line of a text that says something, as a title.
fn first_line(text: &str) -> String {
    text.lines().map(in_a_line).find(|line| !line.is_empty()).unwrap_or_default()
}

/// A title: one line, without signs that nobody sees, and not longer than can be read.
fn in_a_line(text: &str) -> String {
    let is_space = |sign: char| sign.is_whitespace() || sign.is_control() || sign == '\u{feff}';
    let words: Vec<&str> = text.split(is_space).filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    if line.chars().count() <= LONGEST_TITLE {
        return line;
    }
    line.chars().take(LONGEST_TITLE - 1).chain(['…']).collect()
}

fn look_into(folder: &Dir, inner: &Path, depth: usize, left: &mut usize, cases: &mut Vec<(SystemTime, PathBuf)>) {
    let place = if inner.as_os_str().is_empty() { Path::new(".") } else { inner };
    let Ok(entries) = folder.read_dir(place) else { return };
    for entry in entries.flatten() {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let (name, Ok(kind)) = (entry.file_name(), entry.file_type()) else { continue };
        if kind.is_file() && name == MAIN_FILE {
            let changed = entry.metadata().and_then(|about| about.modified());
            let changed = changed.map_or(SystemTime::UNIX_EPOCH, |time| time.into_std());
            cases.push((changed, inner.to_path_buf()));
        } else if kind.is_dir() && depth > 0 && !name.to_string_lossy().starts_with('.') {
            look_into(folder, &inner.join(name), depth - 1, left, cases);
        }
    }
}

fn title(folder: &Dir, file: &Path) -> Option<String> {
    let text = String::from_utf8(read_inside(folder, file, MOST_FILE_BYTES).ok()?).ok()?;
    Some(in_a_line(&case::read(&text).file?.case.title.value)).filter(|title| !title.is_empty())
}
