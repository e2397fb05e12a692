//! A package as answers list it: its options, and in how many draws it is a deal.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Truth;

/// Whether a package could be a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// All signatories take it in every draw, and every option of it can be had.
    Robust,
    /// All signatories take it in some draw, and no option of it is shut.
    Possible,
    /// In no draw do all signatories take it.
    Never,
    /// The rules shut one of its options.
    Unreachable,
}

/// One package and how often it is taken.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PackageRow {
    /// One option for each issue, by its place.
    #[serde(skip)]
    pub package: Vec<usize>,
    /// The same in words: `issue = option`, in the order of the issues.
    pub options: Vec<String>,
    /// In how many draws all signatories take it.
    pub draws: usize,
    /// Whether every option of it can be had.
    pub reach: Truth,
    /// Robust or possible.
    pub standing: Standing,
}
