//! The other headings under which people keep a column. This is the only list of them.
//!
//! A synonym counts only where its column is known to the table, and never where the heading itself is a known column:
//! `position` is an option in a table of stakes. Left out on purpose, because they mean several things: `note`,
//! `comment` (not always a reason), `source` (a document, or what a value rests on), `points` (another scale than
//! values), `priority` (a rank, where 1 is the highest), `votes`, `group`, `code`, `number`.

/// A column, and the other headings that mean it. Headings are compared without case, spaces, hyphens and underscores.
pub const SYNONYMS: &[(&str, &[&str])] = &[
    ("party", &["actor", "country", "state", "player", "delegation", "stakeholder"]),
    ("issue", &["topic", "item", "question", "agenda item"]),
    ("option", &["alternative", "position", "choice"]),
    ("options", &["option", "alternatives", "positions", "choices", "alternative", "position", "choice"]),
    ("value", &["utility", "worth", "score", "payoff"]),
    ("weight", &["importance", "salience"]),
    ("red_line", &["dealbreaker"]),
    ("rests_on", &["evidence", "based on"]),
    ("because", &["reason", "reasons", "rationale", "justification", "why"]),
    ("population", &["inhabitants", "pop"]),
    ("id", &["identifier", "statement id"]),
    ("by", &["speaker", "said by", "actor", "done by"]),
    ("for", &["on behalf of"]),
    ("to", &["towards", "addressee"]),
    ("source", &["document"]),
    ("prefix", &["before"]),
    ("suffix", &["after"]),
    ("exact", &["quote", "quotation", "excerpt", "text"]),
    ("kind", &["type"]),
    ("at", &["date", "when"]),
    ("room", &["venue"]),
    ("takes", &["position", "positions"]),
    ("package", &["options", "terms"]),
    ("in_return", &["in exchange"]),
    ("on_condition", &["condition"]),
    ("seat", &["role"]),
    ("statement", &["statement id"]),
];

/// The other headings under which a column is known.
pub fn synonyms(column: &str) -> &'static [&'static str] {
    SYNONYMS.iter().find(|(name, _)| *name == column).map(|(_, synonyms)| *synonyms).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::heads::key;

    const KINDS: [(&str, &[&str]); 8] = [
        ("stakes", &["party", "issue", "option", "value", "weight", "red_line", "rests_on", "because"]),
        ("positions", &["statement", "issue", "options"]),
        ("trace", &["sentence", "says", "requirement", "command", "open"]),
        ("members", &["id", "name", "weight", "population"]),
        ("salience", &["party", "issue", "weight", "rests_on", "because"]),
        (
            "statements",
            &[
                "id", "by", "for", "source", "exact", "prefix", "suffix", "kind", "hedge", "modality", "room",
                "audience", "at", "takes", "trend", "same_as", "division",
            ],
        ),
        ("seats", &["room", "party", "seat", "rests_on", "because"]),
        (
            "acts",
            &[
                "id",
                "name",
                "kind",
                "by",
                "for",
                "mandate",
                "to",
                "package",
                "linked",
                "goal",
                "in_return",
                "at",
                "room",
                "on_condition",
                "modality",
                "moves",
                "skips",
                "contested",
                "rests_on",
                "because",
            ],
        ),
    ];

    #[test]
    fn no_heading_means_two_columns_of_one_table() {
        for (kind, columns) in KINDS {
            let mut meanings: BTreeMap<String, &str> = columns.iter().map(|column| (key(column), *column)).collect();
            for column in columns {
                for synonym in synonyms(column) {
                    let other = meanings.insert(key(synonym), column);
                    assert_eq!(other, None, "in {kind}, `{synonym}` means {column} and {other:?}");
                }
            }
        }
    }
}
