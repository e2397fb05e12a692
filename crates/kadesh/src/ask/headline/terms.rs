//! Headlines on the terms of a deal: what every deal contains, what none does, what comes only together.

use super::{Claim, Said};
use crate::ask::words::listed;
use crate::ensemble::terms::{DecidedBy, Term, Terms};
use crate::model::Case;
use crate::num::grouped;

/// So many options are named, and those that stand level with the last of them.
const NAMED: usize = 3;

/// What every deal contains in most draws, what none does, and the strongest trade.
pub fn terms(case: &Case, answer: &Terms) -> Said {
    let mut said = Said::default();
    if answer.with_deal == 0 {
        return said;
    }
    let most = |count: usize| 2 * count > answer.with_deal;
    let essential = strongest(answer, |term| Some(term.essential).filter(|count| most(*count)));
    // What the rules shut is told where they are.
    let by_choice =
        |term: &Term| !matches!(term.decided_by, DecidedBy::Rules | DecidedBy::Exclusion) && most(term.excluded);
    let excluded = strongest(answer, |term| by_choice(term).then_some(term.excluded));
    let in_each = essential.iter().chain(&excluded).all(|(_, count)| *count == answer.with_deal);
    let parts: Vec<String> = [("every deal contains", &essential), ("every deal leaves out", &excluded)]
        .into_iter()
        .filter(|(_, terms)| !terms.is_empty())
        .map(|(verb, terms)| format!("{verb} {}", told(case, terms, in_each)))
        .collect();
    let of = grouped(answer.with_deal);
    let text = match parts.as_slice() {
        [] => {
            format!("Out of {of} draws with a deal, no term is in every deal, and none is in no deal, in most of them.")
        }
        some if in_each => format!("In each of the {of} draws with a deal, {}.", some.join("; ")),
        some => format!("Out of {of} draws with a deal, {}.", some.join("; ")),
    };
    said.headline(vec![Claim::Terms], text, &answer.basis);
    if let Some(trade) = answer.trades.first() {
        let often = match trade.draws == trade.of {
            true => "in each of these".to_owned(),
            false => format!("in {} of these", grouped(trade.draws)),
        };
        let text = format!(
            "A deal can contain {} in {} draws; {often} only together with {}.",
            case.option_words(trade.places.0),
            grouped(trade.of),
            case.option_words(trade.places.1)
        );
        said.headline(vec![Claim::Question("terms")], text, &trade.basis);
    }
    said
}

/// The terms, those of one count together: `the one and the other in 8,745 and a third in 5,246`. No counts where all are in each.
fn told(case: &Case, terms: &[(&Term, usize)], in_each: bool) -> String {
    let mut groups: Vec<(usize, Vec<String>)> = Vec::new();
    for (term, count) in terms {
        match groups.last_mut().filter(|(known, _)| known == count) {
            Some((_, words)) => words.push(case.option_words(term.place)),
            None => groups.push((*count, vec![case.option_words(term.place)])),
        }
    }
    let count = |count: usize| if in_each { String::new() } else { format!(" in {}", grouped(count)) };
    let groups: Vec<String> = groups.iter().map(|(own, words)| format!("{}{}", listed(words), count(*own))).collect();
    listed(&groups)
}

/// The terms with the greatest counts, those that stand level with the last of them too.
fn strongest(answer: &Terms, count: impl Fn(&Term) -> Option<usize>) -> Vec<(&Term, usize)> {
    let mut counted: Vec<(&Term, usize)> =
        answer.options.iter().filter_map(|term| Some((term, count(term)?))).collect();
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let last = counted.get(NAMED - 1).map_or(0, |(_, count)| *count);
    counted.retain(|(_, count)| *count >= last);
    counted
}
