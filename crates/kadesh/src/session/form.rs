//! An entry of the case as a form: every key that it can have, what each is for, what stands there, and what could.
//!
//! Values are as a person types them: `0.3..0.6`, `yes`, `north, south`. [`typed`] reads them back by what the key takes.

use schemars::JsonSchema;
use serde::Serialize;

use super::language::{choices, values_of};
use super::message::Completion;
use crate::case::{self, Checked, Given, Step, Way};

/// A key of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Field {
    /// The key; a dot leads further in: `rule.kind`.
    pub key: String,
    /// What it is for.
    pub meaning: String,
    /// What it takes.
    pub takes: Takes,
    /// Whether the entry cannot be without it.
    pub needed: bool,
    /// What stands there, as one types it. None: nothing.
    pub value: Option<String>,
    /// Words and names that it could be, each with what it means.
    pub choices: Vec<Completion>,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Takes {
    /// Yes or no.
    Flag,
    /// A number, or a range as `0.3..0.6`.
    Number,
    /// Words.
    Text,
    /// Several, with commas between.
    List,
    /// Values by name, as the file writes them.
    Table,
}

/// The form of an entry at a way, written or not. None: the format has no such entry.
pub fn form(main: &str, checked: &Checked, way: &[Step]) -> Option<Vec<Field>> {
    let described = case::describe(way).filter(|described| !described.keys.is_empty())?;
    let written = value_at(main, way);
    let filler = Filler { checked, way, written: written.as_ref() };
    let keys = described.keys.iter().map(|(key, meaning)| (key.as_str(), meaning.as_str()));
    Some(keys.flat_map(|(key, meaning)| filler.fields(key, meaning)).collect())
}

/// What somebody typed as the value of a key. None: it clears the key.
///
/// # Errors
///
/// Why it cannot be read, in words.
pub fn typed(way: &[Step], words: &str) -> Result<Option<Given>, String> {
    let words = words.trim();
    if words.is_empty() {
        return Ok(None);
    }
    let kinds = case::kinds(way);
    let is_spelt = words.starts_with('[') && kinds.list || words.starts_with('{') && (kinds.table || kinds.list);
    if is_spelt {
        // One value, and nothing after it.
        return match toml::from_str::<Given>(&format!("value = {words}")) {
            Ok(Given::Table(mut table)) if table.len() == 1 => Ok(table.pop().map(|(_, value)| value)),
            Ok(_) | Err(_) => Err(format!("`{words}` cannot be read: brackets or quotation marks do not close")),
        };
    }
    if kinds.flag
        && let Some(flag) = flag(words)
    {
        return Ok(Some(Given::Flag(flag)));
    }
    if kinds.number
        && let Ok(number) = words.parse::<f64>()
        && number.is_finite()
    {
        return Ok(Some(Given::Number(number)));
    }
    if kinds.list && (words.contains(',') || !kinds.text) {
        let items = words.split(',').map(str::trim).filter(|item| !item.is_empty());
        return Ok(Some(Given::texts(items)));
    }
    if kinds.text {
        return Ok(Some(Given::text(words)));
    }
    let takes = if kinds.flag {
        "`yes` or `no`"
    } else if kinds.number {
        "a number"
    } else {
        "values in braces, as `{ a = 1 }`"
    };
    Err(format!("`{words}` is not what stands here: it takes {takes}"))
}

fn flag(words: &str) -> Option<bool> {
    match words.to_lowercase().as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}

/// What an entry has, found key by key.
struct Filler<'a> {
    checked: &'a Checked,
    way: &'a [Step],
    written: Option<&'a Given>,
}

impl Filler<'_> {
    /// The field of a key; those of a table inside, one by one.
    fn fields(&self, key: &str, meaning: &str) -> Vec<Field> {
        let way = self.way_of(key);
        let kinds = case::kinds(&way);
        if !kinds.table || kinds.text || kinds.list {
            return vec![self.field(key, meaning, &way)];
        }
        let inner = case::describe(&way).map(|described| described.keys).unwrap_or_default();
        if !inner.is_empty() {
            let fields = inner.iter().map(|(own, about)| self.inner(key, own, meaning, about));
            return fields.collect();
        }
        // A table by names: those that are written, then those that could be.
        let mut names: Vec<String> = match part(self.written, &[key]) {
            Some(Given::Table(entries)) => entries.iter().map(|(name, _)| name.clone()).collect(),
            Some(_) | None => Vec::new(),
        };
        for one in choices(self.checked, &way) {
            if !names.contains(&one.text) {
                names.push(one.text);
            }
        }
        names.iter().map(|name| self.inner(key, name, meaning, meaning)).collect()
    }

    fn inner(&self, key: &str, name: &str, meaning: &str, about: &str) -> Field {
        let full = format!("{key}.{name}");
        let about = if about.is_empty() { meaning } else { about };
        self.field(&full, about, &self.way_of(&full))
    }

    fn field(&self, key: &str, meaning: &str, way: &[Step]) -> Field {
        let parts: Vec<&str> = key.split('.').collect();
        let (last, table) = way.split_last().map_or(("", way), |(last, table)| match last {
            Step::Key(last) => (last.as_str(), table),
            Step::Item(_) => ("", table),
        });
        Field {
            key: key.to_owned(),
            meaning: meaning.to_owned(),
            takes: takes(case::kinds(way)),
            needed: parts.len() == 1 && case::is_required(table, last),
            value: part(self.written, &parts).map(as_typed),
            choices: values_of(self.checked, way, true),
        }
    }

    fn way_of(&self, key: &str) -> Way {
        self.way.iter().cloned().chain(key.split('.').map(|part| Step::Key(part.to_owned()))).collect()
    }
}

fn takes(kinds: case::Kinds) -> Takes {
    match kinds {
        case::Kinds { flag: true, .. } => Takes::Flag,
        case::Kinds { list: true, .. } => Takes::List,
        case::Kinds { number: true, .. } => Takes::Number,
        case::Kinds { text: true, .. } => Takes::Text,
        case::Kinds { .. } => Takes::Table,
    }
}

/// A value as somebody would type it.
fn as_typed(value: &Given) -> String {
    match value {
        Given::Flag(true) => "yes".to_owned(),
        Given::Flag(false) => "no".to_owned(),
        Given::Text(text) => text.clone(),
        // Nothing typed would clear the key.
        Given::List(items) if !items.is_empty() => {
            let plain = items.iter().map(|item| match item {
                Given::Text(text) if !text.contains(',') => Some(text.as_str()),
                Given::Text(_) | Given::Flag(_) | Given::Number(_) | Given::List(_) | Given::Table(_) => None,
            });
            plain.collect::<Option<Vec<_>>>().map_or_else(|| value.spelt(), |items| items.join(", "))
        }
        Given::Number(_) | Given::List(_) | Given::Table(_) => value.spelt(),
    }
}

/// The value at the end of some keys.
fn part<'a>(value: Option<&'a Given>, keys: &[&str]) -> Option<&'a Given> {
    keys.iter().try_fold(value?, |value, key| match value {
        Given::Table(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
        Given::Flag(_) | Given::Number(_) | Given::Text(_) | Given::List(_) => None,
    })
}

/// What the text of a case has at a way.
fn value_at(main: &str, way: &[Step]) -> Option<Given> {
    let all: Given = toml::from_str(main).ok()?;
    way.iter().try_fold(all, |value, step| match (value, step) {
        (Given::Table(entries), Step::Key(key)) => {
            entries.into_iter().find(|(name, _)| name == key).map(|(_, value)| value)
        }
        (Given::List(items), Step::Item(index)) => items.into_iter().nth(*index),
        (Given::Flag(_) | Given::Number(_) | Given::Text(_) | Given::List(_) | Given::Table(_), _) => None,
    })
}
