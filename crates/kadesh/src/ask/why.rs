//! What a sentence hangs on: its grounds, ranked by what is left of it without them.
//!
//! # Definition
//!
//! A set of grounds is doubted: every input that rests on nothing else is left blank, an assumption that says what holds
//! without it is rejected, and the question is asked anew in the same draws. The sentence then is *not derived*, or *says
//! something else* (other words), or *has other numbers*, or stays. The smallest set that takes the sentence away or makes it
//! say something else comes first.
//!
//! # Complexity
//!
//! One answer for each set that carries an input, at most [`MOST_TRIED`]; the smallest sets first.

use super::said::Headline;
use super::{Bench, Finding, QUESTIONS, Question};
use crate::model::Basis;

/// The most sets of grounds that are doubted.
pub const MOST_TRIED: usize = 32;

/// A sentence and what becomes of it without some of its grounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// The finding that it is part of.
    pub finding: &'static str,
    /// The sentence.
    pub headline: Headline,
    /// What was doubted and what that did, the most first; sets that change nothing are left out.
    pub trials: Vec<Trial>,
    /// How many sets changed nothing.
    pub idle: usize,
    /// How many sets there are beside those tried.
    pub untried: usize,
}

/// A set of grounds, and what is left without it.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The grounds.
    pub without: Basis,
    /// What is left.
    pub left: Left,
}

/// What is left of a sentence, the least first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// It is not derived; why, where the model says so.
    NotDerived(Option<String>),
    /// It says something else.
    Otherwise(String),
    /// It says the same with other numbers.
    OtherNumbers(String),
}

/// Ranks the grounds of a headline of a finding.
pub fn why(bench: &Bench, finding: &Finding, headline: &Headline) -> Option<Why> {
    let question = QUESTIONS.iter().find(|question| question.id == finding.id)?;
    let sets = bench.case().supports_within(&headline.basis);
    let untried = sets.len().saturating_sub(MOST_TRIED);
    let tried: Vec<Basis> = sets.into_iter().take(MOST_TRIED).collect();
    let count = tried.len();
    let mut trials: Vec<Trial> = tried
        .into_iter()
        .filter_map(|without| Some(Trial { left: left(bench, question, headline, &without)?, without }))
        .collect();
    // What takes the sentence away goes first, the smallest set of that first; then what moves its numbers.
    let key = |trial: &Trial| (rank(&trial.left), trial.without.0.len());
    trials.sort_by(|one, other| {
        let moved = |trial: &Trial| match &trial.left {
            Left::OtherNumbers(text) => distance(text, &headline.text),
            Left::NotDerived(_) | Left::Otherwise(_) => 0.0,
        };
        match (rank(&one.left), rank(&other.left)) {
            (1, 1) => moved(other).total_cmp(&moved(one)).then(key(one).cmp(&key(other))),
            _ => key(one).cmp(&key(other)),
        }
    });
    let idle = count - trials.len();
    Some(Why { finding: finding.id, headline: headline.clone(), trials, idle, untried })
}

fn rank(left: &Left) -> u8 {
    match left {
        Left::NotDerived(_) | Left::Otherwise(_) => 0,
        Left::OtherNumbers(_) => 1,
    }
}

/// What is left of a sentence without some grounds. None: it stays as it is.
fn left(bench: &Bench, question: &'static Question, headline: &Headline, without: &Basis) -> Option<Left> {
    let case = bench.case().without(without);
    let finding = question.ask(&Bench::new(&case, bench.settings()));
    let same = |other: &&Headline| other.claims == headline.claims;
    let now = match &finding.answer {
        Err(refusal) => return Some(Left::NotDerived(Some(refusal.because.clone()))),
        Ok(_) => finding.said.headlines.iter().find(same),
    };
    match now {
        None => Some(Left::NotDerived(None)),
        Some(now) if now.text == headline.text => None,
        Some(now) if words(&now.text) == words(&headline.text) => Some(Left::OtherNumbers(now.text.clone())),
        Some(now) => Some(Left::Otherwise(now.text.clone())),
    }
}

/// How far apart the numbers of two sentences with the same words are, each as a share of the larger.
fn distance(one: &str, other: &str) -> f64 {
    let apart = |(one, other): (f64, f64)| {
        let larger = one.abs().max(other.abs());
        if larger > 0.0 { (one - other).abs() / larger } else { 0.0 }
    };
    numbers(one).into_iter().zip(numbers(other)).map(apart).sum()
}

fn numbers(text: &str) -> Vec<f64> {
    let plain = text.replace(',', "");
    let parts = plain.split(|letter: char| !(letter.is_ascii_digit() || letter == '.'));
    parts.filter_map(|part| part.trim_matches('.').parse().ok()).collect()
}

/// A sentence without its numbers.
fn words(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_ascii_digit() && !matches!(letter, ',' | '.' | '–')).collect()
}

#[cfg(test)]
mod tests {
    use super::{distance, words};

    #[test]
    fn a_sentence_with_other_numbers_has_the_same_words() {
        assert_eq!(words("A prefers 55 % (20–74) of 1,620."), words("A prefers 9 % (0–7) of 20."));
        assert_ne!(words("A prefers 55 %."), words("B prefers 55 %."));
        assert_eq!(distance("A 50 % of 1,620.", "A 25 % of 1,620."), 0.5);
    }
}
