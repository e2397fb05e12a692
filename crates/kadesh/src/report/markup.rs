//! Words made safe for HTML, and the numbers in them made into links.

/// The text with the five characters that mean something in HTML replaced, and control characters dropped.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}

/// The text as a link to its basis.
pub(super) fn linked(text: &str, number: Option<usize>) -> String {
    match number {
        Some(number) => format!("<a href=\"#b{number}\">{}</a>", escape(text)),
        None => escape(text),
    }
}

/// A sentence in which every number is a link to its basis. What stands between backticks is a name or a command, set as one;
/// a number in it is none.
pub(super) fn link_numbers(text: &str, number: Option<usize>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, name, after)) = split_name(rest) {
        out.push_str(&link_plain(before, number));
        out.push_str(&format!("<code>{}</code>", escape(name)));
        rest = after;
    }
    out.push_str(&link_plain(rest, number));
    out
}

/// What stands before, between and after the first two backticks.
fn split_name(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (name, after) = rest.split_once('`')?;
    Some((before, name, after))
}

fn link_plain(text: &str, number: Option<usize>) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let len = if before.is_alphanumeric() { 0 } else { number_length(rest) };
        let (taken, left) = rest.split_at_checked(if len > 0 { len } else { c.len_utf8() }).unwrap_or((rest, ""));
        out.push_str(&if len > 0 { linked(taken, number) } else { escape(taken) });
        before = taken.chars().last().unwrap_or(' ');
        rest = left;
    }
    out
}

/// How many bytes at the start of a text are a number, a range of numbers or a date, with its percent sign.
fn number_length(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut len = text.chars().next().filter(|sign| matches!(sign, '-' | '−')).map_or(0, char::len_utf8);
    let first = digits(text.get(len..).unwrap_or(""));
    if first == 0 {
        return 0;
    }
    len += first;
    while let Some(joint) = text.get(len..).and_then(|rest| rest.chars().next()) {
        let after = text.get(len + joint.len_utf8()..).map_or(0, digits);
        if !matches!(joint, '.' | ',' | '-' | '–' | '/' | ':') || after == 0 {
            break;
        }
        len += joint.len_utf8() + after;
    }
    let rest = text.get(len..).unwrap_or("");
    len + [" %", "\u{a0}%", "%"].iter().find(|sign| rest.starts_with(*sign)).map_or(0, |sign| sign.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_in_a_sentence_is_a_link() {
        let link = |text: &str| format!("<a href=\"#b3\">{text}</a>");
        let of = link_numbers("in 3,120 of 10,000 draws, 0.3–0.6 or 12 %", Some(3));
        let (a, b, c, d) = (link("3,120"), link("10,000"), link("0.3–0.6"), link("12 %"));
        assert_eq!(of, format!("in {a} of {b} draws, {c} or {d}"));
        assert_eq!(link_numbers("S7 & x2 −1.", Some(3)), format!("S7 &amp; x2 {}.", link("−1")));
        assert_eq!(link_numbers("32", None), "32");
        let named = format!("gate <code>annex &lt; 400</code> in {} draws, a ` alone", link("32"));
        assert_eq!(link_numbers("gate `annex < 400` in 32 draws, a ` alone", Some(3)), named);
    }

    #[test]
    fn escapes_what_means_something() {
        assert_eq!(escape("<a href='x' b=\"y\">&\u{0}\u{202e}"), "&lt;a href=&#39;x&#39; b=&quot;y&quot;&gt;&amp;");
    }
}
