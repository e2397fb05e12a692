//! Issues, stakes, red lines: what each party wants.

use std::collections::{BTreeMap, BTreeSet};

use kadesh_tables::Column;

use super::super::file::{StakeFile, TableFile};
use super::super::links::Name;
use super::super::table::TableRow;
use super::super::written::{Amount, At, Few, Named};
use super::names::Names;
use super::points::POINTS;
use super::statements::Said;
use super::{Checker, Scale};
use crate::model::{Assumption, Basis, Issue, IssueId, IssueOption, PartyId, Quantity, RedLine, Stake};

pub(super) const UNIT: (f64, f64) = (0.0, 1.0);

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
    Column::number("points"),
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
            let status_quo = self.option_index(&id.value, &options, &issue.status_quo).unwrap_or(0);
            for (option, words) in &issue.name {
                if let Some(index) = self.option_index(&id.value, &options, option) {
                    options[index].name = Some(words.value.clone());
                }
            }
            for (option, words) in &issue.define {
                if let Some(index) = self.option_index(&id.value, &options, option) {
                    options[index].definition = Some(words.value.clone());
                }
            }
            for (option, date) in &issue.cut_off {
                let when = self.date(date);
                if let Some(index) = self.option_index(&id.value, &options, option) {
                    options[index].cut_off = when;
                }
            }
            let about_seat_of = self.one_party(issue.seat_of.as_ref());
            let (question, ordered) = (issue.question.clone(), issue.ordered);
            let id = id.value.clone();
            self.case.issues.push(Issue { id, question, options, status_quo, ordered, about_seat_of });
        }
    }

    fn option_index(&mut self, issue: &str, options: &[IssueOption], id: &At<String>) -> Option<usize> {
        let known: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
        let found = known.iter().position(|option| *option == id.value);
        self.link_if(found.is_some(), id, || Name::option(issue, &id.value));
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
                self.scales_of(party, written);
                for (option, amount) in &written.values {
                    let quantity = self.quantity(amount, "a value", UNIT);
                    if let Some(choice) = self.choice(issue_id, option) {
                        values[choice.option] = quantity;
                    }
                }
                for (option, amount) in &written.points {
                    let quantity = self.quantity(amount, "points", POINTS);
                    if let Some(choice) = self.choice(issue_id, option) {
                        values[choice.option] = quantity;
                    }
                }
                let red_line = self.red_options(issue_id, &written.red_line);
                self.case.stakes.push(Stake { party, issue, weight, values, red_line, basis });
            }
        }
    }

    fn scales_of(&mut self, party: PartyId, written: &StakeFile) {
        let first = |amounts: &Named<At<Amount>>| amounts.iter().next().map(|(option, _)| option.span());
        let shares = written.weight.as_ref().map(At::span).or_else(|| first(&written.values));
        shares.into_iter().for_each(|place| self.on_scale(party, Scale::Shares, place));
        first(&written.points).into_iter().for_each(|place| self.on_scale(party, Scale::Points, place));
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
            let points = row.get("points").and_then(|cell| self.cell_quantity(cell, "points", POINTS));
            let worth = value.or(points);
            for (column, scale) in [("value", Scale::Shares), ("weight", Scale::Shares), ("points", Scale::Points)] {
                row.get(column).into_iter().for_each(|cell| self.on_scale(party, scale, cell.span()));
            }
            let weight = row.get("weight").and_then(|cell| self.cell_quantity(cell, "a weight", WEIGHT));
            let red = row.is_ticked("red_line", &mut self.out);
            if row.get("option").is_none() && (worth.is_some() || red) {
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
                stake.values[option] = worth.or(stake.values[option]);
                if red {
                    stake.red_line.insert(option);
                }
            }
            for place in [row.get("value"), row.get("points")].into_iter().flatten() {
                let Some(option) = option else { continue };
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
                for (option, value) in stake.values.iter().chain(&stake.points) {
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
}
