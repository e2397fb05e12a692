//! Letters with accents in one form, so that an id is the same id whichever way it was typed.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::written::At;
use crate::diagnostic::Diagnostic;

/// Puts every key and every text into composed form (Unicode NFC). A key that is then there twice is told. O(size of the file).
pub fn compose(table: &mut DeTable<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    compose_table(table, &mut faults);
    faults
}

/// A text in composed form.
pub fn composed(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

fn compose_table(table: &mut DeTable<'_>, faults: &mut Vec<Diagnostic>) {
    table.iter_mut().for_each(|(_, value)| compose_value(value.get_mut(), faults));
    if table.keys().all(|key| is_nfc(key.get_ref())) {
        return;
    }
    for (key, value) in std::mem::take(table) {
        let (span, key) = (key.span(), key.into_inner());
        let key: Cow<'_, str> = if is_nfc(&key) { key } else { Cow::Owned(composed(&key)) };
        if let Some((first, _)) = table.get_key_value(key.as_ref()) {
            let message = format!("`{key}` is there twice, once with its accents as signs of their own");
            let places = [At::new((), span.clone()), At::new((), first.span())].map(|place| place.span());
            let [again, first] = places;
            faults.push(
                Diagnostic::fault("duplicate-id", message)
                    .at(again, "again here")
                    .at(first, "first here")
                    .hint("keep one"),
            );
            continue;
        }
        table.insert(Spanned::new(span, key), value);
    }
}

fn compose_value(value: &mut DeValue<'_>, faults: &mut Vec<Diagnostic>) {
    match value {
        DeValue::String(text) if !is_nfc(text) => *text = Cow::Owned(composed(text)),
        DeValue::Array(items) => items.iter_mut().for_each(|item| compose_value(item.get_mut(), faults)),
        DeValue::Table(table) => compose_table(table, faults),
        _ => {}
    }
}
