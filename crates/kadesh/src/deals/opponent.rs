//! Whether giving something early helps or hurts the giver: it depends on what one believes of the other side.
//!
//! # Definition
//!
//! A giver lets a receiver have options before the talks. What the receiver was given is worth
//! `w = Σ_i part(o_i) − part(status quo_i)` to it. Three theories of the receiver: it *reciprocates*: on one other issue it
//! gives the option that is worth most to the giver among those that cost the receiver at most `w`; it *pockets*: the issues
//! are settled and nothing comes back; it *hardens*: as before, and it reads the gift as weakness and asks for more, so that
//! it now rejects everything below its walk-away plus a stated share of `w`. The talks then end at Nash's point. Each is
//! compared with no concession. A receiver that does not sign has no walk-away that a deal must clear, so that it hardens
//! changes no deal.
//!
//! # Source
//!
//! [osgood1962] for reciprocation, [pruitt1981] for the reading as weakness. Departures: the amounts are our own, stated by
//! the user. Ties, also between equally good returns, are averaged.
//!
//! # Complexity
//!
//! One additive frontier a theory, and one more for each tied return.

use schemars::JsonSchema;
use serde::Serialize;

use super::bargain::{Bargain, Settled, Settles, mean};
use super::concession::pairs;
use super::payoff::{Payoff, kept};
use crate::model::{Card, Choice, Family, PartyId, Standing};

/// What this model is.
pub const CARD: Card = Card {
    id: "deals.opponent",
    family: Family::Deals,
    name: "an early concession under three theories of the other side",
    question: "Under which theory of the other side does giving something early help or hurt, and whom?",
    definition: "u_i(Nash point after the concession and the reply) − u_i(Nash point without), for three replies: gives back \
                 at most what it was given; gives nothing; gives nothing and raises its walk-away by a share of the gift.",
    sources: &["osgood1962", "pruitt1981", "nash1950"],
    assumes: &[
        "the other side replies before the talks, once",
        "what is given stays given",
        "without a concession the talks end at Nash's point, or with no deal",
    ],
    departures: "How much is returned and by how much the receiver hardens are our own, stated by the user.",
    standing: Standing::Experimental,
};

/// How the receiver of a concession replies.
#[derive(Debug, Clone, Copy, PartialEq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// Gives back what is worth most to the giver and costs the receiver no more than it was given.
    Reciprocates,
    /// Takes it and gives nothing.
    Pockets,
    /// Takes it, and asks for more.
    Hardens {
        /// The share of what it was given by which its walk-away rises.
        share: f64,
    },
}

/// A concession between two parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gift {
    /// Who gives.
    pub giver: PartyId,
    /// Who receives.
    pub receiver: PartyId,
    /// What is given.
    pub given: Vec<Choice>,
}

/// The outcome under one reply, in numbers.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Replied {
    /// What comes back: every move that ties, issue and option. Empty: nothing.
    pub returned: Vec<(usize, usize)>,
    /// The outcome.
    pub after: Settled,
}

impl Reply {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Reply::Reciprocates => "reciprocates",
            Reply::Pockets => "pockets",
            Reply::Hardens { .. } => "hardens",
        }
    }

    /// What the receiver does, in one sentence.
    pub fn mechanism(self) -> String {
        match self {
            Reply::Reciprocates => {
                "The receiver gives back, on one other issue, what is worth most to the giver and costs \
                                    the receiver no more than it was given."
                    .to_owned()
            }
            Reply::Pockets => "The receiver keeps what it was given and gives nothing for it.".to_owned(),
            Reply::Hardens { share } => format!(
                "The receiver reads the gift as weakness: it keeps it, and rejects what is worth less than its walk-away \
                 plus {:.0} % of the gift.",
                share * 100.0
            ),
        }
    }
}

/// What a gift is worth to its receiver, measured from the status quo.
pub fn worth(receiver: &Payoff, status_quo: &[usize], given: &[(usize, usize)]) -> f64 {
    let steps = given.iter().fold(0.0, |worth, (issue, option)| worth + step(receiver, status_quo, *issue, *option));
    steps + together(receiver, status_quo, &[], given)
}

/// The outcome of talks after a gift and one reply. None: the bargain has no numbers for the giver or the receiver.
///
/// After "hardens", no deal still leaves the receiver with its old walk-away: it asks for more, it does not have more.
pub fn reply_to(settles: &impl Settles, gift: &Gift, reply: Reply) -> Option<Replied> {
    let bargain = settles.bargain();
    let giver = bargain.payoff(gift.giver)?;
    let receiver = bargain.payoff(gift.receiver)?;
    let given = pairs(&gift.given);
    let worth = worth(receiver, &bargain.status_quo, &given);
    let own = &bargain.signatories;
    Some(match reply {
        Reply::Pockets => Replied { returned: Vec::new(), after: settles.settle_given(own, &given) },
        Reply::Hardens { share } => {
            let mut judges = own.clone();
            let hardened = judges.iter_mut().filter(|payoff| payoff.party == gift.receiver);
            hardened.for_each(|payoff| payoff.walk_away += share * worth.max(0.0));
            Replied { returned: Vec::new(), after: settles.settle_given(&judges, &given) }
        }
        Reply::Reciprocates => {
            let returned = returns(bargain, giver, receiver, &given);
            let with = |back: &(usize, usize)| settles.settle_given(own, &[given.as_slice(), &[*back]].concat());
            let outcomes: Vec<Settled> = returned.iter().map(with).collect();
            let after = if outcomes.is_empty() { settles.settle_given(own, &given) } else { average(&outcomes) };
            Replied { returned, after }
        }
    })
}

/// What a move from the status quo is worth to a party.
fn step(payoff: &Payoff, status_quo: &[usize], issue: usize, option: usize) -> f64 {
    let parts = &payoff.parts[issue];
    kept(kept(parts[option]) - kept(parts[status_quo[issue]]))
}

/// What giving more adds to what options are worth only together, all else at the status quo.
fn together(payoff: &Payoff, status_quo: &[usize], before: &[(usize, usize)], more: &[(usize, usize)]) -> f64 {
    let mut package = status_quo.to_vec();
    before.iter().for_each(|(issue, option)| package[*issue] = *option);
    let without = payoff.together(&package);
    more.iter().for_each(|(issue, option)| package[*issue] = *option);
    kept(payoff.together(&package) - without)
}

/// What a move is worth to a party on top of what was given before.
fn step_after(payoff: &Payoff, status_quo: &[usize], given: &[(usize, usize)], (issue, option): (usize, usize)) -> f64 {
    step(payoff, status_quo, issue, option) + together(payoff, status_quo, given, &[(issue, option)])
}

/// The best returns: worth most to the giver, then cheapest to the receiver; all that tie.
fn returns(bargain: &Bargain, giver: &Payoff, receiver: &Payoff, given: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let budget = worth(receiver, &bargain.status_quo, given).max(0.0);
    let mut best: Vec<(usize, usize)> = Vec::new();
    let mut record = (0.0, f64::INFINITY);
    for (issue, allowed) in bargain.allowed.iter().enumerate() {
        if given.iter().any(|(settled, _)| *settled == issue) {
            continue;
        }
        for option in (0..allowed.len()).filter(|option| allowed[*option]) {
            let together = |other: usize| {
                let given = given.iter().find(|(settled, _)| *settled == other).map(|(_, option)| *option);
                if other == issue { option } else { given.unwrap_or(bargain.status_quo[other]) }
            };
            let package: Vec<usize> = (0..bargain.status_quo.len()).map(together).collect();
            let barred = bargain.signatories.iter().any(|payoff| payoff.barred[issue][option]);
            let stopped = barred || !bargain.space.holds(&package);
            let gain = step_after(giver, &bargain.status_quo, given, (issue, option));
            let cost = -step_after(receiver, &bargain.status_quo, given, (issue, option));
            if stopped || gain <= 0.0 || cost > budget {
                continue;
            }
            let found = (gain, cost);
            if found == record {
                best.push((issue, option));
            } else if found.0 > record.0 || (found.0 == record.0 && found.1 < record.1) {
                record = found;
                best = vec![(issue, option)];
            }
        }
    }
    best
}

fn average(outcomes: &[Settled]) -> Settled {
    let parties = outcomes.first().map_or(0, |outcome| outcome.utilities.len());
    let utility = |party: usize| mean(outcomes.iter().map(|outcome| outcome.utilities[party]).collect());
    let mut packages: Vec<usize> = outcomes.iter().flat_map(|outcome| outcome.packages.iter().copied()).collect();
    packages.sort_unstable();
    packages.dedup();
    Settled { packages, utilities: (0..parties).map(utility).collect() }
}
