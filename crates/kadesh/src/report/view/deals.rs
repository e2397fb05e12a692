//! How the answers of the deals family are worded.

use super::ensemble::in_draws;
use super::words::{capital, names};
use super::worth::{median_worth, worth, worth_cell};
use crate::deals::opponent::Reply;
use crate::ensemble::{BaselineDraws, Conceded, PointDraws, Received, ReplyDraws, RuleDraws, TheoryDraws};
use crate::model::{Basis, Case, Ref, Spread};
use crate::num::grouped;
use crate::report::block::{Block, Cell, Row};

/// Where even-handed rules would put a deal in how many draws, and whether they agree, beside the plain baselines.
pub fn points(case: &Case, answer: &PointDraws) -> Vec<Block> {
    let mut blocks = vec![Block::headline(points_headline(answer), answer.basis.clone())];
    blocks.extend(first_draws(answer.draws, answer.of_draws));
    let columns = with_columns(&["rule or baseline", "draws"], answer.parties.iter().map(|party| party.name.as_str()));
    let title = "What the picks are worth: median (range of the middle 90 % of the draws with a deal), the baselines over all draws";
    blocks.extend(Block::table(title, &borrowed(&columns), worth_rows(case, answer)));
    blocks.push(Block::line(meanings(answer), answer.basis.clone()));
    let columns = with_columns(&["package"], answer.rules.iter().map(|rule| rule.name));
    let picked = answer.picked.iter().map(|picked| {
        let counts = picked.draws.iter().map(|count| Cell::number(grouped(*count)));
        Row::new([Cell::text(in_short(&picked.options))].into_iter().chain(counts).collect(), picked.basis.clone())
    });
    let issues: Vec<&str> = case.issues.iter().map(|issue| issue.id.as_str()).collect();
    let title =
        format!("In how many of {} draws each rule picks a package: {}", grouped(answer.draws), issues.join(", "));
    let table = Block::table(title, &borrowed(&columns), picked.collect());
    blocks.extend(table.map(|table| table.leaving_out(answer.left_out as u64)));
    if !answer.picked.is_empty() {
        let all: Vec<String> =
            answer.rules.iter().map(|rule| format!("{} {}", rule.name, grouped(rule.packages))).collect();
        let text =
            format!("Over all draws the rules pick so many packages: {}. Packages that tie all count.", all.join("; "));
        blocks.push(Block::line(text, answer.basis.clone()));
    }
    let caution = "The rules describe even-handed outcomes; none of them says that the parties would reach one.";
    blocks.push(Block::caution(caution, Basis::new()));
    blocks
}

/// The options of a package without their issues, which the title lists.
pub(super) fn in_short(options: &[String]) -> String {
    let only = |choice: &String| choice.split_once(" = ").map_or(choice.clone(), |(_, option)| option.to_owned());
    options.iter().map(only).collect::<Vec<_>>().join(", ")
}

fn points_headline(answer: &PointDraws) -> String {
    let signing = names(answer.parties.get(..answer.signatories).unwrap_or(&answer.parties));
    let deals = answer.draws - answer.no_deal;
    let no_deal = format!("No deal in {}.", in_draws(answer.no_deal, answer.draws));
    match (deals, answer.disagree) {
        (0, _) => {
            format!("No deal in any draw: none of {} is accepted by {signing} together.", packages(answer.packages))
        }
        (_, 0) => format!(
            "The {} rules have a pick in common in each of the {} draws with a deal. {no_deal}",
            answer.rules.len(),
            grouped(deals)
        ),
        (_, disagree) => format!(
            "The rules disagree: in {} of the {} draws with a deal, no package is picked by all {}. {no_deal}",
            grouped(disagree),
            grouped(deals),
            answer.rules.len()
        ),
    }
}

/// Every rule by its formula, every baseline by its package.
fn meanings(answer: &PointDraws) -> String {
    let rules = answer.rules.iter().map(|rule| format!("{}: {}", rule.name, rule.formula));
    let baselines = answer.baselines.iter().map(|baseline| {
        let in_draws = match baseline.same == answer.draws {
            true => String::new(),
            false => format!(" in {} draws", grouped(baseline.same)),
        };
        format!("{}: {}{in_draws}", baseline.name, in_short(&baseline.options))
    });
    let all: Vec<String> = rules.chain(baselines).collect();
    format!("u is a package's worth to a party, d its walk-away. {}.", all.join("; "))
}

/// Rules first, then the plain baselines, then no deal.
fn worth_rows(case: &Case, answer: &PointDraws) -> Vec<Row> {
    let row = |name: String, draws: String, worth: Vec<Cell>, basis: &Basis| {
        Row::new([Cell::text(name), Cell::text(draws)].into_iter().chain(worth).collect(), basis.clone())
    };
    let cells = |spreads: &[Spread]| -> Vec<Cell> {
        answer.parties.iter().zip(spreads).map(|(party, spread)| worth_cell(case, party, *spread)).collect()
    };
    let rule = |rule: &RuleDraws| {
        let worth = |(party, spread): (&Ref, &Option<Spread>)| {
            spread.map_or(Cell::Blank, |spread| worth_cell(case, party, spread))
        };
        let worth = answer.parties.iter().zip(&rule.utilities).map(worth).collect();
        let draws = format!("the only rule to pick it, in {}", grouped(rule.alone));
        row(rule.name.to_owned(), draws, worth, &rule.basis)
    };
    let baseline = |baseline: &BaselineDraws| {
        let worth = cells(&baseline.utilities);
        row(
            baseline.name.to_owned(),
            format!("preferred by all in {}", grouped(baseline.accepted)),
            worth,
            &baseline.basis,
        )
    };
    let walk_aways = cells(&answer.walk_aways);
    let no_deal =
        row("no deal: the walk-away".to_owned(), format!("in {}", grouped(answer.no_deal)), walk_aways, &answer.basis);
    answer.rules.iter().map(rule).chain(answer.baselines.iter().map(baseline)).chain([no_deal]).collect()
}

/// What a concession was worth over draws, theory by theory: first which theories see a difference, and which cannot.
pub fn conceded(case: &Case, answer: &Conceded) -> Vec<Block> {
    let blind: Vec<&str> = answer.theories.iter().filter(|theory| !theory.sees).map(|theory| theory.name).collect();
    let seeing = |theory: &TheoryDraws| format!("{} in {}", theory.name, in_draws(theory.differs, answer.draws));
    let seen: Vec<String> = answer.theories.iter().filter(|theory| theory.sees).map(seeing).collect();
    let headline = format!(
        "Giving {} ahead of a deal: {} cannot see a difference, by construction. A difference is seen by {}.",
        answer.given.join(", "),
        blind.join(", "),
        seen.join(", and by ")
    );
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    blocks.extend(first_draws(answer.draws, answer.of_draws));
    let rows = answer.theories.iter().flat_map(|theory| change_rows(case, theory));
    let title = format!(
        "The change in worth under each theory, and in how many of {} draws it is a loss or a gain",
        grouped(answer.draws)
    );
    blocks.extend(Block::table(title, &CHANGES, rows.collect()));
    let outcomes = answer.theories.iter().map(|theory| {
        let sees = if theory.sees { "" } else { " It cannot see the concession." };
        let text = format!("{}: {}{sees} {}", capital(theory.name), theory.mechanism, no_deals(theory, answer.draws));
        Block::line(text, theory.basis.clone())
    });
    blocks.extend(outcomes);
    blocks.push(Block::caution(SMALL, Basis::new()));
    blocks
}

/// Whether an early concession helps or hurts over draws, under each theory of the receiver.
pub fn received(case: &Case, answer: &Received) -> Vec<Block> {
    let reading = |reply: &ReplyDraws| {
        let giver = reply.theory.changes.iter().find(|change| change.party == answer.giver);
        let (losses, gains) = giver.map_or((0, 0), |change| (change.losses, change.gains));
        format!(
            "if {} {}, a loss in {} and a gain in {}",
            answer.receiver.name,
            reply.theory.name,
            grouped(losses),
            grouped(gains)
        )
    };
    let readings: Vec<String> = answer.replies.iter().map(reading).collect();
    let headline = format!(
        "What giving {} does to {} depends on the theory of {}. Of {} draws: {}.",
        answer.given.join(", "),
        answer.giver.name,
        answer.receiver.name,
        grouped(answer.draws),
        readings.join("; ")
    );
    let mut plain = format!(
        "The gift is worth {} to {}, measured from the status quo.",
        median_worth(case, &answer.receiver, answer.worth),
        answer.receiver.name
    );
    if answer.unwelcome > 0 {
        plain.push_str(&format!(" It is worth less than nothing in {}.", in_draws(answer.unwelcome, answer.draws)));
    }
    let mut blocks = vec![Block::headline(headline, answer.basis.clone()), Block::line(plain, answer.basis.clone())];
    blocks.extend(first_draws(answer.draws, answer.of_draws));
    if !answer.receiver_signs {
        let receiver = &answer.receiver.name;
        let text = format!("{receiver} is no signatory: no deal needs its assent, so that it hardens changes no deal.");
        blocks.push(Block::caution(text, answer.basis.clone()));
    }
    let rows = answer.replies.iter().flat_map(|reply| change_rows(case, &reply.theory)).collect();
    let title = format!(
        "The change in worth under each theory of the receiver, and in how many of {} draws it is a loss or a gain",
        grouped(answer.draws)
    );
    blocks.extend(Block::table(title, &CHANGES, rows));
    blocks.extend(answer.replies.iter().map(|reply| {
        let theory = &reply.theory;
        let (name, no_deal) = (capital(theory.name), no_deals(theory, answer.draws));
        let text = format!("{name}: {}{} {no_deal}", theory.mechanism, comes_back(reply, answer.draws));
        Block::line(text, theory.basis.clone())
    }));
    blocks.push(Block::caution(SMALL, Basis::new()));
    blocks
}

const CHANGES: [&str; 8] = ["theory", "party", "low", "middle", "high", "loss in", "nothing in", "gain in"];

const SMALL: &str = "A change smaller than 0.005 counts as nothing: guessed values carry no more than two decimals.";

fn comes_back(reply: &ReplyDraws, draws: usize) -> String {
    const SHOWN: usize = 3;
    if reply.returned.is_empty() {
        // The other theories give nothing back by definition.
        let could = reply.theory.name == Reply::Reciprocates.name();
        return if could { " Nothing of that kind is there in any draw.".to_owned() } else { String::new() };
    }
    let back: Vec<String> =
        reply.returned.iter().take(SHOWN).map(|(what, count)| format!("{what} in {}", grouped(*count))).collect();
    let more = match reply.returned.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let nothing = in_draws(reply.nothing_back, draws);
    format!(" What comes back: {}{more}; nothing in {nothing}.", back.join(", "))
}

fn no_deals(theory: &TheoryDraws, draws: usize) -> String {
    format!(
        "No deal without the concession in {}, with it in {}.",
        in_draws(theory.no_deal_before, draws),
        grouped(theory.no_deal_after)
    )
}

fn change_rows(case: &Case, theory: &TheoryDraws) -> impl Iterator<Item = Row> {
    theory.changes.iter().map(|change| {
        let Spread { low, middle, high } = change.change;
        let numbers = [low, middle, high].map(|value| Cell::number(worth(case, &change.party, value)));
        let counts = [change.losses, change.nothing, change.gains].map(|count| Cell::number(grouped(count)));
        let cells = [Cell::text(theory.name), Cell::text(change.party.name.clone())];
        Row::new(cells.into_iter().chain(numbers).chain(counts).collect(), change.basis.clone())
    })
}

/// A caution when not all draws were used.
fn first_draws(draws: usize, of: usize) -> Option<Block> {
    let text =
        format!("The first {} were used: more accept too many packages to look at all of them.", in_draws(draws, of));
    (draws < of).then(|| Block::caution(text, Basis::new()))
}

fn packages(count: usize) -> String {
    if count == 1 { "1 package".to_owned() } else { format!("{count} packages") }
}

fn with_columns<'a>(columns: &[&str], more: impl Iterator<Item = &'a str>) -> Vec<String> {
    columns.iter().copied().map(str::to_owned).chain(more.map(str::to_owned)).collect()
}

fn borrowed(columns: &[String]) -> Vec<&str> {
    columns.iter().map(String::as_str).collect()
}
