//! Who negotiates and who speaks for them, as written.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::case::written::{Amount, At, Few};

/// `[party.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyFile {
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// The name within a sentence, where that is another: `"the Northern League"`.
    pub spoken: Option<String>,
    /// Other words for it in the sources. Blind mode replaces them too.
    #[serde(default)]
    pub also: Vec<String>,
    /// Larger parties that it is part of.
    #[serde(default)]
    pub part_of: Few,
    /// The party that it acts as a proxy of.
    pub proxy_of: Option<At<String>>,
    /// What it can bring to bear, on the case's own scale.
    pub capability: Option<At<Amount>>,
    /// Where its stakes are in points: what the best options add up to. 100 when left out.
    pub total_points: Option<At<f64>>,
}

/// `[person.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonFile {
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// The public office.
    #[serde(default)]
    pub role: String,
    /// The party spoken for.
    pub speaks_for: At<String>,
}
