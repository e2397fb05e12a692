//! Every entry of a case in words, field by field: what two versions of a case are compared by.

mod conflict;
mod evidence;
mod frame;
mod preferences;
mod rules;
mod words;

pub(super) use words::quote;

use crate::coding::Thing;
use crate::model::Case;

/// Every entry that is on record at the case's date, in the order of the brief. O(size of the case).
pub fn things(case: &Case) -> Vec<Thing> {
    let mut all = evidence::things(case);
    all.extend(preferences::things(case));
    all.extend(rules::things(case));
    all.extend(conflict::things(case));
    all.extend(frame::things(case));
    all
}
