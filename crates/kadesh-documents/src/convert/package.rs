//! The parts of a document that is a zip archive, unpacked one by one and never more than the limits allow.
//!
//! Nothing is written anywhere and an archive within the archive is not opened. An archive that two programs could read
//! differently, because a name occurs twice or leads elsewhere, is refused.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::refusal::{Limit, Refusal};
use super::{Limits, xml};
use crate::Kind;

/// An open archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    kind: Kind,
    limits: &'a Limits,
    /// How many bytes may still be unpacked.
    left: usize,
}

impl<'a> Package<'a> {
    /// Opens the archive of a document of this kind.
    pub(super) fn open(bytes: &'a [u8], kind: Kind, limits: &'a Limits) -> Result<Package<'a>, Refusal> {
        // The table of a huge archive is itself a load; each entry of it takes 46 bytes and more.
        if bytes.windows(4).filter(|four| *four == b"PK\x01\x02").count() > limits.most_parts {
            return Err(Refusal::TooMuch { limit: Limit::Parts, most: limits.most_parts });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(kind, error))?;
        if archive.has_duplicate_names() {
            return Err(Refusal::damaged(kind, "two of its parts have the same name"));
        }
        if let Some(name) = archive.file_names_raw().find(|name| leads_elsewhere(name)) {
            let name = String::from_utf8_lossy(name).chars().take(60).collect::<String>();
            return Err(Refusal::damaged(kind, format!("one of its parts has the unsafe name `{name}`")));
        }
        Ok(Package { archive, kind, limits, left: limits.most_inflated })
    }

    /// What the document is.
    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// The names of all parts, in the order of the archive.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect()
    }

    /// The XML of a part as text, or nothing if there is no such part.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(index) = self.archive.index_for_name_raw(name.as_bytes()) else { return Ok(None) };
        let part = self.archive.by_index(index).map_err(|error| refusal(self.kind, error))?;
        let mut bytes = Vec::new();
        let most = u64::try_from(self.left).unwrap_or(u64::MAX);
        part.take(most.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|_| Refusal::damaged(self.kind, format!("its part `{name}` cannot be unpacked")))?;
        if bytes.len() > self.left {
            return Err(Refusal::TooMuch { limit: Limit::Inflated, most: self.limits.most_inflated });
        }
        self.left -= bytes.len();
        xml::text_of(bytes).map(Some).map_err(|why| Refusal::damaged(self.kind, format!("its part `{name}` {why}")))
    }

    /// The same for a part that must be there.
    pub(super) fn needed_xml(&mut self, name: &str) -> Result<String, Refusal> {
        self.xml(name)?.ok_or_else(|| Refusal::damaged(self.kind, format!("its part `{name}` is missing")))
    }
}

fn refusal(kind: Kind, error: ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Refusal::Locked(kind),
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            Refusal::damaged(kind, "it is packed in a way that such documents are not")
        }
        _ => Refusal::damaged(kind, "it is not a whole zip archive"),
    }
}

fn leads_elsewhere(name: &[u8]) -> bool {
    name.starts_with(b"/") || name.contains(&b'\\') || name.split(|&byte| byte == b'/').any(|step| step == b"..")
}
