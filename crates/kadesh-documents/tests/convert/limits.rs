//! Bombs, tricks and limits: each ends in a refusal, quickly.

use std::fmt::Write as _;
use std::time::Instant;

use kadesh_documents::{Kind, Limit, Limits, Refusal, convert};

use super::make::{W, docx, odt, pdf, zip, zip_bytes};
use super::refused;

const SMALL: Limits =
    Limits { most_bytes: 1_000, most_inflated: 100_000, most_parts: 50, most_depth: 40, most_seconds: 4 };

fn refused_small(bytes: &[u8]) -> Refusal {
    let start = Instant::now();
    let refusal = convert(bytes, &SMALL).unwrap_err();
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    refusal
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn a_long_text_is_refused_in_every_format() {
    let words = "water ".repeat(500);
    let page = format!("<html><p>{words}");
    let lines: String =
        (0..40).map(|nth| format!("1 0 0 1 72 {} Tm ({}) Tj ", 800 - 15 * nth, "water ".repeat(12))).collect();
    for bytes in [
        words.as_bytes().to_vec(),
        page.into_bytes(),
        docx(&p(&words), &[]),
        odt(&format!("<text:p>{words}</text:p>"), "", &[]),
        pdf(&[&format!("BT /F 9 Tf {lines} ET")]),
    ] {
        let refusal = refused_small(&bytes);
        assert_eq!(refusal, Refusal::TooMuch { limit: Limit::Text, most: 1_000 });
        assert_eq!(refusal.message(), "the text is longer than 1000 bytes");
        assert_eq!(refusal.hint(), "split it, and add the part that is a source");
    }
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let bomb = vec![b' '; 200 << 20];
    let bytes = zip_bytes(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &bomb)]);
    drop(bomb);
    assert!(bytes.len() < 1 << 20);
    let start = Instant::now();
    let refusal = refused(&bytes);
    assert_eq!(refusal.message(), "the document is larger than 64 MiB when it is unpacked");
    assert!(start.elapsed().as_secs() < 5);
    // The parts count together.
    let half = "x".repeat(60_000);
    let parts = [("word/styles.xml", half.as_str()), ("word/footnotes.xml", half.as_str())];
    let refusal = refused_small(&docx(&p("x"), &parts));
    assert!(
        matches!(refusal, Refusal::TooMuch { limit: Limit::Inflated, .. } | Refusal::Damaged { .. }),
        "{refusal:?}"
    );
}

#[test]
fn many_parts_are_refused() {
    let names: Vec<String> = (0..60).map(|nth| format!("word/media/{nth}.png")).collect();
    let mut parts: Vec<(&str, &str)> = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<x/>")];
    parts.extend(names.iter().map(|name| (name.as_str(), "")));
    assert_eq!(refused_small(&zip(&parts)).message(), "the document has more than 50 parts or pages");
    let pages = vec!["BT /F 12 Tf (word) Tj ET"; 51];
    assert_eq!(refused_small(&pdf(&pages)), Refusal::TooMuch { limit: Limit::Parts, most: 50 });
}

#[test]
fn names_that_lead_elsewhere_or_occur_twice_are_refused() {
    for name in ["../../etc/passwd", "/etc/passwd", "word\\document.xml", "word/../../x"] {
        let refusal = refused(&docx(&p("x"), &[(name, "x")]));
        assert!(refusal.message().contains("unsafe name"), "{refusal}");
    }
    // The writer refuses to write a name twice, so that one is made so afterwards.
    let twice = docx(&p("x"), &[("word/documenT.xml", "<x/>")]);
    let mended: Vec<u8> = String::from_utf8_lossy(b"word/documenT.xml").bytes().collect();
    let mut bytes = twice.clone();
    for at in 0..bytes.len() - mended.len() {
        if bytes[at..].starts_with(&mended) {
            bytes[at + 12] = b't';
        }
    }
    assert_eq!(
        refused(&bytes).message(),
        "this seems to be a Word document (.docx), but it is damaged: two of its parts have the same name"
    );
}

#[test]
fn xml_bombs_are_refused() {
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    let document =
        format!("{entities}<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>");
    let refusal = refused(&zip(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &document)]));
    assert!(refusal.message().contains("makes no sense on line 1"), "{refusal}");

    let deep = format!("{}{}", "<w:p>".repeat(2_000), "</w:p>".repeat(2_000));
    assert_eq!(refused(&docx(&deep, &[])).message(), "the document has more than 512 elements one within the other");
    let deep = format!("{}{}", "<text:section>".repeat(2_000), "</text:section>".repeat(2_000));
    assert_eq!(refused(&odt(&deep, "", &[])), Refusal::TooMuch { limit: Limit::Depth, most: 512 });

    let mut prefixes = String::new();
    for nth in 0..100_000 {
        let _ = write!(prefixes, " xmlns:p{nth}=\"u\"");
    }
    let start = Instant::now();
    assert!(matches!(refused(&docx(&format!("<w:p{prefixes}/>"), &[])), Refusal::TooMuch { .. }));
    let attributes = prefixes.replace("xmlns:", "a");
    assert_eq!(refused(&docx(&format!("<w:p{attributes}/>").repeat(10), &[])), Refusal::NoText(Kind::Docx));
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn web_pages_that_burden_a_parser_end_soon() {
    let nested = format!("<html>{}x", "<div>".repeat(100_000));
    let attributes = format!("<html><p {}>x", (0..400_000).map(|nth| format!("a{nth} ")).collect::<String>());
    let formatting = format!("<html>{}", (0..20_000).map(|nth| format!("<p><b id={nth}>x</p>")).collect::<String>());
    let paragraphs = format!("<html>{}", "<p>".repeat(5_000_000));
    let tables = format!("<html>{}x", "<table><tr><td>".repeat(300));
    let misnested = format!("<html><b>{}{}", "<div><i>x".repeat(200), "</b><b>".repeat(2_000));
    let script = format!("<html><p>words<script>{}</script>", "if (a <b ) { x } ".repeat(200_000));
    for (name, page) in [
        ("nested", nested),
        ("attributes", attributes),
        ("formatting", formatting),
        ("paragraphs", paragraphs),
        ("tables", tables),
        ("misnested", misnested),
        ("script", script.clone()),
    ] {
        let start = Instant::now();
        let result = convert(page.as_bytes(), &Limits::default());
        assert!(start.elapsed().as_secs() < 5, "{name} {:?}", start.elapsed());
        if let Err(refusal) = result {
            assert!(matches!(refusal, Refusal::TooMuch { .. } | Refusal::NoText(_)), "{name}: {refusal}");
        }
    }
    assert_eq!(convert(script.as_bytes(), &Limits::default()).unwrap().text, "words");
}

#[test]
fn every_limit_has_words() {
    for (limit, message) in [
        (Limit::Text, "the text is longer than 7 bytes"),
        (Limit::Inflated, "the document is larger than 7 bytes when it is unpacked"),
        (Limit::Parts, "the document has more than 7 parts or pages"),
        (Limit::Depth, "the document has more than 7 elements one within the other"),
        (Limit::Elements, "the document has more than 7 elements"),
        (Limit::Seconds, "the document takes more than 7 seconds to read"),
    ] {
        let refusal = Refusal::TooMuch { limit, most: 7 };
        assert_eq!(refusal.message(), message);
        assert!(!refusal.hint().is_empty());
    }
}
