//! What is wrong with a case, said so that its author can mend it: a fault, its place, a hint.

use schemars::JsonSchema;
use serde::Serialize;

/// How bad it is: a fault stops the analysis, a warning is worth a look, a gap is counted and reported, a note is no trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The case cannot be analysed until this is mended.
    Fault,
    /// The case is legal, and something looks unintended.
    Warning,
    /// Something is missing. Legal, counted, never silently zero.
    Gap,
    /// Something could have been meant otherwise, and this is how it was understood.
    Note,
}

/// A place in one file of the case: byte offsets, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
pub struct Span {
    /// The file's name as the case knows it, such as `case.toml`.
    pub file: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// One thing to tell the author of a case. Plain data: the shells draw it.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable code such as `unknown-key`, to search for.
    pub code: &'static str,
    /// What is wrong: lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// Where, with a few words on each place. The first is the main one; none when the whole case is meant.
    pub labels: Vec<(Span, String)>,
    /// What would mend it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A fault with no place yet.
    pub fn fault(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Fault, code, message.into())
    }

    /// A warning with no place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message.into())
    }

    /// A gap with no place yet.
    pub fn gap(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Gap, code, message.into())
    }

    /// How something was understood, with no place yet.
    pub fn note(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Note, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Diagnostic {
        Diagnostic { severity, code, message, labels: Vec::new(), hint: None }
    }

    /// The same, pointing at `span` with a few words.
    pub fn at(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.labels.push((span, label.into()));
        self
    }

    /// The same, with a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hint = Some(hint.into());
        self
    }
}

/// The known word nearest to `word`, if one is near enough to be what was meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(word, known).min().map(|(_, candidate)| candidate)
}

/// At most so many known words that are near enough to be what was meant, the nearest first.
pub fn nearest_few<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let mut few: Vec<(usize, &str)> = near(word, known).collect();
    few.sort_unstable();
    few.dedup();
    few.into_iter().take(most).map(|(_, candidate)| candidate).collect()
}

/// The candidates that are near enough, each with how far it is.
fn near<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = (usize, &'a str)> {
    let far = |candidate: &'a str| (strsim::damerau_levenshtein(word, candidate), candidate);
    let most = move |candidate: &str| 1 + candidate.chars().count().max(word.chars().count()) / 3;
    known.into_iter().map(far).filter(move |(distance, candidate)| *distance <= most(candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_a_slip_and_not_a_stranger() {
        assert_eq!(nearest("statuss_quo", ["status_quo", "options"]), Some("status_quo"));
        assert_eq!(nearest("zebra", ["status_quo", "options"]), None);
    }

    #[test]
    fn nearest_few_gives_the_nearest_first_and_each_once() {
        let known = ["rooms", "ledger", "leverage", "lever", "ledger", "zebra"];
        assert_eq!(nearest_few("leger", known, 3), ["ledger", "lever"]);
        assert_eq!(nearest_few("leger", known, 1), ["ledger"]);
        assert!(nearest_few("xxxxxxxxx", known, 3).is_empty());
    }
}
