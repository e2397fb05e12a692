//! Countries, their people and capitals, and international organisations: what a title says of whom somebody speaks for.

use std::sync::LazyLock;

/// The table of countries; `data/countries.py` made it and states its origin.
const COUNTRIES: &str = include_str!("../../data/countries.tsv");
/// Organisations of states. Our own list.
const BODIES: &str = include_str!("../../data/bodies.tsv");
/// Houses and ministries that stand for a government. Our own list.
const SEATS: &str = include_str!("../../data/seats.tsv");

/// What a name or a people's word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// The country or the organisation itself.
    Name,
    /// Its people, or the adjective.
    People,
    /// Its capital, or a house that stands for its government.
    Seat,
}

/// Words in small letters with the party they name, in order of the words.
static TABLE: LazyLock<Vec<(String, &'static str, Sense)>> = LazyLock::new(table);

/// The most words that a name in the table has.
pub(super) const LONGEST: usize = 7;

/// The party that these words name: “german” gives “Germany”. `words` are compared without regard to case, but short
/// forms in capitals only match capitals: “us” is not a country.
pub(super) fn party(words: &str) -> Option<(&'static str, Sense)> {
    let short = words.len() <= 5 && words.chars().all(|c| c.is_ascii_alphabetic() || c == '.');
    if short && !words.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let low = words.to_lowercase();
    let low = low.strip_suffix("'s").or_else(|| low.strip_suffix("’s")).unwrap_or(&low);
    let at = TABLE.partition_point(|(name, ..)| name.as_str() < low);
    let (name, party, sense) = TABLE.get(at)?;
    let acronym = matches!(low, "us" | "un" | "who" | "au" | "eu" | "usa" | "uk");
    (name == low && (!acronym || words.starts_with(&low.to_uppercase()))).then_some((party, *sense))
}

/// The organisations that the noun of “the alliance” may stand for.
pub(super) fn bodies_called(noun: &str) -> Vec<&'static str> {
    let called = |row: &Vec<&'static str>| row.get(2).is_some_and(|nouns| nouns.split('|').any(|n| n == noun));
    rows(BODIES).filter(called).filter_map(|row| row.first().copied()).collect()
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn table() -> Vec<(String, &'static str, Sense)> {
    let mut all = Vec::new();
    let mut add = |words: &str, party: &'static str, sense: Sense| {
        if !words.is_empty() {
            all.push((words.to_lowercase(), party, sense));
        }
    };
    for row in rows(BODIES) {
        let [name, others, _, seats] = *row.as_slice() else { continue };
        add(name, name, Sense::Name);
        others.split('|').for_each(|other| add(other, name, Sense::Name));
        seats.split('|').for_each(|seat| add(seat, name, Sense::Seat));
    }
    for row in rows(COUNTRIES) {
        let [name, others, people, capital] = *row.as_slice() else { continue };
        add(name, name, Sense::Name);
        others.split('|').for_each(|other| add(other, name, Sense::Name));
        people.split('|').for_each(|word| {
            add(word, name, Sense::People);
            add(&format!("{word}s"), name, Sense::People);
        });
        capital.split('|').for_each(|seat| add(seat, name, Sense::Seat));
    }
    for row in rows(SEATS) {
        let [seat, country] = *row.as_slice() else { continue };
        add(seat, country, Sense::Seat);
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.dedup_by(|later, first| later.0 == first.0);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_their_party() {
        for (words, expected) in [
            ("German", Some("Germany")),
            ("US", Some("United States")),
            ("us", None),
            ("who", None),
            ("WHO", Some("World Health Organization")),
            ("European Commission", Some("European Union")),
            ("Kremlin", Some("Russia")),
            ("Northbank", None),
        ] {
            assert_eq!(party(words).map(|(party, _)| party), expected, "{words}");
        }
        assert!(bodies_called("alliance").contains(&"NATO"));
    }
}
