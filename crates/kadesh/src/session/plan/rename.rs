//! Gives a name another id, in every place of every text where it stands.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{can_be_id, refused};
use crate::case::{self, Checked, Given, Layout, MAIN_FILE, Name, Splice};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::session::texts::Texts;

/// The splices that rename, in all files. What they make of the case has no fault that it had not before.
///
/// # Errors
///
/// The name is not known, the id is taken or none, or a place cannot be changed.
pub fn rename(texts: &Texts, checked: &Checked, name: &Name, to: &str) -> Result<Vec<Splice>, Diagnostic> {
    // The reader puts accents and their letters together.
    let to = &case::composed(to);
    let places: Vec<&Span> = checked.links.iter().filter(|link| link.name == *name).map(|link| &link.place).collect();
    if !checked.links.iter().any(|link| link.declares && link.name == *name) {
        return Err(refused(format!("`{}` is not {}", name.id, name.kind.in_words())));
    }
    if name.id == *to {
        return Ok(Vec::new());
    }
    can_be_id(name.kind, to)?;
    let mut splices = in_case(texts, &places, name, to)?;
    for place in places.iter().filter(|place| place.file != MAIN_FILE) {
        splices.insert(in_table(texts, place, name, to)?);
    }
    let splices: Vec<Splice> = splices.into_iter().collect();
    means_the_same(texts, checked, &splices, name, to)?;
    Ok(splices)
}

/// In the case: keys wherever they stand, whole values, and words inside of values.
fn in_case(texts: &Texts, places: &[&Span], name: &Name, to: &str) -> Result<BTreeSet<Splice>, Diagnostic> {
    let layout = Layout::new(&texts.main);
    let mut found = BTreeSet::new();
    let splice = |range: &Range<usize>, text: String| Splice {
        file: MAIN_FILE.to_owned(),
        start: range.start,
        end: range.end,
        text,
    };
    for place in places.iter().filter(|place| place.file == MAIN_FILE) {
        let range = place.start..place.end;
        let as_key = layout.names().find(|(_, own)| *own == range);
        if let Some((way, _)) = as_key {
            let all = layout.names().filter(|(own, _)| own == way);
            found.extend(all.map(|(_, own)| splice(own, case::key_spelt(to))));
        } else if is_value(&layout, &range) {
            found.insert(splice(&range, Given::text(to).spelt()));
        } else if texts.main.get(range.clone()) == Some(name.id.as_str()) {
            found.insert(splice(&range, to.to_owned()));
        } else {
            return Err(out_of_reach(place, name));
        }
    }
    Ok(found)
}

fn is_value(layout: &Layout, range: &Range<usize>) -> bool {
    let value = layout.way_at(range).and_then(|way| layout.value(&way).cloned());
    value.is_some_and(|value| value.range == *range)
}

/// In a table of text: the cell as it stands there, or one of the parts of a cell.
fn in_table(texts: &Texts, place: &Span, name: &Name, to: &str) -> Result<Splice, Diagnostic> {
    let text = texts.files.get(&place.file).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let cell = text.and_then(|text| text.get(place.start..place.end)).ok_or_else(|| out_of_reach(place, name))?;
    let part = |at: usize| Splice {
        file: place.file.clone(),
        start: place.start + at,
        end: place.start + at + name.id.len(),
        text: to.to_owned(),
    };
    let is_edge = |sign: Option<char>| sign.is_none_or(|sign| !(sign.is_alphanumeric() || matches!(sign, '-' | '_')));
    let mut whole = cell
        .match_indices(&name.id)
        .filter(|(at, id)| is_edge(cell[..*at].chars().next_back()) && is_edge(cell[at + id.len()..].chars().next()));
    match (whole.next(), whole.next()) {
        (Some((at, _)), None) => Ok(part(at)),
        _ => Err(out_of_reach(place, name)),
    }
}

fn out_of_reach(place: &Span, name: &Name) -> Diagnostic {
    refused(format!("`{}` is written in a way that cannot be changed from here", name.id))
        .at(place.clone(), "change it here by hand, or write it plainly first")
}

/// A rename that brings in a fault, such as an id that something else has, is none.
fn means_the_same(
    texts: &Texts,
    checked: &Checked,
    splices: &[Splice],
    name: &Name,
    to: &str,
) -> Result<(), Diagnostic> {
    let mut after = texts.clone();
    after.apply(splices).map_err(|_| refused("these changes cannot be made together"))?;
    let after = after.check();
    let faults = |checked: &Checked| checked.count(Severity::Fault);
    let renamed = Name { id: to.to_owned(), ..name.clone() };
    let count = |checked: &Checked, name: &Name| checked.links.iter().filter(|link| link.name == *name).count();
    let is_taken = checked.links.iter().any(|link| link.declares && link.name == renamed);
    if is_taken || faults(&after) > faults(checked) || count(&after, &renamed) != count(checked, name) {
        let known: Vec<&str> = checked.diagnostics.iter().map(|one| one.message.as_str()).collect();
        let new = after
            .diagnostics
            .iter()
            .find(|one| one.severity == Severity::Fault && !known.contains(&one.message.as_str()));
        let because = new.map(|fault| format!(": {}", fault.message)).unwrap_or_default();
        return Err(refused(format!("`{}` cannot become `{to}`{because}", name.id)));
    }
    Ok(())
}
