//! What an answer says in one sentence: its headlines, what would turn them, and where models or sources disagree.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Basis;

/// What one answer says on a first page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// Its sentences, the weightiest first.
    pub headlines: Vec<Headline>,
    /// What would turn a sentence, of this or of another answer.
    pub turns: Vec<Turn>,
    /// Where definitions, models, framings or sources answer otherwise.
    pub disputes: Vec<Dispute>,
}

/// One sentence, with what it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    /// What it says something about. A sentence all of whose claims were made before is not said again.
    pub claims: Vec<Claim>,
    /// The sentence.
    pub text: String,
    /// What it rests on.
    pub basis: Basis,
}

/// What would turn a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Which claim.
    pub claim: Claim,
    /// What it takes, without a subject: `flips without the assumption that …`.
    pub text: String,
    /// How little it takes: 0 the least, 1 the whole of what may vary. A sorting key of ours, never shown.
    pub reach: f64,
    /// What it rests on.
    pub basis: Basis,
}

/// Where models, framings or sources disagree.
#[derive(Debug, Clone, PartialEq)]
pub struct Dispute {
    /// About which claim, where it is about one.
    pub claim: Option<Claim>,
    /// The sentence.
    pub text: String,
    /// What it rests on.
    pub basis: Basis,
}

/// What a sentence is about, by the ids of the case: how answers that turn a sentence find it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case", tag = "about", content = "of")]
pub enum Claim {
    /// How many packages a party prefers to no deal.
    Acceptance(String),
    /// What a party's seat changes.
    Seat(String),
    /// What a lever does to a party: both ids.
    Lever(String, String),
    /// How far a lever stands in for another: both ids.
    StandsIn(String, String),
    /// Whether some deal is preferred to no deal by all who must sign.
    SomeDeal,
    /// Which group of parties could agree without the rest.
    Group,
    /// What a deal contains.
    Terms,
    /// Which package a bargaining rule picks.
    Points,
    /// Whether a gate is open.
    Gate(String),
    /// Who can stop a body.
    Body(String),
    /// What was given in an act, by its name.
    Act(String),
    /// Whether a state is stable, by its name.
    Holds(String),
    /// In how many draws of preferences a state is stable.
    HoldsInDraws(String),
    /// Who would leave a state.
    Leaves(String),
    /// What a question of this name found beside all that.
    Question(&'static str),
}

impl Said {
    pub(super) fn headline(&mut self, claims: Vec<Claim>, text: impl Into<String>, basis: &Basis) {
        self.headlines.push(Headline { claims, text: text.into(), basis: basis.clone() });
    }

    pub(super) fn turn(&mut self, claim: Claim, text: impl Into<String>, reach: f64, basis: &Basis) {
        self.turns.push(Turn { claim, text: text.into(), reach, basis: basis.clone() });
    }

    pub(super) fn dispute(&mut self, claim: Option<Claim>, text: impl Into<String>, basis: &Basis) {
        self.disputes.push(Dispute { claim, text: text.into(), basis: basis.clone() });
    }
}
