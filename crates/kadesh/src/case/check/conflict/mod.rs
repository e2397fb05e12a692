//! The conflict of a case: options, the rules on states, and all that is built on them.

mod preferences;
mod ranking;
mod search;
mod states;

use std::ops::Range;

use self::search::{Search, contradiction, find_state};
use super::super::conflict::{Irreversible, OptionFile};
use super::super::formula::{self, JOINING, Trouble, in_word};
use super::super::links::NameKind;
use super::super::written::{At, Few};
use super::Checker;
use super::names::Names;
use crate::diagnostic::{Diagnostic, Span, nearest};
use crate::model::{Basis, ConflictOption, Direction, Formula, LeverId, MOST_OPTIONS, OptionId, PartyId, StateRule};

/// What the weight of an option may be.
pub(super) const OPTION_WEIGHT: (f64, f64) = (-1e9, 1e9);

/// What the priority of a statement may be.
pub(super) const PRIORITY: (f64, f64) = (0.0, 1e9);

/// The most states that a ranking may list.
const MOST_RANKED: usize = 4_096;

/// What the parts of a conflict share while it is checked.
struct Scene {
    /// What `[conflict]` itself rests on: parts with no basis of their own take it.
    basis: Basis,
    /// Where the rules of the case stand, one for each rule.
    rules: Vec<At<()>>,
    /// Which states are possible.
    possible: Possible,
    /// Whether options, rules, states and merges are without faults, so that it can be told what a ranking leaves out.
    sound: bool,
}

/// Which states are possible.
enum Possible {
    /// These, ascending.
    All(Vec<u64>),
    /// More than a ranking may list.
    TooMany,
    /// Not known: the case has no options, or its rules have a fault of their own.
    Unsure,
}

impl Checker<'_> {
    /// The order matters: states need the rules, preferences need the states.
    pub(super) fn conflict(&mut self) {
        let written = &self.file.conflict;
        let what = "what each party can do, and which states are possible";
        let basis = self.basis("conflict", what, &written.rests_on, written.because.as_ref());
        let mut scene = Scene { basis, rules: Vec::new(), possible: Possible::Unsure, sound: true };
        if !self.options(&scene) {
            return;
        }
        let faults = self.out.len();
        self.rules(&mut scene);
        if self.out.len() == faults {
            scene.possible = self.possible_states(&scene);
        }
        self.states(&scene);
        self.merges(&scene);
        scene.sound = self.out.len() == faults;
        self.now(&scene);
        self.moves(&scene);
        self.outcomes(&scene);
        self.goals(&scene);
        self.preferences(&scene);
    }

    /// False: there are so many that nothing more can be said.
    fn options(&mut self, scene: &Scene) -> bool {
        let file = self.file;
        if let Some((id, _)) = file.option.0.get(MOST_OPTIONS) {
            let message = format!("there are {} options; the most is {MOST_OPTIONS}", file.option.0.len());
            self.fault("too-many-options", message, id, "one too many");
            return false;
        }
        for (id, option) in &file.option {
            self.usable_id(id);
            let name = option.text.clone().unwrap_or_else(|| id.value.clone());
            let path = format!("option.{}", id.value);
            let basis = self.own_basis(scene, id, (&path, &name), &option.rests_on, option.because.as_ref());
            let by = self.owner(id, option).unwrap_or(PartyId(0));
            let mut sets = Vec::new();
            for (lever, amount) in &option.sets {
                let found = self.find(Names::lever, lever).map(LeverId);
                let range = found.map_or((0.0, 1.0), |lever| self.case.lever(lever).range);
                sets.extend(found.zip(self.quantity(amount, "a lever's setting", range)));
            }
            let direction = match option.irreversible {
                None => Direction::BothWays,
                Some(Irreversible::OnceTaken) => Direction::OnceTaken,
                Some(Irreversible::OnceDropped) => Direction::OnceDropped,
            };
            self.case.conflict.options.push(ConflictOption { id: id.value.clone(), name, by, direction, sets, basis });
        }
        true
    }

    fn owner(&mut self, id: &At<String>, option: &OptionFile) -> Option<PartyId> {
        let owners = self.party_list(&option.by);
        if option.by.0.len() != 1 {
            let message = format!("`{}` has {} owners", id.value, option.by.0.len());
            let mut fault = Diagnostic::fault("one-owner", message).at(id.span(), "an option has one owner");
            fault.labels.extend(option.by.0.iter().skip(1).map(|owner| (owner.span(), "one more".to_owned())));
            self.fault_with(fault.hint(
                "what several parties can do is an option of each, as in `sign-a` and `sign-b`, joined by `[conflict]` \
                 rules where need be",
            ));
        }
        let owner = *owners.first()?;
        self.acts_in_the_conflict(owner);
        Some(owner)
    }

    /// A party that can act or that has preferences is more than a name in a table of members.
    fn acts_in_the_conflict(&mut self, party: PartyId) {
        self.case.parties[party.0].member_only = false;
    }

    /// Ids stand in formulas and rankings, so they are single words without signs.
    fn usable_id(&mut self, id: &At<String>) {
        let text = &id.value;
        let word = !text.is_empty() && text.chars().all(in_word) && !text.starts_with('-');
        if !word || JOINING.contains(&text.to_lowercase().as_str()) {
            let why = if word { "this word joins options" } else { "not a single word" };
            self.fault_with(
                Diagnostic::fault("bad-id", format!("`{text}` cannot be spoken of in conditions and rankings"))
                    .at(id.span(), why)
                    .hint("ids here are letters, digits, `-` and `_`, and none of `not`, `and`, `or`, `if`, `then`, `iff`"),
            );
        }
    }

    /// What a part of the conflict rests on: its own grounds, or those of `[conflict]`. With neither it is a fault.
    fn own_basis(
        &mut self,
        scene: &Scene,
        place: &At<String>,
        (path, what): (&str, &str),
        rests_on: &Few,
        because: Option<&At<String>>,
    ) -> Basis {
        let own = self.basis(path, what, rests_on, because);
        if !own.is_empty() {
            return own;
        }
        // Grounds that are not known have a fault of their own.
        if rests_on.0.is_empty() {
            self.conflict_rests_on_something(scene, place, path);
        }
        scene.basis.clone()
    }

    fn conflict_rests_on_something(&mut self, scene: &Scene, place: &At<impl Sized>, path: &str) {
        if scene.basis.is_empty() && self.file.conflict.rests_on.0.is_empty() {
            self.fault_with(
                Diagnostic::fault("no-basis", format!("`{path}` rests on nothing"))
                    .at(place.span(), "no statement and no reason")
                    .hint("add `rests_on` or `because` here, or to `[conflict]` for all its parts"),
            );
        }
    }

    fn rules(&mut self, scene: &mut Scene) {
        let file = self.file;
        let written = &file.conflict;
        for text in &written.always.0 {
            let formula = self.formula(text);
            self.rule_of_states(scene, text.with(()), formula);
        }
        for text in &written.never.0 {
            let formula = self.formula(text).map(|never| Formula::Not(Box::new(never)));
            self.rule_of_states(scene, text.with(()), formula);
        }
        let taken = |options: &[OptionId]| options.iter().copied().map(Formula::Taken).collect::<Vec<_>>();
        for group in &written.at_most_one {
            let Some((place, options)) = self.group(group, "at_most_one") else { continue };
            let both = |one: &OptionId, other: &OptionId| Formula::Not(Box::new(Formula::All(taken(&[*one, *other]))));
            let pairs = options.iter().enumerate();
            let pairs = pairs.flat_map(|(place, one)| options[place + 1..].iter().map(move |other| both(one, other)));
            let formula = Formula::All(pairs.collect());
            self.rule_of_states(scene, place, Some(formula));
        }
        for group in &written.at_least_one {
            let Some((place, options)) = self.group(group, "at_least_one") else { continue };
            let formula = Formula::Any(taken(&options));
            self.rule_of_states(scene, place, Some(formula));
        }
        if let Some(first) = scene.rules.first() {
            self.conflict_rests_on_something(scene, first, "conflict");
        }
    }

    fn rule_of_states(&mut self, scene: &mut Scene, place: At<()>, formula: Option<Formula>) {
        if let Some(holds) = formula {
            self.case.conflict.rules.push(StateRule { holds, basis: scene.basis.clone() });
            scene.rules.push(place);
        }
    }

    /// The options of a group, and where it stands.
    fn group(&mut self, group: &Few, key: &str) -> Option<(At<()>, Vec<OptionId>)> {
        let (first, last) = (group.0.first()?, group.0.last()?);
        let place = At::new((), first.range.start..last.range.end);
        let mut options: Vec<OptionId> = Vec::new();
        for id in &group.0 {
            options.push(OptionId(self.find(Names::option, id)?));
        }
        options.sort_unstable();
        options.dedup();
        if options.len() < 2 {
            self.fault_with(
                Diagnostic::fault("bad-group", format!("a group of `{key}` has fewer than two options"))
                    .at(place.span(), "this group")
                    .hint(format!("a group stands in brackets of its own: `{key} = [[\"a\", \"b\"]]`")),
            );
            return None;
        }
        Some((place, options))
    }

    fn possible_states(&mut self, scene: &Scene) -> Possible {
        let conflict = &self.case.conflict;
        if conflict.options.is_empty() {
            return Possible::Unsure;
        }
        match conflict.possible(MOST_RANKED) {
            None => Possible::TooMany,
            Some(states) if !states.is_empty() => Possible::All(states),
            Some(_) => {
                let rules: Vec<&Formula> = conflict.rules.iter().map(|rule| &rule.holds).collect();
                let clash = contradiction(conflict.options.len(), &rules);
                let message = match clash.len() {
                    1 => "no state is possible: this rule never holds".to_owned(),
                    number => format!("no state is possible: {number} rules cannot all hold"),
                };
                let mut fault = Diagnostic::fault("no-possible-state", message);
                let label = if clash.len() == 1 { "never holds" } else { "one of them" };
                fault.labels.extend(clash.iter().map(|rule| (scene.rules[*rule].span(), label.to_owned())));
                self.fault_with(fault.hint("leave out or mend one of them: the others leave some state possible"));
                Possible::Unsure
            }
        }
    }

    /// A condition on options, or the faults in it.
    fn formula(&mut self, text: &At<String>) -> Option<Formula> {
        let known: Vec<&str> = self.names.option.keys().map(String::as_str).collect();
        let find = |id: &str| match self.names.option.get(id) {
            Some(option) => Ok(OptionId(*option)),
            None => Err(match nearest(id, known.iter().copied()) {
                Some(near) => Some(format!("did you mean `{near}`?")),
                None if self.file.state.iter().any(|(state, _)| state.value == id) => {
                    Some(format!("`{id}` is a state, and a condition speaks of options"))
                }
                None if known.is_empty() => Some("no `[option.ID]` is declared".to_owned()),
                None if known.len() <= 12 => Some(format!("known: {}", known.join(", "))),
                None => None,
            }),
        };
        match formula::parse(&text.value, self.file.option.0.len(), &find) {
            Ok(formula) => {
                self.link_words(text, NameKind::Option);
                Some(formula)
            }
            Err(troubles) => {
                self.troubles(text, troubles);
                None
            }
        }
    }

    fn troubles(&mut self, text: &At<String>, troubles: Vec<Trouble>) {
        for trouble in troubles {
            let place = self.inside(text, trouble.range);
            let mut fault = Diagnostic::fault(trouble.code, trouble.message).at(place, trouble.label);
            fault.hint = trouble.hint;
            self.fault_with(fault);
        }
    }

    /// Where bytes of a text value stand in the file: behind its opening quotation marks, unless the value is written with
    /// escapes; then the whole value is meant.
    pub(in crate::case::check) fn inside(&self, text: &At<String>, range: Range<usize>) -> Span {
        let mut span = text.span();
        let written = self.text.get(text.range.clone()).unwrap_or_default();
        let opened = ["\"\"\"\r\n", "\"\"\"\n", "'''\r\n", "'''\n", "\"\"\"", "'''", "\"", "'"];
        let body = opened.iter().find_map(|quote| Some((quote.len(), written.strip_prefix(quote)?)));
        if let Some((skipped, body)) = body
            && text.file.is_none()
            && body.starts_with(&text.value)
        {
            let start = text.range.start + skipped;
            span.start = start + range.start;
            span.end = start + range.end;
        }
        span
    }

    /// Whether the rules leave a state in which this holds. True where that takes too long to find out.
    fn can_hold(&self, also: &[&Formula]) -> bool {
        self.example_of(also) != Search::None
    }

    fn example_of(&self, also: &[&Formula]) -> Search {
        let conflict = &self.case.conflict;
        let rules = conflict.rules.iter().map(|rule| &rule.holds);
        let all: Vec<&Formula> = rules.chain(also.iter().copied()).collect();
        find_state(conflict.options.len(), &all)
    }
}
