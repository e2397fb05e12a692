//! What is wrong with the writing of a case file, in words for somebody who has not met TOML.

use unicode_normalization::char::is_combining_mark;

use super::written::MAIN_FILE;
use crate::diagnostic::{Diagnostic, Span};

/// One fault for each error of the parser, but for those that only follow from another.
pub(super) fn faults<'e>(errors: impl IntoIterator<Item = &'e toml::de::Error>, text: &str) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut covered = 0;
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        if error.message() == DUPLICATE && at.start < covered {
            continue;
        }
        if error.message() == DUPLICATE && line(text, at.start).starts_with('[') {
            covered = end_of_table(text, at.start);
        }
        faults.push(fault(error, text));
    }
    faults.dedup();
    faults
}

/// Whether the parser only minds that a key without quotation marks has letters beyond a to z.
pub(super) fn is_id_of_letters(error: &toml::de::Error, text: &str) -> bool {
    let key = error.span().and_then(|span| text.get(span)).unwrap_or_default();
    let is_letter = |sign: char| sign.is_alphanumeric() || is_combining_mark(sign);
    error.message().starts_with(UNQUOTED) && !key.is_empty() && key.chars().all(is_letter)
}

const UNQUOTED: &str = "invalid unquoted key";

const DUPLICATE: &str = "duplicate key";

/// What the parser says first, what it means here, and what would mend it.
const MEANINGS: &[(&str, &str, &str)] = &[
    ("unclosed table", "this heading is not closed", "end it with `]`; an id has no spaces"),
    ("unclosed array", "this list is not closed", "end it with `]`"),
    ("unclosed inline table", "this table is not closed", "end it with `}`"),
    ("invalid basic string", "these words are not closed", "end them with `\"` on the same line"),
    ("invalid literal string", "these words are not closed", "end them with `'` on the same line"),
    ("key with no value", "a key without a value", "write `key = value`"),
    (
        UNQUOTED,
        "a key or an id with other signs than letters",
        "an id is of letters of any script, digits, `-` and `_`; `name` may hold any words",
    ),
    ("missing comma", "two values without a comma", "put a comma between them"),
    ("unexpected leading zero", "a number that begins with a zero", "leave out the zero in front"),
    (
        "missing escaped value",
        "a backslash between double quotation marks",
        "write `\\\\`, or put the words between single quotation marks",
    ),
    ("unexpected key or value", "something follows the value", "write one `key = value` on each line"),
    ("cannot recurse further", TOO_DEEP, "a case nests a few levels at most"),
    ("recursion limit", TOO_DEEP, "a case nests a few levels at most"),
];

const TOO_DEEP: &str = "tables or lists nest too deeply";

fn fault(error: &toml::de::Error, text: &str) -> Diagnostic {
    let said = error.message().trim();
    let known = MEANINGS.iter().find(|(start, _, _)| said.starts_with(start));
    let Some(range) = error.span() else {
        return known.map_or_else(|| Diagnostic::fault("syntax", said), |(_, what, hint)| syntax(what, hint));
    };
    let span = Span { file: MAIN_FILE.to_owned(), start: range.start, end: range.end };
    let (before, here) = (text.get(..range.start).unwrap_or_default(), text.get(range.start..).unwrap_or_default());
    let fault = if said == DUPLICATE {
        written_twice(line(text, range.start), text.get(range).unwrap_or_default(), text)
    } else if here.starts_with(TYPOGRAPHIC) {
        syntax("these quotation marks are not those of a case file", "write straight ones: `\"…\"`")
    } else if before.ends_with(|sign: char| sign.is_ascii_digit()) && here.starts_with(',') {
        syntax("a number with a comma", "write a decimal point: 0.5")
    } else if here.starts_with(char::is_alphabetic) && before.trim_end().ends_with(['=', '[', ',', '{']) {
        bare_word(text.get(range).unwrap_or_default())
    } else if before.ends_with('\'') && said.starts_with("unexpected key or value") {
        syntax("words with an apostrophe between single quotation marks", "put them between double ones: `\"…\"`")
    } else {
        known.map_or_else(|| Diagnostic::fault("syntax", said), |(_, what, hint)| syntax(what, hint))
    };
    fault.at(span, "here")
}

const TYPOGRAPHIC: [char; 8] = ['“', '”', '„', '‘', '’', '‚', '«', '»'];

fn syntax(what: &str, hint: &str) -> Diagnostic {
    Diagnostic::fault("syntax", what).hint(hint)
}

/// A value that is not a number and has no quotation marks.
fn bare_word(word: &str) -> Diagnostic {
    match word.to_lowercase().as_str() {
        "true" | "false" => syntax("neither true nor false", "write `true` or `false`, in small letters"),
        _ => syntax("words without quotation marks", "write them as in `name = \"two words\"`"),
    }
}

fn written_twice(line: &str, key: &str, text: &str) -> Diagnostic {
    let list = line.trim_start_matches('[').split(['.', ']']).next().map(|word| format!("[[{word}]]"));
    if let Some(list) = list.filter(|list| line.starts_with('[') && line != list && text.contains(list.as_str())) {
        syntax(&format!("`{line}` beside `{list}`"), &format!("write `{list}`, with an `id` of its own below"))
    } else if line.starts_with('[') {
        syntax(&format!("`{line}` is written twice"), "put all of it under one heading, or give one of them another id")
    } else {
        syntax(&format!("`{key}` is written twice"), "keep one of them")
    }
}

/// The line around a place, without a comment that ends it.
fn line(text: &str, at: usize) -> &str {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = after.find('\n').map_or(text.len(), |end| at + end);
    let line = text.get(start..end).unwrap_or_default();
    line.split(" #").next().unwrap_or_default().trim()
}

/// Where the next heading begins.
fn end_of_table(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find("\n[")).map_or(text.len(), |end| at + end + 1)
}
