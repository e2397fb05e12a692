//! A page with every kind of block, on an invented case with names that try to break the page.

use std::collections::BTreeMap;

use kadesh::model::*;
use kadesh::report::block::*;
use kadesh::report::page::{Entry, Page, Section};

pub const CARD: Card = Card {
    id: "deals.demo",
    family: Family::Deals,
    name: "Acceptance sets",
    question: "Which packages would each party take rather than no deal?",
    definition: "A party accepts a package when its utility is at least its walk-away, u(x) >= d, and no red line is crossed.",
    sources: &["nash1950", "raiffa1982"],
    assumes: &["parties compare packages with no deal, one by one", "issues add up <unless> a red line is crossed"],
    departures: "No deal is counted as an outcome of its own.",
    standing: Standing::Experimental,
};

pub fn case() -> Case {
    let mut case = Case::blank("The river talks");
    add_parties(&mut case);
    add_statements(&mut case);
    add_assumptions(&mut case);
    add_rules(&mut case);
    case
}

/// Bars of three parts: one whole, one mixed, one with nothing in its first part.
fn bars() -> Block {
    let part = |shade, head: &str, meaning: &str| BarsPart { shade, head: head.into(), meaning: meaning.into() };
    let row = |group: &str, name: &str, counts: [usize; 3]| BarsRow {
        group: group.into(),
        name: name.into(),
        note: String::new(),
        counts: counts.to_vec(),
        basis: on(&[said(0)]),
    };
    Block::Bars(Bars {
        title: "What deals contain".into(),
        parts: vec![
            part(Shade::Full, "every", "every deal has it"),
            part(Shade::Half, "some", "some deal has it"),
            part(Shade::Empty, "none", "no deal has it"),
        ],
        rows: vec![
            row("ferries", "Ferries every day", [900, 100, 0]),
            row("ferries", "Ferries <never>", [0, 10, 990]),
            row("", "A lone option", [0, 0, 1000]),
        ],
    })
}

fn add_parties(case: &mut Case) {
    for (id, name) in [
        ("north", "Northland"),
        ("south", "Republic of the Southern Isles and Territories"),
        ("evil", "<script>alert('x')</script>"),
        ("bank", "Bank"),
    ] {
        case.parties.push(Party {
            id: id.into(),
            name: name.into(),
            spoken: None,
            also: vec![],
            part_of: vec![],
            proxy_of: None,
            capability: None,
            points: None,
            member_only: false,
            address: 0,
        });
    }
    case.persons.push(Person {
        id: "ada".into(),
        name: "Ada \"Quick\" Lund".into(),
        role: "Minister of Water".into(),
        speaks_for: PartyId(0),
    });
}

fn add_statements(case: &mut Case) {
    case.sources.push(Source {
        id: "dispatch".into(),
        title: "Dispatch & Courier".into(),
        file: None,
        text: String::new(),
        sha256: None,
        lost: Vec::new(),
        published: When::parse("2031-03-02~").ok(),
        reliability: "F6".into(),
        challenges: vec![Challenge { by: PartyId(1), basis: Basis::new() }],
        corrections: vec![],
    });
    let words = [
        (Voice::Person(PersonId(0)), Some(PartyId(0)), Kind::Verbatim, "the dam stays where it is, whatever the price"),
        (Voice::Party(PartyId(1)), Some(PartyId(1)), Kind::Paraphrase, "would need to give up the eastern canal"),
        (Voice::Reporter, None, Kind::Reporter, "reality was hard to escape <b>now</b>"),
        (Voice::Party(PartyId(2)), Some(PartyId(2)), Kind::Verbatim, "concessions"),
        (
            Voice::Person(PersonId(0)),
            Some(PartyId(0)),
            Kind::Verbatim,
            "no talks about the river without those who drink from it, and that includes the towns below the second lock",
        ),
    ];
    for (at, (by, party, kind, exact)) in words.into_iter().enumerate() {
        case.statements.push(Statement {
            id: format!("s{}", at + 1),
            by,
            party,
            with: Vec::new(),
            source: SourceId(0),
            excerpt: Excerpt { exact: exact.into(), chars: (0, 1), bytes: (0, 1), file_bytes: None },
            kind,
            hedge: (at == 1).then_some(Hedge::Appears),
            modality: (at == 4).then_some(Modality::Can),
            room: None,
            audience: Audience::Public,
            at: (at != 2).then(|| When::parse("2031-03-01")).and_then(Result::ok),
            takes: BTreeMap::new(),
            trend: BTreeMap::new(),
            same_content: vec![],
            division: None,
            fragment: at == 3,
        });
    }
}

fn add_assumptions(case: &mut Case) {
    case.issues.push(Issue {
        id: "dam".into(),
        question: "How high is the dam?".into(),
        options: ["none", "low", "high"]
            .map(|id| IssueOption { id: id.into(), name: None, definition: None, cut_off: None })
            .to_vec(),
        status_quo: 0,
        ordered: true,
        about_seat_of: None,
    });
    for (at, (text, reason)) in [
        ("Northland weighs the dam 2..4", "no source says how much it matters"),
        ("no deal is worth 0.05..0.25 to the Southern Isles", "assumed by analogy with the canal of 2019"),
        ("the bank pays only if all sign", "its statutes say so, but the analyst has not seen them"),
    ]
    .into_iter()
    .enumerate()
    {
        case.assumptions.push(Assumption {
            id: format!("a{}", at + 1),
            text: text.into(),
            reason: reason.into(),
            author: "the analyst".into(),
            claimed_by: (at == 2).then_some(PartyId(3)),
            if_rejected: vec![],
            basis: if at == 2 { Basis::of(Ground::Statement(StatementId(3))) } else { Basis::new() },
        });
    }
}

fn add_rules(case: &mut Case) {
    case.bodies.push(Body {
        id: "council".into(),
        name: "River Council".into(),
        party: None,
        members: vec![],
        rule: Rule::All(vec![
            Rule::Majority { quota: Ratio { part: 2, of: 3 }, strict: false, of: Whole::Voting, by: Measure::Members },
            Rule::NoVeto { holders: vec![PartyId(0), PartyId(2)] },
        ]),
        rule_basis: RuleBasis::Treaty,
        cite: Some("River Treaty, Article 4".into()),
        stances: vec![],
        basis: Basis::new(),
    });
    case.conditions.push(Condition {
        id: "funded".into(),
        text: "the works are paid for".into(),
        holds: Truth::Unknown,
        controllers: vec![],
        basis: Basis::new(),
    });
    case.gates.push(Gate {
        id: "high-dam".into(),
        opens: vec![Choice { issue: IssueId(0), option: 2 }],
        needs: Needs::All(vec![
            Needs::Agrees(BodyId(0), Choice { issue: IssueId(0), option: 2 }),
            Needs::Holds(ConditionId(0)),
        ]),
        basis: Basis::of(Ground::Statement(StatementId(4))),
    });
    case.norms.push(Norm {
        id: "consult".into(),
        text: "those downstream are heard first".into(),
        holders: vec![PartyId(1)],
        issues: vec![],
        norm_basis: RuleBasis::Practice,
        cite: None,
        basis: Basis::new(),
    });
    case.agreements.push(Agreement {
        id: "accord".into(),
        name: "Canal Accord".into(),
        signed: When::parse("2019").ok(),
        candidate: false,
        outcome: Some("broken within two years".into()),
        features: BTreeMap::new(),
        basis: Basis::new(),
    });
}

fn on(grounds: &[Ground]) -> Basis {
    grounds.iter().copied().collect()
}

fn said(at: usize) -> Ground {
    Ground::Statement(StatementId(at))
}

fn assumed(at: usize) -> Ground {
    Ground::Assumption(AssumptionId(at))
}

pub fn page() -> Page {
    Page {
        title: "The river talks, March 2031".into(),
        facts: [
            ("Question", "How much room do the Southern Isles and the towns below the second lock have?"),
            ("As of", "2031-03-02"),
            ("Seed", "7"),
            ("Draws", "10,000"),
            ("Version", "0.1.0"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec(),
        sections: vec![evidence(), say(), ledger(), walk_away(), turns_on()],
        first: None,
        unfolded: false,
        not_modelled: vec![
            "What the towns do between rounds.".into(),
            "Anything said after 2 March 2031, <b>or</b> in rooms that the record does not hold.".into(),
        ],
    }
}

fn entry(id: &str, title: &str, model: Option<&'static Card>, blocks: Vec<Block>) -> Entry {
    Entry { id: id.into(), title: title.into(), model, blocks, notes: vec![] }
}

fn section(id: &str, title: &str, question: &str, entries: Vec<Entry>) -> Section {
    Section { id: id.into(), title: title.into(), question: question.into(), entries }
}

fn evidence() -> Section {
    let row = |name: &str, count: usize, quote: &str, basis: Basis| {
        let quote = if quote.is_empty() { Cell::Blank } else { Cell::quote(quote) };
        Row::new(vec![Cell::text(name), Cell::number(count), quote], basis)
    };
    let voices = Block::table(
        "Quoted spans by speaker",
        &["Speaker", "Spans", "First words"],
        vec![
            row("Ada \"Quick\" Lund", 2, "the dam stays where it is, whatever the price", on(&[said(0), said(4)])),
            row(
                "Republic of the Southern Isles and Territories",
                1,
                "would need to give up the eastern canal",
                on(&[said(1)]),
            ),
            row("<script>alert('x')</script>", 1, "concessions", on(&[said(3)])),
            row("Bank", 0, "", Basis::new()),
        ],
    );
    let grid_row =
        |head: &str, cells: &[Shade], basis: Basis| GridRow { head: head.into(), cells: cells.to_vec(), basis };
    use Shade::{Empty, Full, Half, Light};
    let legend = vec![(Full, "quoted"), (Half, "inferred"), (Light, "assumed"), (Empty, "blank")];
    let legend: Vec<(Shade, String)> = legend.into_iter().map(|(shade, text)| (shade, text.to_owned())).collect();
    let coverage = Grid {
        title: "Where each cell comes from".into(),
        columns: ["dam", "canal", "water price", "seat of the towns"].map(str::to_owned).to_vec(),
        rows: vec![
            grid_row("Northland", &[Full, Half, Light, Empty], on(&[said(0), assumed(0)])),
            grid_row(
                "Republic of the Southern Isles and Territories",
                &[Light, Full, Empty, Empty],
                on(&[said(1), assumed(1)]),
            ),
            grid_row("Bank", &[Empty, Empty, Empty, Empty], Basis::new()),
        ],
        legend,
    };
    let seats = Grid {
        title: "Seats, by room".into(),
        columns: (1..=9).map(|n| format!("Meeting of the standing working group no. {n}")).collect(),
        rows: vec![
            grid_row("Northland", &[Full, Full, Half, Full, Empty, Full, Full, Light, Full], on(&[said(0)])),
            grid_row("Bank", &[Half, Empty, Half, Full, Empty, Full, Empty, Light, Full], on(&[said(3)])),
        ],
        legend: [(Full, "at the table"), (Half, "informed"), (Light, "subject"), (Empty, "absent")]
            .map(|(shade, text)| (shade, text.to_owned()))
            .to_vec(),
    };
    let mut first = vec![Block::headline(
        "4 quoted spans: Lund 2, the Southern Isles 1, one fragment; the bank is not heard.",
        on(&[said(0), said(1), said(3), said(4)]),
    )];
    first.extend(voices);
    first.push(Block::caution("The Southern Isles dispute the only source.", on(&[said(2)])));
    section(
        "evidence",
        "Evidence",
        "What is known, and whose voice is missing?",
        vec![
            entry("record.voices", "Whose words these are", None, first),
            entry(
                "record.coverage",
                "How much of the case came from the text",
                None,
                vec![
                    Block::headline(
                        "3 of 12 cells are quoted, 1 is inferred, 2 are assumed, 6 are blank.",
                        on(&[said(0), said(1), assumed(0), assumed(1)]),
                    ),
                    Block::Grid(coverage),
                    Block::Grid(seats),
                ],
            ),
        ],
    )
}

fn say() -> Section {
    let leaf = |label: &str, value: &str, by: Option<&str>, basis: Basis| Tree {
        label: label.into(),
        value: value.into(),
        controller: by.map(str::to_owned),
        branches: vec![],
        basis,
    };
    let tree = Tree {
        label: "dam = high opens when all hold".into(),
        value: "false".into(),
        controller: None,
        branches: vec![
            Tree {
                branches: vec![
                    leaf("Northland agrees", "true", Some("Northland"), on(&[said(0)])),
                    leaf(
                        "<script>alert('x')</script> does not object to the version of the plan that was tabled in the second round",
                        "not known",
                        Some("<script>alert('x')</script>"),
                        on(&[said(3)]),
                    ),
                ],
                ..leaf(
                    "River Council agrees: at least 2/3, no veto",
                    "open",
                    Some("River Council"),
                    on(&[Ground::Rule(BodyId(0))]),
                )
            },
            leaf("the works are paid for", "not known", Some("Bank"), on(&[assumed(2)])),
        ],
        basis: on(&[Ground::Gate(GateId(0))]),
    };
    section(
        "say",
        "Say",
        "Who has a say, and who can block?",
        vec![
            entry(
                "rules.gates",
                "What stands before each option",
                None,
                vec![
                    Block::headline(
                        "The high dam is open: the council's vote hangs on 1 of 4 members.",
                        on(&[Ground::Rule(BodyId(0)), Ground::Gate(GateId(0))]),
                    ),
                    Block::Tree(tree),
                    Block::line(
                        "The norm was passed over once.",
                        on(&[Ground::Norm(NormId(0)), Ground::Agreement(AgreementId(0))]),
                    ),
                ],
            ),
            entry("record.drift", "Who moved, and towards whom", None, scales()),
            entry("conflict.stability", "Which states hold, and for whom", None, vec![Block::Graph(states())]),
        ],
    )
}

fn states() -> Graph {
    let node = |number: usize, name: &str, look: Look, about: &str| Node {
        number,
        name: name.into(),
        about: about.into(),
        look,
        now: number == 1,
        basis: on(&[said(0), assumed(2)]),
    };
    Graph {
        title: "The states, and the moves that their movers gain by".into(),
        movers: vec!["Northland".into(), "Republic of the Southern Isles and Territories".into()],
        nodes: vec![
            node(1, "<b>now", Look::Left, "holds under none"),
            node(2, "rest", Look::Rests, "holds under Nash, GMR"),
            node(3, "a state with a rather long name that goes on and on", Look::Holds, "holds under GMR"),
        ],
        arcs: vec![
            Arc { by: 0, from: 0, to: 1 },
            Arc { by: 1, from: 0, to: 1 },
            Arc { by: 1, from: 0, to: 2 },
            Arc { by: 0, from: 2, to: 0 },
        ],
    }
}

fn scales() -> Vec<Block> {
    let scale = Scale {
        title: "Lines on the dam, first and latest".into(),
        options: ["none", "low", "high"].map(str::to_owned).to_vec(),
        tracks: vec![
            Track { name: "Northland".into(), from: vec![2], to: vec![0], basis: on(&[said(0), said(4)]) },
            Track {
                name: "Republic of the Southern Isles and Territories".into(),
                from: vec![0],
                to: vec![0, 1],
                basis: on(&[said(1)]),
            },
            Track { name: "Bank".into(), from: vec![], to: vec![1, 2], basis: on(&[assumed(2)]) },
        ],
    };
    let long = Scale {
        title: "The seat of the towns".into(),
        options: [
            "no seat and no word of it",
            "told afterwards",
            "closely involved in the preparation of each round",
            "at the table, without a vote",
            "at the table",
        ]
        .map(str::to_owned)
        .to_vec(),
        tracks: vec![Track { name: "Ada \"Quick\" Lund".into(), from: vec![4], to: vec![2], basis: on(&[said(4)]) }],
    };
    vec![Block::Scale(scale), Block::Scale(long)]
}

fn ledger() -> Section {
    let rows = vec![
        Row::new(
            vec![
                Cell::text("dam = none"),
                Cell::text("Northland"),
                Cell::text("Republic of the Southern Isles and Territories"),
                Cell::Blank,
                Cell::text("certainly before"),
                Cell::text("none recorded"),
                Cell::quote("the dam stays where it is"),
            ],
            on(&[said(0)]),
        ),
        Row::new(
            vec![
                Cell::text("canal = eastern"),
                Cell::text("<script>alert('x')</script>"),
                Cell::text("Bank"),
                Cell::text("a loan"),
                Cell::text("open"),
                Cell::text("disputed"),
                Cell::quote("concessions"),
            ],
            on(&[said(3), said(1)]),
        ),
    ];
    let mut blocks =
        vec![Block::headline("2 concessions on record, 1 of them before the talks opened.", on(&[said(0), said(3)]))];
    blocks.extend(Block::table(
        "Concessions",
        &["What", "Given by", "To", "In return", "Before opening", "Mandate", "Words"],
        rows,
    ));
    section(
        "ledger",
        "Ledger",
        "What was given, to whom, for what?",
        vec![entry("record.ledger", "Concession ledger", None, blocks)],
    )
}

fn walk_away() -> Section {
    let series = |name: &str, start: f64, slope: f64, half: f64, basis: Basis| Series {
        name: name.into(),
        points: (0..=10)
            .map(|step| {
                let x = f64::from(step) / 10.0;
                let middle = (start + slope * x).clamp(0.0, 1.0);
                CurvePoint { x, low: (middle - half).max(0.0), middle, high: (middle + half).min(1.0) }
            })
            .collect(),
        basis,
    };
    let curves = Curves {
        title: "Share of packages taken rather than no deal".into(),
        x: "help from the bank, 0 none to 1 full".into(),
        y: "share of packages".into(),
        series: vec![
            series("Republic of the Southern Isles and Territories", 0.85, -0.55, 0.08, on(&[assumed(1)])),
            series("Northland", 0.35, 0.0, 0.05, on(&[assumed(0)])),
            series("Bank", 0.6, -0.28, 0.12, on(&[assumed(2)])),
        ],
    };
    let mut walk = entry(
        "deals.acceptance",
        "Which packages beat no deal",
        Some(&CARD),
        vec![
            Block::headline(
                "In 3,120 of 10,000 draws no package is taken by all; the middle share falls from 0.85 to 0.30.",
                on(&[assumed(0), assumed(1), assumed(2)]),
            ),
            Block::Curves(curves),
        ],
    );
    walk.notes.push("every party with stakes signs, because the case names no signatories".into());
    section("walk-away", "Walk-away", "What could each party do without a deal?", vec![walk])
}

fn turns_on() -> Section {
    let bar = |name: &str, at_low: f64, at_high: f64, locked: Option<&str>, basis: Basis| Bar {
        name: name.into(),
        at_low,
        at_high,
        locked: locked.map(str::to_owned),
        basis,
    };
    let tornado = Tornado {
        title: "One input at a time".into(),
        result: "share of packages that all take".into(),
        figures: Figures::Decimal,
        centre: 0.42,
        bars: vec![
            bar("help from the bank", 0.71, 0.12, None, on(&[assumed(2)])),
            bar("walk-away of the Republic of the Southern Isles and Territories", 0.55, 0.31, None, on(&[assumed(1)])),
            bar("weight of the dam", 0.40, 0.46, None, on(&[assumed(0)])),
            bar(
                "seat of the towns",
                0.42,
                0.42,
                Some("the next step is 0.15 away, beyond the range"),
                on(&[assumed(0), said(4)]),
            ),
        ],
    };
    section(
        "turns-on",
        "Turns on",
        "Which assumptions carry the answer?",
        vec![entry(
            "ensemble.tornado",
            "Assumptions by what they move",
            Some(&CARD),
            vec![Block::Tornado(tornado), bars()],
        )],
    )
}

/// A page with one entry.
pub fn page_of(blocks: Vec<Block>) -> Page {
    Page {
        title: "One".into(),
        facts: vec![],
        sections: vec![section("only", "Only", "", vec![entry("only.one", "One", None, blocks)])],
        first: None,
        unfolded: false,
        not_modelled: vec![],
    }
}

/// Every block of a page.
pub fn blocks(page: &Page) -> Vec<&Block> {
    page.sections.iter().flat_map(|section| &section.entries).flat_map(|entry| &entry.blocks).collect()
}
