//! The words of a Word document as they come, and what is not kept of it.
//!
//! The elements come one by one and only those that are open are remembered. Words go to the innermost story that is
//! open: the main text, a note, a text box, or one that is thrown away, such as a deletion, of which the first words are
//! told.

use std::collections::BTreeMap;

use super::super::lost::{Losses, Lost, What};
use super::super::prose::Prose;
use super::super::refusal::{Limit, Refusal};
use super::super::xml::{Attributes, Name, Visitor};
use super::styles::Styles;
use super::symbols;

/// How much is kept of words that are only told about.
const MOST_TOLD: usize = 200;

/// The reader of the parts of one document, one part after the other.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    links: &'a BTreeMap<String, String>,
    most: usize,
    losses: Losses,
    tags: Vec<Tag>,
    stories: Vec<Story>,
    paragraphs: Vec<Paragraph>,
    runs: Vec<Run>,
    fields: Vec<Field>,
    echoes: Vec<Echo>,
    /// For each choice between drawings that is open, whether one was taken.
    choices: Vec<bool>,
    /// For each field to fill in that is open, whether it shows only a prompt.
    controls: Vec<bool>,
    /// The depth of the element that is passed over, if one is.
    skipping: Option<usize>,
    hidden: String,
    picture: String,
    /// Text boxes to come after the paragraph.
    boxes: Vec<String>,
    references: Vec<Reference>,
    notes: BTreeMap<Reference, String>,
}

/// What an open element is, as far as it matters to those in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Paragraph,
    Run,
    ParagraphProperties,
    RunProperties,
    MarkProperties,
    Numbering,
    ControlProperties,
    Object,
    Text,
    Code,
    Other,
}

/// Where words go.
struct Story {
    prose: Prose,
    ends: usize,
    role: Role,
}

enum Role {
    Main,
    Box,
    Note(Reference),
    /// Thrown away and counted.
    Lost(What),
}

/// Words that are kept and counted too.
struct Echo {
    what: What,
    ends: usize,
    words: String,
}

#[derive(Default)]
struct Paragraph {
    style: String,
    numbered: Option<bool>,
    mark_deleted: bool,
}

#[derive(Default)]
struct Run {
    hidden: Option<bool>,
    style: String,
    raised: bool,
}

/// A field between its begin and end: first its instruction, then what it shows.
#[derive(Default)]
struct Field {
    code: String,
    shows: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Reference {
    Footnote(String),
    Endnote(String),
}

impl<'a> Body<'a> {
    /// A reader that keeps at most so many bytes of text.
    pub(super) fn new(styles: &'a Styles, links: &'a BTreeMap<String, String>, most: usize) -> Body<'a> {
        let main = Story { prose: Prose::new(most), ends: 0, role: Role::Main };
        Body {
            styles,
            links,
            most,
            losses: Losses::default(),
            tags: Vec::new(),
            stories: vec![main],
            paragraphs: Vec::new(),
            runs: Vec::new(),
            fields: Vec::new(),
            echoes: Vec::new(),
            choices: Vec::new(),
            controls: Vec::new(),
            skipping: None,
            hidden: String::new(),
            picture: String::new(),
            boxes: Vec::new(),
            references: Vec::new(),
            notes: BTreeMap::new(),
        }
    }

    /// The text with its notes at the end, and what was lost.
    pub(super) fn finish(mut self) -> Result<(String, Vec<Lost>), Refusal> {
        self.tell_hidden();
        self.place_boxes();
        let mut stories = self.stories.into_iter();
        let Some(Story { mut prose, .. }) = stories.next() else { return Ok((String::new(), Vec::new())) };
        for (nth, reference) in self.references.iter().enumerate() {
            let what = match reference {
                Reference::Footnote(_) => What::Footnote,
                Reference::Endnote(_) => What::Endnote,
            };
            let words = self.notes.get(reference).map(String::as_str).unwrap_or_default();
            self.losses.add(what, words);
            prose.end_paragraph();
            prose.push(&format!("[{}] {words}", nth + 1));
        }
        if prose.is_full() {
            return Err(Refusal::TooMuch { limit: Limit::Text, most: self.most });
        }
        Ok((prose.finish(), self.losses.into_list()))
    }

    /// What the element is to those in it, after what it does itself.
    fn tag(&mut self, name: Name<'_>, attributes: &Attributes<'_>) -> Tag {
        let parent = self.tags.last().copied().unwrap_or(Tag::Other);
        match parent {
            Tag::ParagraphProperties => return self.paragraph_property(name, attributes),
            Tag::MarkProperties => {
                if name.local == "del" || name.local == "moveFrom" {
                    self.paragraph().mark_deleted = true;
                    self.lose(What::TrackedDeletion, "end of a paragraph");
                }
                return Tag::Other;
            }
            Tag::RunProperties => {
                self.run_property(name, attributes);
                return Tag::Other;
            }
            Tag::Numbering => {
                if name.local == "numId" {
                    self.paragraph().numbered = Some(!attributes.is("val", "0"));
                }
                return Tag::Other;
            }
            Tag::ControlProperties => {
                if name.local == "showingPlcHdr" && attributes.switched_on() {
                    self.controls.pop();
                    self.controls.push(true);
                }
                return Tag::Other;
            }
            Tag::Run => {
                if let Some(tag) = self.in_run(name, attributes) {
                    return tag;
                }
            }
            Tag::Paragraph | Tag::Object | Tag::Text | Tag::Code | Tag::Other => {}
        }
        match name.space {
            "w" => self.word_element(name.local, attributes, parent),
            _ => self.other_element(name, attributes),
        }
    }

    fn paragraph_property(&mut self, name: Name<'_>, attributes: &Attributes<'_>) -> Tag {
        match name.local {
            "pStyle" => self.paragraph().style = attributes.get("val").unwrap_or_default(),
            "numPr" => return Tag::Numbering,
            "rPr" => return Tag::MarkProperties,
            "pPrChange" | "sectPr" => self.skip(),
            _ => {}
        }
        Tag::Other
    }

    fn run_property(&mut self, name: Name<'_>, attributes: &Attributes<'_>) {
        let Some(run) = self.runs.last_mut() else { return };
        match name.local {
            "vanish" => run.hidden = Some(attributes.switched_on()),
            "rStyle" => run.style = attributes.get("val").unwrap_or_default(),
            "vertAlign" => run.raised = attributes.get("val").is_some_and(|value| value != "baseline"),
            "rPrChange" => self.skip(),
            _ => {}
        }
    }

    /// What stands in a run: words, and signs that are written as elements.
    fn in_run(&mut self, name: Name<'_>, attributes: &Attributes<'_>) -> Option<Tag> {
        match (name.space, name.local) {
            ("w", "rPr") => return Some(Tag::RunProperties),
            ("w", "t" | "delText") | ("m", "t") => {
                self.tell_raised();
                return Some(Tag::Text);
            }
            ("w", "instrText" | "delInstrText") => return Some(Tag::Code),
            ("w", "tab" | "ptab") => self.between(Prose::tab),
            ("w", "br") if attributes.get("type").is_none_or(|kind| kind == "textWrapping") => {
                self.between(Prose::hard_line);
            }
            ("w", "br") => self.between(Prose::end_line),
            ("w", "cr") => self.between(Prose::hard_line),
            ("w", "noBreakHyphen") => self.put("\u{2011}"),
            ("w", "softHyphen") => self.put("\u{ad}"),
            ("w", "sym") => self.symbol(attributes),
            ("w", "footnoteReference") => self.refer(Reference::Footnote(attributes.get("id").unwrap_or_default())),
            ("w", "endnoteReference") => self.refer(Reference::Endnote(attributes.get("id").unwrap_or_default())),
            ("w", "fldChar") => self.field(attributes),
            _ => return None,
        }
        Some(Tag::Other)
    }

    fn word_element(&mut self, local: &str, attributes: &Attributes<'_>, parent: Tag) -> Tag {
        match local {
            "p" => {
                self.paragraphs.push(Paragraph::default());
                self.echo(What::Numbering);
                return Tag::Paragraph;
            }
            "r" => {
                self.runs.push(Run::default());
                return Tag::Run;
            }
            "pPr" if parent == Tag::Paragraph => return Tag::ParagraphProperties,
            "tbl" => {
                self.prose().begin_table();
                self.echo(What::Table);
            }
            "tr" => self.prose().begin_row(),
            "tc" => self.prose().begin_cell(),
            "ins" | "moveTo" => self.echo(What::TrackedInsertion),
            "del" | "moveFrom" => self.begin(Role::Lost(What::TrackedDeletion)),
            "txbxContent" => self.begin(Role::Box),
            "rt" => self.begin(Role::Lost(What::Ruby)),
            "comment" => self.begin(Role::Lost(What::Comment)),
            "hdr" | "ftr" => self.begin(Role::Lost(What::HeaderFooter)),
            "footnote" | "endnote" => self.note(local, attributes),
            "sdt" => self.controls.push(false),
            "sdtPr" => return Tag::ControlProperties,
            "sdtContent" if self.controls.last() == Some(&true) => self.begin(Role::Lost(What::Form)),
            "object" => return Tag::Object,
            "control" | "ffData" => self.lose(What::Form, &attributes.get("name").unwrap_or_default()),
            "altChunk" | "subDoc" => self.lose(What::Embedded, ""),
            "hyperlink" => {
                let address = attributes.get("id").and_then(|id| self.links.get(&id).cloned());
                if let Some(address) = address {
                    self.lose(What::Link, &address);
                }
            }
            "fldSimple" => self.link_of(&attributes.get("instr").unwrap_or_default()),
            "pPrChange" | "rPrChange" | "sectPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr" | "tblPrEx" | "rubyPr" => {
                self.skip()
            }
            _ => {}
        }
        Tag::Other
    }

    fn other_element(&mut self, name: Name<'_>, attributes: &Attributes<'_>) -> Tag {
        match (name.space, name.local) {
            ("mc", "AlternateContent") => self.choices.push(false),
            ("mc", "Choice" | "Fallback") => match self.choices.last_mut() {
                Some(taken @ false) => *taken = true,
                Some(true) => self.skip(),
                None => {}
            },
            ("m", "oMath") => self.echo(What::Formula),
            ("m", "r") => {
                self.runs.push(Run::default());
                return Tag::Run;
            }
            ("wp", "docPr") => {
                self.picture = attributes.get("descr").or_else(|| attributes.get("title")).unwrap_or_default();
            }
            ("a", "graphicData") => {
                let uri = attributes.get("uri").unwrap_or_default();
                if uri.contains("/chart") || uri.contains("/diagram") {
                    let words = std::mem::take(&mut self.picture);
                    self.lose(What::Chart, &words);
                }
            }
            ("pic", "pic") => {
                let words = std::mem::take(&mut self.picture);
                self.lose(What::Image, &words);
            }
            ("v", "imagedata") if !self.tags.contains(&Tag::Object) => {
                self.lose(What::Image, &attributes.get("title").unwrap_or_default());
            }
            ("o", "OLEObject") => {
                let program = attributes.get("ProgID").unwrap_or_default();
                let what = if program.starts_with("Equation") { What::Formula } else { What::Embedded };
                self.lose(what, &program);
            }
            _ => {}
        }
        Tag::Other
    }

    fn note(&mut self, local: &str, attributes: &Attributes<'_>) {
        // The lines above the notes are kept as notes too.
        let kind = attributes.get("type");
        if kind.is_some_and(|kind| kind != "normal") {
            self.skip();
            return;
        }
        let id = attributes.get("id").unwrap_or_default();
        let reference = if local == "footnote" { Reference::Footnote(id) } else { Reference::Endnote(id) };
        self.begin(Role::Note(reference));
    }

    /// The mark of a note. The notes have one row of numbers, in the order of their marks.
    fn refer(&mut self, reference: Reference) {
        if !self.is_shown() || self.is_lost() || self.references.contains(&reference) {
            return;
        }
        self.references.push(reference);
        let mark = format!("[{}]", self.references.len());
        self.put(&mark);
    }

    fn symbol(&mut self, attributes: &Attributes<'_>) {
        let font = attributes.get("font").unwrap_or_default();
        let code = attributes.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok()).unwrap_or(0xf000);
        match symbols::character(&font, code) {
            Some(letter) => self.put(letter.encode_utf8(&mut [0; 4])),
            None => {
                self.put("\u{fffd}");
                self.lose(What::Symbol, &format!("{font} {code:X}"));
            }
        }
    }

    fn field(&mut self, attributes: &Attributes<'_>) {
        match attributes.get("fldCharType").as_deref() {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                let code = self.fields.last_mut().map(|field| {
                    field.shows = true;
                    std::mem::take(&mut field.code)
                });
                self.link_of(&code.unwrap_or_default());
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// A field that is a link loses its address.
    fn link_of(&mut self, code: &str) {
        if let Some(address) = code.trim_start().strip_prefix("HYPERLINK").filter(|address| !address.contains("\\l")) {
            self.lose(What::Link, address.trim().trim_matches('"'));
        }
    }

    fn tell_raised(&mut self) {
        if self.runs.last().is_some_and(|run| run.raised) && self.is_shown() {
            self.echo(What::Raised);
        }
    }

    /// Words that may be hidden, kept, echoed or thrown away.
    fn put(&mut self, words: &str) {
        if self.fields.iter().any(|field| !field.shows) || words.is_empty() {
            return;
        }
        if self.is_hidden() {
            extend(&mut self.hidden, words);
            return;
        }
        self.tell_hidden();
        for echo in &mut self.echoes {
            extend(&mut echo.words, words);
        }
        let is_special = |letter: char| ('\u{e000}'..='\u{f8ff}').contains(&letter);
        if words.contains(is_special) {
            let signs = words.chars().filter(|&letter| is_special(letter)).count();
            if !self.is_lost() {
                self.losses.add_many(What::Symbol, signs, words);
            }
            let kept = words.replace(is_special, "\u{fffd}");
            self.prose().push(&kept);
        } else {
            self.prose().push(words);
        }
    }

    /// A gap of some kind, where words would show.
    fn between(&mut self, gap: fn(&mut Prose)) {
        if self.is_shown() {
            for echo in &mut self.echoes {
                extend(&mut echo.words, " ");
            }
            gap(self.prose());
        }
    }

    fn is_shown(&self) -> bool {
        self.fields.iter().all(|field| field.shows) && !self.is_hidden()
    }

    fn is_hidden(&self) -> bool {
        let Some(run) = self.runs.last() else { return false };
        let by_style = || {
            let paragraph = self.paragraphs.last().is_some_and(|paragraph| self.styles.hides(&paragraph.style));
            paragraph || self.styles.hides(&run.style)
        };
        run.hidden.unwrap_or_else(by_style)
    }

    fn tell_hidden(&mut self) {
        let words = std::mem::take(&mut self.hidden);
        if !words.trim().is_empty() {
            self.lose(What::HiddenText, &words);
        }
    }

    /// Whether the words that come are thrown away, with all that is in them.
    fn is_lost(&self) -> bool {
        self.stories.iter().any(|story| matches!(story.role, Role::Lost(_)))
    }

    fn lose(&mut self, what: What, words: &str) {
        if !self.is_lost() {
            self.losses.add(what, words);
        }
    }

    fn skip(&mut self) {
        self.skipping = Some(self.tags.len());
    }

    fn echo(&mut self, what: What) {
        self.echoes.push(Echo { what, ends: self.tags.len(), words: String::new() });
    }

    fn begin(&mut self, role: Role) {
        let most = if matches!(role, Role::Lost(_)) { MOST_TOLD } else { self.most };
        self.stories.push(Story { prose: Prose::new(most), ends: self.tags.len(), role });
    }

    fn prose(&mut self) -> &mut Prose {
        // The main story is never taken away before the end; the reader of a part begins and ends within it.
        if self.stories.is_empty() {
            self.begin(Role::Main);
        }
        let last = self.stories.len() - 1;
        &mut self.stories[last].prose
    }

    fn paragraph(&mut self) -> &mut Paragraph {
        if self.paragraphs.is_empty() {
            self.paragraphs.push(Paragraph::default());
        }
        let last = self.paragraphs.len() - 1;
        &mut self.paragraphs[last]
    }

    fn end_echoes(&mut self, depth: usize) {
        while self.echoes.last().is_some_and(|echo| echo.ends == depth) {
            let Some(echo) = self.echoes.pop() else { return };
            let counts = match echo.what {
                What::Numbering => false,
                What::Table => true,
                _ => !echo.words.trim().is_empty(),
            };
            if counts {
                self.lose(echo.what, &echo.words);
            }
        }
    }

    fn end_paragraph(&mut self, depth: usize) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let numbered = paragraph.numbered.unwrap_or_else(|| self.styles.numbers(&paragraph.style));
        let words = self.echoes.iter().rfind(|echo| echo.ends == depth && echo.what == What::Numbering);
        let words = words.map(|echo| echo.words.clone()).unwrap_or_default();
        if numbered && !words.trim().is_empty() {
            self.lose(What::Numbering, &words);
        }
        for echo in &mut self.echoes {
            extend(&mut echo.words, " ");
        }
        if !paragraph.mark_deleted {
            self.prose().end_paragraph();
        }
        if !self.stories.iter().any(|story| matches!(story.role, Role::Box)) {
            self.place_boxes();
        }
    }

    /// Text boxes come after the paragraph that they are anchored in.
    fn place_boxes(&mut self) {
        for words in std::mem::take(&mut self.boxes) {
            self.prose().end_paragraph();
            self.prose().push(&words);
            self.prose().end_paragraph();
        }
    }

    fn end_stories(&mut self, depth: usize) {
        while self.stories.len() > 1 && self.stories.last().is_some_and(|story| story.ends == depth) {
            self.tell_hidden();
            let Some(story) = self.stories.pop() else { return };
            let words = story.prose.finish();
            match story.role {
                Role::Main => {}
                Role::Note(reference) => {
                    self.notes.insert(reference, words);
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

impl Visitor for Body<'_> {
    fn open(&mut self, name: Name<'_>, attributes: &Attributes<'_>) -> Result<(), Refusal> {
        let tag = if self.skipping.is_some() { Tag::Other } else { self.tag(name, attributes) };
        self.tags.push(tag);
        Ok(())
    }

    fn close(&mut self, name: Name<'_>) -> Result<(), Refusal> {
        let tag = self.tags.pop().unwrap_or(Tag::Other);
        let depth = self.tags.len();
        match self.skipping {
            Some(skipped) if skipped == depth => self.skipping = None,
            Some(_) => return Ok(()),
            None => {}
        }
        match tag {
            Tag::Paragraph => self.end_paragraph(depth),
            Tag::Run => {
                self.runs.pop();
            }
            _ => match (name.space, name.local) {
                ("w", "tr") => self.prose().end_row(),
                ("w", "tbl") => self.prose().end_table(),
                ("w", "sdt") => {
                    self.controls.pop();
                }
                ("mc", "AlternateContent") => {
                    self.choices.pop();
                }
                _ => {}
            },
        }
        self.end_echoes(depth);
        self.end_stories(depth);
        if self.prose().is_full() && !self.is_lost() {
            return Err(Refusal::TooMuch { limit: Limit::Text, most: self.most });
        }
        Ok(())
    }

    fn words(&mut self, words: &str) -> Result<(), Refusal> {
        if self.skipping.is_some() {
            return Ok(());
        }
        match self.tags.last() {
            Some(Tag::Text) => self.put(words),
            Some(Tag::Code) => {
                if let Some(field) = self.fields.last_mut() {
                    extend(&mut field.code, words);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Adds words that are only told about, as many as there is room for.
fn extend(told: &mut String, words: &str) {
    let room = MOST_TOLD.saturating_sub(told.len());
    told.push_str(words.get(..words.floor_char_boundary(room.min(words.len()))).unwrap_or_default());
}
