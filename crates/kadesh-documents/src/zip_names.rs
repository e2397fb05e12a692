//! What a zip archive is, told from the names of its parts without unpacking any.
//!
//! The names are taken from the table at the archive's end. Where the end is missing (a download that broke off), they are
//! taken from the head of each part, so that half a Word document is still called one.

use crate::Kind;
use crate::kind::contains;

/// More names than any document has; the rest of a huge archive changes nothing.
const MOST_NAMES: usize = 20_000;

/// Whether it begins as a zip archive does; one without parts begins with its end.
pub(crate) fn starts_like_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// What the archive is.
pub(crate) fn kind_of_zip(bytes: &[u8]) -> Kind {
    if let Some(kind) = by_mimetype(bytes) {
        return kind;
    }
    let names = names_in_table(bytes).unwrap_or_else(|| names_in_heads(bytes));
    let any = |wanted: &dyn Fn(&[u8]) -> bool| names.iter().any(|name| wanted(name));
    let within = |folder: &[u8]| any(&|name| name.starts_with(folder));
    let macros = any(&|name| name.to_ascii_lowercase().ends_with(b"vbaproject.bin"));
    let office = any(&|name| name == b"[Content_Types].xml") || names.iter().any(|name| name.starts_with(b"_rels/"));
    if office && within(b"word/") {
        if macros { Kind::Docm } else { Kind::Docx }
    } else if office && within(b"xl/") {
        if macros { Kind::Xlsm } else { Kind::Xlsx }
    } else if office && within(b"ppt/") {
        Kind::Pptx
    } else if any(&|name| name == b"META-INF/container.xml") {
        Kind::Epub
    } else if any(&|name| name.ends_with(b".iwa")) {
        Kind::AppleOffice
    } else {
        Kind::Zip
    }
}

/// Documents of LibreOffice and electronic books state their kind in a first part that is not compressed.
fn by_mimetype(bytes: &[u8]) -> Option<Kind> {
    let (name, extra) = (two(bytes, 26)?, two(bytes, 28)?);
    let rest = bytes.get(30..)?;
    if rest.get(..name)? != b"mimetype" {
        return None;
    }
    let content = rest.get(name + extra..)?;
    let content = content.get(..100).unwrap_or(content);
    let states = |kind: &[u8]| contains(content, kind);
    if states(b"application/vnd.oasis.opendocument.text") {
        Some(Kind::Odt)
    } else if states(b"application/vnd.oasis.opendocument.spreadsheet") {
        Some(Kind::Ods)
    } else if states(b"application/vnd.oasis.opendocument.presentation") {
        Some(Kind::Odp)
    } else if states(b"application/epub+zip") {
        Some(Kind::Epub)
    } else {
        None
    }
}

fn names_in_table(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    // The record of the end is 22 bytes and a comment of at most 65,535.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let tail = bytes.get(from..)?;
    let end = from + tail.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let mut at = four(bytes, end + 16)?;
    let mut names = Vec::new();
    while bytes.get(at..at + 4)? == b"PK\x01\x02" && names.len() < MOST_NAMES {
        let (name, extra, comment) = (two(bytes, at + 28)?, two(bytes, at + 30)?, two(bytes, at + 32)?);
        names.push(bytes.get(at + 46..at + 46 + name)?);
        at += 46 + name + extra + comment;
    }
    (!names.is_empty()).then_some(names)
}

fn names_in_heads(bytes: &[u8]) -> Vec<&[u8]> {
    let heads = bytes.windows(4).enumerate().filter(|(_, four)| *four == b"PK\x03\x04");
    let names = heads.filter_map(|(at, _)| bytes.get(at + 30..at + 30 + two(bytes, at + 26)?));
    names.take(MOST_NAMES).collect()
}

fn two(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(usize::from(u16::from_le_bytes(two)))
}

fn four(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}
