//! Writes a table as a spreadsheet of LibreOffice: the three parts that OpenDocument requires, and nothing else.

use std::io::{Cursor, Write};
use std::sync::Arc;

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::write::{CannotWrite, Entry, check_size, is_settled};
use crate::heads::Column;
use crate::place::Place;

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>
"#;

const BEGINNING: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:spreadsheet>"#;

const END: &str = "</table:table></office:spreadsheet></office:body></office:document-content>\n";

/// Writes a table as a spreadsheet of LibreOffice with one sheet. Plain numbers in columns of numbers become numbers, all
/// else text. The format has one kind of line end inside a cell, so `\r\n` becomes that. The same table gives the same
/// bytes.
pub fn write_ods<R, C>(sheet: &str, columns: &[Column], rows: &[R]) -> Result<Vec<u8>, CannotWrite>
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    check_size(sheet, columns, rows)?;
    let name: Arc<str> = Arc::from(sheet);
    if sheet.trim().is_empty() || foreign(sheet).is_some() {
        return Err(CannotWrite::SheetName(sheet.to_owned()));
    }
    let mut content = format!("{BEGINNING}<table:table table:name=\"{}\">", escape(sheet));
    let widest = rows.iter().map(|row| row.as_ref().len()).chain([columns.len(), 1]).max().unwrap_or(1);
    content.push_str(&format!("<table:table-column table:number-columns-repeated=\"{widest}\"/>"));
    content.push_str("<table:table-row>");
    columns.iter().for_each(|column| write_words(&mut content, column.name));
    content.push_str("</table:table-row>");
    let settled = is_settled(columns, rows);
    for (row, cells) in (1_u32..).zip(rows) {
        content.push_str("<table:table-row>");
        for (index, (column, cell)) in (0_u32..).zip(cells.as_ref()).enumerate() {
            let cell = cell.as_ref();
            if let Some(character) = foreign(cell) {
                let place = Place::Sheet { sheet: name, row, column };
                return Err(CannotWrite::Character { character, place });
            }
            match Entry::of(columns.get(index), cell, settled) {
                Entry::Number(_, words) => content.push_str(&format!(
                    "<table:table-cell office:value-type=\"float\" office:value=\"{words}\"><text:p>{words}</text:p></table:table-cell>"
                )),
                Entry::Words(words) => write_words(&mut content, &words),
                Entry::Blank => write_words(&mut content, ""),
            }
        }
        content.push_str("</table:table-row>");
    }
    content.push_str(END);
    pack(&content).map_err(|error| CannotWrite::Library(error.to_string()))
}

fn pack(content: &str) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let stored = options.compression_method(CompressionMethod::Stored);
    let packed = options.compression_method(CompressionMethod::Deflated);
    // The format wants its kind first and unpacked, so that it can be told without unpacking.
    for (name, words, options) in
        [("mimetype", MIMETYPE, stored), ("META-INF/manifest.xml", MANIFEST, packed), ("content.xml", content, packed)]
    {
        zip.start_file(name, options)?;
        zip.write_all(words.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The first character that XML cannot hold.
fn foreign(words: &str) -> Option<u32> {
    let is_foreign = |character: &char| matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    words.chars().find(is_foreign).map(u32::from)
}

fn write_words(out: &mut String, words: &str) {
    if words.is_empty() {
        out.push_str("<table:table-cell/>");
        return;
    }
    out.push_str("<table:table-cell office:value-type=\"string\">");
    for paragraph in words.replace("\r\n", "\n").split(['\n', '\r']) {
        out.push_str("<text:p>");
        write_paragraph(out, paragraph);
        out.push_str("</text:p>");
    }
    out.push_str("</table:table-cell>");
}

/// Each space beside another, or at an end, is an element of its own: the format drops it otherwise.
fn write_paragraph(out: &mut String, paragraph: &str) {
    let mut words = String::new();
    let mut characters = paragraph.chars().peekable();
    let mut after_word = false;
    while let Some(character) = characters.next() {
        let before_word = characters.peek().is_some_and(|next| !matches!(next, ' ' | '\t'));
        match character {
            '\t' => words.push_str("<text:tab/>"),
            ' ' if after_word && before_word => words.push(' '),
            ' ' => words.push_str("<text:s/>"),
            other => words.push_str(&escape(other.encode_utf8(&mut [0; 4]) as &str)),
        }
        after_word = !matches!(character, ' ' | '\t');
    }
    out.push_str(&words);
}
