//! Whether an excerpt stands between quotation marks in its source: a report shows by them which words are a speaker's own.

use std::ops::Range;

/// Whether the text at these bytes is surely not quoted, in a text that does quote. Where the marks do not tell (there are
/// none, or single ones that may be apostrophes), it is not sure.
pub(super) fn is_outside(text: &str, (start, end): (usize, usize)) -> bool {
    let (Some(before), Some(exact)) = (text.get(..start), text.get(start..end)) else { return false };
    let from = before.rfind("\n\n").map_or(0, |at| at + 2).max(before.rfind("\n\r\n").map_or(0, |at| at + 3));
    let paragraph = &text[from..];
    let single = |sign: char| matches!(sign, '‘' | '‚' | '‹' | '›');
    if !text.contains(MARKS) || exact.contains(MARKS) || before[from..].contains(single) {
        return false;
    }
    open_at(paragraph, start - from).is_none()
}

/// What stands between quotation marks, in the order of the text. O(length).
pub(super) fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    let mut before = None;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        if sign == '\n' && (text[..at].ends_with('\n') || text[..at].ends_with("\n\r")) {
            found.extend(open.take().map(|(_, from)| from..at));
            before = None;
            continue;
        }
        let mark = open.map(|(mark, _)| mark);
        match (open, turned(mark, (before, sign, signs.peek().map(|(_, sign)| *sign)))) {
            (None, Some(mark)) => open = Some((mark, at + sign.len_utf8())),
            (Some((_, from)), None) => {
                found.push(from..at);
                open = None;
            }
            (None, None) | (Some(_), Some(_)) => {}
        }
        before = Some(sign);
    }
    found.extend(open.map(|(_, from)| from..text.len()));
    found
}

/// Whether words of a text stand between quotation marks, or begin with one. O(length).
pub fn is_quoted(text: &str, place: &Range<usize>) -> bool {
    is_among(&quoted(text), text, (place.start, place.end))
}

/// Whether words stand between quotation marks, or begin with one.
pub(super) fn is_among(quoted: &[Range<usize>], text: &str, (start, end): (usize, usize)) -> bool {
    let next = quoted.partition_point(|range| range.end < start);
    let within = quoted.get(next).is_some_and(|range| range.start <= start);
    within || text.get(start..end).is_some_and(|exact| exact.starts_with(MARKS))
}

/// The mark of the quotation that is open at a byte of a paragraph. A speech over several paragraphs opens in each.
fn open_at(paragraph: &str, byte: usize) -> Option<char> {
    let mut open: Option<char> = None;
    let mut before = None;
    let mut signs = paragraph.char_indices().peekable();
    while let Some((_, sign)) = signs.next().filter(|(at, _)| *at < byte) {
        open = turned(open, (before, sign, signs.peek().map(|(_, sign)| *sign)));
        before = Some(sign);
    }
    open
}

/// The mark of the quotation that is open after a sign, with the signs around it.
fn turned(open: Option<char>, (before, sign, after): (Option<char>, char, Option<char>)) -> Option<char> {
    match open {
        Some(mark) if closes(mark).contains(&sign) => None,
        None if MARKS.contains(&sign) && may_open(before, sign, after) => Some(sign),
        unchanged => unchanged,
    }
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

    #[test]
    fn all_quotations_at_once_are_those_that_are_open_one_by_one() {
        let text =
            "He said: “we will, and „so“ on”.\n\nAnd «non », 'no', \"yes\" he said\n\r\n“Open\n\n\nends 「here」 ”";
        let ranges = quoted(text);
        for (at, _) in text.char_indices() {
            let from =
                text[..at].rfind("\n\n").map_or(0, |at| at + 2).max(text[..at].rfind("\n\r\n").map_or(0, |at| at + 3));
            let one_by_one = open_at(&text[from..], at - from).is_some();
            assert_eq!(is_among(&ranges, text, (at, at)), one_by_one, "{at}: {}", &text[at..]);
        }
    }

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
