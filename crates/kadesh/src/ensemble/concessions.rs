//! What something given before the talks was worth, over all draws: to whom it was a loss, and under which theory.
//!
//! # Definition
//!
//! In each draw the concession is valued under the theories of [`concession`](crate::deals::concession), and under those of
//! the receiver of [`opponent`](crate::deals::opponent). Given are the spread of each party's change and in how many draws it
//! is a loss, nothing (smaller than 0.005, half of the last decimal shown) or a gain; and in how many draws the outcome is
//! no deal. Loss aversion is drawn like any other input.
//!
//! # Source
//!
//! Those of the theories; draws compared with draws: [kahn1953]. Departures: none.
//!
//! # Complexity
//!
//! Per draw about seven outcomes of Nash's rule among the packages that all signatories accept. At most 3,000,000 such
//! packages over all draws; beyond, only the first draws are used, and the answer says how many.

use schemars::JsonSchema;
use serde::Serialize;

use super::run::Run;
use super::talks::{LEAST_CHANGE, Talks, spread};
use super::variable::Variable;
use crate::deals::concession::{Theory, Valued, pairs, value_of};
use crate::deals::opponent::{Gift, Reply, reply_to, worth};
use crate::deals::{Settled, Settles};
use crate::model::{self, Basis, Card, Case, Choice, Family, IssueId, PartyId, Ref, Refusal, Spread};

/// What a concession over draws is.
pub const CARD: Card = Card {
    id: "ensemble.concessions",
    family: Family::Ensemble,
    name: "value of a concession over draws",
    question: "In how many draws was a concession a loss or a gain, to whom, and according to which theory?",
    definition: "In each draw: u_i(outcome with the concession) − u_i(outcome without) under each theory. A change smaller \
                 than 0.005 is nothing.",
    sources: &["kahn1953"],
    assumes: &["the theories' own", "the inputs vary independently of one another"],
    departures: "The count over draws is our own.",
    standing: model::Standing::Experimental,
};

/// A concession under the theories of what it does, over draws.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Conceded {
    /// What was given, `issue = option`.
    pub given: Vec<String>,
    /// How many draws were used: the first ones.
    pub draws: usize,
    /// How many draws there are.
    pub of_draws: usize,
    /// One a theory, in a fixed order.
    pub theories: Vec<TheoryDraws>,
    /// What it rests on.
    pub basis: Basis,
}

/// One theory over draws.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct TheoryDraws {
    /// The theory's name.
    pub name: &'static str,
    /// How it gets to its answer, in one sentence.
    pub mechanism: String,
    /// Whether it can see a difference between giving and not giving.
    pub sees: bool,
    /// In how many draws it finds a difference: somebody's change, or a deal made or lost.
    pub differs: usize,
    /// In how many draws the outcome without the concession is no deal.
    pub no_deal_before: usize,
    /// In how many draws the outcome with it is no deal.
    pub no_deal_after: usize,
    /// Party by party, signatories first.
    pub changes: Vec<ChangeDraws>,
    /// What it rests on.
    pub basis: Basis,
}

/// What changes for one party, over draws.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct ChangeDraws {
    /// The party.
    pub party: Ref,
    /// After less before.
    pub change: Spread,
    /// In how many draws it is a loss.
    pub losses: usize,
    /// In how many draws it is nothing.
    pub nothing: usize,
    /// In how many draws it is a gain.
    pub gains: usize,
    /// What it rests on.
    pub basis: Basis,
}

/// A concession under the theories of its receiver, over draws.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Received {
    /// Who gives.
    pub giver: Ref,
    /// Who receives.
    pub receiver: Ref,
    /// Whether a deal needs the receiver. If not, that it hardens changes no deal.
    pub receiver_signs: bool,
    /// What is given, `issue = option`.
    pub given: Vec<String>,
    /// How many draws were used: the first ones.
    pub draws: usize,
    /// How many draws there are.
    pub of_draws: usize,
    /// What the gift is worth to the receiver, measured from the status quo.
    pub worth: Spread,
    /// In how many draws the gift is worth less than nothing to the receiver.
    pub unwelcome: usize,
    /// One a theory, in a fixed order. `no_deal_before` is the same in all.
    pub replies: Vec<ReplyDraws>,
    /// What it rests on.
    pub basis: Basis,
}

/// One theory of the receiver over draws.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct ReplyDraws {
    /// What the theory says of the outcomes.
    pub theory: TheoryDraws,
    /// What comes back, `issue = option`, in how many draws, alone or in a tie. The most frequent first.
    pub returned: Vec<(String, usize)>,
    /// In how many draws nothing comes back.
    pub nothing_back: usize,
}

/// A concession under three theories of what it does, over the draws of a run.
///
/// `loss_aversion` is taken where the case states none.
///
/// # Errors
///
/// Nothing is given, or the loss aversion may be below 1.
pub fn concession_draws(run: &Run, given: &[Choice], loss_aversion: f64) -> Result<Conceded, Refusal> {
    let case = run.case;
    if given.is_empty() {
        return Err(Refusal::new(&CARD, "the act gives no option on any issue"));
    }
    let least = case.deal.loss_aversion.map_or(loss_aversion, |stated| stated.low());
    if least.is_nan() || least < 1.0 {
        return Err(Refusal::new(&CARD, format!("a loss aversion of {least} would make losses welcome"))
            .hint("a loss aversion of at least 1"));
    }
    let talks = Talks::of(run)?;
    let pairs = pairs(given);
    let draws = &run.draws;
    let theories = |draw: usize| {
        let loss_aversion = draws.value(Variable::LossAversion, draw).unwrap_or(loss_aversion);
        [Theory::SettlementOnly, Theory::IssueTrading, Theory::ReferencePoint { loss_aversion }]
    };
    let rows: Vec<Vec<Drawn>> = talks.each(|draw, known| {
        let [blind, trading, reference] = theories(draw);
        let traded = value_of(known, &pairs, trading);
        // The blind theory's outcome without the concession is that of issue trading, and it is its outcome with it too.
        let before = traded.before.clone();
        let unseen = Valued { theory: blind, after: before.clone(), before };
        [unseen, traded, value_of(known, &pairs, reference)]
            .iter()
            .map(|one| Drawn::of(&one.before, &one.after))
            .collect()
    })?;
    let stated = case.deal.loss_aversion.map_or_else(|| format!("{loss_aversion:.2}"), |stated| stated.to_string());
    let mechanism = |theory: Theory| match theory {
        Theory::SettlementOnly | Theory::IssueTrading => theory.mechanism(),
        Theory::ReferencePoint { .. } => {
            format!("What was given becomes what parties measure losses from, and a loss counts {stated} times a gain.")
        }
    };
    let named = |(place, theory): (usize, Theory)| {
        let sees = theory.sees();
        summed(run, &talks, rows.iter().map(|row| &row[place]), (theory.name(), mechanism(theory), sees))
    };
    let theories: Vec<TheoryDraws> = theories(0).into_iter().enumerate().map(named).collect();
    Ok(Conceded {
        given: given.iter().map(|choice| case.choice_text(*choice)).collect(),
        draws: rows.len(),
        of_draws: draws.len(),
        basis: talks.bargain(0).basis(case),
        theories,
    })
}

/// A concession under three theories of its receiver, over the draws of a run. `hardening` is the share of the gift by which
/// a receiver that hardens raises its walk-away.
///
/// # Errors
///
/// Nothing is given, giver and receiver are the same, one of them has no stakes in the case, or the share is negative.
pub fn opponent_draws(run: &Run, gift: &Gift, hardening: f64) -> Result<Received, Refusal> {
    let case = run.case;
    if gift.given.is_empty() || gift.giver == gift.receiver || hardening.is_nan() || hardening < 0.0 {
        let because = "it takes an option given by one party to another, and a hardening share of nought or more";
        return Err(Refusal::new(&CARD, because));
    }
    let talks = Talks::of(run)?;
    let given = pairs(&gift.given);
    for party in [gift.giver, gift.receiver] {
        talks.bargain(0).payoff(party).ok_or_else(|| no_stakes(case, party))?;
    }
    let replies = [Reply::Reciprocates, Reply::Pockets, Reply::Hardens { share: hardening }];
    let rows: Vec<GiftDrawn> = talks.each(|_, known| {
        let before = known.settle_given(&known.bargain.signatories, &[]);
        let receiver = known.bargain.payoff(gift.receiver);
        let replied = replies.iter().filter_map(|reply| reply_to(known, gift, *reply));
        GiftDrawn {
            worth: receiver.map_or(0.0, |payoff| worth(payoff, &known.bargain.status_quo, &given)),
            replies: replied.map(|reply| (reply.returned, Drawn::of(&before, &reply.after))).collect(),
        }
    })?;
    let named = |(place, reply): (usize, Reply)| {
        let drawn = rows.iter().map(|row| &row.replies[place].1);
        let (returned, nothing_back) = returned(case, rows.iter().map(|row| row.replies[place].0.as_slice()));
        let theory = summed(run, &talks, drawn, (reply.name(), reply.mechanism(), true));
        ReplyDraws { theory, returned, nothing_back }
    };
    Ok(Received {
        giver: case.party_ref(gift.giver),
        receiver: case.party_ref(gift.receiver),
        receiver_signs: talks.bargain(0).signatories.iter().any(|payoff| payoff.party == gift.receiver),
        given: gift.given.iter().map(|choice| case.choice_text(*choice)).collect(),
        draws: rows.len(),
        of_draws: run.draws.len(),
        worth: spread(rows.iter().map(|row| row.worth)),
        unwelcome: rows.iter().filter(|row| row.worth <= -LEAST_CHANGE).count(),
        replies: replies.into_iter().enumerate().map(named).collect(),
        basis: talks.bargain(0).basis(case),
    })
}

/// One draw under one theory.
struct Drawn {
    no_deal: (bool, bool),
    changes: Vec<f64>,
}

struct GiftDrawn {
    worth: f64,
    replies: Vec<(Vec<(usize, usize)>, Drawn)>,
}

impl Drawn {
    fn of(before: &Settled, after: &Settled) -> Drawn {
        Drawn {
            no_deal: (before.packages.is_empty(), after.packages.is_empty()),
            changes: before.utilities.iter().zip(&after.utilities).map(|(before, after)| after - before).collect(),
        }
    }

    fn differs(&self) -> bool {
        self.no_deal.0 != self.no_deal.1 || self.changes.iter().any(|change| change.abs() >= LEAST_CHANGE)
    }
}

fn summed<'a>(
    run: &Run,
    talks: &Talks,
    drawn: impl Iterator<Item = &'a Drawn> + Clone,
    (name, mechanism, sees): (&'static str, String, bool),
) -> TheoryDraws {
    let case = run.case;
    let bargain = talks.bargain(0);
    let count = |holds: &dyn Fn(&Drawn) -> bool| drawn.clone().filter(|one| holds(one)).count();
    let change = |(place, party): (usize, PartyId)| ChangeDraws {
        party: case.party_ref(party),
        change: spread(drawn.clone().map(|one| one.changes[place])),
        losses: count(&|one| one.changes[place] <= -LEAST_CHANGE),
        nothing: count(&|one| one.changes[place].abs() < LEAST_CHANGE),
        gains: count(&|one| one.changes[place] >= LEAST_CHANGE),
        basis: case.party_basis(party),
    };
    TheoryDraws {
        name,
        mechanism,
        sees,
        differs: count(&Drawn::differs),
        no_deal_before: count(&|one| one.no_deal.0),
        no_deal_after: count(&|one| one.no_deal.1),
        changes: bargain.payoffs().map(|payoff| payoff.party).enumerate().map(change).collect(),
        basis: bargain.basis(case),
    }
}

/// What comes back in how many draws, the most frequent first; and in how many draws nothing does.
fn returned<'a>(case: &Case, rows: impl Iterator<Item = &'a [(usize, usize)]>) -> (Vec<(String, usize)>, usize) {
    let mut counts = std::collections::BTreeMap::<(usize, usize), usize>::new();
    let mut nothing = 0;
    for row in rows {
        nothing += usize::from(row.is_empty());
        row.iter().for_each(|back| *counts.entry(*back).or_default() += 1);
    }
    let name = |((issue, option), count)| (case.choice_text(Choice { issue: IssueId(issue), option }), count);
    let mut ranked: Vec<(String, usize)> = counts.into_iter().map(name).collect();
    // By name, not by place: a scale the other way round gives the same order.
    ranked.sort_by_cached_key(|(name, count)| (std::cmp::Reverse(*count), name.clone()));
    (ranked, nothing)
}

fn no_stakes(case: &Case, party: PartyId) -> Refusal {
    Refusal::new(&CARD, format!("`{}` has no stakes in the case", case.party(party).id))
        .hint("weights and values for both sides of the concession")
}
