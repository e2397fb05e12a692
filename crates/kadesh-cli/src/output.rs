//! What a command leaves behind: text, errors, an exit code, files that are whole or not there.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

/// What a command prints.
pub struct Output {
    /// To standard output.
    pub text: String,
    /// To standard error.
    pub errors: String,
    /// Whether the exit code is 1.
    pub failed: bool,
}

impl Output {
    /// Something to print, and nothing wrong.
    pub fn ok(text: String) -> Output {
        Output { text, errors: String::new(), failed: false }
    }
}

/// Writes a file under a temporary name and renames it: there is never half a file under its name.
pub fn write_whole(path: &Path, content: &str) -> Result<()> {
    let shown = path.display();
    let name = path.file_name().with_context(|| format!("`{shown}` is not the name of a file"))?;
    let temporary = path.with_file_name(format!(".{}.{}.part", name.to_string_lossy(), std::process::id()));
    let written = fs::File::create(&temporary)
        .and_then(|mut file| file.write_all(content.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The half-written file is ours; whether it can be removed changes nothing in what is reported.
        let _ = fs::remove_file(&temporary);
    }
    written.with_context(|| format!("cannot write `{shown}`; nothing was changed"))
}

/// Writes a file and the folders above it.
pub fn write_new_file(path: &Path, content: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    }
    write_whole(path, content)
}
