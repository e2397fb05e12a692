//! Who said what, on short texts that set the traps of real reports, and on the source article where it is at hand.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may panic, and says what is not here"
)]

use std::path::Path;

use kadesh_text::{Attribution, Construction, Day, Form, Found, Modality, Reading, Span, quotes, read_english};

fn reading(text: &str) -> Reading {
    read_english(text, Day::new(2031, 3, 14))
}

/// The statement whose words begin so, among the sure ones.
#[track_caller]
fn said<'a>(reading: &'a Reading, text: &str, begins: &str) -> &'a Attribution {
    let found = reading
        .attributions
        .iter()
        .find(|one| one.content.first().is_some_and(|span| text[span.start..].starts_with(begins)));
    found.unwrap_or_else(|| panic!("no sure statement begins with {begins:?}: {:#?}", listed(reading, text)))
}

fn listed(reading: &Reading, text: &str) -> Vec<String> {
    let line = |one: &Attribution| format!("{}: {} ({})", speaker(one), words(one, text), one.why);
    reading
        .attributions
        .iter()
        .map(line)
        .chain(reading.unsure.iter().map(|one| format!("unsure {}", line(one))))
        .collect()
}

fn speaker(one: &Attribution) -> &str {
    one.speaker.as_ref().map_or("nobody", |speaker| speaker.name.as_str())
}

fn party(one: &Attribution) -> &str {
    one.speaker.as_ref().and_then(|speaker| speaker.party.as_deref()).unwrap_or("none")
}

fn words(one: &Attribution, text: &str) -> String {
    one.content.iter().map(|span| &text[span.clone()]).collect::<Vec<_>>().join(" … ")
}

fn word(span: Option<&Span>, text: &str) -> String {
    span.map(|span| text[span.clone()].to_owned()).unwrap_or_default()
}

/// The statement that begins so is this speaker's, and holds these words.
#[track_caller]
fn check(text: &str, begins: &str, name: &str, whole: &str) -> Attribution {
    let reading = reading(text);
    let one = said(&reading, text, begins);
    assert_eq!((speaker(one), words(one, text).as_str()), (name, whole), "{:#?}", listed(&reading, text));
    one.clone()
}

#[test]
fn a_quoted_word_stays_with_its_speaker_when_the_next_sentence_has_another() {
    let text = "Harnian Trade Minister Boris Velan told journalists he “regrets” that the port had made \
                “concessions.\" Karin Solo said any deal without them would be a “dirty\" one, adding the \
                union could help the port resist.";
    let one = check(text, "he “regrets”", "Boris Velan", "he “regrets” that the port had made “concessions.\"");
    assert_eq!((one.form, word(one.addressee.as_ref(), text).as_str()), (Form::Mixed, "journalists"));
    check(text, "any deal", "Karin Solo", "any deal without them would be a “dirty\" one");
    check(text, "the union could", "Karin Solo", "the union could help the port resist");
}

#[test]
fn he_added_goes_on_with_the_speaker_not_with_the_nearest_name() {
    let text = "NATO Secretary General Marek Rutger insisted that ministers \"knew for days\" and weren't \
                surprised by Tolan and Pavlin's call.\n“This is an alliance. You don’t always start with \
                one position,\" he added.";
    let one =
        check(text, "“This is", "Marek Rutger", "“This is an alliance. You don’t always start with one position,\"");
    assert_eq!((one.found, party(&one)), (Found::Pronoun, "NATO"));
    assert_eq!(word(one.rests_on.as_ref(), text), "Marek Rutger");
}

#[test]
fn a_position_that_was_given_up_is_a_statement_of_its_own() {
    let text = "Norland's foreign minister, Marek Rutger, arrived on Monday. Rutger downgraded his once \
                insistent \"no talks about us without us” to a softer appeal that Norland be “closely \
                involved.”";
    let earlier = check(text, "\"no talks", "Marek Rutger", "\"no talks about us without us”");
    let now = check(text, "that Norland", "Marek Rutger", "that Norland be “closely involved.”");
    assert!(earlier.superseded && !now.superseded);
}

#[test]
fn a_statement_inside_another_knows_which() {
    let text = "Minister Ada Brenn told reporters that Captain Rolf Moe had said that the bridge was open.";
    let reading = reading(text);
    let inner = said(&reading, text, "that the bridge");
    let outer = inner.within.map(|outer| &reading.attributions[outer]);
    assert_eq!((speaker(inner), outer.map(speaker)), ("Rolf Moe", Some("Ada Brenn")));
}

#[test]
fn they_carries_on_the_group_that_spoke() {
    let text = "Officials said the talks had failed, but they said the door was open.";
    check(text, "the door", "Officials", "the door was open");
}

#[test]
fn a_pronoun_without_a_name_is_not_sure() {
    let text = "A car stopped at the gate. “We are late,” he said.";
    let reading = reading(text);
    assert!(reading.attributions.is_empty(), "{:#?}", listed(&reading, text));
    assert_eq!(reading.unsure.len(), 1);
}

#[test]
fn nobody_is_he_or_she_by_a_first_name() {
    let reading = reading("Maria Kell met Peter Hand in Oslo.");
    assert!(reading.people.iter().all(|person| person.pronoun.is_none()));
}

#[test]
fn two_pieces_around_the_verb_are_one_statement() {
    let text = "Kaya Solem, the bloc's policy chief, invoked history: “Giving in will fail,” she said. “It \
                is not good tactics.”";
    check(text, "“Giving in", "Kaya Solem", "“Giving in will fail,” … “It is not good tactics.”");
}

#[test]
fn a_quotation_over_paragraphs_is_one_statement() {
    let text = "“We began in May,” said Ida Holm, the mayor of Northbank. “It rained.\n“Then it stopped.”\nThe end.";
    let one = check(text, "“We began", "Ida Holm", "“We began in May,” … “It rained. … “Then it stopped.”");
    assert_eq!(one.form, Form::Direct);
}

#[test]
fn titles_in_marks_are_nobodys_words() {
    let text = "On “Northbank Morning News,” Ida Holm said the ferry was late.";
    let reading = reading(text);
    let quoted = reading.attributions.iter().chain(&reading.unsure).any(|one| words(one, text).contains("Morning"));
    assert!(!quoted, "{:#?}", listed(&reading, text));
}

#[test]
fn what_leads_in_belongs_to_a_mixed_statement() {
    let text = "The plan is “a gift to smugglers,” Ida Holm said.";
    let one = check(text, "The plan", "Ida Holm", "The plan is “a gift to smugglers,”");
    assert_eq!(one.form, Form::Mixed);
}

#[test]
fn constructions_without_a_verb_of_saying() {
    let text = "For Ida Holm, her position was simply common sense.";
    assert_eq!(
        check(text, "her position", "Ida Holm", "her position was simply common sense").construction,
        Construction::Perspective
    );
    let text = "According to Ida Holm, the ferry was late.";
    assert_eq!(check(text, "the ferry", "Ida Holm", "the ferry was late").construction, Construction::According);
    let text = "Norland is opposed to a new tariff on fish.";
    assert_eq!(check(text, "a new tariff", "Norland", "a new tariff on fish").construction, Construction::Stance);
    let text = "Minister Ida Holm is in favour of a new bridge.";
    assert_eq!(check(text, "a new bridge", "Ida Holm", "a new bridge").construction, Construction::Stance);
    let text = "Minister Ida Holm rejected the proposal on Tuesday.";
    assert_eq!(check(text, "the proposal", "Ida Holm", "the proposal").construction, Construction::Object);
    let text = "Minister Ida Holm called for a ceasefire.";
    assert_eq!(check(text, "a ceasefire", "Ida Holm", "a ceasefire").construction, Construction::Preposition);
}

#[test]
fn a_body_commits_itself_in_a_document() {
    let text = "NATO met in July. As recently as that summit, the alliance committed itself to Norland's \
                membership \"when allies agree.\"";
    let one = check(text, "Norland's membership", "NATO", "Norland's membership \"when allies agree.\"");
    assert_eq!(party(&one), "NATO");
}

#[test]
fn refusals_and_denials() {
    let text = "Minister Ida Holm declined to comment. Captain Rolf Moe denied that the ship had turned.";
    assert_eq!(check(text, "to comment", "Ida Holm", "to comment").modality, Modality::Denied);
    assert_eq!(check(text, "that the ship", "Rolf Moe", "that the ship had turned").modality, Modality::Denied);
}

#[test]
fn several_people_speak_together() {
    let text = "Ida Holm and Rolf Moe said the bridge would open.";
    check(text, "the bridge", "Ida Holm and Rolf Moe", "the bridge would open");
}

#[test]
fn a_transcript_gives_each_line_to_its_speaker() {
    let text =
        "Minister Ida Holm met the press.\nHOLM: We are ready to talk.\nQUESTION: When?\nHOLM: As soon as they are.";
    check(text, "We are ready", "Ida Holm", "We are ready to talk.");
    check(text, "As soon", "Ida Holm", "As soon as they are.");
}

#[test]
fn parties_come_from_titles_and_from_what_follows_a_name() {
    let text = "German Defence Minister Boris Velan said no. Kaya Solem, the European Union's foreign \
                policy chief, said yes. \
                Harnian minister Tomas Orl said nothing would change. Harnia was silent.";
    let reading = reading(text);
    let party =
        |name: &str| reading.people.iter().find(|p| p.name == name).and_then(|p| p.party.clone()).unwrap_or_default();
    assert_eq!(
        [party("Boris Velan"), party("Kaya Solem"), party("Tomas Orl")],
        ["Germany", "European Union", "Harnia"]
    );
}

#[test]
fn time_and_place_are_read_and_dated() {
    let text = "On Wednesday, Minister Ida Holm told partners at a gathering in Brussels that the port would close.";
    let one = check(text, "that the port", "Ida Holm", "that the port would close");
    let date = one.when.as_ref().and_then(|when| when.date.clone());
    assert_eq!((date.as_deref(), word(one.addressee.as_ref(), text).as_str()), (Some("2031-03-12"), "partners"));
    assert!(word(one.place.as_ref(), text).starts_with("a gathering"), "{:?}", one.place);
}

#[test]
fn every_statement_says_why() {
    let text = "Minister Ida Holm insisted that the port was safe.";
    let one = check(text, "that the port", "Ida Holm", "that the port was safe");
    assert_eq!(one.why, "‘insisted’ with a clause that begins with ‘that’");
}

/// The article of the source and its gold answers, which are not the project's to carry.
fn seed() -> Option<(String, serde_json::Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed");
    let text = std::fs::read_to_string(folder.join("article.txt")).ok()?;
    let gold = std::fs::read_to_string(folder.join("gold.json")).ok()?;
    Some((text, serde_json::from_str(&gold).unwrap()))
}

#[test]
fn the_source_article_is_read_as_by_hand() {
    let Some((text, gold)) = seed() else {
        println!("the source article is not here: ../shared/seed");
        return;
    };
    assert_eq!(quotes(&text).len(), 15);
    let reading = read_english(&text, Day::new(2025, 2, 14));
    let (mut found, mut asked) = (0, 0);
    for one in gold["statements"].as_array().unwrap().iter().filter(|one| one["tier"] == "core") {
        let wanted: Vec<usize> = one["content"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|c| number(&c["byte_start"])..number(&c["byte_end"]))
            .collect();
        if wanted.is_empty() {
            continue;
        }
        asked += 1;
        let nearest = reading.attributions.iter().max_by(|a, b| overlap(a, &wanted).total_cmp(&overlap(b, &wanted)));
        let Some(best) = nearest.filter(|said| overlap(said, &wanted) >= 0.5) else { continue };
        found += 1;
        let name = one["speaker"]["name"].as_str().unwrap().trim_matches(['“', '”']);
        assert_eq!(speaker(best).trim_matches(['“', '”']), name, "{}: {}", one["id"], words(best, &text));
    }
    assert_eq!(asked, 16);
    assert!(found >= 14, "{found} of 16: {:#?}", listed(&reading, &text));
}

fn number(value: &serde_json::Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// The share of bytes that both have of those that one has.
fn overlap(said: &Attribution, wanted: &[usize]) -> f64 {
    let own: Vec<usize> = said.content.iter().flat_map(Clone::clone).collect();
    let both = own.iter().filter(|at| wanted.contains(at)).count();
    let all = own.len() + wanted.len() - both;
    f64::from(u32::try_from(both).unwrap()) / f64::from(u32::try_from(all).unwrap())
}
