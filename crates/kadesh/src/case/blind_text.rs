//! The text of a case without the names: what `--blind` hides in a report, taken out of the file itself, so that it can be handed on.
//!
//! Every id of a party, person, body or agreement becomes its label, wherever it stands; so do names within other ids and words.
//! Sources are left out with what only they need, and so are comments. What cannot be written so is refused in words.
//!
//! Inputs are drawn by the ids of what they are about, so a case whose issues or levers have a name in their ids has other draws
//! without it, as with another seed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::blind::{Labels, Numbers, letters};
use super::given::{Given, key_spelt};
use super::layout::{Entry, Inside, Layout, Value, Way};
use super::links::{Link, Name, NameKind};
use super::shape::Step;
use super::written::MAIN_FILE;
use super::{Checked, Files, read};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::Case;

/// The id that a party has without its name, by its place among the parties.
pub fn blind_party(place: usize) -> String {
    format!("party-{}", letters(place).to_lowercase())
}

/// The case file and the tables beside it without any name.
///
/// # Errors
///
/// The case has faults, a table is no plain text, or a name would be left.
pub fn blind_text(checked: &Checked, text: &str, files: &Files) -> Result<(String, Files), Diagnostic> {
    let Some(case) = &checked.case else { return Err(refused("a case with faults cannot be written without names")) };
    let labels = Labels::of(case, &Numbers::of(case, case));
    let ids = ids(case, &checked.links, &labels);
    let tables: BTreeMap<String, String> = tables(text, files);
    let layout = Layout::new(text);
    let in_blocks = || layout.blocks.iter().flat_map(|block| &block.entries);
    let in_braces =
        layout.entries().filter(|entry| is_left_out(entry)).find(|entry| in_blocks().all(|own| own.way != entry.way));
    if let Some(entry) = in_braces {
        let words = text.get(entry.whole.clone()).unwrap_or_default();
        let place = Span { file: MAIN_FILE.to_owned(), start: entry.whole.start, end: entry.whole.end };
        return Err(refused("what a blind file leaves out stands within braces")
            .at(place, "this")
            .hint(format!("write `{words}` on a line of its own, under a heading in brackets")));
    }
    let blinding = Blinding { text, layout, links: &checked.links, labels, ids, tables };
    let main = blinding.main();
    let mut kept = Files::new();
    for (file, name) in &blinding.tables {
        let bytes = files.get(file).map(Vec::as_slice).unwrap_or_default();
        kept.insert(name.clone(), blinding.table(file, bytes)?.into_bytes());
    }
    blinding.is_done(&main, &kept)?;
    Ok((main, kept))
}

/// What is needed to write a case without its names.
struct Blinding<'a> {
    text: &'a str,
    layout: Layout,
    links: &'a [Link],
    labels: Labels,
    /// The new id of each thing that gets another one.
    ids: BTreeMap<Name, String>,
    /// The new name of each file that is kept: a name of a file may tell who it is about.
    tables: BTreeMap<String, String>,
}

/// Keys that are left out: what names somebody once more, and what only a source needs. By the first name of the way and the last.
const LEFT_OUT: &[(&str, &[&str])] = &[
    ("case", &["hide"]),
    ("party", &["also", "spoken"]),
    ("person", &["role"]),
    ("source", &["file", "sha256", "encoding", "original", "original_sha256", "converter"]),
    ("statement", &["prefix", "suffix"]),
];

/// What joins the words of an id.
const JOINTS: [char; 2] = ['-', '_'];

impl Blinding<'_> {
    /// The case file.
    fn main(&self) -> String {
        let mut cuts: BTreeMap<usize, (usize, String)> = BTreeMap::new();
        for range in comments(self.text) {
            cuts.insert(range.start, (range.end, String::new()));
        }
        let left_out: Vec<Range<usize>> = self
            .layout
            .blocks
            .iter()
            .flat_map(|block| &block.entries)
            .filter(|entry| is_left_out(entry))
            .map(|entry| entry.whole.clone())
            .collect();
        let is_in = |range: &Range<usize>| left_out.iter().any(|out| out.start <= range.start && range.end <= out.end);
        for (range, words) in self.keys().into_iter().chain(self.values()) {
            if !is_in(&range) {
                cuts.insert(range.start, (range.end, words));
            }
        }
        cuts.retain(|start, (end, _)| !is_in(&(*start..*end)));
        cuts.extend(left_out.iter().map(|range| (range.start, (range.end, String::new()))));
        let (mut out, mut at) = (String::with_capacity(self.text.len()), 0);
        for (start, (end, words)) in cuts {
            out.push_str(self.text.get(at..start).unwrap_or_default());
            out.push_str(&words);
            at = end;
        }
        out.push_str(self.text.get(at..).unwrap_or_default());
        out
    }

    /// The keys that get another name. A key names the same wherever it stands.
    fn keys(&self) -> Vec<(Range<usize>, String)> {
        let linked: BTreeMap<&Way, &Name> =
            self.layout.names().filter_map(|(way, range)| Some((way, self.link(range)?))).collect();
        let new = |(way, range): &(Way, Range<usize>)| {
            let Some(Step::Key(key)) = way.iter().rev().find(|step| matches!(step, Step::Key(_))) else { return None };
            if let Some(name) = linked.get(way) {
                return Some((range.clone(), key_spelt(self.ids.get(*name)?)));
            }
            let inner = self.inner(range);
            if inner.is_empty() {
                let new = self.labels.replace(key);
                return (new != *key).then(|| (range.clone(), key_spelt(&new)));
            }
            // A path, such as `"walk-away.north"`.
            Some((range.clone(), spliced(self.text.get(range.clone())?, inner.into_iter())))
        };
        self.layout.names().filter_map(new).collect()
    }

    /// The texts that say something else without names.
    fn values(&self) -> Vec<(Range<usize>, String)> {
        let mut found = Vec::new();
        for entry in self.layout.blocks.iter().flat_map(|block| &block.entries) {
            self.value(&entry.value, &mut found);
        }
        found
    }

    fn value(&self, value: &Value, found: &mut Vec<(Range<usize>, String)>) {
        match &value.inside {
            Inside::List(items) => items.iter().for_each(|item| self.value(item, found)),
            Inside::Table(entries) => entries.iter().for_each(|entry| self.value(&entry.value, found)),
            Inside::Plain => found.extend(self.plain(&value.range).map(|words| (value.range.clone(), words))),
        }
    }

    /// A text that is a name, has some within it, is the name of a file, or is in words.
    fn plain(&self, range: &Range<usize>) -> Option<String> {
        let raw = self.text.get(range.clone())?;
        let old = decoded(raw)?;
        let new = if let Some(name) = self.link(range) {
            self.ids.get(name).cloned()?
        } else if let Some(table) = self.tables.get(&old) {
            table.clone()
        } else {
            let inner = self.inner(range).into_iter();
            self.labels.replace(&decoded(&spliced(raw, inner))?)
        };
        (new != old).then(|| Given::text(new).spelt())
    }

    /// The names within a piece of the case file, as places in the piece, each with its new id.
    fn inner(&self, range: &Range<usize>) -> Vec<(Range<usize>, &String)> {
        let own = self.links.iter().filter(|link| link.place.file == MAIN_FILE);
        let own = own.filter(|link| range.start <= link.place.start && link.place.end <= range.end);
        let own = own.filter(|link| link.place.end - link.place.start < range.len());
        let place = |link: &Link| link.place.start - range.start..link.place.end - range.start;
        own.filter_map(|link| Some((place(link), self.ids.get(&link.name)?))).collect()
    }

    /// A table of text.
    fn table(&self, file: &str, bytes: &[u8]) -> Result<String, Diagnostic> {
        let hint = "save it as CSV in UTF-8, and name that file in the case";
        let no_text = || refused(&format!("`{file}` cannot be written without names: it is no plain text")).hint(hint);
        let text = std::str::from_utf8(bytes).map_err(|_| no_text())?;
        let own = self.links.iter().filter(|link| link.place.file == file && link.place.end <= text.len());
        let cuts = own.filter_map(|link| {
            let cell = text.get(link.place.start..link.place.end)?;
            let at = link.place.start + whole_word(cell, &link.name.id)?;
            Some((at..at + link.name.id.len(), self.ids.get(&link.name)?))
        });
        Ok(self.labels.replace(&spliced(text, cuts)))
    }

    /// What a place of the case file names.
    fn link(&self, range: &Range<usize>) -> Option<&Name> {
        let own = |link: &&Link| {
            link.place.file == MAIN_FILE && link.place.start == range.start && link.place.end == range.end
        };
        self.links.iter().find(own).map(|link| &link.name)
    }

    /// Whether what was written is a case, and holds no name.
    fn is_done(&self, main: &str, tables: &Files) -> Result<(), Diagnostic> {
        let checked = read(main).check(tables);
        if let Some(fault) = checked.diagnostics.iter().find(|one| one.severity == Severity::Fault) {
            let place = fault.labels.first().map(|(span, _)| span);
            let line =
                place.filter(|span| span.file == MAIN_FILE).map(|span| line(main, span.start)).unwrap_or_default();
            let message = format!("the case cannot be written without its names: {}, in `{line}`", fault.message);
            return Err(refused(&message).hint("give the id or the name that stands there another word"));
        }
        let texts = tables.iter().filter_map(|(file, bytes)| Some((file.as_str(), std::str::from_utf8(bytes).ok()?)));
        // An id may have a name with hyphens between its words.
        let holds = |text: &str| {
            [text, &text.replace(JOINTS, " ")].iter().any(|text| self.labels.without_names(text) != **text)
        };
        match [(MAIN_FILE, main)].into_iter().chain(texts).find(|(_, text)| holds(text)) {
            Some((file, _)) => Err(refused(&format!("a name would be left in `{file}`"))),
            None => Ok(()),
        }
    }
}

/// The new ids: of what has a label, that; of all else, the id with labels in the place of names.
fn ids(case: &Case, links: &[Link], labels: &Labels) -> BTreeMap<Name, String> {
    fn places<'a, T: 'a>(all: &'a [T], id: fn(&T) -> &str, kind: NameKind, word: &str) -> Vec<(Name, String)> {
        let new = |(place, one): (usize, &T)| (Name::new(kind, id(one)), format!("{word}-{}", place + 1));
        all.iter().enumerate().map(new).collect()
    }
    let parties = case.parties.iter().enumerate();
    let mut ids: BTreeMap<Name, String> =
        parties.map(|(place, party)| (Name::new(NameKind::Party, party.id.as_str()), blind_party(place))).collect();
    ids.extend(places(&case.persons, |one| &one.id, NameKind::Person, "speaker"));
    ids.extend(places(&case.bodies, |one| &one.id, NameKind::Body, "body"));
    ids.extend(places(&case.agreements, |one| &one.id, NameKind::Agreement, "agreement"));
    let declared: Vec<&Name> = links.iter().filter(|link| link.declares).map(|link| &link.name).collect();
    let mut taken: BTreeSet<String> =
        declared.iter().map(|name| name.id.clone()).chain(ids.values().cloned()).collect();
    for name in declared {
        let spaced = name.id.replace(JOINTS, " ");
        let blind = labels.without_names(&spaced);
        let blind = if blind == spaced { labels.replace(&name.id) } else { blind };
        if ids.contains_key(name) || blind == name.id {
            continue;
        }
        let joined = blind.to_lowercase().replace(' ', "-");
        let new: String = joined.chars().filter(|sign| sign.is_alphanumeric() || JOINTS.contains(sign)).collect();
        let numbered = (2..).map(|number| format!("{new}-{number}"));
        let free = std::iter::once(new.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(new);
        taken.insert(free.clone());
        ids.insert(name.clone(), free);
    }
    ids
}

/// The tables beside a case, each with the name that it gets.
fn tables(text: &str, files: &Files) -> BTreeMap<String, String> {
    let written = read(text);
    let sources: BTreeSet<String> = written
        .file
        .iter()
        .flat_map(|file| file.source.iter())
        .flat_map(|(_, source)| {
            [&source.file, &source.original].into_iter().flatten().map(|name| name.value.clone()).collect::<Vec<_>>()
        })
        .collect();
    let kept = written.files_named().into_iter().filter(|name| files.contains_key(name) && !sources.contains(name));
    let ending = |name: &str| name.rsplit('.').next().unwrap_or("csv").to_lowercase();
    kept.enumerate().map(|(place, name)| (name.clone(), format!("table-{}.{}", place + 1, ending(&name)))).collect()
}

fn is_left_out(entry: &Entry) -> bool {
    let keys: Vec<&str> = entry
        .way
        .iter()
        .filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Item(_) => None,
        })
        .collect();
    let (Some(first), Some(last)) = (keys.first(), keys.last()) else { return false };
    keys.len() > 1 && LEFT_OUT.iter().any(|(table, own)| table == first && own.contains(last))
}

/// Where the comments are: whole lines where nothing else stands on them, else with the blanks before.
fn comments(text: &str) -> Vec<Range<usize>> {
    let tokens = Source::new(text).lex().into_vec();
    let comments = tokens.iter().filter(|token| token.kind() == TokenKind::Comment);
    let whole = |start: usize, end: usize| {
        let before = text[..start].trim_end_matches([' ', '\t']);
        match before.is_empty() || before.ends_with('\n') {
            true => before.len()..text[end..].find('\n').map_or(text.len(), |line| end + line + 1),
            false => before.len()..end,
        }
    };
    comments.map(|token| whole(token.span().start(), token.span().end())).collect()
}

/// What a value says, where it is a text.
fn decoded(raw: &str) -> Option<String> {
    let table: toml::Table = format!("v = {raw}").parse().ok()?;
    table.get("v").and_then(toml::Value::as_str).map(str::to_owned)
}

/// The text with other words at some places. Of places that touch, the first is taken.
fn spliced<'a>(text: &str, cuts: impl Iterator<Item = (Range<usize>, &'a String)>) -> String {
    let sorted: BTreeMap<usize, (usize, &String)> =
        cuts.map(|(range, words)| (range.start, (range.end, words))).collect();
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (start, (end, words)) in sorted {
        if let Some(before) = text.get(at..start) {
            out.push_str(before);
            out.push_str(words);
            at = end;
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Where a word stands by itself.
fn whole_word(text: &str, word: &str) -> Option<usize> {
    let is_edge = |sign: Option<char>| sign.is_none_or(|sign| !(sign.is_alphanumeric() || matches!(sign, '-' | '_')));
    let stands =
        |at: &usize| is_edge(text[..*at].chars().next_back()) && is_edge(text[*at + word.len()..].chars().next());
    text.match_indices(word).map(|(at, _)| at).find(stands)
}

/// The line at a place.
fn line(text: &str, at: usize) -> &str {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim()
}

fn refused(message: &str) -> Diagnostic {
    Diagnostic::fault("refused", message)
}
