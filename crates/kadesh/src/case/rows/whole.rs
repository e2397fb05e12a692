//! All that a case has of one table, in whichever file it stands: the rows that say the same when they are read in its place.

use std::collections::BTreeSet;

use kadesh_tables::Column;

use super::super::beside::Beside;
use super::super::check::acts::TRACE_COLUMNS;
use super::super::check::declare::MEMBER_COLUMNS;
use super::super::check::statements::POSITION_COLUMNS;
use super::super::check::values::{SALIENCE_COLUMNS, STAKE_COLUMNS};
use super::super::file::{BodyFile, CaseFile, StakeFile, StatementFile, TableFile};
use super::super::table::{TableRow, is_table};
use super::super::written::{At, Few};
use super::line::{Line, NOT_IN_A_TABLE};
use super::sheet::Sheet;
use super::{acts, joined, rows, seats, statements};
use crate::diagnostic::Diagnostic;

/// The tables that a case may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind<'b> {
    /// What each party wants, a row for each option.
    Stakes,
    /// How much each issue matters to each party.
    Salience,
    /// Which options each statement is compatible with.
    Positions,
    /// The members of a body, by its id.
    Members(&'b str),
    /// Who said what.
    Statements,
    /// Who sits in which room.
    Seats,
    /// What was done.
    Acts,
    /// From the sentences of a source to the commands that answer them.
    Trace,
}

/// Makes the rows of a table; or says what of it no table can hold.
pub fn whole(kind: TableKind<'_>, file: &CaseFile, beside: &Beside<'_>) -> Result<Sheet, Vec<Diagnostic>> {
    let mut out = Vec::new();
    let joined = joined(file, beside, &mut out);
    let columns = kind.columns();
    let mut maker = Maker { file: &joined, beside, rows: Vec::new(), stays: Vec::new(), out };
    match kind {
        TableKind::Stakes => maker.stakes(),
        TableKind::Salience => maker.salience(),
        TableKind::Positions => maker.positions(),
        TableKind::Members(body) => maker.members(body),
        TableKind::Statements => maker.statements(),
        TableKind::Seats => maker.seats(),
        TableKind::Acts => maker.acts(),
        TableKind::Trace => maker.copied(joined.tables.trace.as_ref(), columns, columns),
    }
    let Maker { rows, stays, out, .. } = maker;
    // How the tables of the case were understood was told when it was checked.
    let out: Vec<Diagnostic> = out.into_iter().filter(|one| one.code == NOT_IN_A_TABLE).collect();
    let (name, instead) = (kind.name(), kind.instead());
    if out.is_empty() { Ok(Sheet { name, columns, rows, stays, instead }) } else { Err(out) }
}

impl TableKind<'_> {
    fn columns(self) -> &'static [Column] {
        match self {
            TableKind::Stakes => STAKE_COLUMNS,
            TableKind::Salience => SALIENCE_COLUMNS,
            TableKind::Positions => POSITION_COLUMNS,
            TableKind::Members(_) => MEMBER_COLUMNS,
            TableKind::Statements => statements::COLUMNS,
            TableKind::Seats => seats::COLUMNS,
            TableKind::Acts => acts::COLUMNS,
            TableKind::Trace => TRACE_COLUMNS,
        }
    }

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            TableKind::Stakes => "stakes",
            TableKind::Salience => "salience",
            TableKind::Positions => "positions",
            TableKind::Members(_) => "members",
            TableKind::Statements => "statements",
            TableKind::Seats => "seats",
            TableKind::Acts => "acts",
            TableKind::Trace => "trace",
        }
    }

    /// What the table stands in the place of.
    fn instead(self) -> &'static str {
        match self {
            TableKind::Stakes => "`[stake.PARTY.ISSUE]` and the tables of stakes and salience",
            TableKind::Salience => "`weight` of each `[stake.PARTY.ISSUE]` and of the table of stakes",
            TableKind::Positions => "`takes` of each statement",
            TableKind::Members(_) => "the members of this body",
            TableKind::Statements => "`[[statement]]` and the table of positions",
            TableKind::Seats => "`seats`, `informed`, `about`, and what these rooms rest on",
            TableKind::Acts => "`[[act]]`",
            TableKind::Trace => "the table of the trace",
        }
    }
}

struct Maker<'m> {
    /// The case with the entries of its tables.
    file: &'m CaseFile,
    beside: &'m Beside<'m>,
    rows: Vec<Vec<String>>,
    stays: Vec<String>,
    out: Vec<Diagnostic>,
}

impl Maker<'_> {
    fn stakes(&mut self) {
        let file = self.file;
        for (party, issue, stake) in all_stakes(file) {
            // Every field by its name, so that a new one cannot be forgotten here.
            let StakeFile { weight, values, points, moves_with, red_line, rests_on, because } = stake;
            if moves_with.is_some() {
                self.stays.push(format!(
                    "the weight of `{}` to `{}` moves with another input, which a table cannot hold: `[[moves_with]]` says it in \
                     the case",
                    issue.value, party.value
                ));
            }
            let is_red = |option: &str| red_line.0.iter().any(|red| red.value == option);
            let valued: BTreeSet<&str> = values.iter().chain(points).map(|(option, _)| option.value.as_str()).collect();
            let mut options: Vec<(&str, Option<_>)> =
                values.iter().chain(points).map(|(option, amount)| (option.value.as_str(), Some(amount))).collect();
            let others = red_line.0.iter().map(|option| option.value.as_str());
            options.extend(others.filter(|option| !valued.contains(option)).map(|option| (option, None)));
            if options.is_empty() {
                options.push(("", None));
            }
            for (place, (option, value)) in options.into_iter().enumerate() {
                let line = Line::new(named(party, issue), issue.span(), &mut self.out);
                let line = line.text(&party.value).text(&issue.value);
                let line = if option.is_empty() { line.blank() } else { line.text(option) };
                let in_points = !points.0.is_empty();
                let line = line.amount(value.filter(|_| !in_points));
                // The weight is the issue's: it stands once.
                let line = line.amount(weight.as_ref().filter(|_| place == 0));
                let line = line.amount(value.filter(|_| in_points));
                self.rows.push(line.tick(is_red(option)).few(rests_on).some(because.as_ref()).done());
            }
        }
        self.copied(file.tables.salience.as_ref(), SALIENCE_COLUMNS, STAKE_COLUMNS);
        self.copied(file.tables.stakes.as_ref(), STAKE_COLUMNS, STAKE_COLUMNS);
    }

    fn salience(&mut self) {
        let file = self.file;
        for (party, issue, stake) in all_stakes(file).filter(|(_, _, stake)| stake.weight.is_some()) {
            let line = Line::new(named(party, issue), issue.span(), &mut self.out);
            let line = line.text(&party.value).text(&issue.value).amount(stake.weight.as_ref());
            self.rows.push(line.few(&stake.rests_on).some(stake.because.as_ref()).done());
        }
        let of_tables = [(&file.tables.salience, SALIENCE_COLUMNS), (&file.tables.stakes, STAKE_COLUMNS)];
        let mut seen: BTreeSet<(Option<String>, Option<String>)> = BTreeSet::new();
        for (table, columns) in of_tables {
            let rows = rows(table.as_ref(), columns, self.beside, &mut self.out);
            // The rows of an issue may repeat its weight.
            let first =
                |row: &&TableRow| row.is_filled("weight") && seen.insert((row.words("party"), row.words("issue")));
            self.rows.extend(rows.iter().filter(first).map(|row| cells(row, SALIENCE_COLUMNS)));
        }
    }

    fn positions(&mut self) {
        for statement in &self.file.statement {
            for (issue, options) in statement.takes.iter().filter(|(_, options)| !options.0.is_empty()) {
                let what = format!("what `{}` says of `{}`", statement.id.value, issue.value);
                let line = Line::new(what, issue.span(), &mut self.out);
                self.rows.push(line.text(&statement.id.value).text(&issue.value).few(options).done());
            }
        }
        self.copied(self.file.tables.positions.as_ref(), POSITION_COLUMNS, POSITION_COLUMNS);
    }

    fn members(&mut self, body: &str) {
        let file = self.file;
        let own = file.body.iter().find(|(id, _)| id.value == body);
        for name in own.iter().flat_map(|(_, BodyFile { members, .. })| &members.0) {
            if is_table(&name.value) {
                self.copied(Some(&TableFile::plain(name.clone())), MEMBER_COLUMNS, MEMBER_COLUMNS);
            } else {
                let line = Line::new(format!("the member `{}`", name.value), name.span(), &mut self.out);
                self.rows.push(line.text(&name.value).blank().blank().blank().done());
            }
        }
    }

    fn statements(&mut self) {
        let positions = rows(self.file.tables.positions.as_ref(), POSITION_COLUMNS, self.beside, &mut self.out);
        for statement in &self.file.statement {
            let row = statements::write(&with_positions(statement, &positions), &mut self.out);
            self.rows.push(row);
        }
    }

    fn seats(&mut self) {
        for (id, room) in &self.file.room {
            self.rows.extend(seats::write(id, room, &mut self.out));
        }
    }

    fn acts(&mut self) {
        let (plain, described): (Vec<_>, Vec<_>) = self.file.act.iter().partition(|act| act.framing.is_empty());
        for act in plain {
            self.rows.push(acts::write(act, &mut self.out));
        }
        let stay = described.into_iter().map(|act| {
            format!("`{}` has rival descriptions, which a table cannot hold: it stays in the case", act.id.value)
        });
        self.stays.extend(stay);
    }

    /// The rows of a table of the case as they are, under the columns of the one to be written.
    fn copied(&mut self, table: Option<&TableFile>, columns: &[Column], wanted: &[Column]) {
        let rows = rows(table, columns, self.beside, &mut self.out);
        self.rows.extend(rows.iter().map(|row| cells(row, wanted)));
    }
}

fn all_stakes(file: &CaseFile) -> impl Iterator<Item = (&At<String>, &At<String>, &StakeFile)> {
    file.stake.iter().flat_map(|(party, issues)| issues.iter().map(move |(issue, stake)| (party, issue, stake)))
}

fn named(party: &At<String>, issue: &At<String>) -> String {
    format!("what `{}` wants in `{}`", party.value, issue.value)
}

fn cells(row: &TableRow, columns: &[Column]) -> Vec<String> {
    columns.iter().map(|column| row.words(column.name).unwrap_or_default()).collect()
}

/// A statement with what the table of positions says of it.
fn with_positions(statement: &StatementFile, positions: &[TableRow]) -> StatementFile {
    let mut statement = statement.clone();
    let own = positions.iter().filter(|row| row.words("statement").as_ref() == Some(&statement.id.value));
    let told = own.filter_map(|row| Some((row.get("issue")?.clone(), Few(row.list("options")))));
    statement.takes.0.extend(told.collect::<Vec<_>>());
    statement
}
