//! The rules family against its oracle, its golden pages and its traps.

#[cfg(test)]
#[path = "oracle/rules.rs"]
mod oracle;

#[cfg(test)]
mod cases {
    //! Small cases made in code.

    use std::collections::{BTreeMap, BTreeSet};

    use kadesh::model::*;

    pub const CHOICE: Choice = Choice { issue: IssueId(0), option: 1 };

    pub fn party(name: &str) -> Party {
        Party {
            id: name.to_lowercase().replace(' ', "-"),
            name: name.to_owned(),
            spoken: None,
            also: vec![],
            part_of: vec![],
            proxy_of: None,
            capability: None,
            points: None,
            member_only: false,
            address: 0,
        }
    }

    pub fn issue(id: &str, options: &[&str], ordered: bool) -> Issue {
        let options = options
            .iter()
            .map(|id| IssueOption { id: (*id).to_owned(), name: None, definition: None, cut_off: None })
            .collect();
        Issue { id: id.to_owned(), question: String::new(), options, status_quo: 0, ordered, about_seat_of: None }
    }

    pub fn body(name: &str, members: Vec<Member>, rule: Rule) -> Body {
        Body {
            id: name.to_lowercase(),
            name: name.to_owned(),
            party: None,
            members,
            rule,
            rule_basis: RuleBasis::Treaty,
            cite: Some("the treaty, article 10".to_owned()),
            stances: vec![],
            basis: Basis::new(),
        }
    }

    pub fn member(at: usize) -> Member {
        Member { party: PartyId(at), weight: 1, population: 1 }
    }

    /// `count` parties, all members of one body, one issue of four ordered options, and a gate before option 1.
    pub fn one_body(count: usize, rule: Rule) -> Case {
        let mut case = Case::blank("one body");
        case.parties = (0..count).map(|at| party(&format!("Party {}", at + 1))).collect();
        case.issues = vec![issue("path", &["none", "some", "more", "all"], true)];
        case.bodies = vec![body("Assembly", (0..count).map(member).collect(), rule)];
        let needs = Needs::All(vec![Needs::Agrees(BodyId(0), CHOICE), Needs::Holds(ConditionId(0))]);
        case.conditions = vec![Condition {
            id: "met".to_owned(),
            text: "the conditions are met".to_owned(),
            holds: Truth::Unknown,
            controllers: vec![Controller::Party(PartyId(1))],
            basis: Basis::new(),
        }];
        case.gates = vec![Gate { id: "path".to_owned(), opens: vec![CHOICE], needs, basis: Basis::new() }];
        case.sources = vec![Source {
            id: "text".to_owned(),
            title: "text".to_owned(),
            file: None,
            text: String::new(),
            sha256: None,
            lost: Vec::new(),
            published: None,
            reliability: "F6".to_owned(),
            challenges: vec![],
            corrections: vec![],
        }];
        case
    }

    pub fn set(case: &mut Case, body: usize, party: usize, stance: Stance) {
        let on = StanceOn { party: PartyId(party), choice: CHOICE, stance, basis: Basis::new() };
        case.bodies[body].stances.push(on);
    }

    /// A party takes a line on issue 0.
    pub fn says(case: &mut Case, party: usize, options: &[usize], division: Option<Division>) {
        case.statements.push(Statement {
            id: format!("s{}", case.statements.len()),
            by: Voice::Party(PartyId(party)),
            party: Some(PartyId(party)),
            with: Vec::new(),
            source: SourceId(0),
            excerpt: Excerpt { exact: "words".to_owned(), chars: (0, 5), bytes: (0, 5), file_bytes: None },
            kind: Kind::Verbatim,
            hedge: None,
            modality: None,
            room: None,
            audience: Audience::Public,
            at: None,
            takes: if options.is_empty() {
                BTreeMap::new()
            } else {
                BTreeMap::from([(IssueId(0), options.iter().copied().collect::<BTreeSet<_>>())])
            },
            trend: BTreeMap::new(),
            same_content: vec![],
            division,
            fragment: false,
        });
    }

    pub fn lever(name: &str, holder: usize, needs: Option<usize>) -> Lever {
        Lever {
            id: name.to_lowercase(),
            name: name.to_owned(),
            range: (0.0, 1.0),
            now: None,
            held_by: Some(PartyId(holder)),
            depends_on: needs.map(|on| (LeverId(on), Quantity::Point(0.5))).into_iter().collect(),
            promised_in: vec![],
            basis: Basis::new(),
        }
    }

    pub fn security_council() -> Case {
        let holders = (0..5).map(PartyId).collect();
        one_body(15, Rule::All(vec![Rule::Votes { quota: 9, by: Measure::Members }, Rule::NoVeto { holders }]))
    }
}

#[cfg(test)]
mod against_the_oracle {
    use std::collections::BTreeSet;

    use kadesh::model::*;
    use kadesh::rules::blockers::{Coalitions, LIMITS, blockers};
    use kadesh::rules::consensus::{Distance, distance};
    use kadesh::rules::decision::{Outcome, outcome, proposal, stoppers};
    use kadesh::rules::gate::{LeafKind, gate_answer, gate_truth};
    use kadesh::rules::movers::movers;
    use kadesh::rules::panel::Panel;
    use proptest::prelude::*;

    use super::cases::*;
    use super::oracle::{self, Seat};

    fn measure() -> impl Strategy<Value = Measure> {
        prop_oneof![Just(Measure::Members), Just(Measure::Weight), Just(Measure::Population)]
    }

    fn ratio() -> impl Strategy<Value = Ratio> {
        (0u64..=3, 1u64..=3).prop_map(|(part, of)| Ratio { part, of })
    }

    fn rule(members: usize, stages: bool) -> impl Strategy<Value = Rule> {
        let whole = prop_oneof![Just(Whole::Present), Just(Whole::Voting), Just(Whole::All)];
        let simple = prop_oneof![
            any::<bool>().prop_map(|abstention_blocks| Rule::Unanimity { abstention_blocks }),
            Just(Rule::Consensus),
            ratio().prop_map(|under| Rule::ConstructiveAbstention { under }),
            (ratio(), any::<bool>(), whole, measure()).prop_map(|(quota, strict, of, by)| Rule::Majority {
                quota,
                strict,
                of,
                by
            }),
            (0u64..8, measure()).prop_map(|(quota, by)| Rule::Votes { quota, by }),
            prop::collection::btree_set(0..members, 0..=2)
                .prop_map(|holders| Rule::NoVeto { holders: holders.into_iter().map(PartyId).collect() }),
            (0u64..4).prop_map(|than| Rule::FewerAgainst { than }),
        ];
        let leaf = if stages {
            prop_oneof![4 => simple, 1 => Just(Rule::Stages(vec![BodyId(1)]))].boxed()
        } else {
            simple.boxed()
        };
        leaf.prop_recursive(2, 6, 3, |part| {
            prop_oneof![
                prop::collection::vec(part.clone(), 0..3).prop_map(Rule::All),
                prop::collection::vec(part, 0..3).prop_map(Rule::Any),
            ]
        })
    }

    fn stance() -> impl Strategy<Value = Stance> {
        prop_oneof![
            2 => Just(Stance::Agree),
            1 => Just(Stance::Abstain),
            1 => Just(Stance::Absent),
            2 => Just(Stance::Oppose),
            2 => Just(Stance::Unknown),
        ]
    }

    prop_compose! {
        /// Two bodies; the second is at times a stage of the first. Up to four members and two.
        fn random_case()(
            first in 1usize..=4,
            second in 1usize..=2,
        )(
            rule in rule(first, true),
            stage in rule(second, false),
            sizes in prop::collection::vec((0u64..4, 0u64..4), first + second),
            stances in prop::collection::vec(stance(), first + second),
            first in Just(first),
        ) -> Case {
            let mut case = one_body(first, rule);
            let second: Vec<Member> = (0..stances.len() - first).map(member).collect();
            case.parties.push(party("Another"));
            case.bodies.push(body("Parliament", second, stage));
            for (at, (stance, (weight, population))) in stances.into_iter().zip(sizes).enumerate() {
                let (body, party) = if at < first { (0, at) } else { (1, at - first) };
                set(&mut case, body, party, stance);
                let member = &mut case.bodies[body].members[party];
                (member.weight, member.population) = (weight, population);
            }
            case
        }
    }

    /// Every coalition that the profiles stand for, by the printed names of its members.
    fn expanded(sets: &Coalitions) -> BTreeSet<BTreeSet<String>> {
        let mut all = BTreeSet::new();
        for set in &sets.sets {
            let mut built = vec![BTreeSet::new()];
            for part in &set.parts {
                let mut grown = Vec::new();
                for code in (0..1usize << part.of.len()).filter(|code| code.count_ones() as usize == part.take) {
                    for start in &built {
                        let mut next: BTreeSet<String> = start.clone();
                        let chosen = part.of.iter().enumerate().filter(|(at, _)| code >> at & 1 == 1);
                        next.extend(chosen.map(|(_, of)| of.name.clone()));
                        grown.push(next);
                    }
                }
                built = grown;
            }
            assert_eq!(built.len() as u64, set.ways);
            all.extend(built);
        }
        all
    }

    fn named(case: &Case, sets: BTreeSet<BTreeSet<Seat>>) -> BTreeSet<BTreeSet<String>> {
        let panel = Panel::of(case, BodyId(0)).unwrap();
        let name = |seat: &Seat| {
            let at = panel.seats().iter().position(|own| (own.body, own.party) == *seat).unwrap();
            panel.seat_ref(case, at).name
        };
        sets.iter().map(|set| set.iter().map(name).collect()).collect()
    }

    fn names(refs: &[Ref]) -> BTreeSet<String> {
        refs.iter().map(|one| one.name.clone()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

        #[test]
        fn decisions_agree_with_every_completion(case in random_case()) {
            let answer = proposal(&case, BodyId(0), CHOICE).unwrap();
            let (results, hangs) = oracle::decide(&case, BodyId(0), CHOICE);
            let expected = match (results.contains(&true), results.contains(&false)) {
                (true, true) => Outcome::Open,
                (true, false) => Outcome::Passed,
                (false, _) => Outcome::Blocked,
            };
            prop_assert_eq!(answer.outcome, expected);
            prop_assert!(answer.settled);
            let hangs = named(&case, hangs.into_iter().map(|seat| BTreeSet::from([seat])).collect());
            let found: BTreeSet<_> = answer.hangs_on.iter().map(|one| BTreeSet::from([one.name.clone()])).collect();
            prop_assert_eq!(found, hangs);
        }

        #[test]
        fn blockers_agree_with_every_subset(case in random_case()) {
            let answer = blockers(&case, BodyId(0), LIMITS).unwrap();
            prop_assert!(answer.blocking.complete);
            let sets = oracle::minimal(&oracle::seats(&case, BodyId(0)), |set| {
                let stance = |seat| if set.contains(&seat) { Stance::Oppose } else { Stance::Agree };
                !oracle::passes(&case, BodyId(0), &stance)
            });
            prop_assert_eq!(expanded(&answer.blocking), named(&case, sets));
        }

        #[test]
        fn movers_agree_with_every_subset(case in random_case()) {
            let answer = movers(&case, BodyId(0), CHOICE, LIMITS).unwrap();
            let panel = Panel::of(&case, BodyId(0)).unwrap();
            let stances = panel.stances(&case, CHOICE);
            for (unknown_as, found) in
                [(Stance::Agree, &answer.if_unknown_agree), (Stance::Oppose, &answer.if_unknown_oppose)]
            {
                let now = |seat: Seat| match case.stance(seat.0, seat.1, CHOICE).0 {
                    Stance::Unknown => unknown_as,
                    known => known,
                };
                let free: Vec<Seat> =
                    oracle::seats(&case, BodyId(0)).into_iter().filter(|seat| now(*seat) != Stance::Agree).collect();
                let sets = oracle::minimal(&free, |set| {
                    oracle::passes(&case, BodyId(0), &|seat| if set.contains(&seat) { Stance::Agree } else { now(seat) })
                });
                if unknown_as == Stance::Agree {
                    let movers: BTreeSet<Seat> = sets.iter().flatten().copied().collect();
                    let stop = stoppers(&panel, &stances);
                    let stop = stop.iter().map(|at| (panel.seats()[*at].body, panel.seats()[*at].party)).collect();
                    if answer.outcome == Outcome::Blocked {
                        prop_assert_eq!(movers, stop);
                    }
                }
                prop_assert_eq!(expanded(found), named(&case, sets));
                prop_assert!(found.complete);
            }
        }

        #[test]
        fn more_support_never_blocks(case in random_case(), at in 0usize..6, up in stance()) {
            let panel = Panel::of(&case, BodyId(0)).unwrap();
            let mut stances = panel.stances(&case, CHOICE);
            let before = outcome(&panel, &stances);
            let rank = |stance| [Stance::Oppose, Stance::Abstain, Stance::Absent, Stance::Agree].iter().position(|one| *one == stance);
            if let Some(now) = stances.get_mut(at) {
                let raises = match (rank(*now), rank(up)) {
                    (Some(old), Some(new)) => new >= old,
                    (None, Some(_)) => up == Stance::Agree,
                    _ => false,
                };
                if raises {
                    *now = up;
                    prop_assert!(outcome(&panel, &stances) >= before);
                }
            }
        }

        #[test]
        fn reordering_members_permutes_the_answers(case in random_case()) {
            let mut turned = case.clone();
            turned.bodies.iter_mut().for_each(|body| body.members.reverse());
            let (one, other) =
                (proposal(&case, BodyId(0), CHOICE).unwrap(), proposal(&turned, BodyId(0), CHOICE).unwrap());
            prop_assert_eq!(one.outcome, other.outcome);
            prop_assert_eq!(names(&one.hangs_on), names(&other.hangs_on));
            let (one, other) =
                (blockers(&case, BodyId(0), LIMITS).unwrap(), blockers(&turned, BodyId(0), LIMITS).unwrap());
            prop_assert_eq!(expanded(&one.blocking), expanded(&other.blocking));
            let (one, other) =
                (movers(&case, BodyId(0), CHOICE, LIMITS).unwrap(), movers(&turned, BodyId(0), CHOICE, LIMITS).unwrap());
            prop_assert_eq!(expanded(&one.if_unknown_oppose), expanded(&other.if_unknown_oppose));
        }

        #[test]
        fn distances_agree_with_the_definition(
            lines in prop::collection::vec(prop::collection::btree_set(0usize..4, 0..=3), 1..6),
        ) {
            let mut case = one_body(lines.len(), Rule::Consensus);
            for (at, line) in lines.iter().enumerate() {
                says(&mut case, at, &line.iter().copied().collect::<Vec<_>>(), None);
            }
            let answer = distance(&case, BodyId(0), IssueId(0)).unwrap();
            let known: Vec<_> = lines.iter().filter(|line| !line.is_empty()).collect();
            prop_assert_eq!(answer.is_some(), !known.is_empty());
            let Some(answer) = answer else { return Ok(()) };
            prop_assert_eq!(answer.unknown.len(), lines.len() - known.len());
            let mut costs = Vec::new();
            for option in 0..4usize {
                let steps: Vec<usize> =
                    known.iter().map(|line| line.iter().map(|own| own.abs_diff(option)).min().unwrap()).collect();
                let cost = (steps.iter().sum::<usize>(), steps.iter().filter(|steps| **steps > 0).count());
                prop_assert_eq!((answer.options[option].steps.unwrap(), answer.options[option].movers.len()), cost);
                prop_assert_eq!(answer.options[option].fewest_to_pass, Some(cost.1));
                costs.push(cost);
            }
            let least: Vec<usize> = (0..4).filter(|option| costs[*option] == *costs.iter().min().unwrap()).collect();
            prop_assert_eq!(&answer.least, &least);
            // Turning the scale round mirrors the answer.
            let mut turned = one_body(lines.len(), Rule::Consensus);
            for (at, line) in lines.iter().enumerate() {
                says(&mut turned, at, &line.iter().map(|option| 3 - option).collect::<Vec<_>>(), None);
            }
            let mirror = distance(&turned, BodyId(0), IssueId(0)).unwrap().unwrap();
            let steps = |answer: &Distance| answer.options.iter().map(|cost| cost.steps).collect::<Vec<_>>();
            prop_assert_eq!(steps(&mirror), steps(&answer).into_iter().rev().collect::<Vec<_>>());
            prop_assert_eq!(mirror.least, least.iter().rev().map(|option| 3 - option).collect::<Vec<_>>());
        }
    }

    fn needs() -> impl Strategy<Value = Needs> {
        let leaf = (0usize..4).prop_map(|at| Needs::Holds(ConditionId(at)));
        leaf.prop_recursive(3, 8, 3, |part| {
            let parts = prop::collection::vec(part.clone(), 0..4);
            prop_oneof![
                parts.clone().prop_map(Needs::All),
                parts.clone().prop_map(Needs::Any),
                (0usize..4, parts).prop_map(|(least, parts)| Needs::AtLeast(least, parts)),
                part.prop_map(|part| Needs::Not(Box::new(part))),
            ]
        })
    }

    fn used(needs: &Needs, into: &mut BTreeSet<usize>) {
        match needs {
            Needs::All(parts) | Needs::Any(parts) | Needs::AtLeast(_, parts) => {
                parts.iter().for_each(|part| used(part, into));
            }
            Needs::Not(part) => used(part, into),
            Needs::Holds(id) => {
                into.insert(id.0);
            }
            _ => {}
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

        #[test]
        fn gates_agree_with_every_assignment(
            needs in needs(),
            now in prop::collection::vec(prop_oneof![Just(Truth::False), Just(Truth::Unknown), Just(Truth::True)], 4),
        ) {
            let mut case = one_body(2, Rule::Consensus);
            let like = case.conditions[0].clone();
            case.conditions =
                (0..4).map(|at| Condition { id: at.to_string(), holds: now[at], ..like.clone() }).collect();
            case.gates[0].needs = needs.clone();
            let leaf = |leaf: &Needs| match leaf {
                Needs::Holds(id) => now[id.0],
                _ => Truth::Unknown,
            };
            let answer = gate_answer(&case, GateId(0));
            prop_assert_eq!(answer.truth, oracle::kleene(&needs, &leaf));
            prop_assert_eq!(gate_truth(&case, GateId(0)), answer.truth);
            let mut found = BTreeSet::new();
            used(&needs, &mut found);
            let found: Vec<usize> = found.into_iter().collect();
            let place = |leaf: usize| match &answer.leaves[leaf].says {
                LeafKind::Condition { id, .. } => id.parse::<usize>().unwrap(),
                _ => panic!("only conditions here"),
            };
            for (wanted, flips) in [(Truth::True, &answer.to_open), (Truth::False, &answer.to_shut)] {
                if answer.truth == wanted {
                    prop_assert!(flips.sets.is_empty());
                    continue;
                }
                let sets: BTreeSet<BTreeSet<(usize, Truth)>> =
                    flips.sets.iter().map(|set| set.iter().map(|flip| (place(flip.leaf), flip.to)).collect()).collect();
                prop_assert_eq!(sets.len(), flips.sets.len());
                prop_assert_eq!(sets, oracle::flips(&needs, &now, &found, wanted));
            }
        }
    }
}

#[cfg(test)]
mod golden {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};

    use kadesh::model::*;
    use kadesh::rules::blockers::{LIMITS, Limits, blockers};
    use kadesh::rules::movers::moving;
    use kadesh::rules::panel::Panel;

    use super::cases::*;

    /// The `name = value` lines of a golden page.
    fn page(name: &str) -> BTreeMap<String, String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/rules").join(name);
        let text = std::fs::read_to_string(path).unwrap();
        let block = text.split("```golden").nth(1).unwrap().split("```").next().unwrap();
        let pair =
            |line: &str| line.split_once('=').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
        block.lines().filter_map(pair).collect()
    }

    fn number(page: &BTreeMap<String, String>, name: &str) -> u64 {
        page[name].parse().unwrap()
    }

    /// A file of the shared data folder, when this machine has it.
    fn shared(name: &str) -> Option<String> {
        let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../../shared/data/rules", name].iter().collect();
        let text = std::fs::read_to_string(&path).ok();
        if text.is_none() {
            println!("skipped: {} is not on this machine", path.display());
        }
        text
    }

    fn choose(of: u64, take: u64) -> u64 {
        (0..take).fold(1, |value, step| value * (of - step) / (step + 1))
    }

    fn yes_set(count: usize, code: usize) -> Vec<Stance> {
        (0..count).map(|at| if code >> at & 1 == 1 { Stance::Agree } else { Stance::Oppose }).collect()
    }

    #[test]
    fn security_council_counts() {
        let page = page("security_council.md");
        let case = security_council();
        let panel = Panel::of(&case, BodyId(0)).unwrap();
        let wins: Vec<bool> = (0..1 << 15).map(|code| panel.passes(&yes_set(15, code), Stance::Oppose)).collect();
        let swings =
            |at: usize| (0..1usize << 15).filter(|code| wins[*code] && !wins[code & !(1 << at)]).count() as u64;
        assert_eq!(wins.iter().filter(|win| **win).count() as u64, number(&page, "winning"));
        assert_eq!(swings(0), number(&page, "swings_permanent"));
        assert_eq!(swings(14), number(&page, "swings_elected"));
        let none = vec![Stance::Oppose; 15];
        let minimal = moving(&case, &panel, &none, Stance::Oppose, LIMITS);
        assert!(minimal.complete);
        assert_eq!(minimal.listed(), number(&page, "minimal_winning"));
        let blocking = blockers(&case, BodyId(0), LIMITS).unwrap().blocking;
        assert_eq!((blocking.complete, blocking.listed()), (true, number(&page, "minimal_blocking")));
    }

    #[test]
    fn security_council_with_abstention() {
        let page = page("security_council.md");
        let case = security_council();
        let panel = Panel::of(&case, BodyId(0)).unwrap();
        let three = [Stance::Agree, Stance::Abstain, Stance::Oppose];
        let mut adopted = 0;
        for code in 0..3usize.pow(5) {
            for yes in 0..=10u64 {
                for no in 0..=10 - yes {
                    let mut stances: Vec<Stance> = (0..5).map(|at| three[code / 3usize.pow(at) % 3]).collect();
                    stances.resize(5 + yes as usize, Stance::Agree);
                    stances.resize(5 + (yes + no) as usize, Stance::Oppose);
                    stances.resize(15, Stance::Abstain);
                    if panel.passes(&stances, Stance::Oppose) {
                        adopted += choose(10, yes) * choose(10 - yes, no);
                    }
                }
            }
        }
        assert_eq!(adopted, 3 * number(&page, "adopted_three_way_in_3_to_14"));
    }

    #[test]
    fn consensus_of_32() {
        let page = page("consensus_32.md");
        let members = number(&page, "members");
        let case = one_body(members as usize, Rule::Consensus);
        let blocking = blockers(&case, BodyId(0), LIMITS).unwrap().blocking;
        assert!(blocking.complete);
        assert_eq!(blocking.listed(), number(&page, "minimal_blocking"));
        assert!(blocking.sets.iter().all(|set| set.size as u64 == number(&page, "smallest_blocking")));
        let panel = Panel::of(&case, BodyId(0)).unwrap();
        let mut adopted = 0;
        for yes in 0..=members {
            for no in 0..=members - yes {
                let mut stances = vec![Stance::Agree; yes as usize];
                stances.resize((yes + no) as usize, Stance::Oppose);
                stances.resize(members as usize, Stance::Abstain);
                if panel.passes(&stances, Stance::Oppose) {
                    adopted += choose(members, yes) * choose(members - yes, no);
                }
            }
        }
        assert_eq!(adopted, number(&page, "adopted_three_way_in_3_to_32"));
    }

    fn european(rule: Rule) -> Option<Case> {
        let mut reader = csv::Reader::from_reader(std::io::Cursor::new(shared("eu27_population_2023.csv")?));
        let mut case = one_body(0, rule);
        for (at, row) in reader.records().enumerate() {
            let row = row.unwrap();
            case.parties.push(party(&row[0]));
            case.bodies[0].members.push(Member { population: row[1].parse().unwrap(), ..member(at) });
        }
        Some(case)
    }

    fn council_rule() -> Rule {
        let share = |part, by| Rule::Majority { quota: Ratio { part, of: 100 }, strict: false, of: Whole::All, by };
        let both = Rule::All(vec![share(55, Measure::Members), share(65, Measure::Population)]);
        Rule::Any(vec![both, Rule::FewerAgainst { than: 4 }])
    }

    #[test]
    fn european_council_blocking_minorities() {
        let page = page("eu_council.md");
        let Some(case) = european(council_rule()) else { return };
        let Some(table) = shared("bodies_golden.json") else { return };
        let table: serde_json::Value = serde_json::from_str(&table).unwrap();
        let expected: BTreeSet<BTreeSet<String>> =
            serde_json::from_value(table["eu_blocking"]["list"].clone()).unwrap();
        let members = &case.bodies[0].members;
        assert_eq!(members.len() as u64, number(&page, "members"));
        assert_eq!(members.iter().map(|member| member.population).sum::<u64>(), number(&page, "population_total"));
        let found = blockers(&case, BodyId(0), Limits { listed: 500, ..LIMITS }).unwrap().blocking;
        assert_eq!((found.complete, found.searched_to as u64), (false, number(&page, "smallest_blocking")));
        assert_eq!(found.listed() + found.left_out, number(&page, "four_state_blocking"));
        let found = blockers(&case, BodyId(0), LIMITS).unwrap().blocking;
        let four: BTreeSet<BTreeSet<String>> = found
            .sets
            .iter()
            .filter(|set| set.size == 4)
            .map(|set| set.parts.iter().flat_map(|part| part.of.iter().map(|one| one.name.clone())).collect())
            .collect();
        assert_eq!(four, expected);
        assert_eq!(four.len() as u64, number(&page, "four_state_blocking"));
    }

    #[test]
    fn european_council_bounds() {
        let page = page("eu_council.md");
        let Some(case) = european(council_rule()) else { return };
        let panel = Panel::of(&case, BodyId(0)).unwrap();
        let populations: Vec<u64> = panel.seats().iter().map(|seat| seat.population).collect();
        let mut order: Vec<usize> = (0..27).collect();
        order.sort_by_key(|seat| populations[*seat]);
        let against = |seats: &[usize]| -> bool {
            let mut stances = vec![Stance::Agree; 27];
            seats.iter().for_each(|seat| stances[*seat] = Stance::Oppose);
            !panel.passes(&stances, Stance::Oppose)
        };
        let by_number = number(&page, "blocking_by_number") as usize;
        assert!(against(&order[..by_number]) && !against(&order[..by_number - 1]));
        assert_eq!(27 - by_number as u64 + 1, number(&page, "members_quota"));
        assert!(!against(&order[24..]), "three never block, whoever they are");
        let total: u64 = populations.iter().sum();
        let mut clause_only = 0;
        for a in 0..27 {
            for b in a + 1..27 {
                for c in b + 1..27 {
                    assert!(!against(&[a, b, c]));
                    let left = total - populations[a] - populations[b] - populations[c];
                    clause_only += u64::from(left * 100 < total * 65);
                }
            }
        }
        assert_eq!(clause_only, number(&page, "winning_by_blocking_clause_only"));
    }

    #[test]
    fn constructive_abstention() {
        let page = page("constructive_abstention.md");
        let rule = Rule::ConstructiveAbstention { under: Ratio { part: 1, of: 3 } };
        let Some(case) = european(rule) else { return };
        let panel = Panel::of(&case, BodyId(0)).unwrap();
        let blocks = |seats: &[usize]| -> bool {
            let mut stances = vec![Stance::Agree; 27];
            seats.iter().for_each(|seat| stances[*seat] = Stance::Abstain);
            !panel.passes(&stances, Stance::Oppose)
        };
        let mut order: Vec<usize> = (0..27).collect();
        order.sort_by_key(|seat| panel.seats()[*seat].population);
        let least = number(&page, "min_states") as usize;
        assert!(blocks(&order[27 - least..]) && !blocks(&order[28 - least..]) && !blocks(&order[..least]));
        let mut state = 1u64;
        for _ in 0..20_000 {
            // A linear congruential generator: any fixed order will do.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let set: Vec<usize> = (0..27).filter(|at| state >> (at + 30) & 1 == 1).collect();
            let inhabitants: u64 = set.iter().map(|seat| panel.seats()[*seat].population).sum();
            assert_eq!(blocks(&set), set.len() >= least && inhabitants >= number(&page, "population_third"));
        }
    }

    #[test]
    fn kleene_tables() {
        let page = page("kleene.md");
        let values = [Truth::False, Truth::Unknown, Truth::True];
        let numbers = |name: &str| -> Vec<Truth> {
            page[name].split_whitespace().map(|digit| values[digit.parse::<usize>().unwrap()]).collect()
        };
        let gate = |needs: Needs, left: Truth, right: Truth| {
            let mut case = one_body(2, Rule::Consensus);
            let like = case.conditions[0].clone();
            case.conditions = vec![Condition { holds: left, ..like.clone() }, Condition { holds: right, ..like }];
            case.gates[0].needs = needs;
            kadesh::rules::gate::gate_truth(&case, GateId(0))
        };
        let both = || vec![Needs::Holds(ConditionId(0)), Needs::Holds(ConditionId(1))];
        for (left_at, left) in values.into_iter().enumerate() {
            for (right_at, right) in values.into_iter().enumerate() {
                let expected = numbers(&format!("row_{left_at}{right_at}"));
                assert_eq!(
                    vec![gate(Needs::All(both()), left, right), gate(Needs::Any(both()), left, right)],
                    expected
                );
            }
            let not = Needs::Not(Box::new(Needs::Holds(ConditionId(0))));
            assert_eq!(gate(not, left, left), numbers("not")[left_at]);
        }
    }
}

#[cfg(test)]
mod answers {
    use kadesh::model::*;
    use kadesh::report::block::Block;
    use kadesh::report::view::rules as view;
    use kadesh::rules::{blockers, cohesion, consensus, decision, gate, movers, panel, reach, veto};

    use super::cases::*;

    fn text(blocks: &[Block]) -> String {
        format!("{blocks:?}")
    }

    /// 32 members by unanimity; the first opposes, and holds a lever that another's lever needs.
    fn alliance() -> Case {
        let mut case = one_body(32, Rule::Unanimity { abstention_blocks: true });
        says(&mut case, 0, &[0], Some(Division::Denies));
        says(&mut case, 1, &[1, 2], Some(Division::Admits));
        case.parties[0].capability = Some(Quantity::Point(9.0));
        case.parties.iter_mut().skip(2).for_each(|party| party.member_only = true);
        case.levers = vec![lever("Supplies", 0, None), lever("Loans", 1, Some(0))];
        case.deal.signatories = vec![PartyId(0), PartyId(1)];
        case
    }

    #[test]
    fn t5_formal_power_is_not_leverage() {
        let case = alliance();
        let formal = veto::formal_veto(&case);
        assert_eq!(formal.bodies[0].alone, 32);
        assert!(formal.bodies[0].members.iter().all(|member| member.alone));
        let shown = text(&view::formal_veto(&case, &formal));
        assert!(
            shown.contains("any one of the 32 members can block") && shown.contains("size does not matter to the rule"),
            "{shown}"
        );
        assert!(!shown.contains("Supplies"), "a lever is no part of the formal veto");

        // Ten times the capability and another lever: the formal veto does not move.
        let mut stronger = case.clone();
        stronger.parties[0].capability = Some(Quantity::Point(90.0));
        stronger.levers.push(lever("Sanctions", 0, None));
        stronger.bodies[0].members[0].population = 300_000_000;
        assert_eq!(veto::formal_veto(&stronger), formal);
        assert_ne!(veto::leverage(&stronger), veto::leverage(&case));

        // Another rule: leverage does not move.
        let mut majority = case.clone();
        let quota = Ratio { part: 1, of: 2 };
        majority.bodies[0].rule = Rule::Majority { quota, strict: true, of: Whole::All, by: Measure::Members };
        assert_eq!(veto::leverage(&majority), veto::leverage(&case));
        assert_eq!(veto::formal_veto(&majority).bodies[0].alone, 0);

        let held = veto::leverage(&case);
        assert_eq!(held.parties.len(), 2);
        assert_eq!(held.parties[0].levers[0].needed_by[0].name, "Loans");
        let shown = text(&view::leverage(&case, &held));
        assert!(shown.contains("Supplies (needed by Loans)") && !shown.contains("of 32"), "{shown}");
    }

    #[test]
    fn a_gate_says_why_it_is_shut_and_who_could_turn_it() {
        let case = alliance();
        let gates = gate::gates(&case);
        assert_eq!(gates.gates[0].truth, Truth::False);
        let shown = text(&view::gates(&case, &gates));
        assert!(shown.contains("shut, because in Assembly Party 1 opposes `path = some`"), "{shown}");
        // The body and the condition must both change, with their controllers.
        let sets = &gates.gates[0].to_open.sets;
        assert_eq!(sets.len(), 1);
        assert_eq!(sets[0].len(), 2);
        assert_eq!(sets[0][1].controllers[0].name, "Party 2");
        let gate::LeafKind::Body(on) = &gates.gates[0].leaves[0].says else { panic!("a body comes first") };
        let [agree, oppose] = on.movers.as_ref().unwrap();
        assert_eq!((agree.sets.len(), agree.sets[0].parts[0].of[0].name.as_str()), (1, "Party 1"));
        assert_eq!(oppose.sets.len(), 1);
    }

    /// That one opponent stops a body does not mean that it can bring about agreement alone.
    #[test]
    fn a_gate_names_those_who_are_enough_to_open_it() {
        let quota = Ratio { part: 2, of: 3 };
        let rule = Rule::Majority { quota, strict: false, of: Whole::All, by: Measure::Weight };
        let mut case = one_body(3, rule);
        case.gates[0].needs = Needs::Agrees(BodyId(0), CHOICE);
        for (member, weight) in case.bodies[0].members.iter_mut().zip([40, 35, 25]) {
            member.weight = weight;
        }
        set(&mut case, 0, 0, Stance::Oppose);
        set(&mut case, 0, 2, Stance::Agree);
        let shown = text(&view::gates(&case, &gate::gates(&case)));
        let wanted = "Party 1 if all of unknown stance agree; Party 1 and Party 2 if they oppose";
        assert!(shown.contains(wanted), "{shown}");
        // Without an opponent nobody else is needed if the unknown agree.
        case.bodies[0].stances.clear();
        set(&mut case, 0, 0, Stance::Agree);
        let shown = text(&view::gates(&case, &gate::gates(&case)));
        assert!(shown.contains("nobody else if all of unknown stance agree; Party 2 if they oppose"), "{shown}");
        // Where all are known there is one answer.
        set(&mut case, 0, 1, Stance::Oppose);
        set(&mut case, 0, 2, Stance::Oppose);
        let shown = text(&view::gates(&case, &gate::gates(&case)));
        assert!(shown.contains("Party 2") && !shown.contains("unknown stance"), "{shown}");
    }

    #[test]
    fn reach_gives_the_line_of_proof() {
        let case = alliance();
        let shown = text(&view::reach(&case, &reach::reach(&case, CHOICE)));
        assert!(shown.contains("`path = some` is not reachable (gate `path`): in Assembly Party 1 opposes"), "{shown}");
        assert!(shown.contains("(treaty: the treaty, article 10)"), "{shown}");
        let free = reach::reach(&case, Choice { issue: IssueId(0), option: 3 });
        assert_eq!(free.truth, Truth::True);
        assert!(text(&view::reach(&case, &free)).contains("no gate is in front of it"));
        let all = reach::all_reach(&case);
        assert!(text(&view::all_reach(&case, &all)).contains("Of 4 options, 3 can be reached"));
        assert!(!all.options[1].basis.is_empty());
    }

    #[test]
    fn dates_are_compared_with_as_of() {
        let mut case = alliance();
        case.gates[0].needs = Needs::After(When::parse("2025-02-12").unwrap());
        assert_eq!(gate::gate_truth(&case, GateId(0)), Truth::Unknown);
        for (now, truth) in [("2025-02-11", Truth::False), ("2025-02-13", Truth::True), ("2025-02", Truth::Unknown)] {
            case.as_of = Some(When::parse(now).unwrap());
            let answer = gate::gate_answer(&case, GateId(0));
            assert_eq!((answer.truth, gate::gate_truth(&case, GateId(0))), (truth, truth));
            assert_eq!(answer.to_shut.sets.is_empty(), truth != Truth::Unknown, "a date that has passed stays passed");
        }
    }

    #[test]
    fn one_must_move_and_the_unknown_are_listed_apart() {
        let case = alliance();
        let answer = movers::movers(&case, BodyId(0), CHOICE, blockers::LIMITS).unwrap();
        assert_eq!(answer.outcome, decision::Outcome::Blocked);
        assert_eq!(answer.unknown.len(), 31);
        assert_eq!(answer.if_unknown_agree.sets[0].size, 1, "the one whose line excludes the option");
        assert_eq!(answer.if_unknown_oppose.sets[0].size, 32);
        let shown = text(&view::movers(&case, &movers::all_movers(&case)));
        assert!(shown.contains("if the 31 unknown members agree, at the least 1 has to move"), "{shown}");
    }

    #[test]
    fn cohesion_counts_lines_and_names_who_admits_division() {
        let case = alliance();
        let answer = cohesion::cohesion(&case);
        let row = &answer.groups[0].issues[0];
        assert_eq!((row.known, row.unknown.len(), row.united), (2, 30, Truth::False));
        assert_eq!(answer.groups[0].on_division.len(), 2);
        assert!(text(&view::cohesion(&case, &answer)).contains("denies"));
    }

    #[test]
    fn a_bloc_is_a_group_too() {
        let mut case = alliance();
        case.parties.push(party("Bloc"));
        case.parties[0].part_of = vec![PartyId(32)];
        case.parties[1].part_of = vec![PartyId(32)];
        let answer = cohesion::cohesion(&case);
        assert_eq!((answer.groups.len(), answer.groups[1].decides), (2, false));
        assert_eq!(answer.groups[1].members.len(), 2);
    }

    #[test]
    fn a_body_that_waits_for_itself_is_refused() {
        let mut case = alliance();
        case.bodies[0].rule = Rule::Stages(vec![BodyId(1)]);
        case.bodies.push(body("Parliament", vec![member(0)], Rule::Any(vec![Rule::Stages(vec![BodyId(0)])])));
        let refusal = panel::Panel::of(&case, BodyId(0)).unwrap_err();
        assert_eq!(refusal.model, "rules.decision");
        assert_eq!(gate::gate_truth(&case, GateId(0)), Truth::Unknown);
        let answer = decision::proposals(&case);
        assert_eq!((answer.asked.len(), answer.refused.len()), (0, 2));
        case.bodies[1].rule = Rule::Any(vec![]);
        case.bodies[0].rule = Rule::Stages(vec![BodyId(1)]);
        let never = blockers::all_blockers(&case);
        assert!(text(&view::blockers(&case, &never)).contains("Parliament: its rule lets nothing pass"));
        case.bodies[1].rule = Rule::Stages(vec![BodyId(0)]);
        assert_eq!(blockers::all_blockers(&case).refused.len(), 2);
        assert_eq!(movers::all_movers(&case).refused.len(), 2);
        assert!(text(&view::gates(&case, &gate::gates(&case))).contains("cannot be applied"));
    }

    #[test]
    fn stages_are_shown_in_turn() {
        let mut case = alliance();
        case.bodies.push(body("Parliament", vec![member(0), member(1)], Rule::Consensus));
        case.bodies.push(body("Ratification", vec![member(0)], Rule::Stages(vec![BodyId(0), BodyId(1)])));
        case.gates[0].needs = Needs::Agrees(BodyId(2), CHOICE);
        let answer = decision::proposals(&case);
        assert_eq!(answer.asked.len(), 3, "the stages are asked too");
        let ratification = &answer.asked[2];
        assert_eq!((ratification.stages.len(), ratification.members.len()), (2, 34));
        assert!(ratification.members[33].member.name.ends_with("(in Parliament)"));
    }

    #[test]
    fn a_changed_stance_reaches_a_body_that_is_only_a_stage() {
        let mut case = alliance();
        case.bodies.push(body("Parliament", vec![member(0), member(1)], Rule::Unanimity { abstention_blocks: true }));
        let inner = Rule::All(vec![Rule::Stages(vec![BodyId(1)])]);
        case.bodies.push(body("Ratification", vec![member(0)], inner));
        case.bodies.push(body("Treaty", vec![member(0)], Rule::Stages(vec![BodyId(2)])));
        case.gates[0].needs = Needs::Agrees(BodyId(3), CHOICE);
        let parliament = BodyId(1);
        assert_eq!(case.bodies_asking(parliament), [parliament, BodyId(2), BodyId(3)]);
        assert_eq!(case.asked_of(parliament), decision::choices_before(&case, parliament));
        assert!(case.asked_of(BodyId(0)).is_empty(), "what asks nothing of a body asks nothing of it through others");
        for stance in [Stance::Agree, Stance::Oppose] {
            let moved = case.with(&[Change::Stance(parliament, PartyId(1), stance)]);
            assert_eq!(moved.stance(parliament, PartyId(1), CHOICE).0, stance);
        }
    }

    #[test]
    fn every_view_is_well_formed_and_gives_no_advice() {
        let mut case = alliance();
        let two = Ratio { part: 2, of: 3 };
        let rules = vec![
            Rule::Votes { quota: 1_000, by: Measure::Population },
            Rule::Any(vec![
                Rule::ConstructiveAbstention { under: two },
                Rule::Majority { quota: two, strict: true, of: Whole::Present, by: Measure::Weight },
                Rule::NoVeto { holders: vec![PartyId(0)] },
            ]),
            Rule::FewerAgainst { than: 4 },
        ];
        case.bodies.push(body("Council", (0..4).map(member).collect(), Rule::All(rules)));
        case.bodies[1].stances.push(StanceOn {
            party: PartyId(2),
            choice: CHOICE,
            stance: Stance::Oppose,
            basis: Basis::new(),
        });
        let views = [
            view::proposals(&case, &decision::proposals(&case)),
            view::blockers(&case, &blockers::all_blockers(&case)),
            view::movers(&case, &movers::all_movers(&case)),
            view::consensus(&case, &consensus::consensus(&case)),
            view::gates(&case, &gate::gates(&case)),
            view::formal_veto(&case, &veto::formal_veto(&case)),
            view::leverage(&case, &veto::leverage(&case)),
            view::all_reach(&case, &reach::all_reach(&case)),
            view::cohesion(&case, &cohesion::cohesion(&case)),
        ];
        for blocks in &views {
            assert!(matches!(&blocks[0], Block::Line(line) if line.tone == kadesh::report::block::Tone::Headline));
            let shown = text(blocks).to_lowercase();
            for word in ["should", "probab", "likely", "chance"] {
                assert!(!shown.contains(word), "{word}: {shown}");
            }
            for block in blocks {
                if let Block::Table(table) = block {
                    assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()), "{}", table.title);
                }
            }
        }
        serde_json::to_string(&gate::gates(&case)).unwrap();
        serde_json::to_string(&movers::all_movers(&case)).unwrap();
        serde_json::to_string(&consensus::consensus(&case)).unwrap();
    }

    #[test]
    fn recorded_stances_enter_the_distance() {
        let mut case = one_body(3, Rule::Consensus);
        set(&mut case, 0, 0, Stance::Oppose);
        set(&mut case, 0, 1, Stance::Abstain);
        let row = consensus::distance(&case, BodyId(0), IssueId(0)).unwrap().unwrap();
        let cost = &row.options[1];
        assert_eq!((cost.movers.len(), cost.steps, cost.at_least), (1, Some(1), true));
        assert_eq!(row.unknown.len(), 1);
    }

    #[test]
    fn large_bodies_answer_within_stated_limits() {
        // 27 members of unlike size with every stance unknown: the searches stop and say so.
        let share = |part, by| Rule::Majority { quota: Ratio { part, of: 100 }, strict: false, of: Whole::All, by };
        let rule = Rule::All(vec![share(55, Measure::Members), share(65, Measure::Population)]);
        let mut case = one_body(27, rule);
        for (at, member) in case.bodies[0].members.iter_mut().enumerate() {
            member.population = (at as u64 + 1) * (at as u64 + 7);
        }
        let start = std::time::Instant::now();
        let answer = movers::movers(&case, BodyId(0), CHOICE, blockers::LIMITS).unwrap();
        assert!(answer.if_unknown_agree.complete);
        assert!(!answer.if_unknown_oppose.complete && !answer.if_unknown_oppose.sets.is_empty());
        assert_eq!(decision::proposal(&case, BodyId(0), CHOICE).unwrap().hangs_on.len(), 27);
        let shown = text(&view::movers(&case, &movers::all_movers(&case)));
        assert!(shown.contains("were not searched"), "{shown}");
        println!("movers of 27 unlike members: {:?}", start.elapsed());
        // 193 alike members: counted, not listed.
        let case = one_body(193, share(67, Measure::Members));
        let blocking = blockers::blockers(&case, BodyId(0), blockers::LIMITS).unwrap().blocking;
        assert_eq!((blocking.sets.len(), blocking.sets[0].size, blocking.complete), (1, 64, true));
        assert_eq!(blocking.sets[0].ways, u64::MAX);
        println!("both: {:?}", start.elapsed());
    }
}
