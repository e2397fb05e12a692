//! A case with some inputs changed.

use std::collections::BTreeSet;

use crate::model::{
    Basis, BodyId, Case, Change, Choice, Closeness, DealRule, IssueId, PartyId, Quantity, Stake, Stance, StanceOn,
    Variable, WalkAway,
};

impl Case {
    /// The case with some inputs changed. Draws keep their addresses, so the two compare like with like.
    pub fn with(&self, changes: &[Change]) -> Case {
        let mut case = self.clone();
        for change in changes {
            case.apply(change);
        }
        case
    }

    fn apply(&mut self, change: &Change) {
        self.untie(change);
        match change {
            Change::Lever(id, now) => self.levers[id.0].now = Some(*now),
            Change::Stance(body, party, stance) => self.set_stance(*body, *party, *stance),
            Change::Condition(id, holds) => self.conditions[id.0].holds = *holds,
            Change::Seat(party, true) => {
                self.deal.seated.insert(*party);
            }
            Change::Seat(party, false) => {
                self.deal.seated.remove(party);
            }
            Change::Weight(party, issue, weight) => {
                self.change_stake(*party, *issue, |stake| stake.weight = Some(*weight))
            }
            Change::Value(party, issue, option, value) => {
                self.change_stake(*party, *issue, |stake| stake.values[*option] = Some(*value));
            }
            Change::WalkAway(party, base) => self.change_walk_away(*party, *base),
            Change::RedLine(party, issue, option, true) => self.change_stake(*party, *issue, |stake| {
                stake.red_line.insert(*option);
            }),
            Change::RedLine(party, issue, option, false) => {
                let own = self.stakes.iter_mut().find(|stake| stake.party == *party && stake.issue == *issue);
                own.map(|stake| stake.red_line.remove(option));
            }
            Change::LossAversion(value) => self.deal.loss_aversion = Some(*value),
            Change::OptionWeight(party, option, weight) => self.conflict.set_weight(*party, *option, *weight),
            Change::Priority(party, place, priority) => self.conflict.set_priority(*party, *place, *priority),
            Change::Bonus(place, worth) => {
                self.bonuses.get_mut(*place).into_iter().for_each(|bonus| bonus.worth = *worth);
            }
            Change::Signatories(parties) => {
                (self.deal.signatories, self.deal.rule) = (parties.clone(), DealRule::All);
                self.deal.signatories_stated = true;
            }
        }
    }

    /// An input that is given a value of its own is the same as no other any more.
    fn untie(&mut self, change: &Change) {
        let moved = match change {
            Change::Lever(lever, _) => Variable::Setting(*lever),
            Change::Weight(party, issue, _) => Variable::Weight(*party, *issue),
            Change::Value(party, issue, option, _) => {
                Variable::Value(*party, Choice { issue: *issue, option: *option })
            }
            Change::WalkAway(party, _) => Variable::Base(*party),
            Change::LossAversion(_) => Variable::LossAversion,
            Change::Bonus(place, _) => Variable::Bonus(*place),
            Change::Stance(..)
            | Change::Condition(..)
            | Change::Seat(..)
            | Change::RedLine(..)
            | Change::OptionWeight(..)
            | Change::Priority(..)
            | Change::Signatories(_) => return,
        };
        self.ties.retain(|tie| tie.input != moved || tie.by != Closeness::Same);
    }

    /// Sets a member's stance on every option that the body is asked.
    fn set_stance(&mut self, body: BodyId, party: PartyId, stance: Stance) {
        let choices = self.asked_of(body);
        let stances = &mut self.bodies[body.0].stances;
        stances.extend(choices.into_iter().map(|choice| StanceOn { party, choice, stance, basis: Basis::new() }));
    }

    fn change_stake(&mut self, party: PartyId, issue: IssueId, change: impl FnOnce(&mut Stake)) {
        if let Some(stake) = self.stakes.iter_mut().find(|stake| stake.party == party && stake.issue == issue) {
            change(stake);
        } else {
            let values = vec![None; self.issue(issue).options.len()];
            let mut stake =
                Stake { party, issue, weight: None, values, red_line: BTreeSet::new(), basis: Basis::new() };
            change(&mut stake);
            self.stakes.push(stake);
        }
    }

    fn change_walk_away(&mut self, party: PartyId, base: Quantity) {
        match self.walk_aways.iter_mut().find(|walk_away| walk_away.party == party) {
            Some(walk_away) => (walk_away.base, walk_away.package) = (Some(base), None),
            None => self.walk_aways.push(WalkAway {
                party,
                base: Some(base),
                package: None,
                from: Vec::new(),
                basis: Basis::new(),
            }),
        }
    }
}
