//! The encodings that texts come in: their names for readers, the names that people write, and the marks of a file's first
//! bytes.
//!
//! The names are those of the WHATWG Encoding Standard, which browsers follow; UTF-32, which it leaves out, is added.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The names to propose where a written one is unknown: each names an encoding by itself.
const COMMON: [&str; 41] = [
    "utf-8",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "utf-32",
    "ascii",
    "latin1",
    "latin2",
    "latin5",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-3",
    "iso-8859-4",
    "iso-8859-5",
    "iso-8859-6",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-9",
    "iso-8859-10",
    "iso-8859-13",
    "iso-8859-15",
    "windows-874",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "cp866",
    "koi8-r",
    "koi8-u",
    "macintosh",
    "x-mac-cyrillic",
    "gbk",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-kr",
];

/// An encoding that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charset {
    /// One of the standard.
    Standard(&'static Encoding),
    /// Four bytes a character, the lowest first.
    Utf32Le,
    /// Four bytes a character, the highest first.
    Utf32Be,
}

impl Charset {
    pub(crate) const UTF_8: Charset = Charset::Standard(UTF_8);
    pub(crate) const UTF_16LE: Charset = Charset::Standard(UTF_16LE);
    pub(crate) const UTF_16BE: Charset = Charset::Standard(UTF_16BE);

    /// The encoding that a person named, or the nearest name that is one.
    pub(crate) fn named(label: &str) -> Result<Charset, Option<&'static str>> {
        let label = label.trim().to_ascii_lowercase();
        match label.as_str() {
            "utf-32" | "utf-32le" => Ok(Charset::Utf32Le),
            "utf-32be" => Ok(Charset::Utf32Be),
            _ => Encoding::for_label_no_replacement(label.as_bytes())
                .map(Charset::Standard)
                .ok_or_else(|| nearest(&label)),
        }
    }

    /// The encoding that the first bytes state, with how many bytes state it.
    pub(crate) fn marked(bytes: &[u8]) -> Option<(Charset, usize)> {
        match bytes {
            // The mark of UTF-32 begins with that of UTF-16, and a text does not begin with a NUL.
            [0xff, 0xfe, 0, 0, ..] => Some((Charset::Utf32Le, 4)),
            [0, 0, 0xfe, 0xff, ..] => Some((Charset::Utf32Be, 4)),
            [0xff, 0xfe, ..] => Some((Charset::UTF_16LE, 2)),
            [0xfe, 0xff, ..] => Some((Charset::UTF_16BE, 2)),
            [0xef, 0xbb, 0xbf, ..] => Some((Charset::UTF_8, 3)),
            _ => None,
        }
    }

    /// The name to show.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Charset::Utf32Le => "UTF-32 (little-endian)",
            Charset::Utf32Be => "UTF-32 (big-endian)",
            Charset::Standard(encoding) => match encoding.name() {
                "UTF-16LE" => "UTF-16 (little-endian)",
                "UTF-16BE" => "UTF-16 (big-endian)",
                "windows-874" => "Windows-874",
                "windows-1250" => "Windows-1250",
                "windows-1251" => "Windows-1251",
                "windows-1252" => "Windows-1252",
                "windows-1253" => "Windows-1253",
                "windows-1254" => "Windows-1254",
                "windows-1255" => "Windows-1255",
                "windows-1256" => "Windows-1256",
                "windows-1257" => "Windows-1257",
                "windows-1258" => "Windows-1258",
                "macintosh" => "Mac Roman",
                "x-mac-cyrillic" => "Mac Cyrillic",
                "gb18030" => "GB18030",
                other => other,
            },
        }
    }

    /// The name to write in a case, in lower case.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Charset::Utf32Le => "utf-32le",
            Charset::Utf32Be => "utf-32be",
            Charset::Standard(encoding) => encoding.name(),
        }
    }

    /// Whether NUL bytes are usual in it.
    pub(crate) fn has_wide_units(self) -> bool {
        self != Charset::UTF_8 && !matches!(self, Charset::Standard(encoding) if encoding.is_ascii_compatible())
    }

    /// How many bytes `text` takes in it.
    pub(crate) fn length_of(self, text: &str) -> usize {
        match self {
            Charset::Utf32Le | Charset::Utf32Be => text.chars().count() * 4,
            Charset::Standard(encoding) if encoding == UTF_8 => text.len(),
            Charset::Standard(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
                text.encode_utf16().count() * 2
            }
            Charset::Standard(encoding) if encoding.is_single_byte() => text.chars().count(),
            Charset::Standard(encoding) => encoding.encode(text).0.len(),
        }
    }
}

/// Whether the name leaves open which byte of a pair comes first, so that the mark of the file may say it.
pub(crate) fn leaves_order_open(label: &str) -> bool {
    let label = label.trim().to_ascii_lowercase();
    matches!(label.as_str(), "utf-16" | "utf-32" | "unicode" | "ucs-2" | "iso-10646-ucs-2" | "csunicode")
}

fn nearest(label: &str) -> Option<&'static str> {
    let far = |name: &str| strsim::osa_distance(label, name);
    let best = COMMON.into_iter().min_by_key(|name| far(name))?;
    (far(best) <= (label.chars().count() / 2).min(4)).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_proposed_name_is_known() {
        for name in COMMON {
            assert!(Charset::named(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn an_unknown_name_has_a_neighbour() {
        assert_eq!(Charset::named("latin-1"), Err(Some("latin1")));
        assert_eq!(Charset::named("win-1251"), Err(Some("windows-1251")));
        assert_eq!(Charset::named("utf_8"), Err(Some("utf-8")));
        assert_eq!(Charset::named("klingon"), Err(None));
        assert_eq!(Charset::named(""), Err(None));
    }

    #[test]
    fn wide_units_are_those_with_nuls() {
        assert!(Charset::UTF_16LE.has_wide_units() && Charset::Utf32Be.has_wide_units());
        assert!(!Charset::UTF_8.has_wide_units());
    }
}
