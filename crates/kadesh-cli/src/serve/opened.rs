//! A case that is open: what the page shows of it, what its files have, and how the two are kept together.
//!
//! The session has the texts that the page shows. Of each file it is known what bytes were last read of it or written to it. From
//! these two and what is on disk everything follows: a text that is not the known one is unsaved; a file that has not the known
//! bytes was changed elsewhere; where both are so, the two changes are merged from what was known.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Result;
use kadesh::case::{self, MAIN_FILE, Splice, Unreadable};
use kadesh::session::message::{Action, Content, Request, Response, State};
use kadesh::session::{PROPOSALS_FILE, Session};

use super::drafts::{Drafted, Drafts};
use super::merged::{Merged, Piece, merge, places, settled};
use super::told::{Choice, Conflict, Hunk, Offered, OnDisk, Refused};
use crate::held::in_words;
use crate::load::{Found, Stamp, contents, found, stamps};
use crate::reading::{Outcome, reading_of};
use crate::saving::{self, NotWritten, never_written};

/// A case that is open.
pub struct Opened {
    /// The path of the case file.
    path: PathBuf,
    session: Session,
    /// The bytes of each file when it was last read or written. What is not here is not on disk.
    known: BTreeMap<String, Vec<u8>>,
    /// Files that were taken out of the folder while they were changed here.
    gone: BTreeSet<String>,
    /// The files that were not there before they were written here.
    made: BTreeSet<String>,
    /// What the files looked like when they were read.
    seen: Vec<Stamp>,
    /// What the disk has of files that were changed here and there in the same place.
    clashes: BTreeMap<String, Clash>,
    /// Why the last attempt to save failed.
    failed: Option<String>,
    /// The last thing worth telling.
    pub notice: Option<String>,
    /// Why what is not saved could not be kept as a draft either.
    undrafted: Option<String>,
    /// None: nothing may be written.
    drafts: Option<Drafts>,
}

/// A file that was changed here and elsewhere in the same place.
struct Clash {
    theirs: Vec<u8>,
    pieces: Vec<Piece>,
}

/// How often saving begins anew because a file was changed just then.
const MOST_TRIES: usize = 3;

impl Opened {
    /// Opens a case, with faults or without: the page shows them.
    pub fn open(case: &Path, read_only: bool) -> Result<Opened> {
        let Found { path, files, unreadable, seen } = found(case, |text| case::read(text).files_named())?;
        let known = files.iter().map(|(name, Content(bytes))| (name.clone(), bytes.clone())).collect();
        let mut session = Session::new();
        session.handle(Request::Open { files, unreadable });
        let mut opened = Opened {
            path,
            session,
            known,
            gone: BTreeSet::new(),
            made: BTreeSet::new(),
            seen,
            clashes: BTreeMap::new(),
            failed: None,
            notice: None,
            undrafted: None,
            drafts: None,
        };
        if !read_only {
            saving::sweep(&opened.path, &opened.seen_names());
            let on_disk = |name: &str| {
                let known = || opened.known.get(name).cloned();
                let beside = || Some(contents(&opened.path, &[name.to_owned()]).ok()?.0.remove(name)?.0);
                known().or_else(beside)
            };
            let (drafts, notice) = Drafts::find(&opened.path, on_disk);
            (opened.drafts, opened.notice) = (Some(drafts), notice);
        }
        Ok(opened)
    }

    /// The path of the case file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text of the case, as it is shown.
    pub fn text(&self) -> &str {
        &self.session.texts().main
    }

    /// Counts every change of a text.
    pub fn version(&self) -> u64 {
        self.session.version()
    }

    /// Answers a request that changes nothing.
    pub fn answer(&mut self, request: Request) -> Response {
        self.session.handle(request)
    }

    /// Answers a request that changes the texts. What was changed is in the draft before the answer is given.
    pub fn change(&mut self, request: Request) -> Response {
        if let Some(because) = self.never(&request) {
            return Response::Refused { because: because.into() };
        }
        let before = self.session.version();
        let mut answer = self.session.handle(request);
        if self.session.version() != before {
            self.failed = None;
            self.bring_wanted(&wanted(&answer));
            if let Response::Changed { state, .. } = &mut answer {
                // Files that are new to the case are part of the answer; texts that the user sees are as they were asked for.
                self.state_now(state);
            }
            self.meet_again();
        }
        answer
    }

    /// Proposes who says what in the sources of the case, for the reader of the page to accept; what came of it, in words.
    pub fn read_sources(&mut self) -> Result<String, Refused> {
        let checked = self.session.texts().check();
        let Some(case) = checked.case else {
            return Err(
                Refused::new("the case has faults").hint("mend them first: what is proposed is tried on the case")
            );
        };
        let Response::Proposals { proposals } = self.answer(Request::Proposals) else {
            return Err(Refused::new("what was proposed before cannot be listed"));
        };
        let mut outcome = Outcome::default();
        let mut propose = |action: Action| match self.change(Request::Do { version: self.version(), action }) {
            Response::Refused { because } => Ok(Some(in_words(&because))),
            _ => Ok(None),
        };
        for source in case.sources.iter().filter(|source| !source.text.is_empty()) {
            let done = outcome.propose(&case, source, (&reading_of(source), false), &proposals, &mut propose);
            done.map_err(|why| Refused::new(why.to_string()))?;
        }
        let refused = outcome.refused.iter().map(|why| format!(" Not proposed: {why}."));
        Ok(outcome.in_words() + &refused.collect::<String>())
    }

    /// Reads the files again where they look otherwise than when they were read.
    pub fn look_again(&mut self) {
        if !self.gone.is_empty() || stamps(&self.path, &self.seen_names()) != self.seen {
            // A file that is being written, or is gone for a moment, is read at the next look.
            let _ = self.read_again();
        }
    }

    /// Writes what is not saved, beside files first: the case never names one that is not there yet.
    pub fn save(&mut self) {
        for _ in 0..MOST_TRIES {
            if !self.clashes.is_empty() || self.drafts.is_none() {
                return;
            }
            match self.write_all() {
                Ok(()) => {
                    self.failed = None;
                    self.keep_draft();
                    return;
                }
                Err(NotWritten::Moved) => {
                    if let Err(error) = self.read_again() {
                        self.failed = Some(format!("{error:#}"));
                        if !self.path.exists() {
                            self.is_gone(MAIN_FILE);
                        }
                        return;
                    }
                }
                Err(NotWritten::Because(why)) => {
                    self.failed = Some(why);
                    return;
                }
            }
        }
        self.failed = Some("the files are changed elsewhere again and again".to_owned());
    }

    /// Whether the files have what is shown, and why not.
    pub fn saved(&self) -> (OnDisk, Option<String>) {
        let is_saved = || self.unsaved().is_empty() && self.left_over().is_empty();
        if let Some(file) = self.clashes.keys().next() {
            let because = format!(
                "`{file}` was changed here and elsewhere in the same place; nothing is written before it is settled"
            );
            (OnDisk::Conflict, Some(because))
        } else if is_saved() {
            (OnDisk::Saved, None)
        } else {
            (if self.failed.is_some() { OnDisk::Failed } else { OnDisk::Unsaved }, self.failed.clone())
        }
    }

    /// What is worth telling.
    pub fn worth_telling(&self) -> Option<&String> {
        self.undrafted.as_ref().or(self.notice.as_ref())
    }

    /// Whether what is not saved is kept as a draft.
    pub fn is_kept(&self) -> bool {
        self.undrafted.is_none()
    }

    /// What was changed here and elsewhere in the same place.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let words = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
        let conflict = |(file, clash): (&String, &Clash)| {
            let mine = self.mine(file).unwrap_or_default();
            let hunk = |(line, open): (usize, &super::merged::Open)| Hunk {
                line,
                base: words(&open.base),
                mine: words(&open.mine),
                theirs: words(&open.theirs),
            };
            Conflict { file: file.clone(), hunks: places(&clash.pieces, mine).into_iter().map(hunk).collect() }
        };
        self.clashes.iter().map(conflict).collect()
    }

    /// Settles what was changed in the same place, and saves it where nothing else is open.
    pub fn settle(&mut self, file: &str, choices: &[Choice]) -> Result<(), Refused> {
        let Some(clash) = self.clashes.get(file) else {
            return Err(Refused::new(format!("`{file}` has nothing to settle")));
        };
        let Some(text) = settled(&clash.pieces, choices) else {
            let message = format!("`{file}` was changed meanwhile: there are not as many choices as places");
            return Err(Refused::new(message).hint("look at it again"));
        };
        if file == MAIN_FILE && std::str::from_utf8(&text).is_err() {
            return Err(Refused::new("the text on disk is not plain text (UTF-8)").hint("take the other one"));
        }
        let theirs = clash.theirs.clone();
        self.clashes.remove(file);
        self.known.insert(file.to_owned(), theirs);
        self.bring(BTreeMap::from([(file.to_owned(), Content(text))]), Unreadable::new(), Vec::new());
        self.keep_draft();
        self.save();
        Ok(())
    }

    /// The draft that can be taken.
    pub fn offered(&self) -> Option<Offered> {
        self.drafts.as_ref()?.offered()
    }

    /// Takes the draft that is offered as one change that can be taken back.
    pub fn take_draft(&mut self) -> Result<(), Refused> {
        let none = || Refused::new("no draft is offered");
        let draft = self.drafts.as_ref().and_then(Drafts::first).cloned().ok_or_else(none)?;
        self.save();
        if self.saved().0 != OnDisk::Saved {
            return Err(Refused::new("what is on the page is not saved yet, and the draft is of the same case"));
        }
        // A case that cannot be read names no files; what the disk has of them counts all the same.
        self.bring_wanted(&draft.files.keys().filter(|file| *file != MAIN_FILE).cloned().collect::<Vec<_>>());
        let (mut splices, mut bases) = (Vec::new(), Vec::new());
        for (file, drafted) in &draft.files {
            let (text, base) = self.drafted(file, drafted);
            splices.extend(self.splice_to(file, &text));
            bases.extend(base.map(|base| (file.clone(), base)));
        }
        if let Response::Refused { because } = self.change(Request::Edit { version: self.version(), splices }) {
            return Err(because.into());
        }
        // What is on disk is as if somebody had changed it since the draft was begun.
        for (file, base) in bases {
            let theirs = self.known.insert(file.clone(), base).unwrap_or_default();
            self.meet(&file, Some(theirs), &mut Met::default());
        }
        self.drafts.as_mut().map(Drafts::drop_first).unwrap_or_default();
        self.keep_draft();
        Ok(())
    }

    /// Drops the draft that is offered.
    pub fn drop_draft(&mut self) -> Result<(), Refused> {
        let drafts = self.drafts.as_mut().filter(|drafts| drafts.first().is_some());
        drafts.map(Drafts::drop_first).ok_or_else(|| Refused::new("no draft is offered"))
    }

    /// Takes over a text of the case that has more sources, whose files are on disk.
    pub fn take_over(&mut self, text: String) {
        self.bring(BTreeMap::from([(MAIN_FILE.to_owned(), Content(text.into_bytes()))]), Unreadable::new(), Vec::new());
        self.keep_draft();
        self.save();
    }

    /// Why a request is not carried out, whatever the session says of it.
    fn never(&self, request: &Request) -> Option<Refused> {
        let Request::Edit { splices, .. } = request else { return None };
        let is_new = |file: &str| file != MAIN_FILE && !self.session.texts().files.contains_key(file);
        let names = splices.iter().map(|splice| splice.file.as_str()).filter(|file| is_new(file));
        let never = names.filter_map(|name| Some((name, never_written(name)?))).next()?;
        Some(Refused::new(format!("{}: `{}`", never.1, never.0)))
    }

    /// Where the session stands.
    fn state_now(&mut self, state: &mut State) {
        let nothing = Request::Bring { files: BTreeMap::new(), unreadable: Unreadable::new(), gone: Vec::new() };
        if state.version != self.session.version()
            && let Response::Opened { state: now } = self.session.handle(nothing)
        {
            *state = now;
        }
    }

    /// Looks again at what was changed here and elsewhere, now that it was changed here once more.
    fn meet_again(&mut self) {
        let open: Vec<(String, Vec<u8>)> =
            self.clashes.iter().map(|(file, clash)| (file.clone(), clash.theirs.clone())).collect();
        let mut met = Met::default();
        for (file, theirs) in open {
            self.clashes.remove(&file);
            self.meet(&file, Some(theirs), &mut met);
        }
        self.bring_met(met);
    }

    /// Files that the case names since a change.
    fn bring_wanted(&mut self, wanted: &[String]) {
        let is_new = |name: &&String| self.seen.iter().all(|(seen, _)| seen != *name);
        let names: Vec<String> = wanted.iter().filter(is_new).cloned().collect();
        if names.is_empty() {
            return;
        }
        self.seen.extend(stamps(&self.path, &names));
        let Ok((files, unreadable)) = contents(&self.path, &names) else { return };
        self.known.extend(files.iter().map(|(name, Content(bytes))| (name.clone(), bytes.clone())));
        if !files.is_empty() || !unreadable.is_empty() {
            self.session.handle(Request::Bring { files, unreadable, gone: Vec::new() });
        }
    }

    /// Brings in files as they are on disk, or as they were merged with it.
    fn bring(&mut self, files: BTreeMap<String, Content>, unreadable: Unreadable, gone: Vec<String>) {
        let answer = self.session.handle(Request::Bring { files, unreadable, gone });
        self.bring_wanted(&wanted(&answer));
    }

    /// Reads all files of the case, and brings them together with what is shown.
    fn read_again(&mut self) -> Result<()> {
        let Found { mut files, unreadable, seen, .. } = found(&self.path, |text| self.names(text))?;
        let mut met = Met::default();
        for (name, _) in &seen {
            match unreadable.get(name) {
                Some(why) if self.mine(name) == self.known.get(name).map(Vec::as_slice) => {
                    self.known.remove(name);
                    met.unreadable.insert(name.clone(), why.clone());
                }
                // It is told when it is to be written.
                Some(_) => {}
                None => self.meet(name, files.remove(name).map(|content| content.0), &mut met),
            }
        }
        self.seen = seen;
        self.bring_met(met);
        Ok(())
    }

    /// The files to look at: those that the case on disk names, those that the text here names, and those that are known or not
    /// saved, whoever names them: a case that cannot be read for a moment names none.
    fn names(&self, on_disk: &str) -> Vec<String> {
        let mut names = case::read(on_disk).files_named();
        if self.text() != on_disk {
            names.extend(case::read(self.text()).files_named());
        }
        names.extend(self.known.keys().cloned());
        names.extend(self.unsaved());
        names.retain(|name| name != MAIN_FILE);
        names.sort();
        names.dedup();
        names
    }

    /// Brings a file on disk together with what is shown of it.
    fn meet(&mut self, file: &str, theirs: Option<Vec<u8>>, met: &mut Met) {
        let (mine, base) = (self.mine(file).map(<[u8]>::to_vec), self.known.get(file).cloned());
        if theirs.is_some() && self.gone.remove(file) {
            self.failed = None;
        }
        if theirs == base {
            self.clashes.remove(file);
            return;
        }
        match (mine, theirs) {
            (mine, theirs) if mine == theirs => self.now_known(file, theirs),
            (mine, theirs) if mine == base => {
                match &theirs {
                    Some(bytes) => drop(met.files.insert(file.to_owned(), Content(bytes.clone()))),
                    None => met.gone.push(file.to_owned()),
                }
                self.now_known(file, theirs);
            }
            (Some(_), None) => self.is_gone(file),
            (Some(mine), Some(theirs)) => match merge(&base.unwrap_or_default(), &mine, &theirs) {
                Merged::Clean(text) => {
                    self.notice = Some(format!("`{file}` was changed elsewhere too; both changes are kept"));
                    met.files.insert(file.to_owned(), Content(text));
                    self.now_known(file, Some(theirs));
                }
                Merged::Clash(pieces) => drop(self.clashes.insert(file.to_owned(), Clash { theirs, pieces })),
            },
            // Taken back here, and changed elsewhere: it is theirs now.
            (None, theirs) => {
                self.made.remove(file);
                self.now_known(file, theirs);
            }
        }
    }

    /// A file that is gone may be so for a moment only, while an editor puts another in its place: it is not written at once.
    fn is_gone(&mut self, file: &str) {
        if self.gone.insert(file.to_owned()) {
            self.failed =
                Some(format!("`{file}` was taken out of the folder; it is written anew with the next change"));
        }
    }

    fn now_known(&mut self, file: &str, bytes: Option<Vec<u8>>) {
        self.clashes.remove(file);
        match bytes {
            Some(bytes) => drop(self.known.insert(file.to_owned(), bytes)),
            None => drop(self.known.remove(file)),
        }
    }

    fn bring_met(&mut self, met: Met) {
        if !met.files.is_empty() || !met.unreadable.is_empty() || !met.gone.is_empty() {
            self.bring(met.files, met.unreadable, met.gone);
        }
        self.keep_draft();
    }

    fn write_all(&mut self) -> Result<(), NotWritten> {
        for file in self.unsaved() {
            let Some(bytes) = self.mine(&file).map(<[u8]>::to_vec) else { continue };
            let known = self.known.get(&file).filter(|_| !self.gone.contains(&file)).map(Vec::as_slice);
            let (is_new, stamp) = (known.is_none(), saving::write(&self.path, &file, known, &bytes)?);
            self.now_seen(stamp);
            if is_new && !self.gone.remove(&file) {
                self.made.insert(file.clone());
            }
            self.known.insert(file, bytes);
        }
        for file in self.left_over() {
            saving::remove(&self.path, &file, self.known.get(&file).map(Vec::as_slice).unwrap_or_default())?;
            self.known.remove(&file);
            self.made.remove(&file);
        }
        Ok(())
    }

    fn seen_names(&self) -> Vec<String> {
        self.seen.iter().map(|(name, _)| name.clone()).collect()
    }

    fn now_seen(&mut self, stamp: Stamp) {
        match self.seen.iter_mut().find(|(name, _)| *name == stamp.0) {
            Some(seen) => *seen = stamp,
            None => self.seen.push(stamp),
        }
    }

    /// The bytes of a file, as it is shown.
    fn mine(&self, file: &str) -> Option<&[u8]> {
        let texts = self.session.texts();
        if file == MAIN_FILE { Some(texts.main.as_bytes()) } else { texts.files.get(file).map(Vec::as_slice) }
    }

    /// The files that are shown otherwise than they are known to be: the case behind the files that it names, and last what was
    /// proposed, which says of nothing that it was accepted before the case has it.
    fn unsaved(&self) -> Vec<String> {
        let texts = self.session.texts();
        let is_unsaved = |file: &&str| self.known.get(*file).map(Vec::as_slice) != self.mine(file);
        let named = texts.files.keys().map(String::as_str).filter(|file| *file != PROPOSALS_FILE);
        let proposed = texts.files.contains_key(PROPOSALS_FILE).then_some(PROPOSALS_FILE);
        let all = named.chain([MAIN_FILE]).chain(proposed);
        all.filter(is_unsaved).map(str::to_owned).collect()
    }

    /// The files that were made here and that a change took away again.
    fn left_over(&self) -> Vec<String> {
        self.made.iter().filter(|file| self.mine(file).is_none()).cloned().collect()
    }

    /// Keeps what is not saved beside the case.
    fn keep_draft(&mut self) {
        let drafted = |file: &String| {
            let words = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
            let was = self.known.get(file).and_then(|bytes| words(bytes));
            Some((file.clone(), Drafted { was, text: words(self.mine(file)?)? }))
        };
        let files: BTreeMap<String, Drafted> = self.unsaved().iter().filter_map(drafted).collect();
        let Some(drafts) = &mut self.drafts else { return };
        let kept = if files.is_empty() {
            drafts.clear();
            Ok(())
        } else {
            drafts.keep(files)
        };
        self.undrafted = kept.err().map(|error| format!("no draft can be kept beside the case: {error}"));
    }

    /// The text that taking a draft gives a file, and what the draft was begun from where the file went on since and the two do
    /// not go together by themselves.
    fn drafted(&self, file: &str, drafted: &Drafted) -> (String, Option<Vec<u8>>) {
        let was = drafted.was.as_deref().unwrap_or_default().as_bytes();
        // What is gone is written anew.
        let Some(now) = self.mine(file) else { return (drafted.text.clone(), None) };
        match merge(was, drafted.text.as_bytes(), now) {
            Merged::Clean(text) => (String::from_utf8(text).unwrap_or_else(|_| drafted.text.clone()), None),
            Merged::Clash(_) => (drafted.text.clone(), Some(was.to_vec())),
        }
    }

    /// The smallest splice that gives a file a text. None: it has it.
    fn splice_to(&self, file: &str, text: &str) -> Option<Splice> {
        let made = || Splice { file: file.to_owned(), start: 0, end: 0, text: String::new() };
        let now = self.session.texts().text(file).unwrap_or_default();
        Splice::between(file, now, text).or_else(|| self.mine(file).is_none().then(made))
    }
}

/// What files have become, before the session is told.
#[derive(Default)]
struct Met {
    files: BTreeMap<String, Content>,
    unreadable: Unreadable,
    gone: Vec<String>,
}

/// The files that the case names and that the session has not.
fn wanted(answer: &Response) -> Vec<String> {
    match answer {
        Response::Opened { state } | Response::Changed { state, .. } => state.wanted.clone(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use kadesh::case::{MAIN_FILE, Splice};
    use kadesh::session::message::{Request, Response};

    use super::Opened;
    use crate::serve::told::{Choice, OnDisk, Side};

    /// Numbers that are the same in every run.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, most: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % most
        }

        /// The beginning of a line, or the end.
        fn place(&mut self, text: &str) -> usize {
            let places: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).chain([0]).collect();
            places[self.below(places.len())]
        }
    }

    fn here(opened: &mut Opened, dice: &mut Dice, line: &str) {
        let start = dice.place(opened.text());
        let splices = vec![Splice { file: MAIN_FILE.to_owned(), start, end: start, text: format!("{line}\n") }];
        let answer = opened.change(Request::Edit { version: opened.version(), splices });
        assert!(matches!(answer, Response::Changed { .. }), "{answer:?}");
    }

    fn elsewhere(file: &Path, dice: &mut Dice, line: &str) {
        let mut text = fs::read_to_string(file).unwrap();
        text.insert_str(dice.place(&text), &format!("{line}\n"));
        fs::write(file.with_extension("new"), text).unwrap();
        fs::rename(file.with_extension("new"), file).unwrap();
    }

    fn settle(opened: &mut Opened) {
        for conflict in opened.conflicts() {
            let both: Vec<Choice> = conflict.hunks.iter().map(|_| Choice::Take(Side::Both)).collect();
            opened.settle(&conflict.file, &both).unwrap();
        }
    }

    #[test]
    fn lines_from_here_and_from_elsewhere_are_all_kept_whatever_comes_when() {
        let folder = std::env::temp_dir().join(format!("kadesh-opened-{}", std::process::id()));
        let (mut clashes, mut merges) = (0, 0);
        for round in 0..40 {
            let mut dice = Dice(round);
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            let file = folder.join("case.toml");
            let body: String = (0..dice.below(12)).map(|line| format!("# {line}\n")).collect();
            fs::write(&file, format!("[case]\ntitle = \"Talks\"\n{body}")).unwrap();
            let mut opened = Opened::open(&folder, false).unwrap();
            let mut lines: BTreeSet<String> = BTreeSet::new();
            for step in 0..40 {
                let line = format!("# round {round}, step {step}");
                match dice.below(8) {
                    0..=2 => here(&mut opened, &mut dice, &line),
                    3 => elsewhere(&file, &mut dice, &line),
                    4 => opened.look_again(),
                    5 => opened.save(),
                    6 => settle(&mut opened),
                    // Broken off: the draft has what is not saved.
                    _ => {
                        let had = opened.saved().0;
                        drop(opened);
                        opened = Opened::open(&folder, false).unwrap();
                        assert!(had != OnDisk::Saved || opened.offered().is_none(), "round {round}, step {step}");
                        if opened.offered().is_some() {
                            opened.take_draft().unwrap();
                        }
                    }
                }
                clashes += usize::from(opened.saved().0 == OnDisk::Conflict);
                merges += usize::from(opened.notice.take().is_some());
                if fs::read_to_string(&file).unwrap().contains(&line) || opened.text().contains(&line) {
                    lines.insert(line);
                }
            }
            opened.look_again();
            opened.save();
            while opened.saved().0 == OnDisk::Conflict {
                settle(&mut opened);
            }
            opened.save();
            assert_eq!(opened.saved(), (OnDisk::Saved, None), "round {round}");
            let text = fs::read_to_string(&file).unwrap();
            assert_eq!(text, opened.text());
            for line in lines {
                assert_eq!(text.lines().filter(|one| *one == line).count(), 1, "round {round}: {line}\n{text}");
            }
            assert!(!folder.join(".kadesh").exists(), "round {round}");
        }
        assert!(clashes > 20 && merges > 20, "{clashes} {merges}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
