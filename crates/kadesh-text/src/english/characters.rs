//! What kinds of characters there are, for cutting words and for their shapes.
//!
//! The kinds are those of Python 3.11 and of spaCy's `char_classes.py` (MIT), one by one, from the file of weights.

use super::file::File;

/// A kind of characters.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Letters of any script.
    Letter,
    /// Digits of any script, raised ones too.
    Digit,
    /// Blanks.
    Blank,
    /// Letters as the cutting rules know them.
    Alpha,
    /// Small letters, and letters of scripts without small ones.
    Lower,
    /// Capitals, and letters of scripts without capitals.
    Upper,
    /// Pictures and other signs.
    Icon,
    /// Quotation marks and brackets of many scripts.
    Quote,
    /// What is cut off the front of a word.
    Prefix,
    /// What is cut off the end of a word.
    Suffix,
    /// What a full stop that is cut off may follow.
    BeforeStop,
}

const KINDS: usize = 11;

/// All kinds.
pub struct Characters {
    /// For each of the first 128 characters, one bit for each kind.
    first: [u16; 128],
    /// For each kind, the first and last code points of its stretches, in order.
    stretches: [Vec<(u32, u32)>; KINDS],
}

impl Characters {
    /// From the next sections of the file.
    pub fn read(file: &mut File) -> Characters {
        let stretches: [_; KINDS] = std::array::from_fn(|_| file.ranges());
        let mut first = [0; 128];
        for (kind, stretches) in stretches.iter().enumerate() {
            for (point, bits) in (0..).zip(&mut first) {
                if within(stretches, point) {
                    *bits |= 1 << kind;
                }
            }
        }
        Characters { first, stretches }
    }

    /// Whether the character is of this kind. O(log of the stretches).
    pub fn is(&self, character: char, kind: Kind) -> bool {
        let point = u32::from(character);
        match self.first.get(point as usize) {
            Some(bits) => bits >> kind as usize & 1 == 1,
            None => within(&self.stretches[kind as usize], point),
        }
    }

    /// Whether all of a word are; false for none.
    pub fn all(&self, word: &str, kind: Kind) -> bool {
        !word.is_empty() && word.chars().all(|character| self.is(character, kind))
    }
}

fn within(stretches: &[(u32, u32)], point: u32) -> bool {
    let after = stretches.partition_point(|&(first, _)| first <= point);
    after > 0 && stretches.get(after - 1).is_some_and(|&(_, last)| point <= last)
}
