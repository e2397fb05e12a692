//! A page as one HTML file that needs nothing else: no script, no request, readable on a phone, on paper and by ear.
//!
//! Every number is a link to what it rests on, and every basis links back to where it is used.

use super::bidi::isolated;
use super::glossary;
use super::grounds::Grounds;
use super::html_sheet::Sheet;
use super::markup::{escape, link_numbers};
use super::page::{Page, Section};
use crate::model::Case;

/// The only style sheet. It holds no address, so nothing is fetched.
pub const STYLE: &str = include_str!("style.css");

/// Even a browser that is asked to fetch something refuses.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Shown on paper only, where a link cannot be followed.
const PAPER: &str = "<p class=\"paper\">The marks b1, b2, … stand for what a number rests on: statements in their words, and \
                     assumptions with their reasons. The list, and the methods, are in the file that this was printed from.</p>";

/// The page as one self-contained HTML file. The numbers of the bases are those of [`super::text::render`].
pub fn render(page: &Page, case: &Case) -> String {
    let body = body(page, case);
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body{}>\n{body}</body>\n</html>\n",
        escape(&page.title),
        if page.first.is_some() && !page.unfolded { " class=\"folded\"" } else { "" },
    );
    isolated(&page).into_owned()
}

/// What stands in the body of the page, where another page is around it.
pub(super) fn body(page: &Page, case: &Case) -> String {
    let drawn = Drawn::new(page, case);
    let sections: String = drawn.sections.into_iter().map(|(_, section)| section).collect();
    let Drawn { header, first, contents, not_modelled, glossary, grounds, .. } = drawn;
    match &page.first {
        Some(_) => format!(
            "{header}<main>\n{first}<div class=\"below\">\n{contents}{PAPER}{sections}{not_modelled}{glossary}</div>\n</main>\n{grounds}"
        ),
        None => format!("{header}<main>\n{sections}{not_modelled}</main>\n{grounds}"),
    }
}

/// The same page in parts, each with an id of its own, for a page that is drawn anew only where it differs.
pub fn parts(page: &Page, case: &Case) -> Vec<(String, String)> {
    let drawn = Drawn::new(page, case);
    let named = |id: &str, html: String| (id.to_owned(), html);
    let mut parts = vec![named("header", drawn.header), named("first", drawn.first), named("contents", drawn.contents)];
    parts.extend(drawn.sections.into_iter().map(|(id, html)| (format!("s-{id}"), html)));
    parts.extend([
        named("not-modelled", drawn.not_modelled),
        named("glossary", drawn.glossary),
        named("grounds", drawn.grounds),
    ]);
    parts.retain(|(_, html)| !html.is_empty());
    parts.iter_mut().for_each(|(_, html)| *html = isolated(html).into_owned());
    parts
}

/// What a reader sees who tries something, in parts: the sentences, the pictures, and, once it is let go, what would change the
/// sentences.
pub fn tried_parts(page: &Page, case: &Case, moving: bool) -> Vec<(String, String)> {
    let Some(first) = &page.first else { return Vec::new() };
    let mut sheet = Sheet::new(case, Grounds::of(page));
    let mut parts = vec![("in-short".to_owned(), sheet.short_alone(page, first))];
    parts.extend(page.sections.iter().map(|section| (format!("s-{}", section.id), sheet.folded(section, false))));
    if !moving {
        parts.push(("turning".to_owned(), sheet.about_short(first)));
    }
    parts.push(("grounds".to_owned(), sheet.appendix()));
    parts.iter_mut().for_each(|(_, html)| *html = isolated(html).into_owned());
    parts
}

/// A page drawn, part by part. What a page does not have is empty.
struct Drawn {
    header: String,
    first: String,
    contents: String,
    sections: Vec<(String, String)>,
    not_modelled: String,
    glossary: String,
    grounds: String,
}

impl Drawn {
    fn new(page: &Page, case: &Case) -> Drawn {
        let mut sheet = Sheet::new(case, Grounds::of(page));
        let contents = contents(page);
        let (header, first) = match &page.first {
            Some(first) => (sheet.first_header(page), sheet.first_page(page, first)),
            None => (
                format!("<header><h1>{}</h1>{}{contents}{PAPER}</header>\n", escape(&page.title), facts(page)),
                String::new(),
            ),
        };
        let has_first = page.first.is_some();
        let section = |section: &Section| {
            let html = if has_first { sheet.folded(section, page.unfolded) } else { sheet.section(section) };
            (section.id.clone(), html)
        };
        let sections = page.sections.iter().map(section).collect();
        Drawn {
            header,
            first,
            contents: if has_first { contents } else { String::new() },
            sections,
            not_modelled: not_modelled(page),
            glossary: if has_first { glossary::html() } else { String::new() },
            grounds: sheet.appendix(),
        }
    }
}

fn facts(page: &Page) -> String {
    let rows = page.facts.iter().map(|(name, value)| {
        let long = if value.chars().count() > 48 { " class=\"long\"" } else { "" };
        format!("<div{long}><dt>{}</dt><dd>{}</dd></div>", escape(name), escape(value))
    });
    let rows: String = rows.collect();
    if rows.is_empty() { rows } else { format!("<dl class=\"facts\">{rows}</dl>") }
}

fn contents(page: &Page) -> String {
    let links = page
        .sections
        .iter()
        .map(|section| format!("<li><a href=\"#s-{}\">{}</a></li>", escape(&section.id), escape(&section.title)));
    let links: String = links.collect();
    format!("<nav aria-label=\"Sections\"><ul>{links}<li><a href=\"#grounds\">What this rests on</a></li></ul></nav>")
}

fn not_modelled(page: &Page) -> String {
    if page.not_modelled.is_empty() {
        return String::new();
    }
    let items: String = page.not_modelled.iter().map(|text| format!("<li>{}</li>", link_numbers(text, None))).collect();
    format!(
        "<section id=\"s-not-modelled\" aria-labelledby=\"h-not-modelled\">\n<div class=\"head\"><h2 id=\"h-not-modelled\">Not modelled</h2></div>\n\
         <ul class=\"not\">{items}</ul>\n</section>\n"
    )
}
