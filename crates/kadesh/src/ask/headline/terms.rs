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
    let by_choice = |term: &Term| term.decided_by != DecidedBy::Rules && most(term.excluded);
    let excluded = strongest(answer, |term| by_choice(term).then_some(term.excluded));
    let told = |terms: &[(&Term, usize)]| {
        let words =
            terms.iter().map(|(term, count)| format!("{} ({})", case.option_words(term.place), grouped(*count)));
        listed(&words.collect::<Vec<_>>())
    };
    let parts: Vec<String> = [("every deal contains", &essential), ("no deal contains", &excluded)]
        .into_iter()
        .filter(|(_, terms)| !terms.is_empty())
        .map(|(verb, terms)| format!("{verb} {}", told(terms)))
        .collect();
    let of = grouped(answer.with_deal);
    let text = match parts.as_slice() {
        [] => {
            format!("Out of {of} draws with a deal, no term is in every deal, and none is in no deal, in most of them.")
        }
        some => format!("Out of {of} draws with a deal, in so many {}.", some.join("; ")),
    };
    said.headline(vec![Claim::Terms], text, &answer.basis);
    if let Some(trade) = answer.trades.first() {
        let text = format!(
            "{} comes only together with {} in {} of the {} draws in which a deal may have the first.",
            crate::ask::words::capital(&case.option_words(trade.places.0)),
            case.option_words(trade.places.1),
            grouped(trade.draws),
            grouped(trade.of)
        );
        said.headline(vec![Claim::Question("terms")], text, &trade.basis);
    }
    said
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
