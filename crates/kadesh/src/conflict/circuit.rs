//! Formulas as clauses: what it takes to ask for a state in which some hold and others do not, without listing any.
//!
//! # Definition
//!
//! A *wire* is a truth: fixed, or one that the solver settles. Each part of a formula has one wire and the clauses that make it
//! say what the part says, so a formula grows to clauses of the same size and not to all its cases.
//!
//! # Source
//!
//! The clauses are those of Tseitin (1968); equal parts share one wire. The solver is `batsat`, which learns from conflicts as
//! minisat does. Departures: none.
//!
//! # Complexity
//!
//! Clauses: O(size of the formulas). Solving: exponential at worst, so a question that has learnt too much is given up; what is
//! learnt is counted and not timed, so that the same question is given up on every machine.

use std::collections::BTreeMap;

use batsat::{Callbacks, ClauseKind, Lit, Solver, SolverInterface, SolverOpts, lbool};

use crate::model::Formula;

/// How many clauses one question may learn before it is given up.
const MOST_LEARNT: u64 = 2_000_000;

/// A truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wire {
    Fixed(bool),
    Open(Lit),
}

/// What a question came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// It can be: with these options taken.
    Yes(u64),
    /// It cannot be.
    No,
    /// It was given up.
    GivenUp,
}

/// A solver with a wire for every option and for every part of a formula that was brought in.
pub(super) struct Circuit {
    solver: Solver<Learnt>,
    options: Vec<Lit>,
    /// The wire under which so many wires all hold.
    gates: BTreeMap<Vec<Lit>, Lit>,
}

/// Counts what is learnt.
#[derive(Debug, Default)]
struct Learnt(u64);

impl Callbacks for Learnt {
    fn on_start(&mut self) {
        self.0 = 0;
    }

    fn on_new_clause(&mut self, _: &[Lit], _: ClauseKind) {
        self.0 += 1;
    }

    fn stop(&self) -> bool {
        self.0 >= MOST_LEARNT
    }
}

impl std::ops::Not for Wire {
    type Output = Wire;

    fn not(self) -> Wire {
        match self {
            Wire::Fixed(holds) => Wire::Fixed(!holds),
            Wire::Open(lit) => Wire::Open(!lit),
        }
    }
}

impl Circuit {
    /// A circuit of so many options, nothing said of any.
    pub fn new(options: usize) -> Circuit {
        let mut solver = Solver::new(SolverOpts::default(), Learnt::default());
        let options = (0..options).map(|_| Lit::new(solver.new_var_default(), true)).collect();
        Circuit { solver, options, gates: BTreeMap::new() }
    }

    /// The wire of an option.
    pub fn option(&self, option: usize) -> Wire {
        self.options.get(option).map_or(Wire::Fixed(false), |lit| Wire::Open(*lit))
    }

    /// The wire of a formula where some options are fixed: those of the mask as `taken` has them.
    pub fn formula(&mut self, formula: &Formula, fixed: u64, taken: u64) -> Wire {
        let parts = |circuit: &mut Circuit, parts: &[Formula]| -> Vec<Wire> {
            parts.iter().map(|part| circuit.formula(part, fixed, taken)).collect()
        };
        match formula {
            Formula::Taken(option) if fixed >> option.0 & 1 == 1 => Wire::Fixed(taken >> option.0 & 1 == 1),
            Formula::Taken(option) => self.option(option.0),
            Formula::Not(part) => !self.formula(part, fixed, taken),
            Formula::All(all) => {
                let all = parts(self, all);
                self.all(&all)
            }
            Formula::Any(any) => {
                let any = parts(self, any);
                self.any(&any)
            }
            Formula::IfThen(given, then) => {
                let (given, then) = (self.formula(given, fixed, taken), self.formula(then, fixed, taken));
                self.any(&[!given, then])
            }
            Formula::Iff(one, other) => {
                let (one, other) = (self.formula(one, fixed, taken), self.formula(other, fixed, taken));
                let (there, back) = (self.any(&[!one, other]), self.any(&[one, !other]));
                self.all(&[there, back])
            }
        }
    }

    /// The wire under which every one of these holds.
    pub fn all(&mut self, wires: &[Wire]) -> Wire {
        let mut lits = Vec::new();
        for wire in wires {
            match wire {
                Wire::Fixed(true) => {}
                Wire::Fixed(false) => return Wire::Fixed(false),
                Wire::Open(lit) => lits.push(*lit),
            }
        }
        lits.sort_unstable();
        lits.dedup();
        if lits.iter().any(|lit| lits.binary_search(&!*lit).is_ok()) {
            return Wire::Fixed(false);
        }
        match lits.as_slice() {
            [] => return Wire::Fixed(true),
            [only] => return Wire::Open(*only),
            _ => {}
        }
        if let Some(known) = self.gates.get(&lits) {
            return Wire::Open(*known);
        }
        let gate = Lit::new(self.solver.new_var_default(), true);
        let mut back = vec![gate];
        for lit in &lits {
            self.solver.add_clause_reuse(&mut vec![!gate, *lit]);
            back.push(!*lit);
        }
        self.solver.add_clause_reuse(&mut back);
        self.gates.insert(lits, gate);
        Wire::Open(gate)
    }

    /// The wire under which some of these hold.
    pub fn any(&mut self, wires: &[Wire]) -> Wire {
        let none: Vec<Wire> = wires.iter().map(|wire| !*wire).collect();
        !self.all(&none)
    }

    /// The wire under which the first list holds where the second does not, at the first place at which they differ.
    pub fn comes_first(&mut self, one: &[Wire], other: &[Wire]) -> Wire {
        one.iter().zip(other).rev().fold(Wire::Fixed(false), |later, (one, other)| {
            let here = self.all(&[*one, !*other]);
            let alike = self.any(&[*one, !*other]);
            let further = self.all(&[alike, later]);
            self.any(&[here, further])
        })
    }

    /// Has a wire hold from now on.
    pub fn fix(&mut self, wire: Wire) {
        match wire {
            Wire::Fixed(true) => {}
            Wire::Fixed(false) => {
                self.solver.add_clause_reuse(&mut Vec::new());
            }
            Wire::Open(lit) => {
                self.solver.add_clause_reuse(&mut vec![lit]);
            }
        }
    }

    /// Whether all these can hold at once, and where.
    pub fn ask(&mut self, wires: &[Wire]) -> Answer {
        let mut lits = Vec::new();
        for wire in wires {
            match wire {
                Wire::Fixed(true) => {}
                Wire::Fixed(false) => return Answer::No,
                Wire::Open(lit) => lits.push(*lit),
            }
        }
        let answer = self.solver.solve_limited(&lits);
        if answer == lbool::TRUE {
            let taken = self.options.iter().enumerate().filter(|(_, lit)| self.solver.value_lit(**lit) == lbool::TRUE);
            Answer::Yes(taken.fold(0, |taken, (option, _)| taken | 1 << option))
        } else if answer == lbool::FALSE {
            Answer::No
        } else {
            Answer::GivenUp
        }
    }
}
