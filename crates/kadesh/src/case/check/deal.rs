//! What no deal is worth, what can move that, and who must agree: levers, walk-aways, the deal.

use super::super::file::{PackageFile, STATUS_QUO, WalkAwayFile};
use super::super::written::{Amount, At, Named};
use super::Checker;
use super::names::Names;
use super::people::members_of_cycles;
use super::values::UNIT;
use crate::diagnostic::Diagnostic;
use crate::model::{Deal, Lever, LeverId, PartyId, Quantity, WalkAway};

impl Checker<'_> {
    pub(super) fn levers(&mut self) {
        let file = self.file;
        for (id, lever) in &file.lever {
            let range = lever.range.as_ref().and_then(|amount| self.quantity(amount, "a lever's range", UNIT));
            let range = range.map_or(UNIT, |range| (range.low(), range.high()));
            let now = lever.now.as_ref().and_then(|amount| self.quantity(amount, "a lever's setting", range));
            let depends_on = self.amounts_by_lever(&lever.needs, "a share lost", UNIT);
            let path = format!("lever.{}", id.value);
            let name = lever.name.clone().unwrap_or_else(|| id.value.clone());
            let basis =
                self.needed_basis(id, &path, &format!("how {name} works"), &lever.rests_on, lever.because.as_ref());
            let promised_in = self.statement_list(&lever.promised_in);
            let held_by = self.one_party(lever.held_by.as_ref());
            self.case.levers.push(Lever {
                id: id.value.clone(),
                name,
                range,
                now,
                held_by,
                depends_on,
                promised_in,
                basis,
            });
        }
        self.no_cycle_of_levers();
    }

    fn no_cycle_of_levers(&mut self) {
        let file = self.file;
        let needs: Vec<Vec<usize>> =
            self.case.levers.iter().map(|lever| lever.depends_on.iter().map(|(id, _)| id.0).collect()).collect();
        for index in members_of_cycles(&needs) {
            let (id, lever) = &file.lever.0[index];
            let place = lever.needs.0.first().map_or(id, |(key, _)| key);
            self.fault("cycle", format!("`{}` depends on itself", id.value), place, "leads back to the lever");
        }
        self.no_ladder_of_levers();
    }

    /// A lever's effect is worked out along every path to the levers it needs; a ladder of needs has too many to follow.
    fn no_ladder_of_levers(&mut self) {
        let file = self.file;
        let needs: Vec<Vec<usize>> =
            self.case.levers.iter().map(|lever| lever.depends_on.iter().map(|(id, _)| id.0).collect()).collect();
        let paths = paths_below(&needs);
        if let Some(index) = paths.iter().position(|paths| *paths > MOST_PATHS) {
            let (id, _) = &file.lever.0[index];
            let message = format!("`{}` needs other levers along more than {MOST_PATHS} paths", id.value);
            self.fault("too-many-paths", message, id, "leave out needs that matter little");
        }
    }

    fn amounts_by_lever(
        &mut self,
        amounts: &Named<At<Amount>>,
        what: &str,
        bounds: (f64, f64),
    ) -> Vec<(LeverId, Quantity)> {
        let mut found = Vec::new();
        for (lever, amount) in amounts {
            let quantity = self.quantity(amount, what, bounds);
            if let (Some(lever), Some(quantity)) = (self.find(Names::lever, lever), quantity) {
                found.push((LeverId(lever), quantity));
            }
        }
        found
    }

    pub(super) fn walk_aways(&mut self) {
        let file = self.file;
        for (id, walk_away) in &file.walk_away {
            let Some(party) = self.one_party(Some(id)) else { continue };
            let base = self.worth_of_no_deal(party, walk_away);
            let package = walk_away.package.as_ref().and_then(|package| self.whole_package(package));
            let most = self.case.party(party).points.unwrap_or(1.0);
            let from = self.amounts_by_lever(&walk_away.from, "an effect", (-most, most));
            let path = format!("walk_away.{}", id.value);
            let what = format!("what no deal is worth to {}", self.case.party(party).name);
            let because = walk_away.because.as_ref();
            let basis = self.needed_basis(id, &path, &what, &walk_away.rests_on, because);
            self.case.walk_aways.push(WalkAway { party, base, package, from, basis });
        }
    }

    /// The number given for no deal, on the party's own scale and told in one way only.
    fn worth_of_no_deal(&mut self, party: PartyId, written: &WalkAwayFile) -> Option<Quantity> {
        let told = [&written.base, &written.points].map(|told| told.as_ref().map(At::span));
        let package = written.package.as_ref().map(At::span);
        let mut places = told.into_iter().chain([package]).flatten();
        if let (Some(first), Some(second)) = (places.next(), places.next()) {
            let message = format!("what no deal is worth to `{}` is told in two ways", self.case.party(party).id);
            self.fault_with(
                Diagnostic::fault("said-twice", message)
                    .at(second, "again here")
                    .at(first, "first here")
                    .hint("keep one of `base`, `points` and `package`"),
            );
        }
        let total = self.case.party(party).points;
        let (own, other, hint) = match total {
            Some(_) => (&written.points, &written.base, "its stakes are in points: write `points = …`"),
            None => (&written.base, &written.points, "its stakes are not in points: write `base = …`, from 0 to 1"),
        };
        if let Some(amount) = other {
            let message =
                format!("the walk-away of `{}` is on another scale than its stakes", self.case.party(party).id);
            self.fault_with(Diagnostic::fault("two-scales", message).at(amount.span(), "this value").hint(hint));
        }
        let (what, most) = total.map_or(("a walk-away", 1.0), |total| ("a walk-away in points", total));
        own.as_ref().and_then(|amount| self.quantity(amount, what, (0.0, most)))
    }

    /// A whole package: issues that are left out keep their status quo.
    fn whole_package(&mut self, written: &At<PackageFile>) -> Option<Vec<usize>> {
        match &written.value {
            PackageFile::Word(word) if word == STATUS_QUO => Some(self.case.status_quo()),
            PackageFile::Word(word) => {
                let fault = Diagnostic::fault("unknown-word", format!("`{word}` is no package"));
                let hint = format!("write options by issue, `{{ ISSUE = \"OPTION\" }}`, or \"{STATUS_QUO}\"");
                self.fault_with(fault.at(written.span(), "not known").hint(hint));
                None
            }
            PackageFile::Options(options) => {
                let chosen = self.some_options(options)?;
                let mut package = self.case.status_quo();
                chosen.into_iter().for_each(|(issue, option)| package[issue.0] = option);
                Some(package)
            }
        }
    }

    pub(super) fn deal(&mut self) {
        let file = self.file;
        let (signatories, rule) = self.who_agrees();
        let signatories_stated = !signatories.is_empty();
        let signatories = if signatories_stated { signatories } else { self.case.stakeholders() };
        let loss_aversion = file.deal.loss_aversion.as_ref();
        let loss_aversion =
            loss_aversion.and_then(|amount| self.quantity(amount, "loss aversion", (1.0, f64::INFINITY)));
        let what = "who must accept a deal, and how losses weigh";
        let (rests_on, because) = (&file.deal.rests_on, file.deal.because.as_ref());
        let basis = match &file.deal.loss_aversion {
            Some(number) => self.needed_basis(&number.with("deal".to_owned()), "deal", what, rests_on, because),
            None => self.basis("deal", what, rests_on, because),
        };
        let talks = self.case.rooms.iter().filter(|room| room.talks);
        let seated = talks.flat_map(|room| room.seats.iter().copied()).collect();
        self.case.deal = Deal { signatories, signatories_stated, rule, seated, loss_aversion, basis };
    }
}

/// The most paths along which a lever may need others.
const MOST_PATHS: u64 = 1_000;

/// For each node of a graph without cycles, how many paths start at it, itself included. A node on a cycle counts none.
/// O(nodes + edges).
fn paths_below(needs: &[Vec<usize>]) -> Vec<u64> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (node, needed) in needs.iter().enumerate() {
        needed.iter().for_each(|other| users[*other].push(node));
    }
    let mut waiting: Vec<usize> = needs.iter().map(Vec::len).collect();
    let mut ready: Vec<usize> = (0..needs.len()).filter(|node| waiting[*node] == 0).collect();
    let mut paths = vec![0; needs.len()];
    while let Some(node) = ready.pop() {
        paths[node] = needs[node].iter().fold(1u64, |sum, other| sum.saturating_add(paths[*other]));
        for user in &users[node] {
            waiting[*user] -= 1;
            if waiting[*user] == 0 {
                ready.push(*user);
            }
        }
    }
    paths
}
