//! The table that a program for coding texts writes (QualCoder, Taguette, Discourse Network Analyzer): passages of documents with
//! codes become statements, each found in its source where the program says.

mod offsets;

use std::collections::BTreeMap;
use std::ops::Range;

use kadesh_documents::decode;
use kadesh_tables::Column;

use super::super::anchor::Searched;
use super::super::beside::Beside;
use super::super::file::{CaseFile, SourceFile, StatementFile};
use super::super::quotation;
use super::super::shape::NOWHERE;
use super::super::table::TableRow;
use super::super::written::{At, Few};
use super::cells::EQUALS;
use super::statements::statement;
use crate::diagnostic::Diagnostic;
use crate::model::Kind;
use offsets::{Counted, Offsets};

/// The columns: those of statements that such a table may have too, and those of the programs, with the last five.
pub const COLUMNS: &[Column] = &[
    Column::text("id"),
    Column::text("by"),
    Column::text("for"),
    Column::text("source").needed(),
    Column::text("exact").needed(),
    Column::text("prefix"),
    Column::text("suffix"),
    Column::text("kind"),
    Column::text("hedge"),
    Column::text("modality"),
    Column::text("room"),
    Column::text("audience"),
    Column::text("at"),
    Column::text("takes"),
    Column::text("trend"),
    Column::text("same_as"),
    Column::text("division"),
    Column::text("start"),
    Column::text("end"),
    Column::text("code"),
    Column::text("organization"),
    Column::text("agreement"),
];

/// The columns by which such a table is told from one of statements.
const OF_PROGRAMS: [&str; 2] = ["start", "code"];

/// Whether the rows are those of a table that a program for coding texts wrote.
pub fn are_of_a_program(rows: &[TableRow]) -> bool {
    rows.iter().any(|row| OF_PROGRAMS.iter().any(|column| row.is_filled(column)))
}

/// The statements of such a table.
pub fn read(
    (name, rows): (&At<String>, &[TableRow]),
    file: &CaseFile,
    beside: &Beside<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<StatementFile> {
    let nobody = !rows.iter().any(|row| row.is_filled("by") || row.is_filled("organization"));
    if nobody && !rows.is_empty() {
        out.push(nobody_speaks(name));
    }
    let mut passages: Vec<Passage> = Vec::new();
    let (mut places, mut again) = (BTreeMap::new(), 0);
    for (number, row) in rows.iter().enumerate() {
        let passage = Passage::new(row, (number + 1, nobody), file, out);
        // Such programs write a row for each code: rows that differ in nothing else are one statement.
        match places.get(&all_but_the_code(row)) {
            Some(&first) => {
                let first: &mut Passage = &mut passages[first];
                first.codes.extend(passage.codes);
                again += 1;
            }
            None => {
                places.insert(all_but_the_code(row), passages.len());
                passages.push(passage);
            }
        }
    }
    let mut notes = vec![how_read(rows.len(), passages.len(), again)];
    for (id, source) in &file.source {
        let own: Vec<&mut Passage> =
            passages.iter_mut().filter(|passage| passage.statement.source.value == id.value).collect();
        if let Some(text) = text_of(source, beside).filter(|_| !own.is_empty()) {
            notes.extend(find(own, (&id.value, &text), out));
        }
    }
    let mut no_positions = BTreeMap::new();
    passages.iter_mut().for_each(|passage| passage.take_positions(file, &mut no_positions));
    notes.extend(kinds(&passages));
    notes.extend(not_taken(&no_positions));
    let told = notes.into_iter().map(|words| format!("`{}`: {words}", name.value));
    out.extend(told.map(|words| Diagnostic::note("codings-read", words).at(name.span(), "this table")));
    passages.into_iter().map(|passage| passage.statement).collect()
}

/// A passage that was coded.
struct Passage {
    statement: StatementFile,
    /// Whether the table says what kind of statement it is.
    has_kind: bool,
    offset: Option<At<String>>,
    start: Option<usize>,
    end: Option<usize>,
    /// Each code, and whether the speaker agrees with it.
    codes: Vec<(At<String>, bool)>,
}

impl Passage {
    fn new(row: &TableRow, (number, nobody): (usize, bool), file: &CaseFile, out: &mut Vec<Diagnostic>) -> Passage {
        let exact = row.needed("exact", out);
        let id = match row.get("id") {
            Some(own) => own.with(format!("statements.{}", one_word(&own.value))),
            None => exact.with(format!("statements.row-{number}")),
        };
        let by = match row.get("by").or(row.get("organization")) {
            Some(name) => speaker(name, file),
            None if nobody => At::new(String::new(), NOWHERE),
            None => row.needed("by", out),
        };
        let kind: Option<Kind> = row.word("kind", out);
        let mut statement = statement(row, (id, Few(vec![by])), kind, out);
        statement.source = source(&statement.source, file);
        statement.at = statement.at.map(|at| at.with(date(&at.value)));
        let agrees = !row.get("agreement").is_some_and(|cell| is_no(&cell.value));
        let codes = row.list("code").into_iter().filter(|code| !code.value.is_empty());
        Passage {
            statement,
            has_kind: kind.is_some(),
            offset: row.get("start").cloned(),
            start: offset(row, "start", out),
            end: offset(row, "end", out),
            codes: codes.map(|code| (code, agrees)).collect(),
        }
    }

    /// Takes a code for a position where it reads `issue = option`, and the speaker agrees with it; tells the others.
    fn take_positions(&mut self, file: &CaseFile, others: &mut BTreeMap<String, usize>) {
        for (code, agrees) in std::mem::take(&mut self.codes) {
            let pair = code.value.split_once(EQUALS).map(|(issue, option)| (issue.trim(), option.trim()));
            let is_issue = |issue: &str| file.issue.iter().any(|(id, _)| id.value == issue);
            let position = pair.filter(|(issue, _)| agrees && is_issue(issue));
            match position {
                Some((issue, option)) => self.take(code.with(issue.to_owned()), code.with(option.to_owned())),
                None => *others.entry(code.value).or_default() += 1,
            }
        }
    }

    fn take(&mut self, issue: At<String>, option: At<String>) {
        let takes = &mut self.statement.takes.0;
        match takes.iter_mut().find(|(known, _)| known.value == issue.value) {
            Some((_, few)) if few.0.iter().any(|known| known.value == option.value) => {}
            Some((_, few)) => few.0.push(option),
            None => takes.push((issue, Few(vec![option]))),
        }
    }
}

/// Finds the passages of one source, and tells how its offsets are counted.
fn find(mut own: Vec<&mut Passage>, (id, text): (&str, &str), out: &mut Vec<Diagnostic>) -> Option<String> {
    let searched = Searched::new(text);
    let places: Vec<Vec<Range<usize>>> =
        own.iter().map(|passage| searched.places(&passage.statement.exact.value)).collect();
    let quoted = quotation::quoted(text);
    let (counted, offsets) = counted_so(&own, &places, text);
    let mut found = 0;
    for (passage, places) in own.iter_mut().zip(&places) {
        let place = match passage.start {
            Some(start) => offsets.place(text, (start, passage.end), places),
            None => Some(0).filter(|_| places.len() == 1),
        };
        let words = || offsets.other_words(text, passage.start?, passage.end?, &passage.statement.exact.value);
        match (place, places.is_empty().then(words).flatten()) {
            (Some(place), _) => {
                found += usize::from(passage.start.is_some());
                if places.len() > 1 && passage.statement.prefix.is_none() {
                    passage.statement.prefix = searched.prefix(&places[place], places);
                }
                passage.tell_kind(&quoted, text, (places[place].start, places[place].end));
            }
            (None, Some(place)) => {
                found += 1;
                passage.statement.exact.value = text[place.clone()].to_owned();
                passage.tell_kind(&quoted, text, (place.start, place.end));
            }
            // Words that are nowhere in the source are told when they are looked for there.
            (None, None) if passage.start.is_some() && !places.is_empty() => {
                passage.statement.prefix = searched.prefix(&places[0], places);
                out.push(passage.stands_elsewhere(id, &offsets, (text, places[0].start)));
            }
            (None, None) => {}
        }
    }
    (found > 0).then(|| format!("offsets in `{id}` are counted {}", counted.in_words()))
}

/// The way of counting under which the most passages stand where their offsets say; the plainest of equals.
fn counted_so(own: &[&mut Passage], places: &[Vec<Range<usize>>], text: &str) -> (Counted, Offsets) {
    let fitting = |offsets: &Offsets| {
        let fits = |(passage, places): &(&&mut Passage, &Vec<Range<usize>>)| {
            passage.start.is_some_and(|start| offsets.place(text, (start, passage.end), places).is_some())
        };
        own.iter().zip(places).filter(fits).count()
    };
    let mut best = (Counted::Characters, Offsets::new(text, Counted::Characters));
    let mut most = fitting(&best.1);
    for counted in Counted::OTHERS {
        let offsets = Offsets::new(text, counted);
        let count = fitting(&offsets);
        if count > most {
            (best, most) = ((counted, offsets), count);
        }
    }
    best
}

impl Passage {
    /// Where the table does not say what kind of statement it is, quotation marks tell.
    fn tell_kind(&mut self, quoted: &[Range<usize>], text: &str, place: (usize, usize)) {
        if !self.has_kind && self.statement.kind == Kind::Paraphrase && quotation::is_among(quoted, text, place) {
            self.statement.kind = Kind::Verbatim;
        }
    }

    fn stands_elsewhere(&self, source: &str, offsets: &Offsets, (text, first): (&str, usize)) -> Diagnostic {
        let exact = &self.statement.exact;
        let place = self.offset.as_ref().unwrap_or(exact);
        let there = self.start.and_then(|start| offsets.words_at(text, start));
        let there = there.map(|words| format!("there stands “{words}”; ")).unwrap_or_default();
        let elsewhere = offsets.of_byte(first);
        Diagnostic::fault("not-at-offset", format!("these words do not stand in `{source}` where `start` says"))
            .at(place.span(), "another place")
            .at(exact.span(), "these words")
            .hint(format!("{there}the words stand at {elsewhere}: is the text of the source the one that was coded?"))
    }
}

/// What a row says beside its code.
fn all_but_the_code(row: &TableRow) -> Vec<Option<String>> {
    let others = COLUMNS.iter().filter(|column| !matches!(column.name, "id" | "code" | "agreement"));
    others.map(|column| row.words(column.name)).collect()
}

fn how_read(rows: usize, statements: usize, again: usize) -> String {
    let one = |count: usize, word: &str| if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") };
    let again = match again {
        0 => String::new(),
        _ => format!("; {} with the words of another have only another code", one(again, "row")),
    };
    format!("a table of a program for coding texts: {}, {}{again}", one(rows, "row"), one(statements, "statement"))
}

fn kinds(passages: &[Passage]) -> Option<String> {
    let told: Vec<Kind> = passages.iter().filter(|one| !one.has_kind).map(|one| one.statement.kind).collect();
    let count = |kind: Kind| told.iter().filter(|one| **one == kind).count();
    (!told.is_empty()).then(|| {
        format!(
            "the kind of a statement is told by quotation marks: {} verbatim, {} paraphrase; a column `kind` says otherwise",
            count(Kind::Verbatim),
            count(Kind::Paraphrase)
        )
    })
}

/// Which option a passage is compatible with is for a person to say.
fn not_taken(codes: &BTreeMap<String, usize>) -> Option<String> {
    const SHOWN: usize = 8;
    let shown: Vec<String> = codes.iter().take(SHOWN).map(|(code, count)| format!("`{code}` ({count})")).collect();
    let more = match codes.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!codes.is_empty()).then(|| {
        format!(
            "codes that are not taken for positions: {}{more}; which option a passage is compatible with is yours to say, by a \
             code `issue = option` or in a column `takes`",
            shown.join(", ")
        )
    })
}

fn nobody_speaks(name: &At<String>) -> Diagnostic {
    Diagnostic::fault("missing-column", format!("`{}` does not say who speaks", name.value))
        .at(name.span(), "no column `speaker`, `person` or `organization`")
        .hint(
            "add a column `speaker` with the id or the name of a person or a party; the program that wrote it has none",
        )
}

/// The person or party that a name means, by its id or its name; the name itself where none or several do.
fn speaker(name: &At<String>, file: &CaseFile) -> At<String> {
    let persons = file.person.iter().map(|(id, person)| (id, vec![person.name.as_ref()]));
    let parties = file.party.iter().map(|(id, party)| {
        (id, [party.name.as_ref(), party.spoken.as_ref()].into_iter().chain(party.also.iter().map(Some)).collect())
    });
    meant(name, persons.chain(parties))
}

/// The source that a document is, by its id, its title or the name of a file.
fn source(name: &At<String>, file: &CaseFile) -> At<String> {
    let titles = file.source.iter().map(|(id, source)| (id, vec![source.title.as_ref()]));
    let found = meant(name, titles);
    if found.value != name.value || file.source.iter().any(|(id, _)| id.value == name.value) {
        return found;
    }
    let wanted = base(&name.value);
    let is_file = |source: &SourceFile| {
        let files = source.file.iter().chain(&source.original).map(|file| base(&file.value));
        files.into_iter().any(|(whole, stem)| whole == wanted.0 || stem == wanted.0)
    };
    let mut fitting = file.source.iter().filter(|(_, source)| is_file(source));
    match (fitting.next(), fitting.next()) {
        (Some((id, _)), None) => name.with(id.value.clone()),
        (Some(_), Some(_)) | (None, _) => name.clone(),
    }
}

/// The name of a file without its folder, in small letters, with its ending and without.
fn base(name: &str) -> (String, String) {
    let whole = name.rsplit(['/', '\\']).next().unwrap_or(name).to_lowercase();
    let stem = whole.rsplit_once('.').map_or(whole.clone(), |(stem, _)| stem.to_owned());
    (whole, stem)
}

/// The id that a word means, by the id itself or by one of its names.
fn meant<'f>(word: &At<String>, known: impl Iterator<Item = (&'f At<String>, Vec<Option<&'f String>>)>) -> At<String> {
    let wanted = word.value.to_lowercase();
    let mut fitting: Vec<&At<String>> = Vec::new();
    for (id, names) in known {
        if id.value == word.value {
            return word.clone();
        }
        if names.into_iter().flatten().any(|name| name.to_lowercase() == wanted) {
            fitting.push(id);
        }
    }
    match fitting.as_slice() {
        [only] => word.with(only.value.clone()),
        _ => word.clone(),
    }
}

fn text_of(source: &SourceFile, beside: &Beside<'_>) -> Option<String> {
    let bytes = beside.files.get(&source.file.as_ref()?.value)?;
    let label = source.encoding.as_ref().map(|label| label.value.as_str());
    decode(bytes, label).ok().map(|decoded| decoded.text)
}

/// A date and a time as Discourse Network Analyzer writes them, `2024-05-07 00:00:00`, in EDTF. A day that begins at midnight
/// is a day.
fn date(text: &str) -> String {
    match text.split_once(' ') {
        Some((day, "00:00:00")) => day.to_owned(),
        Some((day, time)) if time.len() == 8 && time.as_bytes().get(2) == Some(&b':') => {
            format!("{day}T{}", time.get(..5).unwrap_or(time))
        }
        Some(_) | None => text.to_owned(),
    }
}

fn is_no(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "0" | "no" | "false")
}

/// An id that can be written beside others.
fn one_word(id: &str) -> String {
    id.split_whitespace().collect::<Vec<_>>().join("-")
}

fn offset(row: &TableRow, column: &str, out: &mut Vec<Diagnostic>) -> Option<usize> {
    let cell = row.get(column)?;
    let number = cell.value.parse().ok();
    if number.is_none() {
        out.push(
            Diagnostic::fault("bad-offset", format!("`{}` is no place in a text", cell.value))
                .at(cell.span(), format!("in the column `{column}`"))
                .hint("a whole number: how many characters stand before the place"),
        );
    }
    number
}
