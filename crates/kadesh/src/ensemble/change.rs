//! A change to a case in words: which input it moves, and to what.

use crate::model::{Case, Change, Choice, Stance, Truth};

/// The input that a change moves, as the user types it: `lever.us-help`. Two changes of one input have one key.
pub fn change_key(case: &Case, change: &Change) -> String {
    match change {
        Change::Lever(lever, _) => format!("lever.{}", case.lever(*lever).id),
        Change::Stance(body, party, _) => format!("stance.{}.{}", case.body(*body).id, case.party(*party).id),
        Change::Condition(condition, _) => format!("condition.{}", case.condition(*condition).id),
        Change::Seat(party, _) => format!("seat.{}", case.party(*party).id),
        Change::Weight(party, issue, _) => format!("weight.{}.{}", case.party(*party).id, case.issue(*issue).id),
        Change::Value(party, issue, option, _) => {
            let option = &case.option(Choice { issue: *issue, option: *option }).id;
            format!("value.{}.{}.{option}", case.party(*party).id, case.issue(*issue).id)
        }
        Change::WalkAway(party, _) => format!("walk-away.{}", case.party(*party).id),
        Change::RedLine(party, issue, option, _) => {
            let option = &case.option(Choice { issue: *issue, option: *option }).id;
            format!("red-line.{}.{}.{option}", case.party(*party).id, case.issue(*issue).id)
        }
        Change::LossAversion(_) => "loss-aversion".to_owned(),
        Change::OptionWeight(party, option, _) => {
            format!("option-weight.{}.{}", case.party(*party).id, case.conflict.options[option.0].id)
        }
        Change::Priority(party, place, _) => format!("priority.{}.{}", case.party(*party).id, place + 1),
        Change::Bonus(place, _) => format!("bonus.{}", place + 1),
        Change::Signatories(_) => "signatories".to_owned(),
    }
}

/// What a change moves its input to, as the user types it: `0.4..0.5`, `oppose`.
pub fn change_value(case: &Case, change: &Change) -> String {
    match change {
        Change::Lever(_, to)
        | Change::Weight(_, _, to)
        | Change::Value(_, _, _, to)
        | Change::WalkAway(_, to)
        | Change::LossAversion(to)
        | Change::OptionWeight(_, _, to)
        | Change::Priority(_, _, to)
        | Change::Bonus(_, to) => to.to_string(),
        Change::Stance(_, _, stance) => stance.word().to_owned(),
        Change::Condition(_, holds) => match holds {
            Truth::True => "true".to_owned(),
            Truth::False => "false".to_owned(),
            Truth::Unknown => "unknown".to_owned(),
        },
        Change::Seat(_, is) | Change::RedLine(_, _, _, is) => is.to_string(),
        Change::Signatories(parties) => {
            parties.iter().map(|party| case.party(*party).id.as_str()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// A change in words, with names: `loan at 0.5`, `Northland opposes in Commission`.
pub fn change_text(case: &Case, change: &Change) -> String {
    let party = |id| &case.party(id).name;
    let choice = |issue, option| case.choice_text(Choice { issue, option });
    match change {
        Change::Lever(lever, to) => format!("{} at {to}", case.lever(*lever).name),
        Change::Stance(body, who, stance) => {
            format!("{} {} in {}", party(*who), stance_verb(*stance), case.body(*body).name)
        }
        Change::Condition(condition, holds) => {
            let verb = match holds {
                Truth::True => "holds",
                Truth::False => "does not hold",
                Truth::Unknown => "is not known to hold",
            };
            format!("`{}` {verb}", case.condition(*condition).text)
        }
        Change::Seat(who, true) => format!("{} is seated", party(*who)),
        Change::Seat(who, false) => format!("{} is not seated", party(*who)),
        Change::Weight(who, issue, to) => format!("weight of {} to {} is {to}", case.issue(*issue).id, party(*who)),
        Change::Value(who, issue, option, to) => {
            let unit = if case.party(*who).points.is_some() { " points" } else { "" };
            format!("value of {} to {} is {to}{unit}", choice(*issue, *option), party(*who))
        }
        Change::WalkAway(who, to) if case.party(*who).points.is_some() => {
            format!("no deal, before any lever, is worth {to} points to {}", party(*who))
        }
        Change::WalkAway(who, to) => {
            format!("no deal, before any lever, is worth {to} to {} (0 the worst, 1 the best)", party(*who))
        }
        Change::RedLine(who, issue, option, true) => {
            format!("{} is a red line of {}", choice(*issue, *option), party(*who))
        }
        Change::RedLine(who, issue, option, false) => {
            format!("{} is no red line of {}", choice(*issue, *option), party(*who))
        }
        Change::LossAversion(to) => format!("loss aversion is {to}"),
        Change::OptionWeight(who, option, to) => {
            format!("weight of “{}” to {} is {to}", case.conflict.options[option.0].name, party(*who))
        }
        Change::Priority(who, place, to) => {
            format!("priority of statement {} of {} is {to}", place + 1, party(*who))
        }
        Change::Bonus(place, to) => {
            let bonus = &case.bonuses[*place];
            let unit = if case.party(bonus.party).points.is_some() { " points" } else { "" };
            format!(
                "{} are worth {to}{unit} more together to {}",
                case.choices_text(bonus.choices()),
                party(bonus.party)
            )
        }
        Change::Signatories(parties) => {
            let names: Vec<&str> = parties.iter().map(|id| party(*id).as_str()).collect();
            format!("a deal needs {}", names.join(" and "))
        }
    }
}

fn stance_verb(stance: Stance) -> &'static str {
    match stance {
        Stance::Agree => "agrees",
        Stance::Abstain => "abstains",
        Stance::Absent => "is absent",
        Stance::Oppose => "opposes",
        Stance::Unknown => "has no known stance",
    }
}
