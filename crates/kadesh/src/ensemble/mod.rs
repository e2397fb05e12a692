//! What it turns on: many draws of the uncertain inputs, counted; what each lever, seat, stance and input changes.
//!
//! Every answer here is a count over draws that are addressed by (seed, input, draw), so that two runs of a case that
//! differ in one input differ in that input alone. A count of draws says how the inputs' ranges combine. It says nothing
//! about how the world will go.

pub mod accept;
mod change;
pub mod concessions;
pub mod curves;
pub mod framing;
pub mod hold;
pub mod hypotheses;
mod lanes;
mod layout;
mod payoffs;
pub mod points;
mod reach;
mod run;
pub mod sample;
pub mod shape;
mod taken;
mod talks;
pub mod terms;
mod ties;
pub mod tipping;
pub mod tornado;
mod variable;
mod worth;

pub use accept::{
    Acceptance, GroupDeals, LeftOut, MOST_CELLS, Numbers, Outcome, PackageRow, PartyAcceptance, PartyMiddle, Standing,
};
pub(crate) use accept::{excluded, who_must_sign};
pub use change::{change_key, change_text, change_value};
pub use concessions::{ChangeDraws, Conceded, Received, ReplyDraws, TheoryDraws, concession_draws, opponent_draws};
pub use curves::{Curve, CurvePoint, Curves, Dependence, DependenceRow, Setting, curves, dependences};
pub use framing::{Differs, Framings, Separating, Toggle, framings};
pub use hold::{Hold, StableDraws};
pub use hypotheses::{Flip, Headline, Rank, Side, SideBySide, ranked, side_by_side};
pub use lanes::Measured;
pub use payoffs::{central, effective_setting, payoffs};
pub use points::{BaselineDraws, PickedDraws, PointDraws, RuleDraws, point_draws};
pub use reach::{Reach, all_reachable};
pub use run::Run;
pub use sample::{Draws, MOST_DRAWN, MOST_DRAWS, inverse, uniform};
pub use shape::{SeatRow, Shape, ShapeKind, ShapeRow, room_to_shape, seats};
pub use talks::{LEAST_CHANGE, MOST_ACCEPTED};
pub use terms::{DecidedBy, MOST_COMPARED, MOST_WEIGHED, Term, Terms, Trade, terms};
pub use ties::following;
pub use tipping::{LeverTips, Predicate, Tip, tipping};
pub use tornado::{Locked, Swing, Swings, tornado};
pub use variable::{DefaultTaken, Input, Silence, Tied, Variable, inputs, silences};

use crate::model::Card;

/// The cards of every model of this family.
pub const CARDS: &[&Card] = &[
    &variable::CARD,
    &accept::CARD,
    &curves::CARD,
    &shape::CARD,
    &tornado::CARD,
    &tipping::CARD,
    &hypotheses::CARD,
    &framing::CARD,
    &concessions::CARD,
    &points::CARD,
    &terms::CARD,
    &hold::CARD,
];
