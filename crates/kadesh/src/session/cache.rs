//! Answers that were given before and still hold: a question whose part of the case is the same is not asked again.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::ask::part::Reads;
use crate::ask::{Bench, Finding, Question, Settings};
use crate::model::{Case, Listing};

/// What an answer hangs on: the question, the part of the case that it reads, and how it was asked.
type Key = (&'static str, [u8; 32], u64, usize, bool);

/// So many answers are kept. A brief has some forty.
const MOST_KEPT: usize = 400;

/// The answers given so far.
#[derive(Debug, Default)]
pub struct Cache {
    kept: BTreeMap<Key, (u64, Finding)>,
    /// Counts the times that something was asked, to know what was not asked for longest.
    clock: u64,
    /// How many answers were worked out, and not found here.
    worked_out: u64,
}

impl Cache {
    /// The answers to these questions, in their order. What is known is not worked out again.
    pub fn ask(
        &mut self,
        case: &Case,
        questions: &[&'static Question],
        (settings, listing): (Settings, Listing),
    ) -> Vec<Finding> {
        self.clock += 1;
        let whole = listing == Listing::Whole;
        let mut found = BTreeMap::new();
        for reads in Reads::ALL {
            let own: Vec<&'static Question> = questions.iter().copied().filter(|one| Reads::of(one) == reads).collect();
            if own.is_empty() {
                continue;
            }
            let part = reads.part(case);
            let print = fingerprint(&part);
            let key = |question: &Question| (question.id, print, settings.seed, settings.draws, whole);
            let missing: Vec<&'static Question> =
                own.iter().copied().filter(|one| !self.kept.contains_key(&key(one))).collect();
            self.worked_out += missing.len() as u64;
            let bench = Bench::new(&part, settings).listing(listing);
            for (question, finding) in missing.iter().zip(bench.ask(&missing)) {
                self.kept.insert(key(question), (self.clock, finding));
            }
            for question in own {
                if let Some((used, finding)) = self.kept.get_mut(&key(question)) {
                    *used = self.clock;
                    found.insert(question.id, finding.clone());
                }
            }
        }
        let found = questions.iter().filter_map(|question| found.remove(question.id)).collect();
        self.forget();
        found
    }

    /// How many answers were worked out so far.
    pub fn worked_out(&self) -> u64 {
        self.worked_out
    }

    /// Drops what was not asked for longest, where there is too much.
    fn forget(&mut self) {
        while self.kept.len() > MOST_KEPT {
            let oldest = self.kept.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| *key);
            match oldest {
                Some(key) => self.kept.remove(&key),
                None => break,
            };
        }
    }
}

/// Tells parts of cases apart.
fn fingerprint(part: &Case) -> [u8; 32] {
    Sha256::digest(format!("{part:?}").as_bytes()).into()
}
