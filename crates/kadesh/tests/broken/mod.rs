//! Breaks cases in random ways, and checks that each is read or refused in words: for the test of the ordinary run and for the
//! example `fuzz`.

use kadesh::ask::{Bench, QUESTIONS, Settings};
use kadesh::case::{self, Files};
use kadesh::diagnostic::Diagnostic;

/// What a case may be broken with: signs, words and entries that stand anywhere in it.
const WORDS: &[&str] = &[
    "\"",
    "'",
    "\n",
    "=",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    "#",
    "\\",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\u{300}",
    "й",
    "日",
    "-1",
    "0",
    "1e308",
    "nan",
    "\"0.3..0.5\"",
    "\"5 to 3\"",
    "\"40%\"",
    "\"~5\"",
    "\"1,000\"",
    "true",
    "[]",
    "{}",
    "\"status quo\"",
    "points = ",
    "weight = 0\n",
    "values = { old = 1 }\n",
    "package = \"status quo\"\n",
    "rests_on = []\n",
    "because = \"x\"\n",
    "by = [\"a\", \"a\"]\n",
    "moves_with = { of = \"stake.a.b.weight\", by = \"same\" }\n",
    "[[exclude]]\npackage = {}\n",
    "[[bonus]]\nparty = \"x\"\nwhen = {}\nworth = 1\n",
    "[deal]\nneeds = { at_least = 9, of = [] }\n",
    "[deal]\nneeds = \"a and (b or\"\n",
    "[deal]\nbody = \"x\"\n",
    "[tables]\nstakes = \"t.csv\"\n",
    "[lever.x]\nneeds.x = 1\n",
    "[party.x]\npart_of = \"x\"\n",
    "[[statement]]\n",
    "[[act]]\n",
    "[[move]]\n",
    "[conflict]\n",
    "[option.o]\n",
    "[source.s]\nfile = \"../x\"\n",
];

/// Numbers that are a function of one seed.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0xd1b5_4a32_d192_ed03)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

/// How the reading of a broken case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There is a case, and every question has an answer or a refusal.
    Whole,
    /// It has faults.
    Faults,
}

/// A case broken in one to six places.
pub fn broken(text: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..1 + random.below(6) {
        let at = random.below(letters.len() + 1);
        let longest = [3, 30, 300][random.below(3)];
        let end = (at + random.below(1 + longest)).min(letters.len());
        match random.below(5) {
            0 => drop(letters.drain(at..end)),
            1 => {
                let piece = letters[at..end].to_vec();
                let to = random.below(letters.len() + 1);
                letters.splice(to..to, piece);
            }
            2 => letters[at..end].reverse(),
            _ => {
                let word = WORDS[random.below(WORDS.len())];
                // A new entry stands on a line of its own, mostly.
                let at = match word.ends_with('\n') && random.below(4) > 0 {
                    true => letters[at..]
                        .iter()
                        .position(|letter| *letter == '\n')
                        .map_or(letters.len(), |line| at + line + 1),
                    false => at,
                };
                letters.splice(at..at, word.chars());
            }
        }
    }
    letters.into_iter().collect()
}

/// Reads a case and asks it everything in a few draws. Stops the program where something is not as it has to be: a place outside
/// its text, a case beside a fault, neither of the two.
pub fn check(text: &str, files: &Files) -> Outcome {
    let checked = case::read(text).check(files);
    checked.diagnostics.iter().for_each(|told| placed(told, text));
    let faulty = checked.diagnostics.iter().any(|told| told.severity == kadesh::diagnostic::Severity::Fault);
    assert_eq!(checked.case.is_none(), faulty, "a case or a fault, and not both");
    let Some(case) = checked.case else { return Outcome::Faults };
    let bench = Bench::new(&case, Settings { seed: 1, draws: 3 });
    QUESTIONS.iter().for_each(|question| drop(question.ask(&bench)));
    Outcome::Whole
}

/// Every place in the case file is one of its text, between whole letters.
fn placed(told: &Diagnostic, text: &str) {
    for (span, _) in told.labels.iter().filter(|(span, _)| span.file == case::MAIN_FILE) {
        assert!(text.get(span.start..span.end).is_some(), "{span:?} of {told:?}");
    }
}
