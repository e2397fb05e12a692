//! The conflict of a case as it is read: what each way of writing it means, blind mode, changes, and the cases that ship.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod cases;

use cases::Raw;
use kadesh::ask::{Answer, Bench, Settings, find};
use kadesh::case;
use kadesh::diagnostic::Severity;
use kadesh::model::{
    Case, Change, Compared, Direction, Formula, Move, OptionId, Order, Pair, PartyId, Quantity, Ranked, StateId,
};

const HEAD: &str = "[case]\ntitle = \"t\"\n[party.left]\n[party.right]\n\
    [option.sign]\nby = \"left\"\n[option.help]\nby = \"right\"\ntext = \"help is given\"\nirreversible = \"once-dropped\"\n\
    [option.violate]\nby = \"left\"\nirreversible = \"once-taken\"\n[conflict]\nbecause = \"x\"\n";

const GRAPH: &str = "[case]\ntitle = \"t\"\n[party.left]\n[party.right]\n[conflict]\nbecause = \"x\"\nnow = \"b\"\n\
    [state.a]\n[state.b]\nname = \"second\"\ndeal = true\n[state.c]\n\
    [[move]]\nby = \"left\"\nfrom = \"a\"\nto = [\"b\", \"c\"]\n[[move]]\nby = \"right\"\nfrom = \"b\"\nto = \"c\"\nboth_ways = true\n";

fn raw(text: String) -> Raw {
    Raw { name: "t".to_owned(), text, files: case::Files::new() }
}

fn read(extra: &str) -> Case {
    raw(format!("{HEAD}{extra}")).case()
}

fn faults(extra: &str) -> Vec<&'static str> {
    let checked = raw(format!("{HEAD}{extra}")).check();
    checked.diagnostics.iter().filter(|one| one.severity == Severity::Fault).map(|one| one.code).collect()
}

fn preference(extra: &str) -> String {
    format!("[preference.left]\n{extra}because = \"x\"\n")
}

fn order(extra: &str) -> Order {
    read(&preference(extra)).conflict.preferences[0].order.clone()
}

fn possible(rules: &str) -> Vec<u64> {
    raw(format!("{HEAD}{rules}")).case().conflict.possible(64).unwrap()
}

#[test]
fn a_case_with_nothing_but_a_conflict_is_whole() {
    let conflict = read("").conflict;
    let shown: Vec<_> = conflict.options.iter().map(|one| (one.name.as_str(), one.by.0, one.direction)).collect();
    let wanted = [
        ("sign", 0, Direction::BothWays),
        ("help is given", 1, Direction::OnceDropped),
        ("violate", 0, Direction::OnceTaken),
    ];
    assert_eq!(shown, wanted);
    assert_eq!(conflict.owned(PartyId(0)), 0b101);
    assert_eq!(conflict.possible(64).unwrap().len(), 8);
}

#[test]
fn rules_in_every_form_say_the_same() {
    let at_most = [0, 1, 2, 4, 5];
    assert_eq!(possible("at_most_one = [[\"sign\", \"help\"], [\"help\", \"violate\"]]\n"), at_most);
    assert_eq!(possible("never = [\"sign and help\", \"-YY\"]\n"), at_most);
    assert_eq!(possible("always = [\"if help then not (sign or violate)\"]\n"), at_most);
    assert_eq!(possible("at_least_one = [[\"sign\", \"violate\"]]\n"), [1, 3, 4, 5, 6, 7]);
    assert_eq!(possible("never = [\"N-N\"]\n"), [1, 3, 4, 5, 6, 7]);
}

#[test]
fn the_state_that_holds_now_in_every_form() {
    let now = |extra: &str| {
        let conflict = read(extra).conflict;
        let state = &conflict.states[conflict.now.unwrap().0];
        (state.id.clone(), state.name.clone(), state.taken)
    };
    let named = "[state.both]\nname = \"both kept\"\ntaken = [\"help\", \"sign\"]\n";
    let both = ("both".to_owned(), "both kept".to_owned(), Some(3));
    for word in ["\"both\"", "\"YYN\"", "[\"sign\", \"help\"]"] {
        assert_eq!(now(&format!("now = {word}\n{named}")), both);
    }
    assert_eq!(now("now = \"help\"\n"), ("NYN".to_owned(), "help".to_owned(), Some(2)));
    assert_eq!(now("now = []\n"), ("NNN".to_owned(), "nothing taken".to_owned(), Some(0)));
    let merge = "now = \"over\"\n[[conflict.merge]]\nid = \"over\"\nname = \"it is over\"\nwhen = \"violate\"\n";
    assert_eq!(now(merge), ("over".to_owned(), "it is over".to_owned(), Some(4)));
}

#[test]
fn a_ranking_has_ranks_strengths_merges_and_pairs() {
    let text = "[[conflict.merge]]\nid = \"over\"\nwhen = \"violate\"\n[state.both]\ntaken = \"YYN\"\n\
        [preference.left]\nranking = \"\"\"\nboth > YNN ~ NNN\n>> NYN > over\"\"\"\npairs = [\"NYN ? over\", \"both << NNN\"]\n\
        because = \"x\"\n";
    let Order::Ranking(ranking) = read(text).conflict.preferences[0].order.clone() else { panic!("{text}") };
    let taken = Ranked::Taken;
    assert_eq!(ranking.ranks, [vec![taken(3)], vec![taken(1), taken(0)], vec![taken(2)], vec![Ranked::Merged(0)]]);
    assert_eq!(ranking.much, [false, true, false]);
    let unknown = Pair { one: taken(2), other: Ranked::Merged(0), like: Compared::Unknown };
    let worse = Pair { one: taken(3), other: taken(0), like: Compared::MuchWorse };
    assert_eq!(ranking.pairs, [unknown, worse]);
}

#[test]
fn between_the_items_of_a_list_better_goes_without_saying() {
    let rules = "never = [\"violate\"]\n";
    let as_text = read(&format!("{rules}{}", preference("ranking = \"YYN > YNN >> NYN ~ NNN\"\n")));
    let as_list = read(&format!("{rules}{}", preference("ranking = [\"YYN\", \"YNN >>\", \"NYN\", \"~ NNN\"]\n")));
    assert_eq!(as_text.conflict.preferences[0].order, as_list.conflict.preferences[0].order);
}

#[test]
fn a_circle_is_a_fault_unless_it_is_meant() {
    let circle = |also: &str| {
        let text = format!("ranking = \"YYN > YNN > NYN > NNN\"\npairs = [\"NNN > YYN\"]\n{also}");
        faults(&format!("never = [\"violate\"]\n{}", preference(&text)))
    };
    assert_eq!(circle(""), ["cycle"]);
    assert_eq!(circle("intransitive = true\n"), [""; 0]);
}

#[test]
fn statements_without_a_priority_count_by_their_place() {
    let Order::Statements(plain) = order("statements = [\"not violate\", \"sign\"]\n") else { panic!() };
    assert!(plain.iter().all(|wish| wish.priority.is_none()));
    assert_eq!(plain[0].holds, Formula::Not(Box::new(Formula::Taken(OptionId(2)))));
    let mixed = "statements = [\"not violate\", \"sign\", { holds = \"help\", priority = \"2..4\" }]\n";
    let Order::Statements(mixed) = order(mixed) else { panic!() };
    let priorities: Vec<_> = mixed.iter().map(|wish| wish.priority.unwrap()).collect();
    assert_eq!(priorities, [Quantity::Point(3.0), Quantity::Point(2.0), Quantity::Range(2.0, 4.0)]);
}

#[test]
fn weights_may_be_negative_and_ranges() {
    let worth = order("weights = { violate = \"-0.3..-0.1\", help = 2 }\n");
    let weights = vec![(OptionId(2), Quantity::Range(-0.3, -0.1)), (OptionId(1), Quantity::Point(2.0))];
    assert_eq!(worth, Order::Worth { weights, stakes: false });
}

/// Large weights and small ones: what a sum comes to does not hang on the order in which it is written, and nothing saturates.
#[test]
fn sums_of_weights_are_exact_whatever_their_size() {
    let levels = |weights: &str| {
        let case = read(&preference(&format!("weights = {{ {weights} }}\n")));
        let hold = kadesh::ensemble::Hold::new(&case, 1, 1).unwrap();
        hold.central().unwrap()[0].levels().unwrap().to_vec()
    };
    assert_eq!(levels("sign = 200_000_000, help = 300_000_000"), [1, 2, 3, 4, 1, 2, 3, 4]);
    let one = levels("sign = 2454257, help = 0.2, violate = 0.5");
    assert_eq!(one, levels("violate = 0.5, help = 0.2, sign = 2454257"));
    assert_eq!(levels("sign = 1_000_000_000, help = 0.1"), [1, 3, 2, 4, 1, 3, 2, 4]);
}

/// Of many options with few possible states, only these are compared pair by pair.
#[test]
fn pairs_are_kept_of_possible_states_only() {
    let options: String = (0..18).map(|n| format!("[option.o{n}]\nby = \"left\"\n")).collect();
    let rules: Vec<String> = (2..18).map(|n| format!("\"o0 iff o{n}\"")).collect();
    let states = "[state.s0]\ntaken = []\n[state.s1]\ntaken = [\"o1\"]\n";
    let all: Vec<String> = (0..18).filter(|n| *n != 1).map(|n| format!("\"o{n}\"")).collect();
    let more = format!("[state.s2]\ntaken = [{}]\n[state.s3]\ntaken = [{}, \"o1\"]\n", all.join(", "), all.join(", "));
    let text = format!(
        "[case]\ntitle = \"t\"\n[party.left]\n[party.right]\n{options}[conflict]\nbecause = \"x\"\nalways = [{}]\n{states}{more}\
         [preference.left]\nranking = \"s0 > s1 > s2 > s3\"\npairs = [\"s0 ? s3\"]\nbecause = \"x\"\n",
        rules.join(", ")
    );
    let case = raw(text).case();
    let hold = kadesh::ensemble::Hold::new(&case, 1, 1).unwrap();
    assert_eq!(hold.frame.possible, Some(4));
    assert!(matches!(&hold.central().unwrap()[0], kadesh::conflict::Preferences::Pairs(pairs) if pairs.len() == 16));
}

#[test]
fn a_listed_graph_has_states_and_moves() {
    let text = format!("{GRAPH}[preference.left]\nranking = \"c > b ~ a\"\nbecause = \"x\"\n");
    let conflict = raw(text).case().conflict;
    assert_eq!(conflict.now, Some(StateId(1)));
    let states: Vec<_> = conflict.states.iter().map(|one| (one.name.as_str(), one.taken, one.deal)).collect();
    assert_eq!(states, [("a", None, false), ("second", None, true), ("c", None, false)]);
    let moved = |by, from, to| Move { by: PartyId(by), from: StateId(from), to: StateId(to) };
    assert_eq!(conflict.moves, [moved(0, 0, 1), moved(0, 0, 2), moved(1, 1, 2), moved(1, 2, 1)]);
    let Order::Ranking(ranking) = &conflict.preferences[0].order else { panic!() };
    let listed = |state| Ranked::Listed(StateId(state));
    assert_eq!(ranking.ranks, [vec![listed(2)], vec![listed(1), listed(0)]]);
}

#[test]
fn a_party_that_acts_and_prefers_nothing_is_a_gap() {
    let gaps = |text: String| {
        let checked = raw(text).check();
        assert!(checked.case.is_some());
        let gaps = checked.diagnostics.into_iter().filter(|one| one.code == "no-preference");
        gaps.map(|one| one.message).collect::<Vec<_>>()
    };
    let wanted = "1 party with options and no preference among the states: `right`";
    assert_eq!(gaps(format!("{HEAD}{}", preference("statements = [\"sign\"]\n"))), [wanted]);
    assert_eq!(gaps(format!("{GRAPH}[preference.left]\nranking = \"c > b ~ a\"\nbecause = \"x\"\n")), [wanted]);
}

#[test]
fn states_without_an_outcome_are_counted_where_stakes_count() {
    let text = "[issue.one]\noptions = [\"none\", \"full\"]\nstatus_quo = \"none\"\n\
        [stake.left.one]\nweight = 1\nvalues = { none = 0, full = 1 }\nbecause = \"x\"\n\
        [[conflict.outcome]]\nwhen = \"sign and not violate\"\npackage.one = \"full\"\n\
        [preference.left]\nstakes = true\nbecause = \"x\"\n";
    let checked = raw(format!("{HEAD}{text}")).check();
    let gap = checked.diagnostics.iter().find(|one| one.code == "no-outcome").unwrap();
    assert_eq!(gap.message, "6 of 8 possible states have no outcome");
    let outcome = &checked.case.unwrap().conflict.outcomes[0];
    assert_eq!(outcome.package.as_ref().unwrap().len(), 1);
}

#[test]
fn changes_move_weights_and_priorities_and_nothing_else() {
    let weights = read(&preference("weights.violate = -1\n"));
    let change = |case: &Case, key: &str, to: &str| case::change(case, key, to).unwrap();
    let moved = weights.with(&[change(&weights, "option-weight.left.sign", "0.5..1")]);
    let wanted = vec![(OptionId(2), Quantity::Point(-1.0)), (OptionId(0), Quantity::Range(0.5, 1.0))];
    assert_eq!(moved.conflict.preferences[0].order, Order::Worth { weights: wanted, stakes: false });
    assert!(case::change(&weights, "priority.left.1", "2").is_err());

    let statements = read(&preference("statements = [\"not violate\", \"sign\", \"help\"]\n"));
    let first = change(&statements, "priority.left.1", "0");
    assert_eq!(first, Change::Priority(PartyId(0), 0, Quantity::Point(0.0)));
    let Order::Statements(wishes) = &statements.with(&[first]).conflict.preferences[0].order else { panic!() };
    let priorities: Vec<f64> = wishes.iter().map(|wish| wish.priority.unwrap().central()).collect();
    assert_eq!(priorities, [0.0, 2.0, 1.0]);
    for (key, to) in [("priority.left.0", "1"), ("priority.left.4", "1"), ("option-weight.left.sign", "1")] {
        assert!(case::change(&statements, key, to).is_err(), "{key}");
    }
}

#[test]
fn blind_mode_hides_names_in_every_text_of_a_conflict() {
    let text = "[case]\ntitle = \"t\"\n[party.northland]\nname = \"Northland\"\nalso = [\"the north\"]\n\
        [option.sign-northland]\nby = \"northland\"\ntext = \"Northland signs\"\n[conflict]\nbecause = \"x\"\n\
        now = \"northland-out\"\n[[conflict.merge]]\nid = \"northland-in\"\nname = \"the north is in\"\nwhen = \"sign-northland\"\n\
        [[conflict.goal]]\nid = \"northland-goal\"\ntext = \"Does Northland rest?\"\n\
        [state.northland-out]\nname = \"Northland out\"\ntaken = \"N\"\n";
    let case = raw(text.to_owned()).case();
    let blind = case::blind(&case);
    let json = serde_json::to_string(&blind.conflict).unwrap().to_lowercase();
    assert!(!json.contains("north"), "{json}");
    assert_eq!(blind.conflict_option_address(OptionId(0)), "sign-northland");
    assert_eq!(blind.conflict.now, case.conflict.now);
}

#[test]
fn many_options_and_hard_rules_are_checked_in_no_time() {
    let option = |number: usize| format!("[option.o{number}]\nby = \"left\"\n");
    let options: String = (0..63).map(option).collect();
    let pigeons: Vec<String> = (0..62).map(|number| format!("\"o{number} iff not o{}\"", number + 1)).collect();
    let text = format!(
        "[case]\ntitle = \"t\"\n[party.left]\n{options}[conflict]\nbecause = \"x\"\nalways = [{}]\n\
         [[conflict.merge]]\nid = \"m\"\nwhen = \"o0\"\n[preference.left]\nstatements = [\"o0\"]\nbecause = \"x\"\n",
        pigeons.join(", ")
    );
    let case = raw(text).case();
    assert_eq!(case.conflict.possible(8).unwrap().len(), 2);
}

/// Rules whose sets of states take more room than there is: what needs no such set is answered all the same.
#[test]
fn goals_are_answered_where_sets_of_states_grow_too_large() {
    const EACH: usize = 28;
    let option = |number: usize, by: &str| format!("[option.o{number}]\nby = \"{by}\"\n");
    let options: String =
        (0..2 * EACH).map(|number| option(number, if number < EACH { "left" } else { "right" })).collect();
    // The place of each option's counterpart has nothing to do with its own.
    let pairs: Vec<String> =
        (0..EACH).map(|number| format!("\"o{number} iff o{}\"", EACH + number * 11 % EACH)).collect();
    let case = raw(format!(
        "[case]\ntitle = \"t\"\n[party.left]\n[party.right]\n{options}[conflict]\nbecause = \"x\"\nalways = [{}]\n\
         [[conflict.goal]]\nid = \"g\"\ntext = \"Is it taken?\"\nholds = \"o3 and not o4\"\n\
         [preference.left]\nstatements = [\"o0\"]\nbecause = \"x\"\n\
         [preference.right]\nstatements = [\"o40\"]\nbecause = \"x\"\n",
        pairs.join(", ")
    ))
    .case();
    let bench = Bench::new(&case, Settings { seed: 1, draws: 1 });
    let answer = |word: &str| find(word).unwrap()[0].ask(&bench).answer;
    assert!(answer("states").is_err() && answer("stability").is_err());
    let Ok(Answer::Goals(goals)) = answer("goals") else { panic!("no goals") };
    assert_eq!(goals.goals[0].counts, [1]);
}
