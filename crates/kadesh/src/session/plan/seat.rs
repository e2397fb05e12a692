//! Names put into a list or taken out of it: seats in a room, red lines of a stake.

use super::{Planner, elsewhere};
use crate::case::{Given, Layout, MAIN_FILE, Name, NameKind, Way, keys};
use crate::diagnostic::Diagnostic;
use crate::session::action::Seat;

impl Planner<'_> {
    pub(super) fn seat(&mut self, room: &str, party: &str, seat: Option<Seat>) -> Result<(), Diagnostic> {
        self.is_known(&Name::new(NameKind::Room, room))?;
        let name = Name::new(NameKind::Party, party);
        self.is_known(&name)?;
        let table = crate::case::read(&self.texts.main).table_file("seats").map(str::to_owned);
        let told = self.checked.links.iter().any(|link| link.name == name && Some(&link.place.file) == table.as_ref());
        if let Some(table) = table.filter(|_| told) {
            return Err(elsewhere(&name, &table));
        }
        for (own, key) in [(Seat::Seated, "seats"), (Seat::Informed, "informed"), (Seat::About, "about")] {
            self.belongs(&keys(&["room", room, key]), &name, seat == Some(own))?;
        }
        Ok(())
    }

    pub(super) fn red_line(
        &mut self,
        party: &str,
        (issue, option): (&str, &str),
        drawn: bool,
    ) -> Result<(), Diagnostic> {
        self.is_known(&Name::new(NameKind::Party, party))?;
        let name = Name::option(issue, option);
        self.is_known(&name)?;
        self.belongs(&keys(&["stake", party, issue, "red_line"]), &name, drawn)
    }

    /// Puts a name into a list, or takes it out.
    fn belongs(&mut self, list: &Way, name: &Name, is_in: bool) -> Result<(), Diagnostic> {
        // The links are of the text as it was; edits of this plan are of other lists.
        let own = Layout::new(&self.texts.main);
        let uses = self.checked.links.iter().filter(|link| link.name == *name && link.place.file == MAIN_FILE);
        let ways = uses.filter_map(|link| own.way_at(&(link.place.start..link.place.end)));
        let mut here: Vec<Way> = ways.filter(|way| way.starts_with(list)).collect();
        here.sort();
        match (is_in, here.is_empty()) {
            (true, true) => self.draft.push(list, &Given::text(&name.id))?,
            (false, false) => {
                let count = own.count(list);
                match here.len() == count {
                    true => self.draft.remove(list),
                    false => here.iter().rev().for_each(|way| self.draft.remove(way)),
                }
            }
            (true, false) | (false, true) => {}
        }
        Ok(())
    }
}
