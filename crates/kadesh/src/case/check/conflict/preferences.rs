//! What each party makes of the states: a ranking, statements, or weights and stakes.

use super::super::super::conflict::{PreferenceFile, WishFile};
use super::super::super::written::At;
use super::super::Checker;
use super::super::names::Names;
use super::{OPTION_WEIGHT, PRIORITY, Possible, Scene};
use crate::diagnostic::Diagnostic;
use crate::model::{OptionId, Order, PartyId, Preference, Wish, number_priorities};

impl Checker<'_> {
    pub(super) fn preferences(&mut self, scene: &Scene) {
        let file = self.file;
        if let Some((id, _)) = file.preference.0.first()
            && file.option.0.is_empty()
            && file.state.0.is_empty()
        {
            self.fault_with(
                Diagnostic::fault("no-conflict", "there are preferences, and nothing that they could be about")
                    .at(id.span(), "a preference is about states")
                    .hint("declare what the parties can do: `[option.ID]`"),
            );
            return;
        }
        for (id, written) in &file.preference {
            let party = self.one_party(Some(id));
            let name = party.map_or_else(|| id.value.clone(), |party| self.case.party(party).name.clone());
            let path = format!("preference.{}", id.value);
            let what = format!("what {name} makes of the states");
            let because = written.because.as_ref();
            let basis = self.needed_basis(id, &path, &what, &written.rests_on, because);
            let order = self.order(scene, id, party, written);
            if let (Some(party), Some(order)) = (party, order) {
                self.acts_in_the_conflict(party);
                self.merges_respect(scene, id, &order);
                self.case.conflict.preferences.push(Preference { party, order, basis, address: 0 });
            }
        }
    }

    fn order(
        &mut self,
        scene: &Scene,
        id: &At<String>,
        party: Option<PartyId>,
        written: &PreferenceFile,
    ) -> Option<Order> {
        if written.ranking.is_none() && (!written.pairs.0.is_empty() || written.intransitive) {
            let message = format!("`{}` has `pairs` or `intransitive` and no ranking", id.value);
            self.fault("no-ranking", message, id, "these two belong to a `ranking`");
        }
        let by_worth = !written.weights.0.is_empty() || written.stakes.as_ref().is_some_and(|stakes| stakes.value);
        match (&written.ranking, &written.statements, by_worth) {
            (Some(ranking), None, false) => self.ranking(scene, id, ranking, written).map(Order::Ranking),
            (None, Some(statements), false) => self.statements_met(statements).map(Order::Statements),
            (None, None, true) => Some(self.worth(id, party, written)),
            (None, None, false) => {
                self.preference_ways(id, "no-preference", format!("`{}` prefers nothing to anything", id.value));
                None
            }
            (Some(_), Some(_), _) | (Some(_), _, true) | (_, Some(_), true) => {
                self.preference_ways(
                    id,
                    "two-preferences",
                    format!("the preference of `{}` is given in two ways", id.value),
                );
                None
            }
        }
    }

    fn preference_ways(&mut self, id: &At<String>, code: &'static str, message: String) {
        self.fault_with(
            Diagnostic::fault(code, message)
                .at(id.span(), "this preference")
                .hint("give one of `ranking`, `statements`, or `weights` and `stakes`"),
        );
    }

    fn statements_met(&mut self, written: &At<Vec<At<WishFile>>>) -> Option<Vec<Wish>> {
        if written.value.is_empty() {
            self.fault("no-preference", "there are no statements", written, "a list with nothing in it");
            return None;
        }
        let mut wishes = Vec::new();
        for wish in &written.value {
            let (holds, priority) = match &wish.value {
                WishFile::Formula(text) => (self.formula(&wish.with(text.clone())), None),
                WishFile::Table(table) => {
                    let priority = table.priority.as_ref();
                    let priority = priority.and_then(|amount| self.quantity(amount, "a priority", PRIORITY));
                    (self.formula(&table.holds), priority)
                }
            };
            wishes.extend(holds.map(|holds| Wish { holds, priority }));
        }
        if wishes.iter().any(|wish| wish.priority.is_some()) {
            number_priorities(&mut wishes);
        }
        (wishes.len() == written.value.len()).then_some(wishes)
    }

    fn worth(&mut self, id: &At<String>, party: Option<PartyId>, written: &PreferenceFile) -> Order {
        let mut weights = Vec::new();
        for (option, amount) in &written.weights {
            let weight = self.quantity(amount, "a weight", OPTION_WEIGHT);
            weights.extend(self.find(Names::option, option).map(OptionId).zip(weight));
        }
        let stakes = written.stakes.as_ref().filter(|stakes| stakes.value);
        if let Some(place) = stakes {
            if party.is_some_and(|party| !self.case.stakes.iter().any(|stake| stake.party == party)) {
                self.fault_with(
                    Diagnostic::fault("no-stake", format!("`{}` prefers by its stakes, and has none", id.value))
                        .at(place.span(), "no `[stake]` of this party")
                        .hint(format!("add `[stake.{}.ISSUE]`, or give `weights`", id.value)),
                );
            }
            if self.file.conflict.outcome.is_empty() {
                self.fault_with(
                    Diagnostic::fault("no-outcome", "stakes count, and nothing says what is in force in which state")
                        .at(place.span(), "this needs outcomes")
                        .hint("add `[[conflict.outcome]]` with `when`, and `package.ISSUE = \"OPTION\"` or `no_deal = true`"),
                );
            }
        }
        Order::Worth { weights, stakes: stakes.is_some() }
    }

    /// States that are taken as one are one to every party: a preference must not tell them apart.
    fn merges_respect(&mut self, scene: &Scene, id: &At<String>, order: &Order) {
        let (Possible::All(possible), true) = (&scene.possible, scene.sound) else { return };
        for merge in 0..self.case.conflict.merges.len() {
            let when = &self.case.conflict.merges[merge].when;
            let mut inside = possible.iter().copied().filter(|state| when.holds(*state));
            let Some(first) = inside.next() else { continue };
            let apart = |other: &u64| self.tells_apart(order, first, *other);
            if let Some(other) = inside.find(apart) {
                let (one, other) = (self.state_in_words(first), self.state_in_words(other));
                let name = &self.case.conflict.merges[merge].id;
                self.out.push(
                    Diagnostic::fault(
                        "merge-told-apart",
                        format!("`{name}` takes {one} and {other} as one, and `{}` tells them apart", id.value),
                    )
                    .at(id.span(), "in this preference")
                    .at(self.file.conflict.merge[merge].id.span(), "this merge"),
                );
            }
        }
    }

    fn tells_apart(&self, order: &Order, one: u64, other: u64) -> bool {
        match order {
            // A ranking names the merge itself.
            Order::Ranking(_) => false,
            Order::Statements(wishes) => wishes.iter().any(|wish| wish.holds.holds(one) != wish.holds.holds(other)),
            Order::Worth { weights, stakes } => {
                let differs = |option: &OptionId| (one ^ other) >> option.0 & 1 == 1;
                let weighs = weights
                    .iter()
                    .any(|(option, weight)| differs(option) && (weight.low() != 0.0 || weight.high() != 0.0));
                let in_force = |state: u64| self.case.conflict.outcomes.iter().find(|one| one.when.holds(state));
                let package = |state| in_force(state).and_then(|outcome| outcome.package.as_ref());
                weighs || (*stakes && package(one) != package(other))
            }
        }
    }
}
