//! Statements that only the order of the case puts one before the other.

use crate::model::{Basis, Ref};
use schemars::JsonSchema;
use serde::Serialize;

/// Two statements of a party that are equally important at central numbers: the first goes first there.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Tie {
    /// The party.
    pub party: Ref,
    /// The statement that goes first.
    pub first: String,
    /// The other.
    pub second: String,
    /// What it rests on.
    pub basis: Basis,
}
