//! Takes an entry away, with everything that cannot be without it.

use std::collections::BTreeSet;

use super::{Planner, refused};
use crate::case::{Inside, Layout, Link, MAIN_FILE, Name, NameKind, Step, Way, is_required};
use crate::diagnostic::Diagnostic;
use crate::session::action::Place;

impl Planner<'_> {
    pub(super) fn remove(&mut self, place: &Place) -> Result<(), Diagnostic> {
        let layout = self.draft.layout();
        let way = self.way(&layout, place)?;
        if !layout.holds(&way) {
            return Err(refused("there is nothing of it to take away"));
        }
        let mut ways = BTreeSet::from([way.clone()]);
        let mut names: Vec<Name> = self.names_within(&layout, &way);
        let mut done = 0;
        while let Some(name) = names.get(done).cloned() {
            done += 1;
            for link in self.checked.links.iter().filter(|link| !link.declares && link.name == name) {
                if link.place.file != MAIN_FILE {
                    let message = format!("`{}` is named in `{}`", name.id, link.place.file);
                    return Err(refused(message)
                        .at(link.place.clone(), "here")
                        .hint("take it out of that table first"));
                }
                let Some(at) = layout.way_at(&(link.place.start..link.place.end)) else { continue };
                let gone = least_removable(&layout, at, &ways);
                if is_within(&gone, &ways) {
                    continue;
                }
                self.spares_its_issue(&name, &gone)?;
                let more = self.names_within(&layout, &gone);
                self.along.extend(more.iter().filter(|one| one.kind != NameKind::IssueOption).map(in_words));
                names.extend(more.into_iter().filter(|one| !names.contains(one)).collect::<Vec<_>>());
                self.along.extend(unnamed(&gone));
                ways.insert(gone);
            }
        }
        // From the last to the first, so that the places of the others stay.
        let outer: Vec<Way> = ways.iter().filter(|way| !is_within_another(way, &ways)).cloned().collect();
        outer.iter().rev().for_each(|way| self.draft.remove(way));
        self.along.sort();
        self.along.dedup();
        Ok(())
    }

    /// The names that are given within an entry.
    fn names_within(&self, layout: &Layout, way: &[Step]) -> Vec<Name> {
        let given = |link: &&Link| link.declares && link.place.file == MAIN_FILE;
        let within = |link: &&Link| {
            let own = layout.way_at(&(link.place.start..link.place.end)).unwrap_or_default();
            // The id of an item is a key of it.
            own.starts_with(way)
        };
        self.checked.links.iter().filter(given).filter(within).map(|link| link.name.clone()).collect()
    }

    /// An option that its issue cannot be without takes no issue with it: that would be more than was asked.
    fn spares_its_issue(&self, name: &Name, gone: &[Step]) -> Result<(), Diagnostic> {
        let Some(issue) = name.of.as_deref().filter(|_| name.kind == NameKind::IssueOption) else { return Ok(()) };
        let is_issue = *gone == *crate::case::keys(&["issue", issue]);
        match is_issue {
            true => {
                Err(refused(format!("`{}` is the status quo of `{issue}`", name.id))
                    .hint("make another option that first"))
            }
            false => Ok(()),
        }
    }
}

/// What goes with an entry that has no name of its own, in words.
fn unnamed(way: &[Step]) -> Option<String> {
    let key = |place: usize| match way.get(place) {
        Some(Step::Key(key)) => key.as_str(),
        Some(Step::Item(_)) | None => "",
    };
    Some(match (key(0), way.len()) {
        ("stake", 2) => format!("what `{}` wants", key(1)),
        ("stake", 3) => format!("what `{}` wants in `{}`", key(1), key(2)),
        ("walk_away", 2) => format!("what no deal is worth to `{}`", key(1)),
        ("preference", 2) => format!("what `{}` makes of the states", key(1)),
        ("red_line", 2) => "a red line about a seat".to_owned(),
        ("bonus", 2) => "what options are worth together".to_owned(),
        ("exclude", 2) => "a package that nobody can have".to_owned(),
        ("knows", 2) => "a claim of knowledge".to_owned(),
        ("lesson", 2) => "a lesson from a past agreement".to_owned(),
        ("explanation", 2) => "an explanation".to_owned(),
        ("move", 2) => "a move between states".to_owned(),
        ("moves_with", 2) => "two inputs that move together".to_owned(),
        _ => return None,
    })
}

fn in_words(name: &Name) -> String {
    format!("{}, `{}`", name.kind.in_words(), name.id)
}

/// The smallest thing around a place without which the rest keeps its shape, when these go too: an item of a list, a key that may
/// be left out, or the entry that cannot be without it.
fn least_removable(layout: &Layout, mut way: Way, gone: &BTreeSet<Way>) -> Way {
    loop {
        let Some((last, above)) = way.split_last() else { return way };
        let can_go = match last {
            Step::Item(_) => !is_last_item(layout, above, &way, gone),
            Step::Key(key) => !is_required(above, key),
        };
        let needed = emptied(layout, &way, gone);
        match (can_go || above.is_empty(), needed) {
            (true, None) => return way,
            (true, Some(table)) => way = table,
            (false, _) => drop(way.pop()),
        }
    }
}

/// Whether an item is all that is left of a list that is written as a value.
fn is_last_item(layout: &Layout, list: &[Step], own: &Way, gone: &BTreeSet<Way>) -> bool {
    let Some(Inside::List(items)) = layout.value(list).map(|list| &list.inside) else { return false };
    let item = |index: usize| [list, &[Step::Item(index)]].concat();
    (0..items.len()).map(item).all(|item| item == *own || is_within(&item, gone))
}

/// The table around a place that its entry cannot be without, and of which nothing would be left.
fn emptied(layout: &Layout, way: &Way, gone: &BTreeSet<Way>) -> Option<Way> {
    let mut own = way.clone();
    while let Some((Step::Key(_), above)) = own.split_last() {
        let stays = |other: &Way| other.starts_with(above) && !other.starts_with(&own) && !is_within(other, gone);
        if above.is_empty() || layout.entries().any(|entry| stays(&entry.way)) {
            return None;
        }
        own.pop();
        let (Step::Key(key), above) = own.split_last()? else { return None };
        if is_required(above, key) {
            return Some(own);
        }
    }
    None
}

fn is_within(way: &Way, ways: &BTreeSet<Way>) -> bool {
    ways.iter().any(|other| way.starts_with(other))
}

fn is_within_another(way: &Way, ways: &BTreeSet<Way>) -> bool {
    ways.iter().any(|other| other != way && way.starts_with(other))
}
