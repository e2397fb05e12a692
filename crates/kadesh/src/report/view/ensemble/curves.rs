//! What a lever does to acceptance and floors, as curves, and how far one lever stands in for another.

use crate::ensemble::{Curves, Dependence, DependenceRow, Setting};
use crate::model::{Case, Ref};
use crate::num::written;
use crate::report::block::{Block, Cell, CurvePoint, Row, Series};
use crate::report::view::words::capital;
use crate::report::view::worth::{median_worth, worth_cell};

/// Acceptance and floor against one lever.
pub fn curves(case: &Case, answer: &Curves) -> Vec<Block> {
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
            median_worth(case, &curve.party, first.floor),
            median_worth(case, &curve.party, last.floor)
        ))
    });
    let text = format!(
        "When {}{held} goes from its least to its greatest setting, {}.",
        answer.lever.name,
        ends.collect::<Vec<_>>().join("; ")
    );
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    blocks.push(band(answer, &|party| party.name.clone(), "share of packages preferred to no deal", |point| {
        point.share.map(|share| (share.low, share.middle, share.high))
    }));
    blocks.push(band(answer, &|party| on_scale(case, party), "floor", |point| {
        Some((point.floor.low, point.floor.middle, point.floor.high))
    }));
    if !answer.untouched.is_empty() {
        let names: Vec<&str> = answer.untouched.iter().map(|party| party.name.as_str()).collect();
        let text = format!("It does not touch the walk-away of {}.", names.join(", "));
        blocks.push(Block::line(text, answer.basis.clone()));
    }
    blocks
}

/// How far one lever stands in for another that it needs.
pub fn dependences(case: &Case, answer: &[Dependence]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for pair in answer {
        let holder = |party: &Option<Ref>| match party {
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
        let share = |_: &Ref, setting: &Setting| {
            setting.share.map_or(Cell::Blank, |share| Cell::number(share.median_percent()))
        };
        let floor = |party: &Ref, setting: &Setting| worth_cell(case, party, setting.floor);
        let mut rows = dependence_rows(pair, "packages preferred", &share);
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
        let title =
            format!("How far {} stands in for {needs}: median (range of the middle 90 % of draws)", pair.lever.name);
        blocks.extend(Block::table(title, &heads.each_ref().map(String::as_str), rows));
    }
    blocks
}

fn dependence_rows(pair: &Dependence, what: &str, show: &dyn Fn(&Ref, &Setting) -> Cell) -> Vec<Row> {
    let row = |row: &DependenceRow| {
        let head = [Cell::text(&row.party.name), Cell::text(what)];
        let settings = [&row.full, &row.half, &row.none, &row.alone];
        let cells = head.into_iter().chain(settings.map(|setting| show(&row.party, setting))).collect();
        Row::new(cells, row.basis.clone())
    };
    pair.rows.iter().map(row).collect()
}

/// Curves of all parties stand on one scale from 0 to 1; what 1 is in points stands beside the name.
fn on_scale(case: &Case, party: &Ref) -> String {
    let points = |total: f64| format!("{} (1.00 is {} points)", party.name, written(total));
    case.points(party).map_or_else(|| party.name.clone(), points)
}

fn band(
    answer: &Curves,
    name: &dyn Fn(&Ref) -> String,
    result: &str,
    part: impl Fn(&crate::ensemble::CurvePoint) -> Option<(f64, f64, f64)>,
) -> Block {
    let series = answer.curves.iter().map(|curve| {
        let points = curve.points.iter().filter_map(|point| {
            let (low, middle, high) = part(point)?;
            Some(CurvePoint { x: point.setting, low, middle, high })
        });
        Series { name: name(&curve.party), points: points.collect(), basis: curve.basis.clone() }
    });
    Block::Curves(crate::report::block::Curves {
        title: format!("{} against {}", capital(result), answer.lever.name),
        x: answer.lever.name.clone(),
        y: result.to_owned(),
        series: series.collect(),
    })
}
