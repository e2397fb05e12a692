//! Lists of words kept as sorted lines, and the numbers by which the networks know a word.
//!
//! The numbers are those of spaCy's `StringStore` (MIT): MurmurHash64A of the UTF-8 bytes with seed 1, but for some names
//! of labels and attributes, which have small numbers of their own. [appleby2008]

use std::cmp::Ordering;

/// Lines of a key and its values with tabs between, sorted by the bytes of the keys.
#[derive(Clone, Copy)]
pub struct Lines(pub &'static str);

impl Lines {
    /// The values of `key`, with tabs between; empty where it has none. O(log of the length).
    pub fn find(self, key: &str) -> Option<&'static str> {
        let text = self.0;
        let (mut low, mut high) = (0, text.len());
        // `low` is always the start of a line, and `high` the end of one.
        while low < high {
            let middle = low.midpoint(high);
            let start = text.as_bytes()[..middle].iter().rposition(|&byte| byte == b'\n').map_or(0, |place| place + 1);
            let end = text.as_bytes()[middle..]
                .iter()
                .position(|&byte| byte == b'\n')
                .map_or(text.len(), |ahead| middle + ahead);
            let line = text.get(start..end)?;
            let (own, values) = line.split_once('\t').unwrap_or((line, ""));
            match own.as_bytes().cmp(key.as_bytes()) {
                Ordering::Equal => return Some(values),
                Ordering::Less => low = end + 1,
                Ordering::Greater => high = start,
            }
        }
        None
    }

    /// Whether `key` is a key.
    pub fn holds(self, key: &str) -> bool {
        self.find(key).is_some()
    }
}

/// The words by whose names labels and attributes have numbers.
pub struct Numbers {
    pub names: Lines,
}

impl Numbers {
    /// The number of `word`.
    pub fn of(&self, word: &str) -> u64 {
        self.names.find(word).and_then(|number| number.parse().ok()).unwrap_or_else(|| hash(word))
    }
}

/// MurmurHash64A with seed 1.
pub fn hash(word: &str) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let (blocks, tail) = word.as_bytes().as_chunks::<8>();
    let length = u64::try_from(word.len()).unwrap_or(u64::MAX);
    let mut hash = 1 ^ length.wrapping_mul(M);
    for &block in blocks {
        let mut key = u64::from_le_bytes(block).wrapping_mul(M);
        key ^= key >> 47;
        hash = (hash ^ key.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash ^= hash >> 47;
    hash = hash.wrapping_mul(M);
    hash ^ hash >> 47
}

/// The four places of a number in a table of embeddings with this seed, before they are taken modulo its rows.
///
/// thinc's `MurmurHash3_x86_128_uint64` (MIT).
pub fn places(number: u64, seed: u64) -> [u32; 4] {
    let first = number.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    let (mut low, mut high) = (first ^ seed ^ 8, seed ^ 8);
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    (low, high) = (mixed(low), mixed(high));
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    [low, low >> 32, high, high >> 32].map(|place| (place & 0xffff_ffff) as u32)
}

fn mixed(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_spacy() {
        for (word, number) in [
            ("a", 11_901_859_001_352_538_922),
            ("hello", 5_983_625_672_228_268_878),
            ("“", 16_073_121_960_489_476_521),
            ("abcdefgh", 17_751_780_907_874_141_760),
            ("abcdefghi", 13_885_881_106_499_164_936),
            ("internationalisation", 8_729_853_314_229_540_275),
        ] {
            assert_eq!(hash(word), number, "{word}");
        }
    }

    #[test]
    fn places_are_those_of_thinc() {
        assert_eq!(places(0, 8), [0; 4]);
        assert_eq!(places(1, 8), [1_161_550_108, 2_247_783_286, 1_742_325_162, 1_224_191_281]);
        assert_eq!(places(hash("hello"), 8), [2_726_685_510, 2_083_710_382, 4_090_028_265, 978_081_925]);
    }

    #[test]
    fn lines_are_found() {
        let lines = Lines("a\t1\nab\nb\t2\t3\n“\tx\n");
        let found = ["a", "ab", "b", "“", "", "aa", "c", "\t", "a\t1"].map(|key| lines.find(key));
        assert_eq!(found, [Some("1"), Some(""), Some("2\t3"), Some("x"), None, None, None, None, None]);
        assert_eq!(Lines("").find("a"), None);
    }
}
