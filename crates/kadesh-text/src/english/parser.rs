//! Which word hangs on which, and where sentences begin.
//!
//! spaCy's greedy transition-based parser (MIT): from the vectors of eight words at the border of what is read, a small
//! network scores the moves of [`super::arcs`], and the best that is allowed is made. Labels such as `prep||dobj` say that
//! a word hangs on a word elsewhere [nivre2005]; they are resolved afterwards. O(words), for each at most a few moves.

use super::arcs::{Move, State};
use super::file::File;
use super::matrix::Layer;
use super::vectors::WIDTH;

const HIDDEN: usize = 64;
const PIECES: usize = 2;
const FEATURES: usize = 8;
const SUMS: usize = PIECES * HIDDEN;
/// The most moves for each word before a reading is ended. The moves end of themselves; this is against a mistake here.
const MOVES_PER_WORD: usize = 16;

/// The network.
pub struct Parser {
    /// What each class is: a move and the label of the arc it makes.
    classes: Vec<(Move, &'static str)>,
    reduce: Layer,
    features: Layer,
    /// What stands for a word that is not there, for each feature.
    nothing: Vec<f32>,
    bias: Vec<f32>,
    scores: Layer,
}

/// What hangs on what in a piece of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// For each word the one it hangs on; itself for a root.
    pub heads: Vec<usize>,
    pub labels: Vec<&'static str>,
    /// The words with which sentences begin, in order; the first is 0 unless there are none.
    pub starts: Vec<usize>,
}

impl Parser {
    /// From the next sections of the file.
    pub fn read(file: &mut File) -> Parser {
        let classes: Vec<_> = file.text().lines().filter_map(class).collect();
        let reduce = Layer::read(file, WIDTH, HIDDEN);
        let weights = file.numbers(HIDDEN * FEATURES * SUMS);
        let features = Layer::new(&weights, &[], HIDDEN, FEATURES * SUMS);
        let (bias, nothing) = (file.numbers(SUMS), file.numbers(FEATURES * SUMS));
        let scores = Layer::read(file, HIDDEN, classes.len());
        Parser { classes, reduce, features, nothing, bias, scores }
    }

    /// The tree of the words with these vectors; `blank` says which are mere blanks.
    pub fn tree(&self, vectors: &[f32], blank: &[bool]) -> Tree {
        let words = blank.len();
        let mut reduced = vec![0.0; words * self.reduce.width()];
        self.reduce.apply(vectors, WIDTH, &mut reduced);
        let mut features = vec![0.0; words * self.features.width()];
        self.features.apply(&reduced, self.reduce.width(), &mut features);
        let mut state = State::new(words);
        for _ in 0..MOVES_PER_WORD * words {
            if state.is_done() {
                break;
            }
            match self.best(&features, &state) {
                Some(class) => state.make(self.classes[class].0, class),
                None => state.stop(),
            }
        }
        self.finish(&state, blank)
    }

    /// The allowed class with the highest score, the first of those as high.
    fn best(&self, features: &[f32], state: &State) -> Option<usize> {
        let mut sums = [0.0; SUMS];
        for (feature, word) in state.context().into_iter().enumerate() {
            let of_word = word.map_or(self.nothing.as_slice(), |word| &features[word * FEATURES * SUMS..]);
            for (sum, value) in sums.iter_mut().zip(&of_word[feature * SUMS..]) {
                *sum += value;
            }
        }
        let mut hidden = [0.0; HIDDEN];
        for (place, value) in hidden.iter_mut().enumerate() {
            let [first, second] = [place, HIDDEN + place].map(|place| sums[place] + self.bias[place]);
            *value = first.max(second);
        }
        let mut scores = [0.0; 128];
        self.scores.apply(&hidden, HIDDEN, &mut scores[..self.scores.width()]);
        let allowed = state.allowed();
        let mut best: Option<(usize, f32)> = None;
        for ((class, (step, _)), &score) in self.classes.iter().enumerate().zip(&scores) {
            if allowed[*step as usize] && best.is_none_or(|(_, highest)| score > highest) {
                best = Some((class, score));
            }
        }
        best.map(|(class, _)| class)
    }

    fn finish(&self, state: &State, blank: &[bool]) -> Tree {
        let mut heads: Vec<usize> = Vec::with_capacity(blank.len());
        let mut labels = Vec::with_capacity(blank.len());
        for (word, arc) in state.heads().enumerate() {
            heads.push(arc.map_or(word, |(head, _)| head));
            labels.push(arc.and_then(|(_, class)| self.classes.get(class)).map_or("ROOT", |&(_, label)| label));
        }
        resolve(&mut heads, &mut labels, blank);
        let edges = edges(&heads);
        let mut starts: Vec<usize> =
            heads.iter().enumerate().filter(|(word, head)| word == *head).map(|(word, _)| edges[word].0).collect();
        starts.sort_unstable();
        starts.dedup();
        if starts.first().is_some_and(|&first| first > 0) {
            starts.insert(0, 0);
        }
        keep_inside(&mut heads, &starts);
        Tree { heads, labels, starts }
    }
}

fn class(line: &'static str) -> Option<(Move, &'static str)> {
    let (step, label) = line.split_once('-').unwrap_or((line, ""));
    let step = match step {
        "S" => Move::Shift,
        "D" => Move::Reduce,
        "L" => Move::Left,
        "R" => Move::Right,
        "B" => Move::Break,
        _ => return None,
    };
    Some((step, label))
}

/// Hangs each word whose label names another, as in `prep||dobj`, on the nearest word below its head with that label.
fn resolve(heads: &mut [usize], labels: &mut [&'static str], blank: &[bool]) {
    if !labels.iter().any(|label| label.contains("||")) {
        return;
    }
    let edges = edges(heads);
    for word in 0..heads.len() {
        if let Some((label, of_head)) = labels[word].split_once("||") {
            heads[word] = found(word, of_head, heads, labels, blank, &edges);
            labels[word] = label;
        }
    }
}

/// From the head of `word` downwards, level by level and from the left, the first word with the label `of_head`; the head
/// itself where there is none.
fn found(
    word: usize,
    of_head: &str,
    heads: &[usize],
    labels: &[&'static str],
    blank: &[bool],
    edges: &[(usize, usize)],
) -> usize {
    let mut level = vec![heads[word]];
    // No tree is deeper than it has words; a ring, which no reading makes, would end here too.
    for _ in 0..heads.len() {
        let mut below = Vec::new();
        for &parent in &level {
            let (left, right) = edges[parent];
            for child in (left..=right).filter(|&child| child != parent && heads[child] == parent) {
                if blank[child] || child == word {
                    continue;
                }
                if labels[child] == of_head {
                    return child;
                }
                below.push(child);
            }
        }
        if below.is_empty() {
            break;
        }
        level = below;
    }
    heads[word]
}

/// The first and last word below each word, itself among them, as spaCy finds them: in up to twelve rounds.
fn edges(heads: &[usize]) -> Vec<(usize, usize)> {
    let mut edges: Vec<_> = (0..heads.len()).map(|word| (word, word)).collect();
    for _ in 0..12 {
        for word in (0..heads.len()).chain((0..heads.len()).rev()) {
            let (left, right) = edges[word];
            let head = &mut edges[heads[word]];
            *head = (head.0.min(left), head.1.max(right));
        }
        if all_inside(heads, &edges) {
            break;
        }
    }
    edges
}

fn all_inside(heads: &[usize], edges: &[(usize, usize)]) -> bool {
    let mut starts = vec![false; heads.len()];
    for (word, &head) in heads.iter().enumerate() {
        if word == head {
            starts[edges[word].0] = true;
        }
    }
    let mut first = 0;
    for end in 0..heads.len() {
        if (end > 0 && starts[end]) || end + 1 == heads.len() {
            if !heads[first..end].iter().all(|head| (first..=end).contains(head)) {
                return false;
            }
            first = end;
        }
    }
    true
}

/// Hangs a word whose head lies in another sentence on the root of its own. spaCy leaves such, but they are not seen.
fn keep_inside(heads: &mut [usize], starts: &[usize]) {
    for (place, &first) in starts.iter().enumerate() {
        let end = starts.get(place + 1).copied().unwrap_or(heads.len());
        let inside = first..end;
        let root = inside.clone().find(|&word| heads[word] == word).unwrap_or(first);
        for word in inside.clone() {
            if !inside.contains(&heads[word]) {
                heads[word] = root;
            }
        }
    }
}
