//! New entries, and keys of entries set or cleared.

use std::collections::BTreeMap;

use super::{Planner, can_be_id, further, refused};
use crate::case::{Given, Name, NameKind, Splice, Step, composed, id_for, keys, sha256};
use crate::diagnostic::Diagnostic;
use crate::session::action::{Fields, Place};
use crate::session::typed::typed;

impl Planner<'_> {
    pub(super) fn add(
        &mut self,
        name: &Name,
        fields: &Fields,
        words_by_key: &BTreeMap<String, String>,
    ) -> Result<(), Diagnostic> {
        let Some((path, is_list)) = name.kind.entries() else {
            return Err(refused("an option of an issue is added to the issue"));
        };
        let words = ["name", "title", "text", "question"].iter().find_map(|key| match fields.get(key) {
            Some(Given::Text(words)) => Some(words.as_str()),
            _ => words_by_key.get(*key).map(String::as_str),
        });
        let id = self.new_id(name.kind, &name.id, words.unwrap_or_default())?;
        let mut way = keys(path);
        let mut own = Vec::new();
        match is_list {
            true => own.push(("id", Given::text(id))),
            false => way.push(Step::Key(id)),
        }
        let index = self.draft.layout().count(&way);
        let mut entry = way.clone();
        if is_list {
            entry.push(Step::Item(index));
        }
        let fields = with_typed(&entry, fields, words_by_key)?;
        self.write(&way, is_list, own, &fields)?;
        self.put_all(&entry, &fields, |key| key.contains('.'))
    }

    pub(super) fn add_item(
        &mut self,
        list: &Place,
        fields: &Fields,
        words_by_key: &BTreeMap<String, String>,
    ) -> Result<(), Diagnostic> {
        let layout = self.draft.layout();
        let mut way = self.way(&layout, list)?;
        let list = way.clone();
        way.push(Step::Item(layout.count(&list)));
        let fields = with_typed(&way, fields, words_by_key)?;
        self.write(&list, true, Vec::new(), &fields)?;
        self.put_all(&way, &fields, |key| key.contains('.'))
    }

    pub(super) fn put(&mut self, place: &Place, fields: &Fields) -> Result<(), Diagnostic> {
        let way = self.way(&self.draft.layout(), place)?;
        self.put_all(&way, fields, |_| true)
    }

    pub(super) fn write_typed(&mut self, place: &Place, key: &str, words: &str) -> Result<(), Diagnostic> {
        let way = self.way(&self.draft.layout(), place)?;
        let value = typed(&further(&way, key), words).map_err(refused)?;
        self.put_all(&way, &Fields(vec![(key.to_owned(), value)]), |_| true)
    }

    pub(super) fn add_source(
        &mut self,
        id: &str,
        title: Option<&str>,
        published: Option<&str>,
        text: &str,
    ) -> Result<(), Diagnostic> {
        let first_line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        let title = title.unwrap_or(first_line);
        let id = self.new_id(NameKind::Source, id, &title.chars().take(LONGEST).collect::<String>())?;
        let mut file = format!("sources/{id}.txt");
        // A file that the case does not name may be there all the same.
        for number in 2.. {
            if !self.texts.files.contains_key(&file) {
                break;
            }
            file = format!("sources/{id}-{number}.txt");
        }
        let mut fields = vec![("title", Given::text(title)), ("file", Given::text(&file))];
        fields.extend(published.map(|date| ("published", Given::text(date))));
        fields.push(("sha256", Given::text(sha256(text.as_bytes()))));
        fields.retain(|(_, value)| *value != Given::text(""));
        self.draft.add(&keys(&["source", &id]), false, &fields)?;
        self.others.push(Splice { file, start: 0, end: 0, text: text.to_owned() });
        Ok(())
    }

    /// An id that is free: as given, or made of words.
    pub(super) fn new_id(&self, kind: NameKind, id: &str, words: &str) -> Result<String, Diagnostic> {
        let alike = self.checked.links.iter().filter(|link| link.declares && shares_ids(link.name.kind, kind));
        let taken: Vec<String> = alike.map(|link| link.name.id.clone()).collect();
        if id.is_empty() {
            let otherwise = kind.in_words().split(' ').nth(1).unwrap_or_default();
            return Ok(id_for(words, otherwise, &taken));
        }
        let id = composed(id);
        if taken.contains(&id) {
            return Err(refused(format!("`{id}` is there already")).hint("give it another id"));
        }
        can_be_id(kind, &id)?;
        Ok(id)
    }

    /// Writes an entry with its plain keys.
    fn write<'f>(
        &mut self,
        way: &[Step],
        is_list: bool,
        mut own: Vec<(&'f str, Given)>,
        fields: &'f Fields,
    ) -> Result<(), Diagnostic> {
        for (key, value) in &fields.0 {
            let Some(value) = value else { continue };
            is_sound(key, value)?;
            if !key.contains('.') {
                own.push((key, value.clone()));
            }
        }
        Ok(self.draft.add(way, is_list, &own)?)
    }

    /// Sets or clears some keys of an entry.
    pub(super) fn put_all(
        &mut self,
        way: &[Step],
        fields: &Fields,
        is_meant: impl Fn(&str) -> bool,
    ) -> Result<(), Diagnostic> {
        for (key, value) in fields.0.iter().filter(|(key, _)| is_meant(key)) {
            match value {
                Some(value) => {
                    is_sound(key, value)?;
                    self.draft.set(&further(way, key), value)?;
                }
                None => self.draft.remove(&further(way, key)),
            }
        }
        Ok(())
    }
}

/// Longer titles make no good id.
const LONGEST: usize = 40;

impl Fields {
    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Given> {
        self.0.iter().find(|(own, _)| own == key).and_then(|(_, value)| value.as_ref())
    }
}

/// Kinds that one reference may be to: an id is of one of them only.
fn shares_ids(one: NameKind, other: NameKind) -> bool {
    use NameKind::{Assumption, Merge, Party, Person, State, Statement};
    let groups = [[Party, Person], [Statement, Assumption], [State, Merge]];
    one == other || groups.iter().any(|group| group.contains(&one) && group.contains(&other))
}

/// Fields with what was typed beside them, read by what each key takes.
fn with_typed(entry: &[Step], fields: &Fields, words_by_key: &BTreeMap<String, String>) -> Result<Fields, Diagnostic> {
    let mut all = fields.clone();
    for (key, words) in words_by_key {
        all.0.push((key.clone(), typed(&further(entry, key), words).map_err(refused)?));
    }
    Ok(all)
}

fn is_sound(key: &str, value: &Given) -> Result<(), Diagnostic> {
    let is_key = !key.is_empty() && key.split('.').all(|part| !part.is_empty());
    match (is_key, value.is_sound()) {
        (true, true) => Ok(()),
        (false, _) => Err(refused(format!("`{key}` is no key"))),
        (true, false) => Err(refused(format!("the value of `{key}` is no number"))),
    }
}
