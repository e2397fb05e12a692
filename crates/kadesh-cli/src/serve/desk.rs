//! The case on the desk: its session, kept in step with the files on disk.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use kadesh::case::{self, MAIN_FILE};
use kadesh::diagnostic::Diagnostic;
use kadesh::session::Session;
use kadesh::session::message::{Content, Request, Response, View};
use tokio::sync::watch;

use crate::load::{INSIDE, Stamp, contents, read_case, stamps};

/// The most draws that a page may ask for.
const MOST_DRAWS: usize = 100_000;

/// A case that is shown.
pub struct Desk {
    /// The path of the case file.
    path: PathBuf,
    session: Mutex<Session>,
    /// What the files looked like when they were read.
    seen: Mutex<Vec<Stamp>>,
    version: watch::Sender<u64>,
}

impl Desk {
    /// Opens a case, with faults or without: the page shows them.
    pub fn open(case: &Path) -> Result<Desk> {
        let (path, _) = read_case(case, &INSIDE)?;
        let desk = Desk {
            path,
            session: Mutex::new(Session::new()),
            seen: Mutex::new(Vec::new()),
            version: watch::Sender::new(0),
        };
        desk.look_again();
        Ok(desk)
    }

    /// What is shown, in a line.
    pub fn title(&self) -> String {
        format!("Showing {}", self.path.display())
    }

    /// The version of the case, as it goes on.
    pub fn versions(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    /// Answers a request that changes nothing.
    pub fn answer(&self, mut request: Request) -> Response {
        if changes(&request) {
            let because = Diagnostic::fault("refused", "this page shows the case and does not change it")
                .hint("change it in your editor: the page follows");
            return Response::Refused { because };
        }
        if let Some(view) = view_of(&mut request) {
            view.draws = view.draws.clamp(1, MOST_DRAWS);
        }
        held(&self.session).handle(request)
    }

    /// Reads the files again where they look otherwise than when they were read, and tells the pages.
    pub fn look_again(&self) {
        let looks =
            |text: &str| stamps(&self.path, &[case::read(text).files_named(), vec![MAIN_FILE.to_owned()]].concat());
        let known = looks(&held(&self.session).texts().main);
        if *held(&self.seen) == known {
            return;
        }
        // A file that is being written, or is gone for a moment, is read at the next look.
        let Ok((_, text)) = read_case(&self.path, &INSIDE) else { return };
        // Taken before the files are read: what changes meanwhile looks otherwise next time.
        let now = looks(&text);
        let Ok((_, text)) = read_case(&self.path, &INSIDE) else { return };
        let names = case::read(&text).files_named();
        let Ok((mut files, unreadable)) = contents(&self.path, &names) else { return };
        files.insert(MAIN_FILE.to_owned(), Content(text.into_bytes()));
        let mut session = held(&self.session);
        session.handle(Request::Open { files, unreadable });
        let version = session.version();
        drop(session);
        *held(&self.seen) = now;
        self.version.send_replace(version);
    }
}

/// What is held, also where a thread that held it broke off: a session is whole between two requests.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a request would change the texts.
fn changes(request: &Request) -> bool {
    match request {
        Request::Open { .. }
        | Request::Bring { .. }
        | Request::Edit { .. }
        | Request::Do { .. }
        | Request::Undo { .. }
        | Request::Redo { .. } => true,
        Request::Plan { .. }
        | Request::Faults
        | Request::Outline
        | Request::Blanks
        | Request::Tries
        | Request::Ask { .. }
        | Request::Brief { .. }
        | Request::Why { .. }
        | Request::Compare { .. }
        | Request::Complete(_)
        | Request::Hover(_)
        | Request::Definition(_)
        | Request::References(_)
        | Request::Rename { .. }
        | Request::Export { .. } => false,
    }
}

fn view_of(request: &mut Request) -> Option<&mut View> {
    match request {
        Request::Ask { view, .. }
        | Request::Brief { view }
        | Request::Why { view, .. }
        | Request::Compare { view }
        | Request::Export { view, .. } => Some(view),
        _ => None,
    }
}
