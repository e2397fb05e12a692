//! Workbooks of Excel (`.xlsx`, `.xlsm`): ECMA-376, part 1, SpreadsheetML.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::collect::{Collected, Content, Range, number_text, parse_address, percent_text};
use super::dates;
use super::parts::{Parts, append_words, attribute, local_attribute};
use super::styles::{self, Style};
use super::{Sheet, Told};
use crate::cell::CellKind;
use crate::fault::FileTrouble;

/// A workbook: where its sheets are, and what their cells refer to.
pub(super) struct Workbook {
    /// The part of each sheet.
    sheets: Vec<String>,
    strings: Vec<String>,
    styles: Vec<Style>,
    from_1904: bool,
}

/// A part that another refers to, and its kind.
struct Relation {
    kind: String,
    part: String,
}

pub(super) fn open(parts: &mut Parts<'_>) -> Told<(Workbook, Vec<Sheet>)> {
    let root = relations(parts, "")?;
    let office = root.into_values().find(|relation| relation.kind.ends_with("/officeDocument"));
    let main = office.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.part);
    if !parts.has(&main) {
        return Err(FileTrouble::NotASpreadsheet);
    }
    let relations = relations(parts, &main)?;
    let (names, from_1904) = sheet_names(parts, &main)?;
    let part = |kind: &str| relations.values().find(|relation| relation.kind.ends_with(kind));
    let strings = match part("/sharedStrings") {
        Some(relation) => shared_strings(parts, &relation.part)?,
        None => Vec::new(),
    };
    let styles = match part("/styles") {
        Some(relation) => styles::read(parts, &relation.part)?,
        None => Vec::new(),
    };
    let (mut sheets, mut seen) = (Vec::new(), Vec::new());
    for (sheet, id) in names {
        if let Some(relation) = relations.get(&id).filter(|relation| relation.kind.ends_with("/worksheet")) {
            sheets.push(relation.part.clone());
            seen.push(sheet);
        }
    }
    Ok((Workbook { sheets, strings, styles, from_1904 }, seen))
}

impl Workbook {
    /// Reads the cells of a sheet.
    pub(super) fn read(&self, parts: &mut Parts<'_>, index: usize, mut collected: Collected) -> Told<Collected> {
        let part = self.sheets.get(index).map_or("", String::as_str);
        let mut xml = parts.need(part)?;
        let mut buffer = Vec::new();
        let (mut row, mut column) = (0, 0);
        let mut cell = RawCell::default();
        let mut into = None;
        loop {
            match xml.next(&mut buffer)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "row" => {
                        row = next_row(&element, row).ok_or_else(|| xml.damaged())?;
                        column = 0;
                    }
                    "c" => {
                        cell = RawCell::open(&element);
                        if let Some(address) = attribute(&element, "r") {
                            (row, column) = parse_address(&address).ok_or_else(|| xml.damaged())?;
                        }
                    }
                    "v" => into = Some(Into::Value),
                    "f" => into = Some(Into::Formula),
                    "t" => into = Some(Into::Words),
                    "rPh" => cell.in_phonetic = true,
                    "mergeCell" => {
                        let range = attribute(&element, "ref").and_then(|range| Range::parse(&range));
                        collected.merge(range.ok_or_else(|| xml.damaged())?)?;
                    }
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "c" => {
                        if let Some(content) = self.content(&cell) {
                            collected.push(row, column, &content)?;
                        }
                        if collected.is_full() {
                            return Ok(collected);
                        }
                        column = column.saturating_add(1);
                    }
                    "row" => row = row.saturating_add(1),
                    "v" | "f" | "t" => cell.close(&mut into),
                    "rPh" => cell.in_phonetic = false,
                    _ => {}
                },
                Event::Eof => return Ok(collected),
                event => cell.append(into, &event),
            }
        }
    }

    /// What a cell holds; none when it is blank.
    fn content(&self, cell: &RawCell) -> Option<Content> {
        let value = cell.value.as_deref().unwrap_or_default();
        let has_result = cell.value.is_some() && (cell.kind == Kind::Formula || !value.is_empty());
        if let Some(formula) = cell.formula.as_deref().filter(|_| !has_result && cell.kind != Kind::Inline) {
            let formula = format!("={formula}");
            return Some(Content::of(CellKind::FormulaWithoutValue, formula.clone(), formula));
        }
        match cell.kind {
            Kind::Shared => {
                let index = value.trim().parse::<usize>().ok();
                let words = index.and_then(|index| self.strings.get(index)).map(String::as_str);
                words.map(|words| Content::words(words.to_owned()))
            }
            Kind::Inline => Some(Content::words(unescaped(&cell.words).into_owned())),
            Kind::Formula => Some(Content::words(unescaped(value).into_owned())),
            Kind::Bool => {
                let truth = matches!(value.trim(), "1" | "true");
                (!value.is_empty()).then(|| Content::of(CellKind::Bool, truth.to_string(), value.to_owned()))
            }
            Kind::Error => Some(Content::of(CellKind::Error, value.to_owned(), value.to_owned())),
            Kind::Date => Some(Content::of(CellKind::Date, value.to_owned(), value.to_owned())),
            Kind::Number if value.trim().is_empty() => None,
            Kind::Number => Some(self.number(value, cell.style)),
        }
    }

    fn number(&self, stored: &str, style: usize) -> Content {
        let Some(number) = number_text(stored) else { return Content::words(stored.to_owned()) };
        let raw = stored.trim().to_owned();
        match self.styles.get(style).copied().unwrap_or(Style::Plain) {
            Style::Plain => Content::of(CellKind::Number, number, raw),
            Style::Percent => Content::of(CellKind::Percent, percent_text(&number), raw),
            Style::Date(shown) => {
                let serial = stored.trim().parse().unwrap_or(-1.0);
                match dates::written(serial, shown, self.from_1904) {
                    Some(date) => Content::of(CellKind::Date, date, raw),
                    None => Content::of(CellKind::Number, number, raw),
                }
            }
        }
    }
}

/// A cell as the file has it.
#[derive(Debug, Default)]
struct RawCell {
    kind: Kind,
    style: usize,
    value: Option<String>,
    formula: Option<String>,
    words: String,
    in_phonetic: bool,
}

/// The type of a cell.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Excel leaves the type of a number out.
    #[default]
    Number,
    Shared,
    Inline,
    Formula,
    Bool,
    Error,
    Date,
}

/// What the words of an element belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Into {
    Value,
    Formula,
    Words,
}

impl RawCell {
    fn open(element: &BytesStart<'_>) -> RawCell {
        let kind = match attribute(element, "t").as_deref() {
            Some("s") => Kind::Shared,
            Some("inlineStr") => Kind::Inline,
            Some("str") => Kind::Formula,
            Some("b") => Kind::Bool,
            Some("e") => Kind::Error,
            Some("d") => Kind::Date,
            Some(_) | None => Kind::Number,
        };
        let style = attribute(element, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
        RawCell { kind, style, ..RawCell::default() }
    }

    fn append(&mut self, into: Option<Into>, event: &Event<'_>) {
        match into {
            Some(Into::Value) => append_words(event, self.value.get_or_insert_default()),
            Some(Into::Formula) => append_words(event, self.formula.get_or_insert_default()),
            Some(Into::Words) if !self.in_phonetic => append_words(event, &mut self.words),
            Some(Into::Words) | None => {}
        }
    }

    /// An element that ends without words was there all the same.
    fn close(&mut self, into: &mut Option<Into>) {
        match into.take() {
            Some(Into::Value) => drop(self.value.get_or_insert_default()),
            Some(Into::Formula) => drop(self.formula.get_or_insert_default()),
            Some(Into::Words) | None => {}
        }
    }
}

fn next_row(element: &BytesStart<'_>, row: u32) -> Option<u32> {
    match attribute(element, "r") {
        Some(number) => number.trim().parse::<u32>().ok()?.checked_sub(1),
        None => Some(row),
    }
}

/// The names of the sheets with the relation of each, and whether days are counted from 1904.
fn sheet_names(parts: &mut Parts<'_>, main: &str) -> Told<(Vec<(Sheet, String)>, bool)> {
    let mut xml = parts.need(main)?;
    let mut buffer = Vec::new();
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "sheet" => {
                    let name = attribute(&element, "name").unwrap_or_default().into_owned();
                    let hidden = attribute(&element, "state").is_some_and(|state| state != "visible");
                    let id = local_attribute(&element, "id").unwrap_or_default().into_owned();
                    sheets.push((Sheet { name, hidden }, id));
                }
                "workbookPr" => {
                    from_1904 = attribute(&element, "date1904").is_some_and(|value| matches!(&*value, "1" | "true"));
                }
                _ => {}
            },
            Event::Eof => return Ok((sheets, from_1904)),
            _ => {}
        }
    }
}

/// The parts that a part refers to, by the name of the relation; for the whole file when the part has no name.
fn relations(parts: &mut Parts<'_>, part: &str) -> Told<BTreeMap<String, Relation>> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let mut relations = BTreeMap::new();
    let Some(mut xml) = parts.find(&format!("{folder}{slash}_rels/{name}.rels"))? else { return Ok(relations) };
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let get = |name| attribute(&element, name).unwrap_or_default().into_owned();
                let target = get("Target").replace('\\', "/");
                relations.insert(get("Id"), Relation { kind: get("Type"), part: resolved(folder, &target) });
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// The name of a part as seen from a folder: `worksheets/sheet1.xml`, `/xl/styles.xml`, `../docProps/app.xml`.
fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// The texts that cells refer to by number. What tells how a text is pronounced is left out.
fn shared_strings(parts: &mut Parts<'_>, part: &str) -> Told<Vec<String>> {
    let Some(mut xml) = parts.find(part)? else { return Ok(Vec::new()) };
    let mut buffer = Vec::new();
    let mut strings = Vec::new();
    let mut words = String::new();
    let (mut in_words, mut in_phonetic) = (false, false);
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "si" => words.clear(),
                "t" => in_words = true,
                "rPh" => in_phonetic = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "si" => strings.push(unescaped(&words).into_owned()),
                "t" => in_words = false,
                "rPh" => in_phonetic = false,
                _ => {}
            },
            Event::Eof => return Ok(strings),
            event if in_words && !in_phonetic => append_words(&event, &mut words),
            _ => {}
        }
    }
}

/// Excel writes a character that XML does not allow as `_x000D_`, and an underscore that would begin such a word as
/// `_x005F_`.
fn unescaped(words: &str) -> Cow<'_, str> {
    if !words.contains("_x") {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match escaped(from) {
            Some((character, length)) => {
                out.push(character);
                rest = from.get(length..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character that `_xHHHH_` at the beginning stands for, and the length of the word.
fn escaped(from: &str) -> Option<(char, usize)> {
    const LENGTH: usize = 7;
    let word = from.get(..LENGTH)?;
    let digits = word.strip_prefix("_x")?.strip_suffix('_')?;
    let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| hexadecimal)?;
    Some((char::from_u32(number)?, LENGTH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_excel_are_read() {
        assert_eq!(unescaped("a_x000D_b"), "a\rb");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescaped("_xyz_ _x00_ _x"), "_xyz_ _x00_ _x");
    }

    #[test]
    fn targets_are_resolved() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl", "../../../a.xml"), "a.xml");
        assert_eq!(resolved("", "./xl/workbook.xml"), "xl/workbook.xml");
    }
}
