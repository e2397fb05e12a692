//! Words that are written from right to left, set apart so that they do not turn round what stands beside them.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, bidi_class};

/// Begins and ends what has a direction of its own (first strong isolate, pop directional isolate).
const APART: [char; 2] = ['\u{2068}', '\u{2069}'];

/// Signs that end a piece of a page: nothing is set apart across them.
const ENDS: [char; 6] = ['<', '>', '&', '"', '\n', '│'];

/// The text with every piece that is written from right to left between signs that set it apart. They take no room and no
/// letter is moved: what is read by machines has none of them.
pub(super) fn isolated(text: &str) -> Cow<'_, str> {
    let mut letters = text.char_indices();
    let Some((first, _)) = letters.find(|(_, letter)| is_turned(*letter)) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while !rest.is_empty() {
        let turned = turned(rest);
        out.extend(APART.first());
        out.push_str(&rest[..turned]);
        out.extend(APART.last());
        let next = rest[turned..].find(is_turned).map_or(rest.len(), |next| turned + next);
        out.push_str(&rest[turned..next]);
        rest = &rest[next..];
    }
    Cow::Owned(out)
}

/// How far the piece goes that begins with a letter written from right to left: to the last such letter before one that is
/// written the other way.
fn turned(text: &str) -> usize {
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        match bidi_class(letter) {
            BidiClass::R | BidiClass::AL => end = at + letter.len_utf8(),
            // A mark belongs to the letter before it.
            BidiClass::NSM if end == at => end = at + letter.len_utf8(),
            BidiClass::L => break,
            _ if ENDS.contains(&letter) => break,
            _ => {}
        }
    }
    end
}

fn is_turned(letter: char) -> bool {
    matches!(bidi_class(letter), BidiClass::R | BidiClass::AL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_from_right_to_left_is_set_apart() {
        let apart = |text: &str| isolated(text).replace(APART[0], "[").replace(APART[1], "]");
        assert_eq!(apart("Berg said no"), "Berg said no");
        assert_eq!(apart("of מצרים 3, and ישראל"), "of [מצרים] 3, and [ישראל]");
        assert_eq!(apart("منظمة التحرير (2 of 3)"), "[منظمة التحرير] (2 of 3)");
        assert_eq!(apart("<b>שלום</b><i>שלום</i>"), "<b>[שלום]</b><i>[שלום]</i>");
        assert_eq!(apart("שָׁ"), "[שָׁ]");
    }
}
