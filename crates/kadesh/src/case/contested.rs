//! What two readings of one source leave to be settled: the entries that a merged case begins with, as text.

use std::fmt::Write;

use super::given::Given;

/// A cell that two readers have coded otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// What it is about, in words.
    pub what: String,
    /// Its path: `value.southland.fees.halved`.
    pub place: String,
    /// What the first reader has there. Empty: nothing.
    pub first: String,
    /// What the second reader has there. Empty: nothing.
    pub second: String,
}

/// The text of a case with what is contested written below it, each entry still to be settled. `readers` names the first and
/// the second.
pub fn with_contested(text: &str, readers: [&str; 2], contested: &[Contested]) -> String {
    let mut out = own_schema(text);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    let [first, second] = readers.map(|name| name.replace(['\n', '\r'], " "));
    let head = format!(
        "\n# --- What two readings code otherwise ---\n#\n# Above is the first reading: {first}. The second: {second}.\n# To settle \
         an entry, set the place that it names to the value chosen, and say why in `settled`.\n"
    );
    out.push_str(&head);
    let spelt = |words: &str| Given::text(words).spelt();
    for one in contested {
        // Writing into a text cannot fail.
        let _ = write!(
            out,
            "\n[[contested]]\nwhat = {}\nwhere = {}\nfirst = {}\nsecond = {}\nsettled = \"\"\n",
            spelt(&one.what),
            spelt(&one.place),
            spelt(&one.first),
            spelt(&one.second)
        );
    }
    out
}

/// The schema that editors read is written beside the merged case.
fn own_schema(text: &str) -> String {
    match text.split_once('\n') {
        Some((head, rest)) if head.starts_with("#:schema") => format!("#:schema ./case.schema.json\n{rest}"),
        Some(_) | None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let odd = Contested {
            what: "a \"word\"\nand a \\ too".to_owned(),
            place: "value.a.b.c".to_owned(),
            first: String::new(),
            second: "0.5".to_owned(),
        };
        let text = with_contested("[case]\ntitle = \"x\"", ["one", "the\nother"], &[odd]);
        let table: toml::Table = text.parse().unwrap();
        let entry = &table["contested"][0];
        assert_eq!(entry["what"].as_str(), Some("a \"word\"\nand a \\ too"));
        assert_eq!(entry["second"].as_str(), Some("0.5"));
    }
}
