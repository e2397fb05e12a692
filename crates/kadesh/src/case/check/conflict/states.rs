//! States with a name, states that are taken as one, the state that holds now, listed moves, outcomes and goals.

use std::collections::BTreeMap;

use super::super::super::conflict::{MoveFile, OutcomeFile, TakenFile};
use super::super::super::formula;
use super::super::super::links::{Name, NameKind};
use super::super::super::written::At;
use super::super::names::Names;
use super::super::{Checker, unknown};
use super::search::Search;
use super::{Possible, Scene};
use crate::diagnostic::Diagnostic;
use crate::model::{Basis, Formula, Goal, Merge, Move, NamedState, Outcome, Ranked, StateId};

impl Checker<'_> {
    pub(super) fn merges(&mut self, scene: &Scene) {
        let file = self.file;
        for (place, merge) in file.conflict.merge.iter().enumerate() {
            self.usable_id(&merge.id);
            let state = file.state.iter().find(|(state, _)| state.value == merge.id.value).map(|(state, _)| state);
            let earlier = file.conflict.merge.iter().take(place).find(|other| other.id.value == merge.id.value);
            if let Some(other) = state.or(earlier.map(|other| &other.id)) {
                self.fault_with(
                    Diagnostic::fault("duplicate-id", format!("`{}` is declared twice", merge.id.value))
                        .at(merge.id.span(), "here")
                        .at(other.span(), "and here"),
                );
            }
            self.names.merge.entry(merge.id.value.clone()).or_insert(place);
            let name = merge.name.clone().unwrap_or_else(|| merge.id.value.clone());
            let path = format!("conflict.merge.{}", merge.id.value);
            let what = format!("that some states are one, {name}");
            let basis = self.own_basis(scene, &merge.id, (&path, &what), &merge.rests_on, merge.because.as_ref());
            let when = self.formula(&merge.when);
            if let (Some(when), Possible::All(_) | Possible::TooMany) = (&when, &scene.possible) {
                self.merge_takes_its_own(&merge.id, when);
            }
            let when = when.unwrap_or(Formula::Any(Vec::new()));
            self.case.conflict.merges.push(Merge { id: merge.id.value.clone(), name, when, basis });
        }
    }

    /// A merge takes at least one possible state, and none that another takes.
    fn merge_takes_its_own(&mut self, id: &At<String>, when: &Formula) {
        if !self.can_hold(&[when]) {
            let message = format!("`{}` takes no possible state", id.value);
            self.fault("empty-merge", message, id, "the rules leave no state like this");
        }
        for other in 0..self.case.conflict.merges.len() {
            let earlier = &self.case.conflict.merges[other].when;
            if let Search::Found(state) = self.example_of(&[when, earlier]) {
                let shown = self.state_in_words(state);
                let place = self.file.conflict.merge[other].id.span();
                let name = &self.case.conflict.merges[other].id;
                self.out.push(
                    Diagnostic::fault("merges-overlap", format!("`{}` and `{name}` both take {shown}", id.value))
                        .at(id.span(), "this one")
                        .at(place, "and this one")
                        .hint("a state can become part of one other state only: make their `when` exclude each other"),
                );
            }
        }
    }

    pub(super) fn states(&mut self, scene: &Scene) {
        let file = self.file;
        let listed = file.option.0.is_empty();
        let mut seen: BTreeMap<u64, &At<String>> = BTreeMap::new();
        for (place, (id, state)) in file.state.iter().enumerate() {
            self.usable_id(id);
            self.names.state.insert(id.value.clone(), place);
            let name = state.name.clone().unwrap_or_else(|| id.value.clone());
            let path = format!("state.{}", id.value);
            let basis = if listed {
                self.own_basis(scene, id, (&path, &name), &state.rests_on, state.because.as_ref())
            } else {
                let own = self.basis(&path, &name, &state.rests_on, state.because.as_ref());
                if own.is_empty() { scene.basis.clone() } else { own }
            };
            let taken = match (&state.taken, listed) {
                (None, true) => None,
                (None, false) => {
                    self.fault_with(
                        Diagnostic::fault(
                            "missing-key",
                            format!("`{}` does not say which options are taken", id.value),
                        )
                        .at(id.span(), "no `taken`")
                        .hint("add `taken = [\"…\"]`; only a case without options lists states without it"),
                    );
                    Some(0)
                }
                (Some(taken), true) => {
                    let message = format!("`{}` takes options, and the case has none", id.value);
                    self.fault("no-options", message, taken, "leave `taken` out, or declare `[option.ID]`");
                    None
                }
                (Some(taken), false) => {
                    let bits = self.taken(scene, taken);
                    if let Some(bits) = bits {
                        self.one_name_a_state(id, bits, &mut seen);
                    }
                    bits.or(Some(0))
                }
            };
            let (id, deal) = (id.value.clone(), state.deal);
            self.case.conflict.states.push(NamedState { id, name, taken, deal, basis });
        }
    }

    fn one_name_a_state<'a>(&mut self, id: &'a At<String>, bits: u64, seen: &mut BTreeMap<u64, &'a At<String>>) {
        if let Some(earlier) = seen.insert(bits, id) {
            self.fault_with(
                Diagnostic::fault("same-state", format!("`{}` and `{}` are the same state", earlier.value, id.value))
                    .at(id.span(), "the same options are taken")
                    .at(earlier.span(), "as here"),
            );
        }
        let options = self.case.conflict.options.len();
        if formula::is_pattern(&id.value)
            && !id.value.contains('-')
            && formula::pattern(&id.value, options).is_ok_and(|(_, other)| other != bits)
        {
            let message = format!("`{}` reads as the pattern of another state", id.value);
            self.fault("bad-id", message, id, "give it another id");
        }
    }

    /// Which options are taken in a state as written; it must be possible.
    fn taken(&mut self, scene: &Scene, written: &At<TakenFile>) -> Option<u64> {
        let bits = match &written.value {
            TakenFile::Text(text) if self.names.option.contains_key(text) => {
                self.options_taken(&[written.with(text.clone())])?
            }
            TakenFile::Text(text) if formula::is_pattern(text) => self.whole_pattern(&written.with(text.clone()))?,
            TakenFile::Text(text) => {
                let text = written.with(text.clone());
                let known: Vec<&str> = self.names.option.keys().map(String::as_str).collect();
                let mut fault = unknown("an option of the conflict, nor a pattern", &text, &known);
                let form = "write a list of the options taken, or a pattern with `Y` or `N` for each option";
                fault.hint.get_or_insert_with(|| form.to_owned());
                self.fault_with(fault);
                return None;
            }
            TakenFile::Options(options) => self.options_taken(options)?,
        };
        self.must_be_possible(scene, bits, &written.with(())).then_some(bits)
    }

    fn options_taken(&mut self, options: &[At<String>]) -> Option<u64> {
        let found: Vec<Option<usize>> = options.iter().map(|option| self.find(Names::option, option)).collect();
        found.into_iter().try_fold(0, |bits, option| Some(bits | 1 << option?))
    }

    /// A pattern that settles every option.
    pub(super) fn whole_pattern(&mut self, text: &At<String>) -> Option<u64> {
        match formula::pattern(&text.value, self.case.conflict.options.len()) {
            Ok(_) if text.value.contains('-') => {
                self.fault_with(
                    Diagnostic::fault("bad-pattern", format!("`{}` is more than one state", text.value))
                        .at(text.span(), "`-` leaves an option open")
                        .hint("a state settles every option: write `Y` or `N` for each"),
                );
                None
            }
            Ok((_, taken)) => Some(taken),
            Err(troubles) => {
                // A piece of a longer text has its own place already.
                for trouble in troubles {
                    let mut fault = Diagnostic::fault(trouble.code, trouble.message).at(text.span(), trouble.label);
                    fault.hint = trouble.hint;
                    self.fault_with(fault);
                }
                None
            }
        }
    }

    /// Whether the rules allow a state; if not, a fault that shows the rule. Rules at fault themselves exclude nothing.
    pub(super) fn must_be_possible(&mut self, scene: &Scene, bits: u64, place: &At<()>) -> bool {
        if matches!(scene.possible, Possible::Unsure) {
            return true;
        }
        let broken = self.case.conflict.rules.iter().position(|rule| !rule.holds.holds(bits));
        if let Some(rule) = broken {
            let message = format!("{} is not possible", self.state_in_words(bits));
            let fault = Diagnostic::fault("impossible-state", message)
                .at(place.span(), "this state")
                .at(scene.rules[rule].span(), "this rule excludes it");
            self.fault_with(fault);
        }
        broken.is_none()
    }

    pub(super) fn now(&mut self, scene: &Scene) {
        let file = self.file;
        if let Some(now) = &file.conflict.now {
            self.case.conflict.now = self.state_of(scene, now);
        }
    }

    /// The state that is meant; one without a name of its own gets a place in the list.
    fn state_of(&mut self, scene: &Scene, written: &At<TakenFile>) -> Option<StateId> {
        if let TakenFile::Text(text) = &written.value {
            if let Some(&state) = self.names.state.get(text) {
                self.link(written, Name::new(NameKind::State, text));
                return Some(StateId(state));
            }
            if let Some(&merge) = self.names.merge.get(text) {
                self.link(written, Name::new(NameKind::Merge, text));
                return self.state_of_merge(merge);
            }
            let is_option = self.names.option.contains_key(text);
            if self.case.conflict.options.is_empty() || !(is_option || formula::is_pattern(text)) {
                let text = written.with(text.clone());
                self.unknown_state(&text);
                return None;
            }
        }
        let bits = self.taken(scene, written)?;
        let known = self.case.conflict.states.iter().position(|state| state.taken == Some(bits));
        Some(StateId(known.unwrap_or_else(|| {
            let id = self.pattern_of(bits);
            self.name_state(id, self.options_in_words(bits), bits, scene.basis.clone())
        })))
    }

    /// Any possible state of a merge stands for it: the first.
    fn state_of_merge(&mut self, merge: usize) -> Option<StateId> {
        let Search::Found(bits) = self.example_of(&[&self.case.conflict.merges[merge].when]) else { return None };
        let known = self.case.conflict.states.iter().position(|state| state.taken == Some(bits));
        Some(StateId(known.unwrap_or_else(|| {
            let Merge { id, name, basis, .. } = self.case.conflict.merges[merge].clone();
            self.name_state(id, name, bits, basis)
        })))
    }

    fn name_state(&mut self, id: String, name: String, bits: u64, basis: Basis) -> usize {
        let states = &mut self.case.conflict.states;
        states.push(NamedState { id, name, taken: Some(bits), deal: false, basis });
        states.len() - 1
    }

    pub(super) fn unknown_state(&mut self, text: &At<String>) {
        let names = self.names.state.keys().chain(self.names.merge.keys());
        let known: Vec<&str> = names.map(String::as_str).collect();
        let mut fault = unknown("a state", text, &known);
        if fault.hint.is_none() || known.is_empty() {
            let options = self.case.conflict.options.len();
            let pattern = format!("a state is its id, or a pattern of {options} letters `Y` or `N`");
            fault.hint = Some(if options == 0 { "no `[state.ID]` is declared".to_owned() } else { pattern });
        }
        self.fault_with(fault);
    }

    pub(super) fn moves(&mut self, scene: &Scene) {
        let file = self.file;
        let Some(first) = file.moves.first() else {
            if let Some((id, _)) = file.state.0.first()
                && file.option.0.is_empty()
            {
                self.out.push(
                    Diagnostic::warning("no-moves", "the case lists states and no moves between them")
                        .at(id.span(), "nobody can leave this state")
                        .hint("add `[[move]]` with `by`, `from` and `to`, or `[option.ID]` and `taken`"),
                );
            }
            return;
        };
        if !file.option.0.is_empty() {
            self.fault_with(
                Diagnostic::fault("moves-beside-options", "a case with options lists no moves")
                    .at(first.from.span(), "this move")
                    .hint("options say who can move where: leave the moves out, or the options"),
            );
            return;
        }
        self.conflict_rests_on_something(scene, &first.from, "move");
        file.moves.iter().for_each(|written| self.one_move(written));
        let moves = &mut self.case.conflict.moves;
        moves.sort_unstable();
        moves.dedup();
    }

    fn one_move(&mut self, written: &MoveFile) {
        let by = self.one_party(Some(&written.by));
        let from = self.find(Names::state, &written.from).map(StateId);
        for to in &written.to.0 {
            let found = self.find(Names::state, to).map(StateId);
            if found.is_some() && found == from {
                let message = format!("a move from `{}` to itself", to.value);
                self.fault("move-to-itself", message, to, "nothing moves: leave it out");
            }
            let (Some(by), Some(from), Some(to)) = (by, from, found) else { continue };
            self.acts_in_the_conflict(by);
            let moves = &mut self.case.conflict.moves;
            moves.push(Move { by, from, to });
            if written.both_ways {
                moves.push(Move { by, from: to, to: from });
            }
        }
    }

    pub(super) fn outcomes(&mut self, scene: &Scene) {
        let file = self.file;
        for (place, outcome) in file.conflict.outcome.iter().enumerate() {
            let when = self.formula(&outcome.when);
            if let Some(when) = &when {
                self.applies_somewhere(scene, when, &outcome.when);
            }
            let path = format!("conflict.outcome.{}", place + 1);
            let what = format!("what is in force when {}", outcome.when.value);
            let basis =
                self.own_basis(scene, &outcome.when, (&path, &what), &outcome.rests_on, outcome.because.as_ref());
            let package = self.package_in_force(outcome);
            self.can_be(package.as_ref(), &outcome.when);
            self.case.conflict.outcomes.extend(when.map(|when| Outcome { when, package, basis }));
        }
    }

    /// What is in force has to be one of the packages that can be.
    fn can_be(&mut self, chosen: Option<&BTreeMap<crate::model::IssueId, usize>>, place: &At<String>) {
        let mut package = self.case.status_quo();
        for (issue, option) in chosen.into_iter().flatten() {
            package[issue.0] = *option;
        }
        if chosen.is_some() && !self.case.is_possible(&package) {
            let fault =
                Diagnostic::fault("excluded-outcome", "this outcome cannot be: some of its options exclude each other");
            self.fault_with(fault.at(place.span(), "puts it in force").hint("mend the outcome, or the `[[exclude]]`"));
        }
    }

    fn package_in_force(&mut self, outcome: &OutcomeFile) -> Option<BTreeMap<crate::model::IssueId, usize>> {
        if outcome.package.is_some() == outcome.no_deal {
            self.fault_with(
                Diagnostic::fault("one-outcome", "an outcome is a package or no deal")
                    .at(outcome.when.span(), if outcome.no_deal { "this one is both" } else { "this one is neither" })
                    .hint("add `package.ISSUE = \"OPTION\"`, or `no_deal = true`"),
            );
        }
        let package = outcome.package.as_ref()?;
        let choices = package.iter().filter_map(|(issue, option)| self.choice(issue, option));
        Some(choices.map(|choice| (choice.issue, choice.option)).collect())
    }

    /// A condition that no possible state meets is legal, and looks unintended.
    fn applies_somewhere(&mut self, scene: &Scene, when: &Formula, place: &At<String>) {
        if !matches!(scene.possible, Possible::Unsure) && !self.can_hold(&[when]) {
            self.out.push(
                Diagnostic::warning("never-applies", format!("no possible state meets `{}`", place.value))
                    .at(place.span(), "the rules leave no state like this"),
            );
        }
    }

    pub(super) fn goals(&mut self, scene: &Scene) {
        let file = self.file;
        for (place, goal) in file.conflict.goal.iter().enumerate() {
            if let Some(earlier) = file.conflict.goal.iter().take(place).find(|other| other.id.value == goal.id.value) {
                self.fault_with(
                    Diagnostic::fault("duplicate-id", format!("`{}` is declared twice", goal.id.value))
                        .at(goal.id.span(), "again here")
                        .at(earlier.id.span(), "first here"),
                );
            }
            let holds = goal.holds.as_ref().and_then(|text| self.formula(text));
            if let (Some(holds), Some(text)) = (&holds, &goal.holds) {
                self.applies_somewhere(scene, holds, text);
            }
            let better_for = self.one_party(goal.better_for.as_ref());
            let than = goal.than.as_ref().and_then(|state| self.state_of(scene, state));
            if goal.better_for.is_some() && goal.than.is_none() && file.conflict.now.is_none() {
                let message = format!("`{}` does not say better than what", goal.id.value);
                self.fault("missing-key", message, &goal.id, "add `than`, or `now` to `[conflict]`");
            }
            if let (None, Some(than)) = (&goal.better_for, &goal.than) {
                self.fault("missing-key", "better for whom is not said", than, "add `better_for`");
            }
            let than = than.or(self.case.conflict.now).filter(|_| better_for.is_some());
            let (id, text) = (goal.id.value.clone(), goal.text.clone());
            self.case.conflict.goals.push(Goal { id, text, holds, better_for, than });
        }
    }

    /// The letters of a state.
    pub(super) fn pattern_of(&self, bits: u64) -> String {
        let options = self.case.conflict.options.len();
        (0..options).map(|place| if bits >> place & 1 == 1 { 'Y' } else { 'N' }).collect()
    }

    /// The ids of the options taken.
    fn options_in_words(&self, bits: u64) -> String {
        let taken = self.case.conflict.options.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1);
        let ids: Vec<&str> = taken.map(|(_, option)| option.id.as_str()).collect();
        if ids.is_empty() { "nothing taken".to_owned() } else { ids.join(", ") }
    }

    /// A state for a message: its letters, and its id or the options taken.
    pub(super) fn state_in_words(&self, bits: u64) -> String {
        let named = self.case.conflict.states.iter().find(|state| state.taken == Some(bits));
        let words = match named {
            Some(state) if state.id == state.name => state.id.clone(),
            Some(state) => format!("{}: {}", state.id, state.name),
            None => self.options_in_words(bits),
        };
        format!("`{}` ({words})", self.pattern_of(bits))
    }

    /// A state of a ranking for a message.
    pub(super) fn ranked_in_words(&self, ranked: Ranked) -> String {
        match ranked {
            Ranked::Taken(bits) => self.state_in_words(bits),
            Ranked::Listed(StateId(state)) => format!("`{}`", self.case.conflict.states[state].id),
            Ranked::Merged(merge) => format!("`{}`", self.case.conflict.merges[merge].id),
        }
    }
}
