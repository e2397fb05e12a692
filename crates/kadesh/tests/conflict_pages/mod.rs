//! The pages of `golden/conflict` as data: the states, and which of them each concept finds stable, for whom.
//!
//! A page has one table under each of the headings States, Stability, Coalitions, Limited moves and Inverse; the last three
//! may be missing. Cells list states separated by spaces; `none` is no state and `all` is every one.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kadesh::case::{self, Files};
use kadesh::model::Case;

/// States by their numbers, which are their ids in the case.
pub type States = BTreeSet<usize>;

/// A page.
pub struct Page {
    /// Its name, which is the case's folder too.
    pub name: String,
    /// State, pattern and name, in order.
    pub states: Vec<(usize, String, String)>,
    /// The parties' ids, in the order of the columns.
    pub parties: Vec<String>,
    /// By concept: the equilibria.
    pub equilibria: BTreeMap<String, States>,
    /// By concept and party.
    pub stable: BTreeMap<(String, String), States>,
    /// By concept and coalition: ids joined by `+`, or `every`.
    pub coalitions: BTreeMap<(String, String), States>,
    /// By number of moves and party.
    pub limited: BTreeMap<(usize, String), States>,
    /// By party, state and concept: of how many rankings how many make the state stable.
    pub inverse: BTreeMap<(String, usize, String), (usize, usize)>,
}

impl Page {
    /// Reads a page.
    pub fn read(path: &Path) -> Page {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            text.contains("\nSource: ") && text.contains("\nDIFFERENCE: "),
            "{name} names its source and differences"
        );
        let states = table(&text, "States");
        let states: Vec<(usize, String, String)> =
            states[1..].iter().map(|row| (number(&row[0]), row[1].clone(), row[2].clone())).collect();
        let all: States = states.iter().map(|(state, _, _)| *state).collect();
        let set = |cell: &String| -> States {
            match cell.as_str() {
                "none" => States::new(),
                "all" => all.clone(),
                list => list.split(' ').map(|state| state.parse().unwrap()).collect(),
            }
        };
        let stability = table(&text, "Stability");
        let parties = stability[0][2..].to_vec();
        let equilibria = stability[1..].iter().map(|row| (row[0].clone(), set(&row[1]))).collect();
        let by_column = |table: &[Vec<String>], skipped: usize| -> BTreeMap<(String, String), States> {
            let Some((heads, rows)) = table.split_first() else { return BTreeMap::new() };
            let cell = |row: &Vec<String>, at: usize| ((row[0].clone(), heads[at].clone()), set(&row[at]));
            rows.iter().flat_map(|row| (skipped..row.len()).map(move |at| cell(row, at))).collect()
        };
        let stable = by_column(&stability, 2);
        let flipped = |((coalition, concept), states)| ((concept, coalition), states);
        let coalitions = by_column(&table(&text, "Coalitions"), 1).into_iter().map(flipped).collect();
        let counted = |((moves, party), states): ((String, String), States)| ((number(&moves), party), states);
        let limited = by_column(&table(&text, "Limited moves"), 1).into_iter().map(counted).collect();
        let inverse = inverse(&table(&text, "Inverse"));
        Page { name, states, parties, equilibria, stable, coalitions, limited, inverse }
    }

    /// The case that the page is about.
    pub fn case(&self) -> Case {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/conflicts").join(&self.name);
        let checked = case::read(&std::fs::read_to_string(path.join("case.toml")).unwrap()).check(&Files::new());
        checked.case.unwrap_or_else(|| panic!("{}: {:#?}", self.name, checked.diagnostics))
    }
}

/// Every page, by name.
pub fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/conflict");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| Page::read(path)).collect()
}

/// The cells of the table under a heading, the head row first. None: no such heading.
fn table(text: &str, heading: &str) -> Vec<Vec<String>> {
    let Some((_, below)) = text.split_once(&format!("\n## {heading}\n")) else { return Vec::new() };
    let section = below.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with('|') && !line.starts_with("|---"));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn inverse(table: &[Vec<String>]) -> BTreeMap<(String, usize, String), (usize, usize)> {
    let Some((heads, rows)) = table.split_first() else { return BTreeMap::new() };
    let cell = |row: &Vec<String>, at: usize| {
        let key = (row[0].clone(), number(&row[1]), heads[at].clone());
        (key, (number(&row[2]), number(&row[at])))
    };
    rows.iter().flat_map(|row| (3..row.len()).map(move |at| cell(row, at))).collect()
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is not a number"))
}
