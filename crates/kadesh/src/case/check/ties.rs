//! Inputs that move together: which they are, how closely, and that none follows itself.

use std::collections::BTreeMap;

use super::super::file::MovesWithFile;
use super::super::written::{Amount, At};
use super::statements::Said;
use super::{Checker, unknown};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Basis, Case, Choice, Closeness, LeverId, PartyId, Quantity, Tie, Variable};

/// The word for "the same value in every draw".
const SAME: &str = "same";

/// A tie whose follower is known: what is written of it, and what it rests on.
struct Written<'f> {
    input: Variable,
    of: &'f At<String>,
    by: &'f At<Amount>,
    basis: Basis,
    place: Span,
}

/// The numbers of a case that can move together, by where the case file has them, and what is written there.
type ByPath = BTreeMap<String, (Variable, Option<Quantity>)>;

impl<'f> Checker<'f> {
    pub(super) fn ties(&mut self) {
        let known = by_path(&self.case);
        let mut said: Said<Variable> = Said::new();
        let mut places = Vec::new();
        let mut written = self.ties_beside_numbers(&known);
        written.extend(self.ties_by_themselves(&known));
        for Written { input, of, by, basis, place } in written {
            self.said_once(&mut said, input, place.clone(), "what an input moves with");
            let (of, by) = (self.input(of, &known), self.closeness(by));
            if let (Some(of), Some(by)) = (of, by) {
                places.push(place);
                self.case.ties.push(Tie { input, of, by, basis });
            }
        }
        self.ties_make_sense(&known, &places);
    }

    /// `moves_with` in a stake, a walk-away or a lever.
    fn ties_beside_numbers(&mut self, known: &ByPath) -> Vec<Written<'f>> {
        let file = self.file;
        let stakes = file.stake.iter().flat_map(|(party, issues)| {
            let path = |issue: &At<String>| format!("stake.{}.{}.weight", party.value, issue.value);
            issues.iter().map(move |(issue, stake)| (path(issue), &stake.moves_with))
        });
        let walk_aways = file.walk_away.iter().map(|(party, written)| {
            let scale = if written.points.is_some() { "points" } else { "base" };
            (format!("walk_away.{}.{scale}", party.value), &written.moves_with)
        });
        let levers = file.lever.iter().map(|(id, lever)| (format!("lever.{}.now", id.value), &lever.moves_with));
        let all: Vec<(String, &At<MovesWithFile>)> =
            stakes.chain(walk_aways).chain(levers).filter_map(|(path, moves)| Some((path, moves.as_ref()?))).collect();
        let mut found = Vec::new();
        for (path, moves) in all {
            let Some((input, _)) = known.get(&path) else {
                let fault =
                    Diagnostic::fault("unknown-name", format!("there is no `{path}` that could move with another"));
                self.fault_with(fault.at(moves.span(), "beside no number of its own"));
                continue;
            };
            let MovesWithFile { of, by } = &moves.value;
            found.push(Written { input: *input, of, by, basis: self.basis_beside(*input), place: moves.span() });
        }
        found
    }

    /// `[[moves_with]]`
    fn ties_by_themselves(&mut self, known: &ByPath) -> Vec<Written<'f>> {
        let file = self.file;
        let mut found = Vec::new();
        for (place, tie) in file.moves_with.iter().enumerate() {
            let path = format!("moves_with.{}", place + 1);
            let what = format!("how {} moves with {}", tie.input.value, tie.of.value);
            let basis = self.needed_basis(&tie.input, &path, &what, &tie.rests_on, tie.because.as_ref());
            if let Some(input) = self.input(&tie.input, known) {
                found.push(Written { input, of: &tie.of, by: &tie.by, basis, place: tie.input.span() });
            }
        }
        found
    }

    /// What the entry rests on in which a tie is written.
    fn basis_beside(&self, input: Variable) -> Basis {
        match input {
            Variable::Weight(party, issue) => self.case.stake(party, issue).map(|stake| stake.basis.clone()),
            Variable::Base(party) => self.case.walk_away(party).map(|walk_away| walk_away.basis.clone()),
            Variable::Setting(lever) => Some(self.case.lever(lever).basis.clone()),
            _ => None,
        }
        .unwrap_or_default()
    }

    fn input(&mut self, path: &At<String>, known: &ByPath) -> Option<Variable> {
        let found = known.get(&path.value).map(|(variable, _)| *variable);
        if found.is_some() {
            self.link_path(std::slice::from_ref(path));
        }
        if found.is_none() {
            let paths: Vec<&str> = known.keys().map(String::as_str).collect();
            let fault = unknown("a number that can move with another", path, &paths);
            let hint = "write it as the case file has it: `stake.PARTY.ISSUE.weight`, `stake.PARTY.ISSUE.values.OPTION`, \
                        `walk_away.PARTY.base`, `lever.ID.now`";
            self.fault_with(if fault.hint.is_some() { fault } else { fault.hint(hint) });
        }
        found
    }

    fn closeness(&mut self, by: &At<Amount>) -> Option<Closeness> {
        if by.value == Amount::Text(SAME.to_owned()) {
            return Some(Closeness::Same);
        }
        match self.quantity(by, "a rank correlation", (-1.0, 1.0))? {
            Quantity::Point(by) => Some(Closeness::Rank(by)),
            Quantity::Range(..) | Quantity::Guess(..) => {
                let fault = Diagnostic::fault("bad-quantity", "a rank correlation is one number");
                self.fault_with(fault.at(by.span(), "a range").hint(format!("from -1 to 1, or \"{SAME}\"")));
                None
            }
        }
    }

    fn ties_make_sense(&mut self, known: &ByPath, places: &[Span]) {
        let amounts: BTreeMap<Variable, Option<Quantity>> = known.values().copied().collect();
        for (tie, place) in self.case.ties.clone().iter().zip(places) {
            if leads_back(&self.case, tie.input) {
                let fault = Diagnostic::fault("cycle", "an input moves with itself, by way of others");
                self.fault_with(fault.at(place.clone(), "leads back to it").hint("leave one of the ties out"));
                continue;
            }
            let [own, of] = [tie.input, tie.of].map(|input| amounts.get(&input).copied().flatten());
            if tie.by == Closeness::Same && scale(&self.case, tie.input) != scale(&self.case, tie.of) {
                let fault = Diagnostic::fault(
                    "two-scales",
                    "two inputs of different kinds or scales cannot have the same value",
                );
                self.fault_with(
                    fault.at(place.clone(), "the same as another").hint("write a rank correlation, such as `by = 0.8`"),
                );
                continue;
            }
            match tie.by {
                Closeness::Same if own.is_some() && own != of => {
                    let fault =
                        Diagnostic::fault("said-twice", "an input that is the same as another has a value of its own");
                    self.fault_with(fault.at(place.clone(), "the same as another").hint("keep one of the two"));
                }
                Closeness::Rank(_) if [own, of].into_iter().flatten().any(Quantity::is_point) => {
                    let fault =
                        Diagnostic::warning("idle-tie", "one of two inputs that move together is a single number");
                    let hint = "give both a range, or leave the tie out";
                    self.fault_with(fault.at(place.clone(), "nothing moves with it").hint(hint));
                }
                Closeness::Same | Closeness::Rank(_) => {}
            }
        }
    }
}

/// What an input is measured in: its kind, and what a worth of 1 is on the party's scale.
fn scale(case: &Case, input: Variable) -> (u8, Option<f64>) {
    let points = |party: PartyId| case.party(party).points;
    match input {
        Variable::Weight(..) => (0, None),
        Variable::Value(party, _) | Variable::Base(party) => (1, points(party)),
        Variable::Effect(party, _) => (2, points(party)),
        Variable::Bonus(place) => (2, case.bonuses.get(place).and_then(|bonus| points(bonus.party))),
        _ => (3, None),
    }
}

/// Whether an input moves with itself in the end.
fn leads_back(case: &Case, input: Variable) -> bool {
    let mut at = input;
    for _ in 0..case.ties.len() {
        match case.tie(at) {
            None => return false,
            Some(tie) if tie.of == input => return true,
            Some(tie) => at = tie.of,
        }
    }
    false
}

fn by_path(case: &Case) -> ByPath {
    let mut all = ByPath::new();
    for stake in &case.stakes {
        let (party, issue) = (case.party(stake.party), case.issue(stake.issue));
        let path = |key: &str| format!("stake.{}.{}.{key}", party.id, issue.id);
        if party.points.is_none() {
            all.insert(path("weight"), (Variable::Weight(stake.party, stake.issue), stake.weight));
        }
        let scale = if party.points.is_some() { "points" } else { "values" };
        for (option, value) in stake.values.iter().enumerate() {
            let choice = Choice { issue: stake.issue, option };
            let path = path(&format!("{scale}.{}", case.option(choice).id));
            all.insert(path, (Variable::Value(stake.party, choice), *value));
        }
    }
    all.extend(case.walk_aways.iter().flat_map(|own| {
        let party = case.party(own.party);
        let scale = if party.points.is_some() { "points" } else { "base" };
        let base = (format!("walk_away.{}.{scale}", party.id), (Variable::Base(own.party), own.base));
        let effect = |(lever, effect): &(LeverId, Quantity)| {
            let path = format!("walk_away.{}.from.{}", party.id, case.lever(*lever).id);
            (path, (Variable::Effect(own.party, *lever), Some(*effect)))
        };
        own.package.is_none().then_some(base).into_iter().chain(own.from.iter().map(effect)).collect::<Vec<_>>()
    }));
    for (place, lever) in case.levers.iter().enumerate() {
        let id = LeverId(place);
        all.insert(format!("lever.{}.now", lever.id), (Variable::Setting(id), lever.now));
        for (other, share) in &lever.depends_on {
            let path = format!("lever.{}.needs.{}", lever.id, case.lever(*other).id);
            all.insert(path, (Variable::Dependence(id, *other), Some(*share)));
        }
    }
    for (place, bonus) in case.bonuses.iter().enumerate() {
        all.insert(format!("bonus.{}", place + 1), (Variable::Bonus(place), Some(bonus.worth)));
    }
    all
}
