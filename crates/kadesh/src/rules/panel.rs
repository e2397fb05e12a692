//! Who votes when a body decides: its members, and those of every body whose decision it waits for.
//!
//! # Definition
//!
//! A seat is one member of one body. Order the stances `oppose < abstain < absent < agree`. Each rule of
//! [`Rule`] passes or blocks a proposal given every seat's stance, and is monotone: raising one seat's
//! stance never blocks what passed. A stage passes when its own body's rule does; stages hold together as "all".
//!
//! # Source
//!
//! Simple games in Taylor and Zwicker [taylor1999]; with abstention in Freixas and Zwicker [freixas2003]. Departures: absence
//! is a level of its own; a majority with no vote in favour never passes, whatever the quota.
//!
//! # Complexity
//!
//! To ask once: O(seats × parts of the rule), with no allocation. To build: the same, once.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Body, BodyId, Card, Case, Choice, Family, Measure, PartyId, Ratio, Ref, Refusal, Rule, Stance, Standing, Whole,
};

/// The description of this model.
pub const CARD: Card = Card {
    id: "rules.decision",
    family: Family::Rules,
    name: "monotone decision rule with abstention and unknown stances",
    question: "Does the body pass the proposal, block it, or is it open, and on whom does it hang?",
    definition: "Passed when the rule passes it with every unknown member opposed; blocked when the rule fails it with every \
                 unknown member agreeing; open otherwise.",
    sources: &["taylor1999", "freixas2003"],
    assumes: &[
        "members vote as their stance says",
        "the rule of the case is the rule that is applied",
        "no member gains support for a proposal by opposing it",
    ],
    departures: "Absence is a level of its own between abstaining and agreeing. A majority with no vote in favour never passes.",
    standing: Standing::Experimental,
};

/// The most parts a rule may have, with the rules of its stages counted each time they are used.
const MOST_PARTS: usize = 10_000;

/// A body's rule made ready to be asked many times.
// INVARIANT: every chamber lies within `seats`; every holder is the index of a seat.
#[derive(Debug, Clone)]
pub struct Panel {
    seats: Vec<Seat>,
    chambers: Vec<Chamber>,
    root: Node,
}

/// One member of one body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Seat {
    /// In which body.
    pub body: BodyId,
    /// Who.
    pub party: PartyId,
    /// Its votes.
    pub weight: u64,
    /// Its inhabitants.
    pub population: u64,
}

#[derive(Debug, Clone)]
struct Chamber {
    body: BodyId,
    seats: Range<usize>,
    weight_counts: bool,
    population_counts: bool,
}

#[derive(Debug, Clone)]
enum Node {
    Unanimity { seats: Range<usize>, abstention_blocks: bool },
    Consensus { seats: Range<usize> },
    ConstructiveAbstention { seats: Range<usize>, under: Ratio },
    Majority { seats: Range<usize>, quota: Ratio, strict: bool, of: Whole, by: Measure },
    Votes { seats: Range<usize>, quota: u64, by: Measure },
    NoVeto { holders: Vec<usize> },
    FewerAgainst { seats: Range<usize>, than: u64 },
    All(Vec<Node>),
    Any(Vec<Node>),
}

impl Panel {
    /// The panel of a body: its own members, then those of its stages, each body once.
    ///
    /// Refuses when a body waits for its own decision, or when the stages unfold to more than 10,000 parts.
    pub fn of(case: &Case, body: BodyId) -> Result<Panel, Refusal> {
        let mut builder = Builder { case, seats: Vec::new(), chambers: Vec::new(), waiting: Vec::new(), parts: 0 };
        let root = builder.body(body)?;
        Ok(Panel { seats: builder.seats, chambers: builder.chambers, root })
    }

    /// The seats: the order in which stances are given.
    pub fn seats(&self) -> &[Seat] {
        &self.seats
    }

    /// Whether votes or inhabitants play a part in the rule anywhere.
    pub fn size_counts(&self) -> bool {
        self.chambers.iter().any(|chamber| chamber.weight_counts || chamber.population_counts)
    }

    /// Whether the proposal passes when every unknown stance is taken to be `unknown_as`. One stance a seat.
    pub fn passes(&self, stances: &[Stance], unknown_as: Stance) -> bool {
        Vote { seats: &self.seats, stances, unknown_as }.passes(&self.root)
    }

    /// Every seat's stance on an option, as the case has it.
    pub fn stances(&self, case: &Case, choice: Choice) -> Vec<Stance> {
        self.seats.iter().map(|seat| case.stance(seat.body, seat.party, choice).0).collect()
    }

    /// A seat as an answer shows it; the body is named when the panel spans several.
    pub fn seat_ref(&self, case: &Case, seat: usize) -> Ref {
        let Seat { body, party, .. } = self.seats[seat];
        let mut shown = case.party_ref(party);
        if self.chambers.len() > 1 {
            shown.name = format!("{} (in {})", shown.name, case.body(body).name);
        }
        shown
    }

    /// The bodies that decide together here, in the order of their stages.
    pub fn bodies(&self) -> impl Iterator<Item = BodyId> + '_ {
        self.chambers.iter().map(|chamber| chamber.body)
    }

    /// Seats that the rule cannot tell apart, the largest first. `apart` splits further: seats of unlike marks stay apart.
    ///
    /// The order does not depend on the order of members, so a list that is cut short is cut at the same place however the
    /// members are listed.
    pub(super) fn classes(&self, apart: impl Fn(usize) -> Option<u8>) -> Vec<Vec<usize>> {
        let mut vetoes = Vec::new();
        collect_vetoes(&self.root, &mut vetoes);
        let mut classes: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (number, chamber) in self.chambers.iter().enumerate() {
            for at in chamber.seats.clone() {
                let Some(mark) = apart(at) else { continue };
                let seat = &self.seats[at];
                let plain: Vec<bool> = vetoes.iter().map(|holders| !holders.contains(&at)).collect();
                let weight = Reverse(if chamber.weight_counts { seat.weight } else { 0 });
                let population = Reverse(if chamber.population_counts { seat.population } else { 0 });
                classes.entry((number, plain, population, weight, mark)).or_default().push(at);
            }
        }
        classes.into_values().collect()
    }
}

fn collect_vetoes<'a>(node: &'a Node, into: &mut Vec<&'a [usize]>) {
    match node {
        Node::NoVeto { holders } => into.push(holders),
        Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| collect_vetoes(part, into)),
        Node::Unanimity { .. }
        | Node::Consensus { .. }
        | Node::ConstructiveAbstention { .. }
        | Node::Majority { .. }
        | Node::Votes { .. }
        | Node::FewerAgainst { .. } => {}
    }
}

struct Builder<'a> {
    case: &'a Case,
    seats: Vec<Seat>,
    chambers: Vec<Chamber>,
    waiting: Vec<BodyId>,
    parts: usize,
}

impl Builder<'_> {
    fn body(&mut self, id: BodyId) -> Result<Node, Refusal> {
        let body = self.case.body(id);
        if self.waiting.contains(&id) {
            let because = format!("`{}` decides in stages that wait for its own decision", body.id);
            return Err(Refusal::new(&CARD, because).hint("take the body out of its own stages"));
        }
        self.waiting.push(id);
        let node = self.rule(id, body, &body.rule);
        self.waiting.pop();
        node
    }

    fn rule(&mut self, id: BodyId, body: &Body, rule: &Rule) -> Result<Node, Refusal> {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            let because = format!("the rule of `{}` unfolds to more than {MOST_PARTS} parts", body.id);
            return Err(Refusal::new(&CARD, because));
        }
        Ok(match rule {
            Rule::Unanimity { abstention_blocks } => {
                Node::Unanimity { seats: self.chamber(id, None), abstention_blocks: *abstention_blocks }
            }
            Rule::Consensus => Node::Consensus { seats: self.chamber(id, None) },
            Rule::ConstructiveAbstention { under } => {
                Node::ConstructiveAbstention { seats: self.chamber(id, Some(Measure::Population)), under: *under }
            }
            Rule::Majority { quota, strict, of, by } => {
                let seats = self.chamber(id, Some(*by));
                Node::Majority { seats, quota: *quota, strict: *strict, of: *of, by: *by }
            }
            Rule::Votes { quota, by } => Node::Votes { seats: self.chamber(id, Some(*by)), quota: *quota, by: *by },
            Rule::NoVeto { holders } => {
                let seats = self.chamber(id, None);
                Node::NoVeto { holders: seats.filter(|at| holders.contains(&self.seats[*at].party)).collect() }
            }
            Rule::FewerAgainst { than } => Node::FewerAgainst { seats: self.chamber(id, None), than: *than },
            Rule::All(parts) => {
                Node::All(parts.iter().map(|part| self.rule(id, body, part)).collect::<Result<_, _>>()?)
            }
            Rule::Any(parts) => {
                Node::Any(parts.iter().map(|part| self.rule(id, body, part)).collect::<Result<_, _>>()?)
            }
            Rule::Stages(stages) => Node::All(stages.iter().map(|stage| self.body(*stage)).collect::<Result<_, _>>()?),
        })
    }

    /// The seats of a body, added when first asked for; notes which measure counts there.
    fn chamber(&mut self, id: BodyId, by: Option<Measure>) -> Range<usize> {
        let at = self.chambers.iter().position(|chamber| chamber.body == id).unwrap_or_else(|| {
            let start = self.seats.len();
            self.seats.extend(self.case.body(id).members.iter().map(|member| Seat {
                body: id,
                party: member.party,
                weight: member.weight,
                population: member.population,
            }));
            let seats = start..self.seats.len();
            self.chambers.push(Chamber { body: id, seats, weight_counts: false, population_counts: false });
            self.chambers.len() - 1
        });
        let chamber = &mut self.chambers[at];
        match by {
            None | Some(Measure::Members) => {}
            Some(Measure::Weight) => chamber.weight_counts = true,
            Some(Measure::Population) => chamber.population_counts = true,
        }
        chamber.seats.clone()
    }
}

/// One vote: everybody's stance, and what an unknown stance is taken to be.
struct Vote<'a> {
    seats: &'a [Seat],
    stances: &'a [Stance],
    unknown_as: Stance,
}

impl Vote<'_> {
    fn passes(&self, node: &Node) -> bool {
        match node {
            Node::Unanimity { seats, abstention_blocks } => self.each(seats, |stance| match stance {
                Stance::Agree => true,
                Stance::Abstain | Stance::Absent => !abstention_blocks,
                Stance::Oppose | Stance::Unknown => false,
            }),
            Node::Consensus { seats } => self.each(seats, |stance| stance != Stance::Oppose),
            Node::ConstructiveAbstention { seats, under } => {
                let abstains = |stance| stance == Stance::Abstain;
                let reaches = |by| {
                    let whole = self.sum(seats, by, |_| true);
                    compare(self.sum(seats, by, abstains), under.of, whole, under.part).is_ge()
                };
                self.each(seats, |stance| stance != Stance::Oppose)
                    && !(reaches(Measure::Members) && reaches(Measure::Population))
            }
            Node::Majority { seats, quota, strict, of, by } => {
                let votes = self.sum(seats, *by, |stance| stance == Stance::Agree);
                let whole = self.sum(seats, *by, |stance| match of {
                    Whole::Present => stance != Stance::Absent,
                    Whole::Voting => matches!(stance, Stance::Agree | Stance::Oppose),
                    Whole::All => true,
                });
                let order = compare(votes, quota.of, whole, quota.part);
                votes > 0 && if *strict { order.is_gt() } else { order.is_ge() }
            }
            Node::Votes { seats, quota, by } => {
                self.sum(seats, *by, |stance| stance == Stance::Agree) >= u128::from(*quota)
            }
            Node::NoVeto { holders } => holders.iter().all(|holder| self.stance(*holder) != Stance::Oppose),
            Node::FewerAgainst { seats, than } => {
                self.sum(seats, Measure::Members, |stance| stance != Stance::Agree) < u128::from(*than)
            }
            Node::All(parts) => parts.iter().all(|part| self.passes(part)),
            Node::Any(parts) => parts.iter().any(|part| self.passes(part)),
        }
    }

    fn stance(&self, seat: usize) -> Stance {
        match self.stances.get(seat).copied().unwrap_or(Stance::Unknown) {
            Stance::Unknown => self.unknown_as,
            known => known,
        }
    }

    fn each(&self, seats: &Range<usize>, holds: impl Fn(Stance) -> bool) -> bool {
        seats.clone().all(|seat| holds(self.stance(seat)))
    }

    fn sum(&self, seats: &Range<usize>, by: Measure, counts: impl Fn(Stance) -> bool) -> u128 {
        let share = |seat: usize| match by {
            Measure::Members => 1,
            Measure::Weight => u128::from(self.seats[seat].weight),
            Measure::Population => u128::from(self.seats[seat].population),
        };
        seats.clone().filter(|seat| counts(self.stance(*seat))).map(share).sum()
    }
}

/// Compares `a × b` with `c × d` exactly, whatever their size.
fn compare(a: u128, b: u64, c: u128, d: u64) -> std::cmp::Ordering {
    let product = |big: u128, small: u64| {
        let small = u128::from(small);
        let low = (big & u128::from(u64::MAX)) * small;
        // The high half is below 2^64 × 2^64, and the carry below 2^64: the sum fits.
        ((big >> 64) * small + (low >> 64), low & u128::from(u64::MAX))
    };
    product(a, b).cmp(&product(c, d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_products_that_overflow() {
        let big = u128::from(u64::MAX) * 3;
        assert!(compare(big, u64::MAX, big, u64::MAX - 1).is_gt());
        assert!(compare(big, 2, big - 1, 2).is_gt());
        assert!(compare(7, 3, 21, 1).is_eq());
    }
}
