//! Which parties are enough for a deal, where not all of them are needed; and what each such group could agree on without the
//! rest.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::joint::{Joint, size};
use super::row::PackageRow;
use super::{Acceptance, CARD};
use crate::ensemble::taken::Taken;
use crate::model::{Basis, BodyId, Case, DealRule, PartyId, Ref, Refusal, Stance, minimal_groups};
use crate::rules::panel::Panel;

/// The most members with stakes whose groups are gone through.
const MOST_MEMBERS: usize = 16;

/// What a group that is enough for a deal could agree on.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct GroupDeals {
    /// The group: no member of it can be left out.
    pub group: Vec<Ref>,
    /// In how many draws all of it prefer some package to no deal.
    pub draws: usize,
    /// The package that they do in the most draws. None: there is none in any draw.
    pub often: Option<PackageRow>,
    /// The other parties with stakes.
    pub left_out: Vec<LeftOut>,
    /// What this rests on.
    pub basis: Basis,
}

/// A party that a group does not need.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct LeftOut {
    /// Who.
    pub party: Ref,
    /// In how many of the group's draws with a deal each of its packages is worth less to this party than no deal.
    pub worse: usize,
}

/// The smallest groups of parties with stakes whose acceptance makes a deal, as places among the signatories.
///
/// Refuses a body with more than [`MOST_MEMBERS`] members with stakes, or whose rule cannot be applied.
pub(super) fn groups(case: &Case, signatories: &[PartyId]) -> Result<Vec<Vec<usize>>, Refusal> {
    let sets = match &case.deal.rule {
        DealRule::All => return Ok(vec![(0..signatories.len()).collect()]),
        DealRule::Groups(groups) => groups.clone(),
        DealRule::Body(body) => winning(case, *body, signatories)?,
    };
    let place = |party: &PartyId| signatories.iter().position(|other| other == party);
    Ok(sets.iter().map(|set| set.iter().filter_map(place).collect()).collect())
}

/// The minimal winning coalitions of a body among the members with stakes; all others oppose.
fn winning(case: &Case, body: BodyId, members: &[PartyId]) -> Result<Vec<BTreeSet<PartyId>>, Refusal> {
    if members.len() > MOST_MEMBERS {
        let because = format!("{} members of {} have stakes", members.len(), case.body(body).name);
        let hint = format!("groups of at most {MOST_MEMBERS} are gone through: name who must agree with `needs`");
        return Err(Refusal::new(&CARD, because).hint(hint));
    }
    let panel = Panel::of(case, body)?;
    let wins = |group: &BTreeSet<PartyId>| {
        let stance = |party: PartyId| if group.contains(&party) { Stance::Agree } else { Stance::Oppose };
        let stances: Vec<Stance> = panel.seats().iter().map(|seat| stance(seat.party)).collect();
        panel.passes(&stances, Stance::Oppose)
    };
    let of = |mask: u32| -> BTreeSet<PartyId> {
        members.iter().enumerate().filter(|(place, _)| mask >> place & 1 == 1).map(|(_, party)| *party).collect()
    };
    let all = minimal_groups((0..1u32 << members.len()).map(of).filter(wins));
    if all.is_empty() {
        let because =
            format!("the members of {} with stakes cannot pass anything without the others", case.body(body).name);
        let hint = "give the other members stakes, or say with `[deal] needs` who is enough";
        return Err(Refusal::new(&CARD, because).hint(hint));
    }
    Ok(all)
}

impl Acceptance {
    /// Whether some signatory alone, or these together, keep every group from agreeing.
    pub(in crate::ensemble) fn needs_one_of(&self, parties: &[PartyId]) -> bool {
        let is_in = |place: &usize| parties.contains(&self.parties[self.signatories[*place]].inputs.party);
        !parties.is_empty() && self.groups.iter().all(|group| group.iter().any(is_in))
    }

    /// Whether more than one group of signatories is enough.
    pub(in crate::ensemble) fn has_choice(&self) -> bool {
        self.groups.len() != 1
    }

    /// What each group could agree on. Empty where one group alone is enough.
    pub(super) fn group_deals(&self, case: &Case) -> Vec<GroupDeals> {
        if !self.has_choice() {
            return Vec::new();
        }
        self.groups.iter().map(|group| self.deals_of(case, group)).collect()
    }

    fn deals_of(&self, case: &Case, group: &[usize]) -> GroupDeals {
        let places: Vec<usize> = group.iter().map(|place| self.signatories[*place]).collect();
        let taken = places.iter().map(|place| self.parties[*place].clone()).collect();
        let progress = self.joint.progress().clone();
        let joint = Joint::of(taken, self.layout.all().to_vec(), self.draws, progress);
        let outside = (0..self.parties.len()).filter(|place| !places.contains(place));
        let left_out = outside.map(|place| left_out(case, &joint, &self.parties[place])).collect();
        let (mut by_package, mut draws) = (vec![0u32; self.layout.space.len()], 0);
        for draw in 0..self.draws {
            let set = joint.sets().of_draw(draw);
            draws += usize::from(size(set) > 0);
            count_into(&mut by_package, set);
        }
        let members = places.iter().map(|place| self.parties[*place].inputs.party);
        GroupDeals {
            group: members.clone().map(|party| case.party_ref(party)).collect(),
            draws,
            often: self.most_often(case, &by_package),
            left_out,
            basis: case.bargain_basis(members),
        }
    }

    fn most_often(&self, case: &Case, by_package: &[u32]) -> Option<PackageRow> {
        self.listed(case, by_package, 1).0.into_iter().next()
    }
}

fn left_out(case: &Case, joint: &Joint, other: &Taken) -> LeftOut {
    let sets = joint.sets();
    let worse = (0..joint.draws()).filter(|draw| {
        let set = sets.of_draw(*draw);
        let mut suits = set.to_vec();
        other.keep_in(*draw, &mut suits);
        size(set) > 0 && size(&suits) == 0
    });
    LeftOut { party: case.party_ref(other.inputs.party), worse: worse.count() }
}

fn count_into(by_package: &mut [u32], set: &[u64]) {
    for (place, mut word) in set.iter().copied().enumerate() {
        while word != 0 {
            by_package[place * 64 + word.trailing_zeros() as usize] += 1;
            word &= word - 1;
        }
    }
}
