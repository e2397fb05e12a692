//! A vector of 96 numbers for each word, out of its form and of the four words before and after it.
//!
//! spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder` with thinc's `HashEmbed`, `Maxout` and `LayerNorm` (all MIT): the
//! word's norm, first letter, last three letters and shape, whether a space follows and whether it is blank are looked up
//! in tables by their hashes, mixed, and four times mixed with those of the neighbours.

use std::collections::HashMap;

use super::characters::{Characters, Kind};
use super::file::File;
use super::matrix::Layer;
use super::tokeniser::Word;
use super::words::{Lines, Numbers, hash, places};

/// How many numbers a word has.
pub const WIDTH: usize = 96;
/// How many words on either side a vector depends on.
pub const REACH: usize = 4;
const PIECES: usize = 3;
const MIXED: usize = PIECES * WIDTH;
const COLUMNS: usize = 6;
/// The seed of the first table; each has one more than the last.
const SEED: u64 = 8;
/// How many looked-up values are kept at most when a piece of text begins: some 20 MB.
const KEPT: usize = 1 << 14;

/// The networks.
pub struct Vectors {
    numbers: Numbers,
    norms: Lines,
    tables: [super::file::Rows; COLUMNS],
    /// For each table, its share in the mixing.
    shares: [Layer; COLUMNS],
    norm: Norm,
    layers: [(Layer, Norm); 4],
}

/// Brings the numbers of a row to mean nought and variance one, then stretches and moves each.
struct Norm {
    stretch: Vec<f32>,
    shift: Vec<f32>,
}

/// What was looked up already in this text.
#[derive(Default)]
pub struct Known<'a> {
    /// For each word, where its four values lie.
    words: HashMap<(&'a str, Option<&'static str>), [usize; 4]>,
    /// For each value in each column, where it lies in `mixed`.
    values: HashMap<(usize, u64), usize>,
    /// `MIXED` numbers for each value.
    mixed: Vec<f32>,
}

impl Vectors {
    /// From the next sections of the file, with these names and norms.
    pub fn read(file: &mut File, names: Lines, norms: Lines) -> Vectors {
        let tables = std::array::from_fn(|_| file.rows(WIDTH));
        let weights = file.numbers(COLUMNS * WIDTH * MIXED);
        let bias = file.numbers(MIXED);
        let shares = std::array::from_fn(|column| {
            let share = &weights[column * WIDTH * MIXED..][..WIDTH * MIXED];
            Layer::new(share, if column == 0 { &bias } else { &[] }, WIDTH, MIXED)
        });
        let norm = Norm::read(file);
        let layers = std::array::from_fn(|_| (Layer::read(file, 3 * WIDTH, MIXED), Norm::read(file)));
        Vectors { numbers: Numbers { names }, norms, tables, shares, norm, layers }
    }

    /// The vectors of `words`, one after another.
    ///
    /// O(words), some 350,000 products each and 100,000 more for a value not yet known.
    pub fn of<'a>(&self, text: &'a str, words: &[Word], characters: &Characters, known: &mut Known<'a>) -> Vec<f32> {
        if known.mixed.len() > KEPT * MIXED {
            *known = Known::default();
        }
        // As many empty rows on either side as the last layer sees, and one more for the first to look at.
        let margin = REACH + 1;
        let mut vectors = vec![0.0; (words.len() + 2 * margin) * WIDTH];
        for (word, vector) in words.iter().zip(vectors[margin * WIDTH..].chunks_exact_mut(WIDTH)) {
            let mut mixed = [0.0; MIXED];
            for place in self.values(text, word, characters, known) {
                add(&mut mixed, &known.mixed[place..][..MIXED]);
            }
            best(&mixed, vector);
            self.norm.apply(vector);
        }
        let mut mixed = vec![0.0; (words.len() + 2 * REACH) * MIXED];
        for (layer, norm) in &self.layers {
            layer.apply(&vectors, WIDTH, &mut mixed);
            for (mixed, vector) in mixed.chunks_exact(MIXED).zip(vectors[WIDTH..].chunks_exact_mut(WIDTH)) {
                let mut change = [0.0; WIDTH];
                best(mixed, &mut change);
                norm.apply(&mut change);
                add(vector, &change);
            }
        }
        vectors.truncate((words.len() + margin) * WIDTH);
        vectors.drain(..margin * WIDTH);
        vectors
    }

    /// Where the six values of a word lie.
    fn values<'a>(
        &self,
        text: &'a str,
        word: &Word,
        characters: &Characters,
        known: &mut Known<'a>,
    ) -> [usize; COLUMNS] {
        let form = &text[word.span.clone()];
        let form_values = match known.words.get(&(form, word.norm)) {
            Some(&values) => values,
            None => {
                let values = self.form(form, word.norm, characters);
                let values = std::array::from_fn(|column| self.value(column, values[column], known));
                known.words.insert((form, word.norm), values);
                values
            }
        };
        let blank = characters.all(form, Kind::Blank);
        let spaced = !blank && text[word.span.end..].starts_with(' ');
        let [norm, prefix, suffix, shape] = form_values;
        let (spaced, blank) = (self.value(4, spaced.into(), known), self.value(5, blank.into(), known));
        [norm, prefix, suffix, shape, spaced, blank]
    }

    /// The numbers of a word's norm, first letter, last three letters and shape.
    fn form(&self, form: &str, norm: Option<&'static str>, characters: &Characters) -> [u64; 4] {
        let norm = norm.or_else(|| self.norms.find(&format!("{:016x}", hash(form))));
        let suffix = form.char_indices().rev().take(3).last().map_or(0, |(place, _)| place);
        let prefix = form.chars().next().map_or(0, char::len_utf8);
        [
            norm.map_or_else(|| self.numbers.of(&form.to_lowercase()), |norm| self.numbers.of(norm)),
            self.numbers.of(&form[..prefix]),
            self.numbers.of(&form[suffix..]),
            self.numbers.of(&shape(form, characters)),
        ]
    }

    /// Where the share of a value in the mixing lies.
    fn value(&self, column: usize, number: u64, known: &mut Known) -> usize {
        if let Some(&place) = known.values.get(&(column, number)) {
            return place;
        }
        let table = &self.tables[column];
        let mut row = [0.0; WIDTH];
        for place in places(number, SEED + column as u64) {
            table.add(place as usize % table.len().max(1), &mut row);
        }
        let place = known.mixed.len();
        known.mixed.resize(place + MIXED, 0.0);
        self.shares[column].apply(&row, WIDTH, &mut known.mixed[place..]);
        known.values.insert((column, number), place);
        place
    }
}

impl Norm {
    fn read(file: &mut File) -> Norm {
        Norm { stretch: file.numbers(WIDTH), shift: file.numbers(WIDTH) }
    }

    fn apply(&self, row: &mut [f32]) {
        let mean = sum(row, |value| value) / WIDTH as f32;
        let variance = sum(row, |value| (value - mean) * (value - mean)) / WIDTH as f32 + 1e-8;
        let scale = 1.0 / variance.sqrt();
        for ((value, stretch), shift) in row.iter_mut().zip(&self.stretch).zip(&self.shift) {
            *value = (*value - mean) * scale * stretch + shift;
        }
    }
}

/// A sum in eight lanes that are added at the end, in this order on every machine.
#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; 8];
    for values in row.as_chunks::<8>().0 {
        for (lane, &value) in lanes.iter_mut().zip(values) {
            *lane += of(value);
        }
    }
    lanes.iter().sum()
}

fn add(row: &mut [f32], other: &[f32]) {
    for (value, other) in row.iter_mut().zip(other) {
        *value += other;
    }
}

/// The greatest of the three pieces of each number.
fn best(mixed: &[f32], row: &mut [f32]) {
    let (first, rest) = mixed.split_at(WIDTH);
    let (second, third) = rest.split_at(WIDTH);
    for (((value, first), second), third) in row.iter_mut().zip(first).zip(second).zip(third) {
        *value = first.max(*second).max(*third);
    }
}

/// The shape of a word: `Xxxxx` for “Geneva”, `dd` for “42”; of a run of one kind, four at most.
fn shape(word: &str, characters: &Characters) -> String {
    if word.chars().nth(99).is_some() {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(word.len());
    let (mut last, mut run) = (None, 0);
    for character in word.chars() {
        let sign = if characters.is(character, Kind::Letter) {
            if character.is_uppercase() { 'X' } else { 'x' }
        } else if characters.is(character, Kind::Digit) {
            'd'
        } else {
            character
        };
        run = if last == Some(sign) { run + 1 } else { 0 };
        last = Some(sign);
        if run < 4 {
            shape.push(sign);
        }
    }
    shape
}
