//! Tells how well statements are read out of texts with gold answers: `cargo run --release -p kadesh-text --example score --
//! [--held-out | --training] [--secondary] [--unsure] [--misses] [--answers FOLDER] FOLDER…`.
//!
//! A FOLDER holds `NAME.txt` with `NAME.gold` or `NAME.gold.json`, or is the source article's. `--answers` takes the
//! statements from a folder with files of the same forms in place of the reader: another person's answers
//! (`NAME__CODE.gold.json` too) or another program's. `--held-out` and `--training` are the two parts of our own articles,
//! `--secondary` asks for the secondary statements too, `--unsure` takes
//! those too of which the reader is not sure, and `--misses` lists what went wrong, by kind.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a tool for people")]

#[path = "../tests/yardstick/mod.rs"]
mod yardstick;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use yardstick::metric::{Comparison, Tally, compare};
use yardstick::{Article, Said, Tier, load, read, report};

#[derive(Default)]
struct Wanted {
    folders: Vec<PathBuf>,
    answers: Option<PathBuf>,
    held_out: Option<bool>,
    secondary: bool,
    unsure: bool,
    misses: bool,
}

fn main() -> ExitCode {
    match wanted().and_then(|wanted| score(&wanted)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn wanted() -> Result<Wanted, String> {
    let (mut wanted, mut words) = (Wanted::default(), std::env::args().skip(1));
    while let Some(word) = words.next() {
        match word.as_str() {
            "--held-out" => wanted.held_out = Some(true),
            "--training" => wanted.held_out = Some(false),
            "--secondary" => wanted.secondary = true,
            "--unsure" => wanted.unsure = true,
            "--misses" => wanted.misses = true,
            "--answers" => wanted.answers = Some(words.next().ok_or("--answers needs a folder")?.into()),
            option if option.starts_with("--") => return Err(format!("`{option}` is no option")),
            folder => wanted.folders.push(folder.into()),
        }
    }
    if wanted.folders.is_empty() { Err("which folder?".to_owned()) } else { Ok(wanted) }
}

fn score(wanted: &Wanted) -> Result<(), String> {
    for folder in &wanted.folders {
        let mut articles = load(folder)?;
        articles.retain(|article| wanted.held_out.is_none_or(|held_out| article.is_held_out() == held_out));
        if wanted.secondary {
            articles.iter_mut().flat_map(|article| &mut article.gold).for_each(|gold| gold.tier = Tier::Core);
        }
        let compared = match &wanted.answers {
            Some(answers) => with_answers(articles, answers)?,
            None => articles.into_iter().map(|article| with_reader(article, wanted.unsure)).collect(),
        };
        let tallies: Vec<Tally> = compared.iter().map(|(_, comparison)| comparison.tally).collect();
        println!("{}: {}", folder.display(), report::table(&tallies));
        if wanted.misses {
            println!("{}", report::faults(&compared));
        }
    }
    Ok(())
}

fn with_reader(article: Article, unsure: bool) -> (Article, Comparison) {
    let comparison = compare(&article, &read(&article, unsure));
    (article, comparison)
}

/// One comparison for each article and each file of answers to it.
fn with_answers(articles: Vec<Article>, answers: &Path) -> Result<Vec<(Article, Comparison)>, String> {
    let answers = load(answers)?;
    let mut out = Vec::new();
    for article in articles {
        let others = answers.iter().filter(|other| other.name.split("__").next() == Some(article.name.as_str()));
        for other in others {
            let said: Vec<Said> = other.gold.iter().map(|gold| gold.said.clone()).collect();
            out.push((article.clone(), compare(&article, &said)));
        }
    }
    Ok(out)
}
