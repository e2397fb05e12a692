//! Words as a person types them into a form, read by what their key takes: `0.3..0.6`, `yes`, `north, south`.

use crate::case::{self, Given, Step};

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
