//! Answers are whole for machines: valid by the published schema, and with as many rows in JSON and CSV as in the text.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod cases;

use std::collections::BTreeMap;

use cases::{FEW, Raw, all, conflicts};
use kadesh::ask::{Bench, Finding, QUESTIONS};
use kadesh::model::{Case, Listing};
use kadesh::report::block::{Block, Table};
use kadesh::report::page::Page;
use kadesh::report::{csv, cut, json, present};
use serde_json::Value;

fn every_case() -> Vec<Raw> {
    all().into_iter().chain(conflicts()).collect()
}

/// Every question asked of a case, with whole lists.
fn whole(case: &Case) -> (Page, Value) {
    let bench = Bench::new(case, FEW).listing(Listing::Whole);
    let findings: Vec<Finding> = QUESTIONS.iter().map(|question| question.ask(&bench)).collect();
    let mut page = present::page(&bench, &findings);
    cut::finish(&mut page, true);
    (page, json::findings(&bench, &findings))
}

fn tables(page: &Page) -> impl Iterator<Item = (&str, &Table)> {
    page.sections.iter().flat_map(|section| &section.entries).flat_map(|entry| {
        entry.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some((entry.id.as_str(), table)),
            _ => None,
        })
    })
}

#[test]
fn every_answer_of_every_case_is_as_the_schema_says() {
    let schema = json::schema();
    let validator = jsonschema::draft202012::new(schema.as_value()).unwrap();
    for raw in every_case() {
        let (_, document) = whole(&raw.case());
        let errors: Vec<String> = validator
            .iter_errors(&document)
            .take(3)
            .map(|error| {
                format!("{} at {}", error.to_string().chars().take(300).collect::<String>(), error.instance_path())
            })
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", raw.name);
        assert_eq!(document["format"], json::FORMAT);
    }
    // A schema that lets everything pass says nothing.
    let (_, document) = whole(&cases::example().case());
    for (field, wrong) in
        [("seed", Value::from("one")), ("findings", Value::from(3)), ("in_short", Value::from(vec![1]))]
    {
        let mut spoilt = document.clone();
        spoilt[field] = wrong;
        assert!(!validator.is_valid(&spoilt), "{field}");
    }
    let mut spoilt = document;
    let answer =
        spoilt["findings"].as_array_mut().unwrap().iter_mut().find(|one| one["id"] == "record.voices").unwrap();
    answer["answer"]["quoted"] = Value::from("many");
    assert!(!validator.is_valid(&spoilt));
}

/// How many entries the lists at each place of an answer have together, whichever entry of an outer list they are in.
fn lengths(value: &Value, place: &str, found: &mut BTreeMap<String, usize>) {
    match value {
        Value::Array(items) => {
            *found.entry(place.to_owned()).or_default() += items.len();
            items.iter().for_each(|item| lengths(item, &format!("{place}[]"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(key, inner)| lengths(inner, &format!("{place}.{key}"), found))
        }
        _ => {}
    }
}

#[test]
fn no_list_is_cut_and_every_row_of_a_table_is_in_the_answer_for_machines() {
    let mut long = 0;
    for raw in every_case() {
        let (page, document) = whole(&raw.case());
        let left_out: Vec<String> = document["findings"].as_array().unwrap().iter().flat_map(cut_lists).collect();
        assert!(left_out.is_empty(), "{}: {left_out:?}", raw.name);
        for (id, table) in tables(&page) {
            assert_eq!(table.left_out, 0, "{}: {id}: {}", raw.name, table.title);
            let finding = document["findings"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap();
            let mut found = BTreeMap::new();
            lengths(&finding["answer"], "", &mut found);
            let rows = table.rows.len();
            long += usize::from(rows > 24);
            let most = found.values().copied().max().unwrap_or(0);
            assert!(
                most >= rows || found.values().sum::<usize>() >= rows,
                "{}: {id}: {rows} rows of {found:?}",
                raw.name
            );
        }
    }
    assert!(long > 5, "only {long} tables are longer than what a report shows at first");
}

/// The places at which an answer says that it leaves something out.
fn cut_lists(finding: &Value) -> Vec<String> {
    let mut found = Vec::new();
    if finding["answer"]["left_out"].as_u64().is_some_and(|count| count > 0) {
        found.push(finding["id"].to_string());
    }
    found
}

#[test]
fn csv_has_every_row_of_every_table_and_picture() {
    for raw in every_case() {
        let case = raw.case();
        let (page, _) = whole(&case);
        for section in &page.sections {
            for entry in &section.entries {
                let only = |blocks: Vec<Block>| {
                    let entry = kadesh::report::page::Entry { blocks, ..entry.clone() };
                    let section = kadesh::report::page::Section { entries: vec![entry], ..section.clone() };
                    Page { sections: vec![section], ..page.clone() }
                };
                for block in &entry.blocks {
                    let Block::Table(table) = block else { continue };
                    let written = csv::render(&only(vec![block.clone()]), &case);
                    let mut reader = ::csv::Reader::from_reader(written.as_bytes());
                    assert_eq!(reader.headers().unwrap().len(), table.columns.len() + 1, "{}", entry.id);
                    let rows: Vec<_> = reader.records().collect::<Result<_, _>>().unwrap();
                    assert_eq!(rows.len(), table.rows.len(), "{}: {}", raw.name, entry.id);
                }
            }
        }
    }
}
