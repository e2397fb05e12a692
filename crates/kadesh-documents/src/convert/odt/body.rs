//! The words of an OpenDocument text as they come, and what is not kept of it.
//!
//! Words count only within a paragraph. They go to the innermost story that is open: the main text, a note, a text box,
//! or one that is thrown away, such as a remark, of which the first words are told.

use std::collections::{BTreeMap, BTreeSet};

use super::super::lost::{Losses, Lost, What};
use super::super::prose::{Mark, Prose};
use super::super::refusal::{Limit, Refusal};
use super::super::xml::{Attributes, Name, Visitor};
use super::styles::Styles;

/// How much is kept of words that are only told about.
const MOST_TOLD: usize = 200;

/// The reader of the parts of one document, one part after the other.
pub(super) struct Body {
    most: usize,
    losses: Losses,
    styles: Styles,
    /// What the embedded parts are.
    objects: BTreeMap<String, String>,
    depth: usize,
    /// The depth of the element that is passed over, if one is.
    skipping: Option<usize>,
    stories: Vec<Story>,
    echoes: Vec<Echo>,
    frames: Vec<Frame>,
    /// The depth of the description of a picture, if one is open.
    describing: Option<usize>,
    /// The tracked change that is being told about, and those that are insertions.
    region: String,
    insertions: BTreeSet<String>,
    inserting: Vec<(String, String)>,
    boxes: Vec<String>,
    notes: Vec<(What, String)>,
}

/// Where words go.
struct Story {
    prose: Prose,
    ends: usize,
    role: Role,
    /// Paragraphs that are open in it, each with the state before it and whether it turned out to be hidden.
    paragraphs: Vec<(Mark, Option<String>)>,
}

enum Role {
    Main,
    Box,
    /// The place of a note in the list.
    Note(usize),
    /// Thrown away and counted.
    Lost(What),
}

/// Words that are kept and counted too.
struct Echo {
    what: What,
    ends: usize,
    words: String,
}

/// A picture, an embedded document or a text box.
#[derive(Default)]
struct Frame {
    image: bool,
    object: Option<String>,
    description: String,
}

impl Body {
    /// A reader that keeps at most so many bytes of text. `objects` says what the embedded parts are.
    pub(super) fn new(objects: BTreeMap<String, String>, most: usize) -> Body {
        let main = Story { prose: Prose::new(most), ends: 0, role: Role::Main, paragraphs: Vec::new() };
        Body {
            most,
            losses: Losses::default(),
            styles: Styles::default(),
            objects,
            depth: 0,
            skipping: None,
            stories: vec![main],
            echoes: Vec::new(),
            frames: Vec::new(),
            describing: None,
            region: String::new(),
            insertions: BTreeSet::new(),
            inserting: Vec::new(),
            boxes: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// One thing less, unless it is within something that is lost anyway.
    pub(super) fn lose(&mut self, what: What, words: &str) {
        if !self.is_lost() {
            self.losses.add(what, words);
        }
    }

    /// The text with its notes at the end, and what was lost.
    pub(super) fn finish(mut self) -> Result<(String, Vec<Lost>), Refusal> {
        self.place_boxes();
        for (_, words) in std::mem::take(&mut self.inserting) {
            self.losses.add(What::TrackedInsertion, &words);
        }
        let mut stories = self.stories.into_iter();
        let Some(Story { mut prose, .. }) = stories.next() else { return Ok((String::new(), Vec::new())) };
        for (nth, (what, words)) in self.notes.iter().enumerate() {
            self.losses.add(*what, words);
            prose.end_paragraph();
            prose.push(&format!("[{}] {words}", nth + 1));
        }
        if prose.is_full() {
            return Err(Refusal::TooMuch { limit: Limit::Text, most: self.most });
        }
        Ok((prose.finish(), self.losses.into_list()))
    }

    fn text_element(&mut self, local: &str, attributes: &Attributes<'_>) {
        let style = || attributes.get("style-name").unwrap_or_default();
        match local {
            "p" | "h" => self.begin_paragraph(local, attributes),
            "span" => {
                if self.styles.hides(&style()) {
                    self.begin_inline(Role::Lost(What::HiddenText));
                } else if self.styles.raises(&style()) {
                    self.echo(What::Raised);
                }
            }
            "s" => {
                const MOST: usize = 1_000;
                let count = attributes.get("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.put_literally(&" ".repeat(MOST.min(count)));
            }
            "tab" => self.between(Prose::tab),
            "line-break" => self.between(Prose::hard_line),
            "a" => {
                let address = attributes.get("href").filter(|address| !address.starts_with('#'));
                if let Some(address) = address {
                    self.lose(What::Link, &address);
                }
            }
            "note" => self.refer(attributes),
            "note-citation" | "number" => self.skip(),
            "note-body" => self.begin(Role::Note(self.notes.len().saturating_sub(1))),
            "ruby-text" => self.begin_inline(Role::Lost(What::Ruby)),
            "list-item" => self.echo(What::Numbering),
            "section" if attributes.is("display", "none") => self.begin(Role::Lost(What::HiddenText)),
            "hidden-text" if attributes.is("is-hidden", "true") => {
                self.lose(What::HiddenText, &attributes.get("string-value").unwrap_or_default());
                self.skip();
            }
            "hidden-paragraph" if attributes.is("is-hidden", "true") => {
                if let Some((_, hidden)) = self.story().paragraphs.last_mut() {
                    *hidden = Some(String::new());
                }
            }
            "script" => {
                self.lose(What::Script, &attributes.get("language").unwrap_or_default());
                self.skip();
            }
            "changed-region" => self.region = attributes.get("id").unwrap_or_default(),
            "insertion" => {
                self.insertions.insert(self.region.clone());
            }
            "deletion" => self.begin(Role::Lost(What::TrackedDeletion)),
            "change-start" => {
                let id = attributes.get("change-id").filter(|id| self.insertions.contains(id));
                self.inserting.extend(id.map(|id| (id, String::new())));
            }
            "change-end" => self.end_insertion(&attributes.get("change-id").unwrap_or_default()),
            // What an index is made from, with words that it does not show.
            _ if local.ends_with("-source") => self.skip(),
            _ => {}
        }
    }

    fn other_element(&mut self, name: Name<'_>, attributes: &Attributes<'_>) {
        match (name.space, name.local) {
            ("table", "table" | "sub-table") => {
                self.prose().begin_table();
                self.echo(What::Table);
            }
            ("table", "table-row") => self.prose().begin_row(),
            ("table", "table-cell" | "covered-table-cell") => self.prose().begin_cell(),
            ("office", "annotation") => self.begin(Role::Lost(What::Comment)),
            ("office", "change-info" | "binary-data") => self.skip(),
            ("office", "scripts") => self.skip(),
            ("style", "header" | "footer" | "header-left" | "footer-left" | "header-first" | "footer-first") => {
                if attributes.is("display", "false") {
                    self.skip();
                } else {
                    self.begin(Role::Lost(What::HeaderFooter));
                }
            }
            ("draw", "frame") => self.frames.push(Frame::default()),
            ("draw", "image") => self.frame().image = true,
            ("draw", "object" | "object-ole") => {
                let path = attributes.get("href").unwrap_or_default();
                self.frame().object = Some(path.trim_start_matches("./").to_owned());
                // What is embedded as XML here is no part of the text.
                self.skip();
            }
            ("draw", "plugin" | "applet" | "floating-frame") => self.lose(What::Media, ""),
            (
                "draw",
                "text-box" | "custom-shape" | "rect" | "ellipse" | "circle" | "polygon" | "polyline" | "path" | "line"
                | "connector" | "caption" | "regular-polygon" | "measure",
            ) => self.begin(Role::Box),
            ("svg", "title" | "desc") => self.describing = Some(self.depth),
            (
                "form",
                "text" | "textarea" | "formatted-text" | "password" | "button" | "checkbox" | "radio" | "listbox"
                | "combobox" | "file" | "date" | "time" | "number" | "grid" | "image" | "fixed-text"
                | "generic-control",
            ) => {
                let words = attributes.get("label").or_else(|| attributes.get("name")).unwrap_or_default();
                self.lose(What::Form, &words);
            }
            _ => {}
        }
    }

    fn begin_paragraph(&mut self, local: &str, attributes: &Attributes<'_>) {
        let style = attributes.get("style-name").unwrap_or_default();
        if self.styles.hides(&style) {
            self.begin(Role::Lost(What::HiddenText));
        }
        let level = attributes.get("outline-level").unwrap_or_default();
        if local == "h" && self.styles.numbers(&level) && !attributes.is("is-list-header", "true") {
            self.echo(What::Numbering);
        }
        let story = self.story();
        let mark = story.prose.mark();
        story.paragraphs.push((mark, None));
    }

    fn end_paragraph(&mut self) {
        let story = self.story();
        if let Some((mark, hidden)) = story.paragraphs.pop()
            && hidden.is_some()
        {
            let words = story.prose.roll_back(mark);
            self.lose(What::HiddenText, &words);
        }
        self.told(" ");
        self.prose().end_paragraph();
        if !self.stories.iter().any(|story| matches!(story.role, Role::Box)) {
            self.place_boxes();
        }
    }

    /// The mark of a note. The notes have one row of numbers, in the order of their marks.
    fn refer(&mut self, attributes: &Attributes<'_>) {
        if self.is_lost() {
            self.skip();
            return;
        }
        let what = if attributes.is("note-class", "endnote") { What::Endnote } else { What::Footnote };
        self.notes.push((what, String::new()));
        let mark = format!("[{}]", self.notes.len());
        self.put_literally(&mark);
    }

    fn end_insertion(&mut self, id: &str) {
        if let Some(at) = self.inserting.iter().position(|(known, _)| known == id) {
            let (_, words) = self.inserting.remove(at);
            self.lose(What::TrackedInsertion, &words);
        }
    }

    fn end_frame(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        match frame.object {
            Some(path) => {
                let kind = self.objects.get(&path).map(String::as_str).unwrap_or_default();
                let chart = kind.contains("opendocument.chart");
                let words = if kind.contains("opendocument.formula") { "formula" } else { path.as_str() };
                let words = if frame.description.is_empty() { words.to_owned() } else { frame.description };
                self.lose(if chart { What::Chart } else { What::Embedded }, &words);
            }
            None if frame.image => self.lose(What::Image, &frame.description),
            None => {}
        }
    }

    /// Words, with white space as the format means it.
    fn put(&mut self, words: &str) {
        self.told(words);
        self.prose().push_collapsed(words);
    }

    /// Words and spaces that are meant as they are.
    fn put_literally(&mut self, words: &str) {
        if self.story().paragraphs.is_empty() {
            return;
        }
        self.told(words);
        self.prose().push(words);
    }

    fn between(&mut self, gap: fn(&mut Prose)) {
        if !self.story().paragraphs.is_empty() {
            self.told(" ");
            gap(self.prose());
        }
    }

    fn told(&mut self, words: &str) {
        let echoes = self.echoes.iter_mut().map(|echo| &mut echo.words);
        for told in echoes.chain(self.inserting.iter_mut().map(|(_, told)| told)) {
            extend(told, words);
        }
    }

    fn place_boxes(&mut self) {
        for words in std::mem::take(&mut self.boxes) {
            self.prose().end_paragraph();
            self.prose().push(&words);
            self.prose().end_paragraph();
        }
    }

    fn is_lost(&self) -> bool {
        self.stories.iter().any(|story| matches!(story.role, Role::Lost(_)))
    }

    fn skip(&mut self) {
        self.skipping = Some(self.depth);
    }

    fn echo(&mut self, what: What) {
        self.echoes.push(Echo { what, ends: self.depth, words: String::new() });
    }

    fn begin(&mut self, role: Role) {
        let most = if matches!(role, Role::Lost(_)) { MOST_TOLD } else { self.most };
        self.stories.push(Story { prose: Prose::new(most), ends: self.depth, role, paragraphs: Vec::new() });
    }

    /// A story within a paragraph, whose words count at once.
    fn begin_inline(&mut self, role: Role) {
        self.begin(role);
        let story = self.story();
        let mark = story.prose.mark();
        story.paragraphs.push((mark, None));
    }

    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn story(&mut self) -> &mut Story {
        // The main story is never taken away before the end.
        if self.stories.is_empty() {
            self.begin(Role::Main);
        }
        let last = self.stories.len() - 1;
        &mut self.stories[last]
    }

    fn prose(&mut self) -> &mut Prose {
        &mut self.story().prose
    }

    fn end_echoes(&mut self) {
        while self.echoes.last().is_some_and(|echo| echo.ends == self.depth) {
            let Some(echo) = self.echoes.pop() else { return };
            if echo.what == What::Table || !echo.words.trim().is_empty() {
                self.lose(echo.what, &echo.words);
            }
        }
    }

    fn end_stories(&mut self) {
        while self.stories.len() > 1 && self.stories.last().is_some_and(|story| story.ends == self.depth) {
            let Some(story) = self.stories.pop() else { return };
            let words = story.prose.finish();
            match story.role {
                Role::Main => {}
                Role::Note(at) => {
                    if let Some((_, note)) = self.notes.get_mut(at) {
                        *note = words;
                    }
                }
                Role::Box if words.is_empty() || self.is_lost() => {}
                Role::Box => {
                    self.lose(What::TextBox, &words);
                    self.boxes.push(words);
                }
                Role::Lost(_) if words.is_empty() => {}
                Role::Lost(what) => self.lose(what, &words),
            }
        }
    }
}

impl Visitor for Body {
    fn open(&mut self, name: Name<'_>, attributes: &Attributes<'_>) -> Result<(), Refusal> {
        if self.skipping.is_none() {
            self.styles.open(name, attributes);
            match name.space {
                "text" => self.text_element(name.local, attributes),
                _ => self.other_element(name, attributes),
            }
        }
        self.depth += 1;
        Ok(())
    }

    fn close(&mut self, name: Name<'_>) -> Result<(), Refusal> {
        self.depth = self.depth.saturating_sub(1);
        match self.skipping {
            Some(skipped) if skipped == self.depth => self.skipping = None,
            Some(_) => return Ok(()),
            None => {}
        }
        if self.describing == Some(self.depth) {
            self.describing = None;
        }
        self.styles.close(name);
        match (name.space, name.local) {
            ("text", "p" | "h") => self.end_paragraph(),
            ("table", "table-row") => self.prose().end_row(),
            ("table", "table" | "sub-table") => self.prose().end_table(),
            ("draw", "frame") => self.end_frame(),
            _ => {}
        }
        self.end_echoes();
        self.end_stories();
        if self.prose().is_full() && !self.is_lost() {
            return Err(Refusal::TooMuch { limit: Limit::Text, most: self.most });
        }
        Ok(())
    }

    fn words(&mut self, words: &str) -> Result<(), Refusal> {
        if self.skipping.is_some() {
            return Ok(());
        }
        if self.describing.is_some() {
            if let Some(frame) = self.frames.last_mut() {
                extend(&mut frame.description, words);
            }
        } else if !self.story().paragraphs.is_empty() {
            self.put(words);
        }
        Ok(())
    }
}

/// Adds words that are only told about, as many as there is room for.
fn extend(told: &mut String, words: &str) {
    let room = MOST_TOLD.saturating_sub(told.len());
    told.push_str(words.get(..words.floor_char_boundary(room.min(words.len()))).unwrap_or_default());
}
