//! What something given before the talks was worth, and to whom: the answer differs by theory, and one theory cannot see it.
//!
//! # Definition
//!
//! Options are given before the talks: `x_i = o` on some issues. The value to a party is its utility at the outcome with the
//! concession, less its utility at the outcome without. Outcomes are Nash's (ties averaged; no deal: the walk-away).
//! *Settlement only*: the outcome depends on utilities and walk-aways, not on the path; the concession is no input, so the
//! value is nought by construction. *Issue trading*: afterwards only packages with `x_i = o` can be had. *Reference point*:
//! packages are judged by `u(x) − (λ − 1) Σ_i max(0, part_i(r_i) − part_i(x_i))`, where `r` is the status quo before and the
//! status quo with `x_i = o` after; acceptance and Nash's rule use it, the value reported is plain utility.
//!
//! # Source
//!
//! [nash1950] for the outcome, [raiffa1982] for trading across issues, [tversky1991] for the reference point. Departures:
//! loss aversion is the same for every party and issue; walk-aways are not judged from the reference point.
//!
//! # Complexity
//!
//! Four outcomes, each an additive frontier.

use schemars::JsonSchema;
use serde::Serialize;

use super::bargain::{Bargain, Settled, Settles};
use super::payoff::Payoff;
use super::points::option_names;
use crate::model::{Basis, Card, Case, Choice, Family, IssueId, Quantity, Ref, Refusal, Standing};

/// What this model is.
pub const CARD: Card = Card {
    id: "deals.concession",
    family: Family::Deals,
    name: "value of a concession under three theories",
    question: "What was a concession made before the talks worth to each party, and according to which theory?",
    definition: "u_i(outcome with the concession) − u_i(outcome without), the outcome being Nash's, under three theories: \
                 settlement only; issue trading (x_i = o is fixed); reference point (losses count λ times).",
    sources: &["nash1950", "raiffa1982", "tversky1991"],
    assumes: &[
        "without a concession the talks end at Nash's point, or with no deal",
        "what is given stays given",
        "loss aversion is one number for all",
    ],
    departures: "The three theories side by side are our own. Ties are averaged. What options are worth only together is not \
                 weighed as a loss.",
    standing: Standing::Experimental,
};

/// A theory of what a concession does.
#[derive(Debug, Clone, Copy, PartialEq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theory {
    /// Only utilities and walk-aways matter, not what was given on the way.
    SettlementOnly,
    /// What is given is no longer there to be traded.
    IssueTrading,
    /// What is given becomes what everybody measures losses from.
    ReferencePoint {
        /// How many times a loss counts as much as the same gain, at least 1.
        loss_aversion: f64,
    },
}

/// What a concession is worth under one theory, in numbers.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Valued {
    /// The theory.
    pub theory: Theory,
    /// The outcome without it.
    pub before: Settled,
    /// The outcome with it.
    pub after: Settled,
}

/// What a concession is worth under every theory, named and based.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct ConcessionValue {
    /// What was given, `issue = option`.
    pub given: Vec<String>,
    /// One a theory, in a fixed order.
    pub theories: Vec<TheoryValue>,
    /// What it rests on.
    pub basis: Basis,
}

/// What a concession is worth under one theory.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct TheoryValue {
    /// The theory's name.
    pub name: &'static str,
    /// How it gets to its answer, in one sentence.
    pub mechanism: String,
    /// Whether it can see a difference between giving and not giving.
    pub sees: bool,
    /// The packages without the concession. Empty: no deal.
    pub before: Vec<Vec<String>>,
    /// The packages with it. Empty: no deal.
    pub after: Vec<Vec<String>>,
    /// Party by party, signatories first.
    pub changes: Vec<PartyChange>,
    /// What it rests on.
    pub basis: Basis,
}

/// What changes for one party.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PartyChange {
    /// The party.
    pub party: Ref,
    /// Its utility before.
    pub before: f64,
    /// Its utility after.
    pub after: f64,
    /// After less before.
    pub change: f64,
    /// What it rests on.
    pub basis: Basis,
}

impl Theory {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Theory::SettlementOnly => "settlement only",
            Theory::IssueTrading => "issue trading",
            Theory::ReferencePoint { .. } => "reference point",
        }
    }

    /// Whether the concession is among its inputs.
    pub const fn sees(self) -> bool {
        match self {
            Theory::SettlementOnly => false,
            Theory::IssueTrading | Theory::ReferencePoint { .. } => true,
        }
    }

    /// How it gets to its answer, in one sentence.
    pub fn mechanism(self) -> String {
        match self {
            Theory::SettlementOnly => {
                "The outcome depends on utilities and walk-aways alone, so what was given on the way \
                                       is no input and the change is nought by construction."
                    .to_owned()
            }
            Theory::IssueTrading => {
                "What was given is settled and can no longer be exchanged for anything on another issue.".to_owned()
            }
            Theory::ReferencePoint { loss_aversion } => format!(
                "What was given becomes what parties measure losses from, and a loss counts {loss_aversion:.2} times a gain."
            ),
        }
    }
}

/// What a concession is worth under one theory. `given` holds pairs of issue and option.
pub fn value_of(settles: &impl Settles, given: &[(usize, usize)], theory: Theory) -> Valued {
    let bargain = settles.bargain();
    let (before, after) = match theory {
        Theory::SettlementOnly => {
            let settled = settles.settle_given(&bargain.signatories, &[]);
            (settled.clone(), settled)
        }
        Theory::IssueTrading => {
            (settles.settle_given(&bargain.signatories, &[]), settles.settle_given(&bargain.signatories, given))
        }
        Theory::ReferencePoint { loss_aversion } => {
            let judged = |reference: &[usize]| {
                let judge = |payoff: &Payoff| judged_from(payoff, reference, loss_aversion);
                settles.settle_given(&bargain.signatories.iter().map(judge).collect::<Vec<_>>(), &[])
            };
            let mut reference = bargain.status_quo.clone();
            let before = judged(&reference);
            given.iter().for_each(|(issue, option)| reference[*issue] = *option);
            (before, judged(&reference))
        }
    };
    Valued { theory, before, after }
}

/// The numbers by which a party judges packages from a reference package: each part that falls short counts λ times.
pub fn judged_from(payoff: &Payoff, reference: &[usize], loss_aversion: f64) -> Payoff {
    let issue = |(parts, from): (&Vec<f64>, &usize)| {
        let had = parts[*from];
        parts.iter().map(|part| part - (loss_aversion - 1.0) * (had - part).max(0.0)).collect()
    };
    Payoff { parts: payoff.parts.iter().zip(reference).map(issue).collect(), ..payoff.clone() }
}

/// What a concession is worth to every party of a bargain under every theory. Name the party for whom it was made among the
/// bargain's signatories or others.
///
/// # Errors
///
/// Nothing is given, or the loss aversion is below 1.
pub fn concession(
    case: &Case,
    bargain: &Bargain,
    given: &[Choice],
    loss_aversion: f64,
) -> Result<ConcessionValue, Refusal> {
    if given.is_empty() {
        return Err(Refusal::new(&CARD, "the act gives no option on any issue"));
    }
    if loss_aversion.is_nan() || loss_aversion < 1.0 {
        return Err(Refusal::new(&CARD, format!("a loss aversion of {loss_aversion} would make losses welcome"))
            .hint("a loss aversion of at least 1"));
    }
    let basis = bargain.basis(case);
    let pairs = pairs(given);
    let theories = [Theory::SettlementOnly, Theory::IssueTrading, Theory::ReferencePoint { loss_aversion }];
    let named = |theory: Theory| {
        let valued = value_of(bargain, &pairs, theory);
        TheoryValue {
            name: theory.name(),
            mechanism: theory.mechanism(),
            sees: theory.sees(),
            before: packages(case, bargain, &valued.before),
            after: packages(case, bargain, &valued.after),
            changes: changes(case, bargain, &valued.before, &valued.after),
            basis: basis.clone(),
        }
    };
    Ok(ConcessionValue {
        given: given.iter().map(|choice| case.choice_text(*choice)).collect(),
        theories: theories.into_iter().map(named).collect(),
        basis: basis.clone(),
    })
}

/// What the case holds of loss aversion, for the reference-point theory. None: the case states none.
pub fn stated_loss_aversion(case: &Case) -> Option<f64> {
    case.deal.loss_aversion.map(Quantity::central)
}

/// The choices as pairs of issue and option.
pub fn pairs(given: &[Choice]) -> Vec<(usize, usize)> {
    given.iter().map(|Choice { issue: IssueId(issue), option }| (*issue, *option)).collect()
}

/// The settled packages in words.
pub(super) fn packages(case: &Case, bargain: &Bargain, settled: &Settled) -> Vec<Vec<String>> {
    settled.packages.iter().map(|package| option_names(case, &bargain.space.package(*package))).collect()
}

/// What changes for each party of a bargain between two outcomes.
pub(super) fn changes(case: &Case, bargain: &Bargain, before: &Settled, after: &Settled) -> Vec<PartyChange> {
    let change = |(payoff, (before, after)): (&Payoff, (&f64, &f64))| PartyChange {
        party: case.party_ref(payoff.party),
        before: *before,
        after: *after,
        change: after - before,
        basis: case.party_basis(payoff.party),
    };
    bargain.payoffs().zip(before.utilities.iter().zip(&after.utilities)).map(change).collect()
}
