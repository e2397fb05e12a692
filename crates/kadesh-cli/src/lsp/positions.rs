//! Places in a text as editors count them: lines, and bytes or units of UTF-16 within a line.

use lsp_types::{InitializeParams, Position, PositionEncodingKind, Range};

/// How an editor counts within a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// In bytes.
    Utf8,
    /// In units of UTF-16, which every editor knows.
    Utf16,
}

impl Encoding {
    /// Bytes, where the editor knows them.
    pub fn wanted(params: &InitializeParams) -> Encoding {
        let general = params.capabilities.general.as_ref();
        let known = general.and_then(|general| general.position_encodings.as_ref());
        let bytes = known.is_some_and(|known| known.contains(&PositionEncodingKind::UTF8));
        if bytes { Encoding::Utf8 } else { Encoding::Utf16 }
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }
    }
}

/// The byte at a position. One behind the end of a line is the end of that line.
pub fn byte(text: &str, position: Position, encoding: Encoding) -> usize {
    let mut start = 0;
    for _ in 0..position.line {
        match text[start..].find('\n') {
            Some(end) => start += end + 1,
            None => return text.len(),
        }
    }
    let line = text[start..].split('\n').next().unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    let wanted = position.character as usize;
    let mut counted = 0;
    for (at, sign) in line.char_indices() {
        if counted >= wanted {
            return start + at;
        }
        counted += width(sign, encoding);
    }
    start + line.len()
}

/// The position of a byte.
pub fn position(text: &str, byte: usize, encoding: Encoding) -> Position {
    let before = text.get(..byte.min(text.len())).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = before.matches('\n').count();
    let character: usize = before[start..].chars().map(|sign| width(sign, encoding)).sum();
    Position { line: line as u32, character: character as u32 }
}

/// The range of a stretch of bytes.
pub fn range(text: &str, (start, end): (usize, usize), encoding: Encoding) -> Range {
    Range { start: position(text, start, encoding), end: position(text, end, encoding) }
}

fn width(sign: char, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => sign.len_utf8(),
        Encoding::Utf16 => sign.len_utf16(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_same_byte_both_ways() {
        let text = "a = \"é𝄞x\"\r\n\nlast";
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for (at, _) in text.char_indices().filter(|(_, sign)| !matches!(sign, '\n')) {
                assert_eq!(byte(text, position(text, at, encoding), encoding), at, "{at}");
            }
            assert_eq!(byte(text, Position { line: 0, character: 99 }, encoding), text.find('\r').unwrap_or_default());
            assert_eq!(byte(text, Position { line: 99, character: 0 }, encoding), text.len());
        }
        let x = text.find('x').unwrap_or_default();
        assert_eq!(position(text, x, Encoding::Utf16).character, 8);
        assert_eq!(position(text, x, Encoding::Utf8).character, 11);
    }
}
