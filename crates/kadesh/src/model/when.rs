//! Imprecise dates: what is known of when something happened, and which orderings follow for certain.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, ToSpan};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// Some time between two bounds; a missing bound is unknown.
///
/// Written in EDTF (ISO 8601-2): `2025-02-12`, `2025-02`, `2025`, `2025-02-12T14:30`, `2025-02-12~` (about),
/// `2025-02-10/2025-02-12` (between), `../2025-02-12` (at or before), `2025-02-12/..` (at or after).
/// "About" widens by one unit of the precision written: a day, a month or a year on either side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// As written by the user.
    pub text: String,
    /// The earliest it can have been.
    pub earliest: Option<DateTime>,
    /// The latest it can have been.
    pub latest: Option<DateTime>,
}

/// Which of two times came first, as far as the record tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ordering {
    /// The first ended before the second can have begun.
    CertainlyBefore,
    /// The dates do not tell.
    Open,
    /// The second ended before the first can have begun.
    CertainlyAfter,
}

impl When {
    /// Reads an EDTF date. The error says what was expected.
    pub fn parse(text: &str) -> Result<When, String> {
        let trimmed = text.trim();
        let (earliest, latest) = match trimmed.split_once('/') {
            None => {
                let (from, to) = bounds(trimmed)?;
                (Some(from), Some(to))
            }
            Some(("..", "..")) => return Err("`../..` says nothing about the time".to_owned()),
            Some(("..", to)) => (None, Some(bounds(to)?.1)),
            Some((from, "..")) => (Some(bounds(from)?.0), None),
            Some((from, to)) => (Some(bounds(from)?.0), Some(bounds(to)?.1)),
        };
        if let (Some(from), Some(to)) = (earliest, latest)
            && from > to
        {
            return Err("the interval ends before it begins".to_owned());
        }
        Ok(When { text: trimmed.to_owned(), earliest, latest })
    }

    /// A time given as so much before or after another: both bounds move, the uncertainty adds up.
    ///
    /// `from` and `to` are the least and greatest number of minutes to add; negative is before.
    pub fn shifted(&self, text: &str, from: i64, to: i64) -> When {
        let move_by = |time: DateTime, minutes: i64| {
            Span::new().try_minutes(minutes).ok().and_then(|span| time.checked_add(span).ok())
        };
        When {
            text: text.to_owned(),
            earliest: self.earliest.and_then(|time| move_by(time, from)),
            latest: self.latest.and_then(|time| move_by(time, to)),
        }
    }

    /// What the two dates alone say about the order.
    pub fn order(&self, other: &When) -> Ordering {
        let before = |first: &When, second: &When| match (first.latest, second.earliest) {
            (Some(end), Some(start)) => end < start,
            _ => false,
        };
        if before(self, other) {
            Ordering::CertainlyBefore
        } else if before(other, self) {
            Ordering::CertainlyAfter
        } else {
            Ordering::Open
        }
    }

    /// Whether it may have happened at or before `limit`.
    pub fn possibly_by(&self, limit: &When) -> bool {
        match (self.earliest, limit.latest) {
            (Some(start), Some(end)) => start <= end,
            _ => true,
        }
    }
}

impl JsonSchema for When {
    fn schema_name() -> Cow<'static, str> {
        "When".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "A date in EDTF (ISO 8601-2), as the user wrote it.", "type": "string" })
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl std::fmt::Display for When {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.text)
    }
}

/// The first and last second that one EDTF date can mean.
fn bounds(text: &str) -> Result<(DateTime, DateTime), String> {
    let (exact, about) = match text.strip_suffix('~') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let wrong = || format!("`{text}` is not a date such as 2025-02-12, 2025-02, 2025 or 2025-02-12~");
    if let Some((day, clock)) = exact.split_once('T') {
        let date: Date = day.parse().map_err(|_| wrong())?;
        let time: Time = clock.parse().map_err(|_| wrong())?;
        let minute = date.to_datetime(time);
        return widen(minute, minute, about.then_some(1.hour())).ok_or_else(wrong);
    }
    let number = |part: &str| part.parse::<i16>().map_err(|_| wrong());
    let parts: Vec<&str> = exact.split('-').collect();
    let (first, last, unit) = match parts.as_slice() {
        [year] if year.len() == 4 => {
            let first = Date::new(number(year)?, 1, 1).map_err(|_| wrong())?;
            (first, first.last_of_year(), 1.year())
        }
        [year, month] if year.len() == 4 && month.len() == 2 => {
            let month = i8::try_from(number(month)?).map_err(|_| wrong())?;
            let first = Date::new(number(year)?, month, 1).map_err(|_| wrong())?;
            (first, first.last_of_month(), 1.month())
        }
        [_, _, _] => {
            let day: Date = exact.parse().map_err(|_| wrong())?;
            (day, day, 1.day())
        }
        _ => return Err(wrong()),
    };
    let start = first.to_datetime(Time::midnight());
    let end = last.to_datetime(Time::constant(23, 59, 59, 0));
    widen(start, end, about.then_some(unit)).ok_or_else(wrong)
}

fn widen(start: DateTime, end: DateTime, by: Option<Span>) -> Option<(DateTime, DateTime)> {
    match by {
        None => Some((start, end)),
        // From the next unit's start, not from its last second: a month after 30 June is 30 July, and July has 31 days.
        Some(unit) => {
            let after = end.checked_add(1.second()).ok()?.checked_add(unit).ok()?;
            Some((start.checked_sub(unit).ok()?, after.checked_sub(1.second()).ok()?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(text: &str) -> When {
        When::parse(text).unwrap()
    }

    #[test]
    fn orders_only_what_the_dates_decide() {
        assert_eq!(when("2025-02-12").order(&when("2025-02-13")), Ordering::CertainlyBefore);
        assert_eq!(when("2025-02-13").order(&when("2025-02-12")), Ordering::CertainlyAfter);
        assert_eq!(when("2025-02-12~").order(&when("2025-02-13")), Ordering::Open);
        assert_eq!(when("2025-02").order(&when("2025-02-13")), Ordering::Open);
        assert_eq!(when("../2025-02-12").order(&when("2025-02-13/..")), Ordering::CertainlyBefore);
        assert_eq!(when("2025-02-12T10:00").order(&when("2025-02-12T11:00")), Ordering::CertainlyBefore);
    }

    #[test]
    fn about_a_short_month_reaches_the_end_of_the_long_one_after_it() {
        assert_eq!(when("2004-06~").latest, when("2004-07").latest);
        assert_eq!(when("2004-06~").earliest, when("2004-05").earliest);
        assert_eq!(when("2025-02-12~").latest, when("2025-02-13").latest);
    }

    #[test]
    fn shifts_add_their_uncertainty() {
        let call = when("2025-02-12");
        let days = 24 * 60;
        let knew = call.shifted("2..3 days before", -3 * days, -2 * days);
        assert_eq!(knew.earliest, when("2025-02-09").earliest);
        assert_eq!(knew.latest, when("2025-02-10").latest);
    }

    #[test]
    fn refuses_what_is_not_a_date() {
        for text in ["", "yesterday", "2025-13", "2025-02-30", "2025-02-12/2025-02-10", "../.."] {
            assert!(When::parse(text).is_err(), "{text}");
        }
    }
}
