//! Breaks tables in random ways, and checks that each is read or refused: for the test of the ordinary run and for the
//! example `fuzz`.

use kadesh_tables::{Column, Dialect, Mark, Reading, Separator, Wanted, read_csv, read_spreadsheet};
use kadesh_tables::{write_csv, write_ods, write_xlsx};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;

const COLUMNS: &[Column] = &[
    Column::text("party").needed(),
    Column::text("issue"),
    Column::text("option").needed(),
    Column::number("value").needed(),
    Column::number("weight"),
    Column::text("because"),
    Column::date("at"),
];

/// What a table may be broken with.
const WORDS: [&str; 44] = [
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\r\n",
    "\r",
    "sep=;\n",
    "\u{feff}",
    "0,5",
    "1.234",
    "1 234 567",
    "40%",
    "0,3..0,5",
    "±",
    "~",
    "Total",
    "party",
    "value",
    "weight;",
    "\u{0}",
    "999999999999",
    "-1",
    "<",
    ">",
    "&",
    "&#0;",
    "&#x41;",
    "&amp;",
    "<v>",
    "</c>",
    "<f/>",
    "<row r=\"9\">",
    "r=\"XFD1048576\"",
    "t=\"s\"",
    "s=\"4000000000\"",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "table:number-columns-repeated=\"99999\"",
    "table:number-rows-repeated=\"9999999\"",
    "table:number-rows-spanned=\"4294967295\"",
    "<text:s text:c=\"4294967295\"/>",
    "_x0000_",
];

/// A number after another, the same in each run from the same beginning (xorshift64*, Vigna 2016).
pub struct Random(u64);

/// The kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Csv,
    Xlsx,
    Ods,
}

/// What became of a broken table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Read without a fault, and read back the same after writing.
    Whole,
    /// Read with faults.
    Faults,
    /// Nothing could be read.
    Refused,
}

/// Tables that are whole, to be broken.
pub struct Seeds {
    texts: Vec<String>,
    xlsx: Vec<Vec<u8>>,
    ods: Vec<Vec<u8>>,
}

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).unwrap() % most.max(1)
    }
}

impl Seeds {
    pub fn new() -> Seeds {
        let row = |index: usize| {
            [
                format!("p{index}"),
                "dam".to_owned(),
                ["high", "low, \"very\"", "a|b"][index % 3].to_owned(),
                ["0.4", "0.3..0.5", "40%", "1234.5", ""][index % 5].to_owned(),
                ["3", "1", "12"][index % 3].to_owned(),
                ["assumed", "two\nlines", "=1+1 & <b>"][index % 3].to_owned(),
                "2024-05-08".to_owned(),
            ]
        };
        let rows: Vec<[String; 7]> = (0..8).map(row).collect();
        let dialect = |separator| [Mark::Point, Mark::Comma].map(|mark| Dialect::csv(separator, mark));
        let texts = Separator::ALL.into_iter().flat_map(dialect).map(|dialect| write_csv(COLUMNS, &rows, &dialect));
        let xlsx = vec![write_xlsx("Stakes", COLUMNS, &rows).unwrap(), rich_xlsx()];
        let ods = vec![write_ods("Stakes", COLUMNS, &rows).unwrap(), rich_ods()];
        Seeds { texts: texts.collect(), xlsx, ods }
    }

    /// A table of a kind, broken.
    pub fn broken(&self, kind: Kind, random: &mut Random) -> Vec<u8> {
        match kind {
            Kind::Csv => {
                let mut bytes = self.texts[random.below(self.texts.len())].clone().into_bytes();
                break_bytes(&mut bytes, random);
                bytes
            }
            Kind::Xlsx => break_file(&self.xlsx[random.below(self.xlsx.len())], random),
            Kind::Ods => break_file(&self.ods[random.below(self.ods.len())], random),
        }
    }
}

/// Reads a broken table, and checks what must hold of any reading.
pub fn check(kind: Kind, bytes: &[u8]) -> Outcome {
    let text = String::from_utf8_lossy(bytes);
    let wanted = Wanted::columns(COLUMNS);
    let reading = match kind {
        Kind::Csv => read_csv(&text, &wanted),
        Kind::Xlsx | Kind::Ods => read_spreadsheet(bytes, &wanted),
    };
    let places = reading.faults.iter().flat_map(|fault| fault.labels()).map(|(place, _)| place);
    let cells = reading.table.rows.iter().flat_map(|row| row.cells()).map(|cell| cell.place().clone());
    for place in places.chain(cells) {
        assert!(place.bytes().is_none_or(|bytes| text.get(bytes).is_some()), "{place} in {text:?}");
    }
    for fault in &reading.faults {
        assert!(!fault.message().is_empty() && !fault.hint().is_some_and(|hint| hint.is_empty()));
    }
    match (reading.faults.is_empty(), reading.table.rows.is_empty()) {
        (false, true) => Outcome::Refused,
        (false, false) => Outcome::Faults,
        (true, _) => {
            read_back(&reading);
            Outcome::Whole
        }
    }
}

/// A table without fault that is written and read again has the same cells.
fn read_back(reading: &Reading) {
    let headings = || reading.table.heads.headings().iter().enumerate();
    let columns: Vec<Column> = headings().filter_map(|(_, heading)| heading.column).collect();
    let places: Vec<usize> = headings().filter(|(_, heading)| heading.column.is_some()).map(|(at, _)| at).collect();
    let text = |row: &kadesh_tables::Row, at: usize| row.cells().get(at).map_or("", |cell| cell.text()).to_owned();
    let rows = reading.table.rows.iter().map(|row| places.iter().map(|at| text(row, *at)).collect());
    let rows: Vec<Vec<String>> = rows.collect();
    let mut dialect = reading.table.dialect;
    dialect.decimal.mark = dialect.decimal.mark.or(Some(Mark::Point));
    compare(&rows, &read_csv(&write_csv(&columns, &rows, &dialect), &Wanted::columns(COLUMNS)));
    if let Ok(bytes) = write_xlsx("S", &columns, &rows) {
        compare(&rows, &read_spreadsheet(&bytes, &Wanted::columns(COLUMNS)));
    }
    let lines = |cell: &String| cell.replace("\r\n", "\n").replace('\r', "\n");
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(lines).collect()).collect();
    if let Ok(bytes) = write_ods("S", &columns, &rows) {
        compare(&rows, &read_spreadsheet(&bytes, &Wanted::columns(COLUMNS)));
    }
}

fn compare(rows: &[Vec<String>], again: &Reading) {
    assert_eq!(again.faults, [], "for {rows:?}");
    assert_eq!(again.table.rows.len(), rows.len());
    for (row, found) in rows.iter().zip(&again.table.rows) {
        for (at, cell) in row.iter().enumerate() {
            let found = found.cells().get(at).map_or("", |cell| cell.text());
            assert!(found == cell || found.strip_suffix('0') == Some(cell), "{found:?} for {cell:?} in {rows:?}");
        }
    }
}

/// A workbook with a format, a formula, a merged cell and two sheets.
fn rich_xlsx() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet();
    let page = book.add_worksheet();
    let percent = rust_xlsxwriter::Format::new().set_num_format("0.0%");
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd hh:mm");
    for (column, head) in (0..).zip(["party", "option", "value", "at"]) {
        page.write(0, column, head).unwrap();
    }
    page.merge_range(1, 0, 2, 0, "north", &percent).unwrap();
    page.write(1, 1, "a\rb").unwrap().write_formula(1, 2, "=1+1").unwrap();
    page.write(2, 1, true).unwrap().write_with_format(2, 2, 0.4, &percent).unwrap();
    page.write_with_format(1, 3, 45_420.5, &date).unwrap();
    book.save_to_buffer().unwrap()
}

/// A spreadsheet of LibreOffice with a percentage, a date, a time, a comment, repeats and a span.
fn rich_ods() -> Vec<u8> {
    let head = ["party", "option", "value", "at"]
        .map(|head| format!("<table:table-cell><text:p>{head}</text:p></table:table-cell>"))
        .concat();
    let content = format!(
        "<o><table:table table:name=\"A\"/><table:table table:name=\"S\"><table:table-row>{head}</table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"2\"><text:p>x<text:s text:c=\"3\"/>y</text:p>\
        <office:annotation><text:p>z</text:p></office:annotation></table:table-cell>\
        <table:table-cell office:value-type=\"percentage\" office:value=\"0.4\"/>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2024-05-08\"/></table:table-row>\
        <table:table-row><table:table-cell table:number-rows-spanned=\"2\"><text:p>q</text:p></table:table-cell>\
        <table:covered-table-cell/><table:table-cell office:value-type=\"time\" office:time-value=\"PT14H30M00S\"/></table:table-row></table:table></o>"
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mimetype = "application/vnd.oasis.opendocument.spreadsheet";
    for (name, words) in [("mimetype", mimetype), ("content.xml", &content)] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(words.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Breaks one part of a spreadsheet and packs it again; or, at times, the packed file.
fn break_file(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if random.below(4) == 0 {
        break_bytes(&mut bytes, random);
        return bytes;
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let broken = random.below(archive.len());
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut part = Vec::new();
        file.read_to_end(&mut part).unwrap();
        let is_content = file.name().unwrap().contains("sheet1.xml") || file.name().unwrap().contains("content.xml");
        if index == broken || is_content && random.below(2) == 0 {
            break_bytes(&mut part, random);
        }
        let name = file.name().unwrap().into_owned();
        zip.start_file(name, options).unwrap();
        zip.write_all(&part).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn break_bytes(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(12)).min(bytes.len());
        match random.below(9) {
            6..9 => replace_word(bytes, at, random),
            0 => drop(bytes.drain(at..end)),
            1 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
            2 => {
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            3 if random.below(8) == 0 => bytes.truncate(at),
            _ => {
                let word = WORDS[random.below(WORDS.len())].bytes();
                bytes.splice(at..at, word);
            }
        }
    }
}

/// Puts another word in the place of the next one, so that what is around it stays well formed.
fn replace_word(bytes: &mut Vec<u8>, at: usize, random: &mut Random) {
    const OTHERS: [&str; 24] = [
        "0",
        "1",
        "7",
        "65",
        "1048576",
        "16384",
        "4294967295",
        "99999999999999999999",
        "-1",
        "0.5",
        "1e308",
        "NaN",
        "s",
        "b",
        "e",
        "d",
        "str",
        "inlineStr",
        "float",
        "percentage",
        "date",
        "XFD1048576",
        "A1",
        "party",
    ];
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
    let from = at + bytes[at..].iter().take_while(|byte| !is_word(byte)).count();
    let to = from + bytes[from..].iter().take_while(|byte| is_word(byte)).count();
    bytes.splice(from..to, OTHERS[random.below(OTHERS.len())].bytes());
}
