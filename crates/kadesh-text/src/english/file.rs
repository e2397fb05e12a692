//! The file of weights and word lists, read section by section.
//!
//! `weights/convert.py` writes it. A section is its length in bytes (32 bits, low byte first) and so many bytes. Where the
//! file ends too early, what is missing reads as empty or as noughts, so that nothing here can fail; the tests of the
//! parent see that the file is whole.

const NAME: &[u8] = b"KDENG001";

/// What is still to be read.
pub struct File {
    rest: &'static [u8],
}

/// A table of numbers in rows, left in the file until a row is asked for.
pub struct Rows {
    halves: &'static [[u8; 2]],
    width: usize,
}

impl File {
    /// From its first section on.
    pub fn new(bytes: &'static [u8]) -> File {
        File { rest: bytes.strip_prefix(NAME).unwrap_or_default() }
    }

    /// The bytes of the next section.
    pub fn bytes(&mut self) -> &'static [u8] {
        let Some((length, rest)) = self.rest.split_first_chunk::<4>() else { return &[] };
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX).min(rest.len());
        let (section, rest) = rest.split_at(length);
        self.rest = rest;
        section
    }

    /// The next section as text.
    pub fn text(&mut self) -> &'static str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    /// The next section as `count` numbers, from halves.
    pub fn numbers(&mut self, count: usize) -> Vec<f32> {
        let mut numbers: Vec<f32> = self.bytes().as_chunks().0.iter().map(|&half| whole(half)).collect();
        numbers.resize(count, 0.0);
        numbers
    }

    /// The next section as a table with rows of `width`.
    pub fn rows(&mut self, width: usize) -> Rows {
        Rows { halves: self.bytes().as_chunks().0, width }
    }

    /// The next section as pairs of first and last code points.
    pub fn ranges(&mut self) -> Vec<(u32, u32)> {
        let points = self.bytes().as_chunks::<4>().0.iter().map(|&point| u32::from_le_bytes(point));
        points.clone().step_by(2).zip(points.skip(1).step_by(2)).collect()
    }

    /// Whether all was read.
    #[cfg(test)]
    pub fn is_done(&self) -> bool {
        self.rest.is_empty()
    }
}

impl Rows {
    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.halves.len() / self.width
    }

    /// Adds a row to `sum`, which is as wide. No such row, no change.
    pub fn add(&self, row: usize, sum: &mut [f32]) {
        let row = self.halves.get(row * self.width..).unwrap_or_default();
        for (sum, &half) in sum.iter_mut().zip(row) {
            *sum += whole(half);
        }
    }
}

/// The number that a half (IEEE 754 binary16, low byte first) stands for; exact for all that are finite.
fn whole(half: [u8; 2]) -> f32 {
    /// 2¹¹²: the difference between the biases of the exponents, 127 and 15.
    const BIAS: f32 = 5_192_296_858_534_827_628_530_496_329_220_096.0;
    let half = u32::from(u16::from_le_bytes(half));
    f32::from_bits((half & 0x8000) << 16 | (half & 0x7fff) << 13) * BIAS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_read_exactly() {
        for (bits, number) in
            [(0x3c00, 1.0), (0xc000, -2.0), (0x0001, 5.960_464_5e-8), (0x7bff, 65504.0), (0x3555, 0.333_251_95)]
        {
            let half: u16 = bits;
            assert_eq!(whole(half.to_le_bytes()), number);
        }
    }

    #[test]
    fn a_short_file_reads_as_nothing() {
        let mut file = File::new(b"KDENG001\x09\0\0\0ab");
        assert_eq!((file.text(), file.text(), file.numbers(2)), ("ab", "", vec![0.0, 0.0]));
        file.rows(4).add(1, &mut [0.0; 4]);
        assert!(file.ranges().is_empty() && file.is_done());
    }
}
