//! Which sentences make the first page: those that answer the case's question, what would change them, who disagrees.
//!
//! The rule is the same for every case. The questions that the case names in `answered_by`, else the usual ones, are gone
//! through in order. Each gives its weightiest sentence, then, while there is room, a second; a sentence that claims nothing
//! new is left out. Fewer than five are filled up from the usual questions. What would turn a sentence comes from every
//! answer asked, the least that it takes first.

use super::said::{Claim, Headline};
use super::words::{counted, listed, spelt, spoken};
use super::{Answer, Finding, QUESTIONS, Question};
use crate::model::{Basis, Case, Ref};
use crate::num::grouped;
use crate::record::{Coverage, Sources, Support, Voices};

/// The most sentences that are read.
const MOST_SENTENCES: usize = 9;

/// With fewer sentences than this the usual questions fill up.
const LEAST_SENTENCES: usize = 5;

/// The most sentences of one question.
const MOST_OF_ONE: usize = 2;

/// The most lines on what would change a sentence, in all and for one.
const MOST_TURNS: usize = 5;
const MOST_TURNS_OF_ONE: usize = 2;

/// The most lines on disagreements.
const MOST_DISPUTES: usize = 4;

/// The questions that answer a case which does not say otherwise: what could be agreed, who decides, who could walk away to
/// what, what was given, would it hold.
const USUAL: &[&str] = &[
    "terms",
    "outcomes",
    "gates",
    "veto",
    "seats",
    "acceptance",
    "curves",
    "dependences",
    "concessions",
    "stability",
    "robustness",
    "breach",
    "goals",
    "paths",
    "foresight",
    "coalitions",
    "bypass",
    "drift",
    "tipping",
];

/// The questions that say what would turn a sentence, or who disagrees with it, beside those that make sentences.
const TURNING: &[&str] = &[
    "framings",
    "points",
    "assumptions",
    "hypotheses",
    "tornado",
    "tipping",
    "inverse",
    "knowledge",
    "stability",
    "gates",
];

/// The questions that come before any result.
const EVIDENCE: &[&str] = &["voices", "coverage", "sources"];

/// A first page before it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstPage {
    /// What is known and whose voice is missing.
    pub evidence: Vec<Sentence>,
    /// The numbered sentences that answer the case's question.
    pub in_short: Vec<InShort>,
    /// What would change them.
    pub changes: Vec<AboutShort>,
    /// Where models, framings or sources answer otherwise.
    pub disagreements: Vec<AboutShort>,
    /// What no answer takes into account, a few words each.
    pub not_modelled: Vec<&'static str>,
    /// What the case does not hold, and the entry that would change that.
    pub missing: Vec<Missing>,
}

/// A sentence and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// Its basis.
    pub basis: Basis,
}

/// A numbered sentence of *In short*.
#[derive(Debug, Clone, PartialEq)]
pub struct InShort {
    /// Its number, from 1: `in-short.2` is its id.
    pub number: usize,
    /// The finding that it is part of, such as `rules.gates`.
    pub finding: &'static str,
    /// What it says.
    pub headline: Headline,
}

/// A line about one of the numbered sentences, or about none of them.
#[derive(Debug, Clone, PartialEq)]
pub struct AboutShort {
    /// The number of the sentence.
    pub number: Option<usize>,
    /// The finding that says so.
    pub finding: &'static str,
    /// The line.
    pub text: String,
    /// What it rests on.
    pub basis: Basis,
}

/// Something that the case does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What is missing, in words.
    pub what: String,
    /// The entry that would hold it.
    pub entry: String,
}

impl FirstPage {
    /// Whether there are fewer sentences than a first page is filled up to.
    pub fn is_short(&self) -> bool {
        self.in_short.len() < LEAST_SENTENCES
    }
}

impl InShort {
    /// `in-short.2`: what `kadesh why` opens.
    pub fn id(&self) -> String {
        format!("in-short.{}", self.number)
    }

    /// The word that asks for the finding.
    pub fn word(&self) -> &'static str {
        self.finding.rsplit('.').next().unwrap_or(self.finding)
    }
}

/// Whether a case has anything that a question could be asked about: those of a conflict where it has one, those of issues
/// and of what was said where it has these, or has no conflict either.
pub fn fits(case: &Case, question: &Question) -> bool {
    let has_conflict = !case.conflict.is_empty();
    match question.family() {
        "conflict" => has_conflict,
        "record" => !has_conflict || !case.statements.is_empty(),
        _ => !has_conflict || !case.issues.is_empty(),
    }
}

/// The questions that a first page needs, in the order of all.
pub fn questions(case: &Case) -> Vec<&'static Question> {
    let asked: Vec<&str> = case.answered_by.iter().map(String::as_str).collect();
    let wanted = |question: &&Question| {
        let word = question.word();
        asked.contains(&word)
            || (fits(case, question) && [USUAL, TURNING, EVIDENCE].iter().any(|list| list.contains(&word)))
    };
    QUESTIONS.iter().filter(wanted).collect()
}

/// The questions among these that the sentences of a first page are taken from; where they give too few, the others are needed
/// too.
pub fn sentence_questions(case: &Case) -> Vec<&'static Question> {
    let named = |question: &&Question| match case.answered_by.is_empty() {
        true => USUAL.contains(&question.word()),
        false => case.answered_by.iter().any(|word| word == question.word()),
    };
    questions(case).into_iter().filter(named).collect()
}

/// Puts the first page together from findings, which may be more than it needs. O(findings × sentences).
pub fn first_page(case: &Case, findings: &[Finding]) -> FirstPage {
    let needed = questions(case);
    let findings: Vec<&Finding> =
        findings.iter().filter(|finding| needed.iter().any(|question| question.id == finding.id)).collect();
    let in_short = in_short(case, &findings);
    let changes = changes(&in_short, &findings);
    let disagreements = disagreements(&in_short, &findings);
    FirstPage {
        evidence: evidence(case, &findings),
        in_short,
        changes,
        disagreements,
        not_modelled: not_modelled(case),
        missing: missing(case, &findings),
    }
}

/// What no answer takes into account, of what this case could make one think of.
fn not_modelled(case: &Case) -> Vec<&'static str> {
    let all = [
        (!case.stakes.is_empty() && case.bonuses.is_empty(), "worth that depends on two issues at once"),
        (!case.stakes.is_empty(), "offers and deadlines"),
        (true, "politics inside each party"),
        (!case.conflict.is_empty(), "moves that the case does not list"),
        (case.conflict.is_empty(), "whether a signed deal is kept"),
        (true, "how any talks will end"),
    ];
    all.into_iter().filter(|(is_near, _)| *is_near).map(|(_, limit)| limit).collect()
}

fn of<'a>(findings: &[&'a Finding], word: &str) -> Option<&'a Finding> {
    findings.iter().copied().find(|finding| finding.id.rsplit('.').next() == Some(word))
}

fn in_short(case: &Case, findings: &[&Finding]) -> Vec<InShort> {
    let named: Vec<&str> = case.answered_by.iter().map(String::as_str).collect();
    let mut chosen = match named.as_slice() {
        [] => chosen_from(USUAL, findings, Vec::new(), MOST_SENTENCES),
        some => chosen_from(some, findings, Vec::new(), MOST_SENTENCES),
    };
    if chosen.len() < LEAST_SENTENCES && !named.is_empty() {
        let others: Vec<&str> = USUAL.iter().copied().filter(|word| !named.contains(word)).collect();
        chosen = chosen_from(&others, findings, chosen, LEAST_SENTENCES);
    }
    let number = |(place, (finding, headline)): (usize, (&'static str, Headline))| InShort {
        number: place + 1,
        finding,
        headline,
    };
    chosen.into_iter().enumerate().map(number).collect()
}

/// The first sentence of every question, then second ones while there is room, in the order of the questions.
fn chosen_from(
    words: &[&str],
    findings: &[&Finding],
    before: Vec<(&'static str, Headline)>,
    most: usize,
) -> Vec<(&'static str, Headline)> {
    let asked: Vec<&Finding> = words.iter().filter_map(|word| of(findings, word)).collect();
    let mut said: Vec<Claim> = before.iter().flat_map(|(_, headline)| headline.claims.clone()).collect();
    let mut taken: Vec<Vec<&Headline>> = vec![Vec::new(); asked.len()];
    for _ in 0..MOST_OF_ONE {
        for (place, finding) in asked.iter().enumerate() {
            let count: usize = before.len() + taken.iter().map(Vec::len).sum::<usize>();
            let is_new = |headline: &&Headline| headline.claims.iter().any(|claim| !said.contains(claim));
            let next =
                finding.said.headlines.iter().find(|headline| is_new(headline) && !taken[place].contains(headline));
            if let Some(headline) = next.filter(|_| count < most) {
                said.extend(headline.claims.iter().cloned());
                taken[place].push(headline);
            }
        }
    }
    let chosen =
        asked.iter().zip(taken).flat_map(|(finding, own)| own.into_iter().map(|one| (finding.id, one.clone())));
    before.into_iter().chain(chosen).collect()
}

/// The number of the sentence that makes a claim, or one that leans on it.
fn number_of(in_short: &[InShort], claim: &Claim) -> Option<usize> {
    let found = |wanted: &dyn Fn(&Claim) -> bool| {
        in_short.iter().find(|sentence| sentence.headline.claims.iter().any(wanted)).map(|sentence| sentence.number)
    };
    found(&|own| own == claim).or_else(|| match claim {
        Claim::Acceptance(party) => {
            found(&|own| matches!(own, Claim::Lever(_, whose) | Claim::StandsIn(_, whose) if whose == party))
        }
        Claim::SomeDeal => found(&|own| matches!(own, Claim::Terms | Claim::Points)),
        Claim::Holds(state) => found(&|own| match own {
            Claim::HoldsInDraws(other) | Claim::Leaves(other) => other == state,
            _ => false,
        }),
        _ => None,
    })
}

fn changes(in_short: &[InShort], findings: &[&Finding]) -> Vec<AboutShort> {
    let turns = findings.iter().flat_map(|finding| finding.said.turns.iter().map(|turn| (finding.id, turn)));
    let mut about: Vec<(f64, AboutShort)> = turns
        .filter_map(|(finding, turn)| {
            let number = number_of(in_short, &turn.claim)?;
            let line = AboutShort { number: Some(number), finding, text: turn.text.clone(), basis: turn.basis.clone() };
            Some((turn.reach, line))
        })
        .collect();
    about.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut kept: Vec<AboutShort> = Vec::new();
    for (_, line) in about {
        let own = kept.iter().filter(|other| other.number == line.number).count();
        let is_new = kept.iter().all(|other| other.text != line.text);
        if is_new && kept.len() < MOST_TURNS && own < MOST_TURNS_OF_ONE {
            kept.push(line);
        }
    }
    kept
}

fn disagreements(in_short: &[InShort], findings: &[&Finding]) -> Vec<AboutShort> {
    let disputes =
        findings.iter().flat_map(|finding| finding.said.disputes.iter().map(|dispute| (finding.id, dispute)));
    let line = |(finding, dispute): (&'static str, &super::said::Dispute)| AboutShort {
        number: dispute.claim.as_ref().and_then(|claim| number_of(in_short, claim)),
        finding,
        text: dispute.text.clone(),
        basis: dispute.basis.clone(),
    };
    let said = |line: &AboutShort| in_short.iter().any(|sentence| sentence.headline.text == line.text);
    disputes.map(line).filter(|line| !said(line)).take(MOST_DISPUTES).collect()
}

fn evidence(case: &Case, findings: &[&Finding]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for word in ["sources", "voices", "coverage"] {
        match of(findings, word).and_then(|finding| finding.answer.as_ref().ok()) {
            Some(Answer::Sources(answer)) => sentences.extend(sources(case, answer)),
            Some(Answer::Voices(answer)) => sentences.push(voices(case, answer)),
            Some(Answer::Coverage(answer)) => sentences.extend(coverage(answer)),
            _ => {}
        }
    }
    if sentences.is_empty() {
        sentences.extend(preferences(case));
    }
    sentences
}

fn sources(case: &Case, answer: &Sources) -> Vec<Sentence> {
    let challenged: Vec<_> = answer.rows.iter().filter(|row| !row.challenged_by.is_empty()).collect();
    let mut text = match answer.rows.len() {
        0 => return Vec::new(),
        1 => "One source".to_owned(),
        some => format!("{some} sources"),
    };
    for row in &challenged {
        let which = if answer.rows.len() == 1 { "it".to_owned() } else { format!("“{}”", row.source.name) };
        let verb = if row.challenged_by.len() == 1 { "disputes" } else { "dispute" };
        text.push_str(&format!("; {} {verb} {which}", spoken(case, &row.challenged_by)));
    }
    vec![Sentence { text: format!("{text}."), basis: challenged.iter().map(|row| &row.basis).collect() }]
}

fn voices(case: &Case, answer: &Voices) -> Sentence {
    let counts: Vec<String> = answer
        .speakers
        .iter()
        .filter(|speaker| speaker.quoted > 0)
        .map(|speaker| format!("{} {}", speaker.who.name, speaker.quoted))
        .collect();
    let missing: Vec<Ref> = answer.silent_parties.iter().chain(&answer.silent_beside_their_party).cloned().collect();
    let none = if missing.is_empty() { String::new() } else { format!("; none from {}", either_of(case, &missing)) };
    let joint = match answer.joint {
        0 => String::new(),
        some => format!("; {} said by several together", spelt(some)),
    };
    let text = match answer.quoted {
        0 if answer.paraphrased + answer.reporter == 0 => "Nothing that anybody said is on record.".to_owned(),
        0 => format!("No quotation: no party's own words are on record; {}.", beside(answer)),
        some => format!("{}: {}{joint}{none}.", counted(some, "quotation", "quotations"), counts.join(", ")),
    };
    Sentence { text, basis: answer.basis.clone() }
}

fn either_of(case: &Case, refs: &[Ref]) -> String {
    let names: Vec<String> = refs.iter().map(|one| case.spoken(one).to_owned()).collect();
    super::words::either(&names)
}

fn beside(answer: &Voices) -> String {
    format!(
        "{} and {} in the reporter's own voice",
        counted(answer.paraphrased, "paraphrase", "paraphrases"),
        counted(answer.reporter, "statement", "statements")
    )
}

fn coverage(answer: &Coverage) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    if answer.total > 0 {
        let text = format!(
            "Of {} preferences, one for each party and issue, {} are quoted, {} inferred, {} assumed, {} blank.",
            grouped(answer.total),
            answer.quoted,
            answer.inferred,
            answer.assumed,
            answer.blank
        );
        sentences.push(Sentence { text, basis: answer.basis.clone() });
    }
    if !answer.preferences.is_empty() {
        let count = |support| answer.preferences.iter().filter(|(_, cell)| cell.support == support).count();
        let kinds = [
            (Support::Quoted, "quoted"),
            (Support::Inferred, "inferred"),
            (Support::Assumed, "assumed"),
            (Support::Blank, "blank"),
        ];
        let told: Vec<String> = kinds
            .into_iter()
            .filter(|(support, _)| count(*support) > 0)
            .enumerate()
            .map(|(place, (support, word))| match (place, count(support)) {
                (0, 1) => format!("{word} for one party"),
                (0, some) => format!("{word} for {} parties", spelt(some)),
                (_, some) => format!("{word} for {}", spelt(some)),
            })
            .collect();
        let text = format!("What each wants once a deal is made or refused is {}.", listed(&told));
        sentences.push(Sentence { text, basis: answer.preferences.iter().map(|(_, cell)| &cell.basis).collect() });
    }
    sentences
}

/// Of a case in which nobody says anything: where its preferences come from.
fn preferences(case: &Case) -> Option<Sentence> {
    let basis: Basis = case.conflict.preferences.iter().map(|preference| &preference.basis).collect();
    (!basis.is_empty()).then(|| Sentence {
        text: format!(
            "No source is quoted: the preferences of {} and the rules of the case are assumed, with the reasons given.",
            counted(case.conflict.preferences.len(), "party", "parties")
        ),
        basis,
    })
}

/// What the case does not hold, in words.
pub fn lacking(case: &Case) -> Vec<String> {
    absent(case).map(|(what, _)| what.to_owned()).collect()
}

/// What the case does not hold, and which entry would.
fn absent(case: &Case) -> impl Iterator<Item = (&'static str, &'static str)> {
    let absent = [
        (case.statements.is_empty(), "statements", "[[statement]]"),
        (case.issues.is_empty(), "issues with options", "[issue.ID]"),
        (case.stakes.is_empty(), "what the parties want", "[stake.PARTY.ISSUE]"),
        (case.conflict.is_empty(), "what they could do once a deal is made", "[option.ID]` and `[preference.PARTY]"),
    ];
    absent.into_iter().filter(|(is_absent, ..)| *is_absent).map(|(_, what, entry)| (what, entry))
}

/// What the case does not hold, and which entry would; then what a model misses.
fn missing(case: &Case, findings: &[&Finding]) -> Vec<Missing> {
    let mut list: Vec<Missing> =
        absent(case).map(|(what, entry)| Missing { what: what.to_owned(), entry: format!("`{entry}`") }).collect();
    // A refusal for want of stakes says again what the list has.
    let told = |because: &str| case.stakes.is_empty() && because.contains("stake");
    let silent = |finding: &&&Finding| case.answered_by.iter().any(|word| finding.id.ends_with(&format!(".{word}")));
    for finding in findings.iter().filter(silent) {
        match &finding.answer {
            Err(refusal) if !told(&refusal.because) => {
                let what = format!("an answer to “{}”: {}", finding.title, refusal.because);
                list.push(Missing { what, entry: refusal.hint.clone().unwrap_or_default() });
            }
            Ok(_) if finding.said.headlines.is_empty() => {
                let what = format!("a sentence on “{}”", finding.title);
                list.push(Missing {
                    what,
                    entry: format!("`kadesh ask CASE {}` shows what there is", finding_word(finding)),
                });
            }
            Ok(_) | Err(_) => {}
        }
    }
    list
}

fn finding_word(finding: &Finding) -> &'static str {
    finding.id.rsplit('.').next().unwrap_or(finding.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::QUESTION_WORDS;

    #[test]
    fn every_word_is_a_question_and_every_question_has_its_word() {
        let words: Vec<&str> = QUESTIONS.iter().map(Question::word).collect();
        assert_eq!(words, QUESTION_WORDS, "model/question.rs lists the questions in their order");
        for list in [USUAL, TURNING, EVIDENCE] {
            assert!(list.iter().all(|word| words.contains(word)), "{list:?}");
        }
    }
}
