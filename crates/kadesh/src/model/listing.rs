//! How much of a long list an answer holds: what a reader takes in, or all of it.

/// How long lists are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Listing {
    /// As long as a report shows them.
    #[default]
    Short,
    /// Whole, but for what no machine would hold; what is left out even then is counted.
    Whole,
}

/// The most entries of a whole list.
pub const LONGEST_LIST: usize = 1 << 16;

impl Listing {
    /// The most entries of a list that a report cuts at `short`, and that is never longer than `whole`.
    pub fn most(self, short: usize, whole: usize) -> usize {
        match self {
            Listing::Short => short.min(whole),
            Listing::Whole => whole,
        }
    }
}
