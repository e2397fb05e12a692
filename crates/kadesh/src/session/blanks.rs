//! What was left blank, and what the draws take for it: each at the place where a number could stand.

use super::message::Blank;
use super::texts::Texts;
use crate::case::{Checked, Layout, MAIN_FILE, Name, NameKind, Way, keys};
use crate::diagnostic::Span;
use crate::ensemble::{Variable, inputs};
use crate::model::Case;

/// The blanks of a case, in the order of its entries. None where it has faults.
pub fn blanks(texts: &Texts, checked: &Checked) -> Vec<Blank> {
    let Some(case) = &checked.case else { return Vec::new() };
    let layout = Layout::new(&texts.main);
    let blank = inputs(case).unwrap_or_default().into_iter().filter_map(|input| {
        let taken = input.default_taken(case)?;
        let (entry, key) = entry_of(case, input.variable)?;
        let place = place_of(texts, &layout, &entry).or_else(|| party_of(checked, &entry))?;
        Some(Blank { place, key, taken: taken.taken, why: taken.why })
    });
    let mut blanks: Vec<Blank> = blank.collect();
    blanks.sort_by_key(|blank| blank.place.clone());
    blanks
}

/// The entry of a number, and its key there.
fn entry_of(case: &Case, variable: Variable) -> Option<(Way, String)> {
    let party = |id| case.party(id).id.as_str();
    match variable {
        Variable::Weight(of, on) => Some((keys(&["stake", party(of), &case.issue(on).id]), "weight".to_owned())),
        Variable::Value(of, choice) => {
            let scale = if case.party(of).points.is_some() { "points" } else { "values" };
            let key = format!("{scale}.{}", case.option(choice).id);
            Some((keys(&["stake", party(of), &case.issue(choice.issue).id]), key))
        }
        Variable::Base(of) => Some((keys(&["walk_away", party(of)]), "base".to_owned())),
        Variable::Setting(lever) => Some((keys(&["lever", &case.lever(lever).id]), "now".to_owned())),
        Variable::Effect(..)
        | Variable::Dependence(..)
        | Variable::LossAversion
        | Variable::Priority(..)
        | Variable::OptionWeight(..)
        | Variable::OptionSetting(..)
        | Variable::Bonus(_) => None,
    }
}

/// The end of the first line of an entry.
fn place_of(texts: &Texts, layout: &Layout, entry: &Way) -> Option<Span> {
    let heading = layout.block(entry).map(|block| layout.blocks[block].line.clone());
    let lines =
        heading.or_else(|| layout.entries().find(|one| one.way.starts_with(entry)).map(|one| one.whole.clone()))?;
    let line = &texts.main[lines.clone()];
    let end = lines.start + line.find(['\r', '\n']).unwrap_or(line.len());
    Some(Span { file: MAIN_FILE.to_owned(), start: end, end })
}

/// Where the party is given, when nothing is written of what is blank.
fn party_of(checked: &Checked, entry: &Way) -> Option<Span> {
    let crate::case::Step::Key(party) = entry.get(1)? else { return None };
    let name = Name::new(NameKind::Party, party);
    let given = checked.links.iter().find(|link| link.declares && link.name == name)?;
    Some(Span { start: given.place.end, ..given.place.clone() })
}
