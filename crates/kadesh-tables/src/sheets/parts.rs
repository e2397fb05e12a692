//! The parts of a spreadsheet file: a container of compressed XML, opened with a limit on what may come out of it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Error, ErrorKind, Read};

use memchr::memmem;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::Told;
use crate::fault::FileTrouble;

/// The most bytes that are taken out of one file. A small file can be made to hold any number of them.
const MOST_BYTES: u64 = 256 << 20;

/// The most parts of one file.
const MOST_PARTS: usize = 100_000;

/// The parts of a file by name.
pub(super) struct Parts<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Names in lower case with slashes, as some programs write neither.
    names: BTreeMap<String, usize>,
    left: u64,
}

/// The XML of a part, as a stream.
pub(super) struct Xml<R> {
    reader: Reader<R>,
    part: String,
}

/// A part that is open.
pub(super) type Part<'b, 'a> = Xml<BufReader<Limited<'b, ZipFile<'b, Cursor<&'a [u8]>>>>>;

/// A reader that stops when the limit of the whole file is reached.
pub(super) struct Limited<'b, R> {
    inner: R,
    left: &'b mut u64,
}

impl<'a> Parts<'a> {
    /// Opens the container, or says what else the file is.
    pub(super) fn open(bytes: &'a [u8]) -> Told<Parts<'a>> {
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            return Err(compound(bytes));
        }
        if !bytes.starts_with(b"PK") {
            return Err(FileTrouble::NotASpreadsheet);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| told("the container", &error))?;
        if zip.len() > MOST_PARTS {
            return Err(FileTrouble::TooLarge { what: "parts", most: MOST_PARTS as u64 });
        }
        let name = |index| {
            let name = zip.name_for_index(index)?.ok()?;
            Some((name.to_lowercase().replace('\\', "/"), index))
        };
        let names = (0..zip.len()).filter_map(name).collect();
        Ok(Parts { zip, names, left: MOST_BYTES })
    }

    pub(super) fn has(&self, part: &str) -> bool {
        self.names.contains_key(&part.to_lowercase())
    }

    /// A small part as text.
    pub(super) fn text(&mut self, part: &str) -> Told<Option<String>> {
        const MOST: u64 = 1000;
        let Some(index) = self.names.get(part) else { return Ok(None) };
        let file = self.zip.by_index(*index).map_err(|error| told(part, &error))?;
        let mut text = Vec::new();
        file.take(MOST).read_to_end(&mut text).map_err(|_| damaged(part))?;
        Ok(Some(String::from_utf8_lossy(&text).into_owned()))
    }

    /// The XML of a part that may be missing.
    pub(super) fn find<'b>(&'b mut self, part: &str) -> Told<Option<Part<'b, 'a>>> {
        let Some(index) = self.names.get(&part.to_lowercase()) else { return Ok(None) };
        let inner = self.zip.by_index(*index).map_err(|error| told(part, &error))?;
        let mut reader = Reader::from_reader(BufReader::new(Limited { inner, left: &mut self.left }));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Ok(Some(Xml { reader, part: part.to_owned() }))
    }

    /// The XML of a part that must be there.
    pub(super) fn need<'b>(&'b mut self, part: &str) -> Told<Part<'b, 'a>> {
        self.find(part)?.ok_or_else(|| FileTrouble::Damaged(format!("its part `{part}` is missing")))
    }
}

impl<R: BufRead> Xml<R> {
    /// The next event; the buffer is emptied before.
    pub(super) fn next<'c>(&mut self, buffer: &'c mut Vec<u8>) -> Told<Event<'c>> {
        buffer.clear();
        let part = &self.part;
        self.reader.read_event_into(buffer).map_err(|error| match error {
            quick_xml::Error::Io(error) if error.kind() == ErrorKind::FileTooLarge => {
                FileTrouble::TooLarge { what: "bytes when it is unpacked", most: MOST_BYTES }
            }
            _ => damaged(part),
        })
    }

    /// The trouble that the part is not as it should be.
    pub(super) fn damaged(&self) -> FileTrouble {
        damaged(&self.part)
    }
}

impl<R: Read> Read for Limited<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        *self.left = self.left.checked_sub(count as u64).ok_or_else(|| Error::from(ErrorKind::FileTooLarge))?;
        Ok(count)
    }
}

/// An attribute by its full name, such as `office:value`.
pub(super) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    let attribute = element.try_get_attribute(name).ok()??;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok()
}

/// An attribute by its local name, for files whose prefixes differ.
pub(super) fn local_attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).filter_map(Result::ok);
    let attribute = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok()
}

/// Appends the words of an event; other events have none.
pub(super) fn append_words(event: &Event<'_>, words: &mut String) {
    match event {
        Event::Text(text) => words.push_str(&text.xml10_content()),
        Event::CData(text) => words.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
            Ok(Some(character)) => words.push(character),
            Ok(None) | Err(_) => {
                words.push_str(quick_xml::escape::resolve_predefined_entity(reference).unwrap_or_default());
            }
        },
        Event::Start(_) | Event::End(_) | Event::Empty(_) | Event::Comment(_) => {}
        Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
    }
}

fn damaged(part: &str) -> FileTrouble {
    FileTrouble::Damaged(format!("`{part}` cannot be read"))
}

fn told(part: &str, error: &ZipError) -> FileTrouble {
    match error {
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => FileTrouble::Protected,
        _ => damaged(part),
    }
}

/// What a file in Microsoft's older container is: it names its streams in UTF-16.
fn compound(bytes: &[u8]) -> FileTrouble {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &name).is_some()
    };
    if has("EncryptedPackage") {
        FileTrouble::Protected
    } else if has("WordDocument") {
        FileTrouble::OtherDocument("a text document of Word")
    } else if has("Workbook") || has("Book") {
        FileTrouble::OldExcel
    } else {
        FileTrouble::NotASpreadsheet
    }
}
