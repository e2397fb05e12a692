//! How the terms of a deal are worded and laid out: a sentence, a bar for each option, and what comes only together.

use super::ensemble::in_draws;
use super::words::{listed, names};
use crate::ensemble::{DecidedBy, Term, Terms};
use crate::model::{Basis, Case, Choice, Truth};
use crate::num::grouped;
use crate::report::block::{Bars, BarsPart, BarsRow, Block, Cell, Row, Shade};

/// Which options every deal contains, which none, and which come only together.
pub fn terms(case: &Case, answer: &Terms) -> Vec<Block> {
    let mut blocks = vec![Block::headline(headline(case, answer), answer.basis.clone())];
    if answer.with_deal == 0 {
        blocks.extend(signing(answer));
        return blocks;
    }
    blocks.extend(strongest(case, answer).map(|text| Block::line(text, answer.basis.clone())));
    blocks.push(Block::Bars(bars(case, answer)));
    blocks.extend(trades(case, answer));
    blocks.extend(cautions(case, answer));
    blocks
}

/// What is in every deal and what is in none, and in how many draws there is a deal at all.
fn headline(case: &Case, answer: &Terms) -> String {
    let signing = names(&answer.signatories);
    if answer.with_deal == 0 {
        let draws = grouped(answer.draws);
        return format!(
            "No deal in any of {draws} draws: no package beats no deal for {signing}, so no term can be judged."
        );
    }
    let of_worth = |term: &&Term| !matches!(term.decided_by, DecidedBy::Rules | DecidedBy::Exclusion);
    let always = answer.options.iter().filter(of_worth).filter(|term| term.essential == answer.with_deal);
    let never = answer.options.iter().filter(of_worth).filter(|term| term.possible == 0);
    let shut = answer.options.iter().filter(|term| term.reach == Truth::False);
    let [always, never, shut] =
        [always.collect(), never.collect(), shut.collect()].map(|terms: Vec<&Term>| words(case, &terms));
    let mut text = format!("There is a deal in {}.", in_draws(answer.with_deal, answer.draws));
    text.push_str(&match (always.is_empty(), never.is_empty()) {
        (false, false) => format!(" In each of these every deal has {} and none has {}.", and(&always), or(&never)),
        (false, true) => format!(" In each of these every deal has {}.", and(&always)),
        (true, false) => format!(" In none of these does a deal have {}.", or(&never)),
        (true, true) => {
            " No option is in every deal of all these draws, and none that the rules leave open is in no deal."
                .to_owned()
        }
    });
    if !shut.is_empty() {
        text.push_str(&format!(" The rules shut {}.", and(&shut)));
    }
    text
}

/// The option that comes nearest to being in every deal where none is, and the one nearest to being in none.
fn strongest(case: &Case, answer: &Terms) -> Option<String> {
    let open = || answer.options.iter().filter(|term| term.decided_by == DecidedBy::Worth);
    let most = |count: &dyn Fn(&Term) -> usize| {
        let most = open().map(count).filter(|count| *count > 0 && *count < answer.with_deal).max()?;
        let those: Vec<&Term> = open().filter(|term| count(term) == most).collect();
        Some((most, words(case, &those)))
    };
    let essential = most(&|term| term.essential)
        .map(|(draws, those)| format!("in every deal: {}, in {}", and(&those), grouped(draws)));
    let excluded =
        most(&|term| term.excluded).map(|(draws, those)| format!("in no deal: {}, in {}", and(&those), grouped(draws)));
    let parts: Vec<String> = essential.into_iter().chain(excluded).collect();
    let of = grouped(answer.with_deal);
    (!parts.is_empty())
        .then(|| format!("Nearest to it among the others, of {of} draws with a deal: {}.", parts.join("; ")))
}

fn bars(case: &Case, answer: &Terms) -> Bars {
    let part =
        |shade, head: &str, meaning: &str| BarsPart { shade, head: head.to_owned(), meaning: meaning.to_owned() };
    let row = |term: &Term| BarsRow {
        group: term.issue.name.clone(),
        name: case.option(term.place).id.clone(),
        note: note(term),
        counts: vec![term.essential, term.possible - term.essential, term.excluded],
        basis: term.basis.clone(),
    };
    Bars {
        title: format!("What deals contain: each option in the {} draws with a deal", grouped(answer.with_deal)),
        parts: vec![
            part(Shade::Full, "every", "essential: every deal of the draw has it"),
            part(Shade::Half, "some", "possible: some deals have it, others not"),
            part(Shade::Empty, "none", "excluded: no deal has it"),
        ],
        rows: answer.options.iter().map(row).collect(),
    }
}

fn note(term: &Term) -> String {
    match (term.decided_by, term.reach) {
        (DecidedBy::Rules, Truth::False) => "shut by the rules".to_owned(),
        (DecidedBy::Rules, Truth::True | Truth::Unknown) => "the only one open".to_owned(),
        (DecidedBy::Exclusion, _) => "excluded by others".to_owned(),
        (DecidedBy::RedLine, _) => format!("red line of {}", names(&term.red_lines)),
        (DecidedBy::Worth, Truth::Unknown) => "if it can be had".to_owned(),
        (DecidedBy::Worth, Truth::True | Truth::False) => String::new(),
    }
}

fn trades(case: &Case, answer: &Terms) -> Vec<Block> {
    let rows = answer.trades.iter().map(|trade| {
        let cells = vec![
            Cell::text(words_of(case, trade.places.0)),
            Cell::text(words_of(case, trade.places.1)),
            Cell::number(grouped(trade.draws)),
            Cell::number(grouped(trade.of)),
        ];
        Row::new(cells, trade.basis.clone())
    });
    let heads = ["a deal has this", "only together with", "in draws", "of draws in which some deal has it"];
    let mut blocks: Vec<Block> =
        Block::table("Trades: what deals have only together", &heads, rows.collect()).into_iter().collect();
    if blocks.is_empty() {
        let text = "No trade: no option comes only together with an option of another issue in most of the draws in which it is possible.";
        return vec![Block::line(text, answer.basis.clone())];
    }
    let left = answer.trades_weighed - answer.trades.len();
    if left > 0 {
        let text = format!("{} more follow from those above and are left out.", grouped(left));
        blocks.push(Block::line(text, answer.basis.clone()));
    }
    blocks
}

fn cautions(case: &Case, answer: &Terms) -> Vec<Block> {
    let mut texts = Vec::new();
    let unknown: Vec<&Term> = answer.options.iter().filter(|term| term.reach == Truth::Unknown).collect();
    if !unknown.is_empty() {
        let those = and(&words(case, &unknown));
        texts.push(format!(
            "Whether the rules let it be had is not known of {those}. It is counted as if it could be had."
        ));
    }
    if answer.trade_draws < answer.draws {
        texts.push(format!(
            "Trades were looked for in the first {}: with so many packages more would take too long.",
            in_draws(answer.trade_draws, answer.draws)
        ));
    }
    if answer.trades_weighed < answer.trades_found {
        texts.push(format!(
            "Only the {} strongest of {} trades were looked at.",
            grouped(answer.trades_weighed),
            grouped(answer.trades_found)
        ));
    }
    let blocks = texts.into_iter().map(|text| Block::caution(text, answer.basis.clone()));
    blocks.chain(signing(answer)).collect()
}

fn signing(answer: &Terms) -> Option<Block> {
    let text = "The case does not say who must accept a deal. Every party with stakes was taken.";
    (!answer.signatories_stated).then(|| Block::caution(text, Basis::new()))
}

fn words(case: &Case, terms: &[&Term]) -> Vec<String> {
    terms.iter().map(|term| words_of(case, term.place)).collect()
}

/// An option in a sentence.
fn words_of(case: &Case, choice: Choice) -> String {
    case.choice_text(choice)
}

fn and(items: &[String]) -> String {
    listed(items)
}

/// "A, B or C".
fn or(items: &[String]) -> String {
    match items {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        all => listed(all),
    }
}
