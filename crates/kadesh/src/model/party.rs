//! Who negotiates, and who speaks for them.

use schemars::JsonSchema;
use serde::Serialize;

use super::{PartyId, Quantity};

/// A state, an organisation, a bloc, a group: whoever can hold a position.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "actor")]
#[doc(alias = "player")]
#[doc(alias = "stakeholder")]
pub struct Party {
    /// The id in the case file.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// The name within a sentence, where that is another: with its article. None: the name as it is.
    pub spoken: Option<String>,
    /// Other words for it in the sources: demonyms, capitals, abbreviations. Blind mode replaces them too.
    pub also: Vec<String>,
    /// The larger parties it is part of.
    pub part_of: Vec<PartyId>,
    /// The party that it acts as a proxy of.
    pub proxy_of: Option<PartyId>,
    /// What it can bring to bear, on whatever scale the case uses for all.
    pub capability: Option<Quantity>,
    /// Where its stakes are scored in points: what the best options add up to. None: by weights and values from 0 to 1.
    pub points: Option<f64>,
    /// Known only from a body's list of members: it votes, and the case says nothing else of it.
    pub member_only: bool,
    /// The address of this party's random draws: a hash of what it wants, not of its name or place in the file, so that
    /// renaming or reordering parties changes no draw.
    pub address: u64,
}

impl Party {
    /// The name as a sentence takes it: `the Northern League`.
    pub fn in_a_sentence(&self) -> &str {
        self.spoken.as_deref().unwrap_or(&self.name)
    }
}

/// Somebody who speaks for a party. Public role only: there is no field for anything private.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "speaker")]
pub struct Person {
    /// The id in the case file.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// The public office.
    pub role: String,
    /// The party spoken for.
    pub speaks_for: PartyId,
}
