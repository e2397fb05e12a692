//! Documents brought into a case: the text, the original, their hashes, what was lost; and documents that give no text.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod shell;

use std::fs;
use std::path::PathBuf;

use shell::{kadesh, passes, path, words};

const PAGE: &str = "<html><head><title>Talks on the river</title></head><body><nav>Home | News</nav><article><p>Ida Holm, envoy of \
                    Northbank, said her side “will not lower the dam”.</p><table><tr><td>North</td><td>high</td></tr></table>\
                    </article><footer>© a paper</footer></body></html>";

/// A fresh folder for one test.
fn scratch(name: &str) -> PathBuf {
    shell::scratch("source", name)
}

#[test]
fn a_new_case_is_made_of_documents_and_passes_its_check() {
    let folder = scratch("new");
    let (page, note, case) = (folder.join("page.html"), folder.join("a note.txt"), folder.join("river"));
    fs::write(&page, PAGE).unwrap();
    fs::write(&note, b"The river is \x93ours\x94, said the mayor.").unwrap();
    let shown = passes(&["new", path(&case), "--from", path(&page), path(&note)]);
    assert!(shown.contains("`page.html` is a web page") && shown.contains("1 table"), "{shown}");
    assert!(shown.contains("read as Windows-1252"), "{shown}");
    let text = fs::read_to_string(case.join("case.toml")).unwrap();
    assert!(text.contains("title = \"Talks on the river\"") && text.contains("[source.a-note]"), "{text}");
    let kept = fs::read_to_string(case.join("sources/page.txt")).unwrap();
    assert!(kept.contains("will not lower the dam") && kept.contains("North\thigh"), "{kept}");
    assert!(!kept.contains("Home") && !kept.contains('<'), "{kept}");
    assert_eq!(fs::read_to_string(case.join("sources/page.html")).unwrap(), PAGE);
    let checked = passes(&["check", path(&case)]);
    assert!(checked.contains("0 faults, 0 warnings"), "{checked}");
}

#[test]
fn a_document_joins_a_case_and_its_words_can_be_quoted() {
    let folder = scratch("add");
    let (case, page) = (folder.join("harbour"), folder.join("page.html"));
    passes(&["new", path(&case)]);
    fs::write(&page, PAGE).unwrap();
    let before = fs::read_to_string(case.join("case.toml")).unwrap();
    passes(&["source", "add", path(&case), path(&page)]);
    let after = fs::read_to_string(case.join("case.toml")).unwrap();
    let gone = before.lines().filter(|line| !after.contains(line)).collect::<Vec<_>>();
    assert!(gone.is_empty(), "{gone:?}");
    let statement = "\n[[statement]]\nid = \"holm\"\nby = \"berg\"\nsource = \"page\"\nkind = \"verbatim\"\nexact = \"will not lower the dam\"\n";
    fs::write(case.join("case.toml"), after + statement).unwrap();
    passes(&["check", path(&case)]);
    // The original is watched as the text is.
    fs::write(case.join("sources/page.html"), PAGE.replace("high", "low")).unwrap();
    let changed = kadesh(&["check", path(&case)]);
    assert!(
        changed.status.code() == Some(1) && words(&changed).contains("is not the document that the text was made of"),
        "{}",
        words(&changed)
    );
}

#[test]
fn the_same_document_is_not_brought_twice_and_names_do_not_clash() {
    let folder = scratch("twice");
    let (case, page) = (folder.join("harbour"), folder.join("report.html"));
    passes(&["new", path(&case)]);
    fs::write(&page, PAGE).unwrap();
    passes(&["source", "add", path(&case), path(&page)]);
    let text = fs::read_to_string(case.join("case.toml")).unwrap();
    assert!(text.contains("[source.report-2]") && text.contains("file = \"sources/report-2.txt\""), "{text}");
    let again = kadesh(&["source", "add", path(&case), path(&page)]);
    assert!(
        again.status.code() == Some(1) && words(&again).contains("is a source of the case already"),
        "{}",
        words(&again)
    );
    assert_eq!(fs::read_to_string(case.join("case.toml")).unwrap(), text);
}

#[test]
fn what_gives_no_text_is_refused_and_nothing_is_written() {
    let folder = scratch("refused");
    let case = folder.join("harbour");
    passes(&["new", path(&case)]);
    let before = fs::read_to_string(case.join("case.toml")).unwrap();
    let files = fs::read_dir(case.join("sources")).unwrap().count();
    let good = folder.join("page.html");
    fs::write(&good, PAGE).unwrap();
    let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
    for (name, bytes, says) in [
        ("scan.png", png, "text recognition"),
        ("broken.docx", b"PK\x03\x04 not a whole archive" as &[u8], "broken.docx"),
        ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old word", "letter.doc"),
        ("empty.html", b"<html><body><script>1</script></body></html>", "no "),
        ("broken.pdf", b"%PDF-1.7\n1 0 obj << /Type", "broken.pdf"),
    ] {
        let bad = folder.join(name);
        fs::write(&bad, bytes).unwrap();
        let output = kadesh(&["source", "add", path(&case), path(&good), path(&bad)]);
        let shown = words(&output);
        assert!(output.status.code() == Some(1) && shown.contains(says), "{name}: {shown}");
        assert!(!shown.contains("panicked"), "{name}: {shown}");
        assert_eq!(fs::read_to_string(case.join("case.toml")).unwrap(), before, "{name}");
        assert_eq!(fs::read_dir(case.join("sources")).unwrap().count(), files, "{name}");
    }
    let missing = kadesh(&["source", "add", path(&case), "no-such.docx"]);
    assert!(missing.status.code() == Some(1) && words(&missing).contains("cannot read `no-such.docx`"));
}
