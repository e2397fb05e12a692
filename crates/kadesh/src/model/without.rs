//! A case without some of what it rests on: what would be left if a statement or an assumption were doubted.

use std::collections::BTreeSet;

use super::{Basis, Case, DealRule, Ground, Quantity, Truth};

impl Case {
    /// The sets of grounds that each carry some input of the case and lie within a basis, the smallest first: the least that has
    /// to be doubted for an input to fall. Grounds that say themselves what holds without them stand alone.
    pub fn supports_within(&self, basis: &Basis) -> Vec<Basis> {
        let inputs = self
            .stakes
            .iter()
            .map(|stake| &stake.basis)
            .chain(self.exclusions.iter().map(|exclusion| &exclusion.basis))
            .chain(self.bonuses.iter().map(|bonus| &bonus.basis))
            .chain(self.ties.iter().map(|tie| &tie.basis))
            .chain(self.red_lines.iter().map(|line| &line.basis))
            .chain(Some(&self.deal.basis).filter(|_| self.deal.rule != DealRule::All))
            .chain(self.walk_aways.iter().map(|walk_away| &walk_away.basis))
            .chain(self.bodies.iter().flat_map(|body| body.stances.iter().map(|on| &on.basis)))
            .chain(self.conditions.iter().map(|condition| &condition.basis))
            .chain(self.gates.iter().map(|gate| &gate.basis))
            .chain(self.acts.iter().map(|act| &act.basis))
            .chain(self.conflict.preferences.iter().map(|preference| &preference.basis));
        let inputs = inputs.filter(|own| !own.is_empty() && own.0.is_subset(&basis.0)).cloned();
        let alone = basis.0.iter().filter(|ground| self.falls_alone(**ground)).map(|ground| Basis::of(*ground));
        let mut sets: Vec<Basis> = inputs.chain(alone).collect::<BTreeSet<_>>().into_iter().collect();
        sets.sort_by_key(|set| set.0.len());
        sets
    }

    /// The case with every input left blank that rests on nothing beside these grounds; an assumption that says what holds if it
    /// is rejected is rejected. Draws keep their addresses.
    pub fn without(&self, doubted: &Basis) -> Case {
        let falls = |own: &Basis| !own.is_empty() && own.0.is_subset(&doubted.0);
        let rejected = doubted.assumptions().flat_map(|id| self.assumption(id).if_rejected.clone());
        let mut case = self.with(&rejected.collect::<Vec<_>>());
        for stake in case.stakes.iter_mut().filter(|stake| falls(&stake.basis)) {
            stake.weight = None;
            stake.values.iter_mut().for_each(|value| *value = None);
            stake.red_line.clear();
        }
        for walk_away in case.walk_aways.iter_mut().filter(|walk_away| falls(&walk_away.basis)) {
            walk_away.base = None;
            walk_away.package = None;
            walk_away.from.clear();
        }
        case.exclusions.retain(|exclusion| !falls(&exclusion.basis));
        case.ties.retain(|tie| !falls(&tie.basis));
        // Other entries name bonuses by their places: one that falls is worth nothing, and stays.
        for bonus in case.bonuses.iter_mut().filter(|bonus| falls(&bonus.basis)) {
            (bonus.worth, bonus.basis) = (Quantity::Point(0.0), Basis::new());
        }
        if case.deal.rule != DealRule::All && falls(&case.deal.basis) {
            // As where the case says nothing of it: all with stakes.
            (case.deal.signatories, case.deal.rule) = (case.stakeholders(), DealRule::All);
            case.deal.signatories_stated = false;
        }
        case.red_lines.retain(|line| !falls(&line.basis));
        case.bodies.iter_mut().for_each(|body| body.stances.retain(|on| !falls(&on.basis)));
        case.conditions.iter_mut().filter(|one| falls(&one.basis)).for_each(|one| one.holds = Truth::Unknown);
        case.acts.retain(|act| !falls(&act.basis));
        case.conflict.preferences.retain(|preference| !falls(&preference.basis));
        for (place, gate) in case.gates.iter_mut().enumerate() {
            if falls(&gate.basis) || doubted.0.contains(&Ground::Gate(super::GateId(place))) {
                gate.opens.clear();
            }
        }
        for id in doubted.statements() {
            case.statements[id.0].takes.clear();
        }
        case
    }

    /// Whether something falls with this ground and no other.
    fn falls_alone(&self, ground: Ground) -> bool {
        match ground {
            Ground::Assumption(id) => !self.assumption(id).if_rejected.is_empty(),
            Ground::Statement(id) => !self.statement(id).takes.is_empty(),
            Ground::Gate(_) => true,
            Ground::Rule(_) | Ground::Norm(_) | Ground::Agreement(_) => false,
        }
    }
}
