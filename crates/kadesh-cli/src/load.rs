//! Reads a case and the files beside it from disk, within bounds.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use kadesh::case::{self, Checked, Files, MOST_BYTES, MOST_FILE_BYTES, Unreadable};

/// A case on disk: its texts, and what the checker made of it.
pub struct Loaded {
    /// The path of the case file.
    pub path: PathBuf,
    /// The text of the case file.
    pub text: String,
    /// The files beside it that could be read.
    pub files: Files,
    /// The checked case.
    pub checked: Checked,
}

/// Loads a case from its folder or its file.
pub fn load(case: &Path) -> Result<Loaded> {
    let path = if case.is_dir() { case.join(case::MAIN_FILE) } else { case.to_path_buf() };
    let bytes = read_bounded(&path, MOST_BYTES).with_context(|| format!("cannot read `{}`", path.display()))?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => bail!(
            "`{}` is not UTF-8 text: byte {} is wrong; save it again as UTF-8",
            path.display(),
            error.utf8_error().valid_up_to()
        ),
    };
    let folder = path.parent().unwrap_or(Path::new(".")).to_path_buf();
    let written = case::read(&text);
    let (files, unreadable) = beside(&folder, &written.files_named());
    let checked = written.check_beside(&files, &unreadable);
    Ok(Loaded { path, text, files, checked })
}

/// The files that a case names. One that is missing is left to the checker, which knows where it is named.
fn beside(folder: &Path, names: &[String]) -> (Files, Unreadable) {
    let (mut files, mut unreadable) = (Files::new(), Unreadable::new());
    for name in names {
        let path = folder.join(name);
        if !path.exists() {
            continue;
        }
        match read_bounded(&path, MOST_FILE_BYTES) {
            Ok(bytes) => {
                files.insert(name.clone(), bytes);
            }
            Err(error) => {
                unreadable.insert(name.clone(), format!("{error:#}"));
            }
        }
    }
    (files, unreadable)
}

/// The bytes of a file that is no longer than the bound. Reads no more than that, whatever the file turns out to be.
fn read_bounded(path: &Path, most: u64) -> Result<Vec<u8>> {
    // A pipe would be waited for.
    if fs::metadata(path).is_ok_and(|about| !about.is_file()) {
        bail!("it is not a file");
    }
    let file = fs::File::open(path)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        bail!("it is larger than {} MiB, the most that is read", most >> 20);
    }
    Ok(bytes)
}
