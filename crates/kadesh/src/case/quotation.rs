//! Whether an excerpt stands between quotation marks in its source: a report shows by them which words are a speaker's own.

/// Whether the text at these bytes is surely not quoted, in a text that does quote. Where the marks do not tell (there are
/// none, or single ones that may be apostrophes), it is not sure.
pub(super) fn is_outside(text: &str, (start, end): (usize, usize)) -> bool {
    let (Some(before), Some(exact)) = (text.get(..start), text.get(start..end)) else { return false };
    let paragraph = before.rsplit("\n\n").next().unwrap_or_default();
    let single = |sign: char| matches!(sign, '‘' | '‚' | '‹' | '›');
    if !text.contains(MARKS) || exact.contains(MARKS) || paragraph.contains(single) {
        return false;
    }
    let straight = paragraph.matches('"').count() % 2 == 1;
    // In some languages “ closes what „ opens, and » opens what « closes.
    let closes = |sign: char| match sign {
        '“' => text.contains('„'),
        '«' => opens_with(text, '»'),
        '»' => !opens_with(text, '»'),
        sign => sign == '”',
    };
    let last = paragraph.chars().rev().find(|sign| MARKS.contains(sign) && *sign != '"');
    !straight && last.is_none_or(closes)
}

const MARKS: [char; 6] = ['“', '”', '„', '«', '»', '"'];

/// Which of the two pointed marks comes first.
fn opens_with(text: &str, mark: char) -> bool {
    text.chars().find(|sign| matches!(sign, '«' | '»')) == Some(mark)
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
