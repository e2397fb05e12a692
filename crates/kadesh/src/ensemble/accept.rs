//! In how many draws each party would take each package rather than no deal, and which packages all signatories take.
//!
//! # Definition
//!
//! A party takes a package in a draw when no red line of its own stops it and the package is worth at least its walk-away.
//! Its acceptance share is the share of the reachable packages that it takes; its floor is the walk-away itself, the least
//! that a package must be worth. Where not all signatories are needed, one of the groups that are enough stands for all of them
//! below. A package is *robust* when all signatories take it in every draw and every option of it
//! can be had; *possible* when they take it in some draw; *never* when in none; *unreachable* when the rules shut one of its
//! options. No deal is an outcome of its own: the draws in which the signatories take no common package.
//!
//! # Source
//!
//! Reservation values and the set above them: [raiffa1982]; packages that hold over all draws: [lempert2003]. Departure:
//! red lines are not traded off against anything, and nothing is said of gains over a walk-away that moved.
//!
//! # Complexity
//!
//! At most O(packages × draws × parties) time, and mostly far less (`worth.rs`, `joint.rs`); one bit of space for each package
//! and draw. When one input changes, only the parties that it feeds are counted anew, and quickly where only their walk-away
//! moved.

mod deals;
mod groups;
mod joint;
mod outcome;
mod rests;
mod row;

use std::sync::{Arc, OnceLock};

use super::layout::Layout;
use super::payoffs::{PartyInputs, by_place};
use super::reach::Reach;
use super::sample::Draws;
use super::taken::Taken;
use crate::deals::Excluded;
use crate::model::{self, Card, Case, Choice, Exclusion, Family, PartyId, Refusal, Spread, Truth};
use crate::num;
use crate::progress::{Progress, Stopped};

use self::deals::Deals;
use self::rests::Rests;
pub use groups::{GroupDeals, LeftOut};
use joint::Group;
pub(super) use joint::{Joint, Sets};
pub use outcome::{Numbers, Outcome, PartyAcceptance, PartyMiddle};
pub use row::{PackageRow, Standing};

/// What acceptance over draws is.
pub const CARD: Card = Card {
    id: "ensemble.acceptance",
    family: Family::Ensemble,
    name: "acceptance over draws",
    question: "Which packages would each party take rather than no deal, and which would all signatories take?",
    definition: "A party takes a package in a draw when no red line stops it and what it is worth >= its walk-away: Σ (weight \
                 share × value), and what options are worth together. Robust: taken by all signatories, or one of the groups \
                 that are enough, in all draws and reachable; possible: in some; never: in none.",
    sources: &["raiffa1982", "lempert2003"],
    assumes: &[
        "a party's worth of a package is the sum of its options, but for red lines and options worth more together",
        "a party takes whatever is worth at least its walk-away",
    ],
    departures: "An option whose reach is not known counts as reachable, and its packages as possible at most; the draws \
                 with no deal are given both ways.",
    standing: model::Standing::Experimental,
};

/// The greatest number of packages times draws times parties: half a gigabyte of bits.
pub const MOST_CELLS: u128 = 4_000_000_000;

/// What each party takes in each draw. Cheap to copy; a changed case shares the parties that did not change.
#[derive(Debug, Clone)]
// INVARIANT: every party was counted in `layout` and in `draws` draws.
pub struct Acceptance {
    draws: usize,
    seed: u64,
    packages: usize,
    reach: Reach,
    /// The packages of open options.
    layout: Arc<Layout>,
    /// One bit a package: whether every option of it can surely be had.
    sure: Vec<u64>,
    parties: Vec<Arc<Taken>>,
    /// Places in `parties`.
    signatories: Vec<usize>,
    /// The smallest groups whose acceptance is enough, as places in `signatories`.
    groups: Vec<Vec<usize>>,
    /// What all signatories take.
    joint: Arc<Joint>,
    /// What all signatories but some take.
    rests: Arc<Rests>,
    /// The same, counted. Many questions never come to ask it.
    deals: Arc<OnceLock<Deals>>,
}

impl Acceptance {
    /// Counts what every party with stakes takes.
    ///
    /// Refuses a case with no issue, no signatory, or a signatory with no stake, and more than [`MOST_CELLS`] packages times
    /// draws times parties. O(packages × draws × parties).
    pub fn of(case: &Case, draws: &Draws, reach: Reach) -> Result<Acceptance, Refusal> {
        Acceptance::build(case, draws, reach, None)
    }

    /// The same for a changed case and its draws from [`Draws::again`]. A party whose inputs did not change is not counted
    /// anew, unless the reach changed.
    pub fn moved(&self, case: &Case, draws: &Draws, reach: Reach) -> Result<Acceptance, Refusal> {
        Acceptance::build(case, draws, reach, Some(self))
    }

    /// Which options can be had, as given.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// How many packages have no shut option.
    pub fn reachable_packages(&self) -> usize {
        self.layout.packages()
    }

    /// How many draws.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// By draw: how many reachable packages a party takes. None for a party with no stakes.
    pub fn counts(&self, party: PartyId) -> Option<&[u32]> {
        self.taken(party).map(|taken| taken.counts.as_slice())
    }

    /// By draw: a party's walk-away. None for a party with no stakes.
    pub fn floors(&self, party: PartyId) -> Option<&[f64]> {
        self.taken(party).map(|taken| taken.floors.as_slice())
    }

    /// A party's acceptance share over the draws; none when it has no stakes or no package is reachable.
    pub fn share(&self, party: PartyId) -> Option<Spread> {
        self.taken(party)?.share()
    }

    /// In how many draws all signatories take each package. By the number of the package in the space of open options;
    /// [`Acceptance::package`] names its options.
    pub fn deals(&self) -> &[u32] {
        &self.counted().by_package
    }

    /// The options of a package of the space of open options.
    pub fn package(&self, number: usize) -> Vec<usize> {
        self.layout.package(number)
    }

    /// In how many draws a party takes a package. None: the party has no stakes, or the package cannot be or an option of it is
    /// shut.
    pub fn taken_by(&self, party: PartyId, package: &[usize]) -> Option<usize> {
        let taken = self.taken(party)?;
        Some(taken.draws_with(self.number(package)?))
    }

    /// In how many draws all signatories take a package. None: it cannot be, or an option of it is shut.
    pub fn deal_in(&self, package: &[usize]) -> Option<usize> {
        self.deals().get(self.number(package)?).map(|draws| *draws as usize)
    }

    /// By draw: how many packages all signatories take.
    pub fn deals_by_draw(&self) -> &[u32] {
        &self.counted().by_draw
    }

    fn build(case: &Case, draws: &Draws, reach: Reach, before: Option<&Acceptance>) -> Result<Acceptance, Refusal> {
        let stakeholders = case.stakeholders().len();
        let open = open_options(case, &reach);
        let layout = match before {
            Some(before) if before.layout.open == open => before.layout.clone(),
            Some(_) | None => {
                let made = Layout::new(open, &excluded(case))
                    .map_err(|error| too_many(error.packages, draws.len(), stakeholders));
                Arc::new(made?)
            }
        };
        affordable(&layout, draws.len(), stakeholders)?;
        let (signatories, groups) = who_is_enough(case)?;
        let before = before.filter(|before| Arc::ptr_eq(&before.layout, &layout) && before.draws == draws.len());
        let parties: Vec<Arc<Taken>> = case
            .stakeholders()
            .into_iter()
            .map(|party| counted(case, draws, party, &layout, before))
            .collect::<Result<_, _>>()?;
        let sure = surely_had(&layout, &reach);
        let signing: Vec<Arc<Taken>> = signatories.iter().map(|place| parties[*place].clone()).collect();
        let same = before.filter(|before| before.groups == groups);
        let joint = same.and_then(|before| before.rests.among(&before.signed(), &signing, &before.joint));
        let joint = joint.unwrap_or_else(|| together(signing, &groups, &layout, draws));
        let mut acceptance = Acceptance {
            draws: draws.len(),
            seed: draws.seed(),
            packages: count_packages(case),
            sure,
            parties,
            reach,
            layout,
            signatories,
            groups,
            joint: Arc::new(joint),
            rests: Arc::default(),
            deals: Arc::default(),
        };
        if let Some(before) = before.filter(|before| before.has_same_deals(&acceptance)) {
            (acceptance.joint, acceptance.deals) = (before.joint.clone(), before.deals.clone());
        }
        Ok(acceptance)
    }

    /// Whether the same signatories take the same of the same packages, and the same can surely be had.
    fn has_same_deals(&self, other: &Acceptance) -> bool {
        let signing = |one: &Acceptance| one.signed().iter().map(Arc::as_ptr).collect::<Vec<_>>();
        let same = Arc::ptr_eq(&self.layout, &other.layout) && self.sure == other.sure && self.groups == other.groups;
        same && signing(self) == signing(other)
    }

    fn counted(&self) -> &Deals {
        self.deals.get_or_init(|| Deals::of(&self.joint, &self.sure, self.layout.space.len()))
    }

    /// The inputs of every party with stakes, the signatories first; and how many of them sign.
    pub(super) fn inputs(&self) -> (Vec<&PartyInputs>, usize) {
        let others = (0..self.parties.len()).filter(|place| !self.signatories.contains(place));
        let places = self.signatories.iter().copied().chain(others);
        (places.map(|place| &self.parties[place].inputs).collect(), self.signatories.len())
    }

    /// The packages of open options.
    pub(super) fn layout(&self) -> &Arc<Layout> {
        &self.layout
    }

    /// Refuses more draws of so many parties than are counted.
    pub(super) fn affordable(&self, draws: usize, parties: usize) -> Result<(), Refusal> {
        affordable(&self.layout, draws, parties)
    }

    /// By draw: how many reachable packages a party with stakes takes in a changed case of the same reach.
    pub(super) fn counts_moved(&self, case: &Case, draws: &Draws, party: PartyId) -> Result<Vec<u32>, Refusal> {
        Ok(counted(case, draws, party, &self.layout, Some(self))?.counts.clone())
    }

    /// Of a single draw: what makes a deal in other draws in which only some parties differ from it. `moved` are these, as they
    /// are counted there.
    pub(super) fn with_moved(&self, moved: Vec<Arc<Taken>>, progress: &Arc<Progress>) -> Joint {
        let draws = moved.first().map_or(1, |taken| taken.floors.len());
        let place_of = |party: PartyId| moved.iter().position(|taken| taken.inputs.party == party);
        let group = |group: &Vec<usize>| {
            let (mut given, mut parties) = (self.layout.all().to_vec(), Vec::new());
            for taken in group.iter().map(|place| &self.parties[self.signatories[*place]]) {
                match place_of(taken.inputs.party) {
                    Some(place) => parties.push(place),
                    None => taken.keep(0..1, &mut given),
                }
            }
            Group { given, parties }
        };
        let mut groups: Vec<Group> = self.groups.iter().map(group).collect();
        match groups.pop() {
            Some(only) if groups.is_empty() => {
                let own = only.parties.iter().map(|place| moved[*place].clone()).collect();
                Joint::of(own, only.given, draws, progress.clone())
            }
            last => {
                groups.extend(last);
                Joint::of_groups(moved, groups, (draws, self.layout.words()), progress.clone())
            }
        }
    }

    fn signed(&self) -> Vec<Arc<Taken>> {
        self.signatories.iter().map(|place| self.parties[*place].clone()).collect()
    }

    /// Who must accept, in file order or that of the case's list.
    pub(super) fn signing(&self) -> impl Iterator<Item = PartyId> {
        self.signatories.iter().map(|place| self.parties[*place].inputs.party)
    }

    /// Whether an option can be had.
    pub(super) fn reach_of(&self, choice: Choice) -> Truth {
        reach_of(&self.reach, choice.issue.0, choice.option)
    }

    fn taken(&self, party: PartyId) -> Option<&Taken> {
        self.parties.iter().find(|taken| taken.inputs.party == party).map(Arc::as_ref)
    }

    /// The packages that all signatories take, draw by draw.
    pub(super) fn joint(&self) -> &Joint {
        &self.joint
    }

    /// The number of a package that can be and has no shut option.
    fn number(&self, package: &[usize]) -> Option<usize> {
        self.layout.number(package).filter(|number| holds(self.layout.all()[number / 64], *number))
    }

    fn is_possible(&self, package: usize) -> bool {
        holds(self.layout.all()[package / 64], package)
    }

    fn is_sure(&self, package: usize) -> bool {
        holds(self.sure[package / 64], package)
    }
}

/// What all signatories take together, or one of the groups that are enough.
fn together(signing: Vec<Arc<Taken>>, groups: &[Vec<usize>], layout: &Layout, draws: &Draws) -> Joint {
    let progress = draws.progress().clone();
    match groups {
        [_] => Joint::of(signing, layout.all().to_vec(), draws.len(), progress),
        _ => {
            let group = |group: &Vec<usize>| Group { given: layout.all().to_vec(), parties: group.clone() };
            let groups = groups.iter().map(group).collect();
            Joint::of_groups(signing, groups, (draws.len(), layout.words()), progress)
        }
    }
}

fn open_options(case: &Case, reach: &Reach) -> Vec<Vec<usize>> {
    case.issue_ids()
        .map(|issue| {
            let options = 0..case.issue(issue).options.len();
            options.filter(|option| reach_of(reach, issue.0, *option) != Truth::False).collect()
        })
        .collect()
}

/// The packages that cannot be, by places of options in the case.
pub(crate) fn excluded(case: &Case) -> Vec<Excluded> {
    let one =
        |exclusion: &Exclusion| Excluded { holding: by_place(&exclusion.package), unless: by_place(&exclusion.unless) };
    case.exclusions.iter().map(one).collect()
}

/// An option that the caller says nothing of is of unknown reach.
fn reach_of(reach: &Reach, issue: usize, option: usize) -> Truth {
    reach.get(issue).and_then(|options| options.get(option)).copied().unwrap_or(Truth::Unknown)
}

fn surely_had(layout: &Layout, reach: &Reach) -> Vec<u64> {
    let mut sure = vec![true];
    for (issue, options) in layout.open.iter().enumerate() {
        let truths: Vec<bool> = options.iter().map(|option| reach_of(reach, issue, *option) == Truth::True).collect();
        sure = sure.iter().flat_map(|before| truths.iter().map(move |truth| *before && *truth)).collect();
    }
    let word = |some: &[bool]| some.iter().rev().fold(0, |word, sure| word << 1 | u64::from(*sure));
    sure.chunks(64).map(word).collect()
}

/// Whether the bit of a package is set in its word.
fn holds(word: u64, package: usize) -> bool {
    word >> (package % 64) & 1 == 1
}

/// Places of the signatories among the parties with stakes, and the groups of them that are enough, as places among those. Where
/// one group alone is, whoever else the case names is no signatory.
fn who_is_enough(case: &Case) -> Result<(Vec<usize>, Vec<Vec<usize>>), Refusal> {
    let all = signatories(case)?;
    let stakeholders = case.stakeholders();
    let named: Vec<PartyId> = all.iter().map(|place| stakeholders[*place]).collect();
    let groups = groups::groups(case, &named)?;
    match groups.as_slice() {
        [only] => Ok((only.iter().map(|place| all[*place]).collect(), vec![(0..only.len()).collect()])),
        _ => Ok((all, groups)),
    }
}

/// The parties that must all agree: what rules of bargaining are about.
///
/// Refuses a deal for which any of several groups is enough.
pub(crate) fn who_must_sign(case: &Case) -> Result<Vec<PartyId>, Refusal> {
    let (places, groups) = who_is_enough(case)?;
    if groups.len() == 1 {
        let stakeholders = case.stakeholders();
        return Ok(places.into_iter().map(|place| stakeholders[place]).collect());
    }
    let because = "any of several groups is enough for a deal, and this is about parties that must all agree";
    let hint = "ask it for one group: `kadesh what-if CASE signatories=\"PARTY, PARTY\"`";
    Err(Refusal::new(&CARD, because).hint(hint))
}

/// Places of the signatories among the parties with stakes: those that the case names, else all.
fn signatories(case: &Case) -> Result<Vec<usize>, Refusal> {
    let stakeholders = case.stakeholders();
    if case.issues.is_empty() || stakeholders.is_empty() {
        return Err(Refusal::new(&CARD, "the case has no issue or no party with a stake").hint("add issues and stakes"));
    }
    if case.deal.signatories.is_empty() {
        return Ok((0..stakeholders.len()).collect());
    }
    let place = |party: &PartyId| {
        stakeholders.iter().position(|other| other == party).ok_or_else(|| {
            let because = format!("{} must accept a deal and has no stake in any issue", case.party(*party).name);
            Refusal::new(&CARD, because).hint("give it a stake, or leave it out of the signatories")
        })
    };
    case.deal.signatories.iter().map(place).collect()
}

fn count_packages(case: &Case) -> usize {
    case.issues.iter().fold(1usize, |product, issue| product.saturating_mul(issue.options.len()))
}

/// What a party takes: as it was counted before, where nothing changed that decides it.
fn counted(
    case: &Case,
    draws: &Draws,
    party: PartyId,
    layout: &Arc<Layout>,
    before: Option<&Acceptance>,
) -> Result<Arc<Taken>, Stopped> {
    let inputs = PartyInputs::of(case, draws, party);
    match before.and_then(|before| before.parties.iter().find(|taken| taken.inputs.party == party)) {
        Some(same) if same.inputs == inputs => Ok(same.clone()),
        other => Taken::count(inputs, layout, draws.len(), other.map(Arc::as_ref), draws.progress()).map(Arc::new),
    }
}

fn affordable(layout: &Layout, draws: usize, parties: usize) -> Result<(), Refusal> {
    let packages = layout.space.len() as u128;
    let cells = packages * draws as u128 * parties as u128;
    if cells > MOST_CELLS { Err(too_many(packages, draws, parties)) } else { Ok(()) }
}

fn too_many(packages: u128, draws: usize, parties: usize) -> Refusal {
    let because = format!(
        "{} packages × {} draws × {parties} parties are more than the {} cells that are counted",
        num::grouped(packages),
        num::grouped(draws),
        num::grouped(MOST_CELLS)
    );
    let hint = match packages.saturating_mul(parties as u128) <= MOST_CELLS {
        true => "fewer draws (`--draws`), or options merged that nobody tells apart",
        false => "options merged that nobody tells apart, or issues left out: one draw alone is too many",
    };
    Refusal::new(&CARD, because).hint(hint)
}
