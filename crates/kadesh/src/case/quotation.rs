//! Whether an excerpt stands between quotation marks in its source: a report shows by them which words are a speaker's own.

/// Whether the text at these bytes is surely not quoted, in a text that does quote. Where the marks do not tell (there are
/// none, or single ones that may be apostrophes), it is not sure.
pub(super) fn is_outside(text: &str, (start, end): (usize, usize)) -> bool {
    let (Some(before), Some(exact)) = (text.get(..start), text.get(start..end)) else { return false };
    let from = paragraph_of(before);
    let paragraph = &text[from..];
    let single = |sign: char| matches!(sign, '‘' | '‚' | '‹' | '›');
    if !text.contains(MARKS) || exact.contains(MARKS) || before[from..].contains(single) {
        return false;
    }
    open_at(paragraph, start - from).is_none()
}

/// Whether the text at these bytes surely stands between quotation marks, or begins with one.
pub(super) fn is_inside(text: &str, (start, end): (usize, usize)) -> bool {
    let (Some(before), Some(exact)) = (text.get(..start), text.get(start..end)) else { return false };
    let from = paragraph_of(before);
    exact.starts_with(MARKS) || open_at(&text[from..], start - from).is_some()
}

/// Where the paragraph that a text ends in begins.
fn paragraph_of(before: &str) -> usize {
    before.rfind("\n\n").map_or(0, |at| at + 2).max(before.rfind("\n\r\n").map_or(0, |at| at + 3))
}

/// The mark of the quotation that is open at a byte of a paragraph. A speech over several paragraphs opens in each.
fn open_at(paragraph: &str, byte: usize) -> Option<char> {
    let mut open: Option<char> = None;
    let mut before = None;
    let mut signs = paragraph.char_indices().peekable();
    while let Some((_, sign)) = signs.next().filter(|(at, _)| *at < byte) {
        let after = signs.peek().map(|(_, sign)| *sign);
        open = match open {
            Some(mark) if closes(mark).contains(&sign) => None,
            None if MARKS.contains(&sign) && may_open(before, sign, after) => Some(sign),
            unchanged => unchanged,
        };
        before = Some(sign);
    }
    open
}

const MARKS: [char; 13] = ['“', '”', '„', '‟', '«', '»', '"', '「', '」', '『', '』', '〝', '＂'];

/// What ends a quotation that a mark began: languages differ, and some use one mark for both.
fn closes(mark: char) -> &'static [char] {
    match mark {
        '„' => &['“', '”', '‟', '"'],
        '«' => &['»'],
        '»' => &['«', '»'],
        '「' => &['」'],
        '『' => &['』'],
        '〝' => &['〞', '〟'],
        '"' | '＂' => &['"', '＂'],
        _ => &['”', '"', '“'],
    }
}

/// A mark opens before a word and behind white space or another sign; French pointed marks have a space within. Marks of Chinese
/// and Japanese stand close on both sides and differ in shape.
fn may_open(before: Option<char>, mark: char, after: Option<char>) -> bool {
    if matches!(mark, '「' | '『' | '〝') {
        return true;
    }
    let behind_a_word =
        before.is_some_and(|sign| sign.is_alphanumeric() || matches!(sign, '.' | ',' | '!' | '?' | '…'));
    let before_a_space = after.is_none_or(char::is_whitespace) && mark != '«';
    !behind_a_word && !before_a_space && !matches!(mark, '」' | '』')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outside(text: &str, exact: &str) -> bool {
        let start = text.find(exact).unwrap();
        is_outside(text, (start, start + exact.len()))
    }

    #[test]
    fn tells_inside_from_outside_in_several_styles() {
        for text in [
            "He said: “peace at last”, and left.",
            "Er sagte: „peace at last“, and left.",
            "« peace at last », and left.",
            "»peace at last«, and left.",
            "\"peace at last\", and left.",
            "Hon sade: ”peace at last”, and left.",
            "Hon sade: »peace at last», and left.",
            "Powiedział: „peace at last”, and left.",
            "Elle a dit\u{a0}: «\u{a0}peace at last\u{a0}», and left.",
            "「peace at last」, and left.",
            "『peace at last』, and left.",
            "“Yes”, he said, “and peace at last”, and left.",
            "\"Yes,\" he said, \"and peace at last,\" and left.",
            "(“peace at last”), and left.",
        ] {
            assert!(!outside(text, "at last"), "{text}");
            assert!(outside(text, "and left"), "{text}");
        }
        // A speech over several paragraphs opens each and closes the last.
        let speech = "“First point.\n\n“Second point, at length.”\n\nThen he left.";
        assert!(!outside(speech, "at length"));
        assert!(outside(speech, "he left"));
    }

    #[test]
    fn is_not_sure_where_the_marks_do_not_tell() {
        assert!(!outside("A transcript. MINISTER: we agree.", "we agree"));
        assert!(!outside("“Yes”, and ‘we agree’, they said.", "we agree"));
        assert!(!outside("The “wall in the water” grows.", "“wall in the water”"));
    }
}
