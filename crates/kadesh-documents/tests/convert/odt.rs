//! OpenDocument texts: what is kept, what is counted, what is refused.

use kadesh_documents::{Kind, Refusal, recognise};

use super::make::{O, odt};
use super::{converted, read, refused};

#[test]
fn paragraphs_and_white_space() {
    let body = "<text:h text:outline-level=\"1\">Talks</text:h><text:p>The \n  river<text:s text:c=\"2\"/>is<text:tab/>ours<text:line-break/>and<text:span> theirs</text:span>.</text:p><text:p/><text:list><text:list-item><text:p>First</text:p></text:list-item></text:list>";
    let bytes = odt(
        body,
        "",
        &[("meta.xml", "<m xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Lune</dc:title></m>")],
    );
    assert_eq!(recognise(&bytes), Kind::Odt);
    let (text, lost) = read(&bytes);
    assert_eq!(text, "Talks\n\nThe river  is\tours\nand theirs.\n\nFirst");
    assert_eq!(lost, ["1 automatic number or bullet left out (“First”)"]);
    assert_eq!(converted(&bytes).title.as_deref(), Some("Lune"));
}

#[test]
fn changes_notes_and_remarks() {
    let body = "<text:tracked-changes><text:changed-region text:id=\"c1\"><text:insertion><office:change-info><dc:creator>Ann</dc:creator></office:change-info></text:insertion></text:changed-region><text:changed-region text:id=\"c2\"><text:deletion><office:change-info><dc:creator>Ann</dc:creator></office:change-info><text:p>without consent</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>Both <text:change-start text:change-id=\"c1\"/>shall<text:change-end text:change-id=\"c1\"/> share<text:change text:change-id=\"c2\"/><text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>In crowns.</text:p></text:note-body></text:note> it<office:annotation><dc:creator>Bo</dc:creator><text:p>Really?</text:p></office:annotation>.</text:p>";
    let (text, lost) = read(&odt(body, "", &[]));
    assert_eq!(text, "Both shall share[1] it.\n\n[1] In crowns.");
    assert_eq!(
        lost,
        [
            "1 footnote moved to the end (“In crowns.”)",
            "1 tracked insertion kept as text (“shall”)",
            "1 tracked deletion left out (“without consent”)",
            "1 comment left out (“Really?”)"
        ]
    );
}

#[test]
fn hidden_text_of_all_kinds() {
    let styles = "<style:style style:name=\"T1\"><style:text-properties text:display=\"none\"/></style:style><style:style style:name=\"P1\" style:parent-style-name=\"T1\"/>";
    let body = "<text:p>Seen<text:span text:style-name=\"T1\"> unseen</text:span>.</text:p><text:p text:style-name=\"P1\">All unseen</text:p><text:section text:display=\"none\"><text:p>Section</text:p></text:section><text:p>Gone <text:hidden-paragraph text:is-hidden=\"true\"/>too</text:p><text:p>End<text:hidden-text text:is-hidden=\"true\" text:string-value=\"secret\"/></text:p>";
    let (text, lost) = read(&odt(body, styles, &[]));
    assert_eq!(text, "Seen.\n\nEnd");
    assert_eq!(lost, ["5 pieces of hidden text left out (“unseen”)"]);
}

#[test]
fn tables_pictures_and_boxes() {
    let body = "<table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell><table:table-cell><text:p>Fee</text:p></table:table-cell></table:table-row><table:table-row><table:covered-table-cell/><table:table-cell><text:p>40</text:p></table:table-cell></table:table-row></table:table><text:p>See<draw:frame><draw:image xlink:href=\"Pictures/1.png\"/><svg:desc>Map of the river</svg:desc></draw:frame> map<draw:frame><draw:text-box><text:p>Box words</text:p></draw:text-box></draw:frame>.</text:p><text:p>Sum<draw:frame><draw:object xlink:href=\"./Object 1\"/><draw:image/></draw:frame><text:a xlink:href=\"https://lune.example\"> there</text:a></text:p><text:table-of-content><text:table-of-content-source><text:index-title-template>No</text:index-title-template></text:table-of-content-source><text:index-body><text:p>Talks 1</text:p></text:index-body></text:table-of-content>";
    let manifest = "<m:manifest xmlns:m=\"x\"><m:file-entry m:full-path=\"Object 1/\" m:media-type=\"application/vnd.oasis.opendocument.formula\"/></m:manifest>";
    let styles = format!(
        "<office:document-styles {O}><office:master-styles><style:master-page><style:header><text:p>Draft</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"
    );
    let (text, lost) = read(&odt(
        body,
        "",
        &[("META-INF/manifest.xml", manifest), ("styles.xml", &styles), ("Basic/Standard/Module1.xml", "<x/>")],
    ));
    assert_eq!(text, "Year\tFee\n\t40\n\nSee map.\n\nBox words\n\nSum there\n\nTalks 1");
    assert_eq!(
        lost,
        [
            "1 table kept as lines of cells, without layout (“Year Fee 40”)",
            "1 text box moved after the paragraph beside it (“Box words”)",
            "1 page header or footer left out (“Draft”)",
            "1 image left out (“Map of the river”)",
            "1 embedded document left out (“formula”)",
            "1 script or macro left out and not run (“Basic/Standard/Module1.xml”)",
            "1 address of a link left out, the words kept (“https://lune.example”)"
        ]
    );
}

#[test]
fn locked_documents_are_refused() {
    let manifest = "<m:manifest xmlns:m=\"x\"><m:file-entry m:full-path=\"content.xml\"><m:encryption-data/></m:file-entry></m:manifest>";
    let refusal = refused(&odt("<text:p>x</text:p>", "", &[("META-INF/manifest.xml", manifest)]));
    assert_eq!(refusal, Refusal::Locked(Kind::Odt));
    assert_eq!(refusal.message(), "this is an OpenDocument text (.odt) that is locked with a password");
}
