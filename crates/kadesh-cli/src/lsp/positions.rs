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

/// A text with the places where its lines begin, to find many positions in it.
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    encoding: Encoding,
}

impl<'t> Lines<'t> {
    /// Reads the text once. O(length).
    pub fn new(text: &'t str, encoding: Encoding) -> Lines<'t> {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Lines { text, starts, encoding }
    }

    /// The position of a byte. O(log lines + length of the line).
    pub fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= byte) - 1;
        let before = self.text.get(self.starts[line]..byte).unwrap_or_default();
        let character: usize = before.chars().map(|sign| width(sign, self.encoding)).sum();
        Position { line: line as u32, character: character as u32 }
    }

    /// The range of a stretch of bytes.
    pub fn range(&self, (start, end): (usize, usize)) -> Range {
        Range { start: self.position(start), end: self.position(end) }
    }
}

/// The range of one stretch of bytes.
pub fn range(text: &str, place: (usize, usize), encoding: Encoding) -> Range {
    Lines::new(text, encoding).range(place)
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
                assert_eq!(byte(text, Lines::new(text, encoding).position(at), encoding), at, "{at}");
            }
            assert_eq!(byte(text, Position { line: 0, character: 99 }, encoding), text.find('\r').unwrap_or_default());
            assert_eq!(byte(text, Position { line: 99, character: 0 }, encoding), text.len());
        }
        let x = text.find('x').unwrap_or_default();
        assert_eq!(Lines::new(text, Encoding::Utf16).position(x).character, 8);
        assert_eq!(Lines::new(text, Encoding::Utf8).position(x).character, 11);
    }
}
