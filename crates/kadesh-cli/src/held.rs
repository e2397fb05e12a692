//! A case held between questions: its files are read anew before each, and written at once where an answer changed them.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use kadesh::case;
use kadesh::case::MAIN_FILE;
use kadesh::diagnostic::Diagnostic;
use kadesh::session::message::{Action, Content, Request, Response};
use kadesh::session::{PROPOSALS_FILE, Session};

use crate::load::{Found, found};
use crate::saving::{self, NotWritten};

/// A case that others may change between two questions.
pub struct Held {
    path: PathBuf,
    session: Session,
}

/// How often a change begins anew because a file was changed just then.
const MOST_TRIES: usize = 3;

impl Held {
    /// Holds a case, with faults or without.
    pub fn new(case: &Path) -> Result<Held> {
        let mut held = Held { path: case.to_path_buf(), session: Session::new() };
        held.path = held.look()?.path;
        Ok(held)
    }

    /// Answers a request that changes nothing, as the files are now.
    pub fn answer(&mut self, request: Request) -> Result<Response> {
        self.look()?;
        Ok(self.session.handle(request))
    }

    /// Carries an action out, and writes what it changed. Only these files may change; nothing is written where others would.
    pub fn change(&mut self, action: &Action, files: &[&str]) -> Result<Response> {
        for _ in 0..MOST_TRIES {
            let before = self.look()?;
            let answer = self.session.handle(Request::Do { version: self.session.version(), action: action.clone() });
            let Response::Changed { splices, .. } = &answer else { return Ok(answer) };
            if let Some(other) = splices.iter().find(|splice| !files.contains(&splice.file.as_str())) {
                bail!("this would change `{}`, which is not to be written here", other.file);
            }
            match self.write(&before, files) {
                Ok(()) => return Ok(answer),
                Err(NotWritten::Moved) => {}
                Err(NotWritten::Because(why)) => bail!("{why}"),
            }
        }
        bail!("the files of the case are changed elsewhere again and again")
    }

    /// Takes the files over as they are on disk.
    fn look(&mut self) -> Result<Found> {
        let read = found(&self.path, |text| case::read(text).files_named())?;
        let files = read.files.iter().map(|(name, content)| (name.clone(), content.clone())).collect();
        self.session.handle(Request::Open { files, unreadable: read.unreadable.clone() });
        Ok(read)
    }

    /// Writes the files that are otherwise than they were read, the case itself first: what is accepted is in it, or is told to
    /// be waiting still.
    fn write(&self, before: &Found, files: &[&str]) -> Result<(), NotWritten> {
        let texts = self.session.texts();
        for file in files {
            let known = before.files.get(*file).map(|Content(bytes)| bytes.as_slice());
            let now = if *file == MAIN_FILE {
                Some(texts.main.as_bytes())
            } else {
                texts.files.get(*file).map(Vec::as_slice)
            };
            if let Some(bytes) = now.filter(|now| known != Some(*now)) {
                saving::write(&self.path, file, known, bytes)?;
            }
        }
        Ok(())
    }
}

/// The files that accepting a proposal changes.
pub const ACCEPTING: &[&str] = &[MAIN_FILE, PROPOSALS_FILE];

/// The file that proposing changes.
pub const PROPOSING: &[&str] = &[PROPOSALS_FILE];

/// A refusal in words, with its hint.
pub fn in_words(because: &Diagnostic) -> String {
    match &because.hint {
        Some(hint) => format!("{}; {hint}", because.message),
        None => because.message.clone(),
    }
}
