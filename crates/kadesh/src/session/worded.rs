//! An action in words, as a person reads what is proposed: `Prime minister Berg says in “The report”: “We will not pay.”`

use super::action::{Action, Fields, Place, Say, Seat};
use super::language::words_for;
use crate::case::{Given, Name, NameKind, written};
use crate::model::Case;

/// What an action would do, in words. Names that the case does not have are told by their ids.
pub fn in_words(case: Option<&Case>, action: &Action) -> String {
    let name = |kind: NameKind, id: &str| words_for(case, &Name::new(kind, id));
    let option = |issue: &str, id: &str| words_for(case, &Name::option(issue, id));
    match action {
        Action::Add { name, fields, typed } => {
            let id = if name.id.is_empty() { String::new() } else { format!(" `{}`", name.id) };
            format!("adds {}{id}{}", name.kind.in_words(), with_values(case, fields, typed.iter()))
        }
        Action::AddItem { list, fields, typed } => {
            format!("adds an entry to {}{}", place_in_words(case, list), with_values(case, fields, typed.iter()))
        }
        Action::Put { place, fields } => {
            format!("sets in {}{}", place_in_words(case, place), with_values(case, fields, std::iter::empty()))
        }
        Action::Write { place, key, words } => match words.trim() {
            "" => format!("clears `{key}` of {}", place_in_words(case, place)),
            words => format!("writes `{key}` of {}: {words}", place_in_words(case, place)),
        },
        Action::Remove { place } => format!("takes away {}", place_in_words(case, place)),
        Action::Rename { name, to } => format!("gives `{}` the id `{to}`", name.id),
        Action::AddSource { title, .. } => format!("brings in a source: {}", title.as_deref().unwrap_or("a text")),
        Action::Say(said) => said_in_words(case, said),
        Action::RedLine { party, issue, option: own, drawn } => {
            let (party, own) = (name(NameKind::Party, party), option(issue, own));
            let issue = name(NameKind::Issue, issue);
            match drawn {
                true => format!("{party} rejects “{own}” whatever the rest, in “{issue}”"),
                false => format!("{party} no longer rejects “{own}” whatever the rest, in “{issue}”"),
            }
        }
        Action::Seat { room, party, seat } => {
            let (party, room) = (name(NameKind::Party, party), name(NameKind::Room, room));
            match seat {
                Some(Seat::Seated) => format!("{party} sits in “{room}”"),
                Some(Seat::Informed) => format!("{party} is told of “{room}” without a seat"),
                Some(Seat::About) => format!("{party} is talked about in “{room}”"),
                None => format!("{party} is taken out of “{room}”"),
            }
        }
        Action::AddOption { issue, id, words, .. } => {
            format!("adds the option “{}” to “{}”", words.as_deref().unwrap_or(id), name(NameKind::Issue, issue))
        }
        Action::OrderOptions { issue, options } => {
            let options: Vec<String> = options.iter().map(|one| option(issue, one)).collect();
            format!("orders the options of “{}”: {}", name(NameKind::Issue, issue), options.join("; "))
        }
        Action::Propose { because, .. } => format!("proposes: {because}"),
        Action::Accept { proposal, .. } => format!("accepts `{proposal}`"),
        Action::Reject { proposal, .. } => format!("rejects `{proposal}`"),
        Action::Withdraw { proposal, .. } => format!("takes `{proposal}` back"),
    }
}

fn said_in_words(case: Option<&Case>, said: &Say) -> String {
    let speaker = |id: &String| {
        let person = words_for(case, &Name::new(NameKind::Person, id));
        if person == *id { words_for(case, &Name::new(NameKind::Party, id)) } else { person }
    };
    let by: Vec<String> = said.by.iter().map(speaker).collect();
    let source = words_for(case, &Name::new(NameKind::Source, &said.source));
    let words = said.exact.as_deref().unwrap_or("the words that are marked");
    let mut told = format!("{} in “{source}”: “{words}”", by.join(" and "));
    let about = [
        said.kind.as_ref().map(written),
        said.on_behalf.as_ref().map(|party| format!("for {}", words_for(case, &Name::new(NameKind::Party, party)))),
        said.hedge.as_ref().map(written),
        said.modality.as_ref().map(written),
        said.room.as_ref().map(|room| format!("in “{}”", words_for(case, &Name::new(NameKind::Room, room)))),
        said.audience.as_ref().map(|audience| format!("heard by: {}", written(audience))),
        said.at.as_ref().map(|at| format!("on {at}")),
    ];
    let about: Vec<String> = about.into_iter().flatten().collect();
    if !about.is_empty() {
        told.push_str(&format!(" ({})", about.join("; ")));
    }
    for (issue, options) in said.takes.0.iter().filter_map(|(issue, options)| Some((issue, options.as_ref()?))) {
        let own = |option: &Given| match option {
            Given::Text(id) => words_for(case, &Name::option(issue, id)),
            Given::Flag(_) | Given::Number(_) | Given::List(_) | Given::Table(_) => option.spelt(),
        };
        let options: Vec<String> = match options {
            Given::List(items) => items.iter().map(own).collect(),
            one => vec![own(one)],
        };
        told.push_str(&format!("; {}: {}", words_for(case, &Name::new(NameKind::Issue, issue)), options.join(" or ")));
    }
    told
}

/// The entry that a place means, in words.
fn place_in_words(case: Option<&Case>, place: &Place) -> String {
    let party = |id: &str| words_for(case, &Name::new(NameKind::Party, id));
    match place {
        Place::Named(name) => format!("“{}”", words_for(case, name).trim_matches(['“', '”'])),
        Place::Stake { party: own, issue } => {
            format!("what {} wants in “{}”", party(own), words_for(case, &Name::new(NameKind::Issue, issue)))
        }
        Place::WalkAway(own) => format!("what no deal is worth to {}", party(own)),
        Place::Preference(own) => format!("what {} makes of the states", party(own)),
        Place::Single(name) | Place::List(name) => format!("`{name}`"),
        Place::In { entry, key } => format!("`{key}` of {}", place_in_words(case, entry)),
        Place::Item { list, index } => format!("entry {} of {}", index.saturating_add(1), place_in_words(case, list)),
    }
}

fn with_values<'a>(
    case: Option<&Case>,
    fields: &Fields,
    typed: impl Iterator<Item = (&'a String, &'a String)>,
) -> String {
    let given = fields.0.iter().filter_map(|(key, value)| Some((key.as_str(), spelt(case, key, value.as_ref()?))));
    let typed = typed.map(|(key, words)| (key.as_str(), words.clone()));
    let all: Vec<String> = given.chain(typed).map(|(key, words)| format!("{key}: {words}")).collect();
    if all.is_empty() { String::new() } else { format!(" ({})", all.join("; ")) }
}

/// A value; the ground of an entry by its words.
fn spelt(case: Option<&Case>, key: &str, value: &Given) -> String {
    let one = |value: &Given| match value {
        Given::Text(id) if key == "rests_on" => words_for(case, &Name::new(NameKind::Statement, id)),
        Given::Text(text) => text.clone(),
        Given::Flag(_) | Given::Number(_) | Given::List(_) | Given::Table(_) => value.spelt(),
    };
    match value {
        Given::List(items) => items.iter().map(one).collect::<Vec<_>>().join(", "),
        Given::Text(_) | Given::Flag(_) | Given::Number(_) | Given::Table(_) => one(value),
    }
}
