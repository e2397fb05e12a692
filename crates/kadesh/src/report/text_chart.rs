//! Charts in characters: grids of letters, small bars, marks on a line, branches, states.

use std::collections::BTreeMap;

use super::block::{Bar, Curves, Graph, Grid, Look, Node, Scale, Series, Shade, Tornado, Track, Tree};
use super::grounds::{Grounds, centre_basis, mark};
use super::wrap::{beside, clean, fixed, pad, width_of, wrap};
use crate::num;

/// The widest that a name at the left of a chart may be.
fn name_width<'a>(names: impl Iterator<Item = &'a str>, width: usize) -> usize {
    names.map(|name| width_of(&clean(name))).max().unwrap_or(0).min(width / 3)
}

fn titled(title: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    if !title.is_empty() {
        lines.extend(wrap(title, "", "", width));
    }
    lines
}

/// The letter of every shade: the first letter of its meaning that no shade before it has; a dot for what is empty.
pub(super) fn letters(grid: &Grid) -> BTreeMap<Shade, char> {
    let fallback = [(Shade::Full, 'F'), (Shade::Half, 'H'), (Shade::Light, 'L'), (Shade::Empty, '·')];
    let mut letters: BTreeMap<Shade, char> = BTreeMap::new();
    for (shade, meaning) in grid.legend.iter().filter(|(shade, _)| *shade != Shade::Empty) {
        let free = |letter: &char| letter.is_alphabetic() && !letters.values().any(|taken| taken == letter);
        if let Some(letter) = meaning.chars().flat_map(char::to_uppercase).find(free) {
            letters.insert(*shade, letter);
        }
    }
    for (shade, letter) in fallback {
        letters.entry(shade).or_insert(letter);
    }
    letters
}

/// A grid as letters, with the columns numbered where their heads do not fit side by side.
pub(super) fn grid(grid: &Grid, grounds: &Grounds, width: usize) -> Vec<String> {
    let letters = letters(grid);
    let name_width = name_width(grid.rows.iter().map(|row| row.head.as_str()), width);
    let heads: Vec<String> = grid.columns.iter().map(|head| clean(head)).collect();
    let wide: usize = heads.iter().map(|head| width_of(head) + 2).sum();
    let room = width.saturating_sub(name_width + 2 + 8);
    let numbered: Vec<String> = (1..=heads.len()).map(|number| number.to_string()).collect();
    let shown = if wide <= room { &heads } else { &numbered };
    let at_once = if wide <= room { heads.len() } else { room / 4 };
    let mut lines = titled(&grid.title, width);
    let places: Vec<usize> = (0..heads.len()).collect();
    for places in places.chunks(at_once.max(1)) {
        let head: String =
            places.iter().filter_map(|at| shown.get(*at)).map(|head| format!("  {}", pad(head, 2))).collect();
        lines.push(format!("{}{head}", " ".repeat(name_width)));
        for row in &grid.rows {
            let cells: String = places
                .iter()
                .map(|at| {
                    let letter = row.cells.get(*at).and_then(|shade| letters.get(shade)).unwrap_or(&'·');
                    let own = shown.get(*at).map_or(2, |head| width_of(head).max(2));
                    format!("  {}", pad(&letter.to_string(), own))
                })
                .collect();
            lines.extend(beside(&row.head, name_width, &format!("{cells}  {}", mark(grounds, &row.basis, false))));
        }
    }
    if wide > room {
        let key: Vec<String> = numbered.iter().zip(&heads).map(|(number, head)| format!("{number} {head}")).collect();
        lines.extend(wrap(&key.join("; "), "", "", width));
    }
    let legend =
        grid.legend.iter().map(|(shade, meaning)| format!("{} = {meaning}", letters.get(shade).unwrap_or(&'·')));
    lines.extend(wrap(&legend.collect::<Vec<_>>().join(", "), "", "", width));
    lines
}

/// The places of at most `most` points out of `len`, the first and the last among them.
pub(super) fn sample(len: usize, most: usize) -> Vec<usize> {
    let shown = len.min(most.max(2));
    match shown {
        0 => Vec::new(),
        1 => vec![0],
        _ => (0..shown).map(|at| at * (len - 1) / (shown - 1)).collect(),
    }
}

/// Bands as rows of numbers, the middle above the band, with a small bar for every sampled input.
pub(super) fn curves(curves: &Curves, grounds: &Grounds, width: usize) -> Vec<String> {
    // A narrow page keeps the numbers and drops the small bars.
    let small = if width < 70 { 0 } else { 10 };
    let name_width = name_width(curves.series.iter().map(|series| series.name.as_str()), width * 3 / 4).max(4);
    let columns = width.saturating_sub(name_width + 2 + small + 8) / 11;
    let mut lines = titled(&curves.title, width);
    lines.extend(wrap(&format!("{} (middle, and band below), by {}", curves.y, curves.x), "", "", width));
    let Some(longest) = curves.series.iter().map(|series| series.points.len()).max() else { return lines };
    let places = sample(longest, columns.min(6));
    let row =
        |text: &dyn Fn(usize) -> String| -> String { places.iter().map(|at| format!("{:>11}", text(*at))).collect() };
    let inputs = curves.series.iter().max_by_key(|series| series.points.len());
    let x =
        |at: usize| inputs.and_then(|series| series.points.get(at)).map_or(String::new(), |point| fixed(point.x, 2));
    lines.push(format!("{}{}", " ".repeat(name_width + 2 + small), row(&x)));
    for series in &curves.series {
        let at = |at: usize| series.points.get(at);
        let middle = row(&|place| at(place).map_or("·".to_owned(), |point| fixed(point.middle, 2)));
        let band = row(&|place| {
            at(place).map_or(String::new(), |point| format!("{}–{}", fixed(point.low, 2), fixed(point.high, 2)))
        });
        let mark = mark(grounds, &series.basis, true);
        let first = format!("  {}{middle}  {mark}", pad(&small_bars(series, small), small));
        let mut rows = beside(&series.name, name_width, &first);
        let second = format!("  {}{band}", " ".repeat(small));
        match rows.get_mut(1) {
            Some(line) => *line = format!("{}{second}", pad(line, name_width)),
            None => rows.push(format!("{}{second}", " ".repeat(name_width))),
        }
        lines.extend(rows);
    }
    lines
}

fn small_bars(series: &Series, most: usize) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let bar = |value: f64| {
        let step = BARS.iter().zip(1u8..).find(|(_, step)| value * 8.0 <= f64::from(*step));
        step.map_or('█', |(bar, _)| *bar)
    };
    let points = sample(series.points.len(), most).into_iter().filter_map(|at| series.points.get(at));
    points.map(|point| bar(point.middle)).collect()
}

/// The least and the greatest value that a tornado shows. None: nothing swings, and there is no scale.
pub(super) fn extent(tornado: &Tornado) -> Option<(f64, f64)> {
    let swings = tornado.bars.iter().any(|bar| bar.at_low != bar.at_high);
    let values = tornado.bars.iter().flat_map(|bar| [bar.at_low, bar.at_high]).chain([tornado.centre]);
    swings.then(|| ends(values))
}

/// The least and the greatest of the finite values, moved apart where they are equal; 0 and 1 where there is none.
pub(super) fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low < high {
        (low, high)
    } else if low == high {
        (low - 0.5, high + 0.5)
    } else {
        (0.0, 1.0)
    }
}

/// Where a value stands between the ends, from 0 to 1.
pub(super) fn place(value: f64, (low, high): (f64, f64)) -> f64 {
    if value.is_finite() { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 }
}

/// Swings as marks on a line.
pub(super) fn tornado(tornado: &Tornado, grounds: &Grounds, width: usize) -> Vec<String> {
    let name_width = name_width(tornado.bars.iter().map(|bar| bar.name.as_str()), width);
    let field = width.saturating_sub(name_width + 2 + 18 + 7).max(8);
    let extent = extent(tornado);
    let mut lines = titled(&tornado.title, width);
    let centre = format!(
        "{}: {} with every input at its central value {}",
        tornado.result,
        tornado.figures.show(tornado.centre),
        mark(grounds, &centre_basis(tornado), true)
    );
    lines.extend(wrap(&centre, "", "", width));
    for bar in &tornado.bars {
        let ends = extent.unwrap_or((tornado.centre, tornado.centre));
        lines.extend(bar_lines(bar, tornado, ends, (name_width, field, width), grounds));
    }
    if let Some((low, high)) = extent {
        let [low, high] = [low, high].map(|end| tornado.figures.show(end));
        let scale = pad(&low, field.saturating_sub(width_of(&high)));
        lines.push(format!("{}{scale}{high}", " ".repeat(name_width + 2)));
        lines.push("○ input at its low end, ● at its high end, │ centre".to_owned());
    }
    lines
        .into_iter()
        .flat_map(|line| if width_of(&line) > width { wrap(&line, "", "", width) } else { vec![line] })
        .collect()
}

fn bar_lines(
    bar: &Bar,
    tornado: &Tornado,
    ends: (f64, f64),
    (name_width, field, width): (usize, usize, usize),
    grounds: &Grounds,
) -> Vec<String> {
    let mark = mark(grounds, &bar.basis, true);
    if let Some(why) = &bar.locked {
        let text = wrap(
            &format!("locked at {}: {why} {mark}", tornado.figures.show(bar.at_low)),
            "",
            "",
            width - name_width - 2,
        );
        let mut names = wrap(&bar.name, "", "", name_width);
        names.resize(names.len().max(text.len()), String::new());
        let rest = text.into_iter().chain(std::iter::repeat(String::new()));
        return names.iter().zip(rest).map(|(name, text)| format!("{}  {text}", pad(name, name_width))).collect();
    }
    let at = |value: f64| column(place(value, ends), field);
    let (low, high, centre) = (at(bar.at_low), at(bar.at_high), at(tornado.centre));
    let drawn: String = (0..field)
        .map(|column| match column {
            _ if column == high => '●',
            _ if column == low => '○',
            _ if column == centre => '│',
            _ if column > low.min(high) && column < low.max(high) => '━',
            _ => ' ',
        })
        .collect();
    let values = format!("{} → {}", tornado.figures.show(bar.at_low), tornado.figures.show(bar.at_high));
    beside(&bar.name, name_width, &format!("  {drawn}  {}  {mark}", pad(&values, 14)))
}

/// The column, counted from 0, for a place from 0 to 1.
fn column(place: f64, field: usize) -> usize {
    let last = field.saturating_sub(1);
    (0..=last).find(|at| num::count(*at) + 0.5 > place * num::count(last)).unwrap_or(last)
}

/// Movements as marks on the line of options, which are numbered where they do not fit side by side.
pub(super) fn scale(scale: &Scale, grounds: &Grounds, width: usize) -> Vec<String> {
    let name_width = name_width(scale.tracks.iter().map(|track| track.name.as_str()), width);
    let field = width.saturating_sub(name_width + 2 + 8).max(8);
    let options: Vec<String> = scale.options.iter().map(|option| clean(option)).collect();
    let wide: usize = options.iter().map(|option| width_of(option) + 3).sum();
    let numbered: Vec<String> = (1..=options.len()).map(|number| number.to_string()).collect();
    let shown = if wide <= field { &options } else { &numbered };
    let spare = field.saturating_sub(shown.iter().map(|option| width_of(option)).sum());
    let gap = (spare / options.len().max(1)).clamp(3, 9);
    let mut head = String::new();
    let mut places = Vec::new();
    for option in shown {
        places.push(width_of(&head) + width_of(option) / 2);
        head.push_str(&pad(option, width_of(option) + gap));
    }
    let mut lines = titled(&scale.title, width);
    lines.push(format!("{}{head}", " ".repeat(name_width + 2)));
    for track in &scale.tracks {
        let drawn = track_marks(track, &places);
        let right = format!("  {}  {}", pad(&drawn, width_of(head.trim_end())), mark(grounds, &track.basis, false));
        lines.extend(beside(&track.name, name_width, &right));
    }
    if wide > field {
        let key: Vec<String> =
            numbered.iter().zip(&options).map(|(number, option)| format!("{number} {option}")).collect();
        lines.extend(wrap(&key.join("; "), "", "", width));
    }
    let moved = scale.tracks.iter().any(|track| !track.from.is_empty());
    lines.extend(wrap(if moved { "○ before, ● now, ◉ before and now" } else { "● now" }, "", "", width));
    lines
}

fn track_marks(track: &Track, places: &[usize]) -> String {
    let columns = |options: &[usize]| -> Vec<usize> {
        options.iter().filter_map(|option| places.get(*option).copied()).collect()
    };
    let (from, to) = (columns(&track.from), columns(&track.to));
    let all = || from.iter().chain(&to);
    let (first, last) = (all().min().copied().unwrap_or(0), all().max().copied().unwrap_or(0));
    let end = places.last().copied().unwrap_or(0);
    (0..=end)
        .map(|column| match (from.contains(&column), to.contains(&column)) {
            (true, true) => '◉',
            (true, false) => '○',
            (false, true) => '●',
            (false, false) if column > first && column < last => '─',
            (false, false) if places.contains(&column) => '·',
            (false, false) => ' ',
        })
        .collect()
}

/// A tree with branches.
pub(super) fn tree(tree: &Tree, grounds: &Grounds, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    branch(tree, grounds, width, ("", ""), &mut lines);
    lines
}

fn branch(tree: &Tree, grounds: &Grounds, width: usize, (first, rest): (&str, &str), lines: &mut Vec<String>) {
    let value = if tree.value.is_empty() { String::new() } else { format!(": {}", tree.value) };
    let by = tree.controller.as_ref().map(|by| format!(" ({by})")).unwrap_or_default();
    let text = format!("{}{value}{by}", tree.label);
    let mark = mark(grounds, &tree.basis, false);
    let stem = if tree.branches.is_empty() { "" } else { "│  " };
    lines.extend(wrap(
        &format!("{text} {mark}"),
        first,
        &format!("{rest}{}", if first.is_empty() { "" } else { stem }),
        width,
    ));
    for (at, below) in tree.branches.iter().enumerate() {
        let last = at + 1 == tree.branches.len();
        let (turn, on) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        branch(below, grounds, width, (&format!("{rest}{turn}"), &format!("{rest}{on}")), lines);
    }
}

/// A graph as a list of its states, each with the moves out of it.
pub(super) fn graph(graph: &Graph, grounds: &Grounds, width: usize) -> Vec<String> {
    let digits = graph.nodes.iter().map(|node| node.number.to_string().len()).max().unwrap_or(1);
    let mut lines = titled(&graph.title, width);
    for (at, node) in graph.nodes.iter().enumerate() {
        let first = format!("{} {:>digits$}  ", look_mark(node.look), node.number);
        let rest = " ".repeat(digits + 4);
        lines.extend(wrap(&format!("{} {}", node_words(node), mark(grounds, &node.basis, true)), &first, &rest, width));
        let moves = graph.moves(at);
        if !moves.is_empty() {
            lines.extend(wrap(&moves, &format!("{rest}→ "), &format!("{rest}  "), width));
        }
    }
    lines.extend(wrap(LOOKS, "", "", width));
    lines
}

/// What the marks of states mean.
pub(super) const LOOKS: &str = "○ some would leave it, ● stable for all under some definition, ◉ nobody gains by leaving it; → moves that the mover gains by";

/// The mark of a state's look.
pub(super) fn look_mark(look: Look) -> char {
    match look {
        Look::Left => '○',
        Look::Holds => '●',
        Look::Rests => '◉',
    }
}

/// A state's name and what is to be said of it.
pub(super) fn node_words(node: &Node) -> String {
    let now = if node.now { " (where things stand)" } else { "" };
    let about = if node.about.is_empty() { String::new() } else { format!(": {}", node.about) };
    format!("{}{now}{about}", node.name)
}
