//! What is written is read back as the same cells, for each dialect and each kind of file.

use kadesh_tables::{Column, Dialect, Form, Mark, Reading, Row, Separator, Wanted, read_csv, write_csv};
use proptest::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("party").needed(),
    Column::text("because"),
    Column::number("value"),
    Column::text("options"),
    Column::number("weight"),
];

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z ]{0,8}",
        3 => "[\"',;|\t\n\r =+@.0-9x%_\u{e9}\u{5d0}\u{202e}\u{1f600}\u{a0}-]{0,10}",
        1 => Just("=1+1".to_owned()),
        1 => Just("007".to_owned()),
        1 => Just("_x000D_ \u{feff}".to_owned()),
        1 => Just("sep=;".to_owned()),
        1 => Just("0,4".to_owned()),
        1 => Just("1.234".to_owned()),
        1 => "[a-z]{2000}",
    ]
}

/// A number as a table gives it: with a decimal point and no grouping.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (-1000_i32..1000, 0_u32..10_000).prop_map(|(whole, part)| format!("{whole}.{part:04}")),
        3 => (0_u32..5000).prop_map(|number| number.to_string()),
        1 => (1_u32..1000, 0_u32..1000).prop_map(|(whole, part)| format!("{whole}.{part:03}")),
        1 => (0.0..1.0_f64).prop_map(|number| number.to_string()),
        1 => Just("0.3..0.5".to_owned()),
        1 => Just("0.3..0.4..0.6".to_owned()),
        1 => Just("5±1.5".to_owned()),
        1 => Just("40%".to_owned()),
        1 => Just("12.5 %".to_owned()),
        1 => Just("~5".to_owned()),
        1 => Just(String::new()),
        1 => Just("unknown".to_owned()),
        1 => Just("007".to_owned()),
    ]
}

fn table() -> impl Strategy<Value = Vec<[String; 5]>> {
    // The reader leaves empty rows out, so the first cell has a word.
    let row = (words(), words(), number(), words(), number())
        .prop_map(|(party, because, value, options, weight)| [format!("p{party}"), because, value, options, weight]);
    proptest::collection::vec(row, 1..8)
}

/// The cells of each row, those left out at its end as blanks, without white space around them.
fn cells(rows: &[Row]) -> Vec<Vec<String>> {
    let text = |row: &Row, index: usize| row.cells().get(index).map(|cell| cell.text().to_owned()).unwrap_or_default();
    rows.iter().map(|row| (0..COLUMNS.len()).map(|index| text(row, index)).collect()).collect()
}

fn wanted(table: &[[String; 5]]) -> Vec<Vec<String>> {
    table.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// `1.234` may come back as `1.2340`.
fn same(found: &str, wanted: &str) -> bool {
    found == wanted
        || found.parse::<f64>().is_ok_and(|number| Ok(number) == wanted.parse::<f64>())
            && found.strip_suffix('0') == Some(wanted)
}

fn same_table(reading: &Reading, table: &[[String; 5]]) -> Result<(), TestCaseError> {
    prop_assert_eq!(&reading.faults, &[]);
    let (found, wanted) = (cells(&reading.table.rows), wanted(table));
    prop_assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().flatten().zip(wanted.iter().flatten()) {
        prop_assert!(same(found, wanted), "{found:?} for {wanted:?}");
    }
    Ok(())
}

fn dialects() -> Vec<Dialect> {
    let mut dialects = Vec::new();
    for separator in Separator::ALL {
        for mark in [Mark::Point, Mark::Comma] {
            dialects.push(Dialect::csv(separator, mark));
            let form = Form::Csv { separator: Some(separator), sep_line: true, byte_order_mark: true };
            dialects.push(Dialect { form, ..Dialect::csv(separator, mark) });
        }
    }
    dialects
}

proptest! {
    #[test]
    fn csv_is_read_back(table in table()) {
        for dialect in dialects() {
            let text = write_csv(COLUMNS, &table, &dialect);
            let reading = read_csv(&text, &Wanted::columns(COLUMNS));
            same_table(&reading, &table)?;
            prop_assert_eq!(reading.table.dialect.form, dialect.form);
            // Words keep the white space around them; so does what is written again.
            for (row, wanted) in reading.table.rows.iter().zip(&table) {
                for index in [0, 1, 3] {
                    prop_assert_eq!(row.cells()[index].raw(), &wanted[index]);
                }
            }
        }
    }
}

#[cfg(feature = "sheets")]
mod sheets {
    use super::*;
    use calamine::{Data, Reader};
    use kadesh_tables::{CannotWrite, read_spreadsheet, write_ods, write_xlsx};
    use std::io::Cursor;

    /// OpenDocument has one kind of line end, and no control characters.
    fn for_ods(table: &[[String; 5]]) -> Vec<[String; 5]> {
        table.iter().map(|row| row.clone().map(|cell| cell.replace("\r\n", "\n").replace('\r', "\n"))).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn xlsx_is_read_back(table in table()) {
            let bytes = write_xlsx("Stakes", COLUMNS, &table).unwrap();
            prop_assert_eq!(&bytes, &write_xlsx("Stakes", COLUMNS, &table).unwrap());
            let reading = read_spreadsheet(&bytes, &Wanted::columns(COLUMNS));
            same_table(&reading, &table)?;
            for (row, wanted) in reading.table.rows.iter().zip(&table) {
                for index in [0, 1, 3] {
                    prop_assert_eq!(row.cells().get(index).map_or("", |cell| cell.raw()), &wanted[index]);
                }
            }
        }

        #[test]
        fn ods_is_read_back(table in table()) {
            let table = for_ods(&table);
            let bytes = write_ods("Stakes", COLUMNS, &table).unwrap();
            prop_assert_eq!(&bytes, &write_ods("Stakes", COLUMNS, &table).unwrap());
            let reading = read_spreadsheet(&bytes, &Wanted::columns(COLUMNS));
            same_table(&reading, &table)?;
            for (row, wanted) in reading.table.rows.iter().zip(&table) {
                for index in [0, 1, 3] {
                    prop_assert_eq!(row.cells().get(index).map_or("", |cell| cell.raw()), &wanted[index]);
                }
            }
        }

        /// The crate `calamine` reads the same words and numbers from both.
        #[test]
        fn calamine_agrees(table in table()) {
            let table = for_ods(&table);
            let xlsx = write_xlsx("Stakes", COLUMNS, &table).unwrap();
            let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&xlsx)).unwrap();
            agrees(&book.worksheet_range("Stakes").unwrap(), &xlsx)?;
            let ods = write_ods("Stakes", COLUMNS, &table).unwrap();
            let mut book: calamine::Ods<_> = calamine::open_workbook_from_rs(Cursor::new(&ods)).unwrap();
            agrees(&book.worksheet_range("Stakes").unwrap(), &ods)?;
        }
    }

    fn agrees(range: &calamine::Range<Data>, bytes: &[u8]) -> Result<(), TestCaseError> {
        let reading = read_spreadsheet(bytes, &Wanted::columns(COLUMNS));
        for (row, theirs) in reading.table.rows.iter().zip(range.rows().skip(1)) {
            for (index, theirs) in theirs.iter().enumerate() {
                let ours = row.cells().get(index).map_or("", |cell| cell.raw());
                let theirs = match theirs {
                    Data::Empty => String::new(),
                    Data::Float(number) => number.to_string(),
                    other => other.to_string(),
                };
                // calamine drops the text of a cell that is white space alone, and reads no-break space as it is.
                prop_assert_eq!(ours.trim(), theirs.trim());
            }
        }
        Ok(())
    }

    /// A number that a spreadsheet would not keep as it is written, alone in its table, has one reading.
    #[test]
    fn a_number_kept_as_words_is_read_back() {
        let table = [["p", "", "1.960", "", ""].map(str::to_owned)];
        for bytes in [write_xlsx("S", COLUMNS, &table).unwrap(), write_ods("S", COLUMNS, &table).unwrap()] {
            same_table(&read_spreadsheet(&bytes, &Wanted::columns(COLUMNS)), &table).unwrap();
        }
    }

    #[test]
    fn what_no_spreadsheet_holds_is_refused() {
        let long = [["a".repeat(32_768)]];
        let columns = [Column::text("because")];
        let refused = write_xlsx("S", &columns, &long).unwrap_err();
        assert_eq!(refused.message(), "a cell has 32768 letters, and a spreadsheet keeps 32767");
        assert_eq!(refused.place().unwrap().to_string(), "S!A2");
        assert!(matches!(write_xlsx("a/b", &columns, &[["x"]]), Err(CannotWrite::SheetName(_))));
        let refused = write_ods("S", &columns, &[["a\u{1}"]]).unwrap_err();
        assert_eq!(refused.message(), "a cell has the control character U+0001, which the format cannot hold");
        assert!(write_xlsx("S", &columns, &[["a\u{1}"]]).is_ok());
    }
}
