//! The smallest coalitions that bring something about, listed by rising size until a stated limit.
//!
//! Seats that the rule cannot tell apart are counted, not listed: "any 7 of these 10" is one profile and 120 sets.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Ref;

/// Where a search stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Limits {
    /// The most profiles listed. The search ends with the size at which they are reached, counting what it leaves out.
    pub listed: usize,
    /// The most times the rule is asked.
    pub steps: usize,
}

/// The limits that every answer takes unless told otherwise: under a tenth of a second for 27 unlike members.
pub const LIMITS: Limits = Limits { listed: 1_000, steps: 200_000 };

/// Minimal coalitions by rising size, with what was not searched.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Coalitions {
    /// The coalitions, the smallest first. One with no part means that nobody is needed.
    pub sets: Vec<Coalition>,
    /// Coalitions of the last size searched that were counted and not listed.
    pub left_out: u64,
    /// Every minimal coalition of at most this many members was found.
    pub searched_to: usize,
    /// Whether that is all there are. If not, larger ones were not searched.
    pub complete: bool,
    /// Whether the only set listed is an example found apart: minimal, and perhaps not the smallest.
    pub example_only: bool,
}

/// A minimal coalition, or several that differ only by members that the rule cannot tell apart.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Coalition {
    /// How many of whom, together.
    pub parts: Vec<Part>,
    /// How many members in all.
    pub size: usize,
    /// How many coalitions this stands for; `u64::MAX` when more.
    pub ways: u64,
}

/// Any so many of these members.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Part {
    /// How many.
    pub take: usize,
    /// Of whom.
    pub of: Vec<Ref>,
}

impl Coalitions {
    /// How many minimal coalitions are listed, those that a profile stands for counted one by one.
    pub fn listed(&self) -> u64 {
        self.sets.iter().fold(0, |total, set| total.saturating_add(set.ways))
    }
}

/// The minimal coalitions over classes of seats, named, for which `test` holds. `test` is given how many of each class take part, and
/// is monotone.
pub(super) fn coalitions(
    name: &dyn Fn(usize) -> Ref,
    classes: &[Vec<usize>],
    limits: Limits,
    test: impl FnMut(&[usize]) -> bool,
) -> Coalitions {
    let sizes: Vec<usize> = classes.iter().map(Vec::len).collect();
    let found = profiles(&sizes, limits, test);
    let sets = found.profiles.iter().map(|profile| coalition(name, classes, profile)).collect();
    Coalitions {
        sets,
        left_out: found.left_out,
        searched_to: found.searched_to,
        complete: found.complete,
        example_only: found.example_only,
    }
}

fn coalition(name: &dyn Fn(usize) -> Ref, classes: &[Vec<usize>], profile: &[usize]) -> Coalition {
    let part = |class: &Vec<usize>, take: usize| {
        let mut of: Vec<Ref> = class.iter().map(|seat| name(*seat)).collect();
        of.dedup();
        Part { take, of }
    };
    Coalition {
        parts: classes
            .iter()
            .zip(profile)
            .filter(|(_, take)| **take > 0)
            .map(|(class, take)| part(class, *take))
            .collect(),
        size: profile.iter().sum(),
        ways: ways(classes.iter().map(Vec::len).zip(profile.iter().copied())),
    }
}

/// In how many ways a profile can be filled: the product of binomial coefficients, `u64::MAX` when more.
fn ways(parts: impl Iterator<Item = (usize, usize)>) -> u64 {
    parts.fold(1, |total: u64, (of, take)| total.saturating_mul(binomial(of, take)))
}

fn binomial(of: usize, take: usize) -> u64 {
    let take = take.min(of - take.min(of));
    let mut value: u128 = 1;
    for step in 0..take {
        // Divides evenly: the product of step + 1 successive numbers.
        value = value * (of - step) as u128 / (step as u128 + 1);
        if value > u128::from(u64::MAX) {
            return u64::MAX;
        }
    }
    u64::try_from(value).unwrap_or(u64::MAX)
}

struct Found {
    profiles: Vec<Vec<usize>>,
    left_out: u64,
    searched_to: usize,
    complete: bool,
    example_only: bool,
}

fn profiles<T: FnMut(&[usize]) -> bool>(sizes: &[usize], limits: Limits, test: T) -> Found {
    let now = vec![0; sizes.len()];
    let mut search = Search { sizes, limits, test, steps: 0, now, found: Vec::new(), left_out: 0, reached: false };
    let most: usize = sizes.iter().sum();
    if !search.holds_with_all() {
        return Found { profiles: Vec::new(), left_out: 0, searched_to: most, complete: true, example_only: false };
    }
    for size in 0..=most {
        let before = search.found.len();
        search.reached = false;
        if search.of_size(0, size).is_none() {
            return search.cut_short(before, size);
        }
        if !search.reached {
            // A set of this size less one is reached whenever a larger one is: there is nothing more.
            break;
        }
        if search.found.len() >= limits.listed && size < most {
            let complete = false;
            let (profiles, left_out) = (search.found, search.left_out);
            return Found { profiles, left_out, searched_to: size, complete, example_only: false };
        }
    }
    let (profiles, left_out) = (search.found, search.left_out);
    Found { profiles, left_out, searched_to: most, complete: left_out == 0, example_only: false }
}

struct Search<'a, T> {
    sizes: &'a [usize],
    limits: Limits,
    test: T,
    steps: usize,
    now: Vec<usize>,
    found: Vec<Vec<usize>>,
    left_out: u64,
    reached: bool,
}

impl<T: FnMut(&[usize]) -> bool> Search<'_, T> {
    fn ask(&mut self) -> bool {
        self.steps += 1;
        (self.test)(&self.now)
    }

    fn holds_with_all(&mut self) -> bool {
        self.now.copy_from_slice(self.sizes);
        let holds = self.ask();
        self.now.fill(0);
        holds
    }

    /// Adds `left` more members from class `from` on. None when the limit of steps is reached.
    fn of_size(&mut self, from: usize, left: usize) -> Option<()> {
        if self.steps > self.limits.steps {
            return None;
        }
        if left == 0 {
            self.reached = true;
            if self.ask() && self.is_minimal() {
                self.keep();
            }
            return Some(());
        }
        let short = self.sizes[from..].iter().sum::<usize>() < left;
        // Nothing below is enough, or what is taken is enough already and nothing below is minimal.
        if short || !self.holds_with_rest(from) || self.ask() {
            return Some(());
        }
        let most = self.sizes[from].min(left);
        for take in (0..=most).rev() {
            self.now[from] = take;
            let done = self.of_size(from + 1, left - take);
            self.now[from] = 0;
            done?;
        }
        Some(())
    }

    /// Whether the members taken so far, with everybody from class `from` on, are enough. If not, no choice below is.
    fn holds_with_rest(&mut self, from: usize) -> bool {
        let (now, sizes) = (&mut self.now, self.sizes);
        now[from..].copy_from_slice(&sizes[from..]);
        let holds = self.ask();
        self.now[from..].fill(0);
        holds
    }

    fn is_minimal(&mut self) -> bool {
        for class in 0..self.now.len() {
            if self.now[class] == 0 {
                continue;
            }
            self.now[class] -= 1;
            let still = self.ask();
            self.now[class] += 1;
            if still {
                return false;
            }
        }
        true
    }

    fn keep(&mut self) {
        if self.found.len() < self.limits.listed {
            self.found.push(self.now.clone());
        } else {
            let more = ways(self.sizes.iter().copied().zip(self.now.iter().copied()));
            self.left_out = self.left_out.saturating_add(more);
        }
    }

    /// What was found in full before the limit of steps; one example when that is nothing.
    fn cut_short(mut self, found_before: usize, size: usize) -> Found {
        self.found.truncate(found_before);
        let example_only = self.found.is_empty();
        if example_only {
            let example = self.example();
            self.found.push(example);
        }
        Found { profiles: self.found, left_out: 0, searched_to: size.saturating_sub(1), complete: false, example_only }
    }

    /// A minimal profile: everybody, then without each one who is not needed, from the last class to the first.
    fn example(&mut self) -> Vec<usize> {
        self.now.copy_from_slice(self.sizes);
        for class in (0..self.now.len()).rev() {
            while self.now[class] > 0 {
                self.now[class] -= 1;
                if !self.ask() {
                    self.now[class] += 1;
                    break;
                }
            }
        }
        self.now.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_profiles_by_rising_size() {
        let test = |now: &[usize]| now[0] == 5 && now[0] + now[1] >= 9;
        let found = profiles(&[5, 10], LIMITS, test);
        assert_eq!(found.profiles, vec![vec![5, 4]]);
        assert!(found.complete);
        assert_eq!(ways([(5, 5), (10, 4)].into_iter()), 210);
    }

    #[test]
    fn says_what_it_left_out() {
        let pairs = |now: &[usize]| now.iter().sum::<usize>() >= 2;
        let found = profiles(&[1; 6], Limits { listed: 4, steps: 1_000 }, pairs);
        assert_eq!((found.profiles.len(), found.left_out, found.searched_to, found.complete), (4, 11, 2, false));
        let found = profiles(&[1; 6], Limits { listed: 100, steps: 3 }, pairs);
        assert!(found.example_only && !found.complete);
        assert_eq!(found.profiles, vec![vec![1, 1, 0, 0, 0, 0]]);
    }

    #[test]
    fn binomials_saturate() {
        assert_eq!(binomial(27, 4), 17_550);
        assert_eq!(binomial(193, 97), u64::MAX);
    }
}
