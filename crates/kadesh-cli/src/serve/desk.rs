//! The desk: what of a case is asked from the page is answered here, one after the other, and every page is told how things stand.
//!
//! There is one lock, over the case. A long answer keeps others waiting; what was changed before it is in the draft already.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use kadesh::case::MAIN_FILE;
use kadesh::diagnostic::Diagnostic;
use kadesh::session::message::{Request, Response, View};
use tokio::sync::{Notify, watch};

use super::opened::Opened;
use super::start;
use super::told::{Answered, Documents, Mode, OnDisk, Refused, Settled, Start, Status};
use crate::commands::{Kept, added};

/// The most draws that a page may ask for.
const MOST_DRAWS: usize = 100_000;

/// So long a change waits for the one that it was made on. A page that is closed sends both at once, and the second may come first.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// The desk, with a case on it or without.
pub struct Desk {
    read_only: bool,
    /// Where cases are looked for and made.
    home: PathBuf,
    case: Mutex<Option<Opened>>,
    /// The case has moved on.
    moved: Condvar,
    status: watch::Sender<Status>,
    /// There is something to save.
    unsaved: Notify,
}

/// What is shown is not in the files.
#[derive(Debug)]
pub struct Unsaved {
    /// Why, in words.
    pub because: String,
    /// Whether it is kept as a draft.
    pub is_kept: bool,
}

impl Desk {
    /// A desk with this case; with none, where the folder is no case.
    pub fn new(folder: &Path, read_only: bool) -> Result<Desk> {
        let is_case = !folder.is_dir() || folder.join(MAIN_FILE).exists();
        let case = if is_case { Some(Opened::open(folder, read_only)?) } else { None };
        let home = folder.canonicalize().with_context(|| format!("cannot open `{}`", folder.display()))?;
        let status = watch::Sender::new(status(case.as_ref(), &home, read_only));
        Ok(Desk { read_only, home, case: Mutex::new(case), moved: Condvar::new(), status, unsaved: Notify::new() })
    }

    /// What is shown, in a line.
    pub fn title(&self) -> String {
        match &*self.held() {
            Some(case) => format!("Showing {}", case.path().display()),
            None => format!("Beginning in {}", self.home.display()),
        }
    }

    /// How things stand, whenever that changes.
    pub fn statuses(&self) -> watch::Receiver<Status> {
        self.status.subscribe()
    }

    /// How things stand, with the cases that can be opened. It waits for no answer that is worked out.
    pub fn status(&self) -> Status {
        let status = self.status.borrow().clone();
        let cases = if status.mode == Mode::Start { start::found(&self.home) } else { Vec::new() };
        Status { cases: Some(cases), ..status }
    }

    /// Waits until there is something to save.
    pub async fn has_unsaved(&self) {
        self.unsaved.notified().await;
    }

    /// Answers a request of the session.
    pub fn answer(&self, mut request: Request) -> Response {
        if let Some(view) = view_of(&mut request) {
            view.draws = view.draws.clamp(1, MOST_DRAWS);
        }
        let kind = kind_of(&request);
        if let Some(because) = self.never(kind) {
            return Response::Refused { because };
        }
        let mut held = self.in_turn(made_on(&request));
        let Some(case) = &mut *held else { return Response::Refused { because: no_case().into() } };
        if kind == Kind::Looks {
            return case.answer(request);
        }
        let answer = case.change(request);
        self.tell(held.as_ref());
        self.moved.notify_all();
        answer
    }

    /// Begins a case.
    pub fn start(&self, start: Start) -> Result<Status, Refused> {
        if self.read_only && !matches!(start, Start::Open(_)) {
            return Err(only_shown());
        }
        let mut held = self.held();
        if let Some(case) = &*held {
            let message = format!("`{}` is open already, and a server has one case", case.path().display());
            return Err(Refused::new(message).hint("start `kadesh serve` once more for another case"));
        }
        let (path, told) = start::start(&self.home, start)?;
        let mut case = Opened::open(&path, self.read_only)?;
        case.notice = told.or(case.notice);
        *held = Some(case);
        Ok(self.tell(held.as_ref()))
    }

    /// Brings documents into the case.
    pub fn bring(&self, documents: Documents) -> Result<Status, Refused> {
        // Converting takes long: nobody waits for it.
        let brought = start::read(documents.files)?;
        self.with_case(|case| {
            case.save();
            if case.saved().0 != OnDisk::Saved {
                return Err(Refused::new("what is on the page is not saved, and a document is written beside it"));
            }
            let folder = case.path().parent().unwrap_or(Path::new("")).to_path_buf();
            let mut kept = Kept::nothing();
            let (text, told) = added(&folder, case.text().to_owned(), &brought, &mut kept)?;
            case.take_over(text);
            kept.stay();
            case.notice = Some(told);
            Ok(())
        })
    }

    /// Proposes who says what in the sources of the case.
    pub fn read(&self) -> Result<Status, Refused> {
        self.with_case(|case| {
            case.notice = Some(case.read_sources()?);
            Ok(())
        })
    }

    /// Takes the draft that is offered, or drops it.
    pub fn draft(&self, answered: &Answered) -> Result<Status, Refused> {
        self.with_case(|case| if answered.take { case.take_draft() } else { case.drop_draft() })
    }

    /// Settles what was changed here and elsewhere.
    pub fn settle(&self, settled: &Settled) -> Result<Status, Refused> {
        self.with_case(|case| case.settle(&settled.file, &settled.choices))
    }

    /// Looks whether files were changed elsewhere.
    pub fn look_again(&self) {
        let mut held = self.held();
        if let Some(case) = &mut *held {
            case.look_again();
            self.tell(held.as_ref());
        }
    }

    /// Writes what is not saved.
    pub fn save(&self) {
        let mut held = self.held();
        if let Some(case) = &mut *held {
            case.save();
            self.tell(held.as_ref());
        }
    }

    /// Writes what is not saved, for the last time. What could not be written is told.
    pub fn close(&self) -> Result<(), Unsaved> {
        self.save();
        let status = self.status.borrow().clone();
        if self.read_only || status.saved == OnDisk::Saved {
            return Ok(());
        }
        Err(Unsaved {
            because: status.because.unwrap_or_default(),
            is_kept: self.held().as_ref().is_some_and(Opened::is_kept),
        })
    }

    /// Does something with the case that is open and may be changed.
    fn with_case(&self, work: impl FnOnce(&mut Opened) -> Result<(), Refused>) -> Result<Status, Refused> {
        if self.read_only {
            return Err(only_shown());
        }
        let mut held = self.held();
        let done = held.as_mut().ok_or_else(no_case).and_then(work);
        let status = self.tell(held.as_ref());
        done.map(|()| status)
    }

    /// Why requests of a kind are not answered.
    fn never(&self, kind: Kind) -> Option<Diagnostic> {
        match kind {
            Kind::Changes if self.read_only => Some(only_shown().into()),
            Kind::Replaces => Some(Refused::new("the files of the case are read by the server itself").into()),
            Kind::Changes | Kind::Looks => None,
        }
    }

    /// Tells every page how things stand, where that is new.
    fn tell(&self, case: Option<&Opened>) -> Status {
        let now = status(case, &self.home, self.read_only);
        let is_new = |known: &mut Status| {
            let differs = *known != now;
            if differs {
                known.clone_from(&now);
            }
            differs
        };
        if self.status.send_if_modified(is_new) && now.saved == OnDisk::Unsaved {
            self.unsaved.notify_one();
        }
        now
    }

    /// The case, once it has the version that a change was made on, or after a while without it.
    fn in_turn(&self, version: Option<u64>) -> MutexGuard<'_, Option<Opened>> {
        let is_early = |held: &mut Option<Opened>| {
            held.as_ref().zip(version).is_some_and(|(case, version)| case.version() < version)
        };
        let waited = self.moved.wait_timeout_while(self.held(), LONGEST_WAIT, is_early);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// The case, also where a thread that held it broke off: it is whole between two requests.
    fn held(&self) -> MutexGuard<'_, Option<Opened>> {
        self.case.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn status(case: Option<&Opened>, home: &Path, read_only: bool) -> Status {
    let folder = match case {
        Some(case) => {
            let path = case.path();
            let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
            folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf())
        }
        None => home.to_path_buf(),
    };
    let own = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
    let main = case.and_then(|case| case.path().file_name()).filter(|name| *name != MAIN_FILE);
    let (saved, because) = case.map_or((OnDisk::Saved, None), Opened::saved);
    Status {
        mode: if case.is_some() { Mode::Case } else { Mode::Start },
        read_only,
        folder: folder.display().to_string(),
        name: main.map_or(own.clone(), |main| format!("{own}/{}", main.to_string_lossy())),
        version: case.map_or(0, Opened::version),
        saved,
        because,
        notice: case.and_then(|case| case.worth_telling().cloned()),
        conflict: case.map(Opened::conflicts).filter(|conflicts| !conflicts.is_empty()),
        draft: case.and_then(Opened::offered),
        cases: None,
    }
}

fn no_case() -> Refused {
    Refused::new("no case is open yet").hint("begin one from a text, or open one of the folder")
}

fn only_shown() -> Refused {
    Refused::new("this page shows the case and does not change it").hint("change it in your editor: the page follows")
}

/// What a request does with the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Looks,
    Changes,
    Replaces,
}

fn kind_of(request: &Request) -> Kind {
    match request {
        Request::Open { .. } | Request::Bring { .. } => Kind::Replaces,
        Request::Edit { .. } | Request::Do { .. } | Request::Undo { .. } | Request::Redo { .. } => Kind::Changes,
        Request::Plan { .. }
        | Request::Faults
        | Request::Outline
        | Request::Sheet
        | Request::Text { .. }
        | Request::Form { .. }
        | Request::Blanks
        | Request::Tries
        | Request::Proposals
        | Request::Ask { .. }
        | Request::Brief { .. }
        | Request::WhatIf { .. }
        | Request::Why { .. }
        | Request::Compare { .. }
        | Request::Complete(_)
        | Request::Hover(_)
        | Request::Definition(_)
        | Request::References(_)
        | Request::Rename { .. }
        | Request::Export { .. } => Kind::Looks,
    }
}

/// The version that a change was made on.
fn made_on(request: &Request) -> Option<u64> {
    match request {
        Request::Edit { version, .. }
        | Request::Do { version, .. }
        | Request::Undo { version }
        | Request::Redo { version } => Some(*version),
        _ => None,
    }
}

fn view_of(request: &mut Request) -> Option<&mut View> {
    match request {
        Request::Ask { view, .. }
        | Request::Brief { view }
        | Request::WhatIf { view, .. }
        | Request::Why { view, .. }
        | Request::Compare { view }
        | Request::Export { view, .. } => Some(view),
        _ => None,
    }
}
