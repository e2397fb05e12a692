//! PDFs made by several programs, and damaged ones.

use std::io::Write as _;

use kadesh_documents::{Kind, Refusal, What};

use super::make::{pdf, pdf_of, pdf_of_bytes};
use super::{converted, lost, read, refused};

const TALK: &str = "Northbank and Southbank share the river Lune. The delegation of Northbank said that the water belongs to both banks and that neither may close the sluice without prior notice of thirty days.";

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn paragraphs_are_joined_from_lines() {
    let one = converted(&fixture("one_column.pdf"));
    assert_eq!(one.title.as_deref(), Some("Talks on the Lune"));
    assert_eq!(one.text.split("\n\n").count(), 4);
    assert!(one.text.starts_with("Talks on the Lune\n\nNorthbank and Southbank share the river Lune."));
    assert!(one.text.contains(TALK));
    for name in ["owner_password.pdf", "object_streams.pdf", "broken_xref.pdf"] {
        assert_eq!(converted(&fixture(name)).text, one.text, "{name}");
    }
}

#[test]
fn columns_are_read_one_after_the_other() {
    let text = read(&fixture("two_columns.pdf")).0;
    let points: Vec<usize> = (1..=14).map(|nth| text.find(&format!("Point {nth}. ")).unwrap()).collect();
    assert!(points.is_sorted(), "{points:?}");
    assert_eq!(text.matches(TALK).count(), 14);
}

#[test]
fn divided_words_keep_their_hyphen_at_a_line_end() {
    assert_eq!(
        read(&fixture("hyphens.pdf")).0,
        "The commis-\nsion of both banks shall meet once a year in North-\nbank and report on the well-\nknown state of the embank-\nment before the end of the year."
    );
}

#[test]
fn other_scripts_ligatures_and_tables() {
    let text = read(&fixture("scripts.pdf")).0;
    for line in [
        "Стороны договорились о плате за воду в сорок крон.",
        "Τα δύο μέρη μοιράζονται τον ποταμό.",
        "Die Brücke über den Fluß kostet 20 € im Jahr.",
    ] {
        assert!(text.contains(line), "{text}");
    }
    let (text, lost) = read(&fixture("table.pdf"));
    assert!(text.contains("Party\tWater\tFee\nNorthbank\t60 %\t40\nSouthbank\t40 %\t25\n\n"), "{text}");
    assert_eq!(
        lost,
        ["1 table kept as lines of cells, without layout (“Party Water Fee Northbank 60 % 40 Southbank 40 % 25”)"]
    );
}

#[test]
fn turned_pages_and_recognised_words_are_read_and_told() {
    let turned = converted(&fixture("rotated.pdf"));
    assert!(turned.text.starts_with("Annex II: the sluice is opened on the first of March."), "{}", turned.text);
    assert_eq!(lost(&turned, What::Turned), 3);
    let scan = converted(&fixture("recognised.pdf"));
    assert!(scan.text.starts_with("Northbank and Southbank share the river Lune"));
    assert_eq!((lost(&scan, What::Recognised), lost(&scan, What::Image)), (1, 1));
}

#[test]
fn scans_and_locked_files_are_refused_with_the_next_step() {
    let scan = refused(&fixture("scan.pdf"));
    assert_eq!(scan, Refusal::Scanned { pages: 1 });
    assert_eq!(scan.message(), "this PDF document has no text: its page is a picture, as a scanner makes them");
    assert!(scan.hint().starts_with("have a text recognition (OCR) program read it"));
    let locked = refused(&fixture("user_password.pdf"));
    assert_eq!(locked, Refusal::Locked(Kind::Pdf));
    assert_eq!(locked.message(), "this is a PDF document (.pdf) that is locked with a password");
    assert!(locked.hint().starts_with("open it with its password"));
}

#[test]
fn damaged_files_are_refused() {
    let whole = fixture("one_column.pdf");
    assert!(matches!(refused(&whole[..whole.len() / 2]), Refusal::Damaged { kind: Kind::Pdf, .. }));
    assert!(matches!(refused(b"%PDF-1.7\n"), Refusal::Damaged { kind: Kind::Pdf, .. }));
    assert_eq!(
        refused(&pdf(&[])).message(),
        "this seems to be a PDF document (.pdf), but it is damaged: it has no pages"
    );
    assert_eq!(refused(&pdf(&["0 0 m 10 10 l S"])), Refusal::NoText(Kind::Pdf));
}

#[test]
fn pages_end_paragraphs() {
    let page = |words: &str| format!("BT /F 12 Tf 72 700 Td ({words}) Tj ET");
    let (one, two) = (page("The first page of the talks."), page("The second page."));
    assert_eq!(read(&pdf(&[&one, &two])).0, "The first page of the talks.\n\nThe second page.");
}

/// Forms that paint forms: fifteen levels of ten are a million million words from a few kilobytes.
#[test]
fn forms_within_forms_do_not_hang() {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /XObject << /X 6 0 R >> >> >>".to_owned(),
        "<< /Length 5 >>\nstream\n/X Do\nendstream".to_owned(),
    ];
    let many = "/X Do\n".repeat(10);
    for level in 0..15 {
        let content = if level == 14 { "BT /F 12 Tf 72 700 Td (word) Tj ET".to_owned() } else { many.clone() };
        objects.push(format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> /XObject << /X {} 0 R >> >> /Length {} >>\nstream\n{content}\nendstream",
            objects.len() + 2,
            content.len()
        ));
    }
    let start = std::time::Instant::now();
    assert_eq!(refused(&pdf_of(&objects)).message(), "the document has more than 400000 elements");
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn a_stream_that_unpacks_without_end_is_refused() {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![b' '; 100 << 20]).unwrap();
    let packed = packed.finish().unwrap();
    let mut bytes = pdf(&["BT /F 12 Tf 72 700 Td (word) Tj ET"]);
    bytes.extend(format!("9 0 obj\n<< /Filter /FlateDecode /Length {} >>\nstream\n", packed.len()).bytes());
    bytes.extend(packed);
    bytes.extend(b"\nendstream\nendobj\n");
    assert_eq!(refused(&bytes).message(), "the document is larger than 64 MiB when it is unpacked");
}

#[test]
fn a_page_that_repeats_its_content_is_refused() {
    let objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents [{}] >>", "4 0 R ".repeat(5_000)),
        format!("<< >>\nstream\n{}\nendstream", "(a)Tj ".repeat(1_000)),
    ];
    assert_eq!(refused(&pdf_of(&objects)).message(), "the document has more than 400000 elements");
}

/// Found by damaging files: unpdf 0.52.1 panics on a map of characters with a byte that is not ASCII.
#[test]
fn a_panic_of_the_parser_is_a_refusal() {
    let map = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <61> <007\xff4> endbfchar";
    let mut stream = format!("<< /Length {} >>\nstream\n", map.len()).into_bytes();
    stream.extend(map);
    stream.extend(b"\nendstream");
    let content = "BT /F 12 Tf 72 700 Td (abc) Tj ET";
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 3 0 R >> >> >>".to_vec(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()).into_bytes(),
        stream,
    ];
    match kadesh_documents::convert(&pdf_of_bytes(&objects), &kadesh_documents::Limits::default()) {
        // A later version may read around it.
        Ok(converted) => assert!(!converted.text.is_empty()),
        Err(refusal) => assert_eq!(
            refusal.message(),
            "this seems to be a PDF document (.pdf), but it is damaged: the program that reads PDFs failed on it"
        ),
    }
}
