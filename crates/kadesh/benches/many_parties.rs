//! How long it takes to ask everything of a case with many parties: 12 of them, all signatories, 16,384 packages, 10,000 draws.
//!
//! The case is made here, always the same; `MANY=/some/folder cargo bench -p kadesh --bench many_parties` also writes it down for
//! the binary.

#![expect(clippy::expect_used, reason = "a bench that cannot run has no result")]

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use kadesh::ask::{Bench, QUESTIONS, Question, Settings};
use kadesh::case::{self, Files};

const PARTIES: usize = 12;
const ISSUES: usize = 7;
const OPTIONS: [&str; 4] = ["a", "b", "c", "d"];
const LEVERS: usize = 4;

/// Small whole numbers that look drawn by lot, and are the same in every run.
struct Lot(u64);

impl Lot {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// The text of the case. `walk_away` is what every party could have without a deal, before the levers.
fn text(walk_away: &str) -> String {
    let mut text = "[case]\ntitle = \"Many parties\"\nquestion = \"What could twelve parties agree on?\"\n".to_owned();
    let mut lot = Lot(12_345);
    parties_and_issues(&mut text);
    for party in 0..PARTIES {
        (0..ISSUES).for_each(|issue| stake(&mut text, party, issue, &mut lot));
    }
    for lever in 0..LEVERS {
        add(
            &mut text,
            format_args!("[lever.l{lever}]\nheld_by = \"p{lever}\"\nnow = \"0..1\"\nbecause = \"made up\"\n"),
        );
    }
    for party in 0..PARTIES {
        let lever = party % LEVERS;
        let levers = format_args!("from.l{lever} = \"0.05..0.2\"\nbecause = \"made up\"\n");
        add(&mut text, format_args!("[walk_away.p{party}]\nbase = \"{walk_away}\"\n{levers}"));
    }
    for place in 0..LEVERS {
        let other = place + LEVERS;
        let instead =
            format_args!("if_rejected.\"weight.p{place}.i{place}\" = 1\nif_rejected.\"walk-away.p{other}\" = 0.2\n");
        add(
            &mut text,
            format_args!("[assumption.a{place}]\ntext = \"assumption {place}\"\nreason = \"made up\"\n{instead}"),
        );
    }
    text
}

fn parties_and_issues(text: &mut String) {
    for party in 0..PARTIES {
        add(text, format_args!("[party.p{party}]\nname = \"Party {party}\"\n"));
    }
    for issue in 0..ISSUES {
        let options = format_args!("options = {OPTIONS:?}\nstatus_quo = \"a\"\nordered = true\n");
        add(text, format_args!("[issue.i{issue}]\nquestion = \"Issue {issue}?\"\n{options}"));
    }
    let signatories: Vec<String> = (0..PARTIES).map(|party| format!("p{party}")).collect();
    add(text, format_args!("[deal]\nsignatories = {signatories:?}\nbecause = \"made up\"\n"));
}

/// A party likes one end of the issue best, more or less.
fn stake(text: &mut String, party: usize, issue: usize, lot: &mut Lot) {
    let rises = lot.below(2) == 1;
    let worth = |(place, option): (usize, &&str)| {
        let steps = if rises { place } else { OPTIONS.len() - 1 - place } as u64;
        let middle = 25 * steps + 5 + lot.below(11);
        let hundredths = |value: u64| value as f64 / 100.0;
        let (low, high) = (hundredths(middle.saturating_sub(10)), hundredths((middle + 10).min(100)));
        format!("{option} = \"{low}..{}..{high}\"", hundredths(middle))
    };
    let values: Vec<String> = OPTIONS.iter().enumerate().map(worth).collect();
    let weight = format!("{}..{}", 1 + lot.below(3), 4 + lot.below(3));
    let values = values.join(", ");
    let numbers = format_args!("weight = \"{weight}\"\nvalues = {{ {values} }}\nbecause = \"made up\"\n");
    add(text, format_args!("[stake.p{party}.i{issue}]\n{numbers}"));
}

fn add(text: &mut String, more: std::fmt::Arguments) {
    writeln!(text, "{more}").expect("a string takes any text");
}

fn everything(bench: &mut Criterion) {
    // Deals in few draws, and deals in nearly all of them.
    for (name, walk_away) in [("few deals", "0.3..0.5"), ("many deals", "0.1..0.3")] {
        let text = text(walk_away);
        if let Ok(folder) = std::env::var("MANY") {
            let folder = std::path::Path::new(&folder).join(name.replace(' ', "-"));
            std::fs::create_dir_all(&folder).expect("the folder can be made");
            std::fs::write(folder.join("case.toml"), &text).expect("the case can be written");
        }
        let case = case::read(&text).check(&Files::new()).case.expect("the case is sound");
        let questions: Vec<&'static Question> = QUESTIONS.iter().collect();
        bench.bench_function(&format!("everything asked of twelve parties, {name}"), |timer| {
            timer.iter(|| black_box(Bench::new(&case, Settings { seed: 1, draws: 10_000 }).ask(&questions)));
        });
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = everything }
criterion_main!(benches);
