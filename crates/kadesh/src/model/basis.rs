//! What an answer rests on. A number with no basis is not printed.

use std::borrow::Cow;
use std::collections::BTreeSet;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use super::{AgreementId, AssumptionId, BodyId, GateId, NormId, StatementId};

/// One thing that an answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// Somebody said it, and the words are anchored.
    Statement(StatementId),
    /// The analyst assumed it, with a reason.
    Assumption(AssumptionId),
    /// A body's rule says so.
    Rule(BodyId),
    /// A conditional commitment says so.
    Gate(GateId),
    /// A norm says so.
    Norm(NormId),
    /// A past agreement shows it.
    Agreement(AgreementId),
}

/// In what machines read, a ground is its kind and the id that the user wrote, such as `statement:s1`.
impl JsonSchema for Ground {
    fn schema_name() -> Cow<'static, str> {
        "Ground".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "What an answer rests on: a kind, and the id that the user wrote.",
            "type": "string",
            "pattern": "^(statement|assumption|rule|gate|norm|agreement):.+$",
        })
    }
}

/// The set of grounds of one answer, in a fixed order.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
pub struct Basis(pub BTreeSet<Ground>);

impl Basis {
    /// Nothing yet.
    pub fn new() -> Basis {
        Basis::default()
    }

    /// One ground.
    pub fn of(ground: Ground) -> Basis {
        Basis(BTreeSet::from([ground]))
    }

    /// This and the other together.
    pub fn and(mut self, other: &Basis) -> Basis {
        self.extend(other);
        self
    }

    /// Adds another basis to this one.
    pub fn extend(&mut self, other: &Basis) {
        self.0.extend(other.0.iter().copied());
    }

    /// Adds one ground.
    pub fn add(&mut self, ground: Ground) {
        self.0.insert(ground);
    }

    /// Whether nothing supports the answer.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The statements among the grounds.
    pub fn statements(&self) -> impl Iterator<Item = StatementId> + '_ {
        self.0.iter().filter_map(|ground| match ground {
            Ground::Statement(id) => Some(*id),
            _ => None,
        })
    }

    /// The assumptions among the grounds.
    pub fn assumptions(&self) -> impl Iterator<Item = AssumptionId> + '_ {
        self.0.iter().filter_map(|ground| match ground {
            Ground::Assumption(id) => Some(*id),
            _ => None,
        })
    }
}

impl FromIterator<Ground> for Basis {
    fn from_iter<T: IntoIterator<Item = Ground>>(grounds: T) -> Basis {
        Basis(grounds.into_iter().collect())
    }
}

impl<'a> FromIterator<&'a Basis> for Basis {
    fn from_iter<T: IntoIterator<Item = &'a Basis>>(bases: T) -> Basis {
        Basis(bases.into_iter().flat_map(|basis| basis.0.iter().copied()).collect())
    }
}
