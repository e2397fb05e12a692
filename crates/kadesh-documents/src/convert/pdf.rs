//! The words of a PDF in reading order, as far as it says which characters it shows.
//!
//! A PDF holds marks on pages, not a text: words, lines and columns are rebuilt from where the marks are. The crate unpdf
//! does that and counts what it could not read; see PDF.md for the comparison that chose it. Of a paragraph the lines are
//! joined with a space; a page ends a paragraph. Pages that are pictures are refused, as there is nothing to read.

mod load;

use std::ops::ControlFlow;
use std::panic::catch_unwind;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use unpdf::model::{Block, ExtractionQuality, FormField, InlineContent, Page, Paragraph};
use unpdf::{ErrorKind, PageStreamOptions, ParseEvent, ParseOptions, PdfParser};

use super::lost::{Losses, What};
use super::prose::Prose;
use super::refusal::{Limit, Refusal};
use super::{Limits, Read};
use crate::Kind;

/// The parser recurses into what is nested; its own limits fit well within this.
const STACK: usize = 64 << 20;

/// The words of the document.
///
/// The parser is not ours, so that whatever it does with a damaged file ends here: a panic, or work without end, which is
/// given up after [`Limits::most_seconds`]. Work that was given up ends with the program. A panic is told on the
/// error stream by the program's panic hook, unless the program has set another; a library cannot prevent that.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Read, Refusal> {
    load::check(bytes, limits)?;
    let (sender, receiver) = mpsc::channel();
    let (bytes, within) = (bytes.to_vec(), *limits);
    let work = move || {
        let done = catch_unwind(|| read_pages(&bytes, &within));
        // Nobody may be waiting any more.
        let _ = sender.send(done);
    };
    let refused = || Refusal::damaged(Kind::Pdf, "the program that reads PDFs failed on it");
    thread::Builder::new().stack_size(STACK).spawn(work).map_err(|_| refused())?;
    match receiver.recv_timeout(Duration::from_secs(limits.most_seconds)) {
        Ok(Ok(read)) => read,
        Ok(Err(_)) | Err(mpsc::RecvTimeoutError::Disconnected) => Err(refused()),
        Err(mpsc::RecvTimeoutError::Timeout) => {
            let most = usize::try_from(limits.most_seconds).unwrap_or(usize::MAX);
            Err(Refusal::TooMuch { limit: Limit::Seconds, most })
        }
    }
}

fn read_pages(bytes: &[u8], limits: &Limits) -> Result<Read, Refusal> {
    let options = ParseOptions::new().lenient().sequential().with_resources(false);
    let parser = PdfParser::from_bytes_with_options(bytes, options).map_err(refusal)?;
    let pages = usize::try_from(parser.page_count()).unwrap_or(usize::MAX);
    if pages > limits.most_parts {
        return Err(Refusal::TooMuch { limit: Limit::Parts, most: limits.most_parts });
    }
    if pages == 0 {
        return Err(Refusal::damaged(Kind::Pdf, "it has no pages"));
    }
    let mut book = Book { prose: Prose::new(limits.most_bytes), ..Book::default() };
    let options = PageStreamOptions { parallel: false, window_size: 1, ..PageStreamOptions::default() };
    let quality = parser
        .for_each_page(options, |event| match event {
            ParseEvent::DocumentStart { metadata, form_fields, .. } => {
                book.title = metadata.title;
                book.lose_fields(&form_fields);
                ControlFlow::Continue(())
            }
            ParseEvent::PageParsed(page) => {
                book.add(&page);
                if book.prose.is_full() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            }
            ParseEvent::PageFailed { page, .. } => {
                book.unread = book.unread.or(Some(page));
                ControlFlow::Break(())
            }
            ParseEvent::Progress { .. } | ParseEvent::DocumentEnd { .. } => ControlFlow::Continue(()),
        })
        .map_err(refusal)?;
    book.finish(&quality, pages, limits)
}

fn refusal(error: unpdf::Error) -> Refusal {
    match error.kind() {
        ErrorKind::Encrypted | ErrorKind::InvalidPassword => Refusal::Locked(Kind::Pdf),
        _ => Refusal::damaged(Kind::Pdf, "its list of objects or pages makes no sense"),
    }
}

/// The pages as they come.
struct Book {
    prose: Prose,
    losses: Losses,
    title: Option<String>,
    /// Pages that show a picture and no words.
    pictures: usize,
    /// The first page that could not be read.
    unread: Option<u32>,
}

impl Default for Book {
    fn default() -> Book {
        Book { prose: Prose::new(0), losses: Losses::default(), title: None, pictures: 0, unread: None }
    }
}

impl Book {
    fn add(&mut self, page: &Page) {
        let place = format!("page {}", page.number);
        let count = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        for block in &page.elements {
            self.add_block(block);
        }
        let words = count(page.painted_text_chars).saturating_add(count(page.invisible_text_chars));
        if page.image_op_count > 0 && words == 0 {
            self.pictures += 1;
        }
        let scan = page.invisible_text_chars > page.painted_text_chars && page.image_op_count > 0;
        if scan && !page.ocr_text_suppressed {
            self.losses.add(What::Recognised, &place);
        } else if page.invisible_text_chars > 0 && !page.ocr_text_suppressed {
            self.losses.add(What::Invisible, &place);
        }
        let unreadable =
            page.suppressed_text_runs + usize::from(page.ocr_text_suppressed) + page.undecodable_content_streams;
        self.losses.add_many(What::Unreadable, unreadable.saturating_add(count(page.undecoded_text_codes)), &place);
        self.losses.add_many(What::Image, count(page.image_op_count), &place);
        self.losses.add_many(What::HiddenText, count(page.clipped_text_runs), &place);
        self.losses.add_many(What::PageNumber, usize::from(page.omitted_page_number_chars > 0), &place);
        self.losses.add_many(What::Turned, count(page.rotated_text_runs), &place);
        self.losses.add_many(What::Order, usize::from(page.ambiguous_layout_regions > 0), &place);
    }

    fn add_block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => {
                self.count_parts(paragraph);
                self.prose.push(&divided(paragraph.plain_text().trim()));
                self.prose.end_paragraph();
            }
            Block::Table(table) => {
                self.losses.add(What::Table, &table.plain_text());
                self.prose.begin_table();
                for row in &table.rows {
                    self.prose.begin_row();
                    for cell in &row.cells {
                        self.prose.begin_cell();
                        self.prose.push_collapsed(&cell.plain_text());
                    }
                    self.prose.end_row();
                }
                self.prose.end_table();
            }
            Block::Code { content } | Block::Raw { content } => {
                self.prose.push(content.trim_end());
                self.prose.end_paragraph();
            }
            // Images are counted by what the page paints.
            Block::Image { .. } | Block::HorizontalRule | Block::PageBreak | Block::SectionBreak => {}
        }
    }

    fn count_parts(&mut self, paragraph: &Paragraph) {
        for part in &paragraph.content {
            match part {
                InlineContent::Link { url, .. } => self.losses.add(What::Link, url),
                InlineContent::Text(run) if run.style.superscript || run.style.subscript => {
                    self.losses.add(What::Raised, &run.text);
                }
                InlineContent::Text(_) | InlineContent::LineBreak | InlineContent::Image { .. } => {}
            }
        }
    }

    fn lose_fields(&mut self, fields: &[FormField]) {
        for field in fields {
            self.losses.add(What::Form, &format!("{} {}", field.name, field.display_value()));
        }
    }

    /// Programs that have no title write one all the same.
    fn title(&self) -> Option<String> {
        const NONE: [&str; 3] = ["untitled", "(anonymous)", "unspecified"];
        self.title.clone().filter(|title| !NONE.contains(&title.trim().to_lowercase().as_str()))
    }

    fn finish(self, quality: &ExtractionQuality, pages: usize, limits: &Limits) -> Result<Read, Refusal> {
        if self.prose.is_full() {
            return Err(Refusal::TooMuch { limit: Limit::Text, most: limits.most_bytes });
        }
        if let Some(page) = self.unread {
            return Err(Refusal::damaged(Kind::Pdf, format!("its page {page} cannot be read")));
        }
        if quality.pages_incomplete {
            return Err(Refusal::damaged(Kind::Pdf, "some of its pages are missing"));
        }
        let title = self.title();
        let text = self.prose.finish();
        if text.is_empty() && self.pictures > 0 {
            return Err(Refusal::Scanned { pages });
        }
        Ok(Read { text, by: "pdf", encoding: None, title, lost: self.losses.into_list() })
    }
}

/// The line end after a word that was divided, which the parser joins with a space. Who compares a quotation with the text
/// passes over a hyphen at a line end. A hyphen before `and` and its like stands for the end of a later word and stays.
fn divided(text: &str) -> String {
    const JOINTS: [&str; 24] = [
        "and", "or", "to", "und", "oder", "bis", "sowie", "et", "ou", "y", "e", "o", "en", "of", "och", "eller", "og",
        "ja", "i", "lub", "a", "и", "или", "nor",
    ];
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("- ") {
        found.push_str(before);
        let next = after.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
        let within_word = before.ends_with(char::is_alphabetic) && !next.is_empty() && !JOINTS.contains(&next);
        found.push_str(if within_word { "-\n" } else { "- " });
        rest = after;
    }
    found.push_str(rest);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divided_words_end_their_line() {
        assert_eq!(divided("The commis- sion of North- bank"), "The commis-\nsion of North-\nbank");
        assert_eq!(divided("pre- and post-war, 3 - 4, a - b"), "pre- and post-war, 3 - 4, a - b");
    }
}
