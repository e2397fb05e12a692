//! What a sentence hangs on, as blocks: the smallest set of grounds that carries it, what is left without it, then the rest.

use super::block::Block;
use super::grounds::words;
use crate::ask::why::{Left, Trial, Why};
use crate::model::{Basis, Case, Ground};

/// How many sets are told unless all are asked for.
const MOST_TOLD: usize = 3;

/// The sentence, and its grounds by what they do to it. `all` tells every set and every ground.
pub fn blocks(case: &Case, why: &Why, all: bool) -> Vec<Block> {
    let plain = |text: String| Block::line(text, Basis::new());
    let mut blocks = vec![Block::headline(why.headline.text.clone(), Basis::new())];
    let told = if all { why.trials.len() } else { MOST_TOLD };
    for (place, trial) in why.trials.iter().take(told).enumerate() {
        blocks.push(plain(format!("{}. {}", place + 1, doubted(case, trial))));
        blocks.push(plain(format!("   Without: {}", left(&trial.left))));
    }
    if why.trials.is_empty() {
        let text = "No input alone carries it: doubting any one of those tried leaves the sentence as it is.";
        blocks.push(Block::caution(text, Basis::new()));
    }
    let turning = why.trials.iter().any(|trial| !matches!(trial.left, Left::OtherNumbers(_)));
    if !turning && !why.trials.is_empty() {
        blocks
            .push(Block::caution("None of these alone takes the sentence away; each moves its numbers.", Basis::new()));
    }
    blocks.extend(rest(case, why, told, all).into_iter().map(plain));
    blocks
}

fn doubted(case: &Case, trial: &Trial) -> String {
    let told: Vec<String> = trial.without.0.iter().map(|ground| said(case, *ground)).collect();
    told.join("; and ")
}

/// A ground in one line: its words, then who says so.
fn said(case: &Case, ground: Ground) -> String {
    let words = words(case, ground);
    let what = words.quote.map_or(words.text, |quote| format!("“{quote}”"));
    let origin = if words.origin.is_empty() { String::new() } else { format!(" — {}", words.origin) };
    format!("{what}{origin} [{}]", words.id)
}

fn left(left: &Left) -> String {
    match left {
        Left::NotDerived(Some(because)) => format!("no such sentence, for {because}."),
        Left::NotDerived(None) => "no such sentence.".to_owned(),
        Left::Otherwise(text) | Left::OtherNumbers(text) => text.clone(),
    }
}

/// What else it rests on: counted by kind, or one by one.
fn rest(case: &Case, why: &Why, told: usize, all: bool) -> Vec<String> {
    let shown: Basis = why.trials.iter().take(told).map(|trial| &trial.without).collect();
    let others: Vec<Ground> = why.headline.basis.0.difference(&shown.0).copied().collect();
    if all {
        return others.into_iter().map(|ground| format!("– {}", said(case, ground))).collect();
    }
    let count = |kind: fn(&Ground) -> bool, one: &str, many: &str| {
        let count = others.iter().filter(|ground| kind(ground)).count();
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    };
    let kinds: Vec<String> = [
        count(|ground| matches!(ground, Ground::Statement(_)), "statement", "statements"),
        count(|ground| matches!(ground, Ground::Assumption(_)), "assumption", "assumptions"),
        count(|ground| matches!(ground, Ground::Rule(_)), "rule", "rules"),
        count(|ground| matches!(ground, Ground::Gate(_)), "gate", "gates"),
        count(|ground| matches!(ground, Ground::Norm(_)), "norm", "norms"),
        count(|ground| matches!(ground, Ground::Agreement(_)), "agreement", "agreements"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut lines = Vec::new();
    if !kinds.is_empty() {
        lines.push(format!("It rests on {} more, which do less to it; `--all` lists them.", kinds.join(", ")));
    }
    let more = why.trials.len().saturating_sub(told);
    if more > 0 || why.untried > 0 {
        let untried = if why.untried > 0 { format!("; {} were not tried", why.untried) } else { String::new() };
        lines.push(format!("{more} more sets of grounds change it, {} do not{untried}.", why.idle));
    }
    lines
}
