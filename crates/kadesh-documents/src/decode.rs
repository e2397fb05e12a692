//! The text of a file, whatever encoding it was saved in, and the reason where there is none.
//!
//! In this order: what the person stated, the mark of the file's first bytes, UTF-8, UTF-16 without a mark, and at last a
//! guess as browsers make it. Nothing is replaced: a text comes out whole or not at all. The cost is linear in the length.

use std::borrow::Cow;
use std::fmt;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP};

use crate::encodings::{Charset, leaves_order_open};
use crate::kind::{Kind, contains, recognise};

/// How the encoding became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The person stated it.
    Declared,
    /// The first bytes of the file state it (a "byte order mark").
    Mark,
    /// All bytes make sense as UTF-8, which hardly happens by chance.
    Utf8,
    /// It was guessed from the bytes; this may be wrong and should be shown.
    Guessed,
}

/// A text, and how its bytes were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without the mark of its first bytes.
    pub text: String,
    /// The encoding, as readers call it: `UTF-8`, `UTF-16 (little-endian)`, `Windows-1252`.
    pub encoding: &'static str,
    /// How the encoding became known.
    pub how: How,
    charset: Charset,
    mark: usize,
}

/// Why the bytes are no text, or none that can be read for certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotText {
    /// The file is not text.
    Binary(Kind),
    /// The person named an encoding that does not exist.
    UnknownEncoding {
        /// What was written.
        label: String,
        /// A known name much like it.
        nearest: Option<&'static str>,
    },
    /// The stated encoding is not the one that the first bytes state.
    MarkDiffers {
        /// The one stated by the person.
        declared: &'static str,
        /// The one stated by the first bytes, as readers call it.
        mark: &'static str,
        /// The same, to write in a case.
        label: &'static str,
    },
    /// Some bytes make no sense in the encoding.
    Malformed {
        /// The encoding, as readers call it.
        encoding: &'static str,
        /// How it became known.
        how: How,
        /// How many bytes stand before the first that makes no sense.
        at: usize,
        /// The line it is on, from 1.
        line: usize,
    },
    /// No encoding was stated, and the best guess does not fit.
    Unsure {
        /// The best guess, as readers call it.
        guess: &'static str,
    },
}

/// The text of the bytes. `label` is the encoding that the person stated, by any name of the WHATWG standard.
pub fn decode(bytes: &[u8], label: Option<&str>) -> Result<Decoded, NotText> {
    match label {
        Some(label) => decode_as(bytes, label),
        None => decode_unlabelled(bytes),
    }
}

impl Decoded {
    /// Where in the original bytes the character begins that is at byte `offset_in_text` of [`Decoded::text`].
    ///
    /// Exact for UTF-8, UTF-16 and UTF-32 with or without a mark, and for all encodings of one byte a character. For
    /// Chinese, Japanese and Korean encodings it is exact as long as the file writes each character in its usual way. An
    /// offset inside a character counts as its beginning, one beyond the text as its end. The cost is linear in the offset.
    pub fn byte_in_original(&self, offset_in_text: usize) -> usize {
        let before = self.text.get(..self.text.floor_char_boundary(offset_in_text)).unwrap_or(&self.text);
        self.mark + self.charset.length_of(before)
    }

    /// The name of the encoding to write in a case: `windows-1252`.
    pub fn label(&self) -> String {
        self.charset.label().to_ascii_lowercase()
    }
}

impl NotText {
    /// What is wrong.
    pub fn message(&self) -> String {
        match self {
            NotText::Binary(kind) => format!("this is {}, not text", kind.in_words()),
            NotText::UnknownEncoding { label, .. } => format!("there is no encoding `{label}`"),
            NotText::MarkDiffers { declared, mark, .. } => {
                format!("the encoding is stated as {declared}, but the first bytes of the file say {mark}")
            }
            NotText::Malformed { encoding, at, line, .. } => {
                format!(
                    "not all of the file is {encoding}: the first bytes that make no sense are on line {line}, after {at} bytes"
                )
            }
            NotText::Unsure { guess } => {
                format!(
                    "the encoding of the text is not known: it is not UTF-8, and as {guess} it has characters that no text has"
                )
            }
        }
    }

    /// What to do next.
    pub fn hint(&self) -> Cow<'static, str> {
        const STATE: &str = "state the encoding that it was saved in, as in `encoding = \"windows-1252\"` (Western Europe), \
             `windows-1250` (Central Europe), `windows-1251` or `koi8-r` (Cyrillic), `windows-1256` (Arabic), `gb18030` or \
             `big5` (Chinese), `shift_jis` (Japanese), `euc-kr` (Korean); or open the file in an editor and save it as UTF-8";
        match self {
            NotText::Binary(kind) => kind.next_step().into(),
            NotText::UnknownEncoding { nearest: Some(nearest), .. } => format!("did you mean `{nearest}`?").into(),
            NotText::UnknownEncoding { nearest: None, .. } | NotText::Unsure { .. } => STATE.into(),
            NotText::MarkDiffers { label, .. } => {
                format!("leave the encoding out, or state it as `{}`", label.to_ascii_lowercase()).into()
            }
            NotText::Malformed { how: How::Declared, .. } => STATE.into(),
            NotText::Malformed { .. } => {
                "the file may be damaged or put together from several; mend that place in an editor and save the whole as \
                 UTF-8"
                    .into()
            }
        }
    }
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for NotText {}

/// UTF-16 without a mark is told by its NULs: Latin letters, spaces and line ends have one, always on the same side. Other
/// binary files soon show half a pair, a control character or one for private use.
pub(crate) fn utf16_without_mark(bytes: &[u8]) -> Option<Charset> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let written = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    let (mut even, mut odd, mut ascii) = (0_usize, 0_usize, 0_usize);
    for pair in bytes.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
        ascii += usize::from(pair.iter().all(written));
    }
    let units = bytes.len() / 2;
    // Pairs of Latin letters are a text of single bytes with some holes in it.
    let single = ascii * 4 > (units - even.max(odd)) * 3;
    let enough = |nuls: usize, others: usize| nuls * 50 >= units && nuls >= others * 20 && !single;
    let (charset, join): (_, fn([u8; 2]) -> u16) = if enough(odd, even) {
        (Charset::UTF_16LE, u16::from_le_bytes)
    } else if enough(even, odd) {
        (Charset::UTF_16BE, u16::from_be_bytes)
    } else {
        return None;
    };
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(join);
    let sound = char::decode_utf16(units).all(|unit| unit.is_ok_and(belongs_in_text));
    sound.then_some(charset)
}

/// Whether bytes without a known beginning are something else than text.
pub(crate) fn looks_binary(bytes: &[u8]) -> bool {
    if bytes.contains(&0) {
        return true;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return false;
    }
    // Some encodings switch by escape characters, and old DOS texts end in one control character.
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a | 0x1b);
    let controls = bytes.iter().filter(|&&byte| is_control(byte)).count();
    controls >= 2 && controls * 50 > bytes.len()
}

fn decode_as(bytes: &[u8], label: &str) -> Result<Decoded, NotText> {
    let declared = Charset::named(label)
        .map_err(|nearest| NotText::UnknownEncoding { label: label.trim().to_owned(), nearest })?;
    let kind = recognise(bytes);
    let may_be_wide = kind == Kind::Binary && declared.has_wide_units();
    if !kind.is_text() && !may_be_wide {
        return Err(NotText::Binary(kind));
    }
    match Charset::marked(bytes) {
        None => decode_by(bytes, declared, 0, How::Declared),
        Some((marked, mark)) if marked == declared || leaves_order_open(label) && marked.has_wide_units() => {
            decode_by(bytes, marked, mark, How::Declared)
        }
        Some((marked, _)) => {
            Err(NotText::MarkDiffers { declared: declared.in_words(), mark: marked.in_words(), label: marked.label() })
        }
    }
}

fn decode_unlabelled(bytes: &[u8]) -> Result<Decoded, NotText> {
    let kind = recognise(bytes);
    if !kind.is_text() {
        return Err(NotText::Binary(kind));
    }
    if let Some((charset, mark)) = Charset::marked(bytes) {
        return decode_by(bytes, charset, mark, How::Mark);
    }
    if let Some(charset) = utf16_without_mark(bytes) {
        return decode_by(bytes, charset, 0, How::Guessed);
    }
    if is_japanese_mail(bytes) {
        return decode_by(bytes, Charset::Standard(ISO_2022_JP), 0, How::Guessed);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(decoded(text.to_owned(), Charset::UTF_8, 0, How::Utf8)),
        Err(_) if is_mostly_utf8(bytes) => decode_by(bytes, Charset::UTF_8, 0, How::Utf8),
        Err(_) => guess(bytes),
    }
}

/// The text in `charset` after `mark` bytes, whole or not at all.
fn decode_by(bytes: &[u8], charset: Charset, mark: usize, how: How) -> Result<Decoded, NotText> {
    let content = bytes.get(mark..).unwrap_or_default();
    let read = match charset {
        Charset::Standard(encoding) => decode_standard(content, encoding),
        Charset::Utf32Le => decode_utf32(content, u32::from_le_bytes),
        Charset::Utf32Be => decode_utf32(content, u32::from_be_bytes),
    };
    let text =
        read.map_err(|(at, line)| NotText::Malformed { encoding: charset.in_words(), how, at: mark + at, line })?;
    if text.contains('\0') {
        return Err(NotText::Binary(Kind::Binary));
    }
    Ok(decoded(text, charset, mark, how))
}

fn decoded(text: String, charset: Charset, mark: usize, how: How) -> Decoded {
    Decoded { text, encoding: charset.in_words(), how, charset, mark }
}

/// The text, or the offset and line of the first bytes that make no sense.
fn decode_standard(content: &[u8], encoding: &'static Encoding) -> Result<String, (usize, usize)> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(content.len()).unwrap_or(content.len());
    let mut text = String::with_capacity(room);
    let mut done = 0;
    loop {
        let rest = content.get(done..).unwrap_or_default();
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        done += read;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(content.len().max(16)),
            DecoderResult::Malformed(bad, after) => {
                let at = done.saturating_sub(usize::from(bad) + usize::from(after));
                return Err((at, line_after(&text)));
            }
        }
    }
    text.shrink_to_fit();
    Ok(text)
}

fn decode_utf32(content: &[u8], join: fn([u8; 4]) -> u32) -> Result<String, (usize, usize)> {
    let mut text = String::new();
    for (at, four) in content.chunks(4).enumerate() {
        let read = four.try_into().ok().map(join).and_then(char::from_u32);
        text.push(read.ok_or_else(|| (at * 4, line_after(&text)))?);
    }
    Ok(text)
}

fn line_after(text: &str) -> usize {
    1 + text.matches('\n').count()
}

/// Japanese mail is ASCII with escapes, so that it would pass for UTF-8 and read as nonsense.
fn is_japanese_mail(bytes: &[u8]) -> bool {
    bytes.is_ascii()
        && (contains(bytes, b"\x1b$B") || contains(bytes, b"\x1b$@"))
        && decode_standard(bytes, ISO_2022_JP).is_ok()
}

/// A UTF-8 text with a few broken bytes: any other reading would spoil the many letters that are sound.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound >= 3 * broken && sound > 0
}

fn guess(bytes: &[u8]) -> Result<Decoded, NotText> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let charset = Charset::Standard(detector.guess(None, Utf8Detection::Deny));
    let unsure = NotText::Unsure { guess: charset.in_words() };
    match decode_by(bytes, charset, 0, How::Guessed) {
        Ok(decoded) if decoded.text.chars().all(belongs_in_text) => Ok(decoded),
        Ok(_) | Err(NotText::Malformed { .. }) => Err(unsure),
        Err(other) => Err(other),
    }
}

/// Control characters, replacements, noncharacters and those for private use are signs of a wrong reading. The escape and
/// the end of a DOS text are not.
fn belongs_in_text(letter: char) -> bool {
    let code = u32::from(letter);
    match letter {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{1b}' => true,
        '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' => false,
        _ => !letter.is_control() && code < 0xf_0000 && code & 0xfffe != 0xfffe,
    }
}

#[cfg(test)]
mod tests;
