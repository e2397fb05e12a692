//! When something was said: the words of time in a report, and the day or month they name, seen from the report's own date.

use jiff::ToSpan;
use jiff::civil::Date;

use super::words::Words;
use super::{When, lexicon::has};

/// A day of the Gregorian calendar, from the year 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// None where there is no such day.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        (date.year() >= 1).then_some(Self(date))
    }

    /// Reads `2025-02-12`. None for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        Self::new(year, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
    }

    fn year(self) -> i64 {
        self.0.year().into()
    }

    /// 1 to 12.
    fn month(self) -> i64 {
        self.0.month().into()
    }

    /// 0 for Monday to 6 for Sunday.
    fn weekday(self) -> i64 {
        self.0.weekday().to_monday_zero_offset().into()
    }

    /// So many days later; no day is later than the last.
    fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.days()))
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const MONTHS_SHORT: [&str; 12] =
    ["jan.", "feb.", "mar.", "apr.", "may", "jun.", "jul.", "aug.", "sept.", "oct.", "nov.", "dec."];
/// Words of time that name no day.
const VAGUE: &[&str] = &["once", "previously", "formerly", "originally", "initially", "recently"];

/// The expressions of time among the tokens `range`: first token, last token and what they mean.
pub(super) fn expressions(
    words: &Words,
    range: std::ops::Range<usize>,
    today: Option<Day>,
) -> Vec<(usize, usize, When)> {
    let mut all = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let Some((last, date)) = expression(words, at, range.end, today) else {
            at += 1;
            continue;
        };
        let first = if at > range.start && has(&["on", "in", "since", "until", "late", "early"], words.low(at - 1)) {
            at - 1
        } else {
            at
        };
        all.push((first, last, When { words: words.span(first, last), date }));
        at = last + 1;
    }
    all
}

/// The expression that begins at this token, without a preposition: its last token and its date.
fn expression(words: &Words, at: usize, end: usize, today: Option<Day>) -> Option<(usize, Option<String>)> {
    let word = |i: usize| if i < end { words.low(i) } else { "" };
    let first = word(at);
    let day = |offset: i64| today.map(|t| t.plus(offset).to_string());
    match first {
        "today" | "tonight" => return Some((at, day(0))),
        "yesterday" => return Some((at, day(-1))),
        "tomorrow" => return Some((at, day(1))),
        _ if has(VAGUE, first) => return Some((at, None)),
        _ => {}
    }
    if has(&["last", "this", "next", "earlier"], first) {
        let next = if first == "earlier" && word(at + 1) == "this" { at + 1 } else { at };
        let step = match word(next) {
            "last" => -1,
            "next" => 1,
            _ => 0,
        };
        let unit = word(next + 1);
        if let Some(weekday) = index(&WEEKDAYS, unit) {
            return Some((next + 1, today.map(|t| weekday_near(t, weekday, step))));
        }
        if let Some(month) = month(unit) {
            return Some((next + 1, today.map(|t| month_near(t, month, step))));
        }
        return unit_of_time(today, unit, step).map(|date| (next + 1, date));
    }
    if let Some(weekday) = index(&WEEKDAYS, first) {
        // “Monday, 3 March”: the date says more.
        let skip = if word(at + 1) == "," { at + 2 } else { at + 1 };
        if let Some(found) = calendar(words, skip, end, today) {
            return Some(found);
        }
        return Some((at, today.map(|t| weekday_near(t, weekday, 0))));
    }
    calendar(words, at, end, today)
}

fn unit_of_time(today: Option<Day>, unit: &str, step: i64) -> Option<Option<String>> {
    let dated = |f: &dyn Fn(Day) -> String| Some(today.map(f));
    match unit {
        "week" => dated(&|t| {
            let monday = t.plus(7 * step - t.weekday());
            format!("{monday}/{}", monday.plus(6))
        }),
        "month" => dated(&|t| {
            let months = t.year() * 12 + t.month() - 1 + step;
            format!("{:04}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1)
        }),
        "year" => dated(&|t| format!("{:04}", t.year() + step)),
        "night" | "evening" if step < 0 => dated(&|t| t.plus(-1).to_string()),
        "morning" | "afternoon" | "evening" if step == 0 => dated(&|t| t.to_string()),
        _ => None,
    }
}

/// “5 March 2025”, “March 5”, “July 2024”, “July”, “2014”.
fn calendar(words: &Words, at: usize, end: usize, today: Option<Day>) -> Option<(usize, Option<String>)> {
    let word = |i: usize| if i < end { words.low(i) } else { "" };
    let number = |i: usize| {
        let digits = word(i);
        let digits = digits
            .strip_suffix("th")
            .or_else(|| digits.strip_suffix("st"))
            .or_else(|| digits.strip_suffix("nd"))
            .unwrap_or(digits);
        digits.parse::<i64>().ok()
    };
    let year_at = |i: usize| number(i).filter(|n| (1000..=2999).contains(n)).map(|year| (year, i));
    if let (Some(day), Some(month)) = (number(at).filter(|n| (1..=31).contains(n)), month(word(at + 1))) {
        let year = year_at(at + 2);
        return Some((year.map_or(at + 1, |(_, i)| i), full(today, year.map(|(y, _)| y), month, day)));
    }
    if let Some(month) =
        month(word(at)).filter(|_| words.word(at).starts_with(char::is_uppercase) && words.tag(at) != "MD")
    {
        if let Some(day) = number(at + 1).filter(|n| (1..=31).contains(n)) {
            let year = year_at(at + 2).or_else(|| year_at(at + 3).filter(|_| word(at + 2) == ","));
            return Some((year.map_or(at + 1, |(_, i)| i), full(today, year.map(|(y, _)| y), month, day)));
        }
        if let Some((year, last)) = year_at(at + 1) {
            return Some((last, Some(format!("{year:04}-{month:02}"))));
        }
        return Some((at, today.map(|t| month_near(t, month, 0))));
    }
    let (year, last) = year_at(at)?;
    let introduced = at > 0 && has(&["in", "since", "until"], words.low(at - 1));
    introduced.then(|| (last, Some(format!("{year:04}"))))
}

fn full(today: Option<Day>, year: Option<i64>, month: i64, day: i64) -> Option<String> {
    let year = year.or_else(|| {
        let today = today?;
        Some(if (month, day) > (today.month(), today.0.day().into()) { today.year() - 1 } else { today.year() })
    })?;
    let day = Day::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)?;
    Some(day.to_string())
}

/// The weekday that a report means: the last one, today included; with “last” before today, with “next” after it.
fn weekday_near(today: Day, weekday: i64, step: i64) -> String {
    let back = (today.weekday() - weekday).rem_euclid(7);
    let days = match step {
        1 => 7 - back,
        -1 if back == 0 => -7,
        _ => -back,
    };
    today.plus(days).to_string()
}

fn month_near(today: Day, month: i64, step: i64) -> String {
    let year = match step {
        1 if month <= today.month() => today.year() + 1,
        1 => today.year(),
        _ if month > today.month() || (step < 0 && month == today.month()) => today.year() - 1,
        _ => today.year(),
    };
    format!("{year:04}-{month:02}")
}

fn month(word: &str) -> Option<i64> {
    index(&MONTHS, word).or_else(|| index(&MONTHS_SHORT, word)).or_else(|| (word == "sep.").then_some(8)).map(|i| i + 1)
}

/// Whether a word is the name of a weekday or month.
pub(super) fn is_calendar(word: &str) -> bool {
    index(&WEEKDAYS, word).is_some() || word != "may" && month(word).is_some()
}

fn index(list: &[&str], word: &str) -> Option<i64> {
    list.iter().position(|w| *w == word).and_then(|i| i64::try_from(i).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_as_the_calendar_does() {
        assert!(Day::new(2025, 2, 29).is_none());
        assert!(Day::new(2024, 2, 29).is_some());
        let Some(day) = Day::parse("2025-02-14") else { panic!("a day") };
        assert_eq!(day.weekday(), 4);
        assert_eq!(day.plus(15).to_string(), "2025-03-01");
        assert_eq!(weekday_near(day, 2, 0), "2025-02-12");
        assert_eq!(weekday_near(day, 4, 0), "2025-02-14");
        assert_eq!(weekday_near(day, 4, -1), "2025-02-07");
        assert_eq!(weekday_near(day, 0, 1), "2025-02-17");
        assert_eq!(month_near(day, 7, 0), "2024-07");
        assert_eq!(unit_of_time(Some(day), "week", -1), Some(Some("2025-02-03/2025-02-09".to_owned())));
    }
}
