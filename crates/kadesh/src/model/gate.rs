//! Conditional commitments: what must become true before an option can be had, and who controls each part.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Basis, BodyId, Choice, PartyId, When};

/// An option that can be had only when a condition is met.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Gate {
    /// The id in the case file.
    pub id: String,
    /// The options behind the gate.
    pub opens: Vec<Choice>,
    /// What must be true.
    pub needs: Needs,
    /// What it rests on.
    pub basis: Basis,
}

/// A tree of conditions.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Needs {
    /// All of them.
    All(Vec<Needs>),
    /// At least one of them.
    Any(Vec<Needs>),
    /// At least this many of them.
    AtLeast(usize, Vec<Needs>),
    /// Not this.
    Not(Box<Needs>),
    /// The body decides in favour of the option.
    Agrees(BodyId, Choice),
    /// The condition holds.
    Holds(super::ConditionId),
    /// The date has passed.
    After(When),
}

/// Something that is true, false or not known, and that somebody controls.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Condition {
    /// The id in the case file.
    pub id: String,
    /// The condition in words.
    pub text: String,
    /// Whether it holds.
    pub holds: Truth,
    /// Who can make it true or keep it false.
    pub controllers: Vec<Controller>,
    /// What it rests on.
    pub basis: Basis,
}

/// Who controls a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Controller {
    /// A party.
    Party(PartyId),
    /// A body, by its rule.
    Body(BodyId),
}

/// Kleene's three truth values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// False.
    False,
    /// Not known.
    Unknown,
    /// True.
    True,
}

impl Truth {
    /// Kleene's "and": the lesser of the two.
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// Kleene's "or": the greater of the two.
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }
}

impl Needs {
    /// Whether some part of it is a body's decision.
    pub fn asks_a_body(&self) -> bool {
        match self {
            Needs::All(parts) | Needs::Any(parts) | Needs::AtLeast(_, parts) => parts.iter().any(Needs::asks_a_body),
            Needs::Not(part) => part.asks_a_body(),
            Needs::Agrees(..) => true,
            Needs::Holds(_) | Needs::After(_) => false,
        }
    }

    /// The options on which the gate asks a body to decide.
    pub fn proposals(&self, body: BodyId) -> Vec<Choice> {
        match self {
            Needs::All(parts) | Needs::Any(parts) | Needs::AtLeast(_, parts) => {
                parts.iter().flat_map(|part| part.proposals(body)).collect()
            }
            Needs::Not(part) => part.proposals(body),
            Needs::Agrees(asked, choice) if *asked == body => vec![*choice],
            Needs::Agrees(..) | Needs::Holds(_) | Needs::After(_) => Vec::new(),
        }
    }
}
