//! Word documents: what is kept, what is counted, what is refused.

use kadesh_documents::{Kind, Refusal, What, recognise};

use super::make::{W, docx, zip};
use super::{converted, lost, read, refused};

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_and_signs() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t xml:space=\"preserve\">North</w:t></w:r><w:r><w:t>bank &amp; </w:t><w:tab/><w:t>South\u{200b}bank</w:t><w:br/><w:t>well</w:t><w:noBreakHyphen/><w:t>known em</w:t><w:softHyphen/><w:t>bankment &#8364;</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>End</w:t><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:sym w:font=\"Webdings\" w:char=\"F041\"/></w:r></w:p>";
    let (text, lost) = read(&docx(
        body,
        &[(
            "docProps/core.xml",
            "<cp:coreProperties xmlns:cp=\"x\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Talks &amp; fees</dc:title></cp:coreProperties>",
        )],
    ));
    assert_eq!(text, "Northbank & \tSouth\u{200b}bank\nwell\u{2011}known em\u{ad}bankment €\n\nEnd≥\u{fffd}");
    assert_eq!(lost, ["1 sign of a special font kept as � (“Webdings F041”)"]);
}

#[test]
fn the_title_and_kind() {
    let bytes = docx(
        &p("x"),
        &[(
            "docProps/core.xml",
            "<cp:coreProperties xmlns:cp=\"x\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Talks &amp; fees</dc:title></cp:coreProperties>",
        )],
    );
    assert_eq!(recognise(&bytes), Kind::Docx);
    let converted = converted(&bytes);
    assert_eq!(converted.title.as_deref(), Some("Talks & fees"));
    assert_eq!((converted.kind, converted.converter.as_str()), (Kind::Docx, "kadesh-documents 0.1.0, docx"));
}

#[test]
fn tracked_changes_are_accepted() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">Both banks </w:t></w:r><w:ins w:id=\"1\"><w:r><w:t xml:space=\"preserve\">shall </w:t></w:r></w:ins><w:del w:id=\"2\"><w:r><w:delText xml:space=\"preserve\">may, if they so wish, </w:delText></w:r></w:del><w:r><w:rPr><w:rPrChange w:id=\"9\"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>share</w:t></w:r></w:p><w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">the water </w:t></w:r></w:p><w:p><w:r><w:t>and the fee.</w:t></w:r><w:moveFrom w:id=\"4\"><w:r><w:t>Gone.</w:t></w:r></w:moveFrom><w:moveTo w:id=\"5\"><w:r><w:t> Come.</w:t></w:r></w:moveTo></w:p>";
    let (text, lost) = read(&docx(body, &[]));
    assert_eq!(text, "Both banks shall share\n\nthe water and the fee. Come.");
    assert_eq!(
        lost,
        ["2 tracked insertions kept as text (“shall”)", "3 tracked deletions left out (“may, if they so wish,”)"]
    );
}

#[test]
fn notes_come_at_the_end_with_their_numbers() {
    let body = "<w:p><w:r><w:t>The fee</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t xml:space=\"preserve\"> is due</w:t></w:r><w:r><w:endnoteReference w:id=\"1\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>";
    let footnotes = format!(
        "<w:footnotes {W}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t xml:space=\"preserve\"> In crowns.</w:t></w:r></w:p><w:p><w:r><w:t>Each year.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let endnotes = format!("<w:endnotes {W}><w:endnote w:id=\"1\">{}</w:endnote></w:endnotes>", p("Protocol of 1978."));
    let comments = format!(
        "<w:comments {W}><w:comment w:id=\"0\" w:author=\"x\">{}</w:comment></w:comments>",
        p("Is this right?")
    );
    let header = format!("<w:hdr {W}>{}</w:hdr>", p("Secret draft"));
    let (text, lost) = read(&docx(
        body,
        &[
            ("word/footnotes.xml", &footnotes),
            ("word/endnotes.xml", &endnotes),
            ("word/comments.xml", &comments),
            ("word/header1.xml", &header),
        ],
    ));
    assert_eq!(text, "The fee[1] is due[2].\n\n[1]  In crowns.\n\nEach year.\n\n[2] Protocol of 1978.");
    assert_eq!(
        lost,
        [
            "1 footnote moved to the end (“In crowns. Each year.”)",
            "1 endnote moved to the end (“Protocol of 1978.”)",
            "1 comment left out (“Is this right?”)",
            "1 page header or footer left out (“Secret draft”)"
        ]
    );
}

#[test]
fn hidden_text_is_left_out_and_counted() {
    let styles = format!(
        "<w:styles {W}><w:style w:type=\"character\" w:styleId=\"Base\"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type=\"character\" w:styleId=\"Note\"><w:basedOn w:val=\"Base\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"List\"><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style></w:styles>"
    );
    let body = "<w:p><w:r><w:t>Seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>our red </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>line</w:t></w:r><w:r><w:t>.</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"Note\"/></w:rPr><w:t>by style</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"Note\"/><w:vanish w:val=\"0\"/></w:rPr><w:t> Shown.</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"List\"/></w:pPr><w:r><w:t>First point</w:t></w:r></w:p>";
    let (text, lost) = read(&docx(body, &[("word/styles.xml", &styles)]));
    assert_eq!(text, "Seen. Shown.\n\nFirst point");
    assert_eq!(
        lost,
        ["2 pieces of hidden text left out (“our red line”)", "1 automatic number or bullet left out (“First point”)"]
    );
}

#[test]
fn tables_fields_links_and_controls() {
    let cell = |words: &str| format!("<w:tc><w:tcPr/>{words}</w:tc>");
    let nested = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/>", cell(&p("in")), cell(&p("side")));
    let body = format!(
        "{}<w:tbl><w:tblPr/><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl><w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK \"https://b.example\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>site</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:hyperlink r:id=\"l\"><w:r><w:t xml:space=\"preserve\"> there</w:t></w:r></w:hyperlink><w:fldSimple w:instr=\"PAGE\"><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt><w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p("Before"),
        cell(&(p("Year") + &p("of fee"))),
        cell(&p("Sum")),
        cell(&p("1978")),
        cell(&nested),
        p("Click here"),
        p("Filled in")
    );
    let (text, lost) = read(&docx(&body, &[]));
    assert_eq!(text, "Before\n\nYear of fee\tSum\n1978\tin side\n\nsite there7\n\nFilled in");
    assert_eq!(
        lost,
        [
            "2 tables kept as lines of cells, without layout (“in side”)",
            "1 form field or button left out (“Click here”)",
            "2 addresses of links left out, the words kept (“https://b.example”)"
        ]
    );
}

#[test]
fn drawings_are_taken_once() {
    let shape = p("Box words");
    let body = format!(
        "<w:p><w:r><w:t>Anchor</w:t><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><wp:docPr id=\"1\" name=\"x\"/><w:txbxContent>{shape}</w:txbxContent></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{shape}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> goes on.</w:t></w:r></w:p><w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"2\" descr=\"Map of the river\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r><w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID=\"Excel.Sheet.12\"/></w:object></w:r><w:r><w:t>Area </w:t></w:r><m:oMath><m:sSup><m:e><m:r><m:t>r</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>"
    );
    let (text, lost) = read(&docx(&body, &[]));
    assert_eq!(text, "Anchor goes on.\n\nBox words\n\nArea r2");
    assert_eq!(
        lost,
        [
            "1 text box moved after the paragraph beside it (“Box words”)",
            "1 image left out (“Map of the river”)",
            "1 embedded document left out (“Excel.Sheet.12”)",
            "1 formula flattened to a row of signs (“r2”)"
        ]
    );
}

#[test]
fn other_prefixes_and_encodings_are_read() {
    let document = r#"<?xml version="1.0" encoding="UTF-16"?><x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>Fluß</x:t></x:r></x:p></x:body></x:document>"#;
    let mut wide = vec![0xff, 0xfe];
    wide.extend(document.encode_utf16().flat_map(u16::to_le_bytes));
    let bytes = super::make::zip_bytes(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &wide)]);
    assert_eq!(read(&bytes).0, "Fluß");
}

#[test]
fn macros_are_refused() {
    let bytes = docx(&p("x"), &[("word/vbaProject.bin", "macro")]);
    assert_eq!(recognise(&bytes), Kind::Docm);
    let refusal = refused(&bytes);
    assert_eq!(refusal, Refusal::Macros);
    assert_eq!(
        refusal.message(),
        "this is a Word document with macros (.docm, .dotm); macros are programs and are not read"
    );
    assert!(refusal.hint().contains("save it as .docx"));
    let by_type = zip(&[
        (
            "[Content_Types].xml",
            "<Types><Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>",
        ),
        ("word/document.xml", "<x/>"),
    ]);
    assert_eq!(refused(&by_type), Refusal::Macros);
}

#[test]
fn broken_documents_are_refused() {
    let missing = zip(&[("[Content_Types].xml", "<Types/>"), ("word/styles.xml", "<x/>")]);
    assert_eq!(
        refused(&missing).message(),
        "this seems to be a Word document (.docx), but it is damaged: its part `word/document.xml` is missing"
    );
    let unclosed = zip(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document\n><w:body>")]);
    assert!(
        refused(&unclosed).message().contains("its XML breaks off or makes no sense on line 2"),
        "{}",
        refused(&unclosed)
    );
    let empty = docx("<w:p/>", &[]);
    assert_eq!(refused(&empty).message(), "there are no words in it: this is a Word document (.docx) without text");
    let whole = docx(&p("Some words of a document that is long enough"), &[]);
    let refusal = refused(&whole[..whole.len() - 60]);
    assert_eq!(
        refusal.message(),
        "this seems to be a Word document (.docx), but it is damaged: it is not a whole zip archive"
    );
    assert!(refusal.hint().starts_with("fetch the file again"));
}

#[test]
fn field_instructions_are_no_words() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>IF </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:instrText> = 1 yes no</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>yes</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    let converted = converted(&docx(body, &[]));
    assert_eq!(converted.text, "yes");
    assert_eq!(lost(&converted, What::Link), 0);
}
