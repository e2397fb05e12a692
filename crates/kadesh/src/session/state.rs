//! The session itself: where requests are answered.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::blanks;
use super::cache::Cache;
use super::form;
use super::language;
use super::lenient;
use super::message::{Action, Content, Entry, Format, Part, Point, Request, Response, State, View};
use super::plan::{self, Carried};
use super::proposal::Proposed;
use super::proposals;
use super::sheet;
use super::texts::Texts;
use super::tries;
use crate::ask::first::{self, FirstPage};
use crate::ask::{self, Finding, Question, Settings};
use crate::case::{self, Checked, Link, MAIN_FILE, Name, Splice, Unreadable};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Case, Listing, When};
use crate::report::page::Page;
use crate::report::{brief, compare, csv, cut, html, json, markdown, text, tried, why as hanging};

/// A case being worked on.
#[derive(Debug, Default)]
pub struct Session {
    texts: Texts,
    version: u64,
    /// What takes back each change, the last one last.
    undo: Vec<Vec<Splice>>,
    redo: Vec<Vec<Splice>>,
    /// What the texts mean, once asked.
    checked: Option<Arc<Checked>>,
    /// What the last text meant that could be read.
    named: Option<Arc<Checked>>,
    /// What the last text meant that had no fault.
    sound: Option<Arc<Checked>>,
    /// What was proposed, once asked.
    proposed: Option<Vec<Proposed>>,
    cache: Cache,
}

/// So many changes can be taken back.
const MOST_UNDONE: usize = 1_000;

/// How wide a page of text is.
const WIDTH: usize = 100;

impl Session {
    /// A session with no case yet.
    pub fn new() -> Session {
        Session::default()
    }

    /// Answers a request. Whatever is asked, nothing is lost: what is refused changes nothing.
    pub fn handle(&mut self, request: Request) -> Response {
        self.answer(request).unwrap_or_else(|because| Response::Refused { because })
    }

    /// The texts as they are.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Counts every change of a text.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// How many answers were worked out so far, and not found among those that still held.
    pub fn worked_out(&self) -> u64 {
        self.cache.worked_out()
    }

    fn answer(&mut self, request: Request) -> Result<Response, Diagnostic> {
        match request {
            Request::Open { files, unreadable } => {
                let texts = brought(Texts::default(), files, unreadable, &[])?;
                self.named = None;
                self.forget(|_| true);
                Ok(self.now_are(texts))
            }
            Request::Bring { files, unreadable, gone } => {
                let texts = brought(self.texts.clone(), files, unreadable, &gone)?;
                if texts != self.texts {
                    // Splices that take back a change are of the file as it was.
                    let old = self.texts.clone();
                    self.forget(|file| old.text(file) != texts.text(file));
                }
                Ok(self.now_are(texts))
            }
            Request::Edit { version, splices } => self.edit(version, splices, None),
            Request::Plan { action } => {
                let plan = self.carry(&action)?.plan;
                Ok(Response::Planned { splices: plan.splices, along: plan.along })
            }
            Request::Do { version, action } => {
                self.is_newest(version)?;
                let Carried { plan, checked, .. } = self.carry(&action)?;
                self.edit(version, plan.splices, Some(checked))
            }
            Request::Undo { version } => self.back(version),
            Request::Redo { version } => self.again(version),
            Request::Faults => {
                let faults = self.checked().diagnostics.clone();
                let lines = faults.iter().map(|fault| self.texts.line(&fault.labels.first()?.0)).collect();
                Ok(Response::Faults { faults, lines })
            }
            Request::Outline => Ok(self.outline()),
            Request::Sheet => self.sheet(),
            Request::Text { file } => {
                let none = || refused(format!("the case has no text `{file}`"));
                self.texts.text(&file).map(|text| self::file("text/plain", text.to_owned())).ok_or_else(none)
            }
            Request::Form { place } => {
                let checked = self.checked();
                let way = plan::way(&self.texts, &checked, &place)?;
                let fields = form::form(&self.texts.main, &checked, &way);
                let fields = fields.ok_or_else(|| refused("this is no entry with keys"))?;
                Ok(Response::Form { fields })
            }
            Request::Blanks => {
                let checked = self.checked();
                Ok(Response::Blanks { blanks: blanks::blanks(&self.texts, &checked) })
            }
            Request::Tries => {
                let checked = self.checked();
                Ok(Response::Tries { tries: checked.case.as_ref().map(tries::tries).unwrap_or_default() })
            }
            Request::Proposals => self.proposals(),
            Request::Ask { question, view } => self.ask(&question, &view),
            Request::Brief { view } => {
                let (page, case) = self.brief(&view)?;
                Ok(in_parts(&page, &case))
            }
            Request::WhatIf { view, moving } => self.what_if(&view, moving),
            Request::Why { sentence, all, plain, view } => self.why(sentence, (all, plain), &view),
            Request::Compare { view } => self.compare(&view),
            Request::Export { format, view } => self.export(format, &view),
            Request::Complete(point) => {
                let names = self.names();
                Ok(language::complete(&self.texts, &names, &point))
            }
            Request::Hover(point) => Ok(self.told(&point, language::hover)),
            Request::Definition(point) => Ok(self.told(&point, language::definition)),
            Request::References(point) => Ok(self.told(&point, language::references)),
            Request::Rename { at, to } => {
                let checked = self.checked();
                let splices = language::rename(&self.texts, &checked, &at, &to)?;
                Ok(Response::Planned { splices, along: Vec::new() })
            }
        }
    }

    /// Takes texts over as they are.
    fn now_are(&mut self, texts: Texts) -> Response {
        if texts != self.texts {
            self.texts = texts;
            self.moved_on();
        }
        Response::Opened { state: self.state() }
    }

    /// Forgets the changes that could be taken back or made once more, where one is of such a file.
    fn forget(&mut self, is_other: impl Fn(&str) -> bool) {
        let mut steps = self.undo.iter().chain(&self.redo).flatten();
        if steps.any(|splice| is_other(&splice.file)) {
            self.undo.clear();
            self.redo.clear();
        }
    }

    /// Carries splices out. What the texts mean then is worked out, where that is not known yet.
    fn edit(&mut self, version: u64, splices: Vec<Splice>, meant: Option<Checked>) -> Result<Response, Diagnostic> {
        self.is_newest(version)?;
        let before = self.checked();
        if splices.is_empty() {
            return Ok(self.changed(&before, splices));
        }
        let undo = self.texts.apply(&splices)?;
        self.undo.push(undo);
        if self.undo.len() > MOST_UNDONE {
            self.undo.remove(0);
        }
        self.redo.clear();
        self.moved_on();
        self.checked = meant.map(Arc::new);
        Ok(self.changed(&before, splices))
    }

    fn back(&mut self, version: u64) -> Result<Response, Diagnostic> {
        self.is_newest(version)?;
        let before = self.checked();
        let splices = self.undo.last().cloned().ok_or_else(|| refused("there is no change to take back"))?;
        self.redo.push(self.texts.apply(&splices)?);
        self.texts.unmake(&splices);
        self.undo.pop();
        self.moved_on();
        Ok(self.changed(&before, splices))
    }

    fn again(&mut self, version: u64) -> Result<Response, Diagnostic> {
        self.is_newest(version)?;
        let before = self.checked();
        let splices = self.redo.last().cloned().ok_or_else(|| refused("there is no change to make once more"))?;
        self.undo.push(self.texts.apply(&splices)?);
        self.redo.pop();
        self.moved_on();
        Ok(self.changed(&before, splices))
    }

    fn changed(&mut self, before: &Checked, splices: Vec<Splice>) -> Response {
        let made = proposals::made(before, &self.checked());
        Response::Changed { state: self.state(), splices, made }
    }

    fn moved_on(&mut self) {
        self.version += 1;
        self.checked = None;
        self.proposed = None;
    }

    fn is_newest(&self, version: u64) -> Result<(), Diagnostic> {
        if version == self.version {
            return Ok(());
        }
        let message =
            format!("the case was changed meanwhile: this is of version {version}, and it has {}", self.version);
        Err(Diagnostic::fault("stale-version", message).hint("look at it again, and then repeat the change"))
    }

    fn carry(&mut self, action: &Action) -> Result<Carried, Diagnostic> {
        let checked = self.checked();
        proposals::carry(&self.texts, &checked, action)
    }

    /// What was proposed, tried on the texts as they are.
    fn proposals(&mut self) -> Result<Response, Diagnostic> {
        let checked = self.checked();
        if self.proposed.is_none() {
            self.proposed = Some(proposals::list(&self.texts, &checked)?);
        }
        Ok(Response::Proposals { proposals: self.proposed.clone().unwrap_or_default() })
    }

    fn state(&mut self) -> State {
        let sound = self.checked().case.is_some();
        State {
            version: self.version,
            can_undo: !self.undo.is_empty(),
            can_redo: !self.redo.is_empty(),
            sound,
            wanted: self.texts.wanted(),
        }
    }

    /// What the texts mean.
    fn checked(&mut self) -> Arc<Checked> {
        let texts = &self.texts;
        let checked = self.checked.get_or_insert_with(|| Arc::new(texts.check())).clone();
        if !checked.links.is_empty() {
            self.named = Some(checked.clone());
        }
        if checked.case.is_some() {
            self.sound = Some(checked.clone());
        }
        checked
    }

    /// The names of the case; those of the last text that could be read, where this one cannot.
    fn names(&mut self) -> Arc<Checked> {
        let checked = self.checked();
        self.named.clone().filter(|_| checked.links.is_empty()).unwrap_or(checked)
    }

    /// What an editor is told of a place.
    fn told(&mut self, at: &Point, tells: fn(&Texts, &Checked, &Point) -> Response) -> Response {
        let checked = self.checked();
        tells(&self.texts, &checked, at)
    }

    fn outline(&mut self) -> Response {
        let checked = self.checked();
        let mut uses: BTreeMap<&Name, usize> = BTreeMap::new();
        for link in checked.links.iter().filter(|link| !link.declares) {
            *uses.entry(&link.name).or_default() += 1;
        }
        let entry = |link: &Link| Entry {
            name: link.name.clone(),
            words: language::words_for(checked.case.as_ref(), &link.name),
            place: link.place.clone(),
            uses: uses.get(&link.name).copied().unwrap_or_default(),
        };
        let entries: Vec<Entry> = checked.links.iter().filter(|link| link.declares).map(entry).collect();
        let missing = checked.case.as_ref().map(first::lacking).unwrap_or_default();
        Response::Outline { entries, missing }
    }

    /// The case for the screens; while it has faults, as it was before, or else without the entries that have them.
    fn sheet(&mut self) -> Result<Response, Diagnostic> {
        let sound = self.checked().case.is_some();
        let shown = self.sound.clone().or_else(|| lenient::without_faults(&self.texts).map(Arc::new));
        let Some(case) = shown.as_ref().and_then(|checked| checked.case.as_ref()) else {
            return Err(refused("the case cannot be shown before its faults are mended"));
        };
        Ok(Response::Sheet { version: self.version, sound, sheet: Box::new(sheet::sheet(case)) })
    }

    /// The case as a view shows it.
    fn seen(&mut self, view: &View, with_changes: bool) -> Result<Case, Diagnostic> {
        let checked = self.checked();
        let Some(case) = &checked.case else {
            let count = checked.count(Severity::Fault);
            let first = checked.diagnostics.iter().find(|one| one.severity == Severity::Fault).cloned();
            let faults = if count == 1 { "a fault is".to_owned() } else { format!("{count} faults are") };
            let refused = refused(format!("the case cannot be asked: {faults} to be mended"));
            return Err(Diagnostic { labels: first.map(|first| first.labels).unwrap_or_default(), ..refused });
        };
        let mut case = case.clone();
        if let Some(date) = &view.as_of {
            case.as_of = Some(When::parse(date).map_err(refused)?);
        }
        for party in &view.seats {
            let change = case::change(&case, &format!("seat.{party}"), "true")?;
            case = case.with(&[change]);
        }
        if with_changes {
            let changes = view.changes.iter().map(|one| case::change(&case, one.key.trim(), one.value.trim()));
            let changes = changes.collect::<Result<Vec<_>, _>>()?;
            case = case.with(&changes);
        }
        Ok(if view.blind { case::blind(&case) } else { case })
    }

    fn findings(
        &mut self,
        case: &Case,
        questions: &[&'static Question],
        view: &View,
        listing: Listing,
    ) -> Vec<Finding> {
        self.cache.ask(case, questions, (settings(view), listing))
    }

    fn ask(&mut self, word: &str, view: &View) -> Result<Response, Diagnostic> {
        let questions = ask::find(word).map_err(|near| {
            let fault = refused(format!("`{word}` is no question"));
            let near: Vec<String> = near.iter().map(|near| format!("`{near}`")).collect();
            if near.is_empty() { fault } else { fault.hint(format!("did you mean {}?", near.join(" or "))) }
        })?;
        let case = self.seen(view, true)?;
        let findings = self.findings(&case, &questions, view, Listing::Whole);
        let bench = ask::Bench::new(&case, settings(view));
        Ok(Response::Answers { document: json::findings(&bench, &findings) })
    }

    /// The brief as a file of HTML has it.
    fn brief(&mut self, view: &View) -> Result<(Page, Case), Diagnostic> {
        let case = self.seen(view, true)?;
        Ok((self.brief_of(&case, view), case))
    }

    fn brief_of(&mut self, case: &Case, view: &View) -> Page {
        let findings = self.findings(case, &brief::questions(case), view, Listing::Short);
        let bench = ask::Bench::new(case, settings(view));
        let mut page = brief::page(&bench, &findings);
        cut::finish(&mut page, false);
        let checked = self.checked();
        page.facts.extend(checked.case.as_ref().and_then(|written| brief::seat_fact(written, case, &view.seats)));
        page.facts.extend(view.blind.then(brief::blind_fact));
        page
    }

    fn what_if(&mut self, view: &View, moving: bool) -> Result<Response, Diagnostic> {
        let case = self.seen(view, true)?;
        let bench = ask::Bench::new(&case, settings(view));
        let mut page_of = |moving| {
            let findings = self.findings(&case, &tried::questions(&case, moving), view, Listing::Short);
            tried::page(&bench, &findings)
        };
        let page = page_of(moving);
        let is_short = page.first.as_ref().is_some_and(FirstPage::is_short);
        let page = if moving && is_short { page_of(false) } else { page };
        Ok(Response::Page { parts: parts(html::tried_parts(&page, &case, moving)) })
    }

    fn why(&mut self, sentence: usize, (all, plain): (bool, bool), view: &View) -> Result<Response, Diagnostic> {
        let case = self.seen(view, true)?;
        let findings = self.findings(&case, &first::questions(&case), view, Listing::Short);
        let page = first::first_page(&case, &findings);
        let none = || refused(format!("the first page has no sentence {sentence}"));
        let told = page.in_short.iter().find(|one| one.number == sentence).ok_or_else(none)?;
        let finding = findings.iter().find(|finding| finding.id == told.finding).ok_or_else(none)?;
        let bench = ask::Bench::new(&case, settings(view));
        let ranked = ask::why::why(&bench, finding, &told.headline);
        let page = hanging::page(&case, finding, ranked.as_ref(), all);
        if plain {
            return Ok(file("text/plain", text::render_without_grounds(&page, &case, WIDTH)));
        }
        Ok(in_parts(&page, &case))
    }

    fn compare(&mut self, view: &View) -> Result<Response, Diagnostic> {
        let (before, after) = (self.seen(view, false)?, self.seen(view, true)?);
        let words: Vec<String> = view.changes.iter().map(|one| format!("{} = {}", one.key, one.value)).collect();
        let (old, new) = (self.brief_of(&before, view), self.brief_of(&after, view));
        let page = compare::compare(&old, &new, &words);
        Ok(in_parts(&page, &before))
    }

    fn export(&mut self, format: Format, view: &View) -> Result<Response, Diagnostic> {
        match format {
            Format::Html => self.brief(view).map(|(page, case)| file("text/html", html::render(&page, &case))),
            Format::Markdown => {
                self.brief(view).map(|(page, case)| file("text/markdown", markdown::render(&page, &case)))
            }
            Format::Text => {
                let (page, case) = self.brief(view)?;
                Ok(file("text/plain", text::render_without_grounds(&page, &case, WIDTH)))
            }
            Format::Csv | Format::Json => {
                let case = self.seen(view, true)?;
                let findings = self.findings(&case, &brief::questions(&case), view, Listing::Whole);
                let bench = ask::Bench::new(&case, settings(view));
                if format == Format::Json {
                    return Ok(file("application/json", format!("{:#}\n", json::findings(&bench, &findings))));
                }
                let mut page = brief::whole(&bench, &findings);
                cut::finish(&mut page, true);
                Ok(file("text/csv", csv::render(&page, &case)))
            }
        }
    }
}

/// Texts with files that came from outside.
fn brought(
    mut texts: Texts,
    files: BTreeMap<String, Content>,
    unreadable: Unreadable,
    gone: &[String],
) -> Result<Texts, Diagnostic> {
    for name in gone {
        texts.files.remove(name);
        texts.unreadable.remove(name);
    }
    for (name, Content(bytes)) in files {
        if name == MAIN_FILE {
            let not_text = |_| refused("the case file is not plain text (UTF-8)").hint("save it again as UTF-8");
            texts.main = String::from_utf8(bytes).map_err(not_text)?;
        } else {
            texts.unreadable.remove(&name);
            texts.files.insert(name, bytes);
        }
    }
    for (name, why) in unreadable {
        texts.files.remove(&name);
        texts.unreadable.insert(name, why);
    }
    Ok(texts)
}

fn settings(view: &View) -> Settings {
    Settings { seed: view.seed, draws: view.draws }
}

/// A page in the parts that are drawn anew one by one.
fn in_parts(page: &Page, case: &Case) -> Response {
    Response::Page { parts: parts(html::parts(page, case)) }
}

fn parts(drawn: Vec<(String, String)>) -> Vec<Part> {
    drawn.into_iter().map(|(id, html)| Part { id, html }).collect()
}

fn file(media_type: &str, text: String) -> Response {
    Response::File { media_type: media_type.to_owned(), text }
}

fn refused(message: impl Into<String>) -> Diagnostic {
    Diagnostic::fault("refused", message)
}
