//! Makes the sentences of every kind of answer.
//!
//! A headline is made by the code that knows the answer, and carries its basis and its strongest qualifier. The first page is
//! put together from nothing else ([`first`](super::first)).

mod conflict;
mod deals;
mod ensemble;
mod record;
mod rules;
mod terms;

use super::Answer;
use super::said::{Claim, Said};
use crate::model::Case;

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
        Answer::Outcomes(answer) => ensemble::outcomes(case, answer),
        Answer::Assumptions(answer) => ensemble::assumptions(case, answer),
        Answer::Hypotheses(answer) => ensemble::hypotheses(answer),
        Answer::Tipping(answer) => ensemble::tipping(case, answer),
        Answer::Tornado(answer) => ensemble::tornado(case, answer),
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
