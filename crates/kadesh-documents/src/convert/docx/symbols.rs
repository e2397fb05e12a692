//! The signs of Word's symbol fonts as the characters that they look like.
//!
//! Such fonts put signs where other fonts have letters; documents give the place from F020 on. The table of "Symbol" is
//! Adobe's; of "Wingdings" only boxes, ticks, arrows and bullets are known, as forms and lists use them.

/// The character, if the sign of the font is known.
pub(super) fn character(font: &str, code: u32) -> Option<char> {
    if !(0xf000..=0xf0ff).contains(&code) {
        return char::from_u32(code).filter(|letter| !letter.is_control());
    }
    let place = u8::try_from(code - 0xf000).ok()?;
    match font.to_ascii_lowercase().as_str() {
        "symbol" => symbol(place),
        "wingdings" => wingdings(place),
        _ => None,
    }
}

fn symbol(place: u8) -> Option<char> {
    const CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    const SIGNS: [(u8, char); 54] = [
        (0x22, '∀'),
        (0x24, '∃'),
        (0x27, '∋'),
        (0x2a, '∗'),
        (0x2d, '−'),
        (0x40, '≅'),
        (0x5c, '∴'),
        (0x5e, '⊥'),
        (0x7e, '∼'),
        (0xa0, '€'),
        (0xa2, '′'),
        (0xa3, '≤'),
        (0xa4, '⁄'),
        (0xa5, '∞'),
        (0xa6, 'ƒ'),
        (0xa7, '♣'),
        (0xa8, '♦'),
        (0xa9, '♥'),
        (0xaa, '♠'),
        (0xab, '↔'),
        (0xac, '←'),
        (0xad, '↑'),
        (0xae, '→'),
        (0xaf, '↓'),
        (0xb0, '°'),
        (0xb1, '±'),
        (0xb2, '″'),
        (0xb3, '≥'),
        (0xb4, '×'),
        (0xb5, '∝'),
        (0xb6, '∂'),
        (0xb7, '•'),
        (0xb8, '÷'),
        (0xb9, '≠'),
        (0xba, '≡'),
        (0xbb, '≈'),
        (0xbc, '…'),
        (0xc6, '∅'),
        (0xc7, '∩'),
        (0xc8, '∪'),
        (0xc9, '⊃'),
        (0xcc, '⊂'),
        (0xce, '∈'),
        (0xcf, '∉'),
        (0xd0, '∠'),
        (0xd1, '∇'),
        (0xd6, '√'),
        (0xd8, '¬'),
        (0xd9, '∧'),
        (0xda, '∨'),
        (0xdb, '⇔'),
        (0xdc, '⇐'),
        (0xde, '⇒'),
        (0xe5, '∑'),
    ];
    match place {
        b'A'..=b'Z' => CAPITALS.chars().nth(usize::from(place - b'A')),
        b'a'..=b'z' => SMALL.chars().nth(usize::from(place - b'a')),
        _ => SIGNS.iter().find(|(known, _)| *known == place).map(|&(_, sign)| sign).or_else(|| {
            // Digits and most points are where ASCII has them.
            (place.is_ascii_graphic() || place == b' ').then_some(char::from(place))
        }),
    }
}

fn wingdings(place: u8) -> Option<char> {
    const SIGNS: [(u8, char); 24] = [
        (0x6c, '●'),
        (0x6e, '■'),
        (0x6f, '□'),
        (0x71, '❑'),
        (0x72, '❒'),
        (0x75, '◆'),
        (0x76, '❖'),
        (0x9f, '•'),
        (0xa1, '○'),
        (0xa7, '▪'),
        (0xa8, '◻'),
        (0xd8, '➢'),
        (0xdf, '←'),
        (0xe0, '→'),
        (0xe1, '↑'),
        (0xe2, '↓'),
        (0xe8, '➔'),
        (0xef, '⇦'),
        (0xf0, '⇨'),
        (0xf3, '⬄'),
        (0xfb, '✗'),
        (0xfc, '✓'),
        (0xfd, '☒'),
        (0xfe, '☑'),
    ];
    SIGNS.iter().find(|(known, _)| *known == place).map(|&(_, sign)| sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_known_fonts() {
        assert_eq!(character("Symbol", 0xf062), Some('β'));
        assert_eq!(character("Symbol", 0xf0b3), Some('≥'));
        assert_eq!(character("Wingdings", 0xf0fe), Some('☑'));
        assert_eq!(character("Webdings", 0xf041), None);
        assert_eq!(character("Arial", 0x2192), Some('→'));
    }
}
