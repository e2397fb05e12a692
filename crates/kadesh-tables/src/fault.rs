//! What is wrong with a table, said so that the person who keeps it can mend it.

use std::collections::BTreeMap;

use crate::place::Place;

/// One thing wrong with a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is in the table.
    Empty {
        /// The beginning of the file, or the sheet's first cell.
        place: Place,
    },
    /// The first line `sep=…` names no separator that can be read.
    SepLine {
        /// What the line names.
        named: String,
        /// The line.
        place: Place,
    },
    /// Two separators fit the text.
    Separators {
        /// Each separator in words, with the first row as it is then read.
        readings: Vec<(&'static str, Vec<String>)>,
        /// The first row.
        place: Place,
    },
    /// A quotation mark is opened and never closed.
    UnclosedQuote {
        /// The beginning of the cell.
        words: String,
        /// The cell as far as its line goes.
        place: Place,
    },
    /// The headings do not stand in the first row.
    HeadingsLower {
        /// How many rows stand above them.
        above: usize,
        /// The first of these.
        place: Place,
        /// The row of headings.
        headings: Place,
    },
    /// A heading that is no known column.
    UnknownColumn {
        /// The heading as written.
        heading: String,
        /// The known column that is nearest, if one is near.
        nearest: Option<&'static str>,
        /// All known columns.
        known: Vec<&'static str>,
        /// The heading.
        place: Place,
    },
    /// A column that the table must have is not there.
    MissingColumn {
        /// Its name.
        column: &'static str,
        /// The other headings under which it is known.
        synonyms: &'static [&'static str],
        /// The row of headings.
        place: Place,
    },
    /// Two headings mean the same column.
    SameColumn {
        /// The column.
        column: &'static str,
        /// The first heading as written.
        first: (String, Place),
        /// The second.
        second: (String, Place),
    },
    /// A filled cell in a column without heading, or beyond the last heading.
    ExtraCell {
        /// What the cell says.
        words: String,
        /// How many headings the table has.
        headings: usize,
        /// Whether the cell stands beyond the last heading.
        beyond: bool,
        /// The cell.
        place: Place,
    },
    /// A row lacks a cell that it must have.
    MissingCell {
        /// The column.
        column: &'static str,
        /// The row.
        place: Place,
    },
    /// A row that adds up the others.
    SumRow {
        /// The word that says so, if one does.
        word: Option<String>,
        /// The row.
        place: Place,
    },
    /// Some cells have a decimal point, some a decimal comma.
    DecimalMarks {
        /// A cell with a decimal point, and how many there are.
        point: (String, Place, usize),
        /// A cell with a decimal comma, and how many there are.
        comma: (String, Place, usize),
    },
    /// A cell has another decimal mark than the one that the caller states.
    DecimalMarkSaid {
        /// The mark that was stated, in words.
        said: &'static str,
        /// The cell.
        cell: (String, Place),
        /// How many such cells there are.
        cells: usize,
    },
    /// A number that can be read in two ways.
    AmbiguousNumber {
        /// The cell.
        cell: (String, Place),
        /// The two readings.
        readings: [String; 2],
        /// A way to write the second reading that has no other.
        instead: Option<String>,
        /// How many other cells are in the same doubt.
        others: usize,
    },
    /// A file that cannot be read as a spreadsheet at all.
    File(FileTrouble),
    /// No sheet of that name.
    NoSuchSheet {
        /// The name that was asked for.
        asked: String,
        /// The sheets that are there.
        sheets: Vec<String>,
    },
    /// Several sheets, and nothing tells which is meant.
    WhichSheet {
        /// The sheets that are there.
        sheets: Vec<String>,
    },
    /// A cell that spans several.
    Merged {
        /// The range, such as `A2:A4`.
        range: String,
        /// Its first cell.
        place: Place,
    },
    /// A formula whose result is not in the file.
    FormulaWithoutValue {
        /// The cell.
        place: Place,
    },
    /// An error such as `#REF!` in a cell.
    ErrorCell {
        /// The error as the spreadsheet writes it.
        error: String,
        /// The cell.
        place: Place,
    },
    /// A date where a number should stand: spreadsheets turn `1-5` and `3.4` into dates.
    DateForNumber {
        /// The date as it was read.
        date: String,
        /// The column.
        column: &'static str,
        /// The cell.
        place: Place,
    },
    /// A number where a date should stand.
    NumberForDate {
        /// The number.
        number: String,
        /// The date that the spreadsheet would show for it, if it is one.
        date: Option<String>,
        /// The column.
        column: &'static str,
        /// The cell.
        place: Place,
    },
    /// More faults of one kind than anybody reads.
    MoreOfTheSame {
        /// The kind.
        of: &'static str,
        /// How many more.
        more: usize,
        /// The first that is not shown.
        place: Option<Place>,
    },
}

/// Why a file cannot be read as a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileTrouble {
    /// Not a spreadsheet of a kind that is read.
    NotASpreadsheet,
    /// Protected by a password.
    Protected,
    /// The old binary format `.xls`.
    OldExcel,
    /// The binary format `.xlsb`.
    BinaryExcel,
    /// A text document or slides in the same kind of container.
    OtherDocument(&'static str),
    /// Broken: what is wrong, in a few words.
    Damaged(String),
    /// Larger than the limit: what is too large, the limit.
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// The most that is read.
        most: u64,
    },
}

/// A fault with the words for each place that it concerns.
pub type Label = (Place, String);

impl Fault {
    /// A stable word for the kind, to search for.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Empty { .. } => "empty-table",
            Fault::SepLine { .. } => "unknown-separator",
            Fault::Separators { .. } => "ambiguous-separator",
            Fault::UnclosedQuote { .. } => "unclosed-quote",
            Fault::HeadingsLower { .. } => "rows-above-headings",
            Fault::UnknownColumn { .. } => "unknown-column",
            Fault::MissingColumn { .. } => "missing-column",
            Fault::SameColumn { .. } => "same-column",
            Fault::ExtraCell { .. } => "extra-cell",
            Fault::MissingCell { .. } => "missing-cell",
            Fault::SumRow { .. } => "sum-row",
            Fault::DecimalMarks { .. } => "decimal-marks",
            Fault::DecimalMarkSaid { .. } => "decimal-mark-said",
            Fault::AmbiguousNumber { .. } => "ambiguous-number",
            Fault::File(_) => "bad-spreadsheet",
            Fault::NoSuchSheet { .. } => "no-such-sheet",
            Fault::WhichSheet { .. } => "which-sheet",
            Fault::Merged { .. } => "merged-cells",
            Fault::FormulaWithoutValue { .. } => "formula-without-value",
            Fault::ErrorCell { .. } => "error-cell",
            Fault::DateForNumber { .. } => "date-for-number",
            Fault::NumberForDate { .. } => "number-for-date",
            Fault::MoreOfTheSame { .. } => "more-of-the-same",
        }
    }

    /// What is wrong.
    pub fn message(&self) -> String {
        match self {
            Fault::Empty { .. } => "the table is empty".to_owned(),
            Fault::SepLine { named, .. } => format!("the first line names `{named}` as separator"),
            Fault::Separators { readings, .. } => {
                let words: Vec<&str> = readings.iter().map(|(words, _)| *words).collect();
                format!("the table can be read as separated by {}", words.join(" or by "))
            }
            Fault::UnclosedQuote { words, .. } => {
                format!("a quotation mark is opened before `{}` and never closed", words.trim_start_matches('"'))
            }
            Fault::HeadingsLower { above: 1, .. } => "a row stands above the headings".to_owned(),
            Fault::HeadingsLower { above, .. } => format!("{above} rows stand above the headings"),
            Fault::UnknownColumn { heading, .. } => format!("the column `{heading}` is not known"),
            Fault::MissingColumn { column, .. } => format!("the table has no column `{column}`"),
            Fault::SameColumn { column, first, second } => {
                format!("the headings `{}` and `{}` both mean `{column}`", first.0, second.0)
            }
            Fault::ExtraCell { words, beyond: true, .. } => format!("`{words}` stands beyond the last heading"),
            Fault::ExtraCell { words, beyond: false, .. } => format!("`{words}` stands in a column without heading"),
            Fault::MissingCell { column, .. } => format!("a row has no `{column}`"),
            Fault::SumRow { .. } => "this looks like a row of sums".to_owned(),
            Fault::DecimalMarks { point, comma } => {
                format!("`{}` has a decimal point and `{}` a decimal comma", point.0, comma.0)
            }
            Fault::DecimalMarkSaid { said, cell, .. } => {
                format!("the table is said to have {said}, and a cell says `{}`", cell.0)
            }
            Fault::AmbiguousNumber { cell, readings: [first, second], .. } => {
                format!("`{}` can be read as `{first}` or as `{second}`", cell.0)
            }
            Fault::File(trouble) => trouble.message(),
            Fault::NoSuchSheet { asked, .. } => format!("the file has no sheet `{asked}`"),
            Fault::WhichSheet { .. } => {
                "the file has several sheets, and none shows by its headings that it is meant".into()
            }
            Fault::Merged { range, .. } => format!("the cells `{range}` are merged"),
            Fault::FormulaWithoutValue { .. } => "a cell has a formula whose result is not in the file".to_owned(),
            Fault::ErrorCell { error, .. } => format!("a cell has the error `{error}`"),
            Fault::DateForNumber { date, column, .. } => {
                format!("`{column}` is a date here, `{date}`, and not a number")
            }
            Fault::NumberForDate { number, column, .. } => {
                format!("`{column}` is a number here, `{number}`, and not a date")
            }
            Fault::MoreOfTheSame { of, more, .. } => format!("{more} more faults of the kind `{of}`"),
        }
    }

    /// The main place; none when the whole file is meant.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Fault::Empty { place }
            | Fault::SepLine { place, .. }
            | Fault::Separators { place, .. }
            | Fault::UnclosedQuote { place, .. }
            | Fault::HeadingsLower { place, .. }
            | Fault::UnknownColumn { place, .. }
            | Fault::MissingColumn { place, .. }
            | Fault::SameColumn { second: (_, place), .. }
            | Fault::ExtraCell { place, .. }
            | Fault::MissingCell { place, .. }
            | Fault::SumRow { place, .. }
            | Fault::DecimalMarks { comma: (_, place, _), .. }
            | Fault::DecimalMarkSaid { cell: (_, place), .. }
            | Fault::AmbiguousNumber { cell: (_, place), .. }
            | Fault::Merged { place, .. }
            | Fault::FormulaWithoutValue { place }
            | Fault::ErrorCell { place, .. }
            | Fault::DateForNumber { place, .. }
            | Fault::NumberForDate { place, .. } => Some(place),
            Fault::MoreOfTheSame { place, .. } => place.as_ref(),
            Fault::File(_) | Fault::NoSuchSheet { .. } | Fault::WhichSheet { .. } => None,
        }
    }

    /// All places that the fault concerns, the main one first, with a few words on each.
    pub fn labels(&self) -> Vec<Label> {
        let main = self.place().cloned().map(|place| (place, self.main_words()));
        let second = if let Fault::SameColumn { first, .. } = self {
            Some((first.1.clone(), "the first".to_owned()))
        } else if let Fault::DecimalMarks { point, .. } = self {
            Some((point.1.clone(), "a decimal point".to_owned()))
        } else if let Fault::HeadingsLower { headings, .. } = self {
            Some((headings.clone(), "the headings".to_owned()))
        } else {
            None
        };
        main.into_iter().chain(second).collect()
    }

    fn main_words(&self) -> String {
        if let Fault::MissingCell { column, .. } = self {
            return format!("the column `{column}` is blank in this row");
        }
        match self.code() {
            "same-column" => "the second",
            "decimal-marks" => "a decimal comma",
            "missing-column" => "the headings",
            _ => "here",
        }
        .to_owned()
    }

    /// What would mend it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Fault::Empty { .. } => "the first row holds the headings, each further row one entry".to_owned(),
            Fault::SepLine { .. } => "a table is separated by commas, semicolons, tabs or bars (`|`)".to_owned(),
            Fault::Separators { readings, .. } => separators_hint(readings),
            Fault::UnclosedQuote { .. } => {
                "close it, or write it twice and put the cell in quotation marks, if it belongs to the words".to_owned()
            }
            Fault::HeadingsLower { .. } => "take out what stands above them".to_owned(),
            Fault::UnknownColumn { nearest: Some(column), .. } => format!("did you mean `{column}`?"),
            Fault::UnknownColumn { nearest: None, known, .. } => format!("known columns: {}", known.join(", ")),
            Fault::MissingColumn { column, synonyms, .. } => missing_column_hint(column, synonyms),
            Fault::SameColumn { .. } => "leave out or rename one of them".to_owned(),
            Fault::ExtraCell { beyond: true, headings, .. } => format!(
                "the table has {headings} headings; put a cell that holds the separator in quotation marks, or give the column a heading"
            ),
            Fault::ExtraCell { beyond: false, .. } => "give the column a heading, or empty it".to_owned(),
            Fault::MissingCell { column, .. } => format!("fill the cell `{column}`, or take out the row"),
            Fault::SumRow { .. } => "leave it out".to_owned(),
            Fault::DecimalMarks { point, comma } => format!(
                "{} with a point, {} with a comma: write all of them in one way",
                cells(point.2),
                cells(comma.2)
            ),
            Fault::DecimalMarkSaid { cells: count, said, .. } => {
                format!("{} like this: write them with {said}, or state the other mark", cells(*count))
            }
            Fault::AmbiguousNumber { readings, instead, others, .. } => {
                ambiguous_hint(readings, instead.as_deref(), *others)
            }
            Fault::File(trouble) => trouble.hint(),
            Fault::NoSuchSheet { sheets, .. } => format!("sheets: {}", quoted(sheets)),
            Fault::WhichSheet { sheets } => format!("name one of {}", quoted(sheets)),
            Fault::Merged { .. } => "unmerge them and fill each cell".to_owned(),
            Fault::FormulaWithoutValue { .. } => {
                "open the file in a spreadsheet and save it, or put the value instead of the formula".to_owned()
            }
            Fault::ErrorCell { .. } => "mend the formula, or empty the cell".to_owned(),
            Fault::DateForNumber { .. } => {
                "spreadsheets turn what looks like a date into one; set the format of the cell to text and type it again"
                    .to_owned()
            }
            Fault::NumberForDate { date: Some(date), .. } => {
                format!("as a date it would be `{date}`: set the format of the cell to date, or type the date as text")
            }
            Fault::NumberForDate { date: None, .. } => "type the date as in `2024-05-08`".to_owned(),
            Fault::MoreOfTheSame { .. } => return None,
        })
    }
}

impl FileTrouble {
    fn message(&self) -> String {
        match self {
            FileTrouble::NotASpreadsheet => "the file is not a spreadsheet".to_owned(),
            FileTrouble::Protected => "the file is protected by a password".to_owned(),
            FileTrouble::OldExcel => "the file is a workbook in the old format `.xls`".to_owned(),
            FileTrouble::BinaryExcel => "the file is a workbook in the binary format `.xlsb`".to_owned(),
            FileTrouble::OtherDocument(what) => format!("the file is {what}, not a spreadsheet"),
            FileTrouble::Damaged(what) => format!("the file is damaged: {what}"),
            FileTrouble::TooLarge { what, most } => format!("the file has too many {what}: at most {most} are read"),
        }
    }

    fn hint(&self) -> String {
        match self {
            FileTrouble::NotASpreadsheet | FileTrouble::OtherDocument(_) => {
                "a table is a file of the kind `.csv`, `.xlsx` or `.ods`".to_owned()
            }
            FileTrouble::Protected => "open it in a spreadsheet and save it without password".to_owned(),
            FileTrouble::OldExcel | FileTrouble::BinaryExcel => {
                "open it in a spreadsheet and save it as `.xlsx`".to_owned()
            }
            FileTrouble::Damaged(_) => "open it in a spreadsheet and save it anew".to_owned(),
            FileTrouble::TooLarge { .. } => "keep the table alone in a file of its own".to_owned(),
        }
    }
}

/// The faults of one table, at most so many of each kind.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    list: Vec<Fault>,
    counts: BTreeMap<&'static str, (usize, Option<Place>)>,
}

impl Faults {
    /// Nobody reads more of one kind; a broken file of some megabytes can have a fault in every cell.
    const MOST_OF_A_KIND: usize = 100;

    pub(crate) fn push(&mut self, fault: Fault) {
        let (count, first_left_out) = self.counts.entry(fault.code()).or_default();
        *count += 1;
        if *count <= Faults::MOST_OF_A_KIND {
            self.list.push(fault);
        } else if first_left_out.is_none() {
            *first_left_out = fault.place().cloned();
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(crate) fn finish(self) -> Vec<Fault> {
        let left_out = |(of, (count, place)): (&'static str, (usize, Option<Place>))| {
            let more = count.checked_sub(Faults::MOST_OF_A_KIND).filter(|more| *more > 0)?;
            Some(Fault::MoreOfTheSame { of, more, place })
        };
        self.list.into_iter().chain(self.counts.into_iter().filter_map(left_out)).collect()
    }
}

/// Words of the user's, cut where nobody reads on.
pub(crate) fn shortened(words: &str) -> String {
    const MOST: usize = 60;
    let line = words.lines().next().unwrap_or_default();
    let short: String = line.chars().take(MOST).collect();
    if short.len() < words.len() { format!("{short}…") } else { short }
}

fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn separators_hint(readings: &[(&'static str, Vec<String>)]) -> String {
    let reading = |(words, heads): &(&'static str, Vec<String>)| format!("by {words}: {}", quoted(heads));
    let readings: Vec<String> = readings.iter().map(reading).collect();
    format!("{}; put cells that hold the other mark in quotation marks", readings.join("; "))
}

fn missing_column_hint(column: &str, synonyms: &[&str]) -> String {
    if synonyms.is_empty() {
        return format!("add a column with the heading `{column}`");
    }
    let synonyms: Vec<String> = synonyms.iter().map(|word| format!("`{word}`")).collect();
    format!("add a column with the heading `{column}`; also understood: {}", synonyms.join(", "))
}

fn ambiguous_hint([first, second]: &[String; 2], instead: Option<&str>, others: usize) -> String {
    let more = match others {
        0 => String::new(),
        1 => "; 1 more cell is in the same doubt".to_owned(),
        others => format!("; {others} more cells are in the same doubt"),
    };
    match instead {
        Some(instead) => format!(
            "write `{first}`, or `{instead}` for `{second}`; one cell such as `0.5` or `0,5` tells it for the whole table{more}"
        ),
        None => format!("write `{first}` if that is meant{more}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_anybody_reads_is_counted() {
        let mut faults = Faults::default();
        for start in 0..150 {
            faults.push(Fault::SumRow { word: None, place: Place::Bytes { start, end: start } });
        }
        let list = faults.finish();
        assert_eq!(list.len(), 101);
        assert_eq!(list[100].message(), "50 more faults of the kind `sum-row`");
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(shortened("short"), "short");
        assert_eq!(shortened("one\ntwo"), "one…");
        assert_eq!(shortened(&"é".repeat(80)).chars().count(), 61);
    }
}
