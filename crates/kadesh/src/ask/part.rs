//! What a question reads of a case: asked of that part alone, it gives the same answer, so nothing outside of the part can change
//! it. After an edit, an answer whose part is the same as before is still right.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Question;
use crate::model::{Audience, Case, Excerpt, IssueId, Kind, Order, SourceId, Statement, StatementId, Voice};

/// What a question is about, and so what it reads of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// What was said and what the rules are: everything but where levers stand.
    Record,
    /// What could be agreed: of what was said only what numbers hang on.
    Bargain,
    /// What the parties could do: of the bargain nothing, unless an order of theirs counts what they have at stake.
    Conflict,
}

impl Reads {
    /// All of them.
    pub const ALL: [Reads; 3] = [Reads::Record, Reads::Bargain, Reads::Conflict];

    /// What a question reads.
    pub fn of(question: &Question) -> Reads {
        match question.family() {
            "deals" | "ensemble" => Reads::Bargain,
            "conflict" => Reads::Conflict,
            _ => Reads::Record,
        }
    }

    /// The part of a case that is read. O(size of the case).
    pub fn part(self, case: &Case) -> Case {
        match self {
            Reads::Record => unset(case.clone()),
            Reads::Bargain => numbers(case),
            Reads::Conflict if counts_stakes(case) => numbers(case),
            Reads::Conflict => without_bargain(numbers(case)),
        }
    }
}

/// Whether an order of some party counts what it has at stake.
fn counts_stakes(case: &Case) -> bool {
    let stakes = |order: &Order| matches!(order, Order::Worth { stakes: true, .. });
    case.conflict.preferences.iter().any(|preference| stakes(&preference.order))
}

/// A case whose levers are left open.
fn unset(mut case: Case) -> Case {
    case.levers.iter_mut().for_each(|lever| lever.now = None);
    case
}

/// A case in which nothing is at stake and no deal is worth nothing.
fn without_bargain(part: Case) -> Case {
    let (stakes, walk_aways, bonuses, exclusions) = Default::default();
    unset(Case { stakes, walk_aways, bonuses, exclusions, ..part })
}

/// A case without the words of the record.
fn numbers(case: &Case) -> Case {
    let mut part = Case { sources: Vec::new(), statements: Vec::new(), ..case.clone() };
    part.title.clear();
    part.question.clear();
    part.author.clear();
    part.answered_by.clear();
    part.persons.clear();
    part.knowledge.clear();
    part.lessons.clear();
    part.explanations.clear();
    part.loaded_words.clear();
    part.hide.clear();
    part.trace.clear();
    let positions = issues_that_bodies_decide(case);
    let told = |statement: &Statement| statement.takes.keys().any(|issue| positions.contains(issue));
    let last_told = case.statements.iter().rposition(told).map(|last| last + 1);
    let last_named = statements_named(&part).last().map(|last| last.0 + 1);
    // What is said behind the last that anything hangs on changes nothing, not even the places of the others.
    let count = last_told.max(last_named).unwrap_or_default();
    let statements = case.statements.iter().take(count);
    part.statements = statements.map(|own| if told(own) { wordless(own) } else { silent(own) }).collect();
    part
}

/// The issues of which some gate lets a body decide: there, what was said is a stance.
fn issues_that_bodies_decide(case: &Case) -> BTreeSet<IssueId> {
    let asking = case.gates.iter().filter(|gate| gate.needs.asks_a_body());
    asking.flat_map(|gate| &gate.opens).map(|choice| choice.issue).collect()
}

/// A statement without its words.
fn wordless(statement: &Statement) -> Statement {
    let excerpt = Excerpt { exact: String::new(), chars: (0, 0), bytes: (0, 0), file_bytes: None };
    Statement { id: String::new(), source: SourceId(0), excerpt, fragment: false, ..statement.clone() }
}

/// A statement of which only its being there counts, when it was made, and how firmly.
fn silent(statement: &Statement) -> Statement {
    Statement {
        by: Voice::Reporter,
        party: None,
        with: Vec::new(),
        kind: Kind::Reporter,
        hedge: None,
        room: None,
        audience: Audience::Public,
        takes: Default::default(),
        trend: Default::default(),
        same_content: Vec::new(),
        division: None,
        ..wordless(statement)
    }
}

/// The statements that anything in a case rests on, whichever entry that is; and those that promise to move a lever.
fn statements_named(case: &Case) -> BTreeSet<StatementId> {
    let mut named: BTreeSet<StatementId> =
        case.levers.iter().flat_map(|lever| lever.promised_in.iter().copied()).collect();
    if let Ok(written) = serde_json::to_value(case) {
        collect(&written, &mut named);
    }
    named
}

/// A ground is written as its kind and its place.
fn collect(value: &Value, named: &mut BTreeSet<StatementId>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, named)),
        Value::Object(entries) => {
            let place = entries.get("statement").and_then(Value::as_u64);
            named.extend(place.and_then(|place| usize::try_from(place).ok()).map(StatementId));
            entries.values().for_each(|inner| collect(inner, named));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
