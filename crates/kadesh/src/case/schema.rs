//! The JSON Schema of a case file, for completion and checks in an editor.

use std::sync::LazyLock;

use serde_json::Value;

use super::file::CaseFile;
use super::shape::{Step, resolve};

/// The schema, made once from the types that read the file.
pub fn schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(CaseFile).to_value());
    &SCHEMA
}

/// Whether a table cannot be without a key.
pub fn is_required(table: &[Step], key: &str) -> bool {
    let forms = at(table).map(branches).unwrap_or_default();
    let mut required = forms.into_iter().filter_map(|form| form.get("required")?.as_array()).flatten();
    required.any(|one| one == key)
}

/// What the schema says of a place: what it is for, and the keys or words that it may have, each with its own meaning.
pub fn describe(way: &[Step]) -> Option<Described> {
    let (last, above) = way.split_last().map_or((None, way), |(last, above)| (Some(last), above));
    // What is said beside a reference is said of this use of it.
    let own = match last {
        Some(Step::Key(key)) => at(above)?.get("properties").and_then(|keys| keys.get(key)),
        Some(Step::Item(_)) | None => None,
    };
    let schema = at(way)?;
    let told = |schema: &Value| schema.get("description").and_then(Value::as_str).map(str::to_owned);
    let text = own.and_then(told).or_else(|| told(schema)).unwrap_or_default();
    Some(Described { text, keys: keys_of(schema), words: words_of(schema) })
}

/// What the schema says of a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Described {
    /// What it is for.
    pub text: String,
    /// The keys of a table, each with what it is for.
    pub keys: Vec<(String, String)>,
    /// The words that a value may be, each with what it means.
    pub words: Vec<(String, String)>,
}

/// What kinds of value may stand at a place.
pub fn kinds(way: &[Step]) -> Kinds {
    let forms = at(way).map(branches).unwrap_or_default();
    let types = forms.into_iter().flat_map(|form| match form.get("type") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        // A word out of a list.
        _ if form.get("const").is_some() || form.get("enum").is_some() => vec!["string"],
        _ => Vec::new(),
    });
    types.fold(Kinds::default(), |kinds, one| match one {
        "boolean" => Kinds { flag: true, ..kinds },
        "number" | "integer" => Kinds { number: true, ..kinds },
        "string" => Kinds { text: true, ..kinds },
        "array" => Kinds { list: true, ..kinds },
        "object" => Kinds { table: true, ..kinds },
        _ => kinds,
    })
}

/// The kinds of value that a place takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kinds {
    /// Yes or no.
    pub flag: bool,
    /// A number.
    pub number: bool,
    /// A text.
    pub text: bool,
    /// A list.
    pub list: bool,
    /// Values by name.
    pub table: bool,
}

/// The schema of a place, if the format has it.
fn at(way: &[Step]) -> Option<&'static Value> {
    way.iter().try_fold(resolve(schema(), schema()), |own, step| {
        let inner = branches(own).into_iter().find_map(|branch| match step {
            Step::Key(key) => {
                let of_key = branch.get("properties").and_then(|keys| keys.get(key));
                of_key.or_else(|| branch.get("additionalProperties").filter(|others| others.is_object()))
            }
            Step::Item(_) => branch.get("items"),
        })?;
        Some(resolve(schema(), inner))
    })
}

/// The forms that a value may have.
fn branches(own: &'static Value) -> Vec<&'static Value> {
    let several = own.get("anyOf").or_else(|| own.get("oneOf")).and_then(Value::as_array);
    match several {
        Some(several) => several.iter().map(|branch| resolve(schema(), branch)).collect(),
        None => vec![own],
    }
}

fn keys_of(own: &'static Value) -> Vec<(String, String)> {
    let tables = branches(own).into_iter().filter_map(|branch| branch.get("properties")?.as_object());
    let told = |(key, value): (&String, &'static Value)| {
        let text = value.get("description").or_else(|| resolve(schema(), value).get("description"));
        (key.clone(), text.and_then(Value::as_str).unwrap_or_default().to_owned())
    };
    tables.flatten().map(told).collect()
}

fn words_of(own: &'static Value) -> Vec<(String, String)> {
    let mut words = Vec::new();
    for branch in branches(own) {
        let text = branch.get("description").and_then(Value::as_str).unwrap_or_default();
        let one = branch.get("const").and_then(Value::as_str).map(|word| (word.to_owned(), text.to_owned()));
        let list = branch.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        words.extend(one);
        words.extend(list.map(|word| (word.to_owned(), String::new())));
    }
    words
}
