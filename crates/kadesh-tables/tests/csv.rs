//! What people bring as CSV is understood, or told with its place.

use kadesh_tables::{CellKind, Column, Dialect, Fault, Mark, Reading, Separator, Wanted, read_csv};
use proptest::prelude::*;

const STAKES: &[Column] = &[
    Column::text("party").needed(),
    Column::text("issue").needed(),
    Column::text("option").needed(),
    Column::number("value").needed(),
    Column::number("weight"),
    Column::text("red_line"),
    Column::text("rests_on"),
    Column::text("because"),
];

fn read(text: &str) -> Reading {
    read_csv(text, &Wanted::columns(STAKES))
}

fn values(reading: &Reading) -> Vec<&str> {
    reading.table.rows.iter().filter_map(|row| row.get("value")).map(|cell| cell.text()).collect()
}

fn messages(reading: &Reading) -> Vec<String> {
    reading.faults.iter().map(Fault::message).collect()
}

const PLAIN: [&str; 4] = ["0", "0.4", "1", "0.6"];

fn rows(separator: char, mark: char) -> String {
    let row = |value: &str| format!("north;dam;low;{value};3;assumed\n").replace(';', &separator.to_string());
    PLAIN.iter().map(|value| row(&value.replace('.', &mark.to_string()))).collect()
}

/// The kinds of `data/field/18` to `26`.
#[test]
fn the_kinds_that_people_bring_are_understood() {
    let head = "party;issue;option;value;weight;because\n";
    let semicolons = format!("{head}{}", rows(';', ','));
    let kinds = [
        (semicolons.clone(), "separated by semicolons, with a decimal comma (told by 2 cells)"),
        (
            format!("{}{}", head.replace(';', "\t"), rows('\t', '.')),
            "separated by tabs, with a decimal point (told by 2 cells)",
        ),
        (
            format!("\u{feff}sep=;\r\n{}", semicolons.replace('\n', "\r\n")),
            "separated by semicolons, as its first line says, with a decimal comma (told by 2 cells)",
        ),
        (
            format!("Country,Topic,Alternative,\"Utility (0-1)\",SALIENCE:,Reason\n{}", rows(',', '.')),
            "separated by commas, with a decimal point (told by 2 cells)",
        ),
        (
            format!("{},,\n{},,,,,,,\n,,,,,,,\n", head.trim().replace(';', ","), rows(',', '.')),
            "separated by commas, with a decimal point (told by 2 cells)",
        ),
    ];
    for (text, dialect) in kinds {
        let reading = read(&text);
        assert_eq!(messages(&reading), Vec::<String>::new(), "{text}");
        assert_eq!(values(&reading), PLAIN);
        assert_eq!(reading.table.dialect.in_words(), dialect);
        assert_eq!(reading.table.rows[0].get("because").unwrap().text(), "assumed");
    }
}

#[test]
fn a_row_of_sums_is_told_at_its_place() {
    let head = "party,issue,option,value,weight,because\n";
    for sums in
        ["Total,,,2.0,12,", "Σ:,,,2,12", ",,,2,12,", ",\"Grand total\",,2,,", "ИТОГО,,,2.0,12,", ",,Somme,2,12,"]
    {
        let text = format!("{head}{}{sums}\n", rows(',', '.'));
        let reading = read(&text);
        assert_eq!(messages(&reading), ["this looks like a row of sums"], "{sums}");
        let place = reading.faults[0].place().unwrap().bytes().unwrap();
        assert_eq!(&text[place], sums);
        assert_eq!(values(&reading), PLAIN);
    }
    let named = format!("{head}sum,dam,low,0.4,3,assumed\ntotal war,dam,low,1,3,x\n,,,0.3,,\n");
    assert_eq!(messages(&read(&named)), Vec::<String>::new());
}

#[test]
fn percents_keep_their_sign() {
    let reading = read("party;issue;option;value\nnorth;dam;low;40,5 %\nnorth;dam;high;100%\n");
    let cell = reading.table.rows[0].get("value").unwrap();
    assert_eq!((cell.text(), cell.raw(), cell.kind()), ("40.5 %", "40,5 %", &CellKind::Percent));
}

#[test]
fn each_cell_has_its_bytes() {
    let text = "\u{feff}party,issue,option,value\r\n\"the \"\"North\"\"\", dam ,low,0.5\r\n";
    let reading = read(text);
    let words = |column: &str| {
        let place = reading.table.rows[0].get(column).unwrap().place().bytes().unwrap();
        &text[place]
    };
    assert_eq!([words("party"), words("issue"), words("value")], ["\"the \"\"North\"\"\"", " dam ", "0.5"]);
    assert_eq!(reading.table.rows[0].get("party").unwrap().text(), "the \"North\"");
}

#[test]
fn nothing_is_dropped() {
    let text = "party,issue,option,value\nnorth,dam,low,0,5\n\nsouth,\"dam,low\nsouth,dam,high,0.5\n";
    let reading = read(text);
    let wanted = ["a quotation mark is opened before `dam` and never closed", "`5` stands beyond the last heading"];
    assert_eq!(messages(&reading), wanted);
    assert_eq!(reading.table.rows.len(), 3);
    assert_eq!(reading.table.blank_rows, 1);
    let mut faults = Vec::new();
    assert!(reading.table.rows[1].need("value", &mut faults).is_none());
    assert_eq!(faults[0].labels()[0].1, "the column `value` is blank in this row");
}

#[test]
fn a_title_above_the_headings_is_told() {
    let reading = read("Stakes of the talks\n\nparty,issue,option,value\nnorth,dam,low,0.5\n");
    assert_eq!(messages(&reading), ["a row stands above the headings"]);
    assert_eq!(values(&reading), ["0.5"]);
}

#[test]
fn an_empty_table_is_told() {
    for text in ["", "\n\n", "\u{feff}", "sep=;\n", ",,,\n"] {
        let reading = read(text);
        assert_eq!(messages(&reading), ["the table is empty"], "{text:?}");
        assert!(text.get(reading.faults[0].place().unwrap().bytes().unwrap()).is_some(), "{text:?}");
    }
}

#[test]
fn what_the_caller_states_holds() {
    let text = "party;issue;option;value\nnorth;dam;low;1.234\n";
    assert_eq!(read(text).faults[0].code(), "ambiguous-number");
    let said = Wanted { decimal: Some(Mark::Comma), separator: Some(Separator::Semicolon), ..Wanted::columns(STAKES) };
    assert_eq!(values(&read_csv(text, &said)), ["1234"]);
}

#[test]
fn a_list_gives_its_parts() {
    let columns = [Column::text("statement"), Column::text("options")];
    let text = "statement,options\ns1,low | high\n";
    let reading = read_csv(text, &Wanted::columns(&columns));
    let parts = reading.table.rows[0].list("options");
    let words: Vec<&str> = parts.iter().map(|part| &text[part.place.bytes().unwrap()]).collect();
    assert_eq!(words, ["low", "high"]);
}

proptest! {
    /// On what the crate `csv` writes, both readers give the same cells.
    #[test]
    fn the_reader_agrees_with_the_crate_csv(rows in proptest::collection::vec(proptest::collection::vec("[a-z\",;\n\r \u{e9}]{0,6}", 3), 1..6)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["party", "issue", "option"]).unwrap();
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let reading = read(&text);
        let ours: Vec<Vec<&str>> =
            reading.table.rows.iter().map(|row| row.cells().iter().map(|cell| cell.raw()).collect()).collect();
        let filled = |row: &&Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
        let wanted: Vec<Vec<String>> = rows.iter().filter(filled).cloned().collect();
        prop_assert_eq!(ours, wanted);
    }

    /// No text at all makes it panic, and each place lies in the text.
    #[test]
    fn any_text_is_read(text in "[a-z0-9\",;|\n\r\t .%\u{feff}\u{e9}-]{0,60}", head in any::<bool>()) {
        let text = if head { format!("party,issue,option,value\n{text}") } else { text };
        let reading = read(&text);
        for row in &reading.table.rows {
            for cell in row.cells() {
                prop_assert!(text.get(cell.place().bytes().unwrap()).is_some());
                prop_assert!(cell.parts().iter().all(|part| text.get(part.place.bytes().unwrap()).is_some()));
            }
        }
        for fault in &reading.faults {
            prop_assert!(!fault.message().is_empty() && !fault.message().ends_with('.'));
            prop_assert!(fault.labels().iter().all(|(place, _)| text.get(place.bytes().unwrap()).is_some()));
        }
    }
}

/// Texts that would take time without end, or fill the memory, if each mark were searched for to the end.
#[test]
fn strange_texts_are_read_in_time() {
    let started = std::time::Instant::now();
    let pieces = ["\"a", "\"\"\"\n", "\"", "\"\",", ",", ",\n", "party;", "\"a\" x\n", "1 234,", "a\"\"\n\"", "\n"];
    for piece in pieces {
        let text = format!("party;issue,option\tvalue\n{}", piece.repeat(500_000));
        let reading = read(&text);
        assert!(reading.faults.len() < 2000, "{piece}");
    }
    assert!(started.elapsed().as_secs() < 60);
    let wide = format!("party,issue,option,value\n{}", ",".repeat(20_000));
    assert_eq!(messages(&read(&wide)), ["the file has too many columns: at most 16384 are read"]);
}

#[test]
fn a_dialect_can_be_stated() {
    assert_eq!(
        Dialect::csv(Separator::Tab, Mark::Point).in_words(),
        "separated by tabs, with a decimal point (as you said)"
    );
}
