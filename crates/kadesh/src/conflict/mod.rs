//! Would it hold: the graph model of a conflict. Who could leave a state, who could answer, and where things could rest.
//!
//! [`space`] has the states and moves, [`definitions`] the list of what "stable" can mean (one file each), [`threshold`] the
//! engine for all states at once, [`judge`] that for one, [`arena`] the search behind every witness.

pub mod arena;
mod circuit;
pub mod coalition;
pub mod definition;
pub mod definitions;
pub mod foresight;
pub mod frame;
pub mod gmr;
pub mod goal;
pub mod inverse;
pub mod judge;
pub mod nash;
pub mod order;
pub mod paths;
pub mod replay;
pub mod seq;
pub mod sim;
pub mod smr;
pub mod space;
pub mod sseq;
pub mod stated;
pub mod strength;
pub mod symbolic;
pub mod threshold;
mod tiles;
pub mod unknown;

pub use arena::{Arena, Moves, Preferences, Step};
pub use definition::{Answers, Definition, Deterrent, Verdict};
pub use definitions::DEFINITIONS;
pub use frame::{Engine, Frame};
pub use goal::{Goals, Unsettled, resting_state};
pub use inverse::{Counts, Swaps};
pub use judge::Judge;
pub use space::{Cube, Graph, Space, State};
pub use stated::Stated;
pub use symbolic::{Concept, Limit, Sets, StateSet, Symbolic, TooLarge};
pub use threshold::{Stable, Threshold};
