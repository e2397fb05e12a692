//! Would it hold: the graph model of a conflict. Who could leave a state, who could answer, and where things could rest.
//!
//! [`space`] has the states and moves, [`definition`] the list of what "stable" can mean (one file each), [`threshold`] the
//! engine for all states at once, [`arena`] the search behind every witness.

pub mod arena;
pub mod definition;
pub mod gmr;
pub mod nash;
pub mod seq;
pub mod sim;
pub mod smr;
pub mod space;
pub mod sseq;
pub mod stated;
pub mod symbolic;
pub mod threshold;
mod tiles;

pub use arena::{Arena, Moves, Preferences, State, Step};
pub use definition::{DEFINITIONS, Definition, Deterrent, Verdict};
pub use space::{Cube, Graph, Space};
pub use stated::Stated;
pub use symbolic::{Concept, Limit, Sets, StateSet, Symbolic, TooLarge};
pub use threshold::{Stable, Threshold};
