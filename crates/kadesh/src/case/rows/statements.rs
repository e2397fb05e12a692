//! The table of statements: a row for each, with what `[[statement]]` has.

use kadesh_tables::Column;

use super::super::file::StatementFile;
use super::super::table::TableRow;
use super::super::written::{At, Few, Named};
use super::cells::one_of;
use super::line::{Line, flat, written};
use crate::diagnostic::Diagnostic;
use crate::model::Kind;

/// The columns.
pub const COLUMNS: &[Column] = &[
    Column::text("id").needed(),
    Column::text("by").needed(),
    Column::text("for"),
    Column::text("source").needed(),
    Column::text("exact").needed(),
    Column::text("prefix"),
    Column::text("suffix"),
    Column::text("kind").needed(),
    Column::text("hedge"),
    Column::text("modality"),
    Column::text("room"),
    Column::text("audience"),
    Column::date("at"),
    Column::text("takes"),
    Column::text("trend"),
    Column::text("same_as"),
    Column::text("division"),
];

/// The statement of a row.
pub fn read(row: &TableRow, out: &mut Vec<Diagnostic>) -> StatementFile {
    let id = row.needed("id", out);
    let by = row.needed("by", out);
    // Those who speak together stand in one cell.
    let several = row.list("by");
    let by = Few(if several.is_empty() { vec![by] } else { several });
    let kind = row.need("kind", out).cloned().and_then(|cell| one_of(&cell, "kind", out));
    statement(row, (id, by), kind, out)
}

/// The statement of a row of which the id, the speaker and the kind are known. What stands in for a kind that is not brings no
/// fault of its own.
pub fn statement(
    row: &TableRow,
    (id, by): (At<String>, Few),
    kind: Option<Kind>,
    out: &mut Vec<Diagnostic>,
) -> StatementFile {
    let is_reporter = by.0.first().is_some_and(|by| by.value == "reporter");
    let kind = kind.unwrap_or(if is_reporter { Kind::Reporter } else { Kind::Paraphrase });
    let trend = row.one_by_name("trend", out).0.into_iter();
    let trend = trend.filter_map(|(issue, word)| Some((issue, one_of(&word, "trend", out)?))).collect();
    StatementFile {
        id,
        by,
        on_behalf: row.get("for").cloned(),
        source: row.needed("source", out),
        exact: row.needed("exact", out),
        prefix: row.words("prefix"),
        suffix: row.words("suffix"),
        kind,
        hedge: row.word("hedge", out),
        modality: row.word("modality", out),
        room: row.get("room").cloned(),
        audience: row.word("audience", out),
        at: row.get("at").cloned(),
        takes: row.several_by_name("takes", out),
        trend: Named(trend),
        same_as: Few(row.list("same_as")),
        division: row.word("division", out),
    }
}

/// The row of a statement.
pub fn write(statement: &StatementFile, out: &mut Vec<Diagnostic>) -> Vec<String> {
    // Every field by its name, so that a new one cannot be forgotten here.
    let StatementFile {
        id,
        by,
        on_behalf,
        source,
        exact,
        prefix,
        suffix,
        kind,
        hedge,
        modality,
        room,
        audience,
        at,
        takes,
        trend,
        same_as,
        division,
    } = statement;
    let trend: Vec<_> = trend.iter().map(|(issue, trend)| (issue.value.clone(), written(trend))).collect();
    Line::new(format!("the statement `{}`", id.value), id.span(), out)
        .text(&id.value)
        .few(by)
        .some(on_behalf.as_ref())
        .text(&source.value)
        .text(&exact.value)
        .some_text(prefix.as_ref())
        .some_text(suffix.as_ref())
        .word(Some(kind))
        .word(hedge.as_ref())
        .word(modality.as_ref())
        .some(room.as_ref())
        .word(audience.as_ref())
        .some(at.as_ref())
        .pairs(&flat(takes))
        .pairs(&trend)
        .few(same_as)
        .word(division.as_ref())
        .done()
}
