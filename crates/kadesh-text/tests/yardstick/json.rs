//! Reads gold answers that a program made: spans in bytes beside their words, as in the source article's `gold.json`.
//!
//! `articles/polnear.py` writes this form. A span whose words are not those of the text is refused.

use kadesh_text::{Form, Span, Speaker};
use serde_json::Value;

use super::{Article, Gold, Said, Tier};

/// The article `name` with the answers of a `gold.json`.
pub fn read(name: &str, text: &str, json: &str) -> Result<Article, String> {
    let value: Value = serde_json::from_str(json).map_err(|error| format!("{name}: {error}"))?;
    let gold = list(&value["statements"]).iter().map(|one| statement(text, one)).collect::<Result<_, _>>();
    let traps = spans(text, &value["not_statements"]);
    let named = |fault: String| format!("{name}: {fault}");
    Ok(Article {
        name: name.to_owned(),
        text: text.to_owned(),
        head: Vec::new(),
        gold: gold.map_err(named)?,
        traps: traps.map_err(named)?,
    })
}

fn statement(text: &str, one: &Value) -> Result<Gold, String> {
    let form = match one["type"].as_str() {
        Some("direct") => Form::Direct,
        Some("mixed") => Form::Mixed,
        Some("indirect") => Form::Indirect,
        _ => return Err(format!("{}: no form", one["id"])),
    };
    let source = &one["source"];
    let said = Said {
        source: optional(text, source)?,
        cue: spans(text, &one["cue"])?,
        content: spans(text, &one["content"])?,
        form,
        speaker: speaker(&one["speaker"]),
        addressee: optional(text, &one["addressee"])?,
        time: optional(text, &one["when"]["span"])?,
    };
    let tier = if one["tier"] == "secondary" { Tier::Secondary } else { Tier::Core };
    Ok(Gold { said, tier, also: Vec::new() })
}

fn speaker(value: &Value) -> Option<Speaker> {
    // A speaker without an identity is nobody that a text names.
    value["id"].as_str()?;
    Some(Speaker { name: value["name"].as_str()?.to_owned(), party: value["party"].as_str().map(str::to_owned) })
}

fn optional(text: &str, value: &Value) -> Result<Option<Span>, String> {
    if value.is_null() { Ok(None) } else { span(text, value).map(Some) }
}

fn spans(text: &str, value: &Value) -> Result<Vec<Span>, String> {
    list(value).iter().map(|one| span(text, one)).collect()
}

fn span(text: &str, value: &Value) -> Result<Span, String> {
    let number = |key: &str| value[key].as_u64().and_then(|number| usize::try_from(number).ok());
    let found = number("byte_start").zip(number("byte_end")).map(|(start, end)| start..end);
    match found {
        Some(found) if text.get(found.clone()) == value["text"].as_str() => Ok(found),
        _ => Err(format!("not in the text: {value}")),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
