//! Headlines of answers that set a bargaining model on the case: concessions, rival descriptions, demands, bargaining rules.

use super::{Claim, Said};
use crate::ask::words::{capital, draws, listed, names, spelt, spoken};
use crate::ask::{ActOpponents, ActValues, DemandParts, FrontierView};
use crate::ensemble::{Framings, PointDraws, TheoryDraws};
use crate::model::{Act, Case, Choice};
use crate::num::grouped;

/// What was given, whether anything came back, and under which theories it made a difference.
pub fn concessions(case: &Case, answer: &[ActValues]) -> Said {
    let mut said = Said::default();
    for one in answer {
        let Some(act) = case.acts.iter().find(|act| act.id == one.act.id) else { continue };
        let mut text = format!("{}{}.", given(case, act), in_return(act));
        if act.contested {
            text.push_str(" Whether that was a concession is disputed.");
        }
        let blind: Vec<String> = named(one.value.theories.iter().filter(|theory| !theory.sees));
        let seeing: Vec<&TheoryDraws> = one.value.theories.iter().filter(|theory| theory.sees).collect();
        let counts: Vec<String> =
            seeing.iter().map(|theory| format!("{} under {}", grouped(theory.differs), theory.name)).collect();
        if !counts.is_empty() {
            let of = grouped(one.value.draws);
            text.push_str(&format!(
                " What was given changes what the parties can gain in so many of {of} draws: {}",
                listed(&counts)
            ));
            text.push_str(&match blind.as_slice() {
                [] => ".".to_owned(),
                some => format!("; {} cannot see a difference, by construction.", listed(some)),
            });
        }
        said.headline(vec![Claim::Act(one.act.name.clone())], text, &one.value.basis);
        disagreement(&mut said, one, &seeing);
    }
    said
}

fn named<'a>(theories: impl Iterator<Item = &'a TheoryDraws>) -> Vec<String> {
    theories.map(|theory| theory.name.to_owned()).collect()
}

/// `Given by the Northern League to Southland: a fixed timetable`
fn given(case: &Case, act: &Act) -> String {
    let options: Vec<String> = act
        .package
        .iter()
        .map(|(issue, option)| case.option_words(Choice { issue: *issue, option: *option }))
        .collect();
    let to = match act.to.as_slice() {
        [] => String::new(),
        some => format!(" to {}", spoken(case, &case.party_refs(some))),
    };
    format!("Given by {}{to}: {}", case.party(act.by).in_a_sentence(), listed(&options))
}

fn in_return(act: &Act) -> String {
    match act.in_return.as_slice() {
        [] => "; nothing is recorded in return".to_owned(),
        some => format!("; in return for {}", listed(some)),
    }
}

/// Theories that find a difference in more than half of the draws beside some that do not.
fn disagreement(said: &mut Said, one: &ActValues, seeing: &[&TheoryDraws]) {
    let counts = |theory: &&&TheoryDraws| 2 * theory.differs > one.value.draws;
    let (most, few): (Vec<&&TheoryDraws>, Vec<&&TheoryDraws>) = seeing.iter().partition(counts);
    let few: Vec<&TheoryDraws> = few.into_iter().copied().collect();
    let blind = one.value.theories.iter().filter(|theory| !theory.sees);
    let without: Vec<String> = named(few.iter().copied().chain(blind));
    let with: Vec<String> = named(most.into_iter().copied());
    if with.is_empty() || without.is_empty() {
        return;
    }
    let text = format!(
        "Under {} it matters what was given ahead of a deal in most draws; under {} it does not.",
        listed(&with),
        listed(&without)
    );
    said.dispute(Some(Claim::Act(one.act.name.clone())), text, &one.value.basis);
}

/// How much hangs on which description of an act is right, and on what alone.
pub fn framings(answer: &[Framings]) -> Said {
    let mut said = Said::default();
    for framed in answer {
        let claim = || Claim::Act(framed.act.clone());
        let names: Vec<String> = framed.names.iter().map(|name| format!("“{name}”")).collect();
        let text = format!(
            "“{}” is described as {}; {} between the descriptions.",
            framed.act,
            listed(&names),
            match framed.differ.len() {
                0 => "no result differs".to_owned(),
                1 => "one result differs".to_owned(),
                some => format!("{} results differ", spelt(some)),
            }
        );
        said.dispute(Some(claim()), text.clone(), &framed.basis);
        said.headline(vec![Claim::Question("framings")], text, &framed.basis);
        for pair in framed.separating.iter().filter(|pair| !pair.alike && !pair.smallest.is_empty()) {
            let name = |place: usize| framed.names.get(place).map_or("", String::as_str);
            let text = format!(
                "turns from “{}” into “{}” by one thing: {}.",
                name(pair.between.0),
                name(pair.between.1),
                listed(&pair.smallest)
            );
            let text = if pair.smallest.len() == 1 {
                text
            } else {
                text.replacen("by one thing", &format!("by {} things together", spelt(pair.smallest.len())), 1)
            };
            said.turn(claim(), text, 0.2, &framed.basis);
        }
    }
    said
}

/// What a concession brings under each theory of its receiver.
pub fn opponents(case: &Case, answer: &[ActOpponents]) -> Said {
    let mut said = Said::default();
    for one in answer {
        let received = &one.received;
        let back: Vec<String> = received
            .replies
            .iter()
            .map(|reply| {
                let something = received.draws.saturating_sub(reply.nothing_back);
                format!("{} ({})", reply.theory.name, grouped(something))
            })
            .collect();
        let text = format!(
            "After “{}”, {} gives something back in so many of {} draws, by theory of how it answers: {}.",
            one.act.name,
            case.spoken(&received.receiver),
            grouped(received.draws),
            listed(&back)
        );
        said.headline(vec![Claim::Question("opponents")], text, &received.basis);
    }
    said
}

/// Whether the items of a linked demand could be had apart.
pub fn linked(case: &Case, answer: &[DemandParts]) -> Said {
    let mut said = Said::default();
    for one in answer {
        let told: Vec<String> = one
            .parts
            .bundles
            .iter()
            .zip(&one.counts)
            .filter(|(bundle, _)| !bundle.items.is_empty())
            .map(|(bundle, counts)| {
                let items: Vec<String> =
                    bundle.items.iter().filter_map(|item| one.parts.items.get(*item)).cloned().collect();
                let count = counts.deal.map_or_else(|| "out of reach".to_owned(), grouped);
                format!("{} ({count})", words_of_items(case, &items))
            })
            .collect();
        let text = format!(
            "“{}” taken apart, with all else at the status quo: all who must sign prefer it to no deal in so many of {} draws: \
             {}.",
            one.act.name,
            grouped(one.draws),
            told.join(", ")
        );
        said.headline(vec![Claim::Question("linked")], text, &one.parts.basis);
    }
    said
}

/// `issue = option` as the words of a sentence.
fn words_of_items(case: &Case, items: &[String]) -> String {
    let word = |item: &String| {
        let choices = case
            .issue_ids()
            .flat_map(|issue| (0..case.issue(issue).options.len()).map(move |option| Choice { issue, option }));
        let found = choices.into_iter().find(|choice| case.choice_text(*choice) == *item);
        found.map_or_else(|| item.clone(), |choice| case.option_words(choice))
    };
    items.iter().map(word).collect::<Vec<_>>().join(" with ")
}

/// In how many draws the bargaining rules agree.
pub fn points(answer: &PointDraws) -> Said {
    let mut said = Said::default();
    let with_deal = answer.draws.saturating_sub(answer.no_deal);
    if with_deal == 0 {
        return said;
    }
    let agree = with_deal.saturating_sub(answer.disagree);
    let rules = capital(&spelt(answer.rules.len()));
    let text = format!(
        "{rules} bargaining rules pick the same package in {} with a deal.",
        match agree {
            0 => format!("none of the {} draws", grouped(with_deal)),
            some => draws(some, with_deal),
        }
    );
    if answer.disagree > 0 {
        let text = format!(
            "{rules} bargaining rules pick different packages in {} with a deal.",
            draws(answer.disagree, with_deal)
        );
        said.dispute(Some(Claim::SomeDeal), text, &answer.basis);
    }
    said.headline(vec![Claim::Points], text, &answer.basis);
    said
}

/// How many packages cannot be bettered for one without loss to another.
pub fn frontier(answer: &FrontierView) -> Said {
    let mut said = Said::default();
    let solutions = &answer.solutions;
    let text = match solutions.acceptable {
        0 => format!(
            "At central numbers none of {} packages is better than no deal for all of {}.",
            grouped(solutions.packages),
            names(&solutions.parties)
        ),
        some => format!(
            "At central numbers {} of {} packages beat no deal for all who must sign; of these, {} cannot be bettered for one \
             without loss to another.",
            grouped(some),
            grouped(solutions.packages),
            grouped(solutions.frontier)
        ),
    };
    said.headline(vec![Claim::Question("frontier")], text, &solutions.basis);
    said
}
