//! The text of an OpenDocument text (.odt), as LibreOffice and others write it.
//!
//! The format is OpenDocument (ISO/IEC 26300). Tracked changes are read as accepted. White space counts as in the format:
//! a run of it is one space, and what is meant literally is an element.

mod body;
mod styles;

use std::collections::BTreeMap;

use self::body::Body;
use super::docx::title;
use super::lost::What;
use super::package::Package;
use super::refusal::Refusal;
use super::xml::{Attributes, Name, Visitor, walk};
use super::{Limits, Read};
use crate::Kind;

/// The text of the document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Read, Refusal> {
    let mut package = Package::open(bytes, Kind::Odt, limits)?;
    let mut manifest = Manifest::default();
    if let Some(xml) = package.xml("META-INF/manifest.xml")? {
        walk(&xml, Kind::Odt, limits, |_| None, &mut manifest)?;
    }
    if manifest.encrypted {
        return Err(Refusal::Locked(Kind::Odt));
    }
    let mut body = Body::new(manifest.objects, limits.most_bytes);
    for name in package.names() {
        let macros = name.starts_with("Basic/") || name.starts_with("Scripts/");
        if macros && !name.ends_with('/') && !name.ends_with("-lc.xml") && !name.ends_with("-lb.xml") {
            body.lose(What::Script, &name);
        }
    }
    if let Some(xml) = package.xml("styles.xml")? {
        walk(&xml, Kind::Odt, limits, space, &mut body)?;
    }
    walk(&package.needed_xml("content.xml")?, Kind::Odt, limits, space, &mut body)?;
    let title = match package.xml("meta.xml")? {
        Some(xml) => title(&xml, Kind::Odt, limits)?,
        None => None,
    };
    let (text, lost) = body.finish()?;
    Ok(Read { text, by: "odt", encoding: None, title, lost })
}

/// The short names of the vocabularies.
fn space(uri: &str) -> Option<&'static str> {
    match uri.strip_prefix("urn:oasis:names:tc:opendocument:xmlns:")? {
        "office:1.0" => Some("office"),
        "text:1.0" => Some("text"),
        "table:1.0" => Some("table"),
        "drawing:1.0" => Some("draw"),
        "style:1.0" => Some("style"),
        "form:1.0" => Some("form"),
        "svg-compatible:1.0" => Some("svg"),
        _ => None,
    }
}

/// What the list of parts says: whether they are locked, and what the embedded ones are.
#[derive(Default)]
struct Manifest {
    encrypted: bool,
    objects: BTreeMap<String, String>,
}

impl Visitor for Manifest {
    fn open(&mut self, name: Name<'_>, attributes: &Attributes<'_>) -> Result<(), Refusal> {
        match name.local {
            "encryption-data" => self.encrypted = true,
            "file-entry" => {
                if let (Some(path), Some(kind)) = (attributes.get("full-path"), attributes.get("media-type")) {
                    self.objects.insert(path.trim_end_matches('/').to_owned(), kind);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, _: Name<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn words(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }
}
