//! What a sentence hangs on, as blocks: the smallest set of grounds that carries it, what is left without it, then the rest.

use super::block::Block;
use super::grounds::words;
use super::page::{Entry, Page};
use super::wrap::cut;
use crate::ask::Finding;
use crate::ask::why::{Left, Trial, Why};
use crate::model::{Basis, Card, Case, Ground};

/// About as many letters of a ground's words, and of who says so, are told unless all are asked for.
const MOST_LETTERS: usize = 72;

/// So many lines of about so many letters are there for them.
const LINES: usize = 12;
const LINE: usize = 92;

/// How many sets are told unless all are asked for.
const MOST_TOLD: usize = 3;

/// A page of a sentence: its grounds ranked, and the model behind it. `all` gives the model's definition and its sources.
pub fn page(case: &Case, finding: &Finding, why: Option<&Why>, all: bool) -> Page {
    let mut blocks = why.map_or_else(Vec::new, |why| blocks(case, why, all));
    if all {
        blocks.extend(finding.cards.iter().flat_map(|card| card_blocks(card)));
    } else if let Some(card) = finding.cards.first() {
        let text = format!("Model {}: {}. `--all` gives its definition and its sources.", card.id, card.name);
        blocks.push(Block::line(text, Basis::new()));
    }
    let (id, title) = (finding.id.to_owned(), finding.title.to_owned());
    Page::of(case, "What it hangs on", Entry { id, title, model: None, blocks, notes: Vec::new() })
}

/// How an answer was made.
pub fn card_blocks(card: &Card) -> Vec<Block> {
    let plain = |text: String| Block::line(text, Basis::new());
    vec![
        plain(format!("Model {}: {}. {}", card.id, card.name, card.definition)),
        plain(format!("It assumes: {}.", card.assumes.join("; "))),
        plain(format!("Sources: {}. Departures: {}", card.sources_in_words(), card.departures)),
    ]
}

/// The sentence, and its grounds by what they do to it. `all` tells every set and every ground.
pub fn blocks(case: &Case, why: &Why, all: bool) -> Vec<Block> {
    let plain = |text: String| Block::line(text, Basis::new());
    let mut blocks = vec![Block::headline(why.headline.text.clone(), Basis::new())];
    let lines: Vec<[String; 2]> =
        why.trials.iter().enumerate().map(|(place, trial)| told(case, why, place, trial, all)).collect();
    let told = if all { lines.len() } else { that_fit(&lines) };
    blocks.extend(lines.into_iter().take(told).flatten().map(plain));
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

/// A set and what is left without it.
fn told(case: &Case, why: &Why, place: usize, trial: &Trial, all: bool) -> [String; 2] {
    let left = left(&why.headline.text, &trial.left);
    [format!("{}. {}", place + 1, doubted(case, trial, all)), format!("Without: {left}")]
}

/// How many of them fit on a screen beside all else.
fn that_fit(lines: &[[String; 2]]) -> usize {
    let letters = |set: &[String; 2]| set.iter().map(|line| line.chars().count().next_multiple_of(LINE)).sum::<usize>();
    let mut room = LINES * LINE;
    let mut fits = |set: &&[String; 2]| {
        let own = letters(set);
        let fits = own <= room;
        room = room.saturating_sub(own);
        fits
    };
    lines.iter().take(MOST_TOLD).take_while(|set| fits(set)).count().max(1).min(lines.len())
}

fn doubted(case: &Case, trial: &Trial, whole: bool) -> String {
    let told: Vec<String> = trial.without.0.iter().map(|ground| said(case, *ground, whole)).collect();
    told.join("; and ")
}

/// A ground: its words, then who says so; in about a line each unless it is wanted whole.
fn said(case: &Case, ground: Ground, whole: bool) -> String {
    let short = |text: &str| if whole { text.to_owned() } else { cut(text, MOST_LETTERS) };
    let words = words(case, ground);
    let what = words.quote.map_or_else(|| short(&words.text), |quote| format!("“{}”", short(&quote)));
    let origin = if words.origin.is_empty() { String::new() } else { format!(" — {}", short(&words.origin)) };
    format!("{what}{origin} [{}]", words.id)
}

fn left(sentence: &str, left: &Left) -> String {
    match left {
        Left::NotDerived(Some(because)) => format!("no such sentence, for {because}."),
        Left::NotDerived(None) => "no such sentence.".to_owned(),
        Left::Otherwise(text) => text.clone(),
        Left::OtherNumbers(text) => format!("the same with {}.", moved(sentence, text).join("; ")),
    }
}

/// The numbers that differ between two sentences of the same words: `2,160 for 1,620`.
fn moved(before: &str, after: &str) -> Vec<String> {
    let bare = |word: &str| word.trim_end_matches([',', ';', '.', ':']).to_owned();
    let mut runs: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    let mut goes_on = false;
    for (old, new) in before.split_whitespace().zip(after.split_whitespace()) {
        // The sign of a share stands between its median and its range.
        match (old == new, old.starts_with('%'), goes_on) {
            (true, true, true) | (false, _, true) => {
                if let Some((olds, news)) = runs.last_mut() {
                    olds.push(bare(old));
                    news.push(bare(new));
                }
            }
            (true, ..) => goes_on = false,
            (false, ..) => {
                runs.push((vec![bare(old)], vec![bare(new)]));
                goes_on = true;
            }
        }
    }
    runs.into_iter().map(|(olds, news)| format!("{} for {}", news.join(" "), olds.join(" "))).collect()
}

/// What else it rests on: counted by kind, or one by one.
fn rest(case: &Case, why: &Why, told: usize, all: bool) -> Vec<String> {
    let shown: Basis = why.trials.iter().take(told).map(|trial| &trial.without).collect();
    let others: Vec<Ground> = why.headline.basis.0.difference(&shown.0).copied().collect();
    if all {
        return others.into_iter().map(|ground| format!("– {}", said(case, ground, true))).collect();
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

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn of_the_same_words_only_the_numbers_that_differ_are_told() {
        let before = "Of 1,620 packages, A prefers 55 % (20–74) to no deal and B 41 %; each signs.";
        let after = "Of 2,160 packages, A prefers 60 % (24–76) to no deal and B 41 %; each signs.";
        assert_eq!(moved(before, after), ["2,160 for 1,620", "60 % (24–76) for 55 % (20–74)"]);
        assert!(moved(before, before).is_empty());
    }
}
