//! What two readings code otherwise, as written.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::case::written::At;

/// `[[contested]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContestedFile {
    /// What it is about, in words.
    pub what: At<String>,
    /// The place in the case: `value.PARTY.ISSUE.OPTION`.
    #[serde(rename = "where")]
    pub place: At<String>,
    /// What the first reader has there.
    #[serde(default)]
    pub first: String,
    /// What the second reader has there.
    #[serde(default)]
    pub second: String,
    /// Why the place has the value that it has now. Blank: it is not settled.
    pub settled: Option<At<String>>,
}
