//! The first page of every case that ships: short, whole, the same for machines, and opened sentence by sentence.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod cases;

use std::collections::BTreeSet;

use cases::{FEW, Raw, all, ask, conflicts, example, shipped};
use kadesh::ask::first::{FirstPage, first_page, questions};
use kadesh::ask::why::why;
use kadesh::ask::{Bench, Finding, Settings};
use kadesh::case::{self, Files};
use kadesh::model::{Case, Listing};
use kadesh::report::{brief, json, text};

const WIDTH: usize = 100;

/// The numbers of a snapshot are those of few draws, not of the shipped default.
const SNAPSHOT: Settings = Settings { seed: 1, draws: 500 };

fn every_case() -> Vec<Raw> {
    all().into_iter().chain(conflicts()).collect()
}

fn asked(case: &Case, settings: Settings) -> (Vec<Finding>, FirstPage) {
    let bench = Bench::new(case, settings);
    let findings: Vec<Finding> = questions(case).into_iter().map(|question| question.ask(&bench)).collect();
    let page = first_page(case, &findings);
    (findings, page)
}

fn shown(case: &Case, settings: Settings) -> String {
    let bench = Bench::new(case, settings);
    let findings: Vec<Finding> = questions(case).into_iter().map(|question| question.ask(&bench)).collect();
    text::render_first(&brief::first_alone(&bench, &findings), "kadesh brief CASE --full", WIDTH)
}

#[test]
fn every_first_page_is_as_it_was() {
    for raw in every_case() {
        insta::assert_snapshot!(raw.name.replace('-', "_"), shown(&raw.case(), SNAPSHOT));
    }
}

#[test]
fn a_first_page_fits_on_a_screen_and_a_half() {
    let longest = |raws: Vec<Raw>, most: usize| {
        for raw in raws {
            let page = shown(&raw.case(), SNAPSHOT);
            let lines = page.lines().count();
            assert!(lines <= most, "{}: {lines} lines\n{page}", raw.name);
            assert!(page.lines().all(|line| line.chars().count() <= WIDTH), "{page}");
        }
    };
    longest(all(), 70);
    longest(conflicts(), 45);
}

#[test]
fn evidence_comes_before_any_result_and_every_sentence_has_a_basis() {
    for raw in every_case() {
        let (_, page) = asked(&raw.case(), FEW);
        let drawn = shown(&raw.case(), FEW);
        assert!(!page.evidence.is_empty() && !page.in_short.is_empty(), "{}", raw.name);
        assert!(page.in_short.len() <= 9, "{}", raw.name);
        assert!(drawn.find("EVIDENCE").unwrap() < drawn.find("IN SHORT").unwrap(), "{}", raw.name);
        for sentence in &page.in_short {
            let headline = &sentence.headline;
            assert!(!headline.basis.is_empty(), "{}: {}", raw.name, headline.text);
            assert!(headline.text.ends_with('.') && !headline.claims.is_empty(), "{}: {}", raw.name, headline.text);
            assert!(
                headline.text.starts_with(|first: char| !first.is_lowercase() && first != '`'),
                "{}",
                headline.text
            );
        }
        let texts: BTreeSet<&str> = page.in_short.iter().map(|one| one.headline.text.as_str()).collect();
        assert_eq!(texts.len(), page.in_short.len(), "{}: nothing is said twice", raw.name);
    }
}

#[test]
fn a_case_says_which_questions_answer_it_and_they_do() {
    for raw in every_case() {
        let case = raw.case();
        assert!(!case.answered_by.is_empty(), "{}", raw.name);
        let (_, page) = asked(&case, FEW);
        let named =
            |sentence: &&kadesh::ask::first::InShort| case.answered_by.iter().any(|word| word == sentence.word());
        assert!(page.in_short.iter().any(|sentence| named(&sentence)), "{}", raw.name);
    }
}

#[test]
fn every_sentence_opens_down_to_what_it_hangs_on() {
    let few = Settings { seed: 1, draws: 40 };
    for raw in [example()].into_iter().chain(conflicts()).chain(shipped()) {
        let case = raw.case();
        let bench = Bench::new(&case, few);
        let (findings, page) = asked(&case, few);
        for sentence in page.in_short {
            let finding = findings.iter().find(|finding| finding.id == sentence.finding).unwrap();
            let opened = why(&bench, finding, &sentence.headline).unwrap();
            assert_eq!(opened.headline, sentence.headline);
            assert!(opened.trials.len() + opened.idle + opened.untried > 0, "{}: {}", raw.name, sentence.headline.text);
        }
    }
}

#[test]
fn machines_read_the_same_sentences_whatever_the_length_of_lists() {
    for raw in every_case() {
        let case = raw.case();
        let (_, page) = asked(&case, FEW);
        let bench = Bench::new(&case, FEW).listing(Listing::Whole);
        let findings: Vec<Finding> = brief::questions(&case).into_iter().map(|question| question.ask(&bench)).collect();
        let document = json::findings(&bench, &findings);
        let read: Vec<&str> =
            document["in_short"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
        let told: Vec<&str> = page.in_short.iter().map(|one| one.headline.text.as_str()).collect();
        assert_eq!(read, told, "{}", raw.name);
    }
}

#[test]
fn n2_a_blind_first_page_names_nobody() {
    for raw in all() {
        let case = raw.case();
        let page = shown(&case::blind(&case), FEW);
        let names = case.parties.iter().map(|party| &party.name).chain(case.persons.iter().map(|person| &person.name));
        for name in names.chain(case.bodies.iter().map(|body| &body.name)) {
            assert!(cases::whole_words(&page, name).is_empty(), "{}: {name}\n{page}", raw.name);
        }
    }
}

#[test]
fn a_misspelt_question_of_the_case_is_a_fault_with_the_nearest() {
    let mut raw = example();
    raw.text = raw.text.replacen("answered_by = [\"", "answered_by = [\"acceptence\", \"", 1);
    let checked = raw.check();
    let fault = checked.diagnostics.iter().find(|one| one.message.contains("acceptence")).unwrap();
    assert!(fault.hint.as_ref().is_some_and(|hint| hint.contains("acceptance")), "{fault:?}");
    assert!(checked.case.is_none());
}

/// A case in which nothing has been written yet but who takes part.
const EMPTY: &str = "[case]\ntitle = \"Nothing yet\"\nquestion = \"What could be agreed?\"\nauthor = \"a test\"\n\n\
                     [party.one]\nname = \"One\"\n\n[party.two]\nname = \"Two\"\n";

#[test]
fn an_empty_case_has_a_first_page_that_says_what_is_missing() {
    let raw = Raw { name: "empty".to_owned(), text: EMPTY.to_owned(), files: Files::new() };
    let case = raw.case();
    let page = shown(&case, FEW);
    insta::assert_snapshot!("empty", page);
    for entry in ["[[statement]]", "[issue.ID]", "[stake.PARTY.ISSUE]", "[option.ID]"] {
        assert!(page.contains(entry), "{page}");
    }
    assert!(page.contains("Nothing in the case answers its question yet"), "{page}");
    assert!(ask(&case, FEW).text.contains("No answer"));
}
