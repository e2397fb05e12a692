//! Damaged documents: bits turned, ends cut, pieces moved. Whatever comes, there is a text or a refusal, soon, and twice
//! the same.

use std::time::{Duration, Instant};

use kadesh_documents::{Limits, convert, recognise};

use super::make::{W, docx, odt, pdf};

/// How often each document is damaged in a normal run of the tests.
const TIMES: usize = 400;

const LIMITS: Limits =
    Limits { most_bytes: 1 << 20, most_inflated: 4 << 20, most_parts: 1_000, most_depth: 200, most_seconds: 4 };

/// A small generator of numbers (xorshift), so that a failure can be repeated from its number.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % sides.max(1)
    }
}

fn damage(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut damaged = bytes.to_vec();
    for _ in 0..=dice.roll(4) {
        let (from, to) = (dice.roll(damaged.len()), dice.roll(damaged.len()));
        let length = dice.roll(40).min(damaged.len() - from.max(to));
        match dice.roll(6) {
            0 | 1 if !damaged.is_empty() => damaged[from] ^= 1 << dice.roll(8),
            2 => damaged.truncate(from),
            3 => damaged.copy_within(from..from + length, to),
            4 => {
                let piece = damaged[from..from + length].to_vec();
                damaged.splice(to..to, piece);
            }
            _ => {
                damaged.drain(from..from + length);
            }
        }
    }
    damaged
}

fn documents() -> Vec<(&'static str, Vec<u8>)> {
    let p = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let body = format!(
        "{}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
        p("Both banks share the river."),
        p("cell")
    );
    let notes = format!("<w:footnotes {W}><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>", p("note"));
    let text = "<text:p>Both banks<text:s/>share <text:note><text:note-body><text:p>note</text:p></text:note-body></text:note></text:p><table:table><table:table-row><table:table-cell><text:p>cell</text:p></table:table-cell></table:table-row></table:table>";
    let page = "<!doctype html><meta charset=utf-8><nav>x</nav><main><p>Both <b>banks</b> share<table><tr><td>cell</table><ul><li>a</ul><q>so</q><img alt=map><script>x</script></main>";
    vec![
        ("docx", docx(&body, &[("word/footnotes.xml", &notes)])),
        ("docx body", super::make::zip(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &body)])),
        ("odt", odt(text, "<style:style style:name=\"P\"/>", &[])),
        ("html", page.as_bytes().to_vec()),
        ("pdf", pdf(&["BT /F 12 Tf 72 700 Td (Both banks) Tj 0 -14 Td [(sha) -20 (re)] TJ ET"])),
        ("text", "Über die Brücke, сорок крон, 水".as_bytes().to_vec()),
        ("wide text", "Both banks\n share".encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ]
}

fn check(name: &str, bytes: &[u8]) -> Duration {
    let start = Instant::now();
    recognise(bytes);
    let first = convert(bytes, &LIMITS);
    let took = start.elapsed();
    assert!(took.as_secs() < 5, "{name} took {took:?}");
    if let Err(refusal) = &first {
        assert!(!refusal.message().is_empty() && !refusal.hint().is_empty());
        assert!(!refusal.message().ends_with('.'), "{refusal}");
    }
    took
}

#[test]
fn damaged_documents_end_in_a_text_or_a_refusal() {
    for (name, whole) in documents() {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        for _ in 0..TIMES {
            check(name, &damage(&whole, &mut dice));
        }
    }
}

/// In a zip nearly every damage breaks the check sum, so that the XML is damaged before it is packed.
#[test]
fn damaged_parts_end_in_a_text_or_a_refusal() {
    let p = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>Both &amp; banks</w:t><w:tab/></w:r></w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>";
    let o = "<text:tracked-changes><text:changed-region text:id=\"a\"><text:deletion><text:p>x</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>Both<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame><text:hidden-paragraph text:is-hidden=\"true\"/></text:p>";
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for _ in 0..TIMES {
        let part = String::from_utf8_lossy(&damage(p.as_bytes(), &mut dice)).into_owned();
        check("docx", &docx(&part, &[]));
        let part = String::from_utf8_lossy(&damage(o.as_bytes(), &mut dice)).into_owned();
        check("odt", &odt(&part, "", &[]));
    }
}

#[test]
fn the_same_bytes_give_the_same_text() {
    for (name, whole) in documents() {
        let mut dice = Dice(7);
        for _ in 0..20 {
            let damaged = damage(&whole, &mut dice);
            assert_eq!(convert(&damaged, &LIMITS), convert(&damaged, &LIMITS), "{name}");
        }
    }
}
