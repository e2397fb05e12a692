//! The elements and words of an XML part, one after the other, in whatever encoding and with whatever prefixes.
//!
//! Nothing is kept but the names that are open, so that memory does not grow with the document. Entities that a document
//! defines itself are not expanded but refused: documents have none, and bombs are made of them.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Limits;
use super::refusal::{Limit, Refusal};
use crate::Kind;
use crate::decode::decode;

/// More prefixes at once than any program writes; the search among them is linear.
const MOST_PREFIXES: usize = 500;

/// The name of an element: a short name of its vocabulary and its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name<'a> {
    /// The vocabulary, as the converter calls it; empty if it is none of its own.
    pub(super) space: &'static str,
    /// The name within the vocabulary.
    pub(super) local: &'a str,
}

/// What a converter does with the elements as they come.
pub(super) trait Visitor {
    /// An element begins.
    fn open(&mut self, name: Name<'_>, attributes: &Attributes<'_>) -> Result<(), Refusal>;
    /// An element ends.
    fn close(&mut self, name: Name<'_>) -> Result<(), Refusal>;
    /// Words within the element that is open.
    fn words(&mut self, words: &str) -> Result<(), Refusal>;
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of the attribute with this name, in whatever vocabulary.
    pub(super) fn get(&self, local: &str) -> Option<String> {
        // The check for duplicates is quadratic.
        let mut all = self.0.attributes();
        let found = all.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == local)?;
        Some(
            found
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_or_else(|_| found.value.to_string(), Cow::into_owned),
        )
    }

    /// Whether the attribute has this value.
    pub(super) fn is(&self, local: &str, value: &str) -> bool {
        self.get(local).is_some_and(|found| found == value)
    }

    /// Whether a switch of Word is on: it is, unless it says no.
    pub(super) fn switched_on(&self) -> bool {
        !self.get("val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// The text of the bytes of an XML part, by its mark or by what its first line says.
pub(super) fn text_of(bytes: Vec<u8>) -> Result<String, &'static str> {
    const WHY: &str = "is in no encoding that it says it is in";
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => error.into_bytes(),
    };
    let stated = bytes.starts_with(b"<?xml").then(|| stated_encoding(&bytes)).flatten();
    decode(&bytes, stated.as_deref()).map(|decoded| decoded.text).map_err(|_| WHY)
}

/// Goes through the elements of `xml`. `spaces` gives the short name of a vocabulary that matters.
pub(super) fn walk(
    xml: &str,
    kind: Kind,
    limits: &Limits,
    spaces: fn(&str) -> Option<&'static str>,
    visitor: &mut dyn Visitor,
) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(xml);
    let mut scope = Scope { spaces, prefixes: Vec::new(), depth: 0 };
    loop {
        let event = reader.read_event().map_err(|_| broken(kind, &reader, xml))?;
        match event {
            Event::Start(start) => {
                scope.open(&start)?;
                if scope.depth > limits.most_depth {
                    return Err(Refusal::TooMuch { limit: Limit::Depth, most: limits.most_depth });
                }
                visitor.open(scope.name(start.name().as_ref()), &Attributes(&start))?;
            }
            Event::Empty(start) => {
                scope.open(&start)?;
                let written = start.name();
                let name = scope.name(written.as_ref());
                visitor.open(name, &Attributes(&start))?;
                visitor.close(name)?;
                scope.close();
            }
            Event::End(end) => {
                visitor.close(scope.name(end.name().as_ref()))?;
                scope.close();
            }
            Event::Text(text) => visitor.words(&text.xml10_content())?,
            Event::CData(text) => visitor.words(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let resolved = resolve(&reference).ok_or_else(|| broken(kind, &reader, xml))?;
                visitor.words(resolved.encode_utf8(&mut [0; 4]))?;
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof if scope.depth > 0 => return Err(broken(kind, &reader, xml)),
            Event::Eof => return Ok(()),
        }
    }
}

fn broken(kind: Kind, reader: &Reader<&[u8]>, xml: &str) -> Refusal {
    let at = usize::try_from(reader.error_position().max(reader.buffer_position())).unwrap_or(xml.len());
    let before = xml.get(..xml.floor_char_boundary(at)).unwrap_or(xml);
    let line = 1 + before.matches('\n').count();
    Refusal::damaged(kind, format!("its XML breaks off or makes no sense on line {line}, after {at} bytes"))
}

/// The character that `&amp;`, `&#233;` and their like stand for.
fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => Some(letter),
        Ok(None) => match reference.xml10_content().as_ref() {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        },
        Err(_) => None,
    }
}

/// `encoding="…"` of the first line.
pub(super) fn stated_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).into_owned();
    let line = head.get(..head.find("?>")?)?;
    let after = line.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    after.split(quote).nth(1).map(str::to_owned)
}

/// Which prefix means which vocabulary at the place that is being read.
struct Scope {
    spaces: fn(&str) -> Option<&'static str>,
    /// The depth at which it was stated, the prefix, the vocabulary.
    prefixes: Vec<(usize, String, &'static str)>,
    depth: usize,
}

impl Scope {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        self.depth += 1;
        let mut attributes = start.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            let prefix = match attribute.key.as_ref() {
                "xmlns" => "",
                key => match key.strip_prefix("xmlns:") {
                    Some(prefix) => prefix,
                    None => continue,
                },
            };
            let space = (self.spaces)(&attribute.value).unwrap_or_default();
            self.prefixes.push((self.depth, prefix.to_owned(), space));
            if self.prefixes.len() > MOST_PREFIXES {
                return Err(Refusal::TooMuch { limit: Limit::Elements, most: MOST_PREFIXES });
            }
        }
        Ok(())
    }

    fn name<'a>(&self, name: &'a str) -> Name<'a> {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let stated = self.prefixes.iter().rev().find(|(_, known, _)| known == prefix);
        Name { space: stated.map(|&(_, _, space)| space).unwrap_or_default(), local }
    }

    fn close(&mut self) {
        while self.prefixes.last().is_some_and(|&(depth, _, _)| depth == self.depth) {
            self.prefixes.pop();
        }
        self.depth = self.depth.saturating_sub(1);
    }
}
