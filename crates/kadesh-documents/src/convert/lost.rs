//! What a conversion left out, moved or flattened, counted and put into words.

use std::collections::BTreeMap;
use std::fmt;

/// One kind of thing that plain text does not hold, or not in the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The kind of thing.
    pub what: What,
    /// How many.
    pub count: usize,
    /// The first words of the first of them, or where it is.
    pub first: Option<String>,
}

/// The kinds of things that plain text does not hold, or not in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// The cells are kept, one row a line with tabs between; the layout is lost.
    Table,
    /// Kept at the end; a number in square brackets stands at its place.
    Footnote,
    /// Kept at the end; a number in square brackets stands at its place.
    Endnote,
    /// Kept after the paragraph where it is anchored.
    TextBox,
    /// The inserted words are kept.
    TrackedInsertion,
    /// Left out.
    TrackedDeletion,
    /// A remark in the margin: left out.
    Comment,
    /// Left out, as a reader does not see it.
    HiddenText,
    /// Left out, as it repeats on each page.
    HeaderFooter,
    /// Left out.
    PageNumber,
    /// Navigation, headings, side columns and notices of a website: left out.
    Surroundings,
    /// Left out, with its description.
    Image,
    /// A video, sound or embedded page: left out.
    Media,
    /// A drawing of data or of relations: left out.
    Chart,
    /// A document within the document: left out.
    Embedded,
    /// The signs are kept in a row; fractions, powers and roots are lost.
    Formula,
    /// Left out and never run.
    Script,
    /// Fields to fill in, buttons and lists to choose from: left out.
    Form,
    /// The words are kept, the address is left out.
    Link,
    /// Numbers and bullets that the program makes: left out.
    Numbering,
    /// A sign that only a special font shows: kept as `�`.
    Symbol,
    /// Raised and lowered characters: kept on the line, so that 10² reads 102.
    Raised,
    /// How a word is pronounced, written above it: left out.
    Ruby,
    /// Words in a font or stream that does not say which characters it holds: left out.
    Unreadable,
    /// Words that were recognised from a scan by a program: kept, to be checked.
    Recognised,
    /// Words that are on the page and do not show: kept, as a search finds them.
    Invisible,
    /// Turned or upright text: kept, perhaps at the wrong place.
    Turned,
    /// A place where columns could not be told from lines: kept, perhaps in the wrong order.
    Order,
}

impl What {
    /// One, many, and what became of them.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            What::Table => ("table", "tables", "kept as lines of cells, without layout"),
            What::Footnote => ("footnote", "footnotes", "moved to the end"),
            What::Endnote => ("endnote", "endnotes", "moved to the end"),
            What::TextBox => ("text box", "text boxes", "moved after the paragraph beside it"),
            What::TrackedInsertion => ("tracked insertion", "tracked insertions", "kept as text"),
            What::TrackedDeletion => ("tracked deletion", "tracked deletions", "left out"),
            What::Comment => ("comment", "comments", "left out"),
            What::HiddenText => ("piece of hidden text", "pieces of hidden text", "left out"),
            What::HeaderFooter => ("page header or footer", "page headers and footers", "left out"),
            What::PageNumber => ("page number", "page numbers", "left out"),
            What::Surroundings => (
                "part around the main text (navigation, side column, notice)",
                "parts around the main text (navigation, side columns, notices)",
                "left out",
            ),
            What::Image => ("image", "images", "left out"),
            What::Media => ("video, sound or frame", "videos, sounds or frames", "left out"),
            What::Chart => ("chart or diagram", "charts or diagrams", "left out"),
            What::Embedded => ("embedded document", "embedded documents", "left out"),
            What::Formula => ("formula", "formulas", "flattened to a row of signs"),
            What::Script => ("script or macro", "scripts or macros", "left out and not run"),
            What::Form => ("form field or button", "form fields and buttons", "left out"),
            What::Link => ("address of a link", "addresses of links", "left out, the words kept"),
            What::Numbering => ("automatic number or bullet", "automatic numbers and bullets", "left out"),
            What::Symbol => ("sign of a special font", "signs of special fonts", "kept as �"),
            What::Raised => {
                ("run of raised or lowered characters", "runs of raised or lowered characters", "set on the line")
            }
            What::Ruby => ("reading above a word", "readings above words", "left out"),
            What::Unreadable => ("run of unreadable text", "runs of unreadable text", "left out"),
            What::Recognised => (
                "page whose words a program recognised from a scan",
                "pages whose words a program recognised from a scan",
                "kept, to be checked",
            ),
            What::Invisible => ("page with invisible text", "pages with invisible text", "kept"),
            What::Turned => ("run of turned text", "runs of turned text", "kept, perhaps out of place"),
            What::Order => (
                "page where columns are hard to tell from lines",
                "pages where columns are hard to tell from lines",
                "kept, perhaps out of order",
            ),
        }
    }

    /// Whether its words are missing from the text.
    pub fn is_left_out(self) -> bool {
        match self {
            What::TrackedDeletion
            | What::Comment
            | What::HiddenText
            | What::HeaderFooter
            | What::PageNumber
            | What::Surroundings
            | What::Image
            | What::Media
            | What::Chart
            | What::Embedded
            | What::Script
            | What::Form
            | What::Link
            | What::Numbering
            | What::Symbol
            | What::Ruby
            | What::Unreadable => true,
            What::Table
            | What::Footnote
            | What::Endnote
            | What::TextBox
            | What::TrackedInsertion
            | What::Formula
            | What::Raised
            | What::Recognised
            | What::Invisible
            | What::Turned
            | What::Order => false,
        }
    }
}

/// `2 tracked deletions left out (“without prior consent”)`.
impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, many, fate) = self.what.words();
        write!(f, "{} {} {fate}", self.count, if self.count == 1 { one } else { many })?;
        match &self.first {
            Some(first) => write!(f, " (“{first}”)"),
            None => Ok(()),
        }
    }
}

/// The losses of one document, by kind.
#[derive(Debug, Default)]
pub(super) struct Losses(BTreeMap<What, (usize, Option<String>)>);

impl Losses {
    /// One more, with its words.
    pub(super) fn add(&mut self, what: What, words: &str) {
        self.add_many(what, 1, words);
    }

    /// Several more, with the words of the first.
    pub(super) fn add_many(&mut self, what: What, count: usize, words: &str) {
        if count > 0 {
            let (known, first) = self.0.entry(what).or_default();
            *known += count;
            *first = first.take().or_else(|| first_words(words));
        }
    }

    pub(super) fn into_list(self) -> Vec<Lost> {
        self.0.into_iter().map(|(what, (count, first))| Lost { what, count, first }).collect()
    }
}

/// White space of any kind as one space, none at the ends.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As many words as help to find the place.
fn first_words(text: &str) -> Option<String> {
    const MOST: usize = 60;
    let mut found = String::new();
    for word in text.split_whitespace() {
        let room = MOST.saturating_sub(found.chars().count());
        if word.chars().count() + 1 > room {
            // Scripts without spaces have long words.
            if found.is_empty() {
                found.extend(word.chars().take(MOST));
            }
            found.push('…');
            break;
        }
        if !found.is_empty() {
            found.push(' ');
        }
        found.push_str(word);
    }
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_read_as_sentences() {
        let mut losses = Losses::default();
        losses.add(What::TrackedDeletion, "without\nprior consent");
        losses.add(What::TrackedDeletion, "other");
        losses.add(What::Table, "");
        let said: Vec<String> = losses.into_list().iter().map(Lost::to_string).collect();
        assert_eq!(
            said,
            [
                "1 table kept as lines of cells, without layout",
                "2 tracked deletions left out (“without prior consent”)"
            ]
        );
    }

    #[test]
    fn first_words_are_few() {
        assert_eq!(first_words("  "), None);
        let long = "the parties to this protocol shall meet once a year in Northbank and Southbank in turn";
        assert_eq!(first_words(long).unwrap(), "the parties to this protocol shall meet once a year in…");
        assert_eq!(first_words(&"水".repeat(100)).unwrap().chars().count(), 61);
    }
}
