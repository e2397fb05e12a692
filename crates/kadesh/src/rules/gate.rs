//! Conditional commitments: whether a gate is open, what keeps it shut, and what would turn it.
//!
//! # Definition
//!
//! The truth of a gate is Kleene's over its leaves: "all" is the least value, "any" the greatest, "at least k" is true when k
//! branches are true, false when fewer than k could be, else unknown. A leaf is a body's decision (passed is true, blocked is
//! false, open is unknown), a condition, or a date compared with the case's `as_of`. A flip gives one leaf another definite
//! value; a set of flips turns the gate when it then has the wanted value with all other leaves as they are, and is minimal
//! when no flip of it can be left out. A leaf that occurs twice is one leaf. A date that has passed stays passed.
//!
//! # Source
//!
//! Kleene's strong three-valued logic [kleene1952]. Departures: none.
//!
//! # Complexity
//!
//! The truth: O(leaves × members). Sets of flips: up to 3^leaves, by rising size, stopped at 50,000 tries.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Basis, BodyId, Card, Case, Choice, ConditionId, Controller, Family, Gate, GateId, Ground, Needs, Ordering, Ref,
    Rule, RuleBasis, Stance, Standing, Truth, When,
};

use super::blockers::{Coalitions, LIMITS};
use super::decision::{MemberStance, Outcome, decide, member_stances, outcome, rule_grounds, stoppers};
use super::movers::moving;
use super::panel::Panel;
use super::veto::alone;

/// The description of this model.
pub const CARD: Card = Card {
    id: "rules.gate",
    family: Family::Rules,
    name: "three-valued gate",
    question: "Is the commitment's condition met, what keeps it from being met, and who controls that?",
    definition: "Kleene's three-valued truth of the tree of conditions; the minimal sets of leaves whose change would turn it.",
    sources: &["kleene1952"],
    assumes: &["the tree of the case says all that the commitment needs", "leaves can change one without another"],
    departures: "A leaf that occurs twice is one leaf. A date that has passed stays passed.",
    standing: Standing::Experimental,
};

const MOST_TRIES: usize = 50_000;

/// The gates of a case.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Gates {
    /// In file order.
    pub gates: Vec<GateAnswer>,
    /// What all of it rests on.
    pub basis: Basis,
}

/// One gate: its truth, why, and what would turn it.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct GateAnswer {
    /// The gate's id.
    pub gate: String,
    /// The options behind it, in words.
    pub opens: Vec<String>,
    /// Open (true), shut (false) or not known.
    pub truth: Truth,
    /// The tree with the truth of every branch.
    pub tree: Branch,
    /// The leaves, each once, in the order of the tree.
    pub leaves: Vec<Leaf>,
    /// The leaves that make the gate's truth what it is, as places in `leaves`.
    pub because: Vec<usize>,
    /// What would open it. Empty when it is open.
    pub to_open: Flips,
    /// What would shut it. Empty when it is shut.
    pub to_shut: Flips,
    /// What it rests on.
    pub basis: Basis,
}

/// A branch of a gate's tree.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Branch {
    /// How its parts combine.
    pub join: Join,
    /// Its truth.
    pub truth: Truth,
    /// Its parts.
    pub parts: Vec<Branch>,
}

/// How the parts of a branch combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Join {
    /// All of them.
    All,
    /// At least one.
    Any,
    /// At least this many.
    AtLeast(usize),
    /// Not the one part.
    Not,
    /// A leaf: its place in [`GateAnswer::leaves`].
    Leaf(usize),
}

/// A leaf of a gate's tree.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Leaf {
    /// What it says.
    pub says: LeafKind,
    /// Whether it is true.
    pub truth: Truth,
    /// Who can make it true or keep it false.
    pub controllers: Vec<Control>,
    /// What its truth rests on.
    pub basis: Basis,
}

/// What a leaf says.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeafKind {
    /// A body agrees to an option.
    Body(Box<BodyLeaf>),
    /// A condition holds.
    Condition {
        /// Its id.
        id: String,
        /// The condition in words.
        text: String,
    },
    /// A date has passed.
    Date {
        /// The date as written.
        date: String,
    },
}

/// "The body agrees to the option."
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct BodyLeaf {
    /// The body.
    pub body: Ref,
    /// The option in words.
    pub choice: String,
    /// The rule.
    pub rule: Rule,
    /// What the rule rests on.
    pub rule_basis: RuleBasis,
    /// The article, decision or practice.
    pub cite: Option<String>,
    /// What the body decides. None when its rule cannot be applied.
    pub outcome: Option<Outcome>,
    /// Why the rule cannot be applied.
    pub refused: Option<String>,
    /// Members known not to agree, each of whom is in a smallest set that would have to move.
    pub stopped_by: Vec<MemberStance>,
    /// Members whose unknown stance can matter.
    pub hangs_on: Vec<Ref>,
    /// The minimal sets of members whose agreement would pass it, if every unknown member agrees and if every other one is
    /// opposed. None where it passes, or the rule cannot be applied.
    pub movers: Option<[Coalitions; 2]>,
}

/// Somebody who controls a leaf.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Control {
    /// Who.
    pub by: Ref,
    /// In what way.
    pub hold: Hold,
    /// Whether it could keep the leaf false alone, whatever the others do.
    pub alone: bool,
}

/// How somebody controls a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hold {
    /// A member whose stance stops the body now.
    Stops,
    /// A member whose unknown stance can matter.
    Undeclared,
    /// A member who could stop the body alone and does not now.
    CouldStop,
    /// Controls the condition, as the case says.
    Controls,
}

/// The minimal sets of flips that turn a gate.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Flips {
    /// The sets, the smallest first.
    pub sets: Vec<Vec<Flip>>,
    /// Whether these are all. If not, the search was stopped.
    pub complete: bool,
}

/// A leaf takes another value.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Flip {
    /// The leaf's place in [`GateAnswer::leaves`].
    pub leaf: usize,
    /// The value it takes.
    pub to: Truth,
    /// Who could bring it about, each alone or together, as the case says of a condition; of a body that comes to agree see
    /// [`BodyLeaf::movers`]. Empty: the calendar, or nobody on record.
    pub controllers: Vec<Ref>,
}

/// A leaf as the case has it.
#[derive(Clone, Copy, PartialEq)]
enum Atom<'a> {
    Agrees(BodyId, Choice),
    Holds(ConditionId),
    After(&'a When),
}

/// Whether a gate is open. No more than what the truth needs: cheap enough to ask in every draw.
pub fn gate_truth(case: &Case, gate: GateId) -> Truth {
    truth(&case.gate(gate).needs, &|leaf| leaf_truth(case, leaf))
}

/// Every gate of the case.
pub fn gates(case: &Case) -> Gates {
    let gates: Vec<GateAnswer> = (0..case.gates.len()).map(|gate| gate_answer(case, GateId(gate))).collect();
    let basis = gates.iter().map(|answer| &answer.basis).collect();
    Gates { gates, basis }
}

/// One gate: its truth, why, and what would turn it.
pub fn gate_answer(case: &Case, id: GateId) -> GateAnswer {
    let gate: &Gate = case.gate(id);
    let atoms = leaves_of(&gate.needs);
    let leaves: Vec<Leaf> = atoms.iter().map(|atom| leaf(case, *atom)).collect();
    let values: Vec<Truth> = leaves.iter().map(|leaf| leaf.truth).collect();
    let tree = branch(&gate.needs, &atoms, &values);
    let mut because = Vec::new();
    blame(&tree, &mut because);
    because.sort_unstable();
    because.dedup();
    let turning = Turning { atoms: &atoms, leaves: &leaves, tree: &gate.needs, values: &values };
    let mut basis = Basis::of(Ground::Gate(id)).and(&gate.basis);
    leaves.iter().for_each(|leaf| basis.extend(&leaf.basis));
    GateAnswer {
        gate: gate.id.clone(),
        opens: gate.opens.iter().map(|choice| case.choice_text(*choice)).collect(),
        truth: tree.truth,
        to_open: turning.to(Truth::True, tree.truth),
        to_shut: turning.to(Truth::False, tree.truth),
        tree,
        leaves,
        because,
        basis,
    }
}

fn truth<'a>(needs: &'a Needs, leaf: &impl Fn(Atom<'a>) -> Truth) -> Truth {
    match needs {
        Needs::All(parts) => parts.iter().fold(Truth::True, |all, part| all.and(truth(part, leaf))),
        Needs::Any(parts) => parts.iter().fold(Truth::False, |any, part| any.or(truth(part, leaf))),
        Needs::AtLeast(least, parts) => {
            let (mut sure, mut possible) = (0, 0);
            for part in parts {
                let value = truth(part, leaf);
                sure += usize::from(value == Truth::True);
                possible += usize::from(value != Truth::False);
            }
            at_least(*least, sure, possible)
        }
        Needs::Not(part) => !truth(part, leaf),
        Needs::Agrees(body, choice) => leaf(Atom::Agrees(*body, *choice)),
        Needs::Holds(condition) => leaf(Atom::Holds(*condition)),
        Needs::After(date) => leaf(Atom::After(date)),
    }
}

fn at_least(least: usize, sure: usize, possible: usize) -> Truth {
    match (sure >= least, possible >= least) {
        (true, _) => Truth::True,
        (false, true) => Truth::Unknown,
        (false, false) => Truth::False,
    }
}

fn leaf_truth(case: &Case, leaf: Atom) -> Truth {
    match leaf {
        Atom::Agrees(body, choice) => match Panel::of(case, body) {
            Ok(panel) => outcome(&panel, &panel.stances(case, choice)).truth(),
            Err(_) => Truth::Unknown,
        },
        Atom::Holds(condition) => case.condition(condition).holds,
        Atom::After(date) => date_truth(case, date),
    }
}

fn date_truth(case: &Case, date: &When) -> Truth {
    match case.as_of.as_ref().map(|now| date.order(now)) {
        Some(Ordering::CertainlyBefore) => Truth::True,
        Some(Ordering::CertainlyAfter) => Truth::False,
        Some(Ordering::Open) | None => Truth::Unknown,
    }
}

/// The leaves of a tree, each once, in its order.
fn leaves_of(needs: &Needs) -> Vec<Atom<'_>> {
    fn visit<'a>(needs: &'a Needs, into: &mut Vec<Atom<'a>>) {
        let atom = match needs {
            Needs::All(parts) | Needs::Any(parts) | Needs::AtLeast(_, parts) => {
                return parts.iter().for_each(|part| visit(part, into));
            }
            Needs::Not(part) => return visit(part, into),
            Needs::Agrees(body, choice) => Atom::Agrees(*body, *choice),
            Needs::Holds(condition) => Atom::Holds(*condition),
            Needs::After(date) => Atom::After(date),
        };
        if !into.contains(&atom) {
            into.push(atom);
        }
    }
    let mut leaves = Vec::new();
    visit(needs, &mut leaves);
    leaves
}

/// The value that goes with a leaf.
fn value_of(atoms: &[Atom], values: &[Truth], leaf: Atom) -> Truth {
    place(atoms, leaf).and_then(|at| values.get(at)).copied().unwrap_or(Truth::Unknown)
}

fn place(atoms: &[Atom], leaf: Atom) -> Option<usize> {
    atoms.iter().position(|other| *other == leaf)
}

fn branch(node: &Needs, atoms: &[Atom], values: &[Truth]) -> Branch {
    let all = |parts: &[Needs]| parts.iter().map(|part| branch(part, atoms, values)).collect();
    let at = |leaf: Atom| (Join::Leaf(place(atoms, leaf).unwrap_or(atoms.len())), Vec::new());
    let (join, parts) = match node {
        Needs::All(parts) => (Join::All, all(parts)),
        Needs::Any(parts) => (Join::Any, all(parts)),
        Needs::AtLeast(least, parts) => (Join::AtLeast(*least), all(parts)),
        Needs::Not(part) => (Join::Not, vec![branch(part, atoms, values)]),
        Needs::Agrees(body, choice) => at(Atom::Agrees(*body, *choice)),
        Needs::Holds(condition) => at(Atom::Holds(*condition)),
        Needs::After(date) => at(Atom::After(date)),
    };
    Branch { join, truth: truth(node, &|leaf| value_of(atoms, values, leaf)), parts }
}

/// The leaves that give a branch its truth: of a false "all" the false parts, of a false "any" every part, and so on.
fn blame(branch: &Branch, into: &mut Vec<usize>) {
    match branch.join {
        Join::Leaf(leaf) => into.push(leaf),
        Join::Not => branch.parts.iter().for_each(|part| blame(part, into)),
        Join::All | Join::Any | Join::AtLeast(_) => {
            branch.parts.iter().filter(|part| part.truth == branch.truth).for_each(|part| blame(part, into));
        }
    }
}

fn leaf(case: &Case, atom: Atom) -> Leaf {
    match atom {
        Atom::Agrees(body, choice) => body_leaf(case, body, choice),
        Atom::Holds(id) => {
            let condition = case.condition(id);
            let alone = condition.controllers.len() == 1;
            let control = |controller: &Controller| {
                let by = match controller {
                    Controller::Party(party) => case.party_ref(*party),
                    Controller::Body(body) => case.body_ref(*body),
                };
                Control { by, hold: Hold::Controls, alone }
            };
            Leaf {
                says: LeafKind::Condition { id: condition.id.clone(), text: condition.text.clone() },
                truth: condition.holds,
                controllers: condition.controllers.iter().map(control).collect(),
                basis: condition.basis.clone(),
            }
        }
        Atom::After(date) => Leaf {
            says: LeafKind::Date { date: date.text.clone() },
            truth: date_truth(case, date),
            controllers: Vec::new(),
            basis: Basis::new(),
        },
    }
}

fn body_leaf(case: &Case, body: BodyId, choice: Choice) -> Leaf {
    let held = case.body(body);
    let mut says = BodyLeaf {
        body: case.body_ref(body),
        choice: case.choice_text(choice),
        rule: held.rule.clone(),
        rule_basis: held.rule_basis,
        cite: held.cite.clone(),
        outcome: None,
        refused: None,
        stopped_by: Vec::new(),
        hangs_on: Vec::new(),
        movers: None,
    };
    let panel = match Panel::of(case, body) {
        Ok(panel) => panel,
        Err(refusal) => {
            says.refused = Some(refusal.because);
            let basis = Basis::of(Ground::Rule(body)).and(&held.basis);
            return Leaf {
                says: LeafKind::Body(Box::new(says)),
                truth: Truth::Unknown,
                controllers: Vec::new(),
                basis,
            };
        }
    };
    let members = member_stances(case, &panel, choice);
    let stances: Vec<Stance> = members.iter().map(|member| member.stance).collect();
    let decision = decide(&panel, &stances);
    let mut basis = rule_grounds(case, &panel, body);
    members.iter().for_each(|member| basis.extend(&member.basis));
    if decision.outcome == Outcome::Blocked {
        says.stopped_by = stoppers(&panel, &stances).iter().map(|seat| members[*seat].clone()).collect();
    }
    says.movers = (decision.outcome != Outcome::Passed)
        .then(|| [Stance::Agree, Stance::Oppose].map(|unknown| moving(case, &panel, &stances, unknown, LIMITS)));
    says.outcome = Some(decision.outcome);
    says.hangs_on = decision.hangs_on.iter().map(|seat| panel.seat_ref(case, *seat)).collect();
    let controllers = controllers(case, &panel, &says);
    Leaf { says: LeafKind::Body(Box::new(says)), truth: decision.outcome.truth(), controllers, basis }
}

fn controllers(case: &Case, panel: &Panel, says: &BodyLeaf) -> Vec<Control> {
    let alone = alone(panel);
    let control = |seat: usize| {
        let by = panel.seat_ref(case, seat);
        let hold = if says.stopped_by.iter().any(|on| on.member == by) {
            Hold::Stops
        } else if says.hangs_on.contains(&by) {
            Hold::Undeclared
        } else {
            Hold::CouldStop
        };
        let alone = alone[seat];
        (alone || hold != Hold::CouldStop).then_some(Control { by, hold, alone })
    };
    (0..alone.len()).filter_map(control).collect()
}

/// The search for sets of flips.
struct Turning<'a> {
    atoms: &'a [Atom<'a>],
    leaves: &'a [Leaf],
    tree: &'a Needs,
    values: &'a [Truth],
}

impl Turning<'_> {
    fn to(&self, wanted: Truth, now: Truth) -> Flips {
        let mut flips = Flips { sets: Vec::new(), complete: true };
        if now == wanted {
            return flips;
        }
        let mut found: Vec<Vec<(usize, Truth)>> = Vec::new();
        let mut tries = 0;
        for size in 1..=self.values.len() {
            let mut values = self.values.to_vec();
            if !self.of_size(size, 0, wanted, &mut Vec::new(), &mut values, &mut (&mut found, &mut tries)) {
                flips.complete = false;
                break;
            }
        }
        flips.sets = found.iter().map(|set| set.iter().map(|(leaf, to)| self.flip(*leaf, *to)).collect()).collect();
        flips
    }

    /// Tries every set of `left` more flips of leaves from `from` on. False when the limit of tries is reached.
    fn of_size(
        &self,
        left: usize,
        from: usize,
        wanted: Truth,
        set: &mut Vec<(usize, Truth)>,
        values: &mut [Truth],
        found: &mut (&mut Vec<Vec<(usize, Truth)>>, &mut usize),
    ) -> bool {
        if left == 0 {
            *found.1 += 1;
            let turned = || truth(self.tree, &|leaf| value_of(self.atoms, values, leaf)) == wanted;
            let known = found.0.iter().any(|smaller| smaller.iter().all(|flip| set.contains(flip)));
            if !known && turned() {
                found.0.push(set.clone());
            }
            return *found.1 <= MOST_TRIES;
        }
        for leaf in from..self.values.len() {
            for to in [Truth::True, Truth::False] {
                if !self.can_become(leaf, to) {
                    continue;
                }
                values[leaf] = to;
                set.push((leaf, to));
                let within = self.of_size(left - 1, leaf + 1, wanted, set, values, found);
                set.pop();
                values[leaf] = self.values[leaf];
                if !within {
                    return false;
                }
            }
        }
        true
    }

    fn can_become(&self, leaf: usize, to: Truth) -> bool {
        let passed = matches!(self.atoms[leaf], Atom::After(_)) && self.values[leaf] == Truth::True;
        self.values[leaf] != to && !passed
    }

    fn flip(&self, leaf: usize, to: Truth) -> Flip {
        let brings = |control: &&Control| match (self.atoms[leaf], to) {
            (Atom::Agrees(..), Truth::True) => false,
            (Atom::Agrees(..), Truth::False | Truth::Unknown) => control.alone,
            (Atom::Holds(_) | Atom::After(_), _) => true,
        };
        let controllers =
            self.leaves[leaf].controllers.iter().filter(brings).map(|control| control.by.clone()).collect();
        Flip { leaf, to, controllers }
    }
}
