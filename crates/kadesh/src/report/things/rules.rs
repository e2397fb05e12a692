//! Who decides what by which rule: bodies, conditions, gates.

use super::words::{party, rests_on, word};
use crate::coding::variable::{stance_word, truth_word};
use crate::coding::{Field, Part, Thing};
use crate::model::{Body, BodyId, Case, Condition, Controller, Gate, Needs};
use crate::report::view::rules::rule_words;

/// Bodies, conditions and gates.
pub(super) fn things(case: &Case) -> Vec<Thing> {
    let mut all: Vec<Thing> = case.bodies.iter().enumerate().map(|(at, one)| body(case, BodyId(at), one)).collect();
    all.extend(case.conditions.iter().map(|one| condition(case, one)));
    all.extend(case.gates.iter().map(|one| gate(case, one)));
    all
}

fn thing(path: String, noun: String, fields: Vec<Field>, rests_on: Field) -> Thing {
    Thing { part: Part::Rules, path, noun, fields, rests_on }
}

fn body(case: &Case, id: BodyId, body: &Body) -> Thing {
    let mut fields = vec![
        Field::new("name", "the name", &body.name),
        Field::new("rule", "the rule", rule_words(case, &body.rule)),
        Field::new("basis", "its ground", word(body.rule_basis)),
        Field::new("cite", "the place", body.cite.clone().unwrap_or_default()),
        party(case, "party", "the party it decides for", body.party),
        Field::new("members", "the number of members", body.members.len().to_string()),
    ];
    // One recorded later stands for the one before it.
    for on in case.stances_on_record(id) {
        let (who, choice) = (case.party(on.party), case.choice_text(on.choice));
        let key = format!("stance.{}.{choice}", who.id);
        fields.retain(|field| field.key != key);
        let noun = format!("the stance of {} on {}", who.in_a_sentence(), case.option_words(on.choice));
        fields.push(Field::new(key, noun, stance_word(on.stance)));
    }
    fields.extend(body.members.iter().map(|member| {
        let one = case.party(member.party);
        let mark = format!("{} {}", member.weight, member.population);
        let votes = if member.weight == 1 { String::new() } else { format!(" with {} votes", member.weight) };
        let noun = format!("the membership of {}", one.in_a_sentence());
        Field::new(format!("member.{}", one.id), noun, format!("there{votes}")).marked(mark)
    }));
    thing(format!("body.{}", body.id), body.name.clone(), fields, rests_on(case, &body.basis))
}

fn condition(case: &Case, condition: &Condition) -> Thing {
    let controllers: Vec<&str> = condition
        .controllers
        .iter()
        .map(|one| match one {
            Controller::Party(id) => case.party(*id).in_a_sentence(),
            Controller::Body(id) => case.body(*id).name.as_str(),
        })
        .collect();
    let fields = vec![
        Field::new("text", "the words", &condition.text),
        Field::new("holds", "whether it is met", truth_word(condition.holds)),
        Field::new("controllers", "the list of those who control it", controllers.join(", ")),
    ];
    let noun = format!("the condition “{}”", condition.text);
    thing(format!("condition.{}", condition.id), noun, fields, rests_on(case, &condition.basis))
}

fn gate(case: &Case, gate: &Gate) -> Thing {
    let opens: Vec<String> = gate.opens.iter().map(|choice| case.option_words(*choice)).collect();
    let fields = vec![
        Field::new("opens", "what it opens", opens.join(", ")),
        Field::new("needs", "what it takes", needs_words(case, &gate.needs)),
    ];
    thing(format!("gate.{}", gate.id), format!("the gate `{}`", gate.id), fields, rests_on(case, &gate.basis))
}

fn needs_words(case: &Case, needs: &Needs) -> String {
    let parts = |parts: &[Needs], by: &str| {
        let told: Vec<String> = parts.iter().map(|part| needs_words(case, part)).collect();
        if told.len() > 1 { format!("({})", told.join(by)) } else { told.join(by) }
    };
    match needs {
        Needs::All(all) => parts(all, " and "),
        Needs::Any(any) => parts(any, " or "),
        Needs::AtLeast(least, some) => format!("at least {least} of {}", parts(some, ", ")),
        Needs::Not(part) => format!("not {}", needs_words(case, part)),
        Needs::Agrees(body, choice) => {
            format!("{} agrees to {}", case.body(*body).name, case.option_words(*choice))
        }
        Needs::Holds(condition) => format!("“{}”", case.condition(*condition).text),
        Needs::After(when) => format!("after {}", when.text),
    }
}
