//! How a table was kept: which separator, which decimal mark, which kind of file.

use std::fmt;

/// How a table is kept in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// The kind of file.
    pub form: Form,
    /// The decimal mark, and what tells it.
    pub decimal: Decimal,
}

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A text with one row a line.
    Csv {
        /// What stands between two cells; none when the table has one column.
        separator: Option<Separator>,
        /// Whether Excel's first line `sep=;` stands above the table.
        sep_line: bool,
        /// Whether a byte order mark stands before the text.
        byte_order_mark: bool,
    },
    /// A workbook of Excel.
    Xlsx {
        /// Whether the file holds macros, which are left out.
        macros: bool,
    },
    /// A spreadsheet of LibreOffice.
    Ods,
    /// A file that could not be read; a fault says why.
    Unread,
}

/// What stands between two cells of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`, which is also used inside a cell to list several.
    Bar,
}

/// The decimal mark of a table: one for the whole table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// The mark; none when no cell has one.
    pub mark: Option<Mark>,
    /// What tells it.
    pub basis: Basis,
}

/// What stands between the whole part of a number and its decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// `0.5`
    Point,
    /// `0,5`
    Comma,
}

/// How a decimal mark is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// So many cells can be read in no other way.
    Cells(usize),
    /// The caller said so.
    Said,
}

impl Dialect {
    /// A text with this separator and this decimal mark, to write a table.
    pub fn csv(separator: Separator, mark: Mark) -> Dialect {
        let form = Form::Csv { separator: Some(separator), sep_line: false, byte_order_mark: false };
        Dialect { form, decimal: Decimal { mark: Some(mark), basis: Basis::Said } }
    }

    /// How the table was understood, in a few words.
    pub fn in_words(&self) -> String {
        let form = self.form.in_words();
        match self.decimal.in_words() {
            Some(decimal) => format!("{form}, with {decimal}"),
            None => form,
        }
    }
}

impl Form {
    fn in_words(self) -> String {
        match self {
            Form::Csv { separator: None, .. } => "one column".to_owned(),
            Form::Csv { separator: Some(separator), sep_line: false, .. } => {
                format!("separated by {}", separator.in_words())
            }
            Form::Csv { separator: Some(separator), sep_line: true, .. } => {
                format!("separated by {}, as its first line says", separator.in_words())
            }
            Form::Xlsx { macros: false } => "a workbook of Excel".to_owned(),
            Form::Xlsx { macros: true } => "a workbook of Excel, its macros left out".to_owned(),
            Form::Ods => "a spreadsheet of LibreOffice".to_owned(),
            Form::Unread => "not read".to_owned(),
        }
    }
}

impl Decimal {
    /// The decimal mark that no cell shows.
    pub(crate) const UNSEEN: Decimal = Decimal { mark: None, basis: Basis::Cells(0) };

    fn in_words(self) -> Option<String> {
        let mark = self.mark?.in_words();
        Some(match self.basis {
            Basis::Cells(1) => format!("{mark} (told by 1 cell)"),
            Basis::Cells(cells) => format!("{mark} (told by {cells} cells)"),
            Basis::Said => format!("{mark} (as you said)"),
        })
    }
}

impl Separator {
    /// All of them; the bar is the last resort.
    pub const ALL: [Separator; 4] = [Separator::Comma, Separator::Semicolon, Separator::Tab, Separator::Bar];

    /// The separator that a character is.
    pub fn of(character: char) -> Option<Separator> {
        Separator::ALL.into_iter().find(|separator| separator.character() == character)
    }

    /// The character.
    pub const fn character(self) -> char {
        match self {
            Separator::Comma => ',',
            Separator::Semicolon => ';',
            Separator::Tab => '\t',
            Separator::Bar => '|',
        }
    }

    pub(crate) const fn byte(self) -> u8 {
        match self {
            Separator::Comma => b',',
            Separator::Semicolon => b';',
            Separator::Tab => b'\t',
            Separator::Bar => b'|',
        }
    }

    /// In words, in the plural.
    pub const fn in_words(self) -> &'static str {
        match self {
            Separator::Comma => "commas",
            Separator::Semicolon => "semicolons",
            Separator::Tab => "tabs",
            Separator::Bar => "bars (`|`)",
        }
    }
}

impl Mark {
    /// The character.
    pub const fn character(self) -> char {
        match self {
            Mark::Point => '.',
            Mark::Comma => ',',
        }
    }

    /// The other one.
    pub const fn other(self) -> Mark {
        match self {
            Mark::Point => Mark::Comma,
            Mark::Comma => Mark::Point,
        }
    }

    /// In words.
    pub const fn in_words(self) -> &'static str {
        match self {
            Mark::Point => "a decimal point",
            Mark::Comma => "a decimal comma",
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialect_is_told_in_words() {
        let mut dialect = Dialect::csv(Separator::Semicolon, Mark::Comma);
        assert_eq!(dialect.in_words(), "separated by semicolons, with a decimal comma (as you said)");
        dialect.decimal.basis = Basis::Cells(3);
        assert_eq!(dialect.in_words(), "separated by semicolons, with a decimal comma (told by 3 cells)");
        dialect.decimal = Decimal::UNSEEN;
        assert_eq!(dialect.to_string(), "separated by semicolons");
    }
}
