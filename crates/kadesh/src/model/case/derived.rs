//! What follows from a case: what numbers rest on, what stands before an option, who is asked what.

use std::collections::BTreeSet;

use crate::model::{Basis, BodyId, Case, Choice, GateId, Ground, LeverId, PartyId, Tie, Variable};

impl Case {
    /// The levers that move a party's walk-away, directly or through a lever that needs them.
    pub fn levers_of(&self, party: PartyId) -> BTreeSet<LeverId> {
        let from = self.walk_away(party).into_iter().flat_map(|walk_away| &walk_away.from);
        let mut open: Vec<LeverId> = from.map(|(lever, _)| *lever).collect();
        let mut found = BTreeSet::new();
        while let Some(lever) = open.pop() {
            if found.insert(lever) {
                open.extend(self.lever(lever).depends_on.iter().map(|(other, _)| *other));
            }
        }
        found
    }

    /// What a lever rests on: its own basis and the statements on record that promise it.
    pub fn lever_basis(&self, id: LeverId) -> Basis {
        let lever = self.lever(id);
        let promised = lever.promised_in.iter().filter(|id| self.on_record(self.statement(**id).at.as_ref()));
        lever.basis.clone().and(&promised.map(|id| Ground::Statement(*id)).collect())
    }

    /// What the numbers of a party rest on: its stakes, its walk-away, the levers behind it, its red lines.
    pub fn party_basis(&self, party: PartyId) -> Basis {
        let own = self.stakes.iter().filter(|stake| stake.party == party).map(|stake| &stake.basis);
        let lines = self.red_lines.iter().filter(|line| line.party == party).map(|line| &line.basis);
        let walk_away = self.walk_away(party).map(|walk_away| &walk_away.basis);
        let bonuses = self.bonuses.iter().filter(|bonus| bonus.party == party).map(|bonus| &bonus.basis);
        let levers = self.levers_of(party);
        let feeds = |tie: &&Tie| match tie.input {
            Variable::Bonus(place) => self.bonuses.get(place).is_some_and(|bonus| bonus.party == party),
            Variable::Setting(lever) | Variable::Dependence(lever, _) => levers.contains(&lever),
            input => input.party() == Some(party),
        };
        let ties = self.ties.iter().filter(feeds).map(|tie| &tie.basis);
        let mut basis: Basis = own.chain(lines).chain(walk_away).chain(bonuses).chain(ties).collect();
        levers.iter().for_each(|lever| basis.extend(&self.lever_basis(*lever)));
        basis
    }

    /// What numbers on deals between these parties rest on: what the deal rests on, which packages there are, and the numbers
    /// of each.
    pub fn bargain_basis(&self, parties: impl IntoIterator<Item = PartyId>) -> Basis {
        let deal = self.deal.basis.clone().and(&self.exclusion_basis());
        parties.into_iter().fold(deal, |all, party| all.and(&self.party_basis(party)))
    }

    /// What it rests on that some packages cannot be.
    pub fn exclusion_basis(&self) -> Basis {
        self.exclusions.iter().map(|exclusion| &exclusion.basis).collect()
    }

    /// Whether a package, one option an issue, can be at all.
    pub fn is_possible(&self, package: &[usize]) -> bool {
        !self.exclusions.iter().any(|exclusion| exclusion.excludes(package))
    }

    /// The gates in front of an option.
    pub fn gates_before(&self, choice: Choice) -> impl Iterator<Item = GateId> + '_ {
        (0..self.gates.len()).map(GateId).filter(move |id| self.gate(*id).opens.contains(&choice))
    }

    /// A body and every body that asks it as a stage of its own rule, directly or through others.
    pub fn bodies_asking(&self, body: BodyId) -> Vec<BodyId> {
        let mut asking = vec![body];
        let mut at = 0;
        while let Some(stage) = asking.get(at).copied() {
            let waits = |id: &BodyId| self.body(*id).rule.stages().contains(&stage) && !asking.contains(id);
            let more: Vec<BodyId> = (0..self.bodies.len()).map(BodyId).filter(waits).collect();
            asking.extend(more);
            at += 1;
        }
        asking
    }

    /// The options that gates put before a body, or before one that it is a stage of.
    pub fn asked_of(&self, body: BodyId) -> BTreeSet<Choice> {
        let asking = self.bodies_asking(body);
        let by_gates = |id: &BodyId| self.gates.iter().flat_map(|gate| gate.needs.proposals(*id)).collect::<Vec<_>>();
        asking.iter().flat_map(by_gates).collect()
    }
}
