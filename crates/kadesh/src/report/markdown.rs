//! A page as Markdown, for a note or a repository: sentences, tables with all their rows, and what each rests on.

use super::block::{Block, Line, Tone};
use super::first::{NO_ANSWER, SHARES, has_shares, missing, told};
use super::flat::Flat;
use super::grounds::{self, Grounds, WHOLE_CASE, mark};
use super::page::{Entry, Page};
use super::wrap::clean;
use crate::ask::first::{AboutShort, FirstPage};
use crate::model::{Basis, Case};

/// The page. The numbers of the marks are those of [`super::text::render`].
pub fn render(page: &Page, case: &Case) -> String {
    let grounds = Grounds::of(page);
    let mut out = format!("# {}\n", escape(&page.title));
    match &page.first {
        Some(first) => out.push_str(&first_page(page, first, &grounds)),
        None => page.facts.iter().for_each(|(name, value)| {
            out.push_str(&format!("\n- {}: {}", escape(name), escape(value)));
        }),
    }
    out.push('\n');
    for section in &page.sections {
        out.push_str(&format!("\n## {}\n", escape(&section.title)));
        section.entries.iter().for_each(|own| out.push_str(&entry(own, &grounds)));
    }
    if !page.not_modelled.is_empty() {
        out.push_str(&format!("\n## Not modelled\n\n{}", list(page.not_modelled.iter().map(|text| escape(text)))));
    }
    out.push_str(&appendix(case, &grounds));
    out
}

fn first_page(page: &Page, first: &FirstPage, grounds: &Grounds) -> String {
    let mut out =
        format!("\n**{}**\n\n{}\n", escape(page.question().unwrap_or_default()), escape(&told(page).join(" · ")));
    let sentence = |text: &str, basis: &Basis| with_mark(text, &mark(grounds, basis, grounds::has_number(text)));
    if !first.evidence.is_empty() {
        let evidence: Vec<String> = first.evidence.iter().map(|one| sentence(&one.text, &one.basis)).collect();
        out.push_str(&format!("\n## Evidence\n\n{}\n", evidence.join(" ")));
    }
    out.push_str("\n## In short\n\n");
    if first.in_short.is_empty() {
        out.push_str(&format!("{NO_ANSWER}\n"));
    }
    if has_shares(first) {
        out.push_str(&format!("{SHARES}\n\n"));
    }
    for one in &first.in_short {
        let text = sentence(&one.headline.text, &one.headline.basis);
        out.push_str(&format!("{}. {text} ({})\n", one.number, one.word()));
    }
    let about = |one: &AboutShort| {
        let number = one.number.map_or_else(String::new, |number| format!("{number}: "));
        format!("{number}{}", sentence(&one.text, &one.basis))
    };
    for (title, lines) in [("What would change this", &first.changes), ("Disagreements", &first.disagreements)] {
        if !lines.is_empty() {
            out.push_str(&format!("\n## {title}\n\n{}", list(lines.iter().map(about))));
        }
    }
    out.push_str(&format!("\n## Limits\n\n{}.\n", escape(&first.not_modelled.join("; "))));
    if let Some(text) = missing(first) {
        out.push_str(&format!("\nNot in this case: {}.\n", escape(&text)));
    }
    out
}

fn entry(entry: &Entry, grounds: &Grounds) -> String {
    let mut out = format!("\n### {} (`{}`)\n", escape(&entry.title), entry.id);
    for block in &entry.blocks {
        out.push('\n');
        out.push_str(&match block {
            Block::Line(own) => line(own, grounds),
            other => Flat::of(other).map_or_else(String::new, |flat| table(&flat, grounds)),
        });
    }
    entry.notes.iter().for_each(|note| out.push_str(&format!("\nDefault taken: {}\n", escape(note))));
    out
}

fn line(line: &Line, grounds: &Grounds) -> String {
    let text = with_mark(&line.text, &mark(grounds, &line.basis, grounds::has_number(&line.text)));
    match line.tone {
        Tone::Headline => format!("**{text}**\n"),
        Tone::Plain => format!("{text}\n"),
        Tone::Caution => format!("Limit: {text}\n"),
    }
}

fn table(flat: &Flat, grounds: &Grounds) -> String {
    let title = if flat.title.is_empty() { String::new() } else { format!("*{}*\n\n", escape(&flat.title)) };
    let is_number = |text: &String| text.starts_with(|first: char| first.is_ascii_digit() || "+-".contains(first));
    let numeric = |at: usize| {
        let mut cells = flat.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty());
        cells.clone().next().is_some() && cells.all(is_number)
    };
    let joined = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let heads = flat.columns.iter().map(|head| escape(head)).chain([String::new()]);
    let rules = (0..flat.columns.len()).map(|at| if numeric(at) { "--:" } else { "---" }.to_owned());
    let rows = flat.rows.iter().map(|row| {
        let mark = mark(grounds, &row.basis, row.cells.iter().any(is_number));
        joined(row.cells.iter().map(|cell| escape(cell)).chain([mark]).collect())
    });
    let rows: String = rows.collect();
    format!("{title}{}{}{rows}", joined(heads.collect()), joined(rules.chain(["---".to_owned()]).collect()))
}

fn appendix(case: &Case, grounds: &Grounds) -> String {
    let listed = grounds.listed(case);
    if listed.is_empty() && !grounds.whole_case() {
        return String::new();
    }
    let whole = grounds.whole_case().then(|| format!("b0: {}", escape(WHOLE_CASE)));
    let one = |basis: &grounds::Listed| {
        let words = basis.items.iter().map(|item| {
            let words = &item.words;
            match (&words.quote, item.before) {
                (_, Some(number)) => format!("{} (see b{number})", escape(&words.id)),
                (Some(quote), None) => format!("{}: “{}”; {}", escape(&words.id), escape(quote), escape(&words.origin)),
                (None, None) => format!("{}: {}; {}", escape(&words.id), escape(&words.text), escape(&words.origin)),
            }
        });
        format!("b{}: {}", basis.number, words.collect::<Vec<_>>().join(" · "))
    };
    format!("\n## What this rests on\n\n{}", list(whole.into_iter().chain(listed.iter().map(one))))
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.map(|item| format!("- {item}\n")).collect()
}

fn with_mark(text: &str, mark: &str) -> String {
    if mark.is_empty() { escape(text) } else { format!("{} {mark}", escape(text)) }
}

/// Words that mean themselves, on one line.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for letter in clean(text).chars() {
        if matches!(letter, '\\' | '*' | '_' | '|' | '<' | '>' | '[' | ']' | '#') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
