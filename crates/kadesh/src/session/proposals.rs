//! Proposing, accepting and rejecting: what is proposed is tried on a copy of the case first, its words looked up in their source.
//!
//! Whoever proposes can do no more than that: what is done to the case is done by accepting, and a proposal cannot accept.

use std::collections::BTreeSet;

use super::action::{Action, Place, Say};
use super::plan::{self, Carried, Plan};
use super::proposal::{self, Marked, PROPOSALS_FILE, Proposal, Proposed, Standing};
use super::texts::Texts;
use super::worded::in_words;
use crate::case::{Checked, Draft, Given, MAIN_FILE, Name, NameKind, Splice, Step, keys};
use crate::diagnostic::{Diagnostic, Severity};

/// So many proposals may wait at a time.
const MOST_OPEN: usize = 200;

/// So many changes make a proposal.
const MOST_ACTIONS: usize = 20;

/// So many letters say who proposes, and why.
const MOST_LETTERS: (usize, usize) = (200, 4_000);

/// Plans an action, be it a change of the case or something about proposals.
///
/// # Errors
///
/// Why not, in words.
pub fn carry(texts: &Texts, checked: &Checked, action: &Action) -> Result<Carried, Diagnostic> {
    match action {
        Action::Propose { by, because, actions } => propose(texts, checked, (by, because), actions),
        Action::Accept { proposal, by, instead } => {
            accept(texts, checked, proposal, (by.as_deref(), instead.as_deref()))
        }
        Action::Reject { proposal, by, because } => {
            let book = Book::of(texts)?;
            let at = book.open(proposal)?;
            let decided = [("decided_by", by.as_deref()), ("decided_because", because.as_deref())];
            book.decided(texts, checked, at, Standing::Rejected, &decided)
        }
        Action::Withdraw { proposal, by } => {
            let book = Book::of(texts)?;
            let at = book.open(proposal)?;
            let owner = &book.proposals[at].by;
            if owner != by {
                return Err(refused(format!("`{proposal}` is a proposal of {owner}, who alone can take it back")));
            }
            book.decided(texts, checked, at, Standing::Withdrawn, &[])
        }
        Action::Add { .. }
        | Action::AddItem { .. }
        | Action::Put { .. }
        | Action::Write { .. }
        | Action::Remove { .. }
        | Action::Rename { .. }
        | Action::AddSource { .. }
        | Action::Say(_)
        | Action::RedLine { .. }
        | Action::Seat { .. }
        | Action::AddOption { .. }
        | Action::OrderOptions { .. } => plan::carry(texts, checked, action),
    }
}

/// All proposals, and whether each can be accepted as the case is now. O(open proposals × checks of the case).
///
/// # Errors
///
/// Their file cannot be read.
pub fn list(texts: &Texts, checked: &Checked) -> Result<Vec<Proposed>, Diagnostic> {
    let book = Book::of(texts)?;
    let shown = |at: usize| {
        let proposal = &book.proposals[at];
        let is_open = proposal.standing == Standing::Open;
        let tried = if is_open { book.tried(texts, checked, at) } else { Ok(Tried::default()) };
        let trouble = tried.as_ref().err().cloned();
        let Tried { after, along } = tried.unwrap_or_default();
        Proposed {
            id: proposal.id.clone(),
            by: proposal.by.clone(),
            because: proposal.because.clone(),
            standing: proposal.standing,
            decided_by: proposal.decided_by.clone(),
            decided_because: proposal.decided_because.clone(),
            actions: proposal.action.clone(),
            words: proposal.action.iter().map(|action| in_words(checked.case.as_ref(), action)).collect(),
            marks: proposal.action.iter().filter_map(|action| marked(texts, action)).collect(),
            along,
            after,
            trouble,
        }
    };
    Ok((0..book.proposals.len()).map(shown).collect())
}

/// The words that an action marks in a source.
fn marked(texts: &Texts, action: &Action) -> Option<Marked> {
    let Action::Say(said) = action else { return None };
    let text = plan::source_text(texts, &said.source).ok()?;
    let place = plan::place_of(said, &text).ok()?;
    Some(Marked {
        source: said.source.clone(),
        words: one_line(&text[place.clone()]),
        before: last_words(&text[..place.start]),
        after: first_words(&text[place.end..]),
        start: place.start,
        end: place.end,
    })
}

/// So many letters are shown on either side of words that are marked.
const AROUND: usize = 120;

/// The end of a text, on one line, without half a word.
fn last_words(text: &str) -> String {
    let from = text.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let cut = if from == 0 { 0 } else { text[from..].find(char::is_whitespace).map_or(from, |blank| from + blank) };
    one_line(&text[cut..])
}

/// The beginning of a text, on one line, without half a word.
fn first_words(text: &str) -> String {
    let to = text.char_indices().nth(AROUND).map_or(text.len(), |(at, _)| at);
    let cut = if to == text.len() { to } else { text[..to].rfind(char::is_whitespace).unwrap_or(to) };
    one_line(&text[..cut])
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let lead = if text.starts_with(char::is_whitespace) { " " } else { "" };
    let trail = if text.ends_with(char::is_whitespace) && !words.is_empty() { " " } else { "" };
    format!("{lead}{}{trail}", words.join(" "))
}

fn propose(
    texts: &Texts,
    checked: &Checked,
    (by, because): (&str, &str),
    actions: &[Action],
) -> Result<Carried, Diagnostic> {
    let book = Book::of(texts)?;
    let (by, because) = (told(by, "who proposes", MOST_LETTERS.0)?, told(because, "why", MOST_LETTERS.1)?);
    if actions.is_empty() || actions.len() > MOST_ACTIONS {
        return Err(refused(format!("a proposal has between one and {MOST_ACTIONS} changes")));
    }
    let open = book.proposals.iter().filter(|one| one.standing == Standing::Open);
    if open.count() >= MOST_OPEN {
        return Err(refused(format!("{MOST_OPEN} proposals wait for a person already")));
    }
    let number = book.proposals.iter().filter_map(|one| one.id.strip_prefix('p')?.parse::<u32>().ok()).max();
    let number =
        number.unwrap_or_default().checked_add(1).ok_or_else(|| refused("there is no number left for a proposal"))?;
    let mut proposal = Proposal {
        id: format!("p{number}"),
        by,
        because,
        standing: Standing::Open,
        decided_by: None,
        decided_because: None,
        action: actions.iter().map(|action| fit(texts, checked, action)).collect::<Result<_, _>>()?,
    };
    let mut extended = Book { text: book.text, proposals: book.proposals };
    extended.proposals.push(proposal.clone());
    let last = extended.proposals.len() - 1;
    let needed = extended.tried(texts, checked, last)?.after;
    let base = extended.with_accepted(texts, checked, &needed)?;
    let named = carried_out(&base.texts, &base.checked, &proposal.action, Naming::Fixed)?;
    proposal.action = named.actions;
    let same = |one: &&Proposal| one.standing == Standing::Open && one.action == proposal.action;
    if let Some(same) = extended.proposals[..last].iter().find(same) {
        return Err(refused(format!("this is proposed already, as `{}`", same.id)));
    }
    extended.proposals[last] = proposal;
    let splice = proposal::appended(&extended.text, &extended.proposals[last])?;
    let written = written(texts, checked, vec![splice], named.along)?;
    // What cannot be read again would lock all other proposals away.
    match Book::of(&written.texts).is_ok_and(|book| book.proposals == extended.proposals) {
        true => Ok(written),
        false => Err(refused("a proposal cannot hold this")),
    }
}

fn accept(
    texts: &Texts,
    checked: &Checked,
    id: &str,
    (by, instead): (Option<&str>, Option<&[Action]>),
) -> Result<Carried, Diagnostic> {
    let book = Book::of(texts)?;
    let at = book.open(id)?;
    let done = match instead {
        Some(actions) => carried_out(texts, checked, actions, Naming::Open)?,
        None => {
            let first = book.tried(texts, checked, at)?;
            if let Some(needed) = first.after.first() {
                return Err(refused(format!("`{id}` rests on `{needed}`")).hint(format!("accept `{needed}` first")));
            }
            carried_out(texts, checked, &book.proposals[at].action, Naming::Open)?
        }
    };
    // Nothing in its place: it is in the case already, and only this is to be noted.
    let because = instead.filter(|actions| !actions.is_empty()).map(|_| "with changes");
    let decided = [("decided_by", by), ("decided_because", because)];
    let mut splices = differences(texts, &done.base.texts);
    splices.extend(book.decision(at, Standing::Accepted, &decided)?);
    written(texts, checked, splices, done.along)
}

/// The proposals of a case, and the text that has them.
struct Book {
    text: String,
    proposals: Vec<Proposal>,
}

impl Book {
    fn of(texts: &Texts) -> Result<Book, Diagnostic> {
        if texts.unreadable.contains_key(PROPOSALS_FILE) {
            return Err(refused(format!("`{PROPOSALS_FILE}` cannot be read")));
        }
        let text = match texts.files.get(PROPOSALS_FILE) {
            Some(bytes) => std::str::from_utf8(bytes)
                .map_err(|_| refused(format!("`{PROPOSALS_FILE}` is not plain text (UTF-8)")))?,
            None => "",
        };
        Ok(Book { text: text.to_owned(), proposals: proposal::read(text)? })
    }

    /// The place of a proposal that waits for a person.
    fn open(&self, id: &str) -> Result<usize, Diagnostic> {
        let at = self.proposals.iter().position(|one| one.id == id);
        let at = at.ok_or_else(|| refused(format!("there is no proposal `{id}`")))?;
        match self.proposals[at].standing {
            Standing::Open => Ok(at),
            done => Err(refused(format!("`{id}` is {} already", done.word()))),
        }
    }

    /// Tries a proposal on the case: whatever its file says, what no proposal may do is not done.
    fn tried(&self, texts: &Texts, checked: &Checked, at: usize) -> Result<Tried, Diagnostic> {
        let own = &self.proposals[at];
        own.action.iter().try_for_each(|action| fit(texts, checked, action).map(|_| ()))?;
        let alone = match carried_out(texts, checked, &own.action, Naming::Open) {
            Ok(done) => return Ok(Tried { after: Vec::new(), along: done.along }),
            Err(alone) => alone,
        };
        let needed = self.needed(at);
        if needed.is_empty() {
            return Err(alone);
        }
        let base = self.with_accepted(texts, checked, &needed).map_err(|_| alone)?;
        let done = carried_out(&base.texts, &base.checked, &own.action, Naming::Open)?;
        Ok(Tried { after: needed, along: done.along })
    }

    /// The open proposals before one that give names which it uses, and those which these use.
    fn needed(&self, at: usize) -> Vec<String> {
        let mut used = words_of(&self.proposals[at]);
        let mut needed = Vec::new();
        for one in self.proposals[..at].iter().rev().filter(|one| one.standing == Standing::Open) {
            let given = one.action.iter().filter_map(proposal::gives);
            if given.into_iter().any(|name| used.contains(&name.id)) {
                used.extend(words_of(one));
                needed.push(one.id.clone());
            }
        }
        needed.reverse();
        needed
    }

    /// The case as it would be with some proposals accepted.
    fn with_accepted(&self, texts: &Texts, checked: &Checked, ids: &[String]) -> Result<Base, Diagnostic> {
        let mut base = Base { texts: texts.clone(), checked: checked.clone() };
        for one in self.proposals.iter().filter(|one| ids.contains(&one.id)) {
            base = carried_out(&base.texts, &base.checked, &one.action, Naming::Open)?.base;
        }
        Ok(base)
    }

    /// The change of the file that says what has become of a proposal.
    fn decision(
        &self,
        at: usize,
        standing: Standing,
        decided: &[(&str, Option<&str>)],
    ) -> Result<Vec<Splice>, Diagnostic> {
        let mut draft = Draft::new(&self.text);
        let mut values = vec![("standing", standing.word())];
        values.extend(
            decided
                .iter()
                .filter_map(|(key, words)| Some((*key, words.map(str::trim).filter(|words| !words.is_empty())?))),
        );
        for (key, words) in values {
            let way = [keys(&["proposal"]), vec![Step::Item(at)], keys(&[key])].concat();
            draft.set(&way, &Given::text(words))?;
        }
        Ok(draft.splices(PROPOSALS_FILE))
    }

    /// Says what has become of a proposal, and nothing else.
    fn decided(
        &self,
        texts: &Texts,
        checked: &Checked,
        at: usize,
        standing: Standing,
        decided: &[(&str, Option<&str>)],
    ) -> Result<Carried, Diagnostic> {
        let splices = self.decision(at, standing, decided)?;
        written(texts, checked, splices, Vec::new())
    }
}

/// What came of trying a proposal.
#[derive(Default)]
struct Tried {
    /// The open ones that have to be accepted first.
    after: Vec<String>,
    /// What goes along with it, in words.
    along: Vec<String>,
}

/// Texts, and what they mean.
struct Base {
    texts: Texts,
    checked: Checked,
}

/// Several actions carried out on a copy.
struct Done {
    base: Base,
    along: Vec<String>,
    /// The same actions, with the ids that were made for what is new.
    actions: Vec<Action>,
}

/// Whether what is new gets its id at once: others may want to name it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    Fixed,
    Open,
}

/// Carries actions out one after the other, on a copy. What is wrong afterwards and was not before is refused.
fn carried_out(texts: &Texts, checked: &Checked, actions: &[Action], naming: Naming) -> Result<Done, Diagnostic> {
    let mut base = Base { texts: texts.clone(), checked: checked.clone() };
    let (mut along, mut own) = (Vec::new(), Vec::new());
    for action in actions {
        let done = plan::carry(&base.texts, &base.checked, action)?;
        own.push(if naming == Naming::Fixed { with_id(action, &base.checked, &done.checked) } else { action.clone() });
        along.extend(done.plan.along);
        base = Base { texts: done.texts, checked: done.checked };
    }
    let is_fault = |fault: &Diagnostic| fault.severity == Severity::Fault;
    match plan::new_fault(&checked.diagnostics, &base.checked.diagnostics, is_fault) {
        Some(fault) => Err(Diagnostic { labels: Vec::new(), ..fault }),
        None => Ok(Done { base, along, actions: own }),
    }
}

/// An action with the id that was made for what it adds. A statement keeps its own way of being numbered.
fn with_id(action: &Action, before: &Checked, after: &Checked) -> Action {
    let mut named = action.clone();
    let made = |kind: NameKind| made(before, after).into_iter().find(|one| one.kind == kind).map(|one| one.id);
    if let Action::Add { name, .. } = &mut named
        && name.id.is_empty()
    {
        name.id = made(name.kind).unwrap_or_default();
    }
    if let Action::AddOption { id, .. } = &mut named
        && id.is_empty()
    {
        *id = made(NameKind::IssueOption).unwrap_or_default();
    }
    named
}

/// The names that a case has and did not have before, in the order of the files.
pub fn made(before: &Checked, after: &Checked) -> Vec<Name> {
    let known: BTreeSet<&Name> = before.links.iter().filter(|link| link.declares).map(|link| &link.name).collect();
    let declared = after.links.iter().filter(|link| link.declares).map(|link| &link.name);
    declared.filter(|name| !known.contains(name)).cloned().collect()
}

/// An action as a proposal may have it: words looked up in their source, nothing whose meaning moves with other changes.
fn fit(texts: &Texts, checked: &Checked, action: &Action) -> Result<Action, Diagnostic> {
    let mut fit = action.clone();
    match &mut fit {
        Action::Say(said) => **said = anchored(texts, said)?,
        Action::Add { name, fields, .. } => {
            if name.kind == NameKind::Source {
                return Err(
                    refused("a source is brought in by a person").hint("`kadesh source add`, or dropped on the page")
                );
            }
            if name.kind == NameKind::Statement {
                let hint = "propose it with `do` = `say`, and the words exactly as they stand there";
                return Err(refused("a statement is proposed by its words in a source").hint(hint));
            }
            proposal::without_nothing(fields);
        }
        Action::AddItem { list, fields, .. } => {
            is_lasting(list)?;
            is_free(texts, checked, list, "")?;
            proposal::without_nothing(fields);
        }
        Action::Write { place, key, .. } => {
            is_lasting(place)?;
            is_free(texts, checked, place, key)?;
        }
        Action::Remove { place } => {
            is_lasting(place)?;
            // A whole statement may go; what it is anchored by may not.
            if !matches!(place, Place::Named(name) if name.kind == NameKind::Statement) {
                is_free(texts, checked, place, "")?;
            }
        }
        Action::RedLine { .. } | Action::Seat { .. } | Action::AddOption { .. } | Action::OrderOptions { .. } => {}
        Action::Put { .. } => {
            return Err(refused("values are proposed as a person types them").hint("use `do` = `write`"));
        }
        Action::Rename { .. } | Action::AddSource { .. } => {
            return Err(refused("this is done by a person: giving other ids, and bringing in sources"));
        }
        Action::Propose { .. } | Action::Accept { .. } | Action::Reject { .. } | Action::Withdraw { .. } => {
            return Err(refused("a proposal cannot propose, accept or reject"));
        }
    }
    Ok(fit)
}

/// A statement that is told by its words, and not by their place.
fn anchored(texts: &Texts, said: &Say) -> Result<Say, Diagnostic> {
    let text = plan::source_text(texts, &said.source)?;
    let place = plan::place_of(said, &text)?;
    let (prefix, suffix) = crate::case::words_around(&text, &place);
    let mut own = said.clone();
    proposal::without_nothing(&mut own.takes);
    Ok(Say { start: None, end: None, exact: Some(text[place].to_owned()), prefix, suffix, ..own })
}

/// An item of a list is told by its number, which moves with every item before it.
fn is_lasting(place: &Place) -> Result<(), Diagnostic> {
    match place {
        Place::Item { .. } => {
            Err(refused("an item of a list has no name by which it could be found again").hint("propose one more item"))
        }
        Place::In { entry, .. } => is_lasting(entry),
        Place::Named(_)
        | Place::Stake { .. }
        | Place::WalkAway(_)
        | Place::Preference(_)
        | Place::Single(_)
        | Place::List(_) => Ok(()),
    }
}

/// Refuses what statements and sources hang on, and the files beside the case, wherever a place leads there.
fn is_free(texts: &Texts, checked: &Checked, place: &Place, key: &str) -> Result<(), Diagnostic> {
    let way = match plan::way(texts, checked, place) {
        Ok(way) => way,
        // What is not there yet is made by the proposal itself: a statement by its words, and a source not at all.
        Err(_) if !is_anchored(place) => Vec::new(),
        Err(because) => return Err(because),
    };
    let names = way.iter().filter_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Item(_) => None,
    });
    let keys: Vec<&str> = names.chain(key.split('.').filter(|part| !part.is_empty())).collect();
    let last = keys.last().copied().unwrap_or_default();
    let is_source =
        |id: &str| checked.links.iter().any(|link| link.declares && link.name == Name::new(NameKind::Source, id));
    let is_kept = match keys.first().copied().unwrap_or_default() {
        // One that is not there would be brought in so.
        "source" => keys.len() != 3 || !is_source(keys[1]) || !OF_A_SOURCE.contains(&last),
        "statement" => keys.len() < 2 || ["id", "source", "exact", "prefix", "suffix"].contains(&keys[1]),
        "tables" => true,
        _ => FILES.contains(&last),
    };
    match is_kept {
        true => Err(refused(format!("`{}` is not proposed", keys.join("."))).hint(
            "sources, files and the words of statements are for a person; a statement is proposed with `do` = `say`",
        )),
        false => Ok(()),
    }
}

/// Whether a place is in a statement or a source.
fn is_anchored(place: &Place) -> bool {
    match place {
        Place::Named(name) => [NameKind::Statement, NameKind::Source].contains(&name.kind),
        Place::In { entry, .. } => is_anchored(entry),
        Place::Item { list, .. } => is_anchored(list),
        Place::Stake { .. } | Place::WalkAway(_) | Place::Preference(_) | Place::Single(_) | Place::List(_) => false,
    }
}

/// What of a source may be proposed.
const OF_A_SOURCE: [&str; 3] = ["title", "published", "reliability"];

/// What names a file beside the case, or how it is read.
const FILES: [&str; 6] = ["file", "sha256", "encoding", "original", "original_sha256", "converter"];

/// All words of a proposal, wherever they stand in it.
fn words_of(proposal: &Proposal) -> BTreeSet<String> {
    fn collect(value: &serde_json::Value, words: &mut BTreeSet<String>) {
        use serde_json::Value;
        match value {
            Value::String(text) => {
                let is_sign = |sign: char| !(sign.is_alphanumeric() || sign == '-' || sign == '_');
                words.extend(text.split(is_sign).map(str::to_owned));
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
            Value::Object(entries) => entries.iter().for_each(|(key, value)| {
                words.insert(key.clone());
                collect(value, words);
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut words = BTreeSet::new();
    if let Ok(value) = serde_json::to_value(&proposal.action) {
        collect(&value, &mut words);
    }
    words.remove("");
    words
}

/// Words that have to be there, and not too many, on one line.
fn told(words: &str, what: &str, most: usize) -> Result<String, Diagnostic> {
    let plain: String = words.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.chars().count() {
        0 => Err(refused(format!("a proposal says {what}"))),
        length if length > most => Err(refused(format!("`{what}` has {length} letters, and at most {most} fit"))),
        _ => Ok(words),
    }
}

/// What makes the texts of a case those of another, file by file.
fn differences(old: &Texts, new: &Texts) -> Vec<Splice> {
    let files = new.files.keys().map(String::as_str).chain([MAIN_FILE]);
    let splice = |file: &str| Splice::between(file, old.text(file).unwrap_or_default(), new.text(file)?);
    files.filter_map(splice).collect()
}

/// Splices carried out on a copy. Those of proposals change nothing in what the case means.
fn written(texts: &Texts, checked: &Checked, splices: Vec<Splice>, along: Vec<String>) -> Result<Carried, Diagnostic> {
    let mut after = texts.clone();
    after.apply(&splices)?;
    let is_case = splices.iter().any(|splice| splice.file != PROPOSALS_FILE);
    let now = if is_case { after.check() } else { checked.clone() };
    Ok(Carried { plan: Plan { splices, along }, texts: after, checked: now })
}

fn refused(message: impl Into<String>) -> Diagnostic {
    Diagnostic::fault("refused", message)
}
