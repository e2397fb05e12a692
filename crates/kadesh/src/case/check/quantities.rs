//! Numbers as written become quantities within their bounds.

use super::super::number::{self, NotRead, Read};
use super::super::written::{Amount, At};
use super::{Checker, Understood};
use crate::diagnostic::Diagnostic;
use crate::model::{Quantity, Ratio};

impl Checker<'_> {
    /// A quantity within bounds, or a fault.
    pub(super) fn quantity(&mut self, amount: &At<Amount>, what: &str, bounds: (f64, f64)) -> Option<Quantity> {
        match read_within(&amount.value, what, bounds) {
            Ok(Read { quantity, form }) => {
                if let (Some(form), Amount::Text(text)) = (form, &amount.value) {
                    self.understood.entry(form).or_default().push((amount.span(), format!("`{text}` is {quantity}")));
                }
                Some(quantity)
            }
            Err((message, hint)) => {
                let mut fault = Diagnostic::fault("bad-quantity", message).at(amount.span(), "this value");
                fault.hint = hint;
                self.fault_with(fault);
                None
            }
        }
    }

    /// A quota as an exact fraction: `"2/3"`, `"55%"` or `0.55`.
    pub(super) fn ratio(&mut self, amount: &At<Amount>) -> Option<Ratio> {
        let found = match &amount.value {
            Amount::Number(number) => decimal_ratio(&number.to_string()),
            Amount::Text(text) => match (text.split_once('/'), text.strip_suffix('%')) {
                (Some((part, of)), _) => {
                    part.trim().parse().ok().zip(of.trim().parse().ok()).map(|(part, of)| Ratio { part, of })
                }
                (None, Some(percent)) => decimal_ratio(percent.trim())
                    .and_then(|ratio| Some(Ratio { part: ratio.part, of: ratio.of.checked_mul(100)? })),
                (None, None) => decimal_ratio(text.trim()),
            },
        };
        let good = found.filter(|ratio| ratio.of > 0 && ratio.part <= ratio.of);
        if good.is_none() {
            self.fault_with(
                Diagnostic::fault("bad-quota", "a quota is a share from 0 to 1")
                    .at(amount.span(), "not a share")
                    .hint("write \"2/3\", \"55%\" or 0.55"),
            );
        }
        good
    }
}

/// One note for each form of number that had to be understood.
pub(super) fn notes(understood: Understood) -> impl Iterator<Item = Diagnostic> {
    understood.into_values().filter_map(|places| {
        let more = match places.len() {
            1 => String::new(),
            many => format!(" (and {} more are read alike)", many - 1),
        };
        let (place, read) = places.into_iter().next()?;
        Some(Diagnostic::note("number-read", format!("{read}{more}")).at(place, "read so"))
    })
}

/// A quantity within bounds, or why not, with a hint.
pub(super) fn within(amount: &Amount, what: &str, bounds: (f64, f64)) -> Result<Quantity, (String, Option<String>)> {
    read_within(amount, what, bounds).map(|read| read.quantity)
}

fn read_within(amount: &Amount, what: &str, (least, most): (f64, f64)) -> Result<Read, (String, Option<String>)> {
    let read = match amount {
        Amount::Number(number) => number::point(*number),
        Amount::Text(text) => number::read(text),
    };
    let read = read.map_err(|NotRead { message, hint }| (format!("{what}: {message}"), Some(hint)))?;
    let quantity = read.quantity;
    if quantity.low() < least || quantity.high() > most {
        let bounds = if most == f64::INFINITY { format!("{least} or more") } else { format!("from {least} to {most}") };
        return Err((format!("{what} must be {bounds}, and this is {quantity}"), None));
    }
    Ok(read)
}

/// `0.65` as 65/100: the digits that the user typed, not the nearest binary fraction.
fn decimal_ratio(text: &str) -> Option<Ratio> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = u32::try_from(fraction.len()).ok()?;
    let of = 10u64.checked_pow(digits)?;
    let part = format!("{whole}{fraction}").parse().ok()?;
    Some(Ratio { part, of })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_become_exact_fractions() {
        assert_eq!(decimal_ratio("0.65"), Some(Ratio { part: 65, of: 100 }));
        assert_eq!(decimal_ratio("1"), Some(Ratio { part: 1, of: 1 }));
        assert_eq!(decimal_ratio("x"), None);
    }
}
