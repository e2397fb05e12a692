//! Colour on a terminal, and none in a pipe or where `NO_COLOR` is set: bold heads, pale marks and rules, nothing else.

use std::io;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

const BOLD: Style = Style::new().bold();
const PALE: Style = Style::new().dimmed();
const ERROR: Style = AnsiColor::Red.on_default().bold();

/// Whether standard output takes colour.
pub fn on_output() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// Whether standard error does.
pub fn on_errors() -> bool {
    AutoStream::choice(&io::stderr()) != ColorChoice::Never
}

/// The word before an error.
pub fn error_word() -> String {
    if on_errors() { painted(ERROR, "error:") } else { "error:".to_owned() }
}

/// A report for a terminal: what has a rule under it is a head, and bold; rules and the marks of grounds are pale.
pub fn report(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for (place, line) in lines.iter().enumerate() {
        let headed = lines.get(place + 1).is_some_and(|next| is_rule(next));
        match (is_rule(line), headed && !line.trim().is_empty()) {
            (true, _) => out.push_str(&painted(PALE, line)),
            (false, true) => out.push_str(&painted(BOLD, line)),
            (false, false) => out.push_str(&with_pale_marks(line)),
        }
        out.push('\n');
    }
    out
}

/// Nothing but the strokes of a rule.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.chars().all(|letter| matches!(letter, '─' | '═' | '╌'))
}

/// Marks such as `[b3]` step back behind what they stand beside.
fn with_pale_marks(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find("[b") {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let digits = from.bytes().skip(2).take_while(u8::is_ascii_digit).count();
        let end = digits + 3;
        let mark = if digits > 0 { from.get(..end).filter(|mark| mark.ends_with(']')) } else { None };
        match mark {
            Some(mark) => {
                out.push_str(&painted(PALE, mark));
                rest = &from[end..];
            }
            None => {
                out.push_str("[b");
                rest = &from[2..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn painted(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_bold_and_marks_and_rules_pale_and_the_text_is_the_same() {
        let text = "Title\n═════\nIt holds. [b12]\n\nname  [bus] [b] [b3\n╌╌╌╌\n";
        let shown = report(text);
        assert_eq!(
            shown,
            "\x1b[1mTitle\x1b[0m\n\x1b[2m═════\x1b[0m\nIt holds. \x1b[2m[b12]\x1b[0m\n\n\x1b[1mname  [bus] [b] [b3\x1b[0m\n\
             \x1b[2m╌╌╌╌\x1b[0m\n"
        );
        assert_eq!(anstream::adapter::strip_str(&shown).to_string(), text);
        assert_eq!(report("a [bus] [b [b7]\n"), "a [bus] [b \x1b[2m[b7]\x1b[0m\n");
    }
}
