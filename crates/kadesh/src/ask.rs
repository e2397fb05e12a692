//! The questions that can be asked of a case. Read this first.
//!
//! One list, [`QUESTIONS`]: the command line, the brief, the docs and the tests all read it. A question takes a [`Bench`],
//! which keeps what several questions need, and gives a [`Finding`] or says why its model does not apply.

mod bargains;
pub mod compared;
pub mod conflict;
mod finding;
pub mod first;
pub mod glossary;
mod headline;
pub mod part;
pub mod said;
pub mod why;
pub mod words;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::{panic, thread};

pub use bargains::{ActOpponents, ActValues, DemandParts, FrontierView, HARDENING, LOSS_AVERSION, PartCounts};
pub use finding::{Answer, Finding, Section};

use self::conflict::Contest;
use crate::conflict as model;
use crate::diagnostic::nearest_few;
use crate::ensemble::{self, Draws, Measured, Reach, Run};
use crate::model::{ActId, Card, Case, Listing, PartyId, Refusal, Truth};
use crate::progress::Progress;
use crate::{deals, record, rules};

/// How the draws are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The seed of the draws.
    pub seed: u64,
    /// How many draws.
    pub draws: usize,
}

/// A case on the bench: what several questions need is worked out once, when first asked for.
pub struct Bench<'a> {
    case: &'a Case,
    settings: Settings,
    listing: Listing,
    progress: Arc<Progress>,
    run: OnceLock<Result<Run<'a>, Refusal>>,
    contest: OnceLock<Result<Contest<'a>, Refusal>>,
}

/// A question: what it is called, where it stands in the brief, which models answer it.
pub struct Question {
    /// The finding's id: family, then the word that `kadesh ask` takes.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Where it stands.
    pub section: Section,
    /// The models that answer it.
    pub cards: &'static [&'static Card],
    answer: fn(&Bench) -> Result<Answer, Refusal>,
}

/// Every question, in the order of the brief: what is known before what is computed, what could be agreed last.
pub const QUESTIONS: &[Question] = &[
    question("record.voices", "Voices", Section::Evidence, &[&record::voices::CARD], |bench| {
        Ok(Answer::Voices(record::voices(bench.case)))
    }),
    question("record.coverage", "Coverage", Section::Evidence, &[&record::coverage::CARD], |bench| {
        Ok(Answer::Coverage(record::coverage(bench.case)))
    }),
    question("record.sources", "Sources", Section::Evidence, &[&record::sources::CARD], |bench| {
        Ok(Answer::Sources(record::sources(bench.case)))
    }),
    question("record.register", "Issues and parties", Section::Evidence, &[&record::register::CARD], |bench| {
        Ok(Answer::Register(record::register(bench.case)))
    }),
    question("record.loaded", "Loaded words", Section::Evidence, &[&record::loaded::CARD], |bench| {
        Ok(Answer::Loaded(record::loaded(bench.case)))
    }),
    question("record.rooms", "Rooms", Section::Rooms, &[&record::rooms::CARD], |bench| {
        Ok(Answer::Rooms(record::rooms(bench.case)))
    }),
    question("record.knowledge", "Who knew what", Section::Rooms, &[&record::knowledge::CARD], |bench| {
        Ok(Answer::Knowledge(record::knowledge(bench.case)))
    }),
    question("record.statements", "Statements", Section::Rooms, &[&record::rooms::CARD], |bench| {
        Ok(Answer::Statements(record::statements(bench.case)))
    }),
    question("record.orderings", "What came before what", Section::Rooms, &[&record::orderings::CARD], |bench| {
        Ok(Answer::Orderings(record::orderings(bench.case)))
    }),
    question("record.bypass", "Who was passed over", Section::Say, &[&record::bypass::CARD], |bench| {
        Ok(Answer::Bypass(record::bypass(bench.case)))
    }),
    question("rules.gates", "Gates", Section::Say, &[&rules::gate::CARD], |bench| {
        Ok(Answer::Gates(rules::gate::gates(bench.case)))
    }),
    question("rules.bodies", "What each body would decide", Section::Say, &[&rules::decision::CARD], |bench| {
        Ok(Answer::Proposals(rules::decision::proposals(bench.case)))
    }),
    question("rules.blockers", "Who can block", Section::Say, &[&rules::blockers::CARD], |bench| {
        Ok(Answer::Blockers(rules::blockers::all_blockers(bench.case)))
    }),
    question("rules.movers", "Who would have to move", Section::Say, &[&rules::movers::CARD], |bench| {
        Ok(Answer::Movers(rules::movers::all_movers(bench.case)))
    }),
    question("rules.consensus", "Distance to consensus", Section::Say, &[&rules::consensus::CARD], |bench| {
        Ok(Answer::Consensus(rules::consensus::consensus(bench.case)))
    }),
    question("rules.cohesion", "Cohesion", Section::Say, &[&rules::cohesion::CARD], |bench| {
        Ok(Answer::Cohesion(rules::cohesion::cohesion(bench.case)))
    }),
    question("rules.veto", "Formal veto", Section::Say, &[&rules::veto::VETO_CARD], |bench| {
        Ok(Answer::Veto(rules::veto::formal_veto(bench.case)))
    }),
    question("rules.leverage", "Leverage", Section::Say, &[&rules::veto::LEVERAGE_CARD], |bench| {
        Ok(Answer::Leverage(rules::veto::leverage(bench.case)))
    }),
    question("rules.reach", "What can be had", Section::Say, &[&rules::reach::CARD], |bench| {
        Ok(Answer::Reach(rules::reach::all_reach(bench.case)))
    }),
    question("record.ledger", "Acts and concessions", Section::Ledger, &[&record::ledger::CARD], |bench| {
        Ok(Answer::Ledger(record::ledger(bench.case)))
    }),
    question(
        "deals.concessions",
        "What a concession was worth",
        Section::Ledger,
        &[&ensemble::concessions::CARD, &deals::concession::CARD],
        |bench| Ok(Answer::Concessions(bargains::concessions(bench)?)),
    ),
    question("ensemble.framings", "What the framings turn on", Section::Ledger, &[&ensemble::framing::CARD], |bench| {
        Ok(Answer::Framings(bargains::framings(bench)?))
    }),
    question(
        "deals.opponents",
        "The same concession under rival theories",
        Section::Ledger,
        &[&ensemble::concessions::CARD, &deals::opponent::CARD],
        |bench| Ok(Answer::Opponents(bargains::opponents(bench)?)),
    ),
    question(
        "deals.linked",
        "Linked demands, unbundled",
        Section::Ledger,
        &[&deals::linked::CARD, &ensemble::accept::CARD],
        |bench| Ok(Answer::Linked(bargains::linked(bench)?)),
    ),
    question("record.drift", "How positions moved", Section::Drift, &[&record::drift::CARD], |bench| {
        Ok(Answer::Drift(record::drift(bench.case)))
    }),
    question("record.positions", "Positions", Section::Drift, &[&record::drift::CARD], |bench| {
        Ok(Answer::Positions(record::drift(bench.case)))
    }),
    question(
        "ensemble.acceptance",
        "What each prefers to no deal",
        Section::WalkAway,
        &[&ensemble::accept::CARD],
        |bench| {
            let run = bench.run()?;
            Ok(Answer::Acceptance(run.acceptance.outcome(bench.case, bench.listing)?))
        },
    ),
    question(
        "ensemble.curves",
        "Acceptance against the levers",
        Section::WalkAway,
        &[&ensemble::curves::CARD],
        |bench| Ok(Answer::Curves(ensemble::curves(bench.run()?)?)),
    ),
    question(
        "ensemble.dependences",
        "Levers that need other levers",
        Section::WalkAway,
        &[&ensemble::curves::CARD],
        |bench| Ok(Answer::Dependences(ensemble::dependences(bench.run()?)?)),
    ),
    question("ensemble.shape", "What each move changes", Section::Shape, &[&ensemble::shape::CARD], |bench| {
        Ok(Answer::Shape(ensemble::room_to_shape(bench.run()?)?))
    }),
    question("ensemble.seats", "With and without a seat", Section::Shape, &[&ensemble::shape::CARD], |bench| {
        Ok(Answer::Seats(ensemble::seats(bench.run()?)?))
    }),
    question("ensemble.outcomes", "The set of outcomes", Section::Deals, &[&ensemble::accept::CARD], |bench| {
        let run = bench.run()?;
        Ok(Answer::Outcomes(run.acceptance.outcome(bench.case, bench.listing)?))
    }),
    question("ensemble.terms", "The terms of a deal", Section::Deals, &[&ensemble::terms::CARD], |bench| {
        Ok(Answer::Terms(ensemble::terms(bench.run()?)))
    }),
    question(
        "deals.points",
        "Where models would settle it, beside plain baselines",
        Section::Deals,
        &[
            &ensemble::points::CARD,
            &deals::points::NASH,
            &deals::points::KALAI_SMORODINSKY,
            &deals::points::KALAI_SMORODINSKY_OVERALL,
            &deals::points::LEAST_SPREAD,
            &deals::points::EGALITARIAN,
            &deals::points::UTILITARIAN,
            &deals::frontier::CARD,
        ],
        |bench| Ok(Answer::Points(ensemble::point_draws(bench.run()?, bench.listing)?)),
    ),
    question("deals.frontier", "The frontier, and the points on it", Section::Deals, POINTS, |bench| {
        Ok(Answer::Frontier(bargains::frontier(bench)?))
    }),
    question("conflict.states", "What the parties can do", Section::Hold, &[&model::frame::CARD], |bench| {
        Ok(Answer::States(conflict::states(bench.contest()?)?))
    }),
    question("conflict.stability", "Which states are stable, and for whom", Section::Hold, STABILITY, |bench| {
        Ok(Answer::Stability(conflict::stability(bench.contest()?)?))
    }),
    question("conflict.witnesses", "Why a state is stable or not, move by move", Section::Hold, STABILITY, |bench| {
        Ok(Answer::Witnesses(conflict::witnesses(bench.contest()?)?))
    }),
    question("conflict.breach", "Who would break a deal, and what for", Section::Hold, STABILITY, |bench| {
        Ok(Answer::Breach(conflict::breach(bench.contest()?)?))
    }),
    question(
        "conflict.robustness",
        "In how many draws a deal is stable",
        Section::Hold,
        &[&ensemble::hold::CARD],
        |bench| Ok(Answer::Robustness(conflict::robustness(bench.contest()?)?)),
    ),
    question(
        "conflict.inverse",
        "The least change of preferences that turns it, and whose",
        Section::Hold,
        &[&model::inverse::CARD],
        |bench| Ok(Answer::Inverse(conflict::inverse(bench.contest()?)?)),
    ),
    question("conflict.goals", "Where it could rest as the case asks", Section::Hold, &[&model::goal::CARD], |bench| {
        Ok(Answer::Goals(conflict::goals(bench.contest()?)?))
    }),
    question("conflict.coalitions", "Parties that act together", Section::Hold, COALITIONS, |bench| {
        Ok(Answer::Coalitions(conflict::coalitions(bench.contest()?)?))
    }),
    question("conflict.foresight", "Parties that look ahead", Section::Hold, &[&model::foresight::CARD], |bench| {
        Ok(Answer::Foresight(conflict::foresight(bench.contest()?)?))
    }),
    question("conflict.paths", "The ways from where things stand", Section::Hold, &[&model::paths::CARD], |bench| {
        Ok(Answer::Paths(conflict::paths(bench.contest()?)?))
    }),
    question(
        "conflict.readings",
        "What is unknown, and what is strong",
        Section::Hold,
        &[&model::unknown::CARD, &model::strength::CARD],
        |bench| Ok(Answer::Readings(conflict::readings(bench.contest()?)?)),
    ),
    question("record.precedent", "Precedent check", Section::Hold, &[&record::precedent::CARD], |bench| {
        Ok(Answer::Precedent(record::precedent(bench.case)))
    }),
    question(
        "ensemble.assumptions",
        "Assumptions by what they flip",
        Section::TurnsOn,
        &[&ensemble::hypotheses::CARD],
        |bench| Ok(Answer::Assumptions(ensemble::ranked(bench.run()?)?)),
    ),
    question("ensemble.hypotheses", "Rival lenses", Section::TurnsOn, &[&ensemble::hypotheses::CARD], |bench| {
        Ok(Answer::Hypotheses(ensemble::side_by_side(bench.run()?)?))
    }),
    question("ensemble.tipping", "Tipping values", Section::TurnsOn, &[&ensemble::tipping::CARD], |bench| {
        Ok(Answer::Tipping(ensemble::tipping(bench.run()?)?))
    }),
    question("ensemble.tornado", "One input at a time", Section::TurnsOn, &[&ensemble::tornado::CARD], |bench| {
        Ok(Answer::Tornado(bench.swings()?))
    }),
    question("record.explanations", "Rival explanations", Section::TurnsOn, &[&record::explanations::CARD], |bench| {
        Ok(Answer::Explanations(record::explanations(bench.case)))
    }),
];

/// The frontier, and every rule that picks a point on it.
const POINTS: &[&Card] = &[
    &deals::frontier::CARD,
    &deals::points::NASH,
    &deals::points::KALAI_SMORODINSKY,
    &deals::points::KALAI_SMORODINSKY_OVERALL,
    &deals::points::LEAST_SPREAD,
    &deals::points::EGALITARIAN,
    &deals::points::UTILITARIAN,
];

/// What "stable" can mean for single parties.
const STABILITY: &[&Card] = &[
    &model::nash::CARD,
    &model::sseq::CARD,
    &model::seq::CARD,
    &model::smr::CARD,
    &model::gmr::CARD,
    &model::sim::CARD,
];

/// The same against parties that act together.
const COALITIONS: &[&Card] = &[
    &model::coalition::cnash::CARD,
    &model::coalition::cgmr::CARD,
    &model::coalition::csmr::CARD,
    &model::coalition::cseq::CARD,
];

const fn question(
    id: &'static str,
    title: &'static str,
    section: Section,
    cards: &'static [&'static Card],
    answer: fn(&Bench) -> Result<Answer, Refusal>,
) -> Question {
    Question { id, title, section, cards, answer }
}

/// The questions that a word means: an id, the last part of one, a section, or a family. The error names the nearest words,
/// at most three.
pub fn find(word: &str) -> Result<Vec<&'static Question>, Vec<&'static str>> {
    let means = |question: &&Question| {
        question.id == word || question.word() == word || question.section.id() == word || question.family() == word
    };
    // An exact name goes before a section or a family of the same name.
    let exact: Vec<&Question> = QUESTIONS.iter().filter(|one| one.id == word || one.word() == word).collect();
    let found = if exact.len() == 1 && one_of_a_kind(word) { exact } else { QUESTIONS.iter().filter(means).collect() };
    if found.is_empty() { Err(near(word)) } else { Ok(found) }
}

/// Who writes a family's name with a dot means an id.
fn near(word: &str) -> Vec<&'static str> {
    let ids = QUESTIONS.iter().map(|question| question.id).filter(|_| word.contains('.'));
    nearest_few(word, words().into_iter().chain(ids), 3)
}

/// Every word that `ask` takes: sections, families, questions.
pub fn words() -> Vec<&'static str> {
    let mut words: Vec<&str> = Section::ALL.iter().map(|section| section.id()).collect();
    words.extend(QUESTIONS.iter().map(Question::family));
    words.extend(QUESTIONS.iter().map(Question::word));
    words.sort_unstable();
    words.dedup();
    words
}

/// A section's name asks for the whole section, also where one question of it has the same name.
fn one_of_a_kind(word: &str) -> bool {
    !Section::ALL.iter().any(|section| section.id() == word)
}

impl Question {
    /// The last part of the id: what `kadesh ask` takes.
    pub fn word(&self) -> &'static str {
        self.id.split_once('.').map_or(self.id, |(_, word)| word)
    }

    /// The first part of the id.
    pub fn family(&self) -> &'static str {
        self.id.split_once('.').map_or(self.id, |(family, _)| family)
    }

    /// The shortest word that asks it and nothing else.
    pub fn shortest(&self) -> &'static str {
        if find(self.word()).is_ok_and(|found| found.len() == 1) { self.word() } else { self.id }
    }

    /// About how long it takes beside others: what only reads the case is nothing beside what goes over draws or states.
    fn weight(&self) -> usize {
        if matches!(self.family(), "record" | "rules") { 1 } else { 10 }
    }

    /// Asks it. There is no answer when the work is stopped: a part is not shown as if it were the whole.
    pub fn ask(&'static self, bench: &Bench) -> Finding {
        let goes_on = || bench.progress.go_on().map_err(Refusal::from);
        let answer = goes_on().and_then(|()| (self.answer)(bench));
        let answer = goes_on().and(answer);
        let said = answer.as_ref().map_or_else(|_| said::Said::default(), |answer| headline::said(bench.case, answer));
        Finding { id: self.id, title: self.title, section: self.section, cards: self.cards, answer, said }
    }
}

impl<'a> Bench<'a> {
    /// Puts a case on the bench. Nothing is worked out yet.
    pub fn new(case: &'a Case, settings: Settings) -> Bench<'a> {
        let (run, contest) = (OnceLock::new(), OnceLock::new());
        Bench { case, settings, listing: Listing::Short, progress: Arc::default(), run, contest }
    }

    /// The same, with its work counted here, and ended when somebody stops it here. Before anything is asked.
    pub fn watched(self, progress: Arc<Progress>) -> Bench<'a> {
        Bench { progress, ..self }
    }

    /// The same with lists as long as this. Before anything is asked.
    pub fn listing(self, listing: Listing) -> Bench<'a> {
        Bench { listing, ..self }
    }

    /// Counts questions among those that will be asked.
    pub fn announce(&self, questions: &[&'static Question]) {
        questions.iter().for_each(|question| self.progress.expect_question(question.weight()));
    }

    /// Asks several questions at once; the findings stand in their order.
    pub fn ask(&self, questions: &[&'static Question]) -> Vec<Finding> {
        self.announce(questions);
        self.ask_announced(questions)
    }

    /// The same with questions that were announced. Those that take no time go first, so that they are answered when the work
    /// is stopped.
    ///
    /// The threads that ask are none of the pool's: one of those, waiting for the draws, could take up a question that waits
    /// for the same. What they ask is worked out in the global pool.
    pub fn ask_announced(&self, questions: &[&'static Question]) -> Vec<Finding> {
        let threads = rayon::current_num_threads().min(questions.len());
        let next = AtomicUsize::new(0);
        let mut order: Vec<(usize, &'static Question)> = questions.iter().copied().enumerate().collect();
        order.sort_by_key(|(_, question)| question.weight());
        let some = || {
            let mut found = Vec::new();
            while let Some((place, question)) = order.get(next.fetch_add(1, Ordering::Relaxed)).copied() {
                self.progress.begin_question(question.weight());
                found.push((place, question.ask(self)));
                self.progress.end_question(question.weight());
            }
            found
        };
        // One asker needs no thread of its own; in a browser there is none to be had.
        let mut all: Vec<(usize, Finding)> = if threads < 2 {
            some()
        } else {
            thread::scope(|scope| {
                let askers: Vec<_> = (0..threads).map(|_| scope.spawn(some)).collect();
                let found = |asker: thread::ScopedJoinHandle<'_, _>| {
                    asker.join().unwrap_or_else(|cause| panic::resume_unwind(cause))
                };
                askers.into_iter().flat_map(found).collect()
            })
        };
        all.sort_by_key(|(place, _)| *place);
        all.into_iter().map(|(_, finding)| finding).collect()
    }

    /// The case.
    pub fn case(&self) -> &'a Case {
        self.case
    }

    /// How the draws are made.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// The draws, and what is accepted in them.
    pub fn run(&self) -> Result<&Run<'a>, Refusal> {
        let Settings { seed, draws } = self.settings;
        let new = || Run::watched(self.case, seed, draws, &reach, self.progress.clone());
        self.run.get_or_init(new).as_ref().map_err(Clone::clone)
    }

    /// The conflict at central numbers, and which of its states are stable.
    fn contest(&self) -> Result<&Contest<'a>, Refusal> {
        let Settings { seed, draws } = self.settings;
        let new = || Contest::new(self.case, (seed, draws), self.listing, self.progress.clone());
        self.contest.get_or_init(new).as_ref().map_err(Clone::clone)
    }

    /// The draws alone.
    pub fn draws(&self) -> Result<&Draws, Refusal> {
        self.run().map(|run| &run.draws)
    }

    /// Swings of the number of deals, and of the acceptance of each signatory.
    fn swings(&self) -> Result<Vec<ensemble::Swings>, Refusal> {
        let run = self.run()?;
        let signatories = self.case.deal.signatories.iter().copied();
        let measured = std::iter::once(Measured::Deals).chain(signatories.map(Measured::Acceptance));
        measured.map(|measured| ensemble::tornado(run, measured)).collect()
    }

    /// The acts with rival descriptions.
    fn framed_acts(&self) -> impl Iterator<Item = ActId> + '_ {
        (0..self.case.acts.len()).map(ActId).filter(|id| {
            let act = self.case.act(*id);
            act.framings.len() > 1 && self.case.on_record(act.at.as_ref())
        })
    }

    /// Whether a party has numbers to bargain with.
    fn has_stakes(&self, party: PartyId) -> bool {
        self.case.stakes.iter().any(|stake| stake.party == party)
    }
}

/// Which options can be had under the rules, by issue and option.
pub fn reach(case: &Case) -> Reach {
    let of_issue = |issue: usize| {
        let id = crate::model::IssueId(issue);
        (0..case.issues[issue].options.len())
            .map(|option| crate::model::Choice { issue: id, option })
            .map(|choice| {
                case.gates_before(choice).map(|gate| rules::gate::gate_truth(case, gate)).fold(Truth::True, Truth::and)
            })
            .collect()
    };
    (0..case.issues.len()).map(of_issue).collect()
}
