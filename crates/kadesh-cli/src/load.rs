//! Reads a case and the files beside it from disk, within bounds.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use cap_std::ambient_authority;
use cap_std::fs::Dir;
use kadesh::case::{self, Checked, Files, MOST_BYTES, MOST_FILE_BYTES, Unread, Unreadable};
use kadesh::session::PROPOSALS_FILE;
use kadesh::session::message::Content;
use kadesh_documents::decode;

use crate::args::Outside;

/// A case on disk: its texts, and what the checker made of it.
pub struct Loaded {
    /// The path of the case file.
    pub path: PathBuf,
    /// The text of the case file.
    pub text: String,
    /// The files beside it that could be read.
    pub files: Files,
    /// Why others could not be read.
    pub unreadable: Unreadable,
    /// The checked case.
    pub checked: Checked,
    /// The encodings that the case states, by file.
    encodings: BTreeMap<String, String>,
}

impl Loaded {
    /// The path of a file of the case, as the user gave that of the case.
    pub fn path_of(&self, file: &str) -> PathBuf {
        if file == case::MAIN_FILE { self.path.clone() } else { self.path.with_file_name(file) }
    }

    /// The text of a file of the case. A cell of a spreadsheet has an address and no bytes: none.
    pub fn text_of(&self, file: &str) -> Cow<'_, str> {
        if file == case::MAIN_FILE {
            return Cow::Borrowed(&self.text);
        }
        let bytes = self.files.get(file).map(Vec::as_slice).unwrap_or_default();
        let stated = self.encodings.get(file).map(String::as_str);
        Cow::Owned(decode(bytes, stated).map(|decoded| decoded.text).unwrap_or_default())
    }
}

/// Loads a case from its folder or its file. Of the files that it names, those outside its folder are opened only when allowed.
pub fn load(case: &Path, outside: &Outside) -> Result<Loaded> {
    let (path, text) = read_case(case, outside)?;
    let written = case::read(&text);
    let (files, unreadable) = beside(&path, &written.files_named(), outside.allow_outside)?;
    let checked = written.check_beside(&files, &unreadable);
    Ok(Loaded { path, text, files, unreadable, checked, encodings: written.encodings() })
}

/// The path and the text of a case file, from its folder or from itself. One that is a link out of its folder is not followed: a
/// folder that somebody sent could have any file of the machine shown as a case with faults.
pub fn read_case(case: &Path, outside: &Outside) -> Result<(PathBuf, String)> {
    let path = if case.is_dir() { case.join(case::MAIN_FILE) } else { case.to_path_buf() };
    let read = match path.file_name().and_then(|name| name.to_str()).filter(|_| !outside.allow_outside) {
        Some(name) => folder_of(&path).and_then(|folder| read_inside(&folder, name, MOST_BYTES)),
        None => read_bounded(&path, MOST_BYTES),
    };
    let bytes = match read {
        Err(error) if why(&error) == Unread::Outside => {
            bail!("`{}` is a link that leads out of its folder; `--allow-outside` follows it", path.display())
        }
        read => read.with_context(|| format!("cannot read `{}`", path.display()))?,
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok((path, text)),
        Err(error) => bail!(
            "`{}` is not UTF-8 text: byte {} is wrong; save it again as UTF-8",
            path.display(),
            error.utf8_error().valid_up_to()
        ),
    }
}

/// The most that all files of a case hold together: one file has many names, such as `a.txt` and `./a.txt`.
const MOST_IN_ALL: u64 = 256 << 20;

/// The folder of a file, from which nothing leads out.
pub fn folder_of(path: &Path) -> Result<Dir> {
    // The parent of a bare name is empty.
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    Ok(Dir::open_ambient_dir(folder, ambient_authority())?)
}

/// The files that a case names. One that is missing is left to the checker, which knows where it is named.
///
/// Whoever sent the case chose these names: unless allowed, each is opened below the folder only, whatever links lie on the way,
/// and of what lies outside not even its being there is asked.
fn beside(case: &Path, names: &[String], allow_outside: bool) -> Result<(Files, Unreadable)> {
    let (mut files, mut unreadable, mut total) = (Files::new(), Unreadable::new(), 0);
    let inside = folder_of(case).with_context(|| format!("cannot look into the folder of `{}`", case.display()))?;
    for name in names {
        let read = match (allow_outside, case::way_out(name)) {
            (true, _) => read_bounded(&case.with_file_name(name), MOST_FILE_BYTES),
            (false, None) => read_inside(&inside, name, MOST_FILE_BYTES),
            (false, Some(_)) => continue,
        };
        match read {
            Ok(bytes) if total + bytes.len() as u64 > MOST_IN_ALL => {
                let because = format!("the files of the case are larger together than {} MiB", MOST_IN_ALL >> 20);
                unreadable.insert(name.clone(), Unread::Because(because));
            }
            Ok(bytes) => {
                total += bytes.len() as u64;
                files.insert(name.clone(), bytes);
            }
            Err(error) if is_kind(&error, io::ErrorKind::NotFound) => {}
            Err(error) => {
                unreadable.insert(name.clone(), why(&error));
            }
        }
    }
    Ok((files, unreadable))
}

/// What the folder of a case has, and nothing else.
pub const INSIDE: Outside = Outside { allow_outside: false };

/// Files of a case as a session takes them. Nothing outside of its folder is opened.
pub fn contents(case: &Path, names: &[String]) -> Result<(BTreeMap<String, Content>, Unreadable)> {
    let (files, unreadable) = beside(case, names, INSIDE.allow_outside)?;
    Ok((files.into_iter().map(|(name, bytes)| (name, Content(bytes))).collect(), unreadable))
}

/// A case on disk, with everything beside it.
pub struct Found {
    /// The path of the case file.
    pub path: PathBuf,
    /// All files, as a session takes them.
    pub files: BTreeMap<String, Content>,
    /// Why some could not be read.
    pub unreadable: Unreadable,
    /// What the files looked like before they were read: what changes meanwhile looks otherwise at the next look.
    pub seen: Vec<Stamp>,
}

/// Reads a case with the files that are named for its text, and what was proposed for it. Nothing outside of its folder is opened.
pub fn found(case: &Path, named: impl FnOnce(&str) -> Vec<String>) -> Result<Found> {
    let (path, text) = read_case(case, &INSIDE)?;
    let mut names = named(&text);
    if !names.iter().any(|name| name == PROPOSALS_FILE) {
        names.push(PROPOSALS_FILE.to_owned());
    }
    let seen = stamps(&path, &[names.as_slice(), &[case::MAIN_FILE.to_owned()]].concat());
    let (path, text) = read_case(&path, &INSIDE)?;
    let (mut files, unreadable) = contents(&path, &names)?;
    files.insert(case::MAIN_FILE.to_owned(), Content(text.into_bytes()));
    Ok(Found { path, files, unreadable, seen })
}

/// What a file looks like from outside: when it was written, and how long it is. None: it is not there.
pub type Stamp = (String, Option<(SystemTime, u64)>);

/// What files of a case look like, without reading them. Nothing outside of its folder is looked at.
pub fn stamps(case: &Path, names: &[String]) -> Vec<Stamp> {
    let folder = folder_of(case).ok();
    let main = case.file_name().and_then(|name| name.to_str()).unwrap_or(case::MAIN_FILE);
    let stamp = |name: &String| {
        let name = if name == case::MAIN_FILE { main } else { name };
        stamp_of(folder.as_ref().filter(|_| case::way_out(name).is_none())?, Path::new(name))
    };
    names.iter().map(|name| (name.clone(), stamp(name))).collect()
}

/// What one file of a folder looks like. None: it is not there.
pub fn stamp_of(folder: &Dir, name: &Path) -> Option<(SystemTime, u64)> {
    let about = folder.metadata(name).ok()?;
    Some((about.modified().ok()?.into_std(), about.len()))
}

fn why(error: &anyhow::Error) -> Unread {
    // The sandbox has this one word for a path that leads out of it; a file without leave has an error of the system behind it.
    let led_out = error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::PermissionDenied && error.raw_os_error().is_none());
    if led_out { Unread::Outside } else { Unread::Because(format!("{error:#}")) }
}

fn is_kind(error: &anyhow::Error, kind: io::ErrorKind) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == kind)
}

/// The bytes of a file below a folder, whatever links lie on the way.
pub fn read_inside(folder: &Dir, name: impl AsRef<Path>, most: u64) -> Result<Vec<u8>> {
    is_plain_file(folder.metadata(name.as_ref())?.is_file())?;
    bounded(folder.open(name.as_ref())?, most)
}

/// The bytes of a file that is no longer than the bound.
pub fn read_bounded(path: &Path, most: u64) -> Result<Vec<u8>> {
    is_plain_file(fs::metadata(path)?.is_file())?;
    bounded(fs::File::open(path)?, most)
}

/// A pipe would be waited for, and a device never ends.
fn is_plain_file(is_file: bool) -> Result<()> {
    if is_file { Ok(()) } else { bail!("it is not a file") }
}

/// All that there is to read, if it is no more than the bound. Reads no more than that, whatever it turns out to be.
fn bounded(file: impl Read, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        bail!("it is larger than {} MiB, the most that is read", most >> 20);
    }
    Ok(bytes)
}
