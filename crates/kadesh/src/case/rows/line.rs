//! One row of a table to be written: each cell says what the case says, or a fault names what no cell could hold.

use serde::Serialize;

use super::super::table::BETWEEN;
use super::super::written::{Amount, At, Few, Named};
use super::cells::EQUALS;
use crate::diagnostic::{Diagnostic, Span};

/// The code of a fault of something that no table can hold.
pub const NOT_IN_A_TABLE: &str = "not-in-a-table";

/// A row in the making.
#[derive(Debug)]
pub struct Line<'o> {
    /// What the row is about, in words, and where that stands.
    what: String,
    place: Span,
    cells: Vec<String>,
    faults: &'o mut Vec<Diagnostic>,
}

impl<'o> Line<'o> {
    /// A row with no cell yet.
    pub fn new(what: String, place: Span, faults: &'o mut Vec<Diagnostic>) -> Line<'o> {
        Line { what, place, cells: Vec::new(), faults }
    }

    /// The cells.
    pub fn done(self) -> Vec<String> {
        self.cells
    }

    /// A cell that says nothing.
    pub fn blank(self) -> Line<'o> {
        self.put(String::new())
    }

    /// A text. White space around it would be lost, and an empty one could not be told from none.
    pub fn text(mut self, text: &str) -> Line<'o> {
        if text.is_empty() {
            self.refuse("has an empty text, which a table cannot tell from none", "leave the key out");
        } else if text.trim() != text {
            self.refuse(
                &format!("has white space at an end of `{}`, which a table does not keep", text.trim()),
                "take it away, or keep this entry in the case",
            );
        }
        self.put(text.to_owned())
    }

    /// A text that may be left out.
    pub fn some_text(self, text: Option<&String>) -> Line<'o> {
        match text {
            Some(text) => self.text(text),
            None => self.blank(),
        }
    }

    /// The same for one with a place.
    pub fn some(self, text: Option<&At<String>>) -> Line<'o> {
        self.some_text(text.map(|text| &text.value))
    }

    /// A number or a range, as the user wrote it.
    pub fn amount(self, amount: Option<&At<Amount>>) -> Line<'o> {
        match amount.map(|amount| &amount.value) {
            Some(Amount::Number(number)) => self.put(number.to_string()),
            Some(Amount::Text(text)) => self.text(text.trim()),
            None => self.blank(),
        }
    }

    /// One of the words that there are for something.
    pub fn word(self, word: Option<impl Serialize>) -> Line<'o> {
        let word = word.map(|word| written(&word)).unwrap_or_default();
        self.put(word)
    }

    /// Yes, or nothing.
    pub fn tick(self, is_so: bool) -> Line<'o> {
        self.put(if is_so { "yes".to_owned() } else { String::new() })
    }

    /// Several texts beside one another.
    pub fn list<'t>(mut self, items: impl IntoIterator<Item = &'t String>) -> Line<'o> {
        let items: Vec<&String> = items.into_iter().collect();
        items.iter().for_each(|item| self.can_stand_in_a_list(item, &[BETWEEN]));
        let joined = items.iter().map(|item| item.as_str()).collect::<Vec<_>>().join(&format!(" {BETWEEN} "));
        self.put(joined)
    }

    /// Several ids beside one another.
    pub fn few(self, few: &Few) -> Line<'o> {
        self.list(few.0.iter().map(|item| &item.value))
    }

    /// Pairs beside one another: `dam = high | dam = low`.
    pub fn pairs(mut self, pairs: &[(String, String)]) -> Line<'o> {
        for (name, value) in pairs {
            self.can_stand_in_a_list(name, &[BETWEEN, EQUALS]);
            self.can_stand_in_a_list(value, &[BETWEEN]);
        }
        let joined: Vec<String> = pairs.iter().map(|(name, value)| format!("{name} {EQUALS} {value}")).collect();
        self.put(joined.join(&format!(" {BETWEEN} ")))
    }

    fn put(mut self, cell: String) -> Line<'o> {
        self.cells.push(cell);
        self
    }

    fn can_stand_in_a_list(&mut self, item: &str, signs: &[char]) {
        let sign = item.chars().find(|letter| signs.contains(letter));
        match sign {
            Some(sign) => self.refuse(
                &format!("has `{sign}` in `{item}`, which a table takes for the sign between two"),
                "keep this entry in the case, or write it without that sign",
            ),
            None if item.is_empty() || item.trim() != item => self.refuse(
                &format!("has white space at an end of `{}`, which a table does not keep", item.trim()),
                "take it away, or keep this entry in the case",
            ),
            None => {}
        }
    }

    fn refuse(&mut self, says: &str, hint: &str) {
        let fault = Diagnostic::fault(NOT_IN_A_TABLE, format!("{} {says}", self.what));
        self.faults.push(fault.at(self.place.clone(), "this entry").hint(hint));
    }
}

/// The pairs of several things said of each name.
pub fn flat(named: &Named<Few>) -> Vec<(String, String)> {
    let pairs = named.iter().flat_map(|(name, few)| few.0.iter().map(move |value| (name, value)));
    pairs.map(|(name, value)| (name.value.clone(), value.value.clone())).collect()
}

/// The word that stands for a value in the file.
pub fn written(word: &impl Serialize) -> String {
    // Every one of these is a plain word.
    serde_json::to_value(word).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
