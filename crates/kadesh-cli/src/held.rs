//! A case held between questions: its files are read anew before each, and written at once where an answer changed them.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use kadesh::case;
use kadesh::case::MAIN_FILE;
use kadesh::diagnostic::Diagnostic;
use kadesh::session::message::{Action, Content, Proposed, Request, Response};
use kadesh::session::{PROPOSALS_FILE, Session};

use crate::load::{Found, found};
use crate::saving::{self, NotWritten};

/// A case that others may change between two questions.
pub struct Held {
    path: PathBuf,
    session: Session,
}

/// How often a change begins anew because a file was changed just then.
const MOST_TRIES: usize = 20;

/// Why what was changed is not, or not wholly, in the files.
enum NotKept {
    /// Nothing was written.
    Nothing(NotWritten),
    /// The case has it; what was proposed does not say so yet.
    TheNote(NotWritten),
}

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

    /// What was proposed, and what became of it.
    pub fn proposals(&mut self) -> Result<Vec<Proposed>> {
        match self.answer(Request::Proposals)? {
            Response::Proposals { proposals } => Ok(proposals),
            Response::Refused { because } => bail!("{}", in_words(&because)),
            _ => bail!("the proposals cannot be listed"),
        }
    }

    /// Carries an action out, and writes what it changed. Only these files may change; nothing is written where others would. What is
    /// in the case is not done a second time, whoever writes meanwhile.
    pub fn change(&mut self, action: &Action, files: &[&str]) -> Result<Response> {
        let mut action = action.clone();
        let mut done: Option<Response> = None;
        for _ in 0..MOST_TRIES {
            let before = self.look()?;
            let answer = self.session.handle(Request::Do { version: self.session.version(), action: action.clone() });
            let Response::Changed { splices, .. } = &answer else {
                return match (done, answer) {
                    (Some(_), Response::Refused { because }) => bail!("it is in the case; {}", in_words(&because)),
                    (_, answer) => Ok(answer),
                };
            };
            if let Some(other) = splices.iter().find(|splice| !files.contains(&splice.file.as_str())) {
                bail!("this would change `{}`, which is not to be written here", other.file);
            }
            match self.write(&before, files) {
                Ok(()) => return Ok(done.unwrap_or(answer)),
                Err(NotKept::Nothing(NotWritten::Moved)) => {}
                Err(NotKept::TheNote(NotWritten::Moved)) => {
                    action = noted(action);
                    done = done.or(Some(answer));
                }
                Err(NotKept::Nothing(NotWritten::Because(why))) => bail!("{why}"),
                Err(NotKept::TheNote(NotWritten::Because(why))) => bail!("it is in the case; {why}"),
            }
        }
        match done {
            Some(_) => bail!(
                "it is in the case; what was proposed is written elsewhere again and again, and does not say so yet"
            ),
            None => bail!("the files of the case are changed elsewhere again and again"),
        }
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
    fn write(&self, before: &Found, files: &[&str]) -> Result<(), NotKept> {
        let texts = self.session.texts();
        let mut is_in_the_case = false;
        for file in files {
            let known = before.files.get(*file).map(|Content(bytes)| bytes.as_slice());
            let now = if *file == MAIN_FILE {
                Some(texts.main.as_bytes())
            } else {
                texts.files.get(*file).map(Vec::as_slice)
            };
            let Some(bytes) = now.filter(|now| known != Some(*now)) else { continue };
            let written = match is_link(&self.path.with_file_name(file)) && *file == PROPOSALS_FILE {
                true => Err(NotWritten::Because(format!("`{file}` is a link, and another file would be written"))),
                false => saving::write(&self.path, file, known, bytes).map(|_| ()),
            };
            written.map_err(|why| if is_in_the_case { NotKept::TheNote(why) } else { NotKept::Nothing(why) })?;
            is_in_the_case |= *file == MAIN_FILE;
        }
        Ok(())
    }
}

fn is_link(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink())
}

/// What is left to be done once the case has what was accepted: to say so.
fn noted(action: Action) -> Action {
    match action {
        Action::Accept { proposal, by, .. } => Action::Accept { proposal, by, instead: Some(Vec::new()) },
        other => other,
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
