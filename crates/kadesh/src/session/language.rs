//! What an editor asks of a text: what could be written at a place, what stands there, where else it stands.

use std::ops::Range;

use super::message::{Completion, Point, Response};
use super::plan;
use super::texts::Texts;
use crate::case::{self, Checked, Layout, Link, MAIN_FILE, Name, NameKind, Splice, Step, Way};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::Case;

/// What could be written at a place, also where the text is broken just there.
pub fn complete(texts: &Texts, checked: &Checked, at: &Point) -> Response {
    let Some(text) = texts.text(&at.file).filter(|_| at.file == MAIN_FILE) else {
        return nothing("words are completed in the case file only");
    };
    let Some(before) = text.get(..at.at) else { return nothing("there is no such place in the text") };
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    let word = line.rfind(|sign| !in_word(sign)).map_or(line, |end| &line[end + next(line, end)..]);
    if is_comment(line) || before.matches("\"\"\"").count() % 2 == 1 {
        return nothing("here stand words for people");
    }
    let rest = text[at.at..].find(|sign| !in_word(sign)).unwrap_or(text.len() - at.at);
    let place = Span { file: at.file.clone(), start: at.at - word.len(), end: at.at + rest };
    let context = Context::of(before);
    let mut words = match context {
        Context::Heading(parts) => headings(checked, &parts),
        Context::Key(way) => keys_of(checked, &way),
        Context::Value(way) => values_of(checked, &way, in_quotes(line)),
    };
    words.retain(|one| one.text.trim_start_matches('"').starts_with(word));
    words.sort_by_key(|one| (one.text.clone(), one.detail.clone()));
    words.dedup();
    Response::Completions { place, words }
}

/// What stands at a place: a name with its meaning, or a key with what it is for.
pub fn hover(texts: &Texts, checked: &Checked, at: &Point) -> Response {
    if let Some(link) = link_at(texts, checked, at) {
        return Response::Told { text: told(checked, &link.name), place: link.place };
    }
    let layout = Layout::new(&texts.main);
    let here = at.at..at.at;
    let way = layout.way_at(&here).filter(|_| at.file == MAIN_FILE);
    let key = way.as_ref().and_then(|way| case::describe(way)).filter(|described| !described.text.is_empty());
    match (way, key) {
        (Some(way), Some(described)) => {
            let holds = |range: &Range<usize>| range.start <= at.at && at.at <= range.end;
            let name = layout.names().find(|(own, range)| *own == way && holds(range));
            let name = name.map_or(here, |(_, range)| range.clone());
            Response::Told { place: span(at, &name), text: described.text }
        }
        _ => nothing("there is nothing to say about this place"),
    }
}

/// Where the name at a place is given.
pub fn definition(texts: &Texts, checked: &Checked, at: &Point) -> Response {
    let Some(link) = link_at(texts, checked, at) else { return nothing(NO_NAME) };
    let given = checked.links.iter().filter(|own| own.declares && own.name == link.name).cloned();
    Response::Places { places: given.collect() }
}

/// Everywhere that the name at a place stands.
pub fn references(texts: &Texts, checked: &Checked, at: &Point) -> Response {
    match link_at(texts, checked, at) {
        Some(link) => Response::Places { places: occurrences(texts, checked, &link.name) },
        None => nothing(NO_NAME),
    }
}

/// Gives the name at a place another id.
///
/// # Errors
///
/// There is no name, or it cannot be changed.
pub fn rename(texts: &Texts, checked: &Checked, at: &Point, to: &str) -> Result<Vec<Splice>, Diagnostic> {
    let link = link_at(texts, checked, at).ok_or_else(|| Diagnostic::fault("refused", NO_NAME))?;
    plan::rename(texts, checked, &link.name, to)
}

/// The words that reports have for a name.
pub fn words_for(case: Option<&Case>, name: &Name) -> String {
    let Some(case) = case else { return name.id.clone() };
    let id = name.id.as_str();
    let words = match name.kind {
        NameKind::Source => case.sources.iter().find(|one| one.id == id).map(|one| one.title.clone()),
        NameKind::Party => case.parties.iter().find(|one| one.id == id).map(|one| one.name.clone()),
        NameKind::Person => case.persons.iter().find(|one| one.id == id).map(|one| one.name.clone()),
        NameKind::Issue => case.issues.iter().find(|one| one.id == id).map(|one| one.question.clone()),
        NameKind::IssueOption => {
            let issue = case.issues.iter().find(|one| Some(&one.id) == name.of.as_ref());
            let option = issue.and_then(|issue| issue.options.iter().find(|one| one.id == id));
            option.and_then(|option| option.name.clone())
        }
        NameKind::Statement => {
            case.statements.iter().find(|one| one.id == id).map(|one| format!("“{}”", one.excerpt.exact))
        }
        NameKind::Room => case.rooms.iter().find(|one| one.id == id).map(|one| one.name.clone()),
        NameKind::Body => case.bodies.iter().find(|one| one.id == id).map(|one| one.name.clone()),
        NameKind::Condition => case.conditions.iter().find(|one| one.id == id).map(|one| one.text.clone()),
        NameKind::Lever => case.levers.iter().find(|one| one.id == id).map(|one| one.name.clone()),
        NameKind::Norm => case.norms.iter().find(|one| one.id == id).map(|one| one.text.clone()),
        NameKind::Act => case.acts.iter().find(|one| one.id == id).map(|one| one.name.clone()),
        NameKind::Agreement => case.agreements.iter().find(|one| one.id == id).map(|one| one.name.clone()),
        NameKind::Assumption => case.assumptions.iter().find(|one| one.id == id).map(|one| one.text.clone()),
        NameKind::Hypothesis => case.hypotheses.iter().find(|one| one.id == id).map(|one| one.name.clone()),
        NameKind::Option => case.conflict.options.iter().find(|one| one.id == id).map(|one| one.name.clone()),
        NameKind::State => case.conflict.states.iter().find(|one| one.id == id).map(|one| one.name.clone()),
        NameKind::Merge => case.conflict.merges.iter().find(|one| one.id == id).map(|one| one.name.clone()),
        NameKind::Gate | NameKind::Goal => None,
    };
    words.filter(|words| !words.is_empty()).unwrap_or_else(|| id.to_owned())
}

const NO_NAME: &str = "there is no name at this place";

fn nothing(because: &str) -> Response {
    Response::Nothing { because: because.to_owned() }
}

fn span(at: &Point, range: &Range<usize>) -> Span {
    Span { file: at.file.clone(), start: range.start, end: range.end }
}

/// The name at a place, by the smallest place that has it. A key names the same in every heading.
fn link_at(texts: &Texts, checked: &Checked, at: &Point) -> Option<Link> {
    let holds = |range: Range<usize>| range.start <= at.at && at.at <= range.end;
    let direct = checked.links.iter().filter(|link| link.place.file == at.file);
    let direct = direct.filter(|link| holds(link.place.start..link.place.end));
    if let Some(link) = direct.min_by_key(|link| link.place.end - link.place.start) {
        return Some(link.clone());
    }
    if at.file != MAIN_FILE {
        return None;
    }
    let layout = Layout::new(&texts.main);
    let (way, range) = layout.names().find(|(_, range)| holds(range.clone()))?;
    let same = |link: &&Link| link.place.file == MAIN_FILE && stands_at(&layout, link, way);
    let link = checked.links.iter().find(same)?;
    Some(Link { place: span(at, range), declares: false, name: link.name.clone() })
}

/// Whether a link's place is one of the places of a key.
fn stands_at(layout: &Layout, link: &Link, way: &Way) -> bool {
    layout.names().any(|(own, range)| own == way && range.start == link.place.start && range.end == link.place.end)
}

/// Every place of a name, in every heading too.
fn occurrences(texts: &Texts, checked: &Checked, name: &Name) -> Vec<Link> {
    let layout = Layout::new(&texts.main);
    let mut all: Vec<Link> = Vec::new();
    for link in checked.links.iter().filter(|link| link.name == *name) {
        all.push(link.clone());
        let own = link.place.start..link.place.end;
        let key = layout.names().find(|(_, range)| link.place.file == MAIN_FILE && *range == own);
        let Some((way, _)) = key else { continue };
        let others = layout.names().filter(|(other, range)| other == way && *range != own);
        all.extend(others.map(|(_, range)| Link {
            place: Span { file: MAIN_FILE.to_owned(), start: range.start, end: range.end },
            name: name.clone(),
            declares: false,
        }));
    }
    all.sort();
    all.dedup_by(|one, other| one.place == other.place);
    all
}

/// A name in words: what it is, and for a statement who says it where.
fn told(checked: &Checked, name: &Name) -> String {
    let words = words_for(checked.case.as_ref(), name);
    let mut text = match &name.of {
        Some(issue) => format!("**{words}**, `{}`: an option of `{issue}`", name.id),
        None => format!("**{words}**, {} `{}`", name.kind.in_words(), name.id),
    };
    let case = checked.case.as_ref().filter(|_| name.kind == NameKind::Statement);
    let statement = case.and_then(|case| Some((case, case.statements.iter().find(|one| one.id == name.id)?)));
    if let Some((case, statement)) = statement {
        let source = case.sources.get(statement.source.0).map(|source| source.title.as_str()).unwrap_or_default();
        text.push_str(&format!("\n\n{}, in {source}", case.voice_names(statement)));
    }
    text
}

/// Where the cursor is, told by the text before it.
enum Context {
    /// In a heading, with the names before.
    Heading(Vec<String>),
    /// Where a key goes, in the table of this way.
    Key(Way),
    /// Where a value goes.
    Value(Way),
}

impl Context {
    fn of(before: &str) -> Context {
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = &before[start..];
        let trimmed = line.trim_start();
        if trimmed.starts_with('[') && !trimmed.contains(']') && !trimmed.contains('=') && is_heading(trimmed) {
            let names = trimmed.trim_start_matches('[');
            let parts: Vec<String> = names.split('.').map(|part| part.trim_matches('"').to_owned()).collect();
            return Context::Heading(parts[..parts.len().saturating_sub(1)].to_vec());
        }
        let table = heading_before(&before[..start]);
        match line.find('=') {
            Some(sign) => {
                let mut way = with_keys(&table, &line[..sign]);
                way.extend(inner_key(&line[sign + 1..]).map(Step::Key));
                if ends_with_key(&line[sign + 1..]) { Context::Key(way) } else { Context::Value(way) }
            }
            None => match open_list(&before[..start]) {
                Some(keys) => Context::Value(with_keys(&table, keys)),
                None => Context::Key(with_keys(&table, trimmed.rsplit_once('.').map_or("", |(above, _)| above))),
            },
        }
    }
}

/// A heading, and not a list that goes on.
fn is_heading(line: &str) -> bool {
    line.trim_start_matches('[').chars().all(|sign| in_word(sign) || matches!(sign, '.' | '"'))
}

/// The way of the last heading, as far as the schema minds: items of lists have no numbers here.
fn heading_before(text: &str) -> Way {
    let headings = text.lines().rev().map(str::trim_start).filter(|line| line.starts_with('['));
    let mut heading =
        headings.filter_map(|line| Some((line.starts_with("[["), line.trim_start_matches('[').split_once(']')?.0)));
    let Some((is_list, names)) = heading.find(|(_, names)| is_heading(names)) else { return Way::new() };
    let mut way = with_keys(&Way::new(), names);
    if is_list {
        way.push(Step::Item(0));
    } else if matches!(way.first(), Some(Step::Key(first)) if LISTS.contains(&first.as_str())) && way.len() > 1 {
        way.insert(1, Step::Item(0));
    }
    way
}

/// Lists whose items have tables of their own.
const LISTS: [&str; 2] = ["statement", "act"];

fn with_keys(table: &[Step], keys: &str) -> Way {
    let keys = keys.split('.').map(|key| key.trim().trim_matches('"')).filter(|key| !key.is_empty());
    table.iter().cloned().chain(keys.map(|key| Step::Key(key.to_owned()))).collect()
}

/// The key inside of braces whose value is being written: `{ fees = "`.
fn inner_key(value: &str) -> Option<String> {
    let open = value.rfind('{')?;
    let last = value[open + 1..].rsplit(',').next()?;
    let (key, _) = last.split_once('=')?;
    Some(key.trim().trim_matches('"').to_owned())
}

/// Whether a key is being written inside of braces.
fn ends_with_key(value: &str) -> bool {
    value.rfind('{').is_some_and(|open| {
        let last = value[open + 1..].rsplit(',').next().unwrap_or_default();
        !value[open..].contains('}') && !last.contains('=')
    })
}

/// The key of a list that began on a line before and is not closed.
fn open_list(text: &str) -> Option<&str> {
    let line = text.lines().rev().find(|line| line.contains('=') || line.trim_start().starts_with('['))?;
    let (key, value) = line.split_once('=')?;
    let after = &text[text.rfind(line)? + line.len()..];
    (value.trim_start().starts_with('[') && !value.contains(']') && !after.contains(']')).then_some(key)
}

/// Whether a line goes on in a comment.
fn is_comment(line: &str) -> bool {
    line.match_indices('#').any(|(at, _)| !in_quotes(&line[..at]))
}

fn in_quotes(line: &str) -> bool {
    line.chars().filter(|sign| *sign == '"').count() % 2 == 1
}

fn in_word(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '-' | '_')
}

/// The length of the sign at a byte.
fn next(line: &str, at: usize) -> usize {
    line[at..].chars().next().map_or(0, char::len_utf8)
}

fn headings(checked: &Checked, parts: &[String]) -> Vec<Completion> {
    let names: Vec<&str> = parts.iter().map(String::as_str).collect();
    match names.as_slice() {
        [] => case::describe(&[]).map(|top| completions(top.keys)).unwrap_or_default(),
        ["stake" | "walk_away" | "preference"] => ids(checked, &[NameKind::Party], None),
        ["stake", _] => ids(checked, &[NameKind::Issue], None),
        _ => Vec::new(),
    }
}

fn keys_of(checked: &Checked, way: &[Step]) -> Vec<Completion> {
    let described = case::describe(way).map(|table| completions(table.keys)).unwrap_or_default();
    if !described.is_empty() {
        return described;
    }
    choices(checked, way)
}

/// The names that can be keys of a table: options, issues, levers.
pub fn choices(checked: &Checked, way: &[Step]) -> Vec<Completion> {
    match way.last() {
        Some(Step::Key(key)) if ["values", "points", "name", "define", "cut_off"].contains(&key.as_str()) => {
            ids(checked, &[NameKind::IssueOption], issue_of(way))
        }
        Some(Step::Key(key)) if ["takes", "trend", "on", "opens", "package", "when"].contains(&key.as_str()) => {
            ids(checked, &[NameKind::Issue], None)
        }
        Some(Step::Key(key)) if ["from", "needs", "sets"].contains(&key.as_str()) => {
            ids(checked, &[NameKind::Lever], None)
        }
        _ => Vec::new(),
    }
}

/// The words and names that a value can be.
pub fn values_of(checked: &Checked, way: &[Step], in_quotes: bool) -> Vec<Completion> {
    let words = case::describe(way).map(|value| completions(value.words)).unwrap_or_default();
    let names = names_for(way).map(|kinds| ids(checked, kinds, issue_of(way))).unwrap_or_default();
    let options = of_issue_key(way).map(|issue| ids(checked, &[NameKind::IssueOption], Some(issue)));
    let mut all: Vec<Completion> = words.into_iter().chain(names).chain(options.unwrap_or_default()).collect();
    if !in_quotes {
        all.iter_mut().for_each(|one| one.text = format!("\"{}\"", one.text));
    }
    all
}

fn completions(known: Vec<(String, String)>) -> Vec<Completion> {
    known.into_iter().map(|(text, detail)| Completion { text, detail }).collect()
}

/// The ids of some kinds.
fn ids(checked: &Checked, kinds: &[NameKind], of: Option<&str>) -> Vec<Completion> {
    let fits = |link: &&Link| {
        let own = &link.name;
        link.declares && kinds.contains(&own.kind) && (own.of.is_none() || own.of.as_deref() == of)
    };
    let word = |link: &Link| {
        let words = words_for(checked.case.as_ref(), &link.name);
        Completion { text: link.name.id.clone(), detail: format!("{}: {words}", link.name.kind.in_words()) }
    };
    checked.links.iter().filter(fits).map(word).collect()
}

/// The issue that a table is about: `stake.PARTY.ISSUE.…` or `issue.ISSUE.…`.
fn issue_of(way: &[Step]) -> Option<&str> {
    match way {
        [Step::Key(stake), _, Step::Key(issue), ..] if stake == "stake" => Some(issue),
        [Step::Key(own), Step::Key(issue), ..] if own == "issue" => Some(issue),
        _ => None,
    }
}

/// The issue whose option a value is: `takes.ISSUE`, `package.ISSUE`.
fn of_issue_key(way: &[Step]) -> Option<&str> {
    match way {
        [.., Step::Key(table), Step::Key(issue)]
            if ["takes", "on", "opens", "package", "when", "unless"].contains(&table.as_str()) =>
        {
            Some(issue)
        }
        _ => None,
    }
}

/// What kinds of name a key takes.
fn names_for(way: &[Step]) -> Option<&'static [NameKind]> {
    use NameKind::{
        Agreement, Assumption, Body, Condition, IssueOption, Lever, Norm, Option as Choice, Party, Person, Room,
        Source, State, Statement,
    };
    let key = way.iter().rev().find_map(|step| if let Step::Key(key) = step { Some(key.as_str()) } else { None })?;
    let first = if let Some(Step::Key(first)) = way.first() { first.as_str() } else { "" };
    Some(match (first, key) {
        ("statement", "by") => &[Person, Party],
        ("gate", "needs") => &[Condition, Body],
        ("deal", "needs") => &[Party],
        ("conflict", "now") | ("move", "from" | "to") => &[State],
        (_, "taken" | "always" | "never" | "holds" | "statements") => &[Choice],
        (
            _,
            "by" | "for" | "party" | "speaks_for" | "seats" | "informed" | "about" | "members" | "signatories" | "to"
            | "who",
        ) => &[Party],
        (
            _,
            "part_of" | "proxy_of" | "held_by" | "claimed_by" | "seat_of" | "needs_seat" | "holders" | "controller",
        ) => &[Party],
        (_, "source") => &[Source],
        (_, "room" | "in_room") => &[Room],
        (_, "rests_on") => &[Statement, Assumption],
        (_, "promised_in" | "same_as" | "according_to" | "statement") => &[Statement],
        (_, "status_quo" | "red_line") => &[IssueOption],
        (_, "moves") => &[Lever],
        (_, "skips") => &[Norm],
        (_, "agreement") => &[Agreement],
        (_, "body" | "stages") => &[Body],
        _ => return None,
    })
}
