//! Words set into lines of a given width, as a terminal counts it.

use unicode_width::UnicodeWidthStr;

/// How many columns a text takes on a terminal.
pub(super) fn width_of(text: &str) -> usize {
    text.width()
}

/// The text on one line: white space becomes single blanks, and characters that steer a terminal or turn the direction
/// of writing are dropped, so that nothing quoted from a source can disturb what stands around it.
pub(super) fn clean(text: &str) -> String {
    let steers = |c: char| {
        (c.is_control() && !c.is_whitespace())
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let kept: String = text.chars().filter(|c| !steers(*c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text in lines of at most `width` columns; the first begins with `first`, the others with `rest`.
///
/// A word longer than a line stands on a line of its own, whole: a name cut in two cannot be searched for.
pub(super) fn wrap(text: &str, first: &str, rest: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in clean(text).split(' ').filter(|word| !word.is_empty()) {
        if !empty && width_of(&line) + 1 + width_of(word) > width {
            lines.push(std::mem::replace(&mut line, rest.to_owned()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// The text filled up with blanks to `width` columns.
pub(super) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(width_of(text))))
}

/// A name of at most `name_width` columns at the left, wrapped, with `right` beside its first line.
pub(super) fn beside(name: &str, name_width: usize, right: &str) -> Vec<String> {
    let mut lines = wrap(name, "", "", name_width);
    if let Some(first) = lines.first_mut() {
        let gap = if width_of(first) > name_width { "  " } else { "" };
        *first = format!("{}{gap}{right}", pad(first, name_width)).trim_end().to_owned();
    }
    lines
}

/// At most `most` characters, cut at a word where there is one, with an ellipsis when cut.
pub(super) fn cut(text: &str, most: usize) -> String {
    let text = clean(text);
    if text.chars().count() <= most {
        return text;
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    let kept = match head.rsplit_once(' ') {
        Some((words, _)) if words.chars().count() * 2 > most => words,
        _ => head.as_str(),
    };
    format!("{kept}…")
}

/// A number with `decimals` decimals; a nought has no sign, and what is not finite is shown as unknown.
pub(super) fn fixed(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "unknown".to_owned();
    }
    let text = format!("{value:.decimals$}");
    let nought = text.chars().all(|c| matches!(c, '-' | '0' | '.'));
    if nought { text.trim_start_matches('-').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_to_the_width_and_keeps_long_words_whole() {
        let lines = wrap("one two three incomprehensibilities four", "- ", "  ", 10);
        assert_eq!(lines, ["- one two", "  three", "  incomprehensibilities", "  four"]);
        assert_eq!(wrap("", "", "", 10), [""]);
    }

    #[test]
    fn cleans_what_steers_a_terminal() {
        assert_eq!(clean("a\u{1b}[31m\tb\n\u{202e}c"), "a[31m b c");
    }

    #[test]
    fn cuts_at_words() {
        assert_eq!(cut("abandon hopes of joining", 16), "abandon hopes…");
        assert_eq!(cut("short", 16), "short");
    }

    #[test]
    fn fixed_has_no_negative_nought() {
        assert_eq!((fixed(-0.001, 2).as_str(), fixed(-0.25, 2).as_str()), ("0.00", "-0.25"));
        assert_eq!(fixed(f64::NAN, 2), "unknown");
    }
}
