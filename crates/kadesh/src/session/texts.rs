//! The texts of one case, and splices applied to them: all of them or none.

use crate::case::{self, Checked, Files, MAIN_FILE, Splice, Unreadable};
use crate::diagnostic::Diagnostic;

/// The texts of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// The case itself.
    pub main: String,
    /// The files beside it.
    pub files: Files,
    /// Why some could not be read.
    pub unreadable: Unreadable,
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

    /// Applies splices, and gives those that undo them. A file that is not there is taken as empty, and one that an undo leaves
    /// empty goes again.
    ///
    /// # Errors
    ///
    /// Two splices touch, or one is of no place in its file; then nothing is changed.
    pub fn apply(&mut self, splices: &[Splice]) -> Result<Vec<Splice>, Diagnostic> {
        let mut sorted: Vec<&Splice> = splices.iter().collect();
        sorted.sort();
        for pair in sorted.windows(2) {
            if pair[0].file == pair[1].file && (pair[1].start < pair[0].end || pair[1].start == pair[0].start) {
                return Err(refused("two changes touch the same place", pair[1]));
            }
        }
        for splice in &sorted {
            self.fits(splice)?;
        }
        let mut undo = Vec::new();
        let mut moved: (Option<&str>, isize) = (None, 0);
        for splice in &sorted {
            if moved.0 != Some(splice.file.as_str()) {
                moved = (Some(splice.file.as_str()), 0);
            }
            let old = self.text(&splice.file).unwrap_or_default()[splice.start..splice.end].to_owned();
            let start = splice.start.saturating_add_signed(moved.1);
            undo.push(Splice { file: splice.file.clone(), start, end: start + splice.text.len(), text: old });
            moved.1 += splice.text.len() as isize - (splice.end - splice.start) as isize;
        }
        for splice in sorted.iter().rev() {
            self.replace(splice);
        }
        Ok(undo)
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
        let bytes = self.files.entry(splice.file.clone()).or_default();
        bytes.splice(range, splice.text.bytes());
        if bytes.is_empty() {
            self.files.remove(&splice.file);
        }
    }
}

fn refused(message: &str, splice: &Splice) -> Diagnostic {
    Diagnostic::fault("refused", format!("{message}: `{}`, bytes {} to {}", splice.file, splice.start, splice.end))
}
