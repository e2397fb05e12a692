//! A number as an analyst knows it: a point, a range, or a three-point guess.

use schemars::JsonSchema;
use serde::Serialize;

use crate::num;

/// A checked number. Finite, and never upside down.
// INVARIANT: all parts finite; low <= mode <= high; a range and a guess have low < high.
#[derive(Debug, Clone, Copy, PartialEq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// A known value: `0.4`.
    Point(f64),
    /// Anything from low to high, evenly: `"0.3..0.6"`.
    Range(f64, f64),
    /// A least, a likeliest and a greatest value: `"0.3..0.4..0.6"`, drawn as a PERT distribution.
    Guess(f64, f64, f64),
}

/// Why a text is not a quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAQuantity {
    /// A part is not a finite number.
    NotANumber(String),
    /// The parts are not in rising order.
    UpsideDown,
    /// More than three parts.
    TooManyParts,
}

impl Quantity {
    /// A point, if finite.
    pub fn point(value: f64) -> Result<Quantity, NotAQuantity> {
        Quantity::from_parts(&[value])
    }

    /// Reads its plain forms, which it also prints: `0.4`, `0.3..0.6` or `0.3..0.4..0.6`.
    pub fn parse(text: &str) -> Result<Quantity, NotAQuantity> {
        let parts = text
            .split("..")
            .map(|part| part.trim().parse::<f64>().map_err(|_| NotAQuantity::NotANumber(part.trim().to_owned())))
            .collect::<Result<Vec<f64>, _>>()?;
        Quantity::from_parts(&parts)
    }

    /// One, two or three numbers in rising order: a point, a range, a guess.
    pub fn from_parts(parts: &[f64]) -> Result<Quantity, NotAQuantity> {
        if let Some(bad) = parts.iter().find(|part| !part.is_finite()) {
            return Err(NotAQuantity::NotANumber(bad.to_string()));
        }
        if !parts.is_sorted() {
            return Err(NotAQuantity::UpsideDown);
        }
        match *parts {
            [value] => Ok(Quantity::Point(value)),
            [low, high] if low == high => Ok(Quantity::Point(low)),
            [low, high] => Ok(Quantity::Range(low, high)),
            [low, _, high] if low == high => Ok(Quantity::Point(low)),
            [low, mode, high] => Ok(Quantity::Guess(low, mode, high)),
            _ => Err(NotAQuantity::TooManyParts),
        }
    }

    /// The least possible value.
    pub fn low(self) -> f64 {
        match self {
            Quantity::Point(value) => value,
            Quantity::Range(low, _) | Quantity::Guess(low, _, _) => low,
        }
    }

    /// The greatest possible value.
    pub fn high(self) -> f64 {
        match self {
            Quantity::Point(value) => value,
            Quantity::Range(_, high) | Quantity::Guess(_, _, high) => high,
        }
    }

    /// The value used where one is needed: the point, the middle of a range, the mode of a guess.
    pub fn central(self) -> f64 {
        match self {
            Quantity::Point(value) => value,
            Quantity::Range(low, high) => low + (high - low) / 2.0,
            Quantity::Guess(_, mode, _) => mode,
        }
    }

    /// Whether it is known exactly.
    pub fn is_point(self) -> bool {
        matches!(self, Quantity::Point(_))
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = match self {
            Quantity::Point(value) => vec![*value],
            Quantity::Range(low, high) => vec![*low, *high],
            Quantity::Guess(low, mode, high) => vec![*low, *mode, *high],
        };
        out.write_str(&parts.into_iter().map(num::written).collect::<Vec<_>>().join(".."))
    }
}

impl std::fmt::Display for NotAQuantity {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NotAQuantity::NotANumber(part) => write!(out, "`{part}` is not a finite number"),
            NotAQuantity::UpsideDown => write!(out, "the range is upside down"),
            NotAQuantity::TooManyParts => write!(out, "a quantity has one, two or three parts"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_points_ranges_and_guesses() {
        assert_eq!(Quantity::parse("0.4"), Ok(Quantity::Point(0.4)));
        assert_eq!(Quantity::parse("0.3..0.6"), Ok(Quantity::Range(0.3, 0.6)));
        assert_eq!(Quantity::parse("0.3..0.4..0.6"), Ok(Quantity::Guess(0.3, 0.4, 0.6)));
        assert_eq!(Quantity::parse("0.6..0.3"), Err(NotAQuantity::UpsideDown));
        assert_eq!(Quantity::parse("nan"), Err(NotAQuantity::NotANumber("NaN".into())));
        assert_eq!(Quantity::parse("1..2..3..4"), Err(NotAQuantity::TooManyParts));
        assert!(Quantity::parse("").is_err());
    }
}
