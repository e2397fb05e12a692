//! What a command leaves behind: text, errors, an exit code, files that are whole or not there.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

use crate::watch::INTERRUPTED;

/// What a command prints.
pub struct Output {
    /// To standard output.
    pub text: String,
    /// To standard error.
    pub errors: String,
    /// What the exit code says.
    pub exit: Exit,
}

/// What the exit code says of a command that could be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// The case has faults.
    Faults,
    /// Ctrl-C ended it, with what was done.
    Partial,
}

impl Exit {
    /// The code.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Faults => FAILED,
            Exit::Partial => INTERRUPTED,
        }
    }
}

/// The exit code where the case has faults, or something could not be done.
pub const FAILED: u8 = 1;

/// The exit code where the command line is wrong; clap's own.
pub const WRONG_USAGE: u8 = 2;

/// The command line asks for something that there is not.
#[derive(Debug)]
pub struct WrongUsage(String);

impl fmt::Display for WrongUsage {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for WrongUsage {}

/// An error that ends with the exit code of wrong usage.
pub fn wrong_usage(message: impl Into<String>) -> anyhow::Error {
    WrongUsage(message.into()).into()
}

impl Output {
    /// Something to print, and nothing wrong.
    pub fn ok(text: String) -> Output {
        Output { text, errors: String::new(), exit: Exit::Done }
    }
}

/// Writes a file under a temporary name and renames it: there is never half a file under its name.
pub fn write_whole(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    let shown = path.display();
    let name = path.file_name().with_context(|| format!("`{shown}` is not the name of a file"))?;
    let temporary = path.with_file_name(format!(".{}.{}.part", name.to_string_lossy(), std::process::id()));
    let written = fs::File::create(&temporary)
        .and_then(|mut file| file.write_all(content.as_ref()).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The half-written file is ours; whether it can be removed changes nothing in what is reported.
        let _ = fs::remove_file(&temporary);
    }
    written.with_context(|| format!("cannot write `{shown}`; nothing was changed"))
}

/// Writes a text and the folders above it.
pub fn write_new_file(path: &Path, content: &str) -> Result<()> {
    write_new_bytes(path, content.as_bytes())
}

/// The same for a file of any kind.
pub fn write_new_bytes(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    }
    write_whole(path, content)
}
