//! The texts of one case, and splices applied to them: all of them or none.

use std::collections::BTreeSet;

use crate::case::{self, Checked, Files, MAIN_FILE, Splice, Unreadable};
use crate::diagnostic::{Diagnostic, Span};

/// The texts of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// The case itself.
    pub main: String,
    /// The files beside it.
    pub files: Files,
    /// Why some could not be read.
    pub unreadable: Unreadable,
    /// The files that splices made: they go when that is taken back.
    made: BTreeSet<String>,
}

impl Texts {
    /// What the texts mean.
    pub fn check(&self) -> Checked {
        case::read(&self.main).check_beside(&self.files, &self.unreadable)
    }

    /// The files that the case names and that are not here.
    pub fn wanted(&self) -> Vec<String> {
        let named = case::read(&self.main).files_named();
        let is_here = |name: &String| self.files.contains_key(name) || self.unreadable.contains_key(name);
        named.into_iter().filter(|name| !is_here(name) && case::way_out(name).is_none()).collect()
    }

    /// A text of the case. None: no such file, or it is not text.
    pub fn text(&self, file: &str) -> Option<&str> {
        if file == MAIN_FILE {
            return Some(&self.main);
        }
        self.files.get(file).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// The line of a place, counted from 1. None: it is in no text of the case.
    pub fn line(&self, place: &Span) -> Option<usize> {
        let before = self.text(&place.file)?.get(..place.start)?;
        Some(before.matches('\n').count() + 1)
    }

    /// Applies splices, and gives those that undo them. A file that is not there is taken as empty.
    ///
    /// # Errors
    ///
    /// Two splices overlap, or one is of no place in its file; then nothing is changed.
    pub fn apply(&mut self, splices: &[Splice]) -> Result<Vec<Splice>, Diagnostic> {
        let mut sorted: Vec<&Splice> = splices.iter().collect();
        sorted.sort();
        let mut merged: Vec<Splice> = Vec::new();
        for splice in sorted {
            self.fits(splice)?;
            match merged.last_mut().filter(|last| last.file == splice.file && splice.start <= last.end) {
                Some(last) if splice.start < last.end || splice.start == last.start => {
                    return Err(refused("two changes touch the same place", splice));
                }
                // Beside one another they are one change: what undoes them has one place.
                Some(last) => {
                    last.end = splice.end;
                    last.text.push_str(&splice.text);
                }
                None => merged.push(splice.clone()),
            }
        }
        let mut undo = Vec::new();
        let mut moved: (Option<&str>, isize) = (None, 0);
        for splice in &merged {
            if moved.0 != Some(splice.file.as_str()) {
                moved = (Some(splice.file.as_str()), 0);
            }
            let old = self.text(&splice.file).unwrap_or_default()[splice.start..splice.end].to_owned();
            let start = splice.start.saturating_add_signed(moved.1);
            undo.push(Splice { file: splice.file.clone(), start, end: start + splice.text.len(), text: old });
            moved.1 += splice.text.len() as isize - (splice.end - splice.start) as isize;
        }
        for splice in merged.iter().rev() {
            self.replace(splice);
        }
        Ok(undo)
    }

    /// Takes away the files that splices made and that are empty again, now that these splices took that back.
    pub fn unmake(&mut self, splices: &[Splice]) {
        for splice in splices {
            let is_empty = self.files.get(&splice.file).is_some_and(Vec::is_empty);
            if is_empty && self.made.remove(&splice.file) {
                self.files.remove(&splice.file);
            }
        }
    }

    fn fits(&self, splice: &Splice) -> Result<(), Diagnostic> {
        let is_new = splice.file != MAIN_FILE && !self.files.contains_key(&splice.file);
        if is_new && (case::way_out(&splice.file).is_some() || splice.file.is_empty()) {
            return Err(refused("a file of the case stays in its folder", splice));
        }
        let text = if is_new { Some("") } else { self.text(&splice.file) };
        let Some(text) = text else { return Err(refused("this file is not plain text (UTF-8)", splice)) };
        match text.get(splice.start..splice.end) {
            Some(_) => Ok(()),
            None => Err(refused("there is no such place in this file", splice)),
        }
    }

    fn replace(&mut self, splice: &Splice) {
        let range = splice.start..splice.end;
        if splice.file == MAIN_FILE {
            self.main.replace_range(range, &splice.text);
            return;
        }
        if !self.files.contains_key(&splice.file) {
            self.made.insert(splice.file.clone());
        }
        let bytes = self.files.entry(splice.file.clone()).or_default();
        bytes.splice(range, splice.text.bytes());
    }
}

fn refused(message: &str, splice: &Splice) -> Diagnostic {
    Diagnostic::fault("refused", format!("{message}: `{}`, bytes {} to {}", splice.file, splice.start, splice.end))
}
