//! What an answer says in one sentence: its headlines, what would turn them, and where models or sources disagree.
//!
//! A headline is made by the code that knows the answer, and carries its basis and its strongest qualifier. The first page is
//! put together from nothing else ([`first`](super::first)).

mod conflict;
mod deals;
mod ensemble;
mod record;
mod rules;
mod terms;

use serde::Serialize;

use super::Answer;
use crate::model::{Basis, Case};

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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
    fn headline(&mut self, claims: Vec<Claim>, text: impl Into<String>, basis: &Basis) {
        self.headlines.push(Headline { claims, text: text.into(), basis: basis.clone() });
    }

    fn turn(&mut self, claim: Claim, text: impl Into<String>, reach: f64, basis: &Basis) {
        self.turns.push(Turn { claim, text: text.into(), reach, basis: basis.clone() });
    }

    fn dispute(&mut self, claim: Option<Claim>, text: impl Into<String>, basis: &Basis) {
        self.disputes.push(Dispute { claim, text: text.into(), basis: basis.clone() });
    }
}

/// What an answer says on a first page. Answers that only list have nothing to say there.
pub fn said(case: &Case, answer: &Answer) -> Said {
    match answer {
        Answer::Rooms(answer) => record::rooms(case, answer),
        Answer::Knowledge(answer) => record::knowledge(answer),
        Answer::Bypass(answer) => record::bypass(case, answer),
        Answer::Ledger(answer) => record::ledger(case, answer),
        Answer::Drift(answer) => record::drift(case, answer),
        Answer::Precedent(answer) => record::precedent(answer),
        Answer::Explanations(answer) => record::explanations(answer),
        Answer::Gates(answer) => rules::gates(case, answer),
        Answer::Proposals(answer) => rules::proposals(case, answer),
        Answer::Blockers(answer) => rules::blockers(case, answer),
        Answer::Movers(answer) => rules::movers(case, answer),
        Answer::Consensus(answer) => rules::consensus(case, answer),
        Answer::Cohesion(answer) => rules::cohesion(case, answer),
        Answer::Veto(answer) => rules::veto(answer),
        Answer::Leverage(answer) => rules::leverage(case, answer),
        Answer::Reach(answer) => rules::reach_of_options(case, answer),
        Answer::Concessions(answer) => deals::concessions(case, answer),
        Answer::Framings(answer) => deals::framings(answer),
        Answer::Opponents(answer) => deals::opponents(case, answer),
        Answer::Linked(answer) => deals::linked(case, answer),
        Answer::Points(answer) => deals::points(answer),
        Answer::Frontier(answer) => deals::frontier(answer),
        Answer::Acceptance(answer) => ensemble::acceptance(case, answer),
        Answer::Curves(answer) => ensemble::curves(case, answer),
        Answer::Dependences(answer) => ensemble::dependences(case, answer),
        Answer::Shape(answer) => ensemble::shape(answer),
        Answer::Seats(answer) => ensemble::seats(case, answer),
        Answer::Terms(answer) => terms::terms(case, answer),
        Answer::Outcomes(answer) => ensemble::outcomes(answer),
        Answer::Assumptions(answer) => ensemble::assumptions(case, answer),
        Answer::Hypotheses(answer) => ensemble::hypotheses(answer),
        Answer::Tipping(answer) => ensemble::tipping(case, answer),
        Answer::Tornado(answer) => ensemble::tornado(answer),
        Answer::States(answer) => conflict::states(answer),
        Answer::Stability(answer) => conflict::stability(case, answer),
        Answer::Breach(answer) => conflict::breach(case, answer),
        Answer::Robustness(answer) => conflict::robustness(answer),
        Answer::Inverse(answer) => conflict::inverse(case, answer),
        Answer::Goals(answer) => conflict::goals(answer),
        Answer::Coalitions(answer) => conflict::coalitions(case, answer),
        Answer::Foresight(answer) => conflict::foresight(case, answer),
        Answer::Paths(answer) => conflict::paths(case, answer),
        Answer::Readings(answer) => conflict::readings(answer),
        Answer::Voices(_)
        | Answer::Coverage(_)
        | Answer::Sources(_)
        | Answer::Register(_)
        | Answer::Loaded(_)
        | Answer::Statements(_)
        | Answer::Orderings(_)
        | Answer::Positions(_)
        | Answer::Witnesses(_) => Said::default(),
    }
}
