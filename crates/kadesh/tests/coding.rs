//! Two readings, two versions: what is the same thing under another id, what is coded otherwise, what changed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod cases;

use cases::{FEW, Raw, all, example};
use kadesh::ask::compared::{Compared, Least, in_short, smallest};
use kadesh::ask::first::{FirstPage, first_page, questions};
use kadesh::ask::{Bench, Finding};
use kadesh::case::{Contested, blind, blind_beside, with_contested};
use kadesh::coding::{Agreement, Cell, Changed, adopt_all, agreement, align, alpha, difference};
use kadesh::diagnostic::Severity;
use kadesh::model::Case;
use kadesh::report::{changed, things};

/// The example with some words replaced.
fn edited(edits: &[(&str, &str)]) -> Case {
    raw_edited(edits).case()
}

fn raw_edited(edits: &[(&str, &str)]) -> Raw {
    let raw = example();
    let text = edits.iter().fold(raw.text.clone(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    });
    Raw { text, ..raw }
}

fn differences(old: &Case, new: &Case) -> Vec<Changed> {
    difference(&things::things(old), &things::things(&align(old, new).theirs))
}

fn told(old: &Case, new: &Case) -> Vec<String> {
    differences(old, new).iter().map(changed::words).collect()
}

fn first(case: &Case) -> FirstPage {
    let bench = Bench::new(case, FEW);
    let findings: Vec<Finding> = questions(case).iter().map(|question| question.ask(&bench)).collect();
    first_page(case, &findings)
}

fn compared(old: &Case, new: &Case) -> Vec<Compared> {
    in_short(&first(old), &first(new))
}

/// Two readings of the harbour talks that differ in some cells of every kind.
fn second_reading() -> Case {
    edited(&[
        ("takes = { fees = [\"halved\", \"set-by-others\"] }", "takes = { fees = \"set-by-others\" }"),
        ("halved = \"0.4..0.7\"", "halved = \"0.2..0.3\""),
        ("weight = \"2..4\"", "weight = \"1..1.5\""),
        ("base = \"0.1..0.3\"", "base = \"0.5..0.7\""),
        ("from.loan = \"0.1..0.4\"", "from.loan = \"0..0.1\""),
        (
            "values = { northern = 1, joint = \"0..0.3\" }",
            "values = { northern = 1, joint = 0 }\nred_line = [\"joint\"]",
        ),
        ("about = [\"fishermen\"]", "informed = [\"fishermen\"]"),
        ("id = \"reyes-terminal\"\nby = \"reyes\"", "id = \"reyes-terminal\"\nby = \"southland\""),
        (
            "exact = \"could lend for a terminal next year\"\nkind = \"paraphrase\"",
            "exact = \"lend for a terminal next year\"\nkind = \"paraphrase\"",
        ),
    ])
}

#[test]
fn a_case_agrees_with_itself_and_nothing_changed() {
    for raw in all() {
        let case = raw.case();
        let aligned = align(&case, &case);
        assert!(aligned.renamed.is_empty(), "{}: {:?}", raw.name, aligned.renamed);
        let all = agreement(&case, &aligned.theirs, 1);
        assert!(all.disagreements.is_empty() && all.alone.is_empty(), "{}", raw.name);
        for measure in &all.measures {
            assert_eq!(measure.alike, measure.units);
            if let Ok(found) = &measure.alpha {
                assert!((found.alpha - 1.0).abs() < 1e-12 && found.interval.is_none(), "{}: {found:?}", raw.name);
            }
        }
        assert!(all.measures.iter().any(|measure| measure.alpha.is_ok()), "{}", raw.name);
        assert_eq!(differences(&case, &case), Vec::new(), "{}", raw.name);
    }
    let case = example().case();
    assert!(compared(&case, &align(&case, &case).theirs).is_empty());
}

#[test]
fn what_has_another_id_and_the_same_content_is_only_renamed() {
    let old = example().case();
    let new = edited(&[
        ("berg-fees", "b2"),
        ("northland-raises-fees", "raise"),
        ("northland", "nl"),
        ("lever.loan", "lever.credit"),
        ("from.loan", "from.credit"),
        ("room.table", "room.harbour"),
        ("room = \"table\"", "room = \"harbour\""),
        ("gate.outside-fees", "gate.fees-out"),
    ]);
    let aligned = align(&old, &new);
    let renamed: Vec<(&str, &str, &str)> =
        aligned.renamed.iter().map(|one| (one.what, one.from.as_str(), one.to.as_str())).collect();
    for wanted in [
        ("statement", "berg-fees", "b2"),
        ("party", "northland", "nl"),
        ("lever", "loan", "credit"),
        ("room", "table", "harbour"),
        ("gate", "outside-fees", "fees-out"),
        ("option of the conflict", "northland-raises-fees", "raise"),
    ] {
        assert!(renamed.contains(&wanted), "{wanted:?} not in {renamed:?}");
    }
    assert_eq!(told(&old, &new), Vec::<String>::new());
    assert!(agreement(&old, &aligned.theirs, 1).disagreements.is_empty());
    // The same content is asked in the same draws, whatever it is called.
    assert!(compared(&old, &aligned.theirs).is_empty());
}

#[test]
fn statements_are_the_same_by_the_words_that_they_anchor() {
    let old = example().case();
    // Two ids change places, and one excerpt is shorter.
    let swapped = edited(&[("berg-pilots", "x"), ("reyes-terminal", "berg-pilots"), ("\"x\"", "\"reyes-terminal\"")]);
    let aligned = align(&old, &swapped);
    let words = |case: &Case, id: &str| {
        case.statements.iter().find(|one| one.id == id).map(|one| one.excerpt.exact.clone()).unwrap()
    };
    assert_eq!(words(&aligned.theirs, "berg-pilots"), words(&old, "berg-pilots"));
    assert_eq!(aligned.renamed.len(), 2, "{:?}", aligned.renamed);
    let shorter = edited(&[("exact = \"a wall in the water\"", "exact = \"wall in the water\"")]);
    assert_eq!(told(&old, &shorter).len(), 1, "{:?}", told(&old, &shorter));
    // Other words under the same id are another statement.
    let other = edited(&[
        ("exact = \"a wall in the water\"", "exact = \"discuss the shared harbour\""),
        ("kind = \"verbatim\"", "kind = \"paraphrase\""),
    ]);
    let told = told(&old, &other);
    assert!(told.iter().any(|line| line.starts_with("New: “discuss the shared harbour”")), "{told:?}");
    assert!(told.iter().any(|line| line.starts_with("No longer there: “a wall in the water”")), "{told:?}");
}

#[test]
fn the_order_of_parties_plays_no_part() {
    let old = example().case();
    let text = example().text;
    let (from, to) = (text.find("[party.northland]\nname").unwrap(), text.find("[person.berg]").unwrap());
    let mut parties: Vec<&str> = text[from..to].split_inclusive("\n\n").collect();
    parties.reverse();
    let text = format!("{}{}{}", &text[..from], parties.concat(), &text[to..]);
    let turned = Raw { text, ..example() }.case();
    assert_ne!(turned.parties[0].id, old.parties[0].id);
    assert_eq!(told(&old, &turned), Vec::<String>::new());
    let measures = |one: &Case, other: &Case| {
        let all = agreement(one, &align(one, other).theirs, 1);
        let measure = |one: &kadesh::coding::Measure| {
            (one.variable, one.units, one.alike, one.alpha.clone().ok().map(|found| found.alpha))
        };
        all.measures.iter().map(measure).collect::<Vec<_>>()
    };
    assert_eq!(measures(&old, &second_reading()), measures(&old, &second_reading()));
    for ((variable, units, alike, alpha), (other, more, same, beta)) in
        measures(&old, &second_reading()).into_iter().zip(measures(&turned, &second_reading()))
    {
        assert_eq!((variable, units, alike), (other, more, same));
        assert!((alpha.unwrap_or(9.0) - beta.unwrap_or(9.0)).abs() < 1e-9, "{variable:?} {alpha:?} {beta:?}");
    }
}

fn paths(all: &Agreement) -> Vec<String> {
    all.disagreements.iter().map(|one| one.cell.path()).collect()
}

#[test]
fn every_cell_that_is_coded_otherwise_is_told_with_both_sides() {
    let (ours, theirs) = (example().case(), second_reading());
    let aligned = align(&ours, &theirs);
    let all = agreement(&ours, &aligned.theirs, 1);
    let wanted = [
        "speaker.reyes-terminal",
        "takes.reyes-fees.fees",
        "value.northland.pilots.joint",
        "value.southland.fees.halved",
        "weight.southland.fees",
        "red-line.northland.pilots.joint",
        "room.table.fishermen",
        "walk-away.southland",
        "effect.southland.loan",
    ];
    assert_eq!(paths(&all), wanted);
    let fees = all.disagreements.iter().find(|one| one.cell.path() == "value.southland.fees.halved").unwrap();
    assert_eq!((fees.first.as_str(), fees.second.as_str()), ("0.4..0.7", "0.2..0.3"));
    for measure in &all.measures {
        let own = all.disagreements.iter().filter(|one| one.cell.variable == measure.variable).count();
        assert!(measure.variable.follows() || measure.units - measure.alike == own, "{measure:?}");
    }
}

#[test]
fn with_every_coding_taken_over_nothing_is_left_to_disagree_on() {
    let (ours, theirs) = (example().case(), second_reading());
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let theirs = align(ours, theirs).theirs;
        let all = agreement(ours, &theirs, 1);
        let cells: Vec<&Cell> = all.disagreements.iter().map(|one| &one.cell).collect();
        let merged = adopt_all(ours, &theirs, &cells).unwrap();
        assert_eq!(paths(&agreement(&merged, &theirs, 1)), Vec::<String>::new());
        // One alone settles that one and no other.
        for (at, cell) in cells.iter().enumerate() {
            let one = adopt_all(ours, &theirs, &[cell]).unwrap();
            let mut left = paths(&all);
            left.remove(at);
            assert_eq!(paths(&agreement(&one, &theirs, 1)), left);
        }
    }
}

#[test]
fn the_smallest_set_of_disagreements_makes_the_sentence() {
    let ours = example().case();
    let theirs = align(
        &ours,
        &edited(&[
            ("base = \"0.1..0.3\"", "base = \"0.5..0.7\""),
            ("about = [\"fishermen\"]", "informed = [\"fishermen\"]"),
        ]),
    )
    .theirs;
    let all = agreement(&ours, &theirs, 1);
    let cells: Vec<&Cell> = all.disagreements.iter().map(|one| &one.cell).collect();
    let differing = compared(&ours, &theirs);
    assert!(!differing.is_empty());
    let bench = Bench::new(&ours, FEW);
    let search = smallest(&bench, &theirs, &differing, &cells, &std::sync::Arc::default());
    let walk_away = paths(&all).iter().position(|path| path == "walk-away.southland").unwrap();
    assert!(search.least.iter().all(|least| matches!(least, Least::Makes(set) if set.len() == 1)), "{search:?}");
    assert!(search.least.contains(&Least::Makes(vec![walk_away])), "{search:?}");
    // Two that only together make the second's sentence.
    let both = align(
        &ours,
        &edited(&[("base = \"0.1..0.3\"", "base = \"0.5..0.7\""), ("base = \"0.3..0.5\"", "base = \"0.1..0.2\"")]),
    )
    .theirs;
    let all = agreement(&ours, &both, 1);
    let cells: Vec<&Cell> = all.disagreements.iter().map(|one| &one.cell).collect();
    let differing = compared(&ours, &both);
    let search = smallest(&bench, &both, &differing, &cells, &std::sync::Arc::default());
    assert!(search.least.contains(&Least::Makes(vec![0, 1])), "{search:?}");
}

#[test]
fn what_changed_is_told_in_sentences() {
    let old = example().case();
    let told = told(
        &old,
        &edited(&[
            ("weight = \"2..4\"", "weight = \"3..5\""),
            ("kind = \"unanimity\"", "kind = \"consensus\""),
            (
                "priority = \"3..5\" },\n  { holds = \"northland-raises-fees\"",
                "priority = \"1..2\" },\n  { holds = \"northland-raises-fees\"",
            ),
        ]),
    );
    assert!(
        told.contains(&"What Southland wants on fees: the weight is now 3..5; it was 2..4.".to_owned()),
        "{told:#?}"
    );
    assert!(told.iter().any(|line| line.starts_with("Harbour commission: the rule is now ")), "{told:#?}");
    assert_eq!(told.len(), 3, "{told:#?}");
}

#[test]
fn what_came_later_is_new_at_the_later_date() {
    let dated = |date: &str| {
        let mut case = example().case();
        case.as_of = Some(kadesh::model::When::parse(date).unwrap());
        case
    };
    let told = told(&dated("2024-05-06"), &dated("2024-05-08"));
    assert!(told.iter().any(|line| line.contains("could lend for a terminal next year")), "{told:#?}");
    assert!(told.iter().all(|line| !line.contains("a wall in the water")), "{told:#?}");
}

#[test]
fn two_blind_cases_have_the_same_labels() {
    let ours = example().case();
    let theirs = align(&ours, &second_reading()).theirs;
    let (one, other) = (blind(&ours), blind_beside(&theirs, &ours));
    let all = agreement(&one, &other, 1);
    assert_eq!(all.disagreements.len(), 9);
    let shown = format!("{:?} {:?}", all.disagreements, difference(&things::things(&one), &things::things(&other)));
    for name in ["Northland", "Southland", "Reyes", "Berg", "northland", "southland"] {
        assert!(!shown.contains(name), "{name}: {shown}");
    }
}

#[test]
fn a_contested_entry_is_a_fault_until_it_is_settled() {
    let raw = example();
    let entry = Contested {
        what: "the worth of “halved” to Southland".to_owned(),
        place: "value.southland.fees.halved".to_owned(),
        first: "0.4..0.7".to_owned(),
        second: "0.2..0.3".to_owned(),
    };
    let text = with_contested(&raw.text, ["one", "another"], &[entry]);
    let open = Raw { text: text.clone(), ..raw.clone() }.check();
    let faults: Vec<_> = open.diagnostics.iter().filter(|one| one.severity == Severity::Fault).collect();
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].message.contains("the first has `0.4..0.7`, the second `0.2..0.3`"), "{}", faults[0].message);
    assert_eq!(&text[faults[0].labels[0].0.start..faults[0].labels[0].0.end], "\"\"");
    let settled = text.replace("settled = \"\"", "settled = \"the minister says a wall\"");
    assert!(Raw { text: settled, ..raw.clone() }.check().case.is_some());
    let without = text.replace("settled = \"\"\n", "");
    assert!(Raw { text: without, ..raw }.check().case.is_none());
}

#[test]
fn the_card_cites_what_the_bibliography_has() {
    let bibliography = include_str!("../../../references.bib");
    for source in alpha::CARD.sources {
        assert!(bibliography.contains(&format!("{{{source},")), "{source}");
    }
}

#[test]
fn what_hangs_together_and_who_is_enough_is_compared_too() {
    let lake = cases::shipped().into_iter().find(|raw| raw.name == "lake-commission").unwrap();
    let edited = |from: &str, to: &str| {
        assert!(lake.text.contains(from), "{from}");
        Raw { text: lake.text.replace(from, to), ..lake.clone() }.case()
    };
    let says = |from: &str, to: &str, words: &str| {
        let told = told(&lake.case(), &edited(from, to));
        assert!(told.len() == 1 && told[0].contains(words), "{told:?}");
    };
    says("at_least = 2", "at_least = 3", "who is enough for it");
    says("worth = \"5..15\"", "worth = \"5..25\"", "worth together to Upland");
    says("by = 0.6", "by = 0.3", "0.3");
    says(
        "package = { dam = \"high\", water",
        "unless = { dam = \"high\" }\npackage = { dam = \"high\", water",
        "the exception",
    );
    says("points = \"30..45\"", "points = \"30..50\"", "30..50");
}
