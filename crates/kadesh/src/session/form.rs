//! An entry of the case as a form: every key that it can have, what each is for, what stands there, and what could.
//!
//! Values are as a person types them: `0.3..0.6`, `yes`, `north, south`. `typed.rs` reads them back by what the key takes.

use super::language::{choices, values_of};
use super::message::{Field, Takes};
use crate::case::{self, Checked, Given, Step, Way};

/// The form of an entry at a way, written or not. None: the format has no such entry.
pub fn form(main: &str, checked: &Checked, way: &[Step]) -> Option<Vec<Field>> {
    let described = case::describe(way).filter(|described| !described.keys.is_empty())?;
    let written = value_at(main, way);
    let filler = Filler { checked, way, written: written.as_ref() };
    let keys = described.keys.iter().map(|(key, meaning)| (key.as_str(), meaning.as_str()));
    Some(keys.flat_map(|(key, meaning)| filler.fields(key, meaning)).collect())
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
        let is_needed = case::is_required(self.way, key);
        if !kinds.table || kinds.text || kinds.list {
            return vec![self.field(key, meaning, is_needed)];
        }
        let inner = case::describe(&way).map(|described| described.keys).unwrap_or_default();
        if !inner.is_empty() {
            let field = |(own, about): &(String, String)| {
                let about = if about.is_empty() { meaning } else { about };
                self.field(&format!("{key}.{own}"), about, is_needed && case::is_required(&way, own))
            };
            return inner.iter().map(field).collect();
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
        names.iter().map(|name| self.field(&format!("{key}.{name}"), meaning, is_needed)).collect()
    }

    fn field(&self, key: &str, meaning: &str, needed: bool) -> Field {
        let (way, parts) = (self.way_of(key), key.split('.').collect::<Vec<_>>());
        let written = part(self.written, &parts);
        Field {
            key: key.to_owned(),
            meaning: meaning.to_owned(),
            takes: takes(&way),
            needed,
            value: written.map(as_typed),
            items: if let Some(Given::List(items)) = written { items.len() } else { 0 },
            choices: values_of(self.checked, &way, true),
        }
    }

    fn way_of(&self, key: &str) -> Way {
        self.way.iter().cloned().chain(key.split('.').map(|part| Step::Key(part.to_owned()))).collect()
    }
}

fn takes(way: &[Step]) -> Takes {
    let item = [way, &[Step::Item(0)]].concat();
    match case::kinds(way) {
        case::Kinds { list: true, .. } if case::describe(&item).is_some_and(|item| !item.keys.is_empty()) => {
            Takes::Items
        }
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
