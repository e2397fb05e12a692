//! Tables that programs for coding texts write: read by their headings, each passage found where the program says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use kadesh::case::{self, Checked, Files};
use kadesh::diagnostic::{Diagnostic, Severity};
use kadesh::model::{Case, Kind, Statement, Voice};

const NOTE: &str = "🎉🎉 The well is ours. Anna Hill: “the pump stays old; we said so”.\r\nLater she said that the well is ours again.";

fn case_with(source: &str) -> String {
    format!(
        "[case]\ntitle = \"t\"\nquestion = \"q\"\nas_of = \"2024-06\"\n[tables]\nstatements = \"t.csv\"\n\
         [party.hill]\nname = \"The Hill\"\nalso = [\"Hill people\"]\n[party.vale]\n[person.anna]\nname = \"Anna Hill\"\nspeaks_for = \"hill\"\n\
         [issue.pump]\noptions = [\"old\", \"shared\", \"new\"]\nstatus_quo = \"old\"\n\
         [source.note]\ntitle = \"A note\"\nfile = \"docs/The Note.txt\"\npublished = \"2024-05-07\"\n{source}\
         [stake.hill.pump]\nvalues = {{ old = 1, shared = 0.5, new = 0 }}\nbecause = \"x\"\n\
         [stake.vale.pump]\nvalues = {{ old = 0, shared = 0.5, new = 1 }}\nbecause = \"x\"\n"
    )
}

fn check(table: &str) -> Checked {
    let files = [("t.csv", table), ("docs/The Note.txt", NOTE)];
    let files: Files =
        files.into_iter().map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec())).collect();
    case::read(&case_with("")).check(&files)
}

fn passes(table: &str) -> (Case, Vec<String>) {
    let checked = check(table);
    let case = checked.case.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let notes = checked.diagnostics.iter().filter(|one| one.severity == Severity::Note);
    (case, notes.map(|one| one.message.clone()).collect())
}

fn faults(table: &str) -> Vec<Diagnostic> {
    check(table).diagnostics.into_iter().filter(|one| one.severity == Severity::Fault).collect()
}

fn says(notes: &[String], words: &str) {
    assert!(notes.iter().any(|note| note.contains(words)), "no “{words}” in {notes:#?}");
}

/// The words that a statement stands for in its source.
fn words(statement: &Statement) -> &'static str {
    &NOTE[statement.excerpt.bytes.0..statement.excerpt.bytes.1]
}

/// The offsets of words, from the last place where they stand, as a program counts.
fn offsets(text: &str, words: &str, width: fn(char) -> usize) -> (usize, usize) {
    let at = text.rfind(words).unwrap();
    let count = |text: &str| text.chars().map(width).sum::<usize>();
    (count(&text[..at]), count(&text[..at + words.len()]))
}

/// The text as a program has it, how it counts, and the words for that.
type Way<'t> = (&'t str, fn(char) -> usize, &'t str);

#[test]
fn taguette_writes_a_row_for_each_tag() {
    let table = "id,document,tag,content,Speaker\n\
        7,The Note.txt,pump = old,the pump stays old,Anna Hill\n\
        7,The Note.txt,firmness,the pump stays old,Anna Hill\n\
        9,a note,pump = shared,Later she said,hill people\n";
    let (case, notes) = passes(table);
    let [first, second] = case.statements.as_slice() else { panic!("{:#?}", case.statements) };
    assert_eq!((first.id.as_str(), second.id.as_str()), ("statements.7", "statements.9"));
    assert!(matches!((first.by, second.by), (Voice::Person(_), Voice::Party(_))));
    assert_eq!((first.kind, second.kind), (Kind::Verbatim, Kind::Paraphrase));
    assert_eq!((first.takes.len(), second.takes.len()), (1, 1));
    says(&notes, "3 rows, 2 statements; 1 row with the words of another have only another code");
    says(&notes, "codes that are not taken for positions: `firmness` (1)");
    says(&notes, "1 verbatim, 1 paraphrase; a column `kind` says otherwise");
    says(&notes, "`tag` as `code`");
}

#[test]
fn qualcoder_counts_characters_and_its_other_columns_are_not_used() {
    let (start, end) = offsets(NOTE, "the well is ours", |_| 1);
    let table = format!(
        "Filename,Codename,pos0,pos1,Text,Owner,Speaker\nThe Note,well,{start},{end},the well is ours,default,anna\n"
    );
    let (case, notes) = passes(&table);
    assert_eq!((case.statements.len(), words(&case.statements[0])), (1, "the well is ours"));
    assert_eq!(case.statements[0].id, "statements.row-1");
    says(&notes, "offsets in `note` are counted in characters");
    says(&notes, "columns of `t.csv` that are not used: `Owner`");
}

#[test]
fn offsets_tell_which_of_several_places_is_meant_however_they_are_counted() {
    let one_end = NOTE.replace("\r\n", "\n");
    let ways: [Way<'_>; 4] = [
        (NOTE, |_| 1, "in characters"),
        (NOTE, char::len_utf16, "in units of UTF-16"),
        (&one_end, |_| 1, "in characters, each line end as one"),
        (&one_end, char::len_utf16, "in units of UTF-16, each line end as one"),
    ];
    for (text, width, says_so) in ways {
        // Words that stand once settle the way of counting for the whole source.
        let (first, again) = (offsets(text, "she said that", width), offsets(text, "well is ours", width));
        let rows = format!("{},{},she said that\n{},{},well is ours\n", first.0, first.1, again.0, again.1);
        let table = format!("start,end,text,document,speaker,code\n{}", rows.replace('\n', ",note,anna,x\n"));
        let (case, notes) = passes(&table);
        assert_eq!(case.statements[1].excerpt.bytes.0, NOTE.rfind("well is ours").unwrap(), "{says_so}");
        assert!(notes.iter().any(|note| note.ends_with(&format!("are counted {says_so}"))), "{says_so}: {notes:#?}");
    }
}

#[test]
fn discourse_network_analyzer_has_persons_organizations_agreement_and_other_words() {
    let (start, end) = offsets(NOTE, "the pump stays old; we said so", char::len_utf16);
    let other = offsets(NOTE, "the well is ours", char::len_utf16);
    let head = "\"statement_id\";\"time\";\"person\";\"organization\";\"concept\";\"agreement\";\"start_position\";\"stop_position\";\"text\";\
        \"coder\";\"document_id\";\"document_title\";\"document_author\"";
    let table = format!(
        "{head}\n3;2024-05-07 00:00:00;\"Anna Hill\";\"The Hill\";\"pump = old\";1;{start};{end};\"the pump stays old, we said so\";1;1;\"A note\";\"\"\n\
         4;2024-05-07 10:30:00;\"\";\"The Hill\";\"pump = new\";0;{};{};\"the well is ours\";1;1;\"A note\";\"\"\n",
        other.0, other.1
    );
    let (case, notes) = passes(&table);
    let [first, second] = case.statements.as_slice() else { panic!("{:#?}", case.statements) };
    assert_eq!(words(first), "the pump stays old; we said so");
    assert!(matches!((first.by, second.by), (Voice::Person(_), Voice::Party(_))));
    assert_eq!((first.takes.len(), second.takes.len()), (1, 0));
    assert_eq!(second.excerpt.bytes.0, NOTE.rfind("the well is ours").unwrap());
    let dates = [first, second].map(|one| one.at.as_ref().unwrap().to_string());
    assert_eq!(dates, ["2024-05-07", "2024-05-07T10:30"]);
    says(&notes, "codes that are not taken for positions: `pump = new` (1)");
    says(&notes, "in units of UTF-16");
}

#[test]
fn a_row_whose_words_do_not_stand_at_its_offset_is_a_fault() {
    let found = faults(
        "start,text,document,speaker,code\n0,she said that,note,anna,x\n2,no such words,note,anna,x\nx,Later,note,anna,x\n",
    );
    let codes: Vec<&str> = found.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["not-at-offset", "broken-anchor", "bad-offset"], "{found:#?}");
    assert_eq!(found[0].labels.len(), 2);
    let hint = found[0].hint.as_ref().unwrap();
    assert!(hint.contains("there stands “🎉🎉 The well is ours"), "{hint}");
}

#[test]
fn what_the_case_does_not_know_is_told_with_the_nearest_name() {
    let found = faults("document,text,speaker,code\nA nota,Later she said,Anna Hil,pump = odl\n");
    let codes: Vec<&str> = found.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["unknown-name"; 3], "{found:#?}");
    let nobody = faults("id,document,tag,content\n7,note,x,Later she said\n8,note,x,Anna Hill\n");
    assert_eq!(nobody.iter().map(|one| one.code).collect::<Vec<_>>(), ["missing-column"]);
    assert!(nobody[0].hint.as_ref().unwrap().contains("add a column `speaker`"));
}

#[test]
fn rows_that_differ_in_more_than_their_code_are_two_statements() {
    let table = "id,document,code,content,speaker,hedge\n1,note,x,Later she said,anna,\n2,note,y,Later she said,anna,reported\n";
    let (case, _) = passes(table);
    assert_eq!(case.statements.iter().map(|one| one.hedge.is_some()).collect::<Vec<_>>(), [false, true]);
}
