//! Which styles of an OpenDocument text hide their text, raise it or number their headings.

use std::collections::{BTreeMap, BTreeSet};

use super::super::xml::{Attributes, Name};

/// The styles by their names, filled as their elements come.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    open: Option<String>,
    numbered_levels: BTreeSet<String>,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    hidden: Option<bool>,
    raised: Option<bool>,
}

impl Styles {
    /// Takes note of an element, if it is of a style.
    pub(super) fn open(&mut self, name: Name<'_>, attributes: &Attributes<'_>) {
        match (name.space, name.local) {
            ("style", "style") => {
                self.open = attributes.get("name");
                if let Some(open) = &self.open {
                    let parent = attributes.get("parent-style-name");
                    self.styles.insert(open.clone(), Style { parent, ..Style::default() });
                }
            }
            ("style", "text-properties") => {
                let Some(style) = self.open.as_ref().and_then(|open| self.styles.get_mut(open)) else { return };
                style.hidden = attributes.get("display").map(|display| display == "none").or(style.hidden);
                let place = attributes.get("text-position");
                style.raised = place.map(|place| !place.starts_with("0%")).or(style.raised);
            }
            ("text", "outline-level-style") => {
                let numbered = attributes.get("num-format").is_some_and(|format| !format.is_empty());
                self.numbered_levels.extend(attributes.get("level").filter(|_| numbered));
            }
            _ => {}
        }
    }

    /// Takes note of the end of an element.
    pub(super) fn close(&mut self, name: Name<'_>) {
        if name == (Name { space: "style", local: "style" }) {
            self.open = None;
        }
    }

    /// Whether text in the style does not show.
    pub(super) fn hides(&self, style: &str) -> bool {
        self.inherited(style, |style| style.hidden)
    }

    /// Whether text in the style is raised or lowered.
    pub(super) fn raises(&self, style: &str) -> bool {
        self.inherited(style, |style| style.raised)
    }

    /// Whether headings of the level have numbers.
    pub(super) fn numbers(&self, level: &str) -> bool {
        self.numbered_levels.contains(level)
    }

    fn inherited(&self, name: &str, property: fn(&Style) -> Option<bool>) -> bool {
        // A circle of parents must end.
        const MOST_STEPS: usize = 20;
        let mut style = self.styles.get(name);
        for _ in 0..MOST_STEPS {
            let Some(known) = style else { return false };
            if let Some(stated) = property(known) {
                return stated;
            }
            style = known.parent.as_ref().and_then(|parent| self.styles.get(parent));
        }
        false
    }
}
