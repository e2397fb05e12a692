//! A page as one HTML file that needs nothing else: no script, no request, readable on a phone, on paper and by ear.
//!
//! Every number is a link to what it rests on, and every basis links back to where it is used.

use super::bidi::isolated;
use super::glossary;
use super::grounds::Grounds;
use super::html_sheet::Sheet;
use super::markup::{escape, link_numbers};
use super::page::Page;
use crate::model::Case;

/// The only style sheet. It holds no address, so nothing is fetched.
const STYLE: &str = include_str!("style.css");

/// Even a browser that is asked to fetch something refuses.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Shown on paper only, where a link cannot be followed.
const PAPER: &str = "<p class=\"paper\">The marks b1, b2, … stand for what a number rests on: statements in their words, and \
                     assumptions with their reasons. The list, and the methods, are in the file that this was printed from.</p>";

/// The page as one self-contained HTML file. The numbers of the bases are those of [`super::text::render`].
pub fn render(page: &Page, case: &Case) -> String {
    let mut sheet = Sheet::new(case, Grounds::of(page));
    let mut body = match &page.first {
        Some(first) => sheet.first_page(page, first),
        None => {
            format!(
                "<header><h1>{}</h1>{}{}{PAPER}</header>\n<main>\n",
                escape(&page.title),
                facts(page),
                contents(page)
            )
        }
    };
    match &page.first {
        Some(_) => body.push_str(&below(&mut sheet, page)),
        None => {
            page.sections.iter().for_each(|section| body.push_str(&sheet.section(section)));
            body.push_str(&not_modelled(page));
        }
    }
    body.push_str("</main>\n");
    body.push_str(&sheet.appendix());
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

/// What stands below a first page: the sections folded, what they leave out, the words.
fn below(sheet: &mut Sheet, page: &Page) -> String {
    let mut out = format!("<div class=\"below\">\n{}{PAPER}", contents(page));
    page.sections.iter().for_each(|section| out.push_str(&sheet.folded(section, page.unfolded)));
    out.push_str(&not_modelled(page));
    out.push_str(&glossary::html());
    out.push_str("</div>\n");
    out
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
