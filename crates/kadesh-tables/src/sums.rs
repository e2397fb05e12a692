//! Finds rows that add up the others, which people leave below a table.

use crate::cell::Cell;
use crate::fault::Fault;
use crate::heads::{Heads, Holds};
use crate::numbers::plain;
use crate::table::Row;

/// The words that begin or end the first cell of a row of sums, in the languages of many a foreign ministry.
const WORDS: [&str; 26] = [
    "total",
    "totals",
    "sum",
    "sums",
    "subtotal",
    "σ",
    "∑",
    "summe",
    "gesamt",
    "insgesamt",
    "zusammen",
    "somme",
    "totaux",
    "totale",
    "totali",
    "suma",
    "razem",
    "ogółem",
    "soma",
    "totaal",
    "итого",
    "всего",
    "разом",
    "усього",
    "toplam",
    "合计",
];

/// Takes the rows of sums out, each with a fault that says so.
pub(crate) fn take_out(rows: Vec<Row>, heads: &Heads) -> (Vec<Row>, Vec<Fault>) {
    let mut sums = Sums::new(heads);
    let mut faults = Vec::new();
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        match sums.word_of(&row).or_else(|| sums.add_up(&row).then_some(None)) {
            Some(word) => {
                faults.push(Fault::SumRow { word, place: row.place().clone() });
                sums.since = vec![0.0; sums.since.len()];
            }
            None => {
                sums.add(&row);
                kept.push(row);
            }
        }
    }
    (kept, faults)
}

/// The sums of the columns so far: from the top, and since the last row of sums.
struct Sums<'a> {
    heads: &'a Heads,
    from_top: Vec<f64>,
    since: Vec<f64>,
    rows: usize,
}

impl Sums<'_> {
    fn new(heads: &Heads) -> Sums<'_> {
        let nought = vec![0.0; heads.headings().len()];
        Sums { heads, from_top: nought.clone(), since: nought, rows: 0 }
    }

    /// The word that says that a row holds sums. The row must lack a needed cell or hold nothing else but numbers: a
    /// party may be called `sum`.
    fn word_of(&self, row: &Row) -> Option<Option<String>> {
        let at = row.cells().iter().position(|cell| !cell.is_blank())?;
        let first = row.cells().get(at)?.text();
        let is_sum = || {
            let mut words = first.split_whitespace();
            let ends = [words.next(), words.next_back()];
            ends.into_iter().flatten().any(is_word)
        };
        let lacks = || {
            self.heads.headings().iter().enumerate().any(|(index, heading)| {
                heading.column.is_some_and(|column| column.needed) && row.cells().get(index).is_none_or(Cell::is_blank)
            })
        };
        let mut others = row.cells().iter().skip(at + 1).filter(|cell| !cell.is_blank()).peekable();
        let numbers = others.peek().is_some() && others.all(|cell| plain(cell.text()).is_some());
        ((lacks() || numbers) && is_sum()).then(|| Some(first.to_owned()))
    }

    /// Whether a row has numbers only, and each is the sum of its column.
    fn add_up(&self, row: &Row) -> bool {
        let mut filled = row.cells().iter().enumerate().filter(|(_, cell)| !cell.is_blank()).peekable();
        let has_words = self
            .heads
            .headings()
            .iter()
            .any(|heading| heading.column.is_some_and(|column| column.holds == Holds::Text));
        self.rows > 1 && has_words && filled.peek().is_some() && filled.all(|(index, cell)| self.is_sum(index, cell))
    }

    fn is_sum(&self, index: usize, cell: &Cell) -> bool {
        let Some(number) = plain(cell.text()) else { return false };
        let near = |sum: &f64| (sum - number).abs() <= 1e-9 * (1.0 + number.abs());
        let is_number = self.heads.holds(index) != Some(Holds::Text);
        is_number && (self.from_top.get(index).is_some_and(near) || self.since.get(index).is_some_and(near))
    }

    fn add(&mut self, row: &Row) {
        self.rows += 1;
        for (index, cell) in row.cells().iter().enumerate() {
            let number = if self.heads.holds(index) == Some(Holds::Text) { None } else { plain(cell.text()) };
            for sums in [&mut self.from_top, &mut self.since] {
                if let (Some(number), Some(sum)) = (number, sums.get_mut(index)) {
                    *sum += number;
                }
            }
        }
    }
}

fn is_word(word: &str) -> bool {
    let word = word.trim_matches(|character: char| !character.is_alphanumeric() && character != '∑');
    // Greek writes its last sigma differently, and a lone one counts as the last.
    let letters = || word.chars().flat_map(char::to_lowercase).map(|letter| if letter == 'ς' { 'σ' } else { letter });
    WORDS.iter().any(|known| letters().eq(known.chars()))
}
