//! Where in a file a cell stands, so that a fault can point at it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The place of a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a text: the exact bytes of the cell, its quotation marks included; a byte order mark counts.
    Bytes {
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
    /// In a spreadsheet.
    Sheet {
        /// The name of the sheet.
        sheet: Arc<str>,
        /// The row, from 0.
        row: u32,
        /// The column, from 0.
        column: u32,
    },
}

impl Place {
    /// The bytes, for a text.
    pub fn bytes(&self) -> Option<Range<usize>> {
        match self {
            Place::Bytes { start, end } => Some(*start..*end),
            Place::Sheet { .. } => None,
        }
    }

    /// The address as a spreadsheet writes it, such as `B7`, for a spreadsheet.
    pub fn address(&self) -> Option<String> {
        match self {
            Place::Bytes { .. } => None,
            Place::Sheet { row, column, .. } => Some(address(*row, *column)),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Bytes { start, end } => write!(f, "bytes {start} to {end}"),
            Place::Sheet { sheet, row, column } => write!(f, "{sheet}!{}", address(*row, *column)),
        }
    }
}

/// The address of a cell as spreadsheets write it: letters for the column, a number from 1 for the row.
pub(crate) fn address(row: u32, column: u32) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

fn letters(column: u32) -> String {
    let mut left = u64::from(column) + 1;
    let mut letters = Vec::new();
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_a_spreadsheet() {
        let at = |row, column| Place::Sheet { sheet: Arc::from("Stakes"), row, column }.to_string();
        assert_eq!(at(6, 1), "Stakes!B7");
        assert_eq!(at(0, 25), "Stakes!Z1");
        assert_eq!(at(0, 26), "Stakes!AA1");
        assert_eq!(at(1_048_575, 16_383), "Stakes!XFD1048576");
        assert_eq!(at(u32::MAX, u32::MAX).len(), "Stakes!".len() + 7 + 10);
    }
}
