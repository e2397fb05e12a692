//! How answers over draws are worded and laid out: counts of draws, spreads, curves, swings, tipping values.

use super::words::capital;
use crate::ensemble::{
    Curves, Dependence, DependenceRow, Differs, Flip, Framings, Headline, LeverTips, Locked, Measured, Numbers,
    Outcome, Predicate, Rank, SeatRow, Separating, Setting, Shape, ShapeRow, SideBySide, Standing, Swing, Swings, Tip,
};
use crate::model::{Basis, Case, Choice, IssueId, Ref, Truth};
use crate::num;
use crate::report::block::{Bar, Block, Cell, CurvePoint, Figures, Row, Series, Tornado};

/// Acceptance sets and floors: which packages each party would have to prefer to no deal.
pub fn acceptance(_case: &Case, answer: &Outcome) -> Vec<Block> {
    let numbers = &answer.numbers;
    let reachable = numbers.robust + numbers.possible + numbers.never;
    let shares = answer.parties.iter().map(|party| match (party.refuses, party.share) {
        (true, _) => format!("{} none, for want of a seat", party.party.name),
        (false, Some(share)) => format!("{} {}", party.party.name, share.percent_cell()),
        (false, None) => format!("{} none, for none is within reach", party.party.name),
    });
    let text = format!(
        "Of {} packages within reach, each would have to prefer to no deal (low–middle–high over the draws): {}.",
        num::grouped(reachable),
        shares.collect::<Vec<_>>().join("; ")
    );
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    blocks.extend(acceptance_table(answer));
    let about =
        "More packages to prefer to no deal means a weaker hand, not a better one: the walk-away is worth less.";
    blocks.push(Block::caution(about, answer.basis.clone()));
    blocks
}

/// The packages that could be deals, and the draws with no deal.
pub fn outcome(case: &Case, answer: &Outcome) -> Vec<Block> {
    let numbers = &answer.numbers;
    let mut blocks = vec![Block::headline(headline(numbers), answer.basis.clone())];
    if numbers.no_deal_if_shut > numbers.no_deal {
        let text = format!(
            "{} of these packages need an option of which it is not known whether it can be had. If all such options are shut, there \
             is no deal in {}.",
            num::grouped(numbers.reach_unknown),
            in_draws(numbers.no_deal_if_shut, numbers.draws)
        );
        blocks.push(Block::line(text, answer.basis.clone()));
    }
    blocks.extend(package_table(case, answer));
    if !answer.signatories_stated {
        let text = "The case does not say who must accept a deal. Every party with stakes was taken.";
        blocks.push(Block::caution(text, answer.basis.clone()));
    }
    blocks.extend(defaults(answer));
    let about = "A share of draws tells how the inputs' ranges combine. It does not tell how the world will go.";
    blocks.push(Block::caution(about, answer.basis.clone()));
    blocks
}

/// Acceptance and floor against one lever.
pub fn curves(_case: &Case, answer: &Curves) -> Vec<Block> {
    if answer.curves.is_empty() {
        let text = format!("{} moves nobody's walk-away.", answer.lever.name);
        return vec![Block::line(text, answer.basis.clone())];
    }
    let held = answer.held_by.as_ref().map_or_else(String::new, |party| format!(", held by {},", party.name));
    let ends = answer.curves.iter().filter_map(|curve| {
        let (first, last) = (curve.points.first()?, curve.points.last()?);
        Some(format!(
            "the floor of {} goes from {} to {}",
            curve.party.name,
            first.floor.decimal(),
            last.floor.decimal()
        ))
    });
    let text = format!(
        "When {}{held} goes from its least to its greatest setting, {}.",
        answer.lever.name,
        ends.collect::<Vec<_>>().join("; ")
    );
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    blocks.push(band(answer, "share of reachable packages taken", |point| {
        point.share.map(|share| (share.low, share.middle, share.high))
    }));
    blocks.push(band(answer, "floor", |point| Some((point.floor.low, point.floor.middle, point.floor.high))));
    if !answer.untouched.is_empty() {
        let names: Vec<&str> = answer.untouched.iter().map(|party| party.name.as_str()).collect();
        let text = format!("It does not touch the walk-away of {}.", names.join(", "));
        blocks.push(Block::line(text, answer.basis.clone()));
    }
    blocks
}

/// How far one lever stands in for another that it needs.
pub fn dependences(_case: &Case, answer: &[Dependence]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for pair in answer {
        let holder = |party: &Option<crate::model::Ref>| match party {
            Some(party) => format!(" (held by {})", party.name),
            None => String::new(),
        };
        let text = format!(
            "{}{} needs {}{}: without it, a share of {} of its effect is lost.",
            pair.lever.name,
            holder(&pair.held_by),
            pair.needs.name,
            holder(&pair.needs_held_by),
            pair.lost
        );
        blocks.push(Block::headline(text, pair.basis.clone()));
        let share = |setting: &Setting| setting.share.map_or(Cell::Blank, |share| Cell::number(share.percent_cell()));
        let floor = |setting: &Setting| Cell::number(setting.floor.decimal_cell());
        let mut rows = dependence_rows(pair, "packages taken", &share);
        rows.extend(dependence_rows(pair, "floor", &floor));
        let needs = &pair.needs.name;
        let heads = [
            "party".to_owned(),
            "result".to_owned(),
            format!("{needs} full"),
            format!("{needs} half"),
            format!("{needs} none"),
            format!("{needs} none, {} full", pair.lever.name),
        ];
        let title = format!("How far {} stands in for {needs}: low–middle–high over the draws", pair.lever.name);
        blocks.extend(Block::table(title, &heads.each_ref().map(String::as_str), rows));
    }
    blocks
}

fn dependence_rows(pair: &Dependence, what: &str, show: &dyn Fn(&Setting) -> Cell) -> Vec<Row> {
    let row = |row: &DependenceRow| {
        let head = [Cell::text(&row.party.name), Cell::text(what)];
        let cells = head.into_iter().chain([&row.full, &row.half, &row.none, &row.alone].map(show)).collect();
        Row::new(cells, row.basis.clone())
    };
    pair.rows.iter().map(row).collect()
}

/// What each lever, stance and seat changes in the set of outcomes.
pub fn shape(_case: &Case, answer: &Shape) -> Vec<Block> {
    let moving = answer.moves.iter().filter(|entry| entry.changes).count();
    let text = format!("{moving} of {} single moves change the set of outcomes.", answer.moves.len());
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    let mut rows = vec![NumbersRow::new("as it stands", &answer.before, &answer.basis)];
    for entry in answer.moves.iter().filter(|entry| entry.changes) {
        // A lever or stance often names its holder already.
        let holder = entry.by.as_ref().filter(|party| !entry.what.contains(&party.name));
        let by = holder.map_or_else(String::new, |party| format!(" ({})", party.name));
        rows.push(NumbersRow::new(format!("{}{by}", entry.what), &entry.after, &entry.basis));
    }
    blocks.extend(numbers_table("Single moves", "move (who can make it)", &rows));
    let idle: Vec<&ShapeRow> = answer.moves.iter().filter(|entry| !entry.changes).collect();
    if !idle.is_empty() {
        let names: Vec<&str> = idle.iter().map(|entry| entry.what.as_str()).collect();
        let basis = idle.iter().map(|entry| &entry.basis).collect();
        blocks.push(Block::line(format!("Moves that alone change nothing: {}.", names.join("; ")), basis));
    }
    if answer.idle_stances > 0 {
        let text = format!("{} other changes of a member's stance alone open or shut no option.", answer.idle_stances);
        blocks.push(Block::line(text, answer.basis.clone()));
    }
    blocks
}

/// The same packages with and without each seat that a red line asks for.
pub fn seats(_case: &Case, answer: &[SeatRow]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for seat in answer {
        let percent = |row: &crate::ensemble::PartyAcceptance| {
            row.share.map_or_else(|| "none".to_owned(), |share| share.percent())
        };
        let text = format!(
            "The same packages: {} takes {} of them with {} seated, and {} without.",
            seat.party.name,
            percent(&seat.party_with),
            seat.needs.name,
            percent(&seat.party_without)
        );
        blocks.push(Block::headline(text, seat.basis.clone()));
        let mark = |seated: bool| if seated == seat.seated { " (now)" } else { "" };
        let rows = [
            NumbersRow::new(format!("with the seat{}", mark(true)), &seat.with, &seat.basis),
            NumbersRow::new(format!("without it{}", mark(false)), &seat.without, &seat.basis),
        ];
        let title = format!("{} and the seat of {}", seat.party.name, seat.needs.name);
        blocks.extend(numbers_table(&title, "seat", &rows));
    }
    blocks
}

/// One-at-a-time swings of one result.
pub fn tornado(_case: &Case, answer: &Swings) -> Vec<Block> {
    let locked = answer.swings.iter().filter(|swing| swing.locked.is_some()).count();
    let most = answer.swings.first().map_or(0.0, |swing| swing.width);
    let widest: Vec<&Swing> = answer.swings.iter().filter(|swing| swing.width > 0.0 && swing.width == most).collect();
    let text = match widest.as_slice() {
        [] => format!("No input alone moves the {} within its range.", answer.result),
        [widest] => format!(
            "The {} moves most with the {}: from {} to {}.",
            answer.result,
            widest.name,
            shown(answer.measured, widest.at_low),
            shown(answer.measured, widest.at_high)
        ),
        // None of them is named before the others: which comes first in a list says nothing.
        tied => format!("{} inputs move the {} most, one as far as the other.", tied.len(), answer.result),
    };
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    if locked > 0 {
        let text = format!(
            "Inputs that are locked: {locked} of {}. The result moves in steps, and none lies in such an input's range. That does not \
             mean that it does not matter.",
            answer.swings.len()
        );
        blocks.push(Block::caution(text, answer.basis.clone()));
    }
    blocks.push(Block::Tornado(Tornado {
        title: "One input at a time".to_owned(),
        result: answer.result.clone(),
        figures: match answer.measured {
            Measured::Acceptance(_) => Figures::Share,
            Measured::Deals => Figures::Count,
        },
        centre: answer.centre,
        bars: answer.swings.iter().map(|swing| bar(answer, swing)).collect(),
    }));
    blocks
}

/// The settings of one lever at which an answer turns.
pub fn tipping(_case: &Case, answer: &LeverTips) -> Vec<Block> {
    if answer.answers.is_empty() {
        let text = format!("{} moves nobody's walk-away, so no answer turns on it.", answer.lever.name);
        return vec![Block::line(text, answer.basis.clone())];
    }
    let turning = answer.answers.iter().filter_map(|tip| {
        let turns = turns(answer, tip);
        (!turns.is_empty()).then(|| format!("{} turns at {}", answer_words(tip), turns.join(" and ")))
    });
    let turning: Vec<String> = turning.collect();
    let text = if turning.is_empty() {
        format!("{}: no tipping value between {} and {}.", answer.lever.name, answer.range.0, answer.range.1)
    } else {
        format!("{}: whether {}.", answer.lever.name, turning.join("; whether "))
    };
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    let rows = answer.answers.iter().map(|tip| tip_row(answer, tip)).collect();
    let heads = ["answer", "turns at", "yes at the least setting", "yes at the greatest setting"];
    blocks.extend(Block::table(format!("Tipping values of {}", answer.lever.name), &heads, rows));
    blocks
}

/// The case and its hypotheses side by side.
pub fn side_by_side(_case: &Case, answer: &SideBySide) -> Vec<Block> {
    let text = match answer.sides.len() {
        0 => return Vec::new(),
        1 => "The case has no rival hypothesis.".to_owned(),
        2 => "1 hypothesis beside the case as it stands, in the same draws.".to_owned(),
        sides => format!("{} hypotheses beside the case as it stands, in the same draws.", sides - 1),
    };
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    let sides = answer.sides.iter();
    let rows: Vec<NumbersRow> =
        sides.map(|side| NumbersRow::new(side.name.clone(), &side.numbers, &side.basis)).collect();
    for side in answer.sides.iter().filter(|side| !side.sets.is_empty()) {
        blocks.push(Block::line(format!("{} holds: {}.", side.name, side.sets.join("; ")), side.basis.clone()));
    }
    blocks.extend(numbers_table("Lenses", "lens", &rows));
    blocks
}

/// The assumptions, ranked by what rejecting each one flips, and a line for each headline that says what flips it.
pub fn ranked(_case: &Case, answer: &[Rank]) -> Vec<Block> {
    let Some(first) = answer.first() else {
        let text = "No assumption of the case says what holds if it is rejected, so none could be tested.";
        return vec![Block::caution(text, Basis::new())];
    };
    let all: Basis = answer.iter().map(|rank| &rank.basis).collect();
    let flipping = answer.iter().filter(|rank| !rank.flips.is_empty()).count();
    let text = match flipping {
        0 => format!("None of {} assumptions, rejected alone, flips a headline.", answer.len()),
        _ => format!("{flipping} of {}, rejected alone, would flip a headline.", of_assumptions(answer.len())),
    };
    let mut blocks = vec![Block::headline(text, all)];
    for rank in answer {
        for flip in &rank.flips {
            let text = format!(
                "{} This flips if it is rejected that {}: {}",
                sentence(flip, !flip.to, &rank.before),
                rank.text.trim_end_matches('.'),
                sentence(flip, flip.to, &rank.after)
            );
            blocks.push(Block::line(text, rank.basis.clone()));
        }
    }
    let mut rows = vec![NumbersRow::new("none rejected", &first.before, &first.basis)];
    rows.extend(answer.iter().map(|rank| {
        NumbersRow::new(format!("{}: instead {}", rank.text, rank.instead.join("; ")), &rank.after, &rank.basis)
    }));
    blocks.extend(numbers_table("Assumptions, those that flip the most first", "rejected assumption", &rows));
    blocks
}

/// What depends on which framing of an act is right, every framing at the same length.
pub fn framings(_case: &Case, answer: &Framings) -> Vec<Block> {
    let text = match answer.differ.len() {
        0 => format!("No output differs between the {} framings of “{}”.", answer.names.len(), answer.act),
        differ => {
            let outputs = if differ == 1 { "1 output differs".to_owned() } else { format!("{differ} outputs differ") };
            format!("{outputs} between the {} framings of “{}”.", answer.names.len(), answer.act)
        }
    };
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    let held = answer.names.iter().zip(&answer.sets).zip(&answer.bases).map(|((name, sets), basis)| {
        let holds = if sets.is_empty() { "changes no input".to_owned() } else { sets.join("; ") };
        Row::new(vec![Cell::text(name), Cell::text(holds)], basis.clone())
    });
    blocks.extend(Block::table("The framings", &["framing", "holds"], held.collect()));
    let mut heads = vec!["output"];
    heads.extend(answer.names.iter().map(String::as_str));
    let rows = answer.differ.iter().map(|row| Row::new(differs_cells(row), answer.basis.clone())).collect();
    blocks.extend(Block::table("Outputs that differ", &heads, rows));
    for pair in &answer.separating {
        blocks.push(Block::line(separating_text(answer, pair), answer.basis.clone()));
        blocks.extend(toggle_table(answer, pair));
    }
    if !answer.same.is_empty() {
        let text = format!("Outputs that cannot tell the framings apart: {}.", answer.same.join("; "));
        blocks.push(Block::line(text, answer.basis.clone()));
    }
    blocks
}

fn headline(numbers: &Numbers) -> String {
    format!(
        "No deal in {}. Of {} reachable packages, all signatories take {} in every draw, {} in some, {} in none; {} more are \
         shut by the rules.",
        in_draws(numbers.no_deal, numbers.draws),
        num::grouped(numbers.robust + numbers.possible + numbers.never),
        num::grouped(numbers.robust),
        num::grouped(numbers.possible),
        num::grouped(numbers.never),
        num::grouped(numbers.unreachable)
    )
}

fn acceptance_table(answer: &Outcome) -> Option<Block> {
    let rows = answer.parties.iter().map(|party| {
        let note = match (party.signs, party.refuses) {
            (_, true) => "a red line about a seat stops every package",
            (true, false) => "yes",
            (false, false) => "no",
        };
        let cells = vec![
            Cell::text(&party.party.name),
            party.share.map_or(Cell::Blank, |share| Cell::number(share.percent_cell())),
            Cell::number(party.floor.decimal_cell()),
            Cell::number(num::grouped(party.none)),
            Cell::text(note),
        ];
        Row::new(cells, party.basis.clone())
    });
    let heads = ["party", "packages taken", "floor", "draws with none", "a deal needs it"];
    let title = "Packages that each would take rather than no deal, and its floor: low–middle–high over the draws";
    Block::table(title, &heads, rows.collect())
}

fn package_table(case: &Case, answer: &Outcome) -> Option<Block> {
    let rows = answer.listed.iter().map(|row| {
        let choices = row.package.iter().enumerate();
        let choices = choices.map(|(issue, option)| Choice { issue: IssueId(issue), option: *option });
        let options: Vec<&str> = choices.map(|choice| case.option(choice).id.as_str()).collect();
        let standing = match row.standing {
            Standing::Robust => "robust",
            Standing::Possible => "possible",
            Standing::Never => "never",
            Standing::Unreachable => "unreachable",
        };
        let reach = match row.reach {
            Truth::True => "can be had",
            Truth::Unknown => "reach not known",
            Truth::False => "shut",
        };
        let cells = vec![
            Cell::text(options.join(", ")),
            Cell::number(num::grouped(row.draws)),
            Cell::text(standing),
            Cell::text(reach),
        ];
        Row::new(cells, answer.basis.clone())
    });
    let taken = format!("taken, of {} draws", num::grouped(answer.draws));
    let issues: Vec<&str> = case.issues.iter().map(|issue| issue.id.as_str()).collect();
    let title = format!("Packages that all signatories take in the most draws: {}", issues.join(", "));
    Block::table(title, &["package", &taken, "standing", "reach"], rows.collect())
}

fn defaults(answer: &Outcome) -> Vec<Block> {
    let rows = answer.defaults.iter().map(|row| {
        Row::new(vec![Cell::text(&row.what), Cell::number(&row.taken), Cell::text(&row.why)], row.basis.clone())
    });
    let mut blocks: Vec<Block> =
        Block::table("Blanks, and what was taken for them", &["input", "taken", "why"], rows.collect())
            .into_iter()
            .collect();
    if !answer.silent.is_empty() {
        let pairs: Vec<String> =
            answer.silent.iter().map(|cell| format!("{} on {}", cell.party.name, cell.issue.name)).collect();
        let text = format!(
            "{} cells have no stake; the issue weighs nothing to the party there: {}.",
            answer.silent.len(),
            pairs.join("; ")
        );
        blocks.push(Block::caution(text, answer.basis.clone()));
    }
    blocks
}

fn band(
    answer: &Curves,
    result: &str,
    part: impl Fn(&crate::ensemble::CurvePoint) -> Option<(f64, f64, f64)>,
) -> Block {
    let series = answer.curves.iter().map(|curve| {
        let points = curve.points.iter().filter_map(|point| {
            let (low, middle, high) = part(point)?;
            Some(CurvePoint { x: point.setting, low, middle, high })
        });
        Series { name: curve.party.name.clone(), points: points.collect(), basis: curve.basis.clone() }
    });
    Block::Curves(crate::report::block::Curves {
        title: format!("{} against {}", capital(result), answer.lever.name),
        x: answer.lever.name.clone(),
        y: result.to_owned(),
        series: series.collect(),
    })
}

fn bar(answer: &Swings, swing: &Swing) -> Bar {
    let locked = swing.locked.map(|locked| match locked {
        Locked::Step { at, distance, result } => format!(
            "the next step is at {at:.2}, {distance:.2} beyond its range, where the result is {}",
            shown(answer.measured, result)
        ),
        Locked::NoStep { bounds: (low, high) } => format!("no step found between {low:.2} and {high:.2}"),
    });
    // A blank input rests on nothing itself; the result does.
    let basis = if swing.basis.is_empty() { &answer.basis } else { &swing.basis };
    Bar { name: swing.name.clone(), at_low: swing.at_low, at_high: swing.at_high, locked, basis: basis.clone() }
}

fn tip_row(answer: &LeverTips, tip: &Tip) -> Row {
    let turns = turns(answer, tip);
    let turns = match (turns.is_empty(), tip.yes_at_low) {
        (false, _) => turns.join(", "),
        (true, true) => "no tipping value in range: yes throughout".to_owned(),
        (true, false) => "no tipping value in range: no throughout".to_owned(),
    };
    let cells = vec![
        Cell::text(answer_words(tip)),
        Cell::text(turns),
        Cell::number(in_draws(tip.draws_at_low, answer.draws)),
        Cell::number(in_draws(tip.draws_at_high, answer.draws)),
    ];
    Row::new(cells, tip.basis.clone())
}

fn answer_words(tip: &Tip) -> String {
    let name = tip.party.as_ref().map_or("", |party| party.name.as_str());
    match tip.predicate {
        Predicate::SomeDeal => "some package is taken by all signatories".to_owned(),
        Predicate::TakesHalf(_) => format!("{name} takes at least half of the reachable packages"),
    }
}

fn turns(answer: &LeverTips, tip: &Tip) -> Vec<String> {
    tip.at
        .iter()
        .map(|(setting, draws)| format!("{setting:.2} (yes there in {})", in_draws(*draws, answer.draws)))
        .collect()
}

/// A headline as a sentence, true or not, with the number behind it.
fn sentence(flip: &Flip, holds: bool, numbers: &Numbers) -> String {
    match (&flip.headline, holds) {
        (Headline::SomeRobust, true) => format!("{} packages are taken in every draw.", num::grouped(numbers.robust)),
        (Headline::SomeRobust, false) => "No package is taken in every draw.".to_owned(),
        (Headline::MostlyNoDeal, true) => {
            format!("More than half of the draws end in no deal ({}).", in_draws(numbers.no_deal, numbers.draws))
        }
        (Headline::MostlyNoDeal, false) => {
            format!("Half of the draws or more hold a deal (no deal in {}).", in_draws(numbers.no_deal, numbers.draws))
        }
        (Headline::TakesHalf(party), holds) => {
            let size = if holds { "at least half" } else { "less than half" };
            let middle = numbers.acceptance.iter().find(|row| row.party == *party).and_then(|row| row.middle);
            let middle = middle.map_or_else(String::new, |middle| format!(" ({} in the middle draw)", percent(middle)));
            format!("{} takes {size} of the reachable packages{middle}.", party.name)
        }
    }
}

fn separating_text(answer: &Framings, pair: &Separating) -> String {
    let name = |place: usize| answer.names.get(place).map_or("", String::as_str);
    let (first, second) = (name(pair.between.0), name(pair.between.1));
    if pair.alike {
        return format!("No output separates “{first}” from “{second}”.");
    }
    let alone: Vec<&str> =
        pair.toggles.iter().filter(|toggle| toggle.separates).map(|toggle| toggle.to.as_str()).collect();
    if alone.is_empty() {
        let proven = if pair.proven { "" } else { " (not every smaller set was tried)" };
        return format!(
            "No single input turns the outputs of “{first}” into those of “{second}”. The smallest set found is: {}{proven}.",
            pair.smallest.join("; ")
        );
    }
    format!("What alone turns the outputs of “{first}” into those of “{second}”: {}.", alone.join("; "))
}

/// What each input moves when it alone goes from the first framing's value to the second's.
fn toggle_table(answer: &Framings, pair: &Separating) -> Option<Block> {
    let name = |place: usize| answer.names.get(place).map_or("", String::as_str);
    let rows = pair.toggles.iter().map(|toggle| {
        let moves = if toggle.moves.is_empty() { "nothing".to_owned() } else { toggle.moves.join("; ") };
        Row::new(vec![Cell::text(&toggle.to), Cell::text(moves)], answer.basis.clone())
    });
    let title = format!("From “{}” to “{}”, one input at a time", name(pair.between.0), name(pair.between.1));
    Block::table(title, &["moved alone", "outputs that it moves"], rows.collect())
}

fn differs_cells(row: &Differs) -> Vec<Cell> {
    let value = |value: &Option<String>| value.as_ref().map_or(Cell::Blank, Cell::number);
    [Cell::text(&row.output)].into_iter().chain(row.values.iter().map(value)).collect()
}

/// A row of counts under one set of inputs.
struct NumbersRow<'a> {
    head: String,
    numbers: &'a Numbers,
    basis: &'a Basis,
}

impl<'a> NumbersRow<'a> {
    fn new(head: impl Into<String>, numbers: &'a Numbers, basis: &'a Basis) -> NumbersRow<'a> {
        NumbersRow { head: head.into(), numbers, basis }
    }
}

/// Counts under several sets of inputs, one row each. A change can give a party its first stake, so the parties of the
/// columns are those of any row.
fn numbers_table(title: &str, head: &str, rows: &[NumbersRow]) -> Option<Block> {
    let mut parties: Vec<&Ref> = Vec::new();
    for row in rows.iter().flat_map(|row| &row.numbers.acceptance) {
        if !parties.contains(&&row.party) {
            parties.push(&row.party);
        }
    }
    let draws = rows.first().map_or(0, |row| row.numbers.draws);
    let fixed = [head.to_owned(), format!("no deal, of {}", num::grouped(draws)), "packages".to_owned()];
    let heads: Vec<String> = fixed.into_iter().chain(parties.iter().map(|party| party.name.clone())).collect();
    let cells = |row: &NumbersRow| {
        let numbers = row.numbers;
        let packages = [numbers.robust, numbers.possible, numbers.never, numbers.unreachable].map(num::grouped);
        let takes = |party: &&Ref| {
            let own = numbers.acceptance.iter().find(|own| own.party == **party);
            own.and_then(|own| own.middle).map_or(Cell::Blank, |middle| Cell::number(percent(middle)))
        };
        let counts = [num::grouped(numbers.no_deal), packages.join("/")].map(Cell::number);
        [Cell::text(&row.head)].into_iter().chain(counts).chain(parties.iter().map(takes)).collect()
    };
    let shown = rows.iter().map(|row| Row::new(cells(row), row.basis.clone())).collect();
    let columns = "draws with no deal; packages taken by all signatories in every draw/in some/in none/shut by the rules; middle share \
                   that each party takes";
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    Block::table(format!("{title}: {columns}"), &heads, shown)
}

fn shown(measured: Measured, value: f64) -> String {
    match measured {
        Measured::Acceptance(_) => percent(value),
        Measured::Deals => format!("{value:.0}"),
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", num::round(100.0 * share))
}

/// `in 3,120 of 10,000 draws` without the first word.
pub(super) fn in_draws(count: usize, draws: usize) -> String {
    format!("{} of {} draws", num::grouped(count), num::grouped(draws))
}

fn of_assumptions(count: usize) -> String {
    if count == 1 { "1 assumption".to_owned() } else { format!("{count} assumptions") }
}
