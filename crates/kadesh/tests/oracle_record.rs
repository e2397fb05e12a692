//! The record family against slow versions written from the definitions, and its neutrality tests.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;

use kadesh::model::*;
use kadesh::record::{self, Movement, Presence, Support, Timing};
use kadesh::report::block::{Block, Cell};
use kadesh::report::view::record as view;
use proptest::prelude::*;

#[path = "common_record/mod.rs"]
mod common;

use common::{Builder, Said, random};

/// The definitions, word for word and slowly. Time is cut into instants, two a day: its first and its last second.
mod oracle {
    use super::*;

    /// After every date that a random case can hold.
    const END: i64 = 2 * 30;

    /// All instants that a date can mean.
    pub fn instants(when: Option<&When>) -> Vec<i64> {
        let day = |time: jiff::civil::DateTime| i64::from(time.date().day_of_year());
        let from = when.and_then(|when| when.earliest).map_or(0, |time| 2 * day(time));
        let to = when.and_then(|when| when.latest).map_or(END, |time| 2 * day(time) + 1);
        (from..=to).collect()
    }

    pub fn order(first: &When, second: &When) -> Ordering {
        let pairs: Vec<(i64, i64)> = instants(Some(first))
            .into_iter()
            .flat_map(|a| instants(Some(second)).into_iter().map(move |b| (a, b)))
            .collect();
        if pairs.iter().all(|(a, b)| a / 2 < b / 2) {
            Ordering::CertainlyBefore
        } else if pairs.iter().all(|(a, b)| a / 2 > b / 2) {
            Ordering::CertainlyAfter
        } else {
            Ordering::Open
        }
    }

    /// Not certainly after the case's date.
    pub fn on_record(case: &Case, at: Option<&When>) -> bool {
        match (at, &case.as_of) {
            (Some(at), Some(limit)) => order(at, limit) != Ordering::CertainlyAfter,
            _ => true,
        }
    }

    pub fn coverage(case: &Case, party: PartyId, issue: IssueId) -> Support {
        let mut stake = false;
        let mut support = Support::Blank;
        for one in &case.stakes {
            if one.party == party && one.issue == issue {
                stake = true;
                let analyst =
                    one.basis.0.is_empty() || one.basis.0.iter().any(|ground| matches!(ground, Ground::Assumption(_)));
                support = if analyst { support.min(Support::Assumed) } else { support };
            }
        }
        for (number, statement) in case.statements.iter().enumerate() {
            if !on_record(case, statement.at.as_ref()) {
                continue;
            }
            let positioned = statement.party == Some(party) && statement.takes.contains_key(&issue);
            let staked = stake
                && case.stakes.iter().any(|one| {
                    one.party == party
                        && one.issue == issue
                        && one.basis.0.contains(&Ground::Statement(StatementId(number)))
                });
            if positioned || staked {
                let own = statement.kind == Kind::Verbatim && statement.party == Some(party);
                support = support.min(if own { Support::Quoted } else { Support::Inferred });
            }
        }
        support
    }

    pub fn presence(room: &Room, party: PartyId) -> Presence {
        let has = |list: &[PartyId]| list.iter().filter(|one| **one == party).count() > 0;
        match (has(&room.seats), has(&room.informed), has(&room.about)) {
            (true, _, _) => Presence::AtTable,
            (false, true, _) => Presence::Informed,
            (false, false, true) => Presence::Subject,
            (false, false, false) => Presence::Absent,
        }
    }

    /// Open at every reading of the dates, at some, at none.
    pub fn open_at(room: &Room, at: &When) -> Option<bool> {
        let (mut some, mut every) = (false, true);
        for opened in instants(room.opened.as_ref()) {
            for closed in instants(room.closed.as_ref()).into_iter().filter(|closed| *closed >= opened) {
                for now in instants(Some(at)) {
                    let open = opened <= now && now <= closed;
                    some |= open;
                    every &= open;
                }
            }
        }
        some.then_some(every)
    }

    pub fn timing(case: &Case, act: &Act) -> Timing {
        let talks: Vec<usize> = (0..case.rooms.len())
            .filter(|id| case.rooms[*id].talks && on_record(case, case.rooms[*id].opened.as_ref()))
            .collect();
        let order_to = |id: &usize| match (&act.at, &case.rooms[*id].opened) {
            (Some(at), Some(opened)) => order(at, opened),
            _ => Ordering::Open,
        };
        let orders: Vec<Ordering> = talks.iter().map(order_to).collect();
        if orders.is_empty() {
            Timing::NoTalks
        } else if orders.contains(&Ordering::CertainlyAfter) {
            Timing::After
        } else if orders.iter().all(|order| *order == Ordering::CertainlyBefore) {
            Timing::Before
        } else if act.room.is_some_and(|room| talks.contains(&room.0)) {
            Timing::InTheTalks
        } else {
            Timing::Open
        }
    }

    /// The Egli–Milner order: every `a` has a `b` at or above it, every `b` has an `a` at or below it.
    pub fn at_or_below(left: &BTreeSet<usize>, right: &BTreeSet<usize>) -> bool {
        left.iter().all(|a| right.iter().any(|b| a <= b)) && right.iter().all(|b| left.iter().any(|a| a <= b))
    }

    pub fn direction(ordered: bool, from: &BTreeSet<usize>, to: &BTreeSet<usize>) -> &'static str {
        if from == to {
            return "held";
        }
        let hull = |set: &BTreeSet<usize>| -> BTreeSet<usize> {
            (0..10).filter(|x| set.iter().any(|a| a <= x) && set.iter().any(|b| x <= b)).collect()
        };
        if ordered {
            match (at_or_below(from, to), at_or_below(to, from)) {
                (true, false) => return "last",
                (false, true) => return "first",
                (false, false) if hull(to).is_subset(&hull(from)) => return "narrower",
                (false, false) => return "wider",
                (true, true) => {}
            }
        }
        match (to.is_subset(from), from.is_subset(to)) {
            (true, _) => "narrower",
            (false, true) => "wider",
            (false, false) => "changed",
        }
    }

    /// Single steps needed to bring one end to the other.
    pub fn distance(ordered: bool, left: &BTreeSet<usize>, right: &BTreeSet<usize>) -> usize {
        if !ordered {
            return (0..10).filter(|option| left.contains(option) != right.contains(option)).count();
        }
        let walk = |mut at: usize, goal: usize| {
            let mut steps = 0;
            while at != goal {
                at = if at < goal { at + 1 } else { at - 1 };
                steps += 1;
            }
            steps
        };
        let low = |set: &BTreeSet<usize>| *set.iter().min().unwrap();
        let high = |set: &BTreeSet<usize>| *set.iter().max().unwrap();
        walk(low(left), low(right)) + walk(high(left), high(right))
    }
}

fn direction(movement: Movement) -> &'static str {
    match movement {
        Movement::Held => "held",
        Movement::TowardsFirst(..) => "first",
        Movement::TowardsLast(..) => "last",
        Movement::Narrower => "narrower",
        Movement::Wider => "wider",
        Movement::Changed => "changed",
    }
}

fn set(mask: u8) -> BTreeSet<usize> {
    (0..5).filter(|bit| mask & (1 << bit) != 0).collect()
}

fn mirrored(options: &BTreeSet<usize>) -> BTreeSet<usize> {
    options.iter().map(|option| 4 - option).collect()
}

fn find<'a, T>(list: &'a [T], id: impl Fn(&T) -> &str, wanted: &str) -> Option<usize>
where
    T: 'a,
{
    list.iter().position(|one| id(one) == wanted)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn coverage_agrees(seed: u64) {
        let case = random(seed);
        let answer = record::coverage(&case);
        let mut counts = [0; 4];
        for (party, row) in case.main_parties().zip(&answer.rows) {
            for (issue, cell) in case.issue_ids().zip(&row.cells) {
                prop_assert_eq!(cell.support, oracle::coverage(&case, party, issue));
                counts[cell.support as usize] += 1;
            }
        }
        prop_assert_eq!(counts, [answer.quoted, answer.inferred, answer.assumed, answer.blank]);
        prop_assert_eq!(answer.total, case.main_parties().count() * case.issues.len());
    }

    #[test]
    fn seats_and_moments_agree(seed: u64) {
        let case = random(seed);
        let answer = record::rooms(&case);
        for row in &answer.seats {
            let party = PartyId(find(&case.parties, |party| &party.id, &row.party.id).unwrap());
            for (cell, shown) in row.cells.iter().zip(&answer.rooms) {
                let room = &case.rooms[find(&case.rooms, |room| &room.id, &shown.room.id).unwrap()];
                prop_assert_eq!(cell.presence, oracle::presence(room, party));
                let away = room.about.contains(&party) && !room.seats.contains(&party);
                prop_assert_eq!(cell.subject_not_present, away);
                prop_assert_eq!(shown.subject_not_present.contains(&row.party), away);
            }
        }
        for moment in &answer.moments {
            for room in case.rooms.iter().filter(|room| oracle::on_record(&case, room.opened.as_ref())) {
                let shown = moment.open.iter().find(|open| open.room.id == room.id).map(|open| open.certain);
                let expected =
                    if room.id == moment.opening.id { Some(true) } else { oracle::open_at(room, &moment.at) };
                prop_assert_eq!(shown, expected, "{} at {}", &room.id, &moment.at);
            }
        }
    }

    #[test]
    fn orderings_agree(seed: u64) {
        let case = random(seed);
        let answer = record::orderings(&case);
        for pair in &answer.pairs {
            prop_assert_eq!(pair.order, oracle::order(&pair.first.at, &pair.second.at));
        }
        let open = answer.pairs.iter().filter(|pair| pair.order == Ordering::Open).count();
        prop_assert_eq!((answer.open, answer.certain), (open, answer.pairs.len() - open));
        let dated = |at: Option<&When>| at.is_some() && oracle::on_record(&case, at);
        let rooms: Vec<&Room> = case.rooms.iter().filter(|room| dated(room.opened.as_ref())).collect();
        let acts = case.acts.iter().filter(|act| dated(act.at.as_ref())).count();
        let claims = case.knowledge.iter().filter(|claim| {
            claim.since.is_some() && oracle::on_record(&case, case.statements[claim.according_to.0].at.as_ref())
        });
        let talks = rooms.iter().filter(|room| room.talks).count();
        let expected = acts * talks + claims.count() * rooms.len() + rooms.len() * rooms.len().saturating_sub(1) / 2;
        prop_assert_eq!(answer.pairs.len(), expected);
    }

    #[test]
    fn timing_agrees(seed: u64) {
        let case = random(seed);
        let answer = record::ledger(&case);
        let acts: Vec<&Act> = case.acts.iter().filter(|act| oracle::on_record(&case, act.at.as_ref())).collect();
        prop_assert_eq!(acts.len(), answer.acts.len());
        for (act, row) in acts.iter().zip(&answer.acts) {
            prop_assert_eq!(row.timing, oracle::timing(&case, act));
        }
    }

    #[test]
    fn directions_and_distances_agree(from in 1u8..32, to in 1u8..32, ordered: bool) {
        let (from, to) = (set(from), set(to));
        let movement = record::movement(ordered, &from, &to);
        prop_assert_eq!(direction(movement), oracle::direction(ordered, &from, &to));
        let distance = record::interval_distance(ordered, &from, &to);
        prop_assert_eq!(distance, oracle::distance(ordered, &from, &to));
        if let Movement::TowardsFirst(low, high) | Movement::TowardsLast(low, high) = movement {
            prop_assert_eq!((low.abs() + high.abs()) as usize, distance);
        }
        // Reversing the scale mirrors the answer and changes nothing else.
        let reversed = match movement {
            Movement::TowardsFirst(low, high) => Movement::TowardsLast(-high, -low),
            Movement::TowardsLast(low, high) => Movement::TowardsFirst(-high, -low),
            same => same,
        };
        prop_assert_eq!(record::movement(ordered, &mirrored(&from), &mirrored(&to)), reversed);
    }

    #[test]
    fn drift_agrees(seed: u64) {
        let case = random(seed);
        for step in record::drift(&case).moves {
            let issue = IssueId(find(&case.issues, |issue| &issue.id, &step.issue.id).unwrap());
            let party = PartyId(find(&case.parties, |party| &party.id, &step.party.id).unwrap());
            let ordered = case.issue(issue).ordered;
            prop_assert_eq!(direction(step.movement), oracle::direction(ordered, &step.from.options, &step.to.options));
            for other in case.main_parties().filter(|other| *other != party) {
                let nearer = case.position(other, issue).map(|theirs| {
                    let was = oracle::distance(ordered, &step.from.options, &theirs.options);
                    oracle::distance(ordered, &step.to.options, &theirs.options).cmp(&was)
                });
                let name = case.party_ref(other);
                prop_assert_eq!(step.towards.contains(&name), nearer == Some(std::cmp::Ordering::Less));
                prop_assert_eq!(step.away_from.contains(&name), nearer == Some(std::cmp::Ordering::Greater));
            }
        }
    }

    /// A band holds the options of every line that is not certainly earlier than another.
    #[test]
    fn bands_agree(seed: u64) {
        let case = random(seed);
        for map in record::drift(&case).maps {
            let issue = IssueId(find(&case.issues, |issue| &issue.id, &map.issue.id).unwrap());
            for band in map.bands {
                let own: Vec<&Statement> = case.statements.iter()
                    .filter(|one| one.party.is_some_and(|party| case.party_ref(party) == band.party))
                    .filter(|one| one.takes.contains_key(&issue) && oracle::on_record(&case, one.at.as_ref()))
                    .collect();
                let earlier = |one: &Statement, other: &Statement| match (&one.at, &other.at) {
                    (Some(one), Some(other)) => oracle::order(one, other) == Ordering::CertainlyBefore,
                    _ => false,
                };
                let lines: BTreeSet<&BTreeSet<usize>> = own.iter()
                    .filter(|one| !own.iter().any(|other| earlier(one, other)))
                    .map(|one| &one.takes[&issue])
                    .collect();
                let all: BTreeSet<usize> = lines.iter().flat_map(|line| line.iter().copied()).collect();
                prop_assert_eq!(&band.line.options, &all);
                prop_assert_eq!(!band.open.is_empty(), lines.len() > 1);
            }
        }
    }

    #[test]
    fn challenged_sources_agree(seed: u64) {
        let case = random(seed);
        for stake in &case.stakes {
            let sources: Vec<bool> = stake.basis.statements()
                .map(|id| case.source(case.statement(id).source).challenges.is_empty()).collect();
            let expected = !sources.is_empty() && sources.iter().all(|unchallenged| !unchallenged);
            prop_assert_eq!(record::rests_only_on_challenged(&case, &stake.basis), expected);
        }
    }

    #[test]
    fn n1_reordering_and_renaming_parties_permutes_the_answers(seed: u64) {
        let case = random(seed);
        prop_assert_eq!(answers(&reversed(&case)), answers(&case));
        let renamed = answers(&renamed(&case)).replace("Land", "Party").replace("land", "party");
        prop_assert_eq!(renamed, answers(&case));
    }

    #[test]
    fn every_view_is_well_made(seed: u64) {
        let case = random(seed);
        for block in all_views(&case) {
            match block {
                Block::Line(line) => check_words(&line.text),
                Block::Table(table) => {
                    check_words(&table.title);
                    assert!(table.columns.len() <= 6, "{}", table.title);
                    assert!(!table.rows.is_empty());
                    for row in &table.rows {
                        assert_eq!(row.cells.len(), table.columns.len(), "{}", table.title);
                        for cell in &row.cells {
                            match cell {
                                Cell::Text(text) | Cell::Number(text) => check_words(text),
                                Cell::Quote(_) | Cell::Blank => {}
                            }
                        }
                    }
                }
                Block::Grid(grid) => {
                    assert!(grid.rows.iter().all(|row| row.cells.len() == grid.columns.len()));
                }
                Block::Scale(scale) => {
                    let inside = |options: &[usize]| options.iter().all(|option| *option < scale.options.len());
                    assert!(scale.tracks.iter().all(|track| inside(&track.from) && inside(&track.to)));
                }
                Block::Curves(_) | Block::Tornado(_) | Block::Bars(_) | Block::Tree(_) | Block::Graph(_) => panic!("not of this family"),
            }
        }
    }
}

fn check_words(text: &str) {
    let lower = text.to_lowercase();
    for banned in ["should", "probab", "likel", "chance", "must "] {
        assert!(!lower.contains(banned), "{text}");
    }
}

fn all_views(case: &Case) -> Vec<Block> {
    let drift = record::drift(case);
    let mut blocks = view::voices(case, &record::voices(case));
    blocks.extend(view::coverage(case, &record::coverage(case)));
    blocks.extend(view::sources(case, &record::sources(case)));
    blocks.extend(view::loaded(case, &record::loaded(case)));
    blocks.extend(view::rooms(case, &record::rooms(case)));
    blocks.extend(view::statements(case, &record::statements(case)));
    for room in 0..case.rooms.len() {
        blocks.extend(view::statements_in(case, &record::statements_in(case, RoomId(room))));
    }
    blocks.extend(view::knowledge(case, &record::knowledge(case)));
    blocks.extend(view::orderings(case, &record::orderings(case)));
    blocks.extend(view::bypass(case, &record::bypass(case)));
    blocks.extend(view::ledger(case, &record::ledger(case)));
    blocks.extend(view::drift(case, &drift));
    blocks.extend(view::positions(case, &drift));
    blocks.extend(view::precedent(case, &record::precedent(case)));
    blocks.extend(view::explanations(case, &record::explanations(case)));
    blocks
}

/// Every answer as JSON with all lists sorted, so that only what they hold counts.
fn answers(case: &Case) -> String {
    let all = serde_json::json!([
        record::voices(case),
        record::coverage(case),
        record::sources(case),
        record::rooms(case),
        record::statements(case),
        record::knowledge(case),
        record::orderings(case),
        record::bypass(case),
        record::ledger(case),
        record::drift(case),
        record::explanations(case),
    ]);
    sorted(all).to_string()
}

fn sorted(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Array(items) => {
            let mut items: Vec<serde_json::Value> = items.into_iter().map(sorted).collect();
            items.sort_by_key(ToString::to_string);
            serde_json::Value::Array(items)
        }
        serde_json::Value::Object(fields) => {
            serde_json::Value::Object(fields.into_iter().map(|(name, value)| (name, sorted(value))).collect())
        }
        other => other,
    }
}

fn renamed(case: &Case) -> Case {
    let mut case = case.clone();
    for party in &mut case.parties {
        party.id = party.id.replace("party", "land");
        party.name = party.name.replace("Party", "Land");
    }
    case
}

/// The same case with its parties in the opposite order.
fn reversed(case: &Case) -> Case {
    let mut case = case.clone();
    let last = case.parties.len() - 1;
    let moved = |id: &mut PartyId| *id = PartyId(last - id.0);
    let all = |list: &mut Vec<PartyId>| list.iter_mut().for_each(moved);
    case.parties.reverse();
    for party in &mut case.parties {
        all(&mut party.part_of);
    }
    case.persons.iter_mut().for_each(|person| moved(&mut person.speaks_for));
    for statement in &mut case.statements {
        statement.party.as_mut().map(moved);
        if let Voice::Party(party) = &mut statement.by {
            moved(party);
        }
    }
    case.stakes.iter_mut().for_each(|stake| moved(&mut stake.party));
    for room in &mut case.rooms {
        for list in [&mut room.seats, &mut room.informed, &mut room.about] {
            all(list);
        }
    }
    case.knowledge.iter_mut().for_each(|claim| all(&mut claim.who));
    for act in &mut case.acts {
        moved(&mut act.by);
        all(&mut act.to);
    }
    case.norms.iter_mut().for_each(|norm| all(&mut norm.holders));
    for source in &mut case.sources {
        source.challenges.iter_mut().for_each(|challenge| moved(&mut challenge.by));
    }
    case
}

fn tables<'a>(blocks: &'a [Block], title: &'a str) -> Vec<&'a kadesh::report::block::Table> {
    let of = |block: &'a Block| match block {
        Block::Table(table) if table.title.starts_with(title) => Some(table),
        _ => None,
    };
    blocks.iter().filter_map(of).collect()
}

/// A contested act with two descriptions, one said three times at length, the other once.
fn contested() -> Builder {
    let mut build = Builder::new();
    let (north, south) = (build.party("North"), build.party("South"));
    let long = "word ".repeat(100);
    let loud: Vec<StatementId> =
        (0..3).map(|_| build.party_says(north, Said { quote: &long, ..Said::default() })).collect();
    let quiet = build.party_says(south, Said { quote: "It was a statement of fact.", ..Said::default() });
    let act = build.act("the announcement", ActKind::Concession, north);
    let framing = |name: &str, ids: &[StatementId]| Framing {
        name: name.to_owned(),
        sets: vec![],
        basis: ids.iter().map(|id| Ground::Statement(*id)).collect(),
    };
    build.case.acts[act.0].contested = true;
    build.case.acts[act.0].framings = vec![framing("a gift", &loud), framing("a fact", &[quiet])];
    build
}

#[test]
fn n3_rival_descriptions_have_equal_prominence() {
    let mut case = contested().case;
    let shown = |case: &Case| view::ledger(case, &record::ledger(case));
    let blocks = shown(&case);
    let tables = tables(&blocks, "How it is described");
    assert_eq!(tables.len(), 1);
    let rows = &tables[0].rows;
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert_eq!(row.cells.len(), 3);
        assert!(
            matches!(&row.cells[2], Cell::Quote(words) if words.chars().count() <= 201),
            "one quote each, cut alike"
        );
        assert!(!row.basis.is_empty());
    }
    // Neither description stands anywhere else, the headline included.
    let elsewhere = format!(
        "{:?}",
        blocks
            .iter()
            .filter(|block| !matches!(block, Block::Table(table) if table.title.starts_with("How")))
            .collect::<Vec<_>>()
    );
    assert!(!elsewhere.contains("a gift") && !elsewhere.contains("a fact"));
    // A description that nobody is quoted with takes the quotes from both.
    case.acts[0].framings[1].basis = Basis::new();
    let blocks = shown(&case);
    let rows = &self::tables(&blocks, "How it is described")[0].rows;
    assert!(rows.iter().all(|row| row.cells[2] == Cell::Blank));
}

#[test]
fn n4_coverage_counts_every_cell_and_missing_voices_are_named() {
    let mut build = Builder::new();
    let (north, south) = (build.party("North"), build.party("South"));
    let member = build.party("Member");
    build.case.parties[member.0].member_only = true;
    let issues: Vec<IssueId> = (0..4).map(|n| build.issue(&format!("issue{n}"), 2, true)).collect();
    let takes = |issue: usize| vec![(issues[issue], BTreeSet::from([0]))];
    build.party_says(north, Said { takes: takes(0), ..Said::default() });
    build.party_says(north, Said { kind: Kind::Paraphrase, takes: takes(1), ..Said::default() });
    let guess = build.assumption("guess");
    build.stake(north, issues[2], Basis::of(Ground::Assumption(guess)));
    build.stake(south, issues[0], Basis::of(Ground::Statement(StatementId(0))));
    let case = build.case;
    let answer = record::coverage(&case);
    let row: Vec<Support> = answer.rows[0].cells.iter().map(|cell| cell.support).collect();
    assert_eq!(row, [Support::Quoted, Support::Inferred, Support::Assumed, Support::Blank]);
    // South's cell rests on words of North: they are quoted, and not South's.
    assert_eq!((answer.quoted, answer.inferred, answer.assumed, answer.blank, answer.total), (1, 2, 1, 4, 8));
    let voices = record::voices(&case);
    assert_eq!(voices.silent_parties, [case.party_ref(south)]);
    assert!(
        matches!(&view::voices(&case, &voices)[0], Block::Line(line) if line.text == "1 quoted span: North 1; none from: South.")
    );
}

#[test]
fn knowledge_claims_at_odds_are_shown_and_not_resolved() {
    let mut build = Builder::new();
    let (alliance, member) = (build.party("Alliance"), build.party("Member"));
    build.case.parties[member.0].part_of = vec![alliance];
    let day = |text: &str| Some(When::parse(text).unwrap());
    let room = build.room("the meeting", day("2025-02-12"), None);
    build.case.rooms[room.0].seats = vec![member];
    let one = build.party_says(alliance, Said { quote: "we knew", ..Said::default() });
    let other = build.statement(Voice::Reporter, None, Said { kind: Kind::Reporter, ..Said::default() });
    let claim = |who, in_room, knew, since, according_to| Knows {
        who,
        in_room,
        topic: "the call".to_owned(),
        knew,
        since,
        according_to,
        hedge: (!knew).then_some(Hedge::Appears),
    };
    build.case.knowledge = vec![
        claim(vec![member], None, true, day("2025-02-09/2025-02-10"), one),
        claim(vec![], Some(room), false, day("2025-02-12"), other),
    ];
    let answer = record::knowledge(&build.case);
    let topic = &answer.topics[0];
    assert_eq!(topic.claims.len(), 2);
    assert_eq!(topic.conflicts.len(), 1);
    assert_eq!(topic.conflicts[0].over, [build.case.party_ref(member)]);
    assert!(topic.conflicts[0].certain);
    // Before the knowledge began, not knowing is no contradiction; in the same days, it may be one.
    build.case.knowledge[1].since = day("2025-02-08");
    assert!(record::knowledge(&build.case).topics[0].conflicts.is_empty());
    build.case.knowledge[1].since = day("2025-02-10");
    assert!(!record::knowledge(&build.case).topics[0].conflicts[0].certain);
    let shown = format!("{:?}", view::knowledge(&build.case, &record::knowledge(&build.case)));
    assert!(shown.contains("did not know (appears)"), "the hedge is carried into the output");
    // The alliance may know what its member does not, whatever the dates.
    build.case.knowledge[0].who = vec![alliance];
    build.case.knowledge[1].since = day("2025-02-12");
    let answer = record::knowledge(&build.case);
    let conflict = &answer.topics[0].conflicts[0];
    assert_eq!(conflict.over, [build.case.party_ref(member)]);
    assert!(!conflict.same_party && !conflict.certain);
    let shown = format!("{:?}", view::knowledge(&build.case, &answer));
    assert!(shown.contains("possible conflict") && shown.contains("0 pairs at odds and 1 possibly"));
    // Where one party is named on both sides, the others are not at odds.
    build.case.rooms[room.0].seats = vec![member, alliance];
    let answer = record::knowledge(&build.case);
    assert_eq!(answer.topics[0].conflicts[0].over, [build.case.party_ref(alliance)]);
    assert!(answer.topics[0].conflicts[0].certain);
}

#[test]
fn where_the_dates_do_not_decide_which_line_is_the_latest_both_are_shown() {
    let mut build = Builder::new();
    let party = build.party("North");
    let issue = build.issue("seat", 4, true);
    for (at, option) in [("2025-02", 1), ("2025-02-13", 2), ("2024-12", 0)] {
        let at = Some(When::parse(at).unwrap());
        build.party_says(party, Said { at, takes: vec![(issue, BTreeSet::from([option]))], ..Said::default() });
    }
    let answer = record::drift(&build.case);
    let band = &answer.maps[0].bands[0];
    assert_eq!(band.line.options, BTreeSet::from([1, 2]));
    assert_eq!(band.open.len(), 2, "what came certainly before is no candidate");
    let shown = format!("{:?}", view::positions(&build.case, &answer));
    assert!(
        shown.contains("seat-2 (2025-02-13)") && shown.contains("seat-1 (2025-02)") && shown.contains("order open")
    );
    let shown = format!("{:?}", view::drift(&build.case, &answer));
    assert!(shown.contains("in 1 the dates leave the order open") && shown.contains("North, order open"));
    build.case.statements[0].at = Some(When::parse("2025-01").unwrap());
    let answer = record::drift(&build.case);
    assert_eq!(answer.maps[0].bands[0].line.options, BTreeSet::from([2]));
    assert!(answer.maps[0].bands[0].open.is_empty());
}

#[test]
fn the_same_content_in_two_channels_is_counted_on_the_position() {
    let mut build = Builder::new();
    let party = build.party("North");
    let issue = build.issue("seat", 3, true);
    let call = build.room("the call", None, None);
    let takes = || vec![(issue, BTreeSet::from([1]))];
    let private = Said { room: Some(call), audience: Audience::Private, takes: takes(), ..Said::default() };
    let first = build.party_says(party, private);
    let second = build.party_says(party, Said { takes: takes(), ..Said::default() });
    build.case.statements[second.0].same_content = vec![first];
    let answer = record::drift(&build.case);
    let band = &answer.maps[0].bands[0];
    assert_eq!((band.channels.public, band.channels.private), (1, 1));
    let shown = format!("{:?}", view::positions(&build.case, &answer));
    assert!(shown.contains("2 channels (1 public, 1 private)"));
    // Said twice on one day: one line in two channels, not a step.
    for statement in &mut build.case.statements {
        statement.at = Some(When::parse("2025-02-12").unwrap());
    }
    assert!(record::drift(&build.case).moves.is_empty());
}

#[test]
fn a_date_with_no_end_is_the_latest() {
    let mut build = Builder::new();
    let party = build.party("North");
    let issue = build.issue("seat", 3, true);
    for (option, at) in [(2, "2025-02-12/.."), (0, "2025-01-10"), (1, "../2025-01-01")] {
        let at = Some(When::parse(at).unwrap());
        build.party_says(party, Said { at, takes: vec![(issue, BTreeSet::from([option]))], ..Said::default() });
    }
    let moves = record::drift(&build.case).moves;
    let lines: Vec<&str> = moves.iter().map(|step| step.to.names[0].as_str()).collect();
    assert_eq!(lines, ["seat-0", "seat-2"]);
    assert!(moves.iter().all(|step| step.certain));
}

#[test]
fn a_concession_before_the_talks_reads_as_such() {
    let mut build = contested();
    let when = |text: &str| Some(When::parse(text).unwrap());
    let room = build.room("the talks", when("2025-02-12"), None);
    build.case.rooms[room.0].talks = true;
    let shown = |build: &Builder| {
        let answer = record::ledger(&build.case);
        (answer.acts[0].timing, format!("{:?}", view::ledger(&build.case, &answer)))
    };
    build.case.acts[0].at = when("2025-02-11");
    let (timing, text) = shown(&build);
    assert_eq!(timing, Timing::Before);
    assert!(text.contains("1 certainly before the talks (0 not certain), 1 with nothing recorded in return"));
    build.case.acts[0].at = when("2025-02-11~");
    assert_eq!(shown(&build).0, Timing::Open, "about the eleventh may be the twelfth");
    build.case.acts[0].room = Some(room);
    assert_eq!(shown(&build).0, Timing::InTheTalks);
}

#[test]
fn every_card_is_complete() {
    let ids: BTreeSet<&str> = record::CARDS.iter().map(|card| card.id).collect();
    assert_eq!(ids.len(), record::CARDS.len());
    for card in record::CARDS {
        assert!(card.id.starts_with("record.") && card.question.ends_with('?') && !card.assumes.is_empty());
        assert!(!card.sources.is_empty() || card.departures.contains("own"), "{}", card.id);
    }
}

#[test]
fn what_is_later_than_the_cases_date_is_left_out() {
    let mut build = Builder::new();
    let party = build.party("North");
    build.party_says(party, Said { at: Some(When::parse("2025-02-12").unwrap()), ..Said::default() });
    build.party_says(party, Said { at: Some(When::parse("2025-02-14").unwrap()), ..Said::default() });
    assert_eq!(record::voices(&build.case).quoted, 2);
    build.case.as_of = Some(When::parse("2025-02-13").unwrap());
    assert_eq!(record::voices(&build.case).quoted, 1);
}

#[test]
fn a_bypassed_party_is_shown_with_its_norm_and_its_presence() {
    let mut build = Builder::new();
    let (north, south) = (build.party("North"), build.party("South"));
    let room = build.room("the call", None, None);
    build.case.rooms[room.0].seats = vec![north];
    build.case.rooms[room.0].about = vec![south];
    build.case.norms.push(Norm {
        id: "consult".to_owned(),
        text: "consult before talks".to_owned(),
        holders: vec![north, south],
        issues: vec![],
        norm_basis: RuleBasis::Treaty,
        cite: Some("Article 4".to_owned()),
        basis: Basis::new(),
    });
    let act = build.act("opens the call", ActKind::Procedure, north);
    build.case.acts[act.0].skips = vec![NormId(0)];
    build.case.acts[act.0].room = Some(room);
    let answer = record::bypass(&build.case);
    assert_eq!(answer.rows.len(), 1, "nobody passes over itself");
    assert_eq!(answer.rows[0].presence, Some(Presence::Subject));
    let shown = format!("{:?}", view::bypass(&build.case, &answer));
    assert!(shown.contains("treaty: Article 4") && shown.contains("subject, not present (the call)"));
}

#[test]
fn a_precedent_is_compared_feature_by_feature() {
    let mut build = Builder::new();
    let agreement = |id: &str, candidate, classes: &[(&str, Option<&str>)]| Agreement {
        id: id.to_owned(),
        name: id.to_owned(),
        signed: None,
        candidate,
        outcome: (!candidate).then(|| "it did not hold.".to_owned()),
        features: classes
            .iter()
            .map(|(name, class)| {
                let class = class.map(str::to_owned);
                ((*name).to_owned(), Feature { provides: None, class, basis: Basis::new() })
            })
            .collect(),
        basis: Basis::new(),
    };
    let old = [("guarantor", Some("none")), ("monitoring", Some("weak")), ("sequence", Some("open")), ("breach", None)];
    let new = [("guarantor", Some("none")), ("monitoring", Some("strong")), ("breach", Some("snap-back"))];
    build.case.agreements = vec![agreement("the old text", false, &old), agreement("the draft", true, &new)];
    let (north, south) = (build.party("North"), build.party("South"));
    for party in [north, south] {
        let statement = build.party_says(party, Said::default());
        let lesson = Lesson { statement, agreement: AgreementId(0), lesson: "watch it".to_owned(), implies: None };
        build.case.lessons.push(lesson);
    }
    let answer = record::precedent(&build.case);
    let check = &answer.checks[0];
    assert_eq!((check.same, check.differs, check.not_known), (1, 1, 2));
    assert_eq!(answer.lessons[0].speakers, 2);
    let likeness: Vec<record::Likeness> = check.features.iter().map(|feature| feature.likeness).collect();
    use record::Likeness::{Differs, NotKnownInCandidate, NotKnownInPast, Same};
    assert_eq!(likeness, [NotKnownInPast, Same, Differs, NotKnownInCandidate]);
}

#[test]
fn loaded_words_are_warnings_in_the_case_and_notes_in_a_source() {
    let mut build = Builder::new();
    build.case.question = "Who will panic?".to_owned();
    build.case.loaded_words = vec!["gambit".to_owned()];
    build.case.sources[0].text = "A gambit, then a Bombshell.".to_owned();
    let answer = record::loaded(&build.case);
    assert_eq!(answer.warnings.len(), 1);
    assert_eq!(answer.warnings[0].bytes, (9, 14));
    assert_eq!(answer.warnings[0].place, record::Place::Field("case: question".to_owned()));
    let notes: Vec<&str> = answer.notes.iter().map(|note| note.word.as_str()).collect();
    assert_eq!(notes, ["gambit", "Bombshell"]);
}
