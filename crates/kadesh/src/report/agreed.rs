//! How far two readings of one source agree, where they do not, and what that does to *In short*.

use serde_json::{Value, json};

use super::block::{Block, Cell, Row};
use super::changed::{section, sentence};
use super::json::FORMAT;
use super::page::{Page, Section};
use crate::ask::compared::{Compared, Least, MOST_TRIED, Search};
use crate::ask::said::Headline;
use crate::ask::words::{capital, counted, listed};
use crate::case::Contested;
use crate::coding::alpha::Metric;
use crate::coding::{Agreement, Alone, Cell as Coding, Changed, Disagreement, How, Measure, Part, Variable};
use crate::model::{Basis, Case, Choice, IssueId};
use crate::num;

/// Two readings, and what is known of how they differ.
#[derive(Debug)]
pub struct Readings<'a> {
    /// The first.
    pub first: &'a Case,
    /// The second, in the ids of the first.
    pub second: &'a Case,
    /// How far they agree.
    pub agreement: &'a Agreement,
    /// What else is there in one of them only: statements, rooms, whole entries.
    pub unpaired: &'a [Changed],
    /// The sentences of *In short* that are not the same.
    pub in_short: &'a [Compared],
    /// The fewest disagreements behind each of them.
    pub search: &'a Search,
}

/// The page of two readings: how far they agree, every disagreement, what one alone has, *In short*.
pub fn page(readings: &Readings) -> Page {
    let mut sections = vec![measures(&readings.agreement.measures)];
    sections.push(disagreements(readings));
    sections.extend(alone(readings));
    sections.push(in_short(readings));
    let case = |case: &Case| format!("{}, coded by {}", case.title, case.author);
    let facts = [("First", case(readings.first)), ("Second", case(readings.second))];
    Page {
        title: readings.first.title.clone(),
        facts: facts.map(|(name, value)| (name.to_owned(), value)).to_vec(),
        first: None,
        unfolded: false,
        sections,
        not_modelled: Vec::new(),
    }
}

/// The same for machines.
pub fn json(readings: &Readings) -> Value {
    let side = |case: &Case| json!({ "case": case.title, "author": case.author });
    let one = |one: &Disagreement| {
        json!({
            "id": one.cell.path(),
            "variable": one.cell.variable,
            "what": place_words(readings.first, one.cell.variable, &one.cell.of),
            "first": one.first,
            "second": one.second,
        })
    };
    let id = |place: &usize| readings.agreement.disagreements.get(*place).map(|one| one.cell.path());
    let least = |least: &Least| match least {
        Least::Makes(set) => json!({ "makes_it": set.iter().filter_map(id).collect::<Vec<_>>() }),
        Least::Moves(set) => json!({ "moves_it": set.iter().filter_map(id).collect::<Vec<_>>() }),
    };
    let short = readings.in_short.iter().zip(&readings.search.least).map(|(compared, found)| {
        let mut value = sentence(compared);
        value["least"] = least(found);
        value
    });
    let alone = |one: &Alone| json!({ "id": one.cell.path(), "first": one.first, "second": one.second });
    json!({
        "format": FORMAT,
        "first": side(readings.first),
        "second": side(readings.second),
        "measures": readings.agreement.measures.iter().map(measure_json).collect::<Vec<_>>(),
        "disagreements": readings.agreement.disagreements.iter().map(one).collect::<Vec<_>>(),
        "coded_by_one": readings.agreement.alone.iter().map(alone).collect::<Vec<_>>(),
        "in_one_only": readings.unpaired,
        "in_short": short.collect::<Vec<_>>(),
        "sets_tried": readings.search.tried,
        "sets_untried": readings.search.untried,
    })
}

fn measure_json(measure: &Measure) -> Value {
    let alpha = match &measure.alpha {
        Ok(alpha) => json!({ "alpha": alpha.alpha, "interval": alpha.interval, "metric": alpha.metric }),
        Err(refusal) => json!({ "refusal": refusal.because, "metric": measure.variable.metric() }),
    };
    json!({
        "variable": measure.variable,
        "units": measure.units,
        "alike": measure.alike,
        "coded_by_one": measure.alone,
        "krippendorff": alpha,
    })
}

/// What a cell is about, in words: `the worth of fees halved to Southland`.
pub fn place_words(case: &Case, variable: Variable, of: &[String]) -> String {
    let id = |at: usize| of.get(at).map_or("", String::as_str);
    let party = |at: usize| {
        let known = case.parties.iter().find(|party| party.id == id(at));
        known.map_or_else(|| id(at).to_owned(), |party| party.in_a_sentence().to_owned())
    };
    let option = |issue: usize, option: usize| {
        let place = case.issues.iter().position(|one| one.id == id(issue));
        let choice = place.and_then(|at| {
            let option = case.issues.get(at)?.options.iter().position(|one| one.id == id(option))?;
            Some(Choice { issue: IssueId(at), option })
        });
        choice.map_or_else(|| id(option).to_owned(), |choice| case.option_words(choice))
    };
    let quote = || {
        let known = case.statements.iter().find(|one| one.id == id(0));
        known.map_or_else(|| id(0).to_owned(), |one| super::things::quote(&one.excerpt.exact))
    };
    let named = |known: Option<&String>, at: usize| known.cloned().unwrap_or_else(|| id(at).to_owned());
    let lever = |at: usize| named(case.levers.iter().find(|one| one.id == id(at)).map(|one| &one.name), at);
    let room = |at: usize| named(case.rooms.iter().find(|one| one.id == id(at)).map(|one| &one.name), at);
    let body = |at: usize| named(case.bodies.iter().find(|one| one.id == id(at)).map(|one| &one.name), at);
    match variable {
        Variable::Speaker => format!("who says {}", quote()),
        Variable::SpokenFor => format!("for whom {} is said", quote()),
        Variable::Kind => format!("the form of {}", quote()),
        Variable::OptionTaken => format!("the line of {} on {}", quote(), id(1)),
        Variable::StakeRank => format!("the rank of {} for {}", option(1, 2), party(0)),
        Variable::Value => format!("the worth of {} to {}", option(1, 2), party(0)),
        Variable::Weight => format!("the weight of {} to {}", id(1), party(0)),
        Variable::RedLine => format!("{} to {}", option(1, 2), party(0)),
        Variable::NeedsSeat => format!("a seat for {} to {}", party(1), party(0)),
        Variable::Seat => format!("the place of {} in {}", party(1), room(0)),
        Variable::WalkAway => format!("the walk-away of {}", party(0)),
        Variable::Effect => format!("what the {} adds to the walk-away of {}", lever(1), party(0)),
        Variable::Lever => format!("where the {} stands", lever(0)),
        Variable::Condition => {
            format!("whether “{}”", named(case.conditions.iter().find(|one| one.id == id(0)).map(|one| &one.text), 0))
        }
        Variable::Stance => format!("the stance of {} on {} in {}", party(1), option(2, 3), body(0)),
    }
}

/// The table of variables, and what its columns mean.
fn measures(measures: &[Measure]) -> Section {
    let percent = |measure: &Measure| {
        num::share(measure.alike, measure.units)
            .map_or(Cell::Blank, |share| Cell::number(format!("{:.0} %", num::round(share * 100.0))))
    };
    let row = |measure: &Measure| {
        let (alpha, interval) = match &measure.alpha {
            Ok(alpha) => {
                let interval = alpha.interval.map(|(low, high)| format!("{low:.2} to {high:.2}"));
                (Cell::number(format!("{:.2}", alpha.alpha)), interval.map_or(Cell::Blank, Cell::number))
            }
            Err(_) => (Cell::Blank, Cell::Blank),
        };
        let cells = vec![
            Cell::text(measure.variable.title()),
            Cell::text(metric_word(measure.variable.metric())),
            Cell::number(num::grouped(measure.units)),
            Cell::number(num::grouped(measure.alike)),
            percent(measure),
            alpha,
            interval,
        ];
        Row::new(cells, Basis::new())
    };
    let heads = ["what is coded", "compared as", "cells", "alike", "share", "α", "middle 95 %"];
    let mut blocks = Vec::new();
    match Block::table("", &heads, measures.iter().filter(|one| one.units > 0).map(row).collect()) {
        Some(table) => {
            let told = "Krippendorff's α is 1 where the readings agree throughout and 0 where they agree no more than the same values dealt out at random would. The \
                        interval is the middle 95 % of 1,000 sets of cells drawn anew; a dot: too little varies for one.";
            blocks.extend([Block::line(told, Basis::new()), table]);
        }
        None => blocks.push(Block::line("No cell is coded in both readings.", Basis::new())),
    }
    blocks.extend(without_alpha(measures));
    section(
        "agreement",
        ["How far do the two readings agree?", "Cell by cell, and beside values dealt out at random"],
        blocks,
    )
}

/// Why some variables have no α, those of one reason together.
fn without_alpha(measures: &[Measure]) -> Vec<Block> {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for measure in measures {
        if let Err(refusal) = &measure.alpha {
            let title = measure.variable.title().to_owned();
            match reasons.iter_mut().find(|(because, _)| *because == refusal.because) {
                Some((_, titles)) => titles.push(title),
                None => reasons.push((&refusal.because, vec![title])),
            }
        }
    }
    let line = |(because, titles): (&str, Vec<String>)| {
        Block::caution(format!("No α for {}: {because}.", listed(&titles)), Basis::new())
    };
    reasons.into_iter().map(line).collect()
}

fn metric_word(metric: Metric) -> &'static str {
    match metric {
        Metric::Nominal => "same or not",
        Metric::Ordinal => "ranks",
        Metric::Interval => "distance",
        Metric::Ratio => "ratio",
    }
}

fn disagreements(readings: &Readings) -> Section {
    let list = &readings.agreement.disagreements;
    let row = |(at, one): (usize, &Disagreement)| {
        let what = place_words(readings.first, one.cell.variable, &one.cell.of);
        let cells = vec![
            Cell::text(format!("d{}", at + 1)),
            Cell::text(capital(&what)),
            Cell::text(&one.first),
            Cell::text(&one.second),
        ];
        Row::new(cells, Basis::new())
    };
    let table = Block::table("", &["", "about", "first", "second"], list.iter().enumerate().map(row).collect());
    let nothing = || Block::line("The two readings code every cell alike that both have coded.", Basis::new());
    section(
        "disagreements",
        ["Disagreements", "Cells that both have coded, and not alike"],
        vec![table.unwrap_or_else(nothing)],
    )
}

/// What one reading has and the other has not: whole entries, then cells by variable.
fn alone(readings: &Readings) -> Option<Section> {
    let mut kinds: Vec<(How, &str, Vec<String>)> = Vec::new();
    for one in readings.unpaired.iter().filter(|one| one.part != Part::Frame) {
        let kind = one.path.split('.').next().unwrap_or_default();
        match kinds.iter_mut().find(|(how, known, _)| *how == one.how && *known == kind) {
            Some((.., nouns)) => nouns.push(one.noun.clone()),
            None => kinds.push((one.how, kind, vec![one.noun.clone()])),
        }
    }
    let mut blocks: Vec<Block> = kinds
        .into_iter()
        .map(|(how, kind, nouns)| Block::line(entries_words(how, kind, nouns), Basis::new()))
        .collect();
    for variable in Variable::ALL {
        let own: Vec<&Alone> = readings.agreement.alone.iter().filter(|one| one.cell.variable == variable).collect();
        if !own.is_empty() {
            blocks.push(Block::line(alone_words(readings.first, variable, &own), Basis::new()));
        }
    }
    (!blocks.is_empty())
        .then(|| section("alone", ["Coded by one reader only", "What one reading has and the other has not"], blocks))
}

/// The most cells of one variable that are named.
const MOST_NAMED: usize = 3;

/// `Stakes, 24 in the first alone: …`
fn entries_words(how: How, kind: &str, mut nouns: Vec<String>) -> String {
    let kinds = match kind {
        "body" => "bodies".to_owned(),
        "norm" => "duties".to_owned(),
        "red-line" => "red lines on seats".to_owned(),
        "option" => "options of the conflict".to_owned(),
        "knows" => "claims of knowledge".to_owned(),
        "conflict" | "deal" => kind.to_owned(),
        other => format!("{other}s"),
    };
    let side = if how == How::Gone { "first" } else { "second" };
    let count = nouns.len();
    nouns.truncate(MOST_NAMED);
    nouns.extend((count > MOST_NAMED).then(|| format!("{} more", count - MOST_NAMED)));
    format!("{}, {count} in the {side} alone: {}.", capital(&kinds), listed(&nouns))
}

fn alone_words(case: &Case, variable: Variable, own: &[&Alone]) -> String {
    let first = own.iter().filter(|one| one.first.is_some()).count();
    let sides = match (first, own.len() - first) {
        (some, 0) => format!("{some} by the first alone"),
        (0, some) => format!("{some} by the second alone"),
        (one, other) => format!("{one} by the first alone, {other} by the second alone"),
    };
    let mut named: Vec<String> =
        own.iter().take(MOST_NAMED).map(|one| place_words(case, variable, &one.cell.of)).collect();
    named.extend((own.len() > MOST_NAMED).then(|| format!("{} more", own.len() - MOST_NAMED)));
    format!("{}: {sides}: {}.", capital(variable.title()), listed(&named))
}

/// The sentences that differ, and the disagreements behind each; what one alone tells, for other reasons, in a line.
fn in_short(readings: &Readings) -> Section {
    let found = || readings.in_short.iter().zip(&readings.search.least);
    let mut blocks = Vec::new();
    let rows: Vec<Row> =
        found().filter(|(one, least)| !is_aside(one, least)).map(|(one, least)| sentence_row(one, least)).collect();
    if let Some(table) = Block::table("", &["sentence", "first", "second", "made by"], rows) {
        blocks.extend([Block::line(searched(readings), Basis::new()), table]);
    }
    let aside: Vec<&Compared> = found().filter(|(one, least)| is_aside(one, least)).map(|(one, _)| one).collect();
    let ids: Vec<String> = aside.iter().filter(|one| one.after.is_none()).map(|one| one.id.clone()).collect();
    if !ids.is_empty() {
        let told = format!("The first alone tells {}: the second does not code what they rest on.", listed(&ids));
        blocks.push(Block::line(told, Basis::new()));
    }
    let fresh = aside.iter().filter_map(|one| one.before.is_none().then_some(one.after.as_ref()).flatten());
    blocks.extend(fresh.map(|one| Block::line(format!("The second alone tells: {}", one.text), Basis::new())));
    if blocks.is_empty() {
        blocks.push(Block::line("No sentence of In short differs.", Basis::new()));
    }
    section("in-short", ["In short", "Sentences that are not the same"], blocks)
}

/// Whether one reading alone tells a sentence, and no disagreement that was tried is why.
fn is_aside(one: &Compared, least: &Least) -> bool {
    one.before.is_none() != one.after.is_none() && *least == Least::Moves(Vec::new())
}

fn sentence_row(compared: &Compared, least: &Least) -> Row {
    let told = |side: &Option<Headline>| side.as_ref().map_or("no such sentence".to_owned(), |one| one.text.clone());
    let cells = [compared.id.clone(), told(&compared.before), told(&compared.after), least_words(least)];
    Row::new(cells.map(Cell::text).to_vec(), Basis::new())
}

/// What the last column means, and how far the search went where it left something open.
fn searched(readings: &Readings) -> String {
    let told = "The last column has the fewest disagreements that, settled as the second reading has them, make the first case \
                tell the sentence as the second does.";
    let open = |least: &Least| match least {
        Least::Makes(set) => set.len() > 1 && readings.agreement.disagreements.len() > MOST_TRIED,
        Least::Moves(_) => true,
    };
    let search = readings.search;
    match search.untried > 0 && search.least.iter().any(open) {
        false => told.to_owned(),
        true => format!(
            "{told} Tried: {}, the smallest first; {} of one or two left.",
            counted(search.tried, "set", "sets"),
            counted(search.untried, "set", "sets")
        ),
    }
}

fn least_words(least: &Least) -> String {
    let names = |set: &[usize]| listed(&set.iter().map(|at| format!("d{}", at + 1)).collect::<Vec<_>>());
    match least {
        Least::Makes(set) if set.len() == 1 => format!("{} alone", names(set)),
        Least::Makes(set) => format!("{} together", names(set)),
        Least::Moves(set) if set.is_empty() => "no disagreement above: other entries differ".to_owned(),
        Least::Moves(set) => {
            let verb = if set.len() == 1 { "changes" } else { "change" };
            format!("other entries too; {} alone {verb} it", names(set))
        }
    }
}

/// Everything that a merged case has to settle: cells coded otherwise, cells and statements that one reader alone has.
pub fn contested(readings: &Readings) -> Vec<Contested> {
    let entry = |cell: &Coding, first: &str, second: &str| Contested {
        what: place_words(readings.first, cell.variable, &cell.of),
        place: cell.path(),
        first: first.to_owned(),
        second: second.to_owned(),
    };
    let blank = |side: &Option<String>| side.clone().unwrap_or_default();
    let agreement = readings.agreement;
    let mut all: Vec<Contested> =
        agreement.disagreements.iter().map(|one| entry(&one.cell, &one.first, &one.second)).collect();
    all.extend(agreement.alone.iter().map(|one| entry(&one.cell, &blank(&one.first), &blank(&one.second))));
    let statements = readings.unpaired.iter().filter(|one| one.path.starts_with("statement."));
    all.extend(statements.map(|one| Contested {
        what: format!("a statement that one reader alone has, {}", one.noun),
        place: one.path.clone(),
        first: blank(&one.before),
        second: blank(&one.after),
    }));
    all
}

/// What stands in one reading alone, from the difference of the two.
pub fn unpaired(changed: Vec<Changed>) -> Vec<Changed> {
    changed.into_iter().filter(|one| matches!(one.how, How::Added | How::Gone)).collect()
}
