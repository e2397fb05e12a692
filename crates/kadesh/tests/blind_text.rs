//! The text of a case without names: it is a case still, it says the same, and what cannot be written so is refused.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use kadesh::case::{self, EXAMPLE, Files};

const CASE: &str = r#"
# Northland is named here, and nowhere to be seen afterwards.
[case]
title = "Northland and the river"      # so it is here
question = "What would Northlanders accept?"
hide = ["Riverton"]

[party.northland]
name = "Northland"
spoken = "the Northland"
also = ["Riverside"]

[party.south]
name = "Southland"

[person.ada]
name = "Ada Berg"
speaks_for = "northland"
role = "prime minister of Northland"

[source.paper]
title = "Riverton Post"
file = "paper.txt"

[[statement]]
id = "berg-dam"
by = "ada"
source = "paper"
exact = "Northland builds no dam"
kind = "paraphrase"

[issue.northland-dam]
question = "Does Northland build?"
options = ["no-dam", "dam"]
status_quo = "no-dam"

[stake.northland.northland-dam]
weight = 1
values = { no-dam = 1, dam = 0 }
rests_on = ["berg-dam"]

[lever.loan]
name = "a loan of Southland"
held_by = "south"
because = "Berg says so"

[walk_away.northland]
base = 0.2
from.loan = 0.1
because = "Riverside has a lake"

[hypothesis.hard]
name = "Northland is hard"
sets."walk-away.northland" = 0.5
because = "as Ada Berg has it"
"#;

fn files() -> Files {
    Files::from([("paper.txt".to_owned(), b"Northland builds no dam, said Ada Berg.".to_vec())])
}

fn blind(text: &str, files: &Files) -> Result<(String, Files), String> {
    case::blind_text(&case::read(text).check(files), text, files).map_err(|why| why.message)
}

#[test]
fn no_name_is_left_and_the_case_says_the_same() {
    let checked = case::read(CASE).check(&files());
    assert!(checked.case.is_some(), "{:?}", checked.diagnostics);
    let (text, kept) = blind(CASE, &files()).unwrap();
    assert!(kept.is_empty());
    let low = text.to_lowercase();
    for name in ["northland", "southland", "riverside", "riverton", "ada", "berg", "minister", "paper.txt", "#"] {
        assert!(!low.contains(name), "`{name}` is left in {text}");
    }
    let again = case::read(&text).check(&kept).case.unwrap();
    let first = checked.case.unwrap();
    assert_eq!(again.parties.len(), first.parties.len());
    assert_eq!(again.parties[0].id, case::blind_party(0));
    assert_eq!(again.issues[0].id, "party-a-dam");
    assert_eq!(again.statements.len(), 1);
    // Blind reports of both have the same words.
    let (one, other) = (case::blind(&again), case::blind(&first));
    assert_eq!(one.question, other.question);
    assert_eq!(one.statements[0].excerpt.exact, other.statements[0].excerpt.exact);
    assert_eq!(one.levers[0].name, other.levers[0].name);
    assert_eq!(one.hypotheses[0].name, other.hypotheses[0].name);
}

#[test]
fn the_example_can_be_written_without_names() {
    let main = EXAMPLE.iter().find(|(name, _)| *name == "case.toml").unwrap().1;
    let others = EXAMPLE.iter().filter(|(name, _)| *name != "case.toml");
    let files: Files = others.map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let (text, kept) = blind(main, &files).unwrap();
    assert!(case::read(&text).check(&kept).case.is_some());
    assert!(!text.contains("Northland") && !text.contains("Southland"));
}

#[test]
fn what_cannot_be_written_without_names_is_refused() {
    assert!(blind("[case]\ntitle = 3\n", &Files::new()).unwrap_err().contains("faults"));
    // A party called by a word of the format.
    let clash =
        CASE.replace("[party.south]", "[party.paraphrase]").replace("held_by = \"south\"", "held_by = \"paraphrase\"");
    assert!(case::read(&clash).check(&files()).case.is_some());
    assert!(blind(&clash, &files()).unwrap_err().contains("cannot be written without its names"));
}

#[test]
fn a_name_that_a_line_breaks_is_a_name() {
    let text = CASE.replace("exact = \"Northland builds no dam\"", "exact = \"builds no dam, said Ada\\nBerg\"");
    let files = Files::from([("paper.txt".to_owned(), b"Northland builds no dam, said Ada\nBerg.".to_vec())]);
    let (text, _) = blind(&text, &files).unwrap();
    assert!(!text.contains("Ada") && !text.contains("Berg"), "{text}");
}

#[test]
fn what_is_left_out_does_not_stand_within_braces() {
    let person =
        "[person.ada]\nname = \"Ada Berg\"\nspeaks_for = \"northland\"\nrole = \"prime minister of Northland\"\n";
    let braces =
        "[person]\nada = { name = \"Ada Berg\", speaks_for = \"northland\", role = \"prime minister of Northland\" }\n";
    let text = CASE.replace(person, braces);
    assert_ne!(text, CASE);
    assert_eq!(blind(&text, &files()).unwrap_err(), "what a blind file leaves out stands within braces");
}
