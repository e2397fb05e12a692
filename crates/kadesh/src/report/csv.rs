//! A page's tables and pictures as CSV, for a spreadsheet: all rows, numbers ungrouped, the grounds by their ids.
//!
//! Several tables follow one another, each after a line that begins with `#` and names it, and before an empty line.

use super::flat::Flat;
use super::json::ground_id;
use super::page::Page;
use crate::model::{Basis, Case};

/// Every table of a page; of a brief its sentences first. The last column holds the grounds by id, such as `statement:s1`.
pub fn render(page: &Page, case: &Case) -> String {
    let entries = page.sections.iter().flat_map(|section| &section.entries);
    let tables =
        entries.flat_map(|entry| entry.blocks.iter().filter_map(Flat::of).map(|flat| (entry.id.as_str(), flat)));
    let first = page.first.iter().map(|first| ("in-short", Flat::of_first(first)));
    let all: Vec<(&str, Flat)> = first.chain(tables).collect();
    match all.as_slice() {
        [(_, only)] => written(only, case),
        all => all.iter().map(|(id, flat)| format!("{}{}\n", head(id, &flat.title), written(flat, case))).collect(),
    }
}

fn head(id: &str, title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() { format!("# {id}\n") } else { format!("# {id}: {title}\n") }
}

fn written(flat: &Flat, case: &Case) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let basis = |basis: &Basis| basis.0.iter().map(|ground| ground_id(case, *ground)).collect::<Vec<_>>().join(" ");
    let heads = flat.columns.iter().map(|head| safe(head)).chain(["basis".to_owned()]);
    // Writing to memory does not fail, and every row has as many cells as the first.
    let _ = writer.write_record(heads);
    for row in &flat.rows {
        let _ = writer.write_record(row.cells.iter().map(|cell| safe(&ungrouped(cell))).chain([basis(&row.basis)]));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// `1,620` as a spreadsheet reads it; anything else as it is.
fn ungrouped(text: &str) -> String {
    let mut groups = text.split(',');
    let is_digits = |part: &str, most: usize| {
        !part.is_empty() && part.len() <= most && part.bytes().all(|one| one.is_ascii_digit())
    };
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let is_grouped =
        !rest.is_empty() && is_digits(first, 3) && rest.iter().all(|part| part.len() == 3 && is_digits(part, 3));
    if is_grouped { text.replace(',', "") } else { text.to_owned() }
}

/// A spreadsheet takes words that begin like a formula for one; an apostrophe keeps them words.
fn safe(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{safe, ungrouped};

    #[test]
    fn numbers_lose_their_groups_and_words_keep_their_commas() {
        assert_eq!(ungrouped("1,620"), "1620");
        assert_eq!(ungrouped("12,345,678"), "12345678");
        assert_eq!(ungrouped("a, b"), "a, b");
        assert_eq!(ungrouped("1,62"), "1,62");
        assert_eq!(ungrouped("2,3,456"), "2,3,456");
    }

    #[test]
    fn words_are_never_a_formula() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("@SUM"), "'@SUM");
        assert_eq!(safe("-0.25"), "-0.25");
        assert_eq!(safe("-lever"), "'-lever");
        assert_eq!(safe("plain"), "plain");
    }
}
