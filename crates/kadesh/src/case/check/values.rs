//! Issues, stakes, red lines, levers, walk-aways: what each party wants and could walk away to.

use std::collections::{BTreeMap, BTreeSet};

use kadesh_tables::Column;

use super::super::file::TableFile;
use super::super::table::TableRow;
use super::super::written::{Amount, At, Few, Named};
use super::Checker;
use super::names::Names;
use super::people::members_of_cycles;
use super::statements::Said;
use crate::diagnostic::Diagnostic;
use crate::model::{
    Assumption, Basis, Deal, Issue, IssueId, IssueOption, Lever, LeverId, PartyId, Quantity, RedLine, Stake, WalkAway,
};

const UNIT: (f64, f64) = (0.0, 1.0);

/// What one option is worth to a party, or, by no option, how much the issue matters to it.
type StakeCell = (PartyId, IssueId, Option<usize>);

/// Where each stake stands in its list.
type StakePlaces = BTreeMap<(PartyId, IssueId), usize>;

/// The columns of a table of weights alone.
pub(in crate::case) const SALIENCE_COLUMNS: &[Column] = &[
    Column::text("party").needed(),
    Column::text("issue").needed(),
    Column::number("weight").needed(),
    Column::text("rests_on"),
    Column::text("because"),
];

/// The columns of a table of stakes.
pub(in crate::case) const STAKE_COLUMNS: &[Column] = &[
    Column::text("party").needed(),
    Column::text("issue").needed(),
    Column::text("option"),
    Column::number("value"),
    Column::number("weight"),
    Column::text("red_line"),
    Column::text("rests_on"),
    Column::text("because"),
];

/// What a weight may be. One so large that shares of it lose their meaning is a slip of the pen.
pub(super) const WEIGHT: (f64, f64) = (0.0, 1e9);

impl Checker<'_> {
    pub(super) fn issues(&mut self) {
        let file = self.file;
        for (id, issue) in &file.issue {
            let mut options: Vec<IssueOption> = Vec::new();
            for option in &issue.options.value {
                if options.iter().any(|known| known.id == option.value) {
                    self.fault("duplicate-id", format!("`{}` is listed twice", option.value), option, "again here");
                }
                options.push(IssueOption { id: option.value.clone(), name: None, definition: None, cut_off: None });
            }
            if options.len() < 2 {
                let message = format!("`{}` has fewer than two options", id.value);
                self.fault("one-option", message, &issue.options, "nothing to settle: give at least two");
            }
            let status_quo = self.option_index(&options, &issue.status_quo).unwrap_or(0);
            for (option, words) in &issue.name {
                if let Some(index) = self.option_index(&options, option) {
                    options[index].name = Some(words.value.clone());
                }
            }
            for (option, words) in &issue.define {
                if let Some(index) = self.option_index(&options, option) {
                    options[index].definition = Some(words.value.clone());
                }
            }
            for (option, date) in &issue.cut_off {
                let when = self.date(date);
                if let Some(index) = self.option_index(&options, option) {
                    options[index].cut_off = when;
                }
            }
            let about_seat_of = self.one_party(issue.seat_of.as_ref());
            let (question, ordered) = (issue.question.clone(), issue.ordered);
            let id = id.value.clone();
            self.case.issues.push(Issue { id, question, options, status_quo, ordered, about_seat_of });
        }
    }

    fn option_index(&mut self, options: &[IssueOption], id: &At<String>) -> Option<usize> {
        let known: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
        let found = known.iter().position(|option| *option == id.value);
        if found.is_none() {
            let fault = super::unknown("one of the options", id, &known);
            self.fault_with(fault);
        }
        found
    }

    pub(super) fn explicit_assumptions(&mut self) {
        let file = self.file;
        for (id, assumption) in &file.assumption {
            let claimed_by = self.one_party(assumption.claimed_by.as_ref());
            let author = assumption.author.clone().unwrap_or_else(|| self.case.author.clone());
            self.case.assumptions.push(Assumption {
                id: id.value.clone(),
                text: assumption.text.clone(),
                reason: assumption.reason.clone(),
                author,
                claimed_by,
                if_rejected: Vec::new(),
                basis: Basis::new(),
            });
        }
    }

    pub(super) fn stakes(&mut self) {
        let file = self.file;
        for (party_id, issues) in &file.stake {
            let party = self.one_party(Some(party_id));
            for (issue_id, written) in issues {
                let issue = self.find(Names::issue, issue_id).map(IssueId);
                let (Some(party), Some(issue)) = (party, issue) else { continue };
                let path = format!("stake.{}.{}", party_id.value, issue_id.value);
                let what = format!("what {} wants in {}", self.case.party(party).name, issue_id.value);
                let basis = self.needed_basis(issue_id, &path, &what, &written.rests_on, written.because.as_ref());
                let weight = written.weight.as_ref();
                let weight = weight.and_then(|amount| self.quantity(amount, "a weight", WEIGHT));
                let mut values = vec![None; self.case.issue(issue).options.len()];
                for (option, amount) in &written.values {
                    let quantity = self.quantity(amount, "a value", UNIT);
                    if let Some(choice) = self.choice(issue_id, option) {
                        values[choice.option] = quantity;
                    }
                }
                let red_line = self.red_options(issue_id, &written.red_line);
                self.case.stakes.push(Stake { party, issue, weight, values, red_line, basis });
            }
        }
    }

    fn red_options(&mut self, issue: &At<String>, options: &Few) -> BTreeSet<usize> {
        options.0.iter().filter_map(|option| self.choice(issue, option)).map(|choice| choice.option).collect()
    }

    /// A party with stakes is more than a name in a table of members: it belongs in every list of parties.
    pub(super) fn holders_are_main_parties(&mut self) {
        for stake in &self.case.stakes {
            self.case.parties[stake.party.0].member_only = false;
        }
    }

    /// Weights of nought everywhere leave nothing to weigh.
    pub(super) fn no_weightless_party(&mut self) {
        let file = self.file;
        // For each party, how many stakes it has and whether something matters to it.
        let mut own: BTreeMap<PartyId, (usize, bool)> = BTreeMap::new();
        for stake in &self.case.stakes {
            let (stakes, matters) = own.entry(stake.party).or_default();
            *stakes += 1;
            *matters |= stake.weight.is_none_or(|weight| weight.high() > 0.0);
        }
        for (party, (stakes, _)) in own.into_iter().filter(|(_, (_, matters))| !matters) {
            let id = self.case.party(party).id.clone();
            let written = file.stake.iter().find(|(party_id, _)| party_id.value == id);
            let all_known = written.is_none_or(|(_, issues)| stakes >= issues.0.len());
            let tables = [&file.tables.salience, &file.tables.stakes].into_iter().flatten().map(|table| &table.file);
            let place = written.map(|(party_id, _)| party_id).or(tables.into_iter().next());
            if let Some(place) = place.filter(|_| all_known) {
                let message = format!("every weight of `{id}` is nought");
                self.fault("no-weight", message, place, "nothing matters to this party: give some issue a weight");
            }
        }
    }

    /// Stakes kept in a spreadsheet, a row for each party, issue and option, and weights kept in one of their own, a row for each
    /// party and issue.
    pub(super) fn stakes_table(&mut self) {
        let file = self.file;
        let mut said = self.cells_in_case();
        for (table, columns) in [(&file.tables.salience, SALIENCE_COLUMNS), (&file.tables.stakes, STAKE_COLUMNS)] {
            if let Some(table) = table {
                self.stake_rows(table, columns, &mut said);
            }
        }
    }

    fn stake_rows(&mut self, table: &TableFile, columns: &[Column], said: &mut Said<StakeCell>) {
        let mut elsewhere: BTreeSet<StakeCell> = said.keys().copied().collect();
        let mut places: StakePlaces =
            self.case.stakes.iter().enumerate().map(|(place, stake)| ((stake.party, stake.issue), place)).collect();
        for row in self.table_rows(table, columns) {
            let (Some(party_id), Some(issue_id)) = (row.need("party", &mut self.out), row.need("issue", &mut self.out))
            else {
                continue;
            };
            let (party, issue) = (self.one_party(Some(party_id)), self.find(Names::issue, issue_id).map(IssueId));
            let (Some(party), Some(issue)) = (party, issue) else { continue };
            if columns == SALIENCE_COLUMNS && !row.is_filled("weight") {
                continue;
            }
            let option = row.get("option").and_then(|option| self.choice(issue_id, option)).map(|choice| choice.option);
            let value = row.get("value").and_then(|cell| self.cell_quantity(cell, "a value", UNIT));
            let weight = row.get("weight").and_then(|cell| self.cell_quantity(cell, "a weight", WEIGHT));
            let red = row.is_ticked("red_line", &mut self.out);
            if row.get("option").is_none() && (value.is_some() || red) {
                // Without an option the value or the red line would be dropped in silence.
                row.need("option", &mut self.out);
            }
            let path = format!("stake.{}.{}", party_id.value, issue_id.value);
            let what = format!("what {} wants in {}", self.case.party(party).name, issue_id.value);
            let known = places.get(&(party, issue)).map(|place| self.case.stakes[*place].basis.clone());
            let basis = self.row_basis(&row, party_id, (&path, &what), &known.unwrap_or_default());
            let stake = self.stake_entry(&mut places, party, issue);
            let old_weight = stake.weight;
            stake.basis.extend(&basis);
            stake.weight = weight.or(stake.weight);
            if let Some(option) = option {
                stake.values[option] = value.or(stake.values[option]);
                if red {
                    stake.red_line.insert(option);
                }
            }
            if let (Some(option), Some(place)) = (option, row.get("value")) {
                let name = self.case.issue(issue).options[option].id.as_str();
                let words = format!("what `{name}` in `{}` is worth to `{}`", issue_id.value, party_id.value);
                self.said_once(said, (party, issue, Some(option)), place.span(), &words);
            }
            if let Some(place) = row.get("weight") {
                let words = format!("how much `{}` matters to `{}`", issue_id.value, party_id.value);
                // Rows below repeat this one.
                let repeats = !elsewhere.remove(&(party, issue, None)) && old_weight == weight;
                self.one_weight(said, (party, issue, None), repeats, place, &words);
            }
        }
    }

    /// What a row rests on. A reason that every row of a stake repeats is one reason.
    fn row_basis(&mut self, row: &TableRow, place: &At<String>, (path, what): (&str, &str), known: &Basis) -> Basis {
        let (rests_on, because) = (Few(row.list("rests_on")), row.get("because"));
        let is_known = |reason: &At<String>| {
            let own = known.assumptions().map(|id| &self.case.assumptions[id.0]);
            own.filter(|one| one.id == path).any(|one| one.reason == reason.value)
        };
        match because.is_some_and(is_known) {
            true => self.basis(path, what, &rests_on, None),
            false => self.needed_basis(place, path, what, &rests_on, because),
        }
    }

    /// Where the case itself gives a value or, by no option, a weight.
    fn cells_in_case(&self) -> Said<StakeCell> {
        let mut said = Said::new();
        for (party_id, issues) in &self.file.stake {
            let Some(party) = self.names.party.get(&party_id.value).copied().map(PartyId) else { continue };
            for (issue_id, stake) in issues {
                let Some(issue) = self.names.issue.get(&issue_id.value).copied().map(IssueId) else { continue };
                let options = &self.case.issue(issue).options;
                for (option, value) in &stake.values {
                    let place = options.iter().position(|known| known.id == option.value);
                    said.extend(place.map(|place| ((party, issue, Some(place)), value.span())));
                }
                said.extend(stake.weight.iter().map(|weight| ((party, issue, None), weight.span())));
            }
        }
        said
    }

    /// A table of options repeats the weight of their issue: it may say the same again, and nothing else. `repeats`: it does, if
    /// this table gave it before.
    fn one_weight(
        &mut self,
        said: &mut Said<StakeCell>,
        cell: StakeCell,
        repeats: bool,
        place: &At<String>,
        words: &str,
    ) {
        if !repeats || !said.contains_key(&cell) {
            self.said_once(said, cell, place.span(), words);
            said.insert(cell, place.span());
        }
    }

    fn cell_quantity(&mut self, cell: &At<String>, what: &str, bounds: (f64, f64)) -> Option<Quantity> {
        self.quantity(&cell.with(Amount::Text(cell.value.clone())), what, bounds)
    }

    fn stake_entry(&mut self, places: &mut StakePlaces, party: PartyId, issue: IssueId) -> &mut Stake {
        let stakes = &mut self.case.stakes;
        let index = *places.entry((party, issue)).or_insert(stakes.len());
        if index == stakes.len() {
            let values = vec![None; self.case.issues[issue.0].options.len()];
            let (red_line, basis) = (BTreeSet::new(), Basis::new());
            stakes.push(Stake { party, issue, weight: None, values, red_line, basis });
        }
        &mut stakes[index]
    }

    pub(super) fn red_lines(&mut self) {
        let file = self.file;
        for red_line in &file.red_line {
            let party = self.one_party(Some(&red_line.party));
            let needs_seat = self.one_party(Some(&red_line.needs_seat));
            let path = format!("red_line.{}", red_line.party.value);
            let name = |found: Option<PartyId>, id: &str| {
                found.map_or_else(|| id.to_owned(), |party| self.case.party(party).name.clone())
            };
            let who = name(party, &red_line.party.value);
            let what =
                format!("{who} takes no deal without a seat for {}", name(needs_seat, &red_line.needs_seat.value));
            let because = red_line.because.as_ref();
            let basis = self.needed_basis(&red_line.party, &path, &what, &red_line.rests_on, because);
            if let (Some(party), Some(needs_seat)) = (party, needs_seat) {
                self.case.red_lines.push(RedLine { party, needs_seat, basis });
            }
        }
    }

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
            let base = walk_away.base.as_ref().and_then(|amount| self.quantity(amount, "a walk-away", UNIT));
            let from = self.amounts_by_lever(&walk_away.from, "an effect", (-1.0, 1.0));
            let path = format!("walk_away.{}", id.value);
            let what = format!("what no deal is worth to {}", self.case.party(party).name);
            let because = walk_away.because.as_ref();
            let basis = self.needed_basis(id, &path, &what, &walk_away.rests_on, because);
            self.case.walk_aways.push(WalkAway { party, base, from, basis });
        }
    }

    pub(super) fn deal(&mut self) {
        let file = self.file;
        let stated = self.party_list(&file.deal.signatories);
        let signatories_stated = !stated.is_empty();
        let signatories = if signatories_stated { stated } else { self.case.stakeholders() };
        for (place, id) in file.deal.signatories.0.iter().enumerate() {
            if file.deal.signatories.0.iter().take(place).any(|earlier| earlier.value == id.value) {
                self.fault("duplicate-id", format!("`{}` is a signatory twice", id.value), id, "again here");
            }
            let index = self.names.party.get(&id.value).copied();
            if index.is_some_and(|index| !self.case.stakes.iter().any(|stake| stake.party.0 == index)) {
                self.fault_with(
                    Diagnostic::fault("no-stake", format!("`{}` must accept a deal, and has no stake in it", id.value))
                        .at(id.span(), "no `[stake]` of this party")
                        .hint(format!("add `[stake.{}.ISSUE]`, or leave it out of the signatories", id.value)),
                );
            }
        }
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
        self.case.deal = Deal { signatories, signatories_stated, seated, loss_aversion, basis };
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
