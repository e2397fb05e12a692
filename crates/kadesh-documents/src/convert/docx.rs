//! The text of a Word document (.docx): body, notes at the end, and what else there was.
//!
//! The format is Office Open XML (ECMA-376, ISO/IEC 29500), in both of its vocabularies. Tracked changes are read as
//! accepted: insertions stay, deletions go. Of a field its result is kept, of a choice between drawings the first.

mod body;
mod styles;
mod symbols;

use std::collections::BTreeMap;

use self::body::Body;
use self::styles::Styles;
use super::package::Package;
use super::refusal::Refusal;
use super::xml::{Attributes, Name, Visitor, walk};
use super::{Limits, Read};
use crate::Kind;

/// The text of the document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Read, Refusal> {
    let mut package = Package::open(bytes, Kind::Docx, limits)?;
    if package.xml("[Content_Types].xml")?.is_some_and(|types| types.contains("macroEnabled")) {
        return Err(Refusal::Macros);
    }
    let root = Relations::read(&mut package, "", limits)?;
    let main = root.first("/officeDocument").unwrap_or_else(|| "word/document.xml".to_owned());
    let beside = Relations::read(&mut package, &main, limits)?;
    let styles = match beside.first("/styles") {
        Some(part) => Styles::read(package.xml(&part)?.as_deref().unwrap_or("<none/>"), limits)?,
        None => Styles::default(),
    };

    let mut body = Body::new(&styles, &beside.links, limits.most_bytes);
    walk(&package.needed_xml(&main)?, Kind::Docx, limits, space, &mut body)?;
    for part in beside.all(&["/footnotes", "/endnotes", "/comments", "/header", "/footer"]) {
        if let Some(xml) = package.xml(&part)? {
            walk(&xml, Kind::Docx, limits, space, &mut body)?;
        }
    }
    let core = root.first("/core-properties").unwrap_or_else(|| "docProps/core.xml".to_owned());
    let title = match package.xml(&core)? {
        Some(xml) => title(&xml, package.kind(), limits)?,
        None => None,
    };
    let (text, lost) = body.finish()?;
    Ok(Read { text, by: "docx", encoding: None, title, lost })
}

/// The title in the properties of a document, which Word and LibreOffice write alike.
pub(super) fn title(xml: &str, kind: Kind, limits: &Limits) -> Result<Option<String>, Refusal> {
    let mut found = Title { within: false, words: String::new() };
    walk(xml, kind, limits, |uri| (uri == "http://purl.org/dc/elements/1.1/").then_some("dc"), &mut found)?;
    Ok(Some(found.words).filter(|words| !words.is_empty()))
}

/// The short names of the vocabularies, of the first and of the strict edition.
fn space(uri: &str) -> Option<&'static str> {
    match uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Some("w"),
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Some("mc"),
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Some("m"),
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
        | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => Some("wp"),
        "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => {
            Some("a")
        }
        "http://schemas.openxmlformats.org/drawingml/2006/picture" | "http://purl.oclc.org/ooxml/drawingml/picture" => {
            Some("pic")
        }
        "urn:schemas-microsoft-com:vml" => Some("v"),
        "urn:schemas-microsoft-com:office:office" => Some("o"),
        _ => None,
    }
}

/// Which parts belong to a part, by the kind of relation, and the addresses of its links.
#[derive(Default)]
struct Relations {
    folder: String,
    /// The end of the relation's kind, the part.
    parts: Vec<(String, String)>,
    /// The address that an identifier stands for.
    links: BTreeMap<String, String>,
}

impl Relations {
    /// The relations of `part`, or of the whole document if it is empty.
    fn read(package: &mut Package<'_>, part: &str, limits: &Limits) -> Result<Relations, Refusal> {
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let mut relations = Relations { folder: folder.to_owned(), ..Relations::default() };
        let beside = if folder.is_empty() { "_rels/".to_owned() } else { format!("{folder}/_rels/") };
        if let Some(xml) = package.xml(&format!("{beside}{name}.rels"))? {
            walk(&xml, package.kind(), limits, |_| None, &mut relations)?;
        }
        Ok(relations)
    }

    fn first(&self, kind: &str) -> Option<String> {
        self.parts.iter().find(|(known, _)| known == kind).map(|(_, part)| part.clone())
    }

    /// The parts of these kinds, kind by kind, each once.
    fn all(&self, kinds: &[&str]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for kind in kinds {
            let parts = self.parts.iter().filter(|(known, _)| known == kind).map(|(_, part)| part);
            for part in parts {
                if !found.contains(part) {
                    found.push(part.clone());
                }
            }
        }
        found
    }

    /// The name in the archive that a target means, seen from the folder of the part.
    fn resolve(&self, target: &str) -> String {
        let mut steps: Vec<&str> = match target.strip_prefix('/') {
            Some(_) => Vec::new(),
            None => self.folder.split('/').collect(),
        };
        for step in target.split('/') {
            match step {
                "" | "." => {}
                ".." => {
                    steps.pop();
                }
                _ => steps.push(step),
            }
        }
        steps.retain(|step| !step.is_empty());
        steps.join("/")
    }
}

impl Visitor for Relations {
    fn open(&mut self, name: Name<'_>, attributes: &Attributes<'_>) -> Result<(), Refusal> {
        if name.local != "Relationship" {
            return Ok(());
        }
        let (Some(kind), Some(target)) = (attributes.get("Type"), attributes.get("Target")) else { return Ok(()) };
        let kind = kind.rfind('/').and_then(|at| kind.get(at..)).unwrap_or_default();
        if kind == "/hyperlink" {
            self.links.insert(attributes.get("Id").unwrap_or_default(), target);
        } else if !attributes.is("TargetMode", "External") {
            self.parts.push((kind.to_owned(), self.resolve(&target)));
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

struct Title {
    within: bool,
    words: String,
}

impl Visitor for Title {
    fn open(&mut self, name: Name<'_>, _: &Attributes<'_>) -> Result<(), Refusal> {
        self.within = name == Name { space: "dc", local: "title" };
        Ok(())
    }

    fn close(&mut self, _: Name<'_>) -> Result<(), Refusal> {
        self.within = false;
        Ok(())
    }

    fn words(&mut self, words: &str) -> Result<(), Refusal> {
        const MOST: usize = 1_000;
        if self.within && self.words.len() < MOST {
            self.words.extend(words.chars().take(MOST));
        }
        Ok(())
    }
}
