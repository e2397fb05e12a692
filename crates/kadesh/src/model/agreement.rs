//! Past agreements, their features, and the lessons drawn from them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{AgreementId, Basis, StatementId, When};

/// A signed text, or the outline of one under discussion.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "precedent")]
pub struct Agreement {
    /// The id in the case file.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// When it was signed. None for a candidate.
    pub signed: Option<When>,
    /// Whether it is only under discussion: the one that past agreements are compared with.
    pub candidate: bool,
    /// How it turned out, in words.
    pub outcome: Option<String>,
    /// Its features by name: guarantor, sequence, monitoring, breach response, …
    pub features: BTreeMap<String, Feature>,
    /// What it rests on.
    pub basis: Basis,
}

/// One feature of an agreement.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Feature {
    /// What the text provides. None: not known.
    pub provides: Option<String>,
    /// A short class, such as `none`, `weak` or `strong`, that two texts are compared by.
    pub class: Option<String>,
    /// What it rests on.
    pub basis: Basis,
}

/// What somebody concludes from a past agreement.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Lesson {
    /// Where it is drawn.
    pub statement: StatementId,
    /// From what.
    pub agreement: AgreementId,
    /// The lesson in words.
    pub lesson: String,
    /// The feature it is about, by name.
    pub implies: Option<String>,
}
