//! The first page as text: evidence, the sentences that answer the question, what would change them, who disagrees.

use super::page::Page;
use super::wrap::{pad, width_of, wrap};
use crate::ask::first::{AboutShort, FirstPage, InShort};

/// Shown where some sentence holds a share over draws.
pub(super) const SHARES: &str = "Shares are medians over the draws, with the range of the middle 90 %. A draw takes each uncertain input at one value of its range: counts of draws tell how the inputs combine, not how talks will end.";

/// Where nothing answers the question.
pub(super) const NO_ANSWER: &str =
    "Nothing in the case answers its question yet. The list at the end says which entry would.";

/// Where the text of a numbered sentence begins.
const INDENT: usize = 4;

/// The page's title, question and facts, then its first page, in lines of at most `width` columns. Empty: it has none.
pub(super) fn lines(page: &Page, width: usize) -> Vec<String> {
    let Some(first) = &page.first else { return Vec::new() };
    let mut lines = wrap(&page.title, "", "", width);
    lines.extend(page.question().map(|question| wrap(question, "", "", width)).unwrap_or_default());
    lines.extend(wrap(&told(page).join(" · "), "", "", width));
    let evidence: Vec<&str> = first.evidence.iter().map(|sentence| sentence.text.as_str()).collect();
    if !evidence.is_empty() {
        lines.push(String::new());
        lines.extend(wrap(&evidence.join(" "), "EVIDENCE    ", "            ", width));
    }
    lines.push(String::new());
    lines.extend(in_short(first, width));
    lines.extend(about("WHAT WOULD CHANGE THIS", &first.changes, width));
    lines.extend(about("DISAGREEMENTS", &first.disagreements, width));
    lines.push(String::new());
    lines.extend(wrap(&first.not_modelled.join("; "), "NOT MODELLED   ", "               ", width));
    if let Some(text) = missing(first) {
        lines.extend(wrap(&text, "NOT IN THIS CASE   ", "                   ", width));
    }
    lines
}

/// The facts that a reader needs at a glance, without the names that the question has.
pub(super) fn told(page: &Page) -> Vec<String> {
    let word = |(name, value): &(String, String)| match name.as_str() {
        "Question" | "More" => None,
        "PARTIAL" => Some(format!("PARTIAL: {value}")),
        "As of" | "Version" => Some(value.clone()),
        "Coded by" => Some(format!("coded by {value}")),
        "Draws" => Some(value.replacen(" with", " draws,", 1)),
        _ => Some(format!("{}: {value}", name.to_lowercase())),
    };
    page.facts.iter().filter_map(word).collect()
}

/// Whether some sentence holds a share over draws.
pub(super) fn has_shares(first: &FirstPage) -> bool {
    first.in_short.iter().any(|sentence| sentence.headline.text.contains(" % ("))
}

/// What the case does not hold, in one sentence.
pub(super) fn missing(first: &FirstPage) -> Option<String> {
    let word =
        |(what, entry): (&str, &str)| if entry.is_empty() { what.to_owned() } else { format!("{what} ({entry})") };
    let list: Vec<String> = first.missing.iter().map(|one| word((&one.what, &one.entry))).collect();
    (!list.is_empty()).then(|| list.join("; "))
}

fn in_short(first: &FirstPage, width: usize) -> Vec<String> {
    if first.in_short.is_empty() {
        return wrap(NO_ANSWER, "IN SHORT    ", "            ", width);
    }
    let mut lines = match has_shares(first) {
        true => wrap(SHARES, "IN SHORT    ", "            ", width),
        false => vec!["IN SHORT".to_owned()],
    };
    lines.extend(first.in_short.iter().flat_map(|sentence| numbered(sentence, width)));
    lines
}

/// A sentence with its number before it and the word of its question at the right of its last line.
fn numbered(sentence: &InShort, width: usize) -> Vec<String> {
    let mut lines = wrap(&sentence.headline.text, &number(Some(sentence.number)), &" ".repeat(INDENT), width);
    let word = sentence.word();
    let last = lines.last().map_or(0, |line| width_of(line));
    match lines.last_mut().filter(|_| last + 2 + width_of(word) <= width) {
        Some(line) => *line = format!("{}{word}", pad(line, width - width_of(word))),
        None => lines.push(format!("{}{word}", " ".repeat(width.saturating_sub(width_of(word))))),
    }
    lines
}

fn number(number: Option<usize>) -> String {
    number.map_or_else(|| " ".repeat(INDENT), |number| format!("{number:>2}  "))
}

fn about(title: &str, list: &[AboutShort], width: usize) -> Vec<String> {
    if list.is_empty() {
        return Vec::new();
    }
    let line = |one: &AboutShort| wrap(&one.text, &number(one.number), &" ".repeat(INDENT), width);
    [String::new(), title.to_owned()].into_iter().chain(list.iter().flat_map(line)).collect()
}
