//! Where a conflict can stand, and who can move it from where to where.
//!
//! # Definition
//!
//! In option form a state says of every option whether it is taken. A party moves by changing any of its own options at
//! once, to a state that is possible, each change in a direction that its option allows; a move may pass over combinations
//! that are not possible. In a listed graph the moves are given one by one and need not be transitive.
//!
//! # Source
//!
//! [fang1993]; irreversible moves as there. Departures: none.

use fixedbitset::FixedBitSet;

/// A state's number.
pub type State = u32;

/// The most options of a [`Cube`]: what is kept of every state takes up to 1 GB. Beyond, statements are taken by the symbolic
/// engine, and other preferences only where few states are possible.
pub const MOST_CUBE_OPTIONS: usize = 24;

/// The states of a conflict, and the moves between them.
#[derive(Debug, Clone, PartialEq)]
pub enum Space {
    /// Every combination of options, less those that are not possible.
    Cube(Cube),
    /// States and moves one by one.
    Graph(Graph),
}

/// States in option form. A state's number is its combination of options, bit `n` for option `n`.
// INVARIANT: at most MOST_CUBE_OPTIONS options, each in exactly one party's mask.
#[derive(Debug, Clone, PartialEq)]
pub struct Cube {
    options: usize,
    owned: Vec<u32>,
    once_taken: u32,
    once_dropped: u32,
    /// None: every combination is possible.
    possible: Option<FixedBitSet>,
}

/// States and moves one by one. A state's number is its place in the list.
// INVARIANT: every target is a state, none is its own source, targets ascend.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    states: usize,
    /// By party and state.
    moves: Vec<Vec<Vec<u32>>>,
}

impl Cube {
    /// A cube of so many options. `owned` has each party's options, one bit each; `once_taken` and `once_dropped` have the
    /// options that can change in one direction only. None when there are too many options, or one has no owner or two.
    pub fn new(options: usize, owned: &[u64], once_taken: u64, once_dropped: u64) -> Option<Cube> {
        if options > MOST_CUBE_OPTIONS {
            return None;
        }
        let all = (1u64 << options) - 1;
        let apart = owned.iter().try_fold(0, |seen, mask| (seen & mask == 0).then_some(seen | mask));
        let one_way = (once_taken | once_dropped) & !all == 0 && once_taken & once_dropped == 0;
        if apart != Some(all) || !one_way {
            return None;
        }
        let narrow = |mask: u64| mask as u32;
        Some(Cube {
            options,
            owned: owned.iter().copied().map(narrow).collect(),
            once_taken: narrow(once_taken),
            once_dropped: narrow(once_dropped),
            possible: None,
        })
    }

    /// The same, with only these states possible.
    pub fn only(mut self, possible: impl Fn(u64) -> bool) -> Cube {
        let mut bits = FixedBitSet::with_capacity(self.size());
        (0..self.size()).filter(|state| possible(*state as u64)).for_each(|state| bits.insert(state));
        self.possible = (bits.count_ones(..) < self.size()).then_some(bits);
        self
    }

    /// How many options.
    pub fn options(&self) -> usize {
        self.options
    }

    /// How many combinations, possible or not.
    pub fn size(&self) -> usize {
        1 << self.options
    }

    /// A party's options, one bit each.
    pub fn owned(&self, party: usize) -> u32 {
        self.owned[party]
    }

    /// The options that can only be taken, and those that can only be dropped.
    pub fn one_way(&self) -> (u32, u32) {
        (self.once_taken, self.once_dropped)
    }

    /// Whether every combination is possible.
    pub fn is_full(&self) -> bool {
        self.possible.is_none()
    }

    /// Whether a state is possible.
    pub fn is_possible(&self, state: State) -> bool {
        self.possible.as_ref().is_none_or(|bits| bits.contains(state as usize))
    }

    /// How many states are possible.
    pub fn count(&self) -> usize {
        self.possible.as_ref().map_or(self.size(), |bits| bits.count_ones(..))
    }

    /// How many possible states have a lesser number.
    pub fn rank(&self, state: State) -> usize {
        self.possible.as_ref().map_or(state as usize, |bits| bits.count_ones(..state as usize))
    }

    /// The possible states, ascending.
    pub fn states(&self) -> impl Iterator<Item = State> + '_ {
        (0..self.size() as u32).filter(|state| self.is_possible(*state))
    }

    /// Whether every changed option of the mask moves in a direction that it allows.
    fn allows(&self, from: State, to: State) -> bool {
        from & !to & self.once_taken == 0 && to & !from & self.once_dropped == 0
    }

    /// The states that several parties reach when they change all their options in one step, ascending.
    pub fn joint_targets(&self, parties: &[usize], from: State) -> Vec<State> {
        self.targets(parties.iter().fold(0, |mask, party| mask | self.owned[*party]), from).collect()
    }

    /// The states that a party can move to, ascending.
    pub fn targets_of(&self, party: usize, from: State) -> impl Iterator<Item = State> + '_ {
        self.targets(self.owned[party], from)
    }

    /// The states that are reached by changing these options, ascending.
    fn targets(&self, own: u32, from: State) -> impl Iterator<Item = State> + '_ {
        let mut next = Some(0u32);
        let every_choice = std::iter::from_fn(move || {
            let choice = next?;
            next = (choice != own).then(|| choice.wrapping_sub(own) & own);
            Some(choice)
        });
        every_choice
            .map(move |choice| from & !own | choice)
            .filter(move |to| *to != from && self.allows(from, *to) && self.is_possible(*to))
    }
}

impl Graph {
    /// A graph of so many states and parties with these moves: party, from, to. None when a move leads nowhere, or from a
    /// state to itself.
    pub fn new(states: usize, parties: usize, moves: impl IntoIterator<Item = (usize, State, State)>) -> Option<Graph> {
        let mut arcs = vec![vec![Vec::new(); states]; parties];
        for (party, from, to) in moves {
            if from == to || to as usize >= states {
                return None;
            }
            arcs.get_mut(party)?.get_mut(from as usize)?.push(to);
        }
        for targets in arcs.iter_mut().flatten() {
            targets.sort_unstable();
            targets.dedup();
        }
        Some(Graph { states, moves: arcs })
    }

    /// How many states.
    pub fn size(&self) -> usize {
        self.states
    }
}

impl Space {
    /// How many parties.
    pub fn parties(&self) -> usize {
        match self {
            Space::Cube(cube) => cube.owned.len(),
            Space::Graph(graph) => graph.moves.len(),
        }
    }

    /// How many numbers states can have: one more than the greatest.
    pub fn size(&self) -> usize {
        match self {
            Space::Cube(cube) => cube.size(),
            Space::Graph(graph) => graph.size(),
        }
    }

    /// The possible states, ascending.
    pub fn states(&self) -> Vec<State> {
        match self {
            Space::Cube(cube) => cube.states().collect(),
            Space::Graph(graph) => (0..graph.states as u32).collect(),
        }
    }

    /// The states that a party can move to, ascending.
    pub fn moves(&self, party: usize, from: State) -> Vec<State> {
        match self {
            Space::Cube(cube) => cube.targets_of(party, from).collect(),
            Space::Graph(graph) => graph.moves[party][from as usize].clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_change_own_options_in_the_allowed_direction_only() {
        // Options 0 and 1 of the first party, 2 of the second; option 0 can only be taken; 0b001 is not possible.
        let cube = Cube::new(3, &[0b011, 0b100], 0b001, 0).unwrap().only(|state| state != 0b001);
        let space = Space::Cube(cube);
        assert_eq!(space.moves(0, 0b000), [0b010, 0b011]);
        assert_eq!(space.moves(0, 0b011), [] as [u32; 0]);
        assert_eq!(space.moves(0, 0b111), [0b101]);
        assert_eq!(space.moves(1, 0b101), [] as [u32; 0]);
        assert_eq!(space.states(), [0, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn an_option_has_one_owner() {
        assert!(Cube::new(2, &[0b01, 0b11], 0, 0).is_none());
        assert!(Cube::new(2, &[0b01], 0, 0).is_none());
        assert!(Cube::new(2, &[0b01, 0b10], 0b100, 0).is_none());
    }
}
