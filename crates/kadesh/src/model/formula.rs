//! A condition on what the parties do: which options are taken, joined by "and", "or", "not", "if" and "iff".

use schemars::JsonSchema;
use serde::Serialize;

use super::{OptionId, Truth};

/// A formula over the options of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Formula {
    /// The option is taken.
    Taken(OptionId),
    /// The part does not hold.
    Not(Box<Formula>),
    /// Every part holds; with no parts, always.
    All(Vec<Formula>),
    /// Some part holds; with no parts, never.
    Any(Vec<Formula>),
    /// The second holds wherever the first does.
    IfThen(Box<Formula>, Box<Formula>),
    /// Both hold or neither does.
    Iff(Box<Formula>, Box<Formula>),
}

impl Formula {
    /// Whether it holds in a state: bit `n` of `taken` says whether option `n` is taken.
    pub fn holds(&self, taken: u64) -> bool {
        match self {
            Formula::Taken(option) => taken >> option.0 & 1 == 1,
            Formula::Not(part) => !part.holds(taken),
            Formula::All(parts) => parts.iter().all(|part| part.holds(taken)),
            Formula::Any(parts) => parts.iter().any(|part| part.holds(taken)),
            Formula::IfThen(given, then) => !given.holds(taken) || then.holds(taken),
            Formula::Iff(one, other) => one.holds(taken) == other.holds(taken),
        }
    }

    /// Whether it holds when only the options of `known` are settled.
    pub fn so_far(&self, known: u64, taken: u64) -> Truth {
        let part = |part: &Formula| part.so_far(known, taken);
        match self {
            Formula::Taken(option) if known >> option.0 & 1 == 0 => Truth::Unknown,
            Formula::Taken(_) if self.holds(taken) => Truth::True,
            Formula::Taken(_) => Truth::False,
            Formula::Not(inner) => !part(inner),
            Formula::All(parts) => parts.iter().map(part).fold(Truth::True, Truth::and),
            Formula::Any(parts) => parts.iter().map(part).fold(Truth::False, Truth::or),
            Formula::IfThen(given, then) => (!part(given)).or(part(then)),
            Formula::Iff(one, other) => {
                let (one, other) = (part(one), part(other));
                (one.and(other)).or((!one).and(!other))
            }
        }
    }

    /// The options that it speaks of, one bit each.
    pub fn options(&self) -> u64 {
        match self {
            Formula::Taken(option) => 1 << option.0,
            Formula::Not(part) => part.options(),
            Formula::All(parts) | Formula::Any(parts) => parts.iter().fold(0, |mask, part| mask | part.options()),
            Formula::IfThen(one, other) | Formula::Iff(one, other) => one.options() | other.options(),
        }
    }

    /// The formula in words, with each option as `name` words it.
    pub fn words(&self, name: &dyn Fn(OptionId) -> String) -> String {
        let inner = |part: &Formula| match part {
            Formula::Taken(_) | Formula::Not(_) => part.words(name),
            Formula::All(parts) | Formula::Any(parts) if parts.len() < 2 => part.words(name),
            Formula::All(_) | Formula::Any(_) | Formula::IfThen(..) | Formula::Iff(..) => {
                format!("({})", part.words(name))
            }
        };
        let joined = |parts: &[Formula], word: &str, none: &str| match parts {
            [] => none.to_owned(),
            [only] => only.words(name),
            several => several.iter().map(inner).collect::<Vec<_>>().join(word),
        };
        match self {
            Formula::Taken(option) => name(*option),
            Formula::Not(part) => format!("not {}", inner(part)),
            Formula::All(parts) => joined(parts, " and ", "always"),
            Formula::Any(parts) => joined(parts, " or ", "never"),
            Formula::IfThen(given, then) => format!("if {} then {}", inner(given), inner(then)),
            Formula::Iff(one, other) => format!("{} iff {}", inner(one), inner(other)),
        }
    }
}
