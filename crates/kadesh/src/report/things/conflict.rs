//! What parties can do once a deal is on the table: options, states, what each makes of them.

use super::words::{grounded, party, quantity, rests_on, word, yes};
use crate::coding::{Field, Part, Thing};
use crate::model::{Case, Compared, OptionId, Order, Pair, Preference, Quantity, Ranked};

/// Options, states, rules and preferences of the conflict.
pub(super) fn things(case: &Case) -> Vec<Thing> {
    let conflict = &case.conflict;
    if conflict.is_empty() {
        return Vec::new();
    }
    let thing = |path: String, noun: String, fields: Vec<Field>, rests_on: Field| Thing {
        part: Part::Conflict,
        path,
        noun,
        fields,
        rests_on,
    };
    let mut all: Vec<Thing> = Vec::new();
    for option in &conflict.options {
        let mut fields = vec![
            Field::new("name", "the name", &option.name),
            party(case, "by", "the party that decides on it", Some(option.by)),
            Field::new("direction", "the way it goes", word(option.direction)),
        ];
        fields.extend(option.sets.iter().map(|(lever, to)| {
            let lever = case.lever(*lever);
            Field::new(format!("sets.{}", lever.id), format!("the setting of the {}", lever.name), to.to_string())
        }));
        let noun = format!("the option “{}”", option.name);
        all.push(thing(format!("option.{}", option.id), noun, fields, rests_on(case, &option.basis)));
    }
    for state in &conflict.states {
        let fields = vec![
            Field::new("name", "the name", &state.name),
            Field::new(
                "taken",
                "what is done in it",
                state.taken.map(|taken| taken_words(case, taken)).unwrap_or_default(),
            ),
            Field::new("deal", "whether it is a deal", yes(state.deal)),
        ];
        let noun = format!("the state “{}”", state.name);
        all.push(thing(format!("state.{}", state.id), noun, fields, rests_on(case, &state.basis)));
    }
    all.push(thing("conflict".to_owned(), "the conflict".to_owned(), frame(case), grounded("")));
    for preference in &conflict.preferences {
        let party = case.party(preference.party);
        let noun = format!("what {} would see done", party.in_a_sentence());
        let fields = order(case, preference);
        all.push(thing(format!("preference.{}", party.id), noun, fields, rests_on(case, &preference.basis)));
    }
    all
}

/// The options taken in a state.
fn taken_words(case: &Case, taken: u64) -> String {
    let options = case.conflict.options.iter().enumerate().filter(|(at, _)| taken >> at & 1 == 1);
    let names: Vec<&str> = options.map(|(_, option)| option.id.as_str()).collect();
    if names.is_empty() { "nothing".to_owned() } else { names.join(" + ") }
}

/// What is possible, and where things stand.
fn frame(case: &Case) -> Vec<Field> {
    let conflict = &case.conflict;
    let rules: Vec<String> = conflict.rules.iter().map(|rule| conflict.words(&rule.holds)).collect();
    let state = |at: usize| conflict.states.get(at).map(|state| state.name.clone()).unwrap_or_default();
    let moves: Vec<String> = conflict
        .moves
        .iter()
        .map(|one| format!("{}: {} to {}", case.party(one.by).id, state(one.from.0), state(one.to.0)))
        .collect();
    let merges: Vec<String> =
        conflict.merges.iter().map(|merge| format!("{} where {}", merge.name, conflict.words(&merge.when))).collect();
    let goals: Vec<&str> = conflict.goals.iter().map(|goal| goal.text.as_str()).collect();
    vec![
        Field::new("now", "where things stand", conflict.now.map(|id| state(id.0)).unwrap_or_default()),
        Field::new("rules", "what always holds", rules.join("; ")),
        Field::new("moves", "the list of moves", moves.join("; ")),
        Field::new("merges", "the list of states taken as one", merges.join("; ")),
        Field::new("goals", "what is asked of it", goals.join("; ")),
    ]
}

/// Statements, weights or ranks of a party.
fn order(case: &Case, preference: &Preference) -> Vec<Field> {
    let conflict = &case.conflict;
    match &preference.order {
        Order::Statements(wishes) => wishes
            .iter()
            .enumerate()
            .map(|(at, wish)| {
                let words = conflict.words(&wish.holds);
                let rank = wish.priority.map_or_else(|| format!("place {}", at + 1), |priority| priority.to_string());
                Field::new(format!("wish.{words}"), format!("the priority of “{words}”"), rank)
            })
            .collect(),
        Order::Worth { weights, stakes } => {
            let weight = |(option, weight): &(OptionId, Quantity)| {
                let id = conflict.option_name(*option).to_owned();
                Field::new(format!("weight.{id}"), format!("the weight of {id}"), quantity(Some(*weight)))
            };
            let stakes = Field::new("stakes", "whether its stakes count", yes(*stakes));
            weights.iter().map(weight).chain([stakes]).collect()
        }
        Order::Ranking(ranking) => {
            let mut text = String::new();
            for (at, rank) in ranking.ranks.iter().enumerate() {
                let states: Vec<String> = rank.iter().map(|one| ranked_words(case, *one)).collect();
                let much = at.checked_sub(1).and_then(|before| ranking.much.get(before)).copied().unwrap_or(false);
                let sign = if at == 0 {
                    ""
                } else if much {
                    " >> "
                } else {
                    " > "
                };
                text.push_str(sign);
                text.push_str(&states.join(" = "));
            }
            let pair = |one: &Pair| {
                let like = match one.like {
                    Compared::Unknown => "not known beside".to_owned(),
                    other => word(other),
                };
                format!("{} {like} {}", ranked_words(case, one.one), ranked_words(case, one.other))
            };
            let pairs: Vec<String> = ranking.pairs.iter().map(pair).collect();
            vec![
                Field::new("ranking", "the ranking", text),
                Field::new("pairs", "the list of single pairs", pairs.join("; ")),
            ]
        }
    }
}

fn ranked_words(case: &Case, ranked: Ranked) -> String {
    let conflict = &case.conflict;
    match ranked {
        Ranked::Taken(taken) => {
            let named = conflict.states.iter().find(|state| state.taken == Some(taken));
            named.map_or_else(|| taken_words(case, taken), |state| state.id.clone())
        }
        Ranked::Listed(id) => conflict.states.get(id.0).map(|state| state.id.clone()).unwrap_or_default(),
        Ranked::Merged(at) => conflict.merges.get(at).map(|merge| merge.id.clone()).unwrap_or_default(),
    }
}
