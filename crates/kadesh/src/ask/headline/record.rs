//! Headlines of answers about what was said and done: seats, knowledge, who was passed over, what was given, who moved.

use super::{Claim, Said};
use crate::ask::words::{capital, counted, listed, spelt, spoken};
use crate::model::{ActKind, Basis, Case, Choice, IssueId, Ref};
use crate::num::grouped;
use crate::record::{
    Bypass, BypassRow, Drift, Explanations, Knowledge, Ledger, LedgerRow, Movement, Precedent, Rooms, Shift, Timing,
};

/// With more than so many movements a sentence counts them.
const MOST_MOVES: usize = 3;

/// Who is talked about in how many rooms without a seat in them.
pub fn rooms(case: &Case, answer: &Rooms) -> Said {
    let mut said = Said::default();
    let mut about: Vec<(Ref, usize, Basis)> = Vec::new();
    for room in &answer.rooms {
        for party in &room.subject_not_present {
            match about.iter_mut().find(|(known, ..)| known.id == party.id) {
                Some((_, count, basis)) => {
                    *count += 1;
                    basis.extend(&room.basis);
                }
                None => about.push((party.clone(), 1, room.basis.clone())),
            }
        }
    }
    if about.is_empty() {
        return said;
    }
    let told: Vec<String> = about
        .iter()
        .enumerate()
        .map(|(place, (party, count, _))| match place {
            0 => format!(
                "{} is talked about in {} of {} without a seat there",
                case.spoken(party),
                grouped(*count),
                counted(answer.rooms.len(), "room", "rooms")
            ),
            _ => format!("{} in {}", case.spoken(party), grouped(*count)),
        })
        .collect();
    let basis: Basis = about.iter().map(|(_, _, basis)| basis).collect();
    said.headline(vec![Claim::Question("rooms")], format!("{}.", capital(&listed(&told))), &basis);
    said
}

/// Whether claims about who knew what are at odds.
pub fn knowledge(answer: &Knowledge) -> Said {
    let mut said = Said::default();
    for topic in &answer.topics {
        let text = format!(
            "Of {} of who knew of “{}”, {}.",
            counted(topic.claims.len(), "account", "accounts"),
            topic.topic,
            match topic.conflicts.len() {
                0 => "no two contradict each other".to_owned(),
                1 => "two contradict each other".to_owned(),
                pairs => format!("{} pairs contradict each other", spelt(pairs)),
            }
        );
        if !topic.conflicts.is_empty() {
            said.dispute(Some(Claim::Question("knowledge")), text.clone(), &topic.basis);
        }
        said.headline(vec![Claim::Question("knowledge")], text, &topic.basis);
    }
    said
}

/// Whose say an act passed over.
pub fn bypass(case: &Case, answer: &Bypass) -> Said {
    let mut said = Said::default();
    let mut acts: Vec<(&BypassRow, Vec<Ref>, Basis)> = Vec::new();
    for row in &answer.rows {
        match acts.iter_mut().find(|(first, ..)| first.act.id == row.act.id) {
            Some((_, holders, basis)) => {
                if !holders.iter().any(|known| known.id == row.holder.id) {
                    holders.push(row.holder.clone());
                }
                basis.extend(&row.basis);
            }
            None => acts.push((row, vec![row.holder.clone()], row.basis.clone())),
        }
    }
    for (row, holders, basis) in acts {
        let verb = if holders.len() == 1 { "was" } else { "were" };
        let text = format!(
            "{} {verb} passed over by “{}”, an act of {}, though a norm on record gave them a say.",
            capital(&spoken(case, &holders)),
            row.act.name,
            case.spoken(&row.by)
        );
        let text = if holders.len() == 1 { text.replace("gave them", "gave it") } else { text };
        said.headline(vec![Claim::Question("bypass"), Claim::Act(row.act.name.clone())], text, &basis);
    }
    said
}

/// What was given, when, and what came back.
pub fn ledger(case: &Case, answer: &Ledger) -> Said {
    let mut said = Said::default();
    for row in answer.acts.iter().filter(|row| row.kind == ActKind::Concession) {
        let text = format!(
            "In “{}” {} gave {}{} {}, {}.",
            row.act.name,
            case.spoken(&row.by),
            package(case, row),
            match row.to.as_slice() {
                [] => String::new(),
                some => format!(" to {}", spoken(case, some)),
            },
            timing(row.timing),
            match row.in_return.as_slice() {
                [] => "with nothing recorded in return".to_owned(),
                some => format!("for {}", listed(some)),
            }
        );
        said.headline(vec![Claim::Act(row.act.name.clone())], text, &row.basis);
    }
    let contested: Vec<&LedgerRow> = answer.acts.iter().filter(|row| row.contested).collect();
    if said.headlines.is_empty() && !answer.acts.is_empty() {
        let text = format!(
            "{} {} on record and no concession; {} contested.",
            capital(&spelt(answer.acts.len())),
            if answer.acts.len() == 1 { "act is" } else { "acts are" },
            match contested.len() {
                1 => "one is".to_owned(),
                some => format!("{} are", spelt(some)),
            }
        );
        said.headline(vec![Claim::Question("ledger")], text, &answer.basis);
    }
    said
}

fn package(case: &Case, row: &LedgerRow) -> String {
    let act = case.acts.iter().find(|act| act.id == row.act.id);
    let options: Vec<String> = act
        .iter()
        .flat_map(|act| &act.package)
        .map(|(issue, option)| case.option_words(Choice { issue: *issue, option: *option }))
        .collect();
    if options.is_empty() { "something that no issue of the case names".to_owned() } else { listed(&options) }
}

fn timing(timing: Timing) -> &'static str {
    match timing {
        Timing::Before => "before the talks",
        Timing::After => "after the talks had opened",
        Timing::InTheTalks => "in the talks",
        Timing::Open => "at a time that the dates do not place before or after the opening",
        Timing::NoTalks => "in no talks on record",
    }
}

/// Who moved from which line to which.
pub fn drift(case: &Case, answer: &Drift) -> Said {
    let mut said = Said::default();
    let moved: Vec<&Shift> = answer.moves.iter().filter(|step| step.movement != Movement::Held).collect();
    if moved.is_empty() {
        return said;
    }
    let text = if moved.len() > MOST_MOVES {
        let mut parties: Vec<&str> = moved.iter().map(|step| step.party.id.as_str()).collect();
        parties.sort_unstable();
        parties.dedup();
        let open = match moved.iter().filter(|step| !step.certain).count() {
            0 => String::new(),
            open => format!("; of {open} the dates do not tell which line came first"),
        };
        format!(
            "{} changes of a line are on record, by {}{open}.",
            capital(&spelt(moved.len())),
            counted(parties.len(), "party", "parties")
        )
    } else {
        let told: Vec<String> = moved.iter().map(|step| movement(case, step)).collect();
        format!("{}.", capital(&told.join("; ")))
    };
    let basis: Basis = moved.iter().map(|step| &step.basis).collect();
    said.headline(vec![Claim::Question("drift")], text, &basis);
    said
}

fn movement(case: &Case, step: &Shift) -> String {
    let issue = case.issues.iter().position(|issue| issue.id == step.issue.id).map(IssueId);
    let words = |options: &std::collections::BTreeSet<usize>, names: &[String]| match issue {
        Some(issue) => {
            let told: Vec<String> =
                options.iter().map(|option| case.option_words(Choice { issue, option: *option })).collect();
            crate::ask::words::either(&told)
        }
        None => crate::ask::words::either(names),
    };
    let speaker = step.speaker.as_ref().map_or_else(String::new, |who| format!(" ({})", who.name));
    let party = case.spoken(&step.party);
    let (from, to) = (words(&step.from.options, &step.from.names), words(&step.to.options, &step.to.names));
    match step.certain {
        true => format!("{party}{speaker} moved from {from} to {to}"),
        false => format!("{party}{speaker} took {from} and {to}, and the dates do not tell which came first"),
    }
}

/// How like a past agreement a candidate is.
pub fn precedent(answer: &Precedent) -> Said {
    let mut said = Said::default();
    for check in &answer.checks {
        let text = format!(
            "“{}” beside “{}”: of {} {} the same, {} different, {} not known in one of the two.{}",
            check.candidate.name,
            check.past.name,
            counted(check.features.len(), "feature", "features"),
            check.same,
            check.differs,
            check.not_known,
            check.outcome.as_ref().map_or_else(String::new, |outcome| format!(" The past one: {outcome}."))
        );
        said.headline(vec![Claim::Question("precedent")], text, &check.basis);
    }
    said
}

/// Which explanation least speaks against, and what it leaves open.
pub fn explanations(answer: &Explanations) -> Said {
    let mut said = Said::default();
    for matrix in &answer.questions {
        let told: Vec<String> =
            matrix.explanations.iter().map(|one| format!("“{}” ({} against)", one.text, one.inconsistent)).collect();
        let text = format!(
            "“{}” has {} rival explanations, each with the pieces of evidence, of {}, that speak against it: {}.",
            matrix.question,
            spelt(matrix.explanations.len()),
            matrix.evidence.len(),
            told.join("; ")
        );
        said.headline(vec![Claim::Question("explanations")], text, &matrix.basis);
    }
    said
}
