//! Whether a case file has the right shape: every wrong key and every wrong kind of value at once, with a hint.
//!
//! Walks the parsed file against the JSON Schema that editors use too, so that the two cannot disagree.

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::written::At;
use crate::diagnostic::{Diagnostic, nearest};

/// Every fault of shape in the file. O(size of the file).
pub fn faults(schema: &Value, file: &Spanned<DeTable<'_>>) -> Vec<Diagnostic> {
    let mut walk = Walk { root: schema, faults: Vec::new() };
    walk.table(walk.resolve(schema), file.get_ref(), At::new((), file.span()), "the case file");
    walk.faults
}

struct Walk<'s> {
    root: &'s Value,
    faults: Vec<Diagnostic>,
}

impl<'s> Walk<'s> {
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
                        self.value(item_schema, item, &format!("{path}[{index}]"));
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
            return self.wrong_kind(&["string"], value, path);
        };
        if words.contains(&text.as_ref()) {
            return;
        }
        let hint = match nearest(text, words.iter().copied()) {
            Some(word) => format!("did you mean `{word}`? Known: {}", words.join(", ")),
            None => format!("known: {}", words.join(", ")),
        };
        let place = At::new((), value.span()).span();
        self.faults.push(
            Diagnostic::fault("unknown-word", format!("`{path}` cannot be `{text}`"))
                .at(place, "not one of the known words")
                .hint(hint),
        );
    }

    fn wrong_kind(&mut self, wanted: &[&str], value: &Spanned<DeValue<'_>>, path: &str) {
        let names: Vec<&str> = wanted.iter().filter(|kind| **kind != "null").map(|kind| in_words(kind)).collect();
        let place = At::new((), value.span()).span();
        self.faults.push(
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
            match (properties.and_then(|properties| properties.get(name)), others) {
                (Some(schema), _) => self.value(schema, value, &inner),
                (None, Some(schema @ Value::Object(_))) => self.value(schema, value, &inner),
                (None, Some(Value::Bool(false))) => self.unknown_key(name, At::new((), key.span()), known, path),
                (None, _) => {}
            }
        }
        let required = schema.get("required").and_then(Value::as_array);
        for missing in required.into_iter().flatten().filter_map(Value::as_str) {
            if !table.contains_key(missing) {
                let mut fault = Diagnostic::fault("missing-key", format!("`{path}` has no `{missing}`"))
                    .at(place.span(), format!("`{missing}` is needed here"));
                fault.hint = known.get(missing).and_then(|key| key.get("description")?.as_str()).map(str::to_owned);
                self.faults.push(fault);
            }
        }
    }

    fn unknown_key(&mut self, name: &str, place: At<()>, known: &Map<String, Value>, path: &str) {
        let keys: Vec<&str> = known.keys().map(String::as_str).collect();
        let hint = match nearest(name, keys.iter().copied()) {
            Some(key) => format!("did you mean `{key}`?"),
            None => format!("known keys: {}", keys.join(", ")),
        };
        self.faults.push(
            Diagnostic::fault("unknown-key", format!("`{name}` is not a key of {path}"))
                .at(place.span(), "unknown key")
                .hint(hint),
        );
    }

    /// Follows `$ref`, and an `anyOf` whose only other branch is null: that is how an optional key is written.
    fn resolve(&self, schema: &'s Value) -> &'s Value {
        let mut schema = schema;
        // The schema is ours and has no cycle of bare references; the bound is for safety only.
        for _ in 0..16 {
            let optional = schema.get("anyOf").and_then(Value::as_array).and_then(|branches| {
                let [one, other] = branches.as_slice() else { return None };
                (other.get("type").and_then(Value::as_str) == Some("null")).then_some(one)
            });
            let referred = schema
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|path| self.root.pointer(path.trim_start_matches('#')));
            match optional.or(referred) {
                Some(next) => schema = next,
                None => break,
            }
        }
        schema
    }
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
