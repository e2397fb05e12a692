//! Inputs that move together, as written.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::case::written::{Amount, At, Few};

/// `moves_with = { of = "…", by = 0.8 }` beside a number.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MovesWithFile {
    /// The other input, as the case file has it: `stake.PARTY.ISSUE.weight`, `walk_away.PARTY.base`.
    pub of: At<String>,
    /// The rank correlation, from -1 to 1, or `"same"`: the same value in every draw.
    pub by: At<Amount>,
}

/// `[[moves_with]]`: the same for any two inputs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TieFile {
    /// The input that follows, as the case file has it: `stake.PARTY.ISSUE.values.OPTION`, `lever.ID.now`.
    pub input: At<String>,
    /// The input that it moves with.
    pub of: At<String>,
    /// The rank correlation, from -1 to 1, or `"same"`: the same value in every draw.
    pub by: At<Amount>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}
