//! What is assumed and what might hold instead, as written: assumptions, hypotheses, rival explanations.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::case::written::{At, Few, Named, Setting};
use crate::model::Fit;

/// `[assumption.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssumptionFile {
    /// What is assumed.
    pub text: String,
    /// Why.
    pub reason: String,
    /// Who assumes it; the case's author when left out.
    pub author: Option<String>,
    /// The party that claims it.
    pub claimed_by: Option<At<String>>,
    /// What would be true instead: `if_rejected."lever.ID" = 0.5`.
    #[serde(default)]
    pub if_rejected: Named<At<Setting>>,
    /// The statements that make the claim.
    #[serde(default)]
    pub rests_on: Few,
}

/// `[hypothesis.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HypothesisFile {
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// What it holds.
    pub sets: Named<At<Setting>>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[[explanation]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExplanationFile {
    /// The question that the rival explanations answer.
    pub question: String,
    /// This explanation.
    pub text: String,
    /// How each statement fits: `evidence.STATEMENT = "consistent"`.
    #[serde(default)]
    pub evidence: Named<Fit>,
    /// Who offers it.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}
