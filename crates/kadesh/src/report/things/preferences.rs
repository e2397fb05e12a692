//! What parties want and could walk away to: parties, issues, stakes, red lines, walk-aways, levers, the deal.

use std::collections::BTreeMap;

use super::words::{grounded, options, parties, party, quantity, quote, rests_on, when, yes};
use crate::ask::words::enough;
use crate::coding::{Field, Part, Thing};
use crate::model::{
    Basis, Bonus, Case, Choice, Closeness, Exclusion, Ground, Issue, IssueId, Lever, Party, Person, RedLine, Stake,
    Tie, WalkAway,
};
use crate::num;

/// Parties, issues and what each wants.
pub(super) fn things(case: &Case) -> Vec<Thing> {
    let mut all: Vec<Thing> = case.main_parties().map(|id| party_thing(case, case.party(id))).collect();
    all.extend(case.persons.iter().map(|one| person(case, one)));
    all.extend(case.issue_ids().map(|id| issue(case, id, case.issue(id))));
    all.extend(case.stakes.iter().map(|one| stake(case, one)));
    all.extend(case.exclusions.iter().map(|one| exclusion(case, one)));
    all.extend(case.bonuses.iter().map(|one| bonus(case, one)));
    all.extend(case.ties.iter().map(|one| tie(case, one)));
    all.extend(case.red_lines.iter().map(|one| red_line(case, one)));
    all.extend(case.walk_aways.iter().map(|one| walk_away(case, one)));
    all.extend(case.levers.iter().map(|one| lever(case, one)));
    all.push(deal(case));
    all
}

fn thing(path: String, noun: String, fields: Vec<Field>, rests_on: Field) -> Thing {
    Thing { part: Part::Preferences, path, noun, fields, rests_on }
}

fn party_thing(case: &Case, one: &Party) -> Thing {
    let fields = vec![
        Field::new("name", "the name", &one.name),
        parties(case, "part_of", "the larger party", &one.part_of),
        party(case, "proxy_of", "the party behind it", one.proxy_of),
        Field::new("capability", "what it can bring to bear", quantity(one.capability)),
        Field::new("total_points", "what its points add up to", one.points.map_or_else(String::new, num::written)),
    ];
    thing(format!("party.{}", one.id), format!("the party {}", one.name), fields, grounded(""))
}

fn person(case: &Case, one: &Person) -> Thing {
    let fields = vec![
        Field::new("name", "the name", &one.name),
        Field::new("role", "the office", &one.role),
        party(case, "speaks_for", "the party spoken for", Some(one.speaks_for)),
    ];
    thing(format!("person.{}", one.id), format!("the person {}", one.name), fields, grounded(""))
}

fn issue(case: &Case, id: IssueId, issue: &Issue) -> Thing {
    let words = |option: usize| case.option_words(Choice { issue: id, option });
    let mut fields = vec![
        Field::new("question", "the question", &issue.question),
        Field::new("status_quo", "what holds without a deal", words(issue.status_quo))
            .marked(issue.options.get(issue.status_quo).map(|option| option.id.clone()).unwrap_or_default()),
        Field::new("ordered", "whether the options stand in an order", yes(issue.ordered)),
        party(case, "seat_of", "the party whose seat it settles", issue.about_seat_of),
    ];
    fields.extend(issue.options.iter().enumerate().map(|(at, option)| {
        let told = option.definition.as_ref().map_or_else(|| words(at), |defined| quote(defined));
        let day = when(option.cut_off.as_ref());
        Field::new(format!("option.{}", option.id), format!("the option `{}`", option.id), told.clone())
            .marked(format!("{told} {day} {}", option.definition.as_deref().unwrap_or_default()))
    }));
    thing(format!("issue.{}", issue.id), format!("the issue `{}`", issue.id), fields, grounded(""))
}

fn stake(case: &Case, stake: &Stake) -> Thing {
    let (party, issue) = (case.party(stake.party), case.issue(stake.issue));
    let mut fields = vec![Field::new("weight", "the weight", quantity(stake.weight))];
    fields.extend(stake.values.iter().enumerate().filter_map(|(option, value)| {
        let id = &issue.options.get(option)?.id;
        let words = case.option_words(Choice { issue: stake.issue, option });
        Some(Field::new(format!("value.{id}"), format!("the worth of {words}"), quantity(*value)))
    }));
    let key = ("red_line".to_owned(), "the red line".to_owned());
    fields.push(options(case, key, stake.issue, stake.red_line.iter()));
    let noun = format!("what {} wants on {}", party.in_a_sentence(), issue.id);
    thing(format!("stake.{}.{}", party.id, issue.id), noun, fields, rests_on(case, &stake.basis))
}

fn choices(case: &Case, options: &BTreeMap<IssueId, usize>) -> String {
    case.choices_text(options.iter().map(|(issue, option)| Choice { issue: *issue, option: *option }))
}

fn exclusion(case: &Case, one: &Exclusion) -> Thing {
    let package = choices(case, &one.package);
    let fields = vec![Field::new("unless", "the exception", choices(case, &one.unless))];
    let noun = format!("that {package} cannot be had together");
    thing(format!("exclude.{package}"), noun, fields, rests_on(case, &one.basis))
}

fn bonus(case: &Case, one: &Bonus) -> Thing {
    let (party, when) = (case.party(one.party), choices(case, &one.when));
    let fields = vec![Field::new("worth", "the worth", one.worth.to_string())];
    let noun = format!("what {when} are worth together to {}", party.in_a_sentence());
    thing(format!("bonus.{}.{when}", party.id), noun, fields, rests_on(case, &one.basis))
}

fn tie(case: &Case, one: &Tie) -> Thing {
    let input = one.input.name(case);
    let by = match one.by {
        Closeness::Rank(by) => num::written(by),
        Closeness::Same => "the same value".to_owned(),
    };
    let fields = vec![
        Field::new("of", "the input that it moves with", one.of.name(case)),
        Field::new("by", "the rank correlation", by),
    ];
    let noun = format!("how the {input} moves with another input");
    thing(format!("moves-with.{input}"), noun, fields, rests_on(case, &one.basis))
}

fn red_line(case: &Case, line: &RedLine) -> Thing {
    let (who, whose) = (case.party(line.party), case.party(line.needs_seat));
    let noun = format!("the red line of {}: no deal without a seat for {}", who.in_a_sentence(), whose.in_a_sentence());
    thing(format!("red-line.{}.{}", who.id, whose.id), noun, Vec::new(), rests_on(case, &line.basis))
}

fn walk_away(case: &Case, one: &WalkAway) -> Thing {
    let party = case.party(one.party);
    let base = one.package.as_ref().map_or_else(|| quantity(one.base), |package| case.package_text(package));
    let mut fields = vec![Field::new("base", "the worth with no lever moved", base)];
    fields.extend(one.from.iter().map(|(lever, effect)| {
        let lever = case.lever(*lever);
        Field::new(format!("from.{}", lever.id), format!("what the {} adds", lever.name), effect.to_string())
    }));
    let noun = format!("the walk-away of {}", party.in_a_sentence());
    thing(format!("walk-away.{}", party.id), noun, fields, rests_on(case, &one.basis))
}

fn lever(case: &Case, lever: &Lever) -> Thing {
    let mut fields = vec![
        Field::new("name", "the name", &lever.name),
        Field::new("range", "its range", format!("{}..{}", lever.range.0, lever.range.1)),
        Field::new("now", "where it stands", quantity(lever.now)),
        party(case, "held_by", "the holder", lever.held_by),
    ];
    fields.extend(lever.depends_on.iter().map(|(other, share)| {
        let other = case.lever(*other);
        Field::new(
            format!("needs.{}", other.id),
            format!("the share lost without the {}", other.name),
            share.to_string(),
        )
    }));
    let basis: Basis = lever.promised_in.iter().map(|id| Ground::Statement(*id)).collect();
    fields.push(Field { key: "promised_in".to_owned(), noun: "the promise".to_owned(), ..rests_on(case, &basis) });
    thing(format!("lever.{}", lever.id), format!("the lever “{}”", lever.name), fields, rests_on(case, &lever.basis))
}

fn deal(case: &Case) -> Thing {
    let seated: Vec<_> = case.deal.seated.iter().copied().collect();
    let fields = vec![
        parties(case, "signatories", "the list of signatories", &case.deal.signatories),
        Field::new("needs", "who is enough for it", enough(case).unwrap_or_default()),
        parties(case, "seated", "the list of seats where it is made", &seated),
        Field::new("loss_aversion", "how much more a loss weighs than a gain", quantity(case.deal.loss_aversion)),
    ];
    thing("deal".to_owned(), "the deal".to_owned(), fields, rests_on(case, &case.deal.basis))
}
