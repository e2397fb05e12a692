//! How answers about acts are worded when a bargaining model judges them.

use super::{deals, worth};
use crate::ask::{ActOpponents, ActValues, DemandParts, FrontierView};
use crate::deals::linked::{Bundle, Unbundled};
use crate::deals::points::PackageRow;
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

/// The frontier at central numbers: the packages on it, the rules that pick each, the plain baselines.
pub fn frontier(case: &Case, answer: &FrontierView) -> Vec<Block> {
    let solutions = &answer.solutions;
    let draws = num::grouped(answer.draws);
    let text = format!(
        "At central numbers {} of {} packages beat no deal for all who must sign; {} of those are on the frontier, where \
         none of these parties can gain without another's loss.",
        num::grouped(solutions.acceptable),
        num::grouped(solutions.packages),
        num::grouped(solutions.frontier)
    );
    let worth_of = |row: &PackageRow| {
        let cells = solutions.parties.iter().zip(&row.utilities);
        cells.map(|(party, utility)| Cell::number(worth::worth(case, party, *utility))).collect::<Vec<_>>()
    };
    let line = |row: &PackageRow, by: String, deal: Cell| {
        let lead = [Cell::text(deals::in_short(&row.options)), Cell::text(by), deal];
        Row::new(lead.into_iter().chain(worth_of(row)).collect(), solutions.basis.clone())
    };
    let points = solutions.on_frontier.iter().zip(&answer.deals).map(|(row, deals)| {
        let picks = solutions.rules.iter().filter(|rule| rule.packages.contains(row)).map(|rule| rule.name);
        line(row, picks.collect::<Vec<_>>().join("; "), Cell::number(num::grouped(*deals)))
    });
    let baselines = solutions.baselines.iter().map(|one| line(&one.package, one.name.to_owned(), Cell::Blank));
    let taken = format!("draws in which it beats no deal for all, of {draws}");
    let mut columns = vec!["package", "picked by", taken.as_str()];
    columns.extend(solutions.parties.iter().map(|party| party.name.as_str()));
    let issues: Vec<&str> = case.issues.iter().map(|issue| issue.id.as_str()).collect();
    let title = format!("The frontier at central numbers, then the baselines: {}", issues.join(", "));
    let table = Block::table(title, &columns, points.chain(baselines).collect());
    let table = table.map(|table| table.leaving_out(solutions.left_out as u64));
    let formulas = solutions.rules.iter().map(|rule| format!("{}: {}", rule.name, rule.formula));
    let formulas = format!("{}. Packages that tie are all named.", formulas.collect::<Vec<_>>().join("; "));
    let about = "Central numbers stand for ranges: `deals.points` asks the same over all draws.";
    [Block::headline(text, solutions.basis.clone())]
        .into_iter()
        .chain(table)
        .chain([Block::line(formulas, solutions.basis.clone()), Block::caution(about, Basis::new())])
        .collect()
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
        "“{}” taken apart, with all else at the status quo: in so many of {draws} draws all who must sign prefer it to no \
         deal: {}.",
        answer.act.name,
        shares.collect::<Vec<_>>().join("; ")
    );
    let mut columns = vec!["part of the demand", "all who must sign"];
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
    let title = format!(
        "The demand, part by part, with all else at the status quo: preferred to no deal in so many of {draws} draws"
    );
    let table = Block::table(title, &columns, rows.collect());
    [Block::headline(text, parts.basis.clone())].into_iter().chain(table).collect()
}

fn bundle_name(answer: &Unbundled, bundle: &Bundle) -> String {
    let items: Vec<&str> = bundle.items.iter().filter_map(|item| answer.items.get(*item)).map(String::as_str).collect();
    if items.is_empty() { "nothing of it".to_owned() } else { items.join(" + ") }
}
