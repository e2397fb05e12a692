//! The closed set of answers. A new kind of answer does not compile until every way of showing it knows it.

use schemars::JsonSchema;
use serde::Serialize;

use super::bargains::{ActOpponents, ActValues, DemandParts, FrontierView};
use super::conflict::{
    Breach, CoalitionView, ForesightView, GoalsView, Inverse, PathsView, ReadingsView, Robustness, Stability, States,
    Witnesses,
};
use super::said::Said;
use crate::ensemble::{
    Curves, Dependence, Framings, LeverTips, Outcome, PointDraws, Rank, SeatRow, Shape, SideBySide, Swings, Terms,
};
use crate::model::{Card, Refusal};
use crate::record::{
    Bypass, Coverage, Drift, Explanations, Knowledge, Ledger, Loaded, Orderings, Precedent, Register, Rooms, Sources,
    Spoken, Voices,
};
use crate::rules::blockers::AllBlockers;
use crate::rules::cohesion::Cohesion;
use crate::rules::consensus::Consensus;
use crate::rules::decision::Proposals;
use crate::rules::gate::Gates;
use crate::rules::movers::AllMovers;
use crate::rules::reach::AllReach;
use crate::rules::veto::{FormalVeto, Leverage};

/// An answer to one question, with the models that gave it, or the reason why there is none.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The question's id, such as `record.voices`.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Where it stands in the brief.
    pub section: Section,
    /// The models.
    pub cards: &'static [&'static Card],
    /// The answer, or which assumption of the model the case breaks.
    pub answer: Result<Answer, Refusal>,
    /// What it says on a first page.
    pub said: Said,
}

impl Finding {
    /// Whether there is no answer only because the work was stopped.
    pub fn is_stopped(&self) -> bool {
        self.answer.as_ref().is_err_and(Refusal::is_stopped)
    }
}

/// What can be answered.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "answer")]
pub enum Answer {
    /// Who is quoted, who is not.
    Voices(Voices),
    /// Quoted, inferred, assumed or blank, cell by cell.
    Coverage(Coverage),
    /// Where the statements come from.
    Sources(Sources),
    /// What is to be settled, and by whom.
    Register(Register),
    /// Words that take a side.
    Loaded(Loaded),
    /// Who sat where.
    Rooms(Rooms),
    /// Who knew what when, according to whom.
    Knowledge(Knowledge),
    /// Every statement.
    Statements(Vec<Spoken>),
    /// Which order of events is certain.
    Orderings(Orderings),
    /// Whose say was passed over.
    Bypass(Bypass),
    /// Conditional commitments.
    Gates(Gates),
    /// What each body would decide.
    Proposals(Proposals),
    /// Who can block.
    Blockers(AllBlockers),
    /// Who would have to move.
    Movers(AllMovers),
    /// How far from consensus.
    Consensus(Consensus),
    /// How united.
    Cohesion(Cohesion),
    /// Who can block alone.
    Veto(FormalVeto),
    /// Who holds what.
    Leverage(Leverage),
    /// Which options can be had.
    Reach(AllReach),
    /// What was given, to whom, for what.
    Ledger(Ledger),
    /// What a concession was worth.
    Concessions(Vec<ActValues>),
    /// What rival descriptions turn on.
    Framings(Vec<Framings>),
    /// A concession under rival theories of the receiver.
    Opponents(Vec<ActOpponents>),
    /// The parts of linked demands.
    Linked(Vec<DemandParts>),
    /// Who moved how far.
    Drift(Drift),
    /// Who stands where.
    Positions(Drift),
    /// Acceptance sets and floors.
    Acceptance(Outcome),
    /// Acceptance over the levers.
    Curves(Vec<Curves>),
    /// Levers that need levers.
    Dependences(Vec<Dependence>),
    /// What each lever, seat or stance changes.
    Shape(Shape),
    /// The same packages with and without a seat.
    Seats(Vec<SeatRow>),
    /// Robust, possible, never.
    Outcomes(Outcome),
    /// Essential, possible, excluded; what comes only together.
    Terms(Terms),
    /// Solution points over draws, beside baselines.
    Points(PointDraws),
    /// The frontier at central numbers.
    Frontier(FrontierView),
    /// What the parties of a conflict can do and prefer.
    States(States),
    /// Which states hold.
    Stability(Stability),
    /// Why, move by move.
    Witnesses(Witnesses),
    /// Who would break a deal.
    Breach(Breach),
    /// In how many draws it holds.
    Robustness(Robustness),
    /// How little preferences have to change for a verdict to turn.
    Inverse(Inverse),
    /// Where it could rest with what the case asks for.
    Goals(GoalsView),
    /// Against parties that act together.
    Coalitions(CoalitionView),
    /// For parties that look ahead.
    Foresight(ForesightView),
    /// The ways from where things stand.
    Paths(PathsView),
    /// Under what is unknown or strong.
    Readings(ReadingsView),
    /// Past agreements beside the candidate.
    Precedent(Precedent),
    /// Assumptions by what they flip.
    Assumptions(Vec<Rank>),
    /// Lenses side by side.
    Hypotheses(SideBySide),
    /// Where outcomes turn.
    Tipping(Vec<LeverTips>),
    /// One input at a time.
    Tornado(Vec<Swings>),
    /// Evidence against explanations.
    Explanations(Explanations),
}

/// The sections of the brief, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// What is known, and from whom.
    Evidence,
    /// Who sat where and knew what.
    Rooms,
    /// Who has a say.
    Say,
    /// What was given.
    Ledger,
    /// What moved.
    Drift,
    /// What each could walk away to.
    WalkAway,
    /// What a lever or seat changes.
    Shape,
    /// What could be agreed.
    Deals,
    /// Whether it would hold, and what it resembles.
    Hold,
    /// What the answers rest on.
    TurnsOn,
}

impl Section {
    /// All sections.
    pub const ALL: [Section; 10] = [
        Section::Evidence,
        Section::Rooms,
        Section::Say,
        Section::Ledger,
        Section::Drift,
        Section::WalkAway,
        Section::Shape,
        Section::Deals,
        Section::Hold,
        Section::TurnsOn,
    ];

    /// The word that `kadesh ask` takes.
    pub const fn id(self) -> &'static str {
        match self {
            Section::Evidence => "evidence",
            Section::Rooms => "rooms",
            Section::Say => "say",
            Section::Ledger => "ledger",
            Section::Drift => "drift",
            Section::WalkAway => "walk-away",
            Section::Shape => "shape",
            Section::Deals => "deals",
            Section::Hold => "hold",
            Section::TurnsOn => "turns-on",
        }
    }

    /// Its title.
    pub const fn title(self) -> &'static str {
        match self {
            Section::Evidence => "Evidence",
            Section::Rooms => "Who was in the room",
            Section::Say => "Who decides",
            Section::Ledger => "Concessions",
            Section::Drift => "How positions moved",
            Section::WalkAway => "Walk-aways (no-deal alternatives)",
            Section::Shape => "Influence",
            Section::Deals => "Possible deals",
            Section::Hold => "Would it hold?",
            Section::TurnsOn => "Sensitivity",
        }
    }

    /// The question that it answers.
    pub const fn question(self) -> &'static str {
        match self {
            Section::Evidence => "What is known, from whom, and whose voice is missing?",
            Section::Rooms => "Who sat where, and who knew what when?",
            Section::Say => "Who has a say, and who can block?",
            Section::Ledger => "What was given, to whom, for what?",
            Section::Drift => "Who moved, how far, towards whom?",
            Section::WalkAway => "Which packages does each prefer to no deal, and who can move that?",
            Section::Shape => "What changes in the set of outcomes if somebody moves?",
            Section::Deals => "What could be agreed?",
            Section::Hold => "Who would break a deal, and which past agreement does it resemble?",
            Section::TurnsOn => "What do the answers rest on, and what would overturn them?",
        }
    }
}
