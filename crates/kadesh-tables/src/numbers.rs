//! Numbers as people type them: finds the decimal mark of a table, takes out what groups thousands, and leaves the rest.

use crate::cell::{Cell, CellKind};
use crate::dialect::{Basis, Decimal, Mark};
use crate::fault::{Fault, Faults};
use crate::place::Place;

/// Shows every cell that may hold a number to a visitor.
pub(crate) type VisitAll<'a> = dyn FnMut(&mut dyn FnMut(&mut Cell)) + 'a;

/// Finds the decimal mark from all cells that hold numbers, and writes each number with a decimal point.
pub(crate) fn settle(cells: &mut VisitAll<'_>, said: Option<Mark>, faults: &mut Faults) -> Decimal {
    let mut evidence = Evidence::default();
    cells(&mut |cell| evidence.weigh(cell));
    let convention = evidence.judge(said, faults);
    cells(&mut |cell| convention.apply(cell));
    convention.decimal
}

/// The numbers of a cell, which have a decimal point, with the decimal mark of a table. Where nothing else settles the
/// mark, a nought more tells that `1.234` has decimals.
pub(crate) fn with_mark(text: &str, mark: Mark, settled: bool) -> String {
    rewritten(text.trim(), |token, out| match token.shape {
        Shape::Decimal(Mark::Point) | Shape::Either(Mark::Point) => {
            out.push_str(&token.slice(text.trim()).replace('.', &mark.character().to_string()));
            if !settled && token.shape.either().is_some() {
                out.push('0');
            }
        }
        Shape::Plain | Shape::Decimal(Mark::Comma) | Shape::Either(Mark::Comma) => {
            out.push_str(token.slice(text.trim()))
        }
        Shape::Grouped(_) | Shape::OneSpace | Shape::Spaced => out.push_str(token.slice(text.trim())),
    })
}

/// Whether some of the numbers can be read in two ways, and none tells which is meant.
pub(crate) fn is_ambiguous(texts: impl Iterator<Item = String>) -> bool {
    let mut either = false;
    for text in texts {
        for token in scan(text.trim()).unwrap_or_default().tokens() {
            if token.shape.mark().is_some() {
                return false;
            }
            either |= token.shape.either().is_some();
        }
    }
    either
}

/// A plain number with a decimal point, for sums.
pub(crate) fn plain(text: &str) -> Option<f64> {
    let text = text.trim_end_matches('%').trim_end();
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    is_plain.then(|| text.parse::<f64>().ok()).flatten().filter(|number| number.is_finite())
}

/// What the cells tell about the marks of the table.
#[derive(Debug, Default)]
struct Evidence {
    point: Witness,
    comma: Witness,
    /// `1.234`, `1,234`
    either: Witness,
    /// `1 234`
    one_space: Witness,
    /// `1 234 567`, `1 234,5`
    spaces: bool,
}

/// How many cells tell something, and the first of them.
#[derive(Debug, Default)]
struct Witness {
    cells: usize,
    first: Option<(String, Place)>,
}

/// How the numbers of the table are written.
#[derive(Debug)]
struct Convention {
    decimal: Decimal,
    /// Whether a space between digits groups thousands.
    spaces: bool,
}

impl Evidence {
    fn weigh(&mut self, cell: &Cell) {
        let Some(numbers) = scan(cell.text()) else { return };
        let has = |wanted: fn(&Shape) -> bool| numbers.tokens().any(|token| wanted(&token.shape));
        self.spaces |= has(|shape| matches!(shape, Shape::Spaced));
        self.spaces |= numbers.tokens().any(|token| token.shape.mark().is_some() && token.has_space(cell.text()));
        let witnesses = [
            (&mut self.point, has(|shape| shape.mark() == Some(Mark::Point))),
            (&mut self.comma, has(|shape| shape.mark() == Some(Mark::Comma))),
            (&mut self.either, has(|shape| matches!(shape, Shape::Either(_)))),
            (&mut self.one_space, has(|shape| matches!(shape, Shape::OneSpace))),
        ];
        for (witness, _) in witnesses.into_iter().filter(|(_, has)| *has) {
            witness.cells += 1;
            witness.first.get_or_insert_with(|| (cell.text().to_owned(), cell.place().clone()));
        }
    }

    fn judge(self, said: Option<Mark>, faults: &mut Faults) -> Convention {
        let mark = match (said, &self.point.first, &self.comma.first) {
            (Some(said), ..) => self.judge_said(said, faults),
            (None, Some(point), Some(comma)) => {
                faults.push(Fault::DecimalMarks {
                    point: (point.0.clone(), point.1.clone(), self.point.cells),
                    comma: (comma.0.clone(), comma.1.clone(), self.comma.cells),
                });
                return Convention { decimal: Decimal::UNSEEN, spaces: self.spaces };
            }
            (None, Some(_), None) => Some((Mark::Point, Basis::Cells(self.point.cells))),
            (None, None, Some(_)) => Some((Mark::Comma, Basis::Cells(self.comma.cells))),
            (None, None, None) => None,
        };
        if mark.is_none() {
            self.either.report(faults, either_readings);
        }
        let spaces = self.spaces || mark.is_some();
        if !spaces {
            self.one_space.report(faults, space_readings);
        }
        let decimal = mark.map_or(Decimal::UNSEEN, |(mark, basis)| Decimal { mark: Some(mark), basis });
        Convention { decimal, spaces }
    }

    fn judge_said(&self, said: Mark, faults: &mut Faults) -> Option<(Mark, Basis)> {
        let against = match said {
            Mark::Point => &self.comma,
            Mark::Comma => &self.point,
        };
        if let Some(cell) = &against.first {
            faults.push(Fault::DecimalMarkSaid { said: said.in_words(), cell: cell.clone(), cells: against.cells });
        }
        Some((said, Basis::Said))
    }
}

impl Witness {
    fn report(&self, faults: &mut Faults, readings: fn(&str) -> ([String; 2], Option<String>)) {
        if let Some(cell) = &self.first {
            let (readings, instead) = readings(&cell.0);
            faults.push(Fault::AmbiguousNumber { cell: cell.clone(), readings, instead, others: self.cells - 1 });
        }
    }
}

fn either_readings(text: &str) -> ([String; 2], Option<String>) {
    let decimal = rewritten(text, |token, out| token.write(text, token.shape.either(), out));
    let grouped = rewritten(text, |token, out| token.write(text, token.shape.either().map(Mark::other), out));
    let instead = rewritten(text, |token, out| {
        out.push_str(token.slice(text));
        if matches!(token.shape, Shape::Either(_)) {
            out.push('0');
        }
    });
    ([grouped, decimal], Some(instead))
}

fn space_readings(text: &str) -> ([String; 2], Option<String>) {
    let grouped = rewritten(text, |token, out| token.write(text, None, out));
    let apart = rewritten(text, |token, out| out.push_str(&token.slice(text).replace(' ', " and ")));
    ([grouped, apart], None)
}

impl Convention {
    /// Writes the numbers of a cell with a decimal point; says that a cell is unclear where the table does not tell.
    fn apply(&self, cell: &mut Cell) {
        let Some(numbers) = scan(cell.text()) else { return };
        let kind = if cell.text().contains('%') { CellKind::Percent } else { CellKind::Number };
        if !numbers.tokens().all(|token| self.tells(&token.shape)) {
            cell.set_kind(CellKind::Unclear);
        } else if numbers.tokens().all(|token| self.is_as_wanted(token, cell.text())) {
            cell.set_kind(kind);
        } else {
            let text = rewritten(cell.text(), |token, out| token.write(cell.text(), self.decimal.mark, out));
            cell.set_understood(&text, kind);
        }
    }

    /// Whether a number has a decimal point and no other mark already.
    fn is_as_wanted(&self, token: &Token, text: &str) -> bool {
        match token.shape {
            Shape::Plain => true,
            Shape::Decimal(Mark::Point) => token.slice(text).bytes().all(|byte| byte == b'.' || byte.is_ascii_digit()),
            Shape::Either(Mark::Point) => self.decimal.mark == Some(Mark::Point),
            Shape::Decimal(Mark::Comma) | Shape::Either(Mark::Comma) => false,
            Shape::Grouped(_) | Shape::OneSpace | Shape::Spaced => false,
        }
    }

    fn tells(&self, shape: &Shape) -> bool {
        match shape {
            Shape::Plain | Shape::Spaced => true,
            Shape::OneSpace => self.spaces,
            Shape::Either(_) => self.decimal.mark.is_some(),
            Shape::Decimal(mark) => self.decimal.mark == Some(*mark),
            Shape::Grouped(mark) => self.decimal.mark == Some(mark.other()),
        }
    }
}

/// The numbers of a cell: one, or up to three of a range.
#[derive(Debug, Default, Clone, Copy)]
struct Numbers {
    list: [Option<Token>; 3],
}

/// The digits of one number, with the marks between them, and without sign, exponent and per cent sign.
#[derive(Debug, Clone, Copy)]
struct Token {
    start: usize,
    end: usize,
    shape: Shape,
}

/// What the marks of a number tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `1234`
    Plain,
    /// `0,5`, `1.234,5`: the decimal mark is certain.
    Decimal(Mark),
    /// `1.234.567`: this mark groups, so the decimal mark is the other.
    Grouped(Mark),
    /// `1.234`: this mark groups or is the decimal mark.
    Either(Mark),
    /// `1 234` with a space as on the keyboard: one number or two.
    OneSpace,
    /// `1 234 567`, `1'234`, a no-break space: one number.
    Spaced,
}

impl Shape {
    /// The decimal mark that the number makes certain.
    fn mark(&self) -> Option<Mark> {
        match self {
            Shape::Decimal(mark) => Some(*mark),
            Shape::Grouped(mark) => Some(mark.other()),
            Shape::Plain | Shape::Either(_) | Shape::OneSpace | Shape::Spaced => None,
        }
    }

    fn either(&self) -> Option<Mark> {
        match self {
            Shape::Either(mark) => Some(*mark),
            Shape::Plain | Shape::Decimal(_) | Shape::Grouped(_) | Shape::OneSpace | Shape::Spaced => None,
        }
    }
}

impl Numbers {
    fn tokens(&self) -> impl Iterator<Item = &Token> {
        self.list.iter().flatten()
    }
}

impl Token {
    fn slice<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    fn has_space(&self, text: &str) -> bool {
        self.slice(text).contains(is_space)
    }

    /// The number with `mark` as a decimal point and without any other mark.
    fn write(&self, text: &str, mark: Option<Mark>, out: &mut String) {
        for character in self.slice(text).chars() {
            if character.is_ascii_digit() {
                out.push(character);
            } else if mark.map(Mark::character) == Some(character) {
                out.push('.');
            }
        }
    }
}

/// The text with each of its numbers written anew.
fn rewritten(text: &str, write: impl Fn(&Token, &mut String)) -> String {
    let numbers = scan(text).unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for token in numbers.tokens() {
        out.push_str(text.get(at..token.start).unwrap_or_default());
        write(token, &mut out);
        at = token.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The numbers of a cell that holds a number or a range and nothing else: `0.4`, `~5`, `0,3..0,5`, `0.3 to 0.5`, `5±1`,
/// `30..40 %`. None for any other words.
fn scan(text: &str) -> Option<Numbers> {
    // Most cells are words; the first letter tells.
    text.starts_with(|first: char| first.is_ascii_digit() || "+-−~≈.,".contains(first)).then_some(())?;
    let mut numbers = Numbers::default();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        numbers.list[0] = Some(Token { start: 0, end: text.len(), shape: Shape::Plain });
        return Some(numbers);
    }
    let mut only_dots = true;
    let mut rest = text.trim_start_matches(['~', '≈']).trim_start();
    for slot in &mut numbers.list {
        rest = rest.strip_prefix(['+', '-', '−']).unwrap_or(rest).trim_start();
        let start = text.len() - rest.len();
        let length = mantissa(rest);
        let (digits, after) = rest.split_at_checked(length)?;
        *slot = Some(Token { start, end: start + length, shape: shape(digits)? });
        rest = past_exponent(after).trim_start();
        rest = rest.strip_prefix('%').unwrap_or(rest).trim_start();
        if rest.is_empty() {
            // Three numbers are a range only with two dots between them; `2024-05-08` is a date.
            let is_range = numbers.list[2].is_none() || only_dots;
            return is_range.then_some(numbers);
        }
        let (joint, after) = past_joint(rest)?;
        only_dots &= joint == "..";
        rest = after.trim_start();
    }
    None
}

/// The word or mark that joins the two ends of a range, and what stands after it.
fn past_joint(rest: &str) -> Option<(&'static str, &str)> {
    const JOINTS: [&str; 9] = ["..", "–", "—", "±", "+/-", "+-", "-", "…", "to "];
    JOINTS.iter().find_map(|joint| Some((*joint, rest.strip_prefix(joint)?)))
}

fn past_exponent(rest: &str) -> &str {
    let Some(exponent) = rest.strip_prefix(['e', 'E']) else { return rest };
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let after = digits.trim_start_matches(|character: char| character.is_ascii_digit());
    if after.len() < digits.len() { after } else { rest }
}

/// How many bytes of digits, with marks between them, the words begin with. A decimal mark may come first.
fn mantissa(rest: &str) -> usize {
    let mut end = 0;
    let mut characters = rest.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let is_digit = character.is_ascii_digit();
        let digit_follows = characters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let may_stand = at > 0 || matches!(character, '.' | ',');
        if !(is_digit || may_stand && is_mark(character) && digit_follows) {
            break;
        }
        end = at + character.len_utf8();
    }
    end
}

fn shape(digits: &str) -> Option<Shape> {
    let Some(at) = digits.rfind(is_mark) else { return (!digits.is_empty()).then_some(Shape::Plain) };
    let last = digits.get(at..)?.chars().next()?;
    let whole = digits.get(..at)?;
    let decimals = digits.get(at + last.len_utf8()..)?;
    let alike = |mark: char| mark == last || is_space(mark) && is_space(last);
    let Some(mark) = decimal_mark(last) else {
        return grouped(digits, alike).then(|| space_shape(digits, last));
    };
    let groups = whole.find(is_mark).is_some();
    match (groups, whole.contains(last)) {
        (false, _) if grouped(digits, alike) => Some(Shape::Either(mark)),
        (false, _) => Some(Shape::Decimal(mark)),
        (true, true) => grouped(digits, alike).then_some(Shape::Grouped(mark)),
        (true, false) => {
            let first = whole.chars().find(|character| is_mark(*character))?;
            let alike = |mark: char| mark == first || is_space(mark) && is_space(first);
            (grouped(whole, alike) && !decimals.is_empty()).then_some(Shape::Decimal(mark))
        }
    }
}

fn space_shape(digits: &str, last: char) -> Shape {
    let once = digits.chars().filter(|character| is_mark(*character)).count() == 1;
    if last == ' ' && once { Shape::OneSpace } else { Shape::Spaced }
}

/// Whether the marks, which must be alike, stand where thousands are grouped: `1.234.567`, and not `0.123` or `12.34`.
fn grouped(digits: &str, alike: impl Fn(char) -> bool) -> bool {
    let mut groups = digits.split(is_mark);
    let first = groups.next().unwrap_or_default();
    let mut others = groups.peekable();
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && others.peek().is_some()
        && others.all(|group| group.len() == 3)
        && digits.chars().filter(|character| is_mark(*character)).all(alike)
}

fn decimal_mark(character: char) -> Option<Mark> {
    match character {
        '.' => Some(Mark::Point),
        ',' => Some(Mark::Comma),
        _ => None,
    }
}

fn is_mark(character: char) -> bool {
    matches!(character, '.' | ',' | '\'' | '’') || is_space(character)
}

/// A space, a no-break space, a narrow no-break space, a thin space.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str], said: Option<Mark>) -> (Vec<String>, Vec<CellKind>, Decimal, Vec<Fault>) {
        let cell = |(at, text): (usize, &&str)| Cell::new(text, Place::Bytes { start: at, end: at + 1 });
        let mut cells: Vec<Cell> = texts.iter().enumerate().map(cell).collect();
        let mut faults = Faults::default();
        let decimal = settle(&mut |visit| cells.iter_mut().for_each(&mut *visit), said, &mut faults);
        let words = cells.iter().map(|cell| cell.text().to_owned()).collect();
        (words, cells.iter().map(|cell| cell.kind().clone()).collect(), decimal, faults.finish())
    }

    fn words(texts: &[&str]) -> Vec<String> {
        let (words, _, _, faults) = read(texts, None);
        assert_eq!(faults, []);
        words
    }

    #[test]
    fn a_decimal_comma_holds_for_the_whole_table() {
        let (words, _, decimal, faults) = read(&["0,4", "1", "1.234", "0,25"], None);
        assert_eq!(words, ["0.4", "1", "1234", "0.25"]);
        assert_eq!(decimal, Decimal { mark: Some(Mark::Comma), basis: Basis::Cells(2) });
        assert_eq!(faults, []);
    }

    #[test]
    fn ranges_keep_all_but_their_marks() {
        let texts =
            ["0,3..0,5", "0,3-0,5", "0,3 to 0,5", "5±1,5", "40,5 %", "~5,25", "0,3..0,4..0,6", "-1,5e-3", "−2,5"];
        let wanted =
            ["0.3..0.5", "0.3-0.5", "0.3 to 0.5", "5±1.5", "40.5 %", "~5.25", "0.3..0.4..0.6", "-1.5e-3", "−2.5"];
        assert_eq!(words(&texts), wanted);
        assert_eq!(words(&["0.3..0.5", "1,234.5–2,000.5"]), ["0.3..0.5", "1234.5–2000.5"]);
    }

    #[test]
    fn words_are_never_changed() {
        let texts =
            ["north", "1,5 kg", "12.05.2024", "2024-05-08", "1,2,3", "v1.2", "", "5.", "1.5|2.5", "a,b", "12 34"];
        let (words, kinds, decimal, faults) = read(&texts, None);
        assert_eq!(words, texts);
        assert!(kinds.iter().all(|kind| matches!(kind, CellKind::Text | CellKind::Blank)), "{kinds:?}");
        assert_eq!((decimal, faults), (Decimal::UNSEEN, Vec::new()));
    }

    #[test]
    fn spaces_and_apostrophes_group() {
        assert_eq!(words(&["9 500 000", "450 000"]), ["9500000", "450000"]);
        assert_eq!(
            words(&["450\u{a0}000", "1'234", "1\u{202f}234,5", "12’345"]),
            ["450000", "1234", "1234.5", "12345"]
        );
        assert_eq!(words(&["450 000", "0,5"]), ["450000", "0.5"]);
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_a_fault() {
        let (words, kinds, _, faults) = read(&["1.234", "7", "5.678"], None);
        assert_eq!(words, ["1.234", "7", "5.678"]);
        assert_eq!(kinds, [CellKind::Unclear, CellKind::Number, CellKind::Unclear]);
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].message(), "`1.234` can be read as `1234` or as `1.234`");
        assert!(faults[0].hint().unwrap().contains("`1.2340`"), "{:?}", faults[0].hint());
        let (_, _, _, faults) = read(&["1 234"], None);
        assert_eq!(faults[0].message(), "`1 234` can be read as `1234` or as `1 and 234`");
    }

    #[test]
    fn marks_that_contradict_are_a_fault_with_both_places() {
        let (_, kinds, decimal, faults) = read(&["0,4", "0.5", "3", "0,6"], None);
        assert_eq!(kinds, [CellKind::Unclear, CellKind::Unclear, CellKind::Number, CellKind::Unclear]);
        assert_eq!(decimal, Decimal::UNSEEN);
        assert_eq!(faults[0].message(), "`0.5` has a decimal point and `0,4` a decimal comma");
        let starts: Vec<usize> = faults[0].labels().iter().map(|(place, _)| place.bytes().unwrap().start).collect();
        assert_eq!(starts, [0, 1]);
        assert_eq!(read(&["1.234.567", "0.5"], None).3[0].code(), "decimal-marks");
    }

    #[test]
    fn the_caller_can_settle_it() {
        assert_eq!(read(&["1.234"], Some(Mark::Comma)).0, ["1234"]);
        assert_eq!(read(&["1.234"], Some(Mark::Point)).0, ["1.234"]);
        assert_eq!(
            read(&["1.5"], Some(Mark::Comma)).3[0].message(),
            "the table is said to have a decimal comma, and a cell says `1.5`"
        );
    }
}
