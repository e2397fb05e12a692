//! The grounds of a page as HTML: each written out once, and linked to wherever it comes again.

use super::grounds::{Item, Words};
use super::markup::escape;
use super::wrap::cut;
use crate::model::Ground;

/// A ground in full where it comes first, with what it rests on; in brief afterwards.
pub(super) fn ground(item: &Item) -> String {
    if item.before.is_some() {
        return format!("<li>{}</li>", words(item));
    }
    let below = item.below.iter().map(|below| match below.before {
        Some(_) => format!("<li>rests on {}</li>", words(below)),
        None => format!("<li id=\"{}\">rests on {}</li>", address(below.ground), words(below)),
    });
    let below: String = below.collect();
    let below = if below.is_empty() { below } else { format!("<ul>{below}</ul>") };
    format!("<li id=\"{}\">{}{below}</li>", address(item.ground), words(item))
}

fn words(item: &Item) -> String {
    let quoted = |quote: &str| format!("<span class=\"quote\">“{}”</span>", escape(quote));
    let Words { id, quote, text, origin, .. } = &item.words;
    if item.before.is_some() {
        let what = quote.as_ref().map_or_else(|| escape(&cut(text, 44)), |quote| quoted(&cut(quote, 40)));
        return format!("{what} ({})", reference(item));
    }
    let what = quote.as_ref().map_or_else(|| escape(text), |quote| quoted(quote));
    let origin = if origin.is_empty() { String::new() } else { format!(" — {}", escape(origin)) };
    format!("{what}{origin} <span class=\"id\">{}</span>", escape(id))
}

/// A link to where a ground is written out.
pub(super) fn reference(item: &Item) -> String {
    let number = item.before.map_or(String::new(), |number| format!(", see b{number}"));
    format!("<a href=\"#{}\">{}</a>{number}", address(item.ground), escape(&item.words.id))
}

/// The address of a ground: where it is written in full.
fn address(ground: Ground) -> String {
    match ground {
        Ground::Statement(id) => format!("g-said-{}", id.0),
        Ground::Assumption(id) => format!("g-assumed-{}", id.0),
        Ground::Rule(id) => format!("g-rule-{}", id.0),
        Ground::Gate(id) => format!("g-gate-{}", id.0),
        Ground::Norm(id) => format!("g-norm-{}", id.0),
        Ground::Agreement(id) => format!("g-agreement-{}", id.0),
    }
}
