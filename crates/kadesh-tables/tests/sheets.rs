//! What people bring as a spreadsheet is understood, or told with the address of the cell.
#![cfg(feature = "sheets")]
#![expect(clippy::unwrap_used, reason = "what makes the files of a test may panic")]

use std::io::{Cursor, Write};

use kadesh_tables::{CellKind, Column, Fault, Reading, Wanted, read_spreadsheet};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use zip::write::SimpleFileOptions;

const COLUMNS: &[Column] =
    &[Column::text("party").needed(), Column::number("value").needed(), Column::text("because"), Column::date("at")];

fn read(bytes: &[u8]) -> Reading {
    read_spreadsheet(bytes, &Wanted::columns(COLUMNS))
}

fn messages(reading: &Reading) -> Vec<String> {
    let place = |fault: &Fault| fault.place().map(|place| format!("{place}: ")).unwrap_or_default();
    reading.faults.iter().map(|fault| format!("{}{}", place(fault), fault.message())).collect()
}

fn texts(reading: &Reading, column: &str) -> Vec<(String, CellKind)> {
    let cell = |row: &kadesh_tables::Row| row.get(column).map(|cell| (cell.text().to_owned(), cell.kind().clone()));
    reading.table.rows.iter().filter_map(cell).collect()
}

fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (column, head) in (0_u16..).zip(["Country", "Value", "Reason", "Date"]) {
        page.write(0, column, head).unwrap();
    }
    fill(page);
    book.save_to_buffer().unwrap()
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, words) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(words.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook made by hand from the rows and what follows them.
fn by_hand(rows: &str, after: &str) -> Vec<u8> {
    let head = "<row><c t=\"inlineStr\"><is><t>party</t></is></c><c t=\"inlineStr\"><is><t>value</t></is></c></row>";
    zipped(&[
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{head}{rows}</sheetData>{after}</worksheet>")),
    ])
}

fn ods(rows: &str) -> Vec<u8> {
    let head = "<table:table-row><table:table-cell><text:p>party</text:p></table:table-cell><table:table-cell><text:p>value</text:p></table:table-cell></table:table-row>";
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "content.xml",
            &format!("<o><office:body><table:table table:name=\"S\">{head}{rows}</table:table></office:body></o>"),
        ),
    ])
}

#[test]
fn numbers_percents_dates_and_truths_are_told_apart() {
    let bytes = workbook(|page| {
        let percent = Format::new().set_num_format("0.0%");
        let date = Format::new().set_num_format("dd/mm/yyyy");
        page.write(1, 0, "north").unwrap();
        page.write_with_format(1, 1, 0.405, &percent).unwrap();
        page.write(1, 2, true).unwrap();
        page.write_with_format(1, 3, ExcelDateTime::from_ymd(2024, 5, 8).unwrap(), &date).unwrap();
        page.write(2, 0, "south").unwrap();
        page.write(2, 1, 0.1 + 0.2).unwrap();
    });
    let reading = read(&bytes);
    assert_eq!(messages(&reading), Vec::<String>::new());
    assert_eq!(texts(&reading, "value"), [("40.5%".into(), CellKind::Percent), ("0.3".into(), CellKind::Number)]);
    assert_eq!(texts(&reading, "because"), [("true".into(), CellKind::Bool)]);
    assert_eq!(texts(&reading, "at"), [("2024-05-08".into(), CellKind::Date)]);
    let cell = reading.table.rows[0].get("value").unwrap();
    assert_eq!((cell.place().to_string(), cell.raw()), ("Sheet1!B2".to_owned(), "0.405"));
    assert_eq!(reading.table.dialect.in_words(), "a workbook of Excel");
}

#[test]
fn what_a_spreadsheet_hides_is_told_with_its_address() {
    let bytes = workbook(|page| {
        let date = Format::new().set_num_format("d. mmm");
        page.merge_range(1, 0, 3, 0, "north", &Format::new()).unwrap();
        page.write_with_format(1, 1, 45_297, &date).unwrap();
        page.write(2, 1, 0.5).unwrap();
        page.write(2, 3, 45_420).unwrap();
        page.write(3, 1, 1).unwrap();
        page.write(5, 0, "south").unwrap();
        page.write(5, 1, 1).unwrap();
        page.write(5, 5, "aside").unwrap();
    });
    let reading = read(&bytes);
    let wanted = [
        "Sheet1!A2: the cells `A2:A4` are merged",
        "Sheet1!F6: `aside` stands beyond the last heading",
        "Sheet1!B2: `value` is a date here, `2024-01-06`, and not a number",
        "Sheet1!D3: `at` is a number here, `45420`, and not a date",
    ];
    assert_eq!(messages(&reading), wanted);
    assert!(reading.faults[3].hint().unwrap().contains("`2024-05-08`"));
    assert_eq!(reading.table.blank_rows, 1);
    assert_eq!(*reading.table.rows[1].cells()[0].kind(), CellKind::MergedInto("A2:A4".into()));
}

#[test]
fn formulas_without_value_and_errors_are_told() {
    let rows = "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>\"n\"</f><v>north</v></c><c r=\"B2\"><f>1+1</f></c></row>\
        <row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><r><t>so</t></r><r><t>uth</t></r><rPh><t>x</t></rPh></is></c><c r=\"B3\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>\
        <row r=\"4\"><c r=\"A4\" t=\"str\"><f>x</f><v></v></c><c r=\"B4\"><f>2*2</f><v>4</v></c></row>";
    let reading = read(&by_hand(rows, ""));
    let wanted = ["S!B2: a cell has a formula whose result is not in the file", "S!B3: a cell has the error `#DIV/0!`"];
    assert_eq!(messages(&reading), wanted);
    assert_eq!(texts(&reading, "party").len(), 2);
    assert_eq!(texts(&reading, "party")[1].0, "south");
    assert!(reading.table.rows[0].get("value").unwrap().is_faulty());
}

#[test]
fn numbers_typed_as_text_follow_the_convention() {
    let rows = "<row><c t=\"inlineStr\"><is><t>a</t></is></c><c t=\"inlineStr\"><is><t>0,3..0,5</t></is></c></row>\
        <row><c t=\"inlineStr\"><is><t>b</t></is></c><c><v>0.25</v></c></row>";
    let reading = read(&by_hand(rows, ""));
    assert_eq!(
        texts(&reading, "value").iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(),
        ["0.3..0.5", "0.25"]
    );
    assert_eq!(reading.table.dialect.in_words(), "a workbook of Excel, with a decimal comma (told by 1 cell)");
}

#[test]
fn the_sheet_is_the_named_one_or_the_one_with_known_headings() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "nothing").unwrap();
    let page = book.add_worksheet().set_name("Data").unwrap();
    page.write(0, 0, "party")
        .unwrap()
        .write(0, 1, "value")
        .unwrap()
        .write(1, 0, "north")
        .unwrap()
        .write(1, 1, 1)
        .unwrap();
    book.add_worksheet().set_name("Empty").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let reading = read(&bytes);
    assert_eq!(messages(&reading), Vec::<String>::new());
    assert_eq!(reading.table.sheet.as_deref(), Some("Data"));
    let named = |sheet| read_spreadsheet(&bytes, &Wanted { sheet: Some(sheet), ..Wanted::columns(COLUMNS) });
    assert_eq!(named("data").table.rows.len(), 1);
    assert_eq!(messages(&named("Empty")), ["Empty!A1: the table is empty"]);
    let reading = named("Stakes");
    assert_eq!(messages(&reading), ["the file has no sheet `Stakes`"]);
    assert_eq!(reading.faults[0].hint().as_deref(), Some("sheets: `Notes`, `Data`, `Empty`"));
    let other = [Column::text("room"), Column::text("sentence")];
    let reading = read_spreadsheet(&bytes, &Wanted::columns(&other));
    assert_eq!(reading.faults[0].code(), "which-sheet");
}

#[test]
fn a_spreadsheet_of_libreoffice_is_read() {
    let rows = "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"string\"><text:p>  the <text:span>north</text:span><text:s text:c=\"2\"/>&amp; all</text:p><office:annotation><text:p>a comment</text:p></office:annotation><text:p>x</text:p></table:table-cell><table:table-cell office:value-type=\"percentage\" office:value=\"0.405\"><text:p>40,5 %</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>\
        <table:table-row><table:table-cell table:number-rows-spanned=\"2\"><text:p>south</text:p></table:table-cell><table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:covered-table-cell/><table:table-cell table:formula=\"of:=[.A1]\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let reading = read(&ods(rows));
    let wanted = [
        "S!A4: the cells `A4:A5` are merged",
        "S!B4: a cell has the error `#DIV/0!`",
        "S!B5: a cell has a formula whose result is not in the file",
    ];
    assert_eq!(messages(&reading), wanted);
    assert_eq!(reading.table.rows[0].get("party").unwrap().text(), "the north  & all\nx");
    assert_eq!(
        texts(&reading, "value")[..2],
        [("40.5%".into(), CellKind::Percent), ("40.5%".into(), CellKind::Percent)]
    );
    assert_eq!(reading.table.rows.len(), 4);
}

#[test]
fn files_that_cannot_be_read_are_refused_in_plain_words() {
    let compound = |stream: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let kinds = [
        (b"party,value\n".to_vec(), "the file is not a spreadsheet"),
        (b"PK\x03\x04broken".to_vec(), "the file is damaged: `the container` cannot be read"),
        (compound("EncryptedPackage"), "the file is protected by a password"),
        (compound("Workbook"), "the file is a workbook in the old format `.xls`"),
        (zipped(&[("word/document.xml", "")]), "the file is a text document of Word, not a spreadsheet"),
        (zipped(&[("xl/workbook.bin", "")]), "the file is a workbook in the binary format `.xlsb`"),
        (zipped(&[("a", "")]), "the file is not a spreadsheet"),
        (
            zipped(&[("mimetype", "application/vnd.oasis.opendocument.text")]),
            "the file is a document of LibreOffice, not a spreadsheet",
        ),
        (
            zipped(&[
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                ("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"),
            ]),
            "the file is protected by a password",
        ),
        (
            by_hand("<row><c r=\"A2\"><v>1</v></c><c r=\"A2\"><v>2</v></c></row>", ""),
            "the file is damaged: it holds the cell `A2` twice",
        ),
        (
            by_hand("<row><c r=\"XFE2\"><v>1</v></c></row>", ""),
            "the file is damaged: `xl/worksheets/sheet1.xml` cannot be read",
        ),
        (by_hand("<row>", ""), "the file is damaged: `xl/worksheets/sheet1.xml` cannot be read"),
    ];
    for (bytes, wanted) in kinds {
        assert_eq!(messages(&read(&bytes)), [wanted]);
    }
}

#[test]
fn macros_are_left_out_and_told() {
    let mut parts = zip::ZipArchive::new(Cursor::new(by_hand("", ""))).unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        zip.raw_copy_file(parts.by_index_raw(index).unwrap()).unwrap();
    }
    zip.start_file("xl/vbaProject.bin", SimpleFileOptions::default()).unwrap();
    let reading = read(&zip.finish().unwrap().into_inner());
    assert_eq!(reading.table.dialect.in_words(), "a workbook of Excel, its macros left out");
}

#[test]
fn a_small_file_that_unpacks_to_a_large_one_is_refused() {
    let spaces = " ".repeat(300 << 20);
    let started = std::time::Instant::now();
    let reading = read(&by_hand("", &spaces));
    assert_eq!(messages(&reading), ["the file has too many bytes when it is unpacked: at most 268435456 are read"]);
    assert!(started.elapsed().as_secs() < 60);
    // One cell a row, in the last column: few bytes, a wide grid.
    let row = |row: u32| format!("<row><c r=\"XFD{row}\"><v>1</v></c></row>");
    let rows: String = (2..1000).map(row).collect();
    assert_eq!(messages(&read(&by_hand(&rows, ""))), ["the file has too many cells: at most 2000000 are read"]);
    let repeated = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>x</text:p></table:table-cell></table:table-row>";
    assert_eq!(messages(&read(&ods(repeated))), ["the file has too many cells: at most 2000000 are read"]);
    let merged = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(20_000);
    assert_eq!(messages(&read(&by_hand("", &merged))), ["the file has too many merged cells: at most 10000 are read"]);
}
