//! The conflict family again, slowly: every definition of stability with its sets and quantifiers, as section 3 of the
//! reference on conflicts writes them. Symbols are those of that section: `R_i(s)` is where party `i` can move from `s`,
//! `R_i^+(s)` where it also prefers to be, `R_H(s)` where legal sequences of a coalition `H` lead.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use kadesh::conflict::Preferences;
use kadesh::model::Compared;

use crate::conflicts::{Form, Options, Written};

pub type States = BTreeSet<usize>;
/// How the first state compares with the second to a party.
type Prefer = Rc<dyn Fn(usize, usize, usize) -> Compared>;
/// By state: where one can go.
type Table = Vec<Vec<usize>>;
/// What legal sequences reach, by state, kept for each set of movers and kind of step.
type Kept = RefCell<BTreeMap<(Vec<usize>, Kind), Rc<Table>>>;

pub struct Conflict {
    /// The feasible ones.
    pub states: Vec<usize>,
    /// One more than the greatest number of a state.
    pub size: usize,
    /// By party and state.
    pub moves: Vec<Table>,
    pub prefer: Prefer,
    pub options: Option<Options>,
    kept: Kept,
}

/// What every step of a sequence must be: any move, an improvement of its mover, or a move of which it is at least not known
/// that it is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Any,
    Improving,
    PerhapsImproving,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concept {
    Nash,
    Gmr,
    Smr,
    Seq,
    Sseq,
    Sim,
}

impl Concept {
    pub const ALL: [Concept; 6] =
        [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::Sseq, Concept::Sim];
    pub const FOUR: [Concept; 4] = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq];

    /// By the name that the literature uses.
    pub fn named(name: &str) -> Option<Concept> {
        let concept = match name {
            "Nash" => Concept::Nash,
            "GMR" => Concept::Gmr,
            "SMR" => Concept::Smr,
            "SEQ" => Concept::Seq,
            "SSEQ" => Concept::Sseq,
            "SIM" => Concept::Sim,
            _ => return None,
        };
        Some(concept)
    }
}

/// 3.1: states, moves and preferences.
impl Conflict {
    pub fn of(written: &Written) -> Conflict {
        let (size, parties) = (written.size, written.parties());
        let (options, states) = match &written.form {
            Form::Options(options) => {
                (Some(options.clone()), (0..size).filter(|state| options.possible[*state]).collect())
            }
            Form::Listed(_) => (None, (0..size).collect::<Vec<usize>>()),
        };
        let can_move = |by: usize, from: usize, to: usize| match &written.form {
            Form::Options(options) => changes_only_its_own(options, by, from, to),
            Form::Listed(moves) => moves.contains(&(by, from, to)),
        };
        let targets = |by: usize, from: usize| -> Vec<usize> {
            if !states.contains(&from) {
                return Vec::new();
            }
            states.iter().copied().filter(|to| can_move(by, from, *to)).collect()
        };
        let moves = (0..parties).map(|by| (0..size).map(|from| targets(by, from)).collect()).collect();
        let preferences = written.preferences.clone();
        let prefer = move |party: usize, one: usize, other: usize| match &preferences[party] {
            Preferences::Levels(levels) if levels[one] > levels[other] => Compared::Better,
            Preferences::Levels(levels) if levels[one] < levels[other] => Compared::Worse,
            Preferences::Levels(_) => Compared::Equal,
            Preferences::Pairs(table) => table[one * size + other],
        };
        Conflict { states, size, moves, prefer: Rc::new(prefer), options, kept: Kept::default() }
    }

    pub fn parties(&self) -> usize {
        self.moves.len()
    }

    /// `one >_i other`, mildly or strongly.
    pub fn better(&self, i: usize, one: usize, other: usize) -> bool {
        matches!((self.prefer)(i, one, other), Compared::Better | Compared::MuchBetter)
    }

    /// `R_i^+(s)`: the unilateral improvements.
    pub fn improvements(&self, i: usize, s: usize) -> Vec<usize> {
        self.steps(i, s, Kind::Improving)
    }

    pub fn steps(&self, i: usize, s: usize, kind: Kind) -> Vec<usize> {
        let fits = |t: &usize| match kind {
            Kind::Any => true,
            Kind::Improving => self.better(i, *t, s),
            Kind::PerhapsImproving => self.better(i, *t, s) || (self.prefer)(i, *t, s) == Compared::Unknown,
        };
        self.moves[i][s].iter().copied().filter(fits).collect()
    }

    /// `N \ {i}`.
    pub fn others(&self, i: usize) -> Vec<usize> {
        self.outside(&[i])
    }

    /// `N \ H`.
    pub fn outside(&self, coalition: &[usize]) -> Vec<usize> {
        (0..self.parties()).filter(|party| !coalition.contains(party)).collect()
    }

    pub fn set(&self, holds: impl Fn(usize) -> bool) -> States {
        self.states.iter().copied().filter(|s| holds(*s)).collect()
    }
}

/// `t` differs from `s` only in options of the party, and each of them changes in a direction that it allows.
fn changes_only_its_own(options: &Options, by: usize, from: usize, to: usize) -> bool {
    let may_change = |option: usize| {
        let (before, after) = (from >> option & 1 == 1, to >> option & 1 == 1);
        let can_be_dropped = options.once_taken >> option & 1 == 0;
        let can_be_taken = options.once_dropped >> option & 1 == 0;
        let its_own = options.owned[by] >> option & 1 == 1;
        match (before, after) {
            (false, false) | (true, true) => true,
            (false, true) => its_own && can_be_taken,
            (true, false) => its_own && can_be_dropped,
        }
    };
    from != to && (0..options.count).all(may_change)
}

/// 3.2: legal sequences.
///
/// The last movers of the sequences that lead from `s` to each state, one bit a mover: the least fixed point of the two rules.
fn last_movers(next: &[Table], s: usize) -> Vec<u32> {
    let mut last = vec![0u32; next.first().map_or(0, Vec::len)];
    for (j, moves) in next.iter().enumerate() {
        for t in &moves[s] {
            last[*t] |= 1 << j;
        }
    }
    loop {
        let before = last.clone();
        for t in 0..last.len() {
            for (j, moves) in next.iter().enumerate() {
                // Somebody else than j can have moved last.
                if last[t] & !(1 << j) != 0 {
                    for u in &moves[t] {
                        last[*u] |= 1 << j;
                    }
                }
            }
        }
        if before == last {
            return last;
        }
    }
}

fn reached(next: &[Table], size: usize) -> Table {
    let from = |s: usize| {
        let last = last_movers(next, s);
        (0..last.len()).filter(|t| last[*t] != 0).collect()
    };
    (0..size).map(from).collect()
}

impl Conflict {
    /// `R_H(s)` by `s`, or `R_H^+(s)`.
    pub fn reach(&self, coalition: &[usize], kind: Kind) -> Rc<Table> {
        let key = (coalition.to_vec(), kind);
        if let Some(known) = self.kept.borrow().get(&key) {
            return known.clone();
        }
        let table = |by: &usize| (0..self.size).map(|s| self.steps(*by, s, kind)).collect();
        let next: Vec<Table> = coalition.iter().map(table).collect();
        let found = Rc::new(reached(&next, self.size));
        self.kept.borrow_mut().insert(key, found.clone());
        found
    }

    /// How many steps the shortest legal sequence from `s` to each state has.
    pub fn shortest(&self, coalition: &[usize], kind: Kind, s: usize) -> BTreeMap<usize, usize> {
        let (mut known, mut seen) = (BTreeMap::new(), BTreeSet::new());
        let mut ends: Vec<(usize, Option<usize>)> = vec![(s, None)];
        for steps in 1.. {
            let mut next = Vec::new();
            for (t, last) in ends {
                for j in coalition.iter().copied().filter(|j| Some(*j) != last) {
                    next.extend(self.steps(j, t, kind).into_iter().map(|u| (u, Some(j))));
                }
            }
            // A shortest sequence comes to no state with the same last mover twice.
            next.retain(|end| seen.insert(*end));
            if next.is_empty() {
                break;
            }
            for (t, _) in &next {
                known.entry(*t).or_insert(steps);
            }
            ends = next;
        }
        known
    }
}

/// 3.3: a party by itself.
impl Conflict {
    /// The states that are stable for a party.
    pub fn stable(&self, concept: Concept, i: usize) -> States {
        self.set(|s| self.holds(concept, i, s))
    }

    /// Whether one state is stable for a party: every improvement has an answer.
    pub fn holds(&self, concept: Concept, i: usize, s: usize) -> bool {
        self.improvements(i, s).iter().all(|t| self.answered(concept, i, s, *t))
    }

    /// The states that are stable for every party.
    pub fn equilibria(&self, concept: Concept) -> States {
        let mut all: States = self.states.iter().copied().collect();
        for i in 0..self.parties() {
            let stable = self.stable(concept, i);
            all.retain(|s| stable.contains(s));
        }
        all
    }

    /// Whether the improvement `t` from `s` has an answer that leaves the party no better off.
    pub fn answered(&self, concept: Concept, i: usize, s: usize, t: usize) -> bool {
        let others = self.others(i);
        let not_better = |u: &usize| !self.better(i, *u, s);
        let no_escape = |u: &usize| self.moves[i][*u].iter().all(|v| !self.better(i, *v, s));
        match concept {
            Concept::Nash => false,
            Concept::Gmr => self.reach(&others, Kind::Any)[t].iter().any(not_better),
            Concept::Smr => self.reach(&others, Kind::Any)[t].iter().any(|u| not_better(u) && no_escape(u)),
            Concept::Seq => self.reach(&others, Kind::Improving)[t].iter().any(not_better),
            Concept::Sseq => self.reach(&others, Kind::Improving)[t].iter().any(|u| not_better(u) && no_escape(u)),
            Concept::Sim => self.together(i, s, t).iter().any(not_better),
        }
    }

    /// The feasible states made by `i`'s move from `s` to `t` and some opponents' improvements from `s`, all at once. None
    /// where there are no options to change together.
    fn together(&self, i: usize, s: usize, t: usize) -> States {
        let Some(options) = &self.options else { return States::new() };
        let mut made = BTreeSet::from([t]);
        for j in self.others(i) {
            let its_own = options.owned[j] as usize;
            let improvements = self.improvements(j, s);
            let with = |u: &usize| -> Vec<usize> { improvements.iter().map(|v| u & !its_own | v & its_own).collect() };
            let more: Vec<usize> = made.iter().flat_map(with).collect();
            made.extend(more);
        }
        made.remove(&t);
        made.into_iter().filter(|u| options.possible[*u]).collect()
    }

    /// `G(i, h, s)` for two parties: where the party expects things to end when so many moves remain and it is its turn.
    /// Where several moves are best it takes the one to the least number; none where no move is best.
    pub fn anticipated(&self, i: usize, h: usize, s: usize) -> Option<usize> {
        if h == 0 || self.moves[i][s].is_empty() {
            return Some(s);
        }
        let ends: Option<Vec<usize>> = self.moves[i][s].iter().map(|t| self.anticipated(1 - i, h - 1, *t)).collect();
        let ends = ends?;
        let best = ends.iter().copied().find(|end| ends.iter().all(|other| !self.better(i, *other, *end)))?;
        Some(if self.better(i, best, s) { best } else { s })
    }

    /// `L_h`: the states that a party expects to stay at.
    pub fn limited(&self, i: usize, h: usize) -> States {
        self.set(|s| self.anticipated(i, h, s) == Some(s))
    }

    /// How many of all strict rankings of the states, if they were the party's, would make `s` stable for it.
    pub fn rankings_that_hold(&self, concept: Concept, i: usize, s: usize) -> usize {
        permutations(&self.states).iter().filter(|best_first| self.ranked(i, best_first).holds(concept, i, s)).count()
    }

    fn ranked(&self, i: usize, best_first: &[usize]) -> Conflict {
        let place: BTreeMap<usize, usize> = best_first.iter().enumerate().map(|(at, s)| (*s, at)).collect();
        let old = self.prefer.clone();
        let prefer = move |party: usize, one: usize, other: usize| {
            if party != i {
                return old(party, one, other);
            }
            match place[&one].cmp(&place[&other]) {
                std::cmp::Ordering::Less => Compared::Better,
                std::cmp::Ordering::Equal => Compared::Equal,
                std::cmp::Ordering::Greater => Compared::Worse,
            }
        };
        // What the others can do does not hang on what the party prefers.
        let mut kept = self.kept.borrow().clone();
        kept.retain(|(movers, _), _| !movers.contains(&i));
        Conflict {
            states: self.states.clone(),
            size: self.size,
            moves: self.moves.clone(),
            prefer: Rc::new(prefer),
            options: self.options.clone(),
            kept: RefCell::new(kept),
        }
    }
}

fn permutations(of: &[usize]) -> Vec<Vec<usize>> {
    if of.is_empty() {
        return vec![Vec::new()];
    }
    let with_first = |first: &usize| -> Vec<Vec<usize>> {
        let rest: Vec<usize> = of.iter().copied().filter(|other| other != first).collect();
        permutations(&rest).into_iter().map(|tail| [vec![*first], tail].concat()).collect()
    };
    of.iter().flat_map(with_first).collect()
}

/// 3.4: coalitions.
impl Conflict {
    /// `CI_H(s)`: what a coalition can reach together and all of it prefers.
    pub fn coalition_improvements(&self, coalition: &[usize], s: usize) -> Vec<usize> {
        let all_prefer = |t: &usize| coalition.iter().all(|i| self.better(*i, *t, s));
        self.reach(coalition, Kind::Any)[s].iter().copied().filter(all_prefer).collect()
    }

    /// The states that are stable for a coalition, under CNash, CGMR, CSMR or CSEQ; none for another concept.
    pub fn stable_for(&self, concept: Concept, coalition: &[usize]) -> Option<States> {
        let outside = self.outside(coalition);
        let answers = match concept {
            Concept::Nash => Rc::new(vec![Vec::new(); self.size]),
            Concept::Gmr | Concept::Smr => self.reach(&outside, Kind::Any),
            Concept::Seq => Rc::new(self.class_reach(&outside)),
            Concept::Sseq | Concept::Sim => return None,
        };
        let some_not_better = |u: usize, s: usize| coalition.iter().any(|i| !self.better(*i, u, s));
        let no_escape = |u: usize, s: usize| {
            concept != Concept::Smr || self.reach(coalition, Kind::Any)[u].iter().all(|v| some_not_better(*v, s))
        };
        Some(self.set(|s| {
            self.coalition_improvements(coalition, s)
                .iter()
                .all(|t| answers[*t].iter().any(|u| some_not_better(*u, s) && no_escape(*u, s)))
        }))
    }

    /// Stable for every coalition.
    pub fn universal(&self, concept: Concept) -> Option<States> {
        let mut all: States = self.states.iter().copied().collect();
        for coalition in coalitions(&(0..self.parties()).collect::<Vec<_>>()) {
            let stable = self.stable_for(concept, &coalition)?;
            all.retain(|s| stable.contains(s));
        }
        Some(all)
    }

    /// What legal sequences of coalition improvements reach, the movers being the sub-coalitions: none of them twice running.
    pub fn class_reach(&self, parties: &[usize]) -> Table {
        let table = |movers: &Vec<usize>| (0..self.size).map(|s| self.coalition_improvements(movers, s)).collect();
        let next: Vec<Table> = coalitions(parties).iter().map(table).collect();
        reached(&next, self.size)
    }

    /// The same conflict with each block of a partition as one party: it changes options of all its members in one step, and
    /// prefers what all of them prefer (the merged mover of GMCR+). Option form only.
    pub fn merged(&self, blocks: &[Vec<usize>]) -> Option<Conflict> {
        let mut options = self.options.clone()?;
        options.owned = blocks.iter().map(|block| block.iter().map(|party| options.owned[*party]).sum()).collect();
        let targets = |by: usize, from: usize| -> Vec<usize> {
            let feasible = self.states.contains(&from);
            let can = |to: &usize| feasible && changes_only_its_own(&options, by, from, *to);
            self.states.iter().copied().filter(can).collect()
        };
        let moves = (0..blocks.len()).map(|by| (0..self.size).map(|from| targets(by, from)).collect()).collect();
        let (old, blocks) = (self.prefer.clone(), blocks.to_vec());
        let better = move |block: usize, one: usize, other: usize| {
            blocks[block].iter().all(|i| matches!(old(*i, one, other), Compared::Better | Compared::MuchBetter))
        };
        let prefer = move |block: usize, one: usize, other: usize| match better(block, one, other) {
            true => Compared::Better,
            false => Compared::Worse,
        };
        let (states, size) = (self.states.clone(), self.size);
        Some(Conflict { states, size, moves, prefer: Rc::new(prefer), options: Some(options), kept: Kept::default() })
    }
}

/// Every non-empty subset.
pub fn coalitions(of: &[usize]) -> Vec<Vec<usize>> {
    let subset = |code: usize| (0..of.len()).filter(|at| code >> at & 1 == 1).map(|at| of[at]).collect();
    (1..1usize << of.len()).map(subset).collect()
}

/// 3.6: preferences that are not known. What one state is to another, as that section writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
    Same,
    U,
}

/// How a party takes what it does not know: readings a to d.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attitude {
    A,
    B,
    C,
    D,
}

impl Attitude {
    pub const ALL: [Attitude; 4] = [Attitude::A, Attitude::B, Attitude::C, Attitude::D];

    /// The sets L, K and X: what it would leave for, what deters it, what it would escape to.
    fn sets(self) -> (&'static [Sign], &'static [Sign], &'static [Sign]) {
        use Sign::{Minus, Plus, Same, U};
        match self {
            Attitude::A => (&[Plus, U], &[Minus, Same], &[Plus, U]),
            Attitude::B => (&[Plus], &[Minus, Same], &[Plus, U]),
            Attitude::C => (&[Plus, U], &[Minus, Same, U], &[Plus]),
            Attitude::D => (&[Plus], &[Minus, Same, U], &[Plus]),
        }
    }
}

impl Conflict {
    fn sign(&self, i: usize, one: usize, other: usize) -> Sign {
        match (self.prefer)(i, one, other) {
            Compared::Better | Compared::MuchBetter => Sign::Plus,
            Compared::Worse | Compared::MuchWorse => Sign::Minus,
            Compared::Equal => Sign::Same,
            Compared::Unknown => Sign::U,
        }
    }

    /// The states that are stable for a party that reads unknown preferences so; none for a concept that has no such reading.
    pub fn stable_unknown(&self, concept: Concept, attitude: Attitude, i: usize) -> Option<States> {
        let (leave, sanction, escape) = attitude.sets();
        let others = self.others(i);
        let is = |u: &usize, s: usize, of: &[Sign]| of.contains(&self.sign(i, *u, s));
        let no_escape = |u: &usize, s: usize| !self.moves[i][*u].iter().any(|v| is(v, s, escape));
        let answered = |t: &usize, s: usize| match concept {
            Concept::Nash => Some(false),
            Concept::Gmr => Some(self.reach(&others, Kind::Any)[*t].iter().any(|u| is(u, s, sanction))),
            Concept::Smr => {
                Some(self.reach(&others, Kind::Any)[*t].iter().any(|u| is(u, s, sanction) && no_escape(u, s)))
            }
            Concept::Seq => Some(self.reach(&others, Kind::PerhapsImproving)[*t].iter().any(|u| is(u, s, sanction))),
            Concept::Sseq | Concept::Sim => None,
        };
        if matches!(concept, Concept::Sseq | Concept::Sim) {
            return None;
        }
        let left_for = |s: usize| self.moves[i][s].iter().filter(move |t| is(t, s, leave));
        Some(self.set(|s| left_for(s).all(|t| answered(t, s) == Some(true))))
    }
}

/// 3.7: strong preference.
impl Conflict {
    /// The states that are strongly stable for a party: every sanction lands where it is much worse off than at `s`, and so
    /// does every escape. None for a concept that has no such version.
    pub fn strongly_stable(&self, concept: Concept, i: usize) -> Option<States> {
        let others = self.others(i);
        let kind = match concept {
            Concept::Gmr | Concept::Smr => Kind::Any,
            Concept::Seq => Kind::Improving,
            Concept::Nash | Concept::Sseq | Concept::Sim => return None,
        };
        let answers = self.reach(&others, kind);
        let much_worse = |u: &usize, s: usize| (self.prefer)(i, *u, s) == Compared::MuchWorse;
        let hurts = |u: &usize, s: usize| {
            let escapes_hurt = self.moves[i][*u].iter().all(|v| much_worse(v, s));
            much_worse(u, s) && (concept != Concept::Smr || escapes_hurt)
        };
        Some(self.set(|s| self.improvements(i, s).iter().all(|t| answers[*t].iter().any(|u| hurts(u, s)))))
    }

    /// Stable, but not strongly.
    pub fn weakly_stable(&self, concept: Concept, i: usize) -> Option<States> {
        let strong = self.strongly_stable(concept, i)?;
        Some(self.stable(concept, i).difference(&strong).copied().collect())
    }
}

/// 3.5: the same four concepts as products of 0/1 matrices.
type Matrix = Vec<Vec<bool>>;

fn matrix(size: usize, entry: impl Fn(usize, usize) -> bool) -> Matrix {
    (0..size).map(|row| (0..size).map(|column| entry(row, column)).collect()).collect()
}

/// sign(A·B).
fn product(a: &Matrix, b: &Matrix) -> Matrix {
    let row = |row: &Vec<bool>| {
        let mut sum = vec![false; row.len()];
        for (k, _) in row.iter().enumerate().filter(|(_, set)| **set) {
            sum.iter_mut().zip(&b[k]).for_each(|(to, from)| *to |= from);
        }
        sum
    };
    a.iter().map(row).collect()
}

fn transposed(a: &Matrix) -> Matrix {
    matrix(a.len(), |row, column| a[column][row])
}

/// A ∘ B.
fn entrywise(a: &Matrix, b: &Matrix) -> Matrix {
    matrix(a.len(), |row, column| a[row][column] && b[row][column])
}

/// A ∨ B.
fn either(a: &Matrix, b: &Matrix) -> Matrix {
    matrix(a.len(), |row, column| a[row][column] || b[row][column])
}

/// E − A.
fn not(a: &Matrix) -> Matrix {
    matrix(a.len(), |row, column| !a[row][column])
}

/// Whether `s` itself counts among the states that `i` does not prefer to `s`. As the literature writes `P_i^{-,=}` it does
/// not, its diagonal being zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Diagonal {
    Zero,
    One,
}

impl Conflict {
    fn moves_matrix(&self, i: usize, kind: Kind) -> Matrix {
        matrix(self.size, |s, t| self.steps(i, s, kind).contains(&t))
    }

    /// `M_H` or `M_H^+`: `M_i^(1) = J_i`, `M_i^(t) = sign[J_i · OR_{j≠i} M_j^(t-1)]`, added up until nothing is added.
    fn sequences_matrix(&self, coalition: &[usize], kind: Kind) -> Matrix {
        let none = matrix(self.size, |_, _| false);
        let single: Vec<Matrix> = coalition.iter().map(|i| self.moves_matrix(*i, kind)).collect();
        let mut sum = single.clone();
        loop {
            let longer = |at: usize| {
                let others = sum.iter().enumerate().filter(|(j, _)| *j != at);
                let rest = others.fold(none.clone(), |all, (_, m)| either(&all, m));
                either(&sum[at], &product(&single[at], &rest))
            };
            let next: Vec<Matrix> = (0..coalition.len()).map(longer).collect();
            if next == sum {
                let all = sum.iter().fold(none, |all, m| either(&all, m));
                return matrix(self.size, |s, t| s != t && all[s][t]);
            }
            sum = next;
        }
    }

    /// The stable states by matrices: those with a zero on the diagonal of the concept's product.
    pub fn stable_by_matrices(&self, concept: Concept, i: usize, diagonal: Diagonal) -> Option<States> {
        let others = self.others(i);
        let plus = matrix(self.size, |s, q| self.better(i, q, s));
        let (j, j_plus) = (self.moves_matrix(i, Kind::Any), self.moves_matrix(i, Kind::Improving));
        let minus = matrix(self.size, |s, q| !plus[s][q] && (s != q || diagonal == Diagonal::One));
        let sanctions = transposed(&minus);
        let kept = match concept {
            Concept::Nash => matrix(self.size, |_, _| true),
            Concept::Gmr => not(&product(&self.sequences_matrix(&others, Kind::Any), &sanctions)),
            Concept::Seq => not(&product(&self.sequences_matrix(&others, Kind::Improving), &sanctions)),
            Concept::Smr => {
                let inescapable = entrywise(&sanctions, &not(&product(&j, &transposed(&plus))));
                not(&product(&self.sequences_matrix(&others, Kind::Any), &inescapable))
            }
            Concept::Sseq | Concept::Sim => return None,
        };
        let all = product(&j_plus, &kept);
        Some(self.set(|s| !all[s][s]))
    }
}
