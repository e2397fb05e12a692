//! A text that grows word by word, with the gaps between its paragraphs, lines and cells.
//!
//! A gap is written only when more words follow, so that none is at the beginning or end and empty paragraphs leave no
//! trace. Within a cell of a table every gap is a space.

/// What stands between the words so far and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

/// A state of a text that grows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    length: usize,
    gap: Gap,
}

/// A text that grows.
#[derive(Debug)]
pub(super) struct Prose {
    text: String,
    gap: Gap,
    /// Cells begun in the row, for each table that is open, the outermost first.
    rows: Vec<usize>,
    most: usize,
    full: bool,
}

impl Prose {
    /// An empty text that keeps at most so many bytes.
    pub(super) fn new(most: usize) -> Prose {
        Prose { text: String::new(), gap: Gap::None, rows: Vec::new(), most, full: false }
    }

    /// Whether words were dropped because there was no more room.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// The state, to come back to.
    pub(super) fn mark(&mut self) -> Mark {
        if self.gap > Gap::Space {
            // So that closing the gap later takes nothing away before the mark.
            self.text.truncate(self.text.trim_end_matches([' ', '\t', '\n']).len());
        }
        Mark { length: self.text.len(), gap: self.gap }
    }

    /// Takes back all words since the mark, and gives them.
    pub(super) fn roll_back(&mut self, mark: Mark) -> String {
        let length = self.text.floor_char_boundary(mark.length);
        let taken = self.text.split_off(length);
        self.gap = mark.gap;
        taken
    }

    /// More words, just as they are.
    pub(super) fn push(&mut self, words: &str) {
        if words.is_empty() || self.full {
            return;
        }
        self.close_gap();
        if self.text.len() + words.len() > self.most {
            self.full = true;
            let room = words.floor_char_boundary(self.most.saturating_sub(self.text.len()));
            self.text.push_str(words.get(..room).unwrap_or_default());
        } else {
            self.text.push_str(words);
        }
    }

    /// More words, with each run of white space as one space, as web pages and LibreOffice mean it.
    pub(super) fn push_collapsed(&mut self, words: &str) {
        let is_space = |letter: char| matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let mut rest = words;
        while let Some(first) = rest.chars().next() {
            let (run, after) =
                rest.split_at(rest.find(|letter| is_space(letter) != is_space(first)).unwrap_or(rest.len()));
            if is_space(first) {
                self.space();
            } else {
                self.push(run);
            }
            rest = after;
        }
    }

    /// A space, unless there is one.
    pub(super) fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    /// The end of a line of a list or verse; several are one.
    pub(super) fn end_line(&mut self) {
        self.gap = self.gap.max(if self.rows.is_empty() { Gap::Line } else { Gap::Space });
    }

    /// A line end that was written as one: two of them are two.
    pub(super) fn hard_line(&mut self) {
        if self.rows.is_empty() {
            if !self.text.is_empty() {
                self.close_gap();
                self.trim_spaces();
                self.push("\n");
            }
        } else {
            self.space();
        }
    }

    /// A tab that was written as one.
    pub(super) fn tab(&mut self) {
        if self.rows.is_empty() { self.push("\t") } else { self.space() }
    }

    /// The end of a paragraph.
    pub(super) fn end_paragraph(&mut self) {
        self.gap = self.gap.max(if self.rows.is_empty() { Gap::Paragraph } else { Gap::Space });
    }

    /// A table begins; one within a cell becomes a part of the cell.
    pub(super) fn begin_table(&mut self) {
        self.end_paragraph();
        self.rows.push(0);
    }

    /// A row begins.
    pub(super) fn begin_row(&mut self) {
        if let Some(cells) = self.rows.last_mut() {
            *cells = 0;
        }
    }

    /// A cell begins.
    pub(super) fn begin_cell(&mut self) {
        let outermost = self.rows.len() == 1;
        let Some(cells) = self.rows.last_mut() else { return };
        *cells += 1;
        let first = *cells == 1;
        if !outermost {
            self.space();
        } else if !first {
            // A gap would come before the tab.
            if self.gap == Gap::Space {
                self.gap = Gap::None;
            }
            self.push("\t");
        }
    }

    /// A row ends.
    pub(super) fn end_row(&mut self) {
        self.gap = if self.rows.len() == 1 { self.gap.max(Gap::Line) } else { self.gap.max(Gap::Space) };
    }

    /// A table ends.
    pub(super) fn end_table(&mut self) {
        self.rows.pop();
        self.end_paragraph();
    }

    /// The text, without white space at its end.
    pub(super) fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text
    }

    fn close_gap(&mut self) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if self.text.is_empty() || gap == Gap::None {
            return;
        }
        match gap {
            Gap::None => {}
            Gap::Space if self.text.ends_with([' ', '\n', '\t']) => {}
            Gap::Space => self.text.push(' '),
            Gap::Line => {
                self.trim_spaces();
                if !self.text.ends_with('\n') {
                    self.text.push('\n');
                }
            }
            Gap::Paragraph => {
                let trimmed = self.text.trim_end_matches([' ', '\t', '\n']).len();
                self.text.truncate(trimmed);
                if !self.text.is_empty() {
                    self.text.push_str("\n\n");
                }
            }
        }
    }

    fn trim_spaces(&mut self) {
        self.text.truncate(self.text.trim_end_matches([' ', '\t']).len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_between_words_only() {
        let mut prose = Prose::new(100);
        prose.end_paragraph();
        prose.push_collapsed(" The \n river ");
        prose.end_paragraph();
        prose.end_paragraph();
        prose.push_collapsed(" is");
        prose.push("");
        prose.push_collapsed(" ours ");
        prose.end_line();
        prose.push("now");
        prose.end_paragraph();
        assert_eq!(prose.finish(), "The river\n\nis ours\nnow");
    }

    #[test]
    fn tables_are_lines_of_cells() {
        let mut prose = Prose::new(100);
        prose.push("Fees");
        prose.begin_table();
        for row in [["Year", ""], ["", "two words"]] {
            prose.begin_row();
            for cell in row {
                prose.begin_cell();
                cell.split(' ').for_each(|word| {
                    prose.push(word);
                    prose.end_paragraph();
                });
            }
            prose.end_row();
        }
        prose.end_table();
        prose.push("After");
        assert_eq!(prose.finish(), "Fees\n\nYear\n\ttwo words\n\nAfter");
    }

    #[test]
    fn a_full_text_stops() {
        let mut prose = Prose::new(5);
        prose.push("aéö水");
        assert!(prose.is_full());
        assert_eq!(prose.finish(), "aéö");
    }
}
