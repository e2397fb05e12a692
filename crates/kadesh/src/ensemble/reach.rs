//! Which options can be had under the rules, as those who know the rules tell it.

use crate::model::{Case, Truth};

/// Whether each option can be had under the rules, by issue and option. Worked out by the caller.
pub type Reach = Vec<Vec<Truth>>;

/// How it is worked out for a case.
pub type Reaches<'a> = &'a (dyn Fn(&Case) -> Reach + Sync);

/// Every option of every issue can be had.
pub fn all_reachable(case: &Case) -> Reach {
    case.issues.iter().map(|issue| vec![Truth::True; issue.options.len()]).collect()
}
