//! Statements: their speakers, their anchors in the source, the positions they take.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use kadesh_tables::Column;

use super::super::anchor::Searched;
use super::super::file::{StatementFile, TableFile};
use super::super::links::{Name, NameKind};
use super::super::quotation;
use super::super::rows::said_twice;
use super::super::table;
use super::super::written::{At, Few};
use super::Checker;
use super::names::{Lookup, Names};
use crate::diagnostic::{Diagnostic, Span, nearest};
use crate::model::{
    Audience, CoSpeaker, Excerpt, IssueId, Kind, PartyId, PersonId, RoomId, SourceId, Statement, StatementId, Voice,
};

/// Words this short say little about how strongly something is meant.
const FRAGMENT_WORDS: usize = 2;

/// The columns of a table of positions.
pub(in crate::case) const POSITION_COLUMNS: &[Column] =
    &[Column::text("statement").needed(), Column::text("issue").needed(), Column::text("options").needed()];

/// Where each thing is told that may be told once only.
pub(super) type Said<K> = BTreeMap<K, Span>;

/// For so many excerpts without a place it is looked for what would settle it, which takes long; nobody mends more at a time.
const MOST_EXPLAINED: usize = 20;

impl Checker<'_> {
    pub(super) fn statements(&mut self) {
        let file = self.file;
        for statement in &file.statement {
            let (by, own_party, with) = self.voices(statement);
            if let Some(on_behalf) = statement.on_behalf.as_ref().filter(|_| !with.is_empty()) {
                let fault = Diagnostic::fault("voice-and-kind", "who speak together speak for their own parties");
                self.fault_with(fault.at(on_behalf.span(), "for one party only").hint("leave `for` out"));
            }
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
                with,
                source,
                excerpt: Excerpt {
                    exact: statement.exact.value.clone(),
                    chars: (0, 0),
                    bytes: (0, 0),
                    file_bytes: None,
                },
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
        self.anchors();
    }

    /// The first voice with its party, and those who speak together with it.
    fn voices(&mut self, statement: &StatementFile) -> (Voice, Option<PartyId>, Vec<CoSpeaker>) {
        let mut all: Vec<(Voice, Option<PartyId>)> = Vec::new();
        for by in &statement.by.0 {
            let found = self.voice(by);
            if found.0 != Voice::Reporter && all.iter().any(|(voice, _)| *voice == found.0) {
                self.fault("named-twice", format!("`{}` is named twice", by.value), by, "again here");
            } else {
                all.push(found);
            }
            if by.value == "reporter" && statement.by.0.len() > 1 {
                let fault = Diagnostic::fault("voice-and-kind", "the reporter speaks together with nobody");
                self.fault_with(fault.at(by.span(), "the reporter's own voice").hint("make it a statement of its own"));
            }
        }
        let Some(((by, party), others)) = all.split_first() else {
            let fault = Diagnostic::fault("no-voice", format!("nobody says `{}`", statement.id.value));
            self.fault_with(
                fault.at(statement.id.span(), "`by` is empty").hint("name a person, a party or `reporter`"),
            );
            return (Voice::Reporter, None, Vec::new());
        };
        let co_speaker =
            |(voice, party): &(Voice, Option<PartyId>)| Some(CoSpeaker { voice: *voice, party: (*party)? });
        (*by, *party, others.iter().filter_map(co_speaker).collect())
    }

    fn voice(&mut self, by: &At<String>) -> (Voice, Option<PartyId>) {
        if by.value == "reporter" {
            return (Voice::Reporter, None);
        }
        self.ambiguous(Lookup::Voice, &by.value, by.span());
        if let Some(&index) = self.names.person.get(&by.value) {
            let party = self.case.persons.get(index).map(|person| person.speaks_for);
            self.link(by, Name::new(NameKind::Person, &by.value));
            return (Voice::Person(PersonId(index)), party);
        }
        if let Some(&index) = self.names.party.get(&by.value) {
            self.used.insert((Names::party(&self.names).0, index));
            self.link(by, Name::new(NameKind::Party, &by.value));
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
        let Some(first) = statement.by.0.first() else { return };
        if reporter != (statement.kind == Kind::Reporter) && (reporter == (first.value == "reporter")) {
            let message = format!("`{}` mixes the reporter's voice with another", statement.id.value);
            self.fault_with(
                Diagnostic::fault("voice-and-kind", message)
                    .at(first.span(), "who says this?")
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

    /// Finds the words of every statement in its source, one source after another.
    fn anchors(&mut self) {
        let file = self.file;
        let sources = std::mem::take(&mut self.case.sources);
        let mut to_explain = MOST_EXPLAINED;
        for (id, source) in file.source.iter().zip(&sources).filter(|(_, source)| !source.text.is_empty()) {
            let own = file.statement.iter().enumerate().filter(|(_, statement)| statement.source.value == id.0.value);
            let own: Vec<(usize, &StatementFile)> = own.collect();
            if own.is_empty() {
                continue;
            }
            let searched = Searched::new(&source.text);
            for (place, statement) in own {
                let (prefix, suffix) = (statement.prefix.as_deref(), statement.suffix.as_deref());
                match searched.find(&statement.exact.value, prefix, suffix, to_explain > 0) {
                    Ok(mut excerpt) => {
                        excerpt.file_bytes = self.in_file(&id.0.value, excerpt.bytes);
                        self.quoted_if_verbatim(statement, &source.text, excerpt.bytes);
                        self.case.statements[place].excerpt = excerpt;
                    }
                    Err(broken) => {
                        to_explain -= usize::from(to_explain > 0);
                        let exact = &statement.exact;
                        let fault = broken.fault(&source.id, &exact.value);
                        self.fault_with(fault.at(exact.span(), "has no one place in the source"));
                    }
                }
            }
        }
        self.case.sources = sources;
    }

    /// A place of a source's text in its file, where that is in another encoding than the text.
    fn in_file(&self, source: &str, (start, end): (usize, usize)) -> Option<(usize, usize)> {
        let decoded = self.recoded.get(source)?;
        Some((decoded.byte_in_original(start), decoded.byte_in_original(end)))
    }

    fn quoted_if_verbatim(&mut self, statement: &StatementFile, text: &str, place: (usize, usize)) {
        if statement.kind == Kind::Verbatim && quotation::is_outside(text, place) {
            let message = format!("`{}` is verbatim, and its words stand outside quotation marks", statement.id.value);
            self.fault_with(
                Diagnostic::warning("unquoted-verbatim", message)
                    .at(statement.exact.span(), "the source does not quote these words")
                    .hint("what a source tells in its own words is a `paraphrase`"),
            );
        }
    }

    /// Positions kept in a spreadsheet: statement, issue, options.
    pub(super) fn positions_table(&mut self) {
        let file = self.file;
        let Some(table) = &file.tables.positions else { return };
        let mut said = self.positions_in_case();
        for row in self.table_rows(table, POSITION_COLUMNS) {
            let (Some(id), Some(issue)) = (row.need("statement", &mut self.out), row.need("issue", &mut self.out))
            else {
                continue;
            };
            let Some(index) = self.find(Names::statement, id) else { continue };
            self.said_once(
                &mut said,
                (id.value.clone(), issue.value.clone()),
                issue.span(),
                &format!("what `{}` says of `{}`", id.value, issue.value),
            );
            row.need("options", &mut self.out);
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

    /// Where each statement says something of an issue in the case itself.
    fn positions_in_case(&self) -> Said<(String, String)> {
        let file = self.file;
        let own = |statement: &'_ StatementFile| {
            let id = statement.id.value.clone();
            statement
                .takes
                .iter()
                .map(move |(issue, _)| ((id.clone(), issue.value.clone()), issue.span()))
                .collect::<Vec<_>>()
        };
        file.statement.iter().flat_map(own).collect()
    }

    /// A fault when something is told a second time.
    pub(super) fn said_once<K: Ord>(&mut self, said: &mut Said<K>, what: K, place: Span, words: &str) {
        match said.entry(what) {
            Entry::Vacant(free) => {
                free.insert(place);
            }
            Entry::Occupied(earlier) => self.fault_with(said_twice(words, place, earlier.get().clone())),
        }
    }

    /// The rows of a table beside the case, with its faults.
    pub(super) fn table_rows(&mut self, file: &TableFile, columns: &[Column]) -> Vec<table::TableRow> {
        let Some(bytes) = self.file_named(&file.file) else { return Vec::new() };
        table::read(file, bytes, columns, &mut self.out)
    }

    /// Statements named in `evidence` and the like.
    pub(super) fn statement_id(&mut self, id: &At<String>) -> Option<StatementId> {
        self.find(Names::statement, id).map(StatementId)
    }
}
