//! Who would break a deal, what it would gain by that, and what each option of another party changes about it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Contest, StateView, Tie, stability};
use crate::conflict::{Answers, State, Verdict};
use crate::model::{Basis, Order, Ref, Refusal};

/// Deal by deal.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Breach {
    /// The deals of the case.
    pub deals: Vec<DealBreach>,
    /// The definitions that were asked, in short, the strictest first.
    pub definitions: Vec<&'static str>,
    /// What the order of the case decides, since importance does not.
    pub ties: Vec<Tie>,
    /// What it rests on.
    pub basis: Basis,
}

/// One deal.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct DealBreach {
    /// The deal.
    pub deal: StateView,
    /// The definitions under which it is stable for all.
    pub holds: Vec<&'static str>,
    /// The parties that would leave it, the one that fewest definitions hold back first.
    pub breakers: Vec<Breaker>,
    /// What changes if one option of the deal is taken or left.
    pub turns: Vec<Turn>,
    /// What it rests on.
    pub basis: Basis,
}

/// A party that would leave a deal.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Breaker {
    /// The party.
    pub party: Ref,
    /// The definitions under which it would.
    pub definitions: Vec<&'static str>,
    /// What it would move to, if nothing is answered.
    pub improvement: StateView,
    /// What it gains.
    pub gain: Gain,
    /// What it rests on.
    pub basis: Basis,
}

/// What a party gains by a move.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Gain {
    /// Its rank of the deal, 1 the best, equal states counted as one.
    pub from_rank: usize,
    /// Its rank of where it moves to.
    pub to_rank: usize,
    /// How many ranks it has.
    pub ranks: usize,
    /// Statements of its that are met there and not in the deal.
    pub met: Vec<String>,
    /// Statements that are met in the deal and not there.
    pub given_up: Vec<String>,
    /// Where its preferences are sums: what each is worth at central numbers.
    pub worth: Option<(f64, f64)>,
}

/// What changes about a deal if one option is taken or left.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Turn {
    /// Whose option.
    pub party: Ref,
    /// The option, by id.
    pub option: String,
    /// What it means.
    pub name: String,
    /// Whether it is taken after the change.
    pub taken: bool,
    /// The state after the change.
    pub state: StateView,
    /// The definitions under which that holds and the deal does not.
    pub gained: Vec<&'static str>,
    /// The definitions under which the deal holds and that does not.
    pub lost: Vec<&'static str>,
    /// What it rests on.
    pub basis: Basis,
}

/// Who breaks the deals of a case. Nothing to answer where it names none.
pub fn breach(contest: &Contest) -> Result<Breach, Refusal> {
    contest.space()?;
    let deals = contest.deals().into_iter().map(|deal| one(contest, deal)).collect::<Result<_, Refusal>>()?;
    let definitions = contest.definitions().map(|definition| definition.short).collect();
    Ok(Breach { deals, definitions, ties: contest.ties(), basis: contest.basis(None) })
}

fn one(contest: &Contest, deal: State) -> Result<DealBreach, Refusal> {
    let mut breakers: Vec<Breaker> =
        (0..contest.parties().len()).filter_map(|party| breaker(contest, deal, party)).collect();
    breakers.sort_by_key(|breaker| std::cmp::Reverse(breaker.definitions.len()));
    Ok(DealBreach {
        deal: contest.view(deal),
        holds: stability::holds(contest, deal),
        breakers,
        turns: turns(contest, deal),
        basis: contest.basis(None),
    })
}

fn breaker(contest: &Contest, deal: State, party: usize) -> Option<Breaker> {
    let broken: Vec<_> = contest
        .definitions()
        .enumerate()
        .filter(|(place, _)| !contest.is_stable(*place, party, deal))
        .map(|(_, definition)| definition)
        .collect();
    // The loosest of the definitions of answers one after another shows an improvement that nobody answers at all; SIM is
    // neither looser nor stricter than they are.
    let loosest = broken.iter().rev().find(|one| one.answers != Answers::Together).or(broken.last());
    let to = match loosest.and_then(|definition| contest.verdict(definition, party, deal)) {
        Some(Verdict::Breaks(to)) => to,
        Some(Verdict::NoMove | Verdict::NoImprovement | Verdict::Deterred(_)) => return None,
        None => *contest.arena().ok()?.improvements(party, deal).first()?,
    };
    Some(Breaker {
        party: contest.party_refs().get(party)?.clone(),
        definitions: broken.iter().map(|definition| definition.short).collect(),
        improvement: contest.view(to),
        gain: gain(contest, party, deal, to),
        basis: contest.basis(if broken.len() == contest.stable.len() { Some(party) } else { None }),
    })
}

fn gain(contest: &Contest, party: usize, deal: State, to: State) -> Gain {
    let conflict = contest.conflict();
    let frame = &contest.hold.frame;
    let taken = |state: State| frame.combinations(state).first().copied().unwrap_or(0);
    let (before, after) = (taken(deal), taken(to));
    let id = contest.parties().get(party).copied();
    let order = id.and_then(|id| conflict.preference(id)).map(|preference| &preference.order);
    let wishes = match order {
        Some(Order::Statements(wishes)) => wishes.as_slice(),
        Some(Order::Ranking(_) | Order::Worth { .. }) | None => &[],
    };
    let with = |met: u64, unmet: u64| {
        let wishes = wishes.iter().filter(move |wish| wish.holds.holds(met) && !wish.holds.holds(unmet));
        wishes.map(|wish| conflict.words(&wish.holds)).collect()
    };
    let worth = id.and_then(|id| contest.hold.central_worth(id)).map(|worth| (worth(before), worth(after)));
    let (from_rank, to_rank, ranks) = ranks(contest, party, deal, to);
    Gain { from_rank, to_rank, ranks, met: with(after, before), given_up: with(before, after), worth }
}

/// The ranks of two states, the best being 1, and how many ranks there are.
fn ranks(contest: &Contest, party: usize, one: State, other: State) -> (usize, usize, usize) {
    let mut levels: Vec<u32> = match contest.preferences.get(party) {
        Some(crate::conflict::Preferences::Levels(levels)) => levels.clone(),
        Some(crate::conflict::Preferences::Pairs(_)) | None => return (0, 0, 0),
    };
    let level = |state: State| levels.get(state as usize).copied().unwrap_or(0);
    let (one, other) = (level(one), level(other));
    levels.retain(|level| *level > 0);
    levels.sort_unstable();
    levels.dedup();
    let rank = |level: u32| levels.len() - levels.partition_point(|below| *below < level);
    (rank(one), rank(other), levels.len())
}

/// What each single option changes about whether the deal is stable for all.
fn turns(contest: &Contest, deal: State) -> Vec<Turn> {
    let conflict = contest.conflict();
    let frame = &contest.hold.frame;
    let [taken] = frame.combinations(deal)[..] else { return Vec::new() };
    let holds = stability::holds(contest, deal);
    let turn = |(place, option): (usize, &crate::model::ConflictOption)| {
        let state = frame.state_of(taken ^ 1 << place)?;
        let then = stability::holds(contest, state);
        Some(Turn {
            party: contest.case().party_ref(option.by),
            option: option.id.clone(),
            name: option.name.clone(),
            taken: taken >> place & 1 == 0,
            state: contest.view(state),
            gained: then.iter().filter(|short| !holds.contains(short)).copied().collect(),
            lost: holds.iter().filter(|short| !then.contains(short)).copied().collect(),
            basis: contest.basis(None).and(&option.basis),
        })
    };
    conflict.options.iter().enumerate().filter_map(turn).collect()
}
