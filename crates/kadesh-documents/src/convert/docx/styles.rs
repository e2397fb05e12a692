//! Which styles of a Word document hide their text or number their paragraphs.

use std::collections::BTreeMap;

use super::super::Limits;
use super::super::refusal::Refusal;
use super::super::xml::{Attributes, Name, Visitor, walk};
use super::space;
use crate::Kind;

/// The styles by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    hidden: Option<bool>,
    numbered: Option<bool>,
}

impl Styles {
    /// The styles that the part defines.
    pub(super) fn read(xml: &str, limits: &Limits) -> Result<Styles, Refusal> {
        let mut reader = Reader { styles: Styles::default(), open: None };
        walk(xml, Kind::Docx, limits, space, &mut reader)?;
        Ok(reader.styles)
    }

    /// Whether text in the style does not show.
    pub(super) fn hides(&self, style: &str) -> bool {
        self.inherited(style, |style| style.hidden)
    }

    /// Whether a paragraph in the style has a number or bullet.
    pub(super) fn numbers(&self, style: &str) -> bool {
        self.inherited(style, |style| style.numbered)
    }

    fn inherited(&self, name: &str, property: fn(&Style) -> Option<bool>) -> bool {
        // Word itself allows eleven steps; a circle must end.
        const MOST_STEPS: usize = 20;
        let mut style = self.0.get(name);
        for _ in 0..MOST_STEPS {
            let Some(known) = style else { return false };
            if let Some(stated) = property(known) {
                return stated;
            }
            style = known.based_on.as_ref().and_then(|parent| self.0.get(parent));
        }
        false
    }
}

struct Reader {
    styles: Styles,
    open: Option<String>,
}

impl Visitor for Reader {
    fn open(&mut self, name: Name<'_>, attributes: &Attributes<'_>) -> Result<(), Refusal> {
        if name.space != "w" {
            return Ok(());
        }
        if name.local == "style" {
            self.open = attributes.get("styleId");
        }
        let Some(open) = &self.open else { return Ok(()) };
        let style = self.styles.0.entry(open.clone()).or_default();
        match name.local {
            "basedOn" => style.based_on = attributes.get("val"),
            "vanish" => style.hidden = Some(attributes.switched_on()),
            "numId" => style.numbered = Some(!attributes.is("val", "0")),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: Name<'_>) -> Result<(), Refusal> {
        if name == (Name { space: "w", local: "style" }) {
            self.open = None;
        }
        Ok(())
    }

    fn words(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }
}
