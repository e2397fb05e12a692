//! In how many draws of the preferences each state asked about is stable, and for whom.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Contest, StateView};
use crate::ensemble::StableDraws;
use crate::model::{Basis, Ref, Refusal};

/// Counts of draws.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Robustness {
    /// The parties.
    pub parties: Vec<Ref>,
    /// How many draws there are.
    pub draws: usize,
    /// The definitions, in short.
    pub definitions: Vec<&'static str>,
    /// The parties some of whose preferences are ranges.
    pub varies: Vec<Ref>,
    /// State by state.
    pub rows: Vec<RobustRow>,
    /// How many possible states are left out where the case names no deal.
    pub left_out: u64,
    /// What it rests on.
    pub basis: Basis,
}

/// In how many draws one state is stable.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct RobustRow {
    /// The state.
    pub state: StateView,
    /// By party, then by definition.
    pub by_party: Vec<Vec<usize>>,
    /// By definition: for all.
    pub for_all: Vec<usize>,
    /// What it rests on.
    pub basis: Basis,
}

/// The most states that are judged in every draw.
const MOST_STATES: usize = 256;

/// In how many draws the deals hold; without deals, the states asked about.
pub fn robustness(contest: &Contest) -> Result<Robustness, Refusal> {
    contest.space()?;
    let (states, left_out) = contest.deals_or_listed(MOST_STATES);
    let definitions: Vec<_> = contest.definitions().collect();
    let counts = contest.hold.robustness(&states, &definitions)?;
    let row = |counted: StableDraws| RobustRow {
        state: contest.view(counted.state),
        by_party: (0..contest.parties().len())
            .map(|party| counted.by_party.iter().filter_map(|parties| parties.get(party).copied()).collect())
            .collect(),
        for_all: counted.for_all,
        basis: contest.basis(None),
    };
    let varies: Vec<_> = contest.parties().iter().copied().filter(|party| contest.hold.varies(*party)).collect();
    Ok(Robustness {
        parties: contest.party_refs(),
        draws: contest.hold.draws(),
        definitions: definitions.iter().map(|definition| definition.short).collect(),
        varies: contest.case().party_refs(&varies),
        rows: counts.into_iter().map(row).collect(),
        left_out,
        basis: contest.basis(None),
    })
}
