//! Every verdict on every state where states are far too many to list: up to 63 options, with prioritised statements.
//!
//! # Definition
//!
//! The threshold theorem (`threshold.rs`) on sets of states: a party's level of every state is a vector of decision diagrams,
//! one a statement (`levels.rs`), and the best, the least and the comparison that the theorem asks for are worked out for all
//! states at once.
//!
//! # Source
//!
//! Our own; diagrams are those of [bryant1986], the order of options that of [aloul2003]. Compared with the threshold engine on
//! random conflicts (`tests/oracle_symbolic.rs`).
//!
//! # Complexity
//!
//! Nash, GMR and SMR: a few joinings of diagrams for each party and statement, times the rounds where not every combination
//! is possible. SEQ and SSEQ: the same for each pair of parties and each round, on diagrams over two copies of a mover's
//! options. How large the diagrams grow depends on how the statements hang together, so the steps are counted
//! and a question that passes its limit is refused. With statements drawn at random (`benches/symbolic.rs`), Nash, GMR and SMR
//! take milliseconds for 2^60 states; SEQ and SSEQ end for about 2^24 states, and for 2^40 where statements are about neighbours;
//! beyond that they are refused.

use std::sync::Arc;

use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet};

use super::definition::Definition;
use super::stated::Stated;
use crate::model::{Formula, MOST_OPTIONS, OptionId};
use crate::progress::Progress;

mod diagram;
mod levels;

pub use diagram::{Limit, TooLarge};

use diagram::{Work, count, is_met, mask_of, moved_up, variables};
use levels::{Movable, OneWay, Pick, levels_moved_up};

/// How often options are moved towards those that they belong with, at most.
const ROUNDS_OF_ORDERING: usize = 100;

/// How many statements and rules are looked at for that, over all rounds: a fraction of a second.
const MOST_ORDERING: usize = 1_000_000;

/// Parts of a place.
const MIDDLE: usize = 1 << 20;

/// The definitions that have a threshold form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concept {
    /// Nash stability.
    Nash,
    /// General metarationality.
    Gmr,
    /// Symmetric metarationality.
    Smr,
    /// Sequential stability.
    Seq,
    /// Symmetric sequential stability.
    Sseq,
}

/// A conflict as diagrams, ready for every definition.
#[derive(Debug, Clone)]
// INVARIANT: at most MOST_OPTIONS options; one vector of levels and one Movable a party; every vector begins with "not possible".
pub struct Symbolic {
    limit: Limit,
    progress: Arc<Progress>,
    order: Arc<Order>,
    always: Bdd,
    possible: Bdd,
    levels: Vec<Vec<Bdd>>,
    movable: Vec<Movable>,
}

/// Where each option is asked for.
#[derive(Debug, PartialEq, Eq)]
struct Order {
    /// By option: its variable, an even number; the next is for where the option is moved to.
    variable: Vec<usize>,
}

/// Which states are stable for whom, under one definition.
#[derive(Debug, Clone, PartialEq)]
pub struct Sets {
    /// By party: the stable states.
    pub by_party: Vec<StateSet>,
    /// The states that are stable for every party.
    pub equilibria: StateSet,
}

/// A set of states.
#[derive(Debug, Clone, PartialEq)]
pub struct StateSet {
    states: Bdd,
    order: Arc<Order>,
}

impl Concept {
    /// The one of a definition. None: it has no threshold form.
    pub fn of(definition: &Definition) -> Option<Concept> {
        let all = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::Sseq];
        all.into_iter().find(|concept| concept.short() == definition.short)
    }

    /// Its name in short, as in [`Definition::short`].
    pub fn short(self) -> &'static str {
        match self {
            Concept::Nash => "Nash",
            Concept::Gmr => "GMR",
            Concept::Smr => "SMR",
            Concept::Seq => "SEQ",
            Concept::Sseq => "SSEQ",
        }
    }
}

impl Symbolic {
    /// Builds the diagrams of rules and statements. `limit` holds for this and again for every question. Too large as well:
    /// more than [`MOST_OPTIONS`]. O(length of the formulas × size of the diagrams).
    pub fn new(stated: &Stated, limit: Limit) -> Result<Symbolic, TooLarge> {
        if stated.options > MOST_OPTIONS {
            return Err(TooLarge { limit });
        }
        let order = Order::of(stated);
        let set = variables(stated.options);
        let work = Work::new(limit);
        let build = Build { set: &set, order: &order, work: &work };
        let mut possible = set.mk_true();
        for rule in &stated.rules {
            possible = work.and(&possible, &build.formula(rule)?)?;
        }
        let mut levels = Vec::new();
        for party in 0..stated.owned.len() {
            let statements = stated.statements.get(party).map_or(&[] as &[Formula], Vec::as_slice);
            let mut vector = vec![possible.not()];
            for statement in statements {
                vector.push(work.and(&possible, &build.formula(statement)?)?);
            }
            levels.push(vector);
        }
        let movable = stated.owned.iter().map(|own| build.movable(*own, stated)).collect();
        let progress = Arc::default();
        Ok(Symbolic { limit, progress, always: set.mk_true(), possible, levels, movable, order: Arc::new(order) })
    }

    /// The same. A question that is stopped ends as one that is too large: its answer is of no use.
    pub fn watched(self, progress: Arc<Progress>) -> Symbolic {
        Symbolic { progress, ..self }
    }

    /// The states that are possible.
    pub fn possible(&self) -> StateSet {
        self.set(self.possible.clone())
    }

    /// The states where a formula holds, of those that are possible.
    pub fn states_where(&self, formula: &Formula) -> Result<StateSet, TooLarge> {
        let work = Work::watched(self.limit, &self.progress);
        let set = variables(self.order.variable.len());
        let holds = Build { set: &set, order: &self.order, work: &work }.formula(formula)?;
        Ok(self.set(work.and(&self.possible, &holds)?))
    }

    /// The stable states under a definition, exactly, or a refusal when it takes more work than the limit allows.
    pub fn stable(&self, concept: Concept) -> Result<Sets, TooLarge> {
        let work = Work::watched(self.limit, &self.progress);
        let improvements = match concept {
            Concept::Nash | Concept::Gmr | Concept::Smr => Vec::new(),
            Concept::Seq | Concept::Sseq => self.improvements(&work)?,
        };
        let mut by_party = Vec::new();
        let mut all = self.possible.clone();
        for (party, levels) in self.levels.iter().enumerate() {
            let by_moves = |values| self.held(&work, party, &self.least_by_moves(&work, party, values)?);
            let by_improvements = |values: &[Bdd]| {
                self.held(&work, party, &self.least_by_improvements(&work, party, values, &improvements)?)
            };
            let stable = match concept {
                Concept::Nash => self.held(&work, party, levels)?,
                Concept::Gmr => by_moves(levels.clone())?,
                Concept::Smr => by_moves(self.best(&work, party)?)?,
                Concept::Seq => by_improvements(levels)?,
                Concept::Sseq => by_improvements(&self.best(&work, party)?)?,
            };
            all = work.and(&all, &stable)?;
            by_party.push(self.set(stable));
        }
        Ok(Sets { by_party, equilibria: self.set(all) })
    }

    fn set(&self, states: Bdd) -> StateSet {
        StateSet { states, order: self.order.clone() }
    }

    fn is_full(&self) -> bool {
        self.possible.is_true()
    }

    /// The best level that a party can have from each state by staying or by one move.
    fn best(&self, work: &Work, party: usize) -> Result<Vec<Bdd>, TooLarge> {
        let best = self.greatest(work, party, &self.levels[party])?;
        self.barred(work, best)
    }

    /// The greatest over a party's moves to what is possible; the leading answer is turned, so that "possible" is greater.
    fn greatest(&self, work: &Work, party: usize, levels: &[Bdd]) -> Result<Vec<Bdd>, TooLarge> {
        let turned: Vec<Bdd> = std::iter::once(self.possible.clone()).chain(levels.iter().skip(1).cloned()).collect();
        work.swept(Pick::Greatest, &turned, &self.movable[party], &self.always)
    }

    /// The levels, with every state that is not possible above all others.
    fn barred(&self, work: &Work, levels: Vec<Bdd>) -> Result<Vec<Bdd>, TooLarge> {
        let mut barred = vec![self.possible.not()];
        for level in levels.iter().skip(1) {
            barred.push(work.and(level, &self.possible)?);
        }
        Ok(barred)
    }

    /// The least that the other parties can reach from each state by legal sequences of moves.
    fn least_by_moves(&self, work: &Work, party: usize, mut levels: Vec<Bdd>) -> Result<Vec<Bdd>, TooLarge> {
        let others: Vec<&Movable> = self.others(party).map(|other| &self.movable[other]).collect();
        if self.is_full() {
            // Where every combination is possible, the moves of several parties can be made in any order: all at once.
            let all = others.iter().fold(Movable::default(), |all, other| all.with(other));
            return work.swept(Pick::Least, &levels, &all, &self.always);
        }
        let mut idle = 0;
        for other in others.iter().cycle() {
            let next = self.barred(work, work.swept(Pick::Least, &levels, other, &self.always)?)?;
            idle = if next == levels { idle + 1 } else { 1 };
            levels = next;
            if idle >= others.len() {
                break;
            }
        }
        Ok(levels)
    }

    /// By party: from which state to which setting of its own options, as moved to, it has an improvement.
    fn improvements(&self, work: &Work) -> Result<Vec<Bdd>, TooLarge> {
        let mut all = Vec::new();
        for (movable, levels) in self.movable.iter().zip(&self.levels) {
            let own = movable.own();
            let there = levels_moved_up(levels, own);
            let better = work.not_above(&there[1..], &levels[1..], &self.always)?.not();
            let ends = work.and(&self.possible, &moved_up(&self.possible, own))?;
            all.push(work.and(&better, &work.and(&ends, &self.allowed(work, movable)?)?)?);
        }
        Ok(all)
    }

    /// From which state to which setting of its own options every change goes in a direction that the option allows.
    fn allowed(&self, work: &Work, movable: &Movable) -> Result<Bdd, TooLarge> {
        movable.one_way.iter().try_fold(self.always.clone(), |all, option| {
            let same = work.iff(&option.taken, &moved_up(&option.taken, mask_of(option.variable)))?;
            work.and(&all, &work.or(&option.open, &same)?)
        })
    }

    /// The least that the other parties can reach from each state by legal sequences of improvements.
    ///
    /// Answer by answer: where the least so far is met with the next answer "no", and wherever improvements lead there from.
    /// What is reached from a state has no lesser least than the state itself; so on the way to where its least is met, the
    /// least stays the same, and the steps that raise it are left out from then on.
    fn least_by_improvements(
        &self,
        work: &Work,
        party: usize,
        values: &[Bdd],
        improvements: &[Bdd],
    ) -> Result<Vec<Bdd>, TooLarge> {
        let others = self.others(party).filter(|other| !self.movable[*other].is_nothing());
        let mut steps: Vec<(u128, Bdd)> =
            others.map(|other| (self.movable[other].own(), improvements[other].clone())).collect();
        let mut met = self.possible.clone();
        let mut least = vec![self.possible.not()];
        for value in values.iter().skip(1) {
            let no = self.leading_to(work, work.and(&met, &value.not())?, &steps)?;
            for (own, step) in &mut steps {
                let kept = work.if_then(&no, &moved_up(&no, *own))?;
                *step = work.and(step, &kept)?;
            }
            let yes = work.and(&self.possible, &no.not())?;
            met = work.where_alike(&met, value, &yes)?;
            least.push(yes);
        }
        Ok(least)
    }

    /// The states from which steps lead to one of these, and these.
    fn leading_to(&self, work: &Work, mut states: Bdd, steps: &[(u128, Bdd)]) -> Result<Bdd, TooLarge> {
        // Goes on round the table until everybody in turn has found nothing to add.
        let mut idle = 0;
        for (own, step) in steps.iter().cycle() {
            let next = work.or(&states, &work.somewhere(step, &moved_up(&states, *own), own << 1)?)?;
            idle = if next == states { idle + 1 } else { 1 };
            states = next;
            if idle >= steps.len() {
                break;
            }
        }
        Ok(states)
    }

    /// The states from which the party can move to none whose worst is above what it has.
    fn held(&self, work: &Work, party: usize, worst: &[Bdd]) -> Result<Bdd, TooLarge> {
        let levels = &self.levels[party];
        let kept = work.pick(Pick::Least, worst, levels, &self.always)?;
        let reached = self.greatest(work, party, &kept)?;
        work.and(&self.possible, &work.not_above(&reached[1..], &levels[1..], &self.always)?)
    }

    fn others(&self, party: usize) -> impl Iterator<Item = usize> {
        (0..self.levels.len()).filter(move |other| *other != party)
    }
}

impl StateSet {
    /// How many states.
    pub fn count(&self) -> u64 {
        count(&self.states, self.order.variable.len())
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.states.is_false()
    }

    /// Whether a state is among them.
    pub fn contains(&self, state: u64) -> bool {
        state >> self.order.variable.len() == 0 && is_met(&self.states, u128::MAX, self.order.settings(state))
    }

    /// The first states, ascending. O(states × options × size of the diagram).
    pub fn first(&self, most: usize) -> Vec<u64> {
        let mut found = Vec::new();
        self.extend(self.order.variable.len(), 0, most, &mut found);
        found
    }

    /// Settles the options below `open`, from the highest down.
    fn extend(&self, open: usize, taken: u64, most: usize, found: &mut Vec<u64>) {
        let known = self.order.settings(!0 << open);
        if found.len() >= most || !is_met(&self.states, known, self.order.settings(taken)) {
            return;
        }
        match open.checked_sub(1) {
            None => found.push(taken),
            Some(next) => {
                self.extend(next, taken, most, found);
                self.extend(next, taken | 1 << next, most, found);
            }
        }
    }
}

impl Order {
    /// Options of one party, of one statement and of one rule near one another: every group pulls its members to its middle,
    /// over and over, and the order that stretches the groups least is kept. O(rounds × length of the formulas), in fewer
    /// rounds the more formulas there are.
    fn of(stated: &Stated) -> Order {
        let formulas = stated.statements.iter().flatten().chain(&stated.rules).map(Formula::options);
        let groups: Vec<u64> = formulas.chain(stated.owned.iter().copied()).filter(|group| *group != 0).collect();
        let mut place: Vec<usize> = (0..stated.options).collect();
        let mut best = (stretch(&groups, &place), place.clone());
        for _ in 0..ROUNDS_OF_ORDERING.min(MOST_ORDERING / groups.len().max(1)) {
            place = pulled(&groups, &place);
            let stretched = stretch(&groups, &place);
            if stretched < best.0 {
                best = (stretched, place.clone());
            }
        }
        Order { variable: best.1.iter().map(|place| 2 * place).collect() }
    }

    /// The variables of the options of a mask.
    fn settings(&self, options: u64) -> u128 {
        let taken = self.variable.iter().enumerate().filter(|(option, _)| options >> option & 1 == 1);
        taken.fold(0, |mask, (_, variable)| mask | 1 << variable)
    }
}

/// How far apart the members of each group stand, in all.
fn stretch(groups: &[u64], place: &[usize]) -> usize {
    let span = |group: &u64| {
        let (first, last) =
            places(*group, place).fold((usize::MAX, 0), |(first, last), (_, at)| (first.min(at), last.max(at)));
        last.saturating_sub(first)
    };
    groups.iter().map(span).sum()
}

/// The places of the options when each has gone to the mean of the middles of its groups. A middle is kept as a fraction, in
/// whole numbers.
fn pulled(groups: &[u64], place: &[usize]) -> Vec<usize> {
    let mut pull = vec![(0usize, 0usize); place.len()];
    for group in groups {
        let sum: usize = places(*group, place).map(|(_, at)| at).sum();
        let middle = sum * MIDDLE / group.count_ones().max(1) as usize;
        for (option, _) in places(*group, place) {
            if let Some((total, count)) = pull.get_mut(option) {
                *total += middle;
                *count += 1;
            }
        }
    }
    let means = pull.iter().map(|(total, count)| total / (*count).max(1)).enumerate();
    let mut order: Vec<(usize, usize)> = means.map(|(option, at)| (at, option)).collect();
    order.sort_unstable();
    let mut next = place.to_vec();
    for (at, (_, option)) in order.iter().enumerate() {
        if let Some(place) = next.get_mut(*option) {
            *place = at;
        }
    }
    next
}

/// The options of a group, each with its place.
fn places(group: u64, place: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let options =
        std::iter::successors(Some(group), |left| Some(left & left.wrapping_sub(1))).take_while(|left| *left != 0);
    options.map(|left| left.trailing_zeros() as usize).filter_map(|option| Some((option, *place.get(option)?)))
}

/// What it takes to turn formulas into diagrams.
struct Build<'a> {
    set: &'a BddVariableSet,
    order: &'a Order,
    work: &'a Work,
}

impl Build<'_> {
    fn formula(&self, formula: &Formula) -> Result<Bdd, TooLarge> {
        match formula {
            Formula::Taken(option) => Ok(self.taken(*option)),
            Formula::Not(part) => Ok(self.formula(part)?.not()),
            Formula::All(parts) => {
                parts.iter().try_fold(self.set.mk_true(), |all, part| self.work.and(&all, &self.formula(part)?))
            }
            Formula::Any(parts) => {
                parts.iter().try_fold(self.set.mk_false(), |any, part| self.work.or(&any, &self.formula(part)?))
            }
            Formula::IfThen(given, then) => self.work.if_then(&self.formula(given)?, &self.formula(then)?),
            Formula::Iff(one, other) => self.work.iff(&self.formula(one)?, &self.formula(other)?),
        }
    }

    /// An option that there is not is never taken.
    fn taken(&self, option: OptionId) -> Bdd {
        match self.order.variable.get(option.0) {
            Some(variable) => self.set.mk_var(BddVariable::from_index(*variable)),
            None => self.set.mk_false(),
        }
    }

    fn movable(&self, own: u64, stated: &Stated) -> Movable {
        let mut movable = Movable::default();
        for (option, variable) in self.order.variable.iter().enumerate() {
            let bit = 1 << option;
            if own & bit == 0 {
                continue;
            }
            let variable = BddVariable::from_index(*variable);
            let (taken, dropped) = (self.set.mk_var(variable), self.set.mk_not_var(variable));
            let open = match (stated.once_taken & bit != 0, stated.once_dropped & bit != 0) {
                (true, _) => dropped.clone(),
                (_, true) => taken.clone(),
                (false, false) => {
                    movable.both |= mask_of(variable);
                    continue;
                }
            };
            movable.one_way.push(OneWay { variable, taken, dropped, open });
        }
        movable
    }
}
