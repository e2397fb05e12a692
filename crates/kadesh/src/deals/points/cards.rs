//! What each solution point is: its name, formula, source, and what it takes for granted.

use crate::model::{Card, Family, Standing};

const FINITE: &str = "the packages are finite in number, with no lotteries between them";

const COMPARABLE: &str = "a step of utility means the same to every party";

/// Nash's rule.
pub const NASH: Card = Card {
    id: "deals.nash",
    family: Family::Deals,
    name: "Nash",
    question: "Which acceptable package has the greatest product of gains over no deal?",
    definition: "max Π (u_i(x) − d_i) over the packages with u_i(x) >= d_i for every i.",
    sources: &["nash1950"],
    assumes: &["the parties judge packages by utility alone, and know each other's", FINITE],
    departures: "Nash's set is convex and has one answer; ours is finite and all ties are given. Gains are checked to be \
                 non-negative before they are multiplied.",
    standing: Standing::Experimental,
};

/// Kalai and Smorodinsky's rule.
pub const KALAI_SMORODINSKY: Card = Card {
    id: "deals.kalai-smorodinsky",
    family: Family::Deals,
    name: "Kalai–Smorodinsky",
    question: "Which acceptable package gives every party the most even share of the best that it could gain?",
    definition: "max min_i (u_i(x) − d_i) / (b_i − d_i), b_i the best for i among the packages that all accept.",
    sources: &["kalai1975"],
    assumes: &["what a party could at best have gained is a claim", FINITE],
    departures: "On a finite set the shares are rarely equal: the least share is maximised. A party that can gain nothing \
                 is left out.",
    standing: Standing::Experimental,
};

/// The same with another ideal point.
pub const KALAI_SMORODINSKY_OVERALL: Card = Card {
    id: "deals.kalai-smorodinsky-overall",
    family: Family::Deals,
    name: "Kalai–Smorodinsky, best overall",
    question: "The same, when the best is taken over all packages, accepted or not?",
    definition: "max min_i (u_i(x) − d_i) / (M_i − d_i), M_i the best for i among all packages that can be had.",
    sources: &["kalai1975"],
    assumes: &["a party measures itself by packages that others would never accept", FINITE],
    departures: "The ideal point is NegMAS's, not the paper's. A party that can gain nothing is left out.",
    standing: Standing::Experimental,
};

/// What NegMAS computes under the name of Kalai–Smorodinsky.
pub const LEAST_SPREAD: Card = Card {
    id: "deals.least-spread",
    family: Family::Deals,
    name: "least spread",
    question: "At which acceptable package do the parties' shares of their best gain differ least?",
    definition: "min (max_i a_i − min_i a_i), a_i = (u_i(x) − d_i) / (M_i − d_i), M_i the best for i among all packages.",
    sources: &[],
    assumes: &["evenness counts, even where everybody could have more", FINITE],
    departures: "Our name. NegMAS 0.16 calls it Kalai–Smorodinsky; it can leave the worst-off party with less than the \
                 textbook rule. A party that can gain nothing is left out; NegMAS then returns the whole frontier.",
    standing: Standing::Experimental,
};

/// Kalai's proportional rule with equal weights.
pub const EGALITARIAN: Card = Card {
    id: "deals.egalitarian",
    family: Family::Deals,
    name: "egalitarian",
    question: "Which acceptable package gives the party that gains least the most?",
    definition: "max min_i (u_i(x) − d_i).",
    sources: &["kalai1977"],
    assumes: &[COMPARABLE, FINITE],
    departures: "On a finite set the gains are rarely equal: the least is maximised. NegMAS calls it Kalai.",
    standing: Standing::Experimental,
};

/// The greatest sum.
pub const UTILITARIAN: Card = Card {
    id: "deals.utilitarian",
    family: Family::Deals,
    name: "utilitarian",
    question: "Which acceptable package has the greatest sum of utilities?",
    definition: "max Σ u_i(x) over the packages with u_i(x) >= d_i for every i.",
    sources: &["harsanyi1955"],
    assumes: &[COMPARABLE, FINITE],
    departures: "Every party counts once.",
    standing: Standing::Experimental,
};
