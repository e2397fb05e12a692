//! Texts in the encodings that people have, and what is no text.

use super::*;

const CLAUSE: &str = "Die Brücke über den Fluß — „gemeinsam“ – kostet 20 €.\r\nZweite Zeile.";

fn utf16(text: &str, join: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(join).collect()
}

fn read(bytes: &[u8]) -> (String, &'static str, How) {
    let decoded = decode(bytes, None).unwrap();
    (decoded.text, decoded.encoding, decoded.how)
}

#[test]
fn utf8_with_and_without_a_mark() {
    assert_eq!(read(CLAUSE.as_bytes()), (CLAUSE.to_owned(), "UTF-8", How::Utf8));
    let marked = [b"\xef\xbb\xbf", CLAUSE.as_bytes()].concat();
    assert_eq!(read(&marked), (CLAUSE.to_owned(), "UTF-8", How::Mark));
    assert_eq!(read(b""), (String::new(), "UTF-8", How::Utf8));
}

#[test]
fn utf16_and_utf32() {
    let little = utf16(CLAUSE, u16::to_le_bytes);
    let big = utf16(CLAUSE, u16::to_be_bytes);
    assert_eq!(read(&little), (CLAUSE.to_owned(), "UTF-16 (little-endian)", How::Guessed));
    assert_eq!(read(&big), (CLAUSE.to_owned(), "UTF-16 (big-endian)", How::Guessed));
    let marked = [b"\xff\xfe".as_slice(), &little].concat();
    assert_eq!(read(&marked), (CLAUSE.to_owned(), "UTF-16 (little-endian)", How::Mark));
    let marked = [b"\xfe\xff".as_slice(), &big].concat();
    assert_eq!(read(&marked), (CLAUSE.to_owned(), "UTF-16 (big-endian)", How::Mark));
    let four: Vec<u8> = "\u{feff}Fluß 🌊".chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect();
    assert_eq!(read(&four), ("Fluß 🌊".to_owned(), "UTF-32 (little-endian)", How::Mark));
}

#[test]
fn utf16_of_other_scripts_without_a_mark() {
    let russian = "Стороны договорились о совместном управлении рекой.\nВсе подписали.";
    assert_eq!(read(&utf16(russian, u16::to_le_bytes)).0, russian);
}

#[test]
fn legacy_encodings_are_guessed() {
    let (western, _, _) = encoding_rs::WINDOWS_1252.encode(CLAUSE);
    assert_eq!(read(&western), (CLAUSE.to_owned(), "Windows-1252", How::Guessed));
    let russian = "Стороны договорились о совместном управлении рекой и о плате за воду.";
    let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
    assert_eq!(read(&cyrillic), (russian.to_owned(), "Windows-1251", How::Guessed));
    let japanese = "両国は川の水を共同で管理することに合意した。";
    for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::ISO_2022_JP, encoding_rs::EUC_JP] {
        let (bytes, _, _) = encoding.encode(japanese);
        assert_eq!(read(&bytes), (japanese.to_owned(), encoding.name(), How::Guessed));
    }
}

#[test]
fn what_the_person_states_comes_first() {
    let decoded = decode(b"caf\xe9", Some("Latin1")).unwrap();
    assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.how), ("café", "Windows-1252", How::Declared));
    assert_eq!(decoded.label(), "windows-1252");
    let big = [b"\xfe\xff".as_slice(), &utf16("ab", u16::to_be_bytes)].concat();
    assert_eq!(decode(&big, Some("utf-16")).unwrap().text, "ab");
    let chinese = utf16("协议", u16::to_le_bytes);
    assert_eq!(decode(&chinese, Some("utf-16le")).unwrap().text, "协议");
}

#[test]
fn a_statement_that_cannot_be_kept_is_an_error() {
    let error = decode(b"a\nb\xffc", Some("utf-8")).unwrap_err();
    assert_eq!(error, NotText::Malformed { encoding: "UTF-8", how: How::Declared, at: 3, line: 2 });
    assert_eq!(
        error.message(),
        "not all of the file is UTF-8: the first bytes that make no sense are on line 2, after 3 bytes"
    );
    assert!(error.hint().starts_with("state the encoding"));

    let error = decode(b"\xef\xbb\xbfab", Some("windows-1252")).unwrap_err();
    assert_eq!(error.message(), "the encoding is stated as Windows-1252, but the first bytes of the file say UTF-8");
    assert_eq!(error.hint(), "leave the encoding out, or state it as `utf-8`");

    let error = decode(b"ab", Some("latin-1")).unwrap_err();
    assert_eq!(error.message(), "there is no encoding `latin-1`");
    assert_eq!(error.hint(), "did you mean `latin1`?");
    assert!(decode(b"ab", Some("klingon")).unwrap_err().hint().starts_with("state the encoding"));
}

#[test]
fn malformed_offsets_count_the_mark() {
    let error = decode(b"\xef\xbb\xbfab\xff", None).unwrap_err();
    assert!(matches!(error, NotText::Malformed { at: 5, line: 1, how: How::Mark, .. }));
    let odd = [b"\xff\xfe".as_slice(), &utf16("a\nb", u16::to_le_bytes), b"c"].concat();
    assert!(matches!(decode(&odd, None).unwrap_err(), NotText::Malformed { at: 8, line: 2, .. }));
    let truncated = "x é".as_bytes().split_last().unwrap().1;
    assert!(matches!(decode(truncated, Some("utf8")).unwrap_err(), NotText::Malformed { at: 2, .. }));
}

#[test]
fn nearly_utf8_is_not_read_as_something_else() {
    let mut bytes = "Überprüfung der Brücke in München".as_bytes().to_vec();
    bytes.push(0xff);
    let error = decode(&bytes, None).unwrap_err();
    assert!(matches!(error, NotText::Malformed { encoding: "UTF-8", how: How::Utf8, at: 37, .. }), "{error:?}");
}

#[test]
fn a_guess_that_does_not_fit_is_an_error() {
    let error = decode(b"The caf\xe9 of the na\xefve envoy, \xfe\x81 she said", None).unwrap_err();
    assert!(matches!(error, NotText::Unsure { .. }), "{error:?}");
    assert!(error.message().starts_with("the encoding of the text is not known"));
    assert!(error.hint().contains("encoding = "));
}

#[test]
fn binary_files_are_named() {
    for (bytes, message) in [
        (b"text\0with a hole".as_slice(), "this is a binary file of unknown kind, not text"),
        (b"%PDF-1.4\nabc", "this is a PDF document (.pdf), not text"),
        (b"{\\rtf1 abc}", "this is a rich text document (.rtf), not text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "this is a PNG image, not text"),
    ] {
        assert_eq!(decode(bytes, None).unwrap_err().message(), message);
        assert_eq!(decode(bytes, Some("latin1")).unwrap_err().message(), message);
    }
    assert!(matches!(decode(b"\xff\xfea\0\0\0b\0", None), Err(NotText::Binary(Kind::Binary))));
}

#[test]
fn offsets_lead_back_to_the_original() {
    let text = "aß–🌊z";
    let at = |offset: usize| text.char_indices().nth(offset).map_or(text.len(), |(byte, _)| byte);
    let wide = utf16(text, u16::to_le_bytes);
    for (bytes, label, expected) in [
        (text.as_bytes().to_vec(), None, [0, 1, 3, 6, 10, 11]),
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), None, [3, 4, 6, 9, 13, 14]),
        (wide.clone(), Some("utf-16le"), [0, 2, 4, 6, 10, 12]),
        ([b"\xff\xfe".as_slice(), &wide].concat(), None, [2, 4, 6, 8, 12, 14]),
    ] {
        let decoded = decode(&bytes, label).unwrap();
        for (nth, byte) in expected.into_iter().enumerate() {
            assert_eq!(decoded.byte_in_original(at(nth)), byte, "{label:?} {nth}");
        }
        assert_eq!(decoded.byte_in_original(at(1) + 1), expected[1], "inside a letter");
        assert_eq!(decoded.byte_in_original(1_000), bytes.len(), "beyond the end");
    }
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(CLAUSE);
    let decoded = decode(&bytes, Some("windows-1252")).unwrap();
    for (nth, (byte, _)) in decoded.text.char_indices().enumerate() {
        assert_eq!(decoded.byte_in_original(byte), nth);
    }
}
