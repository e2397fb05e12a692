//! A ranking as written, `1 > 4 > 8 ~ 9 >> 3`, becomes ranks; it names every possible state once, and goes in no circle.

use std::collections::{BTreeMap, VecDeque};

use super::super::super::conflict::PreferenceFile;
use super::super::super::formula::{self, in_word};
use super::super::super::links::{Name, NameKind};
use super::super::super::written::{At, Few};
use super::super::Checker;
use super::{MOST_RANKED, Possible, Scene};
use crate::diagnostic::Diagnostic;
use crate::model::{Compared, Pair, Ranked, Ranking, StateId};

/// How many states a message names before it only counts.
const MOST_NAMED: usize = 6;

/// A piece of a ranking.
enum Piece {
    State(At<String>),
    Sign(Compared, At<String>),
}

/// States with the place of each.
type Places = Vec<(Ranked, At<String>)>;

impl Checker<'_> {
    pub(super) fn ranking(
        &mut self,
        scene: &Scene,
        id: &At<String>,
        written: &Few,
        preference: &PreferenceFile,
    ) -> Option<Ranking> {
        let faults = self.out.len();
        let listed = self.file.option.0.is_empty() && self.case.conflict.states.len() > MOST_RANKED;
        if listed || matches!(scene.possible, Possible::TooMany) {
            let place = written.0.first().unwrap_or(id);
            self.fault_with(
                Diagnostic::fault("too-many-states", format!("there are more than {MOST_RANKED} states to rank"))
                    .at(place.span(), "a ranking names them all")
                    .hint("say what the party wants in `statements`, which name options instead of states"),
            );
            return None;
        }
        let pieces = self.pieces(written)?;
        let (ranks, much) = self.ranks(scene, id, pieces)?;
        let places: Places = ranks.iter().flatten().cloned().collect();
        if scene.sound {
            self.each_state_once(scene, id, &places);
        }
        let pairs = self.pairs(scene, &preference.pairs);
        if self.out.len() > faults {
            return None;
        }
        let ranks = ranks.into_iter().map(|rank| rank.into_iter().map(|(state, _)| state).collect()).collect();
        let pair = |(pair, _): &(Pair, At<String>)| *pair;
        let ranking = Ranking { ranks, much, pairs: pairs.iter().map(pair).collect() };
        if !preference.intransitive {
            self.no_circle(&ranking, &pairs, id);
        }
        Some(ranking)
    }

    /// The states and signs in turn; between two items of a list, `>` goes without saying.
    fn pieces(&mut self, written: &Few) -> Option<Vec<Piece>> {
        let mut pieces: Vec<Piece> = Vec::new();
        for item in &written.0 {
            let own = self.pieces_of(item)?;
            if let (Some(Piece::State(_)), Some(Piece::State(next))) = (pieces.last(), own.first()) {
                pieces.push(Piece::Sign(Compared::Better, next.clone()));
            }
            pieces.extend(own);
        }
        Some(pieces)
    }

    fn pieces_of(&mut self, item: &At<String>) -> Option<Vec<Piece>> {
        const SIGNS: [(&str, Compared); 6] = [
            (">>", Compared::MuchBetter),
            ("<<", Compared::MuchWorse),
            (">", Compared::Better),
            ("<", Compared::Worse),
            ("~", Compared::Equal),
            ("?", Compared::Unknown),
        ];
        let text = item.value.as_str();
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = &text[at..];
            if letter.is_whitespace() {
                at += letter.len_utf8();
                continue;
            }
            let sign = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign));
            let length = match sign {
                Some((sign, _)) => sign.len(),
                None => rest.find(|letter| !in_word(letter)).unwrap_or(rest.len()),
            };
            if length == 0 {
                let place = self.inside(item, at..at + letter.len_utf8());
                let hint = if letter == '=' { "equal states are joined by `~`" } else { SIGNS_HINT };
                let message = format!("`{letter}` has no meaning in a ranking");
                self.fault_with(Diagnostic::fault("bad-ranking", message).at(place, "this sign").hint(hint));
                return None;
            }
            let place = self.inside(item, at..at + length);
            let piece = At { value: rest[..length].to_owned(), range: place.start..place.end, file: None };
            pieces.push(match sign {
                Some((_, like)) => Piece::Sign(*like, piece),
                None => Piece::State(piece),
            });
            at += length;
        }
        Some(pieces)
    }

    fn ranks(&mut self, scene: &Scene, id: &At<String>, pieces: Vec<Piece>) -> Option<(Vec<Places>, Vec<bool>)> {
        let mut ranks: Vec<Places> = Vec::new();
        let mut much = Vec::new();
        // What joins the next state to those before it: nothing yet, at the start.
        let mut joined: Option<Compared> = None;
        let mut whole = true;
        let mut last = id.clone();
        for piece in pieces {
            match piece {
                Piece::Sign(Compared::Worse | Compared::MuchWorse | Compared::Unknown, place) => {
                    let hint = "a ranking begins with the best and uses `>`, `>>` and `~`; what is not known, or goes \
                                another way, is said in `pairs`";
                    return self.bad_ranking(format!("`{}` in a ranking", place.value), &place, hint);
                }
                Piece::Sign(_, place) if joined.is_some() || ranks.is_empty() => {
                    return self.bad_ranking(format!("no state before `{}`", place.value), &place, SIGNS_HINT);
                }
                Piece::Sign(like, place) => {
                    joined = Some(like);
                    last = place;
                }
                Piece::State(place) => {
                    let first = ranks.is_empty();
                    let state = self.ranked(scene, &place);
                    whole &= state.is_some();
                    let entry = state.map(|state| (state, place.clone()));
                    match joined.take() {
                        None if !first => {
                            let message = format!("nothing joins `{}` to the state before it", place.value);
                            return self.bad_ranking(message, &place, SIGNS_HINT);
                        }
                        Some(Compared::Equal) => {
                            ranks.last_mut().into_iter().for_each(|rank| rank.extend(entry.clone()))
                        }
                        like => {
                            much.extend(like.map(|like| like == Compared::MuchBetter));
                            ranks.push(entry.into_iter().collect());
                        }
                    }
                }
            }
        }
        if joined.is_some() {
            return self.bad_ranking(format!("no state after `{}`", last.value), &last, SIGNS_HINT);
        }
        if ranks.is_empty() {
            return self.bad_ranking("the ranking is empty".to_owned(), id, SIGNS_HINT);
        }
        whole.then_some((ranks, much))
    }

    fn bad_ranking<T>(&mut self, message: String, place: &At<String>, hint: &str) -> Option<T> {
        self.fault_with(Diagnostic::fault("bad-ranking", message).at(place.span(), "here").hint(hint));
        None
    }

    /// The state that is meant by an id, a merge's id or a pattern.
    fn ranked(&mut self, scene: &Scene, text: &At<String>) -> Option<Ranked> {
        let options = self.case.conflict.options.len();
        let named = self.names.state.get(&text.value).copied();
        self.link_if(named.is_some(), text, || Name::new(NameKind::State, &text.value));
        if let Some(&merge) = self.names.merge.get(&text.value) {
            self.link(text, Name::new(NameKind::Merge, &text.value));
            return Some(Ranked::Merged(merge));
        }
        let bits = match named {
            Some(state) if options == 0 => return Some(Ranked::Listed(StateId(state))),
            Some(state) => self.case.conflict.states[state].taken?,
            None if options > 0 && formula::is_pattern(&text.value) => {
                let bits = self.whole_pattern(text)?;
                self.must_be_possible(scene, bits, &text.with(())).then_some(bits)?
            }
            None => {
                self.unknown_state(text);
                return None;
            }
        };
        if let Some(merge) = self.case.conflict.merges.iter().find(|merge| merge.when.holds(bits)) {
            let message = format!("`{}` is part of `{}`", text.value, merge.id);
            let hint = format!("states that are taken as one have one rank: write `{}`", merge.id);
            self.out.push(Diagnostic::fault("part-of-merge", message).at(text.span(), "this state").hint(hint));
            return None;
        }
        Some(Ranked::Taken(bits))
    }

    fn each_state_once(&mut self, scene: &Scene, id: &At<String>, places: &Places) {
        let mut seen: BTreeMap<Ranked, &At<String>> = BTreeMap::new();
        for (state, place) in places {
            if let Some(earlier) = seen.insert(*state, place) {
                let message = format!("{} is ranked twice", self.ranked_in_words(*state));
                self.fault_with(
                    Diagnostic::fault("ranked-twice", message)
                        .at(place.span(), "again here")
                        .at(earlier.span(), "first here"),
                );
            }
        }
        let all = self.states_to_rank(scene);
        let missing: Vec<Ranked> = all.iter().copied().filter(|state| !seen.contains_key(state)).collect();
        if missing.is_empty() {
            return;
        }
        let named: Vec<String> = missing.iter().take(MOST_NAMED).map(|state| self.ranked_in_words(*state)).collect();
        let more = missing.len().saturating_sub(MOST_NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!(
            "the ranking of `{}` leaves out {} of {} states: {}{more}",
            id.value,
            missing.len(),
            all.len(),
            named.join(", ")
        );
        let place = places.last().map_or(id, |(_, place)| place);
        self.fault_with(
            Diagnostic::fault("unranked-states", message)
                .at(place.span(), "the ranking ends here")
                .hint("a ranking names every possible state once; what the rules exclude is left out"),
        );
    }

    /// Every state that a ranking names: the possible ones, with merged ones as one, or the listed ones.
    fn states_to_rank(&self, scene: &Scene) -> Vec<Ranked> {
        let conflict = &self.case.conflict;
        if conflict.options.is_empty() {
            return (0..conflict.states.len()).map(|state| Ranked::Listed(StateId(state))).collect();
        }
        let Possible::All(possible) = &scene.possible else { return Vec::new() };
        let of = |state: &u64| {
            let merge = conflict.merges.iter().position(|merge| merge.when.holds(*state));
            merge.map_or(Ranked::Taken(*state), Ranked::Merged)
        };
        let mut all: Vec<Ranked> = possible.iter().map(of).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// `3 > 1`, each with its place.
    fn pairs(&mut self, scene: &Scene, written: &Few) -> Vec<(Pair, At<String>)> {
        let mut pairs: Vec<(Pair, At<String>)> = Vec::new();
        for item in &written.0 {
            let Some(pieces) = self.pieces_of(item) else { continue };
            let [Piece::State(one), Piece::Sign(like, _), Piece::State(other)] = pieces.as_slice() else {
                self.bad_ranking::<()>(
                    format!("`{}` is not a pair", item.value),
                    item,
                    "a pair is two states with one of `>`, `>>`, `~`, `?`, `<`, `<<` between them",
                );
                continue;
            };
            let (first, second) = (self.ranked(scene, one), self.ranked(scene, other));
            let (Some(first), Some(second)) = (first, second) else { continue };
            if first == second {
                self.bad_ranking::<()>(
                    format!("`{}` compares a state with itself", item.value),
                    item,
                    "a pair is two different states",
                );
                continue;
            }
            let same =
                |pair: &Pair| [pair.one, pair.other] == [first, second] || [pair.other, pair.one] == [first, second];
            if let Some((_, earlier)) = pairs.iter().find(|(pair, _)| same(pair)) {
                let earlier = earlier.span();
                self.fault_with(
                    Diagnostic::fault("said-twice", "these two are compared twice")
                        .at(item.span(), "again here")
                        .at(earlier, "first here"),
                );
                continue;
            }
            pairs.push((Pair { one: first, other: second, like: *like }, item.clone()));
        }
        pairs
    }

    /// A circle of strict preference is a slip, unless the case says that it is meant. It always goes through a pair.
    fn no_circle(&mut self, ranking: &Ranking, pairs: &[(Pair, At<String>)], id: &At<String>) {
        let Some(circle) = circle(ranking) else { return };
        let words: Vec<String> =
            circle.iter().chain(circle.first()).map(|state| self.ranked_in_words(*state)).collect();
        let mut fault =
            Diagnostic::fault("cycle", format!("`{}` prefers in a circle: {}", id.value, words.join(" > ")));
        let next = circle.iter().cycle().skip(1);
        let steps: Vec<(Ranked, Ranked)> = circle.iter().copied().zip(next.copied()).collect();
        let on_it = |pair: &Pair| steps.contains(&(pair.one, pair.other)) || steps.contains(&(pair.other, pair.one));
        let places = pairs.iter().filter(|(pair, _)| on_it(pair));
        fault.labels.extend(places.map(|(_, place)| (place.span(), "against the ranking".to_owned())));
        self.fault_with(fault.hint("if it is meant, say `intransitive = true`"));
    }
}

const SIGNS_HINT: &str = "states stand between `>` (preferred), `>>` (much preferred) and `~` (equal), the best first";

/// A shortest circle of strict preference through one of the states that lie on any, if one does. O(states²).
fn circle(ranking: &Ranking) -> Option<Vec<Ranked>> {
    if ranking.pairs.is_empty() {
        return None;
    }
    let states: Vec<(Ranked, usize)> = ranking
        .ranks
        .iter()
        .enumerate()
        .flat_map(|(rank, states)| states.iter().map(move |state| (*state, rank)))
        .collect();
    let place: BTreeMap<Ranked, usize> = states.iter().enumerate().map(|(place, (state, _))| (*state, place)).collect();
    let mut told: BTreeMap<(usize, usize), bool> = BTreeMap::new();
    let mut touched = vec![false; states.len()];
    for pair in &ranking.pairs {
        let (Some(&one), Some(&other)) = (place.get(&pair.one), place.get(&pair.other)) else { continue };
        told.insert((one, other), pair.like.is_better());
        told.insert((other, one), pair.like.reversed().is_better());
        touched[one] = true;
        touched[other] = true;
    }
    let better = |one: usize, other: usize| {
        let by_rank = states[one].1 < states[other].1;
        if touched[one] && touched[other] { told.get(&(one, other)).copied().unwrap_or(by_rank) } else { by_rank }
    };
    let all = 0..states.len();
    // States that nothing is preferred to go, until none is left or every one left has something preferred to it.
    let mut above: Vec<usize> =
        all.clone().map(|one| all.clone().filter(|other| better(*other, one)).count()).collect();
    let mut gone: VecDeque<usize> = all.clone().filter(|one| above[*one] == 0).collect();
    let mut left = vec![true; states.len()];
    while let Some(one) = gone.pop_front() {
        left[one] = false;
        for other in all.clone().filter(|other| better(one, *other)) {
            above[other] -= 1;
            if above[other] == 0 {
                gone.push_back(other);
            }
        }
    }
    // Going up from any of those left must come back to a state passed before.
    let mut at = all.clone().find(|one| left[*one])?;
    let mut passed = vec![false; states.len()];
    while !passed[at] {
        passed[at] = true;
        at = all.clone().find(|other| left[*other] && better(*other, at))?;
    }
    shortest_way_back(at, states.len(), &better).map(|circle| circle.into_iter().map(|one| states[one].0).collect())
}

/// The shortest way from a place back to itself.
fn shortest_way_back(start: usize, size: usize, leads: &dyn Fn(usize, usize) -> bool) -> Option<Vec<usize>> {
    let mut from: Vec<Option<usize>> = vec![None; size];
    let mut next = VecDeque::from([start]);
    while let Some(one) = next.pop_front() {
        for other in (0..size).filter(|other| leads(one, *other)) {
            if other == start {
                let mut way = vec![one];
                while let Some(before) = way.last().filter(|last| **last != start).and_then(|last| from[*last]) {
                    way.push(before);
                }
                way.reverse();
                return Some(way);
            }
            if from[other].is_none() {
                from[other] = Some(one);
                next.push_back(other);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranking(ranks: &[&[u64]], pairs: &[(u64, Compared, u64)]) -> Ranking {
        let state = |state: &u64| Ranked::Taken(*state);
        let pair =
            |(one, like, other): &(u64, Compared, u64)| Pair { one: state(one), other: state(other), like: *like };
        Ranking {
            ranks: ranks.iter().map(|rank| rank.iter().map(state).collect()).collect(),
            much: Vec::new(),
            pairs: pairs.iter().map(pair).collect(),
        }
    }

    #[test]
    fn a_circle_is_found_and_only_a_circle() {
        let found = |pairs: &[(u64, Compared, u64)]| circle(&ranking(&[&[1], &[2], &[3], &[4]], pairs));
        assert_eq!(found(&[]), None);
        assert_eq!(found(&[(2, Compared::Better, 1)]), None, "two neighbours change places");
        assert_eq!(found(&[(1, Compared::Unknown, 4), (2, Compared::Equal, 3)]), None);
        let one = found(&[(3, Compared::Better, 1)]).unwrap();
        assert_eq!(one.len(), 3, "{one:?}");
        let wide = found(&[(1, Compared::MuchWorse, 4)]).unwrap();
        assert_eq!(wide.len(), 3, "{wide:?}");
        let tie = circle(&ranking(&[&[1], &[2, 3]], &[(3, Compared::Better, 1)]));
        assert_eq!(tie, None, "1 > 2 ~ 3 > 1 is no circle of strict preference");
        let within = circle(&ranking(
            &[&[1, 2, 3]],
            &[(1, Compared::Better, 2), (2, Compared::Better, 3), (3, Compared::Better, 1)],
        ));
        assert_eq!(within.map(|circle| circle.len()), Some(3));
    }
}
