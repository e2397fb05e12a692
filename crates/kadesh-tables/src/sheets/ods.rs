//! Spreadsheets of LibreOffice (`.ods`): OASIS OpenDocument 1.3, part 3.

use quick_xml::events::{BytesStart, Event};

use super::collect::{Collected, Content, Range, number_text, percent_text};
use super::parts::{Parts, append_words, attribute};
use super::{Sheet, Told};
use crate::cell::CellKind;
use crate::fault::FileTrouble;

const CONTENT: &str = "content.xml";

/// A cell can be said to be repeated; a sheet has no more rows than this.
const MOST_REPEATS: u32 = 1 << 20;

/// The names of the sheets. A file with a password says so here.
pub(super) fn sheets(parts: &mut Parts<'_>) -> Told<Vec<Sheet>> {
    if is_encrypted(parts)? {
        return Err(FileTrouble::Protected);
    }
    let mut xml = parts.need(CONTENT)?;
    let mut buffer = Vec::new();
    let mut sheets = Vec::new();
    let mut hidden_styles: Vec<String> = Vec::new();
    let mut style = String::new();
    let mut depth = 0_usize;
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => match element.name().as_ref() {
                "style:style" => style = attribute(&element, "style:name").unwrap_or_default().into_owned(),
                "style:table-properties" if attribute(&element, "table:display").as_deref() == Some("false") => {
                    hidden_styles.push(style.clone());
                }
                "table:table" => {
                    depth += 1;
                    if depth == 1 {
                        let name = attribute(&element, "table:name").unwrap_or_default().into_owned();
                        let style = attribute(&element, "table:style-name").unwrap_or_default();
                        let hidden = hidden_styles.iter().any(|hidden| *hidden == style);
                        sheets.push(Sheet { name, hidden });
                    }
                }
                _ => {}
            },
            Event::End(element) if element.name().as_ref() == "table:table" => depth = depth.saturating_sub(1),
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// Reads the cells of a sheet.
pub(super) fn read(parts: &mut Parts<'_>, index: usize, mut collected: Collected) -> Told<Collected> {
    let mut xml = parts.need(CONTENT)?;
    let mut buffer = Vec::new();
    let mut reader = Sheets { wanted: index, ..Sheets::default() };
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => reader.open(&element),
            Event::End(element) => reader.close(element.name().as_ref(), &mut collected)?,
            Event::Eof => return Ok(collected),
            event => reader.append(&event),
        }
        if reader.is_past() || collected.is_full() {
            return Ok(collected);
        }
    }
}

fn is_encrypted(parts: &mut Parts<'_>) -> Told<bool> {
    let Some(mut xml) = parts.find("META-INF/manifest.xml")? else { return Ok(false) };
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) if element.local_name().as_ref() == "encryption-data" => return Ok(true),
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

/// Where the reading stands.
#[derive(Debug, Default)]
struct Sheets {
    wanted: usize,
    /// How many sheets have begun, and how deep in tables the reading is: a cell may hold a table.
    begun: usize,
    depth: usize,
    row: u32,
    row_repeats: u32,
    column: u32,
    /// The filled cells of the row, each with how often it is repeated.
    cells: Vec<(u32, u32, Content)>,
    spans: Vec<(u32, u32, u32)>,
    cell: Option<OpenCell>,
}

/// A cell that is being read.
#[derive(Debug, Default)]
struct OpenCell {
    repeats: u32,
    spans: (u32, u32),
    kind: String,
    value: String,
    formula: Option<String>,
    is_error: bool,
    words: Words,
}

/// The paragraphs of a cell. OpenDocument takes a run of white space for one space.
#[derive(Debug, Default)]
struct Words {
    text: String,
    paragraphs: usize,
    in_paragraph: bool,
    drops_space: bool,
    /// How deep in what does not belong to the words, such as a comment.
    aside: usize,
}

impl Sheets {
    fn is_active(&self) -> bool {
        self.depth > 0 && self.begun == self.wanted + 1
    }

    fn is_past(&self) -> bool {
        self.begun > self.wanted + 1 || self.depth == 0 && self.begun == self.wanted + 1
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        let name = element.name();
        if name.as_ref() == "table:table" {
            self.depth += 1;
            self.begun += usize::from(self.depth == 1);
        }
        if !self.is_active() || self.depth > 1 {
            return;
        }
        match (name.as_ref(), &mut self.cell) {
            ("table:table-row", None) => {
                self.row_repeats = number(element, "table:number-rows-repeated");
                self.column = 0;
            }
            ("table:table-cell" | "table:covered-table-cell", None) => self.cell = Some(OpenCell::new(element)),
            (name, Some(cell)) => cell.words.open(name, element),
            (_, None) => {}
        }
    }

    fn close(&mut self, name: &str, collected: &mut Collected) -> Told<()> {
        if name == "table:table" {
            self.depth = self.depth.saturating_sub(1);
        }
        if !self.is_active() || self.depth > 1 {
            return Ok(());
        }
        match name {
            "table:table-row" => self.close_row(collected),
            "table:table-cell" | "table:covered-table-cell" => {
                self.close_cell();
                Ok(())
            }
            name => {
                if let Some(cell) = &mut self.cell {
                    cell.words.close(name);
                }
                Ok(())
            }
        }
    }

    fn close_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let repeats = cell.repeats;
        if cell.spans != (1, 1) {
            self.spans.push((self.column, cell.spans.0, cell.spans.1));
        }
        if let Some(content) = cell.content() {
            self.cells.push((self.column, repeats, content));
        }
        self.column = self.column.saturating_add(repeats);
    }

    fn close_row(&mut self, collected: &mut Collected) -> Told<()> {
        let cells = std::mem::take(&mut self.cells);
        let spans = std::mem::take(&mut self.spans);
        let repeats = if cells.is_empty() && spans.is_empty() { 0 } else { self.row_repeats };
        for row in (0..repeats).map(|repeat| self.row.saturating_add(repeat)) {
            for (column, repeats, content) in &cells {
                for repeat in 0..*repeats {
                    collected.push(row, column.saturating_add(repeat), content)?;
                }
            }
            for (column, rows, columns) in &spans {
                let last = |first: u32, count: &u32| first.saturating_add(count - 1);
                let range = Range { rows: (row, last(row, rows)), columns: (*column, last(*column, columns)) };
                collected.merge(range)?;
            }
            if collected.is_full() {
                break;
            }
        }
        self.row = self.row.saturating_add(self.row_repeats);
        Ok(())
    }

    fn append(&mut self, event: &Event<'_>) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.depth == 1) {
            cell.words.append(event);
        }
    }
}

impl OpenCell {
    fn new(element: &BytesStart<'_>) -> OpenCell {
        let get = |name| attribute(element, name).map(|value| value.into_owned());
        let kind = get("office:value-type").unwrap_or_default();
        let value = match kind.as_str() {
            "date" => get("office:date-value"),
            "time" => get("office:time-value"),
            "boolean" => get("office:boolean-value"),
            "string" => get("office:string-value"),
            _ => get("office:value"),
        };
        OpenCell {
            repeats: number(element, "table:number-columns-repeated"),
            spans: (number(element, "table:number-rows-spanned"), number(element, "table:number-columns-spanned")),
            kind,
            value: value.unwrap_or_default(),
            formula: get("table:formula"),
            is_error: get("calcext:value-type").as_deref() == Some("error"),
            words: Words::default(),
        }
    }

    /// What the cell holds; none when it is blank.
    fn content(self) -> Option<Content> {
        let OpenCell { kind, value, formula, words: Words { text, .. }, is_error, .. } = self;
        let looks_wrong = text.starts_with('#') || text.starts_with("Err:");
        if is_error || formula.is_some() && looks_wrong {
            return Some(Content::of(CellKind::Error, text.clone(), text));
        }
        let told = match kind.as_str() {
            "float" | "currency" => number_text(&value).map(|number| (CellKind::Number, number)),
            "percentage" => number_text(&value).map(|number| (CellKind::Percent, percent_text(&number))),
            "date" => Some((CellKind::Date, value.strip_suffix("T00:00:00").unwrap_or(&value).to_owned())),
            "time" => clock(&value).map(|time| (CellKind::Date, time)),
            "boolean" => Some((CellKind::Bool, value.clone())),
            _ => None,
        };
        if let Some((kind, told)) = told {
            return Some(Content::of(kind, told, value));
        }
        let words = if text.is_empty() && kind == "string" { value } else { text };
        match formula {
            Some(formula) if words.is_empty() && kind.is_empty() => {
                let formula = formula.split_once(":=").map_or(formula.clone(), |(_, formula)| format!("={formula}"));
                Some(Content::of(CellKind::FormulaWithoutValue, formula.clone(), formula))
            }
            Some(_) | None if words.is_empty() => None,
            Some(_) | None => Some(Content::words(words)),
        }
    }
}

impl Words {
    fn open(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "office:annotation" | "text:note" | "text:ruby-text" => self.aside += 1,
            _ if self.aside > 0 => {}
            "text:p" | "text:h" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                (self.in_paragraph, self.drops_space) = (true, true);
            }
            "text:s" => {
                // No spreadsheet has more letters in a cell.
                const MOST: u32 = 32_767;
                let count = number(element, "text:c").min(MOST);
                self.text.extend((0..count).map(|_| ' '));
                self.drops_space = false;
            }
            "text:tab" => self.push_mark('\t'),
            "text:line-break" => self.push_mark('\n'),
            _ => {}
        }
    }

    fn push_mark(&mut self, mark: char) {
        self.text.push(mark);
        self.drops_space = false;
    }

    fn close(&mut self, name: &str) {
        match name {
            "office:annotation" | "text:note" | "text:ruby-text" => self.aside = self.aside.saturating_sub(1),
            "text:p" | "text:h" if self.aside == 0 => self.in_paragraph = false,
            _ => {}
        }
    }

    fn append(&mut self, event: &Event<'_>) {
        if self.aside > 0 || !self.in_paragraph {
            return;
        }
        let mut words = String::new();
        append_words(event, &mut words);
        for character in words.chars() {
            if matches!(character, ' ' | '\t' | '\n' | '\r') {
                if !self.drops_space {
                    self.text.push(' ');
                }
                self.drops_space = true;
            } else {
                self.push_mark(character);
            }
        }
    }
}

/// A count in an attribute, at least 1 and no more than a sheet has.
fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, MOST_REPEATS)
}

/// A time of day from a duration such as `PT14H30M00S`.
fn clock(duration: &str) -> Option<String> {
    let mut rest = duration.strip_prefix("PT")?;
    let mut take = |unit: char| {
        let Some((count, after)) = rest.split_once(unit) else { return Some(0.0) };
        rest = after;
        count.replace(',', ".").parse::<f64>().ok().filter(|count| (0.0..1e6).contains(count))
    };
    let (hours, minutes, seconds) = (take('H')?, take('M')?, take('S')?);
    Some(format!("{hours:02}:{minutes:02}:{:02}", seconds.round()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_a_time_of_day() {
        assert_eq!(clock("PT14H30M00S").as_deref(), Some("14:30:00"));
        assert_eq!(clock("PT36H5M1.4S").as_deref(), Some("36:05:01"));
        assert_eq!([clock("P1D"), clock("PTxH")], [None, None]);
    }
}
