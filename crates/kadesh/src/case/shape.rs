//! Whether a case file has the right shape: every wrong key and every wrong kind of value at once, with a hint.
//!
//! Walks the parsed file against the JSON Schema that editors use too, so that the two cannot disagree. What is misshapen
//! can be cut away, so that the meaning of the rest is checked in the same run.

use std::ops::Range;

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::written::At;
use crate::diagnostic::{Diagnostic, nearest};

/// One step from a table or list to something inside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The entry of a table.
    Key(String),
    /// The item of a list.
    Item(usize),
}

/// A fault of shape, and the way to the smallest thing whose removal leaves the rest in shape.
#[derive(Debug, Clone)]
pub struct ShapeFault {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// The way to it from the top of the file.
    pub way: Vec<Step>,
    /// What stands in for it, so that the rest of its entry is checked all the same. None: it is cut away.
    pub stand_in: Option<StandIn>,
}

/// A value in the place of one that is misspelt or missing.
#[derive(Debug, Clone)]
pub struct StandIn {
    /// The key that is missing where the way ends; none when the value there is another word.
    key: Option<String>,
    word: String,
}

/// How the paths of statements begin.
const STATEMENT: &str = "statement[";

/// Where a stand-in stands. A fault there is only the fault that it stands for.
pub const NOWHERE: Range<usize> = usize::MAX - 1..usize::MAX;

/// Every fault of shape in the file. O(size of the file).
pub fn faults(schema: &Value, file: &Spanned<DeTable<'_>>) -> Vec<ShapeFault> {
    let mut walk = Walk { root: schema, way: Vec::new(), faults: Vec::new() };
    walk.table(walk.resolve(schema), file.get_ref(), At::new((), file.span()), "the case file");
    walk.faults
}

/// Takes what lies at the end of the way out of the file, and gives the ids that go with it.
pub fn cut(file: &mut DeTable<'_>, way: &[Step]) -> Vec<String> {
    let Some((Step::Key(first), rest)) = way.split_first() else { return Vec::new() };
    let mut gone = Vec::new();
    if rest.is_empty() {
        file.remove(first.as_str());
        gone.push(first.clone());
    } else if let Some(value) = file.get_mut(first.as_str()) {
        cut_value(value.get_mut(), rest, &mut gone);
    }
    gone
}

/// Puts a word where the way ends, or under a key that is missing there.
pub fn stand_in<'i>(file: &mut DeTable<'i>, way: &[Step], stand_in: &StandIn) {
    let Some((Step::Key(first), rest)) = way.split_first() else {
        return put(file, stand_in);
    };
    if let Some(value) = file.get_mut(first.as_str()) {
        stand_in_value(value, rest, stand_in);
    }
}

fn stand_in_value<'i>(value: &mut Spanned<DeValue<'i>>, way: &[Step], by: &StandIn) {
    match (value.get_mut(), way) {
        (DeValue::Array(items), [Step::Item(index), rest @ ..]) => {
            items.get_mut(*index).into_iter().for_each(|item| stand_in_value(item, rest, by));
        }
        (DeValue::Table(table), _) if by.key.is_some() || !way.is_empty() => stand_in(table, way, by),
        (other, []) => *other = DeValue::String(by.word.clone().into()),
        _ => {}
    }
}

fn put(table: &mut DeTable<'_>, stand_in: &StandIn) {
    if let Some(key) = &stand_in.key {
        let value = DeValue::String(stand_in.word.clone().into());
        table.insert(Spanned::new(NOWHERE, key.clone().into()), Spanned::new(NOWHERE, value));
    }
}

fn cut_value(value: &mut DeValue<'_>, way: &[Step], gone: &mut Vec<String>) {
    match (value, way) {
        (DeValue::Table(table), _) => gone.extend(cut(table, way)),
        // Items keep their places, so that the ways of other faults still lead where they led: a blank table stays.
        (DeValue::Array(items), [Step::Item(index), rest @ ..]) => {
            let Some(item) = items.get_mut(*index) else { return };
            if rest.is_empty() {
                if let Some(DeValue::String(id)) = item.get_ref().get("id").map(Spanned::get_ref) {
                    gone.push(id.to_string());
                }
                *item.get_mut() = DeValue::Boolean(false);
            } else {
                cut_value(item.get_mut(), rest, gone);
            }
        }
        _ => {}
    }
}

/// Drops the list items that [`cut`] has blanked.
pub fn sweep(file: &mut DeTable<'_>) {
    for (_, value) in file.iter_mut() {
        sweep_value(value.get_mut());
    }
}

fn sweep_value<'i>(value: &mut DeValue<'i>) {
    match value {
        DeValue::Table(table) => sweep(table),
        DeValue::Array(items) => {
            let all: DeArray<'i> = std::mem::replace(items, DeArray::new());
            for item in all.into_iter().filter(|item| !matches!(item.get_ref(), DeValue::Boolean(false))) {
                items.push(item);
            }
            items.iter_mut().for_each(|item| sweep_value(item.get_mut()));
        }
        DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}

struct Walk<'s> {
    root: &'s Value,
    way: Vec<Step>,
    faults: Vec<ShapeFault>,
}

impl<'s> Walk<'s> {
    fn fault(&mut self, diagnostic: Diagnostic) {
        self.faults.push(ShapeFault { diagnostic, way: self.way.clone(), stand_in: None });
    }

    /// A fault whose entry can be checked with a word in its place.
    fn stood_in(&mut self, diagnostic: Diagnostic, key: Option<&str>, word: &str) {
        let stand_in = Some(StandIn { key: key.map(str::to_owned), word: word.to_owned() });
        self.faults.push(ShapeFault { diagnostic, way: self.way.clone(), stand_in });
    }

    fn value(&mut self, schema: &'s Value, value: &Spanned<DeValue<'_>>, path: &str) {
        let schema = self.resolve(schema);
        let place = At::new((), value.span());
        let branches = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Value::as_array);
        if let Some(branches) = branches {
            return self.branch(branches, value, path);
        }
        if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            return self.word(&words.iter().filter_map(Value::as_str).collect::<Vec<_>>(), value, path);
        }
        if !allows(schema, value.get_ref()) {
            return self.wrong_kind(&kinds(schema), value, path);
        }
        match value.get_ref() {
            DeValue::Table(table) => self.table(schema, table, place, path),
            DeValue::Array(items) => {
                if let Some(item_schema) = schema.get("items") {
                    for (index, item) in items.iter().enumerate() {
                        self.way.push(Step::Item(index));
                        self.value(item_schema, item, &format!("{path}[{}]", index + 1));
                        self.way.pop();
                    }
                }
            }
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => {}
        }
    }

    /// The first branch that takes this kind of value; a list of fixed words is checked as one.
    fn branch(&mut self, branches: &'s [Value], value: &Spanned<DeValue<'_>>, path: &str) {
        let words: Vec<&str> = branches
            .iter()
            .map(|branch| self.resolve(branch))
            .flat_map(|branch| match (branch.get("const"), branch.get("enum"), branch.get("oneOf")) {
                (Some(word), _, _) => word.as_str().into_iter().collect(),
                (_, Some(list), _) => list.as_array().into_iter().flatten().filter_map(Value::as_str).collect(),
                (_, _, Some(list)) => {
                    list.as_array().into_iter().flatten().filter_map(|word| word.get("const")?.as_str()).collect()
                }
                _ => Vec::new(),
            })
            .collect();
        if !words.is_empty() {
            return self.word(&words, value, path);
        }
        match branches.iter().map(|branch| self.resolve(branch)).find(|branch| allows(branch, value.get_ref())) {
            Some(branch) => self.value(branch, value, path),
            None => {
                let wanted: Vec<&str> = branches.iter().flat_map(|branch| kinds(self.resolve(branch))).collect();
                self.wrong_kind(&wanted, value, path);
            }
        }
    }

    fn word(&mut self, words: &[&str], value: &Spanned<DeValue<'_>>, path: &str) {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_kind(&["string"], value, path);
            let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            if let Some(fault) = self.faults.last_mut() {
                fault.diagnostic.hint = Some(format!("write one of {}", quoted.join(", ")));
            }
            return;
        };
        if words.contains(&text.as_ref()) {
            return;
        }
        let hint = match nearest(text, words.iter().copied()) {
            Some(word) => format!("did you mean `{word}`? Known: {}", words.join(", ")),
            None => format!("known: {}", words.join(", ")),
        };
        let place = At::new((), value.span()).span();
        let fault = Diagnostic::fault("unknown-word", format!("`{path}` cannot be `{text}`"))
            .at(place, "not one of the known words")
            .hint(hint);
        // Which rule is meant decides what else it needs; a statement can be checked under any word.
        let any = || words.first().copied().filter(|_| path.starts_with(STATEMENT));
        match nearest(text, words.iter().copied()).or_else(any) {
            Some(word) => self.stood_in(fault, None, word),
            None => self.fault(fault),
        }
    }

    fn wrong_kind(&mut self, wanted: &[&str], value: &Spanned<DeValue<'_>>, path: &str) {
        let names: Vec<&str> = wanted.iter().filter(|kind| **kind != "null").map(|kind| in_words(kind)).collect();
        let place = At::new((), value.span()).span();
        self.fault(
            Diagnostic::fault("wrong-kind", format!("`{path}` wants {}", names.join(" or ")))
                .at(place, format!("this is {}", in_words(kind_of(value.get_ref())))),
        );
    }

    fn table(&mut self, schema: &'s Value, table: &DeTable<'_>, place: At<()>, path: &str) {
        let none = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties");
        let known = properties.unwrap_or(&none);
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let name: &str = key.get_ref();
            let inner = if path == "the case file" { name.to_owned() } else { format!("{path}.{name}") };
            self.way.push(Step::Key(name.to_owned()));
            match (properties.and_then(|properties| properties.get(name)), others) {
                (Some(schema), _) => self.value(schema, value, &inner),
                (None, Some(schema @ Value::Object(_))) => self.value(schema, value, &inner),
                (None, Some(Value::Bool(false))) => {
                    let is_table = matches!(value.get_ref(), DeValue::Table(_));
                    self.unknown_key((name, is_table), At::new((), key.span()), known, path);
                }
                (None, _) => {}
            }
            self.way.pop();
        }
        let required = schema.get("required").and_then(Value::as_array);
        for missing in required.into_iter().flatten().filter_map(Value::as_str) {
            if !table.contains_key(missing) {
                let mut fault = Diagnostic::fault("missing-key", format!("`{path}` has no `{missing}`"))
                    .at(place.span(), format!("`{missing}` is needed here"));
                let key = known.get(missing);
                fault.hint = key.and_then(|key| key.get("description")?.as_str()).map(str::to_owned);
                match key.and_then(|schema| self.any_word(schema, path)) {
                    Some(word) => self.stood_in(fault, Some(missing), &word),
                    None => self.fault(fault),
                }
            }
        }
    }

    fn unknown_key(&mut self, (name, is_table): (&str, bool), place: At<()>, known: &Map<String, Value>, path: &str) {
        let keys: Vec<&str> = known.keys().map(String::as_str).collect();
        let list = path.strip_suffix(']').and_then(|path| path.rsplit_once('[')).map(|(list, _)| list);
        let hint = match (nearest(name, keys.iter().copied()), list) {
            (Some(key), _) => format!("did you mean `{key}`?"),
            // `[statement.x]` after `[[statement]]` is read as a part of the last one.
            (None, Some(list)) if is_table => format!("one more is written as `[[{list}]]`, then `id = \"{name}\"`"),
            (None, _) => format!("known keys: {}", keys.join(", ")),
        };
        self.fault(
            Diagnostic::fault("unknown-key", format!("`{name}` is not a key of {path}"))
                .at(place.span(), "unknown key")
                .hint(hint),
        );
    }

    /// A text that a schema allows, if it allows any: one of its words, or an empty one.
    fn any_word(&self, schema: &'s Value, path: &str) -> Option<String> {
        let schema = self.resolve(schema);
        let first = |words: &Value| words.as_array()?.first()?.as_str().map(str::to_owned);
        let of_branches = || {
            let branches = schema.get("oneOf").or_else(|| schema.get("anyOf"))?.as_array()?;
            branches.iter().find_map(|branch| branch.get("const").and_then(Value::as_str).map(str::to_owned))
        };
        match schema.get("enum").and_then(first).or_else(of_branches) {
            Some(word) => path.starts_with(STATEMENT).then_some(word),
            None => kinds(schema).contains(&"string").then(String::new),
        }
    }

    fn resolve(&self, schema: &'s Value) -> &'s Value {
        resolve(self.root, schema)
    }
}

/// Follows `$ref`, and an `anyOf` whose only other branch is null: that is how an optional key is written.
pub fn resolve<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    let mut schema = schema;
    // The schema is ours and has no cycle of bare references; the bound is for safety only.
    for _ in 0..16 {
        let optional = schema.get("anyOf").and_then(Value::as_array).and_then(|branches| {
            let [one, other] = branches.as_slice() else { return None };
            (other.get("type").and_then(Value::as_str) == Some("null")).then_some(one)
        });
        let referred =
            schema.get("$ref").and_then(Value::as_str).and_then(|path| root.pointer(path.trim_start_matches('#')));
        match optional.or(referred) {
            Some(next) => schema = next,
            None => break,
        }
    }
    schema
}

/// The kinds of value that a schema names. None named: any.
fn kinds(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn allows(schema: &Value, value: &DeValue<'_>) -> bool {
    let wanted = kinds(schema);
    let kind = kind_of(value);
    wanted.is_empty() || wanted.contains(&kind) || (kind == "integer" && wanted.contains(&"number"))
}

fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

fn in_words(kind: &str) -> &'static str {
    match kind {
        "string" => "a text in quotation marks",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "`true` or `false`",
        "date" => "a bare date; put it in quotation marks",
        "array" => "a list in brackets",
        "object" => "a table",
        _ => "something else",
    }
}
