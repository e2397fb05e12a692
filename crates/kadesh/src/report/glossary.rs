//! The words of the field, each in two lines with its source: as text, as a section of a page, and for machines.

use serde_json::{Value, json};

use super::json::FORMAT;
use super::markup::escape;
use super::wrap::wrap;
use crate::ask::glossary::{GLOSSARY, Term};

/// Every term as text of at most `width` columns.
pub fn text(width: usize) -> String {
    let one = |term: &Term| {
        let lines = [term.word.to_owned()].into_iter();
        let means = wrap(term.means, "  ", "  ", width);
        let source = wrap(term.source, "  Source: ", "    ", width);
        lines.chain(means).chain(source).map(|line| format!("{line}\n")).collect::<String>()
    };
    GLOSSARY.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// Every term for machines.
pub fn json() -> Value {
    let one = |term: &Term| json!({ "word": term.word, "means": term.means, "source": term.source });
    json!({ "format": FORMAT, "terms": GLOSSARY.iter().map(one).collect::<Vec<_>>() })
}

/// Every term as a folded section of a page.
pub(super) fn html() -> String {
    let items: String = GLOSSARY
        .iter()
        .map(|term| {
            format!(
                "<dt>{}</dt><dd>{} <small>{}</small></dd>",
                escape(term.word),
                escape(term.means),
                escape(term.source)
            )
        })
        .collect();
    format!(
        "<section id=\"s-glossary\" aria-labelledby=\"h-glossary\">\n<div class=\"head\"><h2 id=\"h-glossary\">Words</h2></div>\n\
         <details class=\"fold\"><summary>{} terms of the field</summary><dl class=\"glossary\">{items}</dl></details>\n</section>\n",
        GLOSSARY.len()
    )
}
