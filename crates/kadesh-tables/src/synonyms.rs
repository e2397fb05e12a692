//! The other headings under which people keep a column. This is the only list of them.
//!
//! A synonym counts only where its column is known to the table, and never where the heading itself is a known column:
//! `position` is an option in a table of stakes. Left out on purpose, because they mean several things: `note`,
//! `comment` (not always a reason), `source` (a document, or what a value rests on), `points` (another scale than
//! values), `priority` (a rank, where 1 is the highest), `votes`, `group`, `number`.
//!
//! The columns `start`, `end`, `code`, `organization` and `agreement` are those that programs for coding texts write. Their
//! headings, as the programs write them: QualCoder (`report_codes.py`, `report_relations.py`, `report_exact_matches.py` of
//! ccbogel/QualCoder, August 2026) File or Case, Filename, Coder, Coded, Id, Codename, Coded_Memo, Category; Filename,
//! Codename, pos0, pos1, Text, Owner; cid, Code name, pos0, pos1, Text, Coded memo, File name. Taguette (`export.py` of
//! remram44/taguette) id, document, tag, content, a row for each tag. Discourse Network Analyzer (`Exporter.java` of
//! leifeld/dna, June 2025) statement_id, time, the variables of the project (person, organization, concept, agreement),
//! start_position, stop_position, text, coder, document_id, document_title, document_author and more.

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
    ("by", &["speaker", "said by", "actor", "done by", "person", "case"]),
    ("for", &["on behalf of"]),
    ("to", &["towards", "addressee"]),
    ("source", &["document", "document title", "file", "file name", "doc"]),
    ("prefix", &["before"]),
    ("suffix", &["after"]),
    ("exact", &["quote", "quotation", "excerpt", "text", "content", "coded", "coded text", "seltext", "selected text"]),
    ("start", &["pos0", "start position"]),
    ("end", &["pos1", "stop", "end position", "stop position"]),
    ("code", &["codes", "code name", "tag", "tags", "concept"]),
    ("organization", &["organisation"]),
    ("kind", &["type"]),
    ("at", &["date", "when", "time"]),
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

    const KINDS: [(&str, &[&str]); 9] = [
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
        (
            "codings",
            &["id", "by", "source", "exact", "kind", "at", "start", "end", "code", "organization", "agreement"],
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
