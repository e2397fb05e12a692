//! Numbers as people write them: `0.4`, `5 to 10`, `30–40 %`, `5±1`. What could mean two things is a fault, never a guess.
//!
//! # Definition
//!
//! A number has digits and at most one decimal point. Two numbers with `..`, `…`, `to`, `and` after `between`, or a dash between
//! them are a range; three with `..` a least, a likeliest and a greatest value. A number, `±` and another are a range around
//! the first. A per cent sign behind the last number counts for all of them. The words `about`, `at least` and their like ask
//! for the other end.

use crate::model::{NotAQuantity, Quantity};

/// What was read, and how it was understood where that is more than the plain form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Read {
    /// The quantity.
    pub quantity: Quantity,
    /// None: as it is defined, `0.4` or `0.3..0.5`.
    pub form: Option<Form>,
}

/// A way of writing that had to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// `5 to 10`, `5–10`, `between 5 and 10`
    Range,
    /// `5±1`
    Around,
    /// `40%`
    Percent,
}

/// Why a text is no quantity: what is wrong and what would mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotRead {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

/// Reads a quantity. O(length).
pub(super) fn read(text: &str) -> Result<Read, NotRead> {
    let text = text.trim();
    if let Some(open) = open_ended(text) {
        return Err(open);
    }
    let tokens = tokens(text)?;
    let numbers: Vec<Number> = tokens.iter().filter_map(Token::number).collect();
    let between: Vec<Link> = tokens.iter().filter_map(Token::link).collect();
    let (scale, percent) = scale(&numbers, text)?;
    let values: Vec<f64> = numbers.iter().map(|number| number.value / scale).collect();
    let quantity = match (values.as_slice(), between.as_slice()) {
        ([_], []) => Quantity::from_parts(&values),
        ([_, _], [Link::To | Link::Dash | Link::Dots]) | ([_, _, _], [Link::Dots, Link::Dots]) => {
            Quantity::from_parts(&values)
        }
        ([_, _], [Link::Around]) => {
            let (middle, reach) = (numbers[0].value, numbers[1].value);
            // The digits that people would write: 0.4 − 0.1 is 0.3 and not a hair beside it.
            let rounded = |value: f64| (value / scale * 1e12).round() / 1e12;
            Quantity::from_parts(&[rounded(middle - reach), rounded(middle + reach)])
        }
        _ => return Err(not_a_number(text)),
    };
    let quantity = quantity.map_err(|why| wrong(&why))?;
    let form = match between.as_slice() {
        _ if percent => Some(Form::Percent),
        [Link::Around] => Some(Form::Around),
        [Link::To | Link::Dash] => Some(Form::Range),
        _ => None,
    };
    Ok(Read { quantity, form })
}

/// A plain number that is no text.
pub(super) fn point(value: f64) -> Result<Read, NotRead> {
    let quantity = Quantity::point(value).map_err(|why| wrong(&why))?;
    Ok(Read { quantity, form: None })
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token {
    Number(Number),
    Link(Link),
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Number {
    value: f64,
    percent: bool,
}

/// What stands between two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Dots,
    To,
    Dash,
    Around,
}

impl Token {
    fn number(&self) -> Option<Number> {
        if let Token::Number(number) = self { Some(*number) } else { None }
    }

    fn link(&self) -> Option<Link> {
        if let Token::Link(link) = self { Some(*link) } else { None }
    }
}

const LINKS: [(&str, Link); 12] = [
    ("...", Link::Dots),
    ("…", Link::Dots),
    ("..", Link::Dots),
    ("+/-", Link::Around),
    ("+-", Link::Around),
    ("±", Link::Around),
    ("to", Link::To),
    ("and", Link::To),
    ("-", Link::Dash),
    ("–", Link::Dash),
    ("—", Link::Dash),
    ("−", Link::Dash),
];

const PERCENT: [&str; 4] = ["%", "per cent", "percent", "٪"];

/// Numbers and what stands between them, by turns.
fn tokens(text: &str) -> Result<Vec<Token>, NotRead> {
    let mut tokens = Vec::new();
    let lower = text.to_lowercase();
    let (mut rest, closing) = match lower.strip_prefix("between ") {
        Some(rest) => (rest, Some("and")),
        None => (lower.strip_prefix("from ").unwrap_or(&lower), None),
    };
    loop {
        let (number, after) = number(rest.trim_start(), text)?;
        tokens.push(Token::Number(number));
        rest = after.trim_start();
        if rest.is_empty() {
            return Ok(tokens);
        }
        let link = LINKS.iter().find(|(sign, _)| rest.starts_with(sign));
        // `5 and 10` are two numbers, unless they are what something lies between.
        let Some((sign, link)) = link.filter(|(sign, _)| (*sign == "and") == (closing == Some("and"))) else {
            return Err(not_a_number(text));
        };
        rest = &rest[sign.len()..];
        if let ("...", Some(doubt)) = (*sign, third_point(number.value, rest)) {
            return Err(doubt);
        }
        tokens.push(Token::Link(*link));
    }
}

/// `0.3...5` may be 0.3 to 5 or 0.3 to .5, if the second is a range at all.
fn third_point(low: f64, rest: &str) -> Option<NotRead> {
    let high = &rest[..digits(rest)];
    let fraction: f64 = format!("0.{high}").parse().ok().filter(|_| !high.contains(['.', 'e']))?;
    (fraction >= low).then(|| NotRead {
        message: format!("`...{high}` can be read in more than one way"),
        hint: format!("write {low}..{high} or {low}..{fraction}"),
    })
}

/// A number at the beginning, and what follows it.
fn number<'t>(text: &'t str, whole: &str) -> Result<(Number, &'t str), NotRead> {
    let negative = ["-", "−"].iter().find_map(|sign| text.strip_prefix(sign));
    let unsigned = negative.or_else(|| text.strip_prefix('+')).unwrap_or(text);
    let length = digits(unsigned);
    let (written, mut rest) = unsigned.split_at(length);
    if let Some(doubt) = doubtful(written, rest) {
        return Err(doubt);
    }
    let value: f64 = written.parse().map_err(|_| not_a_number(whole))?;
    let after = rest.trim_start();
    let percent = PERCENT.iter().find_map(|sign| after.strip_prefix(sign));
    rest = percent.unwrap_or(rest);
    let value = if negative.is_some() { -value } else { value };
    Ok((Number { value, percent: percent.is_some() }, rest))
}

/// The length of digits with at most one decimal point that is not the first of several, and a power of ten.
fn digits(text: &str) -> usize {
    let run = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut length = run(0);
    let bytes = text.as_bytes();
    if bytes.get(length) == Some(&b'.') && bytes.get(length + 1) != Some(&b'.') {
        length += 1 + run(length + 1);
    }
    if length > 0 && bytes.get(length) == Some(&b'e') {
        let signed = usize::from(matches!(bytes.get(length + 1), Some(b'-' | b'+')));
        let power = run(length + 1 + signed);
        length += if power > 0 { 1 + signed + power } else { 0 };
    }
    length
}

/// A mark or a space within digits, which some read as grouping thousands and some as a decimal mark.
fn doubtful(written: &str, rest: &str) -> Option<NotRead> {
    let mut signs = rest.chars();
    let mark = signs.next().filter(|sign| matches!(sign, ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '.'))?;
    let tail = signs.as_str();
    let behind = tail.bytes().take_while(u8::is_ascii_digit).count();
    if written.is_empty() || behind == 0 {
        return None;
    }
    let (digits, more) = (&tail[..behind], &tail[behind..]);
    let shown = format!("{written}{mark}{digits}");
    let joined = format!("{}{digits}", written.replace('.', ""));
    let message = format!("`{shown}` can be read in more than one way");
    let hint = match mark {
        ',' if behind == 3 && !more.starts_with(',') && !written.contains('.') => {
            format!("write {joined} if the comma groups thousands, or {written}.{digits} if it is a decimal comma")
        }
        ',' if !written.contains('.') => format!("a number here has a decimal point: write {written}.{digits}"),
        _ => format!("write it without a mark between thousands, such as {joined}, and with a decimal point"),
    };
    Some(NotRead { message, hint })
}

/// By what all numbers are to be divided, and whether some have a per cent sign. One sign at the end counts for all.
fn scale(numbers: &[Number], text: &str) -> Result<(f64, bool), NotRead> {
    let signs = numbers.iter().filter(|number| number.percent).count();
    let last = numbers.last().is_some_and(|number| number.percent);
    match signs {
        0 => Ok((1.0, false)),
        // Beside a per cent, 0.4 is a share already; 40 is not.
        _ if signs == 1 && last && !numbers.iter().any(|number| !number.percent && is_share(number.value)) => {
            Ok((100.0, true))
        }
        _ if signs == numbers.len() => Ok((100.0, true)),
        _ => Err(NotRead {
            message: format!("`{text}` has a per cent sign on some of its numbers"),
            hint: "put it on all of them, or on the last alone, which counts for all: \"30..40 %\"".to_owned(),
        }),
    }
}

fn is_share(value: f64) -> bool {
    value != 0.0 && value.abs() <= 1.0
}

/// `about 5`, `at least 5`: one end, or none, is told.
fn open_ended(text: &str) -> Option<NotRead> {
    const ABOUT: [&str; 12] =
        ["~", "≈", "about", "around", "roughly", "approximately", "approx.", "approx", "circa", "ca.", "ca", "c."];
    const LEAST: [&str; 8] = ["at least", "over", "more than", "above", "≥", ">=", ">", "from"];
    const MOST: [&str; 8] = ["at most", "up to", "under", "less than", "below", "≤", "<=", "<"];
    let lower = text.to_lowercase();
    let after =
        |words: &[&str]| words.iter().find_map(|word| lower.strip_prefix(word)).map(|rest| rest.trim().to_owned());
    let plain = |rest: &String| tokens(rest).is_ok_and(|tokens| tokens.len() == 1);
    let hint = if let Some(number) = after(&ABOUT).filter(plain) {
        format!("how far from {number}? Write a range, such as \"low..high\", or \"{number}±…\"")
    } else if let Some(number) = after(&LEAST).or_else(|| lower.strip_suffix('+').map(str::to_owned)).filter(plain) {
        format!("and at most? Write \"{number}..\" and the greatest value")
    } else {
        let number = after(&MOST).filter(plain)?;
        format!("and at least? Write the least value, then \"..{number}\"")
    };
    Some(NotRead { message: format!("`{text}` leaves an end open"), hint })
}

fn not_a_number(text: &str) -> NotRead {
    let endless = ["nan", "inf", "infinity"].contains(&text.trim_start_matches(['-', '+']).to_lowercase().as_str());
    NotRead {
        message: format!("`{text}` is not a {}number", if endless { "finite " } else { "" }),
        hint: "write a number, \"low..high\" or \"low..likeliest..high\"; also \"5 to 10\", \"5–10\", \"5±1\", \"40%\""
            .to_owned(),
    }
}

fn wrong(why: &NotAQuantity) -> NotRead {
    let hint = match why {
        NotAQuantity::NotANumber(_) | NotAQuantity::TooManyParts => {
            "write a number, \"low..high\" or \"low..likeliest..high\""
        }
        NotAQuantity::UpsideDown => "write the least value first",
    };
    NotRead { message: why.to_string(), hint: hint.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        read(text).unwrap_or_else(|why| panic!("{text}: {why:?}")).quantity
    }

    #[test]
    fn reads_numbers_as_people_write_them() {
        let range = Quantity::Range(0.3, 0.5);
        for text in [
            "0.3..0.5",
            "0.3 .. 0.5",
            "0.3…0.5",
            "0.3...0.5",
            "0.3 to 0.5",
            "0.3-0.5",
            "0.3 – 0.5",
            "0.3—0.5",
            "0.3−0.5",
            "between 0.3 and 0.5",
            "from 0.3 to 0.5",
            "0.4±0.1",
            "0.4 +/- 0.1",
            "30%..50%",
            "30..50 %",
            "30-50%",
            "30 to 50 per cent",
            "30 to 50 percent",
            "40% ± 10%",
            "40±10 %",
            "3e-1..5e-1",
            "Between 0.3 And 0.5",
        ] {
            assert_eq!(quantity(text), range, "{text}");
        }
        assert_eq!(quantity("40%"), Quantity::Point(0.4));
        assert_eq!(quantity(" 1e-3 "), Quantity::Point(0.001));
        assert_eq!(quantity("0.3..0.4..0.6"), Quantity::Guess(0.3, 0.4, 0.6));
        assert_eq!(quantity("30..40..60%"), Quantity::Guess(0.3, 0.4, 0.6));
        assert_eq!(quantity("-5 to -3"), Quantity::Range(-5.0, -3.0));
        assert_eq!(quantity("-5--3"), Quantity::Range(-5.0, -3.0));
        assert_eq!(quantity("5."), Quantity::Point(5.0));
    }

    #[test]
    fn tells_how_it_understood_what_is_not_the_plain_form() {
        let form = |text| read(text).unwrap().form;
        assert_eq!([form("0.4"), form("0.3..0.5"), form("0.3..0.4..0.5")], [None; 3]);
        assert_eq!([form("3 to 5"), form("3–5")], [Some(Form::Range); 2]);
        assert_eq!(
            [form("4±1"), form("40%"), form("30-40%")],
            [Some(Form::Around), Some(Form::Percent), Some(Form::Percent)]
        );
    }

    #[test]
    fn what_means_two_things_is_a_fault_that_shows_both() {
        let why = |text: &str| read(text).expect_err(text);
        let thousands = why("1,000");
        assert!(thousands.hint.contains("1000") && thousands.hint.contains("1.000"), "{thousands:?}");
        assert!(why("0,4").hint.contains("write 0.4"));
        for text in ["1 000", "1'000", "1.000,5", "1.000.000", "1\u{a0}000"] {
            assert!(why(text).message.contains("more than one way"), "{text}: {:?}", why(text));
        }
        for text in ["30%..0.4", "0.4±10%", "0.2..30%", "0.3..0.5..60%"] {
            assert!(why(text).message.contains("per cent sign on some"), "{text}");
        }
        assert!(why("0.3...5").hint.contains("write 0.3..5 or 0.3..0.5") && why("0...5").hint.contains("0..0.5"));
        assert!(why("0.4 ± 1 ± 3").hint.contains("write a number"));
    }

    #[test]
    fn an_open_end_is_asked_for() {
        for text in ["~5", "about 5", "ca. 5", "≈ 0.4", "approximately 5", "About 40%"] {
            assert!(read(text).unwrap_err().hint.starts_with("how far from"), "{text}");
        }
        for text in ["at least 5", "> 5", "5+", "more than 5", "from 5"] {
            assert!(read(text).unwrap_err().hint.contains("and at most?"), "{text}");
        }
        for text in ["up to 5", "<5", "at most 40%"] {
            assert!(read(text).unwrap_err().hint.contains("and at least?"), "{text}");
        }
    }

    #[test]
    fn all_else_is_no_number() {
        for text in [
            "",
            "x",
            "nan",
            "inf",
            "-",
            "..",
            "1..",
            "..1",
            "5 and 10",
            "1..2..3..4",
            "3-4-5",
            "5 to",
            "%",
            "1/2",
            "0x10",
            "1_000",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert_eq!(read("0.6..0.3").unwrap_err().hint, "write the least value first");
        assert!(read("1e999").is_err());
    }
}
