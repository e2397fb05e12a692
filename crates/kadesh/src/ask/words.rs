//! Small pieces of wording that sentences and tables of every family use.

use std::collections::BTreeSet;

use crate::model::{Case, DealRule, PartyId, Ref};
use crate::num::grouped;

/// "A, B and C"; "nobody" when there is none.
pub fn names(refs: &[Ref]) -> String {
    listed(&refs.iter().map(|one| one.name.clone()).collect::<Vec<String>>())
}

/// The same as a sentence takes them, with their articles.
pub fn spoken(case: &Case, refs: &[Ref]) -> String {
    listed(&refs.iter().map(|one| case.spoken(one).to_owned()).collect::<Vec<String>>())
}

/// The same for words that are no names of the case.
pub fn listed(items: &[String]) -> String {
    joined(items, "and")
}

/// `1st`, `2nd`, `11th`.
pub fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{}{ending}", grouped(number))
}

/// "A, B or C"; "nobody" when there is none.
pub fn either(items: &[String]) -> String {
    joined(items, "or")
}

fn joined(items: &[String], by: &str) -> String {
    match items {
        [] => "nobody".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {by} {last}", first.join(", ")),
    }
}

/// The text with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `3,120 of 10,000 draws`, `each of 10,000 draws`
pub fn draws(count: usize, of: usize) -> String {
    match count == of {
        true => format!("each of {} draws", grouped(of)),
        false => format!("{} of {} draws", grouped(count), grouped(of)),
    }
}

/// `1 member`, `3 members`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// Small numbers as a sentence has them: `two`, `nine`, `12`.
pub fn spelt(count: usize) -> String {
    const WORDS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(count).map_or_else(|| grouped(count), |word| (*word).to_owned())
}

/// What is enough for a deal where not all signatories are needed: `any two of A, B and C`. None: all are.
pub fn enough(case: &Case) -> Option<String> {
    let names = |group: &BTreeSet<PartyId>| -> Vec<String> {
        group.iter().map(|party| case.party(*party).in_a_sentence().to_owned()).collect()
    };
    match &case.deal.rule {
        DealRule::All => None,
        DealRule::Body(body) => Some(format!("a decision of {}", case.body(*body).name)),
        DealRule::Groups(groups) => Some(match any_so_many(groups) {
            Some((least, all)) => format!("any {} of {}", spelt(least), listed(&names(&all))),
            None => groups.iter().map(|group| listed(&names(group))).collect::<Vec<_>>().join(", or "),
        }),
    }
}

/// Whether the groups are all of one size that some parties can make: the size, and the parties.
fn any_so_many(groups: &[BTreeSet<PartyId>]) -> Option<(usize, BTreeSet<PartyId>)> {
    let all: BTreeSet<PartyId> = groups.iter().flatten().copied().collect();
    let least = groups.first()?.len();
    let of_size = (0..least).try_fold(1usize, |ways, step| Some(ways.checked_mul(all.len() - step)? / (step + 1)));
    (groups.iter().all(|group| group.len() == least) && of_size == Some(groups.len())).then_some((least, all))
}
