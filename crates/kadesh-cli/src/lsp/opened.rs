//! One case that is open in the editor: its session, which of its texts the editor shows, and what it was told of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use kadesh::case::{self, MAIN_FILE, Splice, Unreadable};
use kadesh::session::Session;
use kadesh::session::message::{Content, Request, Response};
use lsp_types::{PublishDiagnosticsParams, TextDocumentContentChangeEvent};

use super::positions::{Encoding, byte};
use super::{address, told};
use crate::load::{INSIDE, contents, read_case};

/// A case that is open.
pub struct Opened {
    /// The path of the case file.
    pub path: PathBuf,
    /// What is known of it.
    pub session: Session,
    /// The texts that the editor shows: those are as it says, whatever the disk has.
    shown: BTreeSet<String>,
    /// The files that faults were told of.
    faulty: BTreeSet<String>,
    changed: bool,
}

impl Opened {
    /// A case as it is on disk.
    pub fn new(path: PathBuf) -> Opened {
        let mut case =
            Opened { path, session: Session::new(), shown: BTreeSet::new(), faulty: BTreeSet::new(), changed: true };
        case.look_again();
        case
    }

    /// Whether the editor shows any of its texts.
    pub fn is_shown(&self) -> bool {
        !self.shown.is_empty()
    }

    /// A text of it, as it is by now.
    pub fn text(&self, name: &str) -> &str {
        self.session.texts().text(name).unwrap_or_default()
    }

    /// The editor shows a text.
    pub fn show(&mut self, name: &str, text: &str) {
        self.shown.insert(name.to_owned());
        self.bring(BTreeMap::from([(name.to_owned(), Content(text.as_bytes().to_vec()))]), BTreeMap::new(), Vec::new());
        self.fetch();
    }

    /// The editor shows a text no longer: it is what the disk has.
    pub fn hide(&mut self, name: &str) {
        self.shown.remove(name);
        self.changed = true;
        self.look_again();
    }

    /// The user changed a text.
    pub fn change(&mut self, name: &str, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) {
        let mut text = self.text(name).to_owned();
        for change in changes {
            let (start, end) = match change.range {
                Some(range) => (byte(&text, range.start, encoding), byte(&text, range.end, encoding)),
                None => (0, text.len()),
            };
            text.replace_range(start..end.max(start), &change.text);
        }
        // One edit, however many changes the editor sends at once.
        let splices = Splice::between(name, self.text(name), &text).into_iter().collect();
        let version = self.session.version();
        self.session.handle(Request::Edit { version, splices });
        self.changed = true;
        self.fetch();
    }

    /// Reads from disk what the editor does not show.
    pub fn look_again(&mut self) {
        if !self.shown.contains(MAIN_FILE)
            && let Ok((_, text)) = read_case(&self.path, &INSIDE)
        {
            self.bring(
                BTreeMap::from([(MAIN_FILE.to_owned(), Content(text.into_bytes()))]),
                Unreadable::new(),
                Vec::new(),
            );
        }
        self.read(case::read(self.text(MAIN_FILE)).files_named());
    }

    /// What is wrong with its texts, once they changed; nothing for those with which something was wrong before.
    pub fn faults(&mut self, encoding: Encoding) -> Vec<PublishDiagnosticsParams> {
        if !std::mem::take(&mut self.changed) {
            return Vec::new();
        }
        let faults = match self.session.handle(Request::Faults) {
            Response::Faults { faults, .. } if self.is_shown() => faults,
            _ => Vec::new(),
        };
        let mut told = told::faults(self, &faults, encoding);
        let now: BTreeSet<String> = told.keys().cloned().collect();
        for gone in self.faulty.iter().filter(|file| !now.contains(*file)) {
            told.insert(gone.clone(), Vec::new());
        }
        self.faulty = now;
        let params = |(file, diagnostics): (String, Vec<_>)| {
            Some(PublishDiagnosticsParams { uri: address::uri_of(&self.path, &file)?, diagnostics, version: None })
        };
        told.into_iter().filter_map(params).collect()
    }

    /// Reads the files that the case names by now, and did not before.
    fn fetch(&mut self) {
        let wanted = self.session.texts().wanted();
        if !wanted.is_empty() {
            self.read(wanted);
        }
    }

    /// Reads files that the editor does not show. Nothing outside of the folder of the case is opened.
    fn read(&mut self, names: Vec<String>) {
        let names: Vec<String> = names.into_iter().filter(|name| !self.shown.contains(name)).collect();
        let Ok((files, unreadable)) = contents(&self.path, &names) else { return };
        let is_gone = |name: &String| !files.contains_key(name) && !unreadable.contains_key(name);
        let gone = names.into_iter().filter(is_gone).collect();
        self.bring(files, unreadable, gone);
    }

    fn bring(&mut self, files: BTreeMap<String, Content>, unreadable: Unreadable, gone: Vec<String>) {
        if !(files.is_empty() && unreadable.is_empty() && gone.is_empty()) {
            self.session.handle(Request::Bring { files, unreadable, gone });
            self.changed = true;
        }
    }
}
