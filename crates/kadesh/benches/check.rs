//! How long a large case takes to check: 100 sources of 200 KB each and 5,000 excerpts in 5 MB of case; 50,000 rows of a table.
//!
//! `cargo bench -p kadesh --bench check`

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark may panic")]

use std::fmt::Write;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use kadesh::case::{Files, read};

const SOURCES: usize = 100;
const SOURCE_BYTES: usize = 200_000;
const STATEMENTS: usize = 5_000;
const ROWS: usize = 50_000;

/// Words for a text of which no two stretches are the same: every seventh is a number of its own.
const WORDS: [&str; 6] = ["the", "harbour", "fees", "“won’t”", "be\n", "settled"];

fn source(number: usize) -> String {
    let mut text = String::with_capacity(SOURCE_BYTES + 64);
    for word in 0.. {
        if text.len() >= SOURCE_BYTES {
            break;
        }
        match word % 7 {
            6 => write!(text, "{number}-{word} ").unwrap(),
            other => write!(text, "{} ", WORDS[other]).unwrap(),
        }
    }
    text
}

/// A case of about 5 MB whose excerpts are written otherwise than the sources have them.
fn many_sources() -> (String, Files) {
    let (mut case, mut files) = (String::from("[case]\ntitle = \"many\"\n[party.a]\n[party.b]\n"), Files::new());
    let texts: Vec<String> = (0..SOURCES).map(source).collect();
    for (number, text) in texts.iter().enumerate() {
        write!(case, "[source.s{number}]\nfile = \"s{number}.txt\"\npublished = \"2024-05-07\"\n").unwrap();
        files.insert(format!("s{number}.txt"), text.clone().into_bytes());
    }
    for statement in 0..STATEMENTS {
        let (number, word) = (statement % SOURCES, 7 * (statement / SOURCES * 40 + 3) + 6);
        let marker = format!("{number}-{word} ");
        let at = texts[number].find(&marker).unwrap();
        let exact = texts[number][at..].split(' ').take(120).collect::<Vec<_>>().join(" ");
        let exact = exact.replace('\n', "  ").replace(['“', '”'], "'").replace('’', "'");
        write!(
            case,
            "[[statement]]\nid = \"t{statement}\"\nby = \"a\"\nsource = \"s{number}\"\nkind = \"paraphrase\"\nexact = \"{exact}\"\n"
        )
        .unwrap();
    }
    (case, files)
}

fn long_table() -> (String, Files) {
    let parties = ROWS / 10;
    let mut case = String::from(
        "[case]\ntitle = \"table\"\n[issue.i]\noptions = [\"o0\", \"o1\", \"o2\", \"o3\", \"o4\", \"o5\", \"o6\", \"o7\", \"o8\", \"o9\"]\nstatus_quo = \"o0\"\n[tables]\nstakes = \"stakes.csv\"\n",
    );
    let mut table = String::from("party;issue;option;value;weight;because\n");
    for party in 0..parties {
        writeln!(case, "[party.p{party}]").unwrap();
        for option in 0..10 {
            writeln!(table, "p{party};i;o{option};0,{option};3;as the sheet has it").unwrap();
        }
    }
    (case, Files::from([("stakes.csv".to_owned(), table.into_bytes())]))
}

fn check(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    for (name, (case, files)) in [("5 MB, 100 sources, 5,000 excerpts", many_sources()), ("50,000 rows", long_table())]
    {
        let checked = read(&case).check(&files);
        assert!(checked.case.is_some(), "{name}: {:#?}", checked.diagnostics.first());
        group.bench_function(name, |bencher| bencher.iter(|| read(&case).check(&files)));
    }
    group.finish();
}

criterion_group!(benches, check);
criterion_main!(benches);
