//! One case being worked on: its texts, what was changed, and what is asked of it. Pure: messages in, messages out.
//!
//! [`message`] lists all requests and responses: read it first. The texts are the only state; `undo` takes back what was done
//! to them; everything else is worked out of them, and kept while it still holds.

mod action;
mod blanks;
mod cache;
mod form;
mod language;
mod lenient;
pub mod message;
mod plan;
mod proposal;
mod proposals;
mod sheet;
mod state;
mod texts;
mod tries;
mod typed;
mod worded;

pub use plan::{Plan, plan};
pub use proposal::{PROPOSALS_FILE, actions_read, actions_written};
pub use state::Session;
pub use texts::Texts;
