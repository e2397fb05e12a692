//! How the answers of the deals family are worded.

use std::collections::BTreeSet;

use crate::deals::concession::{ConcessionValue, PartyChange, TheoryValue};
use crate::deals::linked::{Bundle, BundleAnswer, Unbundled};
use crate::deals::opponent::{OpponentView, ReplyRow};
use crate::deals::points::{Baseline, PackageRow, Solutions};
use crate::model::{Basis, Case, Ref};
use crate::report::block::{Block, Cell, Row};

/// Where even-handed rules would put a deal, beside the plain baselines.
pub fn solutions(_case: &Case, answer: &Solutions) -> Vec<Block> {
    let headline = if answer.rules.is_empty() {
        format!("No deal: all of {} accept none of {}.", names(&answer.parties), packages(answer.packages))
    } else {
        let points = match answer.frontier {
            1 => "1 of them is".to_owned(),
            more => format!("{more} of them are"),
        };
        format!(
            "{} All of {} accept {} of {}; {points} on the frontier, where nobody can gain without another's loss.",
            agreement(answer),
            names(&answer.parties),
            answer.acceptable,
            packages(answer.packages)
        )
    };
    let columns = with_parties(&["rule", "formula", "package"], &answer.parties);
    let picked = answer.rules.iter().flat_map(|picked| {
        picked.packages.iter().enumerate().map(|(place, row)| {
            let name = if place == 0 { picked.name.to_owned() } else { format!("{} (tie)", picked.name) };
            package_row(vec![Cell::text(name), Cell::text(picked.formula)], row, &picked.basis)
        })
    });
    let baseline = |baseline: &Baseline| {
        let reading = match baseline.not_accepted_by.as_slice() {
            [] => "all accept".to_owned(),
            parties => format!("not accepted by {}", names(parties)),
        };
        package_row(vec![Cell::text(baseline.name), Cell::text(reading)], &baseline.package, &baseline.basis)
    };
    let no_deal = Row::new(
        [Cell::text("no deal"), Cell::text("walk-away"), Cell::Blank]
            .into_iter()
            .chain(answer.walk_aways.iter().map(|utility| number(*utility)))
            .collect(),
        answer.basis.clone(),
    );
    // The plain lines come first, so that no cut of a long table takes them away.
    let rows: Vec<Row> = answer.baselines.iter().map(baseline).chain([no_deal]).chain(picked).collect();
    let caution = "The rules describe even-handed outcomes; none of them says that the parties would reach one.";
    [Block::headline(headline, answer.basis.clone())]
        .into_iter()
        .chain(Block::table("Solution points and plain baselines", &borrowed(&columns), rows))
        .chain([Block::caution(caution, Basis::new())])
        .collect()
}

/// Whether the rules pick the same packages: where they do not, that is the first thing to know.
fn agreement(answer: &Solutions) -> String {
    let picks: BTreeSet<BTreeSet<&[String]>> = answer
        .rules
        .iter()
        .map(|picked| picked.packages.iter().map(|package| package.options.as_slice()).collect())
        .collect();
    match picks.len() {
        1 => format!("The {} rules pick the same.", answer.rules.len()),
        different => format!("The {} rules do not agree: {different} different picks.", answer.rules.len()),
    }
}

/// What a concession was worth, theory by theory.
pub fn concession(_case: &Case, answer: &ConcessionValue) -> Vec<Block> {
    let blind: Vec<&str> = answer.theories.iter().filter(|theory| !theory.sees).map(|theory| theory.name).collect();
    let reading = |theory: &TheoryValue| format!("{}: {}", theory.name, effect(&theory.changes));
    let seen: Vec<String> = answer.theories.iter().filter(|theory| theory.sees).map(reading).collect();
    let headline = format!(
        "Giving {} before the talks is free under {} by construction. Under the others it is not taken for granted: {}.",
        answer.given.join(", "),
        blind.join(", "),
        seen.join("; ")
    );
    let rows = answer.theories.iter().flat_map(|theory| {
        let lead = |place: usize| if place == 0 { theory.name } else { "" };
        theory.changes.iter().enumerate().map(move |(place, change)| {
            let sees = if theory.sees { "yes" } else { "no" };
            change_row(vec![Cell::text(lead(place)), Cell::text(sees)], change)
        })
    });
    let columns = ["theory", "sees the concession", "party", "without", "with", "change"];
    let outcomes = answer.theories.iter().map(|theory| {
        let text = format!(
            "{}: {} Without it: {}. With it: {}.",
            capital(theory.name),
            theory.mechanism,
            outcome(&theory.before),
            outcome(&theory.after)
        );
        Block::line(text, theory.basis.clone())
    });
    [Block::headline(headline, answer.basis.clone())]
        .into_iter()
        .chain(Block::table("The concession under each theory", &columns, rows.collect()))
        .chain(outcomes)
        .collect()
}

/// Whether an early concession helps or hurts, under each theory of the receiver.
pub fn opponent(_case: &Case, answer: &OpponentView) -> Vec<Block> {
    let readings: Vec<String> = answer
        .replies
        .iter()
        .map(|reply| format!("if {} {}: {}", answer.receiver.name, reply.name, effect(&reply.changes)))
        .collect();
    let headline = format!(
        "What giving {} does depends on the theory of {}: {}.",
        answer.given.join(", "),
        answer.receiver.name,
        readings.join("; ")
    );
    let rows = answer.replies.iter().flat_map(|reply| {
        let lead = |place: usize| if place == 0 { reply.name } else { "" };
        reply.changes.iter().enumerate().map(move |(place, change)| change_row(vec![Cell::text(lead(place))], change))
    });
    let columns = ["theory of the receiver", "party", "no concession", "concession", "change"];
    let line = |reply: &ReplyRow| {
        let back = match reply.returned.as_slice() {
            [] => "nothing comes back".to_owned(),
            [one] => format!("{one} comes back"),
            tied => format!("one of {} comes back; they tie", tied.join(", ")),
        };
        let after = outcome(&reply.after);
        let text = format!("{}: {} Here {back}. Outcome: {after}.", capital(reply.name), reply.mechanism);
        Block::line(text, reply.basis.clone())
    };
    let plain = format!(
        "The gift is worth {} to {}, measured from the status quo. Without it: {}.",
        decimal(answer.worth_to_receiver),
        answer.receiver.name,
        outcome(&answer.without)
    );
    [Block::headline(headline, answer.basis.clone()), Block::line(plain, answer.basis.clone())]
        .into_iter()
        .chain(Block::table("One concession, three theories of the receiver", &columns, rows.collect()))
        .chain(answer.replies.iter().map(line))
        .collect()
}

/// A linked demand taken apart.
pub fn unbundled(_case: &Case, answer: &Unbundled) -> Vec<Block> {
    let inside: Vec<String> = answer
        .bundles
        .iter()
        .filter(|bundle| bundle.deal && !bundle.items.is_empty())
        .map(|bundle| bundle_name(answer, bundle))
        .collect();
    let signatories = names(answer.parties.get(..answer.signatories).unwrap_or(&answer.parties));
    let headline = match inside.as_slice() {
        [] => format!("All of {signatories} accept no part of the demand, alone or together."),
        [one] => format!("All of {signatories} accept one part of the demand: {one}."),
        more => format!("All of {signatories} accept {} parts of the demand: {}.", more.len(), more.join("; ")),
    };
    let columns = with_parties(&["items", "accepted by all who sign"], &answer.parties);
    let rows = answer.bundles.iter().map(|bundle| {
        let deal = match (bundle.reachable, bundle.deal) {
            (false, _) => "cannot be had",
            (true, true) => "yes",
            (true, false) => "no",
        };
        let answers = bundle.answers.iter().map(|answer| Cell::text(answer_text(answer)));
        let cells = [Cell::text(bundle_name(answer, bundle)), Cell::text(deal)].into_iter().chain(answers);
        Row::new(cells.collect(), bundle.basis.clone())
    });
    let no_deal = [Cell::text("no deal"), Cell::Blank]
        .into_iter()
        .chain(answer.walk_aways.iter().map(|utility| number(*utility)));
    let rows = rows.chain([Row::new(no_deal.collect(), answer.basis.clone())]).collect();
    [Block::headline(headline, answer.basis.clone())]
        .into_iter()
        .chain(Block::table("The demand, part by part; all else as it is", &borrowed(&columns), rows))
        .collect()
}

fn package_row(mut cells: Vec<Cell>, package: &PackageRow, basis: &Basis) -> Row {
    cells.push(Cell::text(package.options.join(", ")));
    cells.extend(package.utilities.iter().map(|utility| number(*utility)));
    Row::new(cells, basis.clone())
}

fn change_row(mut cells: Vec<Cell>, change: &PartyChange) -> Row {
    cells.push(Cell::text(change.party.name.clone()));
    cells.extend([number(change.before), number(change.after), Cell::number(signed(change.change))]);
    Row::new(cells, change.basis.clone())
}

fn bundle_name(answer: &Unbundled, bundle: &Bundle) -> String {
    let items: Vec<&str> = bundle.items.iter().filter_map(|item| answer.items.get(*item)).map(String::as_str).collect();
    if items.is_empty() { "nothing of it".to_owned() } else { items.join(" + ") }
}

fn answer_text(answer: &BundleAnswer) -> String {
    let reading = match (answer.barred, answer.accepts) {
        (true, _) => "red line",
        (false, true) => "accepts",
        (false, false) => "rejects",
    };
    format!("{} {reading}", decimal(answer.utility))
}

/// Who gains and who loses, in words.
fn effect(changes: &[PartyChange]) -> String {
    let shown = |change: &&PartyChange| signed(change.change) != "0.00";
    let parts: Vec<String> =
        changes.iter().filter(shown).map(|change| format!("{} {}", change.party.name, signed(change.change))).collect();
    if parts.is_empty() { "no change for anybody".to_owned() } else { parts.join(", ") }
}

fn outcome(packages: &[Vec<String>]) -> String {
    match packages {
        [] => "no deal".to_owned(),
        [one] => one.join(", "),
        tied => format!("{} packages tie", tied.len()),
    }
}

fn packages(count: usize) -> String {
    if count == 1 { "1 package".to_owned() } else { format!("{count} packages") }
}

fn names(parties: &[Ref]) -> String {
    match parties {
        [] => "nobody".to_owned(),
        [one] => one.name.clone(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(|party| party.name.as_str()).collect();
            format!("{} and {}", first.join(", "), last.name)
        }
    }
}

fn with_parties(columns: &[&str], parties: &[Ref]) -> Vec<String> {
    columns.iter().map(|&column| column.to_owned()).chain(parties.iter().map(|party| party.name.clone())).collect()
}

fn borrowed(columns: &[String]) -> Vec<&str> {
    columns.iter().map(String::as_str).collect()
}

fn number(value: f64) -> Cell {
    Cell::number(decimal(value))
}

/// To two decimals, which is all that guessed inputs can carry.
fn decimal(value: f64) -> String {
    let text = format!("{value:.2}");
    if text == "-0.00" { "0.00".to_owned() } else { text }
}

fn signed(value: f64) -> String {
    let text = decimal(value);
    if text.starts_with('-') || text == "0.00" { text } else { format!("+{text}") }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
