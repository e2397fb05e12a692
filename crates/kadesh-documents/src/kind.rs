//! What a file is, told from its content and not from its name.
//!
//! Most kinds begin with a few bytes of their own. A zip is told apart by the names of its parts, an old Office file by
//! the names of its streams, a text by what is not in it. The cost is linear in the length.

use crate::decode::{looks_binary, utf16_without_mark};
use crate::encodings::Charset;
use crate::{ole, zip_names};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Plain text in some encoding; Markdown and tables with commas too.
    Text,
    /// A web page.
    Html,
    /// XML that is no web page.
    Xml,
    /// A mail as it is sent, or a web page packed like one.
    Mail,
    /// Rich text.
    Rtf,
    /// A PDF.
    Pdf,
    /// A Word document, or a template without macros.
    Docx,
    /// A Word document or template with macros.
    Docm,
    /// A document of LibreOffice and others.
    Odt,
    /// An Excel workbook.
    Xlsx,
    /// An Excel workbook with macros.
    Xlsm,
    /// A spreadsheet of LibreOffice and others.
    Ods,
    /// PowerPoint slides.
    Pptx,
    /// Slides of LibreOffice and others.
    Odp,
    /// An electronic book.
    Epub,
    /// A document of Apple Pages, Numbers or Keynote.
    AppleOffice,
    /// Any other zip archive.
    Zip,
    /// A document of Word 97 to 2003.
    Doc,
    /// A workbook of Excel 97 to 2003.
    Xls,
    /// Slides of PowerPoint 97 to 2003.
    Ppt,
    /// A newer Office file with a password.
    EncryptedOffice,
    /// A mail saved by Outlook.
    OutlookMail,
    /// Another file of the old Office kind.
    OldOffice,
    /// An image.
    Png,
    /// A photograph or scan.
    Jpeg,
    /// An image.
    Gif,
    /// An image, often a scan or a fax.
    Tiff,
    /// An image.
    WebP,
    /// An image.
    Bmp,
    /// A photograph of a telephone.
    Heic,
    /// Sound.
    Audio,
    /// Moving pictures.
    Video,
    /// A compressed file.
    Gzip,
    /// An archive.
    SevenZip,
    /// An archive.
    Rar,
    /// A compressed file of another kind.
    Compressed,
    /// A program.
    Executable,
    /// A database.
    Sqlite,
    /// Anything else that is not text.
    Binary,
}

/// What the bytes are. Nothing and white space are [`Kind::Text`].
pub fn recognise(bytes: &[u8]) -> Kind {
    by_signature(bytes).unwrap_or_else(|| {
        let wide = Charset::marked(bytes).is_some_and(|(charset, _)| charset.has_wide_units());
        if wide || utf16_without_mark(bytes).is_some() {
            by_markup(bytes)
        } else if looks_binary(bytes) {
            Kind::Binary
        } else {
            by_markup(bytes)
        }
    })
}

impl Kind {
    /// Whether [`crate::decode`] reads it: a text, though perhaps with marks of its own.
    pub fn is_text(self) -> bool {
        matches!(self, Kind::Text | Kind::Html | Kind::Xml | Kind::Mail)
    }

    /// What it is, as a reader says it: `a Word document (.docx)`.
    pub fn in_words(self) -> &'static str {
        match self {
            Kind::Text => "plain text",
            Kind::Html => "a web page (.html)",
            Kind::Xml => "an XML file",
            Kind::Mail => "a mail or a packed web page (.eml, .mht)",
            Kind::Rtf => "a rich text document (.rtf)",
            Kind::Pdf => "a PDF document (.pdf)",
            Kind::Docx => "a Word document (.docx)",
            Kind::Docm => "a Word document with macros (.docm, .dotm)",
            Kind::Odt => "an OpenDocument text (.odt)",
            Kind::Xlsx => "an Excel workbook (.xlsx)",
            Kind::Xlsm => "an Excel workbook with macros (.xlsm)",
            Kind::Ods => "an OpenDocument spreadsheet (.ods)",
            Kind::Pptx => "PowerPoint slides (.pptx)",
            Kind::Odp => "OpenDocument slides (.odp)",
            Kind::Epub => "an electronic book (.epub)",
            Kind::AppleOffice => "a document of Apple Pages, Numbers or Keynote",
            Kind::Zip => "a zip archive",
            Kind::Doc => "an old Word document (.doc)",
            Kind::Xls => "an old Excel workbook (.xls)",
            Kind::Ppt => "old PowerPoint slides (.ppt)",
            Kind::EncryptedOffice => "an Office document that is locked with a password",
            Kind::OutlookMail => "a mail saved by Outlook (.msg)",
            Kind::OldOffice => "a file of an old Office program",
            Kind::Png => "a PNG image",
            Kind::Jpeg => "a JPEG image",
            Kind::Gif => "a GIF image",
            Kind::Tiff => "a TIFF image",
            Kind::WebP => "a WebP image",
            Kind::Bmp => "a BMP image",
            Kind::Heic => "a HEIC image",
            Kind::Audio => "a sound recording",
            Kind::Video => "a video",
            Kind::Gzip => "a compressed file (.gz)",
            Kind::SevenZip => "a 7z archive",
            Kind::Rar => "a RAR archive",
            Kind::Compressed => "a compressed file",
            Kind::Executable => "a program",
            Kind::Sqlite => "a database (SQLite)",
            Kind::Binary => "a binary file of unknown kind",
        }
    }

    /// What to do to get its text.
    pub fn next_step(self) -> &'static str {
        match self {
            Kind::Text => "use it as it is",
            Kind::Html | Kind::Docx | Kind::Odt | Kind::Pdf => {
                "convert it to text first, and keep the original beside it"
            }
            Kind::Xml => "open it in the program that wrote it and save it as plain text, .docx or .odt",
            Kind::Mail | Kind::OutlookMail => "open it in a mail program or a browser and save it as plain text",
            Kind::Rtf | Kind::Doc | Kind::AppleOffice | Kind::OldOffice => {
                "open it in a word processor and save it as .docx, .odt or plain text"
            }
            Kind::Docm => "open it in a word processor, save it as .docx, which holds no macros, and add that file",
            Kind::Xlsx | Kind::Xlsm | Kind::Ods | Kind::Xls => {
                "a workbook is read as a table, not as a text; for its words, copy them into a plain text file"
            }
            Kind::Pptx | Kind::Odp | Kind::Ppt => "open the slides, copy their outline and save it as plain text",
            Kind::Epub => "open the book in a reader or converter and save the chapter as plain text or .html",
            Kind::Zip => {
                "unpack it and add the files in it one by one; if it should be a Word or OpenDocument file, it is damaged: \
                 fetch it again"
            }
            Kind::Gzip | Kind::SevenZip | Kind::Rar | Kind::Compressed => {
                "unpack it and add the files in it one by one"
            }
            Kind::EncryptedOffice => "open it with its password, save it without one, and add that file",
            Kind::Png | Kind::Jpeg | Kind::Gif | Kind::Tiff | Kind::WebP | Kind::Bmp | Kind::Heic => {
                "have a text recognition (OCR) program read it, check its text, and add that"
            }
            Kind::Audio | Kind::Video => "write down or transcribe what is said and add the transcript as plain text",
            Kind::Executable => "a program is no source; add the text that you mean",
            Kind::Sqlite => "export the table or text that you mean as .csv or plain text",
            Kind::Binary => "open it in the program that wrote it and save it as plain text",
        }
    }
}

fn by_signature(bytes: &[u8]) -> Option<Kind> {
    const AT_START: [(&[u8], Kind); 26] = [
        (b"{\\rtf", Kind::Rtf),
        (b"\x89PNG\r\n\x1a\n", Kind::Png),
        (b"\xff\xd8\xff", Kind::Jpeg),
        (b"GIF87a", Kind::Gif),
        (b"GIF89a", Kind::Gif),
        (b"II*\0", Kind::Tiff),
        (b"MM\0*", Kind::Tiff),
        (b"\x1f\x8b", Kind::Gzip),
        (b"7z\xbc\xaf\x27\x1c", Kind::SevenZip),
        (b"Rar!\x1a\x07", Kind::Rar),
        (b"\xfd7zXZ\0", Kind::Compressed),
        (b"\x28\xb5\x2f\xfd", Kind::Compressed),
        (b"\x7fELF", Kind::Executable),
        (b"\0asm", Kind::Executable),
        (b"\xca\xfe\xba\xbe", Kind::Executable),
        (b"\xcf\xfa\xed\xfe", Kind::Executable),
        (b"\xce\xfa\xed\xfe", Kind::Executable),
        (b"SQLite format 3\0", Kind::Sqlite),
        (b"fLaC", Kind::Audio),
        (b"OggS\0", Kind::Audio),
        (b"ID3\x02", Kind::Audio),
        (b"ID3\x03", Kind::Audio),
        (b"ID3\x04", Kind::Audio),
        (b"\x1a\x45\xdf\xa3", Kind::Video),
        (b"\0\0\x01\xba", Kind::Video),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Kind::Video),
    ];
    let simple = AT_START.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|&(_, kind)| kind);
    simple.or_else(|| {
        if is_pdf(bytes) {
            Some(Kind::Pdf)
        } else if zip_names::starts_like_zip(bytes) {
            Some(zip_names::kind_of_zip(bytes))
        } else if bytes.starts_with(&ole::MARK) {
            Some(ole::kind_of_ole(bytes))
        } else {
            by_longer_header(bytes)
        }
    })
}

/// The kinds whose first bytes alone could as well begin a text.
fn by_longer_header(bytes: &[u8]) -> Option<Kind> {
    let four = |at: usize| bytes.get(at..at + 4).unwrap_or_default();
    match (four(0), four(8)) {
        (b"RIFF", b"WEBP") => return Some(Kind::WebP),
        (b"RIFF", b"AVI ") => return Some(Kind::Video),
        (b"RIFF", b"WAVE") => return Some(Kind::Audio),
        _ => {}
    }
    if four(4) == b"ftyp" && bytes.starts_with(b"\0") {
        return Some(match four(8) {
            b"heic" | b"heix" | b"mif1" | b"avif" => Kind::Heic,
            b"M4A " | b"M4B " => Kind::Audio,
            _ => Kind::Video,
        });
    }
    let has_nul = bytes.iter().take(4096).any(|&byte| byte == 0);
    if bytes.starts_with(b"BM") && has_nul && matches!(four(14), [12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]) {
        return Some(Kind::Bmp);
    }
    if bytes.starts_with(b"MZ") && has_nul {
        return Some(Kind::Executable);
    }
    if bytes.starts_with(b"BZh") && bytes.get(4..10) == Some(b"1AY&SY".as_slice()) {
        return Some(Kind::Compressed);
    }
    let mp3 = matches!(bytes, [0xff, 0xfb | 0xfa | 0xf3 | 0xf2, ..]);
    (mp3 && has_nul).then_some(Kind::Audio)
}

/// A PDF may have a few bytes before its first line; then some object must follow, or it is a text about PDF.
fn is_pdf(bytes: &[u8]) -> bool {
    let trimmed = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if trimmed.starts_with(b"%PDF-") {
        return true;
    }
    let head = bytes.get(..1024).unwrap_or(bytes);
    contains(head, b"%PDF-") && contains(bytes, b"endobj")
}

/// The kinds that are text with marks: told from their beginning, after any byte order mark, as ASCII.
fn by_markup(bytes: &[u8]) -> Kind {
    let head: Vec<u8> =
        bytes.iter().take(4096).filter(|byte| byte.is_ascii() && **byte != 0).map(u8::to_ascii_lowercase).collect();
    let head = skip_comments(&head);
    let begins = |mark: &[u8]| head.starts_with(mark);
    if begins(b"<!doctype html") || begins_with_tag(head) {
        return Kind::Html;
    }
    if begins(b"<?xml") || begins(b"<!doctype") {
        return if contains(head, b"<html") { Kind::Html } else { Kind::Xml };
    }
    if is_mail(head) { Kind::Mail } else { Kind::Text }
}

/// Whether it begins with an element that begins web pages. Others, such as `<b>`, also begin a line of Markdown.
fn begins_with_tag(head: &[u8]) -> bool {
    const PAGES: [&[u8]; 9] = [b"html", b"head", b"body", b"title", b"meta", b"div", b"article", b"main", b"section"];
    let Some(rest) = head.strip_prefix(b"<") else { return false };
    PAGES.iter().any(|tag| {
        let after = rest.strip_prefix(*tag).and_then(|after| after.first());
        after.is_some_and(|&byte| byte == b'>' || byte == b'/' || byte.is_ascii_whitespace())
    })
}

/// The lines before a mail's first empty line are its headers; one alone could also begin a memorandum.
fn is_mail(head: &[u8]) -> bool {
    const HEADERS: [&[u8]; 10] = [
        b"from:",
        b"received:",
        b"return-path:",
        b"message-id:",
        b"mime-version:",
        b"content-type:",
        b"delivered-to:",
        b"dkim-signature:",
        b"snapshot-content-location:",
        b"content-transfer-encoding:",
    ];
    let lines = head.split(|&byte| byte == b'\n').take_while(|line| !line.trim_ascii().is_empty());
    let found: Vec<&[u8]> =
        lines.filter_map(|line| HEADERS.into_iter().find(|header| line.starts_with(header))).collect();
    let by_machine = found.iter().any(|header| *header == b"mime-version:" || *header == b"message-id:");
    head.iter().take_while(|&&byte| byte != b'\n').any(|&byte| byte == b':') && by_machine && found.len() >= 2
}

fn skip_comments(mut head: &[u8]) -> &[u8] {
    loop {
        head = head.trim_ascii_start();
        let Some(comment) = head.strip_prefix(b"<!--") else { return head };
        let Some(end) = comment.windows(3).position(|three| three == b"-->") else { return head };
        head = comment.get(end + 3..).unwrap_or_default();
    }
}

/// Whether `needle`, which is not empty, is somewhere in `bytes`.
pub(crate) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let Some(&first) = needle.first() else { return true };
    let starts = bytes.iter().enumerate().filter(|&(_, &byte)| byte == first);
    starts.into_iter().any(|(at, _)| bytes.get(at..at + needle.len()) == Some(needle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_their_marks() {
        for (bytes, kind) in [
            (b"".as_slice(), Kind::Text),
            (b"MZ is a postal code, BM another, RIFF no word.", Kind::Text),
            (b"# Talks\n\n<b>River</b>", Kind::Text),
            (b"from: the mayor\nto: the ministry\n\nDear all", Kind::Text),
            (b"\xef\xbb\xbf <!-- saved --><!DOCTYPE html><p>x", Kind::Html),
            (b"<html lang=\"en\">", Kind::Html),
            (b"<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">", Kind::Html),
            (b"<?xml version=\"1.0\"?><treaty/>", Kind::Xml),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", Kind::Html),
            (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx", Kind::Mail),
            (b"A text that names %PDF-1.7 in passing", Kind::Text),
            (b"a\0b", Kind::Binary),
        ] {
            assert_eq!(recognise(bytes), kind, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn signatures() {
        for (bytes, kind) in [
            (b"{\\rtf1\\ansi x}".as_slice(), Kind::Rtf),
            (b"%PDF-1.4\n", Kind::Pdf),
            (b"junk\n%PDF-1.4\n1 0 obj endobj", Kind::Pdf),
            (b"\x89PNG\r\n\x1a\n", Kind::Png),
            (b"\xff\xd8\xff\xe0", Kind::Jpeg),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Kind::WebP),
            (b"RIFF\x10\0\0\0WAVEfmt ", Kind::Audio),
            (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Kind::Bmp),
            (b"MZ\x90\0\x03", Kind::Executable),
            (b"\0\0\0\x18ftypheic", Kind::Heic),
            (b"\0\0\0\x18ftypisom", Kind::Video),
            (b"SQLite format 3\0", Kind::Sqlite),
            (b"PK\x05\x06\0\0\0\0", Kind::Zip),
            (b"PK\x03\x04", Kind::Zip),
        ] {
            assert_eq!(recognise(bytes), kind, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
