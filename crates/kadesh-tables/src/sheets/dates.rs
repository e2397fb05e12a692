//! Dates as Excel keeps them, a number of days, written as people read them.

/// The formats in which a number is shown as a date or time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Year, month or day, perhaps with a time of day.
    Date,
    /// A time of day.
    Time,
    /// A length of time, which may be more than a day.
    Elapsed,
}

/// The date or time that a number of days shows; none where Excel shows none either.
pub(super) fn written(serial: f64, shown: Shown, from_1904: bool) -> Option<String> {
    if serial < 0.0 {
        return None;
    }
    let seconds = (serial.fract() * 86_400.0).round();
    match shown {
        Shown::Elapsed => (serial < 1e6).then(|| clock(serial.floor() * 86_400.0 + seconds)),
        Shown::Time if serial < 1.0 => Some(clock(seconds)),
        Shown::Time | Shown::Date => {
            // Half a second before midnight is shown as midnight, the day after.
            let carry = f64::from(u8::from(seconds >= 86_400.0));
            let date = date(serial.floor() + carry, from_1904)?;
            let is_midnight = seconds == 0.0 || seconds >= 86_400.0;
            Some(if is_midnight { date } else { format!("{date}T{}", clock(seconds)) })
        }
    }
}

/// The date of a number of days, such as `2024-05-08`. Excel counts from 1 January 1900 as 1 and takes 1900 for a leap
/// year; or, on old Macintoshes, from 1 January 1904 as 0.
pub(super) fn date(serial: f64, from_1904: bool) -> Option<String> {
    const UNIX_EPOCH: i64 = 25_569;
    const LAST: i64 = 2_958_465;
    if !(0.0..=1e7).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and ten million, checked above")]
    let days = serial.floor() as i64;
    let days = match (from_1904, days) {
        (true, days) => days + 1462,
        (false, 0 | 60) => return None,
        (false, 1..60) => days + 1,
        (false, _) => days,
    };
    let (year, month, day) = civil(days - UNIX_EPOCH);
    (days <= LAST).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn clock(seconds: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most a million days, never negative"
    )]
    let seconds = seconds as u64;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Year, month and day of a number of days from 1970-01-01, in the Gregorian calendar.
///
/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    (year, month, doy - (153 * mp + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates_as_excel_shows_them() {
        let date = |serial| date(serial, false).unwrap_or_default();
        assert_eq!([date(1.0), date(59.0), date(61.0)], ["1900-01-01", "1900-02-28", "1900-03-01"]);
        assert_eq!([date(45_420.0), date(2_958_465.0)], ["2024-05-08", "9999-12-31"]);
        assert_eq!([date(60.0), date(2_958_466.0), date(-1.0), date(f64::NAN)], [""; 4]);
        assert_eq!(super::date(0.0, true).as_deref(), Some("1904-01-01"));
    }

    #[test]
    fn times_are_told() {
        let at = |serial, shown| written(serial, shown, false).unwrap_or_default();
        assert_eq!(at(45_420.604_166_666_664, Shown::Date), "2024-05-08T14:30:00");
        assert_eq!([at(0.5, Shown::Time), at(1.5, Shown::Elapsed)], ["12:00:00", "36:00:00"]);
        assert_eq!(at(45_420.999_999_999, Shown::Date), "2024-05-09");
    }
}
