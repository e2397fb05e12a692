//! What is wrong with a case as SARIF 2.1.0, the format in which editors and CI read what a checker found.

use std::collections::BTreeMap;

use kadesh::case::MAIN_FILE;
use kadesh::diagnostic::{Diagnostic, Severity, Span};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::load::Loaded;

/// What a path keeps in an address.
pub const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// One run with everything that was found. Columns count Unicode characters.
pub fn sarif(loaded: &Loaded) -> Value {
    let found = &loaded.checked.diagnostics;
    let mut rules: Vec<&str> = found.iter().map(|one| one.code).collect();
    rules.sort_unstable();
    rules.dedup();
    let rules: Vec<Value> = rules.into_iter().map(|code| json!({ "id": code })).collect();
    let mut texts = Texts { loaded, lines: BTreeMap::new() };
    let results: Vec<Value> = found.iter().map(|one| result(one, &mut texts)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "kadesh", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(one: &Diagnostic, texts: &mut Texts) -> Value {
    let hint = one.hint.as_ref().map(|hint| format!("\n{hint}")).unwrap_or_default();
    let mut places: Vec<Value> = one.labels.iter().map(|(span, label)| texts.location(span, label)).collect();
    if places.is_empty() {
        places.push(json!({ "physicalLocation": { "artifactLocation": { "uri": texts.uri(MAIN_FILE) } } }));
    }
    let related = places.split_off(1);
    json!({
        "ruleId": one.code,
        "level": match one.severity {
            Severity::Fault => "error",
            Severity::Warning => "warning",
            Severity::Gap | Severity::Note => "note",
        },
        "message": { "text": format!("{}{hint}", one.message) },
        "locations": places,
        "relatedLocations": related,
    })
}

/// The texts that places point into, each with where its lines begin.
struct Texts<'l> {
    loaded: &'l Loaded,
    lines: BTreeMap<String, (String, Vec<usize>)>,
}

impl Texts<'_> {
    fn location(&mut self, span: &Span, label: &str) -> Value {
        // A cell of a spreadsheet has an address behind the name of its file, and no lines.
        let is_text = span.file == MAIN_FILE || self.loaded.files.contains_key(&span.file);
        let file = if is_text { span.file.as_str() } else { span.file.split(", ").next().unwrap_or_default() };
        let mut place = json!({ "artifactLocation": { "uri": self.uri(file) } });
        if is_text {
            let ((line, column), (end_line, end_column)) =
                (self.at(&span.file, span.start), self.at(&span.file, span.end));
            place["region"] =
                json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column });
        }
        let words = if is_text { label.to_owned() } else { format!("{}: {label}", span.file) };
        json!({ "physicalLocation": place, "message": { "text": words } })
    }

    /// The path of a file of the case as the user gave that of the case.
    fn uri(&self, file: &str) -> String {
        let path = self.loaded.path_of(file);
        utf8_percent_encode(&path.to_string_lossy().replace('\\', "/"), IN_PATH).to_string()
    }

    /// The line and the column of a byte, each from one.
    fn at(&mut self, file: &str, byte: usize) -> (usize, usize) {
        let loaded = self.loaded;
        let (text, begins) = self.lines.entry(file.to_owned()).or_insert_with(|| {
            let text = loaded.text_of(file).into_owned();
            let begins = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
            (text, begins)
        });
        let line = begins.partition_point(|begin| *begin <= byte).max(1);
        let before = text.get(begins[line - 1]..byte.min(text.len())).unwrap_or_default();
        (line, before.chars().count() + 1)
    }
}
