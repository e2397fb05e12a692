//! Is there a state in which all of these conditions hold, and which of them cannot hold together?

use crate::model::{Formula, Truth};

/// The most steps of a search.
const MOST_STEPS: usize = 1 << 18;

/// What a search found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// This state.
    Found(u64),
    /// There is none.
    None,
    /// It takes too long to tell.
    Unknown,
}

/// The first state in which all conditions hold.
///
/// Settles one option after another, from the last down, and turns back as soon as a condition is broken.
pub(super) fn find_state(options: usize, all: &[&Formula]) -> Search {
    let mut steps = MOST_STEPS;
    settle(options, 0, all, &mut steps)
}

fn settle(open: usize, taken: u64, all: &[&Formula], steps: &mut usize) -> Search {
    let known = if open == 64 { 0 } else { !0 << open };
    if all.iter().any(|one| one.so_far(known, taken) == Truth::False) {
        return Search::None;
    }
    let (Some(next), Some(left)) = (open.checked_sub(1), steps.checked_sub(1)) else {
        return if open == 0 { Search::Found(taken) } else { Search::Unknown };
    };
    *steps = left;
    match settle(next, taken, all, steps) {
        Search::None => settle(next, taken | 1 << next, all, steps),
        found @ (Search::Found(_) | Search::Unknown) => found,
    }
}

/// Which conditions cannot hold together: leave any one of them out and some state is possible. By place. All of them where
/// they can hold together after all.
pub(super) fn contradiction(options: usize, all: &[&Formula]) -> Vec<usize> {
    let clashes = |places: &[usize]| {
        let kept: Vec<&Formula> = places.iter().map(|place| all[*place]).collect();
        find_state(options, &kept) == Search::None
    };
    if let Some(alone) = (0..all.len()).find(|place| clashes(&[*place])) {
        return vec![alone];
    }
    let mut kept: Vec<usize> = (0..all.len()).collect();
    for place in 0..all.len() {
        let without: Vec<usize> = kept.iter().copied().filter(|other| *other != place).collect();
        if clashes(&without) {
            kept = without;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OptionId;

    fn taken(option: usize) -> Formula {
        Formula::Taken(OptionId(option))
    }

    fn not(part: Formula) -> Formula {
        Formula::Not(Box::new(part))
    }

    #[test]
    fn finds_the_first_state() {
        assert_eq!(find_state(3, &[]), Search::Found(0));
        assert_eq!(find_state(3, &[&taken(1), &not(taken(0))]), Search::Found(2));
        assert_eq!(find_state(0, &[]), Search::Found(0));
    }

    #[test]
    fn a_contradiction_is_cut_to_the_conditions_that_make_it() {
        let rules = [taken(0), taken(1), Formula::Any(vec![not(taken(1)), taken(2)]), not(taken(2)), taken(3)];
        assert_eq!(contradiction(4, &rules.iter().collect::<Vec<_>>()), [1, 2, 3]);
        let alone = [taken(0), Formula::All(vec![taken(1), not(taken(1))])];
        assert_eq!(contradiction(4, &alone.iter().collect::<Vec<_>>()), [1]);
    }
}
