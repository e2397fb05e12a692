//! Two readings of one source, or two versions of one case: what they code alike, what they code otherwise, what changed.
//!
//! [`align()`] says which entries of two cases are the same thing; [`agreement()`] how far two readings of it agree and where
//! not; [`adopt`] takes a coding over; [`difference()`] tells what changed between two versions.

pub mod adopt;
pub mod agreement;
pub mod align;
pub mod alpha;
pub mod difference;
pub mod variable;

pub use adopt::{adopt, adopt_all};
pub use agreement::{Agreement, Alone, Disagreement, Measure, agreement};
pub use align::{Aligned, Renamed, align};
pub use difference::{Changed, Field, How, Part, Thing, difference};
pub use variable::{Cell, Coded, Variable};
