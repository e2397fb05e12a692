//! How a case is asked and looked at: its question, lenses, explanations, lessons, assumptions with a name of their own.

use super::words::{grounded, party, rests_on};
use crate::coding::{Field, Part, Thing};
use crate::ensemble::change_text;
use crate::model::{Case, Change};

/// The question, and what else frames the answers.
pub(super) fn things(case: &Case) -> Vec<Thing> {
    let thing = |path: String, noun: String, fields: Vec<Field>, rests_on: Field| Thing {
        part: Part::Frame,
        path,
        noun,
        fields,
        rests_on,
    };
    let head = vec![
        Field::new("title", "the title", &case.title),
        Field::new("question", "the question", &case.question),
        Field::new("answered_by", "the list of questions that answer it", case.answered_by.join(", ")),
        Field::new("author", "the coder", &case.author),
    ];
    let mut all = vec![thing("case".to_owned(), "the case".to_owned(), head, grounded(""))];
    // What stands as a `because` beside an entry has the entry's place for its id, and is told with the entry.
    let has_a_name = |id: &str| !id.contains('.') && id != "deal" && id != "conflict";
    for one in case.assumptions.iter().filter(|one| has_a_name(&one.id)) {
        let fields = vec![
            Field::new("text", "what is assumed", &one.text),
            Field::new("reason", "the reason", &one.reason),
            party(case, "claimed_by", "the party that claims it", one.claimed_by),
            changes(case, "if_rejected", "what holds without it", &one.if_rejected),
        ];
        let noun = format!("the assumption “{}”", one.text);
        all.push(thing(format!("assumption.{}", one.id), noun, fields, rests_on(case, &one.basis)));
    }
    for one in &case.hypotheses {
        let fields = vec![Field::new("name", "the name", &one.name), changes(case, "sets", "what it holds", &one.sets)];
        let noun = format!("the lens “{}”", one.name);
        all.push(thing(format!("hypothesis.{}", one.id), noun, fields, rests_on(case, &one.basis)));
    }
    for one in &case.explanations {
        let evidence: Vec<String> = one
            .evidence
            .iter()
            .map(|seen| format!("{} {:?}", case.statement(seen.statement).id, seen.fit).to_lowercase())
            .collect();
        let fields = vec![Field::new("evidence", "how the evidence fits", evidence.join(", "))];
        let noun = format!("the explanation “{}”", one.text);
        all.push(thing(format!("explanation.{}.{}", one.question, one.text), noun, fields, rests_on(case, &one.basis)));
    }
    for one in &case.lessons {
        let agreement = case.agreement(one.agreement);
        let fields = vec![Field::new("implies", "the feature", one.implies.clone().unwrap_or_default())];
        let noun = format!("the lesson “{}”, drawn from {}", one.lesson, agreement.name);
        let path = format!("lesson.{}.{}.{}", case.statement(one.statement).id, agreement.id, one.lesson);
        all.push(thing(path, noun, fields, grounded("")));
    }
    all
}

fn changes(case: &Case, key: &str, noun: &str, changes: &[Change]) -> Field {
    Field::new(key, noun, changes.iter().map(|change| change_text(case, change)).collect::<Vec<_>>().join("; "))
}
