//! Who has to agree for a deal, as the case says it: a list, a formula over parties, so many of several, or a body.

use std::collections::BTreeSet;

use super::super::formula;
use super::super::links::NameKind;
use super::super::needs::{NeedsFile, NeedsTable};
use super::super::written::At;
use super::Checker;
use super::names::Names;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{BodyId, DealRule, Formula, OptionId, PartyId, minimal_groups};

/// The most groups of parties that may each be enough.
const MOST_GROUPS: usize = 1_000;

/// Parties that are enough together.
type Group = BTreeSet<PartyId>;

impl Checker<'_> {
    /// The signatories, in file order or that of the list, and which of them are enough. No signatories: the case says nothing.
    pub(super) fn who_agrees(&mut self) -> (Vec<PartyId>, DealRule) {
        let deal = &self.file.deal;
        let listed = deal.signatories.0.first().map(At::span);
        let told = [listed, deal.needs.as_ref().map(At::span), deal.body.as_ref().map(At::span)];
        let mut told = told.into_iter().flatten();
        if let (Some(first), Some(second)) = (told.next(), told.next()) {
            self.fault_with(
                Diagnostic::fault("said-twice", "who must accept a deal is told in two ways")
                    .at(second, "again here")
                    .at(first, "first here")
                    .hint("keep one of `signatories`, `needs` and `body`"),
            );
        }
        if let Some(body) = &deal.body {
            return self.members_agree(body);
        }
        if let Some(needs) = &deal.needs {
            return self.groups_agree(needs);
        }
        self.signatories()
    }

    fn signatories(&mut self) -> (Vec<PartyId>, DealRule) {
        let file = self.file;
        let ids = &file.deal.signatories;
        for (place, id) in ids.0.iter().enumerate() {
            if ids.0.iter().take(place).any(|earlier| earlier.value == id.value) {
                self.fault("duplicate-id", format!("`{}` is a signatory twice", id.value), id, "again here");
            }
            if let Some(party) = self.names.party.get(&id.value).copied().map(PartyId) {
                self.has_stake(party, id);
            }
        }
        (self.party_list(ids), DealRule::All)
    }

    /// Nobody can be asked to accept a deal of whose wants nothing is known.
    fn has_stake(&mut self, party: PartyId, place: &At<String>) {
        if !self.case.stakes.iter().any(|stake| stake.party == party) {
            let id = &self.case.party(party).id;
            let fault = Diagnostic::fault("no-stake", format!("`{id}` must accept a deal, and has no stake in it"));
            let hint = format!("add `[stake.{id}.ISSUE]`, or leave it out of the signatories");
            self.fault_with(fault.at(place.span(), "no `[stake]` of this party").hint(hint));
        }
    }

    fn members_agree(&mut self, body: &At<String>) -> (Vec<PartyId>, DealRule) {
        let Some(id) = self.find(Names::body, body).map(BodyId) else { return (Vec::new(), DealRule::All) };
        let holders = self.case.stakeholders();
        let seats = self.case.bodies.get(id.0).map(|body| body.members.as_slice()).unwrap_or_default();
        let members = holders.into_iter().filter(|party| seats.iter().any(|member| member.party == *party));
        let members: Vec<PartyId> = members.collect();
        if members.is_empty() {
            let fault = Diagnostic::fault("no-stake", format!("no member of `{}` has a stake", body.value));
            self.fault_with(fault.at(body.span(), "nobody to ask").hint("add `[stake.MEMBER.ISSUE]`"));
        }
        (members, DealRule::Body(id))
    }

    fn groups_agree(&mut self, needs: &At<NeedsFile>) -> (Vec<PartyId>, DealRule) {
        let groups = self.groups(needs).map(minimal_groups).unwrap_or_default();
        let all: Group = groups.iter().flatten().copied().collect();
        let rule = if groups.len() == 1 { DealRule::All } else { DealRule::Groups(groups) };
        (all.into_iter().collect(), rule)
    }

    /// The groups that a need lets agree. None: a fault says why not.
    fn groups(&mut self, needs: &At<NeedsFile>) -> Option<Vec<Group>> {
        match &needs.value {
            NeedsFile::Leaf(text) => self.groups_in_words(&needs.with(text.clone())),
            NeedsFile::Table(table) => self.groups_of_table(needs, table),
        }
    }

    /// Groups as they are, or a fault when there are too many to list.
    fn few_enough(&mut self, groups: Result<Vec<Group>, Hindrance>, place: &At<impl Sized>) -> Option<Vec<Group>> {
        let (code, message, hint) = match groups {
            Ok(groups) => return Some(groups),
            Err(Hindrance::TooMany) => (
                "too-many-groups",
                format!("more than {MOST_GROUPS} groups of parties would be enough"),
                "name fewer parties, or a `body` with its rule",
            ),
            Err(Hindrance::NotMonotone) => (
                "bad-formula",
                "that a party does not agree cannot be needed for a deal".to_owned(),
                "say who is enough, with `and` and `or`; whoever else agrees does no harm",
            ),
        };
        self.fault_with(Diagnostic::fault(code, message).at(place.span(), "this").hint(hint));
        None
    }

    fn groups_of_table(&mut self, place: &At<NeedsFile>, table: &NeedsTable) -> Option<Vec<Group>> {
        let NeedsTable { all, any, not, at_least, of } = table;
        match (all, any, not, at_least, of) {
            (Some(parts), None, None, None, None) => {
                let parts = self.parts(place, parts)?;
                self.few_enough(together(&parts), place)
            }
            (None, Some(parts), None, None, None) => Some(minimal_groups(self.parts(place, parts)?.concat())),
            (None, None, None, Some(count), Some(parts)) => {
                if count.value == 0 || count.value > parts.len() {
                    let message = format!("{} of {} parties cannot be needed", count.value, parts.len());
                    self.fault("bad-number", message, count, "from 1 to all of them");
                    return None;
                }
                let parts = self.parts(place, parts)?;
                self.few_enough(so_many(&parts, count.value), count)
            }
            (_, _, Some(not), ..) => self.few_enough(Err(Hindrance::NotMonotone), not),
            _ => {
                let fault = Diagnostic::fault("bad-formula", "it is not clear who is enough");
                self.fault_with(
                    fault.at(place.span(), "this table").hint("write `all`, `any`, or `at_least` with `of`"),
                );
                None
            }
        }
    }

    fn parts(&mut self, place: &At<NeedsFile>, parts: &[At<NeedsFile>]) -> Option<Vec<Vec<Group>>> {
        if parts.is_empty() {
            let fault = Diagnostic::fault("bad-formula", "a list of nobody says nothing of who is enough");
            self.fault_with(fault.at(place.span(), "an empty list").hint("name the parties"));
            return None;
        }
        let word = |part: &At<NeedsFile>| match &part.value {
            NeedsFile::Leaf(text) => Some(text.trim().to_owned()),
            NeedsFile::Table(_) => None,
        };
        let words: Vec<Option<String>> = parts.iter().map(word).collect();
        let again = (0..parts.len()).find(|at| words[*at].is_some() && words[..*at].contains(&words[*at]));
        if let Some(again) = again {
            let fault = Diagnostic::fault("named-twice", "a party is named twice in one list");
            self.fault_with(fault.at(parts[again].span(), "again here").hint("name each once"));
            return None;
        }
        let found: Vec<Option<Vec<Group>>> = parts.iter().map(|part| self.groups(part)).collect();
        found.into_iter().collect()
    }

    /// A formula over parties, `a and (b or c)`.
    fn groups_in_words(&mut self, text: &At<String>) -> Option<Vec<Group>> {
        if text.value.trim() == "all" {
            return Some(vec![self.case.stakeholders().into_iter().collect()]);
        }
        let known = &self.names.party;
        let find = |id: &str| {
            let hint = || nearest(id, known.keys().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
            known.get(id).map(|place| OptionId(*place)).ok_or_else(hint)
        };
        match formula::parse_words(&text.value, "a party", &find) {
            Ok(formula) => {
                self.link_words(text, NameKind::Party);
                let groups = self.few_enough(groups_of(&formula), text)?;
                let parties: Group = groups.iter().flatten().copied().collect();
                parties.into_iter().for_each(|party| self.has_stake(party, text));
                Some(groups)
            }
            Err(troubles) => {
                for trouble in troubles {
                    let place = self.inside(text, trouble.range);
                    let mut fault = Diagnostic::fault(trouble.code, trouble.message).at(place, trouble.label);
                    fault.hint = trouble.hint;
                    self.fault_with(fault);
                }
                None
            }
        }
    }
}

/// Why a formula has no list of groups.
enum Hindrance {
    /// It asks that somebody does not agree.
    NotMonotone,
    /// There are too many.
    TooMany,
}

/// The groups that a formula lets agree: its prime implicants.
fn groups_of(formula: &Formula) -> Result<Vec<Group>, Hindrance> {
    let parts = |parts: &[Formula]| parts.iter().map(groups_of).collect::<Result<Vec<_>, _>>();
    match formula {
        Formula::Taken(party) => Ok(vec![Group::from([PartyId(party.0)])]),
        Formula::Any(any) => Ok(minimal_groups(parts(any)?.concat())),
        Formula::All(all) => together(&parts(all)?),
        Formula::Not(_) | Formula::IfThen(..) | Formula::Iff(..) => Err(Hindrance::NotMonotone),
    }
}

/// The groups that are made of one of each part.
fn together(parts: &[Vec<Group>]) -> Result<Vec<Group>, Hindrance> {
    parts.iter().try_fold(vec![Group::new()], |begun, part| {
        let joined = begun.iter().flat_map(|one| part.iter().map(move |other| one | other));
        let joined = minimal_groups(joined);
        within(joined)
    })
}

fn within(groups: Vec<Group>) -> Result<Vec<Group>, Hindrance> {
    if groups.len() <= MOST_GROUPS { Ok(groups) } else { Err(Hindrance::TooMany) }
}

/// The groups that are made of so many parts.
fn so_many(parts: &[Vec<Group>], count: usize) -> Result<Vec<Group>, Hindrance> {
    // By how many parts are in: the groups so far.
    let mut begun: Vec<Vec<Group>> = vec![Vec::new(); count + 1];
    begun[0] = vec![Group::new()];
    for part in parts {
        for size in (0..count).rev() {
            let longer: Vec<Group> =
                begun[size].iter().flat_map(|one| part.iter().map(move |other| one | other)).collect();
            begun[size + 1].extend(longer);
            begun[size + 1] = within(minimal_groups(std::mem::take(&mut begun[size + 1])))?;
        }
    }
    Ok(begun.pop().unwrap_or_default())
}
