//! Documents and how they are damaged, for the tests and for the long run of `examples/fuzz_documents.rs`.

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

/// A document whose elements are sound each by itself, and stand in any order within one another.
pub fn grown(kind: &str, dice: &mut Dice) -> Vec<u8> {
    const WORD: &str = "w:p w:p w:r w:r w:r w:t w:t w:t w:pPr w:rPr w:vanish w:tbl w:tr w:tc w:ins w:del w:moveFrom w:delText w:sdt w:sdtPr \
         w:showingPlcHdr w:sdtContent w:fldChar w:instrText w:fldSimple w:hyperlink w:footnoteReference w:footnote w:endnote \
         w:comment w:hdr w:txbxContent mc:AlternateContent mc:Choice mc:Fallback w:drawing wp:docPr a:graphicData pic:pic \
         w:object o:OLEObject v:imagedata m:oMath m:r m:t w:sym w:br w:tab w:numPr w:numId w:pStyle w:rStyle w:ruby w:rt \
         w:rPrChange w:sectPr w:vertAlign w:noBreakHyphen w:altChunk w:ffData";
    const OPEN: &str = "text:p text:p text:h text:span text:s text:tab text:line-break text:a text:note text:note-body \
         text:note-citation text:list text:list-item text:section text:hidden-text text:hidden-paragraph text:script \
         text:tracked-changes text:changed-region text:insertion text:deletion text:change-start text:change-end \
         text:ruby text:ruby-text table:table table:table-row table:table-cell office:annotation draw:frame draw:image \
         draw:object draw:text-box draw:custom-shape svg:desc style:style style:text-properties style:header form:text";
    const PAGE: &str = "html body head title main article nav header footer aside div div p p span b i a q br pre table tr td th ul \
         ol li dl dt dd select option button input form script style template svg math sup del ins img h1 blockquote \
         iframe details dialog rt ruby frameset textarea noscript";
    let names: Vec<&str> = match kind {
        "docx" => WORD,
        "odt" => OPEN,
        _ => PAGE,
    }
    .split_whitespace()
    .collect();
    let mut body = String::new();
    let most = 1 + dice.roll(120);
    let mut open: Vec<&str> = Vec::new();
    for _ in 0..most {
        match dice.roll(5) {
            0 | 1 => {
                let name = names[dice.roll(names.len())];
                body.push_str(&format!("<{name} {}>", ATTRIBUTES[dice.roll(ATTRIBUTES.len())]));
                open.push(name);
            }
            2 if !open.is_empty() => {
                // A web page may close what is not the last.
                let last = if kind == "html" { dice.roll(open.len()) } else { open.len() - 1 };
                body.push_str(&format!("</{}>", open.remove(last)));
            }
            _ => {
                let words = ["word ", "  ", "é", "\n", "&amp;", "\u{f0b7}", "水水", "x"][dice.roll(8)];
                match dice.roll(2) {
                    0 if kind == "docx" => body.push_str(&format!("<w:r><w:t>{words}</w:t></w:r>")),
                    0 if kind == "odt" => body.push_str(&format!("<text:p>{words}</text:p>")),
                    _ => body.push_str(words),
                }
            }
        }
    }
    while let Some(name) = open.pop() {
        body.push_str(&format!("</{name}>"));
    }
    match kind {
        "docx" => {
            let styles =
                format!("<w:styles {W}><w:style w:styleId=\"1\"><w:basedOn w:val=\"1\"/></w:style></w:styles>");
            docx(
                &body,
                &[
                    ("word/styles.xml", &styles),
                    ("word/footnotes.xml", &format!("<w:footnotes {W}>{body}</w:footnotes>")),
                ],
            )
        }
        "odt" => odt(&body, "", &[]),
        _ => format!("<!doctype html>{body}").into_bytes(),
    }
}

const ATTRIBUTES: [&str; 16] = [
    "",
    "w:val=\"1\"",
    "w:id=\"1\"",
    "w:val=\"0\"",
    "w:fldCharType=\"begin\"",
    "w:fldCharType=\"separate\"",
    "w:fldCharType=\"end\"",
    "w:char=\"F0B3\" w:font=\"Symbol\"",
    "text:style-name=\"S\"",
    "text:display=\"none\" style:name=\"S\" style:parent-style-name=\"S\"",
    "text:is-hidden=\"true\"",
    "text:c=\"99999\"",
    "text:id=\"a\" text:change-id=\"a\"",
    "hidden=\"\"",
    "class=\"cookie-notice\" role=\"main\"",
    "href=\"x\" style=\"display:none\"",
];
