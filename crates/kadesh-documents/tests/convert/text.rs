//! Plain texts, and files that are not converted.

use kadesh_documents::{Kind, Limits, Refusal, convert_as};

use super::{converted, make, read, refused};

#[test]
fn plain_text_stays_as_it_is() {
    let markdown = "# Talks\r\n\r\n* the *river*\n\n\n  and the fee \n";
    let converted = converted(markdown.as_bytes());
    assert_eq!(converted.text, markdown);
    assert_eq!((converted.kind, converted.encoding, converted.lost.len()), (Kind::Text, Some("UTF-8"), 0));
    assert_eq!(converted.converter, "kadesh-documents 0.1.0, text");
    assert_eq!(read(b"Stra\xdfe, caf\xe9 and \x93river\x94").0, "Straße, café and “river”");
    assert_eq!(read(b"").0, "");
}

#[test]
fn a_stated_encoding_counts() {
    let limits = Limits::default();
    let converted = convert_as(b"\xd2\xee\xf7\xea\xe0", Some("windows-1251"), &limits).unwrap();
    assert_eq!((converted.text.as_str(), converted.encoding), ("Точка", Some("Windows-1251")));
    let refusal = convert_as(b"a\xff", Some("utf-8"), &limits).unwrap_err();
    assert!(matches!(refusal, Refusal::NotText(_)), "{refusal:?}");
    assert!(refusal.hint().starts_with("state the encoding"));
}

#[test]
fn other_files_are_named_with_the_next_step() {
    let workbook = make::zip(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")]);
    let slides = make::zip(&[("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<p/>")]);
    for (bytes, message, hint) in [
        (
            b"{\\rtf1 x}".as_slice(),
            "this is a rich text document (.rtf), which is not converted",
            "open it in a word processor",
        ),
        (&workbook, "this is an Excel workbook (.xlsx), which is not converted", "a workbook is read as a table"),
        (&slides, "this is PowerPoint slides (.pptx), which is not converted", "open the slides"),
        (
            b"\x89PNG\r\n\x1a\n\0",
            "this is a PNG image, which is not converted",
            "have a text recognition (OCR) program",
        ),
        (b"a\0b", "this is a binary file of unknown kind, not text", "open it in the program that wrote it"),
        (b"<?xml version=\"1.0\"?><treaty/>", "this is an XML file, which is not converted", "open it in the program"),
    ] {
        let refusal = refused(bytes);
        assert_eq!(refusal.message(), message);
        assert!(refusal.hint().starts_with(hint), "{}", refusal.hint());
    }
}

#[test]
fn locked_office_files_are_named() {
    let mut bytes = vec![0; 512];
    bytes[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    let mut entry = [0; 128];
    let name: Vec<u8> = "EncryptedPackage\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry[..name.len()].copy_from_slice(&name);
    entry[64] = name.len() as u8;
    bytes.extend(entry);
    let refusal = refused(&bytes);
    assert_eq!(refusal.message(), "this is an Office document that is locked with a password");
    assert_eq!(refusal.hint(), "open it with its password, save it without one, and add that file");
}
