//! Adds a source to the text of a case: everything that was written stays as it is, to the byte.

use unicode_normalization::char::is_combining_mark;

use super::edit::Draft;
use super::given::Given;
use super::layout::keys;

/// A document that is brought into a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSource {
    /// The id, as [`id_for`] makes one.
    pub id: String,
    /// The document's title, if it says one.
    pub title: Option<String>,
    /// The text, in a file beside the case.
    pub file: String,
    /// SHA-256 of that file.
    pub sha256: String,
    /// The encoding of that file, where it is not UTF-8.
    pub encoding: Option<String>,
    /// The document that the text was made from, if it was.
    pub original: Option<Original>,
}

/// A document from which a text was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The file, beside the case.
    pub file: String,
    /// Its SHA-256.
    pub sha256: String,
    /// What made the text, with its version.
    pub converter: String,
    /// What is not in the text as it was in the document.
    pub lost: Vec<String>,
}

/// The text of a case with one more source: behind the last source, or where sources usually stand. None: its writing must be
/// mended first, for wherever the source were put, it could not be read there. O(length).
pub fn with_source(case: &str, source: &NewSource) -> Option<String> {
    let mut draft = Draft::new(case);
    draft.add(&keys(&["source", &source.id]), false, &entry(source)).ok()?;
    let names = |text: &str| super::read(text).source_ids().iter().filter(|id| **id == source.id).count();
    let faults = |text: &str| super::read(text).faults.len();
    let sound = faults(draft.text()) == faults(case) && names(draft.text()) == names(case) + 1;
    sound.then(|| draft.text().to_owned())
}

/// Whether words can be an id: letters of any script, digits, `-` and `_`, not beginning with `-`.
pub fn is_id(id: &str) -> bool {
    let fits = |sign: char| sign.is_alphanumeric() || is_combining_mark(sign) || matches!(sign, '-' | '_');
    !id.is_empty() && !id.starts_with('-') && id.chars().all(fits)
}

/// An id for a document of this name, which none of `taken` is: letters and digits in small letters, joined by hyphens. A name
/// without any gets the id `otherwise`.
pub fn id_for(name: &str, otherwise: &str, taken: &[String]) -> String {
    let small = name.to_lowercase();
    let parts: Vec<&str> = small.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let base = if parts.is_empty() { otherwise.to_owned() } else { parts.join("-") };
    let free = |id: &String| !taken.contains(id);
    let numbered = (2..).map(|number: u32| format!("{base}-{number}"));
    std::iter::once(base.clone()).chain(numbered).find(free).unwrap_or_default()
}

fn entry(source: &NewSource) -> Vec<(&'static str, Given)> {
    let original = source.original.as_ref();
    let texts = [
        ("title", source.title.as_ref()),
        ("file", Some(&source.file)),
        ("encoding", source.encoding.as_ref()),
        ("sha256", Some(&source.sha256)),
        ("original", original.map(|original| &original.file)),
        ("original_sha256", original.map(|original| &original.sha256)),
        ("converter", original.map(|original| &original.converter)),
    ];
    let mut entry: Vec<_> = texts.into_iter().filter_map(|(key, text)| Some((key, Given::text(text?)))).collect();
    let lost = original.map(|original| &original.lost).filter(|lost| !lost.is_empty());
    entry.extend(lost.map(|lost| ("lost", Given::texts(lost))));
    entry
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{EXAMPLE, read};

    fn source(id: &str) -> NewSource {
        NewSource {
            id: id.to_owned(),
            title: Some("A \"quoted\" title".to_owned()),
            file: "sources/letter.txt".to_owned(),
            sha256: "00".repeat(32),
            encoding: None,
            original: Some(Original {
                file: "sources/letter.docx".to_owned(),
                sha256: "11".repeat(32),
                converter: "kadesh-documents 0.1.0, docx".to_owned(),
                lost: vec!["2 tracked deletions left out".to_owned()],
            }),
        }
    }

    #[test]
    fn a_source_stands_behind_the_others_and_nothing_else_changes() {
        let before = EXAMPLE[0].1;
        let after = with_source(before, &source("letter")).unwrap();
        let at = after.find("\n\n[source.letter]").unwrap();
        let entry = &after[at..after[at + 2..].find("\n\n").unwrap() + at + 2];
        assert_eq!(after.replacen(entry, "", 1), before);
        assert_eq!(read(&after).source_ids(), ["report", "letter"]);
        assert!(read(&after).faults.is_empty(), "{:?}", read(&after).faults);
    }

    #[test]
    fn line_ends_stay_as_they_are() {
        let after = with_source("[case]\r\ntitle = \"x\"\r\n", &source("letter")).unwrap();
        assert!(!after.replace("\r\n", "").contains('\n'), "{after:?}");
        assert_eq!(read(&after).source_ids(), ["letter"]);
    }

    #[test]
    fn brackets_in_long_words_are_no_heading() {
        let case = "[source.a]\ntitle = \"\"\"\n[source.b] is not one\nat all\"\"\"\n\n[case]\ntitle = \"x\"\n";
        let after = with_source(case, &source("letter")).unwrap();
        assert_eq!(read(&after).source_ids(), ["a", "letter"], "{after}");
    }

    #[test]
    fn what_cannot_be_read_is_left_alone() {
        let sound = "[case]\ntitle = \"x\"\n";
        assert!(with_source(sound, &source("отчёт")).unwrap().contains("\n\n[source.\"отчёт\"]\n"));
        for broken in ["", "# nothing yet\n", "[case]\ntitle = \"\"\"x\n"] {
            assert_eq!(with_source(broken, &source("letter")), None, "{broken}");
        }
        let braces = "source = { a = { title = \"x\" } }\n[case]\ntitle = \"x\"\n";
        assert_eq!(read(&with_source(braces, &source("letter")).unwrap()).source_ids(), ["a", "letter"]);
        // The id is there already.
        let twice = format!("{sound}[source.letter]\ntitle = \"x\"\n");
        assert_eq!(with_source(&twice, &source("letter")), None);
    }

    #[test]
    fn an_id_is_made_of_a_name_and_is_not_taken() {
        assert_eq!(id_for("Final Report (v2)", "source", &[]), "final-report-v2");
        assert_eq!(id_for("Отчёт", "source", &[]), "отчёт");
        assert_eq!(id_for("--", "source", &[]), "source");
        assert_eq!(id_for("report", "source", &["report".to_owned(), "report-2".to_owned()]), "report-3");
    }
}
