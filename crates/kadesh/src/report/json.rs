//! Findings for machines: typed answers with the ids that the user wrote, and the words of every ground.

use serde_json::{Map, Value, json};

use super::grounds;
use crate::ask::first::{AboutShort, InShort, first_page, questions};
use crate::ask::{Bench, Finding};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{
    AgreementId, AssumptionId, Basis, BodyId, Card, Case, GateId, Ground, NormId, StatementId, TraceRow,
};

/// Findings, their settings, and the grounds that they rest on.
pub fn findings(bench: &Bench, findings: &[Finding]) -> Value {
    let case = bench.case();
    let mut met = Vec::new();
    let list: Vec<Value> = findings.iter().map(|one| finding(case, one, &mut met)).collect();
    let first = is_whole(case, findings).then(|| first_page(case, findings));
    let sentences = first.iter().flat_map(|first| &first.in_short);
    let in_short: Vec<Value> = sentences.map(|sentence| in_short(case, sentence, &mut met)).collect();
    let mut lines = |list: Option<&Vec<AboutShort>>| -> Vec<Value> {
        list.into_iter().flatten().map(|line| about(case, line, &mut met)).collect()
    };
    let changes = lines(first.as_ref().map(|first| &first.changes));
    let disagreements = lines(first.as_ref().map(|first| &first.disagreements));
    met.sort();
    met.dedup();
    let words: Map<String, Value> =
        met.into_iter().map(|ground| (name(case, ground), ground_words(case, ground))).collect();
    json!({
        "case": case.title,
        "as_of": case.as_of,
        "seated": case.party_refs(&case.deal.seated),
        "version": env!("CARGO_PKG_VERSION"),
        "seed": bench.settings().seed,
        "draws": bench.settings().draws,
        "partial": findings.iter().any(Finding::is_stopped),
        "in_short": in_short,
        "what_would_change_this": changes,
        "disagreements": disagreements,
        "findings": list,
        "grounds": words,
    })
}

/// Whether all answers are there that a first page needs; of fewer its sentences would have other numbers.
fn is_whole(case: &Case, findings: &[Finding]) -> bool {
    questions(case).iter().all(|question| findings.iter().any(|finding| finding.id == question.id))
}

/// A sentence of *In short*: its id, the finding that it is part of, what it is about, what it rests on.
fn in_short(case: &Case, sentence: &InShort, met: &mut Vec<Ground>) -> Value {
    let headline = &sentence.headline;
    json!({
        "id": sentence.id(),
        "finding": sentence.finding,
        "text": headline.text,
        "claims": headline.claims,
        "basis": basis(case, &headline.basis, met),
    })
}

/// A line about one of them.
fn about(case: &Case, line: &AboutShort, met: &mut Vec<Ground>) -> Value {
    json!({
        "sentence": line.number.map(|number| format!("in-short.{number}")),
        "finding": line.finding,
        "text": line.text,
        "basis": basis(case, &line.basis, met),
    })
}

fn basis(case: &Case, basis: &Basis, met: &mut Vec<Ground>) -> Vec<String> {
    met.extend(basis.0.iter().copied());
    basis.0.iter().map(|ground| name(case, *ground)).collect()
}

/// What the checker found.
pub fn diagnostics(list: &[Diagnostic]) -> Value {
    let count = |severity| list.iter().filter(|one| one.severity == severity).count();
    json!({
        "faults": count(Severity::Fault),
        "warnings": count(Severity::Warning),
        "gaps": count(Severity::Gap),
        "diagnostics": list,
    })
}

/// Model cards.
pub fn cards(cards: &[&Card]) -> Value {
    json!(cards)
}

/// The rows of a trace.
pub fn trace(rows: &[TraceRow]) -> Value {
    json!(rows)
}

fn finding(case: &Case, finding: &Finding, met: &mut Vec<Ground>) -> Value {
    let models: Vec<&str> = finding.cards.iter().map(|card| card.id).collect();
    let head = json!({ "id": finding.id, "title": finding.title, "section": finding.section, "models": models });
    let mut fields = match head {
        Value::Object(fields) => fields,
        other => Map::from_iter([("head".to_owned(), other)]),
    };
    match &finding.answer {
        // Every answer is a plain struct of names, numbers and bases: writing it out cannot fail.
        Ok(answer) => fields.extend(match serde_json::to_value(answer) {
            Ok(Value::Object(inner)) => inner.into_iter().map(|(key, value)| (key, named(case, value, met))).collect(),
            Ok(other) => Map::from_iter([("answer".to_owned(), other)]),
            Err(error) => Map::from_iter([("error".to_owned(), Value::String(error.to_string()))]),
        }),
        Err(refusal) => {
            fields.insert(
                "refusal".to_owned(),
                json!({ "model": refusal.model, "because": refusal.because, "hint": refusal.hint }),
            );
        }
    }
    Value::Object(fields)
}

/// Replaces the grounds of every basis by the ids that the user wrote.
fn named(case: &Case, value: Value, met: &mut Vec<Ground>) -> Value {
    match value {
        Value::Object(fields) => {
            if let Some(ground) = ground_of(&fields) {
                met.push(ground);
                return Value::String(name(case, ground));
            }
            Value::Object(fields.into_iter().map(|(key, inner)| (key, named(case, inner, met))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(|item| named(case, item, met)).collect()),
        other => other,
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

fn name(case: &Case, ground: Ground) -> String {
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

fn ground_words(case: &Case, ground: Ground) -> Value {
    let words = grounds::words(case, ground);
    json!({ "quote": words.quote, "text": words.text, "origin": words.origin })
}
