//! The formats of the cells of a workbook of Excel, as far as they change what a number means: a percentage, a date.

use super::Told;
use super::dates::Shown;
use super::parts::{Parts, attribute};
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// What the format of a cell makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A number.
    Plain,
    /// A percentage.
    Percent,
    /// A date or time.
    Date(Shown),
}

/// The styles of a workbook, in the order in which cells refer to them.
pub(super) fn read(parts: &mut Parts<'_>, part: &str) -> Told<Vec<Style>> {
    let Some(mut xml) = parts.find(part)? else { return Ok(Vec::new()) };
    let mut own: BTreeMap<u32, Style> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&element, "formatCode")) {
                        own.insert(id, style_of(&code));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    styles.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// The formats that every workbook has (ECMA-376, 18.8.30), those of East Asia among them.
fn built_in(id: u32) -> Style {
    match id {
        9 | 10 => Style::Percent,
        14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57 | 58 => Style::Date(Shown::Date),
        18..=21 | 32 | 33 | 45 | 47 | 55 | 56 => Style::Date(Shown::Time),
        46 => Style::Date(Shown::Elapsed),
        _ => Style::Plain,
    }
}

/// What a format code makes of a number: its letters tell, outside quotation marks and brackets.
fn style_of(code: &str) -> Style {
    let letters = letters(code);
    if letters == "general" || letters == "standard" {
        return Style::Plain;
    }
    let has = |some: &[char]| letters.contains(some);
    if has(&['%']) {
        Style::Percent
    } else if has(&['y', 'd']) || letters.contains("mmm") {
        Style::Date(Shown::Date)
    } else if has(&['[']) {
        Style::Date(Shown::Elapsed)
    } else if has(&['h', 's']) {
        Style::Date(Shown::Time)
    } else if has(&['m']) {
        Style::Date(Shown::Date)
    } else {
        Style::Plain
    }
}

/// The letters of the first section of a format code: without what is quoted, escaped, padding, a colour or a currency.
/// A bracket with a unit of time stays as `[`.
fn letters(code: &str) -> String {
    let mut letters = String::new();
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            ';' => break,
            '"' => characters.by_ref().take_while(|next| *next != '"').for_each(drop),
            '\\' | '_' | '*' => drop(characters.next()),
            '[' => {
                let inner: String = characters.by_ref().take_while(|next| *next != ']').collect();
                let inner = inner.to_lowercase();
                if !inner.is_empty() && inner.chars().all(|unit| matches!(unit, 'h' | 'm' | 's')) {
                    letters.push('[');
                }
            }
            _ => letters.extend(character.to_lowercase()),
        }
    }
    letters.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_code_tells_percents_and_dates() {
        for code in ["0%", "0.00%", "[Red]0%;-0%"] {
            assert_eq!(style_of(code), Style::Percent, "{code}");
        }
        for code in ["yyyy-mm-dd", "DD/MM/YYYY", "[$-409]d\\-mmm;@", "mmm", "dd.mm.yyyy hh:mm", "m/d"] {
            assert_eq!(style_of(code), Style::Date(Shown::Date), "{code}");
        }
        assert_eq!(style_of("hh:mm"), Style::Date(Shown::Time));
        assert_eq!(style_of("[h]:mm:ss"), Style::Date(Shown::Elapsed));
        for code in
            ["General", "#,##0.00", "0.00\" days\"", "[Red]0.0", "[$$-409]#,##0", "0.00E+00", "@", "\\d0", "_-* 0_-"]
        {
            assert_eq!(style_of(code), Style::Plain, "{code}");
        }
    }
}
