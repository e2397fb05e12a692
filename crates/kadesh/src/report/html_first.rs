//! The first page as HTML, and the sections below it folded to their headline and their best picture.

use super::block::{Block, Line, Tone};
use super::first::{NO_ANSWER, SHARES, has_shares, missing, told};
use super::grounds;
use super::html_sheet::Sheet;
use super::markup::{escape, link_numbers};
use super::page::{Entry, Page, Section};
use crate::ask::first::{AboutShort, FirstPage, InShort};
use crate::model::Basis;

impl Sheet<'_> {
    /// Title, question, facts.
    pub(super) fn first_header(&self, page: &Page) -> String {
        format!(
            "<header><h1>{}</h1><p class=\"asked\">{}</p><p class=\"told\">{}</p></header>\n",
            escape(&page.title),
            escape(page.question().unwrap_or_default()),
            escape(&told(page).join(" · "))
        )
    }

    /// The first page.
    pub(super) fn first_page(&mut self, page: &Page, first: &FirstPage) -> String {
        "first page".clone_into(&mut self.entry);
        let mut out = "<div class=\"first\">\n".to_owned();
        out.push_str(&self.evidence(first));
        out.push_str(&self.in_short(page, first));
        out.push_str(&self.turning(first));
        out.push_str("</div>\n");
        out
    }

    /// The sentences of the first page alone.
    pub(super) fn short_alone(&mut self, page: &Page, first: &FirstPage) -> String {
        "first page".clone_into(&mut self.entry);
        format!("<div class=\"first\">\n{}</div>\n", self.in_short(page, first))
    }

    /// What would change the sentences, who disagrees with them, and what the case does not hold.
    pub(super) fn about_short(&mut self, first: &FirstPage) -> String {
        "first page".clone_into(&mut self.entry);
        format!("<div class=\"first\">\n{}</div>\n", self.turning(first))
    }

    /// A section folded to its headline and its best picture; the rest opens by a click, without a script.
    pub(super) fn folded(&mut self, section: &Section, is_open: bool) -> String {
        let mut section = section.clone();
        let picture = take_picture(&mut section.entries);
        let headline = section.entries.iter().find_map(headline_of).cloned();
        let id = escape(&section.id);
        let mut out = format!(
            "<section id=\"s-{id}\" aria-labelledby=\"h-{id}\">\n<div class=\"head\"><h2 id=\"h-{id}\">{}</h2>\
             <p class=\"question\">{}</p></div>\n",
            escape(&section.title),
            escape(&section.question)
        );
        if let Some(line) = headline.filter(|_| !is_open) {
            let number = self.grounds.number(&line.basis, grounds::has_number(&line.text));
            out.push_str(&format!("<p class=\"gist\">{}</p>\n", link_numbers(&line.text, number)));
        }
        if let Some((entry, block)) = picture {
            self.entry = entry;
            out.push_str(&self.block(&block));
        }
        let answers = match section.entries.len() {
            1 => "1 answer".to_owned(),
            count => format!("{count} answers"),
        };
        let open = if is_open { " open" } else { "" };
        out.push_str(&format!(
            "<details class=\"fold\"{open}><summary>{answers} in full</summary>\n<div class=\"entries\">\n"
        ));
        for entry in &section.entries {
            out.push_str(&self.entry(entry));
        }
        out.push_str("</div>\n</details>\n</section>\n");
        out
    }

    fn evidence(&mut self, first: &FirstPage) -> String {
        let sentences: Vec<String> =
            first.evidence.iter().map(|sentence| self.sentence(&sentence.text, &sentence.basis)).collect();
        if sentences.is_empty() {
            String::new()
        } else {
            part("evidence", "Evidence", &format!("<p>{}</p>", sentences.join(" ")))
        }
    }

    fn in_short(&mut self, page: &Page, first: &FirstPage) -> String {
        if first.in_short.is_empty() {
            return part("in-short", "In short", &format!("<p>{NO_ANSWER}</p>"));
        }
        let items: String = first.in_short.iter().map(|sentence| self.numbered(page, sentence)).collect();
        let shares = if has_shares(first) { format!("<p class=\"legend-line\">{SHARES}</p>") } else { String::new() };
        part("in-short", "In short", &format!("{shares}<ol>{items}</ol>"))
    }

    fn turning(&mut self, first: &FirstPage) -> String {
        let mut out = self.about("change", "What would change this", &first.changes);
        out.push_str(&self.about("disagree", "Disagreements", &first.disagreements));
        let limits = format!("<p>{}.</p>", escape(&first.not_modelled.join("; ")));
        out.push_str(&part("limits", "Not modelled", &limits));
        if let Some(text) = missing(first) {
            out.push_str(&part("missing", "Not in this case", &format!("<p>{}.</p>", link_numbers(&text, None))));
        }
        out
    }

    /// One numbered sentence, with a link to the answer that it is part of.
    fn numbered(&mut self, page: &Page, sentence: &InShort) -> String {
        let is_here =
            page.sections.iter().flat_map(|section| &section.entries).any(|entry| entry.id == sentence.finding);
        let word = escape(sentence.word());
        let from = match is_here {
            true => format!("<a class=\"id\" href=\"#{}\">{word}</a>", escape(sentence.finding)),
            false => format!("<span class=\"id\">{word}</span>"),
        };
        format!(
            "<li id=\"{}\" value=\"{}\">{} {from}</li>\n",
            sentence.id(),
            sentence.number,
            self.sentence(&sentence.headline.text, &sentence.headline.basis)
        )
    }

    fn about(&mut self, id: &str, title: &str, list: &[AboutShort]) -> String {
        let item = |line: &AboutShort, sheet: &mut Self| {
            let number = line.number.map_or_else(String::new, |number| {
                format!("<a class=\"to\" href=\"#in-short.{number}\" aria-label=\"sentence {number}\">{number}</a> ")
            });
            format!("<li>{number}{}</li>\n", sheet.sentence(&line.text, &line.basis))
        };
        let items: String = list.iter().map(|line| item(line, self)).collect();
        if items.is_empty() { items } else { part(id, title, &format!("<ul class=\"about\">{items}</ul>")) }
    }

    /// A sentence in which every number opens its basis.
    fn sentence(&mut self, text: &str, basis: &Basis) -> String {
        let number = self.grounds.number(basis, grounds::has_number(text));
        format!("{}{}", link_numbers(text, number), self.mark(number))
    }
}

fn part(id: &str, title: &str, body: &str) -> String {
    format!(
        "<div class=\"part\" role=\"group\" id=\"f-{id}\" aria-labelledby=\"fh-{id}\"><h2 id=\"fh-{id}\">{title}</h2>{body}</div>\n"
    )
}

fn headline_of(entry: &Entry) -> Option<&Line> {
    entry.blocks.iter().find_map(|block| match block {
        Block::Line(line) if line.tone == Tone::Headline => Some(line),
        _ => None,
    })
}

/// Takes the first picture out of its answer, with that answer's id.
fn take_picture(entries: &mut [Entry]) -> Option<(String, Block)> {
    for entry in entries {
        let is_picture = |block: &Block| !matches!(block, Block::Line(_) | Block::Table(_) | Block::Tree(_));
        if let Some(at) = entry.blocks.iter().position(is_picture) {
            return Some((entry.id.clone(), entry.blocks.remove(at)));
        }
    }
    None
}
