//! `table`: writes a table of a case as a spreadsheet or a text, to be worked on there and read in the place of what it holds.

use std::path::Path;

use anyhow::{Result, bail};
use kadesh::case::{self, Checked, Sheet, SheetForm, TableKind, Written};

use super::shared::faulty;
use crate::args::{Format, Outside, TableName};
use crate::load::{Loaded, load};
use crate::output::{Exit, Output, write_whole, wrong_usage};

/// Which table, and where it goes.
pub(super) struct Wanted<'w> {
    pub table: TableName,
    pub body: Option<&'w str>,
    pub file: Option<&'w Path>,
    pub force: bool,
}

pub(super) fn table(path: &Path, wanted: &Wanted<'_>, outside: &Outside, width: usize) -> Result<Output> {
    let form = wanted.file.map_or(Ok(SheetForm::Csv), form_of)?;
    let mut loaded = load(path, outside)?;
    if loaded.checked.case.is_none() {
        return faulty(&loaded, Format::Text, width);
    }
    let written = case::read(&loaded.text);
    let sheet = match written.table(kind(wanted, &written)?, &loaded.files) {
        Ok(sheet) => sheet,
        Err(diagnostics) => {
            loaded.checked = Checked { case: None, diagnostics, links: Vec::new() };
            return faulty(&loaded, Format::Text, width);
        }
    };
    let bytes = sheet.bytes(form).map_err(|why| anyhow::anyhow!("{why}; nothing was written"))?;
    match wanted.file {
        Some(file) => kept(&sheet, &bytes, (file, wanted.force), &loaded),
        None => {
            let text = String::from_utf8(bytes)?;
            Ok(Output { text, errors: stays(&sheet), exit: Exit::Done })
        }
    }
}

fn form_of(file: &Path) -> Result<SheetForm> {
    let named = SheetForm::of(&file.to_string_lossy());
    named.ok_or_else(|| {
        wrong_usage(format!("`{}` does not say what to write: end it with .csv, .tsv, .xlsx or .ods", file.display()))
    })
}

fn kind<'w>(wanted: &Wanted<'w>, written: &'w Written) -> Result<TableKind<'w>> {
    if wanted.body.is_some() && wanted.table != TableName::Members {
        return Err(wrong_usage("`--body` goes with `members`"));
    }
    Ok(match wanted.table {
        TableName::Stakes => TableKind::Stakes,
        TableName::Salience => TableKind::Salience,
        TableName::Positions => TableKind::Positions,
        TableName::Members => TableKind::Members(body(wanted.body, written)?),
        TableName::Statements => TableKind::Statements,
        TableName::Seats => TableKind::Seats,
        TableName::Acts => TableKind::Acts,
        TableName::Trace => TableKind::Trace,
    })
}

/// The body that is meant: the one that is named, or the only one.
fn body<'w>(named: Option<&str>, written: &'w Written) -> Result<&'w str> {
    let bodies = written.body_ids();
    let all = bodies.join(", ");
    match (named, bodies.as_slice()) {
        (Some(id), bodies) => match bodies.iter().find(|known| **known == id) {
            Some(known) => Ok(*known),
            None => Err(wrong_usage(format!("`{id}` is no body of the case; it has: {all}"))),
        },
        (None, [only]) => Ok(only),
        (None, []) => Err(wrong_usage("the case has no body, and so no members: `[body.ID]` declares one")),
        (None, _) => Err(wrong_usage(format!("the case has several bodies; name one with `--body`: {all}"))),
    }
}

fn kept(sheet: &Sheet, bytes: &[u8], (file, force): (&Path, bool), loaded: &Loaded) -> Result<Output> {
    if file.is_dir() {
        bail!("`{}` is a folder; name a file", file.display());
    }
    if file.exists() && !force {
        bail!("`{}` exists already; `--force` writes over it, nothing was written", file.display());
    }
    write_whole(file, bytes)?;
    let rows = match sheet.rows.len() {
        1 => "1 row".to_owned(),
        many => format!("{many} rows"),
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let named = match sheet.name {
        "members" => format!("members = \"{name}\""),
        other => format!("[tables]\n  {other} = \"{name}\""),
    };
    let text = format!(
        "Wrote {}: {rows}.\n\nTo have it read, put it into the folder of {} and write there\n\n  {named}\n\nin the place of {}: what is \
         told in both is a fault.\n",
        file.display(),
        loaded.path.display(),
        sheet.instead
    );
    Ok(Output { text, errors: stays(sheet), exit: Exit::Done })
}

/// What no table can hold, a line each.
fn stays(sheet: &Sheet) -> String {
    sheet.stays.iter().map(|line| format!("note: {line}\n")).collect()
}
