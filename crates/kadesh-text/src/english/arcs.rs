//! A sentence half read: the words on the stack, those still to come, and what hangs on what so far.
//!
//! spaCy's `StateC` and the moves of its `ArcEager` (MIT), a form of the arc-eager system [nivre2004] in which a word
//! without a head may go back to those still to come, and a border of sentences may be set before a word.

/// What may be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Put the next word on the stack.
    Shift,
    /// Take the top word off the stack.
    Reduce,
    /// Hang the top word on the next, and take it off.
    Left,
    /// Hang the next word on the top, and put it on the stack.
    Right,
    /// A sentence begins after the next word.
    Break,
}

impl Move {
    /// How many there are.
    pub const COUNT: usize = 5;
}

/// One word hanging on another.
#[derive(Clone, Copy)]
struct Arc {
    child: usize,
    /// The arc before it on the same side of the same head.
    before: Option<usize>,
}

/// What is known of a word.
#[derive(Clone, Default)]
struct Place {
    head: Option<usize>,
    label: usize,
    /// Went back to those still to come, and may not be put on the stack by a mere shift.
    returned: bool,
    starts: bool,
    last_left: Option<usize>,
    last_right: Option<usize>,
}

/// Where the reading stands.
pub struct State {
    places: Vec<Place>,
    arcs: Vec<Arc>,
    stack: Vec<usize>,
    returned: Vec<usize>,
    next: usize,
}

impl State {
    /// Before the first of so many words.
    pub fn new(words: usize) -> State {
        let mut places = vec![Place::default(); words];
        if let Some(first) = places.first_mut() {
            first.starts = true;
        }
        State { places, arcs: Vec::with_capacity(words), stack: Vec::new(), returned: Vec::new(), next: 0 }
    }

    /// Whether all is read.
    pub fn is_done(&self) -> bool {
        self.stack.is_empty() && self.left() == 0
    }

    /// The words on which the next move depends.
    pub fn context(&self) -> [Option<usize>; 8] {
        let (top, next) = (self.stacked(0), self.coming(0));
        let last = |arc: Option<usize>| arc.map(|arc| self.arcs[arc].child);
        [
            next,
            self.coming(1),
            top,
            self.stacked(1),
            self.stacked(2),
            next.and_then(|word| last(self.places[word].last_left)),
            top.and_then(|word| last(self.places[word].last_left)),
            top.and_then(|word| last(self.places[word].last_right)),
        ]
    }

    /// Which moves may be made, in the order of [`Move`].
    pub fn allowed(&self) -> [bool; Move::COUNT] {
        let (left, next) = (self.left(), self.coming(0));
        let starts = next.is_some_and(|word| self.places[word].starts);
        let returned = next.is_some_and(|word| self.places[word].returned);
        let stacked = !self.stack.is_empty();
        let shift = if stacked { left >= 2 && !starts && !returned } else { left > 0 };
        let arc = stacked && left > 0 && !starts;
        let breaks =
            self.coming(1).is_some_and(|word| Some(word) == next.map(|next| next + 1) && !self.places[word].starts);
        [shift, stacked, arc, arc, breaks]
    }

    /// Makes a move that is allowed.
    pub fn make(&mut self, step: Move, label: usize) {
        match (step, self.stacked(0), self.coming(0)) {
            (Move::Shift, _, Some(next)) => self.push(next),
            (Move::Reduce, Some(top), _) => {
                self.stack.pop();
                if self.places[top].head.is_none() && !self.stack.is_empty() {
                    self.places[top].returned = true;
                    self.returned.push(top);
                }
            }
            (Move::Left, Some(top), Some(next)) => {
                self.hang(top, next, label);
                self.places[next].returned = false;
                self.stack.pop();
            }
            (Move::Right, Some(top), Some(next)) => {
                self.hang(next, top, label);
                self.push(next);
            }
            (Move::Break, _, _) => {
                if let Some(second) = self.coming(1) {
                    self.places[second].starts = true;
                }
            }
            _ => self.stop(),
        }
    }

    /// Ends the reading where it stands.
    pub fn stop(&mut self) {
        self.stack.clear();
        self.returned.clear();
        self.next = self.places.len();
    }

    /// For each word its head and the label; no head for the root of a sentence.
    pub fn heads(&self) -> impl Iterator<Item = Option<(usize, usize)>> {
        self.places.iter().map(|place| place.head.map(|head| (head, place.label)))
    }

    fn stacked(&self, depth: usize) -> Option<usize> {
        self.stack.iter().rev().nth(depth).copied()
    }

    fn coming(&self, ahead: usize) -> Option<usize> {
        match self.returned.iter().rev().nth(ahead) {
            Some(&word) => Some(word),
            None => Some(self.next + ahead - self.returned.len()).filter(|&word| word < self.places.len()),
        }
    }

    fn left(&self) -> usize {
        self.places.len() - self.next + self.returned.len()
    }

    fn push(&mut self, next: usize) {
        if self.returned.pop().is_none() {
            self.next += 1;
        }
        self.stack.push(next);
    }

    fn hang(&mut self, child: usize, head: usize, label: usize) {
        if let Some(former) = self.places[child].head {
            self.unhang(child, former);
        }
        let arc = self.arcs.len();
        let last = self.last(child, head);
        let before = last.replace(arc);
        self.arcs.push(Arc { child, before });
        (self.places[child].head, self.places[child].label) = (Some(head), label);
    }

    /// A head can only lose the word that hung on it last.
    fn unhang(&mut self, child: usize, head: usize) {
        let Some(arc) = *self.last(child, head) else { return };
        if self.arcs[arc].child == child {
            let before = self.arcs[arc].before;
            *self.last(child, head) = before;
        }
    }

    fn last(&mut self, child: usize, head: usize) -> &mut Option<usize> {
        let head_place = &mut self.places[head];
        if child < head { &mut head_place.last_left } else { &mut head_place.last_right }
    }
}
