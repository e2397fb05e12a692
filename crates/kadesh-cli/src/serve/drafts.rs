//! Text that is not saved yet, kept beside the case: when the server breaks off, it is offered to whoever opens the case next.
//!
//! One file, `.kadesh/draft`, written anew before each change is answered and removed once the files have the text. It is put in
//! the place of the one before by a rename, so that there is a whole one at every instant; it is not waited for until the disk has
//! it, since the files follow within a second. A draft that nobody has answered yet is moved aside before another is written.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use cap_std::fs::{Dir, OpenOptions};
use kadesh::case::{MAIN_FILE, way_out};
use serde::{Deserialize, Serialize};

use super::told::{Offered, moment};
use crate::load::{folder_of, read_inside};

/// The drafts of a case.
pub struct Drafts {
    /// The path of the case file.
    case: PathBuf,
    /// Those that were found, by the name of their file, the newest first.
    found: Vec<(String, Draft)>,
}

/// Text that was not saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The form of this file.
    form: u32,
    /// When it was written.
    written: String,
    /// The texts, by the name that the case has for each file.
    pub files: BTreeMap<String, Drafted>,
}

/// The text of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drafted {
    /// What the file had when the text was written. Kept whole, so that a file that went on since can be brought together with it.
    /// None: it was not there.
    pub was: Option<String>,
    /// The text.
    pub text: String,
}

/// Where drafts are kept, in the folder of the case.
const FOLDER: &str = ".kadesh";

const FORM: u32 = 1;

/// The longest draft that is read.
const MOST_BYTES: u64 = 256 << 20;

/// So many that nobody answered are kept.
const MOST_DRAFTS: usize = 9;

impl Drafts {
    /// Looks for drafts whose text the files have not, and tells what cannot be used.
    pub fn find(case: &Path, file: impl Fn(&str) -> Option<Vec<u8>>) -> (Drafts, Option<String>) {
        let (mut drafts, mut notice) = (Drafts { case: case.to_path_buf(), found: Vec::new() }, None);
        // Half a draft, of a server that broke off while it wrote it: the one before is whole.
        drafts.forget(&temporary_name(&own_name(case)));
        for name in names(case) {
            match read(case, &name) {
                Ok(None) => {}
                Ok(Some(draft)) => {
                    let is_saved =
                        |(name, one): (&String, &Drafted)| file(name).as_deref() == Some(one.text.as_bytes());
                    if draft.files.iter().all(is_saved) {
                        drafts.forget(&name);
                    } else {
                        drafts.found.push((name, draft));
                    }
                }
                Err(why) => notice = Some(format!("`{FOLDER}/{name}` is no draft that can be used: {why}")),
            }
        }
        drafts.found.sort_by(|one, other| other.1.written.cmp(&one.1.written));
        (drafts, notice)
    }

    /// The newest that nobody has answered.
    pub fn offered(&self) -> Option<Offered> {
        let (_, draft) = self.found.first()?;
        Some(Offered { written: draft.written.clone(), files: draft.files.keys().cloned().collect() })
    }

    /// Its texts.
    pub fn first(&self) -> Option<&Draft> {
        self.found.first().map(|(_, draft)| draft)
    }

    /// It was answered.
    pub fn drop_first(&mut self) {
        if !self.found.is_empty() {
            let (name, _) = self.found.remove(0);
            self.forget(&name);
        }
    }

    /// Keeps texts that are not saved yet.
    pub fn keep(&mut self, files: BTreeMap<String, Drafted>) -> io::Result<()> {
        let own = own_name(&self.case);
        let folder = own_folder(&self.case, true)?;
        self.move_aside(&folder, &own)?;
        let bytes = serde_json::to_vec(&Draft { form: FORM, written: moment(SystemTime::now()), files })?;
        let temporary = temporary_name(&own);
        let _ = folder.remove_file(&temporary);
        let written = folder
            .open_with(&temporary, OpenOptions::new().write(true).create_new(true))
            .and_then(|mut file| file.write_all(&bytes))
            .and_then(|()| folder.rename(&temporary, &folder, &own));
        if written.is_err() {
            // The half-written file is ours.
            let _ = folder.remove_file(&temporary);
        }
        written
    }

    /// Everything is saved.
    pub fn clear(&mut self) {
        let own = own_name(&self.case);
        if self.found.iter().all(|(name, _)| *name != own) {
            self.forget(&own);
        }
    }

    /// A draft that nobody has answered makes way for the next.
    fn move_aside(&mut self, folder: &Dir, own: &str) -> io::Result<()> {
        let Some(at) = self.found.iter().position(|(name, _)| name == own) else { return Ok(()) };
        let is_free = |name: &String| folder.symlink_metadata(name).is_err();
        let free = names(&self.case).into_iter().skip(1).find(is_free);
        let free = free.ok_or_else(|| io::Error::other(format!("too many drafts wait in `{FOLDER}`")))?;
        folder.rename(own, folder, &free)?;
        self.found[at].0 = free;
        Ok(())
    }

    fn forget(&self, name: &str) {
        let Ok(folder) = own_folder(&self.case, false) else { return };
        // One that stays is offered again, and found to be saved.
        let _ = folder.remove_file(name);
        if let Ok(around) = folder_of(&self.case) {
            // Where something else is in it, it stays.
            let _ = around.remove_dir(FOLDER);
        }
    }
}

/// The name of the draft of a case file, and of those that had to make way.
fn names(case: &Path) -> Vec<String> {
    let own = own_name(case);
    let aside = (2..=MOST_DRAFTS).map(|number| format!("{own}-{number}"));
    std::iter::once(own.clone()).chain(aside).collect()
}

/// Two case files in one folder have a draft each.
fn own_name(case: &Path) -> String {
    match case.file_name().and_then(|name| name.to_str()) {
        Some(name) if name != MAIN_FILE => format!("draft-of-{name}"),
        _ => "draft".to_owned(),
    }
}

fn temporary_name(own: &str) -> String {
    format!("{own}.part")
}

/// The folder of the drafts. One that is a link is not used: it may lead anywhere.
fn own_folder(case: &Path, makes: bool) -> io::Result<Dir> {
    let folder = folder_of(case).map_err(io::Error::other)?;
    match folder.symlink_metadata(FOLDER) {
        Ok(about) if about.is_dir() => {}
        Ok(_) => return Err(io::Error::other(format!("`{FOLDER}` is not a folder of the case itself"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound && makes => folder.create_dir(FOLDER)?,
        Err(error) => return Err(error),
    }
    folder.open_dir(FOLDER)
}

/// Reads a draft. None: there is none.
fn read(case: &Path, name: &str) -> Result<Option<Draft>, String> {
    let folder = match own_folder(case, false) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        folder => folder.map_err(|error| error.to_string())?,
    };
    match folder.symlink_metadata(name) {
        Ok(about) if about.is_file() => {}
        Ok(_) => return Err("it is not a file".to_owned()),
        Err(_) => return Ok(None),
    }
    let bytes = read_inside(&folder, name, MOST_BYTES).map_err(|error| format!("{error:#}"))?;
    let draft: Draft = serde_json::from_slice(&bytes).map_err(|_| "it is not written as drafts are".to_owned())?;
    let is_own = draft.form == FORM && draft.files.keys().all(|file| way_out(file).is_none());
    if is_own { Ok(Some(draft)) } else { Err("it is not of this program, or not of this version".to_owned()) }
}
