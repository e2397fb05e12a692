//! Small cases for the tests of the record family: made by hand or at random from a seed.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its own part; a test stops at the first surprise"
)]

use std::collections::{BTreeMap, BTreeSet};

use kadesh::model::*;

/// Builds a case piece by piece.
pub struct Builder {
    pub case: Case,
}

/// What a statement holds beside its speaker.
pub struct Said<'a> {
    pub quote: &'a str,
    pub kind: Kind,
    pub at: Option<When>,
    pub takes: Vec<(IssueId, BTreeSet<usize>)>,
    pub room: Option<RoomId>,
    pub audience: Audience,
    pub source: SourceId,
}

impl Default for Said<'_> {
    fn default() -> Self {
        Said {
            quote: "words",
            kind: Kind::Verbatim,
            at: None,
            takes: Vec::new(),
            room: None,
            audience: Audience::Public,
            source: SourceId(0),
        }
    }
}

impl Builder {
    pub fn new() -> Builder {
        let mut case = Case::blank("A test");
        case.sources.push(source("dispatch"));
        Builder { case }
    }

    pub fn party(&mut self, name: &str) -> PartyId {
        let known = self.case.parties.iter().position(|party| party.name == name);
        PartyId(known.unwrap_or_else(|| {
            self.case.parties.push(Party {
                id: name.to_lowercase(),
                name: name.to_owned(),
                spoken: None,
                also: vec![],
                part_of: vec![],
                proxy_of: None,
                capability: None,
                points: None,
                member_only: false,
                address: 0,
            });
            self.case.parties.len() - 1
        }))
    }

    pub fn person(&mut self, name: &str, speaks_for: PartyId) -> PersonId {
        let known = self.case.persons.iter().position(|person| person.name == name);
        PersonId(known.unwrap_or_else(|| {
            let (id, name, role) = (name.to_lowercase(), name.to_owned(), "Minister".to_owned());
            self.case.persons.push(Person { id, name, role, speaks_for });
            self.case.persons.len() - 1
        }))
    }

    pub fn issue(&mut self, id: &str, options: usize, ordered: bool) -> IssueId {
        let option = |place| IssueOption { id: format!("{id}-{place}"), name: None, definition: None, cut_off: None };
        self.case.issues.push(Issue {
            id: id.to_owned(),
            question: format!("What of {id}?"),
            options: (0..options).map(option).collect(),
            status_quo: 0,
            ordered,
            about_seat_of: None,
        });
        IssueId(self.case.issues.len() - 1)
    }

    pub fn room(&mut self, id: &str, opened: Option<When>, closed: Option<When>) -> RoomId {
        self.case.rooms.push(Room {
            id: id.to_owned(),
            name: id.to_owned(),
            seats: vec![],
            informed: vec![],
            about: vec![],
            public: true,
            opened,
            closed,
            talks: false,
            basis: Basis::new(),
        });
        RoomId(self.case.rooms.len() - 1)
    }

    pub fn says(&mut self, person: PersonId, said: Said) -> StatementId {
        let party = self.case.person(person).speaks_for;
        self.statement(Voice::Person(person), Some(party), said)
    }

    pub fn party_says(&mut self, party: PartyId, said: Said) -> StatementId {
        self.statement(Voice::Party(party), Some(party), said)
    }

    pub fn statement(&mut self, by: Voice, party: Option<PartyId>, said: Said) -> StatementId {
        let number = self.case.statements.len();
        self.case.statements.push(Statement {
            id: format!("s{number}"),
            by,
            party,
            with: Vec::new(),
            source: said.source,
            excerpt: Excerpt { exact: said.quote.to_owned(), chars: (0, 0), bytes: (0, 0), file_bytes: None },
            kind: said.kind,
            hedge: None,
            modality: None,
            room: said.room,
            audience: said.audience,
            at: said.at,
            takes: said.takes.into_iter().collect(),
            trend: BTreeMap::new(),
            same_content: vec![],
            division: None,
            fragment: false,
        });
        StatementId(number)
    }

    pub fn act(&mut self, id: &str, kind: ActKind, by: PartyId) -> ActId {
        self.case.acts.push(Act {
            id: id.to_owned(),
            name: id.to_owned(),
            kind,
            by,
            on_behalf_of: None,
            mandate: Mandate::Own,
            to: vec![],
            package: BTreeMap::new(),
            linked: false,
            goal: None,
            in_return: vec![],
            at: None,
            room: None,
            on_condition: None,
            modality: None,
            moves: None,
            skips: vec![],
            contested: false,
            framings: vec![],
            basis: Basis::new(),
        });
        ActId(self.case.acts.len() - 1)
    }

    pub fn explanation(&mut self, question: &str, text: &str, evidence: Vec<(StatementId, Fit)>) {
        let evidence = evidence.into_iter().map(|(statement, fit)| Evidence { statement, fit }).collect();
        let (question, text) = (question.to_owned(), text.to_owned());
        self.case.explanations.push(Explanation { question, text, evidence, basis: Basis::new() });
    }

    pub fn assumption(&mut self, id: &str) -> AssumptionId {
        self.case.assumptions.push(Assumption {
            id: id.to_owned(),
            text: id.to_owned(),
            reason: "a test".to_owned(),
            author: "the analyst".to_owned(),
            claimed_by: None,
            if_rejected: vec![],
            basis: Basis::new(),
        });
        AssumptionId(self.case.assumptions.len() - 1)
    }

    pub fn stake(&mut self, party: PartyId, issue: IssueId, basis: Basis) {
        let values = vec![None; self.case.issue(issue).options.len()];
        self.case.stakes.push(Stake { party, issue, weight: None, values, red_line: BTreeSet::new(), basis });
    }
}

pub fn source(id: &str) -> Source {
    Source {
        id: id.to_owned(),
        title: format!("The {id}"),
        file: None,
        text: String::new(),
        sha256: None,
        lost: Vec::new(),
        published: None,
        reliability: "F6".to_owned(),
        challenges: vec![],
        corrections: vec![],
    }
}

/// Whole numbers from a seed: SplitMix64.
pub struct Draw(pub u64);

impl Draw {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    pub fn yes(&mut self) -> bool {
        self.below(2) == 0
    }

    pub fn some_of(&mut self, count: usize) -> Vec<usize> {
        (0..count).filter(|_| self.below(3) == 0).collect()
    }

    /// A day, an interval or an open interval within 1 to 20 January 2025; sometimes none.
    pub fn when(&mut self) -> Option<When> {
        let from = 1 + self.below(20);
        let to = (from + self.below(4)).min(20);
        let text = match self.below(8) {
            0 => return None,
            1 => format!("../2025-01-{to:02}"),
            2 => format!("2025-01-{from:02}/.."),
            3..=5 => format!("2025-01-{from:02}"),
            _ => format!("2025-01-{from:02}/2025-01-{to:02}"),
        };
        Some(When::parse(&text).unwrap())
    }
}

/// A random small case with something of everything that the record family reads.
pub fn random(seed: u64) -> Case {
    let mut draw = Draw(seed);
    let mut build = Builder::new();
    let parties: Vec<PartyId> = (0..1 + draw.below(4)).map(|n| build.party(&format!("Party{n}"))).collect();
    let last = parties.len() - 1;
    build.case.parties[last].member_only = draw.below(3) == 0;
    if parties.len() > 2 && draw.yes() {
        build.case.parties[0].part_of = vec![PartyId(1)];
    }
    let pick = |draw: &mut Draw| PartyId(draw.below(last + 1));
    for n in 0..draw.below(4) {
        let party = pick(&mut draw);
        build.person(&format!("Person{n}"), party);
    }
    for n in 0..1 + draw.below(3) {
        let (options, ordered) = (2 + draw.below(3), draw.below(4) > 0);
        build.issue(&format!("issue{n}"), options, ordered);
    }
    build.case.sources.push(source("other"));
    if draw.yes() {
        build.case.sources[1].challenges.push(Challenge { by: parties[0], basis: Basis::new() });
    }
    if draw.below(3) == 0 {
        build.case.as_of = draw.when();
    }
    add_rooms(&mut draw, &mut build);
    add_statements(&mut draw, &mut build);
    add_stakes(&mut draw, &mut build);
    add_acts(&mut draw, &mut build);
    build.case
}

fn add_rooms(draw: &mut Draw, build: &mut Builder) {
    let parties = build.case.parties.len();
    for n in 0..draw.below(4) {
        let opened = draw.when();
        let closed = draw.when().filter(|closed| match (&opened, closed.earliest) {
            (Some(opened), Some(first)) => opened.earliest.is_some_and(|opened| opened <= first),
            _ => false,
        });
        let id = build.room(&format!("room{n}"), opened, closed);
        let room = &mut build.case.rooms[id.0];
        for list in [&mut room.seats, &mut room.informed, &mut room.about] {
            *list = draw.some_of(parties).into_iter().map(PartyId).collect();
        }
        room.talks = draw.yes();
    }
}

fn add_statements(draw: &mut Draw, build: &mut Builder) {
    for n in 0..draw.below(10) {
        let takes = (0..build.case.issues.len())
            .filter_map(|issue| {
                let options: BTreeSet<usize> =
                    draw.some_of(build.case.issues[issue].options.len()).into_iter().collect();
                (!options.is_empty()).then_some((IssueId(issue), options))
            })
            .collect();
        let rooms = build.case.rooms.len();
        let quote = format!("words {n}");
        let said = Said {
            quote: &quote,
            kind: if draw.yes() { Kind::Verbatim } else { Kind::Paraphrase },
            at: draw.when(),
            takes,
            room: (rooms > 0 && draw.yes()).then(|| RoomId(draw.below(rooms))),
            audience: if draw.yes() { Audience::Public } else { Audience::Private },
            source: SourceId(draw.below(2)),
        };
        let persons = build.case.persons.len();
        match draw.below(6) {
            0 => {
                let said = Said { kind: Kind::Reporter, takes: vec![], ..said };
                build.statement(Voice::Reporter, None, said);
            }
            1..=3 if persons > 0 => {
                let person = PersonId(draw.below(persons));
                build.says(person, said);
            }
            _ => {
                let party = PartyId(draw.below(build.case.parties.len()));
                build.party_says(party, said);
            }
        }
        if n > 0 && draw.below(4) == 0 {
            build.case.statements[n].same_content = vec![StatementId(draw.below(n))];
        }
    }
}

fn add_stakes(draw: &mut Draw, build: &mut Builder) {
    build.assumption("guess");
    for party in 0..build.case.parties.len() {
        for issue in 0..build.case.issues.len() {
            if draw.yes() {
                let mut basis: Basis = draw
                    .some_of(build.case.statements.len())
                    .into_iter()
                    .map(|id| Ground::Statement(StatementId(id)))
                    .collect();
                if draw.yes() {
                    basis = Basis::of(Ground::Assumption(AssumptionId(0)));
                }
                build.stake(PartyId(party), IssueId(issue), basis);
            }
        }
    }
}

fn add_acts(draw: &mut Draw, build: &mut Builder) {
    let (parties, rooms, statements) = (build.case.parties.len(), build.case.rooms.len(), build.case.statements.len());
    let holders = draw.some_of(parties).into_iter().map(PartyId).collect();
    build.case.norms.push(Norm {
        id: "consult".to_owned(),
        text: "consult first".to_owned(),
        holders,
        issues: vec![],
        norm_basis: RuleBasis::Practice,
        cite: None,
        basis: Basis::new(),
    });
    for n in 0..draw.below(4) {
        let id = build.act(&format!("act{n}"), ActKind::Concession, PartyId(draw.below(parties)));
        let act = &mut build.case.acts[id.0];
        act.at = draw.when();
        act.room = (rooms > 0 && draw.below(3) == 0).then(|| RoomId(draw.below(rooms)));
        act.to = draw.some_of(parties).into_iter().map(PartyId).collect();
        act.skips = draw.some_of(1).into_iter().map(NormId).collect();
        for name in ["one way", "another way"] {
            let basis = draw.some_of(statements).into_iter().map(|id| Ground::Statement(StatementId(id))).collect();
            act.framings.push(Framing { name: name.to_owned(), sets: vec![], basis });
        }
    }
    for _ in 0..draw.below(5) {
        if statements == 0 {
            break;
        }
        build.case.knowledge.push(Knows {
            who: draw.some_of(parties).into_iter().map(PartyId).collect(),
            in_room: (rooms > 0 && draw.yes()).then(|| RoomId(draw.below(rooms))),
            topic: ["the call", "the draft"][draw.below(2)].to_owned(),
            knew: draw.yes(),
            since: draw.when(),
            according_to: StatementId(draw.below(statements)),
            hedge: draw.yes().then_some(Hedge::Appears),
        });
    }
    for n in 0..draw.below(4) {
        let evidence = draw.some_of(statements).into_iter().map(StatementId);
        let evidence: Vec<(StatementId, Fit)> =
            evidence.map(|id| (id, [Fit::Consistent, Fit::Inconsistent, Fit::Neutral][draw.below(3)])).collect();
        build.explanation(["Why now?", "Why here?"][n % 2], &format!("explanation{n}"), evidence);
    }
}
