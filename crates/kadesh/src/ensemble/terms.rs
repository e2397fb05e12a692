//! The terms of a deal: what every possible deal contains, what some contain, what none contains, and what comes only together.
//!
//! # Definition
//!
//! In a draw let A be the packages without a shut option that every signatory prefers to no deal; a draw with an empty A has no
//! deal, and no term is judged in it. An option is *essential* when every package of A has it, *possible* when one has,
//! *excluded* when none has. A *trade* is a pair of options of two issues such that all packages of A with the first have the
//! second, while not all packages of A have the second: the first comes only together with the second. Reported are the trades
//! that hold in most of the draws in which the first option is possible, the one that holds in the most draws first, of equals
//! the one whose first option is possible in fewer, and no trade that follows from others that are at least as strong.
//!
//! A trade *follows* from others when taking its first option without its second leads into a contradiction, step by step: of
//! each issue exactly one option is taken, among those that are possible in some draw, and an option is taken only together
//! with what another trade asks for.
//!
//! # Source
//!
//! Essential options are the backbone of a constraint problem, the parts that all its solutions share [monasson1999]. The count
//! over draws and the trades are our own.
//!
//! # Complexity
//!
//! For options one by one O(options × words) each draw, where a word holds 64 packages; most draws are done after a few words.
//! For trades at most O(options² × words); draws are looked at for trades, from the first, up to [`MOST_COMPARED`] words in all,
//! and the answer says how many were. Of the trades that hold in most draws, the strongest [`MOST_WEIGHED`] are set against each
//! other, in O(trades² × options) at most.

use std::cmp::{Ordering, Reverse};
use std::ops::Range;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::accept::{Acceptance, Sets};
use super::layout::Layout;
use super::run::Run;
use crate::model::{self, Basis, Card, Case, Choice, Family, Ground, IssueId, Ref, Truth};

/// What the terms of a deal are.
pub const CARD: Card = Card {
    id: "ensemble.terms",
    family: Family::Ensemble,
    name: "terms of a deal over draws",
    question: "Which options does every deal contain, which none, and which come only together?",
    definition: "A: the packages of a draw that all signatories prefer to no deal. Essential: in every package of A; possible: in \
                 one; excluded: in none. Trade: all packages of A with x have y, and not all packages of A have y.",
    sources: &["monasson1999"],
    assumes: &[
        "what the acceptance over draws assumes",
        "a deal settles every issue, so that an issue left aside keeps its status quo",
    ],
    departures: "Trades and the count over draws are our own. An option whose reach is not known counts as one that can be had. \
                 Trades that follow from stronger ones are left out.",
    standing: model::Standing::Experimental,
};

/// The most words of 64 packages that are compared for trades, over all draws.
pub const MOST_COMPARED: u128 = 4_000_000_000;

/// The most trades that are looked at for what follows from what.
pub const MOST_WEIGHED: usize = 1000;

/// Draws are counted so many at a time.
const BLOCK: usize = 256;

/// What deals contain, over draws.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Terms {
    /// How many draws.
    pub draws: usize,
    /// Their seed.
    pub seed: u64,
    /// In how many of them some package is a deal. Terms are judged in these alone.
    pub with_deal: usize,
    /// Who must accept.
    pub signatories: Vec<Ref>,
    /// Whether the case names the signatories; if not, every party with stakes is one.
    pub signatories_stated: bool,
    /// Every option of every issue, in the order of the case.
    pub options: Vec<Term>,
    /// How many draws, from the first, were looked at for trades.
    pub trade_draws: usize,
    /// In how many of them some package is a deal.
    pub trade_draws_with_deal: usize,
    /// How many trades hold in most of the draws in which their first option is possible.
    pub trades_found: usize,
    /// How many of them, the strongest, were set against each other. The others are left out.
    pub trades_weighed: usize,
    /// The strongest first; without those that follow from others at least as strong.
    pub trades: Vec<Trade>,
    /// What all this rests on.
    pub basis: Basis,
}

/// One option, and how it stands in deals.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Term {
    /// Where it stands in the case.
    #[serde(skip)]
    pub place: Choice,
    /// The issue.
    pub issue: Ref,
    /// The option's id.
    pub option: String,
    /// The two in words: `issue = option`.
    pub choice: String,
    /// Whether it is what holds when nothing is agreed.
    pub status_quo: bool,
    /// Whether it can be had under the rules.
    pub reach: Truth,
    /// What makes it essential or excluded.
    pub decided_by: DecidedBy,
    /// The signatories that have a red line on it.
    pub red_lines: Vec<Ref>,
    /// In how many draws with a deal every deal has it.
    pub essential: usize,
    /// In how many some deal has it, those in which every deal has it among them.
    pub possible: usize,
    /// In how many no deal has it.
    pub excluded: usize,
    /// What this rests on.
    pub basis: Basis,
}

/// What makes an option essential or excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecidedBy {
    /// What packages are worth to the signatories, draw by draw.
    Worth,
    /// The rules: they shut it, or every other option of its issue.
    Rules,
    /// A red line of a signatory: no package with it is accepted.
    RedLine,
    /// Options that exclude each other: no package with it can be.
    Exclusion,
}

/// Two options of which deals have the first only together with the second.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Trade {
    /// Where the two stand in the case.
    #[serde(skip)]
    pub places: (Choice, Choice),
    /// The first in words: `issue = option`.
    pub first: String,
    /// The second.
    pub only_with: String,
    /// In how many draws it holds.
    pub draws: usize,
    /// In how many draws the first is possible.
    pub of: usize,
    /// What this rests on.
    pub basis: Basis,
}

/// What deals contain, over the draws of a run.
pub fn terms(run: &Run) -> Terms {
    let (case, acceptance) = (run.case, &run.acceptance);
    let field = Field::of(acceptance.layout());
    let looked = field.affordable(acceptance.draws());
    let tally = field.tally(acceptance.joint().sets(), acceptance.draws(), looked);
    let found = tally.found(case, &field);
    let weighed = found.len().min(MOST_WEIGHED);
    let kept = without_implied(&found[..weighed], &field.issues, &tally.looked.possible);
    let basis = whole_basis(case, acceptance);
    let choices = case.issue_ids().flat_map(|issue| {
        let options = 0..case.issue(issue).options.len();
        options.map(move |option| Choice { issue, option })
    });
    Terms {
        draws: acceptance.draws(),
        seed: run.draws.seed(),
        with_deal: tally.with_deal,
        signatories: acceptance.signing().map(|party| case.party_ref(party)).collect(),
        signatories_stated: case.deal.signatories_stated,
        options: choices.map(|choice| term(case, acceptance, (&field, &tally), choice, &basis)).collect(),
        trade_draws: looked,
        trade_draws_with_deal: tally.looked.with_deal,
        trades_found: found.len(),
        trades_weighed: weighed,
        trades: kept.into_iter().map(|pair| trade(case, &field, pair, &basis)).collect(),
        basis,
    }
}

fn term(case: &Case, acceptance: &Acceptance, (field, tally): (&Field, &Tally), choice: Choice, whole: &Basis) -> Term {
    let count = |counts: &[u32]| {
        let place = field.choices.iter().position(|open| *open == choice);
        place.and_then(|place| counts.get(place)).map_or(0, |count| *count as usize)
    };
    let (essential, possible) = (count(&tally.essential), count(&tally.possible));
    let reach = acceptance.reach_of(choice);
    let barring: Vec<_> = acceptance
        .signing()
        .filter(|party| case.stake(*party, choice.issue).is_some_and(|stake| stake.red_line.contains(&choice.option)))
        .collect();
    let (decided_by, basis) = match reach {
        Truth::False => (DecidedBy::Rules, gates(case, [choice])),
        Truth::True | Truth::Unknown if field.alone(choice) => (DecidedBy::Rules, gates(case, others(case, choice))),
        Truth::True | Truth::Unknown if !field.is_possible(choice) => (DecidedBy::Exclusion, case.exclusion_basis()),
        Truth::True | Truth::Unknown if acceptance.needs_one_of(&barring) => {
            let stakes = barring.iter().filter_map(|party| case.stake(*party, choice.issue));
            (DecidedBy::RedLine, stakes.map(|stake| &stake.basis).collect())
        }
        Truth::True | Truth::Unknown => (DecidedBy::Worth, whole.clone()),
    };
    Term {
        place: choice,
        issue: case.issue_ref(choice.issue),
        option: case.option(choice).id.clone(),
        choice: case.choice_text(choice),
        status_quo: case.issue(choice.issue).status_quo == choice.option,
        reach,
        decided_by,
        red_lines: case.party_refs(&barring),
        essential,
        possible,
        excluded: tally.with_deal - possible,
        basis,
    }
}

fn trade(case: &Case, field: &Field, pair: Pair, basis: &Basis) -> Trade {
    let places = (field.choices[pair.first], field.choices[pair.second]);
    Trade {
        places,
        first: case.choice_text(places.0),
        only_with: case.choice_text(places.1),
        draws: pair.draws as usize,
        of: pair.of as usize,
        basis: basis.clone(),
    }
}

fn others(case: &Case, choice: Choice) -> impl Iterator<Item = Choice> {
    let options = 0..case.issue(choice.issue).options.len();
    let issue = choice.issue;
    options.filter(move |option| *option != choice.option).map(move |option| Choice { issue, option })
}

fn gates(case: &Case, choices: impl IntoIterator<Item = Choice>) -> Basis {
    choices.into_iter().flat_map(|choice| case.gates_before(choice)).map(Ground::Gate).collect()
}

/// What the deals rest on: what the signatories want, who they are, and the gates before what cannot surely be had.
fn whole_basis(case: &Case, acceptance: &Acceptance) -> Basis {
    let mut basis = acceptance.reach_basis(case).and(&case.deal.basis);
    acceptance.signing().for_each(|party| basis.extend(&case.party_basis(party)));
    basis
}

/// The open options, and which packages have each.
struct Field {
    choices: Vec<Choice>,
    /// By issue: its options among `choices`.
    issues: Vec<Range<usize>>,
    /// By option: one bit a package that can be, as in [`Sets`].
    having: Vec<Vec<u64>>,
}

impl Field {
    fn of(layout: &Layout) -> Field {
        let sizes = layout.space.sizes();
        let mut field = Field { choices: Vec::new(), issues: Vec::new(), having: Vec::new() };
        for (issue, options) in layout.open.iter().enumerate() {
            let from = field.choices.len();
            field.choices.extend(options.iter().map(|option| Choice { issue: IssueId(issue), option: *option }));
            field.issues.push(from..field.choices.len());
            // The last issue changes fastest: an option comes in runs as long as the packages of the issues after it.
            let run: usize = sizes[issue + 1..].iter().product();
            field.having.extend((0..options.len()).map(|place| {
                let starts = (place * run..layout.space.len()).step_by((run * options.len()).max(1));
                let mut bits = vec![0; layout.words()];
                starts
                    .flat_map(|start| start..start + run)
                    .for_each(|package| bits[package / 64] |= 1 << (package % 64));
                bits.iter_mut().zip(layout.all()).for_each(|(word, possible)| *word &= possible);
                bits
            }));
        }
        field
    }

    /// How many of the first draws can be looked at for trades; at least one.
    fn affordable(&self, draws: usize) -> usize {
        let options = self.choices.len() as u128;
        let words = self.having.first().map_or(0, Vec::len) as u128;
        let most = MOST_COMPARED / (options * options * words).max(1);
        draws.min(usize::try_from(most).unwrap_or(usize::MAX)).max(1)
    }

    /// Whether the rules leave no other option of its issue.
    fn alone(&self, choice: Choice) -> bool {
        self.issues.get(choice.issue.0).is_some_and(|options| options.len() == 1)
    }

    /// Whether some package with the option can be.
    fn is_possible(&self, choice: Choice) -> bool {
        let place = self.choices.iter().position(|open| *open == choice);
        place.is_some_and(|place| self.having[place].iter().any(|word| *word != 0))
    }

    /// Counts in all draws, and trades in the first of them. Whole numbers are added, so the order does not matter.
    fn tally(&self, sets: Sets, draws: usize, looked: usize) -> Tally {
        let blank = || Tally::new(self.choices.len());
        let block = |block: usize| {
            let (mut tally, mut view) = (blank(), View::default());
            for draw in block * BLOCK..draws.min((block + 1) * BLOCK) {
                view.see(self, sets.of_draw(draw));
                tally.add(self, &mut view, draw < looked);
            }
            tally
        };
        (0..draws.div_ceil(BLOCK)).into_par_iter().map(block).reduce(blank, Tally::and)
    }
}

/// The deals of one draw.
#[derive(Default)]
struct View {
    /// The words that hold some, with their places.
    words: Vec<(usize, u64)>,
    /// The same packages, but for those without one option.
    with_first: Vec<(usize, u64)>,
    /// By option: whether a deal has it.
    possible: Vec<bool>,
    /// By issue: whether deals differ in it.
    differs: Vec<bool>,
}

impl View {
    fn see(&mut self, field: &Field, joint: &[u64]) {
        self.words.clear();
        self.words.extend(joint.iter().copied().enumerate().filter(|(_, word)| *word != 0));
        let words = &self.words;
        self.possible.clear();
        self.possible.extend(field.having.iter().map(|having| meets(words, having)));
        let possible = &self.possible;
        self.differs.clear();
        self.differs.extend(
            field.issues.iter().map(|options| possible[options.clone()].iter().filter(|one| **one).count() > 1),
        );
    }

    /// The trades of the draw. An essential option is in none: all deals have it, so that nothing is asked for it.
    fn trades(&mut self, field: &Field, mut found: impl FnMut(usize, usize)) {
        for (issue, options) in field.issues.iter().enumerate().filter(|(issue, _)| self.differs[*issue]) {
            for first in options.clone().filter(|option| self.possible[*option]) {
                let having = &field.having[first];
                self.with_first.clear();
                let with = self.words.iter().map(|(at, word)| (*at, word & having[*at]));
                self.with_first.extend(with.filter(|(_, word)| *word != 0));
                for (other, seconds) in field.issues.iter().enumerate().filter(|(other, _)| self.differs[*other]) {
                    let mut beside = seconds.clone().filter(|second| {
                        other != issue && self.possible[*second] && meets(&self.with_first, &field.having[*second])
                    });
                    if let (Some(only), None) = (beside.next(), beside.next()) {
                        found(first, only);
                    }
                }
            }
        }
    }
}

fn meets(words: &[(usize, u64)], having: &[u64]) -> bool {
    words.iter().any(|(at, word)| word & having[*at] != 0)
}

/// Counts over draws.
struct Tally {
    with_deal: usize,
    /// By option.
    essential: Vec<u32>,
    /// By option.
    possible: Vec<u32>,
    /// The draws that were looked at for trades.
    looked: Looked,
}

struct Looked {
    with_deal: usize,
    /// By option.
    possible: Vec<u32>,
    /// By first and second option.
    pairs: Vec<u32>,
}

impl Tally {
    fn new(options: usize) -> Tally {
        let none = || vec![0; options];
        let looked = Looked { with_deal: 0, possible: none(), pairs: vec![0; options * options] };
        Tally { with_deal: 0, essential: none(), possible: none(), looked }
    }

    fn add(&mut self, field: &Field, view: &mut View, look: bool) {
        if view.words.is_empty() {
            return;
        }
        self.with_deal += 1;
        raise(&mut self.possible, &view.possible);
        for options in
            field.issues.iter().zip(&view.differs).filter(|(_, differs)| !**differs).map(|(options, _)| options)
        {
            options.clone().filter(|option| view.possible[*option]).for_each(|option| self.essential[option] += 1);
        }
        if look {
            self.looked.with_deal += 1;
            raise(&mut self.looked.possible, &view.possible);
            view.trades(field, |first, second| self.looked.pairs[first * field.choices.len() + second] += 1);
        }
    }

    fn and(mut self, other: Tally) -> Tally {
        let sum = |own: &mut [u32], other: &[u32]| own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
        self.with_deal += other.with_deal;
        sum(&mut self.essential, &other.essential);
        sum(&mut self.possible, &other.possible);
        self.looked.with_deal += other.looked.with_deal;
        sum(&mut self.looked.possible, &other.looked.possible);
        sum(&mut self.looked.pairs, &other.looked.pairs);
        self
    }

    /// The trades that hold in most of the draws in which their first option is possible, the strongest first; among equals
    /// by the ids of the options, whose places would turn round with a scale.
    fn found(&self, case: &Case, field: &Field) -> Vec<Pair> {
        let options = field.choices.len();
        let pair = |(at, draws): (usize, &u32)| {
            let (first, second) = (at / options, at % options);
            Pair { first, second, draws: *draws, of: self.looked.possible[first] }
        };
        let all = self.looked.pairs.iter().enumerate().filter(|(_, draws)| **draws > 0).map(pair);
        let mut found: Vec<Pair> = all.filter(|pair| 2 * u64::from(pair.draws) > u64::from(pair.of)).collect();
        let ids = |option: usize| {
            let choice = field.choices[option];
            (case.issue_address(choice.issue), case.option_address(choice))
        };
        found.sort_by(|one, other| {
            let names = |pair: &Pair| (ids(pair.first), ids(pair.second));
            one.strength(other).reverse().then_with(|| names(one).cmp(&names(other)))
        });
        found
    }
}

fn raise(counts: &mut [u32], those: &[bool]) {
    counts.iter_mut().zip(those).for_each(|(count, one)| *count += u32::from(*one));
}

/// A trade between two of the open options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pair {
    first: usize,
    second: usize,
    /// In how many draws it holds.
    draws: u32,
    /// In how many its first option is possible.
    of: u32,
}

impl Pair {
    fn strength(&self, other: &Pair) -> Ordering {
        (self.draws, Reverse(self.of)).cmp(&(other.draws, Reverse(other.of)))
    }
}

/// The pairs, strongest first, without those that follow from others that are at least as strong. What is left out follows
/// from what is left: the weakest go first, and each only as long as the others still say the same.
fn without_implied(pairs: &[Pair], issues: &[Range<usize>], possible: &[u32]) -> Vec<Pair> {
    let mut kept: Vec<bool> = vec![true; pairs.len()];
    for (at, pair) in pairs.iter().enumerate().rev() {
        let others = pairs
            .iter()
            .enumerate()
            .filter(|(other, one)| *other != at && kept[*other] && one.strength(pair) != Ordering::Less);
        let others: Vec<&Pair> = others.map(|(_, one)| one).collect();
        kept[at] = !follows(pair, &others, issues, possible);
    }
    pairs.iter().zip(kept).filter(|(_, kept)| *kept).map(|(pair, _)| *pair).collect()
}

/// Whether a pair's first option without its second contradicts the other pairs.
fn follows(pair: &Pair, others: &[&Pair], issues: &[Range<usize>], possible: &[u32]) -> bool {
    let issue_of = |option: usize| issues.iter().find(|options| options.contains(&option)).cloned().unwrap_or_default();
    // What may still be taken.
    let mut open: Vec<bool> = possible.iter().map(|draws| *draws > 0).collect();
    let take = |open: &mut [bool], option: usize| {
        let mut changed = false;
        for other in issue_of(option).filter(|other| *other != option) {
            changed |= std::mem::take(&mut open[other]);
        }
        changed
    };
    let taken =
        |open: &[bool], option: usize| open[option] && issue_of(option).all(|other| other == option || !open[other]);
    take(&mut open, pair.first);
    open[pair.second] = false;
    loop {
        let mut changed = false;
        for other in others {
            if open[other.first] && !open[other.second] {
                open[other.first] = false;
                changed = true;
            }
            if taken(&open, other.first) {
                changed |= take(&mut open, other.second);
            }
        }
        if issues.iter().any(|options| !options.is_empty() && !options.clone().any(|option| open[option])) {
            return true;
        }
        if !changed {
            return false;
        }
    }
}
