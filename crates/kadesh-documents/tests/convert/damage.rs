//! Documents and how they are damaged, for the tests and for the long run of `examples/fuzz.rs`.

use super::make::{self, W, docx, odt, pdf};

/// A small generator of numbers (xorshift), so that a failure can be repeated from its number.
pub struct Dice(pub u64);

impl Dice {
    /// A number from 0 to below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or_default() % sides.max(1)
    }
}

/// The bytes with up to five damages.
pub fn damage(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
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

/// Sound documents of all kinds.
pub fn documents() -> Vec<(&'static str, Vec<u8>)> {
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
        ("docx body", make::zip(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &body)])),
        ("odt", odt(text, "<style:style style:name=\"P\"/>", &[])),
        ("html", page.as_bytes().to_vec()),
        ("pdf", pdf(&["BT /F 12 Tf 72 700 Td (Both banks) Tj 0 -14 Td [(sha) -20 (re)] TJ ET"])),
        ("text", "Über die Brücke, сорок крон, 水".as_bytes().to_vec()),
        ("wide text", "Both banks\n share".encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ]
}

/// A document made from damaged XML: in a finished zip nearly every damage only breaks a check sum.
pub fn from_damaged_parts(kind: &str, dice: &mut Dice) -> Vec<u8> {
    const WORD: &str = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>Both &amp; banks</w:t><w:tab/></w:r></w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt><w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>1</w:t><w:fldChar w:fldCharType=\"end\"/></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice></mc:AlternateContent></w:p>";
    const OPEN: &str = "<text:tracked-changes><text:changed-region text:id=\"a\"><text:deletion><text:p>x</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>Both  <text:s text:c=\"3\"/><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame><text:hidden-paragraph text:is-hidden=\"true\"/></text:p><table:table><table:table-row><table:table-cell><text:p>é</text:p></table:table-cell></table:table-row></table:table><text:p>end<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note></text:p>";
    let part = if kind == "docx" { WORD } else { OPEN };
    let part = String::from_utf8_lossy(&damage(part.as_bytes(), dice)).into_owned();
    if kind == "docx" { docx(&part, &[]) } else { odt(&part, "", &[]) }
}
