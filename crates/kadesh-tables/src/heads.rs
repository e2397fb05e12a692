//! The headings of a table: which known column each one means.

use std::sync::Arc;

use crate::cell::Cell;
use crate::dialect::{Mark, Separator};
use crate::fault::{Fault, Faults, shortened};
use crate::place::Place;
use crate::synonyms::synonyms;

/// What a table is expected to hold, and what is known about its file.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The columns that are known.
    pub columns: &'a [Column],
    /// The separator, where somebody has stated it.
    pub separator: Option<Separator>,
    /// The decimal mark, where somebody has stated it.
    pub decimal: Option<Mark>,
    /// The sheet of a spreadsheet, where somebody has named it.
    pub sheet: Option<&'a str>,
}

/// A column that a table may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Holds,
    /// Whether the table must have it.
    pub needed: bool,
}

/// What the cells of a column hold. Only cells in columns of numbers tell the decimal mark, and only they are changed:
/// an id `1.1` is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Words, which are never changed.
    Text,
    /// Numbers or ranges of numbers.
    Number,
    /// Dates.
    Date,
}

/// The headings of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heads {
    headings: Vec<Heading>,
    // INVARIANT: each known column that the table has, with the place of its heading in `headings`.
    known: Vec<(&'static str, usize)>,
}

/// One heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// As written.
    pub written: String,
    /// The known column that it means.
    pub column: Option<Column>,
    /// What stands behind it in brackets, or a per cent sign: `Weight (0-10)`, `Value %`.
    pub unit: Option<String>,
    /// Where it stands.
    pub place: Place,
}

impl<'a> Wanted<'a> {
    /// A table with these columns, and nothing stated about its file.
    pub const fn columns(columns: &'a [Column]) -> Wanted<'a> {
        Wanted { columns, separator: None, decimal: None, sheet: None }
    }

    /// How many of the headings are known columns, each counted once.
    pub(crate) fn known<'b>(&self, headings: impl Iterator<Item = &'b str>) -> usize {
        let mut columns: Vec<&str> =
            headings.filter_map(|heading| self.meant(heading)).map(|known| known.name).collect();
        columns.sort_unstable();
        columns.dedup();
        columns.len()
    }

    /// The column that a heading means: by its name, else by a synonym that means no other column of this table.
    fn meant(&self, heading: &str) -> Option<Column> {
        if heading.len() > 200 {
            return None;
        }
        let key = key(without_unit(heading).0);
        if key.is_empty() {
            return None;
        }
        let named = self.columns.iter().find(|column| self::key(column.name) == key);
        let means = |column: &&Column| synonyms(column.name).iter().any(|synonym| self::key(synonym) == key);
        let mut meant = self.columns.iter().filter(means);
        match (named, meant.next(), meant.next()) {
            (Some(column), ..) | (None, Some(column), None) => Some(*column),
            (None, ..) => None,
        }
    }

    /// The known column that is nearest to a heading by its name or by a synonym, if one is near enough to be meant.
    fn nearest(&self, heading: &str) -> Option<&'static str> {
        let word = key(&shortened(without_unit(heading).0));
        let names = |column: &Column| {
            let name = column.name;
            std::iter::once(name).chain(synonyms(name).iter().copied()).map(move |word| (word, name))
        };
        let far = |(known, name): (&str, &'static str)| {
            let known = key(known);
            let most = 1 + known.chars().count().max(word.chars().count()) / 3;
            let distance = strsim::damerau_levenshtein(&word, &known);
            (distance <= most).then_some((distance, name))
        };
        self.columns.iter().flat_map(names).filter_map(far).min().map(|(_, name)| name)
    }
}

impl Column {
    /// A column of words.
    pub const fn text(name: &'static str) -> Column {
        Column { name, holds: Holds::Text, needed: false }
    }

    /// A column of numbers.
    pub const fn number(name: &'static str) -> Column {
        Column { name, holds: Holds::Number, needed: false }
    }

    /// A column of dates.
    pub const fn date(name: &'static str) -> Column {
        Column { name, holds: Holds::Date, needed: false }
    }

    /// The same column, which the table must have.
    pub const fn needed(self) -> Column {
        Column { needed: true, ..self }
    }
}

impl Heads {
    /// The headings in their order.
    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// Where a column stands, from 0.
    pub fn index(&self, column: &str) -> Option<usize> {
        self.known.iter().find(|(name, _)| *name == column).map(|(_, index)| *index)
    }

    /// What the column at a place holds; none where it is not known.
    pub(crate) fn holds(&self, index: usize) -> Option<Holds> {
        self.headings.get(index)?.column.map(|column| column.holds)
    }

    /// Reads the row of headings, and says what is wrong with it.
    pub(crate) fn read(cells: &[Cell], row: &Place, wanted: &Wanted<'_>, faults: &mut Faults) -> Arc<Heads> {
        let width = cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
        let mut heads = Heads { headings: Vec::with_capacity(width), known: Vec::new() };
        let mut unknown = 0;
        for cell in cells.iter().take(width) {
            let column = wanted.meant(cell.text());
            if column.is_none() && !cell.is_blank() {
                // Only so many faults of a kind are shown; the nearest column of the others is not worth the time.
                unknown += 1;
                let nearest = if unknown <= 100 { wanted.nearest(cell.text()) } else { None };
                faults.push(unknown_column(cell, nearest, wanted));
            }
            let same = column.and_then(|column| heads.index(column.name));
            if let (Some(column), Some(first)) = (column, same.and_then(|index| heads.headings.get(index))) {
                faults.push(same_column(column, first, cell));
            }
            let column = column.filter(|_| same.is_none());
            heads.known.extend(column.map(|column| (column.name, heads.headings.len())));
            heads.headings.push(heading(cell, column));
        }
        for column in wanted.columns.iter().filter(|column| column.needed && heads.index(column.name).is_none()) {
            let synonyms = synonyms(column.name);
            faults.push(Fault::MissingColumn { column: column.name, synonyms, place: row.clone() });
        }
        Arc::new(heads)
    }
}

/// A heading as it is compared: without case, white space, hyphens, underscores, quotation marks, colons.
pub(crate) fn key(heading: &str) -> String {
    heading.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn heading(cell: &Cell, column: Option<Column>) -> Heading {
    let unit = without_unit(cell.text()).1.map(str::to_owned);
    Heading { written: cell.text().to_owned(), column, unit, place: cell.place().clone() }
}

fn unknown_column(cell: &Cell, nearest: Option<&'static str>, wanted: &Wanted<'_>) -> Fault {
    let known = wanted.columns.iter().map(|column| column.name).collect();
    Fault::UnknownColumn { heading: shortened(cell.text()), nearest, known, place: cell.place().clone() }
}

fn same_column(column: Column, first: &Heading, second: &Cell) -> Fault {
    let first = (first.written.clone(), first.place.clone());
    Fault::SameColumn { column: column.name, first, second: (second.text().to_owned(), second.place().clone()) }
}

/// The words of a heading, and the unit that stands behind them.
fn without_unit(heading: &str) -> (&str, Option<&str>) {
    let trimmed = heading.trim_end_matches(|last: char| last.is_whitespace() || matches!(last, ':' | '*' | '"'));
    if let Some(words) = trimmed.strip_suffix('%') {
        return (words.trim_end_matches([' ', ',']), Some("%"));
    }
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(inner) = trimmed.strip_suffix(close)
            && let Some((words, unit)) = inner.split_once(open)
            && !words.trim().is_empty()
        {
            return (words, Some(unit.trim()));
        }
    }
    (trimmed, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAKES: &[Column] = &[
        Column::text("party").needed(),
        Column::text("issue").needed(),
        Column::text("option").needed(),
        Column::number("value"),
        Column::text("red_line"),
        Column::text("because"),
    ];

    fn read(headings: &[&str]) -> (Vec<Option<&'static str>>, Vec<Fault>) {
        let cell = |(at, text): (usize, &&str)| Cell::new(text, Place::Bytes { start: at, end: at + 1 });
        let cells: Vec<Cell> = headings.iter().enumerate().map(cell).collect();
        let mut faults = Faults::default();
        let row = Place::Bytes { start: 0, end: headings.len() };
        let heads = Heads::read(&cells, &row, &Wanted::columns(STAKES), &mut faults);
        let columns = heads.headings().iter().map(|heading| heading.column.map(|column| column.name)).collect();
        (columns, faults.finish())
    }

    #[test]
    fn headings_are_understood_as_people_write_them() {
        let (columns, faults) =
            read(&["Country ", "\u{feff}\"Topic\"", "POSITION:", "Value (0-1)", "Red-Line", "Because*"]);
        let wanted = ["party", "issue", "option", "value", "red_line", "because"];
        assert_eq!(columns, wanted.map(Some));
        assert_eq!(faults, []);
    }

    #[test]
    fn a_unit_is_kept() {
        assert_eq!(without_unit("Weight (0-10):"), ("Weight ", Some("0-10")));
        assert_eq!(without_unit("value, %"), ("value", Some("%")));
        assert_eq!(without_unit("(value)"), ("(value)", None));
    }

    #[test]
    fn two_headings_for_one_column_are_a_fault_with_both_places() {
        let (columns, faults) = read(&["party", "issue", "option", "Actor"]);
        assert_eq!(columns[3], None);
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].message(), "the headings `party` and `Actor` both mean `party`");
        assert_eq!(faults[0].labels().len(), 2);
    }

    #[test]
    fn an_unknown_heading_is_named_with_the_nearest_column() {
        let (_, faults) = read(&["Contry", "issue", "option", "zebra"]);
        let words: Vec<String> = faults.iter().map(Fault::message).collect();
        assert_eq!(
            words,
            ["the column `Contry` is not known", "the column `zebra` is not known", "the table has no column `party`"]
        );
        assert_eq!(faults[0].hint().as_deref(), Some("did you mean `party`?"));
        assert!(faults[1].hint().unwrap().starts_with("known columns: party, issue"));
    }
}
