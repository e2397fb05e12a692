//! What all signatories but a few take together, kept for the many changes that touch only those few.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::joint::Joint;
use crate::ensemble::taken::Taken;

/// By the places of those that are left out.
#[derive(Debug, Default)]
pub(super) struct Rests(Mutex<BTreeMap<Vec<usize>, Arc<Joint>>>);

/// So many bytes are kept in all. A change beyond them is counted from the start, which takes longer and gives the same.
const MOST_KEPT: usize = 160 << 20;

impl Rests {
    /// What signatories take together once some of them have moved; `whole` is what they took before.
    ///
    /// None: nobody moved or everybody did, others sign, or it would be too much to keep.
    pub fn among(&self, before: &[Arc<Taken>], now: &[Arc<Taken>], whole: &Joint) -> Option<Joint> {
        let same_parties = before.len() == now.len()
            && before.iter().zip(now).all(|(one, other)| one.inputs.party == other.inputs.party);
        let moved = |place: &usize| !Arc::ptr_eq(&before[*place], &now[*place]);
        let places: Vec<usize> = (0..now.len()).filter(|place| same_parties && moved(place)).collect();
        if places.is_empty() || places.len() == now.len() {
            return None;
        }
        let movers = places.iter().map(|place| now[*place].clone()).collect();
        Some(Joint::of_others(movers, self.others(before, places, whole)?))
    }

    fn others(&self, before: &[Arc<Taken>], left_out: Vec<usize>, whole: &Joint) -> Option<Arc<Joint>> {
        let mut kept = self.0.lock().ok()?;
        if let Some(known) = kept.get(&left_out) {
            return Some(known.clone());
        }
        if (kept.len() + 1).saturating_mul(whole.bytes()) > MOST_KEPT {
            return None;
        }
        let rest = before.iter().enumerate().filter(|(place, _)| !left_out.contains(place));
        let made = Arc::new(whole.again(rest.map(|(_, taken)| taken.clone()).collect())?);
        kept.insert(left_out, made.clone());
        Some(made)
    }
}
