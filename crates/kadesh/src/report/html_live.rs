//! Pages that answer without a server: the brief as it stands, with the case and a script that asks the engine anew; and the list of
//! several such pages.
//!
//! What runs is named by its hash, and nothing else may: not a script that a case's text might hold, not a request to anywhere.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::bidi::isolated;
use super::html::{self, STYLE};
use super::markup::escape;
use super::page::Page;
use crate::model::Case;

/// What makes a page answer. A shell has it.
#[derive(Debug, Clone, Copy)]
pub struct Program<'a> {
    /// The script of the page.
    pub script: &'a str,
    /// The style of what the script shows, beside that of a report.
    pub style: &'a str,
    /// The script of the thread that runs the engine.
    pub worker: &'a str,
    /// The engine, packed with gzip.
    pub engine: &'a [u8],
}

/// Where a page has the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// In itself.
    Within,
    /// In a file beside it, which several pages share, with the list of them.
    Beside {
        /// The name of the file.
        engine: &'a str,
        /// The name of the list.
        list: &'a str,
    },
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The name of its file.
    pub file: String,
    /// The title of the case.
    pub title: String,
    /// What the case asks.
    pub question: String,
    /// The first sentence that answers it. Empty: there is none.
    pub headline: String,
}

/// What a reader is told before the engine answers, and where it never does.
const AS_WRITTEN: &str = "This is the brief as it was written into this file. Where a browser runs the script of this page, levers, \
                          seats and dates can be tried here.";

/// A page that answers. `carried` is the case and how it is looked at, as the script reads it.
pub fn render(page: &Page, case: &Case, carried: &Value, program: &Program<'_>, place: Place<'_>) -> String {
    let Program { script, style, worker, engine } = program;
    let style = format!("{STYLE}{style}");
    let from = if place == Place::Within { "" } else { " 'self'" };
    let policy = format!(
        "default-src 'none'; script-src '{}'{from} 'wasm-unsafe-eval'; worker-src blob:; style-src '{}'; img-src data:; \
         base-uri 'none'; form-action 'none'",
        hash(script),
        hash(&style)
    );
    let (above, engine) = match place {
        Place::Within => (
            String::new(),
            format!(
                "<script type=\"text/plain\" id=\"live-worker\">{worker}</script>\n\
                 <script type=\"application/gzip\" id=\"live-engine\">{}</script>\n",
                STANDARD.encode(engine)
            ),
        ),
        Place::Beside { engine, list } => (
            format!("<nav class=\"all-cases\" aria-label=\"Cases\"><a href=\"{}\">All cases</a></nav>\n", escape(list)),
            format!("<script src=\"{}\"></script>\n", escape(engine)),
        ),
    };
    let body = format!(
        "<body>\n{above}<div id=\"as-written\" class=\"as-written folded\">\n\
         <p id=\"live-status\" class=\"live-status\" role=\"status\">{AS_WRITTEN}</p>\n{}</div>\n",
        html::body(page, case)
    );
    format!(
        "{}{}<script type=\"application/json\" id=\"live-case\">{}</script>\n{engine}<script>{script}</script>\n</body>\n</html>\n",
        head(&policy, &page.title, &style),
        isolated(&body),
        in_script(carried)
    )
}

/// The file that several pages share: the engine, and the script of its thread.
pub fn engine_file(program: &Program<'_>) -> String {
    let told = serde_json::json!({ "engine": STANDARD.encode(program.engine), "worker": program.worker });
    format!("globalThis.KADESH_ENGINE = {told};\n")
}

/// The list of pages.
pub fn list(pages: &[Listed], style: &str) -> String {
    let style = format!("{STYLE}{style}");
    let policy =
        format!("default-src 'none'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'", hash(&style));
    let item = |page: &Listed| {
        let line = |class: &str, text: &str| match text.is_empty() {
            true => String::new(),
            false => format!("<p class=\"{class}\">{}</p>\n", escape(text)),
        };
        format!(
            "<li>\n<h2><a href=\"{}\">{}</a></h2>\n{}{}</li>\n",
            escape(&page.file),
            escape(&page.title),
            line("asked", &page.question),
            line("headline", &page.headline)
        )
    };
    let items: String = pages.iter().map(item).collect();
    let count = match pages.len() {
        1 => "One negotiation".to_owned(),
        count => format!("{count} negotiations"),
    };
    let body = format!(
        "<body>\n<div class=\"as-written\">\n<header><h1>{count}</h1><p class=\"told\">Each with the question that was asked of it, \
         and the first sentence of the answer. What a sentence rests on is on its page.</p></header>\n<main>\n\
         <ul class=\"cases\">\n{items}</ul>\n</main>\n</div>\n</body>\n</html>\n"
    );
    format!("{}{}", head(&policy, &count, &style), isolated(&body))
}

fn head(policy: &str, title: &str, style: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <style>{style}</style>\n</head>\n",
        isolated(&escape(title))
    )
}

/// The name of a text in a policy.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Data within a script's element, which no text in it can end.
fn in_script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_element_that_it_is_in() {
        let hostile = serde_json::json!({ "case.toml": "</script><script>alert(1)</script><!--" });
        let held = in_script(&hostile);
        assert!(!held.contains('<'), "{held}");
        assert_eq!(serde_json::from_str::<Value>(&held).unwrap(), hostile);
    }

    #[test]
    fn a_list_tells_what_it_is_given_and_no_more() {
        let page = |title: &str, headline: &str| Listed {
            file: "a.html".to_owned(),
            title: title.to_owned(),
            question: String::new(),
            headline: headline.to_owned(),
        };
        let list = list(&[page("<b>Harbour</b>", ""), page("Lake", "A sentence.")], "");
        assert!(list.contains("&lt;b&gt;Harbour&lt;/b&gt;") && list.contains("A sentence."), "{list}");
        assert!(!list.contains("<script"));
        assert_eq!(list.matches("class=\"headline\"").count(), 1);
    }
}
