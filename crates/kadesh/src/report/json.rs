//! Findings for machines: typed answers with the ids that the user wrote, and the words of every ground.
//!
//! The types of this file are what is printed; [`schema`] is made from them, so that it cannot say anything else.

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::grounds;
use crate::ask::first::{AboutShort, FirstPage, InShort, Sentence, first_page, questions};
use crate::ask::said::Claim;
use crate::ask::why::{Left, Trial, Why};
use crate::ask::{Answer, Bench, Finding, Section};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{
    AgreementId, AssumptionId, Basis, BodyId, Card, Case, GateId, Ground, NormId, Ref, StatementId, TraceRow, When,
};

/// The version of the shape of what is printed. It rises when a program that reads it would have to change.
pub const FORMAT: u32 = 1;

/// What `ask`, `brief` and `why` print with `--format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Answers of Kadesh")]
struct Answers {
    /// The version of this shape.
    format: u32,
    /// The case's title.
    case: String,
    /// The day of the case, where it has one.
    as_of: Option<When>,
    /// Who has a seat where the deal is made.
    seated: Vec<Ref>,
    /// The version of Kadesh.
    version: String,
    /// The seed of the draws.
    seed: u64,
    /// How many draws.
    draws: usize,
    /// Whether the work was stopped before all was answered.
    partial: bool,
    /// What is known, and whose voice is missing. Empty where the questions of a first page were not asked.
    evidence: Vec<Told>,
    /// The sentences that answer the case's question. Empty likewise.
    in_short: Vec<Short>,
    /// What would change them.
    what_would_change_this: Vec<About>,
    /// Where models, framings or sources answer otherwise.
    disagreements: Vec<About>,
    /// The answers.
    findings: Vec<Found>,
    /// What a sentence hangs on, where `why` was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<HangsOn>,
    /// The words of every ground that is named above.
    grounds: BTreeMap<String, GroundWords>,
}

/// A sentence and its grounds.
#[derive(Debug, Serialize, JsonSchema)]
struct Told {
    /// The sentence.
    text: String,
    /// What it rests on.
    #[schemars(with = "Basis")]
    basis: Vec<String>,
}

/// A sentence of *In short*.
#[derive(Debug, Serialize, JsonSchema)]
struct Short {
    /// What `kadesh why` opens.
    id: String,
    /// The finding that it is part of.
    finding: String,
    /// The sentence.
    text: String,
    /// What it is about.
    claims: Vec<Claim>,
    /// What it rests on.
    #[schemars(with = "Basis")]
    basis: Vec<String>,
}

/// A line about a sentence of *In short*.
#[derive(Debug, Serialize, JsonSchema)]
struct About {
    /// The id of the sentence. None: it is about none.
    sentence: Option<String>,
    /// The finding that says so.
    finding: String,
    /// The line.
    text: String,
    /// What it rests on.
    #[schemars(with = "Basis")]
    basis: Vec<String>,
}

/// A question and its answer, or why there is none.
#[derive(Debug, Serialize, JsonSchema)]
struct Found {
    /// The question's id.
    id: String,
    /// Its title.
    title: String,
    /// Where it stands in the brief.
    section: Section,
    /// The models that answer it.
    models: Vec<String>,
    /// The answer.
    #[serde(flatten)]
    #[schemars(with = "AnswerOrRefusal")]
    answer: Map<String, Value>,
}

/// Either of the two, beside the head of a finding.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it says what the fields of an answer are, and is never made")]
enum AnswerOrRefusal {
    Answer(Box<Answer>),
    Refused { refusal: Refused },
}

/// Why there is no answer.
#[derive(Debug, Serialize, JsonSchema)]
struct Refused {
    /// The model that refuses.
    model: String,
    /// Why it does not apply.
    because: String,
    /// What would make it apply.
    hint: Option<String>,
}

/// What a sentence hangs on.
#[derive(Debug, Serialize, JsonSchema)]
struct HangsOn {
    /// The sentence.
    text: String,
    /// What was doubted and what that did, the most first.
    without: Vec<Doubted>,
    /// How many sets of grounds changed nothing.
    idle: usize,
    /// How many were not tried.
    untried: usize,
}

/// A set of grounds, and what is left of a sentence without it.
#[derive(Debug, Serialize, JsonSchema)]
struct Doubted {
    /// The grounds.
    #[schemars(with = "Basis")]
    grounds: Vec<String>,
    /// What is left.
    left: LeftOver,
    /// The sentence without them, or why there is none.
    text: Option<String>,
}

/// What is left of a sentence.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum LeftOver {
    /// Nothing.
    NotDerived,
    /// Another sentence.
    Otherwise,
    /// The same words with other numbers.
    OtherNumbers,
}

/// A ground in words.
#[derive(Debug, Serialize, JsonSchema)]
struct GroundWords {
    /// Words of a source, to the letter.
    quote: Option<String>,
    /// What is assumed, ruled or agreed.
    text: String,
    /// Who says so, where and when; or why it is assumed.
    origin: String,
}

/// Findings, their settings, and the grounds that they rest on. O(size of what is printed).
pub fn findings(bench: &Bench, findings: &[Finding]) -> Value {
    findings_and_why(bench, findings, None)
}

/// The same, with what a sentence of theirs hangs on.
pub fn findings_and_why(bench: &Bench, findings: &[Finding], why: Option<&Why>) -> Value {
    let case = bench.case();
    let mut met = Met { case, grounds: Vec::new() };
    let list: Vec<Found> = findings.iter().map(|one| met.found(one)).collect();
    let first = is_whole(case, findings).then(|| first_page(case, findings));
    let mut of_first = |part: fn(&FirstPage) -> &[AboutShort]| -> Vec<About> {
        first.iter().flat_map(part).map(|line| met.about(line)).collect()
    };
    let changes = of_first(|first| &first.changes);
    let disagreements = of_first(|first| &first.disagreements);
    let evidence = first.iter().flat_map(|first| &first.evidence).map(|sentence| met.told(sentence)).collect();
    let in_short = first.iter().flat_map(|first| &first.in_short).map(|sentence| met.short(sentence)).collect();
    let why = why.map(|why| met.hangs_on(why));
    let grounds = met.grounds.iter().map(|ground| (ground_id(case, *ground), ground_words(case, *ground))).collect();
    printed(&Answers {
        format: FORMAT,
        case: case.title.clone(),
        as_of: case.as_of.clone(),
        seated: case.party_refs(&case.deal.seated),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed: bench.settings().seed,
        draws: bench.settings().draws,
        partial: findings.iter().any(Finding::is_stopped),
        evidence,
        in_short,
        what_would_change_this: changes,
        disagreements,
        findings: list,
        why,
        grounds,
    })
}

/// The JSON Schema of what [`findings`] prints, for programs that read it.
pub fn schema() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Answers>()
}

/// What the checker found.
pub fn diagnostics(list: &[Diagnostic]) -> Value {
    let count = |severity| list.iter().filter(|one| one.severity == severity).count();
    json!({
        "format": FORMAT,
        "faults": count(Severity::Fault),
        "warnings": count(Severity::Warning),
        "gaps": count(Severity::Gap),
        "notes": count(Severity::Note),
        "diagnostics": list,
    })
}

/// Model cards.
pub fn cards(cards: &[&Card]) -> Value {
    json!({ "format": FORMAT, "models": cards })
}

/// The rows of a trace.
pub fn trace(rows: &[TraceRow]) -> Value {
    json!({ "format": FORMAT, "trace": rows })
}

/// A ground by its kind and the id that the user wrote: `statement:s1`.
pub fn ground_id(case: &Case, ground: Ground) -> String {
    let kind = match ground {
        Ground::Statement(_) => "statement",
        Ground::Assumption(_) => "assumption",
        Ground::Rule(_) => "rule",
        Ground::Gate(_) => "gate",
        Ground::Norm(_) => "norm",
        Ground::Agreement(_) => "agreement",
    };
    format!("{kind}:{}", grounds::words(case, ground).id)
}

/// Whether all answers are there that a first page needs; of fewer its sentences would have other numbers.
fn is_whole(case: &Case, findings: &[Finding]) -> bool {
    questions(case).iter().all(|question| findings.iter().any(|finding| finding.id == question.id))
}

/// A plain value: writing it out cannot fail, and if it did, the error would be printed in its place.
fn printed(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_else(|error| json!({ "error": error.to_string() }))
}

/// The grounds met on the way, each of which is put into words once.
struct Met<'a> {
    case: &'a Case,
    grounds: Vec<Ground>,
}

impl Met<'_> {
    fn found(&mut self, finding: &Finding) -> Found {
        let answer = match &finding.answer {
            Ok(answer) => printed(answer),
            Err(refusal) => {
                let (model, because) = (refusal.model.to_owned(), refusal.because.clone());
                json!({ "refusal": Refused { model, because, hint: refusal.hint.clone() } })
            }
        };
        let answer = match self.named(answer) {
            Value::Object(fields) => fields,
            other => Map::from_iter([("answer".to_owned(), other)]),
        };
        Found {
            id: finding.id.to_owned(),
            title: finding.title.to_owned(),
            section: finding.section,
            models: finding.cards.iter().map(|card| card.id.to_owned()).collect(),
            answer,
        }
    }

    fn told(&mut self, sentence: &Sentence) -> Told {
        Told { text: sentence.text.clone(), basis: self.basis(&sentence.basis) }
    }

    fn short(&mut self, sentence: &InShort) -> Short {
        let headline = &sentence.headline;
        Short {
            id: sentence.id(),
            finding: sentence.finding.to_owned(),
            text: headline.text.clone(),
            claims: headline.claims.clone(),
            basis: self.basis(&headline.basis),
        }
    }

    fn about(&mut self, line: &AboutShort) -> About {
        About {
            sentence: line.number.map(|number| format!("in-short.{number}")),
            finding: line.finding.to_owned(),
            text: line.text.clone(),
            basis: self.basis(&line.basis),
        }
    }

    fn hangs_on(&mut self, why: &Why) -> HangsOn {
        let doubted = |trial: &Trial, met: &mut Self| {
            let (left, text) = match &trial.left {
                Left::NotDerived(because) => (LeftOver::NotDerived, because.clone()),
                Left::Otherwise(text) => (LeftOver::Otherwise, Some(text.clone())),
                Left::OtherNumbers(text) => (LeftOver::OtherNumbers, Some(text.clone())),
            };
            Doubted { grounds: met.basis(&trial.without), left, text }
        };
        HangsOn {
            text: why.headline.text.clone(),
            without: why.trials.iter().map(|trial| doubted(trial, self)).collect(),
            idle: why.idle,
            untried: why.untried,
        }
    }

    fn basis(&mut self, basis: &Basis) -> Vec<String> {
        basis.0.iter().map(|ground| self.name(*ground)).collect()
    }

    fn name(&mut self, ground: Ground) -> String {
        if let Err(place) = self.grounds.binary_search(&ground) {
            self.grounds.insert(place, ground);
        }
        ground_id(self.case, ground)
    }

    /// Replaces the grounds of every basis by the ids that the user wrote.
    fn named(&mut self, value: Value) -> Value {
        match value {
            Value::Object(fields) => match ground_of(&fields) {
                Some(ground) => Value::String(self.name(ground)),
                None => Value::Object(fields.into_iter().map(|(key, inner)| (key, self.named(inner))).collect()),
            },
            Value::Array(items) => Value::Array(items.into_iter().map(|item| self.named(item)).collect()),
            other => other,
        }
    }
}

/// A ground is written as one field with the kind and a place in a list; nothing else in an answer looks like that.
fn ground_of(fields: &Map<String, Value>) -> Option<Ground> {
    let (kind, place) = fields.iter().next().filter(|_| fields.len() == 1)?;
    let place = usize::try_from(place.as_u64()?).ok()?;
    match kind.as_str() {
        "statement" => Some(Ground::Statement(StatementId(place))),
        "assumption" => Some(Ground::Assumption(AssumptionId(place))),
        "rule" => Some(Ground::Rule(BodyId(place))),
        "gate" => Some(Ground::Gate(GateId(place))),
        "norm" => Some(Ground::Norm(NormId(place))),
        "agreement" => Some(Ground::Agreement(AgreementId(place))),
        _ => None,
    }
}

fn ground_words(case: &Case, ground: Ground) -> GroundWords {
    let words = grounds::words(case, ground);
    GroundWords { quote: words.quote, text: words.text, origin: words.origin }
}
