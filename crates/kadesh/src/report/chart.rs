//! Charts as inline SVG: bands over an input, swings, movements along options.
//!
//! Pure functions from a block to text. Colours and fonts come from the page's style sheet; every series has its own
//! dashes and a label beside its line, so that nothing is told by colour alone. Coordinates have one decimal.

use super::block::{Bar, Curves, Scale, Series, Tornado, Track};
use super::markup::escape;
use super::text_chart::{ends, extent, place};
use super::wrap::{cut, fixed};
use crate::num;

/// How many series have a colour and dashes of their own.
const STYLES: usize = 6;

/// The place of the plot in the drawing.
struct Frame {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    x: (f64, f64),
}

impl Frame {
    fn x(&self, value: f64) -> String {
        fixed(self.left + place(value, self.x) * (self.right - self.left), 1)
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - place(value, (0.0, 1.0)) * (self.bottom - self.top)
    }
}

/// Bands with their middle lines, axes with their names, and a label at the end of each line.
///
/// `id` is unique on the page: the title and the description are tied to the drawing by it.
pub(super) fn curves(curves: &Curves, id: &str) -> String {
    const LABEL: usize = 16;
    let label = |series: &Series| cut(&series.name, LABEL);
    let longest = curves.series.iter().map(|series| label(series).chars().count()).max().unwrap_or(0);
    let frame = Frame { left: 36.0, right: 284.0, top: 26.0, bottom: 190.0, x: inputs(curves) };
    let width = frame.right + 18.0 + 6.6 * num::count(longest);
    let mut svg = format!(
        "<svg class=\"curves\" viewBox=\"0 0 {} 230\" role=\"img\" aria-labelledby=\"{id}t {id}d\">\
         <title id=\"{id}t\">{}</title><desc id=\"{id}d\">{}</desc>",
        fixed(width, 0),
        escape(&curves.title),
        escape(&description(curves)),
    );
    svg.push_str(&axes(curves, &frame));
    for (at, series) in curves.series.iter().enumerate() {
        svg.push_str(&band(series, at % STYLES, &frame));
    }
    for (at, series) in curves.series.iter().enumerate() {
        svg.push_str(&middle(series, at % STYLES, &frame));
    }
    for (at, y) in label_places(curves, &frame) {
        if let Some(series) = curves.series.get(at) {
            let text = escape(&label(series));
            let x = fixed(frame.right + 10.0, 1);
            svg.push_str(&format!(
                "<text class=\"s{} name\" x=\"{x}\" y=\"{}\">{text}</text>",
                at % STYLES,
                fixed(y + 4.0, 1)
            ));
        }
    }
    svg.push_str("</svg>");
    svg
}

fn inputs(curves: &Curves) -> (f64, f64) {
    ends(curves.series.iter().flat_map(|series| &series.points).map(|point| point.x))
}

fn description(curves: &Curves) -> String {
    let ends = curves.series.iter().map(|series| match (series.points.first(), series.points.last()) {
        (Some(first), Some(last)) => format!(
            "{}: from {} ({} to {}) to {} ({} to {})",
            series.name,
            fixed(first.middle, 2),
            fixed(first.low, 2),
            fixed(first.high, 2),
            fixed(last.middle, 2),
            fixed(last.low, 2),
            fixed(last.high, 2),
        ),
        (None, _) | (_, None) => format!("{}: no points", series.name),
    });
    format!("{} by {}. {}.", curves.y, curves.x, ends.collect::<Vec<_>>().join("; "))
}

fn axes(curves: &Curves, frame: &Frame) -> String {
    let (left, right) = (fixed(frame.left, 1), fixed(frame.right, 1));
    let mut svg = format!("<text class=\"axis\" x=\"0.0\" y=\"10.0\">{}</text>", escape(&cut(&curves.y, 60)));
    for step in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let y = frame.y(step);
        svg.push_str(&format!(
            "<line class=\"rule\" x1=\"{left}\" x2=\"{right}\" y1=\"{0}\" y2=\"{0}\"/>\
             <text class=\"tick\" x=\"{1}\" y=\"{2}\" text-anchor=\"end\">{3}</text>",
            fixed(y, 1),
            fixed(frame.left - 6.0, 1),
            fixed(y + 4.0, 1),
            fixed(step, 2),
        ));
        let input = frame.x.0 + step * (frame.x.1 - frame.x.0);
        svg.push_str(&format!(
            "<text class=\"tick\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            frame.x(input),
            fixed(frame.bottom + 15.0, 1),
            fixed(input, 2),
        ));
    }
    let middle = fixed((frame.left + frame.right) / 2.0, 1);
    svg.push_str(&format!(
        "<text class=\"axis\" x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
        fixed(frame.bottom + 33.0, 1),
        escape(&cut(&curves.x, 46)),
    ));
    svg
}

fn band(series: &Series, style: usize, frame: &Frame) -> String {
    let upper = series.points.iter().map(|point| (point.x, point.high));
    let lower = series.points.iter().rev().map(|point| (point.x, point.low));
    let corners: Vec<String> =
        upper.chain(lower).map(|(x, y)| format!("{},{}", frame.x(x), fixed(frame.y(y), 1))).collect();
    format!("<polygon class=\"s{style} band\" points=\"{}\"/>", corners.join(" "))
}

fn middle(series: &Series, style: usize, frame: &Frame) -> String {
    let points: Vec<String> =
        series.points.iter().map(|point| format!("{},{}", frame.x(point.x), fixed(frame.y(point.middle), 1))).collect();
    let end = series.points.last().map_or(String::new(), |point| {
        let (x, y) = (frame.x(point.x), fixed(frame.y(point.middle), 1));
        format!("<circle class=\"s{style} end\" cx=\"{x}\" cy=\"{y}\" r=\"3\"/>")
    });
    format!("<polyline class=\"s{style} middle\" points=\"{}\"/>{end}", points.join(" "))
}

/// The heights of the labels, from the top, pushed apart so that none covers another.
fn label_places(curves: &Curves, frame: &Frame) -> Vec<(usize, f64)> {
    const APART: f64 = 14.0;
    let mut places: Vec<(usize, f64)> = curves
        .series
        .iter()
        .enumerate()
        .filter_map(|(at, series)| series.points.last().map(|point| (at, frame.y(point.middle))))
        .collect();
    places.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    let mut above = frame.top - APART;
    for (_, y) in &mut places {
        *y = y.max(above + APART);
        above = *y;
    }
    let mut below = frame.bottom + APART;
    for (_, y) in places.iter_mut().rev() {
        *y = y.min(below - APART);
        below = *y;
    }
    places
}

/// Places across a drawing that stretches with its column: from 2 to 98 hundredths, so that marks keep their shape.
fn across(place: f64) -> String {
    format!("{}%", fixed(2.0 + 96.0 * place, 2))
}

/// One swing: a ring where the input is at its low end, a disc at its high end, a rule at the centre.
pub(super) fn swing(tornado: &Tornado, bar: &Bar, id: &str) -> String {
    let ends = extent(tornado).unwrap_or((tornado.centre, tornado.centre));
    let at = |value: f64| across(place(value, ends));
    let (low, high) = (at(bar.at_low), at(bar.at_high));
    format!(
        "<svg class=\"swing\" role=\"img\" aria-labelledby=\"{id}t\"><title id=\"{id}t\">{}: {} with the input at its \
         low end, {} at its high end</title>\
         <line class=\"centre\" x1=\"{centre}\" x2=\"{centre}\" y1=\"0\" y2=\"100%\"/>\
         <line class=\"bar\" x1=\"{low}\" x2=\"{high}\" y1=\"50%\" y2=\"50%\"/>\
         <circle class=\"ring\" cx=\"{low}\" cy=\"50%\" r=\"4.5\"/><circle class=\"disc\" cx=\"{high}\" cy=\"50%\" r=\"4.5\"/></svg>",
        escape(&bar.name),
        tornado.figures.show(bar.at_low),
        tornado.figures.show(bar.at_high),
        centre = at(tornado.centre),
    )
}

/// One movement along a line of options of equal width: rings before, discs now, a disc within a ring for both.
pub(super) fn track(scale: &Scale, track: &Track, id: &str) -> String {
    let options = num::count(scale.options.len().max(1));
    let at = |option: usize| format!("{}%", fixed((num::count(option) + 0.5) / options * 100.0, 2));
    let mut svg = format!(
        "<svg class=\"track\" role=\"img\" aria-labelledby=\"{id}t\"><title id=\"{id}t\">{}</title>\
         <line class=\"rail\" x1=\"{}\" x2=\"{}\" y1=\"50%\" y2=\"50%\"/>",
        escape(&movement(scale, track)),
        at(0),
        at(scale.options.len().saturating_sub(1)),
    );
    let all = || track.from.iter().chain(&track.to).filter(|option| **option < scale.options.len());
    if let (Some(first), Some(last)) = (all().min(), all().max()) {
        svg.push_str(&format!(
            "<line class=\"bar\" x1=\"{}\" x2=\"{}\" y1=\"50%\" y2=\"50%\"/>",
            at(*first),
            at(*last)
        ));
    }
    svg.push_str(&arrow(track, &at));
    for option in 0..scale.options.len() {
        let x = at(option);
        let (before, now) = (track.from.contains(&option), track.to.contains(&option));
        svg.push_str(&match (before, now) {
            (true, true) => format!(
                "<circle class=\"ring both\" cx=\"{x}\" cy=\"50%\" r=\"8\"/><circle class=\"disc both\" cx=\"{x}\" cy=\"50%\" r=\"4\"/>"
            ),
            (true, false) => format!("<circle class=\"ring\" cx=\"{x}\" cy=\"50%\" r=\"5.5\"/>"),
            (false, true) => format!("<circle class=\"disc\" cx=\"{x}\" cy=\"50%\" r=\"5.5\"/>"),
            (false, false) if all().any(|end| *end < option) && all().any(|end| *end > option) => String::new(),
            (false, false) => format!("<circle class=\"stop\" cx=\"{x}\" cy=\"50%\" r=\"2\"/>"),
        });
    }
    svg.push_str("</svg>");
    svg
}

/// An arrowhead before the nearest mark of now, for a line that left all its options.
fn arrow(track: &Track, at: &dyn Fn(usize) -> String) -> String {
    let ends = |options: &[usize]| Some((*options.iter().min()?, *options.iter().max()?));
    match (ends(&track.from), ends(&track.to)) {
        (Some((_, from)), Some((to, _))) if from < to => {
            format!(
                "<svg class=\"over\" x=\"{}\" y=\"50%\"><path class=\"head\" d=\"M-16,-5 L-7,0 L-16,5 Z\"/></svg>",
                at(to)
            )
        }
        (Some((from, _)), Some((_, to))) if to < from => {
            format!(
                "<svg class=\"over\" x=\"{}\" y=\"50%\"><path class=\"head\" d=\"M16,-5 L7,0 L16,5 Z\"/></svg>",
                at(to)
            )
        }
        (Some(_) | None, Some(_) | None) => String::new(),
    }
}

/// A movement in words: `Name: from deferred to ruled-out`.
fn movement(scale: &Scale, track: &Track) -> String {
    let names = |options: &[usize]| {
        let names: Vec<&str> = options.iter().filter_map(|at| scale.options.get(*at).map(String::as_str)).collect();
        if names.is_empty() { "nothing known".to_owned() } else { names.join(" or ") }
    };
    if track.from.is_empty() {
        format!("{}: {}", track.name, names(&track.to))
    } else {
        format!("{}: from {} to {}", track.name, names(&track.from), names(&track.to))
    }
}
