//! The text of a document that a word processor, a browser or a printer wrote, with a list of what did not fit into text.
//!
//! Nothing is dropped in silence: what is left out, moved or flattened is counted in [`Converted::lost`] with the first
//! words of the first case. No document can make the conversion panic, hang or fill the memory: see [`Limits`].
//!
//! The paragraphs of the text are separated by an empty line, the lines of a list or table by a line end, the cells of a
//! table by a tab. The same bytes give the same text.

mod docx;
mod html;
mod lost;
mod odt;
mod package;
mod pdf;
mod prose;
mod refusal;
mod xml;

pub use lost::{Lost, What};
pub use refusal::{Limit, Refusal};

use crate::{Decoded, Kind, decode, recognise};

/// How much work and memory a document may take. The default fits any book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The longest text, in bytes of UTF-8. By default 16 MiB, some four times the Bible.
    pub most_bytes: usize,
    /// What may be unpacked from the document in all, in bytes; also the longest web page. By default 64 MiB.
    pub most_inflated: usize,
    /// How many parts an archive, or pages a PDF, may have. By default 10,000.
    pub most_parts: usize,
    /// How deep elements may be nested. By default 512, as in browsers.
    pub most_depth: usize,
    /// How long a PDF may take, in seconds. By default 20. What is known to be without end is refused at once; this is for
    /// the rest.
    pub most_seconds: u64,
}

/// The text of a document and what is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// The text.
    pub text: String,
    /// What the document was.
    pub kind: Kind,
    /// The converter with its version, to record: `kadesh-documents 0.1.0, docx`.
    pub converter: String,
    /// The encoding of a text or web page, as readers call it; other documents state none.
    pub encoding: Option<&'static str>,
    /// The title that the document gives itself.
    pub title: Option<String>,
    /// What was left out, moved or flattened.
    pub lost: Vec<Lost>,
}

/// The text of the document.
pub fn convert(bytes: &[u8], limits: &Limits) -> Result<Converted, Refusal> {
    convert_as(bytes, None, limits)
}

/// The same, where the person stated the encoding. It counts for texts and web pages.
pub fn convert_as(bytes: &[u8], label: Option<&str>, limits: &Limits) -> Result<Converted, Refusal> {
    let kind = recognise(bytes);
    let read = match kind {
        Kind::Text | Kind::Binary => read_text(decode(bytes, label)?, limits)?,
        Kind::Html => html::read(bytes, label, limits)?,
        Kind::Docx => docx::read(bytes, limits)?,
        Kind::Docm => return Err(Refusal::Macros),
        Kind::Odt => odt::read(bytes, limits)?,
        Kind::Pdf => pdf::read(bytes, limits)?,
        Kind::EncryptedOffice => return Err(Refusal::Locked(kind)),
        Kind::Xml
        | Kind::Mail
        | Kind::Rtf
        | Kind::Xlsx
        | Kind::Xlsm
        | Kind::Ods
        | Kind::Pptx
        | Kind::Odp
        | Kind::Epub
        | Kind::AppleOffice
        | Kind::Zip
        | Kind::Doc
        | Kind::Xls
        | Kind::Ppt
        | Kind::OutlookMail
        | Kind::OldOffice
        | Kind::Png
        | Kind::Jpeg
        | Kind::Gif
        | Kind::Tiff
        | Kind::WebP
        | Kind::Bmp
        | Kind::Heic
        | Kind::Audio
        | Kind::Video
        | Kind::Gzip
        | Kind::SevenZip
        | Kind::Rar
        | Kind::Compressed
        | Kind::Executable
        | Kind::Sqlite => return Err(Refusal::NoConverter(kind)),
    };
    if read.text.len() > limits.most_bytes {
        return Err(Refusal::TooMuch { limit: Limit::Text, most: limits.most_bytes });
    }
    if kind != Kind::Text && read.text.trim().is_empty() {
        return Err(Refusal::NoText(kind));
    }
    Ok(Converted {
        text: read.text,
        kind,
        converter: format!("kadesh-documents {}, {}", env!("CARGO_PKG_VERSION"), read.by),
        encoding: read.encoding,
        title: read.title.map(|title| lost::one_line(&title)).filter(|title| !title.is_empty()),
        lost: read.lost,
    })
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { most_bytes: 16 << 20, most_inflated: 64 << 20, most_parts: 10_000, most_depth: 512, most_seconds: 20 }
    }
}

/// What a converter gives.
struct Read {
    text: String,
    by: &'static str,
    encoding: Option<&'static str>,
    title: Option<String>,
    lost: Vec<Lost>,
}

/// Plain text stays as it is.
fn read_text(decoded: Decoded, limits: &Limits) -> Result<Read, Refusal> {
    if decoded.text.len() > limits.most_bytes {
        return Err(Refusal::TooMuch { limit: Limit::Text, most: limits.most_bytes });
    }
    let encoding = Some(decoded.encoding);
    Ok(Read { text: decoded.text, by: "text", encoding, title: None, lost: Vec::new() })
}
