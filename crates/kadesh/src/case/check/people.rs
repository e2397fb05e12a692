//! Sources, parties, persons and rooms.

use kadesh_documents::{Decoded, Kind, decode, recognise};

use super::super::file::{PartyFile, SourceFile};
use super::super::text;
use super::super::written::At;
use super::Checker;
use super::names::Names;
use crate::diagnostic::Diagnostic;
use crate::model::{
    Challenge, Correction, Knows, Ordering, Party, PartyId, Person, Room, RoomId, Source, StatementId, When,
};

impl Checker<'_> {
    /// The dates that others may be relative to.
    pub(super) fn collect_times(&mut self) {
        let file = self.file;
        let sources = file.source.iter().map(|(id, source)| (id, source.published.as_ref()));
        let rooms = file.room.iter().map(|(id, room)| (id, room.opened.as_ref()));
        let statements = file.statement.iter().map(|statement| (&statement.id, statement.at.as_ref()));
        let acts = file.act.iter().map(|act| (&act.id, act.at.as_ref()));
        for (id, text) in sources.chain(rooms).chain(statements).chain(acts) {
            let time = text.and_then(|text| When::parse(&text.value).ok());
            self.times.entry(id.value.clone()).or_insert(time);
        }
    }

    pub(super) fn sources(&mut self) {
        let file = self.file;
        for (id, source) in &file.source {
            let (text, sha256) = self.source_text(&id.value, source);
            let reliability = source.reliability.as_ref().map_or("F6", |code| &code.value).to_owned();
            if let Some(code) = &source.reliability
                && !is_admiralty(&code.value)
            {
                self.fault_with(
                    Diagnostic::fault("bad-reliability", format!("`{}` is not an Admiralty code", code.value))
                        .at(code.span(), "a letter A to F, then a digit 1 to 6")
                        .hint("F6 means that neither can be judged"),
                );
            }
            let published = source.published.as_ref().and_then(|text| self.date(text));
            let corrections = source.note.iter().map(|note| Correction {
                says: note.says.clone(),
                held: note.held.clone(),
                because: note.because.clone(),
            });
            self.case.sources.push(Source {
                id: id.value.clone(),
                title: source.title.clone().unwrap_or_else(|| id.value.clone()),
                file: source.file.as_ref().map(|name| name.value.clone()),
                text,
                sha256,
                lost: source.lost.clone(),
                published,
                reliability,
                challenges: Vec::new(),
                corrections: corrections.collect(),
            });
        }
    }

    /// The text of a source and its hash, checked against the one on record.
    fn source_text(&mut self, id: &str, source: &SourceFile) -> (String, Option<String>) {
        let Some(name) = &source.file else { return (String::new(), None) };
        let Some(bytes) = self.file_named(name) else { return (String::new(), None) };
        let hash = self.hash_on_record(name, bytes, source.sha256.as_ref(), "the text that was coded");
        if let Some(original) = &source.original
            && let Some(bytes) = self.file_named(original)
        {
            self.hash_on_record(
                original,
                bytes,
                source.original_sha256.as_ref(),
                "the document that the text was made of",
            );
        }
        let Some(decoded) = self.decoded(name, bytes, source.encoding.as_ref()) else {
            return (String::new(), Some(hash));
        };
        let text = decoded.text.clone();
        // Places are told in the bytes of the file too, where they are others.
        if decoded.byte_in_original(text.len()) != text.len() {
            self.recoded.insert(id.to_owned(), decoded);
        }
        (text, Some(hash))
    }

    /// The hash of a file; a fault when another one is on record.
    fn hash_on_record(
        &mut self,
        name: &At<String>,
        bytes: &[u8],
        on_record: Option<&At<String>>,
        what: &str,
    ) -> String {
        let hash = text::sha256(bytes);
        if let Some(expected) = on_record.filter(|expected| !expected.value.eq_ignore_ascii_case(&hash)) {
            self.fault_with(
                Diagnostic::fault("changed-source", format!("`{}` is not {what}", name.value))
                    .at(expected.span(), "the hash on record")
                    .hint(format!("the file's SHA-256 is now {hash}; check every excerpt before you replace it")),
            );
        }
        hash
    }

    /// The text of a file in whatever encoding it is, which is told where it is not the usual one; or a fault.
    fn decoded(&mut self, name: &At<String>, bytes: &[u8], label: Option<&At<String>>) -> Option<Decoded> {
        match decode(bytes, label.map(|label| label.value.as_str())) {
            Ok(decoded) => {
                self.out.extend(text::note(name, &decoded));
                if recognise(bytes) == Kind::Html {
                    let message = format!("`{}` is a web page, and is searched with its tags", name.value);
                    let hint = format!("`kadesh source add CASE {}` makes a text of it", name.value);
                    self.fault_with(Diagnostic::warning("web-page", message).at(name.span(), "this file").hint(hint));
                }
                Some(decoded)
            }
            Err(why) => {
                self.fault_with(text::fault(name, label, &why));
                None
            }
        }
    }

    pub(super) fn source_challenges(&mut self) {
        let file = self.file;
        for (index, (_, source)) in file.source.iter().enumerate() {
            for challenge in &source.challenged {
                let by = self.one_party(Some(&challenge.by));
                let basis = self.grounds(&challenge.rests_on);
                if let Some(by) = by {
                    self.case.sources[index].challenges.push(Challenge { by, basis });
                }
            }
        }
    }

    pub(super) fn parties(&mut self) {
        let file = self.file;
        for (id, party) in &file.party {
            let part_of = self.party_list(&party.part_of);
            let proxy_of = self.one_party(party.proxy_of.as_ref());
            let capability = party.capability.as_ref();
            let capability = capability.and_then(|amount| self.quantity(amount, "a capability", (0.0, f64::INFINITY)));
            self.case.parties.push(Party {
                id: id.value.clone(),
                name: party.name.clone().unwrap_or_else(|| id.value.clone()),
                spoken: party.spoken.clone(),
                also: party.also.clone(),
                part_of,
                proxy_of,
                capability,
                points: None,
                member_only: false,
                address: 0,
            });
        }
        self.member_parties();
        self.no_cycle_of_parts();
    }

    fn member_parties(&mut self) {
        let file = self.file;
        let mut names: Vec<(usize, String, String)> = Vec::new();
        for (_, body) in &file.body {
            for row in body.members.0.iter().flat_map(|name| self.member_rows(name)) {
                let (Some(id), Some(name)) = (row.get("id"), row.get("name")) else { continue };
                match self.names.party.get(&id.value) {
                    Some(&index) if index >= file.party.0.len() => {
                        names.push((index, id.value.clone(), name.value.clone()));
                    }
                    _ => {}
                }
            }
        }
        names.sort();
        names.dedup_by_key(|(index, _, _)| *index);
        self.case.parties.extend(names.into_iter().map(|(_, id, name)| Party {
            id,
            name,
            spoken: None,
            also: Vec::new(),
            part_of: Vec::new(),
            proxy_of: None,
            capability: None,
            points: None,
            member_only: true,
            address: 0,
        }));
    }

    fn no_cycle_of_parts(&mut self) {
        let parts = |party: &Party| party.part_of.iter().map(|id| id.0).collect();
        self.no_cycle_of_parties(parts, |party| party.part_of.0.first(), "is part of itself");
        let proxies = |party: &Party| party.proxy_of.iter().map(|id| id.0).collect();
        self.no_cycle_of_parties(proxies, |party| party.proxy_of.as_ref(), "is a proxy of itself");
    }

    /// No party may come back to itself by these edges; `place` is where one is written.
    fn no_cycle_of_parties(
        &mut self,
        edges: impl Fn(&Party) -> Vec<usize>,
        place: impl Fn(&PartyFile) -> Option<&At<String>>,
        says: &str,
    ) {
        let file = self.file;
        let edges: Vec<Vec<usize>> = self.case.parties.iter().map(edges).collect();
        for index in members_of_cycles(&edges) {
            if let Some((id, party)) = file.party.0.get(index) {
                let place = place(party).unwrap_or(id);
                self.fault("cycle", format!("`{}` {says}", id.value), place, "leads back to the party");
            }
        }
    }

    pub(super) fn persons(&mut self) {
        let file = self.file;
        for (id, person) in &file.person {
            let Some(speaks_for) = self.one_party(Some(&person.speaks_for)) else {
                // Keeps the list in step with the names; the fault is already on record.
                self.push_person(id, person.name.as_ref(), &person.role, PartyId(0));
                continue;
            };
            self.push_person(id, person.name.as_ref(), &person.role, speaks_for);
        }
    }

    fn push_person(&mut self, id: &At<String>, name: Option<&String>, role: &str, speaks_for: PartyId) {
        let name = name.cloned().unwrap_or_else(|| id.value.clone());
        self.case.persons.push(Person { id: id.value.clone(), name, role: role.to_owned(), speaks_for });
    }

    pub(super) fn rooms(&mut self) {
        let file = self.file;
        for (id, room) in &file.room {
            let opened = room.opened.as_ref().and_then(|text| self.moment(text));
            let closed = room.closed.as_ref().and_then(|text| self.moment(text));
            if let (Some(opened), Some(closed), Some(text)) = (&opened, &closed, &room.closed)
                && closed.order(opened) == Ordering::CertainlyBefore
            {
                let message = format!("`{}` closes before it opens", id.value);
                self.fault("closed-before-opened", message, text, &format!("opened {opened}"));
            }
            let built = Room {
                id: id.value.clone(),
                name: room.name.clone().unwrap_or_else(|| id.value.clone()),
                seats: self.party_list(&room.seats),
                informed: self.party_list(&room.informed),
                about: self.party_list(&room.about),
                public: room.public.unwrap_or(true),
                opened,
                closed,
                talks: room.talks,
                basis: crate::model::Basis::new(),
            };
            self.case.rooms.push(built);
        }
    }

    pub(super) fn room_grounds(&mut self) {
        let file = self.file;
        for (index, (id, room)) in file.room.iter().enumerate() {
            let what = format!("who sat in {}", self.case.rooms[index].name);
            let path = format!("room.{}", id.value);
            let basis = self.needed_basis(id, &path, &what, &room.rests_on, room.because.as_ref());
            self.case.rooms[index].basis = basis;
        }
    }

    pub(super) fn knowledge(&mut self) {
        let file = self.file;
        for claim in &file.knows {
            let who = self.party_list(&claim.who);
            let in_room = claim.in_room.as_ref().and_then(|id| self.find(Names::room, id)).map(RoomId);
            if claim.who.0.is_empty() && claim.in_room.is_none() {
                self.fault("nobody", "a claim of knowledge names nobody", &claim.topic, "add `who` or `in_room`");
            }
            let since = claim.since.as_ref().and_then(|text| self.moment(text));
            let Some(statement) = self.find(Names::statement, &claim.according_to) else { continue };
            self.case.knowledge.push(Knows {
                who,
                in_room,
                topic: claim.topic.value.clone(),
                knew: claim.knew,
                since,
                according_to: StatementId(statement),
                hedge: claim.hedge,
            });
        }
    }

    pub(super) fn assumption_grounds(&mut self) {
        let file = self.file;
        for (index, (_, assumption)) in file.assumption.iter().enumerate() {
            let of_assumptions = |id: &&At<String>| self.names.assumption.contains_key(&id.value);
            // What rests on the one would not show that it rests on the other.
            for id in assumption.rests_on.0.iter().filter(of_assumptions).cloned().collect::<Vec<_>>() {
                self.fault_with(
                    Diagnostic::fault(
                        "stacked-assumption",
                        format!("an assumption rests on the assumption `{}`", id.value),
                    )
                    .at(id.span(), "not a statement")
                    .hint("name the statements that make the claim; what hangs on both assumptions names both"),
                );
            }
            self.case.assumptions[index].basis = self.grounds(&assumption.rests_on);
        }
    }
}

/// The nodes that lie on a cycle or lead into one, for edges from each node to others.
pub(super) fn members_of_cycles(edges: &[Vec<usize>]) -> Vec<usize> {
    (0..edges.len())
        .filter(|&start| {
            let mut seen = vec![false; edges.len()];
            let mut open: Vec<usize> = edges[start].clone();
            while let Some(node) = open.pop() {
                if node == start {
                    return true;
                }
                if let Some(fresh) = seen.get_mut(node)
                    && !*fresh
                {
                    *fresh = true;
                    open.extend(&edges[node]);
                }
            }
            false
        })
        .collect()
}

fn is_admiralty(code: &str) -> bool {
    matches!(code.as_bytes(), [b'A'..=b'F', b'1'..=b'6'])
}
