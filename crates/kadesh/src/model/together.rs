//! Options that hang together: packages that nobody can have, and what options are worth only together.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Basis, Choice, IssueId, PartyId, Quantity};

/// Options that cannot all be had together, whoever agrees.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Exclusion {
    /// The options.
    pub package: BTreeMap<IssueId, usize>,
    /// They can be had with all of these. Empty: never.
    pub unless: BTreeMap<IssueId, usize>,
    /// What it rests on.
    pub basis: Basis,
}

/// What some options are worth to a party beyond what each is worth alone.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
#[doc(alias = "interaction")]
#[doc(alias = "synergy")]
pub struct Bonus {
    /// To whom.
    pub party: PartyId,
    /// The options.
    pub when: BTreeMap<IssueId, usize>,
    /// What is added to the worth of a package that has them all, on the party's own scale.
    pub worth: Quantity,
    /// What it rests on.
    pub basis: Basis,
}

impl Bonus {
    /// The options, in the order of the issues.
    pub fn choices(&self) -> impl Iterator<Item = Choice> + '_ {
        self.when.iter().map(|(issue, option)| Choice { issue: *issue, option: *option })
    }
}

impl Exclusion {
    /// Whether it keeps a package, one option an issue, from being had.
    pub fn excludes(&self, package: &[usize]) -> bool {
        let has = |options: &BTreeMap<IssueId, usize>| {
            options.iter().all(|(issue, option)| package.get(issue.0) == Some(option))
        };
        has(&self.package) && (self.unless.is_empty() || !has(&self.unless))
    }
}
