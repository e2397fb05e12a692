//! The table of acts: a row for each, with what `[[act]]` has beside its rival descriptions, which stay in the case.

use kadesh_tables::Column;

use super::super::file::ActFile;
use super::super::table::TableRow;
use super::super::written::Few;
use super::cells::one_of;
use super::line::Line;
use crate::diagnostic::Diagnostic;
use crate::model::ActKind;

/// The columns.
pub const COLUMNS: &[Column] = &[
    Column::text("id").needed(),
    Column::text("name"),
    Column::text("kind").needed(),
    Column::text("by").needed(),
    Column::text("for"),
    Column::text("mandate"),
    Column::text("to"),
    Column::text("package"),
    Column::text("linked"),
    Column::text("goal"),
    Column::text("in_return"),
    Column::date("at"),
    Column::text("room"),
    Column::text("on_condition"),
    Column::text("modality"),
    Column::text("moves"),
    Column::text("skips"),
    Column::text("contested"),
    Column::text("rests_on"),
    Column::text("because"),
];

/// The act of a row.
pub fn read(row: &TableRow, out: &mut Vec<Diagnostic>) -> ActFile {
    let kind = row.need("kind", out).cloned().and_then(|cell| one_of(&cell, "kind", out));
    ActFile {
        id: row.needed("id", out),
        name: row.words("name"),
        // No fault of an act hangs on its kind, so that any may stand in for a word that is not known.
        kind: kind.unwrap_or(ActKind::Procedure),
        by: row.needed("by", out),
        on_behalf: row.get("for").cloned(),
        mandate: row.word("mandate", out),
        to: Few(row.list("to")),
        package: row.one_by_name("package", out),
        linked: row.is_ticked("linked", out),
        goal: row.words("goal"),
        in_return: row.list("in_return").into_iter().map(|part| part.value).collect(),
        at: row.get("at").cloned(),
        room: row.get("room").cloned(),
        on_condition: row.words("on_condition"),
        modality: row.word("modality", out),
        moves: row.get("moves").cloned(),
        skips: Few(row.list("skips")),
        contested: row.is_ticked("contested", out),
        framing: Vec::new(),
        rests_on: Few(row.list("rests_on")),
        because: row.get("because").cloned(),
    }
}

/// The row of an act without rival descriptions.
pub fn write(act: &ActFile, out: &mut Vec<Diagnostic>) -> Vec<String> {
    // Every field by its name, so that a new one cannot be forgotten here.
    let ActFile {
        id,
        name,
        kind,
        by,
        on_behalf,
        mandate,
        to,
        package,
        linked,
        goal,
        in_return,
        at,
        room,
        on_condition,
        modality,
        moves,
        skips,
        contested,
        framing: _,
        rests_on,
        because,
    } = act;
    let package: Vec<_> = package.iter().map(|(issue, option)| (issue.value.clone(), option.value.clone())).collect();
    Line::new(format!("the act `{}`", id.value), id.span(), out)
        .text(&id.value)
        .some_text(name.as_ref())
        .word(Some(kind))
        .text(&by.value)
        .some(on_behalf.as_ref())
        .word(mandate.as_ref())
        .few(to)
        .pairs(&package)
        .tick(*linked)
        .some_text(goal.as_ref())
        .list(in_return)
        .some(at.as_ref())
        .some(room.as_ref())
        .some_text(on_condition.as_ref())
        .word(modality.as_ref())
        .some(moves.as_ref())
        .few(skips)
        .tick(*contested)
        .few(rests_on)
        .some(because.as_ref())
        .done()
}
