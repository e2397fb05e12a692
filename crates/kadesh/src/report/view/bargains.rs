//! How answers about acts are worded when a bargaining model judges them.

use super::deals;
use crate::ask::{ActOpponents, ActValues, DemandParts};
use crate::deals::linked::{Bundle, Unbundled};
use crate::model::{Basis, Case};
use crate::num;
use crate::report::block::{Block, Cell, Row};

/// A concession's value.
pub fn values(case: &Case, answer: &ActValues) -> Vec<Block> {
    let mut blocks = deals::conceded(case, &answer.value);
    if let Some(loss_aversion) = answer.default_loss_aversion {
        let text = format!("The case states no loss aversion: {loss_aversion} was taken (Tversky and Kahneman 1992).");
        blocks.push(Block::caution(text, Basis::new()));
    }
    blocks
}

/// A concession under rival theories of the receiver.
pub fn opponents(case: &Case, answer: &ActOpponents) -> Vec<Block> {
    let mut blocks = deals::received(case, &answer.received);
    let text = format!(
        "A receiver that hardens raises its walk-away by {} of what it was given: a setting of ours.",
        answer.hardening
    );
    blocks.push(Block::caution(text, Basis::new()));
    blocks
}

/// A linked demand and its parts: in how many draws each party would take each part rather than no deal.
pub fn parts(_case: &Case, answer: &DemandParts) -> Vec<Block> {
    let parts = &answer.parts;
    let draws = num::grouped(answer.draws);
    let named = parts.bundles.iter().zip(&answer.counts).filter(|(bundle, _)| !bundle.items.is_empty());
    let shares = named.map(|(bundle, counts)| match counts.deal {
        Some(count) => format!("{} in {}", bundle_name(parts, bundle), num::grouped(count)),
        None => format!("{} cannot be had", bundle_name(parts, bundle)),
    });
    let text = format!(
        "{}: all who sign would take, all else as it is, of {draws} draws: {}.",
        answer.act.name,
        shares.collect::<Vec<_>>().join("; ")
    );
    let mut columns = vec!["part of the demand", "all who sign"];
    columns.extend(parts.parties.iter().map(|party| party.name.as_str()));
    let rows = parts.bundles.iter().zip(&answer.counts).map(|(bundle, counts)| {
        let count = |count: &Option<usize>| count.map_or(Cell::text("shut"), |count| Cell::number(num::grouped(count)));
        let taken = counts.taken.iter().zip(&bundle.answers).map(|(taken, answer)| match answer.barred {
            true => Cell::text("red line"),
            false => count(taken),
        });
        let lead = [Cell::text(bundle_name(parts, bundle)), count(&counts.deal)];
        Row::new(lead.into_iter().chain(taken).collect(), bundle.basis.clone())
    });
    let title = format!("The demand, part by part, all else as it is: taken in so many of {draws} draws");
    let table = Block::table(title, &columns, rows.collect());
    [Block::headline(text, parts.basis.clone())].into_iter().chain(table).collect()
}

fn bundle_name(answer: &Unbundled, bundle: &Bundle) -> String {
    let items: Vec<&str> = bundle.items.iter().filter_map(|item| answer.items.get(*item)).map(String::as_str).collect();
    if items.is_empty() { "nothing of it".to_owned() } else { items.join(" + ") }
}
