//! The names that a case declares, every place where one of them stands, and what each place means by it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Span;

/// What kind of thing a name is of, by the word that the file has for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// `[source.ID]`
    Source,
    /// `[party.ID]`
    Party,
    /// `[person.ID]`
    Person,
    /// `[issue.ID]`
    Issue,
    /// An item of `options` of an issue.
    IssueOption,
    /// `[[statement]]`
    Statement,
    /// `[room.ID]`
    Room,
    /// `[body.ID]`
    Body,
    /// `[condition.ID]`
    Condition,
    /// `[gate.ID]`
    Gate,
    /// `[lever.ID]`
    Lever,
    /// `[norm.ID]`
    Norm,
    /// `[[act]]`
    Act,
    /// `[agreement.ID]`
    Agreement,
    /// `[assumption.ID]`
    Assumption,
    /// `[hypothesis.ID]`
    Hypothesis,
    /// `[option.ID]`: what a party can do in the conflict.
    Option,
    /// `[state.ID]`
    State,
    /// `[[conflict.merge]]`
    Merge,
    /// `[[conflict.goal]]`
    Goal,
}

/// One thing that a case names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// What it is.
    pub kind: NameKind,
    /// Its id.
    pub id: String,
    /// The issue of an option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// A place where a name stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Link {
    /// The place: a key, a whole value with its quotation marks, or a word inside of one.
    pub place: Span,
    /// What is meant.
    pub name: Name,
    /// Whether the name is given here, and not only used.
    pub declares: bool,
}

impl NameKind {
    /// In words, with its article.
    pub fn in_words(self) -> &'static str {
        match self {
            NameKind::Source => "a source",
            NameKind::Party => "a party",
            NameKind::Person => "a person",
            NameKind::Issue => "an issue",
            NameKind::IssueOption => "an option of an issue",
            NameKind::Statement => "a statement",
            NameKind::Room => "a room",
            NameKind::Body => "a body",
            NameKind::Condition => "a condition",
            NameKind::Gate => "a gate",
            NameKind::Lever => "a lever",
            NameKind::Norm => "a norm",
            NameKind::Act => "an act",
            NameKind::Agreement => "an agreement",
            NameKind::Assumption => "an assumption",
            NameKind::Hypothesis => "a hypothesis",
            NameKind::Option => "an option of the conflict",
            NameKind::State => "a state",
            NameKind::Merge => "a state made of several",
            NameKind::Goal => "a goal",
        }
    }

    /// The keys that lead to its entries, and whether these are the items of a list, each with an `id`. None: a name of this kind
    /// is an item of its issue's options.
    pub fn entries(self) -> Option<(&'static [&'static str], bool)> {
        Some(match self {
            NameKind::Source => (&["source"], false),
            NameKind::Party => (&["party"], false),
            NameKind::Person => (&["person"], false),
            NameKind::Issue => (&["issue"], false),
            NameKind::IssueOption => return None,
            NameKind::Statement => (&["statement"], true),
            NameKind::Room => (&["room"], false),
            NameKind::Body => (&["body"], false),
            NameKind::Condition => (&["condition"], false),
            NameKind::Gate => (&["gate"], false),
            NameKind::Lever => (&["lever"], false),
            NameKind::Norm => (&["norm"], false),
            NameKind::Act => (&["act"], true),
            NameKind::Agreement => (&["agreement"], false),
            NameKind::Assumption => (&["assumption"], false),
            NameKind::Hypothesis => (&["hypothesis"], false),
            NameKind::Option => (&["option"], false),
            NameKind::State => (&["state"], false),
            NameKind::Merge => (&["conflict", "merge"], true),
            NameKind::Goal => (&["conflict", "goal"], true),
        })
    }
}

impl Name {
    /// A name of a kind.
    pub fn new(kind: NameKind, id: impl Into<String>) -> Name {
        Name { kind, id: id.into(), of: None }
    }

    /// An option of an issue.
    pub fn option(issue: impl Into<String>, id: impl Into<String>) -> Name {
        Name { kind: NameKind::IssueOption, id: id.into(), of: Some(issue.into()) }
    }
}

/// The names in a dotted path such as `stake.north.dam.values.low` or `walk-away.north`, by the place of the part.
pub fn names_in_path(parts: &[&str]) -> Vec<(usize, Name)> {
    use NameKind::{Body, Condition, Issue, Lever, Option, Party};
    let named = |kinds: &[NameKind]| {
        let after = parts.iter().enumerate().skip(1).zip(kinds);
        after.map(|((place, id), kind)| (place, Name::new(*kind, *id))).collect::<Vec<_>>()
    };
    let mut names = match parts.first().copied().unwrap_or_default() {
        "lever" => named(&[Lever]),
        "stance" => named(&[Body, Party]),
        "condition" => named(&[Condition]),
        "seat" | "walk-away" | "walk_away" | "priority" => named(&[Party]),
        "weight" | "value" | "red-line" | "stake" => named(&[Party, Issue]),
        "option-weight" => named(&[Party, Option]),
        _ => Vec::new(),
    };
    let last = parts.len().saturating_sub(1);
    match parts {
        ["value" | "red-line", _, issue, option] => names.push((last, Name::option(*issue, *option))),
        ["stake", _, issue, "values" | "points", option] => names.push((last, Name::option(*issue, *option))),
        ["walk_away", _, "from", lever] | ["lever", _, "needs", lever] => names.push((last, Name::new(Lever, *lever))),
        _ => {}
    }
    names
}
