//! Statements: their speakers, their anchors in the source, the positions they take.

use std::collections::{BTreeMap, BTreeSet};

use super::super::anchor::{self, Broken};
use super::super::file::StatementFile;
use super::super::quotation;
use super::super::table;
use super::super::written::{At, Few};
use super::Checker;
use super::names::{Lookup, Names};
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{
    Audience, Excerpt, IssueId, Kind, PartyId, PersonId, RoomId, SourceId, Statement, StatementId, Voice,
};

/// Words this short say little about how strongly something is meant.
const FRAGMENT_WORDS: usize = 2;

impl Checker<'_> {
    pub(super) fn statements(&mut self) {
        let file = self.file;
        for statement in &file.statement {
            let (by, own_party) = self.voice(&statement.by);
            let party = self.one_party(statement.on_behalf.as_ref()).or(own_party);
            let source = SourceId(self.find(Names::source, &statement.source).unwrap_or(0));
            self.voice_fits_kind(statement, by);
            let takes = self.takes(statement);
            let trend = statement
                .trend
                .iter()
                .filter_map(|(issue, trend)| Some((IssueId(self.find(Names::issue, issue)?), *trend)))
                .collect();
            if let Some(own) = statement.same_as.0.iter().find(|id| id.value == statement.id.value).cloned() {
                self.fault(
                    "same-as-itself",
                    format!("`{}` is the same as itself", own.value),
                    &own,
                    "another statement",
                );
            }
            let built = Statement {
                id: statement.id.value.clone(),
                by,
                party,
                source,
                excerpt: self.excerpt(statement, source),
                kind: statement.kind,
                hedge: statement.hedge,
                modality: statement.modality,
                room: statement.room.as_ref().and_then(|id| self.find(Names::room, id)).map(RoomId),
                audience: statement.audience.unwrap_or(Audience::Public),
                at: statement.at.as_ref().and_then(|text| self.moment(text)),
                takes,
                trend,
                same_content: self.statement_list(&statement.same_as),
                division: statement.division,
                fragment: statement.kind == Kind::Verbatim
                    && statement.exact.value.split_whitespace().count() <= FRAGMENT_WORDS,
            };
            self.case.statements.push(built);
        }
    }

    fn voice(&mut self, by: &At<String>) -> (Voice, Option<PartyId>) {
        if by.value == "reporter" {
            return (Voice::Reporter, None);
        }
        self.ambiguous(Lookup::Voice, &by.value, by.span());
        if let Some(&index) = self.names.person.get(&by.value) {
            let party = self.case.persons.get(index).map(|person| person.speaks_for);
            return (Voice::Person(PersonId(index)), party);
        }
        if let Some(&index) = self.names.party.get(&by.value) {
            return (Voice::Party(PartyId(index)), Some(PartyId(index)));
        }
        let known = self.names.person.keys().chain(self.names.party.keys()).map(String::as_str);
        let hint = match nearest(&by.value, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare `[person.ID]` or `[party.ID]`, or write `reporter`".to_owned(),
        };
        self.fault_with(
            Diagnostic::fault("unknown-name", format!("`{}` is neither a person nor a party", by.value))
                .at(by.span(), "who says this?")
                .hint(hint),
        );
        (Voice::Reporter, None)
    }

    /// The reporter's own voice is never a party's position, and nobody else speaks in it.
    fn voice_fits_kind(&mut self, statement: &StatementFile, by: Voice) {
        let reporter = by == Voice::Reporter;
        if reporter != (statement.kind == Kind::Reporter) && (reporter == (statement.by.value == "reporter")) {
            let message = format!("`{}` mixes the reporter's voice with another", statement.id.value);
            self.fault_with(
                Diagnostic::fault("voice-and-kind", message)
                    .at(statement.by.span(), "who says this?")
                    .hint("`by = \"reporter\"` and `kind = \"reporter\"` go together"),
            );
        }
        if statement.kind == Kind::Reporter
            && let Some((issue, _)) = statement.takes.0.first()
        {
            self.fault_with(
                Diagnostic::fault("editorial-position", "the reporter's own voice cannot be a position of a party")
                    .at(issue.span(), "a position in a reporter's statement")
                    .hint("code the party's own words, or a paraphrase of them"),
            );
        }
    }

    fn takes(&mut self, statement: &StatementFile) -> BTreeMap<IssueId, BTreeSet<usize>> {
        let mut takes = BTreeMap::new();
        for (issue, options) in &statement.takes {
            self.take(&mut takes, issue, options);
        }
        takes
    }

    fn take(&mut self, takes: &mut BTreeMap<IssueId, BTreeSet<usize>>, issue: &At<String>, options: &Few) {
        for option in &options.0 {
            if let Some(choice) = self.choice(issue, option) {
                takes.entry(choice.issue).or_default().insert(choice.option);
            }
        }
    }

    fn excerpt(&mut self, statement: &StatementFile, source: SourceId) -> Excerpt {
        let unanchored = Excerpt { exact: statement.exact.value.clone(), chars: (0, 0), bytes: (0, 0) };
        let Some(source) = self.case.sources.get(source.0).filter(|source| !source.text.is_empty()) else {
            return unanchored;
        };
        let (prefix, suffix) = (statement.prefix.as_deref(), statement.suffix.as_deref());
        match anchor::find(&source.text, &statement.exact.value, prefix, suffix) {
            Ok(excerpt) => {
                let source_text = source.text.as_str();
                if statement.kind == Kind::Verbatim && quotation::is_outside(source_text, excerpt.bytes) {
                    let message =
                        format!("`{}` is verbatim, and its words stand outside quotation marks", statement.id.value);
                    self.fault_with(
                        Diagnostic::warning("unquoted-verbatim", message)
                            .at(statement.exact.span(), "the source does not quote these words")
                            .hint("what a source tells in its own words is a `paraphrase`"),
                    );
                }
                excerpt
            }
            Err(broken) => {
                let title = source.id.clone();
                self.fault_with(broken_anchor(&broken, &title, &statement.exact));
                unanchored
            }
        }
    }

    /// Positions kept in a spreadsheet: statement, issue, options.
    pub(super) fn positions_table(&mut self) {
        let file = self.file;
        let Some(name) = &file.tables.positions else { return };
        let columns = ["statement", "issue", "options"];
        for row in self.table_rows(name, &columns, &columns) {
            let (Some(id), Some(issue)) = (row.need("statement", &mut self.out), row.need("issue", &mut self.out))
            else {
                continue;
            };
            let Some(index) = self.find(Names::statement, id) else { continue };
            let mut takes = std::mem::take(&mut self.case.statements[index].takes);
            self.take(&mut takes, issue, &Few(row.list("options")));
            self.case.statements[index].takes = takes;
            if self.case.statements[index].kind == Kind::Reporter {
                self.fault(
                    "editorial-position",
                    "the reporter's own voice cannot be a position of a party",
                    id,
                    "here",
                );
            }
        }
    }

    /// The rows of a table beside the case, with its faults.
    pub(super) fn table_rows(&mut self, name: &At<String>, known: &[&str], needed: &[&str]) -> Vec<table::TableRow> {
        let Some(bytes) = self.file_named(name) else { return Vec::new() };
        table::read(&name.value, bytes, known, needed, &mut self.out)
    }

    /// Statements named in `evidence` and the like.
    pub(super) fn statement_id(&mut self, id: &At<String>) -> Option<StatementId> {
        self.find(Names::statement, id).map(StatementId)
    }
}

fn broken_anchor(broken: &Broken, source: &str, exact: &At<String>) -> Diagnostic {
    let list = |around: &[String]| around.iter().map(|words| format!("“{words}”")).collect::<Vec<_>>().join("; ");
    let (message, hint) = match broken {
        Broken::Missing { nearest: Some(words) } => {
            (format!("these words are not in `{source}`"), format!("nearest match: “{words}”"))
        }
        Broken::Missing { nearest: None } => (
            format!("these words are not in `{source}`"),
            "nothing like them is there; copy the words to the letter, quotation glyphs included".to_owned(),
        ),
        Broken::Ambiguous { around } => (
            format!("these words stand in `{source}` {} times", around.len()),
            format!("add `prefix` or `suffix` to tell which: {}", list(around)),
        ),
        Broken::Context { around } => (
            format!("these words are in `{source}`, but not with this prefix and suffix"),
            format!("they stand here: {}", list(around)),
        ),
    };
    Diagnostic::fault("broken-anchor", message).at(exact.span(), "has no one place in the source").hint(hint)
}
