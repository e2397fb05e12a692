//! What the checker must not let pass in silence, and what `as_of` must leave out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod cases;

use cases::Raw;
use kadesh::case::{self, Checked, Files};
use kadesh::ensemble::{Acceptance, Draws, all_reachable};
use kadesh::model::{BodyId, Case, Choice, IssueId, PartyId, Stance};

const HEAD: &str = "[case]\ntitle = \"t\"\nas_of = \"2025-03\"\n[party.left]\n[party.right]\n\
    [issue.one]\noptions = [\"none\", \"full\"]\nstatus_quo = \"none\"\nordered = true\n\
    [stake.left.one]\nweight = 1\nvalues = { none = 1, full = 0 }\nbecause = \"x\"\n\
    [stake.right.one]\nweight = 1\nvalues = { none = 0, full = 1 }\nbecause = \"x\"\n\
    [source.paper]\npublished = \"2025-02-13\"\n\
    [[statement]]\nid = \"late\"\nby = \"left\"\nsource = \"paper\"\nexact = \"no\"\nkind = \"verbatim\"\nat = \"2025-02-12\"\n\
    modality = \"will\"\n";

fn raw(extra: &str, files: &[(&str, &str)]) -> Raw {
    let files: Files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    Raw { name: "t".to_owned(), text: format!("{HEAD}{extra}"), files }
}

fn codes(checked: &Checked) -> Vec<&'static str> {
    use kadesh::diagnostic::Severity;
    checked.diagnostics.iter().filter(|one| one.severity == Severity::Fault).map(|one| one.code).collect()
}

fn faults(extra: &str, files: &[(&str, &str)]) -> Vec<&'static str> {
    codes(&raw(extra, files).check())
}

fn as_of(mut case: Case, date: &str) -> Case {
    case.as_of = Some(kadesh::model::When::parse(date).unwrap());
    case
}

#[test]
fn the_greatest_number_of_minutes_is_a_fault_and_no_panic() {
    let room =
        "[room.r]\nseats = [\"left\"]\nbecause = \"x\"\nopened = \"-9223372036854775808 minutes before paper\"\n";
    assert_eq!(faults(room, &[]), ["bad-date"]);
}

#[test]
fn a_stance_known_only_from_later_words_is_not_on_record() {
    let body = "[body.club]\nmembers = [\"left\", \"right\"]\nrule = { kind = \"consensus\", basis = \"practice\" }\nbecause = \"x\"\n\
        [[body.club.stance]]\nparty = \"left\"\non.one = \"full\"\nstance = \"oppose\"\nrests_on = [\"late\"]\n\
        [[body.club.stance]]\nparty = \"right\"\non.one = \"full\"\nstance = \"agree\"\nbecause = \"x\"\n\
        [gate.door]\nopens.one = \"full\"\nneeds = \"club agrees\"\nbecause = \"x\"\n";
    let case = raw(body, &[]).case();
    let full = Choice { issue: IssueId(0), option: 1 };
    let stance = |case: &Case, party| case.stance(BodyId(0), PartyId(party), full).0;
    assert_eq!((stance(&case, 0), stance(&case, 1)), (Stance::Oppose, Stance::Agree));
    let july = as_of(case, "2024-07");
    assert_eq!((stance(&july, 0), stance(&july, 1)), (Stance::Unknown, Stance::Agree));
}

#[test]
fn a_pledge_made_later_does_not_raise_a_lever() {
    let lever = "[lever.aid]\npromised_in = [\"late\"]\nbecause = \"x\"\n\
        [walk_away.left]\nbase = 0\nfrom.aid = 1\nbecause = \"x\"\n";
    let least = |case: &Case| {
        let draws = Draws::new(case, 1, 500).unwrap();
        let acceptance = Acceptance::of(case, &draws, all_reachable(case)).unwrap();
        acceptance.floors(PartyId(0)).unwrap().iter().copied().fold(1.0, f64::min)
    };
    let case = raw(lever, &[]).case();
    assert!(least(&case) >= 0.5);
    assert!(least(&as_of(case, "2024-07")) < 0.5);
}

#[test]
fn a_spreadsheet_of_stakes_drops_nothing_in_silence() {
    let tables = "[tables]\nstakes = \"s.csv\"\n";
    let head = "party,issue,option,value,weight,red_line,because\n";
    let found = |rows: &str| faults(tables, &[("s.csv", &format!("{head}{rows}"))]);
    assert_eq!(found("left,one,full,,,maybe,x\n"), ["unknown-word"]);
    assert_eq!(found("left,one,,0.5,,,x\n"), ["missing-cell"]);
    assert_eq!(found("left,one,full,,2,,x\n"), ["said-twice"]);
    assert_eq!(found("left,one,full,0.4,,,x\n"), ["said-twice"]);
    // Also where both say the same: one of them would be forgotten when the other is changed.
    assert_eq!(found("left,one,full,0,1,no,x\n"), ["said-twice", "said-twice"]);
    // As a spreadsheet writes a ticked box.
    let case = raw(tables, &[("s.csv", &format!("{head}left,one,full,,,TRUE,x\n"))]).case();
    assert!(case.stake(PartyId(0), IssueId(0)).unwrap().red_line.contains(&1));
}

#[test]
fn weights_in_a_spreadsheet_are_bounded_and_weighed_like_others() {
    let third = "[party.third]\n[tables]\nstakes = \"s.csv\"\n";
    let table = |weight: &str| format!("party,issue,option,value,weight,because\nthird,one,full,1,{weight},x\n");
    assert_eq!(faults(third, &[("s.csv", &table("1e308"))]), ["bad-quantity"]);
    let case = raw(third, &[("s.csv", &table("2"))]).case();
    assert!(case::change(&case, "weight.left.one", "1e308").is_err());
}

#[test]
fn nobody_signs_twice() {
    assert_eq!(
        faults("[deal]\nsignatories = [\"left\", \"left\", \"right\"]\nbecause = \"x\"\n", &[]),
        ["duplicate-id"]
    );
}

#[test]
fn a_member_known_from_a_table_may_have_stakes_and_sign() {
    let extra = "[body.club]\nmembers = \"m.csv\"\nrule = { kind = \"consensus\", basis = \"practice\" }\nbecause = \"x\"\n\
        [stake.far.one]\nweight = 1\nvalues = { none = 0, full = 1 }\nbecause = \"x\"\n\
        [deal]\nsignatories = [\"left\", \"far\"]\nbecause = \"x\"\n";
    let case = raw(extra, &[("m.csv", "id,name\nfar,Far Land\n")]).case();
    assert_eq!(case.stakeholders(), [PartyId(0), PartyId(1), PartyId(2)]);
    assert_eq!(case.main_parties().count(), 3);
    assert!(Acceptance::of(&case, &Draws::new(&case, 1, 10).unwrap(), all_reachable(&case)).is_ok());
}

#[test]
fn a_rule_or_a_gate_that_nothing_can_turn_is_a_fault() {
    let club = |rule: &str| {
        format!("[body.club]\nmembers = [\"left\"]\nrule = {{ {rule}, basis = \"practice\" }}\nbecause = \"x\"\n")
    };
    assert_eq!(faults(&club("kind = \"no-veto\""), &[]), ["missing-key"]);
    assert_eq!(faults(&club("kind = \"stages\""), &[]), ["missing-key"]);
    for needs in ["{ all = [] }", "{ any = [] }", "{ at_least = 0, of = [\"c\"] }", "{ at_least = 2, of = [\"c\"] }"] {
        let gate = format!(
            "[condition.c]\ntext = \"c\"\nbecause = \"x\"\n[gate.g]\nopens.one = \"full\"\nneeds = {needs}\nbecause = \"x\"\n"
        );
        assert_eq!(faults(&gate, &[]), ["bad-needs"], "{needs}");
    }
}

#[test]
fn a_gate_before_several_options_asks_a_body_about_each() {
    let extra = "[issue.two]\noptions = [\"none\", \"half\", \"full\"]\nstatus_quo = \"none\"\n\
        [condition.c]\ntext = \"c\"\nbecause = \"x\"\n\
        [body.club]\nmembers = [\"left\"]\nrule = { kind = \"consensus\", basis = \"practice\" }\nbecause = \"x\"\n\
        [gate.g]\nopens.two = [\"half\", \"full\"]\nneeds = \"club agrees\"\nbecause = \"x\"\n\
        [gate.h]\nopens.two = [\"half\", \"full\"]\nneeds = \"c\"\nbecause = \"x\"\n";
    let case = raw(extra, &[]).case();
    let gates: Vec<(&str, usize)> = case.gates.iter().map(|gate| (gate.id.as_str(), gate.opens.len())).collect();
    assert_eq!(gates, [("g (half)", 1), ("g (full)", 1), ("h", 2)]);
    let asked: Vec<usize> =
        case.gates.iter().flat_map(|gate| gate.needs.proposals(BodyId(0))).map(|choice| choice.option).collect();
    assert_eq!(asked, [1, 2]);
}

#[test]
fn a_ladder_of_levers_is_a_fault_and_not_a_wait() {
    let rung = |n: usize| {
        let needs = if n < 2 { String::new() } else { format!("needs = {{ l{} = 0.5, l{} = 0.5 }}\n", n - 1, n - 2) };
        format!("[lever.l{n}]\n{needs}because = \"x\"\n")
    };
    let ladder = |rungs: usize| (0..rungs).map(rung).collect::<String>();
    assert_eq!(faults(&ladder(10), &[]), [""; 0]);
    assert_eq!(faults(&ladder(90), &[]), ["too-many-paths"]);
}

#[test]
fn an_id_of_two_kinds_is_a_warning_and_a_reference_to_it_a_fault() {
    use kadesh::diagnostic::Severity;
    let warned = |extra: &str| {
        let checked = raw(extra, &[]).check();
        let warnings = checked.diagnostics.iter().filter(|one| one.severity == Severity::Warning);
        warnings.filter(|one| one.code == "shared-id").cloned().collect::<Vec<_>>()
    };
    let room =
        |id: &str, opened: &str| format!("[room.{id}]\nseats = [\"left\"]\nbecause = \"x\"\nopened = \"{opened}\"\n");
    // A room and a statement: the second place first, then the one that it clashes with.
    let late = room("late", "2025-02-01");
    let found = warned(&late);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "`late` is a statement and a room");
    let labels: Vec<&str> = found[0].labels.iter().map(|(_, label)| label.as_str()).collect();
    assert_eq!(labels, ["declared here as a room", "declared here as a statement"]);
    assert!(found[0].labels[0].0.start > found[0].labels[1].0.start);
    assert!(found[0].hint.as_ref().unwrap().contains("rename"));
    assert_eq!(faults(&late, &[]), [""; 0]);
    assert_eq!(faults(&format!("{late}{}", room("next", "2 days after late")), &[]), ["ambiguous-name"]);
    // A person and a party: `by` has two meanings.
    let person = "[person.left]\nspeaks_for = \"right\"\n";
    assert_eq!(warned("[person.right]\nspeaks_for = \"left\"\n").len(), 1);
    assert_eq!(faults("[person.right]\nspeaks_for = \"left\"\n", &[]), [""; 0]);
    assert_eq!(faults(person, &[]), ["ambiguous-name"]);
    assert_eq!(faults("[person.reporter]\nspeaks_for = \"left\"\n", &[]), ["shared-id"]);
    // A body and a party that it does not decide for: `controller` has two meanings.
    let body = |party: &str| {
        format!(
            "[body.left]\nmembers = [\"right\"]\nparty = \"{party}\"\nbecause = \"x\"\n\
             rule = {{ kind = \"consensus\", basis = \"practice\" }}\n\
             [condition.c]\ntext = \"c\"\ncontroller = \"left\"\nbecause = \"x\"\n"
        )
    };
    assert_eq!(faults(&body("left"), &[]), [""; 0]);
    assert_eq!(faults(&body("right"), &[]), ["ambiguous-name"]);
}
